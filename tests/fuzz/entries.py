"""What is fuzzed: every public entry, with what it must never do, whatever bytes it is given.

`ENTRIES` is the table; `run.py` feeds it under atheris (`make fuzz`), `tests/test_fuzz.py` with the seeds alone.
Every text is invented.
"""

import gzip
import io
import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import NamedTuple

import mutations
import pandas as pd
from mutations import decode

import ioc_analysis as ioc
import seeds
from ioc_analysis import schema
from ioc_analysis.lexicon import LexiconError
from ioc_analysis.reading.corpus import read_batches
from ioc_analysis.reading.readers import CorpusError
from ioc_analysis.report.batches import write_batches
from seeds import APART, EVENT, RETOLD, STORY, TEXTS

# What may be raised for what a user feeds: each names the thing at fault and its cure. A call that is wrong in itself
# (no such format, no such article) is a plain ValueError; no entry here makes one.
OURS = (CorpusError, schema.SchemaError, LexiconError)


class Entry(NamedTuple):
    """One row of the table: what is done with the bytes, what they begin with, the public names it reaches, how it is
    changed."""

    check: Callable[[bytes], None]
    seeds: list[bytes]
    names: str
    mutate: Callable[[bytes, Random], bytes]


def is_ours(error: BaseException) -> bool:
    return isinstance(error, OURS)


# What holds of every result


def check_offsets(found: dict[str, pd.DataFrame], articles: pd.DataFrame) -> None:
    """Assert that every span gives back its words, and that every other pair of offsets lies in its article."""
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    for name, table in found.items():
        schema.check(table, name)
        others = [column[: -len("start")] for column in table if column.endswith("_start")]
        for row in table.to_dict("records"):
            text = texts[row["article_id"]]
            assert 0 <= row["start"] < row["end"] <= len(text), (name, row)
            assert text[row["start"] : row["end"]] == row["text"], (name, row)
            for other in others:
                start, end = row[f"{other}start"], row[f"{other}end"]
                assert pd.isna(start) == pd.isna(end), (name, other, row)
                if not pd.isna(start):
                    assert 0 <= start <= end <= len(text), (name, other, row)
                    words = row.get(other[:-1])
                    assert not isinstance(words, str) or text[int(start) : int(end)] == words, (name, other, row)


def check_evidence(found: dict[str, pd.DataFrame], articles: pd.DataFrame) -> None:
    """Assert that the evidence of every row of every comparison stands where it says."""
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    for name, table in found.items():
        if {"article_id", "start", "end", "text"} <= set(table):
            for row in table.dropna(subset="start").to_dict("records"):
                place = texts[row["article_id"]][int(row["start"]) : int(row["end"])]
                # Reuse prints how a stretch begins: of wire copy it would print the article.
                assert place[: len(row["text"]) if name == "reuse" else None] == row["text"], (name, row)


class _Harmless(HTMLParser):
    """Asserts while it reads a page that nothing in it runs or is fetched."""

    def handle_starttag(self, tag, attributes):
        assert tag not in {"script", "iframe", "object", "embed", "link", "base", "form", "img"}, tag
        for name, value in attributes:
            assert not name.startswith("on"), (tag, name)
            if name in ("href", "src", "action", "xlink:href"):
                assert re.match("#|https?://", value or ""), (tag, name, value)
            assert name != "http-equiv" or value == "Content-Security-Policy", value


def check_harmless(page: str) -> None:
    reader = _Harmless()
    reader.feed(page)
    reader.close()


# Entries


def articles_of(texts: list[str]) -> pd.DataFrame:
    rows = []
    for number, text in enumerate(texts):
        cells = dict.fromkeys(schema.TABLES["articles"].names)
        cells |= {"article_id": f"a{number}", "outlet": f"Outlet {number % 3}", "published": "2024-05-04", "file": "f"}
        cells |= {"title": text[:40] if number % 2 else None, "title_added": False, "text": text}
        rows.append(tuple(cells.values()))
    table = pd.DataFrame(rows, columns=list(schema.TABLES["articles"].names), dtype=object)
    # As a user's own table may come: half a character cannot stand in a column of type str.
    return schema.check(table.astype({"title_added": bool}), "articles")


def check_text(data: bytes) -> None:
    articles = articles_of(decode(data).split(APART)[:8])
    found = ioc.extract_all(articles)
    found["labels"] = ioc.extract_labels(articles)
    check_offsets(found, articles)
    for row in ioc.extract_kwic(articles, "a", width=3).to_dict("records"):
        assert row["text"].casefold() == "a"


def check_each(data: bytes) -> None:
    """Each table alone is that of the one pass, and each article is read alike whichever was read before it."""
    articles = articles_of(decode(data).split(APART)[:8])
    found = ioc.extract_all(articles)
    back = ioc.extract_all(articles.iloc[::-1])
    for name, table in found.items():
        pd.testing.assert_frame_equal(getattr(ioc, f"extract_{name}")(articles), table)
        turned = back[name].sort_values("article_id", kind="stable", ignore_index=True)  # a0 to a7
        pd.testing.assert_frame_equal(turned, table)


def compared(data: bytes) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    articles = articles_of(decode(data).split(APART)[:4])
    return articles, ioc.stat_all(articles, ioc.extract_all(articles))


def check_compare(data: bytes) -> None:
    articles, found = compared(data)
    for name, table in found.items():
        schema.check(table, name, aligned=name in schema.ALIGNED)
    check_evidence(found, articles)
    ioc.stat_events(articles, found["sentences"])
    with tempfile.TemporaryDirectory() as folder:
        format = ("csv", "parquet", "jsonl")[len(data) % 3]
        ioc.write_tables(found, folder, format=format)
        for name, table in ioc.read_tables(folder).items():
            if format != "csv" or b"\r" not in data:  # a lone one ends a line of CSV
                pd.testing.assert_frame_equal(table, found[name])


def check_brief(data: bytes) -> None:
    articles = articles_of(decode(data).split(APART)[:4])
    with tempfile.TemporaryDirectory() as folder:
        title = articles["text"].iloc[0][:80]
        check_harmless(ioc.write_brief(articles, Path(folder, "b.html"), title=title).read_text("utf-8"))
    repr(ioc.show_brief(articles))


def check_show(data: bytes) -> None:
    articles, found = compared(data)
    kept = {name: found[name] for name in ("quotes", "figures", "dates", "mentions")}
    shown = [ioc.show_article(articles, "a0", **kept)]
    shown += [ioc.show_evidence(found[name].head(20), articles) for name in ("quotes", "figures", "cues", "sentences")]
    shown += [ioc.show_table(found[name].head(20), name) for name in ("claims", "utterances", "naming", "findings")]
    shown += [ioc.show_diff(found["quotes"], name) for name in found["quotes"]["utterance_id"].dropna().unique()[:3]]
    for marked in shown:
        check_harmless(marked._repr_html_())
        repr(marked)


def check_plots(data: bytes) -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    _, found = compared(data)
    sources = {"cues": "cue_shares"}
    for name in ioc.__all__:
        if name.startswith("plot_"):
            getattr(ioc, name)(found[sources.get(name[5:], name[5:])])
            plt.gcf().savefig(io.BytesIO(), format="svg")
            plt.close("all")


def check_file(name: str) -> Callable[[bytes], None]:
    """Return the check of a file of this name: read strictly or not, its articles are whole and in batches the same."""

    def check(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            path.write_bytes(data)
            try:
                articles = ioc.read_corpus(path, on_error="skip")
            except OURS:
                articles = None
            strict = ioc.read_corpus(path)
            assert articles is not None
            schema.check(strict, "articles")
            pd.testing.assert_frame_equal(strict, articles)
            parts = list(read_batches(path, size=1))
            pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), strict)
            for text in strict["text"]:
                text.encode("utf-8")

    return check


def check_gzip(data: bytes) -> None:
    """Half of the inputs are packed here, since bytes at random are no gzip file."""
    check_file("a.jsonl.gz")(gzip.compress(data[1:], 1) if data[:1] == b"+" else data)


def check_folder(files: dict[str, str], name: str) -> Callable[[bytes], None]:
    """Return the check of one file among others in a folder."""

    def check(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for other, text in files.items():
                Path(folder, other).write_text(text, "utf-8")
            Path(folder, name).write_bytes(data)
            articles = ioc.read_corpus(folder, on_error="skip")
            found = ioc.extract_all(articles)
            check_offsets(found, articles)
            if "corrections" in articles.attrs:
                ioc.read_corrections(Path(folder, name))
                ioc.stat_all(articles, found)

    return check


def check_lexicon(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "terms.csv")
        path.write_bytes(data)
        with suppress(OURS):
            ioc.read_lexicon(path)
        with suppress(OURS):
            ioc.read_lexicon(path, like="cues")
        ioc.align_names(MENTIONS, aliases=path)


def check_package(data: bytes) -> None:
    """A folder of tables: the first line is its datapackage.json, the rest its table."""
    package, _, table = data.partition(b"\n")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "datapackage.json").write_bytes(package)
        for ending in ("csv", "jsonl", "parquet"):
            Path(folder, f"t.{ending}").write_bytes(table)
        for frame in ioc.read_tables(folder).values():
            assert isinstance(frame, pd.DataFrame)


def check_batches(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder, "a.jsonl"), Path(folder, "out")
        receipts, _, lines = data.partition(APART.encode())
        path.write_bytes(lines)
        out.mkdir()
        (out / "batches.jsonl").write_bytes(receipts)
        done = write_batches(path, out, on_error="skip", size=2)
        assert len(pd.read_parquet(out / "articles")) == done["articles"].sum()


# Tables whose cells are spoiled, byte by byte

WORDS = [
    "",
    "a",
    "a0",
    "x",
    "2024-02-31",
    "=1",
    "12",
    "\x00",
    "direct",
    "level",
    "“",
    "🙂",
    "body",
    "nan",
    "0001-01-01",
]
NUMBERS = [0, 1, -1, 7, 10**6, 2**62, -(2**63)]
REALS = [0.0, -1.0, 1e308, float("inf"), float("-inf"), float("nan"), 5e-324]
KINDS = ["str", "object", "int64", "Int64", "float64", "bool", "category", "string[python]", "datetime64[ns]"]


def spoil(table: pd.DataFrame, next_byte: Callable[[], int]) -> pd.DataFrame:
    """Return the table with some of its cells, columns, rows or types changed as the bytes say."""
    for _ in range(1 + next_byte() % 4):
        names = list(table)
        if not names:
            return table
        name = names[next_byte() % len(names)]
        action = next_byte() % 8
        if action == 0:
            table = table.drop(columns=name)
        elif action == 1:
            try:
                table = table.assign(**{name: table[name].astype(KINDS[next_byte() % len(KINDS)])})
            except (TypeError, ValueError, OverflowError):
                continue
        elif action == 2:
            table = table.iloc[:: -1 if next_byte() % 2 else 2]
        elif action == 3 and len(table):
            table = pd.concat([table, table.iloc[[next_byte() % len(table)]]])
        elif action == 4:
            table = table.iloc[:0]
        elif len(table) and table[name].dtype in schema.DTYPES.values():
            dtype = str(table[name].dtype)
            values = {"str": [*WORDS, None], "int64": NUMBERS, "Int64": [*NUMBERS, None], "float64": REALS}
            choice = values.get(dtype, [True, False])
            cells = table[name].tolist()
            cells[next_byte() % len(cells)] = choice[next_byte() % len(choice)]
            table = table.assign(**{name: pd.Series(cells, index=table.index, dtype=dtype)})
    return table


ARTICLES = articles_of([STORY, RETOLD, STORY.replace("12", "15")])
FOUND = ioc.extract_all(ARTICLES)
MENTIONS = FOUND["mentions"]
WHOLE = ioc.stat_all(ARTICLES, FOUND)
CALLS: list[tuple[str, tuple[str, ...]]] = [
    ("extract_all", ("articles",)),
    ("align_names", ("mentions",)),
    ("align_figures", ("figures",)),
    ("align_quotes", ("quotes", "mentions")),
    ("align_sentences", ("sentences",)),
    ("stat_events", ("articles", "sentences")),
    ("stat_cues", ("cues", "sentences")),
    ("stat_integrity", ("articles", "passages", "quotes")),
    ("stat_readability", ("sentences",)),
    ("stat_keyness", ("sentences", "quotes")),
    ("stat_headlines", ("passages", "sentences")),
    ("stat_sources", ("quotes", "mentions")),
    ("stat_naming", ("mentions",)),
    ("stat_prominence", ("figures", "sentences")),
    ("stat_utterances", ("quotes",)),
    ("stat_claims", ("figures", "articles")),
    ("stat_coverage", ("sentences", "articles")),
    ("stat_reuse", ("sentences", "quotes", "articles")),
    ("show_evidence", ("quotes", "articles")),
    ("show_evidence", ("figures", "articles")),
    ("write_brief", ("articles",)),
]


def check_tables(data: bytes) -> None:
    read = iter(data)

    def next_byte() -> int:
        return next(read, 0)

    tables = {"articles": ARTICLES, **WHOLE}
    name, asked = CALLS[next_byte() % len(CALLS)]
    which = next_byte() % len(asked)
    given = [tables[table].copy() for table in asked]
    given[which] = spoil(given[which], next_byte)
    before = given[which].copy(deep=True)
    try:
        if name == "write_brief":
            with tempfile.TemporaryDirectory() as folder:
                check_harmless(ioc.write_brief(*given, Path(folder, "b.html")).read_text("utf-8"))
        else:
            getattr(ioc, name)(*given)
    finally:
        pd.testing.assert_frame_equal(given[which], before)


def _tables_seeds() -> list[bytes]:
    return [bytes([call, which, 0, column, action, 3, 5])
            for call in range(len(CALLS)) for which in (0, 1) for column in (0, 4) for action in (1, 5)]  # fmt: skip


# The table

EXTRACTS = " ".join(name for name in ioc.__all__ if name.startswith("extract_"))
STATS = " ".join(name for name in ioc.__all__ if name.startswith(("align_", "stat_")))
ENTRIES: dict[str, Entry] = {
    "text": Entry(check_text, TEXTS, EXTRACTS, mutations.mutate_texts),
    "each": Entry(check_each, TEXTS, EXTRACTS, mutations.mutate_texts),
    "compare": Entry(check_compare, EVENT, f"{STATS} write_tables read_tables", mutations.mutate_texts),
    "brief": Entry(check_brief, EVENT, "write_brief show_brief", mutations.mutate_texts),
    "show": Entry(check_show, EVENT, "show_article show_evidence show_diff show_table", mutations.mutate_texts),
    "plots": Entry(
        check_plots, EVENT, " ".join(name for name in ioc.__all__ if name.startswith("plot_")), mutations.mutate_texts
    ),
    "txt": Entry(check_file("a.txt"), [STORY.encode(), STORY.encode("utf-16")], "read_corpus", mutations.mutate_texts),
    "md": Entry(
        check_file("a.md"),
        [b"---\ntitle: X\ndate: 2024-05-04\n---\n# X\n\nIt sank."],
        "read_corpus",
        mutations.mutate_texts,
    ),
    "html": Entry(check_file("a.html"), [seeds.PAGE.encode()], "read_corpus", mutations.mutate_html),
    "jsonl": Entry(check_file("a.jsonl"), [seeds.LINES.encode()], "read_corpus", mutations.mutate_jsonl),
    "gzip": Entry(
        check_gzip,
        [b"+" + seeds.LINES.encode(), gzip.compress(seeds.LINES.encode())],
        "read_corpus",
        lambda data, random: b"+" + mutations.mutate_jsonl(data[1:], random) if data[:1] == b"+" else data,
    ),
    "csv": Entry(
        check_file("a.csv"),
        [b'id,text,date\n1,"It ""sank"".",2024-05-04\n2,Ten died.,\n'],
        "read_corpus",
        mutations.mutate_csv,
    ),
    "parquet": Entry(check_file("a.parquet"), [seeds.parquet()], "read_corpus", mutations.mutate_parquet),
    "manifest": Entry(
        check_folder(seeds.FILES, "corpus.toml"), [seeds.MANIFEST.encode()], "read_corpus", mutations.mutate_toml
    ),
    "corrections": Entry(
        check_folder(seeds.FILES, "corrections.toml"),
        [seeds.CORRECTIONS.encode(), *(entry.encode() for entry in re.split(r"(?m)^(?=\[\[)", seeds.CORRECTIONS))],
        "read_corpus read_corrections",
        mutations.mutate_toml,
    ),
    "lexicon": Entry(
        check_lexicon,
        [
            b'term,entity,type,source\nHNA,Harbour,group,us\nTom B.,Tom Brandt,person,"us, twice"\n',
            b"term,class,source\nHNA,title,us\n",
        ],
        "read_lexicon",
        mutations.mutate_csv,
    ),
    "package": Entry(
        check_package,
        [f"{seeds.PACKAGE}\na,n,b\nx,1,True\n'=1,,False\n".encode()],
        "read_tables",
        mutations.mutate_package,
    ),
    "batches": Entry(
        check_batches, [f"{seeds.NOTES}\n\x1e{seeds.LINES}".encode()], "write_batches", mutations.mutate_batches
    ),
    "tables": Entry(
        check_tables, _tables_seeds(), f"{STATS} extract_all show_evidence write_brief", lambda data, random: data
    ),
}

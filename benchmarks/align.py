"""Alignment: what is joined over articles on real news, and what it costs.

    python benchmarks/align.py TOPIC [FOLDER] [--read]

FOLDER holds one folder of articles an event. There is no gold for them: `--read` prints all that two articles share, to
be read and counted; the counts of that reading stand in `RESULTS.md`. Without FOLDER the cost alone is measured, on
made-up articles whose statements are known.
"""

import argparse
import itertools
import random
import sys
import time
from collections import Counter
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import ioc_analysis as ioc  # noqa: E402
from ioc_analysis import schema  # noqa: E402

EDITS = 0.06  # of the words of a made-up telling that are dropped, and as many changed
BANDS = ((0.4, ".4 to .5"), (0.5, ".5 to .6"), (0.6, ".6 and more"))


def _band(likeness: float) -> str:
    return next(name for low, name in reversed(BANDS) if likeness >= low)


def _events(folder: Path) -> dict[str, dict[str, pd.DataFrame]]:
    """Return event → its tables, with the articles."""
    found = {}
    for path in sorted(path for path in folder.iterdir() if path.is_dir()):
        articles = ioc.read_corpus(path)
        found[path.name] = ioc.extract_all(articles) | {"articles": articles}
    return found


def _shared(aligned: pd.DataFrame, over: str) -> list[pd.DataFrame]:
    """Return the rows of each statement that more than one value of the column `over` makes."""
    groups = aligned.dropna(subset="statement_id").groupby("statement_id", sort=False)
    return [rows for _, rows in groups if rows[over].nunique() > 1]


def _count(statements: list[pd.DataFrame]) -> Counter:
    """Count statements by their largest likeness, those to be checked apart."""
    return Counter(
        f"{_band(rows['similarity'].max())}{'' if (rows['sure'] & rows['similarity'].notna()).any() else ', to check'}"
        for rows in statements
    )


def statements(folder: Path | None, read: bool) -> None:
    """Print what `align_sentences` and `stat_reuse` find in each event, and what joins two events."""
    if folder:
        events = _events(folder)
        total, shares, everything = Counter(), [], []
        for name, tables in events.items():
            aligned = ioc.align_sentences(tables["sentences"])
            found = _shared(aligned, "article_id")
            total += _count(found)
            count = len(tables["articles"])
            reuse = ioc.stat_reuse(aligned, tables["quotes"], tables["articles"])
            shares += [*reuse["share"], *[0.0] * (count * (count - 1) - len(reuse))]
            everything.append(
                tables["sentences"].assign(article_id=lambda table, name=name: name + table["article_id"], event=name)
            )
            for rows in found if read else ():
                print(f"\n{name} {rows['statement_id'].iloc[0]}")
                for row in rows.itertuples():
                    print(f"  {row.similarity:.3f} {'sure ' if row.sure else 'check'} {row.article_id}: {row.text}")
        print("\nstatements that two or more articles of an event make:", dict(sorted(total.items())))
        across = _shared(ioc.align_sentences(pd.concat(everything, ignore_index=True)), "event")
        print("statements that articles of two events make, all in one corpus:", dict(sorted(_count(across).items())))
        for rows in across if read else ():
            print(
                *(f"  {row.similarity} {row.sure} {row.event}: {row.text}" for row in rows.itertuples()),
                sep="\n",
                end="\n\n",
            )
        pairs = sum(len(a) * len(b) for a, b in itertools.combinations(everything, 2))
        print(f"pairs of sentences of two events: {pairs:,}")
        column = pd.Series(shares)
        print(
            f"reuse, {len(column)} ordered pairs: median {column.median():.4f}, 95 % under {column.quantile(0.95):.4f}"
        )
    print("\narticles  sentences  seconds  ms a sentence  pair precision  pair recall")
    for articles in (125, 500, 2000):
        _measure(articles)


def _measure(count: int) -> None:
    """Align made-up articles on one event and print what it costs, and how many pairs are right."""
    chance = random.Random(count)
    words = Counter(" ".join(ioc.read_corpus(ROOT / "seeds")["text"]).lower().split())
    vocabulary, often = zip(*words.items(), strict=True)
    # A statement is made by few articles or by many, as on a real event; every telling drops and changes words.
    known = [chance.choices(vocabulary, often, k=chance.randint(12, 30)) for _ in range(count * 8)]
    weights = [1 / (place + 5) for place in range(len(known))]
    rows, truth = [], []
    for article in range(count):
        start = 0
        for place in dict.fromkeys(chance.choices(range(len(known)), weights, k=30)):
            told = [
                chance.choice(vocabulary) if chance.random() < EDITS else word
                for word in known[place]
                if chance.random() > EDITS
            ]
            text = " ".join(told).capitalize() + "."
            rows.append((f"a{article}", "Gazette", start, start + len(text), text, "body", start / 1e4, "made up"))
            truth.append(place)
            start += len(text) + 1
    table = schema.table("sentences", rows)
    before = time.process_time()
    found = ioc.align_sentences(table)["statement_id"]
    seconds = time.process_time() - before
    pairs = [
        sum(size * (size - 1) for size in Counter(keys).values())
        for keys in (zip(truth, found, strict=True), found, truth)
    ]
    cost = 1000 * seconds / len(rows)
    print(
        f"{count:8} {len(rows):10} {seconds:8.1f} {cost:14.2f} {pairs[0] / pairs[1]:15.3f} {pairs[0] / pairs[2]:12.3f}"
    )


def utterances(folder: Path | None, read: bool) -> None:
    """Print what `align_quotes` brings together in each event."""
    total: Counter[str] = Counter()
    for path in sorted(path for path in folder.iterdir() if path.is_dir()) if folder else ():
        aligned = ioc.align_quotes(ioc.extract_quotes(ioc.read_corpus(path)))
        for name, rows in aligned.groupby("utterance_id", sort=False):
            if len(rows) > 1:
                where = "in one article" if rows["article_id"].nunique() == 1 else "over articles"
                total[f"{'sure' if rows['sure'].any() else 'to check'}, {where}"] += 1
                print(f"\n{path.name} {name}" if read else "", end="\n" if read else "")
                for row in rows.itertuples() if read else ():
                    sure = "sure " if row.sure else "check"
                    print(f"  {row.similarity:.2f} {sure} {row.article_id}, {row.kind}, {row.speaker_id}: {row.text}")
    if folder:
        print("utterances of two or more renderings:", dict(sorted(total.items())))
    print("\nquotes  printings of one  seconds  us a quote  pair precision  pair recall")
    for count, printings in ((1000, 3), (10_000, 3), (100_000, 3), (100_000, 10_000)):
        _measure_quotes(count, printings)


def _measure_quotes(count: int, printings: int) -> None:
    """Align made-up quotes, printed whole, cut to 60 % or more, or with an eighth of the words changed."""
    chance = random.Random(count)
    words = ["".join(chance.choices("abdefgiklmnoprstuv", k=chance.randint(3, 9))) for _ in range(20_000)]
    often = [1 / (place + 10) for place in range(len(words))]
    blank = dict.fromkeys(schema.TABLES["quotes"].names) | {
        "kind": "direct",
        "negated": False,
        "speaker_type": "person",
    }
    rows, truth = [], []
    while len(rows) < count:
        said = chance.choices(words, often, k=chance.randint(10, 40))
        speaker = f"Speaker {words[chance.randrange(count // 40)].capitalize()}"
        for number in range(min(count - len(rows), printings if printings > 10 else chance.randint(1, 2 * printings))):
            way, told = chance.random(), said
            if way > 0.7:
                told = [chance.choices(words, often)[0] if chance.random() < 1 / 8 else word for word in said]
            elif way > 0.4:
                size = chance.randint(-(-6 * len(said) // 10), len(said))
                first = chance.randint(0, len(said) - size)
                told = said[first : first + size]
            start, text = len(rows) * 400, " ".join(told)
            span = {"start": start, "end": start + len(text), "content_start": start, "content_end": start + len(text)}
            who = {"article_id": f"a{chance.randrange(count // 10)}", "outlet": "Gazette", "speaker_name": speaker}
            rows.append(tuple((blank | span | who | {"text": text, "method": "made up"}).values()))
            truth.append(truth[-1] if number else len(truth))
    table = schema.table("quotes", rows)
    before = time.process_time()
    found = ioc.align_quotes(table)["utterance_id"]
    seconds = time.process_time() - before
    pairs = [
        sum(size * (size - 1) for size in Counter(keys).values())
        for keys in (zip(truth, found, strict=True), found, truth)
    ]
    print(
        f"{count:6} {printings:17} {seconds:8.1f} {1e6 * seconds / count:11.0f} "
        f"{pairs[0] / pairs[1]:15.3f} {pairs[0] / pairs[2]:12.3f}",
        flush=True,
    )


TOPICS = {"statements": statements, "utterances": utterances}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("topic", choices=TOPICS)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--read", action="store_true", help="print all that is shared")
    options = parser.parse_args()
    TOPICS[options.topic](options.folder, options.read)

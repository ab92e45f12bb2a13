"""Anchors: where each row stands in the full texts, and the links there and back.

Floor 5. A row of a table has the anchor of its mark (`a2q3`: the third quote of the second article); any other words
that a section shows get one when it asks for it (`a2e1`).
"""

import json
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup, escape

from .. import labels, lexicon, schema, show, wording

MARKS = tuple("\"'“”„‟‘’‚‛«»‹›")
LETTERS = {"quotes": "q", "figures": "f", "dates": "d", "mentions": "n", "integrity": "w"}
# What is marked in the full texts: each table and the kind of its marks.
MARKED = {
    "passages": "passage", "quotes": "quote", "figures": "figure", "dates": "date", "mentions": "name",
    "integrity": "warning",
}  # fmt: skip
ABOUT = 8  # words of a row that are enough to find it again
AROUND, REACH = 200, 20  # letters, and words, around it that tell it from others of the same words
BY_HAND = "corrected by"


class Rows(dict):
    """The rows of each table as dictionaries, made when they are first asked for.

    `table` gives one as it is: of every question or statement there is a row for every article, so a section that
    shows some of them counts there, and takes only those that it shows.
    """

    def __init__(self, tables: dict[str, pd.DataFrame]):
        super().__init__()
        self._tables = tables

    def __missing__(self, name: str) -> list[dict]:
        self[name] = schema.records(self._tables[name]) if name in self._tables else []
        return self[name]

    def table(self, name: str) -> pd.DataFrame:
        """Return a table as it is, without a row if it was not made."""
        return self._tables[name] if name in self._tables else schema.table(name)


class Proof(NamedTuple):
    """The evidence of a cell: the sentence with its words marked, the anchor of them, and the lines that correct it."""

    words: Markup
    ref: str
    paste: str
    corrected: str


class Anchors:
    """The articles of a brief, the marks in their texts, and where each mark leads back to."""

    def __init__(self, articles: pd.DataFrame, rows: Rows):
        self.views = _view(articles, rows)
        self.by_id = {view["id"]: view for view in self.views}
        self.rows = rows
        self.back: dict[str, str] = {}  # of a mark: the row of a section that shows it
        self.shown: dict[tuple[str, str], str] = {}  # (table, key): the row of a section that is about it
        self._at: dict[tuple, dict] = {}
        self._extra: defaultdict[str, list[show.Span]] = defaultdict(list)
        self.claimed: defaultdict[str, list[dict]] = defaultdict(list)  # of a question: its figures
        counts: Counter[str] = Counter()
        for table, letter in LETTERS.items():
            for row in rows[table]:
                if row["article_id"] in self.by_id:
                    kind = "t" if row.get("kind") == "not_speech" else letter
                    counts[row["article_id"] + kind] += 1
                    row["mark"] = f"{kind}{counts[row['article_id'] + kind]}"
                    row["ref"] = self.by_id[row["article_id"]]["ref"] + row["mark"]
                    self._at[table, row["article_id"], row["start"], row["end"]] = row
                    if row.get("claim_id"):
                        self.claimed[row["claim_id"]].append(row)

    def row(self, table: str, article_id: str, start: int, end: int) -> dict | None:
        """Return the row of a table of occurrences that stands exactly there."""
        return self._at.get((table, article_id, start, end))

    def mark(self, table: str, article_id: str, start: int, end: int, back: str | None = None) -> str:
        """Return the anchor of these words; the row's own if a row of `table` stands there, else a new one."""
        row = self.row(table, article_id, start, end)
        if row is None or row.get("kind") in schema.NO_QUANTITY:
            key = ("", article_id, start, end)
            if key not in self._at:
                number = len(self._extra[article_id]) + 1
                self._at[key] = {"ref": f"{self.by_id[article_id]['ref']}e{number}"}
                self._extra[article_id].append(show.Span(start, end, "warning", self._at[key]))  # around what it holds
            row = self._at[key]
        if back:
            self.back.setdefault(row["ref"], back)
        return row["ref"]

    def prove(
        self, table: str, article_id: str, start: int, end: int, back: str | None = None, *, whole: bool = False
    ) -> Proof:
        """Return the evidence of a cell: the sentence that the words stand in, or with `whole` no more than them."""
        text = self.by_id[article_id]["text"]
        if whole:
            words = escape(show.visible(text[start:end]))
        else:
            left, right, before, after = show.find_excerpt(text, start, end)
            span = [show.Span(start, end, "row")]
            marked = show.weave(text, span, lambda *_: "<mark>", lambda *_: "</mark>", start=left, end=right)
            words = Markup(before + marked + after)
        row = self.row(table, article_id, start, end)
        entry = f"[[{table}]]\nrow = {name_row(text, article_id, start, end)}" if row and table else ""
        method = (row or {}).get("method") or ""
        return Proof(words, self.mark(table, article_id, start, end, back), entry, find_hand(method))

    def spans(self, article_id: str) -> list[show.Span]:
        """Return what a section has asked an anchor for in an article."""
        return self._extra[article_id]


def find_hand(method: str) -> str:
    """Say who corrected a row and why; nothing where no one did."""
    return method if method.startswith(BY_HAND) else ""


def name_row(text: str, article_id: str, start: int, end: int) -> str:
    """Return how `corrections.toml` names a row: article, words, and words around them if they alone do not tell.

    >>> name_row("Now two left. Then two more left.", "x1", 19, 22)
    '["x1", "two", "Then two more"]'
    """
    words = text[start:end].split()
    told = " ".join(words)
    cut = len(words) > ABOUT + 2
    begin = " ".join(words[:ABOUT]) if cut else told
    parts = [article_id, f"{begin}…" if cut else told]
    stop = start + len(begin)
    if _count(text, begin) > 1:
        from_, to = max(0, start - AROUND), min(len(text), stop + AROUND)
        before = [match.start() for match in re.finditer(r"(?<!\S)\S+", text[from_:start])][::-1] or [start - from_]
        after = [match.end() for match in re.finditer(r"\S+(?!\S)", text[stop:to])] or [0]
        alone = re.compile(rf"(?<!\w){re.escape(begin)}(?!\w)")
        for reach in range(max(len(before), len(after))):
            near = text[from_ + before[min(reach, len(before) - 1)] : stop + after[min(reach, len(after) - 1)]]
            if _count(text, near) == 1 or reach == REACH:
                parts += [" ".join(near.split())] if len(alone.findall(near)) == 1 else []
                break
    # TOML wants no raw control character; JSON writes the first 32 of them as an escape.
    quoted = (re.sub("[\x7f-\x9f]", _escape, json.dumps(part, ensure_ascii=False)) for part in parts)
    return f"[{', '.join(quoted)}]"


def _count(text: str, words: str) -> int:
    """Count how often the words stand in a text; two are enough to know."""
    first = text.find(words)
    return (first >= 0) + (first >= 0 and text.find(words, first + 1) >= 0)


def _escape(sign: re.Match) -> str:
    return f"\\u{ord(sign[0]):04x}"


def _view(articles: pd.DataFrame, rows: Rows) -> list[dict]:
    """Return what the templates need of each article."""
    names = labels.label_articles(articles)
    hues = {outlet: number for number, outlet in enumerate(labels.colour_outlets(articles["outlet"]), 1)}
    views = []
    for number, article in enumerate(schema.records(articles), 1):
        hue = hues.get(article["outlet"], 0)
        views.append(
            {
                **article, "id": article["article_id"], "ref": f"a{number}", "label": names[article["article_id"]],
                "hue": hue if hue <= len(labels.HUES) else 0, "words": 0, "warnings": [],
            }
        )  # fmt: skip
    by_id = {view["id"]: view for view in views}
    for row in rows["readability"]:
        by_id[row["article_id"]]["words"] = row["words"]
    for row in rows["integrity"]:
        if row["article_id"] in by_id:
            by_id[row["article_id"]]["warnings"].append(row)
    return views


def clause(words: str, row: dict) -> Markup:
    """Return a statement's words: between marks of one style where they are the speaker's, in their clause if mixed."""
    start, end = row["start"], row["end"]
    if row["kind"] not in ("direct", "mixed"):
        return escape(show.visible(words[start:end]))
    before, after = words[min(start, row["content_start"]) : start], words[end : max(end, row["content_end"])]
    # The article's own marks stand in the clause beside the span; two pairs would read as a quote in a quote.
    before = before[:-1] if before[-1:] in MARKS else before
    after = after[1:] if after[:1] in MARKS else after
    return Markup("{}<q>{}</q>{}").format(*map(show.visible, (before, words[start:end], after)))


# The full texts


def find_spans(anchors: Anchors) -> dict[str, list[show.Span]]:
    """Return what is marked in each article, its passages first, every row looked at once."""
    spans = defaultdict(list)
    for table, kind in MARKED.items():
        for row in anchors.rows[table]:
            if row["start"] is not None and not (kind == "figure" and row["kind"] in schema.NO_QUANTITY):
                spans[row["article_id"]].append(show.Span(row["start"], row["end"], kind, row))
    return {view["id"]: spans[view["id"]] + anchors.spans(view["id"]) for view in anchors.views}


def choose(spans: list[show.Span], cited: set[str]) -> list[show.Span]:
    """Return the passages of an article that a reader of many is shown: headline, the first of the body, those cited.

    A passage is cited where words begin or end in it that a section leads to.
    """
    passages = [span for span in spans if span.kind == "passage"]
    places = [
        place
        for span in spans
        if span.kind != "passage" and span.note["ref"] in cited
        for place in (span.start, span.end - 1)
    ]
    first = next((span for span in passages if span.note["kind"] == "body"), None)
    places.sort()
    return [
        span
        for span in passages
        if span is first
        or span.note["kind"] == "headline"
        or bisect_left(places, span.end) > bisect_left(places, span.start)
    ]


def mark_chosen(words: str, spans: list[show.Span], chosen: list[show.Span], back: dict[str, str]) -> str:
    """Return these passages of an article's text, marked, and between them how many words are left out."""
    parts, done, seen = [], 0, set()
    for passage in [*chosen, show.Span(len(words), len(words), "passage")]:
        if left := len(words[done : passage.start].split()):
            parts.append(f"<p class=note>… {wording.count(left, 'word')} left out …</p>\n")
        inside = [span for span in spans if span.start < passage.end and span.end > passage.start]
        parts.append(mark_text(words, inside, back, passage.start, passage.end, seen))
        done = passage.end
    return "".join(parts)


def mark_text(
    words: str,
    spans: list[show.Span],
    back: dict[str, str],
    start: int = 0,
    end: int | None = None,
    seen: set[str] | None = None,
) -> str:
    """Return an article's text, or a part, with its passages labelled and every row's words marked.

    `seen` are the anchors of parts before, which words that reach into this one have already.
    """
    seen = set() if seen is None else seen

    def opening(span: show.Span, first: bool, around: list[show.Span]) -> str:
        first = first and (span.kind == "passage" or span.note["ref"] not in seen)
        if span.kind != "passage":
            seen.add(span.note["ref"])
        return _open(span, first, around, back)

    def closing(span: show.Span, last: bool, around: list[show.Span]) -> str:
        return _close(span, last, around, back)

    html = show.weave(words, spans, opening, closing, start=start, end=end)
    return re.sub(r"</p>\n\s+", "</p>\n", html)  # a non-breaking space between paragraphs would be a line of its own


def _leads(span: show.Span, around: list[show.Span], back: dict[str, str]) -> bool:
    """Tell whether a mark is a link to its row: figures and names that have one, and a link holds no other."""
    inside = any(other.kind in ("figure", "name") and other.note["ref"] in back for other in around)
    return span.note["ref"] in back and not inside


def _open(span: show.Span, first: bool, around: list[show.Span], back: dict[str, str]) -> str:
    """Open a mark; its first piece carries the anchor."""
    row = span.note
    if span.kind == "passage":
        return _open_passage(row)
    anchor = f" id={row['ref']}" if first else ""
    if span.kind == "quote":
        return f"<q{anchor}>" if row["mark"][0] == "q" else f"<span{anchor}>"
    if span.kind == "warning":
        return f"<span{anchor}>"
    if span.kind == "date":
        told = "" if row["value"] is None else f' datetime="{escape(show.visible(row["value"]))}"'
        told += "" if row["basis"] in (None, "stated") else " class=r"
        return f"<time{anchor}{told}>"
    kind = span.kind[0]
    if _leads(span, around, back):
        return f"<a{anchor} class={kind} href=#{back[row['ref']]}>"
    return f"<span{anchor} class={kind}>"


def _close(span: show.Span, last: bool, around: list[show.Span], back: dict[str, str]) -> str:
    """Close a mark; after a quote, a warning or shown words stands the link back to their row."""
    if span.kind == "passage":
        return "</p>\n"
    if span.kind in ("quote", "warning"):
        tag = "q" if span.note.get("mark", "e")[0] == "q" else "span"
        leads = last and span.note["ref"] in back
        name = span.note.get("mark", "↑")
        label = "" if "mark" in span.note else ' aria-label="back to where it is compared"'
        if leads and any(other.kind in ("figure", "name") and other.note["ref"] in back for other in around):
            leads = False
        link = f"<a class=b href=#{back[span.note['ref']]}{label}>{name}</a>" if leads else ""
        return f"</{tag}>{link}"
    if span.kind == "date":
        return "</time>"
    return "</a>" if _leads(span, around, back) else "</span>"


def _open_passage(row: dict) -> str:
    """Open a paragraph; one that is not body text says what it is, and a foreign one its language."""
    foreign = row["language"] not in (None, "en")
    if row["kind"] == "body" and not foreign:
        return "<p>"
    name = "site text, set aside" if row["kind"] == "boilerplate" else row["kind"]
    if foreign:
        name += f" in {lexicon.mapping('languages', 'name').get(row['language'], row['language'])}, set aside"
    if row["repeats"] is not None:
        name += ", repeats an earlier line"
    name = show.visible(name)
    lang = Markup(' lang="{}"').format(show.visible(row["language"])) if foreign else ""
    aside = " x" if foreign or row["kind"] == "boilerplate" else ""
    return (
        f'<p class="k-{escape(row["kind"])}{aside}"{lang}><small lang=en>{escape(name[0].upper() + name[1:])}</small> '
    )

"""Show: an article or rows as marked text, HTML in a notebook and brackets in a terminal.

Floor 4. `weave` is the one place where spans of a text become marks, also for the brief:
spans may nest, touch or cross. Nothing is found or counted here.
"""

import re
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from itertools import pairwise
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup, escape

from . import labels, schema
from .english import text

# One line style for each kind of mark, so that colour is never the only difference; the hues
# keep 3:1 on white and on near-black, because a notebook's own styles cannot ask which it is.
STYLES = {
    "quote": "border-bottom:3px double #2f7ed8",
    "term": "border-bottom:2px dashed #9a63d1",
    "speaker": "font-weight:700",
    "cue": "font-style:italic",
    "date": "border-bottom:2px dotted #2e9468",
    "figure": "border-bottom:2px solid #c9651b",
    "name": "border-bottom:1px dashed #767d88",
    "row": "border-bottom:3px solid #2f7ed8",
}
LEGEND = {
    "quote": "a quote or reported statement",
    "term": "a term or title between quotation marks",
    "speaker": "its source",
    "cue": "the words that report it",
    "figure": "a figure",
    "date": "a date",
    "name": "a name",
}

# Outer to inner where two marks cover the same words; a passage is cut by nothing.
ORDER = ("passage", "warning", "quote", "term", "speaker", "cue", "date", "figure", "name", "row")
RANKS = {kind: rank for rank, kind in enumerate(ORDER)}

# What HTML cannot carry or a terminal would obey: shown as a sign, one character for one.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|\r(?!\n)")

DAY = re.compile(r"[0-9]{4}(-[0-9]{2}){1,2}")

# Rows shown at once; a notebook with ten thousand marked sentences helps nobody.
LIMIT = 100

# Characters up to which a cell stands on one line.
SHORT = 12

# Characters of a column's longest cell, a sentence or a headline, and how wide the column is at the least.
WIDTHS = ((60, 15), (30, 9))

# Characters of a sentence shown on either side of a mark: a text without full stops has no end.
REACH = 800

# Columns that hold ids of articles, as they are headed where the articles' names stand in them.
ARTICLES = {"article_id": "article", "other_id": "other article"}

# What stands in a terminal for a tag within a line.
APART = {"td": " | ", "th": " | ", "br": "; ", "small": " (", "dd": " "}


class Span(NamedTuple):
    """Words of a text to mark: where, what kind of mark, and what the renderer needs to know of it."""

    start: int
    end: int
    kind: str
    note: object = None


def visible(words: str) -> str:
    r"""Return the words with control characters replaced by visible signs, so that every offset still holds.

    >>> visible("a\x00b")
    'a␀b'
    """
    return CONTROL.sub(lambda found: chr(0x2400 + ord(found[0])) if found[0] < " " else "\ufffd", words)


def cut(spans: Iterable[Span], start: int, end: int) -> list[tuple[int, int, tuple[Span, ...]]]:
    """Cut `start:end` at every border of a span; return (start, end, spans that cover it, outer to inner).

    Crossing spans need no rule of their own: both cover the pieces that they share.

    >>> [(a, b, "".join(span.kind[0] for span in over))
    ...  for a, b, over in cut([Span(0, 6, "quote"), Span(4, 9, "date")], 0, 10)]
    [(0, 4, 'q'), (4, 6, 'qd'), (6, 9, 'd'), (9, 10, '')]
    """
    waiting = sorted(
        (span for span in spans if max(span.start, start) < min(span.end, end)),
        key=lambda span: (-span.start, span.end, -RANKS[span.kind]),
    )
    borders = {start, end} | {place for span in waiting for place in span[:2] if start < place < end}
    places = sorted(borders)
    pieces, open_now = [], []
    for left, right in pairwise(places):
        open_now = [span for span in open_now if span.end > left]
        while waiting and waiting[-1].start <= left:
            open_now.append(waiting.pop())
        open_now.sort(key=lambda span: (RANKS[span.kind], span.start, -span.end))
        pieces.append((left, right, tuple(open_now)))
    return pieces


def weave(
    words: str,
    spans: Iterable[Span],
    opening: Callable[[Span, bool, list[Span]], str],
    closing: Callable[[Span, bool, list[Span]], str],
    *,
    start: int = 0,
    end: int | None = None,
    quiet: Callable[[str], str] = escape,
) -> str:
    """Return `words[start:end]` with what `opening` and `closing` give put around each span.

    Both are called with the span, whether this piece is its first (its last), and the spans
    open around it. A span that crosses another comes in pieces, so that tags always nest.
    `quiet` makes text harmless for the place it goes to.
    """
    end = len(words) if end is None else end
    parts, stack, opened = [], [], set()

    def close(until: int, place: int) -> None:
        while len(stack) > until:
            span = stack.pop()
            parts.append(closing(span, min(span.end, end) <= place, stack))

    for left, right, over in cut(spans, start, end):
        shared = 0
        while shared < min(len(stack), len(over)) and stack[shared] is over[shared]:
            shared += 1
        close(shared, left)
        for span in over[shared:]:
            parts.append(opening(span, id(span) not in opened, stack))
            opened.add(id(span))
            stack.append(span)
        parts.append(quiet(visible(words[left:right])))
    close(0, end)
    return "".join(parts)


def find_excerpt(words: str, start: int, end: int) -> tuple[int, int, str, str]:
    """Return (start, end) of the sentences that a span stands in, and `…` for each side that was cut short.

    Where a sentence goes on for more than 800 characters it is cut, between two words if there are two.
    """
    before, after = words.rfind("\n", max(0, start - REACH), start), words.find("\n", end, end + REACH)
    first = before + 1 if before >= 0 else max(0, start - REACH)
    last = after if after >= 0 else min(len(words), end + REACH)
    found = [span for span in text.find_sentences(words, first, last) if span[0] < end and span[1] > start]
    left, right = (min(start, found[0][0]), max(end, found[-1][1])) if found else (start, end)
    cut_left = before < 0 < first and not words[first:left].strip()
    cut_right = after < 0 and last < len(words) and not words[right:last].strip()
    if cut_left and words[left - 1 : left + 1].isalnum():
        left = words.find(" ", left, start) + 1 or left
    if cut_right and words[right - 1 : right + 1].isalnum():
        right = max(words.rfind(" ", end, right), end) if " " in words[end:right] else right
    return left, right, "…" if cut_left else "", "…" if cut_right else ""


class Marked:
    """Marked text that displays itself: as HTML in a notebook, with brackets in a terminal."""

    def __init__(self, html: str, plain: str):
        self._html, self._plain = str(html), plain

    def _repr_html_(self) -> str:
        return self._html

    def __str__(self) -> str:
        return self._plain

    __repr__ = __str__


def show_article(
    articles: pd.DataFrame,
    article_id: str,
    *,
    quotes: pd.DataFrame | None = None,
    figures: pd.DataFrame | None = None,
    dates: pd.DataFrame | None = None,
    mentions: pd.DataFrame | None = None,
) -> Marked:
    """Show an article in full, with the rows given of each table marked in its text; quotes with source and cue.

    Only the rows given are marked, so a filtered table shows what the filter keeps. A mark
    inside another is shown inside it. Raises ValueError if there is no such article.
    """
    articles = schema.check(articles, "articles")
    chosen = articles[articles["article_id"] == article_id]
    if chosen.empty:
        raise ValueError(f"no article {article_id!r}; the ids are {articles['article_id'].tolist()}")
    article = chosen.iloc[0]
    tables = {"quotes": quotes, "figures": figures, "dates": dates, "mentions": mentions}
    spans = []
    for (name, table), kind in zip(tables.items(), ("quote", "figure", "date", "name"), strict=True):
        if table is not None:
            rows = schema.check(table, name)
            rows = rows[rows["article_id"] == article_id]
            for row in rows.itertuples():
                term = kind == "quote" and row.kind == "not_speech"
                spans.append(Span(row.start, row.end, "term" if term else kind, _note(row, kind)))
        if name == "quotes" and table is not None:
            for part in ("speaker", "cue"):
                # One source may stand beside several quotes: it is marked once.
                places = rows[[f"{part}_start", f"{part}_end"]].dropna().drop_duplicates()
                spans += [Span(int(start), int(end), part) for start, end in places.itertuples(index=False)]
    shown = [kind for kind in LEGEND if any(span.kind == kind for span in spans)]
    sample = Markup('<span style="{}">{}</span>')
    legend = Markup(" · ").join(sample.format(STYLES[kind], LEGEND[kind]) for kind in shown)
    head = [visible(part) for part in (article["outlet"], article["published"], article_id) if not pd.isna(part)]
    html = Markup(
        '<div style="max-width:44em;line-height:1.7"><p><b>{}</b>{}</p>'
        '<div dir="auto" style="white-space:pre-wrap">{}</div></div>'
    ).format(
        ", ".join(head),
        Markup("<br>Marked: ") + legend if shown else "",
        Markup(_as_html(article["text"], spans)),
    )
    return Marked(html, f"{', '.join(head)}\n\n{_as_plain(article['text'], spans)}")


def show_evidence(rows: pd.DataFrame, articles: pd.DataFrame | None = None) -> Marked:
    """Show the sentence that each row stands in, with the row's words marked, its article and its offsets.

    `rows` is any table of spans. Without `articles` only the row's own words can be shown.
    At most 100 rows are shown; what is left out is said.
    """
    rows = schema.check_spans(rows)
    articles = schema.table("articles") if articles is None else schema.check(articles, "articles")
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    html, plain = [], []
    for row in rows.head(LIMIT).itertuples():
        words, spans, bounds, ends = row.text, [Span(0, len(row.text), "row")], (0, len(row.text)), ("", "")
        if row.article_id in texts:
            words, spans = texts[row.article_id], [Span(row.start, row.end, "row")]
            *bounds, before, after = find_excerpt(words, row.start, row.end)
            ends = before, after
        outlet = "" if pd.isna(row.outlet) else f"{visible(row.outlet)}, "
        where = f"{outlet}{visible(row.article_id)}, characters {row.start} to {row.end}"
        html.append(
            Markup('<li style="margin-bottom:10px"><span dir="auto">{}{}{}</span><br><small>{}</small></li>').format(
                ends[0], Markup(_as_html(words, spans, *bounds)), ends[1], where
            )
        )
        plain.append(f"{ends[0]}{_as_plain(words, spans, *bounds)}{ends[1]}\n    {where}")
    left = len(rows) - LIMIT
    rest = _rest(left) if len(rows) else "No rows."
    body = Markup('<ol style="max-width:44em;line-height:1.6">{}</ol>').format(Markup("").join(html))
    return Marked(body + escape(rest), "\n\n".join([*plain, *([rest] if rest else [])]))


def show_table(rows: pd.DataFrame, caption: str) -> Marked:
    """Show a table with a caption, every word of its cells, and a dash where a value is missing.

    An article is named as in the plots, `Gazette 002`, and its id shows when a pointer rests on the name; a table that
    has the outlet beside it keeps the id. The index is left out unless it has a name. At most 100 rows are shown; what
    is left out is said.
    """
    table = _name_articles(rows.reset_index() if any(rows.index.names) else rows)
    heads = [" ".join(map(str, name)) if isinstance(name, tuple) else str(name) for name in table.columns]
    right = [pd.api.types.is_numeric_dtype(dtype) and not pd.api.types.is_bool_dtype(dtype) for dtype in table.dtypes]
    aligned = [
        "text-align:right;font-variant-numeric:tabular-nums" if number else "text-align:left" for number in right
    ]
    cells = [[_cell(value) for value in row] for row in table.head(LIMIT).itertuples(index=False)]
    # Beside long cells, and on a phone, a column keeps lines that can be read, and the table scrolls.
    for place, column in enumerate(zip(*cells, strict=True)):
        longest = max(map(len, column))
        aligned[place] += next((f";min-width:{width}em" for least, width in WIDTHS if longest > least), "")
    left = len(table) - LIMIT
    rest = _rest(left) if len(table) else "No rows."
    head = (Markup('<th scope="col" style="{}">{}</th>').format(*pair) for pair in zip(aligned, heads, strict=True))
    body = (
        Markup("<tr>{}</tr>").format(
            Markup("").join(
                # A day is one word, and so is a short cell: 2021-12-09, not found.
                Markup('<td style="{};white-space:{};vertical-align:top" dir="auto"{}>{}</td>').format(
                    align,
                    "nowrap" if DAY.fullmatch(cell) or len(cell) <= SHORT else "pre-line",
                    Markup(' title="{}"').format(visible(cell.id)) if isinstance(cell, _Label) else "",
                    cell,
                )
                for align, cell in zip(aligned, row, strict=True)
            )
        )
        for row in cells
    )
    html = Markup(
        '<div role="region" aria-label="{}" tabindex="0" style="overflow-x:auto"><table style="margin-left:0">'
        '<caption style="text-align:left;caption-side:top">{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>{}"
    ).format(caption, caption, Markup("").join(head), Markup("").join(body), rest)
    plain = pd.DataFrame(cells, columns=heads).to_string(index=False, max_colwidth=60) if cells else ""
    return Marked(html, "\n".join(part for part in (caption, plain, rest) if part))


class _Label(str):
    """The name of an article, which knows the id that it stands for."""

    id = ""


def _name_articles(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with the names of articles in place of their ids, if it knows the articles and shows no outlet."""
    known = table.attrs.get("articles", {})
    columns = [name for name in table.columns if name in ARTICLES]
    if not known or not columns or "outlet" in table.columns:
        return table
    named = {}
    ids = pd.DataFrame(list(known.items()), columns=["article_id", "outlet"])
    for key, label in labels.label_articles(ids).items():
        named[key] = _Label(label)
        named[key].id = key
    cells = {
        name: pd.Series([named.get(key, key) for key in table[name]], index=table.index, dtype=object)
        for name in columns
    }
    return table.assign(**cells).rename(columns=ARTICLES)


def _rest(left: int) -> str:
    """Say how many rows were left out; nothing if none was."""
    return "" if left <= 0 else "1 more row is not shown." if left == 1 else f"{left} more rows are not shown."


def _cell(value: object) -> str:
    """Write one value as a reader expects it."""
    if value is None or value is pd.NA or value != value:
        return "–"
    if isinstance(value, float):
        # Two decimals, but a small number keeps its first digit: 0.004 is not 0.
        return f"{value:,.2f}".rstrip("0").rstrip(".") if abs(value) >= 0.005 or value == 0 else f"{value:.1g}"
    if isinstance(value, _Label):
        return value
    return visible(f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value))


def _note(row: tuple, kind: str) -> str:
    """Say in a few words what was read from the marked span: who speaks, what is counted, which day."""
    told = {"quote": "speaker", "figure": "counted", "date": "value", "name": "entity"}[kind]
    value = getattr(row, told)
    return "" if pd.isna(value) else visible(value)


def _as_html(words: str, spans: list[Span], start: int = 0, end: int | None = None) -> str:
    """Mark spans with inline styles, the only ones that an untrusted notebook keeps."""

    def opening(span: Span, first: bool, around: list[Span]) -> str:
        note = f"{span.kind}: {span.note}" if span.note else span.kind
        if span.kind == "row":
            return Markup('<b style="{}">').format(STYLES["row"])
        return Markup('<span style="{}" title="{}">').format(STYLES[span.kind], note)

    def closing(span: Span, last: bool, around: list[Span]) -> str:
        return "</b>" if span.kind == "row" else "</span>"

    return weave(words, spans, opening, closing, start=start, end=end)


def _as_plain(words: str, spans: list[Span], start: int = 0, end: int | None = None) -> str:
    """Mark spans with brackets that name the kind; a piece that goes on from another begins with `…`."""

    def opening(span: Span, first: bool, around: list[Span]) -> str:
        name = "" if span.kind == "row" else f"{span.kind}: "
        return f"[{name}" if first else "[…"

    return weave(words, spans, opening, lambda span, last, around: "]", start=start, end=end, quiet=str)


class _Lines(HTMLParser):
    """HTML as lines for a terminal: a line for each row of a table, cells apart by bars; links back are left out."""

    LINES = frozenset("p tr li caption h3 h4 summary div table".split())

    def __init__(self):
        super().__init__()
        self.parts: list[str] = []
        self.silent: list[str] = []
        self.cells = 0

    def handle_starttag(self, tag, attributes):
        classes = (dict(attributes).get("class") or "").split()
        if tag in ("svg", "style") or not {"b", "screen"}.isdisjoint(classes):
            self.silent.append(tag)
        self.cells += tag in ("td", "th")
        if self.cells and tag == "q":  # in a text the article's own marks stand
            self.parts.append("“")
        if self.cells and tag in ("p", "summary"):  # a sentence behind its heading stays in the row
            self.parts.append(": " if tag == "p" else "")
        elif tag in self.LINES:
            self.parts.append("\n")
        elif tag in APART:
            self.parts.append(APART[tag])
        elif "title" in classes:  # behind an article's name
            self.parts[-1:] = [part.rstrip() for part in self.parts[-1:]] + [": "]

    def handle_endtag(self, tag):
        if self.silent and self.silent[-1] == tag:
            self.silent.pop()
        if tag == "small" or (tag == "q" and self.cells):
            self.parts.append(")" if tag == "small" else "”")
        self.cells -= tag in ("td", "th")
        if tag in self.LINES and not (self.cells and tag in ("p", "summary")):
            self.parts.append("\n")

    def handle_data(self, data):
        if not self.silent:
            self.parts.append(re.sub(r"\s+", " ", data))


def as_lines(html: str) -> str:
    """Return HTML as text for a terminal: a line for each row of a table, its cells apart by bars."""
    parser = _Lines()
    parser.feed(html)
    lines = (re.sub(r"\s+", " ", line).strip(" |") for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)

"""Brief: one self-contained HTML page that compares the articles, every cell linked to its evidence.

Floor 5. `brief_items` makes the sections, which a notebook shows one by one; `write_brief`
lays the same sections out as a page. Nothing is found here, and nothing counted but rows.
"""

import hashlib
import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

import jinja2
import pandas as pd
from markupsafe import Markup, escape

from . import extract, files, labels, lexicon, schema, show, wording
from .compare.articles import stat_integrity, stat_readability

TEMPLATES = Path(__file__).parent / "templates"

# Up to this many articles have a column each; more are named inside the cells.
COLUMNS = 6
# Rows of a grid shown at once, the most covered first; the rest is folded below.
ROWS = 12

MARKS = tuple("\"'“”„‟‘’‚‛«»‹›")
# What is marked in the full texts: each table and the kind of its marks.
MARKED = {
    "passages": "passage", "quotes": "quote", "figures": "figure", "dates": "date", "mentions": "name",
    "integrity": "warning",
}  # fmt: skip


class Item(NamedTuple):
    """One section of the brief: its anchor, heading, what it says in a sentence or two, and its body as HTML."""

    id: str
    heading: str
    reading: str
    html: str

    def section(self, level: int | None) -> Markup:
        """Return the section with its heading of this level; None leaves the heading out."""
        return Markup(_template("section.html.j2").render(item=self, level=level))

    def _repr_html_(self) -> str:
        # A notebook's own question stands above the cell: only the event is a heading below it.
        return _alone(self.section(3 if self.id == "articles" else None))

    def __repr__(self) -> str:
        return "\n".join([self.heading, "=" * len(self.heading), self.reading, "", show.as_lines(self.html)])

    __str__ = __repr__


class Brief(list):
    """The sections of a brief in order: displays them all, gives one by its id, and answers in their words."""

    def __getitem__(self, key):
        if not isinstance(key, str):
            return super().__getitem__(key)
        items = {item.id: item for item in self}
        if key not in items:
            raise KeyError(f"no section {key!r}; the sections are {', '.join(items)}")
        return items[key]

    def answer(self, *ids: str) -> show.Marked:
        """Return what these sections say in a sentence or two each, and no more."""
        readings = [self[id].reading for id in ids]
        return show.Marked(
            "".join(Markup("<p>{}</p>").format(show.visible(words)) for words in readings), "\n".join(readings)
        )

    def _repr_html_(self) -> str:
        return _alone(Markup("").join(item.section(2) for item in self))

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, self))


def show_brief(articles: pd.DataFrame, *, title: str | None = None) -> Brief:
    """Return the brief of these articles for a notebook or a terminal: the sections that `write_brief` lays out.

    `show_brief(articles)["figures"]` is one section, `.answer("figures")` what it says in a sentence.
    """
    return Brief(brief_items(articles, title=title))


def brief_items(
    articles: pd.DataFrame,
    *,
    title: str | None = None,
    progress: Callable[[list], Iterable] = iter,
    texts: bool = True,
) -> list[Item]:
    """Return the sections of the brief: articles, warnings, figures, quotes, names, readability, method, full texts.

    Each displays itself in a notebook, as text in a terminal. `title` is the first heading;
    without it the corpus's event, or the number of articles, stands there. `progress` wraps
    the list of articles while they are read. `texts=False` leaves the full texts out, for a
    summary.
    """
    articles = schema.check(articles, "articles")
    tables = extract.extract_all(articles, progress=progress)
    tables["integrity"] = stat_integrity(articles, tables["passages"], tables["quotes"])
    tables["readability"] = stat_readability(tables["sentences"])
    return items_from(articles, tables, title=title, texts=texts)


def items_from(
    articles: pd.DataFrame, tables: dict[str, pd.DataFrame], *, title: str | None = None, texts: bool = True
) -> list[Item]:
    """Return the sections from tables made before (`extract_all`'s, `integrity` and `readability`)."""
    rows = {name: _records(table) for name, table in tables.items()}
    views = _articles(articles, rows)
    makers = (
        partial(_event, title=title or _title(articles)),
        _warnings, _figures, _quotes, _names, _readability, _method, *([_texts] if texts else []),
    )  # fmt: skip
    return [maker(views, rows) for maker in makers]


def write_brief(
    articles: pd.DataFrame,
    path: str | os.PathLike,
    *,
    title: str | None = None,
    progress: Callable[[list], Iterable] = iter,
) -> Path:
    """Write the brief to `path`, one HTML file without script or request, and return the path.

    The same articles and title give the same bytes. A reader never sees half a file: it is
    written under another name and then put in place.
    """
    files.check_file(path)
    page = page_from(brief_items(articles, title=title, progress=progress))
    with files.replacing(path) as unfinished:
        unfinished.write_bytes(page.encode())
    return Path(path)


def page_from(items: list[Item]) -> str:
    """Lay sections out as one page."""
    return _template("brief.html.j2").render(items=items, style=Markup(_style()))


# The sections, in order


def _event(views: list[dict], rows: dict, *, title: str) -> Item:
    named = {view["outlet"] for view in views if view["outlet"]}
    days = [view["published"] for view in views if view["published"]]
    unnamed = sum(not view["outlet"] for view in views)
    parts = [wording.count(len(views), "article"), wording.count(len(named), "outlet")]
    if unnamed:
        parts.append(f"{wording.count(unnamed, 'article')} of no known outlet")
    reading = f"{', '.join(parts)}; {wording.period(days)}."
    return _item("articles", title, reading, views=views)


def _warnings(views: list[dict], rows: dict) -> Item:
    by_id = {view["id"]: view for view in views}
    places: dict[str, dict[tuple, dict]] = {}
    for row in rows["integrity"]:
        words = places.setdefault(row["check"], {}).setdefault((row["finding"], row["article_id"]), {})
        words.setdefault(row["text"], []).append(row)
    checks = []
    for check in sorted(places, key=wording.weigh):
        entries = [(*key, words) for key, words in places[check].items()]
        findings = list(dict.fromkeys(finding for finding, *_ in entries))
        struck = [by_id[id]["label"] for id in dict.fromkeys(id for _, id, _ in entries) if id in by_id]
        checks.append({"check": check, "entries": entries, "findings": findings, "struck": struck})
    reading = "The checks found nothing. That is no proof that the texts are sound."
    if checks:
        told = "; ".join(wording.warning(check["check"], check["struck"], len(views)) for check in checks)
        reading = f"{wording.count(len(checks), 'thing')} to know: {told}."
    return _item("warnings", "Before comparing", reading, checks=checks, by_id=by_id, all=len(views))


def _figures(views: list[dict], rows: dict) -> Item:
    found = [row for row in rows["figures"] if row["kind"] not in schema.NO_QUANTITY]
    shared: dict[tuple, dict[str, list]] = {}
    for row in found:
        if row["value"] is not None and row["value_high"] is None and (row["unit"] or row["head"]):
            # A third doctor is no three doctors, nor is a share of them.
            key = (row["value"], row["unit"], row["head"], row["kind"])
            shared.setdefault(key, {}).setdefault(row["article_id"], []).append(row)
    shared = {key: cells for key, cells in shared.items() if len(cells) > 1}
    ranked = sorted(shared.items(), key=lambda pair: (-len(pair[1]), -pair[0][0], str(pair[0][1:])))
    grid = []
    for (value, unit, head, kind), cells in ranked:
        noun = head if value == 1 or kind == "ordinal" else _noun(head, cells)
        grid.append((wording.number(value, kind), wording.unit(unit, value), noun, cells))
    inexact = sum(row["relation"] != "=" for row in found)
    reading = "No figure was found."
    if found:
        stand = "stands" if len(grid) == 1 else "stand"
        reading = (
            f"{wording.count(len(found), 'figure')}, {inexact} of them not exact (about, more than, dozens). "
            f"{wording.count(len(grid), 'number')} {stand} with the same noun in more than one article"
        )
        if grid:
            number, unit, noun, cells = grid[0]
            reading += f", most widely {number} {unit or noun} (in {len(cells)})"
        reading += "."
    by_id = {view["id"]: view for view in views}
    return _item("figures", "Figures", reading, views=views, by_id=by_id, grid=grid, found=_by_article(views, found))


def _noun(head: str | None, cells: dict[str, list[dict]]) -> str | None:
    """Return a head noun as the first article prints it: `troops` for troop, `people` for person."""
    printed = " ".join(row["counted"] or "" for rows in cells.values() for row in rows).split()
    return next((word for word in printed if head and word.lower().startswith(head)), printed[-1] if printed else head)


def _quotes(views: list[dict], rows: dict) -> Item:
    said = [row for row in rows["quotes"] if row["kind"] != "not_speech"]
    terms = [row for row in rows["quotes"] if row["kind"] == "not_speech"]
    alone = sum(row["speaker"] is None and row["speaker_name"] is None for row in said)
    direct = wording.count(sum(row["kind"] in ("direct", "mixed") for row in said), "quote")
    reading = (
        f"{wording.count(len(said), 'attributed statement')}, {direct} between marks among them"
        + (f"; {alone} with no speaker beside {'it' if alone == 1 else 'them'}." if alone else ".")
        if said
        else "No attributed statement was found."
    )
    return _item(
        "quotes", "Who is quoted", reading, views=views, said=_by_article(views, said), terms=_by_article(views, terms)
    )


def _names(views: list[dict], rows: dict) -> Item:
    names = rows["names"]
    shared = sum(len(name["cells"]) > 1 for name in names)
    reading = (
        f"{wording.count(len(names), 'name')}, {shared} of them in more than one article with the same spelling."
        if names
        else "No name was found."
    )
    return _item("names", "Names", reading, views=views, by_id={view["id"]: view for view in views}, grid=names)


def _readability(views: list[dict], rows: dict) -> Item:
    scores: dict[str, dict[str, dict]] = {}
    for row in rows["readability"]:
        scores.setdefault(row["measure"], {})[row["article_id"]] = row
    ease = [row for row in scores.get("flesch_reading_ease", {}).values() if row["value"] is not None]
    reading = "No article has body text to measure."
    if ease:
        low, high = min(ease, key=lambda row: row["value"]), max(ease, key=lambda row: row["value"])
        reading = f"Reading ease runs from {low['value']:.0f} to {high['value']:.0f}. " + wording.overlap(ease)
    return _item("readability", "Readability", reading, views=views, scores=scores, bounds=_bounds(ease))


def _method(views: list[dict], rows: dict) -> Item:
    digest = hashlib.sha256()
    for view in views:
        digest.update(f"{view['id']}\0{view['text']}\0".encode(errors="surrogatepass"))
    versions = {name: _version(name) for name in ("ioc-analysis", "pandas", "textstat")}
    reading = "Every number here leads to the words it was counted from; follow it before you repeat it."
    return _item("method", "Method and limits", reading, fingerprint=digest.hexdigest()[:16], versions=versions)


def _texts(views: list[dict], rows: dict) -> Item:
    spans = _spans(rows)
    bodies = [(view, Markup(_marked(view["text"], spans[view["id"]]))) for view in views]
    reading = "Each article as it was read, nothing deleted. What was set aside is shown in grey, and says why."
    return _item("texts", "The articles in full", reading, bodies=bodies)


# What the sections share


def _item(id: str, heading: str, reading: str, **values) -> Item:
    heading, reading = show.visible(heading), show.visible(reading)
    html = _template(f"{id}.html.j2").render(reading=reading, rows_shown=ROWS, columns=COLUMNS, **values)
    return Item(id, heading, reading, html)


def _records(table: pd.DataFrame) -> list[dict]:
    """Return the rows as dictionaries, None for what is missing."""
    return table.astype(object).where(table.notna(), None).to_dict("records")


def _articles(articles: pd.DataFrame, rows: dict[str, list[dict]]) -> list[dict]:
    """Return what the templates need of each article, and give every row the anchor of its mark (`a2q3`)."""
    names = labels.label_articles(articles)
    colours = list(labels.colour_outlets(articles["outlet"]))
    views = []
    for number, article in enumerate(_records(articles), 1):
        hue = colours.index(article["outlet"]) + 1 if article["outlet"] in colours[: len(labels.HUES)] else 0
        views.append(
            {
                **article, "id": article["article_id"], "ref": f"a{number}", "label": names[article["article_id"]],
                "hue": hue, "words": 0, "warnings": [],
            }
        )  # fmt: skip
    by_id = {view["id"]: view for view in views}
    for table, letter in (("quotes", "q"), ("figures", "f"), ("dates", "d"), ("mentions", "n"), ("integrity", "w")):
        counts: Counter[str] = Counter()
        for row in rows[table]:
            if row["article_id"] in by_id:
                kind = "t" if row.get("kind") == "not_speech" else letter
                counts[row["article_id"] + kind] += 1
                row["mark"] = f"{kind}{counts[row['article_id'] + kind]}"
                row["ref"] = by_id[row["article_id"]]["ref"] + row["mark"]
    for row in rows["readability"]:
        by_id[row["article_id"]]["words"] = row["words"]
    for row in rows["integrity"]:
        if row["article_id"] in by_id:
            by_id[row["article_id"]]["warnings"].append(row)
    for row in rows["quotes"]:
        row["words"] = _words(by_id[row["article_id"]]["text"], row)
    for row in rows["figures"]:
        row["evidence"] = _evidence(by_id[row["article_id"]]["text"], row)
    rows["names"] = _gather_names(rows["mentions"])
    return views


def _gather_names(mentions: list[dict]) -> list[dict]:
    """Put mentions of one spelling together, those that most articles have first, and tell each mention its row."""
    names: dict[str, dict] = {}
    for row in mentions:
        name = names.setdefault(
            row["entity"], {"entity": row["entity"], "type": row["entity_type"], "cells": {}, "also": {}, "total": 0}
        )
        name["cells"].setdefault(row["article_id"], []).append(row)
        name["total"] += 1
        if row["variant"] and row["variant"] != row["entity"]:
            name["also"][row["variant"]] = None
        row["name"] = name
    ranked = sorted(names.values(), key=lambda name: (-len(name["cells"]), -name["total"], name["entity"]))
    for number, name in enumerate(ranked, 1):
        name["ref"] = f"n{number}"
    return ranked


def _by_article(views: list[dict], found: list[dict]) -> list[tuple[dict, list[dict]]]:
    """Return each article with its rows, articles without any left in."""
    groups: dict[str, list[dict]] = {view["id"]: [] for view in views}
    for row in found:
        groups[row["article_id"]].append(row)
    return [(view, groups[view["id"]]) for view in views]


def _evidence(words: str, row: dict) -> Markup:
    """Return the sentence that a row stands in, its words marked."""
    start, end, before, after = show.find_excerpt(words, row["start"], row["end"])
    span = show.Span(row["start"], row["end"], "row")
    marked = show.weave(words, [span], lambda *_: "<mark>", lambda *_: "</mark>", start=start, end=end)
    return Markup(before + marked + after)


def _spans(rows: dict[str, list[dict]]) -> dict[str, list[show.Span]]:
    """Return what is marked in each article, every row looked at once."""
    spans = defaultdict(list)
    for table, kind in MARKED.items():
        for row in rows[table]:
            if row["start"] is not None and not (kind == "figure" and row["kind"] in schema.NO_QUANTITY):
                spans[row["article_id"]].append(show.Span(row["start"], row["end"], kind, row))
    return spans


def _marked(words: str, spans: list[show.Span]) -> str:
    """Return an article's text with its passages labelled and every row's words marked."""
    html = show.weave(words, spans, _open, _close)
    return re.sub(r"</p>\n\s+", "</p>\n", html)  # a non-breaking space between paragraphs would be a line of its own


def _open(span: show.Span, first: bool, around: list[show.Span]) -> str:
    """Open a mark. Its first piece carries the anchor; figures and names are links, and a link holds no other."""
    row = span.note
    if span.kind == "passage":
        return _open_passage(row)
    anchor = f" id={row['ref']}" if first else ""
    if span.kind in ("quote", "warning"):
        return f"<q{anchor}>" if row["mark"][0] == "q" else f"<span{anchor}>"
    if span.kind == "date":
        told = "" if row["value"] is None else f' datetime="{escape(row["value"])}"'
        told += "" if row["basis"] in (None, "stated") else " class=r"
        return f"<time{anchor}{told}>"
    kind = span.kind[0]
    if any(other.kind in ("figure", "name") for other in around):
        return f"<span{anchor} class={kind}>"
    target = f"r{row['ref']}" if kind == "f" else row["name"]["ref"]
    return f"<a{anchor} class={kind} href=#{target}>"


def _close(span: show.Span, last: bool, around: list[show.Span]) -> str:
    """Close a mark; after a quote or a warning stands the link back to its row."""
    if span.kind == "passage":
        return "</p>\n"
    if span.kind in ("quote", "warning"):
        tag = "q" if span.note["mark"][0] == "q" else "span"
        back = f"<a class=b href=#r{span.note['ref']}>{span.note['mark']}</a>" if last else ""
        return f"</{tag}>{back}"
    if span.kind == "date":
        return "</time>"
    return "</span>" if any(other.kind in ("figure", "name") for other in around) else "</a>"


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
    lang = Markup(' lang="{}"').format(row["language"]) if foreign else ""
    aside = " x" if foreign or row["kind"] == "boilerplate" else ""
    return (
        f'<p class="k-{escape(row["kind"])}{aside}"{lang}><small lang=en>{escape(name[0].upper() + name[1:])}</small> '
    )


def _title(articles: pd.DataFrame) -> str:
    if title := articles.attrs.get("title"):
        return title
    events = articles["event"].dropna().unique()
    return events[0] if len(events) == 1 else f"{wording.count(len(articles), 'article')} compared"


def _words(words: str, row: dict) -> Markup:
    """Return a statement's words: between marks of one style where they are the speaker's, in their clause if mixed."""
    start, end = row["start"], row["end"]
    if row["kind"] not in ("direct", "mixed"):
        return escape(show.visible(words[start:end]))
    before, after = words[min(start, row["content_start"]) : start], words[end : max(end, row["content_end"])]
    # The article's own marks stand in the clause beside the span; two pairs would read as a quote in a quote.
    before = before[:-1] if before[-1:] in MARKS else before
    after = after[1:] if after[:1] in MARKS else after
    return Markup("{}<q>{}</q>{}").format(*map(show.visible, (before, words[start:end], after)))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "version not known"


def _bounds(scores: list[dict]) -> tuple[float, float]:
    """Return the ends of a scale, multiples of ten, that hold every score and interval."""
    ends = [row[name] for row in scores for name in ("low", "value", "high") if row[name] is not None]
    if not ends:
        return 0, 100
    low, high = min(ends) // 10 * 10, -(-max(ends) // 10) * 10
    return low, max(high, low + 10)


# Templates


def _alone(sections: Markup) -> str:
    """Return sections with the style that they need outside the page."""
    return str(Markup('<div class="ioc"><style>{}</style>{}</div>').format(Markup(_style()), sections))


@cache
def _templates() -> jinja2.Environment:
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: show.visible(value) if type(value) is str else value,
    )
    found.filters |= {
        "check": wording.check, "count": wording.count, "cue": wording.cue, "day": wording.day,
        "manner": wording.manner, "measure": lambda name: wording.MEASURES.get(name, name),
        "reads": wording.figure,
    }  # fmt: skip
    return found


def _template(name: str) -> jinja2.Template:
    return _templates().get_template(name)


@cache
def _style() -> str:
    """Return the style sheet with the outlets' hues, its comments and indents left out."""
    hues = "".join(f".o{number}{{--h:{hue}}}" for number, hue in enumerate((labels.GREY, *labels.HUES)))
    css = re.sub(r"/\*.*?\*/", "", (TEMPLATES / "brief.css").read_text("utf-8"), flags=re.DOTALL)
    return hues + re.sub(r"\s*\n\s*", "\n", css)

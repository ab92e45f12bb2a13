"""Anchors: where each row stands in the full texts, and the links there and back.

Floor 5. Every row of a table gets the anchor of its mark (`a2q3`: the third quote of the second article).
"""

import re
from collections import Counter, defaultdict

import pandas as pd
from markupsafe import Markup, escape

from .. import labels, lexicon, schema, show

MARKS = tuple("\"'“”„‟‘’‚‛«»‹›")
# What is marked in the full texts: each table and the kind of its marks.
MARKED = {
    "passages": "passage", "quotes": "quote", "figures": "figure", "dates": "date", "mentions": "name",
    "integrity": "warning",
}  # fmt: skip


def records(table: pd.DataFrame) -> list[dict]:
    """Return the rows as dictionaries, None for what is missing."""
    return table.astype(object).where(table.notna(), None).to_dict("records")


def find_anchors(articles: pd.DataFrame, rows: dict[str, list[dict]]) -> list[dict]:
    """Return what the templates need of each article, and give every row the anchor of its mark (`a2q3`)."""
    names = labels.label_articles(articles)
    colours = list(labels.colour_outlets(articles["outlet"]))
    views = []
    for number, article in enumerate(records(articles), 1):
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


def _evidence(words: str, row: dict) -> Markup:
    """Return the sentence that a row stands in, its words marked."""
    start, end, before, after = show.find_excerpt(words, row["start"], row["end"])
    span = show.Span(row["start"], row["end"], "row")
    marked = show.weave(words, [span], lambda *_: "<mark>", lambda *_: "</mark>", start=start, end=end)
    return Markup(before + marked + after)


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


def find_spans(rows: dict[str, list[dict]]) -> dict[str, list[show.Span]]:
    """Return what is marked in each article, every row looked at once."""
    spans = defaultdict(list)
    for table, kind in MARKED.items():
        for row in rows[table]:
            if row["start"] is not None and not (kind == "figure" and row["kind"] in schema.NO_QUANTITY):
                spans[row["article_id"]].append(show.Span(row["start"], row["end"], kind, row))
    return spans


def mark_text(words: str, spans: list[show.Span]) -> str:
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

"""Closing: what the brief ends with: how it was made, what was corrected by hand, and each article in full.

Floor 5. Nothing is found here, and nothing counted but rows.
"""

import json

from markupsafe import Markup

from .. import wording
from ..align.statements import CHECK, SURE
from ..compare.keyness import SURE_Q
from .anchors import Anchors, Rows, choose, find_spans, mark_chosen, mark_text
from .cells import make_item
from .provenance import find_version, fingerprint
from .rendering import Item

HANDS = 20  # corrections that are listed
WHOLE = 100  # articles whose texts are printed in full, a book of 300 pages


def method(anchors: Anchors, rows: Rows, *, joined: list[dict]) -> Item:
    """How it was made, what was corrected, and what it does not show."""
    digest = fingerprint((view["id"], view["text"]) for view in anchors.views)
    versions = {name: find_version(name) for name in ("ioc-analysis", "pandas", "textstat")}
    ease = [row for row in rows["readability"] if row["measure"] == "flesch_reading_ease" and row["value"] is not None]
    readable = ""
    if ease:
        low, high = min(ease, key=lambda row: row["value"]), max(ease, key=lambda row: row["value"])
        readable = f"Flesch reading ease runs from {low['value']:.0f} to {high['value']:.0f}. {wording.overlap(ease)}"
    hands = [
        {**entry, "view": view}
        for view in anchors.views
        for entry in (json.loads(view["overrules"]) if view["overrules"] else [])
        if "action" in entry
    ]
    hands += [
        {**entry, "view": anchors.by_id[entry["article_id"]]}
        for entry in joined
        if entry["article_id"] in anchors.by_id
    ]
    reading = "Every number here leads to the words it was counted from; follow it before you repeat it."
    if hands:
        reading += f" {wording.count(len(hands), 'row')} corrected by hand."
    return make_item(
        "method", "Method and limits", reading, anchors, fingerprint=digest, versions=versions,
        readable=readable, likeness=(_point(CHECK), _point(SURE)), chance=_point(SURE_Q),
        hands=hands[:HANDS], left=max(0, len(hands) - HANDS),
    )  # fmt: skip


def _point(share: float) -> str:
    """Return a share as statisticians print it: .05."""
    return f"{share:g}".removeprefix("0")


def texts(anchors: Anchors, rows: Rows, *, cited: set[str]) -> Item:
    """Each article, every row marked: in full, or of more than `WHOLE` what the sections lead to (`cited`)."""
    spans = find_spans(anchors)
    whole = len(anchors.views) <= WHOLE
    bodies, kept = [], 0
    for view in anchors.views:
        own = spans[view["id"]]
        if whole:
            html = mark_text(view["text"], own, anchors.back)
        else:
            chosen = choose(own, cited)
            kept += len(chosen)
            html = mark_chosen(view["text"], own, chosen, anchors.back)
        bodies.append((view, Markup(html)))
    reading = "Each article as it was read, nothing deleted. What was set aside is shown in grey, and says why."
    if not whole:
        reading = (
            f"Of {len(bodies):,} articles each has its headline, its first paragraph and every passage that this page "
            f"leads to: {kept:,} of {len(rows['passages']):,} passages, as they were read. The others are in the files "
            "of the articles, and ioc tables writes every sentence and row of them."
        )
    return make_item("texts", "The articles in full" if whole else "The articles", reading, anchors, bodies=bodies)

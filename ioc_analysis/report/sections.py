"""Sections: what the brief says of the articles, of their figures, quotes and names, one maker a section.

Floor 5. Nothing is found here, and nothing counted but rows.
"""

import hashlib
from importlib.metadata import PackageNotFoundError, version

from markupsafe import Markup

from .. import schema, show, wording
from .anchors import find_spans, mark_text
from .rendering import Item, template

# Up to this many articles have a column each; more are named inside the cells.
COLUMNS = 6
# Rows of a grid shown at once, the most covered first; the rest is folded below.
ROWS = 12


def event(views: list[dict], rows: dict, *, title: str) -> Item:
    """Which articles are compared: outlet, day, length."""
    named = {view["outlet"] for view in views if view["outlet"]}
    days = [view["published"] for view in views if view["published"]]
    unnamed = sum(not view["outlet"] for view in views)
    parts = [wording.count(len(views), "article"), wording.count(len(named), "outlet")]
    if unnamed:
        parts.append(f"{wording.count(unnamed, 'article')} of no known outlet")
    reading = f"{', '.join(parts)}; {wording.period(days)}."
    return _item("articles", title, reading, views=views)


def warnings(views: list[dict], rows: dict) -> Item:
    """Tell what has to be known before comparing."""
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


def figures(views: list[dict], rows: dict) -> Item:
    """Every figure, and the numbers that several articles print."""
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


def quotes(views: list[dict], rows: dict) -> Item:
    """Who is quoted, and in whose words."""
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


def names(views: list[dict], rows: dict) -> Item:
    """Names by article, the most shared first."""
    names = rows["names"]
    shared = sum(len(name["cells"]) > 1 for name in names)
    reading = (
        f"{wording.count(len(names), 'name')}, {shared} of them in more than one article with the same spelling."
        if names
        else "No name was found."
    )
    return _item("names", "Names", reading, views=views, by_id={view["id"]: view for view in views}, grid=names)


def readability(views: list[dict], rows: dict) -> Item:
    """How hard each article is to read, with intervals."""
    scores: dict[str, dict[str, dict]] = {}
    for row in rows["readability"]:
        scores.setdefault(row["measure"], {})[row["article_id"]] = row
    ease = [row for row in scores.get("flesch_reading_ease", {}).values() if row["value"] is not None]
    reading = "No article has body text to measure."
    if ease:
        low, high = min(ease, key=lambda row: row["value"]), max(ease, key=lambda row: row["value"])
        reading = f"Reading ease runs from {low['value']:.0f} to {high['value']:.0f}. " + wording.overlap(ease)
    return _item("readability", "Readability", reading, views=views, scores=scores, bounds=_bounds(ease))


def method(views: list[dict], rows: dict) -> Item:
    """How it was made, and what it does not show."""
    digest = hashlib.sha256()
    for view in views:
        digest.update(f"{view['id']}\0{view['text']}\0".encode(errors="surrogatepass"))
    versions = {name: _version(name) for name in ("ioc-analysis", "pandas", "textstat")}
    reading = "Every number here leads to the words it was counted from; follow it before you repeat it."
    return _item("method", "Method and limits", reading, fingerprint=digest.hexdigest()[:16], versions=versions)


def texts(views: list[dict], rows: dict) -> Item:
    """Each article in full, every row marked."""
    spans = find_spans(rows)
    bodies = [(view, Markup(mark_text(view["text"], spans[view["id"]]))) for view in views]
    reading = "Each article as it was read, nothing deleted. What was set aside is shown in grey, and says why."
    return _item("texts", "The articles in full", reading, bodies=bodies)


# What the sections share


def _item(id: str, heading: str, reading: str, **values) -> Item:
    heading, reading = show.visible(heading), show.visible(reading)
    html = template(f"{id}.html.j2").render(reading=reading, rows_shown=ROWS, columns=COLUMNS, **values)
    return Item(id, heading, reading, html)


def _by_article(views: list[dict], found: list[dict]) -> list[tuple[dict, list[dict]]]:
    """Return each article with its rows, articles without any left in."""
    groups: dict[str, list[dict]] = {view["id"]: [] for view in views}
    for row in found:
        groups[row["article_id"]].append(row)
    return [(view, groups[view["id"]]) for view in views]


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

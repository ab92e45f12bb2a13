"""Cells: the grid that most sections are, rows of things compared by the articles that tell them.

Floor 5 (above `anchors`). Nothing is found here, and nothing counted but rows.
"""

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from markupsafe import Markup

from .. import show
from .anchors import Anchors, Proof
from .rendering import Item, template

# Up to this many articles have a column each; more are named inside the cells.
COLUMNS = 6
# Of what one row names inside a cell, this many are listed; the rest is counted.
NAMED = 24
# Of a list with an entry for each article, this many are shown; the rest is counted.
LISTED = 100
# Rows of a grid shown folded below the first ones; the rest is counted, and stands in the tables.
MOST = 40


class Cell(NamedTuple):
    """What an article has in a row: the words, a note, the evidence behind them; `grey` where it has nothing.

    `about` is a note that paper leaves out, `parts` are statements (words, anchor, how told) in place of one sentence,
    `left` how many more there are.
    """

    words: str | Markup
    note: str = ""
    proof: Proof | None = None
    grey: bool = False
    about: str = ""
    parts: tuple = ()
    left: int = 0


class Row(NamedTuple):
    """A row of a grid: its anchor, what is compared, a note, and of each article its cells."""

    id: str
    head: str | Markup
    note: str
    cells: dict[str, list[Cell]]


class Grid(NamedTuple):
    """Rows shown at once, rows folded below, and how many more there are."""

    rows: list[Row]
    more: list[Row]
    left: int


def find_listed(anchors: Anchors, article_ids: Iterable[str]) -> set[str]:
    """Return the articles of a row whose words it shows; without a column for each, the others are counted."""
    found = dict.fromkeys(article_ids)
    return set(found if len(anchors.views) <= COLUMNS else islice(found, NAMED))


def fold(rows: list, shown: int, most: int = MOST) -> Grid:
    """Return the first rows of a ranking, those to fold, and how many are left."""
    return Grid(rows[:shown], rows[shown:most], max(0, len(rows) - most))


def make_item(id: str, heading: str, reading: str, anchors: Anchors, **values) -> Item:
    """Return a section, its template filled."""
    heading, reading = show.visible(heading), show.visible(reading)
    html = template(f"{id}.html.j2").render(
        views=anchors.views, by_id=anchors.by_id, columns=COLUMNS, named=NAMED, **values
    )
    return Item(id, heading, reading, html)


def name_some(labels: list[str], most: int = 3) -> str:
    """Name up to three, and say how many more.

    >>> name_some(["AFP"]), name_some(list("ABCDE"))
    ('AFP', 'A, B, C and 2 more')
    """
    labels = list(dict.fromkeys(labels))
    if len(labels) <= most:
        return " and ".join(filter(None, [", ".join(labels[:-1]), labels[-1]])) if labels else ""
    return f"{', '.join(labels[:most])} and {len(labels) - most:,} more"

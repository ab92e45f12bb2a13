"""Brief: one self-contained HTML page that compares the articles, every cell linked to its evidence.

Floor 5. `brief_items` makes the sections, which a notebook shows one by one; `write_brief`
lays the same sections out as a page.
"""

import os
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from .. import extract, files, schema, show, wording
from ..compare.articles import stat_integrity, stat_readability
from . import sections
from .anchors import find_anchors, records
from .rendering import Item, alone, style, template


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
        return alone(Markup("").join(item.section(2) for item in self))

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
    rows = {name: records(table) for name, table in tables.items()}
    views = find_anchors(articles, rows)
    makers = (
        partial(sections.event, title=title or _title(articles)),
        sections.warnings,
        sections.figures,
        sections.quotes,
        sections.names,
        sections.readability,
        sections.method,
        *([sections.texts] if texts else []),
    )
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
    return template("brief.html.j2").render(items=items, style=Markup(style()))


def _title(articles: pd.DataFrame) -> str:
    if title := articles.attrs.get("title"):
        return title
    events = articles["event"].dropna().unique()
    return events[0] if len(events) == 1 else f"{wording.count(len(articles), 'article')} compared"

"""Brief: one self-contained HTML page that compares the articles, every cell linked to its evidence.

Floor 5. `brief_items` makes the sections, which a notebook shows one by one; `write_brief`
lays the same sections out as a page.
"""

import os
import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from .. import extract, files, schema, show, wording
from ..compare.everything import stat_all
from . import closing, opening, shared, telling
from .anchors import Anchors, Rows
from .rendering import Item, alone, style, template

ORDER = (
    "articles", "findings", "headlines", "claims", "utterances", "sources", "names", "words", "framing", "coverage",
    "reuse", "warnings", "method", "texts",
)  # fmt: skip
CITED = re.compile(r"href=#(a[0-9]+[a-z][0-9]+)")


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
        """Return the findings of these sections as sentences; of one without any, what it says of itself."""
        told = self["findings"].told if any(item.id == "findings" for item in self) else ()
        said = []
        for id in ids:
            own = [sentence for section, sentence in told if id in (section, "findings")]
            said += own or [self[id].reading]
        return show.Marked("".join(Markup("<p>{}</p>").format(show.visible(words)) for words in said), "\n".join(said))

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
    workers: int = 1,
) -> list[Item]:
    """Return the sections of the brief in order, those of `ORDER`: from the articles and findings to the full texts.

    Each displays itself in a notebook, as text in a terminal. `title` is the first heading;
    without it the corpus's event, or the number of articles, stands there. `progress` wraps
    the list of articles while they are read. `texts=False` leaves the full texts out, for a
    summary. `workers` processes read the articles and two compare them (`extract_all`, `stat_all`).
    """
    articles = schema.check(articles, "articles")
    tables = stat_all(articles, extract.extract_all(articles, workers=workers, progress=progress), workers=workers)
    return items_from(articles, tables, title=title, texts=texts)


def items_from(
    articles: pd.DataFrame, tables: dict[str, pd.DataFrame], *, title: str | None = None, texts: bool = True
) -> list[Item]:
    """Return the sections from tables made before (`stat_all`'s)."""
    rows = Rows(tables)
    anchors = Anchors(articles, rows)
    joined = [entry for entry in articles.attrs.get("corrections", []) if entry["action"] in ("same", "different")]
    makers = {
        "headlines": opening.headlines,
        "claims": shared.claims,
        "utterances": shared.utterances,
        "sources": telling.sources,
        "names": telling.names,
        "words": telling.words,
        "framing": telling.framing,
        "coverage": shared.coverage,
        "reuse": shared.reuse,
        "warnings": opening.warnings,
        "articles": partial(opening.event, title=title or _title(articles)),  # after the warnings that it leads to
        "findings": opening.findings,  # after the rows that it leads to
        "method": partial(closing.method, joined=joined),
    }
    items = {name: maker(anchors, rows) for name, maker in makers.items()}
    if texts:
        cited = {ref for item in items.values() for ref in CITED.findall(item.html)}
        items["texts"] = closing.texts(anchors, rows, cited=cited)
    return [items[name] for name in ORDER if name in items]


def write_brief(
    articles: pd.DataFrame,
    path: str | os.PathLike,
    *,
    title: str | None = None,
    progress: Callable[[list], Iterable] = iter,
    workers: int = 1,
) -> Path:
    """Write the brief to `path`, one HTML file without script or request, and return the path.

    The same articles and title give the same bytes, with one of the `workers` or several (see `brief_items`). A reader
    never sees half a file: it is written under another name and then put in place.
    """
    files.check_file(path)
    page = page_from(brief_items(articles, title=title, progress=progress, workers=workers))
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

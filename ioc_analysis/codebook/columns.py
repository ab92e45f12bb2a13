"""Columns: what a table and a column are, and the columns that many tables share.

Floor 0. A type is one of five words, see `DTYPES` in `schema`.
"""

from typing import NamedTuple


class Column(NamedTuple):
    """One column: its name, its type (a key of `DTYPES`) and what it means."""

    name: str
    type: str
    meaning: str


class Table(NamedTuple):
    """One table: what one of its rows is, and its columns in order."""

    row: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """Names of the columns, in order."""
        return [column.name for column in self.columns]


ARTICLE_ID = Column("article_id", "str", "which article: an id of the articles table")
OUTLET = Column("outlet", "str", "who printed the article, as in the articles table; may be missing")
SPAN = (
    ARTICLE_ID,
    OUTLET,
    Column("start", "int", "where the span begins in the article's text, characters from 0"),
    Column("end", "int", "where it ends; `text[start:end]` of the article is the row's `text`"),
    Column("text", "str", "the words of the span, exactly as printed"),
)
METHOD = Column("method", "str", "the rule that made the row")
VOICE = Column(
    "voice",
    "str",
    "who is speaking here: author (the reporter), reported (the reporter's wording of "
    "someone's statement), quoted (the speaker's own words)",
)


def span(row: str, *columns: tuple[str, str, str] | Column) -> Table:
    """Build a table whose rows are spans of an article's text."""
    return Table(row, (*SPAN, *(Column(*column) for column in columns), METHOD))


def plain(row: str, *columns: tuple[str, str, str] | Column) -> Table:
    """Build a table whose rows are not spans."""
    return Table(row, tuple(Column(*column) for column in columns))

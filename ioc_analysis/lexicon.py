"""Lexicons: the word lists, as tables that an analyst can read and replace.

Floor 0. Every list is a CSV file in `lexicons/`: UTF-8, one header line, one term per row, `term` the
first column and `source` (who says that the term belongs there) the last. Out of scope: what a list means,
which is the business of the module that reads it.
"""

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

FOLDER = Path(__file__).with_name("lexicons")


class LexiconError(ValueError):
    """A word list cannot be used as it is; the message names file, row and cure."""


def read_lexicon(source: str | Path, *, like: str | None = None) -> "pd.DataFrame":
    """Return a word list as a table of text, one row per term in the order of the file.

    Parameters
    ----------
    source : name of a list that comes with the package (`"abbreviations"`), or path of your own `.csv` file
    like : name of the package's list that your own is to replace; its columns are then required

    Raises LexiconError, which names the file, the row and the cure.

    >>> read_lexicon("abbreviations").columns.tolist()
    ['term', 'class', 'source']
    """
    import pandas as pd  # 0.4 s, which find_ functions need not pay

    rows = load(source, like)
    return pd.DataFrame([list(row.values()) for row in rows], columns=list(rows[0]), dtype="str")


def load(source: str | Path, like: str | None = None) -> tuple[dict[str, str], ...]:
    """Return the rows of a list, as `read_lexicon` takes them; a package's list is read once, and not to be changed."""
    path = _path(source)
    return _package(path.stem) if path.parent == FOLDER else tuple(_rows(path, like))


@cache
def _package(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a list that comes with the package; that they are sound is tested once, not at every start."""
    (_, columns), *numbered = _lines(FOLDER / f"{name}.csv")
    return tuple(dict(zip(columns, cells, strict=True)) for _, cells in numbered)


@cache
def _names() -> list[str]:
    """Return the names of the package's lists."""
    return sorted(file.stem for file in FOLDER.glob("*.csv"))


@cache
def terms(name: str, column: str | None = None, value: str | None = None) -> frozenset[str]:
    """Return the terms of a package's list; with `column` and `value`, those whose column has that value.

    >>> "Gen" in terms("abbreviations", "class", "title")
    True
    """
    return frozenset(row["term"] for row in load(name) if column is None or row[column] == value)


@cache
def mapping(name: str, column: str) -> dict[str, str]:
    """Return term → value of `column` for a package's list; not to be changed.

    >>> mapping("abbreviations", "class")["Gen"]
    'title'
    """
    return {row["term"]: row[column] for row in load(name)}


def _path(source: str | Path) -> Path:
    """Return the file that a name or path means."""
    path = Path(source)
    if path.suffix.lower() == ".csv":
        return path
    if str(source) not in _names():
        raise LexiconError(
            f"there is no word list {str(source)!r}; the package has {_names()}. Give the path of your own with .csv"
        )
    return FOLDER / f"{source}.csv"


def _rows(path: Path, like: str | None) -> list[dict[str, str]]:
    """Return the rows of a word list, checked; with `like`, against the columns of that list."""
    (_, columns), *numbered = _lines(path)
    wanted = list(load(like)[0]) if like else ["term", "source"]
    if missing := [name for name in wanted if name not in columns]:
        raise LexiconError(f"{path}: columns {missing} are missing; it has {columns}. Add them to the first line")
    rows, seen = [], {}
    for number, cells in numbered:
        if len(cells) != len(columns):
            raise LexiconError(
                f"{path}, row {number}: {len(cells)} cells under {len(columns)} columns. "
                'Put a term with a comma between quotation marks, "so, that"'
            )
        row = dict(zip(columns, cells, strict=True))
        for name in ("term", "source"):
            if not row[name].strip():
                raise LexiconError(f"{path}, row {number}: no {name}. Fill it in, or delete the row")
        key = tuple(cell for name, cell in row.items() if name != "source")
        if key in seen:
            raise LexiconError(f"{path}, row {number}: {row['term']!r} stands already in row {seen[key]}. Delete one")
        seen[key] = number
        rows.append(row)
    if not rows:
        raise LexiconError(f"{path}: no row below the first line. Add terms, or do not name the file")
    return rows


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    """Return (number of its last line, cells) of every row of a CSV file that is not blank."""
    try:
        # utf-8-sig: spreadsheets write an invisible mark before the first column's name.
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            lines = [(reader.line_num, cells) for cells in reader if cells]
    except OSError as error:
        raise LexiconError(f"{path}: cannot be read ({error.strerror}). Check the path") from None
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: byte {error.start} is not UTF-8. Save the file as CSV UTF-8") from None
    except csv.Error as error:
        raise LexiconError(f"{path}, row {reader.line_num}: {error}. Close every quotation mark") from None
    if not lines:
        raise LexiconError(f"{path}: it is empty. Its first line has to be the names of the columns")
    return lines

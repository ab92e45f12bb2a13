"""Schema: every table's columns, types and meanings, in one place.

Floor 0. Validation, empty tables, the codebook in the README and the docs test all read
`TABLES`. A type is one of five words, see `DTYPES`; text that is missing is NaN, a number
that may be missing is float or Int. Out of scope: what fills the tables.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from .codebook import compared, found
from .codebook.columns import METHOD as METHOD  # for whom `schema` is all of it
from .codebook.columns import SPAN as SPAN
from .codebook.columns import Column, Table
from .codebook.found import ALIGNED
from .codebook.found import OWN_WORDS as OWN_WORDS

DTYPES = {
    "str": "str",  # text; may be missing where the meaning says so
    "int": "int64",  # whole number, never missing
    "Int": "Int64",  # whole number that may be missing
    "float": "float64",  # number that may be missing
    "bool": "bool",  # yes or no, never missing
}
ARROW = {"str": pa.large_string(), "int": pa.int64(), "Int": pa.int64(), "float": pa.float64(), "bool": pa.bool_()}


# Kinds of the figures table that are no quantities: kept, so that a user sees why they do not count.
NO_QUANTITY = ("designator", "time", "id")


TABLES: dict[str, Table] = {**found.TABLES, **compared.TABLES}


KNOWN = 300
LONGEST = 2**31 - 1  # bytes that a column of text can hold, so no offset is higher


class SchemaError(ValueError):
    """A table does not have the columns or types that its name promises."""


def table(name: str, rows: Iterable[Sequence] = (), *, like: pd.DataFrame | None = None) -> pd.DataFrame:
    """Build the table `name` from rows, tuples in the order of its columns.

    No rows give an empty table with the same columns and types. `like` is the table that it is made from: the new
    one knows the same articles, see `know_articles`.

    >>> table("passages").dtypes["repeats"]
    Int64Dtype()
    """
    columns = [list(cells) for cells in zip(*rows, strict=True)] or [[] for _ in TABLES[name].columns]
    return table_of(name, columns, like=like)


def table_of(name: str, columns: Iterable[list], *, like: pd.DataFrame | None = None) -> pd.DataFrame:
    """Build the table `name` from its columns, lists of cells: a third of the time that rows take."""
    found = pd.DataFrame(
        {column.name: _hold(cells, column.type) for column, cells in zip(TABLES[name].columns, columns, strict=True)}
    )
    return found if like is None else know_articles(found, like)


def array(cells: Sequence, kind: str) -> pa.Array:
    """Return cells in the type of a column, from which `table_of` builds it too; None and NaN are missing."""
    return cells if isinstance(cells, pa.Array) else pa.array(cells, ARROW[kind], from_pandas=True)


def _hold(cells: Sequence, kind: str) -> pd.api.extensions.ExtensionArray | np.ndarray:
    """Return cells as pandas holds them; it takes three times as long to look at each itself."""
    found = array(cells, kind)
    if kind in ("str", "Int"):
        return pd.api.types.pandas_dtype(DTYPES[kind]).__from_arrow__(found)
    return found.to_numpy(zero_copy_only=False)


def rows(table: pd.DataFrame, names: Iterable[str]) -> Iterator[tuple]:
    """Return the rows of these columns as tuples; cell by cell a column of text takes ten times as long.

    >>> list(rows(pd.DataFrame({"outlet": ["AFP", "AP"], "words": [7, 8]}), ["words", "outlet"]))
    [(7, 'AFP'), (8, 'AP')]
    """
    return zip(*(table[name].tolist() for name in names), strict=True)


def records(table: pd.DataFrame) -> list[dict]:
    """Return the rows as dictionaries, None for what is missing: what `to_dict` does in four times the time.

    >>> records(pd.DataFrame({"outlet": ["AFP", None], "words": [7, 8]}))
    [{'outlet': 'AFP', 'words': 7}, {'outlet': None, 'words': 8}]
    """
    names, columns = list(table), []  # the index of names is slow to walk through, once a row
    for name in names:
        cells, missing = table[name].tolist(), table[name].isna().to_numpy()
        for place in missing.nonzero()[0].tolist():
            cells[place] = None
        columns.append(cells)
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]


class _Known(dict):
    """Articles that a table knows; never changed, so pandas need not copy them with every step."""

    def __deepcopy__(self, memo):
        return self


def know_articles(found: pd.DataFrame, like: pd.DataFrame) -> pd.DataFrame:
    """Let a table know the articles of another, in their order, in `attrs["articles"]`: {article_id: outlet}.

    A ranked or filtered table then names and colours them as every other does (`labels`). The first 300, since
    pandas copies `attrs` with every step; of more nobody reads a plot.
    """
    known = like.attrs.get("articles")
    if known is None:
        pairs = like[["article_id", "outlet"]].drop_duplicates("article_id").head(KNOWN)
        known = _Known((key, None if pd.isna(outlet) else outlet) for key, outlet in pairs.itertuples(index=False))
    found.attrs["articles"] = known
    if "corrections" in like.attrs:  # what is one by hand, or is not: `align` asks for it
        found.attrs["corrections"] = [
            entry for entry in like.attrs["corrections"] if entry["action"] in ("same", "different")
        ]
    return found


def check(table: pd.DataFrame, name: str, *, aligned: bool = False) -> pd.DataFrame:
    """Return `table` with the columns and types of the table `name`; more columns are allowed.

    With `aligned` those that its `align_` function adds are asked for too.

    A file keeps no types: read back from CSV, a column of offsets with gaps is float64 and an empty one of text too.
    Such columns are cast where no value changes; `table` itself is left alone.

    Raises SchemaError, which names the columns at fault and what was there instead, or an article_id of two articles.
    """
    if not isinstance(table, pd.DataFrame):
        raise SchemaError(f"the {name} table has to be a DataFrame; this is a {type(table).__name__}")
    columns = TABLES[name].columns + (ALIGNED[name] if aligned else ())
    missing = [column.name for column in columns if column.name not in table]
    if missing:
        cure = "; give it to its align_ function first" if aligned and missing[0] not in TABLES[name].names else ""
        raise SchemaError(f"not a table of {name}: columns {missing} are missing; it has {list(table)}{cure}")
    found = _cast(table, name, columns)
    if name == "articles":
        _check_asked(found, name, ("article_id", "text"))
        if (twice := found["article_id"].duplicated()).any():
            raise SchemaError(
                f"not a table of articles: {found['article_id'][twice].iloc[0]!r} is the article_id of more than one; "
                "give each an id of its own"
            )
    elif columns[: len(SPAN)] == SPAN:
        _check_places(found, name, columns)
    return found


def check_spans(rows: pd.DataFrame) -> pd.DataFrame:
    """Return `rows` with the columns and types that every span begins with, as `check` does; others stay as they are.

    Raises SchemaError too.
    """
    if not isinstance(rows, pd.DataFrame):
        raise SchemaError(f"rows have to be a DataFrame; this is a {type(rows).__name__}")
    if missing := [column.name for column in SPAN if column.name not in rows]:
        raise SchemaError(f"rows have no evidence to show: columns {missing} are missing; they have {list(rows)}")
    found = _cast(rows, "spans", SPAN)
    _check_places(found, "spans", SPAN)
    return found


def _cast(table: pd.DataFrame, name: str, columns: tuple[Column, ...]) -> pd.DataFrame:
    """Return the table with the columns of the types they have to be, if that changes no value."""
    casts = {}
    for column in columns:
        dtype = table[column.name].dtype
        # Text may be of any kind of string; an object may be anything.
        is_text = pd.api.types.is_string_dtype(dtype) and not pd.api.types.is_object_dtype(dtype)
        if dtype == DTYPES[column.type] or (column.type == "str" and is_text):
            continue
        if not _is_cast_exact(table[column.name], DTYPES[column.type]):
            raise SchemaError(
                f"not a table of {name}: column {column.name!r} has to be {DTYPES[column.type]}, it is {dtype}"
            )
        casts[column.name] = DTYPES[column.type]
    try:
        return table.astype(casts) if casts else table
    except (TypeError, ValueError) as error:  # half a character, an empty column of dates
        raise SchemaError(f"not a table of {name}: columns {list(casts)} cannot be cast ({error})") from None


def _check_asked(table: pd.DataFrame, name: str, columns: Iterable[str]) -> None:
    """Refuse a row without what no row can be without."""
    for column in columns:
        if (missing := table[column].isna().to_numpy()).any():
            raise SchemaError(f"not a table of {name}: row {missing.argmax()} has no {column}")


def _check_places(table: pd.DataFrame, name: str, columns: tuple[Column, ...]) -> None:
    """Refuse a span without its article or words, and offsets that no text has: every function rests on them."""
    _check_asked(table, name, ("article_id", "text"))
    for first in [column.name for column in columns if column.name.endswith("start")]:
        last = first[: -len("start")] + "end"
        start, end = (table[side].to_numpy("float64", na_value=float("nan")) for side in (first, last))
        wrong = (start < 0) | (start > end) | (end > LONGEST)  # never true of what is missing
        if wrong.any():
            row = int(wrong.argmax())
            raise SchemaError(
                f"not a table of {name}: row {row} stands at no place of a text: "
                f"{first} {table[first].iloc[row]}, {last} {table[last].iloc[row]}"
            )


def _is_cast_exact(column: pd.Series, dtype: str) -> bool:
    """Return whether a cast changes no value: 3.0 is 3, nothing is nothing; but 7 may have been the text 007."""
    values = column.dropna()
    if values.empty:
        return column.empty or dtype not in ("int64", "bool")  # these two have no missing value
    if dtype == "str":
        return pd.api.types.is_object_dtype(column.dtype) and all(isinstance(value, str) for value in values)
    is_bool, is_number = pd.api.types.is_bool_dtype, pd.api.types.is_numeric_dtype
    if not is_number(column.dtype) or is_bool(column.dtype) != (dtype == "bool"):
        return False
    try:
        return bool((column.astype(dtype).dropna() == values).all())
    except (TypeError, ValueError):  # 2.5 is no whole number, and int64 has no missing value
        return False

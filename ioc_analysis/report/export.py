"""Export: tables to files, described so that any program can read them, and back.

Floor 5. Each file is whole or is not there (`files.replacing`). `datapackage.json` follows the Data Package standard
(frictionlessdata.io): every table's columns with type and meaning.
"""

import json
import os
import re
from pathlib import Path

import pandas as pd

from .. import schema
from ..files import check_folder, replacing
from .provenance import find_version, fingerprint

FORMATS = ("csv", "parquet", "jsonl")
PACKAGE = "datapackage.json"
MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet", "jsonl": "application/jsonl"}
TYPES = {"str": "string", "int": "integer", "Int": "integer", "float": "number", "bool": "boolean"}

# A spreadsheet runs a cell that begins so as a formula; an article may begin a line with one to do harm.
_FORMULA = re.compile(r"'*[=+\-@\t\r].", re.DOTALL)


def write_tables(tables: dict[str, pd.DataFrame], directory: str | os.PathLike, *, format: str = "csv") -> list[Path]:
    """Write each table to `directory/<name>.<format>` and return the paths, in the order of the tables.

    Beside them `datapackage.json` says what each column means. CSV and JSONL are UTF-8; missing values are empty
    cells in CSV and null in JSONL. In CSV a text that a spreadsheet would run as a formula (it begins with = + - @)
    has an apostrophe before it, which `read_tables` takes off again. The directory is made if it is not there; files
    of the same names are replaced.

    Raises
    ------
    ValueError
        `format` is not csv, parquet or jsonl, or a table's name is no file name.
    OSError
        The directory cannot be written; tables already written stay, no half-written file does.

    """
    if format not in FORMATS:
        raise ValueError(f"format has to be one of {', '.join(FORMATS)}; it was {format!r}")
    if wrong := [name for name in tables if not re.fullmatch(r"\w[\w-]*", str(name))]:
        raise ValueError(f"a table's name becomes a file's, so it is letters, digits, _ and -; it was {wrong[0]!r}")
    directory = check_folder(directory)
    directory.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, table in tables.items():
        path = directory / f"{name}.{format}"
        with replacing(path) as temporary:
            if format == "csv":
                _without_formulas(table).to_csv(temporary, index=False, lineterminator="\n")
            elif format == "parquet":
                temporary.write_bytes(table.to_parquet(index=False))  # the writer itself cannot write to a pipe
            else:
                table.to_json(temporary, orient="records", lines=True, force_ascii=False)
        paths.append(path)
    with replacing(directory / PACKAGE) as temporary:
        temporary.write_text(json.dumps(_describe(tables, format), indent=1, ensure_ascii=False) + "\n", "utf-8")
    return paths


def read_tables(directory: str | os.PathLike) -> dict[str, pd.DataFrame]:
    """Return the tables that `write_tables` has written to `directory`, by name, equal to what they were.

    Raises
    ------
    SchemaError
        There is no `datapackage.json`, or it or a table is not as `write_tables` writes it; the message names the file.

    """
    directory = Path(directory)
    try:
        package = json.loads((directory / PACKAGE).read_text("utf-8"))
        resources = [(entry["name"], entry["path"], entry["schema"]["fields"]) for entry in package["resources"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise schema.SchemaError(f"{directory / PACKAGE}: not written by write_tables ({error})") from None
    tables = {}
    for name, file, fields in resources:
        if not isinstance(file, str) or Path(file).name != file:
            raise schema.SchemaError(f"{directory / PACKAGE}: the path {file!r} leads out of the folder")
        try:
            tables[name] = _read(directory / file, {field["name"]: field["dtype"] for field in fields})
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise schema.SchemaError(f"{directory / file}: not as write_tables wrote it ({error})") from None
    return tables


# One name, as `float64` or `datetime64[ns, UTC]`: numpy parses a list of names as Python, which input may not reach.
_DTYPE = re.compile(r"[A-Za-z]\w*(?:\[[\w ,:/+-]*\])?")


def _read(path: Path, dtypes: dict[str, str]) -> pd.DataFrame:
    """Read one table, its columns of the types that they had."""
    for dtype in dtypes.values():
        if not isinstance(dtype, str) or not _DTYPE.fullmatch(dtype):
            raise ValueError(f"{dtype!r} is no type of a column")
    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    if path.suffix == ".csv":
        as_words = {"dtype": dict.fromkeys(dtypes, "str"), "keep_default_na": False, "na_values": [""]}
        table = pd.read_csv(path, skip_blank_lines=False, **as_words)  # a text of one tab is no blank line
    else:
        lines = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
        table = pd.DataFrame(lines, columns=list(dtypes))
    return pd.DataFrame({name: _cast(table[name], dtype, path.suffix == ".csv") for name, dtype in dtypes.items()})


def _cast(column: pd.Series, dtype: str, csv: bool) -> pd.Series:
    if not csv or dtype in ("float64", "int64"):
        return column.astype(dtype)
    if dtype == "str":
        return column.str.replace(r"^'(?='*[=+\-@\t\r][\s\S])", "", regex=True)
    if dtype == "bool":
        return column.map({"True": True, "False": False}).astype(dtype)
    return pd.to_numeric(column).astype(dtype)


def _without_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with an apostrophe before each text that a spreadsheet would run."""
    columns = {}
    for name, column in table.items():
        if pd.api.types.is_string_dtype(column.dtype):
            risky = column.str.match(_FORMULA).fillna(False).astype(bool)
            if risky.any():
                columns[name] = column.where(~risky, "'" + column)
    return table.assign(**columns) if columns else table


def _describe(tables: dict[str, pd.DataFrame], format: str) -> dict:
    """Return the Data Package of the tables; the same tables give the same."""
    package: dict = {"profile": "tabular-data-package" if format == "csv" else "data-package", "name": "ioc-tables"}
    versions = {name: find_version(name) for name in ("ioc-analysis", "pandas")}
    package["sources"] = [{"title": f"{name} {number}"} for name, number in versions.items()]
    if "articles" in tables:
        package["fingerprint"] = fingerprint(
            zip(tables["articles"]["article_id"], tables["articles"]["text"], strict=True)
        )
    package["resources"] = [
        {
            "name": name,
            "path": f"{name}.{format}",
            "format": format,
            "mediatype": MEDIA[format],
            "encoding": "utf-8",
            "description": f"one row per {schema.TABLES[name].row}" if name in schema.TABLES else name,
            "schema": {"fields": _fields(name, table), "missingValues": [""]},
        }
        for name, table in tables.items()
    ]
    return package


def _fields(name: str, table: pd.DataFrame) -> list[dict]:
    """Return name, type and meaning of each column."""
    known = {}
    if name in schema.TABLES:
        known = {column.name: column for column in (*schema.TABLES[name].columns, *schema.ALIGNED.get(name, ()))}
    fields = []
    for column, dtype in table.dtypes.items():
        plain = next((ours for ours, theirs in schema.DTYPES.items() if str(dtype) == theirs), "str")
        field = {"name": column, "type": TYPES[plain], "dtype": schema.DTYPES[plain]}
        fields.append(field | ({"description": known[column].meaning} if column in known else {}))
    return fields

"""Export: tables to files.

Floor 5. Each file is whole or is not there (`files.replacing`).
"""

import os
from pathlib import Path

import pandas as pd

from ..files import check_folder, replacing

FORMATS = ("csv", "parquet", "jsonl")


def write_tables(tables: dict[str, pd.DataFrame], directory: str | os.PathLike, *, format: str = "csv") -> list[Path]:
    """Write each table to `directory/<name>.<format>` and return the paths, in the order of the tables.

    CSV and JSONL are UTF-8; missing values are empty cells in CSV and null in JSONL. The
    directory is made if it is not there; files of the same names are replaced.

    Raises
    ------
    ValueError
        `format` is not csv, parquet or jsonl.
    OSError
        The directory cannot be written; tables already written stay, no half-written file does.

    """
    if format not in FORMATS:
        raise ValueError(f"format has to be one of {', '.join(FORMATS)}; it was {format!r}")
    directory = check_folder(directory)
    directory.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, table in tables.items():
        path = directory / f"{name}.{format}"
        with replacing(path) as temporary:
            if format == "csv":
                table.to_csv(temporary, index=False, lineterminator="\n")
            elif format == "parquet":
                temporary.write_bytes(table.to_parquet(index=False))  # the writer itself cannot write to a pipe
            else:
                table.to_json(temporary, orient="records", lines=True, force_ascii=False)
        paths.append(path)
    return paths

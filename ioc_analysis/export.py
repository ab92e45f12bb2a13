"""Export: tables to files.

Floor 5. A file is written under a temporary name and renamed, so that a full disk or an
interruption leaves the old file as it was.
"""

import os
from pathlib import Path

import pandas as pd

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
    directory = Path(directory)
    directory.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, table in tables.items():
        path = directory / f"{name}.{format}"
        with replacing(path) as temporary:
            if format == "csv":
                table.to_csv(temporary, index=False, lineterminator="\n")
            elif format == "parquet":
                table.to_parquet(temporary, index=False)
            else:
                table.to_json(temporary, orient="records", lines=True, force_ascii=False)
        paths.append(path)
    return paths


class replacing:  # noqa: N801 (a context manager, used like a function)
    """Give a temporary path beside `path`; it takes the place of `path` if the block ends well, else it is removed."""

    def __init__(self, path: str | os.PathLike):
        self.path = Path(path)
        self.temporary = self.path.with_name(f".{self.path.name}.{os.getpid()}.tmp")

    def __enter__(self) -> Path:
        return self.temporary

    def __exit__(self, error, *_) -> None:
        if error is None:
            os.replace(self.temporary, self.path)
        else:
            self.temporary.unlink(missing_ok=True)

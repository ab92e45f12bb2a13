"""Tables come back from a file as they went in, and an interrupted write leaves the old file whole."""

import pandas as pd
import pytest

from ioc_analysis import schema
from ioc_analysis.export import write_tables
from ioc_analysis.files import replacing

TABLE = schema.table(
    "sentences",
    [
        ("a", "Gazette", 0, 9, 'One, "two"\nthree; naïve — 新', "body", 0.0, "stops"),
        ("b", None, 3, 4, "x", "headline", None, "stops"),
    ],
)


def back(path):
    if path.suffix == ".csv":
        return pd.read_csv(path, dtype=TABLE.dtypes.to_dict())
    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    return pd.read_json(path, lines=True, dtype=TABLE.dtypes.to_dict())


@pytest.mark.parametrize("format", ["csv", "parquet", "jsonl"])
def test_a_table_comes_back_as_it_went_in(tmp_path, format):
    (path,) = write_tables({"sentences": TABLE}, tmp_path / "new" / "folder", format=format)
    assert path.name == f"sentences.{format}"
    pd.testing.assert_frame_equal(back(path), TABLE)


@pytest.mark.parametrize("format", ["csv", "parquet", "jsonl"])
def test_the_same_table_gives_the_same_bytes(tmp_path, format):
    first, second = (write_tables({"t": TABLE}, tmp_path / name, format=format)[0] for name in "ab")
    assert first.read_bytes() == second.read_bytes()


def test_an_empty_table_keeps_its_columns(tmp_path):
    (path,) = write_tables({"sentences": TABLE[:0]}, tmp_path)
    assert path.read_text(encoding="utf-8") == ",".join(TABLE) + "\n"


def test_an_unknown_format_is_named(tmp_path):
    with pytest.raises(ValueError, match="csv, parquet, jsonl; it was 'xlsx'"):
        write_tables({"sentences": TABLE}, tmp_path / "x", format="xlsx")
    assert not (tmp_path / "x").exists()


def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("old", encoding="utf-8")

    def write_half():
        with replacing(path) as temporary:
            temporary.write_text("half", encoding="utf-8")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_half()
    assert [file.name for file in tmp_path.iterdir()] == ["t.csv"]
    assert path.read_text(encoding="utf-8") == "old"

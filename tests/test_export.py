"""Tables come back from a file as they went in, and an interrupted write leaves the old file whole."""

import csv
import json
import os
import stat
import tempfile
import threading

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ioc_analysis as ioc
from ioc_analysis import schema
from ioc_analysis.files import check_file, check_folder, replacing
from ioc_analysis.report.export import read_tables, write_tables
from ioc_analysis.report.provenance import fingerprint

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


@pytest.fixture(scope="module")
def every_table():
    articles = ioc.read_corpus("seeds")
    tables = {"articles": articles, **ioc.stat_all(articles, ioc.extract_all(articles))}
    tables["labels"] = ioc.extract_labels(articles)
    # kwic has empty text, which in CSV cannot be told from missing; two are made while a corpus is read
    assert set(tables) >= set(schema.TABLES) - {"kwic", "reading", "corrections", "events", "findings"}
    return tables


@pytest.mark.parametrize("format", ["csv", "parquet", "jsonl"])
@pytest.mark.parametrize("rows", [None, 0, 1])
def test_a_plain_read_and_check_give_every_table_back(tmp_path, every_table, format, rows):
    read = {"csv": pd.read_csv, "parquet": pd.read_parquet, "jsonl": lambda path: pd.read_json(path, lines=True)}
    tables = {name: table[:rows] for name, table in every_table.items()}
    for (name, table), path in zip(tables.items(), write_tables(tables, tmp_path, format=format), strict=True):
        if format == "jsonl" and table.empty:
            continue  # a file without a line has no columns either
        pd.testing.assert_frame_equal(schema.check(read[format](path), name, aligned=name in schema.ALIGNED), table)


@pytest.mark.parametrize("format", ["csv", "parquet", "jsonl"])
@pytest.mark.parametrize("rows", [None, 0, 1])
def test_what_was_written_is_read_back_equal(tmp_path, every_table, format, rows):
    tables = {name: table[:rows] for name, table in every_table.items()}
    write_tables(tables, tmp_path, format=format)
    back = read_tables(tmp_path)
    assert list(back) == list(tables)
    for name, table in tables.items():
        pd.testing.assert_frame_equal(back[name], table)


def test_the_package_says_what_every_column_means(tmp_path, every_table):
    write_tables(every_table, tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert [entry["name"] for entry in package["resources"]] == list(every_table)
    assert package["fingerprint"] == fingerprint(
        every_table["articles"][["article_id", "text"]].itertuples(index=False)
    )
    for entry in package["resources"]:
        assert (tmp_path / entry["path"]).exists()
        for field in entry["schema"]["fields"]:
            assert field["type"] in ("string", "integer", "number", "boolean")
            assert len(field["description"]) > 10
    assert str(tmp_path) not in (tmp_path / "datapackage.json").read_text("utf-8")


FORMULAS = ["=cmd|' /C calc'!A0", "+1", "-1 degree", "@SUM(A1)", "'=x", "''=x", "'tis", "=", "plain", "\t=x", "\t", " "]


@pytest.mark.parametrize("format", ["csv", "parquet", "jsonl"])
def test_no_cell_is_a_formula_and_every_text_comes_back(tmp_path, format):
    table = pd.DataFrame({"article_id": pd.Series([*FORMULAS, None], dtype="str")})
    (path,) = write_tables({"words": table}, tmp_path, format=format)
    if format == "csv":
        with path.open(newline="", encoding="utf-8") as file:
            assert not any(
                cell[:1] in tuple("=+-@\t\r") for row in list(csv.reader(file))[1:] for cell in row if len(cell) > 1
            )
    pd.testing.assert_frame_equal(read_tables(tmp_path)["words"], table)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1), min_size=1))
def test_any_text_comes_back_from_csv(words):
    table = pd.DataFrame({"words": pd.Series(words, dtype="str")})
    with tempfile.TemporaryDirectory() as folder:
        write_tables({"words": table}, folder)
        pd.testing.assert_frame_equal(read_tables(folder)["words"], table)


def test_a_folder_that_is_none_of_ours_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"datapackage\.json: not written by write_tables"):
        read_tables(tmp_path)
    for path in ("../t.csv", "/etc/passwd", "..", 7):
        package = {"resources": [{"name": "t", "path": path, "schema": {"fields": []}}]}
        (tmp_path / "datapackage.json").write_text(json.dumps(package))
        with pytest.raises(schema.SchemaError, match=r"leads out of the folder|not as write_tables wrote it"):
            read_tables(tmp_path)
    with pytest.raises(ValueError, match="a table's name becomes a file's"):
        write_tables({"../t": TABLE}, tmp_path)


def test_statistics_take_tables_from_a_file(tmp_path, every_table):
    write_tables(every_table, tmp_path)
    read = {name: pd.read_csv(tmp_path / f"{name}.csv") for name in every_table}
    whole = read_tables(tmp_path)
    pd.testing.assert_frame_equal(ioc.align_figures(ioc.extract_figures(whole["articles"])), every_table["figures"])
    pd.testing.assert_frame_equal(ioc.stat_sources(read["quotes"], read["mentions"]), every_table["sources"])
    found = ioc.stat_integrity(read["articles"], read["passages"], read["quotes"])
    pd.testing.assert_frame_equal(found, every_table["integrity"])


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


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path):
    (tmp_path / "real").mkdir()
    target, link, broken = tmp_path / "real" / "t.csv", tmp_path / "link.csv", tmp_path / "broken.csv"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    broken.symlink_to("real/new.csv")
    for path in (link, broken):
        with replacing(path) as temporary:
            temporary.write_text("new", encoding="utf-8")
    assert link.is_symlink()
    assert broken.is_symlink()
    assert {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "real").iterdir()} == {
        "t.csv": "new",
        "new.csv": "new",
    }


@pytest.mark.parametrize("format", ["csv", "parquet", "jsonl"])
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path, format):
    pipe = tmp_path / f"t.{format}"
    os.mkfifo(pipe)
    read = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write_tables({"t": TABLE}, tmp_path, format=format)
    reader.join(timeout=20)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert read == [write_tables({"t": TABLE}, tmp_path / "file", format=format)[0].read_bytes()]


def test_the_longest_name_a_disk_takes_can_be_written(tmp_path):
    path = tmp_path / f"{'n' * 251}.csv"
    with replacing(path) as temporary:
        temporary.write_text("new", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == "new"


def test_a_target_that_cannot_be_is_named_before_the_work(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "broken").symlink_to("nowhere")
    with pytest.raises(OSError, match=f"^{tmp_path} is a folder; give a file name$"):
        check_file(tmp_path)
    with pytest.raises(OSError, match=r"file is a file; give a folder$"):
        check_file(tmp_path / "file" / "sub" / "brief.html")
    with pytest.raises(OSError, match=r"file is a file; give a folder$"):
        check_folder(tmp_path / "file")
    with pytest.raises(OSError, match=r"broken is a broken link; give a folder$"):
        check_folder(tmp_path / "broken")
    assert check_file(tmp_path / "new" / "brief.html") == tmp_path / "new" / "brief.html"
    assert not (tmp_path / "new").exists()
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # the tests may run as root, whom nothing stops
    with pytest.raises(PermissionError, match="cannot be written to; give another"):
        check_file(tmp_path / "brief.html")


def test_a_brief_without_a_place_is_refused_before_anything_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr("ioc_analysis.report.brief.brief_items", lambda *_, **__: pytest.fail("the work was done"))
    with pytest.raises(IsADirectoryError, match="is a folder; give a file name"):
        ioc.write_brief(schema.table("articles"), tmp_path)


@pytest.mark.parametrize("dtype", [",tr", "i8,f8", "(2,)i4", 7, None, ""])
def test_a_type_that_is_none_is_refused_before_numpy_parses_it(tmp_path, dtype):
    ioc.write_tables({"t": pd.DataFrame({"a": ["x"]})}, tmp_path)
    path = tmp_path / "datapackage.json"
    package = json.loads(path.read_text("utf-8"))
    package["resources"][0]["schema"]["fields"][0]["dtype"] = dtype
    path.write_text(json.dumps(package), "utf-8")
    with pytest.raises(schema.SchemaError, match="no type of a column"):
        ioc.read_tables(tmp_path)

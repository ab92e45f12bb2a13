"""lexicon: the package's lists are sound, and an own list that is not is refused with file, row and cure."""

import re
import shutil

import pandas as pd
import pytest

from ioc_analysis import lexicon
from ioc_analysis.lexicon import LexiconError, read_lexicon

NAMES = sorted(path.stem for path in lexicon.FOLDER.glob("*.csv"))


@pytest.mark.parametrize("name", NAMES)
def test_every_list_of_the_package_is_sound(name, tmp_path):
    own = shutil.copy(lexicon.FOLDER / f"{name}.csv", tmp_path)  # a list of one's own is checked when it is read
    table = read_lexicon(own)
    pd.testing.assert_frame_equal(read_lexicon(name), table)
    assert table.columns[0] == "term"
    assert table.columns[-1] == "source"
    assert (table["term"].str.strip() != "").all()
    assert (table["source"].str.strip() != "").all()


@pytest.mark.parametrize("name", NAMES)
def test_every_column_and_class_of_a_list_is_in_its_codebook(name):
    codebook = (lexicon.FOLDER / "README.md").read_text(encoding="utf-8")
    assert f"\n## `{name}`\n" in codebook, (
        "a list that nobody explains: say in lexicons/README.md what its columns mean"
    )
    section = codebook.partition(f"\n## `{name}`\n")[2].partition("\n## ")[0]
    table = read_lexicon(name).drop(columns=["term", "source"])
    assert [column for column in table if f"`{column}`" not in section] == []
    for column in {"class", "part", "place", "kind", "side", "relation", "affects", "form", "stands"} & set(table):
        values = set(table[column]) - {""}
        if len(values) <= 10 and name != "reporting_cues":
            told = {value for value in values if f"`{value}`" in section}
            assert {value for value in values if not set(value.split()) <= told and value not in told} == set()


def test_a_codebook_has_no_list_that_is_not_there():
    codebook = (lexicon.FOLDER / "README.md").read_text(encoding="utf-8")
    assert re.findall("^## `(.*)`$", codebook, re.MULTILINE) == NAMES


def test_what_a_short_title_stands_for_is_a_role_that_a_text_can_go_on_with():
    spelled = {row["spelled"] for row in lexicon.load("titles") if row["spelled"]}
    assert "governor" in spelled  # Gov. Ada Quist
    assert spelled <= lexicon.terms("titles", "class", "role")


def test_where_a_unit_stands_is_one_of_what_units_reads():
    stands = {row["stands"] for row in lexicon.load("units")}
    assert stands == {"", "attached", "large sum", "before large sum"}


def test_an_own_list_is_read_as_text_in_its_order(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text('\ufeffterm,class,source\n"so, that",time,me\n007,title,me\n', encoding="utf-8")
    table = read_lexicon(path, like="abbreviations")
    assert table["term"].tolist() == ["so, that", "007"]
    assert table["class"].tolist() == ["time", "title"]
    assert (table.dtypes == "str").all()


def test_terms_and_mapping():
    assert {"Gen", "Lt"} <= lexicon.terms("abbreviations", "class", "title") < lexicon.terms("abbreviations")
    assert "Jan" not in lexicon.terms("abbreviations", "class", "title")
    assert lexicon.mapping("abbreviations", "class")["Jan"] == "month"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", r"mine\.csv: it is empty.*names of the columns"),
        (b"term,source\n", r"mine\.csv: no row below the first line"),
        (b"word,source\nGen,me\n", r"mine\.csv: columns \['term'\] are missing; it has \['word', 'source'\]"),
        (b"term,source\nGen,me\nLt\n", r"mine\.csv, row 3: 1 cells under 2 columns.*quotation marks"),
        (b"term,source\nGen,me\n ,me\n", r"mine\.csv, row 3: no term"),
        (b"term,source\nGen,\n", r"mine\.csv, row 2: no source"),
        (b"term,source\nGen,me\n\nGen,you\n", r"mine\.csv, row 4: 'Gen' stands already in row 2"),
        (b'term,source\nGen,"me\n', r"mine\.csv, row 2: .*Close every quotation mark"),
        (b"term,source\nGen\xff,me\n", r"mine\.csv: byte 15 is not UTF-8"),
    ],
)
def test_a_bad_list_is_refused_with_file_row_and_cure(tmp_path, content, message):
    path = tmp_path / "mine.csv"
    path.write_bytes(content)
    with pytest.raises(LexiconError, match=message):
        read_lexicon(path)


def test_an_own_list_needs_the_columns_of_the_one_it_replaces(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("term,source\nGen,me\n", encoding="utf-8")
    assert len(read_lexicon(path)) == 1
    with pytest.raises(LexiconError, match=r"columns \['class'\] are missing"):
        read_lexicon(path, like="abbreviations")


def test_an_own_list_that_was_changed_is_read_again(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("term,source\nGen,me\n", encoding="utf-8")
    assert read_lexicon(path)["term"].tolist() == ["Gen"]
    path.write_text("term,source\nLt,me\n", encoding="utf-8")
    assert read_lexicon(path)["term"].tolist() == ["Lt"]


def test_a_list_that_is_not_there():
    with pytest.raises(LexiconError, match=r"no word list 'nowhere'; the package has \['abbreviations'"):
        read_lexicon("nowhere")
    with pytest.raises(LexiconError, match=r"nowhere\.csv: cannot be read \(No such file or directory\)"):
        read_lexicon("nowhere.csv")

"""What is set by hand holds on every run, and says so; every article is invented."""

import json

import pandas as pd
import pytest

import ioc_analysis as ioc
from ioc_analysis import schema
from ioc_analysis.reading.corrections import read_corrections
from ioc_analysis.reading.readers import CorpusError

A = """The bridges of Lindau close

Ada Quist, the mayor, spoke on Tuesday. "We lost both bridges," she said. About 40 people were hurt.

Her deputy said that 40 people slept in a school.
"""
B = "Bridges lost\n\nBoth bridges are gone, Ada Quist said. The flood hurt 38 people.\n"
SIGNED = 'by = "JK"\nreason = "read twice"\n'


@pytest.fixture
def corpus(tmp_path):
    """Write two articles and a file of corrections; return the folder."""

    def write(corrections):
        (tmp_path / "a.txt").write_text(A, encoding="utf-8")
        (tmp_path / "b.txt").write_text(B, encoding="utf-8")
        (tmp_path / "corrections.toml").write_text(corrections, encoding="utf-8")
        return tmp_path

    return write


def extract(folder, table):
    return getattr(ioc, f"extract_{table}")(ioc.read_corpus(folder))


def test_a_speaker_is_mended_and_the_row_says_by_whom_and_why(corpus):
    folder = corpus(
        f'[[quotes]]\nrow = ["a", "We lost both bridges,"]\nmend = {{ speaker_name = "Bo Lind", speaker = "Her deputy" }}\n{SIGNED}'
    )
    row = extract(folder, "quotes").query("text == 'We lost both bridges,'").iloc[0]
    assert row["speaker_name"] == "Bo Lind"
    assert A[row["speaker_start"] : row["speaker_end"]] == "Her deputy"
    assert row["method"] == "corrected by JK: read twice"
    assert row["kind"] == "direct"


def test_a_value_is_mended_with_its_bounds_and_words_around_say_which(corpus):
    folder = corpus(f'[[figures]]\nrow = ["a", "40", "40 people slept"]\nmend = {{ value = 14 }}\n{SIGNED}')
    figures = extract(folder, "figures").query("article_id == 'a'")
    assert figures["value"].tolist() == [40, 14]
    assert figures[["low", "high"]].iloc[1].tolist() == [14, 14]


def test_a_row_is_rejected_and_one_is_added(corpus):
    folder = corpus(
        f'[[figures]]\nrow = ["a", "About 40"]\nreject = true\n{SIGNED}'
        f'[[figures]]\nrow = ["a", "both", "lost both bridges"]\nadd = {{ value = 2, counted = "bridges" }}\n{SIGNED}'
        f'[[dates]]\nrow = ["a", "Tuesday"]\nmend = {{ value = "2024-05" }}\n{SIGNED}'
    )
    figures = extract(folder, "figures").query("article_id == 'a'")
    assert figures["text"].tolist() == ["both", "40"]
    assert A[figures["counted_start"].iloc[0] : figures["counted_end"].iloc[0]] == "bridges"
    assert figures["counted_start"].iloc[0] == A.index("bridges,")  # the nearest, not the headline's
    schema.check(figures, "figures")
    date = extract(folder, "dates").iloc[0]
    assert (date["first_day"], date["last_day"]) == ("2024-05-01", "2024-05-31")


def test_a_passage_is_mended_before_anything_is_read_in_it(corpus):
    folder = corpus(f'[[passages]]\nrow = ["b", "Both bridges are gone…"]\nmend = {{ kind = "boilerplate" }}\n{SIGNED}')
    assert extract(folder, "figures").query("article_id == 'b'").empty


def test_corrections_hold_in_any_part_of_the_corpus_and_when_its_table_is_read_back(corpus, tmp_path):
    folder = corpus(f'[[figures]]\nrow = ["b", "38"]\nmend = {{ value = 39 }}\n{SIGNED}')
    articles = ioc.read_corpus(folder)
    assert ioc.extract_figures(articles.tail(1))["value"].tolist() == [39]
    articles.to_csv(tmp_path / "back.csv", index=False)
    back = ioc.read_corpus(tmp_path / "back.csv")
    pd.testing.assert_frame_equal(ioc.extract_figures(back), ioc.extract_figures(articles))


def test_a_table_has_its_corrections_beside_it(tmp_path):
    (tmp_path / "x.jsonl").write_text(json.dumps({"id": "b", "text": B}) + "\n")
    (tmp_path / "x.corrections.toml").write_text(f'[[figures]]\nrow = ["b", "38"]\nreject = true\n{SIGNED}')
    assert extract(tmp_path / "x.jsonl", "figures").empty


def test_rows_that_are_one_or_two_are_listed_together(corpus):
    folder = corpus(
        f'[[same]]\ntable = "quotes"\nrows = [["a", "We lost both bridges,"], ["b", "Both bridges are gone"]]\n{SIGNED}'
    )
    read = read_corrections(folder / "corrections.toml")
    assert read[["action", "article_id", "words"]].values.tolist() == [
        ["same", "a", "We lost both bridges,"],
        ["same", "b", "Both bridges are gone"],
    ]
    assert read["group"].nunique() == 1
    assert ioc.read_corpus(folder).attrs["corrections"] == read.to_dict("records")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('[[quotes]]\nrow = ["a", "We won"]\nreject = true\n', "quotes 1: a: the article does not hold 'We won'"),
        ('[[quotes]]\nrow = ["a", "lost both"]\nreject = true\n', "no row of quotes reads 'lost both' any more; the row there reads 'We lost both bridges,'"),
        ('[[figures]]\nrow = ["a", "people"]\nreject = true\n', "no row of figures reads 'people' any more"),
        ('[[dates]]\nrow = ["a", "Tuesday"]\nmend = { value = "soon" }\n', "'soon' is no day, month or year"),
        ('[[figures]]\nrow = ["a", "people"]\nadd = { value = 2 }\n', "holds 'people' 2 times"),
    ],
)  # fmt: skip
def test_a_correction_that_fits_nothing_is_an_error_that_says_so(corpus, entry, message):
    folder = corpus(entry + SIGNED)
    with pytest.raises(CorpusError) as error:
        ioc.extract_all(ioc.read_corpus(folder))
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[cues]]\n", "unknown keys ['cues']"),
        ("quotes = 1", "written as [[quotes]]"),
        ('[[quotes]]\nrow = ["a", "x"]\nreject = true\n', "it needs by (who says so) and reason"),
        (f'[[quotes]]\nrow = ["a"]\nreject = true\n{SIGNED}', "row is [article, words]"),
        (f'[[quotes]]\nrow = ["a", "x"]\n{SIGNED}', "it needs one of mend, reject, add; it has none"),
        (f'[[quotes]]\nrow = ["a", "x"]\nmend = {{ start = 3 }}\n{SIGNED}', "'start' cannot be set"),
        (f'[[quotes]]\nrow = ["a", "x"]\nmend = {{ negated = "no" }}\n{SIGNED}', "negated has to be bool; it is 'no'"),
        (f'[[figures]]\nrow = ["a", "x"]\nadd = {{ kind = "count" }}\n{SIGNED}', "not added without value"),
        (f'[[passages]]\nrow = ["a", "x"]\nreject = true\n{SIGNED}', "can only be mended"),
        (f'[[same]]\ntable = "dates"\nrows = []\n{SIGNED}', "table has to be one of"),
        (f'[[same]]\ntable = "quotes"\nrows = [["a", "x"]]\n{SIGNED}', "two or more"),
        (f'[[quotes]]\nrow = ["c", "x"]\nreject = true\n{SIGNED}', "there is no article 'c'; the first ids are a, b"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_refused_with_its_place_and_the_cure(corpus, content, message):
    with pytest.raises(CorpusError) as error:
        ioc.read_corpus(corpus(content))
    assert str(error.value).startswith("corrections.toml")
    assert message in str(error.value)


def test_where_bad_articles_are_skipped_a_correction_of_one_is_noted(corpus):
    articles = ioc.read_corpus(corpus(f'[[quotes]]\nrow = ["c", "x"]\nreject = true\n{SIGNED}'), on_error="skip")
    assert [note["check"] for note in articles.attrs["reading"]] == ["unused_correction"]


def tables_of(folder):
    articles = ioc.read_corpus(folder)
    return ioc.stat_all(articles, ioc.extract_all(articles))


def test_statements_are_joined_by_hand_and_say_so(corpus):
    folder = corpus("")
    apart = tables_of(folder)["quotes"].set_index("article_id")["utterance_id"]
    assert apart["a"].iloc[0] != apart["b"]
    corpus(
        f'[[same]]\ntable = "quotes"\nrows = [["a", "We lost both bridges,"], ["b", "Both bridges are gone"]]\n{SIGNED}'
    )
    tables = tables_of(folder)
    joined = tables["quotes"][tables["quotes"]["text"].str.contains("ridges")]
    assert joined["utterance_id"].nunique() == 1
    assert joined["sure"].all()
    assert set(joined["reason"]) == {"corrected by JK: read twice"}
    assert tables["utterances"].query("articles == 2")["article_id"].tolist() == ["a", "b"]


def test_figures_are_told_apart_by_hand_and_names_with_all_their_rows(corpus):
    entries = (
        f'[[same]]\ntable = "figures"\nrows = [["a", "About 40"], ["b", "38"]]\n{SIGNED}'
        f'[[different]]\ntable = "mentions"\nrows = [["a", "Ada Quist"], ["b", "Ada Quist"]]\n{SIGNED}'
    )
    tables = tables_of(corpus(entries))
    figures = tables["figures"].set_index(["article_id", "text"])["claim_id"]
    assert figures["a", "About 40"] == figures["b", "38"]
    people = tables["mentions"].query("text == 'Ada Quist'").groupby("article_id")["entity_id"].first()
    assert people["a"] == "Ada Quist"
    assert people["b"] == "Ada Quist (2)"


def test_what_is_joined_by_hand_has_to_fit(corpus):
    folder = corpus(f'[[same]]\ntable = "quotes"\nrows = [["a", "We won"], ["b", "Both bridges are gone"]]\n{SIGNED}')
    with pytest.raises(CorpusError, match=r"same 1: a: no row of quotes read 'We won'"):
        tables_of(folder)

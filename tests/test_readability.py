"""Readability equals textstat's own wherever both count the same sentences, and is missing where it is undefined."""

import math

import numpy as np
import pandas as pd
import pytest
import textstat
from hypothesis import given
from hypothesis import strategies as st

from ioc_analysis import schema
from ioc_analysis.compare.articles import stat_readability
from ioc_analysis.reading import readability

# Three sentences that textstat and we split alike: more than two words each, no inner stop.
SENTENCES = [
    "The committee didn't reply to the extraordinary letter.",
    "It was raining heavily in the capital, officials said.",
    "Nobody was hurt in the accident that closed the road.",
]


def body(*sentences, article_id="a", outlet="Gazette", kind="body"):
    rows, start = [], 0
    for words in sentences:
        rows.append((article_id, outlet, start, start + len(words), words, kind, 0.0, "stops"))
        start += len(words) + 1
    return schema.table("sentences", rows)


@pytest.mark.parametrize("measure", sorted(readability.score(np.ones(9))))
def test_values_are_textstats_where_the_sentence_counts_agree(measure):
    scores = stat_readability(body(*SENTENCES)).set_index("measure")["value"]
    assert textstat.sentence_count(" ".join(SENTENCES)) == 3
    assert scores[measure] == pytest.approx(getattr(textstat, measure)(" ".join(SENTENCES)))


def test_flesch_by_hand():
    # "It is so." 3 words, 3 syllables, 1 sentence: 206.835 - 1.015 * 3 - 84.6 * 1 = 119.19
    scores = stat_readability(body("It is so.")).set_index("measure")["value"]
    assert scores["flesch_reading_ease"] == pytest.approx(119.19)
    # LIX: 3 words / 1 sentence, no word over six letters
    assert scores["lix"] == pytest.approx(3.0)


def test_abbreviations_do_not_make_sentences_as_they_do_in_textstat():
    sentence = "Staff Lt. Gen. Osei of the U.S. Army said it."
    assert textstat.sentence_count(sentence) != 1 or textstat.flesch_kincaid_grade(sentence) < 3
    assert stat_readability(body(sentence))["sentences"].eq(1).all()


def test_a_typographic_apostrophe_counts_as_a_straight_one():
    assert readability.count_sentence("They didn’t.") == readability.count_sentence("They didn't.")


def test_only_body_text_counts():
    table = stat_readability(pd.concat([body("A body sentence here."), body("A Headline Here", kind="headline")]))
    assert table["words"].unique().tolist() == [4]
    assert stat_readability(body("A Headline Here", kind="headline")).empty


def test_undefined_is_missing_and_never_zero():
    table = stat_readability(body("…", "!"))
    assert len(table) == 7
    assert table["value"].isna().all()
    assert table["low"].isna().all()
    assert table["words"].eq(0).all()


def test_under_three_sentences_there_is_no_interval():
    table = stat_readability(body(*SENTENCES[:2]))
    assert table["value"].notna().all()
    assert table["low"].isna().all()


def test_the_interval_holds_the_value_and_is_the_same_every_time():
    first, second = (stat_readability(body(*SENTENCES * 4)) for _ in range(2))
    assert first.equals(second)
    assert (first["low"] <= first["value"]).all()
    assert (first["value"] <= first["high"]).all()


def test_equal_sentences_have_no_spread():
    table = stat_readability(body(*[SENTENCES[0]] * 5))
    assert np.allclose(table["low"], table["high"])


def test_an_empty_table_gives_an_empty_table():
    assert schema.check(stat_readability(schema.table("sentences")), "readability").empty


def test_the_formulas_of_nothing_are_missing():
    assert all(math.isnan(value) for value in readability.score(np.zeros(9)).values())


def test_no_download_with_an_empty_home(tmp_path):
    import os
    import subprocess
    import sys

    code = "import textstat, ioc_analysis.reading.readability as r; print(r.count_sentence('Extraordinary unheardofword.')[2])"
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": os.getcwd(), "NLTK_DATA": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 8
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_lexical_diversity_is_the_mean_over_every_window_worked_out_by_hand():
    # 99 different words, then the first two again: windows of 99 + 1 of 100, and 98 + 2 of 100: .99, .99
    words = [f"w{number}" for number in range(99)] + ["w0", "w1"]
    assert readability.mattr(words) == pytest.approx(0.99)
    # one word over and over; and too few words
    assert readability.mattr(["a"] * 150) == pytest.approx(0.01)
    assert np.isnan(readability.mattr(["a"] * 99))


@given(st.lists(st.sampled_from("abcdefgh"), min_size=100, max_size=130))
def test_lexical_diversity_is_that_of_counting_every_window_anew(words):
    windows = [len(set(words[place : place + 100])) for place in range(len(words) - 99)]
    assert readability.mattr(words) == pytest.approx(sum(windows) / len(windows) / 100)

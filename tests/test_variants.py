"""Variants: words side by side and changes of meaning, by hand, on the seeds, and for every corpus."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_utterances import DAM, quotes

import ioc_analysis as ioc
from ioc_analysis import schema
from ioc_analysis.align.utterances import align_quotes
from ioc_analysis.compare.variants import find_changes, match_words, stat_utterances


def changes(here, there, **options):
    return [tuple(difference) for difference in find_changes(here, there, **options)]


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ("The pumps never failed.", "The pumps rarely failed.", [("negation", "never", "rarely")]),
        ("The harbour is not safe", "the harbour is safe", [("negation", "not", "")]),
        ("We beat ISIS in May", "We beat Daesh in May", [("name", "ISIS", "Daesh")]),
        ("12 of our boats came back", "19 of our boats came back", [("figure", "12", "19")]),
        ("The wall must hold", "The wall may hold", [("hedge", "", "may"), ("modality", "must", "")]),
        (
            "The work continues on the wall",
            "The work will continue on the wall",
            [("tense", "continues", "will continue")],
        ),
        ("They gave their lives for us", "They have given their lives for us", [("tense", "gave", "have given")]),
        (
            "We trust the dam, and we trust the men who built it",
            "We trust the dam",
            [("cut", "and we trust the men who built it", "")],
        ),
        ("We trust the dam", "We trust the dam, though its walls are old", [("added", "", "though its walls are old")]),
        ("We trust the dam.", "we trust the dam", []),
        ("They couldn't stop the water and we've lost", "They could not stop the water and we have lost", []),
        ("They’ve closed the dam", "They closed the dam", [("tense", "They’ve closed", "closed")]),
        ("it is riddled with cracks", "riddled with cracks", []),  # the auxiliary stands outside the marks
        ("but the ministry has done nothing about the cracks", "did nothing about the cracks", []),
        (
            "This is a marriage of two mills that fit like a hand and a glove",
            "The two mills fit like hand in glove",
            [],
        ),
        ("The old dam is safe", "Safe is the old dam", []),
    ],
)
def test_what_changed_in_meaning(here, there, expected):
    assert changes(here, there) == expected


def test_of_a_paraphrase_tense_and_length_are_not_told():
    assert changes("We will leave the valley on Monday at dawn", "they would leave the valley", own=False) == []


def test_the_rewriting_of_one_seed_by_another_shows():
    never, rarely = (
        "Never claimed, these attacks are blamed on factions.",
        "Rarely claimed, the attacks are blamed on factions.",
    )
    assert ("negation", "Never", "Rarely") in changes(never, rarely)
    here, there = "Washington of a December 31 deadline they have set", "Washington of its December 31 deadline"
    told = [(here[slice(*step.here)], there[slice(*step.there)]) for step in match_words(here, there) if not step.same]
    assert told == [("a", "its"), ("they have set", "")]


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_runs_of_words_follow_each_other_and_what_is_the_same_is_the_same(here, there):
    steps = match_words(here, there)
    for side in (0, 1):
        ends = [0, *(span for step in steps for span in (step.here, step.there)[side])]
        assert ends == sorted(ends)
    for step in steps:
        if step.same:
            assert here[slice(*step.here)]
            assert there[slice(*step.there)]
    assert all(step.same for step in match_words(here, here))


# The table


@pytest.fixture(scope="module")
def seeds():
    return stat_utterances(align_quotes(ioc.extract_quotes(ioc.read_corpus("seeds"))))


def test_the_table_has_the_columns_of_the_schema_and_its_text_is_in_the_article(seeds):
    schema.check(seeds, "utterances")
    texts = ioc.read_corpus("seeds").set_index("article_id")["text"]
    for row in seeds.itertuples():
        assert texts[row.article_id][row.start : row.end] == row.text
    assert not seeds.duplicated(["utterance_id", "article_id"]).any()
    assert seeds.groupby("utterance_id")["reference"].sum().eq(1).all()
    assert seeds["articles"].is_monotonic_decreasing


def test_the_name_changed_in_a_quote_of_the_seeds_is_flagged(seeds):
    row = seeds[seeds["text"].str.startswith("Our soldiers have demonstrated")].iloc[0]
    assert "name: ISIS → Daesh" in row["differences"]
    assert row["added"].endswith("ensuring stability, security and prosperity for the men and women of Iraq")
    # Of 20 words of the reference all are kept but sustain and ISIS.
    assert (row["kept"], row["dropped"]) == (18, "sustain … ISIS")


def test_a_clause_added_in_the_seeds_is_told(seeds):
    row = seeds[seeds["text"].str.startswith("the end of the coalition forces' combat missions")].iloc[0]
    assert "and their withdrawal from Iraq" in row["added"]
    assert "added: " in row["differences"]


def test_the_reference_is_marked_and_what_most_print():
    table = align_quotes(
        quotes(
            ("a", DAM, "Ines Moro", "unmarked"),
            ("b", "The dam will hold until the snow melts"),
            ("c", "The dam will hold until the snow melts, and nobody has to leave the valley, ever, I swear."),
        )
    )
    told = stat_utterances(table)
    # Both marked renderings hold each other or are held by all: then the longest.
    assert told["reference"].tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("longer", "expected"),
    [
        ("The dam will hold until the snow melts. My engineers were at the wall all night long.", None),
        ("My engineers were at the wall all night long. The dam will hold until the snow melts.", None),
        (
            "The dam will hold until the snow melts. But nobody should stay in the valley below.",
            "cut: But nobody should stay in the valley below → –",
        ),
    ],
)
def test_who_prints_one_sentence_of_a_speech_has_not_cut_the_others(longer, expected):
    table = align_quotes(quotes(("a", longer), ("b", "The dam will hold until the snow melts")))
    told = stat_utterances(table)
    assert told["reference"].tolist() == [True, False]
    assert told["differences"].dropna().tolist() == ([expected] if expected else [])


def test_another_speaker_is_told():
    told = stat_utterances(align_quotes(quotes(("a", DAM, "Ines Moro"), ("b", DAM, "Per Lund"))))
    assert told["differences"].tolist()[1] == "speaker: Ines Moro → Per Lund"


def test_denied_speech_and_terms_are_left_out_and_an_empty_table_stays_empty():
    table = quotes(("a", DAM), ("b", DAM), ("c", DAM, "Ines Moro", "not_speech"))
    table.loc[1, "negated"] = True
    told = stat_utterances(align_quotes(table))
    assert told["article_id"].tolist() == ["a"]
    assert (told["articles"].tolist(), told["kept"].tolist()) == ([1], [15])
    empty = stat_utterances(align_quotes(schema.table("quotes")))
    pd.testing.assert_frame_equal(empty, schema.table("utterances"))


def test_copies_change_nothing_but_the_count():
    table = quotes(*((f"c{copy:03}", DAM) for copy in range(500)))
    told = stat_utterances(align_quotes(table))
    assert len(told) == 500
    assert (told["articles"] == 500).all()
    assert told["differences"].isna().all()


def test_a_table_that_is_not_aligned_is_refused():
    with pytest.raises(schema.SchemaError, match="align_"):
        stat_utterances(quotes(("a", DAM)))


def test_a_negation_may_stand_before_the_marks():
    rows = quotes(
        ("a", "We won’t be speculating about the cause of the fire in the mill", "Ines Moro"),
        ("b", "speculate about the cause of the fire in the mill", "Ines Moro"),
    )
    told = stat_utterances(align_quotes(rows.assign(kind=["direct", "mixed"])))
    assert "negation" not in " ".join(told["differences"].dropna())
    told = stat_utterances(align_quotes(rows.assign(kind=["direct", "direct"])))
    assert "negation" in " ".join(told["differences"].dropna())

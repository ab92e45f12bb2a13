"""show_diff: the wordings side by side, for quotes and sentences, in notebooks and terminals."""

import re

import pytest
from test_utterances import DAM, quotes

import ioc_analysis as ioc
from ioc_analysis import schema
from ioc_analysis.align.utterances import align_quotes
from ioc_analysis.collation import show_diff
from ioc_analysis.compare.variants import stat_utterances


def lines(shown):
    return [line.strip() for line in str(shown).splitlines() if line]


def test_the_first_wording_is_plain_and_the_others_are_marked_against_it():
    table = align_quotes(
        quotes(
            ("a", "Daesh will never come back to the valley, and we will sleep in peace."),
            ("b", "ISIS will rarely come back to the valley, and we will sleep", "Ines Moro", "unmarked"),
        )
    )
    assert lines(show_diff(table, "u1")) == [
        "u1: 2 renderings. [-not in this wording-] {+not in the first+}",
        "A",
        "Daesh will never come back to the valley, and we will sleep in peace.",
        "Ines Moro, between quotation marks",
        "B",
        "[-Daesh-] {+ISIS+} will [-never-] {+rarely+} come back to the valley, and we will sleep [-in peace-]",
        "Ines Moro, the speaker's words, marks missing",
        "name: Daesh → ISIS; negation: never → rarely",
    ]


def test_the_table_of_stat_utterances_shows_the_same():
    table = align_quotes(quotes(("a", DAM), ("b", DAM.replace("never", "not").replace("hold", "stand"))))
    assert str(show_diff(stat_utterances(table), "u1")) == str(show_diff(table, "u1"))


def test_the_html_holds_the_words_harmless_and_without_script_or_colour_alone():
    hostile = "<script>alert(1)</script> the dam will hold until the snow melts & the ice breaks"
    html = show_diff(align_quotes(quotes(("a", DAM), ("b", hostile), ("c", DAM))), "u1")._repr_html_()
    assert "<script" not in html
    assert "script&gt;alert(1)&lt;/script" in html
    assert re.findall(r"<(del|ins)\b", html)
    assert set(re.findall(r"<(\w+)", html)) <= {"div", "p", "del", "ins", "b", "br", "span", "small"}
    # Text as wide as its place: nothing of a fixed width, so that a phone wraps it.
    assert "width:" not in html.replace("max-width:", "")


def test_articles_that_print_the_same_words_stand_together():
    table = align_quotes(quotes(*((f"c{copy:03}", DAM) for copy in range(500))))
    shown = lines(show_diff(table, "u1"))
    assert shown[:3] == [
        "u1: 500 renderings. [-not in this wording-] {+not in the first+}",
        "C000, C001, C002, C003 and 496 more",
        DAM,
    ]
    assert len(shown) == 4


def test_what_is_not_sure_says_so():
    known = "Every family in the valley will get its house back."
    table = align_quotes(
        quotes(
            ("a", known),
            ("a", "The river is down, but not dry"),
            ("b", known),
            ("b", "The river has sunk, but it is not gone"),
        )
    )
    assert lines(show_diff(table, "u2")).count("to be checked by eye") == 2
    assert "to be checked by eye" not in str(show_diff(table, "u1"))


def test_the_rewriting_of_one_seed_by_another_shows_in_sentences():
    sentences = ioc.align_sentences(ioc.extract_sentences(ioc.read_corpus("seeds")))
    row = sentences[sentences["text"].str.startswith("Rarely claimed")].iloc[0]
    shown = str(show_diff(sentences, row["statement_id"]))
    assert "[-Never-] {+Rarely+} claimed" in shown
    assert "negation: Never → Rarely" in shown


def test_the_clause_added_in_a_seed_shows():
    table = align_quotes(ioc.extract_quotes(ioc.read_corpus("seeds")))
    row = table[table["text"].str.startswith("the end of the coalition forces'")].iloc[0]
    assert "{+missions and their withdrawal from Iraq+}" in str(show_diff(table, row["utterance_id"]))


def test_an_id_or_a_table_that_is_not_there_is_named():
    table = align_quotes(quotes(("a", DAM)))
    with pytest.raises(ValueError, match=r"no utterance_id 'u9'; there are \['u1'\]"):
        show_diff(table, "u9")
    with pytest.raises(schema.SchemaError, match="neither utterance_id nor statement_id"):
        show_diff(quotes(("a", DAM)), "u1")


def test_without_an_id_the_first_statement_shows_and_of_none_nothing():
    table = align_quotes(quotes(("a", DAM), ("b", DAM)))
    assert str(show_diff(table)) == str(show_diff(table, table["utterance_id"].iloc[0]))
    assert str(show_diff(table.head(0))) == "No rows."

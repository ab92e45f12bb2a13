"""Integrity: every check finds its case, names its evidence, and stays silent where there is nothing."""

import pandas as pd
import pytest

from ioc_analysis import schema
from ioc_analysis.compare.articles import stat_integrity
from ioc_analysis.compare.voices import stat_sources

ARTICLE = dict.fromkeys(schema.TABLES["articles"].names) | {
    "outlet": "Gazette",
    "title": "Bridge closed",
    "published": "2024-03-05",
    "language": "en",
    "title_added": False,
    "text": "The bridge is closed.",
}


def articles(**changes):
    """Build one article per value of the changes, which are lists of equal length."""
    count = len(next(iter(changes.values())))
    rows = [
        tuple(
            (
                ARTICLE
                | {"article_id": f"a{number}", "text": f"The bridge is closed. It is day {number}."}
                | {name: values[number] for name, values in changes.items()}
            ).values()
        )
        for number in range(count)
    ]
    names = list(ARTICLE | {"article_id": None})
    order = [names.index(name) for name in schema.TABLES["articles"].names]
    return schema.table("articles", [[row[place] for place in order] for row in rows])


def passages(*rows):
    """Build passages from (article_id, text, kind, language, repeats)."""
    return schema.table(
        "passages",
        [(article_id, "Gazette", 10, 10 + len(text), text, *rest, "rule") for article_id, text, *rest in rows],
    )


def quotes(*rows):
    """Build quotes from (article_id, text, kind)."""
    values = {"str": None, "int": 0, "Int": None, "float": None, "bool": False}
    blank = {column.name: values[column.type] for column in schema.TABLES["quotes"].columns}
    return schema.table(
        "quotes",
        [
            tuple(
                (
                    blank | {"article_id": a, "outlet": "Gazette", "start": s, "end": s + 4, "text": t, "kind": k}
                ).values()
            )
            for s, (a, t, k) in enumerate(rows)
        ],
    )


def checks(table):
    ids = [None if pd.isna(article_id) else article_id for article_id in table["article_id"]]
    return list(zip(ids, table["check"], strict=True))


def test_nothing_to_say_gives_an_empty_table():
    found = stat_integrity(articles(outlet=["Gazette", "Gazette"]), passages(), quotes())
    assert found.empty
    schema.check(found, "integrity")


def test_missing_facts():
    found = stat_integrity(articles(outlet=[None, "Gazette"], title=["x", None], published=["2024-03-05", None]))
    assert checks(found) == [("a0", "no_outlet"), ("a1", "no_headline"), ("a1", "no_date")]


def test_an_article_of_another_stage_is_pointed_out_with_the_days_between():
    days = ["2021-07-27", "2021-12-09", "2021-12-10", "2021-12-13"]
    found = stat_integrity(articles(published=days))
    assert checks(found) == [("a0", "other_stage")]
    # The middle of four days is the second; from 27 July: 4 + 31 + 30 + 31 + 30 + 9 = 135 days.
    assert "Dated 135 days before the middle of the corpus (2021-12-09)" in found["finding"][0]


@pytest.mark.parametrize(
    "days", [["2021-07-27", "2021-12-09"], ["2021-11-10", "2021-12-09", "2021-12-10"], ["2021"] * 3]
)
def test_two_dates_or_a_month_make_no_other_stage(days):
    assert stat_integrity(articles(published=days)).empty


def test_several_articles_of_one_agency_are_one_source():
    found = stat_integrity(articles(agency=["Wire", "Wire", None]))
    assert checks(found) == [(None, "one_agency")]
    assert found["finding"][0] == "All from Wire: they are one source, not 2."
    assert found["text"][0] == "a0, a1"


def test_one_article_per_outlet_is_said_once():
    found = stat_integrity(articles(outlet=["Gazette", "Herald"]))
    assert checks(found) == [(None, "one_article_per_outlet")]
    assert stat_integrity(articles(outlet=["Gazette"] * 2 + ["Herald"] * 2)).empty


def test_the_same_text_twice_is_one_source_whatever_its_headline_case_and_spacing():
    texts = ["The bridge is closed.", "New\n\nTHE bridge\nis  closed. ", "The bridge is open."]
    changes = {"text": texts, "title": ["Bridge closed", "New", "Bridge closed"], "title_added": [False, True, False]}
    found = stat_integrity(articles(**changes))
    assert checks(found) == [("a1", "same_text")]
    assert found["text"][0] == "a0"
    assert found["finding"][0] == "Its text is word for word that of a0: they are one source, not two."


def test_the_same_body_below_another_headline_is_the_same_text():
    table = articles(text=["Bridge closed\n\nIt is shut.", "A closure\n\nIt is shut.", "It is shut"])
    rows = [("a0", "Bridge closed", "headline"), ("a0", "It is shut.", "body"), ("a1", "It is shut.", "body")]
    found = stat_integrity(table, passages(*((*row, "en", None) for row in rows)))
    assert checks(found) == [("a1", "same_text")]


def test_an_article_that_stands_twice_is_still_one_article_of_its_outlet():
    table = articles(outlet=["Gazette", "Gazette", "Herald", "Herald"], text=["Shut.", "Shut.", "Open.", "Half open."])
    found = stat_integrity(table)
    assert checks(found) == [("a1", "same_text"), (None, "one_article_per_outlet")]
    assert found["text"].tolist() == ["a0", "Gazette"]


def test_a_language_that_cannot_be_told_is_said_once():
    table = passages(("a0", "Ferry sinks", "headline", None, None), ("a0", "Two left.", "body", None, None))
    found = stat_integrity(articles(language=[None]), table)
    assert checks(found) == [("a0", "language_unknown")]
    assert "read as English" in found["finding"][0]


def test_passages_in_another_language_and_repeated_lines_are_shown():
    table = passages(
        ("a0", "Una manifestación en la capital", "caption", "es", None),
        ("a0", "Bridge closed", "boilerplate", "en", 0),
    )
    found = stat_integrity(articles(outlet=["Gazette"]), table)
    assert checks(found) == [("a0", "other_language"), ("a0", "repeated_line")]
    assert found["text"].tolist() == table["text"].tolist()
    assert found["start"].tolist() == [10, 10]


def test_an_article_in_another_language_is_one_warning():
    found = stat_integrity(articles(language=["es"]), passages(("a0", "El puente está cerrado", "body", "es", None)))
    assert checks(found) == [("a0", "other_language")]
    assert "Spanish" in found["finding"][0]


@pytest.mark.parametrize(
    ("words", "evidence"),
    [
        ("They fight RBF (RBF) there.", "RBF (RBF)"),
        ("They fight RBF ( RBF) there.", "RBF ( RBF)"),
        ("They fight the Red Band Front (RBF).", None),
        ("They fight RBF (RBG).", None),
    ],
)
def test_an_acronym_explained_by_itself(words, evidence):
    found = stat_integrity(articles(outlet=["Gazette"]), passages(("a0", words, "body", "en", None)))
    assert found["text"].tolist() == ([evidence] if evidence else [])
    for row in found.itertuples():
        assert words[row.start - 10 : row.end - 10] == row.text


def test_lost_marks_need_speech_and_no_mark_at_all():
    speech = [("a0", "one", "indirect"), ("a0", "we two", "unmarked"), ("a0", "three", "indirect")]
    found = stat_integrity(articles(outlet=["Gazette"]), None, quotes(*speech))
    assert checks(found) == [("a0", "marks_lost")]
    assert found["text"][0] == "we two"  # the speaker's own words are the better evidence
    assert "3 statements are attributed" in found["finding"][0]
    assert "1 of them" in found["finding"][0]
    assert stat_integrity(articles(outlet=["Gazette"]), None, quotes(*speech, ("a0", "four", "direct"))).empty
    assert stat_integrity(articles(outlet=["Gazette"]), None, quotes(*speech[:2])).empty


def test_what_could_not_be_read_comes_first_with_its_reason():
    table = articles(published=[None])
    table.attrs["reading"] = [{"check": "skipped", "article_id": None, "file": "b.txt", "reason": "b.txt is empty"}]
    found = stat_integrity(table)
    assert checks(found) == [(None, "skipped"), ("a0", "no_date")]
    assert found["text"][0] == "b.txt"
    assert found["finding"][0] == "b.txt is empty"


def test_the_input_is_left_alone():
    table = articles(published=["2024-03-05"])
    before = table.copy()
    stat_integrity(table)
    pd.testing.assert_frame_equal(table, before)


def spoken(*rows):
    """Build quotes from (article_id, start, text, kind, speaker_name, negated)."""
    values = {"str": None, "int": 0, "Int": None, "float": None, "bool": False}
    blank = {column.name: values[column.type] for column in schema.TABLES["quotes"].columns}
    names = ("article_id", "start", "text", "kind", "speaker_name", "negated")
    rows = [blank | dict(zip(names, row, strict=True)) for row in rows]
    return schema.table("quotes", [tuple((row | {"end": row["start"] + len(row["text"])}).values()) for row in rows])


def test_sources_by_hand():
    table = stat_sources(
        spoken(
            ("b", 5, "we will go", "direct", "Ana Cole", False),  # 3 words of her own
            ("b", 30, "they would not stay", "indirect", "Ana Cole", False),  # 4 paraphrased
            ("b", 60, "it is over and done with now", "indirect", "Ministry", False),  # 7
            ("b", 90, "never said", "indirect", "Ministry", True),  # denied
            ("b", 99, "miracle", "not_speech", None, False),  # a term
            ("a", 1, "yes", "unmarked", None, False),  # no source named
        )
    )
    schema.check(table, "sources")
    columns = ["article_id", "quotes", "own_words", "paraphrased", "words", "words_own", "share", "first", "last"]
    # Seven words each: the one who speaks first stands first.
    assert table[columns].to_numpy().tolist() == [
        ["b", 2, 1, 1, 7, 3, 0.5, 5, 30],
        ["b", 1, 0, 1, 7, 0, 0.5, 60, 60],
        ["a", 1, 1, 0, 1, 1, 1.0, 1, 1],
    ]
    assert table["speaker_name"].tolist()[:2] == ["Ana Cole", "Ministry"]
    assert pd.isna(table["speaker_name"][2])


def test_no_quotes_give_no_sources():
    assert schema.check(stat_sources(spoken()), "sources").empty

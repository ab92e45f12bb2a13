"""agreement: claim by article, with a verdict from what the words allow."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from score_claims import articles_of, read

import ioc_analysis as ioc
from ioc_analysis import schema
from ioc_analysis.align.precision import fit, fit_each

STORM = "The storm killed {} people in Halmar."


def grid(*texts, days=None, align=True):
    """Return stat_claims of articles a, b, c …, published on the days given."""
    days = days or ["2024-05-01"] * len(texts)
    rows = [
        {"article_id": chr(97 + number), "outlet": chr(65 + number), "language": "en", "published": day, "text": text}
        for number, (text, day) in enumerate(zip(texts, days, strict=True))
    ]
    articles = articles_of(rows)
    return ioc.stat_claims(ioc.align_figures(ioc.extract_figures(articles)), articles)


def verdicts(*texts, days=None):
    return grid(*texts, days=days)["verdict"].tolist()


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (("40", "40", "40"), ["same", "same", "same"]),
        (("40", "40", "about 40"), ["same", "same", "agree"]),  # 36 to 44 holds 40
        (("325", "325", "more than 100"), ["same", "same", "looser"]),  # true, but stale
        (("at least 40", "40", "40"), ["agree", "same", "same"]),
        (("40", "40", "60"), ["same", "same", "differ"]),
        (("dozens of", "40", "40"), ["looser", "same", "same"]),
        (("2.8 million", "2,810,777", "2,810,777"), ["agree", "same", "same"]),  # rounded
        (("2.8 million", "2.9 million", "2.9 million"), ["differ", "same", "same"]),
    ],
)
def test_a_verdict_is_what_the_words_allow(numbers, expected):
    table = grid(*[STORM.format(number) for number in numbers])
    assert table["verdict"].tolist() == expected
    assert table["reference"].nunique() == 1


def test_differ_gives_the_ratio():
    table = grid(*[STORM.format(number) for number in (40, 40, 60)])
    assert table["ratio"].tolist()[2] == 1.5  # 60 / 40
    assert table["ratio"].isna().tolist() == [True, True, False]


def test_a_toll_that_grows_is_updated_and_the_last_is_the_reference():
    texts = [STORM.format(number) for number in (12, 17, 31)]
    table = grid(*texts, days=["2024-05-01", "2024-05-02", "2024-05-03"])
    assert table["verdict"].tolist() == ["updated", "updated", "same"]
    assert table["reference"].tolist() == ["31"] * 3
    assert table["ratio"].tolist()[0] == round(12 / 31, 3)
    # On one day the same numbers are a disagreement.
    assert set(verdicts(*texts)) == {"differ", "same"}


def test_basis_points_are_hundredths_of_a_point():
    told = "The bank raised its key rate by {}, to the surprise of all who had lent money to the mill of Halmar."
    table = grid(told.format("half a percentage point"), told.format("50 basis points"))
    assert table["verdict"].tolist() == ["same", "same"]


def test_at_least_is_left_behind_when_the_toll_grows():
    texts = [STORM.format(number) for number in ("at least 27", "at least 29", "31")]
    table = grid(*texts, days=["2024-05-01", "2024-05-02", "2024-05-03"])
    assert table["verdict"].tolist() == ["updated", "updated", "same"]
    # On one day they say what the last one says, less exactly.
    assert "updated" not in verdicts(*texts)


def test_a_word_is_no_answer_of_an_article_that_has_a_number():
    told = (
        "Storm in Halmar: dozens dead\n\nA storm killed at least 27 people in Halmar, the coast guard said on Friday."
    )
    table = grid(told, STORM.format(27))
    assert table["text"].tolist()[0] == "at least 27"


def test_the_number_of_the_text_stands_for_a_rounder_one_of_the_headline():
    rows = [
        ("Storm kills 50 in Halmar", "at least 53"),
        ("Storm kills 25 in Halmar", "31"),
    ]
    rows = [
        {
            "article_id": f"a{number}",
            "outlet": "A",
            "language": "en",
            "published": f"2024-05-0{3 - number}",
            "title": title,
            "text": f"{title}\n\nA storm killed {toll} people in Halmar.",
        }
        for number, (title, toll) in enumerate(rows)
    ]
    articles = articles_of(rows)
    told = ioc.stat_claims(ioc.align_figures(ioc.extract_figures(articles)), articles)
    # 53 is near to 50; 31 is another number than 25.
    assert told["text"].tolist()[:2] == ["at least 53", "25"]


def test_of_this_morning_and_of_no_day_are_both_of_the_day_of_the_news():
    texts = [
        "As of this morning the storm has killed 58 people in Halmar. The storm killed 72 people in Halmar, a man said.",
        STORM.format(58),
    ]
    table = grid(*texts, days=["2024-05-02", "2024-05-02"])
    assert table["text"].tolist()[0] == "58"


def test_an_article_without_it_is_not_found_or_too_early():
    texts = ["Snow fell.", STORM.format(12), STORM.format(12), "Snow melted."]
    table = grid(*texts, days=["2024-05-01", "2024-05-02", "2024-05-02", "2024-05-03"])
    assert table["article_id"].tolist() == list("abcd")
    assert table["verdict"].tolist() == ["too early", "same", "same", "not found"]
    assert table["articles"].tolist() == [2] * 4
    assert table["figures"].tolist() == [0, 1, 1, 0]
    assert table["start"].isna().tolist() == [True, False, False, True]


def test_an_article_without_it_that_counts_the_same_thing_is_to_be_checked():
    table = grid(STORM.format(12), STORM.format(12), "In 1987 a storm killed 300 people.")
    row = table[(table["article_id"] == "c") & table["claim_id"].notna()].iloc[0]
    assert row["verdict"] == "not found"
    assert not row["sure"]
    assert "300" in row["reason"]


def test_an_article_that_may_have_it_is_not_too_early():
    early = "In 1987 a storm killed 300 people."
    table = grid(early, STORM.format(12), STORM.format(12), days=["2024-05-01", "2024-05-02", "2024-05-02"])
    assert table["verdict"].tolist()[0] == "not found"


def test_the_figure_that_may_be_the_answer_is_told_by_noun_or_size():
    mill = "The Halmar mill employs 4,300 workers."
    near = "They walked 60 miles. Some 900,000 live there, and the mill has more than 4,000 jobs."
    table = grid(mill, mill, near, "Two dogs barked, and 900,000 live there.")
    rows = table[table["claim_id"].notna()]
    assert rows["reason"].tolist()[2:] == [
        "it has more than 4,000, matched with none",
        "no figure of it was found",
    ]
    assert rows["sure"].tolist()[2:] == [False, True]


def test_a_toll_of_one_event_grows_with_the_day_it_is_printed():
    texts = [f"A bomb killed {number} people in Halmar on 26 April." for number in (14, 19, 21)]
    table = grid(*texts, days=["2024-05-02", "2024-05-03", "2024-05-05"])
    assert table["verdict"].tolist() == ["updated", "updated", "same"]
    assert grid(*texts)["verdict"].tolist().count("differ") == 2  # printed on one day


def test_figures_that_joined_no_claim_are_listed_at_the_end():
    table = grid(STORM.format(12), STORM.format(12) + " It sank nine boats.")
    assert table["verdict"].tolist() == ["same", "same", "only here"]
    assert table["claim_id"].isna().tolist() == [False, False, True]
    assert table["text"].tolist()[2] == "nine"


def test_most_articles_first_and_disagreement_first_among_equals():
    boats, homes = "It sank nine boats.", "It damaged {} homes."
    table = grid(
        f"{STORM.format(12)} {boats} {homes.format(40)}",
        f"{STORM.format(12)} {boats} {homes.format(70)}",
        STORM.format(12),
    )
    assert table["articles"].tolist() == [3] * 3 + [2] * 6
    assert table["text"].tolist()[3:5] == ["40", "70"]
    assert table["verdict"].tolist()[6:] == ["same", "same", "not found"]


def test_an_article_that_gives_several_numbers_is_taken_at_the_first_and_to_be_checked():
    text = "At least 15 people died in the storm in Halmar. A hospital in Halmar said 17 people died in the storm."
    table = grid(text, "The storm in Halmar killed 17 people.")
    assert table["figures"].tolist() == [2, 1]
    assert table["text"].tolist() == ["At least 15", "17"]


def test_one_length_in_two_units_is_compared_in_si():
    table = grid("The bridge of Lunde is 1.4 kilometres long.", "The bridge of Lunde is 1,400 metres long.")
    assert table["verdict"].tolist() == ["same", "same"]
    assert table["unit"].tolist() == ["km", "m"]


def test_the_question_is_the_fullest_phrase():
    table = grid("About 900 Orvanian troops are deployed in Tessal.", "Some 900 troops are deployed in Tessal.")
    assert table["question"].unique().tolist() == ["Orvanian troops deployed in Tessal"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The mill had {} wool sacks in Lunde.", "wool sacks in Lunde"),  # nothing happened to them
        ("Next to the fence were {} soldiers.", "soldiers"),  # that they are there goes unsaid
        ("Of {} dead, most were found in Lunde.", "people killed in Lunde"),
        ("There were {} confirmed deaths in Lunde.", "people killed in Lunde"),
        ("The firm offered the bereaved families £{}.", "sum (bereaved, offered)"),  # of what is not said
    ],
)
def test_a_question_is_worded_as_a_reader_would(sentence, expected):
    table = grid(sentence.format(31), sentence.format(32)).dropna(subset="claim_id")
    assert expected in table["question"].tolist()


def test_two_claims_are_not_headed_alike():
    table = grid(
        *["The region has 9,800 troops in Tessal. The government plans to keep 5,500 troops in Tessal after May."] * 2
    )
    questions = table.drop_duplicates("claim_id")["question"].tolist()
    assert len(questions) == len(set(questions)) > 1


def test_a_phrase_that_few_figures_have_is_not_the_question_of_all():
    texts = ["The bank cuts 3,800 jobs."] * 4 + ["The bank cuts 3,800 Orvanian jobs."]
    assert set(grid(*texts).dropna(subset="claim_id")["question"]) == {"jobs cut"}


def test_what_is_no_toll_and_stands_still_is_no_update():
    votes = "Quist won the vote in Lunde by {} votes."
    days = ["2024-05-01", "2024-05-02", "2024-05-03"]
    assert verdicts(*map(votes.format, (112, 112, 121)), days=days) == ["same", "same", "differ"]
    assert verdicts(*map(STORM.format, (12, 12, 21)), days=days) == ["updated", "updated", "same"]


TOLLS = (
    "A wave took the pier of Halmar at dawn and killed {} people, the guard said.",
    "Rain went on over the valley. The death toll has reached {}, officials told the radio.",
    "At the church of Lunde bells rang. {} have died, a nurse said on the steps.",
    "{} dead as the search goes on with dogs",
)


def test_a_count_that_most_articles_take_again_and_again_is_sure():
    days = [f"2024-05-0{day}" for day in range(1, 5)]
    texts = [text.format(number) for text, number in zip(TOLLS, (17, 38, 57, 71), strict=True)]
    toll = grid(*texts, days=days).query("articles == 4")
    assert toll["verdict"].tolist() == ["updated", "updated", "updated", "same"]
    assert toll["sure"].all()
    assert toll["reason"].str.endswith("grows with time in most articles").any()
    # The same numbers in no order of time, or years apart, are no one count that grows.
    assert not grid(*texts, days=[days[1], days[3], days[0], days[2]])["sure"].all()
    assert not grid(*texts, days=["2001-05-01", "2008-05-01", "2015-05-01", "2024-05-01"])["sure"].all()


def test_empty_tables_one_article_and_two_that_are_the_same():
    empty = ioc.stat_claims(ioc.align_figures(schema.table("figures")), schema.table("articles"))
    assert empty.columns.tolist() == schema.TABLES["claims"].names
    assert len(empty) == 0
    assert verdicts(STORM.format(12)) == ["only here"]
    assert verdicts(STORM.format(12), STORM.format(12)) == ["same", "same"]
    assert len(schema.check(grid(STORM.format(12), "Snow."), "claims")) == 1


def test_500_copies_agree():
    table = grid(*[STORM.format(12) + " It sank nine boats."] * 500)
    assert len(table) == 1000
    assert set(table["verdict"]) == {"same"}


def test_the_order_of_articles_and_figures_changes_no_verdict():
    articles, _ = read("tolls")
    figures = ioc.align_figures(ioc.extract_figures(articles))
    expected = ioc.stat_claims(figures, articles)
    for seed in range(3):
        mixed = ioc.stat_claims(figures.sample(frac=1, random_state=seed), articles.sample(frac=1, random_state=seed))
        keys = ["claim_id", "article_id", "start"]
        pd.testing.assert_frame_equal(
            mixed.sort_values(keys).reset_index(drop=True), expected.sort_values(keys).reset_index(drop=True)
        )


def test_figures_that_were_not_aligned_are_refused():
    with pytest.raises(schema.SchemaError, match="align_"):
        ioc.stat_claims(schema.table("figures"), schema.table("articles"))


def test_the_tables_given_are_left_alone():
    articles, _ = read("seeds")
    figures = ioc.align_figures(ioc.extract_figures(articles))
    before = figures.copy(), articles.copy()
    ioc.stat_claims(figures, articles)
    pd.testing.assert_frame_equal(figures, before[0])
    pd.testing.assert_frame_equal(articles, before[1])


@given(
    st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9), st.sampled_from([0.0, 0.1, 1.0])), min_size=1, max_size=5)
)
def test_many_numbers_fit_as_two_do(bounds):
    low, high, step = (np.array(column) for column in zip(*bounds, strict=True))
    each = fit_each((low[:, None], high[:, None], step[:, None]), (low, high, step))
    assert each.tolist() == [[fit(one, other) for other in bounds] for one in bounds]

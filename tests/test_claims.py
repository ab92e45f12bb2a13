"""claims: figures that answer the same question get one claim_id, whatever number they give."""

import pandas as pd
import pytest
from score_claims import articles_of, f1, pairs, score

import ioc_analysis as ioc
from ioc_analysis import schema
from ioc_analysis.align.questions import find_questions


def figures_of(*texts):
    """Return the figures of articles a, b, c …, with their claims."""
    rows = [
        {"article_id": chr(97 + number), "outlet": chr(65 + number), "language": "en", "text": text}
        for number, text in enumerate(texts)
    ]
    return ioc.align_figures(ioc.extract_figures(articles_of(rows)))


def claims_of(*texts):
    """Return (article, number as printed) of each claim, in order."""
    figures = figures_of(*texts)
    groups = figures.dropna(subset="claim_id").groupby("claim_id", sort=False)
    return [list(zip(group["article_id"], group["text"], strict=True)) for _, group in groups]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # the number is no part of the question
        (
            ("A storm killed 12 people in Halmar.", "The death toll of the storm in Halmar is 15."),
            [[("a", "12"), ("b", "15")]],
        ),
        # killed and injured are two
        (("The storm killed 12 people.", "The storm injured 12 people."), []),
        # soldiers are troops; the other ones are others
        (
            ("About 900 Orvanian troops are in Tessal, and 200 other troops.", "Orvania keeps 900 soldiers in Tessal."),
            [[("a", "About 900"), ("b", "900")]],
        ),
        # another year is another question
        (("A storm killed 12 people in Halmar.", "In 1987 a storm killed 12 people in Halmar."), []),
        # a whole and its parts are three
        (("The ferry carried 310 passengers and 15 crew.", "The ferry carried 325 people."), []),
        # 80 km is 50 miles
        (
            ("The dam is 80 km (50 miles) from Brenn.", "The dam is 50 miles from Brenn."),
            [[("a", "80 km"), ("a", "50 miles"), ("b", "50 miles")]],
        ),
        # the first of them are not all of them
        (("Norland will send 300 monitors.", "Norland's first 50 monitors will be sent on Sunday."), []),
        # observers are monitors
        (
            ("Norland sent 300 monitors to the north.", "Some 250 observers were sent to the north by Norland."),
            [[("a", "300"), ("b", "Some 250")]],
        ),
        # who is expelled is displaced
        (
            ("The war has displaced 2.1 million people.", "The war expelled 2 million from their houses."),
            [[("a", "2.1 million"), ("b", "2 million")]],
        ),
        # two parts of one whole, of each of which another thing is told
        (
            (
                "Two-thirds of the rescued rowers have gone home.",
                "A fifth of those rescued were pupils.",
            ),
            [],
        ),
        # one number rounded, and its rival's beside it
        (
            (
                "Aune won with 2,810,777 votes against 1,814,201 for Lund.",
                "Aune got 2.8 million votes, Lund 1.8 million.",
            ),
            [[("a", "2,810,777"), ("b", "2.8 million")]],
        ),
        # the bodies of a village are no toll
        (
            (
                "A slide at Lunde killed 29 people, the guard said.\n\nIn the church 14 bodies were yet to be named.",
                "A slide at Lunde killed 31 people on Monday.",
            ),
            [[("a", "29"), ("b", "31")]],
        ),
        # pupils are students, and the freed are rescued; a count since spring is none of the day
        (
            (
                "Gunmen abducted 140 students from a school in Lunde. Some 26 students were rescued by the army.",
                "Gunmen abducted at least 100 pupils in Lunde. Nearly 1,000 pupils were abducted since March. "
                "The army said 26 people had been freed.",
            ),
            [[("a", "140"), ("b", "at least 100")], [("a", "Some 26"), ("b", "26")]],
        ),
        # others than the dead, and two areas that fit
        (
            (
                "The fire has burned 504 square miles. Two people were killed, and four others are missing.",
                "By dawn the fire had burned 502 square miles. Eight people were missing in Lunde.",
            ),
            [[("a", "504 square miles"), ("b", "502 square miles")], [("a", "four"), ("b", "Eight")]],
        ),
        # turnout, not what it is a share of
        (
            ("Turnout was 70.61 percent of the seven million voters.", "The turnout was nearly 71%, the board said."),
            [[("a", "70.61 percent"), ("b", "nearly 71%")]],
        ),
        # who assembled, and who was dispersed
        (
            ("Some 4,000 people had assembled in Halmar by noon.", "Police dispersed up to 5,000 people in Halmar."),
            [[("a", "Some 4,000"), ("b", "up to 5,000")]],
        ),
        # the sale of a firm is no revenue; a takeover is a deal
        (("Sales at the mill rose to $3.1 billion.", "Anger grew over the $3.4 billion sale of the mill."), []),
        (
            ("Norrline agreed a $4 billion takeover of the mill.", "Norrline buys the mill in a $4 billion deal."),
            [[("a", "$4 billion"), ("b", "$4 billion")]],
        ),
        # of some sums an event has one
        (
            ("Quist was jailed and fined $750,000.", "A $750K fine for Quist.", "Quist must pay a fine of $570,000."),
            [[("a", "$750,000"), ("b", "$750K"), ("c", "$570,000")]],
        ),
        (
            ("Norrline agreed to a $4 billion takeover.", "The mill goes to an American rival for £3bn in a deal."),
            [[("a", "$4 billion"), ("b", "£3bn")]],
        ),
        # points of what?
        (("The poll had a margin of error of 3 points.", "Norland's party is up three points in a week."), []),
        # what others tell of an earlier year
        (
            (
                "The storm killed 58 people in Halmar. On the quay a man spoke of the old storm: “All 119 dead, and no trial.”",
                "On 3 May 2024 a storm killed 58 people in Halmar. In 1987, 119 people were killed there.",
                "The storm of 3 May 2024 killed 46 people in Halmar. A storm killed 119 people in 1987.",
            ),
            [[("a", "58"), ("b", "58"), ("c", "46")], [("a", "119"), ("b", "119"), ("c", "119")]],
        ),
        # the same number of many digits is one, if a word is shared
        (
            (
                "The tally gave Quist 48,216 votes to 48,104 for Pell.",
                "The certified count: Quist 48,216, Pell 48,104.",
            ),
            [[("a", "48,216"), ("b", "48,216")], [("a", "48,104"), ("b", "48,104")]],
        ),
        # a crowd is people who protest
        (
            (
                "About 2,000 people rallied outside the court.",
                "Organisers put the crowd at 5,000.",
                "Up to 5,000 demonstrators had gathered by noon.",
            ),
            [[("a", "About 2,000"), ("b", "5,000"), ("c", "Up to 5,000")]],
        ),
        # who strikes works
        (
            (
                "A judge told the 2,847 strikers to resume duty.",
                "Nearly 3,000 nurses walked out on Monday.",
                "The 2,487 hospital staff must go back to work.",
            ),
            [[("a", "2,847"), ("b", "Nearly 3,000"), ("c", "2,487")]],
        ),
        # the people aboard are passengers and crew
        (
            ("The ferry sank with 290 people on board.", "Some 320 people were aboard the ferry."),
            [[("a", "290"), ("b", "Some 320")]],
        ),
        (("The ferry sank with 310 passengers and 15 crew on board.", "Some 325 people were aboard the ferry."), []),
        # what stands before a comma is told of the number before it
        (
            ("Mill fire: 14 dead, 21 still underground", "The fire at the mill killed 12 people."),
            [[("a", "14"), ("b", "12")]],
        ),
        (
            (
                "Some 184 students fell ill after lunch at the school.",
                "At the school 190 students were taken to hospital.",
            ),
            [[("a", "Some 184"), ("b", "190")]],
        ),
        # a year to come, which others leave out
        (
            ("The bank will cut 3,800 jobs by 2028. On 3 May 2024 it shut 12 mills.", "Some 3,800 jobs will go."),
            [[("a", "3,800"), ("b", "Some 3,800")]],
        ),
        # a change is no level
        (("Floods killed three more people in Brenn.", "Floods killed 40 people in Brenn."), []),
    ],
)
def test_a_claim_is_a_question(texts, expected):
    assert claims_of(*texts) == expected


def test_the_id_says_the_question_in_words():
    figures = figures_of("Some 2,500 US troops are in Iraq.", "There are 2,500 American soldiers in Iraq.")
    assert figures["claim_id"].unique().tolist() == ["troop, United States, Iraq"]
    assert figures["sure"].all()
    assert (figures["similarity"] > 0.6).all()


def test_a_figure_that_none_joins_and_a_number_that_is_no_quantity_have_no_claim():
    figures = figures_of("The F-16 flew over 40 houses.", "Snow fell.")
    assert figures["claim_id"].isna().all()
    assert figures["similarity"].isna().all()
    assert figures["sure"].all()
    assert figures["reason"].isna().all()


def test_the_order_of_the_rows_changes_nothing():
    texts = [
        "The storm killed 12 people in Halmar and damaged 300 homes.",
        "The death toll in Halmar rose to 15; 340 houses were damaged.",
        "At least 15 people died in the storm. Some 2,000 people fled their homes.",
        "About 2,200 people were evacuated. In 1987 a storm killed 120 people there.",
    ]
    figures = figures_of(*texts).drop(columns=[column.name for column in schema.ALIGNED["figures"]])
    expected = ioc.align_figures(figures)
    for seed in range(5):
        mixed = figures.sample(frac=1, random_state=seed)
        pd.testing.assert_frame_equal(ioc.align_figures(mixed).sort_index(), expected)


def test_copies_of_an_article_have_the_claims_of_one():
    text = "The storm killed 12 people in Halmar, injured 40 and damaged 300 homes."
    figures = figures_of(*[text] * 500)
    assert figures.groupby("claim_id").size().tolist() == [500] * 3
    assert figures["sure"].all()


def test_an_empty_table_and_one_article():
    empty = ioc.align_figures(schema.table("figures"))
    assert len(schema.check(empty, "figures", aligned=True)) == 0
    assert len(schema.check(figures_of("It killed 12 people."), "figures", aligned=True)) == 1


def test_the_table_given_is_left_alone():
    figures = ioc.extract_figures(articles_of([{"article_id": "a", "text": "It killed 12 people."}]))
    before = figures.copy()
    ioc.align_figures(figures)
    pd.testing.assert_frame_equal(figures, before)


def test_questions_are_read_from_the_words_around_a_number():
    figures = ioc.extract_figures(
        articles_of(
            [{"article_id": "a", "text": "Nineteen of the dead were found in Halmar; 300 houses were damaged."}]
        )
    )
    dead, homes = find_questions(figures)
    assert (dead.what, dead.state, dead.place, dead.role) == ("people", "killed", "Halmar", "part")
    assert (homes.what, homes.state, homes.place, homes.role) == ("home", "damaged", None, "level")


def test_sums_are_demanded_and_guards_are_not():
    text = "The union wanted $40 million. The general wanted to keep 9,800 guards in Halmar."
    figures = ioc.extract_figures(articles_of([{"article_id": "a", "text": text}]))
    pay, guards = find_questions(figures)
    assert (pay.state, guards.state) == ("demanded", "present")


def test_of_a_part_what_they_are_stands_behind_the_whole():
    text = "A third of those saved — 41 of 90 — were children."
    figures = ioc.extract_figures(articles_of([{"article_id": "a", "text": text}]))
    part = find_questions(figures)[figures["text"].tolist().index("41")]
    assert (part.what, part.role) == ("child", "level")


@pytest.mark.parametrize("end_to_end", [False, True])
def test_the_seeds(end_to_end):
    counts, log = score("seeds", end_to_end=end_to_end)
    assert counts["gold"] == 21
    assert f1(counts["right"], counts["found"], counts["gold"])[2] >= (0.97 if end_to_end else 1.0), log


def test_an_event_whose_tolls_grow():
    counts, _ = score("tolls")
    assert f1(counts["right"], counts["found"], counts["gold"])[2] >= 0.85
    assert counts["other right"] / counts["other gold"] >= 0.65


def test_invented_pairs():
    found = pairs()
    assert len(found) == 52
    for kind, least in (("same", 0.75), ("other", 0.85)):
        right = [one for which, one, _ in found if which == kind]
        assert sum(right) / len(right) >= least

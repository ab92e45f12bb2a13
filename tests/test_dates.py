"""Dates: text in, expected out, against a day of publication; known limits are rows with the word "limit"."""

from datetime import date

import pytest
import score_figures
from hypothesis import given, settings
from hypothesis import strategies as st

from ioc_analysis.dates import dates
from ioc_analysis.dates.dates import find_dates
from ioc_analysis.english import numbers
from ioc_analysis.english.tokens import tokenize
from ioc_analysis.figures import quantities
from ioc_analysis.figures.figures import find_figures

PUBLISHED = "2021-12-10"  # a Friday


def read(text, published=PUBLISHED):
    return [(text[start:end], value) for start, end, value, *_ in find_dates(text, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 2021-12-09 and 2021/12/8", [("2021-12-09", "2021-12-09"), ("2021/12/8", "2021-12-08")]),
        ("on 9 Dec, 2021", [("9 Dec, 2021", "2021-12-09")]),
        ("Monday, Jan. 13, 2020,", [("Monday, Jan. 13, 2020", "2020-01-13")]),
        ("the 4th of July 2019", [("4th of July 2019", "2019-07-04")]),
        ("in December 2017", [("December 2017", "2017-12")]),
        ("April Ross left with Jan Lund.", []),  # names
        ("an August Gazette poll", [("August", None)]),  # a month, of which year is told by the day of publication
        ("since 2014", [("2014", "2014")]),
        ("on 13/1/2020", [("13/1/2020", "2020-01-13")]),
        ("on 3/4/2020", [("3/4/2020", None)]),  # March or April cannot be told
        ("the 1990s", [("the 1990s", "1990/1999")]),
        ("the 20th century", [("the 20th century", "1901/2000")]),
        ("fiscal 2013 and FY2014", [("fiscal 2013", "2013"), ("FY2014", "2014")]),
        ("in the first quarter of 2017", [("the first quarter of 2017", "2017-01/2017-03")]),
        ("Q3 2017, 2018 Q1", [("Q3 2017", "2017-07/2017-09"), ("2018 Q1", "2018-01/2018-03")]),
        ("the third quarter of fiscal 2023", [("the third quarter of fiscal 2023", None)]),  # its months are not said
        ("the first half of 2019", [("the first half of 2019", "2019-01/2019-06")]),
        ("They led in the third quarter and the first half.", []),  # of a match
        ("the twenty-third of May 2019", [("twenty-third of May 2019", "2019-05-23")]),
        ("in 2009-2010 and 1957-58", [("2009", "2009"), ("2010", "2010"), ("1957", "1957"), ("58", "1958")]),
        ("on May 12-15, 2020", [("May 12", "2020-05-12"), ("15, 2020", "2020-05-15")]),
        ("the summer of 2012", [("the summer of 2012", "2012-06/2012-08")]),
        ("mid-2020", [("mid-2020", "2020")]),
        ("early December 2020", [("early December 2020", "2020-12")]),
        ("2014 people came, 2000 metres up", []),
        ("the 2016 elections", [("2016", "2016")]),
        ("they may march", []),
        ("lot 1612-15-00", []),
        ("$2014 or 2,014", []),
        ("30 February 2020", [("February 2020", "2020-02")]),  # limit: no such day, so the month alone is read
    ],
)
def test_what_the_text_states(text, expected):
    assert read(text, None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell on Thursday.", "2021-12-09"),
        ("Sales fell in the third quarter.", "2021-07/2021-09"),
        ("Sales will fall in the first quarter.", "2022-01/2022-03"),
        ("Fourth-quarter profit fell.", "2021-10/2021-12"),
        ("the second quarter of last year", "2020-04/2020-06"),
        ("last quarter", "2021-07/2021-09"),
        ("It opens two years from now.", "2023"),
        ("It fell on Friday.", "2021-12-10"),  # the day of publication included
        ("It will fall on Friday.", "2021-12-10"),
        ("It will fall on Monday.", "2021-12-13"),
        ("It was put off until Monday.", "2021-12-13"),
        ("It fell last Friday.", "2021-12-03"),
        ("It falls next Friday.", "2021-12-17"),
        ("on 26 July", "2021-07-26"),
        ("on 3 January", "2022-01-03"),  # 24 days ahead, 341 behind
        ("in July", "2021-07"),
        ("in December", "2021-12"),
        ("elections planned for March", "2022-03"),
        ("last December", "2020-12"),
        ("The first case was found on 14 June.", "2021-06-14"),  # 179 days behind
        ("The first case was found on 3 May.", "2021-05-03"),  # 221 days behind, 144 ahead: the tense decides
        ("It will open on 3 July.", "2022-07-03"),  # 160 days behind, 205 ahead
        ("Talks begin on Wednesday.", "2021-12-15"),
        ("All doses had been given by Sunday.", "2021-12-05"),
        ("Bring them by Sunday.", "2021-12-12"),
        ("It is supposed to be finished by 30 May.", "2022-05-30"),
        ("They moved the vote to 5 April.", "2022-04-05"),
        ("He has won an April 5 election.", "2022-04-05"),
        ("The hearing is set for Monday.", "2021-12-13"),
        ("They may go.” The guards on Thursday left.", "2021-12-09"),  # a cue of the sentence before
        ("It grew more than forecast in March.", "2021-03"),
        ("He left on 11/12/2021.", "2021-11-12"),  # 11 December had not come
        ("He will leave on 11/12/2021.", "2021-12-11"),
        ("He left on 3/12/2021.", None),  # 12 March and 3 December both lie behind
        ("this year", "2021"),
        ("last year", "2020"),
        ("last week", "2021-W48"),
        ("Thursday last week", "2021-12-02"),
        ("Thursday next week", "2021-12-16"),
        ("this Monday", "2021-12-13"),
        ("this Wednesday", "2021-12-08"),  # two days ago, and no word looks ahead
        ("this century", "2001/2100"),
        ("next century", "2101/2200"),
        ("next month", "2022-01"),
        ("last weekend", "2021-12-04/2021-12-05"),
        ("yesterday", "2021-12-09"),
        ("tonight", "2021-12-10"),
        ("the end of the year", "2021"),
        ("the end of the month", "2021-12"),
        ("early this year", "2021"),
        ("two years ago", "2019"),
        ("three months ago", "2021-09"),
        ("ten days ago", "2021-11-30"),
        ("last summer", "2021-06/2021-08"),
    ],
)
def test_what_hangs_on_the_day_of_publication(text, expected):
    assert [value for _, value in read(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 2 March 2020 it began. Two days later it ended.", "2020-03-04"),
        ("It began in 2018. The following year it ended.", "2019"),
        ("On 2 March 2020 it began; that day it ended.", "2020-03-02"),
        ("It began in 2018 and two days later it ended.", None),  # a year does not say which day
    ],
)
def test_what_hangs_on_the_date_before(text, expected):
    assert read(text)[-1][1] == expected


@pytest.mark.parametrize("text", ["over the last year", "within the next week", "in the last month", "the past year"])
def test_a_stretch_up_to_now_is_no_date(text):
    assert read(text) == []


@pytest.mark.parametrize("text", ["on Thursday", "in July", "on 26 July", "last year", "yesterday", "two years ago"])
def test_without_a_day_of_publication_nothing_relative_is_resolved(text):
    ((_, _, value, first, last, basis, _),) = find_dates(text)
    assert (value, first, last, basis) == (None, None, None, "unresolved: no publication date")


def test_a_publication_date_is_used_only_as_far_as_it_is_known():
    assert read("last year", "2021") == [("last year", "2020")]
    assert read("in July", "2021-12") == [("July", "2021-07")]
    assert find_dates("on Thursday", "2021")[0][2:6] == (None, None, None, "unresolved: published only 2021")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in December 2017", "2017-12-01", "2017-12-31"),
        ("in 2020", "2020-01-01", "2020-12-31"),
        ("early 2021", "2021-01-01", "2021-05-01"),  # a third of 365 days, 121, ends on 1 May
        ("the end of 2021", "2021-09-02", "2021-12-31"),
        ("last week", "2021-11-29", "2021-12-05"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("in the winter of 2020", "2020-12-01", "2021-02-28"),
    ],
)
def test_first_and_last_day(text, first, last):
    assert find_dates(text, PUBLISHED)[0][3:5] == (first, last)


def test_the_basis_and_the_rule_are_named():
    assert find_dates("On 9 Dec 2021 and Thursday, a day later.", PUBLISHED) == [
        (3, 13, "2021-12-09", "2021-12-09", "2021-12-09", "stated", "day month"),
        (18, 26, "2021-12-09", "2021-12-09", "2021-12-09", "published", "weekday"),
        (28, 39, "2021-12-10", "2021-12-10", "2021-12-10", "earlier date 2021-12-09", "anchored"),
    ]


@pytest.mark.parametrize(
    "text", ["A day later two left.", "The year before, USD50 and FY2018", "on mid-May’s 3-4.5", ""]
)
def test_places_that_are_looked_up_once_serve_dates_and_figures(text):
    places = numbers.Places(dates.anchors(), quantities.anchors())
    text = f"On 9 May. {text}"
    words = tokenize(text, [(0, len(text))], [])
    days, counts = places.find(text, words.word, words.start, [(0, len(text))])
    found = find_dates(text, PUBLISHED)
    assert find_dates(text, PUBLISHED, places=days) == found
    assert find_figures(text, found, places=counts) == find_figures(text, found)


def test_a_word_cut_by_the_end_of_its_range_is_read_as_what_is_left_of_it():
    text = "sevenfold in 20165, by two"
    assert [row[:2] for row in find_figures(text, [], spans=[(0, 5), (5, 26)])] == [(0, 5), (13, 18), (23, 26)]
    assert [row[:2] for row in find_dates(text, spans=[(0, 17)])] == [(13, 17)]


def test_only_the_ranges_asked_for_are_read():
    text = "in 2014\nin 2015\nin 2016"
    assert [row[2] for row in find_dates(text, spans=[(8, 15)])] == ["2015"]
    assert find_dates("") == []


def test_the_seeds():
    counts, wrong = score_figures.score()
    assert score_figures.f1(counts["dates"], counts["dates_found"], counts["dates_gold"]) >= 0.98, wrong


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(
                "29 February 31 June May 2014 1999 1990s last next this week year end of the Thursday two ago later -"
                " / 12 mid- ’ the a day before 0001 9999 century fortnight".split(" ")
            ),
            max_size=20,
        ).map(" ".join),
    ),
    st.sampled_from([None, "2021-12-10", "2021", "0001-01-01", "9999-12-31", "2020-02-29T10:00", "soon"]),
)
def test_any_text_gives_true_and_ordered_offsets_and_days(text, published):
    end_before = 0
    for start, end, value, first, last, basis, method in find_dates(text, published):
        assert end_before <= start < end <= len(text)
        assert basis
        assert method
        assert (value is None) == (first is None) == (last is None)
        assert first is None or date.fromisoformat(first) <= date.fromisoformat(last)
        end_before = end


def test_dates_in_capitals():
    assert read("JULY 9, 2019") == [("JULY 9, 2019", "2019-07-09")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AUG. 6, 2021 6:12 PM", [("AUG. 6, 2021", "2021-08-06")]),
        ("By JUNE QUIST", []),
        ("closed in JUNE 2020", [("JUNE 2020", "2020-06")]),
    ],
)
def test_a_short_month_in_capitals_and_a_name(text, expected):
    assert read(text) == expected


def test_a_deadline_and_a_threat_lie_ahead():
    assert read("Norrline sets a Friday deadline.", "2024-05-08") == [("Friday", "2024-05-10")]
    assert read("They met the Friday deadline.", "2024-05-08") == [("Friday", "2024-05-03")]
    assert read("The crew has threatened to strike on Friday.", "2024-05-08") == [("Friday", "2024-05-10")]


def test_what_has_to_be_done_lies_ahead():
    assert read("She has to be there on Monday.") == [("Monday", "2021-12-13")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [  # published on Friday 10 December 2021
        ("The council is set to meet behind closed doors on Thursday.", "2021-12-16"),
        ("The minister is visiting the port on Tuesday.", "2021-12-14"),
        ("She's recalling parliament on Monday.", "2021-12-13"),
        ("The mayor faces an election in March.", "2022-03"),
        ("The bridge would have been open by May.", "2022-05"),
        ("The group's meeting on Thursday ended early.", "2021-12-09"),
        ("Police are looking for a man who vanished on Tuesday.", "2021-12-07"),
        ("It had closed in March last year.", "2020-03"),
        ("It closed on 5 March last year.", "2020-03-05"),
        ("It closed in March of last year.", "2020-03"),
        ("It reopens on March 5 next year.", "2022-03-05"),
        ("It closed in March this year.", "2021-03"),
    ],
)
def test_arrangements_lie_ahead_and_a_month_has_its_year(sentence, expected):
    values = [row[2] for row in find_dates(sentence, "2021-12-10", [(0, len(sentence))])]
    assert values == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It burned on March 3, 2012. The March 3 attack was one of many.", ["2012-03-03", "2012-03-03"]),
        ("It burned on March 3, 2012. On March 3 she spoke.", ["2012-03-03", "2019-03-03"]),
        ("The Sept. 11 attacks changed this.", ["2001-09-11"]),
        ("A Sept. 11 attack on the port of Lunde", ["2018-09-11"]),  # not the attacks
        ("on the anniversary of the Sept. 11 attacks", ["2001-09-11"]),
        ("They are the leaders of tomorrow, and meet tomorrow.", ["2019-02-02"]),
        ("They march every Friday; each Monday they rest. They met on Monday.", ["2019-01-28"]),
    ],
)
def test_a_day_that_names_an_event_has_the_year_of_the_event(text, expected):
    assert [value for _, value in read(text, "2019-02-01")] == expected

"""What articles and file names state about themselves; all lines are invented."""

import datetime
import time

import pytest

from ioc_analysis.reading.bylines import (
    find_agency,
    find_credits,
    find_days,
    find_in_address,
    find_in_name,
    find_order,
    find_outlet,
    read_published,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021-12-09", "2021-12-09"),
        (" 2021-12-09 ", "2021-12-09"),
        ("2021/12/09", "2021-12-09"),
        ("2021-12", "2021-12"),
        ("2021", "2021"),
        ("20211209", "2021-12-09"),
        (20211209, "2021-12-09"),
        ("20211209184400", "2021-12-09T18:44"),
        ("2021-12-09T18:44", "2021-12-09T18:44"),
        ("2021-12-09 18:44:12", "2021-12-09T18:44:12"),
        ("2021-12-09T18:44:12.345678+01:00", "2021-12-09T18:44:12+01:00"),
        ("2021-12-09T18:44:00.000+0100", "2021-12-09T18:44+01:00"),
        ("2021-12-09T18:44:00Z", "2021-12-09T18:44+00:00"),
        ("2021-12-09 00:00:00", "2021-12-09"),  # what a table of days looks like after pandas wrote it
        ("2021-12-09T00:00:00Z", "2021-12-09"),
        ("9 Dec 2021", "2021-12-09"),
        ("9th of December, 2021", "2021-12-09"),
        ("December 9, 2021", "2021-12-09"),
        ("Thursday, December 9, 2021", "2021-12-09"),
        ("Dec. 9, 2021 at 3:15 p.m. EST", "2021-12-09T15:15"),  # EST is more than one zone: local time
        ("Thu, 09 Dec 2021 18:44:00 GMT", "2021-12-09T18:44+00:00"),
        ("06:44 PM, 9 Dec, 2021", "2021-12-09T18:44"),
        ("12:05 AM, 9 Dec, 2021", "2021-12-09T00:05"),
        ("12:05 PM, 9 Dec, 2021", "2021-12-09T12:05"),
        ("Published: 9 Dec, 2021", "2021-12-09"),
        ("25/12/2021", "2021-12-25"),
        ("12/25/2021", "2021-12-25"),
        ("04/04/2021", "2021-04-04"),
        (datetime.date(2021, 12, 9), "2021-12-09"),
        (datetime.datetime(2021, 12, 9, 18, 44), "2021-12-09T18:44"),
        (datetime.datetime(2021, 12, 9), "2021-12-09"),
        # Seconds, milliseconds since 1970: 9 December 2021, 18:44 UTC; the last second of a day, the first of the next.
        (1639075440, "2021-12-09"),
        ("1639075440", "2021-12-09"),
        ("1639075440.123", "2021-12-09"),
        (1639075440123, "2021-12-09"),
        (1639094399, "2021-12-09"),
        (1639094400, "2021-12-10"),
        (1000000000, "2001-09-09"),
    ],
)
def test_a_date_is_read_at_the_precision_given(value, expected):
    assert read_published(value) == expected


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("03/04/2021", "03/04/2021 may be day or month first; write it as 2021-month-day"),
        ("03.04.2021", "may be day or month first"),
        ("yesterday", "'yesterday' is no date that can be read; write it as 2021-12-09"),
        ("163907064", "is no date that can be read"),
        ("2030010108", "is no date that can be read"),  # a day and its hour, or seconds in the year 2034
        ("Dec 9", "is no date that can be read"),
        ("9 Dec 21", "is no date that can be read"),
        ("31 Feb 2021", "31 Feb 2021 is no day of the calendar"),
        ("2021-13-01", "2021-13-01 is no day of the calendar (month must be in 1..12); write it as 2021-12-09"),
        ("2021-12-09T25:00", "is no time of the day"),
        ("9 Dec 2021 or so", "holds more than a date"),
        ("9 Dec 2021 to 11 Dec 2021", "holds more than a date"),
        (17.5, "is no date that can be read"),
        (True, "is no date that can be read"),
    ],
)
def test_a_date_that_cannot_be_read_says_why(value, words):
    with pytest.raises(ValueError, match=r"\w") as error:
        read_published(value)
    assert words in str(error.value)


def test_an_order_that_is_known_reads_an_ambiguous_date():
    assert read_published("03/04/2021", day_first=True) == "2021-04-03"
    assert read_published("03/04/2021", day_first=False) == "2021-03-04"
    assert read_published("25/12/2021", day_first=False) == "2021-12-25"  # no month has the number 25


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["03/04/2021", "25/12/2021"], (True, "25/12/2021")),
        (["03/04/2021", "12/25/2021", None, 7], (False, "12/25/2021")),
        (["25/12/2021", "12/25/2021"], None),  # both orders stand in it
        (["03/04/2021", "2021-12-25"], None),
        ([], None),
    ],
)
def test_the_order_of_a_column_is_what_its_clear_dates_show(values, expected):
    assert find_order(values) == expected


def test_a_line_gives_its_days_with_the_time_beside_them():
    line = "Posted 9 Dec 2021, 10:30 | Updated 11 Dec 2021"
    assert [(line[start:end], value) for start, end, value in find_days(line)] == [
        ("9 Dec 2021, 10:30", "2021-12-09T10:30"),
        ("11 Dec 2021", "2021-12-11"),
    ]
    assert find_days("03/04/2021") == []
    assert find_days("Phone 020 7946 0000, room 12.30") == []


DOE = {"author": "Jane Doe"}
FOOT = ("boilerplate", "(Reporting by Jane Doe; Editing by John Roe)")
BODY = ("body", "A road bridge fell into the river, police said.")


def credits_of(*blocks):
    """Return {fact: value} of an article of (kind, text) blocks; the first of each fact counts."""
    text, passages = "", []
    for kind, words in blocks:
        passages.append((len(text), len(text) + len(words), kind, "en", None, "test"))
        text += words + "\n\n"
    facts = {}
    for start, end, fact, value, _ in find_credits(text, passages):
        assert text[start:end].strip()
        facts.setdefault(fact, value)
    return facts


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        # byline and date line
        ([("byline", "By Jane Doe"), BODY], {"author": "Jane Doe"}),
        ([("byline", "By JANE DOE and AHMED AL-SALIM"), BODY], {"author": "JANE DOE, AHMED AL-SALIM"}),
        ([("byline", "By Jane Doe, John Roe & Eva Novak"), BODY], {"author": "Jane Doe, John Roe, Eva Novak"}),
        ([("byline", "By Jane Doe, Staff Writer"), BODY], {"author": "Jane Doe"}),
        ([("byline", "By Jane Doe, Chief Political Reporter"), BODY], {"author": "Jane Doe"}),
        ([("byline", "By Jane Doe in Ostrava"), BODY], {"author": "Jane Doe"}),
        ([("byline", "By Ludwig van der Berg"), BODY], {"author": "Ludwig van der Berg"}),
        ([("byline", "By Jane Doe, Port Hallow"), BODY], {"author": "Jane Doe"}),  # where she is
        ([("byline", "By Jane Doe, Peter Roe"), BODY], {"author": "Jane Doe, Peter Roe"}),
        ([("byline", "Posted by Jane Doe on June 6th, 2025 · 6 comments"), BODY], DOE | {"published": "2025-06-06"}),
        ([("byline", "Jane Doe, Legal Affairs Correspondent"), BODY], DOE),
        ([("byline", "Jane Doe"), BODY], DOE),
        ([("byline", "Port Hallow"), BODY], {}),
        ([("byline", "By our staff reporter"), BODY], {}),
        ([("standfirst", "By Monday evening, nothing was left of it"), BODY], {}),
        ([("byline", "date 2021-12-09"), BODY], {"published": "2021-12-09"}),
        ([("byline", "Thursday 9 December 2021 | 3 min read"), BODY], {"published": "2021-12-09"}),
        ([("byline", "Updated Dec. 10, 2021 3:00 PM; posted Dec. 9, 2021"), BODY], {"published": "2021-12-09"}),
        ([("byline", "Last updated on 10 Dec 2021"), BODY], {}),  # says when it changed, not when it appeared
        ([("byline", "03/04/2021"), BODY], {}),
        ([("byline", "9 December"), BODY], {}),
        ([("caption", "The bridge on Monday, 13 Jan. 2020. PHOTO/AP"), BODY], {}),
        ([BODY, ("byline", "Published 9 December 2021")], {"published": "2021-12-09"}),
        # outlet
        (
            [("byline", "By Jane Doe, The Harbour Gazette"), BODY],
            {"author": "Jane Doe", "outlet": "The Harbour Gazette"},
        ),
        (
            [("byline", "By Jane Doe for the Washington Post"), BODY],
            {"author": "Jane Doe", "outlet": "The Washington Post"},
        ),
        ([("byline", "By Jane Doe BBC News, Ostrava"), BODY], {"author": "Jane Doe", "outlet": "BBC News"}),
        ([("byline", "BBC News, Ostrava"), BODY], {"outlet": "BBC News"}),
        ([("headline", "Bridge falls into the river | The Guardian"), BODY], {"outlet": "The Guardian"}),
        ([("headline", "Bridge falls - police"), BODY], {}),
        ([("body", "(CNN) — A road bridge fell.")], {"outlet": "CNN"}),
        (
            [BODY, ("boilerplate", "© 2021 The Harbour Gazette. All rights reserved.")],
            {"outlet": "The Harbour Gazette"},
        ),
        ([BODY, ("boilerplate", "Source: Al Jazeera and news agencies")], {"outlet": "Al Jazeera"}),
        ([("byline", "World News | Europe"), BODY], {}),  # a section
        # agency: the credit names whose copy it is, not who prints it
        (
            [("byline", "By: AFP    Published: 06:44 PM, 9 Dec, 2021"), BODY],
            {"agency": "AFP", "published": "2021-12-09T18:44"},
        ),
        ([("byline", "By JANE DOE Associated Press"), BODY], {"author": "JANE DOE", "agency": "AP"}),
        ([("byline", "By Reuters Staff"), BODY], {"agency": "Reuters"}),
        ([("byline", "Xinhua"), BODY], {"agency": "Xinhua"}),
        ([("byline", "Source: dpa"), BODY], {"agency": "dpa"}),
        ([("body", "OSTRAVA, Dec 9 (Reuters) - A road bridge fell.")], {"agency": "Reuters"}),
        ([("body", "OSTRAVA (AP) — A road bridge fell.")], {"agency": "AP"}),
        ([("body", "OSTRAVA, Sept 22 2022 (Norrwire) - A road bridge fell.")], {"published": "2022-09-22"}),
        ([("byline", "Ada Quist in Ostrava"), ("body", "A road bridge fell.")], {"author": "Ada Quist"}),
        ([("body", "Ostrava, Dec 9 (EFE).- A road bridge fell.")], {"agency": "EFE"}),
        ([("body", "MOSCOW, December 9. /TASS/. A road bridge fell.")], {"agency": "TASS"}),
        (
            [("body", "OSTRAVA, Dec. 9, 2021 (Xinhua) -- A bridge fell.")],
            {"agency": "Xinhua", "published": "2021-12-09"},
        ),
        ([("body", "Four people (Reuters counted five) were hurt.")], {}),
        ([BODY, FOOT], {"agency": "Reuters"}),
        ([("body", "OSTRAVA (Coastwire) - A road bridge fell."), FOOT], {}),  # others write so too
        ([("body", "OSTRAVA (AP) - A road bridge fell."), FOOT], {"agency": "AP"}),
        ([BODY, ("boilerplate", "Agence France-Presse is an international news agency.")], {"agency": "AFP"}),
        ([BODY, ("boilerplate", "Copyright 2021 The Associated Press. All rights reserved.")], {"agency": "AP"}),
        ([BODY, ("boilerplate", "© Copyright 2021 AFP. All rights reserved.")], {"agency": "AFP"}),
        ([BODY, ("body", "The road stays closed, she said. — AFP")], {"agency": "AFP"}),
        ([BODY, ("body", "The road stays closed, she said (ANSA).")], {"agency": "ANSA"}),
        ([BODY, ("body", "It is shut, she told Agence France-Presse (AFP).")], {}),  # explains a name, signs nothing
        ([BODY, ("body", "He was once with PA.")], {}),
        ([BODY, ("body", "The Harbour Post holds the copyright, AFP said.")], {}),
        ([BODY, ("boilerplate", "The Associated Press contributed to this report.")], {}),  # a part of it is no whole
        ([BODY, ("caption", "Rescuers at the river - AFP")], {}),
        ([("headline", "AP, Reuters win prizes"), BODY], {}),
        ([("standfirst", "AP, Reuters and others had warned of it"), BODY], {}),
        ([], {}),
    ],
)
def test_top_and_foot_state_who_wrote_what_when(blocks, expected):
    assert credits_of(*blocks) == expected


def test_names_are_found_however_they_are_written():
    assert [find_agency(name) for name in ("AFP", "Agence France-Presse", "the Associated Press", "/TASS/", "pa")] == [
        "AFP",
        "AFP",
        None,  # limit: the article is part of the name only with a capital
        "TASS",
        None,
    ]
    assert find_agency("The Associated Press") == "AP"
    assert find_outlet("NEW YORK TIMES") == find_outlet("The New York Times") == "The New York Times"
    assert find_outlet("") is None
    assert find_agency("") is None


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("2021-12-09_reuters_bridge-falls", {"published": "2021-12-09", "outlet": "Reuters"}),
        ("reuters-2021-12-09", {"published": "2021-12-09", "outlet": "Reuters"}),
        ("20211209_bbc", {"published": "2021-12-09", "outlet": "BBC News"}),
        ("fox_news", {"outlet": "Fox News"}),
        ("the_guardian_01", {"outlet": "The Guardian"}),
        ("bridge_al-jazeera_2021.12.09", {"published": "2021-12-09", "outlet": "Al Jazeera"}),
        ("2021-12-09_time-to-leave", {"published": "2021-12-09"}),
        ("2021-12-09_gazette", {"published": "2021-12-09"}),  # limit: not in lexicons/outlets.csv
        ("2021-02-31", {}),
        ("000_76a9b6616db68fcd", {}),
        ("", {}),
    ],
)
def test_a_file_name_states_a_day_and_a_known_outlet(stem, expected):
    rows = find_in_name(stem)
    assert {fact: value for *_, fact, value, _ in rows} == expected
    assert all(stem[start:end] for start, end, *_ in rows)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.bbc.co.uk/news/x", [("outlet", "BBC News")]),
        ("http://edition.cnn.com/2021/12/09/x.html", [("published", "2021-12-09"), ("outlet", "CNN")]),
        ("https://harbourgazette.example/a?u=bbc.com", [("outlet", "harbourgazette.example")]),
        ("https://bbc.com@evil.example/a", [("outlet", "evil.example")]),
        ("not an address", []),
        ("", []),
    ],
)
def test_an_address_suggests_outlet_and_day(url, expected):
    assert find_in_address(url) == expected


@pytest.mark.parametrize("letter", ["a", "A", " ", "9", "-", ".", "(", "©", "By ", "\n", "1/1/2021 "])
def test_hostile_lines_end(letter):
    text = letter * (1_000_000 // len(letter))
    # Idle 0.01 s; work that grew with the square of the text would take hours: the bound tells these two apart.
    start = time.process_time()
    for kind in ("headline", "byline", "body", "boilerplate"):
        find_credits(text, [(0, len(text), kind), (0, 200, kind)])
    find_in_name(text[:255])
    find_in_address("http://" + text)
    assert time.process_time() - start < 30

"""passages: the gold of the seeds, invented articles in other house styles, and what must hold for any string."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ioc_analysis import lexicon
from ioc_analysis.reading.passages import KINDS, find_passages, unused_overrules

ROOT = Path(__file__).parents[1]
GOLD = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "tests/gold").glob("00*.toml"))]
OVERRULES = {
    "003_d3382b4e2db5632c": [
        {
            "opens": "Parts of a batch of communications equipment",
            "kind": "caption",
            "reason": "describes a picture: a noun phrase, and no credit line that would tell",
        }
    ]
}


def seed(article: str) -> str:
    return (ROOT / "seeds" / f"{article}.txt").read_bytes().decode("utf-8")


def kinds(words: str, **known) -> list[tuple[str, str]]:
    """Return (kind, first words) of every passage."""
    return [(row[2], words[row[0] : row[1]][:24]) for row in find_passages(words, **known)]


def right(gold: dict, **known) -> list[bool]:
    """Return for every gold passage whether it was found so: start, end, kind and language."""
    rows = {row[:4] for row in find_passages(seed(gold["article"]), **known)}
    return [(row["start"], row["end"], row["kind"], row["language"]) in rows for row in gold["passages"]]


def test_gold_by_cues_alone():
    found = [hit for gold in GOLD for hit in right(gold)]
    assert len(found) == 92
    assert sum(found) >= 91  # 003's caption has no credit line and ends in a full stop


def test_gold_with_the_overrules_of_the_seeds():
    for gold in GOLD:
        overrules = OVERRULES.get(gold["article"], [])
        assert all(right(gold, overrules=overrules)), gold["article"]
        assert unused_overrules(seed(gold["article"]), overrules) == []


def test_gold_finds_no_other_passages():
    for gold in GOLD:
        assert len(find_passages(seed(gold["article"]))) == len(gold["passages"])


def test_the_gold_title_is_the_headline():
    for gold in GOLD:
        words = seed(gold["article"])
        heads = [words[row[0] : row[1]] for row in find_passages(words) if row[2] == "headline"]
        assert heads == ([gold["title"]] if "title" in gold else [])


def test_a_line_that_says_who_wrote_from_where_and_when_is_a_byline():
    words = (
        "Ferry sinks off Lindau\n\n{}\n\nA ferry sank on Monday in the harbour, and police said that nobody was hurt."
    )
    for line in (
        "PORT HALLOW, August 4, 2022 21:15 IST",
        "Ada Quist in Lindau",
        "Ada Quist and Nils Aune in Oslo",
        "Published",
        "The Gazette | Lima | 19 June 2026",
    ):
        assert kinds(words.format(line))[1] == ("byline", line[:24])
    assert kinds(words.format("Crews search Port Hallow"))[1][0] != "byline"


def test_an_overrule_says_so_and_one_that_fits_nothing_is_named():
    words = "Ferry sinks\n\nA ferry sank on Monday."
    odd = {"opens": "Nowhere", "kind": "caption", "reason": "none"}
    overrules = [{"opens": "Ferry", "kind": "standfirst", "reason": "it sums up"}, odd]
    rows = find_passages(words, overrules=overrules)
    assert [(row[2], row[5]) for row in rows] == [("standfirst", "manifest: it sums up"), ("body", "paragraph")]
    assert unused_overrules(words, overrules) == [odd]


ARTICLE = """{top}

The ferry left the port of Lindholm at noon on Monday with 40 people on board.

It sank within the hour, the coast guard said.

{line}

Nobody knows why the boat went down, Captain Ida Roy told the inquiry.

The inquiry goes on."""


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("A captain's last words", "subhead"),
        ("What happened next?", "subhead"),
        ("'Nobody saw it'", "subhead"),
        ("Ida Roy", "caption"),  # a name of the text, alone
        ("REUTERS/ANN BELL - The ferry before it sank", "caption"),
        ("Rescuers at work. (AP Photo/Ann Bell)", "caption"),
        ("Rescuers carry a passenger ashore on Monday. Ann Bell/AFP via Getty Images", "caption"),
        ("Image: Ann Bell", "caption"),
        ("File photo: the ferry in 2019", "caption"),
        ("Los equipos de rescate buscan a los pasajeros del barco", "caption"),
        ("Advertisement", "boilerplate"),
        ("Read more: Ferry owner was warned", "boilerplate"),
        ("Related: Five ferries that sank", "boilerplate"),
        ("Share this", "boilerplate"),
        ("* * *", "boilerplate"),
        ("Ferry sinks off Lindholm", "boilerplate"),  # the headline again
        ("No.", "body"),
        ("Related tensions remain between the owners.", "body"),
        ("More in May were lost than in June.", "body"),
        ("Copyright law was changed in May.", "body"),
        ("Photographs of the ferry were found.", "body"),
        ("The report was read by Reuters/Ipsos analysts.", "body"),
        ("and then it was gone", "body"),  # goes on from something
        ("“We saw nothing”", "body"),  # speech
        ("Here is what the inquiry asks:", "body"),
        ("Why did nobody on the bridge see the rocks ahead?", "body"),  # the reporter asks
        ("El barco salió del puerto al mediodía con cuarenta personas a bordo. " * 5, "body"),  # text, not a caption
    ],
)
def test_a_line_between_paragraphs(line, kind):
    words = ARTICLE.format(top="Ferry sinks off Lindholm", line=line)
    found = {words[row[0] : row[1]]: row[2] for row in find_passages(words)}
    if line == "Ferry sinks off Lindholm":
        assert [row[2] for row in find_passages(words)] == ["headline", "body", "body", kind, "body", "body"]
    else:
        assert found.pop(line.strip()) == kind
        assert list(found.values()) == ["headline", "body", "body", "body", "body"]


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        (["Ferry sinks off Lindholm"], ["headline"]),
        (["Ferry sinks off Lindholm", "By Ann Bell"], ["headline", "byline"]),
        (["Ferry sinks off Lindholm", "Ann Bell", "GAZETTE"], ["headline", "byline", "byline"]),
        (["Ferry sinks off Lindholm", "Ann Bell, Gazette correspondent"], ["headline", "byline"]),
        (["Ferry sinks off Lindholm", "Gazette News, Lindholm"], ["headline", "byline"]),
        (["Ferry sinks off Lindholm", "Ann Bell", "Business editor"], ["headline", "byline", "byline"]),
        (["Ferry sinks off Lindholm", "Translated from the Danish by Ann Bell"], ["headline", "byline"]),
        (["Ferry sinks off Lindholm", "Dear readers,"], ["headline", "boilerplate"]),
        (["Ferry sinks off Lindholm", "Updated 3:04 PM ET, Mon March 2, 2015"], ["headline", "byline"]),
        (["date 2021-12-09", "Ferry sinks off Lindholm"], ["byline", "headline"]),
        (["World", "Ferry sinks off Lindholm"], ["boilerplate", "headline"]),
        (["Ferry sinks off Lindholm", "Forty people were on board, and nobody knows why"], ["headline", "standfirst"]),
        (
            ["Ferry sinks off Lindholm", "Forty people were on board.", "By Ann Bell", "Published: 9 Dec 2021"],
            ["headline", "standfirst", "byline", "byline"],
        ),
        (
            ["Forty people were on board when the boat left, and an inquiry is to find out why it sank", "Ferry sinks"],
            ["headline", "caption"],  # limit: two words are too few for a headline below its standfirst
        ),
        (
            [
                "Forty people were on board when the boat left, and an inquiry is to find why it sank",
                "Ferry sinks off pier",
            ],
            ["standfirst", "headline"],
        ),
    ],
)
def test_lines_above_the_text(top, expected):
    words = ARTICLE.format(top="\n\n".join(top), line="It was a warm day.")
    assert [row[2] for row in find_passages(words)][: len(top)] == expected


def test_a_known_title_is_the_headline_wherever_it_stands():
    words = ARTICLE.format(top="Shipping\n\nNight on the water, and no answers yet\n\nFerry sinks", line="A warm day.")
    assert [kind for kind, _ in kinds(words, title="FERRY SINKS")][:3] == ["boilerplate", "standfirst", "headline"]


def test_a_text_without_a_headline_has_none():
    words = ARTICLE.format(top="The ferry was new.", line="It was a warm day.")
    assert {kind for kind, _ in kinds(words)} == {"body"}


@pytest.mark.parametrize(
    "footer",
    [
        "Reporting by Ann Bell; editing by Tom Roy",
        "(Additional reporting by Ann Bell in Lindholm)",
        "Ann Bell contributed to this report.",
        "Copyright © 2021 The Gazette. All rights reserved.",
        "Sign up for our newsletter",
        "Follow us on social media for more",
        "More in Shipping",
        "The Lindholm Agency is an international news agency.",
        "Tags: ferry, inquiry",
        "Lindholm",
    ],
)
def test_footers(footer):
    words = ARTICLE.format(top="Ferry sinks off Lindholm", line="It was a warm day.") + "\n\n" + footer
    assert kinds(words)[-1][0] == "boilerplate"
    assert {kind for kind, _ in kinds(words)[1:-1]} == {"body"}


def test_a_text_in_which_no_line_has_a_stop_is_text():
    words = "\n".join(f"{word} went down to the river and did not come back that day" for word in "He She They".split())
    assert [row[2] for row in find_passages(words)] == ["headline", "body", "body"]


def test_a_transcript_has_no_subheads():
    lines = [f"{name}: Not that I know of number {number}" for number in range(9) for name in ("ROY", "BELL")]
    words = ARTICLE.format(top="Roy at the inquiry", line="\n\n".join(lines))
    assert {row[2] for row in find_passages(words)[3:]} == {"body"}


def test_hard_wrapped_paragraphs_are_one_passage_each():
    words = (
        "Ferry sinks off Lindholm\n\n"
        "The ferry left the port of Lindholm at noon on Monday with forty\n"
        "people on board, the harbour master said. It had been repaired in\n"
        "spring, and the owners had called it safe.\n\n"
        "It sank within the hour, in calm water and in sight of the lighthouse\n"
        "at the mouth of the bay. Nobody knows why.\n"
    )
    rows = find_passages(words)
    assert [row[2] for row in rows] == ["headline", "body", "body"]
    assert words[rows[1][0] : rows[1][1]].endswith("called it safe.")


def test_short_lines_are_not_taken_for_wrapped_ones():
    words = "Ferry sinks\nBy Ann Bell\nForty were on board.\nNobody knows why it went down.\nThe inquiry goes on.\n"
    assert len(find_passages(words)) == 5


def test_repeats_names_the_first_line_with_the_same_words():
    words = "Ferry sinks\n\nBy Ann Bell\n\n“Ferry  sinks”\n\nA ferry sank on Monday."
    rows = find_passages(words)
    assert [row[4] for row in rows] == [None, None, 0, None]
    assert rows[2][2] == "boilerplate"


def test_the_language_is_the_articles_where_a_line_is_too_short_to_tell():
    words = "Hundimiento\n\nEl barco salió del puerto al mediodía con cuarenta personas a bordo."
    assert [row[3] for row in find_passages(words)] == ["es", "es"]
    assert [row[3] for row in find_passages("Ferry", language="en")] == ["en"]
    assert [row[3] for row in find_passages("Ferry")] == [None]


PIECES = [
    "\n",
    "\n\n",
    "\r\n",
    "\x0b",
    "\x85",
    "\u2028",
    " ",
    "A ferry sank. ",
    "By Ann Bell",
    "Photo: AP",
    "• ",
    "Ann Bell",
]
TEXTS = st.one_of(
    st.text(st.characters(), max_size=300),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=9)), max_size=40).map("".join),
)


@settings(deadline=None)
@given(TEXTS, st.none() | st.text(max_size=20), st.sampled_from([None, "en", "es"]))
def test_every_visible_character_is_in_exactly_one_passage(words, title, language):
    rows = find_passages(words, title=title, language=language)
    assert "".join("".join(words[row[0] : row[1]] for row in rows).split()) == "".join(words.split())
    assert all(before[1] <= after[0] for before, after in pairwise(rows))
    for start, end, kind, tongue, repeats, method in rows:
        assert words[start:end].strip() == words[start:end] != ""
        assert kind in KINDS
        assert tongue is None or len(tongue) == 2
        assert repeats is None or repeats in {row[0] for row in rows if row[0] < start}
        assert method


def test_the_cues_are_sound():
    for row in lexicon.load("passage_cues"):
        assert row["kind"] in KINDS
        assert row["place"] in ("opens", "teases", "closes", "tail", "holds")
        assert 0 < int(row["words"]) <= 90
        # Compared with text in small letters, but for credits at the end; openings are looked up by two characters.
        assert row["place"] == "tail" or row["term"] == row["term"].lower()
        assert len(row["term"]) > 1


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        ".",
        "\n",
        " ",
        "a\n",
        "a.\n",
        "Ann Bell\n",
        "Ab Cd{}\nIt sank.\n",
        "(",
        "\n ",
        "/",
        "by A\n",
        "é ",
        "Photo:",
    ],
)
def test_half_a_megabyte_of_one_thing_comes_to_an_end(unit):
    words = "".join(unit.format(number) for number in range(500_000 // len(unit)))
    assert sum(end - start for start, end, *_ in find_passages(words)) <= len(words)

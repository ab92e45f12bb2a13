"""text: sentences against the frozen hard cases, words, languages, and what must hold for any string."""

import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ioc_analysis.english import languages
from ioc_analysis.english.text import find_language, find_plain_words, find_sentences, find_words

GOLD = Path(__file__).parent / "gold"
SEEDS = Path(__file__).parents[1] / "seeds"
CASES = tomllib.loads((GOLD / "sentences.toml").read_text(encoding="utf-8"))
LIMITS = CASES.pop("limit")["cases"]
HARD = [case for cases in CASES.values() for case in cases]

# Any character, or a soup of those that the rules look at.
ANY = st.text(st.characters(), max_size=300)
PIECES = [*".!?…\"'“”’)»([-–—•* \t\n\r\xa05Ab", "\n\n", "He ", "said ", "U.S", "Gen", "a.m", "No"]
SOUP = st.lists(st.sampled_from(PIECES)).map("".join)
TEXTS = st.one_of(ANY, SOUP)


def cut(words: str, spans: list[tuple[int, int]]) -> list[str]:
    return [words[start:end] for start, end in spans]


@pytest.mark.parametrize("case", HARD + LIMITS)
def test_hard_case(case):
    sentences = [piece.strip() for piece in case.split("¦")]
    words = case.replace("¦", "")
    assert cut(words, find_sentences(words)) == sentences


@pytest.mark.parametrize(
    ("contracted", "opened"),
    [
        ("We can't, don’t, won't and shan't.", "We can not, do not, will not and shall not."),
        (
            "I'm sure they're late and we've lost; she'll see.",
            "I am sure they are late and we have lost; she will see.",
        ),
        ("It's late; it's been closed. What's that?", "It is late; it has been closed. What is that?"),
        ("They'd gone, we'd better go; who'd know?", "They had gone, we had better go; who would know?"),
        ("Let's say he couldn't've known.", "Let us say he could not have known."),
        ("CANNOT", "can not"),
    ],
)
def test_a_contraction_is_the_words_that_it_stands_for(contracted, opened):
    assert [word.low for word in find_plain_words(contracted)] == [word.low for word in find_plain_words(opened)]
    for word in find_plain_words(contracted):
        assert word.first <= word.start < word.end <= word.last


def test_a_possessive_is_no_contraction_and_nothing_is_lost():
    words = "Lunde's mayor, o'clock, the '90s: n'tn't"
    assert [(word.start, word.end) for word in find_plain_words(words)] == find_words(words)


# Found by reading real news after the hard cases were frozen.
LATER = [
    "“We lost. ... ¦I know it,” she said.",
    "“We lost. … ¦I know it,” she said.",
    "“We … I mean they lost. ¦I know it,” she said.",
    "They closed the mine, the mill, etc. ¦Libertarians were pleased.",
    "He was born in Newport, R.I. ¦Bell was not.",
    "They spread out at 9 a.m. “to keep order.” ¦Nobody came.",
    "Votes on the bill, H.J.Res. 12, are planned. ¦They may fail.",
    "Army Set To Leave U.S. And Stay Away",
    "Ready to go:U.S. Embassy staff. ¦They left.",
    "Nobody knew, he said.¦Col. Bell did.",
]


@pytest.mark.parametrize("case", LATER)
def test_case_found_later(case):
    test_hard_case(case)


def test_there_are_enough_hard_cases_and_none_twice():
    assert len(set(HARD)) == len(HARD) >= 150


def test_a_range_is_read_as_if_the_rest_were_not_there():
    words = "Nobody knows. He left. She stayed (for now). They met."
    start, end = words.index("He"), words.index("(")
    assert cut(words, find_sentences(words, start, end)) == ["He left.", "She stayed"]
    assert cut(words, find_words(words, start, end)) == ["He", "left", "She", "stayed"]
    assert find_sentences(words, end, start) == []
    assert cut("XGen. Cole left.", find_sentences("XGen. Cole left.", 1)) == ["Gen. Cole left."]


@given(TEXTS)
def test_every_visible_character_is_in_exactly_one_sentence(words):
    spans = find_sentences(words)
    assert "".join("".join(cut(words, spans)).split()) == "".join(words.split())
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@given(TEXTS)
def test_no_sentence_has_blank_edges_or_a_blank_line_inside(words):
    for sentence in cut(words, find_sentences(words)):
        assert sentence == sentence.strip() != ""
        assert not any(line.strip() == "" for line in sentence.split("\n"))


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_a_range_gives_what_the_same_words_give_alone(words, start, length):
    start = min(start, len(words))
    end = min(start + length, len(words))
    moved = [(first + start, last + start) for first, last in find_sentences(words[start:end])]
    assert find_sentences(words, start, end) == moved


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("US-led troops didn't leave.", ["US-led", "troops", "didn't", "leave"]),
        ("al-Noor’s 2,500 men, 3.5% of 7", ["al-Noor’s", "2,500", "men", "3.5", "of", "7"]),
        ("the U.S.-led force, at 3 a.m.", ["the", "U.S.-led", "force", "at", "3", "a.m"]),
        ("war--and 'peace' (the soldiers' own)", ["war", "and", "peace", "the", "soldiers", "own"]),
        ("It ended.Then it began.", ["It", "ended", "Then", "it", "began"]),
        ("in 2021, 40 F-16s", ["in", "2021", "40", "F-16s"]),
        ("", []),
        ("... — !", []),
    ],
)
def test_words(words, expected):
    assert cut(words, find_words(words)) == expected


@given(TEXTS)
def test_words_are_in_order_and_hold_every_letter_and_digit(words):
    spans = find_words(words)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(word[0].isalnum() or word[0] == "_" for word in cut(words, spans))
    outside = set(range(len(words))) - {place for start, end in spans for place in range(start, end)}
    assert not any(words[place].isalnum() for place in outside)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("The bridge was closed after the storm.", "en"),
        ("Police said two men had been seen near the ferry", "en"),
        ("El puente fue cerrado después de la tormenta", "es"),
        ("Vecinos observan los daños en la carretera", "es"),
        ("Le pont a été fermé après la tempête", "fr"),
        ("Die Brücke wurde nach dem Sturm gesperrt", "de"),
        ("Мост закрыли после шторма", "ru"),
        ("أغلق الجسر بعد العاصفة", "ar"),
        ("Rescatistas buscan varios pescadores desaparecidos", "es"),  # no function word: by its letters
        ("Updated at 5:45 p.m. ET", "en"),  # *et* is French, ET a time
        ("Los soldados LLEGARON AYER A LA CIUDAD", "es"),
        ("Omar Haddad", None),  # names are of no language
        ("Lena van der Meer", None),
        ("José Núñez", None),
        ("Change in tone", None),
        ("Storm damage", None),
        ("12.5", None),
        ("", None),
    ],
)
def test_language(words, language):
    assert find_language(words) == language


def test_english_costs_no_model(monkeypatch):
    def refuse():
        raise AssertionError("the language model was loaded for English")

    monkeypatch.setattr(languages, "_model", refuse)
    paths = sorted(GOLD.glob("00*.toml"))
    assert len(paths) == 5  # the seeds
    for path in paths:
        gold = tomllib.loads(path.read_text(encoding="utf-8"))
        article = (SEEDS / f"{gold['article']}.txt").read_bytes().decode("utf-8")
        assert find_language(article) == "en"
        for row in gold["passages"]:
            if row["kind"] == "body":
                assert find_language(article[row["start"] : row["end"]]) == "en", row["opens"]


def test_nothing_heavy_is_imported_before_it_is_needed():
    code = "import sys, ioc_analysis.english.text, ioc_analysis.reading.passages; print({'numpy'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_language_never_raises_and_is_a_code(words):
    language = find_language(words)
    assert language is None or (len(language) == 2 and language.islower())
    assert language == find_language(words)


UNITS = [".", "?", ". ", "\n", " ", "\n ", "A.", "a. ", '." ', "(", "a", "A. B. ", "é", "1.", "… "]


@pytest.mark.parametrize("unit", UNITS)
def test_a_megabyte_of_one_thing_comes_to_an_end(unit):
    words = (unit * 500_000)[:500_000]
    assert "".join("".join(cut(words, find_sentences(words))).split()) == "".join(words.split())
    assert len(find_words(words)) <= len(words)
    find_language(words)

"""Differences: what in one telling of a statement does not mean the same as in another.

Floor 3 (above `likeness`). Looks only for what changes the meaning: another figure, name or event (killed, wounded),
a negation or frequency (not, never, rarely), a hedge (may, allegedly), a modal (must, should). Out of scope: what one
telling merely leaves out, and other words for the same.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from .. import lexicon
from ..align.likeness import content, fold
from ..english import numbers, text

ENDING = re.compile(r"(?<=\w{3})(?:ies|ied|es|ed|ing|s|e|y)$")
REACH = 4  # words between a qualifier and the word that it goes with
COUNTING = frozenset(numbers.UNITS | numbers.TEENS | numbers.TENS | numbers.SCALES) - {"one"}


class Difference(NamedTuple):
    """One change of meaning: its kind, the words here, the words there; either may be empty."""

    kind: str
    here: str
    there: str


class Name(NamedTuple):
    """A name in a telling: as printed, who or what it names, and of what type."""

    printed: str
    entity: str
    type: str | None


class _Telling(NamedTuple):
    """What is compared of one telling."""

    stems: frozenset[str]
    qualifiers: tuple[tuple[str, str, str, str], ...]  # class, value, as printed, stem that it goes with
    numbers: dict  # value → as printed
    events: dict[str, str]  # class of the predicate → as printed


def find_differences(
    here: str, there: str, names_here: Iterable[Name] = (), names_there: Iterable[Name] = ()
) -> list[Difference]:
    """Return what changes the meaning between two tellings of one statement.

    A figure, name or event counts only if each telling has one that the other lacks, and a name only if both stand
    beside the same word: what is merely left out is no change. A negation, frequency or hedge counts if the word that
    it goes with, the next content word, else the one before, stands in both tellings.

    >>> find_differences("Never inspected, all 12 doors failed.", "Rarely inspected, all 19 doors failed.")
    [Difference(kind='figure', here='12', there='19'), Difference(kind='negation', here='Never', there='Rarely')]
    """
    one, other = _read(here), _read(there)
    found = [_swap("figure", one.numbers, other.numbers)]
    found.append(_swap_names(here, list(names_here), there, list(names_there)))
    found.append(_swap("verb", one.events, other.events))
    found += [_swap_qualifiers(kind, one, other) for kind in ("negation", "hedge", "modality")]
    return [difference for difference in found if difference]


def say(differences: Iterable[Difference]) -> str | None:
    """Say differences in one line, or None if there are none.

    >>> say([Difference("figure", "12", "19"), Difference("hedge", "", "may")])
    'figure: 12 → 19; hedge: – → may'
    """
    return "; ".join(f"{kind}: {here or '–'} → {there or '–'}" for kind, here, there in differences) or None


@cache
def _stem(word: str) -> str:
    """Return a word without its ending; enough to find it again in another telling."""
    return ENDING.sub("", lexicon.mapping("irregular_verbs", "base").get(word, word))


@cache
def _qualifiers() -> dict[str, tuple[str, str]]:
    return {row["term"]: (row["class"], row["value"]) for row in lexicon.load("qualifiers")}


@lru_cache(maxsize=1 << 12)  # one telling is compared with many
def _read(words: str) -> _Telling:
    """Read one telling."""
    spans = text.find_words(words)
    printed = [words[start:end] for start, end in spans]
    low = [word.lower().replace("’", "'") for word in printed]
    folded = [fold(word) for word in printed]
    qualifiers, events = _qualifiers(), lexicon.mapping("predicates", "class")
    # What a qualifier can go with: content words that qualify nothing themselves.
    stems = [
        _stem(term) if content([term]) and word not in qualifiers else ""
        for term, word in zip(folded, low, strict=True)
    ]
    found = []
    for place, word in enumerate(low):
        if word in qualifiers:
            ahead = next((stem for stem in stems[place + 1 : place + 1 + REACH] if stem), "")
            behind = next((stem for stem in reversed(stems[max(0, place - REACH) : place]) if stem), "")
            found.append((*qualifiers[word], printed[place], ahead or behind))
    return _Telling(
        frozenset(filter(None, stems)),
        tuple(found),
        _find_numbers(words, spans),
        {events[word]: printed[place] for place, word in enumerate(low) if word in events},
    )


def _find_numbers(words: str, spans: list[tuple[int, int]]) -> dict:
    """Return value → as printed of every number, in digits or words, and of names with one."""
    found, done = {}, 0
    for start, end in spans:
        if start < done:
            continue
        digits = next((place for place in range(start, end) if words[place].isdigit()), None)
        if digits is not None:
            if any(map(str.isupper, words[start:digits])):  # the F-16 is no 16 of anything
                found[fold(words[start:end])] = words[start:end]
                continue
            number = numbers.read_digits(words, digits, len(words))
        else:
            counts = words[start:end].lower().split("-")[0] in COUNTING
            number = numbers.read_words(words, start, len(words)) if counts else None
        if number and number.value is not None:
            found[number.value] = words[number.start : number.end]
            done = number.end
    return found


def _swap(kind: str, here: dict, there: dict) -> Difference | None:
    """Return the difference if each telling has what the other lacks."""
    mine = [printed for value, printed in here.items() if value not in there]
    theirs = [printed for value, printed in there.items() if value not in here]
    return Difference(kind, ", ".join(mine), ", ".join(theirs)) if mine and theirs else None


def _swap_names(here: str, names_here: list[Name], there: str, names_there: list[Name]) -> Difference | None:
    """Return the difference of names of one type that stand beside the same word: a person for a person."""
    mine, theirs = (
        {name.entity: name for name in side if name.type and name.entity not in {each.entity for each in other}}
        for side, other in ((names_here, names_there), (names_there, names_here))
    )
    pairs = [
        (one.printed, other.printed)
        for one in mine.values()
        for other in theirs.values()
        if one.type == other.type and _find_beside(here, one.printed) & _find_beside(there, other.printed)
    ]
    # Each name once, however many stand beside that word in the other telling.
    sides = (", ".join(dict.fromkeys(side)) for side in zip(*pairs, strict=True))
    return Difference("name", *sides) if pairs else None


def _find_beside(words: str, name: str) -> set[str]:
    """Return the stems of the content words before and after a name."""
    at = words.find(name)
    if at < 0:
        return set()
    before, after = (
        content(fold(side[start:end]) for start, end in text.find_words(side))
        for side in (words[:at], words[at + len(name) :])
    )
    return {_stem(word) for word in (*before[-1:], *after[:1])}


def _swap_qualifiers(kind: str, one: _Telling, other: _Telling) -> Difference | None:
    """Return the difference of the qualifiers of a kind that one telling lacks, though not the word beside them."""
    sides = []
    for mine, theirs in ((one, other), (other, one)):
        values = {value for _, value, *_ in theirs.qualifiers}
        sides.append(
            [
                printed
                for each, value, printed, beside in mine.qualifiers
                if each == kind and value not in values and beside in theirs.stems
            ]
        )
    return Difference(kind, *map(", ".join, sides)) if any(sides) else None

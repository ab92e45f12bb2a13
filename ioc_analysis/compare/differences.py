"""Differences: what in one telling of a statement does not mean the same as in another.

Floor 3 (above `likeness`). Looks only for what changes the meaning: another figure, name or event (killed, wounded),
a negation or frequency (not, never, rarely), a hedge (may, allegedly), a modal (must, should). Out of scope: what one
telling merely leaves out, and other words for the same.
"""

import calendar
import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from .. import lexicon
from ..align.likeness import content, fold
from ..english import numbers, text

ENDING = re.compile(r"(?<=\w{3})(?:ies|ied|es|ed|ing|s|e|y)$")
REACH = 4  # words between a qualifier and the word that it goes with
COUNTING = frozenset(numbers.UNITS | numbers.TEENS | numbers.TENS | numbers.SCALES)
# Beside these *one* counts nothing: no one, the one, one another.
NO_COUNT = frozenset("no any every each this that which the number some not another".split())
COUNTS = {"one", "count"}
ANY = "*"  # what *of them* counts stands anywhere
OF_THEM = [["of", word] for word in "them whom which these those".split()]
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
MONTHS = frozenset(calendar.month_name[1:] + calendar.month_abbr[1:] + ["Sept"])
SHARE, SUM = re.compile(r" ?%|[ -]per ?cent"), re.compile(r"[$€£¥₹] ?$|\bRs\.? ?$")
MONEY = re.compile(r" ?(?:p(?!\.)|pence|cents?)\b|¢| (?:\w+illion |bn )?(?:dollars?|euros?|pounds?|rupees?)\b")
ORDER = re.compile(r"[0-9](?:st|nd|rd|th)$|(?:first|second|third|[a-z]th)$", re.IGNORECASE)
PENCE = re.compile(r" ?(?:p(?!\.)|pence|cents?)\b|¢")
# OSLO, May 3 (Wire) - Police said; place, day and source, each word with a capital.
DATELINE = re.compile(r"([A-ZÀ-Þ][^\n—–()]{1,70}?)\s*(\([^()\n]{2,40}\))?\s*(?:[—–]|(?<=[\s)])--?(?=\s))\s*")


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


class _Word(NamedTuple):
    """A number or an event: what it is compared by, as printed, of what sort, where it stands and beside what."""

    value: object
    printed: str
    sort: str
    first: int  # its words among those of the telling
    last: int
    behind: str = ""  # stem of the next content word; ANY for *of them*
    next_to: frozenset[str] = frozenset()  # stems of the content words before it and behind it
    near: frozenset[str] = frozenset()  # and of those that stand near it


class _Telling(NamedTuple):
    """What is compared of one telling."""

    words: tuple[str, ...]
    stems: frozenset[str]
    qualifiers: tuple[tuple[str, str, str, str], ...]  # class, value, as printed, stem that it goes with
    told: dict[str, list[_Word]]  # its numbers (figure) and events (verb)
    values: dict[str, frozenset]  # theirs, and those of the qualifiers


def find_differences(
    here: str, there: str, names_here: Iterable[Name] = (), names_there: Iterable[Name] = ()
) -> list[Difference]:
    """Return what changes the meaning between two tellings of one statement.

    A figure, name or event counts only if each telling has one that the other lacks and both stand beside the same
    word, a figure or event also in place of each other: what is merely left out or added is no change. A year is
    compared with a year, pounds with pence by their value. A negation, frequency or hedge counts if the word that it
    goes with, the next content word, else the one before, stands in both tellings. Contractions are read as opened
    (*couldn't* is *could not*), and a dateline is no part of a telling.

    >>> find_differences("Never inspected, all 12 doors failed.", "Rarely inspected, all 19 doors failed.")
    [Difference(kind='figure', here='12', there='19'), Difference(kind='negation', here='Never', there='Rarely')]
    """
    one, other = _read(here), _read(there)
    found = [_swap("figure", one, other)]
    found.append(_swap_names(here, list(names_here), there, list(names_there)))
    found.append(_swap("verb", one, other))
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
    words = words[_find_dateline(words) :]
    parts = text.find_plain_words(words)
    low = [part.low for part in parts]
    printed = [words[part.first : part.last] for part in parts]
    folded = list(map(fold, low))
    qualifiers = _qualifiers()
    # What a qualifier can go with: content words that qualify nothing themselves.
    matter = set(content(folded))
    stems = [
        _stem(term) if term in matter and word not in qualifiers else "" for term, word in zip(folded, low, strict=True)
    ]
    found = []
    for place, word in enumerate(low):
        # They could not win: that they were unable is no hedge.
        if word in qualifiers and not (word == "could" and low[place + 1 : place + 2] == ["not"]):
            before, after = _find_next(stems, place, place + 1)
            found.append((*qualifiers[word], printed[place], after[0] if after else before))
    counted = _find_numbers(words, parts, stems)
    bare, events = _leave_out(stems, counted), lexicon.mapping("predicates", "class")
    happened = {
        events[word]: _place(_Word(events[word], printed[place], "event", place, place + 1), bare, 1)
        for place, word in enumerate(low)
        if word in events
    }
    told = {"figure": counted, "verb": list(happened.values())}
    values = {kind: frozenset(word.value for word in side) for kind, side in told.items()}
    values["qualifier"] = frozenset(value for _, value, *_ in found)
    return _Telling(tuple(folded), frozenset(filter(None, stems)), tuple(found), told, values)


def _place(word: _Word, stems: list[str], near: int) -> _Word:
    """Return a number or an event with the content words beside it, `near` of them behind it."""
    before, after = _find_next(stems, word.first, word.last)
    next_to, around = (frozenset(filter(None, (before, *after[:reach]))) for reach in (1, near))
    return word._replace(behind=after[0] if after else "", next_to=next_to, near=around)


def _find_next(stems: list[str], start: int, end: int) -> tuple[str, tuple[str, ...]]:
    """Return the content word next before a run of words, and those behind it."""
    before = next((stem for stem in reversed(stems[max(0, start - REACH) : start]) if stem), "")
    return before, tuple(filter(None, stems[end : end + REACH]))


def _find_dateline(words: str) -> int:
    """Return where a telling begins behind its dateline: *OSLO, May 3 (Wire) - Police said*; 0 without one."""
    found = DATELINE.match(words)
    if not found or any(word[0].islower() for word in re.findall(r"[^\W_]+", found[1])):
        return 0
    return found.end() if found[2] or found[1].split(",")[0].isupper() else 0


def _find_numbers(words: str, parts: list[text.Word], stems: list[str]) -> list[_Word]:
    """Return every number, in digits or words, and names with one, beside the words that are none."""
    found: list[_Word] = []
    done = 0
    for place, part in enumerate(parts):
        start, end = part.first, part.last
        if part.start < done:
            continue
        digits = None
        if not part.low.isalpha():  # most words are letters
            digits = next((spot for spot in range(start, end) if words[spot].isdigit()), None)
        if digits is not None and any(map(str.isupper, words[start:digits])):  # the F-16 is no 16 of anything
            found.append(_Word(fold(words[start:end]), words[start:end], "name", place, place + 1))
            continue
        if part.low == "one":
            around = (parts[place - 1].low if place else "", *(later.low for later in parts[place + 1 : place + 2]))
            number = None if NO_COUNT.intersection(around) else numbers.Number(start, end, 1, 1, 1, "words")
        elif digits is not None:
            number = numbers.read_digits(words, digits, len(words))
        else:
            counts = part.low.split("-")[0] in COUNTING
            number = numbers.read_words(words, start, len(words)) if counts else None
        if number and number.value is not None:
            done = number.end
            last = place + sum(start <= later.start < done for later in parts[place:])
            value = Fraction(number.value, 100) if PENCE.match(words, done) else number.value
            sort = "one" if part.low == "one" else _sort(words, number, parts, place, last)
            found.append(_Word(value, words[number.start : done], sort, place, last))
    bare = _leave_out(stems, found)
    return [
        number._replace(behind=ANY)
        if [part.low for part in parts[number.last : number.last + 2]] in OF_THEM
        else _place(number, bare, REACH)
        for number in found
    ]


def _sort(words: str, number: numbers.Number, parts: list[text.Word], first: int, last: int) -> str:
    """Return whether a number is a place in an order, a share, a sum, a year, a day of a month or counts something."""
    if SHARE.match(words, number.end):
        return "share"
    if SUM.search(words, max(0, number.start - 4), number.start) or MONEY.match(words, number.end):
        return "sum"
    if ORDER.search(words, number.start, max(part.last for part in parts[first:last])):
        return "order"
    beside = [words[part.start : part.end] for part in parts[max(0, first - 1) : first] + parts[last : last + 1]]
    year = YEAR.fullmatch(words[number.start : number.end])
    if year and not (parts[last:] and parts[last].low.endswith(("s", "people", "men", "women", "children"))):
        return "year"
    return "day" if MONTHS.intersection(beside) else "count"


def _leave_out(stems: list[str], found: list[_Word]) -> list[str]:
    """Return the stems without those of numbers."""
    inside = {place for word in found for place in range(word.first, word.last)}
    return ["" if place in inside else stem for place, stem in enumerate(stems)]


def _swap(kind: str, one: _Telling, other: _Telling) -> Difference | None:
    """Return the difference of what each telling has and the other lacks, if it stands in place of each other."""
    mine, theirs = (
        [word for word in side.told[kind] if word.value not in rest.values[kind]]
        for side, rest in ((one, other), (other, one))
    )
    if not (mine and theirs):
        return None
    pairs = [(word, each) for word in mine for each in theirs if _is_pair(word, each, one.words, other.words)]
    # Each once, however many of the other telling it stands in place of.
    sides = (", ".join(dict.fromkeys(word.printed for word in side)) for side in zip(*pairs, strict=True))
    return Difference(kind, *sides) if pairs else None


def _is_pair(one: _Word, other: _Word, here: tuple[str, ...], there: tuple[str, ...]) -> bool:
    """Return whether two words stand beside the same word, or in place of each other."""
    if "one" in (one.sort, other.sort):  # one member, three members; *one* may be no number at all
        return one.sort != other.sort and {one.sort, other.sort} <= COUNTS and one.behind == other.behind != ""
    if one.sort != other.sort:
        return False
    # 40 fighters of the Front, 14 Front fighters: the word next to one stands near the other.
    if not (one.next_to.isdisjoint(other.near) and one.near.isdisjoint(other.next_to)):
        return True
    return ANY in (one.behind, other.behind) or any(
        (one.first == first and other.first == begin) or (one.last == last and other.last == end)
        for first, last, begin, end in _align(here, there)
    )


@lru_cache(maxsize=1 << 12)
def _align(here: tuple[str, ...], there: tuple[str, ...]) -> list[tuple[int, int, int, int]]:
    """Return the runs of words that stand in place of each other, the same whichever telling comes first."""
    turned = here > there
    matcher = SequenceMatcher(None, *((there, here) if turned else (here, there)), autojunk=False)
    runs = [run for tag, *run in matcher.get_opcodes() if tag == "replace"]
    return [(begin, end, first, last) if turned else (first, last, begin, end) for first, last, begin, end in runs]


def _swap_names(here: str, names_here: list[Name], there: str, names_there: list[Name]) -> Difference | None:
    """Return the difference of names of one type that stand beside the same word: a person for a person."""
    if not (names_here and names_there):
        return None
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
        values = theirs.values["qualifier"]
        sides.append(
            [
                printed
                for each, value, printed, beside in mine.qualifiers
                if each == kind and value not in values and beside in theirs.stems
            ]
        )
    return Difference(kind, *map(", ".join, sides)) if any(sides) else None

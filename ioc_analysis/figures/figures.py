"""Figures: every reported quantity, with its modifier, unit, what it counts, and whose figure it is.

Floor 1: `quantities` reads one number, this module the order of an article and what neighbours share. What
a text says in digits is claimed in one order: address and id, date (by `dates`), clock time, designator,
figure; numbers that name (F-16) keep a row. Out of scope: whether two outlets agree (`align_figures`).

Limits: *one* before a noun counts, as a pronoun it does not; *first* and *second* are never figures; a
duration without a number (*a month*) is none; tables are read as prose.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cache

from ..codebook.found import OWN_WORDS
from ..english import designators, numbers, tokens, units
from ..english.text import find_sentences
from . import clauses, neighbours
from .counted import Phrase, singular
from .measures import Figure, si_factors
from .quantities import anchors, demonyms, event_verbs, read_quantity

_REACH = 600  # characters: a sentence without an end may not be copied into every row
_REST = re.compile(r"[0-9.,]*")
_COMPARED_THAN = ("lower than", "higher than", "larger than", "smaller than", "bigger than", "further than")
_OTHER_DATE = re.compile(  # the highest since 1974, more than in 2020, a levee built in 1956
    r"\b(?:since|than(?: in)?|compared (?:with|to)|before|after|above|below|"
    r"(?:built|founded|opened|formed|born|created|established|launched|signed) (?:in|on)) (?:the )?$"
)
_COMPARES = re.compile(
    r"[ ,](?:(compared (?:with|to)|(?:up|down) from|than|versus|whereas)|from(?= [^a-z])) (?=.*[0-9])"
)
_COLLECTIVE = re.compile(
    r"(?<![A-Za-z-])(crew|team|group|family|panel|party|town|city|village|population|workforce|staff|crowd|army|fleet|"
    r"force|convoy|band|class|congregation|audience|household|squad|gang|cast|delegation|jury|squadron|garrison) of $"
)
_AWAY = re.compile(r" (?:from|away|off|north|south|east|west|inland|short|down|up)\b")
_FROM_TO = re.compile(
    r"(?:[ ,]{1,2}|[^,.;]{0,30},? )(?:(?:up|down) )?(?:to|from|compared with|against)(?: a record| only| just)? "
)
_WERE = re.compile(r" (?:were|are) [a-z]")
_LASTED = re.compile(r"\b(?:lasts?|lasted|lasting|takes?|took|taken) $")
_REACHED = re.compile(
    r"\b(?:rose|risen|fell|fallen|climbed|dropped|declined|grew|grown|slowed|stood|jumped) (?:to|at) $"
)
_TOLL_OF = re.compile(
    r"\b(?:[Dd]eath )?[Tt]oll (?:in|of|from|after)\b[^.;:!?0-9]{1,200}? (?:rose|risen|climbed|mounted|jumped|grew|grown"
    r"|stood|stands|rises|climbs|reached|reaches|hit|hits)(?: to| at)? $"
)
_SIZED = frozenset(("count", "percent", "money", "measure", "distance", "rate", "area", "weight"))
_OF_PEOPLE = frozenset("killed injured displaced captured missing rescued protested infected".split())
_ASIDE = re.compile(r", (?:which|who|whose|where) ")
_IN_ASIDE = re.compile(r", (?:who|which|whose|where) [^,.;]*$")
_OF_THEM = re.compile(r" of (?:them|whom|which)\b")
_STOP = re.compile(r"[.!?;][”\"’')]?\s|\n")


def find_figures(
    text: str,
    dates: Sequence[tuple],
    quotes: Sequence[tuple] = (),
    spans: Iterable[tuple[int, int]] | None = None,
    sentences: Sequence[tuple[int, int]] | None = None,
    places: Sequence[tuple[int, int, list[int]]] | None = None,
) -> list[tuple]:
    """Return the rows of the figures table after `text`, in reading order.

    `dates` are the rows of `find_dates` and are claimed first; `quotes` those of `find_quotes`,
    which tell voice and speaker; `spans` the ranges to read, default all; `sentences` the bounds
    of their sentences and `places` where in them a number may begin, as `numbers.Places` finds them.

    >>> [row[:6] for row in find_figures("At least 40 of the F-16s left.", [])]
    [(0, 11, 40.0, None, '>=', 'At least'), (19, 24, None, None, None, None)]
    """
    rows: list[tuple] = []
    voices = _Voices(quotes)
    date_starts = [row[0] for row in dates]
    spans = [(0, len(text))] if spans is None else list(spans)
    if sentences is None:
        sentences = [bounds for span in spans for bounds in find_sentences(text, *span)]
    sentence_starts = [row[0] for row in sentences]
    if places is None:
        words = tokens.tokenize(text, spans, [])
        (places,) = _places().find(text, words.word, words.start, spans)
    addressed = any(mark in text for mark in designators.ADDRESS_MARKS)
    for begin, stop, inside in places:
        addresses = designators.find_addresses(text, begin, stop) if addressed else []
        found = _scan(text, inside, begin, stop, dates, date_starts, addresses)
        figures = [one for one in found if isinstance(one, Figure)]
        if len(figures) > 1:
            neighbours.share(text, figures, stop)
        for last, one in zip([None, *figures], figures, strict=False):
            lasts = one.kind == "duration" and _LASTED.search(text, max(begin, one.start - 12), one.start)
            if one.kind == "percent" and _REACHED.search(text, max(begin, one.start - 24), one.start):
                share, one.phrase = one.phrase, None  # the deficit fell to 3 percent of output
                _find_subject(text, one, begin, stop)
                one.phrase = one.phrase or share
            if one.phrase is None and (lasts or one.kind in _SIZED):
                _find_subject(text, one, begin, stop)
            if one.phrase is None and last and last.kind in _SIZED and last.phrase and last.phrase.end <= last.start:
                gap = text[last.end : one.start]
                if one.rendering_of is not None or (len(gap) < 60 and _FROM_TO.fullmatch(gap)):
                    one.phrase = last.phrase  # sales fell 9 percent to 17 million, from 19 million
        settings = [_setting(text, one, begin, stop) for one in figures]
        told = iter(neighbours.share_events(text, figures, settings) if len(figures) > 1 else settings)
        for one in found:
            around = _around(text, one.start, one.end, sentences, sentence_starts)
            if isinstance(one, Figure):
                row = _row(text, one, next(told), dates, date_starts, voices)
            else:
                speaker, voice = voices.at(one.start)
                row = (one.start, one.end, *[None] * 9, one.kind, *[None] * 11, speaker, voice, one.method)
            rows.append((*row[:-1], *around, row[-1]))
    return rows


@cache
def _places() -> numbers.Places:
    return numbers.Places(anchors())


def _around(text: str, start: int, end: int, sentences: Sequence[tuple[int, int]], starts: list[int]) -> tuple:
    """Return the words on either side in the sentence that a figure stands in; None where there are none."""
    place = bisect_right(starts, start) - 1
    first, last = sentences[place] if place >= 0 else (start, end)
    first, last = max(first, start - _REACH), min(last, end + _REACH)
    return text[min(first, start) : start] or None, text[end : max(last, end)] or None


def _scan(
    text: str,
    places: list[int],
    begin: int,
    stop: int,
    dates: Sequence[tuple],
    date_starts: list[int],
    addresses: list[designators.Designator],
) -> list:
    """Read the designators and figures of one range, from left to right; one may begin at each of `places`."""
    found: list = []
    pos = begin
    for at in places:
        if at < pos:
            continue
        if addresses and (inside := [one for one in addresses if one.start <= at < one.end]):
            found.extend(one for one in inside if one not in found and (not found or found[-1].end <= one.start))
            pos = max(pos, inside[0].end)
            continue
        near = bisect_left(date_starts, at + 1) - 1
        if near >= 0 and at < dates[near][1] and dates[near][6] not in ("ago", "anchored"):
            pos = max(pos, dates[near][1])
            continue
        one = read_quantity(text, at, max(begin, found[-1].end if found else begin), stop)
        if one and near >= 0 and at < dates[near][1] and isinstance(one, Figure):
            if one.kind != "duration":
                one = None
            else:
                one.method += ", length of a date"
                if one.modifier and one.modifier.lower().endswith(_COMPARED_THAN):
                    one = None  # four points lower than two years ago
        following = dates[near + 1][0] if near + 1 < len(dates) else stop
        if one and one.start < following:
            found.append(one)
            pos = max(pos, one.end)
        elif text[at].isdigit():  # the rest of a number that is none is no number either
            pos = _REST.match(text, at, stop).end() or pos
    return found


def _find_subject(text: str, one: Figure, begin: int, stop: int) -> None:
    """Seek what is counted beyond the noun phrase: *prices rose 5 percent*, *of the dead, 15 were foreigners*."""
    if phrase := neighbours.predicative(text, one, stop):
        one.phrase = phrase
        return
    if one.kind == "count" and _WERE.match(text, one.end, stop):
        return  # 30 were wounded
    if (one.kind == "count" and one.value == 1) or (one.kind == "distance" and _AWAY.match(text, one.end, stop)):
        return  # China was one economically; they were 15 feet from it
    if found := _COLLECTIVE.search(text, max(begin, one.start - 16), one.start):
        one.phrase = Phrase(*found.span(1), found[1], False)  # a crew of three
    elif subject := clauses.read_object(text, one.start, begin) or clauses.read_subject(text, one.start, begin):
        start, end, head = subject
        one.phrase = Phrase(start, end, singular(text[head:end]), False)


class _Voices:
    """Who speaks at a place: the quotes, looked up from left to right."""

    def __init__(self, quotes: Sequence[tuple]):
        spoken = [(min(row[0], row[3]), max(row[1], row[4]), row) for row in quotes if row[2] != "not_speech"]
        # By places and kind alone: of one clause with two cues, one may have a speaker and the other None.
        self.quotes = sorted(spoken, key=lambda one: (one[0], one[1], one[2][:3]))
        self.starts = [row[0] for row in self.quotes]

    def at(self, place: int) -> tuple[str | None, str]:
        """Return (speaker_name, voice) at a place."""
        best = None
        behind = bisect_right(self.starts, place)
        for first, last, row in reversed(self.quotes[max(0, behind - 6) : behind]):
            if first <= place < last:
                inside = row[0] <= place < row[1]
                voice = "quoted" if inside and row[2] in OWN_WORDS else "reported"
                if best is None or voice == "quoted":
                    best = (row[8], voice)
        return best or (None, "author")


def _setting(text: str, one: Figure, begin: int, stop: int) -> clauses.Setting:
    """Read the clause around a figure."""
    phrase = one.phrase
    known = phrase and (phrase.start, phrase.end, phrase.head)
    setting = clauses.read_setting(text, one.start, one.end, begin, stop, event_verbs(), demonyms(), known, one.kind)
    far = max(begin, one.start - 220)
    toll = phrase is None and one.kind == "count" and text.find("oll ", far, one.start) >= 0
    if toll and _TOLL_OF.search(text, far, one.start):
        return setting._replace(
            predicate="killed", direction=None
        )  # the toll in the crash of a train in Lunde rose to 17
    more = phrase is not None and phrase.start >= one.end and one.kind == "count" and setting.role == "level"
    if more and text.startswith(("more ", "additional ", "further "), phrase.start):
        return setting._replace(role="change")  # 12 more people died
    return setting


def _row(
    text: str, one: Figure, setting: clauses.Setting, dates: Sequence[tuple], date_starts: list[int], voices: _Voices
) -> tuple:
    """Turn a figure into a row of the table."""
    phrase, role = one.phrase, setting.role
    head = phrase and phrase.head
    if one.kind == "count" and not one.unit and head is None and setting.predicate in _OF_PEOPLE:
        head = "people"  # six died: who dies or flees without a noun is people
    speaker, voice = voices.at(one.core)
    low, high = one.low_bound, one.high_bound
    if low is None and high is None and one.relation == "=":
        low, high = one.value, one.high if one.high is not None else one.value
    return (
        one.start, one.end, _float(one.value), _float(one.high), one.relation, one.modifier, _float(low), _float(high),
        one.unit, *_si(one, role), one.kind, phrase and text[phrase.start : phrase.end], phrase and phrase.start,
        phrase and phrase.end, head, setting.predicate, role, setting.direction, setting.modality,
        setting.place, _as_of(text, one, dates, date_starts), one.rendering_of, speaker, voice, one.method,
    )  # fmt: skip


def _si(one: Figure, role: str) -> tuple[float | None, str | None]:
    """Return value and unit in SI; a change of temperature (*warmed by 1.5C*) is a number of kelvins."""
    if one.value is None or one.unit is None:
        return None, None
    return units.to_si(one.value, one.unit, si_factors(), change=role == "change") or (None, None)


def _float(value: int | Fraction | None) -> float | None:
    return None if value is None else float(value)


def _as_of(text: str, one: Figure, dates: Sequence[tuple], starts: list[int]) -> str | None:
    """Return the date nearest to the figure in its sentence; a date that another figure or event has is left out."""
    near = bisect_left(starts, one.start)
    best = None
    for row in dates[max(0, near - 1) : near + 1]:
        before = row[0] < one.start
        first, last = (row[1], one.start) if before else (one.end, row[0])
        if not row[2] or last - first >= (best[0] if best else 140) or _STOP.search(text, first, last):
            continue
        gap = text[first:last]
        if not before and (_OF_THEM.search(gap, 1) or (best and gap.startswith((", and ", ", but ", ", while ")))):
            continue
        if not before and _ASIDE.search(gap):
            continue  # 800 people live in the town, which dates to the 1850s
        if before and gap.startswith(",") and _IN_ASIDE.search(text, max(0, row[0] - 80), row[0]):
            continue  # Quist, who took over in 2022, will run the bank with 64,000 employees
        if not gap.startswith(", when ") and _OTHER_DATE.search(text[max(0, row[0] - 24) : row[0]]):
            continue
        compares = None if before else _COMPARES.search(gap)
        if compares and (one.kind != "count" or compares[1]):
            continue
        best = (len(gap), row[2])
    return best and best[1]

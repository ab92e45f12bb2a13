"""Figures: every reported quantity, with its modifier, unit, what it counts, and whose figure it is.

Floor 1: `quantities` reads one number, this module the order of an article and what neighbours share. What
a text says in digits is claimed in one order: address and id, date (by `dates`), clock time, designator,
figure; numbers that name (F-16) keep a row. Out of scope: whether two outlets agree (`align_figures`).

Limits: *one* before a noun counts, as a pronoun it does not; *first* and *second* are never figures; a
duration without a number (*a month*) is none; tables are read as prose.
"""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction

from ..english import designators, modifiers, numbers, units
from ..english.text import find_sentences
from . import clauses
from .counted import Phrase, is_plural, read_phrase, singular
from .measures import Figure, si_factors
from .quantities import anchor, demonyms, event_verbs, phrase_words, read_quantity

_REST = re.compile(r"[0-9.,]*")
_JOINED = re.compile(r"(?: [A-Za-zÀ-ÿ’'-]+){0,4},? (?:and|or) |, ")  # US and 1,000
_ELIDED = re.compile(
    r" (?:more )?(?:were|was|have|had|are|killed|injured|wounded|hurt|died|missing|arrested|"
    r"needed|suffered|survived|remained|remain|escaped|fled|required)\b"
)
_COMPARED = re.compile(
    r"\b(?:compared (?:with|to)|up from|down from|rather than|instead of|against) (?:[a-z]+ ){0,2}$"
    r"|\band (?:killed|killing|wounded|wounding|injured|injuring|hurt|arrested|arresting|detained|captured) $"
)
_RESTATED = re.compile(
    r"[ ,]{0,3}(?:\(|or |\[|/)(?:(?:or|about|roughly|nearly|around|some|equivalent to) |US){0,3}"
)  # 80 km (50 miles)
_COMPARED_THAN = ("lower than", "higher than", "larger than", "smaller than", "bigger than", "further than")
_WORDS = re.compile(r"[A-Za-z’'-]+")
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
_FROM_TO = re.compile(r"[ ,]{1,2}(?:(?:up|down) )?(?:to|from|compared with|against)(?: a record| only| just)? ")
_WERE = re.compile(r" (?:were|are)(?= [a-zA-Z])")
_IN_PLACE = re.compile(r" (in|from|at|near|to) (?:the )?[A-Z]")
_SIZED = frozenset(("count", "percent", "money", "measure", "distance", "rate", "area", "weight"))
_STOP = re.compile(r"[.!?;][”\"’')]?\s|\n")


def find_figures(
    text: str,
    dates: Sequence[tuple],
    quotes: Sequence[tuple] = (),
    spans: Iterable[tuple[int, int]] | None = None,
    sentences: Sequence[tuple[int, int]] | None = None,
) -> list[tuple]:
    """Return the rows of the figures table after `text`, in reading order.

    `dates` are the rows of `find_dates` and are claimed first; `quotes` those of `find_quotes`,
    which tell voice and speaker; `spans` the ranges to read, default all; `sentences` the bounds
    of their sentences, else found here.

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
    for begin, stop in spans:
        found = _scan(text, begin, stop, dates, date_starts)
        figures = [one for one in found if isinstance(one, Figure)]
        _share(text, figures, stop)
        for last, one in zip([None, *figures], figures, strict=False):
            if one.phrase is None and one.kind in _SIZED:
                _find_subject(text, one, begin, stop)
            if one.phrase is None and last and last.kind in _SIZED and last.phrase and last.phrase.end <= last.start:
                gap = text[last.end : one.start]
                if one.rendering_of is not None or (len(gap) < 40 and _FROM_TO.fullmatch(gap)):
                    one.phrase = last.phrase  # sales fell 9 percent to 17 million, from 19 million
        for one in found:
            around = _around(text, one.start, one.end, sentences, sentence_starts)
            if isinstance(one, Figure):
                row = _row(text, one, begin, stop, dates, date_starts, voices)
            else:
                speaker, voice = voices.at(one.start)
                row = (one.start, one.end, *[None] * 9, one.kind, *[None] * 11, speaker, voice, one.method)
            rows.append((*row[:-1], *around, row[-1]))
    return rows


def _around(text: str, start: int, end: int, sentences: Sequence[tuple[int, int]], starts: list[int]) -> tuple:
    """Return the words on either side in the sentence that a figure stands in."""
    place = bisect_right(starts, start) - 1
    first, last = sentences[place] if place >= 0 else (start, end)
    return text[min(first, start) : start], text[end : max(last, end)]


def _scan(text: str, begin: int, stop: int, dates: Sequence[tuple], date_starts: list[int]) -> list:
    """Read the designators and figures of one range, from left to right."""
    found: list = []
    addresses = designators.find_addresses(text, begin, stop)
    scan, pos = anchor(), begin
    while (at := numbers.find_anchor(scan, text, pos, stop)) >= 0:
        pos = at + 1
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


def _share(text: str, figures: list[Figure], stop: int) -> None:
    """Let neighbours in one coordination share modifier, unit and head; find second renderings."""
    _share_units(text, figures)
    whole: Figure | None = None
    for last, one in itertools.pairwise(figures):
        gap = text[last.end : one.start]
        if len(gap) > 90:
            continue
        if one.unit and last.unit and one.unit != last.unit and one.kind == last.kind and _RESTATED.fullmatch(gap):
            one.rendering_of, one.phrase = last.start, one.phrase or last.phrase
            if one.relation == "=" and last.relation != "=":
                _take_modifier(one, last)
            continue
        if last.kind == "age" and one.kind == "count" and not one.phrase and gap in (" and ", ", ", " or ", ", and "):
            one.kind, one.unit, one.phrase = "age", last.unit, last.phrase  # ages 4 and 7
        if not text.startswith((" of them", " of whom"), last.end):
            whole = last  # 263 people, 12 of them Danes, died and 40 were hurt
        _share_head(text, whole or last, one, gap, stop)
        if not _JOINED.fullmatch(gap):
            continue
        words = phrase_words()
        between = {word.lower() for word in _WORDS.findall(gap)[:-1] if not word.isupper()}
        apart = "," in gap or any(map(between.intersection, (words.ends, words.verbs, words.predicates)))
        if not apart and last.relation not in ("=", "vague") and one.relation == "=" and one.kind == last.kind:
            _take_modifier(one, last)
            one.method += ", modifier shared"


def _share_units(text: str, figures: list[Figure]) -> None:
    """Give numbers before the last of a list its unit: *45 and 50 mg*, *10, 20 or 30 years*."""
    for last, one in itertools.pairwise(reversed(figures)):
        if not last.unit or one.unit or one.phrase or last.kind in ("money", "percent", "age"):
            continue
        gap = text[one.end : last.start]
        if len(gap) < 90 and _JOINED.fullmatch(gap):
            # 9.6 billion, 2.4 times its income
            rising = one.value is not None and last.value is not None and one.value < last.value
            if rising or not gap.startswith(","):
                one.unit, one.kind = last.unit, last.kind


def _share_head(text: str, last: Figure, one: Figure, gap: str, stop: int) -> None:
    """Restore a head that one of two counts leaves out: *2,500 US and 1,000 other troops*, *14 were hurt*."""
    if gap == " " and last.kind == "count" and not last.phrase and one.unit:
        last.phrase = one.phrase  # two 500-pound bombs
    if not last.kind == one.kind == "count" or last.unit or one.unit:
        return
    if one.phrase:
        if _JOINED.fullmatch(gap) and (last.phrase is None or last.phrase.open):
            last.phrase = last.phrase._replace(head=one.phrase.head, open=False) if last.phrase else one.phrase
    elif (
        last.phrase
        and not _STOP.search(gap)
        and (_ELIDED.match(text, one.end, stop) or _COMPARED.search(gap) or _same_place(text, last, one, stop))
    ):
        one.phrase = last.phrase  # 40 guards were killed and 14 were hurt
        one.method += ", head from before"


def _same_place(text: str, last: Figure, one: Figure, stop: int) -> bool:
    """Tell *450 nurses in Oslo, 300 in Bergen*: two places behind the same preposition."""
    first = _IN_PLACE.match(text, last.phrase.end, stop) if last.phrase else None
    second = _IN_PLACE.match(text, one.end, stop) if first else None
    return bool(second) and first[1] == second[1]


def _find_subject(text: str, one: Figure, begin: int, stop: int) -> None:
    """Seek what is counted beyond the noun phrase: *prices rose 5 percent*, *of the dead, 15 were foreigners*."""
    if one.kind == "count" and (found := _WERE.match(text, one.end, stop)):
        phrase = read_phrase(text, found.end(), stop, phrase_words())
        if phrase and is_plural(text[phrase.start : phrase.end], phrase_words()):
            one.phrase = None if phrase.head in phrase_words().predicates else phrase  # 30 were wounded
            return
    if (one.kind == "count" and one.value == 1) or (one.kind == "distance" and _AWAY.match(text, one.end, stop)):
        return  # China was one economically; they were 15 feet from it
    if found := _COLLECTIVE.search(text, max(begin, one.start - 16), one.start):
        one.phrase = Phrase(*found.span(1), found[1], False)  # a crew of three
    elif subject := clauses.read_subject(text, one.start, begin):
        start, end, head = subject
        one.phrase = Phrase(start, end, singular(text[head:end]), False)


def _take_modifier(one: Figure, last: Figure) -> None:
    """Give a figure the modifier of the one before."""
    if one.value is not None:
        one.relation, one.modifier = last.relation, last.modifier
        one.low_bound, one.high_bound = modifiers.bounds(one.value, one.high, one.relation)


class _Voices:
    """Who speaks at a place: the quotes, looked up from left to right."""

    def __init__(self, quotes: Sequence[tuple]):
        self.quotes = sorted(
            (min(row[0], row[3]), max(row[1], row[4]), row) for row in quotes if row[2] != "not_speech"
        )
        self.starts = [row[0] for row in self.quotes]

    def at(self, place: int) -> tuple[str | None, str]:
        """Return (speaker_name, voice) at a place."""
        best = None
        for first, last, row in reversed(
            self.quotes[max(0, bisect_left(self.starts, place + 1) - 6) : bisect_left(self.starts, place + 1)]
        ):
            if first <= place < last:
                inside = row[0] <= place < row[1]
                voice = "quoted" if inside and row[2] in ("direct", "mixed", "unmarked") else "reported"
                if best is None or voice == "quoted":
                    best = (row[8], voice)
        return best or (None, "author")


def _row(
    text: str, one: Figure, begin: int, stop: int, dates: Sequence[tuple], date_starts: list[int], voices: _Voices
) -> tuple:
    """Turn a figure into a row of the table."""
    phrase = one.phrase
    behind = phrase is not None and phrase.start >= one.end
    known = phrase and (phrase.start, phrase.end, phrase.head)
    setting = clauses.read_setting(text, one.start, one.end, begin, stop, event_verbs(), demonyms(), known, one.kind)
    role = setting.role
    if (
        behind
        and one.kind == "count"
        and role == "level"
        and text.startswith(("more ", "additional ", "further "), phrase.start)
    ):
        role = "change"  # 12 more people died
    head = phrase and phrase.head
    if one.kind == "count" and not one.unit and head is None and setting.predicate in ("killed", "injured"):
        head = "people"  # six died: who dies or is hurt without a noun is people
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
        gap = text[row[1] : one.start] if before else text[one.end : row[0]]
        if not row[2] or len(gap) >= 140 or _STOP.search(gap) or (best and len(gap) >= best[0]):
            continue
        if not gap.startswith(", when ") and _OTHER_DATE.search(text[max(0, row[0] - 24) : row[0]]):
            continue
        compares = None if before else _COMPARES.search(gap)
        if compares and (one.kind != "count" or compares[1]):
            continue
        best = (len(gap), row[2])
    return best and best[1]

"""Neighbours: what figures of one clause share: unit, modifier, what is counted, what happened.

Floor 1: reads the words between two figures that `quantities` has read. Out of scope: figures of different
sentences.
"""

import itertools
import re

from ..english import modifiers
from .clauses import Setting
from .counted import Phrase, is_plural, read_before_of, read_phrase
from .measures import Figure
from .quantities import phrase_words

_JOINED = re.compile(r"(?: [A-Za-zÀ-ÿ’'-]+){0,4},? (?:and|or) |, ")  # US and 1,000
_ELIDED = re.compile(
    r" (?:more (?!than))?(?:were|was|have|had|are|killed|injured|wounded|hurt|died|missing|arrested|"
    r"needed|suffered|survived|more than|fewer than|less than|remained|remain|escaped|fled|required)\b"
)
_COMPARED = re.compile(
    r"\b(?:compared (?:with|to)|up from|down from|rather than|instead of|against) (?:[a-z]+ ){0,2}$"
    r"|\band (?:killed|killing|wounded|wounding|injured|injuring|hurt|arrested|arresting|detained|captured) $"
)
_RESTATED = re.compile(
    r"[ ,]{0,3}(?:\(|or |\[|/)(?:(?:or|about|roughly|nearly|around|some|equivalent to) |US){0,3}"
)  # 80 km (50 miles)
_SCALED = re.compile(r"[0-9 ](?:million|billion|trillion|mn|bn|tn)$")
_SUM = re.compile(  # what is money whatever stands behind the number
    r"\b(?:costs?|charges?|savings|bonus|profits?|(?:net|operating) loss|revenues?|income|earnings|turnover|debts?"
    r"|deficit|surplus|budget|dividends?|payoff|payout|salary|loan|compensation|fine) (?:of|at|was|were) $"
)
_AGAINST = re.compile(r",? (?:against|compared with|compared to|up from|down from|from) ")
_WORDS = re.compile(r"[A-Za-z’'-]+")
_IN_PLACE = re.compile(r" (in|from|at|near|to) (?:the )?[A-Z]")
_WERE = re.compile(r" (?:were|are)(?= [a-zA-Z])")
_STOP = re.compile(r"[.!?;][”\"’')]?\s|\n")
_PRONOUNS = frozenset("them whom which us".split())
_AND = re.compile(r",? (?:and|or|as well as)(?: (?:another|some|about|a further))? |, ")
_WHOLE = re.compile(
    r",? (?:including|among them|with)(?: (?:at least|some|about))? |, of (?:whom|which)(?: at least)? "
)


def share(text: str, figures: list[Figure], stop: int) -> None:
    """Let neighbours in one coordination share modifier, unit and head; find second renderings (in place)."""
    _share_units(text, figures)
    _share_currency(text, figures)
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
        if whole and whole.phrase and one.phrase and one.phrase.head in _PRONOUNS and not _STOP.search(gap):
            one.phrase, one.method = whole.phrase, f"{one.method}, head from before"  # 31 nurses, five of them hurt
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
        from_to = text[one.end : last.start] == " to " and text[max(0, one.start - 5) : one.start] == "from "
        if from_to and last.kind in ("percent", "money") and one.kind == "count" and not one.phrase:
            one.unit, one.kind = last.unit, last.kind  # from 1.75 to 2.25 per cent
            continue
        if not last.unit or one.unit or one.phrase or last.kind in ("money", "percent", "age"):
            continue
        gap = text[one.end : last.start]
        if len(gap) < 90 and _JOINED.fullmatch(gap):
            # 9.6 billion, 2.4 times its income
            rising = one.value is not None and last.value is not None and one.value < last.value
            if rising or not gap.startswith(","):
                one.unit, one.kind = last.unit, last.kind


def _share_currency(text: str, figures: list[Figure]) -> None:
    """Give a sum that leaves it out the currency of the one before: *savings of $2 million and costs of 3 million*."""
    for last, one in itertools.pairwise(figures):
        if last.kind != "money" or one.kind != "count" or one.unit or one.phrase or one.start - last.end > 200:
            continue
        gap = text[last.end : one.start]
        if _SCALED.search(text, one.core, one.end) and (_SUM.search(gap) or _AGAINST.fullmatch(gap)):
            one.unit, one.kind, one.method = last.unit, "money", f"{one.method}, currency from before"
            one.phrase = read_before_of(text, one.start, last.end, phrase_words())


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
        and " among " not in gap  # 3 students among 17 killed: of the dead some were students
        and not _STOP.search(gap)
        and not predicative(text, one, stop)
        and (_ELIDED.match(text, one.end, stop) or _COMPARED.search(gap) or _same_place(text, last, one, stop))
    ):
        one.phrase = last.phrase  # 40 guards were killed and 14 were hurt
        one.method += ", head from before"


def _same_place(text: str, last: Figure, one: Figure, stop: int) -> bool:
    """Tell *450 nurses in Oslo, 300 in Bergen*: two places behind the same preposition."""
    first = _IN_PLACE.match(text, last.phrase.end, stop) if last.phrase else None
    second = _IN_PLACE.match(text, one.end, stop) if first else None
    return bool(second) and first[1] == second[1]


def predicative(text: str, one: Figure, stop: int) -> Phrase | None:
    """Return what *were* says that they are: *of the dead, 15 were foreigners*; *15 were wounded* is no noun."""
    found = _WERE.match(text, one.end, stop) if one.kind == "count" else None
    phrase = read_phrase(text, found.end(), stop, phrase_words()) if found else None
    if not phrase or phrase.head in phrase_words().predicates:
        return None
    return phrase if is_plural(text[phrase.start : phrase.end], phrase_words()) else None


def share_events(text: str, figures: list[Figure], settings: list[Setting]) -> list[Setting]:
    """Let neighbours in one clause share what happened to them, and a part take it from its whole.

    *At least seven men and three women were killed*; *nine Swedes, five of them nurses, were rescued*.
    """
    shared = list(settings)
    for at, (last, one) in enumerate(itertools.pairwise(figures)):
        before, here = shared[at], shared[at + 1]
        if last.kind != "count" or one.kind != "count" or one.start - last.end > 90:
            continue
        behind = last.phrase is not None and last.end <= last.phrase.start < one.start
        gap = text[last.phrase.end if behind else last.end : one.start]
        if _STOP.search(gap):
            continue
        whole = bool(_WHOLE.fullmatch(gap) or (here.role == "part" and gap.startswith(",")))
        if _AND.fullmatch(gap) or whole:
            if here.predicate is None and not whole and before.role == "part":
                here = here._replace(role="part")  # four Swedes and five Danes
            if here.predicate is None and not _told_by_head(last):
                here = here._replace(predicate=before.predicate)
            elif before.predicate is None and not whole and not _told_by_head(one):
                before = before._replace(predicate=here.predicate)
            if not whole:
                before = before._replace(place=before.place or here.place)
                here = here._replace(place=here.place or before.place)
        elif here.role == "change" and not here.direction and here.predicate != before.predicate:
            here = here._replace(role="level")  # 19 died and another 30 are missing
        shared[at], shared[at + 1] = before, here
    return shared


def _told_by_head(one: Figure) -> bool:
    """Tell that the noun itself says what happened: the deaths of *85 cases and four deaths*."""
    return one.phrase is not None and one.phrase.head in phrase_words().predicates


def _take_modifier(one: Figure, last: Figure) -> None:
    """Give a figure the modifier of the one before."""
    if one.value is not None:
        one.relation, one.modifier = last.relation, last.modifier
        one.low_bound, one.high_bound = modifiers.bounds(one.value, one.high, one.relation)

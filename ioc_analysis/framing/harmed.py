"""Harmed: the phrases beside a harm word that say who suffers it and who does it.

Floor 1 (above `harm_words`). No parser: a phrase is taken where it stands right beside, and left out in doubt. Out of
scope: which verb or noun is harm, and how it is told (`harm`).
"""

from ..english.phrases import Sentence, is_noun, phrase_left, phrase_right
from ..english.tokens import (
    ADV,
    AUX,
    BE,
    CAP,
    CLOSED,
    CONJ,
    CUE,
    DET,
    HAVE,
    ING,
    MODAL,
    NEG,
    NUM,
    OBJ,
    PAST,
    POSS,
    PREP,
    PUNCT,
    REL,
    SAYS,
    SUB,
    SUBJ,
    TIME,
    Tokens,
    classes,
)
from ..english.verbs import only_past
from .harm_words import ABOUT, AGO, AMOUNTS, LINKS, NUMBERS, OWNING, SERIES, nations, words

Part = tuple[int, int]
ASIDE = 20  # tokens of what stands between two commas behind a subject
FAR = 60  # tokens between a subject and its verb, so that no sentence is too long
_CLAUSES = frozenset("when where while after before as since because".split())
_SIDES = frozenset("north south saudi sri new costa".split())  # a North Korean raid
_AT = frozenset("of on in at last this early late earlier later next before after around about over during the".split())


def begins_phrase(tokens: Tokens, place: int, last: int) -> bool:
    """Tell whether an object may begin here, or the number of those harmed: almost 40 people."""
    if place >= last:
        return False
    kind, low = tokens.kind[place], tokens.low[place]
    ahead = tokens.low[place + 1] if place + 1 < last else ""
    if low == "between":
        return bool(ahead and (tokens.kind[place + 1] & NUM or ahead in NUMBERS))
    if low == "to" and ahead == "death":
        return False  # stabbed to death
    if low in ABOUT and (kind & (ADV | PREP | SUB) or low in ("more", "most", "fewer", "less")):
        if low in ("at", "as", "up", "over"):
            return ahead in ("least", "most", "many", "to") or bool(ahead and tokens.kind[place + 1] & NUM)
        verb = place + 1 < last and tokens.kind[place + 1] & PAST and not tokens.kind[place + 1] & CAP
        return low != "most" and not verb and (ahead in ABOUT or begins_phrase(tokens, place + 1, last))
    if kind & (DET | NUM | OBJ | POSS) or low in ("her", "him", "them", "dozens", "scores"):
        # killed each day, killed last week: a time; that killed: no object
        return not (kind & DET and not kind & POSS and ahead and tokens.kind[place + 1] & TIME)
    if kind & TIME:
        return False
    return is_noun(tokens, place) and not kind & (PREP | CONJ | ADV | SUB)


def back(tokens: Tokens, place: int, first: int) -> int:
    """Return the place before adverbs and negations."""
    while place >= first and tokens.kind[place] & (ADV | NEG) and not tokens.kind[place] & (DET | AUX | CAP):
        place -= 1
    return place


def find_object(sentence: Sentence, after: int) -> Part | None:
    """Return the phrase behind a verb, its number with it: at least four people."""
    tokens, _, last = sentence
    begin = after
    if begin < last and tokens.low[begin] in ABOUT and not begins_phrase(tokens, begin, last):
        return None  # killed over the years
    while begin < last and tokens.low[begin] in (*ABOUT, "between"):
        begin += 1
    end = phrase_right(tokens, begin, last)
    if end == begin and begin < last and tokens.kind[begin] & OBJ:
        end = begin + 1
    end = whole(tokens, _without(tokens, begin, end), begin, last)
    end -= begin + 1 < end and tokens.low[end - 1] == "dead"  # shot the man dead
    return (after, end) if end > begin else None


def whole(tokens: Tokens, end: int, begin: int, last: int) -> int:
    """Return the end of a phrase with the noun that its number is of: two (suspects), the mayor and three (others).

    And with a noun that may be a verb: *diplomatic posts in Norland*.
    """
    if begin < end < last - 1 and tokens.kind[end] & CUE and tokens.low[end].endswith("s"):
        closed = tokens.kind[end + 1] & (PREP | PUNCT | CONJ) and tokens.low[end + 1] not in ("that", ":")
        return end + 1 if closed and not tokens.kind[end - 1] & (CAP | PUNCT) else end
    if begin < end < last and (tokens.kind[end - 1] & NUM or tokens.low[end - 1] in NUMBERS):
        place = end + (tokens.low[end] in ("other", "more"))
        if place < last and tokens.low[end] == "others":
            return end + 1
        if place < last and tokens.low[place].endswith("s") and not tokens.kind[place] & (CLOSED | PUNCT | TIME):
            return place + 1
    return end


def find_agent(tokens: Tokens, begin: int, last: int) -> Part | None:
    """Return the phrase behind *by*."""
    end = _without(tokens, begin, phrase_right(tokens, begin, last))
    if begin < end < last and tokens.low[end] in words().weapons:  # a word that looks like a verb: U.S. drones
        end += 1
    while end - 1 > begin and tokens.kind[end - 1] & (TIME | NUM) and not tokens.kind[begin] & NUM:
        end -= 1  # by jets September 2011
    return (begin, end) if end > begin else None


def _without(tokens: Tokens, begin: int, end: int) -> int:
    """Return the end of a phrase without what it was done with or for: the airport (with guns)."""
    for place in range(begin + 1, end):
        low = tokens.low[place]
        if low in ("with", "to") or (low == "for" and place + 1 < end and tokens.kind[place + 1] & (ING | POSS)):
            return place
    return end


def find_subject(sentence: Sentence, before: int, *, tied: bool = False) -> Part | None:
    """Return the phrase that ends at `before`, auxiliaries left out; of a relative clause, what it is about.

    With `tied` it may stand behind a preposition: *among six people killed*, *the names of those killed*.
    """
    tokens, first, _ = sentence
    place = before
    while (
        place >= first
        and tokens.kind[place] & (AUX | ADV | NEG)
        and not tokens.kind[place] & SUBJ
        and (not tokens.kind[place] & CAP or tokens.kind[place] & (BE | HAVE | NEG))
    ):
        place -= 1
    relative = tokens.low[place] if place >= first and tokens.kind[place] & REL else None
    if relative:
        place -= 1
        place -= place >= first and tokens.low[place] == ","
    place = _before_time(tokens, place, first)
    if first < place < before and tokens.low[place] == ",":
        place = _before_aside(tokens, place, first)
    if place < first or tokens.kind[place] & (PUNCT | PREP | CONJ):
        return None
    left = phrase_left(tokens, place, first)
    if left is None:
        return None
    if relative:
        return _antecedent(tokens, _wide(tokens, left, first), place + 1, relative == "who")
    left = _last_clause(tokens, left, place, tied)
    if (
        left - 2 >= first
        and tokens.kind[left - 1] & ING
        and not tokens.kind[left - 1] & CAP
        and is_noun(tokens, left - 2)
    ):
        longer = phrase_left(tokens, left - 2, first)  # people attending the fair
        left = left if longer is None else longer
    if place == left and tokens.kind[place] & ING and not tokens.kind[place] & CAP:
        return None
    if left - 2 >= first and tokens.low[left - 1] == "and" and tokens.kind[left - 2] & SUBJ:
        left -= 2  # he and his wife
    while (
        left - 1 >= first
        and tokens.low[left] in ("least", "most", "than")
        and tokens.low[left - 1] in ("at", "more", "fewer")
    ):
        left -= 1
    if tokens.kind[left] & PAST and not tokens.kind[left] & (CAP | DET):
        return None  # who led the raid killed
    if not tied and left > first and tokens.kind[left - 1] & PREP and tokens.low[left - 1] not in LINKS:
        # a phrase behind a preposition is no subject: an attack on a café killed six
        told = tokens.low[left - 2] in words().weapons if left - 2 >= first else False
        return (left - 2, left - 1) if told else None
    return (left, place + 1) if left <= place else None


def _wide(tokens: Tokens, left: int, first: int) -> int:
    """Return where a phrase begins that goes on before a place and its country: a raid on Norvik, Norland."""
    here = left - 2 >= first and tokens.low[left - 1] == "," and tokens.kind[left] & tokens.kind[left - 2] & CAP
    begin = phrase_left(tokens, left - 2, first) if here else left
    return left if begin is None else begin


def _antecedent(tokens: Tokens, left: int, end: int, someone: bool) -> Part | None:
    """Return what a relative clause is about: the raid on a port that killed, the head of the unit that killed.

    A weapon or an event, if one is named and the clause is not of *who*; else the last phrase.
    """
    ties = [place for place in range(left + 1, end) if tokens.kind[place] & PREP and not tokens.kind[place] & CAP]
    parts = list(zip([left, *(place + 1 for place in ties)], [*ties, end], strict=True))
    parts = [part for part in parts if part[0] < part[1]]
    things = [part for part in parts if tokens.low[part[1] - 1] in words().weapons]
    if things and not someone:
        return things[0]
    before = left - 2
    while before > 0 and tokens.kind[before] & TIME:  # the raid Monday on a port
        before -= 1
    if before > 0 and tokens.kind[left - 1] & PREP and tokens.low[before] in words().weapons and not someone:
        return before, before + 1
    if not parts or (tokens.kind[end - 1] & (PAST | ING) and not tokens.kind[end - 1] & CAP):
        return None
    number = len(parts) - 1
    # two towns in Norland that, a group of rebels who
    while number and (
        tokens.low[parts[number][0] - 1] in ("in", "at", "near", "on", "from")
        or any(tokens.low[place] in AMOUNTS for place in range(*parts[number - 1]))
    ):
        number -= 1
    return parts[number][0], end


def _before_aside(tokens: Tokens, comma: int, first: int) -> int:
    """Return the place before an aside that ends with a comma: two clerks, both of Norvik, (were shot); or it."""
    for place in range(comma - 1, max(first, comma - ASIDE), -1):
        kind = tokens.kind[place]
        if tokens.low[place] == ",":
            if not (
                tokens.kind[place - 1] & NUM or tokens.low[place - 1][-1] == "." or _is_of_place(tokens, place, first)
            ):
                return place - 1
        elif kind & (AUX | SUBJ | PUNCT) and not kind & DET:
            break
    return comma


def _is_of_place(tokens: Tokens, comma: int, first: int) -> bool:
    """Tell whether what ends before a comma says where from: Ada Quist, of Tarn, Ohio."""
    left = phrase_left(tokens, comma - 1, first)
    if left is None or left - 2 <= first:
        return False
    state = tokens.low[left - 1] == "," and left == comma - 1 and tokens.kind[left] & tokens.kind[left - 2] & CAP
    return bool(state or (tokens.low[left - 2] == "," and tokens.kind[left - 1] & PREP))


def _before_time(tokens: Tokens, place: int, first: int) -> int:
    """Return the place before a time: a raid (last week), a bombing (before 3 p.m. on Monday), one (of Aug. 21)."""
    spot = place
    while spot > first:
        kind, low = tokens.kind[spot], tokens.low[spot]
        day = kind & NUM and low[0].isdigit()
        timed = (spot < place and (low in _AT or day)) or (day and _is_time(tokens, spot - 1))
        if not (_is_time(tokens, spot) or timed):
            break
        spot -= 1
    return spot if spot < place and (is_noun(tokens, spot) or tokens.kind[spot] & REL) else place


def _is_time(tokens: Tokens, place: int) -> bool:
    low, kind = tokens.low[place], tokens.kind[place]
    if low in ("p.m.", "a.m.", "pm", "am") or (low[-1] == "." and classes().get(low[:-1], 0) & TIME):
        return True
    return bool(kind & TIME and not kind & SUBJ)


def _last_clause(tokens: Tokens, left: int, place: int, tied: bool) -> int:
    """Return where the phrase begins of which the last word is the head, if more than a phrase was taken."""
    starts = [left]
    for spot in range(left, place):
        kind, low = tokens.kind[spot], tokens.low[spot + 1]
        if kind & PAST and low == "and":  # "were killed and four injured": two clauses
            starts.append(spot + 2)
        counted = tokens.kind[spot + 1] & (DET | NUM) or low in NUMBERS
        if spot > left and kind & PAST and not kind & CAP and counted and is_noun(tokens, spot - 1):
            starts.append(spot + 1)  # "the dead included three guards killed"
        if tokens.low[spot] in LINKS - {"and"}:
            starts.append(spot + 1)
        if tokens.low[spot] == "and" and (low in NUMBERS or tokens.kind[spot + 1] & NUM):
            named = DET | NUM | CAP
            if not any(tokens.kind[near] & named or tokens.low[near] in NUMBERS for near in range(left, spot)):
                starts.append(spot + 1)  # "one is dead and two were injured"
        # "the nationalities of the sailors killed", but "one of the sailors killed"
        if tied and tokens.low[spot] == "of" and not kind & CAP:
            owner = range(left, spot)
            if not any(tokens.low[near] in AMOUNTS or tokens.kind[near] & NUM for near in owner):
                starts.append(spot + 1)
    return max(starts)


def find_main_subject(sentence: Sentence, place: int) -> Part | None:
    """Return the subject before a participle behind a comma: *a bomb exploded, killing four*."""
    tokens, first, _ = sentence
    if place == first or tokens.low[place - 1] != "," or tokens.kind[first] & (ING | PREP | SUB | ADV | CONJ):
        return None
    end = phrase_right(tokens, first, place)
    end = next((spot for spot in range(first + 1, end) if tokens.low[spot] in only_past()), end)
    # Behind a verb of saying another clause begins, and its subject is who does it.
    if any(tokens.kind[spot] & SAYS for spot in range(first, end + 1)):
        return None
    # So does it behind when and where; and the day after is nobody.
    far = place - end > FAR
    if far or tokens.kind[end - 1] & TIME or any(tokens.low[spot] in _CLAUSES for spot in range(end, place)):
        return None
    return (first, end) if end > first and not tokens.kind[end] & PUNCT else None


def find_shared_subject(sentence: Sentence, before: int) -> Part | None:
    """Return the subject that a sentence opens with, of its second verb: *the man came in and* (shot two)."""
    tokens, first, _ = sentence
    while before > first and tokens.kind[before] & (HAVE | ADV):
        before -= 1
    end = phrase_right(tokens, first, before)
    if tokens.low[before] != "and" or end == first or is_thing(tokens, (first, end)):
        return None
    if not tokens.kind[first] & (DET | SUBJ) and tokens.kind[first] & (CLOSED | PAST | ING | NUM):
        return None
    apart = REL | SUB | SUBJ | SAYS | CONJ  # of another clause between
    if any(tokens.kind[spot] & apart and not tokens.kind[spot] & PREP for spot in range(end, before)):
        return None
    return None if tokens.low[first] in AMOUNTS else (first, end)


def opens_with_thing(sentence: Sentence, place: int) -> bool:
    """Tell whether the sentence begins with a weapon or an event, and no other verb stands before `place`.

    *A bombing blamed on rebels in the capital killed six.*
    """
    tokens, first, _ = sentence
    low, kind = tokens.low, tokens.kind
    begin = first
    if kind[first] & (PREP | ADV | TIME):  # Earlier this week, a bombing
        begin = next((spot + 1 for spot in range(first, min(place, first + 8)) if low[spot] == ","), first)
    end = phrase_right(tokens, begin, place)
    if not begin < end < place < end + FAR or head(tokens, (begin, end)) not in words().weapons:
        return False
    behind = range(end, place)
    reduced = kind[end] & (PAST | REL) and not kind[end] & CAP  # blamed on rebels, that hit a square
    return bool(reduced) and not any(
        (kind[spot] & (SUBJ | SUB | MODAL) and not kind[spot] & CAP) or low[spot] in (";", ":", "and")
        for spot in behind
    )


def is_thing(tokens: Tokens, phrase: Part) -> bool:
    """Tell whether the head of a phrase is a weapon or an event: *a bomb*, *the attack on the base*."""
    return head(tokens, phrase) in words().weapons


def head(tokens: Tokens, phrase: Part) -> str:
    """Return the last word of a phrase before its first preposition: attack in the attack on the base.

    Of a series, what it is of: attacks in a wave of attacks.
    """
    while phrase[1] - 1 > phrase[0] and tokens.kind[phrase[1] - 1] & TIME:
        phrase = phrase[0], phrase[1] - 1
    ties = [
        place
        for place in range(phrase[0] + 1, phrase[1])
        if tokens.kind[place] & PREP
        # a team wielding weapons, but a bombing raid
        or (
            tokens.kind[place] & ING
            and place + 1 < phrase[1]
            and tokens.low[place] not in words().heads
            and is_noun(tokens, place - 1)
            and not tokens.kind[place] & CAP
        )
    ]
    if ties and tokens.low[ties[0]] == "of" and tokens.low[ties[0] - 1] in SERIES:
        ties = ties[1:]
    return tokens.low[(ties[0] if ties else phrase[1]) - 1]


def find_nation(tokens: Tokens, place: int, first: int) -> Part | None:
    """Return the nation before the noun, one common word between them or none: a Danish air raid."""
    for spot in range(place - 1, max(first, place - 2) - 1, -1):
        if tokens.word[spot] in nations():
            return spot - (spot > first and tokens.low[spot - 1] in _SIDES), spot + 1
        if tokens.kind[spot] & (CAP | DET | PREP | PUNCT | CONJ | AUX) or not is_noun(tokens, spot):
            return None
    return None


def find_owner(sentence: Sentence, place: int) -> Part | None:
    """Return whose it is: her murder, the mayor's killing (they suffered it), Norland's attack (they did it)."""
    tokens, first, _ = sentence
    spot = place - 1
    if spot >= first and tokens.low[spot].endswith(OWNING) and is_noun(tokens, spot):
        whose = tokens.low[spot].replace("’", "'")
        if whose in AGO or classes().get(whose.removesuffix("'s"), 0) & TIME:
            return None  # Monday's attack
        left = phrase_left(tokens, spot, first)
        if left is None:
            return None
        ties = [near + 1 for near in range(left, spot) if tokens.low[near] == "of"]
        return max([left, *ties]), place  # the number of Norland's raids
    return (spot, place) if spot >= first and tokens.kind[spot] & POSS and tokens.low[spot] != "its" else None

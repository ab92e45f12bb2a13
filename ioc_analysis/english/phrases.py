"""Phrases: noun phrases and finite verbs among tokens, found without a parser.

Floor 0 (above `tokens`). Enough grammar to say where a source begins and ends beside its
reporting verb, and whether words make a clause. Out of scope: a full parse.
"""

from functools import cache
from typing import NamedTuple

from . import reporting
from .tokens import (
    ADV,
    AUX,
    CAP,
    CONJ,
    CUE,
    DET,
    ING,
    NEG,
    NUM,
    OBJ,
    PAST,
    POSS,
    PREP,
    PUNCT,
    REL,
    SUB,
    SUBJ,
    TIME,
    VERB,
    Tokens,
)

MARKS = frozenset("\"“”„«»‹›‘’'`")
DASHES = frozenset("-—–―")
LOOKAHEAD = 30  # tokens between a cue and its "that"
LONGEST = 40  # tokens that a noun phrase may have
# Prepositions that tie a phrase to the noun before it: "a spokesman for the port".
TYING = frozenset(("of", "for", "from", "at", "in", "with", "on", "to", "close", "near", "by"))
ARTICLES = frozenset(("the", "a", "an", "no"))
# Determiners that need a noun: "said several" may end there, "said the" may not.
BEFORE_NOUN = frozenset("the a an every his her its their my our your".split())

# Sets of classes, each asked for at once. A word without any of SPECIAL is a noun or a name, and no rule looks twice.
NO_NAME = SUBJ | DET | PREP | AUX | TIME
NO_NOUN = PUNCT | DET | SUBJ | OBJ | REL | AUX | CONJ | SUB | PREP | ADV | TIME | VERB
SPECIAL = NO_NOUN | NEG | PAST | CUE
FIRST_ONLY = CONJ | SUB | PREP | ADV  # their capital is the sentence's
CLAUSE = SUBJ | AUX | SUB  # in capitals after a noun they begin another clause
STOPS_LEFT = PUNCT | AUX | REL | SUB | OBJ | SUBJ | TIME | VERB
STOPS_RIGHT = STOPS_LEFT | CONJ | PREP
DET_OR_NUM, NAME_OR_SUBJ = DET | NUM, CAP | SUBJ
NO_START = ADV | CONJ | PREP
FINITE = AUX | VERB
MAYBE_FINITE = PAST | CUE
NOT_FINITE = PREP | DET | CONJ | SUB  # "following"
NOT_BEFORE_FINITE = DET | PREP | PUNCT | CONJ | AUX | POSS


class Sentence(NamedTuple):
    """The tokens of one sentence: first, last (after its final stop)."""

    tokens: Tokens
    first: int
    last: int


Bounds = tuple[Tokens, int, int]  # the same without names: unpacked by each of many small rules, it costs a fifth


def is_noun(tokens: Tokens, place: int) -> bool:
    """Tell whether a token can be a noun or a name: no closed-class word, no punctuation."""
    kind = tokens.kind[place]
    return not kind & (NO_NAME if kind & CAP else NO_NOUN)


def is_mark(tokens: Tokens, place: int) -> bool:
    """Tell whether a token is a quotation mark."""
    return 0 <= place < len(tokens.low) and tokens.low[place] in MARKS


def phrase_left(tokens: Tokens, last: int, floor: int) -> int | None:
    """Return the first token of the noun phrase that ends with token `last`, not before `floor`; None if none does.

    >>> from ioc_analysis.english.tokens import tokenize
    >>> found = tokenize("But a spokesman for the port said", [(0, 33)], [])
    >>> found.word[phrase_left(found, 5, 0)]
    'a'
    """
    kind, low = tokens.kind, tokens.low
    if kind[last] & SPECIAL and kind[last] & (SUBJ | DET) == SUBJ:
        return last
    place = _past_head(tokens, last, floor) if kind[last] & SPECIAL else last
    if place is None:
        return None
    floor = max(floor, last - LONGEST)
    best = last
    while place >= floor:
        value = kind[place]
        if not value & SPECIAL:
            best = place
            place -= 1
            continue
        if low[place] in ("that", "what", "which", "whatever", "how"):
            break
        if low[place] in "'’" and place > floor and best == place + 1 and _owns(tokens, place):
            place -= 1
            continue
        if low[place] == "&" and place > floor and best == place + 1 and kind[place - 1] & CAP:
            place -= 1  # Lund & Sons
            continue
        if value & CAP and not value & (TIME | SUBJ) and not (place == floor and value & FIRST_ONLY):
            best = place
            if not (value & DET and place > floor and not _ties(tokens, place - 1, floor)):
                place -= 1
                continue
        if value & DET:
            best = place
            if place > floor and kind[place - 1] & DET:  # "all the experts"
                place -= 1
                continue
            if place > floor and low[place - 1] in ("both", "half"):
                best = place - 1
            joins = place - 1 > floor and low[place - 1] == "and" and _pairs(tokens, place - 1)
            if not joins and not _ties(tokens, place - 1, floor):
                break
            place -= 1
        elif value & PREP and not (value & CAP):
            if best == place + 1 and _ties(tokens, place, floor):
                place -= 1
                continue
            break
        elif value & CONJ:
            if low[place] != "and" or best != place + 1 or place - 1 < floor or not _pairs(tokens, place):
                break
            place -= 1
        elif value & STOPS_LEFT or _is_beyond(tokens, place, last, floor, best):
            break
        else:
            best = place
            place -= 1
    while best < last and kind[best] & NO_START and not kind[best] & DET:
        best += 1
    return best


def _past_head(tokens: Tokens, last: int, floor: int) -> int | None:
    """Return where to read on to the left of a word that is no plain noun, None if it can be no head."""
    value, before = tokens.kind[last], tokens.kind[last - 1] if last > floor else 0
    if value & VERB and before & (PREP | DET) and tokens.low[last - 1] != "to":
        return last - 1  # the head of plans
    known = is_noun(tokens, last) or (value & DET_OR_NUM and tokens.low[last] not in ARTICLES)
    return last if known else None


def _is_beyond(tokens: Tokens, place: int, last: int, floor: int, best: int) -> bool:
    """Tell whether a negation, adverb or verb is no part of the noun phrase that ends with `last`, so far at `best`."""
    value, low = tokens.kind[place], tokens.low[place]
    return bool(
        (value & NEG and not value & DET)
        or (value & ADV and low not in ("long", "once", "far", "back"))
        or (value & PAST and place > floor and tokens.kind[place - 1] & NAME_OR_SUBJ and best == place + 1)
        or (value & CUE and place < last and not value & CAP and not _modifies(tokens, place, floor))
    )


def _owns(tokens: Tokens, place: int) -> bool:
    """Tell the apostrophe of a plural ("the drivers' union") from a closing mark."""
    before = place - 1
    return tokens.low[before].endswith("s") and tokens.end[before] == tokens.start[place] and tokens.quoted[before] < 0


def _modifies(tokens: Tokens, place: int, floor: int) -> bool:
    """Tell whether a participle stands between article and noun: "a deputy of the ruling party"."""
    return bool(place > floor and tokens.kind[place - 1] & DET and tokens.low[place].endswith("ing"))


def _ties(tokens: Tokens, place: int, floor: int) -> bool:
    """Tell whether the word at `place` ties the phrase after it to a noun before it."""
    if place - 1 < floor or tokens.low[place] not in TYING:
        return False
    before = tokens.kind[place - 1]
    if before & (PAST | ING) and not before & CAP:
        return False
    return is_noun(tokens, place - 1) and not before & NUM


def _pairs(tokens: Tokens, place: int) -> bool:
    """Tell whether "and" at `place` joins two nouns of one subject, not two clauses."""
    before, behind = tokens.kind[place - 1], tokens.kind[place + 1]
    if before & CAP and behind & CAP:
        return True
    if behind & DET:  # "The mayor and the governor said", at the start of a sentence
        lead = place
        while lead and place - lead < 5 and is_noun(tokens, lead - 1):
            lead -= 1
        if lead and tokens.kind[lead - 1] & DET:
            lead -= 1
        return lead < place and (lead == 0 or tokens.low[lead - 1] in (".", "”", '"', "?", "!", "—", "–"))
    return is_noun(tokens, place - 1) and not behind & (DET | CAP)


def phrase_right(tokens: Tokens, first: int, ceiling: int, *, tie: bool = True) -> int:
    """Return the token after the noun phrase that begins with token `first`; `first` itself if none does.

    >>> from ioc_analysis.english.tokens import tokenize
    >>> found = tokenize("said Nils Aune of the port authority on Monday", [(0, 46)], [])
    >>> found.word[1 : phrase_right(found, 1, 9)]
    ['Nils', 'Aune', 'of', 'the', 'port', 'authority']
    """
    kind, low = tokens.kind, tokens.low
    ceiling = min(ceiling, first + LONGEST)
    if first < ceiling and kind[first] & (SUBJ | OBJ) and not kind[first] & DET:
        return first + 1
    if first < ceiling and low[first] in ("that", "what", "which"):
        return first
    place = end = first
    noun = False
    while place < ceiling:
        value = kind[place]
        if not value & SPECIAL:
            noun = True
            place += 1
            end = place
        elif value & PUNCT:
            step = 0 if not noun else 1 if low[place] == "&" else _inside(tokens, place, ceiling)
            if not step:
                break
            place += step
            end = place if step == 2 else end
        elif value & CAP and not (noun and value & CLAUSE) and (not value & TIME or _named(tokens, place, first)):
            noun = not value & DET
            place += 1
            end = place if noun else end
        elif value & OBJ and low[place] in ("them", "us") and low[place - 1] == "of":
            return place + 1
        elif value & DET:
            if noun:
                break
            place += 1
            if low[place - 1] not in BEFORE_NOUN:
                end = place
        elif (value & PREP and noun and tie and low[place] in TYING and _tied(tokens, place, ceiling)) or (
            low[place] == "and" and noun and place + 1 < ceiling and _joined(tokens, place)
        ):
            place += 1
            noun = False
        elif value & TIME and not noun and place > first and kind[place - 1] & DET:  # "a Friday evening rally"
            place += 1
            while place < ceiling and kind[place] & TIME:
                place += 1
            end = place
        elif value & STOPS_RIGHT or (value & NEG and not value & DET):
            break
        elif value & ADV:
            if noun:
                break
            place += 1
        elif noun and not value & CAP and (value & PAST or (value & CUE and _reports(low[place]))):
            break
        else:
            noun = True
            place += 1
            end = place
    return end


def _named(tokens: Tokens, place: int, first: int) -> bool:
    """Tell whether a month is a given name: "said April Quist", "Rep. June Quist"."""
    if tokens.low[place] not in ("april", "may", "june", "august", "jan") or place + 1 >= len(tokens.low):
        return False
    titled = place == first or tokens.kind[place - 1] & CAP
    return bool(titled and tokens.kind[place + 1] & CAP and not tokens.kind[place + 1] & (TIME | NUM))


def _inside(tokens: Tokens, place: int, ceiling: int) -> int:
    """Return how many tokens a mark inside a noun phrase takes: 2 in "9/11 families", 1 in "the workers' union"."""
    if place + 1 < ceiling and tokens.low[place] == "/" and tokens.start[place + 1] == tokens.end[place]:
        return 2
    return int(place + 1 < ceiling and tokens.low[place] in "’'" and tokens.start[place] == tokens.end[place - 1])


@cache
def _reports(word: str) -> bool:
    """Tell whether a cue's form is a verb after a noun: said and says, not the noun in "talk show"."""
    return any(form.tense in ("past", "s") and len(form.words) == 1 for form in reporting.forms().get(word, ()))


def _tied(tokens: Tokens, place: int, ceiling: int) -> bool:
    """Tell whether the preposition at `place` goes on with the noun phrase before it."""
    if place + 1 >= ceiling:
        return False
    behind = tokens.kind[place + 1]
    if tokens.low[place] == "of" and tokens.low[place + 1] in ("them", "us"):
        return True
    if behind & (TIME | NUM | OBJ | SUBJ) or (behind & PUNCT):
        return False
    if tokens.low[place] == "of":
        return True
    # After a name, other phrases say where or how it was said: "said Aune in a letter".
    return not tokens.kind[place - 1] & CAP and tokens.low[place] not in ("to", "by", "on", "in")


def _joined(tokens: Tokens, place: int) -> bool:
    """Tell whether "and" at `place` joins a second source to the first."""
    before, behind = tokens.kind[place - 1], tokens.kind[place + 1]
    return bool(behind & CAP and before & CAP) or (is_noun(tokens, place + 1) and not behind & (CUE | PAST | ING | CAP))


def has_finite(tokens: Tokens, first: int, last: int, *, far: bool = False) -> bool:
    """Tell whether the tokens hold a finite verb before any relative word: a clause, not a noun phrase.

    With `far`, commas and relative words do not end the search.
    """
    kind, low = tokens.kind, tokens.low
    for place in range(first, last):
        value = kind[place]
        if not value & SPECIAL:
            continue
        if value & FINITE:
            return True
        if place == first:
            continue
        if not far and (
            (value & REL and not value & DET)
            or low[place] in (",", ";", ":")
            or (low[place] == "that" and is_noun(tokens, place - 1))
        ):
            return False
        if value & MAYBE_FINITE and not value & NOT_FINITE:
            before = kind[place - 1]
            if not value & CAP and not before & NOT_BEFORE_FINITE and is_noun(tokens, place - 1):
                return True
            if before & SUBJ:
                return True
    return False

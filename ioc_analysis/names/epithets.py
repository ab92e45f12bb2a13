"""Epithets: the words attached to a name: arch enemy Tehran, IS jihadists, anti-IS, Quist, an old cleric.

Floor 1, above `names`, whose tokens and names it takes. Own rules, cautious ones: what could be a verb is left out.
Out of scope: long appositions, who uses the words (`find_voices`).
"""

from functools import cache

from .. import lexicon
from ..english.tokens import AUX, CAP, CLOSED, CUE, MODAL, NUM, PAST, PREP, PUNCT, SUBJ, TIME, VERB, Tokens
from . import capitals

DISTANCED = frozenset(("so-called", "self-styled", "self-proclaimed", "self-declared"))
SIDES = frozenset(("anti", "pro", "counter", "non", "ex", "post", "pre", "former"))
# Where a place lies is no label of it.
COMPASS = frozenset(
    "north south east west northern southern eastern western central north-eastern north-western south-eastern "
    "south-western northeast northwest southeast southwest northeastern northwestern southeastern southwestern "
    "mid nearby neighbouring neighboring downtown late early mainland".split()
)
LONGEST = 3  # words of a label before a name
SPEAKING = frozenset("said says told added adds which who whom whose when where".split())
NO_LABEL = CLOSED | AUX | MODAL | CUE | PUNCT | NUM | VERB | CAP | TIME


def find_labels(names) -> list[tuple]:
    """Return (start, end, entity, entity_type, variant, relation, method) of the labels of one text, in reading order.

    `names` is what `find_names` gave. `relation` is before, after, apposition (Quist, an old cleric, …), prefix
    (anti-IS), suffix (US-led), distanced (so-called caliphate: no name, so no entity).
    """
    tokens = names.tokens
    spans = [(*span, row) for span, row in zip(names.spans, names.mentions, strict=True)]
    found = []
    for first, last, entity, row in spans:
        labels = [_before(tokens, first, last, entity.kind)]
        if entity.kind in ("group", None):  # US troops are not what the US is called
            labels.append(_after(tokens, last))
        if entity.kind in ("person", "group", "organisation"):
            labels.append(_apposition(tokens, last))
        for begin, end, relation in labels:
            if begin < end:
                where = (tokens.start[begin], tokens.end[end - 1])
                found.append((*where, entity.name, entity.kind, row[4], relation, "beside a name"))
    found += _compounds(names)
    found += _distanced(tokens, {place for first, last, *_ in spans for place in range(first, last)})
    return sorted(found, key=lambda row: row[:2])


def _before(tokens: Tokens, first: int, last: int, what: str | None) -> tuple[int, int, str]:
    """Return the tokens of the label right before a name: "its (arch enemy) Tehran"."""
    low, kind = tokens.low, tokens.kind
    nothing = first, first, "before"
    begin = first
    while begin > 0 and first - begin < LONGEST and (low[begin - 1] in DISTANCED or _is_open(tokens, begin - 1)):
        if tokens.start[begin] - tokens.end[begin - 1] != 1:  # another line
            return nothing
        begin -= 1
    if begin in (0, first) or any(low[place] in COMPASS for place in range(begin, first)):
        return nothing
    noun = low[first - 1] in _apposed(what)
    opens = low[begin - 1] in OPENERS or low[begin - 1].endswith(("’s", "'s"))
    after = low[begin - 1] == "," or (kind[begin - 1] & PREP and low[begin - 1] != "to")
    if not (opens or (noun and after) or low[begin] in DISTANCED):
        return nothing
    if first - begin > 1 and kind[first - 1] & PAST:  # "the dead included"
        return nothing
    describes = low[first - 1].endswith(DESCRIBING) or low[first - 1] in DISTANCED
    # "The last Front camp": the label is the camp's. "The deal Quist signed": there is none, unless it is a person's.
    if last < len(low) and tokens.word[last][0].islower() and low[begin] not in DISTANCED:
        if not kind[last] & (CLOSED | AUX | MODAL | PAST | (CUE if noun else 0)):
            return nothing
    elif kind[first - 1] & PAST and (last >= len(low) or low[last] != "/"):
        describes = True  # the outlawed Front
    return (begin, first, "before") if noun or describes else nothing


OPENERS = frozenset("the a an its his her their our my your this these those".split())
DESCRIBING = (
    "ous",
    "ful",
    "less",
    "ive",
    "able",
    "ible",
    "ic",
    "ical",
    "ional",
    "ial",
    "ary",
    "ent",
    "ant",
    "ist",
    "led",
    "ish",
)


@cache
def _apposed(kind: str | None) -> frozenset[str]:
    """Return nouns that stand right before a name of this kind and say what it is: "the terrorist group (Name)"."""
    states = frozenset("ally rival enemy foe neighbour neighbor partner friend".split())
    if kind == "place":
        return states | {"power", "giant", "capital"}
    people = frozenset(capitals.roles()) | lexicon.terms("source_nouns", "class", "people") | states
    bodies = lexicon.terms("source_nouns", "class", "organisation") | states | {"militia", "movement"}
    return (people if kind == "person" else bodies if kind else people | bodies) - {"people", "city", "office"}


def _is_open(tokens: Tokens, place: int) -> bool:
    """Tell whether a token can be an adjective or noun of a label: a small open-class word."""
    word = tokens.word[place]
    return word[0].islower() and not tokens.kind[place] & NO_LABEL and word not in capitals.LINKS


def _after(tokens: Tokens, last: int) -> tuple[int, int, str]:
    """Return the tokens of the noun right after a name that says what it is: "IS (jihadists)", "the Front (group)"."""
    if last >= len(tokens.low) or tokens.low[last - 1].endswith(("’s", "'s")):
        return last, last, "after"
    word = tokens.low[last]
    is_noun = tokens.word[last].islower() and (word in _people() or (word.endswith("ists") and len(word) > 5))
    return last, last + 1 if is_noun else last, "after"


def _apposition(tokens: Tokens, last: int) -> tuple[int, int, str]:
    """Return the tokens between two commas right behind a name that say what it is: "Quist, (an old cleric), left".

    An article and at most four words, the head a small one: not the next of a list (the Front, the Union, and …), not
    *the mayor said*.
    """
    low, kind = tokens.low, tokens.kind
    none = last, last, "apposition"
    if last + 3 >= len(low) or low[last] != "," or low[last + 1] not in ("a", "an", "the"):
        return none
    begin = last + 1
    end = next((place for place in range(begin + 1, min(begin + 6, len(low))) if kind[place] & PUNCT), None)
    if end is None or low[end] != "," or end - begin < 2:
        return none
    words = range(begin + 1, end)
    tie = next((place for place in words if kind[place] & PREP and not kind[place] & CAP), end)
    head = tie - 1
    if head <= begin or kind[head] & (CAP | PAST | CUE | AUX | NUM) or low[head].endswith("ly"):
        return none
    if any(kind[place] & (AUX | MODAL | SUBJ | VERB) or low[place] in SPEAKING for place in words):
        return none
    return (begin, end, "apposition") if low[begin + 1] not in ("two", "three", "other", "first") else none


@cache
def _people() -> frozenset[str]:
    """Return nouns that say what kind of people or body a name is of, as they stand after it."""
    people = lexicon.terms("source_nouns", "class", "people") | frozenset(capitals.roles())
    bodies = frozenset("group movement organisation organization regime network militia gang cell".split())
    plurals = {word + "s" for word in people if len(word) > 4 and " " not in word}
    return frozenset(plurals) | bodies


def _compounds(names) -> list[tuple]:
    """Find names inside hyphen compounds: anti-IS, US-led."""
    tokens = names.tokens
    known = {row[4]: row for row in reversed(names.mentions)}
    table = capitals.aliases_of(None)
    found = []
    for word, start, end in zip(tokens.word, tokens.start, tokens.end, strict=True):
        head, mark, tail = word.partition("-")
        if not mark:
            continue
        tail = capitals.bare(tail) if tail else tail
        if head.lower() in SIDES and tail[:1].isupper():
            name, relation, span = tail, "prefix", (start, end - len(word) + len(head) + 1 + len(tail))
        elif head[:1].isupper() and tail.isalpha() and tail.islower() and head.lower() not in SIDES:
            name, relation, span = head, "suffix", (start, end)
        else:
            continue
        who = _who(name, known, table)
        if who:
            found.append((*span, *who, name, relation, "hyphen"))
    return found


def _who(name: str, known: dict[str, tuple], table: dict[str, tuple[str, str]]) -> tuple[str, str | None] | None:
    """Return (entity, type) of a name in a compound: one of the article's, of the alias table, or a place."""
    if name in known:
        return known[name][2:4]
    if name in table:
        return table[name]
    return (name, "place") if name in capitals.places() else None


def _distanced(tokens: Tokens, named: set[int]) -> list[tuple]:
    """Find what the reporter calls only so-called, where it is no name: "a so-called caliphate"."""
    found = []
    for place, low in enumerate(tokens.low[:-1]):
        if low in DISTANCED and place + 1 not in named and _is_open(tokens, place + 1):
            end = place + 2
            while end < len(tokens.low) and end < place + 4 and end not in named and _is_open(tokens, end):
                end += 1
            if tokens.kind[end - 1] & PAST:
                end -= 1
            span = (tokens.start[place], tokens.end[end - 1])
            found.append((*span, None, None, None, "distanced", "so-called"))
    return found

"""Questions: what a figure answers: what is counted, what happened to it, whose, where, when, total or part.

Floor 3. Own rules: the fields of the figures table, and the words next to the number in its sentence. The value is no
part of a question. Out of scope: which questions are one (`claims`).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import pandas as pd

from .. import lexicon, schema
from ..figures.counted import singular
from .likeness import content, fold
from .precision import step

FIELDS = (
    "start end text value low high unit si_value si_unit kind counted counted_start head predicate role direction "
    "modality place as_of left right"
).split()
NEAR, FAR = 8, 14  # words on each side that tell what happened, and what it is about
LONGEST = 4  # words of a listed phrase
LARGE = 50  # a count from which the same number is seldom another thing by chance
SHARES = frozenset(("percent", "fraction"))
# Behind these the words are about another matter.
_LEAVES = frozenset("and or while when as after before since because following during amid but which than if".split())
_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|[A-Za-zÀ-ÿ](?:[\w’'-]*\w)?|[0-9](?:[0-9.,]*[0-9])?|[,;:()—–]")
_BREAKS = frozenset(";:()—–")
_PRONOUNS = frozenset("them whom which those these us you mine it".split())
_OTHER = frozenset("other others another".split())
_AUXILIARIES = frozenset("were was are is have has had been".split())
_LINKS = frozenset("of in on at for from with without under over among between by to".split())
_MORE = frozenset("more additional further another new extra".split())
_VERB_BEFORE = frozenset("to will would must can could should may might not".split())
_NAMES_PART = frozenset("including among mostly".split())
_BY = ["by"], ["up"], ["down"]  # rose by 3 points; up 3 points on the week
_PARTS = ["first"], ["last"]  # its first 50 of 300 monitors
_ARE = re.compile(r"(?: of (?:the )?[0-9,]+)?\W*(?:were|was|are|is) (?:all |mostly |aged )?([a-z]+)")
_AND_PLACE = re.compile(r"(?:,| and| or) (?:in |the |around |near )*[A-Z]")
_NOW = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HERE = re.compile(
    r" (?:in|at|near|around) (?:and around )?(?:the )?(?:[a-z]+ ){0,3}?(?:of )?([A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})"
)
_SINCE = re.compile(
    r"\b(?:[Ss]ince (?:early |late |mid-|last )?(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December|[12][0-9]{3})\b|(?:so far )?this year\b|(?:[Ii]n|[Oo]ver) the (?:past|last) (?:\w+ )?"
    r"(?:months|years?|decades?)\b)"
)
_APART = re.compile(r"[,;:()—–0-9]")
_ASIDE = re.compile(r"\s*\([^()]*\)")  # 80 km (50 miles) from Brenn
_OF_THEM = re.compile(r" of (?:them|whom|which|those|these)\b")
_TOLL = re.compile(r"\b(?:toll|number|tally|count|total)\b(?: of (?:the )?([a-z]+))?")
_MEASURES = frozenset("duration distance area weight".split())
# What happens to people only; where things are counted, such a word is about others.
_OF_PEOPLE = frozenset(
    "killed injured critical missing displaced sheltered rescued detained abducted captured released sentenced "
    "infected vaccinated buried trained protest fed present aboard inside ill".split()
) | {"in hospital"}
_OF_LISTED = frozenset(("inside", "ill"))  # of nouns that are known to be people: not bases inside Norland
# What is done with money: who pledges, pays or spends it gives it.
_GIVEN = dict.fromkeys(("pledged", "paid", "spent", "released"), "given") | {"demanded": "demanded", "sold": "sold"}
_WEAK = frozenset(("present",))  # remain displaced, were sent to prison: what follows tells more


class Question(NamedTuple):
    """What one figure asks; nothing known is None or empty."""

    dimension: str  # count, money, share or the unit of a measure
    what: str | None  # class of the noun, else the noun
    state: str | None  # what happened to them
    whose: frozenset[str]  # names beside the noun
    kinds: frozenset[str]  # other words beside the noun
    other: bool
    role: str  # level, change or part
    place: str | None
    era: str | None  # its year, if that is not the year of the news
    agent: frozenset[str]  # name of who does it: the Green Alliance won 74 seats
    since: bool  # counted over a longer time: nearly 1,000 since December
    ahead: bool  # its year is still to come: jobs to go by 2028, where others name no year
    words: tuple[tuple[str, float], ...]  # the words around it, by how near they are
    low: float | None
    high: float | None
    step: float = 0.0  # what the last printed digit of its number is worth


class Terms(NamedTuple):
    """`lexicons/counted_classes.csv` by its parts."""

    nouns: dict[str, str]
    groups: frozenset[str]  # kinds of people that are never meant by *people* alone
    things: frozenset[str]  # classes that are no people
    classes: frozenset[str]  # all classes of nouns
    states: dict[str, str]
    predicates: frozenset[str]  # states that a predicate of the figures table may tell
    before: dict[str, str]  # states, and what tells one only before the number: a town of 9,000
    topics: dict[str, str]  # what a sum, a share or a length is of
    extents: dict[str, str]  # which extent a length is
    tolls: frozenset[str]  # states of ever more, or ever fewer, as a story goes on


@cache
def terms() -> Terms:
    """Return the classes of what is counted."""
    parts: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in lexicon.load("counted_classes"):
        parts[row["part"]][row["term"]] = row["class"]
    nouns = parts["noun"] | parts["role"] | parts["group"]
    groups, things = frozenset(parts["group"].values()), frozenset(parts["noun"].values()) - {"people"}
    states = parts["state"]
    predicates = frozenset(states.values()) - {"destroyed"}
    before = states | parts["state before"]
    classes = frozenset(nouns.values())
    tolls = frozenset(parts["toll"])
    return Terms(nouns, groups, things, classes, states, predicates, before, parts["topic"], parts["extent"], tolls)


@cache
def _nations() -> dict[str, str]:
    """Return one name for the adjective, the people and the country."""
    return {row["term"]: row["place"] for row in lexicon.load("demonyms")} | {
        row["term"]: row["entity"] for row in lexicon.load("aliases") if row["type"] == "place"
    }


@cache
def _numbers() -> frozenset[str]:
    """Return the words of numbers and units, which say nothing of the matter."""
    return frozenset(row["term"] for row in lexicon.load("units")).union(
        "hundred thousand million billion trillion dozen two three four five six seven eight nine ten".split()
    )


@cache
def wide() -> frozenset[str]:
    """Return the places that hold others: countries and regions of the world."""
    return frozenset(row["term"] for row in lexicon.load("places") if row["class"] in ("country", "region"))


def find_questions(figures: pd.DataFrame) -> list[Question | None]:
    """Return what each row asks; None for a number that is no quantity.

    The year of the news is the one that most exact dates of the table have.
    """
    days = Counter(day[:4] for day in figures["as_of"].dropna() if _NOW.match(day))
    year = max(days, key=lambda one: (days[one], one)) if days else None
    known: dict[tuple, Question] = {}
    found: list[Question | None] = []
    for row in zip(*(figures[name].tolist() for name in FIELDS), strict=True):
        start, end, *fields = (None if value is pd.NA or value != value else value for value in row)
        one = dict(zip(FIELDS[2:], fields, strict=True))
        if one["kind"] in schema.NO_QUANTITY:
            found.append(None)
            continue
        if one["counted_start"] is not None:
            one["counted_start"] -= end if one["counted_start"] >= end else start
        key = tuple(one.values())
        if key not in known:
            known[key] = _read(one, year)
        found.append(known[key])
    return _date_old(found, year)


def _date_old(found: list[Question | None], year: str | None) -> list[Question | None]:
    """Return the questions; what most rows tell of an earlier year is of that year where none stands beside it too.

    *119 dead, and nobody was tried*, where others write that 119 died in the fire of 2003. Small numbers are left
    as they are: they are the same by chance.
    """
    told: defaultdict[tuple, Counter] = defaultdict(Counter)
    for one in found:
        if one and one.dimension == "count" and one.state and one.low == one.high and (one.low or 0) >= LARGE:
            told[one.state, one.low][one.era] += 1
    old = {}
    for key, eras in told.items():
        era = max((era for era in eras if era and year and era < year), key=lambda era: (eras[era], era), default=None)
        if era and eras[era] > eras[None]:
            old[key] = era
    return [
        one._replace(era=era)
        if one and one.dimension == "count" and not one.era and (era := old.get((one.state, one.low)))
        else one
        for one in found
    ]


def _read(one: dict, year: str | None) -> Question:
    """Read one figure."""
    left, right = one["left"] or "", one["right"] or ""
    counted, at = one["counted"] or "", one["counted_start"]
    if counted and at > 0 and _APART.search(right, 0, at):
        counted, one["head"] = "", None  # at least 12, dozens missing
    if counted and at < 0 and one["kind"] == "count" and (toll := _TOLL.search(left[:at])):
        # the toll of the storm rose to 15: no storms are counted
        counted, one["head"] = "", singular(toll[1]) if toll[1] and singular(toll[1]) in terms().nouns else None
    phrase_end = at + len(counted) if counted and at >= 0 else 0
    if aside := _ASIDE.match(right, phrase_end):
        phrase_end = aside.end()
    before, after = _tokens(left)[-FAR * 2 :], _tokens(right[phrase_end:])
    what, kinds, whose, other = _noun(counted, one["head"])
    part = one["role"] == "part"
    if part and (found := _ARE.match(right, phrase_end)) and (noun := terms().nouns.get(singular(found[1]))):
        what = noun  # fourteen of the dead were children
    if part and (of := _OF_THEM.match(right)) and not (counted and at >= of.end()):
        what = None  # 11 of which hit the base
    if one["kind"] == "age":
        what, whose = None, _people_near(counted, before)
    elif one["kind"] != "count" and what is None:
        what = _topic(before, after)
    elif one["kind"] in SHARES and (topic := _topic(before[-2:], [])):
        what, kinds, whose = topic, frozenset(), frozenset()  # turnout was 71% of the voters
    state = _told(one, what, kinds, before, after)
    if part and (what not in (None, "people") or (one["head"] in _PRONOUNS and _search(after, NEAR))):
        part = False  # 15 of them in a critical state: who is, is asked for itself
    if other and one["head"] in _OTHER and state in terms().states.values() and _search_back(before, FAR) != state:
        other = False  # two were killed, and four others are missing: others than the dead
    part = part or (one["kind"] == "count" and before[-1:] in _PARTS)
    if state == "on strike" and what not in terms().things:
        what = "worker"  # strikers, nurses, dock workers: who strikes works
    dimension, factor = _dimension(one)
    return Question(
        dimension, what, state, whose, kinds, other, "part" if part else _role(one, before, counted, what, state),
        _place(one, right, phrase_end), _era(one["as_of"], year), _agent(one, what, before),
        bool(_SINCE.search(left) or _SINCE.search(right)), bool(year and (one["as_of"] or "")[:4] > year),
        _context(before, counted, after, what, state),
        *_interval(one, factor),
    )  # fmt: skip


def _people_near(counted: str, before: list[str]) -> frozenset[str]:
    """Return the names beside an age: Ada Quist, a 34-year-old baker."""
    return frozenset(word for word in [*_tokens(counted), *before[-5:]] if word[0].isupper() and word.lower() != word)


def _topic(before: list[str], after: list[str]) -> str | None:
    """Return what a sum, a share or a length is of, from the words of its clause."""
    topics = terms().topics
    for words, limit in ((before[::-1], NEAR), (after, NEAR // 2)):
        for spot, word in enumerate(words[:limit]):
            if word in _BREAKS or word[0].isdigit() or (word == "," and words is after):
                break
            verb = word == "pay" and words is not after and not _VERB_BEFORE.isdisjoint(words[spot + 1 : spot + 2])
            if not verb and (found := topics.get(word.lower())):  # will pay 6 billion is no wage
                return found
    return None


def _told(one: dict, what: str | None, kinds: frozenset[str], before: list[str], after: list[str]) -> str | None:
    """Return what happened to what is counted, what is done with a sum, or which extent a length is."""
    kind = one["kind"]
    if kind == "distance":
        extents = terms().extents
        near = [word.lower() for word in [*after[:3], *reversed(before[-6:])]]
        return next((extents[word] for word in near if word in extents), None)
    if kind in ("age", "ordinal", "multiple", "area", "weight", "rate", "measure"):
        return None
    state = _state(one, what, before, after)
    if kind == "money":
        return None if what == "revenue" else _GIVEN.get(state)  # sales of 3 billion are not the sale of a firm
    if kind == "duration":
        return state if state == "sentenced" else None
    return state or next((terms().states[word] for word in sorted(kinds) if word in terms().states), None)


def _role(one: dict, before: list[str], counted: str, what: str | None, state: str | None) -> str:
    """Return whether a figure is a change; *650 were destroyed and hundreds more damaged* is none.

    Nor is *will cut 3,800 jobs*: these are the jobs that others say are to go.
    """
    if what == "job" and one["direction"] == "down":
        return "level"
    if one["kind"] != "count":
        return "change" if one["role"] == "change" else "level"
    more = not _MORE.isdisjoint(word.lower() for word in [*_tokens(counted)[:1], *before[-1:]])
    clause = max((spot for spot, word in enumerate(before) if word in _BREAKS), default=0)
    listed = any(word[0].isdigit() for word in before[clause:])
    by = before[-1:] in _BY
    return "change" if by or (more and not listed and state != "missing") else "level"


def _tokens(words: str) -> list[str]:
    return _TOKEN.findall(words)


def _dimension(one: dict) -> tuple[str, float | None]:
    """Return what may be compared with one another, and what turns the value's unit into its own."""
    kind = one["kind"]
    if kind in SHARES:
        return "share", {"percent": 1, "fraction": 100}[kind] * (0.01 if one["unit"] == "basis point" else 1)
    if kind in ("money", "count", "age", "ordinal", "multiple"):
        return kind, 1
    name = kind if kind in _MEASURES else one["si_unit"] or one["unit"] or kind
    factor = one["si_value"] / one["value"] if one["si_value"] and one["value"] else None
    return name, factor


def _interval(one: dict, factor: float | None) -> tuple[float | None, float | None, float]:
    """Return what the words allow and how finely they say it, in the unit of the dimension."""
    if factor is None:
        return None, None, 0.0
    low, high = (None if one[name] is None else one[name] * factor for name in ("low", "high"))
    return low, high, step(one) * factor


def _noun(counted: str, head: str | None) -> tuple[str | None, frozenset, frozenset, bool]:
    """Return (class of the noun, words of its kind, names beside it, whether *other*) of a counted phrase."""
    words = [word for word in _tokens(counted) if word[0].isalpha()]
    if head and (cut := next((spot for spot, word in enumerate(words) if spot and word in _LINKS), None)):
        words = words[:cut]  # households without power
        head = singular(words[-1])
    other = any(word.lower() in _OTHER or word.lower().startswith("non-") for word in words)
    if head is None or head in _PRONOUNS:
        return None, frozenset(), frozenset(), other
    low = [fold(word) for word in words]
    if head == "sale" and low[-1] == "sale":
        head = "takeover"  # the sale of a company; its sales are its revenue
    place = next((spot for spot in range(len(low) - 1, -1, -1) if singular(words[spot]) == head), len(low) - 1)
    nouns = terms().nouns
    what, first = nouns.get(head, head), place
    for size in range(min(3, place + 1), 1, -1):
        listed = nouns.get(" ".join([*map(str.lower, words[place + 1 - size : place]), head]))
        if listed:
            what, first = listed, place + 1 - size
            break
    beside = [word for spot, word in enumerate(words) if spot < first or spot > place]
    nations = _nations()
    whose = frozenset(nations.get(word, word) for word in beside if word[0].isupper())
    plain = [fold(word) for word in beside if word[0].islower()]
    kinds = frozenset(nouns.get(singular(word), singular(word)) for word in content(plain)) - _OTHER - _MORE
    return what, kinds, whose, other


def _state(one: dict, what: str | None, before: list[str], after: list[str]) -> str | None:
    """Return what happened to them: what the noun says, the words behind it, those before the number, the predicate."""
    states, head = terms().states, one["head"]
    behind = _search(after, NEAR)
    if head and head not in ("people", "life") and (told := states.get(head) or states.get(f"{head}s")):
        # residents and survivors say less of them than what follows does
        return behind if behind and told in ("living in", "rescued") else told
    low = [word.lower() for word in before]
    cut = max((spot + 1 for spot, word in enumerate(low) if word in _BREAKS or word[0].isdigit()), default=0)
    comma = max((spot + 1 for spot, word in enumerate(low) if word == ","), default=0)
    number = max((spot + 1 for spot, word in enumerate(low) if word[0].isdigit() or word in _numbers()), default=0)
    if number < comma and number and _NAMES_PART.isdisjoint(low[comma : comma + 1]):
        cut = max(cut, comma)  # 14 dead, 21 still underground: what stands before the comma is told of the 14
    known = what is None or (what in terms().classes and what not in terms().things)
    if not behind and after and after[0].lower() in _AUXILIARIES:
        return None  # eleven children were moved out: the verb is known, and no state
    found = [behind, _search_back(low[max(cut, comma) :], NEAR if known or what in terms().things else 1)]
    if known:
        found += [one["predicate"] if one["predicate"] in terms().predicates else None]
        found += [_search_back(low[cut:], FAR)]
    told = [state for state in found if state and not (what in terms().things and state in _OF_PEOPLE)]
    if one["kind"] not in ("money", "percent"):
        told = [state for state in told if state != "demanded"]  # sums and shares are asked for, not sites
    told = told if known else [state for state in told if state not in _OF_LISTED]
    return told[0] if told else None


def _search(words: Sequence[str], limit: int) -> str | None:
    """Return the first state that the words behind a phrase tell, before they turn to another matter."""
    states, low = terms().states, [word.lower() for word in words[:limit]]
    weak = None
    for spot, word in enumerate(low):
        listed = word == "as" and spot + 1 < len(low) and low[spot + 1] in states  # listed as missing
        if word in _BREAKS or (word in _LEAVES and not listed) or word == "," or word[0].isdigit():
            break
        for size in range(LONGEST, 0, -1):
            if found := states.get(" ".join(low[spot : spot + size])):
                if found not in _WEAK:
                    return found
                weak = weak or found
                break
    return weak


def _search_back(low: list[str], limit: int) -> str | None:
    """Return the last state that the words before a number tell."""
    states = terms().before
    for stop in range(len(low), max(0, len(low) - limit), -1):
        for size in range(LONGEST, 0, -1):
            if size <= stop and (found := states.get(" ".join(low[stop - size : stop]))):
                return found
    return None


def _place(one: dict, right: str, end: int) -> str | None:
    """Return the place of the figure, unless other words stand between them or it is one of several named together."""
    left, place = one["left"] or "", one["place"]
    here = _HERE.match(right, end)
    at = here.start(1) if here else right.find(place) if place else -1
    if here:
        place = here[1]
    elif place is None:
        return None
    elif at >= 0:
        if _APART.search(right, 0, at):
            return None
    elif _APART.search(left[left.rfind(place) + len(place) + 1 :]):
        return None
    if at >= 0 and _AND_PLACE.match(right, at + len(place)):
        return None  # 300 houses in Lunde and Brenn
    return _nations().get(place, place)


def _agent(one: dict, what: str | None, before: list[str]) -> frozenset[str]:
    """Return the name that stands as subject right before a thing or a sum; who reports a number does not."""
    things = what in terms().things or not (what is None or what in terms().classes)
    if not (one["kind"] in ("money", "share") or (one["kind"] == "count" and things)):
        return frozenset()
    spot = len(before)
    while spot and not before[spot - 1][0].isupper() and len(before) - spot < 3:
        spot -= 1
    verbs = before[spot:]
    if not verbs or not content(map(fold, verbs)) or any(not word[0].isalpha() for word in verbs):
        return frozenset()
    first = spot
    while first and before[first - 1][0].isupper():
        first -= 1
    adjective = before[first:spot][-1:] and before[spot - 1] in lexicon.terms("demonyms", "class", "adjective")
    names = () if adjective else before[first:spot]  # an American rival for $4 billion: America gives nothing
    return frozenset(names) - {"The", "A", "An", "It", "He", "She", "They", "We"}


def _era(as_of: str | None, year: str | None) -> str | None:
    """Return the year of a figure that is not of the year of the news."""
    return None if as_of is None or as_of[:4] == year else as_of[:4]


def _context(
    before: list[str], counted: str, after: list[str], what: str | None, state: str | None
) -> tuple[tuple[str, float], ...]:
    """Return the content words around a figure, but for noun and state, each with a weight that falls with distance."""
    heavy: dict[str, float] = {}
    for side in (reversed(before), [*_tokens(counted), *after]):
        weight = 1.0
        for word in list(side)[:FAR]:
            if word in _BREAKS:
                weight *= 0.6
            elif word == ",":
                weight *= 0.85
            elif word[0].isalpha() and (term := _term(word)):
                low, noun, told = term
                if not (what and what in (low, noun)) and not (state and told == state):
                    heavy[noun or low] = max(heavy.get(noun or low, 0.0), round(weight, 3))
            weight *= 0.94
    return tuple(sorted(heavy.items(), key=lambda pair: (-pair[1], pair[0])))


@lru_cache(1 << 16)
def _term(word: str) -> tuple[str, str | None, str | None] | None:
    """Return (stem, class of the noun, state) of a content word; None for any other."""
    if word.lower() in _numbers() or not content([fold(word)]):
        return None
    return stem(fold(word)), terms().nouns.get(singular(word)), terms().states.get(word.lower())


def stem(word: str) -> str:
    """Return a word without the ending that makes it plural or past: *fighters*, *pledged*, *pledging*."""
    word = singular(word)
    for end in ("ing", "ed"):
        if word.endswith(end) and len(word) - len(end) >= 4:
            word = word.removesuffix(end)
            return word[:-1] if word[-1] == word[-2] else word
    return word.removesuffix("e") if len(word) > 4 else word

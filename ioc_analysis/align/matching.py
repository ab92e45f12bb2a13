"""Matching: whether two figures can answer one question, and how much speaks for it.

Floor 3. Own rules and weights: what contradicts (another noun, state, place, year; a part and its whole), and points
for what is shared, set by hand on the texts that `benchmarks/RESULTS.md` names. Out of scope: which figures are
compared (`claims`).
"""

import re
from dataclasses import dataclass, field
from math import inf

from .precision import fit
from .questions import Question, terms, wide

CLOSE = 1.1  # a ratio of values that is a sign of one question
ABOUT = 1.3  # a ratio of the ends of *about 40*, which stands for its middle
TWICE = 1.5  # two numbers of one article further apart, without a word of revision, answer two questions
FAR_APART = 30  # a ratio of values that is rarely one question, even of a toll that grows
BARE = frozenset(("point", "percentage point", "basis point", "thing", "item"))  # of what?
SINGLE = frozenset("fine deal ransom damage".split())  # sums of which an event has one, if no article tells two
WEAK = frozenset(("present", "living in"))  # states that many things of one event share
# Told in either word of the same people: pupils are children, who is freed from captors has been rescued, and who
# falls ill at one table is taken to hospital.
AKIN = {
    "child": "pupil",
    "student": "pupil",
    "rescued": "free",
    "released": "free",
    "protester": "crowd",
    "spectator": "crowd",
    "ill": "unwell",
    "in hospital": "unwell",
}
ABOARD = frozenset(("passenger", "crew"))  # the people aboard are both
COMMON = frozenset("count money share age ordinal multiple duration distance".split())
# Points for what two questions share; likeness is their sum, at most 1. Context is the cosine of the words around.
SAME_NOUN, SAME_PEOPLE, SAME_TOPIC, OPEN_NOUN, SAME_STATE, WEAK_STATE = 0.5, 0.1, 0.3, 0.1, 0.35, 0.15
CONTEXT, SAME_PLACE, SAME_ERA, SAME_NAME, SAME_PERSON, SAME_KIND = 0.6, 0.12, 0.1, 0.1, 0.4, 0.06
SAME_VALUE, FAR_VALUE, RARE_UNIT, ONE_SIDED = 0.1, -0.2, 0.2, -0.04
ONE_SUM = 0.2
# The same number of so many digits is seldom another thing: 48,216 votes; of two digits where it is large: 6.3 billion.
SAME_DIGITS = {2: 0.2, 3: 0.3}
SAME_EXTENT = 0.15  # two areas, weights or speeds of one event that fit
TOP, BOTH_ON_TOP = 400, 0.15  # characters: headline and lead, where an article puts the toll of its event
ALONE, CROWDED = 0.06, -0.16  # a noun that no article gives two numbers for, and one that tells little by itself
# The second number of a sentence may answer the question of the first: 55 from 40, 63 while it still said 57.
_REVISED = re.compile(
    r"\b(?:from|compared|earlier|previous|previously|revised|instead|still|initial|initially|originally)\b"
)


@dataclass(slots=True)
class Item:
    """One printed figure: the same number in the same sentence, in whatever articles."""

    question: Question
    sentence: str
    place: int  # where it stands in the sentence
    as_of: str | None
    asked: int  # number of what it asks, the words around and the value left out
    vector: dict[str, float] = field(default_factory=dict)
    articles: set = field(default_factory=set)
    first: float = inf  # where it stands in the article that prints it nearest to the top
    low: float = field(init=False)
    high: float = field(init=False)
    size: float = field(init=False)  # without its sign; 0 if it is not known
    has_value: bool = field(init=False)
    step: float = field(init=False)
    rare: float = field(init=False)  # points for the same number elsewhere

    def __post_init__(self):
        """Take the value apart once: a figure is compared with hundreds."""
        low, high = self.question.low, self.question.high
        self.low, self.high = -inf if low is None else low, inf if high is None else high
        about = low is not None and high is not None and 0 < low < high <= ABOUT * low
        self.size = (low + high) / 2 if about else abs((high if low is None else low) or 0.0)
        self.has_value = (low or high) is not None
        self.step = self.question.step
        self.rare = _find_rare(self.question.dimension, self.size)


def _find_rare(dimension: str, size: float) -> float:
    """Return the points for the same number elsewhere: many digits are seldom the same by chance."""
    if dimension not in ("count", "money", "share"):
        return 0.0
    digits = len(f"{size:.9g}".partition("e")[0].replace(".", "").strip("0"))
    if digits == 2 and size < 1000 and size.is_integer():
        return 0.0  # 28 percent, 17 arrests
    return 0.0 if digits > 7 else SAME_DIGITS.get(min(digits, 3), 0.0)  # a third has digits without end


def contradict(one: Question, other: Question, contrasts: set[tuple]) -> bool:
    """Return whether two questions cannot be one."""
    if one.dimension != other.dimension or (one.state and other.state and not _is_one(one.state, other.state)):
        return True
    if one.other != other.other or _nouns_differ(one, other, contrasts):
        return True
    if "change" in (one.role, other.role) and one.role != other.role and one.dimension != "share":
        return True
    same_part = (one.place and one.place == other.place) or (one.what == other.what and one.what in terms().groups)
    if "part" in (one.role, other.role) and one.role != other.role and not same_part:
        return True
    strict = one.dimension in ("count", "money", "share")
    if one.era != other.era and ((one.era and other.era) or (strict and not (one.ahead or other.ahead))):
        return True
    for mine, theirs in ((one.whose, other.whose), (one.kinds, other.kinds), (one.agent, other.agent)):
        if mine and theirs and mine.isdisjoint(theirs):
            return True
    return _places_differ(one, other, contrasts)


def _is_one(one: str | None, other: str | None) -> bool:
    """Return whether two words, both known, say one thing: the same, or one of those listed as akin."""
    return one is not None and (one == other or (one in AKIN and AKIN[one] == AKIN.get(other)))


def _nouns_differ(one: Question, other: Question, contrasts: set[tuple]) -> bool:
    """Return whether two nouns are two things; *people* may be anyone to whom the same happened, unless listed."""
    if one.what == other.what or one.what is None or other.what is None:
        return False
    if not one.state or not _is_one(one.state, other.state):
        return True
    if "people" not in (one.what, other.what):
        return not _is_one(one.what, other.what)
    what = other.what if one.what == "people" else one.what
    apart = terms().groups | ABOARD if one.state == "aboard" else terms().groups
    return what in apart or (one.dimension, one.state, what) in contrasts


def _places_differ(one: Question, other: Question, contrasts: set[tuple]) -> bool:
    """Return whether two figures are of two places."""
    here, there = one.place, other.place
    if here == there:
        return False
    if here and there:
        return (here in wide()) == (there in wide())
    place = here or there
    return place not in wide() and (one.dimension, one.state or other.state, place) in contrasts


def are_two(one: Item, other: Item) -> bool:
    """Return whether two figures of one sentence are two answers, or two questions: 51 here and 38 there."""
    if not apart(one, other) or one.as_of != other.as_of:
        return False
    first, second = sorted((one.place, other.place))
    return not _REVISED.search(one.sentence[first:second])


def are_far(one: Item, other: Item) -> bool:
    """Return whether two figures of one article are too far apart for one question: 13 bodies, and 86 dead."""
    if one.as_of != other.as_of or one.sentence == other.sentence or not apart(one, other):
        return False
    return ratio(one, other) > TWICE


def apart(one: Item, other: Item) -> bool:
    """Return whether no value fits both."""
    return not fit((one.low, one.high, one.step), (other.low, other.high, other.step))


def below(one: Question, other: Question) -> bool:
    """Return whether the first of two values that are apart is the smaller."""
    return one.high is not None and (other.low is None or one.high < other.low)


def ratio(one: Item, other: Item) -> float:
    """Return how many times the larger of two values is the smaller; 1 where one is not known."""
    if not one.size or not other.size:
        return 1.0
    return one.size / other.size if one.size > other.size else other.size / one.size


def weigh(one: Item, other: Item, contrasts: set[tuple], known: dict[tuple[int, int], tuple[float, bool]]) -> float:
    """Return the points for one question of two figures that do not contradict one another, at most 1.

    `known` holds what two questions are worth whatever words and values stand beside them; it is filled here.
    """
    found = known.get(pair := (one.asked, other.asked))
    if found is None:
        found = known[pair] = _weigh_questions(one.question, other.question, contrasts)
    points, crowded = found
    # Written out, not called: a figure is weighed against hundreds.
    split = (one.low > other.high or other.low > one.high) and (one.step == other.step or apart(one, other))
    if crowded and (split or one.question.state != other.question.state):
        points += CROWDED
    fewer, more = (one.vector, other.vector) if len(one.vector) <= len(other.vector) else (other.vector, one.vector)
    same = 0.0
    for word in filter(more.__contains__, fewer):
        same += fewer[word] * more[word]
    if one.question.since != other.question.since and ratio(one, other) > TWICE:
        return 0.0  # 140 were taken on Monday, nearly 1,000 since December
    if not same and one.question.role == other.question.role == "part" and one.question.dimension == "share":
        return 0.0  # two thirds of them are home, a fifth of them are children
    points += CONTEXT * same
    here, there = one.size, other.size
    times = (here / there if here > there else there / here) if here and there else 1.0
    fits = not split and times <= CLOSE and one.has_value and other.has_value
    on_top = one.first < TOP and other.first < TOP and one.question.state == other.question.state in terms().tolls
    if on_top and (same or fits):
        points += BOTH_ON_TOP
    if fits and one.question.dimension not in COMMON:
        points += SAME_EXTENT
    if fits and one.rare and here == there and (same or one.question.what):
        points += one.rare
    if fits:
        points += SAME_VALUE  # a weak bonus for answers that fit, or its opposite where they are far apart
    elif times >= (FAR_APART if one.question.state in terms().tolls else TWICE):
        points += FAR_VALUE
    return min(1.0, points)


def _weigh_questions(mine: Question, theirs: Question, contrasts: set[tuple]) -> tuple[float, bool]:
    """Return the points of two questions, and whether their noun tells little by itself."""
    same_noun = mine.what is not None and mine.what == theirs.what
    same_state = _is_one(mine.state, theirs.state)
    crowded = False
    points = 0.0 if mine.dimension in COMMON else RARE_UNIT
    if same_noun and mine.what == "people":
        points += SAME_PEOPLE
    elif same_noun and mine.what in BARE:
        points += OPEN_NOUN
    elif same_noun:
        points += SAME_NOUN if mine.dimension in ("count", "share") else SAME_TOPIC
        single = mine.dimension == "money" and mine.what in SINGLE and ("money", mine.what) not in contrasts
        points += ONE_SUM if single else 0.0
    elif (mine.what and theirs.what) or (same_state and (mine.what or theirs.what or mine.dimension == "count")):
        points += OPEN_NOUN
    if same_state:
        weak = mine.state in WEAK or mine.dimension == "distance" or mine.role == "change"
        points += WEAK_STATE if weak else SAME_STATE
    elif "present" in (mine.state, theirs.state) and None in (mine.state, theirs.state):
        points += WEAK_STATE / 2
    crowd = (
        same_state and "people" in (mine.what, theirs.what) and "crowd" in (AKIN.get(mine.what), AKIN.get(theirs.what))
    )
    if None in (mine.what, theirs.what) or mine.what == "people" == theirs.what or crowd:
        alone = same_state and (mine.dimension, ("people", mine.state)) not in contrasts
        points += ALONE if alone else 0.0
    elif same_noun:
        told = same_state and mine.state not in WEAK
        one_sided = not same_state and not {mine.state, theirs.state} <= {None, *WEAK}
        points += ONE_SIDED if one_sided else 0.0
        crowded = (mine.dimension, mine.what) in contrasts and not told
    points += SAME_PLACE if mine.place and mine.place == theirs.place else 0.0
    points += SAME_ERA if mine.era and mine.era == theirs.era else 0.0
    points += SAME_KIND if mine.kinds & theirs.kinds else 0.0
    if mine.whose & theirs.whose:
        points += SAME_PERSON if mine.dimension == "age" else SAME_NAME
    return points, crowded


def explain(one: Item, other: Item) -> str:
    """Say what two figures share: the question, then the words around that tell most."""
    mine, theirs = one.question, other.question
    same = [
        here
        for here, there in zip(
            (mine.what, mine.state, mine.place, mine.era),
            (theirs.what, theirs.state, theirs.place, theirs.era),
            strict=True,
        )
        if here and here == there
    ] + sorted(mine.whose & theirs.whose)
    shared = one.vector.keys() & other.vector.keys()
    weighty = sorted(shared, key=lambda word: (-one.vector[word] * other.vector[word], word))[:3]
    parts = ("same " + ", ".join(same) if same else "", "shares " + ", ".join(weighty) if weighty else "")
    return "; ".join(filter(None, parts)) or "nothing contradicts"

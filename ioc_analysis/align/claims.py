"""Claims: which figures, in any article, answer the same question.

Floor 3. Own rules: two figures are one claim if what they count, what happened to it, and the words around them agree
and nothing contradicts; the value is at most a weak bonus. Clusters grow round leaders, never by chains. Out of scope:
what a figure asks (`questions`), whether the answers agree (`stat_claims`).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations
from math import log, log2, sqrt

import pandas as pd

from .. import schema
from .questions import Question, find_questions, terms, wide

JOIN, SURE = 0.5, 0.66  # likeness that makes one claim, and that needs no second look
CANDIDATES = 16  # claims that a figure is compared with in full
POSTINGS = 400  # entries of the index that one look-up reads, the rarest keys first
PAIRS = 40  # figures of one article that are compared with one another
MEMBERS = 10  # members of a claim that a figure is compared with
FAR_APART = 30  # a ratio of values that is rarely one question, even of a toll that grows
GROWING = frozenset(
    "killed injured critical missing displaced sheltered rescued detained destroyed damaged infected vaccinated "
    "confirmed suspected protest".split()
) | {"cut off", "on strike"}
# Points for what two questions share; likeness is their sum, at most 1.
SAME_NOUN, SAME_PEOPLE, OPEN_NOUN, SAME_STATE, WEAK_STATE = 0.5, 0.1, 0.1, 0.35, 0.15
CONTEXT, SAME_PLACE, SAME_ERA, SAME_NAME, SAME_KIND, SAME_VALUE = 0.6, 0.12, 0.1, 0.1, 0.06, 0.1
SAME_PERSON, RARE_UNIT, SAME_TOPIC, ALONE, CROWDED, FAR_VALUE = 0.4, 0.2, 0.3, 0.06, -0.14, -0.15
MOST = 0.12  # points for a claim of eight articles and more
CLOSE = 1.1  # a ratio of values that is a sign of one question
TWICE = 1.5  # two numbers of one article further apart, without a word of revision, answer two questions
WEAK = frozenset(("present", "living in"))  # states that many things of one event share
COMMON = frozenset("count money share age ordinal multiple duration distance".split())
# The second number of a sentence may answer the question of the first: 55 from 40, 63 while it still said 57.
_REVISED = re.compile(
    r"\b(?:from|against|compared|earlier|previous|previously|revised|instead|still|initial|initially|originally)\b"
)


@dataclass(slots=True)
class Item:
    """One printed figure: the same number in the same sentence, in whatever articles."""

    question: Question
    sentence: str
    place: int  # where it stands in the sentence
    as_of: str | None
    vector: dict[str, float] = field(default_factory=dict)
    articles: set = field(default_factory=set)


@dataclass(slots=True)
class Claim:
    """Figures that answer one question; the first is its leader."""

    items: list[Item]
    asked: dict = field(default_factory=dict)  # each question of its figures, without words and value, once
    sentences: dict = field(default_factory=lambda: defaultdict(list))
    articles: dict = field(default_factory=lambda: defaultdict(list))

    def add(self, item: Item) -> None:
        """Take a figure in."""
        self.items.append(item)
        self.asked.setdefault(item.question[:10], item.question)
        self.sentences[item.sentence].append(item)
        for article in item.articles:
            self.articles[article].append(item)


def align_figures(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the figures with the question that each answers: the same rows, and what the schema says is added.

    The key is what is asked: what is counted, what happened to it, whose, where, as of when, and whether it is the
    level, a change or a part. The value is no key: a toll that grows is one claim, and 2,500 now and 170,000 years ago
    are two. `claim_id` says the question in words; it is missing for a figure that no other one joins and for a number
    that is no quantity. A second rendering (80 km, 50 miles) has the claim of the first.

    Parameters
    ----------
    figures
        As extracted, of all articles that are to be compared. They should tell one event: the dead of two events
        are told apart only by place, year and the words around them.

    Notes
    -----
    Synonyms are those of `lexicons/counted_classes.csv`. What is apart: another noun, another state (killed, injured),
    another place or year, *other* beside the noun on one side only, a part and its whole, two different numbers of one
    sentence unless the one revises the other. Not `sure` is what rests on few shared words, or on a wider noun.
    The result does not depend on the order of the rows.

    References
    ----------
    Own rules.

    """
    figures = schema.check(figures, "figures")
    items, owner = _items(figures)
    claims, joined = _cluster(items, _contrasts(items, owner, figures["article_id"].tolist()))
    added = _columns(figures, items, owner, claims, joined)
    for column, cells in zip(schema.ALIGNED["figures"], added, strict=True):
        figures = figures.assign(
            **{column.name: pd.Series(cells, index=figures.index, dtype=schema.DTYPES[column.type])}
        )
    return figures


def _items(figures: pd.DataFrame) -> tuple[list[Item], list[int | None]]:
    """Return the distinct printed figures, and for each row which of them it is; None for no quantity."""
    found: dict[tuple, int] = {}
    items: list[Item] = []
    owner: list[int | None] = []
    columns = (figures[name].tolist() for name in ("article_id", "left", "text", "right", "as_of"))
    first = figures["rendering_of"].isna().tolist()
    for question, alone, article, left, text, right, as_of in zip(
        find_questions(figures), first, *columns, strict=True
    ):
        if question is None or not alone:
            owner.append(None)
            continue
        left, right = (side if isinstance(side, str) else "" for side in (left, right))
        key = (question, left, text, right)
        if key not in found:
            found[key] = len(items)
            items.append(Item(question, left + text + right, len(left), as_of if isinstance(as_of, str) else None))
        owner.append(found[key])
        items[found[key]].articles.add(article)
    spread = Counter(word for item in items for word, _ in item.question.words)
    for item in items:
        heavy = {word: weight * log(1 + len(items) / spread[word]) for word, weight in item.question.words}
        length = sqrt(sum(weight * weight for weight in heavy.values())) or 1.0
        item.vector = {word: weight / length for word, weight in heavy.items()}
    return items, owner


def _contrasts(items: list[Item], owner: list[int | None], articles: list) -> set[tuple]:
    """Return what one article gives two numbers for.

    (dimension, state, place or noun): with it and, larger, without it. Nineteen of 41 dead were found in one town:
    there the town makes another question; where no article gives both, it may only say where the event was.
    (dimension, noun), for people with their state: two numbers, so that the noun alone does not tell the question.
    """
    groups: defaultdict[tuple, set[int]] = defaultdict(set)
    crowds: defaultdict[tuple, set[int]] = defaultdict(set)
    for row, one in enumerate(owner):
        question = None if one is None else items[one].question
        if question and question.what not in (None, "people"):
            crowds[articles[row], question.dimension, question.what].add(one)
        elif question and question.state:
            crowds[articles[row], question.dimension, ("people", question.state)].add(one)
        if question and question.state:
            groups[articles[row], question.dimension, question.state, question.era].add(one)
    found = set()
    for (_, dimension, what), members in crowds.items():
        for one, other in combinations(sorted(members)[:PAIRS], 2):
            first, second = items[one].question, items[other].question
            if first.era == second.era and (_apart(first, second) or _ratio(first, second) > TWICE):
                found.add((dimension, what))
                break
    for (_, dimension, state, _), members in groups.items():
        for one, other in combinations(sorted(members)[:PAIRS], 2):
            first, second = items[one].question, items[other].question
            if not _apart(first, second):
                continue
            for here, there in ((first, second), (second, first)):
                if not _below(here, there):
                    continue
                if here.place and not there.place:
                    found.add((dimension, state, here.place))
                if here.what not in (None, "people") and there.what == "people":
                    found.add((dimension, state, here.what))
    return found


def _apart(one: Question, other: Question) -> bool:
    """Return whether no value fits both."""
    if (one.low is None and one.high is None) or (other.low is None and other.high is None):
        return False
    low = max(float("-inf") if low is None else low for low in (one.low, other.low))
    high = min(float("inf") if high is None else high for high in (one.high, other.high))
    return low > high


def _below(one: Question, other: Question) -> bool:
    """Return whether the first of two values that are apart is the smaller."""
    return one.high is not None and (other.low is None or one.high < other.low)


def _cluster(items: list[Item], contrasts: set[tuple]) -> tuple[list[Claim], dict[int, tuple]]:
    """Return the claims, and of every item (claim, likeness, sure, reason); a leader has likeness None."""
    order = sorted(range(len(items)), key=lambda one: _rank(items[one]))
    claims: list[Claim] = []
    joined: dict[int, tuple] = {}
    index: defaultdict[tuple, list[int]] = defaultdict(list)
    for one in order:
        item = items[one]
        keys = _keys(item)
        best = None
        for place in _candidates(index, keys):
            value, sure, reason = _likeness(item, claims[place], contrasts)
            if value >= JOIN and (best is None or value > best[1]):
                best = place, value, sure, reason
        if best is None:
            best = len(claims), None, True, None
            claims.append(Claim([]))
        joined[one] = best
        claims[best[0]].add(item)
        for key in keys:
            entries = index[key]
            if not entries or entries[-1] != best[0]:
                entries.append(best[0])
    _merge(claims, joined, items, index, contrasts)
    return claims, joined


def _merge(
    claims: list[Claim], joined: dict[int, tuple], items: list[Item], index: dict, contrasts: set[tuple]
) -> None:
    """Ask the figures of small claims again, now that the large ones are known; in place, one level deep."""
    members: defaultdict[int, list[int]] = defaultdict(list)
    for one, (place, *_) in joined.items():
        members[place].append(one)

    def size(place: int) -> tuple:
        return len(claims[place].articles), len(claims[place].items), -place

    taken: set[int] = set()
    for place in sorted(members, key=size):
        if place in taken:
            continue
        own = members[place]
        near = {other for one in own[:MEMBERS] for other in _candidates(index, _keys(items[one]))}
        best = None
        for other in sorted(near, key=size, reverse=True):
            if size(other) <= size(place) or not claims[other].items:
                continue
            found = [_likeness(items[one], claims[other], contrasts) for one in own]
            if min(found)[0] > 0 and max(found)[0] >= JOIN and (best is None or max(found)[0] > max(best[1])[0]):
                best = other, found
        if best is not None:
            other, found = best
            taken.add(other)
            for one, how in zip(own, found, strict=True):
                joined[one] = other, *(how if how[0] >= JOIN or joined[one][1] is None else joined[one][1:])
                claims[other].add(items[one])
            claims[place].items.clear()


def _rank(item: Item) -> tuple:
    """Return what puts the figures that tell most about their question first; never the order of the articles."""
    question = item.question
    told = sum(field is not None for field in (question.what, question.state, question.place))
    return -told, -len(item.articles), item.sentence, item.place


def _keys(item: Item) -> list[tuple]:
    """Return what an item is looked up by."""
    question = item.question
    keys = [(question.dimension, question.what, question.state), (question.dimension, "", question.state)]
    keys += [(question.dimension, question.what)] if question.what not in (None, "people") else []
    words = sorted(item.vector.items(), key=lambda pair: (-pair[1], pair[0]))[:8]
    return keys + [(question.dimension, "word", word) for word, _ in words]


def _candidates(index: dict, keys: list[tuple]) -> list[int]:
    """Return the claims that share most of the rarest keys."""
    score: Counter = Counter()
    left = POSTINGS
    for entries in sorted((index[key] for key in keys if key in index), key=len):
        for entry in entries[:left]:
            score[entry] += 1 / (1 + log(len(entries)))
        left -= len(entries)
        if left <= 0:
            break
    return sorted(score, key=lambda one: (-score[one], one))[:CANDIDATES]


def _likeness(item: Item, claim: Claim, contrasts: set[tuple]) -> tuple[float, bool, str]:
    """Return how well a figure answers the question of a claim, whether that is sure, and why; 0 if it cannot."""
    mine = item.question
    if any(_contradicts(mine, other, contrasts) for other in claim.asked.values()):
        return 0.0, False, ""
    if any(_same_sentence(item, other) for other in claim.sentences.get(item.sentence, ())):
        return 0.0, False, ""
    if any(_told_apart(item, other) for article in item.articles for other in claim.articles.get(article, ())):
        return 0.0, False, ""
    best = 0.0, False, ""
    for other in claim.items[:MEMBERS]:
        best = max(best, _points(item, other, contrasts), key=lambda found: found[0])
    # What many articles ask is the event's own question, which a figure without a place of its own most likely answers.
    usual = 0.0 if mine.place and mine.place not in wide() else min(MOST, MOST / 3 * log2(len(claim.articles)))
    return round(min(1.0, best[0] + usual), 3), *best[1:]


def _contradicts(one: Question, other: Question, contrasts: set[tuple]) -> bool:
    """Return whether two questions cannot be one."""
    if one.dimension != other.dimension or (one.state and other.state and one.state != other.state):
        return True
    if one.other != other.other or _nouns_differ(one, other, contrasts):
        return True
    if "change" in (one.role, other.role) and one.role != other.role and one.dimension != "share":
        return True
    same_part = (one.place and one.place == other.place) or (one.what == other.what and one.what in terms().groups)
    if "part" in (one.role, other.role) and one.role != other.role and not same_part:
        return True
    strict = one.dimension in ("count", "money", "share")
    if one.era != other.era and (strict or (one.era and other.era)):
        return True
    for mine, theirs in ((one.whose, other.whose), (one.kinds, other.kinds), (one.agent, other.agent)):
        if mine and theirs and mine.isdisjoint(theirs):
            return True
    return _places_differ(one, other, contrasts)


def _nouns_differ(one: Question, other: Question, contrasts: set[tuple]) -> bool:
    """Return whether two nouns are two things; *people* may be anyone to whom the same happened, unless listed."""
    if one.what == other.what or one.what is None or other.what is None:
        return False
    if "people" not in (one.what, other.what) or not one.state or one.state != other.state:
        return True
    what = other.what if one.what == "people" else one.what
    return what in terms().groups or (one.dimension, one.state, what) in contrasts


def _places_differ(one: Question, other: Question, contrasts: set[tuple]) -> bool:
    """Return whether two figures are of two places."""
    here, there = one.place, other.place
    if here == there:
        return False
    if here and there:
        return (here in wide()) == (there in wide())
    place = here or there
    return place not in wide() and (one.dimension, one.state or other.state, place) in contrasts


def _same_sentence(one: Item, other: Item) -> bool:
    """Return whether two figures of one sentence are two answers, or two questions: 51 here and 38 there."""
    if not _apart(one.question, other.question) or one.as_of != other.as_of:
        return False
    first, second = sorted((one.place, other.place))
    return not _REVISED.search(one.sentence[first:second])


def _told_apart(one: Item, other: Item) -> bool:
    """Return whether two figures of one article are too far apart for one question: 13 bodies, and 86 dead."""
    if one.as_of != other.as_of or one.sentence == other.sentence or not _apart(one.question, other.question):
        return False
    return _ratio(one.question, other.question) > TWICE


def _ratio(one: Question, other: Question) -> float:
    """Return how many times the larger of two values is the smaller; 1 where one is not known."""
    ends = [question.low if question.low is not None else question.high for question in (one, other)]
    if None in ends or 0 in ends:
        return 1.0
    low, high = sorted(map(abs, ends))
    return high / low


def _points(one: Item, other: Item, contrasts: set[tuple]) -> tuple[float, bool, str]:
    """Return (likeness, sure, reason) of two figures that do not contradict one another."""
    mine, theirs = one.question, other.question
    points, told, sure = 0.0, [], True
    if mine.what and mine.what == theirs.what:
        points += (
            SAME_PEOPLE if mine.what == "people" else SAME_NOUN if mine.dimension in ("count", "share") else SAME_TOPIC
        )
        told.append(mine.what)
    elif mine.what and theirs.what:
        points += OPEN_NOUN
        sure = False
    elif mine.state and mine.state == theirs.state and (mine.what or theirs.what or mine.dimension == "count"):
        points += OPEN_NOUN
    if mine.state and mine.state == theirs.state:
        weak = mine.state in WEAK or mine.dimension == "distance" or mine.role == "change"
        points += WEAK_STATE if weak else SAME_STATE
        told.append(mine.state)
    elif "present" in (mine.state, theirs.state) and None in (mine.state, theirs.state):
        points += WEAK_STATE / 2
    if None in (mine.what, theirs.what) or mine.what == "people" == theirs.what:
        if mine.state and mine.state == theirs.state and (mine.dimension, ("people", mine.state)) not in contrasts:
            points += ALONE
    elif (
        mine.what
        and mine.what == theirs.what
        and (mine.dimension, mine.what) in contrasts
        and mine.state != theirs.state
    ):
        points += CROWDED
    points += 0.0 if mine.dimension in COMMON else RARE_UNIT
    shared = sorted(one.vector.keys() & other.vector.keys())
    points += CONTEXT * sum(one.vector[word] * other.vector[word] for word in shared)
    for same, worth, name in (
        (mine.place and mine.place == theirs.place, SAME_PLACE, mine.place),
        (mine.era and mine.era == theirs.era, SAME_ERA, mine.era),
        (
            mine.whose & theirs.whose,
            SAME_PERSON if mine.dimension == "age" else SAME_NAME,
            " ".join(sorted(mine.whose & theirs.whose)),
        ),
        (mine.kinds & theirs.kinds, SAME_KIND, None),
    ):
        if same:
            points += worth
            told += [name] if name else []
    points += _value_points(mine, theirs)
    weighty = sorted(shared, key=lambda word: (-one.vector[word] * other.vector[word], word))[:3]
    reason = "; ".join(
        filter(None, ["same " + ", ".join(told) if told else "", "shares " + ", ".join(weighty) if weighty else ""])
    )
    return round(min(points, 1.0), 3), sure and points >= SURE, reason


def _value_points(one: Question, other: Question) -> float:
    """Return the weak bonus for answers that fit, or its opposite where they are far apart."""
    ratio = _ratio(one, other)
    if not _apart(one, other) and ratio <= CLOSE and None not in (one.low or one.high, other.low or other.high):
        return SAME_VALUE
    return FAR_VALUE if ratio >= (FAR_APART if one.state in GROWING else TWICE) else 0.0


def _columns(figures: pd.DataFrame, items: list[Item], owner: list, claims: list[Claim], joined: dict) -> list[list]:
    """Return the cells of each column that is added, in the order of the schema."""
    rows = Counter(joined[one][0] for one in owner if one is not None)
    names = _names(claims, rows)
    leaders: dict[int, tuple] = {}
    for place, value, sure, reason in joined.values():
        if value is not None and value > leaders.get(place, (0.0,))[0]:
            leaders[place] = value, sure, reason
    starts = zip(figures["article_id"].tolist(), figures["start"].tolist(), strict=True)
    spans = {span: one for span, one in zip(starts, owner, strict=True) if one is not None}
    added = []
    second = zip(figures["article_id"].tolist(), figures["rendering_of"].tolist(), owner, strict=True)
    for article, first, one in second:
        rendering = one is None and first is not pd.NA
        one = spans.get((article, first)) if rendering else one
        if one is None or joined[one][0] not in names:
            added.append((None, None, True, None))
            continue
        place, value, sure, reason = joined[one]
        if value is None:
            value, sure, reason = leaders.get(place, (1.0, True, "same words"))
        added.append((names[place], value, sure, "another unit of the figure beside it" if rendering else reason))
    return [list(cells) for cells in zip(*added, strict=True)] if added else [[]] * 4


def _names(claims: list[Claim], rows: Counter) -> dict[int, str]:
    """Return the id of every claim of more than one figure: its question in words, numbered where two share it."""
    order = sorted(
        (place for place in rows if rows[place] > 1),
        key=lambda place: (-len(set().union(*(item.articles for item in claims[place].items))), -rows[place], place),
    )
    taken: Counter = Counter()
    names = {}
    for place in order:
        label = _label(claims[place].items)
        taken[label] += 1
        names[place] = label if taken[label] == 1 else f"{label} {taken[label]}"
    return names


def _label(items: Iterable[Item]) -> str:
    """Say a question in words: *troop present, United States, Iraq*."""
    questions = [item.question for item in items]

    def usual(values: Iterable[str | None]) -> str | None:
        counts = Counter(value for value in values if value)
        return min(counts, key=lambda value: (-counts[value], value)) if counts else None

    kind = usual(" ".join(sorted(question.kinds)) for question in questions)
    noun = usual(question.what for question in questions)
    state = usual(question.state for question in questions)
    first = " ".join(filter(None, [noun and kind, noun, state]))
    if not noun:
        # No noun is known: the heaviest words around the number say what it is about.
        weight: Counter = Counter()
        for item in items:
            weight.update(item.vector)
        words = sorted(weight, key=lambda word: (-weight[word], word))[:2]
        first = " ".join(filter(None, [questions[0].dimension, state, *words]))
    whose = usual(" ".join(sorted(question.whose)) for question in questions)
    role = usual(question.role if question.role != "level" else None for question in questions)
    return ", ".join(
        filter(None, [first, whose, usual(question.place for question in questions), questions[0].era, role])
    )

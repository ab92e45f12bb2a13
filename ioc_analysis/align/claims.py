"""Claims: which figures, in any article, answer the same question.

Floor 3. Own rules: two figures are one claim if what they count, what happened to it, and the words around them agree
and nothing contradicts; the value is at most a weak bonus. Clusters grow round leaders, never by chains. Out of scope:
what a figure asks (`questions`), how two questions compare (`matching`), whether the answers agree (`stat_claims`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations, islice
from math import log, log2, sqrt

import pandas as pd

from .. import schema
from . import by_hand
from .collector import set_aside
from .matching import AKIN, TWICE, Item, apart, are_far, are_two, below, contradict, explain, ratio, weigh
from .questions import Question, find_questions, wide

JOIN, SURE = 0.5, 0.66  # likeness that makes one claim, and that needs no second look
CANDIDATES = 16  # claims that a figure is compared with in full
POSTINGS = 150  # entries of the index that one look-up reads, the rarest keys first
PAIRS = 40  # figures of one article that are compared with one another
MEMBERS = 10  # members of a claim that a figure is compared with
NO = 0.0, 0.0, None
MOST = 0.12  # points for a claim of eight articles and more
WORDS = Question._fields.index("words")  # the fields before tell the question, those behind how it is told


@dataclass(slots=True)
class Claim:
    """Figures that answer one question; the first is its leader."""

    items: list[Item]
    asked: dict = field(default_factory=dict)  # each question of its figures, without words and value, once
    refused: dict = field(default_factory=dict)  # what contradicts it → how many questions were asked of it then
    sentences: dict = field(default_factory=lambda: defaultdict(list))
    articles: dict = field(default_factory=lambda: defaultdict(list))

    def add(self, item: Item) -> None:
        """Take a figure in."""
        self.items.append(item)
        self.asked.setdefault(item.question[:WORDS], item.question)
        self.sentences[item.sentence].append(item)
        for article in item.articles:
            self.articles[article].append(item)


@set_aside()
def align_figures(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the figures with the question that each answers: the same rows, in their order, and four columns more.

    Added are `claim_id`, `similarity` (to the other figures of the claim, 0 to 1), `sure` and `reason` (what it was
    joined by; missing with the id).

    The key is what is asked: what is counted, what happened to it, whose, where, as of when, and whether it is the
    level, a change or a part. The value is no key: a toll that grows is one claim, and 2,500 now and 170,000 years ago
    are two. `claim_id` says the question in words; it is missing for a figure that no other one joins and for a number
    that is no quantity. A second rendering (80 km, 50 miles) has the claim of the first.

    Parameters
    ----------
    figures
        As extracted, of all articles that are to be compared. They should tell one event: the dead of two events
        are told apart only by place, year and the words around them.

    Raises SchemaError if the table is not one of figures.

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
    return by_hand.finish("figures", figures, _cells(figures, owner, claims, joined))


def _items(figures: pd.DataFrame) -> tuple[list[Item], list[int | None]]:
    """Return the distinct printed figures, and for each row which of them it is; None for no quantity."""
    found: dict[tuple, int] = {}
    asked: dict[tuple, int] = {}
    items: list[Item] = []
    owner: list[int | None] = []
    columns = (figures[name].tolist() for name in ("article_id", "start", "left", "text", "right", "as_of"))
    first = figures["rendering_of"].isna().tolist()
    for question, alone, article, start, left, text, right, as_of in zip(
        find_questions(figures), first, *columns, strict=True
    ):
        if question is None or not alone:
            owner.append(None)
            continue
        left, right = (side if isinstance(side, str) else "" for side in (left, right))
        key = (question, left, text, right)
        if key not in found:
            found[key] = len(items)
            day = as_of if isinstance(as_of, str) else None
            number = asked.setdefault(question[:WORDS], len(asked))
            items.append(Item(question, left + text + right, len(left), day, number))
        owner.append(found[key])
        items[found[key]].articles.add(article)
        items[found[key]].first = min(items[found[key]].first, start)
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
            first, second = items[one], items[other]
            if first.question.era == second.question.era and (apart(first, second) or ratio(first, second) > TWICE):
                found.add((dimension, what))
                break
    for (_, dimension, state, _), members in groups.items():
        for one, other in combinations(sorted(members)[:PAIRS], 2):
            if not apart(items[one], items[other]):
                continue
            first, second = items[one].question, items[other].question
            for here, there in ((first, second), (second, first)):
                if not below(here, there):
                    continue
                if here.place and not there.place:
                    found.add((dimension, state, here.place))
                if here.what not in (None, "people") and there.what == "people":
                    found.add((dimension, state, here.what))
    return found


def _cluster(items: list[Item], contrasts: set[tuple]) -> tuple[list[Claim], dict[int, tuple]]:
    """Return the claims, and of every item (claim, likeness, sure, reason); a leader has likeness None."""
    order = sorted(range(len(items)), key=lambda one: _rank(items[one]))
    claims: list[Claim] = []
    joined: dict[int, tuple] = {}
    index: defaultdict[tuple, dict[int, None]] = defaultdict(dict)
    known: dict = {}
    for one in order:
        item = items[one]
        keys = _keys(item)
        best = None
        for place in _candidates(index, keys):
            found = _likeness(item, claims[place], contrasts, known)
            if found[0] >= JOIN and (best is None or found[0] > best[1][0]):
                best = place, found
        if best is None:
            place = len(claims)
            claims.append(Claim([]))
            joined[one] = place, None, True, None
        else:
            place = best[0]
            joined[one] = place, *_reason(item, best[1])
        claims[place].add(item)
        for key in keys:
            index[key][place] = None
    _merge(claims, joined, items, index, contrasts, known)
    return claims, joined


def _merge(
    claims: list[Claim], joined: dict[int, tuple], items: list[Item], index: dict, contrasts: set[tuple], known: dict
) -> None:
    """Ask the figures of small claims again, now that the large ones are known; in place, one level deep."""
    members: defaultdict[int, list[int]] = defaultdict(list)
    for one, (place, *_) in joined.items():
        members[place].append(one)

    def size(place: int) -> tuple:
        return len(claims[place].articles), len(claims[place].items), -place

    taken: set[int] = set()
    for place in sorted(members, key=size):
        own = members[place]
        if place in taken or len(own) > MEMBERS:
            continue
        near = {other for one in own for other in _candidates(index, _keys(items[one]))}
        best = None
        for other in sorted(near, key=size, reverse=True):
            if size(other) <= size(place) or not claims[other].items:
                continue
            found = [_likeness(items[one], claims[other], contrasts, known) for one in own]
            values = [value for value, *_ in found]
            if min(values) > 0 and max(values) >= JOIN and (best is None or max(values) > best[2]):
                best = other, found, max(values)
        if best is not None:
            other, found, _ = best
            taken.add(other)
            for one, how in zip(own, found, strict=True):
                again = how[0] >= JOIN or joined[one][1] is None
                joined[one] = other, *(_reason(items[one], how) if again else joined[one][1:])
                claims[other].add(items[one])
            claims[place].items.clear()


def _rank(item: Item) -> tuple:
    """Return what puts the figures that tell most about their question first; never the order of the articles.

    Among those that tell as much, what stands near the top of its article: the toll, before the bodies of a village.
    """
    question = item.question
    told = sum(field is not None for field in (question.what, question.state, question.place))
    return -told, -len(item.articles), item.first, item.sentence, item.place


def _keys(item: Item) -> list[tuple]:
    """Return what an item is looked up by."""
    question = item.question
    what, state = AKIN.get(question.what, question.what), AKIN.get(question.state, question.state)
    keys = [(question.dimension, what, state), (question.dimension, "", state)]
    keys += [(question.dimension, what)] if what not in (None, "people") else []
    keys += [(question.dimension, "value", item.size)] if item.rare else []
    words = sorted(item.vector.items(), key=lambda pair: (-pair[1], pair[0]))[:8]
    return keys + [(question.dimension, "word", word) for word, _ in words]


def _candidates(index: dict, keys: list[tuple]) -> list[int]:
    """Return the claims that share most of the rarest keys."""
    score: defaultdict[int, float] = defaultdict(float)
    left = POSTINGS
    for entries in sorted((index[key] for key in keys if key in index), key=len):
        weight = 1 / (1 + log(len(entries)))
        for entry in islice(entries, left):
            score[entry] += weight
        left -= len(entries)
        if left <= 0:
            break
    least = min(sorted(score.values())[-CANDIDATES:], default=0.0)
    best = sorted((-value, one) for one, value in score.items() if value >= least)
    return [one for _, one in best[:CANDIDATES]]


def _likeness(item: Item, claim: Claim, contrasts: set[tuple], known: dict) -> tuple[float, float, Item | None]:
    """Return how well a figure answers the question of a claim, and how like it is to which member."""
    mine = item.question
    asked = mine[:WORDS]
    # Thousands of figures ask the same of a claim that has learnt nothing since.
    if claim.refused.get(asked) == len(claim.asked):
        return NO
    if asked not in claim.asked and any(contradict(mine, other, contrasts) for other in claim.asked.values()):
        claim.refused[asked] = len(claim.asked)
        return NO
    beside = claim.sentences.get(item.sentence)
    if beside and any(are_two(item, other) for other in beside):
        return NO
    if any(are_far(item, other) for article in item.articles for other in claim.articles.get(article, ())):
        return NO
    best, nearest = 0.0, None
    for other in claim.items[:MEMBERS]:
        points = weigh(item, other, contrasts, known)
        if points > best:
            best, nearest = points, other
    # What many articles ask is the event's own question, which a figure without a place of its own most likely answers.
    usual = 0.0 if mine.place and mine.place not in wide() else min(MOST, MOST / 3 * log2(len(claim.articles)))
    return round(min(1.0, best + usual), 3), best, nearest


def _reason(item: Item, found: tuple[float, float, Item]) -> tuple[float, bool, str]:
    """Return (likeness, sure, reason) of a figure that joins a claim."""
    value, points, other = found
    mine, theirs = item.question.what, other.question.what
    return value, points >= SURE and not (mine and theirs and mine != theirs), explain(item, other)


def _cells(figures: pd.DataFrame, owner: list, claims: list[Claim], joined: dict) -> list[tuple]:
    """Return the cells that are added to each row, in the order of the schema."""
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
    return added


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

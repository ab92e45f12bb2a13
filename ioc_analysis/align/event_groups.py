"""Event groups: which articles of a corpus tell the same event, so that each can be compared by itself.

Floor 3 (above `likeness`). The two groups that are most alike are joined, again and again, so that no chain of
half-alike articles makes one event of many; two groups that are each far more alike within than with each other stay
two. Out of scope: what the articles of an event tell.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterator
from heapq import heapify, heappop, heappush, nlargest
from typing import NamedTuple

import numpy as np
import pandas as pd

from .. import schema
from ..english.text import WORD
from .likeness import content, fold
from .statements import KINDS

SURE, CHECK = 0.15, 0.12  # mean likeness from which an article surely tells an event, and from which it may
APART = 0.5  # part of the likeness within two groups that has to be between them: two floods of one day are two events
TIGHT = 0.4  # likeness within a group from which more says nothing: copies of one text are no event of their own
LEAD, FIRST = 100, 5  # content words that open an article and say what it is about, and how many others each outweighs
HEAVIEST = 200  # words of an article that are compared, those that tell most
OTHERS = 100  # articles on other events, as if read too: where a corpus tells one event, its words are not common ones
NEAR = 30  # likest articles before it that an article is compared with first, and as many others
AT_ONCE = 2000  # articles before it that are looked through; more only where they hold too few that are alike
SHOWN = 6  # words that name an event


def stat_events(articles: pd.DataFrame, sentences: pd.DataFrame, *, days: int = 3) -> pd.DataFrame:
    """Return which articles tell the same event: one row per article, in the order of the articles.

    Columns: see `events` in the schema. e1 is told by most articles, then the earliest. Articles tell one event from a
    mean likeness of .12 on. `sure` is False where that with the others of the event is under .15, or under half of that
    of the others among themselves, or where the article has no day: look at it before it is compared with them.

    Parameters
    ----------
    sentences : from `extract_sentences`; headline, standfirst, body and captions are read
    days : days that may lie between two articles that are compared; an event that goes on may last longer

    Raises SchemaError if a table is not what its name says, ValueError if `days` is negative.

    Notes
    -----
    Likeness is the cosine of the articles' 200 content words of most weight, by how often the article prints them (the
    first hundred words count five times) and in how few articles they stand. A single article on another event of the
    same kind, day and place may be joined to a group; a background piece may stay alone. The order of the rows moves
    nothing.

    References
    ----------
    Grouping news by words weighted by rarity: Allan, Papka and Lavrenko (1998), On-line new event detection and
    tracking, SIGIR; by average linkage: Yang, Pierce and Carbonell (1998), A study of retrospective and on-line event
    detection, SIGIR. The thresholds are our own measure, see `benchmarks/RESULTS.md`.

    """
    articles = schema.check(articles, "articles")
    sentences = schema.check(sentences, "sentences")
    if days < 0:
        raise ValueError(f"days has to be 0 or more; it is {days}")
    ids = articles["article_id"].tolist()
    dates = pd.to_datetime(articles["published"].str[:10], format="ISO8601", errors="coerce")
    numbers = [None if pd.isna(date) else date.toordinal() for date in dates]
    order = sorted(range(len(ids)), key=lambda one: (numbers[one] is None, numbers[one] or 0, ids[one]))
    words = _weigh([ids[one] for one in order], sentences)
    groups = _group(words, [numbers[one] for one in order], days)
    # Stable: of as many articles, the earliest event first.
    events = {key: f"e{number}" for number, key in enumerate(sorted(groups.members, key=groups.rank), 1)}
    names = {key: groups.name(key) for key in events}
    found = {}
    for place, one in enumerate(order):
        key = groups.find(place)
        found[one] = events[key], len(groups.members[key]), *groups.belongs(place), names[key]
    rows = [
        (article_id, outlet, *found[one])
        for one, (article_id, outlet) in enumerate(zip(ids, articles["outlet"], strict=True))
    ]
    return schema.table("events", rows, like=articles)


class _Words(NamedTuple):
    """The heaviest words of the articles, by article, then term; the vector of each article has length 1."""

    terms: list[str]
    term: np.ndarray
    weight: np.ndarray
    starts: np.ndarray  # where the words of each article begin

    def of(self, place: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the terms and weights of an article."""
        own = slice(self.starts[place], self.starts[place + 1])
        return self.term[own], self.weight[own]


class _Terms(dict):
    """The number of each printed form's term, given at first sight; -1 for a word that is no content."""

    def __init__(self):
        self.numbers: dict[str, int] = {}

    def __missing__(self, form: str) -> int:
        term = fold(form)
        self[form] = self.numbers.setdefault(term, len(self.numbers)) if term and content([term]) else -1
        return self[form]


def _weigh(ids: list[str], sentences: pd.DataFrame) -> _Words:
    """Return the heaviest words of each article."""
    told: dict[str, list[tuple[int, str]]] = {article_id: [] for article_id in ids}
    for article_id, start, words, kind in schema.rows(sentences, ["article_id", "start", "text", "kind"]):
        if kind in KINDS and article_id in told:
            told[article_id].append((start, words))
    known = _Terms()
    find, number = re.compile(WORD).findall, known.__getitem__
    counts = []
    for article_id in ids:
        printed = array("i")
        for _, words in sorted(told.pop(article_id)):
            printed.extend(map(number, find(words)))
        term = np.frombuffer(printed, np.int32)
        term = term[term >= 0]
        own, place = np.unique(term, return_inverse=True)
        often = np.bincount(place) + (FIRST - 1) * np.bincount(place[:LEAD], minlength=len(own)) if len(own) else own
        counts.append((own, often))
    held = np.bincount(np.concatenate([own for own, _ in counts]), minlength=len(known.numbers)) if counts else []
    rarity = np.log((1 + OTHERS + len(ids)) / (1 + np.asarray(held))) + 1
    terms, weights = [], []
    for own, often in counts:
        weight = (1 + np.log(often)) * rarity[own]
        heaviest = np.sort(np.argsort(-weight, kind="stable")[:HEAVIEST])
        terms.append(own[heaviest])
        weights.append(weight[heaviest] / np.sqrt((weight[heaviest] ** 2).sum()))
    starts = np.cumsum([0, *map(len, terms)])
    if not terms:
        return _Words([], np.zeros(0, int), np.zeros(0), starts)
    return _Words(list(known.numbers), np.concatenate(terms), np.concatenate(weights), starts)


def _find_pairs(words: _Words, numbers: list[int | None], days: int) -> Iterator[tuple[float, int, int]]:
    """Return (likeness, article, later article) of pairs within the days that may tell one event.

    Of an article that is like many before it, the likest, and of the rest as many at even steps: groups of hundreds are
    compared as groups, for which any of their articles will do.
    """
    count = len(numbers)
    owner = np.repeat(np.arange(count, dtype=np.int32), np.diff(words.starts))
    by_term = np.argsort(words.term, kind="stable")
    owner, weight = owner[by_term], words.weight[by_term]
    keys = words.term[by_term].astype(np.int64) * count + owner
    first = 0
    for place, day in enumerate(numbers):
        while day is not None and numbers[first] < day - days:
            first += 1
        end, since = place, 0 if day is None else first  # no day: it may belong to any
        terms, own = words.of(place)
        found: list[tuple[float, int]] = []
        while end > since and len(found) < 2 * NEAR:
            begin = max(since, end - AT_ONCE)
            low, high = (np.searchsorted(keys, terms.astype(np.int64) * count + bound) for bound in (begin, end))
            size = high - low
            entries = np.repeat(low - np.cumsum(size) + size, size) + np.arange(size.sum())
            likeness = np.bincount(owner[entries] - begin, np.repeat(own, size) * weight[entries])
            near = np.flatnonzero(likeness >= CHECK)
            found += zip((-likeness[near]).tolist(), (begin + near).tolist(), strict=True)
            end = begin
        found.sort()
        rest = found[NEAR:]
        for unlikeness, other in (*found[:NEAR], *rest[:: 1 + len(rest) // NEAR]):
            yield -unlikeness, other, place


class _Groups:
    """Groups of articles, at first each article by itself, with the sum of their words day by day."""

    def __init__(self, words: _Words, numbers: list[int | None], days: int):
        self.words, self.numbers, self.days = words, numbers, days
        self.members = {place: [place] for place in range(len(numbers))}
        self.inner = dict.fromkeys(self.members, (0.0, 0))  # likeness of all pairs within, and how many they are
        self.sums = {place: {day: (*words.of(place), 1)} for place, day in enumerate(numbers)}
        self._joined = list(self.members)  # by group, the group it has become part of
        self._buffer = np.zeros(len(words.terms))

    def find(self, key: int) -> int:
        """Return the group that a group, or an article, is now part of."""
        while self._joined[key] != key:
            self._joined[key] = key = self._joined[self._joined[key]]
        return key

    def rank(self, key: int) -> tuple[int, int]:
        """Return what sorts groups: most articles first, then the earliest."""
        return -len(self.members[key]), min(self.members[key])

    def between(self, one: dict, other: dict) -> tuple[float, int]:
        """Return the likeness of all pairs of articles of two sums within the days, and how many they are."""
        total, pairs = 0.0, 0
        for day, (terms, weights, count) in one.items():
            self._buffer[terms] = weights
            for their, (others, theirs, number) in other.items():
                if day is None or their is None or abs(day - their) <= self.days:
                    total += float(self._buffer[others] @ theirs)
                    pairs += count * number
            self._buffer[terms] = 0
        return total, pairs

    def parted(self, one: int, other: int, likeness: float) -> bool:
        """Return whether two groups are each so much more alike within that they tell two events."""
        inner = [self.inner[key] for key in (one, other)]
        # An article by itself does not tell how alike the articles on its event are.
        return all(pairs for _, pairs in inner) and likeness < APART * min(
            TIGHT, *(sum_ / pairs for sum_, pairs in inner)
        )

    def join(self, one: int, other: int) -> int:
        """Make one group of two and return it."""
        inner = (self.between(self.sums[one], self.sums[other]), self.inner.pop(one), self.inner.pop(other))
        key = len(self._joined)
        self._joined.append(key)
        self._joined[one] = self._joined[other] = key
        self.inner[key] = sum(total for total, _ in inner), sum(pairs for _, pairs in inner)
        self.members[key] = self.members.pop(one) + self.members.pop(other)
        sums = self.sums.pop(one)
        for day, (terms, weights, count) in self.sums.pop(other).items():
            if day in sums:
                own, place = np.unique(np.concatenate((sums[day][0], terms)), return_inverse=True)
                sums[day] = own, np.bincount(place, np.concatenate((sums[day][1], weights))), sums[day][2] + count
            else:
                sums[day] = terms, weights, count
        self.sums[key] = sums
        return key

    def belongs(self, place: int) -> tuple[float | None, bool]:
        """Return how alike an article is to the others of its event on average, and whether it surely tells it."""
        key, day = self.find(place), self.numbers[place]
        if len(self.members[key]) == 1:
            return None, True
        total, pairs = self.between({day: (*self.words.of(place), 1)}, self.sums[key])
        total, pairs = total - 1, pairs - 1  # with itself
        every, all_pairs = self.inner[key]
        likeness = total / pairs
        others = (every - total) / (all_pairs - pairs) if all_pairs > pairs else 0.0
        sure = day is not None and likeness >= max(SURE, APART * min(TIGHT, others))
        return round(min(1.0, likeness), 3), sure

    def name(self, key: int) -> str:
        """Return the words that tell the event, those of most weight in all its articles."""
        total: defaultdict[str, float] = defaultdict(float)
        for terms, weights, _ in self.sums[key].values():
            for term, weight in zip(terms.tolist(), weights.tolist(), strict=True):
                total[self.words.terms[term]] += weight
        return ", ".join(nlargest(SHOWN, total, key=lambda word: (total[word], word)))


def _group(words: _Words, numbers: list[int | None], days: int) -> _Groups:
    """Return the groups by average linkage: the likest two are joined until no two may tell one event.

    The likeness of a pair in the heap is that of two groups when it was pushed. The mean likeness of a group that two
    have become is never above that of the liker one, so what comes up first is the likest, once it is measured anew.
    """
    groups = _Groups(words, numbers, days)
    heap = [(-likeness, one, other) for likeness, one, other in _find_pairs(words, numbers, days)]
    heapify(heap)
    measured: set[tuple[int, int]] = set()
    refused: defaultdict[int, list[int]] = defaultdict(list)

    def measure(one: int, other: int) -> None:
        pair = min(one, other), max(one, other)
        if one != other and pair not in measured:
            measured.add(pair)
            total, pairs = groups.between(*map(groups.sums.get, pair))
            if pairs and total / pairs >= CHECK:
                heappush(heap, (-total / pairs, *pair))

    while heap:
        likeness, *pair = heappop(heap)
        one, other = map(groups.find, pair)
        if [one, other] != pair:
            measure(one, other)
        elif groups.parted(one, other, -likeness):
            refused[one].append(other)
            refused[other].append(one)
        else:
            key = groups.join(one, other)
            for third in (*refused.pop(one, ()), *refused.pop(other, ())):
                measure(key, groups.find(third))
    return groups

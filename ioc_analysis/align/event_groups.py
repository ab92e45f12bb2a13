"""Event groups: which articles of a corpus tell the same event, so that each can be compared by itself.

Floor 3 (above `likeness`). Articles are read in the order of their days; each joins the group whose articles of the
same days it is most like on average, so that no chain of half-alike articles makes one event of many. Out of scope:
what the articles of an event tell.
"""

from collections import Counter, defaultdict, deque
from heapq import nlargest
from math import log, sqrt

import pandas as pd

from .. import schema
from .likeness import content, find_terms
from .statements import KINDS

SURE, CHECK = 0.15, 0.1  # mean likeness from which an article surely tells an event, and from which it may
HEAVIEST = 200  # words of an article that are compared, those that tell most
SHOWN = 6  # words that name an event


def stat_events(articles: pd.DataFrame, sentences: pd.DataFrame, *, days: int = 3) -> pd.DataFrame:
    """Return which articles tell the same event: one row per article, in the order of the articles.

    Columns: see `events` in the schema. e1 is told by most articles, then the earliest. `sure` is False where the mean
    likeness is between .1 and .15, or where the article has no day: look at it before it is compared with the others.

    Parameters
    ----------
    sentences : from `extract_sentences`; headline, standfirst, body and captions are read
    days : days that may lie between two articles that are compared; an event that goes on may last longer

    Raises SchemaError if a table is not what its name says, ValueError if `days` is negative.

    Notes
    -----
    Likeness is the cosine of the articles' 200 content words of most weight, by how often the article prints them and
    in how few articles they stand. Several events of one kind on the same days, by the same people, may be one group; a
    background piece may stay alone. The order of the rows moves nothing.

    References
    ----------
    Grouping news by words weighted by rarity, in time order: Allan, Papka and Lavrenko (1998), On-line new event
    detection and tracking, SIGIR. The thresholds are our own measure, see `benchmarks/RESULTS.md`.

    """
    articles = schema.check(articles, "articles")
    sentences = schema.check(sentences, "sentences")
    if days < 0:
        raise ValueError(f"days has to be 0 or more; it is {days}")
    ids = articles["article_id"].tolist()
    weights = _weigh(ids, sentences)
    dates = pd.to_datetime(articles["published"].str[:10], format="ISO8601", errors="coerce")
    numbers = [None if pd.isna(date) else date.toordinal() for date in dates]
    order = sorted(range(len(ids)), key=lambda one: (numbers[one] is None, numbers[one] or 0, ids[one]))
    joined = _group(order, numbers, weights, days)
    members = defaultdict(list)
    for one in order:
        members[joined[one][0]].append(one)
    # Stable: of as many articles, the earliest event first.
    names = {
        leader: f"e{number}" for number, leader in enumerate(sorted(members, key=lambda one: -len(members[one])), 1)
    }
    words = {leader: _name([weights[place] for place in places]) for leader, places in members.items()}
    rows = [
        (article_id, outlet, names[leader], len(members[leader]), similarity, sure, words[leader])
        for article_id, outlet, (leader, similarity, sure) in zip(
            ids, articles["outlet"], map(joined.get, range(len(ids))), strict=True
        )
    ]
    return schema.table("events", rows, like=articles)


def _weigh(ids: list[str], sentences: pd.DataFrame) -> list[dict[str, float]]:
    """Return the heaviest words of each article, as a vector of length 1."""
    counts: dict[str, Counter] = {article_id: Counter() for article_id in ids}
    for article_id, words, kind in schema.rows(sentences, ["article_id", "text", "kind"]):
        if kind in KINDS and article_id in counts:
            counts[article_id].update(content(find_terms(words)))
    held = Counter(word for count in counts.values() for word in count)
    found = []
    for article_id in ids:
        weights = {
            word: (1 + log(times)) * (log((1 + len(ids)) / (1 + held[word])) + 1)
            for word, times in counts[article_id].items()
        }
        heaviest = nlargest(HEAVIEST, weights, key=lambda word: (weights[word], word))
        length = sqrt(sum(weights[word] ** 2 for word in heaviest))
        found.append({word: weights[word] / length for word in heaviest})
    return found


class _Groups:
    """The groups found so far, each by the sum of its articles' weights: a product with it is their mean likeness."""

    def __init__(self, weights: list[dict[str, float]]):
        self.weights = weights
        self.home: dict[int, int] = {}
        self.sizes: Counter[int] = Counter()
        self._sums: defaultdict[str, defaultdict[int, float]] = defaultdict(lambda: defaultdict(float))

    def add(self, one: int) -> None:
        """Count an article in."""
        leader = self.home[one]
        self.sizes[leader] += 1
        for word, weight in self.weights[one].items():
            self._sums[word][leader] += weight

    def drop(self, one: int) -> None:
        """Count an article out: it is too old to be compared with what comes."""
        leader = self.home[one]
        self.sizes[leader] -= 1
        for word, weight in self.weights[one].items():
            if self.sizes[leader]:
                self._sums[word][leader] -= weight
            else:
                self._sums[word].pop(leader, None)

    def nearest(self, one: int) -> tuple[float, int]:
        """Return (mean likeness, leader) of the likest group; the article itself where nothing is shared."""
        totals: defaultdict[int, float] = defaultdict(float)
        for word, weight in self.weights[one].items():
            for leader, theirs in self._sums[word].items():
                totals[leader] += weight * theirs
        alike = ((total / self.sizes[leader], -leader) for leader, total in totals.items() if self.sizes[leader])
        value, leader = max(alike, default=(0.0, -one))
        return value, -leader


def _group(
    order: list[int], numbers: list[int | None], weights: list[dict[str, float]], days: int
) -> dict[int, tuple[int, float | None, bool]]:
    """Return of each article (first article of its event, mean likeness with its others, whether that is sure)."""
    groups = _Groups(weights)
    now: deque[int] = deque()
    old: list[int] = []
    joined = {}
    for one in order:
        day = numbers[one]
        while day is not None and now and numbers[now[0]] < day - days:
            old.append(now.popleft())
            groups.drop(old[-1])
        while day is None and old:  # no day: it may belong to any
            groups.add(old.pop())
        value, leader = groups.nearest(one)
        alone = value < CHECK
        groups.home[one] = one if alone else leader
        groups.add(one)
        now.append(one)
        sure = alone or (value >= SURE and day is not None)
        joined[one] = groups.home[one], None if alone else round(min(1.0, value), 3), sure
    return joined


def _name(weights: list[dict[str, float]]) -> str:
    """Return the words that tell the event, those of most weight in all its articles."""
    total: Counter[str] = Counter()
    for own in weights:
        total.update(own)
    return ", ".join(nlargest(SHOWN, total, key=lambda word: (total[word], word)))

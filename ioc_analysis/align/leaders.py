"""Leaders: the wordings that newcomers are compared with, looked up by the rare words and pairs of words they share.

Floor 3 (above `overlap`). Words and pairs are numbers, found for all wordings at once, and one that no second wording
has is none. Out of scope: whether two wordings that share some are one statement (`utterances`).
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain

import numpy as np

from .overlap import Rendering, highest, senses

BEGINNING = 5  # letters of a word that it is looked up by
POSTINGS = 120  # entries of the index over which a word or pair tells nothing
READ = 300  # entries of the index that one look-up reads, the rarest words and pairs first
SHORT = 12  # entries of a list that is read to its end, whatever has been found
CANDIDATES = 8  # wordings compared in full


class Numbers(dict):
    """A number for each key, given at first sight."""

    def __missing__(self, key: object) -> int:
        self[key] = number = len(self)
        return number


class Keys:
    """By what each of many wordings is looked up: numbers, in the order of its words; those alone that two have."""

    def __init__(self, owner: np.ndarray, key: np.ndarray, owners: int):
        _, number, times = np.unique(key, return_inverse=True, return_counts=True)
        shared = times[number] > 1
        self.size = len(times)
        self._numbers = number[shared]
        self._starts = np.searchsorted(owner[shared], np.arange(owners + 1))

    def __getitem__(self, one: int) -> list[int]:
        return self._numbers[self._starts[one] : self._starts[one + 1]].tolist()

    def within(self, ones: Sequence[int], groups: Sequence[int]) -> "Keys":
        """Return the keys of these wordings, in their order, each of the group beside it: shared only inside it."""
        starts, sizes = self._starts[ones], np.diff(self._starts)[ones]
        owner = np.repeat(np.arange(len(ones)), sizes)
        place = np.arange(len(owner)) + np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
        group = np.asarray(groups, dtype=np.int64)[owner]
        return Keys(owner, group * self.size + self._numbers[place], len(ones))


def find_keys(renderings: Sequence[Rendering]) -> Keys:
    """Return by what each rendering is looked up: its words by their beginning or sense, and neighbours."""
    number = Numbers()
    sizes = np.array([len(rendering.stems) for rendering in renderings], dtype=np.int64)
    stems = chain.from_iterable(rendering.stems for rendering in renderings)
    stem = np.fromiter(map(number.__getitem__, stems), np.int64, sizes.sum())
    owner = np.repeat(np.arange(len(sizes)), sizes)
    beginnings, meanings, known = Numbers(), Numbers(), senses()
    begins = np.array([beginnings[word[:BEGINNING]] for word in number], dtype=np.int64)
    means = np.array([meanings[known[word]] if word in known else -1 for word in number], dtype=np.int64)
    meant = means[stem] >= 0
    beside = owner[:-1] == owner[1:]
    parts = (
        _once(owner, begins[stem]),
        _once(owner[meant], means[stem[meant]] + len(beginnings)),
        (owner[:-1][beside], (stem[:-1] * len(number) + stem[1:])[beside] + len(beginnings) + len(meanings)),
    )
    owner, key = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(owner, kind="stable")
    return Keys(owner[order], key[order], len(sizes))


def _once(owner: np.ndarray, key: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return each key of an owner where it has it first."""
    first = np.unique(owner * (key.max(initial=0) + 1) + key, return_index=True)[1]
    first.sort()
    return owner[first], key[first]


class Screen:
    """How like two wordings can be at most, told from the roots and senses of their words, before they are compared."""

    def __init__(self, renderings: Sequence[Rendering]):
        self._words = [len(rendering.unique) for rendering in renderings]
        self._places = [len(rendering.stems) for rendering in renderings]
        self._roots, self._twice = [], []
        for rendering in renderings:
            roots, twice = rendering.find_roots()
            self._roots.append(tuple(roots))
            self._twice.append(twice)

    def keep(self, one: int, others: Iterable[int], least: float) -> list[int]:
        """Return which of the others can be as like as `least`."""
        words, own = self._words, set(self._roots[one])
        found = []
        for other in others:
            short = one if words[one] <= words[other] else other
            shared = min(words[short], len(own.intersection(self._roots[other])) + self._twice[short])
            if shared and highest(words[short], self._places[short], shared) >= least:
                found.append(other)
        return found


class Index:
    """Leaders by the rare keys that they hold."""

    def __init__(self, size: int):
        self._postings: list = [None] * size

    def add(self, number: int, keys: list[int]) -> None:
        """Enter a leader under its keys."""
        postings = self._postings
        for key in keys:
            found = postings[key]
            if found:
                found.append(number)
                if len(found) > POSTINGS:
                    postings[key] = ()
            elif found is None:
                postings[key] = [number]

    def look_up(self, keys: list[int], part: float = 0.0) -> list[int]:
        """Return the leaders that share most, each at least `part` of what the first shares."""
        lists = sorted(filter(None, map(self._postings.__getitem__, keys)), key=len)
        lists = lists[: bisect_right(list(accumulate(map(len, lists))), READ) + 1]
        weights = [1 + 1 / len(found) for found in lists]
        rare = bisect_right(lists, SHORT, key=len) if part else len(lists)
        shared: dict[int, float] = {}
        get = shared.get
        for found, weight in zip(lists[:rare], weights, strict=False):
            for number in found:
                shared[number] = get(number, 0.0) + weight
        # What begins to share so late stays too far behind the first; who leads by more than what is left is alone.
        left, bar = sum(weights[rare:]), part * max(shared.values(), default=0.0)
        known = left < bar
        if known and len(shared) == 1:
            return [*shared]
        if known and sorted(shared.values())[-2] + left < bar:
            return [max(shared, key=get)]
        for found, weight in zip(lists[rare:], weights[rare:], strict=True):
            for number in shared.keys() & found if known else found:
                shared[number] = get(number, 0.0) + weight
        if not shared:
            return []
        least = part * max(shared.values())
        if len(shared) > CANDIDATES:
            least = max(least, sorted(shared.values())[-CANDIDATES])
        best = sorted((-weight, number) for number, weight in shared.items() if weight >= least)
        return [number for _, number in best[:CANDIDATES]]

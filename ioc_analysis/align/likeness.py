"""Likeness: how alike two sentences of a corpus are, by the letters and the content words that they share.

Floor 3. Each distinct sentence is one vector: character 3- to 5-grams and content words, each weighted by how few
sentences of the corpus have it (TF-IDF), each of length √½, so that the product of two vectors is the mean of both
cosines. Out of scope: what likeness is enough for one statement.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property, lru_cache
from heapq import nlargest
from itertools import pairwise
from math import log
from operator import neg

import numpy as np

from .. import lexicon
from ..english import text

SIZES = (3, 4, 5)  # characters of an n-gram
BUCKETS = 20  # bits of an n-gram's number: a million, which few corpora fill
CHUNK = 2000  # texts whose n-grams are counted together
POSTINGS = 800  # entries of the index that one look-up reads, the rarest keys first
CANDIDATES = 16  # of them compared in full
# Classes of closed words; verbs, adverbs and words of time among the listed are content.
CLOSED = frozenset(
    "determiner subject object auxiliary preposition conjunction subordinator possessive relative".split()
)
# Who reports a statement is no part of it, nor that it is reported.
REPORTS = frozenset("said say says saying told tells according".split())


@cache
def _closed() -> frozenset[str]:
    """Return the words that do not say what a sentence is about."""
    listed = lexicon.load("function_words")
    speakers = (word for term in lexicon.terms("source_nouns") | lexicon.terms("titles") for word in find_terms(term))
    return REPORTS.union((fold(row["term"]) for row in listed if CLOSED & set(row["class"].split())), speakers)


@lru_cache(maxsize=1 << 17)  # a corpus has few different words; the bound is for what runs for days
def fold(word: str) -> str:
    """Return a word as it is compared: small letters without accents, possessive and inner marks.

    >>> [fold(word) for word in ("U.S.", "al-Kādhimī's", "2,500")]
    ['us', 'alkadhimi', '2500']
    """
    low = word.lower().replace("’", "'").removesuffix("'s")
    if not low.isascii():
        low = "".join(char for char in unicodedata.normalize("NFKD", low) if not unicodedata.combining(char))
    return low if low.isalnum() else "".join(filter(str.isalnum, low))


@cache
def _word() -> re.Pattern:
    """Compile what a word is."""
    return re.compile(text.WORD)


def find_terms(sentence: str) -> list[str]:
    """Return the words of a sentence as they are compared, in order."""
    return list(map(fold, _word().findall(sentence)))


def content(terms: Iterable[str]) -> list[str]:
    """Return the content words among the terms."""
    closed = _closed()
    return [term for term in terms if term not in closed]


class Space:
    """The vectors of distinct sentences, each given as its terms; a sentence is known by its place among them."""

    def __init__(self, sentences: Sequence[Sequence[str]]):
        self.words = [content(terms) for terms in sentences]
        number: defaultdict[str, int] = defaultdict(lambda: len(number))
        words = [number[word] for words in self.words for word in words]
        owner = np.repeat(np.arange(len(sentences)), [len(words) for words in self.words])
        parts = [
            _weigh(*_count(owner, np.array(words, dtype=np.int64), max(1, len(number))), len(sentences)),
            _weigh(*_count_letters([" ".join(terms) for terms in sentences]), len(sentences)),
        ]
        parts[1] = (parts[1][0], parts[1][1] + len(number), parts[1][2])
        owner, gram, weight = (np.concatenate(columns) for columns in zip(*parts, strict=True))
        order = np.argsort(owner, kind="stable")
        self.grams, self.weights = gram[order], weight[order]
        self.starts = np.searchsorted(owner[order], np.arange(len(sentences) + 1))
        self._starts = self.starts.tolist()  # one by one the cells of a list are found sooner
        self._buffer = np.zeros(len(number) + (1 << BUCKETS), dtype=np.float32)

    def likeness(self, one: int, others: Sequence[int]) -> list[float]:
        """Return how alike one sentence is to each of the others, 0 to 1, to three decimals."""
        if not len(others):
            return []
        buffer, grams, weights, starts = self._buffer, self.grams, self.weights, self._starts
        mine = slice(starts[one], starts[one + 1])
        buffer[grams[mine]] = weights[mine]
        spans = (slice(starts[other], starts[other + 1]) for other in others)
        sums = [float(buffer[grams[span]] @ weights[span]) for span in spans]
        buffer[grams[mine]] = 0
        return [round(min(1.0, value), 3) for value in sums]

    def likeness_to_all(self, one: int) -> np.ndarray:
        """Return how alike one sentence is to every sentence of the space, itself too."""
        owner, weight, bounds = self._holders
        span = slice(self.starts[one], self.starts[one + 1])
        low, high = bounds[self.grams[span]], bounds[self.grams[span] + 1]
        size = high - low
        entries = np.repeat(low - np.cumsum(size) + size, size) + np.arange(size.sum())
        shares = np.repeat(self.weights[span], size) * weight[entries]
        sums = np.bincount(owner[entries], shares, minlength=len(self.words))
        return np.minimum(1, np.round(sums, 3))

    @cached_property
    def _holders(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the sentences by n-gram, their weights, and where each n-gram begins among them."""
        order = np.argsort(self.grams, kind="stable")
        owner = np.repeat(np.arange(len(self.words)), np.diff(self.starts))
        bounds = np.concatenate(([0], np.cumsum(np.bincount(self.grams, minlength=len(self._buffer)))))
        return owner[order], self.weights[order], bounds


def _count(owner: np.ndarray, gram: np.ndarray, grams: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (owner, gram, how often the owner has it), sorted."""
    keys, counts = np.unique(owner.astype(np.int64) * grams + gram, return_counts=True)
    return (keys // grams).astype(np.int32), (keys % grams).astype(np.int32), counts.astype(np.float32)


def _count_letters(sentences: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (owner, number of the n-gram, how often) for the n-grams of all sentences."""
    found = []
    for first in range(0, len(sentences), CHUNK):
        chunk = sentences[first : first + CHUNK]
        codes = np.frombuffer("".join(chunk).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
        sizes = np.array([len(sentence) for sentence in chunk])
        owner = np.repeat(np.arange(len(chunk)), sizes)
        left = np.repeat(np.cumsum(sizes), sizes) - np.arange(len(codes))  # characters up to the sentence's end
        rolled = codes.copy()
        grams, owners = [], []
        for size in range(2, SIZES[-1] + 1):
            # Products run over 64 bits on purpose: this is a hash.
            rolled = rolled[:-1] * np.uint64(1_000_003) + codes[size - 1 :] if len(rolled) else rolled
            if size in SIZES:
                whole = left[: len(rolled)] >= size
                mixed = rolled[whole] * np.uint64(0x9E3779B97F4A7C15)
                grams.append((mixed >> np.uint64(64 - BUCKETS)).astype(np.int64))
                owners.append(owner[: len(rolled)][whole])
        counted = _count(np.concatenate(owners), np.concatenate(grams), 1 << BUCKETS)
        found.append((counted[0] + first, *counted[1:]))
    if not found:
        return _count(*np.zeros((2, 0), dtype=np.int64), 1)
    return tuple(np.concatenate(column) for column in zip(*found, strict=True))


def _weigh(owner: np.ndarray, gram: np.ndarray, count: np.ndarray, sentences: int) -> tuple:
    """Return (owner, gram, weight): TF-IDF, every vector of length √½."""
    rarity = (np.log((1 + sentences) / (1 + np.bincount(gram))) + 1).astype(np.float32)
    weight = (1 + np.log(count)) * rarity[gram]
    length = np.sqrt(2 * np.bincount(owner, weight**2, minlength=sentences)).astype(np.float32)
    return owner, gram, weight / length[owner]


class Index:
    """Sentences of a space that can be looked up by their rarest words and pairs of words."""

    def __init__(self, space: Space):
        self.space = space
        self._keys: defaultdict[object, list[int]] = defaultdict(list)

    def add(self, one: int) -> None:
        """Add a sentence."""
        for key in _find_keys(self.space.words[one]):
            self._keys[key].append(one)

    def nearest(self, one: int, fits: Callable[[int], bool]) -> list[tuple[float, int]]:
        """Return (likeness, sentence) of those that share most with it and fit, the most alike first, itself left out.

        The rarest keys are read first, and no more than `POSTINGS` entries: a word that thousands share finds nothing
        that a rarer one does not.
        """
        found = [entries for key in _find_keys(self.space.words[one]) if (entries := self._keys.get(key))]
        found.sort(key=len)
        score: dict[int, float] = defaultdict(float)
        left = POSTINGS
        for entries in found:
            left -= len(entries)
            if left < 0 and score:
                break
            weight = 1 / (1 + log(len(entries)))
            for entry in entries[:POSTINGS]:
                score[entry] += weight
        score.pop(one, None)
        best = [-entry for _, entry in nlargest(CANDIDATES, zip(score.values(), map(neg, score), strict=True))]
        best = list(filter(fits, best))
        return sorted(zip(self.space.likeness(one, best), best, strict=True), key=lambda pair: (-pair[0], pair[1]))


def _find_keys(words: list[str]) -> set:
    """Return what a sentence is looked up by: its content words, and each two that follow one another."""
    return {*words, *pairwise(words)}

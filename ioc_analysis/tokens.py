"""Tokens: the words and punctuation of one string, with the classes that a grammar of attribution needs.

Floor 0 (above `lexicon` and `reporting`). One pass over the passages that are read; every later rule walks
these lists and looks at no character twice. Out of scope: what the words mean together.
"""

import re
from bisect import bisect_left
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from ioc_analysis import lexicon, reporting

# Classes of a token; a word may have several ("that", "her").
DET, POSS, SUBJ, OBJ, REL, AUX, BE, HAVE, MODAL, NEG, ADV, CONJ, SUB, PREP, TIME, VERB = (1 << bit for bit in range(16))
CAP, PUNCT, NUM, CUE, ING, PAST, LIST = (1 << bit for bit in range(16, 23))
CLOSED = DET | POSS | SUBJ | OBJ | REL | AUX | ADV | CONJ | SUB | PREP
# al-Shammari is as good as a capital.
PARTICLES = ("al-", "el-", "ad-", "an-", "ar-", "as-", "ash-", "at-", "az-", "ul-", "bin-", "ibn-")
# Small words that are names when they alone are in capitals: IS fighters, US troops, WHO experts.
SHOUTED = frozenset(("IS", "US", "WHO", "IT"))
CLASSES = {
    "determiner": DET,
    "possessive": POSS | DET,
    "subject": SUBJ,
    "object": OBJ,
    "relative": REL,
    "auxiliary": AUX,
    "be": BE,
    "have": HAVE,
    "modal": MODAL,
    "negative": NEG,
    "adverb": ADV,
    "conjunction": CONJ,
    "subordinator": SUB,
    "preposition": PREP,
    "time": TIME,
    "verb": VERB,
}


class Tokens(NamedTuple):
    """The tokens of one string, as lists of one length: as printed, in small letters, offsets, classes.

    `quoted` is the number of the stretch between quotation marks that a token stands in, or -1.
    """

    word: list[str]
    low: list[str]
    start: list[int]
    end: list[int]
    kind: list[int]
    quoted: list[int]

    def at(self, offset: int) -> int:
        """Return the number of the first token that ends after `offset`."""
        return bisect_left(self.end, offset + 1)


@cache
def _pattern() -> re.Pattern:
    # Everything is matched, so offsets are sums of lengths: a third of the cost of match objects.
    return re.compile(r"\s+|\w+(?:[-’'.&]\w+|,[0-9]+)*|[^\w\s]")


@cache
def classes() -> dict[str, int]:
    """Return the classes of every closed-class word, from `lexicons/function_words.csv`."""
    found = {}
    for row in lexicon.load("function_words"):
        kind = 0
        for name in row["class"].split():
            kind |= CLASSES[name]
        found[row["term"]] = kind
    return found


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row["term"].rstrip(".") for row in lexicon.load("abbreviations"))


class _Kinds(dict):
    """Classes by word in small letters, worked out at first sight of a word."""

    def __missing__(self, low: str) -> int:
        kind = classes().get(low, 0)
        if not (low[0].isalnum() or low[0] == "_"):
            kind = PUNCT
        elif low[0].isdigit():
            kind |= NUM
        elif not kind:
            if low.endswith("ing") and len(low) > 4:
                kind = ING
            elif low.endswith("ed") and len(low) > 3:
                kind = PAST
            elif (
                low.endswith("ly")
                and len(low) > 4
                and low not in ("family", "ally", "assembly", "rally", "reply", "supply")
            ):
                kind = ADV
            elif low.endswith(("n’t", "n't")):
                kind = AUX | NEG
        if low in reporting.forms():
            kind |= CUE
        if len(self) < 200_000:  # one process may read millions of articles
            self[low] = kind
        return kind


@cache
def _kinds() -> _Kinds:
    return _Kinds()


def tokenize(text: str, spans: list[tuple[int, int]], stretches: list[tuple[int, int]]) -> Tokens:
    """Return the tokens of `text` inside `spans`; `stretches` are the outermost quotation marks' insides.

    >>> tokenize("Gen. Cole said so.", [(0, 18)], []).word
    ['Gen.', 'Cole', 'said', 'so', '.']
    """
    word: list[str] = []
    start: list[int] = []
    find = _pattern().findall
    for first, last in spans:
        parts = find(text, first, last)
        offsets = accumulate(map(len, parts), initial=first)
        for part, offset in zip(parts, offsets, strict=False):
            if not part.isspace():
                word.append(part)
                start.append(offset)
    word, start = _join_stops(word, start)
    end = [offset + len(part) for part, offset in zip(word, start, strict=True)]
    low = [part.lower() for part in word]
    kinds = _kinds()
    kind = [kinds[part] for part in low]
    kind = [
        CAP
        if part in SHOUTED
        else value | CAP
        if part[0].isupper() or ("-" in part and part.startswith(PARTICLES))
        else value
        for value, part in zip(kind, word, strict=True)
    ]
    return Tokens(word, low, start, end, kind, _quoted(start, stretches))


def _join_stops(word: list[str], start: list[int]) -> tuple[list[str], list[int]]:
    """Give abbreviations and initials their stop back: "Gen" "." becomes "Gen."."""
    abbreviations = _abbreviations()
    drop = []
    for number, part in enumerate(word):
        if part == "." and number and start[number] == start[number - 1] + len(word[number - 1]):
            before = word[number - 1]
            if before in abbreviations or (len(before) == 1 and before.isupper()) or "." in before[1:]:
                word[number - 1] = before + "."
                drop.append(number)
    if drop:
        gone = set(drop)
        start = [offset for number, offset in enumerate(start) if number not in gone]
        word = [part for number, part in enumerate(word) if number not in gone]
    return word, start


def _quoted(start: list[int], stretches: list[tuple[int, int]]) -> list[int]:
    """Return for each token the number of the stretch it stands in, or -1."""
    quoted = [-1] * len(start)
    for number, (first, last) in enumerate(stretches):
        for place in range(bisect_left(start, first), bisect_left(start, last)):
            quoted[place] = number
    return quoted

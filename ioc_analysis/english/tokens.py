"""Tokens: the words and punctuation of one string, with the classes that a grammar of attribution needs.

Floor 0 (above `lexicon` and `reporting`). One pass over the passages that are read; every later rule walks
these lists and looks at no character twice. Out of scope: what the words mean together.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from operator import add, itemgetter

from .. import lexicon
from . import reporting

# Classes of a token; a word may have several ("that", "her").
DET, POSS, SUBJ, OBJ, REL, AUX, BE, HAVE, MODAL, NEG, ADV, CONJ, SUB, PREP, TIME, VERB = (1 << bit for bit in range(16))
# CUE begins a cue of one word, PHRASE of several; SAYS: the cue may report words without quotation marks.
CAP, PUNCT, NUM, CUE, ING, PAST, PHRASE, SAYS = (1 << bit for bit in range(16, 24))
NOTED = CAP | CUE | PHRASE
CLOSED = DET | POSS | SUBJ | OBJ | REL | AUX | ADV | CONJ | SUB | PREP
# al-Shammari is as good as a capital.
PARTICLES = ("al-", "el-", "ad-", "an-", "ar-", "as-", "ash-", "at-", "az-", "ul-", "bin-", "ibn-")
# Small words that are names when they alone are in capitals: IS fighters, US troops, WHO experts.
SHOUTED = frozenset(("IS", "US", "WHO", "IT"))
NO_ADVERBS = frozenset(  # nouns and adjectives in -ly
    "family ally assembly rally reply supply bully lily italy july quarterly weekly monthly yearly elderly deadly "
    "friendly costly lovely ugly lonely holy silly orderly scholarly".split()
)
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


@dataclass(slots=True)
class Tokens:
    """The tokens of one string, as lists of one length: as printed, in small letters, offsets, classes.

    `quoted` is the number of the stretch between quotation marks that a token stands in, or -1. `noted` are the
    numbers of the tokens that have a capital or may begin a cue: one in five, and all that many a rule looks at.
    """

    word: list[str]
    low: list[str]
    start: list[int]
    end: list[int]
    kind: list[int]
    quoted: list[int]
    noted: list[int]

    def at(self, offset: int) -> int:
        """Return the number of the first token that ends after `offset`."""
        return bisect_right(self.end, offset)


@cache
def _pattern() -> re.Pattern:
    # Everything is matched, so offsets are sums of lengths: a third of the cost of match objects.
    return re.compile(r"\w+(?:[-’'.&]\w+|,[0-9]+)*+\s*+|[^\w\s]\s*+|\s+")


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


class _Seen(dict):
    """What each printed token with the white space after it is: word, in small letters, classes.

    Worked out at first sight: an article has few new words.
    """

    def __missing__(self, part: str) -> tuple[str, str, int]:
        word = part.rstrip()
        low = word.lower()
        low = word if low == word else low  # one string where there can be one takes less memory and time
        value = (word, low, _kind(word, low) if word else 0)
        if len(self) < 200_000 and len(part) < 40:  # one process may read millions of articles
            self[part] = value
        return value


def _kind(word: str, low: str) -> int:
    """Return the classes of a word: listed, or told from its ending."""
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
        elif low.endswith("ly") and len(low) > 4 and low not in NO_ADVERBS and word == low:
            kind = ADV
        elif low.endswith(("n’t", "n't")):
            kind = AUX | NEG
    kind |= _cue(low)
    if word in SHOUTED:
        return CAP
    if word[0].isupper() or ("-" in word and word.startswith(PARTICLES)):
        kind |= CAP
    return kind


def _cue(low: str) -> int:
    """Return the classes of a word that begins a cue: alone or in a phrase, with or without quotation marks."""
    kind = 0
    for form in reporting.forms().get(low, ()):
        kind |= CUE if len(form.words) == 1 else PHRASE
        if set("ctiaov") & set(form.frame):
            kind |= SAYS
    return kind


COLUMNS = tuple(map(itemgetter, range(3)))


@cache
def _seen() -> _Seen:
    return _Seen()


def tokenize(text: str, spans: list[tuple[int, int]], stretches: list[tuple[int, int]]) -> Tokens:
    """Return the tokens of `text` inside `spans`; `stretches` are the outermost quotation marks' insides.

    >>> tokenize("Gen. Cole said so.", [(0, 18)], []).word
    ['Gen.', 'Cole', 'said', 'so', '.']
    """
    if not spans:
        return Tokens([], [], [], [], [], [], [])
    first, last = spans[0][0], spans[-1][1]
    parts = _pattern().findall(text, first, last)
    rows = list(map(_seen().__getitem__, parts))
    if not rows:
        return Tokens([], [], [], [], [], [], [])
    word, low, kind = columns = [list(map(column, rows)) for column in COLUMNS]
    start = list(accumulate(map(len, parts), initial=first))
    start.pop()
    columns.append(start)
    if not word[0]:  # white space that opens a text is no token
        for values in columns:
            del values[0]
    for (_, behind), (ahead, _) in zip(reversed(spans[:-1]), reversed(spans[1:]), strict=True):
        if behind < ahead and not text[behind:ahead].isspace():  # between two spans stands what is not read
            left, right = bisect_left(start, behind), bisect_left(start, ahead)
            for values in columns:
                del values[left:right]
    _join_stops(*columns)
    noted = [place for place, value in enumerate(kind) if value & NOTED]
    return Tokens(word, low, start, list(map(add, start, map(len, word))), kind, _quoted(start, stretches), noted)


def _join_stops(word: list[str], low: list[str], kind: list[int], start: list[int]) -> None:
    """Give abbreviations and initials their stop back, in place: "Gen" "." becomes "Gen."."""
    abbreviations, seen = _abbreviations(), _seen()
    drop = []
    place = 0
    for _ in range(word.count(".")):
        place = word.index(".", place) + 1
        before = word[place - 2]
        if place == 1 or start[place - 1] != start[place - 2] + len(before):
            continue
        if before in abbreviations or (len(before) == 1 and before.isupper()) or "." in before[1:]:
            drop.append(place - 1)
    for place in drop:
        word[place - 1] += "."
        low[place - 1] += "."
        kind[place - 1] = seen[word[place - 1]][2]
    if len(drop) > 200:
        gone = set(drop)
        for values in (word, low, kind, start):
            values[:] = [value for place, value in enumerate(values) if place not in gone]
    else:
        for place in reversed(drop):
            for values in (word, low, kind, start):
                del values[place]


def _quoted(start: list[int], stretches: list[tuple[int, int]]) -> list[int]:
    """Return for each token the number of the stretch it stands in, or -1."""
    quoted = [-1] * len(start)
    for number, (first, last) in enumerate(stretches):
        begin, stop = bisect_left(start, first), bisect_left(start, last)
        quoted[begin:stop] = [number] * (stop - begin)
    return quoted

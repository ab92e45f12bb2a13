"""Tokens: the words and punctuation of one string, with the classes that a grammar of attribution needs.

Floor 0 (above `lexicon` and `reporting`). One pass over the passages that are read; every later rule walks
these lists and looks at no character twice. Out of scope: what the words mean together.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, compress
from operator import add

from .. import lexicon
from . import reporting

# Classes of a token; a word may have several ("that", "her").
DET, POSS, SUBJ, OBJ, REL, AUX, BE, HAVE, MODAL, NEG, ADV, CONJ, SUB, PREP, TIME, VERB = (1 << bit for bit in range(16))
# CUE begins a cue of one word, PHRASE of several; SAYS: the cue may report words without quotation marks.
CAP, PUNCT, NUM, CUE, ING, PAST, PHRASE, SAYS = (1 << bit for bit in range(16, 24))
FRAMING = 1 << 24  # of a term of cues.csv or harm.csv, as may be looked for by it
NOTED = CAP | CUE | PHRASE
CLOSED = DET | POSS | SUBJ | OBJ | REL | AUX | ADV | CONJ | SUB | PREP
# al-Shammari is as good as a capital.
PARTICLES = ("al-", "el-", "ad-", "an-", "ar-", "as-", "ash-", "at-", "az-", "ul-", "bin-", "ibn-")
# Small words that are names when they alone are in capitals: IS fighters, US troops, WHO experts.
SHOUTED = frozenset(("IS", "US", "WHO", "IT"))
KEPT = 100_000  # words known at once: one process may read millions of articles
LONG = 40  # letters of what is not kept
OPENING, CLOSING = "\"“‘'([", ",.:;?!)]”\"’'"  # marks that are tokens of their own at either end
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


class _Words(dict):
    """What each printed word is: the word, in small letters, its classes, whether they are noted.

    Worked out at first sight, as is what stands between two spaces (`_Chunks`): an article has few new words.
    """

    def __init__(self):
        self.kinds: dict[int, int] = {}

    def __missing__(self, word: str) -> tuple[str, str, int, bool]:
        low, kind = word.lower(), 0
        low = word if low == word else low  # one string where there can be one takes less memory and time
        if word:
            kind = _kind(word, low) | (FRAMING if _is_framing(low) else 0)
            kind = self.kinds.setdefault(kind, kind)  # one number too
        value = (word, low, kind, kind & NOTED != 0)
        if len(self) < KEPT and len(word) < LONG:
            self[word] = value
        return value


class _Chunks(dict):
    """The tokens of what stands between two spaces, one after the other: as in `_Words`, and characters to the next.

    Splitting at spaces and looking up what is known costs two thirds of matching every token.
    """

    def __missing__(self, chunk: str) -> tuple:
        words, size = _words(), len(chunk)
        first, bare, mark = chunk[:1], chunk[:-1], chunk[-1:]
        if chunk.isalnum():
            value = (*words[chunk], size + 1)  # one more: the space after the chunk
            chunk = value[0]  # one string in both tables
        elif mark == "\n":  # the end of a paragraph is the word before it, and one character more to the next
            *found, step = self[bare]
            value = (*found, step + 1)
        elif size < LONG and size > 1 and mark in CLOSING and not (mark == "." and not _ends(bare)):
            *found, step = (*words[bare], size) if bare.isalnum() else self[bare]
            value = (*found, step - 1, *words[mark], 2)
        elif size < LONG and size > 1 and first in OPENING:
            value = (*words[first], 1, *self[chunk[1:]])
        else:
            *found, step = self._read(chunk)
            value = (*found, step + 1)
        if len(self) < KEPT and size < LONG:
            self[chunk] = value
        return value

    def _read(self, chunk: str) -> list:
        found: list[tuple[str, int]] = []
        for part in _pattern().findall(chunk):
            word, size = part.rstrip(), len(part)
            if word == "." and found and _takes_stop(*found[-1]):  # "Gen" "." becomes "Gen."
                word, size = found[-1][0] + ".", found.pop()[1] + size
            found.append((word, size))
        # Between two spaces stands a token without a word.
        return [value for word, size in found or [("", 0)] for value in (*_words()[word], size)]


def _ends(bare: str) -> bool:
    """Tell whether a stop after what stands between spaces is a token of its own, where that is plain to see."""
    return bare.isalnum() and not _takes_stop(bare, len(bare))


def _takes_stop(word: str, size: int) -> bool:
    """Tell whether a stop after a word belongs to it: an abbreviation or an initial; no white space stands between."""
    if size != len(word) or word[-1:] == ".":
        return False
    return word in _abbreviations() or (size == 1 and word.isupper()) or "." in word[1:]


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
    kind |= _cues().get(low, 0)
    if word in SHOUTED:
        return CAP
    if word[0].isupper() or ("-" in word and word.startswith(PARTICLES)):
        kind |= CAP
    return kind


@cache
def _cues() -> dict[str, int]:
    """Return the classes of the words that begin a cue: alone or in a phrase, with or without quotation marks."""
    found = {}
    for low, forms in reporting.forms().items():
        found[low] = 0
        for form in forms:
            found[low] |= CUE if len(form.words) == 1 else PHRASE
            found[low] |= 0 if set("ctiaov").isdisjoint(form.frame) else SAYS
    return found


def _is_framing(low: str) -> bool:
    """Tell whether a cue or a harm word may be looked for by a word: one in ten."""
    words, stems = _framing()
    return low in words or low.startswith(stems)


@cache
def _framing() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words of the terms, those of grammar left out where there are others, and the stems of open ones."""
    terms = [row["term"].lower().split() for row in lexicon.load("cues") if row["class"] != "stance"]
    words = {word for term in terms for word in [word for word in term if word not in classes()] or term}
    harm = {row["term"].lower().split()[0] for row in lexicon.load("harm") if row["form"] != "weapon"}
    return frozenset(words | harm), tuple(word[:-1] for word in sorted(words) if word.endswith("*"))


@cache
def _words() -> _Words:
    return _Words()


@cache
def _chunks() -> _Chunks:
    return _Chunks()


def tokenize(text: str, spans: list[tuple[int, int]], stretches: list[tuple[int, int]]) -> Tokens:
    """Return the tokens of `text` inside `spans`; `stretches` are the outermost quotation marks' insides.

    >>> tokenize("Gen. Cole said so.", [(0, 18)], []).word
    ['Gen.', 'Cole', 'said', 'so', '.']
    """
    if not spans:
        return Tokens([], [], [], [], [], [], [])
    first, last = spans[0][0], spans[-1][1]
    chunks, flat = _chunks(), []
    extend = flat.extend
    for found in map(chunks.__getitem__, text[first:last].replace("\n\n", "\n ").split(" ")):
        extend(found)  # a third quicker than a chain of all
    word, low, kind, flags, steps = (flat[column::5] for column in range(5))
    start = list(accumulate(steps, initial=first))
    start.pop()
    columns = [word, low, kind, flags, start]
    if "" in word:
        columns = [list(compress(column, word)) for column in columns]
    for (_, behind), (ahead, _) in zip(reversed(spans[:-1]), reversed(spans[1:]), strict=True):
        if behind < ahead and not text[behind:ahead].isspace():  # between two spans stands what is not read
            left, right = bisect_left(columns[-1], behind), bisect_left(columns[-1], ahead)
            for values in columns:
                del values[left:right]
    word, low, kind, flags, start = columns
    noted = list(compress(range(len(flags)), flags))
    return Tokens(word, low, start, list(map(add, start, map(len, word))), kind, _quoted(start, stretches), noted)


def _quoted(start: list[int], stretches: list[tuple[int, int]]) -> list[int]:
    """Return for each token the number of the stretch it stands in, or -1."""
    quoted = [-1] * len(start)
    for number, (first, last) in enumerate(stretches):
        begin, stop = bisect_left(start, first), bisect_left(start, last)
        quoted[begin:stop] = [number] * (stop - begin)
    return quoted

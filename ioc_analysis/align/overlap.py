"""Overlap: how much two wordings of one statement share.

Floor 3. A rendering is compared by its content words, folded to their stems; a name of the alias table counts as what
it names (ISIS and Daesh are one word here), a demonym as its place. Out of scope: how much is enough, and who speaks.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import filterfalse, pairwise
from math import log

from .. import lexicon
from ..english import text

# Classes of closed-class words that hold a sentence together and are shared by chance.
CLOSED = frozenset(
    "determiner possessive subject object relative auxiliary be have modal negative adverb conjunction subordinator "
    "preposition".split()
)
KNOWN = 200_000  # words of which is remembered how they are read; a bound for what runs for days
# Stripped from a word, the longest first, when at least so many letters remain.
ENDINGS = (
    (4, "ational ization isation ations ements ation ement ments ances ences ities ators ment ance ence ally "
        "ship able ible ator ings ions ions ness ion ing ity ers ors ory ive ly al er or".split()),
    (3, "ied ies ing est ed es".split()),
)  # fmt: skip
NEAR_ROOT, NEAR_SENSE = 0.8, 0.6  # what a word of the same root or sense counts
ROOT = 4  # letters that two words of one root begin with
NEAR = 0.75  # of the longer stem's letters, which they begin with together
# What has to be shared of a sentence: of what the one that shares most shares, or of its own weight.
PART, MOST = 0.8, 0.7
USUAL = 50  # renderings; in a smaller corpus a word that two share is no commoner than in one of so many
SHORT = 6  # words that may stand between those of a shorter rendering, however short it is
SLACK = 1e-9  # of floating point
PARTICLES = frozenset("al el ad an ar as ash at az ul bin ibn".split())
DOUBLED = re.compile(r"([bdgkmnprt])\1$")

# How much each stem tells.
Weights = dict[str, float]


class Rendering:
    """One wording: its words folded, the stems of its content words in order, and the words at which it turns.

    `unique` are its different stems, `sentences` the stems of each, if there are several. No more is kept: a corpus
    has many.
    """

    __slots__ = ("sentences", "stems", "turns", "unique", "words")

    def __init__(self, words: tuple[str, ...], stems: tuple[str, ...], turns: tuple[str, ...], ends: tuple[int, ...]):
        self.words, self.stems, self.turns = words, stems, turns
        self.unique = dict.fromkeys(stems)
        spans = pairwise((0, *ends)) if len(ends) > 1 else ()
        self.sentences = [tuple(dict.fromkeys(stems[start:end])) for start, end in spans]

    def find_roots(self) -> tuple[frozenset[str], int]:
        """Return the roots and senses of its words, and how many words have the root of another of them."""
        roots, meanings = frozenset(map(_roots().__getitem__, self.unique)), senses()
        meant = map(meanings.__getitem__, filter(meanings.__contains__, self.unique))
        return roots.union(meant), len(self.unique) - len(roots)

    def find_all(self, other: "Rendering") -> dict[str, str]:
        """Return which words of another rendering this one has, and as what: itself, a word of its root or sense."""
        mine, theirs = self.unique, other.unique
        same = [*filter(mine.__contains__, theirs)]
        found = dict(zip(same, same, strict=True))
        if len(found) == len(theirs):
            return found
        left, rest = [*filterfalse(theirs.__contains__, mine)], [*filterfalse(found.__contains__, theirs)]
        meanings, root = senses(), _roots().__getitem__
        roots = dict(zip(map(root, left), left, strict=True))
        meant = {meanings[stem]: stem for stem in filter(meanings.__contains__, left)}
        if not meant and roots.keys().isdisjoint(map(root, rest)):
            return found
        for stem in rest:
            near = roots.get(stem[:ROOT])
            if near and _is_near(stem, near):
                found[stem] = near
            elif match := meant.get(meanings.get(stem)):
                found[stem] = match
        return found


def _is_near(one: str, other: str) -> bool:
    """Return whether two stems that begin alike are of one root (advic, advis)."""
    short, long = sorted((one, other), key=len)
    same = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    return same >= max(ROOT, NEAR * len(long)) and not one[0].isdigit()


def read_rendering(words: str) -> Rendering:
    """Read one wording.

    >>> rendering = read_rendering("We are ending the U.S. mission against ISIS")
    >>> rendering.stems
    ('end', 'united states', 'miss', 'islamic state')
    """
    folded: list[str] = []
    stems: list[str] = []
    ends = []
    # Most quotes are one sentence, told by one look.
    for start, end in text.find_sentences(words) if _stops().search(words) else ((0, len(words)),):
        _read_sentence(words, start, end, folded, stems)
        ends.append(len(stems))
    turns = _turns()
    return Rendering(tuple(folded), tuple(stems), tuple(turns[low] for low in folded if low in turns), tuple(ends))


def _read_sentence(words: str, start: int, end: int, folded: list[str], stems: list[str]) -> None:
    """Add the words and stems of one sentence."""
    known, firsts = _words(), _firsts()
    printed = _word().findall(words, start, end)
    if words.find("-", start, end) >= 0:
        printed = [part for word in printed for part in _parts(word)]
    read = [known.get(word) or _read(word) for word in printed]
    lows = [low for low, _ in read]
    if firsts.keys().isdisjoint(lows):
        folded += lows
        stems += [stem for _, stem in read if stem]
        return
    place = 0
    while place < len(printed):
        low, stem = read[place]
        size = 1
        if low in firsts:
            size, stem = _longest(printed, place, firsts[low], stem)
        folded += lows[place : place + size]
        if stem:
            stems.append(stem)
        place += size


@cache
def _word() -> re.Pattern:
    """Compile what a word is."""
    return re.compile(text.WORD)


def _parts(word: str) -> list[str]:
    """Return the words of a compound: US-led is two; the particle of a name (al-Noor) is none."""
    if "-" not in word:
        return [word]
    return [part for part in word.split("-") if part and part.lower() not in PARTICLES] or [word]


def _longest(printed: list[str], place: int, names: tuple, stem: str) -> tuple[int, str]:
    """Return how many words from `place` are a name of the alias table, and what it names; else one, and its stem."""
    for parts, entity in names:
        if tuple(printed[place : place + len(parts)]) == parts:
            return len(parts), entity
    return 1, stem


def fold(word: str) -> str:
    """Return a word in small letters, without possessive and accents of typography."""
    low = word.lower().replace("’", "'").replace("‘", "'").replace("‑", "-")
    return low.removesuffix("'s").removesuffix("'") if "'" in low else low


@cache
def _words() -> dict[str, tuple[str, str]]:
    """Return what has been read of each printed word; filled by `_read`."""
    return {}


def _read(word: str) -> tuple[str, str]:
    """Return a printed word folded, and its stem; no stem for a word of a closed class."""
    low = fold(word)
    known = _words()
    if len(known) > KNOWN:
        known.clear()
    known[word] = low, _stem(word, low)
    return known[word]


def _stem(word: str, low: str) -> str:
    """Return the stem of a content word; none of a word of a closed class."""
    name = _names().get(word.removesuffix("'s").removesuffix("’s"))
    if name:
        return name
    if low in _closed():
        return ""
    low = lexicon.mapping("irregular_verbs", "base").get(low, low)
    return strip(low)


@lru_cache(maxsize=1 << 17)
def strip(word: str) -> str:
    """Return a word without its ending.

    >>> [strip(word) for word in ("training", "trained", "officially", "stopped", "cities", "forces", "assistance")]
    ['train', 'train', 'offici', 'stop', 'citi', 'forc', 'assist']
    """
    if word[-1:].isdigit() or not word.isascii():
        return word
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "es", "'s")):
        word = word[:-1]
    for least, endings in ENDINGS:
        for ending in endings:
            if word.endswith(ending) and len(word) - len(ending) >= least:
                word = word[: -len(ending)]
                word = word + "i" if ending in ("ied", "ies") else word
                return word[:-1] if DOUBLED.search(word) and len(word) > 3 else word
    if len(word) > 3 and word[-1] in "ey":
        word = word[:-1] + ("i" if word[-1] == "y" else "")
    return word


@cache
def _closed() -> frozenset[str]:
    """Return the words that say nothing about what a statement is about."""
    rows = lexicon.load("function_words")
    return frozenset(fold(row["term"]) for row in rows if CLOSED & set(row["class"].split())) | {"'s", "s"}


@cache
def senses() -> dict[str, str]:
    """Return the stems that news uses for one another, each with what its group is called."""
    return {_stem(row["term"], row["term"]): row["group"] for row in lexicon.load("synonyms")}


class _Roots(dict):
    """Stem → what a word of the same root begins with, the same string each time, so that its hash is known."""

    def __missing__(self, stem: str) -> str:
        if len(self) > KNOWN:
            self.clear()
        self[stem] = sys.intern(stem[:ROOT])
        return self[stem]


@cache
def _roots() -> _Roots:
    """Return the roots seen so far."""
    return _Roots()


@cache
def _stops() -> re.Pattern:
    """Compile what can end a sentence before the last."""
    return re.compile(r"[.!?…\n](?=.*\w)", re.DOTALL)


@cache
def _turns() -> dict[str, str]:
    """Return the words at which a sentence turns: *but*, *if*, *because* and the like; every negation is *not*."""
    found = {}
    for row in lexicon.load("function_words"):
        classes = set(row["class"].split())
        if "negative" in classes:
            found[fold(row["term"])] = "not"
        elif "conjunction" in classes or classes == {"subordinator"}:
            found[fold(row["term"])] = fold(row["term"])
    return {low: turn for low, turn in found.items() if turn not in ("and", "or", "that")}


@cache
def _names() -> dict[str, str]:
    """Return what a name of one word stands for: an alias its entity, a demonym its place."""
    found = {row["term"]: row["place"].lower() for row in lexicon.load("demonyms") if row["class"] == "adjective"}
    for row in lexicon.load("aliases"):
        found[row["term"].removesuffix(".")] = row["entity"].lower()
    return {term: entity for term, entity in found.items() if " " not in term}


@cache
def _firsts() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return the names of several words in the alias table by their first word, the longest first."""
    found: dict[str, list] = {}
    for row in lexicon.load("aliases"):
        parts = tuple(row["term"].split())
        if len(parts) > 1:
            found.setdefault(fold(parts[0]), []).append((parts, row["entity"].lower()))
    return {first: tuple(sorted(names, key=lambda name: -len(name[0]))) for first, names in found.items()}


def weigh(renderings: Iterable[Rendering]) -> Weights:
    """Return how much each word tells: 2 for a word of one of these renderings, down to 1 for a word of all."""
    counts: Counter[str] = Counter()
    size = 0
    for rendering in renderings:
        counts.update(rendering.unique.keys())
        size += 1
    scale = log(max(size, USUAL))
    return {stem: 2 - log(count) / scale for stem, count in counts.items()}


def compare(one: Rendering, other: Rendering, weights: Weights, least: float = 0.0) -> tuple[float, float, int]:
    """Return how much of the rendering that says less stands in the other: likeness, weight and number shared.

    Likeness is 0.7 of the weight of its content words that the other has, near each other, and 0.3 of its pairs of
    words that stand together there too. Where it cannot reach `least`, it is 0 and so is the weight.
    """
    if len(one.unique) > len(other.unique):
        one, other = other, one
    found = other.find_all(one)
    if not found or highest(len(one.unique), len(one.stems), len(found)) < least:
        return 0.0, 0.0, len(found)
    if len(other.stems) > 2 * len(one.stems) + SHORT:
        found = _near(found, other, len(one.stems), weights)
    get = found.get
    total = held = 0.0
    for stem in one.unique:
        weight = weights[stem]
        total += weight
        match = get(stem)
        if match == stem:
            held += weight
        elif match:
            held += weight * (NEAR_ROOT if stem[:ROOT] == match[:ROOT] else NEAR_SENSE)
    together = held / total
    if len(one.stems) > 1:
        pairs = {*pairwise(other.stems), *zip(other.stems, other.stems[2:], strict=False)}
        together = sum(map(pairs.__contains__, pairwise(map(get, one.stems)))) / (len(one.stems) - 1)
    return 0.7 * held / total + 0.3 * together, held, len(found)


def highest(words: int, places: int, shared: int) -> float:
    """Return what likeness is at most, if of so many different words at so many places so many are shared."""
    rest = words - shared
    held = 2 * shared / (2 * shared + rest)  # no word weighs more than two others
    pairs = places - 1
    return 0.7 * held + 0.3 * (max(0, pairs - rest) / pairs if pairs else held) + SLACK


def _near(found: dict[str, str], other: Rendering, size: int, weights: Weights) -> dict[str, str]:
    """Return of the words found those that stand together, where the other says far more."""
    reach = 2 * size + SHORT
    back = {match: stem for stem, match in found.items()}
    places = [(place, back[match]) for place, match in enumerate(other.stems) if match in back]
    best, low, inside, held, most = {}, 0, {}, 0.0, 0.0
    for place, stem in places:
        inside[stem] = inside.get(stem, 0) + 1
        held += weights[stem] if inside[stem] == 1 else 0
        while places[low][0] <= place - reach:
            gone = places[low][1]
            inside[gone] -= 1
            held -= weights[gone] if not inside[gone] else 0
            low += 1
        if held > most + 1e-9:
            most, best = held, {stem: found[stem] for stem, count in inside.items() if count}
    return best


def find_parts(one: Rendering, other: Rendering, weights: Weights, *, all_said: bool = False) -> frozenset[int]:
    """Return which sentences of one rendering the other renders: those that share most with it.

    With `all_said` also those of which it says most, however short they are.
    """
    if not one.sentences:
        return frozenset((0,))
    found = other.find_all(one)
    held = [sum(weights[stem] for stem in sentence if stem in found) for sentence in one.sentences]
    least = PART * max(held)
    return frozenset(
        number
        for number, (weight, sentence) in enumerate(zip(held, one.sentences, strict=True))
        if weight and (weight >= least or (all_said and weight >= MOST * sum(weights[stem] for stem in sentence)))
    )


def is_same_build(one: Rendering, other: Rendering) -> bool:
    """Return whether two wordings turn at the same words (but … not …), two or more, in the same order."""
    return len(one.turns) > 1 and one.turns == other.turns


def holds(one: Rendering, other: Rendering) -> bool:
    """Return whether all words of the shorter stand in the longer without a break."""
    short, long = sorted((one.words, other.words), key=len)
    return f" {' '.join(short)} " in f" {' '.join(long)} "

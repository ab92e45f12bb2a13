"""Vocabulary: the words of many sentences as numbers, each word counted once per sentence that holds it.

Floor 3. Every printed form is looked at once, however often it is printed; what is folded together is decided on the
list of forms, not on the text. Out of scope: what the counts mean.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from .. import lexicon
from ..english.text import WORD
from ..figures.counted import singular

# The stance is the writer's, the thing is the same: anti-IS names IS.
STANCE = re.compile(r"(?:anti|pro)-(?=\w\w)", re.IGNORECASE)


class Counts(NamedTuple):
    """How often each term stands in each sentence: `term`, `sentence`, `count` by term, then sentence.

    `terms` is how each is shown, `words` the number of all words of each sentence, function words included.
    """

    terms: list[str]
    term: np.ndarray
    sentence: np.ndarray
    count: np.ndarray
    words: np.ndarray


class _Forms(dict):
    """A number for each printed form, given at first sight."""

    def __missing__(self, form: str) -> int:
        self[form] = number = len(self)
        return number


def count_terms(sentences: Iterable[str]) -> Counts:
    """Count the terms of every sentence.

    A term is a word with a letter in it, possessive, *anti-* and *pro-* taken off, singular and plural one; function
    words and words of time (`lexicons/function_words.csv`) are words and no terms.

    >>> found = count_terms(["The anti-IS fighters left.", "A fighter is with IS."])
    >>> [(found.terms[term], int(count)) for term, count in zip(found.term, found.count)]
    [('IS', 1), ('IS', 1), ('fighter', 1), ('fighter', 1), ('left', 1)]
    """
    forms, numbers, sizes = _Forms(), array("i"), array("i")
    find, get = re.compile(WORD).findall, forms.__getitem__
    for sentence in sentences:
        # In a sentence all in capitals, capitals make no acronym.
        words = find(sentence.lower() if sentence.isupper() else sentence)
        numbers.extend(map(get, words))
        sizes.append(len(words))
    form, size = np.frombuffer(numbers, np.int32), np.frombuffer(sizes, np.int32)
    printed = np.bincount(form, minlength=len(forms)) if len(form) else np.zeros(0, int)
    terms, of_form = _fold(list(forms), printed.tolist())
    sentence = np.repeat(np.arange(len(size)), size)
    term = of_form[form] if len(form) else np.zeros(0, int)
    words = np.bincount(sentence[term != NUMBER], minlength=len(size))
    keep = term >= 0
    key, count = np.unique(term[keep] * len(size) + sentence[keep], return_counts=True)
    # Millions of pairs: in four bytes, no number of theirs needs more.
    return Counts(terms, *(values.astype(np.int32) for values in (*np.divmod(key, max(1, len(size))), count)), words)


CLOSED, NUMBER = -1, -2  # instead of a term's number: a function word; digits, which count as no word


def _fold(forms: list[str], printed: list[int]) -> tuple[list[str], np.ndarray]:
    """Return the terms, each in its most frequent form, and the term's number of every form."""
    plain = [_plain(form) for form in forms]
    small = {form for form in plain if form.islower()}
    closed = _closed()
    keys = []
    for form in plain:
        low = form.lower()
        # IS and is, US and us are two words where both can be printed; BAGHDAD and Baghdad, ISIS and Isis are one.
        acronym = len(form) > 1 and form.isupper() and (low in small or low in closed)
        keys.append(form if acronym else low)
    known = set(keys)
    shown: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for place, (key, form, often) in enumerate(zip(keys, plain, printed, strict=True)):
        if key.islower() and (one := _one(key)) in known:
            keys[place] = key = one
        if len(key) > 1 and key not in closed and any(map(str.isalpha, key)):
            shown[key][form] += often
    number = {key: place for place, key in enumerate(sorted(shown))}
    terms = [min(shown[key], key=lambda form: (-shown[key][form], form.swapcase())) for key in number]
    none = [CLOSED if any(map(str.isalpha, key)) else NUMBER for key in keys]
    return terms, np.array([number.get(key, other) for key, other in zip(keys, none, strict=True)], int)


def _plain(form: str) -> str:
    """Return a form with straight marks, without possessive, stance and the stops of an acronym."""
    form = form.replace("’", "'").replace("‑", "-").removesuffix("'s")
    if "." in form and not form[0].isdigit():
        form = form.replace(".", "")
    return STANCE.sub("", form, count=1)


def _one(word: str) -> str:
    """Return the singular of a word, or the word itself."""
    return word if word in lexicon.terms("phrase_words", "class", "not plural") else singular(word)


def _closed() -> frozenset[str]:
    """Return the function words and words of time; a listed word that is a verb only is a term."""
    rows = lexicon.load("function_words")
    return frozenset(_plain(row["term"]) for row in rows if row["class"] != "verb")

"""Verbs: the forms of a verb as they are printed, and which form of which verb a printed word can be.

Floor 0 (above `lexicon`). Bases are in `lexicons/verbs.csv`, irregular forms in `lexicons/irregular_verbs.csv`, where
`form` is past, participle, both or ing, and a participle is what makes a passive: *fell* and *died* make none. Regular
forms follow the spelling. Out of scope: whether the word is a verb where it stands.
"""

import re
from collections import defaultdict
from functools import cache, lru_cache

from .. import lexicon

_VOWELS = frozenset("aeiou")
# An ending may double the last consonant behind one vowel: stop, stopped. The u of quit belongs to its q.
_CAN_DOUBLE = re.compile(r".*(?:[^aeiou]|qu)[aeiou][^aeiouwxy]")
_SYLLABLE = re.compile(r"[aeiouy]+")


@lru_cache(100_000)  # one process may read millions of articles
def forms(word: str) -> frozenset[tuple[str, str]]:
    """Return (base, form) of each verb that a word can be; form is base, s, past, participle or ing.

    >>> sorted(forms("kills")), sorted(forms("stopped"))
    ([('kill', 's')], [('stop', 'participle'), ('stop', 'past')])
    """
    ends = ("", "e", "y")
    cut = {word, *(word[:-size] + end for size in range(1, 5) for end in ends), *_bases().get(word, ())}
    return frozenset(
        (base, form)
        for base in cut & lexicon.terms("verbs")
        for doubled in (False, True)
        for one, form in inflect(base, doubled=doubled)
        if one == word
    )


def inflect(base: str, *, doubled: bool | None = None) -> list[tuple[str, str]]:
    """Return (word, form) of every form of a verb, as it is printed.

    `doubled`: whether the last consonant is doubled where it may be. By default it is in a verb of one syllable; in a
    longer one the stress decides, which the spelling does not show: *admitted*, but *visited*.

    >>> inflect("deny")
    [('deny', 'base'), ('denies', 's'), ('denied', 'past'), ('denied', 'participle'), ('denying', 'ing')]
    """
    if doubled is None:
        doubled = len(_SYLLABLE.findall(base.replace("qu", "q"))) == 1
    stem = base + base[-1] if doubled and _CAN_DOUBLE.fullmatch(base) else base
    irregular = _irregular().get(base, {})
    past = irregular.get("past") or [_with_ed(stem)]
    return [
        (base, "base"),
        (_with_s(base), "s"),
        *((word, "past") for word in past),
        *((word, "participle") for word in irregular.get("participle") or (() if "past" in irregular else past)),
        *((word, "ing") for word in irregular.get("ing") or [_with_ing(stem)]),
    ]


@cache
def _bases() -> dict[str, set[str]]:
    """Return the bases of each irregular word."""
    found = defaultdict(set)
    for row in lexicon.load("irregular_verbs"):
        found[row["term"]].add(row["base"])
    return found


@cache
def _irregular() -> dict[str, dict[str, list[str]]]:
    """Return the irregular words of each base by their form."""
    found = defaultdict(lambda: defaultdict(list))
    for row in lexicon.load("irregular_verbs"):
        for form in row["form"].split():
            found[row["base"]][form].append(row["term"])
    return found


@cache
def only_past() -> frozenset[str]:
    """Return the irregular words that make no passive: "was fell" is no English."""
    return lexicon.terms("irregular_verbs", "form", "past")


@cache
def unchanged() -> frozenset[str]:
    """Return the verbs whose past and participle are the base: "Bank hit by strike"."""
    return frozenset(row["term"] for row in lexicon.load("irregular_verbs") if row["term"] == row["base"])


def _with_s(base: str) -> str:
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    hissed = base.endswith(("s", "x", "z", "ch", "sh")) or (base.endswith("o") and base[-2:-1] not in _VOWELS)
    return base + ("es" if hissed else "s")  # vetoes, but radios


def _with_ed(stem: str) -> str:
    if stem.endswith("y") and stem[-2:-1] not in _VOWELS:
        return stem[:-1] + "ied"
    return stem + ("d" if stem.endswith("e") else "ed")


def _with_ing(stem: str) -> str:
    cut = stem.endswith("e") and not stem.endswith(("ee", "ye", "oe"))
    return (stem[:-1] if cut else stem) + "ing"

"""Verbs: which form of which verb a printed word can be.

Floor 0 (above `lexicon`). Bases are in `lexicons/verbs.csv`, irregular forms in `lexicons/irregular_verbs.csv`; regular
forms follow the spelling. Out of scope: whether the word is a verb where it stands.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from .. import lexicon

VOWELS = frozenset("aeiou")
# Past and participle are the base: "Bank hit by strike".
UNCHANGED = frozenset("bet bid burst cast cost cut hit hurt let put quit set shut split spread upset".split())
# Irregular forms that are no participle: "was fell" is no English, so they make no passive.
PAST_ONLY = frozenset(
    "ate became began broke came chose did drank drew drove fell fled flew forbade forgave forgot froze gave got grew "
    "hid knew overcame overthrew ran rang rode rose sang sank saw shook spoke stole swam swore threw took tore "
    "underwent undertook went withdrew woke wore wrote died".split()
)


@cache
def forms(word: str) -> frozenset[tuple[str, str]]:
    """Return (base, form) of each verb that a word can be; form is base, s, past, participle or ing.

    >>> sorted(forms("kills")), sorted(forms("stopped"))
    ([('kill', 's')], [('stop', 'participle'), ('stop', 'past')])
    """
    ends = ("", "e", "y")
    cut = {word, *(word[:-size] + end for size in range(1, 5) for end in ends), *_irregular()[0].get(word, ())}
    return frozenset(
        (base, form) for base in cut & lexicon.terms("verbs") for form, one in _inflect(base) if one == word
    )


@cache
def _irregular() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return the bases of each irregular form, and the irregular forms of each base."""
    bases, irregular = defaultdict(set), defaultdict(set)
    for row in lexicon.load("irregular_verbs"):
        bases[row["term"]].add(row["base"])
        irregular[row["base"]].add(row["term"])
    return bases, irregular


def _inflect(base: str) -> Iterator[tuple[str, str]]:
    """Yield (form, word) of every form of a verb."""
    yield "base", base
    yield "s", _with_s(base)
    for word in _doubled(base, "ing"):
        yield "ing", word
    for word in _irregular()[1].get(base) or ({base} if base in UNCHANGED else _doubled(base, "ed")):
        if word.endswith("ing"):  # lying, dying
            yield "ing", word
            continue
        yield "past", word
        if word not in PAST_ONLY:
            yield "participle", word


def _with_s(base: str) -> str:
    if base.endswith("y") and base[-2] not in VOWELS:
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _doubled(base: str, ending: str) -> set[str]:
    """Return the base with the ending, with and without a doubled consonant: the spelling does not tell which."""
    if base.endswith("e") and ending == "ed":
        return {base + "d"}
    if base.endswith("e") and not base.endswith(("ee", "ye", "oe")):
        return {base[:-1] + ending}
    if base.endswith("y") and ending == "ed" and base[-2] not in VOWELS:
        return {base[:-1] + "ied"}
    formed = {base + ending}
    if len(base) > 2 and base[-1] not in VOWELS | set("wxy") and base[-2] in VOWELS and base[-3] not in VOWELS:
        formed.add(base + base[-1] + ending)
    return formed

"""Verbs: which form of which verb a printed word can be.

Floor 0 (above `lexicon`). Bases are in `lexicons/verbs.csv`, irregular forms in `lexicons/irregular_verbs.csv`; regular
forms follow the spelling. Out of scope: whether the word is a verb where it stands.
"""

from collections import defaultdict
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
def forms() -> dict[str, frozenset[tuple[str, str]]]:
    """Return of each word (base, form) of the verbs it can be; form is base, s, past, participle or ing.

    >>> sorted(forms()["kills"]), sorted(forms()["stopped"])
    ([('kill', 's')], [('stop', 'participle'), ('stop', 'past')])
    """
    irregular = defaultdict(set)
    for row in lexicon.load("irregular_verbs"):
        irregular[row["base"]].add(row["term"])
    found = defaultdict(set)
    for base in lexicon.terms("verbs"):
        found[base].add((base, "base"))
        found[_with_s(base)].add((base, "s"))
        for form in _doubled(base, "ing"):
            found[form].add((base, "ing"))
        pasts = irregular[base] or ({base} if base in UNCHANGED else _doubled(base, "ed"))
        for form in pasts:
            if form.endswith("ing"):
                found[form].add((base, "ing"))
                continue
            found[form].add((base, "past"))
            if form not in PAST_ONLY:
                found[form].add((base, "participle"))
    return {word: frozenset(one) for word, one in found.items()}


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

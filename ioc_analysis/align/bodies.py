"""Bodies: whether two printed names can be one organisation's, group's or place's.

Floor 3. Own rules: spelling, word order of ministries, acronyms, and the alias table.
Out of scope: people (`people`), who is who over a corpus (`entities`).
"""

import re
from functools import lru_cache

from .. import lexicon
from ..english import sounds
from ..names import capitals

# Words of the name of an organisation that say nothing about which.
SMALL = frozenset("the of for and in on to at a an".split())
# "Ministry of Health" is "Health Ministry"; but the University of York is no York University.
TURNED = re.compile(r"^(ministry|department|embassy|bureau|directorate|office) of (?:the )?(.+)$")
# British and American spelling: -isation, defence, centre, labour, programme.
SPELLINGS = [
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"is(ation|e|ing|ed)\b", r"iz\1"),
        (r"\b(def|off|lic)ence\b", r"\1ense"),
        (r"\b(cent|theat|met)re\b", r"\1er"),
        (r"\b(lab|harb|neighb|hon)our", r"\1or"),
        (r"programme\b", "program"),
        (r"&", " and "),
    )
]
MIN_SKELETON = 4  # consonants that two spellings of a name in another alphabet have to share


def is_acronym(name: str) -> bool:
    """Tell whether a name is capitals alone: PMF, U.N."""
    letters = name.replace(".", "")
    return 2 <= len(letters) <= 6 and letters.isalpha() and letters.isupper()


@lru_cache(100_000)
def plain(name: str) -> str:
    """Return a name without what spelling and style change: case, article, marks, stops, -ise and -our.

    >>> plain("the Ministry of Defence") == plain("Defense Ministry")
    True
    """
    low = " ".join(name.replace("’s", "").replace("'s", "").split()).lower()
    for pattern, change in SPELLINGS:
        low = pattern.sub(change, low)
    low = TURNED.sub(r"\2 \1", low.removeprefix("the "))
    words = [sounds.fold(word) for part in low.split() for word in re.split(r"[-‑/]", part)]
    return " ".join(word for word in words if word) or low


@lru_cache(100_000)
def skeleton(name: str) -> str | None:
    """Return what the spellings of a group's or place's name of several words share; None for English words.

    >>> skeleton("Ansar al-Haq") == skeleton("Ansar ul-Haqq")
    True
    """
    words = plain(name).split()
    if len(words) < 2 or len(words) > 6 or any(word in _english() for word in words):
        return None
    found = [sounds.skeleton(word) for word in words if word not in ARTICLES]
    return " ".join(found) if len("".join(found)) >= MIN_SKELETON and len(found) > 1 else None


ARTICLES = frozenset("al el ul ur ud as ash ad ar az an at ez es er".split())


@lru_cache(1)
def _english() -> frozenset[str]:
    """Return English words that names of organisations are made of; two of them are two words, however they sound."""
    words = {*capitals.organisation_words(), *capitals.roles(), *SMALL}
    words |= set(capitals.demonyms()) | set(capitals.titles())
    return frozenset(sounds.fold(word) for word in words) - {""} - ARTICLES


def alike(one: str, other: str) -> float | None:
    """Return how far apart two names of one skeleton sound; None if they are two names."""
    left, right = ([word for word in plain(name).split() if word not in ARTICLES] for name in (one, other))
    apart = [_word(*pair) for pair in zip(left, right, strict=False)]
    return None if len(left) != len(right) or None in apart else sum(apart)


def _word(one: str, other: str) -> float | None:
    """Return how far apart two words sound; short ones have to be the same: War I is not War II."""
    if one == other:
        return 0.0
    size = min(len(one), len(other))
    if size < 4 or (len(sounds.skeleton(one)) < 2 and sounds.sound(one) != sounds.sound(other)):
        return None
    return sounds.alike(one, other)


def initials(name: str) -> str:
    """Return the acronym that the words of a name make: Harbour Workers’ Union gives HWU."""
    words = [word for word in re.split(r"[\s‑-]+", name) if word and word.lower() not in SMALL]
    return "".join(word[0] for word in words if word[0].isalpha()).upper() if len(words) > 1 else ""


def alias_table(path: str | None = None) -> dict[str, tuple[str, str]]:
    """Return how a name is looked up → (main name, type): the package's table, and over it one of the user's own."""
    found: dict[str, tuple[str, str]] = {}
    for row in lexicon.load("aliases") + (lexicon.load(path, "aliases") if path else ()):
        main = (row["entity"], row["type"])
        found.setdefault(_look(row["entity"]), main)
        found[_look(row["term"])] = main
        if len(row["term"]) > 3:
            found.setdefault(plain(row["term"]), main)  # Unicef, Nato
        if sounds_of := skeleton(row["term"]):
            found.setdefault(f"~{sounds_of}", main)
    return found


def alias(name: str, table: dict[str, tuple[str, str]]) -> tuple[str, str] | None:
    """Return (main name, type) of a name in the alias table, whatever its spelling."""
    return table.get(_look(name)) or table.get(f"~{skeleton(name)}")


def _look(name: str) -> str:
    """Return what a name is looked up by: an acronym in capitals (IS is not *is*), others as `plain` makes them."""
    return name.replace(".", "") if is_acronym(name) else plain(name)

"""Sounds: how a name sounds, whatever alphabet and scheme its English spelling came from.

Floor 0. Own rules, after what romanisation schemes do differently (ALA-LC, BGN/PCGN, ISO 9, UNGEGN and newspaper
practice): long and doubled letters, q/k/g, dh/z/th, sh/ch, w/u, -iy/-y/-ii, o/u and e/i. Out of scope: which part
of a name is which, and who is who (`people`, `entities`).
"""

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate

# Letters that Unicode does not take apart into a plain letter and a mark.
FOLDED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h"}
)
# Hamza, ayn and the soft sign are marked by an apostrophe or not at all.
NOT_LETTERS = re.compile(r"[^a-z0-9]")

# In this order; on the right one sign is one sound: x as in Khan, ç as in Charles, š as in Shah, j as in Jamal.
SPELLINGS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^ye", "e"),
        (r"(?<=[oe])ff$", "v"),
        (r"(?<=.)(?:iy|yi|ii|yy|ij|iyy|y)$", "i"),
        (r"x", "ks"),
        (r"tsch|tch|ch", "ç"),
        (r"sch|sh", "š"),
        (r"dzh|zh|dj", "j"),
        (r"kh", "x"),
        (r"gh|ck|q|c(?![eiy])", "k"),
        (r"g", "k"),
        (r"c", "s"),
        (r"dh|th", "z"),
        (r"ph", "f"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[aeiouy])h$", ""),
        (r"e[iy]|ay", "ai"),
        (r"w", "u"),
        (r"y", "i"),
        (r"o", "u"),
        (r"uu+", "u"),
        (r"ii+", "i"),
    )
]
# One sign for the consonants that romanisation schemes and transcribers confuse; vowels and h are left out.
COARSE = str.maketrans("xçšjczf", "kssssdv", "aeiouh")

# What it costs to hear one sound for another; any other vowel costs VOWEL, any other consonant CONSONANT.
NEAR = {
    frozenset(pair): cost
    for pair, cost in (
        ("ei", 0.25), ("ea", 0.5), ("eu", 0.75), ("kh", 0.75), ("xh", 0.5), ("xk", 0.5), ("zd", 0.75), ("çš", 0.5),
        ("vu", 0.5), ("ji", 0.5), ("sc", 0.75), ("vf", 0.75), ("jz", 0.75), ("zs", 0.75),
    )
}  # fmt: skip
VOWELS = frozenset("aeiou")
VOWEL, CONSONANT, INSERTED, FIRST_VOWEL, SILENT = 1.25, 4.0, 0.75, 0.5, 0.5


@lru_cache(200_000)
def fold(word: str) -> str:
    """Return a word in small letters a to z and digits, without marks, apostrophes and hyphens.

    >>> fold("Al-Sha’bī")
    'alshabi'
    """
    plain = word
    if not word.isascii():
        plain = "".join(part for part in unicodedata.normalize("NFKD", word) if not unicodedata.combining(part))
    return NOT_LETTERS.sub("", plain.lower().translate(FOLDED))


@lru_cache(200_000)
def sound(word: str) -> str:
    """Return how a word sounds, one sign a sound; spellings of one name give the same or nearly so.

    >>> sound("Yousuf"), sound("Yusuf")
    ('iusuf', 'iusuf')
    """
    found = fold(word)
    for pattern, sign in SPELLINGS:
        found = pattern.sub(sign, found)
    return found


@lru_cache(200_000)
def skeleton(word: str) -> str:
    """Return the consonants of a word in coarse classes; words that can be spellings of one name share it.

    >>> skeleton("Kadhimi") == skeleton("Qazemi")
    True
    """
    return re.sub(r"(.)\1+", r"\1", sound(word).translate(COARSE))


@lru_cache(200_000)
def distance(one: str, other: str) -> float:
    """Return how far apart two words sound: 0 for spellings of one name, .25 to .75 for a near sound, 1.25 for a vowel.

    >>> distance("Karim", "Kareem"), distance("Hamid", "Hamad")
    (0.25, 1.25)
    """
    left, right = sound(one), sound(other)
    if left == right:
        return 0.0
    before = [0.0, *accumulate(map(_alone, right))]
    for row, here in enumerate(left, 1):
        line = [before[0] + _alone(here)]
        for column, there in enumerate(right, 1):
            swap = before[column - 1] + _swap(here, there, row == column == 1)
            line.append(min(swap, before[column] + _alone(here), line[-1] + _alone(there)))
        before = line
    return before[-1]


def _alone(sign: str) -> float:
    """Return the cost of a sound that the other word does not have."""
    return INSERTED if sign in VOWELS else SILENT if sign == "h" else CONSONANT


def _swap(one: str, other: str, first: bool) -> float:
    """Return the cost of one sound for another."""
    if one == other:
        return 0.0
    both = one in VOWELS and other in VOWELS
    if first and both:  # ayn and alif before any vowel
        return FIRST_VOWEL
    return NEAR.get(frozenset((one, other)), VOWEL if both else CONSONANT)


def alike(one: str, other: str) -> float | None:
    """Return how far apart two spellings of what can be one name are; None if they are two names.

    The shorter the word, the less it may differ: there are many names of three sounds.
    """
    if skeleton(one) != skeleton(other):
        return None
    size = min(len(sound(one)), len(sound(other)))
    limit = 0.0 if size < 3 else 0.25 if size < 5 else 1.0 if size < 8 else 1.25
    apart = distance(one, other)
    return apart if apart <= limit else None

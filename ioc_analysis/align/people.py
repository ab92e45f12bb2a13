"""People: whether two printed names of people can be one person's.

Floor 3. Own rules: a name is taken apart into given names, surname and suffix; spellings are compared by sound
(`sounds`) only where something says that the name was romanised. Out of scope: who is who over a corpus (`entities`).
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from .. import lexicon
from ..english import sounds
from ..names import capitals

SUFFIX = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
# The Arabic article and words for son, father and servant: part of a name, written, joined or left out at will.
ARTICLES = frozenset("al el ul ur ud as ash ad ar az an at".split())
PARTICLES = ARTICLES | frozenset(
    "bin ibn ben bint de da do dos das del della di du la le van von der den ter ten".split()
)
ARABIC = ARTICLES | {"bin", "ibn", "bint"}
JOINED = re.compile(r"^(?:al|el|ul|as|ash|ad|ar|az|an|at|ud|ur)[-‑’']\s?(?=\w{2})", re.IGNORECASE)
# Servant of, with any article or none, goes with the name after it: Abdul Karim, Abd al-Karim, Abdelkarim.
SERVANT = re.compile(r"^abd(?:[aeou][lr])?(?=.{2})")
SERVANTS = frozenset(("abd", "abdul", "abdel", "abdal", "abdol"))
# Endings of surnames that are always romanised: Slavic, Caucasian and Persian ones.
ENDINGS = re.compile(
    r"(?:[oe]v[ay]?|[ei]yev[ay]?|[sc]k(?:i|y|yi|iy|yy|ii|aya|aia)|enk[oa]|[oe]vi[ct]h?|[oeu]vy?ch|chuk|shvili|dze|"
    r"[iy]an|zadeh?|pour)$"
)
LOWER_AFTER_HYPHEN = re.compile(r"\w[-‑][a-z]")
NICKNAME = re.compile(r"[\"“‘'(][^\"”’')]*[\"”’')]")
# What a link rests on, weakest last.
SAME, SPELLING, SHORTER, GUESS = "same name", "other spelling", "shorter form", "part of a longer name"
FATHER = "the same but for Jr."  # no link, but no contradiction either


class Person(NamedTuple):
    """A name taken apart; `parts` are its words without title, particle, nickname and suffix, the surname last."""

    name: str
    parts: tuple[str, ...]
    suffix: str
    romanised: bool

    @property
    def joined(self) -> str:
        """Return how the whole name sounds, whatever is written as one word: Jae-in, Jae In."""
        return sounds.sound("".join(self.parts))


@lru_cache(100_000)
def parse(name: str) -> Person:
    """Take a person's name apart.

    >>> parse("Gen. Qasim Bin Omar al-Aaraji Jr.").parts
    ('qasim', 'omar', 'aaraji')
    """
    plain = NICKNAME.sub(" ", name) if any(mark in name for mark in '"“(') else name
    suffix, parts, foreign = "", [], bool(LOWER_AFTER_HYPHEN.search(plain))
    words = _untitled([word.strip(",;") for word in plain.replace("’s", "").split()])
    for word in words:
        low = word.lower().strip(".")
        if parts and low in SUFFIX:
            suffix = SUFFIX[low]
            continue
        bare = JOINED.sub("", word)
        # With a capital it is one only inside the name: "Al Brask" and "Van Brask" begin with a given name.
        article = low in PARTICLES and (word.islower() or (bool(parts) and low in ARABIC))
        foreign = foreign or bare != word or (article and low in ARTICLES)
        if article:
            continue
        found = _letters(bare)
        if parts and parts[-1] == "abd":
            parts[-1] += found.pop(0)
        parts.extend(found)
    parts = [part for part in parts if part] or [sounds.fold(name) or name]
    return Person(name, tuple(parts), suffix, foreign or _is_romanised(parts))


def _untitled(words: list[str]) -> list[str]:
    """Return the words of a name after its titles; a title that is all there is stays."""
    known = capitals.titles()
    first = 0
    while first < len(words) - 1 and words[first].lower().rstrip(".").removesuffix("-elect") in known:
        first += 1
    return words[first:]


def _letters(word: str) -> list[str]:
    """Return the folded parts that one printed word gives: J.R. is two initials, MacAdam is mcadam, Abdulkarim abd."""
    if re.fullmatch(r"(?:[A-Z]\.)+[A-Z]?\.?", word) and len(word) > 2:
        return [letter.lower() for letter in word if letter.isalpha()]
    word = re.sub(r"^Mac(?=[A-Z])", "Mc", word)
    low = sounds.fold(word)
    return ["abd" if low in SERVANTS else SERVANT.sub("abd", low)]


def _is_romanised(parts: list[str]) -> bool:
    """Tell whether a name was written in another alphabet, by its given name or the ending of its surname."""
    if ENDINGS.search(parts[-1]):
        return True
    return len(parts) > 1 and len(parts[0]) > 1 and _is_foreign(parts[0])


@lru_cache(100_000)
def _is_foreign(given: str) -> bool:
    """Tell whether a folded given name is a spelling of one from another alphabet."""
    return any(sounds.alike(given, name) is not None for name in _foreign().get(sounds.skeleton(given), ()))


@cache
def _foreign() -> dict[str, list[str]]:
    """Return skeleton → folded given names that come from another alphabet."""
    found: dict[str, list[str]] = {}
    for name in sorted(lexicon.terms("romanised_names")):
        found.setdefault(sounds.skeleton(name), []).append(sounds.fold(name))
    return found


@cache
def _genders() -> dict[str, str]:
    """Return folded given name → m, f or u."""
    return {sounds.fold(name): gender for name, gender in capitals.given_names().items()}


@cache
def _short_forms() -> dict[str, frozenset[str]]:
    """Return folded short form of a given name → the names it is short for."""
    found: dict[str, set[str]] = {}
    for row in lexicon.load("short_names"):
        found.setdefault(sounds.fold(row["term"]), set()).add(sounds.fold(row["name"]))
    return {term: frozenset(names) for term, names in found.items()}


def keys(person: Person) -> set[tuple[str, str]]:
    """Return the blocks of a name: the skeletons of its words but the first, with how that one can begin."""
    given = {person.parts[0], *_short_forms().get(person.parts[0], ())}
    begins = {sounds.sound(name)[:1] for name in given}
    begins = {"a" if sound in sounds.VOWELS else sound for sound in begins}
    found = {(sounds.skeleton(part), sound) for part in person.parts[1:] for sound in begins}
    # Moon Jae In, Moon Jae-in; and Ruiz Soler, of Ana Ruiz Soler.
    found.add(("", sounds.skeleton("".join(person.parts))))
    found.add(("", " ".join(map(sounds.skeleton, person.parts[-2:]))))
    return found


def _given(one: str, other: str) -> float | None:
    """Return how far apart two given names are; None if they contradict one another."""
    if one == other:
        return 0.0
    if len(one) == 1 or len(other) == 1:
        return 0.25 if one[0] == other[0] else None
    genders = {_genders().get(name, "u") for name in (one, other)}
    if {"m", "f"} <= genders:
        return None
    short = _short_forms()
    if other in short.get(one, ()) or one in short.get(other, ()) or short.get(one, {one}) == short.get(other, {other}):
        return 0.25
    if one in _genders() and other in _genders() and not (_is_foreign(one) and _is_foreign(other)):
        return 0.25 if sounds.sound(one) == sounds.sound(other) else None  # else they are two names of one language
    return sounds.alike(one, other)


def _middle(one: tuple[str, ...], other: tuple[str, ...]) -> float | None:
    """Return how far apart middle names are; those that only one name has contradict nothing."""
    short, long = sorted((one, other), key=len)
    total, place = 0.0, 0
    for part in short:
        # Initials stand in order: George W. is not George H.W.
        last = min(len(long), place + 1) if len(part) == 1 else len(long)
        for spot in range(place, last):
            apart = _given(part, long[spot])
            if apart is not None:
                total, place = total + apart, spot + 1
                break
        else:
            return None
    return total


def _surname(one: Person, other: Person, left: str, right: str) -> float | None:
    """Return how far apart two surnames are; those of names that were never romanised have to be the same."""
    if left == right:
        return 0.0
    return sounds.alike(left, right) if one.romanised and other.romanised else None


def compare(one: Person, other: Person) -> tuple[float, str] | None:
    """Return (how far apart, what the link rests on) of two names of several words; None if they are two people's.

    >>> compare(parse("Qasim al-Araji"), parse("Qassem al-Aaraji"))
    (0.25, 'other spelling')
    >>> compare(parse("Ada Quist"), parse("Nils Quist"))
    """
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return None
    if one.suffix != other.suffix:
        link = compare(one._replace(suffix=""), other._replace(suffix=""))
        return link and (link[0], SHORTER if _shares_initial(one, other) else FATHER)
    if one.joined == other.joined and (one.romanised or "".join(one.parts) == "".join(other.parts)):
        return 0.0, SAME
    short, long = sorted((one, other), key=lambda person: len(person.parts))
    first = _given(short.parts[0], long.parts[0])
    last = _surname(one, other, short.parts[-1], long.parts[-1])
    if first is None or last is None:
        return _longer(short, long)
    middle = _middle(one.parts[1:-1], other.parts[1:-1])
    if middle is None or first + middle + last > 2:
        return None
    apart = first + middle + last
    if len(short.parts[0]) == 1 < len(long.parts[0]) and len(short.parts) == 2:
        return apart, SHORTER
    if apart > 1:
        return apart, GUESS
    return apart, SPELLING if len(one.parts) == len(other.parts) else SHORTER


def _shares_initial(one: Person, other: Person) -> bool:
    """Tell whether two names have a middle name or initial in common."""
    return bool({part[0] for part in one.parts[1:-1]} & {part[0] for part in other.parts[1:-1]})


def _longer(short: Person, long: Person) -> tuple[float, str] | None:
    """Compare with a name that goes on after the surname (Ana Ruiz, Ana Ruiz Soler) or begins before (Ruiz Soler)."""
    size = len(short.parts)
    if size == len(long.parts) or len(short.parts[0]) == 1:
        return None
    tail = long.parts[-size:]
    if tail[-1] == short.parts[-1] and all(len(part) == 1 for part in long.parts[:-size]):
        if tail == short.parts:
            return 0.25, SHORTER  # S. Mohan Rao, Mohan Rao
        if all(len(there) == 1 and there == here[0] for here, there in zip(short.parts[:-1], tail[:-1], strict=True)):
            return 0.5, GUESS  # S.M. Rao
    after = short.parts == long.parts[:size]
    before = short.parts == long.parts[-size:] and (long.romanised or short.parts[0] not in _genders())
    return (0.0, GUESS) if after or before else None


def ends(short: Person, long: Person) -> float | None:
    """Return how far apart a surname (of one word or more) and the end of a longer name are; None if it is another.

    >>> ends(parse("Quist"), parse("Ada Quist"))
    0.0
    """
    size = len(short.parts)
    if size >= len(long.parts) or (short.suffix and short.suffix != long.suffix):
        return None
    total = 0.0
    for left, right in zip(short.parts, long.parts[-size:], strict=True):
        # A surname alone seldom shows that it was romanised.
        apart = 0.0 if left == right else sounds.alike(left, right) if long.romanised else None
        if apart is None or (apart and len(sounds.skeleton(left)) < 3):
            return None
        total += apart
    return total if total <= 0.25 else None


def is_surname(short: Person) -> bool:
    """Tell whether one word can be a surname alone: it is no given name and no word that ends other names."""
    word = short.name.split()[-1]
    return short.parts[0] not in _genders() and not (capitals.name_end(word) or word in capitals.organisation_words())


def begins(short: Person, long: Person) -> bool:
    """Tell whether one word is the first of a longer name and may be its surname: Xi, of Xi Jinping."""
    return len(short.parts[0]) > 1 and short.parts[0] == long.parts[0]

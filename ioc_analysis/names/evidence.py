"""Evidence: what stands beside a name and says who it is: titles, roles, ages, kin, pronouns, verbs of saying.

Floor 1, above `capitals`. Out of scope: which forms are one name (`names`).
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from .. import lexicon
from ..english.tokens import AUX, CAP, CONJ, CUE, DET, NUM, PREP, PUNCT, REL, SUBJ, Tokens
from . import capitals
from .candidates import Candidate


@dataclass(slots=True, eq=False)
class Entity:
    """One person, organisation, group or place of the article."""

    name: str
    kind: str | None
    gender: str | None = None
    words: tuple[str, ...] = ()
    roles: set[str] = field(default_factory=set)
    count: int = 0
    sure: bool = True
    guess: bool = False  # may be a person: nothing says so but two capitals
    titles: set[str] = field(default_factory=set)
    place: int = -1  # token of the first mention by a full name


def learn(found: Tokens, item: Candidate, entity: Entity, before: str) -> None:
    """Keep what stands beside a name about the person: gender, role."""
    gender, roles = "", capitals.roles()
    if item.title:
        title = item.title.lower().rstrip(".")
        gender = capitals.titles().get(title, "")
        entity.titles.add(title)
        if spelled := capitals.spelled().get(title):
            entity.roles.add(spelled)
    if item.role:
        front = item.first - len(item.role.split())
        if front > 0 and found.low[front - 1] in roles:  # spokesman Colonel Ada Quist
            entity.roles.add(found.low[front - 1])
        entity.roles.update(_split(item.role.lower()))
    if before in capitals.KIN or (before == "," and item.first > 1 and found.low[item.first - 2] in capitals.KIN):
        entity.roles.add("relative")
    if before in roles:
        two = found.low[item.first - 2] + " " + before if item.first > 1 else before
        entity.roles.update(_split(two if two in roles else before))
        gender = gender or roles[before]
    if not gender and len(item.words) > 1:
        given = capitals.given_names()
        gender = given.get(item.words[0], "")
        if gender == "" and "-" in item.words[0]:
            gender = given.get(item.words[0].split("-")[0], "")
    if gender in ("m", "f") and entity.gender is None:
        entity.gender = gender


@lru_cache(10_000)
def _split(role: str) -> frozenset[str]:
    """Return a role of several words and its parts, but no "president" in "vice president"."""
    words = [part.rstrip(".") for part in role.split()]
    parts = {word for number, word in enumerate(words) if not (number and words[number - 1] in LESSER)}
    return frozenset(parts | ({" ".join(words[-2:])} if len(words) > 1 else set()))


LESSER = frozenset(("vice", "deputy", "assistant", "acting", "under", "former"))


PRONOUN_GENDER = {
    "he": "m",
    "his": "m",
    "him": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}


PRONOUNS = frozenset(PRONOUN_GENDER)
PLACING = frozenset(("in", "at", "near", "from", "across"))


ENDS = frozenset(".;?!")
FEW = 8  # tokens after a name in which a pronoun tells its gender


def gather(found: Tokens, items: list[Candidate]) -> None:
    """Learn from what stands beside names: an age, a role after a comma, a pronoun, a verb of saying.

    `items` have their entity.
    """
    named = {item.first for item in items}
    votes: dict[Entity, Counter] = {}
    low, kind, size, roles = found.low, found.kind, len(found.low), capitals.roles()
    firms = not FIRMS.isdisjoint(low)
    for item in items:
        entity, place = item.entity, item.last
        if entity.kind not in ("person", None):
            continue
        before = low[item.first - 1] if item.first else ""
        if before == "of" and _is_placed(low, item, entity):
            entity.kind, entity.sure = "place", True
            continue
        front = item.first - 1 - (len(item.role.split()) if item.role else 0)
        office = _office_before(found, front, roles) if front > 0 and low[front] == "," else None
        if office:  # "the spokeswoman, Dana Lowell,"
            entity.roles.add(office)
            entity.kind, entity.sure = "person", True
            entity.gender = entity.gender or roles[office] or None
        if firms and not entity.sure and entity.gender is None and _is_company(found, place):
            entity.kind = "organisation"
        if place + 1 < size and low[place] == ",":
            if place + 2 < size and kind[place + 1] & NUM and low[place + 2] in (",", "."):
                entity.kind, entity.sure = "person", True
            if before not in PLACING:  # "In Tarn, the mayor said": the mayor is not Tarn
                _apposition(found, place + 1, entity)
        near = low[place : place + FEW]
        # "asked by the Comet, he said": the Comet is not he
        if entity.gender is None and before not in ("the", "from") and not PRONOUNS.isdisjoint(near):
            for spot, word in enumerate(near, place):
                if spot in named or word in ENDS:
                    break
                if word in PRONOUN_GENDER:
                    votes.setdefault(entity, Counter())[PRONOUN_GENDER[word]] += 1
                    break
    for entity, counts in votes.items():
        if entity.gender is None:
            entity.gender = counts.most_common(1)[0][0]
            entity.kind = "person"
    _doubt(found, items)


def _office_before(found: Tokens, comma: int, roles: dict[str, str]) -> str | None:
    """Return the role before a comma: "the speaker, ", "the speaker of the assembly, "."""
    low, kind = found.low, found.kind
    if low[comma - 1] in roles:
        return low[comma - 1]
    for spot in range(comma - 2, max(1, comma - 6), -1):
        if low[spot] in ("of", "for") and low[spot - 1] in roles:
            return low[spot - 1] if low[spot - 2] == "the" else None
        if kind[spot] & (PUNCT | AUX | CUE | CONJ | REL):
            return None
    return None


SAID = frozenset(("said", "says", "asked", "added", "wrote", "replied", "told", "warned", "tweeted", "explained"))


SHOWN = frozenset(("surname", "shared surname", "title", "role"))


def _doubt(found: Tokens, items: list[Candidate]) -> None:
    """Take the type from names of two capitals or more that nothing but the capitals shows to be people."""
    low, kind = found.low, found.kind
    doubted: dict[Entity, None] = {}
    shown = set()
    for item in items:
        entity = item.entity
        if entity.kind != "person" or entity.sure:
            continue
        doubted[entity] = None
        behind = item.last if item.last < len(low) and low[item.last] != "," else item.last + 1
        if (
            item.method in SHOWN
            or entity.gender
            or (
                behind < len(low)
                and ((kind[behind] & CUE and not kind[behind] & (CAP | PUNCT)) or low[behind] == "who")
            )
            or (item.first and low[item.first - 1] in SAID)
        ):
            shown.add(entity)
    for entity in doubted:
        if entity not in shown:
            entity.kind, entity.guess = None, True


SETTLED = frozenset(
    "city town village hamlet suburb neighbourhood neighborhood district borough municipality port province county "
    "region island islet archipelago peninsula resort settlement".split()
)


def _is_placed(low: list[str], item: Candidate, entity: Entity) -> bool:
    """Tell whether words before a name call it a place: "the fishing village of Arda"."""
    if item.title or entity.titles or entity.roles or item.first < 2 or low[item.first - 1] != "of":
        return False
    return low[item.first - 2] in SETTLED and (not entity.sure or len(entity.words) == 1)


FIRMS = frozenset(("company", "firm", "charity", "retailer", "airline", "bank", "manufacturer"))


def _is_company(found: Tokens, place: int) -> bool:
    """Tell whether "the company" follows within the sentence or the next: the name was no person's."""
    low = found.low
    for spot in range(place, min(place + 25, len(low) - 1)):
        if low[spot] == "the" and low[spot + 1] in FIRMS and spot + 2 < len(low):
            return bool(found.kind[spot + 2] & (AUX | CUE)) or low[spot + 2].endswith("’s")
    return False


def _apposition(found: Tokens, place: int, entity: Entity) -> None:
    """Read the role in "Aune, a harbour pilot from Oslo," and "Aune, mayor of Oslo"."""
    low, kind = found.low, found.kind
    names = capitals.roles()
    stop = min(place + 8, len(low))
    for spot in range(place, stop):
        if low[spot] in names and not (spot + 1 < stop and low[spot + 1] in names):
            two = low[spot - 1] + " " + low[spot]
            entity.roles.update(_split(two if two in names else low[spot]))
            if entity.kind is None:
                entity.kind = "person"
            entity.sure = True
            if names[low[spot]] and entity.gender is None:
                entity.gender = names[low[spot]]
            return
        if kind[spot] & (PUNCT | SUBJ | AUX | CONJ) or (kind[spot] & CAP and not kind[spot] & DET and spot == place):
            return
        behind = kind[spot + 1] if spot + 1 < len(low) else PUNCT
        # Lund, the utility that runs the lines; but Quist, city clerk
        if behind & (PUNCT | PREP | REL | CONJ) and low[spot] in lexicon.terms("source_nouns", "class", "organisation"):
            if not entity.sure or entity.kind is None:
                entity.kind = "organisation"
                entity.roles.add(low[spot])
            return
        if low[spot] in ("of", "in", "for", "with", "at", "from", "who", "which", "whose"):
            return

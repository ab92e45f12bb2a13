"""Register: which person, organisation, group or place of the article each candidate is.

Floor 1, above `candidates` and `evidence`. Fullest forms first, then the single words, which are a surname, a given
name or a short form of them, a place, an acronym or a new name. Out of scope: who a pronoun is (`speakers`).
"""

from functools import lru_cache

from ..english.tokens import AUX, CAP, CONJ, CUE, NUM, PREP, PUNCT, SUB, TIME, Tokens
from . import capitals, evidence
from .candidates import Candidate
from .evidence import Entity

NUMERALS = frozenset(("II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII"))
BODIES = ("organisation", "group", "place")


def find_entities(
    found: Tokens, items: list[Candidate], table: dict[str, tuple[str, str]], opening: set[int]
) -> list[Candidate]:
    """Give every candidate its entity and return those that have one; the others are no names.

    `table` is the alias table; `opening` are the first tokens of passages, where a dateline may stand.
    """
    book = _Register(found, table, {item.words[-1] for item in items if len(item.words) > 1})
    low, kind, last, size = found.low, found.kind, len(items) - 1, len(found.low)
    singles = [item for item in items if len(item.words) == 1]
    several = [item for item in items if len(item.words) > 1]
    # "the Santa Rosa sank", once: no person is called so; but "the Ada Quist campaign"
    things = {
        item.words
        for item in several
        if low[item.first - 1] == "the"
        and item.first
        and (item.last == size or kind[item.last] & (PUNCT | PREP | AUX | CONJ))
    }
    # "Megyn Brook left. Brook said so": who speaks is no brook
    speaking = {
        item.name
        for item in singles
        if item.name in book.ends and item.last < size and kind[item.last] & (CUE | CAP) == CUE
    }
    later, heads = [], []  # a headline's names are known from the text below it
    for number, item in enumerate(items):
        if item.method == "title case":
            heads.append(item)
            continue
        if (item.first in opening and book.dateline(item)) or book.listed(item):
            continue
        words = item.words
        if len(words) == 1:
            beside = number < last and items[number + 1].first == item.last + 1
            if not (beside and book.pair(item, items[number + 1])):
                later.append(item)
        elif len(words) == 2 and words[1].lower() in capitals.SUFFIXES:
            later.append(item)
        else:
            book.name(item, words[-1] in speaking, words in things)
    book.acronyms(items, singles)
    book.find_spots(items)
    book.find_firsts()
    for item in later + heads:
        if item.entity is None:
            book.link(item)
    items = [item for item in items if item.entity is not None]
    evidence.gather(found, items)
    return items


class _Register:
    """The entities of one article while they are found."""

    def __init__(self, found: Tokens, table: dict[str, tuple[str, str]], ends: set[str]):
        self.found, self.low, self.table, self.ends = found, found.low, table, ends
        self.given, self.places, self.roles = capitals.given_names(), capitals.places(), capitals.roles()
        self.bodies, self.demonyms = capitals.organisation_words(), capitals.demonyms()
        self.known: dict[str, Entity] = {}  # by name, and by acronym
        self.surnames: dict[str, list[Entity]] = {}
        self.firsts: dict[str, list[Entity]] = {}
        self.spots: dict[Entity, list[int]] = {}

    def entity(self, name: str, kind: str | None, words: tuple[str, ...] = (), sure: bool = True) -> Entity:
        """Return the entity of a name, a new one if the article has none so far."""
        entity = self.known.get(name)
        if entity is None:
            entity = self.known[name] = Entity(name, kind, words=words, sure=sure)
        return entity

    def dateline(self, item: Candidate) -> bool:
        """Read the place in a dateline: "PORT HALLOW, Me. (AP) — ", "HALLOW, Oct 3 (AP): "."""
        low, start, end = self.low, self.found.start, self.found.end
        if not all(word.isupper() and len(word) > 1 for word in item.words) or item.last >= len(low):
            return False
        for spot in range(item.last, min(item.last + 12, len(low))):
            if low[spot] in "—–-―" and (start[spot] > end[spot - 1] or low[spot - 1] == ")"):
                break
            if low[spot] == ":":
                if self.placed(item, spot):
                    break
                # "KORVAL: The port is shut.", and Korval nowhere else: a place, or no name at all
                return spot == item.last and len(item.words) == 1 and self.once(item)
        else:
            return False
        if item.words[0] not in capitals.aliases_of(None):
            item.entity = self.entity(" ".join(word.capitalize() for word in item.words), "place", item.words)
            item.method = "dateline"
        return item.entity is not None

    def once(self, item: Candidate) -> bool:
        """Tell whether a word before a colon stands nowhere else and is no surname."""
        return self.low.count(item.name.lower()) == 1 and item.name.capitalize() not in self.ends

    def placed(self, item: Candidate, colon: int) -> bool:
        """Tell whether a colon ends a dateline: a date or an agency before it, or the place is one elsewhere.

        None is the speaker of a transcript, "HALE: Let us begin.".
        """
        low, kind = self.low, self.found.kind
        between = range(item.last, colon)
        if any(not kind[spot] & (PUNCT | TIME | NUM | CAP) for spot in between):
            return False
        if any(kind[spot] & (TIME | NUM) or low[spot] == ")" for spot in between):
            return True
        name, first = " ".join(item.words).lower(), item.words[0].lower()
        if " ".join(word.capitalize() for word in item.words) in self.places:
            return True
        return item.words[-1].capitalize() not in self.ends and any(
            low[spot] == first
            and low[spot - 1] in ("in", "at", "near", "from", "of", "to")
            and " ".join(low[spot : spot + len(item.words)]) == name
            for spot in self.found.noted
            if spot > colon
        )

    def listed(self, item: Candidate) -> bool:
        """Tell whether the alias table or the list of places has a candidate, or it is an adjective and no name."""
        words = item.words
        if len(words) == 1:
            word = item.name
            if word in self.table and not item.title:
                item.entity, item.method = self.entity(*self.table[word]), "alias"
                return True
            return self.demonyms.get(word) == "adjective"
        if item.name in self.table:
            item.entity, item.method = self.entity(*self.table[item.name]), "alias"
            return True
        if item.name in self.places:
            item.entity, item.method = self.entity(item.name, "place"), "place"
            return True
        return self.demonym(item)

    def demonym(self, item: Candidate) -> bool:
        """Tell whether several words are adjectives of place; those before a name are taken off it."""
        kinds, words = self.demonyms, item.words
        if words[0] not in kinds:  # "North Karelian"
            return words[0] in COMPASS and all(kinds.get(word) == "adjective" for word in words[1:])
        if all(kinds.get(word) == "adjective" for word in words):
            return True
        # Its head: the Nordic Association of Bridge Builders is one name, as the Nordic Council is.
        head = words[next((spot for spot, word in enumerate(words) if word in ("of", "for")), 0) - 1]
        while (
            len(item.words) > 1
            and kinds.get(item.words[0]) == "adjective"
            and head not in self.bodies
            and capitals.name_end(item.words[-1]) not in ("thing", "place")
        ):
            item.words = item.words[1:]
            item.name = " ".join(item.words)
            item.first += 1
        return False

    def pair(self, item: Candidate, other: Candidate) -> bool:
        """Give the first of two people who share one printed surname theirs: "Ada and Nils Quist"."""
        given = self.given
        if item.title or self.low[item.last] != "and" or len(other.words) != 2 or other.title:
            return False
        if item.words[0] not in given or other.words[0] not in given or other.words[1] in self.bodies:
            return False
        words = (item.words[0], other.words[1])
        entity = self.person(words)
        if entity is None:
            entity = self.entity(" ".join(words), "person", words)
            self.surnames.setdefault(surname(words), []).append(entity)
        gender = given[item.words[0]]
        entity.gender = entity.gender or (gender if gender in ("m", "f") else None)
        item.entity, item.method = entity, "shares a surname"
        return True

    def person(self, words: tuple[str, ...]) -> Entity | None:
        """Return the person whose name these words can be: same surname, first names that agree."""
        for entity in self.surnames.get(surname(words), ())[-50:]:  # no article has so many of one surname
            if words[0] == entity.words[0] or len(entity.words) == 1:
                return entity
            first, other = words[0].lower().rstrip("."), entity.words[0].lower().rstrip(".")
            if first == other or (min(len(first), len(other)) == 1 and first[0] == other[0]):
                return entity
            if {word.lower() for word in words} <= {word.lower() for word in entity.words}:
                return entity
        return None

    def name(self, item: Candidate, speaks: bool, thing: bool) -> None:
        """Make or find the entity of a candidate of two words or more.

        `speaks`: its last word alone does; `thing`: "the" stands before it somewhere.
        """
        words, name, given = item.words, item.name, self.given
        before = self.low[item.first - 1] if item.first else ""
        role_before = before in self.roles and not item.title
        if (
            not item.title
            and ("&" in words or not self.bodies.isdisjoint(words))
            and (thing or words[0] not in given or len(words) != 2 or words[1] in ("Group", "Inc", "Inc."))
        ):
            item.entity, item.method = self.entity(name, "organisation", words), "organisation word"
            return
        known_given = not thing and (words[0] in given or words[0].partition("-")[0] in given)
        sure = bool(item.title) or known_given or role_before or (len(words[0]) == 2 and words[0][1] == ".")
        kind = None if speaks else _kind_of(words, sure)
        if kind:
            item.entity, item.method = self.entity(name, kind.strip("-") or None, words), "last word"
            return
        if len(words) > 4 and not sure:
            item.entity, item.method = self.entity(name, None, words), "capitals"
            return
        item.method = "title" if item.title else "given name" if known_given else "role" if role_before else "capitals"
        if not sure and (thing or (words[0].isupper() and len(words[0]) > 1) or before == "the"):
            item.entity = self.entity(name, None, words)
            return
        entity = self.person(words)
        if entity is None:
            entity = self.entity(name, "person", words, sure)
            entity.place = item.first
            self.surnames.setdefault(surname(words), []).append(entity)
        elif len(words) > len(entity.words) or (len(words) == len(entity.words) and len(name) > len(entity.name)):
            self.known.pop(entity.name, None)
            entity.name, entity.words = name, words
            self.known[name] = entity
        entity.sure = entity.sure or sure
        item.entity = entity
        evidence.learn(self.found, item, entity, before)

    def acronyms(self, items: list[Candidate], singles: list[Candidate]) -> None:
        """Tie an acronym in brackets, one of the `singles`, to the name before it: Ministry of Health (MOH)."""
        low, size = self.low, len(self.low)
        inside = [item for item in singles if item.last < size and low[item.last] == ")" and low[item.first - 1] == "("]
        if not inside:
            return
        by_last = {item.last: item for item in items if item.entity is not None}
        alike: dict[tuple[str, ...], list[Candidate]] = {}
        for item in items:
            if len(item.words) == 1 and item.words[0].isupper():
                alike.setdefault(item.words, []).append(item)
        for item in inside:
            full = by_last.get(item.first - 1)
            acronym = item.words[0].replace(".", "")
            if full is None or not acronym.isupper() or len(acronym) < 2:
                continue
            letters = [word[0].upper() for word in full.words if word[0].isupper()]
            if letters and letters[0] == acronym[0] and len(full.words) > 1:
                if full.entity.kind == "person" and not full.title:
                    full.entity.kind = "organisation"
                self.known[item.words[0]] = full.entity
                if item.entity is not None:
                    for other in alike.get(item.words, ()):
                        other.entity = full.entity
                item.entity, item.method = full.entity, "acronym"

    def find_spots(self, items: list[Candidate]) -> None:
        """Find where people who share their surname with another are named in full.

        Left out: who is named in passing, after a preposition ("the party of former mayor Ada Quist").
        """
        self.spots = {entity: [] for people in self.surnames.values() if len(people) > 1 for entity in people}
        for item in items if self.spots else ():
            if item.entity in self.spots:
                front = item.first - len(item.role.split())
                near = self.found.kind[max(0, front - 2) : front]
                if not any(value & PREP and not value & SUB for value in near):
                    self.spots[item.entity].append(item.first)

    def find_firsts(self) -> None:
        """Find the people and organisations of several words by their first word, Mount Arda by its second."""
        for entity in dict.fromkeys(self.known.values()):
            if len(entity.words) > 1 and entity.kind != "place":
                self.firsts.setdefault(entity.words[0], []).append(entity)
            elif len(entity.words) == 2 and entity.words[0] in FRONTS:  # Mount Arda; later Arda
                self.firsts.setdefault(entity.words[1], []).append(entity)

    def link(self, item: Candidate) -> None:
        """Give one word its entity: a surname or given name of someone named in full, a place, a new name."""
        word, title = item.words[0], item.title
        entity = self.known.get(word)
        if entity is not None and entity.kind in BODIES:
            item.entity, item.method = entity, "acronym" if word.isupper() else "name"
            return
        place = word in self.places
        people = self.surnames.get(surname(item.words))
        if people and place and not title:  # two capitals in a row ("Warn Chile") make no surname of it
            people = [person for person in people if person.sure]
        if people:
            self.bysurname(item, people)
        elif item.method == "title case":
            if word in self.table or place:
                item.entity = self.entity(*self.table.get(word, (word, "place")))
        elif place and not title:
            item.entity, item.method = self.entity(word, "place"), "place"
        elif self.demonyms.get(word) == "people":
            item.entity, item.method = self.entity(word, "group"), "demonym"
        else:
            named = self.firsts.get(word, ())
            if len(named) == 1 and not title and word not in ORGANISED and not word[-1].isdigit():
                item.entity = named[0]
                item.method = "given name" if named[0].kind == "person" else "first word"
                if named[0] in self.spots:
                    self.spots[named[0]].append(item.first)
            else:
                self.alone(item)

    def bysurname(self, item: Candidate, people: list[Entity]) -> None:
        """Give a surname its person."""
        person = self.choose(item, people) if len(people) > 1 else people[0]
        if len(people) == 1 and item.title and "relative" in person.roles and item.first < person.place:
            self.alone(item)  # "Mrs. Quist wept. Her sister, Ada Quist, left.": two
            return
        item.entity = person
        item.method = item.method if item.method == "shared surname" else "surname"
        if person in self.spots:
            self.spots[person].append(item.first)
        before = self.low[item.first - 1] if item.first else ""
        if item.title or before in self.roles:
            evidence.learn(self.found, item, person, before)

    def choose(self, item: Candidate, people: list[Entity]) -> Entity:
        """Choose among people of one surname: by title and role, else by who was named last; kin keep given names.

        Where only the order decides, `method` says so.
        """
        title = item.title.lower().rstrip(".") if item.title else ""
        gender = capitals.titles().get(title, "")
        if gender in ("m", "f"):
            people = [person for person in people if person.gender in (gender, None)] or people
        if title:
            people = [person for person in people if title in person.titles | person.roles] or people
        role = self.role_beside(item)
        if role:
            people = [person for person in people if role in person.roles] or people
        if len(people) == 1:
            return people[0]
        item.method = "shared surname"
        people = [person for person in people if person.sure] or people
        people = [person for person in people if "relative" not in person.roles] or people
        before = {person: [spot for spot in self.spots.get(person, ()) if spot < item.first] for person in people}
        last = max(people, key=lambda person: max(before[person], default=-1))
        most = max(people, key=lambda person: len(before[person]))
        # Someone named in passing does not take the surname from whom the article is about.
        return most if len(before[most]) >= 2 * len(before[last]) else last

    def role_beside(self, item: Candidate) -> str:
        """Return the role right before a name, or at the end of the words between commas after it."""
        low, names = self.low, self.roles
        if item.first and low[item.first - 1] in names:
            return low[item.first - 1]
        if item.last < len(low) and low[item.last] == ",":
            for spot in range(item.last + 1, min(item.last + 7, len(low))):
                if self.found.kind[spot] & PUNCT:
                    return low[spot - 1] if low[spot - 1] in names else ""
        return ""

    def alone(self, item: Candidate) -> None:
        """Make an entity of one word that nothing else explains."""
        word, title = item.words[0], item.title
        if word.isdigit() or (len(word) < 2 and not title) or word in NUMERALS:
            return
        before = self.low[item.first - 1] if item.first else ""
        role_before = before in self.roles
        gender = self.given.get(word)
        if title or role_before or (gender is not None and not item.initial and before not in PLACING):
            entity = self.entity(word, "person", (word,))
            if entity.kind is None:  # named before, where nothing said who it is
                entity.kind, entity.sure = "person", True
            if gender is not None and not title and entity.gender is None and gender in "mf":
                entity.gender = gender
            self.surnames.setdefault(surname(item.words), []).append(entity)
            item.entity, item.method = entity, "title" if title else "role" if role_before else "given name"
            evidence.learn(self.found, item, entity, before)
            return
        kind = "organisation" if word.isupper() and 2 <= len(word.replace(".", "")) <= 6 else None
        item.entity = self.entity(word, kind, (word,), sure=False)
        item.method = "acronym" if kind else "capitals"


COMPASS = frozenset(("North", "South", "East", "West"))
PLACING = frozenset(("in", "at", "near", "from", "across", "a", "an"))  # "in Savannah", "a Trinity fellow": no person
FRONTS = frozenset(("Mount", "Mt", "Mt.", "Lake", "Fort", "Cape", "Port"))  # what a place is, before its name
PARTICLES = frozenset(("van", "von", "der", "den", "ter", "bin", "ibn", "zu"))  # in names of people alone
# First words that many names share: alone they are no short form.
ORGANISED = frozenset("New North South East West Central National United Saint San Los Las La El Al Le Royal".split())


def _kind_of(words: tuple[str, ...], sure: bool) -> str | None:
    """Return what the outer words of a name tell: place, "-" for an event or a thing, or None for nothing."""
    if not sure and words[0] in FRONTS and len(words) == 2:
        return "place"
    if not PARTICLES.isdisjoint(words[1:-1]):  # Joris van der Veld: no field
        return None
    end = capitals.name_end(words[-1])
    if end == "place" or (not sure and end == "place or surname"):
        return "place"
    return "-" if not sure and (end == "thing" or words[-1] in NUMERALS) else None


@lru_cache(50_000)
def surname(words: tuple[str, ...]) -> str:
    """Return the key of a surname: small letters, without Jr. and without the article of al-Sadr."""
    parts = [word for word in words if word.lower() not in capitals.SUFFIXES]
    last = parts[-1].lower() if parts else ""
    for prefix in ("al-", "el-"):
        last = last.removeprefix(prefix)
    return last

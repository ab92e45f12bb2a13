"""Names: the people, organisations, groups and places of one article, each with all its forms.

Floor 1. Found without a model, from capitals, titles, roles, acronyms, given names and the
alias table. Given names are from public lists alone, which `tools/given_names.py` joins.
Out of scope: who a pronoun is (`speakers`), who is who across articles (`align_names`).
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from ..english import marks, tokens
from ..english.tokens import AUX, CAP, CONJ, CUE, PREP, PUNCT, SUB, Tokens
from . import capitals, evidence

NUMERALS = frozenset(("II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII"))


@dataclass(slots=True)
class Names:
    """What `find_names` found: `mentions` are rows (start, end, entity, entity_type, variant, method).

    `entities` by name; `spans` are (first token, last token, entity) of each mention, in
    reading order. `tokens` and `marks` are kept so that `find_quotes` scans nothing twice.
    """

    mentions: list[tuple]
    entities: dict[str, evidence.Entity]
    spans: list[tuple[int, int, evidence.Entity]]
    tokens: Tokens
    marks: list[tuple]

    def by_surname(self, low: str) -> str | None:
        """Return the fullest name of the person whose surname, in small letters, this is."""
        options = [entity for entity in self.entities.values() if entity.words and _surname(entity.words) == low]
        return max(options, key=lambda entity: entity.count).name if options else None

    def name_table(self) -> list[tuple]:
        """Return (entity, entity_type, gender, roles, mentions) of each, the most often named first."""
        rows = [
            (entity.name, entity.kind, entity.gender, tuple(sorted(entity.roles)), entity.count)
            for entity in self.entities.values()
        ]
        return sorted(rows, key=lambda row: (-row[4], row[0]))


def find_names(text: str, passages: list[tuple], sentences: list[tuple], aliases: str | None = None) -> Names:
    """Return the names of one text.

    `passages` and `sentences` begin (start, end); passages are those that are read. `aliases`
    is the path of a table to use in place of the package's.

    >>> text = "Mayor Ada Quist left. Quist, 44, said she was tired."
    >>> names = find_names(text, [(0, len(text), "body")], [(0, 21), (22, len(text))])
    >>> [(text[start:end], entity) for start, end, entity, *_ in names.mentions]
    [('Ada Quist', 'Ada Quist'), ('Quist', 'Ada Quist')]
    """
    stretches = _marks(text, passages)
    found = tokens.tokenize(text, [row[:2] for row in passages], [row[1:3] for row in marks.outermost(stretches)])
    starts = {found.at(row[0]) for row in sentences}
    titled = capitals.title_case(found, passages, starts)
    candidates = capitals.find_candidates(found, starts, titled)
    table = capitals.aliases_of(aliases)
    _entities(found, candidates, table, {found.at(row[0]) for row in passages})
    mentions, spans = [], []
    for item in candidates:
        entity = item.entity
        if entity is None:
            continue
        entity.count += 1
        start = found.start[item.first]
        variant = item.words[0] if len(item.words) == 1 else " ".join(item.words)
        end, last = found.end[item.last - 1], found.word[item.last - 1]
        if last[-1] in "sS":
            end -= len(last) - len(capitals.bare(last))
        mentions.append((start, end, entity.name, entity.kind, variant, item.method))
        spans.append((item.first, item.last, entity))
    return Names(mentions, {entity.name: entity for _, _, entity in spans}, spans, found, stretches)


def _marks(text: str, passages: list[tuple]) -> list[tuple]:
    """Return the stretches between quotation marks of the passages, in one pass over all of them."""
    if not passages:
        return []
    stretches = marks.find_marks(text, passages[0][0], passages[-1][1])
    begins = [row[0] for row in passages]
    return [row for row in stretches if row[2] <= passages[bisect_right(begins, row[0]) - 1][1]]


def _entities(
    found: Tokens, items: list[capitals.Candidate], table: dict[str, tuple[str, str]], opening: set[int]
) -> None:
    """Give every candidate its entity, fullest forms first; candidates that are no names keep None.

    `opening` are the first tokens of passages, where a dateline may stand.
    """
    known: dict[str, evidence.Entity] = {}
    surnames: dict[str, list[evidence.Entity]] = {}
    later = []
    last, size = len(items) - 1, len(found.low)
    # "the Santa Rosa sank", once: no person is called so; but "the Ada Quist campaign"
    things = {
        tuple(item.words)
        for item in items
        if item.first
        and found.low[item.first - 1] == "the"
        and (item.last == size or found.kind[item.last] & (PUNCT | PREP | AUX | CONJ))
    }
    # "Megyn Brook left. Brook said so": who speaks is no brook
    speaking = {
        item.words[0]
        for item in items
        if len(item.words) == 1 and item.last < size and found.kind[item.last] & (CUE | CAP) == CUE
    }
    for number, item in enumerate(items):
        if item.method == "title case":
            later.append(item)
            continue
        if item.first in opening and _dateline(found, item, known):
            continue
        if _listed(item, table, known) or _demonym(item):
            continue
        if (
            number < last
            and items[number + 1].first == item.last + 1
            and _paired(found, items, number, known, surnames)
        ):
            continue
        if len(item.words) == 1 or (item.words[-1].lower() in capitals.SUFFIXES and len(item.words) == 2):
            later.append(item)
        else:
            _named(found, item, known, surnames, item.words[-1] in speaking, tuple(item.words) in things)
    _acronyms(found, items, known)
    spots = _spots(found, items, surnames)
    firsts = _firsts(known)
    later.sort(key=lambda item: item.method == "title case")  # a headline's names are known from the text below it
    for item in later:
        _linked(found, item, known, surnames, table, spots, firsts)
    evidence.gather(found, items)


def _dateline(found: Tokens, item: capitals.Candidate, known: dict[str, evidence.Entity]) -> bool:
    """Read the place in a dateline: "PORT HALLOW, Me. (AP) — "."""
    if not all(word.isupper() and len(word) > 1 for word in item.words) or item.last >= len(found.low):
        return False
    low, start, end = found.low, found.start, found.end
    for spot in range(item.last, min(item.last + 12, len(low))):
        if low[spot] in "—–-―" and (start[spot] > end[spot - 1] or low[spot - 1] == ")"):
            break
    else:
        return False
    name = " ".join(word.capitalize() for word in item.words)
    if item.words[0] not in capitals.aliases_of(None):
        item.entity = _entity(known, name, "place", words=item.words)
        item.method = "dateline"
    return item.entity is not None


def _paired(found: Tokens, items: list, number: int, known: dict, surnames: dict) -> bool:
    """Give the first of two people who share one printed surname theirs: "Ada and Nils Quist"."""
    item = items[number]
    if len(item.words) > 1 or item.title:
        return False
    other, given = items[number + 1], capitals.given_names()
    if found.low[item.last] != "and" or len(other.words) != 2 or other.title:
        return False
    if item.words[0] not in given or other.words[0] not in given or other.words[1] in capitals.organisation_words():
        return False
    words = (item.words[0], other.words[1])
    entity = _same_person(words, surnames)
    if entity is None:
        entity = _entity(known, " ".join(words), "person", words=words)
        surnames.setdefault(_surname(words), []).append(entity)
    gender = given[item.words[0]]
    entity.gender = entity.gender or (gender if gender in ("m", "f") else None)
    item.entity, item.method = entity, "shares a surname"
    return True


def _spots(
    found: Tokens, items: list[capitals.Candidate], surnames: dict[str, list[evidence.Entity]]
) -> dict[int, list[int]]:
    """Return where people who share their surname with another are named in full, by the id of their entity.

    Left out: who is named in passing, after a preposition ("the party of former mayor Ada Quist").
    """
    shared = {id(entity): [] for people in surnames.values() if len(people) > 1 for entity in people}
    if shared:
        for item in items:
            front = item.first - len(item.role.split())
            passing = any(value & PREP and not value & SUB for value in found.kind[max(0, front - 2) : front])
            if id(item.entity) in shared and not passing:
                shared[id(item.entity)].append(item.first)
    return shared


def _firsts(known: dict[str, evidence.Entity]) -> dict[str, list[evidence.Entity]]:
    """Return the people and organisations of several words by their first word, Mount Arda by its second."""
    found: dict[str, list[evidence.Entity]] = {}
    for entity in {id(entity): entity for entity in known.values()}.values():
        if len(entity.words) > 1 and entity.kind != "place":
            found.setdefault(entity.words[0], []).append(entity)
        elif len(entity.words) == 2 and entity.words[0] in FRONTS:  # Mount Arda; later Arda
            found.setdefault(entity.words[1], []).append(entity)
    return found


def _listed(item: capitals.Candidate, table: dict, known: dict[str, evidence.Entity]) -> bool:
    """Look a candidate up in the alias table and among the capitals.places."""
    words = item.words
    if item.title and len(words) == 1:
        return False
    surface = " ".join(words) if len(words) > 1 else words[0]
    if surface in table:
        item.entity, item.method = _entity(known, *table[surface]), "alias"
        return True
    if len(words) > 1 and surface in capitals.places():
        item.entity, item.method = _entity(known, surface, "place"), "place"
        return True
    return False


def _entity(known: dict[str, evidence.Entity], name: str, kind: str | None, **more) -> evidence.Entity:
    """Return the entity of a name, a new one if the article has none so far."""
    entity = known.get(name)
    if entity is None:
        entity = known[name] = evidence.Entity(name, kind, **more)
    return entity


COMPASS = frozenset(("North", "South", "East", "West"))


def _demonym(item: capitals.Candidate) -> bool:
    """Set adjectives of place aside; peoples are groups."""
    kinds, first = capitals.demonyms(), item.words[0]
    if first not in kinds:  # "North Karelian"
        return (
            first in COMPASS and len(item.words) > 1 and all(kinds.get(word) == "adjective" for word in item.words[1:])
        )
    if any(kinds.get(word) != "adjective" for word in item.words):
        # The head of a name: the Nordic Association of Bridge Builders is one name, as the Nordic Council is.
        head = item.words[next((spot for spot, word in enumerate(item.words) if word in ("of", "for")), 0) - 1]
        while (
            len(item.words) > 1
            and kinds.get(item.words[0]) == "adjective"
            and head not in capitals.organisation_words()
            and capitals.name_end(item.words[-1]) not in ("thing", "place")
        ):
            item.words = item.words[1:]
            item.first += 1
        return False
    return True


@lru_cache(50_000)
def _surname(words: tuple[str, ...]) -> str:
    """Return the key of a surname: small letters, without Jr. and without the article of al-Sadr."""
    parts = [word for word in words if word.lower() not in capitals.SUFFIXES]
    last = parts[-1].lower() if parts else ""
    for prefix in ("al-", "el-"):
        last = last.removeprefix(prefix)
    return last


def _named(
    found: Tokens,
    item: capitals.Candidate,
    known: dict[str, evidence.Entity],
    surnames: dict[str, list[evidence.Entity]],
    speaks: bool,
    thing: bool,
) -> None:
    """Make or find the entity of a candidate of two words or more.

    `speaks`: its last word alone does; `thing`: "the" stands before it somewhere.
    """
    words, given = item.words, capitals.given_names()
    name = " ".join(words)
    before = found.low[item.first - 1] if item.first else ""
    role_before = before in capitals.roles() and not item.title
    if (
        not item.title
        and ("&" in words or not capitals.organisation_words().isdisjoint(words))
        and (thing or words[0] not in given or len(words) != 2 or words[1] in ("Group", "Inc", "Inc."))
    ):
        item.entity = _entity(known, name, "organisation", words=words)
        item.method = "organisation word"
        return
    known_given = not thing and (words[0] in given or words[0].partition("-")[0] in given)
    sure = bool(item.title) or known_given or role_before or (len(words[0]) == 2 and words[0][1] == ".")
    kind = None if speaks else _kind_of(words, sure)
    if kind:
        item.entity = _entity(known, name, kind.strip("-") or None, words=words)
        item.method = "last word"
        return
    if len(words) > 4 and not sure:
        item.entity = _entity(known, name, None, words=words)
        item.method = "capitals"
        return
    item.method = "title" if item.title else "given name" if known_given else "role" if role_before else "capitals"
    if not sure and (
        thing or (words[0].isupper() and len(words[0]) > 1) or found.low[item.first - 1 : item.first] == ["the"]
    ):
        item.entity = _entity(known, name, None, words=words)
        return
    entity = _same_person(words, surnames)
    if entity is None:
        entity = _entity(known, name, "person", words=words, sure=sure)
        surnames.setdefault(_surname(words), []).append(entity)
    elif len(words) > len(entity.words) or (len(words) == len(entity.words) and len(name) > len(entity.name)):
        known.pop(entity.name, None)
        entity.name, entity.words = name, words
        known[name] = entity
    entity.sure = entity.sure or sure
    item.entity = entity
    evidence.learn(found, item, entity, before)


FRONTS = frozenset(("Mount", "Mt", "Mt.", "Lake", "Fort", "Cape", "Port"))  # what a place is, before its name
PARTICLES = frozenset(("van", "von", "der", "den", "ter", "bin", "ibn", "zu"))  # in names of people alone


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


def _same_person(words: tuple[str, ...], surnames: dict[str, list[evidence.Entity]]) -> evidence.Entity | None:
    """Return the person whose name these words can be: same surname, first names that agree."""
    for entity in surnames.get(_surname(words), ())[-50:]:  # no article has so many of one surname
        first, other = words[0].lower().rstrip("."), entity.words[0].lower().rstrip(".")
        if len(entity.words) == 1 or first == other or (min(len(first), len(other)) == 1 and first[0] == other[0]):
            return entity
        if {word.lower() for word in words} <= {word.lower() for word in entity.words}:
            return entity
    return None


def _acronyms(found: Tokens, items: list[capitals.Candidate], known: dict[str, evidence.Entity]) -> None:
    """Tie an acronym in brackets to the name before it: Ministry of Health (MOH)."""
    low, size = found.low, len(found.low)
    inside = [item for item in items if item.last < size and low[item.last] == ")" and low[item.first - 1] == "("]
    if not inside:
        return
    by_last = {item.last: item for item in items if item.entity is not None}
    alike: dict[tuple[str, ...], list[capitals.Candidate]] = {}
    for item in items:
        if len(item.words) == 1 and item.words[0].isupper():
            alike.setdefault(item.words, []).append(item)
    for item in inside:
        full = by_last.get(item.first - 1)
        acronym = item.words[0].replace(".", "")
        if full is None or len(item.words) != 1 or not acronym.isupper() or len(acronym) < 2:
            continue
        letters = [word[0].upper() for word in full.words if word[0].isupper()]
        if letters and letters[0] == acronym[0] and len(full.words) > 1:
            if full.entity.kind == "person" and not full.title:
                full.entity.kind = "organisation"
            known[item.words[0]] = full.entity
            full.entity.words = (*full.entity.words,)
            if item.entity is not None:
                for other in alike.get(item.words, ()):
                    other.entity = full.entity
            item.entity, item.method = full.entity, "acronym"


def _linked(
    found: Tokens, item: capitals.Candidate, known: dict, surnames: dict, table: dict, spots: dict, firsts: dict
) -> None:
    """Give one word its entity: a surname or given name of someone named in full, a place, an acronym, a new name."""
    word = item.words[0]
    if item.entity is not None:
        return
    if word in known and known[word].kind in ("organisation", "group", "place"):
        item.entity, item.method = known[word], "acronym" if word.isupper() else "name"
        return
    people = surnames.get(_surname(item.words), [])
    if word in capitals.places() and not item.title:  # two capitals in a row ("Warn Chile") make no surname of it
        people = [person for person in people if person.sure]
    person = _choose(found, item, people, spots) if len(people) > 1 else people[0] if people else None
    if person is not None:
        item.entity = person
        item.method = item.method if item.method == "shared surname" else "surname"
        if id(person) in spots:
            spots[id(person)].append(item.first)
        before = found.low[item.first - 1] if item.first else ""
        if item.title or before in capitals.roles():
            evidence.learn(found, item, person, before)
        return
    if item.method == "title case":
        if word in table or word in capitals.places():
            name, kind = table.get(word, (word, "place"))
            item.entity = _entity(known, name, kind)
        return
    if word in capitals.places() and not item.title:
        item.entity, item.method = _entity(known, word, "place"), "place"
        return
    if capitals.demonyms().get(word) == "people":
        item.entity, item.method = _entity(known, word, "group"), "demonym"
        return
    named = firsts.get(word, ())
    if len(named) == 1 and not item.title and word not in ORGANISED and not word[-1].isdigit():
        item.entity = named[0]
        item.method = "given name" if named[0].kind == "person" else "first word"
        if id(named[0]) in spots:
            spots[id(named[0])].append(item.first)
        return
    _alone(found, item, known, surnames)


def _choose(
    found: Tokens, item: capitals.Candidate, people: list[evidence.Entity], spots: dict[int, list[int]]
) -> evidence.Entity:
    """Choose among people of one surname: by title and role, else by who was named last; kin keep their given names.

    Where only the order decides, `method` says so.
    """
    title = item.title.lower().rstrip(".") if item.title else ""
    gender = capitals.titles().get(title, "")
    if gender in ("m", "f"):
        people = [person for person in people if person.gender in (gender, None)] or people
    if title:
        people = [person for person in people if title in person.titles | person.roles] or people
    role = _role_beside(found, item)
    if role:
        people = [person for person in people if role in person.roles] or people
    if len(people) == 1:
        return people[0]
    item.method = "shared surname"
    people = [person for person in people if person.sure] or people
    people = [person for person in people if "relative" not in person.roles] or people
    before = {id(person): [spot for spot in spots.get(id(person), ()) if spot < item.first] for person in people}
    last = max(people, key=lambda person: max(before[id(person)], default=-1))
    most = max(people, key=lambda person: len(before[id(person)]))
    # Someone named in passing does not take the surname from whom the article is about.
    return most if len(before[id(most)]) >= 2 * len(before[id(last)]) else last


def _role_beside(found: Tokens, item: capitals.Candidate) -> str:
    """Return the role right before a name, or at the end of the words between commas after it."""
    names = capitals.roles()
    if item.first and found.low[item.first - 1] in names:
        return found.low[item.first - 1]
    if item.last < len(found.low) and found.low[item.last] == ",":
        for spot in range(item.last + 1, min(item.last + 7, len(found.low))):
            if found.kind[spot] & PUNCT:
                return found.low[spot - 1] if found.low[spot - 1] in names else ""
    return ""


# First words that many names share: alone they are no short form.
ORGANISED = frozenset("New North South East West Central National United Saint San Los Las La El Al Le Royal".split())


def _alone(found: Tokens, item: capitals.Candidate, known: dict, surnames: dict) -> None:
    """Make an entity of one word that nothing else explains."""
    word = item.words[0]
    if word.isdigit() or (len(word) < 2 and not item.title) or word in NUMERALS:
        return
    before = found.low[item.first - 1] if item.first else ""
    role_before = before in capitals.roles()
    in_place = before in (
        "in",
        "at",
        "near",
        "from",
        "across",
        "a",
        "an",
    )  # "in Savannah", "a Trinity fellow": no person
    if item.title or role_before or (word in capitals.given_names() and not item.initial and not in_place):
        entity = _entity(known, word, "person", words=(word,), sure=True)
        if entity.kind is None:  # named before, where nothing said who it is
            entity.kind, entity.sure = "person", True
        if (
            word in capitals.given_names()
            and not item.title
            and entity.gender is None
            and capitals.given_names()[word] in "mf"
        ):
            entity.gender = capitals.given_names()[word]
        surnames.setdefault(_surname(item.words), []).append(entity)
        item.entity, item.method = entity, "title" if item.title else "role" if role_before else "given name"
        evidence.learn(found, item, entity, before)
        return
    kind = "organisation" if word.isupper() and 2 <= len(word.replace(".", "")) <= 6 else None
    item.entity = _entity(known, word, kind, words=(word,), sure=False)
    item.method = "acronym" if kind else "capitals"

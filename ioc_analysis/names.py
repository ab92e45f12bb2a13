"""Names: the people, organisations, groups and places of one article, each with all its forms.

Floor 1. Found without a model, from capitals, titles, roles, acronyms, given names and the
alias table. Given names are from the US Social Security Administration's public-domain lists
("US SSA") and, for other languages, our own list as English news spells them ("own, Arabic").
Out of scope: who a pronoun is (`speakers`), who is who across articles (`align_names`).
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from ioc_analysis import capitals, marks, tokens
from ioc_analysis.tokens import AUX, CAP, CONJ, CUE, DET, NUM, PUNCT, SUBJ, Tokens

NUMERALS = frozenset(("II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII"))


@dataclass(slots=True)
class Entity:
    """One person, organisation, group or place of the article."""

    name: str
    kind: str | None
    gender: str | None = None
    words: tuple[str, ...] = ()
    roles: set[str] = field(default_factory=set)
    count: int = 0
    sure: bool = True


@dataclass(slots=True)
class Names:
    """What `find_names` found: `mentions` are rows (start, end, entity, entity_type, variant, method).

    `entities` by name; `spans` are (first token, last token, entity) of each mention, in
    reading order. `tokens` and `marks` are kept so that `find_quotes` scans nothing twice.
    """

    mentions: list[tuple]
    entities: dict[str, Entity]
    spans: list[tuple[int, int, Entity]]
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
    stretches = [row for passage in passages for row in marks.find_marks(text, passage[0], passage[1])]
    found = tokens.tokenize(text, [row[:2] for row in passages], [row[1:3] for row in marks.outermost(stretches)])
    starts = {found.at(row[0]) for row in sentences}
    titled = capitals.title_case(found, passages)
    candidates = capitals.find_candidates(found, starts, titled)
    table = capitals.aliases_of(aliases)
    _entities(found, candidates, table)
    candidates = [item for item in candidates if item.entity is not None]
    for item in candidates:
        item.entity.count += 1
    mentions, spans = [], []
    for item in candidates:
        entity = item.entity
        start = found.start[item.first]
        variant = " ".join(item.words)
        end = found.end[item.last - 1]
        end -= len(found.word[item.last - 1]) - len(capitals.bare(found.word[item.last - 1]))
        mentions.append((start, end, entity.name, entity.kind, variant, item.method))
        spans.append((item.first, item.last, entity))
    return Names(mentions, {entity.name: entity for _, _, entity in spans}, spans, found, stretches)


def _entities(found: Tokens, items: list[capitals.Candidate], table: dict[str, tuple[str, str]]) -> None:
    """Give every candidate its entity, fullest forms first; candidates that are no names keep None."""
    known: dict[str, Entity] = {}
    surnames: dict[str, list[Entity]] = {}
    later = []
    for item in items:
        if item.method == "title case":
            later.append(item)
            continue
        if _listed(item, table, known) or _demonym(item):
            continue
        if len(item.words) == 1 or (item.words[-1].lower() in capitals.SUFFIXES and len(item.words) == 2):
            later.append(item)
        else:
            _named(found, item, known, surnames)
    _acronyms(found, items, known)
    for item in later:
        _linked(found, item, known, surnames, table)
    _evidence(found, items)


def _listed(item: capitals.Candidate, table: dict, known: dict[str, Entity]) -> bool:
    """Look a candidate up in the alias table and among the capitals.places."""
    surface = " ".join(item.words)
    if item.title and len(item.words) == 1:
        return False
    if surface in table:
        name, kind = table[surface]
        item.entity = known.get(name) or known.setdefault(name, Entity(name, kind))
        item.method = "alias"
    elif surface in capitals.places() and len(item.words) > 1:
        item.entity = known.setdefault(surface, Entity(surface, "place"))
        item.method = "place"
    return item.entity is not None


def _demonym(item: capitals.Candidate) -> bool:
    """Set adjectives of place aside; peoples are groups."""
    kinds = capitals.demonyms()
    if item.words[0] not in kinds:
        return False
    if any(kinds.get(word) != "adjective" for word in item.words):
        while (
            len(item.words) > 1
            and kinds.get(item.words[0]) == "adjective"
            and item.words[-1] not in capitals.organisation_words()
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
    found: Tokens, item: capitals.Candidate, known: dict[str, Entity], surnames: dict[str, list[Entity]]
) -> None:
    """Make or find the entity of a candidate of two words or more."""
    words, given = item.words, capitals.given_names()
    name = " ".join(words)
    before = found.low[item.first - 1] if item.first else ""
    role_before = before in capitals.roles() and not item.title
    if (
        not item.title
        and any(word in capitals.organisation_words() for word in words)
        and not (words[0] in given and len(words) == 2 and words[1] not in ("Group", "Inc", "Inc."))
    ):
        item.entity = known.setdefault(name, Entity(name, "organisation", words=words))
        item.method = "organisation word"
        return
    sure = bool(item.title) or words[0] in given or role_before or (len(words[0]) == 2 and words[0][1] == ".")
    if len(words) > 4 and not sure:
        item.entity = known.setdefault(name, Entity(name, None, words=words))
        item.method = "capitals"
        return
    item.method = (
        "title" if item.title else "given name" if words[0] in given else "role" if role_before else "capitals"
    )
    if not sure and ((words[0].isupper() and len(words[0]) > 1) or found.low[item.first - 1 : item.first] == ["the"]):
        item.entity = known.setdefault(name, Entity(name, None, words=words))
        return
    entity = _same_person(words, surnames)
    if entity is None:
        entity = known.setdefault(name, Entity(name, "person", words=words, sure=sure))
        surnames.setdefault(_surname(words), []).append(entity)
    elif len(words) > len(entity.words) or (len(words) == len(entity.words) and len(name) > len(entity.name)):
        known.pop(entity.name, None)
        entity.name, entity.words = name, words
        known[name] = entity
    entity.sure = entity.sure or sure
    item.entity = entity
    _learn(found, item, entity, before)


def _learn(found: Tokens, item: capitals.Candidate, entity: Entity, before: str) -> None:
    """Keep what stands beside a name about the person: gender, role."""
    gender = capitals.titles().get(item.title.lower().rstrip("."), "") if item.title else ""
    if item.role:
        entity.roles.update(part.lower().rstrip(".") for part in item.role.split())
    if before in capitals.roles():
        entity.roles.add(before)
        if item.first > 1 and found.low[item.first - 2] + " " + before in capitals.roles():
            entity.roles.add(found.low[item.first - 2] + " " + before)
        gender = gender or capitals.roles()[before]
    if not gender and len(item.words) > 1:
        gender = capitals.given_names().get(item.words[0], "")
        if gender == "" and "-" in item.words[0]:
            gender = capitals.given_names().get(item.words[0].split("-")[0], "")
    if gender in ("m", "f") and entity.gender is None:
        entity.gender = gender


def _same_person(words: tuple[str, ...], surnames: dict[str, list[Entity]]) -> Entity | None:
    """Return the person whose name these words can be: same surname, first names that agree."""
    for entity in surnames.get(_surname(words), ())[-50:]:  # no article has so many of one surname
        first, other = words[0].lower().rstrip("."), entity.words[0].lower().rstrip(".")
        if len(entity.words) == 1 or first == other or (min(len(first), len(other)) == 1 and first[0] == other[0]):
            return entity
        if {word.lower() for word in words} <= {word.lower() for word in entity.words}:
            return entity
    return None


def _acronyms(found: Tokens, items: list[capitals.Candidate], known: dict[str, Entity]) -> None:
    """Tie an acronym in brackets to the name before it: Ministry of Health (MOH)."""
    by_last = {item.last: item for item in items if item.entity is not None}
    alike: dict[tuple[str, ...], list[capitals.Candidate]] = {}
    for item in items:
        if len(item.words) == 1 and item.words[0].isupper():
            alike.setdefault(item.words, []).append(item)
    for item in items:
        if (
            item.first < 1
            or found.low[item.first - 1] != "("
            or item.last >= len(found.low)
            or found.low[item.last] != ")"
        ):
            continue
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


def _linked(found: Tokens, item: capitals.Candidate, known: dict, surnames: dict, table: dict) -> None:
    """Give one word its entity: a surname or given name of someone named in full, a place, an acronym, a new name."""
    word = item.words[0]
    if item.entity is not None:
        return
    if word in known and known[word].kind in ("organisation", "group"):
        item.entity, item.method = known[word], "acronym"
        return
    people = surnames.get(_surname(item.words), [])
    person = _choose(item, people)
    if person is not None:
        item.entity, item.method = person, "surname"
        _learn(found, item, person, found.low[item.first - 1] if item.first else "")
        return
    if item.method == "title case":
        if word in table or word in capitals.places():
            name, kind = table.get(word, (word, "place"))
            item.entity = known.setdefault(name, Entity(name, kind))
        return
    if word in capitals.places() and not item.title:
        item.entity, item.method = known.setdefault(word, Entity(word, "place")), "place"
        return
    if capitals.demonyms().get(word) == "people":
        item.entity, item.method = known.setdefault(word, Entity(word, "group")), "demonym"
        return
    if word in capitals.given_names() and not item.title:
        named = [person for options in surnames.values() for person in options if person.words[0] == word]
        if len(named) == 1:
            item.entity, item.method = named[0], "given name"
            return
    _alone(found, item, known, surnames)


def _choose(item: capitals.Candidate, people: list[Entity]) -> Entity | None:
    """Choose among people of one surname: by the gender of the title, else the one named last before."""
    if not people:
        return None
    gender = capitals.titles().get(item.title.lower().rstrip("."), "") if item.title else ""
    if gender in ("m", "f"):
        people = [person for person in people if person.gender in (gender, None)] or people
    return people[0]


def _alone(found: Tokens, item: capitals.Candidate, known: dict, surnames: dict) -> None:
    """Make an entity of one word that nothing else explains."""
    word = item.words[0]
    if word.isdigit() or (len(word) < 2 and not item.title) or word in NUMERALS:
        return
    before = found.low[item.first - 1] if item.first else ""
    role_before = before in capitals.roles()
    in_place = before in ("in", "at", "near", "from", "across")  # "in Savannah" is no person
    if item.title or role_before or (word in capitals.given_names() and not item.initial and not in_place):
        entity = known.get(word) or known.setdefault(word, Entity(word, "person", words=(word,), sure=True))
        if (
            word in capitals.given_names()
            and not item.title
            and entity.gender is None
            and capitals.given_names()[word] in "mf"
        ):
            entity.gender = capitals.given_names()[word]
        surnames.setdefault(_surname(item.words), []).append(entity)
        item.entity, item.method = entity, "title" if item.title else "role" if role_before else "given name"
        _learn(found, item, entity, before)
        return
    kind = "organisation" if word.isupper() and 2 <= len(word.replace(".", "")) <= 6 else None
    item.entity = known.setdefault(word, Entity(word, kind, words=(word,), sure=False))
    item.method = "acronym" if kind else "capitals"


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


FEW = 8  # tokens after a name in which a pronoun tells its gender


def _evidence(found: Tokens, items: list[capitals.Candidate]) -> None:
    """Learn from what follows a name: an age, a role after a comma, the first pronoun of the same sentence."""
    named = {item.first for item in items if item.entity is not None}
    votes: dict[int, Counter] = {}
    people: dict[int, Entity] = {}
    low, kind = found.low, found.kind
    firms = not FIRMS.isdisjoint(low)
    for item in items:
        entity = item.entity
        if entity is None or entity.kind not in ("person", None):
            continue
        place = item.last
        front = item.first - 1 - len(item.role.split())
        if front > 0 and low[front] == "," and low[front - 1] in capitals.roles():  # "the spokeswoman, Dana Lowell,"
            entity.roles.add(low[front - 1])
            entity.kind, entity.sure = "person", True
            entity.gender = entity.gender or capitals.roles()[low[front - 1]] or None
        if firms and not entity.sure and entity.gender is None and _is_company(found, place):
            entity.kind = "organisation"
        if place + 2 < len(low) and low[place] == "," and kind[place + 1] & NUM and low[place + 2] in (",", "."):
            entity.kind, entity.sure = "person", True
        if place + 1 < len(low) and low[place] == ",":
            _apposition(found, place + 1, entity)
        if entity.gender is not None:
            continue
        for spot in range(place, min(place + FEW, len(low))):
            if spot in named or low[spot] in (".", ";", "?", "!"):
                break
            if low[spot] in PRONOUN_GENDER:
                votes.setdefault(id(entity), Counter())[PRONOUN_GENDER[low[spot]]] += 1
                people[id(entity)] = entity
                break
    for key, counts in votes.items():
        entity = people[key]
        if entity.gender is None:
            entity.gender = counts.most_common(1)[0][0]
            entity.kind = "person"


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
            entity.roles.add(low[spot])
            if low[spot - 1] + " " + low[spot] in names:
                entity.roles.add(low[spot - 1] + " " + low[spot])
            if entity.kind is None:
                entity.kind = "person"
            entity.sure = True
            if names[low[spot]] and entity.gender is None:
                entity.gender = names[low[spot]]
            return
        if kind[spot] & (PUNCT | SUBJ | AUX | CONJ) or (kind[spot] & CAP and not kind[spot] & DET and spot == place):
            return
        if low[spot] in (
            "company",
            "group",
            "firm",
            "charity",
            "party",
            "agency",
            "organisation",
            "organization",
            "union",
        ):
            if not entity.sure or entity.kind is None:
                entity.kind = "organisation"
                entity.roles.add(low[spot])
            return
        if low[spot] in ("of", "in", "for", "who", "which", "whose"):
            return

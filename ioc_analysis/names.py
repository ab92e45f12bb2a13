"""Names: the people, organisations, groups and places of one article, each with all its forms.

Floor 1. Found without a model, from capitals, titles, roles, acronyms, given names and the
alias table. Given names are from the US Social Security Administration's public-domain lists
("US SSA") and, for other languages, our own list as English news spells them ("own, Arabic").
Out of scope: who a pronoun is (`speakers`), who is who across articles (`align_names`).
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, lru_cache

from ioc_analysis import lexicon, marks, tokens
from ioc_analysis.tokens import ADV, AUX, CAP, CLOSED, CONJ, DET, ING, NUM, PAST, PUNCT, SUBJ, TIME, Tokens

# Small words inside a name: Ursula von der Leyen, Robert De Niro, Osama bin Laden.
LINKS = frozenset(
    "de la le du des del della di da do dos das van von der den ter ten bin ibn al el y e af av zu".split()
)
RUN_ON = LINKS | {"of", "for", "and", "&", ",", "jr", "sr"}  # small words after which a name may go on
SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
NUMERALS = frozenset(("II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII"))
LONGEST = 10  # words that a name may have


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


@dataclass(slots=True)
class _Found:
    """A stretch of capitals that may be a name: tokens first to last, its title and what the title says."""

    first: int
    last: int
    words: tuple[str, ...]
    title: str = ""
    role: str = ""
    initial: bool = False
    entity: Entity | None = None
    method: str = ""


@cache
def _titles() -> dict[str, str]:
    """Return title in small letters without stop → gender ("" if it says nothing)."""
    return {
        row["term"].lower().rstrip("."): row["gender"]
        for row in lexicon.load("titles")
        if row["class"] != "role" and " " not in row["term"]
    }


@cache
def roles() -> dict[str, str]:
    """Return role noun → gender ("" if it says nothing); the last word of a role of several words too."""
    found = {}
    for row in lexicon.load("titles"):
        if row["class"] == "role":
            found.setdefault(row["term"].lower(), row["gender"])
    return found


@cache
def given_names() -> dict[str, str]:
    """Return given name → m, f or u (either)."""
    return lexicon.mapping("given_names", "gender")


@cache
def _places() -> frozenset[str]:
    return lexicon.terms("places")


@cache
def _demonyms() -> dict[str, str]:
    return lexicon.mapping("demonyms", "class")


@cache
def _organisation_words() -> frozenset[str]:
    return lexicon.terms("organisation_words")


@cache
def _aliases(source: str | None) -> dict[str, tuple[str, str]]:
    """Return printed form → (main name, type), of the package's table or the user's own."""
    rows = lexicon.load(source, "aliases") if source else lexicon.load("aliases")
    return {row["term"]: (row["entity"], row["type"]) for row in rows}


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
    found = tokens.tokenize(text, [row[:2] for row in passages], [row[1:3] for row in outermost(stretches)])
    starts = {found.at(row[0]) for row in sentences}
    titled = _title_case(found, passages)
    candidates = _candidates(found, starts, titled)
    table = _aliases(aliases)
    entities = _entities(found, candidates, table)
    candidates = [item for item in candidates if item.entity is not None]
    for item in candidates:
        item.entity.count += 1
    mentions, spans = [], []
    for item in candidates:
        entity = item.entity
        start = found.start[item.first]
        variant = " ".join(item.words)
        end = found.end[item.last - 1]
        end -= len(found.word[item.last - 1]) - len(_bare(found.word[item.last - 1]))
        mentions.append((start, end, entity.name, entity.kind, variant, item.method))
        spans.append((item.first, item.last, entity))
    return Names(mentions, {entity.name: entity for _, _, entity in spans}, spans, found, stretches)


def outermost(stretches: list[tuple]) -> list[tuple]:
    """Return the stretches between marks that stand in no other."""
    kept, last = [], -1
    for row in stretches:
        if row[0] >= last:
            kept.append(row)
            last = row[3]
    return kept


def _bare(word: str) -> str:
    """Return a word without possessive: "Quist’s" and the apostrophe of a plural."""
    return word[:-2] if word.endswith(("’s", "'s", "’S", "'S")) else word


def _title_case(found: Tokens, passages: list[tuple]) -> list[tuple[int, int]]:
    """Return the passages, as token ranges, where capitals say nothing: "Mayor Opens New Bridge In Rain"."""
    ranges = []
    for row in passages:
        if len(row) > 2 and row[2] in ("headline", "subhead", "standfirst"):
            first, last = found.at(row[0]), found.at(row[1])
            words = [place for place in range(first, last) if not found.kind[place] & (PUNCT | NUM)]
            capitals = sum(bool(found.kind[place] & CAP) for place in words)
            if len(words) > 3 and capitals > 0.6 * len(words):
                ranges.append((first, last))
    return ranges


def _candidates(found: Tokens, starts: set[int], titled: list[tuple[int, int]]) -> list[_Found]:
    """Return the stretches of capitals that may be names, in reading order."""
    kind, word, low = found.kind, found.word, found.low
    small = set(word)  # what is also printed in small letters is a common word
    shouted = {place for first, last in titled for place in range(first, last)}
    items: list[_Found] = []
    reached, size = 0, len(word)
    for place in [spot for spot, value in enumerate(kind) if value & CAP]:
        if place < reached:
            continue
        value = kind[place]
        initial = place in starts or (place > 0 and _opens(found, place))
        if value & (CLOSED | TIME | SUBJ) and not (word[place].isupper() and len(word[place]) > 1 and not initial):
            # "Will Smith", "May Li": a small word of the language is a name only before one.
            if not (word[place] in given_names() and place + 1 < size and kind[place + 1] & CAP and not initial):
                continue
        end = _run_end(found, place, starts)
        reached = end
        if end == place + 1 and (initial or place in shouted) and _is_common(found, place, small):
            continue
        if place in shouted and end - place > 1:
            items += _shouted(found, place, end)
        else:
            items += _pieces(found, place, end, initial)
    return items


def _opens(found: Tokens, place: int) -> bool:
    """Tell whether the mark before a word makes its capital say nothing: an opening mark, a colon, a dash, a bracket."""
    before = found.low[place - 1]
    if before in ":•—–*-":
        return True
    return before in "\"“'‘«(" and found.start[place] == found.end[place - 1]


def _is_common(found: Tokens, place: int, small: set[str]) -> bool:
    """Tell whether one capital word where every word has a capital is a common word."""
    low, value = found.low[place], found.kind[place]
    word = _bare(found.word[place])
    if word in _places() or word in _aliases(None) or word in _demonyms():
        return False
    if low in small or value & (ADV | ING | AUX) or (value & PAST and len(low) > 4):
        return True
    if word in given_names() or word.isupper():
        return False
    behind = found.kind[place + 1] if place + 1 < len(found.low) else PUNCT
    # A noun in the plural or a role at the start: "Police said", "Investigators found".
    if low in roles() or (low.endswith("s") and low[:-1] in roles()) or low in COMMON:
        return True
    return low.endswith("s") and not low.endswith(("ss", "is", "us", "’s", "'s")) and not behind & PUNCT


COMMON = frozenset(
    "police officials sources people residents critics supporters experts voters investigators prosecutors witnesses "
    "lawmakers analysts women men children students workers doctors scientists researchers authorities rebels "
    "troops soldiers protesters activists neighbours neighbors observers polls reports shares stocks firefighters "
    "asked speaking according speech government parents teachers members leaders news photo image video editor "
    "please thanks yes no well look okay ok sure dear welcome thank good great nothing something everything "
    "critics opponents allies aides campaign".split()
)


def _run_end(found: Tokens, place: int, starts: set[int]) -> int:
    """Return the token after the stretch of capitals that begins at `place`."""
    kind, word, low = found.kind, found.word, found.low
    end, size = place + 1, min(len(word), place + LONGEST)
    if end < size and not kind[end] & CAP and low[end] not in RUN_ON:
        return end
    while end < size and end not in starts:
        before = word[end - 1]
        if before.endswith(("’s", "'s")):
            break
        value = kind[end]
        if before in _organisation_words() and end - place > 1 and word[end] in given_names():
            break  # "the Harbour Council Nils Aune": two names
        if (
            value & CAP
            and not value & (TIME | SUBJ | AUX)
            and not (
                value & CLOSED and not word[end].isupper() and low[end] not in LINKS and word[end] not in given_names()
            )
        ):
            end += 1
        elif low[end] in SUFFIXES:
            end += 1
        elif low[end] in LINKS and end + 1 < size and kind[end + 1] & CAP and not kind[end] & CAP:
            end += 2
        elif low[end] in LINKS and end + 2 < size and low[end + 1] in LINKS and kind[end + 2] & CAP:
            end += 3
        elif word[end] == "&" and end + 1 < size and kind[end + 1] & CAP:
            end += 2
        elif low[end] in ("of", "for") and _takes_of(before):
            inner = end + 2 if end + 1 < size and low[end + 1] == "the" else end + 1
            if inner < size and kind[inner] & CAP and not kind[inner] & TIME:
                end = inner + 1
            else:
                break
        elif low[end] == "and" and end + 1 < size and kind[end + 1] & CAP and "of" in low[place:end]:
            end += 2
        elif word[end] == "," and end + 1 < size and low[end + 1] in SUFFIXES:
            end += 2
        else:
            break
    return end


def _takes_of(word: str) -> bool:
    """Tell whether "of" after the word goes on with the name: University of Oslo, Secretary of State."""
    return word in _organisation_words() or word.lower().rstrip(".") in (
        "secretary",
        "president",
        "duke",
        "duchess",
        "archbishop",
        "bishop",
        "speaker",
        "king",
        "queen",
        "prince",
        "princess",
        "earl",
        "lord",
        "bank",
        "tower",
        "republic",
        "state",
        "kingdom",
        "daughters",
        "sons",
        "city",
        "isle",
        "gulf",
        "cape",
        "strait",
    )


def _pieces(found: Tokens, first: int, last: int, initial: bool) -> list[_Found]:
    """Take the titles off a stretch of capitals; what remains is the name."""
    word, low = found.word, found.low
    titles = _titles()
    if last - first == 1:
        if low[first].rstrip(".") in titles:
            return []
        return [_Found(first, last, (_bare(word[first]),), "", "", initial)]
    cut, title = first, ""
    for place in range(first, last):
        key = low[place].rstrip(".")
        if (key in titles or (initial and place == first and key in roles() and last - first > 1)) and not (
            place > first and word[place] in _organisation_words() and place == last - 1
        ):
            # "Dean Acheson", "Major Owens": a title that is a given name is one if a title or nothing follows.
            if (
                word[place] in given_names()
                and place == first
                and last - place >= 2
                and not initial
                and place == last - 2
            ):
                continue
            cut, title = place + 1, word[place]
    role = " ".join(word[first:cut])
    if title and cut < last and found.low[cut] in ("of", "for"):
        known = next((place for place in range(cut + 1, last) if _bare(word[place]) in given_names()), None)
        if known is None:
            return []
        role = " ".join(word[first:known])
        cut = known
    if cut >= last:
        return []
    words = tuple(word[cut:last])
    if words[-1][-2:-1] in ("’", "'"):  # only the last word of a run can be a possessive
        words = (*words[:-1], _bare(words[-1]))
    if "," in words:
        words = tuple(part for part in words if part != ",")
    return [_Found(cut, last, words, title, role, initial and cut == first)]


def _shouted(found: Tokens, first: int, last: int) -> list[_Found]:
    """Return what may be names in title case: only given name and surname; the rest is linked if named elsewhere."""
    items = []
    place = first
    while place < last:
        word = _bare(found.word[place])
        items.append(_Found(place, place + 1, (word,), initial=True, method="title case"))
        place += 1
    return items


def _entities(found: Tokens, items: list[_Found], table: dict[str, tuple[str, str]]) -> dict[str, Entity]:
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
        if len(item.words) == 1 or item.words[-1].lower() in SUFFIXES and len(item.words) == 2:
            later.append(item)
        else:
            _named(found, item, known, surnames)
    _acronyms(found, items, known)
    for item in later:
        _linked(found, item, known, surnames, table)
    _evidence(found, items)
    return known


def _listed(item: _Found, table: dict, known: dict[str, Entity]) -> bool:
    """Look a candidate up in the alias table and among the places."""
    surface = " ".join(item.words)
    if item.title and len(item.words) == 1:
        return False
    if surface in table:
        name, kind = table[surface]
        item.entity = known.get(name) or known.setdefault(name, Entity(name, kind))
        item.method = "alias"
    elif surface in _places() and len(item.words) > 1:
        item.entity = known.setdefault(surface, Entity(surface, "place"))
        item.method = "place"
    return item.entity is not None


def _demonym(item: _Found) -> bool:
    """Set adjectives of place aside; peoples are groups."""
    kinds = _demonyms()
    if item.words[0] not in kinds:
        return False
    if any(kinds.get(word) != "adjective" for word in item.words):
        while (
            len(item.words) > 1
            and kinds.get(item.words[0]) == "adjective"
            and item.words[-1] not in _organisation_words()
        ):
            item.words = item.words[1:]
            item.first += 1
        return False
    return True


@lru_cache(50_000)
def _surname(words: tuple[str, ...]) -> str:
    """Return the key of a surname: small letters, without Jr. and without the article of al-Sadr."""
    parts = [word for word in words if word.lower() not in SUFFIXES]
    last = parts[-1].lower() if parts else ""
    for prefix in ("al-", "el-"):
        last = last.removeprefix(prefix)
    return last


def _named(found: Tokens, item: _Found, known: dict[str, Entity], surnames: dict[str, list[Entity]]) -> None:
    """Make or find the entity of a candidate of two words or more."""
    words, given = item.words, given_names()
    name = " ".join(words)
    before = found.low[item.first - 1] if item.first else ""
    role_before = before in roles() and not item.title
    if (
        not item.title
        and any(word in _organisation_words() for word in words)
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
    if not sure and (words[0].isupper() and len(words[0]) > 1 or found.low[item.first - 1 : item.first] == ["the"]):
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


def _learn(found: Tokens, item: _Found, entity: Entity, before: str) -> None:
    """Keep what stands beside a name about the person: gender, role."""
    gender = _titles().get(item.title.lower().rstrip("."), "") if item.title else ""
    if item.role:
        entity.roles.update(part.lower().rstrip(".") for part in item.role.split())
    if before in roles():
        entity.roles.add(before)
        if item.first > 1 and found.low[item.first - 2] + " " + before in roles():
            entity.roles.add(found.low[item.first - 2] + " " + before)
        gender = gender or roles()[before]
    if not gender and len(item.words) > 1:
        gender = given_names().get(item.words[0], "")
        if gender == "" and "-" in item.words[0]:
            gender = given_names().get(item.words[0].split("-")[0], "")
    if gender in ("m", "f") and entity.gender is None:
        entity.gender = gender


def _same_person(words: tuple[str, ...], surnames: dict[str, list[Entity]]) -> Entity | None:
    """Return the person whose name these words can be: same surname, first names that agree."""
    for entity in surnames.get(_surname(words), ())[-50:]:  # no article has so many of one surname
        first, other = words[0].lower().rstrip("."), entity.words[0].lower().rstrip(".")
        if len(entity.words) == 1 or first == other or (min(len(first), len(other)) == 1 and first[0] == other[0]):
            return entity
        if set(word.lower() for word in words) <= set(word.lower() for word in entity.words):
            return entity
    return None


def _acronyms(found: Tokens, items: list[_Found], known: dict[str, Entity]) -> None:
    """Tie an acronym in brackets to the name before it: Ministry of Health (MOH)."""
    by_last = {item.last: item for item in items if item.entity is not None}
    alike: dict[tuple[str, ...], list[_Found]] = {}
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


def _linked(found: Tokens, item: _Found, known: dict, surnames: dict, table: dict) -> None:
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
        if word in table or word in _places():
            name, kind = table.get(word, (word, "place"))
            item.entity = known.setdefault(name, Entity(name, kind))
        return
    if word in _places() and not item.title:
        item.entity, item.method = known.setdefault(word, Entity(word, "place")), "place"
        return
    if _demonyms().get(word) == "people":
        item.entity, item.method = known.setdefault(word, Entity(word, "group")), "demonym"
        return
    if word in given_names() and not item.title:
        named = [person for options in surnames.values() for person in options if person.words[0] == word]
        if len(named) == 1:
            item.entity, item.method = named[0], "given name"
            return
    _alone(found, item, known, surnames)


def _choose(item: _Found, people: list[Entity]) -> Entity | None:
    """Choose among people of one surname: by the gender of the title, else the one named last before."""
    if not people:
        return None
    gender = _titles().get(item.title.lower().rstrip("."), "") if item.title else ""
    if gender in ("m", "f"):
        people = [person for person in people if person.gender in (gender, None)] or people
    return people[0]


def _alone(found: Tokens, item: _Found, known: dict, surnames: dict) -> None:
    """Make an entity of one word that nothing else explains."""
    word = item.words[0]
    if word.isdigit() or (len(word) < 2 and not item.title) or word in NUMERALS:
        return
    before = found.low[item.first - 1] if item.first else ""
    role_before = before in roles()
    if item.title or role_before or (word in given_names() and not item.initial):
        entity = known.get(word) or known.setdefault(word, Entity(word, "person", words=(word,), sure=True))
        if word in given_names() and not item.title and entity.gender is None and given_names()[word] in "mf":
            entity.gender = given_names()[word]
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


def _evidence(found: Tokens, items: list[_Found]) -> None:
    """Learn from what follows a name: an age, a role after a comma, the first pronoun of the same sentence."""
    named = {item.first for item in items if item.entity is not None}
    votes: dict[int, Counter] = {}
    people: dict[int, Entity] = {}
    low, kind = found.low, found.kind
    for item in items:
        entity = item.entity
        if entity is None or entity.kind not in ("person", None):
            continue
        place = item.last
        front = item.first - 1 - len(item.role.split())
        if front > 0 and low[front] == "," and low[front - 1] in roles():  # "the spokeswoman, Dana Lowell,"
            entity.roles.add(low[front - 1])
            entity.kind, entity.sure = "person", True
            entity.gender = entity.gender or roles()[low[front - 1]] or None
        if not entity.sure and entity.gender is None and _is_company(found, place):
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


FIRMS = frozenset(("company", "firm", "group", "charity", "agency", "retailer", "airline", "bank", "manufacturer"))


def _is_company(found: Tokens, place: int) -> bool:
    """Tell whether "the company" follows within the sentence or the next: the name was no person's."""
    low = found.low
    for spot in range(place, min(place + 25, len(low) - 1)):
        if low[spot] in ("the", "its") and low[spot + 1] in FIRMS:
            return True
    return False


def _apposition(found: Tokens, place: int, entity: Entity) -> None:
    """Read the role in "Aune, a harbour pilot from Oslo," and "Aune, mayor of Oslo"."""
    low, kind = found.low, found.kind
    names = roles()
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

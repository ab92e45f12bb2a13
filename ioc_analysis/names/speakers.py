"""Speakers: who a source is: the name behind "she", "the ministry" or "the lieutenant general".

Floor 1, below `quotes`; takes the name table as an argument. Guesses carry the rule that
guessed. Out of scope: finding the source beside its cue (`attributions`), finding names (`names`).
"""

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache, lru_cache

from .. import lexicon
from ..english.tokens import AUX, CAP, CONJ, CUE, DET, NUM, POSS, PREP, PUNCT, REL, SUB, SUBJ, VERB, Tokens
from . import capitals

GENDER = {"he": "m", "she": "f", "him": "m", "her": "f", "he’s": "m", "he's": "m", "she’s": "f", "she's": "f"}
# Adjectives that follow their noun: "sources close to", "people familiar with".
POSTPOSED = frozenset(
    ("close", "familiar", "involved", "present", "near", "responsible", "based", "briefed", "speaking")
)
ENDS_HEAD = POSTPOSED | {",", "("}
PREP_OR_REL, SUB_OR_CAP = PREP | REL, SUB | CAP
FIRST = frozenset(("i", "we", "i’m", "i'm", "we’re", "we're", "i’ve", "i've", "we’ve", "we've"))


@dataclass(slots=True)
class Speaker:
    """A resolved source: name (may be None), type, role and the rule that resolved it."""

    name: str | None
    kind: str | None
    role: str | None
    method: str


SOMEBODY = Speaker(None, "unnamed", None, "pronoun")
UNNAMED = Speaker(None, "unnamed", None, "unnamed")


@dataclass(slots=True)
class Scene:
    """What is known while reading an article from the top: names so far, who spoke last."""

    names: object
    sentence_of: list[int]
    subjects: frozenset[int]
    starts: list[int]  # first token of each mention, in reading order
    spoken: list[tuple[int, str, str | None]] = field(default_factory=list)
    unnamed: dict[str, int] = field(default_factory=dict)  # head noun of an unnamed source → its token
    somebody: int = -1  # token of the last unnamed person who spoke, alone

    def said(self, source: tuple[int, int], who: Speaker) -> None:
        """Note that the source made of tokens `source` spoke; an unnamed one counts for "it" and "the official"."""
        if who.name:
            self.spoken.append((source[0], who.name, who.kind))
        elif who.method != "pronoun":
            tokens = self.names.tokens
            head = tokens.low[head_end(tokens, *source) - 1]
            self.unnamed[head] = source[0]
            # "Nils Aune, a harbour pilot who says …" is no stranger
            if who.role and not head.endswith("s") and tokens.low[source[0] - 1] != ",":
                self.somebody = source[0]
            if who.kind == "organisation":
                self.spoken.append((source[0], "", who.kind))


def open_scene(names, parts: list) -> Scene:
    """Return the scene of an article whose sentences are `parts`."""
    sentence_of = _sentence_numbers(names.tokens, parts)
    return Scene(names, sentence_of, _subjects(names, sentence_of), [span[0] for span in names.spans])


def _sentence_numbers(tokens: Tokens, parts: list) -> list[int]:
    """Return the number of the part each token stands in."""
    numbers = [0] * (len(tokens.low) + 1)
    for number, part in enumerate(parts):
        numbers[part.first : part.last] = [number] * (part.last - part.first)
    return numbers


def _subjects(names, sentence_of: list[int]) -> frozenset[int]:
    """Return the first tokens of the names that are the first of their sentence outside quotations.

    None is: a name after a preposition but by ("In Oslo, Quist …") if another follows, a body before who has its post.
    """
    quoted, kind, low, roles = names.tokens.quoted, names.tokens.kind, names.tokens.low, {"chief", *_roles()} - SERVING
    found: dict[int, int] = {}
    placed: dict[int, int] = {}
    before, end = None, 0
    for first, last, entity in names.spans:
        number = sentence_of[first]
        if entity.kind != "person":
            before, end = first, last
        elif found.get(number) == before is not None and end < first <= end + 3 and roles.issuperset(low[end:first]):
            found[number] = first
        if number not in found and quoted[first] < 0:
            front = first - 2 if first > 1 and kind[first - 1] & DET else first - 1
            after = front >= 0 and kind[front] & PREP and not kind[front] & SUB_OR_CAP and low[front] != "by"
            if not after:
                found[number] = first
            elif number not in placed:
                placed[number] = first
    return frozenset((placed | found).values())


@cache
def _nouns(group: str) -> frozenset[str]:
    """Return the nouns for sources of one class: document, organisation or people."""
    return lexicon.terms("source_nouns", "class", group)


@cache
def people() -> frozenset[str]:
    """Return the nouns for people, in the singular where there is one."""
    return frozenset(_roles()) | _nouns("people") | _nouns("organisation") | _nouns("document")


@cache
def _roles() -> dict[str, str]:
    return {row["term"].lower(): row["gender"] for row in lexicon.load("titles") if row["class"] != "honorific"}


def resolve(scene: Scene, source: tuple[int, int]) -> Speaker:
    """Return who the source made of tokens `source` is."""
    tokens: Tokens = scene.names.tokens
    first, last = source
    word = tokens.low[first]
    if last - first == 1 and (word in GENDER or (tokens.kind[first] & SUBJ and not tokens.kind[first] & DET)):
        return _pronoun(scene, first, word)
    return _phrase(scene, first, last)


_MARKED = [[mark] for mark in capitals.NICKNAME_MARKS]


def whole(scene: Scene, source: tuple[int, int]) -> tuple[int, int]:
    """Return a source with all of the name that begins in it: "the Observatory", of "the Observatory for Bees"."""
    first, last = source
    behind = bisect_left(scene.starts, last)
    for begin, stop, entity in scene.names.spans[max(0, behind - 2) : behind]:
        if stop > last and first <= begin:
            low = scene.names.tokens.low
            cut = entity.kind != "person" or low[last : last + 1] in _MARKED  # Gordon “Skip” Lund
            if cut and "," not in low[last:stop]:
                return first, stop
    return source


def _pronoun(scene: Scene, place: int, word: str) -> Speaker:
    """Resolve a personal pronoun."""
    if word in GENDER:
        entity = _person_before(scene, place, GENDER[word])
        return Speaker(entity.name if entity else None, "person", None, "pronoun")
    if word in FIRST or word in ("you", "there"):
        return Speaker(None, "person", None, "first person")
    if word in ("it", "it’s", "it's"):
        for _, name, kind in reversed(scene.spoken[-3:]):
            if kind in ("organisation", "group", "place"):
                return Speaker(name or None, kind, None, "pronoun")
        for first, _, entity in reversed(_before(scene, place)[-6:]):
            if entity.kind in ("organisation", "group") and first in scene.subjects:
                return Speaker(entity.name, entity.kind, None, "pronoun")
        return Speaker(None, "organisation", None, "pronoun")
    return SOMEBODY


def _before(scene: Scene, place: int, window: int = 40) -> list[tuple]:
    """Return the last mentions before a token, in reading order."""
    behind = bisect_left(scene.starts, place)
    return scene.names.spans[max(0, behind - window) : behind]


WHERE = frozenset(("in", "at", "near", "from", "to", "into", "across"))
MOST = 7.0  # more than a mention can be worth, less one for each sentence back: those farther off need no look


def _person_before(scene: Scene, place: int, gender: str | None):
    """Return the person that "he" or "she" at `place` most likely is: subject, last speaker, nearest."""
    tokens = scene.names.tokens
    here = scene.sentence_of[place]
    spoken = [name for _, name, _ in scene.spoken[-6:]]
    latest = _still_speaking(scene, place, gender)
    best, score, spot = None, -99.0, -1
    for first, last, entity in reversed(_before(scene, place)):
        person = entity.kind == "person"
        if not person and (entity.kind is not None or (len(entity.words) != 1 and not entity.guess)):
            continue
        if entity.gender != gender and gender and entity.gender:
            continue
        if not person and first and tokens.low[first - 1] in WHERE:
            continue
        gap = here - scene.sentence_of[first]
        if gap > 12 or MOST - gap <= score:
            break
        value = -1.0 * gap if gap else 1.0
        value += 1.5 if entity.gender and entity.gender == gender else 0.0
        if person:
            value += 1.0 if entity.sure else 0.0
        elif not entity.guess:
            value -= 1.0
        value += 1.5 if first in scene.subjects else 0.0
        value += 2.0 if entity.name == latest else 0.5 if entity.name in spoken else 0.0
        value -= 2.0 if tokens.quoted[first] >= 0 else 0.0
        value -= 0.7 if tokens.low[last - 1].endswith(("’s", "'s")) else 0.0
        if value > score:
            best, score, spot = entity, value, first
    if spot < scene.somebody and here - scene.sentence_of[scene.somebody] == 1 and gender:
        return None  # "One soldier spoke of the night. “I called the captain,” he said."
    if best is None and scene.names.spans:
        # "When he reached the summit, climber Dorje Lama wept": the name follows.
        for first, _, entity in scene.names.spans:
            if (
                first > place
                and scene.sentence_of[first] == here
                and entity.kind == "person"
                and entity.gender in (gender, None)
            ):
                return entity
    if best is None:  # nobody near: who of that gender spoke last
        for _, name, kind in reversed(scene.spoken):
            entity = scene.names.entities.get(name)
            if kind == "person" and entity and entity.gender == gender:
                return entity
    return best


def _still_speaking(scene: Scene, place: int, gender: str | None) -> str | None:
    """Return who spoke last, unless a sentence since then is about another person: "Tor Lund found out by phone."."""
    if not scene.spoken:
        return None
    said, name, _ = scene.spoken[-1]
    for first, _, entity in reversed(_before(scene, place)):
        if scene.sentence_of[first] <= scene.sentence_of[said]:
            break
        if (
            entity.name != name
            and entity.kind == "person"
            and entity.sure
            and entity.gender in (gender, None)
            and _opens(scene, first)
        ):
            return None
    return name


def _opens(scene: Scene, first: int) -> bool:
    """Tell whether a name is what its sentence begins with, its role before it or not."""
    kind, low, begin = scene.names.tokens.kind, scene.names.tokens.low, first
    if first not in scene.subjects:
        return False
    while begin and scene.sentence_of[begin - 1] == scene.sentence_of[first]:
        begin -= 1
    words = range(begin, first)
    if any(kind[spot] & (SUBJ | AUX | SUB) & ~DET or kind[spot] & CUE for spot in words):
        return False
    return low[first - 1] == "," or not any(kind[spot] & PREP for spot in words)


def head_end(tokens: Tokens, first: int, last: int) -> int:
    """Return the token after the head of a noun phrase: before "of", "for", a comma."""
    kind, low = tokens.kind, tokens.low
    for place in range(first + 1, last):
        if (kind[place] & PREP_OR_REL and not kind[place] & CAP) or low[place] in ENDS_HEAD:
            return place
    return last


def _phrase(scene: Scene, first: int, last: int) -> Speaker:
    """Resolve a noun phrase: a name with its titles, or a common noun."""
    tokens = scene.names.tokens
    behind = bisect_left(scene.starts, last)
    spans = scene.names.spans[bisect_left(scene.starts, first, max(0, behind - 12), behind) : behind]
    end = head_end(tokens, first, last)
    if len(spans) > 1 and "and" in tokens.low[first:last]:
        joined = {entity.name: entity for _, stop, entity in spans if entity.kind == "person" and stop <= end}
        if len(joined) > 1:
            return Speaker(" and ".join(joined), "person", None, "names")
    for begin, stop, entity in reversed(spans):
        # The name ends the head ("port captain Nils Aune of Oslo") or the phrase ("President of the US Joe Biden").
        if stop in (end, last):
            if stop == last and begin >= end and (entity.kind != "person" or _tied(tokens, end, begin)):
                continue  # "a spokesman for Ada Quist", "for de Quist"
            if tokens.low[stop - 1].endswith(("’s", "'s")):
                continue
            role = _tidy(_text(scene, first, begin)) if begin > first else None
            kind = entity.kind or ("organisation" if capitals.name_end(entity.name.split()[-1]) else "person")
            if kind == "person" and (role is None or role.rstrip(".") in STYLES):
                role = _appositive(tokens, last) or role or _front(tokens, first, last)
            return Speaker(entity.name, kind, role, "name")
    return _common(scene, first, last, end, spans)


@cache
def _honorifics() -> frozenset[str]:
    return frozenset(term.lower().rstrip(".") for term in lexicon.terms("titles", "class", "honorific"))


def _tied(tokens: Tokens, end: int, begin: int) -> bool:
    """Tell whether a name hangs on the preposition at `end`; small words of the name may stand between."""
    while begin - 1 > end and (
        tokens.low[begin - 1].rstrip(".") in _honorifics()
        or (not tokens.kind[begin - 1] & CAP and tokens.low[begin - 1] in capitals.LINKS)
    ):
        begin -= 1  # "for de Quist", "of Dr. Quist"
    return bool(tokens.kind[begin - 1] & PREP)


def _text(scene: Scene, first: int, last: int) -> str:
    tokens = scene.names.tokens
    return " ".join(tokens.word[first:last])


@lru_cache(1 << 12)
def _tidy(role: str) -> str | None:
    """Take article and stray punctuation off a role."""
    role = role.replace(" ' ", "' ").replace(" ’ ", "’ ")  # rowers' master
    for lead in ("the ", "The ", "a ", "A ", "an ", "An "):
        role = f"{role} ".removeprefix(lead).strip(" ,")
    return None if role in ("", "Mr.", "Mrs.", "Ms.", "Mr", "Mrs", "Ms", "Miss") else role


SAY, CLAUSE = frozenset(("said", "says", "say")), AUX | VERB | SUBJ  # what no role holds
STYLES = frozenset(("Dr", "Prof", "Sir", "Dame", "Rev"))  # what follows the name says more


def _front(tokens: Tokens, first: int, last: int) -> str | None:
    """Return the role before a name between commas: "the harbour master, Nils Aune, said"."""
    low, kind, begin = tokens.low, tokens.kind, first - 1
    if first < 2 or low[begin] != "," or low[last : last + 1] != [","]:
        return None
    while begin and first - begin < 15 and not kind[begin - 1] & PUNCT:
        begin -= 1
    words = range(begin, first - 1)
    if not kind[begin] & DET or any(kind[spot] & (AUX | SUBJ | REL) & ~DET or kind[spot] & CUE for spot in words):
        return None
    end = head_end(tokens, begin, first - 1)
    known = low[end - 1] in _roles() or low[end - 1] in _nouns("people")
    return _tidy(" ".join(tokens.word[begin : first - 1])) if known else None


def _appositive(tokens: Tokens, place: int) -> str | None:
    """Return the role in an appositive after a name: "Nils Aune, a harbour pilot from Oslo, said"."""
    low = tokens.low
    if place + 1 >= len(low) or low[place] != ",":
        return None
    if tokens.kind[place + 1] & NUM and low[place + 2 : place + 3] == [","]:  # "Nils Aune, 44, a pilot"
        place += 2
    begin = min(place + 1, len(low) - 1)
    owned = tokens.kind[begin] & POSS or low[begin].endswith(("’s", "'s"))  # "its master", "Oslo's harbour master"
    if not owned and low[begin] not in ("a", "an", "the", "one") and low[begin] not in _roles():
        return None
    for stop in range(begin + 1, min(begin + 20, len(low))):
        if low[stop] in (",", ".", ";", "—", "–", "”", '"', ")") or tokens.kind[stop] & REL:
            words = low[begin:stop]
            if not SAY.isdisjoint(words) or any(value & CLAUSE for value in tokens.kind[begin:stop]):
                return None
            known = any(word in _roles() or word.removesuffix("s") in _roles() for word in words)
            return _tidy(" ".join(tokens.word[begin:stop])) if known else None
    return None


@lru_cache(1 << 12)
def _group(head: str) -> str | None:
    """Return what a noun, or its singular, is a source of: document, organisation or neither."""
    if head in _nouns("document"):
        return "document"
    return "organisation" if not {head, head.removesuffix("s")}.isdisjoint(_nouns("organisation")) else None


def _common(scene: Scene, first: int, last: int, end: int, spans: list) -> Speaker:
    """Resolve a phrase whose head is a common noun."""
    tokens = scene.names.tokens
    head = tokens.low[end - 1]
    lead = tokens.low[first]
    roles, group = _roles(), _group(head)
    if group == "document":
        owner = next((entity for _, stop, entity in spans if tokens.low[stop - 1].endswith(("’s", "'s"))), None)
        issuer = owner or next((entity for begin, stop, entity in spans if stop <= end), None)
        return Speaker(issuer.name if issuer else None, "document", None, "document")
    if group == "organisation":
        beside = next((entity for _, stop, entity in spans if stop == end - 1), None)
        if beside and beside.kind in ("organisation", "group", None) and (head in GENERAL or head in ALSO):
            return Speaker(beside.name, "organisation", None, "name")  # "the Nordlys union"
        alone = lead in ("the", "this", "that") and not spans and end - first == 2
        name = _organisation_before(scene, first, head) if alone else None
        return Speaker(name, "organisation", None, "common noun" if name else "unnamed organisation")
    two = tokens.low[end - 2] + " " + head if end - first > 1 else head
    if head in roles or two in roles or head.endswith("-year-old") or head in ("man", "woman"):
        role = two if two in roles else head
        following = _named_after(scene, last)
        if lead in ("the", "this", "that") and not following:
            entity = _with_role(scene, first, role, head)
            if entity:
                return Speaker(entity.name, "person", _tidy(_text(scene, first, end)), "role")
        if following:
            return Speaker(following.name, "person", _tidy(_text(scene, first, last)), "appositive")
        return Speaker(None, "unnamed", _tidy(_text(scene, first, last)), "unnamed")
    following = _named_after(scene, last)
    if following:
        return Speaker(following.name, "person", _tidy(_text(scene, first, last)), "appositive")
    return UNNAMED


def _named_after(scene: Scene, last: int):
    """Return the person named in an appositive right after a source: "one of them, Pat Conroy"."""
    tokens = scene.names.tokens
    if last >= len(tokens.low) or tokens.low[last] not in (",", "who"):
        return None
    who = next((spot for spot in (last, last + 1) if tokens.low[spot : spot + 1] == ["who"]), None)
    if who is not None:  # "a man, who gave his name as Nils Aune, said"
        spans = [span for span in _before(scene, who + 9, 3) if span[0] > who and tokens.low[span[0] - 1] == "as"]
        return spans[0][2] if spans and not {"name", "identified"}.isdisjoint(tokens.low[who : spans[0][0]]) else None
    if tokens.low[last] != ",":
        return None
    for begin, stop, entity in _before(scene, last + 4, 4):
        titled = begin > last + 1 and all(tokens.kind[spot] & CAP for spot in range(last + 1, begin))
        if (begin == last + 1 or titled) and entity.kind == "person":
            after = tokens.low[stop] if stop < len(tokens.low) else "."
            if after in (",", ".", ";", ":") or not tokens.kind[stop] & CONJ:
                return entity
    return None


def _with_role(scene: Scene, place: int, role: str, head: str):
    """Return the last person before `place` who was given this role, or fits "the man", "the 22-year-old"."""
    roles = _roles()
    gender = roles.get(role) or roles.get(head) or {"man": "m", "woman": "f"}.get(head)
    known = [entity for _, _, entity in _before(scene, place) if entity.kind == "person"]
    given = [entity for entity in known if role in entity.roles or head in entity.roles]
    if given:  # of two presidents the one who is speaking, else the last who is called so before the name
        speaking = scene.spoken[-1][1] if scene.spoken else None
        titled = [entity for entity in given if head in entity.titles] or given
        return next((entity for entity in given if entity.name == speaking), titled[-1])
    if head.endswith("-year-old") or head in ("man", "woman"):
        return _person_before(scene, place, gender or None)
    # A role nobody was given before: it describes who spoke last, or the one person just named.
    here, tokens = scene.sentence_of[place], scene.names.tokens
    if (
        head in scene.unnamed or head in SERVING or tokens.kind[place + 1] & CAP
    ):  # "a second official said …", and then "the official"
        return None
    if scene.spoken:
        spot, name, kind = scene.spoken[-1]
        entity = scene.names.entities.get(name)
        if entity and kind == "person" and here - scene.sentence_of[spot] <= 2 and _fits(entity, gender, head):
            return entity
    low = tokens.low
    near = {
        entity.name: entity
        for first, _, entity in _before(scene, place)
        if here - scene.sentence_of[first] <= 1 and low[first - 1] not in ("in", "at", "near", "from", "by")
    }
    people = [entity for entity in near.values() if entity.kind == "person" and _fits(entity, gender, head)]
    return people[0] if len(people) == 1 else None


# Who speaks for somebody else is seldom the person just named.
SERVING = frozenset(
    "spokesman spokeswoman spokesperson aide adviser advisor lawyer attorney official representative assistant "
    "source colleague friend neighbour neighbor".split()
)


def _fits(entity, gender: str | None, head: str) -> bool:
    """Tell whether nothing known of a person speaks against a role: gender, or "vice president" against "president"."""
    if f"vice {head}" in entity.roles or f"deputy {head}" in entity.roles:
        return False
    return not gender or entity.gender in (gender, None)


# Nouns that an organisation of any name can be: "the company", but a broadcaster is not "the council".
GENERAL = frozenset(
    "company firm group organisation organization agency charity body institution business manufacturer retailer "
    "operator publisher airline bank chain network newspaper paper outlet broadcaster magazine watchdog "
    "regulator".split()
)


ALSO = {"union": ("association", "federation", "brotherhood", "guild", "workers"), "ministry": ("department",)}


def _organisation_before(scene: Scene, place: int, head: str) -> str | None:
    """Return the last organisation before `place` that "the company", "the ministry" can be."""
    for _, _, entity in reversed(_before(scene, place)):
        if head in entity.roles or any(word.lower() in (head, *ALSO.get(head, ())) for word in entity.words):
            return entity.name
    if head not in GENERAL or head in scene.unnamed:
        return None
    for _, name, kind in reversed(scene.spoken[-2:]):
        entity = scene.names.entities.get(name)
        if name and (kind in ("organisation", "group") or (entity and entity.kind is None)):
            return name
    for first, _, entity in reversed(_before(scene, place)[-8:]):
        if (
            first in scene.subjects
            and not (first and scene.names.tokens.kind[first - 1] & PREP)  # "On Twitter, the group …"
            and entity.kind in ("organisation", "group", None)
            and scene.sentence_of[place] - scene.sentence_of[first] <= 3
        ):
            return entity.name
    return None

"""Speakers: who a source is: the name behind "she", "the ministry" or "the lieutenant general".

Floor 1, above `pronouns` and `scenes`; takes the name table as an argument. Guesses carry the rule that
guessed. Out of scope: finding the source beside its cue (`attributions`), finding names (`names`).
"""

from bisect import bisect_left
from functools import cache, lru_cache

from .. import lexicon
from ..english import phrases
from ..english.tokens import AUX, CAP, CONJ, CUE, DET, NUM, POSS, PREP, PUNCT, REL, SUBJ, VERB, Tokens
from . import capitals, pronouns
from .scenes import SERVING, UNNAMED, Scene, Speaker, head_end, named_before, nouns, role_nouns


def resolve(scene: Scene, source: tuple[int, int]) -> Speaker:
    """Return who the source made of tokens `source` is."""
    tokens: Tokens = scene.names.tokens
    first, last = source
    word = tokens.low[first]
    if last - first == 1 and (word in pronouns.GENDER or (tokens.kind[first] & SUBJ and not tokens.kind[first] & DET)):
        return pronouns.resolve(scene, first, word)
    return _phrase(scene, first, last)


_MARKED = [[mark] for mark in capitals.NICKNAME_MARKS]


def whole(scene: Scene, source: tuple[int, int]) -> tuple[int, int]:
    """Return a source with all of the name that begins in it: "the Observatory", of "the Observatory for Bees"."""
    first, last = source
    behind = bisect_left(scene.starts, last)
    low = scene.names.tokens.low
    for begin, stop, entity in scene.spans[max(0, behind - 2) : behind]:
        if begin < first < last == stop and entity.kind == "person" and phrases.MARKS.isdisjoint(low[begin:first]):
            return begin, last  # Pastor Sunday Bello, whose day is no time
        if stop > last and first <= begin:
            cut = entity.kind != "person" or low[last : last + 1] in _MARKED  # Gordon “Skip” Lund
            if cut and "," not in low[last:stop]:
                return first, stop
    if low[last - 1] in role_nouns():
        return first, _office_end(scene, first, last)
    return source


RETIRED = frozenset(("rtd", "rtd.", "retd", "retd.", "ret", "ret."))


def _office_end(scene: Scene, first: int, last: int) -> int:
    """Return where a source that ends with a role ends: "the Commissioner for Ports, Ada Quist", "Gen (Rtd) Quist"."""
    tokens = scene.names.tokens
    low, kind = tokens.low, tokens.kind
    if low[last : last + 1] == ["("] and low[last + 2 : last + 3] == [")"] and low[last + 1] in RETIRED:
        spot = bisect_left(scene.starts, last + 3)
        if spot < len(scene.spans) and scene.spans[spot][0] == last + 3 and scene.spans[spot][2].kind == "person":
            return scene.spans[spot][1]
    if kind[last - 1] & CAP and low[last : last + 1] == ["for"]:
        stop = last + 1
        while stop < len(low) and stop < last + 6 and (kind[stop] & CAP or low[stop] in ("and", "the", "of")):
            stop += 1
        if stop > last + 1 and low[stop : stop + 1] == [","]:
            return stop
    return last


def _phrase(scene: Scene, first: int, last: int) -> Speaker:
    """Resolve a noun phrase: a name with its titles, or a common noun."""
    tokens = scene.names.tokens
    behind = bisect_left(scene.starts, last)
    spans = scene.spans[bisect_left(scene.starts, first, max(0, behind - 12), behind) : behind]
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
            if entity.kind is None and " " in entity.name and entity.name.isupper():
                continue  # BLAZE AT THE PALACE: ‘We ran’
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
    """Tell whether a name hangs on the preposition at `end`: "for de Quist", "for the Danish pilot Ada Quist"."""
    low, kind, titled = tokens.low, tokens.kind, False
    office = kind[end - 1] & CAP and low[end - 1] not in capitals.roles()  # House of Representatives Speaker Ada Quist
    while begin - 1 > end:
        word = low[begin - 1]
        title = word in capitals.roles() or word.rstrip(".") in _honorifics()
        adjective = (
            titled
            and not office
            and begin - 2 >= end
            and (kind[begin - 2] & (PREP | DET) or word in ("the", "a", "former"))
        )
        if not (title or adjective or (not kind[begin - 1] & CAP and word in capitals.LINKS)):
            break
        titled, begin = titled or title, begin - 1
    return bool(kind[begin - 1] & PREP)


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
    known = low[end - 1] in role_nouns() or low[end - 1] in nouns("people")
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
    if not owned and low[begin] not in ("a", "an", "the", "one") and low[begin] not in role_nouns():
        return None
    for stop in range(begin + 1, min(begin + 20, len(low))):
        if low[stop] in (",", ".", ";", "—", "–", "”", '"', ")") or tokens.kind[stop] & REL:
            words = low[begin:stop]
            if not SAY.isdisjoint(words) or any(value & CLAUSE for value in tokens.kind[begin:stop]):
                return None
            known = any(word in role_nouns() or word.removesuffix("s") in role_nouns() for word in words)
            return _tidy(" ".join(tokens.word[begin:stop])) if known else None
    return None


@lru_cache(1 << 12)
def _group(head: str) -> str | None:
    """Return what a noun, or its singular, is a source of: document, organisation or neither."""
    if head in nouns("document"):
        return "document"
    return "organisation" if not {head, head.removesuffix("s")}.isdisjoint(nouns("organisation")) else None


def _common(scene: Scene, first: int, last: int, end: int, spans: list) -> Speaker:
    """Resolve a phrase whose head is a common noun."""
    tokens = scene.names.tokens
    head = tokens.low[end - 1]
    lead = tokens.low[first]
    roles, group = role_nouns(), _group(head)
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
        following = _named_after(scene, last, office=True)
        if lead in ("the", "this", "that") and not following:
            entity = _with_role(scene, first, role, head, described=end < last - 1 and tokens.low[last - 1] != "state")
            if entity:
                return Speaker(entity.name, "person", _tidy(_text(scene, first, end)), "role")
        if following:
            return Speaker(following.name, "person", _tidy(_text(scene, first, last)), "appositive")
        return Speaker(None, "unnamed", _tidy(_text(scene, first, last)), "unnamed")
    following = _named_after(scene, last)
    if following:
        return Speaker(following.name, "person", _tidy(_text(scene, first, last)), "appositive")
    return UNNAMED


def _named_after(scene: Scene, last: int, *, office: bool = False):
    """Return the person named in an appositive right after a source: "one of them, Pat Conroy".

    `office`: the source is a role, so that a name of two words beside it is a person's.
    """
    tokens = scene.names.tokens
    if last >= len(tokens.low) or tokens.low[last] not in (",", "who"):
        return None
    if tokens.low[last + 1 : last + 3] in (["known", "as"], ["identified", "as"], ["named", "as"]):
        span = next((span for span in named_before(scene, last + 4, 1) if span[0] == last + 3), None)
        return span[2] if span and span[2].kind in ("person", None) else None
    who = next((spot for spot in (last, last + 1) if tokens.low[spot : spot + 1] == ["who"]), None)
    if who is not None:  # "a man, who gave his name as Nils Aune, said"
        spans = [span for span in named_before(scene, who + 9, 3) if span[0] > who and tokens.low[span[0] - 1] == "as"]
        return spans[0][2] if spans and not {"name", "identified"}.isdisjoint(tokens.low[who : spans[0][0]]) else None
    if tokens.low[last] != ",":
        return None
    for begin, stop, entity in named_before(scene, last + 6, 4):
        lead = last + 2 if tokens.low[last + 1] == "the" else last + 1
        titled = begin > lead and all(tokens.kind[spot] & CAP for spot in range(lead, begin))
        person = entity.kind == "person" or (office and entity.guess and len(entity.words) > 1)
        if (begin == last + 1 or titled) and person:
            after = tokens.low[stop] if stop < len(tokens.low) else "."
            if after in (",", ".", ";", ":") or not tokens.kind[stop] & CONJ:
                return entity
    return None


def _with_role(scene: Scene, place: int, role: str, head: str, *, described: bool = False):
    """Return the last person before `place` who was given this role, or fits "the man", "the 22-year-old".

    `described`: it is said of what ("the driver of the truck"), which need not be said of who was just named.
    """
    roles = role_nouns()
    gender = roles.get(role) or roles.get(head) or {"man": "m", "woman": "f"}.get(head)
    known = [entity for _, _, entity in named_before(scene, place) if entity.kind == "person"]
    given = [entity for entity in known if role in entity.roles or head in entity.roles]
    if given:  # of two presidents the one who is speaking, else the last who is called so before the name
        speaking = scene.spoken[-1][1] if scene.spoken else None
        titled = [entity for entity in given if head in entity.titles] or given
        return next((entity for entity in given if entity.name == speaking), titled[-1])
    if head.endswith("-year-old") or head in ("man", "woman"):
        return pronouns.person_before(scene, place, gender or None)
    # A role nobody was given before: it describes who spoke last, or the one person just named.
    here, tokens = scene.sentence_of[place], scene.names.tokens
    if (
        described or head in scene.unnamed or head in SERVING or tokens.kind[place + 1] & CAP
    ):  # "a second official said …", and then "the official"
        return None
    if scene.spoken:
        spot, name, kind = scene.spoken[-1]
        entity = scene.names.entities.get(name)
        if entity and kind == "person" and here - scene.sentence_of[spot] <= 2 and _fits(entity, gender, head):
            return None if head in BORNE and _is_other(scene, spot, entity) else entity
    low = tokens.low
    near = {
        entity.name: (entity, low[first - 1].endswith(("’s", "'s")))
        for first, _, entity in named_before(scene, place)
        if here - scene.sentence_of[first] <= 1 and low[first - 1] not in ("in", "at", "near", "from", "by")
    }
    people = [seen for seen in near.values() if seen[0].kind == "person" and _fits(seen[0], gender, head)]
    if len(people) != 1 or (head in BORNE and (people[0][1] or _is_known(people[0][0]))):
        return None
    return people[0][0]


def _fits(entity, gender: str | None, head: str) -> bool:
    """Tell whether nothing known of a person speaks against a role: gender, or "vice president" against "president"."""
    if f"vice {head}" in entity.roles or f"deputy {head}" in entity.roles:
        return False
    return not gender or entity.gender in (gender, None)


# Who is known as something else is none of these: the governor is not the nurse who spoke before.
BORNE = capitals.KIN | frozenset(
    "governor president mayor minister premier chancellor king queen pope judge commissioner speaker secretary sheriff "
    "bishop archbishop ambassador coach captain pilot driver teacher doctor nurse priest pastor superintendent dad mum "
    "mom grandmother grandfather".split()
)


def _is_other(scene: Scene, spot: int, entity) -> bool:
    """Tell whether who spoke with the source at `spot` is known as something: by a role, or by whose he is."""
    owned = any(word.endswith(("’s", "'s")) for word in scene.names.tokens.low[spot : spot + 4])
    return owned or _is_known(entity)


def _is_known(entity) -> bool:
    """Tell whether a text says what somebody is, more than Mr. or Ms."""
    return not entity.roles <= _honorifics()


# Nouns that an organisation of any name can be: "the company", but a broadcaster is not "the council".
GENERAL = frozenset(
    "company firm group organisation organization agency charity body institution business manufacturer retailer "
    "operator publisher airline bank chain network newspaper paper outlet broadcaster magazine watchdog "
    "regulator".split()
)


ALSO = {"union": ("association", "federation", "brotherhood", "guild", "workers"), "ministry": ("department",)}


def _organisation_before(scene: Scene, place: int, head: str) -> str | None:
    """Return the last organisation before `place` that "the company", "the ministry" can be."""
    for _, _, entity in reversed(named_before(scene, place)):
        if entity.kind == "person":
            continue  # University President Ada Quist is not "the university"
        if head in entity.roles or any(word.lower() in (head, *ALSO.get(head, ())) for word in entity.words):
            return entity.name
    if head not in GENERAL or head in scene.unnamed:
        return None
    for _, name, kind in reversed(scene.spoken[-2:]):
        entity = scene.names.entities.get(name)
        if name and (kind in ("organisation", "group") or (entity and entity.kind is None)):
            return name
    for first, _, entity in reversed(named_before(scene, place)[-8:]):
        if (
            first in scene.subjects
            and not (first and scene.names.tokens.kind[first - 1] & PREP)  # "On Twitter, the group …"
            and entity.kind in ("organisation", "group", None)
            and scene.sentence_of[place] - scene.sentence_of[first] <= 3
        ):
            return entity.name
    return None

"""Verb groups: the main verb of a headline, found without a parser.

Floor 0 (above `tokens` and `verbs`). Headlines leave out articles and auxiliaries, so a word is taken for the verb by
what stands on either side of it. Out of scope: subject and object.
"""

from typing import NamedTuple

from .. import lexicon
from . import numbers, verbs
from .tokens import ADV, AUX, CAP, CONJ, DET, NUM, PAST, PREP, PUNCT, SUB, SUBJ, Tokens

SIGNS = frozenset("\"“”„«»‘’'`")
DASHES = frozenset("-–—―|")
PARTICLES = frozenset("down up off out over back away apart ahead forward in on dead".split())
PREDICATIVE = frozenset("dead hurt injured missing guilty safe alive unhurt innocent wounded ill free trapped".split())
# Verbs whose infinitive tells what is done: plans to cut (Quirk et al. 1985, 16.38).
CHAIN = frozenset(
    "agree aim appear ask attempt begin cease choose continue decide decline expect fail hope intend manage mean move "
    "need offer plan pledge prepare promise refuse resolve seek seem set start struggle threaten try urge vow wait "
    "want push fight lobby rush scramble work".split()
)
# Of them those whose past before an infinitive is a passive: expected to sign.
TOLD = frozenset("ask expect need set urge".split())
READY = frozenset("ready set due likely unlikely able unable poised".split())
# Subjects without an s that take a verb without one.
PLURAL = frozenset(
    "police people troops they we you i who dozens hundreds thousands officials men women children".split()
)
# These never stand before another noun as part of it: "Thousands march" has a verb, "Police strike" may have none.
CROWD = frozenset("they we you i who dozens hundreds thousands millions scores people".split())
# A noun or adjective with the infinitive that says what it is of: "A push to sign", "Quist wrong to leave".
WITH_INFINITIVE = frozenset(
    "plan plans push bid effort efforts move decision attempt attempts proposal call calls offer right need way "
    "ways time chance request refusal failure drive ability authority power reason reasons idea ideas wrong eager free "
    "hard easy".split()
)
# An adjective is before a noun: "A possible suspect", "Norvik's unanswered questions".
DESCRIBING = ("ible", "ous", "ful", "less")
HANDED = frozenset(("hand", "take", "turn"))  # hands over the port; but strikes over the port
PERFECT = frozenset("has have had having ’ve 've".split())


class Verb(NamedTuple):
    """A verb group: its tokens, the base of its main verb, voice, tense, and how strong the evidence is."""

    first: int
    last: int
    base: str
    voice: str
    tense: str | None
    rank: int


def is_form(word: str, form: str) -> bool:
    """Tell whether a word can be this form of a verb: base, s, past, participle, ing."""
    return any(one == form for _, one in verbs.forms(word))


def base_of(word: str, *wanted: str) -> str | None:
    """Return the verb that a word can be one of these forms of, or None."""
    return next((base for base, form in sorted(verbs.forms(word)) if form in wanted), None)


def find_verb(tokens: Tokens, first: int, last: int) -> Verb | None:
    """Return the main verb group of the tokens, or None: the phrase is a noun's."""
    small = _is_sentence_case(tokens)
    places = (place for place in range(first, last) if not (small and place > first and tokens.kind[place] & CAP))
    found = [one for place in places if (one := _try(tokens, place, first, last))]
    if not found:
        return None
    found = [one for one in found if one.rank > 1] or found
    best = found[0]
    for other in found[1:]:
        if other.first < best.last:
            continue
        if best.rank >= 5 or tokens.low[best.last : best.last + 1] == ["by"]:
            break
        if best.rank > 2 and best.first > first and tokens.low[best.first - 1] in CROWD:
            break
        adjacent = all(tokens.kind[place] & ADV for place in range(best.last, other.first))
        tied = best.last < other.first and tokens.kind[best.last] & PREP and not _is_particle(tokens, best.last, last)
        # "Norland strikes kill 12", "Strikes in Vesk kill 12", "Man held over blast appears": the first is none.
        clear = other.rank > 4 or tokens.low[other.first] == "to" or opens(tokens, other.last, last)
        if other.rank >= 3 and (
            (adjacent and clear and (other.rank > 3 or tokens.low[other.first] == "to")) or (tied and other.rank > 3)
        ):
            best = other
    return best


def _is_sentence_case(tokens: Tokens) -> bool:
    """Tell whether only names have capitals: then no word with a capital is the verb."""
    long = [word for word in tokens.word[1:] if len(word) > 3 and word.isalpha()]
    return 3 * sum(map(str.islower, long)) >= len(long) > 0


def opens(tokens: Tokens, place: int, last: int) -> bool:
    """Tell whether a noun phrase begins here."""
    return (place < last and not tokens.kind[place] & (PUNCT | PREP | SUB | CONJ | AUX)) or (
        place + 1 < last and tokens.low[place] in SIGNS
    )


def _try(tokens: Tokens, place: int, first: int, last: int) -> Verb | None:
    """Return the verb group that begins at a token; None if none can."""
    low, kind = tokens.low, tokens.kind
    word = low[place]
    if kind[place] & AUX and word not in UNFINITE and not (word == "may" and place == first):
        return _auxiliary(tokens, place, last)
    if place == first:
        return None
    before = kind[place - 1]
    if word == "to":
        if (place + 1 < last and (base := base_of(low[place + 1], "base"))) or low[place + 1 : place + 2] == ["be"]:
            seldom = lexicon.mapping("verbs", "class").get(base) == "seldom" if low[place + 1] != "be" else False
            if low[place - 1] in WITH_INFINITIVE and low[place + 1] != "be":
                return None
            if not _can_be_subject(tokens, place - 1) or (seldom and not opens(tokens, place + 2, last)):
                return None
            begin = place - (low[place - 1] in READY and place - 1 > first)
            return _infinitive(tokens, place, last)._replace(first=begin)
        return None
    if (
        (before & (DET | PREP) and not before & (SUBJ | ADV))
        or low[place - 1].endswith(("'s", "’s"))
        or low[place - 1] in ("to", "'", "’")
        or low[place - 1].endswith(DESCRIBING)
        or (place - 1 > first and before & PAST and low[place - 2].endswith(("'s", "’s")))
        or kind[place] & (DET | PREP | SUBJ)
    ):
        return None
    if (
        kind[place] & NUM
        or word in numbers.SMALL
        or low[place - 1] in DASHES
        or (is_form(low[place - 1], "ing") and place - 1 > first)
    ):
        return None
    if (
        word.endswith("s")
        and (base := base_of(word, "s"))
        and not (_is_counted(tokens, first, place) or _is_plural(tokens, place - 1, first))
    ):
        return _present(tokens, place, last, base, pure=opens(tokens, place + 1, last))
    if (base := base_of(word, "past", "participle")) and word not in verbs.unchanged():
        return _past(tokens, place, last, base)
    if base := base_of(word, "base"):
        if word in verbs.unchanged() and not (_is_plural(tokens, place - 1, first) and opens(tokens, place + 1, last)):
            return _past(tokens, place, last, base)
        # What ends a phrase with a preposition is its noun: "Seven lessons from the debate".
        kind_of = lexicon.mapping("verbs", "class").get(base)
        loose = kind_of == "seldom" or (kind_of != "verb" and not opens(tokens, place + 1, last))
        tied = (loose or place + 1 >= last) and any(kind[spot] & PREP for spot in range(first + 1, place))
        if _is_plural(tokens, place - 1, place - 1 if tied else first) and word not in PREDICATIVE:
            return _present(tokens, place, last, base, plural=True)
    if base := base_of(word, "ing"):
        return Verb(place, place + 1, base, "active", None, 1) if opens(tokens, place + 1, last) else None
    return None


def _present(
    tokens: Tokens, place: int, last: int, base: str, *, pure: bool = True, plural: bool = False
) -> Verb | None:
    """Return a verb in the present; a word that is seldom a verb is one only before a noun phrase."""
    kind = lexicon.mapping("verbs", "class").get(base)
    if kind == "seldom" and (not opens(tokens, place + 1, last) or tokens.low[place + 1] in SIGNS):
        return None
    # "Allies target oil supplies": few plurals stand before another noun.
    rank = 3 + (kind == "verb" and pure) if kind != "seldom" or plural else 1
    return read_group(tokens, place, last, base, "active", "present", rank)


def _can_be_subject(tokens: Tokens, place: int) -> bool:
    return not tokens.kind[place] & (PUNCT | PREP | DET | CONJ | AUX | SUB) or tokens.low[place] in SIGNS


def _is_plural(tokens: Tokens, place: int, first: int) -> bool:
    """Tell whether the subject that ends here takes a verb without s: a plural, or names joined by *and* or a comma."""
    while place > first and (tokens.low[place] in SIGNS or tokens.kind[place] & ADV):
        place -= 1
    word = tokens.low[place]
    if tokens.kind[place] & NUM and place > first and tokens.low[place - 1] in ("than", "least", "nearly", "about"):
        return True
    if (
        word in PLURAL
        or word.endswith("men")
        or (word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s")))
    ):
        return tokens.word[place] not in ("US",)
    joins = [spot for spot in range(first + 1, place) if tokens.low[spot] in ("and", ",", "&")]
    if joins and place - joins[-1] < 3:
        return True
    # "Clashes in Vesk leave", "Villagers of the valley flee": the head stands before its preposition.
    tie = next((spot for spot in range(first + 1, place) if tokens.kind[spot] & PREP), None)
    return tie is not None and _is_plural(tokens, tie - 1, first)


def _is_counted(tokens: Tokens, first: int, place: int) -> bool:
    """Tell whether a number stands in the phrase before: "Three young guards" is no verb."""
    for spot in range(place - 1, first - 1, -1):
        if tokens.kind[spot] & (PREP | PUNCT):
            return False
        if tokens.kind[spot] & NUM or tokens.low[spot] in numbers.SMALL:
            return tokens.low[spot] not in ("1", "one")
    return False


def _past(tokens: Tokens, place: int, last: int, base: str) -> Verb | None:
    """Return a past form: active before its object or where it is no participle, else a passive short of its *was*."""
    word = tokens.low[place]
    if not is_form(word, "participle") and word not in verbs.unchanged():
        return read_group(tokens, place, last, base, "active", "past", 4)
    behind = place + 1
    if tokens.kind[place - 1] & SUBJ and not tokens.kind[place - 1] & DET:
        return read_group(tokens, place, last, base, "active", "past", 4)
    if (
        behind + 1 < last
        and tokens.low[behind] == "to"
        and base in CHAIN - TOLD
        and base_of(tokens.low[behind + 1], "base")
    ):
        return read_group(tokens, place, last, base, "active", "past", 4)
    passive = behind >= last or not opens(tokens, behind, last) or tokens.low[behind] in PREDICATIVE
    if tokens.kind[behind - 1 + (behind < last)] & ADV and behind < last:
        passive = True
    if passive:
        return Verb(place, behind, base, "passive", None, 2)
    return read_group(tokens, place, last, base, "active", "past", 2)


def read_group(tokens: Tokens, place: int, last: int, base: str, voice: str, tense: str | None, rank: int) -> Verb:
    """Return a verb with its particle (shoots down) or the infinitive it is tied to (plans to cut)."""
    low, stop = tokens.low, place + 1
    if stop + 1 < last and low[stop] == "to" and base in CHAIN and (inner := base_of(low[stop + 1], "base")):
        return Verb(place, stop + 2, inner, voice, tense, rank)
    if _is_particle(tokens, stop, last):
        stop += 1
    return Verb(place, stop, base, voice, tense, rank)


def _is_particle(tokens: Tokens, place: int, last: int) -> bool:
    """Tell whether a small word belongs to the verb before it: it ends the clause, or no noun of its own follows."""
    if place >= last or tokens.low[place] not in PARTICLES:
        return False
    if tokens.low[place] in ("in", "on"):
        return place + 1 >= last
    handed = base_of(tokens.low[place - 1], "base", "s", "past", "participle", "ing") in HANDED
    return tokens.low[place] != "over" or place + 1 >= last or handed


def _infinitive(tokens: Tokens, place: int, last: int) -> Verb:
    """Return "to stay", "to be lifted": what is to come."""
    low = tokens.low
    if low[place + 1] == "be":
        if place + 2 < last and (base := base_of(low[place + 2], "participle")):
            return Verb(place, place + 3, base, "passive", "future", 4)
        return Verb(place, place + 2, "be", "active", "future", 4)
    return read_group(tokens, place + 1, last, base_of(low[place + 1], "base"), "active", "future", 3)._replace(
        first=place
    )


UNFINITE = frozenset("be been being having".split())
BE = frozenset("is are was were be been being am isn't isn’t aren't aren’t wasn't wasn’t weren't weren’t".split())


def _auxiliary(tokens: Tokens, place: int, last: int) -> Verb:
    """Return the group that begins with an auxiliary: was warned, has withdrawn, won't attend."""
    low, kind = tokens.low, tokens.kind
    stop, tense = place, None
    perfect = be = False
    while stop < last and (
        kind[stop] & AUX or (stop > place and kind[stop] & ADV and not kind[stop] & (DET | PREP)) or low[stop] == "not"
    ):
        word = low[stop]
        if tense is None:
            tense = (
                "future"
                if word in ("will", "won't", "won’t", "shall", "’ll", "'ll")
                else ("past" if word.startswith(("was", "were", "did", "had")) else "present")
            )
        perfect = perfect or word in PERFECT
        be = be or word in BE
        stop += 1
    base, voice, end = "be" if be else "have", "active", stop
    if stop < last and not kind[stop] & PUNCT:
        word = low[stop]
        if be and (form := base_of(word, "participle")):
            base, voice, end = form, "passive", stop + 1
        elif form := base_of(word, "ing") if be else base_of(word, "participle") if perfect else base_of(word, "base"):
            return read_group(
                tokens, stop, last, form, "active", "perfect" if perfect and tense == "present" else tense, 5
            )._replace(first=place)
    while end == stop and end > place + 1 and kind[end - 1] & ADV and not kind[end - 1] & AUX:
        end -= 1
    return Verb(
        place, end, base, voice, "perfect" if perfect and tense == "present" and voice == "passive" else tense, 5
    )

"""Harm: who does what harm to whom, and whether the words name who did it.

Floor 1 (above `english`). Each verb and noun of `lexicons/harm.csv` is classed by the grammar around it: active,
passive with agent, agentless passive, inanimate (a weapon or event does it), nominalisation. No parser: victim and
perpetrator are the phrases that stand right beside, and missing where none does. After Otieno, Spada and Renkl
(2013) and Pinelo and Blasco (2019) on agency in headlines; the classes are our own.
"""

import re
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from .. import lexicon
from ..english.phrases import Sentence, is_noun, phrase_left, phrase_right
from ..english.tokens import (
    ADV,
    AUX,
    BE,
    CAP,
    CONJ,
    DET,
    HAVE,
    ING,
    MODAL,
    NEG,
    NUM,
    OBJ,
    PAST,
    POSS,
    PREP,
    PUNCT,
    REL,
    SAYS,
    SUB,
    SUBJ,
    TIME,
    Tokens,
    classes,
)  # fmt: skip

REACH = 12  # tokens between a passive and its "by"
# What one may attack, kill, storm or shoot without harm: attack a plan, shoot a film.
THINGS = frozenset(
    "plan plans bill policy policies idea ideas record decision strategy proposal film video movie scene "
    "scenes footage photo photos picture pictures glance order orders warrant warrants code contract agreement "
    "program programme deal rumour rumor rumours rumors hopes dream dreams budget legislation measure "
    "credibility character press media hoops basket time mood joke messenger engine engines trade turn turns "
    "project videos campaign campaigns mission missions operation operations run runs spree sprees rampage incident "
    "incidents case cases plot plots attack attacks raid raids charge charges trial trials suspect suspects range "
    "ranges machine machines field fields ground grounds season victory way ways".split()
)
# Who plans to attack may attack; open to attack, response to attack: the noun.
INTENDING = frozenset(
    "plan plans planned planning want wants wanted try tries tried trying threaten threatens threatened threatening "
    "vow vows vowed vowing order ordered orders authorized authorised prepare prepares prepared preparing decide "
    "decides decided continue continues continued continuing begin begins began begun start started intend intends "
    "intended attempt attempts attempted attempting hope hoped hoping promise promised pledged pledge able ready "
    "going likely refuse refused agreed managed chose sought seek seeks seeking failed paid hired told sworn".split()
)
NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty dozens scores "
    "hundreds thousands himself herself itself themselves".split()
)
GET = frozenset(("get", "gets", "got", "getting"))
LINKS = frozenset("after as amid before when while that since because until and but".split())
AMOUNTS = frozenset("tens dozens scores hundreds thousands millions group number groups members".split())
# Attacks that are named after who made them: the Norlandish offensive.
MADE = ("attack", "strike", "raid", "offensive", "assault", "onslaught", "bombardment", "shelling")
AGO = frozenset(
    "today's yesterday's tonight's week's month's year's night's day's morning's evening's weekend's".split()
)
OWNING = ("'s", "’s")
SHORT = re.compile(r"['’](?:s|m|re|ve|ll|d)$", re.IGNORECASE)
# heart attack, terror attack trial: the noun is part of another.
NOT_BEFORE = frozenset(
    "heart panic anxiety asthma charm verbal personal ad counter sexual diplomatic legal data media marketing cyber "
    "twitter".split()
)


class Words(NamedTuple):
    """The harm words: by first word the further words, forms and class; and what is no person."""

    heads: dict[str, list[tuple[tuple[str, ...], frozenset[str], str]]]
    weapons: frozenset[str]


class Harm(NamedTuple):
    """One harm word: its tokens, how it is told, and the token ranges of victim and perpetrator."""

    first: int
    last: int
    label: str
    victim: tuple[int, int] | None
    perpetrator: tuple[int, int] | None
    group: str


@cache
def words() -> Words:
    """Return the harm words of the lexicon."""
    forms: dict[tuple, set[str]] = {}
    for row in lexicon.load("harm"):
        forms.setdefault((row["term"], row["class"]), set()).add(row["form"])
    heads: dict[str, list] = {}
    for (term, group), kinds in forms.items():
        first, *rest = term.split()
        if acts := frozenset(kinds - {"weapon"}):
            heads.setdefault(first, []).append((tuple(rest), acts, group))
    for entries in heads.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return Words(heads, lexicon.terms("harm", "form", "weapon"))


def find_harm(text: str, tokens: Tokens, sentences: list[tuple[int, int]], said: set[int]) -> list[tuple]:
    """Return (start, end, label, victim, perpetrator, method) of every harm word, in reading order.

    `tokens` are those of the text, `sentences` its sentences' offsets, `said` where reporting verbs begin: *attacked
    her for it* with words behind it is speech.
    """
    found = []
    heads, low = words().heads, tokens.low
    starts = [start for start, _ in sentences]
    number, before = -1, None
    for place in [place for place, word in enumerate(low) if word in heads]:
        here = bisect_right(starts, tokens.start[place]) - 1
        if here < 0 or tokens.start[place] >= sentences[here][1] or tokens.start[place] in said:
            continue
        if here != number:
            number, before = here, None
            start, end = sentences[here]
            sentence = Sentence(tokens, tokens.at(start), min(tokens.at(end - 1) + 1, len(low)))
        made = _read(sentence, place)
        if made and before and made.label in ("active", "inanimate") and _goes_on(sentence, made):
            # attacked the convoy, killing him; killed two and wounded six: who attacked killed
            made = made._replace(label=before.label, perpetrator=before.perpetrator)
        if made:
            found.append(_row(text, tokens, made))
            before = made if made.label in ("active", "inanimate") else before
    return found


def _goes_on(sentence: Sentence, harm: Harm) -> bool:
    """Tell whether a verb shares the subject of the one before: behind a comma or and, with none of its own."""
    tokens, first, _ = sentence
    if harm.first == first or harm.perpetrator:
        return False
    before = tokens.low[harm.first - 1]
    return bool(tokens.kind[harm.first] & ING and before in (",", "and")) or before in ("and", "or")


def _row(text: str, tokens: Tokens, harm: Harm) -> tuple:
    def printed(part: tuple[int, int] | None) -> str | None:
        if part is None:
            return None
        first, last = part[0], part[1] - 1
        if last > first and tokens.kind[last] & NUM and tokens.kind[last - 1] & CAP:  # attack on Norland 10 minutes ago
            last -= 1
        if last > first and tokens.kind[last] & ING and not tokens.kind[last] & CAP:  # a drone flying over Norland
            last -= 1
        end = tokens.end[last]
        if text[end : end + 1] == "-":  # the first half of a compound: Norland-led forces
            return None
        words = text[tokens.start[first] : end]
        return words[: -len(cut[0])] if (cut := SHORT.search(words)) else words

    start, end = tokens.start[harm.first], tokens.end[harm.last - 1]
    return start, end, harm.label, printed(harm.victim), printed(harm.perpetrator), f"harm: {harm.group}"


def _read(sentence: Sentence, place: int) -> Harm | None:
    """Class the harm word at `place` by what stands before and behind it."""
    tokens, first, last = sentence
    low, kind = tokens.low, tokens.kind
    entries = (
        entry for entry in words().heads[low[place]] if tuple(low[place + 1 : place + 1 + len(entry[0])]) == entry[0]
    )
    rest, forms, group = next(entries, (None, None, None))
    if rest is None:
        return None
    after = place + 1 + len(rest)
    before = _back(tokens, place - 1, first)
    lead = kind[before] if before >= first else PUNCT
    ahead = kind[after] if after < last else PUNCT
    got = before >= first and low[before] in GET
    begins = _begins_phrase(tokens, after, last)
    if "participle" in forms and (lead & BE or got):
        return _passive(sentence, place, after, before - got, group)
    if "past" in forms and lead & HAVE and not lead & BE:
        return _active(sentence, place, after, before, group)
    if "intransitive" in forms:
        return _explodes(sentence, place, after, before, group)
    if "past" in forms or "participle" in forms:
        return _told(sentence, place, after, before, (group, "past" in forms and begins))
    if "ing" in forms and not lead & DET and low[after : after + 1] != ["of"] and begins:
        if lead & NUM or (kind[after] & PAST and not kind[after] & (DET | CAP)):
            return _noun(sentence, place, after, group) if "noun" in forms else None
        return _active(sentence, place, after, before, group)
    if "base" in forms and (begins or lead & MODAL) and _is_infinitive(sentence, before, low[place]):
        return _active(sentence, place, after, before, group)
    if (
        "base" in forms
        and low[place].endswith("s")
        and lead & (CAP | REL)
        and ahead & (CAP | DET | NUM | OBJ)
        and not ahead & PREP
    ):
        return _active(sentence, place, after, before, group)
    if "base" in forms and before > first and low[before] == "to" and low[before - 1] in INTENDING:
        return _active(sentence, place, after, before, group)
    return _noun(sentence, place, after, group) if "noun" in forms else None


def _is_infinitive(sentence: Sentence, before: int, word: str) -> bool:
    """Tell whether a verb stands behind will, did, they or to."""
    tokens, first, _ = sentence
    if before < first:
        return False
    lead = tokens.kind[before]
    done = lead & AUX and not lead & (BE | HAVE)
    return bool(lead & (MODAL | SUBJ) or done or (tokens.low[before] == "to" and not word.endswith("attacks")))


def _told(sentence: Sentence, place: int, after: int, before: int, told: tuple[str, bool]) -> Harm | None:
    """Read a past form or participle without an auxiliary: killed two, two killed in, but not the wounded."""
    (tokens, first, last), (group, takes) = sentence, told
    low, kind = tokens.low, tokens.kind
    lead = kind[before] if before >= first else PUNCT
    if lead & (DET | NUM) or (before >= first and low[before] == "'s"):
        return None  # the wounded
    if takes:
        bare = not kind[after] & (DET | NUM | OBJ | POSS | CAP) and low[after] not in NUMBERS and is_noun(tokens, after)
        if bare and (before < first or lead & (PREP | CONJ | PUNCT) or (lead & PAST and not lead & CAP)):
            return None  # of wounded soldiers
        return _active(sentence, place, after, before, group)
    joined = low[after : after + 1] in (["and"], ["or"]) and after + 1 < last and low[after + 1] in words().heads
    if joined and _begins_phrase(tokens, after + 2, last):  # killed or wounded six
        return _active(sentence, place, after, before, group)
    return _passive(sentence, place, after, place, group) if before >= first and is_noun(tokens, before) else None


def _back(tokens: Tokens, place: int, first: int) -> int:
    """Return the place before adverbs and negations."""
    while place >= first and tokens.kind[place] & (ADV | NEG) and not tokens.kind[place] & (DET | AUX | CAP):
        place -= 1
    return place


def _begins_phrase(tokens: Tokens, place: int, last: int) -> bool:
    """Tell whether an object may begin here."""
    if place >= last:
        return False
    kind, low = tokens.kind[place], tokens.low[place]
    if (
        kind & (DET | NUM | OBJ | POSS)
        or low in ("her", "him", "them")
        or low in ("at", "more", "about", "around", "some", "dozens", "scores")
    ):
        ahead = tokens.low[place + 1] if place + 1 < last else ""
        return low != "at" or ahead == "least"
    if kind & TIME:
        return False
    return is_noun(tokens, place) and not kind & (PREP | CONJ | ADV | SUB)


def _object(sentence: Sentence, after: int) -> tuple[int, int] | None:
    """Return the phrase behind a verb, its number with it: at least four people."""
    tokens, _, last = sentence
    begin = after
    while begin < last and tokens.low[begin] in ("at", "least", "more", "than", "about", "around", "some", "up", "to"):
        begin += 1
    end = phrase_right(tokens, begin, last)
    if end == begin and begin < last and tokens.kind[begin] & OBJ:
        end = begin + 1
    return (after, end) if end > begin else None


def _subject(sentence: Sentence, before: int, *, tied: bool = False) -> tuple[int, int] | None:
    """Return the phrase that ends at `before`, auxiliaries left out; of a relative clause, what it is about.

    With `tied` it may stand behind a preposition: *among six people killed*.
    """
    tokens, first, _ = sentence
    place = before
    while (
        place >= first
        and tokens.kind[place] & (AUX | ADV | NEG)
        and not tokens.kind[place] & SUBJ
        and (not tokens.kind[place] & CAP or tokens.kind[place] & (BE | HAVE | NEG))
    ):
        place -= 1
    if place >= first and tokens.kind[place] & REL:
        place -= 1
        place -= place >= first and tokens.low[place] == ","
    if place < first or tokens.kind[place] & (PUNCT | PREP | CONJ):
        return None
    left = phrase_left(tokens, place, first)
    if left is None:
        return None
    # "were killed and four injured": two clauses
    left = max(
        [left, *(spot + 2 for spot in range(left, place) if tokens.kind[spot] & PAST and tokens.low[spot + 1] == "and")]
    )
    links = [spot + 1 for spot in range(left, place) if tokens.low[spot] in LINKS - {"and"}]
    left = max([left, *links])
    while (
        left - 1 >= first
        and tokens.low[left] in ("least", "most", "than")
        and tokens.low[left - 1] in ("at", "more", "fewer")
    ):
        left -= 1
    if tokens.kind[left] & PAST and not tokens.kind[left] & (CAP | DET):
        return None  # who led the raid killed
    if not tied and left > first and tokens.kind[left - 1] & PREP and tokens.low[left - 1] not in LINKS:
        # a phrase behind a preposition is no subject: an attack on a café killed six
        told = tokens.low[left - 2] in words().weapons if left - 2 >= first else False
        return (left - 2, left - 1) if told else None
    return (left, place + 1) if left <= place else None


def _active(sentence: Sentence, place: int, after: int, before: int, group: str) -> Harm | None:
    """Read subject and object; a weapon or an event as subject is no one."""
    tokens, first, _ = sentence
    victim = _object(sentence, after)
    if victim and _head(tokens, victim) in THINGS:
        return None
    lead = tokens.kind[before] if before >= first else PUNCT
    if before > first and tokens.low[before] == "to":
        subject = _subject(sentence, before - 2) if tokens.low[before - 1] in INTENDING else None
    elif tokens.kind[place] & ING and not lead & BE:
        subject = _main_subject(sentence, place)
    else:
        subject = _subject(sentence, before)
    if subject and _is_thing(tokens, subject):
        return Harm(place, after, "inanimate", victim, None, group)
    subject = None if subject and tokens.low[subject[1] - 1] in ("it", "this", "that", "which", "one") else subject
    return Harm(place, after, "active", victim, subject, group)


def _main_subject(sentence: Sentence, place: int) -> tuple[int, int] | None:
    """Return the subject before a participle behind a comma: *a bomb exploded, killing four*."""
    tokens, first, _ = sentence
    if place == first or tokens.low[place - 1] != "," or tokens.kind[first] & (ING | PREP | SUB | ADV | CONJ):
        return None
    end = phrase_right(tokens, first, place)
    # Behind a verb of saying another clause begins, and its subject is who does it.
    if any(tokens.kind[spot] & SAYS for spot in range(first, end + 1)):
        return None
    return (first, end) if end > first and not tokens.kind[end] & PUNCT else None


def _is_thing(tokens: Tokens, phrase: tuple[int, int]) -> bool:
    """Tell whether the head of a phrase is a weapon or an event: *a bomb*, *the attack on the base*."""
    return _head(tokens, phrase) in words().weapons


def _head(tokens: Tokens, phrase: tuple[int, int]) -> str:
    """Return the last word of a phrase before its first preposition: attack in the attack on the base."""
    ties = (place for place in range(phrase[0] + 1, phrase[1]) if tokens.kind[place] & PREP)
    return tokens.low[next(ties, phrase[1]) - 1]


def _passive(sentence: Sentence, place: int, after: int, before: int, group: str) -> Harm | None:
    """Read who suffers it before the verb, and who does it behind *by*."""
    tokens, _, last = sentence
    subject = _subject(sentence, before - 1, tied=True) if before == place else _subject(sentence, before)
    agent = None
    for spot in range(after, min(last, after + REACH)):
        if tokens.low[spot] == "by" and spot + 1 < last:
            end = phrase_right(tokens, spot + 1, last)
            if end > spot + 1 and not tokens.kind[spot + 1] & (TIME | ING):
                agent = spot + 1, end
            break
        kind, joined = tokens.kind[spot], tokens.low[spot - 1] == "and" and tokens.low[spot] in words().heads
        if tokens.low[spot] in (".", ";", ",", "while") or kind & (REL | SUBJ):
            break
        if kind & (PAST | AUX) and not kind & (CAP | DET) and not joined:  # killed in a raid claimed by rebels
            break
    if subject and tokens.low[subject[1] - 1] in THINGS:
        return None
    if agent and _is_thing(tokens, agent):
        return Harm(place, after, "inanimate", subject, None, group)
    return Harm(place, after, "passive with agent" if agent else "agentless passive", subject, agent, group)


def _explodes(sentence: Sentence, place: int, after: int, before: int, group: str) -> Harm | None:
    """Read *a bomb exploded*; anger that explodes harms nobody."""
    subject = _subject(sentence, before)
    if subject and _is_thing(sentence.tokens, subject):
        return Harm(place, after, "inanimate", None, None, group)
    return None


def _noun(sentence: Sentence, place: int, after: int, group: str) -> Harm | None:
    """Read the killing of, the attack on, her murder; a noun before another is part of that."""
    tokens, first, last = sentence
    low, kind = tokens.low, tokens.kind
    if place > first and (low[place - 1] in NOT_BEFORE or low[place - 1].endswith(("-attack", "-strike"))):
        return None
    if place > first and kind[_back(tokens, place - 1, first)] & BE and low[place].endswith("ive"):
        return None  # it was offensive
    behind = kind[after] if after < last else PUNCT
    if after < last and is_noun(tokens, after) and not behind & (PREP | PUNCT | TIME | CONJ | SUB | REL | AUX | PAST):
        return None
    owner = _owner(sentence, place)
    victim, agent = (None, owner) if group == "attack" else (owner, None)
    spot = after
    if {"blame", "blames", "blamed", "blaming"} & set(low[max(first, place - 6) : place]):
        spot = last  # blames the attack on them: they are not who suffers it
    for _ in range(2):
        if spot < last - 1 and low[spot] in ("of", "on", "against", "by"):
            end = phrase_right(tokens, spot + 1, last, tie=low[spot + 1] in AMOUNTS)
            doing = low[spot] == "by" and kind[spot + 1] & ING and not kind[spot + 1] & CAP
            if end > spot + 1 and not kind[spot + 1] & TIME and not doing:
                part = spot + 1, end
                if low[spot] == "by":
                    agent = agent or part
                else:
                    victim = victim or part
                spot = end
    if not agent and not owner and low[after - 1].rstrip("s").endswith(MADE):
        agent = _nation(tokens, place, first)
    if agent and _is_thing(tokens, agent):
        agent = None
    if victim and low[victim[1] - 1] in THINGS:
        return None
    return Harm(place, after, "nominalisation", victim, agent, group)


def _nation(tokens: Tokens, place: int, first: int) -> tuple[int, int] | None:
    """Return the nation before the noun, one common word between them or none: a Danish air raid."""
    for spot in range(place - 1, max(first, place - 2) - 1, -1):
        if tokens.word[spot] in _nations():
            return spot, spot + 1
        if tokens.kind[spot] & (CAP | DET | PREP | PUNCT | CONJ | AUX) or not is_noun(tokens, spot):
            return None
    return None


@cache
def _nations() -> frozenset[str]:
    return lexicon.terms("demonyms", "class", "adjective") | {"US", "U.S", "U.S."}


def _owner(sentence: Sentence, place: int) -> tuple[int, int] | None:
    """Return whose it is: her murder, the mayor's killing (they suffered it), Norland's attack (they did it)."""
    tokens, first, _ = sentence
    spot = place - 1
    if spot >= first and tokens.low[spot].endswith(OWNING) and is_noun(tokens, spot):
        whose = tokens.low[spot].replace("’", "'")
        if whose in AGO or classes().get(whose.removesuffix("'s"), 0) & TIME:
            return None  # Monday's attack
        left = phrase_left(tokens, spot, first)
        return None if left is None else (left, place)
    return (spot, place) if spot >= first and tokens.kind[spot] & POSS and tokens.low[spot] != "its" else None

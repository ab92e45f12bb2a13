"""Harm: who does what harm to whom, and whether the words name who did it.

Floor 1 (above `harmed`). Each verb and noun of `lexicons/harm.csv` is classed by the grammar around it: active,
passive with agent, agentless passive, inanimate (a weapon or event does it), nominalisation. No parser: victim and
perpetrator are the phrases that stand right beside, and missing where none does. After Otieno, Spada and Renkl
(2013) and Pinelo and Blasco (2019) on agency in headlines; the classes are our own.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from ..english.phrases import Sentence, is_mark, is_noun, phrase_left, phrase_right
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
    NUM,
    OBJ,
    PAST,
    POSS,
    PREP,
    PUNCT,
    REL,
    SUB,
    SUBJ,
    TIME,
    Tokens,
)
from .harm_words import (
    AMOUNTS,
    ASKING,
    CONCERNED,
    GET,
    INTENDING,
    MADE,
    MANNER,
    NO_SHOT,
    NOT_BEFORE,
    NUMBERS,
    REACH,
    THINGS,
    VERBAL,
    WORDED,
    words,
)
from .harmed import (
    back,
    begins_phrase,
    find_agent,
    find_main_subject,
    find_nation,
    find_object,
    find_owner,
    find_shared_subject,
    find_subject,
    head,
    is_thing,
    opens_with_thing,
    whole,
)

# Murder and attack that are meant as pictures: get away with murder, a line of attack.
IDIOMS = frozenset((("away", "with"), ("line", "of"), ("lines", "of"), ("plan", "of")))
SHORT = re.compile(r"['’](?:s|m|re|ve|ll|d)$", re.IGNORECASE)


class Harm(NamedTuple):
    """One harm word: its tokens, how it is told, and the token ranges of victim and perpetrator."""

    first: int
    last: int
    label: str
    victim: tuple[int, int] | None
    perpetrator: tuple[int, int] | None
    group: str


def find_harm(
    text: str,
    tokens: Tokens,
    sentences: list[tuple[int, int]],
    said: set[int],
    places: Iterable[int] | None = None,
) -> list[tuple]:
    """Return (start, end, label, victim, perpetrator, method) of every harm word, in reading order.

    `tokens` are those of the text, `sentences` its sentences' offsets, `said` where reporting verbs begin: *attacked
    her for it* with words behind it is speech. `places` are the tokens where a harm word may stand, if they are known
    (`sought.find_places`).
    """
    found = []
    heads, low = words().heads, tokens.low
    starts = [start for start, _ in sentences]
    number, before = -1, None
    for place in range(len(low)) if places is None else places:
        if low[place] not in heads:
            continue
        here = bisect_right(starts, tokens.start[place]) - 1
        if here < 0 or tokens.start[place] >= sentences[here][1] or tokens.start[place] in said:
            continue
        if here != number:
            number, before = here, None
            start, end = sentences[here]
            sentence = Sentence(tokens, tokens.at(start), min(tokens.at(end - 1) + 1, len(low)))
        made = _read(sentence, place)
        if made and before and made.label in ("active", "inanimate") and _goes_on(sentence, made, before.last):
            # attacked the convoy, killing him; killed two and wounded six: who attacked killed
            made = made._replace(label=before.label, perpetrator=before.perpetrator)
        elif made and made.label == "active" and not made.perpetrator and not tokens.kind[place] & ING:
            made = made._replace(perpetrator=find_shared_subject(sentence, place - 1))
        if made:
            found.append(_row(text, tokens, made))
            before = made if made.label in ("active", "inanimate") else before
    return found


def _goes_on(sentence: Sentence, harm: Harm, since: int) -> bool:
    """Tell whether a verb shares the subject of the one before: behind a comma or and, with none of its own."""
    tokens, first, _ = sentence
    if harm.first == first or harm.perpetrator:
        return False
    before = tokens.low[harm.first - 1]
    if tokens.kind[harm.first] & ING and before == ",":
        return True
    # Another clause between: a mine killed six, while gunmen came and killed two.
    other = any(tokens.low[place] in ("while", "as", "when", "after", "before") for place in range(since, harm.first))
    return before in ("and", "or") and not other


def _row(text: str, tokens: Tokens, harm: Harm) -> tuple:
    def printed(part: tuple[int, int] | None) -> str | None:
        if part is None:
            return None
        first, last = part[0], part[1] - 1
        if last > first and tokens.kind[last] & NUM and tokens.kind[last - 1] & CAP:  # attack on Norland 10 minutes ago
            last -= 1
        # a drone flying over Norland, but the wedding
        if last > first and tokens.kind[last] & ING and not (tokens.kind[last] & CAP or tokens.kind[last - 1] & DET):
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
    if rest is None or (low[place] == "shot" and place > first and low[place - 1] in NO_SHOT):
        return None
    after = place + 1 + len(rest)
    before = back(tokens, place - 1, first)
    lead = kind[before] if before >= first else PUNCT
    got = before >= first and low[before] in GET
    begins = begins_phrase(tokens, after, last)
    if "participle" in forms and low[before] == "found" and before > first and kind[before - 1] & BE:
        return _passive(sentence, place, after, before - 1, group)  # was found stabbed
    if "participle" in forms and (lead & BE or got):
        return _passive(sentence, place, after, before - got, group)
    if "past" in forms and lead & HAVE and not lead & BE:
        return _active(sentence, place, after, before, group)
    if "intransitive" in forms:
        return _explodes(sentence, place, after, before, group)
    if "past" in forms or "participle" in forms:
        return _told(sentence, place, after, before, (group, "past" in forms and begins))
    if rest == ("at",) and "ing" in forms and not lead & BE:  # the shooting at the port
        return _noun(sentence, place, place + 1, group) if low[place] in words().heads else None
    if "ing" in forms and _takes(sentence, after, before) and begins:
        if lead & NUM or (kind[after] & PAST and not kind[after] & (DET | CAP)) or _named(sentence, place, after):
            return _noun(sentence, place, after, group) if "noun" in forms else None
        return _active(sentence, place, after, before, group)
    if "base" in forms and _is_verb(sentence, place, after, before, (begins, "noun" in forms)):
        return _active(sentence, place, after, before, group)
    return _noun(sentence, place, after, group) if "noun" in forms else None


def _takes(sentence: Sentence, after: int, before: int) -> bool:
    """Tell whether an -ing form may take an object: not the killing, nor a bombing that hit the port."""
    tokens, first, last = sentence
    lead = tokens.kind[before] if before >= first else PUNCT
    if after >= last or lead & BE:
        return bool(lead & BE)
    return not lead & DET and tokens.low[after] != "of" and not tokens.kind[after] & REL


def _named(sentence: Sentence, place: int, after: int) -> bool:
    """Tell whether an -ing form is a noun: the Quist killing shows, help for bombing victims."""
    tokens, first, _ = sentence
    lead = tokens.kind[place - 1] if place > first else PUNCT
    if tokens.low[after] in CONCERNED and not lead & (BE | SUBJ):
        return True
    named = place - 1 > first and tokens.kind[place - 1] & CAP and tokens.kind[place - 2] & DET
    return bool(named and not tokens.kind[after] & (DET | NUM | OBJ | POSS | CAP))


def _is_verb(sentence: Sentence, place: int, after: int, before: int, noun: tuple[bool, bool]) -> bool:
    """Tell whether a base form is a verb: will attack, who attack a port, Norland attacks Norvik, ready to attack."""
    (tokens, first, last), (begins, is_noun_too) = sentence, noun
    if before < first:
        return False
    low, kind = tokens.low, tokens.kind
    lead, ahead = kind[before], kind[after] if after < last else PUNCT
    done = lead & AUX and not lead & (BE | HAVE)
    to = low[before] == "to"
    if lead & MODAL or (begins and (lead & (SUBJ | REL) or done or (to and not low[place].endswith("attacks")))):
        return not lead & DET or bool(lead & SUBJ)
    if begins and lead & CONJ and not is_noun_too and not low[place].endswith("s"):  # arrest and kill them
        return True
    if to and low[after : after + 1] in (["and"], ["or"]) and after + 1 < last and low[after + 1] in words().heads:
        return begins_phrase(tokens, after + 2, last)  # to murder and maim guards
    left = phrase_left(tokens, before, first) if lead & CAP else None
    if left is not None and kind[left] & DET:  # the Norvik attacks Read more
        return False
    if low[place].endswith("s") and lead & (CAP | REL) and ahead & (CAP | DET | NUM | OBJ) and not ahead & PREP:
        return True
    return to and before > first and low[before - 1] in INTENDING


def _told(sentence: Sentence, place: int, after: int, before: int, told: tuple[str, bool]) -> Harm | None:
    """Read a past form or participle without an auxiliary: killed two, two killed in, but not the wounded."""
    (tokens, first, last), (group, takes) = sentence, told
    low, kind = tokens.low, tokens.kind
    lead = kind[before] if before >= first else PUNCT
    if lead & NUM and low[before][0].isdigit() and _counts(sentence, before, after):
        made = _passive(sentence, place, after, place, group)
        return made and made._replace(victim=(before, before + 1))
    if (lead & (DET | NUM) and not lead & REL and low[before] != "those") or (before >= first and low[before] == "'s"):
        return None  # the wounded, but a blast that killed six, those killed in the blast
    if takes and not (before >= first and low[before] == "those"):
        bare = not kind[after] & (DET | NUM | OBJ | POSS | CAP) and low[after] not in NUMBERS and is_noun(tokens, after)
        # to help wounded soldiers, could help wounded soldiers
        to = before > first and (low[before - 1] == "to" or kind[before - 1] & MODAL) and not lead & (AUX | ADV)
        number = before >= first and low[before] in NUMBERS
        if bare and (number or to or lead & (PREP | CONJ | PUNCT | SUB) or (lead & PAST and not lead & CAP)):
            return None  # of wounded soldiers
        if bare and (before < first or low[before] in ("where", "when", "how")):
            return None
        if kind[place] & CAP and (before < first or is_mark(tokens, before)):
            return None  # Murdered Norland envoys
        return _active(sentence, place, after, before, group)
    if low[after : after + 1] in (["and"], ["or"]) and after + 1 < last and before >= first:
        joined = low[after + 1] in words().heads or (kind[after + 1] & PAST and not kind[after + 1] & (CAP | DET))
        if joined and begins_phrase(tokens, after + 2, last) and not kind[after + 2] & TIME:  # killed and buried six
            return _active(sentence, place, after, before, group)
    if low[place] == "shot" and not (after < last and kind[after] & (PREP | ADV | CONJ | TIME)):
        return None  # the winning shot
    if before >= first and (is_noun(tokens, before) or low[before] == "those"):
        return _passive(sentence, place, after, place, group)
    by = after < last and low[after] == "by" and before >= first and low[before] == ","
    return _passive(sentence, place, after, before + 1, group) if by else None


def _counts(sentence: Sentence, number: int, after: int) -> bool:
    """Tell whether digits count those harmed: *40 killed in a blast*, *12 dead and 40 wounded*; not the 40 killed."""
    tokens, first, last = sentence
    opens = (
        number == first or tokens.kind[number - 1] & (PUNCT | CONJ) or tokens.low[number - 1] in ("least", "leaving")
    )
    return bool(opens and (after >= last or tokens.kind[after] & (PREP | PUNCT | CONJ | TIME | SUB)))


def _active(sentence: Sentence, place: int, after: int, before: int, group: str) -> Harm | None:
    """Read subject and object; a weapon or an event as subject is no one."""
    tokens, first, _ = sentence
    victim = find_object(sentence, after)
    if victim and (_is_spared(tokens, victim) or _is_verbal(sentence, place, victim)):
        return None
    ahead = tokens.low[after : after + 6]
    if victim is None and THINGS.intersection(ahead) and any(is_mark(tokens, after + spot) for spot in range(3)):
        return None  # executing a “no-knock” warrant
    lead = tokens.kind[before] if before >= first else PUNCT
    if before > first and tokens.low[before] == "to":
        named = any(tokens.kind[spot] & DET for spot in range(max(first, before - 3), before - 1))  # an attempt to kill
        own = tokens.low[before - 1] in INTENDING and (tokens.kind[before - 1] & PAST or not named)
        subject = find_subject(sentence, before - 2) if own else None
    elif tokens.kind[place] & ING and not lead & BE:
        subject = find_main_subject(sentence, place)
    else:
        subject = find_subject(sentence, before)
    if (head(tokens, subject) if subject else tokens.low[max(first, place - 1)]) in WORDED:
        return None  # ads attacking the mayor
    finite = lead & HAVE or not (
        tokens.kind[place] & ING or (lead & AUX and not lead & CAP) or tokens.low[max(first, before)] == "to"
    )
    if is_thing(tokens, subject) if subject else finite and opens_with_thing(sentence, place):
        return Harm(place, after, "inanimate", victim, None, group)
    subject = None if subject and tokens.low[subject[1] - 1] in ("it", "this", "that", "which", "one") else subject
    return Harm(place, after, "active", victim, subject, group)


def _is_spared(tokens: Tokens, victim: tuple[int, int]) -> bool:
    """Tell whether what is attacked or shot is nobody: a plan, a film; bombing suspects, but not the two suspects."""
    word = head(tokens, victim)
    return word in THINGS and not (word.startswith("suspect") and tokens.kind[victim[0]] & DET)


def _is_verbal(sentence: Sentence, place: int, victim: tuple[int, int]) -> bool:
    """Tell whether an attack is made of words: attacked the mayor for her budget, as soft."""
    tokens, _, last = sentence
    end = victim[1]
    if tokens.low[place] not in VERBAL or end + 1 >= last:
        return False
    reason = tokens.low[end] == "for" and tokens.kind[end + 1] & (ING | POSS)
    return bool(reason) or (tokens.low[end] == "as" and not tokens.kind[end + 1] & (DET | SUBJ | CAP | NUM))


def _passive(sentence: Sentence, place: int, after: int, before: int, group: str) -> Harm | None:
    """Read who suffers it before the verb, and who does it behind *by*."""
    tokens, _, last = sentence
    if before == place and tokens.low[place - 1] == "those":
        subject = place - 1, place
    else:
        subject = find_subject(sentence, before - (before == place), tied=before == place)
    agent = None
    for spot in range(after, min(last, after + REACH)):
        if tokens.low[spot] == "by" and spot + 1 < last:
            if not tokens.kind[spot + 1] & (TIME | ING) and tokens.low[spot + 1] not in MANNER:
                agent = find_agent(tokens, spot + 1, last)
            break
        kind, joined = tokens.kind[spot], tokens.low[spot - 1] == "and" and tokens.low[spot] in words().heads
        if tokens.low[spot] in (".", ";", ",", "while") or kind & (REL | SUBJ):
            break
        if kind & (PAST | AUX) and not kind & (CAP | DET) and not joined:  # killed in a raid claimed by rebels
            break
    if subject and tokens.low[subject[1] - 1] in THINGS:
        return None
    if agent and head(tokens, agent) in ASKING:
        return None
    if agent and is_thing(tokens, agent):
        return Harm(place, after, "inanimate", subject, None, group)
    return Harm(place, after, "passive with agent" if agent else "agentless passive", subject, agent, group)


def _explodes(sentence: Sentence, place: int, after: int, before: int, group: str) -> Harm | None:
    """Read *a bomb exploded*; anger that explodes harms nobody."""
    subject = find_subject(sentence, before)
    if subject and is_thing(sentence.tokens, subject):
        return Harm(place, after, "inanimate", None, None, group)
    return None


def _noun(sentence: Sentence, place: int, after: int, group: str) -> Harm | None:
    """Read the killing of, the attack on, her murder; a noun before another is part of that."""
    tokens, first, last = sentence
    low, kind = tokens.low, tokens.kind
    worded = group != "killing" and place > first and low[place - 1] in NOT_BEFORE
    if worded or (place > first and low[place - 1].endswith(("-attack", "-strike"))):
        return None
    if place > first and kind[back(tokens, place - 1, first)] & BE and low[place].endswith("ive"):
        return None  # it was offensive
    if place > first + 1 and (low[place - 2], low[place - 1]) in IDIOMS:
        return None
    behind = kind[after] if after < last else PUNCT
    # attack helicopters, bombing missions; but a raid targeting the port
    does = behind & ING and not behind & CAP and after + 1 < last and kind[after + 1] & (DET | NUM | CAP | OBJ)
    closed = behind & (PREP | PUNCT | TIME | CONJ | SUB | REL | AUX | PAST)
    if after < last and is_noun(tokens, after) and not closed and not does:
        return None
    owner = find_owner(sentence, place)
    victim, agent = (None, owner) if group == "attack" else (owner, None)
    spot = after
    if {"blame", "blames", "blamed", "blaming"} & set(low[max(first, place - 6) : place]):
        spot = last  # blames the attack on them: they are not who suffers it
    for _ in range(2):
        if spot < last - 1 and low[spot] in ("of", "on", "against", "by"):
            end = whole(tokens, phrase_right(tokens, spot + 1, last, tie=low[spot + 1] in AMOUNTS), spot + 1, last)
            doing = kind[spot + 1] & ING and not kind[spot + 1] & CAP
            how = low[spot] == "by" and (doing or low[spot + 1] in MANNER)
            if end > spot + 1 and not kind[spot + 1] & TIME and not how:
                part = spot + 1, end
                if low[spot] == "by":
                    agent = agent or part
                else:
                    victim = victim or part
                spot = end
    if not agent and not owner and low[after - 1].rstrip("s").endswith(MADE):
        agent = find_nation(tokens, place, first)
    if agent and is_thing(tokens, agent):
        agent = None
    if victim and low[victim[1] - 1] in THINGS and not low[victim[1] - 1].startswith("suspect"):
        return None
    victim = None if victim and low[victim[1] - 1] == "own" else victim  # attacks on their own
    return Harm(place, after, "nominalisation", victim, agent, group)

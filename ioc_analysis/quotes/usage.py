"""Usage: what a word or a stretch beside a reporting verb is here: verb or noun, dateline, aside, closed quotation.

Floor 1, above `phrases`. Out of scope: sources (`sources`), reported words (`reported`), cues (`attributions`).
"""

from ..english import phrases
from ..english.tokens import (
    ADV,
    AUX,
    CAP,
    DET,
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
    VERB,
    Tokens,
)

OWNED = DET | POSS  # what a noun stands after
CLOSED_TIME = DET | SUBJ | ADV  # "that day", "then"
ONE = frozenset(("a", "an", "this", "each"))
PLURAL = frozenset(("people", "police", "many", "most", "all", "others", "both"))
QUANTITIES = frozenset(("all", "both", "many", "most", "some", "few", "several", "others", "these", "those", "each"))


def after_dateline(tokens: Tokens, first: int, last: int) -> int:
    """Return the token after a dateline: "OSLO (AP) — Police said", "Oslo (CNN) —", "(CNN)"."""
    if signed := _after_agency(tokens, first, last):
        return signed
    agency = tokens.low[first] == "("  # the sentence ended with the state: "TARN, Me. (AP) — "
    if not agency and not (tokens.word[first].isupper() and len(tokens.word[first]) > 1):
        return first
    for place in range(first + 1, min(first + (4 if agency else 16), last)):
        if tokens.low[place] in phrases.DASHES:
            gap = tokens.start[place] > tokens.end[place - 1] or tokens.low[place - 1] in ")-"
            if gap and place + 1 < last and tokens.low[place] != "-":
                return place + 1
            if gap and place + 1 < last and tokens.start[place + 1] > tokens.end[place]:
                return place + 1
        elif tokens.low[place] == ":":  # "OSLO, Oct 3 (AP): ", "OSLO: "
            return place + 1 if place + 1 < last else first
        elif not tokens.kind[place] & (CAP | PUNCT | TIME | NUM):
            return first
    return first


def _after_agency(tokens: Tokens, first: int, last: int) -> int | None:
    """Return the token after an agency in brackets and a dash, or without one where nothing stands before it."""
    low, place = tokens.low, first
    while place < min(first + 5, last) and (low[place] == "," or (tokens.kind[place] & CAP and low[place] != "(")):
        place += 1
    if low[place : place + 1] != ["("] or place + 3 >= last or low[place + 2] != ")":
        return None
    if not tokens.word[place + 1].isupper():
        return None
    dash = low[place + 3] in phrases.DASHES
    return place + 3 + dash if dash or place == first else None


def is_noun(tokens, form, place, end, left, first, last) -> bool:
    """Tell whether a form that can be a noun or an adjective is one here: "a report on", "claims adjuster"."""
    kind, low, tense = tokens.kind, tokens.low, form.tense
    before = kind[place - 1] if place > first else PUNCT
    if tense == "past":
        if end < last and low[end] == "to" and end + 1 < last and low[end + 1] in ("be", "have"):
            return True
        if end < last and low[end] == "by" and place > first and not before & (SUBJ | PUNCT):
            return True
        if not before & phrases.SPECIAL:  # Aune said: most cues
            return False
    behind = kind[end] if end < last else PUNCT
    if place <= first or left < first:
        return tense == "past" or (tense in ("base", "s") and not (behind & CAP))
    if before & OWNED and not before & (SUBJ | REL | OBJ) and low[place - 1] not in QUANTITIES:
        return True
    if before & PREP and not before & (ADV | SUB) and tense != "ing" and low[place - 1] != "to":
        return True
    if tense == "past":
        return False
    if low[place - 1].endswith(("’s", "'s")) and not before & AUX:
        return True
    if tense == "base":
        if before & (MODAL | SUBJ | AUX) or low[place - 1] == "only":  # "would only say that"
            return False
        if before & ADV and left >= first and kind[left] & (SUBJ | AUX):
            return False
        if before & REL or low[left] == "to":
            return False
        singular = not ONE.isdisjoint(low[max(first, left - 3) : left])
        if end < last and low[end] == "that" and not singular and not kind[left] & PUNCT:
            return False
        # A plural says: "sources say"; "a UN report" is a noun.
        plural = low[left].endswith("s") or low[left] in PLURAL
        joined = "and" in low[max(first, left - 6) : left]
        return not (plural or joined) or bool(kind[left] & PUNCT)
    if tense == "s" and "x" in form.frame:
        if kind[left] & (PAST | CAP | DET) == PAST and low[left].endswith("ed") and not kind[left - 1] & DET:
            return True  # "the port rejected claims that it had paid"
        if phrases.is_mark(tokens, place - 1) and tokens.quoted[max(0, place - 6)] == tokens.quoted[place - 2] >= 0:
            return False  # ‘I will not go back’ vows defiant mayor
        after = low[end] if end < len(low) else ""  # the last word of a text may be the verb
        if behind & PUNCT and after not in (",", ":") and after not in phrases.MARKS:
            return not ends_sentence(tokens, phrases.phrase_left(tokens, left, first), left, first)
        return not (behind & (DET | SUBJ | REL | PUNCT | CAP) or (end < last and low[end] in ("that", "there")))
    return False


def ends_sentence(tokens: Tokens, begin: int | None, left: int, first: int) -> bool:
    """Tell whether a source and its verb close a sentence that is a quotation or a clause: “…,” Aune recalls."""
    if closes_quotation(tokens, begin):
        return True
    named = begin is not None and begin - first > 2 and tokens.kind[left] & CAP and tokens.low[begin - 1] == ","
    return bool(named) and phrases.has_finite(tokens, first, begin - 1)  # "Both can be true, Aune notes."


def closes_quotation(tokens: Tokens, place: int | None) -> bool:
    """Tell whether a quotation ends right before a token."""
    if place and place > 1 and tokens.low[place - 1] == ",":  # “…”, Aune said
        place -= 1
    if not place or not phrases.is_mark(tokens, place - 1):
        return False
    return tokens.quoted[place - 2] >= 0 or phrases.is_mark(tokens, place - 2)


def past_aside(tokens: Tokens, end: int, last: int) -> int:
    """Return what follows "on Monday" or "for his part" between a cue and its source: “…”, said on Monday Ada Quist."""
    low, kind = tokens.low, tokens.kind
    stop = end
    if low[end : end + 1] == ["for"] and low[end + 2 : end + 3] == ["part"]:
        stop = end + 3
    elif low[end : end + 1] == ["on"] and end + 1 < last and kind[end + 1] & TIME:
        stop = end + 2
    elif end < last and kind[end] & TIME and not kind[end] & CLOSED_TIME:
        stop = end + 1
    if stop > end and low[stop : stop + 1] == [","]:
        return end
    return stop if stop + 1 < last and not kind[stop] & (PUNCT | PREP) else end


def past_apposition(tokens: Tokens, begin: int, last: int) -> int:
    """Return where the clause begins after what explains the source: "according to Aune, the pilot, it rained"."""
    kind, place = tokens.kind, begin
    if begin >= last:
        return begin  # according to Aune, and the sentence ends
    while kind[place] & (REL | DET | POSS):
        comma = next((spot for spot in range(place, last) if tokens.low[spot] == "," and tokens.quoted[spot] < 0), None)
        if (
            comma is None
            or comma + 2 >= last
            or not (kind[place] & REL or not phrases.has_finite(tokens, place, comma))
        ):
            break
        place = comma + 1
    # "According to police, the boat, a ferry, sank" has its subject there: what is left needs subject and verb
    comma = next((spot for spot in range(place, last) if tokens.low[spot] == "," and tokens.quoted[spot] < 0), last)
    verb = kind[place] & (AUX | VERB | PAST) and not kind[place] & (DET | SUBJ)
    return begin if verb or not phrases.has_finite(tokens, place, comma) else place

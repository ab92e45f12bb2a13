"""Nesting: what happens when one attribution stands inside the words that another reports.

Floor 1, above `reported`. "Aune said the mayor knew it would rain" is one quote; "Aune said it rained, and the mayor
said it snowed" are two. Out of scope: reading one attribution (`attributions`, whose rows these functions take).
"""

from ..english import phrases
from ..english.tokens import ADV, AUX, CAP, CONJ, ING, PAST, PUNCT, REL, SUB, SUBJ, TIME, Tokens
from . import reported


def add(sentence: phrases.Bounds, found: list, made) -> None:
    """Keep an attribution, unless it stands inside what another reports; cut that one where this goes on from it."""
    tokens, first, _ = sentence
    place = made.cue[0]
    # "Quist told the hearing that it rained", "it rained, he said, adding": these words have their source.
    if made.contents and any(earlier.contents == made.contents for earlier in found):
        return
    if "a" in made.form.frame:
        if _relays(tokens, found, made):
            return
        _apart(tokens, found, made)
    if _frames(sentence, made):
        begin = reported.reported_before(sentence, made.contents[0][1], [])
        found[:] = [earlier for earlier in found if not reported.holds(earlier, place)]
        if begin and not any(earlier.cue[0] >= begin[0][0] for earlier in found):
            made.contents = begin
        found.append(made)
        return
    for number in range(len(found) - 1, -1, -1):
        earlier = found[number]
        if not (earlier.contents and earlier.contents[-1][0] <= place < earlier.contents[-1][1]):
            continue
        opens = earlier.contents[-1][0] == place and not earlier.whole
        if opens and made.whole and made.source and made.source == earlier.source:
            del found[number]  # "The report released on Monday says": what it says, not what is released
            continue
        cut = _coordinate(tokens, earlier.contents[-1][0], made, first)
        if cut is None:
            # "According to Quist, Aune said it rained"; "Quist reported that Aune said “it rained”"
            second = "a" in earlier.form.frame or (made.form.lemma in ("say", "tell", "add") and not made.negated)
            opens = made.source and made.contents and made.source[0] <= earlier.contents[-1][0] + 1
            if second and opens and earlier.origin is None and earlier.source not in (None, made.source):
                earlier.origin = made.source
            if earlier.whole or not made.contents:
                return
            continue
        begin = earlier.contents[-1][0]
        # "lamented the news and said it rained": what is left of the first is no clause
        quoted = any(tokens.quoted[spot] >= 0 for spot in range(begin, cut))
        clause = cut > begin and (quoted or phrases.has_finite(tokens, begin, cut, far=True))
        kept = (*earlier.contents[:-1], *(((begin, cut),) if clause else ()))
        earlier.contents = kept
        if made.contents and made.contents[0][0] < begin:
            made.contents = ()
    found.append(made)


def _relays(tokens: Tokens, found: list, made) -> bool:
    """Give "Aune said it rained, according to Quist" to Quist with Aune as its origin, unless words are marked."""
    if not found or len(made.contents) != 1 or not found[0].source or not found[0].contents:
        return False
    begin, stop = made.contents[0]
    inside = begin <= found[0].source[0] <= begin + 1 and stop <= made.cue[0] and found[0].contents[0][0] < stop - 2
    if not inside or not found[0].whole or any(tokens.quoted[spot] >= 0 for spot in range(begin, stop)):
        return False
    made.origin = found[0].source
    found[:] = [made]
    return True


def _apart(tokens: Tokens, found: list, made) -> None:
    """Give "according to" the quotation right before it: "The port denies it: “It is dry”, according to its master"."""
    place = made.cue[0]
    closing = place - 2 if tokens.low[place - 1] == "," else place - 1
    if len(made.contents) != 1 or made.contents[0][1] != place or not phrases.is_mark(tokens, closing):
        return
    begin = made.contents[0][0]
    colon = next((spot for spot in range(place - 1, begin, -1) if tokens.low[spot] == ":"), None)
    if colon is None or tokens.quoted[colon] >= 0 or not reported.opens(tokens, colon + 1):
        return
    made.contents = ((colon + 1, place),)
    for earlier in found:
        earlier.contents = tuple((start, min(stop, colon)) for start, stop in earlier.contents if start < colon)


def _frames(sentence: phrases.Bounds, made) -> bool:
    """Tell whether an attribution closes its sentence and so frames all of it: "They say we are ready, he said."."""
    tokens, _, last = sentence
    if not (made.contents and made.source and made.contents[0][1] <= made.cue[0] and len(made.contents) == 1):
        return False
    if "a" in made.form.frame:
        return False
    end = max(made.cue[1], made.source[1])
    comma = next(
        (spot for spot in range(end, min(last, end + phrases.LOOKAHEAD)) if tokens.low[spot] in (",", ";")), None
    )
    return comma is None or bool(comma + 1 < last and tokens.kind[comma + 1] & (ING | REL | SUB))


def _opens_loosely(tokens: Tokens, first: int) -> bool:
    """Tell whether a sentence begins with a clause that leads up to its main one: "When …,", "Asked …,"."""
    while tokens.kind[first] & CONJ or tokens.low[first] in ("so", "yet"):
        first += 1
    return (
        bool(tokens.kind[first] & (SUB | ING | PAST))
        and not tokens.kind[first] & SUBJ
        and tokens.low[first] != "according"
    )


def cut(tokens: Tokens, found: list, place: int) -> None:
    """End what the last cue reports before "and criticised the board": its source does that, too."""
    last = found[-1]
    if last.contents and last.contents[-1][0] < place < last.contents[-1][1] and last.contents[-1][0] > last.cue[0]:
        begin = last.contents[-1][0]
        stop = place - 1 if tokens.low[place - 1] == "," else place
        if stop > begin and not any(tokens.quoted[spot] >= 0 for spot in range(stop, last.contents[-1][1])):
            last.contents = (*last.contents[:-1], (begin, stop))


def _coordinate(tokens: Tokens, begin: int, made, found_first: int) -> int | None:
    """Return where an attribution inside the words of another cuts them off, or None if it is part of them."""
    low, kind = tokens.low, tokens.kind
    head = made.cue[0]
    if made.source and begin < made.source[0] < head:
        head = made.source[0]
    elif made.source and made.source[0] >= begin and made.source[0] > head:
        return None
    place = head - 1
    while place > begin and kind[place] & (ADV | AUX | TIME) and not kind[place] & (CONJ | PUNCT):
        place -= 1
    own = head != made.cue[0]
    if place <= begin or (own and made.form.group == "thinking"):
        return None
    if own and (low[place] == "," or phrases.is_mark(tokens, place)) and _opens_loosely(tokens, found_first):
        return place
    if low[place] == ";":
        return place
    if kind[place] & CONJ or (own and low[place] in ("while", "as", "though", "although", "whereas")):
        comma = low[place - 1] in (",", ";", "—", "–", "―") or phrases.is_mark(tokens, place - 1)
        if own and not comma:
            # "Aune said it rained and Quist said it snowed"
            said = made.form.lemma == "say" and low[place] == "and" and kind[made.source[0]] & CAP
            return place if said and phrases.has_finite(tokens, begin, place, far=True) else None
        return place - 1 if comma and not phrases.is_mark(tokens, place - 1) else place
    # "…, a charge that Quist rejected as “folly”": her words, not those of who said the rest
    marked = (
        own and low[place] in ("that", "which") and made.contents and max(tokens.quoted[slice(*made.contents[-1])]) >= 0
    )
    if marked:
        object_ = phrases.phrase_left(tokens, place - 1, begin + 1)
        if object_ is not None and low[object_ - 1] == ",":
            return object_ - 1
    # "Aune, who knew that it would rain, told his crew to leave": the main verb after a relative clause.
    comma = low[place] == "," or (phrases.is_mark(tokens, place) and low[place - 1] == ",")
    if made.source and made.source[1] <= begin and comma and made.form.tense in ("past", "s"):
        return place
    if not own and made.form.tense == "ing" and (low[place] in (",", "—", "–", "―") or phrases.is_mark(tokens, place)):
        return place
    return None

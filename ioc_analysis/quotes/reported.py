"""Reported: where the words that a cue reports begin and end.

Floor 1, above `phrases`. Out of scope: whose words they are (`sources`).
"""

from ..english import phrases
from ..english.reporting import Form
from ..english.tokens import (
    ADV,
    AUX,
    CAP,
    CONJ,
    CUE,
    DET,
    ING,
    NEG,
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

WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
ASIDES = frozenset(("although", "though", "whereas"))


# Words that turn a sentence, and those that open a clause which goes before its main clause.
TURNS = frozenset("however though instead meanwhile".split())
OPENS = frozenset("as when while after before until".split())


THAT_CLAUSE = frozenset("ctpv")  # letters of a cue's frame, see `reporting`


TRAILERS = frozenset(("ahead", "amid", "amidst", "following", "according"))
ASKING = frozenset(("if", "whether", "how", "why", "what", "where"))
CLOSING = phrases.DASHES | phrases.MARKS | {",", "?", "!"}  # what stands between reported words and their source
CUTS = frozenset((",", ";", ":", "—", "–", "―"))  # where the object of a naming verb may end

# Sets of classes, each asked for at once. Reported words begin with a word that has none of DETOUR.
DETOUR = PUNCT | SUB | PREP | DET | NUM | TIME | ADV
FINITE = AUX | VERB
FINITE_OR_CUE = FINITE | CUE
NO_SUBJECT = FINITE | PUNCT | PAST | CUE  # after "said after the vote"
NO_TIME = SUBJ | SUB | PREP | NEG
NO_INFINITIVE = DET | CAP | OBJ | PREP
NO_CLAUSE = VERB | PUNCT | ING | PAST  # "said leaving"
ASIDE = CONJ | SUBJ | REL
OTHER_CLAUSE = FINITE | CUE | SUB
NO_RESUMPTION = CUE | ING | SUB | REL | PREP | PUNCT


def content_begin(tokens: Tokens, place: int, last: int, frame: str) -> tuple[int | None, bool]:
    """Return where reported words begin after a cue, and whether a mark or "that" says so.

    Skips who is told, when and where: "told reporters in Oslo on Monday that …".
    """
    kind, low = tokens.kind, tokens.low
    told, skipped = "o" not in frame, False
    limit = min(last, place + phrases.LOOKAHEAD)
    while place < limit:
        value, word = kind[place], low[place]
        if told and not value & DETOUR:
            return place, False
        if value & PUNCT and word != "(":
            return _at_mark(tokens, place, limit)
        if word == "as" and "n" in frame:
            return place, False
        if value & SUB and word not in ("if", "whether", "how", "why", "where") and not value & ADV:
            # "said after the vote he would go", but not "said after she won"
            stop = _past_phrase(tokens, place, last) if word in ("after", "before", "since", "until") else None
            if stop is None or stop >= last or kind[stop] & NO_SUBJECT:
                return None, False
            place, skipped = stop, True
            continue
        if value & PREP and place + 1 < last and kind[place + 1] & NUM and word in ("about", "around", "over", "under"):
            return place, False
        if word == "that" and not (place + 1 < last and kind[place + 1] & (FINITE | CUE | TIME)):
            return (None, False) if THAT_CLAUSE.isdisjoint(frame) else (place + 1, True)
        if word in ASKING and not value & CAP:
            return (None, False) if skipped else (place, True)
        after = _past_time(tokens, place, last)
        if after > place:
            place = after
        elif value & PREP and not value & DET and word != "despite":
            if word == "to" and place + 1 < last and not kind[place + 1] & NO_INFINITIVE and "i" in frame:
                return place, True
            place, skipped = _past_phrase(tokens, place, last), True
            if place is None:
                return None, False
        elif not told:
            told = True
            stop = phrases.phrase_right(tokens, place, last, tie=False)
            if stop <= place:
                return place, False
            if "i" in frame and stop < last and low[stop] == "to":
                return place, True
            if stop < last and kind[stop] & FINITE and not value & OBJ:  # "warned the plan would fail"
                return place, False
            if low[stop - 1].endswith(("’s", "'s")) and opens(tokens, stop):  # told the network's "Late Hour"
                while stop < last and (tokens.quoted[stop] >= 0 or low[stop] in phrases.MARKS):
                    stop += 1
            place = stop
        else:
            return place, False
    return None, False


def _at_mark(tokens: Tokens, place: int, limit: int) -> tuple[int | None, bool]:
    """Read on at a punctuation mark behind a cue: a quotation, a colon, an aside."""
    word = tokens.low[place]
    if word in phrases.MARKS and opens(tokens, place):
        behind = place + 1
        while behind < limit and (tokens.quoted[behind] >= 0 or tokens.low[behind] in phrases.MARKS):
            behind += 1
        if behind < limit and tokens.low[behind] == "that":  # told “Late Hour” that …
            return behind + 1, True
        return place, True
    if word == ":" or (word in phrases.DASHES and opens(tokens, place + 1)):
        return place + 1, True
    return _past_comma(tokens, place, limit) if word == "," else (None, False)


def _past_time(tokens: Tokens, place: int, last: int) -> int:
    """Return the token after a word that says when or how ("on Monday": Monday; "again"; "this week"), else `place`."""
    kind = tokens.kind
    value = kind[place]
    plain = (value & TIME and not value & DET) or (value & ADV and not value & NO_TIME)
    if plain or (value & NUM and kind[place - 1] & TIME and tokens.low[place - 1] not in WEEKDAYS):
        return place + 1
    if value & (DET | NUM) and place + 1 < last and kind[place + 1] & TIME and not kind[place + 1] & ADV:
        return place + 2
    return place


def opens(tokens: Tokens, place: int) -> bool:
    """Tell whether a quotation begins with the mark at `place`."""
    if place + 1 >= len(tokens.low) or tokens.low[place] not in phrases.MARKS or tokens.quoted[place] >= 0:
        return False
    inner = place + 1
    if tokens.low[inner] in "'`" and tokens.quoted[inner] < 0:
        inner += 1
    return inner < len(tokens.low) and tokens.quoted[inner] >= 0 and tokens.quoted[inner - 1] != tokens.quoted[inner]


def _past_comma(tokens: Tokens, comma: int, limit: int) -> tuple[int | None, bool]:
    """Read on after a comma behind the cue: a quotation, "that", or an aside before one of them."""
    if comma + 1 >= limit:
        return None, False
    if tokens.low[comma + 1] in phrases.MARKS and opens(tokens, comma + 1):
        behind = comma + 2
        while behind < limit and (tokens.quoted[behind] >= 0 or tokens.low[behind] in phrases.MARKS):
            behind += 1
        if behind < limit and tokens.low[behind] == "that":  # wrote in her book, “A Year of Salt,” that …
            return behind + 1, True
        return comma + 1, True
    if tokens.low[comma + 1] == "that":
        return comma + 2, True
    if tokens.low[comma - 1] in WEEKDAYS and (tokens.low[comma + 1] == "the" or tokens.kind[comma + 1] & NUM):
        stop = phrases.phrase_right(tokens, comma + 1, limit)  # on Monday, the port had shut; not, the third time that
        clause = stop < limit and tokens.kind[stop] & FINITE and not tokens.kind[stop - 1] & TIME
        return (comma + 1, False) if clause else (None, False)
    if tokens.kind[comma + 1] & ASIDE or tokens.kind[comma + 1] & (CUE | ING) == CUE | ING:
        return None, False
    for place in range(comma + 2, limit - 1):
        if tokens.low[place] == "," and tokens.low[place + 1] == "that":
            return place + 2, True
        if tokens.low[place] in (",", ":") and opens(tokens, place + 1):
            return place + 1, True
        if tokens.kind[place] & FINITE_OR_CUE or tokens.quoted[place] >= 0:
            break
    return None, False


def _past_phrase(tokens: Tokens, place: int, last: int) -> int | None:
    """Return the token after a phrase that begins with a preposition: "in an interview with Aune", "on Monday"."""
    inner, dated = place + 1, False
    while inner < last and tokens.kind[inner] & PREP and not tokens.kind[inner] & DET:
        inner += 1
    if inner < last and tokens.kind[inner] & ING:
        return None
    while inner < last and tokens.kind[inner] & (TIME | NUM) and not tokens.kind[inner] & PUNCT:
        counts = tokens.kind[inner] & NUM and tokens.low[inner - 1] in WEEKDAYS
        if counts and inner + 1 < last and not tokens.kind[inner + 1] & TIME:
            break  # on Monday 12 men had drowned
        inner += 1
        if inner + 1 < last and tokens.low[inner] == "," and _dates_on(tokens, inner + 1):
            inner, dated = inner + 2, True
    if inner > place + 1 and tokens.kind[inner - 1] & (TIME | NUM):
        return inner + (dated and inner < last and tokens.low[inner] == ",")  # on Monday, May 3, the port
    stop = phrases.phrase_right(tokens, inner, last, tie=False)
    return stop if stop > place + 1 else None


def _dates_on(tokens: Tokens, place: int) -> bool:
    """Tell whether a date goes on behind its comma: Monday, (May 3), June 3, (2021); not Monday, (12 men)."""
    year = tokens.low[place].isdigit() and len(tokens.low[place]) == 4 and tokens.low[place][0] in "12"
    return year or bool(tokens.kind[place] & TIME and tokens.kind[place] & CAP)


def after_phrase(tokens: Tokens, end: int, begin: int) -> bool:
    """Tell whether a prepositional phrase stands between a cue and the words after it."""
    return end < begin and any(value & PREP and not value & DET for value in tokens.kind[end:begin])


def without_trailer(tokens: Tokens, begin: int, last: int) -> int:
    """Cut what trails after the reported clause: ", ahead of a vote", ", its doors now closed"."""
    low, kind = tokens.low, tokens.kind
    last = _before_silence(tokens, begin, last)
    inner = low[begin + 3 : last - 1]
    if "," not in inner and ";" not in inner:
        return last
    for place in range(last - 2, begin + 2, -1):
        if tokens.quoted[place] >= 0:
            return last
        if low[place] == ";":
            return place
        if low[place] == "," and place + 2 < last:
            if low[place + 1] in TRAILERS:
                return place
            if place > begin + 3 and low[place + 1] in ASIDES and "," not in low[place + 1 : last]:
                return place
            loose = kind[place + 1] & POSS and not any(value & FINITE for value in kind[place + 1 : last])
            if loose and any(value & (PAST | ING) for value in kind[place + 3 : min(place + 6, last)]):
                return place
    return last


# What a source did not say is told by the reporter: "… but did not specify which", "…, without elaborating".
UNSAID = frozenset(
    "say saying specify specifying elaborate elaborating name naming identify identifying give giving provide "
    "providing disclose disclosing comment commenting explain explaining offer offering detail detailing".split()
)
WITHHELD = frozenset("declined refused would did could".split())


def _before_silence(tokens: Tokens, begin: int, last: int) -> int:
    """Return where reported words end before what their source left unsaid."""
    low = tokens.low
    if UNSAID.isdisjoint(low[begin + 4 : last]):
        return last
    for place in range(begin + 2, last - 2):
        turn = low[place] in ("but", "and", "though") and low[place + 1] in WITHHELD and low[place + 2] in ("not", "to")
        if tokens.quoted[place] < 0 and (
            (turn and low[min(place + 3, last - 1)] in UNSAID) or (low[place] == "without" and low[place + 1] in UNSAID)
        ):
            return place - 1 if low[place - 1] == "," else place
    return last


def before_contrast(tokens: Tokens, begin: int, last: int) -> int:
    """Return where the clause after "according to" ends: before ", while the crew has left", the reporter's own."""
    low = tokens.low
    if "while" not in low[begin:last] and "whereas" not in low[begin:last]:
        return last
    for place in range(begin + 3, last - 3):
        if low[place] == "," and low[place + 1] in ("while", "whereas") and tokens.quoted[place] < 0:
            return place if phrases.has_finite(tokens, place + 2, last) else last
    return last


def is_clause(tokens: Tokens, form: Form, begin: int, last: int, *, far: bool = False) -> bool:
    """Tell whether the words after a cue without "that" are a clause that the cue can report.

    `far`: a phrase stands between ("reminding the council of a date they had set" reports nothing).
    """
    if far and form.lemma not in ("say", "tell", "announce", "write"):
        return False
    value = tokens.kind[begin]
    if "t" in form.frame and value & SUBJ and not value & DET and begin + 1 < last:
        return bool(tokens.kind[begin + 1] & (FINITE | PAST) or value & AUX)
    if value & ING and form.lemma == "say":  # "they say adding salt is simple"
        return any(value & AUX for value in tokens.kind[begin + 1 : min(last, begin + phrases.LOOKAHEAD)])
    if "c" not in form.frame or last - begin < 3 or (value & NO_CLAUSE and not value & (CAP | SUBJ)):
        return False
    if value & OBJ and not value & (DET | SUBJ):
        return False
    if form.lemma == "say":
        return True
    # "tweeted a sketch while the choir sang": the verb is another clause's
    subordinate = (spot for spot in range(begin + 1, last) if tokens.kind[spot] & SUB and tokens.quoted[spot] < 0)
    return phrases.has_finite(tokens, begin, next(subordinate, last))


def object_end(tokens: Tokens, begin: int, last: int) -> int:
    """Return where the object of a naming verb ends: called the plan “a folly”, a rescue worse than “the disease”."""
    kind, low, quoted = tokens.kind, tokens.low, tokens.quoted
    for place in range(begin, last):
        if not kind[place] & (CONJ | PUNCT):
            continue
        behind = kind[place] & CONJ and place > begin + 1 and phrases.is_mark(tokens, place - 1)
        if behind and low[place - 2] == "," and quoted[place - 2] >= 0:
            return place  # called it “a folly,” but it was none
        if low[place] in CUTS and quoted[place] < 0 and not opens(tokens, place + 1):
            # "accused the mayor, Ada Quist, of “folly”": the object goes on to the marks near by
            near = next((spot for spot in range(place + 1, min(last, place + 12)) if quoted[spot] >= 0), None)
            if near is None or any(value & OTHER_CLAUSE for value in kind[place + 1 : near]):
                return place
    return last


def reported_before(
    sentence: phrases.Bounds, end: int, found: list, *, loose: bool = False
) -> tuple[tuple[int, int], ...]:
    """Return what stands before an attribution, back to the one before it, if a comma or a mark ends it."""
    tokens, first, _ = sentence
    begin = first
    if found and found[-1].contents and not any(holds(earlier, end - 1) for earlier in found):
        previous = found[-1]
        ends = [previous.cue[1], *(stop for _, stop in previous.contents if stop <= end)]
        if previous.source:
            ends.append(previous.source[1])
        begin = max(spot for spot in ends if spot <= end) if any(spot <= end for spot in ends) else first
    stop = end - 1
    # "…," but he said; "…, as he said": the word between belongs to neither.
    while stop > begin and tokens.kind[stop] & (ADV | TIME) and tokens.quoted[stop] < 0:
        stop -= 1
    if stop <= begin:
        return ()
    if tokens.low[stop] in CLOSING:
        quoted = max(tokens.quoted[begin:stop]) >= 0
        colon = None
        if ":" in tokens.low[begin:stop]:
            colons = (spot for spot in range(begin, stop) if tokens.low[spot] == ":")
            colon = next((spot for spot in colons if opens(tokens, spot + 1)), None)
        if colon is not None:  # "She scolded him: “…,” she said": only the quotation stands before this cue
            begin = colon + 1
        if quoted or loose:
            return ((begin, stop + 1),)
        if stop - begin >= 2 and phrases.has_finite(tokens, begin, stop, far=True):
            return () if _only_opens(tokens, begin, stop) else ((begin, stop + 1),)
    return ()


def _only_opens(tokens: Tokens, begin: int, stop: int) -> bool:
    """Tell words that open a sentence and are no statement: *As he sailed into Oslo*, he said; *In May, however*."""
    low = tokens.low
    if low[stop - 1] in TURNS and low[stop - 2] == ",":
        return True
    return bool(tokens.kind[begin] & SUB) and low[begin] in OPENS and "," not in low[begin:stop]


def reported_after(sentence: phrases.Bounds, place: int, *, inverted: bool) -> tuple[tuple[int, int], ...]:
    """Return the reported words that go on after an attribution in their midst: "The ice, she said, is thin"."""
    tokens, _, last = sentence
    kind, low = tokens.kind, tokens.low
    limit = min(last, place + phrases.LOOKAHEAD)
    if place >= limit:
        return ()
    close = low[place] == ","
    while place < limit and low[place] != ",":
        if kind[place] & PUNCT:
            return ()
        place += 1
    place += 1
    if place >= limit:
        return ()
    if opens(tokens, place):
        return ((place, last),)
    value = kind[place]
    if value & FINITE:
        if inverted or not value & CONJ:
            return ((place, last),)
    elif inverted or value & NO_RESUMPTION:
        return ()
    if value & CONJ:
        following = kind[place + 1] if place + 1 < last else PUNCT
        if not close or following & (CUE | ADV) or low[place] != "and" or not phrases.has_finite(tokens, place, last):
            return ()
    return ((place, last),) if phrases.has_finite(tokens, place, last) or value & (FINITE | PAST) else ()


def holds(earlier, place: int) -> bool:
    """Tell whether token `place` stands in what an earlier attribution reports."""
    return any(begin <= place < stop for begin, stop in earlier.contents)

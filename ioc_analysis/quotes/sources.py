"""Sources: whose words a cue reports: the noun phrase before it, or the subject of its clause.

Floor 1, above `phrases`. Out of scope: a source that follows its cue (`attributions`), who it is (`speakers`).
"""

from dataclasses import replace

from ..english import phrases
from ..english.tokens import (
    ADV,
    AUX,
    BE,
    CAP,
    CONJ,
    DET,
    ING,
    MODAL,
    NEG,
    NUM,
    OBJ,
    PAST,
    PREP,
    PUNCT,
    REL,
    SUB,
    SUBJ,
    TIME,
    VERB,
    Tokens,
)

# Sets of classes, each asked for at once.
CLOSED_NOUN = DET | SUBJ | OBJ
GROUP = AUX | NEG | ADV  # between a source and its verb
NO_ADVERB = TIME | PREP | CONJ | CAP
WHEN = TIME | PREP | NUM | ADV
ENDS_CLAUSE = PUNCT | CONJ
NO_DESCRIPTION = PUNCT | CONJ | REL | ING | SUB  # where the search back for one ends or finds it
BEFORE_PARTICIPLE = PUNCT | CONJ | PREP | SUB | ADV | TIME
OPENING = CONJ | ADV | TIME
SUBORDINATE = PREP | SUB | ING | PAST
BEFORE_NO_VERB = DET | SUBJ | OBJ | CAP | PREP | PUNCT | NUM  # no verb, or not right behind "that"
DESCRIBING = REL | ING | NUM | DET | PREP | SUB | ADV | PAST


# Verbs that leave what follows "to" said: "appeared to suggest that".
RAISING = frozenset(
    "appear appears appeared seem seems seemed on continue continues continued began begins start starts "
    "started used rushed hastened went came proceeded moved".split()
)


def source_before(sentence, form, place, left, found):
    """Return the source of a cue from what stands left of its verb group, None, or "infinitive"."""
    tokens, first, _ = sentence
    kind, low = tokens.kind, tokens.low
    if left < first or tokens.quoted[left] >= 0:
        return _subject(sentence, place, found) if form.tense == "ing" else None
    value = kind[left]
    if low[left] == "to" and form.tense == "base":
        return _raised(sentence, left, place, found)
    if form.tense == "ing" and not kind[place - 1] & BE and not value & SUBJ:
        return _participle_source(sentence, left, place, found)
    if not value & phrases.SPECIAL:
        return _noun_phrase(tokens, left, first)
    if value & SUBJ and not value & DET:
        return None if low[left].startswith(("that", "there")) else (left, left + 1)
    if value & REL and not value & CAP and low[left] in ("who", "which", "that"):
        return _antecedent(tokens, left, first)
    if value & CONJ and not value & CAP:
        return _subject(sentence, place, found)
    if value & PUNCT:
        if tokens.low[left] in phrases.MARKS:
            # "Aune, leading a crowd that sang “Row on,” said": the comma stands inside the marks
            subject = clause_subject(tokens, first, place) if low[left - 1] == "," else None
            return subject if subject and low[subject[1]] == "," else None
        return _across(sentence, left, place, found)
    if value & TIME and left > first:  # "the mayor on Monday said", "the group just this month announced"
        back = left
        while back > first and (
            (kind[back] & WHEN and not kind[back] & CLOSED_NOUN) or low[back] in ("this", "last", "next")
        ):
            back -= 1
        if kind[back] & (PAST | CAP) == PAST and back > first and phrases.is_noun(tokens, back - 1):
            back -= 1  # "The report released Tuesday says"
        begin = phrases.phrase_left(tokens, back, first)
        return (begin, back + 1) if begin is not None else None
    if value & SUB and form.tense == "past" and low[left] in ("when", "if", "once", "after", "while", "as"):
        return "infinitive"  # "When asked whether it rained": nobody says so
    return _noun_phrase(tokens, left, first)


def _noun_phrase(tokens: Tokens, last: int, first: int) -> tuple[int, int] | None:
    """Return the source that ends with a noun right before its cue, or the noun that it describes."""
    begin = phrases.phrase_left(tokens, last, first)
    if begin is None:
        return None
    passive = tokens.low[begin - 1] == "by" and begin - 2 > first and tokens.kind[begin - 2] & PAST
    if passive and phrases.is_noun(tokens, begin - 3):  # "sources consulted by the agency said"
        whole = phrases.phrase_left(tokens, begin - 3, first)
        return (begin, last + 1) if whole is None else (whole, begin - 2)
    if tokens.low[begin - 1] == "and" and "between" in tokens.low[max(first, begin - REACH) : begin]:
        return _of_pair(tokens, begin - 1, first)
    described = _described(tokens, begin, first)
    if described or not (begin > first and tokens.kind[begin - 1] & PREP):
        return described or (begin, last + 1)
    return _without_opening(tokens, begin, last + 1, first)


def _of_pair(tokens: Tokens, place: int, first: int) -> tuple[int, int] | None:
    """Return the subject of "talks between the port and the union showed": talks; neither of the two shows it."""
    while place > first and tokens.low[place] != "between":
        place -= 1
    begin = phrases.phrase_left(tokens, place - 1, first) if place > first else None
    return None if begin is None else (begin, place)


REACH = 15  # tokens of a clause that describes a source


def _described(tokens: Tokens, begin: int, first: int) -> tuple[int, int] | None:
    """Return the source when the phrase at `begin` ends what describes it: "a man who left the port said": a man.

    Also "nurses working in the city said" and "all the experts I asked said", where `begin` is the verb.
    """
    kind = tokens.kind
    if kind[begin] & PAST and begin - 2 > first and kind[begin - 1] & SUBJ and phrases.is_noun(tokens, begin - 2):
        whole = phrases.phrase_left(tokens, begin - 2, first)
        return None if whole is None else (whole, begin - 1)
    relative = tokens.low[begin - 1] in ("that", "who", "which")
    if kind[begin] & (PAST | CAP) == PAST and relative and begin - 2 > first and phrases.is_noun(tokens, begin - 2):
        whole = phrases.phrase_left(tokens, begin - 2, first)
        return None if whole is None else _lifted(tokens, whole, begin - 1, first)
    for spot in range(begin - 1, max(first, begin - REACH), -1):
        value = kind[spot]
        if not value & NO_DESCRIPTION and tokens.quoted[spot] < 0:
            if tokens.low[spot] in CHARGED and kind[spot + 1] & PREP and phrases.is_noun(tokens, spot - 1):
                whole = phrases.phrase_left(tokens, spot - 1, first)
                return None if whole is None else (whole, spot)
            continue
        relative = tokens.low[spot] in ("who", "which") or _is_relative_that(tokens, spot, first)
        if value & ENDS_CLAUSE or tokens.quoted[spot] >= 0 or (relative and begin - spot == 1):
            return None
        if relative or (value & ING and not value & (CAP | TIME) and not kind[spot - 1] & (BE | TIME | NUM)):
            if not phrases.is_noun(tokens, spot - 1) or kind[spot - 1] & (PAST | CAP) == PAST:  # she stopped eating
                continue
            whole = phrases.phrase_left(tokens, spot - 1, first)
            return None if whole is None else (whole, spot)
        if value & (REL | SUB) and not value & PREP:
            return None
    return None


def _lifted(tokens: Tokens, begin: int, end: int, first: int) -> tuple[int, int]:
    """Return the phrase that another hangs on: "the pilot on trial over a wreck" (that killed two): the pilot."""
    place = begin - 1
    if (
        place - 1 > first
        and tokens.kind[place] & PREP
        and tokens.low[place] != "by"
        and phrases.is_noun(tokens, place - 1)
    ):
        whole = phrases.phrase_left(tokens, place - 1, first)
        return (begin, end) if whole is None else (whole, place)
    return begin, end


# Who is so is told behind the word: "a man accused of theft said".
CHARGED = frozenset("accused charged convicted suspected jailed wanted arrested".split())


def _is_relative_that(tokens: Tokens, place: int, first: int) -> bool:
    """Tell the "that" of "a group that tracks the war": behind "a" and a noun, before a verb."""
    value = tokens.kind[place + 1]
    verb = value & (PAST | VERB) and not value & (CAP | DET | SUBJ | NUM)
    if tokens.low[place] == "that" and verb and phrases.is_noun(tokens, place - 1):
        return True  # the group that claimed it
    if tokens.low[place] != "that" or tokens.kind[place + 1] & BEFORE_NO_VERB or not phrases.is_noun(tokens, place - 1):
        return False
    begin = phrases.phrase_left(tokens, place - 1, first)
    return begin is not None and tokens.low[begin] in ("a", "an", "another", "one")


# Verbs after which nothing was said: the row is marked `negated`.
REFUSING = frozenset(
    ("refuse", "refuses", "refused", "decline", "declines", "declined", "failed", "fails", "neglected")
)


def _raised(sentence, to, place, found):
    """Return the source of an infinitive after a verb that leaves it said, else "infinitive"."""
    tokens, first, _ = sentence
    spot = to - 1
    if spot <= first or tokens.low[spot] not in RAISING | REFUSING:
        return "infinitive"
    while spot > first and (tokens.low[spot] in RAISING | REFUSING or tokens.kind[spot] & (AUX | ADV)):
        spot -= 1
    if tokens.kind[spot] & SUBJ:
        return (spot, spot + 1)
    begin = phrases.phrase_left(tokens, spot, first)
    return (begin, spot + 1) if begin is not None else _subject(sentence, place, found)


def _without_opening(tokens: Tokens, begin: int, end: int, first: int) -> tuple[int, int]:
    """Drop an opening phrase that has no comma: "In Ohio the mayor" never reaches here, "At noon police" does."""
    kind = tokens.kind
    if begin > first and kind[begin - 1] & PREP and not kind[begin - 1] & (SUB | CONJ):
        place = end - 1
        while place > begin and kind[place] & CAP:
            place -= 1
        if begin < place < end - 1:
            return (place + 1, end)
    return (begin, end)


def _antecedent(tokens: Tokens, relative: int, first: int) -> tuple[int, int] | None:
    """Return the noun phrase that "who", "which" or "that" goes back to."""
    place = relative - 1
    if place >= first and tokens.low[place] == ",":
        place -= 1
    if place < first or tokens.quoted[place] >= 0:
        return None
    begin = phrases.phrase_left(tokens, place, first)
    return None if begin is None else (begin, place + 1)


PERCEIVED = frozenset(("heard", "seen", "filmed", "recorded", "overheard", "shown", "caught"))


def _participle_source(sentence, left, place, found):
    """Return the source of "saying": the subject, or a document right before ("a letter saying")."""
    tokens, first, _ = sentence
    value = tokens.kind[left]
    if tokens.low[left] in PERCEIVED:  # "Aune can be heard saying"
        left -= 1
        while left > first and tokens.kind[left] & (AUX | ADV) and not tokens.kind[left] & SUBJ:
            left -= 1
        value = tokens.kind[left]
        if value & SUBJ:
            return (left, left + 1)
    if value & BEFORE_PARTICIPLE:
        return _subject(sentence, place, found)
    if value & OBJ and not value & DET:  # "recalled him saying"
        return (left, left + 1)
    begin = phrases.phrase_left(tokens, left, first)
    return None if begin is None else (begin, left + 1)


def _subject(sentence, place, found):
    """Return the subject of the clause: the source of the cue before, else the first noun phrase before a verb."""
    tokens, first, _ = sentence
    for earlier in reversed(found):
        # "an aide who said it rained, adding": the aide speaks in a relative clause, the subject adds.
        relative = earlier.source and tokens.low[min(earlier.source[1], place)] in ("who", "which", "that")
        relative = relative or (earlier.source and earlier.form.tense == "ing" and earlier.cue[0] == earlier.source[1])
        if earlier.source and not relative:
            return earlier.source
    return clause_subject(tokens, first, place)


def clause_subject(tokens: Tokens, first: int, last: int) -> tuple[int, int] | None:
    """Return the first noun phrase of a clause that is no opening phrase ("In May, the mayor …": the mayor)."""
    kind, low = tokens.kind, tokens.low
    place = first
    for _ in range(4):
        while place < last and ((kind[place] & OPENING and not kind[place] & (SUBJ | DET)) or kind[place] & PUNCT):
            place += 1
        if place >= last:
            return None
        if kind[place] & SUBORDINATE and not kind[place] & SUBJ:
            comma = next(
                (spot for spot in range(place, min(last, place + phrases.LOOKAHEAD)) if low[spot] == ","), None
            )
            if comma is None:
                return None
            place = comma + 1
            continue
        if tokens.quoted[place] >= 0:
            return None
        end = phrases.phrase_right(tokens, place, last)
        return (place, end) if end > place and low[place] not in ("there", "what") else None
    return None


def _before_bracket(tokens: Tokens, end: int, floor: int) -> int:
    """Return `end`, or where a bracket before it opens: "Kim Lund (D-Ohio), the whip, said"."""
    if end - 1 > floor and tokens.low[end - 1] == ")":
        return next((spot for spot in range(end - 1, floor, -1) if tokens.low[spot] == "("), end)
    return end


def _across(sentence, left, place, found):
    """Return the source when a comma, dash or bracket stands before the verb: "Osei, a nurse, said"."""
    tokens, first, _ = sentence
    kind, low = tokens.kind, tokens.low
    mark = low[left]
    if mark == ")":
        opened = next(
            (spot for spot in range(left, max(first, left - phrases.LOOKAHEAD) - 1, -1) if low[spot] == "("), None
        )
        if opened is None or opened <= first:
            return None
        begin = phrases.phrase_left(tokens, opened - 1, first)
        return None if begin is None else (begin, opened)
    if mark not in phrases.DASHES and mark != ",":
        return None
    cuts = [
        spot
        for spot in range(max(first, left - phrases.LOOKAHEAD), left + 1)
        if low[spot] == mark and tokens.quoted[spot] < 0
    ]
    if len(cuts) < 2:
        return _subject(sentence, place, found) if mark == "," else None
    # Walk back over the parts between commas until one ends in a phrase that the parts after it describe.
    for number in range(len(cuts) - 2, -1, -1):
        opener, inner = cuts[number], cuts[number + 1]
        named = kind[opener - 1] & CAP  # "Kim Lund, Ohio Republican, said", but "the whip, Kim Lund, said"
        inside = number and kind[cuts[number - 1] + 1] & REL  # "Aune, who lost her son, Nils, said"
        if not named and not inside and not describes(tokens, opener + 1, inner) and number == len(cuts) - 2:
            begin = phrases.phrase_left(tokens, inner - 1, opener + 1)
            if begin == opener + 1 and kind[begin] & CAP:
                return (begin, inner)  # "a spokesman, John Smith, said"
        if named or describes(tokens, opener + 1, inner):
            floor = cuts[number - 1] + 1 if number else first
            opener = _before_bracket(tokens, opener, floor)
            begin = phrases.phrase_left(tokens, opener - 1, floor)
            if begin is not None and begin - 1 == floor and kind[floor] & PREP and number:
                continue  # "Aune, of Tarn, Ohio, said"
            if begin is not None and not (begin == floor and number and describes(tokens, floor, opener)):
                described = None if named else _described(tokens, begin, floor)
                return described or _without_opening(tokens, begin, opener, floor)
    return _subject(sentence, place, found)


def describes(tokens: Tokens, first: int, last: int) -> bool:
    """Tell whether a part between commas describes what stands before it: a nurse; who …; speaking …; 44; R-Ohio."""
    if first >= last:
        return False
    value, low = tokens.kind[first], tokens.low[first]
    if value & DESCRIBING:
        return True
    if value & CAP:
        if not tokens.kind[last - 1] & CAP and phrases.is_noun(
            tokens, last - 1
        ):  # "Nils Aune, Oslo harbour master, said"
            return True
        return tokens.word[first][:2] in ("D-", "R-", "I-") or low in ("jr.", "jr", "sr.", "sr", "d.", "r.")
    return not value & (CONJ | SUBJ | PUNCT)


HYPOTHETICAL = frozenset(("would", "could", "might", "may", "should", "must", "will", "can", "shall"))


def apposes(sentence: phrases.Bounds, content: tuple[int, int], end: int) -> bool:
    """Tell whether a source and its description stand before a cue: "Aune, who left, said the port is shut"."""
    tokens, _, last = sentence
    begin, stop = content
    if max(tokens.quoted[begin:stop]) >= 0:
        return False
    head = begin - 1
    for _ in range(2):  # Aune, who left, said; the mayor, Nils Aune, who left, said
        begin, head = head + 1, phrases.phrase_right(tokens, head + 1, stop)
        if head < stop and tokens.kind[head] & PREP and head > begin:  # a pilot in Oslo, who left, said
            head = phrases.phrase_right(tokens, head + 1, stop)
        if head <= begin or head >= stop or tokens.low[head] != ",":
            return False
        if describes(tokens, head + 1, stop):
            break
    else:
        return False
    return phrases.has_finite(tokens, end, last, far=True)


def verb_group(tokens: Tokens, place: int, first: int) -> tuple[int, bool, bool]:
    """Return the token left of the verb with its auxiliaries and adverbs, negated, passive."""
    kind, low, quoted = tokens.kind, tokens.low, tokens.quoted
    left, negated, passive = place - 1, False, False
    while left >= first and quoted[left] < 0:
        value = kind[left]
        if not value & GROUP and low[left] != "since":
            break
        if value & AUX:
            if value & SUBJ:  # he's saying, they've said
                break
            if value & MODAL and low[left] in HYPOTHETICAL and "only" not in low[left + 1 : place + 2]:
                negated = True  # but "would only say that …" and "would say only that …" say it
            if value & BE and not passive:
                passive = not low[place].endswith("ing")
        elif not (
            value & NEG
            or (value & ADV and not value & NO_ADVERB)
            # "has since said", "had earlier said"
            or ((low[left] == "since" or value & ADV) and left > first and kind[left - 1] & AUX)
        ):
            break
        negated = negated or bool(value & NEG)
        left -= 1
    return left, negated, passive


RELAYING = frozenset(
    "recalled recalls remembered remembers heard hears quoted quotes quoting cited cites citing".split()
)


def relayed(sentence, form, place, source, found) -> tuple:
    """Return who relays and whose words: "She recalled him saying", "He quoted the mayor, Ada Quist, as saying"."""
    tokens, first, _ = sentence
    low = tokens.low
    if low[place - 1] == "as" and place - 3 > first:
        last = place - 3 if low[place - 2] == "," else place - 2
        begin = phrases.phrase_left(tokens, last, first)
        origin = None if begin is None else (begin, last + 1)
        if origin and low[begin - 1] == ",":  # "the mayor, Ada Quist, as saying"
            begin = phrases.phrase_left(tokens, begin - 2, first)
        return source, origin if begin and origin != source and low[begin - 1] in RELAYING else None
    verb = source[0] - 1
    if source[1] != place or verb <= first or low[verb] not in RELAYING:
        return source, None
    left, _, passive = verb_group(tokens, verb, first)
    relayer = None if passive else source_before(sentence, replace(form, tense="past"), verb, left, found)
    return (relayer, source) if isinstance(relayer, tuple) else (source, None)

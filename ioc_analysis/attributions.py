"""Attributions: each reporting cue of a sentence with its source and the words it reports.

Floor 0 (above `phrases`). Reads the tokens of one sentence (quotations count as one sentence
with what surrounds them). Out of scope: who a source is (`names`), what kind of quote it makes (`quotes`).
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ioc_analysis import phrases, reporting
from ioc_analysis.phrases import is_noun
from ioc_analysis.tokens import (
    ADV,
    AUX,
    BE,
    CAP,
    CONJ,
    CUE,
    DET,
    ING,
    MODAL,
    NEG,
    NUM,
    OBJ,
    PAST,
    PHRASE,
    POSS,
    PREP,
    PUNCT,
    REL,
    SAYS,
    SUB,
    SUBJ,
    TIME,
    VERB,
    Tokens,
)

MARKS = frozenset("\"“”„«»‹›‘’'`")
DASHES = frozenset("—–―-")
HYPOTHETICAL = frozenset(("would", "could", "might", "may", "should", "must", "will", "can", "shall"))
PLAIN = frozenset(("say", "tell", "add", "write", "tweet", "explain", "continue", "announce", "warn", "note"))
CUE_OR_PHRASE = CUE | PHRASE
NEAR = 40  # tokens between a cue that names its object and the marks
LOOKAHEAD = 30  # tokens between a cue and its "that"


class Attribution(NamedTuple):
    """A cue with its source and the stretches it reports, all as half-open ranges of token numbers."""

    cue: tuple[int, int]
    form: reporting.Form
    source: tuple[int, int] | None
    contents: tuple[tuple[int, int], ...]
    negated: bool
    method: str
    whole: bool  # False: the content counts only as far as it stands between marks


class Sentence(NamedTuple):
    """The tokens of one sentence: first, last (after its final stop)."""

    tokens: Tokens
    first: int
    last: int


def find_cues(tokens: Tokens) -> list[int]:
    """Return the tokens outside quotation marks that may begin a cue."""
    quoted, low, seconds = tokens.quoted, tokens.low, _seconds()
    places = [place for place, value in enumerate(tokens.kind) if value & CUE_OR_PHRASE and quoted[place] < 0]
    return [
        place
        for place in places
        if tokens.kind[place] & CUE or (place + 1 < len(low) and (low[place], low[place + 1]) in seconds)
    ]


@cache
def _seconds() -> frozenset[tuple[str, str]]:
    """Return the first two words of every cue of several words."""
    return frozenset(
        form.words[:2] for options in reporting.forms().values() for form in options if len(form.words) > 1
    )


def find_attributions(
    tokens: Tokens, first: int, last: int, cues: list[int] | None = None, stretches: Sequence = ()
) -> list[Attribution]:
    """Return the attributions of the sentence made of tokens `first` to `last`, in reading order.

    `cues` are those of the sentence, as `find_cues` gives them; `stretches` are its quotations: most cues report
    nothing unless one stands near.
    """
    found: list[Attribution] = []
    places = [place for place in find_cues(tokens) if first <= place < last] if cues is None else cues
    kind = tokens.kind
    if stretches:
        spans = [(item.first, item.last) for item in stretches]
        places = [
            place
            for place in places
            if kind[place] & SAYS or any(begin - NEAR < place < end + NEAR for begin, end in spans)
        ]
    else:
        places = [place for place in places if kind[place] & SAYS]
    if not places:
        return found
    sentence = Sentence(tokens, _after_dateline(tokens, first, last), last)
    reached = sentence.first
    for place in places:
        form = _form_at(tokens, place, last) if place >= reached else None
        if form is None:
            continue
        end = place + len(form.words)
        made = _read(sentence, form, place, end, found)
        if made and _counts(tokens, made):
            _add(sentence, found, made)
            reached = end
    return found


def _counts(tokens: Tokens, made: Attribution) -> bool:
    """Tell whether a cue reports words; one that only names its object does if the words are marked."""
    if made.whole and made.contents:
        return True
    if not made.contents:
        return made.source is not None and made.form.tense != "ing" and bool(set("cqo") & set(made.form.frame))
    return any(tokens.quoted[spot] >= 0 for begin, stop in made.contents for spot in range(begin, stop))


def _after_dateline(tokens: Tokens, first: int, last: int) -> int:
    """Return the token after a dateline: "OSLO (AP) — Police said"."""
    for place in range(first + 1, min(first + 10, last)):
        if tokens.low[place] in DASHES and tokens.word[first].isupper() and len(tokens.word[first]) > 1:
            gap = tokens.start[place] > tokens.end[place - 1] or tokens.low[place - 1] in ")-"
            if gap and place + 1 < last and tokens.low[place] != "-":
                return place + 1
            if gap and place + 1 < last and tokens.start[place + 1] > tokens.end[place]:
                return place + 1
    return first


def _form_at(tokens: Tokens, place: int, last: int) -> reporting.Form | None:
    """Return the longest cue that begins at a token."""
    for form in reporting.forms()[tokens.low[place]]:
        size = len(form.words)
        if size == 1 or (place + size <= last and tuple(tokens.low[place : place + size]) == form.words):
            return form
    return None


def _read(sentence: Sentence, form: reporting.Form, place: int, end: int, found: list) -> Attribution | None:
    """Read one cue: its verb group, its source, what it reports; None if it is no reporting here."""
    tokens, first, last = sentence
    if "a" in form.frame:
        return _according(sentence, form, place, end, found)
    left, negated, passive = _verb_group(tokens, place, first)
    if tokens.kind[place] & CAP and place > first and not _is_mark(tokens, place - 1):
        return None
    if passive and not (form.tense == "ing" or "p" in form.frame):
        return None
    if "p" in form.frame and not passive:
        return None
    if _is_noun(tokens, form, place, end, left, first, last):
        return None
    made = _inverted(sentence, form, place, end, left, found)
    if made:
        return made
    before = _source_before(sentence, form, place, left, found)
    return _forward(sentence, form, place, end, before, negated, found)


def _inverted(sentence, form, place, end, left, found) -> Attribution | None:
    """Read a cue whose source follows it: "…," said Nils Aune."""
    tokens, first, last = sentence
    if not _may_invert(tokens, form, place, left, first):
        return None
    stop = phrases.phrase_right(tokens, end, last)
    if stop <= end or (stop == end + 1 and tokens.kind[end] & (OBJ | TIME) and not tokens.kind[end] & SUBJ):
        return None
    behind = tokens.kind[stop] if stop < last else PUNCT
    if behind & (AUX | VERB | PAST | CUE) and not behind & (PREP | CAP):
        return None
    if left >= first and tokens.low[left] == "," and "c" not in form.frame:
        return None
    contents = _before(sentence, left + 1, found)
    if not contents and left >= first and tokens.low[left] not in MARKS:
        return None
    contents += _resumed(sentence, stop, inverted=True)
    return Attribution((place, end), form, (end, stop), contents, False, "cue, source after", whole=True)


def _forward(sentence, form, place, end, source, negated, found) -> Attribution | None:
    """Read a cue whose source stands before it (or in an earlier clause): what follows is reported, or what precedes."""
    tokens, first, last = sentence
    if source == "infinitive":
        return None
    begin, strong = _content_begin(tokens, end, last, form.frame)
    if (
        begin is not None
        and begin < last
        and (negated and not strong or tokens.kind[place - 1] & PREP and form.tense == "ing")
    ):
        # "is not saying much"; "by asking the council to act": nothing is reported without "that" or marks
        if not (tokens.low[begin - 1] in ("that", ":") or _opens(tokens, begin)):
            return None
    if begin is not None and begin < last:
        if form.tense == "ing" and not strong and not tokens.kind[place - 1] & (PUNCT | CONJ | ADV | AUX | TIME | SUBJ):
            return None  # "help maintaining equipment"
        whole = strong or _is_clause(tokens, form, begin, last, far=_after_phrase(tokens, end, begin))
        if whole:
            last = _without_trailer(tokens, begin, last)
        else:
            stop = _object_end(tokens, begin, last)
        if whole or any(tokens.quoted[spot] >= 0 for spot in range(begin, stop)):
            stop = last if whole else stop
            return Attribution((place, end), form, source, ((begin, stop),), negated, "cue, source before", whole)
    ahead = _after_as(sentence, source, end)
    if ahead:
        return Attribution((place, end), form, source, ahead, negated, "as the source says", whole=True)
    # What follows is no clause: the cue may still close what precedes, "…, she said at a fair opening the season".
    if source is None or (begin is not None and form.lemma not in PLAIN):
        return None
    resumed = _resumed(sentence, end, inverted=False)
    contents = _before(sentence, source[0], found, loose=bool(resumed)) if set("ctqo") & set(form.frame) else ()
    if contents:
        contents += resumed
        return Attribution((place, end), form, source, contents, negated, "source and cue after", whole=True)
    if begin is not None:
        return None
    return Attribution((place, end), form, source, (), negated, "cue, source before", whole=False)


def _after_as(sentence, source, end) -> tuple[tuple[int, int], ...]:
    """Return the clause after "As Aune told a radio station, …"."""
    tokens, first, last = sentence
    if source is None or source[0] - 1 < first or tokens.low[source[0] - 1] != "as":
        return ()
    if any(not tokens.kind[spot] & (CONJ | ADV | PUNCT) for spot in range(first, source[0] - 1)):
        return ()
    comma = next((spot for spot in range(end, min(last, end + LOOKAHEAD)) if tokens.low[spot] == ","), None)
    return ((comma + 1, last),) if comma is not None and last - comma > 3 else ()


def _verb_group(tokens: Tokens, place: int, first: int) -> tuple[int, bool, bool]:
    """Return the token left of the verb with its auxiliaries and adverbs, negated, passive."""
    kind, low = tokens.kind, tokens.low
    left, negated, passive, base = place - 1, False, False, tokens.low[place]
    while left >= first and tokens.quoted[left] < 0:
        value = kind[left]
        if value & AUX and not (value & SUBJ):
            negated = negated or bool(value & NEG)
            if value & MODAL and low[left] in HYPOTHETICAL:
                negated = True
            if value & BE and not passive:
                passive = not base.endswith("ing")
            left -= 1
        elif value & AUX and value & SUBJ:  # he's saying, they've said
            passive = passive or (low[left][-1] == "s" and not base.endswith("ing") and False)
            break
        elif value & NEG or (value & ADV and not value & (TIME | PREP | CONJ)):
            negated = negated or bool(value & NEG)
            left -= 1
        else:
            break
    return left, negated, passive


def _is_mark(tokens: Tokens, place: int) -> bool:
    return 0 <= place < len(tokens.low) and tokens.low[place] in MARKS


def _is_noun(tokens, form, place, end, left, first, last) -> bool:
    """Tell whether a form that can be a noun or an adjective is one here: "a report on", "claims adjuster"."""
    kind, low = tokens.kind, tokens.low
    behind = kind[end] if end < last else PUNCT
    before = kind[place - 1] if place > first else PUNCT
    if (
        form.tense == "past"
        and end < last
        and low[end] in ("to",)
        and end + 1 < last
        and low[end + 1] in ("be", "have")
    ):
        return True
    if form.tense == "past" and end < last and low[end] == "by" and place > first and not before & (SUBJ | PUNCT):
        return True
    if place <= first or left < first:
        return form.tense == "past" or (form.tense in ("base", "s") and not (behind & CAP))
    if before & (DET | POSS) and not before & (SUBJ | REL | OBJ) and low[place - 1] not in QUANTITIES:
        return True
    if before & PREP and not before & (ADV | SUB) and form.tense != "ing" and low[place - 1] != "to":
        return True
    if low[place - 1].endswith(("’s", "'s")) and form.tense in ("base", "s", "ing") and not before & AUX:
        return True
    if form.tense == "base":
        if before & (MODAL | SUBJ | AUX) or (before & ADV and left >= first and kind[left] & (SUBJ | AUX)):
            return False
        if before & REL or low[left] == "to":
            return False
        singular = any(low[spot] in ("a", "an", "this", "each") for spot in range(max(first, left - 3), left))
        if end < last and low[end] == "that" and not singular and not kind[left] & PUNCT:
            return False
        # A plural says: "sources say"; "a UN report" is a noun.
        plural = low[left].endswith("s") or low[left] in ("people", "police", "many", "most", "all", "others", "both")
        joined = any(low[spot] == "and" for spot in range(max(first, left - 6), left))
        return not (plural or joined) or bool(kind[left] & PUNCT)
    if form.tense == "s" and "x" in form.frame:
        if behind & PUNCT and low[end] not in (",", ":") and low[end] not in MARKS:
            return True
        return not (behind & (DET | SUBJ | REL | PUNCT | CAP) or (end < last and low[end] in ("that", "there")))
    return False


def _source_before(sentence, form, place, left, found):
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
    if value & SUBJ and not value & DET:
        return (left, left + 1)
    if value & REL and not value & CAP and low[left] in ("who", "which", "that"):
        return _antecedent(tokens, left, first)
    if value & CONJ and not value & CAP:
        return _subject(sentence, place, found)
    if value & PUNCT:
        if _is_mark(tokens, left):
            return None
        return _across(sentence, left, place, found)
    if value & TIME and left > first:  # "the mayor on Monday said", "the group just this month announced"
        back = left
        while back > first and (
            (kind[back] & (TIME | PREP | NUM | ADV) and not kind[back] & CLOSED_NOUN)
            or low[back] in ("this", "last", "next")
        ):
            back -= 1
        begin = phrases.phrase_left(tokens, back, first)
        return (begin, back + 1) if begin is not None else None
    begin = phrases.phrase_left(tokens, left, first)
    if begin is None:
        return None
    return _without_opening(tokens, begin, left + 1, first)


CLOSED_NOUN = DET | SUBJ | OBJ
QUANTITIES = frozenset(("all", "both", "many", "most", "some", "few", "several", "others", "these", "those", "each"))
# Verbs that leave what follows "to" said: "appeared to suggest that".
RAISING = frozenset(
    "appear appears appeared seem seems seemed on continue continues continued began begins start starts "
    "started used rushed hastened went came proceeded moved".split()
)


def _raised(sentence, to, place, found):
    """Return the source of an infinitive after a verb that leaves it said, else "infinitive"."""
    tokens, first, _ = sentence
    spot = to - 1
    if spot <= first or tokens.low[spot] not in RAISING:
        return "infinitive"
    while spot > first and (tokens.low[spot] in RAISING or tokens.kind[spot] & AUX):
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


def _participle_source(sentence, left, place, found):
    """Return the source of "saying": the subject, or a document right before ("a letter saying")."""
    tokens, first, _ = sentence
    value = tokens.kind[left]
    if value & (PUNCT | CONJ | PREP | SUB | ADV | TIME):
        return _subject(sentence, place, found)
    begin = phrases.phrase_left(tokens, left, first)
    return None if begin is None else (begin, left + 1)


def _subject(sentence, place, found):
    """Return the subject of the clause: the source of the cue before, else the first noun phrase before a verb."""
    tokens, first, _ = sentence
    for earlier in reversed(found):
        # "an aide who said it rained, adding": the aide speaks in a relative clause, the subject adds.
        relative = earlier.source and tokens.low[min(earlier.source[1], place)] in ("who", "which", "that")
        if earlier.source and not relative:
            return earlier.source
    return clause_subject(tokens, first, place)


def clause_subject(tokens: Tokens, first: int, last: int) -> tuple[int, int] | None:
    """Return the first noun phrase of a clause that is no opening phrase ("In May, the mayor …": the mayor)."""
    kind, low = tokens.kind, tokens.low
    place = first
    for _ in range(4):
        while place < last and (
            (kind[place] & (CONJ | ADV | TIME) and not kind[place] & (SUBJ | DET)) or kind[place] & PUNCT
        ):
            place += 1
        if place >= last:
            return None
        if kind[place] & (PREP | SUB | ING | PAST) and not kind[place] & SUBJ:
            comma = next((spot for spot in range(place, min(last, place + LOOKAHEAD)) if low[spot] == ","), None)
            if comma is None:
                return None
            place = comma + 1
            continue
        if tokens.quoted[place] >= 0:
            return None
        end = phrases.phrase_right(tokens, place, last)
        if end > place and low[place] not in ("there", "it", "what"):
            return (place, end)
        if low[place] == "it" and end > place:
            return (place, end)
        return None
    return None


def _across(sentence, left, place, found):
    """Return the source when a comma, dash or bracket stands before the verb: "Osei, a nurse, said"."""
    tokens, first, _ = sentence
    kind, low = tokens.kind, tokens.low
    mark = low[left]
    if mark == ")":
        opened = next((spot for spot in range(left, max(first, left - LOOKAHEAD) - 1, -1) if low[spot] == "("), None)
        if opened is None or opened <= first:
            return None
        begin = phrases.phrase_left(tokens, opened - 1, first)
        return None if begin is None else (begin, opened)
    if mark not in DASHES and mark != ",":
        return None
    cuts = [
        spot for spot in range(max(first, left - LOOKAHEAD), left + 1) if low[spot] == mark and tokens.quoted[spot] < 0
    ]
    if len(cuts) < 2:
        return _subject(sentence, place, found) if mark == "," else None
    # Walk back over the parts between commas until one ends in a phrase that the parts after it describe.
    for number in range(len(cuts) - 2, -1, -1):
        opener, inner = cuts[number], cuts[number + 1]
        if not _describes(tokens, opener + 1, inner) and number == len(cuts) - 2:
            begin = phrases.phrase_left(tokens, inner - 1, opener + 1)
            if begin == opener + 1 and kind[begin] & CAP:
                return (begin, inner)  # "a spokesman, John Smith, said"
        if _describes(tokens, opener + 1, inner):
            floor = cuts[number - 1] + 1 if number else first
            begin = phrases.phrase_left(tokens, opener - 1, floor)
            if begin is not None and not (begin == floor and number and _describes(tokens, floor, opener)):
                return _without_opening(tokens, begin, opener, floor)
    return _subject(sentence, place, found)


def _describes(tokens: Tokens, first: int, last: int) -> bool:
    """Tell whether a part between commas describes what stands before it: a nurse; who …; speaking …; 44; R-Ohio."""
    if first >= last:
        return False
    value, low = tokens.kind[first], tokens.low[first]
    if value & (REL | ING | NUM | DET | PREP | SUB | ADV | PAST):
        return True
    if value & CAP:
        if not tokens.kind[last - 1] & CAP and is_noun(tokens, last - 1):  # "Nils Aune, Oslo harbour master, said"
            return True
        return tokens.word[first][:2] in ("D-", "R-", "I-") or low in ("jr.", "jr", "sr.", "sr", "d.", "r.")
    return not value & (CONJ | SUBJ | PUNCT)


def _may_invert(tokens: Tokens, form: reporting.Form, place: int, left: int, first: int) -> bool:
    """Tell whether the source may follow the verb: after a quotation or a comma, or first in the sentence."""
    if form.tense not in ("past", "s", "base") or not set("ctqo") & set(form.frame):
        return False
    if (left != place - 1 and left >= first) or form.lemma in ("tell", "inform", "brief", "remind", "assure"):
        return False
    return left < first or tokens.low[left] in MARKS or tokens.low[left] in (",", "—", "–", "―", ")", "?", "!")


def _content_begin(tokens: Tokens, place: int, last: int, frame: str) -> tuple[int | None, bool]:
    """Return where reported words begin after a cue, and whether a mark or "that" says so.

    Skips who is told, when and where: "told reporters in Oslo on Monday that …".
    """
    kind, low = tokens.kind, tokens.low
    told, skipped = "o" not in frame, False
    limit = min(last, place + LOOKAHEAD)
    while place < limit:
        value, word = kind[place], low[place]
        if _opens(tokens, place):
            return place, True
        if word == ":":
            return place + 1, True
        if word in DASHES and _opens(tokens, place + 1):
            return place + 1, True
        if word == ",":
            return _past_comma(tokens, place, limit)
        if value & PUNCT and word != "(":
            return None, False
        if word == "as" and "n" in frame:
            return place, False
        if value & SUB and word not in ("if", "whether", "how", "why", "where") and not value & ADV:
            # "said after the vote he would go", but not "said after she won"
            stop = _past_phrase(tokens, place, last) if word in ("after", "before", "since", "until") else None
            if stop is None or stop >= last or kind[stop] & (PUNCT | AUX | VERB | PAST | CUE):
                return None, False
            place, skipped = stop, True
            continue
        if value & PREP and place + 1 < last and kind[place + 1] & NUM and word in ("about", "around", "over", "under"):
            return place, False
        if word == "that" and not (place + 1 < last and kind[place + 1] & (AUX | VERB | CUE | TIME)):
            return (place + 1, True) if set("ctpv") & set(frame) else (None, False)
        if word in ("whether", "if", "how", "why", "what", "where") and not value & CAP:
            return (None, False) if skipped else (place, True)
        if value & TIME and not value & DET or (value & ADV and not value & (SUBJ | SUB | PREP | NEG)):
            place += 1
        elif value & NUM and kind[place - 1] & TIME:
            place += 1
        elif value & (DET | NUM) and place + 1 < last and kind[place + 1] & TIME and not kind[place + 1] & ADV:
            place += 2
        elif value & PREP and not value & DET and word != "despite":
            if word == "to" and place + 1 < last and not kind[place + 1] & (DET | CAP | OBJ | PREP) and "i" in frame:
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
            if (
                stop < last and kind[stop] & (AUX | VERB) and not value & OBJ
            ):  # "warned the plan would fail": told nobody
                return place, False
            if low[stop - 1].endswith(("’s", "'s")) and _opens(tokens, stop):  # told the network's "Late Hour"
                while stop < last and (tokens.quoted[stop] >= 0 or low[stop] in MARKS):
                    stop += 1
            place = stop
        else:
            return place, False
    return None, False


def _opens(tokens: Tokens, place: int) -> bool:
    """Tell whether a quotation begins with the mark at `place`."""
    if place + 1 >= len(tokens.low) or tokens.low[place] not in MARKS or tokens.quoted[place] >= 0:
        return False
    inner = place + 1
    if tokens.low[inner] in "'`" and tokens.quoted[inner] < 0:
        inner += 1
    return inner < len(tokens.low) and tokens.quoted[inner] >= 0 and tokens.quoted[inner - 1] != tokens.quoted[inner]


def _past_comma(tokens: Tokens, comma: int, limit: int) -> tuple[int | None, bool]:
    """Read on after a comma behind the cue: a quotation, "that", or an aside before one of them."""
    if comma + 1 >= limit:
        return None, False
    if _opens(tokens, comma + 1):
        return comma + 1, True
    if tokens.low[comma + 1] == "that":
        return comma + 2, True
    if tokens.kind[comma + 1] & (CONJ | SUBJ | REL) or tokens.kind[comma + 1] & (CUE | ING) == CUE | ING:
        return None, False
    for place in range(comma + 2, limit - 1):
        if tokens.low[place] == "," and tokens.low[place + 1] == "that":
            return place + 2, True
        if tokens.low[place] in (",", ":") and _opens(tokens, place + 1):
            return place + 1, True
        if tokens.kind[place] & (CUE | AUX | VERB) or tokens.quoted[place] >= 0:
            break
    return None, False


def _past_phrase(tokens: Tokens, place: int, last: int) -> int | None:
    """Return the token after a phrase that begins with a preposition: "in an interview with Aune", "on Monday"."""
    inner = place + 1
    while inner < last and tokens.kind[inner] & PREP and not tokens.kind[inner] & DET:
        inner += 1
    if inner < last and tokens.kind[inner] & ING:
        return None
    while inner < last and tokens.kind[inner] & (TIME | NUM) and not tokens.kind[inner] & PUNCT:
        inner += 1
        if (
            inner < last
            and tokens.kind[inner - 1] & TIME
            and tokens.low[inner] == ","
            and inner + 1 < last
            and tokens.kind[inner + 1] & NUM
        ):
            inner += 2
    if inner > place + 1 and tokens.kind[inner - 1] & (TIME | NUM):
        return inner
    stop = phrases.phrase_right(tokens, inner, last, tie=False)
    return stop if stop > place + 1 else None


ASIDES = frozenset(("although", "though", "which", "whereas"))


def _after_phrase(tokens: Tokens, end: int, begin: int) -> bool:
    """Tell whether a prepositional phrase stands between a cue and the words after it."""
    return any(tokens.kind[spot] & PREP and not tokens.kind[spot] & DET for spot in range(end, begin))


TRAILERS = frozenset(("ahead", "amid", "amidst", "following", "according"))


def _without_trailer(tokens: Tokens, begin: int, last: int) -> int:
    """Cut what trails after the reported clause: ", ahead of a vote", ", its doors now closed"."""
    low, kind = tokens.low, tokens.kind
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
            loose = kind[place + 1] & POSS and not any(kind[spot] & (AUX | VERB) for spot in range(place + 1, last))
            if loose and any(kind[spot] & (PAST | ING) for spot in range(place + 3, min(place + 6, last))):
                return place
    return last


def _is_clause(tokens: Tokens, form: reporting.Form, begin: int, last: int, *, far: bool = False) -> bool:
    """Tell whether the words after a cue without "that" are a clause that the cue can report.

    `far`: a phrase stands between ("reminding the council of a date they had set" reports nothing).
    """
    if far and form.lemma not in ("say", "tell", "announce", "write"):
        return False
    value = tokens.kind[begin]
    if "t" in form.frame and value & SUBJ and not value & DET and begin + 1 < last:
        return bool(tokens.kind[begin + 1] & (AUX | VERB | PAST) or value & AUX)
    if value & ING and form.lemma == "say":  # "they say adding salt is simple"
        return any(tokens.kind[spot] & AUX for spot in range(begin + 1, min(last, begin + LOOKAHEAD)))
    if "c" not in form.frame or last - begin < 3 or value & (VERB | PUNCT | ING | PAST) and not value & (CAP | SUBJ):
        return False
    if value & OBJ and not value & (DET | SUBJ):
        return False
    return form.lemma == "say" or phrases.has_finite(tokens, begin, last)


def _object_end(tokens: Tokens, begin: int, last: int) -> int:
    """Return where the object of a naming verb ends: called the plan “a folly”, a rescue worse than “the disease”."""
    for place in range(begin, last):
        if (
            tokens.quoted[place] < 0
            and tokens.low[place] in (",", ";", ":", "—", "–", "―")
            and not _opens(tokens, place + 1)
        ):
            # "accused the mayor, Ada Quist, of “folly”": the object goes on to the marks near by
            near = next((spot for spot in range(place + 1, min(last, place + 12)) if tokens.quoted[spot] >= 0), None)
            if near is None or any(tokens.kind[spot] & (AUX | VERB | CUE | SUB) for spot in range(place + 1, near)):
                return place
    return last


def _before(sentence: Sentence, end: int, found: list, *, loose: bool = False) -> tuple[tuple[int, int], ...]:
    """Return what stands before an attribution, back to the one before it, if a comma or a mark ends it."""
    tokens, first, _ = sentence
    begin = first
    if found and not any(_holds(earlier, end - 1) for earlier in found):
        previous = found[-1]
        ends = [previous.cue[1], *(stop for _, stop in previous.contents if stop <= end)]
        if previous.source:
            ends.append(previous.source[1])
        begin = max(spot for spot in ends if spot <= end) if any(spot <= end for spot in ends) else first
    stop = end - 1
    # "…," but he said; "…, as he said": the word between belongs to neither.
    while stop > begin and tokens.kind[stop] & (ADV | TIME) and tokens.quoted[stop] < 0 and tokens.low[stop] not in ",":
        stop -= 1
    if stop <= begin:
        return ()
    if tokens.low[stop] in DASHES or tokens.low[stop] in MARKS or tokens.low[stop] in ",?!":
        quoted = any(tokens.quoted[spot] >= 0 for spot in range(begin, stop))
        colon = next(
            (spot for spot in range(begin, stop) if tokens.low[spot] == ":" and _opens(tokens, spot + 1)), None
        )
        if colon is not None:  # "She scolded him: “…,” she said": only the quotation stands before this cue
            begin = colon + 1
        if quoted or loose or (stop - begin >= 2 and phrases.has_finite(tokens, begin, stop, far=True)):
            return ((begin, stop + 1),)
    return ()


def _resumed(sentence: Sentence, place: int, *, inverted: bool) -> tuple[tuple[int, int], ...]:
    """Return the reported words that go on after an attribution in their midst: "The ice, she said, is thin"."""
    tokens, _, last = sentence
    kind, low = tokens.kind, tokens.low
    limit = min(last, place + LOOKAHEAD)
    while place < limit and low[place] != ",":
        if kind[place] & PUNCT:
            return ()
        place += 1
    place += 1
    if place >= limit:
        return ()
    if _opens(tokens, place):
        return ((place, last),)
    value = kind[place]
    if value & (CUE | ING | SUB | REL | PREP | PUNCT) and not value & (VERB | AUX):
        return ()
    if inverted:
        return ((place, last),) if value & (AUX | VERB) else ()
    if value & CONJ:
        following = kind[place + 1] if place + 1 < last else PUNCT
        if following & (CUE | ADV) or low[place] != "and" or not phrases.has_finite(tokens, place, last):
            return ()
    return ((place, last),) if phrases.has_finite(tokens, place, last) or value & (AUX | VERB | PAST) else ()


def _according(sentence, form, place, end, found) -> Attribution | None:
    """Read "according to X": the clause after it when it opens the sentence, else the clause before it."""
    tokens, first, last = sentence
    stop = phrases.phrase_right(tokens, end, last)
    if stop <= end:
        return None
    if any(not tokens.kind[spot] & (CONJ | ADV | PUNCT) for spot in range(first, place)):
        begin = first
        contents = ((begin, place),) if place - begin >= 3 else ()
        method = "according to, after"
    else:
        comma = next((spot for spot in range(stop, min(last, stop + LOOKAHEAD)) if tokens.low[spot] == ","), None)
        contents = ((comma + 1, last),) if comma else ((stop, last),) if last - stop > 3 else ()
        method = "according to, before"
    return Attribution((place, end), form, (end, stop), contents, False, method, whole=True)


def _add(sentence: Sentence, found: list[Attribution], made: Attribution) -> None:
    """Keep an attribution, unless it stands inside what another reports; cut that one where this goes on from it."""
    tokens = sentence.tokens
    place = made.cue[0]
    if _frames(sentence, made):
        begin = _before(sentence, min(made.cue[0], made.source[0]), [])
        found[:] = [earlier for earlier in found if not _holds(earlier, place)]
        if begin and not any(earlier.cue[0] >= begin[0][0] for earlier in found):
            made = made._replace(contents=begin)
        found.append(made)
        return
    for number in range(len(found) - 1, -1, -1):
        earlier = found[number]
        if not (earlier.contents and earlier.contents[-1][0] <= place < earlier.contents[-1][1]):
            continue
        cut = _coordinate(tokens, earlier.contents[-1][0], made, sentence.first)
        if cut is None:
            if earlier.whole or not made.contents:
                return
            continue
        begin = earlier.contents[-1][0]
        kept = (*earlier.contents[:-1], *(((begin, cut),) if cut > begin else ()))
        found[number] = earlier._replace(contents=kept)
        if made.contents and made.contents[0][0] < begin:
            made = made._replace(contents=())
    found.append(made)


def _holds(earlier: Attribution, place: int) -> bool:
    """Tell whether token `place` stands in what an earlier attribution reports."""
    return any(begin <= place < stop for begin, stop in earlier.contents)


def _frames(sentence: Sentence, made: Attribution) -> bool:
    """Tell whether an attribution closes its sentence and so frames all of it: "They say we are ready, he said."."""
    tokens, _, last = sentence
    if not (made.contents and made.source and made.contents[0][1] <= made.cue[0] and len(made.contents) == 1):
        return False
    if "a" in made.form.frame:
        return False
    end = max(made.cue[1], made.source[1])
    comma = next((spot for spot in range(end, min(last, end + LOOKAHEAD)) if tokens.low[spot] in (",", ";")), None)
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


def _coordinate(tokens: Tokens, begin: int, made: Attribution, found_first: int) -> int | None:
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
    if own and (low[place] == "," or _is_mark(tokens, place)) and _opens_loosely(tokens, found_first):
        return place
    if low[place] == ";":
        return place
    if kind[place] & CONJ or (own and low[place] in ("while", "as", "though", "although", "whereas")):
        comma = low[place - 1] in (",", ";", "—", "–", "―") or _is_mark(tokens, place - 1)
        if own and not comma:
            return None
        return place - 1 if comma and not _is_mark(tokens, place - 1) else place
    # "Aune, who knew that it would rain, told his crew to leave": the main verb after a relative clause.
    if made.source and made.source[1] <= begin and low[place] == "," and made.form.tense in ("past", "s"):
        return place
    if not own and made.form.tense == "ing" and (low[place] in (",", "—", "–", "―") or _is_mark(tokens, place)):
        return place
    return None

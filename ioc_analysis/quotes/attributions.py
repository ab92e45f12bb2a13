"""Attributions: each reporting cue of a sentence with its source and the words it reports.

Floor 1, above `sources` and `reported`. Reads the tokens of one sentence (quotations count as one sentence
with what surrounds them). Out of scope: who a source is (`names`), what kind of quote it makes (`quotes`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ..english import phrases, reporting
from ..english.tokens import (
    ADV,
    AUX,
    CAP,
    CONJ,
    CUE,
    DET,
    ING,
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
from . import nesting, reported, sources, usage

PLAIN = frozenset(("say", "tell", "add", "write", "tweet", "explain", "continue", "announce", "warn", "note"))


CUE_OR_PHRASE = CUE | PHRASE
FINITE = AUX | VERB | PAST
LEADS_BACK = AUX | ADV | REL  # between "who" and its verb
SAYING = CUE | ING
BEFORE_PARTICIPLE = PUNCT | CONJ | ADV | AUX | TIME | SUBJ
# Letters of a cue's frame, see `reporting`.
CLAUSE_OR_MARKS, REPORTS, MORE_THAN_NAMES = frozenset("cqo"), frozenset("ctqo"), frozenset("ctqoipv")


# After these the source may follow its verb; these verbs have who is told there.
BEFORE_INVERSION = phrases.MARKS | {",", "—", "–", "―", ")", "?", "!"}
OBJECTS = frozenset(("which", "that", "what", "whom"))  # what is reported, when its clause has another subject
TELLING = frozenset(("tell", "inform", "brief", "remind", "assure"))


JOINING = ("and", "but")
UNFINISHED = frozenset(("also", "still", "only", "just", "both"))  # no clause ends so
NEAR = 40  # tokens between a cue that names its object and the marks


@dataclass(slots=True, eq=False)
class Attribution:
    """A cue with its source and the stretches it reports, all as half-open ranges of token numbers.

    `origin`: whose words the source relays ("She recalled him saying", "according to Quist, Aune said").
    """

    cue: tuple[int, int]
    form: reporting.Form
    source: tuple[int, int] | None
    contents: tuple[tuple[int, int], ...]
    negated: bool
    method: str
    whole: bool  # False: the content counts only as far as it stands between marks
    origin: tuple[int, int] | None = None


def find_cues(tokens: Tokens) -> tuple[list[int], list[int]]:
    """Return the tokens outside quotation marks that may begin a cue, and those of them that need no marks near by."""
    quoted, low, kind, seconds = tokens.quoted, tokens.low, tokens.kind, _seconds()
    last = len(low) - 1
    cues = [
        place
        for place in tokens.noted
        if kind[place] & CUE_OR_PHRASE
        and quoted[place] < 0
        and (kind[place] & CUE or (place < last and low[place + 1] in seconds[low[place]]))
    ]
    return cues, [place for place in cues if kind[place] & SAYS or low[place - 1] in JOINING]


@cache
def _seconds() -> dict[str, frozenset[str]]:
    """Return the second words of the cues of several words, by their first word."""
    return {
        first: frozenset(form.words[1] for form in options if len(form.words) > 1)
        for first, options in reporting.forms().items()
    }


def find_attributions(tokens: Tokens, first: int, last: int, cues: list[int], stretches: Sequence) -> list[Attribution]:
    """Return the attributions of the sentence made of tokens `first` to `last`, in reading order.

    `cues` are those of the sentence, as `find_cues` gives them; `stretches` are its quotations: most cues report
    nothing unless one stands near, so a sentence without any is given only those that need none.
    """
    found: list[Attribution] = []
    kind, low, forms = tokens.kind, tokens.low, reporting.forms()
    if stretches:
        begin, stop = stretches[0].first - NEAR, stretches[-1].last + NEAR
        if begin >= first or stop < last:
            cues = [place for place in cues if kind[place] & SAYS or begin < place < stop]
    reached = first
    if tokens.word[first].isupper() or "(" in low[first : first + 6]:
        reached = usage.after_dateline(tokens, first, last)
    sentence = (tokens, reached, last)
    for place in cues:
        if place < reached:
            continue
        value = kind[place]
        if value & CAP and place > first and not kind[place - 1] & PUNCT:  # United States
            continue
        form = _form_at(tokens, place, last) if value & PHRASE else forms[low[place]][0]
        if form is None:
            continue
        end = place + len(form.words)
        if form.tense == "base" and end < last and value & kind[end] & CAP:  # State Department officials
            continue
        made = _read(sentence, form, place, end, found)
        if made and _counts(tokens, made):
            if found:
                nesting.add(sentence, found, made)
            else:
                found.append(made)
            reached = end
        elif (
            found
            and form.tense in ("past", "s")
            and low[place - 1] in JOINING
            and not (end < last and kind[end] & AUX)  # "says guards and drones have left"
        ):
            nesting.cut(tokens, found, place - 1)
    return found


def _counts(tokens: Tokens, made: Attribution) -> bool:
    """Tell whether a cue reports words; one that only names its object does if the words are marked."""
    if made.whole and made.contents:
        return True
    if not made.contents:
        return made.source is not None and made.form.tense != "ing" and not CLAUSE_OR_MARKS.isdisjoint(made.form.frame)
    return any(max(tokens.quoted[begin:stop], default=-1) >= 0 for begin, stop in made.contents)


def _form_at(tokens: Tokens, place: int, last: int) -> reporting.Form | None:
    """Return the longest cue that begins at a token, if it is not cut off by the end of the sentence."""
    low = tokens.low
    for form in reporting.forms()[low[place]]:
        words, end = form.words, place + len(form.words)
        if len(words) == 1 or (end <= last and low[end - 1] == words[-1] and tuple(low[place:end]) == words):
            return form
    return None


def _read(sentence: phrases.Bounds, form: reporting.Form, place: int, end: int, found: list) -> Attribution | None:
    """Read one cue: its verb group, its source, what it reports; None if it is no reporting here."""
    tokens, first, last = sentence
    if "a" in form.frame:
        return _according(sentence, form, place, end)
    kind, low = tokens.kind, tokens.low
    left, negated, passive = place - 1, False, False
    if kind[left] & phrases.SPECIAL:
        left, negated, passive = sources.verb_group(tokens, place, first)
    if kind[place] & CAP and place > first and not phrases.is_mark(tokens, place - 1):
        return None
    if passive and not (form.tense == "ing" or "p" in form.frame):
        return _by(sentence, form, place, end, left, negated, found)
    if "p" in form.frame and not passive:
        return None
    if form.lemma == "accuse" and form.tense == "past" and end < last and kind[end] & PREP and not passive:
        return None  # a man accused of theft
    if usage.is_noun(tokens, form, place, end, left, first, last):
        return None
    if left < first or low[left] in BEFORE_INVERSION:
        made = _inverted(sentence, form, place, end, left, found)
        if made:
            return made
    before, origin = sources.source_before(sentence, form, place, left, found), None
    if before == "infinitive":
        return None
    if before:
        if low[before[0] - 1] in SUPPOSING or low[last - 1] == "?":
            negated = negated or _supposed(sentence, before)
        if form.tense == "ing":
            before, origin = sources.relayed(sentence, form, place, before, found)
    if left > first and low[left] == "to" and low[left - 1] in sources.REFUSING:  # declined to say
        negated = True
    made = _forward(sentence, form, place, end, before, negated, found)
    if made and origin:
        made.origin = origin
    return made


def _by(sentence, form, place, end, left, negated, found) -> Attribution | None:
    """Read a passive whose source follows "by": "he was told by a nurse that …", "…, it was announced by the port"."""
    tokens, _, last = sentence
    low, kind = tokens.low, tokens.kind
    limit = min(last, end + BY)
    by = next((spot for spot in range(end, limit) if low[spot] == "by" or kind[spot] & (PUNCT | VERB | SUB)), last)
    if by >= limit or low[by] != "by" or by + 1 >= last:
        return None
    stop = phrases.phrase_right(tokens, by + 1, last)
    if stop <= by + 1 or tokens.quoted[by] >= 0:
        return None
    source, behind = (by + 1, stop), stop
    if low[min(behind, last - 1)] == ",":  # "told by its chair, Ada Quist, that"
        comma = next((spot for spot in range(behind + 1, min(last, behind + BY)) if low[spot] == ","), None)
        behind = comma + 1 if comma is not None and comma + 1 < last else behind
    if "o" in form.frame and behind < last and low[behind] in ("that", "if", "whether", "to", "how", "why", "what"):
        begin = behind + 1 if low[behind] == "that" else behind
        return Attribution((place, end), form, source, ((begin, last),), negated, "passive, by its source", whole=True)
    if low[left] == "it" and "c" in form.frame:
        contents = reported.reported_before(sentence, left, found)
        if not contents and behind < last and low[behind] == "that":
            contents = ((behind + 1, last),)
        if contents:
            return Attribution((place, end), form, source, contents, negated, "passive, by its source", whole=True)
    return None


BY = 8  # tokens between a passive and its "by"


SUPPOSING = ("if", "unless", "whether")


def _supposed(sentence: phrases.Bounds, source) -> bool:
    """Tell whether saying is only asked about or supposed: "Did she say so?", "If she says so"."""
    tokens, first, last = sentence
    if source[0] > first and tokens.low[source[0] - 1] in SUPPOSING:
        return True
    asks = tokens.low[last - 1] == "?" and tokens.quoted[last - 1] < 0
    return asks and bool(tokens.kind[first] & AUX) and tokens.quoted[first] < 0


def _inverted(sentence, form, place, end, left, found) -> Attribution | None:
    """Read a cue whose source follows it: "…," said Nils Aune."""
    tokens, first, last = sentence
    behind_marks = left > first and usage.closes_quotation(tokens, place)
    telling = form.lemma in TELLING and not (behind_marks and form.lemma == "assure")
    if form.tense == "ing" or telling or REPORTS.isdisjoint(form.frame):
        return None
    if left != place - 1 and left >= first:
        return None
    end = usage.past_aside(tokens, end, last) if behind_marks else end
    stop = phrases.phrase_right(tokens, end, last)
    if stop <= end or (stop == end + 1 and tokens.kind[end] & (OBJ | TIME) and not tokens.kind[end] & SUBJ):
        return None
    behind = tokens.kind[stop] if stop < last else PUNCT
    if behind & (FINITE | CUE) and not behind & (PREP | CAP):
        return None
    if left >= first and tokens.low[left] == "," and "c" not in form.frame and not behind_marks:
        return None
    contents = reported.reported_before(sentence, left + 1, found)
    if not contents and left >= first and tokens.low[left] not in phrases.MARKS:
        return None
    if contents and sources.apposes(sentence, contents[0], end):
        return None
    resumed = reported.reported_after(sentence, stop, inverted=True)
    contents = _resumed(tokens, contents, resumed) if resumed else contents
    origin = None
    if tokens.low[stop : stop + 1] == [","] and tokens.low[stop + 1 : stop + 2] in (["quoting"], ["citing"]):
        whose = phrases.phrase_right(tokens, stop + 2, last)  # “…,” said one of them, quoting Nils Aune
        origin = (stop + 2, whose) if whose > stop + 2 and tokens.kind[stop + 2] & CAP else None
    cue = (place, place + len(form.words))
    return Attribution(cue, form, (end, stop), contents, False, "cue, source after", True, origin)


def _resumed(tokens: Tokens, contents: tuple, resumed: tuple) -> tuple:
    """Join what stands before and after an attribution, without an opening phrase ("On the island, Aune said, …")."""
    begin, stop = contents[0] if contents else (0, 0)
    if not tokens.kind[begin] & (PREP | TIME) or tokens.kind[begin] & DET:
        return contents + resumed
    quoted = max(tokens.quoted[begin:stop], default=-1) >= 0
    return contents + resumed if quoted or phrases.has_finite(tokens, begin, stop, far=True) else resumed


def _goes_on(tokens: Tokens, source: int) -> bool:
    """Tell that a quotation's sentence goes on with its source: “We agree,” he; “We agree!” the mayor."""
    marks = tokens.low[source - 2 : source]
    return "," in marks or (not tokens.kind[source] & CAP and not {"!", "?"}.isdisjoint(marks))


def _begin(sentence, form, end, source) -> tuple[int | None, bool, bool]:
    """Return where the words after a cue begin, whether a mark or "that" says so, whether its source closes a quote."""
    tokens, first, last = sentence
    low = tokens.low
    begin, strong = reported.content_begin(tokens, end, last, form.frame)
    closes = begin is not None and bool(source) and usage.closes_quotation(tokens, source[0])
    if begin is not None and closes and not strong and form.tense != "ing":
        # “We agree,” he said in the hall where a crowd had gathered; but: “We agree.” He said in May it rained.
        aside = reported.after_phrase(tokens, end, begin) or low[begin] == "as"
        begin = None if aside and _goes_on(tokens, source[0]) else begin
    aside = begin is not None and begin < last and low[begin] == "as"
    if aside and source and source[0] - first > 3 and low[source[0] - 1] == ",":
        begin = begin if max(tokens.quoted[begin:last]) >= 0 else None  # "It rained, Aune said as he left"
    return begin, strong, closes


def _forward(sentence, form, place, end, source, negated, found) -> Attribution | None:
    """Read a cue whose source stands before it or in an earlier clause: it reports what follows or what precedes."""
    tokens, first, last = sentence
    kind, low = tokens.kind, tokens.low
    noun = source is None and "x" in form.frame and form.tense in ("s", "base")
    if noun and place > first and low[end : end + 1] == ["that"] and max(tokens.quoted[end:last]) < 0:
        return None  # dismissed as “lies” reports that it rained
    begin, strong, closes = _begin(sentence, form, end, source)
    if begin is not None and kind[place - 1] & LEADS_BACK:
        last = _relative_end(sentence, place, begin)
    if begin is not None and begin < last:
        if not strong and low[place] in sources.RELAYING:
            stop = min(last, phrases.phrase_right(tokens, begin, last) + 1)
            if any(value & SAYING == SAYING for value in kind[begin + 1 : stop]):  # recalled him saying
                return None
        # "is not saying much"; "by asking the council to act": nothing is reported without "that" or marks
        doubtful = (negated and not strong) or (form.tense == "ing" and kind[place - 1] & PREP)
        if doubtful and low[begin - 1] not in ("that", ":") and not reported.opens(tokens, begin):
            return None
        if form.tense == "ing" and not strong and not kind[place - 1] & BEFORE_PARTICIPLE:
            return None  # "help maintaining equipment"
        # A verb that only names its object (nicknamed “the Fox”) reports what is marked, no more.
        whole = strong and not MORE_THAN_NAMES.isdisjoint(form.frame)
        if not whole and not (source and source[0] > first and low[source[0] - 1] in OBJECTS):
            far = end < begin and reported.after_phrase(tokens, end, begin)
            whole = reported.is_clause(tokens, form, begin, last, far=far)
        stop = begin
        if whole:
            stop = reported.without_trailer(tokens, begin, last)
        elif "n" not in form.frame and form.group == "asserting" and not reported.opens(tokens, begin):
            return None  # "rebels who hold the valley warned of “a flood”"
        elif max(tokens.quoted[begin:last]) >= 0:
            stop = reported.object_end(tokens, begin, last)
        if whole or max(tokens.quoted[begin:stop], default=-1) >= 0:
            return Attribution((place, end), form, source, ((begin, stop),), negated, "cue, source before", whole)
    if source is None:
        return None
    if source[0] > first and low[source[0] - 1] == "as":
        ahead = _after_as(sentence, source, end)
        if ahead:
            return Attribution((place, end), form, source, ahead, negated, "as the source says", whole=True)
    # What follows is no clause: the cue may still close what precedes, "…, she said at a fair opening the season".
    if begin is not None and form.lemma not in PLAIN and not closes:
        return None
    if not REPORTS.isdisjoint(form.frame):
        resumed = reported.reported_after(sentence, end, inverted=False)
        contents = reported.reported_before(sentence, _apposed(sentence, source[0]), found, loose=bool(resumed))
        if contents and not resumed and low[contents[-1][1] - 2] in UNFINISHED:
            return None  # "It is also, as Aune noted, a wreck"
        if contents:
            contents = _resumed(tokens, contents, resumed) if resumed else contents
            return Attribution((place, end), form, source, contents, negated, "source and cue after", whole=True)
    if begin is not None:
        return None
    return Attribution((place, end), form, source, (), negated, "cue, source before", whole=False)


def _relative_end(sentence: phrases.Bounds, place: int, begin: int) -> int:
    """Return where the words end that a relative clause reports: "Aune, who said it rained, left": before the comma."""
    tokens, first, last = sentence
    kind, spot = tokens.kind, place - 1
    while spot > first and kind[spot] & (AUX | ADV) and not kind[spot] & REL:
        spot -= 1
    if spot <= first or tokens.low[spot] not in ("who", "which") or tokens.low[spot - 1] != ",":
        return last
    for comma in range(begin + 2, last - 1):
        if (
            tokens.low[comma] == ","
            and tokens.quoted[comma] < 0
            and kind[comma + 1] & (AUX | VERB | PAST)
            and not kind[comma + 1] & (PREP | CONJ)
            and phrases.has_finite(tokens, begin, comma)
        ):
            return comma
    return last


def _apposed(sentence: phrases.Bounds, place: int) -> int:
    """Return where the phrase begins that a source explains: "It rained, her son, Nils Aune, said": her."""
    tokens, first, _ = sentence
    if place - 2 > first and tokens.low[place - 1] == "," and tokens.kind[place] & CAP:
        begin = phrases.phrase_left(tokens, place - 2, first)
        parted = (
            begin is not None and begin > first and (tokens.low[begin - 1] == "," or phrases.is_mark(tokens, begin - 1))
        )
        if parted and tokens.kind[begin] & (DET | POSS):
            return begin
    return place


def _after_as(sentence, source, end) -> tuple[tuple[int, int], ...]:
    """Return the clause after "As Aune told a radio station, …"."""
    tokens, first, last = sentence
    if any(not tokens.kind[spot] & (CONJ | ADV | PUNCT) for spot in range(first, source[0] - 1)):
        return ()
    comma = next((spot for spot in range(end, min(last, end + phrases.LOOKAHEAD)) if tokens.low[spot] == ","), None)
    return ((comma + 1, last),) if comma is not None and last - comma > 3 else ()


def _according(sentence: phrases.Bounds, form: reporting.Form, place: int, end: int) -> Attribution | None:
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
        comma = next(
            (spot for spot in range(stop, min(last, stop + phrases.LOOKAHEAD)) if tokens.low[spot] == ","), None
        )
        begin = usage.past_apposition(tokens, comma + 1, last) if comma else stop
        contents = ((begin, reported.before_contrast(tokens, begin, last)),) if last - begin > 3 else ()
        method = "according to, before"
    return Attribution((place, end), form, (end, stop), contents, False, method, whole=True)

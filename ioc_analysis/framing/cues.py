"""Cues: words that frame, hedge, distance or stress, from one table of terms, and those that attributions carry.

Floor 1 (above `english`). `lexicons/cues.csv` holds the terms, each with its class, label and source; `*` stands for
any ending. A hit is a word in its sentence, no finding: what is counted, and with what interval, is settled in
`compare`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from .. import lexicon
from ..english import reporting
from ..english.tokens import Tokens, classes

# Who is one and could be asked, or was named before: the ministry's head, a spokesman, they.
_KNOWN = re.compile(
    r"^(?:the|his|her|its|their)\b|['’]s?\s|\b(?:spokes\w+|(?:and|or) other|television|tv|radio|media)\b"
    r"|^(?:they|we|you|i|he|she|it|those|these|who|all|both|everyone|nobody|no one)$",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"^(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+|another|some|several|many|most|few|dozens|hundreds)\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"(?:[a-z]s|\bpeople|\bpolice|\b\w*men)(?:\s+(?:of|from|in|at|with|close|near|on|who|familiar|briefed)\b|$)"
)
# The head of a source stands before the first of these: (a diplomat) at the talks.
_CUT = re.compile(
    r",|\s+(?:of|from|in|at|with|close|near|on|who|whom|familiar|briefed|for|outside|inside|to|present|speaking|involved|"
    r"based|about|within|across|by|there|along|among|around|behind|as|that)\b"
)
_SOME = frozenset(
    "some others other many several few dozens hundreds thousands millions tens majority minority people two three "
    "four five six countries nations states agencies allies forces troops sides".split()
)
_AGENT = re.compile(r"\w{2}(?:[^aeiou]ers|ors|ists|ians|ants|ees|men)$")
# Words that stand alone between marks as words: a “yes” vote.
_MENTIONED = frozenset("yes no not aye nay maybe why how".split())
# Stances without another sense of their verbs.
_PLAIN = frozenset(("neutral", "according", "writing", "quoting", None))
_SENTENCE = re.compile(r"[.!?][”\"’')]*\s|\n")
# Scare quotes stand inside a noun phrase: the “experts”, her new “palace”.
_INSIDE = re.compile(
    r"\b(?:the|an?|his|her|its|their|our|my|your|this|that|these|those|all|such|no|some|any|every)(?:\s+[\w-]+){0,2}\s*[“\"‘']?$",
    re.IGNORECASE,
)
# A mode of talk that says nothing about how sure it is: could see, may I; and the noun might.
_ABLE = frozenset(
    "not see hear feel smell taste find afford never hardly barely clearly easily reach ill even no only".split()
)
_SENSED = frozenset("seen heard felt found smelled smelt reached contacted".split())
_MODALS = frozenset("can could will would shall should may might must is was has had and of".split())
_NO_MODAL = frozenset("the military their its his her our of sheer full naval what all worst best least most".split())
# He said it clearly; she could clearly see; they speak very clearly.
_MANNER = frozenset(("clearly", "plainly"))
_SHOWN = frozenset(
    "see seen saw hear heard visible audible marked labelled labeled defined legible written stated state say says "
    "said speak speaks spoke spoken spell spelled write wrote".split()
)
_DEGREE = frozenset("very so more most quite as too enough less".split())
# What one can do, not what may be: do whatever they could, so that it could float, felt she could rest.
_ABILITY = frozenset("all everything anything best as".split())
_ABLE_TO = frozenset("felt thought knew wished said believed".split())
# Not the speaker's stance: claim lives, agree to leave.
_CLAIMED = re.compile(
    r"\s+(?:[\w,.-]+\s+){0,3}(?:lives|life|attacks?|attacking|responsibility|credit|victory|asylum|victims)\b"
)

# The first confirmed death is nobody's admission.
_NOMINAL = re.compile(r"\b(?:the|an?|no|any|first|second|third|last|other|only|new|more|few|fewer|many|most)\s+$")
# Asked him to leave, asked for help: a demand; asked whether, asked him why: a question.
_ASKED = re.compile(r"(?:\s+[\w.’'-]+){0,6}?\s+(?:to|for|that|not to)\b(?!\s+(?:which|what|whom|why)\b)")
# These verbs report only with a clause, a quotation or none behind them: knew that, he thinks; not knew him.
_TELLING = ("agree", "accept", "maintain", "respond")
_TOLD = re.compile(
    r"\s*[,.:;“\"‘—–]|\s+[A-Z“‘\"(]|\s+(?:that(?!\s+(?:way|much|\d))|the|it|he|she|they|we|there|i|his|her|its|their|"
    r"this(?!\s+(?:week|month|year))|these|those|some|all|any|no|many|only|(?:on|last|this|late|early)\s+\w+\s+that)\b"
)
_DONE = re.compile(r"\s+to\s+(?!an?\b|the\b)[a-z]")
_WHY = re.compile(r"\s+(?:how|why|what)\b")
_SEEN = frozenset("see sees seeing seen saw".split())
_HEARD = re.compile(r"\b(?:on|upon|after|by|from|before)\s+$")
# Directs a school, moves to a town: no demand. It threatens to rain.
_ORDERING = ("direct", "move", "intend", "require", "command")
_ORDERED = re.compile(r"(?:\s+[\w.’'-]+){0,6}?\s+(?:to|that)\s")
_LOOMS = re.compile(r"\b(?:it|that|this|which|and)\s+(?:\w+\s+)?$", re.IGNORECASE)


class _Term(NamedTuple):
    """A term: its words, which of them it is looked for by, its place in the table, class, label and method."""

    words: tuple[str, ...]
    at: int
    order: tuple[bool, int]
    group: str
    label: str
    method: str


class _Around(NamedTuple):
    """The terms that are looked for by one word: of one word, and of more by the word before it or behind it."""

    alone: tuple[_Term, ...]
    check: Callable[[Tokens, int], bool] | None  # what tells whether those of one word are meant
    before: dict[str, list[_Term]]
    behind: dict[str, list[_Term]]


class _Terms(dict):
    """What is looked for by a word, most often None; worked out once per word.

    A term of several words is looked for by its rarest, which is no word of grammar: is said *to* would be tried at
    every *is*.
    """

    def __init__(self):
        super().__init__()
        self.whole: dict[str, list[_Term]] = {}
        self.open: list[tuple[str, _Term]] = []
        for number, row in enumerate(lexicon.load("cues")):
            if row["class"] == "stance":  # of reporting verbs, which quotes find
                continue
            words = tuple(row["term"].lower().split())
            about = row["class"], row["label"], f"term: {' '.join(words)}"
            if words[0].endswith("*"):
                self.open.append((words[0][:-1], _Term(words, 0, (True, number), *about)))
                continue
            at = max(range(len(words)), key=lambda place: (words[place] not in classes(), len(words[place])))
            self.whole.setdefault(words[at], []).append(_Term(words, at, (False, number), *about))

    def __missing__(self, word: str) -> _Around | None:
        found = [*self.whole.get(word, ())]
        found += [term._replace(method=f"term: {word}") for stem, term in self.open if word.startswith(stem)]
        alone = tuple(term for term in found if len(term.words) == 1)
        around = _Around(alone, _CHECKED.get(word), {}, {}) if found else None
        for term in found:
            if term.at:
                around.before.setdefault(term.words[term.at - 1], []).append(term)
            elif len(term.words) > 1:
                around.behind.setdefault(term.words[1], []).append(term)
        if len(self) < 100_000:  # one process may read millions of articles
            self[word] = around
        return around


@cache
def terms() -> dict[str, _Around | None]:
    """Return what is looked for by each word; None for most."""
    return _Terms()


@cache
def _stances() -> dict[str, str]:
    """Return the stance of every reporting verb and phrase, by its printed form.

    It is the verb's class, where `lexicons/cues.csv` has no row of class stance for it: the classes of
    `reporting_cues.csv` serve the grammar of quotes, and have *refer to* beside *condemn*.
    """
    own = {row["term"]: row["label"] for row in lexicon.load("cues") if row["class"] == "stance"}
    forms = [form for found in reporting.forms().values() for form in found]
    found = {" ".join(form.words): own.get(form.lemma, form.group) for form in forms}
    # "warned of" is a warning as "warned" is
    return found | {form: found.get(form.removesuffix(" of").removesuffix(" against"), found[form]) for form in found}


def find_cues(
    text: str,
    tokens: Tokens,
    spans: Iterable[tuple[int, int]],
    quotes: Iterable[tuple],
    places: Iterable[int] | None = None,
) -> list[tuple]:
    """Return (start, end, class, label, method) of every cue in the spans, in reading order.

    `tokens` are those of the spans. `quotes` are the rows of the quotes table: their reporting verb is a cue of class
    stance, an unnamed source one of vague source, and scare quotes are distancing. `places` are the tokens where a
    term may stand, if they are known (`sought.find_places`).

    >>> from ioc_analysis.english.tokens import tokenize
    >>> text = "The so-called experts may be right."
    >>> find_cues(text, tokenize(text, [(0, 35)], []), [(0, 35)], [])
    [(4, 13, 'distancing', 'distancing', 'term: so-called'), (22, 25, 'hedge', 'hedge', 'term: may')]
    """
    quotes = list(quotes)
    said = sorted({row[12] for row in quotes if row[11] is not None})
    stances = frozenset(said)
    places = range(len(tokens.low)) if places is None else places
    found = [row for row in _find_terms(tokens, [start for start, _ in spans], places) if row[0] not in stances]
    starts = [row[0] for row in found if row[2] == "vague source"]
    carried = {row: None for quote in quotes for row in _find_attributed(text, quote, said)}  # two may have one verb
    found += [
        row for row in carried if row[2] != "vague source" or bisect_left(starts, row[0]) == bisect_left(starts, row[1])
    ]
    return sorted(found, key=lambda row: (row[0], -row[1], row[2]))


def _find_terms(tokens: Tokens, starts: list[int], places: Iterable[int]) -> list[tuple]:
    """Return the terms among the tokens, of each class the longest where two overlap; none over two spans."""
    low, sought = tokens.low, terms()
    hits = []
    for place in places:
        if (around := sought[low[place]]) is None:
            continue
        alone, check, before, behind = around
        if alone and (check is None or check(tokens, place)):
            hits += [(place, -place, term.order, term) for term in alone]
        if before and place and (several := before.get(low[place - 1])):
            hits.extend(_whole(tokens, starts, place, several))
        if behind and place + 1 < len(low) and (several := behind.get(low[place + 1])):
            hits.extend(_whole(tokens, starts, place, several))
    hits.sort()
    found, ends = [], {}
    for first, last, _, term in hits:
        start, stop = tokens.start[first], tokens.end[-last]
        if start >= ends.get(term.group, 0):
            ends[term.group] = stop
            found.append((start, stop, term.group, term.label, term.method))
    return found


def _whole(tokens: Tokens, starts: list[int], place: int, several: list[_Term]) -> Iterator[tuple]:
    """Yield of the terms of several words those whose other words stand around this one, in one span."""
    for term in several:
        first = place - term.at
        last = first + len(term.words) - 1
        if first < 0 or tuple(tokens.low[first : last + 1]) != term.words:
            continue
        if bisect_right(starts, tokens.start[first]) == bisect_right(starts, tokens.start[last]):
            yield first, -last, term.order, term


def _near(tokens: Tokens, place: int) -> str:
    """Return a token in small letters, nothing outside the text."""
    return tokens.low[place] if 0 <= place < len(tokens.low) else ""


def _is_modal(tokens: Tokens, place: int) -> bool:
    """Tell whether may, might or could hedges: not the month, not the noun, no ability (could see, could not come)."""
    word, behind, before = tokens.word[place], _near(tokens, place + 1), _near(tokens, place - 1)
    if word == "May":
        return False
    if word.lower() == "might":
        return behind not in _MODALS and before not in _NO_MODAL and not before.endswith(("'s", "’s"))
    if before in _NO_MODAL or (word == "may" and (behind in ("i", "we") or before == "you")):
        return False
    if word.lower() == "could":
        near = _near(tokens, place - 2)
        asked = {"what", "whatever"} & set(tokens.low[max(0, place - 4) : place])
        if asked or before in _ABILITY or near in _ABILITY or (before in ("i", "we") and near in ("doubt", *_ABLE_TO)):
            return False
        if ("so", "that") in ((_near(tokens, place - 3), near), (_near(tokens, place - 4), _near(tokens, place - 3))):
            return False
    sensed = behind == "be" and _near(tokens, place + 2) in _SENSED
    return word.lower() != "could" or (behind not in _ABLE and not sensed)


def _is_sure(tokens: Tokens, place: int) -> bool:
    """Tell whether clearly stresses: not how it was said or seen."""
    before, behind = _near(tokens, place - 1), _near(tokens, place + 1)
    return behind not in (".", ";", "!", "?", *_SHOWN) and before not in _SHOWN and before not in _DEGREE


def _is_doubted(tokens: Tokens, place: int) -> bool:
    """Tell whether supposed distances: not what was supposed to happen."""
    return _near(tokens, place + 1) != "to"


def _is_chance(tokens: Tokens, place: int) -> bool:
    """Tell whether likely hedges: not a rate (twice as likely)."""
    return _near(tokens, place - 1) != "as"


_CHECKED = dict.fromkeys(("may", "might", "could"), _is_modal) | dict.fromkeys(_MANNER, _is_sure)
_CHECKED |= {"supposed": _is_doubted, "likely": _is_chance}


# Words of a frame that mean something else before and behind these: lose faith in, an act of God, warrant more care.
_ELSE = {
    "faith": ("lose loses lost losing good bad no little much utmost".split(), ["in"]),
    "god": (["of"], ["forbid"]),
    "warrant": ("to not would could may might must will can".split(), []),
    "judge": ("to not would could may might must will can".split(), ["that"]),
    "family": (["royal"], ["tree", "name"]),
    "suffering": ([], ["from"]),
}


def _is_frame(tokens: Tokens, place: int) -> bool:
    """Tell whether a word of a frame has its plain sense."""
    before, behind = _ELSE[tokens.low[place]]
    return _near(tokens, place - 1) not in before and _near(tokens, place + 1) not in behind


_CHECKED |= dict.fromkeys(_ELSE, _is_frame)


def _find_attributed(text: str, quote: tuple, said: list[int]) -> list[tuple]:
    """Return the cues that an attribution carries: the stance of its verb, a source without name, scare quotes."""
    start, end, kind, _, _, _, speaker_start, speaker_end, _, speaker_type, *_ = quote
    cue, cue_start, cue_end, method = quote[11], quote[12], quote[13], quote[-1]
    if kind == "not_speech":
        scare = method == "scare quotes" and _is_scare(text, start, end, said)
        # One word is held at arm's length; several, or a compound, may be a term or somebody's words as well.
        label = "marked words" if re.search(r"[ -]", text[start:end]) else "scare quotes"
        return [(start, end, "distancing", label, "quotes")] if scare else []
    found = []
    if cue is not None and (stance := _stance(text, cue.lower(), cue_start, cue_end)):
        found.append((cue_start, cue_end, "stance", stance, "reporting verb"))
    if speaker_type == "unnamed" and speaker_start is not None and _is_vague(text, speaker_start, speaker_end):
        found.append((speaker_start, speaker_end, "vague source", "unnamed source", "quotes"))
    return found


def _is_scare(text: str, start: int, end: int, cues: list[int]) -> bool:
    """Tell whether words between marks are held at arm's length: a few, inside a noun phrase.

    Where the sentence says that someone said something, the words are rather theirs.
    """
    words = text[start:end]
    few = len(words.split()) <= 4 and not re.search(r"\d|\w,", words)
    if not few or words.lower() in _MENTIONED or _INSIDE.search(text, max(0, start - 60), start) is None:
        return False
    return _cues_around(text, start, end, cues) == 0


def _cues_around(text: str, start: int, end: int, cues: list[int]) -> int:
    """Return how many reporting verbs begin in the sentence around a span."""
    stops = [match.end() for match in _SENTENCE.finditer(text, max(0, start - 300), start)]
    after = _SENTENCE.search(text, end, end + 300)
    first, last = stops[-1] if stops else max(0, start - 300), after.start() if after else end + 300
    return bisect_left(cues, last) - bisect_left(cues, first)


def _stance(text: str, cue: str, start: int, end: int) -> str | None:
    """Return the stance of a reporting verb; None where it reports nothing: to agree to leave, to claim lives."""
    stance = _stances().get(cue)
    if stance in _PLAIN:
        return stance
    behind = text[end : end + 60]
    before = text[max(0, start - 25) : start]
    if (stance == "thinking" or cue.startswith(_TELLING)) and not _TOLD.match(behind):
        return stance if cue.startswith("consider") or (cue.startswith("reali") and _WHY.match(behind)) else None
    if cue.startswith(("allow", "hold", "held")) and not re.match(r"\s+that\b", behind):
        return None
    if stance in ("admitting", "confirming", "answering") and (_DONE.match(behind) or _NOMINAL.search(before)):
        return None
    if cue == "reasons" or (cue.startswith("claim") and _CLAIMED.match(behind)):
        return None
    if (cue == "hearing" and not _HEARD.search(before)) or (cue in _SEEN and " as " not in behind):
        return None
    if stance == "asking" and cue.startswith("ask"):
        return "demanding" if _ASKED.match(behind) else stance
    if stance == "demanding" and cue.startswith(_ORDERING) and not _ORDERED.match(behind):
        return None
    if stance == "threatening" and _LOOMS.search(before):
        return None
    return stance


def _is_vague(text: str, start: int, end: int) -> bool:
    """Tell whether a source without name is nobody in particular: senior officials, not the ministry's spokesman."""
    words = text[start:end]
    if _KNOWN.search(words) or words.isupper():
        return False
    if text[start - 2 : start] == ", " and " of the " in words:  # Quist, head of the union
        return False
    if not (_OPENS.match(words) or _PLURAL.search(words.lower())):
        return False
    head = _CUT.split(words.lower(), 1)[0].split()
    return words == "One" or bool(head and _is_someone(head[-1]))


@cache
def _is_someone(noun: str) -> bool:
    """Tell whether a noun means people: officials and sources, no figures, no shootings."""
    single = noun.removesuffix("s")
    ends = {noun, single, single.removesuffix("e"), single.removesuffix("ie") + "y", noun.replace("women", "woman")}
    return noun in _SOME or bool(ends & _people()) or _AGENT.search(noun) is not None


@cache
def _people() -> frozenset[str]:
    """Return nouns for people and the bodies they make, the last word of a role of several."""
    roles = {row["term"].lower().split()[-1] for row in lexicon.load("titles") if row["class"] == "role"}
    nouns = lexicon.terms("source_nouns", "class", "people") | lexicon.terms("source_nouns", "class", "organisation")
    return (nouns | roles | {"source", "witness", "official"}) - {"one", "those", "each", "all", "most"}

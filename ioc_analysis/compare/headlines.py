"""Headlines: who does what to whom in each headline, who is said to say so, and how the article begins.

Floor 3. A headline's grammar is short of articles and auxiliaries, so it has rules of its own (`verb_groups`). In
doubt a cell is missing. Out of scope: the grammar of the lead.
"""

import re
from typing import NamedTuple

import pandas as pd

from .. import lexicon, schema
from ..english import reporting
from ..english.tokens import ADV, AUX, CAP, CONJ, DET, NUM, PREP, PUNCT, REL, SUB, SUBJ, Tokens, tokenize
from ..english.verb_groups import (
    DASHES,
    PERFECT,
    PREDICATIVE,
    SIGNS,
    Verb,
    base_of,
    find_verb,
    is_form,
    opens,
    read_group,
)

MARKS = re.compile(r"“([^”]+)”|‘([^’]+(?:’(?=\w)[^’]+)*)’|\"([^\"]+)\"|(?<!\w)'([^']+(?:'(?=\w)[^']+)*)'(?!\w)")
# What stands before a headline in Markdown: # Ferry sinks, and in front matter title: "Ferry sinks".
MARKED = re.compile(r"#{1,6}[ \t]+|title:[ \t]+")
WH = frozenset("what when where which who whom whose why how".split())
WEEK = frozenset("next last this every".split())
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today tomorrow tonight yesterday january february "
    "march april june july august september october november december".split()
)
# Before a colon: what kind of piece it is, not who says so.
LABELS = frozenset(
    "live breaking watch video exclusive update updates opinion analysis explainer editorial comment review factbox "
    "timeline photos pictures profile interview podcast column letter letters report obituary recap".split()
)


class Clause(NamedTuple):
    """What a headline says: places (start, end) in its text, or None; voice and tense are words."""

    actor: tuple[int, int] | None = None
    verb: tuple[int, int] | None = None
    object: tuple[int, int] | None = None
    voice: str = "nominal"
    tense: str | None = None


def stat_headlines(passages: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return what each headline says, beside the first sentence of its article.

    One row per headline, in the order of the articles; a line that repeats an earlier one has no row, nor has an
    article without a headline. Columns: see `headlines` in the schema.

    Parameters
    ----------
    passages, sentences : as extracted

    Raises SchemaError if a table is not what its name says.

    Notes
    -----
    Only the main clause is read, by rules: *Minister killed* has no actor, *Talks end* no object, and *The end of the
    talks* (nominal) has neither. The tense is as printed: in a headline `present` tells also what is over
    (historic present). Words between marks that are no clause (`scare_quotes`) may be a term, a doubt or a part of
    what someone said; the headline alone cannot tell.

    """
    passages, sentences = schema.check(passages, "passages"), schema.check(sentences, "sentences")
    body = sentences[sentences["kind"] == "body"].drop_duplicates("article_id")
    leads = {key: lead for key, *lead in schema.rows(body, ["article_id", "start", "end", "text"])}
    found = passages[(passages["kind"] == "headline") & passages["repeats"].isna() & passages["language"].eq("en")]
    rows = []
    texts = sentences.groupby("article_id", sort=False)["text"]
    for article_id, outlet, start, end, words in schema.rows(found, schema.TABLES["passages"].names[:5]):
        start, end, words = _unmark(start, end, words)
        told = "\n".join(texts.get_group(article_id)) if ":" in words and article_id in leads else ""
        one = read_headline(words, told)
        cells = (article_id, outlet, start, end, words, *one)
        rows.append((*cells, *leads.get(article_id, (None, None, None))))
    return schema.table("headlines", rows, like=passages)


def _unmark(start: int, end: int, words: str) -> tuple[int, int, str]:
    """Return a headline's words, and where they stand, without what Markdown puts around them.

    >>> _unmark(10, 25, "# Ferry sinks #"), _unmark(4, 24, 'title: "All is well"'), _unmark(0, 11, "**It sank**")
    ((12, 23, 'Ferry sinks'), (12, 23, 'All is well'), (2, 9, 'It sank'))
    """
    opening = MARKED.match(words)
    first, last = opening.end() if opening else 0, len(words)
    if words.startswith("#") and (bare := words.rstrip("#")).endswith((" ", "\t")):
        last = max(first, len(bare.rstrip()))
    for mark in ('"', "'") if words.startswith("title:") else ("**", "*"):
        if last - first > 2 * len(mark) and words.startswith(mark, first) and words.endswith(mark, first, last):
            first, last = first + len(mark), last - len(mark)
            break
    named = any(map(str.isalnum, words[first:last]))
    return (start + first, start + last, words[first:last]) if named else (start, end, words)


def read_headline(text: str, told: str = "") -> tuple:
    """Return (actor, verb, object, voice, attribution, scare_quotes, tense) of a headline, as printed; None if missing.

    `told` is the article: who speaks there speaks before the headline's colon too.

    >>> read_headline("Norland ends “river mission”: Belmar")
    ('Norland', 'ends', '“river mission”', 'active', 'Belmar', 'river mission', 'present')
    """
    tokens = tokenize(text, [(0, len(text))], [])
    first, last, source = _part(text, tokens, told)
    clause = _read(tokens, first, last)
    if not source and (inner := _reported(tokens, clause, last)):
        source, clause = inner
    actor, verb, thing = (_words(text, span) for span in clause[:3])
    marked = [next(filter(None, match.groups())) for match in MARKS.finditer(text)]
    scare = " | ".join(words.strip(" ,.") for words in marked if not _is_clause(words))
    return actor, verb, thing, clause.voice, _words(text, source), scare or None, clause.tense


def _words(text: str, span: tuple[int, int] | None) -> str | None:
    """Return the words of a span, without marks that have no partner."""
    if span is None:
        return None
    words = text[slice(*span)].strip(" ,;:")
    for opening, closing in ("“”", "‘’", '""', "''"):
        if words.startswith(opening) and closing not in words[1:]:
            words = words[1:]
        if words.endswith(closing) and opening not in words[:-1]:
            words = words[:-1]
        words = words.removesuffix(f" {opening}")
    return words.strip() if any(map(str.isalnum, words)) else None


def _is_clause(words: str) -> bool:
    tokens = tokenize(words, [(0, len(words))], [])
    found = find_verb(tokens, 0, len(tokens.low))
    return bool(
        found and found.rank > 1 and (found.first > 0 or (found.voice == "active" and found.last < len(tokens.low)))
    )


# Parts


def _part(text: str, tokens: Tokens, told: str) -> tuple[int, int, tuple[int, int] | None]:
    """Return the tokens of the clause, and where the source stands: before or after a colon, a dash or a comma."""
    low, last = tokens.low, len(tokens.low)
    while last and tokens.kind[last - 1] & PUNCT and low[last - 1] in ".?!":
        last -= 1
    for place in range(last - 1, 0, -1):
        dash = low[place] in DASHES and tokens.start[place] > tokens.end[place - 1]
        if not (low[place] == ":" or dash):
            continue
        if _is_source(tokens, place + 1, last) and (find_verb(tokens, 0, place) or low[place - 1] in SIGNS):
            return 0, place, _span(tokens, place + 1, last)
        if dash and last - place < 6 and find_verb(tokens, 0, place):  # the name of the site, a by-the-way
            return 0, place, None
        if low[place] == ":":
            found = find_verb(tokens, 0, place)
            if found and found.rank > 1 and opens(tokens, found.last, place):
                return 0, place, None
            speaks = _speaks(text, tokens, place, last) or _is_heard(tokens, place, told)
            return place + 1, last, _span(tokens, 0, place) if speaks else None
    for place in range(last - 2, 1, -1):
        if low[place] == "," and last - place < 8 and _reports(low[last - 1]):
            return 0, place, _span(tokens, place + 1, last - 1)
    return 0, last, None


def _is_source(tokens: Tokens, first: int, last: int) -> bool:
    """Tell whether the words after a colon can name who says so: short, no verb, no question and no number."""
    if not 0 < last - first < 7 or tokens.kind[first] & (NUM | DET | PREP | SUBJ) or tokens.low[first] in WH:
        return False
    found = find_verb(tokens, first, last)
    return not (found and found.rank > 3) and not any(low in SIGNS for low in tokens.low[first:last])


def _speaks(text: str, tokens: Tokens, place: int, last: int) -> bool:
    """Tell whether the words before a colon name who says what follows: it is quoted, or they name a source."""
    words = [low for low in tokens.low[:place] if low[0].isalnum()]
    if not words or len(words) > 6 or words[-1] in LABELS or words[0] in LABELS or words[0] in WH:
        return False
    if any(low in SIGNS for low in tokens.low[place + 1 : last]):
        return not any(word.endswith(("'s", "’s")) for word in words)
    name = text[tokens.start[0] : tokens.end[place - 1]]
    if name.isupper() and name.isalpha() and len(name) < 6:
        return not text.isupper() and name not in lexicon.terms("places")
    return words[-1].removesuffix("s") in lexicon.terms("source_nouns") and not find_verb(tokens, 0, place)


def _is_heard(tokens: Tokens, place: int, told: str) -> bool:
    """Tell whether the article has the name before the colon say something: Quist said, according to Quist."""
    name = tokens.word[place - 1]
    if not told or place > 4 or not name[0].isupper() or not all(tokens.kind[spot] & CAP for spot in range(place)):
        return False
    name = re.escape(name)
    says = r"(?:said|says|told|added|adds|argued|argues|warned|warns)\b"
    return (
        re.search(rf"\b{name},? {says}|\b{says} (?:[\w.’'-]+ ){{0,4}}{name}\b|[Aa]ccording to {name}\b", told)
        is not None
    )


def _reports(word: str, frames: str = "ctnq") -> bool:
    """Tell whether a word reports speech (says, warned) and takes one of the frames of `reporting` after it."""
    found = (
        form for form in reporting.forms().get(word, ()) if len(form.words) == 1 and form.tense in ("past", "s", "base")
    )
    return any(set(frames) & set(form.frame) for form in found)


def _reported(tokens: Tokens, clause: Clause, last: int) -> tuple[tuple[int, int], Clause] | None:
    """Return source and clause of "Police say the ship sank"; None if the verb reports no clause."""
    if clause.verb is None or clause.actor is None or clause.voice != "active":
        return None
    begin = tokens.at(clause.verb[0])
    behind = tokens.at(clause.verb[1] - 1) + 1
    that = behind < last and tokens.low[behind] == "that"
    if behind - begin != 1 or not _reports(tokens.low[begin], "ct" if that else "c"):
        return None
    behind += that
    found = find_verb(tokens, behind, last)
    if not found or found.first == behind or found.rank < 3 or found.tense is None or found.voice == "nominal":
        return None
    between = range(behind, found.first)
    if any(tokens.kind[place] & (SUB | REL) or tokens.low[place] in (",", *WH) for place in between):
        return None
    return clause.actor, _read(tokens, behind, last)


# Clauses


def _read(tokens: Tokens, first: int, last: int) -> Clause:
    """Return the main clause of the tokens."""
    first, last, asked = _main(tokens, first, last)
    found = find_verb(tokens, first, last)
    if not found:
        return Clause()
    if found.first == first and (behind := _inverted(tokens, found, last)):  # Did the council sign the pact?
        stop = _phrase(tokens, behind.last, last)
        parts = (found.last, behind.first), (behind.first, behind.last), (behind.last, stop)
        return Clause(*(_span(tokens, *part) for part in parts), "active", found.tense)
    verb = (tokens.start[found.first], tokens.end[found.last - 1])
    if found.first == first:  # Is the pact dead?
        return Clause(
            _span(tokens, found.last, _phrase(tokens, found.last, last)), verb, None, found.voice, found.tense
        )
    begin = found.first
    while begin > first + 1 and tokens.kind[begin - 1] & ADV and not tokens.kind[begin - 1] & DET:
        begin -= 1
    subject = _span(tokens, first, begin)
    if asked and found.rank == 2:  # "Why Quist resigned": no auxiliary is left out of a question
        found = found._replace(voice="active", tense="past")
    if found.voice == "passive":
        return Clause(_agent(tokens, found.last, last), verb, subject, "passive", found.tense)
    thing = None
    if found.base != "be" and asked not in ("what", "who", "whom", "which"):
        stop = _phrase(tokens, found.last, last)
        # "Farmers fear drought will come": what follows is a clause, no object.
        thing = None if stop < last and tokens.kind[stop] & AUX else _span(tokens, found.last, stop)
    return Clause(subject, verb, thing, "active", found.tense)


def _inverted(tokens: Tokens, found: Verb, last: int) -> Verb | None:
    """Return the main verb behind an auxiliary and its subject; None if there is none."""
    form = {"be": "ing"}.get(found.base, "base")
    if tokens.low[found.first] in PERFECT:
        form = "participle"
    for place in range(found.last + 1, last):
        if tokens.kind[place] & (PREP | PUNCT):
            return None
        base = base_of(tokens.low[place], form)
        if base and lexicon.mapping("verbs", "class")[base] != "seldom" and not tokens.kind[place - 1] & DET:
            return read_group(tokens, place, last, base, "active", found.tense, 5)
    return None


def _main(tokens: Tokens, first: int, last: int) -> tuple[int, int, str | None]:
    """Return the main clause without what is fronted ("After the storm,") and what follows; and what is asked (why)."""
    low, kind = tokens.low, tokens.kind
    while first < last and (low[first] in SIGNS or kind[first] & CONJ):
        first += 1
    commas = [place for place in range(first + 1, last) if low[place] in (",", ";")]
    if first < last and kind[first] & (PREP | SUB) and not kind[first] & SUBJ and low[first] not in WH and commas:
        return _main(tokens, commas[0] + 1, last)
    asked = low[first] if first < last and low[first] in WH else None
    first += asked is not None
    for stop in range(first + 2, last):
        subordinate = kind[stop] & SUB and low[stop] != "so"
        if low[stop] not in (",", ";") and not subordinate:
            continue
        # "Port calm as ships return": the headline is done before the clause of time.
        # But "Naming Quist as envoy is wrong" goes on.
        done = subordinate and not is_form(low[first], "ing") and (low[stop] == "as" or not kind[stop] & PREP)
        if done or (low[stop - 1] in PREDICATIVE and stop - first < 4) or find_verb(tokens, first, stop):
            return first, stop, asked
    return first, last, asked


def _span(tokens: Tokens, first: int, last: int) -> tuple[int, int] | None:
    """Return where tokens stand in the text; None if there are none."""
    while first < last and tokens.low[first] in ",;:":
        first += 1
    return (tokens.start[first], tokens.end[last - 1]) if first < last else None


def _phrase(tokens: Tokens, first: int, last: int) -> int:
    """Return the token after the noun phrase that begins at `first`, of-phrases and pairs with *and* included."""
    low, kind = tokens.low, tokens.kind
    noun = False
    for place in range(first, last):
        value, word = kind[place], low[place]
        if word in SIGNS or value & CONJ:
            continue
        if word == "of" and noun:
            continue
        ends = value & (PUNCT | SUB | AUX) or (value & PREP and not value & DET) or word in ("to", *WH)
        if word in "-–/’'%$£€" or (
            value & PUNCT and tokens.start[place] == tokens.end[place - 1] and word not in ",;:.?!"
        ):
            ends = False
        if word in WEEK and place + 1 < last and low[place + 1] in ("week", "month", "year", "day", "time"):
            ends = True
        if noun and (word in DAYS or (word in PREDICATIVE and not kind[place - 1] & NUM) or is_form(word, "ing")):
            ends = True
        if not noun and value & ADV and not value & DET and not (opens(tokens, place + 1, last) and word[-2:] != "ly"):
            ends = True
        if ends:
            return _trim(tokens, first, place)
        noun = noun or not value & DET
    return _trim(tokens, first, last)


def _trim(tokens: Tokens, first: int, last: int) -> int:
    """Return the end of a phrase without the conjunction or adverb it ends with; `first` if nothing is left."""
    while last > first and (tokens.kind[last - 1] & (CONJ | ADV) or tokens.low[last - 1] in ("of", "the", "a", "an")):
        last -= 1
    return last


def _agent(tokens: Tokens, first: int, last: int) -> tuple[int, int] | None:
    """Return who did it: the phrase after *by*, unless it is a time or a number."""
    for place in range(first, min(last, first + 8)):
        if tokens.low[place] == "by" and place + 1 < last:
            named = tokens.low[place + 1] not in DAYS and not tokens.low[place + 1][0].isdigit()
            return _span(tokens, place + 1, _phrase(tokens, place + 1, last)) if named else None
        if tokens.kind[place] & (PUNCT | SUB):
            return None
    return None

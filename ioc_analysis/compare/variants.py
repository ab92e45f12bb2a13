"""Variants: what becomes of one statement from article to article, word by word and in meaning.

Floor 3. Words are set side by side in order (the longest runs first); what that means is told by the words that
changed: a name, figure, negation, hedge, modal or tense, a clause cut or added, another speaker. Which quotes render
one statement is decided in `align`.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

import pandas as pd

from .. import lexicon, schema
from ..align.likeness import content
from ..align.overlap import Weights, compare, find_parts, fold, read_rendering, strip, weigh
from ..english import text
from .differences import Difference, find_differences, say

RANKS = {"direct": 0, "mixed": 0, "unmarked": 1, "indirect": 2}  # what may be the reference: marked, if any is
STEM = 5  # letters by which speculate and speculating are one
CLAUSE = 4  # words that make a cut
CONTENT = 2  # content words among them; "but my ministry has" stands outside the marks
REWORDED = 8  # times the words that stand instead, under which a clause is put otherwise, not cut
LIKE_CLAUSE = 0.4  # likeness under which the words have nothing in common that could be cut
MOST_PRINTED, HEARD = 6, 24  # wordings that may be the reference, and wordings that decide it
TENSES = {
    **dict.fromkeys(("will", "shall"), "future"),
    **dict.fromkeys(("has", "have"), "perfect"),
    **dict.fromkeys(("was", "were", "did"), "past"),
    **dict.fromkeys(("is", "are", "am", "do", "does"), "present"),
    "would": "would",
    "had": "past perfect",
}
TURNS = frozenset("but if unless only however yet though although except not".split())
BETWEEN = frozenset("not never also already still now be been being always rarely to officially".split())
SUBJECTS = frozenset("i we you they he she it who".split())


class Step(NamedTuple):
    """A run of words that both wordings have, or that they have instead of each other; (start, end) of each."""

    same: bool
    here: tuple[int, int]
    there: tuple[int, int]


class Word(NamedTuple):
    """A word: where it stands, as printed, folded, whether it opens a sentence, and where what it is printed in begins.

    Contractions are opened: of *couldn't* the second word stands at *n't* and is *not*.
    """

    start: int
    end: int
    printed: str
    low: str
    opens: bool
    first: int


class _Printing(NamedTuple):
    """One printing of a statement: what is used of its row."""

    utterance_id: str
    article_id: str
    outlet: str | None
    start: int
    end: int
    text: str
    kind: str
    speaker_id: str | None
    speaker_name: str | None
    sure: bool


class Verb(NamedTuple):
    """A verb: its tense, and as printed with its auxiliary."""

    tense: str
    printed: str


@cache
def _read(words: str) -> list[Word]:
    """Return the words of a wording."""
    opening = {start for start, _ in text.find_sentences(words)}
    found, opens = [], True
    for start, end, low, first, _ in text.find_plain_words(words):
        opens = opens or any(place in opening for place in range(max(0, start - 2), start + 1))
        found.append(Word(start, end, words[start:end], fold(low), opens or start > first, first))
        opens = False
    return found


def match_words(here: str, there: str) -> list[Step]:
    """Return two wordings set side by side, as runs of words from the first to the last.

    >>> [(step.same, here[slice(*step.here)], there[slice(*step.there)]) for here, there in
    ...  [("We will never leave", "We will rarely leave it")] for step in match_words(here, there)]
    [(True, 'We will', 'We will'), (False, 'never', 'rarely'), (True, 'leave', 'leave'), (False, '', 'it')]
    """
    one, other = _read(here), _read(there)
    matcher = SequenceMatcher(None, [word.low for word in one], [word.low for word in other], autojunk=False)
    return [
        Step(tag == "equal", _span(one, first, last), _span(other, begin, end))
        for tag, first, last, begin, end in matcher.get_opcodes()
    ]


def _span(words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    """Return where a run of words begins and ends; an empty one stands behind the word before it."""
    if first < last:
        return words[first].start, words[last - 1].end
    place = words[first - 1].end if first else 0
    return place, place


def find_changes(here: str, there: str, *, own: bool = True) -> list[Difference]:
    """Return what changed in meaning from one wording of a statement to another.

    Kinds: name, figure, verb, negation, hedge, modality, tense, cut (a clause of four words or more that the other
    lacks), added. With `own` False one of them is in a reporter's words: then verb, tense, cut and added are not told,
    since a paraphrase changes them anyway.

    >>> find_changes("Daesh has never left the valley", "ISIS has rarely left the valley")
    [Difference(kind='name', here='Daesh', there='ISIS'), Difference(kind='negation', here='never', there='rarely')]
    """
    steps = [step for step in match_words(here, there) if not step.same]
    found = _names(here, there, steps) + find_differences(here, there)
    if not own:
        return [difference for difference in found if difference.kind != "verb"]
    return found + _tenses(here, there) + _clauses(here, there, steps)


def _names(here: str, there: str, steps: Sequence[Step]) -> list[Difference]:
    """Return names that stand in place of each other."""
    found = []
    for step in steps:
        mine, theirs = (
            [word for word in _inside(words, span) if _is_name(word)]
            for words, span in ((here, step.here), (there, step.there))
        )
        if mine and theirs and not {word.low for word in mine} & {word.low for word in theirs}:
            found.append(Difference("name", *(" ".join(word.printed for word in side) for side in (mine, theirs))))
    return found


def _inside(words: str, span: tuple[int, int]) -> list[Word]:
    """Return the words of a run."""
    return [word for word in _read(words) if span[0] <= word.start and word.end <= span[1]]


def _is_name(word: Word) -> bool:
    """Return whether a word is a name: in the alias table, or in capitals where no sentence begins."""
    if word.printed in lexicon.terms("aliases") or word.printed in lexicon.terms("demonyms"):
        return True
    return word.printed[0].isupper() and not word.opens and word.low not in SUBJECTS


def _tenses(here: str, there: str) -> list[Difference]:
    """Return verbs of both wordings that stand in another tense."""
    one, other = _verbs(here), _verbs(there)
    changed = [
        (one[base].printed, other[base].printed)
        for base in one
        if base in other and one[base].tense != other[base].tense
    ]
    return [Difference("tense", *(", ".join(side) for side in zip(*changed, strict=True)))] if changed else []


def _verbs(words: str) -> dict[str, Verb]:
    """Return the tense of every verb whose form or auxiliary shows it, by its base; none that stands twice."""
    found: dict[str, Verb | None] = {}
    irregular = lexicon.mapping("irregular_verbs", "base")
    read = _read(words)
    for place, word in enumerate(read):
        if word.low in TENSES or word.low in BETWEEN:
            continue
        before = place - 1
        while before >= 0 and before > place - 4 and read[before].low in BETWEEN:
            before -= 1
        helper = read[before] if before >= 0 else None
        if helper is None and word.printed.islower():
            continue  # "made it clear": the marks begin after *has*
        base = strip(irregular.get(word.low, word.low))
        verb = None
        if helper and helper.low in TENSES:
            verb = Verb(TENSES[helper.low], words[helper.first : word.end])
        elif irregular.get(word.low, word.low) != word.low or word.low.endswith("ed"):  # "put" may be either
            verb = Verb("past", word.printed)
        elif word.low.endswith("s") or (helper and helper.low in SUBJECTS):
            verb = Verb("present", word.printed)
        if base in found:
            found[base] = None
        elif verb and not word.low.endswith("ing"):
            found[base] = verb
    return {base: verb for base, verb in found.items() if verb}


def _clauses(here: str, there: str, steps: Sequence[Step]) -> list[Difference]:
    """Return clauses that only one of two wordings has."""
    if compare(*(renderings := (read_rendering(here), read_rendering(there))), weigh(renderings))[0] < LIKE_CLAUSE:
        return []
    found = []
    for step in steps:
        mine, theirs = _inside(here, step.here), _inside(there, step.there)
        both = set(map(_base, mine)) & set(map(_base, theirs))  # mission → missions and their withdrawal
        mine, theirs = ([word for word in side if _base(word) not in both] for side in (mine, theirs))
        for kind, more, less in (("cut", mine, theirs), ("added", theirs, mine)):
            if len(more) >= CLAUSE and len(more) >= REWORDED * len(less) and _tells(more):
                found.append(Difference(kind, here[slice(*step.here)], there[slice(*step.there)]))
    return found


def _base(word: Word) -> str:
    """Return the stem of a word."""
    return strip(lexicon.mapping("irregular_verbs", "base").get(word.low, word.low))


def _tells(words: Sequence[Word]) -> bool:
    """Return whether words say more than who did it: two of them are content words."""
    return len(read_rendering(" ".join(word.printed for word in words)).unique) >= CONTENT


def stat_utterances(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return each statement as each article renders it, beside a reference: words kept, dropped, added, and meaning.

    One row per utterance and article, the most printed utterances first, then in the order of the articles. `quotes` as
    `align_quotes` gives them. The reference is the rendering between quotation marks that is most like all others, the
    longest if several are; where no article has marks, the same of unmarked, else of indirect renderings. Of several
    rows of one article the one most like the reference is shown, and a word is dropped only if none of them has it.
    Terms (`not_speech`) and speech that is denied or hypothetical (`negated`) are left out. Columns: see `utterances`
    in the schema. `differences` says what changes the meaning, each as *kind: reference → article*: another speaker,
    name, figure or verb, a negation, hedge, modality or tense, a clause that is cut or added.

    Raises SchemaError if the table is not one of quotes, or they are not aligned.

    Notes
    -----
    The reference is what most articles print, not what was said. Meaning is read off word lists and word order: read
    both wordings before calling a difference a distortion. In a paraphrase tense and length are not compared.

    """
    quotes = schema.check(quotes, "quotes", aligned=True)
    said = quotes[quotes["utterance_id"].notna() & (quotes["kind"] != "not_speech") & ~quotes["negated"]]
    rows = list(map(_Printing._make, schema.rows(said, _Printing._fields)))
    renderings = {words: read_rendering(words) for words in dict.fromkeys(said["text"].tolist())}
    weights = weigh(renderings.values())
    like = _Likeness(renderings, weights)
    groups: dict[str, dict[str, list]] = {}
    for row in rows:
        groups.setdefault(row.utterance_id, {}).setdefault(row.article_id, []).append(row)
    table = []
    for name, articles in sorted(groups.items(), key=lambda group: -len(group[1])):
        reference = _reference([row for each in articles.values() for row in each], like)
        table.extend((name, len(articles), *_compare(reference, each, like)) for each in articles.values())
    return schema.table("utterances", table, like=quotes)


class _Likeness:
    """Likeness of two wordings, each pair compared once."""

    def __init__(self, renderings: dict, weights: Weights):
        self.renderings, self.weights, self.known = renderings, weights, {}

    def __call__(self, one: str, other: str) -> float:
        if one == other:
            return 1.0
        pair = (one, other) if one < other else (other, one)
        if pair not in self.known:
            self.known[pair] = compare(*(self.renderings[words] for words in pair), self.weights)[0]
        return self.known[pair]


def _narrow(here: str, there: str, like: _Likeness) -> tuple[str, str]:
    """Return two wordings without the sentences before and behind that only one has, but for those that turn it.

    Who prints one sentence of a speech has not cut the next; a sentence with *But* takes back what was said.
    """
    found = []
    for words, other in ((here, there), (there, here)):
        spans = text.find_sentences(words)
        rendering = like.renderings[words]
        if len(spans) < 2 or len(rendering.sentences) != len(spans):
            found.append(words)
            continue
        parts = find_parts(rendering, like.renderings[other], like.weights, all_said=True)
        if not parts:
            found.append(words)
            continue
        first, last = min(parts), max(parts)
        while last + 1 < len(spans) and _turns(words[slice(*spans[last + 1])], other):
            last += 1
        found.append(words[spans[first][0] : spans[last][1]])
    return found[0], found[1]


def _turns(sentence: str, other: str) -> bool:
    """Return whether a sentence takes back, or limits, what stands before it, or denies what the other wording says.

    *It can get better*, where the other goes on *but it will not get better*.
    """
    if TURNS.intersection(word.low for word in _read(sentence)[:2]):
        return True
    return any(each.kind == "negation" for each in find_differences(sentence, other))


def _rank(row: _Printing) -> int:
    """Return how far back a row stands as a reference; a kind that is none of ours, of a table from elsewhere, last."""
    return RANKS.get(row.kind, len(RANKS))


def _reference(rows: list[_Printing], like: _Likeness) -> _Printing:
    """Return the row of the rendering that all are compared with."""
    if len(rows) == 1:
        return rows[0]
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.text] = counts.get(row.text, 0) + 1
    best = min(_rank(row) for row in rows)
    first = {}
    for row in rows:
        if _rank(row) == best:
            first.setdefault(row.text, row)
    usual = sorted(counts, key=lambda words: (-counts[words], -len(words), words))
    chosen = [words for words in usual if words in first][:MOST_PRINTED]
    heard = usual[:HEARD]
    return first[
        max(
            chosen,
            key=lambda words: (round(sum(counts[each] * like(words, each) for each in heard), 6), len(words), words),
        )
    ]


def _stands_before(change: Difference, reference: str, words: str) -> bool:
    """Return whether a negation may stand before the marks: vowed not to “speculate”, said “we won't be speculating”.

    The words between the marks begin with what the negation of the reference goes with.
    """
    at = reference.find(change.here) if change.kind == "negation" and not change.there else -1
    if at < 0:
        return False
    behind, own = (
        next((word.low for word in _read(side) if content([word.low])), "")
        for side in (reference[at + len(change.here) :], words)
    )
    return bool(own) and behind[:STEM] == own[:STEM]


def _compare(reference: _Printing, rows: list[_Printing], like: _Likeness) -> tuple:
    """Return the cells of one article's rendering."""
    row = (
        reference
        if reference in rows
        else max(rows, key=lambda row: (like(reference.text, row.text), -_rank(row), len(row.text)))
    )
    # Most statements are printed once: nothing to set side by side.
    same = row.text == reference.text
    steps = [] if same else match_words(reference.text, row.text)
    elsewhere = {word.low for other in rows if other is not row for word in _read(other.text)}
    kept = len(_read(row.text)) if same else sum(len(_inside(reference.text, step.here)) for step in steps if step.same)
    dropped = [
        " ".join(word.printed for word in _inside(reference.text, step.here) if word.low not in elsewhere)
        for step in steps
        if not step.same
    ]
    added = [row.text[slice(*step.there)] for step in steps if not step.same]
    changes = []
    if not pd.isna(row.speaker_id) and not pd.isna(reference.speaker_id) and row.speaker_id != reference.speaker_id:
        changes.append(Difference("speaker", reference.speaker_name, row.speaker_name))
    if not same:
        found = find_changes(
            *_narrow(reference.text, row.text, like), own={row.kind, reference.kind} <= schema.OWN_WORDS
        )
        outside = row.kind == "mixed" and row.text[:1].islower()
        changes += [each for each in found if not (outside and _stands_before(each, reference.text, row.text))]
    return (
        row.article_id,
        row.outlet,
        row.start,
        row.end,
        row.text,
        row.kind,
        row.speaker_name,
        row is reference,
        like(reference.text, row.text),
        bool(row.sure),
        kept,
        " … ".join(filter(None, dropped)) or None,
        " … ".join(filter(None, added)) or None,
        say(changes),
    )

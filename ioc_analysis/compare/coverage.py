"""Coverage: which article makes which statement, and what stands in the others instead (the omission ledger).

Floor 3 (above `statements` and `differences`). Says *not found*, never *omitted*: whether a reader misses something, an
analyst decides. Out of scope: which sentences make one statement, which is `align_sentences`.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
import pandas as pd

from .. import schema, wording
from ..align.likeness import Space, find_terms, fold
from ..align.statements import CHECK, KINDS
from ..english import text
from . import differences


class _Sentence(NamedTuple):
    """One sentence; `number` is its place in the space of likeness."""

    article_id: str
    start: int
    end: int
    text: str
    kind: str
    position: float
    statement_id: str | None
    sure: bool
    number: int


def stat_coverage(
    sentences: pd.DataFrame, articles: pd.DataFrame, *, mentions: pd.DataFrame | None = None, top: int | None = None
) -> pd.DataFrame:
    """Return for each statement and each article whether the article makes it, with the sentence that shows it.

    One row per statement and article. Statements in most articles come first, then those that stand earliest in an
    article; articles in their own order. Columns: see `coverage` in the schema. `state` is one of

    * stated: the sentence shown makes the statement;
    * stated with a difference: the same, with another figure, name or event, a negation or a hedge (`differences`);
    * not found: the sentence shown is the nearest that the article has, and `similarity` says how near;
    * too early: not found, and the article was published before the first dated one that makes the statement.

    Parameters
    ----------
    sentences : from `align_sentences`
    articles : all the articles compared, those without a sentence too
    mentions : names are compared only if they are given, best from `align_names`: else two spellings are two names
    top : how many statements, from the first in rank; all if not given, 10 s for 100 articles of 40 sentences

    Raises SchemaError if a table is not what its name says, ValueError if `top` is negative.

    Notes
    -----
    *Not found* is no proof of omission: the article may be shorter or cut off (see `words`), earlier (see
    `published`), or tell it so freely that no words are shared. `sure` is False where the likeness is between .4 and
    .5, found or not: read the sentence. A difference is looked for between the sentence and `statement`, which is
    printed by most articles, else published first: neither of them is thereby right.

    References
    ----------
    Our own measure. That selection and omission of facts carries most of what annotators call bias in news:
    Fan et al. (2019), In plain sight: media bias through the lens of factual reporting, EMNLP.

    """
    sentences = schema.check(sentences, "sentences", aligned=True)
    articles = schema.check(articles, "articles")
    if top is not None and top < 0:
        raise ValueError(f"top has to be 0 or more; it is {top}")
    dates = {
        article_id: day if isinstance(day, str) and day else None
        for article_id, day in schema.rows(articles, ["article_id", "published"])
    }
    terms = {words: tuple(find_terms(words)) for words in sentences["text"].unique()}
    length = Counter(dict.fromkeys(dates, 0))
    for article_id, words in schema.rows(sentences, ["article_id", "text"]):
        length[article_id] += len(terms[words])
    ledger = _Ledger(*_read(sentences, dates, terms), dates, _Names(mentions))
    known = list(dates), articles["outlet"].tolist()
    columns = [[] for _ in schema.TABLES["coverage"].columns]
    for statement_id, makers in _rank(ledger.told)[:top]:
        reference = _find_reference(makers, dates)
        same = ([value] * len(dates) for value in (statement_id, reference.text, len(makers)))
        entries = (*same, *known, *ledger.enter(reference, makers), dates.values(), map(length.get, dates))
        for column, cells in zip(columns, entries, strict=True):
            column.extend(cells)
    return schema.table_of("coverage", columns, like=articles)


class _Ledger:
    """What every article has of a statement: the sentence that makes it, or the nearest."""

    def __init__(self, told: dict[str, list[_Sentence]], space: Space, dates: dict[str, str | None], names: "_Names"):
        self.told, self._space, self._dates, self._names = told, space, dates, names
        self._nearest = _Nearest(list(told.values()))
        self._place = {article_id: place for place, article_id in enumerate(dates)}

    def enter(self, reference: _Sentence, makers: dict[str, list[_Sentence]]) -> list[Iterable]:
        """Return the columns of one statement from `state` to `position`, a cell for each article."""
        alike = self._space.likeness_to_all(reference.number)
        first = min((day for article_id in makers if (day := self._dates[article_id])), default=None)
        missing = {
            day: ("too early" if wording.is_before(day, first) else "not found", None, None, None)
            for day in set(self._dates.values())
        }
        states = [missing[day] for day in self._dates.values()]
        shown = self._nearest.find(alike)
        compared: dict[tuple, tuple] = {}  # many articles print one telling
        for article_id, made in makers.items():
            place = self._place[article_id]
            one = shown[place] = max(made, key=lambda sentence: (alike[sentence.number], -sentence.start))
            key = one.text, *self._names.inside(one)
            if key not in compared:
                compared[key] = _compare(reference, one, self._names)
            states[place] = compared[key]
        _, *told, _, sure, numbers = map(list, zip(*shown, strict=True))
        near = alike[numbers].tolist()
        sure = [
            sure[place] if state[0].startswith("stated") else near[place] < CHECK for place, state in enumerate(states)
        ]
        for place, number in enumerate(numbers):
            if number < 0:
                near[place], sure[place] = None, True
        return [*zip(*states, strict=True), near, sure, *told]


_NOTHING = _Sentence(*[None] * 7, sure=True, number=-1)  # of an article without a sentence


class _Nearest:
    """The sentences of each article, to find of each article the one that is most like a statement."""

    def __init__(self, told: list[list[_Sentence]]):
        self._articles = len(told)
        self._sentences = list(chain.from_iterable(told))
        self._numbers = np.array([sentence.number for sentence in self._sentences], dtype=np.int64)
        sizes = np.array(list(map(len, told)), dtype=np.int64)
        self._filled = np.flatnonzero(sizes)
        self._sizes = sizes[self._filled]
        self._firsts = np.cumsum(self._sizes) - self._sizes

    def find(self, alike: np.ndarray) -> list[_Sentence]:
        """Return of each article its sentence of most likeness, the first if several have it."""
        found = [_NOTHING] * self._articles
        if self._sentences:
            values = alike[self._numbers]
            most = np.repeat(np.maximum.reduceat(values, self._firsts), self._sizes)
            hits = np.flatnonzero(values == most)
            best = hits[np.searchsorted(hits, self._firsts)]
            for article, place in zip(self._filled.tolist(), best.tolist(), strict=True):
                found[article] = self._sentences[place]
        return found


def _read(
    sentences: pd.DataFrame, dates: dict[str, str | None], terms: dict[str, tuple[str, ...]]
) -> tuple[dict[str, list[_Sentence]], Space]:
    """Return the sentences of each article that may make a statement, in reading order, and the space they are in."""
    names = ("article_id", "start", "end", "text", "kind", "position", "statement_id", "sure")
    rows = zip(*(sentences[name].tolist() for name in names), strict=True)
    rows = sorted((row for row in rows if row[0] in dates and row[4] in KINDS), key=lambda row: row[:2])
    number: defaultdict[tuple[str, ...], int] = defaultdict(lambda: len(number))
    told = {article_id: [] for article_id in dates}
    for row in rows:
        statement = row[6] if isinstance(row[6], str) else None
        told[row[0]].append(_Sentence(*row[:6], statement, row[7], number[terms[row[3]]]))
    return told, Space(list(number))


def _rank(told: dict[str, list[_Sentence]]) -> list[tuple[str, dict[str, list[_Sentence]]]]:
    """Return (statement, its sentences by article), the statement in most articles first, then the earliest."""
    found: defaultdict[str, defaultdict[str, list[_Sentence]]] = defaultdict(lambda: defaultdict(list))
    for article_id, sentences in told.items():
        for sentence in sentences:
            if sentence.statement_id:
                found[sentence.statement_id][article_id].append(sentence)

    def rank(pair: tuple[str, dict[str, list[_Sentence]]]) -> tuple:
        statement_id, makers = pair
        # Headline, standfirst and caption have no position in the body.
        places = [each.position for made in makers.values() for each in made]
        first = min(0.0 if place is None or place != place else place for place in places)
        return -len(makers), first, len(statement_id), statement_id  # s9 before s10

    return sorted(((statement_id, dict(makers)) for statement_id, makers in found.items()), key=rank)


def _find_reference(makers: dict[str, list[_Sentence]], dates: dict[str, str | None]) -> _Sentence:
    """Return the telling that the others are compared with: printed by most articles, else published first."""
    printed = Counter(number for made in makers.values() for number in {sentence.number for sentence in made})
    return min(
        (sentence for made in makers.values() for sentence in made),
        key=lambda sentence: (
            -printed[sentence.number],
            dates[sentence.article_id] or "9",  # behind every year
            sentence.article_id,
            sentence.start,
        ),
    )


def _compare(reference: _Sentence, one: _Sentence, names: "_Names") -> tuple[str, str | None, str | None, str | None]:
    """Return (state, differences, words dropped, words added) of a telling."""
    if reference.number == one.number:
        return "stated", None, None, None
    found = differences.find_differences(reference.text, one.text, names.inside(reference), names.inside(one))
    here, there = _printed(reference.text), _printed(one.text)
    dropped, added = (
        " ".join(word for low, word in side.items() if low not in other) or None
        for side, other in ((here, there), (there, here))
    )
    return "stated with a difference" if found else "stated", differences.say(found), dropped, added


@lru_cache(maxsize=1 << 12)  # a statement's reference is compared with many
def _printed(words: str) -> dict[str, str]:
    """Return the words of a sentence as printed, by their small letters."""
    return {word.lower(): word for word in (words[start:end] for start, end in text.find_words(words))}


class _Names:
    """The names of each article, to be looked up by where they stand."""

    def __init__(self, mentions: pd.DataFrame | None):
        self._starts: defaultdict[str, list[int]] = defaultdict(list)
        self._found: defaultdict[str, list[differences.Name]] = defaultdict(list)
        if mentions is None:
            return
        mentions = schema.check(mentions, "mentions").sort_values(["article_id", "start"], kind="stable")
        ids = mentions["entity_id"].tolist() if "entity_id" in mentions else [None] * len(mentions)
        columns = ["article_id", "start", "variant", "entity", "entity_type"]
        for (article_id, start, variant, entity, kind), same in zip(schema.rows(mentions, columns), ids, strict=True):
            self._starts[article_id].append(start)
            # Not aligned, a person is known by the last name: John Brennan here, John W. Brennan there.
            known = same if isinstance(same, str) else fold(entity.split()[-1])
            self._found[article_id].append(differences.Name(variant, known, kind if isinstance(kind, str) else None))

    def inside(self, sentence: _Sentence) -> list[differences.Name]:
        """Return the names inside a sentence."""
        starts = self._starts[sentence.article_id]
        places = slice(bisect_left(starts, sentence.start), bisect_left(starts, sentence.end))
        return self._found[sentence.article_id][places]

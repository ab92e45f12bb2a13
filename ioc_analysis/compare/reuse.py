"""Reuse: which words of one article another one prints too, outside quotations.

Floor 3 (above `likeness` and `differences`). Runs of words are looked up in one index of all articles, never pair by
pair. Out of scope: quotations, which all articles of an event may share, and who copied from whom.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from .. import schema, wording
from ..align.likeness import find_terms, fold
from ..align.statements import KINDS
from ..english import text
from . import differences

SIZE = 5  # words of a run that is looked up
OWN_WORDS = ("direct", "mixed", "unmarked")  # quotes whose words are the speaker's, not the reporter's
DESCRIBED = 50  # articles that make a statement: of more, what each two of them change is a million comparisons
SHOWN = 40  # words of a stretch that a row prints: of a thousand copies, a million rows would print the article
MOST = 300  # articles beside which one is put by its runs: of wire copy printed by thousands, all pairs fit no memory
USUAL = 0.03  # share that 95 of 100 pairs of articles on one event stay under, see `benchmarks/RESULTS.md`


class _Words(NamedTuple):
    """The words of all articles, one after another: where each stands, whose it is, and the run that it begins."""

    start: np.ndarray
    end: np.ndarray
    article: np.ndarray
    run: np.ndarray  # number of the run of `SIZE` words, or -1 where a quotation or the article's end comes before


class _Shared(NamedTuple):
    """What an article shares with another: runs, and of the longest stretch its first word here, there, its words."""

    runs: int
    here: int
    there: int
    words: int


def stat_reuse(sentences: pd.DataFrame, quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return which words of each article another one prints too, outside quotations, with the longest stretch.

    One row per ordered pair of articles that share a run of five words or a reworded statement; the largest `share`
    first, then most reworded statements, then in the order of the articles. `share` is the containment of the article
    in the other: of its runs of five words, those that the other has too. It is directed: a short article may stand
    wholly in a long one that has much besides. Columns: see `reuse` in the schema.

    Parameters
    ----------
    sentences : from `align_sentences`
    quotes : from `extract_quotes`; direct, mixed and unmarked quotes are left out, indirect speech is the reporter's
    articles : their texts and days of publication

    Raises SchemaError if a table is not what its name says.

    Notes
    -----
    Of more than 300 articles that share runs with one, those are rows that it shares most with.

    How to judge a share: of two real articles on one event, one has .2 % of the other's runs (median), and 95 of 100
    stay under 3 %; `above` says which do not. Read the stretch: a name with titles, an official
    phrase or a legal term may be shared by chance, ten words or more of plain prose hardly. A common text may be an
    agency's: reuse does not say who copied from whom, and `order` only who was first. `reworded` counts the statements
    that both articles surely make in other words; a text translated back and forth leaves these, and few runs. What
    these change is told of statements that up to 50 articles make.

    References
    ----------
    Containment of runs of words: Broder (1997), On the resemblance and containment of documents. For news: Clough et
    al. (2002), METER: measuring text reuse, ACL. The usual share is our own measure, see `benchmarks/RESULTS.md`.

    """
    sentences = schema.check(sentences, "sentences", aligned=True)
    quotes = schema.check(quotes, "quotes")
    articles = schema.check(articles, "articles")
    ids, outlets, texts = (articles[name].tolist() for name in ("article_id", "outlet", "text"))
    dates = [day if isinstance(day, str) else None for day in articles["published"]]
    number = {article_id: place for place, article_id in enumerate(ids)}
    told = sentences[sentences["kind"].isin(KINDS) & sentences["article_id"].isin(ids)]
    quoted = _find_quoted(quotes, number)
    words = _read_words(told, quoted, number)
    runs = np.bincount(words.article[words.run >= 0], minlength=len(ids))
    reworded = _find_reworded(told, quoted, number)
    rows = []
    for one, shared in enumerate(_find_shared(words, len(ids))):
        for other in sorted({*shared, *reworded[one]} - {one}):
            found = shared.get(other)
            share = found.runs / runs[one] if found else 0.0
            pairs = reworded[one].get(other, ())
            changes = [differences.say(differences.find_differences(*pair)) for pair in pairs if pair]
            rows.append(
                (
                    (-share, -len(pairs), one, other),
                    (ids[one], outlets[one], ids[other], outlets[other], share, share > USUAL),
                    (found.runs if found else 0, runs[one], _order(dates[one], dates[other])),
                    _stretch(words, found, texts[one]),
                    (len(pairs), "; ".join(filter(None, changes)) or None),
                )
            )
    rows.sort(key=lambda row: row[0])
    return schema.table("reuse", [sum(row[1:], ()) for row in rows], like=articles)


def _find_quoted(quotes: pd.DataFrame, number: dict[str, int]) -> dict[int, list[tuple[int, int]]]:
    """Return the spans of each article that are its speakers' words."""
    quoted = defaultdict(list)
    own = quotes[quotes["kind"].isin(OWN_WORDS)]
    for article_id, start, end in zip(own["article_id"], own["start"], own["end"], strict=True):
        if article_id in number:
            quoted[number[article_id]].append((start, end))
    return quoted


def _read_words(told: pd.DataFrame, quoted: dict[int, list[tuple[int, int]]], number: dict[str, int]) -> _Words:
    """Return the words of all sentences, in the order of the articles and of their text."""
    columns = (told[name].tolist() for name in ("article_id", "start", "text"))
    rows = sorted((number[article_id], start, words) for article_id, start, words in zip(*columns, strict=True))
    ids: defaultdict[str, int] = defaultdict(lambda: len(ids))
    found = [
        (first + start, first + end, article, ids[fold(words[start:end])])
        for article, first, words in rows
        for start, end in text.find_words(words)
    ]
    start, end, article, term = np.array(found, dtype=np.int64).reshape(-1, 4).T
    told_by_reporter = np.ones(len(start), dtype=bool)
    firsts = np.searchsorted(article, np.arange(len(number) + 1))
    for one, spans in quoted.items():
        mine = slice(firsts[one], firsts[one + 1])
        for first, last in spans:
            told_by_reporter[mine] &= (end[mine] <= first) | (start[mine] >= last)
    return _Words(start, end, article, _number_runs(term, article, told_by_reporter))


def _number_runs(term: np.ndarray, article: np.ndarray, told_by_reporter: np.ndarray) -> np.ndarray:
    """Return the number of the run of `SIZE` words that begins at each word, the same for the same words."""
    run = np.full(len(term), -1)
    last = len(term) - SIZE + 1
    if last < 1:
        return run
    code = term[:last]
    whole = told_by_reporter[:last] & (article[:last] == article[SIZE - 1 :])
    for step in range(1, SIZE):
        code = np.unique(code * (term.max() + 1) + term[step : last + step], return_inverse=True)[1]
        whole &= told_by_reporter[step : last + step]
    run[:last][whole] = code[whole]
    return run


def _find_shared(words: _Words, articles: int) -> Iterator[dict[int, _Shared]]:
    """Return for each article what it shares with which others, at most `MOST`, those that it shares most with."""
    places = np.flatnonzero(words.run >= 0)
    index = places[np.argsort(words.run[places], kind="stable")]
    values = words.run[index]
    firsts = np.searchsorted(words.article, np.arange(articles + 1))
    bounds = np.searchsorted(places, firsts)
    done: dict[bytes, list[tuple]] = {}  # of copies, the first alone is looked up
    for one in range(articles):
        mine = places[bounds[one] : bounds[one + 1]]
        key = np.stack([mine - firsts[one], words.run[mine]]).tobytes()
        if key not in done:
            found = _look_up(mine, words, index, values, firsts[one])
            # One more than is kept, since the article itself is among them.
            done[key] = sorted(found, key=lambda each: (-each[1], each[0]))[: MOST + 1]
        beside = [each for each in done[key] if each[0] != one][:MOST]
        yield {other: _Shared(runs, firsts[one] + here, there, size) for other, runs, here, there, size in beside}


def _look_up(mine: np.ndarray, words: _Words, index: np.ndarray, values: np.ndarray, first: int) -> list[tuple]:
    """Return (other article, runs shared, longest stretch: first word here, from `first`, and there, words)."""
    low, high = (np.searchsorted(values, words.run[mine], side) for side in ("left", "right"))
    times = high - low
    here = np.repeat(mine, times)
    there = index[np.repeat(low - np.cumsum(times) + times, times) + np.arange(len(here))]
    other = words.article[there]
    # The index has the words of a run in order, so a run that another article has twice stands side by side here.
    once = np.ones(len(here), dtype=bool)
    once[1:] = (np.diff(here) != 0) | (np.diff(other) != 0)
    runs = np.bincount(other[once])
    # By article, by how far apart the words stand, and, since the sort keeps their order, by their place.
    order = np.argsort(other * (2 * len(words.run)) + (there - here), kind="stable")
    here, there, other = here[order], there[order], other[order]
    # A stretch goes on where both articles go on by one word.
    begins = np.ones(len(here), dtype=bool)
    begins[1:] = (np.diff(other) != 0) | (np.diff(here) != 1) | (np.diff(there) != 1)
    begin = np.flatnonzero(begins)
    size = np.diff(np.append(begin, len(here)))
    best = np.lexsort((there[begin], here[begin], -size, other[begin]))
    first_of = np.flatnonzero(np.diff(other[begin][best], prepend=-1))
    chosen = begin[best[first_of]]
    others = other[chosen]
    columns = (others, runs[others], here[chosen] - first, there[chosen], size[best[first_of]] + SIZE - 1)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _find_reworded(
    told: pd.DataFrame, quoted: dict[int, list[tuple[int, int]]], number: dict[str, int]
) -> dict[int, dict[int, list[tuple[str, str] | None]]]:
    """Return article → other article → (sentence, its rewording there) of the statements that both surely make.

    None stands for a pair of a statement that more than `DESCRIBED` articles make.
    """
    found: defaultdict[str, dict[int, dict[tuple, str]]] = defaultdict(lambda: defaultdict(dict))
    sure = told[told["sure"] & told["similarity"].notna()]
    columns = (sure[name].tolist() for name in ("article_id", "start", "end", "text", "statement_id"))
    for article_id, start, end, words, statement_id in sorted(zip(*columns, strict=True)):
        one = number[article_id]
        inside = sum(max(0, min(end, last) - max(start, first)) for first, last in quoted.get(one, ()))
        if inside < (end - start) / 2:
            found[statement_id][one].setdefault(tuple(find_terms(words)), words)
    reworded = defaultdict(lambda: defaultdict(list))
    for makers in found.values():
        if len({terms for made in makers.values() for terms in made}) == 1:
            continue
        for one, mine in makers.items():
            for other, theirs in makers.items():
                if one != other and mine.keys().isdisjoint(theirs):
                    pair = next(iter(mine.values())), next(iter(theirs.values()))
                    reworded[one][other].append(pair if len(makers) <= DESCRIBED else None)
    return reworded


@cache
def _order(one: str | None, other: str | None) -> str | None:
    """Say whether an article was published before another."""
    if not one or not other:
        return None
    return "earlier" if wording.is_before(one, other) else "later" if wording.is_before(other, one) else "same"


def _stretch(words: _Words, found: _Shared | None, printed: str) -> tuple:
    """Return (words, start, end, how it begins) of the longest stretch here, and (start, end) of it there."""
    if not found:
        return (0, *[None] * 5)
    here, there = (
        (int(words.start[first]), int(words.end[first + found.words - 1])) for first in (found.here, found.there)
    )
    shown = int(words.end[found.here + min(found.words, SHOWN) - 1])
    return (found.words, *here, printed[here[0] : shown], *there)

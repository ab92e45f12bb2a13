"""Reuse: which words of one article another one prints too, outside quotations.

Floor 3 (above `likeness` and `differences`). Runs of words are looked up in one index of all articles, never pair by
pair. Out of scope: quotations, which all articles of an event may share, and who copied from whom.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, starmap
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from .. import schema, wording
from ..align.likeness import find_terms, fold
from ..align.statements import KINDS
from ..english import text
from . import differences

SIZE = 5  # words of a run that is looked up
DESCRIBED = 50  # articles that make a statement: of more, what each two of them change is a million comparisons
SHOWN = 40  # words of a stretch that a row prints: of a thousand copies, a million rows would print the article
MOST = 300  # articles beside which one is put by its runs: of wire copy printed by thousands, all pairs fit no memory
BESIDE = 50  # further ones beside which it is put by reworded statements
USUAL = 0.03  # share that 95 of 100 pairs of articles on one event stay under, see `benchmarks/RESULTS.md`


class _Words(NamedTuple):
    """The words of all articles, one after another: where each stands, whose it is, and the run that it begins."""

    start: np.ndarray
    end: np.ndarray
    article: np.ndarray
    run: np.ndarray  # number of the run of `SIZE` words, or -1 where a quotation or the article's end comes before


class _Blocks(NamedTuple):
    """Runs that stand side by side wherever one of them stands, taken as one: near copies have few."""

    word: np.ndarray  # the word that each begins with, in order
    article: np.ndarray
    name: np.ndarray  # one number for the same words
    runs: np.ndarray  # how many they are


class _Pairs(NamedTuple):
    """What an article shares with others, one of them a row."""

    other: np.ndarray
    runs: np.ndarray
    here: np.ndarray  # first word of the longest stretch
    there: np.ndarray
    longest: np.ndarray  # its words, 0 if they share no run
    reworded: np.ndarray


# Of one statement, article → its wordings, terms and words.
_Made = dict[int, dict[tuple, str]]
# Article → another one → (a sentence, the other's wording of it) of each statement.
_Described = dict[int, dict[int, list[tuple[str, str]]]]


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
    Of more than 300 articles that share runs with one, those are rows that it shares most with, and of the others 50
    at most, those that make most of its statements in other words.

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
    ids, outlets, texts, dates = (articles[name].tolist() for name in ("article_id", "outlet", "text", "published"))
    number = {article_id: place for place, article_id in enumerate(ids)}
    told = sentences[sentences["kind"].isin(KINDS) & sentences["article_id"].isin(ids)]
    quoted = _find_quoted(quotes, number)
    words = _read_words(told, quoted, number)
    runs = np.bincount(words.article[words.run >= 0], minlength=len(ids))
    made = _find_made(told, quoted, number)
    described = _describe(made)
    found = [*_find_pairs(words, _count_reworded(made, described, len(ids)), len(ids))]
    one = np.repeat(np.arange(len(ids)), [len(pairs.other) for pairs in found])
    pairs = _Pairs(*map(np.concatenate, zip(*found, strict=True))) if found else _Pairs(*[one] * 6)
    share = pairs.runs / np.maximum(1, runs[one])
    order = np.lexsort((pairs.other, one, -pairs.reworded, -share))
    one, share, pairs = one[order], share[order], _Pairs(*(column[order] for column in pairs))
    names = [schema.array(column, "str") for column in (ids, outlets)]
    cells = [column.take(own) for own in (one, pairs.other) for column in names]
    cells += [share, share > USUAL, pairs.runs, runs[one], _order(dates, one, pairs.other)]
    changes = _say(described, one.tolist(), pairs.other.tolist())
    cells += [pairs.longest, *_find_stretches(words, pairs, texts), pairs.reworded, changes]
    return schema.table_of("reuse", cells, like=articles)


def _find_quoted(quotes: pd.DataFrame, number: dict[str, int]) -> dict[int, list[tuple[int, int]]]:
    """Return the spans of each article that are its speakers' words."""
    quoted = defaultdict(list)
    own = quotes[quotes["kind"].isin(schema.OWN_WORDS)]
    for article_id, start, end in schema.rows(own, ["article_id", "start", "end"]):
        if article_id in number:
            quoted[number[article_id]].append((start, end))
    return quoted


def _read_words(told: pd.DataFrame, quoted: dict[int, list[tuple[int, int]]], number: dict[str, int]) -> _Words:
    """Return the words of all sentences, in the order of the articles and of their text."""
    columns = ["article_id", "start", "text"]
    rows = sorted((number[article_id], start, words) for article_id, start, words in schema.rows(told, columns))
    # A sentence that many print is read once.
    place = {words: place for place, words in enumerate(dict.fromkeys(words for *_, words in rows))}
    spans = list(map(text.find_words, place))
    ids: defaultdict[str, int] = defaultdict(lambda: len(ids))
    terms = [ids[fold(words[start:end])] for words, own in zip(place, spans, strict=True) for start, end in own]
    sizes, printed = np.array(list(map(len, spans)), dtype=np.int64), [place[words] for *_, words in rows]
    starts, ends = np.array([*chain.from_iterable(spans)], dtype=np.int64).reshape(-1, 2).T
    found = _count_up((np.cumsum(sizes) - sizes)[printed], size := sizes[printed])
    article, first = (np.repeat(column, size) for column in np.array([row[:2] for row in rows], int).reshape(-1, 2).T)
    start, end = first + starts[found], first + ends[found]
    told_by_reporter = np.ones(len(start), dtype=bool)
    firsts = np.searchsorted(article, np.arange(len(number) + 1))
    for one, spans in quoted.items():
        mine = slice(firsts[one], firsts[one + 1])
        for first, last in spans:
            told_by_reporter[mine] &= (end[mine] <= first) | (start[mine] >= last)
    return _Words(start, end, article, _number_runs(np.array(terms, np.int64)[found], article, told_by_reporter))


def _count_up(first: np.ndarray, size: np.ndarray) -> np.ndarray:
    """Return the numbers of several ranges, one after another: so many from each first one.

    >>> _count_up(np.array([7, 3]), np.array([2, 3])).tolist()
    [7, 8, 3, 4, 5]
    """
    return np.repeat(first - np.cumsum(size) + size, size) + np.arange(size.sum())


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


def _join_runs(words: _Words) -> _Blocks:
    """Return the runs, two neighbours as one block where neither ever stands without the other."""
    places = np.flatnonzero(words.run >= 0)
    run = words.run[places]
    times = np.bincount(run)
    beside = np.flatnonzero(np.diff(places) == 1)
    one, other = run[beside], run[beside + 1]
    pair, together = np.unique(one * len(times) + other, return_inverse=True, return_counts=True)[1:]
    begins = np.ones(len(places), dtype=bool)
    begins[beside + 1] = (together[pair] < times[one]) | (together[pair] < times[other])
    first = np.flatnonzero(begins)
    word = places[first]
    return _Blocks(word, words.article[word], run[first], np.diff(np.append(first, len(places))))


def _find_pairs(words: _Words, reworded: Iterable[np.ndarray], articles: int) -> Iterator[_Pairs]:
    """Return for each article what it shares with which others: `MOST` by runs, `BESIDE` by what is reworded."""
    blocks = _join_runs(words)
    index = np.argsort(blocks.name, kind="stable")
    names = blocks.name[index]
    low, high = (np.searchsorted(names, blocks.name, side) for side in ("left", "right"))
    bounds = np.searchsorted(blocks.article, np.arange(articles + 1))
    for one, retold in enumerate(reworded):
        mine = slice(bounds[one], bounds[one + 1])
        times = high[mine] - low[mine]
        here = np.repeat(np.arange(mine.start, mine.stop), times)
        there = index[_count_up(low[mine], times)]
        other = blocks.article[there]
        # The index has the places of a block in order: where another article has it twice, they are side by side here.
        once = np.ones(len(here), dtype=bool)
        once[1:] = (here[1:] != here[:-1]) | (other[1:] != other[:-1])
        runs = np.bincount(other[once], blocks.runs[here[once]], minlength=articles).astype(np.int64)
        runs[one] = 0
        kept = _find_most(runs, MOST)
        kept += _find_most(np.where(np.isin(np.arange(articles), kept), 0, retold), BESIDE)
        row = np.full(articles, -1)
        row[kept] = np.arange(len(kept))
        near = row[other] >= 0
        stretches = _find_longest(blocks, here[near], there[near], row[other[near]], len(kept))
        yield _Pairs(np.array(kept, dtype=np.int64), runs[kept], *stretches, retold[kept])


def _find_most(counts: np.ndarray, most: int) -> list[int]:
    """Return the places of the largest counts but 0, the first of equal ones first."""
    order = np.argsort(-counts, kind="stable")[:most]
    return order[counts[order] > 0].tolist()


def _find_longest(blocks: _Blocks, here: np.ndarray, there: np.ndarray, row: np.ndarray, rows: int) -> np.ndarray:
    """Return of the blocks that stand here and there, by rows, the longest stretch: first word here, there, words."""
    found = np.zeros((3, rows), dtype=np.int64)
    if not len(row):
        return found
    runs, here, there = blocks.runs[here], blocks.word[here], blocks.word[there]
    # By row, by how far apart the words stand, and, since the sort keeps their order, by their place.
    apart = row * (2 * blocks.word[-1] + 1) + there - here
    order = np.argsort(apart, kind="stable")
    runs, here, apart = runs[order], here[order], apart[order]
    # A stretch goes on where both articles go on by one block.
    begins = np.ones(len(here), dtype=bool)
    begins[1:] = (apart[1:] != apart[:-1]) | (here[1:] != here[:-1] + runs[:-1])
    begin = np.flatnonzero(begins)
    row, here, there, size = row[order[begin]], here[begin], there[order[begin]], np.add.reduceat(runs, begin)
    best = np.lexsort((there, here, -size, row))
    chosen = best[np.flatnonzero(np.diff(row[best], prepend=-1))]
    found[:, row[chosen]] = here[chosen], there[chosen], size[chosen] + SIZE - 1
    return found


def _find_made(told: pd.DataFrame, quoted: dict[int, list[tuple[int, int]]], number: dict[str, int]) -> list[_Made]:
    """Return who makes each statement, if it is surely one and has two wordings or more."""
    found: defaultdict[str, _Made] = defaultdict(lambda: defaultdict(dict))
    sure = told[told["sure"] & told["similarity"].notna()]
    terms = {words: tuple(find_terms(words)) for words in sure["text"].unique()}
    columns = ["article_id", "start", "end", "text", "statement_id"]
    for article_id, start, end, words, statement_id in sorted(schema.rows(sure, columns)):
        one = number[article_id]
        inside = sum(max(0, min(end, last) - max(start, first)) for first, last in quoted.get(one, ()))
        if inside < (end - start) / 2:
            found[statement_id][one].setdefault(terms[words], words)
    return [makers for makers in found.values() if len({terms for mine in makers.values() for terms in mine}) > 1]


def _describe(made: list[_Made]) -> _Described:
    """Return the statements that two articles both make in other words, if no more than `DESCRIBED` make them."""
    found: _Described = defaultdict(lambda: defaultdict(list))
    for makers in made:
        for one, mine in makers.items() if len(makers) <= DESCRIBED else ():
            for other, theirs in makers.items():
                if one != other and mine.keys().isdisjoint(theirs):
                    found[one][other].append((next(iter(mine.values())), next(iter(theirs.values()))))
    return found


def _count_reworded(made: list[_Made], described: _Described, articles: int) -> Iterator[np.ndarray]:
    """Return for each article how many statements every article makes in other words."""
    often: defaultdict[int, list[tuple[np.ndarray, np.ndarray]]] = defaultdict(list)
    for makers in made:
        if len(makers) > DESCRIBED:
            printing = defaultdict(list)
            for one, mine in makers.items():
                for terms in mine:
                    printing[terms].append(one)
            everyone = np.array([*makers])
            for one, mine in makers.items():
                alike = set().union(*(printing[terms] for terms in mine))
                often[one].append((everyone, np.array([*alike])))
    for one in range(articles):
        counts = np.zeros(articles, dtype=np.int64)
        for other, pairs in described[one].items() if one in described else ():
            counts[other] = len(pairs)
        for everyone, alike in often[one]:
            counts[everyone] += 1
            counts[alike] -= 1
        yield counts


def _say(described: _Described, one: list[int], other: list[int]) -> list[str | None]:
    """Say of every row what the statements change that both its articles make in other words."""
    # The same two wordings stand in many pairs of articles.
    change = cache(lambda here, there: differences.say(differences.find_differences(here, there)))
    said = []
    for here, there in zip(one, other, strict=True):
        told = described[here].get(there, ()) if here in described else ()
        said.append("; ".join(filter(None, starmap(change, told))) or None if told else None)
    return said


def _order(dates: list[str | None], one: np.ndarray, other: np.ndarray) -> pa.Array:
    """Say of every row whether its article was published before the other."""
    days, day = np.unique([date if isinstance(date, str) else "" for date in dates], return_inverse=True)
    pairs, place = np.unique(day[one] * len(days) + day[other], return_inverse=True)
    told = [_compare_days(str(days[pair // len(days)]), str(days[pair % len(days)])) for pair in pairs.tolist()]
    return schema.array(told, "str").take(place)


def _compare_days(one: str, other: str) -> str | None:
    """Say whether one day is before another; nothing where one is not known."""
    if not one or not other:
        return None
    return "earlier" if wording.is_before(one, other) else "later" if wording.is_before(other, one) else "same"


def _find_stretches(words: _Words, pairs: _Pairs, texts: list[str]) -> Iterator[Sequence]:
    """Return where the longest stretches begin and end here, how they begin, where they begin and end there."""
    known, last = pairs.longest > 0, pairs.longest - 1
    shown = pairs.here + np.minimum(last, SHOWN - 1)
    yield from (_at(words.start, pairs.here, known), _at(words.end, pairs.here + last, known))
    # What stands in many others too is cut out once.
    size = len(words.start)
    keys, place = np.unique(pairs.here[known] * size + shown[known], return_inverse=True)
    cut = [
        texts[words.article[here]][words.start[here] : words.end[end]]
        for here, end in zip(*(edge.tolist() for edge in np.divmod(keys, max(1, size))), strict=True)
    ]
    row = np.zeros(len(known), dtype=np.int64)
    row[known] = place
    yield schema.array(cut, "str").take(pa.array(row, mask=~known))
    yield from (_at(words.start, pairs.there, known), _at(words.end, pairs.there + last, known))


def _at(edges: np.ndarray, place: np.ndarray, known: np.ndarray) -> pa.Array:
    """Return the edges of these words, nothing where none is known."""
    return pa.array(edges[np.where(known, place, 0)], mask=~known)

"""Keyness: the words of one group of articles against the rest, each with its uncertainty.

Floor 3 (above `vocabulary`). Counts are taken once, as integer ids; every statistic is a formula over arrays of them.
Out of scope: names under several variants, and what a word means.
"""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from .. import schema
from . import vocabulary

PRIOR = 500  # a0: words that the prior is worth, dealt out as in all articles together (Monroe et al. 2008)
RESAMPLES = 500
SEED = 0
PORTION = 8_000  # pairs whose resamples are in memory together
MIN_ROW = 2  # a word printed once is in no row
MIN_COUNT, MIN_SENTENCES = 5, 3
SURE_Z, SURE_Q, MAYBE_Q = 1.96, 0.05, 0.2
DOCUMENTS = 10  # from here on, in the group and in the rest, an article is one observation
STANDS, SUGGESTIVE, SMALL, NONE = "stands after correction", "suggestive", "count too small", "no clear difference"
RULE = (
    f"{STANDS}: q ≤ {SURE_Q} within the group, at least {MIN_COUNT} times in at least {MIN_SENTENCES} sentences "
    f"(articles, where unit is document), |z| ≥ {SURE_Z}; {SUGGESTIVE}: |z| ≥ {SURE_Z} or q ≤ {MAYBE_Q}; "
    f"{SMALL}: fewer than {MIN_COUNT} times or in fewer than {MIN_SENTENCES}; else {NONE}."
)


class _Pairs(NamedTuple):
    """One observation unit (sentence or document): which term stands how often in which, by term, then unit."""

    term: np.ndarray
    unit: np.ndarray
    count: np.ndarray
    words: np.ndarray  # of each unit
    group: np.ndarray  # of each unit


def stat_keyness(sentences: pd.DataFrame, quotes: pd.DataFrame | None, *, by: str = "article_id") -> pd.DataFrame:
    """Return the words of each group of articles against all the others, what stands first.

    One row per group and word that is printed at least twice in it, in the order of the groups; within one what stands
    after correction, then what is suggestive, then the rest, each by `z`, largest first. Counted are body sentences in
    the reporter's voice (author and reported; what `quotes` has as spoken in the source's own words is left out),
    one that a group prints again not again. Function words, words of time and numbers are no rows. `attrs["rule"]` says
    what makes a label. Columns: see `keyness` in the schema.

    Parameters
    ----------
    sentences : as extracted
    quotes : as extracted; None counts every voice
    by : column of `sentences` that tells the groups: article_id, outlet, or one merged in
        (`sentences.merge(articles[["article_id", "style"]])`); a sentence without a group counts in every rest

    Raises SchemaError if a table is not what its name says, ValueError if there is no such column.

    Notes
    -----
    With one article per outlet a word that stands tells the article from the others, not the outlet. The words of one
    article are not independent, so where group and rest have ten articles each, an article is one observation (`unit`):
    counts are divided by the design effect of their scatter over articles before z and G2 (Rao and Scott 1992; the
    larger of here and the rest). With
    fewer, sentences are resampled, and the topic of a single article can make its words stand.

    `own_words` are the words printed twice or more in the group and nowhere in the rest; nearly every text has some.
    `own_by_chance` is the number that one half has where the sentences (or articles) of all groups are dealt into two
    halves at random: its exact expectation, a word of k sentences falling into one given half with probability 1/2^k.

    References
    ----------
    z: log-odds with an informative Dirichlet prior, a0 = 500, Monroe, Colaresi and Quinn 2008; G2: Dunning 1993, its
    p from chi-squared with one degree of freedom; q: Benjamini and Hochberg 1995, over the words printed five times
    or more in all; log2 ratio: Hardie 2014, 0.5 for a count of 0; interval: percentile bootstrap (Efron 1979), 500
    resamples of sentences or articles within each group, fixed seed.

    """
    sentences = schema.check(sentences, "sentences")
    if by not in sentences:
        raise ValueError(f"by has to be a column of the sentences table, it was {by!r}; there are {list(sentences)}")
    body = sentences[sentences["kind"] == "body"].reset_index(drop=True)
    if quotes is not None:
        body = body.assign(text=_blank(body, schema.check(quotes, "quotes")))
    body = body[~body.duplicated([by, "text"])].reset_index(drop=True)
    codes, groups = pd.factorize(body[by])
    codes = np.where(codes < 0, len(groups), codes)  # a last group that gets no panel
    counts = vocabulary.count_terms(body["text"].tolist())
    lines = _Pairs(*counts[1:], codes)
    documents = _gather(lines, pd.factorize(pd.MultiIndex.from_arrays([body["article_id"], codes]))[0])
    table = _measure(lines, documents, len(counts.terms), len(groups))
    first = body.loc[table.pop("first"), ["article_id", "outlet", "start", "end"]]
    table |= {
        "by": by,
        "group": np.asarray(groups.astype(str), object)[table["group"]],
        "term": np.asarray(counts.terms, object)[table["term"]],
        **{name: first[name].array for name in first},
    }
    columns = schema.TABLES["keyness"].columns
    rows = pd.DataFrame({column.name: table[column.name] for column in columns}, index=range(len(first)))
    rows = rows.astype({column.name: schema.DTYPES[column.type] for column in columns})
    rows.attrs["rule"] = RULE
    return schema.know_articles(rows, sentences)


def _blank(body: pd.DataFrame, quotes: pd.DataFrame) -> list[str]:
    """Return the sentences without what stands in the source's own words."""
    spoken = quotes[quotes["kind"].isin(schema.OWN_WORDS)]
    spans: dict[str, list[tuple[int, int]]] = {}
    for article_id, start, end in schema.rows(spoken, ["article_id", "start", "end"]):
        spans.setdefault(article_id, []).append((start, end))
    texts = []
    for article_id, start, words in schema.rows(body, ["article_id", "start", "text"]):
        end = start + len(words)
        for first, last in spans.get(article_id, ()):
            if first < end and last > start:
                first, last = max(first - start, 0), min(last, end) - start
                words = words[:first] + " " * (last - first) + words[last:]
        texts.append(words)
    return texts


def _gather(lines: _Pairs, unit: np.ndarray) -> _Pairs:
    """Return pairs of larger units: `unit` is the unit of each sentence, all of one group."""
    size = int(unit.max(initial=-1)) + 1
    key, place = np.unique(lines.term.astype(np.int64) * max(1, size) + unit[lines.unit], return_inverse=True)
    group = np.zeros(size, int)
    group[unit] = lines.group
    words = np.bincount(unit, lines.words, size).astype(int)
    term, own = (values.astype(np.int32) for values in np.divmod(key, max(1, size)))
    return _Pairs(term, own, np.bincount(place, lines.count, len(key)).astype(np.int32), words, group)


def _measure(lines: _Pairs, documents: _Pairs, n_terms: int, n_groups: int) -> dict[str, np.ndarray]:
    """Return the columns of the table, groups and terms as numbers, `first` the first sentence of each."""
    words = np.bincount(lines.group, lines.words, n_groups + 1)
    articles = np.bincount(documents.group, minlength=n_groups + 1)
    by_document = (articles >= DOCUMENTS) & (len(documents.group) - articles >= DOCUMENTS)
    columns, effects = _count(lines, documents, n_groups, words)
    group = columns["group"]
    columns["unit"] = np.where(by_document, "document", "sentence")[group]
    total = np.bincount(lines.term, lines.count, n_terms)
    columns |= _test(columns, words, effects, int((total >= MIN_COUNT).sum()))
    columns["low"], columns["high"] = np.full((2, len(group)), np.nan)
    for pairs, unit in ((lines, "sentence"), (documents, "document")):
        wanted = (columns["unit"] == unit) & (columns[f"{_held(unit)}_here"] >= MIN_SENTENCES)
        ends = intervals(pairs, columns["term"][wanted], group[wanted], n_groups)
        columns["low"][wanted], columns["high"][wanted] = ends
    columns["own_words"] = np.bincount(group[columns["n_rest"] == 0], minlength=n_groups)[group]
    often = total >= MIN_ROW
    halves = [(0.5 ** np.bincount(pairs.term, minlength=n_terms)[often]).sum() for pairs in (lines, documents)]
    columns["own_by_chance"] = np.where(by_document, halves[1], halves[0])[group]
    weight = np.select([columns["label"] == STANDS, columns["label"] == SUGGESTIVE], [0, 1], 2)
    order = np.lexsort((columns["term"], -columns["z"], weight, group))
    return {name: values[order] for name, values in columns.items()}


def _count(
    lines: _Pairs, documents: _Pairs, n_groups: int, words: np.ndarray
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Return what is counted of each row, a term in a group that prints it twice or more, and its design effect."""
    key = _find_cells(lines, n_groups)
    # By term, then sentence: the first pair of a cell (a term in a group) is its first sentence.
    cells, first, place, held = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
    term, group = np.divmod(cells, n_groups + 1)
    here = np.bincount(place, lines.count, len(cells)).astype(int)
    rows = np.flatnonzero((here >= MIN_ROW) & (group < n_groups) & (words < words.sum())[group])
    effects, held_articles = _design(documents, cells, rows, n_groups, words)
    columns = {
        "term": term[rows],
        "group": group[rows],
        "n_here": here[rows],
        "n_rest": np.bincount(term, here).astype(int)[term[rows]] - here[rows],
        "sentences_here": held[rows],
        "articles_here": held_articles,
        "first": lines.unit[first[rows]],
    }
    return columns, effects


def _find_cells(pairs: _Pairs, n_groups: int) -> np.ndarray:
    """Return the number of each pair's cell: a term in a group."""
    return pairs.term.astype(np.int64) * (n_groups + 1) + pairs.group[pairs.unit]


def _held(unit: str) -> str:
    """Return how the columns call units."""
    return "articles" if unit == "document" else "sentences"


def _test(columns: dict[str, np.ndarray], words: np.ndarray, effects: np.ndarray, tests: int) -> dict[str, np.ndarray]:
    """Return rates, statistics and labels; by document, what is tested are counts divided by their design effect."""
    group, here, rest = (columns[name] for name in ("group", "n_here", "n_rest"))
    n_here, n_rest = words[group], (words.sum() - words)[group]
    by_document = columns["unit"] == "document"
    scale = np.where(by_document, effects, 1)
    tested = (here / scale, n_here / scale, rest / scale, n_rest / scale)
    z = log_odds(*tested, (here + rest) / words.sum())
    g2 = likelihood(*tested)
    often = here + rest >= MIN_COUNT
    q = np.full(len(here), np.nan)
    q[often] = adjust(chance(g2[often]), group[often], tests)
    held = np.where(by_document, columns["articles_here"], columns["sentences_here"])
    enough = (here >= MIN_COUNT) & (held >= MIN_SENTENCES)
    clear = np.abs(z) >= SURE_Z
    return {
        "rate_here": 1000 * here / n_here,
        "rate_rest": 1000 * rest / n_rest,
        "log2_ratio": np.log2(ratio(here, n_here, rest, n_rest)),
        "z": z,
        "g2": g2,
        "q": q,
        "label": np.select(
            [enough & clear & (q <= SURE_Q), clear | (q <= MAYBE_Q), ~enough], [STANDS, SUGGESTIVE, SMALL], NONE
        ),
    }


def _design(
    documents: _Pairs, cells: np.ndarray, rows: np.ndarray, n_groups: int, words: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the design effect of those cells (term and group) that are rows, and their number of documents.

    How many times the variance of a rate, its scatter over documents, is that of as many independent words; never
    below 1 (Rao and Scott 1992). The larger of here and the rest is taken: the scatter of a rare word is not seen.
    """
    place = np.searchsorted(cells, _find_cells(documents, n_groups))
    term, group = np.divmod(cells, n_groups + 1)
    count, size = documents.count.astype(float), documents.words[documents.unit].astype(float)
    squares = np.bincount(documents.group, documents.words.astype(float) ** 2, n_groups + 1)
    number = np.bincount(documents.group, minlength=n_groups + 1)
    here, rest = [], []
    for values in (count, count**2, count * size):
        sums = np.bincount(place, values, len(cells))
        here.append(sums[rows])
        rest.append(np.bincount(term, sums)[term[rows]] - here[-1])
    group = group[rows]

    def effect(sums, n, square, units):
        with np.errstate(divide="ignore", invalid="ignore"):
            rate = sums[0] / n
            scatter = sums[1] - 2 * rate * sums[2] + rate**2 * square
            value = scatter * units / (units - 1) / (n * rate * (1 - rate))
        return np.where(np.isfinite(value), np.maximum(value, 1), 1.0)

    others = words.sum() - words, squares.sum() - squares, number.sum() - number
    effects = np.maximum(
        effect(here, words[group], squares[group], number[group]), effect(rest, *(values[group] for values in others))
    )
    return effects, np.bincount(place, minlength=len(cells))[rows]


def log_odds(here, n_here, rest, n_rest, share):
    """Return z of the log-odds ratio with an informative Dirichlet prior; `share` is the word's in all articles.

    Formula 22 over the root of 20 in Monroe, Colaresi and Quinn (2008), with a0 = `PRIOR`.
    """
    prior = PRIOR * share
    odds = [np.log((y + prior) / (n + PRIOR - y - prior)) for y, n in ((here, n_here), (rest, n_rest))]
    return (odds[0] - odds[1]) / np.sqrt(1 / (here + prior) + 1 / (rest + prior))


def likelihood(here, n_here, rest, n_rest):
    """Return G2 of the two-by-two table of the word and all other words (Dunning 1993)."""
    share = (here + rest) / (n_here + n_rest)
    value = 0.0
    for seen, n, part in ((here, n_here, share), (rest, n_rest, share)):
        for count, expected in ((seen, n * part), (n - seen, n * (1 - part))):
            value = value + count * np.log(np.where(count > 0, count, 1) / np.where(count > 0, expected, 1))
    return np.maximum(2 * value, 0)


def chance(g2: np.ndarray) -> np.ndarray:
    """Return the p of each G2: chi-squared with one degree of freedom."""
    return np.array([math.erfc(math.sqrt(value / 2)) for value in g2.tolist()])


def adjust(p: np.ndarray, group: np.ndarray, tests: int) -> np.ndarray:
    """Return q (Benjamini and Hochberg 1995) of each p within its group, of `tests` tests each.

    Tests that are not in `p` (words that a group does not print) count as failed, which can only raise q.
    """
    order = np.lexsort((-p, group))  # largest first, so that a running minimum goes the right way
    bounds = [0, *(np.flatnonzero(np.diff(group[order])) + 1), len(p)]
    q = np.empty(len(p))
    for start, stop in pairwise(bounds):
        rank = np.arange(stop - start, 0, -1)
        q[order[start:stop]] = np.minimum.accumulate(np.minimum(1, p[order[start:stop]] * tests / rank))
    return q


def ratio(here, n_here, rest, n_rest):
    """Return the ratio of two rates, 0.5 in place of a count of 0 (Hardie 2014)."""
    return np.where(here > 0, here, 0.5) / n_here / (np.where(rest > 0, rest, 0.5) / n_rest)


def intervals(pairs: _Pairs, term: np.ndarray, group: np.ndarray, n_groups: int) -> np.ndarray:
    """Return the 95 % interval of the log2 ratio of each term and group, by resampling the units of every group."""
    if not len(term):
        return np.empty((2, 0))
    units = np.split(np.argsort(pairs.group, kind="stable"), np.bincount(pairs.group, minlength=n_groups + 1).cumsum())
    drawn = _draw(units)
    words = np.stack([pairs.words[own].astype(np.float32) @ drawn[own] for own in units[:-1]])
    every = words.sum(0)
    own = np.flatnonzero(np.isin(pairs.term, term))
    key = _find_cells(pairs, n_groups)[own]
    order = np.argsort(key, kind="stable")
    key, own = key[order], own[order]
    terms, bounds = np.unique(key // (n_groups + 1), return_index=True)
    bounds = np.r_[bounds, len(own)]
    wanted = term * (n_groups + 1) + group
    starts, stops = np.searchsorted(key, wanted), np.searchsorted(key, wanted, side="right")
    ends = np.empty((2, len(term)))
    for first, last in _portions(bounds[:-1], len(own), PORTION):  # some terms at a time, for memory
        low, high = bounds[first], bounds[last]
        rows = slice(*np.searchsorted(term, [terms[first], terms[last - 1] + 1]))
        runs = np.r_[starts[rows], bounds[first:last]] - low, np.r_[stops[rows], bounds[first + 1 : last + 1]] - low
        sums = _sum_runs(drawn, pairs.unit[own[low:high]], pairs.count[own[low:high]], *runs)
        here, total = np.split(sums, [rows.stop - rows.start])
        rest = total[np.searchsorted(terms[first:last], term[rows])] - here
        n_here = words[group[rows]]
        values = np.log2(ratio(here, np.maximum(n_here, 1), rest, np.maximum(every - n_here, 1)))
        ends[:, rows] = np.percentile(values, [2.5, 97.5], axis=1)
    return ends


def _sum_runs(
    drawn: np.ndarray, unit: np.ndarray, count: np.ndarray, starts: np.ndarray, stops: np.ndarray
) -> np.ndarray:
    """Return how often the pairs of each run, from start to stop, are drawn in each resample."""
    sums = np.zeros((len(starts), RESAMPLES), np.float32)
    count = count.astype(np.float32)
    # A product each, since `np.add.reduceat` over rows takes ten times as long; sums of whole numbers are exact.
    for low in range(0, len(unit), PORTION):
        high = min(low + PORTION, len(unit))
        resamples, counts = drawn[unit[low:high]].astype(np.float32), count[low:high]
        touched = np.flatnonzero((starts < high) & (stops > low))
        begins, finishes = np.maximum(starts[touched], low) - low, np.minimum(stops[touched], high) - low
        for run, begin, finish in zip(touched.tolist(), begins.tolist(), finishes.tolist(), strict=True):
            sums[run] += counts[begin:finish] @ resamples[begin:finish]
    return sums


def _portions(starts: np.ndarray, end: int, size: int) -> Iterator[tuple[int, int]]:
    """Return (first, last) of runs of about `size` pairs, no item parted; `starts` are where the items begin."""
    stops = np.r_[starts[1:], end]
    first = 0
    while first < len(starts):
        last = max(first + 1, int(np.searchsorted(stops, starts[first] + size, side="right")))
        yield first, last
        first = last


def _draw(groups: list[np.ndarray]) -> np.ndarray:
    """Return how often each unit is drawn in each resample of its group's units, with replacement."""
    rng = np.random.default_rng(SEED)
    drawn = np.empty((sum(map(len, groups)), RESAMPLES), np.uint8)
    for units in groups:
        for first in range(0, RESAMPLES if len(units) else 0, 50):
            draws = rng.multinomial(len(units), np.full(len(units), 1 / len(units)), size=50)
            drawn[units, first : first + 50] = draws.T
    return drawn

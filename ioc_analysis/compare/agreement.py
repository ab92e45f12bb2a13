"""Agreement: what each article answers to one question, and whether the answers agree.

Floor 3 (above `asked`, which words the question). Own rules: a verdict compares what the words allow (*about 2,500* is
2,250 to 2,750, *more than 100* has no upper end), never the printed digits. Which figures answer one question is
decided before (`align_figures`).
"""

import re
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from itertools import combinations
from math import inf
from typing import NamedTuple

import numpy as np
import pandas as pd

from .. import lexicon, schema, wording
from ..align.precision import fit, fit_each, step
from .asked import find_state, tell_apart, word_question

NOWHERE = (None,) * 6  # of an article without the figure: where it stands and what it says
VERDICT = schema.TABLES["claims"].names.index("verdict")
NEAR = 1.1  # an open bound within a tenth of the reference is as good as it
SIZE = 10  # a figure without a noun that is this many times the reference answers another question
LARGE = 100  # from here on two figures that are near to each other are seldom so by chance
TREND = 0.8  # share of pairs of articles in which the later one moves the same way
PAIRED = 100  # answers that are compared with all at once
STEADY, DAYS = 3, 30  # different numbers, within so many days, from which a trend that most articles share is no chance
# Verdicts, the widest apart first: claims with them rank first among those of as many articles.
APART = ("differ", "updated", "other unit", "looser", "agree", "same", "only here")

FIELDS = (
    "article_id start end text value low high relation unit si_value counted predicate place as_of head kind "
    "claim_id sure reason left right"
).split()


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Article(NamedTuple):
    """One article: its place among all, its outlet, its day of publication or nothing, where its headline ends."""

    place: int
    outlet: str | None
    day: str
    headline: int


class Answer(NamedTuple):
    """One article's answer to a question: its figure, and the values that it allows, in a unit common to all."""

    row: dict
    low: float
    high: float
    unit: str | None  # None where the value is in SI or a plain count
    step: float  # what the last printed digit is worth, as far as it may be rounded: .1 million of 2.8 million
    day: str  # of publication, or the day the figure is of; empty if neither is known
    figures: int
    several: bool  # whether the article gives other numbers to the question too
    furthest: int = 0  # 1 if none of them is larger, -1 if none is smaller: the others may be of earlier hours

    @property
    def vague(self) -> bool:
        """Return whether it is no number, or has no bound at all: dozens."""
        return self.row["relation"] == "vague" or (self.low == -inf and self.high == inf)

    @property
    def middle(self) -> float:
        """Return one value that stands for it."""
        return self.high if self.low == -inf else self.low if self.high == inf else (self.low + self.high) / 2

    @property
    def span(self) -> tuple[float, float]:
        """Return what it said on its day: at least 27 and, a day on, at least 31 is a toll that has grown."""
        return (self.middle, self.middle) if self.row["relation"] == ">=" else (self.low, self.high)

    def fits(self, other: "Answer") -> bool:
        """Return whether one value fits both, at the coarser of the two precisions: 59% and 59.4%."""
        return self.unit == other.unit and fit((self.low, self.high, self.step), (other.low, other.high, other.step))


def stat_claims(figures: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return claim by article: what each article answers to each question, also those that do not answer it.

    One row per claim and article for every claim that at least two articles have; a claim of one article, and a figure
    that joined no claim (`claim_id` missing), has its own row alone. Most articles first; among equals the claim whose
    answers are furthest apart (differ, updated, other unit, looser, agree, same), then by name; the articles in the
    order of their table.

    An article that gives several numbers is taken at the first one it prints that is not of an earlier day; at the
    text's own number where the headline's is within a tenth of it, or a word. The reference is the answer that most
    articles agree with, or, where the numbers move one way with time, the latest; among equals the narrowest, then the
    latest. A rounded number agrees with what it may be rounded from: 59% with 59.4%, 2.8 million with 2,810,777.
    Columns: see `claims` in the schema; `verdict` compares with the reference:

    same        the same values are allowed: 40 and 40, at least 40 and at least 40
    agree       a value fits both: about 2,500 and 2,500
    looser      true of the reference, but says less: more than 100, where that is 325; dozens
    updated     no value fits both, or an open number was left behind (at least 41, now 58), and the articles' numbers
                move one way with time (8 of 10 pairs that are apart); of a count that is no toll (killed, missing …)
                not where most articles print one number on several days
    differ      no value fits both; `ratio` is how many times the reference it is
    other unit  not comparable: two currencies
    only here   no other article has it
    not found   the article has no figure that joined the claim, which is no proof that it is left out
    too early   no figure that could be it, and published before the first article that has it

    Parameters
    ----------
    figures
        As `align_figures` gives them.
    articles
        The articles that are compared, also those without any figure.

    Raises SchemaError if a table is not what its name says, or the figures are not aligned.

    Notes
    -----
    The reference is no truth: it is what most say, or who spoke last. Numbers are in time by the day that each is of
    (*as of Friday*), else by the day of publication; so are tolls of one past day (*killed on Monday*). Agreement of
    several articles may be one wire report. An article may give the number in a sentence that could not be read.

    References
    ----------
    Own rules. A figure that `align_figures` was not sure of is, where half of the articles, four at least, answer
    with counts that move one way within 30 days, three different numbers at least.

    """
    figures = schema.check(figures, "figures", aligned=True)
    articles = schema.check(articles, "articles")
    figures = figures[~figures["kind"].isin(schema.NO_QUANTITY)]
    published = _missing_as(articles["published"], "")
    ids, outlets, texts = (articles[name].tolist() for name in ("article_id", "outlet", "text"))
    ends = map(_find_headline_end, texts, _missing_as(articles["title"], ""))
    order = dict(zip(ids, map(Article, range(len(ids)), outlets, published, ends), strict=True))
    rows: list[dict] = [
        dict(zip(FIELDS, row, strict=True))
        for row in zip(*(_missing_as(figures[name], None) for name in FIELDS), strict=True)
    ]
    groups: defaultdict[str, list[dict]] = defaultdict(list)
    alone: defaultdict[str, list[dict]] = defaultdict(list)
    loose: defaultdict[tuple, list[dict]] = defaultdict(list)  # those alone that could answer a question
    for row in sorted(rows, key=lambda row: row["start"]):
        if row["article_id"] not in order:
            continue
        if row["claim_id"] is None:
            alone[row["article_id"]].append(row)
            loose[row["kind"], _bounds(row)[2]].append(row)
        else:
            groups[row["claim_id"]].append(row)
    others = {key: _Loose(rows) for key, rows in loose.items()}
    found = [_compare(claim, members, order, others) for claim, members in groups.items()]
    found.sort(key=lambda claim: (-claim[0][-3], APART.index(_widest(claim)), claim[0][0]))
    headed: dict[str, str] = {}
    for number, claim in enumerate(found):
        question = claim[0][1]
        if question in headed:  # two claims are not headed alike
            question = told = tell_apart(question, groups[claim[0][0]], groups[headed[question]])
            for further in range(2, len(found) + 2):
                if question not in headed:
                    break
                question = f"{told} {further}"
            found[number] = [(row[0], question, *row[2:]) for row in claim]
        headed.setdefault(question, claim[0][0])
    lone = [
        (None, word_question([row]), article, outlet, day or None, *_place(row), "only here", None, row["text"], 1, 1,
         True, "joined no claim")
        for article, (_, outlet, day, _) in order.items()
        for row in alone[article]
    ]  # fmt: skip
    return schema.table("claims", [row for claim in found for row in claim] + lone, like=articles)


def _find_headline_end(text: str, title: str) -> int:
    """Return where the headline ends that an article opens with; 0 if it opens with none."""
    return len(title) if title and text.startswith(title) else 0


def _missing_as(column: pd.Series, instead: object) -> list:
    """Return the cells of a column, with something else where there is none."""
    return [instead if value is pd.NA or value != value else value for value in column.tolist()]


def _widest(rows: list[tuple]) -> str:
    """Return the verdict of a claim that is furthest from agreement."""
    verdicts = {row[VERDICT] for row in rows}
    return next(verdict for verdict in APART if verdict in verdicts)


def _place(row: dict) -> tuple:
    """Return where a figure stands and what it says."""
    return row["start"], row["end"], row["text"], row["low"], row["high"], row["unit"]


def _compare(claim: str, members: list[dict], order: dict[str, Article], loose: dict[tuple, "_Loose"]) -> list[tuple]:
    """Return the rows of one claim."""
    question = word_question(members)
    own: defaultdict[str, list[dict]] = defaultdict(list)
    for row in members:
        own[row["article_id"]].append(row)
    articles = sorted(own, key=lambda article: order[article].place)
    answers = _date({article: _answer(own[article], *order[article][2:]) for article in articles}, order)
    first = min(order[article].day for article in answers)
    moves = 0 if find_state(claim) not in _tolls() and _stands_still(answers, order) else _trend(answers)
    reference = _reference(answers, moves)
    steady = moves if _is_steady(answers, moves, len(order)) else 0
    count = len(answers)
    rows: list[tuple | None] = [None] * len(order)
    for article, answer in answers.items():
        place, outlet, day, _ = order[article]
        verdict, ratio = ("only here", None) if count == 1 else _verdict(answer, reference, moves)
        tail = verdict, ratio, reference.row["text"], answer.figures, count, *_doubt(answer, verdict, steady)
        rows[place] = claim, question, article, outlet, day or None, *_place(answer.row), *tail
    if count == 1:
        return [row for row in rows if row]
    heads = {row["head"] for row in members} - {None}
    values = sorted({abs(value) for row in members if 0 < abs(value := _end(row)) < inf})
    near = loose.get((members[0]["kind"], reference.unit))
    likely = near.find(heads, values) if near else {}
    early = {day for day in {article.day for article in order.values()} if wording.is_before(day, first)}
    for article, (place, outlet, day, _) in order.items():
        if rows[place] is None:
            like = likely.get(article)
            reason = wording.unmatched(like) if like else "no figure of it was found"
            state = "too early" if day in early and not like else "not found"  # it may have it, unmatched
            tail = state, None, reference.row["text"], 0, count, not like, reason
            rows[place] = claim, question, article, outlet, day or None, *NOWHERE, *tail
    return rows


def _answer(rows: list[dict], day: str, headline: int) -> Answer:
    """Return the answer of one article: its first figure that is not of an earlier day than its others.

    A headline rounds, and has no room for *at least*: the text's own number stands for it, if the two are near.
    """
    # "Dozens dead", and below "at least 27": a word is no answer of an article that has a number.
    numbers = [row for row in rows if row["relation"] != "vague"] or rows
    # As of this morning, and no day at all: both of the day of the news.
    days = [
        as_of if (as_of := row["as_of"]) and (not day or wording.is_before(as_of, day)) else day or "9"
        for row in numbers
    ]
    latest = [row for row, own in zip(numbers, days, strict=True) if own[:10] == max(days)[:10]]
    row = latest[0]
    if not row["sure"]:  # it says the same again where nothing is left to be checked
        row = next((one for one in latest if one["sure"] and _bounds(one) == _bounds(row)), row)
    low, high, unit, step = _bounds(row)
    if row["start"] < headline:
        below = next((one for one in latest if one["start"] >= headline), row)
        if _bounds(below)[2] == unit and _bounds(below)[:2] != (low, high) and _times(_end(below), _end(row)) <= NEAR:
            row, (low, high, unit, step) = below, _bounds(below)
    bounds = [(low, high, step) for low, high, other, step in map(_bounds, rows) if other == unit]
    others = [one for one in bounds if not fit(one, (low, high, step))]
    above = sum(one[0] >= high for one in others)
    furthest = 0 if 0 < above < len(others) else -1 if above else 1
    earlier = row["as_of"] and (not day or wording.is_before(row["as_of"], day))
    return Answer(row, low, high, unit, step, row["as_of"] if earlier else day, len(rows), bool(others), furthest)


def _date(answers: dict[str, Answer], order: dict[str, Article]) -> dict[str, Answer]:
    """Return the answers, each of the day it was counted.

    Two numbers of one past day that no value fits: the day is the event's (*19 were killed on Monday*), and what tells
    them apart is when each was printed.
    """
    told: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in answers.values():
        if answer.day and answer.day == answer.row["as_of"]:
            told[answer.day].append(answer)
    events = {
        day
        for day, several in told.items()
        if any(one.unit == other.unit and not one.fits(other) for one, other in combinations(several, 2))
    }
    return {
        article: answer._replace(day=order[article].day) if answer.day in events and order[article].day else answer
        for article, answer in answers.items()
    }


def _bounds(row: dict) -> tuple[float, float, str | None, float]:
    """Return smallest and largest value that the words allow, the unit if it has no SI, and the last digit's worth."""
    factor = row["si_value"] / row["value"] if row["si_value"] and row["value"] else None
    low = -inf if row["low"] is None else row["low"] * (factor or 1)
    high = inf if row["high"] is None else row["high"] * (factor or 1)
    return low, high, None if factor else row["unit"], step(row) * (factor or 1)


def _reference(answers: dict[str, Answer], moves: int) -> Answer:
    """Return the answer that most articles agree with, or the latest of numbers that move with time."""
    closed = Counter((one.unit, one.low, one.high, one.step) for one in answers.values() if _is_closed(one))
    agreed = {
        mine: sum(times for other, times in closed.items() if mine[0] == other[0] and fit(mine[1:], other[1:]))
        for mine in closed
    }

    def weight(one: Answer) -> tuple:
        told = agreed[one.unit, one.low, one.high, one.step] if _is_closed(one) else 0
        return not one.vague, one.day if moves else "", told, one.low - one.high - one.step, one.day, one.row["text"]

    return max(answers.values(), key=weight)


def _is_closed(one: Answer) -> bool:
    """Return whether a number has both ends."""
    return not one.vague and inf not in (one.high, -one.low)


def _trend(answers: dict[str, Answer]) -> int:
    """Return 1 if the numbers grow with time, -1 if they shrink, 0 if they do neither or time is not known."""
    # What two articles both say has no way: the same numbers of one day are looked at once.
    told = Counter(
        (*one.span, one.unit, one.step, one.day, one.middle) for one in answers.values() if one.day and not one.vague
    )
    if len(told) < 2:
        return 0
    low, high, units, step, days, middle = map(list, zip(*told, strict=True))
    low, high, step, middle, times = (
        np.array(column, float) for column in (low, high, step, middle, list(told.values()))
    )
    unit = np.unique([str(unit) for unit in units], return_inverse=True)[1]
    # Two days are compared at the precision that both have: the rank of each at every precision.
    sizes, size = np.unique([len(day) for day in days], return_inverse=True)
    rank = np.stack([np.unique([day[:length] for day in days], return_inverse=True)[1] for length in sizes])
    moves: Counter[int] = Counter()
    place = np.arange(len(days))
    for one in np.split(
        place[:, None], place[PAIRED::PAIRED]
    ):  # some with all, so that memory does not grow with the pairs
        both = np.minimum(size[one], size)
        apart = (one < place) & (unit[one] == unit) & (rank[both, one] != rank[both, place])
        apart &= ~fit_each((low[one], high[one], step[one]), (low, high, step))
        grows = (middle[one] < middle) == (rank[both, one] < rank[both, place])
        for way, those in ((1, apart & grows), (-1, apart & ~grows)):
            if those.any():
                moves[way] += int((times[one] * times)[those].sum())
    way = max(moves, key=lambda move: (moves[move], move)) if moves else 0
    return way if way and moves[way] >= TREND * moves.total() else 0


def _stands_still(answers: dict[str, Answer], order: dict[str, Article]) -> bool:
    """Return whether one number is printed on two days and by more articles than all others: 27, 27, and once 29.

    Tolls grow so too; of other counts the odd one out is no update.
    """
    known = [(one, order[article].day[:10]) for article, one in answers.items() if one.day and _is_closed(one)]
    printed = Counter((one.low, one.high, one.unit or "", one.step) for one, _ in known)
    first = min(printed, key=lambda bounds: (-printed[bounds], bounds), default=None)
    usual = next((one for one, _ in known if (one.low, one.high, one.unit or "", one.step) == first), None)
    own = [day for one, day in known if one.fits(usual)]
    return len(set(own)) > 1 and 2 * len(own) > len(known) > len(own)


@cache
def _tolls() -> frozenset[str]:
    """Return what happens to ever more, or ever fewer, as a story goes on."""
    return frozenset(row["term"] for row in lexicon.load("counted_classes") if row["part"] == "toll")


def _verdict(answer: Answer, reference: Answer, moves: int) -> tuple[str, float | None]:
    """Return how an answer stands to the reference, and for those that fit no common value their ratio."""
    if answer.unit != reference.unit:
        return "other unit", None
    if (answer.low, answer.high) == (reference.low, reference.high):
        return "same", None
    if answer.fits(reference):
        near = max(answer.middle, reference.middle) <= NEAR * min(answer.middle, reference.middle)
        weaker = _is_closed(reference) or answer.low < reference.low or answer.high > reference.high
        looser = answer.vague or (not _is_closed(answer) and not near and weaker)
        # At least 41, where the toll has grown to 43 since: true, but of an earlier day.
        behind = looser or not fit((*answer.span, answer.step), (*reference.span, reference.step))
        if not behind or answer.vague or not _is_moved(answer, reference, moves):
            return "looser" if looser else "agree", None
    ratio = round(answer.middle / reference.middle, 3) if reference.middle else None
    return ("updated" if _is_moved(answer, reference, moves) else "differ"), ratio


def _is_moved(answer: Answer, reference: Answer, moves: int) -> bool:
    """Return whether an answer is of another day than the reference, and the numbers of all moved that way between."""
    earlier, later = wording.is_before(answer.day, reference.day), wording.is_before(reference.day, answer.day)
    way = 1 if (answer.middle < reference.middle) == earlier else -1
    return bool(moves and earlier != later and way == moves)


def _is_steady(answers: dict[str, Answer], moves: int, articles: int) -> bool:
    """Return whether most articles answer a count that moves one way with time: one count, taken again and again.

    That half of the articles ask it and that their numbers follow the days says more than the words around each.
    """
    known = [answer for answer in answers.values() if not answer.vague and answer.row["kind"] == "count"]
    days = [date.fromisoformat(answer.day[:10]) for answer in known if _DAY.match(answer.day)]
    several = len({(answer.low, answer.high) for answer in known}) >= STEADY
    return (
        bool(moves and several and len(known) > STEADY and 2 * len(known) >= articles and len(days) == len(known))
        and (max(days) - min(days)).days <= DAYS
    )


def _doubt(answer: Answer, verdict: str, steady: int) -> tuple[bool, str]:
    """Return whether the verdict needs no second look, and why."""
    if answer.vague and verdict != "only here":
        return False, "a word, no number"
    if answer.several and not (steady and answer.furthest == steady):
        return False, "the article gives it other numbers too"
    if steady and not answer.row["sure"] and verdict in ("same", "agree", "updated"):
        return True, f"{answer.row['reason']}; {'grows' if steady > 0 else 'shrinks'} with time in most articles"
    return bool(answer.row["sure"]), answer.row["reason"] or "the only figure"


class _Loose:
    """Figures of one kind and unit that joined no claim, and may still be an article's answer to one."""

    def __init__(self, rows: list[dict]):
        self.rows = rows
        least = np.array(list(map(_end, rows)))
        self.size = np.where((least == 0) | np.isinf(least), np.nan, np.abs(least))  # nothing is near to the others
        self.large = (least >= LARGE) | (self.size % 1 != 0)
        self.heads = [row["head"] for row in rows]
        self.bare = np.array([head is None for head in self.heads])

    def find(self, heads: set[str], values: list[float]) -> dict[str, str]:
        """Return, by article, the figure that may be its answer, the likeliest one.

        One of the same noun; one without a noun if it is of an answer's size; any large one that is near to an answer.
        `values` are what the answers say, sorted.
        """
        times = np.full(len(self.rows), inf)  # how far from the nearest answer
        above = np.searchsorted(values, self.size)
        for place in (above - 1, above) if values else ():
            value = np.array(values)[place.clip(0, len(values) - 1)]
            times = np.fmin(times, np.maximum(self.size, value) / np.minimum(self.size, value))
        near = times <= NEAR
        rank = np.where(near & self.large, 1, 3)
        rank[self.bare & (rank == 3) & (times <= SIZE)] = 2
        rank[[head in heads for head in self.heads]] = 0
        found: dict[str, tuple] = {}
        for place in np.flatnonzero(rank < 3).tolist():
            row = self.rows[place]
            one = not near[place], rank[place], times[place], row["start"], row["text"]
            found[row["article_id"]] = min(one, found.get(row["article_id"], one))
        return {article: one[-1] for article, one in found.items()}


def _end(row: dict) -> float:
    """Return the smallest value that a figure allows, else the largest."""
    low, high, *_ = _bounds(row)
    return high if low == -inf else low


def _times(one: float, other: float) -> float:
    """Return how many times the smaller of two values the larger is; without end if one is not known or 0."""
    low, high = sorted(map(abs, (one, other)))
    return high / low if low and high < inf else inf

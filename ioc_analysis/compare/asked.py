"""Asked: how the question that several figures answer is worded, as a reader would: *US troops in Iraq*.

Floor 3 (above `likeness`). Own rules: what is counted, what happened to it, where and in which year, as most figures
say it; where no noun is known, the words that most of them have around the number. Out of scope: which figures answer
one question (`align_figures`).
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from .. import lexicon
from ..align.likeness import content, find_terms, fold

BESIDE = 12  # words on each side of a number that may say what it is
TOLD = 2  # words that are told of them
# What a number of a kind is, where nothing says of what.
KINDS = {
    "count": "number", "money": "sum", "percent": "percentage", "fraction": "share", "duration": "time",
    "multiple": "times", "measure": "amount", "ordinal": "rank",
}  # fmt: skip
_LINKED = re.compile(r" (?:of|in|at|on|with|without|for|from) ")
_PLURAL = re.compile(r"(?:States|Kingdom|Emirates|Republic|Netherlands|Philippines|East|West)$")
_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?")
_SAYS_NOTHING = frozenset(
    "people person thing others just more most over nearly almost about around some least total number also still "
    "say says said told put take took taken get got give gave given make made "
    "morning afternoon evening night today day week month year".split()
)
# What the clause around a figure says, but for what is told of it: these say less than the claim's own state.
_WEAK = frozenset("remained deployed supplied spent rose fell".split())
_OF_THINGS = frozenset("destroyed damaged contained seized sold spent given demanded pledged paid confirmed".split())
_OF_MONEY = frozenset("sold spent given demanded pledged paid".split())
_NUMBERS = frozenset("one two three four five six seven eight nine ten dozen hundred thousand million billion".split())


def word_question(members: Sequence[dict]) -> str:
    """Say what is asked: the fullest phrase of what is counted, what happened, where and when."""
    claim = members[0]["claim_id"]
    phrases = Counter(row["counted"] for row in members if row["counted"] and row["counted"] != row["predicate"])
    # The fullest; with a name only if a quarter has one: US troops, where some write American; not Danish jobs of all.
    plain = [phrase for phrase in phrases if phrase.islower()]
    usual = plain if 4 * sum(map(phrases.__getitem__, plain)) > 3 * phrases.total() else phrases
    counted = min(usual, key=lambda phrase: (-len(phrase.split()), -phrases[phrase], phrase), default=None)
    if claim and (own := claim.split(",")[0]) in phrases:
        counted = own  # turnout, where one has its share of seven million voters
    kind = members[0]["kind"]
    if kind == "age" and counted and counted[0].isupper():
        return f"age of {min(phrases, key=lambda phrase: (-phrases[phrase], len(phrase), phrase))}"
    said, state, place = counted or kind, _usual(members, "predicate"), _usual(members, "place")
    own = find_state(claim) if claim else None
    own = None if own in _OF_MONEY and kind != "money" else own
    if own and own != "present" and (not state or state in _WEAK):
        # miners trapped, not remained; households without power are not cut off too
        state = None if _LINKED.search(said) else own
    # Where no noun is known, an id has but the stems of what stands around the number.
    if claim and (not counted or claim.startswith(f"{kind} ")):
        if kind == "count" and own and own not in _OF_THINGS:
            return f"people {own}"
        return _hint(" ".join(filter(None, [KINDS.get(kind, kind), own])), _find_words(members))
    state = None if (kind, state) == ("money", "spent") else state  # of money that goes unsaid
    if state and _states().get(said.split()[-1]) == state:  # 20 dead, killed
        said = "people"
    if state == "dismissed" and said.split()[-1] in ("jobs", "posts", "positions"):
        state = "cut"  # people are dismissed
    told = state and any(word.lower()[:4] == state.split()[-1][:4] for word in said.split())
    first = said if told else " ".join(filter(None, [said, state]))  # drone attacks, not attacked too
    if place:
        the = "the " if _PLURAL.search(place) else ""
        first = f"{first.removesuffix(' in')} in {the}{place}"
    years = {row["as_of"][:4] for row in members if row["as_of"]}
    year = years.pop() if len(years) == 1 else None
    year = year if not claim or (year and year in claim) else None  # an id leaves out the year of the news
    return ", ".join(filter(None, [first, year]))


def tell_apart(question: str, members: Sequence[dict], others: Sequence[dict]) -> str:
    """Say a question that another claim is headed by too: with words that stand around its own numbers alone."""
    theirs = {fold(word) for word in _find_words(others, most=2 * BESIDE)}
    return _hint(question, [word for word in _find_words(members, most=2 * BESIDE) if fold(word) not in theirs])


def find_state(claim: str) -> str | None:
    """Return what happened to what is counted, as the id of a claim says it.

    >>> find_state("people killed, Oslo")
    'killed'
    """
    words = f" {claim.split(',')[0]} "
    return next((state for state in sorted(set(_states().values())) if f" {state} " in words), None)


def _usual(members: Sequence[dict], name: str) -> str | None:
    """Return what most figures say; what fewer than half of them say is not the question of all."""
    cells = Counter(row[name] for row in members if row[name])
    word = min(cells, key=lambda cell: (-cells[cell], cell)) if cells else None
    return word if word and 2 * cells[word] >= len(members) else None


def _hint(said: str, words: Sequence[str]) -> str:
    """Return what is asked with words that say of what: *sum (recount, cost)*."""
    known = {fold(word)[:4] for word in _WORD.findall(said)}
    told: list[str] = []
    for word in words:
        # One name is enough: a second is mostly the other half of it.
        fits = fold(word)[:4] not in known and (word.islower() or all(map(str.islower, told)))
        if fits and len(told) < TOLD:
            told.append(word)
            known.add(fold(word)[:4])
    return f"{said} ({', '.join(told)})" if told else said


def _find_words(members: Sequence[dict], most: int = 4 * TOLD) -> list[str]:
    """Return the words that stand beside the numbers of most members, the nearest first."""
    number: Counter = Counter()
    printed, far = {}, Counter()
    for row in members:
        left, right = (row[side] or "" for side in ("left", "right"))
        near: dict[str, int] = {}
        for words in (_WORD.findall(left)[: -BESIDE - 1 : -1], _WORD.findall(right)[:BESIDE]):
            for place, word in enumerate(words):
                low = fold(word)
                if len(low) > 2 and low not in _measures() and content([low]):
                    near[low] = min(place, near.get(low, place))
                    printed.setdefault(low, word)
        for low, place in near.items():
            number[low] += 1
            far[low] += place
    ranked = sorted(number, key=lambda low: (-number[low], not printed[low].islower(), far[low], low))
    return [printed[low] for low in ranked[:most]]


@cache
def _states() -> dict[str, str]:
    """Return the words that say what happened to what is counted, each with its class."""
    rows = lexicon.load("counted_classes")
    return {row["term"]: row["class"] for row in rows if row["part"].startswith("state")} | {"dead": "killed"}


@cache
def _measures() -> frozenset[str]:
    """Return the words of numbers, units and speech, which say nothing of the matter."""
    return (_SAYS_NOTHING | _NUMBERS).union(word for row in lexicon.load("units") for word in find_terms(row["term"]))

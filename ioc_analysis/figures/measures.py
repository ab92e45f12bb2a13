"""Measures: the figure while it is read, and what the words beside its number add: sign, unit, range, age, modifier.

Floor 1: joins `units`, `modifiers`, `ages` and `compounds` on one `Figure`. Out of scope: which numbers are
figures, and what they count: `quantities`.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from .. import lexicon
from ..english import modifiers, numbers, units
from . import ages, compounds, counted

_COMPARE = {"money", "percent", "duration", "distance", "area", "weight", "multiple"}
_GAP = re.compile(
    r"(?:-? | – )(?:to|or|and) (?:about |some |around |nearly |possibly |perhaps |as many as |maybe |even )?"
    r"| ?[-–—] ?|, (?:maybe|perhaps|possibly|or even) "
)
_GAP_FIRST = "-–—,toa"
_CURRENCY_GAP = re.compile(r"[$€£¥₹] ?|US\$|C\$|A\$")
_OF_A = re.compile(r" an?(?= )| of an?(?= )| of 1")
_TWICE = re.compile(r" (?:US |U\.S\. )?(?:dollars?|euros?|pounds?|USD)\b")
_CHANGE = re.compile(
    r"\b(?:rose|rise|risen|rising|fell|fall|fallen|falling|dropp\w+|drop|increas\w+|decreas\w+|grew|"
    r"grow\w*|climb\w*|cut|reduc\w+|declin\w+|jump\w*|rais\w+|lower\w+|went|up|down|shrank|shrunk|"
    r"expand\w*|surg\w+|slump\w*|boost\w*|slash\w*|doubl\w+|chang\w+|moved|improv\w+|swell\w*|swollen|"
    r"dwindl\w+)\b[^.;\n]{0,60}$"
)
_FIRST = re.compile(r"[ -]?([a-z]+|\+)")
_NEAR = ("nearly", "almost", "just", "not quite", "virtually", "shy")
_OVER_TIME = re.compile(r"\b(?:for|in|after|since|lasting|lasted|took|spent|of|just|well) $")
_BOTH_WAYS = frozenset(("plus", "at least", "only", "exactly", "minimum", "approximately"))
_OPENED = re.compile(r"\b(between|from)(?: about| around| roughly)? $", re.IGNORECASE)
_SCALE_END = re.compile(r"(?:[0-9]|[ -])(hundred|thousand|million|billion|trillion|mn|bn|tn|m|k|b)$")


@dataclass(slots=True)
class Figure:
    """A figure while it is read; `figures` turns it into a row of the table."""

    start: int
    end: int
    value: int | Fraction | None
    high: int | Fraction | None = None
    relation: str = "="
    modifier: str | None = None
    low_bound: int | Fraction | None = None
    high_bound: int | Fraction | None = None
    unit: str | None = None
    kind: str = "count"
    phrase: counted.Phrase | None = None
    rendering_of: int | None = None
    method: str = "digits"
    core: int = 0  # where the number itself begins
    vague: bool = False


@cache
def relations(side: str) -> dict[str, str]:
    """Return modifier → relation of one side of the number, of `lexicons/modifiers.csv`."""
    return {row["term"]: row["relation"] for row in lexicon.load("modifiers") if row["side"] == side}


@cache
def _edges(side: str) -> frozenset[str]:
    """Return the words of the modifiers of one side that stand next to the number."""
    words = [term.replace("-", " ").split() for term in relations(side)]
    return frozenset(one[-1] if side == "before" else one[0] for one in words if one)


@cache
def unit_terms() -> units.Terms:
    """Return the terms of `lexicons/units.csv`."""
    return units.Terms(lexicon.load("units"))


@cache
def si_factors() -> dict[str, tuple[float, str]]:
    """Return unit → (factor, SI unit) of `lexicons/units.csv`."""
    return {row["unit"]: (float(row["factor"]), row["si_unit"]) for row in lexicon.load("units") if row["factor"]}


def _is_told_before(text: str, start: int, begin: int) -> bool:
    """Tell whether the words before a number may say more of it; before two of three they do not."""
    if start == begin:
        return False
    words = text[max(begin, start - 24) : start].rsplit(None, 1)
    if text[start - 1] != " " or not words:
        return True
    word = words[-1].lstrip('(“"‘').lower()
    return word[-1:] == "," or word in _before()


def _is_told_behind(text: str, number: numbers.Number, stop: int) -> bool:
    """Tell whether the words behind a number may say more of it; behind every second they do not."""
    at = number.end
    if text.startswith(" of ", at) and number.form != "fraction" and not text.startswith("every ", at + 4):
        if number.form != "vague":
            return False  # two of the men
        at += 3
    word = numbers.word_behind(text, at, stop)
    return word is None or word in _behind()


@cache
def _before() -> frozenset[str]:
    """Return the words before a number that say more of it: a modifier, a sign, an age."""
    return _edges("before") | ages.AGE_WORDS | {"minus", "magnitude"}


@cache
def _behind() -> frozenset[str]:
    """Return the words behind a number that say more of it: a unit, range, ratio, age or modifier."""
    return _edges("after") | unit_terms().openers | frozenset("to or and in out of per yo year age aged a an".split())


def read_around(text: str, one: Figure, number: numbers.Number, begin: int, stop: int) -> None:
    """Read what the words beside a number add to it: sign, unit, range, ratio, age, modifiers."""
    large = bool(number.low and number.low >= 10**6)
    before = _is_told_before(text, one.start, begin)
    behind = one.kind == "money" or _is_told_behind(text, number, stop)
    if before:
        read_sign(text, one, begin)
        read_magnitude(text, one, begin)
    if behind:
        unit_end = read_unit(text, one, stop, large)
        if one.unit and not one.vague and (rest := compounds.read_rest(text, one.end, one.unit, stop, unit_terms())):
            one.end, one.value, one.method = rest[0], one.value + rest[1], f"{one.method}, in two units"
        ranged = not one.vague and read_range(text, one, number, unit_end, begin, stop, large)
        if not ranged and number.form in ("digits", "words") and not one.unit:
            read_ratio(text, one, stop)
    if number.form == "fraction" and one.kind == "count" and one.value is not None and one.value < 1:
        one.kind = "fraction"
    if before or behind:
        read_age(text, one, begin, stop)
    near = before and read_modifier_before(text, one, begin)
    if behind:
        read_modifier_behind(text, one, stop)
    if one.value is not None:
        one.low_bound, one.high_bound = modifiers.bounds(one.value, one.high, one.relation, near=near)


def read_magnitude(text: str, one: Figure, begin: int) -> None:
    """Read the measure of an earthquake: *a magnitude-7.3 quake*, *of magnitude 6*."""
    if text.endswith(("agnitude ", "agnitude-", "agnitude of "), max(begin, one.start - 13), one.start):
        one.start = max(begin, text.rfind("agnitude", begin, one.start) - 1)
        one.unit, one.kind = "magnitude", "measure"


def read_sign(text: str, one: Figure, begin: int) -> None:
    """Read the sign of a temperature or change: -5, minus 5."""
    before = text[max(begin, one.start - 7) : one.start]
    if before[-1:] not in ("-", "−", "–") and not before.endswith("inus "):
        return
    if re.search(r"(?:^|[\s(])[-−–]$", before) or before.endswith(("minus ", "Minus ")):
        cut = 1 if before[-1] in "-−–" else 6
        if one.value is not None and (
            text[one.end : one.end + 2].lstrip()[:1] in tuple("°%€") or not re.search(r"[\w,] [-–]$", before)
        ):
            both = text.endswith("plus or ", begin, one.start - cut)  # a margin of plus or minus 4 points
            one.value, one.start = one.value if both else -one.value, one.start - cut - 8 * both


def read_unit(text: str, one: Figure, stop: int, large: bool) -> int:
    """Read the unit behind a number, and a rate; return where they end."""
    at = one.end
    if one.vague and text.startswith(" of ", at):
        at += 3
    elif one.method == "fraction" and (article := _OF_A.match(text, at, stop)):
        at = article.end()
    found = None
    if one.unit == "magnitude":
        return one.end
    if one.kind != "money":
        found = units.read_unit(text, at, stop, unit_terms(), large=large)
    elif word := _TWICE.match(text, at, stop):
        one.end = word.end()  # $ 10 dollars
    if found:
        one.unit, one.kind, one.end = found.unit, found.kind, found.end
        if found.kind not in _COMPARE:
            one.kind = "rate" if found.kind == "speed" else "measure"
        if found.kind == "money" and one.value is not None and (scale := numbers.SCALE.match(text, one.end, stop)):
            one.value, one.end = one.value * numbers.SCALES[scale[1].lower()], scale.end()  # 75 USD million
        if found.term.lower() in ("dollar", "dollars"):
            one.method += ", dollar as USD"
        elif (
            found.kind == "money"
            and len(found.term) > 3
            and found.term.isalpha()
            and found.term.islower()
            and found.unit.isupper()
            and found.term[:4] not in ("euro", "yuan", "renm")
        ):
            one.method += f", {found.term} as {found.unit}"
    if (
        one.unit
        and one.kind not in ("percent", "multiple", "duration")
        and (per := units.read_per(text, one.end, stop, money=one.kind == "money"))
    ):
        one.end, one.unit, one.kind = per[0], f"{one.unit}/{per[1]}", "rate"
    return one.end


def read_range(
    text: str, one: Figure, number: numbers.Number, unit_end: int, begin: int, stop: int, large: bool
) -> bool:
    """Read the second half of a range: 12-15, $2-3bn, 20cm-40cm, between 40 and 60, three or four."""
    if text[unit_end : unit_end + 2].lstrip(" ")[:1] not in _GAP_FIRST or number.value is None:
        return False
    gap = _GAP.match(text, unit_end, stop)
    if not gap:
        return False
    word = (re.search("to|or|and", gap[0]) or [""])[0]
    before = text[max(begin, one.start - 40) : one.start]
    opened = _OPENED.search(before)
    if (word == "and" and not (opened and opened[1].lower() == "between")) or (
        word == "to" and not before.endswith(" to ") and _CHANGE.search(before)
    ):
        return False  # "rose from 70 to 90" are two levels
    money = _CURRENCY_GAP.match(text, gap.end(), stop)
    at = money.end() if money else gap.end()
    short = one.kind == "money" or text[number.end - 1] in "mkMK"
    second = _second(text, at, stop, short, bool(word) or " " in gap[0] or "–" in gap[0])
    if not second:
        return False
    low, high = number.value, second.value
    scale = _SCALE_END.search(text[at : second.end].lower())
    if scale and unit_end == number.end and not numbers.SCALE.search(text, number.start, number.end):
        size = (numbers.SCALES | numbers.SHORT | numbers.LETTERS)[scale[1]]
        low = low * size if low * size < high else low
    if low >= high or (word == "or" and high > 2 * low + 5):
        return False
    same = one.kind == "money" and unit_end == number.end
    probe = Figure(at, second.end, high, kind="money" if money or same else "count")
    end = read_unit(text, probe, stop, large or high >= 10**6)
    if probe.unit and one.unit and probe.unit.split("/")[0] != one.unit:
        return False
    if unit_end > number.end and not probe.unit and (one.kind != "money" or not money):
        return False  # "5 km to 8 towns"
    if probe.unit:
        one.unit, one.kind = probe.unit, probe.kind
    one.value, one.high, one.end = -low if one.value is not None and one.value < 0 else low, high, end
    one.method += ", range"
    return True


def _second(text: str, at: int, stop: int, money: bool, in_words: bool) -> numbers.Number | None:
    """Read the number behind the middle of a range; a bare hyphen joins digits only."""
    if at < stop and text[at].isdigit():
        second = numbers.read_digits(text, at, stop, letters=money)
    else:
        second = numbers.read_words(text, at, stop) if in_words and at < stop else None
    return second if second and second.value is not None and second.end > at else None


def read_ratio(text: str, one: Figure, stop: int) -> None:
    """Read *one in five* and *177 out of every 100,000*."""
    if one.value is None or not (found := compounds.read_ratio(text, one.value, one.end, stop, unit_terms())):
        return
    one.end, share, unit = found
    one.method += ", ratio"
    if share is not None:
        one.value, one.kind = share, "fraction"
    else:
        one.kind, one.unit = "rate", unit


def read_age(text: str, one: Figure, begin: int, stop: int) -> None:
    """Tell an age: 22-year-old, aged 34, *Name, 48,*."""
    if one.kind == "duration" and (end := ages.old_end(text, one.start, one.end, begin, stop)):
        one.kind, one.end = "age", end
    elif one.unit or one.kind != "count" or one.value is None or one.value.denominator != 1 or not 0 < one.value < 116:
        return
    elif ages.is_age(text, one.start, one.end, begin, stop):
        one.unit, one.kind = "year", "age"
        one.method += ", age"


def read_modifier_before(text: str, one: Figure, begin: int) -> bool:
    """Read the modifier before a number, and tell whether it is *nearly* or the like."""
    last = text[max(begin, one.start - 24) : one.start].rsplit(None, 1)[-1:]
    if not last or last[0].lstrip('(“"‘').lower() not in _edges("before"):
        return False
    found = modifiers.read_modifier_before(text, one.start, begin, relations("before"))
    if not found or found[1] == "=":
        return False
    # "over two days of talks" is during; "for over two days" is more than
    during = one.kind == "duration" and found[2].lower() in ("over", "within")
    if during and not _OVER_TIME.search(text, max(begin, found[0] - 10), found[0]):
        return False
    one.start, one.relation, one.modifier = found
    return found[2].lower().startswith(_NEAR)


def read_modifier_behind(text: str, one: Figure, stop: int) -> None:
    """Read the modifier behind a number and its unit: *or more*, *-odd*."""
    first = _FIRST.match(text, one.end, stop)
    if not first or first[1] not in _edges("after"):
        return
    found = modifiers.read_modifier_after(text, one.end, stop, relations("after"))
    # "at least" behind one number may belong to the next: it ends a phrase or is none
    if found and not (found[2] in _BOTH_WAYS and text[found[0] : found[0] + 2].strip()[:1].isalnum()):
        one.end = found[0]
        if one.relation == "=" and found[1] != "=":
            one.relation, one.modifier = found[1], found[2]

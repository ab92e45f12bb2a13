"""Compounds: quantities that take two numbers: *2 hours, 7 minutes*, *one in five*, *12 deaths per 1,000 births*.

Floor 1: joins `numbers` and `units`. Ranges are `quantities`' business, second renderings (*80 km (50 miles)*)
those of `figures`. Limit: *five foot two*, whose second unit is not said, is read as two numbers.
"""

import re
from collections.abc import Mapping
from fractions import Fraction

from ..english import numbers, units

_AND = re.compile(r",? (?:and )?(?=[0-9a-z])|(?=[0-9])")
# How many of the smaller unit make one of the larger.
_PARTS = {
    ("year", "month"): 12, ("week", "day"): 7, ("day", "hour"): 24, ("hour", "minute"): 60, ("minute", "second"): 60,
    ("foot", "inch"): 12, ("pound", "ounce"): 16, ("stone", "pound"): 14, ("USD", "cent"): 100, ("EUR", "cent"): 100,
    ("AUD", "cent"): 100, ("CAD", "cent"): 100, ("GBP", "penny"): 100,
}  # fmt: skip
_LARGER = {larger for larger, _ in _PARTS}
_RATIO = re.compile(r"(?:-in-| in (?:every )?| out of (?:every )?| of every | per )(?=[0-9a-z])")
_BASES = (100, 1000, 10**4, 10**5, 10**6)
_BASE = re.compile(r" (?:per|for every|in every|out of every) (?:[$€£]|US\$)?(?=[0-9]|hundred|thousand|million)(?:a )?")
_YEAR = re.compile("[12][0-9]{3}$")
_PLURAL = re.compile(r" (?:[a-z-]+ ){0,2}[a-z]+s\b")


def _number(text: str, at: int, stop: int) -> numbers.Number | None:
    """Read the second number, in digits or words."""
    number = numbers.read_digits(text, at, stop) if text[at : at + 1].isdigit() else numbers.read_words(text, at, stop)
    return number if number and number.value is not None and at < number.end <= stop else None


def read_rest(
    text: str, end: int, unit: str, stop: int, terms: Mapping[str, tuple[str, str]]
) -> tuple[int, Fraction] | None:
    """Return the end of a measure that goes on in smaller units, and what they add, in the first unit."""
    added, size, at = Fraction(0), 1, end
    while unit in _LARGER and (gap := _AND.match(text, at, stop)) and (number := _number(text, gap.end(), stop)):
        found = units.read_unit(text, number.end, stop, terms)
        parts = _PARTS.get((unit, found.unit)) if found else None
        if not parts or number.value >= parts:
            break
        size, unit, at = size * parts, found.unit, found.end
        added += Fraction(number.value) / size
    return (at, added) if added else None


def read_ratio(
    text: str, value: int | Fraction, end: int, stop: int, terms: Mapping[str, tuple[str, str]]
) -> tuple[int, Fraction | None, str | None] | None:
    """Return (end, share, None) of *one in five*, (end, None, unit) of *177 out of every 100,000*, or None."""
    found = _RATIO.match(text, end, stop)
    second = _number(text, found.end(), stop) if found else None
    if not second or not 0 < value < second.value or units.read_unit(text, second.end, stop, terms):
        return None
    base = second.value
    if _YEAR.match(text[found.end() : second.end]):
        return None
    if base <= 10 or (value == 1 and base <= 1000) or ("every" in found[0] and base <= 1000 and value < 10):
        return (second.end, Fraction(value) / base, None) if "in" in found[0] or value < 10 else None
    # 40 in 100 raids are raids and their victims; three in 1,000 is a rate
    if base in _BASES and not (found[0] == " in " and _PLURAL.match(text, second.end, stop)):
        return second.end, None, f"/{int(base)}"
    return None


def read_base(text: str, end: int, stop: int) -> str | None:
    """Return the base of a rate behind what is counted: *two doctors per 100,000 people* gives `/100000`."""
    found = _BASE.match(text, end, stop)
    number = _number(text, found.end(), stop) if found else None
    return f"/{number.value}" if number and number.value > 1 else None


def is_base(before: str) -> bool:
    """Tell the number that only says what another is counted by: the 100,000 of *per 100,000 people*."""
    return before.endswith((" per ", "or every ", " out of every ", " in every ", " per $", " per £", " per €"))

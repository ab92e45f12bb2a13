"""Modifiers: the words around a number that say how exact it is (about, at least, or more).

Floor 0, imports nothing of the package: the caller passes term → relation, from `lexicons/modifiers.csv`.
Relations are `=` `~` `>` `>=` `<` `<=`. Out of scope: which numbers share a modifier: see `figures`.
"""

import re
from collections.abc import Mapping
from fractions import Fraction

Number = int | Fraction

_AFTER = re.compile(r"(?: |-|)(?:[a-z]+|\+)(?:[ -][a-z]+){0,2}")
# What stands before *over*, *about*, *under* … when they are prepositions: fighting over 3 towns,
# talks about 2 camps, under 3 laws.
_TOPIC = frozenset(
    (
        "talk talks talked talking speak spoke speaking spoken ask asked asking know knew known worry worried "
        "worries concern concerns concerned question questions doubts doubt complain complained complaints "
        "write wrote written tell told telling hear heard learn learned information details debate debated "
        "discussion discussions fight fights fighting fought dispute disputes row rows battle battles "
        "battling clash clashes argue argued arguing war conflict outrage anger protest protests tension "
        "tensions flew fly flying rule ruled power control jurisdiction presided facts story stories report "
        "reports article articles book books something anything nothing what how think thinking thought "
        "criticized criticised sued arrested tried resigned quarrel quarrels negotiations sovereignty"
    ).split()
)
_MOVED = frozenset("back goes went go going gone moved right all way shot".split())
_TAKEN = frozenset("take takes took taken taking hand hands handed handing turn turned turning win won".split())
_PREPOSITIONS = frozenset("over about under above around within near below beyond across towards toward".split())


def read_modifier_before(text: str, pos: int, begin: int, relations: Mapping[str, str]) -> tuple[int, str, str] | None:
    """Return (start, relation, words) of the longest modifier that ends before the number at `pos`.

    >>> read_modifier_before("killed at least 40", 16, 0, {"at least": ">="})
    (7, '>=', 'at least')
    """
    window = text[max(begin, pos - 48) : pos]
    if window[-1:] not in (" ", "\u00a0"):
        return None
    words = re.split(r"[ \n\t\u00a0(“\"‘]", window[:-1])[-6:]
    for size in range(min(5, len(words)), 0, -1):
        phrase = " ".join(words[-size:])
        relation = relations.get(phrase.lower())
        if not relation:
            continue
        start = pos - 1 - len(phrase)
        if start > begin and text[start - 1].isalnum():
            continue
        before = words[-size - 1].lower().rstrip(".") if len(words) > size else ""
        if words[-1].lower() == "to" and before in _MOVED:
            return None  # it went back up to 40, rose up to 40
        if words[-1].lower() == "over" and before in _TAKEN:
            return None  # taken over 3 towns
        if phrase.lower() in _PREPOSITIONS and before in _TOPIC:
            return None
        if words[-1].lower() == "over" and "with" in words and words[words.index("with") - 1].lower() in _TOPIC:
            return None  # a row with the unions over 3,800 jobs
        if relation == "=":
            outer = read_modifier_before(text, start, begin, relations)
            return outer or (start, relation, text[start:pos].rstrip())
        # "up to an estimated 500", "at least about 20": the outer words decide, as they are a bound.
        outer = read_modifier_before(text, start, begin, relations) if size < len(words) else None
        if outer and outer[1] != "=" and relation == "~":
            return *outer[:2], text[outer[0] : pos].rstrip()
        return start, relation, text[start:pos].rstrip()
    return None


def read_modifier_after(text: str, pos: int, stop: int, relations: Mapping[str, str]) -> tuple[int, str, str] | None:
    """Return (end, relation, words) of the modifier right behind a number: *or more*, *-odd*, *and older*."""
    found = _AFTER.match(text, pos, min(stop, pos + 32))
    if not found:
        return None
    words = found[0]
    while words.strip(" -"):
        for term in (words.strip(), words.strip().lstrip("-")):
            relation = relations.get(term) if (term[0] != "-" or words[0] == "-") else None
            end = pos + len(words)
            if relation and not text[end : end + 1].isalnum() and not (term == "plus" and words[0] == " "):
                return end, relation, words.strip()
        cut = max(words.rfind(" "), words.rfind("-"))
        if cut <= 0:
            return None
        words = words[:cut]
    return None


def bounds(
    value: Number, high: Number | None, relation: str, *, near: bool = False
) -> tuple[Number | None, Number | None]:
    """Return the smallest and largest value that the words allow; None where they set no bound.

    *About* allows a tenth either way, or half of the last digit that is not zero if that is more (our
    own measure: about 2,500 is 2,250 to 2,750, about 3 is 2.5 to 3.5). `near`: the words are *nearly* or *almost*,
    which set the tenth below as a bound too.
    """
    top = value if high is None else high
    if relation == ">" or relation == ">=":
        return value, None
    if relation == "<=":
        return None, top
    if relation == "<":
        return value - _slack(value) if near else None, top
    if relation == "~":
        return value - _slack(value), top + _slack(top)
    return value, top


def _slack(value: Number) -> Fraction:
    whole = abs(value)
    tenth = Fraction(whole.numerator, 10 * whole.denominator)
    if value.denominator > 1:
        return tenth
    whole, digit = int(whole), 1  # the place of the last digit that is not zero
    while whole and whole % 10 == 0:
        whole, digit = whole // 10, digit * 10
    return max(tenth, Fraction(digit, 2))

"""Designators: numbers that name and do not count (F-16, Article 5, 82nd Airborne), clock times and ids.

Floor 0, imports nothing of the package: the caller passes the word lists of `lexicons/designators.csv`.
Such a number keeps a row, so that a reader sees why it is no figure. Out of scope: dates.
"""

import re
from collections.abc import Mapping, Set
from typing import NamedTuple

# Digits in these are never figures.
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]{1,2000}|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}|@\w{1,30}")
ADDRESS_MARKS = ("@", "://", "www.")  # every address holds one
_SPACE = re.compile(r"\s")
_PHONE = re.compile(r"\+?\(?[0-9]{1,4}\)?(?:[ .-]\(?[0-9]{2,4}\)?){2,5}(?![0-9,])")
_TOLL_FREE = re.compile(r"(?:1[- ])?\(?[0-9]{3}\)?[- ][0-9]{3}-[0-9]{4}(?![0-9])")
_ZONE = r"(?-i:(?:GMT|UTC|BST|IST|MSK|JST|HKT|SGT|AE[SD]T|[ECMP][SD]?T|CEST|EE[SD]?T|EEST|AST)(?:[+-][0-9]{1,2})?)\b"
_CLOCK = re.compile(
    r"(?:[01]?[0-9]|2[0-4])[:.][0-5][0-9](?::[0-5][0-9])?(?![0-9])(?: ?[ap]\.?m\b\.?)?"
    rf"(?: {_ZONE})?(?: local time)?"
    rf"|[0-2]?[0-9] ?[ap]\.?m\b\.?(?: {_ZONE})?|[0-2][0-9][0-5][0-9] ?(?:{_ZONE}|(?:hours|hrs|local time)\b)"
    r"|(?:[01]?[0-9]) o[’']clock\b",
    re.IGNORECASE,
)
_CLOCK_SURE = re.compile(rf":|[ap]\.?m|o.clock|{_ZONE}|hours|hrs|local", re.IGNORECASE)
_HOURS = re.compile(r"[0-2][0-9]\.[0-5][0-9] ?(?:hours|hrs)\b")
_LASTING = re.compile(r"[0-9]{1,2}:[0-9]{2} ?(?:minutes|ratio|(?P<hours>hours))\b", re.IGNORECASE)
_AT = re.compile(r"\b(?:[Aa]t|[Bb]y|[Aa]round|[Aa]bout|[Ff]rom|[Uu]ntil|[Tt]ill) $")
_HOUR = re.compile(r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?P<clock> o[’']clock)?\b", re.I)
_HOUR_BEFORE = re.compile(r"\b(?:half|quarter|minutes?) (?:past|to) $", re.IGNORECASE)
_LIST_DOT = re.compile(r"[0-9]{1,2}\. (?=[A-Z])")
_OF_SERIES = re.compile(r"[0-9]{1,3} of [0-9]{1,3}(?![0-9,.])")
_LIST_BRACKET = re.compile(r"[0-9]{1,2} ?\)")
_POSTAL = re.compile(r"[0-9]{5}(?:-[0-9]{4})?(?![0-9,]|[.][0-9])")
_PLAIN = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,2})?(?![0-9,]{0,9},[0-9]{3})")
_COUNTED = re.compile(
    r"(?:%| ?percent| per cent|[ -](?:million|billion|thousand|hundred|years?|days?|months?|weeks?|"
    r"hours?|minutes?|degrees?|people)\b)"
)
_ID = re.compile(
    r"[0-9]{1,4}(?:\.[0-9]{1,4}){2,5}(?![0-9])|[0-9]{9,40}(?![0-9,.])|[0-9]{1,5}(?:-[0-9]{1,6}){2,6}(?![0-9])"
)
# Six numbers or more without a space are data and no prose: 1,1,2,3,5,8; not 1,000,000,000,000,000,000.
_RUN = re.compile(r"[0-9]{1,18}(?:,[0-9]{1,18}){5,}")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}")
# The plainest case, and the most frequent: 12 people. Only a name before it makes it one; 911 calls may be.
_COUNT = re.compile(r"(?!911|999|112|000|111)[0-9]{1,3} (?=[a-z])(?!of |to |[ap]\.?m\b|o[’']clock)")
_MEASURED = re.compile(r"[0-9]+[KMBTCFGWVLkmbt](?![A-Za-z0-9-])")
_MIXED = re.compile(  # 4x4, 3D, 5G; not 40USD
    r"[0-9]+(?:[A-Za-z]+[0-9][A-Za-z0-9]*"
    r"|(?!USD|EUR|GBP|AUD|CAD|JPY|CHF|CNY|INR|RUB)[A-Z](?![a-z/])(?:-[A-Z0-9]{1,4})?)"
)
_DECADE_OF_LIFE = re.compile(r"[0-9]{1,4}[’']?s(?![A-Za-z0-9])")  # in his 20s, the 747s
_ODDS = re.compile(r"[0-9]{1,3}-to-[0-9]{1,3}(?![0-9])|[0-9]{1,2}-for-[0-9]{1,2}(?![0-9])")
_FIXED = re.compile(r"9/11|24/7|7/7|20/20|50[-/]50|9-1-1|13/11|26/11|1/6")
_EMERGENCY = re.compile(
    r"(?:911|999|112|000|111)(?= (?:call|operator|dispatcher|emergency|centre|center|service|line)s?\b)"
)
_SCORE = re.compile(r"([0-9]{1,3})(?:[-–—]| to )([0-9]{1,3})(?![0-9%]|[,.][0-9])")
_STREET = re.compile(r"[0-9]{1,5}[A-Za-z]? (?:[A-Z][A-Za-z.’'-]{0,20} ){1,3}")
_STREET_END = re.compile(r"[0-9]{1,5}(?: [A-Z][A-Za-z.’'-]{1,20}){1,3}")
_RANK = re.compile(r"[0-9]{1,4}(?:st|nd|rd|th)(?: (?:&|and) [0-9]{1,4}(?:st|nd|rd|th))?(?![A-Za-z])")
_NAME_BEFORE = re.compile(r"([A-Za-z&]+\.?(?: of)?)[ \u00a0]?(?:# ?)?$")
_BETWEEN = " \u00a0#"
_LETTERS_BEFORE = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9]{0,15}(?:[-–‑/]?)$")
_SLASH = re.compile(r"(?<![A-Za-z])[A-Z]{1,2}/[A-Z]{1,2} $")
_NAME_END = re.compile(r"[0-9][0-9A-Za-z-]{0,20}(?:[./(][0-9]{1,4}\)?)?")


class Designator(NamedTuple):
    """A number that is no figure: where it stands, its kind (designator, time or id) and the rule that says so."""

    start: int
    end: int
    kind: str
    method: str


def find_addresses(text: str, start: int, stop: int) -> list[Designator]:
    """Return the web and mail addresses and account names of a range."""
    found: dict[int, Designator] = {}
    for mark in ADDRESS_MARKS:
        at = text.find(mark, start, stop)
        while at >= 0:  # only the words that hold such a mark are read: the pattern is slow
            first = max(text.rfind(" ", start, at), text.rfind("\n", start, at), start - 1) + 1
            gap = _SPACE.search(text, at, stop)
            last = gap.start() if gap else stop
            for one in _ADDRESS.finditer(text, max(first, at - 80), last):
                found.setdefault(one.start(), Designator(*one.span(), "id", "address"))
            at = text.find(mark, last, stop)
    return [found[at] for at in sorted(found)]


def read_designator(text: str, pos: int, begin: int, stop: int, words: Mapping[str, Set[str]]) -> Designator | None:
    """Return what the number at `pos` names, or None if it may be a figure.

    `words`: class → terms of designators.csv. Checked in order: a clock time, an id, a name.
    """
    hours = _HOURS.match(text, pos, stop)
    if hours and _AT.search(text, max(begin, pos - 8), pos):
        return Designator(pos, hours.end(), "time", "clock time")
    before = text[max(begin, pos - 24) : pos]
    if before[-1:] == " " and _COUNT.match(text, pos, stop):
        return _read_named(text, pos, stop, before, words)
    clock = _CLOCK.match(text, pos, stop)
    if clock and _CLOCK_SURE.search(clock[0]):
        end = clock.end() - (clock[0].endswith(".") and not re.search(r"[ap]\.m\.$", clock[0], re.IGNORECASE))
        if not (measured := _LASTING.match(text, pos, stop)):
            return Designator(pos, end, "time", "clock time")
        if measured["hours"] and _AT.search(text, max(begin, pos - 8), pos):  # at 03:40 hours
            return Designator(pos, measured.end(), "time", "clock time")
    return (
        _read_id(text, pos, begin, stop, before)
        or _read_attached(text, pos, begin, stop, before)
        or _read_named(text, pos, stop, before, words)
        or _read_name(text, pos, stop, words)
        or _read_score(text, pos, stop, before, words)
    )


def read_clock(text: str, pos: int, begin: int, stop: int) -> Designator | None:
    """Return the time of day that a number in words tells: *ten o'clock*, *half past eleven*."""
    hour = _HOUR.match(text, pos, stop)
    if not hour:
        return None
    if not hour["clock"]:
        before = text[max(begin, pos - 16) : pos]
        if not before.lower().endswith((" past ", " to ")) or not _HOUR_BEFORE.search(before):
            return None
    return Designator(pos, hour.end(), "time", "clock time")


def _read_id(text: str, pos: int, begin: int, stop: int, before: str) -> Designator | None:
    """Read phone numbers, addresses of machines, long serial numbers and fixed names such as 9/11."""
    if (fixed := _FIXED.match(text, pos, stop)) and not text[fixed.end() : fixed.end() + 1].isalnum():
        return Designator(pos, fixed.end(), "designator", "fixed name")
    if found := _EMERGENCY.match(text, pos, stop):
        return Designator(pos, found.end(), "designator", "fixed name")
    if found := _ODDS.match(text, pos, stop):
        return Designator(pos, found.end(), "designator", "score or vote")
    if found := _TOLL_FREE.match(text, pos, stop):
        return Designator(pos, found.end(), "id", "phone number")
    if before.endswith(("+", "+(")) and (found := _PHONE.match(text, pos, stop)):
        return Designator(pos, found.end(), "id", "phone number")
    if (found := _LIST_DOT.match(text, pos, stop)) and (pos == begin or text[pos - 1] == "\n"):
        return Designator(pos, pos + found[0].index("."), "id", "list number")
    if (found := _OF_SERIES.match(text, pos, stop)) and re.search(
        r"(?:caption|photos?|images?|slide|pictures?|page|part) $", before, re.IGNORECASE
    ):
        return Designator(pos, found.end(), "id", "list number")
    if (
        (found := _LIST_BRACKET.match(text, pos, stop))
        and "(" not in before[-6:]
        and not before.rstrip().endswith(("$", "£", "€", "-", "–", "to"))
        and before[-1:] in ("", " ", "\n", "\t")
    ):
        return Designator(pos, found.end(), "id", "list number")
    if (found := _POSTAL.match(text, pos, stop)) and re.search(
        r"(?:^|[\s,])(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|"
        r"RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]) $",
        before,
    ):
        return Designator(pos, found.end(), "id", "postal code")
    if before.endswith("#"):
        found = re.compile("[0-9]+").match(text, pos, stop)
        return Designator(pos - 1, found.end(), "id", "number sign")
    if (found := _RUN.match(text, pos, stop)) and not _GROUPED.fullmatch(found[0]):
        return Designator(pos, found.end(), "id", "row of numbers")
    if (found := _ID.match(text, pos, stop)) and not before.endswith(("$", "£", "€")):
        return Designator(pos, found.end(), "id", "serial number")
    return None


def _read_attached(text: str, pos: int, begin: int, stop: int, before: str) -> Designator | None:
    """Read digits joined to letters: F-16, COVID-19, B52, 3D, in his 20s."""
    joined = before[-1:].isalnum() or before[-1:] in ("-", "–", "‑", "/")
    if joined and (letters := _LETTERS_BEFORE.search(before)):
        tail = letters[0]
        # USD50, Rs500, mid-90: money and prefixes that leave a number
        if not re.fullmatch(
            r"[A-Z]{3}|Rs|US|[A-Z]{0,3}x|(?:mid|pre|post|sub|under|over|nearly|non)[-–]|[a-z]{3,}[-–]|and/|or/", tail
        ):
            end = _NAME_END.match(text, pos, stop).end()
            end -= text[end - 1] in "-."
            return Designator(max(begin, pos - len(tail)), end, "designator", "joined to letters")
    found = _MIXED.match(text, pos, stop)
    # 3D and 5G name; 5K, 30C and 2M measure
    if found and ((found[0][-1] in "GD" and len(found[0]) == 2) or not _MEASURED.match(found[0])):
        return Designator(pos, found.end(), "designator", "joined to letters")
    if (found := _DECADE_OF_LIFE.match(text, pos, stop)) and not text.startswith("s ", found.end()):
        return Designator(pos, found.end(), "designator", "decade or model")
    return None


def _read_named(text: str, pos: int, stop: int, before: str, words: Mapping[str, Set[str]]) -> Designator | None:
    """Read a number that the word before names by: Article 5, Boeing 777, No. 10."""
    if "/" in before and (slash := _SLASH.search(before)):  # F/A 18
        return Designator(
            pos - len(slash[0]), _NAME_END.match(text, pos, stop).end(), "designator", "joined to letters"
        )
    # Only the last words, since a search for an end tries every place.
    named = _NAME_BEFORE.search(before, max(0, before.rstrip(_BETWEEN).removesuffix(" of").rfind(" ")))
    if not named:
        return None
    name = named[1].rstrip(".")
    lower = name.lower()
    listed = lower in words["name"] and (name[0].isupper() or lower in _ALWAYS)
    if not (listed or name in words["model"]) or not (digits := _PLAIN.match(text, pos, stop)):
        return None
    plain = text[digits.end() : digits.end() + 1]
    if plain in ("%", "$", "€", "£") or _COUNTED.match(text, digits.end(), stop):
        return None
    start = pos - (len(before) - named.start())
    if listed:
        return Designator(start, _list_end(text, digits.end(), stop), "designator", "named by its number")
    return Designator(start, digits.end(), "designator", "named by its number") if len(digits[0]) < 5 else None


def _read_name(text: str, pos: int, stop: int, words: Mapping[str, Set[str]]) -> Designator | None:
    """Read a number that opens a name: 82nd Airborne, 10 Downing Street."""
    if rank := _RANK.match(text, pos, stop):
        follow = re.compile(r"[ -]([A-Z][a-zA-Z]+|century|centuries|minute|birthday|anniversary)").match(
            text, rank.end(), stop
        )
        if follow and follow[1][0].isupper() and follow[1] not in ("I", "The"):
            return Designator(pos, rank.end(), "designator", "named by its rank")
    if (street := _STREET.match(text, pos, stop)) and street[0].split()[-1].rstrip(".") in words["street"]:
        return Designator(pos, street.end() - 1, "id", "street address")
    if (street := _STREET_END.match(text, pos, stop)) and (street[0].split()[-1].rstrip(".") in words["street"]):
        return Designator(pos, street.end(), "id", "street address")
    return None


# Nouns that name by number in lower case too; "in week 3", but not "this group 40 men".
_ALWAYS = frozenset(
    (
        "article articles section chapter clause paragraph paragraphs footnote footnotes resolution flight page "
        "pages no nos channel room gate "
        "terminal runway apartment suite grade phase tier category type class level verse proposition "
        "route highway exit formula number platform version"
    ).split()
)


def _list_end(text: str, end: int, stop: int) -> int:
    """Take in the rest of a list: Articles 5 and 6, section 2(b), page 3-4."""
    more = re.compile(
        r"(?:\([a-z0-9]{1,3}\)|[-–][0-9]{1,4}(?![0-9])|(?:,? and |, )[0-9]{1,3}(?= of\b| the\b|[.;]))"
    ).match(text, end, stop)
    return more.end() if more else end


def _read_score(text: str, pos: int, stop: int, before: str, words: Mapping[str, Set[str]]) -> Designator | None:
    """Read scores and votes: won 2-1, a 5-4 ruling. The larger number first is no range."""
    found = _SCORE.match(text, pos, stop)
    if not found or re.match(r" ?(?:%|percent|per cent|[-–][0-9])", text[found.end() : found.end() + 9]):
        return None
    first, second = int(found[1]), int(found[2])
    near = {word.strip(".,").lower() for word in (before + " " + text[found.end() : found.end() + 24]).split()}
    joined = " to " not in found[0]
    if (joined and first >= second) or (near & words["score"] and (joined or first >= second)):
        if re.match(r"[- ](?:year|month|day|hour|inch|mile|foot)", text[found.end() : found.end() + 8]):
            return None
        return Designator(pos, found.end(), "designator", "score or vote")
    return None

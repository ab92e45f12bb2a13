"""Bylines: what an article, or the name of its file, states about itself: outlet, agency, author, day.

Floor 1. Dates are read here as publishers print them above an article and as machines put them
in a column; calendar expressions in running text are the subject of `dates`. Nothing is
guessed: a day without its year is no day of publication, and 03/04/2021 is two.
"""

import datetime
import re
from functools import cache

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
WEEKDAY = "(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?"


@cache
def _pattern(name: str) -> re.Pattern:
    """Compile at first use: a day, a time that follows or precedes it, and what else may stand around a given date."""
    month, time = (
        MONTH,
        r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?![0-9])(?::(?P<second>[0-9]{2}))?(?:[.,][0-9]{1,9})?",
    )
    # A zone is kept where it is an offset; EST is more than one, so its time stays local.
    time += r"(?:\s?(?P<half>[ap])\.?m(?![a-z])\.?)?(?:\s?(?P<zone>z|utc|gmt|[+-][0-9]{2}:?[0-9]{2})(?![a-z0-9]))?"
    time += r"(?:\s\(?[a-z]{2,4}\)?(?![a-z]))?"
    patterns = {
        "day": rf"""(?<![0-9])(?:
            (?P<y1>[0-9]{{4}})(?P<gap>[-/.])(?P<m1>[0-9]{{1,2}})(?:(?P=gap)(?P<d1>[0-9]{{1,2}}))?  # 2021-12-09
          | (?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\sof)?[\s-]{{1,3}}(?P<m2>{month})[\s,-]{{1,3}}(?P<y2>[0-9]{{4}})
          | (?P<m3>(?<![a-z]){month})\s{{0,3}}(?P<d3>[0-9]{{1,2}})(?:st|nd|rd|th)?[\s,]{{1,3}}(?P<y3>[0-9]{{4}})
          | (?P<a4>[0-9]{{1,2}})(?P<gap4>[-/.])(?P<b4>[0-9]{{1,2}})(?P=gap4)(?P<y4>[0-9]{{4}})  # 25/12/2021
            )(?![0-9])""",
        "after": rf"(?:t|[\s,|–-]{{1,4}}(?:at\s)?){time}",
        "before": rf"(?<![0-9]){time}[\s,|–-]{{0,4}}(?:on\s)?(?:{WEEKDAY}[\s,.]{{1,3}})?\Z",
        "rest": rf"(?:{WEEKDAY}|on|at|date|published|posted|[\s,.:|–-])*",
    }
    return re.compile(patterns[name], re.IGNORECASE | re.VERBOSE)


def _day(match: re.Match, day_first: bool | None) -> str:
    """Return the ISO date of a match of `day`; ValueError says why there is none."""
    found = match.groupdict()
    if found["y4"]:
        first, second = int(found["a4"]), int(found["b4"])
        if day_first is None and first <= 12 and second <= 12 and first != second:
            raise ValueError(f"{match[0]} may be day or month first; write it as {found['y4']}-month-day")
        if first > 12 or (day_first and second <= 12):
            first, second = second, first
        year, month, day = found["y4"], first, second
    else:
        year = found["y1"] or found["y2"] or found["y3"]
        month = found["m1"] or found["m2"] or found["m3"]
        month = int(month) if month.isdigit() else MONTHS.index(month[:3].lower()) + 1
        day = found["d1"] or found["d2"] or found["d3"]
    try:
        value = datetime.date(int(year), month, int(day or 1)).isoformat()
    except ValueError as error:
        raise ValueError(f"{match[0]} is no day of the calendar ({error})") from None
    return value if day else value[:7]


def _time(match: re.Match | None) -> str:
    """Return `T18:44` or `T18:44:00+01:00`; nothing where there is no time, or only midnight (a day without one)."""
    if not match:
        return ""
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    half = (match["half"] or "").lower()
    if half:
        hour = hour % 12 + 12 * (half == "p")
    if hour > 23 or minute > 59 or second > 59 or not (hour or minute or second):
        return ""
    zone = (match["zone"] or "").upper()
    if zone in ("Z", "UTC", "GMT"):
        zone = "+00:00"
    elif zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"T{hour:02}:{minute:02}{f':{second:02}' if second else ''}{zone}"


def find_days(line: str, *, day_first: bool | None = None) -> list[tuple[int, int, str]]:
    """Return (start, end, value) of every day in a line, with the time beside it; one that is ambiguous is left out.

    >>> find_days("By: AFP Published: 06:44 PM, 9 Dec, 2021")
    [(19, 40, '2021-12-09T18:44')]
    """
    rows = []
    for match in _pattern("day").finditer(line):
        try:
            value = _day(match, day_first)
        except ValueError:
            continue
        start, end = match.span()
        after = _pattern("after").match(line, end)
        # 40 characters hold "06:44:00 PM EST on Wednesday, ".
        before = None if after else _pattern("before").search(line[max(0, start - 40) : start])
        time = _time(after or before) if len(value) == 10 else ""
        if time:
            start, end = (start, after.end()) if after else (max(0, start - 40) + before.start(), end)
        rows.append((start, end, value + time))
    return rows


def read_published(value: object, *, day_first: bool | None = None) -> str:
    """Return a date as a column gives it, as ISO 8601 at the precision given; ValueError says why it cannot be read.

    >>> read_published("Thu, 9 Dec 2021 18:44:00 GMT")
    '2021-12-09T18:44+00:00'
    """
    if isinstance(value, datetime.date):  # a datetime, a Timestamp and TOML's own dates are dates too
        value = value.isoformat()
    text = str(value).strip()
    if re.fullmatch("[0-9]{4}", text):
        return text
    if compact := re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T?([0-9]{2})([0-9]{2})([0-9]{2})(Z?))?", text):
        year, month, day, hour, *rest = compact.groups()
        text = f"{year}-{month}-{day}" + (f"T{hour}:{rest[0]}:{rest[1]}{rest[2]}" if hour else "")
    match = _pattern("day").search(text)
    if not match:
        raise ValueError(f"{text[:40]!r} is no date that can be read; write it as 2021-12-09")
    _day(match, day_first)
    start, end, day = find_days(text, day_first=day_first)[0]
    if not _pattern("rest").fullmatch(text[:start]) or not _pattern("rest").fullmatch(text[end:]):
        # A midnight is dropped with its zone.
        after = _pattern("after").match(text, end)
        if not (after and after.end() == len(text)):
            raise ValueError(f"{text[:40]!r} holds more than a date; write it as 2021-12-09")
    return day

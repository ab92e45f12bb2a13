"""Periods: a year, month, week or day as ISO 8601, with its first and last day, and moves between them.

Floor 0, imports nothing of the package. Out of scope: which words name a period: `dates`.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple


class Span(NamedTuple):
    """What a rule found: the ISO value, its first and last day, and what it was resolved against."""

    value: str | None
    first: date | None
    last: date | None
    basis: str


def make_day(year: int, month: int, day: int) -> date | None:
    """Return the date, or None if the calendar has no such day."""
    return (
        date(year, month, day)
        if 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
        else None
    )


@lru_cache(20_000)
def period(year: int, month: int = 0, day: int = 0, basis: str = "stated", part: str | None = None) -> Span | None:
    """Build the span of a year, month or day; `part` (early, mid, end of) narrows its days."""
    if not (1 <= year <= 9998 and 0 <= month <= 12):
        return None
    if day:
        only = make_day(year, month, day)
        return Span(only.isoformat(), only, only, basis) if only else None
    first = date(year, month or 1, 1)
    last = date(year, month, monthrange(year, month)[1]) if month else date(year, 12, 31)
    value = f"{year:04d}-{month:02d}" if month else f"{year:04d}"
    return Span(value, *narrow(first, last, part), basis)


def narrow(first: date, last: date, part: str | None) -> tuple[date, date]:
    """Cut a period to the third that early, mid or late names."""
    if not part:
        return first, last
    third = ((last - first).days + 1) // 3
    if re.search("early|earlier|beginning|start|turn", part):
        return first, first + timedelta(third - 1)
    if "mid" in part:
        return first + timedelta(third), last - timedelta(third)
    return last - timedelta(third - 1), last


def interval(first: date, last: date, value: str, basis: str, part: str | None = None) -> Span:
    """Build the span of an ISO interval."""
    return Span(value, *narrow(first, last, part), basis)


def months(year: int, month: int, count: int, basis: str, part: str | None = None) -> Span:
    """Build the span of `count` months of one year (a quarter, a half) as an ISO interval of months."""
    last = month + count - 1
    days = date(year, month, 1), date(year, last, monthrange(year, last)[1])
    return interval(*days, f"{year:04d}-{month:02d}/{year:04d}-{last:02d}", basis, part)


def iso_week(day: date, basis: str) -> Span:
    """Build the span of the ISO week, Monday to Sunday, that holds `day`."""
    year, week, weekday = day.isocalendar()
    monday = day - timedelta(weekday - 1)
    return Span(f"{year}-W{week:02d}", monday, monday + timedelta(6), basis)


def shift(unit: str, day: date, step: int, basis: str, part: str | None = None) -> Span | None:
    """Build the span of the unit that lies `step` units from `day`, at the unit's own precision."""
    try:
        if unit in ("day", "week", "fortnight", "weekend"):
            moved = day + timedelta(step * {"day": 1, "fortnight": 14}.get(unit, 7))
            if unit == "day":
                return Span(moved.isoformat(), moved, moved, basis)
            week = iso_week(moved, basis)
            if unit == "weekend":
                saturday = week.first + timedelta(5)
                return Span(f"{saturday}/{week.last}", saturday, week.last, basis)
            return week
        if unit == "month":
            number = day.year * 12 + day.month - 1 + step
            return period(number // 12, number % 12 + 1, basis=basis, part=part)
        if unit == "quarter":
            quarters = day.year * 4 + (day.month - 1) // 3 + step
            return months(quarters // 4, quarters % 4 * 3 + 1, 3, basis, part)
        if unit == "year":
            return period(day.year + step, basis=basis, part=part)
        if unit == "decade":
            year = day.year // 10 * 10 + 10 * step
            return interval(date(year, 1, 1), date(year + 9, 12, 31), f"{year}/{year + 9}", basis, part)
        year = (day.year - 1) // 100 * 100 + 1 + 100 * step
        return interval(date(year, 1, 1), date(year + 99, 12, 31), f"{year}/{year + 99}", basis, part)
    except (OverflowError, ValueError):
        return None

"""Dates: every calendar expression of a text, as ISO 8601 at the precision that the words give.

Floor 1: joins `date_words` (words and patterns), `periods` (the calendar) and `numbers` (where to look). A
relative expression (Thursday, last year, two days later) is resolved against the day of publication or
the date before it; without one nothing is guessed and `basis` says so. The clock is `figures`' business
(kind time). Out of scope: *recently*, *now*, holidays, and durations (*for two years*), which are figures.

The priors are counts on annotated news (TimeML corpora): a bare weekday was the most recent one,
the day of publication included, 303 times in 336; a day and month without a year the nearest in
time 138 times in 147; a bare month lay behind 62 times in 87. A future cue turns weekday and month.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from ..english import numbers, periods, tokens
from . import date_words

_VERB_MAY = re.compile(r" (?!that |this |of |in |at |to |for |and |he |she |the |after |before |when )[a-z]")
_WORD = re.compile(r"[A-Za-z]+(?:-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))?")
_DIGITS = re.compile(r"[0-9]{1,4}(?![0-9])")
_NO_DATE = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}|%|\.[0-9]{1,3}(?![0-9.]))")  # most numbers: 2,500 or 4.5


class _Context(NamedTuple):
    """What a rule may look at: the text, the publication date (and how precise), the date resolved last."""

    text: str
    published: date | None
    precision: int  # digits of the ISO value: 4 year, 7 month, 10 day
    last: periods.Span | None


def find_dates(
    text: str,
    published: str | None = None,
    spans: Iterable[tuple[int, int]] | None = None,
    places: Sequence[tuple[int, int, list[int]]] | None = None,
) -> list[tuple]:
    """Return (start, end, value, first_day, last_day, basis, method) of every calendar expression, in reading order.

    `published` is the day of publication (ISO 8601); without it nothing relative is resolved.
    `spans` are the ranges to read, default all; `places` are those in them where a date may begin, as `numbers.Places`
    finds them. A week is `2021-W49`, a season or decade an ISO interval (`1990/1999`); *early*, *mid-* and *the end of*
    narrow `first_day` and `last_day` to a third of the period and leave the value.

    >>> find_dates("They left on Thursday, two days after 7 December.", "2021-12-10")[0][:3]
    (13, 21, '2021-12-09')
    """
    day, precision = _published(published)
    context = _Context(text, day, precision, None)
    rows: list[tuple] = []
    spans = [(0, len(text))] if spans is None else list(spans)
    if places is None:
        words = tokens.tokenize(text, spans, [])
        (places,) = _places().find(text, words.word, words.start, spans)
    for begin, stop, inside in places:
        pos = begin
        for at in inside:
            if at < pos:
                continue
            for start, end, span, method in _read(context, at, stop, begin):
                if rows and start < rows[-1][1]:
                    continue
                first, last = span.first and span.first.isoformat(), span.last and span.last.isoformat()
                rows.append((start, end, span.value, first, last, span.basis, method))
                if span.value:
                    context = _Context(text, day, precision, span)
                pos = end
    return rows


@lru_cache(10_000)
def _published(published: str | None) -> tuple[date | None, int]:
    """Return the day of publication and the precision of what was given, in digits of the ISO value."""
    found = re.match(r"([12][0-9]{3})(?:-([01][0-9])(?:-([0-3][0-9]))?)?", published or "")
    if not found:
        return None, 0
    year, month, day = (int(part) if part else 1 for part in found.groups())
    made = periods.make_day(year, month, day)
    return (made, len(found[0])) if made else (None, 0)


def _open(context: _Context) -> periods.Span:
    """Build the span of an expression that nothing resolves."""
    why = "no publication date" if not context.published else f"published only {context.published.year}"
    return periods.Span(None, None, None, f"unresolved: {why}")


@cache
def anchors() -> numbers.Anchors:
    """Return what the first word or digit of an expression is known by."""
    return numbers.Anchors(date_words.ANCHORS, date_words.CODES, digits=date_words.DIGITS)


@cache
def _places() -> numbers.Places:
    return numbers.Places(anchors())


@cache
def _rules() -> dict[str, list[tuple[str, re.Pattern, Callable]]]:
    """Return the rules by class of anchor: (method, pattern, reader of match and context), in order."""
    rules: dict[str, list] = {}
    for classes, method, pattern, reader in date_words.RULES:
        for name in classes.split():
            rules.setdefault(name, []).append((method, re.compile(pattern, re.IGNORECASE), globals()[f"_{reader}"]))
    return rules


def _read(context: _Context, start: int, stop: int, begin: int) -> list[tuple[int, int, periods.Span, str]]:
    """Read the expression at an anchor: rows of (start, end, span, method), mostly one or none."""
    text = context.text
    if text[start].isdigit():
        digits = _DIGITS.match(text, start, stop)
        if not digits or _NO_DATE.match(text, start, stop):
            return []
        kind = ("day", "day", "hundreds", "year")[digits.end() - start - 1]
    else:
        found = _WORD.match(text, start, stop)
        if not found:
            return []
        word = found[0].lower()
        kind = date_words.CLASSES.get(word, "the" if word == "the" else "count")
    for method, pattern, function in _rules()[kind]:
        if found := pattern.match(text, start, stop):
            span = function(found, context)
            if isinstance(span, list):
                return [(*row, method) for row in span]
            if span:
                end = found.end() - (len(found[0]) - len(found[0].rstrip()))
                # the end of the year, the following day: the article belongs to it
                the = method in _TAKES_THE and start - 4 >= begin and text[start - 4 : start].lower() == "the "
                return [(start - 4 if the else start, end, span, method)]
    return []


_TAKES_THE = {"quarter", "part", "same", "decade", "century", "part of decade", "part of relative", "season"}


def _month(name: str) -> int:
    return date_words.MONTH[name.lower().rstrip(".")[:3]]


def _year(found: re.Match) -> int:
    return int(found["year"]) if found.re.groupindex.get("year") and found["year"] else 0


def _iso(found: re.Match, context: _Context) -> periods.Span | None:
    month, day = int(found["month"]), int(found["day"])
    return periods.period(int(found["year"]), month, day) if month and day else None


def _day(word: str) -> int:
    return int(word) if word.isdigit() else numbers.ordinal(word) or 0


def _fiscal(found: re.Match, context: _Context) -> periods.Span | None:
    """Read fiscal 2013: its number is said, its first day each body sets for itself."""
    return periods.Span(found["year"], None, None, "stated: a fiscal year, whose days are not")


def _quarter(found: re.Match, context: _Context) -> periods.Span | None:
    """Read the third quarter, Q3 2017, the first half of this year, as an ISO interval of months."""
    names, length = found.groupdict(), 3
    rank = date_words.RANKS.get(names["rank"].lower()) or int(names["rank"])
    if (names.get("length") or "").lower() == "half":
        length = 6
    if rank * length > 12:
        return None
    if names.get("fiscal"):
        return periods.Span(None, None, None, "unresolved: the months of a fiscal year are not stated")
    month = (rank - 1) * length + 1
    if year := _year(found):
        return periods.months(year, month, length, "stated")
    way, now = (names.get("this") or "").lower(), context.published
    if not way and (length == 6 or not date_words.is_business(context.text, found.start(), found.end())):
        return None  # of a match
    if context.precision < 7:
        return _open(context)
    year = now.year + {"last": -1, "next": 1}.get(way, 0)
    if not way and date_words.ahead(context.text, found.start()):
        year += month + length <= now.month
    elif not way:
        year -= month > now.month
    return periods.months(year, month, length, "published")


_SOON = 60  # days: nearer than that, the nearest in time beats the tense of the words before


def _dated(found: re.Match, context: _Context) -> periods.Span | None:
    """Read a date with a day or a year: 26 July, Jan. 13, 2020, January 2020, fiscal 2013."""
    names = found.groupdict()
    month = _month(names["month"]) if names.get("month") else 0
    day, year = _day(names.get("day") or "0"), _year(found)
    if year:
        return periods.period(year, month, day)
    if way := (names.get("this") or "").lower():  # 5 March last year
        if context.precision < 4:
            return _open(context)
        year = context.published.year + {"last": -1, "next": 1}.get(way, 0)
        return periods.period(year, month, day, "published")
    if not 1 <= day <= 31 or (names["month"] == "may" and _VERB_MAY.match(found.string, found.end())):
        return None
    if context.precision < 7:
        return _open(context)
    near = [periods.make_day(context.published.year + step, month, day) for step in (-1, 0, 1)]
    near = [one for one in near if one]
    if not near:  # 29 February
        return None
    best = min(near, key=lambda one: abs((one - context.published).days))
    if named := _named(found, context, best):
        return named
    cue = date_words.cue(context.text, found.start())
    if cue == "back" and date_words.is_appointed(context.text, found.start(), found.end()):
        cue = None
    if cue == "back" and (best - context.published).days > _SOON:
        best = max((one for one in near if one <= context.published), default=best)  # was found on 14 March
    elif cue == "ahead" and (context.published - best).days > _SOON:
        best = min((one for one in near if one >= context.published), default=best)
    return periods.Span(best.isoformat(), best, best, "published")


def _named(found: re.Match, context: _Context, best: date) -> periods.Span | None:
    """Read the day that names an event: as the article dates it elsewhere or, months later, as it is known."""
    text, end, month, day = found.string, found.end(), best.month, best.day
    again = text.endswith("anniversary of the ", 0, found.start())
    if not again and date_words.EVENT.match(text, end):
        dated = re.search(rf"{re.escape(found['month'])}\W{{1,2}}{day}, ([12][0-9]{{3}})\b", text)
        if dated:
            return periods.period(int(dated[1]), month, day, "stated elsewhere in the text")
    year, event = date_words.KNOWN.get((month, day), (best.year, date_words.EVENT))
    old = year < best.year and (again or abs((best - context.published).days) > _SOON)
    return periods.period(year, month, day, "known") if old and event.match(text, end) else None


def _days(found: re.Match, context: _Context) -> list | None:
    """Read 12-15 May as two days."""
    second = _dated(found, context)
    if not second or not second.first or not 1 <= int(found["first"]) <= 31:
        return None
    first = periods.period(second.first.year, second.first.month, int(found["first"]), second.basis)
    if not first or first.first >= second.first:
        return None
    cut = found.end("first") if found.start("first") == found.start() else None
    split = cut or found.end("first")
    rest = found.start("day")
    return [(found.start(), split, first), (rest, found.end(), second)]


def _numeric(found: re.Match, context: _Context) -> periods.Span | None:
    """Read 13/1/2020; where day and month cannot be told apart, the day of publication may decide."""
    a, b, year = int(found["a"]), int(found["b"]), int(found["year"])
    if len(found["year"]) == 2:
        if found["s"] != "/":
            return None
        year += 2000 if year < 70 else 1900
    if a > 12 or a == b:
        return periods.period(year, b, a)
    if b > 12:
        return periods.period(year, a, b)
    if not (a and b):
        return None
    day_first, month_first = periods.make_day(year, b, a), periods.make_day(year, a, b)
    if context.precision == 10 and day_first and month_first:
        earlier, later = sorted((day_first, month_first))
        if earlier <= context.published < later:  # one lies behind, one ahead: 3/4/2020 in an article of 10 March
            only = later if date_words.ahead(context.text, found.start()) else earlier
            return periods.Span(only.isoformat(), only, only, "published: order of day and month")
    return periods.Span(None, None, None, "unresolved: order of day and month unclear")


def _decade(found: re.Match, context: _Context) -> periods.Span | None:
    digits = found["year"].lstrip("’'")
    if len(digits) == 2:
        if not found["year"].startswith(("’", "'")) and found.string[found.start() - 1] not in "’'":
            return None  # in his 20s
        digits = f"19{digits}"
    year = int(digits)
    names = found.groupdict()
    return periods.interval(date(year, 1, 1), date(year + 9, 12, 31), f"{year}/{year + 9}", "stated", names.get("part"))


def _century(found: re.Match, context: _Context) -> periods.Span | None:
    rank = date_words.CENTURY.get(found["rank"].lower()) or (int(found["rank"]) if found["rank"].isdigit() else 0)
    if not 1 <= rank <= 21:
        return None
    year = (rank - 1) * 100 + 1
    return periods.interval(date(year, 1, 1), date(year + 99, 12, 31), f"{year:04d}/{year + 99:04d}", "stated")


def _year_range(found: re.Match, context: _Context) -> list | None:
    """Read 2009-2010 or 1957-58 as two years."""
    first = int(found["year"])
    second = int(found["to"]) if len(found["to"]) == 4 else first // 100 * 100 + int(found["to"])
    if not first < second <= first + 150 or date_words.is_count(found.string, found.start(), found.end()):
        return None
    return [
        (found.start(), found.end("year"), periods.period(first)),
        (found.start("to"), found.end(), periods.period(second)),
    ]


def _bare_year(found: re.Match, context: _Context) -> periods.Span | None:
    if date_words.is_count(found.string, found.start(), found.end()):
        return None
    return periods.period(int(found["year"]))


def _bare_month(found: re.Match, context: _Context) -> periods.Span | None:
    """Read July, last July, next March: without a year, behind unless a cue looks ahead."""
    names, text, start = found.groupdict(), found.string, found.start("month")
    month = _month(found["month"])
    way = (names.get("this") or "").lower()
    if found["month"] in ("may", "march") or (
        not way and not date_words.is_month(found["month"], text, start, found.end())
    ):
        return None
    if context.precision < 7:
        return _open(context)
    year, now = context.published.year, context.published.month
    if way.endswith(("last", "past", "previous")) and way != "this past":
        year -= month >= now
    elif way in ("next", "coming"):
        year += month <= now
    elif way == "this":
        pass
    elif date_words.ahead(context.text, start):
        year += month < now
    else:
        year -= month > now
    return periods.period(year, month, basis="published")


def _weekday(found: re.Match, context: _Context) -> periods.Span | None:
    """Read Thursday, last Thursday, next Monday, Monday last week."""
    name = found["weekday"].lower().rstrip(".")
    if len(name) < 5 and not found["weekday"].endswith("."):
        return None  # Sat, Sun and Wed are words; with a full date the other rules have read them
    if found.string[max(0, found.start() - 6) : found.start()].lower().endswith(("every ", "each ")):
        return None  # no one Monday
    if context.precision < 10:
        return _open(context)
    weekday, now = date_words.WEEKDAY[name[:3]], context.published
    back = (now.weekday() - weekday) % 7
    way = (found.groupdict().get("this") or "").lower()
    if found[0].lower().endswith("week"):
        monday = now - timedelta(now.weekday()) + timedelta({"last": -7, "next": 7}.get(way, 0))
        day = monday + timedelta(weekday)
    elif way in ("last", "past", "previous", "this past"):
        day = now - timedelta(back or 7)
    elif way in ("next", "coming") or way == "this":
        day = now + timedelta(-back % 7 or (0 if way == "this" else 7))
        if way == "this" and back and not date_words.ahead(context.text, found.start()) and back < 4:
            day = now - timedelta(back)
    elif date_words.is_ahead(context.text, *found.span()):
        day = now + timedelta(-back % 7)
    else:
        day = now - timedelta(back)
    return periods.Span(day.isoformat(), day, day, "published")


def _today(found: re.Match, context: _Context) -> periods.Span | None:
    if context.precision < 10:
        return _open(context)
    word = found["word"].lower()
    step = {"yesterday": -1, "tomorrow": 1, "last night": -1, "last evening": -1}.get(word, 0)
    if word == "tomorrow" and _TOMORROWS.search(found.string, max(0, found.start() - 24), found.start()):
        return None  # the leaders of tomorrow
    day = context.published + timedelta(step)
    return periods.Span(day.isoformat(), day, day, "published")


_TOMORROWS = re.compile(r"\b(?:[a-z]+s|world|city|generation|workforce|technology|army|school) of $")
_SPAN_OF = re.compile(r"\b(?:over|during|in|within|for|throughout|across|of) the $", re.IGNORECASE)
_PRECISION = {"day": 10, "week": 10, "fortnight": 10, "weekend": 10, "month": 7, "quarter": 7}


def _relative(found: re.Match, context: _Context) -> periods.Span | None:
    """Read this year, last week, next month, the end of this year."""
    unit = (found["longer"] or found["unit"]).lower()
    if context.precision < _PRECISION.get(unit, 4):
        return _open(context)
    way = found["this"].lower()
    step = 0 if way == "this" else 1 if way in ("next", "coming") else -1
    if way in ("last", "next", "coming") and _SPAN_OF.search(context.text, max(0, found.start() - 16), found.start()):
        return None  # over the last year: a duration, which ends or begins now
    if (way == "past" and unit != "weekend") or way == "previous":
        return None  # the past year is a duration up to now; the previous year hangs on another date
    if unit == "fiscal year":
        year = f"{context.published.year + step:04d}"
        return periods.Span(year, None, None, "published: a fiscal year, whose days are not stated")
    return periods.shift(unit, context.published, step, "published", found.groupdict().get("part"))


def _same(found: re.Match, context: _Context) -> periods.Span | None:
    """Read that year, the same day, the following week: against the date before."""
    if found["same"].lower() == "next" and _SPAN_OF.search(context.text, max(0, found.start() - 16), found.start()):
        return None
    if found["same"].lower() in ("that", "same") and found["unit"].lower() in (
        "week",
        "fortnight",
        "decade",
        "century",
    ):
        return None
    return _anchored(
        context, found["unit"].lower(), {"following": 1, "next": 1, "previous": -1}.get(found["same"].lower(), 0)
    )


def _anchored(context: _Context, unit: str, step: int) -> periods.Span:
    """Move from the date resolved last; it has to be as precise as the unit."""
    last = context.last
    fine = last and last.first and len(last.value) >= _PRECISION.get(unit, 4) and "/" not in last.value
    moved = periods.shift(unit, last.first, step, f"earlier date {last.value}") if fine else None
    return moved or periods.Span(None, None, None, "unresolved: no earlier date")


def _number(word: str) -> int:
    word = word.lower()
    small = numbers.SMALL.get(word) or (1 if word in ("a", "an") else 0)
    return int(word) if word.isdigit() else small


def _ago(found: re.Match, context: _Context) -> periods.Span | None:
    """Read two years ago, two years from now: the year, month, week or day so far from the publication."""
    unit, count = found["unit"].lower(), _number(found["count"])
    if not count or found["or"]:
        return None  # several years ago: no day, month or year can be told
    if context.precision < _PRECISION.get(unit, 4):
        return _open(context)
    step = -count if found["way"].lower() == "ago" else count
    if unit in ("decade", "century"):
        return periods.shift("year", context.published, step * {"decade": 10, "century": 100}[unit], "published")
    return periods.shift(unit, context.published, step, "published")


def _later(found: re.Match, context: _Context) -> periods.Span | None:
    """Read two days later, the day before: against the date before."""
    names = found.groupdict()
    count = _number(names["count"]) if names.get("count") else 1
    way = found["way"].lower()
    if way in ("before", "after") and names.get("count"):
        return None  # two days after the vote: the vote's day is not known here
    if not count:
        return None
    step = -count if way in ("earlier", "before") else count
    return _anchored(context, found["unit"].lower(), step)


def _part(found: re.Match, context: _Context) -> periods.Span | None:
    """Read mid-2020, early December, the end of the year, the end of last month."""
    names, part = found.groupdict(), found["part"].lower()
    way, year = (names.get("this") or "").lower(), int(names.get("year") or 0)
    if names.get("month"):
        span = periods.period(year, _month(names["month"])) if year else _bare_month(found, context)
        return span and (
            periods.Span(span.value, *periods.narrow(span.first, span.last, part), span.basis) if span.first else span
        )
    if year:
        return (
            None
            if date_words.is_count(found.string, found.start("year"), found.end())
            else periods.period(year, part=part)
        )
    unit = names["unit"].lower()
    if "of" not in part and not way:
        return None
    if context.precision < _PRECISION.get(unit, 4):
        return _open(context)
    return periods.shift(unit, context.published, {"last": -1, "next": 1}.get(way, 0), "published", part)


def _season(found: re.Match, context: _Context) -> periods.Span | None:
    """Read last summer, the spring of 2012, this fall, as an ISO interval of months."""
    names, way = found.groupdict(), (found["this"] or "").lower()
    if not names["year"] and not way:
        return None
    first_month, basis = date_words.SEASON[names["season"].lower()], "stated"
    year = int(names["year"] or 0)
    if not year:
        if context.precision < 7:
            return _open(context)
        year, basis = context.published.year, "published"
        over = date(year, first_month, 1) + timedelta(91) <= context.published
        year += {"last": 0 if over else -1, "past": 0 if over else -1, "next": int(over)}.get(way, 0)
    last = first_month + 2
    last_year, last_month = (year + 1, last - 12) if last > 12 else (year, last)
    days = date(year, first_month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])
    return periods.interval(
        *days, f"{year:04d}-{first_month:02d}/{last_year:04d}-{last_month:02d}", basis, names["part"]
    )

"""Dates: every calendar expression of a text, as ISO 8601 at the precision that the words give.

Floor 1: imports `numbers` only. A relative expression (Thursday, last year, two days later) is
resolved against the day of publication or the date before it; without one nothing is guessed and
`basis` says so. The clock is `figures`' business (kind time). Out of scope: *recently*, *now*,
holidays, and durations (*for two years*), which are figures.

The priors are counts on annotated news (TimeML corpora): a bare weekday was the most recent one,
the day of publication included, 303 times in 336; a day and month without a year the nearest in
time 138 times in 147; a bare month lay behind 62 times in 87. A future cue turns weekday and month.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from . import numbers

MONTHS = (
    "january february march april may june july august september october november december".split()
)
MONTH = {name: number for number, name in enumerate(MONTHS, 1)}
MONTH |= {name[:3]: number for name, number in list(MONTH.items())} | {"sept": 9}
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
WEEKDAY = {name: number for number, name in enumerate(WEEKDAYS)}
WEEKDAY |= {name[:3]: number for name, number in list(WEEKDAY.items())}
WEEKDAY |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
SEASON = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # its first month, northern hemisphere
CENTURY = {"nineteenth": 19, "twentieth": 20, "twenty-first": 21, "eighteenth": 18, "seventeenth": 17}

_MON = (
    r"(?P<month>(?:January|February|March|April|May|June|July|August|September|October|November|December)(?![a-z])"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?:\.|(?![a-z])))"
)
_DAY = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?(?![0-9a-z:]|[.,][0-9]|[/%])"
_YEAR = r"(?P<year>1[0-9]{3}|20[0-9]{2})(?![0-9]|[.,/:][0-9]|[a-z%])"
_WDAY = (
    r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?![a-z])"
    r"|(?:Mon|Tues?|Weds?|Thurs?|Thu|Fri|Sat|Sun)(?:\.|(?![a-z])))"
)
_PART = r"(?: (?:morning|afternoon|evening|night|nights?|noon))?(?![a-z])"
_UNIT = r"(?P<unit>day|week|fortnight|month|year|decade|century)"
_EARLY = r"(?:(?P<part>early|earlier|late|later|mid|middle|(?:the )?(?:end|beginning|start|middle|close|turn) of)[ -])"
_SEASONS = r"(?P<season>spring|summer|autumn|fall|winter)"
_COUNT = r"(?P<count>[0-9]{1,3}|a few|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|few)"

# A year is no count: the word before says that a moment comes. "in 2014", "the 2016 election".
_BEFORE_YEAR = frozenset(
    (
        "in since by until till before after from of during through throughout early late mid year fiscal circa between "
        "the a an his her its their our pre post spring summer autumn fall winter ca c dated january february march "
        "april may june july august september october november december class census copyright ©"
    ).split()
)
_IN_YEAR = frozenset("in since during until till mid pre post circa year fiscal early late dated".split())
# What follows makes it a quantity: 1500 people, 2000 metres. A verb in -s does not: "2014 was".
_COUNTED = re.compile(
    r"[ -](?:people|men|women|children|troops|personnel|police|(?!(?:was|has|is|does|as|its|this|us|his|alas|yes|plus|"
    r"perhaps|always|sees|marks|brings|saw|politics|news|series|census|games|olympics|status)\b)[a-z]{3,}s)\b"
    r"|[ -]?(?:%|percent\b|per cent\b|km\b|kg\b|m\b|ft\b|mph\b|GMT\b|UTC\b|EST\b|hours?\b|dollars?\b|euros?\b|"
    r"fe?et\b|foot\b|miles?\b|yards?\b|tons?\b|tonnes?\b|lbs?\b|square\b|more\b|calories\b|other\b)"
)
_VERB_MAY = re.compile(r" (?!that |this |of |in |at |to |for |and |he |she |the |after |before |when )[a-z]")
_SURE_COUNT = re.compile(r"[ -](?:people|men|women|children|troops|personnel|soldiers|[ -]?%|percent|km|miles|hours|GMT|UTC)")
_FUTURE = re.compile(
    r"\b(?:will|'ll|’ll|shall|would|due|scheduled|expected|planned|plans?|upcoming|ahead|set to|next|slated|"
    r"deadline|going to|hopes?|coming|(?:is|are) to|may|must|should|could|can|intends?|starting"
    r"|beginning|aims?)\b|\b(?:by|until|till|through)(?: the| late| early)? ?$"
)
_PAST = re.compile(
    r"\b(?:said|says|told|was|were|had|has|have|came|went|took|made|won|met|began|since|(?<!be )[A-Za-z]{3,16}ed)\b"
)
_WORD = re.compile(r"[A-Za-z]+(?:-first)?")
_SENTENCE_END = re.compile(r"[.!?;]\s|\n")


class _Span(NamedTuple):
    """What a rule found: the ISO value, its first and last day, and what it was resolved against."""

    value: str | None
    first: date | None
    last: date | None
    basis: str


class _Context(NamedTuple):
    """What a rule may look at: the text, the publication date (and how precise), the date resolved last."""

    text: str
    published: date | None
    precision: int  # digits of the ISO value: 4 year, 7 month, 10 day
    last: _Span | None


def find_dates(text: str, published: str | None = None, spans: Iterable[tuple[int, int]] | None = None) -> list[tuple]:
    """Return (start, end, value, first_day, last_day, basis, method) of every calendar expression, in reading order.

    `published` is the day of publication (ISO 8601); without it nothing relative is resolved.
    `spans` are the ranges to read, default all. A week is `2021-W49`, a season or decade an ISO
    interval (`1990/1999`); *early*, *mid-* and *the end of* narrow `first_day` and `last_day` to
    a third of the period and leave the value.

    >>> find_dates("They left on Thursday, two days after 7 December.", "2021-12-10")[0][:3]
    (13, 21, '2021-12-09')
    """
    day, precision = _published(published)
    scan, rows, last = _anchor(), [], None
    for begin, stop in [(0, len(text))] if spans is None else spans:
        pos = begin
        while (at := numbers.find_anchor(scan, text, pos, stop)) >= 0:
            context = _Context(text, day, precision, last)
            pos = at + 1
            for start, end, span, method in _read(context, at, stop, begin):
                if rows and start < rows[-1][1]:
                    continue
                iso = [day.isoformat() if day else None for day in (span.first, span.last)]
                rows.append((start, end, span.value, *iso, span.basis, method))
                last = span if span.value else last
                pos = end
    return rows


def _published(published: str | None) -> tuple[date | None, int]:
    """Return the day of publication and the precision of what was given, in digits of the ISO value."""
    found = re.match(r"([12][0-9]{3})(?:-([01][0-9])(?:-([0-3][0-9]))?)?", published or "")
    if not found:
        return None, 0
    year, month, day = (int(part) if part else 1 for part in found.groups())
    made = _day(year, month, day)
    return (made, len(found[0])) if made else (None, 0)


def _day(year: int, month: int, day: int) -> date | None:
    """Return the date, or None if the calendar has no such day."""
    return date(year, month, day) if 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def _period(year: int, month: int = 0, day: int = 0, basis: str = "stated", part: str | None = None) -> _Span | None:
    """Build the span of a year, month or day; `part` (early, mid, end of) narrows its days."""
    if not 1 <= year <= 9998:
        return None
    if day:
        only = _day(year, month, day)
        return _Span(only.isoformat(), only, only, basis) if only else None
    first = date(year, month or 1, 1)
    last = date(year, month, monthrange(year, month)[1]) if month else date(year, 12, 31)
    value = f"{year:04d}-{month:02d}" if month else f"{year:04d}"
    return _Span(value, *_narrow(first, last, part), basis)


def _narrow(first: date, last: date, part: str | None) -> tuple[date, date]:
    """Cut a period to the third that early, mid or late names."""
    if not part:
        return first, last
    third = ((last - first).days + 1) // 3
    if re.search("early|earlier|beginning|start|turn", part):
        return first, first + timedelta(third - 1)
    if "mid" in part:
        return first + timedelta(third), last - timedelta(third)
    return last - timedelta(third - 1), last


def _interval(first: date, last: date, value: str, basis: str, part: str | None = None) -> _Span:
    return _Span(value, *_narrow(first, last, part), basis)


def _week(day: date, basis: str) -> _Span:
    """Build the span of the ISO week, Monday to Sunday, that holds `day`."""
    year, week, weekday = day.isocalendar()
    monday = day - timedelta(weekday - 1)
    return _Span(f"{year}-W{week:02d}", monday, monday + timedelta(6), basis)


def _open(context: _Context) -> _Span:
    """Build the span of an expression that nothing resolves."""
    why = "no publication date" if not context.published else f"published only {context.published.year}"
    return _Span(None, None, None, f"unresolved: {why}")


def _ahead(context: _Context, start: int) -> bool:
    """Tell whether the words before `start` speak of the future: the last cue of the clause decides."""
    window = context.text[max(0, start - 90) : start]
    window = _SENTENCE_END.split(window)[-1]
    future = [m.end() for m in _FUTURE.finditer(window)]
    past = [m.end() for m in _PAST.finditer(window)]
    return bool(future) and future[-1] >= (past[-1] if past else -1)


@cache
def _anchor() -> re.Pattern:
    """Compile the scan for the first word or digit of an expression."""
    relative = (
        "today yesterday tomorrow tonight last next past previous coming following early earlier late later mid "
        "middle end beginning start close turn same several fiscal weekend that(?=\\x20(?:day|month|year)) "
        "this(?=\\x20(?:week|month|year|decade|century|morning|afternoon|evening|fiscal|past|spring|summer|autumn|fall|winter|[A-Z]))"
    ).split()
    counts = "one two three four five six seven eight nine ten eleven twelve few".split()
    articles = [f"a {unit}" for unit in ("day", "week", "fortnight", "month", "year", "decade", "century", "few")]
    words = [*MONTH, *WEEKDAY, *SEASON, *CENTURY, *relative, *counts, *articles, "the day", "the year", "the week"]
    return numbers.anchored(words)


@cache
def _rules() -> dict[str, list[tuple[str, re.Pattern, object]]]:
    """Return the rules by class of anchor: (method, pattern, function of match and context), tried in order."""

    def rule(method, pattern, function):
        return method, re.compile(pattern, re.IGNORECASE), function

    years = rf"{_YEAR}"
    weekday = rf"{_WDAY}{_PART}"
    month_day = rf"{_MON} {{0,2}}{_DAY}(?:,? {{1,2}}{_YEAR})?"
    day_month = rf"{_DAY}(?: of)? ?-?{_MON}(?:,? {{1,2}}{_YEAR})?"
    ago = rule("ago", rf"{_COUNT}(?: or {_COUNT.replace('count', 'or')})?[ -]{_UNIT}s? ago(?![a-z])", _ago)
    later = rule("anchored", rf"{_COUNT} {_UNIT}s? (?P<way>later|earlier|before|after|afterwards?)(?![a-z]| than)", _later)
    parts = [
        rule("part", rf"{_EARLY}(?P<this>this|last|next)? ?(?:the |that )?(?P<unit>week|month|year|decade|century)(?![a-z])", _part),
        rule("part", rf"{_EARLY}(?P<this>this|last|next)? ?{_MON}(?:,? {_YEAR})?(?! ?[0-9])", _part),
        rule("part", rf"{_EARLY}{_YEAR}", _part),
    ]
    season = rule("season", rf"(?:{_EARLY}(?:the )?)?(?:(?P<this>this|last|next|past) )?{_SEASONS}(?: of)? ?(?:{_YEAR})?(?![a-z])", _season)
    return {
        "digit": [
            rule("iso", r"(?P<year>[12][0-9]{3})[-/](?P<month>[01]?[0-9])[-/](?P<day>[0-3]?[0-9])(?![0-9])", _iso),
            rule("day month range", rf"(?P<first>[0-3]?[0-9])(?:st|nd|rd|th)?(?: ?[-–—] ?| to | and ){day_month}", _days),
            rule("day month", day_month, _dated),
            rule("numeric", r"(?P<a>[0-3]?[0-9])(?P<s>[/.-])(?P<b>[0-3]?[0-9])(?P=s)(?P<year>[12][0-9]{3}|[0-9]{2})(?![0-9])", _numeric),
            rule("decade", r"(?P<year>1[0-9]{2}0|20[0-9]0|(?<=[’'])[0-9]0|[2-9]0)['’]?s(?![a-z])", _decade),
            rule("century", r"(?P<rank>[12]?[0-9])(?:st|nd|rd|th)[ -]century(?![a-z])", _century),
            rule("year range", rf"{_YEAR}(?P<gap> ?[-–—/] ?)(?P<to>[12][0-9]{{3}}|[0-9]{{2}})(?![0-9]|[-/][0-9])", _year_range),
            rule("year month", rf"{_YEAR}[ ,]{{1,2}}{_MON}(?! {{0,2}}[0-9])", _dated),
            rule("year", years, _bare_year),
            ago,
            later,
        ],
        "month": [
            rule("month day range", rf"{_MON} (?P<first>[0-3]?[0-9])(?:st|nd|rd|th)?(?: ?[-–—] ?| to | and ){_DAY}(?:, {_YEAR})?", _days),
            rule("month day", month_day, _dated),
            rule("month year", rf"{_MON}(?: of|,)? {_YEAR}", _dated),
            rule("month", _MON, _bare_month),
        ],
        "weekday": [
            rule("weekday month day", rf"{_WDAY}{_PART},? (?:the )?(?:{month_day})", _dated),
            rule("weekday day month", rf"{_WDAY}{_PART},? (?:the )?(?:{day_month})", _dated),
            rule("weekday", rf"{weekday}(?: (?P<this>last|this|next) week)?", _weekday),
        ],
        "today": [rule("today", rf"(?P<word>today|yesterday|tomorrow|tonight){_PART}", _today)],
        "this": [
            rule("this part of day", r"(?P<word>this morning|this afternoon|this evening|last night|last evening)(?![a-z])", _today),
            rule("relative weekday", rf"(?P<this>this past|this|last|next|past|previous|coming) {weekday}", _weekday),
            rule("relative month", rf"(?P<this>this past|this|last|next|past|previous|coming) {_MON}(?! ?[0-9])", _bare_month),
            season,
            rule("relative unit", rf"(?P<this>this past|this|last|next|past|previous|coming) (?P<unit>weekend|fiscal year|week|month|year|decade|century)(?![a-z])", _relative),
            rule("same", rf"(?P<same>that|same|following|next|previous) {_UNIT}(?![a-z])", _same),
        ],
        "part": [*parts, season, rule("part of decade", rf"{_EARLY}(?:the )?(?P<year>1[0-9]{{2}}0|20[0-9]0|[’'][0-9]0)['’]?s(?![a-z])", _decade)],
        "season": [season],
        "count": [ago, later],
        "century": [rule("century", r"(?P<rank>[a-z-]+) century(?![a-z])", _century)],
        "fiscal": [rule("fiscal year", rf"fiscal(?: year)? {_YEAR}", _dated)],
        "the": [rule("same", rf"the {_UNIT} (?P<way>before|after)(?=[.,;:)]|$)", _later)],
    }  # fmt: skip


@cache
def _kinds() -> dict[str, str]:
    """Return the class of rules for each anchor word."""
    kinds = dict.fromkeys(MONTH, "month") | dict.fromkeys(WEEKDAY, "weekday") | dict.fromkeys(SEASON, "season")
    kinds |= dict.fromkeys(("today", "yesterday", "tomorrow", "tonight"), "today")
    kinds |= dict.fromkeys("this last next past previous coming that same following weekend".split(), "this")
    kinds |= dict.fromkeys("early earlier late later mid middle end beginning start close turn".split(), "part")
    kinds |= dict.fromkeys(CENTURY, "century") | {"fiscal": "fiscal"}
    return kinds


def _read(context: _Context, start: int, stop: int, begin: int) -> list[tuple[int, int, _Span, str]]:
    """Read the expression at an anchor: rows of (start, end, span, method), mostly one or none."""
    text = context.text
    if text[start].isdigit():
        kind = "digit"
    else:
        found = _WORD.match(text, start, stop)
        if not found:
            return []
        word = found[0].lower()
        kind = _kinds().get(word, "the" if word == "the" else "count")
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


_TAKES_THE = {"part", "same", "decade", "century", "part of decade", "part of relative", "season"}


def _month(name: str) -> int:
    return MONTH[name.lower().rstrip(".")[:3]]


def _year(found: re.Match) -> int:
    return int(found["year"]) if found.re.groupindex.get("year") and found["year"] else 0


def _iso(found: re.Match, context: _Context) -> _Span | None:
    return _period(int(found["year"]), int(found["month"]), int(found["day"]))


def _dated(found: re.Match, context: _Context) -> _Span | None:
    """Read a date with a day or a year: 26 July, Jan. 13, 2020, January 2020, fiscal 2013."""
    names = found.groupdict()
    month = _month(names["month"]) if names.get("month") else 0
    day, year = int(names.get("day") or 0), _year(found)
    if year:
        return _period(year, month, day)
    if not 1 <= day <= 31 or (names["month"] == "may" and _VERB_MAY.match(found.string, found.end())):
        return None
    if context.precision < 7:
        return _open(context)
    near = [_day(context.published.year + step, month, day) for step in (-1, 0, 1)]
    near = [one for one in near if one]
    if not near:  # 29 February
        return None
    best = min(near, key=lambda one: abs((one - context.published).days))
    return _Span(best.isoformat(), best, best, "published")


def _days(found: re.Match, context: _Context) -> list | None:
    """Read 12-15 May as two days."""
    second = _dated(found, context)
    if not second or not second.first or not 1 <= int(found["first"]) <= 31:
        return None
    first = _period(second.first.year, second.first.month, int(found["first"]), second.basis)
    if not first or first.first >= second.first:
        return None
    cut = found.end("first") if found.start("first") == found.start() else None
    split = cut or found.end("first")
    rest = found.start("day")
    return [(found.start(), split, first), (rest, found.end(), second)]


def _numeric(found: re.Match, context: _Context) -> _Span | None:
    """Read 13/1/2020; where day and month cannot be told apart, only the year is sure."""
    a, b, year = int(found["a"]), int(found["b"]), int(found["year"])
    if len(found["year"]) == 2:
        if found["s"] != "/":
            return None
        year += 2000 if year < 70 else 1900
    if a > 12 or a == b:
        return _period(year, b, a)
    if b > 12:
        return _period(year, a, b)
    if not (a and b):
        return None
    return _period(year, basis="stated: order of day and month unclear")


def _decade(found: re.Match, context: _Context) -> _Span | None:
    digits = found["year"].lstrip("’'")
    if len(digits) == 2:
        if not found["year"].startswith(("’", "'")) and found.string[found.start() - 1] not in "’'":
            return None  # in his 20s
        digits = f"19{digits}"
    year = int(digits)
    names = found.groupdict()
    return _interval(date(year, 1, 1), date(year + 9, 12, 31), f"{year}/{year + 9}", "stated", names.get("part"))


def _century(found: re.Match, context: _Context) -> _Span | None:
    rank = CENTURY.get(found["rank"].lower()) or (int(found["rank"]) if found["rank"].isdigit() else 0)
    if not 1 <= rank <= 21:
        return None
    year = (rank - 1) * 100 + 1
    return _interval(date(year, 1, 1), date(year + 99, 12, 31), f"{year:04d}/{year + 99:04d}", "stated")


def _year_range(found: re.Match, context: _Context) -> list | None:
    """Read 2009-2010 or 1957-58 as two years."""
    first = int(found["year"])
    second = int(found["to"]) if len(found["to"]) == 4 else first // 100 * 100 + int(found["to"])
    if not first < second <= first + 150 or _is_count(found.string, found.start(), found.end()):
        return None
    return [(found.start(), found.end("year"), _period(first)), (found.start("to"), found.end(), _period(second))]


def _is_count(text: str, start: int, end: int) -> bool:
    """Tell whether four digits are a quantity and no year: 1500 people, $2000, 2000 metres."""
    before = text[max(0, start - 24) : start]
    if before[-1:] and before[-1] in "$€£¥#:/@+=" or before[-2:] in ("$ ", "£ ", "€ ", "US"):
        return True
    if before[-1:] in (".", ",") or (before[-1:] == "-" and not re.search(r"(?:mid|pre|post|early|late|[0-9])-$", before, re.I)):
        return True
    word = (re.search(r"([A-Za-z©]+)[ (\[“\"‘'-]{0,2}$", before) or [None, ""])[1].lower()
    if word in _IN_YEAR:
        return False
    year = int(text[start : start + 4])
    if _COUNTED.match(text, end):
        # "2000 people" counts; "the 2016 elections" does not, and neither does a headline's "2016 elections".
        return year % 100 == 0 or not 1900 <= year <= 2100 and word not in _BEFORE_YEAR or bool(_SURE_COUNT.match(text, end))
    if 1900 <= year <= 2100:
        return word in ("than", "least", "nearly", "almost", "approximately", "roughly", "over", "no", "number", "flight")
    return word not in _BEFORE_YEAR and before[-1:] != "("


def _bare_year(found: re.Match, context: _Context) -> _Span | None:
    if _is_count(found.string, found.start(), found.end()):
        return None
    return _period(int(found["year"]))


def _bare_month(found: re.Match, context: _Context) -> _Span | None:
    """Read July, last July, next March: without a year, behind unless a cue looks ahead."""
    names, text, start = found.groupdict(), found.string, found.start("month")
    month = _month(found["month"])
    way = (names.get("this") or "").lower()
    if found["month"] in ("may", "march") or not way and not _is_month(found["month"], text, start, found.end()):
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
    elif _ahead(context, start):
        year += month < now
    else:
        year -= month > now
    return _period(year, month, basis="published")


def _is_month(name: str, text: str, start: int, end: int) -> bool:
    """Tell the month from the verb: *may* and *march* need a capital and a word that a time follows."""
    if name.lower() not in ("may", "march", "mar", "sun", "jan", "dec", "sept", "sep"):
        return name[0].isupper()
    if not name[0].isupper():
        return False
    before = re.search(r"([A-Za-z]+),? $", text[max(0, start - 16) : start])
    return bool(before) and before[1].lower() in _BEFORE_MONTH


_BEFORE_MONTH = frozenset("in since until till by of during from through to for late early mid between and last".split())


def _weekday(found: re.Match, context: _Context) -> _Span | None:
    """Read Thursday, last Thursday, next Monday, Monday last week."""
    name = found["weekday"].lower().rstrip(".")
    if len(name) < 5 and not found["weekday"].endswith("."):
        return None  # Sat, Sun and Wed are words; with a full date the other rules have read them
    if not found["weekday"][0].isupper():
        return None
    if context.precision < 10:
        return _open(context)
    weekday, now = WEEKDAY[name[:3]], context.published
    back = (now.weekday() - weekday) % 7
    way = (found["this"] or "").lower()
    if found[0].lower().endswith("week"):
        monday = now - timedelta(now.weekday()) + timedelta({"last": -7, "next": 7}.get(way, 0))
        day = monday + timedelta(weekday)
    elif way in ("last", "past", "previous", "this past"):
        day = now - timedelta(back or 7)
    elif way in ("next", "coming") or way == "this":
        day = now + timedelta(-back % 7 or (0 if way == "this" else 7))
        if way == "this" and back and not _ahead(context, found.start()) and back < 4:
            day = now - timedelta(back)
    elif _ahead(context, found.start()):
        day = now + timedelta(-back % 7)
    else:
        day = now - timedelta(back)
    return _Span(day.isoformat(), day, day, "published")


def _today(found: re.Match, context: _Context) -> _Span | None:
    if context.precision < 10:
        return _open(context)
    word = found["word"].lower()
    step = {"yesterday": -1, "tomorrow": 1, "last night": -1, "last evening": -1}.get(word, 0)
    day = context.published + timedelta(step)
    return _Span(day.isoformat(), day, day, "published")


def _shift(unit: str, day: date, step: int, basis: str, part: str | None = None) -> _Span | None:
    """Build the span of the unit that lies `step` units from `day`, at the unit's own precision."""
    try:
        if unit in ("day", "week", "fortnight", "weekend"):
            moved = day + timedelta(step * {"day": 1, "fortnight": 14}.get(unit, 7))
            if unit == "day":
                return _Span(moved.isoformat(), moved, moved, basis)
            week = _week(moved, basis)
            if unit == "weekend":
                saturday = week.first + timedelta(5)
                return _Span(f"{saturday}/{week.last}", saturday, week.last, basis)
            return week
        if unit == "month":
            months = day.year * 12 + day.month - 1 + step
            return _period(months // 12, months % 12 + 1, basis=basis, part=part)
        if unit in ("year", "fiscal year"):
            return _period(day.year + step, basis=basis, part=part)
        if unit == "decade":
            year = day.year // 10 * 10 + 10 * step
            return _interval(date(year, 1, 1), date(year + 9, 12, 31), f"{year}/{year + 9}", basis, part)
        year = (day.year - 1) // 100 * 100 + 1 + 100 * step
        return _interval(date(year, 1, 1), date(year + 99, 12, 31), f"{year}/{year + 99}", basis, part)
    except (OverflowError, ValueError):
        return None


_PRECISION = {"day": 10, "week": 10, "fortnight": 10, "weekend": 10, "month": 7}


def _relative(found: re.Match, context: _Context) -> _Span | None:
    """Read this year, last week, next month, the end of this year."""
    unit = found["unit"].lower()
    if context.precision < _PRECISION.get(unit, 4):
        return _open(context)
    way = found["this"].lower()
    step = 0 if way == "this" else 1 if way in ("next", "coming") else -1
    if way == "past" and unit != "weekend" or way == "previous":
        return None  # the past year is a duration up to now; the previous year hangs on another date
    return _shift(unit, context.published, step, "published", found.groupdict().get("part"))


def _same(found: re.Match, context: _Context) -> _Span | None:
    """Read that year, the same day, the following week: against the date before."""
    if found["same"].lower() in ("that", "same") and found["unit"].lower() in ("week", "fortnight", "decade", "century"):
        return None
    return _anchored(context, found["unit"].lower(), {"following": 1, "next": 1, "previous": -1}.get(found["same"].lower(), 0))


def _anchored(context: _Context, unit: str, step: int) -> _Span:
    """Move from the date resolved last; it has to be as precise as the unit."""
    last = context.last
    fine = last and len(last.value) >= _PRECISION.get(unit, 4) and "/" not in last.value
    moved = _shift(unit, last.first, step, f"earlier date {last.value}") if fine else None
    return moved or _Span(None, None, None, "unresolved: no earlier date")


def _number(word: str) -> int:
    word = word.lower()
    small = numbers.SMALL.get(word) or (1 if word in ("a", "an") else 0)
    return int(word) if word.isdigit() else small


def _ago(found: re.Match, context: _Context) -> _Span | None:
    """Read two years ago: the year, month, week or day that lies so far behind the publication."""
    unit, count = found["unit"].lower(), _number(found["count"])
    if not count or found["or"]:
        return None  # several years ago: no day, month or year can be told
    if context.precision < _PRECISION.get(unit, 4):
        return _open(context)
    if unit in ("decade", "century"):
        return _shift("year", context.published, -count * {"decade": 10, "century": 100}[unit], "published")
    return _shift(unit, context.published, -count, "published")


def _later(found: re.Match, context: _Context) -> _Span | None:
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


def _part(found: re.Match, context: _Context) -> _Span | None:
    """Read mid-2020, early December, the end of the year, the end of last month."""
    names, part = found.groupdict(), found["part"].lower()
    way, year = (names.get("this") or "").lower(), int(names.get("year") or 0)
    if names.get("month"):
        span = _period(year, _month(names["month"])) if year else _bare_month(found, context)
        return span and (_Span(span.value, *_narrow(span.first, span.last, part), span.basis) if span.first else span)
    if year:
        return None if _is_count(found.string, found.start("year"), found.end()) else _period(year, part=part)
    unit = names["unit"].lower()
    if "of" not in part and not way:
        return None
    if context.precision < _PRECISION.get(unit, 4):
        return _open(context)
    return _shift(unit, context.published, {"last": -1, "next": 1}.get(way, 0), "published", part)


def _season(found: re.Match, context: _Context) -> _Span | None:
    """Read last summer, the spring of 2012, this fall, as an ISO interval of months."""
    names, way = found.groupdict(), (found["this"] or "").lower()
    if not names["year"] and not way:
        return None
    first_month, basis = SEASON[names["season"].lower()], "stated"
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
    return _interval(*days, f"{year:04d}-{first_month:02d}/{last_year:04d}-{last_month:02d}", basis, names["part"])

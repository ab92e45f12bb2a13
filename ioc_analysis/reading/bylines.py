"""Bylines: what an article, or the name of its file, states about itself: outlet, agency, author, day.

Floor 1. Dates are read here as publishers print them above an article and as machines put them
in a column; calendar expressions in running text are the subject of `dates`. Nothing is
guessed: a day without its year is no day of publication, and 03/04/2021 is two.
"""

import datetime
import re
from collections.abc import Iterable
from contextlib import suppress
from functools import cache

from .. import lexicon

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
WEEKDAY = "(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?"


# A zone is kept where it is an offset; EST is more than one, so its time stays local.
TIME = (
    r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?![0-9])(?::(?P<second>[0-9]{2}))?(?:[.,][0-9]{1,9})?"
    r"(?:\s?(?P<half>[ap])\.?m(?![a-z])\.?)?(?:\s?(?P<zone>z|utc|gmt|[+-][0-9]{2}:?[0-9]{2})(?![a-z0-9]))?"
    r"(?:\s\(?[a-z]{2,4}\)?(?![a-z]))?"
)


@cache
def _pattern(name: str) -> re.Pattern:
    """Compile at first use: a day, a time that follows or precedes it, and what else may stand around a given date."""
    patterns = {
        "day": rf"""(?<![0-9])(?:
            (?P<y1>[0-9]{{4}})(?P<gap>[-/.])(?P<m1>[0-9]{{1,2}})(?:(?P=gap)(?P<d1>[0-9]{{1,2}}))?  # 2021-12-09
          | (?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\sof)?[\s-]{{1,3}}(?P<m2>{MONTH})[\s,-]{{1,3}}(?P<y2>[0-9]{{4}})
          | (?P<m3>(?<![a-z]){MONTH})\s{{0,3}}(?P<d3>[0-9]{{1,2}})(?:st|nd|rd|th)?[\s,]{{1,3}}(?P<y3>[0-9]{{4}})
          | (?P<a4>[0-9]{{1,2}})(?P<gap4>[-/.])(?P<b4>[0-9]{{1,2}})(?P=gap4)(?P<y4>[0-9]{{4}})  # 25/12/2021
            )(?![0-9])""",
        "after": rf"(?:t|[\s,|–-]{{1,4}}(?:at\s)?){TIME}",
        "before": rf"(?<![0-9]){TIME}[\s,|–-]{{0,4}}(?:on\s)?(?:{WEEKDAY}[\s,.]{{1,3}})?\Z",
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
        raise ValueError(f"{match[0]} is no day of the calendar ({error}); write it as 2021-12-09") from None
    return value if day else value[:7]


def _time(match: re.Match | None) -> str:
    """Return `T18:44` or `T18:44:00+01:00`; nothing where there is no time, or only midnight (a day without one)."""
    if not match:
        return ""
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    half = (match["half"] or "").lower()
    if half:
        hour = hour % 12 + 12 * (half == "p")
    if not (hour or minute or second):
        return ""
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(f"{match[0].strip()} is no time of the day")
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
            rows.append(_moment(line, match, day_first))
        except ValueError:
            continue
    return rows


def _moment(line: str, match: re.Match, day_first: bool | None) -> tuple[int, int, str]:
    """Return (start, end, value) of a match of `day`, with the time beside it; ValueError says why there is none."""
    value, (start, end) = _day(match, day_first), match.span()
    if len(value) < 10:
        return start, end, value
    after = _pattern("after").match(line, end)
    # 40 characters hold "06:44:00 PM EST on Wednesday, ".
    near = max(0, start - 40)
    before = None if after else _pattern("before").search(line[near:start])
    if after:
        end = after.end()
    elif before:
        start = near + before.start()
    return start, end, value + _time(after or before)


def read_published(value: object, *, day_first: bool | None = None) -> str:
    """Return a date as a column gives it, as ISO 8601 at the precision given; ValueError says why it cannot be read.

    Seconds or milliseconds since 1970 give the day in UTC.

    >>> read_published("Thu, 9 Dec 2021 18:44:00 GMT"), read_published(1639075440)
    ('2021-12-09T18:44+00:00', '2021-12-09')
    """
    if isinstance(value, datetime.date):  # a datetime, a Timestamp and TOML's own dates are dates too
        value = value.isoformat()
    text = str(value).strip()
    if re.fullmatch("[0-9]{4}", text):
        return text
    # Seconds or milliseconds since 1970, up to 2030: from there on they look like a day and its hour, 2030010108.
    if epoch := re.fullmatch(r"(1[0-8][0-9]{8})(?:[0-9]{3})?(?:\.[0-9]{1,9})?", text):
        return datetime.datetime.fromtimestamp(int(epoch[1]), datetime.UTC).date().isoformat()
    if compact := re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T?([0-9]{2})([0-9]{2})([0-9]{2})(Z?))?", text):
        year, month, day, hour, *rest = compact.groups()
        text = f"{year}-{month}-{day}" + (f"T{hour}:{rest[0]}:{rest[1]}{rest[2]}" if hour else "")
    match = _pattern("day").search(text)
    if not match:
        raise ValueError(f"{text[:40]!r} is no date that can be read; write it as 2021-12-09")
    start, end, day = _moment(text, match, day_first)
    if not all(_pattern("rest").fullmatch(part) for part in (text[:start], text[end:])):
        raise ValueError(f"{text[:40]!r} holds more than a date; write it as 2021-12-09")
    return day


# Last words that make a name an outlet's even if no list has it: the Harbour Gazette. News is none: World News
# is a section.
MASTHEADS = frozenset(
    "Argus Bulletin Chronicle Courier Dispatch Echo Enquirer Examiner Express Gazette Globe Guardian Herald "
    "Independent Inquirer Journal Ledger Mail Mercury Mirror Monitor Observer Post Press Radio Record Register "
    "Review Sentinel Standard Sun Telegraph Television Times Tribune TV Weekly".split()
)
# By Jane Doe, Staff Writer: what the author is, not who prints it.
ROLES = frozenset(
    "agencies and chief contributor correspondent desk editor editors for journalist news newsroom our producer "
    "reporter reporters senior special staff team web writer writers".split()
)
PARTICLES = frozenset("al abu bin ben da de del della den der di dos du el ibn la le ten ter van von y".split())
SPLIT = re.compile(r"\s{0,5}(?:[,;|•·\n]|\s[-–—]\s|\s{3}|\s(?:for|in|at|from|on)\s)\s{0,5}")


@cache
def _known(name: str) -> dict[str, str]:
    """Return form → agency or outlet; agencies keep their case (PA, not pa), outlets lose it."""
    forms = lexicon.mapping(name, "agency" if name == "agencies" else "outlet")
    if name == "agencies":
        return {form.upper(): value for form, value in forms.items()} | forms
    return {_bare(form): value for form, value in forms.items()}


def _bare(name: str) -> str:
    """Return an outlet's name as it is compared: The Harbour-Gazette is harbour gazette."""
    return " ".join(re.findall(r"\w+", name.casefold())).removeprefix("the ")


def find_agency(name: str) -> str | None:
    """Return the wire agency that a name is, under the name that `lexicons/agencies.csv` has for it.

    >>> find_agency("Agence France-Presse"), find_agency("REUTERS"), find_agency("pa")
    ('AFP', 'Reuters', None)
    """
    return _known("agencies").get(name.strip(" .()/:*").removeprefix("The ").removeprefix("THE "))


def find_outlet(name: str) -> str | None:
    """Return the outlet that a name is, as `lexicons/outlets.csv` has it, or itself if it sounds like a masthead.

    >>> find_outlet("bbc news"), find_outlet("The Harbour Gazette"), find_outlet("Staff Writer")
    ('BBC News', 'The Harbour Gazette', None)
    """
    name = name.strip(" .()/:*")
    if known := _known("outlets").get(_bare(name)):
        return known
    words = name.split()
    capitals = all(word[0].isupper() or word in ("of", "and", "&") for word in words)
    return name if 2 <= len(words) <= 5 and capitals and words[-1] in MASTHEADS else None


def _is_person(name: str) -> bool:
    """Tell whether a byline's part can be a person's name: 2 to 5 words with capitals, none a role."""
    words = name.split()
    if not 2 <= len(words) <= 5 or any(word.lower() in ROLES for word in words):
        return False
    return all(
        (word[0].isupper() or word.lower().split("-")[0] in PARTICLES) and not any(map(str.isdigit, word))
        for word in words
    )


def _has_given_name(name: str) -> bool:
    """Tell whether a name begins with a given name that `lexicons/given_names.csv` has."""
    return name.strip() != "" and name.split()[0].title() in lexicon.mapping("given_names", "gender")


@cache
def _credit(name: str) -> re.Pattern:
    """Compile at first use the forms that a credit takes."""
    patterns = {
        # BAGHDAD, Dec 9 (Reuters) - / MOSCOW, December 9. /TASS/. / (CNN) —
        "dateline": r"[(/](?P<name>[^()/\n]{2,40})[)/](?P<dash>\.?\s{0,3}[-–—―])?",
        "by": r"(?:(?:Posted|Written|Words|Text|Story|Report|Reported|Analysis|Opinion)\s)?"
        r"By\b\s?:?\s{1,3}(?P<names>\S[^\n]{0,200})",
        "source": r"(?:Source|Credit|Published by|From)\s?:?\s{1,3}(?P<name>\S[^\n]{0,60})",
        "copyright": r"(?:©|\(c\)|Copyright)\s?(?:(?:©|\(c\)|Copyright)\s?)?"
        r"(?:[0-9]{4}(?:\s?[-–]\s?[0-9]{4})?,?\s)?(?:by\s)?"
        r"(?P<name>[^\W\d_][^.|;,\n]{1,60}?)(?=\s?(?:[.|;,\n]|All\b|Inc\b|LLC\b|Ltd\b|$))",
        "is_agency": r"(?P<name>[^\W\d_][^.\n]{1,40}?) is (?:an?|the) (?:[\w-]{1,20} ){0,4}news agency",
        "label": r"(?:published|posted|updated|modified|date)\b",
        "updated": r"(?:updated|modified|edited|revised|accessed|retrieved)\W{0,3}(?:on\s|at\s)?\Z",
        # … the minister said. — AFP
        "signed": r"(?:\s[-–—]{1,2}\s?|[(/])(?P<name>[^\W\d_][\w .-]{1,30}?)[)/]?\.?\Z",
    }
    return re.compile(patterns[name], re.IGNORECASE)


def find_credits(text: str, passages: list[tuple]) -> list[tuple]:
    """Return (start, end, fact, value, method) of what the top and the foot of an article state about it.

    `fact` is outlet, agency, author or published; `passages` as `find_passages` gives them. A
    photo's credit is nobody's byline, and "AP contributed to this report" is not AP's copy.
    """
    first = next((number for number, row in enumerate(passages) if row[2] == "body"), len(passages))
    rows = []
    for start, end, kind, *_ in passages[: min(first, 10)]:
        if end - start <= 250 and kind != "caption":
            rows += _find_in_line(text, start, end, kind)
    credit = _dateline(text, *passages[first][:2]) if first < len(passages) else None
    if credit:
        rows += _find_in_dateline(text, passages[first][0], credit)
    # Others write "Reporting by …" too: whoever signs the dateline has written it.
    others = bool(credit and credit["dash"]) and find_agency(credit["name"]) != "Reuters"
    for start, end, kind, *_ in passages[max(first, len(passages) - 4) :]:
        if kind != "caption":
            rows += [
                row
                for row in _find_in_foot(text, start, end, kind, last=end == passages[-1][1])
                if not (others and row[4] == "reporting line")
            ]
    return rows


def _find_in_line(text: str, start: int, end: int, kind: str) -> list[tuple]:
    """Find what a line above or below the body states."""
    line = text[start:end]
    if kind == "headline":
        # Bridge falls into the river | The Harbour Gazette
        *title, last = re.split(r"\s[|–—-]\s", line)
        outlet = title and _known("outlets").get(_bare(last))
        return [(end - len(last), end, "outlet", outlet, "headline suffix")] if outlet else []
    days = find_days(line) if kind == "byline" else []
    rows = [
        (start, end, "published", value, "date line")
        for begin, _, value in days
        if len(value) >= 10 and not _credit("updated").search(line[max(0, begin - 25) : begin])
    ]
    if by := _credit("by").match(line):
        return rows + _find_in_byline(line[: _stop(line, by.start("names"), days)], start, end, by.start("names"))
    if kind == "byline" and (author := _post(line)):
        return [*rows, (start, end, "author", author, "byline")]
    source = _credit("source").match(line)
    if source or kind in ("byline", "boilerplate"):
        begin = source.start("name") if source else 0
        fact = _source(SPLIT.split(line[begin : _stop(line, begin, days)], maxsplit=1)[0], masthead=bool(source))
        rows += [(start, end, *fact, "credit line")] if fact else []
    return rows


def _post(line: str) -> str | None:
    """Return the author of a byline without *By*: Jane Doe; Jane Doe in Lima; Jane Doe, Chief Correspondent."""
    name, *rest = SPLIT.split(re.sub(r" (?:in [A-Z]|and agenc)[^,]*$", "", line))
    posts = [part for part in rest if part.split() and part.split()[-1].lower() in ROLES]
    known = _has_given_name(name) and not _source(name)
    return name if known and _is_person(name) and len(posts) == len(rest) else None


def _stop(line: str, begin: int, days: list[tuple]) -> int:
    """Return where a credit ends because a date or its label begins: By: AFP  Published: 06:44 PM, 9 Dec, 2021."""
    label = _credit("label").search(line, begin)
    return min([len(line), *(day[0] for day in days if day[0] > begin), *([label.start()] if label else [])])


def _source(name: str, *, masthead: bool = True) -> tuple[str, str] | None:
    """Return (fact, value) of a name that is an agency or outlet, roles behind it left out: Reuters Staff."""
    words = name.split()
    while words and words[-1].lower() in ROLES and " ".join(words).casefold() not in _known("outlets"):
        words.pop()
    name = " ".join(words)
    if agency := find_agency(name):
        return "agency", agency
    outlet = find_outlet(name) if masthead else _known("outlets").get(_bare(name))
    return ("outlet", outlet) if outlet else None


def _find_in_byline(line: str, start: int, end: int, begin: int) -> list[tuple]:
    """Find authors, and who they write for, in what follows *By*: Jane Doe and John Roe, Staff Writers, The Gazette."""
    rows, authors = [], []
    for part in SPLIT.split(line[begin:])[:8]:
        words = part.split()
        # JANE DOE Associated Press: the longest tail that is known, else the whole if it sounds like an outlet.
        cut = next((at for at in range(len(words)) if _source(" ".join(words[at:]), masthead=False)), len(words))
        if cut == len(words) and _source(part):
            cut = 0
        if cut < len(words):
            rows.append((start, end, *_source(" ".join(words[cut:])), "credit line"))
        names = re.split(r"\s(?:and|&)\s", " ".join(words[:cut]))
        # Jane Doe, Port Hallow: where she is; Jane Doe, John Roe: two who write.
        place = authors and len(names) == 1 and _has_given_name(authors[0]) and not _has_given_name(names[0])
        if all(map(_is_person, names)) and (not rows or cut) and not place:
            authors += names
    return [*rows, *([(start, end, "author", ", ".join(authors), "byline")] if authors else [])]


def _dateline(text: str, start: int, end: int) -> re.Match | None:
    """Return the credit in brackets that opens the first paragraph."""
    match = _credit("dateline").search(text, start, min(end, start + 120))
    if not match or match.start() > start + 70:
        return None
    # "Four people (Reuters counted five) …" is a sentence: in a dateline each word has a capital or a digit.
    before = re.findall(r"\w+", text[start : match.start()])
    return None if any(word[0].islower() for word in before) else match


def _find_in_dateline(text: str, start: int, match: re.Match) -> list[tuple]:
    """Find who the credit of a dateline names, and the day if its year stands there."""
    rows = []
    if agency := find_agency(match["name"]):
        rows.append((start, match.end("name") + 1, "agency", agency, "dateline"))
    elif outlet := _known("outlets").get(_bare(match["name"])):
        rows.append((start, match.end("name") + 1, "outlet", outlet, "dateline"))
    days = find_days(text[start : match.start()]) if rows or match["dash"] else []
    rows += [(start, match.end("name") + 1, "published", value, "dateline") for *_, value in days if len(value) >= 10]
    return rows


def _find_in_foot(text: str, start: int, end: int, kind: str, *, last: bool) -> list[tuple]:
    """Find the credit that closes an article: a copyright, an agency's line about itself, a signature."""
    passage, rows = text[start : min(end, start + 400)], []
    if passage.lstrip("( ").startswith("Reporting by") and "diting by" in passage:
        rows.append((start, end, "agency", "Reuters", "reporting line"))
    match = _credit("is_agency").match(passage)
    if agency := match and find_agency(match["name"]):
        rows.append((start, end, "agency", agency, "agency line"))
    # In running text copyright is a subject: "the Post holds the copyright".
    match = (_credit("copyright").match if kind == "body" else _credit("copyright").search)(passage)
    if fact := match and _source(match["name"]):
        rows.append((start, end, *fact, "copyright"))
    if kind != "body" and end - start <= 250:
        rows += _find_in_line(text, start, end, kind)
    match = last and _credit("signed").search(text, max(start, end - 40), end)
    agency = match and find_agency(match["name"])
    # "… he told Agence France-Presse (AFP)." explains a name and signs nothing.
    before = text[max(start, match.start() - 60) : match.start()].split() if agency else []
    if agency and not any(find_agency(" ".join(before[-count:])) == agency for count in range(1, 6)):
        rows.append((match.start("name"), match.end("name"), "agency", agency, "signature"))
    return rows


def find_in_name(stem: str) -> list[tuple]:
    """Return (start, end, fact, value, method) of what a file's name states: a full day, an outlet that is known.

    An outlet has to be the whole name but for the day, or whole parts between underscores:
    in `2021-12-09_time-to-leave` nobody is named.

    >>> find_in_name("2021-12-09_al-jazeera_bridge-falls")
    [(0, 10, 'published', '2021-12-09', 'file name'), (11, 21, 'outlet', 'Al Jazeera', 'file name')]
    """
    rows = []
    day = re.search(r"(?<![0-9])((?:19|20)[0-9]{2})([-_.]?)([01][0-9])\2([0-3][0-9])(?![0-9])", stem)
    if day:
        with suppress(ValueError):
            value = datetime.date(int(day[1]), int(day[3]), int(day[4])).isoformat()
            rows.append((*day.span(), "published", value, "file name"))
    spans = [(0, day.start()), (day.end(), len(stem))] if day else [(0, len(stem))]
    for begin, stop in spans:
        whole = re.compile(r"[\s_-]*").match(stem, begin, stop).end()
        parts = [(match.start(), match.end()) for match in re.compile(r"[^_]+").finditer(stem, whole, stop)]
        runs = [
            (parts[i][0], parts[j - 1][1]) for i in range(len(parts)) for j in range(len(parts), i, -1) if j - i <= 4
        ]
        for start, end in runs:
            name = stem[start:end].strip("-. ")
            if outlet := _known("outlets").get(_bare(name.replace("_", " "))) or find_agency(name.upper()):
                rows.append((start, start + len(name), "outlet", outlet, "file name"))
                return rows
    return rows


def find_in_address(url: str) -> list[tuple[str, str]]:
    """Return (fact, value) of what an address suggests: the outlet by its host, the day by its path.

    >>> find_in_address("https://www.bbc.co.uk/news/2021/12/09/x")
    [('published', '2021-12-09'), ('outlet', 'BBC News')]
    """
    match = re.match(r"https?://(?:[^/@\s]*@)?(?P<host>[\w.-]+)(?::[0-9]+)?(?P<path>[^\s?#]*)", url[:2000])
    if not match:
        return []
    rows = []
    if day := re.search(r"/((?:19|20)[0-9]{2})[/-]([0-9]{2})[/-]([0-9]{2})(?=[/-]|$)", match["path"]):
        with suppress(ValueError):
            rows.append(("published", datetime.date(*map(int, day.groups())).isoformat()))
    host = match["host"].lower().removeprefix("www.")
    domains = _domains()
    # edition.cnn.com is cnn.com; an unknown host stands for itself.
    known = next((domains[part] for part in _tails(host) if part in domains), host)
    return [*rows, ("outlet", known)]


@cache
def _domains() -> dict[str, str]:
    return {row["domain"]: row["outlet"] for row in lexicon.load("outlets") if row["domain"]}


def _tails(host: str) -> list[str]:
    parts = host.split(".")
    return [".".join(parts[at:]) for at in range(len(parts) - 1)]


def find_order(values: Iterable[object]) -> tuple[bool, str] | None:
    """Return whether the dates of a column stand day first, and one that shows it; None if none or both kinds do.

    >>> find_order(["03/04/2021", "25/12/2021"])
    (True, '25/12/2021')
    """
    shown: dict[bool, str] = {}
    for value in values:
        if isinstance(value, str) and (match := _pattern("day").search(value)) and match["y4"]:
            first, second = int(match["a4"]), int(match["b4"])
            if (first > 12) != (second > 12):
                shown.setdefault(first > 12, match[0])
    return next(iter(shown.items())) if len(shown) == 1 else None

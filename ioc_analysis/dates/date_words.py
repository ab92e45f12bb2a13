"""Date words: which of them tell a time. *In 2014* a year, *2014 people* a count; *in May*, *they may*.

Floor 1, imports nothing of the package: the words and patterns that `dates` reads with, and the tests of
words that are also something else. A word is judged by its neighbours alone.
"""

import re

MONTHS = "january february march april may june july august september october november december".split()
MONTH = {name: number for number, name in enumerate(MONTHS, 1)}
MONTH |= {name[:3]: number for name, number in list(MONTH.items())} | {"sept": 9}
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
WEEKDAY = {name: number for number, name in enumerate(WEEKDAYS)}
WEEKDAY |= {name[:3]: number for name, number in list(WEEKDAY.items())}
WEEKDAY |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
SEASON = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # its first month, northern hemisphere
CENTURY = {"nineteenth": 19, "twentieth": 20, "twenty-first": 21, "eighteenth": 18, "seventeenth": 17}

_TENTHS = "first second third fourth fifth sixth seventh eighth ninth".split()
DAYS = [*_TENTHS, *"tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth".split()]
DAYS += ["nineteenth", "twentieth", *(f"twenty-{one}" for one in _TENTHS), "thirtieth", "thirty-first"]
RANKS = {"first": 1, "second": 2, "third": 3, "fourth": 4}

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

_MONTH_OPENS = "ja|fe|ma|ap|ju|au|se|oc|no|de"
_ITS_YEAR = rf"(?:,? {{1,2}}{_YEAR}|,? (?:of )?(?P<this>last|this|next) year(?![a-z]))"  # 2021, last year
_MONTH_DAY = rf"{_MON} {{0,2}}{_DAY}{_ITS_YEAR}?"
_DAY_MONTH = rf"{_DAY}(?: of)? ?-?{_MON}{_ITS_YEAR}?"
_TO = r"(?:st|nd|rd|th)?(?: ?[-–—] ?| to | and )"
_THIS = r"(?P<this>this past|this|last|next|past|previous|coming)"
_LONG = r"(?P<unit>week|month|quarter|year|decade|century)"
_FISCAL = r"(?P<fiscal>(?:the )?fiscal (?:year )?|FY ?)?"
_QUARTER = r"(?P<rank>first|second|third|fourth)[ -](?P<length>quarter|half)(?!-)"
_DECADE = r"1[0-9]{2}0|20[0-9]0"

# (classes of anchor, method, pattern, reader in `dates`): at an anchor the first that matches and can be read wins.
# Digits open the class *day* (one or two of them), *hundreds* (three) or *year* (four). A year or weekday behind
# which none of the longer expressions can go on is by far the most frequent, and read first.
RULES = (
    ("year", "year", rf"{_YEAR}(?!['’s]| ?[-–—/]|[ ,]{{1,2}}(?:Q[1-4]|{_MONTH_OPENS}))", "bare_year"),
    (
        "weekday",
        "weekday",
        rf"{_WDAY}(?!,? (?:the )?(?:[0-9]|{_MONTH_OPENS})| (?:morning|afternoon|evening|night|last|this|next))",
        "weekday",
    ),
    ("year", "iso", r"(?P<year>[12][0-9]{3})[-/](?P<month>[01]?[0-9])[-/](?P<day>[0-3]?[0-9])(?![0-9])", "iso"),
    ("day", "day month range", rf"(?P<first>[0-3]?[0-9]){_TO}{_DAY_MONTH}", "days"),
    ("day", "day month", _DAY_MONTH, "dated"),
    (
        "day",
        "numeric",
        r"(?P<a>[0-3]?[0-9])(?P<s>[/.-])(?P<b>[0-3]?[0-9])(?P=s)(?P<year>[12][0-9]{3}|[0-9]{2})(?![0-9])",
        "numeric",
    ),
    ("day year", "decade", rf"(?P<year>{_DECADE}|(?<=[’'])[0-9]0|[2-9]0)['’]?s(?![a-z])", "decade"),
    ("day", "century", r"(?P<rank>[12]?[0-9])(?:st|nd|rd|th)[ -]century(?![a-z])", "century"),
    ("year", "quarter", rf"{_YEAR} Q(?P<rank>[1-4])(?![0-9])", "quarter"),
    ("year", "year range", rf"{_YEAR} ?[-–—/] ?(?P<to>[12][0-9]{{3}}|[0-9]{{2}})(?![0-9]|[-/][0-9])", "year_range"),
    ("year", "year month", rf"{_YEAR}[ ,]{{1,2}}{_MON}(?! {{0,2}}[0-9])", "dated"),
    ("year", "year", _YEAR, "bare_year"),
    (
        "day hundreds count",
        "ago",
        rf"{_COUNT}(?P<or> or \w{{1,9}})?[ -]{_UNIT}s? (?P<way>ago|from (?:now|today))(?![a-z])",
        "ago",
    ),
    (
        "day hundreds count",
        "anchored",
        rf"{_COUNT} {_UNIT}s? (?P<way>later|earlier|before|after|afterwards?)(?![a-z]| than)",
        "later",
    ),
    ("month", "month day range", rf"{_MON} (?P<first>[0-3]?[0-9]){_TO}{_DAY}(?:, {_YEAR})?", "days"),
    ("month", "month day", _MONTH_DAY, "dated"),
    ("month", "month year", rf"{_MON}(?: of|,)?{_ITS_YEAR}", "dated"),
    ("month", "month", _MON, "bare_month"),
    ("weekday", "weekday month day", rf"{_WDAY}{_PART},? (?:the )?{_MONTH_DAY}", "dated"),
    ("weekday", "weekday day month", rf"{_WDAY}{_PART},? (?:the )?{_DAY_MONTH}", "dated"),
    ("weekday", "weekday", rf"{_WDAY}{_PART}(?: (?P<this>last|this|next) week)?", "weekday"),
    ("today", "today", rf"(?P<word>today|yesterday|tomorrow|tonight){_PART}", "today"),
    ("this", "part of day", r"(?P<word>this (?:morn|afternoon|even)(?:ing)?|last (?:night|evening))(?![a-z])", "today"),
    ("this", "relative weekday", rf"{_THIS} {_WDAY}{_PART}", "weekday"),
    ("this", "relative month", rf"{_THIS} {_MON}(?! ?[0-9])", "bare_month"),
    ("part", "part", rf"{_EARLY}(?P<this>this|last|next)? ?(?:the |that )?{_LONG}(?![a-z])", "part"),
    ("part", "part", rf"{_EARLY}(?P<this>this|last|next)? ?{_MON}(?:,? {_YEAR})?(?! ?[0-9])", "part"),
    ("part", "part", rf"{_EARLY}{_YEAR}", "part"),
    (
        "this part season",
        "season",
        rf"(?:{_EARLY}(?:the )?)?(?:(?P<this>this|last|next|past) )?{_SEASONS}(?: of)? ?(?:{_YEAR})?(?![a-z])",
        "season",
    ),
    ("part", "part of decade", rf"{_EARLY}(?:the )?(?P<year>{_DECADE}|[’'][0-9]0)['’]?s(?![a-z])", "decade"),
    ("this", "relative unit", rf"{_THIS} (?:(?P<longer>weekend|fiscal year)|{_LONG})(?![a-z])", "relative"),
    ("this", "same", rf"(?P<same>that|same|following|next|previous) {_UNIT}(?![a-z])", "same"),
    ("century", "century", r"(?P<rank>[a-z-]{1,20}) century(?![a-z])", "century"),
    ("fiscal", "fiscal year", rf"(?:fiscal(?: year)? |FY ?){_YEAR}", "fiscal"),
    ("rank century", "day month", rf"(?P<day>{'|'.join(DAYS)})(?: day)? of {_MON}(?:,? {{1,2}}{_YEAR})?", "dated"),
    ("rank", "quarter", rf"{_QUARTER},?(?: of| in)? {_FISCAL}{_YEAR}", "quarter"),
    ("rank", "quarter", rf"{_QUARTER}(?: of)? (?:(?P<this>this|last|next|the) (?P<fiscal>fiscal )?year)?", "quarter"),
    ("rank", "quarter", rf"{_QUARTER}(?!s)", "quarter"),
    ("q", "quarter", rf"Q(?P<rank>[1-4])(?: of)?,? {_FISCAL}{_YEAR}", "quarter"),
    ("the", "same", rf"the {_UNIT} (?P<way>before|after)(?=[.,;:)]|$)", "later"),
)

# A day that names an event: the March 3 attack. Those of the second list need no year said, months later.
EVENT = re.compile(
    r",? (?:[a-z]+ )?(?:attacks?|attackers|hijack(?:ers|ings?)|bomb(?:ings?|ers)|riots?|rioters|massacre)\b"
)
KNOWN = {
    (9, 11): (2001, re.compile(r" (?:terror(?:ist)? )?(?:attacks|hijack(?:ers|ings))\b")),
    (7, 7): (2005, re.compile(r" (?:terror(?:ist)? |London )?(?:attacks|bomb(?:ings|ers))\b")),
    (1, 6): (2021, re.compile(r" (?:Capitol )?(?:attack|riot|rioters|insurrection)\b")),
    (10, 7): (2023, re.compile(r" (?:terror(?:ist)? |Hamas )?(?:attacks?|massacre)\b")),
}

# The class of rules that each anchor word opens; a count (two weeks ago) or *the* opens its own.
CLASSES = dict.fromkeys(MONTH, "month") | dict.fromkeys(WEEKDAY, "weekday") | dict.fromkeys(SEASON, "season")
CLASSES |= dict.fromkeys(("today", "yesterday", "tomorrow", "tonight"), "today")
CLASSES |= dict.fromkeys("this last next past previous coming that same following".split(), "this")
CLASSES |= dict.fromkeys("early earlier late later mid middle end beginning start close turn".split(), "part")
CLASSES |= (
    dict.fromkeys(DAYS, "rank") | dict.fromkeys(CENTURY, "century") | {"fiscal": "fiscal", "fy": "fiscal", "q": "q"}
)
# Ranks are frequent too: only before *of May* or *quarter*.
_BEFORE = dict.fromkeys(RANKS, r"(?=[ -](?:quarter|half)| (?:day )?of [A-Z])")
_BEFORE |= {word: r"(?= (?:day )?of [A-Z])" for word in DAYS if word not in RANKS and word not in CENTURY}

# A number is tried only before what may make it a date: 5 May, 5/6, 5th to 7th, 5 or 6 days; other words by what
# their rules go on with: last year, late this month. Two letters of a month or unit turn nearly all others away.
_OPENS = f"{_MONTH_OPENS}|da|we|fo|mo|ye|ce"
DIGITS = (
    rf"[0-9](?:[0-9]{{0,2}}(?:st|nd|rd|th)?(?:[./](?=[0-9])| ?[-–—] ?(?=[0-9]|(?i:{_OPENS}))| (?:of )?(?=(?i:{_OPENS}))"
    r"| (?:to|and) (?=[0-9])| or |['’]?s)|[0-9]{3}(?![0-9]))"
)
_TIMES = rf"{_OPENS}|tu|th|fr|sa|su|sp|fa|wi|qu|fi|pa|ni|ev"
_BEFORE |= dict.fromkeys("last next past previous coming same following".split(), rf"(?= (?i:{_TIMES}))")
_PARTS = rf"[ -](?i:{_TIMES}|la|ne|[0-9’'])"
_BEFORE |= dict.fromkeys("early earlier late later mid middle".split(), rf"(?={_PARTS})")
_BEFORE |= dict.fromkeys("end beginning start middle close turn".split(), rf"(?=(?i: of)?{_PARTS})")
SPAN = r"(?=(?: few)?(?: or \w{1,9})?[ -](?:day|week|fortnight|month|year|decade|century))"

# *This* and *that* are frequent: only before a unit do they open an expression.
ANCHORS = [
    *(word for word in CLASSES if word not in ("this", "that", "fy", "q") and word not in _BEFORE),
    *(f"{word}{ahead}" for word, ahead in _BEFORE.items()),
    *("q1", "q2", "q3", "q4"),
    r"this(?= (?:week|month|quarter|year|decade|century|morning|afternoon|evening|fiscal|past|spring|summer|autumn|"
    r"fall|winter|[A-Z]))",
    *(f"{word}{SPAN}" for word in "one two three four five six seven eight nine ten eleven twelve several few".split()),
    *(f"a {unit}" for unit in ("day", "week", "fortnight", "month", "year", "decade", "century", "few")),
    *("the day", "the year", "the week", "that day", "that month", "that year"),
]
CODES = (  # and what stands in capitals in a line of its own: JULY 9, 2019; AUG. 6, 2021
    "FY ?[0-9]{4}|(?:JANUARY|FEBRUARY|MARCH|APRIL|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|MAY(?= [0-9])|(?:JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)(?=\.? [0-9])"
    r"|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)(?!\w)"
)

# A year is no count: the word before says that a moment comes. "in 2014", "the 2016 election".
_BEFORE_YEAR = frozenset(
    (
        "in since by until till before after from of during through throughout early late mid year fiscal "
        "circa between the a an his her its their our pre post spring summer autumn fall winter ca c dated "
        "january february march april may june july august september october november december class census "
        "copyright ©"
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
_SURE_COUNT = re.compile(
    r"[ -](?:people|men|women|children|troops|personnel|soldiers|[ -]?%|percent|km|miles|hours|GMT|UTC)"
)
# An arrangement is told in the present: is meeting on Thursday.
_DOING = (
    r" (?:[a-z]+ly |also |now )?"
    r"(?:meet|recall|hold|leav|visit|travel+|host|open|clos|launch|return|fly|arriv|speak|address|releas|retir|vot)ing"
)
# What looks ahead: what stands before the words, the words, what follows. The words are apart since a window that holds
# none of them is not searched.
_AHEAD = (
    (
        "",
        "will shall would due scheduled expect expects expected expecting planned plan plans upcoming ahead next "
        "slated deadline hope hopes coming may must should could can intend intends starting beginning aim aims begin "
        "begins start starts resume resumes expire expires convene convenes",
        "",
    ),
    ("['’]", "ll", ""),
    ("", "set", " (?:to|for)"),
    ("", "threatens", " to"),
    ("", "going", " to"),
    ("", "is are", " to"),
    ("", "is are am", _DOING),
    ("(?:[Hh]e|[Ss]he|[Ii]t|who)['’]", "s", _DOING),
    ("(?:[Tt]hey|[Ww]e|you)['’]", "re", _DOING),
    ("I['’]", "m", _DOING),
    ("", "take takes", " place"),
    ("", "goes", " (?:back|into|to)"),
    ("", "comes", " into"),
    (
        "",
        "face faces",
        " (?:an? )?(?:[a-z]+ )?(?:elections?|vote|trial|hearing|deadline|referendum|run-?off|sentencing|poll)",
    ),
    ("", "has have", " to"),
    ("", "postponed", " (?:to|until)"),
    ("", "pushed put", " back (?:to|until)"),
    ("", "running", " for"),
)
_UNTIL = "until till through"  # only next to the day


def _either(before: str, words: str, after: str) -> str:
    """Return the pattern of any of the words with what stands around them, side by side: `re` turns each away fast."""
    return "|".join(f"{before}{word}{after}" for word in words.split())


_FUTURE = re.compile(
    rf"\b(?:{'|'.join(_either(*cue) for cue in _AHEAD)})\b|\b(?:{_either('', _UNTIL, '(?: the| late| early)? ?$')})"
)
_LOOKS_AHEAD = frozenset(" ".join([*(words for _, words, _ in _AHEAD), _UNTIL]).split())
_WORDS = re.compile(r"\w+")
_BY = re.compile(r"\bby(?: the| late| early)? ?$")
_PERFECT = re.compile(r"\b(?:had|has|(?<!would )(?<!will )(?<!should )(?<!could )(?<!might )(?<!may )have|was|were)\b")
_PAST = re.compile(
    r"\b(?:said|says|told|was|were|had|has|have|came|went|took|made|won|met|began|since"
    # "in the delayed vote", "behind closed doors": before a noun a participle tells no time
    r"|(?<!be )(?<!behind )(?<!the )(?<! a )(?<! an )(?<! of )(?<!with )(?<! its )(?<!their )[A-Za-z]{3,16}ed"
    r"|forecast (?:in|on))\b"
)
_SENTENCE_END = re.compile(r"[.!?;][”\"’')]?\s|\n")
_SURNAME = re.compile(r" (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][a-z]")
_SURNAME_IN_CAPITALS = re.compile(r" (?!(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)[A-Z]{2}")
_BEFORE_MONTH = frozenset(
    "in since until till by of during from through to for late early mid between and last".split()
)


def is_count(text: str, start: int, end: int) -> bool:
    """Tell whether four digits are a quantity and no year: 1500 people, $2000, 2000 metres."""
    before = text[max(0, start - 24) : start]
    if (before[-1:] and before[-1] in "$€£¥#:/@+=") or before[-2:] in ("$ ", "£ ", "€ ", "US"):
        return True
    if before[-1:] in (".", ",") or (
        before[-1:] == "-" and not re.search(r"(?:mid|pre|post|early|late|[0-9])-$", before, re.I)
    ):
        return True
    word = (re.search(r"([A-Za-z©]+)[ (\[“\"‘'-]{0,2}$", before) or [None, ""])[1].lower()
    if word in _IN_YEAR:
        return False
    year = int(text[start : start + 4])
    if _COUNTED.match(text, end):
        # "2000 people" counts; "the 2016 elections" does not, and neither does a headline's "2016 elections".
        return (
            year % 100 == 0
            or (not 1900 <= year <= 2100 and word not in _BEFORE_YEAR)
            or bool(_SURE_COUNT.match(text, end))
        )
    if 1900 <= year <= 2100:
        return word in (
            "than",
            "least",
            "nearly",
            "almost",
            "approximately",
            "roughly",
            "over",
            "no",
            "number",
            "flight",
        )
    return word not in _BEFORE_YEAR and before[-1:] != "("


def is_month(name: str, text: str, start: int, end: int) -> bool:
    """Tell the month from the verb or the name: *may* and *march* need a capital and a word that a time follows."""
    surname = _SURNAME_IN_CAPITALS if name.isupper() else _SURNAME
    if name.capitalize() in ("April", "June", "August", "Jan") and surname.match(text, end):
        behind = re.search(r"([A-Za-z]+) $", text[max(0, start - 16) : start])
        if behind and name.isupper() and behind[1] in ("By", "BY"):
            return False  # By JUNE QUIST
        return bool(behind) and behind[1].lower() in (_BEFORE_MONTH | {"a", "an", "the"}) - {
            "and"
        }  # April Ross left; in April British ...
    if name.lower() not in ("may", "march", "mar", "sun", "jan", "dec", "sept", "sep"):
        return len(name) > 4 or name[0].isupper()  # "july" in careless text is the month; "dec" is not
    if not name[0].isupper():
        return False
    before = re.search(r"([A-Za-z]+),? $", text[max(0, start - 16) : start])
    return bool(before) and before[1].lower() in _BEFORE_MONTH


def cue(text: str, start: int) -> str | None:
    """Tell whether the words before `start` look ahead or back: the last cue of the clause decides."""
    window = _window(text, start)
    if _ahead(window):
        return "ahead"
    return "back" if _PAST.search(window) else None


def _window(text: str, start: int) -> str:
    """Return the words before `start` in its sentence."""
    window = text[max(0, start - 90) : start]
    for end in _SENTENCE_END.finditer(window):
        window = text[max(0, start - 90) + end.end() : start]
    return window


def _ahead(window: str) -> bool:
    """Tell whether the last cue looks ahead."""
    future = -1
    if not _LOOKS_AHEAD.isdisjoint(_WORDS.findall(window)):
        for cue in _FUTURE.finditer(window):
            future = cue.end()
    if future >= 0 and not any(cue.end() > future for cue in _PAST.finditer(window)):
        return True
    # finish by Sunday; but they had finished by Sunday
    near = max(0, len(window) - 12)
    return window.find("by", near) >= 0 and bool(_BY.search(window, near)) and not _PERFECT.search(window)


_BUSINESS = re.compile(
    r"[$€£%]|\b(?:percent|per cent|[bm]illion|earnings|profits?|revenues?|sales|income|loss(?:es)?|results|growth|GDP|"
    r"gross domestic|econom\w+|output|exports|imports|shipments|deliveries|shares|dividends?|compan\w+|firms?|"
    r"investors?|analysts?|forecasts?|spending|fiscal)\b",
    re.IGNORECASE,
)


def is_business(text: str, start: int, end: int) -> bool:
    """Tell the quarter of a year from that of a match: money or trade is spoken of nearby."""
    return bool(_BUSINESS.search(text, max(0, start - 90), end + 90))


def ahead(text: str, start: int) -> bool:
    """Tell whether the words before `start` speak of the future."""
    return _ahead(_window(text, start))


def is_ahead(text: str, start: int, end: int) -> bool:
    """Tell whether a weekday is still to come: after words that look ahead, and in *has set a Friday deadline*.

    Also in *threatened to strike on Monday*: in April it would be the last one.
    """
    if ahead(text, start) or (text.startswith(" deadline", end) and cue(text, start) != "back"):
        return True
    return text.find("threatened to ", max(0, start - 80), start) >= 0 and bool(_THREAT.search(_window(text, start)))


_THREAT = re.compile(r"\bthreatened to [a-z ]+ on $")
_TO_DAY = re.compile(
    r"\b(?:(?:by|before|until|elections? on|vote on|polls on|deadline of) (?:the )?"
    r"|(?:moved?|postponed?|delay(?:ed)?|pushed|put|brought|extended)(?: [a-z]+){1,4} to )$",
    re.IGNORECASE,
)
_AHEAD_OF = re.compile(r" (?:[a-z]+ )?(?:elections?|votes?|referendum|deadline|summit|trial|hearing|inauguration)\b")


def is_appointed(text: str, start: int, end: int) -> bool:
    """Tell a day that was fixed beforehand, whatever the tense: *moved to 25 May*, *an April 5 election*."""
    return bool(_TO_DAY.search(text[max(0, start - 40) : start]) or _AHEAD_OF.match(text, end))

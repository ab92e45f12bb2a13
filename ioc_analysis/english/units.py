"""Units: which unit stands beside a number, and what it is in SI.

Floor 0, imports nothing of the package: the caller passes the rows of `lexicons/units.csv`. A term whose `stands` is
*attached* is a unit only right behind its number (8in, 5m) or before a dimension, since apart it is a word; one of a
*large sum* only with a million or more, or with decimals (500 billion won; 120 won are winners); one *before large sum*
is a letter right before one (R1.3 billion). Out of scope: exchange rates, and what the unit measures.
"""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

# One word of a unit, or a sign that is one by itself. A hyphen joins it to the number (a four-mile drive).
_TOKEN = re.compile(
    r"(?:[ \u00a0\u2009\u202f]| ?- ?(?=[a-z]{4})|-|)((?:[A-Z]\.){2,3}|[A-Za-zµμ]+\.?[A-Za-z]?[23²³]?(?:/[A-Za-z]+)?\$?"
    r"|%|¢|[°º] ?[CFcf]?(?![A-Za-z])|[$€£¥₹₺₽₪₩₦₴₸₾₭₱₫฿])(?![0-9])"
)
_FILLERS = (
    "more additional extra further full long consecutive straight whole calendar working successive solid short".split()
)
_FILLER = re.compile(
    rf" (?:{'|'.join(_FILLERS)})"
    r"(?= (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centuries|miles?|kilomet|dollars?|euros?)\b)"
)
_DIMENSION = re.compile(r" (?:tall|high|long|wide|deep|thick|across|apart|away|from|above|below|by|x|in)\b|[),.]|$")
_NO_INCHES = re.compile(r" (?:in|from|a)\b|[.,]|$")
_THOUSANDS = re.compile(r"[0-9],[0-9]{3}$")  # a 3,200m summit
_DECIMAL = re.compile(r"[0-9]\.[0-9]{1,4}$")  # 3.20 reals; three crowns are worn
_PER = re.compile(
    r"(?: (?:per|a|an|each|every|for each|for every) |(?: ?/ ?)| ?- ?(?:per|an|"
    r"a) ?- ?)(?:square )?([A-Za-z]{2,10}(?: (?:foot|hour|mile|metre|meter))?)\b"
)
_BASES = (
    "second minute hour day night week month year decade share barrel gallon litre liter tonne ton pound "
    "ounce kilogram kg km person head capita household family mile kilometre kilometer unit ticket seat "
    "bottle pack acre hectare foot kilowatt megawatt child worker employee student shift game match "
    "season metre meter inch gram kilo sq bushel dozen customer passenger vehicle"
)
_BASE = {name: name for name in _BASES.split()} | {
    "liter": "litre",
    "kg": "kilogram",
    "kilo": "kilogram",
    "kilometer": "km",
    "kilometre": "km",
    "meter": "metre",
    "capita": "person",
    "head": "person",
    "hr": "hour",
    "h": "hour",
    "yr": "year",
}
_BASE_ENDS = re.compile(
    r"[.,;:)\n]|$| (?:in|for|on|at|to|and|or|from|but|by|as|after|before|when|because|since|this|last)\b"
)
_NO_BASE = frozenset("record lot bit few total first second third half quarter".split())
_MOMENT = re.compile(" (?:ago|earlier|later|before|after|from now)\\b")  # $5 billion a year earlier
# A currency before the number: $, US$, A$, EUR, Rs.
_BEFORE = re.compile(
    r"(?:(?<![A-Za-z])(?:[A-Z]{1,3}|[a-z]{1,3}|Rs\.?) ?)?[$€£¥₹₺₽₪₩₦₴₸₾₭₱₫฿] ?$|"
    r"(?<![A-Za-z])(?:[A-Z]{3}|Rs\.?|K?Shs?|Ksh|Tk\.?|Rp|RM|rmb|usd|nzd|aud) ?$"
)
_LARGE_SUM_AHEAD = re.compile(r"[0-9][0-9.,]* ?(?:(?:m|b|tr)illion|bn|m)\b")
_IN_DOLLARS = re.compile(r" \([^()0-9]{0,8}[$€£]")  # 20,000 pounds ($26,800)

_SHORT_RANGE = re.compile(r"[0-9]m(?:-|–| to | and | or )([0-9]{1,4}(?:\.[0-9]{1,3})?)(?=m )")
_SHORT_M = re.compile(r"[0-9]m [a-z]{3,}")
_NOT_TALL = re.compile(
    r"[0-9]m (?:tall|high|long|wide|deep|thick|from|away|above|below|across|apart|off|sprint|race|"
    r"freestyle|hurdles|butterfly|backstroke|relay|final|into|behind|north|south|east|west|and)\b"
)


class Terms(dict[str, tuple[str, str]]):
    """Term → (unit, kind), with the first words of all terms: most words behind a number are turned away by them."""

    def __init__(self, rows: Iterable[Mapping[str, str]]):
        rows = list(rows)
        super().__init__(
            {row["term"]: (row["unit"], row["kind"]) for row in rows if row["stands"] != "before large sum"}
        )
        self.letters = {row["term"]: row["unit"] for row in rows if row["stands"] == "before large sum"}
        self.attached = frozenset(row["term"] for row in rows if row["stands"] == "attached")
        self.large_sum = frozenset(row["term"] for row in rows if row["stands"] == "large sum")
        self.starts = frozenset(term.split()[0].lower().rstrip(".") for term in self)
        self.openers = self.starts.union(_FILLERS)


class Unit(NamedTuple):
    """A unit beside a number: where its words end, its name, kind, and the words."""

    end: int
    unit: str
    kind: str
    term: str


def is_million(text: str, at: int, tail: int, stop: int) -> bool:
    """Tell the m of 18m people and 18m to 19m people from metres: a 3,200m summit, 5m tall."""
    if text[tail : tail + 1] != "m" or text.find(",", at, tail) >= 0:
        return False
    if _SHORT_M.match(text, tail - 1, stop):
        return not _NOT_TALL.match(text, tail - 1, stop)
    second = _SHORT_RANGE.match(text, tail - 1, stop)
    last = second.end(1) - 1 if second else stop  # 18m to 19m people
    return bool(_SHORT_M.match(text, last, stop)) and not _NOT_TALL.match(text, last, stop)


def read_unit(text: str, pos: int, stop: int, terms: Terms, *, large: bool = False) -> Unit | None:
    """Return the longest unit of up to four words at `pos`, right behind a number.

    `large`: the number is a million or more, which makes *pounds* money.
    """
    tokens, at = [], pos
    token = _TOKEN.match(text, pos, stop)
    if not token:
        return None
    first = token[1].lower().rstrip(".")
    if first not in terms.starts or first in ("long", "short"):
        skipped = first in _FILLERS and _FILLER.match(text, pos, stop)  # four more years, ten long days
        if skipped:
            at = skipped.end()
            token = _TOKEN.match(text, at, stop)
        elif first not in terms.starts:
            return None
    while token and len(tokens) < 4:
        if tokens and text[at] == "-" and not tokens[0][0].endswith(("-", "light", "square", "cubic", "per")):
            break
        tokens.append((token[1], token.end()))
        at = token.end()
        if not token[1][-1].isalpha() and token[1][-1] != ".":
            break
        token = _TOKEN.match(text, at, stop)
    for size in range(len(tokens), 0, -1):
        words, end = " ".join(word for word, _ in tokens[:size]), tokens[size - 1][1]
        whole = (words, words.lower())
        for term in whole if words[-1] != "." else (*whole, words.rstrip("."), words.rstrip(".").lower()):
            found = terms.get(term)
            if not found or not _plausible(text, pos, end, stop, term, terms, large):
                continue
            if term != words and term != words.lower():
                end -= len(words) - len(words.rstrip("."))
            if term in ("pound", "pounds") and (
                large or text.startswith(" sterling", end) or _IN_DOLLARS.match(text, end, stop)
            ):
                found = ("GBP", "money")
            return Unit(end, *found, term)
    return None


def _plausible(text: str, pos: int, end: int, stop: int, term: str, terms: Terms, large: bool) -> bool:
    """Tell a unit from a word that is spelt the same."""
    if term in terms.large_sum:
        return large or bool(_DECIMAL.search(text, max(0, pos - 8), pos))
    if text[pos] == "-" and len(term) == 1 and term.isalpha():  # a 5-W lamp, but a size 5-W too
        return False
    if term in terms.attached:
        if text[pos].isalnum() or text[pos] == "-":
            return (
                term != "m"
                or bool(_THOUSANDS.search(text, max(0, pos - 6), pos))
                or bool(_DIMENSION.match(text, end, stop))
                or text[end : end + 1] in "-–("
            )
        return (
            term in ("m", "in")
            and bool(_DIMENSION.match(text, end, stop))
            and (term == "m" or not _NO_INCHES.match(text, end, stop))
        )
    return not (term in ("foot", "stone") and text.startswith((" soldier", " patrol", " wall", " traffic"), end))


def read_per(text: str, pos: int, stop: int, *, money: bool) -> tuple[int, str] | None:
    """Return the end and the base of a rate: *a barrel*, *per day*, */hour*, *-a-share*."""
    found = _PER.match(text, pos, stop)
    if not found or _MOMENT.match(text, found.end(), stop):
        return None
    name = found[1].lower()
    base = _BASE.get(name) or _BASE.get(name.split()[0]) or (_BASE.get(name[:-1]) if name.endswith("s") else None)
    if not base and money and (found[0].startswith(" per ") or _BASE_ENDS.match(text, found.end(), stop)):
        base = name if found[1].islower() and name not in _NO_BASE else None  # $20 a dose, $4 a loaf
    if not base or (base in ("night", "game", "season", "child") and not money):
        return None
    if " " in name and not name.startswith(("kilowatt", "megawatt")):
        return found.end() - len(name) + len(name.split()[0]), base
    return found.end(), base


def read_before(text: str, pos: int, begin: int, terms: Terms) -> tuple[int, str, str] | None:
    """Return (start, ISO code, term) of a currency that stands before the number at `pos`."""
    window = text[max(begin, pos - 8) : pos]
    last = window[-2:].rstrip(" ")[-1:]
    if last.isalpha() and not (last.isupper() or last in "sbdhkp"):  # Rs, rmb, usd, Sh, Tk, Rp
        return None
    if last in terms.letters and not window[-2:-1].isalnum() and _LARGE_SUM_AHEAD.match(text, pos):
        return pos - 1, terms.letters[last], last
    found = _BEFORE.search(window)
    if not found:
        return None
    words = found[0].strip()
    if words[:2] in ("A ", "a "):  # A $40 bond: the article, and not Australia
        words = words[2:]
    letters = words.replace(" ", "")
    for term in (words, letters, words.lower(), letters.upper() if letters[0] in "chu" else "", words[-1]):
        if term in terms and terms[term][1] == "money" and (len(term) > 1 or not term.isalpha()):
            shift = len(found[0]) - len(found[0].lstrip())
            if len(term) == 1:  # "of $5", "A $5 bond": the letters before are no part of it
                shift = found[0].rindex(term)
            return max(begin, pos - 8) + found.start() + shift, terms[term][0], term
    return None


def to_si(
    value: float | Fraction, unit: str, factors: Mapping[str, tuple[float, str]], *, change: bool = False
) -> tuple[float, str] | None:
    """Return the value in SI and the SI unit, or None for money and plain counts.

    `factors`: unit → (factor, SI unit). A rate has those of both its units (km/hour). `change`:
    a temperature is a difference, which has no zero point.

    >>> to_si(2, "km", {"km": (1000.0, "m")})
    (2000.0, 'm')
    """
    if unit in ("celsius", "fahrenheit"):
        scale, zero = (1, 273.15) if unit == "celsius" else (5 / 9, 459.67)
        return (float(value) * scale, "K") if change else ((float(value) + zero) * scale, "K")
    if unit in factors:
        return float(value) * factors[unit][0], factors[unit][1]
    top, _, base = unit.partition("/")
    if top in factors and base in factors:
        return float(value) * factors[top][0] / factors[base][0], f"{factors[top][1]}/{factors[base][1]}"
    return None

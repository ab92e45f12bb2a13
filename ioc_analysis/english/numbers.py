"""Numbers: how one string writes a number, in digits, in words or vaguely, and its exact value.

Floor 0, imports nothing of the package. Values are `int` or `Fraction`, so that a third stays a third
and 1.1 million is 1,100,000 exactly. Out of scope: what the number measures or counts, and whether it is
a figure at all (a year, a clock time and the 16 of F-16 are numbers here too): `figures` decides that.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import compress
from typing import NamedTuple

UNITS = dict(zip("one two three four five six seven eight nine".split(), range(1, 10), strict=True))
TEENS = dict(
    zip(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
        range(10, 20),
        strict=True,
    )
)
TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
}
# Short scales as newspapers print them beside digits (The Guardian style guide: "m", "bn", "tn" with money;
# AP: "M", "B" in headlines). The letters alone are read only where the caller allows it: 1.8m may be metres.
SHORT = {"mn": 10**6, "mln": 10**6, "mio": 10**6, "bn": 10**9, "bln": 10**9, "tn": 10**12, "trn": 10**12}
LETTERS = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}
ORDINALS = dict(
    zip(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ).split(),
        range(1, 21),
        strict=True,
    )
) | {
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "sixtieth": 60,
    "seventieth": 70,
    "eightieth": 80,
    "ninetieth": 90,
    "hundredth": 100,
    "thousandth": 1000,
}
PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7} | {
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "hundredth": 100,
    "thousandth": 1000,
    "millionth": 10**6,
}
GLYPHS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8), "⅜": (3, 8)} | {
    "⅝": (5, 8),
    "⅞": (7, 8),
    "⅙": (1, 6),
    "⅚": (5, 6),
    "⅖": (2, 5),
    "⅗": (3, 5),
    "⅘": (4, 5),
}
MULTIPLES = {"once": 1, "twice": 2, "thrice": 3}
LARGEST = 10**18  # news stops at quadrillions; no run of scales may grow for ever
SMALL = UNITS | TEENS | TENS

# Plural words that give a size and no number: the smallest and the largest value that they allow. *Dozens*
# is at least two dozen and under a hundred (Oxford English Dictionary, -s of a number word: an indefinite
# number of that order of magnitude).
VAGUE = {
    "tens": (20, 99),
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2_000, 9_999),
    "millions": (2 * 10**6, 10**7 - 1),
    "billions": (2 * 10**9, 10**10 - 1),
    "trillions": (2 * 10**12, 10**13 - 1),
}
FEW = {"several": (3, 9), "few": (2, 9), "couple": (2, 3), "handful": (2, 9)}

ANCHORS = (*SMALL, *SCALES, *VAGUE, *FEW, *MULTIPLES, "dozen", "half", "quarter", "third", "zero", "nil", "nought")

WORD = re.compile(r"[A-Za-z]+")
DIGITS = re.compile(
    r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,6}(?![0-9])|[0-9]{1,2}(?:,[0-9]{2}){1,4},[0-9]{3}(?![0-9])"
    r"|[0-9]{1,3}(?:, 000){1,4}(?![0-9])|"
    r"[0-9]{1,3}(?:[\u00a0\u2009\u202f][0-9]{3}){1,6}(?![0-9])"
    r"|[0-9]{1,3}(?: [0-9]{3}){1,6}(?![0-9,.]{0,9}[0-9])|[0-9]{1,18}(?![0-9]))"
    r"(?:\.[0-9]{1,18}(?![0-9]))?(?:[eE][+-]?[0-9]{1,2}(?![0-9A-Za-z]))?"
)
OVER = re.compile(r"[  -]?([0-9]{1,3})[/⁄]([0-9]{1,3})(?![0-9/])")  # the 1/2 of 2 1/2
SCALE = re.compile(
    r"[  -]?(hundred|thousand|lakh|million|crore|billion|trillion|quadrillion)(?:s(?= of)|)\b", re.IGNORECASE
)
SHORT_SCALE = re.compile(r" ?(mn|mln|mio|bn|bln|tn|trn|k|m|b|t)(?![A-Za-z0-9²³])(?!\.[A-Za-z])", re.IGNORECASE)
_PLAIN_OVER = re.compile("[/⁄]([0-9]{1,3})(?![0-9/])")
_PART = re.compile(r"(?: - |[- ])([a-z]+)\b")
_AND_PART = re.compile(
    r"[ -]and[ -](a|one|two|three|four|five)[ -](half|third|quarter|fourth|fifth|eighth|tenth)s?\b(?! (?:of|to)\b)",
    re.IGNORECASE,
)
_DIGIT_WORD = rf"(?:{'|'.join(SMALL)}|zero|nought|oh)"
_POINT = re.compile(rf" point ({_DIGIT_WORD}(?:[ -]{_DIGIT_WORD}){{0,6}})\b")
_HALF_OF = re.compile(r"[ -](?:(?:a|an|of a)[ -])?(\w{5,8})\b")
_OF_A_SCALE = re.compile(" of a (million|billion|trillion)\\b")
_GAP = re.compile("[ -]{1,3}")
_FEW_SCALE = re.compile(r" (?:of )?(hundred|thousand|million|billion|dozen)\b")
_OF_SCALE = re.compile(r" of (thousand|million|billion|trillion)s\b")
_OF_LARGE = re.compile(r" of (million|billion|trillion)s\b")
# What stands behind most numbers: a word between spaces, or the end of a clause; no second half of a range does.
_BEHIND = re.compile(
    r" ([a-z]+|[A-Z][A-Za-z]*)(?=[,;:)]|\.?(?:\s|$))|[.;:)!?”\"]|,(?! (?:maybe|perhaps|possibly|or even) )"
)
_GOES_ON = frozenset(  # words with which a number goes on
    [word for name in (*SCALES, *PARTS, *UNITS, "dozen") for word in (name, f"{name}s")] + ["and", "point"]
)
JOIN = re.compile(r"(?: ?- ?| {1,3}|, ?)(?:and {1,2}|& )?(?=[A-Za-z])")


class Number(NamedTuple):
    """A number as written: where it stands, its value (missing when vague), the smallest and largest it allows, how."""

    start: int
    end: int
    value: int | Fraction | None
    low: int | Fraction | None
    high: int | Fraction | None
    form: str  # digits, words, fraction, multiple or vague


def word_behind(text: str, pos: int, stop: int) -> str | None:
    """Return the word behind the number that ends at `pos`, in small letters, "" where its clause ends.

    None where something else stands there, which takes a closer look.

    >>> word_behind("two Men left", 3, 12), word_behind("two, or", 3, 7), word_behind("two-way", 3, 7)
    ('men', '', None)
    """
    found = _BEHIND.match(text, pos, stop)
    return (found[1] or "").lower() if found else None


def read_digits(text: str, pos: int, stop: int, *, letters: bool = False) -> Number | None:
    """Return the number written in digits at `pos`, with the scale after it (2.5 million, $8bn).

    `letters` also reads the single letters k, m, b and t as scales.

    >>> read_digits("2 1/2 miles", 0, 11).value
    Fraction(5, 2)
    """
    digits = DIGITS.match(text, pos, stop)
    if not digits:
        return None
    plain = digits[0]
    if not plain.isdigit():
        plain = "".join(c for c in plain if c in "0123456789.eE+-")
    value = int(plain) if plain.isdigit() else Fraction(plain)
    end, form = digits.end(), "digits"
    behind = word_behind(text, end, stop)
    if behind is not None and behind not in _GOES_ON and behind not in SHORT and behind not in LETTERS:
        return Number(pos, end, value, value, value, form)
    if text[end : end + 1] in GLYPHS and end < stop:
        value, end, form = value + Fraction(*GLYPHS[text[end]]), end + 1, "fraction"
    elif (over := OVER.match(text, end, stop)) and 0 < int(over[1]) < int(over[2]) and "." not in digits[0]:
        value, end, form = value + Fraction(int(over[1]), int(over[2])), over.end(), "fraction"
    elif (over := _PLAIN_OVER.match(text, end, stop)) and int(over[1]) > 1:
        value, end, form = Fraction(value, int(over[1])), over.end(), "fraction"
    size = 1
    while value <= LARGEST and (scale := SCALE.match(text, end, stop)):  # 3 lakh crore
        size = SCALES[scale[1].lower()]
        value, end = value * size, scale.end()
    if size >= 10**6 and (rest := _part_behind(text, end, stop)):  # 3 million and a half
        value, end = value + rest[1] * size, rest[0]
    if (short := SHORT_SCALE.match(text, end, stop)) and (
        (word := short[1].lower()) in SHORT or (letters and short[0][0] != " ")
    ):
        value, end = value * (SHORT | LETTERS)[word], short.end()
    return Number(pos, end, value, value, value, form)


def read_words(text: str, pos: int, stop: int) -> Number | None:
    """Return the number written in words at `pos`: twenty-one thousand, half a million, two-thirds, dozens.

    >>> read_words("three hundred and five men", 0, 26).value
    305
    """
    word = _word(text, pos, stop)
    if word is None:
        return None
    if value := SMALL.get(word):
        behind = word_behind(text, pos + len(word), stop)
        if behind is not None and behind not in _GOES_ON:
            return Number(pos, pos + len(word), value, value, value, "words")
    if word in VAGUE or word in FEW:
        return _vague(text, pos, stop, word)
    if word in MULTIPLES:
        value = MULTIPLES[word]
        return Number(pos, pos + len(word), value, value, value, "multiple")
    if word in PARTS or word in ("zero", "nil", "nought"):
        return _half(text, pos, stop, word)
    found = _cardinal(text, pos, stop, 10**15)
    if not found:
        return None
    end, value, form = *found, "words"
    if rest := _part_behind(text, end, stop):  # three and a half, six million and two thirds
        end, share = rest
        if scale := SCALE.match(text, end, stop):  # two and a half million; one billion and a half million
            size, end = SCALES[scale[1].lower()], scale.end()
            value = value + share * size if value > size else (value + share) * size
        else:
            value += share * max((size for size in SCALES.values() if size >= 10**6 and value % size == 0), default=1)
        return Number(pos, end, value, value, value, "words")
    part = _PART.match(text, end, min(stop, end + 14))
    if part and (name := part[1].removesuffix("s")) in PARTS and (part[1] != name or value == 1) and name != "second":
        # two thirds, one-third; but "one third man" and "two quarters" (of a year) are rare enough to accept
        value, end, form = Fraction(value, PARTS[name]), part.end(), "fraction"
        if of := _OF_A_SCALE.match(text, end, stop):  # two thirds of a million
            value, end, form = value * SCALES[of[1]], of.end(), "words"
    elif point := _POINT.match(text, end, stop):
        end = point.end()
        value += _point(point)
    if form == "fraction" or value.denominator > 1:
        while value <= LARGEST and (scale := SCALE.match(text, end, stop)):  # two and a half million
            value, end = value * SCALES[scale[1].lower()], scale.end()
    return Number(pos, end, value, value, value, form)


def _part_behind(text: str, pos: int, stop: int) -> tuple[int, Fraction] | None:
    """Read *and a half*, *and three quarters* behind a whole number: where it ends, and the share."""
    found = _AND_PART.match(text, pos, stop)
    if not found:
        return None
    share = Fraction(SMALL.get(found[1].lower(), 1), PARTS[found[2].lower().removesuffix("s")])
    return (found.end(), share) if share < 1 else None


def _point(found: re.Match) -> Fraction:
    """Return the value of the words behind *point*."""
    words = found[1].replace("-", " ").split()
    return Fraction("0." + "".join("0" if word in ("zero", "nought", "oh") else str(SMALL[word]) for word in words))


def _word(text: str, pos: int, stop: int) -> str | None:
    """Return the word at `pos`, lower case, if it is a word to itself."""
    word = WORD.match(text, pos, min(stop, pos + 16))
    return word[0].lower() if word else None


def _half(text: str, pos: int, stop: int, word: str) -> Number:
    """Read zero, half, a quarter, half a million, half a dozen."""
    end = pos + len(word)
    value = Fraction(1, PARTS[word]) if word in PARTS else 0
    if value and (more := _HALF_OF.match(text, end, stop)):
        name = more[1].lower()
        scale = SCALES.get(name) or {"dozen": 12}.get(name)
        if scale:
            value, end = value * scale, more.end()
    elif word not in PARTS and (point := _POINT.match(text, end, stop)):  # zero point five
        value, end = _point(point), point.end()
    return Number(pos, end, value, value, value, "fraction" if 0 < value < 1 else "words")


def _cardinal(text: str, pos: int, stop: int, limit: int) -> tuple[int, int] | None:
    """Read a cardinal below `limit` in words; the place where it ends, and its value.

    English says a number from its largest part down, so each part has to be smaller than the
    scale of the part before: *three hundred and five* is one number, *five and ten* two.
    """
    word = _word(text, pos, stop)
    if word in SMALL:
        value, end, room = SMALL[word], pos + len(word), 10 if word in TENS else 1
    elif word in SCALES or word == "dozen":  # a hundred: the article stays outside
        value, end, room = 1, pos, None
    else:
        return None
    if value >= limit and room is not None:
        return None
    if room == 10:
        joint = JOIN.match(text, end, stop)
        one = _word(text, joint.end(), stop) if joint and joint[0].strip() in ("-", "") else None
        if one in UNITS:
            value, end = value + UNITS[one], joint.end() + len(one)
    total, base = value, 0
    while True:
        gap = end if room is None else (m.end() if (m := _GAP.match(text, end, stop)) else None)
        name = _word(text, gap, stop) if gap is not None else None
        size = SCALES.get(name) or {"dozen": 12, "dozens": 12 if room else None}.get(name)
        if size and size < limit and total * size <= LARGEST:
            total, end, base, room = total * size, gap + len(name), size, 1
            continue
        if base != 100 or not (rest := _rest(text, end, stop, base)):
            break
        end, total, base = rest[0], total + rest[1], 0  # three hundred and five thousand
    if base > 100 and (rest := _rest(text, end, stop, base)):
        return rest[0], total + rest[1]
    return end, total


def _rest(text: str, pos: int, stop: int, base: int) -> tuple[int, int] | None:
    """Read the smaller part of a cardinal: the *and five* of *three hundred and five*."""
    joint = JOIN.match(text, pos, stop)
    if not joint or (base == 100 and "," in joint[0]):
        return None
    rest = _cardinal(text, joint.end(), stop, base)
    part = _PART.match(text, rest[0], min(stop, rest[0] + 14)) if rest else None
    return None if part and part[1].removesuffix("s") in PARTS else rest  # six million and two thirds


def _vague(text: str, pos: int, stop: int, word: str) -> Number | None:
    """Read dozens, tens of thousands, several hundred, a few thousand."""
    end = pos + len(word)
    if word in FEW:
        low, high = FEW[word]
        scale = _FEW_SCALE.match(text, end, stop)
        if scale:
            size = SCALES.get(scale[1], 12)
            low, high, end = low * size, (high + 1) * size - 1, scale.end()
    else:
        low, high = VAGUE[word]
        scale = _OF_SCALE.match(text, end, stop)
        while scale and high < LARGEST:  # tens of thousands: 20,000 to under 100,000
            size = SCALES[scale[1]]
            low, high, end = low * size, (high + 1) * size - 1, scale.end()
            scale = _OF_LARGE.match(text, end, stop)
    return Number(pos, end, None, low, high, "vague")


def ordinal(word: str) -> int | None:
    """Return the rank of an ordinal word or of digits with st, nd, rd, th.

    >>> ordinal("21st"), ordinal("third"), ordinal("twenty-first")
    (21, 3, 21)
    """
    word = word.lower()
    if word[:1].isdigit():
        digits = re.match(r"[0-9]{1,6}(?=st|nd|rd|th)", word)
        return int(digits[0]) if digits else None
    tens, _, one = word.rpartition("-")
    if tens in TENS and ORDINALS.get(one, 10) < 10:
        return TENS[tens] + ORDINALS[one]
    return ORDINALS.get(word)


# What may stand right before the first word or digit of a number or date; a letter or digit may not.
_SEPARATORS = frozenset(" \n\t\r\u00a0\u2009\u202f\"'“”‘’([{—–‑-/$€£¥₹₺₽₪₩₦₴₸₾₭₱₫฿₿.,:;#+−~≈@<>=*…!?|&")
_KNOWN_WORDS = 100_000  # one process may read millions of articles
_TRIED = 10**9  # longer than any text


class Anchors:
    """What a number, or a date, begins with. `words` are in lower case, a capital may begin them.

    What follows a `(` in a word is a pattern. `more` is a pattern of its own, a digit may follow; `digits` one for what
    a number begins with, default its first digit or glyph.
    """

    def __init__(self, words: Iterable[str], more: str = "", digits: str | None = None):
        by_letter: dict[str, list[str]] = {}
        self.offsets: dict[str, set[int]] = {word.lower(): {0} for word in re.findall("[A-Z]+", more)}
        for word in sorted(set(words), key=lambda w: (w[0], -len(w), w)):
            by_letter.setdefault(word[0], []).append(word[1:])
            if word in SMALL:  # headlines and tabloids: TWO HURT
                by_letter[word[0]].append(word[1:].upper())
            first, _, second = word.partition("(")[0].partition(" ")  # "a day" is found by its rarer word
            found = WORD.match(second or first)[0]
            self.offsets.setdefault(found, set()).add(-len(first) - 1 if second else 0)
        tails = "|".join(rf"[{one}{one.upper()}](?:{'|'.join(tails)})(?!\w)" for one, tails in by_letter.items())
        digits = digits or f"[0-9{''.join(GLYPHS)}]"
        self.pattern = re.compile(f"{digits}|{tails}{'|' + more if more else ''}")


class Places(dict):
    """Where numbers and dates begin among the words of a text: printed word → (which anchors, offset, known, reach).

    Nine words in ten are turned away by what they are, and most others begin one whatever follows: both are worked
    out at first sight of a word. `reach` is the characters up to the end of such a word; `_TRIED` where the text
    decides.

    >>> numbers, days = Anchors(["two"]), Anchors(["a day"])
    >>> Places(numbers, days).find("TWO left a day", ["TWO", "left", "a", "day"], [0, 4, 9, 11], [(0, 14)])
    [[(0, 14, [0])], [(0, 14, [9])]]
    """

    def __init__(self, *anchors: Anchors):
        super().__init__()
        self._anchors = anchors

    def __missing__(self, word: str) -> tuple[tuple[int, int, int], ...]:
        found = []
        for number, one in enumerate(self._anchors):
            offsets = set()
            for part in re.finditer(r"\w+", word):
                offsets |= {part.start() + offset for offset in one.offsets.get(part[0].lower(), ())}
                if any(map(str.isnumeric, part[0])):
                    offsets.add(part.start())
            for offset in sorted(offsets):
                known = offset >= 0 and one.pattern.match(word, offset)
                found.append((number, offset, len(word) - offset if known else _TRIED))
        places = tuple(found)
        if len(self) < _KNOWN_WORDS and len(word) < 40:
            self[word] = places
        return places

    def find(
        self, text: str, words: Sequence[str], starts: Sequence[int], spans: Sequence[tuple[int, int]]
    ) -> list[list[tuple[int, int, list[int]]]]:
        """Return for each of the anchors (begin, stop, places) of every span where one begins.

        `words` are those of the text in `spans`, printed as they are, which begin at `starts`.
        """
        groups: list[tuple[int, int, list[list[int]]]] = []
        matches = [one.pattern.match for one in self._anchors]
        begins = [begin for begin, _ in spans]
        begin = stop = 0
        places = list(map(self.__getitem__, words))
        for start, ones in zip(compress(starts, places), compress(places, places), strict=True):
            for number, offset, reach in ones:
                at = start + offset
                if at >= stop:
                    begin, stop = spans[max(0, bisect_right(begins, at) - 1)]
                    inside: list[list[int]] = [[] for _ in self._anchors]
                    groups.append((begin, stop, inside))
                if at + reach > stop and not matches[number](text, at, stop):
                    continue
                if begin <= at < stop and (not at or text[at - 1] in _SEPARATORS):
                    inside[number].append(at)
        # Sorted, since "a day" is found late.
        return [
            [(begin, stop, sorted(inside[number])) for begin, stop, inside in groups if inside[number]]
            for number in range(len(self._anchors))
        ]

"""Quantities: one number of a text, read with its range, unit, modifiers, kind, and the phrase it counts.

Floor 1: joins `numbers`, `designators`, `number_words`, `measures` and `counted`, each of which reads one
part. Out of scope: what neighbours share, and the clause around: `figures`.
"""

import re
from fractions import Fraction
from functools import cache

from .. import lexicon
from ..english import designators, numbers, units
from . import ages, compounds, counted, events, measures, number_words
from .measures import Figure

# USD115, Rs500, Sh4.2 billion, R1.3bn
_CODE = (
    "(?:USD|EUR|GBP|INR|AUD|CAD|NZD|SGD|HKD|JPY|CHF|CNY|RMB|ZAR|AED|KES|NGN|Rs|K?Shs?|Ksh|Tk|Rp|RM)(?=[0-9])"
    r"|[RN](?=[0-9][0-9.,]* ?(?:(?:m|b|tr)illion|bn|m)\b)"
)
_IN_KIND = re.compile(r" in (?=[a-zA-Z])(?!the\b|a\b|an\b|this\b|which\b)")  # $5 million in aid, five years in prison
_COMPOUND = re.compile(r"-(?:[a-z]{2,12}ed|way|time|off|on|upmanship|sum|step|star|stop|size)\b(?!-)")  # one-way
_TAKES_A = frozenset(("dozen", "third", "quarter", "half", "few", "couple", "handful"))
_COMPOUND_RANK = re.compile(r"[A-Za-z]{5,7}-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)(?![a-z-])")
_RANK = re.compile(r"[0-9]{1,4}(?:st|nd|rd|th)(?![A-Za-z])")
_HEAD = re.compile(r"[0-9][0-9.,]{0,40}")
_NAME = re.compile(r"(?<![A-Za-z])(?i:an?|the) (?:[a-z]+-[a-z]+ )?(?:[A-Z][A-Za-z-]+ ){1,3}$")
_ARTICLE = re.compile(r"(?<![A-Za-z])an? $", re.IGNORECASE)
_WORTH_OF = re.compile(r"(?: of| worth of|[’']?s? worth of) ")
# The deed and its object: fighting Norland, rebuilding the port; not mounting US pressure.
_DONE = re.compile(
    r"(?!mounting|growing|rising|soaring|declining|falling|increasing|continuing|remaining|leading|existing|emerging"
    r"|warring|competing)([a-z]{2,16}ing) [A-Z]"
)
# Money spent on roads, paid for a house.
_PAID = re.compile(
    r"\b(?:(spend|spends|spent|spending|invest\w*)|pay|pays|paid|paying|bid|offer\w*|buy|bought)(?: [a-z-]+){0,3} $"
)
_ON = re.compile(r" on (?:the |its |a |an |their |his |her )?(?=[a-z])(?!a year|average|top|behalf)")
_FOR = re.compile(r" for (?:the |its |a |an |their |his |her )?(?=[a-z])(?!each|every|example|more|it\b|them\b)")
_DIMENSIONS = frozenset("long tall high wide deep thick old away apart across short off round more less".split())
_GROUP_OF = re.compile(r"(?<![A-Za-z])[A-Z][a-z]{1,12} of $")
_ZERO = re.compile(
    r"no (?:[a-z]+ ){0,2}?(?P<noun>casualties|deaths|injuries|fatalities|survivors|victims)\b|"
    r"no[ -]?(?P<one>one|body) (?:was|were|is|has been|had been|died|else was)(?: [a-z]+)? ?(?:killed|"
    r"injured|hurt|wounded|harmed|died)?",
    re.IGNORECASE,
)


@cache
def anchors() -> numbers.Anchors:
    """Return what the first digit or word of a number is known by."""
    folds = [f"{word}fold" for word in numbers.SMALL]
    ranks = [word for word in numbers.ORDINALS if word not in ("first", "second")]
    none = r"no(?=(?:[ -]?one|body| [a-z]{1,20}){1,3} ?(?:was|were|is|has|had|died|else|casu|dea|inj|fat|sur|vic))"
    return numbers.Anchors([*numbers.ANCHORS, *folds, *ranks, "nobody", none], _CODE)


@cache
def _designators() -> dict[str, frozenset[str]]:
    return {name: lexicon.terms("designators", "class", name) for name in ("name", "model", "street", "score")}


@cache
def phrase_words() -> counted.Words:
    """Return the word lists that a counted phrase is read with."""
    of = lambda *names: frozenset().union(*(lexicon.terms("phrase_words", "class", name) for name in names))  # noqa: E731
    return counted.Words(
        of("preposition", "conjunction", "relative", "determiner", "pronoun", "auxiliary", "adverb"),
        of("verb"),
        of("irregular plural"),
        of("not plural"),
        lexicon.mapping("predicates", "class"),
    )


@cache
def event_verbs() -> events.Verbs:
    """Return the word lists that an event is read with."""
    of_subject = lexicon.terms("predicates", "affects", "subject")
    return events.Verbs(phrase_words().predicates, of_subject, phrase_words().verbs)


@cache
def demonyms() -> frozenset[str]:
    """Return the adjectives and names of peoples, which no place is called by."""
    return lexicon.terms("demonyms")


@cache
def _code() -> re.Pattern:
    return re.compile(_CODE)


def read_quantity(text: str, at: int, begin: int, stop: int):
    """Read the designator or figure at an anchor; None if it is neither."""
    if text[at].isupper() and (code := _code().match(text, at, stop)):
        at = code.end()
    if text[at].isdigit():
        if at - 2 >= begin and text[at - 1] in ".," and text[at - 2].isdigit():
            return None  # the tail of a number whose head was none
        if compounds.is_base(text[max(begin, at - 14) : at]):
            return None  # two doctors per 100,000 people
        currency = units.read_before(text, at, begin, measures.unit_terms())
        if not currency and (named := designators.read_designator(text, at, begin, stop, _designators())):
            return named
        return _read_digits(text, at, begin, stop, currency)
    if text[at] in numbers.GLYPHS:
        share = Fraction(*numbers.GLYPHS[text[at]])
        return _complete(
            text, numbers.Number(at, at + 1, share, share, share, "fraction"), at, begin, stop, None, "fraction"
        )
    return designators.read_clock(text, at, begin, stop) or _read_word(text, at, begin, stop)


def _read_digits(text: str, at: int, begin: int, stop: int, currency) -> Figure | None:
    rank = _RANK.match(text, at, stop)
    if rank:
        value = numbers.ordinal(rank[0])
        one = Figure(at, rank.end(), value, kind="ordinal", method="ordinal", core=at)
        one.phrase = counted.read_phrase(text, rank.end(), stop, phrase_words(), single=True)
        return one
    tail = _HEAD.match(text, at, stop).end()
    letters = bool(currency) or text[tail : tail + 1] in "kKMB" or units.is_million(text, at, tail, stop)
    number = numbers.read_digits(text, at, stop, letters=letters)
    if not number:
        return None
    start = at
    if at > begin and text[at - 1] == "." and not text[max(begin, at - 2) : at - 1].isalnum():  # .5
        number = number._replace(value=Fraction(number.value, 10 ** len(re.match("[0-9]*", text[at : at + 18])[0])))
        start = at - 1
    return _complete(text, number, start, begin, stop, currency, "digits")


def _read_word(text: str, at: int, begin: int, stop: int) -> Figure | None:
    """Read a number in words, if it counts."""
    word = numbers.WORD.match(text, at, stop)[0].lower()
    before = text[max(begin, at - 24) : at]
    if word in ("no", "nobody"):
        return _zero(text, at, stop)
    if word.endswith("fold") and word[:-4] in numbers.SMALL:
        value = numbers.SMALL[word[:-4]]
        return Figure(
            at,
            at + len(word),
            value,
            low_bound=value,
            high_bound=value,
            unit="times",
            kind="multiple",
            method="fold",
            core=at,
        )
    if text[at].isupper() and before.endswith(" of ") and (group := _GROUP_OF.search(before)):  # the Group of Seven
        start = at - len(before) + group.start()
        return designators.Designator(start, at + len(word), "designator", "named by its number")
    if number_words.names(word, before):
        start = before.rstrip().rfind(" ") + 1
        return designators.Designator(at - len(before) + start, at + len(word), "designator", "named by its number")
    if before.endswith("-") and before.lower().endswith(("sub-", "mid-", "pre-", "post-")):
        before = ""
    if _COMPOUND.match(text, at + len(word), stop) or (before.endswith("-") and before[-2:-1].isalnum()):
        return None  # twenty-one has been read from its first word; all-in-one is none
    if word in numbers.TENS and (rank := _COMPOUND_RANK.match(text, at, stop)):  # the twenty-first floor
        return _rank(text, at, rank.end(), stop, before)
    if word in numbers.ORDINALS and not (word in numbers.PARTS and number_words.is_share(text, at, stop, before)):
        return _rank(text, at, at + len(word), stop, before)
    if not number_words.counts(text, at, stop, word, before):
        return None
    number = numbers.read_words(text, at, stop)
    if not number or number.end <= at:
        return None
    if word == "one" and number.end == at + 3 and not number_words.one_counts(text, at, stop, before):
        return None
    start = at
    takes_a = word in numbers.SCALES or word in numbers.PARTS or word in _TAKES_A
    if takes_a and (article := _ARTICLE.search(before)):
        start = at - len(article[0])
    form = number.form if number.form in ("vague", "fraction", "multiple") else "words"
    return _complete(text, number, start, begin, stop, None, form)


def _rank(text: str, at: int, end: int, stop: int, before: str) -> Figure | designators.Designator | None:
    """Read an ordinal in words that ranks: *the third most voted force*, not *third party*."""
    after = text[end : min(stop, end + 14)]
    if text[at].isupper() and re.match(r" [A-Z]", after):
        return designators.Designator(at, end, "designator", "named by its rank")
    if not re.search(
        r"\b(?:the|a|an|his|her|its|their|this|as|came|finished|ranked|ranks|for a|for the) $", before, re.IGNORECASE
    ):
        return None
    if re.match(r"[- ](?:part(?:y|ies)|person|quarter|half|world|countr|way|rate|class|of all)|ly|[A-Z]", after):
        return None
    one = Figure(at, end, numbers.ordinal(text[at:end]), kind="ordinal", method="ordinal", core=at)
    one.phrase = counted.read_phrase(text, end, stop, phrase_words(), single=True)
    return one


def _zero(text: str, at: int, stop: int) -> Figure | None:
    """Read *no casualties* and *no one was killed* as 0."""
    found = _ZERO.match(text, at, stop)
    if not found or (found["one"] and not re.search(r"(?:killed|injured|hurt|wounded|harmed|died) ?$", found[0])):
        return None
    one = Figure(at, at + 2, 0, low_bound=0, high_bound=0, method="zero in words", core=at)
    if found["noun"]:
        one.phrase = counted.Phrase(at + 3, found.end("noun"), counted.singular(found["noun"]), False)
    return one


def _complete(
    text: str, number: numbers.Number, start: int, begin: int, stop: int, currency, method: str
) -> Figure | None:
    """Add to a number its range, unit, modifiers and kind."""
    one = Figure(start, number.end, number.value, method=method, core=start, vague=number.form == "vague")
    if currency:
        one.start, one.unit, one.kind = currency[0], currency[1], "money"
        if currency[2] == "$":
            one.method = f"{method}, $ as USD"
    if number.form == "multiple":
        one.unit, one.kind = "times", "multiple"
    measures.read_around(text, one, number, begin, stop)
    if one.vague:
        one.relation, one.low_bound, one.high_bound = "vague", number.low, number.high
        one.modifier = re.sub(r"^an? ", "", text[number.start : number.end].lower())
        one.value = None
    if text[one.end : one.end + 1].isalpha() and text[one.end - 1].isdigit():
        end = re.compile(r"\w*").match(text, one.end, stop).end()
        return designators.Designator(one.core, max(end, one.end), "designator", "joined to letters")
    if (
        one.kind not in ("money", "percent", "fraction", "age", "multiple", "rate", "ordinal")
        and one.unit is None
        and one.value
        and one.value > 10**16
    ):
        return None
    if one.phrase is None:
        _count(text, one, begin, stop)
    if one.kind == "count":
        if one.phrase and (base := compounds.read_base(text, one.phrase.end, stop)):
            one.kind, one.unit = "rate", base  # two doctors per 100,000 people
        elif method == "digits" and _is_name(text, one, begin):
            return designators.Designator(one.start, one.end, "designator", "named by its number")
    elif one.kind == "money" and (base := compounds.read_base(text, one.end, stop)):
        one.kind, one.unit = "rate", f"{one.unit}{base}"
    return one


def _is_name(text: str, one: Figure, begin: int) -> bool:
    """Tell the number of a thing from a count: *an ATR 72 crashed*, *the STOXX Europe 600 index*, *on a 707*."""
    if one.value is None or one.modifier or one.high or one.end - one.core > 4 or one.value.denominator > 1:
        return False
    if one.phrase and counted.is_plural(text[one.phrase.start : one.phrase.end], phrase_words()):
        return False
    before = text[max(begin, one.start - 40) : one.start]
    last = before[:-1].rpartition(" ")[2]
    if one.phrase is None and last[-1:] in ("a", "A", "n", "N") and _ARTICLE.search(before):
        return True
    return last[:1].isupper() and bool(_NAME.search(before))


def _count(text: str, one: Figure, begin: int, stop: int) -> None:
    """Find what is counted, behind the number or, for a measure, before it; *505 feet long* counts nothing."""
    _find_phrase(text, one, begin, stop)
    if one.unit and one.phrase and one.phrase.head in _DIMENSIONS:
        one.phrase = None
    elif (
        one.kind == "duration"
        and one.phrase
        and text[one.end : one.end + 1] == " "
        and (
            one.phrase.head.endswith("ing")
            or counted.is_plural(text[one.phrase.start : one.phrase.end], phrase_words())
        )
    ):
        spaced = " " in text[one.core : one.end] and not text.startswith(" of ", one.end)
        one.phrase = None if spaced else one.phrase  # five hours holding on, for 15 days rebels fled
    elif one.kind == "duration" and one.phrase and (done := _DONE.match(text, one.phrase.start, one.phrase.end)):
        one.phrase = one.phrase._replace(head=done[1].lower())  # six years of ruling Norland


def _find_phrase(text: str, one: Figure, begin: int, stop: int) -> None:
    words = phrase_words()
    measure = one.unit is not None or one.kind in ("age", "fraction")
    if one.kind == "age":
        if text[one.end - 1] in "ds" and (behind := counted.read_phrase(text, one.end, stop, words, single=True)):
            one.phrase = behind  # 22-year-old worker; One, 82-year-old Ada Quist
            return
        if owner := ages.owner(text, one.start, begin):
            one.phrase = counted.Phrase(*owner, counted.singular(text[slice(*owner)].split()[-1]), False)
            return
    if measure:
        end = one.end + (text[one.end : one.end + 2] in ("’ ", "' "))
        into = _IN_KIND.match(text, end, stop) if one.kind in ("money", "duration") else None
        if into:
            one.phrase = counted.read_phrase(text, into.end(), stop, words, single=True)
            if (
                one.phrase
                and text[one.phrase.end - 1].islower()
                and text[one.phrase.start :][:1].islower() | text[one.phrase.start : one.phrase.end].count(" ")
            ):
                return
            one.phrase = None
        if one.kind == "money" and (paid := _PAID.search(text, max(begin, one.start - 40), one.start)):
            what = (_ON if paid[1] else _FOR).match(text, end, stop)
            one.phrase = counted.read_phrase(text, what.end() - 1, stop, words, single=True) if what else None
            if one.phrase and text[one.phrase.start].islower():
                return
            one.phrase = None  # for Ada Quist
        if _WORTH_OF.match(text, one.end, stop):
            stuff = one.kind not in ("percent", "fraction")  # $5 of communications equipment; 5 percent of voters
            one.phrase = counted.read_phrase(text, one.end, stop, words, single=stuff)
        else:
            if one.kind == "percent":  # an amount of 5 percent milk
                one.phrase = counted.read_phrase(text, end, stop, words, single=True)
            if one.kind != "age" and not one.phrase:
                one.phrase = counted.read_before_of(text, one.start, begin, words)
            if not one.phrase and one.kind in (
                "money",
                "percent",
                "distance",
                "area",
                "weight",
                "measure",
                "age",
                "duration",
                "fraction",
            ):
                one.phrase = counted.read_phrase(text, end, stop, words, single=True)
    else:
        single = one.value == 1 and one.high is None
        one.phrase = counted.read_phrase(text, one.end, stop, words, single=single)

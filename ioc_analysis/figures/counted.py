"""Counted: the noun phrase that a figure counts or measures, behind it, before *of*, or as the subject before it.

Floor 1, imports nothing of the package: the caller passes the word lists of `lexicons/phrase_words.csv`
and `lexicons/predicates.csv`. No tagger: a phrase ends at a word of a closed class, at punctuation, or
after its plural noun. Out of scope: what happened to them: `clauses`. Limit: a singular head before a verb
that has no ending (*one force left*).
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"[ \u00a0\u2009]{0,3}((?:[A-Z]\.){2,4}|[A-Za-zÀ-ÿ][\w’'&/]*+(?:[-–‑.](?=\w)[\w’'&/]*+)*+-?|[0-9][0-9,.]*|[$€£]"
    r"|\S|\n)"
)
_LEAD = re.compile(
    r"(?: worth)?(?P<of> of(?![A-Za-z])"
    r"(?: (?:the|an?|these|those|this|that|its|their|his|her|our|my|your|all|some)(?= )){0,3})?"
)
_PRONOUNS = frozenset("them us whom which you".split())
_BEFORE_NUMBER = frozenset("about some another more nearly".split())
_NUMBERLIKE = frozenset(
    (
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred dozen "
        "dozens several one thousand million hundreds thousands scores"
    ).split()
)
_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "feet": "foot", "teeth": "tooth", "lives": "life",
    "wives": "wife", "knives": "knife", "wolves": "wolf", "thieves": "thief", "halves": "half", "mice": "mouse",
    "criteria": "criterion", "phenomena": "phenomenon", "series": "series", "species": "species", "buses": "bus",
    "gases": "gas", "crises": "crisis", "analyses": "analysis", "shoes": "shoe", "leaves": "leaf", "bases": "base",
    "movies": "movie", "ties": "tie", "lies": "lie", "headquarters": "headquarters", "barracks": "barracks",
    "odds": "odds", "earnings": "earnings", "damages": "damages",
}  # fmt: skip
_PAST = frozenset(
    "spent paid sold bought gave given sent hit hurt dead slain fled shot built left fell rose grew".split()
)
# Words that stand behind a number and its unit and are not what is counted: 40 km north, 8 years longer, 17 short.
_NO_HEAD = frozenset(
    (
        "late early alive shy north south east west northeast northwest southeast southwest northern inland offshore "
        "higher lower better worse longer shorter older younger larger smaller bigger faster slower later earlier "
        "taller deeper wider stronger weaker cheaper short strong overnight underground apart away top bottom off "
        "less fewer more each apiece"
        " largest highest lowest biggest smallest fastest slowest deadliest worst best oldest "
        "longest youngest strongest busiest richest poorest deepest latest downstream upstream underwater uphill "
        "downhill deep high wide long tall thick across"
    ).split()
)
_ATTRIBUTIVE = frozenset("most least best worst additional further final brief new other".split())
# Plural nouns that stand before another: arms dealers, sports clubs; not sites suggests.
_PLURAL_FIRST = frozenset(
    "arms sports goods sales systems operations communications weapons rights savings customs earnings drugs jobs "
    "awards parks veterans affairs services women police staff crew youth militia media aircraft infantry elite "
    "series headquarters materials explosives forces "
    "dead wounded injured missing homeless unemployed poor rich elderly disabled".split()
)
_TIMES = frozenset("seconds minutes hours days weeks months years decades".split())  # killed 3 Americans weeks before
_NOUNS_LY = frozenset(
    "family assembly ally supply reply bully fly anomaly monopoly butterfly rally tally belly".split()
)
_CLAUSE = re.compile(r"[.;:!?\n—–](?:(?<=[\n—])|(?<=–) |(?<=[.;:!?])\s)")
_WHERE = frozenset("in between and near from across around along off outside inside at".split())
_MEASURED_BY = re.compile(r"[\s,](of|worth|totalling|totaling|costing|valued at|measuring|covering)\s*$")


class Phrase(NamedTuple):
    """A counted phrase: where it stands, its head noun (singular, lower case), whether its head is still to come."""

    start: int
    end: int
    head: str
    open: bool


class Words(NamedTuple):
    """The word lists that a phrase is read with."""

    ends: frozenset[str]  # prepositions, auxiliaries and so on: no phrase goes on here
    verbs: frozenset[str]
    plurals: frozenset[str]
    no_plurals: frozenset[str]
    predicates: Mapping[str, str]


def read_phrase(text: str, pos: int, stop: int, words: Words, *, single: bool = False) -> Phrase | None:
    """Return the phrase that is counted by the number that ends at `pos`, or None if there is none.

    `single`: the number is one or a share, so the head need not be plural.

    >>> from ioc_analysis.figures import quantities
    >>> read_phrase("40 unarmed US soldiers left", 2, 27, quantities.phrase_words()).head
    'soldier'
    """
    limit = min(stop, pos + 110)
    if text[pos : pos + 1] == "-":  # a 12-member panel
        found = _TOKEN.match(text, pos + 1, limit)
        if not found or not found[1][0].isalpha():
            return None
        return Phrase(found.start(1), found.end(1), singular(found[1].split("-")[0]), False)
    lead = _LEAD.match(text, pos, limit)
    tokens: list[tuple[int, int, str]] = []  # what the phrase is made of
    plural, at = -1, lead.end()
    while len(tokens) < 9 and (found := _TOKEN.match(text, at, limit)):
        word, start, at = found[1], found.start(1), found.end(1)
        lower = word.lower()
        if not tokens and lead["of"] and lower in _PRONOUNS:
            named = _TOKEN.match(text, at, limit)  # 12 of them Americans, a third of them nurses
            if (
                not named
                or not _is_plural(named[1], named[1].lower(), words)
                or named[1].lower() in words.ends | words.verbs
            ):
                return Phrase(start, at, lower, False)
            return Phrase(named.start(1), named.end(1), singular(named[1]), False)
        if word[0].isdigit() and lead["of"] and (not tokens or tokens[-1][2].endswith(("'s", "’s", "s'", "s’"))):
            tokens.clear()
            continue  # 121 of the 275 seats, 40 of the group's 900 jobs
        if not word[0].isalpha():
            if tokens and plural < 0 and word == "," and _adjectives(text, at, limit, words):
                continue
            if word in '“"‘' and not tokens:
                continue
            break
        if lower in ("and", "or", "&") and tokens and (plural < 0 or tokens[-1][2].endswith("-")):
            ahead = _TOKEN.match(text, at, limit)
            if ahead and _joins(ahead[1], words) and not (single and _stands_alone(text, ahead.end(), limit, words)):
                continue
            return _finish(tokens, plural, single, bool(ahead) and _is_number(ahead[1]))
        if lower in words.ends and not (word.isupper() and len(word) > 1 and lower in ("us", "it", "is", "who")):
            break
        is_plural = _is_plural(word, lower, words)
        if plural >= 0:
            # arms dealers: a plural noun before a plural noun; a verb in -s or -ings ends it
            last = tokens[-1][2]
            first = (last.lower() in _PLURAL_FIRST or last[0].isupper()) and lower not in _TIMES
            goes_on = first and is_plural and not (lower in words.verbs or lower in words.predicates)
            mass = single and lead["of"] and lower == word and not _ends(word, lower, tokens, words, True)
            if not (goes_on or mass or tokens[-1][2].endswith("-")):  # $5 of communications equipment
                break
            plural = len(tokens)
        elif _ends(word, lower, tokens, words, single):
            break
        elif is_plural:
            plural = len(tokens)
        tokens.append((start, at, word))
        if plural >= 0 and not (single or lower in _PLURAL_FIRST or word[0].isupper() or word[-1] == "-"):
            break  # most phrases: nothing goes on behind their plural noun
    return _finish(tokens, plural, single, False)


def _joins(word: str, words: Words) -> bool:
    """Tell whether the word behind *and* goes on with the phrase: *rocket and drone attacks*."""
    lower = word.lower()
    return word[0].isalpha() and not (lower in words.ends or lower in words.verbs or lower in _NUMBERLIKE)


def _stands_alone(text: str, pos: int, limit: int, words: Words) -> bool:
    """Tell that no noun follows: *in restitution and serve three years*; *in economic and military aid* goes on."""
    after = _TOKEN.match(text, pos, limit)
    return not after or not after[1][0].isalpha() or after[1].lower() in words.ends or _is_number(after[1])


def _is_number(word: str) -> bool:
    """Tell whether a number follows: *2,500 US and 1,000 other troops*."""
    return word[0].isdigit() or word.lower() in _NUMBERLIKE or word.lower() in _BEFORE_NUMBER


def _ends(word: str, lower: str, tokens: list, words: Words, single: bool) -> bool:
    """Tell the verb that ends a phrase: *12 left*, and after a singular head *one official expressed*."""
    if tokens and tokens[-1][2].lower() in _ATTRIBUTIVE:
        return False  # one of the most wanted men, one additional stop
    if single and word[0].isupper() and tokens and tokens[-1][2] == "time":
        return True  # the sixth time Ada Quist has won
    if lower in words.verbs and (tokens or single or lower[-1] != "s"):
        return True
    if not single or lower in words.plurals or (tokens and tokens[-1][2].endswith(("ly", "st", "more", "well"))):
        return False  # the most read paper
    if lower in words.predicates and (lower.endswith("ed") or lower in _PAST):
        return True
    return bool(tokens) and word.endswith("ed") and tokens[-1][2].islower()


def _adjectives(text: str, pos: int, limit: int, words: Words) -> bool:
    """Tell whether a comma joins two adjectives: *unarmed, hungry men*."""
    ahead = _TOKEN.match(text, pos, limit)
    if not ahead or not ahead[1].islower() or ahead[1] in words.ends or ahead[1] in words.verbs:
        return False
    if _is_plural(ahead[1], ahead[1], words) or ahead[1].endswith(("ing", "ly")):
        return False  # equipment, vehicles; a race, drawing huge crowds
    at = ahead.end()
    for _ in range(4):  # confirmed, probable and suspected cases
        after = _TOKEN.match(text, at, limit)
        if not after or not (after[1].islower() or after[1] == ","):
            return False
        if _is_plural(after[1], after[1], words):
            return True
        if after[1] in words.verbs or (after[1] in words.ends and after[1] not in ("and", "or")):
            return False
        at = after.end()
    return False


def _is_plural(word: str, lower: str, words: Words) -> bool:
    """Tell a plural noun by its ending, without the words in -s that are none."""
    if lower in words.plurals:
        return True
    if len(lower) < 3 or lower[-1] != "s" or lower in words.no_plurals or (word[-1] == "S" and len(word) < 6):
        return False
    if lower.endswith("is"):  # Iraqis, jihadis; not crisis
        return len(lower) > 5 and (word[0].isupper() or lower.endswith(("dis", "bis")))
    return not lower.endswith(("ss", "us", "'s", "’s"))


def is_plural(phrase: str, words: Words) -> bool:
    """Tell whether the last word of a phrase is a plural noun."""
    word = phrase.rsplit(None, 1)[-1]
    return _is_plural(word, word.lower(), words)


def _finish(tokens: list, plural: int, single: bool, joined: bool) -> Phrase | None:
    """Cut the phrase behind its head; drop what cannot be one."""
    while plural < 0 and tokens and tokens[-1][2].lower() in _NO_HEAD:
        tokens.pop()  # a girl alive
    if not tokens:
        return None
    last = plural if plural >= 0 else len(tokens) - 1
    if plural < 0:
        # "20 injured", "5 dead in": a participle is no head
        while last > 0 and tokens[last][2].lower().endswith(("ed", "ly") if single else ("ed", "ly", "ing")):
            last -= 1
        only = tokens[last][2].lower()
        if not single and last and tokens[0][2].endswith("ing"):
            return None  # three years creating it
        if last == 0 and (
            (only.endswith("ed") and len(only) > 4 and only[-3] != "e")
            or (only.endswith("ly") and only not in _NOUNS_LY)
        ):
            return None
        if not single and not joined and last == 0 and only in ("other", "more", "additional", "further"):
            return None
    start, end, word = tokens[0][0], tokens[last][1], tokens[last][2]
    return Phrase(start, end, singular(word), joined and plural < 0)


@lru_cache(20_000)
def singular(noun: str) -> str:
    """Return a noun in lower case and singular; *people* stays.

    >>> singular("Cities"), singular("attacks"), singular("women"), singular("people")
    ('city', 'attack', 'woman', 'people')
    """
    if noun.endswith("is") and _is_plural(noun, noun.lower(), _NO_WORDS):
        return noun[:-1].lower()
    noun = noun.lower().rstrip("-.'’")
    noun = re.sub(r"['’]s$", "", noun)
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("men") and len(noun) > 5:
        return noun[:-3] + "man"
    if noun.endswith("children"):
        return noun[:-3]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "sses", "xes", "zes")) or (noun.endswith("oes") and len(noun) > 6):
        return noun[:-2]  # volcanoes, heroes; not canoes
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3:
        return noun[:-1]
    return noun


def read_before_of(text: str, pos: int, begin: int, words: Words) -> Phrase | None:
    """Return the noun phrase that a measure belongs to: *a vast area of some 90 km2*, *aid worth $2 million*."""
    window = text[max(begin, pos - 90) : pos]
    base = max(begin, pos - 90)
    cut = [m.end() for m in _CLAUSE.finditer(window)]
    if cut:
        base, window = base + cut[-1], window[cut[-1] :]
    tail = _MEASURED_BY.search(window, max(0, len(window) - 14))
    if not tail:
        return None
    tokens = list(re.finditer(r"[A-Za-zÀ-ÿ][\w’'-]*", window[: tail.start(1)]))
    end = start = len(tokens)
    while start > 0:
        word = tokens[start - 1][0].lower()
        if word in words.ends or (end > start and (word in words.verbs or word in words.predicates)):
            if not all(token[0][0].isupper() for token in tokens[start:end]) or word not in _WHERE:
                break
            end = start = start - 1  # a plain between Oslo and Bergen of 40 km2: names have no size
            continue
        start -= 1
        if end - start > 4 or (start and "," in window[tokens[start - 1].end() : tokens[start].start()]):
            break
    if start == end or tokens[end - 1][0].lower() in _CHANGES:
        return None
    return Phrase(base + tokens[start].start(), base + tokens[end - 1].end(), singular(tokens[end - 1][0]), False)


# Not what is measured but the measuring: a rise of $5, a total of 5 percent.
_CHANGES = frozenset(
    "increase rise growth gain jump decrease decline drop fall cut reduction loss change total average maximum minimum "
    "rate level".split()
)
_NO_WORDS = Words(frozenset(), frozenset(), frozenset(), frozenset(), {})

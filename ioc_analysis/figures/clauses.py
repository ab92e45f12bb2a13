"""Clauses: what the clause around a figure says of it: what happened, total or change, how sure, where.

Floor 1, imports nothing of the package: the caller passes the predicates of `lexicons/predicates.csv`. No
parser: the words on both sides, up to the end of the clause, are looked up. Out of scope: what is counted.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

_CLAUSE = re.compile(r"[.;:!?\n—–](?:(?<=[\n—])|(?<=–) |(?<=[.;:!?])\s)")
_PLAIN = re.compile(r"[A-Za-z’']+|[0-9]+|[,(]")
_PASSIVE = frozenset("is are was were be been being".split())
_AUXILIARY = frozenset("is are was were be been being have has had of them also the a were others people".split())


class Setting(NamedTuple):
    """How the clause tells a figure."""

    predicate: str | None
    role: str
    direction: str | None
    modality: str
    place: str | None


_UP = frozenset(
    (
        "rise rises rose risen rising increase increases increased increasing grow grows grew grown growing "
        "climb climbs climbed climbing jump jumps jumped jumping surge surges surged surging gain gains gained gaining "
        "raise raises raised raising up expand expands expanded expanding added adds adding soar soars soared soaring "
        "swell swelled swollen swelling warmed warming widened strengthened advanced rallied"
    ).split()
)
_DOWN = frozenset(
    (
        "fall falls fell fallen falling drop drops dropped dropping decline declines declined declining decrease "
        "decreases decreased decreasing cut cuts cutting reduce reduces reduced reducing reduction lowered lowering "
        "down lost loses losing shrink shrinks shrank shrunk slump slumps slumped plunge plunges plunged slashed slash "
        "trimmed slip slips slipped slipping slid tumble tumbles tumbled tumbling dip dips dipped sank sunk shed eased "
        "cooled narrowed weakened plummeted dwindled"
    ).split()
)
# Things are raised, cut and lost without a change of their number: shot down 5 jets, raised $40, lost 8 men.
_NO_CHANGE = frozenset("up down drop drops dropped dropping raise raises raised raising fall fell lost shed".split())
# Behind these, backwards from the number, another verb governs it: the cut will cost $3, the drop came as 5 met.
_CHANGE_ENDS = frozenset(
    "will would could may might can cost costs said says that , ( including among with who which as after".split()
)
_POSSIBLE = frozenset(
    (
        "could may might would can should expected expects expect likely possibly perhaps potentially planned "
        "plans plan planning intends intend proposed propose forecast projected estimates if will ’ll'll "
        "threatened threatens aims aim hopes hope want wants sought seeks must shall"
    ).split()
)
_NEGATIVE = frozenset(
    (
        "not never no without neither nor denied denies didn’t didn't hasn’t hasn't haven’t haven't don’t "
        "don't doesn’t doesn't wasn’t wasn't weren’t weren't isn’t isn't aren’t aren't cannot can’t can't "
        "won’t won't"
    ).split()
)
_TOTAL = re.compile(
    r"\b(?:total(?: of)?|totall?ing|(?:toll|tally)(?: (?:to|of|at|was|is|reached|has reached|stood at|stands at|"
    r"rose to|risen to|climbs to|rises to|passes|passed|tops))?|altogether|combined|overall|in all)\s*"
    r"(?:[A-Za-z]+ ){0,3}$",
    re.IGNORECASE,
)
_PART_BEFORE = re.compile(
    r"(?:including|among them|of which|of whom|of those|of these|of the (?:[0-9,]+|dead|wounded|injured|victims|"
    r"total),?|\bout of|comprising|consisting of|[a-z]+: )\W*(?:[A-Za-z]+ ){0,2}$",
    re.IGNORECASE,
)
_TOTAL_WORDS = frozenset("total totalling totaling toll tally altogether combined overall all".split())
_PART_WORDS = frozenset("including among of out comprising consisting".split())
_PART_BEHIND = frozenset("them whom those which these us you".split())
_PARTITIVE = re.compile(r" of (?:them|whom|those|which|these|the|us|you|its|their|his|her)\b")
_LEVEL_AT = frozenset("to from at past above below reach reached exceed exceeds exceeding hit hits".split())
# Of people only: 850 deaths in 24 hours does not kill the hours.
_OF_PEOPLE = frozenset("killed injured displaced captured released missing infected rescued trained deployed".split())
_TOLD_BY_HEAD = frozenset(("killed", "injured", "missing", "attacked", "voted"))  # 27 dead, 40 raids; not 40 trains
_OF_THINGS = _OF_PEOPLE | {"attacked", "withdrawn", "supplied", "destroyed", "built"}
_PLACE = re.compile(
    r" (?:[Ii]n|[Nn]ear|[Aa]cross|throughout|outside|inside|[Aa]round) (?:the )?(?:(?:city|town|village|province|"
    r"state|capital|region|district|north|south|east|west|northern|southern|eastern|western|"
    r"central)(?:ern)?(?: of)? )?(?:the )?((?>[A-Z][a-zà-ÿA-Z]+(?:[ -](?:[A-Z][a-zà-ÿ]+|al|el))*))(?!\w)"
    r"(?! (?:administration|government|presidency|era|years|campaign|case|regime|shares|stock)\b)"
)
# What is held in a firm or a person is no place: shares in Norvane, a stake in Quist, trust in Congress.
_HELD_IN = ("share", "shares", "stake", "stakes", "stock", "invested", "investment", "trust", "confidence", "interest")
_NO_PLACE = frozenset(
    (
        "January February March April May June July August September October November December Monday Tuesday "
        "Wednesday Thursday Friday Saturday Sunday Mr Mrs Ms President Congress Parliament The This That It "
        "He She They Twitter Facebook Senate House Congress White God English Arab Islam"
    ).split()
)


def read_setting(
    text: str,
    start: int,
    end: int,
    begin: int,
    stop: int,
    predicates: Mapping[str, str],
    counted: tuple | None,
    kind: str,
) -> Setting:
    """Return predicate, role, direction, modality and place of the figure at `start`, `end`, from its clause.

    `counted`: where the phrase that it counts stands, and its head; `kind` as in the table.
    """
    behind = counted is not None and kind == "count" and counted[0] >= end  # 40 men, and not men aged 40
    begin_right = counted[1] if behind else end
    left = text[max(begin, start - 110) : start]
    right = text[begin_right : min(stop, begin_right + 110)]
    if cuts := [m.end() for m in _CLAUSE.finditer(left)]:
        left = left[cuts[-1] :]
    if cut := _CLAUSE.search(right):
        right = right[: cut.start() + 1]
    elif begin_right + 110 < stop:
        right = right[: right.rfind(" ") + 1]  # the last word may be cut
    before = _PLAIN.findall(left.lower().replace("’", "'"))
    after = _PLAIN.findall(right[:90].lower())[:10]
    head = counted[2] if counted else None
    predicate = _predicate(before, after, predicates, kind, head if behind else None)
    if predicate == "attacked" and not behind and before[-1:] and before[-1] in ("hit", "hits", "hitting"):
        predicate = None  # prices hit 40
    direction = _direction(before, after, kind, things=behind)
    near: set[str] = set()
    for word in reversed(before[-8:]):
        if word in (",", "and", "but", "while", "(", "who", "which"):
            break
        near.add(word)
    modality = "negated" if near & _NEGATIVE else "possible" if near & _POSSIBLE else "asserted"
    partitive = kind in ("count", "fraction") and bool(_PARTITIVE.match(text, end, stop))
    role = _role(left, before, after, direction, kind, head, partitive=partitive)
    return Setting(predicate, role, direction, modality, _place(left, right))


def _place(left: str, right: str) -> str | None:
    """Take the place that opens the clause (*In Oslo, 44 …*), else the first behind, else the last before."""
    before = _places(f" {left}")
    if before and left.lstrip(' “"').startswith("In ") and left.endswith(f"{before[-1]}, "):
        return before[-1]
    return next(iter(_places(right)), None) or (before[-1] if before else None)


def _places(side: str) -> list[str]:
    """Return the places that a preposition stands before."""
    return [
        one[1]
        for one in _PLACE.finditer(side)
        if one[1].split()[0] not in _NO_PLACE and not side[: one.start()].lower().endswith(_HELD_IN)
    ]


def _predicate(
    before: list[str], after: list[str], predicates: Mapping[str, str], kind: str, head: str | None
) -> str | None:
    """Take the class of the head (*27 dead*) or nearest verb; at equal distance the one before, as in *killed 12*."""
    barred = () if kind in ("count", "percent", "fraction", "ordinal", "multiple", "age") else _OF_THINGS
    if kind in ("money", "weight", "distance", "area", "measure", "rate"):
        barred = _OF_PEOPLE if kind == "money" else _OF_PEOPLE | {"attacked"}
    if kind == "count" and predicates.get(head) in _TOLD_BY_HEAD:
        return predicates[head]
    if before[-1:] and before[-1] in ("leaving", "left", "leaves") and after[:1] and after[0] in predicates:
        return predicates[after[0]]  # leaving 31 people dead
    best = None
    words = before[-9:]
    for distance, word in enumerate(reversed(words[-8:])):
        if word.isdigit() or word in ",(":
            break
        if word in predicates:
            at = len(words) - 1 - distance
            if distance and words[at - 1] in _PASSIVE and at and "and" in words[at + 1 :]:
                break  # 40 men were injured and 60 …: the verb is that of the figure before
            if predicates[word] not in barred:
                best = (distance, predicates[word])
            break
    distance = 0
    for word in after[:8]:
        if word.isdigit() or word in ",(" or distance > 4:
            break
        if word in predicates:
            if (best is None or distance < best[0]) and predicates[word] not in barred:
                best = (distance, predicates[word])
            break
        distance += word not in _AUXILIARY
    return best[1] if best else None


def _direction(before: list[str], after: list[str], kind: str, *, things: bool) -> str | None:
    """Tell a change: *rose by 5*, *down 3 percent*, *a 5 percent cut*; *shot down 5 jets* is none."""
    if before[-1:] == ["from"]:
        return None  # up from 40
    raised = things or (kind == "money" and before[-1:] != ["by"])
    if kind in ("duration", "age"):  # longer by two years; not the days in which a toll rose
        before = before[-2:] if before[-1:] == ["by"] else before[-1:]
    for word in reversed(before[-5:]):
        if word in _CHANGE_ENDS:
            break
        if word == "lost" and kind == "count":
            continue
        if raised and word in _NO_CHANGE and (things or word.startswith("rais")):
            continue
        if word in _UP:
            return "up"
        if word in _DOWN:
            return "down"
    for word in after[:2]:
        if word in ("increase", "rise", "jump", "gain", "growth", "surge", "higher", "raise"):
            return "up"
        if word in ("decrease", "decline", "drop", "fall", "cut", "reduction", "lower", "cuts"):
            return "down"
    return None


def _role(
    left: str,
    before: list[str],
    after: list[str],
    direction: str | None,
    kind: str,
    head: str | None,
    *,
    partitive: bool,
) -> str:
    """Tell a total, a part, a change and a level apart."""
    if kind in ("duration", "age", "measure", "distance", "rate", "ordinal") and not direction:
        return "level"
    if (
        (not _TOTAL_WORDS.isdisjoint(before[-8:]) and _TOTAL.search(left[-48:]))
        or after[:2] == ["in", "total"]
        or after[:2] == ["in", "all"]
        or after[:1] == ["altogether"]
    ):
        return "total"
    if head in _PART_BEHIND or partitive:
        return "part"  # 12 of them, 14 of whom, three of the bridges
    if (not _PART_WORDS.isdisjoint(before[-4:]) or ":" in left[-8:]) and _PART_BEFORE.search(left[-40:]):
        return "part"
    if (
        before[-1:] in (["another"], ["additional"])
        or after[:1] in (["more"], ["additional"])
        or before[-1:] == ["further"]
    ):
        return "change"
    if direction and _LEVEL_AT.isdisjoint(before[-2:]):
        return "change"
    return "level"


# Verbs that give their subject a size: prices rose 5 percent, turnout was 41 percent, the toll stands at 40.
_SIZE_VERBS = (
    _UP
    | _DOWN
    | frozenset(
        "was were is are be been stood stands stand stay stays stayed remains remained reached hit totalled totaled "
        "averaged peaked amounted came closed ended traded opened finished doubled tripled halved tops topped "
        "passes passed exceeds exceeded covers covered totals".split()
    )
)
# Their subject changes something else, unless they are passive: the tax was cut by 5 percent.
_TRANSITIVE = frozenset(
    "raise raises raised raising cut cuts cutting reduce reduces reduced reducing lowered lowering added adds adding "
    "slashed slash trimmed shed reduction".split()
)
_BEFORE_VERB = frozenset(
    "has have had will would could may might should is are was were be been being also not already since then now "
    "expected forecast projected likely set due to estimated put more than nearly almost about "
    "must need needs go goes going gone went back".split()
)
_AT = frozenset("by to at from about in some nearly almost around over a an".split())
_SUBJECT_ENDS = frozenset(
    "that said says told say as but while when because if which who whose where after before and or whereas although "
    "though until so reported showed shows showing meaning".split()
)
_DETERMINERS = frozenset("the a an its his her their our this these those some all".split())
_LINKS = frozenset("of in for on at from to by with against between among per under since than".split())
_HEAD_ENDS = _LINKS | {"last", "this", "next"}
_TOKEN = re.compile(r"[A-Za-zÀ-ÿ][\w’'&.-]*|[,(:;—–]|[0-9$€£%]+")


def read_subject(text: str, start: int, begin: int) -> tuple[int, int, int] | None:
    """Return (start, end, start of the head) of the subject that the clause gives the size at `start` to.

    >>> text = "Diesel prices in Oslo rose 5 percent."
    >>> [text[a:b] for a, b, _ in [read_subject(text, 27, 0)]]
    ['Diesel prices']
    """
    base = max(begin, start - 110)
    window = text[base:start]
    cut = [m.end() for m in _CLAUSE.finditer(window)]
    base, window = (base + cut[-1], window[cut[-1] :]) if cut else (base, window)
    found = list(_TOKEN.finditer(window))
    words = [token[0].lower() for token in found]
    at = len(words) - 1
    while at >= 0 and words[at] in _AT and at > len(words) - 4:
        at -= 1
    if at < 1 or words[at] not in _SIZE_VERBS:
        return None
    if words[at] in _TRANSITIVE and words[at - 1] not in _PASSIVE:
        return None
    while at > 0 and (words[at - 1] in _BEFORE_VERB or words[at - 1].endswith("ly")):
        at -= 1
    first = at
    while first > 0 and words[first - 1] not in _SUBJECT_ENDS and words[first - 1][0].isalpha():
        first -= 1
    if (first == 0 and base > begin and not cut) or (first > 0 and words[first - 1][0] in "0123456789$€£%"):
        return None  # the subject may begin further to the left
    for place in range(at - 1, first, -1):
        if words[place] in _DETERMINERS and words[place - 1] not in _LINKS:
            first = place
            break
    if first < at and words[first] in _DETERMINERS:
        first += 1
    head = _head(words, first, at)
    if words[head] in _MEASURES:  # the number of new cases; a death toll stands for the dead
        if words[head + 1 : head + 2] != ["of"] or head + 2 >= at:
            return None
        first = head + 2 + (words[head + 2] in _DETERMINERS)
        head = _head(words, first, at)
    if not _AUXILIARIES.isdisjoint(words[first : head + 1]):
        return None
    if first >= at or re.split("[’']", words[head])[0] in _NO_SUBJECT or words[first] in _LINKS:
        return None
    return base + found[first].start(), base + found[head].end(), base + found[head].start()


def _head(words: list[str], first: int, at: int) -> int:
    """Return the place of the last word before a preposition or participle: *deaths* linked to the flu."""
    head = first
    while head + 1 < at and words[head + 1] not in _HEAD_ENDS and not words[head + 1].endswith("ed"):
        head += 1
    return min(head, len(words) - 1)


_AUXILIARIES = frozenset("is are was were has have had do does did will would be been think says said".split())
_MEASURES = frozenset("number numbers count total toll tally figure".split())
_NO_SUBJECT = frozenset("out it they he she we you i there this that which what who these those one".split())

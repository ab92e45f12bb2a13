"""Clauses: what the clause around a figure says of it: what happened, total or change, how sure, where.

Floor 1: what happened is told by `events`, with the word lists that the caller passes. No parser: the words
on both sides, up to the end of the clause, are looked up. Out of scope: what is counted.
"""

import re
from collections.abc import Set
from typing import NamedTuple

from . import events

_CLAUSE = re.compile(r"[.;:!?\n—–](?:(?<=[\n—])|(?<=–) |(?<=[.;:!?])[”\"’')]{0,2}\s)")
_PLAIN = re.compile(r"[a-z'][a-z'-]*|[0-9][0-9,.]*|[,(]")
_PASSIVE = frozenset("is are was were be been being".split())


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
        "swell swelled swollen swelling accelerated quickened warmed warming widened strengthened advanced rallied"
    ).split()
)
_DOWN = frozenset(
    (
        "fall falls fell fallen falling drop drops dropped dropping decline declines declined declining decrease "
        "decreases decreased decreasing cut cuts cutting reduce reduces reduced reducing reduction lowered lowering "
        "down lost loses losing shrink shrinks shrank shrunk slump slumps slumped plunge plunges plunged slashed slash "
        "trimmed slip slips slipped slipping slid tumble tumbles tumbled tumbling dip dips dipped sank sunk shed eased "
        "cooled narrowed slowed slowing weakened plummeted dwindled"
    ).split()
)
_UP_NOUNS = frozenset("increase rise jump gain growth surge higher raise".split())
_DOWN_NOUNS = frozenset("decrease decline drop fall cut reduction lower cuts".split())
_CHANGES = _UP | _DOWN | _UP_NOUNS | _DOWN_NOUNS | {"fewer", "less", "more"}
# Things are raised, cut and lost without a change of their number: shot down 5 jets, raised $40, lost 8 men.
_NO_CHANGE = frozenset("up down drop drops dropped dropping raise raises raised raising fall fell lost shed".split())
# Behind these, backwards from the number, another verb governs it: the cut will cost $3, the drop came as 5 met.
_CHANGE_ENDS = frozenset(
    "over than from in at on with for against "
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
_BEYOND = frozenset("with in at from".split())
_NOT_ASSERTED = _POSSIBLE | _NEGATIVE
_NOUN_TOO = frozenset("plan plans aim aims hope hopes want estimates possible must might proposed projected".split())
_DEFINITE = frozenset("the its their his her our these those both".split())
_MOVED = frozenset("deployed withdrawn supplied displaced launched".split())
_TOTAL = re.compile(
    r"\b(?:total(?: of)?|totall?ing|(?:toll|tally)(?: (?:from|of|in) [^,.;]{2,40}?)?"
    r"(?: (?:to|of|at|was|is|reached|has reached|"
    r"stood at|stands at|(?:had |has )?(?:rose|risen|climbs|climbed|rises|jumped) to|"
    r"passes|passed|tops|topped|hit|nears))?|altogether|combined|overall|in all)\s*"
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
_PARTITIVE = re.compile(
    r" of (?:(?:them|whom|those|which|these|the|us|you|its|their|his|her|"
    r"two|three|four|five|six|seven|eight|nine|ten)\b"
    r"|[0-9]{1,6}\b)"
)
_OF_THEM = re.compile(" of (?:them|whom|which)\\b")
_SAID = re.compile(r", [^,.;]{2,60} (?:said|says|told|reported|announced)\b")
_OF_WHOLE = re.compile(r"(?:^|[ “\"])Of (?:the|its|their|those|his|her|some|about)? ?[^,.;]{2,40}, (?:[a-z]+ ){0,2}$")
_LEVEL_AT = frozenset("to from at past above below reach reached exceed exceeds exceeding hit hits".split())
_PLACE = re.compile(
    r" ([Ii]n|[Nn]ear|[Aa]cross|throughout|outside|inside|[Aa]round|to|from|into|off|at) (?:the )?"
    r"(?:[A-Z][a-zà-ÿ]+ (?=(?:city|town|village|province|state|capital|region|district|port|island) of ))?"
    r"(?:(?:city|town|village|province|"
    r"state|capital|region|district|port|island|north|south|east|west|northern|southern|eastern|western|"
    r"central)(?:ern)?(?: of)? )?(?:the )?((?>[A-Z][a-zà-ÿA-Z]+(?:[ -](?:[A-Z][a-zà-ÿ]+|al|el))*))(?!\w)"
    r"(?! (?:administration|government|presidency|era|years|campaign|case|regime|shares|stock)\b)"
)
# What is held in a firm or a person is no place: shares in Norvane, a stake in Quist, trust in Congress.
_HELD_IN = (
    "share",
    "shares",
    "stake",
    "stakes",
    "stock",
    "invested",
    "investment",
    "trust",
    "confidence",
    "interest",
    "according",
)
_WAYS = frozenset("to from into at".split())
_OF_PEOPLE = (
    "ish",
    "ese",
    "vian",
    "nian",
    "sian",
    "rian",
    "lian",
    "dian",
    "kian",
    "tian",
    "gian",
    "can",
    "ans",
    "ians",
)
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
    verbs: events.Verbs,
    demonyms: Set[str],
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
    if begin_right + 110 < stop:
        right = right[: right.rfind(" ") + 1]  # the last word may be cut
    if cut := _CLAUSE.search(right):
        right = right[: cut.start() + 1]
    if said := _SAID.search(right):
        right = right[: said.start() + 1]
    if (part := _OF_THEM.search(right, 1)) and (comma := right.rfind(",", 0, part.start())) >= 0:
        right = right[:comma]  # 64 people, 40 of them in Oslo
    before = _PLAIN.findall(left.lower().replace("’", "'"))
    after = _PLAIN.findall(right[:90].lower().replace("’", "'"))[:15]
    head = counted[2] if counted else None
    predicate = events.read_event(before, after, kind, head if behind else None, verbs)
    if predicate == "attacked" and not behind and before[-1:] and before[-1] in ("hit", "hits", "hitting"):
        predicate = None  # prices hit 40
    stuff = kind == "weight" and counted is not None and counted[0] >= end  # dropping 500-pound bombs
    direction = None if events.is_base(before) else _direction(before, after, kind, things=behind or stuff)
    if direction and behind and head in ("job", "post") and kind == "count":
        predicate = "dismissed"
    partitive = kind in ("count", "fraction") and bool(_PARTITIVE.match(text, end, stop))
    role = _role(left, before, after, direction, kind, head, partitive=partitive)
    if role == "total" and kind == "count" and "toll" in before[-10:]:
        predicate = "killed"  # the toll rose to 40
    modality = _modality(before, after, behind=behind)
    place = _place(left, right, demonyms, moved=predicate in _MOVED)
    return Setting(predicate, role, direction if role == "change" else None, modality, place)


def _modality(before: list[str], after: list[str], *, behind: bool) -> str:
    """Tell what is denied and what may be, by the words of the clause: *could reach 40*, *40 guards will be sent*."""
    if _NOT_ASSERTED.isdisjoint(before[-8:]) and _NOT_ASSERTED.isdisjoint(after[:4]):
        return "asserted"
    near: set[str] = set()
    crossed = False  # no links with the attackers in two raids: the raids took place
    if before[-1:] == ["of"] and len(before) > 2 and before[-3].endswith("'s"):
        return "asserted"  # they did not link it to Monday's killing of 12
    known = behind and bool(before) and before[-1] in _DEFINITE  # the two have not met: two are they all the same
    for at in range(len(before) - 1, max(-1, len(before) - 9), -1):
        word = before[at]
        if word in (",", "and", "but", "while", "(", "who", "which"):
            break
        if known and (word in _NEGATIVE or word in _POSSIBLE):
            break  # none of the 62, to send the 40 home: these are there
        if (word == "not" and before[at + 1 : at + 2] == ["only"]) or (word == "no" and crossed):
            continue
        crossed = crossed or word in _BEYOND
        if word not in _NOUN_TOO or at == 0 or before[at - 1] not in _DETERMINERS:  # the plan suggests
            near.add(word)
    for at, word in enumerate(after[:4] if behind and not known else ()):
        if word in (",", "and", "but", "while", "(", "who", "which", "that", "if") or word[0].isdigit():
            break
        if word != "not" or after[at + 1 : at + 2] != ["only"]:
            near.add(word)
    return "negated" if near & _NEGATIVE else "possible" if near & _POSSIBLE else "asserted"


def _place(left: str, right: str, demonyms: Set[str], *, moved: bool) -> str | None:
    """Take the place that opens the clause (*In Oslo, 44 …*), else the first behind, else the last before."""
    opened = left.lstrip(' “"').startswith("In ") and left.endswith(", ")
    if opened and (before := _places(f" {left}", demonyms, moved=moved)) and left.endswith(f"{before[-1]}, "):
        return before[-1]
    if behind := _places(right, demonyms, moved=moved):
        return behind[0]
    before = _places(f" {left}", demonyms, moved=moved)
    return before[-1] if before else None


def _places(side: str, demonyms: Set[str], *, moved: bool) -> list[str]:
    """Return the places that a preposition stands before; *to* and *from* only where something was moved."""
    if side.islower():
        return []
    return [
        one[2]
        for one in _PLACE.finditer(side)
        if (one[1] not in _WAYS or moved)
        and one[2].split()[0] not in _NO_PLACE
        and not (one[2].isupper() and len(one[2]) > 3)  # in CASH
        and not (one[2].split()[-1] in demonyms or one[2].endswith(_OF_PEOPLE))
        and not side[: one.start()].lower().endswith(_HELD_IN)
    ]


def _direction(before: list[str], after: list[str], kind: str, *, things: bool) -> str | None:
    """Tell a change: *rose by 5*, *down 3 percent*, *a 5 percent cut*; *shot down 5 jets* is none."""
    if before[-1:] == ["from"] or after[:1] == ["ago"]:
        return None  # up from 40; fell 25 years ago
    if _CHANGES.isdisjoint(before[-13:]) and _CHANGES.isdisjoint(after[:2]):
        return None
    raised = things or (kind == "money" and before[-1:] != ["by"])
    if kind in ("duration", "age"):  # longer by two years; not the days in which a toll rose
        before = before[-2:] if before[-1:] == ["by"] else before[-1:]
    for at, word in reversed(list(enumerate(before))[-5:]):
        if word in _CHANGE_ENDS:
            break
        if word == "up" and at and before[at - 1] in _PHRASAL:
            continue
        if word == "lost" and kind in ("count", "money"):
            continue
        if raised and word in _NO_CHANGE and (things or word.startswith("rais")):
            continue
        if word in _UP:
            return "up"
        if word in _DOWN:
            return "down"
    if before[-1:] == ["by"] and kind in ("count", "money", "percent", "fraction"):
        for word in reversed(before[-13:-1]):  # cut the budget for schools by 5 percent
            if word in _CLAUSE_ENDS:
                break
            if word in _TRANSITIVE and word != "reduction":
                return "up" if word in _UP else "down"
    if after[1:2] == ["than"] and kind in ("count", "percent", "money"):  # 40 fewer than last year
        if after[0] in ("fewer", "less", "lower") and not _is_number(after[2:3]):  # wounded 48 less than 3 miles away
            return "down"
        if after[0] in ("more", "higher"):
            return "up"
    for word in after[:2] if after[1:2] != ["than"] else ():
        if word in _UP_NOUNS:
            return "up"
        if word in _DOWN_NOUNS:
            return "down"
    return None


def _is_number(words: list[str]) -> bool:
    return bool(words) and (words[0][0].isdigit() or words[0] in events.NUMBERS)


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
    behind = after[0] if after else None
    if (
        (not _TOTAL_WORDS.isdisjoint(before[-8:]) and _TOTAL.search(left[-70:]))
        or (behind == "in" and after[1:2] in (["total"], ["all"]))
        or behind == "altogether"
    ):
        return "total"
    if head in _PART_BEHIND or partitive or (kind in ("count", "percent") and "Of " in left and _OF_WHOLE.search(left)):
        return "part"  # 12 of them, 14 of whom, three of the bridges
    if (not _PART_WORDS.isdisjoint(before[-4:]) or ":" in left[-8:]) and _PART_BEFORE.search(left[-40:]):
        return "part"
    if behind in ("more", "additional") or (before and before[-1] in ("another", "additional", "further")):
        return "change"
    if direction and _LEVEL_AT.isdisjoint(before[-2:]):
        return "change"
    return "level"


_CLAUSE_ENDS = frozenset(", ( that while when which who as but because if".split())
# Verbs that give their subject a size: prices rose 5 percent, turnout was 41 percent, the toll stands at 40.
_SIZE_VERBS = (_UP | _DOWN) - {"lost", "loses", "losing"} | frozenset(
    "was were is are be been stood stands stand stay stays stayed remains remained reached hit totalled totaled "
    "averaged peaked amounted cost costs costing lasted lasts weighs weighed came closed ended traded opened "
    "finished doubled tripled halved tops topped "
    "passes passed exceeds exceeded covers covered totals put estimated reckoned valued".split()
)
# Their subject changes something else, unless they are passive: the tax was cut by 5 percent.
_TRANSITIVE = frozenset(
    "raise raises raised raising cut cuts cutting reduce reduces reduced reducing lowered lowering added adds adding "
    "slashed slash trimmed shed reduction put estimated reckoned valued".split()
)
_BEFORE_VERB = frozenset(
    "has have had will would could may might should is are was were be been being also not already since then now "
    "expected forecast projected likely set due to estimated put more than nearly almost about "
    "must need needs go goes going gone went back".split()
)
_AT = frozenset("by to at from about in some nearly almost around over a an just only roughly".split())
# Before "up" these make another verb of it: the town put up 5, set up 3.
_PHRASAL = frozenset("put puts putting set sets setting made make makes making gave give took take picked".split())
_SUBJECT_ENDS = frozenset(
    "that said says told say as but while when because if which who whose where after before and or whereas although "
    "though until so reported showed shows showing meaning".split()
)
_DETERMINERS = frozenset("the a an its his her their our this these those some all".split())
_LINKS = frozenset(
    "of in for on at from to by with against between among per under since than near around outside inside above below "
    "along within beyond throughout across over".split()
)
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
    if at < 1 or words[at] not in _SIZE_VERBS or (words[at] == "up" and words[at - 1] in _PHRASAL):
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


_CHANGED = re.compile(
    r"\b(?:rais(?:es?|ed|ing)|lift(?:s|ed|ing)?|increas(?:es?|ed|ing)|hik(?:es?|ed|ing)|cut(?:s|ting)?|lower(?:s|ed|ing)?"
    r"|reduc(?:es?|ed|ing)|slash(?:es|ed|ing)?|trim(?:s|med|ming)?|boost(?:s|ed|ing)?) (?:(?:its|the|their|his|her|our"
    r"|an?) )?(?P<what>(?!(?:by|from|to|on|in)\b)[a-z][\w’'-]*(?: (?!(?:by|from|to|on)\b)[a-z][\w’'-]*){0,5}?)"
    r"(?: (?:by|from|on) (?:(?! and )[^,;]){1,50}?)? to (?:a record |a high of )?$"
)
_PUT = re.compile(
    r"\b(?:puts?|putting|estimate[sd]?|estimating|reckon(?:s|ed)?) (?:the |its |their )"
    r"(?:(?:number|size) of (?:the )?)?(?P<what>(?!at\b)[a-z][\w’'-]*(?: (?!at\b)[a-z][\w’'-]*){0,4}?) at $"
)
_BEHIND_HEAD = re.compile(r" (?:of|for|in|on|outside|inside|near|around|along) ")


def read_object(text: str, start: int, begin: int) -> tuple[int, int, int] | None:
    """Return (start, end, start of the head) of what somebody sets at the size at `start`: raised *its key rate* to 5%.

    Or of what somebody says is of that size: *put the crowd at 4,000*.

    >>> text = "The bank raised its key rate by 2 points on Monday to 5 percent."
    >>> [text[a:b] for a, b, _ in [read_object(text, 54, 0)]]
    ['key rate']
    """
    at = text.endswith(" at ", begin, start)
    if not at and not text.endswith(("to ", "record ", "high of "), begin, start):
        return None
    base = max(begin, start - 130)
    found = (_PUT if at else _CHANGED).search(text[base:start])
    if not found or (at and found["what"].rpartition(" ")[2] in _MEASURES):
        return None  # a toll stands for the dead
    what = _BEHIND_HEAD.split(found["what"])[0]
    first = base + found.start("what")
    return first, first + len(what), first + len(what) - len(what.rpartition(" ")[2])

"""Events: what happened to what a figure counts (killed, deployed, destroyed), told by the words around it.

Floor 1, imports nothing of the package: the caller passes the classes of `lexicons/predicates.csv` and which
of their terms say it of their subject (*12 died*), the others say it of their object (*killed 12*) or passive
subject (*12 were killed*). Who acts gets no class: *four jets bombed a depot*. No parser: one clause is looked
through, word by word. Limit: an object far from its verb, and a verb that the list does not hold.
"""

from collections.abc import Mapping, Set
from typing import NamedTuple


class Verbs(NamedTuple):
    """The word lists that an event is read with."""

    classes: Mapping[str, str]
    of_subject: Set[str]  # terms that tell it of their subject
    others: Set[str]  # verbs of no class: behind them begins another clause


_BE = frozenset("is are was were be been being get gets got getting".split())
_DETERMINERS = frozenset("the a an this that these those his her its their our no any each every some s 's".split())
_BEFORE_NOUN = _DETERMINERS | frozenset("of in by for from after before since over with during on at near amid".split())
_PREPOSITIONS = frozenset(
    "of in at on by for from to with into near against over under than across around between among after before "
    "during since through off within amid".split()
)
_CLAUSE_WORDS = frozenset("that when while but because if which who whose where as until although whereas".split())
_SINCE = frozenset("after before since because when while as until although".split())
_SUBJECTS = frozenset("i you he she it we they who".split())
NUMBERS = frozenset("one two three four five six seven eight nine ten dozen".split())
_OF_BASE = NUMBERS | {"none", "neither"}
_QUANTITIES = frozenset("total number most some many half all dozens majority".split()) | NUMBERS
_NOUN_TOO = frozenset(
    "attack attacks strike strikes launch vote votes protest protests rescue release supply supplies murder murders "
    "arrest arrests sentence sentences purchase withdrawal departure delivery death deaths injuries damage target "
    "targets raid fire airstrikes sales toll rise increase decline fall jump surge climb gain train trains".split()
)
# Behind these prepositions a class still tells of the number: rose to 40, fell by 5, sentenced to two years.
_REACH = {
    "rose": {"to", "by", "at", "from", "of"}, "fell": {"to", "by", "at", "from", "of"}, "sentenced": {"to"},
    "attacked": {"at", "on", "against"}, "spent": {"at"}, "voted": {"for"},
}  # fmt: skip
_PASS_ON = frozenset(
    "have has had will would could may might should can must to not also still never all both feared believed reported "
    "confirmed presumed thought expected said known found already now later then reportedly then were is".split()
)
_WEAPONS = frozenset("missile rocket shell projectile torpedo salvo shot round flare bullet drone mortar".split())
_SUFFERED = ("ed", "en", "hurt", "shot", "slain", "sent", "hit", "built", "sold", "bought", "struck", "burnt", "held")
_OF_SUBJECT_ALONE = frozenset("killed missing displaced remained protested withdrawn destroyed".split())  # died 12
_REACHED = frozenset("to by at from".split())
_LIVES = frozenset("claim claims claimed claiming cost costing took taken lost".split())
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday overnight last late early".split()
)
_AFTER = _PREPOSITIONS | _DAYS | {"when", "while", "as"}  # behind a bare participle: 12 men hurt when a wall fell
_TO_THEM = _DETERMINERS | NUMBERS | {"more", "until"}
_STRUCK = frozenset("deal agreement pact accord bargain truce compromise".split())  # struck a $5 million deal
_OUTRANKS = frozenset(("killed", "dead"))  # shot dead; shot, killed

# Of people only: 850 deaths in 24 hours does not kill the hours.
_OF_PEOPLE = frozenset(
    "killed injured displaced captured released missing infected rescued trained deployed dismissed employed".split()
)
_OF_THINGS = _OF_PEOPLE | {"attacked", "withdrawn", "supplied", "destroyed", "built", "launched"}
_BARRED = {"money": _OF_PEOPLE | {"sentenced", "attacked"}, "duration": _OF_THINGS} | dict.fromkeys(
    ("weight", "distance", "area", "measure", "rate"), _OF_PEOPLE | {"attacked", "built", "launched"}
)
# A head that tells it by itself: 27 dead, 40 raids, eight survivors; not 40 trains.
_TOLD_BY_HEAD = frozenset(("killed", "injured", "missing", "attacked", "voted", "displaced", "rescued"))


def read_event(before: list[str], after: list[str], kind: str, head: str | None, verbs: Verbs) -> str | None:
    """Return the class of what happened to what the number between `before` and `after` counts.

    `before` and `after` are the words of the clause in lower case, commas kept; `head` what is counted if it
    stands behind the number.

    >>> verbs = Verbs({"killed": "killed", "died": "killed"}, {"died"}, set())
    >>> read_event(["it", "killed"], [], "count", "man", verbs)
    'killed'
    >>> read_event([], ["killed", "her"], "count", "man", verbs)
    """
    if kind == "duration" and after[:1] == ["ago"]:
        return None  # the wall fell 25 years ago
    told = verbs.classes.get(head) if head and head != "target" and kind == "count" else None
    if head == "life" and _LIVES.intersection(before[-2:]):
        return "killed"
    if told in _TOLD_BY_HEAD:
        return told
    if before and before[-1] in ("leaving", "left", "leaves", "leave"):
        return verbs.classes.get(after[0]) if after else None  # leaving 31 people dead
    if before[-1:] == ["including"] and len(before) > 3:  # 40 were hurt, including six nurses
        last = before[-3] if before[-2] == "," else before[-2]
        return verbs.classes.get(last)
    if is_base(before):
        return None  # struck one of five tankers
    told = told if told not in ("trained", "rose", "fell") else None
    classes = verbs.classes.keys()
    if classes.isdisjoint(before[-9:]) and classes.isdisjoint(after):
        return told
    apart = bool(before) and before[-1] in ("and", "but", "while")  # he was hit and 40 men fled
    barred = _BARRED.get(kind, frozenset())
    readings = (_of_subject, _of_object) if apart else (_of_object, _of_subject)
    for reading in readings:
        found = reading(before, after, head, verbs)
        reached = reading is _of_object and bool(_REACHED.intersection(before[-1:]))
        if found in ("rose", "fell") and kind in ("count", "weight") and not reached:
            continue  # a bus with 44 men plunged; jets dropped two bombs
        if found == "supplied" and after and (after[0][0].isdigit() or after[0] in _TO_THEM):
            return told  # gave the 40 strikers two days: it is the days that are given
        if found == "attacked" and not _STRUCK.isdisjoint((head, *after[:1])):
            return told
        if found and found not in barred:
            return found
    return told


def is_base(before: list[str]) -> bool:
    """Tell the number that another is a part of: the five of *one of five*, *none of the five*, *two of her five*."""
    at = len(before) - 1
    while at > 0 and at > len(before) - 4 and (before[at] == "the" or before[at].endswith(("'s", "s'"))):
        at -= 1
    return at > 0 and before[at] == "of" and (before[at - 1][0].isdigit() or before[at - 1] in _OF_BASE)


def _of_object(before: list[str], after: list[str], head: str | None, verbs: Verbs) -> str | None:
    """Look backwards for the verb whose object the number is: *killed 12*, *the killing of 12*, *rose to 12*."""
    crossed = None
    for at in range(len(before) - 1, max(-1, len(before) - 10), -1):
        word = before[at]
        found = verbs.classes.get(word)
        if found:
            alone = word in verbs.of_subject and word != "dead" and found in _OF_SUBJECT_ALONE
            return None if alone and word not in _NOUN_TOO else _governs(before, at, crossed, found, head)
        if word in _CLAUSE_WORDS or word in verbs.others or word in "(,":
            return None
        if word[0].isdigit():
            if crossed not in ("at", "on"):
                return None  # fired 16 missiles at two bases
        elif word in _PREPOSITIONS and not _of_amount(before, at):
            crossed = word
    return None


def _of_amount(before: list[str], at: int) -> bool:
    """Tell the preposition that belongs to an amount: one of, more than, up to."""
    last = before[at - 1] if at else ""
    word = before[at]
    return (
        (word == "of" and last in _QUANTITIES) or (word == "than" and last != "rather") or (last, word) == ("up", "to")
    )


def _governs(before: list[str], at: int, crossed: str | None, found: str, head: str | None) -> str | None:
    """Tell whether the verb at `at` governs the number, over the preposition between."""
    word, last = before[at], before[at - 1] if at else ""
    noun = word in _NOUN_TOO and (
        last in _BEFORE_NOUN or (at > 1 and before[at - 2] in _DETERMINERS and last not in _BE and last != "to")
    )
    close = at + 1 < len(before) and before[at + 1] == crossed
    if crossed == "of" and close and (noun or not word.endswith("ed")):
        return found  # the deaths of 12, the evacuation of 400
    if word.startswith("fir") and found == "attacked" and not crossed:
        return "launched" if head in _WEAPONS else "dismissed" if head else None
    reach = _REACH.get(found, ())
    if noun:
        return found if crossed in reach and close else None  # an attack on three towns
    if last in _BE and found not in ("rose", "fell") and crossed not in reach:
        return None  # 40 men were hurt and 60 …
    return found if crossed is None or crossed in reach else None


def _of_subject(before: list[str], after: list[str], head: str | None, verbs: Verbs) -> str | None:
    """Look ahead for the verb whose subject the number is, if it is one that happens to its subject."""
    passive, skipped, at = False, 0, 0
    while at < len(after) and skipped < 10:
        word = after[at]
        found = verbs.classes.get(word)
        last = after[at - 1] if at else ""
        if passive and word in _SINCE:
            return None  # others were feared lost after a mudslide flattened 60 houses
        a_noun = found == "voted" and word == "vote" and at and (last == "to" or last not in _PASS_ON)
        if found and last not in _BEFORE_NOUN and not a_noun:
            if found == "remained" and after[at + 1 : at + 2] and after[at + 1] in verbs.of_subject:
                return verbs.classes[after[at + 1]]  # remain missing
            if last == "and" and at == 1:
                return None  # set a goal of 400 recruits and pulled in fewer
            if word in verbs.of_subject:
                return found if skipped < 6 and found != "spent" else None  # to keep 40 guards costs $5
            ahead = after[at + 1 : at + 3]
            if passive and not word.endswith("ing"):
                if found == "attacked" and word == "fired":
                    return "launched" if head in _WEAPONS else "dismissed"
                return "killed" if ahead[:1] == ["dead"] else found
            bare = last == "those" or not ahead or ahead[0] in _AFTER or ahead[0] in ",and"
            if not (word.endswith(_SUFFERED) and bare) or (last in _SUBJECTS and at > 1):
                return None  # four jets bombed a depot; two sons and the house I built with them
            return "killed" if _OUTRANKS.intersection(ahead) else found
        unknown = word in verbs.others and not found and word not in _PASS_ON
        if word[0].isdigit() or word == "(" or (unknown and not passive):
            return None
        if word == ",":
            end = _aside(after, at, verbs, passive=last in _BE)
            if end is None:
                return None
            at = end
        elif word in _BE or word == "to":
            passive = word != "to"
        elif word not in _PASS_ON:
            skipped += 1
        at += 1
    return None


_NAMED_ARE = frozenset("was were have had".split())
_ASIDES = frozenset("including among most mostly some many all both ages aged".split())


def _aside(after: list[str], at: int, verbs: Verbs, *, passive: bool) -> int | None:
    """Return where the words between two commas end: *, including four Swedes,*; *were, on Monday, abducted*."""
    end = next((end for end in range(at + 1, len(after)) if after[end] == ","), None)
    if end is None or after[at + 1] in _ASIDES or (passive and end - at < 6):
        return end
    # two hostages, Ada Quist and Tor Lund, were freed
    named = after[end + 1 : end + 2] and after[end + 1] in _NAMED_ARE and not verbs.others.intersection(after[at:end])
    return end if named else None

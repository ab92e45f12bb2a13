"""Ages: which numbers tell how old somebody is, and who: *a 22-year-old*, *Ada Quist, 34,*, *the 18-44 age group*.

Floor 1, imports nothing of the package. Out of scope: how old a thing is said to be in another way (*built
ten years ago*), which is a duration or a date.
"""

import re

_OLD = re.compile(r"(?: ?- ?| |)olds?\b|s?[- ]olds\b| of age\b")
_AGED = re.compile(
    r"\b(?:aged?|ages)(?: (?:of|from|between|just|only|about|under|over))? $|\bturn(?:ed|s|ing) $", re.IGNORECASE
)
_UNDER_AGE = re.compile(
    r"\b(?:people|children|kids|adults|women|men|those|anyone|voters|girls|boys|persons|pensioners|"
    r"youths) (?:aged |ages )?(?:over|under|above|below|younger than|older than) $",
    re.IGNORECASE,
)
AGE_WORDS = frozenset(
    (
        "aged age ages of from between just only about turned turns turning over under above below than is was now "
        "both all"
    ).split()
)
_NAMED = re.compile(r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)\b[A-Z][\w’'-]+(?: (?:[JS]r\.?|I{2,3}))? ?, $")
# A common noun in the singular, and the age between commas: the co-pilot, 29, had …; its leader, 41, is …
_NOUN = re.compile(
    r"(?:\b(?i:an?|the|his|her|its|their|one|another|other)|[’']s) (?:[A-Za-z-]+ ){0,3}(?!\w*ss?\b)[a-z-]*[a-rt-z], $"
)
# Ada Quist (46), a baker; Ada Quist (46) said: a full name, and behind the bracket what one says of people.
_BRACKETED = re.compile(r"\b[A-Z][a-z’'-]+(?: [A-Z]\.)?(?: [A-Z][\w’'-]+){1,2} \($")
_CLOSED = re.compile(r"\), (?:an? |who |whose |from |of )| ?\) (?:of|from) [A-Z]|\),? (?:said|says|told|tells|added)\b")
_BOTH = re.compile(r"\b[a-z]{3,}(?:s|en), (?:both|all) $")
_OF = re.compile(r"\b[Aa]n? (?:[a-z-]+ ){0,3}[a-z]*(?:man|woman|boy|girl|widow|widower|youth) of $")
_IS = re.compile(r"(?<![A-Za-z])(?:he|she|I)(?: is|[’']s| was|[’']m) (?:now |only |just )?$", re.IGNORECASE)
_BEHIND = re.compile(r",(?! [0-9])|\.|;|\)")
_GROUP = re.compile(r"[ -](?:year )?(?:age|aged)[ -](?:group|range|bracket|cohort)s?\b")
_OLDER = re.compile(r" (?:and|or) (?:older|younger)\b| yo\b| y/o\b")
_SHORT = re.compile(r" yo\b| y/o\b")
_THEM = re.compile(r" [a-z]+s\b")
_OWNER = re.compile(
    r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w.’'-]+){0,3}?)(?:,? (?:[JS]r\.?|I{2,3}))? ?, (?:who was |aged )?$"
    r"|(?P<noun>[a-z][a-z-]{2,20}) ?, $"
    r"|(?P<group>[a-z]{3,}(?:s|en|le)),? (?:(?:all|both) )?(?:aged |ages |age |over |under |between )?$"
)


def old_end(text: str, start: int, end: int, begin: int, stop: int) -> int | None:
    """Return where the age ends if the duration at `start`, `end` is one: *22-year-old*, *at age 3 months*."""
    if old := _OLD.match(text, end, stop):
        return old.end()
    before = text[max(begin, start - 6) : start]
    return end if before.endswith(("age ", "ages ")) and re.search(r"\bages? $", before) else None


def is_age(text: str, start: int, end: int, begin: int, stop: int) -> bool:
    """Tell whether the bare number at `start`, `end` is an age: *aged 34*, *Name, 48,*, *65 and older*."""
    before = text[max(begin, start - 40) : start]
    last = before[-9:].rsplit(" ", 2)[-2:][0].lower() if before.endswith(" ") else ""
    after = text[end : end + 2]
    if after[:1] == ")" and before.endswith("("):
        return bool(end - start < 4 and _BRACKETED.search(before) and _CLOSED.match(text, end, stop))
    if (
        after[:1] in (" ", "-")
        and after[1:] in "aoy"
        and (_OLDER.match(text, end, stop) or _GROUP.match(text, end, stop))
    ):
        return True
    if last[-1:] != "," and last not in AGE_WORDS:
        return False
    if last == "of" and _OF.search(before) and not _THEM.match(text, end, stop):
        return True  # a businessman of 59
    if _AGED.search(before) or (_UNDER_AGE.search(before) and not _THEM.match(text, end, stop)):
        return True
    if _SHORT.match(text, end, stop) or (_IS.search(before) and _BEHIND.match(text, end, stop)):
        return True
    if last in ("both", "all") and end - start < 3 and _BEHIND.match(text, end, stop) and _BOTH.search(before):
        return True  # two girls, both 11, died
    if last[-1:] != "," or not _BEHIND.match(text, end, stop):
        return False
    return bool(_NAMED.search(before) or (text[end : end + 1] == "," and _NOUN.search(before)))


def owner(text: str, start: int, begin: int) -> tuple[int, int] | None:
    """Return where the words stand that say whose age begins at `start`: *Ada Quist*, 34; *men* aged 40."""
    found = _OWNER.search(text, max(begin, start - 60), start)
    return found.span(found.lastgroup) if found else None

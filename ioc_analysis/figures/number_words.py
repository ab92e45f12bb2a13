"""Number words: which of them count. *One soldier* does, *no one* does not; *half the fleet*, not *first half*.

Floor 1, imports nothing of the package. A word is judged by its neighbours alone. Limit: *one* before a
noun always counts, also in *one day*-like phrases that the list below does not hold.
"""

import re

_SMALL = frozenset("one two three four five six seven eight nine ten".split())
_NAMING = tuple(
    f"{noun} " for noun in "day phase part chapter step level round act stage number category type tier war".split()
)
_NAMED = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(_NAMING[:-1])}|world war )$", re.IGNORECASE)
_ONE_PRONOUN = re.compile(
    r"\b(?:(?:the|a|an|another|what|every) (?!(?:only|record|mere|further|about)\b)[a-z]+(?<!ly)|no|"
    r"any|every|some|the|this|that|each|which|other|another|like|square|day|number|phase|Phase|part|"
    r"Air Force) $",
    re.IGNORECASE,
)
_ONE_AFTER = re.compile(
    r"(?:[ -](?:another|by one|day|time|thing|side|sided|off|can|could|would|should|will|may|might|"
    r"must|is|was|has|had|who|that|which|does|to|in|at|on|and|or|as|for|with|from|than|but|he|she|i|"
    r"we|they|you|it|more time|way|another’s|after|stop|wonders|never|reason|hand|think|thinks|knows|"
    r"sees|does|likes)\b|[’']s|[,.;:?!)”\"]|$| (?:said|says|made|told|took|came|went|became|got|found|"
    r"saw|gets|just|already|now|because|if|when|where|so)\b)"
)
_ONE_IN = re.compile(
    r"(?:-in-| in (?:every )?| out of (?:every )?)(?:[0-9]|two|three|four|five|six|seven|eight|nine|ten|twenty)"
)
_HALF_BEFORE = re.compile(
    r"\b(?:first|second|other|latter|better|top|bottom|lower|upper|this|each|either|in|opening|that|"
    r"front|back|my|our|your|cut|split) $",
    re.IGNORECASE,
)
_PERIOD_BEFORE = re.compile(
    r"\b(?:first|second|third|fourth|last|next|this|previous|prior|current|latest|final|the|per|each|"
    r"every|fiscal|latin|french|jewish|christian|close|hind|[a-z]+-) $",
    re.IGNORECASE,
)


_OF_TWO = re.compile(
    r"\b[Tt]wo [a-z][^.!?;\n]*(?<!by)(?<!than)(?<!to)(?<!about)(?<!nearly)(?<!almost)(?<!over)(?<!of) a $"
)
_ENDS = re.compile(r"[.,;)]|$")
# The other number words count wherever they stand.
_JUDGED = frozenset("scores tens few couple handful half quarter zero nil nought once twice".split())
_COUNTS_ONE = re.compile(r"\b(?:at least|only|just|about|than|exactly|minus) $", re.IGNORECASE)
_COUNTS_ONE_LAST = ("least ", "only ", "just ", "about ", "than ", "exactly ", "minus ")


def is_share(text: str, at: int, stop: int, before: str) -> bool:
    """Tell the share from the rank: *a third of*, *nearly a third* against *a third man*."""
    if text.startswith("third", at) and _OF_TWO.search(text, max(0, at - 120), at) and _ENDS.match(text, at + 5, stop):
        return False  # two were held, and police seek a third
    return bool(re.search(r"(?<![A-Za-z])(?:a|one) $", before, re.IGNORECASE)) and bool(
        re.compile(
            r"\w+(?: of\b|[,.;)]| (?:in|are|were|is|was|have|had|more|less|higher|lower|said|on|from|to|by)\b|$)"
        ).match(text, at, stop)
    )


def counts(text: str, at: int, stop: int, word: str, before: str) -> bool:
    """Tell number words that count from those that do not: *scores* the verb, *the couple*, *first half*."""
    if word not in _JUDGED:
        return True
    after = text[at + len(word) : min(stop, at + len(word) + 16)]
    if word == "scores":
        return bool(re.match(r" (?:of|more|were|have|had|killed|injured|wounded|dead|others|are)\b", after))
    if word == "tens":
        return after.startswith(" of ")
    if word in ("few", "couple"):
        return bool(re.search(r"(?<![A-Za-z])a $", before, re.IGNORECASE)) and (
            word == "few"
            or after.startswith(" of ")
            or after.startswith(" hundred")
            or after.startswith(" dozen")
            or after.startswith(" thousand")
        )
    if word == "handful":
        return after.startswith(" of ")
    if word == "half":
        return (
            not _HALF_BEFORE.search(before)
            and bool(
                re.match(
                    r" (?:of|the|an?|as|that|his|her|its|their|those|all|this|these|million|billion|dozen|percent|"
                    r"per cent)\b|[-.,;)]? ?(?:million|dozen|hour|mile|percent)|[,.;)]",
                    after,
                )
            )
            and not (before.endswith(("the ", "The ")) and not after.startswith(" of"))
        ) or (
            bool(re.search(r"\b(?:about|nearly|almost|than|roughly|over|around|a|by) $", before)) and after[:1] != "-"
        )
    if word == "quarter":
        return bool(re.match(r"[ -](?:of a )?(?:million|billion)\b", after)) or (
            not _PERIOD_BEFORE.search(before)
            and bool(re.search(r"(?<![A-Za-z])a $|\b(?:one|than|about|nearly|almost) $", before))
            and not re.match(r" (?:of (?:the year|2|1)|century|finals?|back|mile point)", after)
        )
    if word in ("zero", "nil", "nought"):
        return (
            not re.search(r"(?<![A-Za-z])(?:a|or|one|ground) $", before)
            and not re.match(r"[- ](?:in on|sum|tolerance|ground|hour|day|down|emission)", after, re.IGNORECASE)
            and not (after[:1] == " " and after[1:2].isupper())
        )
    if word == "once":
        return False
    return word != "twice" or not after.startswith(" removed")


def one_counts(text: str, at: int, stop: int, before: str) -> bool:
    """Tell *one soldier* from the pronoun; a modifier before it always makes it a number."""
    if before.lower().endswith(_COUNTS_ONE_LAST) and _COUNTS_ONE.search(before):
        return not re.compile(r"[a-z]{3} (?:of|can|could|who|that|day)\b").match(text, at, stop)
    if text[at].isupper() and text[at + 1 : at + 2].isupper():
        return False
    if _ONE_IN.match(text, at + 3, stop):
        return True
    return (
        not _ONE_AFTER.match(text, at + 3, stop)
        and not _ONE_PRONOUN.search(before)
        and not (
            text[at] == "O"
            and text[at + 4 : at + 5].isupper()
            and before[-1:] == " "
            and not re.search(r"[.!?”\"]\s+$", before)
        )
    )


def names(word: str, before: str) -> bool:
    """Tell the number word that is part of a name: *day two*, *Phase Three*."""
    return word in _SMALL and before.lower().endswith(_NAMING) and bool(_NAMED.search(before))

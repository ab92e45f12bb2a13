"""Terms: words between quotation marks that nobody is quoted as saying: titles, nicknames, headings.

Floor 1, above `parts`. Out of scope: whose words the others are (`quotes`).
"""

from ..english import phrases
from ..english.tokens import AUX, CAP, ING, PREP, PUNCT, SUB, SUBJ, VERB, Tokens
from .parts import Part, Stretch

TITLE_NOUNS = frozenset(
    "book novel film movie song album show series play poem magazine programme program episode documentary memoir "
    "opera musical ballad hit track single sitcom drama podcast painting game column article essay titled entitled "
    "named dubbed nicknamed called so-called known word term phrase slogan motto hashtag".split()
)


# Right after one of these, marks hold its name.
WORKS = frozenset(
    "book novel film movie song album documentary memoir opera musical ballad sitcom podcast painting titled "
    "entitled".split()
)


SLOGANS = frozenset("slogan motto phrase term hashtag".split())
NAMING = frozenset("so-called titled entitled nicknamed hashtag".split())  # whatever follows is a name


# After these words capitals are a cry or a label, no title: tweeted “Save Our Harbour”.
CRIES = frozenset(
    "said says say told tweeted tweets posted asked chanted chanting chants shouted shouting shouts yelled called "
    "calls calling dubbed labeled labelled branded saying that".split()
)


FINITE = AUX | VERB


def shouts(tokens: Tokens, part: Part) -> bool:
    """Tell whether a headline has capitals throughout, so that capitals say nothing."""
    if part.last - part.first > 60:
        return False
    kind = tokens.kind
    quoted = tokens.quoted
    words = [kind[spot] & CAP for spot in range(part.first, part.last) if not kind[spot] & PUNCT and quoted[spot] < 0]
    return 3 < len(words) < 25 and words.count(CAP) > 0.6 * len(words)


def is_title(text: str, tokens: Tokens, item: Stretch, part: Part, *, naming: bool = False) -> bool:
    """Tell whether marked words are a title or a term, as `_titled` does; in a headline capitals say nothing.

    "Mayor Calls Plan ‘Utter Folly’ in Letter"
    """
    size = words_in(tokens, item)
    if not 0 < size < 10 or not _titled(text, tokens, item, size, part.first, naming=naming):
        return False
    return size == 1 or is_announced(tokens, item) or not shouts(tokens, part)


def words_in(tokens: Tokens, item: Stretch) -> int:
    """Return the number of words between marks; punctuation has no other class."""
    return words_between(tokens, item.first, item.last)


def words_between(tokens: Tokens, first: int, last: int) -> int:
    """Return the number of words from token `first` to before token `last`."""
    return last - first - tokens.kind[first:last].count(PUNCT)


def _titled(text: str, tokens: Tokens, item: Stretch, size: int, first: int, *, naming: bool) -> bool:
    """Tell whether a noun announces a title or a term, or marked words have capitals throughout.

    `naming`: they stand after a verb that names its object, where capitals make a name that the source coined
    (called him “The Old Fox”), unless a show or a place stands before ("on “Late Hour”").
    """
    low = tokens.low
    before = item.first - 2 if tokens.quoted[item.first - 1] < 0 else item.first - 1
    lead = low[before] if before >= 0 else ""
    if lead in (",", ":") and before and low[before - 1] in TITLE_NOUNS:  # his book, “A Year of Salt”
        lead = low[before - 1]
    if lead in ("the", "a", "an") and before > 1:  # known as the “goat stair”
        lead, before = low[before - 1], before - 1
    if lead == "as" and before and (low[before - 1] in TITLE_NOUNS or low[before - 1] in ("billed", "branded")):
        return size <= 5  # known as “the Fox”
    if lead in TITLE_NOUNS and low[before] == lead:
        if lead in WORKS and not (naming and not _hangs(tokens, before, first)):
            return True  # in her new documentary “42nd”, but: called the film “a mess”
        if lead in SLOGANS:
            return True
    if lead in TITLE_NOUNS and size <= 5 and (lead in NAMING or _has_capitals(tokens, item)):
        return True
    if naming and not (lead in ("on", "in", "of") or lead.endswith(("’s", "'s"))):
        return False
    # “Lock The Gates!” is a cry; after a cue, a comma or a colon capitals are a headline's.
    ends = lead in (",", ":", "as") or lead in CRIES or text[item.end - 1] in "!?"
    return not ends and _has_capitals(tokens, item)


def _has_capitals(tokens: Tokens, item: Stretch) -> bool:
    """Tell whether all but the small of several words between marks have a capital, two of them at least."""
    kind = tokens.kind
    words = [spot for spot in range(item.first, item.last) if not kind[spot] & PUNCT]
    long = [spot for spot in words if len(tokens.low[spot]) > 3]
    if not long or not all(kind[spot] & CAP for spot in long):
        return False
    return sum(bool(kind[spot] & CAP) for spot in words) > 1


def _hangs(tokens: Tokens, noun: int, first: int) -> bool:
    """Tell whether a preposition stands before the phrase that ends with a noun."""
    begin = phrases.phrase_left(tokens, noun, max(first, noun - 4))
    return begin is not None and begin > first and bool(tokens.kind[begin - 1] & PREP or tokens.kind[begin] & PREP)


def is_told(tokens: Tokens, item: Stretch, part: Part) -> bool:
    """Tell whether marks hold who is told, a show or a paper: told “Late Hour” that it rained."""
    return not is_clause(tokens, item) and any(
        "o" in made.form.frame and made.contents and made.cue[1] <= item.first and item.last < made.contents[0][0]
        for made in part.found
    )


def is_announced(tokens: Tokens, item: Stretch) -> bool:
    """Tell whether a noun or an owner before a title announces it: in her memoir, “Salt”; on TNN’s “Late Hour”."""
    before = item.first - 1
    if tokens.low[before - 1].endswith(("’s", "'s")):
        return True
    while before > 0 and (tokens.low[before] in (",", ":") or phrases.is_mark(tokens, before)):
        before -= 1
    return before >= 0 and tokens.low[before] in TITLE_NOUNS


def is_nickname(tokens: Tokens, item: Stretch) -> bool:
    """Tell whether marks hold a nickname between the parts of a name: Astrid “Asta” Brandt."""
    before, after = item.first - 2, item.last + 1
    if item.last - item.first > 2 or before < 0 or after >= len(tokens.low):
        return False
    if tokens.quoted[before] >= 0 or tokens.quoted[after] >= 0:
        return False
    return bool(tokens.kind[before] & tokens.kind[after] & CAP)


def is_heading(tokens: Tokens, passage: tuple, part: Part, item: Stretch) -> bool:
    """Tell whether a whole passage is a short heading between marks: ‘All Lights Are Out’."""
    alone = part.first <= item.first and tokens.start[part.first] == passage[0] and item.end + 2 >= passage[1]
    if not alone or not 1 < words_in(tokens, item) <= 8:
        return False
    words = [spot for spot in range(item.first, item.last) if not tokens.kind[spot] & PUNCT]
    long = [spot for spot in words if len(tokens.low[spot]) > 3]
    return bool(long) and all(tokens.kind[spot] & CAP for spot in long)


def is_clause(tokens: Tokens, item: Stretch) -> bool:
    """Tell whether marked words are likely a whole clause."""
    first = tokens.kind[item.first]
    if first & ING and not first & CAP:  # “laundering a name we would not touch”
        return False
    return item.last - item.first > 4 and any(value & FINITE for value in tokens.kind[item.first : item.last])


def stands_alone(tokens: Tokens, item: Stretch) -> bool:
    """Tell whether marked words are a sentence: a capital or a pronoun first, and a verb."""
    if not is_clause(tokens, item):
        return False
    first = next((spot for spot in range(item.first, item.last) if not tokens.kind[spot] & PUNCT), item.first)
    return bool(tokens.kind[first] & (CAP | SUBJ) and not tokens.kind[first] & ING)


def letters(tokens: Tokens, first: int, last: int) -> int:
    """Return the number of characters in the words of a stretch of tokens."""
    # A mark of punctuation is one character and has no other class.
    return sum(map(len, tokens.word[first:last])) - tokens.kind[first:last].count(PUNCT)


def clause_end(tokens: Tokens, place: int, last: int) -> int:
    """Return the token where the clause around marked words ends: at a comma, a conjunction, the final stop."""
    while place < last:
        if tokens.quoted[place] < 0 and (
            tokens.low[place] in (",", ";", ".", "—", "–", ":") or tokens.kind[place] & SUB
        ):
            return place
        place += 1
    return last

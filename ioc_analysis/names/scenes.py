"""Scenes: what is known while an article is read from the top: its names, who spoke, who is a sentence's subject.

Floor 1, below `pronouns` and `speakers`; takes the name table as an argument. Out of scope: who a source is.
"""

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache

from .. import lexicon
from ..english.tokens import CAP, DET, PREP, REL, SUB, Tokens

# Adjectives that follow their noun: "sources close to", "people familiar with".
POSTPOSED = frozenset(
    ("close", "familiar", "involved", "present", "near", "responsible", "based", "briefed", "speaking")
)
ENDS_HEAD = POSTPOSED | {",", "("}
PREP_OR_REL, SUB_OR_CAP = PREP | REL, SUB | CAP
# Who speaks for somebody else is seldom the person just named.
SERVING = frozenset(
    "spokesman spokeswoman spokesperson aide adviser advisor lawyer attorney official representative assistant "
    "source colleague friend neighbour neighbor".split()
)


@dataclass(slots=True)
class Speaker:
    """A resolved source: name (may be None), type, role and the rule that resolved it."""

    name: str | None
    kind: str | None
    role: str | None
    method: str


SOMEBODY = Speaker(None, "unnamed", None, "pronoun")
UNNAMED = Speaker(None, "unnamed", None, "unnamed")


@dataclass(slots=True)
class Scene:
    """What is known while reading an article from the top: names so far, who spoke last."""

    names: object
    spans: list[tuple]  # the mentions, but for those in bylines
    sentence_of: list[int]
    subjects: frozenset[int]
    starts: list[int]  # first token of each mention, in reading order
    spoken: list[tuple[int, str, str | None]] = field(default_factory=list)
    unnamed: dict[str, int] = field(default_factory=dict)  # head noun of an unnamed source → its token
    somebody: int = -1  # token of the last unnamed person who spoke, alone

    def said(self, source: tuple[int, int], who: Speaker) -> None:
        """Note that the source made of tokens `source` spoke; an unnamed one counts for "it" and "the official"."""
        if who.name:
            self.spoken.append((source[0], who.name, who.kind))
        elif who.method != "pronoun":
            tokens = self.names.tokens
            head = tokens.low[head_end(tokens, *source) - 1]
            self.unnamed[head] = source[0]
            # "Nils Aune, a harbour pilot who says …" is no stranger
            if (who.role or head in ("one", "another")) and not head.endswith("s") and tokens.low[source[0] - 1] != ",":
                self.somebody = source[0]
            if who.kind == "organisation":
                self.spoken.append((source[0], "", who.kind))


def open_scene(names, parts: list, passages: list[tuple]) -> Scene:
    """Return the scene of an article whose sentences are `parts`; who wrote it is not who is told of."""
    sentence_of = _sentence_numbers(names.tokens, parts)
    bylines = {number for number, part in enumerate(parts) if passages[part.passage][2] == "byline"}
    spans = [span for span in names.spans if sentence_of[span[0]] not in bylines] if bylines else names.spans
    return Scene(names, spans, sentence_of, _subjects(names, sentence_of), [span[0] for span in spans])


def _sentence_numbers(tokens: Tokens, parts: list) -> list[int]:
    """Return the number of the part each token stands in."""
    numbers = [0] * (len(tokens.low) + 1)
    for number, part in enumerate(parts):
        numbers[part.first : part.last] = [number] * (part.last - part.first)
    return numbers


def _subjects(names, sentence_of: list[int]) -> frozenset[int]:
    """Return the first tokens of the names that are the first of their sentence outside quotations.

    None is: a name after a preposition but by ("In Oslo, Quist …") if another follows, a body before who has its post.
    """
    quoted, kind, low, roles = (
        names.tokens.quoted,
        names.tokens.kind,
        names.tokens.low,
        {"chief", *role_nouns()} - SERVING,
    )
    found: dict[int, int] = {}
    placed: dict[int, int] = {}
    before, end, owned = None, 0, False
    for first, last, entity in names.spans:
        number = sentence_of[first]
        owns = low[last - 1].endswith(("’s", "'s")) or low[last : last + 1] in (["’"], ["'"])
        if entity.kind == "person" and found.get(number) == before is not None and end < first:
            if first <= end + 3 and roles.issuperset(low[end:first]):
                found[number] = first
            elif owned and first <= end + 6 and low[first - 1] == "," and low[first - 2] in roles:
                found[number] = first  # "Lund & Sons' managing director, Ada Quist, denied it"
        if entity.kind != "person" or owns:
            before, end, owned = first, last, owns
        if number not in found and quoted[first] < 0:
            front = first - 2 if first > 1 and kind[first - 1] & DET else first - 1
            after = front >= 0 and kind[front] & PREP and not kind[front] & SUB_OR_CAP and low[front] != "by"
            if not after:
                found[number] = first
            elif number not in placed:
                placed[number] = first
    return frozenset((placed | found).values())


@cache
def nouns(group: str) -> frozenset[str]:
    """Return the nouns for sources of one class: document, organisation or people."""
    return lexicon.terms("source_nouns", "class", group)


@cache
def people() -> frozenset[str]:
    """Return the nouns for people, in the singular where there is one."""
    return frozenset(role_nouns()) | nouns("people") | nouns("organisation") | nouns("document")


@cache
def role_nouns() -> dict[str, str]:
    """Return title or role in small letters → gender ("" if it says nothing)."""
    return {row["term"].lower(): row["gender"] for row in lexicon.load("titles") if row["class"] != "honorific"}


def head_end(tokens: Tokens, first: int, last: int) -> int:
    """Return the token after the head of a noun phrase: before "of", "for", a comma."""
    kind, low = tokens.kind, tokens.low
    for place in range(first + 1, last):
        if (kind[place] & PREP_OR_REL and not kind[place] & CAP) or low[place] in ENDS_HEAD:
            return place
    return last


def named_before(scene: Scene, place: int, window: int = 40) -> list[tuple]:
    """Return the last mentions before a token, in reading order."""
    behind = bisect_left(scene.starts, place)
    return scene.spans[max(0, behind - window) : behind]

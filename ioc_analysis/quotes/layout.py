"""Layout: sources that no verb tells: a headline's colon, a name after a dash, a transcript's speaker.

Floor 1, above `speakers` and `parts`. Out of scope: sources beside a cue (`attributions`).
"""

from ..english import phrases
from ..english.tokens import BE, CAP, CUE, NUM
from ..names import pronouns, scenes, speakers
from .parts import Part, Stretch

HEADS = ("headline", "standfirst", "subhead")
IS_HOW = "is how the source describes it"
NEAR = 10  # tokens of "is how the mayor of the town described it"


def find_source(
    scene: scenes.Scene, passages: list[tuple], parts: list[Part], number: int, item: Stretch, text: str
) -> tuple | None:
    """Return (source, cue, speaker, method) of marked words from where they stand, or None; both spans in tokens."""
    tokens, part = scene.names.tokens, parts[number]
    behind = _behind(tokens, item, part)
    told = _transcript(scene, item, text) if tokens.kind[item.first] & CAP else None
    told = told or _signed(scene, parts, number, behind) or _is_how(scene, part, behind) or _words_of(scene, part, item)
    if told is None and passages[part.passage][2] in HEADS:
        told = _beside_colon(scene, part, item, behind)
    return told


def _transcript(scene: scenes.Scene, item: Stretch, text: str) -> tuple | None:
    """Read the speaker at the head of a transcript's paragraph: "HALE: Let us begin."."""
    tokens = scene.names.tokens
    for spot in range(item.first, min(item.first + 4, item.last)):
        if tokens.low[spot] == ":" and spot > item.first:
            name = scene.names.by_surname(tokens.low[spot - 1])
            printed = text[tokens.start[item.first] : tokens.end[spot - 1]]
            who = scenes.Speaker(name or printed, "person", None, "name")
            return (item.first, spot), (spot, spot + 1), who, "transcript"
        if not (tokens.word[spot].isupper() and tokens.word[spot][0].isalpha()):
            return None
    return None


def _signed(scene: scenes.Scene, parts: list[Part], number: int, spot: int) -> tuple | None:
    """Read a name after a dash: “It never rains here.” — Nils Aune; on a line of its own, too."""
    tokens, part = scene.names.tokens, parts[number]
    last = part.last
    below = spot >= last and number + 1 < len(parts) and parts[number + 1].passage <= part.passage + 1
    if below:
        spot, last = parts[number + 1].first, parts[number + 1].last
    if spot + 1 >= last or last - spot > 20 or tokens.low[spot] not in phrases.DASHES:
        return None
    while spot + 1 < last and tokens.low[spot] in phrases.DASHES:
        spot += 1
    stop = phrases.phrase_right(tokens, spot, last)
    if stop <= spot or not tokens.kind[spot] & CAP:
        return None
    if below and stop < last and tokens.low[stop] not in (",", "(", "."):
        return None  # the next line of a list: "- Hero diver saves five"
    return (spot, stop), (spot - 1, spot), speakers.resolve(scene, (spot, stop)), "name after a dash"


WORDS = frozenset("words reply response answer verdict message advice explanation conclusion plea warning".split())


def _words_of(scene: scenes.Scene, part: Part, item: Stretch) -> tuple | None:
    """Read whose words a colon announces: His words: “We sail”; Quist's verdict: “Shut”."""
    tokens, colon = scene.names.tokens, item.first - 2
    first = colon - 2
    if first < part.first or tokens.low[colon] != ":" or tokens.low[colon - 1] not in WORDS:
        return None
    if tokens.low[first] in pronouns.OWNERS:
        person = pronouns.person_before(scene, first, pronouns.OWNERS[tokens.low[first]])
        who = scenes.Speaker(person.name if person else None, "person", None, "pronoun")
    else:
        owner = next((span[2] for span in scenes.named_before(scene, colon, 1) if span[1] == first + 1), None)
        if (
            owner is None
            or owner.kind not in ("person", "organisation")
            or not tokens.low[first].endswith(("’s", "'s"))
        ):
            return None
        who = scenes.Speaker(owner.name, owner.kind, None, "name")
    return (first, first + 1), (colon - 1, colon), who, "words before a colon"


def _behind(tokens, item: Stretch, part: Part) -> int:
    """Return the token after the closing marks of a stretch."""
    spot = item.last
    while spot < part.last and tokens.low[spot] in phrases.MARKS:
        spot += 1
    return spot


def _is_how(scene: scenes.Scene, part: Part, spot: int) -> tuple | None:
    """Read what a source makes of something: “Cowardly” is how the mayor described it."""
    tokens = scene.names.tokens
    if spot + 3 >= part.last or not tokens.kind[spot] & BE or tokens.low[spot + 1] not in ("how", "what"):
        return None
    for cue in range(spot + 3, min(part.last, spot + NEAR)):
        if tokens.kind[cue] & CUE and not tokens.kind[cue] & CAP:
            begin = phrases.phrase_left(tokens, cue - 1, spot + 2)
            if begin != spot + 2:
                break
            who = speakers.resolve(scene, (begin, cue))
            return (begin, cue), (cue, cue + 1), who, IS_HOW
    stop = phrases.phrase_right(tokens, spot + 2, part.last)  # "is how Ada Quist, whose boat sank, described it"
    cue = next((place for place in range(stop, part.last) if tokens.kind[place] & CUE), None)
    if stop <= spot + 2 or cue is None or tokens.low[stop] != "," or tokens.low[cue - 1] != ",":
        return None
    who = speakers.resolve(scene, (spot + 2, stop))
    return (spot + 2, stop), (cue, cue + 1), who, IS_HOW


def _beside_colon(scene: scenes.Scene, part: Part, item: Stretch, spot: int) -> tuple | None:
    """Read a headline's colon beside marks: “We sail”: Oslo mayor; Oslo mayor: “We sail”."""
    tokens = scene.names.tokens
    if spot + 1 < part.last and tokens.low[spot] == ":":
        source = (spot + 1, phrases.phrase_right(tokens, spot + 1, part.last))
    else:
        spot = item.first - 1
        while spot > part.first and tokens.low[spot] in phrases.MARKS:
            spot -= 1
        if tokens.low[spot] != ":" or not 0 < spot - part.first <= NEAR:
            return None
        source = (part.first, spot)
    if source[1] <= source[0]:
        return None
    who = _headline_source(scene, source)
    return (source, (spot, spot + 1), who, "colon") if who else None


def _headline_source(scene: scenes.Scene, source: tuple[int, int]) -> speakers.Speaker | None:
    """Return who a source beside a headline's colon is; None if it can be none ("Rovers 2-3 Athletic: …")."""
    tokens = scene.names.tokens
    if any(tokens.kind[spot] & NUM for spot in range(*source)):
        return None
    who = speakers.resolve(scene, source)
    head = tokens.low[scenes.head_end(tokens, *source) - 1]
    if who.name or head in scenes.people() or head.removesuffix("s") in scenes.people():
        return who
    return who if tokens.word[source[1] - 1].isupper() and source[1] - source[0] == 1 else None  # CM


def find_headline(scene: scenes.Scene, passages: list[tuple], part: Part) -> tuple | None:
    """Return (source, cue, speaker, content) of a headline without marks: "Harbour to close: mayor", or None."""
    if passages[part.passage][2] not in ("headline", "standfirst", "boilerplate"):
        return None
    tokens = scene.names.tokens
    spots = [spot for spot in range(part.first, part.last) if tokens.low[spot] == ":" and tokens.quoted[spot] < 0]
    if len(spots) != 1:
        return None
    spot = spots[0]
    before, after = spot - part.first, part.last - spot - 1
    named = after and (tokens.kind[spot + 1] & CAP or tokens.low[part.last - 1] in scenes.people())
    if named and after <= 5 and after < before:
        source, content = (spot + 1, part.last), (part.first, spot)
    elif before and before <= 4 and before < after and tokens.kind[part.first] & CAP:
        source, content = (part.first, spot), (spot + 1, part.last)
    else:
        return None
    who = _headline_source(scene, source)
    if source < content and who and who.kind == "place":
        return None  # "Lima: ferry sinks in the harbour" says where, not who
    return (source, (spot, spot + 1), who, content) if who else None

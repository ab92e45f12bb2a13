"""Pronouns: who "he", "she" or "it" is: the subject of the sentence, who spoke last, who is named nearest.

Floor 1, above `scenes`, below `speakers`. Out of scope: sources that are nouns (`speakers`).
"""

from ..english import phrases
from ..english.tokens import AUX, CAP, CUE, DET, NUM, PREP, SUB, SUBJ
from .scenes import SOMEBODY, Scene, Speaker, head_end, named_before, nouns

GENDER = {"he": "m", "she": "f", "him": "m", "her": "f", "he’s": "m", "he's": "m", "she’s": "f", "she's": "f"}
OWNERS = {"his": "m", "her": "f"}
FIRST = frozenset(("i", "we", "i’m", "i'm", "we’re", "we're", "i’ve", "i've", "we’ve", "we've"))


def resolve(scene: Scene, place: int, word: str) -> Speaker:
    """Resolve a personal pronoun."""
    if word in GENDER:
        entity = person_before(scene, place, GENDER[word])
        return Speaker(entity.name if entity else None, "person", None, "pronoun")
    if word in FIRST or word in ("you", "there"):
        return Speaker(None, "person", None, "first person")
    if word in ("it", "it’s", "it's"):
        if _document_before(scene, place):
            return Speaker(None, "document", None, "pronoun")
        for _, name, kind in reversed(scene.spoken[-3:]):
            if kind in ("organisation", "group", "place"):
                return Speaker(name or None, kind, None, "pronoun")
        for first, _, entity in reversed(named_before(scene, place)[-6:]):
            if entity.kind in ("organisation", "group") and first in scene.subjects:
                return Speaker(entity.name, entity.kind, None, "pronoun")
        return Speaker(None, "organisation", None, "pronoun")
    return SOMEBODY


def _document_before(scene: Scene, place: int) -> bool:
    """Tell whether "it" opens a sentence after one about a document: "The report rests on letters. It found …"."""
    sentence_of, here = scene.sentence_of, scene.sentence_of[place]
    if place == 0 or sentence_of[place - 1] == here:
        return False
    begin = place - 1
    while begin and sentence_of[begin - 1] == here - 1:
        begin -= 1
    tokens = scene.names.tokens
    if sentence_of[begin] != here - 1 or not tokens.kind[begin] & DET:
        return False
    end = phrases.phrase_right(tokens, begin, place)
    return end > begin and tokens.low[head_end(tokens, begin, end) - 1] in nouns("document")


WHERE = frozenset(("in", "at", "near", "from", "to", "into", "across"))
MOST = 7.0  # more than a mention can be worth, less one for each sentence back: those farther off need no look


def person_before(scene: Scene, place: int, gender: str | None):
    """Return the person that "he" or "she" at `place` most likely is: subject, last speaker, nearest."""
    tokens = scene.names.tokens
    here = scene.sentence_of[place]
    spoken = [name for _, name, _ in scene.spoken[-6:]]
    latest = _still_speaking(scene, place, gender)
    best, score, spot = None, -99.0, -1
    for first, last, entity in reversed(named_before(scene, place)):
        person = entity.kind == "person"
        if not person and (entity.kind is not None or (len(entity.words) != 1 and not entity.guess)):
            continue
        if entity.gender != gender and gender and entity.gender:
            continue
        if not person and first and (tokens.low[first - 1] in WHERE or tokens.kind[last] & NUM):
            continue  # in Tarn; Class 4
        gap = here - scene.sentence_of[first]
        if gap > 12 or MOST - gap <= score:
            break
        value = -1.0 * gap if gap else 1.0
        value += 1.5 if entity.gender and entity.gender == gender else 0.0
        if person:
            value += 1.0 if entity.sure else 0.0
        elif not entity.guess:
            value -= 1.0
        value += 1.5 if first in scene.subjects else 0.0
        value += 2.0 if entity.name == latest else 0.5 if entity.name in spoken else 0.0
        value -= 2.0 if tokens.quoted[first] >= 0 else 0.0
        value -= 0.7 if tokens.low[last - 1].endswith(("’s", "'s")) else 0.0
        if value > score:
            best, score, spot = entity, value, first
    if spot < scene.somebody and here - scene.sentence_of[scene.somebody] == 1 and gender:
        return None  # "One soldier spoke of the night. “I called the captain,” he said."
    if best is None and scene.spans:
        # "When he reached the summit, climber Dorje Lama wept": the name follows.
        for first, _, entity in scene.spans:
            if (
                first > place
                and scene.sentence_of[first] == here
                and entity.kind == "person"
                and entity.gender in (gender, None)
            ):
                return entity
    if best is None:  # nobody near: who of that gender spoke last
        for _, name, kind in reversed(scene.spoken):
            entity = scene.names.entities.get(name)
            if kind == "person" and entity and entity.gender == gender:
                return entity
    return best


def _still_speaking(scene: Scene, place: int, gender: str | None) -> str | None:
    """Return who spoke last, unless a sentence since then is about another person: "Tor Lund found out by phone."."""
    if not scene.spoken:
        return None
    said, name, _ = scene.spoken[-1]
    for first, _, entity in reversed(named_before(scene, place)):
        if scene.sentence_of[first] <= scene.sentence_of[said]:
            break
        if (
            entity.name != name
            and entity.kind == "person"
            and entity.sure
            and entity.gender in (gender, None)
            and _opens(scene, first)
        ):
            return None
    return name


def _opens(scene: Scene, first: int) -> bool:
    """Tell whether a name is what its sentence begins with, its role before it or not."""
    kind, low, begin = scene.names.tokens.kind, scene.names.tokens.low, first
    if first not in scene.subjects:
        return False
    while begin and scene.sentence_of[begin - 1] == scene.sentence_of[first] and low[begin - 1] != ":":
        begin -= 1
    while (
        first > begin and kind[first - 1] & CAP and not kind[first - 1] & (SUB | PREP | SUBJ | AUX)
    ):  # the victim's father, Pastor Nils Aune
        first -= 1
    words = range(begin, first)
    if any(kind[spot] & (SUBJ | AUX | SUB) & ~DET or kind[spot] & CUE for spot in words):
        return False
    return low[first - 1] == "," or not any(kind[spot] & PREP for spot in words)

"""Continued: whose words marked words are that no cue reports: the speaker before, the next one, the subject.

Floor 1, above `layout`; `quotes` gives its work, with all quotes that have a cue. Out of scope: who a source is
(`speakers`).
"""

from operator import attrgetter

from ..codebook.found import OWN_WORDS
from ..names import scenes, speakers
from . import layout, sources


def inherit(work) -> None:
    """Give quotes that stand alone the speaker of the quote they go on from."""
    work.quotes.sort(key=attrgetter("start", "end"))
    alone = [(place, quote) for place, quote in enumerate(work.quotes) if quote.who is None]
    # Heads last: what they repeat has its speaker by then, and no paragraph goes on from them.
    for head in (False, True):
        for place, quote in alone:
            if _in_head(work, quote) is not head:
                continue
            if head and quote.method != "title or term" and _repeated(work, quote):
                continue
            if quote.method == "stands alone":
                _take_up(work, place, quote)


def _in_head(work, quote) -> bool:
    return work.passages[work.parts[quote.part].passage][2] in layout.HEADS


def _take_up(work, place: int, quote) -> None:
    """Give a quote the speaker of its model or, without one, the subject of the sentence before."""
    model, method = _model(work, place, quote)
    if model is None:
        subject = None if _in_head(work, quote) else _subject_before(work, quote)
        if subject is not None:
            quote.who, quote.method = subject, "subject of the sentence before"
        return
    quote.who, quote.method = model.who, method
    if model.start < quote.start:
        quote.continues = model.start
        if model.kind == "not_speech":
            quote.kind = "not_speech"


def _repeated(work, quote) -> bool:
    """Give a headline's marked words the speaker who says them, between marks again, in the text below.

    A paraphrase with the same words proves nothing: the marks above may be the editor's distance.
    """
    words = work.text[quote.start : quote.end].strip(" .,!?").lower()
    for other in work.quotes:
        if (
            other.start > quote.end
            and other.who is not None
            and other.kind in ("direct", "mixed")
            and words in work.text[other.start : other.end].lower()
        ):
            size = len(words.split())
            quote.kind = "direct" if size > 4 and other.kind == "direct" else "mixed"
            quote.who, quote.method = other.who, "headline, the same words below"
            return True
    return False


def _model(work, place: int, quote) -> tuple:
    """Return the quote whose speaker a quote without attribution shares."""
    passage = work.parts[quote.part].passage
    spoken = [
        other
        for other in work.quotes[max(0, place - 6) : place]
        if other.who is not None and other.kind != "not_speech"
    ]
    here = [other for other in spoken if work.parts[other.part].passage == passage]
    if here and here[-1].part < quote.part - 1 and _turned(work, place, quote, here[-1].who.name):
        return None, ""
    if (here and here[-1].part == quote.part - 1) or (here and here[-1].kind in OWN_WORDS):
        return here[-1], "goes on from the quote before"
    after = [
        other
        for other in work.quotes[place + 1 : place + 5]
        if other.who is not None and other.kind in ("direct", "mixed")
    ]
    if after and work.parts[after[0].part].passage == passage and after[0].source:
        return after[0], "speaker of the next quote"
    if not _closed(work, quote) and after and work.parts[after[0].part].passage == passage + 1 and after[0].source:
        return after[0], "marks left open"
    if here:
        return here[-1], "goes on from the quote before"
    if _in_head(work, quote):
        return None, ""  # a subhead goes on from no paragraph
    before = work.parts[quote.part - 1] if quote.part else None
    if (
        before
        and before.passage == passage
        and not _spoke(work, place, quote.part - 1)
        and _subject_before(work, quote)
    ):
        return None, ""  # "Aune laughed. “I am old.”"
    if spoken and work.parts[spoken[-1].part].passage >= passage - 2:
        earlier = spoken[-1]
        subject = _subject_before(work, quote) if earlier.kind == "indirect" else None
        if subject is None:
            return _of_two(work, spoken, quote) or (earlier, "goes on from the paragraph before")
    return None, ""


def _of_two(work, spoken: list, quote) -> tuple | None:
    """Return who asks on after an answer: “Did you?” asked Quist. “I did,” he said. “And why?”."""
    asked, answered = spoken[-2:] if len(spoken) > 1 else (None, spoken[-1])
    if asked is None or not asked.who.name or asked.who.name == answered.who.name:
        return None
    near = work.parts[asked.part].passage >= work.parts[answered.part].passage - 1
    ask = all("?" in work.text[each.end - 1 : each.end + 1] for each in (asked, quote))
    return (asked, "asks on") if near and ask and _closed(work, answered) else None


def _spoke(work, place: int, number: int) -> bool:
    return any(other.part == number and other.kind != "not_speech" for other in work.quotes[max(0, place - 6) : place])


def _turned(work, place: int, quote, name: str | None) -> bool:
    """Tell whether the sentence before a quote, which reports nothing, is about another person, named there."""
    before = work.parts[quote.part - 1]
    if _spoke(work, place, quote.part - 1) or before.found or before.passage != work.parts[quote.part].passage:
        return False
    who = _subject_before(work, quote)
    return who is not None and who.kind == "person" and who.name != name and who.method == "name"


def _closed(work, quote) -> bool:
    return next((item.closed for item in work.parts[quote.part].stretches if item.start == quote.start), True)


def _subject_before(work, quote):
    """Return the subject of the sentence before a quote that stands alone, if it is a person."""
    if quote.part == 0:
        return None
    part = work.parts[quote.part - 1]
    subject = sources.clause_subject(work.tokens, part.first, part.last)
    if subject is None:
        return None
    who = speakers.resolve(work.scene, subject)
    if who.name and who.kind in ("person", "organisation"):
        return who
    # "Quist prefers the sea.": a verb that no list has looks like a noun after the name
    named = next((entity for *_, entity in work.named(subject[0], subject[0] + 1)), None)
    if named is not None and named.kind == "person":
        return scenes.Speaker(named.name, "person", None, "name")
    return None

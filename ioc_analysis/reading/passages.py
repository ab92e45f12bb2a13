"""Passages: what each paragraph or line of an article is, from headline to footer.

Floor 1: imports `text` and `lexicon`. Text is labelled, never deleted: every character that is not blank is in
exactly one passage. Only general cues are used (credits, bylines, another language, repeats, the stop that a line
lacks, where it stands), so a line can be mislabelled; a manifest's overrules mend that. In doubt it is body, because
what is taken for a caption or a subhead by mistake is lost to the framing statistics.
Out of scope: who wrote it, when, and for whom (`corpus`).
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate, pairwise

from .. import lexicon
from ..english.text import find_language

KINDS = ("headline", "standfirst", "byline", "caption", "subhead", "body", "boilerplate")

NARROWEST_WRAP, WIDEST_WRAP = 40, 100  # characters: the width of hard-wrapped text
LONG = 40  # words: running text, even without a stop
SUBHEAD = 10  # words: no subhead is longer
FOREIGN = 40  # words: a longer passage in another language is text
TEASER = 25  # words: no summary below the headline is longer
TAIL = 80  # characters at the end of a passage, where a picture's credit stands
FOOTER = 8  # passages at the end, where credits and notices stand

ENDINGS = ".!?…:;\"'”’»)]"  # the last character of a paragraph that is not cut off
EDGES = "\"'“”‘’.,:;!?-–—*•| "  # marks that do not make another line
OPENING = "([{<>|*•-–— "  # may stand before its first word
CLOSING = "\"'”’»)] \t\xa0"  # may stand after a full stop
CREDIT = r"[/():|]"  # a picture's credit has one of them: "Ann Bell/AP", "(Photo: AP)", "| AP Photo"
BULLETS = ("•", "- ", "– ", "— ", "* ", "▪", "‣", "· ")
BYLINE = r"(?:By|BY|by):?\s+[A-Z]"
# Below the headline: "Ann Bell, Gazette correspondent", "Gazette News, Lima".
POST = r"[^.]*(?:[Cc]orrespondent|[Rr]eporter$|[Ss]taff [Ww]riter|[Bb]ureau [Cc]hief|, [\w ]+ [Ee]ditor$|\bNews, [A-Z])"
# … and below the name: "Business editor".
POST_ALONE = r"(?:[\w-]+ ){0,3}(?:[Ee]ditor|[Ww]riter|[Rr]eporter|[Cc]orrespondent|[Cc]olumnist)"
# Capitals and the particles of names: "Omar al-Haddad", "Lena van der Meer".
PART = r"(?:(?:al-)?[A-Z][\w.'’-]*+|de|la|del|van|von|der|bin|ibn|al|el)"
WORD = r"[\w'’-]+"
NAME = rf"{PART}(?: {PART}){{1,4}}"
STAMPS = frozenset(("published", "updated", "last updated", "posted"))  # above the day, on a line of their own
# Ada Quist in Port Hallow; Ada Quist and agencies; Port Hallow, August 4, 2022
SENT_FROM = rf"{PART}(?: {PART}){{1,3}}(?:(?: and|,) {PART}(?: {PART}){{1,3}})* in {PART}(?: {PART}){{0,2}}?(?!\w)"
AGENCIES = rf"{PART}(?: {PART}){{1,3}} and agenc(?:y|ies)"
PLACE, YEAR = rf"{PART}(?: {PART}){{0,3}}", r"\b(?:19|20)[0-9]{2}\b"


def find_passages(
    text: str,
    *,
    title: str | None = None,
    language: str | None = None,
    overrules: Sequence[Mapping[str, str]] | None = None,
) -> list[tuple]:
    r"""Return (start, end, kind, language, repeats, method) of every passage, in reading order.

    A passage is a line that is not blank, without the white space around it; where lines are hard-wrapped, the
    lines of one paragraph. `kind` is one of `KINDS`, `repeats` the start of the first passage with the same words or
    None, `method` the rule. `title` is the headline and `language` the article's language, where known.
    `overrules` are rows of a manifest: a passage that begins with `opens` is of `kind`, for the `reason` given.

    >>> text = "Ferry sinks\n\nBy Ann Bell\n\nA ferry sank on Monday.\n\nPhoto: Ann Bell\n\nThree men died."
    >>> [row[2] for row in find_passages(text)]
    ['headline', 'byline', 'body', 'caption', 'body']
    """
    spans = _blocks(text)
    pieces = [text[start:end] for start, end in spans]
    keys = [_key(piece) for piece in pieces]
    first = {key: start for (start, _), key in reversed(list(zip(spans, keys, strict=True))) if key}
    language = language or find_language(text)
    languages = [_language(piece, language) for piece in pieces]
    labels = _labels(pieces, keys, languages, language, _key(title or ""))
    rows = []
    for (start, end), piece, key, tongue, label in zip(spans, pieces, keys, languages, labels, strict=True):
        for overrule in overrules or ():
            if piece.startswith(overrule["opens"]):
                label = overrule["kind"], f"manifest: {overrule['reason']}"
        repeats = first.get(key, start)
        rows.append((start, end, label[0], tongue, None if repeats == start else repeats, label[1]))
    return rows


def unused_overrules(text: str, overrules: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """Return the overrules that fit no passage of the text."""
    pieces = [text[start:end] for start, end in _blocks(text)]
    return [row for row in overrules if not any(piece.startswith(row["opens"]) for piece in pieces)]


def _blocks(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of every line that is not blank, without white space around it; hard wraps undone."""
    lines = text.splitlines(keepends=True)
    spans = []
    for line, stop in zip(lines, accumulate(map(len, lines)), strict=True):
        kept = line.strip()
        if kept:
            start = stop - len(line.lstrip())
            spans.append((start, start + len(kept)))
    return _unwrapped(text, spans)


def _unwrapped(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join the lines of hard-wrapped paragraphs; other text is left as it is.

    A line break is soft if the next line's first word would not have fitted into the width of the text any more.
    The text is hard-wrapped if hardly a line is long, most breaks within paragraphs are soft, and words in small
    letters follow many of them: lines that happen to be of one length begin with capitals.
    """
    widths = [end - start for start, end in spans if end - start <= WIDEST_WRAP]
    width = max(widths, default=0)
    if len(spans) < 3 or 20 * len(widths) < 19 * len(spans) or width < NARROWEST_WRAP:
        return spans
    breaks, joins, small = 0, [], 0
    for (start, end), (following, last) in pairwise(spans):
        inside = text.count("\n", end, following) < 2 and not text.startswith(BULLETS, following)
        soft = inside and end - start + 1 + len(text[following:last].split(None, 1)[0]) > width
        breaks += inside
        small += soft and text[following].islower()
        joins.append(soft)
    if sum(joins) < 2 or 2 * sum(joins) < breaks or 3 * small < sum(joins):
        return spans
    joined = [spans[0]]
    for join, span in zip(joins, spans[1:], strict=True):
        if join:
            joined[-1] = joined[-1][0], span[1]
        else:
            joined.append(span)
    return joined


def _key(piece: str) -> str:
    """Return what two passages with the same words have in common; empty if there is no word."""
    key = piece if len(piece) > 200 else " ".join(piece.casefold().split()).strip(EDGES)
    return key if key[:1].isalnum() or any(map(str.isalnum, key)) else ""


def _language(piece: str, language: str | None) -> str | None:
    """Return the language of a passage, or the article's where it is too short to tell."""
    # Words that no other language has; nine of ten English paragraphs hold one.
    if language == "en" and (" the " in piece or " and " in piece or " that " in piece or " with " in piece):
        return "en"
    return find_language(piece) or language


def _labels(
    pieces: list[str], keys: list[str], languages: list[str | None], language: str | None, title: str
) -> list[tuple[str, str]]:
    """Return (kind, method) of every passage: first by what it says, then by where it stands."""
    full = [_is_full(piece) for piece in pieces]
    labels = _by_words(pieces, keys, full, title)
    full = [
        stop and label is None and tongue == language
        for stop, label, tongue in zip(full, labels, languages, strict=True)
    ]
    begin = full.index(True) if True in full else len(pieces)
    end = len(full) - full[::-1].index(True) if True in full else len(pieces)
    for place, tongue in enumerate(languages):
        if labels[place] is None and tongue != language and pieces[place].count(" ") < FOREIGN:
            labels[place] = ("boilerplate" if place >= end else "caption"), "another language"
    _label_top(pieces, keys, labels, full, begin)
    _label_middle(pieces, labels, full, begin, end)
    for place, label in enumerate(labels):
        if label is None:
            short = place >= end > begin and pieces[place].count(" ") < SUBHEAD and not pieces[place][0].islower()
            labels[place] = ("boilerplate", "short line after the text") if short else ("body", "paragraph")
    return labels


def _by_words(pieces: list[str], keys: list[str], full: list[bool], title: str) -> list[tuple[str, str] | None]:
    """Return (kind, method) of the passages that say what they are, None for the others."""
    labels: list[tuple[str, str] | None] = []
    seen = set()
    near_end = len(pieces) - FOOTER
    foot = "\n".join(pieces[max(0, near_end) :]).lower()
    held = [cue for cue in _cues("holds") if cue[0] in foot]  # mostly none
    for place, key in enumerate(keys):
        if not key:
            labels.append(("boilerplate", "no words"))
        elif key in seen:
            labels.append(("boilerplate", "repeats an earlier line"))
        elif key == title:
            labels.append(("headline", "title"))
        elif place < near_end:
            labels.append(_cue(pieces[place], place, full[place], False, ()))
        else:
            labels.append(_cue(pieces[place], place, full[place], True, held))
        seen.add(key)
    return labels


def _cue(piece: str, place: int, full: bool, near_end: bool, held: Sequence[tuple]) -> tuple[str, str] | None:
    """Return (kind, method) of a passage with the words of a credit, a byline or site furniture.

    `full` tells whether it is running text; `held` are the cues that the last passages hold, if it is one of them.
    """
    if (cues := _openers(piece[:60].lstrip(OPENING)[:4].lower())) and (label := _opener(piece, cues, near_end)):
        return label
    tail = piece[-TAIL:]
    if _compiled(CREDIT).search(tail):
        for term, _, kind, most in _cues("tail"):
            if term in tail and piece.count(" ") < most:
                return kind, f"ends with {term!r}"
    for term, _, kind, most in held:
        if piece.count(" ") < most and term in piece.lower():
            return kind, f"contains {term!r}"
    if not full and piece.count(" ") < 20:
        if _compiled(BYLINE).match(piece):
            return "byline", "opens with by"
        if (place < FOOTER or near_end) and (_is_date_line(piece) or piece.lower() in STAMPS):
            return "byline", "date line"
        if 0 < place < FOOTER and (_compiled(SENT_FROM).fullmatch(piece) or _compiled(AGENCIES).fullmatch(piece)):
            return "byline", "a name, and where or with whom"
        if 0 < place < FOOTER and piece.count(" ") < SUBHEAD and _compiled(POST).match(piece):
            return "byline", "a reporter's post"
    return None


def _opener(piece: str, cues: Sequence[tuple], near_end: bool) -> tuple[str, str] | None:
    """Return (kind, method) of a passage that opens with one of these cues."""
    words, opening = piece.count(" ") + 1, piece[:60].lower().lstrip(OPENING)
    for term, where, kind, most in cues:
        if words > most or not opening.startswith(term) or (term[-1].isalnum() and opening[len(term) :][:1].isalnum()):
            continue
        # "Related: ..." is a headline, without a full stop; a notice stands at the end, or is short.
        teaser = where == "teases" and (words < 4 or not piece.endswith("."))
        if teaser or where == "opens" or (where == "closes" and (near_end or words < 13)):
            return kind, f"opens with {term!r}"
    return None


def _is_full(piece: str) -> bool:
    """Return whether a passage is running text: it ends in a full stop, or is too long for anything else."""
    return piece.rstrip(CLOSING).endswith((".", "…")) or piece.count(" ") >= LONG


def _is_date_line(piece: str) -> bool:
    """Return whether a line says nothing but when, or where and on which day of which year.

    "Updated 3:04 PM ET, Mon. March 2, 2015", "7 hours ago", "PORT HALLOW, August 4, 2022 21:15 IST".
    """
    place, _, day = piece.partition(", ")
    if _compiled(PLACE).fullmatch(place) and _compiled(YEAR).search(day):
        piece = day
    elif " | " in piece:  # The Gazette | Lima | 19 June 2026
        parts = piece.split(" | ")
        days = [part for part in parts if _compiled(YEAR).search(part)]
        others = [part for part in parts if part not in days]
        piece = days[0] if len(days) == 1 and all(map(_compiled(PLACE).fullmatch, others)) else piece
    elif (who := _compiled(SENT_FROM).match(piece)) and _compiled(YEAR).search(piece, who.end()):
        piece = piece[who.end() :]
    words = _compiled(r"[^\W\d_]+").findall(piece.lower())
    return any(map(str.isdigit, piece)) and bool(words) and lexicon.terms("dateline_words").issuperset(words)


def _label_top(
    pieces: list[str], keys: list[str], labels: list[tuple[str, str] | None], full: list[bool], begin: int
) -> None:
    """Label the lines above the first paragraph: headline, standfirst, byline, caption."""
    lines = [place for place in range(begin) if labels[place] is None]
    head = next((place for place, label in enumerate(labels) if label and label[0] == "headline"), None)
    if head is None and lines and len(pieces) > 1:
        head, method = _headline(pieces, keys, lines)
        labels[head] = "headline", method
    if head is None or begin > FOOTER + 2 or begin == len(pieces):
        return  # so many lines without a stop are no heading but the text
    body = "\n".join(pieces[begin:])
    for place in lines:
        if labels[place] is None:
            labels[place] = _line_above(pieces[place], place < head, labels[place - 1], body)
    # One sentence between headline and byline sums the article up.
    if head + 2 < len(pieces) and full[head + 1] and (labels[head + 2] or "?")[0] == "byline":
        labels[head + 1] = "standfirst", "between headline and byline"


def _headline(pieces: list[str], keys: list[str], lines: list[int]) -> tuple[int, str]:
    """Return (place, method) of the headline among the lines above the text."""
    times = Counter(keys)
    repeated = [place for place in lines if times[keys[place]] > 1 and " " in keys[place]]
    if repeated:
        return repeated[0], "repeated line"
    first, second = ([pieces[place].count(" ") + 1 for place in lines] + [0])[:2]
    section = second > 3 and (first < 3 or pieces[lines[0]].endswith(":"))
    # A standfirst may stand above: it is a sentence, the headline is much shorter.
    standfirst = first > 15 and second > 2 and second * 3 < first * 2
    return (lines[1], "line above the text") if section or standfirst else (lines[0], "first line")


def _line_above(piece: str, above: bool, before: tuple[str, str] | None, body: str) -> tuple[str, str] | None:
    """Return (kind, method) of a line that stands above the text, and above or below the headline."""
    words = piece.count(" ") + 1
    if words > 4:
        # A line that goes on, or that leads up to something, is part of the text.
        running = words > TEASER and not above
        return None if running or piece[0].islower() or piece[-1] in ":," else ("standfirst", "line above the text")
    if piece.isupper() or piece.endswith(":") or above:
        after_byline = before is not None and before[0] == "byline"
        return ("byline", "below a byline") if after_byline else ("boilerplate", "section above the text")
    if piece.endswith(","):
        return ("boilerplate", "salutation") if piece.lower().startswith(("dear ", "hello", "good ")) else None
    if words > 1 and _compiled(NAME).fullmatch(piece) and piece not in body:
        return "byline", "a name above the text"
    if before is not None and before[0] == "byline" and _compiled(POST_ALONE).fullmatch(piece):
        return "byline", "below a byline"
    return "caption", "short line above the text"


def _label_middle(
    pieces: list[str], labels: list[tuple[str, str] | None], full: list[bool], begin: int, end: int
) -> None:
    """Label the short lines without a stop between the paragraphs: a name alone is a caption, others are subheads."""
    found = []
    for place in range(begin + 1, end):
        piece = pieces[place]
        if labels[place] is not None or full[place] or piece.count(" ") >= SUBHEAD or piece.startswith(BULLETS):
            continue
        before = pieces[place - 1]
        cut = labels[place - 1] is None and before.count(" ") >= SUBHEAD and before[-1] not in ENDINGS
        goes_on = piece[0].islower() or piece[-1] in ',;:-–—"”' or pieces[place + 1][0].islower()
        if cut or goes_on or (piece[-1] == "?" and piece.count(" ") > 6):
            continue  # a piece of a sentence, of a list or of speech; a question that the reporter asks
        found.append(place)
    if 2 * len(found) > sum(full):
        return  # the text does without stops: a transcript, a list
    names = [place for place in found if _compiled(NAME).fullmatch(pieces[place])]
    for place in found:
        labels[place] = "subhead", "short line without a stop"
    whole = "\n".join(pieces) if names else ""
    words: list[str] = []
    for place in names:
        first, last = _compiled(WORD).findall(pieces[place])[-2:]
        if whole.count(first) > 1 and whole.count(last) > 1:  # the words of a text take longer
            words = words or _compiled(WORD).findall(whole)
            if sum(pair == (first, last) for pair in pairwise(words)) > 1:
                labels[place] = "caption", "a name of the text alone"


@cache
def _cues(*places: str) -> tuple[tuple[str, str, str, int], ...]:
    """Return (term, place, kind, most words of the passage) of the cues that count in these places.

    opens: at the beginning; teases: there, if no full stop ends the passage; closes: there, near the end of the
    article or in a short passage; tail: in the last 80 characters, in this case; holds: anywhere, near the end.
    """
    rows = [row for row in lexicon.load("passage_cues") if row["place"] in places]
    return tuple((row["term"], row["place"], row["kind"], int(row["words"])) for row in rows)


@lru_cache(1 << 14)
def _openers(opening: str) -> tuple[tuple[str, str, str, int], ...]:
    """Return the cues that may open a passage of these first characters, longest first: for most, none."""
    return tuple(cue for cue in _longest_first() if cue[0].startswith(opening) or opening.startswith(cue[0]))


@cache
def _longest_first() -> list[tuple[str, str, str, int]]:
    """Return the cues that open a passage, longest first."""
    return sorted(_cues("opens", "teases", "closes"), key=lambda cue: -len(cue[0]))


@cache
def _compiled(pattern: str) -> re.Pattern:
    """Compile a pattern at its first use, not at import."""
    return re.compile(pattern)

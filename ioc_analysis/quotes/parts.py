"""Parts: each sentence together with the quotations it holds, and the attributions in it.

Floor 1, above `attributions`. Out of scope: what kind of quote a stretch is (`quotes`).
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from ..english.tokens import Tokens
from . import attributions

LONGEST = 250  # tokens of a sentence outside quotation marks; no sentence of news has so many


@dataclass(slots=True)
class Stretch:
    """Words between quotation marks: characters and tokens."""

    start: int
    end: int
    first: int
    last: int
    closed: bool
    number: int


@dataclass(slots=True)
class Part:
    """A sentence together with the quotations it holds: tokens, passage, attributions, stretches."""

    first: int
    last: int
    passage: int
    found: list
    stretches: list


def find_parts(passages, sentences, outer, tokens: Tokens) -> list[Part]:
    """Join the sentences of one quotation, and find the attributions of each such part."""
    parts: list[Part] = []
    starts = tokens.start
    stretches = [
        Stretch(start, end, bisect_left(starts, start), bisect_left(starts, end), closed, number)
        for number, (_, start, end, _, _, closed) in enumerate(outer)
    ]
    inner = _inner(sentences, outer)
    begins = [row[0] for row in passages]
    pending = None
    used = last = 0
    starts, many = [*starts, len(starts) and tokens.end[-1] + 1], len(stretches)
    cues = attributions.find_cues(tokens)
    for number, (begin, end) in enumerate(sentences):
        passage = bisect_right(begins, begin) - 1
        if pending is not None and pending[1] == passage:
            begin = pending[0]
        if number in inner and end < passages[passage][1]:
            pending = (begin, passage)
            continue
        pending = None
        first = last if last and tokens.end[last - 1] <= begin <= starts[last] else tokens.at(begin)
        last = bisect_left(starts, end, first)
        held = []
        while used < many and stretches[used].start < end:
            if stretches[used].start >= begin:
                held.append(stretches[used])
            used += 1
        if last - first > LONGEST:
            parts += _cut(tokens, first, last, passage, cues, held)
        elif first < last:
            parts.append(_read(tokens, first, last, passage, cues, held))
    return parts


def _inner(sentences, outer) -> set[int]:
    """Return the numbers of the sentences that end inside a quotation."""
    ends = [end for _, end in sentences]
    return {number for row in outer for number in range(bisect_right(ends, row[0]), bisect_left(ends, row[3]))}


def _read(tokens: Tokens, first: int, last: int, passage: int, cues: tuple, held: list[Stretch]) -> Part:
    """Return the part made of tokens `first` to `last`; `cues` are those of the text, as `find_cues` gives them."""
    every, telling = cues
    chosen = every if held else telling
    begin = bisect_left(chosen, first)
    here = chosen[begin : bisect_left(chosen, last, begin)]
    found = attributions.find_attributions(tokens, first, last, here, held) if here else []
    return Part(first, last, passage, found, held)


def _cut(tokens: Tokens, first: int, last: int, passage: int, cues: tuple, held: list[Stretch]) -> list[Part]:
    """Read a sentence of more than LONGEST tokens outside quotation marks in pieces, so that time stays linear."""
    parts = []
    firsts = [item.first for item in held]
    for begin, stop in _bounded(tokens, first, last):
        own = held[bisect_left(firsts, begin) : bisect_left(firsts, stop)]
        parts.append(_read(tokens, begin, stop, passage, cues, own))
    return parts


def _bounded(tokens: Tokens, first: int, last: int) -> list[tuple[int, int]]:
    """Return the pieces of a sentence: each of LONGEST tokens outside quotation marks, the last of fewer."""
    cuts, plain = [first], 0
    for place in range(first, last):
        plain += tokens.quoted[place] < 0
        if plain >= LONGEST:
            cuts.append(place + 1)
            plain = 0
    return [(begin, stop) for begin, stop in zip(cuts, [*cuts[1:], last], strict=True) if begin < stop]

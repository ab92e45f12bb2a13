"""Parts: each sentence together with the quotations it holds, and the attributions in it.

Floor 1, above `attributions`. Out of scope: what kind of quote a stretch is (`quotes`).
"""

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from ioc_analysis import attributions
from ioc_analysis.tokens import Tokens

LONGEST = 250  # tokens of a sentence outside quotation marks; no sentence of news has so many


class Stretch(NamedTuple):
    """Words between quotation marks: characters and tokens."""

    start: int
    end: int
    first: int
    last: int
    closed: bool
    number: int


class Part(NamedTuple):
    """A sentence together with the quotations it holds: tokens, passage, attributions, stretches."""

    first: int
    last: int
    passage: int
    found: list
    stretches: list


def find_parts(passages, sentences, outer, tokens: Tokens) -> list[Part]:
    """Join the sentences of one quotation, and find the attributions of each such part."""
    parts: list[Part] = []
    stretches = [
        Stretch(row[1], row[2], bisect_left(tokens.start, row[1]), bisect_left(tokens.start, row[2]), row[5], number)
        for number, row in enumerate(outer)
    ]
    opens = [row[0] for row in outer]
    begins = [row[0] for row in passages]
    pending = None
    used = 0
    cues = attributions.find_cues(tokens)
    for start, end, *_ in sentences:
        passage = bisect_right(begins, start) - 1
        begin = pending[0] if pending is not None and pending[1] == passage else start
        number = bisect_left(opens, end) - 1
        inside = number >= 0 and outer[number][0] < end < outer[number][3]
        if inside and end < passages[passage][1]:
            pending = (begin, passage)
            continue
        pending = None
        first, last = tokens.at(begin), bisect_left(tokens.start, end)
        while used < len(stretches) and stretches[used].start < begin:
            used += 1
        held = []
        while used < len(stretches) and stretches[used].start < end:
            held.append(stretches[used])
            used += 1
        firsts = [item.first for item in held]
        for begin, stop in _bounded(tokens, first, last):
            own = held[bisect_left(firsts, begin) : bisect_left(firsts, stop)]
            here = cues[bisect_left(cues, begin) : bisect_left(cues, stop)]
            found = attributions.find_attributions(tokens, begin, stop, here, own) if here else []
            parts.append(Part(begin, stop, passage, found, own))
    return parts


def _bounded(tokens: Tokens, first: int, last: int) -> list[tuple[int, int]]:
    """Cut a sentence of more than LONGEST tokens outside quotation marks, so that time stays linear."""
    if last - first <= LONGEST:
        return [(first, last)] if first < last else []
    cuts, plain = [first], 0
    for place in range(first, last):
        plain += tokens.quoted[place] < 0
        if plain >= LONGEST:
            cuts.append(place + 1)
            plain = 0
    return [(begin, stop) for begin, stop in zip(cuts, [*cuts[1:], last], strict=True) if begin < stop]

"""Cues: words that frame, hedge, distance or stress, from one table of terms, and those that attributions carry.

Floor 1. `lexicons/cues.csv` holds the terms, each with its class, label and source; `*` stands for any ending. A hit
is a word in its sentence, no finding: what is counted, and with what interval, is settled in `compare`.
"""

import re
from collections.abc import Iterable
from functools import cache

from .. import lexicon
from ..english import reporting

_WORD = re.compile(r"[^\W\d_]\w*(?:[-’'.]\w+)*")
_DEFINITE = re.compile(r"^(?:the|his|her|its|their)\b|['’]s?\s", re.IGNORECASE)
# Words that mean something else with a capital (May) or before a negation (could not come: no hedge).
_LOWER = frozenset(("may", "might", "could"))
_NO_HEDGE = frozenset(("could",))


class _Heads(dict):
    """The terms that may begin with a word: (further words, class, label), longest first; worked out once per word."""

    def __init__(self):
        super().__init__()
        self.whole: dict[str, list[tuple]] = {}
        self.open: list[tuple[str, tuple]] = []
        for row in lexicon.load("cues"):
            first, *rest = row["term"].lower().split()
            entry = (tuple(rest), row["class"], row["label"])
            if first.endswith("*"):
                self.open.append((first[:-1], entry))
            else:
                self.whole.setdefault(first, []).append(entry)

    def __missing__(self, word: str) -> tuple:
        low = word.lower().replace("’", "'")
        found = [*self.whole.get(low, ()), *(entry for stem, entry in self.open if low.startswith(stem))]
        entries = tuple(sorted(found, key=lambda entry: -len(entry[0])))
        if len(self) < 100_000:  # one process may read millions of articles
            self[word] = entries
        return entries


@cache
def _heads() -> _Heads:
    return _Heads()


@cache
def _classes() -> dict[str, str]:
    """Return the class of every reporting verb and phrase, by its printed form."""
    return {" ".join(form.words): form.group for forms in reporting.forms().values() for form in forms}


def find_cues(text: str, spans: Iterable[tuple[int, int]], quotes: Iterable[tuple]) -> list[tuple]:
    """Return (start, end, class, label, method) of every cue in the spans, in reading order.

    `quotes` are the rows of the quotes table: their reporting verb is a cue of class stance, an unnamed source one of
    vague source, and scare quotes are distancing.

    >>> find_cues("The so-called experts may be right.", [(0, 35)], [])
    [(4, 13, 'distancing', 'distancing', 'term: so-called'), (22, 25, 'hedge', 'hedge', 'term: may')]
    """
    quotes = list(quotes)
    stances = {(row[12], row[13]) for row in quotes if row[11] is not None}
    found = [row for start, end in spans for row in _find_terms(text, start, end) if row[:2] not in stances]
    vague = [row[:2] for row in found if row[2] == "vague source"]
    attributed = (row for quote in quotes for row in _find_attributed(text, quote))
    found += [
        row for row in attributed if row[2] != "vague source" or not any(row[0] <= at < row[1] for at, _ in vague)
    ]
    return sorted(dict.fromkeys(found), key=lambda row: (row[0], -row[1], row[2]))


def _find_terms(text: str, first: int, last: int) -> list[tuple]:
    """Return the terms of a span, of each class the longest where two overlap."""
    heads = _heads()
    words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(text, first, last)]
    found, ends = [], {}
    for place, (word, start, end) in enumerate(words):
        for rest, group, label in heads[word]:
            stop = end
            if rest:
                ahead = words[place + 1 : place + 1 + len(rest)]
                if tuple(other.lower().replace("’", "'") for other, *_ in ahead) != rest:
                    continue
                stop = ahead[-1][2]
                if not re.fullmatch(r"[\w\s'’.-]+", text[start:stop]):
                    continue
            elif word.lower() in _LOWER and not _is_modal(words, place):
                continue
            if start >= ends.get(group, 0):
                ends[group] = stop
                found.append((start, stop, group, label, f"term: {' '.join((word.lower(), *rest))}"))
    return found


def _is_modal(words: list[tuple], place: int) -> bool:
    """Tell whether may, might or could hedges: not the month, not the noun, no ability denied (could not come)."""
    word = words[place][0]
    behind = words[place + 1][0].lower() if place + 1 < len(words) else ""
    if word == "May":
        return False
    before = words[place - 1][0].lower() if place else ""
    return not (behind == "not" and word.lower() in _NO_HEDGE) and before not in (
        "the",
        "military",
        "their",
        "its",
        "of",
    )


def _find_attributed(text: str, quote: tuple) -> list[tuple]:
    """Return the cues that an attribution carries: the stance of its verb, a source without name, scare quotes."""
    start, end, kind, _, _, _, speaker_start, speaker_end, _, speaker_type, *_ = quote
    cue, cue_start, cue_end, method = quote[11], quote[12], quote[13], quote[-1]
    if kind == "not_speech":
        return [(start, end, "distancing", "scare quotes", "quotes")] if method == "scare quotes" else []
    found = []
    if cue is not None and (group := _classes().get(cue.lower())):
        found.append((cue_start, cue_end, "stance", group, "reporting verb"))
    # The ministry's spokesman is one man, who could be asked; senior officials are nobody.
    if (
        speaker_type == "unnamed"
        and speaker_start is not None
        and not _DEFINITE.search(text[speaker_start:speaker_end])
    ):
        found.append((speaker_start, speaker_end, "vague source", "unnamed source", "quotes"))
    return found

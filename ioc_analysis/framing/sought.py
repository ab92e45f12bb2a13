"""Sought: where among the tokens a cue or a harm word may stand, found once for both.

Floor 1 (above `cues` and `harm_words`). Out of scope: whether it is one there.
"""

from functools import cache

from ..english.tokens import FRAMING, Tokens
from .cues import terms
from .harm_words import words


class _Sought(dict):
    """Whether a word is one to look at; worked out once per word."""

    def __missing__(self, word: str) -> bool:
        value = terms()[word] is not None or word in words().heads
        if len(self) < 100_000:  # one process may read millions of articles
            self[word] = value
        return value


@cache
def _sought() -> _Sought:
    return _Sought()


def find_places(tokens: Tokens) -> list[int]:
    """Return the numbers of the tokens by which a cue or a harm word is looked for: one in fifteen.

    >>> from ioc_analysis.english.tokens import tokenize
    >>> find_places(tokenize("Rebels may attack the port.", [(0, 27)], []))
    [1, 2]
    """
    low, sought = tokens.low, _sought()
    return [place for place, kind in enumerate(tokens.kind) if kind & FRAMING and sought[low[place]]]

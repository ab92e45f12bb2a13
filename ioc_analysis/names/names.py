"""Names: the people, organisations, groups and places of one article, each with all its forms.

Floor 1. Found without a model, from capitals, titles, roles, acronyms, given names and the
alias table. Given names are from public lists alone, which `tools/given_names.py` joins.
Out of scope: who a pronoun is (`speakers`), who is who across articles (`align_names`).
"""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from ..english import marks, tokens
from ..english.tokens import Tokens
from . import candidates, capitals, evidence, register


@dataclass(slots=True)
class Names:
    """What `find_names` found: `mentions` are rows (start, end, entity, entity_type, variant, method).

    `entities` by name; `spans` are (first token, last token, entity) of each mention, in
    reading order. `tokens` and `marks` are kept so that `find_quotes` scans nothing twice.
    """

    mentions: list[tuple]
    entities: dict[str, evidence.Entity]
    spans: list[tuple[int, int, evidence.Entity]]
    tokens: Tokens
    marks: list[tuple]

    def by_surname(self, low: str) -> str | None:
        """Return the fullest name of the person whose surname, in small letters, this is."""
        options = [
            entity for entity in self.entities.values() if entity.words and register.surname(entity.words) == low
        ]
        return max(options, key=lambda entity: entity.count).name if options else None


def find_names(text: str, passages: list[tuple], sentences: list[tuple], aliases: str | None = None) -> Names:
    """Return the names of one text.

    `passages` and `sentences` begin (start, end); passages are those that are read. `aliases`
    is the path of a table to use in place of the package's.

    >>> text = "Mayor Ada Quist left. Quist, 44, said she was tired."
    >>> names = find_names(text, [(0, len(text), "body")], [(0, 21), (22, len(text))])
    >>> [(text[start:end], entity) for start, end, entity, *_ in names.mentions]
    [('Ada Quist', 'Ada Quist'), ('Quist', 'Ada Quist')]
    """
    stretches = _marks(text, passages)
    found = tokens.tokenize(text, [row[:2] for row in passages], [row[1:3] for row in marks.outermost(stretches)])
    starts = {bisect_right(found.end, row[0]) for row in sentences}
    places = candidates.find_capitals(found)
    titled = candidates.title_case(found, places, passages, starts)
    items = candidates.find_candidates(found, places, starts, titled)
    opening = {bisect_right(found.end, row[0]) for row in passages}
    items = register.find_entities(found, items, capitals.aliases_of(aliases), opening)
    spans = [(item.first, item.last, item.entity) for item in items]
    start, end = found.start, found.end
    mentions = [
        (start[first], end[last - 1] - item.cut, entity.name, entity.kind, item.name, item.method)
        for (first, last, entity), item in zip(spans, items, strict=True)
    ]
    for entity, count in Counter([entity for _, _, entity in spans]).items():
        entity.count = count
    return Names(mentions, {entity.name: entity for _, _, entity in spans}, spans, found, stretches)


def _marks(text: str, passages: list[tuple]) -> list[tuple]:
    """Return the stretches between quotation marks of the passages, in one pass over all of them."""
    if not passages:
        return []
    stretches = marks.find_marks(text, passages[0][0], passages[-1][1])
    begins = [row[0] for row in passages]
    return [row for row in stretches if row[2] <= passages[bisect_right(begins, row[0]) - 1][1]]

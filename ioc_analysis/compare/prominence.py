"""Prominence: where in each article a claim, an utterance, a statement or a source first stands.

Floor 3. Own measure: headline, lead and share of the body, as news is written, the weightiest first (inverted pyramid).
Out of scope: what is shared (`align_` functions), how often (the other statistics).
"""

from bisect import bisect_right

import pandas as pd

from .. import schema

# Id of each aligned table, in the order looked for; quotes have `speaker_id` too, to be asked for by name.
IDS = {"claim_id": "figures", "utterance_id": "quotes", "statement_id": "sentences", "entity_id": "mentions"}
# A caption is read beside the text, so it comes after it.
ORDER = {"headline": 0, "standfirst": 1, "byline": 2, "body": 3, "subhead": 4, "caption": 5}


def stat_prominence(aligned: pd.DataFrame, sentences: pd.DataFrame, *, by: str | None = None) -> pd.DataFrame:
    """Return where each article first tells what has one id over all articles, what most articles tell first.

    One row per id and article, in the order of `articles` (how many tell it), of the ids, and of the articles in
    `sentences`. The evidence is the most prominent occurrence: in the headline, else the standfirst, else the first in
    the body; captions and subheads last. Rows without an id are left out.
    Columns: see `prominence` in the schema.

    Parameters
    ----------
    aligned
        What an `align_` function gave: figures, quotes, sentences or mentions.
    sentences
        As extracted, of the same articles.
    by
        The column whose ids are asked for; by default the table's own (`claim_id`, `utterance_id`, `statement_id`,
        `entity_id`). `"speaker_id"` of aligned quotes tells where each source first speaks.

    Raises SchemaError if `aligned` has no such column, its rows have no place in an article, or `sentences` are none.

    Notes
    -----
    The lead is the first sentence of the body, or the standfirst. A long first paragraph is more than its lead.

    """
    sentences = schema.check(sentences, "sentences")
    by = by or next((name for name in IDS if name in aligned), None)
    needed = [by or "one of " + ", ".join(IDS), "article_id", "outlet", "start", "end", "text"]
    if missing := [name for name in needed if name not in aligned]:
        raise schema.SchemaError(
            f"not an aligned table: columns {missing} are missing; it has {list(aligned)}; "
            "give it to its align_ function first"
        )
    aligned = schema.check_spans(aligned)
    places = _places(sentences)
    order = {article_id: number for number, article_id in enumerate(sentences["article_id"].unique())}
    found: dict[tuple, list[tuple]] = {}
    rows = aligned[aligned[by].notna()]
    for one, article, outlet, start, end, words in schema.rows(
        rows, [by, "article_id", "outlet", "start", "end", "text"]
    ):
        kind, position = _place(places.get(article), start)
        found.setdefault((one, article), []).append(
            (ORDER.get(kind, len(ORDER)), start, end, words, kind, position, outlet)
        )
    shared: dict[str, int] = {}
    for one, _ in found:
        shared[one] = shared.get(one, 0) + 1
    table = []
    for (one, article), several in found.items():
        _, start, end, words, kind, _, outlet = min(several, key=lambda row: row[:3])
        position = min((row[5] for row in several if not pd.isna(row[5])), default=None)
        kinds = {row[4] for row in several}
        lead = position == 0 or "standfirst" in kinds
        table.append(
            (
                one,
                shared[one],
                article,
                outlet,
                kind,
                position,
                "headline" in kinds,
                lead,
                len(several),
                start,
                end,
                words,
            )
        )
    table.sort(key=lambda row: (-row[1], row[0], order.get(row[2], len(order)), row[9]))
    return schema.table("prominence", table, like=sentences)


def _places(sentences: pd.DataFrame) -> dict[str, tuple[list, list]]:
    """Return article → (starts of its sentences, (end, kind, position) of each)."""
    found: dict[str, list[tuple]] = {}
    columns = ["article_id", "start", "end", "kind", "position"]
    for article, *row in schema.rows(sentences, columns):
        found.setdefault(article, []).append(tuple(row))
    for rows in found.values():
        rows.sort(key=lambda row: row[0])
    return {article: ([row[0] for row in rows], [row[1:] for row in rows]) for article, rows in found.items()}


def _place(places: tuple[list, list] | None, start: int) -> tuple[str | None, float | None]:
    """Return kind and position of the sentence that `start` stands in; None where there is none."""
    if places is None:
        return None, None
    number = bisect_right(places[0], start) - 1
    if number < 0 or places[1][number][0] <= start:
        return None, None
    return places[1][number][1:]

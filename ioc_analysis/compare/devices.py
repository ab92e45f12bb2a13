"""Devices: how many sentences of each article hold each framing device, with the uncertainty of so small a count.

Floor 3. What a hit is, is settled in `framing`; a share of few sentences has a wide interval, and is shown with it.
"""

import math
from bisect import bisect_right
from collections.abc import Sequence

import pandas as pd

from .. import schema

ENOUGH = 3
Z = 1.959964  # of a 95 % interval


def stat_cues(
    cues: pd.DataFrame, sentences: pd.DataFrame, *, voices: Sequence[str] = ("author", "reported")
) -> pd.DataFrame:
    """Return in how many body sentences of each article each label of framing device stands.

    One row per class, label and article, every article for every label, in the order of `sentences`; labels by how
    many sentences of the corpus hold them. By default in the reporter's voice, author and reported.
    Columns: see `cue_shares` in the schema.

    Raises SchemaError if a table is not what its name says, ValueError for a voice that is none of author, reported,
    quoted.

    Notes
    -----
    The interval is Wilson's (1927). Sentences of one article are not independent, so it is rather too narrow. A word
    list misses what is said without its words: compare articles, not labels.

    """
    cues, sentences = schema.check(cues, "cues"), schema.check(sentences, "sentences")
    if unknown := sorted(set(voices) - {"author", "reported", "quoted"}):
        raise ValueError(f"voices are author, reported and quoted; these are none: {unknown}")
    body = sentences[sentences["kind"] == "body"]
    starts = {key: group["start"].tolist() for key, group in body.groupby("article_id", sort=False)}
    ends = {key: group["end"].tolist() for key, group in body.groupby("article_id", sort=False)}
    held: dict[tuple, dict[str, tuple[set, list]]] = {}
    chosen = cues[cues["voice"].isin(list(voices))]
    columns = [chosen[name].tolist() for name in ("article_id", "start", "cue_class", "label")]
    for article_id, start, group, label in zip(*columns, strict=True):
        place = bisect_right(starts.get(article_id, []), start) - 1
        if place >= 0 and start < ends[article_id][place]:
            found, hits = held.setdefault((group, label), {}).setdefault(article_id, (set(), []))
            found.add(place)
            hits.append(start)
    articles = sentences.drop_duplicates("article_id")[["article_id", "outlet"]].values.tolist()
    ranked = sorted(held, key=lambda key: (-sum(len(found) for found, _ in held[key].values()), key))
    rows = []
    for key in ranked:
        enough = sum(len(found) for found, _ in held[key].values()) >= ENOUGH
        for article_id, outlet in articles:
            found, hits = held[key].get(article_id, ((), ()))
            count, of = len(found), len(starts.get(article_id, ()))
            share = count / of if of else None
            rows.append((article_id, outlet, *key, len(hits), count, of, share, *wilson(count, of), enough))
    return schema.table("cue_shares", rows, like=sentences)


def wilson(count: int, of: int) -> tuple[float | None, float | None]:
    """Return the 95 % interval of a share (Wilson 1927); None without observations.

    >>> [round(end, 3) for end in wilson(1, 10)]
    [0.018, 0.404]
    """
    if not of:
        return None, None
    share = count / of
    middle = share + Z**2 / (2 * of)
    spread = Z * math.sqrt(share * (1 - share) / of + Z**2 / (4 * of**2))
    scale = 1 + Z**2 / of
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)

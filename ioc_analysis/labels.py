"""Labels: the short name and the colour of an article, the same in every plot and table.

Floor 0. Colour is never the only carrier: wherever it stands, the label stands too.
"""

from collections.abc import Iterable

import pandas as pd

# Eight hues of one lightness, each at least 3.7:1 on white and 4.2:1 on near-black
# (#15181d), so that one palette serves light, dark and print; further outlets are grey.
HUES = ("#2f7ed8", "#c9651b", "#2e9468", "#9a63d1", "#d4487f", "#1c8fa6", "#8a8420", "#a8743f")
GREY = "#767d88"


def label_articles(table: pd.DataFrame) -> dict[str, str]:
    """Return a short label for each article of a table: its outlet, with as much of the id as tells two apart.

    >>> ids = ["000_76a9", "002_6940", "x1"]
    >>> label_articles(pd.DataFrame({"article_id": ids, "outlet": ["Atalayar", "Atalayar", "AFP"]}))
    {'000_76a9': 'Atalayar 000', '002_6940': 'Atalayar 002', 'x1': 'AFP'}
    """
    pairs = table[["article_id", "outlet"]].drop_duplicates("article_id")
    labels = {}
    for outlet, group in pairs.groupby("outlet", dropna=False, sort=False):
        ids = group["article_id"].tolist()
        if pd.isna(outlet):
            labels |= {article_id: _short(article_id, ids) for article_id in ids}
        elif len(ids) == 1:
            labels[ids[0]] = outlet
        else:
            labels |= {article_id: f"{outlet} {_short(article_id, ids)}" for article_id in ids}
    return {article_id: labels[article_id] for article_id in pairs["article_id"]}


def _short(article_id: str, ids: list[str]) -> str:
    """Return the shortest beginning or end of an id, three characters or more, that no other id shares."""
    for size in range(3, min(len(article_id), 16)):
        for part, matches in ((article_id[:size], str.startswith), (article_id[-size:], str.endswith)):
            if sum(matches(other, part) for other in ids) == 1:
                return part.strip("_- .")
    return article_id


def colour_outlets(outlets: Iterable[str]) -> dict[str, str]:
    """Return one colour for each outlet, in order of appearance; a missing outlet, or the ninth, is grey."""
    seen = [outlet for outlet in dict.fromkeys(outlets) if not pd.isna(outlet)]
    return {outlet: HUES[number] if number < len(HUES) else GREY for number, outlet in enumerate(seen)}

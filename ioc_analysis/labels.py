"""Labels: the short name and the colour of an article, the same in every plot and table.

Floor 0. Colour is never the only carrier: wherever it stands, the label stands too.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import chain, count

import pandas as pd

# Eight hues of one lightness, each at least 3.7:1 on white and 4.2:1 on near-black
# (#15181d), so that one palette serves light, dark and print; further outlets are grey.
HUES = ("#2f7ed8", "#c9651b", "#2e9468", "#9a63d1", "#d4487f", "#1c8fa6", "#8a8420", "#a8743f")
GREY = "#767d88"


def label_articles(table: pd.DataFrame) -> dict[str, str]:
    """Return a short label for each article of a table, no two alike: its outlet, with what tells its articles apart.

    An article of no known outlet has its id, cut in the middle when over 24 characters. A table that knows the
    articles of its corpus (`schema.know_articles`) has them in that order, under the labels that all of them need.

    >>> ids = ["000_76a9", "002_6940", "x1", "bridge-collapse-liveblog-2024"]
    >>> outlets = ["Atalayar", "Atalayar", "AFP", None]
    >>> list(label_articles(pd.DataFrame({"article_id": ids, "outlet": outlets})).values())
    ['Atalayar 000', 'Atalayar 002', 'AFP', 'bridge-colla…veblog-2024']
    """
    pairs = find_articles(table)
    chosen = {}
    for outlet, group in pairs.groupby("outlet", dropna=False, sort=False):
        ids = group["article_id"].tolist()
        if pd.isna(outlet):
            chosen |= {article_id: (_cut(article_id), article_id) for article_id in ids}
        elif len(ids) == 1:
            chosen[ids[0]] = outlet, f"{outlet} {ids[0]}"
        else:
            chosen |= {key: (f"{outlet} {part}", f"{outlet} {key}") for key, part in _parts(ids).items()}
    labels: dict[str, str] = {}
    taken: set[str] = set()
    for article_id in pairs["article_id"]:
        # An article without outlet may have another's outlet for its id: then the longer form, at last a number.
        numbered = (f"{chosen[article_id][1]} ({number})" for number in count(2))
        labels[article_id] = next(label for label in chain(chosen[article_id], numbered) if label not in taken)
        taken.add(labels[article_id])
    here = set(table["article_id"])
    return {article_id: label for article_id, label in labels.items() if article_id in here}


def find_articles(table: pd.DataFrame) -> pd.DataFrame:
    """Return article_id and outlet of each article that a table knows of or has rows of, in the order of the corpus."""
    own = table[["article_id", "outlet"]].drop_duplicates("article_id")
    if "articles" not in table.attrs:
        return own
    known = pd.DataFrame(list(table.attrs["articles"].items()), columns=["article_id", "outlet"], dtype="str")
    return pd.concat([known, own], ignore_index=True).drop_duplicates("article_id", ignore_index=True)


def _cut(article_id: str) -> str:
    """Return an id of at most 24 characters, the middle of a longer one left out."""
    return article_id if len(article_id) <= 24 else f"{article_id[:12]}…{article_id[-11:]}"


def _parts(ids: list[str]) -> dict[str, str]:
    """Return of each id the shortest beginning or end, three characters or more, that no other id shares."""
    parts: dict[str, str] = {}
    for size in range(3, 16):
        starts, ends = Counter(key[:size] for key in ids), Counter(key[-size:] for key in ids)
        for key in ids:
            if key not in parts and size < len(key) and 1 in (starts[key[:size]], ends[key[-size:]]):
                part = key[:size] if starts[key[:size]] == 1 else key[-size:]
                parts[key] = part.strip("_- .") or _cut(key)
    return {key: parts.get(key, _cut(key)) for key in ids}


def colour_outlets(outlets: Iterable[str]) -> dict[str, str]:
    """Return one colour for each outlet, in order of appearance; a missing outlet, or the ninth, is grey.

    A column of a table that knows the articles of its corpus gives each the colour it has there.
    """
    known = getattr(outlets, "attrs", {}).get("articles", {}).values()
    seen = [outlet for outlet in dict.fromkeys([*known, *outlets]) if not pd.isna(outlet)]
    return {outlet: HUES[number] if number < len(HUES) else GREY for number, outlet in enumerate(seen)}

"""By hand: rows that a fact-checker has said are one, or are not, whatever the rules made of them.

Floor 3. The entries `[[same]]` and `[[different]]` of a corrections file travel with the tables (`attrs`), so every
`align_` function ends here, with the columns that it adds.
"""

from collections.abc import Iterable, Sequence
from itertools import count

import pandas as pd

from .. import schema
from ..reading.readers import CorpusError

IDS = {"mentions": "entity_id", "quotes": "utterance_id", "figures": "claim_id", "sentences": "statement_id"}


def finish(name: str, table: pd.DataFrame, rows: Iterable[Sequence]) -> pd.DataFrame:
    """Return a table with what aligning adds, a row of cells for each of its own, and what is set by hand."""
    columns = schema.ALIGNED[name]
    cells = list(zip(*rows, strict=True)) or [()] * len(columns)
    added = {
        column.name: pd.Series(list(values), index=table.index, dtype=schema.DTYPES[column.type])
        for column, values in zip(columns, cells, strict=True)
    }
    return _apply(name, table.assign(**added))


def _apply(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return the aligned table `name` with what was joined or told apart by hand.

    Joined are the rows named and all that share an id with them. Told apart is each row named after the first: it
    gets an id of its own; of a name, all rows of that article under it.

    Raises CorpusError for an entry whose words fit no row, or more than one.
    """
    entries = [entry for entry in table.attrs.get("corrections", ()) if entry["table"] == name]
    if not entries or table.empty:
        return table
    table = table.copy()
    known = set(table["article_id"])
    groups: dict[str, list[dict]] = {}
    for entry in entries:
        groups.setdefault(entry["group"], []).append(entry)
    for group in groups.values():
        if all(entry["article_id"] in known for entry in group):  # a part of the corpus may lack some of them
            _change(name, table, group)
    return table


def _change(name: str, table: pd.DataFrame, group: list[dict]) -> None:
    ids = IDS[name]
    places = [_find(name, table, entry) for entry in group]
    named = [table[ids].iloc[place[0]] for place in places]
    first = next((value for value in named if isinstance(value, str)), None)
    reason = f"corrected by {group[0]['by']}: {group[0]['reason']}"
    if group[0]["action"] == "same":
        first = first or _new(table[ids], group[0]["words"])
        rows = table[ids].isin([value for value in named if isinstance(value, str)])
        rows.iloc[[number for place in places for number in place]] = True
        _set(table, rows, ids, first, reason)
        return
    for place, entry in list(zip(places, group, strict=True))[1:]:
        rows = pd.Series(False, index=table.index)
        rows.iloc[place] = True
        _set(table, rows, ids, _new(table[ids], table[ids].iloc[place[0]] or entry["words"]), reason)


def _set(table: pd.DataFrame, rows: pd.Series, ids: str, value: str, reason: str) -> None:
    table.loc[rows, ids] = value
    table.loc[rows, "sure"] = True
    table.loc[rows, "reason"] = reason


def _new(taken: pd.Series, like: object) -> str:
    """Return an id that no row has."""
    base, known = like if isinstance(like, str) else "by hand", set(taken.dropna())
    return next(name for name in (f"{base} ({number})" for number in count(2)) if name not in known)


def _find(name: str, table: pd.DataFrame, entry: dict) -> list[int]:
    """Return the rows that an entry names: one, or all of an article under one name."""
    words = " ".join(entry["words"].rstrip("… ").split())
    here = (table["article_id"] == entry["article_id"]).to_numpy()
    fits = []
    for number in here.nonzero()[0]:
        text = " ".join(table["text"].iloc[number].split())
        if text == words or (entry["words"].rstrip().endswith("…") and text.startswith(words)):
            fits.append(int(number))
    if name == "mentions" and fits and table["entity"].iloc[fits].nunique(dropna=False) == 1:
        entity = table["entity"].iloc[fits[0]]
        return [int(number) for number in (here & (table["entity"] == entity).to_numpy()).nonzero()[0]]
    if name == "figures" and len(fits) > 1 and isinstance(entry["near"], str):
        near = " ".join(entry["near"].split())
        around = table["left"].fillna("") + table["text"] + table["right"].fillna("")
        fits = [number for number in fits if near in " ".join(around.iloc[number].split())]
    if len(fits) != 1:
        found = "no row" if not fits else f"{len(fits)} rows"
        cure = "mend the words or take it out" if not fits else "give words that only one has"
        raise CorpusError(
            f"{entry['place']}: {entry['article_id']}", f"{found} of {name} read {entry['words']!r}; {cure}"
        )
    return fits

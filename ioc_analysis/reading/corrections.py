"""Corrections: what a fact-checker has set by hand: rows rejected, mended or added, things joined or told apart.

Floor 1. A correction names its row by article and words, never by offsets, so that it holds when rules change;
one that fits no row any more is an error that says so. Out of scope: passage kinds in a manifest (`passages`).
"""

import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from .. import schema
from ..english import periods
from . import readers
from .readers import CorpusError

FILE = "corrections.toml"
# What can be corrected, and what an added row is unless the correction says otherwise.
DEFAULTS: dict[str, dict] = {
    "passages": {},
    "mentions": {"voice": "author"},
    "quotes": {"kind": "indirect", "negated": False},
    "dates": {"basis": "given"},
    "figures": {
        "relation": "=", "kind": "count", "role": "level", "modality": "asserted", "voice": "author",
    },
}  # fmt: skip
# What a row cannot be without when it is added.
ASKED = {"mentions": ("entity",), "quotes": (), "dates": ("value",), "figures": ("value",)}
ACTIONS = ("mend", "reject", "add")
JOINED = ("mentions", "quotes", "figures", "sentences")
FIXED = {"article_id", "outlet", "start", "end", "text", "method"}


class Entry(NamedTuple):
    """One correction of one row: a row of the table that `read_corrections` gives."""

    table: str
    action: str
    article_id: str
    words: str
    near: str | None
    changes: dict
    by: str
    reason: str
    place: str


def read_corrections(path: str | os.PathLike) -> pd.DataFrame:
    """Read a file of corrections: one row per row that is corrected, in the order of the file.

    The columns are those of the table `corrections` in the codebook. The file holds entries of this form, `row` being
    the article's id, the words of the row (or their beginning and …), and, where the article has those
    words more than once, words around them that it has once::

        [[quotes]]
        row = ["gazette-1", "We lost both bridges"]
        mend = { speaker_name = "Ada Quist" }         # or: reject = true; or: add = { kind = "direct" }
        by = "JK"
        reason = "the next sentence says that she spoke"

        [[same]]                                      # or [[different]]; of mentions, quotes, figures, sentences
        table = "quotes"
        rows = [["gazette-1", "We lost both bridges"], ["herald-4", "Both bridges are gone"]]
        by = "JK"
        reason = "one sentence, translated twice"

    Raises CorpusError, which names the entry at fault and the cure.

    """
    path = Path(path)
    content = readers.read_toml(path, path.name)
    known = [*DEFAULTS, "same", "different"]
    if unknown := sorted(set(content) - set(known)):
        raise CorpusError(
            path.name, f"unknown keys {unknown[:5]}; it may have {', '.join(f'[[{name}]]' for name in known)}"
        )
    rows = []
    for name, entries in content.items():
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise CorpusError(path.name, f"entries of {name} are written as [[{name}]]")
        for number, entry in enumerate(entries, 1):
            place = f"{path.name}: {name} {number}"
            read = _read_join if name in ("same", "different") else _read_entry
            rows += read(name, entry, place)
    return schema.table("corrections", rows)


def find_corrections(path: Path) -> pd.DataFrame | None:
    """Return the corrections beside a corpus: corrections.toml in a folder, a.corrections.toml beside a.jsonl."""
    if path.is_dir() or path.name == "corpus.toml":
        beside = (path if path.is_dir() else path.parent) / FILE
    else:
        beside = path.with_name(f"{path.name[: -len(readers.ending(path)) or None]}.{FILE}")
    return read_corrections(beside) if beside.is_file() else None


def _read_entry(table: str, entry: dict, place: str) -> list[tuple]:
    """Return the row of an entry that mends, rejects or adds one."""
    _check_keys(entry, {"row", *ACTIONS, "by", "reason"}, place)
    done = [action for action in ACTIONS if action in entry]
    if len(done) != 1:
        raise CorpusError(place, f"it needs one of {', '.join(ACTIONS)}; it has {done or 'none'}")
    (action,) = done
    changes = entry[action]
    if table == "passages" and action != "mend":
        raise CorpusError(place, "a passage can only be mended: mend = { kind = … }")
    if action == "reject":
        if changes is not True:
            raise CorpusError(place, "reject = true is the only way to reject")
        changes = {}
    if not isinstance(changes, dict) or (action == "mend" and not changes):
        raise CorpusError(place, f"{action} is written as {{ column = value }}")
    for column, value in changes.items():
        _check_value(table, column, value, place)
    if action == "add" and (missing := [name for name in ASKED[table] if name not in changes]):
        raise CorpusError(place, f"a row of {table} is not added without {', '.join(missing)}")
    article_id, words, near = _read_row(entry.get("row"), place)
    return [(table, action, article_id, words, near, json.dumps(changes), None, *_signed(entry, place), place)]


def _read_join(action: str, entry: dict, place: str) -> list[tuple]:
    """Return the rows of an entry that joins rows or tells them apart."""
    _check_keys(entry, {"table", "rows", "by", "reason"}, place)
    if entry.get("table") not in JOINED:
        raise CorpusError(place, f"table has to be one of {', '.join(JOINED)}")
    rows = entry.get("rows")
    if not isinstance(rows, list) or len(rows) < 2:
        raise CorpusError(place, "rows are two or more of [article, words]")
    signed = _signed(entry, place)
    return [(entry["table"], action, *_read_row(row, place), "{}", place, *signed, place) for row in rows]


def _check_keys(entry: dict, known: set[str], place: str) -> None:
    if unknown := sorted(set(entry) - known):
        raise CorpusError(place, f"unknown keys {unknown[:5]}; it may have {', '.join(sorted(known))}")


def _check_value(table: str, column: str, value: object, place: str) -> None:
    """Refuse a column that cannot be set by hand, or a value of another type than the column's."""
    types = {name: kind for name, kind, _ in schema.TABLES[table].columns if _is_set(name)}
    if column not in types:
        raise CorpusError(place, f"{column!r} cannot be set; of {table} these can: {', '.join(types)}")
    fits = {"str": str, "bool": bool, "float": (int, float), "int": int, "Int": int}[types[column]]
    if not isinstance(value, fits) or (isinstance(value, bool) and types[column] != "bool"):
        raise CorpusError(place, f"{column} has to be {types[column]}; it is {value!r}")


def _is_set(column: str) -> bool:
    """Tell whether a column is set by hand; where words stand is found by looking for them."""
    return column not in FIXED and not column.endswith(("_start", "_end")) and column not in ("repeats", "continues")


def _read_row(row: object, place: str) -> tuple[str, str, str | None]:
    if not (
        isinstance(row, list) and len(row) in (2, 3) and all(isinstance(part, str) and part.strip() for part in row)
    ):
        raise CorpusError(place, "row is [article, words], or [article, words, words around them]")
    return row[0], row[1], row[2] if len(row) == 3 else None


def _signed(entry: dict, place: str) -> tuple[str, str]:
    by, reason = entry.get("by"), entry.get("reason")
    if not all(isinstance(value, str) and value.strip() for value in (by, reason)):
        raise CorpusError(place, "it needs by (who says so) and reason")
    return by, reason


def as_json(corrections: pd.DataFrame, article_id: str) -> list[dict]:
    """Return the corrections of one article's rows as plain values, for its column `overrules`."""
    own = corrections[(corrections["article_id"] == article_id) & corrections["action"].isin(ACTIONS)]
    columns = [own[name].tolist() for name in ("table", "action", "words", "near", "changes", "by", "reason", "place")]
    return [
        {"table": table, "action": action, "article_id": article_id, "words": words,
         "near": near if isinstance(near, str) else None, "changes": json.loads(changes),
         "by": by, "reason": reason, "place": place}
        for table, action, words, near, changes, by, reason, place in zip(*columns, strict=True)
    ]  # fmt: skip


def split_entries(by_hand: object, where: str) -> tuple[object, list[dict]]:
    """Return what a column `overrules` holds of passage kinds, and of corrections, which are checked here."""
    if not isinstance(by_hand, list):
        return by_hand, []
    entries = [entry for entry in by_hand if isinstance(entry, dict) and "action" in entry]
    texts = [name for name in Entry._fields if name not in ("near", "changes")]
    for entry in entries:
        known = set(entry) == set(Entry._fields) and all(isinstance(entry[name], str) for name in texts)
        if not (known and isinstance(entry["changes"], dict) and isinstance(entry["near"], str | None)):
            raise CorpusError(where, "overrules holds a correction that is not as read_corpus writes it; take it out")
        if entry["table"] not in DEFAULTS or entry["action"] not in ACTIONS:
            raise CorpusError(where, f"overrules cannot {entry['action']!r} rows of {entry['table']!r}")
        for column, value in entry["changes"].items():
            _check_value(entry["table"], column, value, where)
    return [entry for entry in by_hand if entry not in entries], entries


# What they do to the rows of one article


def correct(table: str, rows: list[tuple], text: str, entries: Iterable[dict]) -> list[tuple]:
    """Return the rows (start, end, *columns, method) of a table of one article as corrected, in reading order.

    Raises CorpusError for an entry that fits no row, or more than one.
    """
    rows = list(rows)
    columns = [name for name in schema.TABLES[table].names if name not in FIXED]
    for values in entries:
        if values.get("table") != table:
            continue
        entry = Entry(**values)
        method = f"corrected by {entry.by}: {entry.reason}"
        if entry.action == "add":
            rows.append(_add(entry, text, columns, method))
            continue
        place = find_row(rows, text, entry.words, entry.near, f"{entry.place}: {entry.article_id}", table)
        if entry.action == "reject":
            del rows[place]
        else:
            start, end, *cells = rows[place]
            before = dict(zip(columns, cells[:-1], strict=True))
            rows[place] = (start, end, *_mend(entry, before, text, start).values(), method)
    return sorted(rows, key=lambda row: (row[0], -row[1]))


def find_row(rows: list[tuple], text: str, words: str, near: str | None, place: str, table: str) -> int:
    """Return which row (start, end, …) the words mean: the only one that is, or begins with …, these words."""
    begins = words.rstrip().endswith("…")
    spots = dict(_find_words(text, words.rstrip("… "), near))
    fits = [
        number
        for number, (start, end, *_) in enumerate(rows)
        if start in spots and (end == spots[start] or (begins and end >= spots[start]))
    ]
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise CorpusError(
            place, f"{len(fits)} rows of {table} read {words!r}; add words around one as a third part of row"
        )
    if not spots:
        raise CorpusError(
            place, f"the article does not hold {words!r}{f' near {near!r}' if near else ''}; mend the words"
        )
    covers = [text[start:end] for start, end, *_ in rows if any(start < spots[spot] and spot < end for spot in spots)]
    there = f"; the row there reads {covers[0]!r}" if covers else ""
    raise CorpusError(place, f"no row of {table} reads {words!r} any more{there}; mend the correction or take it out")


def _find_words(text: str, words: str, near: str | None = None) -> list[tuple[int, int]]:
    """Return where the words stand, any white space between them, inside the words `near` if given."""
    spots = [match.span() for match in re.finditer(r"\s+".join(map(re.escape, words.split())), text)]
    if near is None:
        return spots
    around = _find_words(text, near)
    return [spot for spot in spots if any(start <= spot[0] and spot[1] <= end for start, end in around)]


def _add(entry: Entry, text: str, columns: list[str], method: str) -> tuple:
    """Return a new row; its words have to stand in the article once."""
    spots = _find_words(text, entry.words, entry.near)
    if len(spots) != 1:
        raise CorpusError(
            f"{entry.place}: {entry.article_id}",
            f"the article holds {entry.words!r} {len(spots)} times; give words around them that it has once",
        )
    ((start, end),) = spots
    empty = dict.fromkeys(columns) | DEFAULTS[entry.table]
    empty |= {name: value for name, value in (("content_start", start), ("content_end", end)) if name in empty}
    if "variant" in empty:
        empty["variant"] = text[start:end]
    return (start, end, *_mend(entry, empty, text, start).values(), method)


def _mend(entry: Entry, cells: dict, text: str, start: int) -> dict:
    """Return the cells with the changes, and with what follows from them."""
    changes = {name: float(value) if type(value) is int else value for name, value in entry.changes.items()}
    cells = cells | changes
    for name, value in changes.items():
        if f"{name}_start" in cells:  # words of the article: those that stand nearest are meant
            spots = _find_words(text, value)
            if not spots:
                raise CorpusError(
                    f"{entry.place}: {entry.article_id}", f"the article does not hold the {name} {value!r}"
                )
            cells[f"{name}_start"], cells[f"{name}_end"] = min(spots, key=lambda spot: abs(spot[0] - start))
    if "relation" in cells and cells["relation"] == "=" and {"value", "relation"} & set(changes):
        bounds = {"low": cells["value"], "high": cells["value_high"] or cells["value"]}
        cells |= {name: value for name, value in bounds.items() if name not in changes}
    if entry.table == "dates" and "value" in changes:
        cells |= _days(entry, cells["value"])
    return cells


def _days(entry: Entry, value: str) -> dict:
    """Return the first and last day of a date set by hand."""
    parts = [int(part) for part in value.split("-")] if re.fullmatch(r"\d{4}(-\d\d){0,2}", value) else []
    span = periods.period(*parts) if parts else None
    if span is None:
        raise CorpusError(
            f"{entry.place}: {entry.article_id}", f"{value!r} is no day, month or year: 2021-12-09, 2021-12, 2021"
        )
    return {"first_day": span.first.isoformat(), "last_day": span.last.isoformat()}

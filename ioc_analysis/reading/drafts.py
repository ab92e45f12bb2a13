"""Drafts: what a path holds, article by article, before it is checked: files, a folder with its manifest, a table.

Floor 1. Which column means what is settled here; what an article must have, in `corpus`.
"""

import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from .. import schema
from . import bylines, readers
from .passages import KINDS
from .readers import CorpusError

MANIFEST = "corpus.toml"
GIVEN = tuple(name for name in schema.TABLES["articles"].names if name != "file")
MANIFEST_KEYS = {*GIVEN, "file", "passages"} - {"text", "title_added", "overrules"}
# What others call our columns; compared in lower case, with blanks and hyphens as underscores.
ALIASES = {
    "article_id": "id doc_id document_id docid articleid",
    "outlet": "source publisher publication media newspaper news_outlet site site_name sitename source_name domain "
    "host",
    "agency": "wire wire_agency news_agency",
    "author": "authors byline writer journalist",
    "title": "headline heading article_title",
    "published": "date publish_date published_date publication_date pub_date pubdate date_published published_at "
    "publishedat date_publish datetime timestamp",
    "url": "link address article_url canonical_url",
    "event": "event_id story story_id",  # a topic is often a section: world
    "language": "lang",
    "text": "body content article fulltext full_text article_text article_body articlebody maintext "
    "main_text body_text",
}


class Draft(NamedTuple):
    """One article before it is checked: where it stood, its default id, what is given of it, what to note."""

    where: str
    article_id: str
    cells: dict
    remarks: list[tuple[str, str]]
    name: str = ""  # of the file, without its ending, if the file is this one article


def note(check: str, file: str, reason: str, article_id: str | None = None) -> dict:
    """Build an entry of `attrs["reading"]`; plain values, so that Parquet can keep them."""
    return {"check": check, "article_id": article_id, "file": file, "reason": reason}


def find_drafts(path: Path, columns: dict | None, attrs: dict) -> Iterator[Draft | CorpusError]:
    """Yield what a path holds, article by article; what cannot be read comes out as the error that says why."""
    try:
        path.stat()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CorpusError(str(path), f"cannot be read ({reason}); give a folder or a file of articles") from None
    if path.name == MANIFEST:
        path = path.parent
    kind = readers.ending(path)
    if not path.is_dir() and kind in (*readers.TABLES, *readers.PACKED):
        return _table(path, kind, columns or {})
    if columns:
        raise CorpusError(str(path), "columns= is for tables (JSONL, CSV, Parquet); files of articles have none")
    if path.is_dir():
        return _folder(path, attrs)
    if kind in (*readers.TEXT, *readers.HTML):
        return iter([_file(path, path.name, {})])
    raise CorpusError(
        str(path),
        f"an ending of {kind or 'none'!r} cannot be read; it has to be a folder or one of "
        f"{', '.join((*readers.TEXT, *readers.HTML, *readers.TABLES))}",
    )


def _file(path: Path, name: str, given: dict) -> Draft | CorpusError:
    """Read one file that is one article; what a manifest gives of it stands before what the file says."""
    read = readers.read_html if readers.ending(path) in readers.HTML else readers.read_text
    try:
        record = read(path, name)
    except CorpusError as error:
        return error
    cells, remarks = dict(record.cells), _remarks(record)
    if "published" in cells:
        try:
            bylines.read_published(cells["published"])
        except ValueError as error:
            # A page's metadata are not the user's to mend, so they do not cost the article.
            remarks.append(("unreadable_date", f"{cells['published_basis']}: {error}"))
            del cells["published"]
    for fact in ("published", "outlet"):
        if fact in given:
            cells.pop(f"{fact}_basis", None)
    article_id = name[: -len(path.suffix)] if path.suffix else name
    return Draft(name, article_id, {**cells, **given}, remarks, path.stem)


def _remarks(record: readers.Record) -> list[tuple[str, str]]:
    return [("encoding", record.encoding)] if record.encoding else []


def _folder(root: Path, attrs: dict) -> Iterator[Draft | CorpusError]:
    """Yield the articles of a folder: those the manifest lists, in file-name order; all of them if it lists none."""
    common, listed = _manifest(root)
    if "title" in common:
        attrs["title"] = common.pop("title")
    names, closed = _files(root)
    yield from closed
    if listed:
        files = {_name(entry.get("file")) for _, entry in listed}
        reason = f"{MANIFEST} does not list it, so it was not read"
        attrs["reading"] += [note("unlisted_file", name, reason) for name in names if name not in files]
    elif not names and not closed:
        others = sorted(item.name for item in root.iterdir() if not item.name.startswith("."))[:5]
        held = f"; it holds {', '.join(others)}: give the path of a table itself" if others else ""
        raise CorpusError(str(root), f"no .txt, .md or .html file in this folder{held}")
    entries = listed or [(name, {"file": name}) for name in names]
    listed_at: dict[str, str] = {}
    for where, entry in sorted(entries, key=lambda item: _name(item[1].get("file"))):
        try:
            given = {**common, **_entry(where, entry)}
            name = _name(given.pop("file"))
            if name in listed_at:
                raise CorpusError(where, f"the file {name!r} is already listed as {listed_at[name]}")
            listed_at[name] = where
            path = _inside(root, name, where)
        except CorpusError as error:
            yield error
        else:
            yield _file(path, name, given)


def _name(file: object) -> str:
    """Return a file's name as `_files` has it: ./a.txt is a.txt."""
    return Path(os.path.normpath(str(file))).as_posix()


def _files(root: Path) -> tuple[list[str], list[CorpusError]]:
    """Return the names of the article files, relative to the folder, and the folders that cannot be read.

    Hidden files and README are no articles; a folder that is a symlink is not entered.
    """
    found: list[str] = []
    closed: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            item = Path(folder, name)
            known = item.suffix.lower() in (*readers.TEXT, *readers.HTML)
            if known and not name.startswith(".") and item.stem.lower() != "readme":
                found.append(item.relative_to(root).as_posix())
    return sorted(found), [CorpusError(str(error.filename), f"cannot be read ({error.strerror})") for error in closed]


def _inside(root: Path, name: str, where: str) -> Path:
    """Return the path of a file of the folder; one that leads out of it is refused, by symlink too."""
    if name != name.encode("utf-8", "replace").decode():
        raise CorpusError(ascii(name), "the file's name is not UTF-8; rename it")
    path = root / name
    try:
        inside, there = path.resolve().is_relative_to(root.resolve()), path.exists()
    except (OSError, RuntimeError, ValueError) as error:  # links in a circle, a name too long or with a NUL
        raise CorpusError(where, f"the file {name[:80]!r} cannot be read ({error})") from None
    if Path(name).is_absolute() or not inside:
        raise CorpusError(where, f"the file {name!r} lies outside the folder; copy it into the folder")
    if readers.ending(path) not in (*readers.TEXT, *readers.HTML):
        raise CorpusError(where, f"the file {name!r} has to end in {', '.join((*readers.TEXT, *readers.HTML))}")
    if not there:
        raise CorpusError(where, f"there is no file {name!r} in {root}; mend its name or take the entry out")
    return path


def _manifest(root: Path) -> tuple[dict, list[tuple[str, dict]]]:
    """Return what `corpus.toml` says of all articles, and its entries, each with where it stands."""
    path = root / MANIFEST
    if not path.exists():
        return {}, []
    content = readers.read_toml(path, MANIFEST)
    unknown = sorted(set(content) - {"event", "title", "article"})
    entries = content.get("article", [])
    if unknown:
        raise CorpusError(MANIFEST, f"unknown keys {unknown[:5]}; it may have event, title and [[article]]")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise CorpusError(MANIFEST, "articles are written as [[article]], each with its file")
    common = {name: content[name] for name in ("event", "title") if name in content}
    if not all(isinstance(value, str) for value in common.values()):
        raise CorpusError(MANIFEST, "event and title have to be text between quotation marks")
    return common, [(f"{MANIFEST}: article {number}", entry) for number, entry in enumerate(entries, 1)]


def _entry(where: str, entry: dict) -> dict:
    """Return a checked `[[article]]`, with its passages as the JSON of the column `overrules`."""
    unknown = sorted(set(entry) - MANIFEST_KEYS)
    if unknown:
        raise CorpusError(where, f"unknown keys {unknown[:5]}; it may have {', '.join(sorted(MANIFEST_KEYS))}")
    if not isinstance(entry.get("file"), str) or not entry["file"].strip():
        raise CorpusError(where, 'the key file is missing: file = "name.txt"')
    given = {name: value for name, value in entry.items() if name != "passages"}
    if passages := read_rules(entry.get("passages", []), where):
        given["overrules"] = json.dumps(passages, ensure_ascii=False)
    return given


def read_rules(passages: object, where: str) -> list[dict]:
    """Return the checked rows of `[[article.passages]]`: a passage that opens so is of that kind, for that reason."""
    if not isinstance(passages, list):
        raise CorpusError(where, "passages are written as [[article.passages]], each with opens, kind and reason")
    for passage in passages:
        keys = sorted(passage) if isinstance(passage, dict) else type(passage).__name__
        if keys != ["kind", "opens", "reason"] or not all(isinstance(value, str) for value in passage.values()):
            raise CorpusError(where, f"a passage needs opens, kind and reason, each a text; this has {keys}")
        if passage["kind"] not in KINDS:
            raise CorpusError(where, f"the kind {passage['kind']!r} has to be one of {', '.join(KINDS)}")
        if not passage["opens"].strip():
            raise CorpusError(where, "opens is empty; give the first words of the passage")
    return passages


def _table(path: Path, kind: str, columns: dict) -> Iterator[Draft | CorpusError]:
    """Yield the articles of a table, its columns under our names.

    It is read twice, so that it need not be kept: which columns there are, and in which order their
    dates name day and month, is known at its end.
    """
    read = {"jsonl": readers.read_jsonl, "ndjson": readers.read_jsonl, "csv": readers.read_csv,
            "tsv": readers.read_csv, "parquet": readers.read_parquet}[kind.split(".")[1]]  # fmt: skip
    names: dict[str, list] = {}  # and the values of those that may be the day of publication
    for record in read(path, path.name):
        for name, value in record.cells.items() if isinstance(record, readers.Record) else ():
            values = names.setdefault(name, [])
            if isinstance(value, str) and (_is_day(name) or name == columns.get("published")):
                values.append(value)
    ours = _columns(list(names), columns, path.name) if names else {}
    order = bylines.find_order(names.get(ours.get("published"), ()))
    for record in read(path, path.name):
        if isinstance(record, CorpusError):
            yield record
        else:
            cells = {name: record.cells.get(theirs) for name, theirs in ours.items()}
            if order and not cells.get("published_basis"):
                cells |= _ordered(cells["published"], *order)
            yield Draft(f"{path.name}:{record.row}", str(record.row), cells, _remarks(record))


def _is_day(name: object) -> bool:
    """Tell whether a column may be the day of publication by its name."""
    return _plain_name(name) in ("published", *ALIASES["published"].split())


def _plain_name(name: object) -> str:
    """Return a column's name as `ALIASES` has it."""
    return re.sub(r"[\s-]+", "_", name.strip().lower()) if isinstance(name, str) else ""


def _ordered(value: object, day_first: bool, example: str) -> dict:
    """Return what an ambiguous date means in a column whose other dates show their order; nothing if it is not one."""
    try:
        bylines.read_published(value)
    except ValueError:
        basis = f"inferred: {'day' if day_first else 'month'} first, like {example} in its column"
        with suppress(ValueError):
            return {"published": bylines.read_published(value, day_first=day_first), "published_basis": basis}
    return {}


def _columns(names: list[str], columns: dict, file: str) -> dict[str, str]:
    """Return which of a table's columns is which of ours."""
    unknown = sorted(set(columns) - set(GIVEN))
    if unknown:
        raise CorpusError(file, f"columns= names {unknown}; our names are {', '.join(GIVEN)}")
    absent = sorted(str(theirs) for theirs in columns.values() if theirs is not None and theirs not in names)
    if absent:
        raise CorpusError(file, f"columns= names {absent}; the columns of the file are {names}")
    plain = {name: _plain_name(name) for name in names}
    ours = {}
    for name in GIVEN:
        if name in columns:
            fits = [columns[name]] if columns[name] is not None else []
        else:
            free = [theirs for theirs in names if theirs not in columns.values()]
            fits = [theirs for theirs in free if plain.get(theirs) == name]
            fits = fits or [theirs for theirs in free if plain.get(theirs) in ALIASES.get(name, "").split()]
        if len(fits) > 1:
            raise CorpusError(
                file, f"the columns {fits} could each be {name}; say which: columns={{{name!r}: {fits[0]!r}}}"
            )
        if fits:
            ours[name] = fits[0]
    if "text" not in ours:
        raise CorpusError(
            file, f'no column is known to hold the text; the columns are {names}; say which: columns={{"text": …}}'
        )
    return ours

"""Corpus: articles in, the `articles` table out, with every reason for what could not be read.

Floor 2. Files become records in `readers`; here it is settled which column means what, which
facts are given and which the article states about itself, and that no two articles share an id.
What went wrong without stopping the reading stands in `articles.attrs["reading"]`. Out of
scope: what the articles say.
"""

import json
import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from .. import schema
from ..english.text import find_language
from . import bylines, readers
from .passages import KINDS, find_passages, unused_overrules
from .readers import CorpusError

MANIFEST = "corpus.toml"
GIVEN = tuple(name for name in schema.TABLES["articles"].names if name != "file")
MANIFEST_KEYS = {*GIVEN, "file", "passages"} - {"text", "title_added", "overrules"}
LANGUAGES = {
    "english": "en",
    "eng": "en",
    "spanish": "es",
    "spa": "es",
    "french": "fr",
    "fra": "fr",
    "german": "de",
    "deu": "de",
    "arabic": "ar",
    "ara": "ar",
}

# What stands in a column of dates where there is none.
NO_DATE = frozenset("n/a na - -- – — none null nan nat unknown undated".split())

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


def read_corpus(
    path: str | os.PathLike,
    *,
    columns: dict | None = None,
    on_error: str = "raise",
    progress: Callable[[Iterator], Iterable] = iter,
) -> pd.DataFrame:
    """Read articles into a table: one row each, in file-name order or the order of the file.

    Parameters
    ----------
    path : a folder of .txt, .md, .html files (sub-folders too), with or without `corpus.toml`;
        a table: .jsonl, .csv, .tsv (each also .gz) or .parquet; or one .txt, .md, .html file
    columns : for a table, which of its columns is which of ours: `{"text": "body"}`; None leaves one out
    on_error : "raise" stops at the first article that cannot be read; "skip" leaves it out and says why
    progress : wraps the articles while they are read (tqdm.tqdm counts them)

    Returns the `articles` table. `articles.attrs["reading"]` lists what to know about the reading, one dict each
    with check, article_id, file and reason; `articles.attrs["title"]` is the manifest's title, if it has one.
    The checks are skipped, encoding (guessed), unlisted_file, unused_overrule, unreadable_date (a web page's own, or a
    word for none: n/a) and unknown_language.

    Raises CorpusError, which names the file, the row and the cure. What concerns the whole source (a missing path,
    no column of text, nothing that could be read) is raised under "skip" too.

    Notes
    -----
    If a manifest lists articles, they are the corpus; if not, every article file is, but hidden ones and README.
    A fact that is not given is taken from where the article states it: its byline, date line or credit, a web page's
    metadata, a Markdown file's front matter (plain lines of title, date, author, source and url), its file's name;
    `outlet_basis` and `published_basis` quote the place, and call it inferred where only the address or the other dates
    of a column tell. What nobody states stays missing. A wire credit sets `agency`, never `outlet`.

    """
    if on_error not in ("raise", "skip"):
        raise ValueError(f'on_error has to be "raise" or "skip"; this is {on_error!r}')
    path, rows, seen, attrs = Path(path), [], {}, {"reading": []}
    _whole(path.name, "its name", ascii(path.name))
    notes = attrs["reading"]
    for draft in progress(_drafts(path, columns, attrs)):
        try:
            if isinstance(draft, CorpusError):
                raise draft
            row = _article(draft, notes)
            if row[0] in seen:
                raise CorpusError(
                    draft.where,
                    f"its article_id {row[0]!r} is already that of {seen[row[0]]}; give each an id of its own",
                )
        except CorpusError as error:
            if on_error == "raise":
                raise
            notes.append(_note("skipped", error.where, error.reason))
        else:
            seen[row[0]] = draft.where
            rows.append(row)
    if not rows:
        reasons = "; ".join(f"{note['file']}: {note['reason']}" for note in notes[:3])
        raise CorpusError(str(path), f"no article could be read ({reasons})" if reasons else "it holds no article")
    articles = schema.table("articles", rows)
    articles.attrs.update(attrs)
    return articles


def _note(check: str, file: str, reason: str, article_id: str | None = None) -> dict:
    """Build an entry of `attrs["reading"]`; plain values, so that Parquet can keep them."""
    return {"check": check, "article_id": article_id, "file": file, "reason": reason}


def _drafts(path: Path, columns: dict | None, attrs: dict) -> Iterator[Draft | CorpusError]:
    """Choose how to read by what the path is."""
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
        attrs["reading"] += [_note("unlisted_file", name, reason) for name in names if name not in files]
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
    try:
        content = tomllib.loads(readers.decode(readers.load(path, MANIFEST), MANIFEST)[0])
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CorpusError(MANIFEST, f"not TOML ({error})") from None
    unknown = sorted(set(content) - {"event", "title", "article"})
    entries = content.get("article", [])
    if unknown:
        raise CorpusError(MANIFEST, f"unknown keys {unknown}; it may have event, title and [[article]]")
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
        raise CorpusError(where, f"unknown keys {unknown}; it may have {', '.join(sorted(MANIFEST_KEYS))}")
    if not isinstance(entry.get("file"), str) or not entry["file"].strip():
        raise CorpusError(where, 'the key file is missing: file = "name.txt"')
    given = {name: value for name, value in entry.items() if name != "passages"}
    if passages := _rules(entry.get("passages", []), where):
        given["overrules"] = json.dumps(passages, ensure_ascii=False)
    return given


def _rules(passages: object, where: str) -> list[dict]:
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
    """Yield the articles of a table, its columns under our names."""
    read = {"jsonl": readers.read_jsonl, "ndjson": readers.read_jsonl, "csv": readers.read_csv,
            "tsv": readers.read_csv, "parquet": readers.read_parquet}[kind.split(".")[1]]  # fmt: skip
    records = list(read(path, path.name))
    names = dict.fromkeys(name for record in records if isinstance(record, readers.Record) for name in record.cells)
    ours = _columns(list(names), columns, path.name) if names else {}
    days = ours.get("published")
    order = bylines.find_order(record.cells.get(days) for record in records if isinstance(record, readers.Record))
    for record in records:
        if isinstance(record, CorpusError):
            yield record
        else:
            cells = {name: record.cells.get(theirs) for name, theirs in ours.items()}
            if order and not cells.get("published_basis"):
                cells |= _ordered(cells["published"], *order)
            yield Draft(f"{path.name}:{record.row}", str(record.row), cells, _remarks(record))


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
    plain = {name: re.sub(r"[\s-]+", "_", name.strip().lower()) for name in names if isinstance(name, str)}
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


def _word(value: object, name: str, where: str) -> str | None:
    """Return a cell as text without blanks around it; None if nothing is in it."""
    if isinstance(value, dict) and "name" in value:  # {"id": "bbc", "name": "BBC News"}
        value = value["name"]
    if isinstance(value, (list, tuple)):
        words = [_word(item, name, where) for item in value]
        return ", ".join(word for word in words if word) or None
    if value is None or value != value:
        return None
    if isinstance(value, dict):
        raise CorpusError(where, f"{name} holds an object; it has to be text")
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # an id column with a gap: 17.0 is 17
    return _whole(str(value).strip(), name, where) or None


def _whole(text: str, name: str, where: str) -> str:
    r"""Return the text, or refuse half a character: "\\ud83d" without its other half cannot be written to any file."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise CorpusError(
            where, f"{name} holds half a character ({text[error.start]!a} at {error.start}); write the text as UTF-8"
        ) from None
    return text


def _article(draft: Draft, notes: list[dict]) -> tuple:
    """Return one row of the articles table, its facts checked and completed by what the article states."""
    cells, where = draft.cells, draft.where
    body = cells.get("text")
    if body is None or body != body or (isinstance(body, str) and not body.strip()):
        raise CorpusError(where, "the article is empty; take it out or give its text")
    if not isinstance(body, str):
        raise CorpusError(where, f"the text is of type {type(body).__name__}; it has to be text")
    _whole(body, "text", where)
    known = {name: _word(cells.get(name), name, where) for name in GIVEN if name not in ("text", "title_added")}
    known["article_id"] = known["article_id"] or draft.article_id
    known["author"] = re.sub(r"(?i)^by\b\s?:?\s+", "", known["author"] or "") or None
    if (known["published"] or "").casefold() in NO_DATE:
        draft.remarks.append(("unreadable_date", f"the day of publication is {known['published']!r}: it is missing"))
        known["published"] = None
    for fact in ("published", "outlet"):
        known[f"{fact}_basis"] = (known[f"{fact}_basis"] or "given") if known[fact] else None
    if known["published"]:
        try:
            known["published"] = bylines.read_published(known["published"])
        except ValueError as error:
            raise CorpusError(where, f"the day of publication: {error}") from None
    try:
        overrules = _rules(json.loads(known["overrules"] or "[]"), where)
    except (ValueError, RecursionError) as error:
        raise CorpusError(where, f"overrules is not the JSON of passages ({error})") from None
    known["language"] = _language(known["language"], draft.remarks) or find_language(body)
    found = find_passages(body, title=known["title"], language=known["language"], overrules=overrules)
    _complete(known, body, found, draft.name)
    added = bool(known["title"]) and not _stands(known["title"], body)
    notes += [_note(check, where, reason, known["article_id"]) for check, reason in draft.remarks]
    notes += [
        _note("unused_overrule", where, f"no passage opens with {rule['opens']!r}", known["article_id"])
        for rule in (unused_overrules(body, overrules) if overrules else ())
    ]
    known["file"] = where
    known["text"] = f"{known['title']}\n\n{body}" if added else body
    known["title_added"] = added or str(cells.get("title_added")).lower() == "true"  # a CSV file has words only
    return tuple(known[column] for column in schema.TABLES["articles"].names)


def _language(given: str | None, remarks: list) -> str | None:
    """Return a language as ISO 639-1: en-GB, English and eng are en; one that is not known is left to the text."""
    if not given:
        return None
    code = re.split(r"[-_]", given.lower())[0]
    if code not in LANGUAGES and not re.fullmatch("[a-z]{2}", code):
        remarks.append(("unknown_language", f"{given!r} is no language code; told from the text. Write en, es …"))
        return None
    return LANGUAGES.get(code, code)


def _complete(known: dict, body: str, found: list[tuple], name: str) -> None:
    """Fill in the facts that are not given: what the text states, then its file's name, then its address."""
    stated = [
        (fact, value, f'stated: "{" ".join(body[start:end].split())[:90]}"')
        for start, end, fact, value, _ in bylines.find_credits(body, found)
    ]
    stated += [(fact, value, f'stated: file name "{name}"') for *_, fact, value, _ in bylines.find_in_name(name)]
    stated += [
        (fact, value, f"inferred: address {known['url']}")
        for fact, value in bylines.find_in_address(known["url"] or "")
    ]
    for fact, value, basis in stated:
        if not known[fact]:
            known[fact] = value
            if f"{fact}_basis" in known:
                known[f"{fact}_basis"] = basis
    if not known["title"]:
        begin = readers.front_matter(body)
        lines = (body[start:end] for start, end, kind, *_ in found if kind == "headline" and start >= begin)
        known["title"] = next((line.strip("# ") for line in lines), None)
    # Jane Doe, AFP is the agency's reporter, and an agency's own site prints its own copy.
    names = [*re.split("[,;/|]", known["author"] or ""), known["outlet"] or ""]
    known["agency"] = known["agency"] or next(filter(None, map(bylines.find_agency, names)), None)


def _plain(line: str) -> str:
    """Return the words of a line as they are compared: without marks, case and spacing."""
    return " ".join(re.findall(r"\w+", line.casefold()))


def _stands(title: str, text: str) -> bool:
    """Tell whether the title is one of the first lines of the text, but for marks, case and spacing.

    The first ones and not only the first: a standfirst or a section's name may stand above it. Front matter too has it.
    """
    begin = readers.front_matter(text)
    lines = [line.partition(":")[2] for line in text[:begin].splitlines()]
    lines += [line for line in text[begin : begin + 3000].splitlines() if line.strip()][:6]
    # A headline may be spaced out or marked up, but a line of twice the length is a paragraph.
    return _plain(title) in (_plain(line) for line in lines if len(line) < 2 * len(title) + 20)

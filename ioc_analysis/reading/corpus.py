"""Corpus: articles in, the `articles` table out, with every reason for what could not be read.

Floor 2. What a path holds is found in `drafts`; here each article is checked and completed by the
facts that it states about itself, and no two share an id. What went wrong without stopping the reading
stands in `articles.attrs["reading"]`. Out of scope: what the articles say.
"""

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pandas as pd

from .. import schema
from ..english.text import find_language
from . import bylines, readers
from .corrections import as_json, find_corrections, split_entries
from .drafts import GIVEN, Draft, find_drafts, note, read_rules
from .passages import find_passages, unused_overrules
from .readers import CorpusError

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
    (articles,) = read_batches(path, columns=columns, on_error=on_error, progress=progress, size=None)
    return articles


def read_batches(
    path: str | os.PathLike,
    *,
    columns: dict | None = None,
    on_error: str = "raise",
    progress: Callable[[Iterator], Iterable] = iter,
    size: int | None = 1000,
) -> Iterator[pd.DataFrame]:
    """Yield the articles of `read_corpus` in tables of `size` rows, which never stand in memory together.

    `attrs["reading"]` of each says what to know about the reading since the one before. Tables (JSONL, Parquet) and
    folders are read as they are asked for; a CSV file is held as text. One `size` of None is the whole corpus.
    """
    if on_error not in ("raise", "skip"):
        raise ValueError(f'on_error has to be "raise" or "skip"; this is {on_error!r}')
    path, rows, seen, attrs = Path(path), [], {}, {"reading": []}
    _whole(path.name, "its name", ascii(path.name))
    by_hand = find_corrections(path)
    attrs |= {} if by_hand is None else {"corrections": by_hand.to_dict("records")}
    for draft in progress(find_drafts(path, columns, attrs)):
        try:
            if isinstance(draft, CorpusError):
                raise draft
            row = _article(draft, attrs["reading"], by_hand)
            if row[0] in seen:
                raise CorpusError(
                    draft.where,
                    f"its article_id {row[0]!r} is already that of {seen[row[0]]}; give each an id of its own",
                )
        except CorpusError as error:
            if on_error == "raise":
                raise
            attrs["reading"].append(note("skipped", error.where, error.reason))
        else:
            seen[row[0]] = draft.where
            rows.append(row)
            if len(rows) == size:
                yield _batch(rows, attrs)
                rows = []
    if not seen:
        notes = attrs["reading"]
        reasons = "; ".join(f"{note['file']}: {note['reason']}" for note in notes[:3])
        raise CorpusError(str(path), f"no article could be read ({reasons})" if reasons else "it holds no article")
    _check_used(by_hand, seen, attrs["reading"], on_error)
    if rows or attrs["reading"]:
        yield _batch(rows, attrs)


def _check_used(by_hand: pd.DataFrame | None, seen: dict[str, str], notes: list[dict], on_error: str) -> None:
    """Refuse corrections of an article that is not there, or note them where bad articles are skipped."""
    for article_id, place in [] if by_hand is None else by_hand[["article_id", "place"]].itertuples(index=False):
        if article_id not in seen:
            reason = f"there is no article {article_id!r}; the first ids are {', '.join(list(seen)[:5])}"
            if on_error == "raise":
                raise CorpusError(place, reason)
            notes.append(note("unused_correction", place, reason))


def _batch(rows: list[tuple], attrs: dict) -> pd.DataFrame:
    """Build a table of articles with what is noted so far; the next begins with no notes."""
    articles = schema.table("articles", rows)
    articles.attrs |= {**attrs, "reading": attrs["reading"].copy()}
    attrs["reading"].clear()
    return articles


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


def _article(draft: Draft, notes: list[dict], by_hand: pd.DataFrame | None) -> tuple:
    """Return one row of the articles table, its facts checked and completed by what the article states."""
    cells, where = draft.cells, draft.where
    body = cells.get("text")
    if body is None or body != body or (isinstance(body, str) and not body.strip()):
        raise CorpusError(where, "the article is empty; take it out or give its text")
    if not isinstance(body, str):
        raise CorpusError(where, f"the text is of type {type(body).__name__}; it has to be text")
    if len(body) > readers.LONGEST:
        raise CorpusError(
            where, f"its text has {len(body):,} characters; one article is under {readers.LONGEST:,}: split it"
        )
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
        overrules, entries = split_entries(json.loads(known["overrules"] or "[]"), where)
        overrules = read_rules(overrules, where)
    except (ValueError, RecursionError) as error:
        raise CorpusError(where, f"overrules is not the JSON of passages and corrections ({error})") from None
    known["language"] = _language(known["language"], draft.remarks) or find_language(body)
    found = find_passages(body, title=known["title"], language=known["language"], overrules=overrules)
    _complete(known, body, found, draft.name)
    added = bool(known["title"]) and not _stands(known["title"], body)
    notes += [note(check, where, reason, known["article_id"]) for check, reason in draft.remarks]
    notes += [
        note("unused_overrule", where, f"no passage opens with {rule['opens']!r}", known["article_id"])
        for rule in (unused_overrules(body, overrules) if overrules else ())
    ]
    entries = entries if by_hand is None else as_json(by_hand, known["article_id"])
    known["overrules"] = json.dumps([*overrules, *entries], ensure_ascii=False) if overrules or entries else None
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

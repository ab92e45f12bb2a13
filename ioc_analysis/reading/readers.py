"""Readers: one file in, raw records out; one function a format, and the decoding they share.

Floor 1. A reader knows its format and nothing of articles: which column means what is decided
in `corpus`. A record that cannot be read comes out as the `CorpusError` that says why, so one
bad line never costs the others; what concerns the whole file is raised. Out of scope: any
network, and any file that the given one points at.
"""

import codecs
import csv
import gzip
import io
import json
import logging
import re
import tomllib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

TEXT = (".txt", ".md")
HTML = (".html", ".htm")
TABLES = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
PACKED = (".jsonl.gz", ".ndjson.gz", ".csv.gz", ".tsv.gz")

# What front matter calls our columns.
FRONT = {
    "title": "title",
    "date": "published",
    "published": "published",
    "author": "author",
    "source": "outlet",
    "outlet": "outlet",
    "url": "url",
}

# An article of a book's length is a mistake or an attack: a whole archive in one cell, a packed file of one letter.
LONGEST = 5_000_000  # characters, a thousand times a long report
MOST_BYTES = 20 * LONGEST  # of one article as a file holds it: four a character, and what a web page or JSON adds

# Longest first: the first four bytes of UTF-32-LE begin with the two of UTF-16-LE.
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class CorpusError(ValueError):
    """A corpus, or an article of it, cannot be read: `where` (file and row) and `reason`, with the cure."""

    def __init__(self, where: str, reason: str):
        super().__init__(where, reason)
        self.where, self.reason = where, reason

    def __str__(self):
        return f"{self.where}: {self.reason}"


class Record(NamedTuple):
    """What a file holds of one article: its row (None if the file is the article), cells by name, and a remark."""

    row: int | None
    cells: dict
    encoding: str | None = None  # how the bytes were read, if they were not UTF-8


def ending(path: Path) -> str:
    """Return the ending that tells the format, lower case: `.txt`, `.jsonl.gz`."""
    name = path.name.lower()
    return next((packed for packed in PACKED if name.endswith(packed)), path.suffix.lower())


def load(path: Path, name: str, most: int = -1) -> bytes:
    """Return the bytes of a regular file (`name` in messages), unpacked if it is a `.gz`, or refuse over `most`."""
    with _opened(path, name) as file:
        data = file.read(most + 1 if most >= 0 else -1)
    if 0 <= most < len(data):
        raise CorpusError(name, f"over {most // 10**6} MB, and no article is; split it")
    return data


@contextmanager
def _opened(path: Path, name: str) -> Iterator[BinaryIO]:
    """Open a regular file, to be unpacked while it is read if its name ends in `.gz`."""
    try:
        if path.exists() and not path.is_file():
            # A named pipe would block for ever, a device might never end.
            raise CorpusError(name, "not a file that can be read")
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as file:
            yield file
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise CorpusError(name, f"not a whole gzip file ({error}); pack it again") from None
    except OSError as error:
        raise CorpusError(name, f"cannot be read ({error.strerror or error})") from None


def read_toml(path: Path, name: str) -> dict:
    """Return what a TOML file holds."""
    text = decode(load(path, name, MOST_BYTES), name)[0]
    # tomllib takes the square of a key's parts: 20,000 dots take seconds, and no key of ours has one.
    if number := next((number for number, line in enumerate(text.split("\n"), 1) if line.count(".") > 1000), None):
        raise CorpusError(name, f"line {number} has over 1,000 dots; shorten it")
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CorpusError(name, f"not TOML ({error})") from None


def decode(data: bytes, name: str, declared: str | None = None) -> tuple[str, str | None]:
    r"""Return the text, and a remark if it was not plain UTF-8; line ends stay as they are.

    A byte order mark belongs to the encoding, not to the text, and is dropped. Bytes that are
    not UTF-8 are read as the encoding that the file declares, else as Windows-1252.

    >>> decode(b"caf\xe9", "a.txt")
    ('café', 'not UTF-8 (byte 0xe9 at 3): read as windows-1252')
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise CorpusError(name, f"begins as {encoding} but is not ({error.reason}); save as UTF-8") from None
            return text, None
    if b"\0" in data:
        raise CorpusError(name, "a binary file (NUL bytes), or UTF-16 without its mark; save as UTF-8 text")
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        remark = f"not UTF-8 (byte 0x{data[error.start]:02x} at {error.start}): read as "
    for encoding in (declared, "windows-1252"):
        try:
            if encoding:
                return data.decode(encoding), remark + encoding
        except (UnicodeDecodeError, LookupError):
            continue
    raise CorpusError(name, "neither UTF-8 nor Windows-1252 text; save as UTF-8")


def read_text(path: Path, name: str) -> Record:
    """Return a text file as it is; a Markdown file states its facts in its front matter, its title in `# …` too."""
    text, remark = decode(load(path, name, MOST_BYTES), name)
    cells = {}
    if ending(path) == ".md":
        matter = front_matter(text)
        cells = _front_facts(text[:matter])
        heading = re.compile(r"\s*#[ \t]+(\S[^\r\n]*)").match(text, matter)
        if heading and "title" not in cells:
            cells["title"] = heading[1].rstrip("# \t")
    return Record(None, {**cells, "text": text}, remark)


def front_matter(text: str) -> int:
    r"""Return where the front matter ends, lines of `key: value` between two of `---`; 0 if the text has none.

    >>> front_matter("---\ntitle: Ferry sinks\n---\nA ferry sank."), front_matter("---\nA ferry sank.\n---\n")
    (27, 0)
    """
    if not text.startswith("---"):
        return 0
    first, *lines = text[:10_000].splitlines(keepends=True)
    if first.rstrip() != "---":
        return 0
    end = len(first)
    for number, line in enumerate(lines):
        end += len(line)
        if line.rstrip() in ("---", "..."):
            return end if number else 0
        # Lists and nested keys are indented, or begin with a hyphen.
        if not re.match(r"[\w-]+:(?:\s|$)|\s|- |#", line):
            return 0
    return 0


def _front_facts(matter: str) -> dict:
    """Return the facts that front matter states in plain lines: no list, no object, no text over several lines."""
    cells = {}
    for key, value in re.findall(r"^(\w+):[ \t]+(\S[^\r\n]*)(?=\r?\n\S)", matter, re.MULTILINE):
        column, value = FRONT.get(key.lower()), value.rstrip()
        if quoted := re.fullmatch(r"""(["'])(.*)\1(?:\s+#.*)?""", value):
            value = quoted[2]
        else:
            value = re.split(r"\s#", value, maxsplit=1)[0].rstrip()
            value = "" if value[0] in "[{>|&*!#" else value
        if column and value and column not in cells:
            cells[column] = value
            if column in ("outlet", "published"):
                cells[f"{column}_basis"] = "stated: front matter"
    return cells


def read_html(path: Path, name: str) -> Record:
    """Return a web page's article, a block a paragraph, and what its metadata state of it.

    The page is parsed, never run, and nothing it points at is opened. Captions are kept.
    """
    import trafilatura
    from lxml import etree, html

    data = load(path, name, MOST_BYTES)
    declared = re.search(rb"""<meta[^>]{1,200}?charset\s*=\s*["']?([\w-]{1,40})""", data[:4096], re.IGNORECASE)
    text, remark = decode(data, name, declared and declared[1].decode("ascii", "ignore"))
    # Without a handler of its own trafilatura's log goes to the terminal.
    if not (log := logging.getLogger("trafilatura")).handlers:
        log.addHandler(logging.NullHandler())
    try:
        page = html.document_fromstring(text.encode("utf-8", "replace"), html.HTMLParser(encoding="utf-8"))
        cells = _stated(page)
        # trafilatura drops figures; a caption is a paragraph to us, and `find_passages` tells which.
        for figure in list(page.iter("figure")):
            figure.tag = "div"
        for caption in list(page.iter("figcaption")):
            caption.tag = "p"
        article = trafilatura.bare_extraction(page, include_comments=False)
    except (etree.LxmlError, ValueError, RecursionError) as error:
        raise CorpusError(name, f"not a web page that can be read ({error}); save its article as text") from None
    blocks = [line for line in (article.text or "").split("\n") if line.strip()] if article else []
    if not blocks:
        raise CorpusError(name, "no article is found in this web page; save its article as text")
    return Record(None, {**cells, "text": "\n\n".join(blocks)}, remark)


def _stated(page) -> dict:
    """Return what a page's metadata state: JSON-LD first, as it says what is the article's, then meta tags."""
    article = next(_json_ld(page), {})
    meta: dict[str, str] = {}
    for tag in page.iter("meta"):
        key = tag.get("property") or tag.get("name") or tag.get("itemprop")
        if key and tag.get("content", "").strip():
            meta.setdefault(key.lower(), tag.get("content").strip())
    cells = {}
    for column, key, *tags in (
        ("outlet", "publisher", "og:site_name"),
        ("published", "datePublished", "article:published_time", "datepublished", "parsely-pub-date", "dc.date.issued"),
        ("author", "author", "author", "parsely-author", "dc.creator"),
        ("title", "headline", "og:title", "dc.title"),
        ("url", "url", "og:url"),
    ):
        sources = [(f"JSON-LD {key}", _names(article.get(key))), *((f"meta {tag}", meta.get(tag)) for tag in tags)]
        for source, value in sources:
            if value:
                cells[column] = value
                if column in ("outlet", "published"):
                    cells[f"{column}_basis"] = f"stated: {source}"
                break
    links = (tag.get("href", "").strip() for tag in page.iter("link") if tag.get("rel", "").lower() == "canonical")
    if "url" not in cells and (link := next(links, "")):
        cells["url"] = link
    times = {tag.get("datetime", "").strip() for tag in page.iter("time")} - {""}
    if "published" not in cells and len(times) == 1:  # of two, one may be another article's, or of an update
        cells |= {"published": times.pop(), "published_basis": "stated: time element"}
    return cells | ({"title": title} if (title := _headline(page, cells.get("title"))) else {})


def _headline(page, stated: str | None) -> str | None:
    """Return the headline as printed: the h1 that the metadata name, else theirs, else the only h1, else the title."""
    printed = [" ".join(tag.text_content().split()) for tag in page.iter("h1")]
    whole = " ".join((page.findtext(".//title") or "").split())
    for heading in printed:
        if heading and heading in (stated, whole[: len(heading)]):
            return heading
    return stated or (printed[0] if len(printed) == 1 else "") or whole or None


def _json_ld(page) -> Iterator[dict]:
    """Yield the articles that a page describes as linked data."""
    for script in page.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            waiting = [json.loads(script.text_content(), strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, list):
                waiting += node
            elif isinstance(node, dict):
                kinds = node.get("@type")
                kinds = kinds if isinstance(kinds, list) else [kinds]
                if any(str(kind).endswith(("Article", "BlogPosting", "Report")) for kind in kinds):
                    yield node
                waiting += node.get("@graph", []) if isinstance(node.get("@graph"), list) else []


def _names(value: object) -> str:
    """Return a linked-data value as text: a name, an object's name, several joined by commas."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("@id")
    if isinstance(value, list):
        return ", ".join(filter(None, (_names(item) for item in value[:50])))
    return " ".join(value.split()) if isinstance(value, str) else ""


def read_jsonl(path: Path, name: str) -> Iterator[Record | CorpusError]:
    """Yield one record a line; blank lines count but hold nothing."""
    for number, line in enumerate(_lines(path, name), 1):
        if line.isspace():
            continue
        where = f"{name}:{number}"
        try:
            if len(line) > MOST_BYTES:
                raise CorpusError(
                    where, f"over {MOST_BYTES // 10**6} MB in one line, and no article has so many; split it"
                )
            text, remark = decode(line, where)
            cells = json.loads(text)
        except CorpusError as error:
            yield error
        except json.JSONDecodeError as error:
            yield CorpusError(where, f"not JSON ({error.msg}, column {error.colno}); one object a line is needed")
        except (RecursionError, ValueError) as error:  # nested too deep, or a number of too many digits
            yield CorpusError(where, f"JSON that cannot be read ({error})")
        else:
            if isinstance(cells, dict):
                yield Record(number, cells, remark)
            else:
                yield CorpusError(where, f"a JSON {type(cells).__name__}; one object a line is needed")


def _lines(path: Path, name: str) -> Iterator[bytes]:
    """Yield the lines of a file as UTF-8, one at a time: a corpus may be larger than the memory."""
    with _opened(path, name) as file:
        opening = file.read(max(len(mark) for mark, _ in BOMS))
        mark = next((mark for mark, _ in BOMS if opening.startswith(mark)), b"")
        if mark in (b"", BOMS[0][0]):
            file.seek(len(mark))
            while line := file.readline(MOST_BYTES + 1):
                yield line
                if len(line) > MOST_BYTES:  # the rest of it is read past, not kept
                    while (rest := file.readline(MOST_BYTES)) and not rest.endswith(b"\n"):
                        pass
        else:  # its line ends are not single bytes
            whole = decode(opening + file.read(), name)[0].encode("utf-8", "surrogatepass")
            yield from io.BytesIO(whole)


def read_csv(path: Path, name: str) -> Iterator[Record | CorpusError]:
    """Yield one record a row, numbered by the line it begins on; the delimiter is `,` `;` or tab, as in the header."""
    text, remark = decode(load(path, name), name)
    header = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    names = None
    for number, cells in _rows(text, delimiter):
        where = f"{name}:{number}"
        if isinstance(cells, csv.Error):
            yield CorpusError(
                where, f"not CSV ({cells}); double the quotation marks inside a cell and close every cell"
            )
        elif names is None:
            names = cells
            if twice := sorted({cell for cell in names if names.count(cell) > 1}):
                raise CorpusError(name, f"the header names {twice} more than once")
        elif len(cells) != len(names):
            cure = f"put cells that hold a {delimiter!r} or a line end between double quotes"
            yield CorpusError(where, f"{len(cells)} cells, the header has {len(names)}; {cure}")
        else:
            yield Record(number, dict(zip(names, cells, strict=True)), remark)
            remark = None  # it is of the file: once is enough


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Yield (line it begins on, cells or what is wrong) of every row that is not blank."""
    rows, number = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1
    # The limit is one number for the whole process; an article may be longer than its 131,072 characters.
    limit = csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        while True:
            try:
                cells = next(rows, None)
            except csv.Error as error:
                cells = error
            if cells is None:
                return
            if cells:
                yield number, cells
            number = rows.line_num + 1
    finally:
        csv.field_size_limit(limit)


def read_parquet(path: Path, name: str) -> Iterator[Record]:
    """Yield one record a row, counted from 1."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    with _opened(path, name) as file:
        try:
            for batch in pq.ParquetFile(file).iter_batches(batch_size=1000):
                for cells in batch.to_pylist():
                    number += 1
                    yield Record(number, cells)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise CorpusError(name, f"not a Parquet file that can be read ({error})") from None

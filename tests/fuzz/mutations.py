"""How an input is changed so that it stays a text, a page, a table: what bytes at random hardly ever are.

Each takes an input and a source of chance, and gives a changed input. What it does not understand it gives back, and
libFuzzer's own changes of bytes are made in turn with these. Every text is invented.
"""

import csv
import io
import json
import re
from random import Random

import pandas as pd

from ioc_analysis import lexicon
from seeds import APART, INVENTED

# What the rules of the library look for, so that chance need not find it letter by letter.
NAMES = ["Ada Quist", "Mr. Brandt", "Mrs Ó Néill", "the Harbour Union", "HNA", "Lindau", "al-Tamir", "Ms. A. B. Okoye Jr.",
         "President Eva Novak", "police", "the mayor", "Critics", "he", "She", "They", "one of the divers", "a spokesman",
         "U.S.", "St. Ives", "Brandt’s"]  # fmt: skip
CUES = [" said", " told reporters", ", saying", " according to ", " denied that ", " added:", " asked", " said that ",
        " did not say ", " wrote on X: ", " claims ", " allegedly ", " so-called ", " accused of ", " was quoted as saying "]  # fmt: skip
FIGURES = ["12", "1,200", "1.3 thousand", "at least 14", "$4.5 million", "between 4 and 5", "two-thirds of the crew", "20 per cent",
           "half a dozen", "a hundred and one", "1,2,3,4", "48-year-old", "3–4", "1.5m", "€7bn", "0", "00", "1e9", "½", "no one",
           "some 30", "one in five", "5-4", "No. 7", "30C", "12:30", "+44 20 7946 0000", "9" * 40, "1/0", "3.14.15"]  # fmt: skip
DATES = ["May 3", "4 May 2024", "2024-05-04", "Tuesday", "last week", "in the 1990s", "31 February", "29 February 2023", "May",
         "0001-01-01", "9999-12-31", "two days earlier", "the summer of 2021", "12/31/99", "next month", "since 2019", "10 May-2 June"]  # fmt: skip
EVENTS = [
    " killing ",
    " were injured",
    " was shot by ",
    " died in ",
    " displaced ",
    " seized ",
    " accused ",
    " sank ",
    " a massacre ",
]
MARKS = [
    "“",
    "”",
    '"',
    "‘",
    "’",
    "'",
    "«",
    "»",
    "``",
    "''",
    "—",
    " - ",
    "…",
    "...",
    "(",
    ")",
    "[",
    "]",
    ": ",
    "; ",
    "? ",
    "! ",
    ". ",
    ", ",
]
BREAKS = ["\n", "\n\n", "\r\n", "\r", "\n \n", "\u2028", "\x85", "\x0c", "\t", "\u00a0", "  "]
BLOCKS = ["\n\nBy Ada Quist, Harbour News Agency\n\n", "\n\nLINDAU, May 3 (HNA) - ", "\n\nPhoto: divers on 4 May 2024. (Eva Novak)\n\n",
          "\n\nWHAT WE KNOW\n\n", "\n\nDie Fähre sank am Dienstag vor der Küste, und niemand half den Leuten.\n\n", "\n\nRead more: ",
          "\n\n* * *\n\n", "\n\n- ", "\n\n> ", "\n\n© 2024 Harbour News Agency. All rights reserved.\n\n", "\n\nUpdated 4 May 2024\n\n",
          "\n\n# Ferry sinks\n\n", "\n\nReporting by Ada Quist; editing by Tom Brandt\n\n"]  # fmt: skip
# Letters that grow when folded, join the letter before, turn the line, or are nothing.
ODD = ["İ", "ß", "ŉ", "ﬁ", "ǅ", "ſ", "e\u0301", "\u0301", "🙂", "👩\u200d🚒", "\u200b", "\u202e", "\ufeff", "\x00", "\x1a", "新",
       "٣", "²", "Ⅻ", "س", "\uffff", "\U0010ffff", "\x1c", "\xad"]  # fmt: skip
FIGURE_LIKE = re.compile(r"\d[\d,.]*")
CUTS = re.compile(r"(?<=\s)|(?=\s)|(?=[“”\"‘’.,;:()—-])")
TERMS = [row["term"] for path in sorted(lexicon.FOLDER.glob("*.csv")) for row in lexicon.load(path.stem)]
SENTENCES = [text for text in INVENTED if len(text) < 200]
PIECES = [
    NAMES,
    CUES,
    FIGURES,
    DATES,
    EVENTS,
    MARKS,
    BREAKS,
    BLOCKS,
    ODD,
    TERMS,
    MARKS,
    CUES,
    FIGURES,
    SENTENCES,
    SENTENCES,
]


def decode(data: bytes) -> str:
    """Return bytes as text, unpaired surrogates too."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _span(places: list[int], random: Random) -> tuple[int, int]:
    """Return two of the places, near one another more often than far."""
    first = random.randrange(len(places))
    last = min(len(places) - 1, first + int(random.expovariate(0.2)) + 1)
    return places[first], places[last]


def change_text(text: str, random: Random) -> str:
    """Change one place of a text, at the edge of a word or beside a mark."""
    places = [0, *(match.start() for match in CUTS.finditer(text)), len(text)]
    start, end = _span(places, random)
    piece = random.choice(random.choice(PIECES))
    action = random.randrange(10)
    if action <= 2:
        return text[:start] + piece + text[start:]
    if action == 3:
        return text[:start] + piece + text[end:]
    if action == 4:
        return text[:start] + text[end:]
    if action == 5:  # said again elsewhere
        at = random.choice(places)
        return text[:at] + text[start:end] + text[at:]
    if action == 6:  # put in marks
        left, right = random.choice(["“”", '""', "‘’", "()", '“"', "''", "«»", "[]", "““", "””"])
        return text[:start] + left + text[start:end] + right + text[end:]
    if action == 7:
        turned = random.choice([str.upper, str.lower, str.title, str.swapcase])(text[start:end])
        return text[:start] + turned + text[end:]
    if action == 8 and (numbers := list(FIGURE_LIKE.finditer(text))):
        number = random.choice(numbers)
        return text[: number.start()] + random.choice(FIGURES) + text[number.end() :]
    mark, other = random.choice(MARKS), random.choice(MARKS)
    return text.replace(mark, other, random.choice([1, 2, -1]))


def mutate_texts(data: bytes, random: Random) -> bytes:
    """Change every article of an input, or leave one out, or put one more to them."""
    texts = decode(data).split(APART)
    if random.random() < 0.2:
        texts.append(random.choice(texts))
    elif random.random() < 0.2 and len(texts) > 1:
        texts.pop(random.randrange(len(texts)))
    for _ in range(random.randint(1, 3)):
        texts = [change_text(text, random) for text in texts]
    return encode(APART.join(texts))


# Values of files

VALUES = [None, True, False, 0, -1, 7, 2**63, 1.5, float("nan"), float("inf"), "", " ", "a", "b", "null", "nan", "../../x", "/etc/x", "a.txt",
          "=1+1", "2024-05-04", "2024-13-45", "2024-05-04T10:00:00Z", "1714780800", "4 May 2024", "en", "de", "<b>x</b>", "\x00", "x" * 300,
          [], {}, ["A", "B"], [["a", "We lost two boats"]], {"@type": "NewsArticle"}, {"name": "Ada Quist"}, "quotes", "figures", "caption",
          "It sank.", "“We lost two boats,” Ada Quist said. At least 12 died on May 3."]  # fmt: skip
KEYS = ["id", "article_id", "text", "body", "content", "title", "headline", "source", "outlet", "date", "published", "url", "lang", "language",
        "author", "authors", "section", "file", "event", "opens", "kind", "reason", "row", "mend", "reject", "add", "by", "table", "rows",
        "style", "agency", "name", "path", "type", "dtype", "fields", "schema", "term", "entity", "batch", "fingerprint", "files", "a", ""]  # fmt: skip


def change_value(value: object, random: Random) -> object:
    """Change one thing in a JSON value: a key, a member, or what stands there."""
    if isinstance(value, dict) and value and random.random() < 0.8:
        key = random.choice(list(value))
        action = random.randrange(6)
        if action == 0:
            return {name: item for name, item in value.items() if name != key}
        if action == 1:
            return {random.choice(KEYS) if name == key else name: item for name, item in value.items()}
        if action == 2:
            return value | {random.choice(KEYS): random.choice(VALUES)}
        return value | {key: change_value(value[key], random)}
    if isinstance(value, list) and value and random.random() < 0.8:
        at = random.randrange(len(value))
        inserted = [[], [value[at], value[at]], [random.choice(VALUES)], [change_value(value[at], random)]]
        return value[:at] + random.choice(inserted) + value[at + 1 :]
    if isinstance(value, str) and random.random() < 0.6:
        return change_text(value, random)
    return random.choice(VALUES)


def change_lines(lines: list[str], random: Random) -> list[str]:
    """Leave out, repeat or move one line."""
    if not lines:
        return lines
    at, to = random.randrange(len(lines)), random.randrange(len(lines))
    line = lines[at]
    rest = lines[:at] + lines[at + 1 :]
    return random.choice([rest, [*lines[:to], line, *lines[to:]], [*rest[:to], line, *rest[to:]]])


def mutate_jsonl(data: bytes, random: Random) -> bytes:
    lines = decode(data).split("\n")
    at = random.randrange(len(lines))
    try:
        value = change_value(json.loads(lines[at]), random)
        lines[at] = json.dumps(value, ensure_ascii=random.random() < 0.5)
    except (ValueError, RecursionError):
        lines = change_lines(lines, random)
    if random.random() < 0.2:
        lines = change_lines(lines, random)
    return encode("\n".join(lines))


def mutate_csv(data: bytes, random: Random) -> bytes:
    text = decode(data)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=False))
    except csv.Error:
        rows = []
    if not rows or random.random() < 0.2:
        return encode("\n".join(change_lines(text.split("\n"), random)))
    at = 0 if random.random() < 0.3 else random.randrange(len(rows))
    if rows[at]:
        cell = random.randrange(len(rows[at]))
        value = random.choice(KEYS) if at == 0 else change_value(rows[at][cell], random)
        action = random.randrange(5)
        if action == 0:
            rows[at].append(str(value))
        elif action == 1:
            rows = [row[:cell] + row[cell + 1 :] for row in rows]
        else:
            rows[at][cell] = str(value)
    written = io.StringIO(newline="")
    try:
        ways = {
            "delimiter": random.choice(",,,,,,,,;\t|"),
            "quoting": random.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
        }
        csv.writer(written, lineterminator=random.choice(["\n", "\n", "\r\n", "\r"]), **ways).writerows(rows)
    except csv.Error:
        return data
    start = random.choice([*[""] * 8, "\ufeff", "sep=;\n"])
    return encode(start + written.getvalue())


TAGS = ["<p>", "</p>", "<div>", "</div>", "<article>", "</article>", "<h1>", "</h1>", "<br>", "<br/>", "<script>", "</script>", "<style>", "<!--",
        "-->", "<ul><li>", "<table><tr><td>", "<blockquote>", "<figcaption>", "<title>", "</title>", "<body>", "</body>", "<head>", "<html>",
        "<a href='x'>", "<aside>", "<footer>", "<nav>", "<pre>", "<template>", "<svg>", "<math>", "<noscript>", "<iframe>", "<textarea>",
        '<meta charset="utf-16">', '<meta property="article:published_time" content="2024-05-04T10:00:00Z">', "<base href='//x'>",
        '<meta name="author" content="Ada Quist">', '<link rel="canonical" href="https://gazette.example/a">', "<time datetime='x'>", "<![CDATA[",
        '<script type="application/ld+json">', "<?xml version='1.0'?>", "<!DOCTYPE html>", '<html lang="de">', "<p hidden>",
        "<p class='byline'>"]  # fmt: skip
ENTITIES = [
    "&amp;",
    "&quot;",
    "&#8220;",
    "&#x201d;",
    "&nbsp;",
    "&#0;",
    "&#xd800;",
    "&#99999999;",
    "&lt;p&gt;",
    "&x;",
    "&",
]


def mutate_html(data: bytes, random: Random) -> bytes:
    parts = re.split(r"(<[^<>]*>)", decode(data))
    at = random.randrange(len(parts))
    action = random.randrange(6)
    if action == 0:
        parts.insert(at, random.choice(TAGS))
    elif action == 1:
        parts.insert(at, random.choice(ENTITIES))
    elif action == 2:
        parts = change_lines(parts, random)
    elif action == 3 and parts[at].startswith("{"):
        try:
            parts[at] = json.dumps(change_value(json.loads(parts[at]), random))
        except (ValueError, RecursionError):
            parts[at] = ""
    elif action == 4 and parts[at].startswith("<"):
        parts[at] = random.choice(TAGS)
    else:
        parts[at] = change_text(parts[at], random)
    return encode("".join(parts))


def mutate_toml(data: bytes, random: Random) -> bytes:
    """Change a line, or the key or value of one."""
    lines = decode(data).split("\n")
    at = random.randrange(len(lines))
    key, equals, value = lines[at].partition(" = ")
    action = random.randrange(5)
    if action == 0 or not equals:
        lines = change_lines(lines, random)
    elif action == 1:
        lines[at] = f"{random.choice(KEYS) or '_'} = {value}"
    elif action == 2:
        lines[at] = f"{key} = {toml_value(random.choice(VALUES))}"
    elif action == 3:
        lines.insert(at, f"{random.choice(KEYS) or '_'} = {toml_value(random.choice(VALUES))}")
    else:
        changed = change_text(value.strip('"'), random).replace("\n", " ")
        lines[at] = f"{key} = {json.dumps(changed, ensure_ascii=False)}"
    return encode("\n".join(lines))


def toml_value(value: object) -> str:
    """Write a JSON value as TOML does."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml_value(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml_value, value)) + "]"
    if isinstance(value, float):
        return str(value)
    if value is None or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d.*", value)):
        return value or "1979-05-27"  # without marks it is a date, as it may stand there
    return json.dumps(value)


def mutate_parquet(data: bytes, random: Random) -> bytes:
    """Change a cell, a column, or how the table is stored."""
    try:
        table = pd.read_parquet(io.BytesIO(data))
        records = table.to_dict("records")
    except Exception:  # its bytes were changed
        return data
    names = [str(name) for name in table] or ["text"]
    records = records or [{}]
    for _ in range(random.randint(1, 3)):
        action = random.randrange(4)
        name = random.choice(names)
        if action == 0:  # a column of another type
            value = random.choice(VALUES)
            records = [record | {name: value} for record in records]
        elif action == 1:
            new = random.choice(KEYS)
            records = [{new if key == name else key: value for key, value in record.items()} for record in records]
        elif action == 2:
            records = [*records[:3], dict(random.choice(records))]
        else:
            at = random.randrange(len(records))
            records[at] = records[at] | {name: change_value(records[at].get(name), random)}
    try:
        made = pd.DataFrame(records)
        if random.random() < 0.2 and len(made.columns):
            kind = random.choice(["category", "str", "bool", "float64", "datetime64[ns]", "bytes", "int8"])
            column = random.choice(list(made))
            made = made.assign(**{column: made[column].astype(kind)})
        ways = {"row_group_size": random.choice([1, 1000]), "compression": random.choice([None, "snappy", "zstd"])}
        return made.to_parquet(index=random.random() < 0.2, **ways)
    except Exception:  # pyarrow has no column for it
        return data


def mutate_package(data: bytes, random: Random) -> bytes:
    """Change the datapackage.json of the first line, or the table below it."""
    head, newline, table = data.partition(b"\n")
    if random.random() < 0.5:
        return mutate_jsonl(head, random).replace(b"\n", b" ") + newline + table
    return head + newline + mutate_csv(table, random)


def mutate_batches(data: bytes, random: Random) -> bytes:
    """Change the receipts of an earlier run, or the articles."""
    receipts, apart, lines = data.partition(encode(APART))
    if random.random() < 0.3:
        return mutate_jsonl(receipts, random) + apart + lines
    return receipts + apart + mutate_jsonl(lines, random)

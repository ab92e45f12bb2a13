"""What inputs begin with: a text or file that is taken, for every entry, and every text that the tests rest on.

All of it is invented.
"""

import ast
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

APART = "\x1e"  # between the articles of one input

STORY = """Ferry sinks off Lindau, killing at least 12

By Ada Quist, Harbour News Agency

LINDAU, May 3 (HNA) - A ferry sank on Tuesday, killing at least 12 people and injuring some 30, police said.

“We lost two boats,” Mayor Tom Brandt told reporters. “Nobody could help. It was over in minutes.”

The company, which owns 1,200 boats worth $4.5 million, said it would “fully cooperate” with investigators.

Photo: divers at the wreck on 4 May 2024. (Eva Novak)

Mr. Brandt's brother, 48, denied that about two-thirds of the crew had left. "I was there," he added, "and I saw it."
"""
RETOLD = """At least 14 die as ferry goes down near Lindau

A ferry sank on 3 May 2024, leaving 14 dead and dozens hurt, according to Lindau police.

"We have lost two boats," the mayor, Tom Brandt, said, calling it a "massacre". Critics claim nobody helped.

The operator's 1.3 thousand boats are insured for between 4 and 5 million dollars, up 20 per cent from 2023.
"""


TESTS = Path(__file__).parent.parent
SUBJECTS = ("text", "marks", "passages", "bylines", "names", "quotes", "figures", "dates", "cues", "headlines", "labels",
            "extract", "entities", "claims", "utterances", "statements", "variants")  # fmt: skip


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def invented() -> list[str]:
    """Return the texts that the tests of the extractors and their gold rest on: each takes a rule that chance finds late."""
    found = []
    for subject in SUBJECTS:
        tree = ast.parse((TESTS / f"test_{subject}.py").read_text("utf-8"))
        found += [
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
    for path in sorted((TESTS / "gold").glob("[a-z]*.toml")):
        found += _strings(tomllib.loads(path.read_text("utf-8")))
    return [text for text in dict.fromkeys(found) if 12 <= len(text) <= 1500 and text.count(" ") > 1]


INVENTED = invented()


TEXTS = [STORY.encode(), RETOLD.encode(), "\ud83d“Bo".encode("utf-8", "surrogatepass"), b"\x00\r\x85\xe2\x80\xa8"]
# Eight articles a seed, three texts an article.
MADE = ["\n\n".join(INVENTED[at : at + 3]) for at in range(0, len(INVENTED), 3)]
TEXTS += [APART.join(MADE[at : at + 8]).encode("utf-8", "surrogatepass")[:4000] for at in range(0, len(MADE), 8)]
TOLLS = [path.read_text("utf-8") for path in sorted((TESTS / "gold" / "tolls").glob("*.txt"))]
EVENT = [f"{STORY}\x1e{RETOLD}".encode(), f"{STORY}\x1e{STORY}\x1e<script>x</script>".encode(), b"=1\x1e\x1e"]
EVENT += [APART.join(pair).encode() for pair in zip(TOLLS[::2], TOLLS[1::2], strict=True)]


# Files

RECORD = {"id": "a", "source": "Gazette", "date": "2024-05-04", "headline": "Ferry sinks", "body": STORY, "lang": "en"}
LINES = json.dumps(RECORD) + "\n" + json.dumps({**RECORD, "id": 7, "authors": ["A", "B"], "body": "Ten “boats”."})
PAGE = (
    '<html><head><meta charset="utf-8"><title>Ferry sinks</title><meta property="og:site_name" content="Gazette">'
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry sinks"}</script></head><body>'
    f"<article><h1>Ferry sinks</h1>{''.join(f'<p>{block}</p>' for block in STORY.split(chr(10)) if block)}"
    '<figure><figcaption>A wreck</figcaption></figure><time datetime="2024-05-04">4 May</time></article></body></html>'
)
MANIFEST = """title = "Ferry"
event = "Lindau"
[[article]]
file = "a.txt"
outlet = "Gazette"
published = 2024-05-04
[[article.passages]]
opens = "Photo"
kind = "caption"
reason = "under a picture"
[[article]]
file = "../b.txt"
"""
CORRECTIONS = """[[quotes]]
row = ["a", "We lost two boats,"]
mend = { speaker_name = "Ada Quist" }
by = "JK"
reason = "she spoke"
[[figures]]
row = ["a", "1,200"]
reject = true
by = "JK"
reason = "a name"
[[dates]]
row = ["b", "near Lindau"]
add = { value = "2024-05" }
by = "JK"
reason = "missed"
[[same]]
table = "quotes"
rows = [["a", "We lost two boats,"], ["b", "We have lost …"]]
by = "JK"
reason = "one sentence"
[[different]]
table = "mentions"
rows = [["a", "Brandt"], ["b", "Tom Brandt"]]
by = "JK"
reason = "his brother"
"""
PACKAGE = json.dumps(
    {"resources": [{"name": "t", "path": "t.csv", "schema": {"fields": [{"name": "a", "type": "string", "dtype": "str"},
     {"name": "n", "dtype": "Int64"}, {"name": "b", "dtype": "bool"}]}}]}
)  # fmt: skip
NOTES = json.dumps({"batch": 0, "articles": 1, "fingerprint": "x", "files": {"articles": "y"}})
FILES = {"a.txt": STORY, "b.txt": RETOLD}


def parquet() -> bytes:
    return pd.DataFrame([RECORD]).to_parquet(index=False, compression=None)

"""Score names and quotes on the seed gold and on the invented paragraphs.

Run it for the tables: `python tests/score_quotes.py`. Matching rules: a direct, mixed or unmarked gold row
is found by a row with the same `start` and `end` (an unmarked one also by an indirect row); an
indirect one by an indirect or unmarked row that shares at least 0.8 of the characters of both
(intersection over union). A speaker is right when the resolved name, or else the printed
source, is one of the printed forms of the gold's `speaker_id` anywhere in the seed gold.
"""

import re
import tomllib
from pathlib import Path

from ioc_analysis.english.text import find_sentences
from ioc_analysis.names import names
from ioc_analysis.quotes import quotes
from ioc_analysis.reading import passages

GOLD = Path(__file__).with_name("gold")
SEEDS = Path(__file__).parents[1] / "seeds"
SHARE = 0.8
WORDS = re.compile(r"[^\W_]+")
PLAIN = frozenset("the a an of to and in".split())


def read(text: str, rows: list[tuple] | None = None) -> tuple[names.Names, list[tuple]]:
    """Find names and quotes the way `extract` does."""
    rows = passages.find_passages(text) if rows is None else rows
    used = [row for row in rows if row[2] != "boilerplate" and row[3] in ("en", None)]
    spans = [span for row in used for span in find_sentences(text, row[0], row[1])]
    found = names.find_names(text, used, spans)
    return found, quotes.find_quotes(text, used, spans, found)


def overlap(one: tuple, other: tuple) -> float:
    """Return intersection over union of two spans."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / (max(one[1], other[1]) - min(one[0], other[0]))


def _key(name: str | None) -> str:
    """Return the last word of a name, which tells people apart in the seeds."""
    words = [word for word in WORDS.findall((name or "").lower()) if word not in PLAIN | {"jr"}]
    return words[-1].removeprefix("al") if words else ""


def load_seeds() -> list[dict]:
    """Return the gold of the seeds, each with its text and the passages of the gold."""
    articles = []
    for path in sorted(GOLD.glob("00*.toml")):
        gold = tomllib.loads(path.read_text(encoding="utf-8"))
        gold["text"] = (SEEDS / f"{gold['article']}.txt").read_bytes().decode("utf-8")
        gold["rows"] = [(row["start"], row["end"], row["kind"], row["language"], None, "") for row in gold["passages"]]
        articles.append(gold)
    return articles


def aliases(articles: list[dict]) -> dict[str, set[str]]:
    """Return for each speaker_id the keys of the forms that the gold prints for it, pronouns left out."""
    known: dict[str, set[str]] = {}
    for article in articles:
        for row in article["quotes"]:
            forms = known.setdefault(row["speaker_id"], {_key(row["speaker_id"].replace("-", " "))})
            if row.get("speaker", "he").lower() not in ("he", "she", "they", "it"):
                forms.add(_key(row["speaker"]))
    return known


def score_seed(article: dict, known: dict[str, set[str]]) -> dict:
    """Return what was found and what was missed in one seed article."""
    _, rows = read(article["text"], article["rows"])
    result = {"wrong": [], "speaker": [], "direct": [0, 0], "unmarked": [0, 0], "indirect": [0, 0, 0], "spoken": [0, 0]}
    claimed = set()
    for gold in article["quotes"]:
        row = _match(gold, rows, claimed)
        group = "indirect" if gold["kind"] == "indirect" else "unmarked" if gold["kind"] == "unmarked" else "direct"
        if row is not None:
            claimed.add(rows.index(row))
        if gold.get("optional"):
            continue
        result[group][1] += 1
        if row is None:
            result["wrong"].append(("missed", gold["kind"], gold["text"]))
            continue
        result[group][0] += 1
        if group != "indirect":
            good = _key(row[8] or row[5]) in known[gold["speaker_id"]]
            result["spoken"][0] += good
            result["spoken"][1] += 1
            if not good:
                result["speaker"].append((gold["text"][:60], gold["speaker_id"], row[8], row[5], row[-1]))
    for number, row in enumerate(rows):
        if number in claimed or row[2] == "not_speech":
            continue
        result["wrong"].append(("spurious", row[2], article["text"][row[0] : row[1]], row[-1]))
        if row[2] == "indirect":
            result["indirect"][2] += 1
    return result


def _match(gold: dict, rows: list[tuple], claimed: set[int]) -> tuple | None:
    """Return the row that renders a gold quote."""
    span = (gold["start"], gold["end"])
    best = None
    for number, row in enumerate(rows):
        if number in claimed:
            continue
        if gold["kind"] in ("direct", "mixed"):
            if row[:2] == span and row[2] in ("direct", "mixed"):
                return row
        elif gold["kind"] == "unmarked":
            if row[2] in ("unmarked", "indirect") and row[:2] == span:
                return row
        elif row[2] in ("indirect", "unmarked") and overlap(row[:2], span) >= SHARE:
            best = row
    return best


def load_cases() -> list[dict]:
    """Return the invented paragraphs on pronouns and continued quotes."""
    return tomllib.loads((GOLD / "speakers.toml").read_text(encoding="utf-8"))["case"]


def score_case(case: dict) -> list[tuple]:
    """Return (gold words, gold name, name found or None if the span is missing) of each quote of a paragraph."""
    text = case["text"]
    rows = [(first.start(), first.end(), "body", "en", None, "") for first in re.finditer(r"[^\n]*\S[^\n]*", text)]
    _, found = read(text, rows)
    results = []
    for words, name in case["quotes"]:
        wanted = words.strip(" ,.'\"")
        hits = [row for row in found if text[row[0] : row[1]].strip(" ,.'\"") == wanted and row[2] != "not_speech"]
        results.append((words, name, (hits[0][8] or "") if hits else None))
    return results


def main() -> None:
    """Print the tables."""
    articles = load_seeds()
    known = aliases(articles)
    sums = {"direct": [0, 0], "unmarked": [0, 0], "indirect": [0, 0, 0], "spoken": [0, 0]}
    for article in articles:
        result = score_seed(article, known)
        for group, total in sums.items():
            sums[group] = [one + other for one, other in zip(total, result[group], strict=True)]
        for line in result["wrong"] + result["speaker"]:
            print(article["article"][:3], *line, sep=" | ")
    hit, gold, spurious = sums["indirect"]
    print(f"direct and mixed spans exact {sums['direct'][0]}/{sums['direct'][1]}")
    print(
        f"unmarked spans {sums['unmarked'][0]}/{sums['unmarked'][1]}; speakers {sums['spoken'][0]}/{sums['spoken'][1]}"
    )
    print(f"indirect F1 {2 * hit / (gold + hit + spurious):.3f} (found {hit}/{gold}, spurious {spurious})")
    results = [(case["text"], *row) for case in load_cases() for row in score_case(case)]
    good = sum(name == found for _, _, name, found in results)
    print(f"invented paragraphs: {good}/{len(results)} quotes with the right span and name")
    for _, words, name, found in results:
        if name != found:
            print(f"  {words[:50]!r}: gold {name!r}, found {found!r}")


if __name__ == "__main__":
    main()

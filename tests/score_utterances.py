"""Score utterances on annotated events: the seeds, and the invented ones beside them.

    python tests/score_utterances.py [FOLDER]

Without FOLDER the seed gold is scored. Given: the gold quotes are aligned. End to end: `extract_quotes` finds them;
a row renders a gold quote when both share 0.8 of their characters (intersection over union). Scored are pairs of quotes:
right when gold gives both one `utterance`, wrong when it gives them two, or gives one of two quotes in a speaker's own
words none. A paraphrase without an utterance may join, and an optional quote is left out.
"""

import sys
import tomllib
from itertools import combinations
from pathlib import Path

import ioc_analysis as ioc
from ioc_analysis import schema

GOLD = Path(__file__).with_name("gold")
SEEDS = Path(__file__).parents[1] / "seeds"
SHARE = 0.8
OWN = ("direct", "mixed", "unmarked")


def load(folder: Path) -> list[dict]:
    """Return the gold quotes of a folder, each with its article."""
    rows = []
    for path in sorted(folder.glob("[0-9]*.toml")):
        gold = tomllib.loads(path.read_text(encoding="utf-8"))
        rows += [row | {"article": gold["article"], "outlet": gold["outlet"]} for row in gold.get("quotes", [])]
    return rows


def as_quotes(rows: list[dict]):
    """Return gold quotes as a table of quotes; the gold's `speaker_id` is the name."""
    blank = dict.fromkeys(schema.TABLES["quotes"].names) | {"negated": False}
    table = []
    for row in rows:
        unnamed = row["speaker_id"].startswith("unnamed")
        known = {
            "article_id": row["article"],
            "content_start": row["start"],
            "content_end": row["end"],
            "speaker_name": None if unnamed else row["speaker_id"].replace("-", " ").title(),
            "speaker_type": "unnamed" if unnamed else "person",
            "speaker": row.get("speaker"),
            "method": "gold",
        }
        kept = {name: row[name] for name in ("outlet", "start", "end", "text", "kind")}
        table.append(tuple((blank | kept | known).values()))
    return schema.table("quotes", table)


def found_as(rows: list[dict], quotes) -> list[int | None]:
    """Return for each gold quote the row of `quotes` that renders it."""
    places = list(zip(*(quotes[name].tolist() for name in ("article_id", "start", "end", "kind")), strict=True))
    return [_best(row, places) for row in rows]


def _best(row: dict, places: list[tuple]) -> int | None:
    best, most = None, SHARE
    for number, (article, start, end, kind) in enumerate(places):
        if article == row["article"] and kind != "not_speech":
            shared = min(end, row["end"]) - max(start, row["start"])
            share = shared / (max(end, row["end"]) - min(start, row["start"]))
            if share >= most:
                best, most = number, share
    return best


def score(rows: list[dict], ids: list[str | None]) -> dict:
    """Return pairs right, missed and wrong; `ids` are the utterance ids found, None where the quote was not."""
    result = {"right": [], "missed": [], "wrong": []}
    for (one, a), (other, b) in combinations(zip(rows, ids, strict=True), 2):
        if one.get("optional") or other.get("optional"):
            continue
        told = one.get("utterance"), other.get("utterance")
        if told[0] and told[0] == told[1]:
            result["right" if a and a == b else "missed"].append((one, other))
        elif a and a == b and (all(told) or all(row["kind"] in OWN for row in (one, other))):
            result["wrong"].append((one, other))
    return result


def f1(result: dict) -> float:
    """Return the pairwise F1."""
    right, off = len(result["right"]), len(result["missed"]) + len(result["wrong"])
    return 2 * right / (2 * right + off) if right + off else 1.0


def given(folder: Path) -> tuple[dict, list[bool]]:
    """Return the score of the gold quotes aligned, and whether each is sure."""
    rows = load(folder)
    aligned = ioc.align_quotes(as_quotes(rows))
    return score(rows, aligned["utterance_id"].tolist()), aligned["sure"].tolist()


def end_to_end(folder: Path, corpus: Path) -> dict:
    """Return the score of extracting and aligning."""
    rows = load(folder)
    aligned = ioc.align_quotes(ioc.extract_quotes(ioc.read_corpus(corpus)))
    ids = aligned["utterance_id"].tolist()
    return score(rows, [None if number is None else ids[number] for number in found_as(rows, aligned)])


def main() -> None:
    """Print both scores and every error."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD
    corpus = folder if len(sys.argv) > 1 else SEEDS
    for name, result in (("given", given(folder)[0]), ("end to end", end_to_end(folder, corpus))):
        print(f"{name}: F1 {f1(result):.3f}", {key: len(pairs) for key, pairs in result.items()})
        for key in ("missed", "wrong"):
            for one, other in result[key]:
                print(f"  {key}: {one['article'][:8]} {one['text'][:70]} | {other['article'][:8]} {other['text'][:70]}")


if __name__ == "__main__":
    main()

"""Quotes: accuracy on annotated news beside the regex floor, speed, and time on hostile input.

    python benchmarks/quotes.py [FOLDER]

FOLDER holds annotated articles (`politics2016.jsonl`, `wikinews.jsonl`: `doc_id`, `text`, `quotes`, `marked`), their
scorer `score.py` and the floor `baseline_regex.py`; without it the seed gold alone is scored. Mixed and indirect rows
are scored by `content_start` and `content_end`; `not_speech` rows are left out; the scorer reads the speaker's name,
and the source as printed as `mention`, which for a quote that goes on is that of the quote before. Its columns with a
star accept the mention; it prints no such column for each kind of source, so that is counted here by its own functions:
the gold of "the union" is "the union", and a row that names the union is wrong without the star.
"""

import gc
import importlib.util
import json
import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import score_quotes  # noqa: E402

from ioc_analysis.english.text import find_sentences  # noqa: E402
from ioc_analysis.names import names  # noqa: E402
from ioc_analysis.quotes import quotes  # noqa: E402
from ioc_analysis.reading import passages  # noqa: E402

SETS = ("politics2016", "wikinews")
HOSTILE = ('"', "“", "'", "A", "Aa ", ",", "x", "said ", "he said, ", "“a” ", "Ab Cd (AC). ")


def prepare(text: str) -> tuple:
    rows = [row for row in passages.find_passages(text) if row[2] != "boilerplate" and row[3] in ("en", None)]
    return text, rows, [span for row in rows for span in find_sentences(text, row[0], row[1])]


def predict(text: str) -> list[dict]:
    prepared = prepare(text)
    rows = quotes.find_quotes(*prepared, names.find_names(*prepared))
    printed = {row[0]: row[5] for row in rows}
    found = []
    for row in rows:
        if row[2] == "not_speech":
            continue
        mention = row[5] or printed.get(row[16])
        printed[row[0]] = mention
        start, end = (row[0], row[1]) if row[2] == "direct" else (row[3], row[4])
        found.append({"start": start, "end": end, "speaker": row[8] or row[5], "mention": mention})
    return found


def load_scorer(folder: Path):
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def starred(scorer, gold: list[dict], found: dict) -> str:
    """Return the share of marked spans whose source is right by name or as printed, by kind of source."""
    right, all_ = Counter(), Counter()
    for row in gold:
        units, _, predicted, _ = scorer.doc_units(row, found[row["doc_id"]])
        pairs, _ = scorer.match(units, predicted)
        for number, other in pairs.items():
            source = units[number][2]
            if source["speaker_type"] != "null":
                all_[source["speaker_type"]] += 1
                right[source["speaker_type"]] += scorer.lenient_ok(predicted[other][2], source)
    return ", ".join(f"{kind} {right[kind] / all_[kind]:.3f} (n={all_[kind]})" for kind in sorted(all_))


def accuracy(folder: Path) -> None:
    scorer = load_scorer(folder)
    for name in SETS:
        path = folder / f"{name}.jsonl"
        gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        print(f"\n## {name}: ours, {len(gold)} articles")
        found = {row["doc_id"]: predict(row["text"]) for row in gold}
        scorer.show(scorer.summary(scorer.collect(gold, found)))
        print("speaker* of marked spans, by name or as printed:", starred(scorer, gold, found))
        with tempfile.TemporaryDirectory() as place:
            out = Path(place) / "floor.jsonl"
            subprocess.run([sys.executable, str(folder / "baseline_regex.py"), str(path), str(out)], check=True)
            print(f"\n## {name}: regex floor")
            scorer.show(scorer.summary(scorer.collect(gold, scorer.load_pred(out))))


def speed(texts: list[str]) -> None:
    prepared = [prepare(text) for text in texts]
    words = sum(len(text.split()) for text in texts)
    best = {"names": 9e9, "quotes": 9e9}
    for _ in range(5):
        gc.collect()
        spent = dict.fromkeys(best, 0.0)
        for article in prepared:
            begun = time.process_time()
            found = names.find_names(*article)
            middle = time.process_time()
            quotes.find_quotes(*article, found)
            spent["names"] += middle - begun
            spent["quotes"] += time.process_time() - middle
        best = {step: min(best[step], spent[step]) for step in best}
    scale = 750 / words
    both = sum(best.values()) * scale
    print(f"\n## Speed, {len(texts)} articles of {words // len(texts)} words, per article of 750 words (best of 5)")
    print(f"names {best['names'] * scale * 1e6:.0f} us, quotes {best['quotes'] * scale * 1e6:.0f} us: {1 / both:.0f}/s")


def hostile() -> None:
    print("\n## Hostile input: microseconds per 1,000 characters at 10 kB and 1 MB, and their ratio")
    for piece in HOSTILE:
        per = []
        for size in (10_000, 1_000_000):
            text = piece * (size // len(piece))
            article = (text, [(0, len(text), "body", "en", None, "")], find_sentences(text))
            begun = time.process_time()
            quotes.find_quotes(*article, names.find_names(*article))
            per.append((time.process_time() - begun) / len(text) * 1e9)
        print(f"{piece!r:16} {per[0]:8.0f} {per[1]:8.0f}   x{per[1] / max(per[0], 1e-9):.2f}")


def main() -> None:
    print(f"Python {platform.python_version()}")
    score_quotes.main()
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    texts = [article["text"] for article in score_quotes.load_seeds()]
    if folder:
        accuracy(folder)
        path = folder / f"{SETS[0]}.jsonl"
        texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    speed(texts)
    hostile()


if __name__ == "__main__":
    main()

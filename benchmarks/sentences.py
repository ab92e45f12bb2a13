"""Sentences and passages: accuracy on the hard cases, speed beside peers, and time on hostile text.

    python benchmarks/sentences.py [FOLDER]

FOLDER holds the texts (.txt) whose reading is timed; without it, the five seeds are. pysbd and syntok are compared
if they can be imported (put another environment's site-packages on PYTHONPATH). Speeds are given as ratios within one
run, since machines differ; `ref` is one regular expression pass for quotations over the same texts.
"""

import platform
import re
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from ioc_analysis.english.text import find_language, find_sentences, find_words  # noqa: E402
from ioc_analysis.reading.passages import find_passages  # noqa: E402

REF = re.compile(r'["“«]([^"”»\n]{2,600})["”»]')
# One character each, and what opens a rule again and again.
UNITS = (
    [*'.?!…"“”’)»]([-–—•:/|aA1é \n\t\x0b\u2028ا漢'],
    ['."', ". ", "A.", "A. ", "a.m. ", "No. ", '?" A', "\n ", "a\n", "a.\n", "Ann Bell\n", ". .", "U.S.", "By A\n"],
)


def _peers() -> dict[str, Callable[[str], list[str]]]:
    """Return name → function from text to sentences, of those that are installed."""
    peers = {}
    try:
        import pysbd

        segmenter = pysbd.Segmenter(language="en", clean=False)
        peers["pysbd"] = lambda text: [sentence.strip() for sentence in segmenter.segment(text)]
    except ImportError:
        print("pysbd is not installed: left out")
    try:
        from syntok import segmenter as syntok

        def split(text: str) -> list[str]:
            tokens = [tokens for paragraph in syntok.process(text) for tokens in paragraph]
            return [text[words[0].offset : words[-1].offset + len(words[-1].value)] for words in tokens]

        peers["syntok"] = split
    except ImportError:
        print("syntok is not installed: left out")
    return peers


def _ours(text: str) -> list[str]:
    return [text[start:end] for start, end in find_sentences(text)]


def _seconds(read: Callable[[str], object], texts: list[str], runs: int) -> float:
    """Return the least CPU time of some runs over all texts."""
    times = []
    for _ in range(runs):
        begin = time.process_time()
        for text in texts:
            read(text)
        times.append(time.process_time() - begin)
    return min(times)


def accuracy(splitters: dict[str, Callable[[str], list[str]]]) -> None:
    """Print how many of the hard cases come out exactly as in the gold, by group."""
    cases = tomllib.loads((ROOT / "tests/gold/sentences.toml").read_text(encoding="utf-8"))
    del cases["limit"]
    print(f"\n{'hard cases all right':26}" + "".join(f"{name:>14}" for name in splitters))
    sums = dict.fromkeys(splitters, 0)
    for group, rows in cases.items():
        line = f"{group:26}"
        for name, split in splitters.items():
            right = 0
            for row in rows:
                gold = [piece.strip() for piece in row.split("¦")]
                right += split(row.replace("¦", "")) == gold
            sums[name] += right
            line += f"{right:>9} /{len(rows):3}"
        print(line)
    total = sum(map(len, cases.values()))
    print(f"{'all':26}" + "".join(f"{right:>9} /{total:3}" for right in sums.values()))
    print("The cases follow this project's conventions (each sentence of a quotation is one; see the file).")


def speed(splitters: dict[str, Callable[[str], list[str]]], texts: list[str]) -> None:
    """Print the time per article of 900 words, and as a multiple of the reference pass."""
    articles = sum(len(text.split()) for text in texts) / 900
    runs = max(3, int(300 / articles))
    ref = _seconds(REF.findall, texts, runs)
    readers = {
        "find_sentences": (find_sentences, runs),
        "find_words": (find_words, runs),
        "find_language": (find_language, runs),
        "find_passages": (find_passages, runs),
    } | {name: (split, 3) for name, split in splitters.items() if name != "ioc_analysis"}
    print(f"\n{'speed':26}{'µs an article':>14}{'× ref':>10}{'× find_sentences':>18}")
    print(f"{'ref: quotation pass':26}{ref / articles * 1e6:14.0f}{1:10.1f}")
    own = None
    for name, (read, times) in readers.items():
        read(texts[0])
        took = _seconds(read, texts, times)
        own = own or took
        print(f"{name:26}{took / articles * 1e6:14.0f}{took / ref:10.1f}{took / own:18.1f}")


def hostile() -> None:
    """Print the worst growth of the time per character from 10 kB to 1 MB, over all hostile texts."""
    print(f"\n{'hostile text':26}{'worst factor':>14}   10 kB to 1 MB, time per character; 1 is linear")
    for read in (find_sentences, find_words, find_language, find_passages):
        worst = (0.0, "")
        for unit in (unit for units in UNITS for unit in units):
            small = (unit * 10_000)[:10_000]
            large = (unit * 1_000_000)[:1_000_000]
            read(small)
            base = _seconds(read, [small] * 20, 3) / 20
            worst = max(worst, (_seconds(read, [large], 1) / 100 / base, unit))
        print(f"{read.__name__:26}{worst[0]:14.2f}   {worst[1]!r}")


def main() -> None:
    """Run all three parts."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "seeds"
    texts = [path.read_bytes().decode("utf-8") for path in sorted(folder.rglob("*.txt"))]
    print(f"Python {platform.python_version()}, {platform.machine()}, {len(texts)} texts")
    splitters = {"ioc_analysis": _ours} | _peers()
    accuracy(splitters)
    speed(splitters, texts)
    hostile()


if __name__ == "__main__":
    main()

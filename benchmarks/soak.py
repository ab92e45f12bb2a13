"""Soak: attacks that are too large for the tests, each in a process of its own, and a table of what they cost.

    python benchmarks/soak.py [NAMES …] [--size 1000000]

`linear` gives `extract_all` a text of each class of characters and of each opening of a pattern, repeated, of 10 kB and
of `--size`: the time of the processor per character may not grow by more than a factor 3. The others feed what nobody
sends in good faith: they end with our own error or with the rows of what is whole. The exit code is 1 if one fails.
"""

import argparse
import gzip
import json
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
SMALL = 10_000
FACTOR = 3  # of the time per character, from SMALL to the size asked for
LONGEST = 1800  # seconds of the processor for one attack; a square would take days

# What a class of characters or a pattern begins with, over and over.
CLASSES = {
    "letters": "a", "capitals": "A", "words": "aa ", "names": "Aa ", "digits": "7", "blanks": " ", "tabs": "\t",
    "lines": "\n", "returns": "\r", "stops": ".", "commas": ",", "hyphens": "-", "dashes": "— ", "brackets": "(",
    "slashes": "/", "straight": '"', "opened": "“", "closed": "”", "apostrophes": "'", "single": "‘", "currency": "$",
    "percent": "%",
    "accents": "é", "combining": "e\u0301", "Chinese": "新", "Arabic": "س", "emoji": "🙂", "joined": "👩\u200d",
    "zero": "\x00", "override": "\u202e", "separators": "\u2028", "markup": "<p>", "stars": "*", "hashes": "# ",
}  # fmt: skip
OPENINGS = {
    text: text
    for text in [
        "1,", "1.", "1-", "1 ", "$1 ", "5 of ", "1:", "12/", "hundred ", "one ", "and 5 ", "at least ",
        "between 1 and ",
        "said ", "he said, ", "“a” ", "“a,” he said. ", '"a ', "according to ", "told ", "that ", "not only ", "who ",
        "A. ", "Mr. ", "Aa of ", "Aa, ", "al-", "the Aa ", "Aa's ", "May ", "May 3 ", "on Tuesday ", "2024 ",
        "2024-05-",
        "last year ", "killing ", "killed by ", "by ", "of the ", "and ", "which ", "was ", "so-called ", "must ",
        "http://a.",
        "By Aa\n", "Photo: ", "(Aa) ", "Aa.\n\n", "a. ", "a? ", "18m to ", "per cent ", "2 hours ", "Dr ",
        "one of the ",
    ]
}  # fmt: skip

ONE = """
import json, sys, time
import ioc_analysis as ioc
from ioc_analysis import schema
piece, *sizes = json.loads(sys.argv[1])

def read(size):
    # Between sentences, so that it is a passage that is read, and not set aside as a footer.
    text = "Police said on Tuesday that four were hurt. " + (piece * (size // len(piece) + 1))[:size] + ". Two left."
    cells = dict.fromkeys(schema.TABLES["articles"].names)
    cells |= {"article_id": "a", "published": "2024-05-04", "file": "f", "title_added": False, "text": text}
    cells["language"] = "en"
    articles = schema.table("articles", [tuple(cells.values())])
    start = time.process_time()
    found = ioc.extract_all(articles)
    took = time.process_time() - start
    for table in found.values():  # a sample: the tests look at every row
        for row in table.iloc[:: len(table) // 50 + 1].itertuples():
            assert text[row.start : row.end] == row.text
    return took

read(2000)
print(json.dumps([min(read(size) for _ in range(3 if size <= 10_000 else 1)) for size in sizes]))
"""


def run(code: str, *arguments: str) -> tuple[str, str, float, float]:
    """Run Python; return what it printed, its last error line, its seconds of the processor, and GiB at most."""
    command = [sys.executable, "-c", PEAK + code, *arguments]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    limit = partial(resource.setrlimit, resource.RLIMIT_CPU, (LONGEST, LONGEST + 60))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, preexec_fn=limit)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak = re.search(r"PEAK (\S+)\n?$", done.stdout)
    error = [f"it ended with {done.returncode}", *done.stderr.strip().splitlines()[-1:]] if done.returncode else []
    if done.returncode == -signal.SIGXCPU:
        error = [f"hangs: over {LONGEST} s of the processor"]
    return (
        done.stdout[: peak.start() if peak else None].strip(),
        " ".join(error),
        spent,
        float(peak[1]) if peak else 0.0,
    )


PEAK = """
import atexit, resource
atexit.register(lambda: print("PEAK", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, flush=True))
"""


def linear(size: int, only: list[str]) -> list[tuple]:
    """Read every class and opening; one row each."""
    rows = []
    for name, piece in {**OPENINGS, **CLASSES}.items():
        if only and name not in only:
            continue
        printed, error, _, peak = run(ONE, json.dumps([piece, SMALL, size // 10, size]))
        small, middle, large = json.loads(printed) if printed else [float("nan")] * 3
        # Of the small text a part is what every article costs; so the last step alone is held to the factor too.
        growth = max(large / size / (small / SMALL), large / middle / 10)
        rows.append((f"linear {name!r}", f"{large:.1f} s", f"{peak:.2f}", f"× {growth:.1f} {error}", growth <= FACTOR))
        tell(rows[-1])
    return rows


# Attacks: code that is given a folder, and what it has to print

READ = """
import sys, ioc_analysis as ioc
from ioc_analysis.reading.readers import CorpusError
try:
    articles = ioc.read_corpus(sys.argv[1], on_error="skip")
except CorpusError as error:
    print("CorpusError", str(error)[-90:])
else:
    print(len(articles), "articles", *(note["reason"][:70] for note in articles.attrs["reading"]))
"""
BATCHES = """
import sys, ioc_analysis as ioc
done = ioc.write_batches(sys.argv[1], sys.argv[1] + ".out", on_error="skip")
print(done["articles"].sum(), "articles in", len(done), "parts")
"""
BODY = 'Ada Quist, the mayor, said on Tuesday: "We lost {} boats."'


def huge_text(folder: Path) -> Path:
    (folder / "a.txt").write_text((BODY.format(7) + "\n\n") * (200 * 10**6 // 60))
    return folder / "a.txt"


def huge_line(folder: Path) -> Path:
    path = folder / "a.jsonl"
    with path.open("w") as file:
        json.dump({"text": BODY.format(7) * (200 * 10**6 // 58)}, file)
        file.write("\n" + json.dumps({"text": BODY.format(8)}))
    return path


def huge_page(folder: Path) -> Path:
    (folder / "a.html").write_text("<html><body>" + f"<p>{BODY.format(7)}</p>" * (200 * 10**6 // 65))
    return folder / "a.html"


def packed(folder: Path) -> Path:
    path = folder / "a.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(b'{"text": "')
        for _ in range(500):
            file.write(b"a" * 10**6)
        file.write(b'"}\n' + json.dumps({"text": BODY.format(8)}).encode())
    return path


def laughs(folder: Path) -> Path:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))
    page = f'<!DOCTYPE html [<!ENTITY l0 "ha">{entities}]><html><body>' + f"<p>{BODY.format(7)} &l29;</p>" * 1000
    (folder / "a.html").write_text(page)
    return folder / "a.html"


def deep_page(folder: Path) -> Path:
    (folder / "a.html").write_text("<html><body>" + "<div><b>" * 10**6 + BODY.format(7) * 9)
    return folder / "a.html"


def keys(folder: Path) -> Path:
    (folder / "a.txt").write_text(BODY.format(7))
    (folder / "corpus.toml").write_text("\n".join(f'k{number} = "{number}"' for number in range(10**6)))
    return folder


def tiny(folder: Path) -> Path:
    path = folder / "a.jsonl"
    with path.open("w") as file:
        file.writelines(f'{{"id": {number}, "text": "{number} died."}}\n' for number in range(COUNT))
    return path


COUNT = 10**6
ATTACKS = {
    "text of 200 MB": (huge_text, READ, "CorpusError .*no article is; split it", 2.0),
    "line of 200 MB": (huge_line, READ, "1 articles over 100 MB in one line", 2.0),
    "page of 200 MB": (huge_page, READ, "CorpusError .*no article is; split it", 2.0),
    "500 MB packed into 2 MB": (packed, READ, "1 articles over 100 MB in one line", 2.0),
    "billion laughs": (laughs, READ, "1 articles$", 2.0),
    "a million tags deep": (deep_page, READ, "CorpusError|1 articles", 4.0),
    "manifest of a million keys": (keys, READ, "CorpusError .*title and", 4.0),
    "a million tiny articles": (tiny, BATCHES, rf"{COUNT} articles in", 2.0),
}


def attack(name: str) -> tuple:
    make, code, expected, most = ATTACKS[name]
    with tempfile.TemporaryDirectory() as folder:
        path = make(Path(folder))
        printed, error, spent, peak = run(code, str(path))
    fits = not error and bool(re.match(expected, printed)) and peak <= most
    return name, f"{spent:.1f} s", f"{peak:.2f}", (error or printed)[:90], fits


def tell(row: tuple) -> None:
    what, took, peak, said, fits = row
    print(f"{'ok  ' if fits else 'FAIL'} {what:32} {took:>10} {peak:>6} GiB  {said}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="attacks, linear, or classes and openings of it (default: all)")
    parser.add_argument("--size", type=int, default=1_000_000, help="characters of a hostile text (default: 1000000)")
    options = parser.parse_args()
    start, names = time.monotonic(), options.names
    rows = []
    for name in [name for name in ATTACKS if not names or name in names]:
        rows.append(attack(name))
        tell(rows[-1])
    wanted = [name for name in names if name in CLASSES or name in OPENINGS]
    if not names or "linear" in names or wanted:
        rows += linear(options.size, [] if "linear" in names else wanted)
    failed = [row[0] for row in rows if not row[-1]]
    print(f"{len(rows) - len(failed)} of {len(rows)} hold, in {(time.monotonic() - start) / 60:.0f} minutes")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

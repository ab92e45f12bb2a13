"""Speed and scale: what every step costs, and how the cost grows; the table of it in `RESULTS.md`.

    python benchmarks/scale.py [--most 10000] [--brief 5,100,1000] [--quotes 100000] [--corpus CORPUS] [--write]

The corpora are made from the seeds, the same in every run: each article a seed's text with other digits. Everything is
measured in processes of their own, so that the memory of one is not that of another. CORPUS, a file or folder of your
own articles, is measured beside them, and the peers on its first 20 instead of on the seeds. With `--write` the section
"Speed and scale" of `RESULTS.md` is written anew. `make bench` runs this (BENCH: its options) and every other script of
this folder; those that need annotated news read the folder named in BENCH_SETS, and run without it too.
"""

import argparse
import importlib.util
import json
import math
import multiprocessing
import os
import platform
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
RESULTS = Path(__file__).with_name("RESULTS.md")
HEADING = "## Speed and scale"
PEER_TEXTS = 20


def build(path: Path, count: int) -> Path:
    """Write a JSONL corpus of `count` articles to `path` and return it."""
    import ioc_analysis as ioc

    seeds = ioc.read_corpus(ROOT / "seeds")
    chance = random.Random(0)
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            seed = seeds.iloc[number % len(seeds)]
            text = re.sub(r"[1-9]", lambda _: str(chance.randint(1, 9)), seed["text"])
            day = f"2020-{1 + number % 12:02}-{1 + number % 28:02}"
            row = {"id": f"a{number}", "outlet": f"Outlet {number % 50}", "published": day, "text": text}
            print(json.dumps(row), file=file)
    return path


def run(arguments: list[str], folder: Path | None = None) -> tuple[float, float, float]:
    """Run Python and return seconds, processor seconds, and GiB of memory at most, of the largest process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, cwd=folder or ROOT, capture_output=True)
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 2**20


def apart(function, *arguments):
    """Call a function in a process of its own and return what it does."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(function, arguments)


def measure_run(*arguments: str) -> tuple[float, float, float]:
    """Return what `ioc …` costs as a whole process."""
    return apart(run, ["-c", "from ioc_analysis.cli import run; run()", *arguments])


def measure_extract(path: Path) -> tuple[float, float]:
    """Return articles and MB a second of `extract_all` on a corpus, libraries and word lists loaded before."""
    import ioc_analysis as ioc
    from ioc_analysis.reading.corpus import read_batches

    ioc.extract_all(ioc.read_corpus(ROOT / "seeds"))
    articles = characters = seconds = 0
    for batch in read_batches(path):
        start = time.process_time()
        ioc.extract_all(batch)
        seconds += time.process_time() - start
        articles += len(batch)
        characters += int(batch["text"].str.len().sum())
    return articles / seconds, characters / seconds / 1e6


def describe(path: Path) -> tuple[int, float]:
    """Return how many articles a corpus has, and their words on average."""
    import ioc_analysis as ioc

    articles = ioc.read_corpus(path, on_error="skip")
    return len(articles), articles["text"].str.split().str.len().mean()


def measure_peers(path: Path) -> dict[str, float]:
    """Return articles a second of the peers that are installed, on a corpus: figures alone, sentences alone."""
    import ioc_analysis as ioc

    texts = ioc.read_corpus(path, on_error="skip")["text"].tolist()[:PEER_TEXTS]
    peers = {}
    if importlib.util.find_spec("quantulum3"):
        from quantulum3 import parser

        peers["quantulum3 (figures alone)"] = parser.parse
    if importlib.util.find_spec("pysbd"):
        import pysbd

        peers["pysbd (sentences alone)"] = pysbd.Segmenter(language="en", clean=False).segment
    if importlib.util.find_spec("syntok"):
        from syntok import segmenter

        peers["syntok (sentences alone)"] = lambda text: list(map(list, segmenter.process(text)))
    if importlib.util.find_spec("spacy"):
        import spacy

        blank = spacy.blank("en")
        blank.add_pipe("sentencizer")
        peers["spaCy blank + sentencizer"] = blank
    found = {}
    for name, read in peers.items():
        read(texts[0][:200])
        start = time.process_time()
        for text in texts:
            read(text)
        found[name] = len(texts) / (time.process_time() - start)
    return found


def grow(small: tuple[int, float], large: tuple[int, float]) -> float:
    """Return the exponent with which seconds grow with articles."""
    return math.log(large[1] / small[1]) / math.log(large[0] / small[0])


def table(head: str, rows: list[tuple]) -> list[str]:
    """Return the lines of a Markdown table."""
    names = head.split("|")
    return ["", f"| {' | '.join(names)} |", f"|{'---|' * len(names)}"] + [f"| {' | '.join(row)} |" for row in rows]


def extraction(corpora: dict[int, Path], own: Path | None) -> list[str]:
    """Return the lines on what `extract_all` costs, and what the peers do."""
    rows, done = [], []
    for size, path in corpora.items():
        speed, megabytes = apart(measure_extract, path)
        done.append((size, size / speed))
        exponent = f"{grow(*done[-2:]):.2f}" if len(done) > 1 else "-"
        rows.append((f"{size:,}", f"{speed:.0f}", f"{megabytes:.1f}", exponent))
    if own:
        count, words = apart(describe, own)
        speed, megabytes = apart(measure_extract, own)
        rows.append((f"{count:,} of news, {words:.0f} words each", f"{speed:.0f}", f"{megabytes:.1f}", "-"))
    lines = ["", "`extract_all`, processor time:"]
    lines += table("articles|articles/s|million characters/s|exponent", rows)
    if peers := apart(measure_peers, own or ROOT / "seeds"):
        rows = [(name, f"{each:.0f}", f"{speed / each:.1f}") for name, each in peers.items()]
        lines += ["", "Peers beside it, which do one of its jobs:", *table("|articles/s|times slower", rows)]
    return lines


def measure(folder: Path, most: int, briefs: list[int], quotes: int, own: Path | None) -> list[str]:
    """Return the lines of the section."""
    sizes = [size for size in (100, 1000, 10_000, 100_000) if size <= most]
    corpora = {size: build(folder / f"{size}.jsonl", size) for size in sorted({*sizes, *briefs})}
    versions = [f"{name} {metadata.version(name)}" for name in ("pandas", "numpy", "pyarrow")]
    machine = (f"{os.cpu_count()} cores ({platform.machine()})", f"Python {platform.python_version()}", *versions)
    lines = [
        HEADING,
        "",
        "`make bench`: corpora made from the seeds, their digits changed. The machine is shared, so trust ratios and",
        f"exponents more than seconds: {', '.join(machine)}; load {os.getloadavg()[0]:.1f} at the start.",
    ]
    lines += extraction({size: corpora[size] for size in sizes}, own)
    rows = []
    for size in sizes[1:]:
        first = None
        for workers, engine in (("1", "processes"), ("2", "processes"), ("2", "dask")):
            output = folder / f"out{size}-{workers}-{engine}"
            options = ("--workers", workers, "--engine", engine)
            seconds, _, memory = measure_run("tables", str(corpora[size]), "-o", str(output), *options)
            first = first or seconds
            rows.append(
                (
                    f"{size:,}",
                    f"{workers} {engine}",
                    f"{seconds:.1f}",
                    f"{size / seconds:.0f}",
                    f"{first / seconds:.2f}",
                )
            )
            rows[-1] += (f"{memory:.2f}",)
            shutil.rmtree(output)
    lines += ["", "`ioc tables --workers`, the whole process:"]
    lines += table("articles|workers|seconds|articles/s|speed-up|GiB, largest process", rows)
    rows = []
    for size in briefs:
        costs = measure_run("brief", str(corpora[size] if size > 5 else ROOT / "seeds"), "-o", str(folder / "b.html"))
        rows.append((f"{size:,}", *(f"{cost:.2f}" for cost in costs)))
    read = "import ioc_analysis; ioc_analysis.read_corpus('seeds')"
    seconds = min(apart(run, ["-c", read])[1] for _ in range(3))
    lines += ["", f"Start, import and the seeds read: {seconds:.2f} s of processor time, the best of three."]
    lines += ["", "`ioc brief`, the whole process:", *table("articles|seconds|processor seconds|GiB", rows)]
    if quotes:
        from align import _measure_quotes  # beside this file

        print("\nquotes  printings of one  seconds  us a quote  pair precision  pair recall")
        for count in (quotes // 10, quotes):
            apart(_measure_quotes, count, 3)
    return lines


def write(lines: list[str]) -> None:
    """Put the section in the place of the one that was there, else at the end."""
    text = RESULTS.read_text(encoding="utf-8")
    before, _, rest = text.partition(HEADING + "\n")
    after = rest[rest.find("\n## ") :] if "\n## " in rest else ""
    RESULTS.write_text(before.rstrip("\n") + "\n\n" + "\n".join(lines) + "\n" + after, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=10_000, help="articles of the largest corpus (default: 10000)")
    parser.add_argument("--brief", default="5,100,1000", help="articles of each brief (default: 5,100,1000)")
    parser.add_argument("--quotes", type=int, default=100_000, help="quotes aligned (default: 100000; 0: none)")
    parser.add_argument("--corpus", type=Path, help="articles of your own, measured too")
    parser.add_argument("--write", action="store_true", help="write the section of RESULTS.md anew")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        section = measure(
            Path(name),
            options.most,
            [int(size) for size in options.brief.split(",") if size],
            options.quotes,
            options.corpus and options.corpus.resolve(),
        )
    print("\n".join(section))
    if options.write:
        write(section)

"""`make fuzz`: each entry of `entries.py` for so many seconds under atheris; what it finds goes to build/fuzz.

A finding is kept and the run goes on, so that one mistake does not hide the next; a hang ends its entry.
"""

import argparse
import hashlib
import os
import re
import subprocess
import sys
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
BUILD = ROOT / "build" / "fuzz"
LIMIT = 10  # seconds of the processor's for one input, of at most 4 kB, with the instruments on; without, some ms
LONGEST = 4096


def signature(error: BaseException) -> str:
    """Name a finding by its kind and where in the package it came up: the same mistake is told once."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "ioc_analysis" in frame.filename]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "check"
    words = "" if frames and not isinstance(error, AssertionError) else re.sub(r"\W+", " ", str(error))[:40]
    return f"{type(error).__name__} at {place} {words}".strip()


def fuzz(name: str, seconds: int) -> None:
    """Fuzz one entry in this process, which libFuzzer ends."""
    import atheris

    sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
    with atheris.instrument_imports(include=["ioc_analysis"], enable_loader_override=False):
        import entries
    entry = entries.ENTRIES[name]
    seen: set[str] = set()

    def one(data: bytes) -> None:
        start = time.process_time()
        try:
            entry.check(data)
        except Exception as error:
            if not entries.is_ours(error):
                tell(error, data)
        if time.process_time() - start > LIMIT:
            tell(TimeoutError(f"over {LIMIT} s of the processor"), data)

    def tell(error: Exception, data: bytes) -> None:
        if (what := signature(error)) in seen:
            return
        seen.add(what)
        path = BUILD / "findings" / f"{name}-{hashlib.sha256(what.encode()).hexdigest()[:8]}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        lines = traceback.format_exception(error)
        path.with_suffix(".txt").write_text("".join(lines), "utf-8", "backslashreplace")
        print(f"FOUND {what}: {path}", flush=True)

    corpus = BUILD / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(entry.seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        "-timeout=120",
        "-rss_limit_mb=4096",
        f"-dict={words()}",
        f"-artifact_prefix={BUILD}/{name}-",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], one)
    atheris.Fuzz()


def words() -> Path:
    """Write the terms of the word lists as libFuzzer's dictionary, so that it need not guess *said*."""
    from ioc_analysis import lexicon

    terms = [
        '"',
        "“",
        "”",
        "‘",
        "’",
        "\n\n",
        "$",
        "%",
        " - ",
        "1,000",
        "2024-05-04",
        "[[",
        "]]",
        "{",
        "}",
        " = ",
        "<p>",
    ]
    for path in sorted(lexicon.FOLDER.glob("*.csv")):
        terms += [row["term"] for row in lexicon.load(path.stem)][::20]
    path = BUILD / "words.txt"
    escaped = ["".join(f"\\x{byte:02x}" for byte in term[:40].encode()) for term in dict.fromkeys(terms)]
    path.write_text("".join(f'"{term}"\n' for term in escaped), "ascii")
    return path


def run_all(names: list[str], seconds: int) -> int:
    """Fuzz the entries one after the other and print the table; return the number of findings."""
    print(f"{'entry':14}{'minutes':>8}{'inputs':>10}{'per s':>8}  found", flush=True)
    total = 0
    for name in names:
        start = time.monotonic()
        command = [sys.executable, __file__, "--one", name, "--seconds", str(seconds)]
        run = subprocess.run(command, capture_output=True, text=True, errors="replace", env=os.environ | PATHS)
        took = time.monotonic() - start
        output = run.stdout + run.stderr
        done = re.findall(r"^(?:Done|#)(\d+)|^Done (\d+) runs", output, re.MULTILINE)
        inputs = max((int(one or two) for one, two in done), default=0)
        found = re.findall(r"^FOUND (.*)", output, re.MULTILINE)
        if run.returncode:
            log = BUILD / f"{name}.log"
            log.write_text(output, "utf-8", "backslashreplace")
            found.append(f"it ended with {run.returncode}: {log}")
        total += len(found)
        print(f"{name:14}{took / 60:8.1f}{inputs:10}{inputs / took:8.0f}  {len(found)}", flush=True)
        for line in found:
            print(f"  {line}", flush=True)
    return total


PATHS = {"PYTHONPATH": os.pathsep.join([str(BUILD / "lib"), str(ROOT)])}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="entries (default: all)")
    parser.add_argument("--seconds", type=int, default=600, help="for each entry (default: 600)")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        fuzz(options.one, options.seconds)
        return
    sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
    import entries

    sys.exit(1 if run_all(options.names or list(entries.ENTRIES), options.seconds) else 0)


if __name__ == "__main__":
    main()

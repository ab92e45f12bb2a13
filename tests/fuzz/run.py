"""`make fuzz`: each entry of `entries.py` for so many seconds under atheris; what it finds goes to build/fuzz.

A finding is kept and the run goes on, so that one mistake does not hide the next. All seconds are of the processor,
so that a busy machine neither shortens a run nor makes a hang of a slow moment.
"""

import argparse
import hashlib
import os
import re
import signal
import subprocess
import sys
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

ROOT = Path(__file__).parent.parent.parent
BUILD = ROOT / "build" / "fuzz"
LIMIT = 10  # seconds for one input, of at most 4 kB, with the instruments on; most take some hundredths of one
STUCK = 1800  # seconds by the clock, for what no signal of ours interrupts
LONGEST = 4096


class Hang(BaseException):
    """Raised where the work stands when the limit is over; no `except Exception` on the way keeps it."""


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

        import ioc_analysis

        for public in ioc_analysis.__all__:  # what loads at first use would load without the instruments
            getattr(ioc_analysis, public)
    entry = entries.ENTRIES[name]
    seen: set[str] = set()
    slowest = 0.0
    begun = time.process_time()

    def one(data: bytes) -> None:
        nonlocal slowest
        start = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, LIMIT)
        try:
            entry.check(data)
        except Hang as error:
            tell(error, data)
        except Exception as error:
            if not entries.is_ours(error):
                tell(error, data)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        now = time.process_time()
        if now - start > slowest:
            slowest = now - start
            print(f"SLOWEST {slowest:.2f}", flush=True)
        if now - begun > seconds:
            os.kill(os.getpid(), signal.SIGUSR1)  # libFuzzer then ends as if its own time were over

    def tell(error: BaseException, data: bytes) -> None:
        if (what := signature(error)) in seen:
            return
        seen.add(what)
        path = BUILD / "findings" / f"{name}-{hashlib.sha256(what.encode()).hexdigest()[:8]}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        lines = traceback.format_exception(error)
        path.with_suffix(".txt").write_text("".join(lines), "utf-8", "backslashreplace")
        print(f"FOUND {what}: {path}", flush=True)

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        """Half of the inputs are changed as what they are, the others byte by byte, some both ways."""
        random = Random(seed)
        changed = data
        if random.random() < 0.6:
            for _ in range(random.choice([1, 1, 2, 4])):
                changed = entry.mutate(changed, random)
        if changed == data or random.random() < 0.1:
            changed = atheris.Mutate(data, most)
        return changed if len(changed) <= most else data

    signal.signal(signal.SIGPROF, stop)
    corpus = BUILD / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(entry.seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    options = [
        f"-max_len={max(LONGEST, 2 * max(map(len, entry.seeds)))}",  # a seed that is cut is no file any more
        f"-timeout={STUCK}",
        "-rss_limit_mb=4096",
        f"-artifact_prefix={BUILD}/{name}-",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], one, custom_mutator=mutate)
    atheris.Fuzz()


def stop(*_) -> None:
    raise Hang(f"over {LIMIT} s of the processor")


# All entries

COLUMNS = "entry         minutes    inputs  per s   branches at first, last  kept  slowest  found"


def run(name: str, seconds: int) -> int:
    """Fuzz one entry in a process of its own, print its line of the table and return the number of findings."""
    log = BUILD / f"{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, __file__, "--one", name, "--seconds", str(seconds)]
    with log.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, env=os.environ | PATHS)
        _, status, spent = os.wait4(process.pid, 0)
    took = spent.ru_utime + spent.ru_stime
    output = log.read_text("utf-8", "replace")
    states = re.findall(r"^#(\d+)\s+(\w+) +cov: (\d+) ft: \d+ corp: (\d+)", output, re.MULTILINE)
    first = next((state[2] for state in states if state[1] == "INITED"), "-")
    inputs, _, last, kept = states[-1] if states else ("0", "", "-", "0")
    slowest = re.findall(r"^SLOWEST (\S+)", output, re.MULTILINE)[-1:]
    found = re.findall(r"^FOUND (.*)", output, re.MULTILINE)
    if status:
        found.append(f"it ended with {os.waitstatus_to_exitcode(status)}: {log}")
    figures = f"{took / 60:8.1f}{inputs:>10}{int(inputs) / took:7.0f}{first:>20}{last:>6}{kept:>6}"
    lines = [f"{name:13}{figures}{''.join(slowest) or '-':>7} s{len(found):7}", *(f"  {line}" for line in found)]
    print("\n".join(lines), flush=True)
    return len(found)


PATHS = {"PYTHONPATH": os.pathsep.join([str(BUILD / "lib"), str(ROOT)])}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="entries (default: all)")
    parser.add_argument("--seconds", type=int, default=600, help="of the processor, for each entry (default: 600)")
    parser.add_argument("--jobs", type=int, default=1, help="entries at a time (default: 1)")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        fuzz(options.one, options.seconds)
        return
    sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
    import entries

    print(COLUMNS, flush=True)
    with ThreadPoolExecutor(options.jobs) as pool:
        found = list(pool.map(lambda name: run(name, options.seconds), options.names or entries.ENTRIES))
    sys.exit(1 if any(found) else 0)


if __name__ == "__main__":
    main()

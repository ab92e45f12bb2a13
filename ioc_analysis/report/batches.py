"""Batches: every table of a corpus of any size, on all cores or a cluster, as Parquet, to be resumed after a kill.

Floor 5. A batch of articles becomes one part file a table, and then a line in `batches.jsonl`, its receipt:
what has a receipt and still has its files is not done again. Out of scope: what compares articles.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent import futures
from concurrent.futures import Future
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pandas as pd

from .. import extract, files, schema
from ..processes import DIED, Processes, call_apart
from ..reading.corpus import read_batches

RECEIPTS = "batches.jsonl"
RECEIPT = {"batch": int, "articles": int, "fingerprint": str, "files": dict}
ENGINES = ("processes", "dask")
PACKAGE = Path(__file__).parent.parent


def write_batches(
    path: str | os.PathLike,
    directory: str | os.PathLike,
    *,
    columns: dict | None = None,
    on_error: str = "raise",
    workers: int | None = None,
    engine: str = "processes",
    size: int = 1000,
    progress: Callable[[Iterator], Iterable] = iter,
) -> pd.DataFrame:
    """Read the corpus at `path` in batches of `size` articles and write every table of each to `directory`.

    `directory/quotes/part-00000.parquet` holds the quotes of the first batch; `pd.read_parquet("directory/quotes")`
    reads them all, in the order of the articles. The tables are `articles`, those of `extract_all`, and `reading`.
    The rows are those of one pass over the whole corpus, whatever the batches and workers.

    Parameters
    ----------
    path, columns, on_error, progress : as in `read_corpus`
    workers : processes that work side by side; 1, as by default, works in this one
    engine : "processes", or "dask": the Dask client that is configured (`DASK_SCHEDULER_ADDRESS` or
        `Client.current()`), else a cluster of `workers` processes on this machine, by default one for each of its
        cores. All must see `directory`.

    Returns one row per batch: batch, articles (read), kept (True if an earlier run had written it).

    Run again after an interruption, it keeps each batch whose articles, code and files are as they were. An
    article whose extraction fails, or ends its process, is left out of the tables of occurrences and stands in
    `reading` with the reason. Two runs cannot write to one directory at a time: the second is refused (OSError).

    """
    if engine not in ENGINES:
        raise ValueError(f"engine has to be one of {', '.join(ENGINES)}; it was {engine!r}")
    if (workers is not None and workers < 1) or size < 1:
        raise ValueError(f"workers and size are 1 or more; they were {workers!r} and {size!r}")
    directory = files.check_folder(directory)
    directory.mkdir(parents=True, exist_ok=True)
    receipts: dict[int, dict] = {}
    kept = set()
    with files.reserved(directory), _crew(engine, workers) as crew:
        written = _receipts(directory)
        batches = read_batches(path, columns=columns, on_error=on_error, size=size, progress=progress)
        for number, articles in enumerate(batches):
            fingerprint = _fingerprint(articles)
            receipt = written.get(number)
            if receipt and receipt["fingerprint"] == fingerprint and _is_whole(directory, receipt):
                receipts[number] = receipt
                kept.add(number)
                continue
            for receipt in crew.give((articles, directory, number, fingerprint, {})):
                receipts[receipt["batch"]] = receipt
        for receipt in crew.finish():
            receipts[receipt["batch"]] = receipt
        _settle(directory, receipts)
    rows = [(number, receipt["articles"], number in kept) for number, receipt in sorted(receipts.items())]
    return pd.DataFrame(rows, columns=["batch", "articles", "kept"])


# One batch


def write_batch(articles: pd.DataFrame, directory: Path, number: int, fingerprint: str, quarantined: dict) -> dict:
    """Write the part files of one batch and return its receipt; `quarantined` articles are not looked at."""
    whole = articles[~articles["article_id"].isin(quarantined)]
    tables, failed = _extract(whole)
    notes = [*articles.attrs.get("reading", []), *failed]
    notes += [_note(article_id, articles, reason) for article_id, reason in quarantined.items()]
    tables = {
        "articles": articles,
        **tables,
        "reading": schema.table("reading", [tuple(note[name] for name in NOTE) for note in notes]),
    }
    digests = {}
    for name, table in tables.items():
        part = _part(directory, name, number)
        table = table.copy(deep=False)
        table.attrs = {}  # Parquet would keep them in every part
        with files.replacing(part) as unfinished:
            data = table.to_parquet(index=False)
            unfinished.write_bytes(data)
        digests[name] = hashlib.sha256(data).hexdigest()
    receipt = {"batch": number, "articles": len(articles), "fingerprint": fingerprint, "files": digests}
    line = (json.dumps(receipt) + "\n").encode()
    # One write in append mode: lines of several workers cannot run into one another.
    handle = os.open(directory / RECEIPTS, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
    try:
        os.write(handle, line)
    finally:
        os.close(handle)
    return receipt


NOTE = schema.TABLES["reading"].names


def _note(article_id: str, articles: pd.DataFrame, reason: str) -> dict:
    file = articles.loc[articles["article_id"] == article_id, "file"].iloc[0]
    return {"check": "skipped", "article_id": article_id, "file": file, "reason": reason}


def _extract(articles: pd.DataFrame) -> tuple[dict[str, pd.DataFrame], list[dict]]:
    """Return every table, and a note on each article whose extraction failed: one never costs the others."""
    try:
        return extract.extract_all(articles), []
    except Exception:  # whose it is shows when each is read alone
        parts, failed = [extract.extract_all(articles.head(0))], []
        for row in range(len(articles)):
            alone = articles.iloc[[row]]
            try:
                parts.append(extract.extract_all(alone))
            except Exception as error:
                reason = f"its extraction failed ({type(error).__name__}: {error}); please report it"
                failed.append(_note(alone["article_id"].iloc[0], alone, reason))
        return {name: pd.concat([part[name] for part in parts], ignore_index=True) for name in parts[0]}, failed


def _part(directory: Path, table: str, number: int) -> Path:
    return directory / table / f"part-{number:05}.parquet"


# What is done already


def _fingerprint(articles: pd.DataFrame) -> str:
    """Return what the parts of a batch depend on: its articles, the notes on them, and the code with its lexicons."""
    digest = hashlib.sha256(_code())
    hashes = pd.util.hash_pandas_object(articles, index=False)
    digest.update(hashes.to_numpy().tobytes())
    digest.update(json.dumps(articles.attrs.get("reading", [])).encode())
    return digest.hexdigest()


@cache
def _code() -> bytes:
    digest = hashlib.sha256()
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.csv")]):
        digest.update(path.relative_to(PACKAGE).as_posix().encode() + path.read_bytes())
    return digest.digest()


def _receipts(directory: Path) -> dict[int, dict]:
    """Return the receipts of earlier runs; a line that was cut off, or is none of ours, is none."""
    found = {}
    path = directory / RECEIPTS
    for line in path.read_bytes().splitlines() if path.exists() else []:
        try:
            receipt = json.loads(line)
            if all(isinstance(receipt[name], kind) for name, kind in RECEIPT.items()):
                found[receipt["batch"]] = receipt
        except (ValueError, TypeError, KeyError, RecursionError):
            continue
    return found


def _is_whole(directory: Path, receipt: dict) -> bool:
    """Tell whether every part file of a receipt is as it was written."""
    try:
        return set(receipt["files"]) == {"articles", "reading", *extract.TABLES} and all(
            hashlib.sha256(_part(directory, name, receipt["batch"]).read_bytes()).hexdigest() == digest
            for name, digest in receipt["files"].items()
        )
    except (OSError, KeyError, TypeError, AttributeError):
        return False


def _settle(directory: Path, receipts: dict[int, dict]) -> None:
    """Keep the receipts of this run alone, in order, and no part of a longer run before, nor half of one."""
    with files.replacing(directory / RECEIPTS) as unfinished:
        unfinished.write_text("".join(json.dumps(receipts[number]) + "\n" for number in sorted(receipts)))
    for name in ("articles", "reading", *extract.TABLES):
        for part in (directory / name).glob("part-*.parquet"):
            if int(part.stem.split("-")[1]) not in receipts:
                part.unlink()
    for half in (
        *directory.glob(f".{RECEIPTS}.*.tmp"),
        *directory.glob("*/.part-*.tmp"),
    ):  # of a process that was killed
        half.unlink(missing_ok=True)


# Who does it: `give` hands out a batch and `finish` waits; both yield the receipts of what is done meanwhile.


def _crew(engine: str, workers: int | None) -> "_Here | _Side | _Dask":
    if engine == "dask":
        return _Dask(workers)
    return _Here() if workers in (None, 1) else _Side(workers)


class _Here:
    """The process that asks."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def give(self, batch: tuple) -> Iterator[dict]:
        yield write_batch(*batch)

    def finish(self) -> Iterator[dict]:
        yield from ()


class _Side:
    """Processes of this machine."""

    def __init__(self, workers: int):
        self.crew = Processes(workers)
        self.batches: dict[int, tuple] = {}

    def __enter__(self):
        self.crew.__enter__()
        return self

    def __exit__(self, *raised):
        self.crew.__exit__(*raised)

    def give(self, batch: tuple) -> Iterator[dict]:
        self.batches[batch[2]] = batch
        yield from self._settle(self.crew.give(batch[2], write_batch, *batch))

    def finish(self) -> Iterator[dict]:
        yield from self._settle(self.crew.finish())

    def _settle(self, answers: Iterable[tuple]) -> Iterator[dict]:
        for number, answer in answers:
            batch = self.batches.pop(number)
            yield _alone(batch) if answer is DIED else answer


class _Dask:
    """The Dask client that is configured, else a cluster on this machine."""

    def __init__(self, workers: int | None):
        self.workers = workers
        self.stack = ExitStack()
        self.busy: dict[Future, tuple] = {}

    def __enter__(self):
        try:
            import dask
            import dask.system
            from distributed import Client, KilledWorker, LocalCluster
        except ImportError as error:
            raise ValueError(f"engine dask needs the extra: pip install 'ioc-analysis[cluster]' ({error})") from None
        try:
            client = Client.current()
        except ValueError:
            if dask.config.get("scheduler-address", None):
                client = self.stack.enter_context(Client())
            else:
                workers = self.workers or dask.system.CPU_COUNT  # those that this process may use
                cluster = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
                client = self.stack.enter_context(Client(self.stack.enter_context(cluster)))
        self.executor = client.get_executor(pure=False)
        self.killed = KilledWorker
        # Twice as many as can be done at once: none waits for its next, and no more than that stand in memory.
        self.most = 2 * max(self.workers or 1, sum(client.ncores().values()))
        return self

    def __exit__(self, *_):
        for future in self.busy:
            future.cancel()
        self.stack.close()

    def give(self, batch: tuple) -> Iterator[dict]:
        while len(self.busy) >= self.most:
            yield from self._collect()
        self.busy[self.executor.submit(write_batch, *batch)] = batch

    def finish(self) -> Iterator[dict]:
        while self.busy:
            yield from self._collect()

    def _collect(self) -> Iterator[dict]:
        for future in futures.wait(self.busy, return_when=futures.FIRST_COMPLETED).done:
            batch = self.busy.pop(future)
            try:
                yield future.result()
            except self.killed:  # Dask has tried it on several workers
                yield _alone(batch)


def _alone(batch: tuple) -> dict:
    """Do a batch in a process of its own; the articles that end it are found by halving and left out."""
    *known, _ = batch
    receipt = call_apart(write_batch, *batch)
    if receipt is not DIED:
        return receipt
    reason = "its extraction ended the process, twice; it is left out"
    receipt = call_apart(write_batch, *known, dict.fromkeys(_killers(batch[0]), reason))
    if receipt is DIED:
        raise RuntimeError(f"batch {batch[2]} ends its process, and no article of it does alone: too little memory?")
    return receipt


def _killers(articles: pd.DataFrame) -> list[str]:
    """Return the ids of the articles of a batch that end a process."""
    if call_apart(_extract, articles) is not DIED:
        return []
    if len(articles) == 1:
        return articles["article_id"].tolist()
    half = len(articles) // 2
    return _killers(articles.iloc[:half]) + _killers(articles.iloc[half:])

"""Keyness: how often chance alone makes a word stand, and time and memory on 10,000 articles beside Scattertext.

    OMP_NUM_THREADS=1 python benchmarks/keyness.py [FOLDER]

FOLDER holds `events.jsonl` and the articles it names: each article's body sentences are dealt into two halves at random
and compared, so nothing that stands is real; and articles are dealt to two outlets that are none. The 10,000 articles
are invented words, dealt by Zipf's law. Scattertext is compared if PEER names a Python that has it
(`PEER=python-of-another-environment`); it counts the same sentences, joined to articles, with its own tokens.
"""

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import ioc_analysis as ioc  # noqa: E402
from ioc_analysis import schema  # noqa: E402

ARTICLES, SENTENCES, WORDS, OUTLETS = 10_000, 28, 25, 20
DEALS = 20
STANDS = "stands after correction"

SCATTERTEXT = """
import sys, time
import pandas as pd, scattertext
table = pd.read_json(sys.argv[1])
begin = time.process_time()
corpus = scattertext.CorpusFromPandas(
    table, category_col="outlet", text_col="text", nlp=scattertext.whitespace_nlp_with_sentences
).build()
spent = time.process_time() - begin
# Of this process alone: ru_maxrss would begin at its parent's.
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(spent, int(peak) / 1024)
"""


def null(folder: Path) -> None:
    """Print in how many halves and made-up outlets of real articles a word stands."""
    rows = [json.loads(line) for line in (folder / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for row in rows:
            text = (folder / row["file"]).read_text(encoding="utf-8")
            record = {"article_id": row["file"], "outlet": row["source"], "event": row["event_id"], "text": text}
            file.write(json.dumps(record) + "\n")
        file.flush()
        articles = ioc.read_corpus(file.name)
    sentences, quotes = ioc.extract_sentences(articles), ioc.extract_quotes(articles)
    rng = np.random.default_rng(0)
    halves = hits = 0
    for _ in range(DEALS):
        for _, own in sentences.groupby("article_id"):
            own = own.assign(half=rng.permutation(len(own)) % 2)
            found = ioc.stat_keyness(own, quotes, by="half")
            halves += 2
            hits += found.loc[found["label"] == STANDS, "group"].nunique()
    print(f"random halves of an article with a word that stands: {hits} of {halves} ({hits / halves:.1%})")


def null_outlets(path: Path) -> None:
    """Print in how many made-up outlets of real articles on many subjects a word stands."""
    articles = ioc.read_corpus(path, on_error="skip")
    sentences, quotes = ioc.extract_sentences(articles), ioc.extract_quotes(articles)
    ids = sentences["article_id"].unique()
    rng = np.random.default_rng(0)
    for size in (15, 50, len(ids) // 2):
        panels = hits = 0
        for _ in range(DEALS):
            here = set(rng.choice(ids, size, replace=False))
            deal = np.where(sentences["article_id"].isin(here), "here", "rest")
            found = ioc.stat_keyness(sentences.assign(deal=deal), quotes, by="deal")
            panels += 1
            hits += ((found["label"] == STANDS) & (found["group"] == "here")).any()
        print(f"{size} articles at random against {len(ids) - size} others, a word stands: {hits} of {panels}")


def corpus() -> pd.DataFrame:
    """Return sentences of invented words; each outlet prefers some of them."""
    rng = np.random.default_rng(0)
    parts = ["ka", "lo", "mir", "tes", "vun", "dra", "fel", "go", "hin", "jup", "sar", "wek"]
    vocabulary = np.array(["".join(rng.choice(parts, 1 + n % 4)) + "bcdfgl"[n % 6] * (n % 2) for n in range(80_000)])
    share = 1 / (np.arange(len(vocabulary)) + 3)
    words = rng.choice(len(vocabulary), size=(ARTICLES * SENTENCES, WORDS), p=share / share.sum())
    rows = []
    for number, line in enumerate(words):  # all lines at once would take more memory than what is measured
        article = number // SENTENCES
        text = " ".join(vocabulary[line].tolist()).capitalize() + "."
        place = number % SENTENCES * 300
        span = (f"a{article}", f"outlet {article % OUTLETS}", place, place + len(text), text)
        rows.append((*span, "body", 0.0, "invented"))
    return schema.table("sentences", rows)


def speed() -> None:
    """Print time and memory of our table, by outlet and by article, and of Scattertext's corpus."""
    sentences = corpus()
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{ARTICLES:,} articles, {ARTICLES * SENTENCES * WORDS:,} words, {OUTLETS} outlets; read: {base:.0f} MiB")
    for by in ("outlet", "article_id"):
        begin = time.process_time()
        found = ioc.stat_keyness(sentences, None, by=by)
        spent, peak = time.process_time() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"stat_keyness by {by}: {spent:.1f} s, peak {peak:.0f} MiB, {len(found):,} rows")
    if peer := os.environ.get("PEER"):
        joined = sentences.groupby(["article_id", "outlet"], sort=False)["text"].agg(" ".join).reset_index()
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            joined.to_json(file.name, orient="records")
            said = subprocess.run([peer, "-c", SCATTERTEXT, file.name], capture_output=True, text=True, check=True)
        spent, peak = map(float, said.stdout.split()[-2:])
        print(f"Scattertext's corpus by outlet: {spent:.1f} s, peak {peak:.0f} MiB")


if __name__ == "__main__":
    print(platform.python_version(), platform.machine(), "pandas", pd.__version__)
    if len(sys.argv) > 1:
        null(Path(sys.argv[1]))
        if (many := Path(sys.argv[1]) / "ungrouped.jsonl.gz").exists():
            null_outlets(many)
    speed()

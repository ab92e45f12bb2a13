"""Alignment: what is joined over articles on real news, and what it costs.

    python benchmarks/align.py TOPIC [FOLDER] [--read]

FOLDER holds one folder of articles an event. There is no gold for them: `--read` prints all that two articles share, to
be read and counted; the counts of that reading stand in `RESULTS.md`. Without FOLDER the cost alone is measured, on
made-up articles whose statements are known.
"""

import argparse
import itertools
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import ioc_analysis as ioc  # noqa: E402
from ioc_analysis import schema  # noqa: E402

EDITS = 0.06  # of the words of a made-up telling that are dropped, and as many changed
BANDS = ((0.4, ".4 to .5"), (0.5, ".5 to .6"), (0.6, ".6 and more"))


def _band(likeness: float) -> str:
    return next(name for low, name in reversed(BANDS) if likeness >= low)


def _events(folder: Path) -> dict[str, dict[str, pd.DataFrame]]:
    """Return event → its tables, with the articles."""
    found = {}
    for path in sorted(path for path in folder.iterdir() if path.is_dir()):
        articles = ioc.read_corpus(path)
        found[path.name] = ioc.extract_all(articles) | {"articles": articles}
    return found


def _shared(aligned: pd.DataFrame, over: str) -> list[pd.DataFrame]:
    """Return the rows of each statement that more than one value of the column `over` makes."""
    groups = aligned.dropna(subset="statement_id").groupby("statement_id", sort=False)
    return [rows for _, rows in groups if rows[over].nunique() > 1]


def _count(statements: list[pd.DataFrame]) -> Counter:
    """Count statements by their largest likeness, those to be checked apart."""
    return Counter(
        f"{_band(rows['similarity'].max())}{'' if (rows['sure'] & rows['similarity'].notna()).any() else ', to check'}"
        for rows in statements
    )


def statements(folder: Path | None, read: bool) -> None:
    """Print what `align_sentences` and `stat_reuse` find in each event, and what joins two events."""
    if folder:
        events = _events(folder)
        total, shares, everything = Counter(), [], []
        for name, tables in events.items():
            aligned = ioc.align_sentences(tables["sentences"])
            found = _shared(aligned, "article_id")
            total += _count(found)
            count = len(tables["articles"])
            reuse = ioc.stat_reuse(aligned, tables["quotes"], tables["articles"])
            shares += [*reuse["share"], *[0.0] * (count * (count - 1) - len(reuse))]
            everything.append(
                tables["sentences"].assign(article_id=lambda table, name=name: name + table["article_id"], event=name)
            )
            for rows in found if read else ():
                print(f"\n{name} {rows['statement_id'].iloc[0]}")
                for row in rows.itertuples():
                    print(f"  {row.similarity:.3f} {'sure ' if row.sure else 'check'} {row.article_id}: {row.text}")
        print("\nstatements that two or more articles of an event make:", dict(sorted(total.items())))
        across = _shared(ioc.align_sentences(pd.concat(everything, ignore_index=True)), "event")
        print("statements that articles of two events make, all in one corpus:", dict(sorted(_count(across).items())))
        for rows in across if read else ():
            print(
                *(f"  {row.similarity} {row.sure} {row.event}: {row.text}" for row in rows.itertuples()),
                sep="\n",
                end="\n\n",
            )
        pairs = sum(len(a) * len(b) for a, b in itertools.combinations(everything, 2))
        print(f"pairs of sentences of two events: {pairs:,}")
        column = pd.Series(shares)
        print(
            f"reuse, {len(column)} ordered pairs: median {column.median():.4f}, 95 % under {column.quantile(0.95):.4f}"
        )
    print("\narticles  sentences  seconds  ms a sentence  pair precision  pair recall")
    for articles in (125, 500, 2000):
        _measure(articles)


def _measure(count: int) -> None:
    """Align made-up articles on one event and print what it costs, and how many pairs are right."""
    chance = random.Random(count)
    words = Counter(" ".join(ioc.read_corpus(ROOT / "seeds")["text"]).lower().split())
    vocabulary, often = zip(*words.items(), strict=True)
    # A statement is made by few articles or by many, as on a real event; every telling drops and changes words.
    known = [chance.choices(vocabulary, often, k=chance.randint(12, 30)) for _ in range(count * 8)]
    weights = [1 / (place + 5) for place in range(len(known))]
    rows, truth = [], []
    for article in range(count):
        start = 0
        for place in dict.fromkeys(chance.choices(range(len(known)), weights, k=30)):
            told = [
                chance.choice(vocabulary) if chance.random() < EDITS else word
                for word in known[place]
                if chance.random() > EDITS
            ]
            text = " ".join(told).capitalize() + "."
            rows.append((f"a{article}", "Gazette", start, start + len(text), text, "body", start / 1e4, "made up"))
            truth.append(place)
            start += len(text) + 1
    table = schema.table("sentences", rows)
    before = time.process_time()
    found = ioc.align_sentences(table)["statement_id"]
    seconds = time.process_time() - before
    pairs = [
        sum(size * (size - 1) for size in Counter(keys).values())
        for keys in (zip(truth, found, strict=True), found, truth)
    ]
    cost = 1000 * seconds / len(rows)
    print(
        f"{count:8} {len(rows):10} {seconds:8.1f} {cost:14.2f} {pairs[0] / pairs[1]:15.3f} {pairs[0] / pairs[2]:12.3f}"
    )


def utterances(folder: Path | None, read: bool) -> None:
    """Print what `align_quotes` brings together in each event."""
    total: Counter[str] = Counter()
    for path in sorted(path for path in folder.iterdir() if path.is_dir()) if folder else ():
        aligned = ioc.align_quotes(ioc.extract_quotes(ioc.read_corpus(path)))
        for name, rows in aligned.groupby("utterance_id", sort=False):
            if len(rows) > 1:
                where = "in one article" if rows["article_id"].nunique() == 1 else "over articles"
                total[f"{'sure' if rows['sure'].any() else 'to check'}, {where}"] += 1
                print(f"\n{path.name} {name}" if read else "", end="\n" if read else "")
                for row in rows.itertuples() if read else ():
                    sure = "sure " if row.sure else "check"
                    print(f"  {row.similarity:.2f} {sure} {row.article_id}, {row.kind}, {row.speaker_id}: {row.text}")
    if folder:
        print("utterances of two or more renderings:", dict(sorted(total.items())))
    print("\nquotes  printings of one  seconds  us a quote  pair precision  pair recall")
    for count, printings in ((1000, 3), (10_000, 3), (100_000, 3), (100_000, 10_000)):
        _measure_quotes(count, printings)


def _measure_quotes(count: int, printings: int) -> None:
    """Align made-up quotes, printed whole, cut to 60 % or more, or with an eighth of the words changed."""
    chance = random.Random(count)
    words = ["".join(chance.choices("abdefgiklmnoprstuv", k=chance.randint(3, 9))) for _ in range(20_000)]
    often = [1 / (place + 10) for place in range(len(words))]
    blank = dict.fromkeys(schema.TABLES["quotes"].names) | {
        "kind": "direct",
        "negated": False,
        "speaker_type": "person",
    }
    rows, truth = [], []
    while len(rows) < count:
        said = chance.choices(words, often, k=chance.randint(10, 40))
        speaker = f"Speaker {words[chance.randrange(count // 40)].capitalize()}"
        for number in range(min(count - len(rows), printings if printings > 10 else chance.randint(1, 2 * printings))):
            way, told = chance.random(), said
            if way > 0.7:
                told = [chance.choices(words, often)[0] if chance.random() < 1 / 8 else word for word in said]
            elif way > 0.4:
                size = chance.randint(-(-6 * len(said) // 10), len(said))
                first = chance.randint(0, len(said) - size)
                told = said[first : first + size]
            start, text = len(rows) * 400, " ".join(told)
            span = {"start": start, "end": start + len(text), "content_start": start, "content_end": start + len(text)}
            who = {"article_id": f"a{chance.randrange(count // 10)}", "outlet": "Gazette", "speaker_name": speaker}
            rows.append(tuple((blank | span | who | {"text": text, "method": "made up"}).values()))
            truth.append(truth[-1] if number else len(truth))
    table = schema.table("quotes", rows)
    before = time.process_time()
    found = ioc.align_quotes(table)["utterance_id"]
    seconds = time.process_time() - before
    pairs = [
        sum(size * (size - 1) for size in Counter(keys).values())
        for keys in (zip(truth, found, strict=True), found, truth)
    ]
    print(
        f"{count:6} {printings:17} {seconds:8.1f} {1e6 * seconds / count:11.0f} "
        f"{pairs[0] / pairs[1]:15.3f} {pairs[0] / pairs[2]:12.3f}",
        flush=True,
    )


def claims(folder: Path | None, read: bool) -> None:
    """Print which figures `align_figures` brings together in each event, and the score of a gold file beside them."""
    total: Counter[str] = Counter()
    for path in sorted(path for path in folder.iterdir() if path.is_dir()) if folder else ():
        aligned = ioc.align_figures(ioc.extract_figures(ioc.read_corpus(path)))
        for name, rows in aligned.groupby("claim_id", sort=False):
            if rows["article_id"].nunique() > 1:
                total["sure" if rows["sure"].any() else "to check"] += 1
                print(f"\n{path.name} {name}" if read else "", end="\n" if read else "")
                for row in rows.itertuples() if read else ():
                    sure = "sure " if row.sure else "check"
                    print(
                        f"  {row.similarity:.2f} {sure} {row.article_id}: {row.left[-60:]}[{row.text}]{row.right[:60]}"
                    )
    if folder:
        print("claims of two or more articles:", dict(sorted(total.items())))
        _score_claims(folder.parent / "figures")
    print("\nfigures  seconds  us a figure  claims")
    for count in (1000, 10_000, 100_000):
        _measure_figures(count)


def _score_claims(folder: Path) -> None:
    """Run the scorer of a gold file of figures, if there is one."""
    if not (folder / "score_align.py").exists():
        return
    gold = [json.loads(line) for line in (folder / "seeds.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = ioc.read_corpus(ROOT / "seeds")
    found = ioc.align_figures(ioc.extract_figures(texts[texts["article_id"].isin([row["id"] for row in gold])]))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for row in gold:
            own = found[(found["article_id"] == row["id"]) & ~found["kind"].isin(schema.NO_QUANTITY)]
            cells = own[["start", "end", "value", "modifier", "claim_id"]].astype(object)
            rows = cells.where(cells.notna(), None).itertuples(index=False)
            figures = [
                {"start": start, "end": end, "value": modifier if value is None else value, "claim": claim}
                for start, end, value, modifier, claim in rows
            ]
            print(json.dumps({"id": row["id"], "figures": figures}), file=file)
        file.flush()
        script = [sys.executable, folder / "score_align.py", folder / "seeds.jsonl", file.name]
        print(subprocess.run(script, capture_output=True, text=True, check=True).stdout.strip())


def _measure_figures(count: int) -> None:
    """Align made-up figures of many events and print what it costs."""
    chance = random.Random(count)
    syllables = "ba do ri ta mo ke lu sha ver nin gol per".split()

    def word() -> str:
        return "".join(chance.choices(syllables, k=3))

    nouns = "people soldiers homes boats bridges workers students children doctors trucks schools".split()
    deeds = "killed injured destroyed missing arrested evacuated deployed rescued".split()
    events = [[word() for _ in range(6)] for _ in range(1 + count // 400)]
    blank = dict.fromkeys(schema.TABLES["figures"].names)
    rows = []
    for number in range(count):
        names = chance.choice(events)
        noun, deed, value = chance.choice(nouns), chance.choice(deeds), float(chance.randint(2, 9999))
        left, text = f"In {names[0].title()} the {chance.choice(names)} came and ", f"{value:.0f}"
        right = f" {noun} were {deed} near the {chance.choice(names)} {chance.choice(names)} on Sunday."
        start = 1000 * (number % 5) + len(left)
        fields = {"article_id": f"a{number // 5}", "start": start, "end": start + len(text), "text": text}
        fields |= {"value": value, "low": value, "high": value, "relation": "=", "kind": "count", "head": noun[:-1]}
        fields |= {"counted": noun, "counted_start": start + len(text) + 1, "role": "level", "modality": "asserted"}
        fields |= {"counted_end": start + len(text) + 1 + len(noun), "voice": "author", "left": left, "right": right}
        rows.append(tuple((blank | fields | {"method": "made up"}).values()))
    table = schema.table("figures", rows)
    before = time.process_time()
    found = ioc.align_figures(table)["claim_id"]
    seconds = time.process_time() - before
    print(f"{count:7} {seconds:8.1f} {1e6 * seconds / count:12.0f} {found.nunique():7}", flush=True)


def events(folder: Path | None, read: bool) -> None:
    """Print what `stat_events` makes of articles whose event is known: invented, real, mixed into others, made up."""
    _measure_known(
        "invented, twins and stories that go on", ioc.read_corpus(ROOT / "tests" / "gold" / "twins.jsonl"), read
    )
    if folder:
        known = [ioc.read_corpus(ROOT / "seeds"), ioc.read_corpus(ROOT / "tests" / "gold" / "tolls")]
        known.append(_read_events(folder))
        known = pd.concat(known, ignore_index=True)
        _measure_known("known, by themselves", known, False)
        others = ioc.read_corpus(folder / "ungrouped.jsonl.gz").assign(event=None).astype({"event": "str"})
        mixed = pd.concat([known, others], ignore_index=True)
        _measure_known("known, mixed into others", mixed, read)
        _measure_known("mixed, no day given", mixed.assign(published=None).astype({"published": "str"}), False)
    print("\narticles  events  seconds  MiB at most  groups  pair precision  pair recall")
    for count in (1000, 3000, 10_000):
        _measure_events(count)


def _read_events(folder: Path) -> pd.DataFrame:
    """Return the articles that `events.jsonl` names."""
    rows = [json.loads(line) for line in (folder / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for row in rows:
            text = (folder / row["file"]).read_text(encoding="utf-8")
            own = {"article_id": row["file"], "outlet": row["source"], "published": row["published"], "text": text}
            print(json.dumps(own | {"event": row["event_id"]}), file=file)
        file.flush()
        return ioc.read_corpus(file.name)


def _measure_known(name: str, articles: pd.DataFrame, read: bool) -> None:
    """Group articles, of some of which the event is known, and print how many pairs of those are right."""
    found = ioc.stat_events(articles, ioc.extract_sentences(articles))
    known = articles["event"].notna().to_numpy()
    truth, groups = articles["event"][known], found["event_id"][known]
    right, together, told = (
        sum(size * (size - 1) for size in Counter(keys).values())
        for keys in (zip(truth, groups, strict=True), groups, truth)
    )
    sizes = found["event_id"].value_counts()
    print(
        f"{name}: {len(articles)} articles, {truth.nunique()} known events; pair precision {right / together:.3f}, "
        f"recall {right / told:.3f}; {(sizes > 1).sum()} groups of {sizes[sizes > 1].sum()} articles, "
        f"{(~found['sure']).sum()} to be checked"
    )
    titles = articles["text"].str[:80].str.replace("\n", " ")
    for event, rows in found.groupby("event_id", sort=False) if read else ():
        print(f"\n{event}: {rows['words'].iloc[0]}" if len(rows) > 1 else "", end="")
        for row in rows.itertuples() if len(rows) > 1 else ():
            print(f"\n  {row.similarity} {'sure ' if row.sure else 'check'} {titles[row.Index]}", end="")


def _measure_events(count: int) -> None:
    """Group made-up articles of 1 to 40 an event; two events of one kind share a day and 6 of 40 words."""
    chance = random.Random(count)
    words = Counter(re.findall(r"[a-z]+", " ".join(ioc.read_corpus(ROOT / "seeds")["text"]).lower()))
    vocabulary, often = zip(*words.items(), strict=True)
    articles, sentences, truth = [], [], []
    blank = dict.fromkeys(schema.TABLES["articles"].names) | {"language": "en", "title_added": False}
    own, day, event = [], 0, 0
    while len(articles) < count:
        made = ["".join(chance.choices("abdefgiklmnoprstuv", k=chance.randint(4, 9))) for _ in range(40)]
        own = own[:6] + made[:34] if event % 2 else made
        day = day if event % 2 else chance.randrange(365)
        weights = [1 / (place + 3) for place in range(len(own))]
        order = chance.sample(own, len(own))
        for _ in range(min(count - len(articles), chance.randint(1, 40))):
            name = f"a{len(articles)}"
            published = (pd.Timestamp("2020-01-01") + pd.Timedelta(days=day + chance.randrange(3))).date().isoformat()
            start = 0
            for place in range(25):
                told = chance.choices(vocabulary, often, k=15) + chance.choices(order, weights, k=chance.randint(1, 4))
                text = " ".join(told).capitalize() + "."
                sentences.append((name, "Gazette", start, start + len(text), text, "body", place / 25, "made up"))
                start += len(text) + 1
            articles.append(tuple((blank | {"article_id": name, "published": published, "text": "made up"}).values()))
            truth.append(event)
        event += 1
    tables = schema.table("articles", articles), schema.table("sentences", sentences)
    before = time.process_time()
    found = ioc.stat_events(*tables)["event_id"].tolist()
    seconds = time.process_time() - before
    pairs = [
        sum(size * (size - 1) for size in Counter(keys).values())
        for keys in (zip(truth, found, strict=True), found, truth)
    ]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{count:8} {event:7} {seconds:8.1f} {memory:12} {len(set(found)):7} "
        f"{pairs[0] / pairs[1]:15.3f} {pairs[0] / pairs[2]:12.3f}",
        flush=True,
    )


TOPICS = {"statements": statements, "utterances": utterances, "claims": claims, "events": events}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("topic", choices=TOPICS)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--read", action="store_true", help="print all that is shared")
    options = parser.parse_args()
    TOPICS[options.topic](options.folder, options.read)

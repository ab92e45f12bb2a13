"""Score `align_figures` against gold: `python tests/score_claims.py`.

Two corpora, the seeds (`tests/gold/0*.toml`) and an invented event whose tolls grow and conflict (`tests/gold/tolls`),
and the invented pairs of `tests/gold/claims.toml`. *Gold figures*: the rows of the gold, each with the fields of the
figure found there (an empty row if none was); *end to end*: the figures that were found. Counted over pairs of figures
from different articles: a link is right if gold gives both the same claim. A gold figure that nobody found is linked to
none. Optional gold, and pairs of two figures that gold leaves without a claim, are not counted. As in score_align.py of
the development sets, a found figure stands for the gold figure that it overlaps and whose value it has.
"""

import itertools
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import pandas as pd

import ioc_analysis as ioc
from ioc_analysis import schema

GOLD = Path(__file__).parent / "gold"
SEEDS = GOLD.parent.parent / "seeds"


def articles_of(rows):
    """Return an articles table of rows that give some of its columns."""
    columns = schema.TABLES["articles"].columns
    return pd.DataFrame(
        {
            column.name: pd.Series(
                [row.get(column.name, False if column.type == "bool" else None) for row in rows],
                dtype=schema.DTYPES[column.type],
            )
            for column in columns
        }
    )


def read(name):
    """Return (articles, article_id → gold figures) of the corpus `seeds` or `tolls`."""
    folder, texts, pattern = (GOLD, SEEDS, "0*.toml") if name == "seeds" else (*[GOLD / "tolls"] * 2, "[0-9]*.toml")
    rows, gold = [], {}
    for path in sorted(folder.glob(pattern)):
        one = tomllib.loads(path.read_text(encoding="utf-8"))
        text = (texts / f"{one['article']}.txt").read_bytes().decode("utf-8")
        rows.append({key: one.get(key) for key in ("outlet", "published", "title")})
        rows[-1] |= {"article_id": one["article"], "language": "en", "text": text}
        gold[one["article"]] = [row for row in one["figures"] if not row.get("optional")]
    return articles_of(rows), gold


def stands_for(gold, found):
    """Return whether a found figure is the gold one: they overlap and give one value."""
    if not (gold["start"] < found["end"] and found["start"] < gold["end"]):
        return False
    if gold["relation"] == "vague":
        return found["relation"] == "vague"
    return found["value"] is not None and abs(found["value"] - gold["value"]) <= 1e-4 * abs(gold["value"])


def match(gold, figures):
    """Return (article_id, gold row, row number of the figure that stands for it or None) of all gold."""
    rows = defaultdict(list)
    names = ["article_id", "start", "end", "value", "relation"]
    for number, (article, start, end, value, relation) in enumerate(figures[names].itertuples(index=False)):
        one = {"start": start, "end": end, "value": None if value != value else value, "relation": relation}
        rows[article].append((number, one))
    found = []
    for article, wanted in gold.items():
        used = set()
        for row in wanted:
            number = next((n for n, one in rows[article] if n not in used and stands_for(row, one)), None)
            used.add(number)
            found.append((article, row, number))
    return found


def on_gold(gold, figures):
    """Return the gold figures as a table: fields of the figure that stands there, span and value of the gold."""
    taken = []
    for article, row, number in match(gold, figures):
        if number is None:
            one = dict.fromkeys(schema.TABLES["figures"].names)
            one |= {"article_id": article, "relation": row["relation"], "kind": row["kind"], "voice": "author"}
            one |= {"role": "level", "modality": "asserted", "method": "gold", "counted": None}
            if row["relation"] != "vague":
                one |= {"value": row["value"], "low": row["value"], "high": row["value"]}
            one |= {"text": row["text"], "unit": row["unit"] or None}
        else:
            one = figures.iloc[number].to_dict()
        taken.append(one | {"start": row["start"], "end": row["end"]})
    columns = schema.TABLES["figures"].columns
    cells = {
        column.name: pd.Series(
            [None if pd.isna(one[column.name]) else one[column.name] for one in taken],
            dtype=schema.DTYPES[column.type],
        )
        for column in columns
    }
    return pd.DataFrame(cells)


def count(nodes):
    """Return counts over pairs of (article, gold row, claim found) from different articles, and what is wrong."""
    counts, log = Counter(), []
    claims = defaultdict(Counter)
    for (here, one, a), (there, other, b) in itertools.combinations(nodes, 2):
        gold = one.get("claim") is not None and one.get("claim") == other.get("claim")
        if here == there or (one.get("claim") is None and other.get("claim") is None):
            continue
        linked = a is not None and a == b
        same = one["value"] == other["value"]
        counts.update(gold=gold, found=linked, right=gold and linked)
        counts.update(
            {f"{'same' if same else 'other'} gold": gold, f"{'same' if same else 'other'} right": gold and linked}
        )
        if gold:
            claims[one["claim"]].update(gold=1, right=linked)
        if gold != linked:
            log.append(
                f"{'missed' if gold else 'wrong'} | {here} {one['text']} ({one.get('claim')}) | "
                f"{there} {other['text']} ({other.get('claim')}) | {a if linked else (a, b)}"
            )
        if linked and not gold:
            for row in (one, other):
                claims[row.get("claim")].update(wrong=1)
    parts = [f1(one["right"], one["right"] + one["wrong"], one["gold"])[2] for one in claims.values() if one["gold"]]
    counts["macro"] = sum(parts) / len(parts) if parts else 0.0
    return counts, log


def f1(right, found, gold):
    """Return (precision, recall, F1)."""
    return (
        right / found if found else 0.0,
        right / gold if gold else 0.0,
        2 * right / (found + gold) if found + gold else 0.0,
    )


def score(name, *, end_to_end=True):
    """Return (counts, log) of a corpus."""
    articles, gold = read(name)
    figures = ioc.extract_figures(articles)
    if not end_to_end:
        figures = on_gold(gold, figures)
    claims = ioc.align_figures(figures)["claim_id"].tolist()
    nodes = [
        (article, row, claims[number] if number is not None and isinstance(claims[number], str) else None)
        for article, row, number in match(gold, figures)
    ]
    return count(nodes)


def pairs():
    """Return (kind, right, pair) of the invented pairs, each a corpus of two articles."""
    gold = tomllib.loads((GOLD / "claims.toml").read_text(encoding="utf-8"))
    found = []
    for kind in ("same", "other"):
        for pair in gold[kind]:
            rows = [
                {"article_id": side, "outlet": side, "language": "en", "published": "2024-05-01", "text": pair[side]}
                for side in ("a", "b")
            ]
            figures = ioc.align_figures(ioc.extract_figures(articles_of(rows)))
            ids = []
            for side, words in zip("ab", pair["figures"], strict=True):
                start = pair[side].index(words)
                own = figures[(figures["article_id"] == side) & (figures["start"] < start + len(words))]
                ids.append({one for one in own[own["end"] > start]["claim_id"] if isinstance(one, str)})
            linked = bool(ids[0] & ids[1])
            found.append((kind, linked == (kind == "same"), pair))
    return found


def say(name, counts):
    """Print the figures of one corpus."""
    precision, recall, both = f1(counts["right"], counts["found"], counts["gold"])
    parts = [f"{counts[f'{kind} right']} of {counts[f'{kind} gold']} {kind}-value" for kind in ("same", "other")]
    print(
        f"{name:22} P {precision:.3f} R {recall:.3f} F1 {both:.3f}  {', '.join(parts)}; macro F1 {counts['macro']:.3f}"
    )


def main():
    for name in ("seeds", "tolls"):
        for end_to_end in (False, True):
            counts, log = score(name, end_to_end=end_to_end)
            say(f"{name}, {'end to end' if end_to_end else 'gold figures'}", counts)
        print(*log, sep="\n")
    found = pairs()
    for kind in ("same", "other"):
        right = [one[1] for one in found if one[0] == kind]
        print(f"pairs, {kind:15} {sum(right)} of {len(right)}")
    for kind, right, pair in found:
        if not right:
            print(kind, pair["a"], pair["b"], pair["figures"], sep=" | ")


if __name__ == "__main__":
    main()

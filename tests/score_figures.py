"""Score figures and dates on the seed gold, and the fields around a figure: `python tests/score_figures.py`.

Reads `tests/gold/*.toml` and the seeds; only English passages that are no boilerplate are read, as
`extract` does. A found figure stands for the gold figure that it overlaps; optional gold is neither
required nor punished. A counted head is right if it is the `head` of the gold row, a noun, up to number and case.
`gold/figure_fields.toml` has invented sentences, with the fields that a comparison of articles rests on.
"""

import re
import tomllib
from pathlib import Path

from ioc_analysis import schema
from ioc_analysis.dates.dates import find_dates
from ioc_analysis.figures.counted import singular
from ioc_analysis.figures.figures import find_figures

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
COLUMNS = ["start", "end", *schema.TABLES["figures"].names[5:]]
NO_FIGURE = {"designator", "time", "id"}


def read(path):
    """Return (gold, text, dates found, figures found as dicts) of one article."""
    gold = tomllib.loads(path.read_text(encoding="utf-8"))
    text = (SEEDS / f"{gold['article']}.txt").read_bytes().decode("utf-8")
    spans = [(p["start"], p["end"]) for p in gold["passages"] if p["language"] == "en" and p["kind"] != "boilerplate"]
    dates = find_dates(text, gold["published"], spans)
    figures = [dict(zip(COLUMNS, row, strict=True)) for row in find_figures(text, dates, spans=spans)]
    return gold, text, dates, figures


def overlaps(a, b):
    return a["start"] < b["end"] and b["start"] < a["end"]


def value_right(gold, found):
    if gold["relation"] == "vague":
        return found["relation"] == "vague" and found["modifier"] == gold["value"]
    return found["value"] == gold["value"]


def head_right(gold, found):
    return found["head"] is not None and singular(found["head"]) == singular(gold["head"])


def score(paths=None):
    """Return counts over all articles: per measure (right, found, gold), and the rows that are wrong."""
    counts = dict.fromkeys(("gold", "found", "value", "all", "head", "heads", "no_figure", "left_out"), 0)
    counts |= {"dates": 0, "dates_found": 0, "dates_gold": 0}
    wrong = []
    for path in sorted(paths or (HERE / "gold").glob("0*.toml")):
        gold, text, dates, figures = read(path)
        required = [row for row in gold["figures"] if not row.get("optional")]
        optional = [row for row in gold["figures"] if row.get("optional")]
        found = [row for row in figures if row["kind"] not in NO_FIGURE]
        for row in gold.get("not_figures", []):
            counts["no_figure"] += 1
            left = not any(overlaps(row, one) for one in found) and any(overlaps(row, one) for one in figures)
            counts["left_out"] += left
            wrong += [] if left else [("not left out", path.stem, row["text"])]
        used = set()
        for row in required:
            match = next((one for one in found if overlaps(row, one) and value_right(row, one)), None)
            counts["value"] += match is not None
            fields = match and all((match[key] or "") == row[key] for key in ("relation", "unit", "kind"))
            counts["all"] += bool(fields)
            if not fields:
                wrong.append(("figure", path.stem, row["text"], match and (match["relation"], match["kind"])))
            if "head" in row:
                counts["heads"] += 1
                right = match is not None and head_right(row, match)
                counts["head"] += right
                wrong += [] if right else [("head", path.stem, row["text"], row["counted"], match and match["counted"])]
            used |= {id(match)} if match else set()
        extra = [one for one in found if id(one) not in used and not any(overlaps(row, one) for row in optional)]
        wrong += [("extra", path.stem, text[one["start"] : one["end"]]) for one in extra]
        counts["gold"] += len(required)
        counts["found"] += len(used) + len(extra)
        score_dates(gold, dates, text, counts, wrong)
    return counts, wrong


def score_dates(gold, dates, text, counts, wrong):
    """Add the dates of one article: a date is right if span and value are."""
    optional = [row for row in gold["dates"] if row.get("optional")]
    required = {(row["start"], row["end"], row["value"]) for row in gold["dates"] if not row.get("optional")}
    found = {(start, end, value) for start, end, value, *_ in dates}
    found -= {row for row in found if any(row[0] < o["end"] and o["start"] < row[1] for o in optional)}
    counts["dates"] += len(found & required)
    counts["dates_found"] += len(found)
    counts["dates_gold"] += len(required)
    for row in found ^ required:
        wrong.append(("date", text[row[0] : row[1]], row[2], "missed" if row in required else "extra"))


FIELDS = {"head": None, "predicate": None, "role": "level", "direction": None} | {
    "modality": "asserted", "place": None, "as_of": None,
}  # fmt: skip


def score_fields(name="figure_fields"):
    """Return {field: (right, found, gold)} of the invented sentences, usual values left out, and the rows that are wrong."""
    gold = tomllib.loads((HERE / "gold" / f"{name}.toml").read_text(encoding="utf-8"))["sentence"]
    counts, wrong = {name: [0, 0, 0] for name in FIELDS}, []
    for sentence in gold:
        text = sentence["text"]
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in find_figures(text, find_dates(text, "2024-03-15"))]
        for one in sentence["figures"]:
            start = re.search(rf"(?<!\w){re.escape(one['text'])}", text).start()
            span = {"start": start, "end": start + len(one["text"])}
            found = next((row for row in rows if overlaps(row, span)), {})
            for name, usual in FIELDS.items():
                have, want = found.get(name, usual), one.get(name, usual)
                counts[name][0] += have == want != usual
                counts[name][1] += have != usual
                counts[name][2] += want != usual
                wrong += [] if have == want else [(name, text, one["text"], want, have)]
    return counts, wrong


def f1(right, found, gold):
    return 2 * right / (found + gold) if found + gold else 0.0


def main():
    counts, wrong = score()
    print(f"value                   F1 {f1(counts['value'], counts['found'], counts['gold']):.3f}")
    print(f"value, relation, unit, kind F1 {f1(counts['all'], counts['found'], counts['gold']):.3f}")
    print(f"head of what is counted {counts['head']} of {counts['heads']}")
    print(f"left out                {counts['left_out']} of {counts['no_figure']}")
    print(f"dates                   F1 {f1(counts['dates'], counts['dates_found'], counts['dates_gold']):.3f}")
    for gold in ("figure_fields", "figure_fields_blind"):
        fields, wrong_fields = score_fields(gold)
        print(f"{gold}:")
        for name, (right, found, asked) in fields.items():
            print(f"  {name:22s}P {right / max(1, found):.3f} R {right / asked:.3f} ({asked})")
        wrong += wrong_fields
    for row in wrong:
        print(*row, sep=" | ")


if __name__ == "__main__":
    main()

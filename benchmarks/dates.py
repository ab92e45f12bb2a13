"""Dates: accuracy on annotated sets beside peers.

    python benchmarks/dates.py [FOLDER]

FOLDER holds annotated sets (`*.jsonl`, one text a line with its `dates` and `reference_date`) and their scorer,
`score.py`; without it the seed gold alone is scored. dateparser and recognizers-text are compared if they can be
imported. `calendar` counts years, months and days only, which is what a table of news needs.
"""

import platform
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "benchmarks")]

import score_figures  # noqa: E402
from figures import readers, score_sets  # noqa: E402

from ioc_analysis.dates.dates import find_dates  # noqa: E402

SETS = ("te3_platinum", "seeds", "recognizers_datetime")


def ours(text: str, reference: str) -> list[dict]:
    return [
        {"start": start, "end": end, "value": value or "XXXX"} for start, end, value, *_ in find_dates(text, reference)
    ]


def _dateparser() -> Callable:
    from dateparser.search import search_dates

    def read(text: str, reference: str) -> list[dict]:
        settings = {"RELATIVE_BASE": datetime.fromisoformat(reference[:10]), "PREFER_DATES_FROM": "past"}
        found, pos = [], 0
        for words, when in search_dates(text, languages=["en"], settings=settings) or []:
            start = text.find(words, pos)
            if start >= 0:
                pos = start + len(words)
                found.append({"start": start, "end": pos, "value": when.date().isoformat()})
        return found

    return read


def _recognizers() -> Callable:
    from recognizers_date_time import DateTimeRecognizer

    model = DateTimeRecognizer("en-us").get_datetime_model()

    def read(text: str, reference: str) -> list[dict]:
        found = []
        for one in model.parse(text, datetime.fromisoformat(reference[:10])):
            values = (one.resolution or {}).get("values") or [{}]
            best = values[0]  # two readings, past first
            value = best.get("value") or best.get("timex")
            timex = best.get("timex") or ""
            if timex[:4].isdigit() and len(timex) < 10:  # a year or month is a range of days there
                value = timex
            found.append({"start": one.start, "end": one.end + 1, "value": value or "XXXX"})
        return found

    return read


def _compare(folder: Path) -> None:
    names = readers({"ioc_analysis": lambda: ours, "dateparser": _dateparser, "recognizers-text": _recognizers})
    print(f"\n{'set':22s}{'':18s}{'relaxed':>9s}{'value':>9s}{'calendar':>9s}   F1")
    for name, reader, result in score_sets(folder, SETS, names, "dates", "reference_date"):
        shown = "".join(f"{result[key]['F1'] / 100:9.3f}" for key in ("relaxed", "value", "calendar"))
        print(f"{name:22s}{reader:18s}{shown}", flush=True)


if __name__ == "__main__":
    print(platform.python_version(), platform.machine())
    score_figures.main()
    if len(sys.argv) > 1:
        _compare(Path(sys.argv[1]))

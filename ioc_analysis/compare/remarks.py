"""Remarks: what findings are made of: names of articles, words around a figure, two wordings in contrast.

Floor 3. Wording alone: what is worth saying, and how much, is decided in `findings`.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd

from .. import labels, schema, wording

KIND = re.compile(r"(?:^|; )(speaker|name|figure|verb|negation|hedge|modality|tense|cut|added): ")
BEFORE, AFTER = 5, 7  # words shown around a figure
COPIED = 0.5  # share of wording from which an article is no second witness
STATED = ("stated", "stated with a difference")  # states of `stat_coverage` in which an article makes a statement
LONGEST = 160  # letters of a statement that a sentence cites


class Found(NamedTuple):
    """One thing to say: its kind and topic, the sentence, and where it stands."""

    kind: str
    topic: str
    finding: str | Callable[[], str]  # or what makes the sentence, where thousands are alike
    evidence: float  # how many say so, n / (n + 1)
    of: int  # things of the table that were looked at
    rests_on: str
    key: str | None
    articles: int
    row: dict  # article_id, start, end, text of the evidence


class Corpus(NamedTuple):
    """What sentences need to know about the articles: names, words, and which of them count as one."""

    labels: dict[str, str]
    outlets: dict[str, str | None]
    texts: dict[str, str]
    distinct: list[str]  # articles in order, copies of an earlier one left out
    sentences: dict[str, list[tuple[int, int]]]  # where they stand, in order; empty without their table
    copied: set[str]  # those of which half the wording or more stands in an earlier one: no second witness
    places: frozenset[str]  # names of places, in small letters and without full stops
    tied: set[str]  # those that surely share a claim, utterance or statement with another
    spread: bool  # whether half of them or more were published long before or after the others

    def rows(self, table: pd.DataFrame) -> list[dict]:
        """Return the rows of a table that are of a distinct article, None for what is missing."""
        return schema.records(table[table["article_id"].isin(self.distinct)])

    def witnesses(self, rows: list[dict]) -> int:
        """Return of how many articles rows are, those that copy another left out."""
        return len({row["article_id"] for row in rows} - self.copied)

    def name(self, *ids: str) -> str:
        """Name articles, in the order of the corpus."""
        asked = set(ids)
        if len(asked) == 1:  # one of thousands is not looked for among them all
            return wording.listing([self.labels[key] for key in asked if key in self.labels])
        return wording.listing([label for key, label in self.labels.items() if key in asked])

    def some(self, number: int) -> str:
        """Say how many of the articles compared: both, all 5 articles, 3 of 5 articles."""
        everything = len(self.distinct)
        if number < everything:
            return f"{number} of {everything} articles"
        copies = "" if everything == len(self.labels) else " (copies counted once)"
        return f"both articles{copies}" if everything == 2 else f"all {everything} articles{copies}"

    @property
    def one_event(self) -> bool:
        """Return whether most articles share something, in one time: else what one has alone is no difference."""
        return not self.spread and (len(self.distinct) < 2 or 2 * len(self.tied) >= len(self.distinct))

    def window(self, row: dict) -> str:
        """Return a figure with a few words around it, as printed, within its clause."""
        words, start, end = self.texts[row["article_id"]], row["start"], row["end"]
        spans = self.sentences.get(row["article_id"], [])
        number = bisect_right(spans, (start, len(words))) - 1
        first, last = spans[number] if number >= 0 and spans[number][1] >= end else (max(0, start - 80), end + 80)
        left = re.findall(r"\S+\s*", words[first:start])
        right = re.findall(r"\s*\S+", words[end:last])
        stop = next((place + 1 for place, word in enumerate(right) if word[-1] in ",;:"), len(right))
        shown = "".join(left[-BEFORE:]) + words[start:end] + "".join(right[: min(stop, AFTER)]).rstrip(",;:.")
        more = len(right) > min(stop, AFTER)
        return ("… " if len(left) > BEFORE else "") + shown.strip() + (" …" if more else "")


def know(articles: pd.DataFrame, tables: dict[str, pd.DataFrame]) -> Corpus:
    """Gather what sentences need to know about the articles."""
    cells = articles[["article_id", "outlet", "published", "text"]]
    cells = cells.astype(object).where(cells.notna(), None)
    ids = cells["article_id"].tolist()
    copies, late = set(), 0
    if "integrity" in tables:
        checks = tables["integrity"]
        late = checks.loc[checks["check"] == "other_stage", "article_id"].nunique()
        copies = set(checks.loc[checks["check"] == "same_text", "article_id"])
    tied: set[str] = set()
    for name in ("claims", "utterances", "coverage"):
        if name in tables:
            table = tables[name]
            here = table["state"].isin(STATED) if name == "coverage" else table["start"].notna()
            tied.update(table.loc[here & table["sure"] & (table["articles"] > 1), "article_id"].unique())
    places = set()
    if "mentions" in tables:
        names = tables["mentions"]
        said = names.loc[names["entity_type"] == "place", "text"].unique()
        places = {re.sub(r"\W", "", name).casefold() for name in said}
    spans = defaultdict(list)
    if "sentences" in tables:
        for key, start, end in schema.rows(tables["sentences"], ["article_id", "start", "end"]):
            spans[key].append((start, end))
    return Corpus(
        labels=labels.label_articles(articles),
        outlets=dict(zip(ids, cells["outlet"], strict=True)),
        texts=dict(zip(ids, cells["text"], strict=True)),
        distinct=[key for key in ids if key not in copies],
        sentences={key: sorted(group) for key, group in spans.items()},
        copied=_find_copied(ids, tables.get("reuse")),
        places=frozenset(places),
        tied=tied - copies,
        spread=len(ids) > 1 and 2 * late >= len(ids),
    )


def _find_copied(ids: list[str], reuse: pd.DataFrame | None) -> set[str]:
    """Return the articles that share half of their wording or more with one that stands before them."""
    if reuse is None:
        return set()
    rows, index = reuse[reuse["share"] >= COPIED], pd.Index(ids)
    later = np.maximum(*(index.get_indexer(rows[name]) for name in ("article_id", "other_id")))
    return {ids[place] for place in np.unique(later).tolist() if place >= 0}


def weigh(number: int) -> float:
    """Return how much n things that say the same weigh, 0 to 1."""
    return number / (number + 1)


def group_by(rows: list[dict], key: str) -> dict[str, list[dict]]:
    """Return rows by a column, in order; rows without it left out."""
    groups: dict[str, list[dict]] = {}
    for row in rows:
        if row[key] is not None:
            groups.setdefault(row[key], []).append(row)
    return groups


def cite(words: str, about: str = "") -> str:
    """Return words to be put between marks: one line, its own outer marks off, a long one cut at a word.

    With `about` the cut keeps those words.
    """
    words = _pair_marks(" ".join(words.split()).strip(", "))
    place = words.find(about)
    if len(words) > LONGEST and place + len(about) > LONGEST:
        words = "… " + words[place - LONGEST // 2 :].split(" ", 1)[-1]
    if len(words) > LONGEST:
        words = words[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + " …"
    return words.replace("“", "‘").replace("”", "’")


def _pair_marks(words: str) -> str:
    """Return words with their quotation marks in pairs, those around all of them off.

    A sentence of a longer quotation has one mark alone: *We wait,” she said* has “ in front of it.

    >>> _pair_marks('We wait," she said.'), _pair_marks('"We wait."')
    ('“We wait,” she said.', 'We wait.')
    """
    words = re.sub(r'(?:(?<=[\s(\[—–])|^)"', "“", words).replace('"', "”")
    depth = lowest = 0
    first = None  # where the mark is closed that opens the words
    for place, mark in enumerate(words):
        depth += (mark == "“") - (mark == "”")
        lowest = min(lowest, depth)
        if first is None and mark == "”" and depth == 0:
            first = place
    if words.startswith("“") and first == len(words.rstrip(".,")) - 1:
        return words[1:first] + words[first + 1 :]
    return "“" * -lowest + words + "”" * (depth - lowest)


def find_change(differences: str, kinds: tuple[str, ...]) -> tuple[str, str, str] | None:
    """Return the first change of meaning of these kinds: kind, words of the reference, words of the article."""
    parts = KIND.split(differences)[1:]
    changes = dict(zip(parts[::2], parts[1::2], strict=True))
    for kind in kinds:
        sides = changes.get(kind, "").split(" → ")
        forms = {re.sub(r"\W", "", side).casefold() for side in sides}
        if len(sides) == 2 and len(forms) == 2:  # several changes of a kind are not told apart by commas alone
            return kind, *sides
    return None


def contrast(corpus: Corpus, one: dict, other: dict, before: str, after: str) -> str | None:
    """Set two wordings beside each other, a dash being words that are not there; None if they stand close by."""
    if f"[{before}" in one["text"] or f"[{after}" in other["text"]:
        return None  # put in by an editor to explain what was said
    names = corpus.name(one["article_id"]), corpus.name(other["article_id"])
    if before != "–" and after != "–":
        return f"“{cite(before)}” in {names[0]}, “{cite(after)}” in {names[1]} (“{cite(other['text'], after)}”)"
    (name, row, words), (lacking, near) = (
        ((names[1], other, after), (names[0], one)) if before == "–" else ((names[0], one, before), (names[1], other))
    )
    # What a sentence lacks may end the one before it: "not ... proportionate", split at the dots.
    around = corpus.texts[near["article_id"]][max(0, near["start"] - 60) : near["end"] + 60]
    if words.casefold() in around.casefold():
        return None
    return f"{name} has “{cite(words)}” (“{cite(row['text'], words)}”), {lacking} does not (“{cite(near['text'])}”)"


def find_span(table: pd.DataFrame | None, article_id: str, start: int) -> dict:
    """Return where the row of a table that begins there ends; without that table the article alone."""
    where = {"article_id": article_id}
    if table is not None:
        ends = table.loc[(table["article_id"] == article_id) & (table["start"] == start), "end"]
        if len(ends):
            where |= {"start": start, "end": int(ends.iloc[0])}
    return where

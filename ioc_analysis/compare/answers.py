"""Answers: what is worth saying of figures: where articles agree, differ, or count the same at different times.

Floor 3. Sentences made from `stat_claims`' rows; how they are ranked is decided in `findings`.
"""

from collections import defaultdict
from collections.abc import Iterator

import pandas as pd

from .. import wording
from .remarks import Corpus, Found, cite, group_by, weigh

HARM = frozenset(("killed", "injured", "missing", "displaced"))  # counts that grow, and that an editor asks for first


def say_claims(corpus: Corpus, table: pd.DataFrame, tables: dict) -> Iterator[Found]:
    """Say where figures that answer one question differ, grow, are less exact, or agree."""
    if not corpus.one_event:
        return
    told = [row for row in corpus.rows(table) if row["start"] is not None]
    rows = [row for row in told if row["sure"]]
    claims = {key: group for key, group in group_by(rows, "claim_id").items() if len(group) > 1}
    agreed, tolled = [], False
    for key, group in claims.items():
        verdicts = group_by(group, "verdict")
        same = verdicts.get("same") or (group if set(verdicts) == {"agree"} else None)
        if not same:
            continue
        entry = ("claims", key, len(group))
        if "updated" in verdicts:
            dead = not tolled and len(group) > 2 and any("killed" in _shared(row) for row in group)
            tolled = tolled or dead  # of several tolls that of most articles: the others are of a town or a group
            yield from _say_update(corpus, group, entry, len(claims), "toll" if dead else "updated")
        elif "differ" in verdicts:
            far = max(verdicts["differ"], key=lambda row: max(row["ratio"] or 1, 1 / (row["ratio"] or 1)))
            like = [row["article_id"] for row in verdicts["differ"] if row["text"] == far["text"]]
            sentence = f"Figures differ: {_tell(corpus, same)}; {_tell(corpus, [far], like)}."
            yield Found("differ", "figures", sentence, weigh(len(group)), len(claims), *entry, far)
        elif set(verdicts) <= {"same", "agree"} and corpus.witnesses(group) > 1:
            agreed.append((key, group, same[0]))
        elif "looser" in verdicts and "other unit" not in verdicts:
            vague = verdicts["looser"][0]
            sentence = f"One article leaves a figure more open: {_tell(corpus, [vague])}; {_tell(corpus, same[:1])}."
            yield Found("looser", "figures", sentence, weigh(len(group)), len(claims), *entry, vague)
    if agreed:
        key, group, row = max(agreed, key=lambda each: len(each[1]))
        number = f"{len(agreed)} of {len(claims)}" if len(agreed) < len(claims) else f"all {len(claims)}"
        if len(claims) == len(agreed) == 2:
            number = "both"
        what = f"{number} figures that could surely be matched agree"
        if len(claims) == 1:
            what = "it is the only figure that could surely be matched"
        # What was matched with none may contradict all the same.
        lone = sum(row["articles"] == 1 for row in told)
        what += f", {lone:,} {'was' if lone == 1 else 'were'} matched with none" if lone else ""
        unsure = sum(row["claim_id"] == key and not row["sure"] for row in told)
        also = f", {unsure} more to be checked" if unsure else ""
        some = corpus.some(len(group))
        sentence = f"{some[0].upper()}{some[1:]} have {_show(corpus, row)}{also}; {what}."
        yield Found("agree", "figures", sentence, weigh(len(group)), len(claims), "claims", key, len(group), row)
    yield from _say_perhaps(corpus, told, set(claims))
    yield from _say_alone(corpus, table, tables)


def _say_perhaps(corpus: Corpus, told: list[dict], known: set[str]) -> Iterator[Found]:
    """Say where two articles give other numbers of killed or injured that may be one count, linked but not sure."""
    groups = group_by(told, "claim_id")
    for key, group in groups.items():
        if key in known or not all(row["sure"] or _is_toll(row) for row in group):
            continue
        same = next((row for row in group if row["verdict"] == "same"), None)
        far = next((row for row in group if row["verdict"] in ("differ", "updated")), None)
        if same and far:
            sentence = (
                f"Two numbers that may be one count, to be checked: {_tell(corpus, [far])}; {_tell(corpus, [same])}."
            )
            weight = weigh(len(group))
            yield Found("perhaps", "figures", sentence, weight, len(groups), "claims", key, len(group), far)


def _is_toll(row: dict) -> bool:
    """Return whether a figure was joined because it counts who came to harm in the same way."""
    return not HARM.isdisjoint(_shared(row)) and row["low"] is not None


def _shared(row: dict) -> list[str]:
    """Return what a figure shares with its claim: noun, what happened, place, year."""
    return row["reason"].split(";")[0].removeprefix("same ").split(", ")


def _show(corpus: Corpus, row: dict) -> str:
    """Return a figure as printed, with its words around it."""
    figure, window = cite(row["text"]), cite(corpus.window(row))
    return f"“{figure}”" if figure == window else f"“{figure}” (“{window}”)"


def _tell(corpus: Corpus, rows: list[dict], ids: list[str] | None = None) -> str:
    """Name who prints a figure, and the words of the first of them."""
    return f"{corpus.name(*(ids or [row['article_id'] for row in rows]))}, {_show(corpus, rows[0])}"


def _say_update(corpus: Corpus, group: list[dict], entry: tuple, of: int, kind: str) -> Iterator[Found]:
    """Say that a number moves with time: its first and its last value, with their days."""
    dated = [row for row in group if row["verdict"] in ("same", "updated") and row["published"]]
    if len(dated) < 2:
        return
    first, last = min(dated, key=lambda row: row["published"]), max(dated, key=lambda row: row["published"])
    if first["text"] == last["text"] or not wording.is_before(first["published"], last["published"]):
        return
    one_day = first["published"][:10] == last["published"][:10]
    said = [
        f"{corpus.name(row['article_id'])} on {wording.day(row['published'] if one_day else row['published'][:10])}, "
        f"{_show(corpus, row)}"
        for row in (first, last)
    ]
    # Of two numbers one is always the later: but of tolls that does not tell an update from a conflict.
    moves = len(group) > 2 and (len({row["text"] for row in dated}) > 2 or not HARM.isdisjoint(_shared(last)))
    what = "A figure changes with time" if moves else "Figures differ, and the later one may be an update"
    asked = "" if "…" in last["question"] else f", {last['question']}"
    sentence = f"{what}{asked}: {said[0]}; {said[1]}."
    yield Found(kind, "figures", sentence, weigh(len(group)), of, *entry, last)


def _say_alone(corpus: Corpus, table: pd.DataFrame, tables: dict) -> Iterator[Found]:
    """Say which figure of a headline or lead no other article prints, in whatever question."""
    if len(corpus.distinct) < 2 or "sentences" not in tables:
        return
    ranks = set()  # places in an order, and how long or how old, are told once and in passing
    if "figures" in tables:
        kinds = tables["figures"]
        ordinal = kinds.loc[kinds["kind"].isin(("ordinal", "duration", "age")), ["article_id", "start"]]
        ranks = set(ordinal.itertuples(index=False, name=None))
    heads = defaultdict(list)
    sentences = tables["sentences"]
    top = sentences[(sentences["kind"] == "headline") | (sentences["position"] == 0)]
    for key, start, end in top[["article_id", "start", "end"]].itertuples(index=False):
        heads[key].append((start, end))
    rows = [row for row in corpus.rows(table) if row["start"] is not None]
    printed = defaultdict(set)
    for row in rows:
        for value in (row["low"], row["high"]):
            printed[value].add(row["article_id"])
    asked = [row for row in rows if row["article_id"] in corpus.tied and (row["article_id"], row["start"]) not in ranks]
    for row in asked:
        inside = any(start <= row["start"] < end for start, end in heads[row["article_id"]])
        exact = row["low"] is not None and row["low"] == row["high"] and row["low"] >= 3
        alone = exact and printed[row["low"]] == {row["article_id"]}
        if inside and alone and row["sure"] and row["verdict"] == "only here":
            sentence = (
                f"{corpus.name(row['article_id'])} alone gives this figure, in its headline or lead: "
                f"{_show(corpus, row)}; the number is not found in any other article."
            )
            yield Found("alone", "figures", sentence, 0.5, len(asked), "claims", row["claim_id"], 1, row)

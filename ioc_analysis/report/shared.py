"""Shared: what several articles tell: answers to one question, one utterance, one statement, the same words.

Floor 5. Nothing is found here, and nothing counted but rows.
"""

from collections import Counter
from itertools import groupby, islice

import pandas as pd
from markupsafe import Markup

from .. import collation, schema, show, wording
from ..compare.everything import TOP
from ..compare.reuse import USUAL
from .anchors import Anchors, Proof, Rows, name_row
from .cells import LISTED, MOST, NAMED, Cell, Row, find_listed, fold, make_item, name_some
from .rendering import Item

CLAIMS, UTTERANCES, STATEMENTS = 5, 2, 4  # rows shown at once
LONGEST = 45  # words that a rendering adds or drops at one place, twice as many that it keeps, are shown whole
FOLDED = 24  # statements, those shown at once too
PAIRS = 20  # of articles that share words
ALONE = 12  # figures of one article alone that are listed
VERDICTS = {
    "same": "same", "agree": "agrees", "looser": "says less", "differ": "differs",
    "other unit": "other unit",
}  # fmt: skip
PIECES = {"": Markup("{}"), "dropped": Markup("<del>{}</del>"), "added": Markup("<ins>{}</ins>")}
CHECK = "check by eye"


# Figures


def claims(anchors: Anchors, rows: Rows) -> Item:
    """Questions that several articles answer with a figure, by article."""
    table = rows.table("claims")
    several = table[(table["articles"] > 1) & table["claim_id"].notna()]
    found = several["claim_id"].unique().tolist()
    apart, moved = (several["claim_id"][several["verdict"] == verdict].nunique() for verdict in ("differ", "updated"))
    reading = "No question is answered with a figure by two articles."
    if found:
        verb = "is" if len(found) == 1 else "are"
        reading = f"{wording.count(len(found), 'question')} {verb} answered with a figure by two articles or more: "
        parts = [f"in {apart} the numbers differ"] if apart else []
        parts += [f"in {moved} {'they' if apart else 'the numbers'} move with time"] if moved else []
        reading += ", ".join(parts) or "no two answers contradict each other"
    alone = schema.records(table[(table["articles"] == 1) & table["start"].notna()])
    if found and alone:
        was = "was" if len(alone) == 1 else "were"
        reading += f"; {wording.count(len(alone), 'more figure')} {was} matched with none of another article"
    reading += "." if found else ""
    grid = fold(found, CLAIMS)
    groups = _parted(several, "claim_id", found)
    near = {(row["article_id"], wording.unmatched(row["text"])): row for row in reversed(alone)}
    made = [_claim(anchors, number, members, near) for number, members in enumerate(groups, 1)]
    lists = []
    tellers = groupby(sorted(alone, key=_place(anchors)), lambda row: row["article_id"])
    for article_id, group in islice(tellers, LISTED):
        members = list(group)
        for row in members[:ALONE]:
            row["id"] = f"r{anchors.mark('figures', article_id, row['start'], row['end'])}"
            row["ref"] = anchors.mark("figures", article_id, row["start"], row["end"], row["id"])
        lists.append((anchors.by_id[article_id], members[:ALONE], len(members) - ALONE))
    return make_item(
        "claims", "The figures", reading, anchors, alone=len(alone), lists=lists, others=sum(1 for _ in tellers),
        grid=grid._replace(rows=made[: len(grid.rows)], more=made[len(grid.rows) :]),
    )  # fmt: skip


def _parted(table: pd.DataFrame, key: str, found: list[str]) -> list[list[dict]]:
    """Return the rows of each of the first things of a ranking, as many as a grid has."""
    shown = schema.records(table[table[key].isin(found[:MOST])])
    return [list(group) for _, group in groupby(shown, lambda row: row[key])]


def _place(anchors: Anchors):
    order = {view["id"]: number for number, view in enumerate(anchors.views)}
    return lambda row: (order[row["article_id"]], row["start"])


def _claim(anchors: Anchors, number: int, members: list[dict], near: dict[tuple[str, str], dict]) -> Row:
    """Return the answers to one question; `near` are figures by what is said of them where an article has no answer."""
    line, key = f"c{number}", members[0]["claim_id"]
    anchors.shown["claims", key] = anchors.shown["figures", key] = line
    for row in anchors.claimed.get(key, ()):  # the article's other figures of the question lead here too
        anchors.back.setdefault(row["ref"], line)
    cells, listed = {}, find_listed(anchors, (row["article_id"] for row in members if row["start"] is not None))
    likely = [row["article_id"] for row in members if row["start"] is None and not row["sure"]]
    listed |= find_listed(anchors, likely)
    for row in members:
        if row["start"] is None:
            like = near.get((row["article_id"], row["reason"])) if row["article_id"] in listed else None
            proof = like and anchors.prove("figures", row["article_id"], like["start"], like["end"])
            note = row["reason"] if not row["sure"] else ""
            cells[row["article_id"]] = [Cell(row["verdict"], note, proof, grey=True)]
            continue
        if row["article_id"] not in listed:
            anchors.mark("figures", row["article_id"], row["start"], row["end"], line)
            cells[row["article_id"]] = [Cell(row["text"])]
            continue
        said = VERDICTS.get(row["verdict"], row["verdict"])
        if row["verdict"] == "updated":
            said = f"older number; {row['reference']} elsewhere"
        elif row["ratio"] is not None:
            said += f" from {row['reference']} ({row['ratio']:.2g} times it)"
        more = f"first of {row['figures']}" if row["figures"] > 1 else ""
        proof = anchors.prove("figures", row["article_id"], row["start"], row["end"], line)
        note = "; ".join(filter(None, [said, more, "" if row["sure"] else CHECK, proof.corrected]))
        cells[row["article_id"]] = [Cell(row["text"], note, proof)]
    articles = wording.count(members[0]["articles"], "article")
    return Row(line, members[0]["question"], articles, cells)


# Quotes


def utterances(anchors: Anchors, rows: Rows) -> Item:
    """Statements that several articles render, their wordings one below the other."""
    table = rows.table("utterances")
    several = table[table["articles"] > 1]
    found = several["utterance_id"].unique().tolist()
    differs = several[["differences", "dropped", "added"]].notna().any(axis=1)
    changed = several["utterance_id"][differs].nunique()
    reading = "No statement is quoted by two articles."
    if found:
        verb = "is" if len(found) == 1 else "are"
        parted = "all" if changed == len(found) > 1 else f"{changed or 'none'} of them"
        parted = ("" if changed else "not ") if len(found) == 1 else f"{parted} "
        reading = (
            f"{wording.count(len(found), 'statement')} {verb} quoted by two articles or more, {parted}in different "
            "words."
        )
    grid = fold(found, UTTERANCES)
    groups = _parted(several, "utterance_id", found)
    made = [_utterance(anchors, number, members) for number, members in enumerate(groups, 1)]
    return make_item(
        "utterances", "Same statement, different words", reading, anchors,
        grid=grid._replace(rows=made[: len(grid.rows)], more=made[len(grid.rows) :]),
    )  # fmt: skip


def _utterance(anchors: Anchors, number: int, members: list[dict]) -> dict:
    line = f"u{number}"
    anchors.shown["utterances", members[0]["utterance_id"]] = anchors.shown["quotes", members[0]["utterance_id"]] = line
    members = sorted(members, key=lambda row: not row["reference"])
    reference = members[0]["text"]
    size = max(1, members[0]["kept"])
    variants: dict[tuple, dict] = {}
    for row in members:
        key = (row["text"].strip(" .,"), row["kind"])
        variant = variants.setdefault(key, {"row": row, "cells": [], "notes": []})
        if len(variant["cells"]) == NAMED:
            anchors.mark("quotes", row["article_id"], row["start"], row["end"], line)
            continue
        proof = anchors.prove("quotes", row["article_id"], row["start"], row["end"], line, whole=True)
        variant["cells"].append((anchors.by_id[row["article_id"]], proof))
        if variant["row"] is row:
            near = row["kept"] >= min(size, len(row["text"].split())) / 2
            pieces = collation.find_pieces(reference, row["text"]) if near else [("", row["text"])]
            variant["words"] = Markup("").join(
                PIECES[mark].format(show.visible(_cut(words, LONGEST if mark else 2 * LONGEST)))
                for mark, words in pieces
            )
            kind = wording.MANNERS.get(row["kind"], "")
            notes = [kind, row["differences"] if near else "reworded", "" if row["sure"] else CHECK, proof.corrected]
            variant["note"] = "; ".join(filter(None, notes))
    speakers = [row["speaker_name"] for row in members if row["speaker_name"]]
    quotes = (anchors.row("quotes", row["article_id"], row["start"], row["end"]) for row in members)
    known = [quote["speaker_id"] for quote in quotes if quote and quote["speaker_id"]]
    # The name that the other sections have too, where it is known who it is.
    speaker = Counter(known or speakers or ["Speaker not named"]).most_common(1)[0][0]
    spelled = sorted(set(speakers) - {speaker})
    return {
        "id": line, "speaker": speaker, "also": name_some(spelled), "variants": list(variants.values()),
        "articles": members[0]["articles"],
    }  # fmt: skip


def _cut(words: str, most: int) -> str:
    """Leave out the middle of what is longer than a reader compares: all of it stands in the text.

    >>> _cut("one two", 10), _cut("one two three four five six seven eight nine ten eleven", 10)
    ('one two', 'one two three … (6 words) … ten eleven')
    """
    told = words.split()
    if len(told) <= most:
        return words
    head, tail = told[: most // 3], told[-most // 5 :]
    space = words[len(words.rstrip()) :]
    return f"{' '.join(head)} … ({len(told) - len(head) - len(tail):,} words) … {' '.join(tail)}{space}"


# Statements


def coverage(anchors: Anchors, rows: Rows) -> Item:
    """Statements by article: which article makes which, and what stands nearest in the others."""
    table = rows.table("coverage")
    several = table[table["articles"] > 1]
    found = several["statement_id"].unique().tolist()
    changed = several["statement_id"][several["state"] == "stated with a difference"].nunique()
    number = ("at least " if len(found) == TOP else "") + wording.count(len(found), "statement")
    reading = "No statement was found in two articles."
    if found:
        everywhere = several["statement_id"][several["articles"] == len(anchors.views)].nunique()
        reading = (
            f"{number[0].upper()}{number[1:]} found in two articles or more, {everywhere or 'none'} in all; "
            f"{changed or 'none'} with a difference in meaning. Not found is no proof that an article leaves it out."
        )
    grid = fold(found, STATEMENTS, FOLDED)
    groups = _parted(several, "statement_id", found[:FOLDED])
    made = [_statement(anchors, number, members) for number, members in enumerate(groups, 1)]
    return make_item(
        "coverage", "Who tells what", reading, anchors,
        grid=grid._replace(rows=made[: len(grid.rows)], more=made[len(grid.rows) :]),
    )  # fmt: skip


def _statement(anchors: Anchors, number: int, members: list[dict]) -> Row:
    line = f"s{number}"
    key = members[0]["statement_id"]
    anchors.shown["coverage", key] = anchors.shown["sentences", key] = line
    model = next((row for row in members if row["text"] == members[0]["statement"]), members[0])
    many = len(anchors.views) > 6
    nearest = sorted(
        (row for row in members if not row["state"].startswith("stated") and row["text"]),
        key=lambda row: -row["similarity"],
    )
    proven = {row["article_id"] for row in nearest[: 3 if many else None]}
    listed = find_listed(anchors, (row["article_id"] for row in members if row["state"].startswith("stated")))
    cells = {}
    for row in members:
        article_id = row["article_id"]
        stated = row["state"].startswith("stated")
        proof = None
        if stated and article_id not in listed:
            anchors.mark("", article_id, row["start"], row["end"], line)
            cells[article_id] = [Cell("stated")]
            continue
        if row["text"] and (stated or article_id in proven):
            proof = _reads(anchors, row, model, line if stated else None, stated)
        where = {"body": f"{row['position']:.0%} in" if row["position"] is not None else ""}.get(
            row["kind"], row["kind"]
        )
        if stated:
            notes = [where if where != "0% in" else "lead", row["differences"], "" if row["sure"] else CHECK]
            cells[article_id] = [Cell("stated", "; ".join(filter(None, notes)), proof)]
        else:
            cells[article_id] = [Cell(row["state"], "" if row["sure"] else CHECK, proof, grey=True)]
    return Row(line, members[0]["statement"], f"in {members[0]['articles']} of {len(anchors.views)}", cells)


def _reads(anchors: Anchors, row: dict, model: dict, back: str | None, stated: bool) -> Proof:
    """Return the sentence of a statement, and the lines that tell two sentences apart, or join them."""
    proof = anchors.prove("", row["article_id"], row["start"], row["end"], back, whole=True)
    if row is model or model["text"] is None:
        return proof
    names = [
        name_row(anchors.by_id[one["article_id"]]["text"], one["article_id"], one["start"], one["end"])
        for one in (model, row)
    ]
    entry = f'[[{"different" if stated else "same"}]]\ntable = "sentences"\nrows = [{", ".join(names)}]'
    return proof._replace(paste=entry)


# The same words


def reuse(anchors: Anchors, rows: Rows) -> Item:
    """Pairs of articles that print more of the same words than articles on one event usually do."""
    # Of every two articles there may be a row: those that nobody has to see stay in their table.
    table = rows.table("reuse")
    places = table["above"].to_numpy(dtype=bool).nonzero()[0]
    above, shown = table[["article_id", "other_id", "start"]].iloc[places], {}
    columns = above["article_id"].tolist(), above["other_id"].tolist(), above["start"].notna().tolist(), places.tolist()
    for here, there, is_shown, place in zip(*columns, strict=True):
        if is_shown and len(shown) < PAIRS:
            shown.setdefault(frozenset((here, there)), place)
    lines = []
    for row in schema.records(table.iloc[list(shown.values())]):
        line = f"w{len(lines) + 1}"
        anchors.shown.setdefault(("reuse", row["article_id"]), line)
        here = anchors.by_id[row["article_id"]]
        proof = anchors.prove("", row["article_id"], row["start"], row["end"], line, whole=True)
        there = anchors.mark("", row["other_id"], row["other_start"], row["other_end"], line)
        lines.append({"id": line, "view": here, "other": anchors.by_id[row["other_id"]], "row": row, "proof": proof,
                      "there": there})  # fmt: skip
    pairs = len({tuple(sorted(pair)) for pair in zip(*columns[:2], strict=True)})
    usual = f"{100 * USUAL:g} % of their runs of five words, which 95 of 100 pairs of articles on one event stay under"
    reading = f"No two articles share more than {usual}; quotations are left out."
    if pairs:
        verb = "shares" if pairs == 1 else "share"
        reading = f"{wording.count(pairs, 'pair')} of articles {verb} more than {usual}; quotations are left out."
    return make_item("reuse", "Words that two articles share", reading, anchors, lines=lines, left=pairs - len(lines))

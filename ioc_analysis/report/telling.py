"""Telling: how each article tells it: who speaks, by which names, in which words, and how harm is told.

Floor 5. Nothing is found here, and nothing counted but rows.
"""

from collections import Counter, defaultdict
from itertools import groupby

from markupsafe import Markup

from .. import schema, show, wording
from .anchors import Anchors, Rows, clause
from .cells import LISTED, Cell, Row, find_listed, fold, make_item, name_some
from .rendering import Item

GROUPS, SILENT, NAMES, WORDS, HARMS = 5, 3, 4, 4, 3  # rows shown at once
SOURCES = 20  # of those never quoted, how many at all
OWN = 6  # articles of which is said how many words they alone print
TERMS = 12  # words in marks that nobody says, of one article
STATEMENTS = 6  # of one source in one article that are shown
MANNERS = {
    "active": "active", "passive with agent": "passive, with who did it", "agentless passive": "passive, without who "
    "did it", "inanimate": "a weapon or event does it", "nominalisation": "as a noun",
}  # fmt: skip


# Who speaks


def sources(anchors: Anchors, rows: Rows) -> Item:
    """Who is quoted, by affiliation and article, and who is only spoken about."""
    quoted = [row for row in rows["sources"] if row["quotes"]]
    said = _statements(rows)
    groups: dict[str, dict[str, list[dict]]] = {}
    for row in quoted:
        groups.setdefault(row["affiliation"] or "not told", {}).setdefault(row["article_id"], []).append(row)
    ranked = sorted(
        groups.items(),
        key=lambda pair: (pair[0] == "not told", -len(pair[1]), -sum(map(len, pair[1].values())), pair[0]),
    )
    lines = [_group(anchors, f"g{number}", *pair, said) for number, pair in enumerate(ranked, 1)]
    silent = _silent(anchors, rows)
    total = sum(row["quotes"] for row in quoted)
    reading = "No attributed statement was found."
    if quoted:
        unnamed = sum(row["quotes"] for row in quoted if row["speaker_id"] is None)
        reading = f"{wording.count(total, 'attributed statement')}, {unnamed or 'none'} of them without a named source."
        if silent:
            verb = "is" if len(silent) == 1 else "are"
            reading += f" {name_some([row.head for row in silent])} {verb} named and never quoted."
    terms = [row for row in rows["quotes"] if row["kind"] == "not_speech"]
    own = defaultdict(list)
    for row in terms:
        own[row["article_id"]].append(row)
    tellers = [(view, own[view["id"]][:TERMS]) for view in anchors.views if view["id"] in own]
    marked = tellers[:LISTED]
    for row in (row for _, some in marked for row in some):
        anchors.back[row["ref"]] = f"r{row['ref']}"
    return make_item(
        "sources", "Who speaks, and who is spoken about", reading, anchors, grid=fold(lines, GROUPS),
        silent=fold(silent, SILENT, SOURCES), terms=marked, marked=len(terms), others=len(tellers) - len(marked),
    )  # fmt: skip


def _statements(rows: Rows) -> dict[tuple, list[dict]]:
    """Return the quotes of each source in each article."""
    found = defaultdict(list)
    for row in rows["quotes"]:
        if row["kind"] != "not_speech" and not row["negated"]:
            found[row["article_id"], row["speaker_id"] or row["speaker_name"] or row["speaker"]].append(row)
    return found


def _group(anchors: Anchors, line: str, name: str, cells: dict[str, list[dict]], said: dict[tuple, list[dict]]) -> Row:
    made, listed = {}, find_listed(anchors, cells)
    for article_id, members in cells.items():
        text = anchors.by_id[article_id]["text"]
        made[article_id] = []
        for row in sorted(members, key=lambda row: -row["quotes"]):
            anchors.shown.setdefault(("sources", row["speaker_id"] or row["speaker_name"]), line)
            quotes = said.get((article_id, row["speaker_id"] or row["speaker_name"]), [])
            parts = []
            for quote in quotes:
                anchors.back.setdefault(quote["ref"], line)
            who = row["speaker_name"] or "no one named"
            if article_id not in listed:
                made[article_id].append(Cell(who))
                continue
            for quote in quotes[:STATEMENTS]:
                told = "; ".join(filter(None, [wording.cue(quote["cue"]), wording.manner(quote)]))
                parts.append((clause(text, quote), quote["ref"], told))
            proof = None
            if quotes:
                proof = anchors.prove("quotes", article_id, quotes[0]["start"], quotes[0]["end"], line, whole=True)
            about = ", ".join(filter(None, [row["role"], proof.corrected if proof else ""]))
            left = len(quotes) - len(parts)
            made[article_id].append(Cell(who, str(row["quotes"]), proof, False, about, tuple(parts), left))
    articles = wording.count(len(cells), "article")
    return Row(line, name[0].upper() + name[1:], articles, made)


def _silent(anchors: Anchors, rows: Rows) -> list[Row]:
    """Return who is named in two articles or more (of one: there) and quoted in none, most articles first."""
    who: dict[str, list[dict]] = {}
    for row in rows["sources"]:
        if row["speaker_id"]:
            who.setdefault(row["speaker_id"], []).append(row)
    first = {}
    for row in reversed(rows["mentions"]):
        first[row["article_id"], row["entity_id"]] = row
    least = min(2, len(anchors.views))
    silent = [
        (name, [row for row in members if row["named"]])
        for name, members in who.items()
        if not any(row["quotes"] for row in members) and members[0]["speaker_type"] != "place"
    ]
    silent = [(name, members) for name, members in silent if len(members) >= least]
    silent.sort(key=lambda pair: (-len(pair[1]), -sum(row["named"] for row in pair[1]), pair[0]))
    made = []
    for number, (name, members) in enumerate(silent[:SOURCES], 1):
        anchors.shown.setdefault(("sources", name), f"b{number}")
        cells, listed = {}, find_listed(anchors, (row["article_id"] for row in members))
        for row in members:
            place = first.get((row["article_id"], name))
            at = place and ("mentions", row["article_id"], place["start"], place["end"], f"b{number}")
            proof = None
            if at and row["article_id"] in listed:
                proof = anchors.prove(*at)
            elif at:
                anchors.mark(*at)
            cells[row["article_id"]] = [Cell(str(row["named"]), "", proof)]
        made.append(Row(f"b{number}", name, members[0]["affiliation"] or "", cells))
    return made


# Names


def names(anchors: Anchors, rows: Rows) -> Item:
    """By which names each article calls who and what several articles tell of."""
    first = {(row["article_id"], row["start"]): row for row in rows["mentions"]}
    mentions = defaultdict(list)
    for row in rows["mentions"]:
        mentions[row["entity_id"]].append(row)
    found = [(key, list(group)) for key, group in groupby(rows["naming"], lambda row: row["entity_id"])]
    ranked = sorted(found, key=lambda pair: (-_spread(pair[1]), -len({row["article_id"] for row in pair[1]})))
    several = [pair for pair in ranked if _spread(pair[1])]
    reading = "No name was found."
    if found:
        shared = sum(len({row["article_id"] for row in group}) > 1 for _, group in found)
        reading = f"{wording.count(len(found), 'name')}, {shared or 'none'} of them in two articles or more"
        if several:
            verb = "goes" if len(several) == 1 else "go"
            reading += f"; {name_some([key for key, _ in several])} {verb} by names that share no word"
        reading += "."
    ranked = [pair for pair in ranked if len(pair[1]) > 1 or len(anchors.views) == 1]
    grid = fold(ranked, NAMES)
    made = []
    for number, (key, group) in enumerate([*grid.rows, *grid.more], 1):
        line = f"n{number}"
        anchors.shown["naming", key] = anchors.shown["mentions", key] = line
        for row in mentions[key]:
            anchors.back.setdefault(row["ref"], line)
        listed = find_listed(anchors, (row["article_id"] for row in group))
        cells: dict[str, list[Cell]] = {}
        for row in group:
            own = cells.setdefault(row["article_id"], [])
            if row["article_id"] not in listed:
                own.append(Cell(row["variant"]))
                continue
            proof, mention = None, first.get((row["article_id"], row["first"]))
            if mention:
                proof = anchors.prove("mentions", row["article_id"], mention["start"], mention["end"], line)
            by_others = row["author"] + row["reported"] == 0
            notes = [str(row["count"]), "in quotes only" if by_others else "", row["labels"] or "",
                     proof.corrected if proof else ""]  # fmt: skip
            words = Markup("<q>{}</q>").format(show.visible(row["variant"])) if by_others else row["variant"]
            own.append(Cell(words, "; ".join(filter(None, notes)), proof))
        made.append(Row(line, key, group[0]["entity_type"] or "", cells))
    return make_item(
        "names", "Names", reading, anchors,
        grid=grid._replace(rows=made[: len(grid.rows)], more=made[len(grid.rows) :]),
    )  # fmt: skip


def _spread(group: list[dict]) -> int:
    """Count the names of one referent that share no word with its most used one."""
    counts: Counter[str] = Counter()
    for row in group:
        counts[row["variant"]] += row["count"]
    main = set(counts.most_common(1)[0][0].lower().split())
    return sum(not main & set(name.lower().split()) for name in counts)


# Words


def words(anchors: Anchors, rows: Rows) -> Item:
    """Words that set one article apart from the others, and how many would by chance."""
    told = ("stands after correction", "suggestive")
    table = rows.table("keyness")
    found = schema.records(table[table["label"].isin(told) & (table["z"] > 0)])
    found.sort(key=lambda row: (row["label"] == "suggestive", -row["z"]))
    stand = sum(row["label"] != "suggestive" for row in found)
    reading = "No word sets an article apart from the others."
    if len(anchors.views) < 2:
        reading = "One article has no other to set its words apart from."
    elif found:
        more = len(found) - stand
        told = f"{wording.count(stand, 'word') if stand else 'No word'} {'stand' if stand > 1 else 'stands'}"
        reading = f"{told} after correction for the many words tested"
        if more:
            reading += f", {more} more {'is' if more == 1 else 'are'} suggestive"
        reading += ": read these as leads, not as results."
    groups = [row for row in schema.records(table.drop_duplicates("group")) if row["own_by_chance"] is not None]
    own = [f"{_label(anchors, row['group'])} {row['own_words']}" for row in groups[:OWN]]
    if len(groups) > OWN:
        own[-1] += f" and {wording.count(len(groups) - OWN, 'more group')}"
    halves = list(dict.fromkeys(f"{row['own_by_chance']:.0f}" for row in groups[:OWN]))
    grid = fold(found, WORDS)
    for number, row in enumerate([*grid.rows, *grid.more], 1):
        row["id"] = f"k{number}"
        anchors.shown["keyness", row["term"]] = row["id"]
        row["proof"] = anchors.prove("", row["article_id"], row["start"], row["end"], row["id"], whole=True)
    return make_item("words", "Distinctive words", reading, anchors, grid=grid, own=own, halves=halves)


def _label(anchors: Anchors, group: str) -> str:
    return anchors.by_id[group]["label"] if group in anchors.by_id else group


# Framing


def framing(anchors: Anchors, rows: Rows) -> Item:
    """How harm is told, and in how many sentences each framing device stands."""
    cues = rows.table("cues")
    harms = schema.records(cues[cues["cue_class"] == "harm"])
    told = [row for row in harms if row["victim"] or row["perpetrator"]]
    told.sort(key=lambda row: (row["label"] == "nominalisation", not (row["victim"] and row["perpetrator"])))
    grid = fold(told, HARMS)
    for number, row in enumerate([*grid.rows, *grid.more], 1):
        row["id"] = f"f{number}"
        row["proof"] = anchors.prove("", row["article_id"], row["start"], row["end"], row["id"])
        row["how"] = MANNERS.get(row["label"], row["label"])
    silent = sum(row["perpetrator"] is None for row in harms)
    reading = "No word of harm was found."
    if harms:
        reading = (
            f"{wording.count(len(harms), 'word')} of harm, {silent or 'none'} without who did it in the words beside; "
            f"{sum(row['label'] == 'agentless passive' for row in harms) or 'none'} in a passive without who did it."
        )
    table = rows.table("cue_shares")
    shares: dict[tuple, dict[str, dict]] = {}
    for row in schema.records(table[table["enough"]]):
        shares.setdefault((row["cue_class"], row["label"]), {})[row["article_id"]] = row
    lines = []
    for number, ((group, label), cells) in enumerate(list(shares.items())[:30], 1):
        anchors.shown["cue_shares", label] = f"d{number}"
        made = {
            key: [
                Cell("–", "", grey=True)
                if row["share"] is None
                else Cell(f"{row['share']:.0%}", f"{row['sentences']} of {row['of']}")
            ]
            for key, row in cells.items()
        }
        lines.append(Row(f"d{number}", label, group if group != label else "", made))
    return make_item("framing", "Harm and framing", reading, anchors, grid=grid, shares=lines)

"""Opening: what the brief begins with: articles, what stands out, headlines; and what to know before comparing.

Floor 5. Nothing is found here, and nothing counted but rows.
"""

from itertools import groupby

from .. import wording
from .anchors import Anchors, Rows
from .cells import LISTED, fold, make_item
from .rendering import Item

SHOWN = 12
# Of a finding's table: the section that shows it.
SECTIONS = {
    "claims": "claims", "figures": "claims", "utterances": "utterances", "quotes": "utterances", "sources": "sources",
    "naming": "names", "mentions": "names", "keyness": "words", "cues": "framing", "cue_shares": "framing",
    "coverage": "coverage", "sentences": "coverage", "reuse": "reuse", "headlines": "headlines",
    "integrity": "warnings", "articles": "articles", "readability": "method", "prominence": "claims",
}  # fmt: skip

# Of a finding's topic: the section that is about it, where it has another name.
TOPICS = {"figures": "claims", "quotes": "utterances", "corpus": "articles"}


def event(anchors: Anchors, rows: Rows, *, title: str) -> Item:
    """Which articles are compared: outlet, day, length."""
    views = anchors.views
    named = {view["outlet"] for view in views if view["outlet"]}
    days = [view["published"] for view in views if view["published"]]
    unnamed = sum(not view["outlet"] for view in views)
    parts = [wording.count(len(views), "article"), wording.count(len(named), "outlet")]
    if unnamed:
        parts.append(f"{wording.count(unnamed, 'article')} of no known outlet")
    reading = f"{', '.join(parts)}; {wording.period(days)}."
    return make_item("articles", title, reading, anchors, grid=fold(views, SHOWN, len(views)), listed=anchors.back)


def findings(anchors: Anchors, rows: Rows) -> Item:
    """Say what stands out, each sentence with its evidence and the section that shows it."""
    told = []
    for sentence, group in groupby(rows["findings"], lambda row: row["finding"]):
        members = list(group)
        first = members[0]
        target = anchors.shown.get((first["rests_on"], first["key"])) or SECTIONS.get(first["rests_on"], "articles")
        proofs = [
            (anchors.by_id[row["article_id"]], anchors.prove("", row["article_id"], row["start"], row["end"]))
            for row in members
            if row["start"] is not None and row["article_id"] in anchors.by_id
        ]
        told.append({"sentence": sentence, "topic": first["topic"], "target": target, "proofs": proofs})
    reading = "Nothing stands out by the rules that look for it."
    if told:
        reading = f"{wording.count(len(told), 'thing')} to follow up, the strongest first."
    item = make_item("findings", "What stands out", reading, anchors, told=told)
    return item._replace(told=tuple((TOPICS.get(one["topic"], one["topic"]), one["sentence"]) for one in told))


def headlines(anchors: Anchors, rows: Rows) -> Item:
    """Set headlines and first sentences side by side."""
    found = {row["article_id"]: row for row in reversed(rows["headlines"])}
    lines = []
    for view in anchors.views:
        row = found.get(view["id"])
        if row is None:
            continue
        lead = row["lead"] and anchors.mark("", view["id"], row["lead_start"], row["lead_end"])
        line = f"h{view['ref']}"
        ref = anchors.mark("", view["id"], row["start"], row["end"], line)
        lines.append({"view": view, "row": row, "ref": ref, "lead": lead, "id": line, "told": _grammar(row)})
    without = [view["label"] for view in anchors.views if view["id"] not in found]
    reading = "No headline was found."
    if lines:
        verbs = sum(line["row"]["voice"] == "passive" for line in lines)
        reading = f"{wording.count(len(lines), 'headline')}, {verbs or 'none'} of them in the passive."
        if without:
            reading += f" {wording.count(len(without), 'article')} without one."
    return make_item("headlines", "Headlines and leads", reading, anchors, grid=fold(lines, 6, len(lines)))


def _grammar(row: dict) -> str:
    """Say who acts in a headline, and how."""
    verb = f"verb {row['verb']}" if row["verb"] else "no verb"
    parts = [
        row["voice"] if row["voice"] != "nominal" else "",
        f"actor {row['actor']}" if row["actor"] else "no actor named",
        verb,
        f"said by {row['attribution']}" if row["attribution"] else "",
        f"in quotation marks: {row['scare_quotes'].replace('|', ', ')}" if row["scare_quotes"] else "",
    ]
    return "; ".join(filter(None, parts))


def warnings(anchors: Anchors, rows: Rows) -> Item:
    """Tell what has to be known before comparing."""
    views, by_id = anchors.views, anchors.by_id
    places: dict[str, dict[tuple, dict]] = {}
    for row in rows["integrity"]:
        words = places.setdefault(row["check"], {}).setdefault((row["finding"], row["article_id"]), {})
        words.setdefault(row["text"], []).append(row)
    checks = []
    for check in sorted(places, key=wording.weigh):
        entries = [(*key, words) for key, words in places[check].items()]
        said = list(dict.fromkeys(finding for finding, *_ in entries))
        struck = [by_id[id]["label"] for id in dict.fromkeys(id for _, id, _ in entries) if id in by_id]
        for row in (row for *_, words in entries[:LISTED] for own in words.values() for row in own):
            if "ref" in row:
                anchors.back[row["ref"]] = f"r{row['ref']}"
        checks.append({"check": check, "entries": entries, "findings": said, "struck": struck})
    reading = "The checks found nothing. That is no proof that the texts are sound."
    if checks:
        told = "; ".join(wording.warning(check["check"], check["struck"], len(views)) for check in checks)
        reading = f"{wording.count(len(checks), 'thing')} to know: {told}."
    return make_item("warnings", "Warnings", reading, anchors, checks=checks, all=len(views), most=LISTED)

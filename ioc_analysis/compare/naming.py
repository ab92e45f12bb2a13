"""Naming: by which names each article calls people, organisations, groups and places, and in whose voice.

Floor 3. Counts rows of the mentions and labels tables; who is who is decided in `entities`.
"""

from collections import Counter, defaultdict

import pandas as pd

from .. import schema

VOICES = ("author", "reported", "quoted")


def stat_naming(mentions: pd.DataFrame, labels: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return how often each article uses each name of each entity, by voice; who is named most comes first.

    One row per entity, article and variant: entities by how often all articles name them, then the order of the
    articles, then the commonest variant. The reporter's voice is author and reported together.
    Columns: see `naming` in the schema.

    Parameters
    ----------
    mentions
        What `align_names` gave.
    labels
        What `extract_labels` gave: names inside hyphen compounds (*anti-IS*, *US-led*) are then counted too, and
        `labels` is filled.

    Raises SchemaError if a table is not what its name says, or the mentions are not aligned.

    Notes
    -----
    A line that repeats an earlier one, as a headline printed twice does, is counted once. Two
    names of one entity are two readings of it only where they say something: *US* and *United States* do not. A
    name that stands only in quotations is the speaker's, and may be a translator's.

    """
    mentions = schema.check(mentions, "mentions", aligned=True)
    uses: dict[tuple, Counter] = defaultdict(Counter)
    facts: dict[tuple, list] = {}
    columns = ["entity_id", "article_id", "variant", "voice", "start", "outlet", "entity_type"]
    for one, article, variant, voice, start, outlet, kind in schema.rows(mentions, columns):
        if isinstance(one, str) and isinstance(variant, str):
            key = (one, article, variant)
            uses[key][voice] += 1
            fact = facts.setdefault(key, [start, outlet, kind])
            fact[0] = min(fact[0], start)
    called: dict[tuple, Counter] = defaultdict(Counter)
    if labels is not None:
        _add_labels(schema.check(labels, "labels"), mentions, uses, facts, called)
    totals: Counter = Counter()
    reporter: dict[tuple, dict[str, int]] = defaultdict(dict)
    for (one, article, variant), counts in uses.items():
        totals[one] += sum(counts[voice] for voice in VOICES)
        reporter[one, article][variant] = counts["author"] + counts["reported"]
    order = {article: number for number, article in enumerate(mentions["article_id"].unique())}
    rows = []
    for (one, article, variant), counts in uses.items():
        start, outlet, kind = facts[one, article, variant]
        by_voice = [counts[voice] for voice in VOICES]
        attached = sorted(called[one, article, variant].items(), key=lambda item: (-item[1], item[0]))
        told = ", ".join(f"{label} {count}" for label, count in attached) or None
        finding = _find(variant, reporter[one, article])
        rows.append(
            (one, kind, article, outlet, variant, sum(by_voice), *by_voice, counts["compound"], finding, told, start)
        )
    rows.sort(key=lambda row: (-totals[row[0]], row[0], order.get(row[2], len(order)), -row[5], row[-1]))
    return schema.table("naming", rows, like=mentions)


def _add_labels(
    labels: pd.DataFrame, mentions: pd.DataFrame, uses: dict, facts: dict, called: dict[tuple, Counter]
) -> None:
    """Count names inside compounds as names, and keep what the reporter's voice attaches to a name."""
    known = list(schema.rows(mentions, ["article_id", "entity", "entity_id"]))
    ids = {(article, entity): one for article, entity, one in known}
    # A name that this article has only in a compound may be another article's.
    elsewhere = {entity: one for _, entity, one in known}
    columns = ["article_id", "outlet", "start", "text", "entity", "entity_type", "variant", "relation", "voice"]
    for article, outlet, start, words, entity, kind, variant, relation, voice in schema.rows(labels, columns):
        if not isinstance(entity, str):
            continue
        one = ids.get((article, entity)) or elsewhere.get(entity) or entity
        key = (one, article, variant)
        if relation in ("prefix", "suffix"):
            uses[key][voice] += 1
            uses[key]["compound"] += 1
            fact = facts.setdefault(key, [start, outlet, kind])
            fact[0] = min(fact[0], start)
        elif voice != "quoted":
            called[key][words] += 1


def _find(variant: str, reporter: dict[str, int]) -> str | None:
    """Return what stands out of one name beside the others that an article uses for the same entity."""
    most = max(reporter.values())
    if most == 0 or reporter[variant] == most:
        return None
    return "second name" if reporter[variant] else "only quoted"

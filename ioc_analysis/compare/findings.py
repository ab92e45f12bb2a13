"""Findings: what is worth saying about a corpus, in sentences made from the tables.

Floor 3 (above the comparisons). Nothing is counted anew: every number in a sentence stands in the table that the row
names, or is a count of its rows. Worded with care: *not found in*, never *omitted*. Out of scope: framing devices and
readability, which have intervals and are looked at, not said.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import pandas as pd

from .. import schema, wording
from .remarks import Corpus, Found, cite, contrast, find_change, find_span, group_by, know, weigh

TOP = 8
EACH = 2  # findings of one topic among the first TOP: one topic does not fill the list
# How much a kind of finding tells an editor, before evidence and rarity: what a comparison hangs on first, then what
# two articles cannot both be right about, then what one has alone, last what they share. Our own order.
WEIGHTS = {
    "identical": 2.0, "skipped": 1.6, "agency": 1.5, "marks": 1.2, "stage": 1.1, "differ": 1.0, "drift": 0.95,
    "copied": 0.9, "updated": 0.85, "unquoted": 0.8, "named": 0.75, "changed": 0.75, "source": 0.7, "word": 0.65,
    "lacking": 0.65, "everywhere": 0.6, "agree": 0.6, "looser": 0.45, "second": 0.45, "alone": 0.4,
}  # fmt: skip
# Changes of meaning that are worth a sentence, the gravest first. Tense and length change with every paraphrase.
GRAVE = ("negation", "figure", "name", "verb", "hedge", "modality")
IN_PARAPHRASE = ("negation", "figure", "name")  # in the reporter's wording other verbs are no change
OWN_WORDS = ("direct", "mixed", "unmarked")


def stat_findings(articles: pd.DataFrame, tables: dict[str, pd.DataFrame], *, top: int | None = TOP) -> pd.DataFrame:
    """Return what is worth saying about a corpus, one row per finding, the strongest first.

    `tables` are `stat_all`'s of these articles, or as many of them as there are; a topic whose table is missing is left
    out. Only rows that are `sure` are spoken of. An article whose text is another's counts once; one that surely shares
    no claim, quotation or statement with another is said to have nothing alone, since it may be of another event.

    `strength` is evidence × rarity × the weight of the kind (`WEIGHTS`), over the greatest weight: evidence is
    n / (n + 1) where n articles (for a source its statements) say so; rarity is 1 - (k - 1) / m where k things of m
    looked at are of the kind, so that what could be said of everything is said last. Of one topic at most two are
    said, `top` findings in all; None keeps all, the further ones after the first eight.

    Notes
    -----
    A finding is a place to look, not a verdict: follow it to its sentence first. *Not found* means that no sentence or
    figure was matched by the rules. With one article nothing is compared.

    References
    ----------
    Our own rule of rank and wording; what the tables measure is said where they are made.

    """
    articles = schema.check(articles, "articles")
    corpus = know(articles, tables)
    found = [one for name, say in SAY if name in tables for one in say(corpus, tables[name], tables)]
    kinds = defaultdict(int)
    for one in found:
        kinds[one.kind] += 1
    ranked = []
    for one in found:
        rarity = 1 - (kinds[one.kind] - 1) / max(one.of, kinds[one.kind])
        strength = round(one.evidence * rarity * WEIGHTS[one.kind] / max(WEIGHTS.values()), 4)
        row, where = one.row, (None, None, None)
        if row.get("end") is not None:
            where = row["start"], row["end"], corpus.texts[row["article_id"]][row["start"] : row["end"]]
        ranked.append(
            (
                one.topic, one.finding, strength, one.rests_on, one.key, one.articles, row.get("article_id"),
                *where,
            )
        )  # fmt: skip
    ranked.sort(key=lambda row: -row[2])
    return schema.table("findings", _spread(ranked, top), like=articles)


def _spread(ranked: list[tuple], top: int | None) -> list[tuple]:
    """Return the first `top`, at most EACH of a topic among them; without `top` the others after them."""
    first, later, said = [], [], defaultdict(int)
    for row in ranked:
        if said[row[0]] < EACH and len(first) < (TOP if top is None else top):
            first.append(row)
            said[row[0]] += 1
        else:
            later.append(row)
    return first + (later if top is None else [])


def _say_integrity(corpus: Corpus, table: pd.DataFrame, tables: dict) -> Iterator[Found]:
    """Say what may spoil any comparison: copies, one agency, lost marks, another stage, files not read."""
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    checks = group_by(rows, "check")
    everything = len(corpus.labels)
    for original, copies in group_by(checks.get("same_text", []), "text").items():
        ids = [original, *(row["article_id"] for row in copies)]
        if len(ids) == everything:
            whole = "Both articles are" if everything == 2 else f"All {everything} articles are"
            sentence = f"{whole} identical, word for word: one source, so nothing is compared."
        else:
            sentence = f"{corpus.name(*ids)} are identical, word for word: they count as one source, not {len(ids)}."
        where = {"article_id": ids[1]}
        yield Found("identical", "corpus", sentence, 1, everything, "integrity", ids[1], len(ids), where)
    if skipped := checks.get("skipped"):
        verb = "is" if len(skipped) == 1 else "are"
        sentence = f"{wording.count(len(skipped), 'file')} could not be read and {verb} not compared."
        yield Found("skipped", "corpus", sentence, 1, everything, "integrity", None, len(skipped), {})
    for row in checks.get("one_agency", []):
        ids = [key for key in corpus.labels if f", {key}," in f", {row['text']},"]
        sentence = f"{corpus.name(*ids)} come from one wire agency: read them as one source, not {len(ids)}."
        yield Found("agency", "corpus", sentence, 1, everything, "integrity", ids[0], len(ids), {"article_id": ids[0]})
    if lost := checks.get("marks_lost"):
        ids = [row["article_id"] for row in lost]
        verb = "attributes" if len(ids) == 1 else "attribute"
        sentence = (
            f"{corpus.name(*ids)} {verb} speech without quotation marks, which may have been lost: check its wording."
        )
        yield Found("marks", "corpus", sentence, 1, everything, "integrity", ids[0], len(ids), lost[0])
    if late := checks.get("other_stage"):
        ids = [row["article_id"] for row in late]
        day = f"was published on {wording.day(late[0]['text'][:10])}," if len(ids) == 1 else "were published"
        sentence = (
            f"{corpus.name(*ids)} {day} more than 30 days from the middle day of all articles: what is not found there "
            "may not have happened yet, or may have been old news."
        )
        yield Found("stage", "corpus", sentence, 1, everything, "integrity", ids[0], len(ids), {"article_id": ids[0]})


def _say_claims(corpus: Corpus, table: pd.DataFrame, tables: dict) -> Iterator[Found]:
    """Say where figures that answer one question differ, grow, are less exact, or agree."""
    rows = [row for row in corpus.rows(table) if row["sure"] and row["start"] is not None]
    claims = {key: group for key, group in group_by(rows, "claim_id").items() if len(group) > 1}
    agreed = []
    for key, group in claims.items():
        verdicts = group_by(group, "verdict")
        same = verdicts.get("same")
        if not same:
            continue
        entry = ("claims", key, len(group))
        if "updated" in verdicts:
            yield from _say_update(corpus, group, verdicts, entry, len(claims))
        elif "differ" in verdicts:
            far = max(verdicts["differ"], key=lambda row: max(row["ratio"] or 1, 1 / (row["ratio"] or 1)))
            like = [row["article_id"] for row in verdicts["differ"] if row["text"] == far["text"]]
            sentence = f"Figures differ: {_tell(corpus, same)}; {_tell(corpus, [far], like)}."
            yield Found("differ", "figures", sentence, weigh(len(group)), len(claims), *entry, far)
        elif set(verdicts) <= {"same", "agree"}:
            agreed.append((key, group, same[0]))
        elif "looser" in verdicts and "other unit" not in verdicts:
            vague = verdicts["looser"][0]
            sentence = f"A figure is less exact in one article: {_tell(corpus, [vague])}; {_tell(corpus, same[:1])}."
            yield Found("looser", "figures", sentence, weigh(len(group)), len(claims), *entry, vague)
    if agreed:
        key, group, row = max(agreed, key=lambda each: len(each[1]))
        what = (
            "figure that several articles give agrees"
            if len(claims) == 1
            else "figures that several articles give agree"
        )
        number = "The one" if len(claims) == 1 else f"{len(agreed)} of {len(claims)}"
        sentence = f"{number} {what}; in {corpus.some(len(group))}: “{cite(corpus.window(row))}”."
        yield Found("agree", "figures", sentence, weigh(len(group)), len(claims), "claims", key, len(group), row)
    yield from _say_alone(corpus, table, tables)


def _tell(corpus: Corpus, rows: list[dict], ids: list[str] | None = None) -> str:
    """Name who prints a figure, and the words of the first of them."""
    return f"{corpus.name(*(ids or [row['article_id'] for row in rows]))}, “{cite(corpus.window(rows[0]))}”"


def _say_update(corpus: Corpus, group: list[dict], verdicts: dict, entry: tuple, of: int) -> Iterator[Found]:
    """Say that a number moves with time: its first and its last value, with their days."""
    dated = [row for row in group if row["verdict"] in ("same", "updated") and row["published"]]
    if len(dated) < 2:
        return
    first, last = min(dated, key=lambda row: row["published"]), max(dated, key=lambda row: row["published"])
    if first["text"] == last["text"] or not wording.is_before(first["published"], last["published"]):
        return
    said = [f"{_tell(corpus, [row])} ({wording.day(row['published'])})" for row in (first, last)]
    sentence = f"A figure changes with time: {said[0]}; {said[1]}."
    yield Found("updated", "figures", sentence, weigh(len(group)), of, *entry, last)


def _say_alone(corpus: Corpus, table: pd.DataFrame, tables: dict) -> Iterator[Found]:
    """Say which figure of a headline or lead no other article prints, in whatever question."""
    if len(corpus.distinct) < 2 or "sentences" not in tables:
        return
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
    asked = [row for row in rows if row["article_id"] in corpus.tied]
    for row in asked:
        shared = {key for value in (row["low"], row["high"]) for key in printed[value]}
        inside = any(start <= row["start"] < end for start, end in heads[row["article_id"]])
        exact = row["low"] is not None and row["low"] == row["high"] and row["low"] >= 3
        if inside and exact and row["sure"] and row["verdict"] == "only here" and shared == {row["article_id"]}:
            sentence = (
                f"{corpus.name(row['article_id'])} alone gives this figure, in its headline or lead: "
                f"“{cite(corpus.window(row))}”; the number is not found in any other article."
            )
            yield Found("alone", "figures", sentence, 0.5, len(asked), "claims", row["claim_id"], 1, row)


def _say_utterances(corpus: Corpus, table: pd.DataFrame, tables: dict) -> Iterator[Found]:
    """Say where one statement of a speaker is printed in words that mean something else."""
    groups = group_by([row for row in corpus.rows(table) if row["sure"]], "utterance_id")
    groups = {key: group for key, group in groups.items() if len(group) > 1}
    for key, group in groups.items():
        reference = next((row for row in group if row["reference"]), None)
        for row in group:
            if reference is None or row is reference or not row["differences"]:
                continue
            own = row["kind"] in OWN_WORDS and reference["kind"] in OWN_WORDS
            change = find_change(row["differences"], GRAVE if own else IN_PARAPHRASE)
            if change is None:
                continue
            speaker = f"One statement by {reference['speaker_name']}" if reference["speaker_name"] else "One statement"
            one, other = corpus.name(reference["article_id"]), corpus.name(row["article_id"])
            sentence = f"{speaker} in two wordings: {contrast(one, other, *change[1:])}."
            yield Found("drift", "quotes", sentence, weigh(len(group)), len(groups), "utterances", key, len(group), row)
            break


def _say_sources(corpus: Corpus, table: pd.DataFrame, tables: dict) -> Iterator[Found]:
    """Say whom one article alone quotes, and who is named in several and quoted in none."""
    everything = len(corpus.distinct)
    if everything < 2:
        return
    rows = corpus.rows(table)
    groups = group_by(rows, "speaker_id")
    speaking = " ".join(row["speaker_name"] or "" for row in rows if row["quotes"])
    for key, group in groups.items():
        quoting = [row for row in group if row["quotes"]]
        kind = group[0]["speaker_type"]
        if len(group) == len(quoting) == 1 and kind == "person" and group[0]["quotes"] > 1:
            row = group[0]
            if row["article_id"] not in corpus.tied:
                continue
            sentence = (
                f"{corpus.name(row['article_id'])} alone quotes {row['speaker_name']} "
                f"({wording.count(row['quotes'], 'statement')}); the name is not found in "
                f"{'the other article' if everything == 2 else 'any other article'}."
            )
            where = find_span(tables.get("quotes"), row["article_id"], row["first"])
            yield Found("source", "sources", sentence, weigh(row["quotes"]), len(groups), "sources", key, 1, where)
        elif not quoting and kind in ("person", "group") and len(group) > 1:
            times = sum(row["named"] or 0 for row in group)
            if key in speaking or times < 2 * len(group):
                continue
            number = corpus.some(len(group))
            sentence = f"Named in {number} ({times} times) and quoted in none: {key}."
            where = {"article_id": group[0]["article_id"]}
            yield Found(
                "unquoted", "sources", sentence, weigh(len(group)), len(groups), "sources", key, len(group), where
            )


def _is_form(one: str, other: str) -> bool:
    """Return whether two names are plainly forms of one: a word in common, or initials."""
    words = [re.findall(r"\w+", name.casefold()) for name in (one, other)]
    if set(words[0]) & set(words[1]):
        return True
    initials = ["".join(word[0] for word in each) for each in words]
    flat = ["".join(each) for each in words]
    return flat[0] == initials[1] or flat[1] == initials[0]


def _say_naming(corpus: Corpus, table: pd.DataFrame, tables: dict) -> Iterator[Found]:
    """Say where reporters call one group or organisation by different names, or one reporter by two."""
    rows = [row for row in corpus.rows(table) if row["entity_type"] in ("group", "organisation")]
    entities = group_by([row for row in rows if row["author"] + row["reported"]], "entity_id")
    for key, group in entities.items():
        own = group_by(group, "article_id")
        main = {article: max(names, key=lambda row: row["author"] + row["reported"]) for article, names in own.items()}
        pair = next(
            (
                (main[one], main[other])
                for one, other in combinations(main, 2)
                if not _is_form(main[one]["variant"], main[other]["variant"])
                and main[other]["variant"] not in {row["variant"] for row in own[one]}
                and main[one]["variant"] not in {row["variant"] for row in own[other]}
            ),
            None,
        )
        if pair:
            one, other = pair
            sentence = (
                f"One name for another: in its own voice {corpus.name(one['article_id'])} has “{one['variant']}” "
                f"({_times(one)}), {corpus.name(other['article_id'])} “{other['variant']}” ({_times(other)})."
            )
            yield Found("named", "names", sentence, weigh(len(main)), len(entities), "naming", key, 2, _at(one, tables))
        for row in group:
            first = main[row["article_id"]]
            if row["finding"] == "second name" and row is not first and not _is_form(row["variant"], first["variant"]):
                sentence = (
                    f"{corpus.name(row['article_id'])} has two names for one in the reporter's voice: "
                    f"“{first['variant']}” ({_times(first)}) and “{row['variant']}” ({_times(row)})."
                )
                yield Found(
                    "second", "names", sentence, weigh(_own(row)), len(entities), "naming", key, 1, _at(row, tables)
                )


def _own(row: dict) -> int:
    """Return how often a name stands in the reporter's voice."""
    return row["author"] + row["reported"]


def _times(row: dict) -> str:
    """Say how often a name stands in the reporter's voice."""
    return "once" if _own(row) == 1 else wording.count(_own(row), "time")


def _at(row: dict, tables: dict) -> dict:
    """Return where a name first stands."""
    return find_span(tables.get("mentions"), row["article_id"], row["first"])


def _say_keyness(corpus: Corpus, table: pd.DataFrame, tables: dict) -> Iterator[Found]:
    """Say which words of an article stand after correction."""
    for row in corpus.rows(table[table["label"] == "stands after correction"]):
        if row["by"] != "article_id" or row["group"] not in corpus.labels:
            continue
        rest = "nowhere else" if not row["n_rest"] else f"{wording.count(row['n_rest'], 'time')} in all the others"
        here = f"{wording.count(row['n_here'], 'time')} there"
        sentence = f"A word that marks {corpus.name(row['group'])}: “{row['term']}”, {here}, {rest}."
        yield Found("word", "words", sentence, weigh(row["n_here"]), len(table), "keyness", row["term"], 1, row)


def _say_coverage(corpus: Corpus, table: pd.DataFrame, tables: dict) -> Iterator[Found]:
    """Say what all articles state, what is not found in one alone, and what is stated with another meaning."""
    groups = group_by(corpus.rows(table), "statement_id")
    everything = len(corpus.distinct)
    shared = {
        key: group for key, group in groups.items() if sum(row["state"].startswith("stated") for row in group) > 1
    }
    for key, group in shared.items():
        stated = [row for row in group if row["state"].startswith("stated") and row["sure"]]
        cited = cite(group[0]["statement"])
        entry = ("coverage", key)
        if len(stated) == everything > 1:
            number = corpus.some(everything)
            sentence = f"{number[0].upper()}{number[1:]} state: “{cited}”"
            yield Found(
                "everywhere", "coverage", sentence, weigh(len(stated)), len(shared), *entry, len(stated), stated[0]
            )
        elif len(stated) == everything - 1 > 1:
            lacking = next(row for row in group if row not in stated)
            if lacking["state"] == "not found" and lacking["article_id"] in corpus.tied:
                alone = corpus.name(lacking["article_id"])
                sentence = f"Stated in {corpus.some(len(stated))}, not found in {alone}: “{cited}”"
                yield Found(
                    "lacking", "coverage", sentence, weigh(len(stated)), len(shared), *entry, len(stated), stated[0]
                )
        for row in stated:
            change = row["differences"] and find_change(row["differences"], GRAVE)
            others = [one for one in stated if one["state"] == "stated"]
            if change and others:
                said = contrast(corpus.name(others[0]["article_id"]), corpus.name(row["article_id"]), *change[1:])
                sentence = f"One statement, a different {change[0]}: {said} (“{cite(row['text'])}”)."
                yield Found("changed", "coverage", sentence, weigh(len(stated)), len(shared), *entry, len(stated), row)
                break


def _say_reuse(corpus: Corpus, table: pd.DataFrame, tables: dict) -> Iterator[Found]:
    """Say which two articles share more wording than articles on one event do."""
    rows = [row for row in corpus.rows(table) if row["other_id"] in corpus.distinct]
    best: dict[frozenset, dict] = {}
    for row in rows:
        pair = frozenset((row["article_id"], row["other_id"]))
        if row["above"] and row["share"] > best.get(pair, {"share": 0})["share"]:
            best[pair] = row
    for row in best.values():
        one, other = corpus.name(row["article_id"]), corpus.name(row["other_id"])
        sentence = (
            f"{one} shares wording with {other}: {row['shared']:,} of its {row['runs']:,} runs of five words "
            f"({row['share']:.0%}) stand there too, in one stretch {wording.count(row['longest'], 'word')} long."
        )
        yield Found(
            "copied",
            "reuse",
            sentence,
            min(1, 0.5 + row["share"]),
            max(1, len(rows) // 2),
            "reuse",
            row["article_id"],
            2,
            row,
        )


SAY = (
    ("integrity", _say_integrity),
    ("claims", _say_claims),
    ("utterances", _say_utterances),
    ("sources", _say_sources),
    ("naming", _say_naming),
    ("keyness", _say_keyness),
    ("coverage", _say_coverage),
    ("reuse", _say_reuse),
)

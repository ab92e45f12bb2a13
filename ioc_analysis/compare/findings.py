"""Findings: what is worth saying about a corpus, in sentences made from the tables.

Floor 3 (above the comparisons). Nothing is counted anew: every number in a sentence stands in the table that the row
names, or is a count of its rows. Worded with care: *not found in*, never *omitted*. Out of scope: framing devices and
readability, which have intervals and are looked at, not said.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import combinations
from operator import itemgetter

import numpy as np
import pandas as pd

from .. import lexicon, schema, wording
from ..english import reporting, tokens
from .answers import say_claims
from .cautions import say_integrity
from .remarks import STATED, Corpus, Found, cite, contrast, find_change, find_span, group_by, know, weigh
from .variants import match_words

TOP = 8
EACH = 2  # findings of one topic among the first TOP: one topic does not fill the list
# How much a kind of finding tells an editor, before evidence and rarity: what a comparison hangs on first, then what
# two articles cannot both be right about, then what one has alone, last what they share. Our own order.
WEIGHTS = {
    "identical": 2.0, "apart": 1.7, "skipped": 1.6, "agency": 1.5, "marks": 1.2, "stage": 1.1, "toll": 1.0,
    "differ": 1.0, "whose": 1.0,
    "drift": 0.95, "copied": 0.9, "misnamed": 0.9, "updated": 0.85, "unquoted": 0.8, "named": 0.75,
    "changed": 0.75, "agree": 0.75, "turned": 0.75,
    "source": 0.7, "wording": 0.7, "word": 0.65, "lacking": 0.65, "perhaps": 0.65, "everywhere": 0.6, "alike": 0.55,
    "looser": 0.45, "second": 0.45, "alone": 0.4,
}  # fmt: skip
HEAVIEST = max(WEIGHTS.values())
# Changes of meaning that are worth a sentence, the gravest first. Tense and length change with every paraphrase.
GRAVE = ("negation", "figure", "name", "verb", "hedge", "modality")
IN_PARAPHRASE = ("negation", "figure")  # in the reporter's wording other verbs are no change
STEM = 4  # letters by which Kurds and Kurdish are one
SWAPPED = 4  # words at most that are said to stand in place of others


def stat_findings(articles: pd.DataFrame, tables: dict[str, pd.DataFrame], *, top: int | None = TOP) -> pd.DataFrame:
    """Return what is worth saying about a corpus, one row per finding, the strongest first.

    `tables` are `stat_all`'s of these articles, or as many of them as there are; a topic whose table is missing is left
    out. Only rows that are `sure` are spoken of, but for counts of the killed, injured, missing or displaced that are
    perhaps one: these are said to be checked. An article whose text is another's counts once; one that surely shares
    no claim, quotation or statement with another is said to have nothing alone, since it may be of another event.

    `strength` is evidence × rarity × the weight of the kind (`WEIGHTS`), over the greatest weight: evidence is
    n / (n + 1) where n articles (for a source its statements) say so; rarity is 1 - (k - 1) / m where k things of m
    looked at are of the kind, so that what could be said of everything is said last. Of one topic at most two are
    said, `top` findings in all; None keeps all, the further ones after the first eight. Columns: see `findings` in the
    schema.

    Raises SchemaError if a table is not what its name says.

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
    kinds = Counter(one.kind for one in found)
    ranked = sorted(((_strength(one, kinds[one.kind]), one) for one in found), key=lambda pair: -pair[0])
    rows = [_row(corpus, *pair) for pair in _spread(_drop_twice(ranked), top)]
    return schema.table("findings", rows, like=articles)


def _strength(one: Found, alike: int) -> float:
    """Return evidence × rarity × weight of a finding, of so many of its kind."""
    rarity = 1 - (alike - 1) / max(one.of, alike)
    return round(one.evidence * rarity * WEIGHTS[one.kind] / HEAVIEST, 4)


def _row(corpus: Corpus, strength: float, one: Found) -> tuple:
    """Return the cells of a finding; it is put in words only here, since of thousands a few are said."""
    row, where = one.row, (None, None, None)
    if row.get("end") is not None:
        where = row["start"], row["end"], corpus.texts[row["article_id"]][row["start"] : row["end"]]
    said = one.finding if isinstance(one.finding, str) else one.finding()
    return one.topic, said, strength, one.rests_on, one.key, one.articles, row.get("article_id"), *where


def _drop_twice(ranked: list[tuple[float, Found]]) -> list[tuple[float, Found]]:
    """Leave out what a statement shows again, when a finding on the quotation in it has said it."""
    said = defaultdict(list)
    for _, one in ranked:
        if one.rests_on == "utterances":
            said[one.row["article_id"]].append((one.row["start"], one.row["end"]))
    return [
        (strength, one)
        for strength, one in ranked
        if one.rests_on != "coverage"
        or one.row.get("start") is None
        or not any(start < one.row["end"] and one.row["start"] < end for start, end in said[one.row["article_id"]])
    ]


def _spread(ranked: list[tuple[float, Found]], top: int | None) -> list[tuple[float, Found]]:
    """Return the first `top`, at most EACH of a topic among them; without `top` the others after them."""
    first, later, said = [], [], Counter()
    for pair in ranked:
        topic = pair[1].topic
        if said[topic] < EACH and len(first) < (TOP if top is None else top):
            first.append(pair)
            said[topic] += 1
        else:
            later.append(pair)
    return first + (later if top is None else [])


def _say_utterances(corpus: Corpus, table: pd.DataFrame, tables: dict) -> Iterator[Found]:
    """Say where one statement of a speaker is printed in words that mean something else, in other words, or alike."""
    told = corpus.rows(table)
    groups = group_by([row for row in told if row["sure"]], "utterance_id")
    groups = {key: group for key, group in groups.items() if len(group) > 1}
    names = {one.key: one for one in _say_names(corpus, group_by(told, "utterance_id"))}
    yield from names.values()
    yield from _say_turned(corpus, group_by([row for row in told if row["utterance_id"] not in names], "utterance_id"))
    alike = []
    for key, group in groups.items():
        reference = next((row for row in group if row["reference"]), None)
        if reference is None or key in names:
            continue
        of = f" by {reference['speaker_name']}" if reference["speaker_name"] else ""
        drift = _find_drift(corpus, reference, group)
        if drift:
            kind, said, row = drift
            sentence = f"One statement{of} in two wordings: {said}."
            yield Found(kind, "quotes", sentence, weigh(len(group)), len(groups), "utterances", key, len(group), row)
        elif corpus.witnesses(group) > 1 and not any(row["added"] for row in group):
            alike.append((len(group), len(reference["text"]), key, of, reference))
    if alike:
        number, _, key, of, row = max(alike, key=lambda one: one[:3])
        cut = ", not everywhere as long" if any(each["dropped"] for each in groups[key]) else ""
        sentence = f"Quoted in {corpus.some(number)} in the same words{cut}: one statement{of}, “{cite(row['text'])}”"
        yield Found("alike", "quotes", sentence, weigh(number), len(groups), "utterances", key, number, row)


def _say_turned(corpus: Corpus, groups: dict[str, list[dict]]) -> Iterator[Found]:
    """Say where a speaker is quoted with a negation in one article that the other does not have, to be checked.

    *It will not get better*, *it can get better*: the words in common are few, and what they say is the opposite.
    """
    for key, group in groups.items():
        one = next((row for row in group if row["reference"] and row["kind"] in schema.OWN_WORDS), None)
        for row in group if one and one["speaker_name"] else ():
            same = row["speaker_name"] == one["speaker_name"] and row["kind"] in schema.OWN_WORDS
            if row is one or not same or (row["sure"] and one["sure"]):
                continue
            change = find_change(row["differences"] or "", ("negation",))
            if change and (said := contrast(corpus, one, row, *change[1:])):
                sentence = f"Perhaps one statement by {one['speaker_name']} in two wordings, to be checked: {said}."
                weight = weigh(len(group))
                yield Found("turned", "quotes", sentence, weight, len(groups), "utterances", key, len(group), row)
                break


def _say_names(corpus: Corpus, groups: dict[str, list[dict]]) -> Iterator[Found]:
    """Say which statement stands under two names; where the words alone tie them, that it is to be checked."""
    for key, group in groups.items():
        one = next((row for row in group if row["reference"]), None)
        other = next((row for row in group if find_change(row["differences"] or "", ("speaker",))), None)
        if one is None or other is None:
            continue
        words = [set(re.findall(r"\w+", row["speaker_name"] or "")) for row in (one, other)]  # an id may have no name
        if words[0] <= words[1] or words[1] <= words[0]:
            continue  # Grace Pell and Brave Grace Pell
        sure = one["sure"] and other["sure"]
        sentence = (
            f"{'One' if sure else 'Perhaps one'} statement under two names{'' if sure else ', to be checked'}: "
            f"{corpus.name(one['article_id'])}, {one['speaker_name']}; {corpus.name(other['article_id'])}, "
            f"{other['speaker_name']} (“{cite(other['text'])}”)."
        )
        number = len(group)
        kind = "whose" if sure else "misnamed"
        yield Found(kind, "quotes", sentence, weigh(number), len(groups), "utterances", key, number, other)


def _find_drift(corpus: Corpus, reference: dict, group: list[dict]) -> tuple[str, str, dict] | None:
    """Return the first change from the reference to another printing: its kind, in words, and that printing."""
    other_words = None
    for row in group:
        if row is reference:
            continue
        own = row["kind"] in schema.OWN_WORDS and reference["kind"] in schema.OWN_WORDS
        change = find_change(row["differences"] or "", GRAVE if own else IN_PARAPHRASE)
        # A paraphrase may put a negation otherwise: "short of", where the speaker said "do not have".
        told = change and (own or "–" not in change) and not _is_place(corpus, change)
        if told and (said := contrast(corpus, reference, row, *change[1:])):
            return "drift", said, row
        if own and other_words is None and (swap := _swapped(reference["text"], row["text"])):
            said = contrast(corpus, reference, row, *swap)
            other_words = said and ("wording", said, row)
    return other_words


def _swapped(here: str, there: str) -> tuple[str, str] | None:
    """Return the first words of one wording that stand in place of others of the other: transition, transfer."""
    small = tokens.classes().keys()  # it is, this was: how a quotation is fitted in
    for step in match_words(here, there):
        one, other = here[slice(*step.here)], there[slice(*step.there)]
        if re.sub(r"\W", "", one).casefold() == re.sub(r"\W", "", other).casefold():
            continue  # U.S. and US
        words = [re.findall(r"\w+", side.lower()) for side in (one, other)]
        if not step.same and all(0 < len(side) <= SWAPPED for side in words) and not small >= {*words[0], *words[1]}:
            return one, other
    return None


def _is_place(corpus: Corpus, change: tuple[str, str, str]) -> bool:
    """Return whether a change is of one name for a place to another: U.S. and American."""
    adjectives = lexicon.terms("demonyms")
    return change[0] == "name" and all(
        side in adjectives or re.sub(r"\W", "", side).casefold() in corpus.places for side in change[1:]
    )


def _say_sources(corpus: Corpus, table: pd.DataFrame, tables: dict) -> Iterator[Found]:
    """Say whom one article alone quotes, and who is named in several and quoted in none."""
    everything = len(corpus.distinct)
    if everything < 2 or not corpus.one_event:
        return
    rows = corpus.rows(table)
    groups = group_by(rows, "speaker_id")
    # In how many articles a word stands: a name that was not tied to its person may stand there all the same.
    printed = Counter(word for key in corpus.distinct for word in set(re.findall(r"\w+", corpus.texts[key])))
    speaking = _find_speaking(rows)
    nations = lexicon.terms("demonyms")  # of Americans nobody expects a statement
    nations |= {f"{name}s" for name in nations}
    forms = _find_forms(tables.get("naming"))
    for key, group in groups.items():
        quoting = [row for row in group if row["quotes"]]
        kind = group[0]["speaker_type"]
        if len(group) == len(quoting) == 1 and kind == "person" and group[0]["quotes"] > 1:
            row = group[0]
            longest = max(re.findall(r"\w+", row["speaker_name"]), key=len, default="")
            if row["article_id"] not in corpus.tied or printed[longest] > 1:
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
            names = [stem for name in (key, *forms[key]) if (stem := _stem(name))]
            if key in nations or times < 2 * len(group) or any(name <= cell for name in names for cell in speaking):
                continue
            number = corpus.some(len(group))
            sentence = f"Named {times} times in {number} and quoted in none: {key}."
            where = {"article_id": group[0]["article_id"]}
            yield Found(
                "unquoted", "sources", sentence, weigh(len(group)), len(groups), "sources", key, len(group), where
            )


def _stem(name: str) -> frozenset[str]:
    """Return how the words of a name begin, those of one or two letters left out."""
    return frozenset(word[:STEM] for word in re.findall(r"\w+", name.casefold()) if len(word) > 2)


def _find_speaking(rows: list[dict]) -> set[frozenset[str]]:
    """Return what those quoted are called: a Taliban spokesman speaks for the Taliban."""
    said = (row[column] for row in rows if row["quotes"] for column in ("speaker_name", "role", "speaker_id"))
    return {_stem(cell) for cell in said if cell}


def _find_forms(naming: pd.DataFrame | None) -> dict[str, set[str]]:
    """Return the names of each entity."""
    forms = defaultdict(set)
    if naming is not None:
        for key, variant in naming[["entity_id", "variant"]].itertuples(index=False):
            forms[key].add(variant)
    return forms


@lru_cache(1 << 16)
def _is_form(one: str, other: str) -> bool:
    """Return whether two names are plainly forms of one: a word in common, initials, or a ticker (KES.L)."""
    if any(re.fullmatch(r"[A-Z]{2,5}\.[A-Z]{1,2}", name) for name in (one, other)):
        return True
    words = [re.findall(r"\w+", name) for name in (one, other)]
    if {word.casefold() for word in words[0]} & {word.casefold() for word in words[1]}:
        return True
    # The small words of a name have no initial: Board for the Care of Bridges is BCB.
    initials = ["".join(word[0] for word in each if word[0].isupper()) for each in words]
    flat = ["".join(each) for each in words]
    return flat[0] == initials[1] or flat[1] == initials[0]


def _say_naming(corpus: Corpus, table: pd.DataFrame, tables: dict) -> Iterator[Found]:
    """Say where reporters call one group or organisation by different names, or one reporter by two."""
    if not corpus.one_event:
        return
    rows = [row for row in corpus.rows(table) if row["entity_type"] in ("group", "organisation")]
    entities = group_by([row for row in rows if row["author"] + row["reported"]], "entity_id")
    for key, group in entities.items():
        own = group_by(group, "article_id")
        main = {article: max(names, key=lambda row: row["author"] + row["reported"]) for article, names in own.items()}
        pair = _find_apart([(row, frozenset(each["variant"] for each in own[key])) for key, row in main.items()])
        if pair:
            one, other = pair
            sentence = (
                f"Names differ: in its own voice {corpus.name(one['article_id'])} has “{one['variant']}” "
                f"({_times(one)}), {corpus.name(other['article_id'])} “{other['variant']}” ({_times(other)})."
            )
            yield Found(
                "named",
                "names",
                sentence,
                weigh(min(map(_own, pair))),
                len(entities),
                "naming",
                key,
                2,
                _at(one, tables),
            )
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


def _find_apart(main: list[tuple[dict, frozenset[str]]]) -> tuple[dict, dict] | None:
    """Return the names of two articles that are no forms of one, of those that both print often the first; or None.

    Given are the main name of each article, and all that it has. Articles that have the same are looked at as one.
    """
    alike: defaultdict[tuple[str, frozenset[str]], list[tuple[int, dict]]] = defaultdict(list)
    for place, (row, names) in enumerate(main):
        alike[row["variant"], names].append((place, row))
    often = {key: max(_own(row) for _, row in rows) for key, rows in alike.items()}
    apart = [
        (min(often[one], often[other]), one, other)
        for one, other in combinations(alike, 2)
        if other[0] not in one[1] and one[0] not in other[1] and not _is_form(one[0], other[0])
    ]
    most = max((times for times, *_ in apart), default=0)
    first = {
        key: next(row for row in rows if _own(row[1]) >= most) for key, rows in alike.items() if often[key] >= most
    }
    pairs = (sorted((first[one], first[other]), key=itemgetter(0)) for times, one, other in apart if times == most)
    found = min(pairs, key=lambda pair: [place for place, _ in pair], default=None)
    return found and (found[0][1], found[1][1])


def _own(row: dict) -> int:
    """Return how often a name stands in the reporter's voice."""
    return row["author"] + row["reported"]


def _often(number: int) -> str:
    """Say how often."""
    return {1: "once", 2: "twice"}.get(number) or wording.count(number, "time")


def _times(row: dict) -> str:
    """Say how often a name stands in the reporter's voice."""
    return _often(_own(row))


def _at(row: dict, tables: dict) -> dict:
    """Return where a name first stands."""
    return find_span(tables.get("mentions"), row["article_id"], row["first"])


def _say_keyness(corpus: Corpus, table: pd.DataFrame, tables: dict) -> Iterator[Found]:
    """Say which words of an article stand after correction."""
    if not corpus.one_event:
        return
    # Style, not content: how a paper writes titles, or that somebody said something.
    style = {word.strip(".") for word in lexicon.terms("titles")} | {"percent", "per", "cent", "pct"}
    forms = [form for found in reporting.forms().values() for form in found]
    style |= {" ".join(form.words) for form in forms if "x" not in form.frame}  # attacks are content
    names = set()
    if "mentions" in tables:
        said = tables["mentions"]
        many = said["text"].str.contains(" ") | (said["entity_type"] == "person")
        names = {word for name in said.loc[many, "text"].unique() for word in re.findall(r"\w+", name)}
    for row in corpus.rows(table[table["label"] == "stands after correction"]):
        if row["term"] in names or row["term"] in style or row["term"].casefold() in corpus.places:
            continue
        if row["by"] != "article_id" or row["group"] not in corpus.labels:
            continue
        rest = f"{_often(row['n_rest'])} in all the others" if row["n_rest"] else "nowhere else"
        here = f"{_often(row['n_here'])} there"
        sentence = f"A word that marks {corpus.name(row['group'])}: “{row['term']}”, {here}, {rest}."
        yield Found("word", "words", sentence, weigh(row["n_here"]), len(table), "keyness", row["term"], 1, row)


def _say_coverage(corpus: Corpus, table: pd.DataFrame, tables: dict) -> Iterator[Found]:
    """Say what all articles state, what is not found in one alone, and what is stated with another meaning."""
    here = table["state"].isin(STATED)
    groups = group_by(corpus.rows(table[here]), "statement_id")
    shared = {key: group for key, group in groups.items() if len(group) > 1}
    sure = {key: [row for row in group if row["sure"]] for key, group in shared.items()}
    everything = len(corpus.distinct)
    # Most rows of a table of thousands of articles say that nothing was found: of those few are looked at.
    alone = [key for key, stated in sure.items() if len(stated) == everything - 1]
    lacking = {
        row["statement_id"]: row
        for row in corpus.rows(table[table["statement_id"].isin(alone) & ~here])
        if row["state"] == "not found" and row["sure"] and row["article_id"] in corpus.tied
    }
    for key, stated in sure.items():
        cited = cite(shared[key][0]["statement"])
        entry = ("coverage", key)
        if (
            len(stated) == everything > 1
            and corpus.witnesses(stated) > 1
            and all(row["state"] == "stated" for row in stated)
        ):
            number = corpus.some(everything)
            sentence = f"{number[0].upper()}{number[1:]} state: “{cited}”"
            yield Found(
                "everywhere", "coverage", sentence, weigh(len(stated)), len(shared), *entry, len(stated), stated[0]
            )
        elif len(stated) > 1 and key in lacking:
            name = corpus.name(lacking[key]["article_id"])
            sentence = f"Stated in {corpus.some(len(stated))}, not found in {name}: “{cited}”"
            yield Found(
                "lacking", "coverage", sentence, weigh(len(stated)), len(shared), *entry, len(stated), stated[0]
            )
        other = next((row for row in stated if row["state"] == "stated"), None)
        for row in stated:
            change = row["differences"] and find_change(row["differences"], GRAVE)
            said = contrast(corpus, other, row, *change[1:]) if change and other and "–" not in change else None
            if said and not _is_place(corpus, change):
                sentence = f"One statement in two wordings: {said}."
                yield Found("changed", "coverage", sentence, weigh(len(stated)), len(shared), *entry, len(stated), row)
                break


def _say_reuse(corpus: Corpus, table: pd.DataFrame, tables: dict) -> Iterator[Found]:
    """Say which two articles share more wording than articles on one event do."""
    table = table[table["article_id"].isin(corpus.distinct) & table["other_id"].isin(corpus.distinct)]
    pairs = max(1, len(table) // 2)
    table = table[table["above"]]
    ids = pd.Index(corpus.distinct)
    one, other = (ids.get_indexer(table[name]) for name in ("article_id", "other_id"))
    share = table["share"].to_numpy()
    # Of two articles that are beside each other twice, the larger share.
    order = np.argsort(-share, kind="stable")
    both = np.minimum(one, other) * len(ids) + np.maximum(one, other)
    best = table.iloc[np.sort(order[np.unique(both[order], return_index=True)[1]])]
    for row in schema.records(best[["article_id", "other_id", "share", "shared", "runs", "longest", "start", "end"]]):
        say, evidence = partial(_tell_copied, corpus, row), row["share"] / (row["share"] + 0.1)
        yield Found("copied", "reuse", say, evidence, pairs, "reuse", row["article_id"], 2, row)


def _tell_copied(corpus: Corpus, row: dict) -> str:
    """Say how much one article shares with another."""
    one, other = corpus.name(row["article_id"]), corpus.name(row["other_id"])
    return (
        f"{one} shares wording with {other}: {row['shared']:,} of its {row['runs']:,} runs of five words "
        f"({row['share']:.0%}) stand there too, in one stretch {wording.count(row['longest'], 'word')} long."
    )


SAY = (
    ("integrity", say_integrity),
    ("claims", say_claims),
    ("utterances", _say_utterances),
    ("sources", _say_sources),
    ("naming", _say_naming),
    ("keyness", _say_keyness),
    ("coverage", _say_coverage),
    ("reuse", _say_reuse),
)

"""Voices: who speaks in each article, how much and in whose words, and who is named but never quoted.

Floor 3. Counts rows of the quotes table; who is who over all articles is decided in `entities`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache

import pandas as pd

from .. import lexicon, schema
from ..align.entities import speaker_ids
from ..english import text

# Who is named and could speak; a place is where things happen.
VOICES = ("person", "organisation", "group")


def stat_sources(
    quotes: pd.DataFrame, names: pd.DataFrame | None = None, *, affiliations: str | None = None
) -> pd.DataFrame:
    """Return who is quoted in each article, and how much, the most quoted first; then who is named and never quoted.

    One row per article and source, in the order of the articles, then by words of attributed speech, then by how often
    they are named. Terms and titles between marks (`not_speech`) and speech that is denied, asked about or hypothetical
    (`negated`) are left out. A source that is not named is counted as it is printed, and has no `speaker_id`. Columns:
    see `sources` in the schema.

    Parameters
    ----------
    quotes
        As extracted, or as `align_quotes` gave it (its `speaker_id` is then used).
    names
        What `align_names` gave: people, organisations and groups that it names and nobody quotes get a row with 0
        `quotes`, and `named` is filled. Without it neither is.
    affiliations
        Path of a table of your own with the columns of `lexicons/affiliations.csv`; its rows are used beside the
        package's, and win where both have a term.

    Raises SchemaError if a table is not what its name says, LexiconError if a table of your own cannot be read.

    Notes
    -----
    `affiliation` is told by the words of role and name alone, the longest term first; it is missing where they say
    nothing, and the same for a source in all articles: what most of its roles say. A place that speaks (*Kabul said*)
    is read as its government; a document is its issuer's, or *document* where none is told. Named but never quoted
    means: no statement was found, not that none was made. News agencies and outlets, which are named as the source of
    news and pictures, and names with a number in them get no such row.

    """
    quotes = schema.check(quotes, "quotes")
    names = None if names is None else schema.check(names, "mentions", aligned=True)
    ids = quotes["speaker_id"].tolist() if "speaker_id" in quotes else speaker_ids(quotes, names)
    terms = _terms(affiliations)
    groups = _groups(quotes, ids, terms)
    said = quotes.assign(
        speaker_id=pd.Series(ids, index=quotes.index, dtype="str"),
        affiliation=pd.Series(groups, index=quotes.index, dtype="str"),
    )
    table = _count(said[(said["kind"] != "not_speech") & ~said["negated"]])
    table["named"] = None
    if names is not None:
        known = {one: group for one, group in zip(ids, groups, strict=True) if one and group}
        table = _name(table, names, known, terms)
    articles = [*quotes["article_id"].unique(), *([] if names is None else names["article_id"].unique())]
    place = {article_id: number for number, article_id in enumerate(dict.fromkeys(articles))}
    order = table["article_id"].map(place)
    table = table.assign(order=order, rare=-pd.to_numeric(table["named"]).fillna(0), silent=-table["words"])
    table = table.sort_values(["order", "silent", "first", "rare", "speaker_id"], kind="stable")
    columns = schema.TABLES["sources"].names
    rows = table[columns].astype(object).where(table[columns].notna(), None)
    return schema.table("sources", rows.to_numpy().tolist(), like=quotes)


def _count(said: pd.DataFrame) -> pd.DataFrame:
    """Count the statements and words of each source of each article."""
    own = said["kind"].isin(schema.OWN_WORDS)
    words = [len(text.find_words(words)) for words in said["text"].tolist()]
    printed = said["speaker_name"].fillna(said["speaker"])
    said = said.assign(
        source=said["speaker_id"].fillna(printed),
        speaker_name=printed,
        words=words,
        own_words=own.astype(int),
        words_own=own * words,
    )
    table = (
        said.groupby(["article_id", "source"], sort=False, dropna=False)
        .agg(
            outlet=("outlet", "first"),
            speaker_id=("speaker_id", "first"),
            speaker_name=("speaker_name", "first"),
            speaker_type=("speaker_type", "first"),
            role=("role", "first"),
            affiliation=("affiliation", "first"),
            quotes=("text", "size"),
            own_words=("own_words", "sum"),
            words=("words", "sum"),
            words_own=("words_own", "sum"),
            first=("start", "min"),
            last=("start", "max"),
        )
        .reset_index()
    )
    total = table.groupby("article_id")["words"].transform("sum")
    return table.assign(paraphrased=table["quotes"] - table["own_words"], share=table["words"] / total.where(total > 0))


def _name(table: pd.DataFrame, names: pd.DataFrame, known: dict[str, str], terms: "Terms") -> pd.DataFrame:
    """Fill in how often each source is named, and add who is named and never quoted."""
    named = (
        names[names["entity_id"].notna()]
        .groupby(["article_id", "entity_id"], sort=False)
        .agg(
            outlet=("outlet", "first"), kind=("entity_type", "first"), name=("entity", "first"), count=("text", "size")
        )
        .reset_index()
    )
    counts = {(article, one): count for article, one, count in schema.rows(named, ["article_id", "entity_id", "count"])}
    pairs = list(schema.rows(table, ["article_id", "speaker_id"]))
    table["named"] = [counts.get(pair, 0) if isinstance(pair[1], str) else None for pair in pairs]
    quoted = {
        (article, one) for article, several in pairs if isinstance(several, str) for one in several.split(" and ")
    }
    quoted |= set(pairs)
    papers = _papers() | {outlet.casefold() for outlet in names["outlet"].dropna().unique()}
    rows = [
        (article, outlet, one, name, kind, known.get(one) or terms.find([name]), count)
        for article, one, outlet, kind, name, count in schema.rows(named, list(named))
        if kind in VOICES and (article, one) not in quoted and not _is_credit(one, papers)
    ]
    columns = ["article_id", "outlet", "speaker_id", "speaker_name", "speaker_type", "affiliation", "named"]
    silent = pd.DataFrame(rows, columns=columns).assign(
        role=None, quotes=0, own_words=0, paraphrased=0, words=0, words_own=0, first=None, last=None
    )
    spoken = set(table["article_id"][table["words"] > 0].unique())
    silent["share"] = [0.0 if article in spoken else None for article in silent["article_id"].tolist()]
    if silent.empty:
        return table
    return pd.concat([table.astype(object), silent.astype(object)], ignore_index=True).infer_objects()


@cache
def _papers() -> frozenset[str]:
    """Return the names of news agencies and outlets."""
    return frozenset(name.casefold() for table in ("agencies", "outlets") for name in lexicon.terms(table))


def _is_credit(name: str, papers: set[str]) -> bool:
    """Return whether nobody expects words of it: who took the picture or printed the news, and an F-16."""
    return name.removeprefix("The ").casefold() in papers or any(sign.isdigit() for sign in name)


# Affiliations


class Terms:
    """The terms of the affiliations, in one pattern."""

    def __init__(self, groups: dict[str, str]):
        self.groups = groups
        self.forms = {form: term for term in groups for form in _forms(term)} | {term: term for term in groups}
        longest = sorted(self.forms, key=lambda form: (-len(form), form))
        self.pattern = re.compile(r"(?<![\w’'-])(" + "|".join(map(re.escape, longest)) + r")(?![\w-])")

    def find(self, texts: Iterable[str | None]) -> str | None:
        """Return the affiliation that the first text with a term tells: of its terms the longest, then the last.

        The head of a noun phrase stands last, before any preposition: *army doctor*, *doctor in the army*.
        """
        for words in texts:
            low = words.lower().replace("'", "’") if isinstance(words, str) else ""
            for part in (HEAD_ENDS.split(low, maxsplit=1)[0], low):
                found = [self.forms[form] for form in self.pattern.findall(part)]
                if found:
                    return self.groups[max(reversed(found), key=lambda term: len(term.split()))]
        return None


# After these a noun phrase only says more about its head.
HEAD_ENDS = re.compile(r",| (?:of|for|at|in|with|to|on|from|who|that) ")


def _forms(term: str) -> list[str]:
    """Return a term and its plural."""
    return [term, term[:-1] + "ies" if term.endswith("y") else term + "s", term + "es", term.replace("man", "men")]


def _terms(path: str | None) -> Terms:
    """Return the package's terms, and over them those of the user's own table."""
    rows = lexicon.load("affiliations") + (lexicon.load(path, "affiliations") if path else ())
    return Terms({row["term"].lower().replace("'", "’"): row["affiliation"] for row in rows})


def _groups(quotes: pd.DataFrame, ids: list[str | None], terms: Terms) -> list[str | None]:
    """Return the affiliation of each quote's source: of one with an id, what most of its rows say."""
    columns = ["speaker_type", "role", "speaker", "speaker_name"]
    found = []
    for kind, role, printed, name in schema.rows(quotes, columns):
        other = {"document": "document", "place": "government"}.get(kind)
        found.append(terms.find((role, printed, name)) or other)
    votes: dict[str, Counter] = defaultdict(Counter)
    for one, group in zip(ids, found, strict=True):
        if isinstance(one, str) and group:
            votes[one][group] += 1 if group != "document" else 0  # a person's letter is that person's
    return [
        min(votes[one], key=lambda group: (-votes[one][group], group))
        if isinstance(one, str) and one in votes
        else group
        for one, group in zip(ids, found, strict=True)
    ]

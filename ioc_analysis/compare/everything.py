"""Everything: all comparisons of a corpus from its tables of occurrences, each made once and in order.

Floor 3 (above the comparisons). What brief, command line and batch runs share; a notebook calls each function itself.
"""

from contextlib import nullcontext
from functools import partial

import pandas as pd

from .. import schema
from ..align.claims import align_figures
from ..align.entities import align_names
from ..align.statements import align_sentences
from ..align.utterances import align_quotes
from ..processes import DIED, beside
from .agreement import stat_claims
from .articles import stat_integrity, stat_readability
from .coverage import stat_coverage
from .devices import stat_cues
from .findings import stat_findings
from .headlines import stat_headlines
from .keyness import stat_keyness
from .naming import stat_naming
from .prominence import stat_prominence
from .reuse import stat_reuse
from .variants import stat_utterances
from .voices import stat_sources

TOP = 200  # statements of most articles that are looked for in every article
NEEDED = ("passages", "sentences", "mentions", "quotes", "figures", "cues")


def stat_all(
    articles: pd.DataFrame, tables: dict[str, pd.DataFrame], *, top: int | None = TOP, workers: int = 1
) -> dict[str, pd.DataFrame]:
    """Return every table of a corpus by name: those of `extract_all`, aligned, and every `stat_` table.

    `tables` are `extract_all`'s of these articles. The result has them too: `mentions`, `quotes`, `figures` and
    `sentences` with the columns that aligning adds. `top` statements stand in `coverage`, those of most articles
    first; None keeps all. Each `stat_` table has the name of its function (`claims`), that of `stat_cues` is
    `cue_shares`; `prominence` is that of the figures' claims. What a row of each is, and its columns: see the schema.
    With two `workers` or more, statements, coverage and reuse are made in a second process beside the others: the same
    rows, from some hundred articles on sooner (on some systems a script then needs `if __name__ == "__main__":`).

    Raises SchemaError if a table is missing or not what its name says, ValueError if `top` is negative or
    `workers` below 1.
    """
    if workers < 1:
        raise ValueError(f"workers is 1 or more; it was {workers!r}")
    if missing := [name for name in NEEDED if name not in tables]:
        raise schema.SchemaError(
            f"tables are to be extract_all's of these articles: {missing} are missing; there are {list(tables)}"
        )
    names = align_names(tables["mentions"])
    told = partial(_compare_sentences, articles, tables["sentences"], names, tables["quotes"], top)
    with beside(told) if workers > 1 else nullcontext(told) as compared:
        found = _compare(articles, tables, names)
        statements = compared()
    if statements is DIED:  # perhaps for want of memory; the other process has given its part back
        statements = told()
    found |= statements
    return {**found, "findings": stat_findings(articles, found)}


def _compare_sentences(
    articles: pd.DataFrame, sentences: pd.DataFrame, names: pd.DataFrame, quotes: pd.DataFrame, top: int | None
) -> dict[str, pd.DataFrame]:
    """Return the sentences with their statements, and what compares articles by them: half of all work."""
    sentences = align_sentences(sentences)
    return {
        "sentences": sentences,
        "coverage": stat_coverage(sentences, articles, mentions=names, top=top),
        "reuse": stat_reuse(sentences, quotes, articles),
    }


def _compare(articles: pd.DataFrame, tables: dict[str, pd.DataFrame], names: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return all other tables, each in its place; those of `_compare_sentences` are empty until they come."""
    quotes = align_quotes(tables["quotes"], names)
    figures = align_figures(tables["figures"])
    sentences = tables["sentences"]
    return {
        **tables,
        "mentions": names,
        "quotes": quotes,
        "figures": figures,
        "sentences": sentences,
        "integrity": stat_integrity(articles, tables["passages"], quotes),
        "readability": stat_readability(sentences),
        "headlines": stat_headlines(tables["passages"], sentences),
        "claims": stat_claims(figures, articles),
        "utterances": stat_utterances(quotes),
        "sources": stat_sources(quotes, names),
        "naming": stat_naming(names, tables.get("labels")),
        "keyness": stat_keyness(sentences, quotes),
        "cue_shares": stat_cues(tables["cues"], sentences),
        "coverage": schema.table("coverage"),
        "reuse": schema.table("reuse"),
        "prominence": stat_prominence(figures, sentences),
    }

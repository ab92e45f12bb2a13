"""Voices: who speaks in each article, how much, and in whose words.

Floor 3. Counts rows of the quotes table; who is who over all articles is decided in `align`.
"""

import pandas as pd

from .. import schema
from ..english import text


def stat_sources(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return who is quoted in each article, and how much, the most quoted first.

    One row per article and source, in the order of the articles, then by words of attributed
    speech. Terms and titles between marks (`not_speech`) and speech that is denied, asked
    about or hypothetical (`negated`) are left out. A source that is not named is counted as it is printed.

    Notes
    -----
    One source under two names is two rows: names are those of the article.

    """
    quotes = schema.check(quotes, "quotes")
    said = quotes[(quotes["kind"] != "not_speech") & ~quotes["negated"]]
    own = said["kind"].isin(["direct", "mixed", "unmarked"])
    words = [len(text.find_words(words)) for words in said["text"]]
    said = said.assign(
        source=said["speaker_name"].fillna(said["speaker"]),
        words=words,
        own_words=own.astype(int),
        words_own=own * words,
    )
    groups = said.groupby(["article_id", "source"], sort=False, dropna=False)
    table = groups.agg(
        outlet=("outlet", "first"),
        speaker_type=("speaker_type", "first"),
        role=("role", "first"),
        quotes=("text", "size"),
        own_words=("own_words", "sum"),
        words=("words", "sum"),
        words_own=("words_own", "sum"),
        first=("start", "min"),
        last=("start", "max"),
    ).reset_index(names=["article_id", "speaker_name"])
    total = table.groupby("article_id")["words"].transform("sum")
    table = table.assign(
        paraphrased=table["quotes"] - table["own_words"], share=table["words"] / total.where(total > 0)
    )
    place = {article_id: number for number, article_id in enumerate(quotes["article_id"].unique())}
    table = table.sort_values(
        ["article_id", "words", "first"],
        ascending=[True, False, True],
        key=lambda column: column.map(place) if column.name == "article_id" else column,
    )
    names = schema.TABLES["sources"].names
    return schema.table("sources", table[names].astype(object).where(table[names].notna(), None).to_numpy().tolist())

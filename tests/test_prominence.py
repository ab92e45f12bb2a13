"""Prominence: where in an article a thing first stands."""

import pandas as pd
import pytest

import ioc_analysis as ioc
from ioc_analysis import schema
from ioc_analysis.compare.prominence import stat_prominence

# One sentence per ten characters: headline, standfirst, caption, and a body of five.
KINDS = ["headline", "standfirst", "caption", *["body"] * 5]


def sentences(*articles):
    """Build the sentences of articles; those of the body stand at 0, .25, .5, .75 and 1."""
    rows = [
        (article, article.upper(), number * 10, number * 10 + 9, "nine long", kind, position, "stops")
        for article in articles
        for number, (kind, position) in enumerate(zip(KINDS, [None] * 3 + [0, 0.25, 0.5, 0.75, 1], strict=True))
    ]
    return schema.table("sentences", rows)


def claims(*rows):
    """Build what has claims from (claim_id, article_id, start)."""
    return pd.DataFrame(
        [(one, article, article.upper(), start, start + 2, str(start)) for one, article, start in rows],
        columns=["claim_id", "article_id", "outlet", "start", "end", "text"],
    )


def test_where_each_claim_first_stands_by_hand():
    table = stat_prominence(
        claims(
            ("dead", "a", 52),  # third of five sentences: (3 - 1) / (5 - 1)
            ("dead", "a", 1),  # and the headline
            ("dead", "b", 71),
            ("dead", "b", 22),  # a caption comes after the body
            ("boats", "b", 34),
            (None, "b", 44),
        ),
        sentences("b", "a"),
    )
    schema.check(table, "prominence")
    expected = [
        # id, articles, article, kind, position, in_headline, in_lead, occurrences, start
        ("dead", 2, "b", "body", 1.0, False, False, 2, 71),
        ("dead", 2, "a", "headline", 0.5, True, False, 2, 1),
        ("boats", 1, "b", "body", 0.0, False, True, 1, 34),
    ]
    columns = ["id", "articles", "article_id", "kind", "position", "in_headline", "in_lead", "occurrences", "start"]
    assert list(table[columns].itertuples(index=False, name=None)) == expected
    assert table["text"].tolist() == ["71", "1", "34"]


def test_a_standfirst_is_lead_and_a_caption_alone_has_no_position():
    table = stat_prominence(claims(("dead", "a", 12), ("boats", "a", 25), ("rain", "a", 900)), sentences("a"))
    rows = table.set_index("id")
    assert rows.loc["dead", "in_lead"]
    assert rows.loc["boats", "kind"] == "caption"
    assert rows["position"].isna().all()
    assert pd.isna(rows.loc["rain", "kind"])  # stands in no sentence that was read


def test_sources_are_asked_for_by_name():
    table = claims(("dead", "a", 52)).rename(columns={"claim_id": "utterance_id"}).assign(speaker_id="Ada Quist")
    assert stat_prominence(table, sentences("a"))["id"].tolist() == ["dead"]
    assert stat_prominence(table, sentences("a"), by="speaker_id")["id"].tolist() == ["Ada Quist"]


def test_a_table_that_is_not_aligned_is_named():
    with pytest.raises(schema.SchemaError, match=r"one of claim_id, .*align_ function first"):
        stat_prominence(claims().drop(columns="claim_id"), sentences("a"))
    assert stat_prominence(claims(), sentences()).empty


def test_every_row_of_the_seeds_gives_back_its_words():
    articles = ioc.read_corpus("seeds")
    tables = ioc.extract_all(articles)
    table = ioc.stat_prominence(ioc.align_names(tables["mentions"]), tables["sentences"])
    words = articles.set_index("article_id")["text"]
    assert all(words[row.article_id][row.start : row.end] == row.text for row in table.itertuples())
    assert table["articles"].is_monotonic_decreasing
    assert table["position"].dropna().between(0, 1).all()
    # Iraq is named in all five; four headlines name it (the fifth article has none).
    iraq = table[table["id"] == "Iraq"]
    assert iraq["in_headline"].tolist() == [True, True, True, True, False]


def test_offsets_that_are_no_numbers_are_refused():
    with pytest.raises(schema.SchemaError, match="column 'start' has to be int64, it is str"):
        stat_prominence(claims(("dead", "a", 52)).astype({"start": "str"}), sentences("a"))

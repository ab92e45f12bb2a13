"""Events: articles of several events in one corpus are parted again."""

from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

import ioc_analysis as ioc
from ioc_analysis import schema

GOLD = Path(__file__).parent / "gold"


@pytest.fixture(scope="module")
def articles(seeds_dir=Path(__file__).parents[1] / "seeds"):
    corpora = {name: ioc.read_corpus(path) for name, path in (("seeds", seeds_dir), ("tolls", GOLD / "tolls"))}
    return pd.concat([table.assign(event=name) for name, table in corpora.items()], ignore_index=True)


@pytest.fixture(scope="module")
def sentences(articles):
    return ioc.extract_sentences(articles)


def same(events: pd.DataFrame) -> set[frozenset]:
    """Return the pairs of articles of one event."""
    groups = events.groupby("event_id")["article_id"]
    return {frozenset(pair) for _, group in groups for pair in combinations(group, 2)}


def test_two_events_are_parted(articles, sentences):
    events = ioc.stat_events(articles, sentences)
    schema.check(events, "events")
    assert events["article_id"].tolist() == articles["article_id"].tolist()
    told = articles.assign(event_id=events["event_id"])
    assert told.groupby("event_id")["event"].nunique().max() == 1  # no pair of two events
    pairs = same(told.assign(event_id=told["event"]))
    assert len(same(events) & pairs) >= 0.9 * len(pairs)


def test_the_order_of_the_rows_moves_nothing(articles, sentences):
    turned = ioc.stat_events(articles.iloc[::-1], sentences.iloc[::-1])
    forth = ioc.stat_events(articles, sentences)
    assert turned.set_index("article_id").sort_index().equals(forth.set_index("article_id").sort_index())


def test_days_part_what_words_do_not(articles, sentences):
    """The same article printed again a year later tells another event, as far as a day can tell."""
    own = articles[articles["event"] == "tolls"].head(1)
    later = own.assign(article_id="later", published="2031-01-01")
    both = pd.concat([own, later], ignore_index=True)
    told = ioc.extract_sentences(both)
    assert ioc.stat_events(both, told)["event_id"].nunique() == 2
    undated = both.assign(published=None).astype({"published": "str"})
    events = ioc.stat_events(undated, told)
    assert events["event_id"].tolist() == ["e1", "e1"]
    assert events["similarity"].tolist()[1:] == [1.0] or events["similarity"].tolist()[:1] == [1.0]
    assert not events["sure"].all()


def test_errors(articles, sentences):
    with pytest.raises(ValueError, match="days has to be 0 or more"):
        ioc.stat_events(articles, sentences, days=-1)
    with pytest.raises(schema.SchemaError):
        ioc.stat_events(sentences, articles)


def test_no_article():
    assert ioc.stat_events(schema.table("articles"), schema.table("sentences")).empty

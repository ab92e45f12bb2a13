"""Events: articles of several events in one corpus are parted again."""

from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

import ioc_analysis as ioc
from ioc_analysis import schema
from ioc_analysis.align import event_groups

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
    assert len(same(events) & pairs) >= 0.9 * len(pairs)  # one article of the seeds is of five months before


@pytest.fixture(scope="module")
def twins():
    """Invented articles: pairs of events of one kind, country and day, and two events that go on for days."""
    articles = ioc.read_corpus(GOLD / "twins.jsonl")
    return articles, ioc.extract_sentences(articles)


def test_two_events_of_one_kind_and_day_are_two_and_a_story_that_goes_on_is_one(twins):
    articles, sentences = twins
    events = ioc.stat_events(articles, sentences)
    assert articles.groupby(events["event_id"].to_numpy())["event"].nunique().max() == 1
    assert events.groupby(articles["event"].to_numpy())["event_id"].nunique().max() == 1
    assert set(events[articles["event"] == "ferry"]["words"].iloc[0].split(", ")) >= {"ferry", "claro"}


def test_a_single_article_on_a_twin_event_is_to_be_checked(twins):
    articles, sentences = twins
    alone = ["rail_ostrand-1", "trial_cole-1", "fire_peld-1", "strike_airport-1"]
    kept = articles[
        ~articles["event"].isin([name.rsplit("-")[0] for name in alone]) | articles["article_id"].isin(alone)
    ]
    events = ioc.stat_events(kept, sentences[sentences["article_id"].isin(kept["article_id"])])
    told = kept.assign(event_id=events["event_id"].to_numpy()).groupby("event_id")["event"]
    joined = kept[told.transform("nunique").to_numpy() > 1]["article_id"]
    assert set(joined) & set(alone)  # limit: one article does not tell how alike those on its event are
    assert not events[events["article_id"].isin(set(joined) & set(alone))]["sure"].any()
    firm = events[events["article_id"].isin(set(joined) - set(alone))]
    assert firm["sure"].all()


def test_likeness_is_that_with_the_others_of_the_event(articles, sentences):
    """Two printings of one article and a third of another event: 1 with each other, and none for what is alone."""
    own = articles[articles["event"] == "tolls"].head(2)
    texts = own["text"].tolist()
    three = own.iloc[[0, 0, 1]].assign(
        article_id=["one", "two", "three"], text=[texts[0], texts[0], "A choir in Lima sings."], published="2024-03-11"
    )
    events = ioc.stat_events(three.reset_index(drop=True), ioc.extract_sentences(three.reset_index(drop=True)))
    assert events["event_id"].tolist() == ["e1", "e1", "e2"]
    assert events["similarity"].tolist()[:2] == [1.0, 1.0]
    assert events["similarity"].isna().tolist() == [False, False, True]
    assert events["sure"].all()


@pytest.mark.parametrize(("name", "value"), [("NEAR", 1), ("AT_ONCE", 2)])
def test_few_comparisons_find_the_same_events(monkeypatch, twins, name, value):
    expected = ioc.stat_events(*twins)
    monkeypatch.setattr(event_groups, name, value)
    assert ioc.stat_events(*twins).equals(expected)


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
    assert events["similarity"].tolist() == [1.0, 1.0]
    assert not events["sure"].any()


def test_errors(articles, sentences):
    with pytest.raises(ValueError, match="days has to be 0 or more"):
        ioc.stat_events(articles, sentences, days=-1)
    with pytest.raises(schema.SchemaError):
        ioc.stat_events(sentences, articles)


def test_no_article():
    assert ioc.stat_events(schema.table("articles"), schema.table("sentences")).empty

"""Labels tell articles apart; colours keep their contrast on white and on near-black."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ioc_analysis as ioc
from ioc_analysis import schema
from ioc_analysis.labels import GREY, HUES, colour_outlets, find_articles, label_articles


def articles(*pairs):
    return pd.DataFrame(pairs, columns=["article_id", "outlet"])


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("a", "Gazette"), ("b", "Herald")], ["Gazette", "Herald"]),
        ([("000_ab", "Gazette"), ("002_ab", "Gazette")], ["Gazette 000", "Gazette 002"]),
        ([("budget-01", "Gazette"), ("budget-02", "Gazette")], ["Gazette 01", "Gazette 02"]),
        ([("a", "Gazette"), ("a", "Gazette")], ["Gazette"]),  # rows of one article, as in a stat_ table
        ([("x9", None), ("a", "Gazette")], ["x9", "Gazette"]),
        ([("same", "Gazette"), ("samesame", "Gazette")], ["Gazette same", "Gazette sames"]),
        # Without an outlet a piece of the id means nothing: the whole of it, or both its ends.
        ([("bridge-collapse-live", None), ("budget", None)], ["bridge-collapse-live", "budget"]),
        ([("bridge-collapse-liveblog-2024", None)], ["bridge-colla…veblog-2024"]),
        (
            [("bridge-collapse-1-liveblog-2024", None), ("bridge-collapse-2-liveblog-2024", None)],
            ["bridge-colla…veblog-2024", "bridge-collapse-2-liveblog-2024"],
        ),
        # What two would share, one is spared.
        ([("Gazette", None), ("a", "Gazette")], ["Gazette", "Gazette a"]),
        ([("a", "Gazette"), ("Gazette", None)], ["Gazette", "Gazette (2)"]),
        ([("-a--x", "Gazette"), ("--a-y", "Gazette")], ["Gazette a", "Gazette --a-y"]),
    ],
)
def test_labels_are_short_and_unique(pairs, expected):
    labels = label_articles(articles(*pairs))
    assert list(labels.values()) == expected
    assert list(labels) == list(dict.fromkeys(article_id for article_id, _ in pairs))


@given(
    st.lists(
        st.tuples(st.text("ab-_ ", min_size=1, max_size=30), st.none() | st.text("ab-_ ", min_size=1, max_size=9)),
        max_size=12,
    )
)
def test_no_two_articles_share_a_label(pairs):
    labels = label_articles(articles(*pairs))
    assert set(labels) == {article_id for article_id, _ in pairs}
    assert len(set(labels.values())) == len(labels)


def luminance(colour):
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("colour", [*HUES, GREY])
@pytest.mark.parametrize("paper", ["#ffffff", "#15181d"])
def test_every_hue_has_three_to_one_on_both_papers(colour, paper):
    light, dark = sorted([luminance(colour), luminance(paper)], reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3


def test_one_colour_per_outlet_in_order_and_grey_when_they_run_out():
    outlets = [f"outlet {number}" for number in range(10)]
    colours = colour_outlets([None, *outlets, outlets[0]])
    assert list(colours) == outlets
    assert list(colours.values()) == [*HUES, GREY, GREY]


def test_a_table_that_knows_its_corpus_names_and_colours_as_the_corpus_does():
    corpus = pd.DataFrame({"article_id": ["a1", "b1", "a2"], "outlet": ["Gazette", None, "Gazette"]})
    corpus = pd.concat([corpus, pd.DataFrame({"article_id": ["c1"], "outlet": ["Herald"]})], ignore_index=True)
    ranked = corpus.iloc[[3, 2]].copy()
    assert list(label_articles(ranked).values()) == ["Herald", "Gazette"]
    schema.know_articles(ranked, corpus)
    assert list(label_articles(ranked).values()) == ["Gazette a2", "Herald"]
    assert colour_outlets(ranked["outlet"])["Herald"] == HUES[1]
    assert list(find_articles(ranked)["article_id"]) == ["a1", "b1", "a2", "c1"]
    assert ranked.query("outlet == 'Herald'").attrs == ranked.attrs


def test_every_statistic_knows_the_articles_of_its_corpus():
    articles = ioc.read_corpus(Path(__file__).parent.parent / "seeds")
    tables = ioc.stat_all(articles, ioc.extract_all(articles))
    outlets = dict(zip(articles["article_id"], articles["outlet"], strict=True))
    assert {name for name, table in tables.items() if table.attrs.get("articles") != outlets} == set()

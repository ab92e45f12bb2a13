"""Headlines: who does what to whom, against headlines read by hand, and beside the lead."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ioc_analysis as ioc
from ioc_analysis import schema
from ioc_analysis.compare.headlines import read_headline

ROOT = Path(__file__).parent.parent
GOLD = tomllib.loads((ROOT / "tests/gold/headlines.toml").read_text(encoding="utf-8"))["headline"]
CELLS = ("actor", "verb", "object", "voice", "attribution", "scare_quotes", "tense")


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold["text"])
def test_a_headline_is_read_as_by_hand(gold):
    assert dict(zip(CELLS, read_headline(gold["text"]), strict=True)) == {name: gold.get(name) for name in CELLS}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Why Quist resigned", ("Quist", "resigned", None, "active", None, None, "past")),
        ("Did the council sign the pact?", ("the council", "sign", "the pact", "active", None, None, "past")),
        ("Port calm as ships return", (None, None, None, "nominal", None, None, None)),
        ("Naming Quist as envoy is wrong", ("Naming Quist as envoy", "is", None, "active", None, None, "present")),
        ("Envoy warns Norland: ‘Stop’", ("Envoy", "warns", "Norland", "active", None, "Stop", "present")),
        ("Thousands march to save mill", ("Thousands", "march", None, "active", None, None, "present")),
        (
            "More than 200 fill square to save mill",
            ("More than 200", "fill", "square", "active", None, None, "present"),
        ),
        (
            "Quist's plan to host him stirred outrage",
            ("Quist's plan to host him", "stirred", "outrage", "active", None, None, "past"),
        ),
        ("Quist hands over port to Aune", ("Quist", "hands over", "port", "active", None, None, "present")),
        ("Bank hit by strike", ("strike", "hit", "Bank", "passive", None, None, None)),
        ("Rebels hit port", ("Rebels", "hit", "port", "active", None, None, "present")),
        ("Union quit talks", ("Union", "quit", "talks", "active", None, None, "past")),
        ("Man hurt in blast", (None, "hurt", "Man", "passive", None, None, None)),
        ("Quist acquitted of fraud", (None, "acquitted", "Quist", "passive", None, None, None)),
        ("Minister quitting post over leak", ("Minister", "quitting", "post", "active", None, None, None)),
        ("Has Quist resigned?", ("Quist", "resigned", None, "active", None, None, "present")),
        ("Norvik's unanswered questions", (None, None, None, "nominal", None, None, None)),
        ("Reports over possible suspect", (None, None, None, "nominal", None, None, None)),
        # limit: a noun that looks like a verb, before a verb that looks like a noun
        ("River talks end", ("River", "talks", "end", "active", None, None, "present")),
    ],
)
def test_questions_and_limits(text, expected):
    assert read_headline(text) == expected


@pytest.mark.parametrize(
    ("told", "source"),
    [("The port is safe, Quist said.", "Quist"), ("According to Quist, all is well.", "Quist"), ("It is safe.", None)],
)
def test_a_name_before_a_colon_speaks_where_the_article_says_so(told, source):
    assert read_headline("Quist: Port needs new pump", told)[4] == source


@given(st.text(alphabet="Aab TheSs:,.-–‘’“”'\" to is by kills?5", max_size=60))
def test_every_cell_stands_in_the_headline(text):
    actor, verb, thing, voice, source, scare, _ = read_headline(text)
    assert all(words in text for words in (actor, verb, thing, source) if words is not None)
    assert all(words in text for words in (scare or "").split(" | "))
    assert voice in ("active", "passive", "nominal")
    assert voice != "nominal" or (actor, verb, thing) == (None, None, None)


def passage(article_id, start, text, kind, repeats=None):
    return (article_id, "Gazette", start, start + len(text), text, kind, "en", repeats, "invented")


def test_a_headline_stands_beside_the_lead():
    articles = schema.table("passages", [
        passage("a", 0, "Norland ends mission", "headline"),
        passage("a", 22, "It is over. They left.", "body"),
        passage("a", 50, "Norland ends mission", "headline", 0),
        passage("b", 0, "Talks collapse", "headline"),
    ])  # fmt: skip
    sentences = schema.table("sentences", [
        ("a", "Gazette", 0, 20, "Norland ends mission", "headline", None, "stops"),
        ("a", "Gazette", 22, 33, "It is over.", "body", 0.0, "stops"),
        ("a", "Gazette", 34, 44, "They left.", "body", 1.0, "stops"),
    ])  # fmt: skip
    table = ioc.stat_headlines(articles, sentences)
    assert table[["article_id", "start", "text", "actor", "object"]].to_numpy().tolist()[0] == [
        "a", 0, "Norland ends mission", "Norland", "mission",
    ]  # fmt: skip
    assert len(table) == 2
    assert (table["lead"][0], table["lead_start"][0], table["lead_end"][0]) == ("It is over.", 22, 33)
    assert table["lead"].isna()[1]
    assert table["lead_start"].isna()[1]


@pytest.mark.parametrize("printed", ["# {}", "## {} ##", "**{}**", 'title: "{}"', "title: {}"])
def test_a_headline_of_markdown_is_told_without_its_signs(printed):
    words = "Norland ends mission"
    text = printed.format(words)
    row = ioc.stat_headlines(
        schema.table("passages", [passage("a", 5, text, "headline")]), schema.table("sentences")
    ).iloc[0]
    assert (row["text"], row["actor"], row["object"]) == (words, "Norland", "mission")
    assert text[row["start"] - 5 : row["end"] - 5] == words


@pytest.mark.parametrize("words", ["#", "# ", "title: ", "**", "***", "#1 in the race", "* * *"])
def test_signs_alone_are_left_as_they_are(words):
    table = ioc.stat_headlines(
        schema.table("passages", [passage("a", 0, words, "headline")]), schema.table("sentences")
    )
    assert table["text"].tolist() == [words]


def test_without_headlines_the_table_is_empty():
    table = ioc.stat_headlines(schema.table("passages"), schema.table("sentences"))
    assert table.empty
    assert table.dtypes.equals(schema.table("headlines").dtypes)


def test_the_seeds_headlines():
    articles = ioc.read_corpus(ROOT / "seeds")
    table = ioc.stat_headlines(ioc.extract_passages(articles), ioc.extract_sentences(articles))
    said = table.set_index(table["article_id"].str[:3])[["actor", "verb", "object", "attribution", "scare_quotes"]]
    found = {key: [None if cell != cell else cell for cell in row] for key, *row in said.itertuples()}
    assert found["000"] == ["US", "ends", "combat missions", None, None]
    assert found["001"] == ["US-led anti-IS coalition", "ends", "Iraq combat mission", "Baghdad", None]

"""Naming: names by voice, compounds and labels; what the seeds call the Islamic State, counted by hand."""

import pandas as pd
import pytest

import ioc_analysis as ioc
from ioc_analysis import schema
from ioc_analysis.compare.naming import stat_naming


def article(*texts):
    """Build articles from their texts."""
    rows = [{"article_id": f"a{number}", "outlet": "Gazette", "text": text} for number, text in enumerate(texts)]
    blank = dict.fromkeys(schema.TABLES["articles"].names) | {"title_added": False, "language": "en"}
    names = schema.TABLES["articles"].names
    return schema.table("articles", [tuple((blank | row)[name] for name in names) for row in rows])


def labels(text):
    table = ioc.extract_labels(article(text))
    return [
        (words, None if pd.isna(entity) else entity, relation)
        for words, entity, relation in table[["text", "entity", "relation"]].itertuples(index=False)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He spoke of its arch enemy Norway on Monday.", [("arch enemy", "Norway", "before")]),
        ("It was said by the disgraced Ada Quist, who left.", [("disgraced", "Ada Quist", "before")]),
        ("They met the radical cleric Ada Quist in Oslo.", [("radical cleric", "Ada Quist", "before")]),
        ("They fought against the IS jihadists for a year.", [("jihadists", "Islamic State", "after")]),
        (
            "They fought the so-called Islamic State group.",
            [("so-called", "Islamic State", "before"), ("group", "Islamic State", "after")],
        ),
        ("It set up a so-called caliphate there.", [("so-called caliphate", None, "distanced")]),
        ("They met the anti-IS coalition.", [("anti-IS", "Islamic State", "prefix")]),
        ("They met the US-led coalition’s men.", [("US-led", "United States", "suffix")]),
        ("It is anti-is and pro-it.", []),  # no name
        ("Norway’s troops fought in northern Norway.", []),  # where, not what
        ("The government told Ada Quist to leave.", []),  # a verb
        ("The deal Ada Quist signed is void.", []),  # a clause
        ("A senior Norway official spoke.", []),  # the official is senior
        ("US troops are there.", []),  # not what the US is called
        ("It was Ada Quist, a convicted fraudster, who left.", [("a convicted fraudster", "Ada Quist", "apposition")]),
        ("They met Ada Quist, the mother of Nils, in Oslo.", [("the mother of Nils", "Ada Quist", "apposition")]),
        ("They met Ada Quist, the mayor said, and left.", []),
        ("They met Ada Quist, the Security Council, and Nils Aune.", []),  # a list
        ("They met Ada Quist, a very old and quite tired sailor, in Oslo.", []),  # limit: long
    ],
)
def test_labels(text, expected):
    assert labels(text) == expected


def test_names_by_voice_second_names_and_names_only_quoted():
    text = (
        "The army fought Daesh on Monday. The army fought Daesh on Tuesday. It fought ISIS too.\n\n"
        '"We beat ISIL and we will beat ISIL again," Ada Quist said.'
    )
    articles = article(text)
    table = stat_naming(ioc.align_names(ioc.extract_mentions(articles)), ioc.extract_labels(articles))
    schema.check(table, "naming")
    rows = table[table["entity_id"] == "Islamic State"]
    columns = ["variant", "count", "author", "reported", "quoted", "compounds"]
    assert rows[columns].to_numpy().tolist() == [
        ["Daesh", 2, 2, 0, 0, 0],
        ["ISIL", 2, 0, 0, 2, 0],
        ["ISIS", 1, 1, 0, 0, 0],
    ]
    assert rows["finding"].fillna("").tolist() == ["", "only quoted", "second name"]
    assert [text[start : start + 4] for start in rows["first"]] == ["Daes", "ISIL", "ISIS"]


def test_nothing_named_and_no_labels():
    empty = ioc.align_names(schema.table("mentions"))
    assert stat_naming(empty).empty
    assert stat_naming(empty, schema.table("labels")).empty


# Counted by hand in the five files: article, name, all, in quoted speech (direct, mixed or unmarked), in compounds.
# The headline of 001 is printed twice; a repeated line is counted once, so of its five IS four are left. The Counter-ISIS
# Train and Equip Fund (003) is a name of its own that has ISIS in it.
HAND = [
    ("000", "Daesh", 9, 2, 0),
    ("001", "Islamic State", 1, 0, 0),
    ("001", "IS", 4, 0, 1),
    ("002", "Daesh", 5, 1, 0),
    ("002", "ISIS", 2, 1, 0),
    ("003", "ISIS", 5, 0, 1),
    ("003", "Daesh", 2, 2, 0),
    ("004", "ISIL", 6, 0, 1),
    ("004", "Daesh", 3, 3, 0),
    ("004", "ISIS", 1, 0, 0),
]


def test_what_the_seeds_call_the_islamic_state_counted_by_hand():
    articles = ioc.read_corpus("seeds")
    table = stat_naming(ioc.align_names(ioc.extract_mentions(articles)), ioc.extract_labels(articles))
    rows = table[table["entity_id"] == "Islamic State"]
    found = {
        (row.article_id[:3], row.variant, row.count_, row.quoted, row.compounds)
        for row in rows.rename(columns={"count": "count_"}).itertuples()
    }
    assert found == set(HAND)
    assert (table["count"] == table["author"] + table["reported"] + table["quoted"]).all()
    called = table.set_index(["article_id", "variant"])["labels"].dropna()
    assert called["001_92b04237fd3e0fba", "Tehran"] == "arch enemy 1"
    assert called["001_92b04237fd3e0fba", "IS"] == "jihadists 1"
    assert called["001_92b04237fd3e0fba", "Islamic State"] == "group 1"

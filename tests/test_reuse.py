"""Reuse: what of one article stands in another, counted by hand, and never a speaker's words."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ioc_analysis as ioc
from ioc_analysis import schema
from ioc_analysis.align.statements import align_sentences
from ioc_analysis.compare.reuse import stat_reuse

ROOT = Path(__file__).parent.parent
FERRY = "The ferry sank in rough seas off the cape early on Tuesday."
BRIDGE = "Engineers closed the bridge over the gorge because a cable had snapped."
NEVER = "Never inspected, the doors of the ferry were built by a shipyard in Orn."
RARELY = "Built by one Orn shipyard, the ferry doors were rarely inspected."


def corpus(*texts, published=None, quoted=()):
    """Build (sentences, quotes, articles); every text is one paragraph, `quoted` are words of it between marks."""
    blank = dict.fromkeys(schema.TABLES["articles"].names)
    days = published or [None] * len(texts)
    rows = [
        {
            **blank,
            "article_id": f"a{place}",
            "outlet": f"o{place}",
            "language": "en",
            "published": day,
            "title_added": False,
            "text": words,
        }
        for place, (words, day) in enumerate(zip(texts, days, strict=True))
    ]
    articles = schema.table("articles", [tuple(row.values()) for row in rows])
    blank = {column.name: {"int": 0, "bool": False}.get(column.type) for column in schema.TABLES["quotes"].columns}
    spans = [
        blank | {"article_id": row["article_id"], "kind": "direct", "start": at, "end": at + len(words), "text": words}
        for row in rows
        for words in quoted
        if (at := row["text"].find(words)) >= 0
    ]
    quotes = schema.table("quotes", [tuple(row.values()) for row in spans])
    return align_sentences(ioc.extract_sentences(articles)), quotes, articles


def reuse(*texts, **options):
    return stat_reuse(*corpus(*texts, **options))


def test_the_share_is_directed_and_worked_out_by_hand():
    # FERRY has 12 words and so 8 runs of five, FERRY and BRIDGE together 24 words and 20 runs.
    table = reuse(FERRY, f"{FERRY} {BRIDGE}").set_index("article_id")
    assert table["shared"].to_dict() == {"a0": 8, "a1": 8}
    assert table["runs"].to_dict() == {"a0": 8, "a1": 20}
    assert table["share"].to_dict() == {"a0": 1.0, "a1": 8 / 20}
    assert table["longest"].to_dict() == {"a0": 12, "a1": 12}
    assert table["above"].all()
    assert table.index.tolist() == ["a0", "a1"]  # the larger share first
    assert table["other_outlet"].tolist() == ["o1", "o0"]


def test_the_stretch_is_the_longest_and_stands_where_it_says():
    one = f"{BRIDGE} Nobody was hurt, the police said. {FERRY}"
    other = f"On Monday, early, the ferry sank in rough seas off the cape. {BRIDGE.replace('Engineers', 'They')}"
    sentences, quotes, articles = corpus(one, other)
    table = stat_reuse(sentences, quotes, articles)
    text = dict(zip(articles["article_id"], articles["text"], strict=True))
    for row in table.itertuples():
        assert text[row.article_id][row.start : row.end] == row.text
        assert text[row.other_id][row.other_start : row.other_end] == row.text
    assert table["text"].tolist() == ["closed the bridge over the gorge because a cable had snapped"] * 2
    assert table["longest"].tolist() == [11, 11]


def test_of_a_long_stretch_the_beginning_is_printed():
    words = " ".join(f"word{number}" for number in range(99))
    row = reuse(words, words).iloc[0]
    assert row["longest"] == 99
    assert (row["start"], row["end"]) == (0, len(words))
    assert row["text"] == " ".join(words.split()[:40])


def test_capitals_marks_and_sentence_ends_do_not_part_a_stretch():
    row = reuse("It rained. The ferry sank, all lights out.", "“It rained: the ferry sank; All lights OUT!").iloc[0]
    assert (row["longest"], row["share"]) == (8, 1.0)


def test_four_words_are_no_run():
    assert len(reuse("The ferry sank off the cape.", "The ferry sank off a rock.")) == 0


def test_a_speakers_words_are_left_out_and_part_the_run():
    said = "we will raise the ferry from the sea before the winter"
    one, other = f"The mayor said {said} storms come.", f"Her deputy promised: {said} storms come."
    assert reuse(one, other)["longest"].max() == 13
    assert len(reuse(one, other, quoted=[said])) == 0


def test_indirect_speech_is_the_reporters():
    sentences, quotes, articles = corpus(FERRY, FERRY, quoted=[FERRY[:-1]])
    assert len(stat_reuse(sentences, quotes, articles)) == 0
    assert len(stat_reuse(sentences, quotes.assign(kind="indirect"), articles)) == 2
    assert len(stat_reuse(sentences, quotes.assign(kind="not_speech"), articles)) == 2


def test_a_statement_in_other_words_is_counted_and_its_change_said():
    table = reuse(f"{NEVER} {BRIDGE}", f"{RARELY} {FERRY}")
    assert table["reworded"].tolist() == [1, 1]
    assert table["changes"].tolist() == ["negation: Never → rarely", "negation: rarely → Never"]
    assert table["share"].tolist() == [0, 0]
    assert table["longest"].tolist() == [0, 0]
    assert table[["start", "end", "text", "other_start", "other_end"]].isna().all(axis=None)


def test_of_a_statement_that_very_many_articles_make_the_changes_are_not_said(monkeypatch):
    monkeypatch.setattr(f"{stat_reuse.__module__}.DESCRIBED", 1)
    table = reuse(f"{NEVER} {BRIDGE}", f"{RARELY} {FERRY}")
    assert table["reworded"].tolist() == [1, 1]
    assert table["changes"].isna().all()


def test_the_same_words_are_not_reworded_nor_is_a_quotation():
    assert reuse(NEVER, NEVER)["reworded"].tolist() == [0, 0]
    assert len(reuse(NEVER, RARELY, quoted=[NEVER, RARELY])) == 0


@pytest.mark.parametrize(
    ("published", "order"),
    [
        (["2024-03-04", "2024-03-05"], ["earlier", "later"]),
        (["2024-03-05T09:00", "2024-03-05"], ["same", "same"]),
        (["2024-03-05T09:00", "2024-03-05T08:00"], ["later", "earlier"]),
        ([None, "2024-03-05"], [None, None]),
    ],
)
def test_who_was_first_is_said_where_it_is_known(published, order):
    found = reuse(FERRY, FERRY, published=published)["order"]
    assert found.astype(object).where(found.notna(), None).tolist() == order


def test_nothing_shared_no_row():
    empty = reuse(FERRY, BRIDGE)
    assert empty.columns.tolist() == schema.TABLES["reuse"].names
    assert len(empty) == len(reuse()) == len(reuse("")) == len(reuse("", "")) == len(reuse(FERRY)) == 0


@pytest.mark.parametrize("copies", [2, 60])
def test_copies_share_everything(copies):
    table = reuse(*[f"{FERRY} {BRIDGE} {NEVER}"] * copies)
    assert len(table) == copies * (copies - 1)
    assert set(table["share"]) == {1.0}
    assert set(table["longest"]) == {38}
    assert set(table["reworded"]) == {0}
    assert (table["article_id"] != table["other_id"]).all()


def test_of_very_many_copies_each_stands_beside_some(monkeypatch):
    monkeypatch.setattr("ioc_analysis.compare.reuse.MOST", 3)
    table = reuse(*[f"{FERRY} {BRIDGE}"] * 8)
    assert table["article_id"].value_counts().tolist() == [3] * 8
    assert (table["article_id"] != table["other_id"]).all()


def test_beside_those_that_share_runs_stand_some_that_make_the_statements_in_other_words(monkeypatch):
    monkeypatch.setattr("ioc_analysis.compare.reuse.MOST", 2)
    monkeypatch.setattr("ioc_analysis.compare.reuse.BESIDE", 1)
    table = reuse(*[f"{FERRY} {NEVER}"] * 4, *[f"{BRIDGE} {RARELY}"] * 4)
    # FERRY has 12 words, NEVER 14, BRIDGE 12, RARELY 11: 22 and 19 runs of five.
    assert table.groupby("article_id")["shared"].apply(sorted).tolist() == [[0, 22, 22]] * 4 + [[0, 19, 19]] * 4
    assert table.loc[table["shared"] == 0, ["reworded", "changes"]].drop_duplicates().to_numpy().tolist() == [
        [1, "negation: Never → rarely"],
        [1, "negation: rarely → Never"],
    ]


def test_reworded_statements_are_counted_alike_however_many_articles_make_them(monkeypatch):
    also = RARELY.replace("one Orn shipyard", "a shipyard in Orn")
    texts = [NEVER, f"{RARELY} {BRIDGE}", f"{NEVER} {RARELY}", f"{FERRY} {also}", NEVER, f"{also} {RARELY}"]
    told = reuse(*texts)
    monkeypatch.setattr(f"{stat_reuse.__module__}.DESCRIBED", 1)
    pd.testing.assert_frame_equal(reuse(*texts).drop(columns="changes"), told.drop(columns="changes"))
    assert told["reworded"].tolist().count(1) > 4


def test_the_seeds_rewriting_is_found():
    articles = ioc.read_corpus(ROOT / "seeds")
    tables = ioc.extract_all(articles)
    table = stat_reuse(align_sentences(tables["sentences"]), tables["quotes"], articles)
    pair = table[table["article_id"].str.startswith("001") & table["other_id"].str.startswith("004")].iloc[0]
    assert "negation: Never → Rarely" in pair["changes"]
    assert pair["reworded"] == table["reworded"].max() >= 3


def counted(one, other):
    """Count the runs of `one` that `other` has, and the longest stretch, the slow way."""
    runs = {tuple(other[place : place + 5]) for place in range(len(other) - 4)}
    longest = 0
    for here in range(len(one)):
        for there in range(len(other)):
            size = 0
            while here + size < len(one) and there + size < len(other) and one[here + size] == other[there + size]:
                size += 1
            longest = max(longest, size)
    return sum(tuple(one[place : place + 5]) in runs for place in range(len(one) - 4)), longest


WORDS = st.lists(st.sampled_from("ada bo cy".split()), min_size=1, max_size=30)


@settings(max_examples=80, deadline=None)
@given(st.lists(WORDS, min_size=2, max_size=4))
def test_runs_and_stretches_are_those_that_counting_finds(articles):
    table = reuse(*(" ".join(words) for words in articles)).set_index(["article_id", "other_id"])
    for one, mine in enumerate(articles):
        for other, theirs in enumerate(articles):
            if one == other:
                continue
            shared, longest = counted(mine, theirs)
            key = (f"a{one}", f"a{other}")
            assert (key in table.index) >= (shared > 0)
            if shared:
                assert (table.loc[key, "shared"], table.loc[key, "longest"]) == (shared, longest)
                assert table.loc[key, "runs"] == len(mine) - 4
                assert len(table.loc[key, "text"].split()) == longest


def test_the_order_of_the_rows_does_not_matter():
    articles = ioc.read_corpus(ROOT / "seeds")
    tables = ioc.extract_all(articles)
    sentences = align_sentences(tables["sentences"])
    shuffled = stat_reuse(
        sentences.sample(frac=1, random_state=1), tables["quotes"].sample(frac=1, random_state=2), articles
    )
    pd.testing.assert_frame_equal(shuffled, stat_reuse(sentences, tables["quotes"], articles))

"""Statements: what is one, what is not, on frozen gold; and what has to hold for every corpus."""

import random
import tomllib
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ioc_analysis as ioc
from ioc_analysis import schema
from ioc_analysis.align.likeness import Index, Space, find_terms
from ioc_analysis.align.statements import align_sentences

ROOT = Path(__file__).parent.parent
GOLD = tomllib.loads((ROOT / "tests/gold/statements.toml").read_text(encoding="utf-8"))
FERRY = "The ferry sank in rough seas off the cape early on Tuesday."
AGAIN = "Early on Tuesday the ferry sank off the cape in rough seas."
BRIDGE = "Engineers closed the bridge over the gorge because a cable had snapped."
ADDED = ["statement_id", "similarity", "sure", "reason"]


def sentences(*articles, kind="body"):
    """Build the sentences table of articles, each a list of sentences or of (sentence, kind)."""
    rows = []
    for number, article in enumerate(articles):
        start = 0
        for words in article:
            words, row_kind = words if isinstance(words, tuple) else (words, kind)
            position = start / 1000 if row_kind == "body" else None
            rows.append((f"a{number}", "Gazette", start, start + len(words), words, row_kind, position, "stops"))
            start += len(words) + 1
    return schema.table("sentences", rows)


def ids(*articles, **options):
    """Return the statement ids, article by article."""
    table = align_sentences(sentences(*articles, **options))
    return [group["statement_id"].tolist() for _, group in table.groupby("article_id", sort=False)]


# The gold


@pytest.fixture(scope="module")
def gold():
    """Align all the gold as two articles, and return text → (statement_id, sure)."""
    pairs = [pair for kind in ("same", "changed", "topic") for pair in GOLD[kind]]
    table = align_sentences(sentences([pair["a"] for pair in pairs], [pair["b"] for pair in pairs]))
    return dict(zip(table["text"], zip(table["statement_id"], table["sure"], strict=True), strict=True))


def test_there_are_enough_pairs():
    assert sum(map(len, GOLD.values())) >= 50


@pytest.mark.parametrize("kind", ["same", "changed"])
def test_of_the_gold_one_statement_gets_one_id(gold, kind):
    found = [gold[pair["a"]][0] == gold[pair["b"]][0] and gold[pair["b"]][1] for pair in GOLD[kind]]
    assert sum(found) / len(found) >= 0.95


def test_of_the_gold_no_two_statements_are_surely_one(gold):
    partner = {
        pair[one]: pair[other] for kind in ("same", "changed") for pair in GOLD[kind] for one, other in ("ab", "ba")
    }
    wrong = [
        (one, other)
        for one in gold
        for other in gold
        if one < other
        and gold[one][0] == gold[other][0]
        and gold[one][1]
        and gold[other][1]
        and partner.get(one) != other
    ]
    assert wrong == []


# By hand


def test_a_reworded_sentence_makes_the_same_statement_and_another_one_does_not():
    assert ids([FERRY, BRIDGE], [AGAIN]) == [["s1", "s2"], ["s1"]]


def test_what_is_shared_is_said():
    table = align_sentences(sentences([FERRY], [AGAIN]))
    assert table["sure"].all()
    assert table["similarity"].between(0.5, 1).all()
    assert table["reason"].tolist() == ["shares tuesday, early, ferry, rough, cape, sank and 1 more"] * 2


def test_a_statement_that_one_sentence_makes_has_an_id_and_no_likeness():
    table = align_sentences(sentences([FERRY, BRIDGE]))
    assert table["statement_id"].tolist() == ["s1", "s2"]
    assert table[["similarity", "reason"]].isna().all(axis=None)
    assert table["sure"].all()


def test_half_alike_is_to_be_checked():
    told = "Rebels of the Tarn Front seized the border crossing at Kesh on Saturday after a night of heavy fighting."
    again = (
        "After heavy fighting, the rebels held the border crossing at Kesh and raised a flag over the customs house."
    )
    table = align_sentences(sentences([told], [again, BRIDGE]))
    assert table["statement_id"].tolist()[:2] == ["s1", "s1"]
    assert table["similarity"].iloc[1] < 0.5
    assert table["sure"].tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He declined to comment on it.", "She declined to comment."),  # two words about the matter
        ("Education Minister Ilse Brandauer said no.", "Education Minister Ilse Brandauer said so."),  # names alone
        ("The lake froze. — Ana T. Roy (@AnaTRoy) June 2, 2019", "Vote on it. — Ana T. Roy (@AnaTRoy) June 2, 2019"),
        (
            "A spokesman for the United Nations said aid was late.",
            "A spokesman for the United Nations said it was over.",
        ),
    ],
)
def test_what_stands_under_any_statement_is_no_evidence(one, other):
    assert ids([one], [other]) != [["s1"], ["s1"]]


def test_a_short_sentence_joins_the_same_words_after_the_same_sentence_only():
    short = "He declined to comment."
    assert ids([FERRY, short], [FERRY, short]) == [["s1", "s2"], ["s1", "s2"]]
    (_, here), (_, there) = ids([FERRY, short], [BRIDGE, short])
    assert here != there


def test_bylines_subheads_credits_and_sentences_without_content_make_no_statement():
    table = align_sentences(
        sentences(
            [(FERRY, "headline"), ("By Ana Roy", "byline"), (BRIDGE, "subhead"), "It was.", "", "GAZETTE/Ana Roy"]
        )
    )
    assert table["statement_id"].isna().tolist() == [False, True, True, True, True, True]


def test_a_line_that_an_article_repeats_is_one_statement():
    assert ids([(FERRY, "headline"), FERRY, BRIDGE]) == [["s1", "s1", "s2"]]


def test_half_alike_sentences_make_no_chain():
    # Each shares half of its words with the next one; the first and the last share none.
    words = [f"{stem}{ending}" for stem in ("bor", "lim", "tak", "wez", "nuf", "gyp") for ending in "aeiou"]
    table = align_sentences(sentences(*([" ".join(words[first : first + 10])] for first in range(0, 21, 2))))
    ends = table.set_index("article_id")["statement_id"]
    assert ends["a0"] != ends["a10"]


def test_a_sentence_joins_the_leader_it_is_most_like_however_late_that_one_came(monkeypatch):
    told = [FERRY, AGAIN, FERRY.replace("sank", "sank and burned"), FERRY.replace("rough seas", "rough grey seas")]
    whole = align_sentences(sentences(*([words, BRIDGE] for words in told)))["statement_id"]
    # With an index that hardly looks anything up, nothing fails: less is found.
    monkeypatch.setattr("ioc_analysis.align.likeness.POSTINGS", 1)
    least = align_sentences(sentences(*([words, BRIDGE] for words in told)))["statement_id"]
    assert whole.nunique() == 2 <= least.nunique()


# What holds for every corpus


def test_an_empty_table_gets_the_columns():
    table = align_sentences(schema.table("sentences"))
    assert table.columns.tolist() == [*schema.TABLES["sentences"].names, *ADDED]
    schema.check(table, "sentences", aligned=True)


@pytest.mark.parametrize("copies", [2, 500])
def test_copies_of_an_article_make_the_same_statements(copies):
    article = [("Ferry sinks", "headline"), FERRY, "He declined to comment.", BRIDGE, AGAIN]
    found = ids(*[article] * copies)
    assert all(row == found[0] for row in found)
    assert len(set(found[0])) == 4  # AGAIN is FERRY once more


def test_copies_do_not_move_what_else_is_told():
    table = align_sentences(sentences(*[[FERRY]] * 50, [AGAIN, BRIDGE]))
    once = align_sentences(sentences([FERRY], [AGAIN, BRIDGE]))
    assert table["similarity"].tolist()[-2] == once["similarity"].tolist()[1]


def test_the_seeds_rewriting_is_found():
    table = align_sentences(ioc.extract_sentences(ioc.read_corpus(ROOT / "seeds"))).set_index("text")["statement_id"]
    never = next(words for words in table.index if words.startswith("Never claimed"))
    rarely = next(words for words in table.index if words.startswith("Rarely claimed"))
    assert table[never] == table[rarely]
    ours = next(words for words in table.index if words.startswith("On social media networks"))
    theirs = next(words for words in table.index if words.startswith("On social media, groups"))
    assert table[ours] == table[theirs]


def test_neither_the_order_of_the_rows_nor_their_labels_move_the_result():
    found = ioc.extract_sentences(ioc.read_corpus(ROOT / "seeds"))
    shuffled = found.sample(frac=1, random_state=7)
    there = align_sentences(shuffled)
    assert there.index.equals(shuffled.index)
    pd.testing.assert_frame_equal(there.sort_index(), align_sentences(found))


WORDS = st.lists(
    st.sampled_from("ferry sank cape bridge cable the of said storm port harbour not 40 Roy".split()), max_size=9
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS.map(" ".join), max_size=5), max_size=5), st.randoms())
def test_every_row_stays_and_the_ids_are_whole(articles, chance):
    table = sentences(*articles)
    kept = table.copy()
    found = align_sentences(table)
    pd.testing.assert_frame_equal(table, kept)
    pd.testing.assert_frame_equal(found[table.columns.tolist()], table)
    schema.check(found, "sentences", aligned=True)
    known = found["statement_id"].dropna()
    assert set(known) == {f"s{number}" for number in range(1, known.nunique() + 1)}
    alone = known.map(known.value_counts()) == 1
    assert found.loc[alone.index, "similarity"].isna().equals(alone)
    rows = list(range(len(table)))
    random.Random(chance.random()).shuffle(rows)
    pd.testing.assert_frame_equal(align_sentences(table.iloc[rows]).sort_index(), found)


@given(st.lists(st.text(max_size=40), max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_aligned(words):
    assert len(align_sentences(sentences(words, words))) == 2 * len(words)


# The space


def test_a_sentence_is_as_like_itself_as_can_be_and_likeness_is_mutual():
    space = Space([tuple(find_terms(words)) for words in (FERRY, AGAIN, BRIDGE)])
    assert space.likeness(0, [0, 1, 2])[0] == 1
    assert space.likeness(0, [1]) == space.likeness(1, [0])
    assert space.likeness(0, [2])[0] < 0.1


def test_likeness_worked_out_by_hand():
    # Of two sentences of one word each, three letters long, "abc" and "abd": no n-gram and no word is shared.
    # "abc" and "abc xyz": words: idf of abc is log(3/3)+1 = 1, of xyz log(3/2)+1 = 1.405; cosine 1/√(1+1.405²) = .580.
    # 3- to 5-grams of "abc": abc; of "abc xyz": abc (idf 1), and 11 that it has alone (1.405): 1/√(1+11·1.975) = .210.
    assert Space([("abc",), ("abd",)]).likeness(0, [1]) == [0.0]
    assert Space([("abc",), ("abc", "xyz")]).likeness(0, [1]) == [pytest.approx((0.580 + 0.210) / 2, abs=0.001)]


def test_the_index_finds_what_shares_rare_words_first():
    space = Space([tuple(find_terms(words)) for words in (FERRY, AGAIN, BRIDGE)])
    index = Index(space)
    index.add(1)
    index.add(2)
    assert [one for _, one in index.nearest(0, lambda other: True)] == [1]

"""Coverage and differences: who tells what, what is not found, and never a word that says more than is known."""

import tomllib
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ioc_analysis as ioc
from ioc_analysis import schema
from ioc_analysis.align.statements import align_sentences
from ioc_analysis.compare.coverage import stat_coverage
from ioc_analysis.compare.differences import Name, find_differences, say

ROOT = Path(__file__).parent.parent
GOLD = tomllib.loads((ROOT / "tests/gold/statements.toml").read_text(encoding="utf-8"))
FERRY = "The ferry sank in rough seas off the cape early on Tuesday."
AGAIN = "Early on Tuesday the ferry sank off the cape in rough seas."
BRIDGE = "Engineers closed the bridge over the gorge because a cable had snapped."


def corpus(*texts, published=None):
    """Read articles, each a list of sentences, into (articles, aligned sentences, mentions)."""
    blank = dict.fromkeys(schema.TABLES["articles"].names)
    published = published or ["2024-03-05"] * len(texts)
    rows = [
        {
            **blank,
            "article_id": f"a{number}",
            "outlet": "Gazette",
            "published": day,
            "title_added": False,
            "text": " ".join(words),
        }
        for number, (words, day) in enumerate(zip(texts, published, strict=True))
    ]
    articles = schema.table("articles", [tuple(row.values()) for row in rows])
    tables = ioc.extract_all(articles.assign(language="en"))
    return articles, align_sentences(tables["sentences"]), tables["mentions"]


def ledger(*texts, **options):
    """Return the coverage of articles, each a list of sentences."""
    articles, sentences, _ = corpus(*texts, **options)
    return stat_coverage(sentences, articles)


# Differences


@pytest.mark.parametrize("pair", GOLD["changed"], ids=lambda pair: f"{pair['from']}-{pair['to']}")
def test_of_the_gold_every_change_is_found(pair):
    *_, mentions = corpus([pair["a"]], [pair["b"]])
    names = [
        [Name(*row, "place") for row in zip(mine["variant"], mine["entity"], strict=True)]
        for mine in (mentions[mentions["article_id"] == article_id] for article_id in ("a0", "a1"))
    ]
    found = find_differences(pair["a"], pair["b"], *names)
    assert pair["change"] in [difference.kind for difference in found]
    (found,) = (difference for difference in found if difference.kind == pair["change"])
    assert (found.here.lower(), found.there.lower()) == (pair["from"].lower(), pair["to"].lower())


def test_of_the_gold_no_rewording_is_a_change():
    assert [say(find_differences(pair["a"], pair["b"])) for pair in GOLD["same"]] == [None] * len(GOLD["same"])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Some 2,500 men left.", "Two thousand five hundred men left.", None),
        ("An A-320 was lost in mid-2020.", "An A-330 was lost in 2020.", "figure: A-320 → A-330"),
        ("In all 40 men left.", "Men left.", None),  # left out, not changed
        ("The cable failed.", "The cable did not fail.", "negation: – → not"),
        ("The army left.", "The army did not leave.", "negation: – → not"),
        ("It always fails.", "It usually fails.", "negation: always → usually"),
        ("It has never failed.", "It has not failed.", "negation: never → not"),
        ("He cannot win the vote.", "He can't win the vote.", None),
        ("Police said he fled.", "Police said he allegedly fled.", "hedge: – → allegedly"),
        ("Two men died in the fire.", "Two men were hurt in the fire.", "verb: died → hurt"),
        # The day of a dateline is no figure, and what one telling adds stands in place of nothing.
        (
            "LUNDE, Norrland, May 14 (Wirecall) - Some 30 barges sank in the lock, the worst loss in years.",
            "Some 30 barges sank in the lock, the worst loss in years - 88 went down at Orn in 1987.",
            None,
        ),
        ("LUNDE — Some 30 barges sank.", "ORN (Wirecall) -- Some 40 barges sank.", "figure: 30 → 40"),
        ("Lock — 30 barges sank in it.", "Lock — 40 barges sank in it.", "figure: 30 → 40"),
        ("Some 30 barges sank in 1987.", "In the lock barges sank, a diver of 40 said.", None),
        ("The lock closed in 1987.", "The lock closed in 1978.", "figure: 1987 → 1978"),
        ("They pay £2.05 a barge.", "They pay 205 pence for each barge, 9% more.", None),
        ("They pay £2.05 a barge.", "They pay 215p a barge.", "figure: 2.05 → 215"),
        ("The lock opens at 5 p.m.", "At 5pm the lock opens.", None),
        ("Quist wins the seat on her 6th try.", "Quist wins the seat with 59.4 percent.", None),  # a rank and a share
        (
            "It hit eight barges and one tug of the town.",
            "Eight barges and three tugs were hit.",
            "figure: one → three",
        ),
        ("No one heard the three tugs.", "Nobody heard the four tugs.", "figure: three → four"),
        ("One heard that two tugs sank.", "He heard that two of the tugs sank.", None),
        ("30 barges sank in the lock", "of the barges in the lock, 40 of them sank", "figure: 30 → 40"),
        # Events of two clauses that have no word in common.
        ("After a deal to withdraw from Lunde the mayor called it a bad plan.", "It was a bad plan to attack.", None),
        ("Targeted action is planned in Lunde.", "To be safe they stay, and planned action in Lunde.", None),
        ("They couldn't win.", "They could not win.", None),
        ("They couldn’t win, and won't try.", "They did not win, and will not try.", None),  # unable is no hedge
        ("They could win.", "They will win.", "hedge: could → –"),
        (
            "A cable snapped.",
            "A cable snapped, and no one who heard of it may ever forget.",
            None,
        ),  # no word beside is shared
        ("The mayor of Lunde left.", "The mayor of Orn left.", None),  # limit: names only where they are given
        ("", "", None),
    ],
)
def test_what_changes_the_meaning(one, other, expected):
    assert say(find_differences(one, other)) == expected


def test_names_are_compared_by_whom_they_name():
    orn, lunde = Name("Orn", "orn", "place"), Name("Lunde", "lunde", "place")
    roy, ana = Name("Roy", "roy", "person"), Name("Ana Roy", "roy", "person")
    one, other = "The ferry left Orn with Roy.", "The ferry left Lunde with Ana Roy."
    assert say(find_differences(one, other, [orn, roy], [lunde, ana])) == "name: Orn → Lunde"
    assert find_differences(one, other, [roy], [ana]) == []
    assert find_differences(one, other, [orn], [roy]) == []
    # Orn is left out and Lunde added, in another place of the sentence.
    assert find_differences(one, "The ferry left with Roy, who lives in Lunde.", [orn], [lunde]) == []


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_differences_mirror_and_nothing_differs_from_itself(one, other):
    assert find_differences(one, one) == []
    there = [(kind, b, a) for kind, a, b in find_differences(one, other)]
    assert sorted(there) == sorted(map(tuple, find_differences(other, one)))


# The ledger, by hand


def test_the_ledger_of_two_articles():
    table = ledger([FERRY, BRIDGE], [AGAIN])
    assert table[["statement_id", "article_id", "articles", "state"]].to_numpy().tolist() == [
        ["s1", "a0", 2, "stated"],
        ["s1", "a1", 2, "stated"],
        ["s2", "a0", 1, "stated"],
        ["s2", "a1", 1, "not found"],
    ]
    assert table["statement"].tolist() == [FERRY, FERRY, BRIDGE, BRIDGE]
    assert table["words"].tolist() == [24, 12, 24, 12]
    # What a1 has instead is shown, with how little it is like it.
    assert table["text"].iloc[3] == AGAIN
    assert table["similarity"].iloc[3] < 0.2
    assert table["sure"].all()


def test_the_span_is_the_sentence():
    articles, sentences, _ = corpus([FERRY, BRIDGE], [AGAIN])
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    found = stat_coverage(sentences, articles)
    assert len(found) >= len(articles)
    for row in found.itertuples():
        assert texts[row.article_id][row.start : row.end] == row.text


def test_a_difference_is_said_and_so_are_the_words():
    told = "Never inspected, the doors of the ferry were built by one shipyard."
    again = "Rarely inspected, the doors of the ferry were built by one shipyard in Orn."
    row = ledger([told], [again]).iloc[1]
    assert row["state"] == "stated with a difference"
    assert row["differences"] == "negation: Never → Rarely"
    assert (row["dropped"], row["added"]) == ("Never", "Rarely in Orn")


@pytest.mark.parametrize(
    ("published", "state"),
    [
        (["2024-03-05", "2024-03-04"], "too early"),
        (["2024-03-05", "2024-03-05"], "not found"),
        (["2024-03-05", "2024-03-06"], "not found"),
        (["2024-03-05T10:00", "2024-03-05"], "not found"),  # at what hour is not known
        (["2024-03-05T10:00", "2024-03-05T09:00"], "too early"),
        (["2024-03-05", "2024-03"], "not found"),  # may be later
        (["2024-03-05", None], "not found"),
        ([None, "2024-03-05"], "not found"),
    ],
)
def test_an_article_published_before_the_first_is_too_early(published, state):
    table = ledger([FERRY], [BRIDGE], published=published)
    other = table[(table["statement"] == FERRY) & (table["article_id"] == "a1")]
    assert other["state"].tolist() == [state]
    assert other["text"].tolist() == [BRIDGE]


def test_the_statement_is_printed_by_most_else_first():
    assert set(ledger([AGAIN], [FERRY], [FERRY])["statement"]) == {FERRY}
    assert set(ledger([AGAIN], [FERRY], published=["2024-03-05", "2024-03-04"])["statement"]) == {FERRY}


def test_statements_of_most_articles_come_first_and_then_what_stands_early():
    table = ledger([BRIDGE, FERRY], [FERRY])
    assert table["statement"].drop_duplicates().tolist() == [FERRY, BRIDGE]
    assert ledger([BRIDGE, FERRY], [FERRY], [BRIDGE])["statement"].drop_duplicates().tolist() == [BRIDGE, FERRY]


def test_the_first_ranks_are_the_first_rows():
    articles, sentences, _ = corpus([FERRY, BRIDGE], [AGAIN])
    whole = stat_coverage(sentences, articles)
    pd.testing.assert_frame_equal(stat_coverage(sentences, articles, top=1), whole.iloc[:2])
    assert len(stat_coverage(sentences, articles, top=0)) == 0
    with pytest.raises(ValueError, match="top has to be 0 or more; it is -1"):
        stat_coverage(sentences, articles, top=-1)


def test_an_article_without_a_sentence_has_a_row_without_one():
    articles, sentences, _ = corpus([FERRY], [])
    row = stat_coverage(sentences, articles).iloc[1]
    assert (row["state"], row["words"], row["sure"]) == ("not found", 0, True)
    assert row[["start", "end", "text", "kind", "similarity"]].isna().all()


def test_names_are_compared_if_they_are_given():
    told = "The army sent two battalions to Baghdad to retake the crossing on Monday."
    again = "On Monday the army sent two battalions to Damascus to retake the crossing."
    articles, sentences, mentions = corpus([told], [again])
    assert stat_coverage(sentences, articles)["differences"].isna().all()
    found = stat_coverage(sentences, articles, mentions=mentions)["differences"].iloc[1]
    assert found == "name: Baghdad → Damascus"
    one = stat_coverage(sentences, articles, mentions=mentions.assign(entity_id="e1"))
    assert one["differences"].isna().all()


# What holds for every corpus


def test_the_seeds_meaning_changes_are_in_the_ledger():
    articles = ioc.read_corpus(ROOT / "seeds")
    tables = ioc.extract_all(articles)
    found = stat_coverage(align_sentences(tables["sentences"]), articles, mentions=tables["mentions"])
    seen = found[found["article_id"].str.startswith("004")].set_index("statement")
    claimed = seen[seen.index.str.startswith("Never claimed")].iloc[0]
    assert (claimed["state"], claimed["differences"]) == ("stated with a difference", "negation: Never → Rarely")
    deadline = seen[seen.index.str.startswith("On social media networks")].iloc[0]
    assert deadline["state"] == "stated"
    assert "they set" in deadline["dropped"]
    assert "its" in deadline["added"].split()


def test_the_ledger_does_not_depend_on_the_order_of_the_sentences():
    articles = ioc.read_corpus(ROOT / "seeds")
    found = align_sentences(ioc.extract_sentences(articles))
    there = stat_coverage(found.sample(frac=1, random_state=3), articles)
    pd.testing.assert_frame_equal(there, stat_coverage(found, articles))


def test_nothing_is_said_to_be_omitted():
    assert "omitted" not in " ".join(ledger([FERRY, BRIDGE], [AGAIN])["state"])


def test_no_articles_no_rows():
    empty = align_sentences(schema.table("sentences"))
    table = stat_coverage(empty, schema.table("articles"))
    assert table.columns.tolist() == schema.TABLES["coverage"].names
    assert len(table) == 0


@pytest.mark.parametrize("copies", [1, 2, 100])
def test_copies_of_an_article_state_all_that_it_states(copies):
    table = ledger(*[[FERRY, BRIDGE, "He declined to comment."]] * copies)
    assert len(table) == 3 * copies
    assert set(table["state"]) == {"stated"}
    assert set(table["similarity"]) == {1.0}
    assert table["differences"].isna().all()


def test_sentences_that_are_not_aligned_are_an_error():
    articles, sentences, _ = corpus([FERRY])
    with pytest.raises(schema.SchemaError, match="give it to its align_ function first"):
        stat_coverage(sentences.drop(columns="statement_id"), articles)

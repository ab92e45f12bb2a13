"""Utterances: the gold of the seeds, invented cases that must and must not join, and what holds for every corpus."""

import gc
import random
import time
from math import log

import pandas as pd
import pytest
import score_utterances as scorer
from hypothesis import given
from hypothesis import strategies as st

import ioc_analysis as ioc
from ioc_analysis import schema
from ioc_analysis.align.leaders import Index, Screen, find_keys
from ioc_analysis.align.overlap import compare, find_parts, highest, read_rendering, weigh
from ioc_analysis.align.utterances import align_quotes

BLANK = dict.fromkeys(schema.TABLES["quotes"].names) | {"negated": False, "method": "test"}
DAM = "The dam will hold until the snow melts, and nobody has to leave the valley."


def quotes(*rows):
    """Build quotes from (article, words, speaker, kind); speaker and kind may be left out."""
    table, starts = [], {}
    for article, words, *rest in rows:
        speaker, kind = (*rest, *("Ines Moro", "direct")[len(rest) :])
        start = starts.get(article, 0)
        starts[article] = start + len(words) + 10
        span = {"start": start, "end": start + len(words), "content_start": start, "content_end": start + len(words)}
        who = {"speaker_name": speaker, "speaker_type": "person" if speaker else "unnamed"}
        row = BLANK | {"article_id": article, "outlet": article.upper(), "text": words, "kind": kind} | span | who
        table.append(tuple(row.values()))
    return schema.table("quotes", table)


def ids(*rows):
    """Return the utterance ids of quotes."""
    return align_quotes(quotes(*rows))["utterance_id"].tolist()


def partition(table):
    """Return which rows share an id, whatever its name."""
    groups = {}
    for key, article, start in zip(table["utterance_id"], table["article_id"], table["start"], strict=True):
        groups.setdefault(key, set()).add((article, start))
    return {frozenset(group) for group in groups.values()}


# The gold of the seeds


def test_the_gold_quotes_of_the_seeds_all_come_together_and_nothing_else():
    result, _ = scorer.given(scorer.GOLD)
    assert (len(result["right"]), result["missed"], result["wrong"]) == (16, [], [])


def test_four_utterances_of_the_seeds_are_sure_and_the_fifth_is_to_be_checked():
    rows = scorer.load(scorer.GOLD)
    _, sure = scorer.given(scorer.GOLD)
    told = {row["utterance"]: True for row in rows if row.get("utterance")}
    for row, each in zip(rows, sure, strict=True):
        if row.get("utterance"):
            told[row["utterance"]] &= each
    assert [name for name, each in told.items() if not each] == ["down-but-not-out"]


def test_end_to_end_on_the_seeds():
    assert scorer.f1(scorer.end_to_end(scorer.GOLD, scorer.SEEDS)) >= 0.9


# Cases


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "We will rebuild every bridge on the coast before winter.",
            "We will rebuild every bridge on the coast",
        ),  # cut
        ("we will rebuild every bridge", "In the end we will rebuild every bridge on the coast, at any price."),
        # reworded, as in translation
        (
            "The talks have been concluded and our soldiers return home.",
            "The negotiations are concluded; our troops return home",
        ),
        ("Nobody will be left behind in the mountains", "In the mountains no one will be left behind."),
        ("The harbour will never be closed again.", "The harbour will rarely be closed again."),  # drift of a negation
        ("ISIS was beaten at the harbour by our sailors", "Daesh was beaten at the harbour by our sailors"),  # names
        ("I said at once: stop the pumps.", "I said at once, stop the pumps"),
        ("I want to be clear that nobody is being blamed tonight", "nobody is being blamed TONIGHT"),  # cut
        ("We have the numbers and we have the time,", "We have the number and we have the time."),
    ],
)
def test_one_statement_of_one_speaker_however_it_is_worded(one, other):
    assert len(set(ids(("a", one), ("b", other)))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We will rebuild the bridge by spring.", "We will rebuild the school in autumn."),
        ("The bridge was closed at noon for repairs.", "The ferry was reopened at night without passengers."),
        ("The valley is safe.", "The harbour is a danger."),
        ("We trust the engineers of the dam.", "The pumps have cost us four million crowns."),
    ],
)
def test_two_sentences_of_one_speaker_stay_two(one, other):
    assert len(set(ids(("a", one), ("b", other)))) == 2


def test_two_sentences_of_one_speech_stay_two_though_an_article_prints_both_as_one():
    first, second = "We trust the engineers of the dam.", "The pumps have cost us four million crowns."
    both, one, two, again = ids(("a", f"{first} {second}"), ("b", first), ("b", second), ("c", second))
    assert one != two == again
    assert both in (one, two)


def test_a_slogan_of_two_speakers_is_two_utterances_and_a_sentence_word_for_word_is_one():
    assert len(set(ids(("a", "Never again!", "Ines Moro"), ("b", "Never again!", "Per Lund")))) == 2
    table = align_quotes(quotes(("a", DAM, "Ines Moro"), ("b", DAM, "Per Lund")))
    assert table["utterance_id"].nunique() == 1
    assert table["reason"].tolist() == ["same words, another speaker"] * 2
    # A sentence of few rare words is surely one where the two have one surname: a name is wrong.
    short = "My heart is crushed by what has occurred there."
    for other, sure in (("Olaf Moro", True), ("Per Lund", False)):
        table = align_quotes(quotes(("a", short, "Ines Moro"), ("b", short, other)))
        assert table["utterance_id"].nunique() == 1
        assert table["sure"].tolist() == [sure] * 2


def test_unnamed_sources_are_brought_together_by_their_words_only():
    assert len(set(ids(("a", DAM, None), ("b", DAM, "Ines Moro")))) == 1
    assert len(set(ids(("a", "The dam will hold", None), ("b", "The dam might leak", None)))) == 2


def test_a_paraphrase_next_to_the_same_quote_joins():
    known = "Every family in the valley will get its house back."
    table = align_quotes(
        quotes(
            ("a", known),
            ("a", "The fund will pay for roofs, for doors and for new windows"),
            ("b", known),
            ("b", "the fund would cover windows and doors", "Ines Moro", "indirect"),
        )
    )
    assert table["utterance_id"].tolist() == ["u1", "u2", "u1", "u2"]


def test_short_sentences_of_one_build_next_to_the_same_quote_are_to_be_checked():
    known = "Every family in the valley will get its house back."
    table = align_quotes(
        quotes(
            ("a", known),
            ("a", "The river is down, but not dry"),
            ("b", known),
            ("b", "The river has sunk, but it is not gone"),
        )
    )
    assert table["utterance_id"].tolist() == ["u1", "u2", "u1", "u2"]
    assert table["sure"].tolist() == [True, False, True, False]


def test_what_another_article_prints_between_marks_is_marked_elsewhere():
    table = align_quotes(
        quotes(
            ("a", DAM),
            ("b", DAM, "Ines Moro", "unmarked"),
            ("c", "the dam will hold until the snow melts", "Ines Moro", "indirect"),
        )
    )
    assert table["marked_elsewhere"].tolist() == [False, True, True]
    alone = align_quotes(quotes(("a", DAM), ("a", DAM, "Ines Moro", "unmarked")))
    assert not alone["marked_elsewhere"].any()


def test_reprints_of_one_wording_are_sure_though_another_wording_of_it_is_to_be_checked():
    first = "There will be justice for the victims,"
    table = align_quotes(
        quotes(("a", first), ("b", first), ("c", "There will be justice for victims of this war, and no amnesty,"))
    )
    assert table["utterance_id"].tolist() == ["u1"] * 3
    assert table["sure"].tolist() == [True, True, False]
    assert table["similarity"].tolist()[:2] == [1, 1]


def test_terms_are_left_out():
    table = align_quotes(quotes(("a", DAM), ("b", DAM, "Ines Moro", "not_speech")))
    assert table["utterance_id"].tolist()[0] == "u1"
    assert table["utterance_id"].isna().tolist() == [False, True]


# Renderings


def test_likeness_by_hand():
    one, other = read_rendering("The pump failed at night"), read_rendering("At night the old pump failed twice")
    weights = weigh([one, other])
    # Shared: pump, failed, night, 3 of 3, each with 2 - log 2 / log 50. Pairs: pump failed stands in both, failed night
    # does not: 1 of 2. 0.7 * 3/3 + 0.3 * 1/2.
    assert one.stems == ("pump", "fail", "night")
    assert compare(one, other, weights) == (pytest.approx(0.85), pytest.approx(3 * (2 - log(2) / log(50))), 3)
    assert compare(one, read_rendering("of the"), weights) == (0.0, 0.0, 0)


LISTS = st.lists(st.sampled_from("pump fail night advice advise storm flood dam".split()), min_size=1)


@given(LISTS, LISTS)
def test_no_two_wordings_are_more_alike_than_their_shared_words_allow(here, there):
    one, other = renderings = [read_rendering(" ".join(words)) for words in (here, there)]
    likeness, _, shared = compare(one, other, weigh(renderings))
    short = min(renderings, key=lambda each: len(each.unique))
    assert likeness <= highest(len(short.unique), len(short.stems), shared) or not shared
    assert likeness == 0 or Screen(renderings).keep(0, [1], likeness) == [1]


def test_leaders_are_looked_up_by_what_two_wordings_share():
    said = ["The pump failed at night", "Nobody in the village slept", "The pump failed twice at night", "A toll rose"]
    keys = find_keys([read_rendering(words) for words in said])
    # pump, fail and its sense, night, pump beside fail, fail beside night; what one wording alone has is no key.
    assert [len(keys[number]) for number in range(4)] == [6, 0, 6, 0]
    index = Index(keys.size)
    for number in range(3):
        index.add(number, keys[number])
    assert index.look_up(keys[2]) == [0, 2]
    assert index.look_up(keys[3]) == []
    apart = keys.within([0, 2], [0, 1])
    assert [apart[0], apart[1]] == [[], []]


def test_the_sentence_that_another_rendering_renders():
    both = read_rendering("The pump failed at night. Nobody in the village slept.")
    part = read_rendering("nobody slept in the village")
    weights = weigh([both, part])
    assert find_parts(both, part, weights) == {1}
    assert find_parts(part, both, weights) == {0}


# Every corpus


def test_an_empty_table_and_one_article():
    empty = align_quotes(schema.table("quotes"))
    schema.check(empty, "quotes", aligned=True)
    assert empty.empty
    table = align_quotes(quotes(("a", DAM), ("a", "The pumps have cost us four million crowns.")))
    assert table["utterance_id"].tolist() == ["u1", "u2"]
    assert table["similarity"].isna().all()
    assert table["sure"].all()


@pytest.fixture(scope="module")
def seeds():
    return ioc.extract_quotes(ioc.read_corpus("seeds"))


def test_the_input_is_left_alone_and_its_rows_and_index_are_kept(seeds):
    before = seeds.copy()
    table = align_quotes(seeds.iloc[::-1])
    assert seeds.equals(before)
    assert table.index.tolist() == seeds.index.tolist()[::-1]
    assert table[seeds.columns].equals(seeds.iloc[::-1])
    schema.check(table, "quotes", aligned=True)


def test_the_result_does_not_depend_on_the_order_of_articles(seeds):
    expected = partition(align_quotes(seeds))
    ids = seeds["article_id"].unique().tolist()
    for seed in range(4):
        random.Random(seed).shuffle(ids)
        mixed = seeds.set_index("article_id", drop=False).loc[ids].reset_index(drop=True)
        assert partition(align_quotes(mixed)) == expected


@pytest.mark.parametrize("copies", [2, 500])
def test_copies_of_an_article_share_all_utterances(seeds, copies):
    article = seeds[seeds["article_id"].str.startswith("002")]
    alone = align_quotes(article)
    many = align_quotes(pd.concat([article.assign(article_id=f"c{copy}") for copy in range(copies)], ignore_index=True))
    assert many["utterance_id"].nunique() == alone["utterance_id"].nunique()
    counts = many.dropna(subset="utterance_id").groupby("utterance_id")["article_id"].nunique()
    assert (counts == copies).all()


def test_time_grows_with_the_number_of_quotes_not_its_square():
    rnd = random.Random(1)
    words = ["".join(rnd.choices("abdegiklmnoprstu", k=rnd.randint(4, 8))) for _ in range(4000)]

    def take(count):
        said = [" ".join(rnd.choices(words, k=14)) for _ in range(count // 4)]
        rows = [(f"a{n % (count // 8)}", each[rnd.randint(0, 20) :], None) for n, each in enumerate(said * 4)]
        table = quotes(*rows)
        started = time.process_time()
        found = align_quotes(table)
        assert abs(found["utterance_id"].nunique() - count // 4) <= count // 100
        return time.process_time() - started

    gc.disable()
    try:
        take(1000)
        # Eight times the quotes take at most 8 ** 1.3 = 15 times as long.
        assert take(8000) / min(take(1000) for _ in range(3)) < 15
    finally:
        gc.enable()


@pytest.mark.parametrize("enabled", [True, False])
def test_aligning_leaves_the_garbage_collector_as_it_was(enabled, monkeypatch):
    seen = []
    monkeypatch.setattr("ioc_analysis.align.utterances.speaker_ids", lambda *_: seen.append(gc.isenabled()) or [None])
    was_enabled = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        align_quotes(quotes(("a", DAM)))
        after = [gc.isenabled()]
        with pytest.raises(schema.SchemaError):
            align_quotes(pd.DataFrame())
        after.append(gc.isenabled())
    finally:
        (gc.enable if was_enabled else gc.disable)()
    assert seen == [False]
    assert after == [enabled, enabled]

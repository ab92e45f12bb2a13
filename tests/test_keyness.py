"""Keyness: formulas against values worked out by hand, what is folded, and what may be called a finding."""

import math
from pathlib import Path

import numpy as np
import pytest

import ioc_analysis as ioc
from ioc_analysis import schema
from ioc_analysis.compare import keyness
from ioc_analysis.compare.vocabulary import count_terms

ROOT = Path(__file__).parent.parent


def sentences(*rows):
    """Return body sentences of (article, outlet, text), one after another."""
    table, place = [], {}
    for article_id, outlet, text in rows:
        start = place.get(article_id, 0)
        place[article_id] = start + len(text) + 1
        table.append((article_id, outlet, start, start + len(text), text, "body", 0.0, "stops"))
    return schema.table("sentences", table)


def spoken(article_id, start, end, kind="direct"):
    row = [article_id, "Gazette", start, end, "", kind, start, end, *[None] * 8, False, None, None, "marks"]
    names = schema.TABLES["quotes"].names
    assert len(row) >= len(names) - 1
    values = dict.fromkeys(names) | dict(zip(names[:8], row[:8], strict=True)) | {"negated": False, "method": "marks"}
    return schema.table("quotes", [tuple(values.values())])


def found(table, group, term):
    rows = table[(table["group"] == group) & (table["term"] == term)]
    assert len(rows) == 1
    return rows.iloc[0]


# Formulas


def test_g2_is_dunnings_worked_out_by_hand():
    # 10 of 100 here, 10 of 300 there; expected 5 and 15, the other words 95 and 285:
    # 2 (10 ln 2 + 10 ln 2/3 + 90 ln 90/95 + 290 ln 290/285) = 2 (6.931472 - 4.054651 - 4.866050 + 5.043606)
    assert keyness.likelihood(*map(np.array, (10, 100, 10, 300))) == pytest.approx(6.108754, abs=1e-5)


def test_g2_of_a_word_that_is_nowhere_else():
    # 5 of 100 here, 0 of 100 there: 2 (5 ln 2 + 95 ln 95/97.5 + 100 ln 100/97.5)
    expected = 2 * (5 * math.log(2) + 95 * math.log(95 / 97.5) + 100 * math.log(100 / 97.5))
    assert keyness.likelihood(*map(np.array, (5, 100, 0, 100))) == pytest.approx(expected)


def test_g2_is_scipys_and_its_p_too():
    stats = pytest.importorskip("scipy.stats")
    for here, n_here, rest, n_rest in ((10, 100, 10, 300), (3, 50, 40, 900), (7, 80, 1, 2000)):
        cells = [[here, n_here - here], [rest, n_rest - rest]]
        value, p, *_ = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood")
        g2 = keyness.likelihood(*map(np.array, (here, n_here, rest, n_rest)))
        assert g2 == pytest.approx(value)
        assert keyness.chance(np.array([g2]))[0] == pytest.approx(p)


def test_q_is_scipys():
    stats = pytest.importorskip("scipy.stats")
    p = np.array([0.001, 0.2, 0.04, 0.03, 0.9])
    q = keyness.adjust(p, np.zeros(5, int), 5)
    assert q == pytest.approx(stats.false_discovery_control(p))


def test_the_p_of_the_tables_critical_value_is_a_twentieth():
    assert keyness.chance(np.array([0.0, 3.841459])) == pytest.approx([1, 0.05], abs=1e-6)


def test_z_is_monroes_worked_out_by_hand():
    # 9 of 1,000 here and 1 of 1,000 there; share 10 of 2,000, so the prior is 500 / 200 = 2.5 words:
    # ln(11.5 / 1488.5) - ln(3.5 / 1496.5) = 1.194939; variance 1/11.5 + 1/3.5 = .372671; z = 1.194939 / .610467
    z = keyness.log_odds(*map(np.array, (9, 1000, 1, 1000, 10 / 2000)))
    assert z == pytest.approx(1.957416, abs=2e-4)


def test_q_is_benjamini_and_hochbergs_worked_out_by_hand():
    # Ranked .01 .02 .04 of 4 tests: .04, .04, .0533; the second group by itself: .5 * 4 / 1, at most 1
    q = keyness.adjust(np.array([0.04, 0.01, 0.02, 0.5]), np.array([0, 0, 0, 1]), 4)
    assert q == pytest.approx([0.04 * 4 / 3, 0.04, 0.04, 1])


def test_the_ratio_of_a_word_that_is_nowhere_else_has_half_a_word_there():
    # 4 of 100 against .5 of 200
    assert keyness.ratio(*map(np.array, (4, 100, 0, 200))) == pytest.approx(16)


def test_the_interval_is_that_of_resampled_sentences():
    # Ten sentences of four words, half of them with the word, against ten with one in four words each: the share of
    # drawn sentences with the word is binomial(10, .5) / 10, 2.5 % of it at .2 and 97.5 % at .8; the rest never moves.
    here = [("a", "Gazette", f"Dam{'' if n % 2 else 'p'} {w} {w}x {w}y.") for n, w in enumerate("bcdefghijk")]
    rest = [("b", "Herald", f"Dam {w}p {w}q {w}r.") for w in "bcdefghijk"]
    row = found(ioc.stat_keyness(sentences(*here, *rest), None), "a", "Dam")
    assert (row["n_here"], row["n_rest"], row["sentences_here"]) == (5, 10, 5)
    assert row["log2_ratio"] == pytest.approx(-1)
    assert row["low"] == pytest.approx(math.log2(0.2), abs=0.01)
    assert row["high"] == pytest.approx(math.log2(0.8), abs=0.01)


@pytest.mark.parametrize("pairs", [1, 3, 10**6])
def test_intervals_are_the_same_however_many_pairs_are_in_memory(monkeypatch, pairs):
    chance = np.random.default_rng(1)
    words = [f"w{'abcdefghijklmn'[n]}" for n in range(14)]
    table = sentences(
        *((f"a{n % 3}", f"Outlet {n % 3}", " ".join(chance.choice(words, 6)).capitalize() + ".") for n in range(90))
    )
    expected = ioc.stat_keyness(table, None)
    assert expected["low"].notna().any()
    monkeypatch.setattr(keyness, "PORTION", pairs)
    assert ioc.stat_keyness(table, None).equals(expected)


# Words


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["The IS fighters left.", "A fighter is here."], {"IS": 1, "fighter": 2, "left": 1}),
        (["US troops met us."], {"US": 1, "met": 1, "troop": 1}),
        (["The U.S. and the US agree."], {"US": 2, "agree": 1}),
        (["The anti-IS pact.", "IS lost."], {"IS": 2, "pact": 1, "lost": 1}),
        (["BELMAR fell.", "Belmar fell."], {"Belmar": 2, "fell": 2}),
        (["Quist’s boats sank.", "Quist sank a boat."], {"Quist": 2, "boat": 2, "sank": 2}),
        (["News is new."], {"News": 1, "new": 1}),  # no plural
        (["THE DAMS BROKE.", "A dam broke."], {"broke": 2, "dam": 2}),  # a line all in capitals has no acronym
        (["On Monday 2,500 left."], {"left": 1}),  # numbers and days have tables of their own
    ],
)
def test_what_is_one_word(lines, expected):
    counts = count_terms(lines)
    sums = np.bincount(counts.term, counts.count, len(counts.terms))
    said = {
        term.lower() if term.lower() in expected else term: int(n) for term, n in zip(counts.terms, sums, strict=True)
    }
    plural = {"troops": "troop", "fighters": "fighter", "boats": "boat", "dams": "dam"}
    assert {plural.get(term, term): n for term, n in said.items()} == expected


def test_function_words_count_as_words_and_numbers_do_not():
    assert count_terms(["The dam of 2,500 is a dam."]).words.tolist() == [6]


def test_what_a_source_says_is_left_out_unless_every_voice_is_asked_for():
    table = sentences(("a", "Gazette", "Dams fail, dams fail, he said."), ("b", "Herald", "Rain fell."))
    quotes = spoken("a", 0, 22)
    assert ioc.stat_keyness(table, quotes).empty
    assert found(ioc.stat_keyness(table, None), "a", "dams")["n_here"] == 2
    assert found(ioc.stat_keyness(table, spoken("a", 0, 22, "indirect")), "a", "dams")["n_here"] == 2


def test_a_line_that_a_group_prints_again_counts_once():
    line = "Follow the Gazette and the Gazette app."
    table = sentences(("a", "Gazette", line), ("b", "Gazette", line), ("c", "Herald", "Rain fell."))
    by_outlet = ioc.stat_keyness(table, None, by="outlet")
    assert found(by_outlet, "Gazette", "Gazette")["n_here"] == 2


# The table


def test_a_word_that_stands_leads_to_its_first_sentence_and_the_rule_is_with_it():
    here = [("a", "Gazette", f"Levees broke near town {word}.") for word in ("Ax", "Bo", "Cu", "De", "Em", "Fo")]
    rest = [
        ("b", "Herald", f"Rain fell on the hills and town {word}.") for word in ("Ax", "Bo", "Cu", "De", "Em", "Fo")
    ]
    table = ioc.stat_keyness(sentences(*here, *rest * 4), None)
    row = found(table, "a", "Levees")
    assert row["label"] == "suggestive" or row["label"] == "stands after correction"
    assert (row["article_id"], row["outlet"], row["start"], row["end"]) == ("a", "Gazette", 0, 26)
    assert (row["rate_here"], row["rate_rest"], row["n_rest"]) == (1000 * 6 / 30, 0, 0)
    assert "q ≤ 0.05" in table.attrs["rule"]
    assert schema.check(table, "keyness") is table


def test_words_of_its_own_stand_beside_what_halves_of_the_same_text_would_have():
    # dam: two sentences, of its own. Halves: dam 1/4, rain (three sentences) 1/8; a word printed once is in no list.
    table = ioc.stat_keyness(
        sentences(
            ("a", "Gazette", "Dam."), ("a", "Gazette", "Dam wide."), ("b", "Herald", "Rain."), ("b", "Herald", "Rain fell."),
            ("b", "Herald", "Rain came."),
        ),
        None,
    )  # fmt: skip
    row = found(table, "a", "Dam")
    assert (row["own_words"], row["own_by_chance"]) == (1, 0.375)


def test_ten_articles_on_either_side_are_tested_by_article():
    # One article prints the word twenty times, nine never: the many words of one article are one observation.
    burst = [("a0", "Gazette", f"Levee {word} failed.") for word in "bcdefghijklmnopqrstu"]
    plain = [(f"{name}{n}", outlet, f"Rain fell on road {name}{n}{w} again.") for name, outlet in (("a", "Gazette"), ("b", "Herald"))
             for n in range(10) for w in "bcdefghijk"]  # fmt: skip
    table = ioc.stat_keyness(sentences(*burst, *plain), None, by="outlet")
    row = found(table, "Gazette", "Levee")
    assert (row["unit"], row["articles_here"]) == ("document", 1)
    assert row["label"] not in ("stands after correction", "suggestive")
    few = ioc.stat_keyness(sentences(*burst, *plain[:10], *plain[100:]), None, by="outlet")
    assert found(few, "Gazette", "Levee")["label"] == "stands after correction"


def test_an_empty_table_one_group_and_an_unknown_column():
    assert ioc.stat_keyness(schema.table("sentences"), None).empty
    assert ioc.stat_keyness(sentences(("a", "Gazette", "Dam, dam.")), None).empty
    with pytest.raises(ValueError, match="by has to be a column of the sentences table, it was 'style'"):
        ioc.stat_keyness(sentences(("a", "Gazette", "Dam, dam.")), None, by="style")


def test_the_same_table_every_time_and_the_input_left_alone():
    table = sentences(
        *[("a", "Gazette", f"Dam {w}.") for w in "bcdefg"], *[("b", "Herald", f"Dam {w} x.") for w in "bc"]
    )
    copy = table.copy()
    assert ioc.stat_keyness(table, None).equals(ioc.stat_keyness(table, None))
    assert table.equals(copy)


def test_on_the_seeds_two_words_stand():
    articles = ioc.read_corpus(ROOT / "seeds")
    table = ioc.stat_keyness(ioc.extract_sentences(articles), ioc.extract_quotes(articles))
    stands = table[table["label"] == "stands after correction"]
    assert [(group[:3], term) for group, term in zip(stands["group"], stands["term"], strict=True)] == [
        ("002", "McKenzie"),
        ("004", "ISIL"),
    ]
    assert not {"de", "is"} & set(table["term"])
    assert found(table, stands["group"].iloc[1], "ISIL")["n_here"] == 6

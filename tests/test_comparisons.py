"""Every align_, stat_ and plot_ of a comparison: no article, one, copies, any order of articles, and tables from CSV."""

import io
from contextlib import nullcontext
from functools import cache

import matplotlib as mpl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ioc_analysis as ioc
from ioc_analysis import schema
from ioc_analysis.compare import everything, reuse
from ioc_analysis.processes import DIED

mpl.use("agg")

ARTICLE = """Mill fire kills 12 in Halmar

A fire killed 12 people at a paper mill in Halmar on Monday, the fire service said.

"We lost the roof within minutes, and then the whole hall," said Ines Moro, who leads the Halmar fire service. The mill \
belongs to the Northern Paper Company (NPC), which employs 4,300 workers.

"Nobody warned us about the wiring," Tomas Varga, a worker, told reporters. Mr Varga said that the alarm had failed."""
FOUND = ("mentions", "quotes", "figures", "sentences")


def copies(number):
    """Return the articles and tables of so many copies of one article."""
    articles = schema.table("articles", [])
    blank = dict.fromkeys(articles)
    one = pd.DataFrame([blank | {"title_added": False, "language": "en", "text": ARTICLE, "article_id": "a"}])
    articles = schema.check(pd.concat([articles, one])[articles.columns], "articles")
    found = {name: getattr(ioc, f"extract_{name}")(articles) for name in FOUND}

    def repeat(table):
        named = [table.assign(article_id=f"a{copy}", outlet=f"Outlet {copy}") for copy in range(number)]
        return pd.concat(named, ignore_index=True) if named else table.iloc[:0]

    return repeat(articles), {name: repeat(table) for name, table in found.items()}


def align(found):
    names = ioc.align_names(found["mentions"])
    return {
        "mentions": names,
        "quotes": ioc.align_quotes(found["quotes"], names),
        "figures": ioc.align_figures(found["figures"]),
        "sentences": ioc.align_sentences(found["sentences"]),
    }


def compare(articles, aligned):
    """Return every comparison of aligned tables."""
    names, quotes, figures, sentences = (aligned[name] for name in FOUND)
    return {
        "claims": ioc.stat_claims(figures, articles),
        "utterances": ioc.stat_utterances(quotes),
        "sources": ioc.stat_sources(quotes, names),
        "prominence": ioc.stat_prominence(figures, sentences),
        "coverage": ioc.stat_coverage(sentences, articles, mentions=names),
        "reuse": ioc.stat_reuse(sentences, quotes, articles),
    }


@pytest.mark.parametrize("number", [0, 1, 2, 500])
def test_copies_of_one_article_say_the_same_throughout(number):
    articles, found = copies(number)
    aligned = align(found)
    tables = compare(articles, aligned)
    for name, table in tables.items():
        schema.check(table, name)
    if number == 0:
        assert all(table.empty for table in tables.values())
        return
    assert aligned["mentions"].groupby("entity_id")["article_id"].nunique().eq(number).all()
    assert all(aligned[name]["sure"].all() for name in FOUND)
    assert set(tables["claims"]["verdict"]) == {"only here" if number == 1 else "same"}
    assert tables["utterances"]["articles"].eq(number).all()
    assert tables["utterances"][["dropped", "added", "differences"]].isna().all(axis=None)
    assert set(tables["coverage"]["state"]) == {"stated"}
    assert tables["coverage"]["differences"].isna().all()
    assert tables["coverage"]["articles"].eq(number).all()
    assert len(tables["reuse"]) == number * min(number - 1, reuse.MOST)
    assert tables["reuse"]["share"].eq(1).all()
    assert tables["reuse"]["order"].isna().all() or set(tables["reuse"]["order"]) == {"same"}
    assert tables["sources"].groupby("speaker_name")[["words", "quotes"]].nunique().eq(1).all(axis=None)
    assert tables["sources"].groupby("article_id").size().nunique() == 1
    if number > 1:
        assert tables["prominence"]["articles"].eq(number).all()


@pytest.mark.parametrize("number", [0, 1, 2, 30])
@pytest.mark.parametrize("name", ["claims", "utterances", "sources", "prominence", "coverage", "reuse"])
def test_every_plot_draws_what_it_is_given(number, name):
    axes = getattr(ioc, f"plot_{name}")(drawn(number)[name])
    figure = axes.flat[0].figure if hasattr(axes, "flat") else axes.figure
    figure.savefig(io.BytesIO(), format="svg")
    assert figure.get_label()


@cache
def drawn(number):
    articles, found = copies(number)
    return compare(articles, align(found))


# The seeds: different articles of one event


@pytest.fixture(scope="module")
def seeds():
    articles = ioc.read_corpus("seeds")
    return articles, {name: getattr(ioc, f"extract_{name}")(articles) for name in FOUND}


IDS = {"mentions": "entity_id", "quotes": "utterance_id", "figures": "claim_id", "sentences": "statement_id"}


def partition(table, column):
    """Return which rows share an id, whatever its name; rows without one are alone."""
    spans = pd.Series(list(zip(table["article_id"], table["start"], table["end"], strict=True)), index=table.index)
    shared = table[column].notna()
    return {frozenset(rows) for _, rows in spans[shared].groupby(table[column][shared])}, frozenset(spans[~shared])


@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_no_alignment_depends_on_the_order_of_articles(seeds, data):
    articles, found = seeds
    order = data.draw(st.permutations(articles["article_id"].tolist()))
    turned = {
        name: pd.concat([table[table["article_id"] == one] for one in order], ignore_index=True)
        for name, table in found.items()
    }
    first, second = align(found), align(turned)
    for name, column in IDS.items():
        assert partition(first[name], column) == partition(second[name], column), name
        assert sorted(first[name]["sure"]) == sorted(second[name]["sure"])


def test_aligned_tables_from_csv_give_the_same_comparisons(seeds):
    articles, found = seeds
    aligned = align(found)

    def back(table):
        return pd.read_csv(io.StringIO(table.to_csv(index=False)))

    expected = compare(articles, aligned)
    again = compare(back(articles), {name: back(table) for name, table in aligned.items()})
    for name, table in expected.items():
        pd.testing.assert_frame_equal(again[name], table, obj=name)


def test_found_tables_from_csv_are_aligned_the_same(seeds):
    _, found = seeds
    again = align({name: pd.read_csv(io.StringIO(table.to_csv(index=False))) for name, table in found.items()})
    for name, table in align(found).items():
        pd.testing.assert_frame_equal(again[name], table, obj=name)


@pytest.mark.parametrize("dies", [False, True])
def test_two_processes_give_the_tables_of_one(monkeypatch, dies):
    articles = ioc.read_corpus("seeds")
    found = ioc.extract_all(articles)
    if dies:  # what the second process was to do is then done here
        monkeypatch.setattr(everything, "beside", lambda _: nullcontext(lambda: DIED))
    again = ioc.stat_all(articles, found, workers=2)
    for name, table in ioc.stat_all(articles, found).items():
        pd.testing.assert_frame_equal(again.pop(name), table, obj=name)
        assert name in found or table.attrs
    assert not again


def test_no_worker_is_an_error():
    with pytest.raises(ValueError, match="workers is 1 or more; it was 0"):
        ioc.stat_all(*copies(1), workers=0)


def test_all_comparisons_need_all_tables_of_occurrences():
    articles, tables = copies(1)
    some = {name: tables[name] for name in ("quotes", "figures")}
    with pytest.raises(schema.SchemaError, match=r"\['passages', 'sentences', 'mentions', 'cues'\] are missing"):
        ioc.stat_all(articles, some)

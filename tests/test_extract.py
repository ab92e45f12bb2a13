"""Every row of every table is a span of its article, whatever the article holds and however the corpus is cut."""

import re

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ioc_analysis as ioc
from ioc_analysis import extract, schema

SEEDS = ioc.read_corpus("seeds")
ONE_TABLE = {name: getattr(ioc, f"extract_{name}") for name in extract.TABLES}


def articles(*texts, **facts):
    """Build an articles table of these texts."""
    blank = {"title_added": False, "language": "en", "published": "2024-03-05"} | facts
    names = schema.TABLES["articles"].names
    return schema.table(
        "articles",
        [
            [({"article_id": f"a{number}", "text": text} | blank).get(name) for name in names]
            for number, text in enumerate(texts)
        ],
    )


@pytest.fixture(scope="module")
def tables():
    return ioc.extract_all(SEEDS)


def assert_spans_are_true(tables, articles):
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    for name, table in tables.items():
        schema.check(table, name)
        for row in table.itertuples():
            words = texts[row.article_id]
            assert 0 <= row.start < row.end <= len(words), (name, row)
            assert words[row.start : row.end] == row.text, (name, row)
            for part in ("speaker", "cue", "counted"):
                if hasattr(row, part) and not pd.isna(getattr(row, part)):
                    start, end = getattr(row, f"{part}_start"), getattr(row, f"{part}_end")
                    assert words[start:end] == getattr(row, part), (name, row)
            if name == "quotes":
                assert 0 <= row.content_start <= row.start < row.end <= row.content_end <= len(words), row


def test_seed_rows_are_true_spans(tables):
    assert_spans_are_true(tables, SEEDS)
    assert all(len(table) > 20 for table in tables.values())


def test_rows_stand_in_reading_order(tables):
    order = {article_id: number for number, article_id in enumerate(SEEDS["article_id"])}
    for table in tables.values():
        places = [(order[row.article_id], row.start) for row in table.itertuples()]
        assert places == sorted(places)


@pytest.mark.parametrize("name", ONE_TABLE)
def test_one_table_alone_equals_the_one_of_the_common_pass(name, tables):
    pd.testing.assert_frame_equal(ONE_TABLE[name](SEEDS), tables[name])


def test_any_partition_of_the_corpus_gives_the_same_rows(tables):
    parts = [ioc.extract_all(SEEDS[SEEDS["article_id"] == article_id]) for article_id in SEEDS["article_id"]]
    for name, table in tables.items():
        pd.testing.assert_frame_equal(pd.concat([part[name] for part in parts], ignore_index=True), table)


@pytest.mark.parametrize("waiting", [1, 2, 5])
def test_however_many_articles_rows_wait_to_become_a_table_it_is_the_same(waiting, tables, monkeypatch):
    monkeypatch.setattr(extract, "AT_ONCE", waiting)
    for name, table in ioc.extract_all(SEEDS).items():
        pd.testing.assert_frame_equal(table, tables[name])


def test_an_article_keeps_its_rows_in_whatever_order_progress_hands_them_out(tables):
    found = ioc.extract_all(SEEDS, progress=reversed)
    turned = SEEDS["article_id"].tolist()[::-1]
    for name, table in tables.items():
        parts = [table[table["article_id"] == article_id] for article_id in turned]
        pd.testing.assert_frame_equal(found[name], pd.concat(parts, ignore_index=True))


def test_the_input_is_left_alone():
    before = SEEDS.copy()
    ioc.extract_all(SEEDS)
    pd.testing.assert_frame_equal(SEEDS, before)


def test_no_articles_give_empty_tables():
    for name, table in ioc.extract_all(SEEDS[:0]).items():
        assert schema.check(table, name).empty


def test_a_table_that_is_no_articles_is_refused():
    with pytest.raises(schema.SchemaError, match="not a table of articles"):
        ioc.extract_all(pd.DataFrame({"text": ["x"]}))


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Three sailors died in a fire near Lindau on Monday, police said.", 1),
        ("Two bridges closed", 1),
        ("Ferry sinks off Lindau, 12 dead\nThree sailors died in a fire on Monday, police said.", 2),
        ("José Núñez, Söder and 14 others were hurt in the blast.\n\nThe road is closed, officials said.", 1),
    ],
)
@pytest.mark.parametrize("language", [None, "en"])
def test_a_text_too_short_to_tell_its_language_is_read_as_english(text, figures, language):
    tables = ioc.extract_all(articles(text, language=language))
    assert set(tables["passages"]["language"]) == {"en"}
    assert len(tables["sentences"]) == len(text.split("\n")) - text.count("\n\n")
    assert (tables["figures"]["kind"] == "count").sum() == figures


def test_a_short_text_in_a_language_that_is_recognised_is_set_aside():
    tables = ioc.extract_all(articles("Le pont a été fermé hier par la police de la ville.", language=None))
    assert tables["passages"]["language"].tolist() == ["fr"]
    assert tables["sentences"].empty


# Words that rules look for, so that arbitrary text reaches them more often than chance.
PIECES = st.sampled_from(
    "said|“|”|\"|'|’|«|Mr.|Dr. Osei| |\n|\n\n|. |, |he|according to|1,200|$|%|about|more than|2021|5 May|Monday|By |"
    "PHOTO/|(|)|two|million|-|–|\r\n|I|IS|Baghdad|http://|@|a.m.|th|”,|?|!|…".split("|")
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=40).map("".join)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=TEXTS,
    published=st.sampled_from(["2024-03-05", "2024-03-05T23:59", None]),
    title=st.none() | st.text(max_size=9),
)
def test_any_text_gives_true_spans(text, published, title):
    table = articles(text, published=published, title=title)
    assert_spans_are_true(ioc.extract_all(table), table)


def test_a_text_may_end_with_any_word():
    """Cut off mid-sentence, as a paywall does: each sentence of the seeds that holds a figure, and one that failed."""
    sentences = ioc.extract_sentences(SEEDS)["text"]
    cut = ["sales of 40 years"]
    for sentence in sentences[sentences.str.contains("[0-9]")]:
        cut += [sentence[: found.end()] for found in re.finditer(r"\w+", sentence)]
    table = articles(*cut)
    assert len(cut) > 500
    assert_spans_are_true(ioc.extract_all(table), table)


@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_every_character_that_is_not_blank_is_in_one_passage(text):
    table = ioc.extract_passages(articles(text))
    assert "".join("".join(table["text"]).split()) == "".join(text.split())


class TestKwic:
    TEXT = "The IS group said it is gone. Its leaders, it is said, withdrew; a withdrawal\nis near. IS?"

    def hits(self, terms, **options):
        return ioc.extract_kwic(articles(self.TEXT, language="en"), terms, **options)

    def test_a_term_without_capitals_finds_any_case_and_one_with_capitals_only_itself(self):
        assert self.hits("is")["text"].tolist() == ["IS", "is", "is", "is", "IS"]
        assert self.hits("IS")["text"].tolist() == ["IS", "IS"]

    def test_a_star_stands_for_any_letters(self):
        assert self.hits("withdr*")["text"].tolist() == ["withdrew", "withdrawal"]

    def test_context_is_counted_in_words(self):
        row = self.hits("leaders", width=2).iloc[0]
        assert (row["left"], row["text"], row["right"]) == ("gone. Its", "leaders", ", it is")
        row = self.hits("leaders", width=0).iloc[0]
        assert (row["left"], row["right"]) == ("", "")

    def test_several_terms_stand_in_reading_order_and_say_which_found_them(self):
        table = self.hits(["said", "IS group"])
        assert table["method"].tolist() == ["term: IS group", "term: said", "term: said"]

    def test_every_row_is_a_true_span(self):
        found = self.hits(["is", "withdr*"])
        assert set(found["method"]) == {"term: is", "term: withdr*"}
        for row in found.itertuples():
            assert self.TEXT[row.start : row.end] == row.text

    @pytest.mark.parametrize("terms", ["", " ", "*", [], ["said", ""]])
    def test_no_term_is_an_error(self, terms):
        with pytest.raises(ValueError, match="terms has to be"):
            self.hits(terms)

    def test_a_negative_width_is_an_error(self):
        with pytest.raises(ValueError, match="it was -1"):
            self.hits("is", width=-1)

    def test_a_term_is_no_pattern(self):
        assert self.hits("(.").empty
        assert self.hits("IS?")["text"].tolist() == ["IS?"]


@pytest.mark.parametrize("overrules", ["x", "7", "[7]", '[{"opens": 1}]', '[{"action": "mend"}]', "[" * 10_000])
def test_what_is_set_by_hand_and_cannot_be_read_is_refused(overrules):
    articles = ioc.read_corpus("seeds").head(1).assign(overrules=overrules)
    with pytest.raises(schema.SchemaError, match="an article's overrules are not as read_corpus writes them"):
        ioc.extract_passages(articles)

"""Marked text: overlaps, hostile text, and what notebooks and terminals get."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ioc_analysis import schema, show
from ioc_analysis.show import Span

TEXT = "The ferry sank.\n\nMs Okoye said “about 40 people were saved on Monday”. She left.\n"
ROW = ("a", "Gazette")


def articles(text=TEXT, article_id="a", outlet="Gazette"):
    row = (article_id, outlet, *[None] * 9, "en", "a.txt", False, None, text)
    return schema.table("articles", [row])


def span_row(words, text=TEXT):
    start = text.index(words)
    return (*ROW, start, start + len(words), words)


def quotes(words, speaker=None):
    start, end = span_row(words)[2:4]
    rest = ("direct", start, end, speaker, *[None] * 8, False, None, None, "test")
    return schema.table("quotes", [(*span_row(words), *rest)])


def figures(words, counted=None):
    rest = (40.0, None, "~", "about", *[None] * 5, "count", counted, None, None, None, None, "level", None, "asserted")
    return schema.table("figures", [(*span_row(words), *rest, *[None] * 4, "author", None, None, "test")])


def dates(words, value=None):
    return schema.table("dates", [(*span_row(words), value, None, None, "published", "test")])


def plain(text, spans, **where):
    return show.weave(
        text,
        spans,
        lambda span, first, around: f"[{span.kind[0]} " if first else "[…",
        lambda span, last, around: "]" if last else "…]",
        quiet=str,
        **where,
    )


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], "abcdefgh"),
        ([Span(2, 4, "figure")], "ab[f cd]efgh"),
        ([Span(0, 8, "quote"), Span(2, 4, "figure")], "[q ab[f cd]efgh]"),  # a figure inside a quote
        ([Span(2, 4, "figure"), Span(0, 8, "quote")], "[q ab[f cd]efgh]"),  # the order of the rows is no matter
        ([Span(2, 4, "figure"), Span(2, 4, "quote")], "ab[q [f cd]]efgh"),  # the same words twice
        ([Span(0, 4, "quote"), Span(0, 2, "figure")], "[q [f ab]cd]efgh"),  # both begin together
        ([Span(0, 4, "quote"), Span(2, 4, "figure")], "[q ab[f cd]]efgh"),  # both end together
        ([Span(0, 4, "quote"), Span(2, 6, "date")], "[q ab[d cd…]][…ef]gh"),  # crossing: the later is cut
        ([Span(2, 6, "quote"), Span(0, 4, "date")], "[d ab…][q […cd]ef]gh"),  # crossing: the inner kind is cut
        ([Span(0, 4, "quote"), Span(2, 6, "quote")], "[q ab[q cd…]][…ef]gh"),  # crossing, one kind
        ([Span(1, 3, "figure"), Span(3, 5, "figure")], "a[f bc][f de]fgh"),  # touching
        ([Span(3, 3, "figure"), Span(6, 99, "date")], "abcdef[d gh]"),  # empty; beyond the end
        ([Span(0, 4, "passage"), Span(4, 8, "passage"), Span(2, 6, "quote")], "[p ab[q cd…]][p […ef]gh]"),
    ],
)
def test_marks_nest_whatever_the_spans_do(spans, expected):
    assert plain("abcdefgh", spans) == expected


def test_a_part_of_the_text_cuts_the_spans_that_leave_it():
    assert plain("abcdefgh", [Span(0, 4, "quote"), Span(6, 8, "date")], start=2, end=7) == "[q cd]ef[d g]"


@given(
    st.text(max_size=30),
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(["quote", "figure", "date", "passage"])),
        max_size=6,
    ),
)
def test_marking_changes_no_word_and_tags_always_balance(text, found):
    spans = [Span(min(a, b), max(a, b), kind) for a, b, kind in found]
    html = show.weave(text, spans, lambda span, *_: f"<{span.kind}>", lambda span, *_: f"</{span.kind}>")
    stack = []
    for tag in re.findall(r"</?(?:quote|figure|date|passage)>", html):
        if tag.startswith("</"):
            assert stack.pop() == tag[2:-1]
        else:
            stack.append(tag[1:-1])
    assert not stack
    assert show.weave(text, spans, lambda *_: "", lambda *_: "", quiet=str) == show.visible(text)
    covered = [(a, b, over) for a, b, over in show.cut(spans, 0, len(text)) if a < b]
    for start, end, over in covered:
        assert set(map(id, over)) == {id(span) for span in spans if span.start <= start and end <= span.end}


class Plain(HTMLParser):
    """What a browser would show of HTML, and the tags that it would build."""

    def __init__(self, html):
        super().__init__()
        self.text, self.tags = "", []
        self.feed(html)

    def handle_data(self, data):
        self.text += data

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))


HOSTILE = (
    '<script>alert(1)</script> "><img src=x onerror=alert(1)> {{7*7}} \u202egnol\u202c a\x00b\x07 \ufffe &amp; ]]>'
)


def test_hostile_text_is_text_in_every_place_that_shows_it():
    table = articles(HOSTILE + "\n", article_id="<b>", outlet='"><i>')
    found = schema.table("dates", [("<b>", '"><i>', 0, 8, HOSTILE[:8], '"><svg onload=1>', None, None, None, "x")])
    for shown in (show.show_article(table, "<b>", dates=found), show.show_evidence(found, table)):
        page = Plain(shown._repr_html_())
        assert {tag for tag, _ in page.tags} <= {"div", "p", "b", "br", "span", "ol", "li", "small"}
        assert all(set(attributes) <= {"style", "title", "dir"} for _, attributes in page.tags)
        for words in ("<script>alert(1)</script>", "{{7*7}}", "\u202egnol\u202c", "&amp;", "a␀b␇", "\ufffd"):
            assert words in page.text
        assert shown._repr_html_().encode()
        assert not re.search("[\x00-\x08\x0b-\x1f]", str(shown))


def test_an_article_is_shown_whole_with_the_rows_given_marked():
    shown = show.show_article(
        articles(),
        "a",
        quotes=quotes("about 40 people were saved on Monday", "Ms Okoye"),
        figures=figures("about 40", "people"),
        dates=dates("Monday", "2024-05-06"),
    )
    assert str(shown) == (
        "Gazette, a\n\nThe ferry sank.\n\nMs Okoye said “[quote: [figure: about 40] people were saved on "
        "[date: Monday]]”. She left.\n"
    )
    page = Plain(shown._repr_html_())
    assert TEXT in page.text
    titles = [attributes["title"] for _, attributes in page.tags if "title" in attributes]
    assert titles == ["quote: Ms Okoye", "figure: people", "date: 2024-05-06"]
    assert "Marked: a quote or reported statement · a figure · a date" in page.text


def test_an_article_without_marks_has_no_legend():
    assert "Marked" not in show.show_article(articles(), "a")._repr_html_()


def test_only_inline_styles_are_used_because_untrusted_notebooks_drop_the_rest():
    html = show.show_article(articles(), "a", dates=dates("Monday"))._repr_html_()
    for lost in ("<style", "class=", "<script", "id="):
        assert lost not in html
    assert 'style="border-bottom:2px dotted #2e9468"' in html


def test_an_unknown_article_is_named():
    with pytest.raises(ValueError, match=r"no article 'b'; the ids are \['a'\]"):
        show.show_article(articles(), "b")


def test_evidence_is_the_sentence_with_the_words_marked():
    shown = show.show_evidence(dates("Monday"), articles())
    start = TEXT.index("Monday")
    assert str(shown) == (
        f"Ms Okoye said “about 40 people were saved on [Monday]”.\n    Gazette, a, characters {start} to {start + 6}"
    )


def test_evidence_without_the_articles_is_the_words_alone():
    assert str(show.show_evidence(dates("Monday"))).startswith("[Monday]\n")


def test_evidence_that_crosses_a_sentence_shows_both():
    assert str(show.show_evidence(quotes("on Monday”. She"), articles())).startswith("Ms Okoye said")


def test_no_rows_say_so_and_too_many_say_how_many_are_left():
    assert str(show.show_evidence(dates("Monday").iloc[:0])) == "No rows."
    many = pd.concat([dates("Monday")] * (show.LIMIT + 3))
    assert str(show.show_evidence(many, articles())).endswith("\n\n3 more rows are not shown.")
    assert str(show.show_evidence(many[:-2], articles())).endswith("\n\n1 more row is not shown.")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("One. Two ", " three. Four.", "Two 40 three."),
        ("One.\nTwo ", " three\nFour.", "Two 40 three"),
        ("word " * 200, " three. Four.", f"…{'word ' * 160}40 three."),  # 800 characters are 160 words
        ("Two ", " word" * 200 + ".", f"Two 40{' word' * 160}…"),
        ("x" * 900, "y" * 900, f"…{'x' * 800}40{'y' * 800}…"),  # no space to cut at
        ("longer " * 200, "", f"…{'longer ' * 114}40"),  # 800 / 7 = 114 whole words
        ("One. " * 300 + "Two ", " three." + " Four." * 300, "Two 40 three."),  # far from both ends, and whole
    ],
)
def test_a_sentence_that_is_cut_says_where(before, after, expected):
    start, end, left, right = show.find_excerpt(f"{before}40{after}", len(before), len(before) + 2)
    assert left + f"{before}40{after}"[start:end] + right == expected


def test_html_as_lines_keeps_words_apart_and_leaves_links_back_out():
    html = (
        "<table><tr><th>2 men<br>3 women</th><td><q>Go,</q> <a class=b href=#a1q1>q1</a> <small>a source</small></td></tr>"
        "<tr><th>4<span class=screen>; open</span></th><td><details><summary>dogs</summary><p>Four ran.</p></details></td>"
        "<td><details><summary>2 of 9</summary><ul><li>Gazette</li><li>Herald</li></ul></details></td></tr>"
        "</table><dl><div><dt>pandas</dt><dd>3</dd></div></dl><svg><text>x</text></svg><a href=#a>on</a>"
    )
    assert show.as_lines(html) == (
        "2 men; 3 women | “Go,” (a source)\n4 | dogs: Four ran. | 2 of 9\nGazette\nHerald\npandas 3\non"
    )


def test_rows_without_a_span_are_an_error_that_names_the_columns():
    with pytest.raises(
        schema.SchemaError, match=r"columns \['article_id', 'outlet', 'start', 'end', 'text'\] are missing"
    ):
        show.show_evidence(pd.DataFrame({"speaker": ["x"]}))


def test_the_input_is_left_alone():
    table, found = articles(), dates("Monday")
    before = table.copy(), found.copy()
    show.show_article(table, "a", dates=found)
    show.show_evidence(found, table)
    pd.testing.assert_frame_equal(table, before[0])
    pd.testing.assert_frame_equal(found, before[1])


def test_marks_grow_with_the_text_and_not_with_its_square():
    def opened(size):
        spans = [Span(place, place + 60, "quote" if place % 80 else "figure") for place in range(0, size, 40)]
        return show.weave("x" * size, spans, lambda *_: "<b>", lambda *_: "</b>").count("<b>")

    assert opened(40_000) <= 4 * opened(10_000) + 4


# show_table

CELLS = pd.DataFrame(
    {
        "words": ["a <b>long</b> cell " + "x" * 80, None],
        "n": [2500, 1],
        "share": [0.125, float("nan")],
        "start": pd.array([7, None], dtype="Int64"),
        "sure": [True, False],
    }
)


@pytest.mark.parametrize(
    ("value", "shown"), [(0.0, "0"), (2500.0, "2,500"), (0.5, "0.5"), (11.999, "12"), (0.004, "0.004"), (0.02, "0.02")]
)
def test_a_number_has_two_decimals_and_a_small_one_its_first_digit(value, shown):
    assert f">{shown}</td>" in show.show_table(pd.DataFrame({"n": [value, 0.25]}), "c")._repr_html_()


@pytest.mark.parametrize(("letters", "width"), [(30, None), (31, "9em"), (61, "15em")])
def test_a_column_is_as_wide_as_its_cells_ask_for(letters, width):
    html = show.show_table(pd.DataFrame({"n": ["x" * letters, "y"]}), "c")._repr_html_()
    assert re.findall("min-width:([0-9a-z]+)", html) == ([width] * 3 if width else [])


def test_a_short_cell_and_a_day_stay_on_one_line():
    html = show.show_table(pd.DataFrame({"n": ["2021-12-09", "not found", "a longer cell"]}), "c")._repr_html_()
    assert re.findall(r"white-space:([\w-]+)", html) == ["nowrap", "nowrap", "pre-line"]


def test_a_table_is_captioned_and_its_cells_are_whole():
    html = show.show_table(CELLS, 'Two "rows" & <more>')._repr_html_()
    assert "<caption style=" in html
    assert 'aria-label="Two &#34;rows&#34; &amp; &lt;more&gt;"' in html
    assert html.count('<th scope="col"') == 5
    assert "a &lt;b&gt;long&lt;/b&gt; cell " + "x" * 80 in html
    assert ">2,500<" in html
    assert ">0.125<" not in html  # two decimals are what a reader can use
    assert ">0.12<" in html
    assert html.count(">–<") == 3
    assert ">True<" in html
    assert "nan" not in html.lower()


def test_a_table_names_articles_as_plots_do_and_keeps_their_ids_at_hand():
    rows = pd.DataFrame({"article_id": ["x-9", "y-1", "z"], "other_id": ["y-1", "x-9", None], "n": [1, 2, 3]})
    rows.attrs["articles"] = {"x-9": "Gazette", "y-1": "Herald <b>"}
    html = show.show_table(rows, "c")._repr_html_()
    assert re.findall(r">([^<>]*)</th>", html) == ["article", "other article", "n"]
    assert 'title="x-9">Gazette</td>' in html
    assert 'title="y-1">Herald &lt;b&gt;</td>' in html
    assert ">z</td>" in html  # an article that the table does not know
    assert "Gazette" in str(show.show_table(rows.set_index("article_id"), "c"))
    assert ">x-9</td>" in show.show_table(rows.assign(outlet="Gazette"), "c")._repr_html_()


def test_a_table_in_a_terminal():
    text = str(show.show_table(CELLS, "Two rows"))
    assert text.startswith("Two rows\n")
    assert "2,500" in text


def test_a_named_index_is_a_column_and_an_unnamed_one_is_left_out():
    named = CELLS.set_index("n")
    assert ">n</th>" in show.show_table(named, "c")._repr_html_()
    assert show.show_table(CELLS[["n"]], "c")._repr_html_().count("<th ") == 1


def test_a_table_of_many_rows_and_of_none():
    assert "5 more rows are not shown." in show.show_table(pd.DataFrame({"n": range(105)}), "c")._repr_html_()
    assert "No rows." in str(show.show_table(CELLS[:0], "c"))


def test_an_article_with_quotes_shows_source_cue_and_terms():
    text = "Ana Cole said it was a “folly”, then said: “We go. We stay.”"
    values = {"str": None, "int": 0, "Int": None, "float": None, "bool": False}
    blank = {column.name: values[column.type] for column in schema.TABLES["quotes"].columns}
    speaker = {"speaker": "Ana Cole", "speaker_start": 0, "speaker_end": 8, "speaker_name": "Ana Cole"}
    rows = [
        blank | {"article_id": "a", "start": start, "end": start + len(words), "text": words} | more
        for words, start, more in (
            ("folly", text.index("folly"), {"kind": "not_speech"}),
            ("We go.", text.index("We go"), {"kind": "direct", "cue_start": 37, "cue_end": 41} | speaker),
            ("We stay.", text.index("We stay"), {"kind": "direct", "cue_start": 37, "cue_end": 41} | speaker),
        )
    ]
    articles = schema.table(
        "articles",
        [
            [
                {"article_id": "a", "text": text, "title_added": False}.get(name)
                for name in schema.TABLES["articles"].names
            ]
        ],
    )
    shown = show.show_article(articles, "a", quotes=schema.table("quotes", [tuple(row.values()) for row in rows]))
    assert str(shown).split("\n\n")[1] == (
        "[speaker: Ana Cole] said it was a “[term: folly]”, then [cue: said]: “[quote: We go.] [quote: We stay.]”"
    )
    assert "Marked: " in shown._repr_html_()
    assert "its source" in shown._repr_html_()

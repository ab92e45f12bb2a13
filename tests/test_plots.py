"""Plots draw what they are given, say it in words, and give the same bytes every time."""

import json
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from itertools import pairwise

import matplotlib as mpl
import numpy as np
import pytest

import ioc_analysis as ioc
from ioc_analysis import schema
from ioc_analysis.plots import canvas

mpl.use("agg")


def readability(*rows):
    return schema.table("readability", [(*row, 100, 10, np.nan) for row in rows])


TABLE = readability(
    ("a", "Gazette", "lix", 40.0, 38.0, 43.0),
    ("b", "Herald", "lix", 50.0, np.nan, np.nan),
    ("c", None, "lix", np.nan, np.nan, np.nan),
)


def test_one_measure_gives_axes_with_a_dot_and_an_interval_per_article():
    axes = ioc.plot_readability(TABLE)
    drawn = [list(line.get_xdata()) for line in axes.lines]
    assert drawn[:2] == [[38.0, 43.0], [40.0]]
    assert drawn[3] == [50.0]
    assert np.isnan([*drawn[2], *drawn[4], *drawn[5]]).all()
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Gazette", "Herald", "c"]
    assert axes.get_title(loc="left") == "LIX (higher is harder)"


def test_several_measures_give_an_array_and_refuse_one_axes():
    table = readability(("a", "Gazette", "lix", 40.0, 38.0, 43.0), ("a", "Gazette", "gunning_fog", 12.0, 11.0, 13.0))
    panels = ioc.plot_readability(table)
    assert isinstance(panels, np.ndarray)
    assert len(panels) == 2
    assert panels._repr_html_().startswith("<figure><img")
    with pytest.raises(ValueError, match="choose one of"):
        ioc.plot_readability(table, ax=panels[0])


def test_ax_is_drawn_on_and_returned():
    figure = mpl.figure.Figure()
    ax = figure.subplots()
    assert ioc.plot_readability(TABLE, ax=ax) is ax
    assert len(ax.lines) == 6


def test_the_text_alternative_says_every_number():
    figure = ioc.plot_readability(TABLE).figure
    assert figure.get_label() == (
        "LIX (higher is harder), with 95 % intervals: Gazette 40.0 (38.0 to 43.0); Herald 50.0; c undefined."
    )


def test_an_empty_table_draws_nothing_and_says_so():
    axes = ioc.plot_readability(schema.table("readability"))
    assert "No article" in axes.figure.get_label()


def test_svg_is_well_formed_named_and_the_same_every_time():
    first, second = (canvas.figure_svg(ioc.plot_readability(TABLE), prefix="p") for _ in range(2))
    assert first == second
    root = ET.fromstring(first)
    assert root.get("role") == "img"
    assert root.get("aria-label").startswith("LIX")
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert all(name.startswith("p-") for name in ids)
    links = [value[1:] for node in root.iter() for key, value in node.items() if key.endswith("href")]
    assert set(links) <= set(ids)
    assert "http" not in first.replace("http://www.w3.org/", "")


@pytest.mark.parametrize("outlet", ['<script>"&', "A $x^2$ B", "新聞", "عربي", "tab\x0bname\x00"])
def test_any_outlet_name_is_drawn_as_it_is(outlet):
    svg = canvas.figure_svg(ioc.plot_readability(readability(("a", outlet, "lix", 1.0, 0.5, 2.0))))
    ET.fromstring(svg)
    assert "<script" not in svg


def test_the_notebook_image_carries_the_text_alternative():
    shown = ioc.plot_readability(TABLE)._repr_html_()
    assert shown.startswith('<figure><img src="data:image/svg+xml;base64,')
    assert 'alt="LIX' in shown


def passages(*rows):
    return schema.table(
        "passages", [(a, a.upper(), s, e, "x" * (e - s), kind, lang, None, "rule") for a, s, e, kind, lang in rows]
    )


def test_passages_are_drawn_from_start_to_end():
    table = passages(("a", 0, 10, "headline", "en"), ("a", 12, 90, "body", "en"), ("b", 3, 30, "caption", "es"))
    axes = ioc.plot_passages(table)
    boxes = [path.get_extents() for collection in axes.collections for path in collection.get_paths()]
    assert sorted((box.x0, box.x1) for box in boxes) == [(0, 10), (3, 30), (12, 90)]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["A", "B"]
    assert axes.figure.get_label().endswith("A: 1 headline, 1 body; B: 1 caption.")


def test_passages_of_another_language_are_hatched_and_those_of_none_known_are_not():
    table = passages(("a", 0, 10, "body", "en"), ("a", 12, 90, "body", None), ("a", 95, 99, "body", "es"))
    hatched = [
        [path.get_extents().x0 for path in collection.get_paths()]
        for collection in ioc.plot_passages(table).collections
        if collection.get_hatch()
    ]
    assert hatched == [[95]]


def test_dates_are_drawn_over_the_days_they_cover_and_unresolved_ones_are_not():
    rows = [
        ("a", "A", 0, 4, "2021", "2021", "2021-01-01", "2021-12-31", "stated", "year"),
        ("a", "A", 5, 9, "then", None, None, None, "not resolved", "none"),
        ("b", "B", 0, 4, "9999", "9999", "9999-01-01", "9999-12-31", "stated", "year"),
    ]
    axes = ioc.plot_dates(schema.table("dates", rows))
    assert axes.figure.get_label() == "Dates that each article names. A: 2021; B: none drawn."
    canvas.figure_svg(axes)


@pytest.mark.parametrize("name", [name for name in ioc.__all__ if name.startswith("plot_")])
def test_an_empty_table_is_a_plot_that_says_so(name):
    table = {"plot_cues": "cue_shares"}.get(name, name.removeprefix("plot_"))
    drawn = canvas.figure_svg(getattr(ioc, name)(schema.table(table)))
    assert "Nothing to draw." in drawn
    assert " ." not in ET.fromstring(drawn).get("aria-label")


def figures(*rows):
    """Build figures from (article_id, text, value, low, high, relation, kind)."""
    values = {"str": None, "int": 0, "Int": None, "float": None, "bool": False}
    blank = {column.name: values[column.type] for column in schema.TABLES["figures"].columns}
    names = ("article_id", "text", "value", "low", "high", "relation", "kind")
    return schema.table("figures", [tuple((blank | dict(zip(names, row, strict=True))).values()) for row in rows])


def test_figures_are_drawn_in_order_with_what_their_words_allow():
    axes = ioc.plot_figures(
        figures(
            ("a", "2,500", 2500.0, 2500.0, 2500.0, "=", "count"),
            ("a", "about 40", 40.0, 35.0, 45.0, "~", "count"),
            ("a", "at least 4", 4.0, 4.0, None, ">=", "count"),
            ("a", "dozens", None, 24.0, 99.0, "vague", "count"),
            ("a", "F-16", 16.0, 16.0, 16.0, "=", "designator"),
        )
    )
    drawn = [(list(line.get_xdata()), line.get_marker()) for line in axes.lines]
    assert drawn == [
        ([2500, 2500], "None"),
        ([2500], "o"),
        ([35, 45], "None"),
        ([40], "o"),
        ([4], "None"),
        ([4], ">"),
        ([24, 99], "None"),
    ]
    assert axes.lines[1].get_markerfacecolor() != canvas.PAPER == axes.lines[3].get_markerfacecolor()
    assert axes.figure.get_label() == "Figures in reading order. a: 2,500; about 40; at least 4; dozens."


def test_zero_and_a_loss_have_a_place_on_the_scale():
    canvas.figure_svg(
        ioc.plot_figures(figures(("a", "no", 0.0, 0.0, 0.0, "=", "count"), ("a", "-3", -3.0, -3.0, -3.0, "=", "count")))
    )


def coverage(*rows):
    """Build rows of (statement, article, state, sure)."""
    blank = dict.fromkeys(schema.TABLES["coverage"].names)
    known = [
        blank | {"statement_id": f"s{words}", "statement": words, "articles": 2, "article_id": article, "outlet": article.upper(),
                 "state": state, "sure": sure, "words": 100}
        for words, article, state, sure in rows
    ]  # fmt: skip
    return schema.table("coverage", [tuple(row.values()) for row in known])


def test_coverage_has_a_lane_per_article_and_a_column_per_statement():
    table = coverage(
        ("Ten boats sank", "a", "stated", True), ("Ten boats sank", "b", "stated with a difference", True),
        ("Two were hurt", "a", "not found", True), ("Two were hurt", "b", "stated", False),
    )  # fmt: skip
    axes = ioc.plot_coverage(table)
    drawn = [(line.get_xdata()[0], line.get_ydata()[0], line.get_marker(), line.get_fillstyle()) for line in axes.lines]
    assert drawn == [(0, 0, "s", "full"), (0, 1, "s", "left"), (1, 0, ".", "full"), (1, 1, "s", "none")]
    assert axes.figure._suptitle.get_text() == "1  Ten boats sank\n2  Two were hurt"
    assert "Two were hurt: A not found; B to be checked" in axes.figure.get_label()


def test_a_grid_of_many_statements_draws_the_first_ten_and_says_how_many_are_left():
    table = coverage(*((f"Statement {number}", "a", "stated", True) for number in range(12)))
    axes = ioc.plot_coverage(table)
    assert len(axes.lines) == 10
    assert axes.figure._suptitle.get_text().endswith("and 2 more statements")


def test_utterances_are_told_apart_by_what_changed():
    blank = dict.fromkeys(schema.TABLES["utterances"].names)
    rows = [
        {"article_id": "a", "reference": True, "sure": True},
        {"article_id": "b", "added": "both", "sure": True, "differences": "added: → both"},
        {"article_id": "c", "dropped": "never", "differences": "negation: never → rarely; cut: x", "sure": True},
        {"article_id": "d", "sure": False, "dropped": "never"},
    ]
    fixed = {"utterance_id": "u1", "articles": 4, "start": 0, "end": 3, "text": "We lost", "similarity": 1.0, "kept": 2}
    table = schema.table("utterances", [tuple((blank | fixed | {"reference": False} | row).values()) for row in rows])
    axes = ioc.plot_utterances(table)
    shapes = [(line.get_marker(), line.get_fillstyle()) for line in axes.lines]
    assert shapes == [("s", "full"), ("s", "left"), ("D", "full"), ("s", "none")]


def test_prominence_has_the_headline_left_of_the_lead():
    rows = [
        ("u1", 2, "a", "A", "headline", None, True, False, 1, 0, 5, "Bridge"),
        ("u1", 2, "b", "B", "body", 0.5, False, False, 1, 0, 5, "Bridge"),
    ]
    axes = ioc.plot_prominence(schema.table("prominence", rows))
    ticks = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "|"]
    assert ticks[0] < 0
    assert ticks[1] == 0.5
    assert axes.figure._suptitle.get_text() == "1  Bridge"  # the id u1 says nothing


def test_prominence_of_sources_names_them_by_their_id():
    rows = [("Ada Quist", 1, "a", "A", "body", 0.5, False, False, 1, 0, 5, "We lost it")]
    axes = ioc.plot_prominence(schema.table("prominence", rows))
    assert axes.figure._suptitle.get_text() == "1  Ada Quist"


def test_reuse_shades_only_what_is_above_the_background():
    blank = dict.fromkeys(schema.TABLES["reuse"].names)
    fixed = {
        "article_id": "a",
        "other_id": "b",
        "outlet": "A",
        "other_outlet": "B",
        "shared": 4,
        "runs": 10,
        "longest": 0,
        "reworded": 0,
    }
    rows = [
        fixed | {"share": 0.4, "above": True},
        fixed | {"article_id": "b", "other_id": "a", "outlet": "B", "other_outlet": "A", "share": 0.02, "above": False},
    ]
    axes = ioc.plot_reuse(schema.table("reuse", [tuple((blank | row).values()) for row in rows]))
    assert len(axes.patches) == 1
    assert [text.get_text() for text in axes.texts] == ["40", "2"]


def test_reuse_draws_thirty_articles_and_says_how_many_are_left():
    names = [f"a{number:02}" for number in range(32)]
    pairs = [(one, other) for one in names for other in names if one != other]
    rows = [{"article_id": one, "other_id": other, "outlet": one, "other_outlet": other} for one, other in pairs]
    axes = ioc.plot_reuse(fill("reuse", *[row | {"share": 0.5, "above": True} for row in rows]))
    assert len(axes.get_yticklabels()) == 30
    assert len(axes.patches) == 30 * 29
    assert axes.figure._suptitle.get_text().endswith("and 2 more articles")


def test_reuse_has_the_articles_in_the_order_of_the_corpus():
    table = fill("reuse", {"article_id": "a", "other_id": "b", "outlet": "A", "other_outlet": "B"})
    table.attrs["articles"] = {"b": "B", "a": "A"}
    assert [label.get_text() for label in ioc.plot_reuse(table).get_yticklabels()] == ["1 B", "2 A"]


def fill(name, *rows):
    """Build a table from dictionaries: what a row does not say is missing, or 0, or False."""
    values = {"str": None, "int": 0, "Int": None, "float": None, "bool": False}
    blank = {column.name: values[column.type] for column in schema.TABLES[name].columns}
    return schema.table(name, [tuple((blank | row).values()) for row in rows])


def claim(number, article, verdict, text=None, low=None, high=None, unit=None, sure=True):
    return {
        "claim_id": f"c{number}", "question": f"boats {number}", "article_id": article, "outlet": article.upper(),
        "verdict": verdict, "text": text, "low": low, "high": high, "unit": unit, "sure": sure,
    }  # fmt: skip


def test_claims_show_each_value_and_what_is_apart():
    axes = ioc.plot_claims(
        fill(
            "claims",
            claim(1, "a", "same", "2,500", 2500.0, 2500.0), claim(1, "b", "differ", "nearly 900", 810.0, 990.0),
            claim(2, "a", "not found"), claim(2, "b", "same", "dozens", 24.0, 99.0, sure=False),
            claim(3, "a", "too early"), claim(3, "b", "looser", "more than $5 billion", 5e9, None, "USD"),
        )
    )  # fmt: skip
    cells = {text.get_text(): text for text in axes.texts}
    assert list(cells) == ["2,500", "~900", "dozens", ">$5bn"]
    assert [text.get_bbox_patch() is not None for text in cells.values()] == [False, True, False, True]
    assert [text.get_fontweight() for text in cells.values()] == ["normal", "bold", "normal", "normal"]
    assert cells["dozens"].get_fontstyle() == "italic"
    assert [line.get_marker() for line in axes.lines if line.get_marker() != "None"] == [".", "_"]
    assert axes.figure._suptitle.get_text() == "1  boats 1\n2  boats 2\n3  boats 3"
    assert "boats 1: A 2,500 (same); B nearly 900 (differ)" in axes.figure.get_label()
    canvas.figure_svg(axes)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "expected"),
    [
        ("at least 40", 40.0, None, None, "≥40"),
        ("up to 40", None, 40.0, None, "≤40"),
        ("under 40", None, 40.0, None, "<40"),
        ("12 to 15", 12.0, 15.0, None, "12–15"),
        ("almost two years", 1.5, 2.0, "year", "1.5–2"),
        ("1,000", 500.0, 1500.0, None, "1,000"),
        ("$1.5 million", 1.5e6, 1.5e6, "USD", "$1.5m"),
        ("about 2.5 million", 2.25e6, 2.75e6, None, "~2.5m"),
        ("40 percent", 40.0, 40.0, "percent", "40%"),
        ("countless", None, None, None, "countless"),
    ],
)
def test_a_value_is_shortened_as_its_words_allow(text, low, high, unit, expected):
    axes = ioc.plot_claims(fill("claims", claim(1, "a", "only here", text, low, high, unit)))
    assert [cell.get_text() for cell in axes.texts] == [expected]


def test_long_values_leave_room_for_fewer_claims():
    rows = [claim(number, "a", "only here", "1,234,56", 123456.0, 234567.0) for number in range(9)]
    axes = ioc.plot_claims(fill("claims", *rows))
    drawn = len(axes.texts)
    assert 1 < drawn < 8
    assert axes.figure._suptitle.get_text().endswith(f"and {9 - drawn} more questions")


def name(entity, article, variant, author, quoted):
    return {
        "entity_id": entity, "article_id": article, "outlet": article.upper(), "variant": variant, "author": author,
        "quoted": quoted, "count": author + quoted,
    }  # fmt: skip


def test_names_have_a_lane_and_articles_a_column():
    axes = ioc.plot_naming(
        fill(
            "naming",
            name("Red Tide", "a", "Red Tide", 1, 0), name("Red Tide", "a", "RT", 3, 2),
            name("Red Tide", "b", "RT", 0, 4), name("Tarn", "b", "Tarn", 5, 0),
        )
    )  # fmt: skip
    labels = axes.get_yticklabels()
    assert [label.get_text() for label in labels] == ["Red Tide", "RT", "Red Tide", "Tarn"]
    assert [label.get_fontweight() for label in labels] == ["bold", "normal", "normal", "normal"]
    cells = {(text.get_position()): text.get_text() for text in axes.texts}
    assert cells == {(0, 2): "1", (0, 1): "3 | 2", (1, 1): "0 | 4", (1, 3): "5"}
    outlined = [box for box in axes.patches if box.get_facecolor() == (1, 1, 1, 1)]
    assert len(outlined) == 1  # only quoted
    assert axes.figure._suptitle.get_text().replace("\xa0", " ") == "1 A · 2 B"


def test_names_that_have_no_room_are_counted():
    axes = ioc.plot_naming(fill("naming", *(name(f"N{number}", "a", f"N{number}", 1, 0) for number in range(30))))
    assert len(axes.get_yticklabels()) == 18
    assert axes.figure._suptitle.get_text().endswith("and 12 more referents")


def source(article, affiliation, quotes, words, own):
    return {
        "article_id": article, "outlet": article.upper(), "affiliation": affiliation, "quotes": quotes, "words": words,
        "words_own": own,
    }  # fmt: skip


def test_voices_are_solid_and_hatched_and_those_only_named_are_counted():
    table = fill(
        "sources",
        source("a", "military", 1, 9, 4), source("a", "military", 1, 3, 0), source("a", None, 1, 20, 0),
        source("b", "military", 0, 0, 0), source("b", "military", 0, 0, 0),
    )  # fmt: skip
    axes = ioc.plot_sources(table)
    bars = [(round(bar.get_width() * 20 / 0.86, 6), bar.get_hatch()) for bar in axes.patches]
    assert bars == [(4, None), (8, "//////"), (20, "//////")]
    assert [text.get_text() for text in axes.texts] == ["2"]
    assert axes.figure._suptitle.get_text() == "1  military\n2  affiliation not told"
    assert "A, military: 12 words (4 own), 0 named and never quoted" in axes.figure.get_label()


@pytest.mark.parametrize("days", [0, 1, 3, 40, 80, 200, 600, 800, 1000, 1100, 1300, 1500, 1900, 4000, 40_000])
def test_dates_of_any_span_have_ticks(tmp_path, days):
    first, last = (f"{date(1950, 5, 6) + timedelta(day):%d %B %Y}" for day in (0, days))
    (tmp_path / "a.txt").write_text(f"It began on {first} and went on until {last}.")
    axes = ioc.plot_dates(ioc.extract_dates(ioc.read_corpus(tmp_path)))
    axes._repr_html_()
    assert 1 <= len(axes.get_xticks()) <= 8


@pytest.mark.parametrize("outlet", ["W" * 400, "The Gazette " * 30])
def test_a_long_label_leaves_the_plot_its_room(tmp_path, outlet):
    texts = ("A bridge fell into the river on Monday. Nobody was hurt. ", "The ferry is late. All is well. ")
    rows = [{"id": outlet + str(number), "outlet": outlet, "text": text * 20} for number, text in enumerate(texts)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    articles = ioc.read_corpus(tmp_path / "a.jsonl")
    sentences = ioc.extract_sentences(articles)
    panels = ioc.plot_keyness(ioc.stat_keyness(sentences, ioc.extract_quotes(articles)))
    panels._repr_html_()
    ioc.plot_figures(ioc.extract_figures(articles))._repr_html_()
    assert min(panel.get_window_extent().width for panel in np.ravel(panels)) > 50


def find_crossing(labels):
    """Return the drawn labels that cover the one behind them."""
    shown = [(label.get_text(), label.get_window_extent()) for label in labels if label.get_text()]
    assert len(shown) > 1
    return [one for (one, box), (_, other) in pairwise(shown) if box.overlaps(other)]


@pytest.mark.parametrize("largest", [90, 2_500, 240_000, 6_000_000, 8e12])
def test_the_scale_of_figures_has_room_for_its_numbers(largest):
    words = "at least 4 members of the coalition's"  # a long name leaves the scale little room
    panel = ioc.plot_figures(
        figures(("a", words, 4.0, 4.0, None, ">=", "count"), ("a", "x", largest, largest, largest, "=", "count"))
    )
    panel.figure.draw_without_rendering()
    left, right = panel.get_xlim()
    assert find_crossing([label for label in panel.get_xticklabels() if left <= label.get_position()[0] <= right]) == []


@pytest.mark.parametrize(
    ("plot", "table", "cells"),
    [
        ("passages", "passages", (0, 9, "x" * 9, "body", "en", None, "rule")),
        ("dates", "dates", (0, 4, "2021", "2021", "2021-01-01", "2021-12-31", "stated", "rule")),
        ("readability", "readability", ("lix", 9.0, 8.0, 10.0, 9, 9, None)),
        ("cues", "cue_shares", ("frame", "law", 4, 4, 10, 0.4, 0.3, 0.5, True)),
    ],
)
def test_names_of_two_lines_do_not_cover_one_another(plot, table, cells):
    rows = [(f"x{number}", f"The Evening Gazette of Lowport {number}", *cells) for number in range(6)]
    axes = getattr(ioc, f"plot_{plot}")(schema.table(table, rows))
    axes.figure.draw_without_rendering()
    assert find_crossing(axes.get_yticklabels()) == []

"""The keyness forest draws what stands filled, what is suggestive hollow, and says the chance line."""

import itertools

import matplotlib as mpl
import numpy as np
import pytest

import ioc_analysis as ioc
from ioc_analysis import schema
from ioc_analysis.plots.canvas import PAPER, figure_svg

mpl.use("agg")


def row(group, term, here, rest, label, *, ratio=2.0, low=1.0, high=3.0, by="article_id", outlet="Gazette"):
    counts = (by, group, term, here, rest, 3, 1, 1.0, 1.0, ratio, low, high, 2.0, 4.0, 0.04, label, "sentence", 7, 12.4)
    return (*counts, group, outlet, 0, 10)


TABLE = schema.table("keyness", [
    row("a", "levee", 6, 0, "stands after correction"),
    row("a", "dam", 4, 1, "suggestive", low=np.nan, high=np.nan),
    row("a", "rain", 2, 2, "count too small"),
    row("b", "road", 9, 9, "no clear difference", outlet="Herald"),
])  # fmt: skip


def test_a_panel_for_each_group_filled_for_what_stands():
    first, second = ioc.plot_keyness(TABLE)
    _, interval, stands, _, suggestive = first.lines
    assert list(interval.get_xdata()) == [1, 3]
    assert (list(stands.get_xdata()), list(suggestive.get_xdata())) == ([2], [2])
    assert stands.get_markerfacecolor() != PAPER == suggestive.get_markerfacecolor()
    assert [text.get_text() for text in first.texts] == ["6 v 0", "4 v 1"]
    assert [text.get_text() for text in first.get_yticklabels()] == ["levee", "dam"]
    assert first.get_title(loc="left") == "Gazette\n7 words of its own; a random half has 12"
    assert [text.get_text() for text in second.get_yticklabels()] == ["no word"]
    assert not second.texts


def test_eight_words_are_drawn_and_the_text_alternative_says_them():
    rows = [row("a", f"word{n}", 6, 0, "suggestive") for n in range(9)]
    axes = ioc.plot_keyness(schema.table("keyness", rows))
    assert len(axes.texts) == 8
    assert "word7 6 v 0 (suggestive); 7 words of its own" in axes.figure.get_label()
    assert "word8" not in axes.figure.get_label()


@pytest.mark.parametrize("groups", [3, 5, 30])
def test_any_number_of_panels_keeps_its_words_apart(groups):
    rows = [
        row(f"a{n}", term, 6, 0, "suggestive", outlet=f"Paper {n}") for n in range(groups) for term in ("x", "y", "z")
    ]
    panels = ioc.plot_keyness(schema.table("keyness", rows))
    figure = panels[0].figure
    figure.draw_without_rendering()
    for panel in panels:
        boxes = [label.get_window_extent() for label in panel.get_yticklabels()]
        title = panel.title.get_window_extent() if panel.title.get_text() else None
        assert all(upper.y0 > lower.y1 for upper, lower in itertools.pairwise(boxes))
        assert title is None or title.y0 > boxes[0].y1
        assert max(text.get_window_extent().x1 for text in panel.texts) <= figure.bbox.x1


def test_a_style_has_its_name_and_no_outlets_colour():
    axes = ioc.plot_keyness(schema.table("keyness", [row("plain", "dam", 6, 0, "suggestive", by="style")]))
    assert axes.get_title(loc="left").startswith("plain\n")
    assert axes.lines[1].get_color() == "#767d88"


def test_one_axes_takes_one_group_and_an_empty_table_says_so():
    with pytest.raises(ValueError, match="ax takes one group, the table has 2"):
        ioc.plot_keyness(TABLE, ax=mpl.figure.Figure().subplots())
    axes = ioc.plot_keyness(schema.table("keyness"))
    assert axes.figure.get_label() == "No words to compare."
    assert "Nothing to draw." in figure_svg(axes)

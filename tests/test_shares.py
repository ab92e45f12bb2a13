"""The dot plot of framing devices draws what the table says is enough, with its interval, and says it in words."""

import itertools

import matplotlib as mpl
import pytest

import ioc_analysis as ioc
from ioc_analysis import schema
from ioc_analysis.plots.canvas import figure_svg

mpl.use("agg")


def row(article, label, share, *, enough=True, group="frame", outlet="Gazette"):
    count = None if share is None else round(10 * share)
    low, high = (None, None) if share is None else (max(0, share - 0.1), share + 0.2)
    return (article, outlet, group, label, count or 0, count or 0, 0 if share is None else 10, share, low, high, enough)


TABLE = schema.table("cue_shares", [
    row("a", "law", 0.4), row("b", "law", None, outlet="Herald"),
    row("a", "hedge", 0.1, group="hedge"), row("b", "hedge", 0.0, group="hedge", outlet="Herald"),
    row("a", "morality", 0.1, enough=False), row("b", "morality", 0.0, enough=False, outlet="Herald"),
])  # fmt: skip


def test_a_panel_for_each_label_that_is_enough():
    law, hedge = ioc.plot_cues(TABLE)
    interval, dot = law.lines
    assert list(interval.get_xdata()) == pytest.approx([30, 60])
    assert (list(dot.get_xdata()), list(dot.get_ydata())) == ([40], [0])
    assert [line.get_ydata()[0] for line in hedge.lines] == [0, 0, 1, 1]
    assert [panel.get_title(loc="left") for panel in (law, hedge)] == ["frame: law", "hedge"]
    assert law.get_xlim() == hedge.get_xlim()
    told = law.figure.get_label()
    assert "frame: law: Gazette 4 of 10 (30 to 60 %); Herald no sentences." in told
    assert "morality" not in told


def test_one_label_fits_on_axes_of_the_caller():
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots()
    assert ioc.plot_cues(TABLE[TABLE["label"] == "law"], ax=axes) is axes
    with pytest.raises(ValueError, match="takes one label, the table has 2"):
        ioc.plot_cues(TABLE, ax=axes)
    plt.close(figure)


def test_nothing_to_draw_is_said():
    for table in (schema.table("cue_shares"), TABLE[TABLE["label"] == "morality"]):
        axes = ioc.plot_cues(table)
        assert axes.texts[0].get_text() == "Nothing to draw."
        assert axes.figure.get_label() == "No label is in three sentences."
        assert "Nothing to draw." in figure_svg(axes)


@pytest.mark.parametrize("articles", [3, 5, 30])
def test_any_number_of_articles_keeps_its_names_apart(articles):
    rows = [row(f"a{n}", label, 0.3, outlet=f"Paper {n}") for label in ("law", "economy") for n in range(articles)]
    panels = ioc.plot_cues(schema.table("cue_shares", rows))
    panels[0].figure.draw_without_rendering()
    for panel in panels:
        boxes = [label.get_window_extent() for label in panel.get_yticklabels()]
        assert len(boxes) == articles
        assert all(above.y0 >= below.y1 - 1 for above, below in itertools.pairwise(boxes))

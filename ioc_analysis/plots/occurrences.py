"""Occurrences: plots of what an article holds: passages, readability, figures, dates.

Floor 4 (above `canvas`). A plot takes a table and `ax=None` and returns Axes, or an array of Axes where there
is one panel per measure or article. Nothing is computed, filtered or ranked here.
"""

from typing import TYPE_CHECKING

import pandas as pd

from .. import schema, wording
from ..labels import GREY, colour_outlets, label_articles
from .canvas import PAPER, TITLE, add_legend, break_label, finish, lane_height, make_axes, name_lanes, styled

if TYPE_CHECKING:
    import matplotlib.pyplot as plt

# What a measure's numbers mean; its name is `wording.MEASURES`.
SCALES = dict.fromkeys(wording.MEASURES, "US school years") | {
    "flesch_reading_ease": "higher is easier",
    "smog_index": "US school years; normed on 30 sentences",
    "lix": "higher is harder",
}


@styled
def plot_readability(readability: pd.DataFrame, *, ax: "plt.Axes | None" = None):
    """Draw each article's score as a dot with its 95 % interval; one panel per measure in the table.

    Returns Axes, or an array of Axes if there are several measures (`ax` then has to be None).
    """
    readability = schema.check(readability, "readability")
    measures = readability["measure"].drop_duplicates().tolist()
    if ax is not None and len(measures) > 1:
        raise ValueError(f"ax takes one measure, the table has {len(measures)}: choose one of {measures}")
    labels = label_articles(readability)
    colours = colour_outlets(readability["outlet"])
    place = {article_id: number for number, article_id in enumerate(labels)}
    panels = make_axes(0.85 + lane_height(labels.values(), 0.26) * len(labels), ax, max(1, len(measures)))
    for measure, panel in zip(measures, panels, strict=False):
        rows = readability[readability["measure"] == measure]
        for row in rows.itertuples():
            colour, y = colours.get(row.outlet, GREY), place[row.article_id]
            panel.plot([row.low, row.high], [y, y], color=colour, linewidth=2)
            panel.plot([row.value], [y], "o", color=colour, markersize=6)
        name_lanes(panel, labels)
        panel.set_title(_measure(measure))
        panel.grid(axis="x", linewidth=0.6)
    return finish(panels, ax, _tell_readability(readability, labels))


def _measure(name: str) -> str:
    """Name a measure and what its numbers mean."""
    return f"{wording.MEASURES[name]} ({SCALES[name]})" if name in SCALES else name


def _tell_readability(readability: pd.DataFrame, labels: dict[str, str]) -> str:
    """Say in words what the plot shows."""
    parts = []
    for measure, rows in readability.groupby("measure", sort=False):
        scores = (
            f"{labels[row.article_id]} "
            + ("undefined" if pd.isna(row.value) else f"{row.value:.1f}")
            + ("" if pd.isna(row.low) else f" ({row.low:.1f} to {row.high:.1f})")
            for row in rows.itertuples()
        )
        parts.append(f"{_measure(measure)}, with 95 % intervals: {'; '.join(scores)}.")
    return " ".join(parts) or "No article has body text to measure."


COUNTED = 34  # characters of a line that names a figure and what it counts
TICKS = 4  # of the scale of figures

KINDS = {  # what the reporter wrote is dark, what stands around it is lighter, what is set aside is faint
    "headline": "#9a63d1",
    "standfirst": "#b48adb",
    "byline": "#a8743f",
    "caption": "#c9a15b",
    "subhead": "#1c8fa6",
    "body": "#2f7ed8",
    "boilerplate": "#9aa1ab",
}


@styled
def plot_passages(passages: pd.DataFrame, *, ax: "plt.Axes | None" = None) -> "plt.Axes":
    """Draw one lane per article from its first character to its last, each passage in the colour of its kind.

    A passage in another language than English is hatched: it is set aside.
    """
    passages = schema.check(passages, "passages")
    labels = label_articles(passages)
    (axes,) = make_axes(1.1 + lane_height(labels.values(), 0.3) * len(labels), ax)
    for lane, article_id in enumerate(labels):
        rows = passages[passages["article_id"] == article_id]
        read = rows["language"].isna() | rows["language"].eq("en")
        for kind, group in rows.groupby("kind", sort=False):
            for foreign, part in group.groupby(~read):
                spans = list(zip(part["start"], part["end"] - part["start"], strict=True))
                axes.broken_barh(
                    spans,
                    (lane - 0.36, 0.72),
                    facecolor=KINDS.get(kind, GREY),
                    edgecolor=PAPER,
                    linewidth=0.3,
                    hatch="////" if foreign else None,
                )
    name_lanes(axes, labels)
    axes.set_xlabel("characters from the start of the article")
    handles = [_patch(kind, colour) for kind, colour in KINDS.items() if kind in set(passages["kind"])]
    add_legend(axes, handles)
    kinds = passages.groupby(["article_id", "kind"], sort=False).size()
    told = (
        f"{label}: " + ", ".join(f"{count} {kind}" for kind, count in kinds[article_id].items())
        for article_id, label in labels.items()
    )
    return finish([axes], ax, f"Passages of each article by kind. {'; '.join(told)}.")


def _patch(label: str, colour: str, **more):
    from matplotlib.patches import Patch

    return Patch(facecolor=colour, edgecolor=PAPER, label=label, **more)


@styled
def plot_figures(figures: pd.DataFrame, *, ax: "plt.Axes | None" = None):
    """Draw each figure, in reading order, at its value on one logarithmic scale; one panel per article.

    A filled dot is exact, a hollow one rounded, with the interval that its words allow; a triangle is the
    bound of an open one (at least, up to); a line without a dot has no number (dozens). Numbers that
    are no quantity have no place on the scale and are left out. Units differ: choose one kind to compare
    lengths. Returns Axes, or an array of Axes if there are several articles (`ax` then has to be None).
    """
    from matplotlib.ticker import SymmetricalLogLocator

    figures = schema.check(figures, "figures")
    rows = figures[~figures["kind"].isin(schema.NO_QUANTITY) & figures[["low", "high"]].notna().any(axis=1)]
    labels = label_articles(rows)
    colours = colour_outlets(figures["outlet"])
    if ax is not None and len(labels) > 1:
        raise ValueError(f"ax takes one article, the table has {len(labels)}: choose one of {list(labels)}")
    shown = {article_id: rows[rows["article_id"] == article_id] for article_id in labels}
    names = {
        article_id: [f"{row.text} {'' if pd.isna(row.counted) else row.counted}" for row in part.itertuples()]
        for article_id, part in shown.items()
    }
    sizes = [0.45 + lane_height(own, 0.26, COUNTED) * len(own) for own in names.values()] or [1]
    panels = make_axes(sum(sizes) / len(sizes), ax, len(sizes), sizes)
    for panel, (article_id, part) in zip(panels, shown.items(), strict=False):
        colour = colours.get(part["outlet"].iloc[0], GREY)
        for lane, row in enumerate(part.itertuples()):
            ends = [end for end in (row.low, row.high) if not pd.isna(end)]
            panel.plot(ends, [lane] * len(ends), color=colour, linewidth=2, alpha=0.55)
            if not pd.isna(row.value):
                marker = {">": ">", ">=": ">", "<": "<", "<=": "<"}.get(row.relation, "o")
                fill = PAPER if row.relation == "~" else colour
                panel.plot([row.value], [lane], marker, color=colour, markerfacecolor=fill, markersize=5.5)
        name_lanes(panel, dict(enumerate(names[article_id])), COUNTED)
        panel.set_xscale("symlog", linthresh=1)
        # Of many decades every second is named: beside the names of the lanes there is no room for more.
        panel.xaxis.set_major_locator(SymmetricalLogLocator(base=10, linthresh=1))
        panel.xaxis.get_major_locator().set_params(numticks=TICKS)
        panel.xaxis.set_major_formatter(lambda value, _: _amount(value))
        panel.set_title(break_label(labels[article_id], TITLE), parse_math=False)
        panel.grid(axis="x", linewidth=0.6)
    told = (
        f"{labels[article_id]}: {'; '.join(' '.join(words.split()) for words in part['text'])}"
        for article_id, part in shown.items()
    )
    return finish(panels, ax, f"Figures in reading order. {'. '.join(told)}." if labels else "No figures.")


def _amount(value: float) -> str:
    """Write a tick as a newspaper does: 1,000 but 10m and 5bn."""
    for size, word in ((1e12, "tn"), (1e9, "bn"), (1e6, "m")):
        if abs(value) >= size:
            return f"{value / size:,.0f}{word}"
    return f"{value:,.0f}"


@styled
def plot_dates(dates: pd.DataFrame, *, ax: "plt.Axes | None" = None) -> "plt.Axes":
    """Draw one lane per article with the days that its calendar expressions cover; unresolved ones are left out.

    A day is a tick, a month or a year a bar of its length.
    """
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    dates = schema.check(dates, "dates")
    labels = label_articles(dates)
    colours = colour_outlets(dates["outlet"])
    (axes,) = make_axes(0.8 + lane_height(labels.values(), 0.3) * len(labels), ax)
    rows = dates.dropna(subset=["first_day", "last_day"])
    rows = rows[rows["first_day"].between("1000", "9000")]  # matplotlib's time axis ends soon after
    first, last = (pd.to_datetime(rows[name], format="ISO8601", errors="coerce") for name in ("first_day", "last_day"))
    for lane, (article_id, outlet) in enumerate(dates[["article_id", "outlet"]].drop_duplicates("article_id").values):
        here = (rows["article_id"] == article_id) & first.notna() & last.notna()
        colour = colours.get(outlet, GREY)
        axes.hlines([lane] * here.sum(), first[here], last[here], color=colour, linewidth=5, alpha=0.55)
        axes.plot(first[here], [lane] * here.sum(), "|", color=colour, markersize=11, markeredgewidth=1.6)
    name_lanes(axes, labels)
    axes.grid(axis="x", linewidth=0.6)
    # With more ticks at the least, it knows none for three or four years, and warns.
    locator = AutoDateLocator(minticks=2, maxticks=6)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    told = (
        f"{label}: " + (", ".join(rows.loc[rows["article_id"] == article_id, "value"]) or "none drawn")
        for article_id, label in labels.items()
    )
    return finish([axes], ax, f"Dates that each article names. {'; '.join(told)}.")

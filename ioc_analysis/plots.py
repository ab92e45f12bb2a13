"""Plots: draw what a `stat_` or `extract_` function gave. The only module that imports matplotlib.

Floor 4. A plot takes a table and `ax=None` and returns Axes, or an array of Axes where there
is one panel per measure or article. Nothing is computed, filtered or ranked here.
"""

import base64
import functools
import html
import io
import re
import textwrap
import warnings
from contextlib import nullcontext
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from . import schema, wording
from .labels import GREY, colour_outlets, label_articles

if TYPE_CHECKING:
    import matplotlib.pyplot as plt

# The page swaps these when it is dark; every other colour of a plot keeps its contrast on both.
INK, PAPER, RULE = "#22262b", "#ffffff", "#d5d9df"
DARK = {INK: "#e6e8eb", PAPER: "#15181d", RULE: "#3a4048"}

# A figure 4.6 inches wide is 442 px; on a phone of 375 px its 9.5 pt text is still over 9 px.
WIDTH = 4.6
STYLE = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9.5,
    "axes.labelsize": 9.5,
    "axes.titlesize": 9.5,
    "axes.titlelocation": "left",
    "legend.fontsize": 9.5,
    "xtick.labelsize": 9.5,
    "ytick.labelsize": 9.5,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": RULE,
    "axes.facecolor": PAPER,
    "figure.facecolor": PAPER,
    "xtick.color": INK,
    "ytick.color": INK,
    "grid.color": RULE,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "svg.fonttype": "none",  # words stay words: they can be read aloud, searched and scaled
    "svg.hashsalt": "ioc_analysis",  # ids that are the same on every run
}

# What a measure's numbers mean; its name is `wording.MEASURES`.
SCALES = dict.fromkeys(wording.MEASURES, "US school years") | {
    "flesch_reading_ease": "higher is easier",
    "smog_index": "US school years; normed on 30 sentences",
    "lix": "higher is harder",
}


class Panels(np.ndarray):
    """An array of Axes that displays its figure in a notebook, as one Axes does."""

    def _repr_html_(self) -> str:
        return figure_html(self)


def _styled(draw):
    """Run a plot under the project's style, unless it draws on Axes of the caller, whose style they keep."""

    @functools.wraps(draw)
    def styled(table: pd.DataFrame, *, ax: "plt.Axes | None" = None):
        import matplotlib.pyplot as plt

        with nullcontext() if ax is not None else plt.rc_context(STYLE):
            return draw(table, ax=ax)

    return styled


def _axes(height: float, ax: "plt.Axes | None", panels: int = 1, sizes: list[float] | None = None) -> list:
    """Return `ax` as a list, or the Axes of a new figure of the project's width, one below the other."""
    import matplotlib.pyplot as plt

    if ax is not None:
        return [ax]
    figure, axes = plt.subplots(
        panels,
        figsize=(WIDTH, height * panels),
        layout="constrained",
        squeeze=False,
        height_ratios=sizes,
        sharex=sizes is not None,
    )
    plt.close(figure)  # or the inline backend would draw it a second time, without its text alternative
    return list(axes[:, 0])


def _finish(axes: list, ax: "plt.Axes | None", alt: str):
    """Return what was drawn; a figure of our own keeps its text alternative and displays itself in a notebook."""
    for axis in axes:
        if not axis.has_data():  # an empty grid from 0 to 1 would look like a result
            axis.set_axis_off()
            axis.text(0, 0.5, "Nothing to draw.", transform=axis.transAxes, parse_math=False)
    if ax is not None:
        return ax
    axes[0].figure.set_label(alt)
    if len(axes) > 1:
        return np.array(axes).view(Panels)
    axes[0]._repr_html_ = lambda: figure_html(axes[0])
    return axes[0]


@_styled
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
    panels = _axes(0.85 + 0.26 * len(labels), ax, max(1, len(measures)))
    for measure, panel in zip(measures, panels, strict=False):
        rows = readability[readability["measure"] == measure]
        for row in rows.itertuples():
            colour, y = colours.get(row.outlet, GREY), place[row.article_id]
            panel.plot([row.low, row.high], [y, y], color=colour, linewidth=2)
            panel.plot([row.value], [y], "o", color=colour, markersize=6)
        _lanes(panel, labels)
        panel.set_title(_measure(measure))
        panel.grid(axis="x", linewidth=0.6)
    return _finish(panels, ax, _tell_readability(readability, labels))


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


KINDS = {  # what the reporter wrote is dark, what stands around it is lighter, what is set aside is faint
    "headline": "#9a63d1",
    "standfirst": "#b48adb",
    "byline": "#a8743f",
    "caption": "#c9a15b",
    "subhead": "#1c8fa6",
    "body": "#2f7ed8",
    "boilerplate": "#9aa1ab",
}


@_styled
def plot_passages(passages: pd.DataFrame, *, ax: "plt.Axes | None" = None) -> "plt.Axes":
    """Draw one lane per article from its first character to its last, each passage in the colour of its kind.

    A passage in another language than English is hatched: it is set aside.
    """
    passages = schema.check(passages, "passages")
    labels = label_articles(passages)
    (axes,) = _axes(1.1 + 0.3 * len(labels), ax)
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
    _lanes(axes, labels)
    axes.set_xlabel("characters from the start of the article")
    handles = [_patch(kind, colour) for kind, colour in KINDS.items() if kind in set(passages["kind"])]
    _legend(axes, handles)
    kinds = passages.groupby(["article_id", "kind"], sort=False).size()
    told = (
        f"{label}: " + ", ".join(f"{count} {kind}" for kind, count in kinds[article_id].items())
        for article_id, label in labels.items()
    )
    return _finish([axes], ax, f"Passages of each article by kind. {'; '.join(told)}.")


def _patch(label: str, colour: str, **more):
    from matplotlib.patches import Patch

    return Patch(facecolor=colour, edgecolor=PAPER, label=label, **more)


def _legend(axes: "plt.Axes", handles: list) -> None:
    """Put the key above the plot, as wide as the figure, where it covers nothing."""
    if handles:
        axes.figure.legend(
            handles=handles, loc="outside upper left", ncols=4, frameon=False,
            handlelength=1, handletextpad=0.4, columnspacing=1, borderpad=0.2,
        )  # fmt: skip


def _lanes(axes: "plt.Axes", labels: dict, width: int = 22) -> None:
    """Name the lanes, the first at the top."""
    axes.set_yticks(range(len(labels)), [_line(label, width) for label in labels.values()], parse_math=False)
    axes.set_ylim(max(1, len(labels)) - 0.5, -0.5)
    axes.tick_params(length=0)
    axes.set_axisbelow(True)


def _line(label: str, width: int) -> str:
    """Break a long label in two, and cut what is longer still: the plot needs the room."""
    lines = textwrap.wrap(label, width) or [""]
    return "\n".join(lines[:2]) + ("…" if len(lines) > 2 else "")


SHOWN = 8  # sources drawn per article; the text below says how many are left


@_styled
def plot_sources(sources: pd.DataFrame, *, ax: "plt.Axes | None" = None):
    """Draw the words of attributed speech by source: solid in the speaker's own words, hatched paraphrased.

    One panel per article, its first eight sources in the order of the table. Returns Axes, or an array of
    Axes if there are several articles (`ax` then has to be None).
    """
    sources = schema.check(sources, "sources")
    labels = label_articles(sources)
    colours = colour_outlets(sources["outlet"])
    if ax is not None and len(labels) > 1:
        raise ValueError(f"ax takes one article, the table has {len(labels)}: choose one of {list(labels)}")
    shown = {article_id: sources[sources["article_id"] == article_id].head(SHOWN) for article_id in labels}
    sizes = [0.5 + 0.3 * len(rows) for rows in shown.values()] or [1]
    panels = _axes(sum(sizes) / len(sizes), ax, len(sizes), sizes)
    widest = max([1, *sources["words"]])
    for panel, (article_id, rows) in zip(panels, shown.items(), strict=False):
        colour = colours.get(rows["outlet"].iloc[0], GREY)
        lanes = range(len(rows))
        panel.barh(lanes, rows["words_own"], color=colour, height=0.62)
        panel.barh(
            lanes, rows["words"] - rows["words_own"], left=rows["words_own"], height=0.62,
            facecolor=PAPER, edgecolor=colour, hatch="////", linewidth=0.8,
        )  # fmt: skip
        names = rows["speaker_name"].fillna("(no source named)")
        _lanes(panel, dict(enumerate(names)))
        panel.set_xlim(0, widest * 1.02)
        left = (sources["article_id"] == article_id).sum() - len(rows)
        title = labels[article_id] + (f" (and {left} more)" if left else "")
        panel.set_title(title, parse_math=False)
    if labels:
        panels[-1].set_xlabel("words (solid: own, hatched: paraphrased)")
    return _finish(panels, ax, _tell_sources(shown, labels))


def _tell_sources(shown: dict[str, pd.DataFrame], labels: dict[str, str]) -> str:
    """Say in words what the plot shows."""
    parts = []
    for article_id, rows in shown.items():
        told = ", ".join(
            f"{'no source named' if pd.isna(row.speaker_name) else row.speaker_name} {row.words} ({row.words_own} own)"
            for row in rows.itertuples()
        )
        parts.append(f"{labels[article_id]}: {told}")
    return f"Words attributed to each source. {'; '.join(parts)}." if parts else "No attributed speech."


@_styled
def plot_figures(figures: pd.DataFrame, *, ax: "plt.Axes | None" = None):
    """Draw each figure, in reading order, at its value on one logarithmic scale; one panel per article.

    A filled dot is exact, a hollow one rounded, with the interval that its words allow; a triangle is the
    bound of an open one (at least, up to); a line without a dot has no number (dozens). Numbers that
    are no quantity have no place on the scale and are left out. Units differ: choose one kind to compare
    lengths. Returns Axes, or an array of Axes if there are several articles (`ax` then has to be None).
    """
    figures = schema.check(figures, "figures")
    rows = figures[~figures["kind"].isin(schema.NO_QUANTITY) & figures[["low", "high"]].notna().any(axis=1)]
    labels = label_articles(rows)
    colours = colour_outlets(figures["outlet"])
    if ax is not None and len(labels) > 1:
        raise ValueError(f"ax takes one article, the table has {len(labels)}: choose one of {list(labels)}")
    shown = {article_id: rows[rows["article_id"] == article_id] for article_id in labels}
    sizes = [0.45 + 0.26 * len(part) for part in shown.values()] or [1]
    panels = _axes(sum(sizes) / len(sizes), ax, len(sizes), sizes)
    for panel, (article_id, part) in zip(panels, shown.items(), strict=False):
        colour = colours.get(part["outlet"].iloc[0], GREY)
        for lane, row in enumerate(part.itertuples()):
            ends = [end for end in (row.low, row.high) if not pd.isna(end)]
            panel.plot(ends, [lane] * len(ends), color=colour, linewidth=2, alpha=0.55)
            if not pd.isna(row.value):
                marker = {">": ">", ">=": ">", "<": "<", "<=": "<"}.get(row.relation, "o")
                fill = PAPER if row.relation == "~" else colour
                panel.plot([row.value], [lane], marker, color=colour, markerfacecolor=fill, markersize=5.5)
        names = (f"{row.text} {'' if pd.isna(row.counted) else row.counted}" for row in part.itertuples())
        _lanes(panel, dict(enumerate(names)), width=34)
        panel.set_xscale("symlog", linthresh=1)
        panel.xaxis.set_major_formatter(lambda value, _: _amount(value))
        panel.set_title(labels[article_id], parse_math=False)
        panel.grid(axis="x", linewidth=0.6)
    told = (
        f"{labels[article_id]}: {'; '.join(' '.join(words.split()) for words in part['text'])}"
        for article_id, part in shown.items()
    )
    return _finish(panels, ax, f"Figures in reading order. {'. '.join(told)}." if labels else "No figures.")


def _amount(value: float) -> str:
    """Write a tick as a newspaper does: 1,000 but 10m and 5bn."""
    for size, word in ((1e12, "tn"), (1e9, "bn"), (1e6, "m")):
        if abs(value) >= size:
            return f"{value / size:,.0f}{word}"
    return f"{value:,.0f}"


@_styled
def plot_dates(dates: pd.DataFrame, *, ax: "plt.Axes | None" = None) -> "plt.Axes":
    """Draw one lane per article with the days that its calendar expressions cover; unresolved ones are left out.

    A day is a tick, a month or a year a bar of its length.
    """
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    dates = schema.check(dates, "dates")
    labels = label_articles(dates)
    colours = colour_outlets(dates["outlet"])
    (axes,) = _axes(0.8 + 0.3 * len(labels), ax)
    rows = dates.dropna(subset=["first_day", "last_day"])
    rows = rows[rows["first_day"].between("1000", "9000")]  # matplotlib's time axis ends soon after
    first, last = (pd.to_datetime(rows[name], format="ISO8601", errors="coerce") for name in ("first_day", "last_day"))
    for lane, (article_id, outlet) in enumerate(dates[["article_id", "outlet"]].drop_duplicates("article_id").values):
        here = (rows["article_id"] == article_id) & first.notna() & last.notna()
        colour = colours.get(outlet, GREY)
        axes.hlines([lane] * here.sum(), first[here], last[here], color=colour, linewidth=5, alpha=0.55)
        axes.plot(first[here], [lane] * here.sum(), "|", color=colour, markersize=11, markeredgewidth=1.6)
    _lanes(axes, labels)
    axes.grid(axis="x", linewidth=0.6)
    locator = AutoDateLocator(maxticks=6)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    told = (
        f"{label}: " + (", ".join(rows.loc[rows["article_id"] == article_id, "value"]) or "none drawn")
        for article_id, label in labels.items()
    )
    return _finish([axes], ax, f"Dates that each article names. {'; '.join(told)}.")


def figure_svg(axes, *, prefix: str = "f") -> str:
    """Return the figure of these Axes as an SVG element, the same on every run, with its text alternative.

    `prefix` keeps the ids of several figures on one page apart. In a dark page ink and paper
    change places.
    """
    import matplotlib.pyplot as plt

    figure = (axes.flat[0] if isinstance(axes, np.ndarray) else axes).figure
    file = io.StringIO()
    with plt.rc_context(STYLE), warnings.catch_warnings():
        # Words stay words, so a letter that our measuring font lacks is drawn by the reader's own.
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        figure.savefig(file, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    svg = file.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<style type=.*?</style>", "", svg, flags=re.DOTALL)
    svg = svg.replace(' id="', f' id="{prefix}-').replace('href="#', f'href="#{prefix}-')
    svg = svg.replace("url(#", f"url(#{prefix}-")
    svg = re.sub(r"'DejaVu Sans'(, [^;\"]*)?", "system-ui, sans-serif", svg)
    swaps = "".join(
        f"[style*='{way}: {light}']{{{way}:{dark}!important}}"
        for light, dark in DARK.items()
        for way in ("fill", "stroke")
    )
    style = f"<style>@media (prefers-color-scheme:dark){{{swaps}}}</style>"
    head = f'<svg role="img" aria-label="{html.escape(figure.get_label())}" stroke-linejoin="round" '
    svg = re.sub(r"<svg ([^>]*)>", lambda tag: f"{head}{tag[1]}>{style}", svg, count=1)
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", svg)  # what XML forbids; a name may hold it


def figure_html(axes) -> str:
    """Return the figure of these Axes for a notebook: an image that untrusted notebooks and exports show too."""
    figure = (axes.flat[0] if isinstance(axes, np.ndarray) else axes).figure
    data = base64.b64encode(figure_svg(axes).encode()).decode()
    alt = html.escape(figure.get_label())
    return f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{alt}"></figure>'

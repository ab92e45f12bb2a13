"""Plots: draw what a `stat_` function gave. The only module that imports matplotlib and seaborn.

Floor 4. A plot takes a table and `ax=None` and returns Axes, or an array of Axes where there
is one panel per measure or article. Nothing is computed, filtered or ranked here.
"""

import base64
import html
import io
import re
import warnings
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from . import schema
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

MEASURES = {
    "flesch_reading_ease": "Flesch reading ease (higher is easier)",
    "flesch_kincaid_grade": "Flesch-Kincaid grade (US school years)",
    "gunning_fog": "Gunning fog (US school years)",
    "smog_index": "SMOG (US school years; normed on 30 sentences)",
    "automated_readability_index": "Automated readability index (US school years)",
    "coleman_liau_index": "Coleman-Liau index (US school years)",
    "lix": "LIX (higher is harder)",
}


class Panels(np.ndarray):
    """An array of Axes that displays its figure in a notebook, as one Axes does."""

    def _repr_html_(self) -> str:
        return figure_html(self)


def _axes(height: float, ax: "plt.Axes | None", panels: int = 1):
    """Return `ax` as a list, or the Axes of a new figure of the project's width, one below the other."""
    import matplotlib.pyplot as plt

    if ax is not None:
        return [ax]
    with plt.rc_context(STYLE):
        figure, axes = plt.subplots(panels, figsize=(WIDTH, height * panels), layout="constrained", squeeze=False)
    plt.close(figure)  # or the inline backend would draw it a second time, without its text alternative
    return list(axes[:, 0])


def _finish(axes: list, ax: "plt.Axes | None", alt: str):
    """Return what was drawn; a figure of our own keeps its text alternative and displays itself in a notebook."""
    if ax is not None:
        return ax
    axes[0].figure.set_label(alt)
    if len(axes) > 1:
        return np.array(axes).view(Panels)
    axes[0]._repr_html_ = lambda: figure_html(axes[0])
    return axes[0]


def plot_readability(readability: pd.DataFrame, *, ax: "plt.Axes | None" = None):
    """Draw each article's score as a dot with its 95 % interval; one panel per measure in the table.

    Returns Axes, or an array of Axes if there are several measures (`ax` then has to be None).
    """
    schema.check(readability, "readability")
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
        panel.set_yticks(list(place.values()), list(labels.values()), parse_math=False)
        panel.set_ylim(len(labels) - 0.5, -0.5)  # the first article at the top
        panel.set_title(MEASURES.get(measure, measure), loc="left", fontsize=STYLE["font.size"])
        panel.grid(axis="x", linewidth=0.6)
        panel.tick_params(length=0)
        panel.set_axisbelow(True)
    return _finish(panels, ax, _tell_readability(readability, labels))


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
        parts.append(f"{MEASURES.get(measure, measure)}, with 95 % intervals: {'; '.join(scores)}.")
    return " ".join(parts) or "No article has body text to measure."


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

"""Canvas: the style that every plot shares, and how a figure becomes a page's SVG or a notebook's image.

Floor 4. Only the modules of this room import matplotlib. Out of scope: what is drawn.
"""

import base64
import functools
import html
import io
import re
import textwrap
import warnings
from collections.abc import Iterable
from contextlib import nullcontext
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import matplotlib.pyplot as plt

# The page swaps these when it is dark; every other colour of a plot keeps its contrast on both.
INK, PAPER, RULE = "#22262b", "#ffffff", "#d5d9df"
DARK = {INK: "#e6e8eb", PAPER: "#15181d", RULE: "#3a4048"}

# A figure 4.6 inches wide is 442 px; on a phone of 375 px its 9.5 pt text is still over 9 px.
WIDTH = 4.6
KEY = 60  # characters of a line that says what a column is
LINE = 0.18  # inches of a line of a lane's name
SMALL = 9  # points of what stands in a cell or a key: on a phone still 9 px
TITLE = 40  # characters of a line of a panel's title
NARROW = 12  # articles; with more columns than that none has room for a number
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


class Panels(np.ndarray):
    """An array of Axes that displays its figure in a notebook, as one Axes does."""

    def _repr_html_(self) -> str:
        return figure_html(self)


def styled(draw):
    """Run a plot under the project's style, unless it draws on Axes of the caller, whose style they keep."""

    @functools.wraps(draw)
    def styled(table: pd.DataFrame, *, ax: "plt.Axes | None" = None):
        import matplotlib.pyplot as plt

        with nullcontext() if ax is not None else plt.rc_context(STYLE):
            return draw(table, ax=ax)

    return styled


def make_axes(
    height: float, ax: "plt.Axes | None", panels: int = 1, sizes: list[float] | None = None, columns: int = 1
) -> list:
    """Return `ax` as a list, or the Axes of a new figure of the project's width; those of `columns` share lanes."""
    import matplotlib.pyplot as plt

    if ax is not None:
        return [ax]
    rows = -(-panels // columns)
    figure, axes = plt.subplots(
        rows,
        columns,
        figsize=(WIDTH, height * rows),
        layout="constrained",
        squeeze=False,
        height_ratios=sizes,
        sharex=sizes is not None or columns > 1,
        sharey=columns > 1,
    )
    plt.close(figure)  # or the inline backend would draw it a second time, without its text alternative
    for empty in axes.flat[panels:]:
        empty.set_axis_off()
    return list(axes.flat[:panels])


def finish(axes: list, ax: "plt.Axes | None", alt: str):
    """Return what was drawn; a figure of our own keeps its text alternative and displays itself in a notebook."""
    for axis in axes:
        if not axis.has_data():  # an empty grid from 0 to 1 would look like a result
            axis.set_axis_off()
            axis.text(0, 0.5, "Nothing to draw.", transform=axis.transAxes, parse_math=False)
    if ax is not None:
        return ax
    axes[0].figure.set_label(alt.removesuffix(" ."))  # a list of nothing
    if len(axes) > 1:
        return np.array(axes).view(Panels)
    axes[0]._repr_html_ = lambda: figure_html(axes[0])
    return axes[0]


def add_legend(axes: "plt.Axes", handles: list, *, below: bool = False) -> None:
    """Put the key above the plot, or below it, as wide as the figure, where it covers nothing."""
    if handles:
        axes.figure.legend(
            handles=handles, loc=f"outside {'lower' if below else 'upper'} left", ncols=3 if below else 4,
            frameon=False, handlelength=1, handletextpad=0.4, columnspacing=1, borderpad=0.2,
        )  # fmt: skip


def name_lanes(axes: "plt.Axes", labels: dict, width: int = 22) -> None:
    """Name the lanes, the first at the top."""
    axes.set_yticks(range(len(labels)), [break_label(label, width) for label in labels.values()], parse_math=False)
    axes.set_ylim(max(1, len(labels)) - 0.5, -0.5)
    axes.tick_params(which="both", length=0)
    axes.set_axisbelow(True)


def lane_height(labels: Iterable[str], least: float, width: int = 22) -> float:
    """Return the height of a lane in inches: `least`, or what two neighbours whose names break in two need.

    >>> lane_height(["AFP", "The Evening Gazette of Lowport", "Herald"], 0.21)
    0.27
    """
    lines = [break_label(label, width).count("\n") + 1 for label in labels]
    return max([least, *(LINE * (one + other) / 2 for one, other in pairwise(lines))])


def break_label(label: str, width: int) -> str:
    """Break a long label in two, and cut what is longer still: the plot needs the room."""
    lines = textwrap.wrap(label, width) or [""]
    return "\n".join(lines[:2]) + ("…" if len(lines) > 2 else "")


def name_columns(
    axes: "plt.Axes", words: list[str], count: int, noun: str, *, own: bool, places: list[float] | None = None
) -> None:
    """Give the columns numbers at the top, at their places or evenly, and say above what each number stands for."""
    axes.set_xticks(places or range(len(words)), range(1, len(words) + 1))
    axes.xaxis.tick_top()
    axes.set_xlim(-0.6, max(1, len(words)) - 0.4)
    axes.spines["bottom"].set_visible(False)
    write_head(axes, key_lines(words, count, noun), own)


def number_columns(axes: "plt.Axes", count: int) -> None:
    """Give columns of articles their numbers at the top; of many only every fifth, since more have no room."""
    shown = range(count) if count <= NARROW else range(4, count, 5)
    axes.set_xticks(shown, [number + 1 for number in shown])
    axes.xaxis.tick_top()
    axes.set_xlim(-0.5, max(1, count) - 0.5)
    axes.spines["bottom"].set_visible(False)


def key_lines(words: list[str], count: int, noun: str) -> str:
    """Return numbered lines of what is drawn, and how many of all `count` are left out."""
    lines = [
        f"{number}  {textwrap.shorten(' '.join(text.split()), KEY, placeholder='…')}"
        for number, text in enumerate(words, 1)
    ]
    left = count - len(words)
    return "\n".join([*lines, *([f"and {left} more {noun}{'' if left == 1 else 's'}"] if left else [])])


def write_head(axes: "plt.Axes", words: str, own: bool) -> None:
    """Write above the lanes: from the left end of a figure of our own, which is wider than its Axes."""
    if own:
        axes.figure.suptitle(words, x=0.01, ha="left", fontsize=SMALL, parse_math=False)
    else:
        axes.set_title(words, fontsize=SMALL, parse_math=False)


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

"""Forest: words and their intervals, one below the other, a panel for each group of articles.

Floor 4 (above `canvas`). Nothing is computed, filtered or ranked here but for how many rows have room.
"""

from typing import TYPE_CHECKING

import pandas as pd

from .. import schema, wording
from ..labels import GREY, colour_outlets, label_articles
from .canvas import INK, PAPER, TITLE, break_label, finish, make_axes, name_lanes, styled

if TYPE_CHECKING:
    import matplotlib.pyplot as plt

SHOWN = 8  # words drawn per group
STANDS, SUGGESTIVE = "stands after correction", "suggestive"


@styled
def plot_keyness(keyness: pd.DataFrame, *, ax: "plt.Axes | None" = None):
    """Draw how many times as often each group prints its first eight words as the rest does, with 95 % intervals.

    One panel per group. A filled dot stands after correction, a hollow one is suggestive; other words are not drawn.
    At the right the two counts. The second line of a panel's title is the chance line: the words that only this group
    has, and how many one of two random halves has. Returns Axes, or an array of Axes if there are several groups
    (`ax` then has to be None).
    """
    keyness = schema.check(keyness, "keyness")
    labels = _name_groups(keyness)
    if ax is not None and len(labels) > 1:
        raise ValueError(f"ax takes one group, the table has {len(labels)}: choose one of {list(labels)}")
    colours = colour_outlets(keyness["outlet"])
    drawn = keyness[keyness["label"].isin([STANDS, SUGGESTIVE])]
    shown = {group: drawn[drawn["group"] == group].head(SHOWN) for group in labels}
    titles = {group: break_label(label, TITLE) for group, label in labels.items()}
    sizes = [0.62 + 0.24 * max(1, len(rows)) + 0.16 * titles[group].count("\n") for group, rows in shown.items()] or [1]
    panels = make_axes(sum(sizes) / len(sizes), ax, len(sizes), sizes)
    for panel, (group, rows) in zip(panels, shown.items(), strict=False):
        one = keyness[keyness["group"] == group].iloc[0]
        colour = colours.get(one["outlet"], GREY) if one["by"] in ("article_id", "outlet") else GREY
        panel.axvline(0, color=INK, linewidth=0.8)
        for lane, row in enumerate(rows.itertuples()):
            fill = colour if row.label == STANDS else PAPER
            panel.plot([row.low, row.high], [lane, lane], color=colour, linewidth=2, alpha=0.55)
            panel.plot([row.log2_ratio], [lane], "o", color=colour, markerfacecolor=fill, markersize=6)
            counts, place = f"{row.n_here:,} v {row.n_rest:,}", panel.get_yaxis_transform()
            panel.text(1.02, lane, counts, transform=place, va="center", parse_math=False)
        name_lanes(panel, dict(enumerate(rows["term"])) or {0: "no word"})
        panel.set_title(f"{titles[group]}\n{_chance(one)}", parse_math=False)
        panel.grid(axis="x", linewidth=0.6)
        panel.xaxis.set_major_formatter(lambda value, _: _times(value))
    if labels:
        panels[-1].set_xlabel("times as often as in the rest (filled: stands after\ncorrection, hollow: suggestive)")
    return finish(panels, ax, _tell(keyness, shown, labels))


def _name_groups(keyness: pd.DataFrame) -> dict[str, str]:
    """Return a label for each group: the article's, else the group itself."""
    articles = keyness[keyness["by"] == "article_id"]
    named = label_articles(articles.assign(article_id=articles["group"]))
    return {group: named.get(group, group) for group in keyness["group"].unique()}


def _chance(row: pd.Series) -> str:
    """Say the chance line."""
    own = wording.count(int(row["own_words"]), "word")
    return f"{own} of its own; a random half has {row['own_by_chance']:,.0f}"


def _times(value: float) -> str:
    """Write a tick: 2 is four times, -1 half."""
    return f"×{2**value:,.3g}" if value >= 0 else f"÷{2**-value:,.3g}"


def _tell(keyness: pd.DataFrame, shown: dict[str, pd.DataFrame], labels: dict[str, str]) -> str:
    """Say in words what the plot shows."""
    parts = []
    for group, rows in shown.items():
        words = ", ".join(f"{row.term} {row.n_here:,} v {row.n_rest:,} ({row.label})" for row in rows.itertuples())
        parts.append(f"{labels[group]}: {words or 'no word'}; {_chance(keyness[keyness['group'] == group].iloc[0])}")
    return f"Words against the rest. {'. '.join(parts)}." if parts else "No words to compare."

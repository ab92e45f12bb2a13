"""Shares: in how many sentences of each article a framing device stands, with the interval of so small a count.

Floor 4 (above `canvas`). Nothing is computed, filtered or ranked here but what the table says is too little to draw.
"""

from typing import TYPE_CHECKING

import pandas as pd

from .. import schema
from ..labels import GREY, colour_outlets, label_articles
from .canvas import TITLE, break_label, finish, lane_height, make_axes, name_lanes, styled

if TYPE_CHECKING:
    import matplotlib.pyplot as plt

FEW = 3  # labels that stand one below the other; more are set in two columns
TOLD = "% of the body sentences hold it"


@styled
def plot_cues(cue_shares: pd.DataFrame, *, ax: "plt.Axes | None" = None):
    """Draw each article's share of sentences as a dot with its 95 % interval; one panel per class and label.

    Labels in the order of the table, more than three in rows of two, on one scale from 0; those that are not `enough`
    are left out, and an article without body sentences has no dot. Returns Axes, or an array of Axes if there are
    several labels (`ax` then has to be None).
    """
    cue_shares = schema.check(cue_shares, "cue_shares")
    drawn = cue_shares[cue_shares["enough"]]
    shown = dict(list(drawn.groupby(["cue_class", "label"], sort=False)))
    if ax is not None and len(shown) > 1:
        raise ValueError(f"ax takes one label, the table has {len(shown)}: choose one of {[key[1] for key in shown]}")
    labels = label_articles(cue_shares)
    colours = colour_outlets(cue_shares["outlet"])
    place = {article_id: number for number, article_id in enumerate(labels)}
    columns = 2 if len(shown) > FEW else 1
    height = 0.55 + lane_height(labels.values(), 0.21) * max(2, len(labels))
    panels = make_axes(height, ax, max(1, len(shown)), columns=columns)
    widest = max(0.01, drawn["high"].max()) if drawn["high"].notna().any() else 1
    for (key, rows), panel in zip(shown.items(), panels, strict=False):
        for row in rows.dropna(subset=["share"]).itertuples():
            colour, lane = colours.get(row.outlet, GREY), place[row.article_id]
            panel.plot([100 * row.low, 100 * row.high], [lane, lane], color=colour, linewidth=2)
            panel.plot([100 * row.share], [lane], "o", color=colour, markersize=6, clip_on=False)
        name_lanes(panel, labels)
        panel.set_xlim(-2.5 * widest, 103 * widest)
        name = _name(*key)
        panel.set_title(break_label(name, 22 if columns > 1 else TITLE), parse_math=False)
        panel.grid(axis="x", linewidth=0.6)
    if columns > 1:
        panels[0].figure.supxlabel(TOLD, fontsize=panels[0].xaxis.label.get_size())
        for panel in panels[-columns:]:  # above an empty place too the scale is read
            panel.tick_params(labelbottom=True)
    elif shown:
        panels[-1].set_xlabel(TOLD)
    return finish(panels, ax, _tell(shown, labels))


def _name(group: str, label: str) -> str:
    """Name a label with its class, where they differ: frame: security."""
    return label if label == group else f"{group}: {label}"


def _tell(shown: dict, labels: dict[str, str]) -> str:
    """Say in words what the plot shows."""
    parts = []
    for key, rows in shown.items():
        shares = (
            f"{labels[row.article_id]} "
            + (
                "no sentences"
                if pd.isna(row.share)
                else f"{row.sentences} of {row.of} ({100 * row.low:.0f} to {100 * row.high:.0f} %)"
            )
            for row in rows.itertuples()
        )
        parts.append(f"{_name(*key)}: {'; '.join(shares)}.")
    told = " ".join(parts)
    return (
        f"Sentences that hold each device, with 95 % intervals of the share. {told}"
        if told
        else "No label is in three sentences."
    )

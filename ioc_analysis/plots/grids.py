"""Grids: plots with a lane per article and a column per thing compared: statements, claims, utterances, reuse.

Floor 4 (above `canvas`). Lanes grow downwards with the articles, so thirty are as legible as three; the first
columns are drawn, in the order of the table, and the title says how many are left. Nothing is computed here.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from .. import schema
from ..labels import GREY, colour_outlets, find_articles, label_articles
from .canvas import (
    INK,
    NARROW,
    PAPER,
    SMALL,
    add_legend,
    finish,
    key_lines,
    lane_height,
    make_axes,
    name_columns,
    name_lanes,
    number_columns,
    styled,
    write_head,
)

if TYPE_CHECKING:
    import matplotlib.pyplot as plt

SHOWN = 10  # columns drawn; more would be too narrow on a phone
LANES = 30  # articles whose reuse is drawn: a lane and a column each

# Each state has a shape, so that colour is never the only difference.
MARKS = {
    "stated": {"marker": "s", "fillstyle": "full"},
    "stated with a difference": {"marker": "s", "fillstyle": "left"},
    "same words": {"marker": "s", "fillstyle": "full"},
    "other words": {"marker": "s", "fillstyle": "left"},
    "other meaning": {"marker": "D", "fillstyle": "full", "markersize": 7},
    "to be checked": {"marker": "s", "fillstyle": "none"},
    "not found": {"marker": ".", "markersize": 3, "color": GREY},
    "too early": {"marker": "_", "markersize": 7, "color": GREY},
}


class Column(NamedTuple):
    """One thing compared: what it is in words, and the state of each article."""

    words: str
    states: dict[str, str]


@styled
def plot_coverage(coverage: pd.DataFrame, *, ax: "plt.Axes | None" = None) -> "plt.Axes":
    """Draw which article makes each statement: a lane per article, a column per statement, the first ten.

    A full square states it, a half one states it with a difference, a hollow one is to be checked by eye; a dot
    is *not found*, a dash *too early* (published before the first article that makes it).
    """
    coverage = schema.check(coverage, "coverage")
    columns = []
    ids = coverage["statement_id"].drop_duplicates()
    for _, rows in coverage[coverage["statement_id"].isin(ids.head(SHOWN))].groupby("statement_id", sort=False):
        made = rows["state"].isin(["stated", "stated with a difference"])
        states = rows["state"].where(~made | rows["sure"], "to be checked")
        columns.append(Column(rows["statement"].iloc[0], dict(zip(rows["article_id"], states, strict=True))))
    return _draw(coverage, columns, len(ids), "statement", ax)


# Differences that leave out or add words; all others change what is said.
LENGTH = ("cut", "added")


@styled
def plot_utterances(utterances: pd.DataFrame, *, ax: "plt.Axes | None" = None) -> "plt.Axes":
    """Draw how each article renders each statement: a lane per article, a column per utterance, the first ten.

    A full square has the words of the reference rendering, a half one other words, a diamond changes what they say
    (a name, a number, a negation …); a hollow one is to be checked by eye.
    """
    utterances = schema.check(utterances, "utterances")
    columns = []
    ids = utterances["utterance_id"].drop_duplicates()
    for _, rows in utterances[utterances["utterance_id"].isin(ids.head(SHOWN))].groupby("utterance_id", sort=False):
        reference = rows[rows["reference"]].iloc[0]
        speaker = "" if pd.isna(reference.speaker_name) else f"{reference.speaker_name}: "
        states = {row.article_id: _rendering(row) for row in rows.itertuples()}
        columns.append(Column(speaker + reference.text, states))
    return _draw(utterances, columns, len(ids), "statement", ax)


def _rendering(row) -> str:
    """Return the state of a rendering."""
    if not row.sure:
        return "to be checked"
    told = [] if pd.isna(row.differences) else [part.split(":")[0].strip() for part in row.differences.split(";")]
    if set(told) - set(LENGTH):
        return "other meaning"
    return "same words" if pd.isna(row.dropped) and pd.isna(row.added) else "other words"


CODE = re.compile(r"[a-z]\d+")
HEADLINE = -0.26  # where the lane's zone for the headline lies, left of the body


@styled
def plot_prominence(prominence: pd.DataFrame, *, ax: "plt.Axes | None" = None) -> "plt.Axes":
    """Draw where each article first tells each thing: a lane per article, from its lead to its end, the first ten.

    Each tick bears the number of what is told; left of the line stands what the headline tells.
    """
    prominence = schema.check(prominence, "prominence")
    ids = prominence["id"].drop_duplicates()
    shown = {key: number for number, key in enumerate(ids.head(SHOWN), 1)}
    labels = label_articles(prominence)
    colours = colour_outlets(prominence["outlet"])
    (axes,) = make_axes(0.8 + 0.42 * len(labels) + 0.17 * len(shown), ax)
    places = {article_id: lane for lane, article_id in enumerate(labels)}
    for lane in places.values():
        axes.hlines(lane, 0, 1, color=GREY, linewidth=0.4)
    taken: dict[tuple, int] = {}
    for row in prominence[prominence["id"].isin(shown)].itertuples():
        if pd.isna(row.position) and not row.in_headline:
            continue
        x, lane = HEADLINE if row.in_headline else row.position, places[row.article_id]
        spot = lane, round(x * 16)  # what stands closer than a digit is written above what was there before
        taken[spot] = taken.get(spot, -1) + 1
        axes.plot([x], [lane], "|", color=colours.get(row.outlet, GREY), markersize=10, markeredgewidth=1.8)
        y = lane - 0.2 - 0.32 * taken[spot]
        axes.text(x, y, str(shown[row.id]), ha="center", va="bottom", fontsize=SMALL, clip_on=False)
    if labels:
        axes.axvline(HEADLINE / 2, color=GREY, linewidth=0.6, linestyle=":")
    name_lanes(axes, labels)
    axes.set_ylim(max(1, len(labels)) - 0.5, -1)
    axes.set_xticks([HEADLINE, 0, 0.5, 1], ["headline", "lead", "middle", "end"])
    axes.set_xlim(HEADLINE - 0.08, 1.03)
    first = prominence.drop_duplicates("id").head(SHOWN)
    # A claim and a source are named by their id, an utterance (u2) by its words.
    named = [words if CODE.fullmatch(one) else one for one, words in zip(first["id"], first["text"], strict=True)]
    write_head(axes, key_lines(named, len(ids), "thing"), ax is None)
    told = (
        f"{labels[row.article_id]} {shown[row.id]}: " + ("headline" if row.in_headline else f"{row.position:.2f}")
        for row in prominence[prominence["id"].isin(shown)].itertuples()
        if row.in_headline or not pd.isna(row.position)
    )
    return finish([axes], ax, f"Where each article first tells each thing, 0 lead to 1 end. {'; '.join(told)}.")


def _draw(table: pd.DataFrame, columns: list[Column], count: int, noun: str, ax: "plt.Axes | None") -> "plt.Axes":
    """Draw the columns over one lane per article of the table; `count` is how many things there are in all."""
    articles = find_articles(table)  # those without any of it too
    labels = label_articles(articles)
    outlets = articles.set_index("article_id")["outlet"]
    colours = colour_outlets(outlets)
    (axes,) = make_axes(0.9 + lane_height(labels.values(), 0.28) * len(labels) + 0.17 * len(columns), ax)
    for number, column in enumerate(columns):
        for lane, article_id in enumerate(labels):
            state = column.states.get(article_id, "not found")
            style = {"color": colours.get(outlets[article_id], GREY), "markersize": 8} | MARKS[state]
            axes.plot([number], [lane], linestyle="", markerfacecoloralt=PAPER, **style)
    name_lanes(axes, labels)
    name_columns(axes, [column.words for column in columns], count, noun, own=ax is None)
    drawn = {state for column in columns for state in column.states.values()}
    add_legend(axes, [_sign(state) for state in MARKS if state in drawn], below=True)
    told = (
        f"{column.words}: "
        + "; ".join(f"{labels[key]} {state}" for key, state in column.states.items() if key in labels)
        for column in columns
    )
    return finish([axes], ax, f"Which article makes each {noun}. {' | '.join(told)}.")


def _sign(state: str):
    """Return the mark of a state for the key."""
    from matplotlib.lines import Line2D

    style = {"color": INK, "markersize": 7} | MARKS[state]
    return Line2D([], [], linestyle="", markerfacecoloralt=PAPER, label=state, **style)


@styled
def plot_reuse(reuse: pd.DataFrame, *, ax: "plt.Axes | None" = None) -> "plt.Axes":
    """Draw how much of each article (a lane) another one (a column, by the number of its lane) prints too, in percent.

    The stronger the shade, the more; what stays under the background rate of articles on one event is not
    shaded. The thirty articles of the largest shares are drawn; one that shares nothing has no lane.
    """
    reuse = schema.check(reuse, "reuse")
    ranked = reuse[["article_id", "other_id"]].stack().drop_duplicates()
    shown = ranked.head(LANES)
    reuse = reuse[reuse["article_id"].isin(shown) & reuse["other_id"].isin(shown)]
    pairs = (
        reuse[["article_id", "outlet"]],
        reuse[["other_id", "other_outlet"]].set_axis(["article_id", "outlet"], axis=1),
    )
    articles = pd.concat(pairs).drop_duplicates("article_id").sort_values("article_id")
    articles.attrs = reuse.attrs  # the order of the corpus, where the table knows it
    labels = label_articles(articles)
    colours = colour_outlets(articles["outlet"])
    place = {article_id: number for number, article_id in enumerate(labels)}
    (axes,) = make_axes(0.7 + lane_height(labels.values(), 0.28) * len(labels), ax)
    for row in reuse.itertuples():
        x, y = place[row.other_id], place[row.article_id]
        if row.above:
            shade = min(0.9, 0.15 + row.share)
            axes.barh(
                [y], [0.92], left=x - 0.46, height=0.84, color=colours.get(row.outlet, GREY), alpha=shade, linewidth=0
            )
        if row.share >= 0.005 and len(labels) <= NARROW:
            axes.text(x, y, f"{100 * row.share:.0f}", ha="center", va="center", fontsize=SMALL)
    names = {article_id: f"{number} {label}" for number, (article_id, label) in enumerate(labels.items(), 1)}
    name_lanes(axes, names)
    if labels:  # numbers alone are no data to matplotlib, and `finish` would say that there is nothing to draw
        axes.plot([], [])
    number_columns(axes, len(labels))
    left = len(ranked) - len(shown)
    more = f"\nand {left} more article{'' if left == 1 else 's'}" if left else ""
    write_head(axes, "% of the article (lane) that the other (column) prints too" + more, ax is None)
    told = (f"{labels[row.article_id]} in {labels[row.other_id]} {100 * row.share:.1f}" for row in reuse.itertuples())
    return finish([axes], ax, f"Percent of five-word runs shared, outside quotations. {'; '.join(told)}.")

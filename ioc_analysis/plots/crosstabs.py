"""Crosstabs: plots whose cells hold a value: what is answered (claims), what is called (names), who speaks (voices).

Floor 4 (above `canvas`). The first ranks of the table are drawn and the title says how many are left. Summing what
stands in one cell is all that is computed here.
"""

import textwrap
from typing import TYPE_CHECKING

import pandas as pd

from .. import schema, wording
from ..labels import GREY, colour_outlets, find_articles, label_articles
from .canvas import (
    INK,
    KEY,
    NARROW,
    PAPER,
    SMALL,
    add_legend,
    finish,
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

CLAIMS, LETTERS = 8, 38  # columns of claims, and the letters that all of them together have room for
SIZES = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"))
SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}
STRICT = ("than", "over", "above", "under", "below")
# What stands apart from the reference has a box, each verdict its own line.
BOXES = {"differ": "-", "other unit": "-.", "updated": "--", "looser": ":"}
BOLD = ("differ", "other unit", "updated")
ABSENT = {
    "not found": {"marker": ".", "markersize": 3, "color": GREY},
    "too early": {"marker": "_", "markersize": 7, "color": GREY},
}


@styled
def plot_claims(claims: pd.DataFrame, *, ax: "plt.Axes | None" = None) -> "plt.Axes":
    """Draw what each article answers to each question: a lane per article, a column per claim, the first eight.

    A cell is the value as printed, shortened (~ about, > more than, ≥ at least). What is apart from the reference
    stands in a box: bold in a full line it differs, in a dashed one it is updated; in a dotted one it says less
    (looser). Italics are to be checked by eye; a dot is *not found*, a dash *too early*. Fewer than eight are drawn
    where their values are long. Figures that joined no claim are not drawn.
    """
    claims = schema.check(claims, "claims")
    articles = find_articles(claims)
    labels = label_articles(articles)
    outlets = articles.set_index("article_id")["outlet"]
    colours = colour_outlets(outlets)
    ids = claims["claim_id"].dropna().drop_duplicates()
    drawn: list[tuple[str, dict[str, tuple]]] = []  # the question, and the row and cell of each article
    places: list[float] = []
    right = 0.0
    for _, rows in claims[claims["claim_id"].isin(ids.head(CLAIMS))].groupby("claim_id", sort=False):
        cells = {row.article_id: (row, _short(row)) for row in rows.itertuples()}
        letters = max(4, *(len(short) for _, short in cells.values())) + 1.6
        if places and right + letters > LETTERS:
            break
        drawn.append((rows["question"].iloc[0], cells))
        places.append(right + letters / 2)
        right += letters
    (axes,) = make_axes(0.9 + lane_height(labels.values(), 0.28) * len(labels) + 0.17 * len(drawn), ax)
    for place, (_, cells) in zip(places, drawn, strict=True):
        for lane, article_id in enumerate(labels):
            row, short = cells.get(article_id, (None, ""))
            axes.plot([place], [lane], linestyle="")  # words alone are no data to an Axes
            if short:
                _write_answer(axes, place, lane, row, short, colours.get(outlets[article_id], GREY))
            else:
                axes.plot([place], [lane], linestyle="", **ABSENT[row.verdict if row else "not found"])
    name_lanes(axes, labels)
    name_columns(axes, [question for question, _ in drawn], len(ids), "question", own=ax is None, places=places)
    axes.set_xlim(0, max(right, 1))
    rows = [row for _, cells in drawn for row, _ in cells.values()]
    add_legend(axes, _sign_verdicts(rows), below=True)
    told = (
        f"{question}: " + "; ".join(f"{labels[one]} {_tell_answer(row)}" for one, (row, _) in cells.items())
        for question, cells in drawn
    )
    return finish([axes], ax, f"What each article answers. {' | '.join(told)}." if drawn else "No claims.")


def _write_answer(axes: "plt.Axes", x: float, y: int, row, short: str, colour: str) -> None:
    """Write one answer, in the box of its verdict."""
    box = None
    if line := BOXES.get(row.verdict):
        box = {"boxstyle": "square,pad=0.25", "facecolor": PAPER, "edgecolor": colour, "linestyle": line}
    axes.text(
        x, y, short, ha="center", va="center", fontsize=SMALL, parse_math=False, bbox=box,
        fontweight="bold" if row.verdict in BOLD else "normal", fontstyle="normal" if row.sure else "italic",
    )  # fmt: skip


def _short(row) -> str:
    """Return a figure in a few letters: 2,500, ~900, >5bn, $25m, dozens; empty where the article has none."""
    if pd.isna(row.text):
        return ""
    words = row.text.lower().split()
    if pd.isna(row.low) and pd.isna(row.high):
        return textwrap.shorten(row.text.lower(), 9, placeholder="…")
    if pd.isna(row.low) or pd.isna(row.high):
        strict = any(word in STRICT for word in words)
        value, sign = (row.low, ">" if strict else "≥") if pd.isna(row.high) else (row.high, "<" if strict else "≤")
        return sign + _value(value, row.unit)
    if row.low == row.high:
        return _value(row.low, row.unit)
    if len(words) == 1 and words[0].isalpha():
        return words[0]  # dozens
    middle = (row.low + row.high) / 2  # of about 2,500 it is the number printed, of 12 to 15 it is not
    if _value(middle, None).rstrip("tbmn") in row.text:
        return ("" if words[0][0].isdigit() else "~") + _value(middle, row.unit)
    return f"{_value(row.low, row.unit)}–{_value(row.high, None)}"


def _value(value: float, unit: str | None) -> str:
    """Write a value as a headline does, with those units that are one letter."""
    size, word = next((pair for pair in SIZES if abs(value) >= pair[0]), (1, ""))
    number = wording.number(round(value / size, 2))
    return f"{SIGNS.get(unit, '')}{number}{word}{'%' if unit == 'percent' else ''}"


def _tell_answer(row) -> str:
    """Say one answer in words."""
    return row.verdict if pd.isna(row.text) else f"{' '.join(row.text.split())} ({row.verdict})"


def _sign_verdicts(rows: list) -> list:
    """Return the key of the verdicts that are drawn."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    found = {row.verdict for row in rows}
    signs = [
        Patch(facecolor=PAPER, edgecolor=INK, linestyle=line, label={"differ": "differs"}.get(verdict, verdict))
        for verdict, line in BOXES.items()
        if verdict in found
    ]
    if any(not row.sure and not pd.isna(row.text) for row in rows):
        signs.append(Line2D([], [], linestyle="", label="italics: to be checked"))
    look = {"linestyle": "", "markersize": 7}
    return signs + [Line2D([], [], label=name, **(look | ABSENT[name])) for name in ABSENT if name in found]


NAMES = 18  # lanes of names


@styled
def plot_naming(naming: pd.DataFrame, *, ax: "plt.Axes | None" = None) -> "plt.Axes":
    """Draw by which names each article calls the first referents: a lane per name, a column per article.

    A cell is how often the reporter's voice uses the name, then how often quotations do (5 | 2); the shade is its share
    of all that the article calls the referent. A name that only quotations use has an outline instead. Where there are
    more than twelve articles the numbers are left out.
    """
    naming = schema.check(naming, "naming")
    articles = find_articles(naming)
    labels = label_articles(articles)
    colours = colour_outlets(articles["outlet"])
    places = {article_id: number for number, article_id in enumerate(labels)}
    lanes, left = _choose_names(naming)
    numbered = [f"{number} {' '.join(label.split())}" for number, label in enumerate(labels.values(), 1)]
    head = textwrap.wrap(" · ".join(name.replace(" ", "\u00a0") for name in numbered), KEY)
    head += [f"and {wording.count(left, 'more referent')}"] if left else []
    (axes,) = make_axes(0.5 + 0.24 * len(lanes) + 0.17 * len(head), ax)
    totals = naming.groupby(["entity_id", "article_id"])["count"].sum()
    told = []
    for row in naming.itertuples():
        if (row.entity_id, row.variant) not in lanes:
            continue
        x, y, own = places[row.article_id], lanes[row.entity_id, row.variant], row.author + row.reported
        share = row.count / max(1, totals[row.entity_id, row.article_id])
        colour = colours.get(row.outlet, GREY)
        look = {"color": colour, "alpha": 0.12 + 0.55 * share} if own else {"facecolor": PAPER, "edgecolor": colour}
        axes.barh([y], [0.9], left=x - 0.45, height=0.8, linewidth=0 if own else 1, **look)
        cell = f"{own} | {row.quoted}" if row.quoted else str(own)
        if len(labels) <= NARROW:
            axes.text(x, y, cell, ha="center", va="center", fontsize=SMALL)
        told.append(f"{row.variant} in {labels[row.article_id]} {cell}")
    _name_names(axes, lanes)
    number_columns(axes, len(labels))
    write_head(axes, "\n".join(head), ax is None)
    alt = f"Names, how often in the reporter's voice | in quotations. {'; '.join(told)}."
    return finish([axes], ax, alt if told else "No names.")


def _choose_names(naming: pd.DataFrame) -> tuple[dict[tuple, int], int]:
    """Return the lane of each (referent, name) of the first referents, and how many referents are left out.

    A referent of several names has a lane above them, (referent, None); its names go by how often all use them.
    """
    lanes: dict[tuple, int] = {}
    referents = naming["entity_id"].drop_duplicates().tolist()
    sums = naming.groupby(["entity_id", "variant"], sort=False)["count"].sum()
    for number, entity in enumerate(referents):
        names = sums[entity].sort_values(ascending=False, kind="stable").index.tolist()
        wanted = [(entity, None), *((entity, name) for name in names)] if len(names) > 1 else [(entity, names[0])]
        if lanes and len(lanes) + len(wanted) > NAMES:
            return lanes, len(referents) - number
        lanes |= {pair: len(lanes) + place for place, pair in enumerate(wanted[:NAMES])}
    return lanes, 0


def _name_names(axes: "plt.Axes", lanes: dict[tuple, int]) -> None:
    """Name the lanes: a referent in bold above its names."""
    name_lanes(
        axes, {lane: textwrap.shorten(name or one, 24, placeholder="…") for (one, name), lane in lanes.items()}, 30
    )
    for label, (one, name) in zip(axes.get_yticklabels(), lanes, strict=False):
        if name is None:
            label.set_fontweight("bold")
            axes.axhline(lanes[one, name] - 0.5, color=GREY, linewidth=0.4)


GROUPS = 6  # columns of affiliations
NOT_TOLD = "affiliation not told"


@styled
def plot_sources(sources: pd.DataFrame, *, ax: "plt.Axes | None" = None) -> "plt.Axes":
    """Draw the words of attributed speech by affiliation: a lane per article, a column per affiliation, the first six.

    Each bar is solid where the words are the speakers' own, hatched where they are paraphrased; the affiliation with
    the most words comes first. A ring bears the number of those that the article only names and never quotes (where
    the table has them).
    """
    sources = schema.check(sources, "sources")
    articles = find_articles(sources)
    labels = label_articles(articles)
    outlets = articles.set_index("article_id")["outlet"]
    colours = colour_outlets(outlets)
    sources = sources.assign(affiliation=sources["affiliation"].fillna(NOT_TOLD), silent=sources["quotes"].eq(0))
    sums = sources.groupby(["affiliation", "article_id"])[["words", "words_own", "silent"]].sum()
    ranks = sources.groupby("affiliation")[["words", "silent"]].sum().sort_values(["words", "silent"], ascending=False)
    # Who is not told comes last: it is no group.
    groups = sorted(ranks.index, key=lambda group: (group == NOT_TOLD, ranks.index.get_loc(group)))
    shown = groups[:GROUPS]
    (axes,) = make_axes(0.9 + 0.36 * len(labels) + 0.17 * len(shown), ax)
    widest = max(1, sums["words"].max()) if len(sums) else 1
    told = []
    for lane, (article_id, label) in enumerate(labels.items()):
        colour = colours.get(outlets[article_id], GREY)
        axes.axhline(lane - 0.5, color=GREY, linewidth=0.25)
        for column, group in enumerate(shown):
            if (group, article_id) not in sums.index:
                continue
            words, own, silent = (int(cell) for cell in sums.loc[(group, article_id)])
            told.append(f"{label}, {group}: {words} words ({own} own), {silent} named and never quoted")
            full, rest = 0.86 * own / widest, 0.86 * (words - own) / widest
            look = {"height": 0.34, "linewidth": 0.8, "edgecolor": colour}
            if own:
                axes.barh([lane - 0.16], [full], left=column - 0.45, facecolor=colour, **look)
            if words > own:
                axes.barh([lane - 0.16], [rest], left=column - 0.45 + full, facecolor=PAPER, hatch="//////", **look)
            axes.plot([column], [lane], linestyle="")
            if silent:
                axes.plot([column - 0.38], [lane + 0.27], "o", color=colour, markerfacecolor=PAPER, markersize=4.5)
                axes.text(column - 0.25, lane + 0.27, str(silent), va="center", fontsize=SMALL)
    name_lanes(axes, labels)
    name_columns(axes, shown, len(groups), "affiliation", own=ax is None)
    add_legend(axes, _sign_voices(widest, sources["silent"].any()) if told else [], below=True)
    return finish([axes], ax, f"Words of attributed speech. {'; '.join(told)}." if told else "No attributed speech.")


def _sign_voices(widest: int, silent: bool) -> list:
    """Return the key of the voices."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    ring = Line2D([], [], linestyle="", marker="o", color=INK, markerfacecolor=PAPER, label="only named")
    return [
        Patch(facecolor=INK, edgecolor=INK, label=f"own words (longest bar {widest:,})"),
        Patch(facecolor=PAPER, edgecolor=INK, hatch="//////", label="paraphrased"),
        *([ring] if silent else []),
    ]

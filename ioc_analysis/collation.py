"""Collation: the wordings of one statement side by side, with the words marked in which they differ.

Floor 4 (above `show`). The differences are those of `compare.variants`; nothing is found or counted here.
"""

import re
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup, escape

from . import schema, wording
from .compare.variants import find_changes, match_words, stat_utterances
from .labels import label_articles
from .show import LIMIT, Marked, visible

DROPPED, ADDED = "text-decoration:line-through", "font-weight:700;text-decoration:none;border-bottom:3px solid #2e9468"
CARD = "display:inline-block;vertical-align:top;max-width:24em;margin:0 20px 18px 0;line-height:1.6"
NAMED = 4  # articles that print the same words, named one by one


class Variant(NamedTuple):
    """One wording: the articles that print it, how and by whom, its words, and what changed in meaning."""

    labels: list[str]
    manner: str
    text: str
    changes: str | None
    sure: bool


def show_diff(rows: pd.DataFrame, name: str | None = None) -> Marked:
    """Show the wordings of one statement side by side: words dropped are struck out, words added are marked.

    Parameters
    ----------
    rows : quotes of `align_quotes`, what `stat_utterances` gives, or sentences of `align_sentences`
    name : the `utterance_id`, or the `statement_id`; without it that of the first row that has one

    All are compared with the first, the reference of `stat_utterances`; of sentences with that of the first article.
    Articles that print the same words stand together. What changed in meaning is told in words below each wording.
    Raises ValueError if no row has that id.

    """
    key = _find_key(rows)
    if name is None and rows[key].isna().all():
        return Marked("No rows.", "No rows.")
    name = rows[key].dropna().iloc[0] if name is None else name
    found = _find(rows, key, name)
    labels = label_articles(rows)
    variants: dict[tuple, Variant] = {}
    for row in found:
        key = row[1:]
        if key not in variants:
            variants[key] = Variant([], *key)
        variants[key].labels.append(labels[row[0]])
    shown = list(variants.values())[:LIMIT]
    reference = shown[0].text
    left = len(variants) - len(shown)
    rest = f"{wording.count(left, 'more wording')} not shown." if left else ""
    html = Markup(
        '<div><p>{}: {}. <del style="{}">Struck out</del>: not in this wording; '
        '<ins style="{}">marked</ins>: not in the first.</p>{}{}</div>'
    ).format(
        name,
        wording.count(len(found), "rendering"),
        DROPPED,
        ADDED,
        Markup("").join(_card(each, reference) for each in shown),
        rest,
    )
    head = f"{name}: {wording.count(len(found), 'rendering')}. [-not in this wording-] {{+not in the first+}}"
    return Marked(html, "\n\n".join(filter(None, [head, *(_lines(each, reference) for each in shown), rest])))


def _find_key(rows: pd.DataFrame) -> str:
    """Return the column that tells which rows are of one statement."""
    key = next((column for column in ("utterance_id", "statement_id") if column in rows), None)
    if key is None:
        raise schema.SchemaError(f"rows have neither utterance_id nor statement_id; they have {list(rows)}")
    return key


def _find(rows: pd.DataFrame, key: str, name: str) -> list[tuple]:
    """Return (article_id, manner, text, changes, sure) of each rendering of a statement, the reference first."""
    chosen = rows[rows[key] == name]
    if chosen.empty:
        known = rows[key].dropna().unique().tolist()
        more = f" and {len(known) - 5} more" if len(known) > 5 else ""
        raise ValueError(f"no {key} {name!r}; there are {known[:5]}{more}")
    if key == "statement_id":
        return _sentences(chosen)
    table = chosen if "reference" in chosen else stat_utterances(chosen)
    table = table.sort_values("reference", ascending=False, kind="stable")
    columns = ("article_id", "kind", "speaker_name", "text", "differences", "sure")
    found = []
    for article, kind, speaker, text, changes, sure in zip(
        *(table[column].tolist() for column in columns), strict=True
    ):
        manner = wording.MANNERS.get(kind, "between quotation marks")
        said = f"{visible(speaker)}, {manner}" if isinstance(speaker, str) else manner
        found.append((article, said, text, changes if isinstance(changes, str) else None, sure))
    return found


def _sentences(rows: pd.DataFrame) -> list[tuple]:
    """Return the same of sentences that make one statement."""
    columns = ("article_id", "text", "sure")
    first = rows["text"].iloc[0]
    found = []
    for article, text, sure in zip(*(rows[column].tolist() for column in columns), strict=True):
        changes = "; ".join(
            f"{kind}: {here or '–'} → {there or '–'}" for kind, here, there in find_changes(first, text)
        )
        found.append((article, "", text, changes or None, sure))
    return found


def _who(variant: Variant) -> str:
    """Say which articles print a wording."""
    named, more = variant.labels[:NAMED], len(variant.labels) - NAMED
    return ", ".join(map(visible, named)) + (f" and {more:,} more" if more > 0 else "")


def find_pieces(reference: str, words: str) -> list[tuple[str, str]]:
    """Return (mark, words) of a wording in order: dropped, added, or neither."""
    pieces, place = [], 0
    for step in match_words(reference, words):
        begin, end = step.there
        pieces.append(("", words[place:begin]))
        if step.same:
            pieces.append(("", words[begin:end]))
        else:
            gone = reference[slice(*step.here)]
            if gone:
                # A space on either side, where the wording has none.
                before = words[place:begin] or words[:begin]
                pieces += [("", "" if not before or before[-1].isspace() else " "), ("dropped", gone)]
                pieces.append(("", " " if begin < end or not before else ""))
            if begin < end:
                pieces.append(("added", words[begin:end]))
        place = end
    return [piece for piece in [*pieces, ("", words[place:])] if piece[1]]


def _card(variant: Variant, reference: str) -> Markup:
    """Write one wording as HTML."""
    tags = {
        "": Markup("{}"),
        "dropped": Markup(f'<del style="{DROPPED}">{{}}</del>'),
        "added": Markup(f'<ins style="{ADDED}">{{}}</ins>'),
    }
    pieces = [tags[mark].format(visible(words)) for mark, words in find_pieces(reference, variant.text)]
    notes = filter(None, [variant.manner, variant.changes, "" if variant.sure else "to be checked by eye"])
    below = Markup("<br>").join(escape(visible(note)) for note in notes)
    return Markup('<div style="{}"><b>{}</b><br><span dir="auto">{}</span><br><small>{}</small></div>').format(
        CARD, _who(variant), Markup("").join(pieces), below
    )


def _lines(variant: Variant, reference: str) -> str:
    """Write one wording for a terminal."""
    brackets = {"": ("", ""), "dropped": ("[-", "-]"), "added": ("{+", "+}")}
    told = "".join(words.join(brackets[mark]) for mark, words in find_pieces(reference, variant.text))
    notes = filter(None, [variant.manner, variant.changes, "" if variant.sure else "to be checked by eye"])
    lines = [_who(variant), re.sub(r"\s+", " ", visible(told)), *map(visible, notes)]
    return "\n    ".join(lines)

"""Cautions: what to know of a corpus before anything in it is compared, in sentences.

Floor 3. The checks themselves are `stat_integrity`'s; here they are weighed and said of all articles at once.
"""

from collections.abc import Iterator

import pandas as pd

from .. import wording
from .articles import STAGE_DAYS
from .remarks import Corpus, Found, group_by


def say_integrity(corpus: Corpus, table: pd.DataFrame, tables: dict) -> Iterator[Found]:
    """Say what may spoil any comparison: copies, one agency, lost marks, another stage, files not read."""
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    checks = group_by(rows, "check")
    everything = len(corpus.labels)
    for original, copies in group_by(checks.get("same_text", []), "text").items():
        ids = [original, *(row["article_id"] for row in copies)]
        if len(ids) == everything:
            whole = "Both articles are" if everything == 2 else f"All {everything} articles are"
            sentence = f"{whole} identical, word for word: one source, so nothing is compared."
        else:
            sentence = f"{corpus.name(*ids)} are identical, word for word: they count as one source, not {len(ids)}."
        where = {"article_id": ids[1]}
        yield Found("identical", "corpus", sentence, 1, everything, "integrity", ids[1], len(ids), where)
    if skipped := checks.get("skipped"):
        verb = "is" if len(skipped) == 1 else "are"
        sentence = f"{wording.count(len(skipped), 'file')} could not be read and {verb} not compared."
        yield Found("skipped", "corpus", sentence, 1, everything, "integrity", None, len(skipped), {})
    for row in checks.get("one_agency", []):
        ids = [key for key in corpus.distinct if f", {key}," in f", {row['text']},"]
        if len(ids) < 2 or len({corpus.outlets[key] for key in ids}) == 1:  # of one outlet: its name says so
            continue
        sentence = f"{corpus.name(*ids)} come from one wire agency: read them as one source, not {len(ids)}."
        yield Found("agency", "corpus", sentence, 1, everything, "integrity", ids[0], len(ids), {"article_id": ids[0]})
    if lost := checks.get("marks_lost"):
        ids = [row["article_id"] for row in lost]
        verb = "attributes" if len(ids) == 1 else "attribute"
        sentence = (
            f"{corpus.name(*ids)} {verb} speech without quotation marks, which may have been lost: check its wording."
        )
        yield Found("marks", "corpus", sentence, 1, everything, "integrity", ids[0], len(ids), lost[0])
    if not corpus.one_event and not corpus.spread:
        yield _say_apart(corpus)
    if late := checks.get("other_stage"):
        ids = [row["article_id"] for row in late]
        day = f"was published on {wording.day(late[0]['text'][:10])}," if len(ids) == 1 else "were published"
        who, so = corpus.name(*ids), ("what is not found there may not have happened yet, or may have been old news.")
        if corpus.spread:
            who, so = (
                f"{len(ids)} of {everything} articles",
                "they tell several events or stages, so little is compared.",
            )
        sentence = f"{who} {day} more than {STAGE_DAYS} days from the middle day of all articles: {so}"
        yield Found("stage", "corpus", sentence, 1, everything, "integrity", ids[0], len(ids), {"article_id": ids[0]})


def _say_apart(corpus: Corpus) -> Found:
    """Say that most articles share nothing, so that they may not be of one event."""
    number, everything = len(corpus.tied), len(corpus.distinct)
    who = f"Only {number} of {everything} articles surely {'shares' if number == 1 else 'share'}"
    if not number:
        who = f"None of the {everything} articles surely shares"
    sentence = (
        f"{who} a figure, quotation or statement with another: perhaps they tell several events, so little is compared."
    )
    return Found("apart", "corpus", sentence, 1, everything, "coverage", None, number, {})

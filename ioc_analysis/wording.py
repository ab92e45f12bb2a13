"""Wording: values of the tables, said in words that an editor understands.

Floor 0. Pure functions of one value or row; a row is a dictionary with None for what is missing.
"""

import re
from bisect import bisect_left

MONTHS = "January February March April May June July August September October November December".split()
MANNERS = {
    "mixed": "partly in the speaker's words",
    "indirect": "in the reporter's words",
    "unmarked": "the speaker's words, marks missing",
}
# The checks of stat_integrity, what weighs most in a comparison first. A plain name is one of
# articles ("no date in AFP"); after a full stop nothing is named, since the row is about the corpus.
CHECKS = {
    "skipped": "not all articles could be read.",
    "same_text": "another article's text",
    "marks_lost": "no quotation marks",
    "other_stage": "another stage of the event",
    "one_agency": "several articles from one agency.",
    "other_language": "another language",
    "unknown_language": "a language by no known name",
    "language_unknown": "too few words to tell the language",
    "unreadable_date": "a date that cannot be read",
    "no_date": "no date",
    "no_outlet": "no known outlet",
    "no_headline": "no headline",
    "doublet": "an acronym explained by itself",
    "repeated_line": "a repeated line",
    "encoding": "not in UTF-8",
    "unlisted_file": "not every file is in the manifest.",
    "unused_overrule": "a rule of the manifest that fits nothing",
    "unused_correction": "a correction of an article that is not there",
    "one_article_per_outlet": "not every outlet has two articles.",
}
MEASURES = {
    "flesch_reading_ease": "Flesch reading ease",
    "flesch_kincaid_grade": "Flesch-Kincaid",
    "gunning_fog": "Gunning fog",
    "smog_index": "SMOG",
    "automated_readability_index": "Automated readability",
    "coleman_liau_index": "Coleman-Liau",
    "lix": "LIX",
}


def count(amount: int, noun: str) -> str:
    """Say how many, the noun in the right number: `1 quote`, `2,000 quotes`."""
    return f"{amount:,} {noun}{'' if amount == 1 else 's'}"


def listing(names: list[str], *, shown: int = 2) -> str:
    """Name several, a long list shortened; at most one more than `shown` is named in full.

    >>> listing(["AFP", "Gazette", "Herald"]), listing(["AFP", "Gazette", "Herald", "Post"])
    ('AFP, Gazette and Herald', 'AFP, Gazette and 2 others')
    """
    if len(names) > shown + 1:
        return f"{', '.join(names[:shown])} and {len(names) - shown} others"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def day(value: str | None) -> str:
    """Say an ISO date in words, at the precision it has.

    >>> [day(value) for value in ("2021-12-09", "2021-12", "2021", "2021-12-09T18:44")]
    ['9 December 2021', 'December 2021', '2021', '9 December 2021, 18:44']
    """
    found = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d))?)?)?", value or "")
    if not found:
        return value or "not known"
    year, month, date, time = found.groups()
    if month and not 1 <= int(month) <= 12:
        return value
    words = [str(int(date)) if date else "", MONTHS[int(month) - 1] if month else "", year]
    return " ".join(word for word in words if word) + (f", {time}" if time else "")


def period(days: list[str]) -> str:
    """Say when articles of these days were published."""
    if not days:
        return "no date of publication is known"
    days = [day[:10] for day in days]
    # June 2021 may be after 15 June 2021, or before it: "~" sorts behind every digit and dash.
    first, last = min(days), max(days, key=lambda day: f"{day}~")
    if first == last:
        return f"published {'' if len(first) == 10 else 'in '}{day(first)}"
    return f"published from {day(first)} to {day(last)}"


def is_before(one: str | None, other: str | None) -> bool:
    """Tell whether an ISO date comes before another, at the precision that both have; False if one is missing.

    >>> is_before("2024-03-04", "2024-03-05T09:00"), is_before("2024-03", "2024-03-05")
    (True, False)
    """
    if not one or not other:
        return False
    known = min(len(one), len(other))
    return one[:known] < other[:known]


def number(value: float, kind: str | None = None) -> str:
    """Say a number in full: thousands apart, no empty decimals; a figure of kind ordinal as one.

    >>> number(2500.0), number(0.5), number(11.0, "ordinal"), number(22.0, "ordinal")
    ('2,500', '0.5', '11th', '22nd')
    """
    if kind == "ordinal":
        ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
        return f"{value:,.0f}{ending}"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.12g}"


def manner(row: dict) -> str:
    """Say whose words a statement is in, and whether it counts as said; nothing for a plain direct quote."""
    parts = (MANNERS.get(row["kind"]), "denied, asked or supposed" if row["negated"] else None)
    return "; ".join(part for part in parts if part)


def cue(words: str | None) -> str:
    """Say the reporting verb; a headline's colon or dash is no word."""
    return words if any(sign.isalnum() for sign in words or "") else ""


def check(name: str) -> str:
    """Say as a heading what a check of `stat_integrity` looks for."""
    words = CHECKS.get(name, name.replace("_", " ")).rstrip(".")
    return words[:1].upper() + words[1:]


def unmatched(figure: str) -> str:
    """Say of an article without an answer that a figure of it may be one.

    >>> unmatched("about 40")
    'it has about 40, matched with none'
    """
    return f"it has {figure}, matched with none"


def weigh(name: str) -> int:
    """Return the place of a check among those that may spoil a comparison; one not known is last."""
    return list(CHECKS).index(name) if name in CHECKS else len(CHECKS)


def warning(name: str, labels: list[str], all: int) -> str:
    """Say what a check found, and in which of `all` articles.

    >>> warning("no_date", ["AFP"], 5), warning("no_date", ["AFP", "Gazette", "Herald"], 5)
    ('no date in AFP', 'no date in 3 of 5 articles')
    """
    words = CHECKS.get(name, name.replace("_", " "))
    if words.endswith(".") or not labels:
        return words.rstrip(".")
    return f"{words} in {' and '.join(labels) if len(labels) < 3 else f'{len(labels)} of {all} articles'}"


def overlap(scores: list[dict]) -> str:
    """Say how far the 95 % intervals of scores (rows with low and high) keep the articles apart."""
    known = [row for row in scores if row["low"] is not None]
    pairs = len(known) * (len(known) - 1) // 2
    if not pairs:
        return "There are too few sentences for two intervals, so nothing is compared."
    highs = sorted(row["high"] for row in known)
    apart = sum(bisect_left(highs, row["low"]) for row in known)  # intervals that end before this one begins
    if not apart:
        return "Every two intervals overlap: the difference may be chance."
    if apart == pairs:
        return "No two intervals overlap."
    return (
        f"Of {count(pairs, 'pair')} of articles, {apart} {'has' if apart == 1 else 'have'} intervals that "
        "do not overlap; for the others the difference may be chance."
    )

"""Articles: what has to be known of each article before comparing it, and how hard it is to read.

Floor 3. Nothing is found here that an `extract_` function did not find; every row names the
articles and, where there is one, the span that it rests on.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

import pandas as pd

from .. import lexicon, schema
from ..english import text
from ..reading import readability

# "ISIL (ISIL)": an acronym explained by itself; a writer's slip that a machine translation makes.
DOUBLET = re.compile(r"[A-Z][A-Z.&-]{1,9} \(\s?([A-Z][A-Z.&-]{1,9})\s?\)")

# An article this many days from the corpus's middle day tells another stage of the event.
STAGE_DAYS = 30

# Lost marks are claimed only where an article has the speech to lose them from.
MIN_SPEECH = 3


def stat_integrity(
    articles: pd.DataFrame, passages: pd.DataFrame | None = None, quotes: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return what to know about each article before comparing it, in the order of the articles.

    One row per finding; `check` is one of: skipped (could not be read), encoding (not
    UTF-8), unlisted_file, unused_overrule and unused_correction (what is set by hand does not fit),
    unreadable_date, no_headline, no_date, no_outlet, marks_lost (attributed speech, and no
    quotation mark), unknown_language (a word that names none), other_language (a passage, or the
    article), language_unknown (too few words to tell), repeated_line, doublet (an
    acronym explained by itself), other_stage (dated more than 30 days from the corpus's
    middle day), same_text (word for word another article's, but for headline, white space and
    case), one_agency (several articles from one wire agency), one_article_per_outlet. Columns: see `integrity` in
    the schema.

    Parameters
    ----------
    articles
        The articles table as `read_corpus` gave it (what it skipped is kept in its `attrs`).
    passages, quotes
        As extracted; without them the checks that need them are left out.

    Raises SchemaError if a table is not what its name says.

    Notes
    -----
    A missing row means that a check found nothing, not that the article is sound.

    """
    articles = schema.check(articles, "articles")
    rows = [
        (note.get("article_id"), None, note["check"], None, None, note["file"], note["reason"])
        for note in articles.attrs.get("reading", [])
    ]
    passages = None if passages is None else schema.check(passages, "passages")
    texts = _fold_texts(articles, passages)
    rows.extend(_check_articles(articles))
    rows.extend(_check_copies(articles, texts))
    rows.extend(_check_groups(articles, texts))
    if passages is not None:
        rows.extend(_check_passages(articles, passages))
    if quotes is not None:
        rows.extend(_check_marks(schema.check(quotes, "quotes")))
    place = {article_id: number for number, article_id in enumerate(articles["article_id"])}
    rows.sort(key=lambda row: place.get(row[0], -1 if row[2] == "skipped" else len(place)))
    return schema.table("integrity", rows, like=articles)


def _check_articles(articles: pd.DataFrame) -> Iterator[tuple]:
    """Find what the articles table itself says of each: missing facts, another language, another stage."""
    days = pd.to_datetime(articles["published"].str[:10], format="ISO8601", errors="coerce")
    # A lone early or late article moves a mean; the middle day stays where most of them are.
    middle = days.quantile(0.5, interpolation="lower") if days.notna().sum() >= 3 else pd.NaT
    facts = ["article_id", "outlet", "title", "published", "agency", "language"]
    for (article_id, outlet, title, published, _, language), day in zip(
        schema.rows(articles, facts), days, strict=True
    ):
        row = (article_id, outlet)
        if pd.isna(outlet):
            yield *row, "no_outlet", None, None, None, "It is not known who printed it."
        if pd.isna(title):
            yield *row, "no_headline", None, None, None, "It is left out where headlines are compared."
        if pd.isna(published):
            finding = "No date: “Thursday” and “last year” in it cannot be resolved."
            yield *row, "no_date", None, None, None, finding
        if pd.isna(language):
            finding = "Too few words to tell its language: it is read as English."
            yield *row, "language_unknown", None, None, None, finding
        elif language != "en":
            finding = f"Written in {_language(language)}: only English is read, so it has passages and nothing else."
            yield *row, "other_language", None, None, None, finding
        if not pd.isna(middle) and not pd.isna(day) and abs((day - middle).days) > STAGE_DAYS:
            gap = abs((day - middle).days)
            side = "before" if day < middle else "after"
            finding = (
                f"Dated {gap} days {side} the middle of the corpus ({middle:%Y-%m-%d}): it tells another stage of the "
                "event, so what it lacks may not have happened yet or may be old."
            )
            yield *row, "other_stage", None, None, published, finding


def _fold_texts(articles: pd.DataFrame, passages: pd.DataFrame | None) -> list[str]:
    """Return each article's body without case and white space; without passages, its text but for an added title."""
    texts = [
        text.removeprefix(title) if added and isinstance(title, str) else text
        for text, title, added in schema.rows(articles, ["text", "title", "title_added"])
    ]
    bodies = defaultdict(list)
    if passages is not None:
        for article_id, words, kind in zip(
            *(passages[name].tolist() for name in ("article_id", "text", "kind")), strict=True
        ):
            if kind == "body":
                bodies[article_id].append(words)
    texts = [
        " ".join(bodies.get(article_id, [text]))
        for article_id, text in zip(articles["article_id"].tolist(), texts, strict=True)
    ]
    return [" ".join(text.casefold().split()) for text in texts]


def _check_copies(articles: pd.DataFrame, texts: list[str]) -> Iterator[tuple]:
    """Find articles whose body is an earlier one's."""
    first: dict[str, str] = {}
    for (article_id, outlet), words in zip(schema.rows(articles, ["article_id", "outlet"]), texts, strict=True):
        other = first.setdefault(words, article_id)
        if other != article_id:
            finding = f"Its text is word for word that of {other}: they are one source, not two."
            yield article_id, outlet, "same_text", None, None, other, finding


def _check_groups(articles: pd.DataFrame, texts: list[str]) -> Iterator[tuple]:
    """Find what ties articles together: one agency, and outlets of a single article."""
    for agency, group in articles.dropna(subset="agency").groupby("agency"):
        if len(group) > 1:
            finding = f"All from {agency}: they are one source, not {len(group)}."
            yield None, None, "one_agency", None, None, ", ".join(group["article_id"]), finding
    # An article that stands in the corpus twice is one.
    counts = articles["outlet"][~articles.assign(text=texts).duplicated(["outlet", "text"])].value_counts()
    if len(counts) > 1 and (counts == 1).any():
        finding = "With one article an outlet cannot be told from its article: read “this article”, not “this outlet”."
        yield None, None, "one_article_per_outlet", None, None, ", ".join(sorted(counts.index[counts == 1])), finding


def _language(code: str) -> str:
    """Name a language in English; a code that is not in the list stays a code."""
    return lexicon.mapping("languages", "name").get(code, code)


def _check_passages(articles: pd.DataFrame, passages: pd.DataFrame) -> Iterator[tuple]:
    """Find foreign and repeated passages, and acronyms explained by themselves."""
    main = dict(zip(articles["article_id"], articles["language"].fillna("en"), strict=True))
    columns = ["article_id", "outlet", "start", "end", "text", "language", "repeats"]
    for article_id, outlet, start, end, words, language, repeats in schema.rows(passages, columns):
        row = (article_id, outlet)
        if not pd.isna(language) and language != main.get(article_id, "en"):
            finding = f"In {_language(language)}: set aside."
            yield *row, "other_language", start, end, words, finding
        if not pd.isna(repeats):
            yield *row, "repeated_line", start, end, words, "Printed before: counted once."
        for match in DOUBLET.finditer(words):
            if match[0].split(" ")[0] == match[1]:
                finding = "A sign of machine translation, or of an edit by rule."
                yield *row, "doublet", start + match.start(), start + match.end(), match[0], finding


def _check_marks(quotes: pd.DataFrame) -> Iterator[tuple]:
    """Find articles with attributed speech and not one quotation mark."""
    marked, speech = set(), defaultdict(list)
    columns = ("article_id", "outlet", "start", "end", "text", "kind")
    for row in schema.records(quotes[list(columns)]):
        if row["kind"] in ("indirect", "unmarked"):
            speech[row["article_id"]].append(row)
        elif row["kind"] in ("direct", "mixed", "not_speech"):
            marked.add(row["article_id"])
    for article_id, rows in sorted(speech.items()):
        if article_id in marked or len(rows) < MIN_SPEECH:
            continue
        # A row in the speaker's own voice is better evidence than a paraphrase.
        first = max(rows, key=lambda row: row["kind"])
        own = sum(row["kind"] == "unmarked" for row in rows)
        finding = f"{len(rows)} statements are attributed and no quotation mark is left" + (
            f", {own} of them in the speaker's own words: the marks were lost, so wording here is no evidence."
            if own
            else ": the marks may have been lost."
        )
        yield article_id, first["outlet"], "marks_lost", first["start"], first["end"], first["text"], finding


def stat_readability(sentences: pd.DataFrame) -> pd.DataFrame:
    """Return seven readability measures of each article's body text, with their 95 % intervals.

    One row per article and measure, in the order of the articles. Words and syllables are
    counted by textstat, sentences by `extract_sentences`; headlines, captions and subheads are left out.
    An article without body text has no row.
    `mattr`, lexical diversity, is of the article and stands in each of its rows. Columns: see `readability` in the
    schema.

    Raises SchemaError if the table is not one of sentences.

    Notes
    -----
    The measures say how long sentences and words are, not how well an article is written.
    With one article per outlet two intervals that overlap say nothing about the outlets.

    References
    ----------
    Flesch 1948; Kincaid et al. 1975; Gunning 1952; McLaughlin 1969; Senter and Smith 1967;
    Coleman and Liau 1975; Björnsson 1968; lexical diversity: Covington and McFall
    2010; interval: percentile bootstrap (Efron 1979) over sentences, 1,000 resamples, fixed seed.

    """
    sentences = schema.check(sentences, "sentences")
    body = sentences[sentences["kind"] == "body"]
    lines: dict[str, list[str]] = {}
    outlets = {}
    for article_id, outlet, words in schema.rows(body, ["article_id", "outlet", "text"]):
        lines.setdefault(article_id, []).append(words)
        outlets.setdefault(article_id, outlet)
    rows = []
    for article_id, own in lines.items():
        counts = readability.count_sentences(own)
        sums = counts.sum(axis=0)
        intervals = readability.interval(counts)
        words, number = int(sums[0]), int(sums[-1])
        mattr = readability.mattr(list(chain.from_iterable(map(_forms, own))))
        rows.extend(
            (article_id, outlets[article_id], measure, float(value), *intervals[measure], words, number, mattr)
            for measure, value in readability.score(sums).items()
        )
    return schema.table("readability", rows, like=sentences)


@lru_cache(maxsize=1 << 13)  # copies of one report
def _forms(line: str) -> list[str]:
    """Return the words of a sentence in small letters; not to be changed."""
    return [line[start:end].lower() for start, end in text.find_words(line)]

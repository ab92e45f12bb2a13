"""Extract: the order of the work on one article, and every `extract_` function.

Floor 2. `Reading` wires the `find_` functions of the lower floors: what one table needs of
another is found at first asking and kept, so nothing is scanned twice. Each article is read
on its own, so every function here gives the same rows on any part of a corpus.
"""

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from itertools import count

import numpy as np
import pandas as pd

from . import schema
from .dates import dates
from .english import numbers, text, tokens
from .figures import figures, quantities
from .framing import cues, harm, sought
from .names import epithets, names
from .processes import DIED, Processes, call_apart
from .quotes import quotes
from .reading import corrections, drafts, passages

Row = tuple  # (start, end, *further columns of the table, method)

AT_ONCE = 1000  # articles whose rows wait as Python objects, of four times the size that they have in a table
NEEDED = ["title", "published", "language", "overrules", "text"]


class Reading:
    """One article, read once: each property is one table's rows, without the columns that every span begins with.

    Extractors read the English passages that are no boilerplate (`read`); the others keep
    their row in `passages`, where the reason stands.
    """

    def __init__(self, title, published, language, overrules, words):
        self.text = words
        self.title, self.published, self.language = (
            value if isinstance(value, str) and value else None for value in (title, published, language)
        )
        self.overrules, self.corrections = _by_hand(overrules) if isinstance(overrules, str) and overrules else ([], [])

    @cached_property
    def passages(self) -> list[Row]:
        """Every passage that is not blank.

        Found a second time: `read_corpus` looks for bylines in them. Kept there, they would be a column of the
        articles table, true only while nobody changes its title, language or overrules; 0.2 ms an article is less.
        """
        # "Ferry sinks off Lindau" is too short to tell, and what is not known to be foreign is read.
        language = self.language or text.find_language(self.text) or "en"
        found = passages.find_passages(self.text, title=self.title, language=language, overrules=self.overrules)
        return self._corrected("passages", found)

    @cached_property
    def read(self) -> list[Row]:
        """The passages that extractors read."""
        return [row for row in self.passages if row[2] != "boilerplate" and row[3] == "en"]

    @cached_property
    def sentences(self) -> list[Row]:
        """Sentences of the passages read."""
        found = [
            (start, end, passage[2])
            for passage in self.read
            for start, end in text.find_sentences(self.text, passage[0], passage[1])
        ]
        # The lead is 0 and the last sentence 1; a body of one sentence is all lead.
        last = max(1, sum(kind == "body" for _, _, kind in found) - 1)
        number = count()
        return [
            (start, end, kind, next(number) / last if kind == "body" else None, "stops") for start, end, kind in found
        ]

    @cached_property
    def names(self) -> "names.Names":
        """The article's name table."""
        return names.find_names(self.text, self.read, self._bounds)

    @cached_property
    def quotes(self) -> list[Row]:
        """Attributed speech, and text between marks that is none."""
        return self._corrected("quotes", quotes.find_quotes(self.text, self.read, self._bounds, self.names))

    @cached_property
    def dates(self) -> list[Row]:
        """Calendar expressions, resolved."""
        return self._corrected("dates", dates.find_dates(self.text, self.published, self._spans, self._places[0]))

    @cached_property
    def figures(self) -> list[Row]:
        """Reported quantities; dates and quotes have claimed theirs before."""
        said = self.quotes  # first, since their words are those of the dates
        found = figures.find_figures(self.text, self.dates, said, self._spans, self._bounds, self._places[1])
        return self._corrected("figures", found)

    @cached_property
    def mentions(self) -> list[Row]:
        """Names and labels, each with the voice that uses it."""
        voices = quotes.find_voices(self.quotes, [row[0] for row in self.names.mentions])
        found = [(*row[:-1], voice, row[-1]) for row, voice in zip(self.names.mentions, voices, strict=True)]
        return self._corrected("mentions", found)

    @cached_property
    def labels(self) -> list[Row]:
        """Words attached to names, each with the voice that uses them."""
        found = epithets.find_labels(self.names)
        voices = quotes.find_voices(self.quotes, [row[0] for row in found])
        return [(*row[:-1], voice, row[-1]) for row, voice in zip(found, voices, strict=True)]

    @cached_property
    def cues(self) -> list[Row]:
        """Words that frame, hedge, distance or stress, and harm: who does what to whom."""
        said = {row[12] for row in self.quotes if row[12] is not None}
        words = self.names.tokens
        places = sought.find_places(words)
        hits = cues.find_cues(self.text, words, self._spans, self.quotes, places)
        harms = harm.find_harm(self.text, words, self._bounds, said, places)
        found = [(start, end, group, label, None, None, method) for start, end, group, label, method in hits]
        found += [(start, end, "harm", *rest) for start, end, *rest in harms]
        found.sort(key=lambda row: (row[0], -row[1], row[2]))
        voices = quotes.find_voices(self.quotes, [row[0] for row in found])
        return [(*row[:-1], voice, row[-1]) for row, voice in zip(found, voices, strict=True)]

    @cached_property
    def _places(self) -> list[list[tuple[int, int, list[int]]]]:
        """Where dates and where numbers begin, among the words of the names if those are known."""
        words = self.names.tokens if "names" in self.__dict__ else tokens.tokenize(self.text, self._spans, [])
        return _places().find(self.text, words.word, words.start, self._spans)

    def _corrected(self, table: str, rows: list[Row]) -> list[Row]:
        """Return the rows as a fact-checker has set them; what rests on them is found after that."""
        return corrections.correct(table, rows, self.text, self.corrections) if self.corrections else rows

    @cached_property
    def _bounds(self) -> list[tuple[int, int]]:
        return [row[:2] for row in self.sentences]

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [row[:2] for row in self.read]


@cache
def _places() -> numbers.Places:
    return numbers.Places(dates.anchors(), quantities.anchors())


TABLES = ("passages", "sentences", "mentions", "quotes", "dates", "figures", "cues")


def _by_hand(overrules: str) -> tuple[list[dict], list[dict]]:
    """Return the kinds of passages and the corrections that an article has been given."""
    try:
        rules, entries = corrections.split_entries(json.loads(overrules), "its column overrules")
        return drafts.read_rules(rules, "its column overrules"), entries
    except (ValueError, RecursionError) as error:
        raise schema.SchemaError(f"an article's overrules are not as read_corpus writes them ({error})") from None


def _extract(
    articles: pd.DataFrame, tables: Iterable[str], progress: Callable[[list], Iterable] = iter
) -> dict[str, pd.DataFrame]:
    """Read every article once and return the tables asked for."""
    articles = schema.check(articles, "articles")
    gathered = [_Gathered(name, articles) for name in tables]
    for number, *article in progress(list(zip(range(len(articles)), *_columns(articles), strict=True))):
        reading = Reading(*article)
        for table in gathered:
            table.add(number, reading.text, getattr(reading, table.name))
    return {table.name: table.finish() for table in gathered}


def _columns(articles: pd.DataFrame) -> list[list]:
    """Return what `Reading` needs of the articles."""
    return [articles[name].tolist() for name in NEEDED]


class _Gathered:
    """A table while it is made, a column at a time: the rows of so many articles are lists of cells before."""

    def __init__(self, name: str, articles: pd.DataFrame):
        self.name, self.articles = name, articles
        self.parts: list[pd.DataFrame] = []
        self._clear()

    def _clear(self) -> None:
        # The first two columns are those of the articles: which article, and how often.
        self.numbers: list[int] = []
        self.counts: list[int] = []
        self.cells: list[list] = [[] for _ in schema.TABLES[self.name].columns[2:]]

    def add(self, number: int, text: str, found: list[Row]) -> None:
        """Take the rows of an article."""
        if not found:
            return
        start, end, *rest = zip(*found, strict=True)
        words = [text[first:last] for first, last in zip(start, end, strict=True)]
        for cells, values in zip(self.cells, (start, end, words, *rest), strict=True):
            cells.extend(values)
        self.numbers.append(number)
        self.counts.append(len(found))
        if len(self.numbers) == AT_ONCE:
            self._settle()

    def _settle(self) -> None:
        rows = np.repeat(np.array(self.numbers, "int64"), self.counts)
        same = [self.articles[column].array.take(rows) for column in ("article_id", "outlet")]
        self.parts.append(schema.table_of(self.name, [*same, *self.cells]))
        self._clear()

    def finish(self) -> pd.DataFrame:
        """Return the table."""
        if self.numbers or not self.parts:
            self._settle()
        found = pd.concat(self.parts, ignore_index=True) if len(self.parts) > 1 else self.parts[0]
        return schema.know_articles(found, self.articles)


def extract_all(
    articles: pd.DataFrame, *, workers: int = 1, progress: Callable[[list], Iterable] = iter
) -> dict[str, pd.DataFrame]:
    """Return every table of occurrences by name, reading each article once.

    The tables are `passages`, `sentences`, `mentions`, `quotes`, `dates`, `figures` and `cues`, each
    equal to what its own `extract_` function gives. `workers` processes give the same rows in
    the same order; each takes a second to start, and on some systems a script then needs
    `if __name__ == "__main__":`. `progress` wraps the list of articles, or of their parts
    (tqdm.tqdm draws a bar). What does not fit in the memory is for `write_batches`.

    Raises SchemaError if `articles` is no table of articles, ValueError if `workers` is below 1, RuntimeError if an
    article ends its process.
    """
    if workers < 1:
        raise ValueError(f"workers is 1 or more; it was {workers!r}")
    if workers == 1 or len(articles) < 2:
        return _extract(articles, TABLES, progress)
    size = -(-len(articles) // min(len(articles), 4 * workers))
    parts = [articles.iloc[first : first + size] for first in range(0, len(articles), size)]
    found: dict[int, dict[str, pd.DataFrame]] = {}
    with Processes(workers) as crew:
        for number, part in enumerate(progress(parts)):
            found |= crew.give(number, _extract, part, TABLES)
        found |= crew.finish()
    for number, tables in found.items():
        if tables is DIED:  # perhaps not by its own fault
            found[number] = call_apart(_extract, parts[number], TABLES)
        if found[number] is DIED:
            ids = ", ".join(map(repr, parts[number]["article_id"].head(3)))
            raise RuntimeError(f"an article ends its process, one from {ids} on; write_batches finds it and goes on")
    return {
        name: schema.know_articles(
            pd.concat([found[number][name] for number in sorted(found)], ignore_index=True), articles
        )
        for name in TABLES
    }


def extract_passages(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the passages of each article: headline, standfirst, byline, caption, subhead, body, boilerplate.

    One row per paragraph or line that is not blank, in reading order; nothing is dropped. `method` is the rule, or
    the manifest's reason, that gives a row its kind. Columns: see `passages` in the schema.

    Raises SchemaError if `articles` is no table of articles, or its `overrules` are not as `read_corpus` writes them.

    Notes
    -----
    Kinds are told by general cues (photo credits, datelines, footers, another language, short
    lines without a stop), so they can be wrong; `overrules` in a manifest sets any of them.

    """
    return _extract(articles, ["passages"])["passages"]


def extract_sentences(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences of each article's English passages that are no boilerplate.

    One row per sentence, in reading order; a quotation of several sentences gives several. `position` runs from 0
    (first sentence of the body) to 1 (last) and is missing elsewhere. Columns: see `sentences` in the schema.

    Raises SchemaError if `articles` is no table of articles.

    Notes
    -----
    A sentence ends at a stop, by rules and the abbreviations of `lexicons/abbreviations.csv`, and at the end of its
    passage. A sentence that is cut in two by a caption or an advertisement is two.

    """
    return _extract(articles, ["sentences"])["sentences"]


def extract_mentions(articles: pd.DataFrame) -> pd.DataFrame:
    """Return every mention of a person, organisation, group or place, with the fullest form of its name.

    One row per mention, in reading order. `voice` says whether the reporter, a paraphrase or a quotation uses the
    name. Columns: see `mentions` in the schema.

    Raises SchemaError if `articles` is no table of articles.

    Notes
    -----
    Found without a model, from capitals, titles, roles, given names, acronyms and the alias table, so a name in small
    letters is none, and a person with an unlisted given name who never speaks may have no type. What is one name
    within an article only is told here; who is who over articles is for `align_names`.

    """
    return _extract(articles, ["mentions"])["mentions"]


def extract_labels(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the words attached to names: *arch enemy* Tehran, IS *jihadists*, *anti-IS*, *so-called caliphate*.

    One row per label, in reading order. Columns: see `labels` in the schema.

    Raises SchemaError if `articles` is no table of articles.

    Notes
    -----
    Cautious rules: what could be a verb is left out, and so are labels of more than three words before a name and
    appositions (Quist, *an old cleric*, left) of more than an article and four words. Of rows drawn from 549
    development articles and read, 91 of 98 before a name, 55 of 60 of any kind and 68 of 70 appositions were labels.

    """
    return _extract(articles, ["labels"])["labels"]


def extract_quotes(articles: pd.DataFrame) -> pd.DataFrame:
    """Return every stretch of attributed speech or writing, and text between marks that is none (`not_speech`).

    One row per stretch, in reading order. `speaker` is the source as printed, `speaker_name` the fullest form of that
    name in the article; `method` names the rule that made the row. Columns: see `quotes` in the schema.

    Raises SchemaError if `articles` is no table of articles.

    Notes
    -----
    English only, by rules: of rows of real news that were read, about one in seven had a fault, most often another
    speaker, so read a row before it is cited. Where two people are near, a pronoun may be given to the wrong one.
    Speech that no verb of `lexicons/reporting_cues.csv` and no mark shows is missed. `benchmarks/RESULTS.md` has
    recall and precision by kind.

    References
    ----------
    Verbs of saying: Levin (1993), English Verb Classes and Alternations; Quirk et al. (1985), A Comprehensive Grammar
    of the English Language, 16.31. The rules are our own.

    """
    return _extract(articles, ["quotes"])["quotes"]


def extract_dates(articles: pd.DataFrame) -> pd.DataFrame:
    """Return every calendar expression, resolved against the day of publication.

    One row per expression, in reading order. Without `published` nothing relative is resolved and `basis` says so;
    today's date is never used. Columns: see `dates` in the schema.

    Raises SchemaError if `articles` is no table of articles.

    Notes
    -----
    Years, months, weeks and days are read; clock times are figures of kind `time`, durations (*over the last year*)
    figures of kind `duration`, *on Mondays* and *every Monday* are no rows. A weekday is the nearest one that the words
    before it allow, ahead or back, which may be a week off.

    References
    ----------
    Values are ISO 8601. Our own rules; measured beside others in `benchmarks/RESULTS.md`.

    """
    return _extract(articles, ["dates"])["dates"]


def extract_cues(articles: pd.DataFrame) -> pd.DataFrame:
    """Return every word that frames, hedges, distances or stresses, and every harm with who does it to whom.

    One row per hit, in reading order, each a word in its sentence and no finding by itself; `stat_cues` counts them
    with their intervals. Columns: see `cues` in the schema.

    Raises SchemaError if `articles` is no table of articles.

    Notes
    -----
    A word list misses what is said without its words. No parser: `victim` and `perpetrator` are the phrases beside
    the harm word, and missing where none stands there. Of rows that were read, scare quotes and perpetrators are
    right in fewer than nine of ten, see `benchmarks/RESULTS.md`.

    References
    ----------
    The terms stand in `lexicons/cues.csv` and `lexicons/harm.csv`, each with its source.

    """
    return _extract(articles, ["cues"])["cues"]


def extract_figures(articles: pd.DataFrame) -> pd.DataFrame:
    """Return every reported quantity with its modifier, unit and what it counts.

    One row per quantity, in reading order. Numbers that are no quantity (F-16, a clock time, an id) keep a row, with
    kind `designator`, `time` or `id`, so that one sees why they do not count. Columns: see `figures` in the schema.

    Raises SchemaError if `articles` is no table of articles.

    Notes
    -----
    No tagger: what is counted is the noun phrase beside the number, and missing where none can be told; `predicate`,
    `place` and `as_of` are left missing rather than guessed. `$` is the US dollar unless the words say another, and
    no sum is converted. `benchmarks/RESULTS.md` has what of this is right.

    References
    ----------
    Units: SI Brochure, 9th edition (BIPM 2019), and the sources of `lexicons/units.csv`; currencies: ISO 4217. The
    rules are our own.

    """
    return _extract(articles, ["figures"])["figures"]


def extract_kwic(articles: pd.DataFrame, terms: str | Iterable[str], *, width: int = 8) -> pd.DataFrame:
    """Return every occurrence of the search terms with `width` words on either side (keyword in context).

    A term is a word or a phrase; `*` stands for any letters (`withdraw*`). A term without
    capitals finds any case; one with capitals only that spelling (`IS` is not *is*). Every
    passage is searched, also those that the other extractors set aside: `kind` says which. One row per occurrence,
    in reading order. Columns: see `kwic` in the schema.

    Raises SchemaError if `articles` is no table of articles, ValueError if there is no term, one is empty, or `width`
    is below 0.
    """
    articles = schema.check(articles, "articles")
    terms = [terms] if isinstance(terms, str) else list(terms)
    if not terms or not all(term.strip(" *") for term in terms):
        raise ValueError(f"terms has to be one or more words to look for; it was {terms!r}")
    if width < 0:
        raise ValueError(f"width is a number of words, 0 or more; it was {width!r}")
    patterns = [(term, _term_pattern(term)) for term in terms]
    rows = []
    ids, outlets = (articles[name].tolist() for name in ("article_id", "outlet"))
    for article_id, outlet, *article in zip(ids, outlets, *_columns(articles), strict=True):
        reading = Reading(*article)
        words = reading.text
        for start, end, kind, *_ in reading.passages:
            hits = [(*hit.span(), term) for term, pattern in patterns for hit in pattern.finditer(words, start, end)]
            spans = text.find_words(words, start, end) if hits else []
            starts, ends = [span[0] for span in spans], [span[1] for span in spans]
            for hit_start, hit_end, term in sorted(hits):
                before, after = bisect_right(ends, hit_start), bisect_left(starts, hit_end)
                left = words[starts[max(0, before - width)] : hit_start] if before and width else ""
                right = words[hit_end : ends[min(len(ends), after + width) - 1]] if after < len(ends) and width else ""
                span = (article_id, outlet, hit_start, hit_end, words[hit_start:hit_end])
                rows.append((*span, left.strip(), right.strip(), kind, f"term: {term}"))
    return schema.table("kwic", rows, like=articles)


def _term_pattern(term: str) -> re.Pattern:
    """Compile a search term: whole words, any white space between them, `*` for any letters."""
    words = (r"[\w'’-]*".join(map(re.escape, word.split("*"))) for word in term.split())
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", re.IGNORECASE if term.islower() else 0)

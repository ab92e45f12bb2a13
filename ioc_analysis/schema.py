"""Schema: every table's columns, types and meanings, in one place.

Floor 0. Validation, empty tables, the codebook in the README and the docs test all read
`TABLES`. A type is one of five words, see `DTYPES`; text that is missing is NaN, a number
that may be missing is float or Int. Out of scope: what fills the tables.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

DTYPES = {
    "str": "str",  # text; may be missing where the meaning says so
    "int": "int64",  # whole number, never missing
    "Int": "Int64",  # whole number that may be missing
    "float": "float64",  # number that may be missing
    "bool": "bool",  # yes or no, never missing
}


# Kinds of the figures table that are no quantities: kept, so that a user sees why they do not count.
NO_QUANTITY = ("designator", "time", "id")


class SchemaError(ValueError):
    """A table does not have the columns or types that its name promises."""


class Column(NamedTuple):
    """One column: its name, its type (a key of `DTYPES`) and what it means."""

    name: str
    type: str
    meaning: str


class Table(NamedTuple):
    """One table: what one of its rows is, and its columns in order."""

    row: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """Names of the columns, in order."""
        return [column.name for column in self.columns]


ARTICLE_ID = Column("article_id", "str", "which article: an id of the articles table")
OUTLET = Column("outlet", "str", "who printed the article, as in the articles table; may be missing")
SPAN = (
    ARTICLE_ID,
    OUTLET,
    Column("start", "int", "where the span begins in the article's text, characters from 0"),
    Column("end", "int", "where it ends; `text[start:end]` of the article is the row's `text`"),
    Column("text", "str", "the words of the span, exactly as printed"),
)
METHOD = Column("method", "str", "the rule that made the row")
VOICE = Column(
    "voice",
    "str",
    "who is speaking here: author (the reporter), reported (the reporter's wording of "
    "someone's statement), quoted (the speaker's own words)",
)


def _span(row: str, *columns: tuple[str, str, str] | Column) -> Table:
    """Build a table whose rows are spans of an article's text."""
    return Table(row, (*SPAN, *(Column(*column) for column in columns), METHOD))


def _plain(row: str, *columns: tuple[str, str, str] | Column) -> Table:
    """Build a table whose rows are not spans."""
    return Table(row, tuple(Column(*column) for column in columns))


TABLES: dict[str, Table] = {
    "articles": _plain(
        "article",
        ("article_id", "str", "id given, else the file's name without its ending, else its row; unique"),
        OUTLET,
        ("style", "str", "house style the outlet's copy follows, where a manifest says so"),
        ("agency", "str", "wire agency whose copy it is (credit line), which may not be who prints it"),
        ("author", "str", "byline without *By*; may be missing"),
        ("title", "str", "headline; may be missing"),
        (
            "published",
            "str",
            "day of publication, ISO 8601 at the precision known (2021-12-09, with a time if stated); may be missing",
        ),
        (
            "published_basis",
            "str",
            "how `published` is known: given (column or manifest), stated: …, inferred: …; missing with it",
        ),
        ("outlet_basis", "str", "how `outlet` is known: given, stated: …, inferred: …; missing with it"),
        ("url", "str", "address the article was taken from, never opened; may be missing"),
        ("event", "str", "event the article tells, where the source says so"),
        ("language", "str", "main language, ISO 639-1 (en); missing where it cannot be told, and then read as English"),
        ("file", "str", "file it was read from, relative to the corpus, with the row (a.jsonl:7) if it holds many"),
        ("title_added", "bool", "True if the title was a column of its own and now stands before the text"),
        (
            "overrules",
            "str",
            "what is set by hand, as JSON: a manifest's passage kinds, a correction's rows; mostly missing",
        ),
        ("text", "str", "the article as read, never altered; every offset counts its characters"),
    ),
    "passages": _span(
        "block of text that is not blank (a paragraph or line)",
        ("kind", "str", "headline, standfirst, byline, caption, subhead, body or boilerplate"),
        (
            "language",
            "str",
            "language of the passage, ISO 639-1; the article's, else en, where it is too short to tell",
        ),
        ("repeats", "Int", "start of the first passage with the same words, if this one repeats it"),
    ),
    "sentences": _span(
        "sentence",
        ("kind", "str", "kind of the passage it stands in"),
        ("position", "float", "how far into the body, 0 (its first sentence) to 1 (its last); missing outside it"),
    ),
    "mentions": _span(
        "name or label of a person, organisation, group or place",
        ("entity", "str", "fullest form of the name in the article, or the alias table's main name"),
        ("entity_type", "str", "person, organisation, group, place or missing"),
        ("variant", "str", "the name as printed, without possessive and article"),
        VOICE,
    ),
    "labels": _span(
        "word or words attached to a name",
        ("entity", "str", "whose label it is, as in mentions; missing for what is only so-called"),
        ("entity_type", "str", "person, organisation, group, place or missing"),
        ("variant", "str", "the name as printed beside it; missing with `entity`"),
        (
            "relation",
            "str",
            "where it stands: before (arch enemy Tehran), after (IS jihadists), prefix (anti-IS), suffix (US-led), "
            "distanced (so-called caliphate)",
        ),
        VOICE,
    ),
    "quotes": _span(
        "stretch of attributed speech or writing, or of text in quotation marks",
        (
            "kind",
            "str",
            "direct (a whole clause between marks), mixed (a part of one), indirect (the reporter's words), unmarked "
            "(the speaker's words, marks lost), not_speech (term, title or scare quote: every stat_ leaves it out)",
        ),
        ("content_start", "int", "where the whole reported clause begins; `start` unless mixed"),
        ("content_end", "int", "where it ends; `end` unless mixed"),
        ("speaker", "str", "the source as printed beside the quote; missing if none is"),
        ("speaker_start", "Int", "where `speaker` begins; missing with it"),
        ("speaker_end", "Int", "where `speaker` ends; missing with it"),
        ("speaker_name", "str", "fullest form of the speaker's name in the article, pronouns resolved; may be missing"),
        ("speaker_type", "str", "person, organisation, place, document or unnamed; may be missing"),
        ("role", "str", "title or appositive that says what the speaker is; may be missing"),
        ("cue", "str", "reporting verb or phrase (said, according to, a headline's colon); missing if none"),
        ("cue_start", "Int", "where `cue` begins; missing with it"),
        ("cue_end", "Int", "where `cue` ends; missing with it"),
        ("negated", "bool", "True if the speech is denied, asked about or hypothetical: not counted as said"),
        ("origin", "str", "whose words the speaker relays; mostly missing"),
        ("continues", "Int", "`start` of the quote that this one goes on from, if it does"),
    ),
    "dates": _span(
        "calendar expression",
        ("value", "str", "ISO 8601 at the precision given (2021, 2021-12, 2021-12-09); missing if not resolved"),
        ("first_day", "str", "first day it covers, YYYY-MM-DD; missing if not resolved, and for a fiscal year"),
        ("last_day", "str", "last day it covers, YYYY-MM-DD; missing with `first_day`"),
        ("basis", "str", "what it was resolved against: stated, published, an earlier date; or why it was not"),
    ),
    "figures": _span(
        "reported quantity (or number that is none: kind designator, time or id)",
        ("value", "float", "the number in `unit`; missing when vague"),
        ("value_high", "float", "upper end of a range (12-15), else missing"),
        ("relation", "str", "= exact, ~ about, > >= < <= (at least 40 is >=), or vague (dozens)"),
        ("modifier", "str", "the words that make the relation (about, more than), else missing"),
        ("low", "float", "smallest value the words allow, in `unit`; missing if open"),
        ("high", "float", "largest value the words allow, in `unit`; missing if open"),
        ("unit", "str", "unit of measure (USD, percent, km2, year), missing for a plain count"),
        ("si_value", "float", "`value` in `si_unit`; missing for money, plain counts and where `value` is"),
        ("si_unit", "str", "SI unit (m, m2, kg, s, K, m/s; 1 for a share); missing with `si_value`"),
        (
            "kind",
            "str",
            "count, money, percent, fraction, duration, distance, area, weight, measure (any other unit), age, rate, "
            "ordinal, multiple; or designator, time, id, which every stat_ leaves out",
        ),
        ("counted", "str", "what is counted, as printed; missing where it cannot be told"),
        ("counted_start", "Int", "where `counted` begins; missing with it"),
        ("counted_end", "Int", "where `counted` ends; missing with it"),
        (
            "head",
            "str",
            "head noun of `counted`, lower case, singular; people where a bare number died or was hurt (six died)",
        ),
        ("predicate", "str", "what happened to them: killed, injured, deployed, withdrawn …; may be missing"),
        ("role", "str", "level, change, total or part"),
        ("direction", "str", "up or down, for a change; else missing"),
        (
            "modality",
            "str",
            "asserted, negated or possible (could reach, expected)",
        ),
        ("place", "str", "place the figure is about, as printed; may be missing"),
        ("as_of", "str", "date the figure is of, ISO 8601; may be missing"),
        ("rendering_of", "Int", "`start` of the figure that this one restates in another unit, else missing"),
        ("speaker_name", "str", "whose figure it is, if it stands in attributed speech; else missing"),
        VOICE,
        ("left", "str", "the words before it in its sentence, as printed"),
        ("right", "str", "the words after it in its sentence, as printed"),
    ),
    "cues": _span(
        "framing device: a word or phrase that frames, hedges, distances, stresses, or tells of harm",
        (
            "cue_class",
            "str",
            "frame, hedge, booster, hearsay, distancing, vague source, stance (of a reporting verb) or harm",
        ),
        (
            "label",
            "str",
            "which frame (security, conflict, economy, law, diplomacy, human interest, responsibility, morality, public "
            "opinion), which stance (asserting, admitting …), how harm is told (active, passive with agent, agentless "
            "passive, inanimate: a weapon or event does it, nominalisation); else the class",
        ),
        ("victim", "str", "who suffers harm, as the words beside name them; else missing"),
        ("perpetrator", "str", "who does it, as the words beside name them; else missing"),
        VOICE,
    ),
    "cue_shares": _plain(
        "label of framing device and article: how many of its sentences hold it",
        ARTICLE_ID,
        OUTLET,
        ("cue_class", "str", "as in cues"),
        ("label", "str", "as in cues"),
        ("hits", "int", "rows of cues in the voices asked for"),
        ("sentences", "int", "body sentences that hold one"),
        ("of", "int", "body sentences of the article"),
        ("share", "float", "`sentences` as a part of `of`, 0 to 1; missing where there are none"),
        ("low", "float", "lower end of the 95 % Wilson interval; missing with `share`"),
        ("high", "float", "upper end of the 95 % interval; missing with `share`"),
        ("enough", "bool", "True if three sentences of all articles or more hold the label: under that nothing is drawn"),
    ),
    "kwic": _span(
        "occurrence of a search term, in its context (keyword in context, KWIC)",
        ("left", "str", "the words before it, as printed"),
        ("right", "str", "the words after it, as printed"),
        ("kind", "str", "kind of the passage it stands in"),
    ),
    "reading": _plain(
        "thing to know about the reading of an article, where a corpus is read in batches",
        (
            "check",
            "str",
            "skipped, encoding, unlisted_file, unused_overrule, unused_correction, unreadable_date, unknown_language",
        ),
        ("article_id", "str", "which article; missing if it was not read"),
        ("file", "str", "file it was read from, with the row if it holds many"),
        ("reason", "str", "what happened, and the cure"),
    ),
    "corrections": _plain(
        "row that is corrected by hand",
        ("table", "str", "passages, mentions, quotes, dates, figures; for same and different sentences too"),
        ("action", "str", "mend, reject, add; same or different (joins rows over articles, or tells them apart)"),
        ARTICLE_ID,
        ("words", "str", "the words of the row, or their beginning and …"),
        ("near", "str", "words around them that the article has once; missing where `words` are enough"),
        ("changes", "str", "what is set, as JSON: {column: value}; {} unless mended or added"),
        ("group", "str", "same on the rows of one entry that joins or tells apart; else missing"),
        ("by", "str", "who says so"),
        ("reason", "str", "why"),
        ("place", "str", "file and entry"),
    ),
    "integrity": _plain(
        "thing to know about an article before comparing it",
        ("article_id", "str", "which article; missing if it could not be read or if the row is about the corpus"),
        ("outlet", "str", "who printed it; may be missing"),
        ("check", "str", "what was found, a fixed word: skipped, marks_lost, other_language, same_text …"),
        ("start", "Int", "where the evidence begins in the article's text; missing if it is not in the text"),
        ("end", "Int", "where the evidence ends; missing with `start`"),
        ("text", "str", "the evidence: the words of the span, or the file and reason"),
        ("finding", "str", "what it means for a comparison, in a sentence"),
    ),
    "sources": _plain(
        "source that an article attributes speech to, or (with 0 quotes) that it names and never quotes",
        ARTICLE_ID,
        OUTLET,
        ("speaker_id", "str", "who it is, the same in all articles; missing for a source that is not named"),
        ("speaker_name", "str", "as in quotes; an unnamed source as printed; missing if no source is named"),
        ("speaker_type", "str", "person, organisation, group, place, document or unnamed; may be missing"),
        ("role", "str", "first role that the article gives; may be missing"),
        (
            "affiliation",
            "str",
            "government, military, armed group, police and justice, parliament and parties, international "
            "organisation, expert, media, business, civil society, sport and culture, witness or resident, document; by "
            "the words of role and name, else missing",
        ),
        ("quotes", "int", "attributed statements, denied and hypothetical ones left out; 0 if never quoted"),
        ("own_words", "int", "of them direct, mixed or unmarked"),
        ("paraphrased", "int", "of them indirect"),
        ("words", "int", "words of attributed speech"),
        ("words_own", "int", "of them the speaker's own (direct, mixed inside the marks, unmarked)"),
        (
            "share",
            "float",
            "`words` as a part of all attributed words of the article, 0 to 1; missing where it has none",
        ),
        ("first", "Int", "where the first statement begins in the article's text; missing if never quoted"),
        ("last", "Int", "where the last statement begins; missing with it"),
        ("named", "Int", "how often the article names it; missing for an unnamed source and without a table of names"),
    ),
    "utterances": _plain(
        "utterance and article: how the article renders the statement",
        ("utterance_id", "str", "the statement, as `align_quotes` names it"),
        ("articles", "int", "articles that render it"),
        ARTICLE_ID,
        OUTLET,
        ("start", "int", "where the rendering begins in the article's text"),
        ("end", "int", "where it ends"),
        ("text", "str", "its words, exactly as printed"),
        ("kind", "str", "direct, mixed, indirect or unmarked, as in quotes"),
        ("speaker_name", "str", "the speaker as the article names them; may be missing"),
        ("reference", "bool", "True for the rendering that the others are compared with"),
        ("similarity", "float", "likeness to the reference, 0 to 1"),
        ("sure", "bool", "False: whether it renders this statement is to be checked by eye"),
        ("kept", "int", "words of the reference that it keeps, in order"),
        ("dropped", "str", "words of the reference that the article lacks, runs parted by …; may be missing"),
        ("added", "str", "words that the reference lacks; may be missing"),
        (
            "differences",
            "str",
            "what changes the meaning, kind: reference → article; kinds speaker, name, figure, verb, negation, hedge, "
            "modality, tense, cut, added; may be missing",
        ),
    ),
    "coverage": _plain(
        "statement and article: whether the article makes the statement, and where",
        ("statement_id", "str", "the statement, as `align_sentences` names it"),
        ("statement", "str", "its words as most articles print them, else as the one published first does"),
        ("articles", "int", "articles that make it"),
        ARTICLE_ID,
        OUTLET,
        (
            "state",
            "str",
            "stated; stated with a difference; not found; too early (not found, and published before the first that "
            "makes it)",
        ),
        ("differences", "str", "what changes the meaning, kind: statement → article (figure: 12 → 19); may be missing"),
        ("dropped", "str", "words of `statement` that `text` lacks; missing if none, or if not stated"),
        ("added", "str", "words of `text` that `statement` lacks; missing if none, or if not stated"),
        ("similarity", "float", "likeness of `text` to `statement`, 0 to 1; missing with `text`"),
        ("sure", "bool", "False: to be checked by eye, the sentence may or may not make the statement"),
        ("start", "Int", "where `text` begins in the article; missing with it"),
        ("end", "Int", "where it ends; missing with it"),
        (
            "text",
            "str",
            "the sentence that makes the statement, or, not found, the nearest; missing if the article has none",
        ),
        ("kind", "str", "kind of the passage it stands in; missing with `text`"),
        ("position", "float", "how far into the body, 0 to 1; missing outside it and with `text`"),
        ("published", "str", "day of publication, as in the articles table; may be missing"),
        ("words", "int", "words of the article, boilerplate left out"),
    ),
    "reuse": _plain(
        "article and other article that print the same words, outside quotations, or reword a statement",
        ARTICLE_ID,
        OUTLET,
        ("other_id", "str", "the other article"),
        ("other_outlet", "str", "who printed the other article; may be missing"),
        ("share", "float", "`shared` as a part of `runs`, 0 to 1"),
        ("above", "bool", "True if `share` is above .03, which 95 of 100 pairs of articles on one event stay under"),
        ("shared", "int", "of the article's runs, those that the other has too"),
        ("runs", "int", "runs of five words of the article, outside quotations"),
        ("order", "str", "the article was published earlier than the other, later or the same; missing if not known"),
        ("longest", "int", "words of the longest stretch that both print; 0 if they share no run"),
        ("start", "Int", "where it begins in the article; missing if there is none"),
        ("end", "Int", "where it ends"),
        ("text", "str", "how it begins in the article, its first 40 words at most"),
        ("other_start", "Int", "where it begins in the other article"),
        ("other_end", "Int", "where it ends there"),
        ("reworded", "int", "statements that both surely make, in other words, outside quotations"),
        (
            "changes",
            "str",
            "what these change in meaning, kind: article → other (negation: never → rarely); missing if nothing",
        ),
    ),
    "naming": _plain(
        "name of a person, organisation, group or place in one article",
        ("entity_id", "str", "who or what is meant, the same in all articles"),
        ("entity_type", "str", "person, organisation, group, place or missing"),
        ARTICLE_ID,
        OUTLET,
        ("variant", "str", "the name as printed, without possessive and article"),
        ("count", "int", "how often the article prints it"),
        ("author", "int", "of them in the reporter's own words"),
        ("reported", "int", "of them in indirect speech, the reporter's wording of a statement"),
        ("quoted", "int", "of them in the speaker's words"),
        ("compounds", "int", "of them inside a hyphen compound (anti-IS); 0 without a table of labels"),
        (
            "finding",
            "str",
            "second name (the reporter's voice uses another one more often) or only quoted (the reporter's voice uses "
            "another one); mostly missing",
        ),
        ("labels", "str", "what the reporter's voice attaches to this name: arch enemy 1, group 2; may be missing"),
        ("first", "int", "where it first stands in the article's text"),
    ),
    "prominence": _plain(
        "shared id and article: where the article first tells it",
        ("id", "str", "a claim, utterance, statement, entity or speaker, as its `align_` function names it"),
        ("articles", "int", "articles that tell it"),
        ARTICLE_ID,
        OUTLET,
        ("kind", "str", "kind of the passage that the evidence stands in; missing if it stands in no sentence read"),
        ("position", "float", "how far into the body it first stands, 0 (lead) to 1; missing if never in the body"),
        ("in_headline", "bool", "True if it stands in a headline"),
        ("in_lead", "bool", "True if it stands in the first sentence of the body or in the standfirst"),
        ("occurrences", "int", "how often the article tells it"),
        ("start", "int", "where the evidence, its most prominent occurrence, begins in the article's text"),
        ("end", "int", "where the evidence ends"),
        ("text", "str", "the evidence, exactly as printed"),
    ),
    "readability": _plain(
        "readability measure of one article's body text",
        ARTICLE_ID,
        OUTLET,
        (
            "measure",
            "str",
            "flesch_reading_ease, flesch_kincaid_grade, gunning_fog, smog_index, automated_readability_index, "
            "coleman_liau_index or lix",
        ),
        (
            "value",
            "float",
            "the score; missing where the formula is undefined (no words). SMOG was normed on 30 sentences",
        ),
        ("low", "float", "lower end of the 95 % interval, by resampling the article's sentences; missing under 3"),
        ("high", "float", "upper end of the 95 % interval; missing with `low`"),
        ("words", "int", "words it rests on"),
        ("sentences", "int", "sentences it rests on, counted by `extract_sentences`"),
    ),
    "keyness": _plain(
        "word that a group of articles prints at least twice",
        ("by", "str", "column that tells the groups: article_id, outlet, style …"),
        ("group", "str", "the group: a value of that column"),
        ("term", "str", "the word in its most frequent form; singular and plural are one"),
        ("n_here", "int", "how often the group prints it, in body sentences in the reporter's voice"),
        ("n_rest", "int", "how often all the others do"),
        ("sentences_here", "int", "sentences of the group that hold it"),
        ("articles_here", "int", "articles of the group that hold it"),
        ("rate_here", "float", "`n_here` per 1,000 words of the group"),
        ("rate_rest", "float", "`n_rest` per 1,000 words of the others"),
        ("log2_ratio", "float", "log2 of the one rate over the other, 0.5 for a count of 0; 1 is twice as often here"),
        ("low", "float", "lower end of its 95 % interval, by resampling; missing if under three units hold the word"),
        ("high", "float", "upper end of the 95 % interval; missing with `low`"),
        (
            "z",
            "float",
            "log-odds with an informative Dirichlet prior (a0 = 500), in standard errors; above 0 if more here",
        ),
        ("g2", "float", "log-likelihood ratio of the two counts, 0 or more"),
        (
            "q",
            "float",
            "p of `g2` after Benjamini and Hochberg within the group; missing for a word printed under 5 times in all",
        ),
        (
            "label",
            "str",
            "stands after correction, suggestive, count too small or no clear difference; the rule is in `attrs`",
        ),
        ("unit", "str", "what is one observation: sentence; or document, where group and rest have ten articles each"),
        ("own_words", "int", "words that the group prints twice or more and the others nowhere"),
        (
            "own_by_chance",
            "float",
            "how many one half has if all units are dealt into two halves at random (expectation)",
        ),
        ("article_id", "str", "article of the group that prints it first"),
        OUTLET,
        ("start", "int", "where its first sentence there begins in the article's text"),
        ("end", "int", "where that sentence ends"),
    ),
    "claims": _plain(
        "question that figures answer, and an article, whether it answers it or not",
        ("claim_id", "str", "the question, as `align_figures` names it; missing for a figure that joined no claim"),
        ("question", "str", "what is asked: the fullest phrase of what is counted, what happened to it, where"),
        ARTICLE_ID,
        OUTLET,
        ("published", "str", "day of publication, as in the articles table; may be missing"),
        ("start", "Int", "where the figure begins in the article's text; missing if the article has none"),
        ("end", "Int", "where it ends; missing with `start`"),
        ("text", "str", "the figure as printed; missing with `start`"),
        ("low", "float", "smallest value the words allow, in `unit`; missing if open or without a figure"),
        ("high", "float", "largest value the words allow, in `unit`; missing if open or without a figure"),
        ("unit", "str", "unit of measure; missing for a plain count"),
        (
            "verdict",
            "str",
            "same, agree, looser, updated, differ, other unit, only here, not found or too early; see `stat_claims`",
        ),
        ("ratio", "float", "for differ and updated: how many times the reference it is; else missing"),
        ("reference", "str", "the figure that it is compared with, as printed"),
        ("figures", "int", "figures of the article that answer the question"),
        ("articles", "int", "articles that answer it"),
        ("sure", "bool", "False: to be checked by eye, see `reason`"),
        ("reason", "str", "what the figure was joined by, or why to check"),
    ),
}


SURE = (
    Column("similarity", "float", "likeness to the others of that id, 0 to 1; missing with the id"),
    Column("sure", "bool", "False: to be checked by eye, see `reason`"),
    Column("reason", "str", "what brings it together with the others of that id; missing if it stands alone"),
)

# What each `align_` function adds to a table of occurrences.
ALIGNED: dict[str, tuple[Column, ...]] = {
    "mentions": (
        Column("entity_id", "str", "who or what is meant, the same in all articles; missing where no one can be told"),
        *SURE,
    ),
    "quotes": (
        Column("speaker_id", "str", "`entity_id` of the speaker; missing for an unnamed source"),
        Column("utterance_id", "str", "the statement, the same for all its renderings; missing for not_speech"),
        *SURE,
        Column("marked_elsewhere", "bool", "True if another article prints these words between quotation marks"),
    ),
    "figures": (
        Column("claim_id", "str", "the question the figure answers, never its value; missing if it joined none"),
        *SURE,
    ),
    "sentences": (
        Column("statement_id", "str", "the statement made, the same in all articles"),
        *SURE,
    ),
}


def table(name: str, rows: Iterable[Sequence] = ()) -> pd.DataFrame:
    """Build the table `name` from rows, tuples in the order of its columns.

    No rows give an empty table with the same columns and types.

    >>> table("passages").dtypes["repeats"]
    Int64Dtype()
    """
    return table_of(name, [list(cells) for cells in zip(*rows, strict=True)] or [[] for _ in TABLES[name].columns])


def table_of(name: str, columns: Iterable[list]) -> pd.DataFrame:
    """Build the table `name` from its columns, lists of cells: a third of the time that rows take."""
    return pd.DataFrame(
        {
            column.name: pd.Series(cells, dtype=DTYPES[column.type])
            for column, cells in zip(TABLES[name].columns, columns, strict=True)
        }
    )


def check(table: pd.DataFrame, name: str, *, aligned: bool = False) -> pd.DataFrame:
    """Return `table` with the columns and types of the table `name`; more columns are allowed.

    With `aligned` those that its `align_` function adds are asked for too.

    A file keeps no types: read back from CSV, a column of offsets with gaps is float64 and an empty one of text too.
    Such columns are cast where no value changes; `table` itself is left alone.

    Raises SchemaError, which names the columns at fault and what was there instead, or an article_id of two articles.
    """
    if not isinstance(table, pd.DataFrame):
        raise SchemaError(f"the {name} table has to be a DataFrame; this is a {type(table).__name__}")
    columns = TABLES[name].columns + (ALIGNED[name] if aligned else ())
    missing = [column.name for column in columns if column.name not in table]
    if missing:
        cure = "; give it to its align_ function first" if aligned and missing[0] not in TABLES[name].names else ""
        raise SchemaError(f"not a table of {name}: columns {missing} are missing; it has {list(table)}{cure}")
    casts = {}
    for column in columns:
        dtype = table[column.name].dtype
        # Text may be of any kind of string; an object may be anything.
        is_text = pd.api.types.is_string_dtype(dtype) and not pd.api.types.is_object_dtype(dtype)
        if dtype == DTYPES[column.type] or (column.type == "str" and is_text):
            continue
        if not _is_cast_exact(table[column.name], DTYPES[column.type]):
            raise SchemaError(
                f"not a table of {name}: column {column.name!r} has to be {DTYPES[column.type]}, it is {dtype}"
            )
        casts[column.name] = DTYPES[column.type]
    if name == "articles" and (twice := table["article_id"].duplicated()).any():
        raise SchemaError(
            f"not a table of articles: {table['article_id'][twice].iloc[0]!r} is the article_id of more than one; "
            "give each an id of its own"
        )
    return table.astype(casts) if casts else table


def _is_cast_exact(column: pd.Series, dtype: str) -> bool:
    """Return whether a cast changes no value: 3.0 is 3, nothing is nothing; but 7 may have been the text 007."""
    values = column.dropna()
    if values.empty:
        return column.empty or dtype not in ("int64", "bool")  # these two have no missing value
    if dtype == "str":
        return pd.api.types.is_object_dtype(column.dtype) and all(isinstance(value, str) for value in values)
    is_bool, is_number = pd.api.types.is_bool_dtype, pd.api.types.is_numeric_dtype
    if not is_number(column.dtype) or is_bool(column.dtype) != (dtype == "bool"):
        return False
    try:
        return bool((column.astype(dtype).dropna() == values).all())
    except (TypeError, ValueError):  # 2.5 is no whole number, and int64 has no missing value
        return False

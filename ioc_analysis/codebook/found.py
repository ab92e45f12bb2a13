"""Found: the tables of articles and of what stands in them, one row per occurrence, and what aligning adds.

Floor 0.
"""

from .columns import ARTICLE_ID, OUTLET, SPAN, VOICE, Column, Table, plain, span

# Kinds of quotes whose words are the speaker's and not the reporter's.
OWN_WORDS = frozenset(("direct", "mixed", "unmarked"))

TABLES: dict[str, Table] = {
    "articles": plain(
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
    "passages": span(
        "block of text that is not blank (a paragraph or line)",
        ("kind", "str", "headline, standfirst, byline, caption, subhead, body or boilerplate"),
        (
            "language",
            "str",
            "language of the passage, ISO 639-1; the article's, else en, where it is too short to tell",
        ),
        ("repeats", "Int", "start of the first passage with the same words, if this one repeats it"),
    ),
    "sentences": span(
        "sentence",
        ("kind", "str", "kind of the passage it stands in"),
        ("position", "float", "how far into the body, 0 (its first sentence) to 1 (its last); missing outside it"),
    ),
    "mentions": span(
        "name or label of a person, organisation, group or place",
        ("entity", "str", "fullest form of the name in the article, or the alias table's main name"),
        ("entity_type", "str", "person, organisation, group, place or missing"),
        ("variant", "str", "the name as printed, without possessive and article"),
        VOICE,
    ),
    "labels": span(
        "word or words attached to a name",
        ("entity", "str", "whose label it is, as in mentions; missing for what is only so-called"),
        ("entity_type", "str", "person, organisation, group, place or missing"),
        ("variant", "str", "the name as printed beside it; missing with `entity`"),
        (
            "relation",
            "str",
            "where it stands: before (arch enemy Tehran), after (IS jihadists), apposition (Quist, an old cleric), "
            "prefix (anti-IS), suffix (US-led), distanced (so-called caliphate)",
        ),
        VOICE,
    ),
    "quotes": span(
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
    "dates": span(
        "calendar expression",
        ("value", "str", "ISO 8601 at the precision given (2021, 2021-12, 2021-12-09); missing if not resolved"),
        ("first_day", "str", "first day it covers, YYYY-MM-DD; missing if not resolved, and for a fiscal year"),
        ("last_day", "str", "last day it covers, YYYY-MM-DD; missing with `first_day`"),
        ("basis", "str", "stated, published, an earlier date or known (Sept. 11 attacks); or why it was not resolved"),
    ),
    "figures": span(
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
        ("left", "str", "the words before it in its sentence, as printed; missing if none"),
        ("right", "str", "the words after it in its sentence, as printed; missing if none"),
    ),
    "cues": span(
        "framing device: a word or phrase that frames, hedges, distances, stresses, or tells of harm",
        (
            "cue_class",
            "str",
            "frame, hedge, booster, hearsay, distancing, vague source, stance (of a reporting verb) or harm",
        ),
        (
            "label",
            "str",
            "which frame (security, conflict, economy, law, diplomacy, human interest, responsibility, morality, "
            "public opinion), which stance (asserting, admitting …), how harm is told (active, passive with agent, "
            "agentless passive, inanimate: a weapon or event does it, nominalisation); scare quotes (one word between "
            "marks), marked words (several), unnamed source; else the class",
        ),
        ("victim", "str", "who suffers harm, as the words beside name them; else missing"),
        ("perpetrator", "str", "who does it, as the words beside name them; else missing"),
        VOICE,
    ),
    "kwic": span(
        "occurrence of a search term, in its context (keyword in context, KWIC)",
        ("left", "str", "the words before it, as printed"),
        ("right", "str", "the words after it, as printed"),
        ("kind", "str", "kind of the passage it stands in"),
    ),
    "reading": plain(
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
    "corrections": plain(
        "row that is corrected by hand",
        ("table", "str", "passages, mentions, quotes, dates, figures; for same and different sentences too"),
        ("action", "str", "mend, reject, add; same or different (joins rows over articles, or tells them apart)"),
        ARTICLE_ID,
        ("words", "str", "the words of the row, or their beginning and …"),
        ("near", "str", "words around them that the article has once; missing where `words` are enough"),
        ("changes", "str", "what is set, as JSON: {column: value}; {} unless mended or added"),
        ("group", "str", "same on the rows of one entry that joins or tells apart; else missing"),
        ("by", "str", "who says so: a name or initials"),
        ("reason", "str", "why, in the words of who says so"),
        ("place", "str", "file and entry"),
    ),
    "headlines": plain(
        "headline",
        *SPAN,
        ("actor", "str", "who acts: the subject, or the by-phrase of a passive; missing if no one is named"),
        (
            "verb",
            "str",
            "the verb as printed, with auxiliary and particle (shoots down, plans to cut); missing if none is",
        ),
        ("object", "str", "who or what is acted on, up to a preposition other than of; missing if nothing is"),
        ("voice", "str", "active, passive (its was may be left out) or nominal: no verb"),
        ("attribution", "str", "who is said to say so (… ends mission: Belmar); missing if no one is"),
        (
            "scare_quotes",
            "str",
            "words in quotation marks that are no clause, several joined by |; missing if there are none",
        ),
        (
            "tense",
            "str",
            "present (of what is over too: historic present), past, perfect or future; missing with an auxiliary",
        ),
        ("lead_start", "Int", "where the first sentence of the body begins; missing if there is none"),
        ("lead_end", "Int", "where it ends; missing with `lead_start`"),
        ("lead", "str", "its words; missing with `lead_start`"),
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

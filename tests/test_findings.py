"""Findings: sentences made from tables, each number of which is in the table that the sentence rests on."""

import json
import re
import tempfile
from pathlib import Path

import pandas as pd
import pytest

import ioc_analysis as ioc
from ioc_analysis import labels, wording
from ioc_analysis.compare import findings

ROOT = Path(__file__).parent.parent
CORPORA = {"seeds": ROOT / "seeds", "tolls": ROOT / "tests" / "gold" / "tolls"}


@pytest.fixture(scope="module", params=CORPORA)
def told(request: pytest.FixtureRequest) -> tuple:
    articles = ioc.read_corpus(CORPORA[request.param])
    tables = ioc.stat_all(articles, ioc.extract_all(articles))
    return articles, tables, ioc.stat_findings(articles, tables, top=None)


def test_the_evidence_stands_in_the_text(told: tuple) -> None:
    articles, _, findings = told
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    spans = findings.dropna(subset="start")
    assert len(spans) > 5
    for key, start, end, words in spans[["article_id", "start", "end", "text"]].itertuples(index=False):
        assert texts[key][start:end] == words


def test_the_first_findings_are_the_ones_that_stat_all_gives(told: tuple) -> None:
    _, tables, findings = told
    said = tables["findings"]
    assert said.equals(findings.head(len(said)))
    assert said["topic"].value_counts().max() <= 2
    assert said["strength"].is_monotonic_decreasing
    assert said["strength"].between(0, 1).all()


def test_no_finding_blames() -> None:
    words = (ROOT / "ioc_analysis" / "compare" / "findings.py").read_text(encoding="utf-8")
    said = " ".join(re.findall(r'"([^"\n]*)"', words))
    assert not re.search(r"\b(omit|omits|bias|biased|fails|hides)\b", said)


def make(texts: list[str], **columns: list) -> pd.DataFrame:
    """Return the findings of articles made of these texts."""
    rows = [
        {"article_id": f"a{number}", "text": text, **{name: cells[number] for name, cells in columns.items()}}
        for number, text in enumerate(texts)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corpus.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        articles = ioc.read_corpus(path)
    return ioc.stat_all(articles, ioc.extract_all(articles))["findings"]


def find_numbers(sentence: str, articles: pd.DataFrame) -> list[str]:
    """Return the numbers that a sentence says itself: not those of cited words, names of articles and days."""
    said = re.sub("“[^”]*”", "", sentence)
    for label in sorted(labels.label_articles(articles).values(), key=len, reverse=True):
        said = said.replace(label, "")
    days = {wording.day(form) for day in articles["published"].dropna() for form in (day, day[:10])}
    for day in sorted(days, key=len, reverse=True):
        said = said.replace(day, "")
    return [number.replace(",", "") for number in re.findall(r"\d[\d,]*", said)]


def count_claims(tables: dict, row: tuple) -> set[int]:
    claims = tables["claims"].query("sure").dropna(subset=["start", "claim_id"])
    shared = [group for _, group in claims.groupby("claim_id") if len(group) > 1]
    agreed = [group for group in shared if set(group["verdict"]) <= {"same", "agree"}]
    return {len(shared), len(agreed), int((claims["claim_id"] == row.key).sum())}


def count_sources(tables: dict, row: tuple) -> set[int]:
    rows = tables["sources"].query("speaker_id == @row.key")
    return {len(rows), int(rows["named"].sum()), *rows["quotes"]}


def count_names(tables: dict, row: tuple) -> set[int]:
    rows = tables["naming"].query("entity_id == @row.key")
    return set(rows["author"] + rows["reported"])


def count_words(tables: dict, row: tuple) -> set[int]:
    rows = tables["keyness"].query("term == @row.key and group == @row.article_id")
    return {*rows["n_here"], *rows["n_rest"]}


def count_statements(tables: dict, row: tuple) -> set[int]:
    rows = tables["coverage"].query("statement_id == @row.key and sure")
    return {int(rows["state"].str.startswith("stated").sum())}


def count_reuse(tables: dict, row: tuple) -> set[int]:
    rows = tables["reuse"].query("article_id == @row.article_id")
    return {*rows["shared"], *rows["runs"], *rows["longest"], *(rows["share"] * 100).round().astype(int)}


COUNTS = {
    "claims": count_claims,
    "sources": count_sources,
    "naming": count_names,
    "keyness": count_words,
    "coverage": count_statements,
    "reuse": count_reuse,
    "utterances": lambda tables, row: set(),
    "integrity": lambda tables, row: {row.articles, 30},  # 30 days: STAGE_DAYS
}


def test_every_number_in_a_finding_is_counted_again_from_its_table(told: tuple) -> None:
    articles, tables, findings = told
    seen = 0
    for row in findings.itertuples():
        counted = COUNTS[row.rests_on](tables, row) | {len(articles)}
        for number in find_numbers(row.finding, articles):
            assert int(number) in counted, row.finding
            seen += 1
    assert seen > 4


def test_both_names_of_a_finding_stand_as_often_as_it_says(told: tuple) -> None:
    _, tables, findings = told
    for row in findings.query("rests_on == 'naming'").itertuples():
        rows = tables["naming"].query("entity_id == @row.key")
        for variant, times in re.findall(r"“([^”]*)” \((once|\d+)", row.finding):
            counted = rows.loc[rows["variant"] == variant, ["author", "reported"]].sum(axis=1)
            assert (1 if times == "once" else int(times)) in set(counted)


STORY = """Bridge closes after flood

TARN, March 4 (Northern Wire) - The old bridge over the Sarn was closed on Monday after 40 homes were flooded, police said.

"We do not know when it will open again," said Mayor Ilse Brandt. "The river has taken two of the piers."

About 300 people were moved to a school, said Piet Okker, a spokesman for the fire brigade. Fire crews worked all night.
"""


def test_two_identical_articles_are_identical_and_nothing_else() -> None:
    findings = make([STORY, STORY], outlet=["Gazette", "Herald"])
    assert findings["finding"].tolist() == [
        "Both articles are identical, word for word: one source, so nothing is compared."
    ]


def test_nothing_is_compared_with_one_article_and_none() -> None:
    assert make([STORY], outlet=["Gazette"]).empty
    articles = ioc.read_corpus(CORPORA["seeds"])
    assert list(ioc.stat_findings(articles, {})) == list(ioc.schema.TABLES["findings"].names)


def test_one_other_number_is_said_with_both_values_and_who_prints_which() -> None:
    findings = make([STORY, STORY.replace("40 homes", "90 homes")], outlet=["Gazette", "Herald"])
    said = findings.query("topic == 'figures'")["finding"].iloc[0]
    assert said.startswith("Figures differ: ")
    assert "“40" in said
    assert "“90" in said
    assert "Gazette" in said
    assert "Herald" in said


def test_articles_that_share_nothing_are_not_compared() -> None:
    other = "A cat show opened in Ostby on Friday. Judges praised 12 kittens, and Vera Lund won a cup with Mirre."
    third = "Shares of the mill fell by half. Analysts said that Borg and Sons had sold 7 looms to a rival in May."
    said = make([STORY, other, third], outlet=["Gazette", "Herald", "Post"])["finding"].tolist()
    assert said[0].startswith("None of the 3 articles surely shares")
    assert len(said) == 1


def test_a_quote_that_loses_its_not_is_told_with_the_word() -> None:
    longer = "We do not know when the engineers from the ministry will open the old bridge to lorries again,"
    whole = STORY.replace("We do not know when it will open again,", longer)
    told = make([whole, whole.replace("We do not know", "We know")], outlet=["Gazette", "Herald"])
    said = told.query("topic == 'quotes'")["finding"]
    assert said.iloc[0].startswith("One statement by Ilse Brandt in two wordings: Gazette has “not” (“We do not know")


def test_what_a_near_copy_repeats_is_no_agreement() -> None:
    told = make([STORY, STORY.replace("Fire crews worked all night.", "")], outlet=["Gazette", "Herald"])
    assert told["topic"].tolist() == ["reuse"]


def test_a_stretch_of_words_in_both_is_told_with_its_share() -> None:
    other = "The council met on Tuesday. " + STORY.split("\n\n")[3] + " Nobody was hurt in the village of Osk."
    said = make([STORY, other], outlet=["Gazette", "Herald"]).query("topic == 'reuse'")["finding"]
    assert "runs of five words (" in said.iloc[0]


def test_many_articles_are_named_shortly() -> None:
    texts = [STORY.replace("40 homes", "90 homes") if number > 5 else STORY + f"Osk {number}." for number in range(9)]
    told = make(
        [f"{text}\n\nThis is text number {number}." for number, text in enumerate(texts)], outlet=list("ABCDEFGHI")
    )
    said = told.query("topic == 'figures'")["finding"].iloc[0]
    assert said.startswith("Figures differ: A, B and 4 others, ")
    assert "; G, H and I, “90" in said


def test_names_of_one_by_initials_are_no_difference() -> None:
    assert findings._is_form("BCB", "Board for the Care of Bridges")
    assert findings._is_form("Tarn Guard", "National Guard")
    assert not findings._is_form("Northern Front", "Osk Brigades")

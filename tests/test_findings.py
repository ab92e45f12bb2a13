"""Findings: sentences made from tables, each number of which is in the table that the sentence rests on."""

import re
from pathlib import Path

import pandas as pd
import pytest

import ioc_analysis as ioc

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


def make(texts: list[str], **columns: list) -> tuple[pd.DataFrame, pd.DataFrame]:
    ids = [f"a{number}" for number in range(len(texts))]
    articles = ioc.read_corpus(pd.DataFrame({"article_id": ids, "text": texts, **columns}))
    return articles, ioc.stat_all(articles, ioc.extract_all(articles))["findings"]

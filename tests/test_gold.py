"""The gold of the invented event in `tests/gold/tolls`: its spans are right and its links join articles."""

import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

TOLLS = Path(__file__).parent / "gold" / "tolls"
NAMES = sorted(path.stem for path in TOLLS.glob("[0-9]*.toml"))


def read(name):
    gold = tomllib.loads((TOLLS / f"{name}.toml").read_text(encoding="utf-8"))
    return gold, (TOLLS / f"{name}.txt").read_bytes().decode("utf-8")


def articles_by(table, column):
    """Return {id: the articles that have it}, of rows that are not optional."""
    found = defaultdict(set)
    for name in NAMES:
        for row in read(name)[0][table]:
            if column in row and not row.get("optional"):
                found[row[column]].add(name)
    return found


def test_the_manifest_names_every_article():
    manifest = tomllib.loads((TOLLS / "corpus.toml").read_text(encoding="utf-8"))["article"]
    assert [row["file"] for row in manifest] == [f"{name}.txt" for name in NAMES]
    assert len(NAMES) >= 8
    for row, name in zip(manifest, NAMES, strict=True):
        gold, text = read(name)
        assert {key: gold[key] for key in ("outlet", "published", "title")} == {
            key: row[key] for key in ("outlet", "published", "title")
        }
        assert text.startswith(gold["title"] + "\n\n")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("table", ["figures", "quotes", "not_figures"])
def test_spans_are_the_text_in_order_without_overlap(name, table):
    gold, text = read(name)
    end = 0
    for row in gold.get(table, []):
        assert text[row["start"] : row["end"]] == row["text"] != ""
        assert row["start"] >= end, row
        end = row["end"]


@pytest.mark.parametrize("name", NAMES)
def test_rows_have_their_columns(name):
    gold, text = read(name)
    for row in gold["figures"]:
        assert {"value", "relation", "kind", "unit", "counted", "claim"} <= row.keys()
        assert row["relation"] in {"=", "~", ">", ">=", "<", "<=", "vague"}
        assert isinstance(row["value"], str) == (row["relation"] == "vague")
        assert row["text"].startswith(row.get("modifier", ""))
    for row in gold["quotes"]:
        assert row["kind"] in {"direct", "mixed", "indirect"}
        assert row["speaker_id"]
        assert row.get("speaker", "") in text
        before, after = text[row["start"] - 1], text[row["end"]]
        assert (before in '"“' and after in '"”') == (row["kind"] != "indirect")


def test_claims_link_articles():
    claims = articles_by("figures", "claim")
    assert sum(len(names) > 1 for names in claims.values()) >= 30
    assert any(len(names) == 1 for names in claims.values())  # and some must stay alone


def test_utterances_link_articles_and_have_one_speaker():
    for utterance, names in articles_by("quotes", "utterance").items():
        assert len(names) > 1, utterance
    speakers = defaultdict(set)
    for name in NAMES:
        for row in read(name)[0]["quotes"]:
            speakers[row.get("utterance")].add(row["speaker_id"])
    assert all(len(ids) == 1 for utterance, ids in speakers.items() if utterance)

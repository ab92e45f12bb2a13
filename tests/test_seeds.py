"""The seed corpus: its files to the byte, and the facts of its manifest against the gold."""

import hashlib
import tomllib
from pathlib import Path

import pytest

from ioc_analysis.reading.corpus import read_corpus

SEEDS = Path(__file__).parent.parent / "seeds"
GOLD = sorted((Path(__file__).parent / "gold").glob("0*.toml"))
HASHES = {
    "000_76a9b6616db68fcd.txt": "7852322505be01f2fc2581b3e02e3afa406e55b2c3d3045633d005a0d804567d",
    "001_92b04237fd3e0fba.txt": "b248d3ac6c7845fff198ad89adeb98f386410cfd401d99cd41cac77573e3dc2b",
    "002_6940a4e5b6dc9620.txt": "dda2e5da7c170ef9bffe8f0de831682e72968b776fd5e7ab779abaaefd684a6f",
    "003_d3382b4e2db5632c.txt": "0ff20b186707075e1ebe42e826e85ef880fd9451b18cf162aafa06158895281d",
    "004_01bdece3ca2a783f.txt": "17a7917f0d67d1f338ca5cde1f0df85a912b3a1541dea5ab879204e3f3815003",
}


@pytest.fixture(scope="module")
def articles():
    return read_corpus(SEEDS)


def test_the_files_are_the_ones_that_were_given_byte_for_byte():
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in SEEDS.glob("*.txt")}
    assert files == HASHES


def test_reading_alters_no_character(articles):
    assert articles["file"].tolist() == sorted(HASHES)
    assert [(SEEDS / file).read_bytes().decode() for file in articles["file"]] == articles["text"].tolist()
    assert not articles["title_added"].any()


def test_the_reading_has_nothing_to_report(articles):
    assert articles.attrs == {"title": "End of the US combat mission in Iraq", "reading": []}


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_the_facts_are_the_golds(articles, path):
    gold = tomllib.loads(path.read_text(encoding="utf-8"))
    (article,) = articles[articles["article_id"] == gold["article"]].to_dict("records")
    assert [article[name] for name in ("outlet", "style", "published")] == [
        gold[name] for name in ("outlet", "style", "published")
    ]
    assert gold.get("title", "none") == ("none" if article["title"] != article["title"] else article["title"])
    # How a fact is known: the gold's word for it, stated or inferred, and the same evidence.
    assert article["published_basis"] == gold["published_basis"]
    assert article["outlet_basis"].startswith("stated") == gold["basis"].startswith("stated")


def test_the_gold_is_there():
    assert len(GOLD) == len(HASHES)


def test_what_the_seeds_state_is_found_without_the_manifest(tmp_path):
    for path in SEEDS.glob("*.txt"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    found, given = read_corpus(tmp_path), read_corpus(SEEDS)
    assert found["title"].fillna("none").tolist() == given["title"].fillna("none").tolist()
    assert found["agency"].fillna("none").tolist() == ["none", "AFP", "none", "none", "none"]
    assert found["published"].fillna("none").tolist() == ["none", "2021-12-09T18:44", "none", "none", "2021-12-09"]
    assert found["outlet"].isna().all()  # no seed names who printed it; AFP is a credit


def test_the_codebook_tells_of_every_seed_and_of_the_rights():
    codebook = (SEEDS / "README.md").read_text(encoding="utf-8")
    assert all(name in codebook for name in (*HASHES, "corpus.toml"))
    assert "belong to their publishers" in codebook

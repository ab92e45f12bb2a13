"""A corpus of any size: batches, workers, kills, and what is kept of an earlier run. Every article is invented."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pandas as pd
import pytest

import ioc_analysis as ioc
from ioc_analysis import cli, schema
from ioc_analysis.extract import TABLES
from ioc_analysis.report import batches

ROOT = Path(__file__).parent.parent
BODY = 'Ada Quist, the mayor, said on Tuesday: "We lost {0} boats." About {0} people were hurt in Lindau.'


def write_corpus(path, count, poison=()):
    """Write a corpus of so many articles; return the tables of one pass over it."""
    words = ("POISON " if number in poison else "" for number in range(count))
    rows = [
        {"id": f"a{number}", "outlet": "Gazette", "published": "2024-05-03", "text": word + BODY.format(number + 2)}
        for number, word in enumerate(words)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    articles = ioc.read_corpus(path)
    kept = articles[~articles["text"].str.startswith("POISON")]
    return {"articles": articles, **ioc.extract_all(kept)}


@pytest.fixture
def corpus(tmp_path):
    """Return a function that writes a corpus and gives its path and its tables."""
    path = tmp_path / "articles.jsonl"
    return lambda count, poison=(): (path, write_corpus(path, count, poison))


def assert_equal(directory, tables):
    for name, table in tables.items():
        found = pd.read_parquet(directory / name)
        pd.testing.assert_frame_equal(schema.check(found, name), table, check_dtype=True)


@pytest.mark.parametrize(("workers", "size"), [(1, 3), (1, 1000), (2, 2)])
def test_the_rows_are_those_of_one_pass_whatever_the_batches_and_workers(corpus, tmp_path, workers, size):
    path, tables = corpus(7)
    done = ioc.write_batches(path, tmp_path / "out", workers=workers, size=size)
    assert done["articles"].sum() == 7
    assert not done["kept"].any()
    assert_equal(tmp_path / "out", tables)


def test_a_finished_batch_is_kept_and_one_that_was_cut_off_is_done_again(corpus, tmp_path):
    path, tables = corpus(6)
    out = tmp_path / "out"
    ioc.write_batches(path, out, size=2)
    lines = (out / "batches.jsonl").read_text().splitlines(keepends=True)
    (out / "batches.jsonl").write_text(lines[0] + lines[1] + lines[2][:40])  # killed while it wrote the third receipt
    (out / "quotes" / "part-00001.parquet").write_bytes(b"half a file")
    for half in (".batches.jsonl.77.tmp", "quotes/.part-00002.parquet.77.tmp"):
        (out / half).write_bytes(b"half a file")
    assert ioc.write_batches(path, out, size=2)["kept"].tolist() == [True, False, False]
    assert_equal(out, tables)
    assert not list(out.rglob("*.tmp"))
    assert ioc.write_batches(path, out, size=2)["kept"].all()


@pytest.mark.parametrize(
    "line", ['{"batch": 0}', "[]", "7", '{"batch": [], "fingerprint": 1}', "[" * 100_000, "\0\xff"]
)
def test_a_receipt_that_is_none_of_ours_is_none(corpus, tmp_path, line):
    path, tables = corpus(2)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "batches.jsonl").write_text(f"{line}\n", encoding="latin-1")
    assert ioc.write_batches(path, tmp_path / "out")["kept"].tolist() == [False]
    assert_equal(tmp_path / "out", tables)


def test_what_has_changed_is_done_again_and_parts_of_a_longer_run_go(corpus, tmp_path, monkeypatch):
    out = tmp_path / "out"
    ioc.write_batches(corpus(6)[0], out, size=2)
    path, tables = corpus(3)
    assert ioc.write_batches(path, out, size=2)["kept"].tolist() == [True, False]
    assert_equal(out, tables)
    monkeypatch.setattr(batches, "_code", lambda: b"another version")
    assert not ioc.write_batches(path, out, size=2)["kept"].any()


def test_an_article_whose_extraction_fails_costs_no_other(corpus, tmp_path, monkeypatch):
    path, tables = corpus(5, poison=[2])
    extract = batches.extract.extract_all

    def fail(articles):
        if articles["text"].str.startswith("POISON").any():
            raise RecursionError("too deep")
        return extract(articles)

    monkeypatch.setattr(batches.extract, "extract_all", fail)
    ioc.write_batches(path, tmp_path / "out")
    assert_equal(tmp_path / "out", tables)
    (note,) = pd.read_parquet(tmp_path / "out" / "reading").to_dict("records")
    assert note["article_id"] == "a2"
    assert note["file"] == "articles.jsonl:3"
    assert "RecursionError: too deep" in note["reason"]


# Every process that is started reads this first: it ends where it meets the article.
POISONED = """
import os
if "ioc_poison" in os.environ:
    import ioc_analysis.extract as extract
    read = extract.Reading.__init__
    def die(self, *article):
        read(self, *article)
        if self.text.startswith("POISON"):
            os._exit(9)
    extract.Reading.__init__ = die
"""


def poison(tmp_path, monkeypatch):
    (tmp_path / "poison").mkdir()
    (tmp_path / "poison" / "usercustomize.py").write_text(POISONED)
    (tmp_path / "poison" / "sitecustomize.py").write_text(POISONED)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "poison"), str(ROOT)]))
    monkeypatch.setenv("ioc_poison", "1")


def test_an_article_that_ends_its_process_is_left_out_with_its_id_and_the_rest_goes_on(corpus, tmp_path, monkeypatch):
    path, tables = corpus(8, poison=[5])
    poison(tmp_path, monkeypatch)
    done = ioc.write_batches(path, tmp_path / "out", workers=2, size=4)
    assert done["articles"].tolist() == [4, 4]
    assert_equal(tmp_path / "out", tables)
    (note,) = pd.read_parquet(tmp_path / "out" / "reading").to_dict("records")
    assert (note["check"], note["article_id"]) == ("skipped", "a5")
    assert "ended the process" in note["reason"]


def test_a_worker_that_is_killed_costs_time_and_no_row(corpus, tmp_path):
    path, tables = corpus(40)
    killed = []

    def kill():
        while not killed:
            for child in multiprocessing.active_children():
                os.kill(child.pid, signal.SIGKILL)
                killed.append(child.pid)
                return
            time.sleep(0.01)

    killer = threading.Thread(target=kill)
    killer.start()
    ioc.write_batches(path, tmp_path / "out", workers=2, size=10)
    killer.join()
    assert killed
    assert_equal(tmp_path / "out", tables)


def test_a_wrong_call_is_refused_before_the_work(tmp_path):
    with pytest.raises(ValueError, match="processes, dask; it was 'threads'"):
        ioc.write_batches("nowhere", tmp_path, engine="threads")
    with pytest.raises(ValueError, match="1 or more"):
        ioc.write_batches("nowhere", tmp_path, workers=0)


def test_the_command_line_writes_batches(corpus, tmp_path, capsys):
    path, tables = corpus(3)
    assert cli.main(["tables", str(path), "-o", str(tmp_path / "out"), "--workers", "1"]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'out'}: 3 articles in 1 part\n"
    assert_equal(tmp_path / "out", tables)
    assert cli.main(["tables", str(path), "-o", str(tmp_path / "out"), "--workers", "1"]) == 0
    assert "1 of them from an earlier run" in capsys.readouterr().out
    assert cli.main(["tables", str(path), "-o", str(tmp_path / "out"), "--workers", "0"]) == 1


def test_dask_writes_the_same_rows(corpus, tmp_path):
    pytest.importorskip("distributed")
    path, tables = corpus(5)
    code = (
        "import sys, ioc_analysis\n"
        "if __name__ == '__main__':\n"
        "    ioc_analysis.write_batches(sys.argv[1], sys.argv[2], engine='dask', workers=2, size=2)\n"
    )
    (tmp_path / "run.py").write_text(code)
    subprocess.run(
        [sys.executable, tmp_path / "run.py", path, tmp_path / "out"],
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert_equal(tmp_path / "out", tables)


def test_an_extract_function_runs_under_map_partitions():
    dask_frames = pytest.importorskip("dask.dataframe")
    articles = ioc.read_corpus(ROOT / "seeds")
    parts = dask_frames.from_pandas(articles, npartitions=2)
    quotes = parts.map_partitions(ioc.extract_quotes, meta=schema.table("quotes")).compute(scheduler="synchronous")
    pd.testing.assert_frame_equal(quotes.reset_index(drop=True), ioc.extract_quotes(articles))
    assert set(TABLES) <= set(schema.TABLES)


def test_workers_give_the_rows_of_one_process_in_their_order(corpus):
    tables = corpus(9)[1]
    articles = tables.pop("articles")
    found = ioc.extract_all(articles, workers=2)
    assert list(found) == list(tables)
    for name, table in tables.items():
        pd.testing.assert_frame_equal(found[name], table)
        assert found[name].attrs == table.attrs
    with pytest.raises(ValueError, match="1 or more"):
        ioc.extract_all(articles, workers=0)


def test_an_article_that_ends_its_process_stops_extract_all_with_its_part_named(corpus, tmp_path, monkeypatch):
    path, _ = corpus(3, poison=[1])
    poison(tmp_path, monkeypatch)
    with pytest.raises(RuntimeError, match=r"an article ends its process, one from 'a1' on"):
        ioc.extract_all(ioc.read_corpus(path), workers=2)

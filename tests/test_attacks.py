"""What an attacker, a full disk, a kill or a second run may do: nothing but cost time. Every article is invented.

The quick ones; those that need a huge input are in `benchmarks/soak.py` (`make soak`), those of a page in `browser/`.
"""

import ast
import errno
import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from test_batches import BODY, POISONED, assert_equal, write_corpus

import ioc_analysis as ioc
from ioc_analysis import cli, schema
from ioc_analysis.files import reserved
from ioc_analysis.reading import readers
from ioc_analysis.reading.readers import CorpusError

ROOT = Path(__file__).parent.parent


def run(code, *arguments, **options):
    """Run Python code with these arguments; return the process that has ended."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | options.pop("env", {})
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, cwd=ROOT, **options)


# Input that is made to do harm


BOMBS = {
    "nested": ("event = " + "[" * 100_000, "not TOML"),
    "tables": ("event = " + "{a=" * 20_000, "not TOML"),
    # Before the parser sees them: it takes the square of the parts.
    "a key of many parts": ("a." * 50_000 + "b = 1", "line 1 has over 1,000 dots"),
    "a header of many parts": ("\n[" + "a." * 1001 + "b]", "line 2 has over 1,000 dots"),
}


@pytest.mark.parametrize(("bomb", "reason"), BOMBS.values(), ids=BOMBS)
@pytest.mark.parametrize("name", ["corpus.toml", "corrections.toml"])
def test_a_toml_bomb_is_refused(tmp_path, name, bomb, reason):
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / name).write_text(bomb)
    with pytest.raises(CorpusError, match=rf"^{name}: {reason}"):
        ioc.read_corpus(tmp_path)


def test_a_message_names_some_of_a_thousand_wrong_keys(tmp_path):
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "corpus.toml").write_text("\n".join(f"k{number} = 1" for number in range(1000)))
    with pytest.raises(CorpusError, match=r"unknown keys \['k0', 'k1', 'k10', 'k100', 'k101'\]; it may have event"):
        ioc.read_corpus(tmp_path)


def test_yaml_in_front_matter_is_never_unfolded(tmp_path):
    bomb = (
        "---\na: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(50)) + "title: !!python/name:os\n---\n"
    )
    (tmp_path / "a.md").write_text(bomb + BODY)
    assert ioc.read_corpus(tmp_path)["title"].isna().all()


def test_entities_of_a_page_are_not_unfolded(tmp_path):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    page = f'<!DOCTYPE html [<!ENTITY l0 "ha">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    (tmp_path / "a.html").write_text(f"{page}<html><body><p>{BODY * 3}</p><p>&l11; &f; {BODY}</p></body></html>")
    text = ioc.read_corpus(tmp_path)["text"][0]
    assert "haha" not in text
    assert "root:" not in text


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.jsonl.gz", "corpus.toml"])
def test_what_is_longer_than_any_article_is_refused(tmp_path, monkeypatch, name):
    monkeypatch.setattr(readers, "LONGEST", 2_000)
    monkeypatch.setattr(readers, "MOST_BYTES", 4_000)
    rows = [{"id": "long", "text": BODY * 100}, {"id": "short", "text": BODY}]
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    data = gzip.compress(lines) if name.endswith("gz") else lines if "jsonl" in name else (BODY * 100).encode()
    (tmp_path / name).write_bytes(data)
    (tmp_path / "b.txt").write_text(BODY)
    if "jsonl" not in name:
        with pytest.raises(CorpusError, match=f"{name}: over 0 MB, and no article is; split it"):
            ioc.read_corpus(tmp_path)
    else:
        articles = ioc.read_corpus(tmp_path / name, on_error="skip")
        assert articles["article_id"].tolist() == ["short"]
        assert articles["file"].tolist() == [f"{name}:2"]
        assert "1: over 0 MB in one line" in ": ".join(articles.attrs["reading"][0][key] for key in ("file", "reason"))


def test_a_text_that_is_too_long_costs_no_other(tmp_path, monkeypatch):
    monkeypatch.setattr(readers, "LONGEST", 500)
    pd.DataFrame({"text": [BODY, BODY * 10]}).to_parquet(tmp_path / "a.parquet")
    articles = ioc.read_corpus(tmp_path / "a.parquet", on_error="skip")
    assert len(articles) == 1
    assert "its text has 9" in articles.attrs["reading"][0]["reason"]


@pytest.mark.parametrize(
    "column", [[1, 2], [b"x", b"\xff"], [["a"], ["b", None]], [{"a": 1}, None], [True, False], [1.5, None]]
)
def test_a_parquet_of_the_wrong_types_is_refused(tmp_path, column):
    pd.DataFrame({"text": column}).to_parquet(tmp_path / "a.parquet")
    with pytest.raises(CorpusError, match=r"a\.parquet"):
        ioc.read_corpus(tmp_path / "a.parquet")
    for name in ("id", "title", "date", "author", "url", "overrules", "title_added"):
        pd.DataFrame({"text": [BODY, BODY + "x"], name: column}).to_parquet(tmp_path / "b.parquet")
        try:
            articles = ioc.read_corpus(tmp_path / "b.parquet", on_error="skip")
        except CorpusError:
            continue
        schema.check(articles, "articles")


HOSTILE_IDS = [
    "../../x",
    "/etc/passwd",
    "a\x00b",
    "..\\..\\x",
    "=cmd|' /C calc'!A0",
    "<script>",
    "a\nb",
    "🙂" * 100,
    "con",
]


def test_an_id_is_never_a_path(tmp_path):
    rows = [{"id": name, "outlet": name, "text": BODY.format(n)} for n, name in enumerate(HOSTILE_IDS)]
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    out = tmp_path / "out"
    assert cli.main(["tables", str(path), "-o", str(out / "csv")]) == 0
    ioc.write_batches(path, out / "parts", size=4)
    ioc.write_brief(ioc.read_corpus(path), out / "b.html")
    assert {found.name for found in tmp_path.iterdir()} == {"in", "out"}
    assert {found.name for found in out.iterdir()} == {"csv", "parts", "b.html"}
    assert ioc.read_tables(out / "csv")["articles"]["article_id"].tolist() == HOSTILE_IDS


CONTROLS = "".join(map(chr, [*range(32), 0x7F, 0x85, 0x200B, 0x202E, 0x2028, 0xFEFF, 0xFFFE, 0xFFFF]))


def test_mixed_encodings_and_control_characters_cost_no_other(tmp_path):
    texts = {
        "one.txt": (BODY + CONTROLS[1:]).encode(), "two.txt": BODY.encode("utf-16"), "three.txt": b"\xff\xfe" + b"x" * 7,
        "four.txt": BODY.encode() + b"\xe9\x00", "five.txt": "“Ça”, said he. ".encode("cp1252") * 9,
        "six.txt": b"\xed\xa0\x80" * 9 + BODY.encode(), "seven.txt": b"\x81\x8d" + BODY.encode(),
    }  # fmt: skip
    for name, data in texts.items():
        (tmp_path / name).write_bytes(data)
    articles = ioc.read_corpus(tmp_path, on_error="skip")
    assert {"one.txt", "two.txt", "five.txt"} <= set(articles["file"])
    assert len(articles) + len([note for note in articles.attrs["reading"] if note["check"] == "skipped"]) == 7
    ioc.stat_all(articles, ioc.extract_all(articles))


# No network, nothing run, nothing unpickled

WATCHED = """
import sys
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "os.system", "pickle.find_class"):
        raise SystemExit(f"refused: {event} {arguments}")
    if event == "socket.__new__" and arguments[1] != 1:  # 1: a pipe between our own processes
        raise OSError("no sockets here")  # a library may ask at import whether there are any
"""
MAIN = (
    WATCHED
    + """
import ioc_analysis.cli as cli
sys.addaudithook(watch)
corpus, out = sys.argv[1:]
assert cli.main(["brief", corpus, "-o", out + "/b.html"]) == 0
assert cli.main(["tables", corpus, "-o", out + "/csv"]) == 0
assert cli.main(["tables", corpus, "-o", out + "/parts", "--workers", "1"]) == 0
assert cli.main(["summary", corpus]) == 0
"""
)


def test_the_main_job_asks_for_no_network_and_unpickles_nothing(tmp_path):
    corpus = tmp_path / "in"
    corpus.mkdir()
    for name in ("a", "b"):
        (corpus / f"{name}.html").write_text(
            f'<html><head><link rel="stylesheet" href="http://gazette.example/a.css"><title>{name}</title></head><body>'
            f'<img src="http://gazette.example/a.png"><p>{BODY.format(7)}</p><p>{BODY.format(8)}</p></body></html>'
        )
    done = run(MAIN, corpus, tmp_path / "out")
    assert done.returncode == 0, done.stderr[-2000:]
    refused = run(WATCHED + "sys.addaudithook(watch)\nimport socket\nsocket.getaddrinfo('localhost', 80)")
    assert "refused: socket.getaddrinfo" in refused.stderr


def test_no_method_that_runs_or_unpickles_input_is_called():
    """`test_floors` asks for the plain names; these are the same as methods of others. Pickles may be refused by name."""
    wrong = {"eval", "query", "read_pickle", "to_pickle", "system", "popen", "literal_eval", "unsafe_load", "full_load"}
    for path in (ROOT / "ioc_analysis").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert node.func.attr not in wrong, (path, node.lineno)
                for key in node.keywords:
                    refused = key.arg == "allow_pickle" and ast.literal_eval(key.value) is False
                    assert refused or key.arg not in ("allow_pickle", "shell"), (path, node.lineno)


# A full disk, an interruption, a second run

FULL = """
import resource, sys, ioc_analysis as ioc
corpus, out = sys.argv[1:]
articles = ioc.read_corpus(corpus)
tables = {"articles": articles, **ioc.extract_all(articles)}
jobs = {
    "brief": lambda: ioc.write_brief(articles, out + "/b.html"),
    "batches": lambda: ioc.write_batches(corpus, out + "/parts", size=2),
    "csv": lambda: ioc.write_tables(tables, out + "/csv", format="csv"),
    "parquet": lambda: ioc.write_tables(tables, out + "/parquet", format="parquet"),
    "jsonl": lambda: ioc.write_tables(tables, out + "/jsonl", format="jsonl"),
}
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))  # as on a disk that is full after so many bytes
for name, job in jobs.items():
    try:
        job()
    except OSError as error:
        print(name, error.errno)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
def test_a_disk_that_fills_up_leaves_the_old_files(tmp_path):
    tables = write_corpus(tmp_path / "a.jsonl", 20)
    out = tmp_path / "out"
    ioc.write_brief(tables["articles"].head(2), out / "b.html")
    ioc.write_batches(tmp_path / "a.jsonl", out / "parts", size=3)
    formats = ["csv", "parquet", "jsonl"]
    for name in formats:
        ioc.write_tables({name: table.head(1) for name, table in tables.items()}, out / name, format=name)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    done = run(FULL, tmp_path / "a.jsonl", out)
    assert done.stdout.split() == [
        word for name in ["brief", "batches", *formats] for word in (name, str(errno.EFBIG))
    ], done.stderr[-2000:]
    after = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert set(after) == set(before)  # and no half file
    assert after[out / "b.html"] == before[out / "b.html"]
    for path in after:
        if path.suffix == ".parquet":
            pd.read_parquet(path)
    ioc.write_batches(tmp_path / "a.jsonl", out / "parts", size=3)
    assert_equal(out / "parts", tables)


GO_ON = """
import sys, ioc_analysis as ioc
if __name__ == "__main__":
    ioc.write_batches(sys.argv[1], sys.argv[2], size=2, workers=int(sys.argv[3]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
@pytest.mark.parametrize(  # SIGTERM, which nothing here catches, ends one process as SIGKILL does
    ("workers", "kind"), [(1, "SIGINT"), (1, "SIGKILL"), (2, "SIGINT"), (2, "SIGTERM"), (2, "SIGKILL")]
)
def test_a_run_that_is_stopped_goes_on_where_it_was(tmp_path, kind, workers):
    tables = write_corpus(tmp_path / "a.jsonl", 30)
    out, script = tmp_path / "out", tmp_path / "run.py"
    script.write_text(GO_ON)
    command = [sys.executable, script, tmp_path / "a.jsonl", out, str(workers)]
    process = subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.DEVNULL)
    receipts = out / "batches.jsonl"
    while process.poll() is None and not (receipts.exists() and receipts.read_bytes().count(b"\n") > 2):
        time.sleep(0.005)
    process.send_signal(getattr(signal, kind))
    process.wait()
    done = None
    while done is None:  # a worker whose parent was killed ends with what it has in hand
        try:
            done = ioc.write_batches(tmp_path / "a.jsonl", out, size=2)
        except BlockingIOError:
            time.sleep(0.05)
    assert done["kept"].sum() >= 3
    assert_equal(out, tables)
    assert not list(out.rglob("*.tmp"))


def test_two_runs_cannot_write_to_one_folder(tmp_path):
    write_corpus(tmp_path / "a.jsonl", 3)
    code = "import sys, ioc_analysis as ioc\ntry: ioc.write_batches(sys.argv[1], sys.argv[2])\nexcept OSError as e: print(e)"
    (tmp_path / "out").mkdir()
    with reserved(tmp_path / "out"):
        done = run(code, tmp_path / "a.jsonl", tmp_path / "out")
    assert done.stdout == f"another run is writing to {tmp_path / 'out'}; wait for it, or give another folder\n"
    assert run(code, tmp_path / "a.jsonl", tmp_path / "out").stdout == ""  # it is free again


# A cluster

DASK = """
import os, signal, sys, threading, time
import ioc_analysis as ioc
from pathlib import Path

def kill(client, receipts):
    while not (receipts.exists() and receipts.read_bytes().count(b"\\n")):
        time.sleep(.01)
    os.kill(min(client.run(os.getpid).values()), signal.SIGKILL)
    print("killed", flush=True)

if __name__ == "__main__":
    from distributed import Client, LocalCluster
    corpus, out, size, to_kill = sys.argv[1:]
    count = 2 if to_kill == "kill" else 1
    with LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        if to_kill == "kill":
            threading.Thread(target=kill, args=(client, Path(out, "batches.jsonl")), daemon=True).start()
        ioc.write_batches(corpus, out, engine="dask", size=int(size))
"""


def run_dask(folder, *arguments, **environment):
    pytest.importorskip("distributed")
    (folder / "run.py").write_text(DASK)
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | environment
    command = [sys.executable, folder / "run.py", folder / "a.jsonl", folder / "out", *arguments]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True)


def test_a_killed_dask_worker_costs_no_row(tmp_path):
    tables = write_corpus(tmp_path / "a.jsonl", 120)
    assert run_dask(tmp_path, "2", "kill").stdout == "killed\n"
    assert_equal(tmp_path / "out", tables)


def test_an_article_that_kills_its_dask_worker_is_left_out_with_its_id(tmp_path):
    tables = write_corpus(tmp_path / "a.jsonl", 4, poison=[3])
    (tmp_path / "sitecustomize.py").write_text(POISONED)
    run_dask(
        tmp_path, "2", "none",
        PYTHONPATH=os.pathsep.join([str(tmp_path), str(ROOT)]), ioc_poison="1",
        DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1",
    )  # fmt: skip
    assert_equal(tmp_path / "out", tables)
    (note,) = pd.read_parquet(tmp_path / "out" / "reading").to_dict("records")
    assert (note["check"], note["article_id"]) == ("skipped", "a3")


def test_dask_takes_the_client_that_is_there_else_every_core(tmp_path, monkeypatch):
    distributed = pytest.importorskip("distributed")
    from ioc_analysis.report import batches

    asked = []

    def cluster(**options):
        asked.append(options["n_workers"])
        raise InterruptedError("seen")

    monkeypatch.setattr(distributed, "LocalCluster", cluster)
    monkeypatch.setattr("dask.system.CPU_COUNT", 7)
    write_corpus(tmp_path / "a.jsonl", 1)
    for workers in (None, 3):
        with pytest.raises(InterruptedError):
            batches.write_batches(tmp_path / "a.jsonl", tmp_path / "out", engine="dask", workers=workers)
    assert asked == [7, 3]

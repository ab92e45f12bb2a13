"""The command line does the whole job, says what it did, and never shows a traceback for a user's mistake."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from ioc_analysis import cli


def run(capsys, *arguments):
    code = cli.main(list(map(str, arguments)))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_brief_writes_the_page_and_says_where(tmp_path, capsys):
    code, out, err = run(capsys, "brief", "seeds", "-o", tmp_path / "b.html", "--title", "A <title>")
    assert code == 0
    assert out.startswith(f"{tmp_path / 'b.html'} (")
    assert "5 articles" in out
    assert " s  " in err
    assert "A &lt;title&gt;" in (tmp_path / "b.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("format", ["csv", "parquet", "jsonl"])
def test_tables_writes_every_table(tmp_path, capsys, format):
    code, out, _ = run(capsys, "tables", "seeds", "-o", tmp_path, "--format", format)
    assert code == 0
    names = ["articles", "passages", "sentences", "mentions", "quotes", "dates", "figures"]
    assert [Path(line.split(" (")[0]).name for line in out.splitlines()] == [f"{name}.{format}" for name in names]
    if format == "parquet":
        articles = pd.read_parquet(tmp_path / "articles.parquet").set_index("article_id")["text"]
        for row in pd.read_parquet(tmp_path / "figures.parquet").itertuples():
            assert articles[row.article_id][row.start : row.end] == row.text


def test_summary_says_in_text_what_the_brief_says(capsys):
    code, out, _ = run(capsys, "summary", "seeds")
    assert code == 0
    assert "AFP" in out
    assert "<" not in out.replace("<=", "")


def test_one_bad_article_is_skipped_named_and_shown(tmp_path, capsys):
    rows = [{"id": "a", "text": "One bridge is closed, officials said."}, {"id": "b", "text": ""}]
    corpus = tmp_path / "c.jsonl"
    corpus.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    code, _, err = run(capsys, "brief", corpus, "-o", tmp_path / "b.html")
    assert code == 0
    assert "skipped" in err
    assert "c.jsonl" in err
    assert "c.jsonl" in (tmp_path / "b.html").read_text(encoding="utf-8")


def test_strict_stops_at_the_first_bad_article(tmp_path, capsys):
    corpus = tmp_path / "c.jsonl"
    corpus.write_text('{"id": "a", "text": ""}\n', encoding="utf-8")
    code, out, err = run(capsys, "brief", corpus, "--strict", "-o", tmp_path / "b.html")
    assert (code, out) == (1, "")
    assert "c.jsonl" in err
    assert not (tmp_path / "b.html").exists()


@pytest.mark.parametrize("command", ["brief", "tables", "summary"])
def test_a_missing_corpus_is_one_line(command, capsys, tmp_path):
    code, out, err = run(capsys, command, tmp_path / "nowhere")
    assert (code, out) == (1, "")
    assert "nowhere" in err
    assert "Traceback" not in err


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path, capsys):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    code, _, err = run(capsys, "tables", "seeds", "-o", tmp_path / "file")
    assert code == 1
    assert "Traceback" not in err


@pytest.mark.parametrize("arguments", [[], ["brief"], ["tables", "seeds", "--format", "xlsx"], ["nonsense"]])
def test_a_wrong_call_is_exit_code_two(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    assert stopped.value.code == 2


@pytest.mark.parametrize("command", ["brief", "tables", "summary"])
def test_help_has_examples(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main([command, "--help"])
    assert stopped.value.code == 0
    assert f"ioc {command} seeds" in capsys.readouterr().out


def test_interruption_is_exit_code_130(monkeypatch, capsys):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("ioc_analysis.corpus.read_corpus", interrupt)
    code, _, err = run(capsys, "summary", "seeds")
    assert code == 130
    assert "interrupted" in err


def test_a_reader_that_stops_early_is_no_error():
    command = [
        sys.executable,
        "-c",
        "import sys; from ioc_analysis.cli import main; sys.exit(main(['summary', 'seeds']))",
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    process.stdout.close()
    _, error = process.communicate(timeout=60)
    assert "Traceback" not in error
    assert process.returncode == 0

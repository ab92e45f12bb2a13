"""The command line does the whole job, says what it did, and never shows a traceback for a user's mistake."""

import gc
import json
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import ioc_analysis as ioc
from ioc_analysis import cli
from ioc_analysis.cli import _as_options


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


def test_two_workers_write_the_same_brief(tmp_path, capsys):
    for path, more in (("one.html", ()), ("two.html", ("--workers", "2"))):
        assert run(capsys, "brief", "seeds", "-o", tmp_path / path, *more)[0] == 0
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


@pytest.mark.parametrize("format", ["csv", "parquet", "jsonl"])
def test_tables_writes_every_table(tmp_path, capsys, format):
    code, out, _ = run(capsys, "tables", "seeds", "-o", tmp_path, "--format", format)
    assert code == 0
    articles = ioc.read_corpus("seeds")
    names = ["articles", *ioc.stat_all(articles, ioc.extract_all(articles))]
    assert len(names) > 18
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
    assert out.startswith("End of the US combat mission in Iraq\n")
    assert "The articles in full" not in out


@pytest.fixture
def corpus(tmp_path):
    """Write rows of a JSONL corpus."""

    def write(*rows):
        path = tmp_path / "c.jsonl"
        path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        return path

    return write


def test_one_is_no_plural_and_a_path_is_no_title(corpus, tmp_path, capsys):
    path = corpus({"text": "Two bridges are closed, officials said."})
    assert "1 article)" in run(capsys, "brief", path, "-o", tmp_path / "b.html")[1]
    out = run(capsys, "tables", path, "-o", tmp_path / "t")[1]
    assert "articles.csv (1 row)" in out
    assert "dates.csv (0 rows)" in out
    assert run(capsys, "summary", path)[1].startswith("1 article compared\n")


def test_what_was_skipped_is_in_a_file(corpus, tmp_path, capsys):
    path = corpus({"text": "Two bridges are closed, officials said."}, {"text": ""})
    assert run(capsys, "tables", path, "-o", tmp_path)[0] == 0
    (row,) = pd.read_csv(tmp_path / "integrity.csv").query("check == 'skipped'").to_dict("records")
    assert row["text"] == "c.jsonl:2"
    assert row["finding"] == "the article is empty; take it out or give its text"


def test_columns_are_named_as_the_error_says(corpus, tmp_path, capsys):
    rows = {"story one": "Two bridges are closed.", "content": "x", "body": "y", "source": "Gazette"}
    path = corpus(rows)
    code, _, err = run(capsys, "tables", path, "-o", tmp_path)
    assert code == 1
    assert "could each be text; say which: --column text=" in err
    assert "columns=" not in err
    (cure,) = re.findall(r"--column (\S+)", err)
    assert run(capsys, "tables", path, "-o", tmp_path, "--column", cure)[0] == 0
    again = run(capsys, "tables", path, "-o", tmp_path, "--column", "text=story one", "--column", "outlet=")
    assert again[0] == 0
    table = pd.read_csv(tmp_path / "articles.csv")
    assert table["text"].tolist() == ["Two bridges are closed."]
    assert table["outlet"].isna().all()


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ([], "say which: --column text=…"),
        (["text=no"], "--column names ['no']; the columns of the file are"),
        (["words=story"], "--column names ['words']; our names are article_id"),
    ],
)
def test_a_column_that_is_none_is_named(corpus, capsys, columns, words):
    path = corpus({"story": "Two bridges are closed."})
    code, _, err = run(capsys, "summary", path, *(f"--column={column}" for column in columns))
    assert code == 1
    assert words in err


def test_a_column_for_a_folder_of_articles_is_refused(capsys):
    code, _, err = run(capsys, "summary", "seeds", "--column", "text=story")
    assert (code, "--column is for tables" in err) == (1, True)


def test_a_name_with_blanks_is_quoted_as_a_shell_needs_it():
    message = _as_options("say which: columns={'outlet': 'news outlet'}")
    assert message == "say which: --column outlet='news outlet'"


@pytest.mark.parametrize(
    ("command", "target", "words"),
    [
        ("brief", "", "is a folder; give a file name"),
        ("brief", "file/b.html", "file is a file; give a folder"),
        ("tables", "file", "file is a file; give a folder"),
        ("tables", "file/t", "file is a file; give a folder"),
    ],
)
def test_a_wrong_target_is_said_before_anything_is_read(tmp_path, capsys, command, target, words):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    code, out, err = run(capsys, command, tmp_path / "no corpus", "-o", tmp_path / target)
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert words in err
    assert ".tmp" not in err


def test_reading_and_extraction_show_their_progress(monkeypatch, capsys):
    seen = []
    monkeypatch.setattr(cli, "_bar", lambda articles: seen.append(len(articles := list(articles))) or articles)
    assert run(capsys, "summary", "seeds")[0] == 0
    assert seen == [5, 5]


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


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["brief"],
        ["tables", "seeds", "--format", "xlsx"],
        ["nonsense"],
        ["summary", "seeds", "--column", "story"],
        ["summary", "seeds", "--column", "=story"],
    ],
)
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

    monkeypatch.setattr("ioc_analysis.reading.corpus.read_corpus", interrupt)
    code, _, err = run(capsys, "summary", "seeds")
    assert code == 130
    assert "interrupted" in err


def test_the_command_ends_without_looking_at_its_tables_again(monkeypatch):
    monkeypatch.setattr(cli, "main", lambda: 3)
    was_enabled, frozen = gc.isenabled(), gc.get_freeze_count()
    try:
        with pytest.raises(SystemExit) as left:
            cli.run()
        assert left.value.code == 3
        assert not gc.isenabled()
        assert gc.get_freeze_count() > frozen
    finally:
        gc.unfreeze()
        (gc.enable if was_enabled else gc.disable)()


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

"""The notebooks as committed, and the runner that writes their outputs."""

import ast
import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ROOT = Path(__file__).parent.parent
RUNNER = ROOT / "tools" / "notebooks.py"
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

spec = importlib.util.spec_from_file_location("notebooks", RUNNER)
runner = importlib.util.module_from_spec(spec)
spec.loader.exec_module(runner)

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def start(*arguments: object, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, str(RUNNER), *map(str, arguments)],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=300,
    )


def write(path: Path, *cells: str) -> Path:
    """Write a notebook of one line of prose and these code cells."""
    notebook = new_notebook(cells=[new_markdown_cell("# How many?"), *map(new_code_cell, cells)])
    nbformat.write(notebook, path)
    return path


# As committed


def test_there_are_notebooks():
    names = ["0-corpus", "1-framing", "2-figures", "3-quotes", "4-coverage", "5-brief"]
    assert [path.stem for path in NOTEBOOKS] == names


@each_notebook
def test_every_code_cell_was_run_in_order(path):
    # nbval passes a notebook without outputs in silence.
    counts = [cell.execution_count for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1))
    assert counts


@each_notebook
def test_no_output_holds_an_address_a_path_a_warning_or_an_error(path):
    for number, cell in enumerate(nbformat.read(path, 4).cells):
        for output in cell.get("outputs", []):
            assert output.output_type != "error"
            assert not re.search(r"\w+Warning\b|Traceback", json.dumps(output))
            runner.reject(output, f"cell {number}")


@each_notebook
def test_a_notebook_holds_no_code_that_needs_a_test(path):
    # A function, a loop or a `try` belongs into the library, where it has one.
    code = "\n".join(cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "code")
    needs_test = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.Try, ast.comprehension)
    assert [ast.unparse(node) for node in ast.walk(ast.parse(code)) if isinstance(node, needs_test)] == []


@each_notebook
def test_a_notebook_opens_with_a_question_and_ends_with_its_limits(path):
    prose = [cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "markdown"]
    assert prose[0].startswith("# ")
    assert "What this does not show" in prose[-1]


@pytest.mark.parametrize(
    ("seed", "zone"), [("1", "Pacific/Auckland"), ("2", "America/Caracas")], ids=["Auckland", "Caracas"]
)
def test_a_run_anywhere_gives_the_committed_bytes(seed, zone):
    run = start("--check", *NOTEBOOKS, PYTHONHASHSEED=seed, TZ=zone)
    assert run.returncode == 0, run.stdout + run.stderr


# The runner


def test_a_second_run_changes_no_byte(tmp_path):
    path = write(
        tmp_path / "n.ipynb", "import sys\nprint('a')\nsys.stdout.flush()\nprint('b')", "{'x', 'y'} == {'y', 'x'}"
    )
    assert start(path).returncode == 0
    first = path.read_bytes()
    assert start(path).returncode == 0
    assert path.read_bytes() == first
    assert start("--check", path).returncode == 0

    notebook = nbformat.reads(first.decode(), 4)
    assert [cell.id for cell in notebook.cells] == ["cell-00", "cell-01", "cell-02"]
    assert [cell.metadata for cell in notebook.cells] == [{}, {}, {}]  # no timings
    assert [output.text for output in notebook.cells[1].outputs] == ["a\nb\n"]  # one stream, however it arrived
    assert notebook.metadata.language_info == {"name": "python"}  # not which Python


def test_check_shows_what_differs_and_leaves_the_file_alone(tmp_path):
    path = write(tmp_path / "n.ipynb", "6 * 7")
    start(path)
    path.write_text(path.read_text().replace('"42"', '"41"'))
    run = start("--check", path)
    assert run.returncode == 1
    assert '-       "41"' in run.stdout
    assert '+       "42"' in run.stdout
    assert '"41"' in path.read_text()


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("object()", "an output holds '<object at 0x"),
        ("import os\nprint(os.__file__)", "an output holds "),
        ("import warnings\nwarnings.warn('old')", "writes to stderr"),
        ("1 / 0", "ZeroDivisionError"),
    ],
)
def test_an_output_that_nobody_should_see_stops_the_run(tmp_path, code, message):
    path = write(tmp_path / "n.ipynb", "1", code)
    before = path.read_bytes()
    run = start(path)
    assert run.returncode == 1
    assert message in run.stderr
    assert str(path) in run.stderr
    assert path.read_bytes() == before


def test_the_exported_page_has_prose_and_outputs_and_no_code(tmp_path):
    path = write(
        tmp_path / "n.ipynb",
        "import pandas as pd\npd.DataFrame({'n': [3]}, index=['five <b>'])",
        "from IPython.display import HTML, Markdown\nMarkdown('**two** outlets')",
        "print('1 < 2')",
    )
    assert start(path).returncode == 0
    assert start("--html", tmp_path, path).returncode == 0
    page = (tmp_path / "n.html").read_text(encoding="utf-8")
    assert "<h1>How many?</h1>" in page
    assert "<title>How many?</title>" in page
    assert '<th scope="col">n</th>' in page
    assert '<th scope="row">five &lt;b&gt;</th>' in page
    assert "<th></th>" not in page
    assert "<strong>two</strong> outlets" in page
    assert "1 &lt; 2" in page
    for unwanted in ("pd.DataFrame", "import", "<script", "http"):
        assert unwanted not in page


def test_a_table_gets_scoped_headers_and_a_box_to_scroll_in():
    pandas = '<div><style scoped>td {}</style><table border="1" class="dataframe">'
    rows = "<thead><tr><th></th><th>n</th></tr></thead><tbody><tr><th>a</th><td>1</td></tr></tbody></table></div>"
    assert runner.accessible(pandas + rows) == (
        '<div><div class="wide" role="group" aria-label="table" tabindex="0"><table class="dataframe">'
        '<thead><tr><td></td><th scope="col">n</th></tr></thead>'
        '<tbody><tr><th scope="row">a</th><td>1</td></tr></tbody></table></div></div>'
    )
    assert runner.accessible("<p>a <table> of our own</p>") == "<p>a <table> of our own</p>"

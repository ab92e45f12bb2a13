"""The docs are tested: every public name and column is documented, every command and snippet of the README runs."""

import doctest
import importlib
import inspect
import pkgutil
import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest

import ioc_analysis
from ioc_analysis import cli, schema, show
from ioc_analysis.align import event_groups, statements
from ioc_analysis.compare import agreement, articles, reuse

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MODULES = [module.name for module in pkgutil.walk_packages(ioc_analysis.__path__, "ioc_analysis.")]


@pytest.mark.parametrize("name", ioc_analysis.__all__)
def test_every_public_name_is_in_the_readme_and_says_what_it_does(name):
    assert f"`{name}`" in README
    documentation = inspect.getdoc(getattr(ioc_analysis, name))
    assert documentation
    assert documentation.split("\n")[0].endswith((".", ":"))


@pytest.mark.parametrize("name", [name for name in ioc_analysis.__all__ if name.startswith(("extract_", "stat_"))])
def test_a_function_that_gives_a_table_says_what_its_rows_and_columns_are_and_what_it_refuses(name):
    documentation = " ".join(inspect.getdoc(getattr(ioc_analysis, name)).split())
    assert "Raises SchemaError" in documentation
    if not name.endswith("_all"):  # these give many
        table = {"stat_cues": "cue_shares"}.get(name, name.partition("_")[2])
        assert re.search(rf"[Cc]olumns: see `{table}` in the schema", documentation)
        assert re.search("[Oo]ne row per", documentation)


@pytest.mark.parametrize("name", [name for name in ioc_analysis.__all__ if name.startswith("align_")])
def test_a_function_that_aligns_says_what_it_adds_and_what_it_refuses(name):
    documentation = inspect.getdoc(getattr(ioc_analysis, name))
    added = schema.ALIGNED[{"align_names": "mentions"}.get(name, name.partition("_")[2])]
    assert "Raises SchemaError" in documentation
    assert [column.name for column in added if f"`{column.name}`" not in documentation] == []


def point(share):
    return f"{share:g}".removeprefix("0")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("align_sentences", f"is {point(statements.SURE)} or more"),
        ("align_sentences", f"A sentence from {point(statements.CHECK)} on"),
        ("align_sentences", f"up to {point(statements.CLOSE)}, joins"),
        ("stat_coverage", f"between {point(statements.CHECK)} and {point(statements.SURE)}"),
        ("stat_events", f"from a mean likeness of {point(event_groups.CHECK)} on"),
        ("stat_events", f"others of the event is under {point(event_groups.SURE)}"),
        ("stat_events", f"{event_groups.HEAVIEST} content words"),
        ("stat_claims", f"({10 * agreement.TREND:g} of 10 pairs"),
        ("stat_claims", f"within {agreement.DAYS} days"),
        ("stat_integrity", f"more than {articles.STAGE_DAYS} days"),
        ("stat_reuse", f"stay under {100 * reuse.USUAL:g} %"),
        ("stat_reuse", f"Of more than {reuse.MOST} articles"),
        ("stat_reuse", f"of the others {reuse.BESIDE} at most"),
        ("stat_reuse", f"up to {reuse.DESCRIBED} articles"),
        ("show_evidence", f"At most {show.LIMIT} rows"),
        ("show_table", f"At most {show.LIMIT} rows"),
    ],
)
def test_a_threshold_that_a_docstring_tells_is_the_codes(name, told):
    assert told in " ".join(inspect.getdoc(getattr(ioc_analysis, name)).split())


def test_the_citation_is_of_this_version_under_this_licence():
    cited = dict(re.findall(r"^([a-z-]+): (.+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (cited["version"], cited["license"]) == (project["version"], project["license"])
    assert "`CITATION.cff`" in README


def test_every_public_name_carries_a_prefix_of_the_grammar():
    prefixes = ("read_", "extract_", "align_", "stat_", "plot_", "show_", "write_")
    assert [name for name in ioc_analysis.__all__ if not name.startswith(prefixes)] == []


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        ioc_analysis.nothing  # noqa: B018


def test_every_name_completes():
    assert set(ioc_analysis.__all__) <= set(dir(ioc_analysis))


@pytest.mark.parametrize("name", schema.TABLES)
def test_every_table_and_column_is_in_the_codebook_as_the_schema_has_it(name):
    table = schema.TABLES[name]
    section = README.split(f"### `{name}`: one row per {table.row}\n", 1)[1].split("\n#", 1)[0]
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.*) \|$", section, flags=re.MULTILINE)
    shared = {*schema.SPAN, schema.METHOD} if table.columns[:5] == schema.SPAN else set()
    own = [column for column in table.columns if column not in shared]
    assert rows == [tuple(column) for column in (*own, *schema.ALIGNED.get(name, ()))]


def test_the_columns_that_every_span_has_are_in_the_codebook():
    for column in (*schema.SPAN, schema.METHOD):
        assert f"| `{column.name}` | {column.type} | {column.meaning} |" in README


def snippets(language):
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def test_the_python_of_the_readme_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    (tmp_path / "articles.jsonl").write_text('{"body": "Two bridges are closed."}\n', encoding="utf-8")
    assert snippets("python")
    space = {}
    for snippet in snippets("python"):
        exec(compile(snippet, "README.md", "exec"), space)


def test_the_commands_of_the_readme_run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    (tmp_path / "articles.jsonl").write_text('{"body": "Two bridges are closed."}\n', encoding="utf-8")
    commands = [line for block in snippets("sh") for line in block.splitlines() if line.startswith("ioc ")]
    assert commands
    for command in commands:
        assert cli.main(shlex.split(command, comments=True)[1:]) == 0, command


def test_the_make_targets_of_the_readme_exist():
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in set(re.findall(r"^make (\w+)", "\n".join(snippets("sh")), flags=re.MULTILINE)):
        assert f"make {target} " in listed


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_are_true(name):
    module = importlib.import_module(name)
    assert inspect.getdoc(module)
    assert doctest.testmod(module).failed == 0


def test_every_file_that_the_readme_names_is_there():
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    named = re.findall(r"`((?:ioc_analysis|notebooks|seeds|tools|tests)/[\w./-]*)`", README)
    rules = re.findall(r"`([\w/]+\.(?:py|csv))`", README.split("## Where to change a rule")[1].split("\n## ")[0])
    files = [*links, *named, *(f"ioc_analysis/{name}" for name in rules if not name.startswith("tests/"))]
    assert len(files) > 20
    assert [name for name in files if not (ROOT / name).exists()] == []


def test_the_readme_lists_every_notebook():
    assert [
        path.name for path in (ROOT / "notebooks").glob("*.ipynb") if f"`notebooks/{path.name}`" not in README
    ] == []

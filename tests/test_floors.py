"""The floors of the code: a module imports only from lower floors, and nothing heavy before it is used."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "ioc_analysis"
# A module's name is its own in the whole package, so that its room (folder) can be left out when one speaks of it.
PATHS = {path.stem: path for path in sorted(PACKAGE.rglob("*.py")) if path.stem != "__init__"}
MODULES = sorted(PATHS)
ROOMS = sorted(path.parent.name for path in PACKAGE.rglob("__init__.py") if path.parent != PACKAGE)

# From the ground up: floor → its lines. A module's docstring says its floor; modules of one line are siblings, and
# none imports another.
FLOORS = {
    # one string, and the words of English
    0: (
        {"columns"},
        {"found", "compared"},
        {
            "schema",
            "processes",
            "lexicon",
            "files",
            "marks",
            "numbers",
            "periods",
            "designators",
            "modifiers",
            "labels",
            "wording",
            "sounds",
            "languages",
        },
        {"text", "units", "verbs"},
        {"reporting"},
        {"tokens"},
        {"phrases", "verb_groups"},
    ),
    # one subject each; what a subject is made of stands on the lines before it
    1: (
        {
            "readers",
            "bylines",
            "readability",
            "capitals",
            "counted",
            "date_words",
            "number_words",
            "ages",
            "events",
            "compounds",
            "cues",
            "harm_words",
            "scenes",
        },
        {"sources", "reported", "usage", "pronouns", "candidates", "measures", "clauses", "harmed"},
        {"nesting", "speakers", "quantities", "harm", "sought", "evidence"},
        {"neighbours", "register"},
        {"attributions", "passages", "names", "dates", "figures"},
        {"parts", "drafts", "corrections", "epithets"},
        {"terms", "layout"},
        {"continued"},
        {"quotes"},
    ),
    # one article
    2: ({"corpus", "extract"},),
    # across articles
    3: (
        {
            "articles",
            "by_hand",
            "collector",
            "devices",
            "likeness",
            "overlap",
            "people",
            "precision",
            "bodies",
            "vocabulary",
            "headlines",
            "remarks",
        },
        {"asked", "statements", "clusters", "differences", "keyness", "questions", "leaders"},
        {"agreement", "entities", "coverage", "reuse", "matching", "event_groups"},
        {"voices", "prominence", "naming", "utterances", "variants", "claims"},
        {"answers", "cautions"},
        {"findings"},
        {"everything"},
    ),
    # pictures, marked text
    4: ({"canvas", "show"}, {"occurrences", "forest", "grids", "crosstabs", "shares", "collation"}),
    # what a reader gets
    5: (
        {"rendering", "anchors", "provenance"},
        {"cells"},
        {"opening", "shared", "telling", "closing"},
        {"brief"},
        {"export", "batches"},
        {"cli"},
    ),
}
LINES = [(floor, names) for floor, lines in FLOORS.items() for names in lines]
FLOOR = {name: floor for floor, names in LINES for name in names}
LINE = {name: number for number, (_, names) in enumerate(LINES) for name in names}

each_module = pytest.mark.parametrize("module", MODULES)


def tree(module: str) -> ast.Module:
    return ast.parse(PATHS[module].read_text(encoding="utf-8"))


def imports(module: str) -> set[str]:
    """Return the dotted name of everything the module imports, at its top or inside a function."""
    found = set()
    package = PATHS[module].relative_to(PACKAGE.parent).parent.parts
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *filter(None, [node.module])])
            rooms = {"ioc_analysis", *(f"ioc_analysis.{room}" for room in ROOMS)}
            found |= {f"{base}.{alias.name}" for alias in node.names} if base in rooms else {base}
    return found


def ours(module: str) -> set[str]:
    """Return the modules of this package that the module imports."""
    return {name.split(".")[-1] for name in imports(module) if name.startswith("ioc_analysis.")}


def others(module: str) -> set[str]:
    """Return the top-level names that the module imports from elsewhere, the standard library left out."""
    return {name.split(".")[0] for name in imports(module)} - set(sys.stdlib_module_names) - {"ioc_analysis"}


def test_every_module_stands_on_one_floor():
    assert sum(len(names) for _, names in LINES) == len(LINE)
    assert sorted(LINE) == MODULES, "a module that is not on the map: put it on its floor, or take it off"


def test_a_modules_name_is_its_own():
    names = [path.stem for path in PACKAGE.rglob("*.py") if path.stem != "__init__"]
    assert len(names) == len(set(names)), "two modules of one name: the map speaks of modules without their room"


@each_module
def test_a_module_imports_only_from_lower_floors(module):
    assert {name for name in ours(module) if LINE[name] >= LINE[module]} == set()


@each_module
def test_a_modules_docstring_says_its_floor(module):
    assert re.findall(r"^Floor ([0-9])", ast.get_docstring(tree(module)), re.MULTILINE) == [str(FLOOR[module])]


@each_module
def test_only_the_room_of_plots_imports_matplotlib_and_seaborn(module):
    assert PATHS[module].parent.name == "plots" or not {"matplotlib", "seaborn"} & others(module)


@each_module
def test_a_module_imports_only_what_is_declared(module):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    # A cluster is an extra, and one module knows of it.
    declared = project["dependencies"] + (project["optional-dependencies"]["cluster"] if module == "batches" else [])
    # markupsafe is jinja2's own string class; IPython is there whenever something displays itself in a notebook.
    assert others(module) <= {Requirement(line).name for line in declared} | {"markupsafe", "IPython"}


@each_module
def test_a_module_opens_no_connection_and_runs_no_input(module):
    closed = {"socket", "ssl", "http", "urllib.request", "ftplib", "requests", "urllib3", "pickle", "marshal", "shelve"}
    assert imports(module) & closed == set()
    called = {
        node.func.id for node in ast.walk(tree(module)) if isinstance(node, ast.Call) and hasattr(node.func, "id")
    }
    assert called & {"eval", "exec", "compile", "__import__"} == set()


@each_module
def test_a_module_and_its_functions_can_be_read_in_one_sitting(module):
    functions = [node for node in ast.walk(tree(module)) if isinstance(node, ast.FunctionDef)]
    lines = {node.name: node.end_lineno - node.lineno + 1 for node in functions}
    docs = {node.name: (ast.get_docstring(node) or "").count("\n") for node in functions}
    assert {name: count for name, count in lines.items() if count - docs[name] > 60} == {}
    assert len(PATHS[module].read_text(encoding="utf-8").splitlines()) <= 500


# What is loaded when

HEAVY = {"matplotlib", "seaborn", "scipy", "sklearn", "nltk", "nbformat", "trafilatura", "textstat", "lxml", "jinja2"}


def start(code: str, *options: str) -> str:
    """Run the code in a new Python, which may keep its bytecode as any installed one does; return its stderr."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, *options, "-c", code]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stderr


def loaded(code: str) -> set[str]:
    """Return the top-level modules that the code loads."""
    lines = start(code, "-X", "importtime").splitlines()
    return {line.split("|")[2].strip().split(".")[0] for line in lines if line.count("|") == 2}


def test_importing_the_package_loads_nothing_heavy():
    names = loaded("import ioc_analysis")
    assert "ioc_analysis" in names
    assert names & HEAVY == set()


def test_the_command_line_asks_for_help_without_loading_pandas():
    names = loaded("import ioc_analysis.cli as cli\ntry: cli.main(['--help'])\nexcept SystemExit: pass")
    assert names & (HEAVY | {"pandas", "numpy"}) == set()


READ = "import ioc_analysis; assert len(ioc_analysis.read_corpus('seeds')) == 5"


def test_reading_the_seeds_loads_nothing_heavy():
    names = loaded(READ)
    assert "pandas" in names
    assert names & HEAVY == set()

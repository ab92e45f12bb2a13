"""What a new user meets first: the Makefile, the lock, the declared dependencies, the files as committed."""

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
# Every entry of the lock, and of them those that this system and Python take.
ENTRIES = [Requirement(line.rstrip(" \\")) for line in LOCK.splitlines() if re.match(r"[A-Za-z0-9]", line)]
LOCKED = {
    entry.name: str(entry.specifier).removeprefix("==")
    for entry in ENTRIES
    if entry.marker is None or entry.marker.evaluate()
}

DECLARED = [*PROJECT["dependencies"], *(line for extra in PROJECT["optional-dependencies"].values() for line in extra)]


# The lock


def test_a_line_of_the_lock_is_a_version_or_a_hash():
    version = re.compile(r"[A-Za-z0-9._-]+==[^\s;]+( ; [^:/]+)? \\")
    digest = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in LOCK.splitlines() if not (version.fullmatch(line) or digest.fullmatch(line))] == []


def test_every_locked_version_has_a_hash():
    blocks = re.split(r"^(?=[A-Za-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(ENTRIES)
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("line", DECLARED)
def test_the_lock_holds_an_allowed_version_of_every_declared_dependency(line):
    wanted = Requirement(line)
    assert wanted.specifier.contains(LOCKED[canonicalize_name(wanted.name)])


def test_what_is_installed_is_what_is_locked():
    installed = {name: distribution(name).version for name in LOCKED}
    assert installed == LOCKED, "the environment is not the lock's: run make"


def test_the_lock_is_made_for_every_python_that_the_project_allows():
    # soupsieve 4.1.1 asks for 3.11.5; a lock resolved for the machine's own Python would fail on Debian 12's 3.11.2.
    assert PROJECT["requires-python"] == ">=3.11"
    assert "--universal --python-version 3.11.0 " in (ROOT / "Makefile").read_text(encoding="utf-8")
    here = {"python_version": "3.11", "python_full_version": "3.11.2", "sys_platform": "linux"}
    taken = [entry.name for entry in ENTRIES if entry.marker is None or entry.marker.evaluate(here)]
    assert len(taken) == len(set(taken))
    assert {canonicalize_name(Requirement(line).name) for line in DECLARED} <= set(taken)


def test_conda_gets_the_same_names_and_ranges_as_pip():
    lines = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    [from_pip] = [line["pip"] for line in lines if isinstance(line, dict)]
    conda = [line for line in lines if isinstance(line, str) and line != "pip"] + from_pip
    conda.remove("-e .")
    pip = [
        *PROJECT["dependencies"],
        *PROJECT["optional-dependencies"]["notebooks"],
        f"python{PROJECT['requires-python']}",
    ]
    assert sorted(conda) == sorted(pip)


# make


def make(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        ["make", "-f", str(ROOT / "Makefile"), *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder)} | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_make_alone_lists_every_target(tmp_path):
    targets = re.search(r"^\.PHONY: (.*)", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)[1]
    listed = re.findall(r"^  make (\w+) +\S", make(tmp_path).stdout, flags=re.MULTILINE)
    assert sorted(listed) == sorted(targets.split())
    assert {"brief", "briefs", "test", "notebooks", "lint", "lock", "lab", "clean"} <= set(listed)


def test_without_venv_the_message_names_the_debian_package(tmp_path):
    (tmp_path / "ensurepip.py").write_text("raise ImportError('Debian keeps it in a package of its own')")
    (tmp_path / "requirements.lock").touch()
    (tmp_path / "pyproject.toml").touch()
    run = make(tmp_path, "brief", PYTHON=sys.executable, PYTHONPATH=str(tmp_path))
    assert run.returncode != 0
    assert "apt-get install python3-venv" in run.stderr
    assert not (tmp_path / ".venv").exists()


def script(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_an_old_python_is_told_so(tmp_path):
    (tmp_path / "requirements.lock").touch()
    (tmp_path / "pyproject.toml").touch()
    run = make(tmp_path, "brief", PYTHON=str(script(tmp_path / "python3", "exit 1")))  # exit 1: the version is too low
    assert run.returncode != 0
    assert "Python 3.11 or newer is needed" in run.stderr


@pytest.fixture
def clone(tmp_path):
    """Make a folder where `make brief` calls a Python that only writes down what it was asked to do."""
    log = tmp_path / "log"
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).touch()
    for name in ("pip", "ioc"):
        script(tmp_path / "made" / name, f"echo {name} $* >> '{log}'")
    script(tmp_path / "made" / "python", "exit 0")
    python = script(
        tmp_path / "python3",
        f"""[ "$1" = -m ] || exit 0
mkdir -p .venv/bin; cp '{tmp_path}'/made/* .venv/bin; echo "command = $PWD/.venv" > .venv/pyvenv.cfg
echo venv >> '{log}'""",
    )

    def brief(folder: Path = tmp_path, **environment: str) -> list[str]:
        log.write_text("", encoding="utf-8")
        run = make(folder, "brief", PYTHON=str(python), **environment)
        assert run.returncode == 0, run.stderr
        assert f"Open {folder}/briefs/brief.html" in run.stdout
        return log.read_text(encoding="utf-8").splitlines()

    return brief


def test_a_second_make_brief_starts_no_pip_and_a_changed_file_does(clone, tmp_path):
    first = [line.split()[0] for line in clone()]
    assert first == ["venv", "pip", "pip", "ioc"]
    assert clone() == ["ioc brief seeds -o briefs/brief.html"]
    in_future = os.path.getmtime(tmp_path / ".venv" / "package.stamp") + 1
    os.utime(tmp_path / "pyproject.toml", (in_future, in_future))
    assert [("--editable" in line, "-r" in line) for line in clone()] == [(True, False), (False, False)]
    os.utime(tmp_path / "requirements.lock", (in_future, in_future))
    assert [("--editable" in line, "-r" in line) for line in clone()][:2] == [(False, True), (True, False)]


def test_a_clone_that_was_moved_gets_a_new_venv(clone, tmp_path):
    old = tmp_path / "old"
    old.mkdir()
    for name in ("requirements.lock", "pyproject.toml"):
        (old / name).touch()
    assert clone(old)[0] == "venv"
    assert clone(old) == ["ioc brief seeds -o briefs/brief.html"]
    assert clone(old.rename(tmp_path / "new"))[0] == "venv"


def test_a_corpus_and_a_title_reach_the_command_line_whole(clone):
    line = clone(CORPUS="my articles", TITLE='It\'s $HOME, "quoted"')[-1]
    assert line == 'ioc brief my articles -o briefs/brief.html --title It\'s $HOME, "quoted"'


# The package


def test_an_installed_package_brings_its_lexicons_and_templates(tmp_path):
    source = tmp_path / "source"
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "ioc_analysis", "pyproject.toml", "LICENSE", "README.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")[:-1]
    for name in tracked:
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes((ROOT / name).read_bytes())
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-compile"]
    subprocess.run([*pip, "--target", str(tmp_path / "lib"), str(source)], check=True, capture_output=True, timeout=120)
    assert [name for name in tracked if name.startswith("ioc_") and not (tmp_path / "lib" / name).exists()] == []


# The files as committed


def tracked_text() -> list[tuple[str, str]]:
    """Return name and text of every tracked file but the articles, which are not ours to change."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    files = [(name, ROOT / name) for name in names.split("\0")[:-1] if not name.startswith("seeds/")]
    return [(name, path.read_text(encoding="utf-8", errors="replace")) for name, path in files if path.exists()]


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:^|[^A-Za-z0-9_.<])/(?:work|farm|root|tmp|opt)/",
        r"(?:pypi|pythonhosted|npmjs|anaconda|debian|conda)\.(?:org|com|io)\b",
        r"--(?:extra-)?(?:index-url|find-links)[ =]\S+",
    ],
    ids=["paths of a machine", "registries", "where pip looks"],
)
def test_no_file_tells_where_it_was_made(pattern):
    found = [
        (name, text[max(0, match.start() - 30) : match.end() + 30])
        for name, text in tracked_text()
        for match in re.finditer(pattern, text, re.MULTILINE)
    ]
    assert found == []

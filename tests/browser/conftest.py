"""A real browser: Debian's Chromium, driven by Playwright, with an empty profile and no way to any network."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from ioc_analysis import read_corpus, write_brief

ROOT = Path(__file__).parent.parent.parent
FLAGS = (
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PHONE, DESK = {"width": 375, "height": 800}, {"width": 1280, "height": 900}


def find_chromium() -> str:
    """Return the path of a Chromium, or fail with the cure: a check that is left out in silence is no check."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        pytest.fail("no Chromium for the browser checks: apt-get install chromium, or set CHROMIUM to its path")
    return found


@pytest.fixture(scope="session")
def browser() -> Browser:
    chromium = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser):
    """Return a function that opens a file and gives the page and the list of what else it asked for."""
    contexts = []

    def open_page(path: Path, viewport: dict = DESK, **settings: object) -> tuple[Page, list[str]]:
        address = path.as_uri()
        context = browser.new_context(viewport=viewport, **settings)
        contexts.append(context)
        asked = refuse_others(context, lambda url: url == address)
        page = context.new_page()
        page.goto(address)
        return page, asked

    yield open_page
    for context in contexts:
        context.close()


def refuse_others(context: BrowserContext, is_ours: Callable[[str], bool]) -> list[str]:
    """Let a browser ask only for addresses that are ours; return the list that gets whatever else it asks for."""
    asked = []

    def answer(route: Route) -> None:
        if is_ours(route.request.url):
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    context.route("**/*", answer)
    return asked


# An article without an end of tags, templates and directions; an override turns round what follows in its paragraph.
HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(1)> {{7*7}} &amp; <b id=b onclick=alert(1)>'
OVERRIDE = "\u202e"


# What else a notebook's page could take for its own: Markdown, LaTeX, a terminal's colours, a line that never breaks.
MARKUP = (
    "[go](javascript:alert(2)) ![see](http://gazette.example/see.png) <http://gazette.example/> `code` **bold** "
    r"$\href{javascript:alert(3)}{x}$ \(\require{html}\) {% raw %} {{ ''.__class__ }} "
    "\x1b[31mred\x1b[0m \x1b]8;;http://gazette.example/\x1b\\link\x1b]8;;\x1b\\ "
    "</pre></td></table></style></title><iframe src=//gazette.example></iframe><svg onload=alert(4)><p onmouseover=alert(5)>"
) + "W" * 300


def write_corpus(path: Path, sign: str) -> Path:
    """Write two articles whose every field holds `sign`, and return the path."""
    text = (
        f"{sign} Ferry\n\nAbout 40 {sign} people were saved on Monday, Ada {sign} Okoye said. “We were {sign} "
        f"lucky,” Okoye said. “About 40 {sign} people are safe.”\n\nThe pilot called it “{sign} luck” on 6 May 2024.\n"
    )
    fields = {"author": f"{sign} Ada", "url": sign, "event": sign, "text": text}
    rows = [{"id": f"{sign}{number}", "outlet": f"{sign} {number}", **fields} for number in range(2)]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


def write_hostile(path: Path, sign: str) -> Path:
    """Write the brief of two articles whose every field holds `sign`, and return its path."""
    return write_brief(read_corpus(write_corpus(path.with_suffix(".jsonl"), sign)), path)


def run_notebooks(*arguments: object, **environment: str) -> None:
    """Call the tool that runs and writes notebooks."""
    command = [sys.executable, ROOT / "tools" / "notebooks.py", *arguments]
    run = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.fixture(scope="session")
def hostile_notebooks(tmp_path_factory) -> Path:
    """Run the cells of every notebook, in one kernel, on hostile articles, and write them as a page."""
    folder = tmp_path_factory.mktemp("hostile")
    corpus = write_corpus(folder / "hostile.jsonl", f"{HOSTILE} {MARKUP} {OVERRIDE}")
    every, *others = [nbformat.read(path, 4) for path in NOTEBOOKS]
    every.cells += [cell for notebook in others for cell in notebook.cells]
    for number, cell in enumerate(every.cells):
        cell.id = f"cell-{number}"  # each notebook counts its own
    nbformat.write(every, folder / "every.ipynb")
    run_notebooks(folder / "every.ipynb", IOC_CORPUS=str(corpus))
    run_notebooks("--html", folder, folder / "every.ipynb")
    return folder / "every.html"


@pytest.fixture(scope="session")
def pages(tmp_path_factory) -> dict[str, Path]:
    """Write what a reader gets: the brief of the seeds, and every notebook as a page."""
    folder = tmp_path_factory.mktemp("briefs")
    write_brief(read_corpus(ROOT / "seeds"), folder / "brief.html")
    run_notebooks("--html", folder, *NOTEBOOKS)
    return {path.stem: path for path in sorted(folder.glob("*.html"))}

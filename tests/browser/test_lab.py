"""A reader in a real JupyterLab: the first plot within the first minute, and every notebook run from top to bottom."""

import contextlib
import inspect
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import nbformat
import pytest
from conftest import DESK, ROOT, refuse_others
from playwright.sync_api import Page, expect

import ioc_analysis

PLOT = '.jp-OutputArea-output img[src^="data:image/svg+xml"]'
LIMIT = 20  # seconds from the command to the first plot
PATIENCE = 60_000  # milliseconds for anything else, on a machine with other work too
NAMES = [path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
ERRORS = ("error", "stream")  # an exception, or words on stdout or stderr


def code_cells(notebook: nbformat.NotebookNode) -> list:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Lab(NamedTuple):
    """A JupyterLab that runs: its address and token, when its command was given, and the folder that it shows."""

    address: str
    token: str
    start: float
    folder: Path

    def ask(self, place: str, method: str = "GET") -> bytes:
        """Ask the server's own interface."""
        header = {"Authorization": f"token {self.token}"}
        request = urllib.request.Request(f"{self.address}/api/{place}", method=method, headers=header)
        with urllib.request.urlopen(request, timeout=PATIENCE / 1000) as answer:
            return answer.read()


@contextlib.contextmanager
def start_lab(folder: Path) -> Iterator[Lab]:
    """Start JupyterLab on a copy of the project's notebooks in the folder, with an empty home."""
    for name in ("notebooks", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    for name in NAMES:
        notebook = nbformat.read(folder / "notebooks" / f"{name}.ipynb", 4)
        for cell in code_cells(notebook):
            cell.outputs, cell.execution_count = [], None
        nbformat.write(notebook, folder / "notebooks" / f"not-run-{name}.ipynb")

    home, port, token = folder / "home", free_port(), secrets.token_hex(16)
    home.mkdir()
    start = time.monotonic()
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.root_dir={folder}"),
        *("--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"),
        *(f"--IdentityProvider.token={token}", "--LabApp.news_url=None", "--LabApp.extension_manager=readonly"),
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    environment |= {f"JUPYTER_{name}_DIR": str(home / name) for name in ("CONFIG", "RUNTIME", "DATA")}
    log = folder / "lab.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            command, env=environment, stdout=output, stderr=output, cwd=folder, start_new_session=True
        )
    lab = Lab(f"http://127.0.0.1:{port}", token, start, folder)
    try:
        wait_for(lab)
        yield lab
    except BaseException:
        print(log.read_text())
        raise
    finally:
        # At once: a server that is asked nicely may take longer than the test.
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def wait_for(lab: Lab) -> None:
    """Return once the server answers."""
    while 1000 * (time.monotonic() - lab.start) < PATIENCE:
        try:
            lab.ask("")
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("JupyterLab did not answer")


@pytest.fixture
def new_lab(tmp_path) -> Iterator[Lab]:
    with start_lab(tmp_path) as lab:
        yield lab


@pytest.fixture(scope="module")
def one_lab(tmp_path_factory) -> Iterator[Lab]:
    with start_lab(tmp_path_factory.mktemp("lab")) as lab:
        yield lab


@pytest.fixture
def lab(one_lab) -> Iterator[Lab]:
    """Give the one server that all tests use but the one that counts its start; end the kernels of each test."""
    yield one_lab
    for session in json.loads(one_lab.ask("sessions")):
        one_lab.ask(f"sessions/{session['id']}", "DELETE")


@pytest.fixture
def open_notebook(browser):
    """Return a function that opens a notebook in a fresh profile; it gives the page and what other machines it asked."""
    contexts = []

    def open_notebook(lab: Lab, name: str) -> tuple[Page, list[str]]:
        context = browser.new_context(viewport=DESK)
        contexts.append(context)
        asked = refuse_others(context, lambda url: url.startswith(lab.address))
        page = context.new_page()
        # A workspace of its own: the usual one opens again what the last test had open.
        workspace = f"{lab.address}/lab/workspaces/{secrets.token_hex(4)}"
        page.goto(f"{workspace}/tree/notebooks/{name}?token={lab.token}")
        return page, asked

    yield open_notebook
    for context in contexts:
        context.close()


def assert_untrusted(lab: Lab, name: str) -> None:
    """Make sure that the notebook is, to this server, one from elsewhere."""
    content = json.loads(lab.ask(f"contents/notebooks/{name}"))["content"]
    trusted = [cell["metadata"]["trusted"] for cell in content["cells"] if cell["cell_type"] == "code"]
    assert trusted
    assert not any(trusted)


def run_all(page) -> None:
    """Choose Run, Run All Cells."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


def test_run_all_cells_shows_the_first_plot_without_an_error(open_notebook, new_lab):
    page, asked = open_notebook(new_lab, "not-run-0-corpus.ipynb")
    expect(page.get_by_text("| Idle")).to_be_visible(timeout=PATIENCE)  # the kernel is there
    run_all(page)
    # A plot out of sight is not drawn yet, so walk down to it.
    plot = page.locator(PLOT).first
    expect(plot).to_be_attached(timeout=PATIENCE)
    plot.scroll_into_view_if_needed()
    expect(plot).to_be_visible()
    took = time.monotonic() - new_lab.start
    assert plot.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    assert len(plot.get_attribute("alt")) > 20

    expect(page.locator(".jp-InputPrompt", has_text="[*]:")).to_have_count(0, timeout=PATIENCE)
    assert page.locator('[data-mime-type="application/vnd.jupyter.error"]').count() == 0
    assert page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count() == 0
    assert asked == []
    print(f"first plot after {took:.1f} s")
    assert took <= LIMIT


def test_the_committed_plots_show_before_anything_is_run(open_notebook, lab):
    # A notebook from elsewhere is not trusted: JupyterLab strips SVG from its HTML, an image stays.
    assert_untrusted(lab, "0-corpus.ipynb")
    page, _ = open_notebook(lab, "0-corpus.ipynb")
    plot = page.locator(PLOT).first
    expect(plot).to_be_attached(timeout=PATIENCE)
    plot.scroll_into_view_if_needed()
    assert plot.bounding_box()["height"] > 50


@pytest.mark.parametrize("name", [name for name in NAMES if name != "0-corpus"])
def test_every_notebook_runs_from_top_to_bottom(open_notebook, lab, name):
    start = time.monotonic()
    page, asked = open_notebook(lab, f"not-run-{name}.ipynb")
    expect(page.get_by_text("| Idle")).to_be_visible(timeout=PATIENCE)
    run_all(page)
    # What is out of sight is not drawn, so the saved file is asked.
    cells = []
    while 1000 * (time.monotonic() - start) < PATIENCE:
        page.keyboard.press("Control+s")
        time.sleep(0.5)
        cells = code_cells(nbformat.read(lab.folder / "notebooks" / f"not-run-{name}.ipynb", 4))
        if all(cell.execution_count for cell in cells):
            break
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert [output for cell in cells for output in cell.outputs if output.output_type in ERRORS] == []
    assert asked == []


def test_tab_completes_every_public_name_and_shift_tab_tells_what_it_does(open_notebook, lab):
    page, _ = open_notebook(lab, "not-run-0-corpus.ipynb")
    expect(page.get_by_text("| Idle")).to_be_visible(timeout=PATIENCE)
    cell = page.locator(".jp-CodeCell .cm-content").first
    cell.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("import ioc_analysis as ioc")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".jp-InputPrompt", has_text="[1]:")).to_be_visible(timeout=PATIENCE)

    def write(words: str) -> None:
        cell.click()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(words)

    completer = page.locator(".jp-Completer")
    for _ in range(LIMIT):  # a busy kernel may be asked in vain: JupyterLab waits a second for its answer
        write("ioc.")
        page.keyboard.press("Tab")
        with contextlib.suppress(AssertionError):
            expect(completer).to_be_visible(timeout=2000)
            break
    offered = {name.strip() for name in completer.locator(".jp-Completer-match").all_inner_texts()}
    assert set(ioc_analysis.__all__) <= offered
    page.keyboard.press("Escape")
    write("\n".join(f"ioc.{name}" for name in ioc_analysis.__all__))
    page.keyboard.press("Control+Home")
    for name in ioc_analysis.__all__:
        page.keyboard.press("End")
        page.keyboard.press("Shift+Tab")
        told = inspect.getdoc(getattr(ioc_analysis, name)).split("\n")[0]
        expect(page.locator(".jp-Tooltip")).to_contain_text(told, timeout=PATIENCE)
        page.keyboard.press("Escape")
        page.keyboard.press("Enter")  # back into the cell
        page.keyboard.press("ArrowDown")


def test_marked_text_keeps_its_marks_in_a_notebook_that_is_not_trusted(open_notebook, lab):
    assert_untrusted(lab, "3-quotes.ipynb")
    page, _ = open_notebook(lab, "3-quotes.ipynb")
    expect(page.get_by_text("| Idle")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("heading", name="One article with its quotes marked").scroll_into_view_if_needed()
    mark = page.locator(".jp-RenderedHTML span[title^='quote']").first
    expect(mark).to_be_attached(timeout=PATIENCE)
    assert "double" in mark.evaluate("mark => getComputedStyle(mark).borderBottomStyle")

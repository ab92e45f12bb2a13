"""A reader in a real JupyterLab: the first plot within the first minute, and every notebook run from top to bottom."""

import contextlib
import inspect
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest
from conftest import DESK, ROOT
from playwright.sync_api import expect

import ioc_analysis

PLOT = '.jp-OutputArea-output img[src^="data:image/svg+xml"]'
LIMIT = 20  # seconds from the command to the first plot
NAMES = [path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
ERRORS = ("error", "stream")  # an exception, or words on stdout or stderr


def code_cells(notebook: nbformat.NotebookNode) -> list:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.fixture
def lab(tmp_path):
    """Start JupyterLab on a copy of the project's notebooks, with an empty home; give address, token, start time."""
    for folder in ("notebooks", "seeds"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for name in NAMES:
        notebook = nbformat.read(tmp_path / "notebooks" / f"{name}.ipynb", 4)
        for cell in code_cells(notebook):
            cell.outputs, cell.execution_count = [], None
        nbformat.write(notebook, tmp_path / "notebooks" / f"not-run-{name}.ipynb")

    home, port, token = tmp_path / "home", free_port(), secrets.token_hex(16)
    home.mkdir()
    start = time.monotonic()
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.root_dir={tmp_path}"),
        *("--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"),
        *(f"--IdentityProvider.token={token}", "--LabApp.news_url=None", "--LabApp.extension_manager=readonly"),
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    environment |= {f"JUPYTER_{name}_DIR": str(home / name) for name in ("CONFIG", "RUNTIME", "DATA")}
    log = tmp_path / "lab.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            command, env=environment, stdout=output, stderr=output, cwd=tmp_path, start_new_session=True
        )
    try:
        yield f"http://127.0.0.1:{port}", token, start
    except BaseException:
        print(log.read_text())
        raise
    finally:
        # At once and with its kernels: a server that is asked nicely may take longer than the test.
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def wait_for(address: str, start: float) -> None:
    """Return once the server answers."""
    while time.monotonic() - start < LIMIT:
        try:
            urllib.request.urlopen(f"{address}/api", timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"JupyterLab did not answer within {LIMIT} s")


def open_notebook(browser, address: str, token: str, name: str):
    """Open one notebook in a fresh profile; give its page and the list of other machines it asked."""
    context = browser.new_context(viewport=DESK)
    asked = []

    def answer(route) -> None:
        if route.request.url.startswith(address):
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    context.route("**/*", answer)
    page = context.new_page()
    page.goto(f"{address}/lab/tree/notebooks/{name}?token={token}")
    return page, asked


def run_all(page) -> None:
    """Choose Run, Run All Cells."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


def test_run_all_cells_shows_the_first_plot_without_an_error(browser, lab):
    address, token, start = lab
    wait_for(address, start)
    page, asked = open_notebook(browser, address, token, "not-run-0-corpus.ipynb")
    expect(page.get_by_text("| Idle")).to_be_visible(timeout=LIMIT * 1000)  # the kernel is there
    run_all(page)
    # A plot out of sight is not drawn yet, so walk down to it.
    plot = page.locator(PLOT).first
    expect(plot).to_be_attached(timeout=LIMIT * 1000)
    plot.scroll_into_view_if_needed()
    expect(plot).to_be_visible()
    took = time.monotonic() - start
    assert plot.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    assert len(plot.get_attribute("alt")) > 20

    expect(page.locator(".jp-InputPrompt", has_text="[*]:")).to_have_count(0, timeout=LIMIT * 1000)
    assert page.locator('[data-mime-type="application/vnd.jupyter.error"]').count() == 0
    assert page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count() == 0
    assert asked == []
    print(f"first plot after {took:.1f} s")
    assert took <= LIMIT


def test_the_committed_plots_show_before_anything_is_run(browser, lab):
    # A notebook from elsewhere is not trusted: JupyterLab strips SVG from its HTML, an image stays.
    address, token, start = lab
    wait_for(address, start)
    page, _ = open_notebook(browser, address, token, "0-corpus.ipynb")
    plot = page.locator(PLOT).first
    expect(plot).to_be_attached(timeout=LIMIT * 1000)
    plot.scroll_into_view_if_needed()
    assert plot.bounding_box()["height"] > 50


@pytest.mark.parametrize("name", [name for name in NAMES if name != "0-corpus"])
def test_every_notebook_runs_from_top_to_bottom(browser, lab, tmp_path, name):
    address, token, start = lab
    wait_for(address, start)
    page, asked = open_notebook(browser, address, token, f"not-run-{name}.ipynb")
    expect(page.get_by_text("| Idle")).to_be_visible(timeout=2 * LIMIT * 1000)
    run_all(page)
    # What is out of sight is not drawn, so the saved file is asked.
    cells = []
    while time.monotonic() - start < 3 * LIMIT:
        page.keyboard.press("Control+s")
        time.sleep(0.5)
        cells = code_cells(nbformat.read(tmp_path / "notebooks" / f"not-run-{name}.ipynb", 4))
        if all(cell.execution_count for cell in cells):
            break
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert [output for cell in cells for output in cell.outputs if output.output_type in ERRORS] == []
    assert asked == []


def test_tab_completes_every_public_name_and_shift_tab_tells_what_it_does(browser, lab):
    address, token, start = lab
    wait_for(address, start)
    page, _ = open_notebook(browser, address, token, "not-run-0-corpus.ipynb")
    expect(page.get_by_text("| Idle")).to_be_visible(timeout=2 * LIMIT * 1000)
    cell = page.locator(".jp-CodeCell .cm-content").first
    cell.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("import ioc_analysis as ioc")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".jp-InputPrompt", has_text="[1]:")).to_be_visible(timeout=LIMIT * 1000)

    def write(words: str) -> None:
        cell.click()
        page.keyboard.press("Control+a")
        page.keyboard.type(words)

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
    for name in ioc_analysis.__all__:
        write(f"ioc.{name}")
        page.keyboard.press("Escape")  # what completes while one types
        cell.click()
        page.keyboard.press("End")
        page.keyboard.press("Shift+Tab")
        told = inspect.getdoc(getattr(ioc_analysis, name)).split("\n")[0]
        expect(page.locator(".jp-Tooltip")).to_contain_text(told, timeout=LIMIT * 1000)
        page.keyboard.press("Escape")


def test_marked_text_keeps_its_marks_in_a_notebook_that_is_not_trusted(browser, lab):
    address, token, start = lab
    wait_for(address, start)
    page, _ = open_notebook(browser, address, token, "3-quotes.ipynb")
    expect(page.get_by_text("| Idle")).to_be_visible(timeout=2 * LIMIT * 1000)
    page.get_by_role("heading", name="One article with its quotes marked").scroll_into_view_if_needed()
    mark = page.locator(".jp-RenderedHTML span[title^='quote']").first
    expect(mark).to_be_attached(timeout=LIMIT * 1000)
    assert "double" in mark.evaluate("mark => getComputedStyle(mark).borderBottomStyle")

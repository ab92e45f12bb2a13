"""Run the notebooks from top to bottom and write their outputs, so that a second run changes no byte.

    python tools/notebooks.py NOTEBOOK...               run, normalise, write
    python tools/notebooks.py --check NOTEBOOK...       run; fail if a committed output differs
    python tools/notebooks.py --html FOLDER NOTEBOOK... write each, as it stands, as an HTML page

A cell that raises, warns, or shows an address or a path of this machine stops the run: such an output cannot be
the same twice, and no reader should see it.
"""

import argparse
import difflib
import os
import re
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from traitlets.config import Config

TEMPLATES = Path(__file__).parent.parent / "ioc_analysis" / "templates"
KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
# The kernel listens on a port of this machine; without this it says, in every log, that it does so in plain text.
ENCRYPTED = Config({"KernelManager": {"transport_encryption": "auto"}})
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
# An object's address (<Axes at 0x7f3c…>), or the folder that somebody's Python or home lies in.
PRIVATE = re.compile(r"\b0x[0-9a-f]{6,}|/(?:home|root|Users|tmp|usr|work)/|site-packages")


def run(path: Path) -> nbformat.NotebookNode:
    """Execute the notebook in its own folder and return it normalised: nothing left that depends on the run."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        timeout=60,
        kernel_name="python3",
        coalesce_streams=True,
        resources={"metadata": {"path": path.parent}},
        config=ENCRYPTED,
    ).execute()
    notebook.metadata = nbformat.from_dict(KERNEL)
    notebook.nbformat_minor = 5
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number:02}"
        cell.metadata = nbformat.from_dict({"tags": tags} if (tags := cell.metadata.get("tags")) else {})
        for output in cell.get("outputs", []):
            reject(output, f"{path}, cell {number}")
            if "metadata" in output:
                output.metadata = nbformat.from_dict({})
    return notebook


def reject(output: nbformat.NotebookNode, where: str) -> None:
    """Stop at an output that is a warning or tells where the run took place."""
    if output.get("name") == "stderr":
        sys.exit(f"{where}: writes to stderr: {output.text.strip()}")
    for text in [output.get("text", ""), *map(str, output.get("data", {}).values())]:
        if found := PRIVATE.search(text):
            sys.exit(f"{where}: an output holds {text[max(0, found.start() - 40) : found.end() + 40]!r}")


def check(path: Path, now: str) -> bool:
    """Tell whether the notebook's file is, byte for byte, what a run gives; print where it is not."""
    then = path.read_text(encoding="utf-8")
    for line in list(difflib.unified_diff(then.splitlines(), now.splitlines(), f"{path}", "a run now", n=2))[:40]:
        print(line[:200])
    return then == now


def page(path: Path) -> str:
    """Render the notebook as one self-contained HTML page without code: the brief's CSS, no script, no request."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(
        template_name="notebook",
        extra_template_basedirs=[str(TEMPLATES)],
        extra_template_paths=[str(TEMPLATES)],
        exclude_input=True,
        exclude_anchor_links=True,
        filters={"accessible": accessible},
    )
    return exporter.from_filename(str(path))[0]


def accessible(html: str) -> str:
    """Give a table as pandas writes it scoped headers, no empty header, and a box of its own to scroll in."""
    if 'class="dataframe"' not in html:
        return html
    html = re.sub(r"<style scoped>.*?</style>", "", html, flags=re.DOTALL).replace("<th></th>", "<td></td>")
    head, table, body = html.partition("<tbody>")
    html = head.replace("<th>", '<th scope="col">') + table + body.replace("<th>", '<th scope="row">')
    html = html.replace(
        '<table border="1" class="dataframe">',
        '<div class="wide" role="group" aria-label="table" tabindex="0"><table class="dataframe">',
    )
    return html.replace("</table>", "</table></div>")


def main() -> int:
    """Do what the command line says; the exit code is 1 if a notebook fails or differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebooks", nargs="*", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--html", type=Path, metavar="FOLDER")
    arguments = parser.parse_args()
    same = True
    with tempfile.TemporaryDirectory() as empty:
        # Nobody's own start-up files or settings get into the outputs.
        os.environ |= {
            "IPYTHONDIR": empty,
            "JUPYTER_CONFIG_DIR": empty,
            "JUPYTER_RUNTIME_DIR": empty,
            "JUPYTER_PREFER_ENV_PATH": "1",
        }
        for path in arguments.notebooks:
            if arguments.html:
                arguments.html.joinpath(f"{path.stem}.html").write_text(page(path), encoding="utf-8")
                continue
            try:
                now = nbformat.writes(run(path)) + "\n"
            except CellExecutionError as error:
                sys.exit(f"{path}: {COLOURS.sub('', str(error))}")
            if arguments.check:
                same &= check(path, now)
            else:
                path.write_text(now, encoding="utf-8")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())

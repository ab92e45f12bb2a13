"""The command line: `ioc brief`, `ioc tables`, `ioc summary`.

Floor 5. Parses, calls, reports; results go to standard output or files, everything else to
standard error. Exit codes: 0 done, 1 the corpus or a file is at fault, 2 the call is, 130
interrupted.
"""

import argparse
import gc
import os
import re
import shlex
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from . import files, wording

EXAMPLES = {
    "brief": """examples:
  ioc brief seeds                                   the brief of the sample corpus, in brief.html
  ioc brief articles/ -o budget.html --title "The budget vote"
  ioc brief export.jsonl --strict                   stop at the first article that cannot be read
  ioc brief export.csv --column text=story          the column "story" holds the text
""",
    "tables": """examples:
  ioc tables seeds -o tables                        tables/quotes.csv, tables/figures.csv …
  ioc tables export.jsonl.gz -o tables --format parquet
  ioc tables archive.jsonl -o tables --workers 8    in batches, of any size; run it again to go on after a stop
""",
    "summary": """examples:
  ioc summary seeds                                 what the brief says, in the terminal
  ioc summary export.csv | less
""",
}


def run() -> None:
    """Be the command `ioc`.

    Without the garbage collector: tables are millions of tuples without a cycle, and looking at
    them again and again, and once more at the end, is a quarter of the time of a brief.
    """
    gc.disable()
    code = main()
    gc.freeze()  # what is frozen is not looked at either by the collection that ends every Python, disabled or not
    sys.exit(code)


def main(arguments: list[str] | None = None) -> int:
    """Run `ioc`; return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("ioc: interrupted; files written before are whole", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader (`| head`) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (OSError, ValueError) as error:  # our own errors are ValueErrors; anything else is our fault and shows
        print(f"ioc: {_as_options(str(error))}", file=sys.stderr)
        return 1
    return 0


def _as_options(message: str) -> str:
    """Word the cure of a message as it is typed here: columns={'text': 'body'} is --column text=body."""

    def option(match: re.Match) -> str:
        return f"--column {match['ours']}=" + ("…" if match["theirs"] is None else shlex.quote(match["theirs"]))

    pattern = r"""columns=\{(["'])(?P<ours>\w+)\1: (?:(["'])(?P<theirs>.*?)\3|…)\}"""
    return re.sub(pattern, option, message).replace("columns= ", "--column ")


def _column(value: str) -> tuple[str, str | None]:
    """Read `text=story`; nothing behind the sign leaves a column out."""
    ours, sign, theirs = value.partition("=")
    if not (ours and sign):
        raise argparse.ArgumentTypeError(f"{value!r} is not of the form text=story")
    return ours, theirs or None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ioc", description="Compare how news outlets tell one event: figures, attributed quotes and framing."
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def add(name: str, run, help: str) -> argparse.ArgumentParser:
        command = commands.add_parser(
            name,
            help=help,
            description=help[0].upper() + help[1:] + ".",
            epilog=EXAMPLES[name],
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.add_argument(
            "corpus", metavar="CORPUS", help="folder of articles, JSONL (.gz too), CSV, Parquet, or one article"
        )
        command.add_argument(
            "--strict",
            action="store_true",
            help="stop at the first article that cannot be read, instead of skipping it",
        )
        command.add_argument(
            "--column",
            metavar="OURS=THEIRS",
            type=_column,
            action="append",
            default=[],
            help="for a table, which of its columns is which of ours: text=story (may be repeated)",
        )
        command.set_defaults(run=run)
        return command

    brief = add("brief", _brief, "write one self-contained HTML page that compares the articles")
    brief.add_argument("-o", "--output", metavar="FILE", default="brief.html", help="where to (default: brief.html)")
    brief.add_argument("--title", metavar="TEXT", help="title of the page (default: the corpus's event)")
    brief.add_argument(
        "--workers",
        metavar="N",
        type=int,
        default=1,
        help="read with N processes and compare with two: the same page, from some hundred articles on sooner, for "
        "twice the memory (default: 1)",
    )
    tables = add("tables", _tables, "write every table of the articles to files")
    _add_choices(tables)
    add("summary", _summary, "print what the brief says, as text")
    return parser


def _add_choices(tables: argparse.ArgumentParser) -> None:
    """Add what can be chosen for the tables."""
    tables.add_argument("-o", "--output", metavar="DIR", default="tables", help="folder (default: tables)")
    tables.add_argument("--format", choices=["csv", "parquet", "jsonl"], default="csv", help="(default: csv)")
    tables.add_argument(
        "--workers",
        metavar="N",
        type=int,
        help="read in batches and extract with N processes: tables/quotes/part-00000.parquet …, without the "
        "tables that compare articles; what an earlier run has finished is kept",
    )
    tables.add_argument(
        "--engine",
        choices=["processes", "dask"],
        help="of the workers (default: processes); dask without --workers takes all cores, or the configured client",
    )


class _Version(argparse.Action):
    def __call__(self, parser, *_):
        from importlib.metadata import version

        print(f"ioc {version('ioc-analysis')}")
        parser.exit()


@contextmanager
def _step(what: str) -> Iterator[None]:
    """Say what was done and how long it took, on standard error."""
    start = time.perf_counter()
    yield
    print(f"{time.perf_counter() - start:6.2f} s  {what}", file=sys.stderr)


def _bar(articles: Iterable) -> Iterable:
    """Draw a progress bar over the articles if standard error is a terminal and they take over a second.

    While they are read nobody knows how many there are; then it counts.
    """
    if not sys.stderr.isatty():
        return articles
    from tqdm import tqdm

    return tqdm(articles, unit=" articles", delay=1, leave=False)


def _read(options: argparse.Namespace):
    with _step("libraries loaded"):
        from .reading.corpus import read_corpus
    with _step(f"{options.corpus} read"):
        articles = read_corpus(
            options.corpus,
            columns=dict(options.column),
            on_error="raise" if options.strict else "skip",
            progress=_bar,
        )
    for note in articles.attrs.get("reading", []):
        what = "skipped" if note["check"] == "skipped" else "note"
        print(f"          {what}: {note['file']}: {note['reason']}", file=sys.stderr)
    return articles


def _brief(options: argparse.Namespace) -> None:
    files.check_file(options.output)
    articles = _read(options)
    with _step("compared and written"):
        from .report.brief import write_brief

        path = write_brief(articles, options.output, title=options.title, progress=_bar, workers=options.workers)
    print(f"{path} ({os.path.getsize(path) / 1000:.0f} kB, {wording.count(len(articles), 'article')})")


def _tables(options: argparse.Namespace) -> None:
    if options.workers is not None or options.engine:
        _batches(options)
        return
    files.check_folder(options.output)
    articles = _read(options)
    with _step("tables extracted"):
        from .extract import extract_all

        tables = extract_all(articles, progress=_bar)
    with _step("tables compared"):
        from .compare.everything import stat_all

        tables = {"articles": articles, **stat_all(articles, tables)}
    with _step("tables written"):
        from .report.export import write_tables

        paths = write_tables(tables, options.output, format=options.format)
    for path, table in zip(paths, tables.values(), strict=True):
        print(f"{path} ({wording.count(len(table), 'row')})")


def _batches(options: argparse.Namespace) -> None:
    """Extract a corpus of any size, batch by batch."""
    from .report.batches import write_batches

    with _step("tables written, batch by batch"):
        batches = write_batches(
            options.corpus,
            options.output,
            columns=dict(options.column),
            on_error="raise" if options.strict else "skip",
            workers=options.workers,
            engine=options.engine or "processes",
            progress=_bar,
        )
    kept = f", {batches['kept'].sum()} of them from an earlier run" if batches["kept"].any() else ""
    done = wording.count(len(batches), "part")
    print(f"{options.output}: {wording.count(int(batches['articles'].sum()), 'article')} in {done}{kept}")


def _summary(options: argparse.Namespace) -> None:
    articles = _read(options)
    from .report.brief import brief_items

    for item in brief_items(articles, texts=False, progress=_bar):
        print(item, end="\n\n")

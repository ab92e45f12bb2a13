"""Write the codebook of README.md anew from `ioc_analysis/schema.py`: one table of columns per table of the library.

    python tools/codebook.py

What stands between the two markers is replaced; `tests/test_docs.py` fails when it is out of date.
"""

from pathlib import Path

from ioc_analysis import schema

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- codebook: written by tools/codebook.py -->\n", "<!-- end of the codebook -->\n"


def columns(rows) -> str:
    """Write columns as a Markdown table."""
    lines = [f"| `{name}` | {kind} | {meaning} |" for name, kind, meaning in rows]
    return "\n".join(["| column | type | meaning |", "|---|---|---|", *lines]) + "\n"


def codebook() -> str:
    """Write every table: what a row is, then its columns; those that every span has stand once, before."""
    parts = [
        "Types: str is text, int a whole number, Int one that may be missing, float a number that may be missing,\n"
        "bool yes or no.\n",
        "### Columns that every row with a span has\n",
        columns((*schema.SPAN, schema.METHOD)),
    ]
    for name, table in schema.TABLES.items():
        shared = {*schema.SPAN, schema.METHOD} if table.columns[:5] == schema.SPAN else set()
        parts.append(f"### `{name}`: one row per {table.row}\n")
        parts.append(columns(column for column in table.columns if column not in shared))
        if name in schema.ALIGNED:
            parts.append("Added when it is aligned:\n")
            parts.append(columns(schema.ALIGNED[name]))
    return "\n".join(parts)


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    README.write_text(before + BEGIN + "\n" + codebook() + "\n" + END + rest.partition(END)[2], encoding="utf-8")

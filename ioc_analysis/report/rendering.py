"""Rendering: the templates and the style sheet of the brief, and one section of it as an object that shows itself.

Floor 5. Whatever is text is escaped, and made visible where it would hide or turn what stands around it.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import jinja2
from markupsafe import Markup

from .. import labels, show, wording

TEMPLATES = Path(__file__).parent.parent / "templates"


class Item(NamedTuple):
    """One section of the brief: its anchor, heading, what it says in a sentence or two, and its body as HTML.

    `told` are the findings, for the section that lists them: (section, sentence).
    """

    id: str
    heading: str
    reading: str
    html: str
    told: tuple[tuple[str, str], ...] = ()

    def section(self, level: int | None) -> Markup:
        """Return the section with its heading of this level; None leaves the heading out."""
        return Markup(template("section.html.j2").render(item=self, level=level))

    def _repr_html_(self) -> str:
        # A notebook's own question stands above the cell: only the event is a heading below it.
        return alone(self.section(3 if self.id == "articles" else None))

    def __repr__(self) -> str:
        # A terminal opens nothing: evidence, then what is folded around it, stay shut.
        html = re.sub(
            r"<a class=to.*?</a>|<details class=e><summary>Evidence.*?</details>", "", self.html, flags=re.DOTALL
        )
        for kind, told in (("e", ""), ("m", " (in the page)")):
            opens = rf"<details class={kind}>(<summary.*?)(</summary>).*?</details>"
            html = re.sub(opens, rf"\1{told}\2", html, flags=re.DOTALL)
        for tag, opens, closes in (("del", "[-", "-]"), ("ins", "{+", "+}")):
            html = html.replace(f"<{tag}>", opens).replace(f"</{tag}>", closes)
        below = show.as_lines(html)
        return "\n".join([self.heading, "=" * len(self.heading), self.reading, *(["", below] if below else [])])

    __str__ = __repr__


def alone(sections: Markup) -> str:
    """Return sections with the style that they need outside the page."""
    return str(Markup('<div class="ioc"><style>{}</style>{}</div>').format(Markup(style()), sections))


@cache
def _environment() -> jinja2.Environment:
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: show.visible(value) if type(value) is str else value,
    )
    found.filters |= {
        "check": wording.check, "count": wording.count, "day": wording.day,
    }  # fmt: skip
    return found


def template(name: str) -> jinja2.Template:
    """Return a template of `templates/` by its file name."""
    return _environment().get_template(name)


@cache
def style() -> str:
    """Return the style sheet with the outlets' hues, its comments and indents left out."""
    hues = "".join(f".o{number}{{--h:{hue}}}" for number, hue in enumerate((labels.GREY, *labels.HUES)))
    css = re.sub(r"/\*.*?\*/", "", (TEMPLATES / "brief.css").read_text("utf-8"), flags=re.DOTALL)
    return hues + re.sub(r"\s*\n\s*", "\n", css)

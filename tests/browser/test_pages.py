"""The brief and each notebook's page, as a reader meets them: on a desk, on a phone, in the dark, on paper, by ear."""

import re
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import DESK, HOSTILE, OVERRIDE, PHONE, ROOT, write_hostile

NAMES = ["brief", *(path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb")))]
each_page = pytest.mark.parametrize("name", NAMES)

OPEN = "all => all.forEach(e => e.open = true)"

# How many elements would run something.
HANDLERS = "[...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => /^on/i.test(a.name))).length"

# Sizes, in CSS pixels of the page as shown, of every text of every figure. A figure is an SVG in the page, or an
# image with an SVG inside, as in notebooks.
FIGURE_TEXT = """() => {
  const size = (text, scale) => scale * parseFloat(text.style?.fontSize || getComputedStyle(text).fontSize);
  const inline = [...document.querySelectorAll('svg text')].map(text => size(text, text.getScreenCTM().a));
  const images = [...document.querySelectorAll('img[src^="data:image/svg+xml;base64,"]')].flatMap(image => {
    const bytes = Uint8Array.from(atob(image.src.split(',')[1]), sign => sign.codePointAt(0));
    const holder = document.createElement('div');
    holder.style.width = image.getBoundingClientRect().width + 'px';
    holder.innerHTML = new TextDecoder().decode(bytes).replace(/^[^]*?<svg/, '<svg');
    document.body.append(holder);
    const svg = holder.querySelector('svg');
    svg.style.width = '100%';
    svg.style.height = 'auto';
    const sizes = [...svg.querySelectorAll('text')].map(text => size(text, text.getScreenCTM().a));
    holder.remove();
    return sizes.length ? sizes : [0];  // words drawn as outlines cannot be read aloud or measured
  });
  return [...inline, ...images];
}"""


@each_page
@pytest.mark.parametrize(
    ("viewport", "scheme"), [(DESK, "light"), (DESK, "dark"), (PHONE, "light"), (PHONE, "dark")], ids=repr
)
def test_axe_finds_nothing_to_mend(open_page, pages, name, viewport, scheme):
    page, _ = open_page(pages[name], viewport, color_scheme=scheme)
    if name == "brief":  # the sections that 5-brief shows are these, byte for byte (test_brief); once open is enough
        page.locator("details").evaluate_all(OPEN)
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["help"], rule["nodes"][0]["html"][:300]) for rule in found] == []


@each_page
def test_a_page_asks_for_nothing_but_itself_and_runs_nothing(open_page, pages, name):
    page, asked = open_page(pages[name])
    page.mouse.wheel(0, 100_000)  # lazy images too
    page.wait_for_load_state("networkidle")
    assert asked == []
    assert page.locator("script, iframe, object, embed, link[rel=stylesheet], link[rel=preload]").count() == 0
    assert page.evaluate(HANDLERS) == 0


@each_page
def test_a_phone_shows_it_without_scrolling_sideways(open_page, pages, name):
    page, _ = open_page(pages[name], PHONE)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]


@each_page
def test_text_in_figures_can_be_read_on_a_phone(open_page, pages, name):
    page, _ = open_page(pages[name], PHONE)
    sizes = page.evaluate(FIGURE_TEXT)
    assert [round(size, 1) for size in sizes if size < 9] == []
    assert sizes or not page.locator("main figure").count()


@each_page
def test_every_figure_has_a_text_alternative(open_page, pages, name):
    page, _ = open_page(pages[name])
    silent = """() => [...document.querySelectorAll('img, svg')]
        .filter(e => !e.closest('[aria-hidden=true]'))
        .map(e => e.alt || e.getAttribute('aria-label') || e.querySelector('title')?.textContent || '')
        .filter(words => words.trim().length < 20).length"""
    assert page.evaluate(silent) == 0


@each_page
def test_it_prints_in_black_on_white_with_everything_on_the_paper(open_page, pages, name):
    page, _ = open_page(pages[name], color_scheme="dark")
    page.emulate_media(media="print")
    ground = page.evaluate("[document.body, document.documentElement].map(e => getComputedStyle(e).backgroundColor)")
    assert set(ground) <= {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
    assert page.evaluate("getComputedStyle(document.querySelector('main p')).color") == "rgb(0, 0, 0)"
    # Outside the brief what lies behind a heading that opens is on the paper; nothing is wider than the paper.
    page.set_viewport_size({"width": 672, "height": 950})  # A4 less its margins: 178 mm at 96 dpi
    shut = page.locator("details:not([open]):not(.ioc details)")
    lost = "all => all.filter(e => !e.lastElementChild.checkVisibility()).map(e => e.innerText)"
    assert shut.evaluate_all(lost) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 676  # a mark's edge may stand in the margin
    pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    drawn = page.evaluate("document.body.scrollHeight") / 950
    assert 0.6 * drawn < pages < 2 * drawn


def test_the_brief_is_two_pages_before_the_full_texts(open_page, pages, tmp_path):
    page, _ = open_page(pages["brief"])
    (tmp_path / "brief.pdf").write_bytes(page.pdf(prefer_css_page_size=True))
    sheets = [
        subprocess.run(
            ["pdftotext", "-f", str(number), "-l", str(number), tmp_path / "brief.pdf", "-"],
            capture_output=True, text=True, check=True,
        ).stdout
        for number in (1, 2, 3)
    ]  # fmt: skip
    assert ["The articles in full" in sheet for sheet in sheets] == [False, False, True]
    assert "Method and limits" in sheets[1]


def test_a_cell_opens_to_its_sentence_and_to_the_lines_that_correct_it(open_page, pages):
    page, _ = open_page(pages["brief"])
    cell = page.locator("#claims td details").first
    sentence, lines = cell.locator("p"), cell.locator("pre")
    assert (sentence.is_visible(), lines.is_visible()) == (False, False)
    cell.locator("summary").focus()
    page.keyboard.press("Enter")
    assert (sentence.is_visible(), lines.is_visible()) == (True, True)
    assert cell.locator("summary span").inner_text() in sentence.inner_text()
    assert lines.inner_text().startswith("[[figures]]\nrow = [")
    cell.locator("p a").click()
    target = page.evaluate("document.querySelector(':target').innerText")
    assert target == cell.locator("summary span").inner_text()


def test_a_link_back_opens_what_its_row_is_folded_in(open_page, pages):
    page, _ = open_page(pages["brief"])
    for section in ("#claims", "#names"):
        folded = page.locator(f"{section} details.m [id]")
        shut = [name for name in folded.evaluate_all("all => all.map(e => e.id)")
                if page.locator(f"#texts a[href='#{name}']").count()]  # fmt: skip
        row = page.locator(f"[id='{shut[0]}']")
        assert not row.is_visible()
        page.locator(f"#texts a[href='#{shut[0]}']").first.click()
        assert row.is_visible()


def test_a_finger_hits_every_link_of_a_table(open_page, pages):
    page, _ = open_page(pages["brief"], PHONE)
    page.locator("details").evaluate_all(OPEN)
    small = """all => all.map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
        .filter(([_, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""
    assert page.locator("td a, th a, summary").count() > 100
    assert page.locator("td a, th a, summary").evaluate_all(small) == []


def test_a_page_has_one_first_heading_and_leaves_no_level_out(open_page, pages):
    for name in NAMES:
        page, _ = open_page(pages[name])
        found = page.locator("h1, h2, h3, h4, h5, h6")
        levels = [int(tag[1]) for tag in found.evaluate_all("all => all.map(e => e.tagName)")]
        assert levels.count(1) == 1
        assert all(below <= above + 1 for above, below in pairwise(levels)), (name, levels)


def open_hostile(open_page, path: Path):
    """Open a page of hostile articles on a phone, make sure that nothing of them runs, and return it."""
    page, asked = open_page(path, PHONE)
    seen = []
    page.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: seen.append(message.text))
    page.reload()
    page.locator("details").evaluate_all(OPEN)
    page.mouse.wheel(0, 100_000)
    page.wait_for_load_state("networkidle")
    assert (asked, seen) == ([], [])
    assert page.locator("script, iframe, #b, img:not([src^='data:image/svg+xml;base64,'])").count() == 0
    assert page.evaluate(HANDLERS) == 0
    assert page.locator("a").evaluate_all("all => all.map(e => e.protocol).filter(e => e !== 'file:')") == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]
    return page


def test_hostile_words_run_nothing(open_page, tmp_path):
    page = open_hostile(open_page, write_hostile(tmp_path / "hostile.html", HOSTILE))
    assert page.inner_text("#texts").count("{{7*7}}") >= 10
    assert page.inner_text("#claims, #sources").count("<script>") >= 2


def test_hostile_words_run_nothing_in_the_page_of_a_notebook(open_page, hostile_notebooks):
    page = open_hostile(open_page, hostile_notebooks)
    shown = page.inner_text("main")
    for words in (
        "<script>alert(1)</script>",
        "{{7*7}}",
        "[go](javascript:alert(2))",
        "{% raw %}",
        "**bold**",
        "$\\href{",
    ):
        assert shown.count(words) > 20, words


def test_an_override_turns_none_of_our_words_round(open_page, tmp_path):
    page, _ = open_page(write_hostile(tmp_path / "override.html", OVERRIDE))
    page.locator("details").evaluate_all(OPEN)
    turned = """override => {
        const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
        const checked = [], turned = [];
        for (let node; node = walk.nextNode();) {
            const at = node.data.search(/[a-z][a-z0-9]/i);
            if (at < 0 || node.data.includes(override) || node.parentElement.closest('.text, details p, td > span[dir], [dir=auto]')) continue;
            const [one, two] = [at, at + 1].map(place => {
                const range = document.createRange();
                range.setStart(node, place);
                range.setEnd(node, place + 1);
                return range.getBoundingClientRect();
            });
            if (one.width && one.top === two.top) checked.push(node.data);
            if (one.top === two.top && one.left > two.left) turned.push(node.data);
        }
        return [checked.length, turned];
    }"""
    checked, found = page.evaluate(turned, OVERRIDE)
    assert checked > 60
    assert found == []


@each_page
def test_it_is_one_file_without_an_address_that_is_fetched(pages, name):
    text = Path(pages[name]).read_text(encoding="utf-8")
    assert not re.search(
        r"""(?:src|srcset|poster|data)=["']?(?!data:)[^"'\s>]*//|@import|url\(["']?(?!data:|#)""", text
    )

"""The brief and each notebook's page, as a reader meets them: on a desk, on a phone, in the dark, on paper, by ear."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import DESK, PHONE, ROOT

NAMES = ["brief", *(path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb")))]
each_page = pytest.mark.parametrize("name", NAMES)

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
    for details in page.locator("details").all():
        details.evaluate("element => element.open = true")
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["help"], rule["nodes"][0]["html"][:300]) for rule in found] == []


@each_page
def test_a_page_asks_for_nothing_but_itself_and_runs_nothing(open_page, pages, name):
    page, asked = open_page(pages[name])
    page.mouse.wheel(0, 100_000)  # lazy images too
    page.wait_for_load_state("networkidle")
    assert asked == []
    assert page.locator("script, iframe, object, embed, link[rel=stylesheet], link[rel=preload]").count() == 0
    handlers = "() => [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => /^on/i.test(a.name)))"
    assert page.evaluate(f"({handlers})().length") == 0


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
    paper = page.pdf(format="A4")
    assert paper.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) >= 1


@each_page
def test_it_is_one_file_without_an_address_that_is_fetched(pages, name):
    text = Path(pages[name]).read_text(encoding="utf-8")
    assert not re.search(
        r"""(?:src|srcset|poster|data)=["']?(?!data:)[^"'\s>]*//|@import|url\(["']?(?!data:|#)""", text
    )

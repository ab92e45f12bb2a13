"""The brief: every number leads to its words and back, hostile text stays text, the same input gives the same bytes."""

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from ioc_analysis import schema, wording
from ioc_analysis.english import text
from ioc_analysis.report import anchors, brief

ROOT = Path(__file__).parent.parent
FIRST = "The ferry sank on Monday.\n\nAbout 40 people were saved, Ada Okoye said.\n\n“We were lucky,” Okoye said.\n"
SECOND = "Ferry sinks; 40 people saved\n\nSome 40 people are safe.\n\nFoto: el puerto\n\nThe pilot called it “luck”.\n"
HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(1)> {{7*7}} \u202egnol\u202c a\x00b\x07 \ufffe &amp;'
VOID = {"meta", "br", "line", "circle", "img"}


class Page(HTMLParser):
    """Tags, ids, links and text of a page, and whether every tag is closed in order."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.ids, self.links, self.stack, self.text = [], [], [], [], ""
        self.feed(html)
        assert self.stack == []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.append((tag, attributes))
        self.ids += [attributes["id"]] if "id" in attributes else []
        if tag == "a":
            assert "a" not in self.stack, "a link inside a link"
            self.links.append(attributes["href"])
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag

    def handle_data(self, data):
        if "style" not in self.stack:
            self.text += data


def article(number, text, outlet="Gazette", **more):
    known = dict.fromkeys(schema.TABLES["articles"].names) | {
        "article_id": f"x{number}",
        "outlet": outlet,
        "language": "en",
        "title_added": False,
        "text": text,
    }
    return tuple((known | more).values())


def find(number, text, words, outlet="Gazette"):
    start = text.index(words)
    return (f"x{number}", outlet, start, start + len(words), words)


def figure(span, modifier, head="person", value=40.0, kind="count"):
    known = dict.fromkeys(schema.TABLES["figures"].names) | {
        "value": value, "relation": "~" if modifier else "=", "modifier": modifier, "low": value, "high": value,
        "kind": kind, "counted": "people", "head": head, "predicate": "saved", "role": "level",
        "modality": "asserted", "voice": "author", "method": "test",
    }  # fmt: skip
    return (*span, *list(known.values())[len(span) :])


def quote(span, kind, speaker, content=None):
    content = content or span[2:4]
    return (
        *span,
        kind,
        *content,
        speaker,
        None,
        None,
        speaker,
        "person",
        None,
        "said",
        *[None] * 2,
        False,
        None,
        None,
        "x",
    )


def tables():
    """Two articles with one of everything, spans by hand."""
    articles = schema.table(
        "articles",
        [
            article(1, FIRST, published="2024-05-06", published_basis="stated: Monday", outlet_basis="inferred: style"),
            article(2, SECOND, "Herald", title="Ferry sinks; 40 people saved", published="2024-05-07"),
        ],
    )
    passages = [(*find(1, FIRST, line), "body", "en", None, "x") for line in FIRST.split("\n") if line] + [
        (*find(2, SECOND, line, "Herald"), kind, language, None, "x")
        for line, kind, language in zip(
            SECOND.split("\n\n"), ("headline", "body", "caption", "body"), ("en", "en", "es", "en"), strict=True
        )
        for line in [line.strip()]
    ]
    lucky = find(1, FIRST, "We were lucky,")
    found = {
        "passages": passages,
        "sentences": [],
        "mentions": [
            (*find(1, FIRST, "Ada Okoye"), "Ada Okoye", "person", "Ada Okoye", "author", "x"),
            (
                "x1",
                "Gazette",
                FIRST.rindex("Okoye"),
                FIRST.rindex("Okoye") + 5,
                "Okoye",
                "Ada Okoye",
                "person",
                "Okoye",
                "author",
                "x",
            ),
        ],
        "quotes": [
            quote(find(1, FIRST, "About 40 people were saved"), "indirect", "Ada Okoye"),
            quote(lucky, "direct", "Okoye"),
            quote(find(2, SECOND, "luck", "Herald"), "not_speech", None),
        ],
        "dates": [(*find(1, FIRST, "Monday"), "2024-05-06", "2024-05-06", "2024-05-06", "published", "x")],
        "figures": [
            figure(find(1, FIRST, "About 40"), "About"),
            figure(find(2, SECOND, "40", "Herald"), None),
            figure(find(2, SECOND, "Some 40", "Herald"), "Some"),
        ],
        "integrity": [
            ("x2", "Herald", "other_language", *find(2, SECOND, "Foto: el puerto")[2:], "In another language."),
            (None, None, "skipped", None, None, "c.txt: empty", "Could not be read."),
        ],
        "readability": [
            ("x1", "Gazette", "flesch_reading_ease", 80.0, 70.0, 90.0, 17, 3),
            ("x1", "Gazette", "lix", 20.0, None, None, 17, 3),
            ("x2", "Herald", "flesch_reading_ease", 50.0, 40.0, 60.0, 11, 2),
            ("x2", "Herald", "lix", None, None, None, 11, 2),
        ],
    }
    return articles, {name: schema.table(name, rows) for name, rows in found.items()}


@pytest.fixture(scope="module")
def items():
    return brief.items_from(*tables(), title="The ferry")


@pytest.fixture(scope="module")
def page(items):
    return brief.page_from(items)


@pytest.fixture(scope="module")
def seeds():
    from ioc_analysis.reading.corpus import read_corpus

    return read_corpus(ROOT / "seeds")


@pytest.fixture(scope="module")
def seeds_page(seeds, tmp_path_factory):
    return brief.write_brief(seeds, tmp_path_factory.mktemp("brief") / "brief.html").read_text("utf-8")


def lines(item):
    return repr(item).split("\n")


def body(items, id):
    return next(item.html for item in items if item.id == id)


# What it says


def test_each_section_says_what_it_holds_in_numbers(items):
    assert [(item.id, item.reading) for item in items if item.id not in ("method", "texts")] == [
        ("articles", "2 articles, 2 outlets; published from 6 May 2024 to 7 May 2024."),
        ("warnings", "2 things to know: not all articles could be read; another language in Herald."),
        (
            "figures",
            "3 figures, 2 of them not exact (about, more than, dozens). 1 number stands with the same noun in more "
            "than one article, most widely 40 people (in 2).",
        ),
        ("quotes", "2 attributed statements, 1 quote between marks among them."),
        ("names", "1 name, 0 of them in more than one article with the same spelling."),
        ("readability", "Reading ease runs from 50 to 80. No two intervals overlap."),
    ]


def test_the_articles_say_how_outlet_and_date_are_known(items):
    text = "\n".join(lines(items[0]))
    assert items[0].heading == "The ferry"
    assert "Gazette No headline (Outlet inferred: style) | 6 May 2024 (stated: Monday) | 17 words" in text
    assert "Herald Ferry sinks; 40 people saved | 7 May 2024 | 11 words | 1 warning" in text


def test_the_warnings_show_the_words_and_what_was_skipped(items):
    text = "\n".join(lines(items[1]))
    assert "Another language (In another language.)" in text
    assert "Herald Foto: el puerto" in text
    assert "Not all articles could be read (Could not be read.)" in text
    assert "c.txt: empty" in text


def test_one_number_stands_in_one_row_with_the_words_of_each_article(items):
    text = "\n".join(lines(items[2]))
    assert "40 (people) | About 40 (people) | 40 (people); Some 40 (people)" in text
    assert "Some 40 (read as about 40)" in text


def test_a_quote_stands_beside_its_speaker(items):
    text = "\n".join(lines(items[3]))
    assert "Okoye (said) | “We were lucky,”" in text.split("\n")
    assert "Ada Okoye (said) | About 40 people were saved (in the reporter's words)" in text
    assert "1 more passage in quotation marks that nobody is quoted as saying" in text


def test_what_is_quoted_in_part_stands_in_its_clause_between_one_pair_of_marks():
    text = "It was “sheer luck” for all."
    row = {"kind": "mixed", "start": 8, "end": 18, "content_start": 0, "content_end": 27}
    assert text[8:18] == "sheer luck"
    assert anchors._words(text, row) == "It was <q>sheer luck</q> for all"
    assert anchors._words(text, row | {"content_end": 18}) == "It was <q>sheer luck</q>"
    assert anchors._words(text, row | {"kind": "indirect"}) == "sheer luck"


def test_a_colon_stands_for_no_verb():
    articles, found = tables()
    found["quotes"]["cue"] = ["says", ":", None]
    html = body(brief.items_from(articles, found), "quotes")
    assert re.findall("<small class=cue>(.*?)</small>", html) == ["says"]


def test_names_count_every_form(items):
    assert "Ada Okoye (also Okoye) | 2 | · | 2" in lines(items[4])


def test_readability_gives_score_interval_and_what_is_undefined(items):
    text = lines(items[5])
    assert "Gazette | | 80.0 | 70.0 to 90.0 | 3" in text
    assert "Herald | undefined" in text


def test_passages_are_labelled_and_another_language_is_marked_up(items):
    html = body(items, "texts")
    assert '<p class="k-headline"><small lang=en>Headline</small> Ferry sinks; ' in html
    assert '<p class="k-caption x" lang="es"><small lang=en>Caption in Spanish, set aside</small>' in html


def test_the_words_of_the_articles_are_all_there(page):
    text = re.sub(r"\s+", "", Page(page).text)
    for part in (*FIRST.split("\n\n"), *SECOND.split("\n\n")):
        words = re.sub(r"\s+", "", part)
        marked = "".join(f"{re.escape(sign)}(?:[qftw]\\d+)?" for sign in words)
        assert re.search(marked, text), part


# Evidence


def test_every_link_leads_somewhere_and_no_anchor_is_there_twice(page, seeds_page):
    for html in (page, seeds_page):
        found = Page(html)
        assert {link[1:] for link in found.links} <= set(found.ids)
        assert all(link.startswith("#") for link in found.links)
        assert len(found.ids) == len(set(found.ids))


@pytest.mark.parametrize(
    ("mark", "row"), [("a1q2", "ra1q2"), ("a1f1", "ra1f1"), ("a2w1", "ra2w1"), ("a2t1", "ra2t1"), ("a1n2", "n1")]
)
def test_a_row_leads_to_its_words_and_they_lead_back(page, mark, row):
    found = Page(page)
    assert {mark, row} <= set(found.ids)
    assert f"#{row}" in found.links
    assert f"#{mark}" in found.links or mark == "a1n2"  # a count leads to the first mention


def test_a_figure_inside_a_quote_is_marked_inside_it(items):
    assert (
        "<q id=a1q1><a id=a1f1 class=f href=#ra1f1>About 40</a> people were saved</q>"
        "<a class=b href=#ra1q1>q1</a>, <a id=a1n1 class=n href=#n1>Ada Okoye</a> said."
    ) in body(items, "texts")


def test_a_date_shows_the_day_it_was_read_as(items):
    assert '<time id=a1d1 datetime="2024-05-06" class=r>Monday</time>' in body(items, "texts")


def test_the_evidence_of_a_figure_marks_it_once_and_shows_no_sentence_twice(seeds_page):
    found = re.findall("<p dir=auto>(.*?)</p>", seeds_page.partition("<section id=texts")[0], flags=re.DOTALL)
    assert len(found) > 30
    for evidence in found:
        assert evidence.count("<mark>") == 1
        words = re.sub("<[^>]+>", "", evidence)
        sentences = [words[start:end] for start, end, *_ in text.find_sentences(words, 0, len(words))]
        assert len(set(sentences)) == len(sentences) > 0


def test_an_ordinal_is_said_as_one():
    articles, found = tables()
    rows = [figure(find(1, FIRST, "40"), None, "rescue", 22.0, "ordinal")]
    rows.append(figure(find(2, SECOND, "40", "Herald"), None, "rescue", 22.0, "ordinal"))
    found["figures"] = schema.table("figures", rows)
    assert "most widely 22nd rescue (in 2)" in brief.items_from(articles, found)[2].reading


def test_numbers_that_are_no_quantity_are_left_out():
    articles, found = tables()
    found["figures"] = schema.table("figures", [figure(find(1, FIRST, "About 40"), None, kind="designator")])
    items = brief.items_from(articles, found)
    assert items[2].reading == "No figure was found."
    assert "a1f1" not in body(items, "texts")


# Every kind of corpus


def test_nothing_found_is_said_and_nothing_breaks():
    articles = schema.table("articles", [article(1, "Solo.\n", None)])
    empty = {name: schema.table(name) for name in tables()[1]}
    page = Page(brief.page_from(brief.items_from(articles, empty)))
    for words in (
        "1 article compared",
        "1 article, 0 outlets, 1 article of no known outlet; no date of publication is known.",
        "The checks found nothing.", "No figure was found.", "No attributed statement was found.", "No name was found.",
        "No article has body text to measure.", "Solo.",
    ):  # fmt: skip
        assert words in page.text


def test_the_event_is_the_title_unless_there_are_two():
    articles, found = tables()
    assert brief.items_from(articles.assign(event="Ferry, 2024"), found)[0].heading == "Ferry, 2024"
    assert brief.items_from(articles.assign(event=["a", "b"]), found)[0].heading == "2 articles compared"


def test_many_articles_are_named_in_the_cells_and_folded():
    rows, figures, mentions = [], [], []
    for number in range(1, 10):
        rows.append(article(number, FIRST, f"Outlet {number}"))
        figures.append(figure(find(number, FIRST, "About 40", f"Outlet {number}"), "About"))
        span = find(number, FIRST, "Ada Okoye", f"Outlet {number}")
        mentions.append((*span, "Ada Okoye", "person", "Ada Okoye", "author", "x"))
    found = {name: schema.table(name) for name in tables()[1]}
    found |= {"figures": schema.table("figures", figures), "mentions": schema.table("mentions", mentions)}
    items = brief.items_from(schema.table("articles", rows), found)
    for item in items[2], items[4]:
        assert "<summary>9 of 9 articles</summary>" in item.html
        folded = item.html.partition("<summary>9 of 9 articles</summary>")[2].partition("</details>")[0]
        assert re.findall("<bdi>(.*?)</bdi>", folded) == [f"Outlet {number}" for number in range(1, 10)]
        assert item.html.count("<th scope=col") <= 3 + 3 * 9  # no column for each article
    Page(brief.page_from(items))


def lines_run(function):
    """Count the lines of Python that a call runs, those of the templates too."""
    count = 0

    def trace(frame, event, _):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(before)
    return count


def test_twice_the_articles_are_twice_the_work():
    def corpus(size):
        one = tables()
        articles = pd.concat(
            [one[0].assign(article_id=[f"{n}a", f"{n}b"], outlet=[f"{n}A", f"{n}B"]) for n in range(size)]
        )
        found = {}
        for name, table in one[1].items():
            copies = [
                table.assign(article_id=table["article_id"].map({"x1": f"{n}a", "x2": f"{n}b"})) for n in range(size)
            ]
            found[name] = pd.concat(copies, ignore_index=True)
            if name == "mentions":  # as many names as articles, each in one of them
                found[name]["entity"] += found[name]["article_id"]
        return articles.reset_index(drop=True), found

    brief.items_from(*corpus(1))  # templates are compiled once
    few, more, most = (lines_run(lambda size=size: brief.items_from(*corpus(size))) for size in (10, 20, 40))
    assert most - more < 2.2 * (more - few)


def test_a_warning_of_many_articles_is_folded_and_a_few_stand_before_it():
    articles = schema.table("articles", [article(number, "Solo.\n", f"Outlet {number}") for number in range(60)])
    found = {name: schema.table(name) for name in tables()[1]}
    dates = [(f"x{number}", f"Outlet {number}", "no_date", None, None, None, "No date.") for number in range(60)]
    stages = [
        (f"x{n}", f"Outlet {n}", "other_stage", None, None, None, f"Dated {n + 31} days before.") for n in range(9)
    ]
    found["integrity"] = schema.table("integrity", [*dates, *stages])
    item = brief.items_from(articles, found)[1]
    assert item.reading == (
        "2 things to know: another stage of the event in 9 of 60 articles; no date in 60 of 60 articles."
    )
    for label, before in (("6 more; 9 of 60 articles", 3), ("57 more; 60 of 60 articles", 3)):
        cell = next(cell for cell in item.html.split("<td>") if label in cell)
        shown, folded = cell.split(f"<details><summary>{label}</summary>")
        assert shown.count("<li>") == before
        assert before + folded.count("<li>") == int(label.split("; ")[1].split()[0])


def test_an_article_in_another_language_is_shown_and_set_aside():
    articles = schema.table("articles", [article(1, "El ferry se hundió.\n", language="es")])
    found = {name: schema.table(name) for name in tables()[1]}
    found["passages"] = schema.table("passages", [("x1", "G", 0, 19, "El ferry se hundió.", "body", "es", None, "x")])
    html = body(brief.items_from(articles, found), "texts")
    assert '<p class="k-body x" lang="es"><small lang=en>Body in Spanish, set aside</small> El ferry' in html


def test_a_paragraph_of_two_megabytes_is_shown_once_and_its_sentences_are_cut_short():
    text = "word " * 200_000 + "40 people" + " word" * 200_000
    articles = schema.table("articles", [article(1, text)])
    found = {name: schema.table(name) for name in tables()[1]}
    found["passages"] = schema.table("passages", [("x1", "G", 0, len(text), text, "body", "en", None, "x")])
    found["figures"] = schema.table("figures", [figure(find(1, text, "40"), None)])
    items = brief.items_from(articles, found)
    assert "<p dir=auto>…" in items[2].html
    assert len(items[2].html) < 6_000
    assert len(brief.page_from(items)) < len(text) + 30_000


# Hostile text


def hostile():
    text = f"{HOSTILE}\n"
    row = article(
        1, text, '"><b>', title=HOSTILE, author=HOSTILE, file=HOSTILE, agency=HOSTILE, event=HOSTILE,
        outlet_basis=HOSTILE, published_basis=HOSTILE, published=HOSTILE,
    )  # fmt: skip
    span = ("x1", '"><b>', 0, 25, text[:25])
    made = {
        "passages": [("x1", "G", 0, len(HOSTILE), HOSTILE, 'x" onclick="alert(1)', 'es" onclick="alert(1)', None, "x")],
        "sentences": [],
        "mentions": [("x1", "G", 2, 9, text[2:9], HOSTILE, "person", HOSTILE, "author", "x")],
        "quotes": [quote(span, "direct", HOSTILE, (0, 40))],
        "dates": [("x1", "G", 10, 14, text[10:14], '"><script>alert(1)</script>', None, None, HOSTILE, "x")],
        "figures": [figure(("x1", "G", 5, 20, text[5:20]), "x", head=HOSTILE)],
        "integrity": [
            ("x1", "G", HOSTILE, 0, 6, HOSTILE, f"*{HOSTILE}*"),
            (HOSTILE, None, "skipped", None, None, HOSTILE, HOSTILE),
        ],
        "readability": [("x1", "G", "flesch_reading_ease", 5e5, -4e5, 1e6, 9, 1)],
    }
    return schema.table("articles", [row]), {name: schema.table(name, rows) for name, rows in made.items()}


def test_hostile_text_appears_as_text():
    page = Page(brief.page_from(brief.items_from(*hostile())))
    assert not {tag for tag, _ in page.tags} & {"script", "img", "iframe", "object", "link"}
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert "49" not in re.sub(r"[0-9a-f]{16}", "", page.text)
    for words in ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "a␀b␇", "&amp;"):
        assert page.text.count(words) >= 5
    assert not re.search("[\x00-\x08\x0b-\x1f]", page.text)


# Files


def test_the_same_input_gives_the_same_bytes_anywhere(tmp_path):
    code = (
        "import sys; from ioc_analysis.reading.corpus import read_corpus; from ioc_analysis.report.brief import write_brief; "
        "write_brief(read_corpus('seeds'), sys.argv[1])"
    )
    for number, (seed, zone) in enumerate((("0", "UTC"), ("4711", "Pacific/Kiritimati"))):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", code, str(tmp_path / f"{number}.html")]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
    assert (tmp_path / "0.html").read_bytes() == (tmp_path / "1.html").read_bytes()


def test_the_brief_of_the_seeds_is_small_and_whole(seeds_page):
    assert len(seeds_page.encode()) <= 150_000
    assert not re.search(r"<script|<link|<img|src=|@import|url\(|/(?:work|tmp)/|0x[0-9a-f]{6}", seeds_page)
    assert "Atalayar" in seeds_page


def test_every_count_of_the_seeds_is_a_count_of_rows(seeds, seeds_page):
    from ioc_analysis.extract import extract_all

    found = extract_all(seeds)
    quotes, figures = found["quotes"], found["figures"]
    said = quotes[quotes["kind"] != "not_speech"]
    numbers = figures[~figures["kind"].isin(schema.NO_QUANTITY)]
    page = Page(seeds_page)
    for letter, rows in (("q", said), ("f", numbers), ("d", found["dates"]), ("n", found["mentions"])):
        assert sum(bool(re.fullmatch(rf"a\d+{letter}\d+", id)) for id in page.ids) == len(rows)
    assert f"{len(numbers)} figures, " in page.text
    assert f"{len(said)} attributed statements, " in page.text
    assert f"{found['mentions']['entity'].nunique()} names, " in page.text


def test_a_notebook_shows_the_same_bytes(items, page, seeds_page):
    for item in items:
        assert page.count(item.section(1 if item.id == "articles" else 2)) == 1
        assert item._repr_html_().count(item.html) == 1
    notebook = json.loads((ROOT / "notebooks" / "5-brief.ipynb").read_text("utf-8"))
    shown = [
        "".join(output["data"]["text/html"])
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        if "<section" in "".join(output["data"].get("text/html", ""))
    ]
    below_heading = r"<p class=reading>.*?</section>"
    sections = re.findall(below_heading, seeds_page, flags=re.DOTALL)
    assert [re.search(below_heading, html, flags=re.DOTALL)[0] for html in shown] == sections


def test_a_notebook_takes_one_section_or_its_answer(seeds):
    shown = brief.show_brief(seeds)
    assert [item.id for item in shown] == [
        "articles", "warnings", "figures", "quotes", "names", "readability", "method", "texts"
    ]  # fmt: skip
    assert str(shown.answer("figures", "names")) == f"{shown['figures'].reading}\n{shown['names'].reading}"
    assert repr(shown["names"]).startswith("Names\n=====\n")
    assert re.findall("<h[1-3] id=([a-z]+)-h", shown._repr_html_()) == [item.id for item in shown]
    assert shown._repr_html_().count("<style>") == 1


def test_a_notebook_asks_the_question_and_the_section_has_no_second_heading(items):
    headings = {item.id: re.findall(r"<(h\d) id=\w+-h dir=auto>(.*?)</", item._repr_html_()) for item in items}
    assert headings.pop("articles") == [("h3", "The ferry")]
    assert not any(headings.values())
    assert '<section id=figures aria-label="Figures">' in items[2]._repr_html_()


def test_an_unknown_section_is_an_error_that_names_the_sections(items):
    shown = brief.Brief(items)
    for ask in (shown.__getitem__, shown.answer):
        with pytest.raises(KeyError, match="no section 'nope'; the sections are articles, warnings, figures, quotes"):
            ask("nope")
    assert shown[0] is items[0]


def test_a_summary_is_without_the_full_texts(seeds):
    whole, summary = brief.brief_items(seeds), brief.brief_items(seeds, texts=False)
    assert [item.id for item in whole[:-1]] == [item.id for item in summary]
    assert [repr(item) for item in whole[:-1]] == [repr(item) for item in summary]


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, seeds):
    path = tmp_path / "new" / "brief.html"
    assert brief.write_brief(seeds.head(1), path) == path
    old = path.read_bytes()

    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        brief.write_brief(seeds, path)
    assert path.read_bytes() == old
    assert [file.name for file in path.parent.iterdir()] == ["brief.html"]


def test_a_table_that_is_no_corpus_is_an_error_that_says_so(tmp_path):
    with pytest.raises(schema.SchemaError, match="not a table of articles"):
        brief.write_brief(pd.DataFrame({"words": ["x"]}), tmp_path / "x.html")


def test_the_articles_are_left_alone(seeds):
    before = seeds.copy()
    brief.brief_items(seeds)
    pd.testing.assert_frame_equal(seeds, before)


# Words


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], "no date of publication is known"),
        (["2024-05-06"], "published 6 May 2024"),
        (["2024-05-06T18:44", "2024-05-06"], "published 6 May 2024"),
        (["2024-06", "2024-05-06"], "published from 6 May 2024 to June 2024"),
        (["2024-06", "2024-06-15"], "published in June 2024"),  # which of the two came first cannot be told
        (["2024-05-30", "2024-06", "2024-06-15"], "published from 30 May 2024 to June 2024"),
        (["2024", "2025-06-15"], "published from 2024 to 15 June 2025"),
        (["2024-13-01"], "published 2024-13-01"),  # no month: as it stands
    ],
)
def test_a_period_in_words(days, expected):
    assert wording.period(days) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("dozens", "vague", None, None, None, "asserted"), "no number given"),
        (("four", "=", 4.0, None, None, "asserted"), ""),  # a word that needs no digit
        (("a dozen", "=", 12.0, None, None, "asserted"), "read as 12"),
        (("2,500", "=", 2500.0, None, None, "asserted"), ""),
        (("At least 10", ">=", 10.0, None, None, "asserted"), ""),
        (("almost two years", "<", 2.0, None, "year", "asserted"), "read as less than 2 years"),
        (("12-15", "=", 12.0, 15.0, None, "asserted"), "read as 12 to 15"),
        (("$1.5 million", "=", 1.5e6, None, "USD", "possible"), "read as 1,500,000 USD; possible, not asserted"),
        (("2.25 km2", "=", 2.25, None, "km2", "asserted"), "read as 2.25 km²"),
    ],
)
def test_a_figure_in_words(row, expected):
    names = ("text", "relation", "value", "value_high", "unit", "modality")
    assert wording.figure(dict(zip(names, row, strict=True))) == expected


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["AFP"], "no headline in AFP"),
        (["AFP", "Gazette"], "no headline in AFP and Gazette"),
        (["AFP", "Gazette", "Herald"], "no headline in 3 of 9 articles"),
        ([], "no headline"),
    ],
)
def test_a_warning_in_words(labels, expected):
    assert wording.warning("no_headline", labels, 9) == expected
    assert wording.warning("one_agency", labels, 9) == "several articles from one agency"
    assert wording.warning("new_check", ["AFP"], 9) == "new check in AFP"


def test_every_check_has_words():
    from ioc_analysis.compare.articles import stat_integrity

    named = set(re.findall(r"\b[a-z_]{7,}\b", stat_integrity.__doc__.partition("is one of:")[2].partition(".")[0]))
    assert {name for name in named if "_" in name} <= set(wording.CHECKS)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([], "There are too few sentences for two intervals, so nothing is compared."),
        ([(1, 2), (None, None)], "There are too few sentences for two intervals, so nothing is compared."),
        ([(1, 3), (2, 4)], "Every two intervals overlap: the difference may be chance."),
        ([(1, 2), (3, 4)], "No two intervals overlap."),
        # 1-2 and 3-5 are apart, 1-2 and 4-6 too; 3-5 and 4-6 overlap: two of three pairs
        (
            [(1, 2), (3, 5), (4, 6)],
            "Of 3 pairs of articles, 2 have intervals that do not overlap; for the others the difference may be "
            "chance.",
        ),
    ],
)
def test_how_far_intervals_keep_articles_apart(scores, expected):
    assert wording.overlap([{"low": low, "high": high} for low, high in scores]) == expected

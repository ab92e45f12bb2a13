"""The brief: every number leads to its words and back, hostile text stays text, the same input gives the same bytes."""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from ioc_analysis import schema, wording
from ioc_analysis.compare.everything import stat_all
from ioc_analysis.extract import extract_all
from ioc_analysis.reading import corrections
from ioc_analysis.report import anchors, brief, cells, closing, opening, shared, telling

ROOT = Path(__file__).parent.parent
GAZETTE = """Ferry sinks off Lowport

The ferry Ada sank off Lowport on Monday, killing 12 passengers.

“We heard a loud bang and then the lights went out,” Captain Mary Quist said. Rescuers saved 140 people from the water.

The port authority said the ferry had passed its last inspection. Jon Vale, the transport minister, stayed away.
"""
HERALD = """Lowport ferry disaster kills 19

The ferry Ada sank off Lowport on Monday, killing 19 passengers.

“We heard a bang and then the lights went out,” Capt. Mary Quist told reporters. Rescuers saved about 140 people from the water.

Nobody on board had expected it. Jon Vale visited the harbour in the evening.
"""
COURIER = """Inquiry into ferry begins

An inquiry into the sinking of the ferry Ada off Lowport began on Tuesday. The ferry sank on Monday.

Rescuers saved 140 people from the water, the port authority said. Jon Vale was absent.

Foto: el puerto de la ciudad vieja
"""
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


def ferries():
    return schema.table(
        "articles",
        [
            article(
                1, GAZETTE, published="2024-05-06", published_basis="stated: Monday", outlet_basis="inferred: style"
            ),
            article(2, HERALD, "Herald", title="Lowport ferry disaster kills 19", published="2024-05-07"),
            article(3, COURIER, "Courier", published="2024-05-08"),
        ],
    )


@cache
def tables_of(name):
    articles = ferries() if name == "ferries" else seed_articles()
    return articles, stat_all(articles, extract_all(articles))


@cache
def seed_articles():
    from ioc_analysis.reading.corpus import read_corpus

    return read_corpus(ROOT / "seeds")


@pytest.fixture(scope="module")
def items():
    return brief.items_from(*tables_of("ferries"), title="The ferry")


@pytest.fixture(scope="module")
def page(items):
    return brief.page_from(items)


@pytest.fixture(scope="module")
def seeds():
    return seed_articles()


@pytest.fixture(scope="module")
def seeds_page(seeds, tmp_path_factory):
    return brief.write_brief(seeds, tmp_path_factory.mktemp("brief") / "brief.html").read_text("utf-8")


def lines(item):
    return repr(item).split("\n")


def body(items, id):
    return next(item.html for item in items if item.id == id)


def row(items, section, words):
    """Return the cells of the row of a section's table that holds the words, without tags."""
    rows = [found for found in re.findall("<tr[^>]*>.*?</tr>", body(items, section), flags=re.DOTALL) if words in found]
    shown = re.sub("<p dir=auto>.*?</p>|<p>.*?</p>|<pre>.*?</pre>", "", rows[0], flags=re.DOTALL)
    return [" ".join(re.sub("<[^>]+>", " ", cell).split()) for cell in re.split("</t[hd]>", shown)[:-1]]


# What it says


def test_the_sections_stand_in_order_and_their_ids_are_stable(items):
    assert [item.id for item in items] == [
        "articles", "findings", "headlines", "claims", "utterances", "sources", "names", "words", "framing",
        "coverage", "reuse", "warnings", "method", "texts",
    ]  # fmt: skip


def test_the_articles_say_how_outlet_and_date_are_known(items):
    text = "\n".join(lines(items[0]))
    assert items[0].heading == "The ferry"
    assert items[0].reading == "3 articles, 3 outlets; published from 6 May 2024 to 8 May 2024."
    assert "Gazette: No headline (Outlet inferred: style) | 6 May 2024 (stated: Monday)" in text
    assert "Herald: Lowport ferry disaster kills 19 | 7 May 2024" in text


def test_headlines_stand_beside_the_first_sentence(items):
    cells = row(items, "headlines", "disaster")
    assert cells[0] == "Herald"
    assert cells[1].startswith("Lowport ferry disaster kills 19 ")
    assert cells[2] == "The ferry Ada sank off Lowport on Monday, killing 19 passengers."


def test_a_claim_has_a_cell_for_each_article_with_the_verdict_in_words(items):
    claims = tables_of("ferries")[1]["claims"]
    rows = claims[claims["text"] == "19"]
    assert rows["articles"].tolist() == [2]
    cells = row(items, "claims", ">19<")
    assert sorted(cell.split()[0] for cell in cells[1:3]) == ["12", "19"]
    assert sum("differs from" in cell or "older number" in cell for cell in cells) == 1
    assert cells[3].startswith("not found")


def test_a_figure_that_may_be_the_missing_answer_leads_to_its_sentence():
    texts = (
        "About 4,000 people fled the flood.",
        "The flood made 4,100 people flee.",
        "Homes of 4,300 evacuees stand empty.",
    )
    articles = schema.table("articles", [article(number, text, f"Paper {number}") for number, text in enumerate(texts)])
    tables = stat_all(articles, extract_all(articles))
    claims = tables["claims"]
    near = claims[claims["reason"].str.startswith("it has ") & claims["text"].isna()]
    html = body(brief.items_from(articles, tables), "claims")
    for row in near.to_dict("records"):
        number = row["reason"].removeprefix("it has ").removesuffix(", matched with none")
        assert f"Nearest:</small> Homes of <mark>{number}</mark> evacuees" in html
    assert len(near) == 1


def test_of_a_long_addition_the_ends_are_shown():
    own = " ".join(f"word{number} and" for number in range(40))
    texts = (
        "“We heard a loud bang and then the lights went out,” Captain Mary Quist said.",
        f"“{own[:-4]}. We heard a loud bang and then the lights went out,” Captain Mary Quist said.",
    )
    articles = schema.table("articles", [article(number, text, f"Paper {number}") for number, text in enumerate(texts)])
    html = body(brief.items_from(articles, stat_all(articles, extract_all(articles))), "utterances")
    shown = re.search("<(?:ins|del)>(word0 and word1 .*?)</", html)[1]
    assert re.search(r" … \(5\d words\) … .*word39", shown)


def test_one_speaker_has_one_name_in_all_sections(seeds):
    html = body(brief.items_from(*tables_of("seeds")), "utterances")
    assert html.count("<h3><bdi>Qasim al-Araji</bdi> <small>also printed Qassem al-Aaraji and Qassim al-Araji") == 2


@pytest.mark.parametrize(("agency", "told"), [("Gazette", False), ("AFP", True)])
def test_an_agency_is_told_where_it_is_not_the_outlet(agency, told):
    articles = schema.table("articles", [article(1, GAZETTE, agency=agency)])
    html = body(brief.items_from(articles, stat_all(articles, extract_all(articles))), "articles")
    assert (f"copy of {agency}" in html) == told


def test_dropped_and_added_words_of_a_quote_are_marked(items):
    html = body(items, "utterances")
    assert "<del>loud </del>" in html or "<ins>loud </ins>" in html or "<del>loud</del>" in html
    assert "Mary Quist" in html


def test_who_speaks_stands_by_kind_of_source_and_who_is_silent_below(items):
    html = body(items, "sources")
    assert "Captain" in html
    silent = html.partition("quoted by none")[2]
    assert "Jon Vale" in silent
    assert "Mary Quist" not in silent


def test_a_statement_that_is_not_found_shows_the_nearest_sentence_and_is_never_called_omitted(items, page):
    html = body(items, "coverage")
    assert "not found" in html or "too early" in html
    assert "Nearest:" in html
    assert "omitted" not in Page(page).text.lower()


def test_reuse_names_pairs_above_the_usual_rate_only():
    articles = schema.table("articles", [article(1, GAZETTE), article(2, GAZETTE, "Herald")])
    twins = brief.items_from(articles, stat_all(articles, extract_all(articles)))
    assert "1 pair of articles shares more than 3 %" in twins[10].reading
    html = body(brief.items_from(*tables_of("seeds")), "reuse")
    assert "<table" not in html


def test_the_warnings_show_the_words(items):
    cells = row(items, "warnings", "Another language")
    assert "In Spanish" in cells[0]
    assert "Courier Foto: el puerto de la ciudad vieja" in cells[1]


def test_what_is_quoted_in_part_stands_in_its_clause_between_one_pair_of_marks():
    text = "It was “sheer luck” for all."
    row = {"kind": "mixed", "start": 8, "end": 18, "content_start": 0, "content_end": 27}
    assert text[8:18] == "sheer luck"
    assert anchors.clause(text, row) == "It was <q>sheer luck</q> for all"
    assert anchors.clause(text, row | {"content_end": 18}) == "It was <q>sheer luck</q>"
    assert anchors.clause(text, row | {"kind": "indirect"}) == "sheer luck"


def test_passages_are_labelled_and_another_language_is_marked_up(items):
    html = body(items, "texts")
    assert '<p class="k-headline"><small lang=en>Headline</small>' in html
    assert 'lang="es"><small lang=en>' in html


def test_the_words_of_the_articles_are_all_there(page):
    text = re.sub(r"\s+", "", Page(page).text)
    for part in "\n\n".join((GAZETTE, HERALD, COURIER)).split("\n\n"):
        words = re.sub(r"\s+", "", part)
        marked = "".join(f"{re.escape(sign)}(?:[qftw]\\d+)?↑*" for sign in words)
        assert re.search(marked, text), part


@pytest.mark.parametrize(
    ("labels", "expected"), [([], ""), (["A"], "A"), (list("AB"), "A and B"), (list("AAB"), "A and B"),
                             (list("ABC"), "A, B and C"), (list("ABCDE"), "A, B, C and 2 more")],
)  # fmt: skip
def test_some_are_named_and_the_others_counted(labels, expected):
    assert cells.name_some(labels) == expected


def test_a_terminal_shows_no_evidence_and_marks_words_with_brackets():
    for item in brief.items_from(*tables_of("seeds")):
        if item.id != "texts":
            assert not re.search(r"in the text|row = \[|<|^Evidence$", repr(item), flags=re.MULTILINE), item.id
            assert "cell opens" not in repr(item)
            assert repr(item) == repr(item).strip()
    told = brief.Brief(brief.items_from(*tables_of("seeds")))
    assert "[-" in repr(told["utterances"])
    assert "\n24 figures matched with none of another article (in the page)" in repr(told["claims"])


# Findings


def test_a_finding_leads_to_its_row_and_to_its_words(items):
    articles, found = tables_of("ferries")
    claim = found["claims"].iloc[0]
    told = [
        (
            "figures",
            "Deaths differ.",
            0.9,
            "claims",
            claim["claim_id"],
            2,
            "x2",
            *span(HERALD, "19 passengers"),
        )
    ]
    told.append(("names", "A <b> name.", 0.5, "naming", "nobody", 1, "x1", None, None, None))
    made = brief.items_from(articles, {**found, "findings": schema.table("findings", told)})
    html = made[1].html
    assert made[1].reading == "2 things to follow up, the strongest first."
    assert html.index("Deaths differ.") < html.index("A &lt;b&gt; name.")
    assert "href=#c1 " in html
    assert "href=#names " in html
    assert "<mark>19 passengers</mark>" in html
    shown = brief.Brief(made)
    assert str(shown.answer("claims")) == "Deaths differ."
    assert str(shown.answer("findings")) == "Deaths differ.\nA <b> name."
    assert str(shown.answer("coverage")) == shown["coverage"].reading
    Page(brief.page_from(made))


def span(text, words):
    start = text.index(words)
    return start, start + len(words), words


def test_every_table_that_a_finding_may_rest_on_has_a_section():
    assert set(opening.SECTIONS.values()) | set(opening.TOPICS.values()) <= set(brief.ORDER)


# Evidence


def test_every_link_leads_somewhere_and_no_anchor_is_there_twice(page, seeds_page):
    for html in (page, seeds_page):
        found = Page(html)
        assert {link[1:] for link in found.links} <= set(found.ids)
        assert all(link.startswith("#") for link in found.links)
        assert len(found.ids) == len(set(found.ids))


def test_every_cell_leads_to_words_and_they_lead_back(page):
    """A mark in a text that a row shows has a link to this row, and the row one to the mark."""
    before, _, texts = page.partition("<section id=texts")
    rows = {mark: id for id, mark in re.findall(r"<tr id=(c\d+)>.*?href=#(a\d+f\d+)", before, flags=re.DOTALL)}
    assert len(rows) >= 2
    for mark, id in rows.items():
        assert re.search(rf"id={mark} class=f href=#{id}>", texts)
    for table, letter in (("quotes", "q"), ("mentions", "n")):
        assert f"id=a1{letter}1" in texts, table


def test_the_full_texts_mark_every_row(seeds_page):
    found = tables_of("seeds")[1]
    quotes, figures = found["quotes"], found["figures"]
    said = quotes[quotes["kind"] != "not_speech"]
    numbers = figures[~figures["kind"].isin(schema.NO_QUANTITY)]
    ids = Page(seeds_page).ids
    for letter, rows in (("q", said), ("f", numbers), ("d", found["dates"]), ("n", found["mentions"])):
        assert sum(bool(re.fullmatch(rf"a\d+{letter}\d+", id)) for id in ids) == len(rows)


def test_the_evidence_of_a_figure_marks_it_once(seeds_page):
    claims = seeds_page.partition("<section id=claims")[2].partition("</section>")[0]
    found = re.findall("<p dir=auto>(.*?)</p>", claims, flags=re.DOTALL)
    assert len(found) >= 5
    assert {evidence.count("<mark>") for evidence in found} == {1}


def test_the_lines_to_paste_name_their_row_and_no_other(seeds_page):
    articles, found = tables_of("seeds")
    texts = articles.set_index("article_id")["text"]
    pasted = [tomllib.loads(unescape(lines)) for lines in re.findall("<pre>(.*?)</pre>", seeds_page, flags=re.DOTALL)]
    assert len(pasted) > 60
    for entry in pasted:
        ((name, (told,)),) = entry.items()
        table = found[told.get("table", name)]
        for article_id, words, *near in [told["row"]] if "row" in told else told["rows"]:
            own = table[table["article_id"] == article_id]
            rows = list(own[["start", "end"]].itertuples(index=False, name=None))
            assert corrections.find_row(rows, texts[article_id], words, *(near or [None]), "here", name) >= 0


def unescape(words):
    from html import unescape

    return unescape(words)


def test_what_was_corrected_says_by_whom():
    articles, found = tables_of("ferries")
    quotes = found["quotes"].assign(
        method=found["quotes"]["method"].where(found["quotes"]["article_id"] != "x1", "corrected by JK: misheard")
    )
    html = body(brief.items_from(articles, {**found, "quotes": quotes}), "utterances")
    assert html.count("corrected by JK: misheard") == 1
    entry = {"table": "quotes", "action": "mend", "words": "We heard", "by": "JK", "reason": "misheard"}
    marked = articles.assign(overrules=[json.dumps([entry]), None, None])
    closing = brief.items_from(marked, found)[12]
    assert "1 row corrected by hand." in closing.reading
    assert "JK: misheard" in closing.html


# Every kind of corpus


def test_nothing_found_is_said_and_nothing_breaks():
    articles = schema.table("articles", [article(1, "Solo.\n", None)])
    page = Page(brief.page_from(brief.items_from(articles, {})))
    for words in (
        "1 article compared",
        "1 article, 0 outlets, 1 article of no known outlet; no date of publication is known.",
        "The checks found nothing.", "No question is answered", "No attributed statement was found.",
        "No name was found.", "No statement was found in two articles.", "Nothing stands out",
    ):  # fmt: skip
        assert words in page.text


def test_the_event_is_the_title_unless_there_are_two():
    articles, found = tables_of("ferries")
    assert brief.items_from(articles.assign(event="Ferry, 2024"), found)[0].heading == "Ferry, 2024"
    assert brief.items_from(articles.assign(event=["a", "b", "b"]), found)[0].heading == "3 articles compared"


def many(size):
    """Articles in pairs of outlets that all tell of the ferry, each with words of its own."""
    return schema.table(
        "articles",
        [
            article(
                number,
                GAZETTE.replace("12 passengers", f"{10 + number % 5} passengers").replace("Quist", f"Quist-{number}"),
                f"Outlet {number % 6}",
            )
            for number in range(size)
        ],
    )


def test_many_articles_are_named_in_the_cells_and_folded():
    articles = many(40)
    items = brief.items_from(articles, stat_all(articles, extract_all(articles)))
    html = body(items, "claims")
    assert html.count("<th scope=col") < 10  # no column for each article
    assert "more of 40 articles</summary>" in html
    assert "28 more articles</summary>" in items[0].html
    found = Page(brief.page_from(items))
    assert {link[1:] for link in found.links} <= set(found.ids)


def test_words_in_the_brackets_of_a_question_are_explained():
    articles, tables = tables_of("ferries")
    told = "In brackets stand words beside the numbers"
    assert told not in body(brief.items_from(articles, tables), "claims")
    claims = tables["claims"].assign(question="sum (recount, cost)")
    assert told in body(brief.items_from(articles, {**tables, "claims": claims}), "claims")


def test_who_perhaps_has_a_figure_unmatched_is_named_once_and_of_many_the_first_are():
    articles = many(80)
    tables = stat_all(articles, extract_all(articles))
    figures = tables["claims"]
    question = figures["claim_id"] == figures["claim_id"].dropna().iloc[0]
    lacking = (
        figures[question]
        .iloc[:70]
        .assign(start=pd.NA, end=pd.NA, verdict="not found", sure=False, reason=wording.unmatched("1"))
    )
    loose = lacking.assign(claim_id=None, text="1", start=0, end=1, verdict="only here", articles=1)
    tables["claims"] = pd.concat([figures[~question], figures[question].iloc[70:], lacking, loose]).convert_dtypes()
    html = body(brief.items_from(articles, tables), "claims")
    ((_, said),) = re.findall("not found in (70) articles</summary>(.*?)</details>\\s*</td>", html, re.DOTALL)
    assert said.count("Nearest:") == 24
    assert said.count("matched with none") == 24
    assert "and 22 more" in said


def test_two_articles_have_a_column_each():
    articles, _ = tables_of("ferries")
    two = articles.head(2)
    items = brief.items_from(two, stat_all(two, extract_all(two)))
    assert re.findall("<bdi>(.*?)</bdi>", body(items, "claims").partition("</thead>")[0]) == ["Gazette", "Herald"]
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
    def made(size):
        articles = many(size)
        return articles, stat_all(articles, extract_all(articles))

    corpora = [made(size) for size in (8, 16, 32)]
    brief.items_from(*corpora[0])  # templates are compiled once
    few, more, most = (lines_run(lambda corpus=corpus: brief.items_from(*corpus)) for corpus in corpora)
    assert most - more < 2.5 * (more - few)


def test_evidence_is_made_only_of_what_a_row_shows(monkeypatch):
    proven, prove = [], anchors.Anchors.prove

    def counted(self, table, article_id, *place, **more):
        proven.append((table, article_id))
        return prove(self, table, article_id, *place, **more)

    monkeypatch.setattr(anchors.Anchors, "prove", counted)
    made = []
    for size in (40, 80):
        proven.clear()
        articles = many(size)
        brief.items_from(articles, stat_all(articles, extract_all(articles)))
        made.append(Counter(table for table, _ in proven))
    assert made[0]["mentions"] == made[1]["mentions"] > 24
    assert made[0]["figures"] == made[1]["figures"] > 24


def test_of_many_articles_the_passages_stand_there_that_something_leads_to(monkeypatch):
    articles = many(12)
    dull = "Grey gulls slept beside wet ropes while old cooks peeled onions."
    articles.loc[0, "text"] = f"{articles.loc[0, 'text'].rstrip()}\n\n{dull}\n"
    tables = stat_all(articles, extract_all(articles))
    whole = brief.items_from(articles, tables)
    monkeypatch.setattr(closing, "WHOLE", 11)
    monkeypatch.setattr(shared, "LISTED", 3)
    items = brief.items_from(articles, tables)
    assert [item.html for item in items if item.id not in ("claims", "texts")] == [
        item.html for item in whole if item.id not in ("claims", "texts")
    ]
    found = Page(brief.page_from(items))
    assert {link[1:] for link in found.links} <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))
    text = body(items, "texts")
    assert dull in body(whole, "texts")
    assert dull not in text
    printed = text.count("<p>") + text.count('<p class="k-')
    assert f"{printed:,} of {len(tables['passages'])} passages, as they were read" in items[-1].reading
    # What is left out is counted: with it every word of an article is accounted for.
    first = re.search("<div class=text dir=auto>(.*?)</div>", text, flags=re.DOTALL)[1]
    left = sum(int(number) for number in re.findall(r"<p class=note>… (\d+) words? left out …</p>", first))
    first = re.sub("<p class=note>.*?</p>|<small.*?</small>|<a class=b.*?</a>", "", first)
    shown = unescape(re.sub("<[^>]*>", "", first)).split()
    assert len(shown) + left == len(articles["text"][0].split()) > len(shown)


def test_a_list_with_an_entry_for_each_article_counts_what_it_leaves_out(monkeypatch):
    for module in (opening, shared, telling):
        monkeypatch.setattr(module, "LISTED", 2)
    articles = schema.table("articles", [article(number, "Solo.\n", f"Outlet {number}") for number in range(5)])
    stages = [(f"x{n}", f"Outlet {n}", "other_stage", 0, 4, "Solo", f"Dated {n + 31} days before.") for n in range(5)]
    items = brief.items_from(articles, {"integrity": schema.table("integrity", stages)})
    assert "2 are listed; the others stand in the tables" in body(items, "warnings")
    assert items[0].html.count("href=#ra") == 2
    found = Page(brief.page_from(items))
    assert {link[1:] for link in found.links} <= set(found.ids)


def test_a_warning_of_many_articles_is_folded_and_a_few_stand_before_it():
    articles = schema.table("articles", [article(number, "Solo.\n", f"Outlet {number}") for number in range(60)])
    dates = [(f"x{number}", f"Outlet {number}", "no_date", None, None, None, "No date.") for number in range(60)]
    stages = [
        (f"x{n}", f"Outlet {n}", "other_stage", None, None, None, f"Dated {n + 31} days before.") for n in range(9)
    ]
    item = brief.items_from(articles, {"integrity": schema.table("integrity", [*dates, *stages])})[11]
    assert item.reading == (
        "2 things to know: another stage of the event in 9 of 60 articles; no date in 60 of 60 articles."
    )
    for label, before in (("6 more; 9 of 60 articles", 3), ("57 more; 60 of 60 articles", 3)):
        cell = next(cell for cell in item.html.split("<td>") if label in cell)
        shown, folded = cell.split(f"<details class=m><summary>{label}</summary>")
        assert shown.count("<li>") == before
        assert before + folded.count("<li>") == int(label.split("; ")[1].split()[0])


def test_a_paragraph_of_two_megabytes_is_shown_once_and_its_sentences_are_cut_short():
    text = "word " * 200_000 + "40 people" + " word" * 200_000
    start = text.index("40")
    articles = schema.table("articles", [article(1, text)])
    found = {
        "passages": schema.table("passages", [("x1", "G", 0, len(text), text, "body", "en", None, "x")]),
        "findings": schema.table(
            "findings", [("figures", "So many.", 0.9, "claims", "c", 1, "x1", start, start + 2, "40")]
        ),
    }
    items = brief.items_from(articles, found)
    assert "…" in items[1].html
    assert len(items[1].html) < 4_000
    assert len(brief.page_from(items)) < len(text) + 40_000


# Hostile text


def test_hostile_text_appears_as_text():
    articles, found = tables_of("ferries")
    kept = ("article_id", "kind", "verdict", "state", "cue_class", "label", "measure", "group", "by", "order", "voice")
    twisted = {
        name: table.assign(
            **{
                column.name: HOSTILE
                for column in schema.TABLES[name].columns
                if column.type == "str" and column.name not in kept and not column.name.endswith("_id")
            }
        )
        for name, table in found.items()
    }
    told = [("figures", HOSTILE, 0.9, "claims", HOSTILE, 2, "x2", 0, 5, HOSTILE)]
    twisted["findings"] = schema.table("findings", told)
    words = dict.fromkeys(("title", "author", "file", "agency", "event", "outlet_basis", "published_basis"), HOSTILE)
    articles = articles.assign(
        outlet=[f"{HOSTILE} {number}" for number in range(3)], published=HOSTILE,
        text=[f"{text}\n\n{HOSTILE}" for text in articles["text"]], **words,
    )  # fmt: skip
    page = Page(brief.page_from(brief.items_from(articles, twisted)))
    assert not {tag for tag, _ in page.tags} & {"script", "img", "iframe", "object", "link"}
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    for words in ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "a␀b␇", "&amp;"):
        assert page.text.count(words) >= 5
    assert re.findall("[\x00-\x08\x0b-\x1f].{0,90}", page.text, flags=re.DOTALL) == []


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
    assert len(seeds_page.encode()) <= 300_000
    assert not re.search(r"<script|<link|<img|src=|@import|url\(|/(?:work|tmp)/|0x[0-9a-f]{6}", seeds_page)
    assert "Atalayar" in seeds_page


def test_every_count_of_the_seeds_is_a_count_of_rows():
    articles, found = tables_of("seeds")
    readings = {item.id: item.reading for item in brief.items_from(articles, found)}
    shared = found["claims"].query("articles > 1")["claim_id"].nunique()
    assert readings["claims"].startswith(f"{shared} questions are answered with a figure")
    assert readings["sources"].startswith(f"{found['sources']['quotes'].sum()} attributed statements, ")
    assert readings["names"].startswith(f"{found['naming']['entity_id'].nunique()} names, ")
    stated = found["coverage"].query("articles > 1")["statement_id"].nunique()
    assert readings["coverage"].startswith(f"{stated} statements found in two articles or more")
    harms = (found["cues"]["cue_class"] == "harm").sum()
    assert readings["framing"].startswith(f"{harms} words of harm, ")


def test_a_notebook_shows_the_same_bytes(items, page):
    for item in items:
        assert page.count(item.section(1 if item.id == "articles" else 2)) == 1
        assert item.html in item._repr_html_()


def test_a_notebook_takes_one_section_or_its_answer(items):
    articles, found = tables_of("ferries")
    shown = brief.Brief(brief.items_from(articles, {**found, "findings": schema.table("findings")}))
    assert str(shown.answer("claims", "names")) == f"{shown['claims'].reading}\n{shown['names'].reading}"
    assert repr(shown["names"]).startswith("Names\n=====\n")
    assert re.findall("<h[1-3] id=([a-z]+)-h", shown._repr_html_()) == [item.id for item in shown]
    assert shown._repr_html_().count("<style>") == 1


def test_a_notebook_asks_the_question_and_the_section_has_no_second_heading(items):
    headings = {item.id: re.findall(r"<(h\d) id=\w+-h dir=auto>(.*?)</", item._repr_html_()) for item in items}
    assert headings.pop("articles") == [("h3", "The ferry")]
    assert not any(headings.values())
    assert '<section id=claims aria-label="The figures">' in items[3]._repr_html_()


def test_an_unknown_section_is_an_error_that_names_the_sections(items):
    shown = brief.Brief(items)
    for ask in (shown.__getitem__, shown.answer):
        with pytest.raises(KeyError, match="no section 'nope'; the sections are articles, findings, headlines, claims"):
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

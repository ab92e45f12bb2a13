"""One file in, raw records out."""

import csv
import gzip
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ioc_analysis.reading.readers import CorpusError, decode, read_csv, read_html, read_jsonl, read_parquet, read_text

WORDS = "Four people were hurt at the café. " * 3


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path, name


# Encodings


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("café".encode(), ("café", None)),
        ("café".encode("utf-8-sig"), ("café", None)),
        ("café".encode("utf-16"), ("café", None)),
        (b"\xfe\xff" + "café".encode("utf-16-be"), ("café", None)),
        ("café".encode("utf-32"), ("café", None)),
        ("“café”".encode("windows-1252"), ("“café”", "not UTF-8 (byte 0x93 at 0): read as windows-1252")),
        (b"one\r\ntwo\rthree\n", ("one\r\ntwo\rthree\n", None)),  # line ends stay
        (b"", ("", None)),
    ],
)
def test_bytes_become_text_and_a_guessed_encoding_is_reported(data, expected):
    assert decode(data, "a.txt") == expected


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\0\0\0", "a.txt: a binary file (NUL bytes), or UTF-16 without its mark; save as UTF-8 text"),
        ("ab".encode("utf-16-le"), "a.txt: a binary file"),
        (b"\xff\xfea", "a.txt: begins as utf-16-le but is not (truncated data); save as UTF-8"),
        (b"caf\xe9 \x81", "a.txt: neither UTF-8 nor Windows-1252 text; save as UTF-8"),
    ],
)
def test_bytes_that_are_no_text_are_refused(data, words):
    with pytest.raises(CorpusError) as error:
        decode(data, "a.txt")
    assert words in str(error.value)


def test_a_declared_encoding_stands_before_the_fallback():
    assert decode("Příliš".encode("iso-8859-2"), "a.html", "iso-8859-2")[0] == "Příliš"
    assert decode("café".encode("latin-1"), "a.html", "no-such-encoding")[0] == "café"


def test_a_markdown_heading_is_the_title_and_stays_in_the_text(tmp_path):
    record = read_text(*write(tmp_path, "a.md", "\n# Bridge falls #\n\n## Not this\n\nIt fell."))
    assert record.cells == {"title": "Bridge falls", "text": "\n# Bridge falls #\n\n## Not this\n\nIt fell."}
    assert "title" not in read_text(*write(tmp_path, "b.md", "It fell.\n\n# Later")).cells
    assert "title" not in read_text(*write(tmp_path, "c.txt", "# Bridge falls\n\nIt fell.")).cells


MATTER = """---
layout: post
title: "Bridge falls: four hurt"
date: 2021-12-09  # the day of printing
author: Jane Doe
source: 'The Harbour Gazette'
tags:
  - bridges
url: https://gazette.example/a#top
---

"""
FACTS = {
    "title": "Bridge falls: four hurt",
    "published": "2021-12-09",
    "published_basis": "stated: front matter",
    "author": "Jane Doe",
    "outlet": "The Harbour Gazette",
    "outlet_basis": "stated: front matter",
    "url": "https://gazette.example/a#top",
}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (MATTER + "It fell.", FACTS),
        (MATTER.replace("\n", "\r\n") + "It fell.", FACTS),
        (MATTER + "# A heading\n\nIt fell.", FACTS),
        ("---\nlayout: post\n---\n# A heading\n\nIt fell.", {"title": "A heading"}),
        ("---\nTitle: Bridge falls\n...\nIt fell.", {"title": "Bridge falls"}),
        # What is no plain line says nothing: a list, an object, a text of several lines, nothing.
        ("---\nauthor: [Jane Doe, Eva Novak]\ntitle: >\n  Bridge falls\n---\nIt fell.", {}),
        ("---\ntitle: Bridge falls\n  into the river\nauthor:\n  - Jane Doe\nsource:\n---\nIt fell.", {}),
        # No front matter: a rule above the text, a block that does not end, one that does not begin the file.
        ("---\nIt fell.\n---\n", {}),
        ("---\ntitle: Bridge falls\n\nIt fell.", {}),
        ("It fell.\n---\ntitle: Bridge falls\n---\n", {}),
        ("---\n---\nIt fell.", {}),
    ],
)
def test_front_matter_states_facts_and_stays_in_the_text(tmp_path, text, facts):
    assert read_text(*write(tmp_path, "a.md", text)).cells == {**facts, "text": text}
    assert read_text(*write(tmp_path, "a.txt", text)).cells == {"text": text}


# JSONL


def test_jsonl_gives_a_record_a_line_and_an_error_for_each_bad_one(tmp_path):
    lines = ['{"text": "a"}', "", "{oops", "[1]", '{"text": "b\u2028c"}', "[" * 100_000, '{"n": ' + "9" * 5000 + "}"]
    records = list(read_jsonl(*write(tmp_path, "a.jsonl", "\n".join(lines))))
    assert [record.row for record in records if not isinstance(record, CorpusError)] == [1, 5]
    assert records[3].cells == {"text": "b\u2028c"}  # a line separator inside a string ends no line
    errors = [str(record) for record in records if isinstance(record, CorpusError)]
    assert errors[0].startswith("a.jsonl:3: not JSON (Expecting property name")
    assert errors[0].endswith("one object a line is needed")
    assert errors[1] == "a.jsonl:4: a JSON list; one object a line is needed"
    assert errors[2].startswith("a.jsonl:6: JSON that cannot be read")
    assert errors[3].startswith("a.jsonl:7: JSON that cannot be read")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_jsonl_is_read_in_any_encoding_and_packed(tmp_path, encoding, end):
    data = (json.dumps({"text": "café “one”"}, ensure_ascii=False) + end + '{"text": "two"}').encode(encoding)
    plain = list(read_jsonl(*write(tmp_path, "a.jsonl", data)))
    packed = list(read_jsonl(*write(tmp_path, "a.jsonl.gz", gzip.compress(data))))
    assert [record.cells["text"] for record in plain] == ["café “one”", "two"]
    assert plain == packed


def test_one_line_in_another_encoding_is_reported_alone(tmp_path):
    data = b'{"text": "one"}\n{"text": "caf\xe9"}\n'
    first, second = read_jsonl(*write(tmp_path, "a.jsonl", data))
    assert (first.encoding, second.cells["text"]) == (None, "café")
    assert "read as windows-1252" in second.encoding


@pytest.mark.parametrize("data", [b"no gzip", gzip.compress(b'{"text": "a"}')[:-9]])
def test_a_broken_gzip_file_says_so(tmp_path, data):
    with pytest.raises(CorpusError, match=r"a\.jsonl\.gz: not a whole gzip file .*; pack it again"):
        list(read_jsonl(*write(tmp_path, "a.jsonl.gz", data)))


# CSV


def test_csv_keeps_cells_as_they_are_and_counts_lines(tmp_path):
    content = 'id,text\r\n01,"one, ""two""\r\nthree"\r\n\r\nNA,NaN\r\n'
    first, second = read_csv(*write(tmp_path, "a.csv", content))
    assert first == (2, {"id": "01", "text": 'one, "two"\r\nthree'}, None)
    assert second == (5, {"id": "NA", "text": "NaN"}, None)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_the_headers(tmp_path, delimiter):
    (record,) = read_csv(*write(tmp_path, "a.csv", f'id{delimiter}text\n1{delimiter}"a, b; c"'))
    assert record.cells == {"id": "1", "text": "a, b; c"}


def test_a_long_cell_is_read_and_the_limit_of_the_process_is_left_alone(tmp_path):
    before = csv.field_size_limit()
    text = "word " * 60_000  # 300,000 characters; the csv module stops at 131,072
    (record,) = read_csv(*write(tmp_path, "a.csv", f'text\n"{text}"\n'))
    assert record.cells["text"] == text
    assert csv.field_size_limit() == before


def test_a_guessed_encoding_of_a_csv_file_is_remarked_once(tmp_path):
    first, second = read_csv(*write(tmp_path, "a.csv", "text\ncafé\nthé\n".encode("latin-1")))
    assert "windows-1252" in first.encoding
    assert second.encoding is None


def test_csv_errors_name_the_line(tmp_path):
    good, bad, last = read_csv(*write(tmp_path, "a.csv", "id,text\n1,one\n2,two, three\n3,four\n"))
    assert (good.row, last.row) == (2, 4)
    assert str(bad).startswith("a.csv:3: 3 cells, the header has 2; put cells that hold a ',' or a line end between")
    good, bad, last = read_csv(*write(tmp_path, "a.csv", 'text\none\n"two" three\nfour\n'))
    assert (good.row, last.row, bad.where) == (2, 4, "a.csv:3")
    good, bad = read_csv(*write(tmp_path, "a.csv", 'text\none\n"never closed\n'))
    assert str(bad).startswith("a.csv:3: not CSV (unexpected end of data); double the quotation marks inside a cell")
    with pytest.raises(CorpusError, match=r"a\.csv: the header names \['text'\] more than once"):
        list(read_csv(*write(tmp_path, "a.csv", "text,text\na,b\n")))


# Parquet


def test_parquet_rows_are_counted_from_one(tmp_path):
    pq.write_table(pa.table({"text": ["a", "b"], "n": [1, None]}), tmp_path / "a.parquet")
    records = list(read_parquet(tmp_path / "a.parquet", "a.parquet"))
    assert records == [(1, {"text": "a", "n": 1}, None), (2, {"text": "b", "n": None}, None)]
    with pytest.raises(CorpusError, match=r"b\.parquet: not a Parquet file that can be read"):
        list(read_parquet(*write(tmp_path, "b.parquet", b"PAR1 nothing PAR1")))


# HTML: an invented page

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Bridge falls, hurting &quot;at least 4&quot; | The Harbour Gazette</title>{head}</head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Bridge falls, hurting "at least 4"</h1>
<p>Rescuers search the river &amp; its banks for survivors of the accident</p>
<figure><img src="x.jpg"><figcaption>What is left of the bridge. Photo: Ann Bell</figcaption></figure>
<p>At least four people were hurt when a road bridge fell into the river on Thursday, police said.</p>
<p>“We heard a noise like thunder,” said Eva Novak. &lt;script&gt;alert(1)&lt;/script&gt; was on a screen.</p>
<h2>Third accident</h2><p>The mayor said that engineers had warned of it in 2021. A new bridge costs $25 million.</p>
<script>document.write("evil")</script></article><footer>© 2023 The Harbour Gazette <a href="/p">Privacy</a></footer>
</body></html>"""
LINKED = """<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "Gazette online"},
{"@type": "NewsArticle", "headline": "Bridge falls", "datePublished": "2023-05-04T09:15:00+02:00",
"author": [{"name": "Jane Doe"}, {"name": "Ahmed Salim"}], "publisher": {"name": "The Harbour Gazette"}}]}</script>"""
TAGS = """<meta property="og:site_name" content="The Harbour Gazette"><meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2023-05-04"><link rel="canonical" href="https://gazette.example/a">"""


def page(tmp_path, head="", name="a.html"):
    return read_html(*write(tmp_path, name, PAGE.replace("{head}", head))).cells


def test_a_page_gives_its_article_as_blocks_with_captions_and_without_scripts(tmp_path):
    blocks = page(tmp_path)["text"].split("\n\n")
    assert blocks[0] == 'Bridge falls, hurting "at least 4"'
    assert blocks[1] == "Rescuers search the river & its banks for survivors of the accident"
    assert "What is left of the bridge. Photo: Ann Bell" in blocks
    assert "Third accident" in blocks
    assert any("<script>alert(1)</script> was on a screen" in block for block in blocks)  # words, not a script
    assert not any("evil" in block or "Home" in block for block in blocks)


def test_metadata_are_stated_and_say_where(tmp_path):
    linked, tags, none = page(tmp_path, LINKED), page(tmp_path, TAGS), page(tmp_path)
    assert linked["title"] == tags["title"] == none["title"] == 'Bridge falls, hurting "at least 4"'
    assert (linked["author"], tags["author"]) == ("Jane Doe, Ahmed Salim", "Jane Doe")
    assert (linked["outlet"], linked["outlet_basis"]) == ("The Harbour Gazette", "stated: JSON-LD publisher")
    assert (tags["outlet"], tags["outlet_basis"]) == ("The Harbour Gazette", "stated: meta og:site_name")
    assert linked["published"] == "2023-05-04T09:15:00+02:00"
    assert linked["published_basis"] == "stated: JSON-LD datePublished"
    assert tags["published_basis"] == "stated: meta article:published_time"
    assert tags["url"] == "https://gazette.example/a"
    assert not {"outlet", "published", "author", "url"} & set(none)  # nothing is guessed


def test_a_lone_time_element_is_a_date_and_one_of_two_is_none(tmp_path):
    one = page(tmp_path, '<time datetime="2023-05-04">4 May</time>')
    assert (one["published"], one["published_basis"]) == ("2023-05-04", "stated: time element")
    two = page(tmp_path, '<time datetime="2023-05-04">4 May</time><time datetime="2023-05-06">6 May</time>')
    assert "published" not in two


@pytest.mark.parametrize(
    "content",
    [
        "<!DOCTYPE html [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><html><body><p>"
        + "&b; "
        + WORDS
        + "</p></body></html>",
        "<?xml version='1.0' encoding='utf-8'?><html><body><p>" + WORDS + "</p></body></html>",
        "<script type='application/ld+json'>" + "[" * 100_000 + "</script><p>" + WORDS,
        '<script type=\'application/ld+json\'>{"@type": 7, "@graph": 7}</script><p>' + WORDS,
        "<p>" + WORDS,
        WORDS,
    ],
    ids=["entities", "xml declaration", "deep JSON-LD", "odd JSON-LD", "fragment", "no tags"],
)
def test_odd_pages_are_read_and_harmless(tmp_path, content, recwarn, caplog):
    text = read_html(*write(tmp_path, "a.html", content)).cells["text"]
    assert "Four people were hurt at the café." in text
    assert "haha" not in text
    assert not recwarn.list


@pytest.mark.parametrize(
    "content", ["", "<html><body></body></html>", "<html><head><script>x()</script></head></html>", "<div>" * 50_000]
)
def test_a_page_without_an_article_says_so(tmp_path, content):
    with pytest.raises(CorpusError, match=r"a\.html: .*save its article as text"):
        read_html(*write(tmp_path, "a.html", content))


def test_the_declared_encoding_of_a_page_is_used(tmp_path):
    content = (
        '<html><head><meta charset="iso-8859-2"></head><body><p>' + "Příliš žluťoučký kůň. " * 9 + "</p></body></html>"
    )
    record = read_html(*write(tmp_path, "a.html", content.encode("iso-8859-2")))
    assert "Příliš žluťoučký kůň." in record.cells["text"]
    assert record.encoding.endswith("read as iso-8859-2")

"""Articles in, the articles table out; every article is invented."""

import json
import os
import sys
import tracemalloc
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ioc_analysis import schema
from ioc_analysis.reading.corpus import read_batches, read_corpus
from ioc_analysis.reading.drafts import ALIASES
from ioc_analysis.reading.readers import CorpusError

BODY = "A road bridge fell into the river on Thursday, police said. Four people were hurt.\n\nThe road stays closed."
MANIFEST = '[[article]]\nfile = "a.txt"\n'


@pytest.fixture
def folder(tmp_path):
    """Write files of a corpus: folder({"a.txt": "words"}) gives its path."""

    def write(files, name="corpus"):
        root = tmp_path / name
        for path, content in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return write


@pytest.fixture
def jsonl(tmp_path):
    def write(*rows, name="a.jsonl"):
        (tmp_path / name).write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows))
        return tmp_path / name

    return write


def refused(path, **options):
    with pytest.raises(CorpusError) as error:
        read_corpus(path, **options)
    return str(error.value)


def only(path, **options):
    """Return the one article of a corpus as a dict; what is missing is None."""
    articles = schema.check(read_corpus(path, **options), "articles")
    assert len(articles) == 1
    return {name: None if cells[0] != cells[0] else cells[0] for name, cells in articles.to_dict("list").items()}


# Folders


def test_a_folder_is_read_in_file_name_order_with_sub_folders(folder):
    root = folder(
        {"b.txt": BODY, "a/z.md": BODY, "a.TXT": BODY, "c.html": f"<p>{BODY}</p><p>{BODY}</p>", "x.pdf": b"%PDF"}
    )
    articles = read_corpus(root)
    assert articles["file"].tolist() == ["a.TXT", "a/z.md", "b.txt", "c.html"]
    assert articles["article_id"].tolist() == ["a", "a/z", "b", "c"]
    assert articles.attrs["reading"] == []
    assert read_corpus(str(root)).equals(articles)


def test_hidden_files_readme_and_linked_folders_are_no_articles(folder, tmp_path):
    root = folder({"a.txt": BODY, ".b.txt": BODY, ".git/c.txt": BODY, "README.md": BODY, "sub/readme.txt": BODY})
    other = folder({"d.txt": BODY}, "other")
    (root / "linked").symlink_to(other)
    assert read_corpus(root)["file"].tolist() == ["a.txt"]


def test_the_text_is_the_files_to_the_last_character(folder):
    text = "\n A bridge fell.\r\n\r\nPolice came.\rTwo left. \x0b\u2028\n\n"
    assert only(folder({"a.txt": text}))["text"] == text
    assert only(folder({"a.txt": b"\xef\xbb\xbf" + text.encode()}))["text"] == text  # the mark is encoding, not text


def test_what_is_not_stated_stays_missing(folder):
    article = only(folder({"a.txt": BODY}))
    for fact in ("outlet", "outlet_basis", "published", "published_basis", "agency", "author", "title", "url", "event",
                 "style", "overrules"):  # fmt: skip
        assert article[fact] is None, fact
    assert article["title_added"] is False


def test_what_the_article_states_is_found_and_its_basis_says_so(folder):
    text = "Bridge falls into the river\n\nBy Jane Doe, The Harbour Gazette\n\n9 December 2021, 18:44\n\n" + BODY
    article = only(folder({"a.txt": text}))
    assert article["title"] == "Bridge falls into the river"
    assert article["author"] == "Jane Doe"
    assert (article["outlet"], article["published"]) == ("The Harbour Gazette", "2021-12-09T18:44")
    assert article["outlet_basis"] == 'stated: "By Jane Doe, The Harbour Gazette"'
    assert article["published_basis"] == 'stated: "9 December 2021, 18:44"'
    assert article["language"] == "en"
    assert article["text"] == text


def test_the_agency_is_told_from_the_outlet_that_prints_it(folder):
    text = "Bridge falls into the river\n\nOSTRAVA, Dec 9 (Reuters) - " + BODY
    article = only(folder({"a.txt": text}))
    assert (article["agency"], article["outlet"], article["published"]) == ("Reuters", None, None)
    root = folder({"a.txt": text, "corpus.toml": MANIFEST + 'outlet = "The Harbour Gazette"\n'})
    article = only(root)
    assert (article["agency"], article["outlet"]) == ("Reuters", "The Harbour Gazette")


def test_a_file_name_states_day_and_outlet(folder):
    article = only(folder({"2021-12-09_reuters_bridge-falls.txt": BODY}))
    assert (article["outlet"], article["published"], article["agency"]) == ("Reuters", "2021-12-09", "Reuters")
    assert (
        article["outlet_basis"] == article["published_basis"] == ('stated: file name "2021-12-09_reuters_bridge-falls"')
    )


def test_the_text_stands_before_the_file_name(folder):
    text = "Bridge falls into the river\n\nPublished 9 December 2021\n\n" + BODY
    assert only(folder({"2022-01-31.txt": text}))["published"] == "2021-12-09"


def test_one_file_is_a_corpus(folder):
    root = folder(
        {"a.txt": BODY, "b.md": "# Bridge falls\n\n" + BODY, "c.html": f"<h1>Falls</h1><p>{BODY}</p><p>{BODY}</p>"}
    )
    assert [only(root / name)["article_id"] for name in ("a.txt", "b.md", "c.html")] == ["a", "b", "c"]
    assert only(root / "b.md")["title"] == "Bridge falls"
    assert only(root / "b.md")["title_added"] is False


def test_front_matter_gives_the_facts_and_alters_no_text(folder):
    text = "---\ntitle: Bridge falls\ndate: 9 Dec 2021\nsource: The Harbour Gazette\n---\n\n" + BODY
    article = only(folder({"a.md": text}))
    assert (article["title"], article["title_added"], article["text"]) == ("Bridge falls", False, text)
    assert (article["outlet"], article["outlet_basis"]) == ("The Harbour Gazette", "stated: front matter")
    assert (article["published"], article["published_basis"]) == ("2021-12-09", "stated: front matter")


def test_front_matter_without_a_title_is_no_title(folder):
    text = "---\nlayout: post about bridges\ndate: soon\n---\n\n" + BODY
    root = folder({"a.md": text, "b.md": text + "\n\nThe end.", "b/c.txt": text})
    articles = read_corpus(root)
    assert articles["title"].isna().all()
    assert articles["published"].isna().all()
    assert [note["reason"][:28] for note in articles.attrs["reading"]] == ["stated: front matter: 'soon'"] * 2


def test_a_page_with_a_date_that_cannot_be_read_is_read_without_it(folder):
    head = '<meta property="article:published_time" content="03/04/2021">'
    root = folder({"a.html": f"<html><head>{head}</head><body><p>{BODY}</p><p>{BODY}</p></body></html>"})
    articles = read_corpus(root)
    assert articles["published"].isna().all()
    (note,) = articles.attrs["reading"]
    assert (note["check"], note["file"], note["article_id"]) == ("unreadable_date", "a.html", "a")
    assert "meta article:published_time: 03/04/2021 may be day or month first" in note["reason"]


# The manifest


FULL = """
title = "A bridge falls"
event = "Ostrava bridge"

[[article]]
file = "sub/b.txt"
article_id = "two"
outlet = "The Harbour Gazette"
style = "tabloid"
agency = "AFP"
title = "Bridge falls into the river"
author = "Jane Doe"
published = 2021-12-09
published_basis = "stated: on paper"
outlet_basis = "inferred: the layout"
url = "https://gazette.example/a"
language = "en-GB"
event = "another"

[[article.passages]]
opens = "The road stays"
kind = "caption"
reason = "stands under a picture"

[[article]]
file = "a.txt"
"""


def test_a_manifest_gives_the_facts(folder):
    root = folder({"corpus.toml": FULL, "a.txt": BODY, "sub/b.txt": BODY})
    articles = read_corpus(root)
    assert articles["file"].tolist() == ["a.txt", "sub/b.txt"]
    assert articles["event"].tolist() == ["Ostrava bridge", "another"]
    assert articles.attrs == {"title": "A bridge falls", "reading": []}
    row = articles.iloc[1]
    assert row["text"] == "Bridge falls into the river\n\n" + BODY
    assert json.loads(row["overrules"]) == [
        {"opens": "The road stays", "kind": "caption", "reason": "stands under a picture"}
    ]
    assert row.drop(["text", "overrules", "file"]).to_dict() == {
        "article_id": "two", "outlet": "The Harbour Gazette", "style": "tabloid", "agency": "AFP", "author": "Jane Doe",
        "title": "Bridge falls into the river", "published": "2021-12-09", "published_basis": "stated: on paper",
        "outlet_basis": "inferred: the layout", "url": "https://gazette.example/a", "event": "another",
        "language": "en", "title_added": True,
    }  # fmt: skip
    assert read_corpus(root / "corpus.toml").equals(articles)


def test_a_manifest_stands_before_the_page_and_its_basis_is_not_the_pages(folder):
    head = '<meta property="og:site_name" content="Gazette online"><meta name="date" content="x">'
    root = folder({
        "a.html": f"<html><head>{head}</head><body><p>{BODY}</p><p>{BODY}</p></body></html>",
        "corpus.toml": '[[article]]\nfile = "a.html"\noutlet = "The Harbour Gazette"\n',
    })  # fmt: skip
    article = only(root)
    assert (article["outlet"], article["outlet_basis"]) == ("The Harbour Gazette", "given")


def test_files_that_a_manifest_does_not_list_are_noted_and_not_read(folder):
    articles = read_corpus(folder({"corpus.toml": MANIFEST, "a.txt": BODY, "b.txt": BODY, "README.md": "x"}))
    assert articles["file"].tolist() == ["a.txt"]
    assert articles.attrs["reading"] == [
        {"check": "unlisted_file", "article_id": None, "file": "b.txt",
         "reason": "corpus.toml does not list it, so it was not read"}
    ]  # fmt: skip


def test_a_manifest_without_articles_speaks_of_all_files(folder):
    root = folder({"corpus.toml": 'event = "Ostrava bridge"', "a.txt": BODY, "b.txt": BODY})
    assert read_corpus(root)["event"].tolist() == ["Ostrava bridge"] * 2


def test_an_overrule_that_fits_nothing_is_noted(folder):
    rule = '[[article.passages]]\nopens = "No such"\nkind = "body"\nreason = "because"\n'
    (note,) = read_corpus(folder({"corpus.toml": MANIFEST + rule, "a.txt": BODY})).attrs["reading"]
    assert note == {"check": "unused_overrule", "article_id": "a", "file": "a.txt",
                    "reason": "no passage opens with 'No such'"}  # fmt: skip


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        ("event = ", "corpus.toml: not TOML ("),
        ("[[article]]\nfile = 'a.txt'\n[[article]\n", "at line 3"),
        ("event = 'x'\nevents = 'y'", "corpus.toml: unknown keys ['events']; it may have event, title and [[article]]"),
        ("event = 7", "corpus.toml: event and title have to be text between quotation marks"),
        ("[article]\nfile = 'a.txt'", "corpus.toml: articles are written as [[article]], each with its file"),
        ("article = 7", "articles are written as [[article]]"),
        (
            MANIFEST + "outlett = 'x'",
            "corpus.toml: article 1: unknown keys ['outlett']; it may have agency, article_id",
        ),
        ("[[article]]\noutlet = 'x'", 'article 1: the key file is missing: file = "name.txt"'),
        ("[[article]]\nfile = 7", "article 1: the key file is missing"),
        ("[[article]]\nfile = ['a.txt']", "article 1: the key file is missing"),
        (MANIFEST + "[[article]]\nfile = './sub.txt/../a.txt'", "article 2: the file 'a.txt' is already listed as"),
        ('[[article]]\nfile = "a\\u0000.txt"', "cannot be read (embedded null byte)"),
        ("[[article]]\nfile = 'circle.txt'", "article 1: the file 'circle.txt' cannot be read ("),
        (f"[[article]]\nfile = '{'x' * 300}.txt'", "cannot be read ([Errno 36]"),
        ("[[article]]\nfile = 'b.txt'", "article 1: there is no file 'b.txt' in"),
        (MANIFEST + MANIFEST, "article 2: the file 'a.txt' is already listed as corpus.toml: article 1"),
        ("[[article]]\nfile = '../x.txt'", "article 1: the file '../x.txt' lies outside the folder; copy it into"),
        ("[[article]]\nfile = '/etc/passwd'", "lies outside the folder"),
        ("[[article]]\nfile = 'link.txt'", "lies outside the folder"),
        ("[[article]]\nfile = 'sub.txt'", "sub.txt: not a file that can be read"),
        ("[[article]]\nfile = 'sub.pdf'", "article 1: the file 'sub.pdf' has to end in .txt, .md, .html, .htm"),
        (MANIFEST + "published = '03/04/2021'", "a.txt: the day of publication: 03/04/2021 may be day or month first"),
        (MANIFEST + "outlet = {id = 7}", "a.txt: outlet holds an object; it has to be text"),
        (
            MANIFEST + "[[article.passages]]\nopens = 'x'",
            "a passage needs opens, kind and reason, each a text; this has",
        ),
        (
            MANIFEST + "[[article.passages]]\nopens = 'A'\nkind = 'foto'\nreason = 'x'",
            "the kind 'foto' has to be one of headline, standfirst",
        ),
    ],
)
def test_a_manifest_with_a_mistake_says_where(folder, tmp_path, manifest, words):
    root = folder({"corpus.toml": manifest, "a.txt": BODY, "sub.txt/c.txt": BODY})
    (tmp_path / "x.txt").write_text(BODY)
    (root / "link.txt").symlink_to(tmp_path / "x.txt")
    (root / "circle.txt").symlink_to("circle.txt")
    assert words in refused(root)


def test_a_file_that_leads_out_of_the_folder_is_refused_without_a_manifest_too(folder, tmp_path):
    root = folder({"a.txt": BODY})
    (tmp_path / "x.txt").write_text(BODY)
    (root / "link.txt").symlink_to(tmp_path / "x.txt")
    assert "'link.txt' lies outside the folder" in refused(root)
    assert read_corpus(root, on_error="skip")["file"].tolist() == ["a.txt"]


# Tables


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.csv", "a.csv.gz", "a.parquet"])
def test_tables_of_every_format_give_the_same_articles(tmp_path, name):
    frame = pd.DataFrame({
        "id": ["x", "y"], "headline": ["Bridge falls", None], "source": ["Gazette", "Herald"],
        "publish_date": ["2021-12-09", "9 Dec 2021"], "Body": [BODY, "Bridge falls\n\n" + BODY], "n": [1, 2],
    })  # fmt: skip
    path = tmp_path / name
    if "jsonl" in name:
        frame.to_json(path, orient="records", lines=True)
    elif "csv" in name:
        frame.to_csv(path, index=False)
    else:
        frame.to_parquet(path)
    articles = schema.check(read_corpus(path), "articles")
    assert articles["article_id"].tolist() == ["x", "y"]
    assert articles["outlet"].tolist() == ["Gazette", "Herald"]
    assert articles["published"].tolist() == ["2021-12-09"] * 2
    assert set(articles["published_basis"]) == set(articles["outlet_basis"]) == {"given"}
    assert articles["title"].tolist() == ["Bridge falls", "Bridge falls"]
    assert articles["title_added"].tolist() == [True, False]
    assert articles["text"].tolist() == ["Bridge falls\n\n" + BODY, "Bridge falls\n\n" + BODY]
    rows = ["2", "5"] if "csv" in name else ["1", "2"]  # in CSV the line that a row begins on; BODY has three
    assert articles["file"].tolist() == [f"{name}:{row}" for row in rows]


@pytest.mark.parametrize(("ours", "theirs"), [(ours, theirs) for ours in ALIASES for theirs in ALIASES[ours].split()])
def test_every_alias_is_recognised(jsonl, ours, theirs):
    value = {"published": "2021-12-09", "language": "en", "text": BODY}.get(ours, "Something")
    row = {"text": BODY, theirs: value} if ours != "text" else {theirs: value}
    assert value in only(jsonl(row))[ours]


@pytest.mark.parametrize("name", ["Publish Date", "publish-date", " PUBLISH_DATE "])
def test_a_columns_case_and_spacing_do_not_matter(jsonl, name):
    assert only(jsonl({"text": BODY, name: "2021-12-09"}))["published"] == "2021-12-09"


def test_our_own_name_stands_before_an_alias(jsonl):
    assert only(jsonl({"text": BODY, "content": "x", "outlet": "Gazette", "source": "RSS"}))["outlet"] == "Gazette"


def test_two_columns_that_fit_are_an_error_with_its_cure(jsonl):
    path = jsonl({"body": BODY, "content": "x"})
    assert refused(path) == (
        "a.jsonl: the columns ['body', 'content'] could each be text; say which: columns={'text': 'body'}"
    )
    assert only(path, columns={"text": "body"})["text"] == BODY
    path = jsonl({"text": BODY, "source": "Gazette", "domain": "gazette.example"})
    assert "could each be outlet" in refused(path)
    assert only(path, columns={"outlet": None})["outlet"] is None


def test_columns_maps_names_of_any_language(jsonl):
    path = jsonl({"Text des Artikels": BODY, "Zeitung": "Gazette"})
    assert "a.jsonl: no column is known to hold the text; the columns are ['Text des Artikels', 'Zeitung']" in refused(
        path
    )
    assert only(path, columns={"text": "Text des Artikels", "outlet": "Zeitung"})["outlet"] == "Gazette"
    assert "columns= names ['no']; the columns of the file are" in refused(path, columns={"text": "no"})
    assert "columns= names ['body']; our names are article_id" in refused(path, columns={"body": "Zeitung"})


def test_columns_are_for_tables_only(folder):
    assert "columns= is for tables" in refused(folder({"a.txt": BODY}), columns={"text": "body"})


def test_by_is_no_part_of_a_name(jsonl):
    authors = [{"text": BODY, "byline": name} for name in ("By Jane Doe", "BY: Jane Doe", "Byron Doe", "by")]
    assert read_corpus(jsonl(*authors))["author"].tolist() == ["Jane Doe", "Jane Doe", "Byron Doe", "by"]


def test_cells_of_other_types_become_text(jsonl):
    article = only(jsonl({"text": BODY, "id": 17, "authors": ["Jane Doe", "", "Eva Novak"],
                          "source": {"id": None, "name": " Gazette "}, "title": "", "url": None}))  # fmt: skip
    assert (article["article_id"], article["author"]) == ("17", "Jane Doe, Eva Novak")
    assert (article["outlet"], article["title"], article["url"]) == ("Gazette", None, None)


def test_a_parquet_file_keeps_types_of_its_own(tmp_path):
    frame = pd.DataFrame({"text": [BODY, BODY], "id": [1.0, 2.0], "date": pd.to_datetime(["2021-12-09", None])})
    frame.to_parquet(tmp_path / "a.parquet")
    articles = read_corpus(tmp_path / "a.parquet")
    assert articles["article_id"].tolist() == ["1", "2"]
    assert articles["published"].fillna("none").tolist() == ["2021-12-09", "none"]


def test_a_title_in_a_column_stands_before_the_text_unless_it_is_there(jsonl):
    def read(title, text):
        article = only(jsonl({"title": title, "text": text}))
        return article["title_added"], article["text"]

    assert read("Bridge falls", BODY) == (True, "Bridge falls\n\n" + BODY)
    for text in (f"Bridge falls\n\n{BODY}", f"BRIDGE  FALLS!\n{BODY}", f"What we know\n\n“Bridge falls”\n\n{BODY}"):
        assert read("Bridge falls", text) == (False, text)
    late = f"{BODY}\n\n" * 4 + "Bridge falls"
    assert read("Bridge falls", late) == (True, "Bridge falls\n\n" + late)  # a line at the end is no headline
    assert read("!!!", BODY)[0] is True


@pytest.mark.parametrize("word", ["n/a", "N/A", "-", "none", "Unknown", "null", "nan", " – "])
def test_a_word_for_no_date_costs_no_article(jsonl, word):
    articles = read_corpus(jsonl({"text": BODY, "date": word}, {"text": BODY, "date": "2021-12-09"}))
    assert articles["published"].fillna("none").tolist() == ["none", "2021-12-09"]
    assert articles["published_basis"].fillna("none").tolist() == ["none", "given"]
    (note,) = articles.attrs["reading"]
    assert (note["check"], note["file"], note["article_id"]) == ("unreadable_date", "a.jsonl:1", "1")
    assert note["reason"] == f"the day of publication is {word.strip()!r}: it is missing"


def test_a_word_for_no_date_leaves_the_day_to_the_article(jsonl):
    article = only(jsonl({"text": BODY, "date": "n/a", "url": "https://gazette.example/2021/12/09/a"}))
    assert article["published"] == "2021-12-09"
    assert article["published_basis"].startswith("inferred: address")


def test_seconds_since_1970_are_a_day_that_is_given(jsonl, tmp_path):
    article = only(jsonl({"text": BODY, "timestamp": 1639075440}))
    assert (article["published"], article["published_basis"]) == ("2021-12-09", "given")
    pd.DataFrame({"text": [BODY, BODY], "date": [1639075440000.0, None]}).to_parquet(tmp_path / "a.parquet")
    assert read_corpus(tmp_path / "a.parquet")["published"].fillna("none").tolist() == ["2021-12-09", "none"]


def test_dates_whose_order_the_column_shows_are_read_and_called_inferred(jsonl):
    articles = read_corpus(jsonl({"text": BODY, "date": "03/04/2021"}, {"text": BODY, "date": "25/12/2021"}))
    assert articles["published"].tolist() == ["2021-04-03", "2021-12-25"]
    assert articles["published_basis"].tolist() == ["inferred: day first, like 25/12/2021 in its column", "given"]


def test_an_outlet_by_its_address_is_called_inferred(jsonl):
    article = only(jsonl({"text": BODY, "url": "https://www.bbc.co.uk/news/2021/12/09/a"}))
    assert (article["outlet"], article["published"]) == ("BBC News", "2021-12-09")
    assert article["outlet_basis"] == "inferred: address https://www.bbc.co.uk/news/2021/12/09/a"
    assert article["published_basis"] == article["outlet_basis"]


@pytest.mark.parametrize(
    ("author", "outlet", "agency"),
    [
        ("AFP", "Gazette", "AFP"),
        ("By Jane Doe, Reuters", "Gazette", "Reuters"),
        (None, "Associated Press", "AP"),
        ("Jane Doe", "Gazette", None),
    ],
)
def test_an_agency_as_author_or_outlet_is_the_agency(jsonl, author, outlet, agency):
    assert only(jsonl({"text": BODY, "author": author, "outlet": outlet}))["agency"] == agency


@pytest.mark.parametrize(("given", "language"), [("en-GB", "en"), ("English", "en"), ("ES", "es"), (None, "en")])
def test_languages_are_two_letters(jsonl, given, language):
    assert only(jsonl({"text": BODY, "lang": given}))["language"] == language


def test_a_language_that_is_none_is_noted_and_told_from_the_text(jsonl):
    articles = read_corpus(jsonl({"text": BODY, "lang": "Klingon"}))
    assert articles["language"].tolist() == ["en"]
    (note,) = articles.attrs["reading"]
    assert (note["check"], note["article_id"]) == ("unknown_language", "1")
    assert "'Klingon' is no language code" in note["reason"]


@pytest.mark.parametrize("ending", ["parquet", "jsonl", "csv"])
def test_our_own_table_is_read_back_as_it_was(folder, tmp_path, ending):
    articles = read_corpus(folder({"corpus.toml": FULL, "a.txt": BODY, "sub/b.txt": BODY}))
    path = tmp_path / f"a.{ending}"
    if ending == "parquet":
        articles.to_parquet(path)
    elif ending == "jsonl":
        articles.to_json(path, orient="records", lines=True)
    else:
        articles.to_csv(path, index=False)
    again = read_corpus(path)
    assert again.drop(columns="file").equals(articles.drop(columns="file"))


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200).filter(str.strip)


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_any_text_comes_back_as_it_was(tmp_path_factory, texts):
    root = tmp_path_factory.mktemp("any")
    frame = pd.DataFrame({"text": pd.Series(texts, dtype="str")})
    (root / "a.jsonl").write_text("\n".join(json.dumps({"text": text}) for text in texts))
    frame.to_parquet(root / "a.parquet")
    names = ["a.jsonl", "a.parquet"]
    if not any("\0" in text for text in texts):  # a CSV file with NUL bytes is no text file
        pd.DataFrame({"text": texts}).to_csv(root / "a.csv", index=False, quoting=1, lineterminator="\n")
        (root / "t").mkdir()
        for number, text in enumerate(texts):
            (root / "t" / f"{number}.txt").write_bytes(text.encode())
        names += ["a.csv", "t"]
    for name in names:
        expected = [text.removeprefix("\ufeff") for text in texts] if name == "t" else texts
        if all(map(str.strip, expected)):
            assert read_corpus(root / name)["text"].tolist() == expected, name


# Bad input


def test_errors_of_the_whole_source_are_raised_either_way(tmp_path, folder, jsonl):
    empty = tmp_path / "empty"
    empty.mkdir()
    table = folder({"b.csv": "text\nx"}, "tables")
    files = folder({"x.pdf": b"%PDF", "x": b"a", "x.json": b"[]"}, "files")
    for path, words in (
        (tmp_path / "none", "none: cannot be read (No such file or directory); give a folder or a file of articles"),
        ("a\0b", "cannot be read (embedded null byte)"),
        (empty, "empty: no .txt, .md or .html file in this folder"),
        (table, "no .txt, .md or .html file in this folder; it holds b.csv: give the path of a table itself"),
        (
            files / "x.pdf",
            "x.pdf: an ending of '.pdf' cannot be read; it has to be a folder or one of .txt, .md, .html",
        ),
        (files / "x", "an ending of 'none' cannot be read"),
        (files / "x.json", "an ending of '.json' cannot be read"),
        (jsonl({"words": BODY}), "a.jsonl: no column is known to hold the text; the columns are ['words']"),
        (jsonl("", name="b.jsonl"), "b.jsonl: it holds no article"),
        (folder({"c.csv": ""}, "c") / "c.csv", "c.csv: it holds no article"),
        (folder({"c.csv": "text\n"}, "c") / "c.csv", "c.csv: it holds no article"),
        (folder({"a.txt": b"\0\1"}, "d"), "a.txt: a binary file"),
        (folder({"a.txt": " \n"}, "e"), "a.txt: the article is empty; take it out or give its text"),
    ):
        assert words in refused(path), words
        assert words in refused(path, on_error="skip"), words


def test_on_error_has_two_values(folder):
    with pytest.raises(ValueError, match="on_error has to be"):
        read_corpus(folder({"a.txt": BODY}), on_error="ignore")


GOOD = {"id": "good", "text": BODY}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("{oops", "a.jsonl:2: not JSON (Expecting property name"),
        ({"id": "x"}, "a.jsonl:2: the article is empty; take it out or give its text"),
        ({"id": "x", "text": None}, "a.jsonl:2: the article is empty"),
        ({"id": "x", "text": " \n\t"}, "a.jsonl:2: the article is empty"),
        ({"id": "x", "text": 7}, "a.jsonl:2: the text is of type int; it has to be text"),
        ({"id": "x", "text": [BODY]}, "a.jsonl:2: the text is of type list; it has to be text"),
        ({"id": "good", "text": BODY}, "a.jsonl:2: its article_id 'good' is already that of a.jsonl:1; give each"),
        (
            {"id": "x", "text": BODY, "date": "03/04/2021"},
            "a.jsonl:2: the day of publication: 03/04/2021 may be day or",
        ),
        ({"id": "x", "text": BODY, "date": "soon"}, "the day of publication: 'soon' is no date that can be read"),
        ({"id": "x", "text": BODY, "date": 163907064}, "'163907064' is no date that can be read; write it as 2021"),
        (
            {"id": "x", "text": "a \ud83d b"},
            "a.jsonl:2: text holds half a character ('\\ud83d' at 2); write the text as",
        ),
        ({"id": "x", "text": BODY, "title": "\udc00"}, "a.jsonl:2: title holds half a character"),
        (
            {"id": "x", "text": BODY, "author": {"first": "Jane"}},
            "a.jsonl:2: author holds an object; it has to be text",
        ),
        ({"id": "x", "text": BODY, "overrules": "[oops"}, "a.jsonl:2: overrules is not the JSON of passages"),
        ({"id": "x", "text": BODY, "overrules": '[{"opens": 7}]'}, "a.jsonl:2: overrules is not the JSON of passages"),
    ],
)
def test_one_bad_article_stops_the_reading_or_is_skipped_with_its_reason(jsonl, row, words):
    path = jsonl(GOOD, row, {"id": "last", "text": BODY, "date": "2021-12-09"})
    message = refused(path)
    assert words in message
    articles = read_corpus(path, on_error="skip")
    assert articles["article_id"].tolist() == ["good", "last"]
    reason = message.removeprefix("a.jsonl:2: ")
    assert articles.attrs["reading"] == [
        {"check": "skipped", "article_id": None, "file": "a.jsonl:2", "reason": reason}
    ]
    assert json.loads(json.dumps(articles.attrs)) == articles.attrs


def test_bad_files_of_a_folder_are_skipped_with_their_reasons(folder):
    root = folder({"a.txt": BODY, "b.txt": b"", "c.txt": b"\x89PNG\0", "d.md": BODY, "d.txt": BODY, "e.html": "<p></p>",
                   "f.txt": "Caf\xe9 at the bridge. ".encode("latin-1") + BODY.encode()})  # fmt: skip
    os.mkfifo(root / "g.txt")
    articles = read_corpus(root, on_error="skip")
    assert articles["file"].tolist() == ["a.txt", "d.md", "f.txt"]
    notes = {note["file"]: (note["check"], note["reason"]) for note in articles.attrs["reading"]}
    assert notes["b.txt"] == ("skipped", "the article is empty; take it out or give its text")
    assert notes["c.txt"][1].startswith("a binary file")
    assert notes["d.txt"][1] == "its article_id 'd' is already that of d.md; give each an id of its own"
    assert notes["e.html"][1] == "no article is found in this web page; save its article as text"
    assert notes["f.txt"] == ("encoding", "not UTF-8 (byte 0xe9 at 3): read as windows-1252")
    assert notes["g.txt"] == ("skipped", "not a file that can be read")


def test_a_file_whose_name_is_not_utf8_is_refused(folder):
    root = folder({"a.txt": BODY})
    (root / os.fsdecode(b"caf\xe9.txt")).write_text(BODY)
    assert refused(root) == r"'caf\udce9.txt': the file's name is not UTF-8; rename it"
    assert refused(root / os.fsdecode(b"caf\xe9.txt")).startswith(r"'caf\udce9.txt': its name holds half a character")
    articles = read_corpus(root, on_error="skip")
    assert json.loads(json.dumps(articles.attrs)) == articles.attrs
    assert articles["file"].tolist() == ["a.txt"]


def test_a_file_without_permission_says_so(folder, monkeypatch):
    root = folder({"a.txt": BODY, "b.txt": BODY})
    read = Path.open

    def deny(path, mode):
        if path.name == "a.txt":  # the tests may run as root, whom no permission stops
            raise PermissionError(13, "Permission denied")
        return read(path, mode)

    monkeypatch.setattr(Path, "open", deny)
    assert refused(root) == "a.txt: cannot be read (Permission denied)"
    assert read_corpus(root, on_error="skip")["file"].tolist() == ["b.txt"]


def test_a_folder_without_permission_says_so(folder, monkeypatch):
    root = folder({"a.txt": BODY, "sub/b.txt": BODY})
    scan = os.scandir

    def deny(path):
        if str(path).endswith("sub"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", deny)
    assert refused(root) == f"{root / 'sub'}: cannot be read (Permission denied)"
    assert read_corpus(root, on_error="skip")["file"].tolist() == ["a.txt"]


def test_an_error_survives_the_way_between_processes():
    import pickle

    error = pickle.loads(pickle.dumps(CorpusError("a.txt", "empty")))
    assert (str(error), error.where, error.reason) == ("a.txt: empty", "a.txt", "empty")


def test_notes_survive_parquet(folder, tmp_path):
    articles = read_corpus(folder({"a.txt": BODY, "b.txt": b""}), on_error="skip")
    articles.to_parquet(tmp_path / "a.parquet")
    assert pd.read_parquet(tmp_path / "a.parquet").attrs == articles.attrs


def test_the_argument_is_left_alone(jsonl):
    columns = {"text": "body"}
    read_corpus(jsonl({"body": BODY}), columns=columns)
    assert columns == {"text": "body"}


# Work


def test_the_work_grows_with_the_articles_and_no_faster(tmp_path):
    def steps(count):
        """Count the calls of one reading: the same on every machine, however busy."""
        rows = [
            {
                "id": number,
                "title": f"Bridge {number}",
                "source": "Gazette",
                "date": "2021-12-09",
                "body": f"{BODY} {number}",
            }
            for number in range(count)
        ]
        (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
        events = []
        sys.setprofile(lambda _, event, __: events.append(event))
        try:
            read_corpus(tmp_path / "a.jsonl")
        finally:
            sys.setprofile(None)
        return len(events)

    steps(1)  # what is loaded once
    ten, hundred, thousand = steps(10), steps(100), steps(1000)
    assert thousand - hundred < 10.5 * (hundred - ten)


def test_progress_sees_every_article_also_one_that_is_skipped(jsonl):
    seen = []
    path = jsonl({"text": BODY}, {"text": ""}, {"text": BODY})
    read_corpus(path, on_error="skip", progress=lambda drafts: (seen.append(draft) or draft for draft in drafts))
    assert len(seen) == 3


def test_batches_are_the_corpus_in_parts_each_with_its_own_notes(folder):
    root = folder({"a.txt": BODY, "b.txt": " ", "c.txt": BODY + " More.", "d.txt": BODY + " And more."})
    whole = read_corpus(root, on_error="skip")
    parts = list(read_batches(root, on_error="skip", size=2))
    assert [part["file"].tolist() for part in parts] == [["a.txt", "c.txt"], ["d.txt"]]
    assert [note["file"] for part in parts for note in part.attrs["reading"]] == ["b.txt"]
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), whole)
    twice = folder({"x.jsonl": "\n".join(json.dumps({"id": 7, "text": BODY}) for _ in range(2))}) / "x.jsonl"
    with pytest.raises(CorpusError, match=r"already that of x\.jsonl:1"):
        list(read_batches(twice, size=1))


def test_a_table_is_read_without_being_held(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"id": n, "text": BODY * 400}) + "\n" for n in range(300)), encoding="utf-8")
    tracemalloc.start()
    total = sum(len(part) for part in read_batches(path, size=10))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert total == 300
    assert peak < path.stat().st_size / 2

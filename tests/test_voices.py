"""Voices: who speaks, for whom, and who is named and never quoted."""

import pandas as pd
import pytest

from ioc_analysis import schema
from ioc_analysis.align.entities import align_names
from ioc_analysis.compare.voices import stat_sources


def quotes(*rows):
    """Build quotes from (article_id, start, text, kind, speaker_name, speaker_type, role)."""
    values = {"str": None, "int": 0, "Int": None, "float": None, "bool": False}
    blank = {column.name: values[column.type] for column in schema.TABLES["quotes"].columns}
    names = ("article_id", "start", "text", "kind", "speaker_name", "speaker_type", "role")
    rows = [blank | dict(zip(names, row, strict=True)) for row in rows]
    return schema.table("quotes", [tuple((row | {"end": row["start"] + len(row["text"])}).values()) for row in rows])


def mentions(*rows):
    """Build aligned mentions from (article_id, entity, entity_type)."""
    return align_names(
        schema.table(
            "mentions",
            [
                (article, "Gazette", start, start + 5, "words", entity, kind, entity, "author", "capitals")
                for start, (article, entity, kind) in enumerate(rows)
            ],
        )
    )


def affiliation(name=None, kind="person", role=None):
    """Return the affiliation of one source."""
    return stat_sources(quotes(("a", 0, "we go", "direct", name, kind, role)))["affiliation"][0]


@pytest.mark.parametrize(
    ("name", "kind", "role", "expected"),
    [
        ("Ada Quist", "person", "interior ministry spokeswoman", "government"),
        ("Ada Quist", "person", "Prime Minister", "government"),
        ("Ada Quist", "person", "Lindow’s interior ministry media official General", "government"),  # the longest term
        ("Ada Quist", "person", "Brigadier General", "military"),
        ("Ada Quist", "person", "deputy commander of the joint operations command", "military"),
        ("Nils Aune", "person", "Analyst", "expert"),
        ("Nils Aune", "person", "professor of history at the University of Oslo", "expert"),
        ("Nils Aune", "person", "spokesman for the Taliban", "armed group"),
        ("Nils Aune", "person", "chief executive of a shipping company", "business"),
        ("Nils Aune", "person", "police chief", "police and justice"),
        ("Nils Aune", "person", "opposition leader", "parliament and parties"),
        ("Nils Aune", "person", "a 40-year-old resident", "witness or resident"),
        ("Harbour Police", "organisation", None, "police and justice"),
        ("United Nations", "organisation", None, "international organisation"),
        ("Ministry of Health", "document", None, "government"),  # its statement
        ("Joint Statement", "document", None, "document"),
        ("Ada Quist", "person", "Coalition Commander Major General", "military"),  # the head stands last
        ("Ada Quist", "person", "army doctor", "expert"),
        ("Ada Quist", "person", "doctor in the army", "expert"),
        ("Ada Quist", "person", "one of several policewomen", "police and justice"),
        ("Ada Quist", "person", "local authorities", "government"),
        ("Lindow", "place", None, "government"),  # a place that speaks
        ("Ada Quist", "person", None, None),
        ("Ada Quist", "person", "captain of the football team", "military"),  # limit: words, not their sense
        ("Tor Lund", "person", "the union's general secretary", "civil society"),
        ("Tor Lund", "person", "director general of the agency", "international organisation"),
        ("Tor Lund", "person", "a retired general", "military"),
    ],
)
def test_affiliation_is_told_by_role_and_name(name, kind, role, expected):
    found = affiliation(name, kind, role)
    assert found == expected if expected else pd.isna(found)


def test_a_source_has_one_affiliation_in_all_articles():
    table = stat_sources(
        quotes(
            ("a", 0, "we go", "direct", "Qasim al-Deraji", "person", "General"),
            ("a", 9, "we stay", "direct", "Qasim al-Deraji", "document", None),  # his letter
            ("b", 0, "we go", "direct", "Qassem al-Deraaji", "person", None),
        )
    )
    assert table["speaker_id"].tolist() == ["Qasim al-Deraji"] * 2
    assert table["affiliation"].tolist() == ["military", "military"]


def test_unnamed_sources_have_no_id_and_are_counted_as_printed():
    rows = quotes(
        ("a", 0, "we go", "indirect", None, "unnamed", "senior officials"),
        ("b", 0, "we go", "indirect", None, "unnamed", "senior officials"),
    ).assign(speaker=pd.Series(["senior officials"] * 2, dtype="str"))
    table = stat_sources(rows)
    assert table["speaker_id"].isna().all()
    assert table["speaker_name"].tolist() == ["senior officials"] * 2
    assert table["affiliation"].tolist() == ["government"] * 2


def test_who_is_named_and_never_quoted_stands_last():
    names = mentions(
        ("a", "Ada Quist", "person"),
        ("a", "Ada Quist", "person"),
        ("a", "Nils Aune", "person"),
        ("a", "Red Band Front", "group"),
        ("a", "Red Band Front", "group"),
        ("a", "Lindow", "place"),
        ("b", "Ada Quist", "person"),
    )
    table = stat_sources(
        quotes(
            ("a", 0, "we will go", "direct", "Ada Quist", "person", "mayor"),
            ("a", 9, "nobody goes", "direct", "Nils Aune and Ada Quist", "person", None),
        ),
        names,
    )
    assert table[["article_id", "speaker_id", "quotes", "words", "share", "named"]].to_numpy().tolist()[:3] == [
        ["a", "Ada Quist", 1, 3, 0.6, 2],
        ["a", "Ada Quist and Nils Aune", 1, 2, 0.4, 0],
        ["a", "Red Band Front", 0, 0, 0.0, 2],
    ]
    # Aune spoke, with Quist; Lindow is a place. In b nobody is quoted, so there is nothing to have a share of.
    silent = table.iloc[3]
    assert (silent["article_id"], silent["speaker_id"], silent["affiliation"]) == ("b", "Ada Quist", "government")
    assert pd.isna(silent["share"])
    assert pd.isna(silent["first"])
    assert len(table) == 4
    schema.check(table, "sources")


def test_who_printed_the_news_is_not_named_and_never_quoted():
    credits = ("Reuters", "Gazette", "The Associated Press", "Kite-16")
    names = mentions(*(("a", name, "organisation") for name in credits), ("a", "Harbour Union", "organisation"))
    assert stat_sources(quotes(), names)["speaker_id"].tolist() == ["Harbour Union"]


def test_a_table_of_ones_own_wins(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("term,affiliation,source\nmayor,town hall,own\n")
    rows = quotes(("a", 0, "we go", "direct", "Ada Quist", "person", "mayor"))
    assert stat_sources(rows, affiliations=str(path))["affiliation"].tolist() == ["town hall"]


def test_names_have_to_be_aligned_and_the_input_is_left_alone():
    rows, names = (
        quotes(("a", 0, "we go", "direct", "Ada Quist", "person", None)),
        mentions(("a", "Ada Quist", "person")),
    )
    before = rows.copy(), names.copy()
    stat_sources(rows, names)
    pd.testing.assert_frame_equal(rows, before[0])
    pd.testing.assert_frame_equal(names, before[1])
    with pytest.raises(schema.SchemaError, match="align_"):
        stat_sources(rows, names.drop(columns="entity_id"))
    assert stat_sources(quotes(), schema.check(mentions(), "mentions", aligned=True)).empty

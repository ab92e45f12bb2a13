"""The tables keep their promises: columns, types, empty tables, and errors that name the fault."""

import pandas as pd
import pytest

from ioc_analysis import schema


@pytest.mark.parametrize("name", schema.TABLES)
def test_an_empty_table_has_the_columns_and_types_of_a_full_one(name):
    values = {"str": "x", "int": 1, "Int": 1, "float": 1.0, "bool": True}
    row = tuple(values[column.type] for column in schema.TABLES[name].columns)
    empty, full = schema.table(name), schema.table(name, [row])
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()
    assert schema.check(empty, name) is empty
    assert list(full.iloc[0]) == list(row)


@pytest.mark.parametrize("name", schema.TABLES)
def test_text_and_optional_numbers_may_be_missing(name):
    values = {"str": None, "int": 1, "Int": None, "float": None, "bool": False}
    table = schema.table(name, [tuple(values[column.type] for column in schema.TABLES[name].columns)])
    schema.check(table.assign(**{asked: "x" for asked in ("article_id", "text") if asked in table}), name)
    assert [column.name for column in schema.TABLES[name].columns if table[column.name].isna().all()] == [
        column.name for column in schema.TABLES[name].columns if column.type in ("str", "Int", "float")
    ]


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA])
def test_what_is_missing_is_so_in_whatever_form_it_is_given(missing):
    table = schema.table("passages", [("a", missing, 0, 4, "Rain", "body", "en", missing, "paragraph")])
    pd.testing.assert_frame_equal(
        table, schema.table("passages", [("a", None, 0, 4, "Rain", "body", "en", None, "paragraph")])
    )


@pytest.mark.parametrize("column", ["start", "repeats", "text"])
def test_a_table_can_be_changed(column):
    table = schema.table("passages", [("a", "b", 0, 4, "Rain", "body", "en", 0, "paragraph")])
    value = "Hail" if column == "text" else 7
    table.loc[0, column] = value
    assert table[column].tolist() == [value]


def test_span_tables_begin_with_the_span_and_end_with_the_method():
    for name in ("passages", "sentences", "mentions", "quotes", "dates", "figures", "kwic"):
        assert schema.TABLES[name].names[:5] == ["article_id", "outlet", "start", "end", "text"]
        assert schema.TABLES[name].names[-1] == "method"


def test_no_column_is_named_twice_and_every_one_says_what_it_means():
    for table in schema.TABLES.values():
        assert len(set(table.names)) == len(table.names)
        assert all(len(column.meaning) > 10 and column.type in schema.DTYPES for column in table.columns)


def test_a_row_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match=r"argument|shorter|longer"):
        schema.table("sentences", [("a", "b", 1)])


def test_check_names_what_is_missing_and_what_is_there():
    with pytest.raises(schema.SchemaError, match=r"sentences: columns \['position'\] are missing; it has"):
        schema.check(schema.table("sentences").drop(columns="position"), "sentences")


ROW = ("a", "Gazette", 3, 9, "closed", "body", 0.0, "stops")


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("start", [3.5, 4.0], "'start' has to be int64, it is float64"),
        ("start", [3.0, None], "'start' has to be int64, it is float64"),
        ("start", [True, False], "'start' has to be int64, it is bool"),
        ("start", ["3", "4"], "'start' has to be int64, it is str"),
        ("start", [1e300, 4.0], "'start' has to be int64, it is float64"),
        ("start", [float("inf"), 4.0], "'start' has to be int64, it is float64"),
        ("article_id", [7, 8], "'article_id' has to be str, it is int64"),  # it may have been 007
        ("text", pd.Series(["a", 7], dtype=object), "'text' has to be str, it is object"),
        ("position", ["0.0", "0.5"], "'position' has to be float64, it is str"),
    ],
)
def test_check_names_the_column_of_the_wrong_type(name, values, words):
    table = schema.table("sentences", [ROW, ROW]).assign(**{name: values})
    with pytest.raises(schema.SchemaError, match=words):
        schema.check(table, "sentences")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("start", [3.0, 4.0]),
        ("start", pd.array([3, 4], dtype="Int64")),
        ("position", [0, 1]),
        ("kind", [float("nan"), float("nan")]),
        ("kind", [None, None]),
        ("kind", pd.Series(["a", None], dtype=object)),
    ],
)
def test_check_casts_what_loses_nothing_and_leaves_the_input_alone(name, values):
    table = schema.table("sentences", [ROW, ROW]).assign(**{name: values})
    before = table.copy()
    checked = schema.check(table, "sentences")
    assert checked.dtypes.to_dict() | {"kind": "str"} == schema.table("sentences").dtypes.to_dict()
    assert [None if pd.isna(value) else value for value in checked[name]] == [
        None if pd.isna(value) else value for value in values
    ]
    pd.testing.assert_frame_equal(table, before)


def test_notes_of_the_reading_survive_a_cast():
    table = schema.table("articles").astype({"author": "float64"})
    table.attrs["reading"] = [{"check": "skipped"}]
    assert schema.check(table, "articles").attrs == table.attrs


def test_two_articles_of_one_id_are_refused_by_name():
    values = {"str": "x", "bool": False}
    row = [values[column.type] for column in schema.TABLES["articles"].columns]
    with pytest.raises(schema.SchemaError, match="'x' is the article_id of more than one"):
        schema.check(schema.table("articles", [["y", *row[1:]], row, row]), "articles")


def test_check_says_so_if_it_is_no_table():
    with pytest.raises(schema.SchemaError, match="DataFrame; this is a list"):
        schema.check([], "sentences")


def test_more_columns_are_allowed_and_text_may_be_any_kind_of_string():
    table = schema.table("sentences").assign(mine=1)
    table["text"] = table["text"].astype(pd.StringDtype("pyarrow"))
    assert schema.check(table, "sentences") is table


def test_an_aligned_table_has_what_its_align_function_adds():
    bare = schema.table("sentences")
    with pytest.raises(
        schema.SchemaError, match=r"\['statement_id', 'similarity', 'sure', 'reason'\].*align_ function"
    ):
        schema.check(bare, "sentences", aligned=True)
    full = bare.assign(
        **{column.name: pd.Series(dtype=schema.DTYPES[column.type]) for column in schema.ALIGNED["sentences"]}
    )
    assert schema.check(full, "sentences", aligned=True) is full


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"article_id": [None, "a"]}, "row 0 has no article_id"),
        ({"text": ["Four.", None]}, "row 1 has no text"),
        ({"start": [0, -1]}, "row 1 stands at no place of a text: start -1, end"),
        ({"start": [2**62, 0]}, "row 0 stands at no place of a text: start 4611686018427387904"),
        ({"end": [5, 2**62]}, "row 1 stands at no place of a text"),
        ({"text": pd.Series(["Four.", "\ud83d"], dtype=object)}, "cannot be cast .*surrogates not allowed"),
    ],
)
def test_a_row_that_stands_nowhere_is_refused(cells, words):
    with pytest.raises(schema.SchemaError, match=f"not a table of sentences: .*{words}"):
        schema.check(schema.table("sentences", [ROW, ROW]).assign(**cells), "sentences")


def test_a_column_that_has_no_value_and_the_wrong_type_is_refused():
    nothing = schema.table("passages").assign(repeats=pd.Series([], dtype="datetime64[ns]"))
    with pytest.raises(schema.SchemaError, match="cannot be cast"):
        schema.check(nothing, "passages")

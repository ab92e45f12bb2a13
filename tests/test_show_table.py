"""A table shown has a caption, scoped headers, whole cells and nothing that runs."""

import numpy as np
import pandas as pd

from ioc_analysis.show import show_table

TABLE = pd.DataFrame(
    {
        "words": ["a <b>long</b> cell " + "x" * 80, None],
        "n": [2500, 1],
        "share": [0.125, np.nan],
        "start": pd.array([7, None], dtype="Int64"),
        "sure": [True, False],
    }
)


def test_html():
    html = show_table(TABLE, 'Two "rows" & <more>')._repr_html_()
    assert "<caption style=" in html
    assert 'aria-label="Two &#34;rows&#34; &amp; &lt;more&gt;"' in html
    assert html.count('<th scope="col"') == 5
    assert "a &lt;b&gt;long&lt;/b&gt; cell " + "x" * 80 in html
    assert ">2,500<" in html
    assert ">0.125<" not in html  # two decimals are what a reader can use
    assert ">0.12<" in html
    assert html.count(">–<") == 3
    assert ">True<" in html
    assert "nan" not in html.lower()


def test_text():
    text = str(show_table(TABLE, "Two rows"))
    assert text.startswith("Two rows\n")
    assert "2,500" in text


def test_a_named_index_is_a_column_and_an_unnamed_one_is_left_out():
    named = TABLE.set_index("n")
    assert ">n</th>" in show_table(named, "c")._repr_html_()
    assert show_table(TABLE[["n"]], "c")._repr_html_().count("<th ") == 1


def test_many_rows_and_none():
    assert "5 more rows are not shown." in show_table(pd.DataFrame({"n": range(105)}), "c")._repr_html_()
    assert "No rows." in str(show_table(TABLE[:0], "c"))

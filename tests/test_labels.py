"""Labels tell articles apart; colours keep their contrast on white and on near-black."""

import pandas as pd
import pytest

from ioc_analysis.labels import GREY, HUES, colour_outlets, label_articles


def articles(*pairs):
    return pd.DataFrame(pairs, columns=["article_id", "outlet"])


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("a", "Gazette"), ("b", "Herald")], ["Gazette", "Herald"]),
        ([("000_ab", "Gazette"), ("002_ab", "Gazette")], ["Gazette 000", "Gazette 002"]),
        ([("budget-01", "Gazette"), ("budget-02", "Gazette")], ["Gazette 01", "Gazette 02"]),
        ([("a", "Gazette"), ("a", "Gazette")], ["Gazette"]),  # rows of one article, as in a stat_ table
        ([("x9", None), ("a", "Gazette")], ["x9", "Gazette"]),
        ([("same", "Gazette"), ("samesame", "Gazette")], ["Gazette same", "Gazette sames"]),
    ],
)
def test_labels_are_short_and_unique(pairs, expected):
    labels = label_articles(articles(*pairs))
    assert list(labels.values()) == expected
    assert list(labels) == list(dict.fromkeys(article_id for article_id, _ in pairs))


def luminance(colour):
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("colour", [*HUES, GREY])
@pytest.mark.parametrize("paper", ["#ffffff", "#15181d"])
def test_every_hue_has_three_to_one_on_both_papers(colour, paper):
    light, dark = sorted([luminance(colour), luminance(paper)], reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3


def test_one_colour_per_outlet_in_order_and_grey_when_they_run_out():
    outlets = [f"outlet {number}" for number in range(10)]
    colours = colour_outlets([None, *outlets, outlets[0]])
    assert list(colours) == outlets
    assert list(colours.values()) == [*HUES, GREY, GREY]

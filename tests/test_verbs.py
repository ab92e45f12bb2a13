"""verbs: one verb is inflected in one way, wherever its forms are looked for."""

import pytest

from ioc_analysis import lexicon
from ioc_analysis.english import reporting, verbs

FORMS = ["base", "s", "past", "participle", "ing"]


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("deny", "deny denies denied denied denying"),
        ("stay", "stay stays stayed stayed staying"),
        ("agree", "agree agrees agreed agreed agreeing"),
        ("reach", "reach reaches reached reached reaching"),
        ("veto", "veto vetoes vetoed vetoed vetoing"),
        ("radio", "radio radios radioed radioed radioing"),
        ("stop", "stop stops stopped stopped stopping"),
        ("quip", "quip quips quipped quipped quipping"),  # its u is no vowel
        ("fix", "fix fixes fixed fixed fixing"),
        ("shout", "shout shouts shouted shouted shouting"),
        ("visit", "visit visits visited visited visiting"),
        ("admit", "admit admits admited admited admiting"),  # limit: the stress doubles it, and stands in no spelling
        ("write", "write writes wrote written writing"),
        ("put", "put puts put put putting"),
        ("lie", "lie lies lied lied lying"),
        ("show", "show shows showed shown showing"),
    ],
)
def test_a_verb_is_inflected_as_it_is_spelled(base, expected):
    assert verbs.inflect(base) == list(zip(expected.split(), FORMS, strict=True))


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("admitted", "admit"), ("visited", "visit"), ("labelled", "label"), ("labeled", "label"), ("died", "die"),
        ("acquitted", "acquit"), ("quitting", "quit"), ("equipped", "equip"), ("showed", "show"), ("struck", "strike"),
    ],
)  # fmt: skip
def test_a_printed_word_is_told_by_any_spelling(word, base):
    assert base in {found for found, _ in verbs.forms(word)}


def test_what_makes_no_passive_is_past_only():
    assert verbs.forms("fell") == {("fall", "past"), ("fell", "base")}
    assert "fell" in verbs.only_past()
    assert not verbs.only_past() & verbs.unchanged()


def test_a_cue_lists_only_the_forms_that_its_spelling_does_not_give():
    for row in lexicon.load("reporting_cues"):
        first, *rest = row["term"].split()
        spelled = ["_".join((word, *rest)) for word, form in verbs.inflect(first) if form in ("s", "past", "ing")]
        assert row["forms"].split() != spelled, row["term"]


def test_a_participle_reports_nothing():
    assert {"wrote", "knew", "showed"} <= set(reporting.forms())
    assert not {"written", "known", "shown"} & set(reporting.forms())

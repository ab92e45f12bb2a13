"""Entities: one person is one over all articles, and two people stay two."""

import pytest

from ioc_analysis.align.entities import identify


def ids(*names, kind="person"):
    """Return the ids of names, each in an article of its own."""
    return identify([(f"a{number}", name, kind) for number, name in enumerate(names)])


@pytest.mark.parametrize(
    "names",
    [
        ("Qasim al-Araji", "Qassem al-Aaraji", "Qassim al-Araji"),
        ("Mustafa al-Kadhimi", "Mustafa Al-Kazemi", "al-Kadhemi"),
        ("Hasan Suleimani", "Hassan Soleimani"),
        ("Haider al-Abadi", "Haidar al-Ibadi"),
    ],
)
def test_spellings_of_one_romanised_name_are_one(names):
    assert len(set(ids(*names))) == 1


def test_two_people_of_one_surname_stay_two():
    assert ids("Ada Quist", "Nils Quist", "Quist") == ["Ada Quist", "Nils Quist", "Quist"]

"""Entities: one person is one over all articles, and two people stay two. All names are invented."""

import tomllib
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ioc_analysis as ioc
from ioc_analysis import schema
from ioc_analysis.align import bodies, people
from ioc_analysis.align.entities import align_names, identify, speaker_ids
from ioc_analysis.english import sounds

ROOT = Path(__file__).parent


def ids(*names, kind="person"):
    """Return the ids of names, each in an article of its own."""
    return identify([(f"a{number}", name, kind) for number, name in enumerate(names)])


def mentions(*rows):
    """Build mentions from (article_id, entity, entity_type) or (article_id, entity, entity_type, variant)."""
    return schema.table(
        "mentions",
        [
            (article, "Gazette", start, start + 5, "words", entity, kind, *(rest or [entity]), "author", "capitals")
            for start, (article, entity, kind, *rest) in enumerate(rows)
        ],
    )


@pytest.mark.parametrize(
    "names",
    [
        ("Qasim al-Deraji", "Qassem al-Deraaji", "Qassim Al Deraji", "Kasim ad-Deraji"),  # Arabic
        ("Mustafa al-Nadhimi", "Mustafa Al-Nazemi", "al-Nadhemi"),
        ("Abdul Karim Zobai", "Abdulkarim Zobai", "Abd al-Karim al-Zobai", "Abdelkarim Zobai"),
        ("Osama bin Tarek Hamdoun", "Usama Tariq Hamdoun"),
        ("Mohammad Reza Soltani", "Mohamed Riza Sultani"),  # Persian
        ("Sergei Petrenkov", "Sergey Petrenkov", "Sergey Petrenkoff"),  # Russian
        ("Yevgeny Malinsky", "Evgeny Malinskiy", "Evgeniy Malinski"),
        ("Volodymyr Zaretskyy", "Volodymyr Zaretskiy", "Volodymyr Zaretsky"),  # Ukrainian
        ("Han Joon-ho", "Han Joon Ho", "Han Joonho"),  # Korean
        ("José Peña Arroyo", "Jose Pena Arroyo", "Peña Arroyo"),  # two surnames
        ("Lucía Marín", "Lucía Marín Quesada"),
        ("Khin Ma Lwin", "Ma Lwin"),  # Burmese
        ("Aung Kyaw Zeya", "Zeya"),
        ("Jean-Luc Bréhat", "Jean Luc Brehat"),
        ("Ewan MacTavish", "Ewan McTavish", "McTavish"),
        ("Pieter van der Veen", "Pieter Van der Veen", "van der Veen", "Veen"),
        ("Nils T. Aune Jr.", "Nils T. Aune", "Nils Aune"),
        ("Gen. Ada Quist", "Ada Quist", "President-elect Ada Quist"),
        ("Olaf “Skip” Thorsen", "Olaf Thorsen"),
        ("Kenneth F. Quist", "K. Quist", "Kenneth Quist"),
        ("Bob Thorsen", "Robert Thorsen"),
        ("S. Mohan Velu", "Mohan Velu", "S.M. Velu"),
        ("Qiu Wenbo", "Qiu"),  # family name first: the word alone begins the only name that fits
    ],
)
def test_one_person_is_one(names):
    assert len(set(ids(*names))) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("Ada Quist", "Nils Quist"),
        ("Hassan Doulani", "Hussein Doulani"),
        ("Hamid Doulani", "Hamad Doulani"),
        ("Mahmoud Doulani", "Mohammed Doulani"),
        ("Kari Andersen", "Kari Anderson"),  # never romanised: another spelling is another name
        ("Ann Brask", "Ian Brask"),
        ("George W. Brask", "George H.W. Brask"),
        ("Olaf Brask Jr.", "Olaf Brask Sr."),
        ("Olaf Brask", "Olaf Brask Jr."),  # a father, perhaps
        ("Wenbo Qiu", "Qiu Wenbo"),  # limit: the order of names is not guessed
        ("Robert Aune", "Roberta Aune"),
    ],
)
def test_two_people_are_two(names):
    assert len(set(ids(*names))) == len(names)


def test_a_surname_alone_is_the_only_full_name_that_fits_or_stays_on_its_own():
    assert ids("Ada Quist", "Quist") == ["Ada Quist", "Ada Quist"]
    assert ids("Ada Quist", "Nils Quist", "Quist") == ["Ada Quist", "Nils Quist", "Quist"]
    assert ids("Ada Quist", "Ada") == ["Ada Quist", "Ada"]  # a given name is anyone's
    # Printed alone in far more articles than the only full name: another person, or none.
    assert ids("Ada Quist", *["Quist"] * 4) == ["Ada Quist", *["Quist"] * 4]


def test_a_shorter_name_that_fits_two_people_stays_on_its_own():
    assert ids("Olaf K. Brask", "Olaf T. Brask", "Olaf Brask") == ["Olaf K. Brask", "Olaf T. Brask", "Olaf Brask"]


def test_a_guess_is_not_sure_and_says_what_it_rests_on():
    table = align_names(mentions(("a", "Ada Quist", "person"), ("b", "Quist", "person"), ("c", "Nils Aune", "person")))
    assert table["entity_id"].tolist() == ["Ada Quist", "Ada Quist", "Nils Aune"]
    assert table["sure"].tolist() == [True, False, True]
    assert table["reason"].tolist()[:2] == ["same name", "surname alone, only one fits"]
    assert pd.isna(table["reason"][2])  # stands alone
    # All letters are the same, one of two words is there: (1 + 1/2) / 2.
    assert table["similarity"].tolist() == [1.0, 0.75, 1.0]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("a", "Quist", "person"), ("b", "Quist", "place")], ["Quist (person)", "Quist (place)"]),
        (
            [("a", "Ada Quist", "person"), ("b", "Ada Quist", "organisation")],
            ["Ada Quist (person)", "Ada Quist (organisation)"],
        ),
        ([("a", "Harbour Union", "organisation"), ("b", "Harbor Union", "group")], ["Harbor Union"] * 2),
        (
            [("a", "the Ministry of Defence", "organisation"), ("b", "Defense Ministry", "organisation")],
            ["Defense Ministry"] * 2,
        ),
        ([("a", "Ansar al-Wadi", "group"), ("b", "Ansar ul-Waadi", "group")], ["Ansar al-Wadi"] * 2),
        ([("a", "Lake War I", None), ("b", "Lake War II", None)], ["Lake War I", "Lake War II"]),
        ([("a", "Lindow", "place"), ("b", "Lindow", None)], ["Lindow"] * 2),
        ([("a", "Quist", "person"), ("b", None, "person")], ["Quist", None]),
    ],
)
def test_types_bodies_and_places(rows, expected):
    assert identify(rows) == expected


def test_an_acronym_is_the_name_that_an_article_explains_it_by():
    table = align_names(
        mentions(
            ("a", "Red Band Front", "group"),
            ("a", "Red Band Front", "group", "RBF"),
            ("b", "RBF", "organisation"),
            ("b", "River Bank Fund", "organisation"),
        )
    )
    assert table["entity_id"].tolist() == ["Red Band Front"] * 3 + ["River Bank Fund"]
    assert table["sure"].all()
    # Nobody explains it: only its letters say so, and two names have them.
    assert identify([("a", "Red Band Front", "group"), ("b", "RBF", None)]) == ["Red Band Front"] * 2
    assert (
        identify([("a", "Red Band Front", "group"), ("b", "RBF", None), ("c", "River Bank Fund", "group")])[1] == "RBF"
    )


def test_translations_are_one_by_the_alias_table_which_users_extend(tmp_path):
    rows = [("a", "Hashd al-Shaabi", "group"), ("b", "al-Hashd al-Sha'abi", None), ("c", "PMF", "organisation")]
    assert set(identify(rows)) == {"Popular Mobilization Forces"}
    path = tmp_path / "own.csv"
    path.write_text("term,entity,type,source\nRouge Bande,Red Band Front,group,own\nFront Man,Ada Quist,person,own\n")
    rows = [
        ("a", "Rouge Bande", None),
        ("b", "Red Band Front", "group"),
        ("c", "Front Man", "person"),
        ("d", "Ada Quist", "person"),
    ]
    assert identify(rows, aliases=str(path)) == ["Red Band Front"] * 2 + ["Ada Quist"] * 2
    assert identify([("a", "IS", None), ("b", "Is", None)]) == ["Islamic State", "Is"]


def test_speakers_are_joined_to_names_or_aligned_among_themselves():
    blank = dict.fromkeys(schema.TABLES["quotes"].names)
    spoken = [
        ("a", "Ada Quist", "person"),
        ("b", "Quist", "person"),
        ("b", None, "unnamed"),
        ("c", "Nils Aune and Ada Quist", "person"),
    ]
    quotes = pd.DataFrame(
        [blank | {"article_id": a, "speaker_name": name, "speaker_type": kind} for a, name, kind in spoken]
    )
    expected = ["Ada Quist", "Ada Quist", None, "Ada Quist and Nils Aune"]
    assert speaker_ids(quotes) == expected
    names = align_names(mentions(("a", "Ada Quist", "person"), ("b", "Quist", "person"), ("c", "Nils Aune", "person")))
    assert speaker_ids(quotes, names) == expected
    renamed = names.assign(entity_id=names["entity_id"].str.upper())
    assert speaker_ids(quotes, renamed)[0] == "ADA QUIST"
    # What only speaking shows to be a person is the one of that surname, if there is one.
    untyped = align_names(mentions(("a", "Ada Quist", "person"), ("b", "Quist", None), ("c", "Nils Aune", "person")))
    assert speaker_ids(quotes, untyped) == expected
    two = align_names(
        mentions(
            ("a", "Ada Quist", "person"),
            ("b", "Quist", None),
            ("c", "Nils Aune", "person"),
            ("c", "Pat Quist", "person"),
        )
    )
    assert speaker_ids(quotes, two)[1] == "Quist"


def test_named_speakers_of_the_seeds_are_who_the_gold_says():
    """Every full name in an article's table that ends like a gold speaker's id, paired with every other."""
    rows, gold = [], []
    for path in sorted((ROOT / "gold").glob("00*.toml")):
        article = tomllib.loads(path.read_text(encoding="utf-8"))
        speakers = {quote["speaker_id"] for quote in article["quotes"]} - {"biden-and-al-kadhimi"}
        named = MENTIONS[(MENTIONS["article_id"] == article["article"]) & (MENTIONS["entity_type"] == "person")]
        for name in sorted(set(named["entity"])):
            end = people.parse(name).parts[-1]
            who = [speaker for speaker in speakers if sounds.alike(speaker.split("-")[-1], end) is not None]
            rows += [(article["article"], name, "person")] * len(who)
            gold += who
    found = identify(rows)
    assert len(set(gold)) == 9
    for (here, mine), (there, other) in combinations(zip(gold, found, strict=True), 2):
        assert (here == there) == (mine == other)


MENTIONS = ioc.extract_mentions(ioc.read_corpus(ROOT.parent / "seeds"))


def test_the_same_rows_come_back_with_the_columns_of_the_schema():
    before = MENTIONS.copy()
    table = align_names(MENTIONS)
    pd.testing.assert_frame_equal(MENTIONS, before)
    pd.testing.assert_frame_equal(table[before.columns], before)
    schema.check(table, "mentions", aligned=True)
    pd.testing.assert_frame_equal(align_names(table), table)
    people_of = table[table["entity_type"] == "person"].groupby("entity_id")["entity"].agg(set)
    assert people_of["Qasim al-Araji"] == {"Qasim al-Araji", "Qassem al-Aaraji", "Qassim al-Araji"}
    assert people_of["Mustafa al-Kadhimi"] == {"Mustafa Al-Kadhimi", "Mustafa al-Kadhemi", "Mustafa al-Kadhimi"}


def test_no_mentions_one_article_and_five_hundred_copies():
    schema.check(align_names(schema.table("mentions")), "mentions", aligned=True)
    one = mentions(("a", "Ada Quist", "person"), ("a", "Ada Quist", "person"))
    assert align_names(one)["reason"].isna().all()
    copies = mentions(
        *((f"a{number}", name, "person") for number in range(500) for name in ("Ada Quist", "Nils Quist"))
    )
    assert align_names(copies)["entity_id"].tolist() == ["Ada Quist", "Nils Quist"] * 500


NAMES = st.sampled_from(
    "Qasim al-Deraji|Qassem al-Deraaji|al-Deraji|Deraji|Ada Quist|Nils Quist|Quist|Olaf Brask|Olaf K. Brask|Olaf T. Brask|"
    "Olaf Brask Jr.|O. Brask|Sergei Petrenkov|Sergey Petrenkoff|Red Band Front|RBF|Lindow|US|United States|Han Joon-ho|"
    "Han Joon Ho|Ana Ruiz|Ana Ruiz Soler|Ruiz Soler".split("|")
)
ROWS = st.lists(
    st.tuples(st.sampled_from("abcdef"), NAMES, st.sampled_from(["person", "place", "organisation", "group", None])),
    max_size=25,
)


@given(ROWS, st.randoms())
def test_ids_do_not_depend_on_the_order_of_rows(rows, random):
    found = dict(zip(rows, identify(rows), strict=True))
    shuffled = random.sample(rows, len(rows))
    assert identify(shuffled) == [found[row] for row in shuffled]


@given(ROWS)
def test_a_row_has_one_id_and_types_are_kept_apart(rows):
    found = identify(rows)
    assert len(found) == len(rows)
    kinds: dict[str, set[str]] = {}
    for (_, name, kind), entity in zip(rows, found, strict=True):
        if name not in ("US", "United States"):  # of the alias table, which knows their type
            kinds.setdefault(entity, set()).add({"group": "organisation"}.get(kind, kind))
    assert all(len(several - {None}) <= 1 for several in kinds.values())


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_words_can_be_heard_and_compared(one, other):
    assert sounds.distance(one, one) == 0
    assert sounds.distance(one, other) == pytest.approx(sounds.distance(other, one))
    left, right = people.parse(one or "x"), people.parse(other or "x")
    assert people.compare(left, right) == people.compare(right, left)
    bodies.plain(one)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Kadhimi", "Kazemi", 0.25),  # dh is z; i for e
        ("Suleimani", "Soleimani", 0.0),
        ("Yusuf", "Youssef", 0.75),  # u for e
        ("Ibadi", "Abadi", 0.5),  # ayn before any vowel
        ("Hassan", "Hussein", None),
        ("Hamid", "Hamad", None),
        ("Saleh", "Salah", None),  # of four sounds: no vowel may differ by more than e and i
    ],
)
def test_how_far_two_spellings_are_apart(one, other, expected):
    assert sounds.alike(one, other) == expected

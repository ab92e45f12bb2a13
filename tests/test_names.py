import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ioc_analysis.english.text import find_sentences
from ioc_analysis.english.tokens import _Chunks, tokenize
from ioc_analysis.names.names import find_names


def names(text, kind="body"):
    return find_names(text, [(0, len(text), kind, "en", None, "")], find_sentences(text))


def table(text):
    return {name: entity.kind for name, entity in names(text).entities.items()}


@pytest.mark.parametrize(
    ("text", "entity", "kind", "variants"),
    [
        ("Mayor Ada Quist left. Quist was tired. Ms. Quist slept.", "Ada Quist", "person", ["Ada Quist", "Quist", "Quist"]),
        ("Lt. Gen. Arvo P. Tamm Jr. spoke. Tamm left.", "Arvo P. Tamm Jr.", "person", ["Arvo P. Tamm Jr.", "Tamm"]),
        ("Yusuf al-Harbi rose. al-Harbi left.", "Yusuf al-Harbi", "person", ["Yusuf al-Harbi", "al-Harbi"]),
        ("Harbour pilot Nils Aune waved. Aune’s boat sank.", "Nils Aune", "person", ["Nils Aune", "Aune"]),
        ("The Ministry of Fisheries (MOF) knew. The MOF denied it.", "Ministry of Fisheries", "organisation",
         ["Ministry of Fisheries", "MOF", "MOF"]),
        ("The UN met. The United Nations voted.", "United Nations", "organisation", ["UN", "United Nations"]),
        ("Daesh fled. ISIL fought. IS lost.", "Islamic State", "group", ["Daesh", "ISIL", "IS"]),
        ("Washington agreed. The US signed.", "United States", "place", ["Washington", "US"]),
        ("They met in Oslo. Oslo was cold.", "Oslo", "place", ["Oslo", "Oslo"]),
    ],
)  # fmt: skip
def test_every_form_of_a_name_is_tied_to_the_fullest(text, entity, kind, variants):
    rows = [row for row in names(text).mentions if row[2] == entity]
    assert [row[4] for row in rows] == variants
    assert {row[3] for row in rows} == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "Police said so. Investigators agreed on Monday in March.",
        "However, the weather was bad. But I left.",
        "Iraqi troops and French pilots trained.",
        "Running is fun. Finally it rained.",
    ],
)
def test_a_capital_alone_makes_no_name(text):
    assert table(text) == {}


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Ms. Teague spoke.", "f"),
        ("Spokesman Robin Ekdahl left.", "m"),
        ("Maria Costa left.", "f"),
        ("Quentia Obst said she was late. Quentia Obst left.", "f"),
        ("Robin Teague left.", None),
    ],
)
def test_gender_comes_from_titles_roles_given_names_and_pronouns(text, gender):
    (person,) = names(text).entities.values()
    assert person.gender == gender


def test_a_role_is_learnt_from_what_stands_beside_the_name():
    people = names("Osei, a harbour pilot from Tema, rowed. The judge, Ola Brandt, slept.").entities
    assert "pilot" in people["Osei"].roles
    assert "judge" in people["Ola Brandt"].roles


def test_a_users_own_alias_table_is_used(tmp_path):
    path = tmp_path / "aliases.csv"
    path.write_text("term,entity,type,source\nThe Rock,Alcatraz,place,me\nRock,Alcatraz,place,me\n", encoding="utf-8")
    text = "They fled from the Rock."
    found = find_names(text, [(0, len(text), "body")], [(0, len(text))], str(path))
    assert [row[2] for row in found.mentions] == ["Alcatraz"]


def test_two_people_of_one_surname_stay_two():
    assert set(table("James Holt and Edward Holt ran it. James Holt left.")) == {"James Holt", "Edward Holt"}


@pytest.mark.parametrize(
    ("text", "entity", "method"),
    [
        ("James Holt and Edward Holt ran it. Holt left.", "Edward Holt", "shared surname"),
        ("James Holt came with Mary Holt. Mrs. Holt left.", "Mary Holt", "surname"),
        ("Dr. Edda Holt met James Holt. Dr. Holt left.", "Edda Holt", "surname"),
        ("Spokesman Arne Holt met James Holt. Then Holt, the spokesman, left.", "Arne Holt", "surname"),
        ("James Holt rowed with his wife, Mary Holt. Then Holt left.", "James Holt", "shared surname"),
        ("James Holt rowed. James Holt swam. Arne Holt slept. Then Holt left.", "James Holt", "shared surname"),
    ],
)
def test_a_surname_shared_by_two(text, entity, method):
    row = names(text).mentions[-1]
    assert (row[2], row[5]) == (entity, method)


def test_two_people_who_share_one_printed_surname():
    assert set(table("Ada and James Holt rowed. James Holt left.")) == {"Ada Holt", "James Holt"}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("They met in Tarn Park on Ferry Street.", {"Tarn Park": "place", "Ferry Street": "place"}),
        ("They fought the Salt War.", {"Salt War": None}),
        ("He bought shares of Tarn Foods.", {"Tarn Foods": "organisation"}),
        ("We saw Wendel Ortzi there.", {"Wendel Ortzi": None}),
        ("We saw Wendel Ortzi there. Ortzi left.", {"Wendel Ortzi": "person"}),
        ("It was cold, Wendel Ortzi said.", {"Wendel Ortzi": "person"}),
        ("PORT TARN, Me. (AP) — It rained.", {"Port Tarn": "place", "Associated Press": "organisation"}),
    ],
)
def test_two_capitals_are_a_person_only_if_something_says_so(text, kinds):
    found = table(text)
    assert {name: found.get(name, "missing") for name in kinds} == kinds


@pytest.mark.parametrize(
    "text",
    [
        "Everybody knew it. Eight left. Dust was everywhere. Ask him.",
        "A toaster! A TOASTER! EXCLUSIVE pictures.",
        "The London-based firm left. An SMS came at noon GMT on Aug. 3.",
    ],
)
def test_what_only_its_place_gives_a_capital_is_no_name(text):
    assert table(text) == {}


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Furious Donna Quist left.", "Donna Quist"),
        ("Leader of the Opposition Maria Quist left.", "Maria Quist"),
        ("Petty Officer 2nd Class Donna Quist left.", "Donna Quist"),
        ("Wanda Stubbs rose. Stubbs left.", "Wanda Stubbs"),
        ("Kelly-Ann Tarn rose. Later Kelly-Ann left.", "Kelly-Ann Tarn"),
    ],
)
def test_what_describes_a_name_is_no_part_of_it(text, entity):
    assert {row[2] for row in names(text).mentions} == {entity}


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ('Rep. Gordon T. "Skip" Lund spoke. Lund left.', "Gordon T. Lund"),
        ("Olaf King left. Then King spoke.", "Olaf King"),
        ("Mrs. Connelly left. Then Connelly spoke.", "Connelly"),
        ("The spokeswoman, Dana Lowell, left. Lowell spoke.", "Dana Lowell"),
    ],
)
def test_names_that_look_like_something_else(text, entity):
    rows = [row for row in names(text).mentions if row[2] == entity]
    assert len(rows) == 2
    assert {row[3] for row in rows} == {"person"}


def test_a_given_name_that_is_a_place():
    assert table("They met in Savannah.") == {"Savannah": None}


def test_no_text_gives_no_names():
    assert find_names("", [], []).mentions == []


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=120)
    | st.lists(
        st.sampled_from(
            ["Ada", "Quist", "Mr.", "Gov.", "the", "of", "UN", "(UN)", "Port", "Oslo", "said", "’s", "’", "-", ".", ",",
             "“", "”", "\n", "al-", "O", "B.", "and", "IS", "pilot", "ADA QUIST", "who"]
        ),
        max_size=25,
    ).map(" ".join)
)  # fmt: skip
def test_offsets_give_the_name_back(text):
    for start, end, entity, _, variant, method in names(text).mentions:
        assert 0 <= start < end <= len(text)
        assert variant.split()[0][0] in text[start:end]
        assert entity
        assert method


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Marlow Canyon", "place"),
        ("Ada Canyon", "place"),  # even after a given name
        ("Quorra Hill", "place"),
        ("Ada Hill", "person"),  # a surname
        ("Quorra Treaty", None),
        ("Quorra Treaties", None),
    ],
)
def test_the_last_word_of_a_name_tells_a_place_or_a_thing(name, kind):
    assert names(f"Then came {name}.").entities[name].kind == kind


@pytest.mark.parametrize(
    ("text", "entity", "kind"),
    [
        ("On Monday the Harbour Fire and Rescue Service left.", "Harbour Fire and Rescue Service", "organisation"),
        ("On Monday the Salt and Drug Commission left.", "Salt and Drug Commission", "organisation"),
        ("On Monday the Port Council and Oslo Board left.", "Port Council", "organisation"),
        ("Minister of Fisheries Oda Dalim said so.", "Oda Dalim", "person"),
    ],
)
def test_bodies_joined_by_and_and_ministers_of(text, entity, kind):
    assert table(text)[entity] == kind


def test_a_title_inside_a_name_is_part_of_it():
    assert "Ahmed Sheikh Aune" in table("A fighter, Ahmed Sheikh Aune, left.")


def test_a_given_name_after_a_is_no_person():
    assert table("She dined with a Trinity fellow on Monday.").get("Trinity") != "person"


def test_a_surname_that_is_a_word_is_a_persons_where_it_speaks():
    found = names("Megyn Brook left early. Brook said it rained.")
    assert [row[2:4] for row in found.mentions] == [("Megyn Brook", "person"), ("Megyn Brook", "person")]


@pytest.mark.parametrize(
    ("text", "entity", "kind"),
    [
        ("The boat left the fishing village of Tarnvik on Monday.", "Tarnvik", "place"),
        ("Rain fell on the city of Clarence on Monday.", "Clarence", "place"),
        ("Then Mount Ardo smoked. Ardo last woke in May.", "Mount Ardo", "place"),
        ("Joris van der Berg said so. Van der Berg left.", "Joris van der Berg", "person"),
        ("Joris van der Berg said so, and van der Berg left.", "Joris van der Berg", "person"),
        ("They blamed al Qaeda for it.", "al-Qaida", "group"),
        ("A win for Quist. It gave President Quist time.", "Quist", "person"),
        ("A headline read “British Warn Chile”. In Chile it rained.", "Chile", "place"),
        ("The Centre for Marine and Polar Studies closed.", "Centre for Marine and Polar Studies", "organisation"),
        ("The Centre for a Cleaner Harbour closed.", "Centre for a Cleaner Harbour", "organisation"),
        ("BORGVIKEN, Norway (AP) — It rained.", "Borgviken", "place"),
    ],
)
def test_small_words_and_nouns_beside_a_name_tell_its_type(text, entity, kind):
    assert table(text) | {entity: kind} == table(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Two British hikers were found.", "British"),
        ("They met the North Korean envoy.", "Korean"),
        ("It was 40 degrees Celsius at noon.", "Celsius"),
        ("Rep. Ada Quist, R-Ohio, left.", "R-Ohio"),
    ],
)
def test_adjectives_units_and_party_tags_are_no_names(text, word):
    assert not [row for row in names(text).mentions if word in row[4]]


def test_a_van_is_no_part_of_a_name():
    found = names("Nils Aune said so. Then a van Aune drove hit a wall.")
    assert [row[4] for row in found.mentions] == ["Nils Aune", "Aune"]


def test_what_the_stands_before_once_is_no_person():
    found = names("Santa Brisa sank at dawn. Rescuers reached the Santa Brisa at noon. Ada Quist had left.")
    assert [(row[2], row[3]) for row in found.mentions] == [
        ("Santa Brisa", None),
        ("Santa Brisa", None),
        ("Ada Quist", "person"),
    ]
    assert names("Norvik Lines said so. Norvik Ferries agreed.").mentions[0][3] == "organisation"


@given(
    st.lists(
        st.sampled_from(
            [
                "Gen.",
                "Aune",
                "A.",
                "U.S.",
                "said,",
                "don’t",
                "“Hi”",
                "1,000",
                "..",
                "&",
                " ",
                "  ",
                "\n",
                "\n\n",
                "\t",
                "\r\n",
                "\u00a0",
            ]
        )
    )
)
def test_tokens_are_the_words_that_stand_at_their_places_whatever_white_space_parts_them(pieces):
    text = "".join(pieces)
    tokens = tokenize(text, [(0, len(text))], [])
    assert [text[start:end] for start, end in zip(tokens.start, tokens.end, strict=True)] == tokens.word
    assert "".join(tokens.word) == "".join(text.split())


def test_a_stop_belongs_to_an_abbreviation_or_initial_right_before_it_and_to_no_other_word():
    text = "Gen. A. Aune left the U.S. on Monday.. He  came\n\nback .\nGen ."
    words = tokenize(text, [(0, len(text))], []).word
    assert words[:3] == ["Gen.", "A.", "Aune"]
    assert words[5:] == ["U.S.", "on", "Monday", ".", ".", "He", "came", "back", ".", "Gen", "."]


@given(st.text("aGU1É_.,:;!-&'’“”\"()[]", max_size=12))
def test_marks_peeled_off_a_word_give_the_tokens_that_the_pattern_finds(chunk):
    known = _Chunks()
    *found, step = known._read(chunk)
    assert known[chunk] == (*found, step + 1)


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Brave Ada Quist, 62, hid. Tragic Quist drowned.", ["Ada Quist"]),
        ("Furious Quist rose. They saw Quist leave.", ["Quist"]),
        ("Brave Tarn Harbour sank.", ["Brave Tarn Harbour"]),
        ("The dean wept. “We build,” said Dean Hollow.", ["Hollow"]),
        ("They saw Dean Hollow.", ["Dean Hollow"]),
        ("Defence CS Nils Aune spoke. MD Ada Quist left.", ["Nils Aune", "Ada Quist"]),
        ("Trustee Ada Quist voted no. Choirboy Nils Aune, 11, cried.", ["Ada Quist", "Nils Aune"]),
        ("They met Pastor Sunday Bello by the sea on Sunday.", ["Sunday Bello"]),
        ("The U.S. Food and Boat Administration met there again today.", ["U.S. Food and Boat Administration"]),
        ("A HERO diver saved ELEVEN people. It had NO roof TONIGHT.", []),
        ("They asked the Head of the guild.", []),
        ("Whoever sails, drowns. They asked why SHE left.", []),
        ("KORVAL: The port has been shut since dawn.", []),
        ("Osei, the assistant coach, stayed.", ["Osei"]),
        ("PALGHAT, Oct 3 (UNA): Two men drowned.", ["Palghat", "UNA"]),
        ("PALGHAT: Two men drowned near Palghat.", ["Palghat"]),
    ],
)
def test_adjectives_posts_and_emphasis_before_names(text, entity):
    assert list(dict.fromkeys(row[2] for row in names(text).mentions)) == entity


def test_a_place_before_a_colon_is_no_speaker_of_a_transcript():
    kinds = {row[2]: row[3] for row in names("TARNHALL: The ferry sank. They swam to Tarnhall.").mentions}
    assert kinds == {"Tarnhall": "place"}
    kinds = {row[2]: row[3] for row in names("AUNE: Let us begin. They spoke to Nils Aune.").mentions}
    assert kinds == {"Nils Aune": "person"}


def test_a_title_behind_a_given_name_is_the_surname():
    text = "Rep. Peter King of New York came. King said it rained. The minister left. Minister said no."
    assert [row[2] for row in names(text).mentions] == ["Peter King", "New York", "Peter King"]

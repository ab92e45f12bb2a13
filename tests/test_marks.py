import pytest
from hypothesis import given
from hypothesis import strategies as st

from ioc_analysis.english.marks import find_marks


def between(text):
    return [text[start:end] for _, start, end, *_ in find_marks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We sail at dawn,” said the pilot.", ["We sail at dawn,"]),
        ('"We sail at dawn," said the pilot.', ["We sail at dawn,"]),
        ("''We sail at dawn,'' said the pilot.", ["We sail at dawn,"]),
        ("``We sail at dawn,'' said the pilot.", ["We sail at dawn,"]),
        ("«Nous partons», dit-il. »Wir gehen«, sagt sie.", ["Nous partons", "Wir gehen"]),
        ("„Wir gehen“, sagt sie.", ["Wir gehen"]),
        ("‘We sail at dawn,’ said the pilot.", ["We sail at dawn,"]),
        ("'We sail at dawn,' said the pilot.", ["We sail at dawn,"]),
        ('It was “odd”, «rare» and "new".', ["odd", "rare", "new"]),
        ("“She told me, ‘Run,’ and I ran.”", ["She told me, ‘Run,’ and I ran.", "Run,"]),
        ("'He said \"yes\" to it,' she said.", ['He said "yes" to it,', "yes"]),
        ("The forces' mission in the '90s wasn't Osei's idea.", []),
        ("Rock 'n' roll, 'tis said, ’til the ’80s.", []),
        ("'The players' bus left,' he said.", ["The players' bus left,"]),
        ('A 6\'2" sailor and a 12" pipe.', []),
        ("“One.\n\n“Two,” he said.", ["One.", "Two,"]),
        ("A stray ” here.\n“Two,” he said.", ["Two,"]),
        ("An open “mark here.\nNothing there.", ["mark here."]),
        ('"One," he said. "Two."', ["One,", "Two."]),
        ("He asked: “Why?”", ["Why?"]),
        ('“” and ""', []),
        ("", []),
    ],
)
def test_what_stands_between_marks(text, expected):
    assert between(text) == expected


def test_a_quotation_left_open_says_so():
    assert find_marks("“One.\n“Two.”") == [(0, 1, 5, 5, "“", False), (6, 7, 11, 12, "“", True)]


def test_a_range_is_read_alone():
    text = "“One” “Two”"
    assert [text[row[1] : row[2]] for row in find_marks(text, 6, 11)] == ["Two"]


@given(st.text(alphabet="ab s.,\n“”„«»‹›\"'‘’`0", max_size=80))
def test_offsets_hold_and_an_odd_mark_stays_in_its_paragraph(text):
    for opened, start, end, closed, mark, whole in find_marks(text):
        assert 0 <= opened < start < end <= closed <= len(text)
        assert "\n" not in text[opened:closed]
        assert text.startswith(mark, opened)
        assert (closed > end) == whole


@given(st.text(alphabet="ab \"'“”", max_size=40), st.text(alphabet="ab \"'“”", max_size=40))
def test_a_paragraph_is_read_the_same_whatever_stands_before(before, paragraph):
    shift = len(before) + 1
    alone = [tuple(value + shift for value in row[:4]) for row in find_marks(paragraph)]
    both = [row[:4] for row in find_marks(f"{before}\n{paragraph}") if row[0] >= shift]
    assert both == alone


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('« When he says "note it", he hides », she said', ['When he says "note it", he hides', "note it"]),
        ('“He said "go away" and I went,” she said.', ['He said "go away" and I went,', "go away"]),
        ('"He said “go away” and I went," she said.', ["He said “go away” and I went,", "go away"]),
        ('« He said "go away », she said.', ['He said "go away']),
        ('A 5" pipe. “Hello,” he said.', ["Hello,"]),
        ("\"They asked, 'is it so?' and it was", ["They asked, 'is it so?' and it was", "is it so?"]),
    ],
)
def test_marks_of_one_kind_inside_another(text, expected):
    assert [text[row[1] : row[2]] for row in find_marks(text)] == expected

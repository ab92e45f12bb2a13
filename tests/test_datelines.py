"""A dateline is read three times: for who prints it, for where a report begins, and for what two tellings share."""

import pytest

from ioc_analysis.compare.differences import find_differences
from ioc_analysis.english.text import find_sentences
from ioc_analysis.names.names import find_names
from ioc_analysis.quotes.quotes import find_quotes
from ioc_analysis.reading import bylines
from ioc_analysis.reading.passages import find_passages

SAID = "It rained on the ferry, Nils Aune said."
REST = "\n\nIt was a long night for everyone on board."


def credited(text: str) -> list[str]:
    return [value for *_, fact, value, _ in bylines.find_credits(text, find_passages(text)) if fact != "published"]


def reported(text: str) -> list[str]:
    spans = [(0, len(text), "body", "en", None, "")]
    sentences = find_sentences(text)
    return [text[row[0] : row[1]] for row in find_quotes(text, spans, sentences, find_names(text, spans, sentences))]


@pytest.mark.parametrize(
    ("dateline", "printed_by"),
    [
        ("OSLO (AP) — ", ["AP"]),
        ("OSLO, May 3 (Reuters) - ", ["Reuters"]),
        ("OSLO, 3 May 2026 (AP) — ", ["AP"]),
        ("TARN, Me. (AP) — ", ["AP"]),
        ("PORT HALLOW, Norland (AP) -- ", ["AP"]),
        ("TARN/OSLO (Reuters) - ", ["Reuters"]),
        ("OSLO — ", []),
        ("OSLO -- ", []),
        ("OSLO: ", []),
        ("Oslo (CNN) — ", ["CNN"]),
        ("Oslo, Norland (AFP) – ", ["AFP"]),
        ("(CNN)", ["CNN"]),
    ],
)
def test_a_dateline_tells_who_prints_it_and_is_no_part_of_what_is_told(dateline, printed_by):
    assert credited(f"Rain\n\n{dateline}{SAID}{REST}") == printed_by
    assert reported(dateline + SAID) == ["It rained on the ferry"]
    assert find_differences(dateline + SAID, SAID) == []


@pytest.mark.parametrize("opening", ["Four people (Reuters counted five) — ", "The ferry (built in 1990) — "])
def test_a_sentence_with_a_bracket_is_no_dateline(opening):
    assert credited(f"Rain\n\n{opening}left.{REST}") == []

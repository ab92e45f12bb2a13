import re
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from score_quotes import aliases, load_cases, load_seeds, read, score_case, score_seed

from ioc_analysis import extract_quotes, lexicon, read_corpus
from ioc_analysis.english import reporting
from ioc_analysis.quotes.quotes import find_voices

COLUMNS = 18  # of the quotes table after `text`: start, end, …, continues, method


def rows(text, kind="body"):
    spans = [(0, len(text), kind, "en", None, "")] if "\n" not in text else None
    if spans is None:
        spans, place = [], 0
        for line in text.split("\n"):
            if line.strip():
                spans.append((place, place + len(line), kind, "en", None, ""))
            place += len(line) + 1
    return read(text, spans)[1]


def short(text, kind="body"):
    return [(row[2], text[row[0] : row[1]], row[5], row[8]) for row in rows(text, kind)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We sail at dawn,” said Nils Aune.", [("direct", "We sail at dawn,", "Nils Aune", "Nils Aune")]),
        ("“We sail at dawn,” Nils Aune said.", [("direct", "We sail at dawn,", "Nils Aune", "Nils Aune")]),
        ("Nils Aune said: “We sail at dawn.”", [("direct", "We sail at dawn.", "Nils Aune", "Nils Aune")]),
        ("“Why?” asked Nils Aune.", [("direct", "Why?", "Nils Aune", "Nils Aune")]),
        ("Nils Aune said the plan was “a folly” and left.", [("mixed", "a folly", "Nils Aune", "Nils Aune")]),
        ("Nils Aune called the plan “a folly”.", [("mixed", "a folly", "Nils Aune", "Nils Aune")]),
        ("Nils Aune said the plan was a folly.", [("indirect", "the plan was a folly", "Nils Aune", "Nils Aune")]),
        ("The plan was a folly, Nils Aune said.", [("indirect", "The plan was a folly", "Nils Aune", "Nils Aune")]),
        ("The plan was a folly, according to Nils Aune.", [("indirect", "The plan was a folly", "Nils Aune", "Nils Aune")]),
        ("According to Nils Aune, the plan was a folly.", [("indirect", "the plan was a folly", "Nils Aune", "Nils Aune")]),
        ("Nils Aune vowed to sail.", [("indirect", "to sail", "Nils Aune", "Nils Aune")]),
        ("Nils Aune asked whether the tide was in.", [("indirect", "whether the tide was in", "Nils Aune", "Nils Aune")]),
        ("Nils Aune, speaking in Oslo, said it rained.", [("indirect", "it rained", "Nils Aune", "Nils Aune")]),
        ("Nils Aune, a harbour pilot, said it rained.", [("indirect", "it rained", "Nils Aune", "Nils Aune")]),
        ("Nils Aune, who sails, said it rained.", [("indirect", "it rained", "Nils Aune", "Nils Aune")]),
        ("Nils Aune told reporters that it rained.", [("indirect", "it rained", "Nils Aune", "Nils Aune")]),
        ("Nils Aune said on Monday in Oslo that it rained.", [("indirect", "it rained", "Nils Aune", "Nils Aune")]),
        ("Asked by Ada Quist, Nils Aune said it rained.", [("indirect", "it rained", "Nils Aune", "Nils Aune")]),
        ("A harbour report said it rained.", [("indirect", "it rained", "A harbour report", None)]),
        ("Sources close to the port said it rained.", [("indirect", "it rained", "Sources close to the port", None)]),
        ("Nils Aune sold a report on claims.", []),
        ("Nils Aune is said to be ill.", []),
        ("Nils Aune announced the sale of the boat.", []),
        ("The mayor, Nils Aune, who grew up in Oslo, said more than 100 homes had burned.", [("indirect", "more than 100 homes had burned", "Nils Aune", "Nils Aune")]),
        ("“Leave now!!” the Port County Sheriff’s Office said on Radio One as the flames closed in.", [("direct", "Leave now!!", "the Port County Sheriff’s Office", "Port County Sheriff’s Office")]),
        ("Lund & Sons said its lines had failed.", [("indirect", "its lines had failed", "Lund & Sons", "Lund & Sons")]),
        ("It rained, according to nine,", [("indirect", "It rained", "nine", None)]),
        # what opens a sentence is not what is said in it
        ("As he sailed into Oslo, Nils Aune announced a tour.", []),
        ("In a televised address yesterday, however, Nils Aune conceded.", []),
        ("Nils Aune had earlier warned that it rained.", [("indirect", "it rained", "Nils Aune", "Nils Aune")]),
        ("CM Nils Aune said it rained.", [("indirect", "it rained", "CM Nils Aune", "Nils Aune")]),
        ("Leader of the Opposition P. C. Aune said it rained.", [("indirect", "it rained", "Leader of the Opposition P. C. Aune", "P. C. Aune")]),
    ],
)  # fmt: skip
def test_one_sentence(text, expected):
    assert short(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nils Aune read “The Salt Year” again.", "The Salt Year"),
        ("Astrid “Asta” Brandt rowed home.", "Asta"),
        ("It was sold with the so-called “magic” pills.", "magic"),
    ],
)
def test_what_nobody_said_is_kept_without_a_speaker(text, words):
    assert short(text) == [("not_speech", words, None, None)]


def test_a_quotation_cut_by_its_attribution_is_two_spans_of_one_speaker():
    found = short("“We sail,” Nils Aune said, “and we sail now.”")
    assert [row[1] for row in found] == ["We sail,", "and we sail now."]
    assert {row[3] for row in found} == {"Nils Aune"}


def test_a_mixed_quote_knows_the_whole_clause():
    text = "Nils Aune said the plan was “a folly” and late."
    (row,) = rows(text)
    assert text[row[3] : row[4]] == "the plan was “a folly” and late"


def test_one_verb_with_two_clauses():
    found = short("Nils Aune said it rained, adding that the boat had sunk.")
    assert [(row[1], row[3]) for row in found] == [("it rained", "Nils Aune"), ("the boat had sunk", "Nils Aune")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She was told by a nurse that it rained.", [("indirect", "it rained", "a nurse", None)]),
        ("The board was told on Tuesday by its chair, Ada Quist, that it rained.",
         [("indirect", "it rained", "its chair", "Ada Quist")]),
        ("The sale would close by May, it was announced by Nils Aune.",
         [("indirect", "The sale would close by May", "Nils Aune", "Nils Aune")]),
        ("Nils Aune was asked by reporters if it rained.", [("indirect", "if it rained", "reporters", None)]),
        ("Sources consulted by the agency said it rained.", [("indirect", "it rained", "Sources", None)]),
        ("“It can wait,” a deputy of the ruling party told Aune.",
         [("direct", "It can wait,", "a deputy of the ruling party", None)]),
        ("“We rowed at dawn,” Nils Aune recalls.", [("direct", "We rowed at dawn,", "Nils Aune", "Nils Aune")]),
        ("“It is gone”, Nils Aune maintained in a letter sent from Oslo.",
         [("direct", "It is gone", "Nils Aune", "Nils Aune")]),
        ("A spokesman would only say that it rained.", [("indirect", "it rained", "A spokesman", None)]),
        ("The cause was fog, her son, Nils Aune, said.", [("indirect", "The cause was fog", "Nils Aune", "Nils Aune")]),
        ("Nils Aune said quarterly sales fell.", [("indirect", "quarterly sales fell", "Nils Aune", "Nils Aune")]),
        ("“We rowed,” said Rep. April Quist.", [("direct", "We rowed,", "Rep. April Quist", "April Quist")]),
        ("TARN, Me. (AP) — It rained, Nils Aune said.", [("indirect", "It rained", "Nils Aune", "Nils Aune")]),
        ("Nils Aune called it “a folly that will cost us”.",
         [("mixed", "a folly that will cost us", "Nils Aune", "Nils Aune")]),
        ("In her memoir, “A Year of Salt”, Ada Quist wrote of rain.", [("not_speech", "A Year of Salt", None, None)]),
    ],
)  # fmt: skip
def test_sources_after_by_and_verbs_that_close_a_quotation(text, expected):
    assert short(text) == expected


def test_an_irregular_verb_has_its_own_past_in_a_phrase_too():
    found = short("Nils Aune made it clear that the port would stay shut. Ada Quist made it known that it rained.")
    assert found == [
        ("indirect", "the port would stay shut", "Nils Aune", "Nils Aune"),
        ("indirect", "it rained", "Ada Quist", "Ada Quist"),
    ]
    regular = {row["base"].removesuffix("e") + "ed" for row in lexicon.load("irregular_verbs")}
    assert regular & set(reporting.forms()) == {"showed"}  # which only its participle makes irregular


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A lecturer told Tarn radio the flood was over.", ["A lecturer"]),
        ("The chair told the Tarn hearing it rained all night.", ["The chair"]),
        ("While she likes the plan, it is not ready, she said, elaborating.", ["she"]),
        ("A guide told added: seven left.", ["A guide"]),
        ("Nils Aune said it rained and Ada Quist said it rained.", ["Nils Aune", "Ada Quist"]),
    ],
)
def test_one_stretch_of_words_has_one_source(text, expected):
    assert [row[2] for row in short(text)] == expected


def test_only_say_is_said():
    assert [row[14] for row in rows("A spokesman would only say that it rained.")] == [False]


@pytest.mark.parametrize(
    ("headline", "speaker", "name"),
    [
        ("‘I rowed in the rain’: pilot Nils Aune on the flood", "pilot Nils Aune", "Nils Aune"),
        ("Mayor of Tarn: ‘We will not hand over the keys’", "Mayor of Tarn", None),
        ("Pilot ‘heartbroken’ after the flood", None, "Nils Aune"),
    ],
)
def test_marks_in_a_headline(headline, speaker, name):
    text = f"{headline}\nNils Aune said he was “heartbroken”."
    spans = [(0, len(headline), "headline", "en", None, ""), (len(headline) + 1, len(text), "body", "en", None, "")]
    row = read(text, spans)[1][0]
    assert (row[5], row[8]) == (speaker, name)
    assert row[2] != "not_speech"


def test_a_noun_phrase_left_by_a_second_cue_is_no_quote():
    assert [row[1] for row in short("Nils Aune lamented the news and pointed out that it rained.")] == ["it rained"]


def test_a_score_in_a_headline_is_no_source():
    assert rows("Tarn 2-3 Rovers: Late goal stuns leaders", "headline") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Quist said it rained.\nNils Aune, 22, laughed. “It poured.”", ["Ada Quist", "Nils Aune"]),
        ("A harbour official told Ada Quist it rained. The official said it poured.", [None, None]),
        ("Ada Quist of the BBC said it rained. The council said it poured.", ["Ada Quist", None]),
        ("The central bank said it rained in Oslo. It said the fog was thick.", [None, None]),
        ("Vice President Ada Quist said it rained. The president said it poured.", ["Ada Quist", None]),
    ],
)
def test_who_is_not_named_stays_unnamed(text, names):
    spans = [(first.start(), first.end(), "body", "en", None, "") for first in re.finditer(r"[^\n]+", text)]
    assert [row[8] for row in read(text, spans)[1]] == names


def test_denied_and_hypothetical_speech_is_marked():
    assert [row[14] for row in rows("Nils Aune did not say that it rained.")] == [True]
    assert [row[14] for row in rows("Nils Aune would say that it rained.")] == [True]
    assert [row[14] for row in rows("Nils Aune said that it rained.")] == [False]


def test_a_role_goes_with_the_speaker():
    (row,) = rows("Harbour master Nils Aune said it rained.")
    assert (row[8], row[10]) == ("Nils Aune", "Harbour master")


def test_a_headlines_colon_is_a_cue():
    (row,) = rows("Ferry to stop in May: harbour board", "headline")
    assert (row[2], row[5], row[11], row[-1].split(";")[0]) == ("indirect", "harbour board", ":", "colon")


def test_a_quotation_over_several_paragraphs_goes_on():
    text = "“It rained,” Nils Aune said.\n“It poured.\n“It stopped.”"
    found = rows(text)
    assert [row[8] for row in found] == ["Nils Aune"] * 3
    assert found[1][16] == found[0][0]


def test_speech_that_has_lost_its_marks():
    found = short("We are ready to sail, Nils Aune said.")
    assert found == [("unmarked", "We are ready to sail", "Nils Aune", "Nils Aune")]


def test_who_is_quoted_by_who_speaks_is_the_origin():
    row = rows("“A bag was left,” said one of them, quoting Nils Aune, the pilot.")[0]
    assert (row[8], row[15]) == (None, "Nils Aune")


def test_second_hand_speech_has_an_origin():
    text = "Nils Aune said “it rained”. He was quoting what the captain, Ada Quist, had said."
    (row,) = rows(text)
    assert (row[8], row[15]) == ("Nils Aune", "Ada Quist")


def test_sources_joined_by_and():
    assert short("Ada Quist and Nils Aune said it rained.") == [
        ("indirect", "it rained", "Ada Quist and Nils Aune", "Ada Quist and Nils Aune")
    ]


def test_a_role_after_the_name():
    (row,) = rows("Nils Aune, a harbour pilot from Tromso, said it rained.")
    assert (row[5], row[10]) == ("Nils Aune", "harbour pilot from Tromso")


def test_a_transcript_names_its_speakers():
    found = short("“HALE: Let us begin.”\n“QUIST: We are late.”")
    assert [(row[0], row[3]) for row in found] == [("direct", "HALE"), ("direct", "QUIST")]


def test_a_description_before_the_cue():
    (row,) = rows("“Cowardly” is how the minister, Ada Quist, described it.")
    assert (row[2], row[5], row[11]) == ("mixed", "the minister", "described")
    assert rows("“A folly” is what Ada Quist called it.")[0][8] == "Ada Quist"


def test_voices():
    text = "Ada left. Nils Aune said Ada “left Oslo” early."
    found = rows(text)
    assert find_voices(found, [0, text.index("Ada “"), text.index("Oslo")]) == ["author", "reported", "quoted"]


def test_seeds_every_marked_span_and_every_speaker():
    articles = load_seeds()
    known = aliases(articles)
    results = [score_seed(article, known) for article in articles]
    sums = {group: [sum(values) for values in zip(*(result[group] for result in results), strict=True)]
            for group in ("direct", "unmarked", "spoken", "indirect")}  # fmt: skip
    assert sums["direct"] == [24, 24]
    assert sums["unmarked"] == [5, 5]
    assert sums["spoken"] == [29, 29]
    hit, gold, spurious = sums["indirect"]
    assert 2 * hit / (gold + hit + spurious) >= 0.90


def test_invented_paragraphs_pronouns_and_continued_quotes():
    results = [row for case in load_cases() for row in score_case(case)]
    right = sum(name == found for _, name, found in results)
    assert len(results) == 129
    assert right >= 126


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=150)
    | st.text(alphabet="ab AB.,:;“”\"'‘’()—\n", max_size=150)
    | st.lists(
        st.sampled_from(["he", "said", "“", "”", ",", ".", "Ada Quist", "that", "it rained", "according to", "and",
                         "who", "\n", ":", "told", "adding", "not", "to", "the mayor", '"', "'s"]), max_size=25,
    ).map(" ".join)
)  # fmt: skip
def test_no_text_makes_it_raise_and_every_offset_is_true(text):
    names, found = read(text)
    for row in found:
        assert len(row) == COLUMNS
        start, end, kind, content_start, content_end, speaker, speaker_start, speaker_end = row[:8]
        assert 0 <= content_start <= start < end <= content_end <= len(text)
        assert kind in ("direct", "mixed", "indirect", "unmarked", "not_speech")
        assert kind == "mixed" or (content_start, content_end) == (start, end)
        assert (speaker is None) == (speaker_start is None)
        assert speaker is None or text[speaker_start:speaker_end] == speaker
        assert (row[11] is None) or text[row[12] : row[13]] == row[11]
        assert kind != "not_speech" or (speaker is None and row[8] is None)
        assert row[17]
    voices = find_voices(found, [row[0] for row in names.mentions])
    assert len(voices) == len(names.mentions)
    assert set(voices) <= {"author", "reported", "quoted"}


@pytest.mark.parametrize(
    "piece", ['"', "“", "'", "A", "Aa ", ",", "x", "said ", "he said, ", "“a” ", ". ", "(", "-", "1"]
)
def test_hostile_input_is_read_to_its_end(piece):
    # That it ends, and where; how its time grows is measured in benchmarks/quotes.py.
    text = piece * (60_000 // len(piece))
    _, found = read(text, [(0, len(text), "body", "en", None, "")])
    for start, end, *_ in found:
        assert 0 <= start < end <= len(text)


def test_a_verb_with_a_capital_before_a_capital_is_part_of_a_name():
    (row,) = rows("State Department officials said on Tuesday that the ferry would sail.")
    assert (row[5], row[11]) == ("State Department officials", "said")


def steps(text):
    """Return how many lines of Python are run to read a text: the same on every machine."""
    count = 0

    def step(frame, event, arg):
        nonlocal count
        count += 1
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        read(text, [(0, len(text), "body", "en", None, "")])
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "piece",
    ['"', "“", "'", "A", "Aa ", ",", "x", "said ", "he said, ", "“a” ", ". ", "A. ", "\n", "of the ", "Ada Quist and ",
     "Ab Cd (AC). ", "Ada said “", "“a” said Ada ", "Quist (A) said Aune told Lund that "],
)  # fmt: skip
def test_eight_times_the_text_takes_eight_times_the_steps(piece):
    read(piece, [(0, len(piece), "body", "en", None, "")])  # word lists are loaded and words known
    assert steps(piece * (8_000 // len(piece))) < 10 * steps(piece * (1_000 // len(piece)))


def test_the_seeds_terms_are_nobodys_words():
    articles = read_corpus("seeds")
    quotes = extract_quotes(articles)
    gold = [
        tomllib.loads(Path(f"tests/gold/{article_id}.toml").read_text("utf-8")) for article_id in articles["article_id"]
    ]
    terms = [
        (article["article"], row["start"], row["end"]) for article in gold for row in article.get("not_quotes", [])
    ]
    found = {(row.article_id, row.start, row.end): row.kind for row in quotes.itertuples()}
    assert terms
    assert {found.get(term) for term in terms} == {"not_speech"}


def test_a_headlines_marks_are_the_speakers_only_if_the_text_marks_his_words_too():
    text = "Town drops “dark plan” for bridge\n\nAna Cole said the dark plan for the bridge was off."
    passages = [(0, 33, "headline", "en", None, ""), (35, len(text), "body", "en", None, "")]
    kinds = {text[row[0] : row[1]]: (row[2], row[8]) for row in read(text, passages)[1]}
    assert kinds["dark plan"] == ("not_speech", None)
    text = "Town drops “dark plan” for bridge\n\nAna Cole called it “a dark plan” on Monday."
    passages = [(0, 33, "headline", "en", None, ""), (35, len(text), "body", "en", None, "")]
    kinds = {text[row[0] : row[1]]: (row[2], row[8]) for row in read(text, passages)[1]}
    assert kinds["dark plan"] == ("mixed", "Ana Cole")


def who(text):
    return [(text[row[0] : row[1]], row[5], row[8]) for row in rows(text) if row[2] != "not_speech"]


@pytest.mark.parametrize(
    ("text", "speaker", "name"),
    [
        ("A cook who met Ada Quist before her trip said the boat was late.", "A cook", None),
        ("Guards standing beside the gates said the boat was late.", "Guards", None),
        ("All the pilots I asked said the boat was late.", "All the pilots", None),
        ("A man who gave his name as Bram said the boat was late.", "A man", "Bram"),
        ("The cook, who gave his name as Bram, said the boat to Oslo was late.", "The cook", "Bram"),
        ("Ada Quist, a cook at Tarn House, which is full, said many of the boats had failed.", "Ada Quist", "Ada Quist"),
        ("Ada Quist, 59, of Tarn, Ohio, said the boat was late.", "Ada Quist", "Ada Quist"),
        ("Harbour pilots and some nurses said the boat was late.", "Harbour pilots and some nurses", None),
        ("Envoy Hugo de Marisco ate. A spokesman for de Marisco said the boat was late.", "A spokesman for de Marisco", None),
        ("Ada Quist laughed. The spokesperson said the boat was late.", "The spokesperson", None),
        ("In a hall in Victoria, the mayor said the boat was late.", "the mayor", None),
        ("A group of monks that tracks the Malk war said the boat was late.", "A group of monks", None),
        ("A spokesman for Danish Chancellor Ada Quist said the boat was late.", "A spokesman for Danish Chancellor Ada Quist", None),
        ("House of Deputies Speaker Ada Quist said the boat was late.", "House of Deputies Speaker Ada Quist", "Ada Quist"),
        ("The deputy head of plans said the boat was late.", "The deputy head of plans", None),
        ("A memo between the port and Norland said the boat was late.", "A memo", None),
    ],
)  # fmt: skip
def test_the_source_and_not_what_stands_beside_its_verb(text, speaker, name):
    assert [found[1:] for found in who(text)] == [(speaker, name)]


def test_a_name_is_printed_whole_as_a_source():
    name = "Tarn Observatory for Marine Life"
    assert who(f"The reef is dying, according to the {name}.")[0][1:] == (f"the {name}", name)


def test_of_two_with_one_role_the_one_who_speaks():
    text = "“It is late,” President Ada Quist said. She met President Bo Lund. “He is well,” the president said."
    assert [found[2] for found in who(text)] == ["Ada Quist", "Ada Quist"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("On the island, Ada Quist said, boats were safe.", ["boats were safe"]),
        ("Ada Quist told “Late Hour” that the boat was lost.", ["the boat was lost"]),
        ("“We agree,” Ada Quist said as she entered the hall.", ["We agree,"]),
        ("Nurse Ada Quist, leading a crowd singing “Row on,” said the boat was lost.", ["Row on,", "the boat was lost"]),
    ],
)  # fmt: skip
def test_only_the_statement_is_the_quote(text, words):
    assert [found[0] for found in who(text)] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The crew took the path, known as the “goat stair”, in May.", "goat stair"),
        ("Ada Quist shows this in her new documentary “42nd”.", "42nd"),
        ("“It rained,” Ada Quist said on TNN’s “State of the Harbour.”", "State of the Harbour."),
        ("Ada Quist told “Late Hour” that it rained.", "Late Hour"),
    ],
)  # fmt: skip
def test_names_between_marks_are_kept_as_no_speech(text, words):
    assert [row[1] for row in short(text) if row[0] == "not_speech"] == [words]


def test_a_noun_after_denied_is_no_whole_statement():
    assert [row[:2] for row in short("Ada Quist denied “early rumours”.")] == [("mixed", "early rumours")]


def test_a_contrast_after_according_to_is_the_reporters():
    text = "According to Ada Quist, the fund bought 50 boats, while the port has built three quays."
    assert [row[:2] for row in short(text)] == [("indirect", "the fund bought 50 boats")]


def test_a_quote_goes_on_from_nobody_whom_another_persons_sentence_parts_from_it():
    text = "“It rained,” Ada Quist said. Bo Lund came in from the cold harbour. “I am wet.”"
    assert [found[2] for found in who(text)] == ["Ada Quist", "Bo Lund"]


@pytest.mark.parametrize(
    ("text", "speaker", "origin", "words"),
    [
        ("Ada Quist recalled Bo Lund saying that the ice was thin.", "Ada Quist", "Bo Lund", "the ice was thin"),
        ("Ada Quist recalled him saying that the ice was thin.", "Ada Quist", "him", "the ice was thin"),
        ("Ada Quist quoted the captain, Bo Lund, as saying: “We are lost.”", "Ada Quist", "Bo Lund", "We are lost."),
        ("According to Ada Quist, Bo Lund said the ice was thin.", "Ada Quist", "Bo Lund", "Bo Lund said the ice was thin"),
        ("Bo Lund said the ice was thin, according to Ada Quist.", "Ada Quist", "Bo Lund", "Bo Lund said the ice was thin"),
    ],
)  # fmt: skip
def test_who_relays_and_whose_words(text, speaker, origin, words):
    assert [(row[8], row[15], text[row[0] : row[1]]) for row in rows(text)] == [(speaker, origin, words)]


def test_a_cue_with_a_capital_in_a_headline():
    head = "Bo Lund Calls Ada Quist ‘A Menace’ Over Harbour Remarks"
    text = (
        f"{head}\nMayor Bo Lund spoke on Monday. Ada Quist, a nurse, was not there. It rained all day in the harbour."
    )
    spans = [(0, len(head), "headline", "en", None, ""), (len(head) + 1, len(text), "body", "en", None, "")]
    (row,) = read(text, spans)[1]
    assert (row[2], row[8], row[11]) == ("mixed", "Bo Lund", "Calls")


def test_who_can_be_heard_saying():
    assert who("“It is fine,” Ada Quist can be heard saying on the tape.")[0][1:] == ("Ada Quist", "Ada Quist")


def test_a_term_behind_a_closed_quotation_is_the_reporters():
    text = "“We have no boats,” Ada Quist said in regard to plans to create a “quiet zone” in the harbour."
    assert [row[:2] for row in short(text)] == [("direct", "We have no boats,"), ("not_speech", "quiet zone")]


def test_a_relative_clause_at_the_end_is_reported_too():
    assert [found[0] for found in who("Ada Quist said the plan was sound, which had surprised her.")] == [
        "the plan was sound, which had surprised her"
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Rebels who hold half of the valley warned of a “flood”.", [("flood", "Rebels")]),
        ("“I am fine,” Ada Quist said in May, and the port was built.", [("I am fine,", "Ada Quist")]),
        ("According to Ada Quist, no.", []),
    ],
)
def test_what_follows_by_chance_is_not_reported(text, kept):
    assert [found[:2] for found in who(text)] == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("“We lost much,” his wife, Ada Quist, told reporters.", [("We lost much,", "Ada Quist")]),
        ("That was paid back, Ada Quist said.", [("That was paid back", "Ada Quist")]),
        ("The army says guards and drones have taken it.", [("guards and drones have taken it", "The army")]),
        ("When asked if it rained, Ada Quist said, “I think so.”", [("I think so.", "Ada Quist")]),
        ("The board has since said it warned the crew.", [("it warned the crew", "The board")]),
        ("Ada Quist said it rained and Oslo said it snowed.", [("it rained", "Ada Quist"), ("it snowed", "Oslo")]),
        ("The “more is more” school of art is old.", []),
    ],
)
def test_whole_statements_with_their_sources(text, kept):
    assert [found[:2] for found in who(text)] == kept


def test_us_in_capitals_is_a_country_and_no_first_person():
    assert short("US farmers will sell barley, Ada Quist said.")[0][0] == "indirect"


def test_words_quoted_by_a_report_have_an_origin():
    (row,) = rows("The paper reported that Bo Lund said “it is clear that we are lost.”")
    assert (row[5], row[15]) == ("The paper", "Bo Lund")


def test_an_office_with_a_name_of_its_own_is_not_who_spoke_before():
    text = "“It rained,” minister Bo Lund said. The Tarn High Commissioner said the crew was safe."
    assert [found[2] for found in who(text)] == ["Bo Lund", None]


@pytest.mark.parametrize(
    "text",
    [
        "They like the slogan “salt for all,” because it is short.",
        "Tarn lost no boats, while “a large number” sank.",
    ],
)
def test_slogans_and_counts_are_nobodys_words(text):
    assert [row[2] for row in rows(text)] == ["not_speech"]


def test_an_object_with_a_clause_behind_it_is_no_statement():
    assert short("Ada Quist tweeted a sketch of the boat while the choir sang.") == []


def test_the_object_of_a_naming_verb_ends_at_a_comma_inside_the_marks():
    text = "Ada Quist called it “a fair price,” but it was none."
    (row,) = rows(text)
    assert text[row[3] : row[4]] == "it “a fair price,"


def told(text):
    """Return (speaker_name, role) of every quote."""
    return [(row[8], row[10]) for row in rows(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr Ada Quist, a chemist at Port Labs, said it rained.", ("Ada Quist", "chemist at Port Labs")),
        ("Nils Aune, 44, a harbour pilot, said it rained.", ("Nils Aune", "harbour pilot")),
        ("Ada Quist, Norlys's chief executive, who rows, said it rained.", ("Ada Quist", "Norlys's chief executive")),
        ("A spokesman for the king, Nils Aune, said it rained.", ("Nils Aune", "spokesman for the king")),
        ("It rains, according to the NVF union.", ("NVF", None)),
        ("“It rains,” says Nils “Skip” Aune.", ("Nils Aune", None)),
    ],
)
def test_the_role_and_name_beside_a_speaker(text, expected):
    assert told(text)[0] == expected


def test_a_place_after_a_preposition_is_no_subject_that_a_pronoun_takes_up():
    text = "It rains, said Olaf Lund.\nIn May, as boats sank off Oslo, Nils Aune spoke.\n“We row,” he said."
    assert told(text)[-1][0] == "Nils Aune"


def test_the_apostrophe_of_a_plural_is_part_of_a_source():
    assert short("The head of the rowers' union said it rained.")[0][2] == "The head of the rowers' union"


def test_a_subhead_in_marks_has_the_speaker_of_the_same_words_below():
    lines = [
        "The mayor, Ada Quist, said: “We are proud of the crew.”",
        "“Swept away”",
        "Nils Aune, who was on deck, told us about the wave. “We were swept away,” he said.",
    ]
    spans, place = [], 0
    for line, kind in zip(lines, ("body", "subhead", "body"), strict=True):
        spans.append((place, place + len(line), kind, "en", None, ""))
        place += len(line) + 1
    text = "\n".join(lines)
    found = {text[row[0] : row[1]].strip(".,"): row[8] for row in read(text, spans)[1]}
    assert found["We are proud of the crew"] == "Ada Quist"
    assert found["Swept away"] == found["We were swept away"] == "Nils Aune"
    # and what nobody says below has no speaker
    text = text.replace("were swept away", "lost all we had")
    found = {text[row[0] : row[1]].strip(".,"): row[8] for row in read(text, spans[:2])[1]}
    assert found["Swept away"] is None


def test_to_say_only_that_is_to_say_it():
    text = "Nils Aune would say only that nobody was hurt."
    assert [(row[2], text[row[0] : row[1]], row[-4]) for row in rows(text)] == [
        ("indirect", "nobody was hurt", False),
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # who a sentence has begun with since speaks, not who spoke before
        (
            "Tor Lund said it rained. He left early.\nPaul Berg, 47, found out from his phone. “She wrote me,” he said.",
            "Paul Berg",
        ),
        ("Tor Lund said it rained. In the town, he met Paul Berg. “It was cold,” he said.", "Tor Lund"),
        ("“It rained,” said Tor Lund. Reporter Paul Berg was in the harbour. “I saw it all,” he wrote.", "Paul Berg"),
        # a stranger is nobody who was named before
        ("Tor Lund spoke first. A sailor said the wind rose. “I called him,” he said.", None),
        ("A sailor said the wind rose. Tor Lund heard it. “I ran,” he said.", "Tor Lund"),
    ],
)
def test_he_is_who_the_text_has_come_to(text, speaker):
    last = rows(text)[-1]
    assert last[8] == speaker


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("PORT TARN, Norvik, March 12 (Coastwire) - At least 41 were hurt, Nils Aune said.", "At least 41 were hurt", "Nils Aune"),
        ("Nils Aune, who said that he had been ill, has left the town.", "he had been ill", "Nils Aune"),
        ("They met Nils Aune, who said that he had been ill.", "he had been ill", "Nils Aune"),
        ("Nils Aune said the boat tilted at 9:40 p.m. (2140 GMT) and sank.", "the boat tilted at 9:40 p.m. (2140 GMT) and sank", "Nils Aune"),
        ("According to Nils Aune, the pilot, who swam ashore, it hung there.", "it hung there", "Nils Aune"),
        ("According to two men, who did not give names, it hung there.", "it hung there", None),
        ("According to Nils Aune, the boat, a ferry, sank.", "the boat, a ferry, sank", "Nils Aune"),
        ("According to Nils Aune, the man, 34, was armed.", "the man, 34, was armed", "Nils Aune"),
        ("Friends and colleagues of Dr. Aune said that he was kind.", "he was kind", None),
        ("Aune said that the toll would exceed 40 but did not specify by how much.", "the toll would exceed 40", "Aune"),
        ("Aune said on Monday 12 men had drowned.", "12 men had drowned", "Aune"),
        ("Aune said Monday 12 men had drowned.", "12 men had drowned", "Aune"),
        ("Aune said on Monday, the port had shut.", "the port had shut", "Aune"),
        ("Aune said on Monday 12 May the port would shut.", "the port would shut", "Aune"),
        ("Aune said on Monday, May 3, the port would shut.", "the port would shut", "Aune"),
        ("Aune said on June 3, 2021, the port would shut.", "the port would shut", "Aune"),
        ("Aune said that the talks had failed, without elaborating.", "the talks had failed", "Aune"),
        ("Aune said that the port would shut but declined to give a date.", "the port would shut", "Aune"),
    ],
)  # fmt: skip
def test_what_stands_around_reported_words_is_no_part_of_them(text, words, speaker):
    ((_, found, _, name),) = short(text)
    assert (found, name) == (words, speaker)


def test_a_body_before_a_role_and_a_name_is_no_subject():
    text = (
        "Ruth Lund, a spokeswoman, said no. Port Seafarers Forum chief executive Ada Quist put losses at nine tonnes. "
        "“Tea is stuck in the sheds,” she said."
    )
    assert short(text)[-1][3] == "Ada Quist"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Who speaks is described; what follows "said" is no source.
        ("A pilot in Oslo, who asked not to be named, said the smugglers “never had more than two boats”.", [("mixed", "never had more than two boats", "A pilot in Oslo", None)]),
        ("“It was his last trip,” Ada Quist, who lost her son, Nils, said.", [("direct", "It was his last trip,", "Ada Quist", "Ada Quist")]),
        ("A report released on Monday says the port fined Nils Aune for “a climate of haste”.", [("mixed", "a climate of haste", "A report", None)]),
        # Words of another inside a statement are the other's.
        ("“We can wait,” Nils Aune said, and he spoke of threats, a charge that Ada Quist rejected as “a sailor’s tale”.", [("direct", "We can wait,", "Nils Aune", "Nils Aune"), ("indirect", "he spoke of threats", "Nils Aune", "Nils Aune"), ("mixed", "a sailor’s tale", "Ada Quist", "Ada Quist")]),
        ("The guards deny it: “No door was locked”, according to inspector Ada Quist.", [("direct", "No door was locked", "inspector Ada Quist", "Ada Quist")]),
        # Inverted, as translations have it.
        ("« No man left the ship », assured the harbour minister, Nils Aune, on the radio.", [("direct", "No man left the ship", "the harbour minister", "Nils Aune")]),
        ("« The port stays shut », said on Monday the harbour minister, Nils Aune.", [("direct", "The port stays shut", "the harbour minister", "Nils Aune")]),
        ("« The port stays shut », assured for her part the mayor, Ada Quist.", [("direct", "The port stays shut", "the mayor", "Ada Quist")]),
        # What is cut off from its verb says nothing.
        ("The captain’s answer, Ada Quist said, was “not before dawn”.", [("mixed", "not before dawn", "Ada Quist", "Ada Quist")]),
        ("It is also, as Ada Quist noted, a wreck.", []),
        ("The port can be saved, Ada Quist notes.", [("indirect", "The port can be saved", "Ada Quist", "Ada Quist")]),
        ("The port can be saved, Ada Quist said as she left.", [("indirect", "The port can be saved", "Ada Quist", "Ada Quist")]),
        ("She was deaf to charges that the port had burned.", []),
        ("HALLOW, Oct 3 (UNA): Two men drowned, Ada Quist said.", [("indirect", "Two men drowned", "Ada Quist", "Ada Quist")]),
        ("The leader of the group that claimed the boat, known as Nils Aune, said it would “sail on”.", [("mixed", "sail on", "The leader of the group", None)]),
        ("A pilot accused of leaving two men in the water sobbed in the dock: “I ask myself why.”", [("direct", "I ask myself why.", "A pilot", None)]),
        ("The pilot on trial over a wreck that killed two men told the court that he had slept.", [("indirect", "he had slept", "The pilot on trial", None)]),
        ("The port rejected reports that it had paid, with Mayor Ada Quist stating that “not a coin” was spent.", [("mixed", "not a coin", "Mayor Ada Quist", "Ada Quist")]),
    ],
)  # fmt: skip
def test_whose_words_they_are(text, expected):
    assert short(text) == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # The role of one is not the role of who spoke before.
        ("The union’s Ada Quist said no. The governor said the port is shut.", None),
        ("Nils Aune, a pilot, said no. The speaker said the port is shut.", None),
        ("Mr Aune said no. The mayor said the port is shut.", "Aune"),
        ("Ada Quist said no. Her father, Pastor Sunday Bello, wept. “I saw it,” he said.", "Sunday Bello"),
        ("Mr Aune said no. Lund & Sons’ managing director, Nils Quist, denied this. “It is dry,” he said.", "Nils Quist"),
        ("Mr Aune said no. But the father of the boy, Pastor Sunday Bello, shook his head. “I saw it,” he said.", "Sunday Bello"),
        ("Nils Aune, a pilot, said it rained. The leader of the islanders said the port is shut.", None),
        ("Nils Aune said no. But one of the guards, who gave no name, said he smelled smoke. “I told them,” he said.", None),
        ("University President Ada Quist wept. The university said the name would go.", None),
        ("The report, paid for by the Harbour Council, rests on letters. It found that two men lied.", None),
        # Names beside a role.
        ("The Dean of Tarn, the Very Rev Ada Quist, told the station: “We saw it fall.”", "Ada Quist"),
        ("The Commissioner for Ports, Mrs. Ada Quist, agreed with him, saying it was “a ghost”.", "Ada Quist"),
        ("The speaker of the assembly, Tundo Ikoru, is calm: “We have the numbers.”", "Tundo Ikoru"),
        ("Nils Aune left. “No man crossed,” said Gen (Rtd) Aune.", "Nils Aune"),
        # A colon after words of somebody.
        ("Ada Quist addressed the crowd. Her words: “We stay where we are tonight.”", "Ada Quist"),
        ("Ada Quist left early. Quist’s verdict: “Not a ship.”", "Ada Quist"),
        ("“Did you see it?” asked Ada Quist. “No,” Nils Aune said.\n“And the boat?”", "Ada Quist"),
        ("Mrs Quist said he “looked at us”. Her sister-in-law, Pat Quist, left.", "Quist"),
        ("According to the minister of the Interior Nils Aune “not a coin” was spent.", "Nils Aune"),
        ("My cousin teaches Class 4 there. She texted: “They are here.”", None),
    ],
)  # fmt: skip
def test_who_is_meant(text, speaker):
    assert short(text)[-1][3] == speaker


def test_a_reporter_is_not_the_she_of_the_text():
    text = "By Ada Quist\nMy cousin teaches there. She said: “They are here.”"
    spans = [(0, 12, "byline", "en", None, ""), (13, len(text), "body", "en", None, "")]
    assert [row[8] for row in read(text, spans)[1]] == [None]


def test_a_line_of_a_list_signs_no_quotation_and_a_cry_is_no_source():
    assert short("“They hid in a van”\n- Hero diver saves five\n- Port shut")[0][3] is None
    assert short("“They hid in a van”\n– Ada Quist, diver")[0][3] == "Ada Quist"
    assert short("BLAZE AT THE PORT: ‘We ran for the boats’", kind="headline")[0][3] is None
    assert short("‘I will not go back there’ vows defiant mayor", kind="headline")[0][2] == "defiant mayor"

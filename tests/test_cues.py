"""Framing devices and harm, in invented sentences; the seeds' harm sentences as the issue reads them."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ioc_analysis as ioc
from ioc_analysis import schema
from ioc_analysis.compare.devices import wilson
from ioc_analysis.english.tokens import FRAMING, tokenize
from ioc_analysis.framing.cues import find_cues, terms
from ioc_analysis.framing.harm import find_harm
from ioc_analysis.framing.harm_words import words as harm_words

SEEDS = Path(__file__).parent.parent / "seeds"


def cues(text):
    spans = [(0, len(text))]
    found = find_cues(text, tokenize(text, spans, []), spans, [])
    return [(text[start:end], group, label) for start, end, group, label, _ in found]


def harm(text):
    tokens = tokenize(text, [(0, len(text))], [])
    found = find_harm(text, tokens, [(0, len(text))], set())
    return [(text[start:end], label, victim, agent) for start, end, label, victim, agent, _ in found]


def test_every_word_by_which_a_term_is_looked_for_is_of_the_class_framing():
    words = [*terms().whole, *(stem + "ing" for stem, _ in terms().open), *harm_words().heads]
    tokens = tokenize(" ; ".join(words), [(0, 10**6)], [])
    framing = {low for low, kind in zip(tokens.low, tokens.kind, strict=True) if kind & FRAMING}
    assert len(words) > 500
    assert set(words) <= framing
    assert {"the", "is", "ferry", ";"}.isdisjoint(framing)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry may sink.", [("may", "hedge", "hedge")]),
        ("In May the ferry sank.", []),
        ("May 5 was a Sunday.", []),
        ("Might it rain? It could.", [("Might", "hedge", "hedge"), ("could", "hedge", "hedge")]),
        ("Divers could not reach it.", []),  # an ability denied is no hedge
        ("The might of the sea is known.", []),
        ("Smoke could be seen, and divers could hear it.", []),
        ("The might could help.", [("could", "hedge", "hedge")]),
        ("It was supposed to end.", []),
        ("The supposed end came.", [("supposed", "distancing", "distancing")]),
        ("He said it clearly.", []),
        ("Oil allegedly leaked.", [("allegedly", "hearsay", "hearsay")]),
        ("He is believed to have fled.", [("is believed to", "hearsay", "hearsay")]),
        ("The self-styled king left.", [("self-styled", "distancing", "distancing")]),
        ("What he called a “rescue” failed.", [("What he called", "distancing", "distancing")]),
        ("Clearly, the pump failed.", [("Clearly", "booster", "booster")]),
        ("No doubt the pump failed, of course.", [("No doubt", "booster", "booster"), ("of course", "booster", "booster")]),
        ("The sky was clear.", []),
        ("Some observers disagree.", [("Some observers", "vague source", "vague source"), ("disagree", "frame", "conflict")]),
        ("Gas prices rose.", [("prices", "frame", "economy")]),
        ("Counter-terrorism police came.", [("Counter-terrorism", "frame", "security")]),
        ("The court heard that interest rates fell.", [("court", "frame", "law"), ("interest rates", "frame", "economy")]),
        ("Envoys met for peace talks.", [("Envoys", "frame", "diplomacy"), ("peace talks", "frame", "diplomacy")]),
        ("Her widow wept.", [("widow", "frame", "human interest"), ("wept", "frame", "human interest")]),
        ("They blamed the port, who failed to act.", [("blamed", "frame", "responsibility"), ("failed to", "frame", "responsibility")]),
        ("It was an atrocity.", [("atrocity", "frame", "morality")]),
        ("Protesters filled the square.", [("Protesters", "frame", "public opinion")]),
        ("They did whatever they could.", []),
        ("They built it so that it could float. It could sink.", [("could", "hedge", "hedge")]),
        ("I felt I could rest.", []),
        ("They took what boats they could find.", []),
        ("They lost faith in an act of God, which would warrant care.", []),
        ("Of the Muslim faith.", [("faith", "frame", "morality")]),
        ("You may leave. It may rain.", [("may", "hedge", "hedge")]),
        ("The navy's might is known.", []),
        ("Ferries are twice as likely to sink.", []),
        ("A ferry is likely to sink.", [("likely", "hedge", "hedge")]),
        ("She said plainly that she would go.", []),
        ("They speak very clearly, she said.", []),
        ("It appears to rain. She appeared in court.", [("appears to", "hedge", "hedge"), ("court", "frame", "law")]),
    ],
)  # fmt: skip
def test_a_term_is_a_cue_of_its_class(text, expected):
    assert cues(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels killed two guards.", [("killed", "active", "two guards", "Rebels")]),
        ("Rebels have killed two guards.", [("killed", "active", "two guards", "Rebels")]),
        ("Two guards were killed.", [("killed", "agentless passive", "Two guards", None)]),
        ("Two guards were later killed in Norvik.", [("killed", "agentless passive", "Two guards", None)]),
        ("Two guards were killed by rebels on Monday.", [("killed", "passive with agent", "Two guards", "rebels")]),
        ("Two guards were killed on Monday by a bomb.", [("killed", "inanimate", "Two guards", None)]),
        ("A car bomb killed two guards.", [("killed", "inanimate", "two guards", None)]),
        ("The attack wounded six.", [("attack", "nominalisation", None, None), ("wounded", "inanimate", "six", None)]),
        ("A car bomb exploded in Norvik.", [("exploded", "inanimate", None, None)]),
        ("Anger exploded in Norvik.", []),
        ("The killing of Ada Quist shocked Norvik.", [("killing", "nominalisation", "Ada Quist", None)]),
        ("The murder of Ada Quist by a neighbour shocked Norvik.", [("murder", "nominalisation", "Ada Quist", "a neighbour")]),
        ("Ada Quist's murder shocked Norvik.", [("murder", "nominalisation", "Ada Quist", None)]),
        ("Her murder shocked Norvik.", [("murder", "nominalisation", "Her", None)]),
        ("Norland’s attack on the port failed.", [("attack", "nominalisation", "the port", "Norland")]),
        ("They condemned the raid on the school.", [("raid", "nominalisation", "the school", None)]),
        ("She blamed the attack on smugglers.", [("attack", "nominalisation", None, None)]),
        ("Guards shot by smugglers were buried.", [("shot", "passive with agent", "Guards", "smugglers")]),
        ("Guards wounded in the fire were flown out.", [("wounded", "agentless passive", "Guards", None)]),
        ("The man who was shot dead by police was 30.", [("shot dead", "passive with agent", "The man", "police")]),
        ("Gunmen opened fire, wounding at least six people.", [("wounding", "active", "at least six people", "Gunmen")]),
        ("A mine exploded, killing a boy.", [("exploded", "inanimate", None, None), ("killing", "inanimate", "a boy", None)]),
        ("Jets attacked the convoy, killing him.", [("attacked", "active", "the convoy", "Jets"), ("killing", "active", "him", "Jets")]),
        ("The Gazette reported that a shell hit a barn, wounding six.", [("wounding", "active", "six", None)]),
        ("Review Of The Goat Attacks On Farms", [("Attacks", "nominalisation", "Farms", None)]),
        ("He was accused of killing two guards.", [("killing", "active", "two guards", None)]),
        ("They vowed to attack the port.", [("attack", "active", "the port", "They")]),
        ("Norland bombs Norvik", [("bombs", "active", "Norvik", "Norland")]),
        ("At least four people were injured.", [("injured", "agentless passive", "At least four people", None)]),
        ("Six were killed and four injured.", [("killed", "agentless passive", "Six", None), ("injured", "agentless passive", "four", None)]),
        ("The wounded were flown out.", []),
        ("The injured man was flown out.", []),
        ("She attacked the plan.", []),
        ("He shot a film about Norvik.", []),
        ("The attack helicopters left.", []),
        ("He died of a heart attack.", []),
        ("The murder trial began.", []),
        ("Bombs lay on the beach.", []),
        ("Soldiers stormed the palace.", [("stormed", "active", "the palace", "Soldiers")]),
        ("Two nurses were abducted.", [("abducted", "agentless passive", "Two nurses", None)]),
        ("Rebels killed two guards and wounded six.", [("killed", "active", "two guards", "Rebels"), ("wounded", "active", "six", "Rebels")]),
        ("Rebels killed or wounded six guards.", [("killed", "active", None, "Rebels"), ("wounded", "active", "six guards", "Rebels")]),
        ("Rebels are bombing the port.", [("bombing", "active", "the port", "Rebels")]),
        ("A jet shot down a drone near Norvik.", [("shot down", "active", "a drone near Norvik", "A jet")]),
        ("The shooting down of a drone shocked Norvik.", [("shooting down", "nominalisation", "a drone", None)]),
        ("They did not attack the port.", [("attack", "active", "the port", "They")]),
        ("The nurse of injured sailors left.", []),
        ("They flew bombing missions from Norvik.", []),
        ("Evening shelling damaged orchards.", [("shelling", "nominalisation", None, None)]),
        ("Monday's attack failed.", [("attack", "nominalisation", None, None)]),
        ("They answered the attack by closing the port.", [("attack", "nominalisation", None, None)]),
        ("A Danish air raid on Norvik failed.", [("raid", "nominalisation", "Norvik", "Danish")]),
        ("Raids against U.S.-led troops failed.", [("Raids", "nominalisation", None, None)]),
        ("The murder of dozens of sailors shocked Norvik.", [("murder", "nominalisation", "dozens of sailors", None)]),
        ("A cook in the mountain hut was wounded.", [("wounded", "agentless passive", "A cook in the mountain hut", None)]),
        ("An attack on a café with many guests killed six.", [("attack", "nominalisation", "a café", None), ("killed", "inanimate", "six", None)]),
        ("Six were killed in a fire claimed by rebels.", [("killed", "agentless passive", "Six", None)]),
        ("Six were shot and killed by rebels.", [("shot", "passive with agent", "Six", "rebels")]),
        ("The joke was offensive.", []),
        ("A bear has killed her.", [("killed", "active", "her", "A bear")]),
        ("A blast that killed six shook Norvik.", [("killed", "inanimate", "six", None)]),
        ("A string of raids blamed on rebels in Norvik, in May killed six.", [("raids", "nominalisation", None, None), ("killed", "inanimate", "six", None)]),
        ("A bombing that hit the port failed.", [("bombing", "nominalisation", None, None)]),
        ("A storm broke out, killing almost forty people.", [("killing", "inanimate", "almost forty people", None)]),
        ("A gunman broke in, killing up to 40 people.", [("killing", "active", "up to 40 people", "A gunman")]),
        ("Hundreds were killed each day.", [("killed", "agentless passive", "Hundreds", None)]),
        ("Forty people killed each day are forgotten.", [("killed", "agentless passive", "Forty people", None)]),
        ("The names of the sailors killed are not known.", [("killed", "agentless passive", "the sailors", None)]),
        ("One of the sailors killed was 30.", [("killed", "agentless passive", "One of the sailors", None)]),
        ("The dead included two guards killed in Norvik.", [("killed", "agentless passive", "two guards", None)]),
        ("Those killed by the rebels were guards.", [("killed", "passive with agent", "Those", "the rebels")]),
        ("Rebels killed and buried six guards.", [("killed", "active", None, "Rebels")]),
        ("Murdered Norland envoys were buried.", []),
        ("They praise rebels who murder our guards.", [("murder", "active", "our guards", "rebels")]),
        ("They would jail and behead him.", [("behead", "active", "him", "They")]),
        ("Rebels attacked the port with rockets.", [("attacked", "active", "the port", "Rebels")]),
        ("Two guards were shot by a cook with a pistol.", [("shot", "passive with agent", "Two guards", "a cook")]),
        ("The ferry, shot at by rebels, sank.", [("shot at", "passive with agent", None, "rebels")]),
        ("He was killed by surprise.", [("killed", "agentless passive", "He", None)]),
        ("The jets flew a raid targeting the port.", [("raid", "nominalisation", None, None)]),
        ("The raid on the wedding failed.", [("raid", "nominalisation", "the wedding", None)]),
        ("The Quist killing shows nothing.", [("killing", "nominalisation", None, None)]),
        ("She attacked the mayor for his budget.", []),
        ("She ran ads attacking the mayor.", []),
        ("It was a cheap shot at the mayor.", []),
        ("They get away with murder.", []),
        ("The political attacks went on.", []),
        ("They tried killing the talks.", []),
        ("He and his wife killed six.", [("killed", "active", "six", "He and his wife")]),
        ("The raid of Aug. 21 that killed six failed.", [("raid", "nominalisation", None, None), ("killed", "inanimate", "six", None)]),
        ("They fear a South Korean raid.", [("raid", "nominalisation", None, "South Korean")]),
        ("The number of Norland's executions rose.", [("executions", "nominalisation", "Norland", None)]),
        ("Raids on Danish diplomatic posts in Norvik failed.", [("Raids", "nominalisation", "Danish diplomatic posts", None)]),
        ("It could help wounded soldiers.", []),
        ("They replace those killed or jailed.", [("killed", "agentless passive", "those", None)]),
        ("They made raids on their own.", [("raids", "nominalisation", None, None)]),
        ("Police were executing a “no-knock” warrant.", []),
        ("The kidnapping only gained notice in May.", [("kidnapping", "nominalisation", None, None)]),
        ("The storm killed between 7 and 12 people.", [("killed", "inanimate", "between 7 and 12 people", None)]),
        ("They raised money for bombing victims.", []),
        ("He was killed by Danish drones.", [("killed", "inanimate", "He", None)]),
        ("They mourned the raid against a port over the weekend that killed six.", [("raid", "nominalisation", "a port", None), ("killed", "inanimate", "six", None)]),
        ("They do what they are doing, which is killing people.", [("killing", "active", "people", None)]),
        ("After a pair of blasts before 3 p.m. on Monday killed six, they fled.", [("killed", "inanimate", "six", None)]),
        ("It followed an attack on the mill in Norvik, Norland that killed six.", [("attack", "nominalisation", "the mill", None), ("killed", "inanimate", "six", None)]),
        ("A study of the unit that killed him was lost.", [("killed", "active", "him", "the unit")]),
        ("They named a group of rebels who killed him.", [("killed", "active", "him", "a group of rebels")]),
        ("Two towns in Norland that were attacked are empty.", [("attacked", "agentless passive", "Two towns in Norland", None)]),
        ("They sang to benefit wounded sailors.", []),
        ("The hut where injured sailors slept burned.", []),
        ("Two wounded women left.", []),
        ("They were told to murder and maim guards.", [("murder", "active", None, "They"), ("maim", "active", "guards", "They")]),
        ("The police shooting at Norvik was wrong.", [("shooting", "nominalisation", None, None)]),
        ("They were shooting at guards.", [("shooting at", "active", "guards", "They")]),
        ("Guards opened fire on a mill in an attempt to kill the cook.", [("kill", "active", "the cook", None)]),
        ("Rebels wielding rockets killed six.", [("killed", "active", "six", "Rebels wielding rockets")]),
        ("He was bombarded by questions.", []),
        ("Sailors were gassed by weapons.", [("gassed", "inanimate", "Sailors", None)]),
        ("A cook killed the mayor and three other guests.", [("killed", "active", "the mayor and three other guests", "A cook")]),
        ("Police shot the two suspects.", [("shot", "active", "the two suspects", "Police")]),
        ("A flag hung where a jet crashed, killing six.", [("killing", "active", "six", None)]),
        ("People attending the fair were killed.", [("killed", "agentless passive", "People attending the fair", None)]),
        ("One is dead and two were injured.", [("injured", "agentless passive", "two", None)]),
        ("All those he had killed over his lifetime were cooks.", [("killed", "active", None, "he")]),
        ("A mine killed six, while gunmen in Norvik came and killed two.", [("killed", "inanimate", "six", None), ("killed", "active", "two", None)]),
        ("Shootings at the port last month killed nine.", [("Shootings", "nominalisation", None, None), ("killed", "inanimate", "nine", None)]),
        ("They ordered the raid in Norvik last week that killed six.", [("raid", "nominalisation", None, None), ("killed", "inanimate", "six", None)]),
        ("Norland Kills Envoy To End Talks", [("Kills", "active", "Envoy", "Norland")]),
        ("The general who ordered it was never killed.", [("killed", "agentless passive", "it", None)]),  # limit: the nearest phrase
        ("Two clerks, both of Norvik, were shot.", [("shot", "agentless passive", "Two clerks", None)]),
        ("Ada Quist, of Tarn, Ohio, 29, was killed.", [("killed", "agentless passive", "Ada Quist", None)]),
        ("40 killed in Oslo.", [("killed", "agentless passive", "40", None)]),
        ("The blaze left 12 dead and 40 wounded.", [("wounded", "agentless passive", "40", None)]),
        ("The man entered the hall and shot two clerks.", [("shot", "active", "two clerks", "The man")]),
        ("Police said the man came and shot two.", [("shot", "active", "two", None)]),
        ("Police shot the man dead.", [("shot", "active", "the man", "Police")]),
        ("He was found stabbed to death.", [("stabbed", "agentless passive", "He", None)]),
    ],
)  # fmt: skip
def test_harm_is_classed_by_its_grammar(text, expected):
    assert harm(text) == expected


@pytest.mark.parametrize(
    ("article", "word", "label"),
    [
        ("000_76a9b6616db68fcd", "killed", "agentless passive"),
        ("001_92b04237fd3e0fba", "killed", "active"),
        ("002_6940a4e5b6dc9620", "attacked", "active"),
        ("002_6940a4e5b6dc9620", "killing", "active"),
        ("003_d3382b4e2db5632c", "assassination", "nominalisation"),
    ],
)
def test_the_harm_of_the_seeds(article, word, label):
    found = ioc.extract_cues(ioc.read_corpus(SEEDS)).query("article_id == @article and text == @word")
    assert found["label"].tolist() == [label]
    assert found["cue_class"].tolist() == ["harm"]


def test_attributions_carry_a_stance_and_sources_without_name():
    text = "Port closes\n\nThe mayor claimed that the port was safe. Officials said it was not. His “palace” is a hut."
    found = corpus(text)
    rows = found[["text", "cue_class", "label"]].values.tolist()
    assert ["claimed", "stance", "asserting"] in rows
    assert ["Officials", "vague source", "unnamed source"] in rows
    assert ["palace", "distancing", "scare quotes"] in rows


def corpus(text):
    articles = schema.table(
        "articles", [(*[None] * 4, None, None, None, None, None, None, None, "en", None, False, None, text)]
    )
    articles["article_id"] = "a"
    return ioc.extract_cues(articles)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The mayor confirmed that the port was shut.", ["confirming"]),
        ("Oil in the first confirmed leak was cleaned up, the mayor said.", ["neutral"]),
        ("The mayor asked the port to shut.", ["demanding"]),
        ("“Is the port shut?” the mayor asked.", ["asking"]),
        ("The mayor referred to the port as “a ruin.”", ["naming"]),
        ("The mayor condemned the port as “a ruin.”", ["judging"]),
        ("The mayor suggested that the port was shut.", ["suggesting"]),
        ("The mayor cautioned that the port was shut.", ["warning"]),
        ("The mayor threatened to shut the port.", ["threatening"]),
        ("The storm is near, and it threatens to shut the port.", []),
        ("The mayor agreed to shut the port.", []),
        ("The mayor did not know why the port was shut.", []),
        ("The mayor knew him.", []),
        ("The mayor agreed that the port was shut.", ["confirming"]),
        ("The mayor maintained that the port was shut.", ["asserting"]),
        ("The storm claimed 1,200 lives.", []),
        ("The mayor responded: “The port is shut.”", ["answering"]),
        ("The mayor held a meeting at the “Crown” inn.", []),
    ],
)
def test_a_reporting_verb_has_a_stance(sentence, expected):
    rows = corpus(f"Port news of the week\n\n{sentence}")
    assert rows.query("cue_class == 'stance'")["label"].tolist() == expected


@pytest.mark.parametrize(
    ("sentence", "class_", "expected"),
    [
        ("His “palace” is a hut.", "distancing", ["palace"]),
        ("The mayor said the “palace” was a hut.", "distancing", []),  # rather the mayor's own word
        ("They cast a “yes” vote.", "distancing", []),
        ("Few believe in the “model port” of Norvik.", "distancing", ["model port"]),
        ("Harbour officials said the port was shut.", "vague source", ["Harbour officials"]),
        ("A diplomat at the talks said the port was shut.", "vague source", ["A diplomat at the talks"]),
        ("Norland and Danish diplomats said the port was shut.", "vague source", ["Norland and Danish diplomats"]),
        ("According to port figures, the oil leaked.", "vague source", []),
        ("One said the port was shut.", "vague source", ["One"]),
    ],
)
def test_a_source_is_vague_and_a_word_held_at_arms_length(sentence, class_, expected):
    rows = corpus(f"Port news of the week\n\n{sentence}")
    assert rows.query("cue_class == @class_")["text"].tolist() == expected


def test_shares_count_sentences_of_the_reporter_with_wilsons_interval():
    sentences = schema.table(
        "sentences", [("a", "A", n * 10, n * 10 + 9, "x" * 9, "body", 0.1 * n, "stops") for n in range(10)]
    )
    hit = ("a", "A", 12, 15, "may", "hedge", "hedge", None, None, "author", "term: may")
    again = ("a", "A", 16, 19, "may", "hedge", "hedge", None, None, "author", "term: may")
    quoted = ("a", "A", 52, 55, "may", "hedge", "hedge", None, None, "quoted", "term: may")
    (row,) = ioc.stat_cues(schema.table("cues", [hit, again, quoted]), sentences).to_dict("records")
    assert (row["hits"], row["sentences"], row["of"], row["share"]) == (2, 1, 10, 0.1)
    # Wilson 1927 for 1 of 10: (0.1 + 1.92/10 ± 1.96 sqrt(0.09/10 + 3.8416/400)) / 1.38416
    assert (row["low"], row["high"]) == (pytest.approx(0.0179, abs=5e-4), pytest.approx(0.4042, abs=5e-4))
    assert not row["enough"]
    with pytest.raises(ValueError, match="these are none"):
        ioc.stat_cues(schema.table("cues"), sentences, voices=["printed"])


def test_no_share_without_sentences():
    assert wilson(0, 0) == (None, None)
    assert wilson(0, 5)[0] == 0
    assert wilson(5, 5)[1] == pytest.approx(1)
    assert ioc.stat_cues(schema.table("cues"), schema.table("sentences")).empty


WORDS = st.sampled_from(
    ["killed", "attack", "bombing", "may", "so-called", "clearly", "by", "the", "of", "was", "a bomb", "Quist", "police",
     "two", "“", "”", ".", ",", "'s", "-", "\n", "Ü", "on", "to", "and", "who", "him"]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(WORDS, max_size=30).map(" ".join) | st.lists(WORDS, max_size=30).map("".join))
def test_any_text_gives_spans_of_itself(text):
    tokens = tokenize(text, [(0, len(text))], [])
    for start, end, *_ in find_cues(text, tokens, [(0, len(text))], []):
        assert 0 <= start < end <= len(text)
    for start, end, *_ in find_harm(text, tokens, [(0, len(text))] if text else [], set()):
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "killed ",
        "killed and ",
        "by ",
        "may ",
        "attack on ",
        "was said to ",
        "shot by a man, ",
        ", killing two",
        " killed on May 3",
    ],
)
def test_no_text_is_too_deep(unit):
    text = "A raid that hit mills" * (unit[0] == " ") + "A man ran" * (unit[0] == ",") + unit * 5000
    spans = [(0, len(text))]
    tokens = tokenize(text, spans, [])
    assert isinstance(find_cues(text, tokens, spans, []), list)
    assert isinstance(find_harm(text, tokens, spans, set()), list)

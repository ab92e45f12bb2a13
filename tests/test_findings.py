"""Findings: sentences made from tables, each number of which is in the table that the sentence rests on."""

import json
import re
import tempfile
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ioc_analysis as ioc
from ioc_analysis import labels, wording
from ioc_analysis.compare import findings

ROOT = Path(__file__).parent.parent
CORPORA = {"seeds": ROOT / "seeds", "tolls": ROOT / "tests" / "gold" / "tolls"}


FERRY = [
    {"outlet": outlet, "published": day, "text": text}
    for outlet, day, text in (
        ("Gazette", "2024-05-06", """Ferry runs aground off Osk

OSK, May 6 (Northern Wire) - The ferry Lunde ran aground off Osk on Monday and 40 passengers were hurt, the coast guard said.

"We do not know why the captain of the ferry left the marked channel in the fog," said Ada Quist, head of the coast guard. "We
will ask him." Quist said that 212 people had been on board. "It will take days," Quist said.

The Osk Brigades, who hold the island, let the boats pass. The Osk Brigades fired at no one. Harbour Union boats came at noon,
and the Harbour Union asked for calm."""),
        ("Herald", "2024-05-06", """40 hurt as ferry hits rocks at Osk

OSK, May 6 (Northern Wire) - The ferry Lunde ran aground off Osk on Monday and 40 passengers were hurt, the coast guard said.

"We know why the captain of the ferry left the marked channel in the fog," said Ada Quist, head of the coast guard.

There were 212 people on board. The Harbour Union has 90 boats. Harbour Union men pulled many from the water, and rebels of the
Northern Front looked on."""),
        ("Post", "2024-05-07", """Captain held after ferry accident

Police held the captain of the ferry Lunde on Tuesday, a day after 55 passengers were hurt off Osk. Some 212 people were on
board. Jon Berg said the fog was thick. "Nobody saw the rocks," said Berg. "Nobody could have," Berg said.

The Harbour Union said nothing. Northern Front fighters guarded the pier, and the Northern Front sent a doctor."""),
        ("Post", "2024-05-07", None),
        ("Journal", "2023-01-02", "The ferry Lunde was built in 1991. It can carry 300 passengers from Osk to Tarn in an hour."),
    )
]  # fmt: skip
FERRY[3] |= {"text": FERRY[2]["text"]}  # a copy


def read_rows(rows: list[dict]) -> pd.DataFrame:
    """Return the articles of these rows, as if read from a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corpus.jsonl"
        lines = [json.dumps({"article_id": f"a{number}", **row}) for number, row in enumerate(rows)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return ioc.read_corpus(path)


def make(texts: list[str], **columns: list) -> pd.DataFrame:
    """Return the findings of articles made of these texts."""
    articles = read_rows(
        [
            {"text": text, **{name: cells[number] for name, cells in columns.items()}}
            for number, text in enumerate(texts)
        ]
    )
    return ioc.stat_all(articles, ioc.extract_all(articles))["findings"]


@pytest.fixture(scope="module", params=[*CORPORA, "ferry"])
def told(request: pytest.FixtureRequest) -> tuple:
    articles = read_rows(FERRY) if request.param == "ferry" else ioc.read_corpus(CORPORA[request.param])
    tables = ioc.stat_all(articles, ioc.extract_all(articles))
    return articles, tables, ioc.stat_findings(articles, tables, top=None)


def test_the_evidence_stands_in_the_text(told: tuple) -> None:
    articles, _, findings = told
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    spans = findings.dropna(subset="start")
    assert len(spans) > 3
    for key, start, end, words in spans[["article_id", "start", "end", "text"]].itertuples(index=False):
        assert texts[key][start:end] == words


def test_the_first_findings_are_the_ones_that_stat_all_gives(told: tuple) -> None:
    _, tables, findings = told
    said = tables["findings"]
    assert said.equals(findings.head(len(said)))
    assert said["topic"].value_counts().max() <= 2
    assert said["strength"].is_monotonic_decreasing
    assert said["strength"].between(0, 1).all()


def test_no_finding_blames() -> None:
    words = (ROOT / "ioc_analysis" / "compare" / "findings.py").read_text(encoding="utf-8")
    said = " ".join(re.findall(r'"([^"\n]*)"', words))
    assert not re.search(r"\b(omit|omits|bias|biased|fails|hides)\b", said)


# A sentence without its cited words (“”), names of articles (@) and days (#): what it says itself, kind by kind.
SOME = r"(?P<some>both|all (?P<all>\d+)|(?P<part>\d+) of (?P<of>\d+)) articles(?: \(copies counted once\))?"
TIMES = r"(?:once|twice|[\d,]+ times)"
SAYS = {
    "agree": rf"{SOME} have “”(?: \(“”\))?(?:, (?P<unsure>\d+) more to be checked)?; (?:(?:(?P<agreed>\d+) of (?P<shared>\d+)|"
    r"all (?P<every>\d+)|(?P<words>both)) figures that could surely be matched agree|it is (?P<one>the only) figure that could "
    r"surely be matched)(?:, (?P<lone>[\d,]+) (?:was|were) matched with none)?",
    "answers": r"(?:Figures differ|One article leaves a figure more open|Two numbers that may be one count, to be checked): .*",
    "toll": r"(?:A figure changes with time|Figures differ, and the later one may be an update)(?:, [^:]*)?: .*#.*#.*",
    "alone": r"@ alone gives this figure, in its headline or lead: .*; the number is not found in any other article",
    "wordings": r"(?:One|Perhaps one) statement(?: by [^“]*)? in two wordings(?:, to be checked)?: .*",
    "alike": rf"Quoted in {SOME} in the same words(?:, not everywhere as long)?: one statement(?: by [^“]*)?, “”",
    "whose": r"(?:One|Perhaps one) statement under two names(?:, to be checked)?: @, [^;]*; @, [^(]* \(“”\)",
    "source": r"@ alone quotes [^(]* \((?P<said>\d+) statements\); the name is not found in (?:any|the) other article",
    "unquoted": rf"Named (?P<named>\d+) times in {SOME} and quoted in none: .*",
    "named": rf"Names differ: in its own voice @ has “” \((?P<one>{TIMES})\), @ “” \((?P<other>{TIMES})\)",
    "second": rf"@ has two names for one in the reporter's voice: “” \((?P<one>{TIMES})\) and “” \((?P<other>{TIMES})\)",
    "word": rf"A word that marks @: “”, (?P<here>{TIMES}) there, (?:(?P<rest>{TIMES}) in all the others|nowhere else)",
    "everywhere": rf"{SOME} state: “”",
    "lacking": rf"Stated in {SOME}, not found in @: “”",
    "copied": r"@ shares wording with @: (?P<shared>[\d,]+) of its (?P<runs>[\d,]+) runs of five words "
    r"\((?P<share>\d+)%\) stand there too, in one stretch (?P<longest>\d+) words? long",
    "identical": r"(?:Both articles are|All (?P<ids>\d+) articles are|.* are) identical, word for word: .*"
    r"(?:compared|not (?P<copies>\d+))",
    "skipped": r"(?P<files>\d+) files? could not be read and (?:is|are) not compared",
    "agency": r".* come from one wire agency: read them as one source, not (?P<ids>\d+)",
    "marks": r".* attributes? speech without quotation marks, .*",
    "stage": r"(?:.* (?:was published on #,|were published)|(?P<ids>\d+) of (?P<of>\d+) articles were published) more than "
    r"(?P<days>30) days from the middle day of all articles: .*",
    "apart": r"(?:Only (?P<ids>\d+) of|None of the) (?P<of>\d+) articles surely shares? a figure, .*",
}


def strip(sentence: str, articles: pd.DataFrame) -> str:
    """Return what a sentence says itself: cited words, names of articles and days left out."""
    said = re.sub("“[^”]*”", "“”", sentence)
    names = labels.label_articles(articles).values()
    for label in sorted(names, key=len, reverse=True):
        said = said.replace(label, "@")
    days = {wording.day(form) for day in articles["published"].dropna() for form in (day, day[:10])}
    for day in sorted(days, key=len, reverse=True):
        said = said.replace(day, "#")
    return said.rstrip(".")


def find_kind(sentence: str, articles: pd.DataFrame) -> tuple[str, dict[str, str]]:
    """Return the one kind of finding that a sentence is, and its numbers by name."""
    said = strip(sentence, articles)
    fits = {kind: found for kind, form in SAYS.items() if (found := re.fullmatch(form, said, re.IGNORECASE))}
    assert len(fits) == 1, (sentence, list(fits))
    ((kind, found),) = fits.items()
    numbers = {name: cell.lower() for name, cell in found.groupdict().items() if cell and name != "some"}
    # No number but those with a name, and what a question says: in 1987, in Lunde.
    rest = re.sub(r"^(?:A figure|Figures)[^:]*:", "", said)
    for first, last in sorted((found.span(name) for name in numbers), reverse=True):
        rest = "" if rest != said else said[:first] + said[last:]
        said = rest
    assert not re.search(r"\d", re.sub("#|@", "", rest)), (sentence, rest)
    return kind, numbers


def often(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def some(numbers: dict, articles: pd.DataFrame, tables: dict, row: tuple, counted: int) -> dict[str, str]:
    """Return what a sentence has to say where it says that so many of the articles compared do something."""
    copies = set(tables["integrity"].query("check == 'same_text'")["article_id"])
    everything = len(articles) - len(copies)
    assert row.articles == counted
    if counted < everything:
        return {"part": str(counted), "of": str(everything)}
    return {} if everything == 2 else {"all": str(everything)}


def recount(kind: str, numbers: dict, articles: pd.DataFrame, tables: dict, row: tuple) -> dict[str, str]:
    """Count again, from the table that a finding rests on, every number that a finding of this kind says."""
    copies = set(tables["integrity"].query("check == 'same_text'")["article_id"])
    rows = tables[row.rests_on]
    if kind not in ("identical", "skipped", "agency", "marks", "stage"):
        rows = rows[~rows["article_id"].isin(copies)]
    checks = lambda name: rows.query("check == @name")  # noqa: E731
    cited = re.findall("“([^”]*)”", row.finding)
    if kind == "agree":
        told = rows.dropna(subset=["start", "claim_id"])
        groups = [group for _, group in told.query("sure").groupby("claim_id") if len(group) > 1]
        near = {max(pair, key=articles["article_id"].tolist().index)
                for pair in tables["reuse"].query("share >= 0.5")[["article_id", "other_id"]].itertuples(index=False)}  # fmt: skip
        agreed = [
            group for group in groups
            if set(group["verdict"]) <= {"same", "agree"} and len(set(group["article_id"]) - near) > 1
        ]  # fmt: skip
        own = told.query("claim_id == @row.key")
        total, number = len(groups), len(agreed)
        first = {"agreed": str(number), "shared": str(total)}
        if number == total:
            first = {"every": str(total)} if total > 2 else {"words": "both"} if total == 2 else {"one": "the only"}
        unsure = int((~own["sure"]).sum())
        lone = int((rows.dropna(subset="start")["articles"] == 1).sum())
        return (
            first
            | some(numbers, articles, tables, row, int(own["sure"].sum()))
            | ({"unsure": str(unsure)} if unsure else {})
            | ({"lone": f"{lone:,}"} if lone else {})
        )
    if kind in ("answers", "toll", "alone"):
        claim = (
            rows.query("claim_id == @row.key")
            if isinstance(row.key, str)
            else rows.query("article_id == @row.article_id")
        )
        assert row.text in set(claim["text"])
        printed = {words.strip('"“”, ') for words in claim["text"].dropna()}
        figures = re.findall(r"(?:, |: )“([^”]*)”", row.finding)
        assert set(figures) <= printed, (figures, printed)
        return {}
    if kind == "alike":
        own = rows.query("utterance_id == @row.key and sure")
        assert own["added"].isna().all()
        return some(numbers, articles, tables, row, len(own))
    if kind == "source":
        return {"said": str(rows.query("speaker_id == @row.key")["quotes"].sum())}
    if kind == "unquoted":
        own = rows.query("speaker_id == @row.key")
        assert not own["quotes"].any()
        return {"named": str(own["named"].sum())} | some(numbers, articles, tables, row, len(own))
    if kind in ("named", "second"):
        own = rows.query("entity_id == @row.key").assign(times=lambda own: own["author"] + own["reported"])
        ids = [key for key, label in labels.label_articles(articles).items() if label in row.finding]
        own = own[own["article_id"].isin(ids)]
        counts = [{often(number) for number in own.loc[own["variant"] == variant, "times"]} for variant in cited[:2]]
        return {
            name: numbers[name] if numbers[name] in found else f"one of {found}"
            for name, found in zip(("one", "other"), counts, strict=True)
        }
    if kind == "word":
        own = rows.query("term == @row.key and group == @row.article_id").iloc[0]
        return {"here": often(own["n_here"])} | ({"rest": often(own["n_rest"])} if own["n_rest"] else {})
    if kind in ("everywhere", "lacking"):
        own = rows.query("statement_id == @row.key and sure")
        return some(numbers, articles, tables, row, int(own["state"].str.startswith("stated").sum()))
    if kind == "copied":
        names = {label: key for key, label in labels.label_articles(articles).items()}
        other = names[re.search(r"shares wording with (.*?): ", row.finding)[1]]
        own = rows[(rows["article_id"] == row.article_id) & (rows["other_id"] == other)].iloc[0]
        return {
            "shared": f"{own['shared']:,}", "runs": f"{own['runs']:,}", "share": f"{own['share']:.0%}"[:-1],
            "longest": f"{own['longest']:,}",
        }  # fmt: skip
    if kind == "identical":
        same = checks("same_text")
        ids = same[same["text"] == same.set_index("article_id")["text"][row.article_id]]
        number = str(len(ids) + 1)
        if len(ids) + 1 == len(articles):
            return {} if len(articles) == 2 else {"ids": number}
        return {"copies": number}
    if kind == "agency":
        return {"ids": str(row.articles)}
    if kind == "skipped":
        return {"files": str(len(checks("skipped")))}
    if kind == "stage":
        late = checks("other_stage")["article_id"].nunique()
        many = {"ids": str(late), "of": str(len(articles))} if 2 * late >= len(articles) else {}
        return {"days": "30"} | many
    if kind == "apart":
        return {"of": str(len(articles) - len(copies))} | ({"ids": str(row.articles)} if row.articles else {})
    return {}


def test_every_number_in_a_finding_is_counted_again_from_its_table(told: tuple) -> None:
    articles, tables, findings = told
    seen = 0
    for row in findings.itertuples():
        kind, numbers = find_kind(row.finding, articles)
        assert numbers == recount(kind, numbers, articles, tables, row), row.finding
        seen += len(numbers)
    assert seen > 4


STORY = """Bridge closes after flood

TARN, March 4 (Northern Wire) - The old bridge over the Sarn was closed on Monday after 40 homes were flooded, police said.

"We do not know when it will open again," said Mayor Ilse Brandt. "The river has taken two of the piers."

About 300 people were moved to a school, said Piet Okker, a spokesman for the fire brigade. Fire crews worked all night.
"""


def test_two_identical_articles_are_identical_and_nothing_else() -> None:
    findings = make([STORY, STORY], outlet=["Gazette", "Herald"])
    assert findings["finding"].tolist() == [
        "Both articles are identical, word for word: one source, so nothing is compared."
    ]


def test_nothing_is_compared_with_one_article_and_none() -> None:
    assert make([STORY], outlet=["Gazette"]).empty
    articles = ioc.read_corpus(CORPORA["seeds"])
    assert list(ioc.stat_findings(articles, {})) == list(ioc.schema.TABLES["findings"].names)


def test_one_other_number_is_said_with_both_values_and_who_prints_which() -> None:
    findings = make([STORY, STORY.replace("40 homes", "90 homes")], outlet=["Gazette", "Herald"])
    said = findings.query("topic == 'figures'")["finding"].iloc[0]
    assert said.startswith("Figures differ: ")
    assert "“40" in said
    assert "“90" in said
    assert "Gazette" in said
    assert "Herald" in said


def test_articles_that_share_nothing_are_not_compared() -> None:
    other = "A cat show opened in Ostby on Friday. Judges praised 12 kittens, and Vera Lund won a cup with Mirre."
    third = "Shares of the mill fell by half. Analysts said that Borg and Sons had sold 7 looms to a rival in May."
    said = make([STORY, other, third], outlet=["Gazette", "Herald", "Post"])["finding"].tolist()
    assert said[0].startswith("None of the 3 articles surely shares")
    assert len(said) == 1


def test_a_quote_that_loses_its_not_is_told_with_the_word() -> None:
    longer = "We do not know when the engineers from the ministry will open the old bridge to lorries again,"
    whole = STORY.replace("We do not know when it will open again,", longer)
    told = make([whole, whole.replace("We do not know", "We know")], outlet=["Gazette", "Herald"])
    said = told.query("topic == 'quotes'")["finding"]
    assert said.iloc[0].startswith("One statement by Ilse Brandt in two wordings: Gazette has “not” (“We do not know")


def test_a_quote_in_other_words_of_no_grave_meaning_is_told_too() -> None:
    whole = STORY.replace(
        "We do not know when it will open again,", "We will promise a swift transfer of the bridge to lorries,"
    )
    told = make([whole, whole.replace("transfer", "transition")], outlet=["Gazette", "Herald"])
    said = told.query("topic == 'quotes'")["finding"].iloc[0]
    assert re.search("in two wordings: “(transfer|transition)” in .*, “(transfer|transition)” in ", said)
    # What fits a quotation into its sentence, and stops in a name, are no other words.
    other = whole.replace("We will promise", "I promise").replace("lorries", "U.S. lorries")
    said = make([whole.replace("lorries", "US lorries"), other], outlet=["Gazette", "Herald"])["finding"]
    assert not said.str.contains("wordings").any()


def test_one_statement_under_two_names_is_told_with_both() -> None:
    texts = [STORY, STORY.replace("Ilse Brandt", "Else Brandt").replace("Tuesday", "Friday")]
    said = make(texts, outlet=["Gazette", "Herald"]).query("topic == 'quotes'")["finding"].iloc[0]
    assert said.startswith("One statement under two names: Gazette, Ilse Brandt; Herald, Else Brandt (“")


def test_the_same_words_of_two_people_are_to_be_checked() -> None:
    other = "Crews came at noon. “It is a river that none of my men will ever forget,” said Fire chief Rob Pell of Osk."
    story = STORY.replace(
        "The river has taken two of the piers.", "This is a river that none of my men will ever forget."
    )
    said = make([story, other], outlet=["Gazette", "Herald"])["finding"]
    assert said.str.startswith("Perhaps one statement under two names, to be checked: ").any()


def test_a_speaker_who_says_the_opposite_is_told() -> None:
    here = (
        "Snow fell in Osk. “We welcome the ruling and expect all our colleagues back at their posts by Saturday. Our offer "
        "remains on the table, but it will not get better,” Ilse Brandt said."
    )
    there = (
        "Rain fell in Osk. “We're pleased with the ruling and we expect everyone back on Saturday. The offer is still "
        "there. It can get better, but only in talks,” Ilse Brandt said."
    )
    articles = read_rows([{"text": here, "outlet": "Gazette"}, {"text": there, "outlet": "Herald"}])
    tables = ioc.stat_all(articles, ioc.extract_all(articles))
    told = "statement by Ilse Brandt in two wordings{}: Gazette has “not” (“"
    assert ioc.stat_findings(articles, tables)["finding"].str.startswith("One " + told.format("")).any()
    unsure = {**tables, "utterances": tables["utterances"].assign(sure=False)}
    said = ioc.stat_findings(articles, unsure)["finding"]
    assert said.str.startswith("Perhaps one " + told.format(", to be checked")).any()


def test_a_quote_that_several_print_alike_is_told_once() -> None:
    quote = "“The river took the bridge, and nobody had told us that the gates stood open all night,” said Ilse Brandt."
    own = (
        "The old bridge at Osk fell on Monday, and farmers drove their cows home by the upper ford in the dark.",
        "Nobody slept in Osk after the bridge had gone. Children stood on the bank until the baker opened his shop.",
        "A lorry with wool was the last to cross. Its driver, who did not stop, heard the beams go behind him at Osk.",
    )
    texts = [f"{words} {quote}" for words in own]
    said = make(texts, outlet=["Gazette", "Herald", "Post"]).query("topic == 'quotes'")["finding"].tolist()
    assert said == [
        "Quoted in all 3 articles in the same words: one statement by Ilse Brandt, “The river took the bridge, and "
        "nobody had told us that the gates stood open all night”"
    ]


def test_what_a_near_copy_repeats_is_no_agreement() -> None:
    told = make([STORY, STORY.replace("Fire crews worked all night.", "")], outlet=["Gazette", "Herald"])
    assert told["topic"].tolist() == ["reuse"]


def test_a_stretch_of_words_in_both_is_told_with_its_share() -> None:
    other = "The council met on Tuesday. " + STORY.split("\n\n")[3] + " Nobody was hurt in the village of Osk."
    said = make([STORY, other], outlet=["Gazette", "Herald"]).query("topic == 'reuse'")["finding"]
    assert "runs of five words (" in said.iloc[0]


def test_many_articles_are_named_shortly() -> None:
    texts = [STORY.replace("40 homes", "90 homes") if number > 5 else STORY + f"Osk {number}." for number in range(9)]
    told = make(
        [f"{text}\n\nThis is text number {number}." for number, text in enumerate(texts)], outlet=list("ABCDEFGHI")
    )
    said = told.query("topic == 'figures'")["finding"].iloc[0]
    assert said.startswith("Figures differ: A, B and 4 others, ")
    assert "; G, H and I, “90" in said


def test_names_of_one_by_initials_are_no_difference() -> None:
    assert findings._is_form("BCB", "Board for the Care of Bridges")
    assert findings._is_form("Tarn Guard", "National Guard")
    assert findings._is_form("Tarn Foods", "TRN.L")
    assert not findings._is_form("Tarn Foods", "U.N.")
    assert not findings._is_form("Northern Front", "Osk Brigades")


NAMED = st.lists(
    st.tuples(st.sampled_from("Alef Bet Gimel".split()), st.integers(1, 3), st.sets(st.sampled_from("Bet Dal".split())))
)


@given(NAMED)
def test_of_names_that_differ_the_first_of_those_printed_most_is_found(articles):
    main = [
        ({"variant": name, "author": times, "reported": 0, "place": place}, frozenset({name, *others}))
        for place, (name, times, others) in enumerate(articles)
    ]
    pairs = [
        (one[0], other[0])
        for one, other in combinations(main, 2)
        if one[0]["variant"] not in other[1] and other[0]["variant"] not in one[1]
    ]
    expected = max(pairs, key=lambda pair: min(row["author"] for row in pair), default=None)
    assert findings._find_apart(main) == expected

"""Reporting: the verbs and phrases that say that someone said something, with their inflections.

Floor 0 (above `lexicon`). `lexicons/reporting_cues.csv` holds lemmas, their class and what they
take after them (`frame`); here they become printed forms. Out of scope: who said what.

Letters of `frame`: c a clause, "that" or not; t a clause with "that"; i a to-infinitive; o its object is who is
told; g "for" or "of" and what is asked for; n it names its object (calls it "…"); q quotation marks only;
x the same form is often a noun; a the source follows (according to); p passive (is quoted as saying); v phrase.
"""

from dataclasses import dataclass
from functools import cache

from .. import lexicon

IRREGULAR = {
    "go": "goes went going",
    "take": "takes took taking",
    "have": "has had having",
    "make": "makes made making",
    "put": "puts put putting",
    "let": "lets let letting",
    "give": "gives gave giving",
    "come": "comes came coming",
    "speak": "speaks spoke speaking",
    "sum": "sums summed summing",
    "admit": "admits admitted admitting",
    "submit": "submits submitted submitting",
    "quip": "quips quipped quipping",
    "quiz": "quizzes quizzed quizzing",
    "refer": "refers referred referring",
    "rebut": "rebuts rebutted rebutting",
    "commit": "commits committed committing",
    "plan": "plans planned planning",
    "sob": "sobs sobbed sobbing",
    "nod": "nods nodded nodding",
    "shrug": "shrugs shrugged shrugging",
    "brag": "brags bragged bragging",
    "blog": "blogs blogged blogging",
    "yap": "yaps yapped yapping",
    "rap": "raps rapped rapping",
    "snap": "snaps snapped snapping",
    "hum": "hums hummed humming",
    "pan": "pans panned panning",
    "slam": "slams slammed slamming",
    "rip": "rips ripped ripping",
    "dub": "dubs dubbed dubbing",
    "extol": "extols extolled extolling",
    "sin": "sins sinned sinning",
    "label": "labels labeled labelled labeling labelling",
    "signal": "signals signaled signalled signaling signalling",
    "counsel": "counsels counseled counselled counseling counselling",
    "yell": "yells yelled yelling",
    "compel": "compels compelled compelling",
    "confer": "confers conferred conferring",
    "infer": "infers inferred inferring",
    "chat": "chats chatted chatting",
    "stet": "stets stetted stetting",
    "concur": "concurs concurred concurring",
    "trumpet": "trumpets trumpeted trumpeting",
    "prefer": "prefers preferred preferring",
    "rebuff": "rebuffs rebuffed rebuffing",
    "favor": "favors favored favoring",
    "drag": "drags dragged dragging",
    "text": "texts texted texting",
    "stun": "stuns stunned stunning",
    "begin": "begins began begun beginning",
    "aver": "avers averred averring",
    "beg": "begs begged begging",
    "deadpan": "deadpans deadpanned deadpanning",
}


@dataclass(slots=True)
class Form:
    """A printed form of a cue: its words in small letters, lemma, class, frame and tense (s, past, ing, base)."""

    words: tuple[str, ...]
    lemma: str
    group: str
    frame: str
    tense: str


def inflect(verb: str) -> list[tuple[str, str]]:
    """Return (form, tense) of a verb: irregular from the table above, else by the rules of spelling.

    >>> inflect("deny")
    [('deny', 'base'), ('denies', 's'), ('denied', 'past'), ('denying', 'ing')]
    """
    if verb in IRREGULAR:
        return [(verb, "base"), *_tensed(IRREGULAR[verb].split())]
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return [(verb, "base"), (verb[:-1] + "ies", "s"), (verb[:-1] + "ied", "past"), (verb + "ing", "ing")]
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    if verb.endswith("e"):
        participle = verb[:-1] + "ing" if verb[-2:] != "ee" else verb + "ing"
        return [(verb, "base"), (third, "s"), (verb + "d", "past"), (participle, "ing")]
    return [(verb, "base"), (third, "s"), (verb + "ed", "past"), (verb + "ing", "ing")]


def _tensed(forms: list[str]) -> list[tuple[str, str]]:
    """Tell the tense of irregular forms from their endings: a third person ends in s, a participle in ing."""
    return [
        (form, "ing" if form.split("_")[0].endswith("ing") else "s" if number == 0 else "past")
        for number, form in enumerate(forms)
    ]


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """Return the forms of every cue by their first word, longest first."""
    found: dict[str, list[Form]] = {}
    for row in lexicon.load("reporting_cues"):
        term, frame = row["term"], row["frame"]
        words = term.split()
        if row["forms"]:
            listed = [(term.replace(" ", "_"), "base"), *_tensed(row["forms"].split())]
        elif "a" in frame or words[0] == "be" or words[0] in ("had", "went"):
            listed = [("_".join(words[1:] if words[0] == "be" else words), "past")]
        else:
            listed = [("_".join((form, *words[1:])), tense) for form, tense in inflect(words[0])]
        for form, tense in listed:
            parts = tuple(part.lower() for part in form.split("_"))
            found.setdefault(parts[0], []).append(Form(parts, term, row["class"], frame, tense))
    return {first: tuple(sorted(options, key=lambda form: -len(form.words))) for first, options in found.items()}

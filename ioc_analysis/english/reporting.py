"""Reporting: the verbs and phrases that say that someone said something, with their inflections.

Floor 0 (above `verbs`). `lexicons/reporting_cues.csv` holds lemmas, their class and what they take after them
(`frame`); here they become printed forms: those of the column `forms` (third person, past, -ing), which has those that
`verbs` does not spell, else its own. Out of scope: who said what.

Letters of `frame`: c a clause, "that" or not; t a clause with "that"; i a to-infinitive; o its object is who is
told; g "for" or "of" and what is asked for; n it names its object (calls it "…"); q quotation marks only;
x the same form is often a noun; a the source follows (according to); p passive (is quoted as saying); v phrase.
"""

from dataclasses import dataclass
from functools import cache

from .. import lexicon
from . import verbs


@dataclass(slots=True)
class Form:
    """A printed form of a cue: its words in small letters, lemma, class, frame and tense (s, past, ing, base)."""

    words: tuple[str, ...]
    lemma: str
    group: str
    frame: str
    tense: str


def _tensed(forms: list[str]) -> list[tuple[str, str]]:
    """Tell the tense of listed forms: the third person comes first, and a participle ends in ing."""
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
            listed = [
                ("_".join((form, *words[1:])), tense)
                for form, tense in verbs.inflect(words[0])
                if tense != "participle"  # "known", "written" and "shown" report nothing
            ]
        for form, tense in listed:
            parts = tuple(part.lower() for part in form.split("_"))
            found.setdefault(parts[0], []).append(Form(parts, term, row["class"], frame, tense))
    return {first: tuple(sorted(options, key=lambda form: -len(form.words))) for first, options in found.items()}

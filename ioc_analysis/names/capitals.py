"""Capitals: what a word can be in a name: given name, title, role, place, kind of body, and the lists that say so.

Floor 1, above `lexicon`. Out of scope: which capitals are names (`candidates`), who or what they name (`names`).
"""

import re
from functools import cache

from .. import lexicon

# Small words inside a name: Ursula von der Leyen, Robert De Niro, Osama bin Laden.
LINKS = frozenset(
    "de la le du des del della di da do dos das van von der den ter ten bin ibn al el y e af av zu".split()
)
NICKNAME_MARKS = frozenset("\"“”'‘’")
SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
KIN = frozenset(
    "wife husband widow widower son sons daughter daughters brother brothers sister sisters mother father parents "
    "uncle aunt cousin nephew niece grandson granddaughter grandfather grandmother ex-wife ex-husband twin "
    "sibling mother-in-law father-in-law sister-in-law brother-in-law son-in-law daughter-in-law stepson stepdaughter "
    "stepmother stepfather".split()
)


@cache
def titles() -> dict[str, str]:
    """Return title in small letters without stop → gender ("" if it says nothing)."""
    return {
        row["term"].lower().rstrip("."): row["gender"]
        for row in lexicon.load("titles")
        if row["class"] != "role" and " " not in row["term"]
    }


@cache
def epithets() -> frozenset[str]:
    """Return what tabloids call people right before their names, in small letters: tragic, hero, furious."""
    return lexicon.terms("epithets")


@cache
def spelled() -> dict[str, str]:
    """Return short title → what its bearer is called later: Gov. Ada Quist, and then the governor."""
    return {row["term"].lower().rstrip("."): row["spelled"] for row in lexicon.load("titles") if row["spelled"]}


@cache
def roles() -> dict[str, str]:
    """Return role noun → gender ("" if it says nothing); the last word of a role of several words too."""
    found = {}
    for row in lexicon.load("titles"):
        if row["class"] == "role":
            found.setdefault(row["term"].lower(), row["gender"])
    return found


@cache
def given_names() -> dict[str, str]:
    """Return given name → m, f or u (either)."""
    return lexicon.mapping("given_names", "gender")


@cache
def places() -> frozenset[str]:
    """Return the names of places."""
    return lexicon.terms("places")


@cache
def demonyms() -> dict[str, str]:
    """Return word for a people or of a place → adjective or people."""
    return lexicon.mapping("demonyms", "class")


@cache
def organisation_words() -> frozenset[str]:
    """Return the words that name kinds of organisation: Ministry, Council."""
    return lexicon.terms("organisation_words")


def name_end(word: str) -> str:
    """Return what the last word of a name tells: "place", "place or surname", "thing", or "" for nothing.

    A place is one even after a given name ("Victoria Square"); a place or surname is not ("Ada Park").
    """
    ends = _ends()
    return ends.get(word) or (ends.get(word[:-1], "") if word.endswith("s") else "")


@cache
def _ends() -> dict[str, str]:
    return lexicon.mapping("name_ends", "class")


# What a printed word can be in a name; OWNED ends in a possessive ’s, LOUD is in capitals, TIED goes on with "of".
BITS = (1 << bit for bit in range(13))
GIVEN, TITLE, ROLE, KNOWN, COMPOUND, ACRONYM, BODY, OWNS, TAG, OWNED, LOUD, TIED, EPITHET = BITS


_SUM = re.compile(
    r"(?:USD|EUR|GBP|INR|AUD|CAD|CHF|CNY|KES|NGN|ZAR|Rs|K?Shs?|Ksh|Tk|Rp|RM)[0-9]+(?:[.,][0-9]|$)"
)  # Sh4.2, Rs500: no name


class _Facts(dict):
    """What each printed word can be in a name, worked out at first sight."""

    def __missing__(self, word: str) -> int:
        plain, low = bare(word), word.lower().rstrip(".")
        value = GIVEN * (word in given_names()) | TITLE * (low in titles()) | ROLE * (low in roles())
        value |= KNOWN * (plain in places() or plain in aliases_of(None) or plain in demonyms())
        value |= COMPOUND * _lower_end(plain) | BODY * (word in organisation_words())
        value |= OWNS * word.endswith(("’s", "'s")) | OWNED * (plain != word) | TAG * _state_tag(word)
        value |= ACRONYM * (plain in COMMON_ACRONYMS or low in INDEFINITE or plain.find(".") == len(plain) - 1)
        value |= ACRONYM * bool(_SUM.match(word))
        value |= LOUD * (plain.isupper() and len(plain) > 3) | EPITHET * (low in epithets())
        value |= TIED * (word in organisation_words() or low in TAKES_OF)
        if len(self) < 200_000 and len(word) < 40:  # one process may read millions of articles
            self[word] = value
        return value


@cache
def facts() -> dict[str, int]:
    """Return what printed words can be, as bits of `GIVEN` to `EPITHET`."""
    return _Facts()


# University of Oslo, Secretary of State.
TAKES_OF = frozenset(
    "secretary minister director president duke duchess archbishop bishop speaker king queen prince princess earl lord "
    "bank tower republic state kingdom daughters sons city isle gulf cape strait".split()
)


@cache
def aliases_of(source: str | None) -> dict[str, tuple[str, str]]:
    """Return printed form → (main name, type), of the package's table or the user's own."""
    rows = lexicon.load(source, "aliases") if source else lexicon.load("aliases")
    return {row["term"]: (row["entity"], row["type"]) for row in rows}


def bare(word: str) -> str:
    """Return a word without possessive: "Quist’s" and the apostrophe of a plural."""
    return word[:-2] if word[-1] in "sS" and word.endswith(("’s", "'s", "’S", "'S")) else word


def _state_tag(word: str) -> bool:
    """Tell whether a word is the party and state of a lawmaker: R-Ohio, D-Mass."""
    return word[1:2] == "-" and word[0] in "RDI" and word[2:3].isupper()


def _lower_end(word: str) -> bool:
    """Tell whether a compound ends in an adjective: ISIS-led, London-based, but not a given name like Min-seo."""
    cut = word.rfind("-")
    end = word[cut + 1 :]
    return cut > 0 and end.islower() and (end in ADJECTIVES or (len(end) > 4 and end.endswith(("ed", "ing"))))


ADJECTIVES = frozenset(
    "led born run made held style era wide size sized like friendly long old only level type wing free heavy".split()
)


INDEFINITE = frozenset(
    "everybody everyone everything somebody someone something anybody anyone anything nobody no-one nothing none "
    "whoever whatever whichever one two three four five six seven eight nine ten eleven twelve dozens hundreds "
    "thousands millions".split()
)

# Abbreviations of common nouns: no organisation.
COMMON_ACRONYMS = frozenset(
    "AD AI ATM CCTV CD CEO CFO CM COO CP CPR CS CT DNA DVD EDT EST ETA FAQ FIR FM GDP GMT GP GPS HIV HQ ICU ID IED IPO "
    "IQ IVF MD MP MRI MVP OK PC PDT PDF PM POW PPE PS PST PTSD SMS SUV TV UAV UFO URL UTC UV VAR VAT VIP VP WMD "
    # zones of time, and money printed before its number
    "AEDT AEST BST CAT CDT CEST CET CST EAT ET HKT IST JST KST MDT MST NZST PKT SAST SGT WAT "
    "Dh Dhs KSh Ksh Rp Rs Sh Shs Tk".split()
)

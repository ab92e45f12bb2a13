"""Capitals: the stretches of capital letters that may be names, with the titles before them.

Floor 1, above `tokens`. Out of scope: who or what they name (`names`).
"""

from functools import cache

from .. import lexicon
from ..english.tokens import ADV, AUX, CAP, CLOSED, CUE, ING, NUM, PAST, PUNCT, REL, SUBJ, TIME, VERB, Tokens

# Small words inside a name: Ursula von der Leyen, Robert De Niro, Osama bin Laden.
LINKS = frozenset(
    "de la le du des del della di da do dos das van von der den ter ten bin ibn al el y e af av zu".split()
)
NICKNAME_MARKS = frozenset("\"“”'‘’")
RUN_ON = LINKS | NICKNAME_MARKS | {"of", "for", "and", "&", ",", "jr", "sr"}  # small words after which a name may go on

SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
KIN = frozenset(
    "wife husband widow widower son sons daughter daughters brother brothers sister sisters mother father parents "
    "uncle aunt cousin nephew niece grandson granddaughter grandfather grandmother ex-wife ex-husband twin "
    "sibling".split()
)
LONGEST = 10  # words that a name may have


class Candidate:
    """A stretch of capitals that may be a name: tokens first to last, its title and what the title says."""

    title = role = method = ""
    entity = None  # an Entity of `names`, once it has one

    def __init__(self, first: int, last: int, words: tuple[str, ...], initial: bool):
        self.first, self.last, self.words, self.initial = first, last, words, initial


@cache
def titles() -> dict[str, str]:
    """Return title in small letters without stop → gender ("" if it says nothing)."""
    return {
        row["term"].lower().rstrip("."): row["gender"]
        for row in lexicon.load("titles")
        if row["class"] != "role" and " " not in row["term"]
    }


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


# What a printed word can be in a name.
GIVEN, TITLE, ROLE, KNOWN, COMPOUND, ACRONYM, BODY, OWNS, TAG = (1 << bit for bit in range(9))


class _Facts(dict):
    """What each printed word can be in a name, worked out at first sight."""

    def __missing__(self, word: str) -> int:
        plain, low = bare(word), word.lower().rstrip(".")
        value = GIVEN * (word in given_names()) | TITLE * (low in titles()) | ROLE * (low in roles())
        value |= KNOWN * (plain in places() or plain in aliases_of(None) or plain in demonyms())
        value |= COMPOUND * _lower_end(plain) | BODY * (word in organisation_words())
        value |= OWNS * word.endswith(("’s", "'s")) | TAG * _state_tag(word)
        value |= ACRONYM * (plain in COMMON_ACRONYMS or low in INDEFINITE or plain.find(".") == len(plain) - 1)
        if len(self) < 200_000 and len(word) < 40:  # one process may read millions of articles
            self[word] = value
        return value


@cache
def facts() -> dict[str, int]:
    """Return what printed words can be, as bits of `GIVEN` to `TAG`."""
    return _Facts()


@cache
def aliases_of(source: str | None) -> dict[str, tuple[str, str]]:
    """Return printed form → (main name, type), of the package's table or the user's own."""
    rows = lexicon.load(source, "aliases") if source else lexicon.load("aliases")
    return {row["term"]: (row["entity"], row["type"]) for row in rows}


def bare(word: str) -> str:
    """Return a word without possessive: "Quist’s" and the apostrophe of a plural."""
    return word[:-2] if word[-1] in "sS" and word.endswith(("’s", "'s", "’S", "'S")) else word


def title_case(found: Tokens, passages: list[tuple], starts: set[int]) -> list[tuple[int, int]]:
    """Return the passages, as token ranges, where capitals say nothing: "Mayor Opens New Bridge In Rain"."""
    ranges = []
    for row in passages:
        head = len(row) > 2 and row[2] in ("headline", "subhead", "standfirst")
        if head or row[1] - row[0] < 160:  # a body line of capitals is a headline that nobody marked
            first, last = found.at(row[0]), found.at(row[1])
            if not head and not starts.isdisjoint(range(first + 1, last)):
                continue  # of several sentences
            kind = found.kind
            if not head and sum([bool(value & CAP) for value in kind[first : first + 4]]) < 2:
                continue
            words = [place for place in range(first, last) if not kind[place] & (PUNCT | NUM)]
            capitals = sum(bool(found.kind[place] & CAP) for place in words)
            if len(words) > (3 if head else 6) and capitals > (0.6 if head else 0.7) * len(words):
                ranges.append((first, last))
    return ranges


def find_candidates(found: Tokens, starts: set[int], titled: list[tuple[int, int]]) -> list[Candidate]:
    """Return the stretches of capitals that may be names, in reading order."""
    kind, word, low, start, end, known = found.kind, found.word, found.low, found.start, found.end, facts()
    small = set(word)  # what is also printed in small letters is a common word
    shouted = {place for first, last in titled for place in range(first, last)}
    items: list[Candidate] = []
    reached, size = 0, len(word)
    places = [spot for spot in found.noted if kind[spot] & CAP]
    firm = {  # what has a capital where no sentence begins
        low[spot]
        for spot in places
        if spot
        and (not kind[spot - 1] & PUNCT or (low[spot - 1] in ',)"”' and start[spot] > end[spot - 1]))
        and spot not in starts
        and spot not in shouted
    }
    firm = set(map(bare, firm))
    for place in places:
        if place < reached:
            continue
        value, last = kind[place], place + 1
        initial = place in starts or (place > 0 and kind[place - 1] & PUNCT and _opens(found, place))
        if value & SMALL and (initial or not (word[place].isupper() and len(word[place]) > 1)):
            # "Will Smith", "May Li": a small word of the language is a name only before one.
            named = word[place] in given_names() and last < size and kind[last] & CAP
            if initial or not named:
                continue
        if last < size and (kind[last] & CAP or low[last] in RUN_ON):
            last = _run_end(found, place, starts)
        reached = last
        wordy = initial and last - place > 1 and (value & WORDY or low[place] in INDEFINITE)
        if wordy and _is_verb(found, place, firm):
            place, initial = place + 1, False  # "Given Quist's record", "Says Ada Quist", "Two Danes"
        if not initial and word[place - 1] in PARTICLES:
            place = _particles(found, place)
        if last == place + 1 and _is_no_name(found, place, small, firm, initial or place in shouted):
            continue
        if place in shouted:
            items += _shouted(found, place, last)
        elif last == place + 1 and not known[word[place]] & TITLE:
            items.append(Candidate(place, last, (bare(word[place]),), initial))
        else:
            items += _pieces(found, place, last, initial)
    return items


PARTICLES = frozenset(("al", "el", "bin", "ibn", "van", "von", "der", "den", "ter"))


def _particles(found: Tokens, place: int) -> int:
    """Return where a name with small first words begins: "al Rafida", "van der Veld", but "a van Aune drove"."""
    first = place
    while first and found.word[first - 1] in PARTICLES and not found.kind[first - 1] & CAP:
        first -= 1
    before = found.low[first - 1] if first else ""
    alone = first == place - 1 and found.low[first] in ("van", "den", "bin")
    return place if (alone and before in ("a", "an", "the", "his", "her", "their")) or before == "et" else first


def _opens(found: Tokens, place: int) -> bool:
    """Tell whether the mark before a word makes its capital say nothing: opening mark, colon, dash, bracket."""
    before = found.low[place - 1]
    if before in ":•—–*-":
        return True
    return before in "\"“'‘«(" and found.start[place] == found.end[place - 1]


SMALL = CLOSED | TIME | SUBJ
WORDY = ADV | AUX | CUE | ING | PAST | VERB


def _is_verb(found: Tokens, place: int, firm: set[str]) -> bool:
    """Tell whether a capital word before a name is no part of it."""
    word, behind = found.word[place], found.word[place + 1]
    if word in given_names() or word in places() or word in organisation_words() or behind in organisation_words():
        return False
    return found.low[place] not in firm and found.low[place].rstrip(".") not in titles() and not word.isupper()


def _is_no_name(found: Tokens, place: int, small: set[str], firm: set[str], initial: bool) -> bool:
    """Tell whether one capital word is a common word; `initial`: it stands where every word has a capital."""
    word = found.word[place]
    value = facts()[word]
    if value & TAG or (place and found.low[place - 1] in ("degree", "degrees")):
        return True
    if value & (KNOWN | ACRONYM | COMPOUND):
        return not value & KNOWN  # "Vt.", "ISIS-led"
    word = bare(word)
    if word.isupper() and len(word) > 3:
        heads = word.capitalize() in places() or found.low[place + 1 : place + 2] == [","]  # "HALLOWPORT, Maine —"
        low = bare(found.low[place])
        common = low in small or (initial and len(word) > 6 and low not in firm)
        if common and not heads and found.low[min(place + 1, len(found.low) - 1)] != ":":
            return True  # "A TOASTER!", "EXCLUSIVE"
    return initial and _is_common(found, place, word, small, firm)


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


def _is_common(found: Tokens, place: int, word: str, small: set[str], firm: set[str]) -> bool:
    """Tell whether a word that opens a sentence is a common word."""
    low, value = found.low[place], found.kind[place]
    if low in small or low.endswith("ly") or value & (ADV | ING | AUX | NUM) or (value & PAST and len(low) > 4):
        return True
    if word in given_names() or word.isupper():
        return False
    behind = found.kind[place + 1] if place + 1 < len(found.low) else PUNCT
    # A noun in the plural or a role at the start: "Police said", "Investigators found".
    if low in roles() or (low.endswith("s") and low[:-1] in roles()) or low in COMMON:
        return True
    if bare(low) in firm or low.endswith(("’s", "'s")):
        return False
    if behind & PUNCT:  # "Osei, 44, said", "Osei, who rows, said"
        if place + 2 >= len(found.low) or found.low[place + 1] != ",":
            return True
        return not (found.kind[place + 2] & (NUM | REL) or found.low[place + 2] in ("a", "an"))
    # Nothing but its place gives it a capital, unless it speaks: "Camelot said", but "Dust was everywhere".
    plural = low.endswith("s") and not low.endswith(("ss", "is", "us"))
    return plural or not behind & CUE or bool(behind & CAP or value & (CUE | VERB))


INDEFINITE = frozenset(
    "everybody everyone everything somebody someone something anybody anyone anything nobody no-one nothing none "
    "one two three four five six seven eight nine ten dozens hundreds thousands millions".split()
)

# Abbreviations of common nouns: no organisation.
COMMON_ACRONYMS = frozenset(
    "AI ATM CCTV CD CEO CFO CM COO CPR CT DNA DVD EDT EST ETA FAQ FIR FM GDP GMT GP GPS HIV HQ ICU ID IED IPO IQ IVF "
    "MP MRI MVP OK PC PDT PDF PM POW PPE PST PTSD SMS SUV TV UAV UFO URL UTC UV VAR VAT VIP VP WMD "
    # zones of time, and money printed before its number
    "AEDT AEST BST CAT CDT CEST CET CST EAT ET HKT IST JST KST MDT MST NZST PKT SAST SGT WAT "
    "Dh Dhs KSh Ksh Rp Rs Sh Shs Tk".split()
)

COMMON = frozenset(
    "police officials sources people residents critics supporters experts voters investigators prosecutors witnesses "
    "lawmakers analysts women men children students workers doctors scientists researchers authorities rebels "
    "troops soldiers protesters activists neighbours neighbors observers polls reports shares stocks firefighters "
    "asked speaking according speech government parents teachers members leaders news photo image video editor "
    "please thanks yes no well look okay ok sure dear welcome thank good great nothing something everything "
    "critics opponents allies aides campaign".split()
)


def _run_end(found: Tokens, place: int, starts: set[int]) -> int:
    """Return the token after the stretch of capitals that begins at `place`."""
    kind, word, low, known = found.kind, found.word, found.low, facts()
    end, size = place + 1, min(len(word), place + LONGEST)
    while end < size and end not in starts:
        before = word[end - 1]
        if (known[before] & OWNS and not _owns_body(before, word[end])) or known[word[end]] & TAG:
            break
        value = kind[end]
        if known[before] & BODY and end - place > 1 and known[word[end]] & GIVEN:
            break  # "the Harbour Council Nils Aune": two names
        if (
            value & CAP
            and not value & (TIME | SUBJ | AUX)
            and not (
                value & CLOSED and not word[end].isupper() and low[end] not in LINKS and not known[word[end]] & GIVEN
            )
        ) or low[end] in SUFFIXES:
            end += 1
        elif low[end] in LINKS and end + 1 < size and kind[end + 1] & CAP and not kind[end] & CAP:
            end += 2
        elif low[end] in LINKS and end + 2 < size and low[end + 1] in LINKS and kind[end + 2] & CAP:
            end += 3
        elif word[end] == "&" and end + 1 < size and kind[end + 1] & CAP:
            end += 2
        elif (low[end] in ("of", "for") and _takes_of(before)) or (low[end] == "on" and before in TAKES_ON):
            inner = end + 2 if end + 1 < size and low[end + 1] in ("the", "a", "an") else end + 1
            if inner < size and kind[inner] & CAP and not kind[inner] & TIME:
                end = inner + 1
            else:
                break
        elif (
            low[end] == "and"
            and end + 1 < size
            and kind[end + 1] & CAP
            and (not JOINING.isdisjoint(low[place:end]) or _one_body(found, place, end, size))
        ) or (word[end] == "," and end + 1 < size and low[end + 1] in SUFFIXES):
            end += 2
        elif word[end] in NICKNAME_MARKS and _nickname(found, end, size):
            end += 4  # Gordon T. “Skip” Lund
        else:
            break
    return end


def _owns_body(owner: str, word: str) -> bool:
    """Tell a body named by who it belongs to: the Port County Sheriff's Office, the Children's Hospital."""
    known = facts()
    owner = bare(owner)
    return bool(known[word] & BODY and (known[owner] & (TITLE | ROLE) or owner in OWNERS) and not known[owner] & GIVEN)


OWNERS = frozenset("Children Women Men People Workers Farmers Veterans Teachers Seafarers Miners General".split())


def _one_body(found: Tokens, first: int, place: int, size: int) -> bool:
    """Tell whether "and" joins words of one body: the Fire and Rescue Service, no Port Council and Oslo Board."""
    word, kind = found.word, found.kind
    if not first or found.low[first - 1] != "the":
        return False
    parts = [facts()[part] for part in word[first:place]]
    if any(part & (GIVEN | TITLE | KNOWN | ACRONYM) for part in parts) or (len(parts) > 1 and parts[-1] & BODY):
        return False
    last = place + 2
    while last < size and kind[last] & CAP:
        last += 1
    return last - place > 2 and bool(facts()[word[last - 1]] & BODY) and not facts()[word[place + 1]] & (GIVEN | TITLE)


JOINING = frozenset(("of", "for", "on"))  # the Institute for Public and Social Health

TAKES_OF = frozenset(
    "secretary minister director president duke duchess archbishop bishop speaker king queen prince princess earl "
    "lord bank tower republic state kingdom daughters sons city isle gulf cape strait".split()
)
TAKES_ON = frozenset("Board Commission Committee Conference Convention Council Project".split())


def _nickname(found: Tokens, place: int, size: int) -> bool:
    """Tell whether a mark in a name opens a nickname of one word, after which the name goes on."""
    if place + 3 >= size or found.quoted[place] != found.quoted[place + 2]:
        return False
    inner = found.quoted[place + 1] >= 0 > found.quoted[place]
    return inner and found.word[place + 2] in NICKNAME_MARKS and bool(found.kind[place + 3] & CAP)


def _takes_of(word: str) -> bool:
    """Tell whether "of" after the word goes on with the name: University of Oslo, Secretary of State."""
    return word in organisation_words() or word.lower().rstrip(".") in TAKES_OF


def _pieces(found: Tokens, first: int, last: int, initial: bool) -> list[Candidate]:
    """Take the titles off a stretch of capitals; what remains is the name."""
    word, low = found.word, found.low
    known = facts()
    if last - first == 1:  # a title alone is a surname, perhaps: "Olaf King left. King spoke."
        return [_title_case(word, first)]
    cut, title = first, ""
    parts = word[first:last]
    for place, value in enumerate([known[part] for part in parts], first):
        if value & (TITLE | ROLE) and _is_title(value, place, first, last, initial):
            # "Dean Acheson", "Major Owens": a title that is a given name is one if a title or nothing follows.
            if value & GIVEN and place == first == last - 2 and not initial:
                continue
            if place > first and known[word[place - 1]] & GIVEN and not known[word[place - 1]] & (TITLE | ROLE):
                continue  # Olaf King, Ahmed Sheikh Aune
            cut, title = place + 1, word[place]
    role = " ".join(parts[: cut - first])
    if title and cut < last and found.low[cut] in ("of", "for"):
        name = next((place for place in range(cut + 1, last) if known[bare(word[place])] & GIVEN), None)
        speaks = last - cut > 3 and last < len(low) and found.kind[last] & CUE and "and" not in low[cut:last]
        if name is None and speaks and not known[word[last - 1]] & BODY and not name_end(word[last - 1]):
            name = last - 2  # "Minister of Fisheries Oda Lund said", but "Minister of Home and Foreign Affairs said"
        if name is None:
            return []
        role = " ".join(word[first:name])
        cut = name
    if low[first] == "class" and first and found.kind[first - 1] & NUM and not title and last - first > 2:
        cut, title = first + 1, word[first]  # Petty Officer 2nd Class Ada Quist
    if not title and last - cut > 2:
        cut = _premodified(word, cut, last, initial)
    if last - cut > 1 and known[word[cut]] & COMPOUND and not known[word[cut]] & GIVEN:
        cut += 1  # "London-based Nils Aune"
    if cut >= last or known[word[last - 1]] & COMPOUND:
        return []
    words = tuple(parts[cut - first :])
    if words[-1][-2:-1] in ("’", "'"):  # only the last word of a run can be a possessive
        words = (*words[:-1], bare(words[-1]))
    if "," in words or not NICKNAME_MARKS.isdisjoint(words):
        inside = found.quoted[cut]
        words = tuple(
            part
            for spot, part in enumerate(words, cut)
            if found.quoted[spot] == inside and part != "," and part not in NICKNAME_MARKS
        )
    item = Candidate(cut, last, words, initial and cut == first)
    item.title, item.role = title, role
    return [item]


def _is_title(value: int, place: int, first: int, last: int, initial: bool) -> bool:
    """Tell whether a word that can be a title or a role is one at this place of a stretch of capitals."""
    if not value & TITLE and not (initial and place == first and last - first > 1):
        return False
    return not (place > first and value & BODY and place == last - 1)


def _premodified(word: list[str], first: int, last: int, initial: bool) -> int:
    """Return where the name begins after words that only describe it: "Opposition Ada Quist", "Furious Ada Quist"."""
    if word[first][-1] == ".":
        return first
    known = facts()
    if known[word[first]] & GIVEN:
        return first
    for place in range(first + 1, last - 1):
        if known[word[place]] & GIVEN or _is_initials(word[place]):
            alone = initial and place == first + 1 and word[first].endswith(DESCRIBING)
            return place if alone or all(_describes(part) for part in word[first:place]) else first
    return first


def _is_initials(word: str) -> bool:
    """Tell whether a name can begin so as with a given name: P. C. Mathew, P.C. Mathew."""
    return word[1:2] == "." and word[0].isupper() and len(word) < 7 and word.count(".") * 2 == len(word)


DESCRIBING = ("ous", "ful", "less", "ing", "ed", "able", "ible", "ive")


def _describes(word: str) -> bool:
    """Tell whether a word before a given name says what somebody is: a role, a kind of body, a place."""
    return word.lower() in roles() or word in organisation_words() or word in demonyms() or word in places()


def _shouted(found: Tokens, first: int, last: int) -> list[Candidate]:
    """Return what may be names in title case: only given name and surname; the rest is linked if named elsewhere."""
    return [_title_case(found.word, place) for place in range(first, last)]


def _title_case(word: list[str], place: int) -> Candidate:
    """Return one word that may be a name if the text has it elsewhere."""
    item = Candidate(place, place + 1, (bare(word[place]),), True)
    item.method = "title case"
    return item

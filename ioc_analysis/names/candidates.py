"""Candidates: the stretches of capitals that may be names, with the titles before them.

Floor 1, above `capitals`, which says what their words can be. Out of scope: who or what they name (`names`).
"""

from bisect import bisect_left
from itertools import pairwise

from ..english.tokens import ADV, AUX, CAP, CLOSED, CUE, ING, NEG, NUM, PAST, PUNCT, REL, SUBJ, TIME, VERB, Tokens
from . import capitals
from .capitals import ACRONYM, BODY, COMPOUND, EPITHET, GIVEN, KNOWN, LOUD, OWNED, OWNS, ROLE, TAG, TIED, TITLE

LONGEST = 10  # words that a name may have
HEADS = ("headline", "subhead", "standfirst")
# Small words after which a name may go on: after one word, and after more.
RUN_ON = capitals.LINKS | capitals.NICKNAME_MARKS | {"of", "for", "and", "&", "jr", "sr"}
MARKS = capitals.NICKNAME_MARKS | {","}  # in a name, but no words of it
GOING_ON = RUN_ON | capitals.SUFFIXES | {"on", ","}


class Candidate:
    """A stretch of capitals that may be a name: tokens first to last, its words, its title and what the title says."""

    title = role = method = ""
    cut = 0  # letters of a possessive at the end
    entity = None  # an Entity of `evidence`, once it has one

    def __init__(self, first: int, last: int, words: tuple[str, ...], name: str, initial: bool):
        self.first, self.last, self.words, self.name, self.initial = first, last, words, name, initial


def _single(word: str, place: int, initial: bool) -> Candidate:
    """Return one word that may be a name, without its possessive."""
    name = capitals.bare(word)
    item = Candidate(place, place + 1, (name,), name, initial)
    item.cut = len(word) - len(name)
    return item


def find_capitals(found: Tokens) -> list[int]:
    """Return the numbers of the tokens with a capital."""
    kind = found.kind
    return [place for place in found.noted if kind[place] & CAP]


def title_case(found: Tokens, places: list[int], passages: list[tuple], starts: set[int]) -> list[tuple[int, int]]:
    """Return the passages, as token ranges, where capitals say nothing: "Mayor Opens New Bridge In Rain".

    `places` are the capitals, `starts` the first tokens of sentences.
    """
    ranges = []
    for row in passages:
        head = len(row) > 2 and row[2] in HEADS
        if not head and row[1] - row[0] >= 160:
            continue
        # A body line of capitals is a headline that nobody marked.
        first, last = found.at(row[0]), found.at(row[1])
        # What is refused below, in one step: too few capitals for four words, or seven.
        if bisect_left(places, last) - bisect_left(places, first) < (3 if head else 5):
            continue
        if not head and not starts.isdisjoint(range(first + 1, last)):
            continue  # of several sentences
        kind = found.kind
        if not head and sum([bool(value & CAP) for value in kind[first : first + 4]]) < 2:
            continue
        words = [value for value in kind[first:last] if not value & (PUNCT | NUM)]
        capital = sum([bool(value & CAP) for value in words])
        if len(words) > (3 if head else 6) and capital > (0.6 if head else 0.7) * len(words):
            ranges.append((first, last))
    return ranges


def find_candidates(
    found: Tokens, places: list[int], starts: set[int], titled: list[tuple[int, int]]
) -> list[Candidate]:
    """Return the stretches of capitals that may be names, in reading order; the arguments are as in `title_case`."""
    # An empty one at the end stands before the first token and behind the last.
    kind, word, low, known = [*found.kind, 0], found.word, [*found.low, ""], capitals.facts()
    small = set(word)  # what is also printed in small letters is a common word
    shouted = {place for first, last in titled for place in range(first, last)}
    firm = _firm(found, places, {0, *starts, *shouted})
    items: list[Candidate] = []
    reached = 0
    for place in places:
        if place < reached:
            continue
        value, last = kind[place], place + 1
        initial = place in starts or (kind[place - 1] & PUNCT and _opens(found, place))
        if value & SMALL:
            # "Will Smith", "May Li": a small word of the language is a name only before one, or all in capitals.
            named = known[word[place]] & GIVEN and kind[last] & CAP
            if initial or not (named or (word[place].isupper() and len(word[place]) > 1)):
                continue
            if value & (NEG | TIME | SUBJ) and not named and (value & (NEG | SUBJ) or len(word[place]) > 3):
                continue  # "it had NO roof TONIGHT", "why SHE left"
        if kind[last] & CAP or low[last] in RUN_ON or (low[last] == "," and low[last + 1] in capitals.SUFFIXES):
            last = _run_end(found, place, starts)
        reached = last
        wordy = initial and last - place > 1 and (value & WORDY or low[place] in capitals.INDEFINITE)
        if wordy and _is_verb(found, place, firm):
            place, initial = place + 1, False  # "Given Quist's record", "Says Ada Quist", "Two Danes"
        if not initial and low[place - 1] in PARTICLES:
            place = _particles(found, place)
        if last > place + 1:
            items += (
                _pieces(found, place, last, initial, firm) if place not in shouted else _shouted(found, place, last)
            )
            continue
        name = word[place]
        fact = known[name]
        # Nine of ten words inside a sentence are names without a second look.
        office = fact & ROLE and low[place - 1] == "the"  # the Head of State
        if initial or fact & UNCLEAR or office or low[place - 1] in DEGREES or place in shouted:
            if _is_no_name(found, place, small, firm, initial or place in shouted):
                continue
            heading = (
                fact & TITLE or office or place in shouted
            )  # "Olaf King left. King spoke.": a title alone is a surname
            items.append(_title_case(word, place) if heading else _single(name, place, initial))
        else:
            items.append(Candidate(place, last, (name,), name, False))
    return items


DEGREES = frozenset(("degree", "degrees"))
UNCLEAR = TAG | ACRONYM | COMPOUND | LOUD | TITLE | OWNED
PARTICLES = frozenset(("al", "el", "bin", "ibn", "van", "von", "der", "den", "ter"))


def _firm(found: Tokens, places: list[int], apart: set[int]) -> set[str]:
    """Return in small letters what has a capital where that says something: not at the places `apart`."""
    kind, low, start, end = found.kind, found.low, found.start, found.end
    firm = {
        low[spot]
        for spot in set(places) - apart
        if not kind[spot - 1] & PUNCT or (low[spot - 1] in ',)"”' and start[spot] > end[spot - 1])
    }
    return set(map(capitals.bare, firm))


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
    word, known = found.word[place], capitals.facts()
    if known[word] & (GIVEN | BODY | TITLE) or known[found.word[place + 1]] & BODY or word in capitals.places():
        return False
    return found.low[place] not in firm and not word.isupper()


def _is_no_name(found: Tokens, place: int, small: set[str], firm: set[str], initial: bool) -> bool:
    """Tell whether one capital word is a common word; `initial`: it stands where every word has a capital."""
    word = found.word[place]
    value = capitals.facts()[word]
    if value & TAG or (place and found.low[place - 1] in DEGREES):
        return True
    if value & (KNOWN | ACRONYM | COMPOUND):
        return not value & KNOWN  # "Vt.", "ISIS-led"
    word = capitals.bare(word)
    if value & LOUD and (value & EPITHET or found.kind[place] & NUM):
        return True  # "a HERO diver", "ELEVEN people"
    if value & LOUD:
        # "HALLOWPORT, Maine —"
        heads = word.capitalize() in capitals.places() or found.low[place + 1 : place + 2] == [","]
        low = capitals.bare(found.low[place])
        common = low in small or (initial and len(word) > 6 and low not in firm)
        if common and not heads and found.low[min(place + 1, len(found.low) - 1)] != ":":
            return True  # "A TOASTER!", "EXCLUSIVE"
    return initial and _is_common(found, place, word, small, firm)


def _is_common(found: Tokens, place: int, word: str, small: set[str], firm: set[str]) -> bool:
    """Tell whether a word that opens a sentence is a common word."""
    low, value = found.low[place], found.kind[place]
    if low in small or low.endswith("ly") or value & (ADV | ING | AUX | NUM) or (value & PAST and len(low) > 4):
        return True
    if word in capitals.given_names() or word.isupper():
        return False
    behind = found.kind[place + 1] if place + 1 < len(found.low) else PUNCT
    # A noun in the plural or a role at the start: "Police said", "Investigators found".
    if low in capitals.roles():
        return not _is_surname(found, word)
    if (low.endswith("s") and low[:-1] in capitals.roles()) or low in COMMON:
        return True
    if capitals.bare(low) in firm or low.endswith(("’s", "'s")):
        return False
    if behind & PUNCT:  # "Osei, 44, said", "Osei, who rows, said"
        if place + 2 >= len(found.low) or found.low[place + 1] != ",":
            return True
        told = found.low[place + 2] in ("a", "an") or (found.low[place + 2] == "the" and _is_office(found, place + 3))
        return not (found.kind[place + 2] & (NUM | REL) or told)
    # Nothing but its place gives it a capital, unless it speaks: "Camelot said", but "Dust was everywhere".
    plural = low.endswith("s") and not low.endswith(("ss", "is", "us"))
    return plural or not behind & CUE or bool(behind & CAP or value & (CUE | VERB))


def _is_surname(found: Tokens, word: str) -> bool:
    """Tell whether a role is somebody's surname: "Olaf King left. King said"."""
    given = capitals.given_names()
    return any(one == word and before in given for before, one in pairwise(found.word))


def _is_office(found: Tokens, place: int) -> bool:
    """Tell whether a phrase ends with a role before a comma: "Osei, the assistant coach, stayed"."""
    for spot in range(place, min(place + 5, len(found.low) - 1)):
        if found.kind[spot + 1] & PUNCT:
            return found.low[spot + 1] == "," and found.low[spot] in capitals.roles()
    return False


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
    kind, word, low, known = found.kind, found.word, found.low, capitals.facts()
    end, size = place + 1, min(len(word), place + LONGEST)
    while end < size and end not in starts:
        after, value = low[end], kind[end]
        if not value & CAP and after not in GOING_ON:
            break
        before = known[word[end - 1]]
        if before & OWNS and not _owns_body(word[end - 1], word[end]):
            break
        if value & CAP:
            own = known[word[end]]
            if own & TAG or (before & BODY and own & GIVEN and end - place > 1):
                break  # "the Harbour Council Nils Aune": two names
            if value & TIME and before & TITLE and end + 1 < size and kind[end + 1] & (CAP | TIME) == CAP:
                end += 1  # Pastor Sunday Bello
                continue
            if not value & (TIME | SUBJ | AUX) and (
                not value & CLOSED or own & GIVEN or after in capitals.LINKS or word[end].isupper()
            ):
                end += 1
                continue
        ahead = _goes_on(found, place, end, size) if after in GOING_ON else end
        if ahead == end:
            break
        end = ahead
    return end


def _goes_on(found: Tokens, place: int, end: int, size: int) -> int:
    """Return the token after a small word at `end` and what follows it in a name; `end` if the name ends before it."""
    kind, word, after = found.kind, found.word, found.low[end]
    following, low = end + 1 < size, found.low
    capital = following and kind[end + 1] & CAP
    if after in capitals.SUFFIXES:
        return end + 1
    if after in capitals.LINKS:
        if capital and not kind[end] & CAP:
            return end + 2
        return end + 3 if end + 2 < size and low[end + 1] in capitals.LINKS and kind[end + 2] & CAP else end
    if after == "&":
        return end + 2 if capital else end
    if after == ",":
        return end + 2 if following and low[end + 1] in capitals.SUFFIXES else end
    if after == "and":
        joins = capital and (not JOINING.isdisjoint(low[place:end]) or _one_body(found, place, end, size))
        return end + 2 if joins else end
    if after in ("of", "for", "on"):
        before = word[end - 1]
        if not (before in TAKES_ON if after == "on" else capitals.facts()[before] & TIED):
            return end
        known, given = capitals.facts(), word[end - 2] if end - 2 >= place else ""
        if given and known[given] & GIVEN and known[before] & TITLE and given not in capitals.places():
            return end  # Peter King of Oslo: a title behind a given name is the surname
        inner = end + 2 if following and low[end + 1] in ("the", "a", "an") else end + 1
        return inner + 1 if inner < size and kind[inner] & CAP and not kind[inner] & TIME else end
    return end + 4 if _nickname(found, end, size) else end  # Gordon T. “Skip” Lund


def _owns_body(owner: str, word: str) -> bool:
    """Tell a body named by who it belongs to: the Port County Sheriff's Office, the Children's Hospital."""
    known, owner = capitals.facts(), capitals.bare(owner)
    return bool(known[word] & BODY and (known[owner] & (TITLE | ROLE) or owner in OWNERS) and not known[owner] & GIVEN)


OWNERS = frozenset("Children Women Men People Workers Farmers Veterans Teachers Seafarers Miners General".split())


def _one_body(found: Tokens, first: int, place: int, size: int) -> bool:
    """Tell whether "and" joins words of one body: the Fire and Rescue Service, no Port Council and Oslo Board."""
    word, kind = found.word, found.kind
    if not first or found.low[first - 1] != "the":
        return False
    known = capitals.facts()
    parts = [known[part] for part in word[first:place]]
    parts = parts[1:] if len(parts) > 1 and word[first] in STATES else parts  # the U.S. Food and Boat Board
    if any(part & (GIVEN | TITLE | KNOWN | ACRONYM) for part in parts) or (len(parts) > 1 and parts[-1] & BODY):
        return False
    last = place + 2
    while last < size and kind[last] & CAP:
        last += 1
    return last - place > 2 and bool(known[word[last - 1]] & BODY) and not known[word[place + 1]] & (GIVEN | TITLE)


STATES = frozenset(("U.S.", "US", "U.K.", "UK", "UN", "U.N.", "EU"))
JOINING = frozenset(("of", "for", "on"))  # the Institute for Public and Social Health

TAKES_ON = frozenset("Board Commission Committee Conference Convention Council Project".split())


def _nickname(found: Tokens, place: int, size: int) -> bool:
    """Tell whether a mark in a name opens a nickname of one word, after which the name goes on."""
    if place + 3 >= size or found.quoted[place] != found.quoted[place + 2]:
        return False
    inner = found.quoted[place + 1] >= 0 > found.quoted[place]
    return inner and found.word[place + 2] in capitals.NICKNAME_MARKS and bool(found.kind[place + 3] & CAP)


def _pieces(found: Tokens, first: int, last: int, initial: bool, firm: set[str]) -> list[Candidate]:
    """Take the titles off a stretch of two capitals or more; what remains is the name."""
    word, low, known = found.word, found.low, capitals.facts()
    if known[word[first]] & (EPITHET | GIVEN) == EPITHET and (initial or word[first].isupper()):
        following = word[first + 1]
        surname = capitals.bare(low[first + 1]) in firm and not capitals.name_end(capitals.bare(following))
        if known[following] & (GIVEN | TITLE) or (
            surname and not known[following] & (BODY | KNOWN)
        ):  # "Brave Ada Quist", "Tragic Quist" of whom the text speaks elsewhere
            first, initial = first + 1, False
    parts = word[first:last]
    values = [known[part] for part in parts]
    cut, title, role = first, "", ""
    for place, value in enumerate(values, first):
        if value & (TITLE | ROLE) and _is_title(value, place, first, last, initial):
            # "Dean Acheson", "Major Owens": a title that is a given name is one if a title or nothing follows.
            if value & GIVEN and place == first == last - 2 and not initial and not _is_called(found, low[place]):
                continue
            if place > first and values[place - first - 1] & (GIVEN | TITLE | ROLE) == GIVEN:
                continue  # Olaf King, Ahmed Sheikh Aune
            cut, title = place + 1, word[place]
    if title:
        role = " ".join(parts[: cut - first])
        if cut < last and low[cut] in ("of", "for"):
            cut = _after_office(found, cut, last)
            role = " ".join(word[first:cut])
    elif last - first > 2:
        if low[first] == "class" and first and found.kind[first - 1] & NUM:
            cut, title = first + 1, word[first]  # Petty Officer 2nd Class Ada Quist
        else:
            cut = _premodified(word, low, first, last, initial)
    if last - cut > 1 and values[cut - first] & (COMPOUND | GIVEN) == COMPOUND:
        cut += 1  # "London-based Nils Aune"
    if cut >= last or values[-1] & COMPOUND:
        return []
    words = parts[cut - first :]
    if values[-1] & OWNED:  # only the last word of a run can be a possessive
        words[-1] = capitals.bare(words[-1])
    if not MARKS.isdisjoint(words):
        inside = found.quoted[cut]
        words = [part for spot, part in enumerate(words, cut) if found.quoted[spot] == inside and part not in MARKS]
    item = Candidate(cut, last, tuple(words), " ".join(words), initial and cut == first)
    if title:
        item.title, item.role = title, role
    if values[-1] & OWNED:
        item.cut = 2
    return [item]


def _is_called(found: Tokens, word: str) -> bool:
    """Tell whether a text uses a word that is a given name, too, as a role: "the dean"."""
    low = found.low
    return any(here == word and before in ("the", "a") for before, here in pairwise(low))


def _after_office(found: Tokens, cut: int, last: int) -> int:
    """Return where the name begins after a title with "of": Minister of Fisheries Oda Lund; `last` if none follows."""
    word, known = found.word, capitals.facts()
    for place in range(cut + 1, last):
        if known[capitals.bare(word[place])] & GIVEN:
            return place
    speaks = last - cut > 3 and last < len(word) and found.kind[last] & CUE and "and" not in found.low[cut:last]
    if speaks and not known[word[last - 1]] & BODY and not capitals.name_end(word[last - 1]):
        return last - 2  # "Minister of Fisheries Oda Lund said", but "Minister of Home and Foreign Affairs said"
    return last


def _is_title(value: int, place: int, first: int, last: int, initial: bool) -> bool:
    """Tell whether a word that can be a title or a role is one at this place of a stretch of capitals."""
    if not value & TITLE and not (initial and place == first and last - first > 1):
        return False
    return not (place > first and value & BODY and place == last - 1)


def _premodified(word: list[str], low: list[str], first: int, last: int, initial: bool) -> int:
    """Return where the name begins after words that only describe it: "Opposition Ada Quist", "Furious Ada Quist"."""
    if word[first][-1] == ".":
        return first
    known = capitals.facts()
    if low[first - 1] == "of" or low[first - 2 : first] == ["of", "the"]:
        office = low[first - (2 if low[first - 1] == "of" else 3)] in capitals.roles()
        named = next((place for place in range(first + 1, last - 1) if known[word[place]] & GIVEN), None)
        if office and named and not known[word[first]] & GIVEN:
            return named  # the minister of the Interior Nils Aune
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
    return (
        word.lower() in capitals.roles()
        or word in capitals.organisation_words()
        or word in capitals.demonyms()
        or word in capitals.places()
    )


def _shouted(found: Tokens, first: int, last: int) -> list[Candidate]:
    """Return what may be names in title case: only given name and surname; the rest is linked if named elsewhere."""
    return [_title_case(found.word, place) for place in range(first, last)]


def _title_case(word: list[str], place: int) -> Candidate:
    """Return one word that may be a name if the text has it elsewhere."""
    item = _single(word[place], place, True)
    item.method = "title case"
    return item

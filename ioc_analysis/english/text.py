"""Text: the sentences, words and language of one string.

Floor 0: reads the word lists of `lexicon`. Offsets are half-open and count the characters of the string as it
is; a range `start, end` is read as if the rest were not there. Out of scope: what kind of passage it is.

Conventions, each with cases in `tests/gold/sentences.toml`: every sentence inside a quotation is a sentence of its
own; an attribution goes with the sentence it is attached to; a blank line always ends a sentence, a line break does
only before a bullet; every character that is not blank is in exactly one sentence.
"""

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from .. import lexicon
from . import languages

# Stop, closing marks (one may stand after a space), then white space, or a capital where the space was forgotten.
# Repeats are bounded or possessive, so that a megabyte of stops takes linear time.
MARKS = r"""[.!?…"'”’)\]»]{0,9}+(?:“(?=\s)|\s["'”’»]{1,2}+(?=\s|\Z))?+"""
STOP = rf"[.!?…]({MARKS})(?:\s++|(?=[A-Z][a-z]*+(?:[\s,'’]|(?<=[a-z])\.\s)))"
# A blank line, or a line break before a bullet.
BREAK = r"\n(?:[^\S\n]*+\n|\s*+(?=[•▪‣*-]\s))"
# How nearly every sentence ends and the next begins: looked at first.
PLAIN_END = frozenset((".", '."', ".”", ".’"))
PLAIN_START = frozenset('"“‘')
QUOTES = frozenset("\"'”’»")
DASHES = frozenset("-–—_")
# What no sentence begins with, so that none can have ended before it.
FOLLOWS_NO_END = frozenset(".!?…,;:)]”»%")
ADDRESS = frozenset("@/_.")  # a.Bell@x, report.Final.pdf: no sentence ends there
INNER_START = r"[\s(\[\"'“‘«—–/:;,-]"
LIST_MARKER = r"[0-9]{1,2}|[IVX]{1,4}|[a-zA-Z]"
# An initial or an acronym without its last point: J, U.S, Ph.D, H.J.Res.
LETTERS = r"[A-Z]|(?:[A-Za-z]{1,2}\.)+[A-Za-z]{1,3}"
# The next word; the A of "A. Bell" is none.
NEXT_WORD = r"""["'“‘«„([]{0,3}([^\W\d_]{1,20})(?!\w|(?<=\b[A-Z])\.)"""
# "At 3 a.m. Bell spoke" goes on, "It came at 3 a.m. Bell spoke" does not.
FRONTED_TIME = r"(?:At|By|Around|About|From|Since|Until|Before|After|Shortly after|Just before) [0-9]"
# One word: didn't, US-led, 2,500, U.S.-led.
WORD = r"\w+(?:[.,'’‑-](?:(?<=['’‑-])\w+|(?<=\d.)\d+|(?<=\b\w.)\w\b|(?<=\w\.)-\w+))*+"
SAMPLE = 600  # characters that tell the language
CAPITALS = 2  # words that are no words while so few of a text are in capitals: 5 p.m. ET, in LA
SURE = 0.5, 0.15  # probability under which a language is not believed: by letters alone, with two function words
# al-Noor, d'Artois, iPhone: small letters that can begin a sentence because a capital follows within the word.
SMALL_START = r"[a-z]{1,3}+['’-][A-Z]|[a-z]{1,5}+[A-Z]|[a-z][.)]\s[A-Z]"

# What is contracted: its endings, what they are contracted to, and what is spelled otherwise before *n't*.
HOSTS = frozenset(
    "i you he she it we they this that these those there here who what which when where why how let one "
    "everyone everybody everything someone somebody something nobody nothing".split()
)
AUXILIARIES = frozenset("could would should might must may will can".split())
ENDINGS = {"m": "am", "re": "are", "ve": "have", "ll": "will", "d": "would"}
NEGATABLE = AUXILIARIES | frozenset("do does did is are was were has have had shall need dare ought".split())
NEGATED = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
HAVING = frozenset("been got had become better best".split())  # what follows *'s* only as *has*, *'d* only as *had*


class Word(NamedTuple):
    """A word in small letters: where it stands, and where the word stands that it is printed in."""

    start: int
    end: int
    low: str
    first: int
    last: int


def find_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return (start, end) of every sentence, in reading order, without the white space around it.

    >>> text = "Gen. Cole left at 3 a.m. on Monday. He said: “Why me? I am old.”"
    >>> [text[start:end] for start, end in find_sentences(text)]
    ['Gen. Cole left at 3 a.m. on Monday.', 'He said: “Why me?', 'I am old.”']
    """
    spans = []
    scan, abbreviated = _compiled(STOP).finditer, _abbreviated()
    for first, last in _blocks(text, start, len(text) if end is None else min(end, len(text))):
        begin = first
        for match in scan(text, first, last):
            stop, following = match.span()
            close = match.end(1)
            # Nearly every sentence ends so: letters that end no abbreviation, a full stop, space, a capital.
            ahead = text[following]
            if text[stop:close] in PLAIN_END and close < following and (ahead.isupper() or ahead in PLAIN_START):
                tail = text[stop - 4 : stop] if stop - begin > 4 else ""
                if not tail.isalpha():
                    tail = tail[tail.rfind(" ") + 1 :]
                    if not (tail.isalpha() and tail.islower() and len(tail) > 1):
                        tail = ""  # an initial, a number, capitals: looked at below
                if tail and tail not in abbreviated:
                    spans.append((begin, close))
                    begin = following
                    continue
            if _ends(text, begin, stop, close, following, last):
                spans.append((begin, close))
                begin = following
        spans.append((begin, last))
    return spans


@cache
def _abbreviated() -> frozenset[str]:
    """Return the last four characters of every abbreviation, or all of a shorter one."""
    return frozenset(term[-4:] for term in lexicon.terms("abbreviations"))


def _blocks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return (start, end) of what stands between blank lines, without the white space around it."""
    if text.find("\n", start, end) < 0:
        if start < end and not (text[start].isspace() or text[end - 1].isspace()):
            return [(start, end)]
        pieces = [(start, end)]
    else:
        cuts = [start, *(match.end() for match in _compiled(BREAK).finditer(text, start, end)), end]
        pieces = list(pairwise(cuts))
    blocks = []
    for first, last in pieces:
        while first < last and text[first].isspace():
            first += 1
        while first < last and text[last - 1].isspace():
            last -= 1
        if first < last:
            blocks.append((first, last))
    return blocks


def _ends(text: str, begin: int, stop: int, close: int, following: int, last: int) -> bool:
    """Return whether the sentence from `begin` ends with the marks `stop:close`, before the word at `following`."""
    ahead = text[following : min(following + 6, last)]
    if ahead[0].islower():
        if ahead.islower() or not _compiled(SMALL_START).match(text, following, last):
            return False
    elif ahead[0] in FOLLOWS_NO_END or (ahead[0] in DASHES and not ahead[1:2].isdigit()):
        return False  # "in May, he added ?)": no start; "BERN (AP) - A bridge fell": a dash before what belongs to it
    marks = text[stop:close]
    if "?" in marks or "!" in marks:
        if not QUOTES.isdisjoint(marks) and _attribution_follows(text, following, last):
            return False
        if lexicon.mapping("abbreviations", "class").get(_word_before(text, begin, stop + 1)) == "never":
            return False  # Yahoo!
        return close < following or _is_space_forgotten(text, begin, stop, following, last)
    if text[stop] == "…" or marks[1:2] == "." or (stop > begin and text[stop - 1] in " ."):
        return _ends_at_ellipsis(text, begin, stop, ahead)
    return _ends_at_full_stop(text, begin, stop, close, following, last)


def _ends_at_ellipsis(text: str, begin: int, stop: int, ahead: str) -> bool:
    """Return whether an ellipsis before a capital ends a sentence."""
    low = max(begin, stop - 12)
    end = low + len(text[low:stop].rstrip(" .…"))
    if text[end] in ".!?" and text[end + 1] == " ":
        return True  # "We lost. ... I know": the sentence had ended before
    # "Well ... I do not know": I is a capital anywhere. "... and so it began": nothing was said yet.
    return ahead[:2] not in ("I ", "I'", "I’") and not _is_blank(text, begin, stop)


def _ends_at_full_stop(text: str, begin: int, stop: int, close: int, following: int, last: int) -> bool:
    """Return whether a full stop ends a sentence, and not only an abbreviation, an initial or a list marker."""
    word = _word_before(text, begin, stop)
    classes = lexicon.mapping("abbreviations", "class")
    kind = classes.get(word)
    if kind is None and word.isupper() and text[following : min(following + 2, last)].isupper():
        kind = classes.get(word.capitalize())  # ST. PAUL
    if kind is None and word[-4:-1].count("."):
        kind = classes.get(word.rpartition(".")[2])  # a space was forgotten: "left.Col. Bell"
    if kind is not None:
        return _ends_at_abbreviation(text, begin, stop, following, last, kind)
    if begin + len(word) == stop and _compiled(LIST_MARKER).fullmatch(word):
        return False
    if _compiled(LETTERS).fullmatch(word):  # an initial, an acronym
        before = text[max(begin, stop - 16) : max(begin, stop - 2)].split()
        if len(word) == 1 and before and before[-1] in lexicon.terms("boundaries", "class", "label"):
            return True  # Group C. Japan
        return _opener_follows(text, following, last) and not _is_title_case(text, begin, stop)
    return close < following or _is_space_forgotten(text, begin, stop, following, last)


def _ends_at_abbreviation(text: str, begin: int, stop: int, following: int, last: int, kind: str) -> bool:
    """Return whether an abbreviation of this class ends the sentence as well."""
    ahead = text[following : min(following + 2, last)]
    if kind in ("title", "never") or (ahead[1:].islower() and not ahead[0].isalpha()):
        return False  # and no sentence begins so: at 9 a.m. "to keep order"
    if kind in ("number", "month", "unit"):  # No. 5, Jan. 13, 2 hrs. 15 min.
        return not ahead[0].isdigit()
    if kind == "time":
        if ahead[0] == "(" and ahead[1:].isdigit():
            return False  # 9:40 p.m. (2140 GMT)
        # "It came at 3 a.m. Police closed the road" ends; "At 3 a.m. Bell spoke" and "at 3 a.m. Tuesday" do not.
        word = _word_at(text, following, last)
        fronted = _compiled(FRONTED_TIME).match(text, begin, stop)
        return not (fronted or word in lexicon.terms("boundaries", "class", "clock"))
    if kind == "state" and ahead[0].isupper() and "," in text[max(begin, stop - 7) : stop]:
        return True  # "in Tampa, Fla. Police": had the sentence gone on, a comma would stand after Fla.
    return _opener_follows(text, following, last) and not _is_title_case(text, begin, stop)


def _word_before(text: str, begin: int, end: int) -> str:
    """Return the word that ends at `end`, or its last 14 characters, without opening marks."""
    low = max(begin, end - 14)
    word = text[max(text.rfind(" ", low, end) + 1, low) : end]
    return word if word.isalpha() else _compiled(INNER_START).split(word)[-1]


def _word_at(text: str, start: int, last: int) -> str:
    """Return the word that begins at `start`, opening marks skipped; empty if none does."""
    match = _compiled(NEXT_WORD).match(text, start, last)
    return match[1] if match else ""


def _opener_follows(text: str, start: int, last: int) -> bool:
    """Return whether the next word can hardly be anything but the first of a sentence (The, He, But)."""
    return _word_at(text, start, last) in lexicon.terms("boundaries", "class", "opener")


def _is_title_case(text: str, begin: int, stop: int) -> bool:
    """Return whether the sentence so far is a headline in capitals, where The and From tell nothing."""
    words = text[max(begin, stop - 80) : stop].split()
    return len(words) > 3 and not any(map(str.islower, words))


def _attribution_follows(text: str, start: int, last: int) -> bool:
    """Return whether a name and a reporting verb follow: "Who?" Captain Bell asked."""
    if _opener_follows(text, start, last):
        return False
    verbs = lexicon.terms("boundaries", "class", "reporting")
    for word in text[start : min(start + 60, last)].split()[:6]:
        if word.rstrip(".,:") in verbs:
            return True
        if not word[0].isupper():
            return False
    return False


def _is_space_forgotten(text: str, begin: int, stop: int, following: int, last: int) -> bool:
    """Return whether a stop before a capital ends a sentence (left.She), and is no part of an address (a.Bell@x)."""
    low = max(begin, stop - 40)
    token = text[low:stop].split()[-1:] or [""]
    plain = token[0].strip("\"'“‘«([")
    if not (plain[-2:].islower() or plain[-4:].isdigit() or text[stop] in "?!") or not ADDRESS.isdisjoint(plain):
        return False
    return _word_at(text, following, last) not in lexicon.terms("boundaries", "class", "domain")


def _is_blank(text: str, start: int, end: int) -> bool:
    """Return whether a range, if short, holds neither letter nor digit."""
    return end - start < 9 and not any(map(str.isalnum, text[start:end]))


def find_words(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return (start, end) of every word, in reading order.

    Hyphens, apostrophes and what stands inside a number or acronym do not part a word: *US-led*, *didn't*,
    *al-Noor's*, *2,500*, *3.5* and *U.S* are one each (a stop at the end is no part of it).

    >>> text = "He didn't join the U.S.-led force of 2,500."
    >>> [text[start:end] for start, end in find_words(text)]
    ['He', "didn't", 'join', 'the', 'U.S.-led', 'force', 'of', '2,500']
    """
    return [match.span() for match in _compiled(WORD).finditer(text, start, len(text) if end is None else end)]


def find_plain_words(text: str) -> list[Word]:
    """Return every word in small letters, contractions opened, so that *couldn't* and *could not* are the same.

    The part that was left over is where it stands: of *couldn't* *n't* is *not*. What may stand for two words is read
    by the next: *it's been* is *has*, *they'd gone* is *had*, else *is* and *would*.

    >>> [word.low for word in find_plain_words("They've found it can't, and it's Lunde's.")]
    ['they', 'have', 'found', 'it', 'can', 'not', 'and', 'it', 'is', "lunde's"]
    """
    text = text.replace("’", "'")
    spans = find_words(text)
    lows = [text[start:end].lower() for start, end in spans]
    found = []
    for (start, end), low, following in zip(spans, lows, [*lows, ""][1:], strict=True):
        if "'" not in low and low != "cannot":
            found.append(Word(start, end, low, start, end))
            continue
        parts = _open(low, following)
        ends = [*(at for at, _ in parts[1:]), end - start]
        found += [Word(start + at, start + to, word, start, end) for (at, word), to in zip(parts, ends, strict=True)]
    return found


@lru_cache(maxsize=1 << 12)
def _open(low: str, following: str) -> tuple[tuple[int, str], ...]:
    """Return where each word of a contraction begins, and the word."""
    if low == "cannot":
        return (0, "can"), (3, "not")
    host, _, ending = low.rpartition("'")
    at, word = len(host), ENDINGS.get(ending)
    if low.endswith("n't") and NEGATED.get(low[:-3], low[:-3]) in NEGATABLE:
        host, at, word = NEGATED.get(low[:-3], low[:-3]), at - 1, "not"
    elif ending in ("d", "ve", "ll", "m", "re") and host.removesuffix("n't") in HOSTS | AUXILIARIES:
        word = "had" if ending == "d" and _is_participle(following) else word
    elif ending == "s" and host in HOSTS:
        word = "us" if host == "let" else "has" if following in HAVING else "is"
    else:
        word = None
    return ((0, low),) if word is None or not host else (*_open(host, ""), (at, word))


def _is_participle(word: str) -> bool:
    """Return whether a word goes with *had*, not with *would*."""
    base = lexicon.mapping("irregular_verbs", "base").get(word)
    return word in HAVING or bool(base and base != word) or (word.endswith("ed") and not word.endswith("eed"))


def find_language(text: str) -> str | None:
    """Return the language of a text, ISO 639-1, or None where it is too short to tell (a name, a title).

    English is told by its function words, at no cost; everything else by the model of `languages`, loaded at first
    need. Text of few words is judged only if it has function words or letters of another language.

    >>> find_language("The bridge was closed after the storm."), find_language("Le pont a été fermé hier.")
    ('en', 'fr')
    >>> find_language("Omar Haddad") is None
    True
    """
    sample = text[:SAMPLE]
    words = frozenset(sample.lower().split())
    foreign_words = lexicon.terms("language_words", "class", "foreign")
    english = len(words & lexicon.terms("language_words", "class", "english"))
    foreign = len(words & foreign_words)
    if foreign:
        capitals = {word for word in sample.split() if len(word) > 1 and word.isupper()}
        if len(capitals) <= CAPITALS:
            foreign = len(foreign_words.intersection(word.lower() for word in sample.split() if word not in capitals))
    if english > 2 * foreign + 1:
        return "en"
    plain = sample.isascii() or not any(char > "\x7f" and char.isalpha() for char in sample)
    if plain and english > foreign:
        return "en"
    # Names and titles tell nothing: a sentence has words in small letters, besides the particles of names.
    small = [word for word in sample.split() if word.islower() and word not in foreign_words]
    if plain and not foreign:
        # Four words that no English grammar holds together may be Spanish: "Soldados custodian varios puentes".
        shared = lexicon.terms("language_words", "class", "shared")
        if len(words) < 4 or len(small) < 2 or not shared.isdisjoint(words):
            return None
    elif not small and not any(char > "\u0530" and char.isalpha() for char in sample):
        return None
    return _most_likely(sample, SURE[foreign > 1])


@lru_cache(5_000)  # an outlet's line in another language stands under each of its articles, and is read twice
def _most_likely(text: str, sure: float) -> str | None:
    """Return the most likely language, or None if no one stands out."""
    language, probability = languages.identify(text)
    return language if probability >= sure else None


@cache
def _compiled(pattern: str) -> re.Pattern:
    """Compile a pattern at its first use, not at import."""
    return re.compile(pattern)

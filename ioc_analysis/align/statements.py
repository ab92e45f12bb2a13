"""Statements: the same thing told by several sentences, however worded, under one id.

Floor 3 (above `likeness`). Clusters around leaders: a sentence joins the one sentence that stands for a statement and
is most like it, so that no chain of half-alike sentences makes one statement of many. Out of scope: which article
tells what, and how the tellings differ, which is `compare`.
"""

from collections import defaultdict
from functools import cache

import pandas as pd

from .. import lexicon, schema
from . import by_hand
from .likeness import Index, Space, content, find_terms, fold

SURE = 0.5  # likeness from which two sentences make one statement
CLOSE = 0.65  # the same, where but one word that they share is no name
CHECK = 0.4  # likeness from which they may, to be checked by eye
# Words about the matter that two sentences have to share: "He declined to comment" says of nothing that it is the same.
SHARED = 3
NO_NAMES = 2  # of them that both print as no names
KINDS = frozenset(("headline", "standfirst", "body", "caption"))
SHOWN = 6  # shared words that a reason names

# What a row joins by: its terms; of a short sentence also those of the one before it.
Key = tuple[str | tuple[str, ...], ...]


def align_sentences(sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences with the statement that each makes, the same id in every article that makes it.

    Two sentences are one statement if the mean of two cosines is .5 or more: of their character 3- to 5-grams and of
    their content words, both weighted by how few sentences of the corpus have them (TF-IDF), and if they share three
    words about the matter (who is said to speak, *not* and *Monday* are none), two of them no names. A sentence from .4
    on, or with one such word up to .65, joins too, `sure` False: to be checked by eye. The same statement with another
    figure, name or negation is one statement: that is the difference that `stat_coverage` shows.

    Same rows, same order, and the columns `statement_id`, `similarity`, `sure` and `reason` of the schema. A statement
    that only one sentence makes has an id of its own, no similarity and no reason. s1 is made by most articles, then
    in order of how early it stands. Headlines, standfirsts, body and captions make statements; bylines, subheads and
    what has no content word besides names (a credit, *It was.*) have no id. The order of the rows moves nothing.

    Raises SchemaError if the table is not one of sentences.

    Notes
    -----
    A sentence of fewer than three words about the matter (*He declined to comment.*) joins only the same words after
    the same sentence. A sentence that makes two statements is one row and joins the statement it is most like. Every
    sentence is compared with the one that stands for a statement, the longest of those printed most, so two members
    of one statement may be less alike than .5. Translations and free retellings are not found.

    References
    ----------
    Word overlap weighted by rarity, for sentences of news: Barzilay and Elhadad (2003), Sentence alignment for
    monolingual comparable corpora. Clusters around leaders: Hartigan (1975), Clustering Algorithms, ch. 3. The
    thresholds are our own measure, see `benchmarks/RESULTS.md`.

    """
    sentences = schema.check(sentences, "sentences")
    keys, plain = _find_keys(sentences)
    articles: defaultdict[Key, set] = defaultdict(set)
    rows: defaultdict[Key, int] = defaultdict(int)
    for key, article_id in zip(keys, sentences["article_id"].tolist(), strict=True):
        if key:
            articles[key].add(article_id)
            rows[key] += 1
    # Most printed first, then the longest; the words decide a tie, so that the order of the rows never does.
    order = sorted(articles, key=lambda key: (-len(articles[key]), -len(key), str(key)))
    long = [key for key in order if isinstance(key[0], str)]
    joined = {key: (key, None, True, None) for key in order}
    followers = _join(long, [articles[key] for key in long], [plain[key] for key in long])
    joined |= {long[one]: (long[leader], *rest) for one, (leader, *rest) in followers.items()}
    _close(joined, rows)
    names = _name(joined, keys, sentences)
    added = [(names[joined[key][0]], *joined[key][1:]) if key else (None, None, True, None) for key in keys]
    return by_hand.finish("sentences", sentences, added)


@cache
def _idle() -> frozenset[str]:
    """Return the listed words that say nothing of the matter: not, largely, Monday."""
    return frozenset(fold(row["term"]) for row in lexicon.load("function_words") if row["class"] != "verb")


def _matter(words: list[str]) -> frozenset[str]:
    """Return the content words that say what a sentence is about."""
    return frozenset(words) - _idle()


def _find_keys(sentences: pd.DataFrame) -> tuple[list[Key | None], dict[Key, set[str]]]:
    """Return for each row what it joins by, or None if it makes no statement; and of each key the words no names."""
    columns = (sentences[name].tolist() for name in ("article_id", "start", "text", "kind"))
    rows = sorted((*row, place) for place, row in enumerate(zip(*columns, strict=True)))
    terms = {words: tuple(find_terms(words)) for words in set(sentences["text"].tolist())}
    small = {fold(word) for words in terms for word in words.split() if word.islower()}
    # What many articles print is looked at once.
    matter = {words: content(own) for words, own in terms.items()}
    told = {words: _find_plain(words, small).intersection(own) for words, own in matter.items()}
    long = {words for words, own in matter.items() if len(_matter(own)) >= SHARED}
    keys: list[Key | None] = [None] * len(rows)
    plain: defaultdict[Key, set[str]] = defaultdict(set)
    before = None, ()
    for article_id, _, words, kind, place in rows:
        if kind not in KINDS:
            continue
        if told[words]:
            context = before[1] if before[0] == article_id else ()
            key = keys[place] = terms[words] if words in long else (context, terms[words])
            plain[key] |= told[words]
        before = article_id, terms[words]
    return keys, plain


def _find_plain(words: str, small: set[str]) -> set[str]:
    """Return the words of a sentence that are no names: in small letters, where capitals mean a name."""
    printed = words.split()
    low = {fold(word) for word in printed if word.islower()}
    # The first word, and all words of a headline in capitals, are judged by how the corpus prints them elsewhere.
    unclear = printed if len(low) < len(printed) / 3 else printed[:1]
    return low | (small & set(map(fold, unclear)))


def _join(sentences: list[Key], articles: list[set], plain: list[set[str]]) -> dict[int, tuple]:
    """Return (leader, likeness, sure, reason) of every sentence that joins another."""
    space = Space(sentences)
    matter = list(map(_matter, space.words))
    leaders = Index(space)

    def told(one: int, other: int) -> int:
        """Count the words about the matter that both print as no names; 0 too where they share too few words."""
        shared = matter[one] & matter[other]
        # Names alone are no evidence: a signature, a man with all his titles stand under any statement.
        return len(shared & plain[one] & plain[other]) if len(shared) >= SHARED else 0

    def nearest(one: int) -> list[tuple[bool, float, int]]:
        found = [
            (value >= (SURE if told(one, leader) >= NO_NAMES else CLOSE), value, leader)
            for value, leader in leaders.nearest(one, lambda other: told(one, other) > 0)
            if value >= CHECK
        ]
        return sorted(found, key=lambda near: (-near[0], -near[1], near[2]))

    found, perhaps = {}, {}
    for one in range(len(sentences)):
        alike = nearest(one)
        if alike and alike[0][0]:
            found[one] = alike[0]
        else:
            leaders.add(one)
            perhaps[one] = alike
    members = {leader: set(articles[leader]) for leader in perhaps}
    for one, first in found.items():
        # Asked again, now that every leader is known: the most like may have come later.
        _, value, leader = max([first, *nearest(one)[:1]], key=lambda near: (*near[:2], -near[2]))
        found[one] = (leader, value, True, _say(space, one, leader))
        members[leader] |= articles[one]
    followed = {leader for leader, *_ in found.values()}
    for one, alike in perhaps.items():
        # What stands alone may belong to an earlier one, unless that itself only perhaps belongs elsewhere.
        if one in followed or len(members[one]) > 1:
            continue
        for _, value, leader in alike:
            if leader not in found and members[leader] != members[one]:
                found[one] = (leader, value, False, _say(space, one, leader))
                break
    return found


def _say(space: Space, one: int, other: int) -> str:
    """Say which words two sentences share, the longest first, since they tell most."""
    shared = sorted(set(space.words[one]) & set(space.words[other]), key=lambda word: (-len(word), word))
    return f"shares {', '.join(shared[:SHOWN])}" + (f" and {len(shared) - SHOWN} more" if len(shared) > SHOWN else "")


def _close(joined: dict[Key, tuple], rows: dict[Key, int]) -> None:
    """Give every leader the likeness of its nearest follower, in place."""
    best: dict[Key, tuple] = {}
    for leader, value, sure, reason in list(joined.values()):
        if value is not None and (value, sure) > best.get(leader, (0,))[:2]:
            best[leader] = value, sure, reason
    for key, (leader, value, *_) in list(joined.items()):
        if value is None:
            same = "same words" if isinstance(key[0], str) else "same words after the same sentence"
            joined[key] = (leader, *((1.0, True, same) if rows[key] > 1 else best.get(key, (None, True, None))))


def _name(joined: dict[Key, tuple], keys: list[Key | None], sentences: pd.DataFrame) -> dict[Key, str]:
    """Return the id of every leader: s1 in most articles, then the earliest in its article."""
    articles: defaultdict[Key, set] = defaultdict(set)
    first: dict[Key, float] = {}
    columns = (sentences[name].tolist() for name in ("article_id", "position"))
    for key, article_id, position in zip(keys, *columns, strict=True):
        if key:
            leader = joined[key][0]
            articles[leader].add(article_id)
            # Headline, standfirst and caption have no position in the body.
            first[leader] = min(first.get(leader, 1.0), position if position == position else 0.0)
    order = sorted(articles, key=lambda key: (-len(articles[key]), first[key], str(key)))
    return {key: f"s{number}" for number, key in enumerate(order, 1)}

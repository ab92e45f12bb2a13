"""Utterances: which quotes render one statement, however it was cut, extended, reworded or translated.

Floor 3. Every distinct wording is compared with the leaders of the utterances found so far (a few wordings each, looked
up in an index of rare words and pairs), never all with all, and never in chains; then wordings too different to be told
alone are brought together by the quotes that stand next to them. Out of scope: who is who, what changed in meaning.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from .. import schema
from . import by_hand
from .collector import set_aside
from .entities import speaker_ids
from .leaders import Index, Keys, Numbers, Screen, find_keys
from .overlap import Rendering, Weights, compare, find_parts, holds, is_same_build, read_rendering, weigh

MARKED = frozenset(("direct", "mixed"))


class Bar(NamedTuple):
    """What it takes to bring two wordings together: likeness, and weight of the words shared."""

    likeness: float
    weight: float


# By who speaks. Words of one speaker are alike for a reason; two speakers share a slogan, or one is named wrongly,
# and only a sentence or two word for word is one statement. Reporters' own words are alike where facts are.
SAME, LOOSE, TWICE = Bar(0.5, 3.5), Bar(0.42, 5.0), Bar(0.75, 5.0)
# Words of a short wording, and the likeness that it takes: few words are shared by chance.
FEW, SHORT, SOME, SHORTISH = 3, 0.85, 5, 0.6
CUT_FROM, CUT = 2.5, 0.8  # what is cut from so many times its words keeps most of them
UNNAMED, HALF, OTHERS = Bar(0.6, 6.0), Bar(0.75, 8.0), Bar(0.8, 10.0)
LONG, RUN = 7, 0.75  # words that stand in one run, and their share of the shorter wording
INSIDE = Bar(5, 1.5)  # words of a wording that stands whole in another of its speaker, and their weight
EXACT = 4.0  # weight of words that two speakers are given, each word the same
REPORTED = Bar(0.85, 9.0)
WEAK = Bar(0.3, 1.0)  # likeness, and likeness times weight, of what is each other's likest
# Where both stand next to the same quote less will do: likeness times weight, to be checked, sure, sure of two parts.
NEXT, NEXT_SURE, PART_SURE = 1.3, 2.2, 2.6
LEAST = 0.22  # likeness
TWO_FOLD = 2  # a wording reworded as a whole is not longer than so many times the other
FULL = 0.85  # likeness over which a wording adds nothing to its leader
MORE = 1.3  # times the words of its leader, and a wording leads too
LEADERS = 4  # wordings that an utterance is looked up by
PRINTINGS = 8  # wordings between marks that those without are compared with
LEAST_SHARED = 0.35  # of the words and pairs that the likest shares, which the others share
PLAIN = 0.95  # likeness over which no other wording is looked at
MARKED_BAR = 0.4  # likeness to a wording between marks over which words are the speaker's
WINDOW = 2  # quotes of the speaker on either side that count as next
NEIGHBOURS = 24  # utterances next to one that are compared with each other


class Form(NamedTuple):
    """A distinct wording of one speaker: what it says, by whom, in whose words, and the rows that print it."""

    rendering: Rendering
    speaker: str | None
    is_person: bool
    own: bool
    articles: frozenset[str]
    rows: list[int]


class Link(NamedTuple):
    """What ties a wording to its utterance."""

    likeness: float
    sure: bool
    reason: str | None


class Utterance:
    """Wordings of one statement, the first the leader.

    `leaders` are the wordings that newcomers are compared with, each with the sentences of it that render the
    statement; None as long as nothing else renders it.
    """

    def __init__(self, form: int, forms: Sequence[Form]):
        self.links: dict[int, Link] = {form: Link(1.0, True, None)}
        self.leaders: dict[int, frozenset[int] | None] = {form: None}
        self.speakers = {forms[form].speaker} - {None}

    def fits(self, leader: int, parts: frozenset[int]) -> bool:
        """Return whether what renders these sentences of a leader renders the statement, not another one beside it."""
        own = self.leaders[leader]
        return own is None or bool(own & parts)

    def add(self, form: int, link: Link, forms: Sequence[Form], leader: int, weights: Weights) -> bool:
        """Add a wording that was found like a leader; return whether it leads from now on."""
        one, other = forms[form].rendering, forms[leader].rendering
        self.links[form] = link
        self.speakers |= {forms[form].speaker} - {None}
        if self.leaders[leader] is None:
            self.leaders[leader] = find_parts(other, one, weights, all_said=True)
        says_more = link.likeness < FULL or len(one.unique) > MORE * len(other.unique)
        if not (link.sure and says_more and len(self.leaders) < LEADERS):
            return False
        self.leaders[form] = find_parts(one, other, weights, all_said=True)
        return True


@set_aside()
def align_quotes(quotes: pd.DataFrame, names: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the quotes with the statement that each renders, the same in all articles.

    The same rows in their order, and six columns more: `speaker_id` (the speaker, as `entity_id` names people),
    `utterance_id`, `similarity` to the other renderings (0 to 1), `sure`, `reason` (what ties it to them; missing if it
    is alone) and `marked_elsewhere` (True if another article prints these words between quotation marks). Two quotes
    have one `utterance_id` if they render one statement within one act of speaking, however cut, extended, reworded or
    translated, between marks or not; two sentences of one speech are two. `sure` is False where the likeness alone does
    not tell: look at them. Ids are numbered in the order of first appearance; which rows share one does not depend on
    the order of articles.

    Parameters
    ----------
    quotes : as `extract_quotes` gives them
    names : mentions with `entity_id`, as `align_names` gives them; without it speakers are told by their names alone

    Raises SchemaError if a table is not what its name says.

    Notes
    -----
    Evidence is the speaker, the content words that the lighter wording shares with the heavier (folded to stems,
    weighted by how rare they are, and their order), and the quotes of the same speaker next to both. Sources that are
    not named are brought together by their words only. A statement translated word by word anew may stay apart.

    """
    quotes = schema.check(quotes, "quotes")
    speakers = speaker_ids(quotes, names)
    forms, of_row = _collect(quotes, speakers)
    weights = weigh(form.rendering for form in forms)
    renderings = [form.rendering for form in forms]
    keys, screen = find_keys(renderings), Screen(renderings)
    found = _gather(forms, weights, keys, screen)
    rows = list(zip(quotes["article_id"].tolist(), quotes["start"].tolist(), strict=True))
    found = _join_reworded(found, forms, rows, weights, keys, screen)
    return _columns(quotes, speakers, found, forms, of_row, weights)


def _collect(quotes: pd.DataFrame, speakers: list) -> tuple[list[Form], list[int | None]]:
    """Return the distinct wordings, the most printed first, then the longest; and which one each row is."""
    seen: dict[tuple, list[int]] = {}
    read: dict[str, Rendering] = {}
    types, kinds = quotes["speaker_type"].tolist(), quotes["kind"].tolist()
    for row, (words, kind) in enumerate(zip(quotes["text"].tolist(), kinds, strict=True)):
        if kind == "not_speech":
            continue
        rendering = read.get(words)
        if rendering is None:
            rendering = read[words] = read_rendering(words)
        key = rendering.words, speakers[row] or "", kind in schema.OWN_WORDS
        seen.setdefault(key, []).append(row)
    # The order is that of the words alone, so that it does not depend on the order of articles.
    keys = sorted(seen, key=lambda key: (-len(seen[key]), -len(key[0]), key))
    texts, articles = quotes["text"].tolist(), quotes["article_id"].tolist()
    forms = []
    of_row: list[int | None] = [None] * len(texts)
    for number, key in enumerate(keys):
        rows = seen[key]
        is_person = any(types[row] == "person" for row in rows)
        forms.append(
            Form(
                read[texts[rows[0]]], key[1] or None, is_person, key[2], frozenset(articles[row] for row in rows), rows
            )
        )
        for row in rows:
            of_row[row] = number
    return forms, of_row


def _gather(forms: list[Form], weights: Weights, keys: Keys, screen: Screen) -> list[Utterance]:
    """Return the utterances that wordings alone make, each led by its most printed and longest wording."""
    found: list[Utterance] = []
    home: dict[int, int] = {}
    exact: dict[tuple, list[int]] = {}
    index = Index(keys.size)
    # The index holds each number many times: one list of them lies together in memory, which makes counting faster.
    for number, form in zip(list(range(len(forms))), forms, strict=True):
        own = keys[number]
        candidates = dict.fromkeys((*exact.get(form.rendering.words, ()), *index.look_up(own, LEAST_SHARED)))
        best = None
        for other in screen.keep(number, candidates, LOOSE.likeness):
            utterance = found[home[other]]
            link = _judge(form, forms[other], utterance, weights, best[0].likeness if best and best[0].sure else 0.0)
            if not link or (best and (link.sure, link.likeness) <= (best[0].sure, best[0].likeness)):
                continue
            if utterance.fits(other, find_parts(forms[other].rendering, form.rendering, weights)):
                best = link, other
                if link.sure and link.likeness > PLAIN:
                    break
        if best is None:
            home[number] = len(found)
            found.append(Utterance(number, forms))
            leads = True
        else:
            link, other = best
            home[number] = home[other]
            leads = found[home[other]].add(number, link, forms, other, weights)
        if leads:
            index.add(number, own)
            exact.setdefault(form.rendering.words, []).append(number)
    return found


def _judge(one: Form, other: Form, utterance: Utterance, weights: Weights, least: float) -> Link | None:
    """Return what ties a wording to an utterance that another leads, or None; it may be None below a likeness."""
    twice = len(one.articles) == 1 and one.articles == other.articles
    if one.speaker and one.speaker in utterance.speakers:
        return _judge_same_speaker(one, other, twice, weights, least)
    if not (one.own or other.own):
        bar, reason = REPORTED, "same words of a report"
    elif one.speaker and utterance.speakers and one.is_person and other.is_person:
        bar, reason = OTHERS, "same words, another speaker"
        if twice:
            return None
    else:
        bar, reason = UNNAMED if one.own and other.own else HALF, "same words"
    exact = one.rendering.words == other.rendering.words
    shared = len(one.rendering.unique.keys() & other.rendering.unique.keys())
    if bar is OTHERS and one.own and other.own and (exact or _is_run(one.rendering, other.rendering, shared)):
        likeness, weight, _ = compare(one.rendering, other.rendering, weights, 0.0)
        if weight >= EXACT:
            # Word for word, and one of two names is wrong: surely where they are of one surname, else to be checked.
            sure = (exact and weight >= bar.weight) or _surname(one.speaker) in map(_surname, utterance.speakers)
            return Link(1.0 if exact else likeness, sure, reason)
    # No word weighs more than 2: mostly a count is enough to say no.
    if not exact and 2 * shared < bar.weight - 2:
        return None
    likeness, weight, _ = compare(one.rendering, other.rendering, weights, max(bar.likeness, least))
    likeness = 1.0 if exact else likeness
    return Link(likeness, True, reason) if likeness >= bar.likeness and weight >= bar.weight else None


def _is_run(one: Rendering, other: Rendering, shared: int) -> bool:
    """Return whether most words of the shorter of two wordings stand in the other in one run: *It is* before them."""
    least = min(len(one.words), len(other.words))
    if shared < FEW or shared < RUN * min(len(one.unique), len(other.unique)) or least < LONG:
        return False
    return _have_run(one.words, other.words, max(LONG, round(RUN * least)))


def _is_inside(one: Rendering, other: Rendering) -> bool:
    """Return whether all words of the shorter of two wordings stand in the other in one run: *I know that* before."""
    size = min(len(one.words), len(other.words))
    if size < INSIDE.likeness:
        return False
    # "the numbers" and "the number"
    same = len(one.words) == len(other.words) and one.stems == other.stems
    return same or _have_run(one.words, other.words, size)


def _have_run(one: tuple[str, ...], other: tuple[str, ...], size: int) -> bool:
    """Return whether two wordings have a run of so many words in common."""
    runs = {one[start : start + size] for start in range(len(one) - size + 1)}
    return any(other[start : start + size] in runs for start in range(len(other) - size + 1))


def _surname(name: str) -> str:
    return name.rpartition(" ")[2].casefold()


def _judge_same_speaker(one: Form, other: Form, twice: bool, weights: Weights, floor: float) -> Link | None:
    """Return what ties two wordings of one speaker, `twice` if one article prints both, or None."""
    bar = TWICE if twice else SAME
    low, high = sorted(len(each.rendering.unique) for each in (one, other))
    least = max(bar.likeness, SHORT if low <= FEW else SHORTISH if low <= SOME else 0.0)
    least = max(least, CUT) if high > CUT_FROM * low else least
    loose = max(LOOSE.likeness, least - 0.1)
    likeness, weight, shared = compare(
        one.rendering, other.rendering, weights, max(floor, least if twice else min(least, loose))
    )
    if one.rendering.words == other.rendering.words:
        likeness = 1.0
        if shared < 2:
            return Link(1.0, False, "same speaker, same word") if shared else None
    if not twice and likeness > PLAIN and weight >= INSIDE.weight and _is_inside(one.rendering, other.rendering):
        return Link(likeness, shared > 1, "same speaker, same words")
    if likeness >= least and weight >= bar.weight:
        sure = shared > 2 or holds(one.rendering, other.rendering)
        return Link(likeness, sure, "same speaker, same words")
    if not twice and likeness >= loose and weight >= LOOSE.weight:
        return Link(likeness, False, "same speaker, some of the words")
    return None


def _join_reworded(
    found: list[Utterance],
    forms: list[Form],
    rows: list[tuple[str, int]],
    weights: Weights,
    keys: Keys,
    screen: Screen,
) -> list[Utterance]:
    """Return the utterances with those brought together that no wording alone brings: one level, nothing in chains."""
    articles = [frozenset().union(*(forms[form].articles for form in each.links)) for each in found]
    ties = _tie_likest(found, forms, articles, weights, keys, screen)
    for low, high in _neighbours(found, forms, rows, articles):
        link = _judge_neighbours(found[low], found[high], forms, articles[low] & articles[high], weights)
        if link and (link.sure or (low, high) not in ties):
            ties[low, high] = link
    gone: set[int] = set()
    kept: set[int] = set()
    for (low, high), link in sorted(ties.items(), key=lambda tie: (not tie[1].sure, -tie[1].likeness, tie[0])):
        if low in gone or high in gone or high in kept:
            continue
        for form, own in found[high].links.items():
            found[low].links[form] = link if own.reason is None else own._replace(sure=own.sure and link.sure)
        gone.add(high)
        kept.add(low)
    return [utterance for number, utterance in enumerate(found) if number not in gone]


def _tie_likest(
    found: list[Utterance],
    forms: list[Form],
    articles: list[frozenset],
    weights: Weights,
    keys: Keys,
    screen: Screen,
) -> dict[tuple[int, int], Link]:
    """Return pairs of utterances of one speaker in two articles that are each other's likest, to be checked."""
    spoken = [(number, speaker) for number, utterance in enumerate(found) for speaker in sorted(utterance.speakers)]
    leaders = [min(utterance.links) for utterance in found]
    speakers = Numbers()
    keys = keys.within([leaders[number] for number, _ in spoken], [speakers[speaker] for _, speaker in spoken])
    index = Index(keys.size)
    for place, (number, _) in enumerate(spoken):
        index.add(number, keys[place])
    near: defaultdict[int, set[int]] = defaultdict(set)
    for place, (number, _) in enumerate(spoken):
        near[number].update(index.look_up(keys[place]))
    best: dict[int, tuple] = {}
    number_of = {leader: number for number, leader in enumerate(leaders)}
    for number, others in near.items():
        one = forms[leaders[number]].rendering
        apart = [leaders[other] for other in sorted(others - {number}) if articles[number].isdisjoint(articles[other])]
        for leader in screen.keep(leaders[number], apart, WEAK.likeness):
            other, there = number_of[leader], forms[leader].rendering
            likeness, weight, shared = compare(one, there, weights, WEAK.likeness)
            told = likeness * weight, likeness, -other
            if shared > 1 and likeness >= WEAK.likeness and told[0] >= WEAK.weight and told > best.get(number, (0,)):
                best[number] = told
    reason = "same speaker, likest of their quotes"
    return {
        (number, other): Link(likeness, False, reason)
        for number, (_, likeness, behind) in best.items()
        if (other := -behind) > number and best.get(other, (0, 0, 1))[2] == -number
    }


def _neighbours(
    found: list[Utterance], forms: list[Form], rows: list[tuple[str, int]], articles: list[frozenset]
) -> list[tuple[int, int]]:
    """Return pairs of utterances of one speaker that stand on one side of a third, or beside each other."""
    home = {
        row: number for number, utterance in enumerate(found) for form in utterance.links for row in forms[form].rows
    }
    speeches: defaultdict[tuple, list[int]] = defaultdict(list)
    for form in forms:
        if form.speaker:
            for row in form.rows:
                speeches[rows[row][0], form.speaker].append(row)
    beside: defaultdict[tuple[int, int], set] = defaultdict(set)
    for speech in speeches.values():
        order = [home[row] for row in sorted(speech, key=lambda row: rows[row][1])]
        for place, number in enumerate(order):
            for other in order[place + 1 : place + 1 + WINDOW]:
                if other != number:
                    beside[number, 1].add(other)
                    beside[other, -1].add(number)
    pairs = set()
    for (number, _), others in beside.items():
        if len(articles[number]) > 1:
            near = sorted(others)[:NEIGHBOURS]
            pairs |= {pair for pair in combinations(near, 2) if not articles[pair[0]] & articles[pair[1]]}
            pairs |= {(min(number, other), max(number, other)) for other in near}
    return sorted(pairs)


def _judge_neighbours(
    one: Utterance, other: Utterance, forms: list[Form], both: frozenset, weights: Weights
) -> Link | None:
    """Return what ties two utterances of one speaker whose quotes stand next to each other, or None."""
    best = None
    for left in one.leaders:
        for right in other.leaders:
            pair = forms[left], forms[right]
            texts = pair[0].rendering, pair[1].rendering
            if not one.fits(left, find_parts(*texts, weights)) or not other.fits(
                right, find_parts(*texts[::-1], weights)
            ):
                continue
            # Parts of one statement: what one article cuts in two, another prints as one.
            if both and len(pair[0].articles | pair[1].articles) < 2:
                continue
            likeness, weight, shared = compare(*texts, weights, LEAST)
            long = max(len(each.unique) for each in texts) > TWO_FOLD * min(len(each.unique) for each in texts)
            if shared > 2 and not long and likeness >= LEAST and likeness * weight >= NEXT:
                sure = likeness * weight >= (PART_SURE if both else NEXT_SURE)
                link = Link(likeness, sure, "same speaker, some of the words, next to the same quote")
            elif shared and not both and is_same_build(*texts):
                link = Link(likeness, False, "same speaker, same build, next to the same quote")
            else:
                continue
            if best is None or (link.sure, link.likeness) > (best.sure, best.likeness):
                best = link
    return best


def _marked(quotes: pd.DataFrame, found: list[Utterance], forms: list[Form], weights: Weights) -> set[int]:
    """Return the rows without marks whose words another article prints between marks."""
    kinds, articles = quotes["kind"].tolist(), quotes["article_id"].tolist()
    marked = set()
    for utterance in found:
        printed = {}  # wording between marks → articles that print it, two at most
        for form in sorted(utterance.links):
            where = {articles[row]: None for row in forms[form].rows if kinds[row] in MARKED}
            if where and len(printed) < PRINTINGS:
                printed[form] = list(where)[:2]
        for form in utterance.links if printed else ():
            bare = [row for row in forms[form].rows if kinds[row] not in MARKED]
            if not bare:
                continue
            where = {
                article
                for other, places in printed.items()
                if compare(forms[form].rendering, forms[other].rendering, weights)[0] >= MARKED_BAR
                for article in places
            }
            marked |= {row for row in bare if where - {articles[row]}}
    return marked


def _columns(
    quotes: pd.DataFrame, speakers: list, found: list[Utterance], forms: list[Form], of_row: list, weights: Weights
) -> pd.DataFrame:
    """Return the quotes with the columns that aligning adds."""
    home = {form: number for number, utterance in enumerate(found) for form in utterance.links}
    marked = _marked(quotes, found, forms, weights)
    names: dict[int, str] = {}
    cells = []
    for row, form in enumerate(of_row):
        if form is None:
            cells.append((speakers[row], None, None, True, None, False))
            continue
        utterance = found[home[form]]
        name = names.setdefault(home[form], f"u{len(names) + 1}")
        link = utterance.links[form]
        if link.reason is None:  # the leader is as sure as the best of those that follow it, its own reprints too
            links = [each for each in utterance.links.values() if each.reason]
            links += [Link(1.0, True, "same words")] if len(forms[form].rows) > 1 else []
            link = max(links, key=lambda each: (each.sure, each.likeness), default=link)
        alone = link.reason is None
        cells.append((speakers[row], name, None if alone else link.likeness, link.sure, link.reason, row in marked))
    return by_hand.finish("quotes", quotes, cells)

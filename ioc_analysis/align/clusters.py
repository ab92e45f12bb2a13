"""Clusters: the printed forms of names, brought together where they can only be one person's, body's or place's.

Floor 3. In stages, surest first; within a stage in an order that does not depend on the articles'. A form joins only if
it contradicts none of those already there, and only if no second cluster could be meant. Out of scope: how two names
compare (`people`, `bodies`), what the table of mentions is given (`entities`).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..english import sounds
from . import bodies, people
from .people import FATHER, GUESS, SAME, SHORTER, SPELLING, Person

KINDS = {"person": "person", "organisation": "body", "group": "body", "place": "place"}
ALIAS, ACRONYM, INITIALS = "alias table", "acronym, explained in an article", "acronym, by its letters"
ALONE, UNTYPED = "surname alone, only one fits", "same name, type not known"
# A word that this many times as many articles print alone as print the full name is not that person's surname.
COMMON = 3
SURE = frozenset((SAME, SPELLING, SHORTER, ALIAS, ACRONYM))


def kind_of(kind: object) -> str:
    """Return the kind of name that a type of the tables means: person, body, place, or nothing known."""
    return KINDS.get(kind, "") if isinstance(kind, str) else ""


@dataclass(slots=True)
class Form:
    """One printed form of a name, over all articles that print it."""

    name: str
    kind: str
    articles: set = field(default_factory=set)


@dataclass(slots=True)
class Member:
    """A form in its cluster: how like the fullest form it is, 0 to 1, whether that is sure, and what it rests on."""

    form: Form
    similarity: float
    sure: bool
    reason: str


@dataclass(slots=True)
class Cluster:
    """The forms of one entity; `name` is its fullest one, or the main name of the alias table."""

    name: str
    kind: str
    members: list[Member]
    people: list[Person] = field(default_factory=list)
    guessed: set[Person] = field(default_factory=set)
    label: str = ""

    @property
    def articles(self) -> set:
        """Return the articles that name it."""
        return set().union(*(member.form.articles for member in self.members))

    def order(self) -> tuple:
        """Return what puts clusters of one name in order: the most often named first."""
        return -len(self.articles), min(map(str, self.articles)), self.kind

    def join(self, other: "Cluster", similarity: float, reason: str) -> None:
        """Take the forms of another cluster in; where that is a guess, the commoner name stays the name of both."""
        if reason == GUESS and len(other.articles) > len(self.articles):
            self.name = other.name
        for member in other.members:
            weaker = member.reason in SURE and member.sure
            self.members.append(
                Member(
                    member.form,
                    round(min(similarity, member.similarity), 3),
                    member.sure and reason in SURE,
                    reason if weaker else member.reason,
                )
            )
        self.people = sorted({*self.people, *other.people})
        self.guessed |= other.guessed | (set(other.people) if reason == GUESS else set())


def merge(forms: list[Form], table: dict[str, tuple[str, str]], explained: dict[str, set[str]]) -> list[Cluster]:
    """Return the clusters of all forms."""
    forms = sorted(forms, key=lambda form: (form.name, form.kind))
    clusters = _same_names(forms, table)
    persons = [cluster for cluster in clusters if cluster.kind == "person"]
    others = [cluster for cluster in clusters if cluster.kind != "person"]
    full = _full_names([cluster for cluster in persons if len(cluster.people[0].parts) > 1])
    others = _untyped(_acronyms(_spellings(others), explained), full)
    single = [cluster for cluster in persons if len(cluster.people[0].parts) == 1]
    return full + _surnames(single, full) + others


def _same_names(forms: list[Form], table: dict[str, tuple[str, str]]) -> list[Cluster]:
    """Bring together what is one name but for spelling and style, or by the alias table; types are kept apart."""
    groups: dict[tuple, list[tuple[Form, str, str]]] = defaultdict(list)
    for form in forms:
        known = bodies.alias(form.name, table)
        kind, name, reason = form.kind, form.name, SAME
        if known and form.kind in ("", kind_of(known[1])):
            kind, name, reason = kind_of(known[1]), known[0], SAME if known[0] == form.name else ALIAS
        if kind == "person":
            person = people.parse(name)
            key = " ".join(filter(None, (*person.parts, person.suffix)))
        else:
            key = name if bodies.is_acronym(name) and len(name) < 5 else bodies.plain(name)
        groups[key, kind].append((form, name, reason))
    # A name without type is the one that has a type elsewhere, the commonest where there are two.
    kinds: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for (key, kind), group in groups.items():
        if kind:
            kinds[key].append((-len(set().union(*(form.articles for form, _, _ in group))), kind))
    clusters = []
    for (key, kind), group in sorted(groups.items()):
        if not kind and key in kinds:
            continue
        if kind and min(kinds[key])[1] == kind:
            group = group + [(form, name, UNTYPED) for form, name, _ in groups.get((key, ""), ())]
        clusters.append(_cluster(kind, group))
    return clusters


def _cluster(kind: str, group: list[tuple[Form, str, str]]) -> Cluster:
    """Build a cluster of forms that are one name."""
    members = [Member(form, 1.0, reason in SURE or reason == UNTYPED, reason) for form, _, reason in group]
    name = _fullest(((name, form) for form, name, _ in group), kind)
    found = [people.parse(name)] if kind == "person" else []
    return Cluster(name, kind, members, found)


def _fullest(names: Iterable[tuple[str, Form]], kind: str) -> str:
    """Return the fullest of several names, of them the commonest, of them the first in the alphabet."""
    counts: dict[str, set] = defaultdict(set)
    for name, form in names:
        counts[name] |= form.articles
    full = {name: _weight(people.parse(name)) if kind == "person" else 0.0 for name in counts}
    return min(counts, key=lambda name: (-full[name], -len(counts[name]), name))


def _weight(person: Person) -> float:
    """Return how full a name is: a word is one, an initial a half, Jr. a quarter; a name printed twice over is one."""
    if len(set(person.parts)) < len(person.parts):
        return 1.0
    return sum(1.0 if len(part) > 1 else 0.5 for part in person.parts) + bool(person.suffix) / 4


def _likeness(one: Person, other: Person, apart: float) -> float:
    """Return how like two names are: by sound, and by the part of the longer that the shorter has."""
    letters = max(sum(map(len, one.parts)), sum(map(len, other.parts)))
    parts = sorted((len(one.parts), len(other.parts)))
    return max(0.0, 1 - apart / letters) * (1 + parts[0] / parts[1]) / 2


# People


def _full_names(clusters: list[Cluster]) -> list[Cluster]:
    """Bring together the spellings of people's names of two words or more, then their shorter forms."""
    edges = _edges(clusters)
    printed = [cluster.people[0] for cluster in clusters]
    home = dict(enumerate(clusters))
    inside = {id(cluster): [place] for place, cluster in enumerate(clusters)}

    def join(one: Cluster, other: Cluster, likeness: float, reason: str) -> None:
        one.join(other, likeness, reason)
        for place in inside[id(other)]:
            home[place] = one
        inside[id(one)] += inside.pop(id(other))

    spelled = [(apart, pair) for pair, (apart, reason) in edges.items() if reason in (SAME, SPELLING)]
    for apart, (left, right) in sorted(spelled):
        one, other = sorted((home[left], home[right]), key=_rank)
        if one is not other and _agree(one, other):
            likeness = _likeness(printed[left], printed[right], apart)
            join(one, other, likeness, edges[left, right][1])
    near: dict[int, list[int]] = defaultdict(list)
    for left, right in edges:
        near[left].append(right)
        near[right].append(left)
    for short in sorted({id(cluster): cluster for cluster in home.values()}.values(), key=_rank):
        fits = {}
        for here in inside[id(short)]:
            for there in near[here]:
                long = home[there]
                if long is not short and _rank(long) < _rank(short) and _agree(long, short):
                    apart, reason = edges[min(here, there), max(here, there)]
                    likeness = _likeness(printed[here], printed[there], apart)
                    fits[id(long)] = max(fits.get(id(long), ()), (reason in SURE, likeness, reason, there))
        if len(fits) == 1:
            (_, likeness, reason, there) = next(iter(fits.values()))
            join(home[there], short, likeness, reason)
    return list({id(cluster): cluster for cluster in home.values()}.values())


def _rank(cluster: Cluster) -> tuple:
    """Return what puts the fuller name, then the commoner one first; the name breaks ties."""
    return -max(map(_weight, cluster.people)), -len(cluster.articles), cluster.name


def _edges(clusters: list[Cluster]) -> dict[tuple[int, int], tuple[float, str]]:
    """Return the pairs of full names that can be one person's, with how far apart they are and why."""
    blocks: dict[tuple, list[int]] = defaultdict(list)
    for place, cluster in enumerate(clusters):
        for key in people.keys(cluster.people[0]):
            blocks[key].append(place)
    found: dict[tuple[int, int], tuple[float, str]] = {}
    for block in blocks.values():
        for number, left in enumerate(block):
            for right in block[number + 1 :]:
                if (left, right) not in found:
                    link = people.compare(clusters[left].people[0], clusters[right].people[0])
                    if link and link[1] != FATHER:
                        found[left, right] = link
    return found


def _agree(one: Cluster, other: Cluster) -> bool:
    """Tell whether no name of the one contradicts one of the other.

    A father and his Jr. are two where an article names both; elsewhere the suffix is often left out.
    """
    if not one.articles.isdisjoint(other.articles):
        suffixes = [{person.suffix for person in cluster.people} for cluster in (one, other)]
        if suffixes[0] != suffixes[1]:
            return False
    firm = [[person for person in cluster.people if person not in cluster.guessed] for cluster in (one, other)]
    return all(people.compare(left, right) for left in firm[0] for right in firm[1])


def _surnames(single: list[Cluster], full: list[Cluster]) -> list[Cluster]:
    """Give each surname alone to the only full name that fits; the others stay on their own."""
    index: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in full:
        parts = {part for person in cluster.people for part in (person.parts[0], person.parts[-1])}
        for key in {sounds.skeleton(part) for part in parts}:
            index[key].append(cluster)
    left = []
    for cluster in sorted(single, key=_rank):
        fits: dict[float, list[Cluster]] = defaultdict(list)
        for long in index.get(sounds.skeleton(cluster.people[0].parts[0]), ()):
            apart = _alone(cluster, long)
            if apart is not None:
                fits[apart].append(long)
        nearest = fits[min(fits)] if fits else []
        if len(nearest) == 1:
            long = nearest[0]
            long.join(cluster, _likeness(cluster.people[0], people.parse(long.name), min(fits)), ALONE)
        else:
            left.append(cluster)
    return left


def _alone(single: Cluster, full: Cluster) -> float | None:
    """Return how far apart a surname alone and a full name's are; None if it is another or no surname."""
    short = single.people[0]
    if not people.is_surname(short) or len(single.articles) > COMMON * len(full.articles):
        return None
    apart = [people.ends(short, person) for person in full.people]
    apart += [0.5 for person in full.people if people.begins(short, person)]
    return min((value for value in apart if value is not None), default=None)


# Organisations, groups, places, and names of which nothing tells the type


def _spellings(clusters: list[Cluster]) -> list[Cluster]:
    """Bring together the spellings of names of several words from another alphabet."""
    blocks: dict[tuple, list[Cluster]] = defaultdict(list)
    kept = []
    for cluster in sorted(clusters, key=Cluster.order):
        key = bodies.skeleton(cluster.name)
        for other in blocks[key, cluster.kind] if key else ():
            apart = bodies.alike(cluster.name, other.name)
            if apart is not None:
                other.join(cluster, 1 - apart / len(cluster.name), SPELLING)
                break
        else:
            kept.append(cluster)
            if key:
                blocks[key, cluster.kind].append(cluster)
    return kept


def _acronyms(clusters: list[Cluster], explained: dict[str, set[str]]) -> list[Cluster]:
    """Give an acronym alone to the one name that an article explains it by, or else to the only one of its letters."""
    named = {member.form.name: cluster for cluster in clusters for member in cluster.members}
    lettered: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        lettered[bodies.initials(cluster.name)].append(cluster)
    kept = []
    for cluster in clusters:
        letters = cluster.name.replace(".", "")
        if not bodies.is_acronym(cluster.name):
            kept.append(cluster)
            continue
        meant = {id(named[name]): named[name] for name in explained.get(cluster.name, ()) if name in named}
        reason = ACRONYM
        if not meant and len(letters) > 2:
            meant, reason = {id(long): long for long in lettered.get(letters, ())}, INITIALS
        long = next(iter(meant.values())) if len(meant) == 1 else None
        if long and long is not cluster and (long.kind == cluster.kind or "" in (long.kind, cluster.kind)):
            long.join(cluster, 1.0, reason)
            long.kind = long.kind or cluster.kind  # so that no acronym of another type joins it
        else:
            kept.append(cluster)
    return kept


def _untyped(others: list[Cluster], full: list[Cluster]) -> list[Cluster]:
    """Give names of two words or more without a type to the only person whose full name they can be."""
    index: dict[tuple, list[Cluster]] = defaultdict(list)
    for cluster in full:
        for key in set().union(*map(people.keys, cluster.people)):
            index[key].append(cluster)
    kept = []
    for cluster in others:
        person = people.parse(cluster.name)
        fits = []
        if not cluster.kind and len(person.parts) > 1:
            near = {id(long): long for key in sorted(people.keys(person)) for long in index.get(key, ())}
            fits = [
                (long, link)
                for long in near.values()
                if (link := people.compare(person, people.parse(long.name))) and link[1] not in (GUESS, FATHER)
            ]
        if len(fits) == 1:
            (long, (apart, _)) = fits[0]
            long.join(cluster, _likeness(person, people.parse(long.name), apart), UNTYPED)
        else:
            kept.append(cluster)
    return kept

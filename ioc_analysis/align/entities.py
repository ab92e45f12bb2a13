"""Entities: who is who over all articles: one id for one person, organisation, group or place.

Floor 3. The place where identities are made: quotes take theirs from here (`speaker_ids`). Own rules. Names are
compared only within blocks of one sound skeleton, so the work grows with the number of different names.
Out of scope: which words of an article are a name (`names`), how two names compare (`people`, `bodies`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from .. import schema
from . import bodies, by_hand
from .clusters import Cluster, Form, kind_of, merge

TYPES = {"person": "person", "body": "organisation", "place": "place", "": "name"}


class Identity(NamedTuple):
    """Who one row names: `id` (None if nobody), likeness to the fullest form, whether it is sure, and why."""

    id: str | None
    similarity: float | None
    sure: bool
    reason: str | None


NOBODY = Identity(None, None, False, None)


def align_names(mentions: pd.DataFrame, *, aliases: str | None = None) -> pd.DataFrame:
    """Return the mentions with who is who over all articles: the same rows, in their order, and four columns more.

    Added are `entity_id`, `similarity` (to the fullest form, 0 to 1), `sure` (False: to be checked by eye) and `reason`
    (what the link rests on; missing for a form that is alone). `entity_id` is the fullest form of the name (the
    commonest of them, where there are several). Two who share it are numbered (*Ada Quist*, *Ada Quist 2*) or, if they
    are of different types, told apart by them (*Jordan (place)*).

    These are one: spellings of one romanised name (Qasim al-Araji, Qassem al-Aaraji); a name with and without title,
    middle name, initial or particle; names that the alias table gives one main name; an acronym and the one name that
    an article explains it by. A surname alone is the only full name that fits, else it stays on its own; so does a
    shorter name that fits two people. Names of different types are never one, nor are people whose given names,
    initials or Jr. and Sr. contradict one another. What rests on no more than that nothing else fits is not `sure`.

    Parameters
    ----------
    mentions
        As extracted, of all articles that are to be compared.
    aliases
        Path of a table of your own with the columns of `lexicons/aliases.csv` (`read_lexicon("aliases")`); its rows are
        used beside the package's, and win where both have a term.

    Raises SchemaError if the table is not one of mentions, LexiconError if a table of your own cannot be read.

    Notes
    -----
    Two people of the same full name are one here, as are two articles' errors: the type is the extractor's. Family name
    and given name are taken in the order printed. Without any full name, one surname is one entity.

    References
    ----------
    Own rules; the idea of a consonant skeleton is Soundex's (Russell 1918) and its successors'.

    """
    mentions = schema.check(mentions, "mentions")
    rows = list(schema.rows(mentions, ["article_id", "entity", "entity_type"]))
    explained: dict[str, set[str]] = defaultdict(set)
    for variant, name in schema.rows(mentions, ["variant", "entity"]):
        named = isinstance(variant, str) and isinstance(name, str)
        # An acronym that is a word of the name explains nothing: "HWU" of "HWU Office".
        if named and bodies.is_acronym(variant) and variant not in name.split():
            explained[variant].add(name)
    return by_hand.finish("mentions", mentions, _identities(rows, aliases, explained))


def identify(rows: Sequence[tuple], *, aliases: str | None = None) -> list[str | None]:
    """Return the entity id of each row (article_id, name, type), in their order.

    `name` is the fullest form in its article (an `entity` or `speaker_name`); where it is missing, so is the id.
    `type` is person, organisation, group, place, or anything else for not known. The ids do not depend on the order
    of the rows.

    >>> identify([("a", "Qasim al-Araji", "person"), ("b", "Qassem al-Aaraji", "person"), ("c", "al-Araji", "person")])
    ['Qasim al-Araji', 'Qasim al-Araji', 'Qasim al-Araji']
    """
    return [found.id for found in _identities(rows, aliases, {})]


def speaker_ids(quotes: pd.DataFrame, names: pd.DataFrame | None = None) -> list[str | None]:
    """Return the entity id of each quote's speaker, None for one that is not named.

    With `names`, a table that `align_names` gave, the ids are its own (joined on article and name); without it the
    speakers' names are aligned among themselves. Several who speak as one (*Ada Quist and Nils Aune*) are the ids of
    all of them, joined by *and* in the order of the alphabet.
    """
    columns = [quotes[name].tolist() for name in ("article_id", "speaker_name", "speaker_type")]
    known: dict[tuple[str, str], str] = {}
    people: dict[tuple[str, str], str] = {}
    if names is not None:
        names = schema.check(names, "mentions", aligned=True)
        for article, name, kind, found in schema.rows(names, ["article_id", "entity", "entity_type", "entity_id"]):
            if isinstance(found, str):
                known[article, name] = found
                if kind == "person":
                    people[article, name] = found
        known |= _surnames_that_speak(zip(*columns, strict=True), known, people)
    rows, owners = [], []
    for number, (article, name, kind) in enumerate(zip(*columns, strict=True)):
        if not isinstance(name, str) or kind == "unnamed":
            continue
        parts = name.split(" and ") if kind == "person" else [name]
        for part in [name] if (article, name) in known else parts:
            rows.append((article, part, kind))
            owners.append(number)
    found = [known.get((article, name)) for article, name, _ in rows]
    # Who is not in the table of names is aligned with those who are.
    if None in found:
        extra = [] if names is None else list(schema.rows(names, ["article_id", "entity", "entity_type"]))
        made = identify(rows + extra)
        found = [here or there for here, there in zip(found, made, strict=False)]
    ids: list[list[str]] = [[] for _ in range(len(quotes))]
    for number, name in zip(owners, found, strict=True):
        ids[number].append(name)
    return [" and ".join(sorted(set(several))) if several else None for several in ids]


def _surnames_that_speak(
    spoken: Iterable[tuple], known: dict[tuple[str, str], str], people: dict[tuple[str, str], str]
) -> dict[tuple[str, str], str]:
    """Return the id of each surname alone that no article shows to be a person's but by speaking: "Quist says".

    It is the id of the only person named in full whose surname it can be; `people` are the names of people.
    """
    alone = {
        (article, name)
        for article, name, kind in spoken
        if kind == "person"
        and isinstance(name, str)
        and " " not in name
        and (article, name) in known
        and (article, name) not in people
    }
    if not alone:
        return {}
    words = {name for _, name in alone}
    full = [key for key in people if " " in key[1] and key[1].rpartition(" ")[2] in words]
    singles = sorted(alone)
    made = identify([(article, name, "person") for article, name in [*singles, *full]])
    meant: dict[str, set[str]] = {}
    for label, key in zip(made[len(singles) :], full, strict=True):
        meant.setdefault(label, set()).add(people[key])
    return {
        key: next(iter(meant[label]))
        for key, label in zip(singles, made, strict=False)
        if len(meant.get(label, ())) == 1
    }


def _identities(rows: Iterable[tuple], aliases: str | None, explained: dict[str, set[str]]) -> list[Identity]:
    """Return who each row names; `explained` are acronyms with the names that articles give them."""
    table = bodies.alias_table(aliases)
    forms: dict[tuple, Form] = {}
    keys: list[tuple | None] = []
    for article, name, kind in rows:
        if not isinstance(name, str) or not name.strip():
            keys.append(None)
            continue
        key = (name, kind_of(kind))
        if key not in forms:
            forms[key] = Form(*key)
        forms[key].articles.add(article)
        keys.append(key)
    clusters = merge(list(forms.values()), table, explained)
    _label(clusters)
    found: dict[tuple, Identity] = {}
    for cluster in clusters:
        alone = len({member.form.name for member in cluster.members}) == 1
        in_one = alone and len(cluster.articles) == 1
        for member in cluster.members:
            reason = None if in_one else "same name" if alone else member.reason
            found[member.form.name, member.form.kind] = Identity(cluster.label, member.similarity, member.sure, reason)
    return [NOBODY if key is None else found[key] for key in keys]


def _label(clusters: list[Cluster]) -> None:
    """Give each cluster its id: the fullest form, with type or number where several share it."""
    same: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        same[cluster.name].append(cluster)
    for name, group in same.items():
        kinds = Counter(cluster.kind for cluster in group)
        seen: Counter = Counter()
        for cluster in sorted(group, key=Cluster.order):
            seen[cluster.kind] += 1
            label = name if len(kinds) == 1 else f"{name} ({TYPES[cluster.kind]})"
            cluster.label = label if seen[cluster.kind] == 1 else f"{label} {seen[cluster.kind]}"

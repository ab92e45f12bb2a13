"""Harm words: the verbs and nouns of harm from their table, and the words that say that no one is harmed.

Floor 1 (above `lexicon`). Out of scope: what stands around them (`harmed`, `harm`).
"""

from functools import cache
from typing import NamedTuple

from .. import lexicon

REACH = 12  # tokens between a passive and its "by"
# What one may attack, kill, storm or shoot without harm: attack a plan, shoot a film.
THINGS = frozenset(
    "plan plans bill policy policies idea ideas record decision strategy proposal film video movie scene "
    "scenes footage photo photos picture pictures glance order orders warrant warrants code contract agreement "
    "program programme deal rumour rumor rumours rumors hopes dream dreams budget legislation measure "
    "credibility character press media hoops basket time mood joke messenger engine engines trade turn turns "
    "project videos campaign campaigns mission missions operation operations run runs spree sprees rampage incident "
    "incidents case cases plot plots attack attacks raid raids charge charges trial trials suspect suspects range "
    "ranges machine machines field fields ground grounds season victory way ways talks negotiations motion "
    "amendment treaty issue issues stance view views argument arguments support opposition motives motive reputation "
    "integrity critics candidacy nomination duty duties task tasks orders gun guns firearm firearms weapon weapons "
    "bullet bullets round rounds rifle rifles arrow arrows flare flares problem problems response".split()
)
# Verbs whose harm may be words: attack the mayor for her budget. Who speaks or writes harms nobody.
VERBAL = frozenset(("attack", "attacks", "attacked", "attacking", "assail", "slam"))
WORDED = frozenset(
    "ad ads advert adverts advertisement advertisements statement letter speech tweet tweets column editorial op-ed "
    "article book post posts message report".split()
)
# Who plans to attack may attack; open to attack, response to attack: the noun.
INTENDING = frozenset(
    "plan plans planned planning want wants wanted try tries tried trying threaten threatens threatened threatening "
    "vow vows vowed vowing order ordered orders authorized authorised prepare prepares prepared preparing decide "
    "decides decided continue continues continued continuing begin begins began begun start started intend intends "
    "intended attempt attempts attempted attempting hope hoped hoping promise promised pledged pledge able ready "
    "going likely refuse refused agreed managed chose sought seek seeks seeking failed paid hired told sworn".split()
)
NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty dozens scores "
    "hundreds thousands himself herself itself themselves".split()
)
# Words between a verb and the number of those it harms: killed almost 40, up to 40, as many as 40.
ABOUT = frozenset("at least most more fewer less than about around some up to almost nearly only over as many".split())
GET = frozenset(("get", "gets", "got", "getting"))
LINKS = frozenset("after as amid before when while that since because until and but".split())
AMOUNTS = frozenset(
    "tens dozens scores hundreds thousands millions group groups number numbers members majority rest crew crews "
    "bodies hundred thousand million pair couple families half third quarter most many some all none one".split()
)
# A string of bombings is what the bombings are.
SERIES = frozenset("pair string series wave spate barrage hail volley flurry round rash".split())
# Attacks that are named after who made them: the Norlandish offensive.
MADE = ("attack", "strike", "raid", "offensive", "assault", "onslaught", "bombardment", "shelling")
AGO = frozenset(
    "today's yesterday's tonight's week's month's year's night's day's morning's evening's weekend's".split()
)
OWNING = ("'s", "’s")
# heart attack, political attack, terror attack trial: the noun is part of another, or words are meant.
NOT_BEFORE = frozenset(
    "heart panic anxiety asthma charm verbal personal ad counter sexual diplomatic legal data media marketing cyber "
    "twitter political partisan rhetorical".split()
)
# How something was done, behind "by", is nobody: by surprise, by mistake.
MANNER = frozenset(
    "surprise accident mistake force chance design default means law hand day night air sea land train car way "
    "stealth".split()
)
# A shot that is none: a cheap shot at her, a parting shot.
NO_SHOT = frozenset(
    "a an one cheap parting warning long big mug head screen moon hot tracking best last first second single free jump "
    "penalty bank one-time long-range flu".split()
)


# Behind a bombing: those whom it concerns, not whom one bombs.
CONCERNED = frozenset("victims survivors suspects scene scenes site sites".split())
# Who is shot at or bombarded with words is not harmed.
ASKING = frozenset("question questions criticism calls requests emails messages complaints letters reporters".split())


class Words(NamedTuple):
    """The harm words: by first word the further words, forms and class; and what is no person."""

    heads: dict[str, list[tuple[tuple[str, ...], frozenset[str], str]]]
    weapons: frozenset[str]


@cache
def words() -> Words:
    """Return the harm words of the lexicon."""
    forms: dict[tuple, set[str]] = {}
    for row in lexicon.load("harm"):
        forms.setdefault((row["term"], row["class"]), set()).add(row["form"])
    heads: dict[str, list] = {}
    for (term, group), kinds in forms.items():
        first, *rest = term.split()
        if acts := frozenset(kinds - {"weapon"}):
            heads.setdefault(first, []).append((tuple(rest), acts, group))
    for entries in heads.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return Words(heads, lexicon.terms("harm", "form", "weapon"))


@cache
def nations() -> frozenset[str]:
    """Return the adjectives of countries."""
    return lexicon.terms("demonyms", "class", "adjective") | {"US", "U.S", "U.S."}

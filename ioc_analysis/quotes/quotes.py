"""Quotes: who said what, in whose words: direct, mixed, indirect and unmarked speech of one text.

Floor 1, above `attributions` and `speakers`. One pass over the sentences, a quotation counting
as one sentence with what surrounds it. Out of scope: who is who across articles (`align_names`),
which statements are the same (`align_quotes`).
"""

from bisect import bisect_left
from dataclasses import replace
from operator import itemgetter

from ..codebook.found import OWN_WORDS
from ..english import phrases
from ..english.marks import outermost
from ..english.tokens import AUX, CAP, CUE, DET, ING, PAST, PUNCT, SUBJ, VERB
from ..names import scenes, speakers
from . import continued, layout, sources, terms
from .parts import Part, Stretch, find_parts

FIRST_PERSON = frozenset("i we our us my me i’m i'm we’re we're i’ve i've we’ve we've ours mine".split())


LEADS = frozenset(("but", "and", "that", "so", "yet", "or", "however"))  # before reported words, and none of them
FINITE = AUX | VERB | PAST
RELAYS = frozenset(("quoting", "relaying", "repeating", "citing", "echoing"))  # whose words are whose

# Verbs of saying proper: whatever says, adds or tells is a source.
PLAIN = frozenset(("say", "tell", "add", "write", "ask", "according to"))


def find_quotes(
    text: str, passages: list[tuple], sentences: list[tuple], names, marks: list[tuple] | None = None
) -> list[tuple]:
    """Return (start, end, kind, content_start, content_end, speaker, …, continues, method) of every quote.

    The columns are those of the quotes table of `schema`, in reading order.

    >>> from ioc_analysis.names.names import find_names
    >>> text = 'Mayor Ada Quist resigned. "I am tired," she said.'
    >>> spans = [(0, 25), (26, len(text))]
    >>> rows = find_quotes(text, [(0, len(text), "body")], spans, find_names(text, [(0, len(text), "body")], spans))
    >>> [(text[row[0] : row[1]], row[2], row[5], row[8]) for row in rows]
    [('I am tired,', 'direct', 'she', 'Ada Quist')]
    """
    tokens = names.tokens
    outer = outermost(names.marks if marks is None else marks)
    parts = find_parts(passages, sentences, outer, tokens)
    work = _Work(text, passages, names, parts)
    for number, part in enumerate(parts):
        work.read(number, part)
    continued.inherit(work)
    return work.rows()


# What these verbs take may be a noun: words of the source, but no statement of its own.
NOUNS = frozenset(("denying", "doubting", "judging", "naming", "complaining", "predicting", "thinking"))


class _Quote:
    """A row in the making: what is known of one quote before its speaker is settled."""

    __slots__ = tuple("start end kind content part place method source who cue origin continues negated".split())

    def __init__(self, start, end, kind, content, part, place, method):
        self.start, self.end, self.kind, self.content = start, end, kind, content
        self.part, self.place, self.method = part, place, method
        self.source = self.who = self.cue = self.origin = self.continues = None
        self.negated = False


class _Work:
    """The reading of one text: its quotes so far and the scene that resolves their speakers."""

    def __init__(self, text: str, passages: list[tuple], names, parts: list[Part]):
        self.text, self.passages, self.names, self.parts = text, passages, names, parts
        self.tokens = names.tokens
        self.quotes: list[_Quote] = []
        self.scene = scenes.open_scene(names, parts, passages)
        double = any(row[4] not in "'‘`" for row in names.marks)
        self.lost = not double  # no quotation marks at all: speech may have lost them
        self.spoken_unmarked = False

    def read(self, number: int, part: Part) -> None:
        """Find the quotes of one part."""
        if not part.stretches:
            if self.quotes and self.quotes[-1].part >= number - 2 and self._relays(part):
                return
            if not part.found:
                if self.spoken_unmarked or self.passages[part.passage][2] != "body":
                    self._unmarked(number, part)
                return
        taken: set[int] = set()
        settled = []
        for made in part.found:
            who = None
            if made.source:
                source = speakers.whole(self.scene, made.source)
                made = made if source is made.source else replace(made, source=source)
                who = speakers.resolve(self.scene, source)
            settled.append(who)
            for content in made.contents:
                if part.stretches:
                    self._marked(number, part, made, who, content, taken)
                elif made.whole:
                    self._reported(number, made, who, content)
            if who:
                self.scene.said(made.source, who)
        if len(taken) < len(part.stretches):
            self._beside(number, part, settled, taken)

    def _unmarked(self, number: int, part: Part) -> None:
        """Read a part without cue or marks: a headline's colon, or words that go on from lost marks."""
        if self.passages[part.passage][2] != "body":
            told = layout.find_headline(self.scene, self.passages, part)
            if told:
                source, cue, who, content = told
                start, end = self._trim(*content)
                quote = _Quote(start, end, "indirect", (start, end), number, content[0], "colon")
                quote.source, quote.who, quote.cue = source, who, cue
                self.quotes.append(quote)
        if self.lost and self.spoken_unmarked:
            self._goes_on(number, part)

    def _relays(self, part: Part) -> bool:
        """Read second-hand speech: "He was quoting what the captain, Ada Quist, had said" makes her the origin."""
        tokens = self.tokens
        if RELAYS.isdisjoint(tokens.low[part.first : part.last]):
            return False
        spot = next(spot for spot in range(part.first, part.last) if tokens.low[spot] in RELAYS)
        if spot + 1 >= part.last or tokens.low[spot + 1] not in ("what", "words", "remarks"):
            return False
        subject = sources.clause_subject(tokens, part.first, spot)
        who = speakers.resolve(self.scene, subject) if subject else None
        named = [span for span in self.named(spot, part.last) if span[2].kind in ("person", "organisation")]
        last = self.quotes[-1]
        if who is None or not named or last.who is None or (who.name and who.name != last.who.name):
            return False
        for quote in self.quotes[-9:]:
            if quote.part == last.part:
                quote.origin = named[0][2].name
        return True

    def _reported(self, number, made, who, content) -> None:
        """Make the quote of a reported stretch that holds no marks."""
        begin, stop = content
        start, end = self._trim(begin, stop)
        if stop - begin < 2 or start >= end or not self._speaks(made, who):
            return
        quote = _Quote(start, end, "indirect", (start, end), number, begin, made.method)
        if made.contents[0][0] < made.cue[0] and made.form.frame != "a" and self._first_person(begin, stop):
            quote.kind, self.spoken_unmarked = "unmarked", True
        self._keep(quote, made, who)

    def _marked(self, number, part, made, who, content, taken) -> None:
        """Make the quotes of a reported stretch in a sentence with marks."""
        tokens, (begin, stop) = self.tokens, content
        held = [item for item in part.stretches if begin <= item.first < stop]
        if held and taken:
            held = [item for item in held if item.number not in taken]
            if not held:
                return  # "…," Quist told a radio station, according to its website
        named = [item for item in held if terms.is_title(self.text, tokens, item, part, naming=not made.whole)]
        if named:
            if len(named) == len(held) and all(terms.is_announced(tokens, item) for item in named):
                spots = [spot for spot in range(begin, stop) if tokens.quoted[spot] < 0]
                if not any(tokens.kind[spot] & FINITE for spot in spots):
                    return  # she wrote in her memoir, “A Year of Salt” (1996)
            held = [item for item in held if item not in named]
        if not made.whole:
            if not held or not self._speaks(made, who):
                return
            stop = terms.clause_end(tokens, held[-1].last, stop)
        elif not held:
            if len(made.contents) == 1 or any(value & FINITE and not value & CAP for value in tokens.kind[begin:stop]):
                self._reported(number, made, who, content)
            return  # "The answer, she said, was “no”": two words of hers that say nothing
        start, end = self._trim(begin, stop)
        filled = self._fills(held, begin, stop)
        # called it “a folly that will cost us”: no clause of its own
        direct = filled and (made.whole or terms.stands_alone(tokens, held[0]))
        if direct and made.form.group in NOUNS and not terms.is_clause(tokens, held[0]):
            direct = False  # denied “early rumours”
        for item in held:
            taken.add(item.number)
            content = (item.start, item.end) if filled else (min(start, item.start), max(end, item.end))
            kind = "direct" if direct else "mixed"
            self._keep(_Quote(item.start, item.end, kind, content, number, item.first, made.method), made, who)

    def _fills(self, held: list[Stretch], begin: int, stop: int) -> bool:
        """Tell whether marked words are nine tenths of the letters of a stretch, or more."""
        tokens, place = self.tokens, begin
        for first, last in [*((item.first, item.last) for item in held), (stop, stop)]:
            if terms.words_between(tokens, place, first):
                break
            place = last
        else:
            return True  # most often nothing but a comma stands outside the marks
        marked = sum(terms.letters(tokens, item.first, item.last) for item in held)
        return marked >= 0.9 * terms.letters(tokens, begin, stop)

    def _speaks(self, made, who) -> bool:
        """Tell whether a source can speak: "I" is the author; facts, events and things suggest, but say nothing."""
        if who is None:
            return made.form.tense != "ing" or made.method != "cue, source before"
        if who.method == "first person":
            return False
        if who.kind != "unnamed" or who.method == "pronoun" or made.form.lemma in PLAIN:
            return True
        head = self.tokens.low[scenes.head_end(self.tokens, *made.source) - 1].split("-")[-1]
        return head in scenes.people() or head.removesuffix("s") in scenes.people()

    def _keep(self, quote: _Quote, made, who) -> None:
        quote.source, quote.cue, quote.negated, quote.who = made.source, made.cue, made.negated, who
        if made.origin:
            origin = speakers.resolve(self.scene, made.origin).name
            quote.origin = origin if origin and (who is None or origin != who.name) else self._printed(made.origin)
        self.quotes.append(quote)

    def named(self, first: int, last: int) -> list[tuple]:
        """Return the names that begin from token `first` to before token `last`."""
        spans = self.names.spans
        begin = bisect_left(spans, first, key=itemgetter(0))
        return spans[begin : bisect_left(spans, last, begin, key=itemgetter(0))]

    def _printed(self, span: tuple[int, int]) -> str:
        return self.text[self.tokens.start[span[0]] : self.tokens.end[span[1] - 1]]

    def _trim(self, begin: int, stop: int) -> tuple[int, int]:
        """Return the characters of reported words without conjunction, "that", commas and final stop."""
        tokens = self.tokens
        kind, low = tokens.kind, tokens.low
        while begin < stop and (
            (kind[begin] & PUNCT and low[begin] not in "$£€#@([") or (low[begin] in LEADS and tokens.quoted[begin] < 0)
        ):
            if low[begin] == "that" and begin + 1 < stop and kind[begin + 1] & (AUX | VERB):
                break  # "That was paid back, he said"
            begin += 1
        while stop > begin and kind[stop - 1] & PUNCT and low[stop - 1] not in ")]%":
            stop -= 1
        if begin >= stop:
            return 0, 0
        return tokens.start[begin], tokens.end[stop - 1]

    def _first_person(self, begin: int, stop: int) -> bool:
        return any(
            self.tokens.low[spot] in FIRST_PERSON and self.tokens.quoted[spot] < 0 and self.tokens.word[spot] != "US"
            for spot in range(begin, stop)
        )

    def _beside(self, number: int, part: Part, settled: list, taken: set[int]) -> None:
        """Settle marked words that no cue reports."""
        tokens = self.tokens
        left = [item for item in part.stretches if item.number not in taken]
        if not left:
            return
        outside = 0
        for spot in range(part.first, part.last):
            outside += tokens.quoted[spot] < 0 and not tokens.kind[spot] & PUNCT
            if outside > 1:
                break
        for item in left:
            if not terms.words_in(tokens, item):
                continue
            quote = _Quote(item.start, item.end, "direct", (item.start, item.end), number, item.first, "stands alone")
            if terms.is_nickname(tokens, item) and not terms.shouts(tokens, part):
                quote.kind, quote.method = "not_speech", "nickname"
                self.quotes.append(quote)
                continue
            told = layout.find_source(self.scene, self.passages, self.parts, number, item, self.text)
            if told:
                quote.source, quote.cue, quote.who, quote.method = told
                if quote.method == layout.IS_HOW and not terms.is_clause(tokens, item):
                    quote.kind = "mixed"
                self.quotes.append(quote)
                continue
            if outside <= 1:
                if terms.is_heading(tokens, self.passages[part.passage], part, item):
                    quote.kind, quote.method = "not_speech", "heading in quotation marks"
                self.quotes.append(quote)
                continue
            if terms.is_title(self.text, tokens, item, part) or terms.is_told(tokens, item, part):
                quote.kind, quote.method = "not_speech", "title or term"
                self.quotes.append(quote)
                continue
            made = self._nearest(part, item)
            closed = made is not None and made.contents and made.contents[-1][1] <= made.cue[0] < item.first
            if closed and not terms.is_clause(tokens, item) and item.last - item.first <= 3:
                quote.kind, quote.method = "not_speech", "scare quotes"  # “…,” he said of the “quiet zone” there
                self.quotes.append(quote)
                continue
            if made is not None and made.source:
                quote.method = "cue in the same sentence"
                quote.kind = "direct" if terms.is_clause(tokens, item) else "mixed"
                self._keep(quote, made, settled[part.found.index(made)])
                continue
            self._fragment(part, item, quote)

    def _nearest(self, part: Part, item: Stretch):
        """Return the attribution of the sentence that stands nearest to marked words."""
        known = [made for made in part.found if made.source]
        if not known:
            return None
        return min(known, key=lambda made: min(abs(made.cue[0] - item.last), abs(item.first - made.cue[1])))

    def _fragment(self, part: Part, item: Stretch, quote: _Quote) -> None:
        """Settle marked words in a sentence without a cue: the subject's words, or nobody's."""
        tokens = self.tokens
        size = terms.words_in(tokens, item)
        if self._headline(part, item, quote):
            return
        if tokens.low[item.first - 2 if item.first > 1 else 0] not in ":" and item.first - part.first <= 2 and size > 5:
            self.quotes.append(quote)  # "It is a cut” for the rich.": goes on like a quotation that stands alone
            return
        subject = sources.clause_subject(tokens, part.first, item.first)
        if subject and tokens.kind[subject[0]] & AUX:  # Is Tarn Facing ‘Ruin’?
            subject = None
        who = speakers.resolve(self.scene, subject) if subject else None
        if who is None or not who.name:
            named = self.named(part.first, item.first)
            shouted = terms.shouts(tokens, part)  # Mayor Quist Calls Plan ‘Utter Folly’
            if (
                named
                and (tokens.low[item.first - 2] == ":" or shouted)
                and named[0][2].kind in ("person", "organisation")
            ):
                subject = named[0][:2]
                who = scenes.Speaker(named[0][2].name, named[0][2].kind, None, "name")
        behind = item.last + 1
        led = item.first > 1 and tokens.kind[item.first - 2] & DET  # the “more is more” school
        modifier = size <= (4 if led else 2) and behind < part.last and phrases.is_noun(tokens, behind)
        modifier = modifier and not tokens.kind[behind] & (ING | PAST)
        if modifier and tokens.low[item.first - 2 if item.first > 1 else 0] not in (":", ","):
            quote.kind, quote.method = "not_speech", "scare quotes"  # “magic” pills
            self.quotes.append(quote)
            return
        if (
            who is not None
            and (who.name or who.kind in ("person", "organisation"))
            and who.kind != "place"
            and (size > 2 or who.kind == "person")
        ):
            quote.kind = "direct" if terms.is_clause(tokens, item) else "mixed"
            quote.source, quote.who, quote.method = subject, who, "subject of the sentence"
            self.quotes.append(quote)
            return
        if size <= 3:
            quote.kind, quote.method = "not_speech", "scare quotes"
        else:
            quote.kind = "direct" if terms.is_clause(tokens, item) else "mixed"
            quote.method = "marks only"
        self.quotes.append(quote)

    def _headline(self, part: Part, item: Stretch, quote: _Quote) -> bool:
        """Read a cue with a capital in a headline: Mayor Quist Calls Plan ‘Utter Folly’."""
        if not terms.shouts(self.tokens, part):
            return False
        kind = self.tokens.kind
        cue = next((spot for spot in range(item.first - 1, part.first, -1) if kind[spot] & CUE), None)
        named = self.named(part.first, cue) if cue else ()
        if not named or named[0][2].kind not in ("person", "organisation"):
            return False
        quote.source, quote.cue, quote.method = named[0][:2], (cue, cue + 1), "headline"
        quote.kind = "direct" if terms.is_clause(self.tokens, item) else "mixed"
        quote.who = scenes.Speaker(named[0][2].name, named[0][2].kind, None, "name")
        self.quotes.append(quote)
        return True

    def _goes_on(self, number: int, part: Part) -> None:
        """Find words that go on from unmarked speech in a text that has lost its marks."""
        if not self.quotes or (number + 1 < len(self.parts) and self.parts[number + 1].passage == part.passage):
            return
        before = self.quotes[-1]
        if before.part != number - 1 or self.parts[before.part].passage != part.passage or before.cue is None:
            return
        if before.cue[0] < before.place or before.method.startswith("according"):
            return
        tokens = self.tokens
        if tokens.kind[part.first] & SUBJ or not any(
            tokens.low[spot] in ("is", "are", "will", "can", "must", "have", "has")
            for spot in range(part.first, part.last)
        ):
            return
        start, end = self._trim(part.first, part.last)
        quote = _Quote(start, end, "unmarked", (start, end), number, part.first, "goes on, marks lost")
        quote.who, quote.continues = before.who, before.start
        self.quotes.append(quote)

    def rows(self) -> list[tuple]:
        """Return the rows of the quotes table, in the order that `inherit` has put the quotes in."""
        text, starts, ends = self.text, self.tokens.start, self.tokens.end
        rows = []
        for quote in self.quotes:
            if quote.start >= quote.end:
                continue
            speaker = source_start = source_end = cue = cue_start = cue_end = name = kind = role = None
            method = quote.method
            if quote.cue:
                first, last = quote.cue
                cue_start, cue_end = starts[first], ends[last - 1]
                cue = text[cue_start:cue_end]
            if quote.kind != "not_speech":
                if quote.source:
                    first, last = quote.source
                    source_start, source_end = starts[first], ends[last - 1]
                    speaker = text[source_start:source_end]
                who = quote.who
                if who:
                    name, kind, role = who.name, who.kind, who.role
                    if who.method != "name":
                        method += "; " + who.method
            rows.append(
                (
                    quote.start,
                    quote.end,
                    quote.kind,
                    *quote.content,
                    speaker,
                    source_start,
                    source_end,
                    name,
                    kind,
                    role,
                    cue,
                    cue_start,
                    cue_end,
                    quote.negated,
                    quote.origin,
                    quote.continues,
                    method,
                )
            )
        return rows


def find_voices(quotes: list[tuple], starts: list[int]) -> list[str]:
    """Return the voice at each offset: quoted, reported or author.

    >>> find_voices([(10, 20, "direct", 10, 20), (30, 40, "indirect", 30, 40)], [5, 12, 35])
    ['author', 'quoted', 'reported']
    """
    voices = ["author"] * len(starts)
    order = sorted(range(len(starts)), key=starts.__getitem__)
    offsets = [starts[place] for place in order]
    spans = [(row[3], row[4], "reported") for row in quotes if row[2] in ("indirect", "mixed")]
    spans += [(row[0], row[1], "quoted") for row in quotes if row[2] in OWN_WORDS]
    for start, end, voice in spans:  # quoted last: it counts for more
        for place in order[bisect_left(offsets, start) : bisect_left(offsets, end)]:
            voices[place] = voice
    return voices

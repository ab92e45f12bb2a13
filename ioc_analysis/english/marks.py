"""Marks: pairs of quotation marks in one string.

Floor 0. Curly, straight, doubled ('' and ``), guillemets, low-high and single marks, nested
and mixed; each paragraph (line) on its own, so that an odd mark costs nothing outside its
paragraph. Apostrophes, elisions and decades ('90s) are no marks. Out of scope: whether what
stands between the marks is speech.
"""

import re
from functools import cache

CLOSERS = {"“": "”“", "”": "”", "„": "“”", "«": "»", "»": "«", '"': '"”', "''": "''", "``": "''", "‹": "›", "›": "‹"}
SINGLE = frozenset("'’‘`")
FOREIGN = frozenset("„«»‹›")
HOLDING = FOREIGN | {"“"}  # in these, straight double marks are the inner ones
ELISIONS = frozenset("em en er til tis twas twere cause cos coz bout round n nuff neath fraid tween nother".split())
OPENS_AFTER = frozenset("([{<—–-/―‘'“\"„«‹|…*_~")  # what may stand right before an opening mark, besides a blank
CLOSES_BEFORE = frozenset(".,;:!?)]}>—–-/―’'”\"»›|…*_~")  # what may stand right after a closing mark


@cache
def _scan() -> re.Pattern:
    # What stands between two letters (didn’t) is no mark; it is most of what a class alone would find.
    return re.compile(r"""["“”„«»‹›‘’'`\n](?<![^\W_]['’](?=[^\W_]))""")


def find_marks(text: str, start: int = 0, end: int | None = None) -> list[tuple]:
    """Return (open, start, end, close, style, closed) of every stretch between quotation marks, in reading order.

    `text[start:end]` stands between the marks, `text[open:close]` with them; `style` is the
    opening mark. A mark left open runs to the end of its paragraph (`closed` is False: the
    quotation may go on in the next); a single mark left open is none. Nested stretches
    follow the one that holds them.

    >>> find_marks('He said “the ’90s” were "odd".')
    [(8, 9, 17, 18, '“', True), (24, 25, 28, 29, '"', True)]
    """
    end = len(text) if end is None else end
    rows: list[tuple] = []
    line: list[tuple[int, str]] = []
    skip = -1
    for hit in _scan().finditer(text, start, end):
        position = hit.start()
        mark = text[position]
        if mark == "\n":
            if line:
                rows += _pairs(text, line, position)
                line = []
        elif position == skip:
            continue
        elif mark in "'`" and text.startswith(mark, position + 1, end):
            skip = position + 1
            line.append((position, mark + mark))
        else:
            line.append((position, mark))
    if line:
        rows += _pairs(text, line, end)
    return rows


def _side(text: str, position: int, after: int) -> str:
    """Return which side of a quotation a mark can stand on, from its neighbours: open, close or both."""
    before = text[position - 1] if position else " "
    behind = text[after] if after < len(text) else " "
    can_open = before.isspace() or before in OPENS_AFTER
    can_close = behind.isspace() or behind in CLOSES_BEFORE
    if can_open and not can_close:
        return "open"
    if can_close and not can_open:
        return "close"
    return "both"


def _single_side(text: str, position: int, mark: str) -> str | None:
    """Return open, close or None (apostrophe) for a single mark."""
    before = text[position - 1] if position else " "
    behind = text[position + 1] if position + 1 < len(text) else " "
    if before.isalnum():
        return None if behind.isalnum() else "close"
    word = text[position + 1 : position + 8].lower()
    if behind.isalnum() or behind in '“"$£€[(…¿¡':
        if before.isspace() or before in OPENS_AFTER:
            letters = re.match(r"[0-9]+(?:s\b|(?![\w,.$%]))|[a-z]*", word).group()
            elided = letters[:1].isdigit() or letters in ELISIONS
            return None if elided or mark == "’" else "open"
        return None
    return None if before.isspace() else "close"


def _pairs(text: str, line: list[tuple[int, str]], end: int) -> list[tuple]:
    """Pair the marks of one paragraph."""
    rows: list[tuple] = []
    stack: list[tuple[int, int, str]] = []  # (open, start, mark)
    sides = [_single_side(text, position, mark) if mark in SINGLE else "" for position, mark in line]
    following = _following(sides) if any(sides) else sides
    for number, (position, mark) in enumerate(line):
        after = position + len(mark)
        side = sides[number]
        if side is None:
            continue
        if side:
            opened = _innermost(stack, single=True)
            if side == "open":
                if opened is None:
                    stack.append((position, after, mark))
            elif opened is not None and not (following[number] == "close" and _possessive(text, position)):
                _close(text, rows, stack, opened, position, after)
            continue
        opened = _innermost(stack, single=False)
        if opened and stack[opened][2] == '"' and mark in CLOSERS.get(stack[opened - 1][2], '"').replace('"', ""):
            opened -= 1  # « He said "go »: the inner mark was never closed
        side = _double_side(text, position, after, mark, None if opened is None else stack[opened][2])
        if side == "open":
            if opened is not None:  # the earlier one was never closed: it is a stray mark
                del stack[opened:]
            stack.append((position, after, mark))
        elif side == "inside":
            stack.append((position, after, mark))
        elif side == "close" and opened is not None:
            _close(text, rows, stack, opened, position, after)
    for position, after, mark in stack:  # the first left open
        if mark in SINGLE or (mark == '"' and any(row[0] > position and row[4] not in SINGLE for row in rows)):
            continue  # a straight mark with pairs of others behind it is a stray one
        last = after + len(text[after:end].rstrip())
        if last > after:
            rows.append((position, after, last, last, mark, False))
        break
    rows.sort()
    return rows


def _following(sides: list[str | None]) -> list[str | None]:
    """Return, for each mark, the side of the next single mark that is no apostrophe."""
    following: list[str | None] = [None] * len(sides)
    side = None
    for number in range(len(sides) - 1, -1, -1):
        following[number] = side
        side = sides[number] or side
    return following


def _innermost(stack: list[tuple[int, int, str]], *, single: bool) -> int | None:
    """Return the place on the stack (at most a few deep) of the innermost open mark of that kind."""
    for place in range(len(stack) - 1, -1, -1):
        if (stack[place][2] in SINGLE) == single:
            return place
    return None


def _close(
    text: str, rows: list[tuple], stack: list[tuple[int, int, str]], opened: int, position: int, after: int
) -> None:
    """Close the mark at `opened`; what was opened inside it and never closed is dropped."""
    start, inside, mark = stack[opened]
    del stack[opened:]
    if mark in FOREIGN:  # « Non »: the blanks are the marks'
        words = text[inside:position]
        inside += len(words) - len(words.lstrip())
        position -= len(words) - len(words.rstrip())
    if position > inside:
        rows.append((start, inside, position, after, mark, True))


def _possessive(text: str, position: int) -> bool:
    """Tell whether a closing single mark can be a plural's apostrophe: "the forces' mission"."""
    return (
        text[position - 1] in "sS"
        and text[position + 1 : position + 2] == " "
        and text[position + 2 : position + 3].isalpha()
    )


def _double_side(text: str, position: int, after: int, mark: str, opened: str | None) -> str | None:
    """Return open, close or None for a double mark; `opened` is the mark that is open, if one is."""
    if mark == "``":
        return "open"
    if mark in "„‟":
        return "open"
    if opened is not None and mark in CLOSERS[opened] and mark not in "\"''“":
        return "close"
    if mark == "“":
        return "close" if opened == "„" else "inside" if opened == '"' else "open"
    side = _side(text, position, after)
    if mark in "«‹":
        return "open" if side != "close" or opened is None else "close"
    if mark in "”»›":
        if opened is not None:
            return "close"
        return "open" if side == "open" else None
    if opened is not None:  # straight: a second opening mark inside an open one of its kind is no mark
        if side == "open" and opened in HOLDING:
            return "inside"
        return "close" if side != "open" else None
    return "open" if side != "close" else None


def outermost(stretches: list[tuple]) -> list[tuple]:
    """Return the stretches between marks that stand in no other."""
    kept, last = [], -1
    for row in stretches:
        if row[0] >= last:
            kept.append(row)
            last = row[3]
    return kept

"""What every reader of a value begins with: what stands before it, what it found, and its numbers, in ASCII digits only."""

from __future__ import annotations

from ..errors import Unclear
from . import durations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .draft import Context
    from .person import PersonNames

GROUPING, GROUP = "'’٬,.", 3  # what may stand between the thousands of a number, and how many digits they have
GROUPED = "0123456789" + GROUPING
DECIMAL_SIGNS = "·٫"  # decimal points that kfit does not read, though it can tell what they mean
ENDS_UNIT = "%°"  # signs that end a unit


class Value:
    """What stood behind a kind's word: the fields it fills, the parts of a night, and the characters it took.

    `rows` are the fields of several entries that one value makes; a `doubt` stands unless an option says that it is right.
    """

    __slots__ = ("doubt", "fields", "parts", "rows", "used")

    def __init__(
        self,
        fields: dict[str, Any],
        used: int,
        parts: list[tuple[str, str]] | None = None,
        rows: list[dict[str, Any]] | None = None,
        doubt: Unclear | None = None,
    ) -> None:
        self.fields, self.used, self.parts, self.rows, self.doubt = fields, used, parts, rows, doubt


class ValueSubject:
    """What stands before a value: the kind, the word, its name, and what is known of the person's own names.

    `told` says that the name stood behind the word; in an edit (`editing`), what is not said stays as it was.
    """

    __slots__ = ("_context", "editing", "fields", "head", "kind", "name", "told")

    def __init__(self, kind: str, head: str, context: Context | None = None, name: str = "") -> None:
        self.kind, self.head, self._context, self.name = kind, head, context, name
        self.told = self.editing = False
        self.fields: dict[str, Any] = {}  # what the word itself says: the route of `spravato`, the event of `took`

    @property
    def known(self) -> PersonNames:
        """Return what the person's own names and units say."""
        if self._context is None:
            from .person import PersonNames

            return PersonNames()
        return self._context.known


def first_token(text: str) -> str:
    """Return what stands up to the first blank, separator or end; a comma between digits parts nothing."""
    return next((text[:place] for place in range(len(text)) if ends_word(text, place)), text)


def token_at(text: str, place: int) -> tuple[str, int]:
    """Return what `first_token` finds at a place or behind the blanks there, and where it ends."""
    begin = behind_blanks(text, place)
    token = first_token(text[begin:])
    return token, begin + len(token)


def behind_blanks(text: str, place: int) -> int:
    """Return a place, moved on behind the blanks that stand there."""
    return len(text) - len(text[place:].lstrip())


def ends_word(text: str, place: int) -> bool:
    """Tell whether a word ends before that place: at a blank, a separator or the end; a comma between digits parts nothing, with a sign behind it neither."""
    letter = text[place : place + 1]
    if letter == "," and digit(text[place - 1 : place]):
        sign = text[place + 1 : place + 2]
        return not (digit(sign) or (digit(text[place + 2 : place + 3]) and not sign.isalnum() and not sign.isspace()))
    return not letter or letter.isspace() or letter in ",;"


def digit(letter: str) -> bool:
    """Tell whether a text is ASCII digits."""
    return letter.isascii() and letter.isdigit()


def digits(text: str) -> int | None:
    """Read up to four ASCII digits: Python alone would take other scripts and `1_0`."""
    return int(text) if digit(text) and len(text) <= 4 else None


def plain_number(text: str) -> int | None:
    """Read a whole number without a needless zero before it."""
    number = digits(text.strip())
    return None if number is None or (text.strip() != str(number)) else number


def decimal(text: str) -> tuple[int, str] | None:
    """Read `7.5` or `7,5` as the digits before and behind the point: (7, "5"), at most two behind."""
    before, _, behind = text.replace(",", ".").partition(".")
    number = digits(before)
    return None if number is None or digits(behind) is None or len(behind) > 2 else (number, behind)


def ungrouped(token: str, *, whole: bool = False) -> str:
    """Return a number without the signs between its thousands, where they can be nothing else: `1'200` is 1200.

    One comma or point before three digits can be a decimal one, unless what is counted comes in `whole` pieces.
    """
    figures = token[: len(token) - len(token.lstrip(GROUPED))]
    for sign in GROUPING:
        first, *groups = figures.split(sign)
        if not groups:
            continue
        groups[-1], point, decimals = groups[-1].replace(",", ".").partition(".")
        sure = whole or point or len(groups) > 1 or sign not in ",."
        if sure and digit(first) and first[0] != "0" and len(first) <= GROUP and all(digit(one) and len(one) == GROUP for one in groups):
            return "".join((first, *groups, point, decimals, token[len(figures) :]))
    return token


def respelled(token: str) -> str:
    """Return a number as it can be meant without the signs glued to it: `6)` is 6, `72·5` 72.5, `1'200m` 1200m."""
    bare = token
    while bare and not (bare[-1].isalnum() or bare[-1] in ENDS_UNIT):
        bare = bare[:-1]
    for sign in DECIMAL_SIGNS:
        before, found, behind = bare.partition(sign)
        if found and digit(before) and digit(behind[:1]):
            bare = f"{before}.{behind}"
    return ungrouped(bare)


def length_or_minutes(said: str, *, hours: bool = False) -> int | None:
    """Read the length of an option: `40`, `40min`, `8h30`; with `hours`, a bare 1 to 16 is hours."""
    text = said.strip()
    found = durations.find(text)
    if found and found[1] == len(text):
        return found[0]
    number = digits(text)
    return number * 60 if number is not None and hours and 1 <= number <= 16 else number


# A number that would be cut, because a sign is glued to it, is asked about: `8)`, `7·5`, `7h30'`.
LONGEST_CUT = 4  # words in which the number may stand: `went up to 150mg)`


def is_cut(read: Callable[[str, ValueSubject], Value | None], text: str, used: int, subject: ValueSubject) -> bool:
    """Tell whether reading stopped within a number, or before one that would be more of the value without its signs."""
    start, end = _word_at(text, used)
    if start < used:
        return any(digit(letter) for letter in text[start:end])
    return bool(_readings(read, text, start, end, subject))


def glued(read: Callable[[str, ValueSubject], Value | None], text: str, subject: ValueSubject) -> Unclear:
    """Ask about the number at which reading stopped; without readings if there are none, with the first word if no number stands there."""
    value = read(text, subject) if text else None
    place = value.used if value is not None else 0
    said = (text.split() or [""])[0]
    for count in range(LONGEST_CUT):
        start, end = _word_at(text, place)
        readings = _readings(read, text, start, end, subject)
        if readings:
            return Unclear(text[start:end], readings, f"I couldn't read '{text[start:end]}'.")
        if digit(text[start : start + 1]) and (not count or respelled(text[start:end]) != text[start:end]):
            said = text[start:end]
            break
        place = end
    return Unclear(said, (), f"I couldn't read '{said}'.")


def _word_at(text: str, place: int) -> tuple[int, int]:
    """Return from where to where the word reaches that stands at a place, or begins behind it."""
    start = place
    if place and ends_word(text, place):
        start += len(text[place:]) - len(text[place:].lstrip(" \t,;"))
    while start and not ends_word(text, start - 1):
        start -= 1
    return start, start + len(first_token(text[start:]))


def _readings(read: Callable[[str, ValueSubject], Value | None], text: str, start: int, end: int, subject: ValueSubject) -> tuple[str, ...]:
    """Return what can be typed in the place of a number with glued signs, so that it is read whole."""
    said, plain = text[start:end], respelled(text[start:end])
    if not digit(said[:1]) or plain == said:
        return ()
    before, behind = text[:start], text[end:]
    try:
        readings: tuple[str, ...] = (plain,) if read(before + plain + behind, subject) is not None else ()
    except Unclear as error:
        sure = error.label == "Try" and plain.startswith(error.said)
        readings = tuple(reading + plain[len(error.said) :] for reading in error.readings) if sure else ()
    return tuple(reading for reading in readings if _is_whole(read, f"{before}{reading}{behind}", start + len(reading), subject))


def _is_whole(read: Callable[[str, ValueSubject], Value | None], text: str, end: int, subject: ValueSubject) -> bool:
    """Tell whether a value is read without a question as far as there."""
    try:
        value = read(text, subject)
    except Unclear:
        return False
    return value is not None and value.used >= end and value.doubt is None

"""Makes stored text harmless to a terminal, and lays out lines: widths, columns, folding."""

from __future__ import annotations

from ..humanize import MONTHS, WEEKDAYS, tenths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TypeVar

    from .screen import Screen

    Line = TypeVar("Line")

# Bidirectional controls, which can make a line read as something else, and marks that break one.
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff")
MOST_MARKS = 4  # combining marks on one letter
BEGIN, END = "\x1b[", "m"  # of a colour code
DIM, HUE, MARK = "2", "35", "36"  # what is less bright, the one hue of what was logged, infusions: the terminal's own colours
COLOURS = frozenset(("0", "1", DIM, HUE, MARK, f"1;{HUE}", f"{DIM};{HUE}", f"1;{MARK}", "38;5;5"))  # all that kfit itself sends, and back


def safe(text: str, *, lines: bool = False) -> str:
    """Return the text with pictures or codes in the place of control and bidirectional characters.

    With `lines`, line ends stay line ends; else they are shown as a picture.
    """
    if text.isascii() and (text.replace("\n", "") if lines else text).isprintable():
        return text
    shown: list[str] = []
    marks = 0
    for letter in text:
        marks = marks + 1 if letter >= "\u0300" and _combines(letter) else 0
        if marks <= MOST_MARKS:
            shown.append(_shown(letter, lines=lines))
    return "".join(shown)


def coloured(text: str) -> str:
    """Return a whole answer for a screen with colour: its lines and kfit's own colours stay, all else is made harmless."""
    begin, *others = text.split(BEGIN)
    parts = [safe(begin, lines=True)]
    for other in others:
        code, end, rest = other.partition(END)
        own = bool(end) and code in COLOURS
        parts += [BEGIN + code + END, safe(rest, lines=True)] if own else [safe(BEGIN + other, lines=True)]
    return "".join(parts)


def _shown(letter: str, *, lines: bool) -> str:
    code = ord(letter)
    if letter == "\n" and lines:
        return letter
    if code < 0x20:
        return "↵" if letter == "\n" else chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if 0x80 <= code < 0xA0 or letter in TURNING or 0xD800 <= code < 0xE000 or 0xE0000 <= code < 0xE0080:
        return f"\\u{code:04x}"
    return letter


def _combines(letter: str) -> bool:
    import unicodedata

    return unicodedata.category(letter) in ("Mn", "Me")


def _is_narrow(letter: str) -> bool:
    """Tell whether a letter is known to take one column: Latin ones, and the signs that kfit draws with. Others wait for Rich's table."""
    code = ord(letter)
    return 0x20 <= code < 0x7F or 0xA0 <= code < 0x300 or 0x2500 <= code < 0x25D0 or 0x2800 <= code < 0x2900 or letter in "•…"


def width(text: str) -> int:
    """Return how many columns a text takes."""
    if text.isascii() or all(map(_is_narrow, text)):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def pad(text: str, columns: int) -> str:
    """Fill a text up with blanks."""
    return text + " " * (columns - width(text))


def fold(text: str, columns: int) -> list[str]:
    """Break a text into lines of at most so many columns, between words where that is possible, and not within a figure or a date."""
    lines = [""]
    for word in _held(text.split(), columns):
        together = f"{lines[-1]} {word}" if lines[-1] else word
        if width(together) <= columns:
            lines[-1] = together
            continue
        if not lines[-1]:
            lines.pop()
        lines += pieces(word, columns)
    return lines


BEFORE_NUMBERS = frozenset(("of", "to", "day", "Day", *(name[:3].capitalize() for name in (*WEEKDAYS, *MONTHS))))


def _held(words: list[str], columns: int) -> list[str]:
    """Put together what no line end may part, as far as a line has room for it."""
    held: list[str] = []
    before = ""
    for word in words:
        together = f"{held[-1]} {word}" if before and _belong(before, word) else ""
        if together and width(together) <= columns:
            held[-1] = together
        else:
            held.append(word)
        before = word
    return held


def _belong(before: str, word: str) -> bool:
    """Tell whether two words are parts of a figure or a date: `28 days`, `Sat 21 Nov`, `7 before (6)`, `[not set]`."""
    number = before.lstrip("(")
    counted = number[-1:].isdigit() and not number.strip("0123456789.,:-/") and word[:1].isalpha()
    named = number in BEFORE_NUMBERS and word[:1].isdigit()
    bracketed = (word[:1] == "(" and word.strip("().,;").isdigit()) or (before[:1] == "[" and "]" in word)
    return counted or named or bracketed


def pieces(word: str, columns: int) -> list[str]:
    """Cut a word into pieces of at most so many columns, behind a slash or a comma where that is possible; a piece holds at least one letter."""
    found = [""]
    for letter in word:
        if found[-1] and width(found[-1] + letter) > columns:
            end = max(found[-1].rfind("/"), found[-1].rfind(",")) + 1
            found[-1:] = [found[-1][:end], found[-1][end:]] if 0 < end < len(found[-1]) else [found[-1], ""]
        found[-1] += letter
    return found


def paragraph(text: str, screen: Screen) -> str:
    """Fold a text to the width of the screen, with a command or a path in it on a line of its own; in plain text it stays one line."""
    return text if screen.plain else fitted(text, screen.width)


def fitted(text: str, columns: int) -> str:
    """Return a text of which no line is wider than so many columns (`fitting.fitted`)."""
    if len(text) <= columns and text.isascii():
        return text
    from . import fitting  # nearly all that is said is short

    return fitting.fitted(text, columns)


def hanging(label: str, text: str, screen: Screen) -> list[str]:
    """Fold a text behind a label; its further lines begin under its first."""
    room = screen.width - width(label)
    if label.strip() and any(width(word) > room for word in text.split()):  # no word is cut for the sake of its label
        return [label.rstrip(), *(f"  {line}" for line in fold(text, screen.width - 2))]
    first, *more = fold(text, max(1, room))
    return [(label + first).rstrip(), *(" " * width(label) + line for line in more)]


LONGEST = 40  # lines of a screen, unless somebody asks for more


def newest(blocks: Sequence[list[Line]], beside: Sequence[object], screen: Screen) -> list[list[Line]]:
    """Return the last of some blocks of lines, as many as a screen has room for with the lines `beside` them; at least one."""
    room, kept = LONGEST - lines_of(beside, screen), 0
    for block in reversed(blocks):
        room -= lines_of(block, screen)
        if room < 0 and kept:
            break
        kept += 1
    return list(blocks[len(blocks) - kept :])


def oldest(lines: list[str], beside: Sequence[str], more: str, screen: Screen) -> list[str]:
    """Return the first lines, as many as a screen has room for with those `beside` them, and behind them how to see `more`."""
    if lines_of([*lines, *beside], screen) <= LONGEST:
        return lines
    end = [*([] if screen.plain else [""]), *paragraph(more, screen).split("\n")]
    kept = list(lines)
    while len(kept) > 1 and lines_of([*kept, *end, *beside], screen) > LONGEST:
        kept.pop()
    while len(kept) > 1 and not (screen.plain or kept[-1].startswith(" ")):  # a title without its rows
        kept.pop()
    return [*kept, *end]


def lines_of(told: Sequence[object], screen: Screen) -> int:
    """Return how many lines of a screen some lines take: those of plain text are folded only when they are printed."""
    return sum(fitted(line, screen.width).count("\n") + 1 if isinstance(line, str) else 1 for line in told)


def dim(text: str, screen: Screen) -> str:
    """Draw a text less brightly, where there is colour."""
    return f"\x1b[2m{text}\x1b[0m" if screen.colour and text else text


def bold(text: str, screen: Screen) -> str:
    """Draw a text more strongly, where there is colour."""
    return f"\x1b[1m{text}\x1b[0m" if screen.colour and text else text


def count(number: int, word: str) -> str:
    """Say how many: `1 night`, `3 nights`, `3 entries`."""
    if number == 1:
        return f"1 {word}"
    return f"{number} {word[:-1]}ies" if word.endswith("ry") else f"{number} {word}s"


def joined(lines: Iterable[str]) -> str:
    """Put lines together, without blanks at their ends."""
    return "\n".join(line.rstrip() for line in lines)


def short(value: float) -> str:
    """Write a median with one decimal where it needs one: `4`, `5.5`."""
    return tenths(value).removesuffix(".0")

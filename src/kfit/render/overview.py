"""Draws the two pages of help over all commands: the first one, which fits a screen, and the list of every command."""

from __future__ import annotations

from .text import LONGEST, bold, dim, fold, joined, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .screen import Screen

Row = tuple[str, str]  # what to type, and what it does
BESIDE = 14  # columns that what is said about a row needs beside it; with fewer it stands below
GAP = "  "


def first_page(
    title: str, blocks: Sequence[Sequence[Row]], lists: Sequence[tuple[str, Sequence[str]]], ways: Sequence[Row], screen: Screen
) -> str:
    """Return a title, blocks of lines to type, labelled lists of words, and the ways on; each block after an empty line.

    Where a screen has no room for that, the lines to type stand alone.
    """
    lines = _first(title, blocks, lists, ways, screen)
    if len(lines) > LONGEST:
        lines = _first(title, [[(line, "") for line, _ in block] for block in blocks], lists, ways, screen)
    return joined(lines)


def _first(
    title: str, blocks: Sequence[Sequence[Row]], lists: Sequence[tuple[str, Sequence[str]]], ways: Sequence[Row], screen: Screen
) -> list[str]:
    if screen.plain:
        rows = [f"{line}   ({about})" if about else line for block in (*blocks, ways) for line, about in block]
        split = len(rows) - len(ways)
        lists_said = [f"{label}: {', '.join(words)}" for label, words in lists]
        return [part for text in (title, *rows[:split], *lists_said, *rows[split:]) for part in fold(text, screen.width)]
    column = max(width(line) for block in (*blocks, ways) for line, _ in block) + len(GAP)
    labels = max(width(label) for label, _ in lists) + len(GAP)
    parts = [fold(title, screen.width)]
    parts += [[part for row in block for part in _row(row, column, screen)] for block in blocks]
    parts.append([part for label, words in lists for part in _row((label, " ".join(words)), labels, screen, faint=False)])
    parts.append([part for row in ways for part in _row(row, column, screen)])
    return [line for number, part in enumerate(parts) for line in (*([""] if number else []), *part)]


def every_command(families: Sequence[tuple[str, Sequence[Row]]], ways: Sequence[Row], screen: Screen) -> str:
    """Return every command under the heading of its family, and the ways on."""
    column = max(width(name) for _, rows in families for name, _ in rows) + len(GAP)
    lines: list[str] = []
    for heading, rows in families:
        lines += [bold(heading, screen), *(part for row in rows for part in _row(row, column, screen, faint=False)), ""]
    ways_on = max(width(line) for line, _ in ways) + len(GAP)
    return joined([*lines, *(part for row in ways for part in _row(row, ways_on, screen))])


def _row(row: Row, column: int, screen: Screen, *, faint: bool = True) -> list[str]:
    """Return a row: what is said about it stands in a column of its own, or below where there is no room; in plain text after a colon."""
    line, about = row
    if screen.plain:
        return fold(f"{line}: {about}", screen.width)
    beside = screen.width - column >= BESIDE
    room = screen.width - (column if beside else len(GAP))
    first, *more = [dim(part, screen) if faint else part for part in fold(about, room)]
    if not about:
        return [line]
    if beside:
        return [line + " " * (column - width(line)) + first, *(" " * column + part for part in more)]
    return [line, *(GAP + part for part in (first, *more))]

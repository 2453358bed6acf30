"""Lays out lines of text: widths as a terminal counts them, columns, folding and cutting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..rounding import tenths

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .screen import Screen


def width(text: str) -> int:
    """Return how many columns a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def pad(text: str, columns: int) -> str:
    """Fill a text up with blanks."""
    return text + " " * (columns - width(text))


def fold(text: str, columns: int) -> list[str]:
    """Break a text into lines of at most so many columns, between words where that is possible."""
    lines = [""]
    for word in text.split():
        together = f"{lines[-1]} {word}" if lines[-1] else word
        if width(together) <= columns:
            lines[-1] = together
            continue
        if not lines[-1]:
            lines.pop()
        lines += pieces(word, columns)
    return lines


def pieces(word: str, columns: int) -> list[str]:
    """Cut a word into pieces of at most so many columns; a piece holds at least one letter."""
    found = [""]
    for letter in word:
        if found[-1] and width(found[-1] + letter) > columns:
            found.append("")
        found[-1] += letter
    return found


def paragraph(text: str, screen: Screen) -> str:
    """Fold a text to the width of the screen; in plain text it stays one line."""
    return text if screen.plain else "\n".join(fold(text, screen.width))


def hanging(label: str, text: str, screen: Screen) -> list[str]:
    """Fold a text behind a label; its further lines begin under its first."""
    first, *more = fold(text, max(1, screen.width - width(label)))
    return [(label + first).rstrip(), *(" " * width(label) + line for line in more)]


def dim(text: str, screen: Screen) -> str:
    """Draw a text less brightly, where there is colour."""
    return f"\x1b[2m{text}\x1b[0m" if screen.colour and text else text


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

"""Writes the marks of a chart: a letter over its day, and what each letter stands for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..weekdays import in_words
from .safe import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..charted import Mark
    from .axes import Layout

# Without those that look like something else on a chart: a digit, a line, a dot, the sign of an infusion.
LETTERS = "abcdefghijkmnpqrstuwxyz"
FURTHER = "+"  # for those behind the last letter


def lettered(marks: Sequence[Mark]) -> list[tuple[str, Mark]]:
    """Return each mark with its letter, in the order of days: a to z, A to Z."""
    letters = LETTERS + LETTERS.upper()
    return [(letters[place] if place < len(letters) else FURTHER, mark) for place, mark in enumerate(marks)]


def row(marks: Sequence[Mark], where: Layout, margin: int) -> str:
    """Write the letters over their days; of several over one column the first is seen. Empty if there is no mark."""
    columns: dict[int, str] = {}
    for letter, mark in lettered(marks):
        columns.setdefault(where.place_of(date.fromisoformat(mark.day)) // where.fine, letter)
    return " " * margin + "".join(columns.get(column, " ") for column in range(max(columns) + 1)) if columns else ""


def legend(marks: Sequence[Mark], today: date) -> list[str]:
    """Say what each letter stands for: `a moved house (Thu 12 Nov)`."""
    return [f"{letter} {safe(mark.mark)} ({in_words(date.fromisoformat(mark.day), today)})" for letter, mark in lettered(marks)]


def sentence(marks: Sequence[Mark], today: date) -> str:
    """Say the marks in one sentence, empty if there is none."""
    told = "; ".join(f"{safe(mark.mark)}, {in_words(date.fromisoformat(mark.day), today)}" for mark in marks)
    return f"Marks: {told}." if told else ""

"""What is said while nothing is logged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .lines import fold

if TYPE_CHECKING:
    from .screen import Screen

# Each a sentence, the line to type, and what is to know about it.
BEGINNING = (
    ("Nothing logged yet. One line is enough:", "kfit mood 5", "   (0 worst, 10 best)"),
    ("It stays on this machine; nobody is watching it. To reach someone:", "kfit help-now", ""),
)


def nothing_yet(screen: Screen) -> str:
    """Say how to begin, and that nobody is watching."""
    if screen.plain or not screen.narrow:
        return "\n".join(f"{sentence} {line}{about}" for sentence, line, about in BEGINNING)
    lines = []
    for sentence, line, about in BEGINNING:
        lines += [*fold(sentence, screen.width), f"  {line}{about}"]
    return "\n".join(lines)

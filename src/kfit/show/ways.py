"""Folds a sentence that ends in a command or a path, without breaking that: it is there to be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .lines import fold, width

if TYPE_CHECKING:
    from .screen import Screen

WHOLE = ("kfit ", "systemctl ", "~", "/")  # how what stays whole begins


def folded(text: str, screen: Screen) -> str:
    """Fold a text; where the command or path behind its last `: ` would be broken, that has a line of its own."""
    if screen.plain or width(text) <= screen.width:
        return text
    told, colon, whole = text.rpartition(": ")
    if not colon or not whole.startswith(WHOLE):
        return "\n".join(fold(text, screen.width))
    return "\n".join([*fold(f"{told}:", screen.width), f"  {whole}"])

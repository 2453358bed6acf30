"""What goes into CSV and a workbook only if it is asked for: the option, and the words on what was left out."""

from __future__ import annotations

from typing import Annotated

import typer

from ..errors import Refused
from ..parsing.tokens import quoted
from ..services.visit_tables import CHOICES

Include = Annotated[list[str] | None, typer.Option("--include", metavar="WORDS", help=f"What else is in: {', '.join(CHOICES)}.")]
WithoutWords = Annotated[bool, typer.Option("--no-notes", help="Leave out notes, questions, companions and clinics.")]
LEFT_OUT = {
    "items": ("the answers of 1 form", "the answers of {} forms"),
    "need": ("1 entry under a word of need", "{} entries under words of need"),
}


def typed_line(line: str, options: dict[str, str | None]) -> str:
    """Return a line with the options that have a value, so that a line that is offered keeps them."""
    return " ".join([line, *(f"{option} {quoted(value)}" for option, value in options.items() if value is not None)])


def read_include(said: list[str], typed: str) -> frozenset[str]:
    """Return the words of `--include`; commas or blanks part them. Raises Refused for a word that is none of them."""
    words = [word for one in said for word in one.lower().replace(",", " ").split()]
    if (said and not words) or not set(words) <= set(CHOICES):
        known = ",".join(dict.fromkeys(word for word in words if word in CHOICES)) or ",".join(CHOICES)
        raise Refused(f"Here --include takes {' and '.join(CHOICES)}. Try: {typed} --include {known}")
    return frozenset(words)


def kept_back_said(found: dict[str, int], typed: str) -> list[str]:
    """Return the lines on what waits for a word of `--include`, with the line that puts it in."""
    if not found:
        return []
    told = " and ".join(LEFT_OUT[word][number != 1].format(f"{number:,}") for word, number in found.items())
    return [f"Left out: {told}. To put them in:", f"  {typed} --include {','.join(found)} --force"]

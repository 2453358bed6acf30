"""The options that several exports and the page for a visit have alike, how `--include` is read, and what is written to stdout."""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager
from typing import IO, Annotated, Any, cast

import typer

from ..errors import Refused
from ..model.report import PRIVATE
from ..parsing.nearness import nearest
from ..services.visit_tables import CHOICES
from .output import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..parsing.plans import TypedLine

NOTHING = "Nothing logged yet, so there is nothing to export. One line is enough: kfit mood 5   (0 worst, 10 best)"
INCLUDE, OUTPUT, STDOUT = "--include", "-o", "-"
LONGEST_NAME = 80
Output = Annotated[str | None, typer.Option("--output", "-o", metavar="PATH", help="Where to write.")]
Since = Annotated[str | None, typer.Option(metavar="DAY", help="From this day on, or last-visit.")]
Until = Annotated[str | None, typer.Option(metavar="DAY", help="Up to this day.")]
Force = Annotated[bool, typer.Option("--force", help="Replace files of the same name.")]


def _include(choices: Sequence[str]) -> Any:
    """Return the option `--include` of a command that takes some words."""

    def completed(incomplete: str) -> list[str]:
        before, comma, begun = incomplete.rpartition(",")
        return [before + comma + word for word in choices if word.startswith(begun)]

    return typer.Option(INCLUDE, help=f"What else is in: {', '.join(choices)}.", metavar="WORDS", autocompletion=completed)


IncludePrivate = Annotated[list[str] | None, _include(PRIVATE)]
IncludeInTables = Annotated[list[str] | None, _include(CHOICES)]


def read_include(said: Sequence[str] | None, line: TypedLine, choices: Sequence[str] = PRIVATE) -> frozenset[str]:
    """Return the words of `--include`; commas or blanks part them. Raises Refused for a word that is none of the choices."""
    words = [word for one in said or () for word in one.lower().replace(",", " ").split()]
    if (said and not words) or not set(words) <= set(choices):
        meant = {word: word if word in choices else nearest(word, choices) for word in words}
        known = ",".join(dict.fromkeys(filter(None, meant.values()))) or choices[0]
        raise Refused(f"{INCLUDE} takes {', '.join(choices)}. Try: {line.having(INCLUDE, known).typed()}")
    return frozenset(words)


def read_page_name(line: TypedLine) -> str:
    """Return the value of `--name` in one line, empty if there is none. Raises Refused for one that is too long."""
    told = " ".join((line.text("--name") or "").split())
    if len(told) > LONGEST_NAME:
        shorter = line.having("--name", told[:LONGEST_NAME].strip())
        raise Refused(f"A name has at most {LONGEST_NAME} characters. Try: {shorter.typed()}")
    return told


def file_for_json(line: TypedLine, file: str) -> Refused:
    """Return the refusal of `--json` where the result would go to stdout too."""
    return Refused(f"With --json, it needs a file of its own. Try: {line.having(OUTPUT, file).typed()}")


@contextmanager
def stdout_stream() -> Iterator[IO[str]]:
    """Yield stdout as a stream that writes what a file would hold; at a terminal, control characters are made harmless."""
    if sys.stdout.isatty():
        shown = io.StringIO(newline="")
        yield shown
        say(shown.getvalue().replace("\r\n", "\n").removesuffix("\n"), whole=True)
        return
    stream = cast("io.TextIOWrapper", sys.stdout)
    stream.reconfigure(encoding="utf-8", newline="")
    yield stream
    stream.flush()

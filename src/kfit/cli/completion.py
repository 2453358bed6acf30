"""Completes names and numbers at the Tab key, and prints the lines that make a shell do so. Never a value, never a note."""

from __future__ import annotations

from typing import Annotated

import typer
from typer._completion_shared import get_completion_script

from ..errors import KfitError, Refused
from ..model.entries import FREELY_NAMED
from ..parsing.tokens import BARE, phrase
from ..store import queries
from ..store.data_file import Data
from .base import Command, new_app
from .output import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model.entries import Entry

CUTTING = frozenset("=:@")  # where bash cuts a word before it completes it
IN_HELP = BARE | frozenset(" ()+")  # signs that no shell takes for its own in the help behind a word


def offered(found: Iterable[str], incomplete: str) -> list[str]:
    """Return the names that begin with what was typed and that a shell hands over unchanged without quotes."""
    begun = [name for name in dict.fromkeys(found) if name.startswith(incomplete.lower())]
    return [name for name in begun if name[:1].isalpha() and phrase(name) == name and CUTTING.isdisjoint(name)]


def plain(text: str) -> bool:
    """Tell whether a text may stand in the help behind a word."""
    return all(letter.isalnum() or letter in IN_HELP for letter in text)


def used(incomplete: str, *kinds: str) -> list[str]:
    """Return the used names of these kinds, or of all, that begin with what was typed.

    Retired ones are left out, and those that a shell would not hand over as one word as they are.
    """
    try:
        with Data.to_read() as data:
            if data.db is None:
                return []
            retired = {(one.kind, one.name) for one in queries.tracked(data.db) if one.retired_on}
            found = [name for kind in kinds or FREELY_NAMED for name in queries.every(data.db, kind) if (kind, name) not in retired]
    except KfitError:
        return []  # completion must stay silent; the command itself will say what is wrong
    return offered(found, incomplete)


OFFERED = 30
LONGEST = 15  # digits


def number_of(said: str) -> int | None:
    """Read the number of an entry; None if it is none."""
    return int(said) if said.isascii() and said.isdigit() and len(said) <= LONGEST else None


def latest(incomplete: str) -> list[tuple[str, str]]:
    """Return the latest numbers that begin with what was typed, each with a few words."""
    try:
        with Data.to_read() as data:
            entries = queries.latest(data.db, OFFERED) if data.db else []
    except KfitError:
        return []  # completion must stay silent; the command itself will say what is wrong
    return [(str(entry.id), _told(entry)) for entry in entries if str(entry.id).startswith(incomplete)]


def _told(entry: Entry) -> str:
    """Say what an entry holds, or its kind alone where a shell could take the words for more than words."""
    told = f"{entry.phrase()}, {entry.day}"
    return told if plain(told) else entry.kind


completion_app = new_app()
SHELLS = ("bash", "zsh", "fish")
WHERE = {
    "bash": "# To keep it: kfit completion bash >> ~/.bashrc",
    "zsh": "# To keep it: kfit completion zsh >> ~/.zshrc",
    "fish": "# To keep it: kfit completion fish > ~/.config/fish/completions/kfit.fish",
}


@completion_app.command(cls=Command)
def completion(
    shell: Annotated[
        str, typer.Argument(metavar="bash|zsh|fish", autocompletion=lambda incomplete: [s for s in SHELLS if s.startswith(incomplete)])
    ],
) -> None:
    """Print a script for your shell; no file is changed. It completes commands, options, choices and numbers, never a note."""
    if shell.lower() not in SHELLS:
        raise Refused(f"I don't know the shell '{shell}'. There are: {', '.join(SHELLS)}. Try: kfit completion bash")
    say(get_completion_script(prog_name="kfit", complete_var="_KFIT_COMPLETE", shell=shell.lower()))
    say(WHERE[shell.lower()])

"""Completion with the Tab key: names and numbers, never values or notes. Also prints the script that a shell needs."""

from __future__ import annotations

from typing import Annotated

import typer
from typer._completion_shared import get_completion_script

from ..errors import KfitError, Refused
from ..model.entries import FREELY_NAMED
from ..model.fields import composed
from ..parsing.tokens import BARE, phrase
from ..store import queries
from ..store.data_file import Data
from .base import Command, new_app
from .output import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model.fields import Entry

CUTTING = frozenset("=:@")  # bash cuts a word at these before it completes it
IN_HELP = BARE | frozenset(" ()+")  # characters without a meaning for a shell, in the help after a word


def complete_names(found: Iterable[str], incomplete: str) -> list[str]:
    """Return the names that begin with what was typed and that a shell passes on unchanged without quotes."""
    begun = [name for name in dict.fromkeys(found) if name.startswith(composed(incomplete.lower()))]
    return [name for name in begun if name[:1].isalpha() and phrase(name) == name and CUTTING.isdisjoint(name)]


def plain(text: str) -> bool:
    """Return whether a text has only characters that are safe in the help after a word."""
    return all(letter.isalnum() or letter in IN_HELP for letter in text)


def used(incomplete: str, *kinds: str) -> list[str]:
    """Return the used names of these kinds, or of all kinds, that begin with what was typed.

    Retired names are left out, and so are names that a shell would not pass on unchanged as one word.
    """
    try:
        with Data.to_read() as data:
            if data.db is None:
                return []
            retired = {(one.kind, one.name) for one in queries.list_custom_names(data.db) if one.retired_on}
            found = [name for kind in kinds or FREELY_NAMED for name in queries.list_names(data.db, kind) if (kind, name) not in retired]
    except KfitError:
        return []  # completion must stay silent; the command itself reports the fault
    return complete_names(found, incomplete)


OFFERED = 30
LONGEST = 15  # digits


def number_of(said: str) -> int | None:
    """Return the number of an entry that a word gives, None if the word is not a number of at most 15 digits."""
    return int(said) if said.isascii() and said.isdigit() and len(said) <= LONGEST else None


def latest(incomplete: str) -> list[tuple[str, str]]:
    """Return the numbers of the latest 30 entries that begin with what was typed, each with a few words."""
    try:
        with Data.to_read() as data:
            entries = queries.newest_entries(data.db, OFFERED) if data.db else []
    except KfitError:
        return []  # completion must stay silent; the command itself reports the fault
    return [(str(entry.id), _told(entry)) for entry in entries if str(entry.id).startswith(incomplete)]


def _told(entry: Entry) -> str:
    """Return what an entry holds; its kind alone if a shell could give the words another meaning."""
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
    say(get_completion_script(prog_name="kfit", complete_var="_KFIT_COMPLETE", shell=shell.lower()), whole=True)
    say(WHERE[shell.lower()], whole=True)  # a comment of the script

"""Completes the names that were used: of ratings, effects, medicines, habits, measures. Never a value, never a note."""

from __future__ import annotations

from ..errors import KfitError
from ..store import beside, names
from ..store.file import Data

# Signs that no shell takes for its own. The scripts that Typer writes hand a word over unquoted, and zsh evaluates what
# describes it: nothing else of what a person wrote may reach them.
BARE = frozenset("-_.+")
DESCRIBES = frozenset("-_.+ ,:/%")
NAMED = ("rating", "effect", "medicine", "habit", "measure")


def used(incomplete: str, *kinds: str) -> list[str]:
    """Return the used names of these kinds, or of all, that begin with what was typed.

    Retired ones are left out, and those that a shell would not hand over as one word as they are.
    """
    try:
        with Data.to_read() as data:
            if data.db is None:
                return []
            retired = {(one.kind, one.name) for one in beside.tracked(data.db) if one.retired_on}
            found = [name for kind in kinds or NAMED for name in names.every(data.db, kind) if (kind, name) not in retired]
    except KfitError:
        return []  # completion must stay silent; the command itself will say what is wrong
    return [name for name in dict.fromkeys(found) if name.startswith(incomplete.lower()) and is_bare(name)]


def is_bare(name: str) -> bool:
    """Tell whether every shell passes a name on unchanged without quotes."""
    return name[:1].isalnum() and all(letter.isalnum() or letter in BARE for letter in name)


def described(text: str) -> str:
    """Return a text that may stand beside a word that is offered: a sign that a shell could run becomes `?`."""
    return "".join(letter if letter.isalnum() or letter in DESCRIBES else "?" for letter in text)

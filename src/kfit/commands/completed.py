"""Completes the names that were used: of ratings, effects, medicines, habits, measures. Never a value, never a note."""

from __future__ import annotations

from ..errors import KfitError
from ..show.safe import safe
from ..store import beside, names
from ..store.file import Data

NAMED = ("rating", "effect", "medicine", "habit", "measure")


def used(incomplete: str, *kinds: str) -> list[str]:
    """Return the used names of these kinds, or of all, that begin with what was typed; retired ones are left out."""
    try:
        with Data.to_read() as data:
            if data.db is None:
                return []
            retired = {(one.kind, one.name) for one in beside.tracked(data.db) if one.retired_on}
            found = [name for kind in kinds or NAMED for name in names.every(data.db, kind) if (kind, name) not in retired]
    except KfitError:
        return []  # completion must stay silent; the command itself will say what is wrong
    return [safe(name) for name in dict.fromkeys(found) if name.startswith(incomplete.lower())]

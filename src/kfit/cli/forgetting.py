"""A deletion for good, of entries, questions or a trial: asked about at a terminal, and told with what may still hold it."""

from __future__ import annotations

from datetime import date

from ..errors import Refused
from ..render.corrections import forgotten, moved_aside
from ..render.text import safe
from ..services.forgetting import clear_remains, find_aside
from ..store import paths
from ..store.daily import latest_infusion
from . import prompts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from ..store.connection import Database

WORD = "forget"


def confirm(db: Database, today: date, what: str) -> None:
    """Ask for a typed word before a deletion without undo, on the day of an infusion and the day after.

    Asks only at a terminal; `what` names what would go. Raises Refused for any other word, and then nothing is deleted.
    """
    last = latest_infusion(db, today.isoformat())
    groggy = last is not None and (today - date.fromisoformat(last)).days <= 1
    if not groggy or not prompts.on_terminal():
        return
    try:
        said = prompts.line(f"No undo brings {what} back. To go on, type {WORD}: ")
    except prompts.Stopped:
        said = ""
    if said.lower() != WORD:
        raise Refused("Nothing was taken away.")


def describe_forgetting(which: str, path: str, texts: Collection[str] = (), *, small: bool) -> str:
    """Clear away what may still hold what was deleted for good; return the message of the deletion, with what is left.

    `small` says that the file was rewritten without the deleted text. Nothing is raised.
    """
    return forgotten(which, clear_remains(path, texts), small=small)


def describe_removal(path: str) -> str:
    """Return the message on how a person deletes all of the data: kfit takes away entries alone, and never everything at once."""
    return "\n".join(
        [
            "kfit deletes single entries, never everything at once. Your data is yours, and this is all of it:",
            f"The data file: {safe(path)}",
            f"Its copies: {safe(paths.backups(path))}",
            f"What kfit remembers about it, and drafts of notes: {safe(paths.state_folder())}",
            *([aside] if (aside := moved_aside(find_aside(path), path)) else []),
            "Delete these as you delete any file and folder, and all is gone. No undo brings it back.",
            "Files that you exported, and backups of this machine, are elsewhere.",
            "Before that, a reminder is ended by: kfit remind off   A copy to keep: kfit export jsonl -o mine",
        ]
    )

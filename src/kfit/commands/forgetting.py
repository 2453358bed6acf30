"""What all commands with `--forget` share: the question before it, and what is said behind it."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

from ..errors import Refused
from ..show.safe import safe
from ..store import where
from ..store.days import latest_infusion
from . import prompts

if TYPE_CHECKING:
    import sqlite3

WORD = "forget"


def confirm(db: sqlite3.Connection, today: date, what: str) -> None:
    """Ask for a typed word on the day of an infusion and the day after, where somebody can be asked.

    What cannot be taken back waits for it then. Raises Refused if it is another word, and then nothing is gone.
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


def forgotten(which: str, path: str, *, small: bool) -> str:
    """Say what is gone, and which copies kfit cannot or does not reach; `small` tells that the file was written anew."""
    folder = where.backups(path)
    copies = [name for name in os.listdir(folder) if name.endswith(".db")] if os.path.isdir(folder) else []
    kept = (
        f"Your {len(copies)} backups still hold it; they lie in {safe(folder)}"
        if len(copies) > 1
        else f"A backup still holds it; it lies in {safe(folder)}"
    )
    if not copies:
        kept = "There is no backup that holds it."
    told = f"Removed for good: {which}, from the file and from its history. This can't be taken back.\n{kept}\nFiles that you have exported keep it too."
    return told if small else f"{told}\nThe file could not be made smaller just now; that is no harm."

"""Where a text that was deleted for good may still be. Values only."""

from __future__ import annotations

from typing import NamedTuple


class Remains(NamedTuple):
    """The places that may still hold a deleted text: file names, in the folders that stand beside them.

    `backups` is the number of backups, None if their folder cannot be read. `drafts` says that files of an interrupted run could not
    be removed. `aside` are the files that were moved aside, beside the data file `path`. `notes` are those of an editor, None if they cannot be listed.
    """

    backups: int | None
    backups_folder: str
    drafts: bool
    aside: list[str]
    path: str
    notes: list[str] | None
    notes_folder: str

"""Reads the settings without waiting for a lock, and without creating or changing anything."""

from __future__ import annotations

import os

from ..settings import Settings
from . import paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sqlite3 import Connection


def settings_at_once() -> Settings:
    """Return the settings in the file, or the defaults if there is no file.

    It takes no lock, so it can see a change that is only partly written. Raises sqlite3.Error, OSError or KfitError.
    """
    path = paths.data_file()
    if not os.path.isfile(path):
        return Settings()
    from .connection import connect

    db = connect(path, "ro&immutable=1")
    try:
        return Settings(dict(db.execute("select name, value from setting").fetchall()))
    finally:
        db.close()


def stored_settings(db: Connection) -> list[tuple[str, str, str | None]]:
    """Return the stored settings: name, value, and the time (UTC) of the last change."""
    at = setting_times(db)
    return [(name, value, at.get(name)) for name, value in db.execute("select name, value from setting order by name")]


def setting_times(db: Connection) -> dict[str, str]:
    """Return the time (UTC) of the last change of each setting, including resets to the default, undo and redo."""
    return dict(
        db.execute(
            "select name, max(change.at) from change_setting join change on change.id = change_setting.change group by name"
        ).fetchall()
    )

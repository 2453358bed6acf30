"""Reads the settings without waiting for a lock, and without creating or changing anything."""

from __future__ import annotations

import os

from ..settings import Settings
from . import paths


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

"""Reads the settings at once or not at all: it waits for nobody, and makes and changes nothing."""

from __future__ import annotations

import os

from ..settings import Settings
from . import paths


def settings_at_once() -> Settings:
    """Return the settings as they stand in the file, the defaults where there is none.

    No lock is asked for: at worst, a change that is just being saved is seen half. Raises whatever SQLite or the disk raises.
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

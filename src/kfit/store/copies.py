"""The backups that lie beside a data file: what their names and manifests say, and whether they are still good."""

from __future__ import annotations

import os
import sqlite3
from datetime import datetime, timedelta

from .. import clock
from ..errors import KfitError
from . import around, consistency, schema, where
from .around import Check
from .file import HEADER, connect, well_formed

MANIFEST = ".json"
PIECE = 1 << 20  # bytes read at once


class Copy:
    """One backup. Its name tells when it was made, why and in which format: `20261123T023000Z-import-v2.db`.

    A second one of the same second is `20261123T023000Z.2-...`. `entries`, `size` in bytes, `sha256` and `unsound` come
    from the manifest beside it, and are None where that is gone or not readable. `unsound` says what was wrong with
    the data file that was copied, nothing if it was sound.
    """

    __slots__ = ("entries", "path", "reason", "sha256", "size", "stamp", "turn", "unsound", "version")

    def __init__(self, path: str, stamp: str, turn: int, reason: str, version: int) -> None:
        self.path, self.stamp, self.turn, self.reason, self.version = path, stamp, turn, reason, version
        self.entries, self.size, self.sha256, self.unsound = _manifest(path)

    def made(self) -> datetime:
        """Return when it was made, in local time."""
        return datetime.fromisoformat(self.stamp).astimezone()

    def whole(self) -> bool:
        """Tell whether it is as long as when it was made: a quick look, not a check."""
        return self.size is not None and os.path.getsize(self.path) == self.size

    def good(self) -> bool:
        """Tell whether it is whole and of a file that was sound: a quick look, not a check."""
        return self.unsound == "" and self.whole()


def listed(path: str) -> list[Copy]:
    """Return the backups of a data file, newest first; at the end those of a day to come: a clock was wrong."""
    found = [copy for name in where.copies(path) if (copy := read_name(where.backups(path), name))]
    latest = where.compact(clock.now() + timedelta(days=1))
    return sorted(found, key=lambda copy: (copy.stamp <= latest, copy.stamp, copy.turn), reverse=True)


def looked(path: str) -> list[tuple[Copy, int, str]]:
    """Return the backups of a data file, each with its size now and its fault.

    One that another kfit lets go meanwhile is not there any more, and so it is not bad either.
    """
    found = []
    for copy in listed(path):
        wrong = fault(copy)
        try:
            found.append((copy, os.path.getsize(copy.path), wrong))
        except FileNotFoundError:
            continue
    return found


def checked(path: str) -> Check:
    """Look whether every backup of a data file is as it was made. One of a file that was not sound is a remark beside a good one."""
    try:
        found = looked(path)
    except KfitError as error:
        return Check("backups", ok=False, detail=str(error).split("\n", 1)[0])
    bad = [(copy, f"{os.path.basename(copy.path)} ({wrong})") for copy, _, wrong in found if wrong]
    if bad:
        told = f"{len(bad)} of {len(found)} not good: {around.listed([text for _, text in bad])}"
        return Check("backups", ok=len(bad) < len(found) and all(copy.unsound for copy, _ in bad), detail=told)
    return Check("backups", ok=True, detail=f"{len(found)}, all good" if found else "none yet")


def read_name(folder: str, name: str) -> Copy | None:
    """Return the backup that a file name speaks of; None if it is no backup's name."""
    moment, dash, rest = name.removesuffix(".db").partition("-")
    reason, mark, version = rest.rpartition("-v")
    stamp, dot, turn = moment.partition(".")
    if not (name.endswith(".db") and name.isascii() and dash and mark and version.isdigit() and (not dot or turn.isdigit())):
        return None
    try:
        if where.compact(datetime.fromisoformat(stamp).astimezone()) != stamp:
            return None
    except (ValueError, OverflowError):  # the latter at the ends of the calendar, where local time has no name
        return None
    return Copy(os.path.join(folder, name), stamp, int(turn or 1), reason, int(version))


def fault(copy: Copy) -> str:
    """Say in a few words what is wrong with a backup; nothing if it is as it was made, and of a file that kfit calls sound."""
    return hindrance(copy) or copy.unsound or ""


def hindrance(copy: Copy) -> str:
    """Say in a few words why a backup can't be brought back; nothing if it is as it was made and kfit can work with it."""
    if copy.sha256 is None:
        return "its manifest is not readable" if os.path.lexists(copy.path + MANIFEST) else "its manifest is gone"
    try:
        if not copy.whole() or sha256(copy.path) != copy.sha256:
            return "not as it was made"
        return refusal(copy.path)
    except OSError as error:
        return f"can't be read ({type(error).__name__})"


def refusal(path: str) -> str:
    """Say why a file is no copy that this kfit can bring back; nothing if it opens as one."""
    with open(path, "rb") as file:
        header = file.read(HEADER)
    if not well_formed(header) or int.from_bytes(header[68:72], "big") != schema.APPLICATION_ID:
        return "not a data file of kfit"
    if int.from_bytes(header[60:64], "big") > schema.VERSION:
        return "made by a newer kfit"
    try:
        db = connect(path, "ro")
    except sqlite3.Error:
        return "does not open"
    try:
        return consistency.broken(db)
    except (sqlite3.Error, UnicodeDecodeError):
        return "does not open"
    finally:
        db.close()


def newest_good(path: str) -> Copy | None:
    """Return the newest backup that is still good."""
    return next((copy for copy in listed(path) if not fault(copy)), None)


def sha256(path: str) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal."""
    import hashlib

    total = hashlib.sha256()
    with open(path, "rb") as file:
        while piece := file.read(PIECE):
            total.update(piece)
    return total.hexdigest()


def _manifest(path: str) -> tuple[int | None, int | None, str | None, str | None]:
    """Read entries, size, SHA-256 and what was wrong with the file. SQLite reads the JSON: the line that was just logged must not wait for an import."""
    reader = sqlite3.connect(":memory:")
    try:
        with open(path + MANIFEST, encoding="utf-8") as file:
            query = "select json_extract(?1, '$.rows.entry'), json_extract(?1, '$.bytes'), json_extract(?1, '$.sha256'), json_extract(?1, '$.unsound')"
            entries, size, digest, unsound = reader.execute(query, (file.read(),)).fetchone()
    except (OSError, UnicodeDecodeError, sqlite3.Error):
        return None, None, None, None
    finally:
        reader.close()
    if isinstance(entries, int) and isinstance(size, int) and isinstance(digest, str):
        return entries, size, digest, unsound if isinstance(unsound, str) else ""
    return None, None, None, None

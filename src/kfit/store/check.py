"""Looks a data file over without changing it: what SQLite, the schema and the journal say about it."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

from ..entries import KINDS
from ..errors import Unusable
from ..settings import Settings
from . import around, consistency, folder, schema, where
from .around import Check, listed
from .file import connect, examine, examined_version
from .trouble import UNCLEAR, explained, primary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_FAULTS = 1_000_000  # SQLite would stop at the hundredth
OUTSIDE = "CHECK constraint failed"
WAL_BYTES = b"\x02\x02"  # the header's bytes 18 and 19 in a file that was left in WAL mode


def checked(path: str) -> list[Check]:
    """Look over a data file and what lies around it. It changes nothing and raises nothing that the file could cause."""
    file = _file(path)
    inside = _inside(path) if file.ok and os.path.isfile(path) else ()
    return [file, *inside, *around.checked(path)]


def _file(path: str) -> Check:
    """Look at the file as SQLite would not yet: is it there, is it kfit's, has it one name."""
    try:
        if link := where.broken_link(path):
            return Check("file", ok=False, detail=f"{link} is a link that leads nowhere")
        if not folder.there(path):
            gone = path in where.known()
            return Check("file", not gone, f"{path} is gone" if gone else f"{path} is not there yet; the first entry makes it")
        found = os.stat(path)
        examine(path, found, writes=False)
    except Unusable as error:
        return Check("file", ok=False, detail=f"{path}: {str(error).split('. ')[0].split(chr(10))[0].rstrip('.')}")
    except OSError as error:
        return Check("file", ok=False, detail=f"{error.filename or path} can't be read ({type(error).__name__})")
    return Check("file", ok=True, detail=f"{path}, {found.st_size:,} bytes")


def _inside(path: str) -> Iterator[Check]:
    """Look into the file, one check after the other; a check that SQLite stops is one that is not ok."""
    try:
        if around.interrupted(path):
            yield Check("journal file", ok=False, detail="a write was interrupted; the next kfit command takes it back. Then: kfit doctor")
            return
        left = _left_in_wal(path)
        yield Check("pragmas", not left, "left in WAL mode by another program" if left else "journal mode is DELETE")
        db = _looking(path, left_in_wal=left)
    except (sqlite3.Error, OSError, Unusable) as error:
        yield Check("integrity", ok=False, detail=_said(error, path))
        return
    try:
        for name, look in CHECKS.items():
            yield _looked(db, path, name, look)
    finally:
        db.close()


def _looking(path: str, *, left_in_wal: bool) -> sqlite3.Connection:
    """Connect so that nothing can be written. Where it may, not by `mode=ro`: there SQLite leaves the CHECKs unlooked at."""
    may_write = os.access(path, os.W_OK) and os.access(os.path.dirname(path), os.W_OK)
    db = connect(path, "ro&immutable=1" if left_in_wal else "rw" if may_write else "ro")
    db.execute("pragma query_only = on")
    return db


def _looked(db: sqlite3.Connection, path: str, name: str, look: Callable[[sqlite3.Connection], tuple[bool, str]]) -> Check:
    try:
        return Check(name, *look(db))
    except (sqlite3.Error, Unusable) as error:
        return Check(name, ok=False, detail=_said(error, path))
    except Exception as error:  # noqa: BLE001 - a damaged file can hold anything at all, and what it holds must not stop the one who looks
        return Check(name, ok=False, detail=f"a row holds what cannot be read ({type(error).__name__})")


def _said(error: sqlite3.Error | OSError | Unusable, path: str) -> str:
    """Say an error in its first line only: the others name what doctor is."""
    if isinstance(error, sqlite3.Error) and primary(error) in UNCLEAR:
        return f"SQLite can't read it ({getattr(error, 'sqlite_errorname', type(error).__name__)})"
    told = error if isinstance(error, Unusable) else explained(error, path, writes=False)
    return str(told).split("\n", 1)[0]


def _left_in_wal(path: str) -> bool:
    with open(path, "rb") as file:
        return file.read(20)[18:] == WAL_BYTES


def _version(db: sqlite3.Connection) -> tuple[bool, str]:
    version = examined_version(db, writes=False)
    older = version < schema.VERSION
    return True, f"format {version}" + (f"; the next kfit command brings it to {schema.VERSION}" if older else "")


def _integrity(db: sqlite3.Connection) -> tuple[bool, str]:
    """Count what SQLite finds wrong; its words can hold a value, so they are not told. What a CHECK would not take today is no fault."""
    found = [line for (line,) in db.execute(f"pragma integrity_check({MOST_FAULTS})") if line != "ok"]
    wrong = [line for line in found if not line.startswith(OUTSIDE)]
    older = f"; {len(found):,} row{'s' * (len(found) != 1)} that could not be logged like this now, kept as they are" if found else ""
    return not wrong, f"{len(wrong)} faults" if wrong else f"every page and index is sound{older}"


def _references(db: sqlite3.Connection) -> tuple[bool, str]:
    wrong = db.execute("pragma foreign_key_check").fetchall()
    return not wrong, f"{len(wrong)} rows point to nothing" if wrong else "every row points to one that is there"


def _schema(db: sqlite3.Connection) -> tuple[bool, str]:
    """Compare tables, indices and views with those of a fresh file of the same format."""
    wrong, added = schema.unlike_fresh(db, examined_version(db, writes=False))
    triggers = [name for name in added if name.startswith("trigger ")]
    told = [f"not as kfit makes it: {listed(wrong)}"] if wrong else []
    told += [f"added by another program: {listed(added)}"] if added else []
    return not wrong and not triggers, "; ".join(told) or "as in a fresh file"


def _entries(db: sqlite3.Connection) -> tuple[bool, str]:
    """Count the entries by kind; name those that are not whole, a number without its row or a row without its number, or not readable."""
    broken = (("not whole", consistency.torn(db)), ("not readable", consistency.unreadable(db)))
    counts = [(kind, db.execute(f"select count(*) from {kind}").fetchone()[0]) for kind in consistency.of_its_format(db, KINDS)]
    told = ", ".join(f"{count:,} {kind}" for kind, count in counts)
    wrong = "; ".join(f"{what}: {listed(found)}" for what, found in broken if found)
    return not wrong, wrong or told


def _journal(db: sqlite3.Connection) -> tuple[bool, str]:
    """Compare each entry and each setting with the newest state that the journal tells of it."""
    unreadable = consistency.unreadable_history(db)
    if unreadable:
        return False, f"their history can't be read: {listed(unreadable)}"
    wrong = consistency.unlike_history(db)
    changes = db.execute("select count(*) from change").fetchone()[0]
    return not wrong, f"unlike their history: {listed(wrong)}" if wrong else f"{changes:,} changes; every entry is as its history says"


def _settings(db: sqlite3.Connection) -> tuple[bool, str]:
    """Name those that cannot hold, so that the default does: an older kfit may have kept them, or a newer one."""
    there = dict(db.execute("select name, value from setting order by name").fetchall())
    unlike = [name for name in there if name not in Settings(there).chosen]
    return True, f"not valid: {listed(unlike)} (the default holds)" if unlike else "valid"


CHECKS: dict[str, Callable[[sqlite3.Connection], tuple[bool, str]]] = {
    "format": _version,
    "integrity": _integrity,
    "references": _references,
    "schema": _schema,
    "entries": _entries,
    "journal": _journal,
    "settings": _settings,
}

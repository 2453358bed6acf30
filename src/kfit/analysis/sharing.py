"""What of the entries leaves the file for another system: without `--include`, nothing private. Pure."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from ..model.entries import ACTIVITIES, Exercise, Infusion, Note, Score
from ..model.fields import Entry
from .report import hidden_by

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# The fields that wait for a word of `--include`. The difficulty question is one of the answers of its form.
PRIVATE_FIELDS: tuple[tuple[str, type[Entry], tuple[str, ...]], ...] = (
    ("items", Score, ("items", "difficulty")),
    ("notes", Entry, ("note",)),
    ("marks", Note, ("mark",)),
    ("companions", Exercise, ("company",)),
    ("clinics", Infusion, ("clinic",)),
)
KNOWN_ACTIVITIES = frozenset((*ACTIVITIES, "strength"))


class SharedEntries(NamedTuple):
    """Entries as they leave the file, and how many of them hold what was left out, by the word of `--include`."""

    entries: list[Entry]
    left_out: Mapping[str, int]


def hidden_columns(kind: type[Entry], include: frozenset[str]) -> frozenset[str]:
    """Return the fields of a kind that are left out without more words of `--include`."""
    return frozenset(name for word, of, names in PRIVATE_FIELDS if word not in include and issubclass(kind, of) for name in names)


def share(entries: Iterable[Entry], include: frozenset[str]) -> SharedEntries:
    """Return the entries without what is private and not in `include`, in the same order.

    An entry under a name that waits for a word is left out whole, and so is a note of which nothing stays.
    """
    found: Counter[str] = Counter()
    shared = [told for entry in entries if (told := _without_private(entry, include, found)) is not None]
    return SharedEntries(shared, found)


def _without_private(entry: Entry, include: frozenset[str], found: Counter[str]) -> Entry | None:
    if waits := hidden_by(entry, include):
        found[waits] += 1
        return None
    hidden: dict[str, None] = {}
    for word, kind, names in PRIVATE_FIELDS:
        if word not in include and isinstance(entry, kind):
            given = [name for name in names if entry.__dict__[name] is not None]
            if given:
                found[word] += 1
                hidden |= dict.fromkeys(given)
    if isinstance(entry, Exercise) and entry.activity and entry.activity not in KNOWN_ACTIVITIES and "names" not in include:
        found["names"] += 1
        hidden["activity"] = None
    if isinstance(entry, Note) and all(entry.__dict__[name] is None or name in hidden for name in ("note", "mark")):
        return None
    return entry.but(**hidden) if hidden else entry

"""Finds what stands on charts with a letter: the marks that somebody set, and the changes of medicines. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..charted import Mark
from ..entries import Medicine, Note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..entries import Entry

CHANGES = ("started", "changed", "stopped")


def marks(entries: Iterable[Entry]) -> list[Mark]:
    """Return the marks among entries that are oldest first: `moved house`, `sertraline changed to 150 mg`."""
    found = []
    for entry in entries:
        if isinstance(entry, Note) and entry.mark is not None:
            found.append(Mark(entry.day, entry.mark))
        elif isinstance(entry, Medicine) and entry.event in CHANGES:
            found.append(Mark(entry.day, entry.phrase()))
    return found

"""Finds which medicines are current: started, changed or taken, and not stopped since. Pure; no medicine is compared with another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..figures import Taken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..entries import Medicine

TAKEN = ("started", "changed", "taken")


def current(entries: Iterable[Medicine]) -> list[Taken]:
    """Return the current medicines by name; `entries` are oldest first. One that was only skipped is not among them."""
    found: dict[str, Taken] = {}
    for entry in entries:
        before = found.get(entry.name)
        if entry.event == "stopped":
            found.pop(entry.name, None)
        elif entry.event in TAKEN or before is not None:
            dose = entry.dose or (before.dose if before else None)
            since = entry.day if entry.event == "started" else before.since if before else None
            found[entry.name] = Taken(entry.name, dose, since, entry.day)
    return [found[name] for name in sorted(found)]

"""The schema's history: frozen SQL, append-only. A step that has been released is never edited; a new one is added below."""

from __future__ import annotations

from . import first, second, third

# In their order. The number of steps is the file's user_version.
STEPS = (
    ("entries", first.ENTRIES),
    ("views", first.VIEWS),
    ("treatment", second.ENTRIES),
    ("kept", second.KEPT),
    ("views of treatment", second.VIEWS),
    ("goals", third.GOALS),
    ("indices of sums", third.INDICES),
)

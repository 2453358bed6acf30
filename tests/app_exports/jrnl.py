"""Exports of jrnl, made up."""

from __future__ import annotations

import json
from typing import Any


def export(entries: list[dict[str, Any]]) -> dict[str, bytes]:
    """Return the file of an export."""
    return {"export.json": json.dumps({"tags": {"@infusion": 1}, "entries": entries}, indent=2).encode()}


FIRST: dict[str, Any] = {
    "title": "Infusion day.",
    "body": "Felt calm. @infusion",
    "date": "2025-11-03",
    "time": "18:22",
    "tags": ["@infusion"],
    "starred": False,
}
SECOND: dict[str, Any] = {"title": "Später", "body": "", "date": "2025-11-04", "time": "01:30", "tags": [], "starred": True}
EXPORTS = {"json": export([FIRST, SECOND])}
LONGER = export([FIRST, SECOND, SECOND | {"title": "More", "date": "2025-11-05"}])
CHANGED = export([FIRST | {"body": "Felt calmer."}, SECOND])

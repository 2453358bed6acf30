"""Makes the entries that the benchmark measures on: all kinds, evenly over the years, as kfit's own JSONL."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("mood", "sleep", "exercise", "infusion", "note")


def write_jsonl(path: Path, *, entries: int, years: int, infusion_every: int = 1) -> None:
    """Write so many entries, the latest on the day before now; all but every n-th infusion is a mood instead."""
    now = datetime.now(UTC).replace(microsecond=0)
    step = timedelta(days=365.25 * years) / entries
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps({"kfit_jsonl": 1, "exported_at": f"{now:%Y-%m-%dT%H:%M:%SZ}", "entries": entries, "settings": []}) + "\n")
        for number in range(entries):
            moment = now - timedelta(days=1) - step * (entries - number)
            file.write(json.dumps(_entry(number, moment, infusion_every)) + "\n")


def _entry(number: int, moment: datetime, infusion_every: int) -> dict[str, object]:
    kind = KINDS[number % len(KINDS)]
    if kind == "infusion" and number // len(KINDS) % infusion_every:
        kind = "mood"
    common: dict[str, object] = {
        "id": number + 1,
        "uid": str(uuid.UUID(int=(int(moment.timestamp() * 1000) << 80) | (7 << 76) | (2 << 62) | number)),
        "kind": kind,
        "day": f"{moment:%Y-%m-%d}",
        "at": f"{moment:%Y-%m-%dT%H:%M}+00:00",
        "tz": "UTC",
        "note": f"note {number}" if kind == "note" or number % 7 == 0 else None,
        "source": None,
        "source_id": None,
        "logged_at": f"{moment:%Y-%m-%dT%H:%M:%SZ}",
    }
    own: dict[str, dict[str, object]] = {
        "mood": {"score": number % 11},
        "sleep": {"minutes": 300 + number % 240, "start_at": None, "end_at": None, "in_bed_minutes": None, "quality": number % 11},
        "exercise": {"minutes": 5 + number % 50, "activity": "walk", "intensity": None, "effort": None, "company": None},
        "infusion": {"route": "iv", "dose_mg": 40.0, "dose": "40mg", "minutes": 40, "clinic": None},
        "note": {"mark": None},
    }
    return common | own[kind]

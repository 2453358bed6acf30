"""Shows the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from ..settings import SETTINGS
from .safe import safe
from .screen import Screen, drawn

if TYPE_CHECKING:
    from collections.abc import Sequence


def listed(rows: Sequence[tuple[str, str, str]], *, exists: bool, screen: Screen) -> str:
    """Return the settings as (name, value, source); the first row is the data file, which may not exist yet."""
    _, path, source = rows[0]
    told = f"Data file: {safe(path)}" + (" (from KFIT_DB)" if source == "KFIT_DB" else "") + ("" if exists else "  (not there yet)")
    if screen.plain or screen.narrow:
        lines = [
            f"{name}: {safe(value or 'not set')} ({'your choice' if source == 'file' else 'default'})" for name, value, source in rows[1:]
        ]
        return "\n".join([told, *lines])
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 3, 0, 0))
    for name, value, source in rows[1:]:
        table.add_row(
            Text(name),
            Text(safe(value or "not set")),
            Text("your choice" if source == "file" else "default", style="dim"),
            Text(SETTINGS[name].help, style="dim"),
        )
    return f"{told}\n\n{drawn(table, screen)}\n\nTo change one: kfit config set day_ends 05:00"

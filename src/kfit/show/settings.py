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

NONE = "not set"


def told(name: str, value: str | None) -> str:
    """Say a setting's value, or what holds without one."""
    setting = SETTINGS[name]
    return safe(setting.told(value or setting.default) or NONE)


def listed(rows: Sequence[tuple[str, str, str]], *, exists: bool, screen: Screen) -> str:
    """Return the settings as (name, value, source); the first row is the data file, which may not exist yet."""
    _, path, source = rows[0]
    shown = f"Data file: {safe(path)}" + (" (from KFIT_DB)" if source == "KFIT_DB" else "") + ("" if exists else "  (not there yet)")
    if screen.plain or screen.narrow:
        lines = [f"{name}: {told(name, value)} ({'your choice' if source == 'file' else 'default'})" for name, value, source in rows[1:]]
        return "\n".join([shown, *lines])
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", max_width=screen.width // 3)
    table.add_column(no_wrap=True)
    table.add_column()
    for name, value, source in rows[1:]:
        table.add_row(
            Text(name),
            Text(told(name, value)),
            Text("your choice" if source == "file" else "default", style="dim"),
            Text(SETTINGS[name].help, style="dim"),
        )
    return f"{shown}\n\n{drawn(table, screen)}\n\nTo change one: kfit config set day_ends 05:00"

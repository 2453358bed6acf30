"""Lists the current medicines."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..entries import dose_said
from ..weekdays import in_words
from .lines import joined, pad, paragraph, width
from .safe import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..figures import Taken
    from .screen import Screen

NONE = "No current medicine is logged. To begin: kfit med sertraline 100mg started"


def listed(medicines: Sequence[Taken], today: date, screen: Screen) -> str:
    """Show each medicine with its dose as told and since when."""
    if not medicines:
        return paragraph(NONE, screen)
    if screen.plain:
        return "\n".join(f"{_said(one)}, {_since(one, today)}." for one in medicines)
    columns = max(width(_said(one)) for one in medicines)
    if columns + 30 > screen.width:
        return joined(line for one in medicines for line in (_said(one), f"  {_since(one, today)}"))
    return joined(f"{pad(_said(one), columns)}   {_since(one, today)}" for one in medicines)


def _said(one: Taken) -> str:
    return safe(" ".join(part for part in (one.name, dose_said(one.dose)) if part))


def _since(one: Taken, today: date) -> str:
    if one.since:
        return f"since {in_words(date.fromisoformat(one.since), today)}"
    return f"noted on {in_words(date.fromisoformat(one.day), today)}"

"""Says what is paused. A pause is no lack: its days ask for nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..weekdays import in_words
from .lines import dim, joined
from .phrases import UNDO, with_way
from .safe import safe
from .ways import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..kept import Pause
    from .screen import Screen

NONE_YET = "Nothing is paused. To pause for some days: kfit pause 3 days"
GO_ON = "To go on: kfit resume"
RESUMED_NOTHING = "Nothing is paused, so nothing was changed."


def span(pause: Pause, today: date) -> str:
    """Say the days of a pause: `Mon 9 Nov to Sun 15 Nov`, `since Mon 9 Nov`."""
    first = in_words(date.fromisoformat(pause.day), today)
    if pause.until is None:
        return f"{'since' if pause.day < today.isoformat() else 'from'} {first}{'' if pause.day < today.isoformat() else ' on'}"
    return first if pause.until == pause.day else f"{first} to {in_words(date.fromisoformat(pause.until), today)}"


def why(pause: Pause) -> str:
    """Say the reason in brackets, nothing where none was told."""
    return f" ({safe(pause.why)})" if pause.why else ""


def kept(pause: Pause, today: date) -> str:
    """Say that days are paused: `Kept: a pause, from Mon 9 Nov on. Its days ask for nothing.`"""
    go_on = f" {GO_ON}" if pause.until is None else ""
    return with_way(f"Kept: a pause{why(pause)}, {span(pause, today)}. Its days ask for nothing.{go_on}", UNDO)


def longer(pause: Pause, today: date) -> str:
    """Say that a pause has another end."""
    return with_way(f"Changed: the pause{why(pause)} is now {span(pause, today)}.", UNDO)


def paused_already(pause: Pause, today: date) -> str:
    """Say that these days are paused, and how that ends."""
    way = f"To take it away: kfit pause --drop {pause.day}" if pause.day > today.isoformat() else GO_ON
    return f"Paused already: {span(pause, today)}. {way}"


def resumed(day: date, ending: Sequence[Pause], today: date) -> str:
    """Say that a pause is over; one of which nothing is left is only taken away."""
    hello = " Good to see you." if any(one.day < day.isoformat() for one in ending) else ""
    return with_way(f"Changed: no pause from {in_words(day, today)} on.{hello}", UNDO)


def began_later(pause: Pause, today: date) -> str:
    """Say that a pause began behind the day on which it is to have ended."""
    began = in_words(date.fromisoformat(pause.day), today)
    return f"The pause began on {began}. To take it away as a whole: kfit pause --drop {pause.day}"


def nothing_to_resume(pauses: Sequence[Pause], today: date) -> str:
    """Say that nothing is paused, and how one that is to come is taken away."""
    coming = next((one for one in pauses if one.day > today.isoformat()), None)
    if coming is None:
        return RESUMED_NOTHING
    first = in_words(date.fromisoformat(coming.day), today)
    return f"Nothing is paused today. A pause is to come, from {first} on. To take it away: kfit pause --drop {coming.day}"


def front(pause: Pause, today: date) -> str:
    """Say on the front page that nothing is asked for, and no word of the reason: somebody else may see it. Two lines."""
    said = span(pause, today)
    return f"{said[0].upper()}{said[1:]}.\n{GO_ON}"


def beside(pause: Pause, today: date) -> str:
    """Say in one line beside something else that nothing is asked for: `Paused: Since Mon 9 Nov. To go on: kfit resume`"""
    return f"Paused: {' '.join(front(pause, today).splitlines())}"


def listed(pauses: Sequence[Pause], today: date, screen: Screen) -> str:
    """List the pauses, oldest first."""
    if not pauses:
        return folded(NONE_YET, screen)
    rows = [f"{span(one, today)}{why(one)}" for one in pauses]
    if screen.plain:
        return "\n".join(["Pauses.", *(f"{row}." for row in rows)])
    return joined([dim("Pauses", screen), *rows])

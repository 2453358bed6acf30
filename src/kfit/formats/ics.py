"""Write planned infusions as a calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID, uuid5

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model.planning import Plan

NAMESPACE = UUID("c2a60f0c-5c1f-5a2e-8a3b-6b6669742d70")  # of the uids made here
LINE_OCTETS = 75
DAY_LONG, HOUR_LONG = 24 * 60, 60  # minutes


class EventFacts(NamedTuple):
    """What every event says: its title, the minutes from an alarm to its beginning (None: no alarm), and when the file was made."""

    title: str
    alarm: int | None
    made_at: datetime


def calendar(plans: Iterable[Plan], facts: EventFacts) -> str:
    """Return the text of a calendar file: an event for each plan, lines end in CRLF."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kfit//kfit//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [line for plan in plans for line in _event(plan, facts)]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(plan: Plan, facts: EventFacts) -> Iterator[str]:
    """Yield the lines of an event. A time is told in UTC; a day without one is a whole day, wherever the calendar is read."""
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid5(NAMESPACE, plan.uid or '')}"
    yield f"DTSTAMP:{_utc(facts.made_at)}"
    yield f"DTSTART:{_utc(datetime.fromisoformat(plan.at))}" if plan.at else f"DTSTART;VALUE=DATE:{plan.day.replace('-', '')}"
    yield f"SUMMARY:{_escaped(facts.title)}"
    yield "CLASS:PRIVATE"
    if facts.alarm is not None:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_escaped(facts.title)}", f"TRIGGER:-{_duration(facts.alarm)}")
        yield "END:VALARM"
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _duration(minutes: int) -> str:
    """Return minutes as a duration: `PT90M`, `PT2H`, `P1D`."""
    if minutes and minutes % DAY_LONG == 0:
        return f"P{minutes // DAY_LONG}D"
    return f"PT{minutes // HOUR_LONG}H" if minutes and minutes % HOUR_LONG == 0 else f"PT{minutes}M"


def _escaped(text: str) -> str:
    """Return a text with the signs escaped that have a meaning in a value, and without control characters."""
    told = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    told = told.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(letter if letter >= " " and letter != "\x7f" else " " for letter in told)


def _folded(line: str) -> str:
    """Return a line folded so that no part has more than 75 octets; no letter is cut."""
    parts: list[str] = []
    here: list[str] = []
    size = 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LINE_OCTETS:
            parts.append("".join(here))
            here, size = [], 1  # the blank that begins what is folded
        here.append(letter)
        size += octets
    return "\r\n ".join([*parts, "".join(here)])

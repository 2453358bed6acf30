"""The current time and day. Only this module asks the machine for its time and time zone."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta, timezone

from .errors import KfitError, Refused

FIRST_YEAR, LAST_YEAR = 1901, 2998  # the file takes days from 1900 to 2999; a year is left for days before and to come
ZONES = "/usr/share/zoneinfo/"


def now() -> datetime:
    """Return the current local time to the second, or the time in `KFIT_NOW`.

    A `KFIT_NOW` without an offset is local time in `TZ`. Raises Refused if it is not an ISO date and time, or outside of the
    years 1901 to 2998; KfitError if the machine's clock is.
    """
    fixed = os.environ.get("KFIT_NOW")
    if not fixed:
        told = datetime.now()  # noqa: DTZ005 - it gets its zone below
        if not FIRST_YEAR <= told.year <= LAST_YEAR:
            raise KfitError(_out_of_range("The clock of this machine", told.year))
        return told.astimezone().replace(microsecond=0)
    try:
        told = datetime.fromisoformat(fixed)
    except ValueError:
        message = f"KFIT_NOW is no date and time: '{fixed}'. It looks like 2026-11-22T21:30."
        raise Refused(message) from None
    if not FIRST_YEAR <= told.year <= LAST_YEAR:
        raise Refused(_out_of_range("KFIT_NOW", told.year))
    return told.astimezone().replace(microsecond=0)


def _out_of_range(clock: str, year: int) -> str:
    return f"{clock} says the year {year}. kfit works from {FIRST_YEAR} to {LAST_YEAR}, so nothing was done."


def local(naive: datetime) -> datetime:
    """Return a local wall-clock time with its offset. A time that a clock change skips is moved on by the gap."""
    return datetime.fromtimestamp(naive.timestamp()).astimezone()


def minutes_between(start: datetime, end: datetime) -> int:
    """Return the whole minutes from start to end, measured in UTC, so that a clock change does not alter a duration."""
    return round((end.timestamp() - start.timestamp()) / 60)


def day_of(moment: datetime, day_ends: str) -> date:
    """Return the person's day of a local time.

    `day_ends` is `HH:MM`; a time before it belongs to the previous day.
    """
    if f"{moment.hour:02}:{moment.minute:02}" < day_ends:
        return moment.date() - timedelta(days=1)
    return moment.date()


def instant(moment: datetime) -> str:
    """Return an aware local time as text, to the minute and with its offset: `2026-11-22T21:30-05:00`."""
    offset = moment.utcoffset() or timedelta()
    if moment.tzinfo is not None and not offset.seconds % 60:
        return moment.isoformat(timespec="minutes")
    whole = timezone(timedelta(minutes=round(offset.total_seconds() / 60)))
    return moment.astimezone(whole).isoformat(timespec="minutes")


def stamp(moment: datetime) -> str:
    """Return an aware time as text in UTC, to the second: `2026-11-23T02:30:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class ZoneAs:
    """Takes the zone of an IANA name for the person's: `with ZoneAs("Europe/Berlin"): ...`; without a name it leaves it.

    Raises Refused for a zone that the machine does not know.
    """

    def __init__(self, name: str | None) -> None:
        self.name = name
        self.before = os.environ.get("TZ")
        if name is not None and (_known(name) is None or not os.path.isfile(ZONES + name)):
            message = f"I don't know the zone '{name}'. It looks like Europe/Berlin or America/New_York."
            raise Refused(message)

    def __enter__(self) -> None:
        if self.name is not None:
            _set_zone(self.name)

    def __exit__(self, *_: object) -> None:
        if self.name is not None:
            _set_zone(self.before)


def _set_zone(name: str | None) -> None:
    from time import tzset  # a late import: only an import from another zone needs it

    if name is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = name
    tzset()


def zone() -> str | None:
    """Return the IANA name of the local time zone, or None if the machine gives none.

    If `TZ` is set, it alone decides, even if it is not an IANA name (`EST5EDT,M3.2.0,M11.1.0`).
    """
    told = os.environ.get("TZ")
    if told is not None:
        return _known(told.removeprefix(":").removeprefix(ZONES)) if told else "UTC"
    target = os.path.realpath("/etc/localtime")
    if ZONES in target:
        return _known(target.split(ZONES, 1)[1])
    try:
        with open("/etc/timezone", encoding="ascii") as file:
            return _known(file.readline().strip())
    except (OSError, UnicodeDecodeError):
        return None


def _known(name: str) -> str | None:
    """Return the name if the machine has that zone, or if the machine stores no zones and the name looks like one; else None."""
    if not name or not all(part and part[0].isalpha() for part in name.split("/")):
        return None
    if not name.isascii() or any(letter.isspace() or letter in ",.:<>" for letter in name):
        return None
    return name if not os.path.isdir(ZONES) or os.path.isfile(ZONES + name) else None

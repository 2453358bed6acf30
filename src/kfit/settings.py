"""What can be set: the names, the values each takes, and what holds until somebody chooses."""

from __future__ import annotations

from .errors import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Setting:
    """One thing that can be set: its words, or a time of day where it has none."""

    __slots__ = ("default", "help", "words")

    def __init__(self, default: str, help: str, words: tuple[str, ...] = ()) -> None:
        self.default, self.help, self.words = default, help, words


SETTINGS = {
    "date_order": Setting("", "how 11/3 is read: month first, day first or year first", ("mdy", "dmy", "ymd")),
    "day_ends": Setting("04:00", "when your day ends; what you log before it counts for the day before"),
    "answers": Setting("full", "what a log command says: all of it, or just 'Saved.'", ("full", "short")),
    "show_days_since": Setting("on", "whether screens count the days since the last infusion", ("on", "off")),
}
LATEST_DAY_END = "11:59"


def check(name: str, value: str) -> str:
    """Return the value as it is kept. Raises Refused for an unknown name or a value it cannot take."""
    if name not in SETTINGS:
        message = f"I don't know the setting '{name}'. There are: {', '.join(SETTINGS)}."
        raise Refused(message)
    words = SETTINGS[name].words
    if not words:
        return _time_of_day(name, value)
    if value.lower() not in words:
        message = f"{name} is {' or '.join(words)}. Try: kfit config set {name} {words[-1]}"
        raise Refused(message)
    return value.lower()


def _time_of_day(name: str, value: str) -> str:
    hour, colon, minute = value.partition(":")
    if not (value.isascii() and hour.isdigit() and len(hour) <= 2 and (not colon or (minute.isdigit() and len(minute) == 2))):
        message = f"{name} is a time of day. Try: kfit config set {name} 04:00"
        raise Refused(message)
    kept = f"{int(hour):02}:{minute or '00'}"
    if not kept <= LATEST_DAY_END or (minute or "00") > "59":
        message = f"{name} goes from 00:00 to {LATEST_DAY_END}. Try: kfit config set {name} 04:00"
        raise Refused(message)
    return kept


def _kept(name: str, value: str) -> str:
    """Return a value that holds, nothing for one that cannot: somebody else may have written into the file."""
    try:
        return check(name, value)
    except Refused:
        return ""


class Settings:
    """The settings as they hold now: what was chosen, if it can hold, else the default."""

    __slots__ = ("answers", "chosen", "date_order", "day_ends", "show_days_since")

    def __init__(self, chosen: Mapping[str, str] = {}) -> None:
        self.chosen = {name: kept for name, value in chosen.items() if (kept := _kept(name, value))}
        now = {name: self.chosen.get(name, setting.default) for name, setting in SETTINGS.items()}
        self.date_order = now["date_order"]
        self.day_ends = now["day_ends"]
        self.answers = now["answers"]
        self.show_days_since = now["show_days_since"] == "on"

"""Days, weeks, means and lengths as people read them, the same everywhere."""

from __future__ import annotations

from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def in_words(day: date, today: date) -> str:
    """Return a day as `Tue 3 Nov`, with its year if that is not today's."""
    words = f"{WEEKDAYS[day.weekday()][:3].capitalize()} {day_month(day.day, day.month)}"
    return words if day.year == today.year else f"{words} {day.year}"


def day_month(day: int, month: int) -> str:
    """Return a date without its year: `3 Nov`."""
    return f"{day} {short_month(month)}"


def short_month(month: int) -> str:
    """Return the short name of a month: `Nov`."""
    return MONTHS[month - 1][:3].capitalize()


def iso_week(day: date) -> str:
    """Return the ISO week of a day: `2026-W47`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def monday_of(day: date) -> date:
    """Return the Monday of a day's ISO week."""
    return day - timedelta(days=day.weekday())


def tenths(mean: float) -> str:
    """Return a mean with one decimal; halves are rounded away from 0, as in the data file's own view."""
    return f"{int(mean * 10 + (0.5 if mean >= 0 else -0.5)) / 10:.1f}"


SIGNIFICANT = 3  # digits that a value below 1 keeps


def rounded(value: float) -> float:
    """Return a figure as it is shown, drawn and exported: two decimals, below 1 three significant digits, so that none becomes 0.

    From 1 on, halves are rounded away from 0.
    """
    if abs(value) < 1:
        return float(f"{value:.{SIGNIFICANT}g}")
    return int(value * 100 + (0.5 if value > 0 else -0.5)) / 100


def hours_minutes(minutes: int) -> str:
    """Return minutes as hours and minutes: `7h30`, `0h45`."""
    return f"{minutes // 60}h{minutes % 60:02}"


def join_names(names: list[str], shown: int = 5) -> str:
    """Return the first names as text, with the number of the others."""
    more = len(names) - shown
    return ", ".join(names[:shown]) + (f" and {more} more" if more > 0 else "")

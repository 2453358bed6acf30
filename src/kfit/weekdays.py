"""The names of the calendar, and a day written in words. It stands apart from the reading of days, which most lines do without."""

from __future__ import annotations

from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def in_words(day: date, today: date) -> str:
    """Write a day as `Tue 3 Nov`, with its year where that is not today's."""
    words = f"{WEEKDAYS[day.weekday()][:3].capitalize()} {day_month(day.day, day.month)}"
    return words if day.year == today.year else f"{words} {day.year}"


def day_month(day: int, month: int) -> str:
    """Write a date without its year: `3 Nov`."""
    return f"{day} {MONTHS[month - 1][:3].capitalize()}"


def iso_week(day: date) -> str:
    """Write the ISO week of a day: `2026-W47`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def monday_of(day: date) -> date:
    """Return the Monday of a day's ISO week."""
    return day - timedelta(days=day.weekday())

"""Writes the README.txt of an export: every file, column, unit, range and direction, made from the kinds' fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..entries import KINDS, QUANTITIES, RATINGS, Score
from ..instruments import HIGH, INSTRUMENTS
from . import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..entries import Entry
    from ..instruments import Instrument
    from ..record import Field
    from .of_days import Column

VERSION = 2
SHARED = {
    "id": "number of the entry, as typed in: kfit edit 12",
    "uid": "the entry's own identifier (UUID), the same on every machine",
    "kind": "what was logged",
    "day": "the day it counts for, YYYY-MM-DD; see The day",
    "at": "local time with its offset from UTC, YYYY-MM-DDTHH:MM+HH:MM; empty where only the day is known",
    "tz": "time zone (IANA) of the machine it was typed on",
    "note": "the person's own words, up to 10,000 characters",
    "source": "where an imported entry came from; empty if it was typed",
    "source_id": "its identifier there",
    "logged_at": "when it was typed or imported, UTC, YYYY-MM-DDTHH:MM:SSZ",
}
TYPES = {
    "whole": "whole number",
    "real": "number",
    "text": "text",
    "choice": "one word",
    "instant": "local time with its offset",
}
# What the fields of some kinds hold, where title, type and range do not say it.
MEANINGS = {
    "rating.name": f"what was rated: {', '.join(RATINGS)}, or a name of the person's own",
    "rating.score": "whole number, 0 to 10; 10 is the most of it",
    "rating.better": "which end is better: high (10 is best) or low (10 is worst)",
    "effect.name": "the side effect: one that kfit lists, or a name of the person's own",
    "effect.phase": "session: up to 2 hours after the latest infusion began; 24h: up to 24 hours; later: after that; empty if not known",
    "medicine.name": "the medicine, as told; kfit compares it with nothing",
    "habit.name": "what was done",
    "habit.times": "how often, a whole number from 1 to 10000; empty where no amount was said",
    "measure.name": "what was measured or counted",
    "measure.value": "number, in the unit beside it",
    "measure.unit": "the unit; empty where it is counted; always "
    + ", ".join(f"{known.unit} for {name}" for name, known in QUANTITIES.items() if known.unit),
    "measure.typed": "the value as it was typed, perhaps in another unit",
    "score.name": "the questionnaire; see The questionnaires",
    "score.total": "number, as the form's manual has it; its range stands under The questionnaires",
    "score.difficulty": "the last question of the PHQ-9, 0 to 3; it is no part of the total",
    "score.items": "the answers in the form's order, - where it leaves one out; empty without them",
}
DAILY = {
    "day": "YYYY-MM-DD, every calendar day of the period, also without entries",
    "weekday": "Mon to Sun",
    "infusion": "route and dose as told, two with a semicolon; 'yes' if neither was said",
    "days_since_infusion": "whole days, 0 on the day itself; empty before the first one",
    "mood_mean_10_best": "mean of the day's moods, 0 (worst) to 10 (best), one decimal",
    "mood_lowest": "lowest mood of the day, 0 (worst) to 10 (best)",
    "mood_highest": "highest mood of the day, 0 (worst) to 10 (best)",
    "mood_entries": "number of moods",
    "sleep_hours": "decimal hours (7.50 = 7 h 30 min), all parts of the day of waking",
    "sleep_parts": "number of sleep entries; 1 = in one piece",
    "sleep_quality_10_best": "0 (worst) to 10 (best), mean of those given",
    "exercise_minutes": "minutes of all movement added up",
    "exercise_sessions": "number of exercise entries",
    "effects": "side effects of the day with their severity, 0 (none) to 3 (severe), joined with semicolons",
    "effect_worst_0_to_3": "the highest severity of the day, 0 (none) to 3 (severe)",
    "entries": "number of entries of the day, all kinds; never empty",
    "added_later": "how many of them were typed after that day had ended; never empty",
    "notes": "the person's own words of that day, joined with semicolons",
}
INFUSIONS = {
    "day": "day of the infusion, YYYY-MM-DD",
    "route": "one word: " + KINDS["infusion"].FIELDS["route"].range(),
    "dose": "as the person was told it",
    "dose_mg": "mg",
    "gap_days": "days since the infusion before; empty for the first",
    "mood_before_median_10_best": "median of the days' mean moods on up to 3 days before. "
    "None of them lies on or before the infusion before. Empty below 2 days with a mood",
    "mood_before_days": "number of those days with a mood",
    "mood_after_median_10_best": "the same on days 1 to 3 after, before the next infusion",
    "mood_after_days": "number of those days with a mood",
}


def text(kinds: Sequence[type[Entry]], daily: Sequence[Column], day_ends: str, *, notes: bool) -> str:
    """Return the README of an export of these kinds, whose daily.csv has these columns."""
    parts = [
        _FOREWORD,
        _DAY.format(day_ends=day_ends),
        _LATER,
        _section(tables.DAILY, "one row a day", {column.name: column.meaning or DAILY[column.name] for column in daily}),
        _section(tables.INFUSIONS, "all infusions, also those outside the period, with mood before and after", INFUSIONS),
        "Infusions are often given when mood is low, so some rise is to be expected anyway.",
        *(_section(f"{kind.kind}.csv", _summary(kind), _columns(kind)) for kind in kinds),
        *([_section("The questionnaires", _FORMS, {name: _form(form) for name, form in INSTRUMENTS.items()})] if Score in kinds else []),
        _FORM,
    ]
    if not notes:
        parts.append("Left out\nThe text of notes was left out. Of the note entries only those with a mark are here.")
    return "\n\n".join(parts) + "\n"


_FOREWORD = f"""kfit export, form {VERSION}

What somebody logged about ketamine treatment, mood, sleep, movement and what else they chose to keep.
It is a diary, not a measurement. Kinds of entry that are not listed below were never used.
An empty cell means no entry; it never means 0. Nothing is filled in."""
_DAY = """The day
A day ends at {day_ends}: what is typed before that counts for the day before. Sleep is the exception:
it counts for the calendar date of waking. A day never moves afterwards, whatever the zone or the clock."""
_LATER = """Added later
daily.csv counts entries that were typed after their day had ended. On a printed page, 'added later'
counts days whose entries all were."""
_FORMS = "totals and their ranges; the words of the forms are not in here"
_FORM = """The form of the files
CSV, UTF-8 with a byte order mark, comma, CRLF, every cell in quotes. A text that could be a
formula (=+-@|%) has one apostrophe before it. So has one that
begins with a blank or an apostrophe. Take one off to have the text. kfit import reads these files back unchanged, as long as no spreadsheet has saved them
anew. Settings, questions, and what is planned (infusions, goals, programmes, pauses) are not in here.
kfit export jsonl carries them."""


def _section(name: str, what: str, columns: dict[str, str]) -> str:
    wide = max(map(len, columns))
    return "\n".join([f"{name}: {what}", *(f"  {column:{wide}}  {meaning}".rstrip() for column, meaning in columns.items())])


def _summary(kind: type[Entry]) -> str:
    said = (kind.__doc__ or "").split("\n", 1)[0].rstrip(".")
    return said[:1].lower() + said[1:]


def _columns(kind: type[Entry]) -> dict[str, str]:
    return (
        SHARED
        | {"kind": f"always {kind.kind}"}
        | {name: MEANINGS.get(f"{kind.kind}.{name}") or _meaning(field) for name, field in kind.OWN.items()}
    )


def _form(form: Instrument) -> str:
    """Say what a questionnaire's total can be and how it is read, and where the numbers are from."""
    bands = ", ".join(f"{word} to {highest}" for highest, word in form.bands)
    answers = f"{len(form.labels)} answers, each 0 to {form.item_high}" if form.labels else "kept by its total"
    parts = [f"{form.title}: 0 to {form.top}, {'higher' if form.better == HIGH else 'lower'} is better", answers, bands]
    return "; ".join(part for part in parts if part) + f"; read at {form.source}"


def _meaning(field: Field) -> str:
    """Say what a field of a kind's own holds: its title, type, range and direction."""
    title = field.title.rstrip(",").lower()
    said = ", ".join(part for part in (TYPES[field.type], field.range()) if part)
    return f"{title}: {said}"

"""Phrases that are no day, or two: what is asked, and that every answer offered can be typed."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kfit import clock
from kfit.errors import DateOrder, StillToCome, Unclear, Unreadable
from kfit.parsing import moments


def sunday() -> datetime:
    return datetime(2026, 11, 22, 21, 30).astimezone()


def read(text: str, order: str = "mdy") -> str:
    return str(moments.read(text, sunday(), "04:00", order).day)


@pytest.mark.parametrize(
    "phrase",
    [
        *("", " ", "6", "a", "may", "nov", "bananas", "30 nov 31", "yesterday 26:00", "11/31", "2026-02-30", "feb 29 2025", "31 apr"),
        *("yesterday yesterday", "yesterday slept", "mon tue", "mon,", "friday 13", "25:00", "24:00", "12:60", "13pm", "0am", "9:5"),
        *("1899-12-31", "2101-01-01", "3 nov 1850", "nov 3 2115", "200 years ago", "9999 months ago", "the 32nd", "2026-13-45", "2026-11"),
        *("６", "２026-11-03", "1_0 days ago", "٢ days ago", "-1h", "- 1d", "last", "last week", "this", "ago", "2h ago at 9pm", "now 9pm"),
        *("yesterday" + " " * 60, "x" * 10_000, "9" * 61, "8:15:30", "9pmyesterday", "mon-tue", "2026-11-03-08", "1/2/3/4", "11/3/26"),
    ],
)
def test_what_is_no_day_is_unreadable(phrase: str) -> None:
    with pytest.raises(Unreadable):
        read(phrase)
    assert not moments.is_day(phrase, sunday())


@pytest.mark.parametrize(
    ("phrase", "sentence", "readings"),
    [
        ("at 9", "9am or 9pm", ("at 9am", "at 9pm")),
        ("yesterday at 9", "9am or 9pm", ("yesterday at 9am", "yesterday at 9pm")),
        ("at 21", "is it 21:00?", ("at 21:00",)),
        ("2h", "is it 2h ago?", ("2h ago",)),
        ("2 days", "is it 2 days ago?", ("2 days ago",)),
        ("7h5 ago", "7h05 or 7.5h", ("7h05 ago", "7.5h ago")),
        ("7.5", "a time or a date", ("7 may",)),  # with a point between them the day is first
        ("3.11", "a time or a date", ("3:11", "3 nov")),
        ("9.15", "a time or a date", ("9:15", "15 sep")),
        ("thu 13 nov", "13 Nov is a Friday.", ("2026-11-13",)),
        ("2025 feb 3", "20:25 or the year 2025", ("20:25 feb 3", "3 feb 2025")),
        ("11/3 2025", "20:25 or the year 2025", ("11/3 20:25", "3 nov 2025")),
        ("last night 7am", "not in the night", ()),
        ("yesterday 2am", "the night to Sat 21 Nov or the night to Sun 22 Nov", ("2026-11-21 02:00", "2026-11-22 02:00")),
        ("3 nov 2026 2am", "the night to Tue 3 Nov or", ("2026-11-03 02:00", "2026-11-04 02:00")),
        ("today 2am", "the night to Mon 23 Nov", ("2026-11-22 02:00",)),
    ],
)
def test_two_readings_are_asked(phrase: str, sentence: str, readings: tuple[str, ...]) -> None:
    with pytest.raises(Unclear) as refusal:
        read(phrase)
    assert sentence in str(refusal.value)
    assert refusal.value.readings == readings
    assert moments.is_day(phrase, sunday())


def test_month_and_day_change_places_until_the_order_is_set() -> None:
    with pytest.raises(DateOrder, match=r"^11/3 can be 11 Mar or 3 Nov\.$") as refusal:
        read("11/3", order="")
    assert refusal.value.readings == ("11 mar", "3 nov")
    with pytest.raises(DateOrder, match=r"^11/3/2025 can be 11 Mar 2025 or 3 Nov 2025\.$"):
        read("11/3/2025 9pm", order="")
    assert read("11/3", order="dmy") == "2026-03-11"
    assert read("11/3", order="ymd") == "2026-11-03"
    with pytest.raises(DateOrder):
        read("11/3/2025", order="ymd")


@pytest.mark.parametrize(
    ("phrase", "readings"),
    [
        ("mon", ("2026-11-23", "2026-11-16")),
        ("mon,9pm", ("2026-11-23,9pm", "2026-11-16,9pm")),
        ("23 nov", ("2026-11-23", "2025-11-23")),
        ("11/23", ("2026-11-23", "2025-11-23")),
        ("the 23rd", ("2026-11-23", "2026-10-23")),
        ("today 1am", ("2026-11-22 01:00", "2026-11-23 01:00")),
    ],
)
def test_after_midnight_a_name_of_both_days_is_asked(phrase: str, readings: tuple[str, ...]) -> None:
    with pytest.raises(Unclear) as refusal:
        moments.read(phrase, datetime(2026, 11, 23, 1, 30).astimezone())
    assert refusal.value.readings == readings


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("satruday", "saturday"),
        ("yesterdy 9pm", "yesterday 9pm"),
        ("Novmber 3", "november 3"),
        ("3 moths ago", "3 months ago"),
        ("bananas", ""),
        ("yesterday slept", ""),
        ("yesterdy satruday", ""),
    ],
)
def test_one_typo_is_mended(typed: str, nearest: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(typed)
    assert refusal.value.nearest == nearest
    assert str(refusal.value) == f"I couldn't read '{typed}'."


def test_a_note_is_not_a_day() -> None:
    notes = ("slept badly", "yesterday was better", "could not sleep 3 nights", "long day", "walked at noon", "sunny")
    assert not any(moments.is_day(note, sunday()) for note in notes)
    assert all(moments.is_day(day, sunday()) for day in ("yesterday", "this morning", "11/3", "at 9", "mon 9pm"))


WORDS = [
    *(
        "yesterday",
        "today",
        "last",
        "this",
        "mon",
        "friday",
        "sun",
        "night",
        "morning",
        "evening",
        "week",
        "days",
        "d",
        "h",
        "min",
        "ago",
        "months",
    ),
    *(
        "a",
        "an",
        "half",
        "hour",
        "two",
        "the",
        "3rd",
        "of",
        "nov",
        "feb",
        "2025",
        "29",
        "3",
        "12",
        "at",
        "on",
        "am",
        "pm",
        "2am",
        "9pm",
        "8:15",
    ),
    *(
        "0230",
        "11/3",
        "13.11.",
        "11.3",
        "2026-11-03",
        "T",
        "24:00",
        "-",
        "-1d",
        ",",
        "/",
        ".",
        "noon",
        "midnight",
        "tonight",
        "7h5",
        "٣",
        "satruday",
    ),
]
TEXTS = st.one_of(
    st.text(max_size=70),
    st.lists(st.sampled_from(WORDS), max_size=5).flatmap(lambda words: st.sampled_from([" ".join(words), "".join(words)])),
)
YEARS = (datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2027-12-31"))
NOWS = st.datetimes(*YEARS).map(lambda naive: naive.astimezone().replace(microsecond=0))


@given(TEXTS, NOWS, st.sampled_from(["00:00", "04:00", "11:59"]), st.sampled_from(["", "mdy", "dmy", "ymd"]))
def test_any_text_is_read_or_refused_with_readings_that_work(text: str, now: datetime, day_ends: str, order: str) -> None:
    try:
        found = moments.read(text, now, day_ends, order)
    except Unclear as refusal:
        for reading in refusal.readings:
            moments.read(reading, now, day_ends, order)
    except Unreadable as refusal:
        if refusal.nearest:
            moments.read(refusal.nearest, now, day_ends, order)
    else:
        assert 1900 <= found.day.year <= 2100


PAST_DAYS = ["yesterday", "last monday", "last sun", "monday last week", "3 days ago", "a month ago", "-1d", "2d", "day before yesterday"]
PAST_MOMENTS = ["9pm", "2am", "noon", "0230", "8:15", "2h ago", "an hour ago", "90 min ago", "now"]
DATES = ["3 nov", "feb 29", "the 31st", "13/11", "mon", "sunday", "last night"]


@given(st.sampled_from(PAST_DAYS + PAST_MOMENTS + DATES), NOWS)
def test_words_of_the_past_never_mean_the_future(phrase: str, now: datetime) -> None:
    try:
        found = moments.read(phrase, now)
    except StillToCome:
        assert phrase not in PAST_DAYS
        return
    except Unclear:
        found = None
    if found is None:
        assert now.hour < 4, "only a day that goes on after midnight has two readings here"
        return
    today = clock.day_of(now, "04:00")
    assert found.day < today if phrase in PAST_DAYS else found.day <= today
    assert found.at is None or found.at <= now

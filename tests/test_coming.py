"""Days in plans: a day that can be past or future is a future day."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kfit import clock
from kfit.errors import DateOrder, Unclear, Unreadable
from kfit.parsing import moments
from test_when_asks import NOWS, TEXTS, WORDS


def sunday() -> datetime:
    return datetime(2026, 11, 22, 21, 30).astimezone()


def wednesday() -> datetime:
    return datetime(2026, 11, 4, 22, 15).astimezone()


def after_midnight() -> datetime:
    """Monday by the calendar, and Sunday's night."""
    return datetime(2026, 11, 23, 1, 30).astimezone()


def read(text: str, now: datetime | None = None, order: str = "mdy") -> str:
    found = moments.read(text, now or sunday(), "04:00", order, ahead=True)
    return found.at.isoformat()[:16] if found.at else str(found.day)


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("today", "2026-11-22"),
        ("today 11pm", "2026-11-22T23:00"),
        ("tonight", "2026-11-22"),
        ("tomorrow", "2026-11-23"),
        ("tomorrow 10:30", "2026-11-23T10:30"),
        ("tomorrow morning", "2026-11-23"),
        ("tomorrow morning at 9", "2026-11-23T09:00"),
        ("day after tomorrow", "2026-11-24"),
        ("thu", "2026-11-26"),
        ("Thursday 10am", "2026-11-26T10:00"),
        ("10am on thursday", "2026-11-26T10:00"),
        ("sat", "2026-11-28"),
        ("next friday", "2026-11-27"),
        ("monday next week", "2026-11-23"),
        ("next week thu 2pm", "2026-11-26T14:00"),
        ("in 2 weeks", "2026-12-06"),
        ("in two weeks", "2026-12-06"),
        ("in a week", "2026-11-29"),
        ("in 10 days 10am", "2026-12-02T10:00"),
        ("in 3d", "2026-11-25"),
        ("a week from now", "2026-11-29"),
        ("3 weeks from today", "2026-12-13"),
        ("in a month", "2026-12-22"),
        ("in 3 months", "2027-02-22"),
        ("in a year", "2027-11-22"),
        ("in 2h", "2026-11-22T23:30"),
        ("in half an hour", "2026-11-22T22:00"),
        ("in 1h30", "2026-11-22T23:00"),
        ("22 nov", "2026-11-22"),
        ("5 nov", "2027-11-05"),
        ("3 dec", "2026-12-03"),
        ("dec the 3rd 8:15", "2026-12-03T08:15"),
        ("thu 3 dec", "2026-12-03"),
        ("feb 29", "2028-02-29"),
        ("the 1st", "2026-12-01"),
        ("the 22nd", "2026-11-22"),
        ("the 31st", "2026-12-31"),
        ("12/3", "2026-12-03"),
        ("3.12.", "2026-12-03"),  # with points the day is first
        ("2026-12-03T10:00", "2026-12-03T10:00"),
        ("3 dec 2027", "2027-12-03"),
        ("23:00", "2026-11-22T23:00"),
        ("10am", "2026-11-23T10:00"),
        ("noon", "2026-11-23T12:00"),
        # what can only be past is read as it is everywhere
        ("yesterday", "2026-11-21"),
        ("last friday", "2026-11-20"),
        ("monday last week", "2026-11-09"),
        ("2 days ago", "2026-11-20"),
        ("-1d", "2026-11-21"),
        ("2026-11-03", "2026-11-03"),
    ],
)
def test_a_plan_is_read_as_to_come(phrase: str, meant: str) -> None:
    assert read(phrase) == meant


@pytest.mark.parametrize(
    ("phrase", "sentence", "readings"),
    [
        ("wed", "'wed' can be today or Wed 11 Nov.", ("today", "11 nov")),
        ("wed 10am", "'wed' can be today or Wed 11 Nov.", ("today 10am", "11 nov 10am")),
        ("next fri", "'next fri' can be Fri 6 Nov or Fri 13 Nov.", ("6 nov", "13 nov")),
        ("2 weeks", "'2 weeks': is it in 2 weeks?", ("in 2 weeks",)),
        ("10d", "'10d': is it in 10d?", ("in 10d",)),
        ("2h", "is it in 2h?", ("in 2h",)),
        ("in 7h5", "7h05 or 7.5h", ("in 7h05", "in 7.5h")),
        ("thu at 9", "9am or 9pm", ("thu at 9am", "thu at 9pm")),
        ("fri 5 nov", "5 Nov is a Thursday.", ("2026-11-05",)),
        ("today 2am", "the night to", ("2026-11-05 02:00",)),
    ],
)
def test_two_readings_are_asked(phrase: str, sentence: str, readings: tuple[str, ...]) -> None:
    with pytest.raises(Unclear) as refusal:
        read(phrase, wednesday())
    assert sentence in str(refusal.value)
    assert refusal.value.readings == readings


def test_month_and_day_change_places_the_nearer_one_first() -> None:
    monday = datetime(2026, 11, 2, 20, 24).astimezone()
    with pytest.raises(DateOrder, match=r"^11/5 can be 5 Nov or 11 May\.$") as refusal:
        read("11/5", monday, order="")
    assert refusal.value.readings == ("5 nov", "11 may")
    with pytest.raises(DateOrder, match=r"^5/11 can be 5 Nov or 11 May\.$"):
        read("5/11", monday, order="")
    assert (read("11/5", monday), read("11/5", monday, "dmy")) == ("2026-11-05", "2027-05-11")


@pytest.mark.parametrize(
    ("phrase", "meant"), [("today", "2026-11-22"), ("tomorrow", "2026-11-23"), ("23 nov", "2026-11-23"), ("9am", "2026-11-23T09:00")]
)
def test_after_midnight_the_day_goes_on(phrase: str, meant: str) -> None:
    assert read(phrase, after_midnight()) == meant


@pytest.mark.parametrize(("phrase", "readings"), [("sun", ("today", "29 nov")), ("mon", ("23 nov", "30 nov"))])
def test_after_midnight_the_name_of_either_day_is_asked(phrase: str, readings: tuple[str, ...]) -> None:
    with pytest.raises(Unclear) as refusal:
        read(phrase, after_midnight())
    assert refusal.value.readings == readings


@pytest.mark.parametrize(
    "phrase", ["", "in", "in bananas", "next", "next week", "in 2 weeks ago", "from now", "in 9999 months", "in 9999 weeks"]
)
def test_what_is_no_day_is_unreadable(phrase: str) -> None:
    with pytest.raises(Unreadable):
        read(phrase)


def test_one_typo_is_mended() -> None:
    for typed, nearest in (("thrusday 10am", "thursday 10am"), ("nxet friday", "next friday"), ("tomorow", "tomorrow")):
        with pytest.raises(Unreadable) as refusal:
            read(typed)
        assert refusal.value.nearest == nearest


@pytest.mark.parametrize("phrase", ["in 2 weeks", "next friday", "monday next week", "a week from now", "in 2h"])
def test_a_day_that_only_a_plan_has_is_none_for_an_entry(phrase: str) -> None:
    with pytest.raises((Unreadable, Unclear)):
        moments.read(phrase, sunday())


PHRASES = st.lists(st.sampled_from([*WORDS, "in", "next", "from", "tomorrow"]), max_size=5).map(" ".join)


@given(TEXTS | PHRASES, NOWS, st.sampled_from(["00:00", "04:00", "11:59"]), st.sampled_from(["", "mdy", "dmy", "ymd"]))
def test_any_text_is_read_or_refused_with_readings_that_work(text: str, now: datetime, day_ends: str, order: str) -> None:
    try:
        found = moments.read(text, now, day_ends, order, ahead=True)
    except Unclear as refusal:
        for reading in refusal.readings:
            moments.read(reading, now, day_ends, order, ahead=True)
    except Unreadable as refusal:
        if refusal.nearest:
            moments.read(refusal.nearest, now, day_ends, order, ahead=True)
    else:
        assert 1900 <= found.day.year <= 2100


AHEAD = ["tomorrow", "thu", "3 dec", "the 5th", "feb 29", "13/12", "in 2 weeks", "in a month", "9am", "noon", "in 2h", "monday next week"]


@given(st.sampled_from(AHEAD), NOWS)
def test_words_of_a_plan_never_mean_the_past(phrase: str, now: datetime) -> None:
    try:
        found = moments.read(phrase, now, ahead=True)
    except Unclear:
        assert phrase == "thu", "only a weekday's own name has two readings here"
        return
    assert found.day >= clock.day_of(now, "04:00")
    assert found.at is None or found.at >= now

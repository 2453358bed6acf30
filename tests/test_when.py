"""Days and moments in words: what each phrase means on a Sunday evening, and after a midnight."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from kfit.errors import StillToCome
from kfit.humanize import in_words
from kfit.parsing import moments

if TYPE_CHECKING:
    from conftest import Kfit


def sunday() -> datetime:
    return datetime(2026, 11, 22, 21, 30).astimezone()


def after_midnight() -> datetime:
    """Monday by the calendar, and Sunday's night."""
    return datetime(2026, 11, 23, 1, 30).astimezone()


def read(text: str, now: datetime | None = None, order: str = "mdy") -> str:
    """Write what was read as its day, or its moment, and `night`."""
    found = moments.read(text, now or sunday(), "04:00", order)
    moment = found.at.isoformat()[:16] if found.at else str(found.day)
    return moment + (" night" if found.night else "")


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("yesterday", "2026-11-21"),
        ("mon", "2026-11-16"),
        ("monday", "2026-11-16"),
        ("last friday 9pm", "2026-11-20T21:00"),
        ("2d ago", "2026-11-20"),
        ("3 days ago", "2026-11-19"),
        ("a week ago", "2026-11-15"),
        ("an hour ago", "2026-11-22T20:30"),
        ("2h ago", "2026-11-22T19:30"),
        ("90 min ago", "2026-11-22T20:00"),
        ("2026-11-03 08:15", "2026-11-03T08:15"),
        ("11/3", "2026-11-03"),
        ("13/11", "2026-11-13"),
        ("nov 3", "2026-11-03"),
        ("3 nov 8am", "2026-11-03T08:00"),
        ("8:15", "2026-11-22T08:15"),
        ("yesterday 9pm", "2026-11-21T21:00"),
        ("tuesday at noon", "2026-11-17T12:00"),
        ("today", "2026-11-22"),
        ("now", "2026-11-22T21:30"),
        ("yday", "2026-11-21"),
        ("YESTERDAY", "2026-11-21"),
        ("tomorrow 10:30", "2026-11-23T10:30"),
        ("day before yesterday", "2026-11-20"),
        ("the day before yesterday", "2026-11-20"),
        ("sun", "2026-11-22"),
        ("last sunday", "2026-11-15"),
        ("last friday", "2026-11-20"),
        ("tues", "2026-11-17"),
        ("thur", "2026-11-19"),
        ("monday last week", "2026-11-09"),
        ("last week monday", "2026-11-09"),
        ("2d", "2026-11-20"),
        ("-1d", "2026-11-21"),
        ("-2", "2026-11-20"),
        ("3d ago", "2026-11-19"),
        ("a day ago", "2026-11-21"),
        ("two days ago", "2026-11-20"),
        ("2\u00a0days\u00a0ago", "2026-11-20"),
        ("2 weeks ago", "2026-11-08"),
        ("a month ago", "2026-10-22"),
        ("2 months ago", "2026-09-22"),
        ("2 days ago at 9pm", "2026-11-20T21:00"),
        ("1h30 ago", "2026-11-22T20:00"),
        ("half an hour ago", "2026-11-22T21:00"),
        ("30h ago", "2026-11-21T15:30"),
        ("this morning", "2026-11-22"),
        ("this evening", "2026-11-22"),
        ("yesterday afternoon", "2026-11-21"),
        ("yesterday evening 8:15", "2026-11-21T20:15"),
        ("yesterday morning at 9", "2026-11-21T09:00"),
        ("tonight", "2026-11-22 night"),
        ("last night", "2026-11-21 night"),
        ("yesterday night", "2026-11-21 night"),
        ("mon night", "2026-11-16 night"),
        ("2 nights ago", "2026-11-20 night"),
        ("last night 2am", "2026-11-22T02:00 night"),
        ("fri night 1:30", "2026-11-21T01:30 night"),
        ("last night 11pm", "2026-11-21T23:00 night"),
        ("last night at 9", "2026-11-21T21:00 night"),
        ("2026-11-03", "2026-11-03"),
        ("2026/11/03", "2026-11-03"),
        ("20261103", "2026-11-03"),
        ("13.11.2026", "2026-11-13"),
        ("13/11/2026", "2026-11-13"),
        ("11/3/2026", "2026-11-03"),
        ("13.11.", "2026-11-13"),
        ("3.11.", "2026-11-03"),
        ("3.11.2026", "2026-11-03"),
        ("11.13.2026", "2026-11-13"),
        ("2026-11-03T08:15", "2026-11-03T08:15"),
        ("2026-11-03 8:15 pm", "2026-11-03T20:15"),
        ("2026-11-03 02:15", "2026-11-03T02:15"),
        ("3 nov", "2026-11-03"),
        ("nov 3rd", "2026-11-03"),
        ("the 3rd of november", "2026-11-03"),
        ("3 feb", "2026-02-03"),
        ("3 sept", "2026-09-03"),
        ("3 november 2025", "2025-11-03"),
        ("nov 3, 2025", "2025-11-03"),
        ("nov 3 0815", "2026-11-03T08:15"),
        ("feb 29", "2024-02-29"),
        ("feb 3 at 2025", "2026-02-03T20:25"),
        ("yesterday 2025", "2026-11-21T20:25"),
        ("the 3rd", "2026-11-03"),
        ("3rd", "2026-11-03"),
        ("the 31st", "2026-10-31"),
        ("fri 13 nov", "2026-11-13"),
        ("fri, 13 nov 2026 at 9pm", "2026-11-13T21:00"),
        ("friday the 13th", "2026-11-13"),
        ("9pm", "2026-11-22T21:00"),
        ("9:15pm", "2026-11-22T21:15"),
        ("9.15pm", "2026-11-22T21:15"),
        ("9.15 p.m.", "2026-11-22T21:15"),
        ("0815", "2026-11-22T08:15"),
        ("2115", "2026-11-22T21:15"),
        ("2am", "2026-11-22T02:00"),
        ("midnight", "2026-11-22T00:00"),
        ("noon", "2026-11-22T12:00"),
        ("at 9pm", "2026-11-22T21:00"),
        ("yesterday at 21:00", "2026-11-21T21:00"),
        ("21:00 yesterday", "2026-11-21T21:00"),
        ("9pm on monday", "2026-11-16T21:00"),
        ("mon, 9pm", "2026-11-16T21:00"),
        ("mon,9pm", "2026-11-16T21:00"),
    ],
)
def test_a_phrase_has_one_meaning(phrase: str, meant: str) -> None:
    assert read(phrase) == meant


@pytest.mark.parametrize("order", ["", "mdy", "dmy", "ymd"])
@pytest.mark.parametrize(
    ("phrase", "meant"), [("13/11", "2026-11-13"), ("11/13", "2026-11-13"), ("11/11", "2026-11-11"), ("2026/3/11", "2026-03-11")]
)
def test_a_date_with_one_reading_needs_no_order(phrase: str, meant: str, order: str) -> None:
    assert read(phrase, order=order) == meant


@pytest.mark.parametrize(
    ("phrase", "day", "moment"),
    [
        ("today", "2026-11-22", None),
        ("yesterday", "2026-11-21", None),
        ("sun", "2026-11-22", None),
        ("last mon", "2026-11-16", None),
        ("this evening", "2026-11-22", None),
        ("now", "2026-11-22", "2026-11-23T01:30"),
        ("11:45pm", "2026-11-22", "2026-11-22T23:45"),
        ("1am", "2026-11-22", "2026-11-23T01:00"),
        ("2h ago", "2026-11-22", "2026-11-22T23:30"),
        ("2026-11-23 01:00", "2026-11-22", "2026-11-23T01:00"),
        ("last night 1am", "2026-11-21", "2026-11-22T01:00"),
    ],
)
def test_after_midnight_the_day_goes_on(phrase: str, day: str, moment: str | None) -> None:
    found = moments.read(phrase, after_midnight())
    assert found.day.isoformat() == day
    assert (found.at.isoformat()[:16] if found.at else None) == moment


@pytest.mark.parametrize("phrase", ["8:15", "at 8:15", "9am", "noon", "11:45pm"])
def test_a_time_later_than_now_is_asked_about_and_never_read_as_of_yesterday(phrase: str) -> None:
    with pytest.raises(StillToCome) as asked:
        read(phrase, datetime(2026, 11, 22, 7, 0).astimezone())
    assert asked.value.readings == (f"yesterday {phrase}",)


@pytest.mark.parametrize(
    ("phrase", "now", "moment"),
    [
        ("at 12", "2026-11-22T18:10", "2026-11-22T12:00"),
        ("today at 10", "2026-11-22T20:10", "2026-11-22T10:00"),
        ("at 11 today", "2026-11-22T21:30", "2026-11-22T11:00"),
        ("at 7", "2026-11-22T08:00", "2026-11-22T07:00"),
        ("at 1", "2026-11-22T01:30", "2026-11-22T01:00"),
    ],
)
def test_an_hour_that_has_been_once_on_this_day_needs_no_am_or_pm(phrase: str, now: str, moment: str) -> None:
    assert read(phrase, datetime.fromisoformat(now).astimezone()) == moment


@pytest.mark.parametrize(
    ("phrase", "dated"), [("19 mar", "19 mar 2025"), ("mar 19", "19 mar 2025"), ("19/3", "19 mar 2025"), ("2 may", "2 may 2025")]
)
def test_a_date_soon_to_come_is_asked_about_and_never_read_as_of_last_year(phrase: str, dated: str) -> None:
    with pytest.raises(StillToCome) as asked:
        read(phrase, datetime(2026, 3, 12, 10, 0).astimezone())
    assert asked.value.readings == (dated,)
    assert read("15 nov", datetime(2026, 3, 12, 10, 0).astimezone()) == "2025-11-15"


def test_an_hour_of_night_behind_the_day_end_counts_for_the_morning() -> None:
    found = moments.read("last night 5am", sunday())
    assert (found.day, found.night) == (date(2026, 11, 22), False)


def test_months_end_where_they_end() -> None:
    assert read("a month ago", datetime(2026, 3, 31, 12).astimezone()) == "2026-02-28"
    assert read("a year ago", datetime(2024, 2, 29, 12).astimezone()) == "2023-02-28"


def test_the_night_of_a_clock_change() -> None:
    spring, autumn = datetime(2026, 3, 8, 12).astimezone(), datetime(2026, 11, 1, 12).astimezone()
    assert str(moments.read("2026-03-08 02:30", spring).at) == "2026-03-08 03:30:00-04:00"
    assert str(moments.read("2026-11-01 01:30", autumn).at) == "2026-11-01 01:30:00-04:00"
    assert str(moments.read("11h ago", autumn).at) == "2026-11-01 01:00:00-05:00"
    assert str(moments.read("12h ago", spring).at) == "2026-03-07 23:00:00-05:00"


def test_a_day_is_written_in_words() -> None:
    assert in_words(date(2026, 11, 3), date(2026, 11, 22)) == "Tue 3 Nov"
    assert in_words(date(2025, 11, 23), date(2026, 11, 22)) == "Sun 23 Nov 2025"


def test_what_was_read_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        moments.read("today", sunday()).day = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("mood 5 on 3.11.", "2026-11-03"),
        ("mood 5 13.11.", "2026-11-13"),
        ("mood 5 --on 3.11.2026", "2026-11-03"),
        ("mood 5 on 13.11.!", "2026-11-13"),
    ],
)
@pytest.mark.parametrize("order", ["", "mdy"])
def test_with_points_between_numbers_the_day_is_first_in_a_line(kfit: Kfit, line: str, day: str, order: str) -> None:
    if order:
        assert kfit(f"config set date_order {order}").code == 0
    assert kfit(f"{line} --json").json["saved"][0]["day"] == day


def test_a_time_with_a_point_behind_it_stays_a_time_or_is_asked_about(kfit: Kfit) -> None:
    said = kfit("mood 5 at 9.15.")
    assert (said.code, "can be a time or a date" in said.err) == (2, True)

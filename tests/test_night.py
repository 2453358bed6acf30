"""Sleep from when to when: which times are meant, and which night it was."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kfit import clock
from kfit.errors import Refused, Unclear
from kfit.parsing import durations, nights


def local(text: str) -> datetime:
    return clock.local(datetime.fromisoformat(text))


def attempt(text: str) -> tuple[list[tuple[str, str]], int] | Unclear | None:
    try:
        return nights.find(text)
    except Unclear as refusal:
        return refusal


def taken(text: str) -> int:
    found = nights.find(text)
    return found[1] if found else 0


def parts(text: str) -> str:
    found = nights.find(text)
    assert found is not None
    return ", ".join(f"{start}-{end}" for start, end in found[0])


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("22:30-06:45", "22:30-06:45"),
        ("22:30 – 6:45", "22:30-06:45"),
        ("22:30—6:45", "22:30-06:45"),
        ("2230-0645", "22:30-06:45"),
        ("22.30-6.45", "22:30-06:45"),
        ("10:30 pm - 6:45 am", "22:30-06:45"),
        ("10:30PM to 6:45", "22:30-06:45"),
        ("11 p.m. - 7 a.m.", "23:00-07:00"),
        ("1030pm-615am", "22:30-06:15"),
        ("11-7", "23:00-07:00"),
        ("11 to 7", "23:00-07:00"),
        ("11-7am", "23:00-07:00"),
        ("12-8", "00:00-08:00"),
        ("12:30-8", "00:30-08:00"),
        ("1-9", "01:00-09:00"),
        ("3-7:30", "03:00-07:30"),
        ("11-12", "23:00-12:00"),
        ("23:00-7", "23:00-07:00"),
        ("11-15:00", "11:00-15:00"),
        ("2pm-3", "14:00-15:00"),
        ("2-3pm", "14:00-15:00"),
        ("7am-7", "07:00-19:00"),
        ("23-24:00", "23:00-00:00"),
        ("0-7", "00:00-07:00"),
        ("23:30-2, 4-6:15", "23:30-02:00, 04:00-06:15"),
        ("23:30-2,4-6:15", "23:30-02:00, 04:00-06:15"),
        ("11pm-2am , 4am-6:15am, 13:00-14:00", "23:00-02:00, 04:00-06:15, 13:00-14:00"),
        ("22-6, 1pm-2", "22:00-06:00, 13:00-14:00"),
    ],
)
def test_times_are_read_to_the_end(text: str, meant: str) -> None:
    assert parts(text) == meant
    assert taken(text) == len(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("23-7 restless", "23-7"),
        ("23-7, restless", "23-7"),
        ("23-7 --quality 6", "23-7"),
        ("23-2, 4 times up", "23-2"),
        ("23-2, 4-6x", "23-2"),
        ("11pm-7 amazing", "11pm-7"),
    ],
)
def test_what_is_no_time_is_left(text: str, read: str) -> None:
    assert taken(text) == len(read)


@pytest.mark.parametrize(
    "text", ["", "7", "7h30", "22:30", "22:30-", "-7", "23-7x", "23-2,4", "930-630", "23:5-7", "２3-7", "23-٧", " 23-7", "23−x"]
)
def test_what_is_no_span_is_none(text: str) -> None:
    assert nights.find(text) is None


@pytest.mark.parametrize(
    ("text", "sentence", "readings"),
    [
        ("2pm-2:30", "14:00-14:30 or 14:00-02:30", ("14:00-14:30", "14:00-02:30")),
        ("1-3", "night or afternoon?", ("1am-3am", "13:00-15:00")),
        ("8-12", "morning or evening?", ("8am-12pm", "20:00-00:00")),
        ("5-9", "morning or afternoon?", ("5am-9am", "17:00-21:00")),
        ("11-12:30", "morning or evening?", ("11am-12:30pm", "23:00-00:30")),
        ("10:30-06:45", "10:30pm or 10:30am", ("10:30pm-06:45",)),
        ("12-08:00", "12pm or 12am", ("12am-08:00",)),
        ("13:00-12", "12pm or 12am", ("13:00-12am",)),
        ("22:00-21:00", "more than 18 hours", ()),
        ("23-7, 8-9, 20:00-21:00", "more than 18 hours", ()),
        ("7am-7am", "ends when it begins", ()),
        ("25:00-7", "'25:00-7' is not from one time of day to another", ()),
        ("24:00-7", "not from one time", ()),
        ("22:00-6:75", "not from one time", ()),
        ("13pm-7", "not from one time", ()),
        ("23-2, 45-50", "'45-50' is not from one time", ()),
        ("22-6, 2-3", "sleep at 14:00-15:00, or a while awake at 02:00-03:00", ("22:00-06:00, 14:00-15:00", "22:00-02:00, 03:00-06:00")),
        ("11-7, 1:30-2", "a while awake at 01:30-02:00", ("23:00-07:00, 13:30-14:00", "23:00-01:30, 02:00-07:00")),
        ("22-2, 4-8, 5-6", "'5-6' is within 04:00-08:00", ("22-2, 04:00-05:00, 06:00-08:00",)),
        ("22:00-06:00, 02:00-03:00", "'02:00-03:00' is within 22:00-06:00", ("22:00-02:00, 03:00-06:00",)),
        ("7-8 hours", "two lengths", ("7 hours", "8 hours")),
        ("10-6 h", "two lengths", ("10 h", "6 h")),
    ],
)
def test_two_readings_or_none_are_asked(text: str, sentence: str, readings: tuple[str, ...]) -> None:
    with pytest.raises(Unclear) as refusal:
        nights.find(text)
    assert sentence in str(refusal.value)
    assert refusal.value.readings == readings
    for reading in readings:
        assert taken(reading) == len(reading) or durations.find(reading)  # a span, or a length


@pytest.mark.parametrize(
    ("now", "span", "woke"),
    [
        ("2026-11-22T21:30", ("22:30", "06:45"), "2026-11-22T06:45"),
        ("2026-11-22T06:45", ("22:30", "06:45"), "2026-11-22T06:45"),
        ("2026-11-22T06:44", ("22:30", "06:45"), "2026-11-21T06:45"),
        ("2026-11-23T03:40", ("22:30", "03:30"), "2026-11-23T03:30"),
        ("2026-11-22T21:30", ("14:00", "15:00"), "2026-11-22T15:00"),
        ("2026-11-22T21:30", ("23:00", "00:00"), "2026-11-22T00:00"),
    ],
)
def test_it_is_the_latest_night_that_has_ended(now: str, span: tuple[str, str], woke: str) -> None:
    assert nights.settle([span], local(now))[-1][1] == local(woke)


def test_parts_lie_behind_each_other_in_one_night() -> None:
    found = nights.settle([("23:30", "02:00"), ("04:00", "06:15")], local("2026-11-22T21:30"))
    assert found == [
        (local("2026-11-21T23:30"), local("2026-11-22T02:00")),
        (local("2026-11-22T04:00"), local("2026-11-22T06:15")),
    ]


def test_parts_before_midnight_belong_to_the_evening_before() -> None:
    found = nights.settle([("21:00", "22:00"), ("23:00", "00:00"), ("01:00", "06:00")], local("2026-11-22T21:30"))
    assert [start.date().isoformat() for start, _ in found] == ["2026-11-21", "2026-11-21", "2026-11-22"]
    assert [end.isoformat()[:16] for _, end in found] == ["2026-11-21T22:00", "2026-11-22T00:00", "2026-11-22T06:00"]


def test_a_night_can_be_given_by_the_day_it_ended_on() -> None:
    found = nights.settle([("22:30", "06:45")], local("2026-11-22T21:30"), date(2026, 11, 3))
    assert found == [(local("2026-11-02T22:30"), local("2026-11-03T06:45"))]


def test_a_night_still_to_come_is_refused() -> None:
    with pytest.raises(Refused, match=r"^23:30 on Sun 22 Nov is still to come\.$"):
        nights.settle([("22:30", "23:30")], local("2026-11-22T21:30"), date(2026, 11, 22))


@pytest.mark.parametrize(("woke", "minutes"), [("2026-11-01", 555), ("2026-03-08", 435), ("2026-11-22", 495)])
def test_hours_are_counted_as_they_were_lived(woke: str, minutes: int) -> None:
    start, end = nights.settle([("22:30", "06:45")], local("2026-11-22T21:30"), date.fromisoformat(woke))[0]
    assert clock.minutes_between(start, end) == minutes


@pytest.mark.parametrize(
    ("span", "woke"),
    [(("14:00", "08:30"), "2026-11-22"), (("14:00", "07:30"), "2026-11-01"), (("02:30", "03:10"), "2026-03-08")],
)
def test_too_long_or_nothing_is_refused(span: tuple[str, str], woke: str) -> None:
    with pytest.raises(Refused):
        nights.settle([span], local("2026-11-22T21:30"), date.fromisoformat(woke))


CLOCKS = st.sampled_from(
    ["1", "3", "11", "12", "23", "0", "06", "2:30", "22.45", "0645", "25", "9:75", "24:00", "10pm", "7 am", "13pm", "٣"]
)
SPANS = st.lists(st.one_of(CLOCKS, st.sampled_from(["-", " - ", "–", " to ", ",", ", ", " ", "x", ";", "h"])), max_size=12).map("".join)


@given(st.one_of(st.text(max_size=30), SPANS, st.tuples(CLOCKS, st.sampled_from(["-", " to "]), CLOCKS).map("".join)))
def test_any_text_is_read_or_refused_kindly(text: str) -> None:
    found = attempt(text)
    if isinstance(found, Unclear):
        assert text.startswith(found.said)
        assert all(taken(reading) == len(reading) for reading in found.readings)
        return
    if found is None:
        return
    assert 0 < found[1] <= len(text)
    lived = nights.settle(found[0], local("2026-11-22T21:30"))
    assert lived[-1][1] <= local("2026-11-22T21:30")
    assert 0 < clock.minutes_between(lived[0][0], lived[-1][1]) <= 18 * 60


def test_a_very_long_text_is_no_trouble() -> None:
    with pytest.raises(Unclear):
        nights.find(",".join(["1-2"] * 5000))

"""Other people's tables: what a map may say, how dates are read in one order, how numbers and lengths are read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kfit.errors import Refused
from kfit.formats import cells, mapping
from kfit.formats.cells import DayColumn, UnreadableCell, time_of_day

HEADER = ["Id", "Date", "Time", "Mood", "Hours", "Active", "More", "Type", "Quality", "Twice", "Twice", "Odd, name", "a:b"]


def days(*cells: str, date_order: str = "", form: str | None = None) -> list[str]:
    """Return what the cells of a column mean: a day, with its time if it has one, or why it cannot be read."""
    column = DayColumn("Date", list(enumerate(cells, 2)), date_order, form)
    found = []
    for cell in cells:
        try:
            read = column.read(cell)
            found.append(f"{read.moment:%Y-%m-%d %H:%M}" if read.moment else str(read.day))
        except UnreadableCell as error:
            found.append(str(error))
    return found


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (("2026-11-03", "2026/11/04", "2026.1.5"), ["2026-11-03", "2026-11-04", "2026-01-05"]),
        (("2016-04-12 0:00", "2016-04-13 0:00"), ["2016-04-12", "2016-04-13"]),
        (("4/12/2016 12:00:00 AM", "4/13/2016 12:00:00 AM"), ["2016-04-12", "2016-04-13"]),
        (("2016-04-12T00:00:00Z",), ["2016-04-12"]),
        (("2016-04-12 0:00", "2016-04-13 8:15"), ["2016-04-12 00:00", "2016-04-13 08:15"]),
        (("2024-12-22T23:00:00Z",), ["2024-12-22 18:00"]),
        (("2024-12-22T23:00:00+09:00",), ["2024-12-22 23:00"]),
        (("11/3/2026", "13/3/2026"), ["2026-03-11", "2026-03-13"]),
        (("11/3/2026", "3/13/2026"), ["2026-11-03", "2026-03-13"]),
        (("5/5/2026",), ["2026-05-05"]),
        (("30/2/2026", "29/3/2026"), ["is not a day", "2026-03-29"]),
        (("27. 11. 2020 7:38",), ["2020-11-27 07:38"]),
        (("22nd Sep 2020", "Tue, 3 Nov 2026", "November 4, 2026"), ["2020-09-22", "2026-11-03", "2026-11-04"]),
        (("May 29, 2022, 3:53:35 PM",), ["2022-05-29 15:53"]),
        (("2026-02-30", "yesterday", "", "3 Nov", "2026-11", "0001-01-01 02:00"), ["is not a day"] * 6),
    ],
)
def test_a_column_of_dates_is_read(cells: tuple[str, ...], found: list[str]) -> None:
    assert days(*cells) == found


def test_the_setting_decides_where_the_values_leave_two_orders() -> None:
    assert days("11/3/2026", date_order="mdy") == ["2026-11-03"]
    assert days("11/3/2026", date_order="dmy") == ["2026-03-11"]
    assert days("11/3/2026", "13/3/2026", date_order="mdy") == ["2026-03-11", "2026-03-13"]
    assert days("11/3/2026", form="dmy", date_order="mdy") == ["2026-03-11"]
    assert days("3.11.2026", "11/4/2026", date_order="mdy") == ["2026-11-03", "2026-04-11"]  # with points the day is first
    assert days("11.13.2026", "3.11.2026", date_order="dmy") == ["2026-11-13", "2026-03-11"]  # if it can be
    assert days("20261103", form="%Y%m%d") == ["2026-11-03"]
    assert days("03.11.26 21:15", form="%d.%m.%y %H:%M") == ["2026-11-03 21:15"]


@pytest.mark.parametrize("cells", [("11/3/2026",), ("3.11.26", "25.11.26"), ("13/1/2026", "1/13/2026"), ("2026-11-03", "3/11/2026")])
def test_a_column_of_two_orders_is_refused_with_a_way_on(cells: tuple[str, ...]) -> None:
    with pytest.raises(Refused, match="--date-format"):
        days(*cells)


@given(st.lists(st.dates(), min_size=1, max_size=8), st.sampled_from(["mdy", "dmy", "ymd"]))
def test_a_column_is_never_read_in_another_order_than_the_one_it_is_written_in(dates: list[object], order: str) -> None:
    form = {"mdy": "{0:%m}/{0:%d}/{0.year:04}", "dmy": "{0:%d}/{0:%m}/{0.year:04}", "ymd": "{0.year:04}-{0:%m}-{0:%d}"}[order]
    try:
        assert days(*(form.format(day) for day in dates)) == [str(day) for day in dates]
    except Refused:
        assert order != "ymd"
        assert all(day.day <= 12 for day in dates)  # type: ignore[attr-defined]  # all are dates


@given(st.text(max_size=25) | st.from_regex(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}( [0-9]{1,2}:[0-9]{2})?", fullmatch=True))
def test_any_cell_is_a_day_or_no_day(cell: str) -> None:
    try:
        days(cell)
    except Refused as error:
        assert "more than one reading" in str(error)  # noqa: PT017 - a cell that is read raises nothing


@pytest.mark.parametrize(("cell", "found"), [("8:15", "08:15"), ("08:15:30", "08:15"), ("8:15 PM", "20:15"), ("12:00 am", "00:00")])
def test_a_time_of_day_is_read(cell: str, found: str) -> None:
    assert f"{time_of_day(cell):%H:%M}" == found


@pytest.mark.parametrize("cell", ["25:00", "13:00 pm", "8", "0:00 am", "noon"])
def test_what_is_no_time_of_day_is_told(cell: str) -> None:
    with pytest.raises(UnreadableCell):
        time_of_day(cell)


@pytest.mark.parametrize(
    ("cell", "unit", "found"),
    [
        ("7.5", "h", 450),
        ("5.833333333333333", "h", 350),
        ("327", "min", 327),
        ("12.5", "min", 13),
        ("1800", "s", 30),
        ("7:30", "hm", 450),
        ("0:31:24", "hm", 31),
        ("0:31:30", "hm", 32),
        ("7h30", "hm", 450),
        ("45 min", "hm", 45),
        ("7:30", "h", 450),
        ("7h", "min", 420),
        ("27000000", "ms", 450),
    ],
)
def test_a_length_is_read_in_its_unit(cell: str, unit: str, found: int) -> None:
    assert cells.minutes(cell, unit, decimal_comma=False) == found


@pytest.mark.parametrize(
    ("cell", "unit"),
    [("7:30", "min"), ("7.5", "hm"), ("7:75", "hm"), ("1,44", "min"), ("0,440", "min"), ("", "h"), ("٧", "h"), ("1e3", "min")],
)
def test_a_length_in_another_form_is_told(cell: str, unit: str) -> None:
    with pytest.raises(UnreadableCell):
        cells.minutes(cell, unit, decimal_comma=False)


@pytest.mark.parametrize(
    ("cell", "comma", "found"),
    [
        ("7,5", True, 7.5),
        ("7.5", False, 7.5),
        ("1.000,5", True, 1000.5),
        ("1,000.5", False, 1000.5),
        ("8.450", True, 8450),
        ("8.450", False, 8.45),
        ("-3", True, -3),
    ],
)
def test_the_sign_that_is_not_the_decimal_one_stands_between_thousands(cell: str, found: float, *, comma: bool) -> None:
    assert cells.cell_number(cell, decimal_comma=comma) == found


@pytest.mark.parametrize(
    ("cell", "comma"),
    [("7,5", False), ("7.5", True), ("0.450", True), ("1.00.000", True), ("1,2345", False), ("8 450", False), ("1e3", True)],
)
def test_a_number_in_another_form_is_told(cell: str, *, comma: bool) -> None:
    with pytest.raises(UnreadableCell):
        cells.cell_number(cell, decimal_comma=comma)


def test_a_map_finds_columns_in_any_case_and_with_commas_in_their_names() -> None:
    found = mapping.read_map(["day=date,mood=MOOD", "sleep=Hours:h,note=Odd, name,in-bed=Active:min"], HEADER)
    assert (found.day, found.note) == (1, 11)
    assert [(column.target.kind.kind, column.target.field.name, column.places, column.unit) for column in found.columns] == [
        ("mood", "score", (3,), ""),
        ("sleep", "minutes", (4,), "h"),
        ("sleep", "in_bed_minutes", (5,), "min"),
    ]
    assert mapping.read_map(["day=Date,exercise=Active+More:min,activity=Type"], HEADER).columns[0].places == (5, 6)
    assert mapping.read_map(["day=Date,mood=a:b"], HEADER).columns[0].places == (12,)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("mood=Mood", "Which column holds the day?"),
        ("day=Date", "Which column holds what?"),
        ("day=Date,mood=Moood", "Did you mean: Mood"),
        ("day=Date,mood=Twice", "Two columns"),
        ("day=Date,mod=Mood", "Did you mean: mood="),
        ("day=Date,sleep=Hours", "Try: sleep=Hours:min"),
        ("day=Date,sleep=Hours:days", "unit"),
        ("day=Date,mood=Mood:h", "takes no unit"),
        ("day=Date,exercise=Active:min,exercise=More:min", "exercise=One+Other"),
        ("day=Date,quality=Quality", "belongs to sleep"),
        ("day=Date,minutes=Active:min", "I don't know 'minutes'"),
        ("day", "I couldn't read 'day'"),
    ],
)
def test_a_map_that_cannot_be_placed_is_refused_with_a_way_on(said: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        mapping.read_map([said], HEADER)
    assert why in str(refused.value)


def test_a_note_belongs_to_the_only_kind_and_else_stands_alone() -> None:
    assert mapping.read_map(["day=Date,mood=Mood,note=Type"], HEADER).note_kind().kind == "mood"
    assert mapping.read_map(["day=Date,mood=Mood,sleep=Hours:h,note=Type"], HEADER).note_kind().kind == "note"
    assert mapping.read_map(["day=Date,note=Type"], HEADER).note_kind().kind == "note"

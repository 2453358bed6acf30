"""Tables that can be read in more than one way: nothing is imported, the refusal says why, and each offered line works unchanged."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest

from kfit.formats import sources

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit, Said

# Tables as programs write them: a mood tracker with five faces, a watch, a spreadsheet of a country with decimal commas, a clinic's sheet.
FACES = ("Date,Mood,Pain,Slept well", *(f"2026-11-{day:02},{day % 5 + 1},{day % 4 + 1},{day % 3 + 2}" for day in range(2, 12)))
WATCH = (
    "Day,Asleep,In bed,Active,Steps,Seconds",
    "2026-11-02,8,8.5,0.5,8.450,28800",
    "2026-11-03,7.25,8,1,9.120,26100",
    "2026-11-04,6.5,7.5,0.75,7.003,23400",
)
SHEET = ("Tag;Schlaf;Schritte;Gewicht", "3.11.2026;7,5;8.450;72,5", "13.11.2026;6,25;10.020;71,9")
PERCENT = ("Date,Mood", *(f"2026-11-{day:02},{day * 7}" for day in range(2, 9)))


def table(home: Path, lines: tuple[str, ...], name: str = "diary.csv") -> None:
    (home / name).write_text("\n".join(lines) + "\n")


def offered(said: Said) -> list[str]:
    """Return the lines that a refusal offers; check that nothing was imported."""
    assert (said.code, said.out) == (2, ""), said
    assert said.err.startswith("Nothing imported. ")
    return [line.strip() for line in said.err.splitlines() if line.startswith("  kfit import")]


def taken(kfit: Kfit, line: str) -> list[Any]:
    """Run an offered line unchanged; return the imported values, oldest first, after undoing the import."""
    said = kfit(line.removeprefix("kfit "))
    assert said.code == 0, (line, said.err)
    field = {"mood": "score", "rating": "score", "measure": "value"}
    values = [entry[field.get(entry["kind"], "minutes")] for entry in kfit("list --all --json").json["entries"]]
    assert kfit("undo").code == 0
    return values


def asked(kfit: Kfit, line: str) -> list[list[Any]]:
    """Return what each offered line imports."""
    return [taken(kfit, one) for one in offered(kfit(line))]


def test_a_mood_of_1_to_5_is_asked_about(kfit: Kfit, home: Path) -> None:
    table(home, FACES)
    said = kfit("import diary.csv --map day=Date,mood=Mood")
    assert "The 10 values in 'Mood' lie between 1 and 5. Mood goes from 0 to 10." in said.err
    assert offered(said) == [
        "kfit import diary.csv --map day=Date,mood=Mood:1-5",
        "kfit import diary.csv --map day=Date,mood=Mood:0-10",
    ]
    spread, as_it_is = asked(kfit, "import diary.csv --map day=Date,mood=Mood")
    assert spread == [5, 8, 10, 0, 3, 5, 8, 10, 0, 3]
    assert as_it_is == [3, 4, 5, 1, 2, 3, 4, 5, 1, 2]
    assert (
        "'Mood' is read as a scale of 1 to 5: 1 became 0, 3 became 5, 5 became 10."
        in kfit("import diary.csv --map day=Date,mood=Mood:1-5").out
    )
    assert "became" not in kfit("import diary.csv --map day=Date,mood=Mood:0-10").out


def test_all_columns_of_a_table_are_asked_about_at_once(kfit: Kfit, home: Path) -> None:
    table(home, FACES)
    spread, as_it_is = offered(kfit("import diary.csv --map day=Date,mood=Mood --map pain=Pain --skip-bad"))
    assert spread == "kfit import diary.csv --map day=Date,mood=Mood:1-5 --map pain=Pain:1-5 --skip-bad"
    assert as_it_is == "kfit import diary.csv --map day=Date,mood=Mood:0-10 --map pain=Pain:0-10 --skip-bad"
    for line in (spread, as_it_is):
        assert len(taken(kfit, line)) == 20


def test_few_values_and_values_beyond_are_not_asked_about(kfit: Kfit, home: Path) -> None:
    table(home, FACES[:5])
    assert kfit("import diary.csv --map day=Date,mood=Mood --dry-run").code == 0
    table(home, (*FACES, "2026-11-20,6,1,1"))
    assert kfit("import diary.csv --map day=Date,mood=Mood --dry-run").code == 0


@pytest.mark.parametrize(
    ("values", "scales"),
    [
        ("012350", ["0-5", "0-10"]),
        ("0123012", ["0-5", "0-4", "0-3", "0-10"]),
        ("1234111", ["1-5", "1-4", "0-10"]),
        ("33221", ["1-5", "1-4", "1-3", "0-10"]),
    ],
)
def test_the_short_scales_that_a_column_can_have_are_all_offered(kfit: Kfit, home: Path, values: str, scales: list[str]) -> None:
    table(home, ("Date,Mood", *(f"2026-11-{day:02},{value}" for day, value in enumerate(values, 1))))
    said = kfit("import diary.csv --map day=Date,mood=Mood")
    assert [one.rpartition(":")[2] for one in offered(said)] == scales
    assert "'Mood' goes from 1 to 4 (1 becomes 0, 2.5 5, 4 10)" in said.err or "1-4" not in scales


def test_a_mood_up_to_100_is_asked_about_and_no_row_is_offered_to_be_left_out(kfit: Kfit, home: Path) -> None:
    table(home, PERCENT)
    ((*values,),) = asked(kfit, "import diary.csv --map day=Date,mood=Mood")
    assert values == [1, 2, 3, 4, 4, 5, 6]
    assert "--skip-bad" not in kfit("import diary.csv --map day=Date,mood=Mood").err


@pytest.mark.parametrize(
    ("scale", "values"),
    [
        ("1-5", [0, 3, 5, 10]),
        ("5-1", [10, 8, 5, 0]),
        ("0-5", [2, 4, 6, 10]),
        ("1-10", [0, 1, 2, 4]),
        ("-5-5", [6, 7, 8, 10]),
        ("0-10", [1, 2, 3, 5]),
    ],
)
def test_a_scale_is_spread_from_its_first_end_to_its_last(kfit: Kfit, home: Path, scale: str, values: list[int]) -> None:
    table(home, ("Date,Mood", "2026-11-02,1", "2026-11-03,2", "2026-11-04,3", "2026-11-05,5"))
    assert taken(kfit, f"import diary.csv --map day=Date,mood=Mood:{scale}") == values


def test_a_value_outside_of_its_scale_is_told(kfit: Kfit, home: Path) -> None:
    table(home, ("Date,Mood", "2026-11-02,1", "2026-11-03,6"))
    assert "row 3  mood is outside 1 to 5" in kfit("import diary.csv --map day=Date,mood=Mood:1-5").err
    for scale in ("5", "5-5", "1-", "h", "1-5-9"):
        assert "Try: mood=Mood:1-5" in kfit(f"import diary.csv --map day=Date,mood=Mood:{scale}").err
    assert "takes no unit" in kfit("import diary.csv --map day=Date,phq9=Mood:1-5").err


def test_a_row_that_came_in_on_another_scale_is_changed_to_the_new_one(kfit: Kfit, home: Path) -> None:
    table(home, FACES)
    kfit("import diary.csv --map day=Date,mood=Mood:0-10")
    said = kfit("import diary.csv --map day=Date,mood=Mood:1-5 --json").json
    assert (said["added"], said["updated"], said["duplicate"]) == (0, 10, 0)


def test_nights_of_minutes_that_are_hours_are_asked_about(kfit: Kfit, home: Path) -> None:
    table(home, WATCH)
    said = kfit("import diary.csv --map day=Day,sleep=Asleep:min")
    assert "'Asleep' was mapped as minutes: sleep would usually be 7.25 minutes (3 values)." in said.err
    assert offered(said)[0] == "kfit import diary.csv --map day=Day,sleep=Asleep:h"
    assert asked(kfit, "import diary.csv --map day=Day,sleep=Asleep:min") == [[480, 435, 390], [8, 7, 7]]


def test_each_unit_of_time_that_makes_no_sense_is_asked_about(kfit: Kfit, home: Path) -> None:
    table(home, WATCH)
    for column, unit, meant in (
        ("sleep=Seconds", "h", "s"), ("sleep=Seconds", "min", "s"), ("sleep=Asleep", "s", "h"), ("exercise=Active", "min", "h"), ("meditation=Active", "min", "h"),
    ):  # fmt: skip
        line = offered(kfit(f"import diary.csv --map day=Day,{column}:{unit}"))[0]
        assert line == f"kfit import diary.csv --map day=Day,{column}:{meant}"
        assert len(taken(kfit, line)) == 3
    table(home, ("Day,Minutes", "2026-11-02,450", "2026-11-03,480"))
    assert offered(kfit("import diary.csv --map day=Day,sleep=Minutes:h")) == ["kfit import diary.csv --map day=Day,sleep=Minutes:min"]


def test_sums_and_naps_and_lengths_that_make_sense_are_not_asked_about(kfit: Kfit, home: Path) -> None:
    table(home, ("Day,Nap,Night,Walk,More", "2026-11-02,15,450,3,4", "2026-11-03,,480,2,4"))
    assert kfit("import diary.csv --map day=Day,sleep=Nap+Night:min,exercise=Walk+More:min --dry-run").code == 0
    assert taken(kfit, offered(kfit("import diary.csv --map day=Day,sleep=Nap:min"))[1]) == [15]


def test_a_question_about_a_scale_and_one_about_a_unit_are_answered_by_one_line(kfit: Kfit, home: Path) -> None:
    table(home, ("Date,Mood,Asleep", *(f"2026-11-{day:02},{day % 5 + 1},8" for day in range(2, 8))))
    for line in offered(kfit("import diary.csv --map day=Date,mood=Mood,sleep=Asleep:min")):
        assert len(taken(kfit, line)) == 12


def test_thousands_that_can_be_decimals_are_asked_about(kfit: Kfit, home: Path) -> None:
    table(home, WATCH)
    said = kfit("import diary.csv --map day=Day,measure.steps=Steps")
    assert "The numbers in 'Steps' have more than one reading: row 2 can be 8.45 or 8450." in said.err
    assert asked(kfit, "import diary.csv --map day=Day,measure.steps=Steps") == [[8.45, 9.12, 7.003], [8450.0, 9120.0, 7003.0]]
    table(home, ("Day,Steps,Active", '2026-11-02,"8,450",1.200', '2026-11-03,"9,120",1.050'))
    assert asked(kfit, "import diary.csv --map day=Day,measure.steps=Steps") == [[8450.0, 9120.0], [8.45, 9.12]]
    by_point, by_comma = offered(kfit("import diary.csv --map day=Day,exercise=Active:min"))
    assert taken(kfit, by_comma) == [1200, 1050]
    assert kfit(by_point.removeprefix("kfit ")).code == 2  # then kfit asks about minutes of 1.2


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (("8.450", "912"), None),
        (("8.450", "912.5"), [8.45, 912.5]),
        (('"8,450"', '"7,25"'), [8.45, 7.25]),
        (('"1,234.5"', '"8,450"'), [1234.5, 8450]),
        (("1.234.567", "8.450"), [1234567, 8450]),
        (("0.450", "8.450"), [0.45, 8.45]),
        (('"7,5"', "3"), [7.5, 3]),
        (("n/a", "8.25", "-"), [8.25]),
    ],
)
def test_one_column_has_one_form_of_numbers(kfit: Kfit, home: Path, cells: tuple[str, ...], values: list[float] | None) -> None:
    table(home, ("Day,V", *(f"2026-11-{day:02},{cell}" for day, cell in enumerate(cells, 2))))
    line = "import diary.csv --map day=Day,measure.v=V"
    if values is None:
        assert len(asked(kfit, line)) == 2
    else:
        assert taken(kfit, line) == values


def test_ranges_settle_a_form_where_one_reading_cannot_be(kfit: Kfit, home: Path) -> None:
    table(home, ("Day,Hours,Weight,Mood", "2026-11-02,7.500,72.500,4.000", "2026-11-03,6.250,71.900,6.000"))
    assert taken(kfit, "import diary.csv --map day=Day,sleep=Hours:h") == [450, 375]
    assert taken(kfit, "import diary.csv --map day=Day,weight=Weight:kg") == [72.5, 71.9]
    assert taken(kfit, "import diary.csv --map day=Day,mood=Mood") == [4, 6]


def test_a_column_that_is_written_in_two_ways_is_refused(kfit: Kfit, home: Path) -> None:
    table(home, ("Day,V", "2026-11-02,7.5", '2026-11-03,"7,5"', "2026-11-04,8"))
    said = kfit("import diary.csv --map day=Day,measure.v=V")
    assert "not all written in one way: row 2 has a decimal point, row 3 a decimal comma" in said.err
    assert asked(kfit, "import diary.csv --map day=Day,measure.v=V") == [[7.5, 8], [7.5, 8]]
    assert "row 3  v has a decimal comma" in kfit("import diary.csv --map day=Day,measure.v=V --decimal-point").err
    assert "row 2  v has a decimal point" in kfit("import diary.csv --map day=Day,measure.v=V --decimal-comma").err
    assert "not both" in kfit("import diary.csv --map day=Day,measure.v=V --decimal-comma --decimal-point").err


def test_a_sheet_with_decimal_commas_is_read_without_a_word(kfit: Kfit, home: Path) -> None:
    table(home, SHEET)
    assert taken(kfit, "import diary.csv --map day=Tag,sleep=Schlaf:h,weight=Gewicht:kg") == [450, 72.5, 375, 71.9]
    assert asked(kfit, "import diary.csv --map day=Tag,measure.steps=Schritte") == [[8.45, 10.02], [8450, 10020]]


def test_a_measure_is_kept_as_its_number_was_meant(kfit: Kfit, home: Path) -> None:
    table(home, SHEET)
    kfit("import diary.csv --map day=Tag,measure.steps=Schritte:steps --decimal-comma")
    assert [entry["typed"] for entry in kfit("list --all --json").json["entries"]] == ["8450 steps", "10020 steps"]


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ("%d.%m.", "has no year"),
        ("%m/%Y", "has no day"),
        ("%d.%d.%Y", "is no form of a date"),
        ("%d.%m.%Y %q", "is no form of a date"),
        ("%", "is no form of a date"),
        ("dd.mm.yyyy", "has no year and no month and no day"),
        ("", "has no year and no month and no day"),
        ("%d.%m.%Y %I:%M", "has hours up to 12 without %p"),
        ("[%d", "has no year and no month"),
    ],
)
def test_a_form_of_a_date_that_tells_no_day_is_refused_with_one_that_does(kfit: Kfit, home: Path, form: str, why: str) -> None:
    table(home, ("Day,Mood", "3.11.2026,4", "13.11.2026,9"))
    said = kfit(["import", "diary.csv", "--map", "day=Day,mood=Mood", "--date-format", form])
    assert f"The form '{form}' {why}, so no day can be read with it." in said.err
    assert [taken(kfit, line) for line in offered(said)] == [[4, 9]]


def test_dates_without_a_year_are_refused_and_nothing_is_offered_that_would_not_work(kfit: Kfit, home: Path) -> None:
    table(home, ("Day,Mood", "3.11.,4", "13.11.,9"))
    said = kfit("import diary.csv --map day=Day,mood=Mood --date-format %d.%m.")
    assert offered(said) == []
    assert "A day without its year can't be imported." in said.err


@pytest.mark.parametrize(
    "form", ["%d.%m.%Y", "%d.%m.%y", "%Y%m%d", "%A %d %B %Y", "%Y-%j", "%G-W%V-%u", "%d.%m.%Y %H:%M:%S %z", "%m/%d/%Y %I:%M %p"]
)
def test_a_form_that_tells_the_day_is_taken(kfit: Kfit, home: Path, form: str) -> None:
    from datetime import UTC, datetime

    with (home / "diary.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["Day", "Mood"], [datetime(2026, 11, 3, 12, tzinfo=UTC).strftime(form), "4"]])
    assert kfit(["import", "diary.csv", "--map", "day=Day,mood=Mood", "--date-format", form]).code == 0
    assert kfit("list --all --json").json["entries"][0]["day"] == "2026-11-03"


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (("02-Nov-26", "3 Nov 26"), ["2026-11-02", "2026-11-03"]),
        (("Mon, Nov 2, 26", "Nov 3, 2026"), ["2026-11-02", "2026-11-03"]),
        (("1793577600", "1793664000"), ["2026-11-02", "2026-11-03"]),
        (("1793612345678", "1793698745678"), ["2026-11-02", "2026-11-03"]),
    ],
)
def test_short_years_and_moments_since_1970_are_days(kfit: Kfit, home: Path, cells: tuple[str, ...], days: list[str]) -> None:
    with (home / "diary.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["Day", "Mood"], *([cell, "4"] for cell in cells)])
    assert kfit("import diary.csv --map day=Day,mood=Mood").code == 0
    assert [entry["day"] for entry in kfit("list --all --json").json["entries"]] == days


def test_an_order_of_days_to_come_is_none_where_another_has_days_that_were(kfit: Kfit, home: Path) -> None:
    table(home, ("Day,Mood", "01.10.26,4", "02.10.26,5", "31.10.26,9"))
    assert kfit("import diary.csv --map day=Day,mood=Mood").code == 0
    assert [entry["day"] for entry in kfit("list --all --json").json["entries"]] == ["2026-10-01", "2026-10-02", "2026-10-31"]


def test_many_values_from_1_to_7_are_asked_about(kfit: Kfit, home: Path) -> None:
    values = [day % 7 + 1 for day in range(21)]
    table(home, ("Date,Mood", *(f"2026-10-{day + 1:02},{value}" for day, value in enumerate(values))))
    by_seven, as_they_stand = asked(kfit, "import diary.csv --map day=Date,mood=Mood")
    assert (by_seven[6], by_seven[3], by_seven[0], as_they_stand) == (10, 5, 0, values)
    table(home, ("Date,Mood", *(f"2026-10-{day + 1:02},{value}" for day, value in enumerate(values[:14]))))
    assert kfit("import diary.csv --map day=Date,mood=Mood").code == 0


def test_values_between_whole_numbers_are_asked_about_before_any_is_left_out(kfit: Kfit, home: Path) -> None:
    table(home, ("Date,Mood", "2026-11-02,4.5", "2026-11-03,6", "2026-11-04,7.25"))
    said = kfit("import diary.csv --map day=Date,mood=Mood --skip-bad")
    assert "2 of the 3 values in 'Mood' are not whole. Mood goes from 0 to 10 in whole numbers." in said.err
    assert asked(kfit, "import diary.csv --map day=Date,mood=Mood") == [[5, 6, 7]]


def test_dates_of_two_orders_are_asked_about_with_lines_that_work(kfit: Kfit, home: Path) -> None:
    table(home, ("Day,Mood", "3/11/2026,4", "4/11/2026,9"))
    said = kfit("import diary.csv --map day=Day,mood=Mood")
    assert [taken(kfit, line) for line in offered(said)] == [[4, 9], [4, 9]]
    assert "To settle it for good: kfit config set date_order mdy" in said.err


def test_dates_that_contradict_each_other_are_refused_with_lines_that_work(kfit: Kfit, home: Path) -> None:
    table(home, ("Day,Mood", "13/11/2026,4", "11/14/2026,9", "2026-11-02,7"))
    assert asked(kfit, "import diary.csv --map day=Day,mood=Mood") == [[7], [9], [4]]


def test_an_offered_line_keeps_odd_names_and_all_that_was_typed(kfit: Kfit, home: Path) -> None:
    table(home, tuple(line.replace("Date,Mood", "The day,My mood: how?") for line in FACES), "my diary's.csv")
    words = [
        "import",
        "my diary's.csv",
        "--map",
        "day=The day",
        "--map",
        "mood=My mood: how?",
        "--drop-repeats",
        "--skip-bad",
        "--date-format",
        "ymd",
    ]
    lines = offered(kfit(words))
    assert lines[0].endswith("--date-format ymd --skip-bad --drop-repeats")
    assert [len(taken(kfit, line)) for line in lines] == [10, 10]
    said = subprocess.run(
        ["bash", "-c", lines[0].replace("kfit", f"{sys.executable} -m kfit", 1)], capture_output=True, text=True, check=False
    )
    assert said.stdout.startswith("Imported 10 entries")
    assert "kfit demo import" in kfit(["demo", *words]).err


def test_from_standard_input_the_options_alone_are_offered(kfit: Kfit) -> None:
    said = kfit("import - --map day=Date,mood=Mood", stdin="\n".join(FACES))
    assert said.code == 2
    assert "\n  --map day=Date,mood=Mood:1-5\n" in said.err
    assert "kfit import" not in said.err
    assert kfit("import - --map day=Date,mood=Mood:1-5", stdin="\n".join(FACES)).code == 0


def test_a_pipe_is_read_whole_and_one_that_nobody_writes_into_is_empty(kfit: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(home / "pipe")
    monkeypatch.setattr(sources, "PATIENCE", 0.1)
    assert "pipe is empty" in kfit("import pipe --map day=Date,mood=Mood").err
    monkeypatch.setattr(sources, "PATIENCE", 10)
    late = threading.Timer(0.3, lambda: (home / "pipe").write_text("\n".join(FACES)))
    late.start()
    assert kfit("import pipe --map day=Date,mood=Mood:1-5 --json").json["added"] == 10
    late.join()
    kfit("export csv -o out")
    os.mkfifo(home / "out" / "more.csv")
    monkeypatch.setattr(sources, "PATIENCE", 0.1)
    assert kfit("import out").code == 2

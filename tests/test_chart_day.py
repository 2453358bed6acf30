"""One day by the hour: `kfit chart mood --day`, with what was before and after an infusion."""

from __future__ import annotations

import itertools
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kfit.analysis.charts import day_chart
from kfit.model.charts import ChartSubject
from kfit.model.entries import Infusion
from kfit.render.day_chart import HourLayout, draw_day
from kfit.render.screen import Screen

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Grown, Kfit

DAY = date(2026, 11, 20)
MOOD = ChartSubject("mood", "mood", "0-10")
DIARY = [
    "mood 3 --on '20 nov 08:30'", "mood 6 --on '20 nov 14:30'", "mood 7 --on '20 nov 20:00'", "infusion iv 40mg --on '20 nov 10:00'",
    "bp 118/74 --on '20 nov 09:05'", "bp 142/91 70 --on '20 nov 10:20'", "bp 120/78 --on '20 nov 14:00'", "mood 5 --on '19 nov 21:00'",
    "pain 4 --on '20 nov'", "sleep 7h --on '20 nov'", "mood 6", "did craft",
]  # fmt: skip


def test_a_day_says_what_was_before_and_after_the_infusion(kfit: Kfit, grown: Grown) -> None:
    grown(DIARY)
    told = kfit("chart mood --day 20 nov").out
    assert told.startswith("Mood (0 worst, 10 best), Fri 20 Nov by the hour\n")
    assert told.endswith("Mood, Fri 20 Nov: 3 before the infusion (10:00), mean 6.5 (2 entries) after it.\n")
    assert "• an entry    ▼ infusion" in told
    assert told.count("•") == 4  # three entries and the legend
    at = {line.index("▼") for line in told.split("\n") if "▼" in line and "infusion" not in line}
    dots = sorted(
        line.index("•") for line in told.split("\n") if "•" in line and "┤" in line.partition("•")[0] + "┤" and "entry" not in line
    )
    assert dots[0] < at.pop() < dots[1]


def test_both_values_of_a_blood_pressure_stand_by_the_hour(kfit: Kfit, grown: Grown) -> None:
    grown(DIARY)
    told = kfit("chart bp mood --day '20 nov'").out
    assert told.startswith("Blood pressure and mood, Fri 20 Nov by the hour\nBlood pressure (mmHg)\n")
    assert (told.count("○"), told.count("└")) == (4, 1)
    plain = kfit("chart bp --day 20 nov", KFIT_PLAIN="1").out.split("\n")
    assert plain == [
        (
            "Blood pressure, upper, Fri 20 Nov: 118 mmHg before the infusion (10:00), mean 131 mmHg (2 entries) after it. "
            "Blood pressure, lower, Fri 20 Nov: 74 mmHg before the infusion (10:00), mean 85 mmHg (2 entries) after it."
        ),
        "Blood pressure, upper, Fri 20 Nov: 118 mmHg at 09:05, 142 mmHg at 10:20, 120 mmHg at 14:00.",
        "Blood pressure, lower, Fri 20 Nov: 74 mmHg at 09:05, 91 mmHg at 10:20, 78 mmHg at 14:00.",
        "Infusion at 10:00.",
        "",
    ]


def test_the_json_of_a_day_is_whole(kfit: Kfit, grown: Grown) -> None:
    grown(DIARY)
    assert kfit("chart mood --day 20 nov --json").json == {
        "chart": "mood",
        "unit": "0-10",
        "day": "2026-11-20",
        "entries": [
            {"at": "2026-11-20T08:30-05:00", "value": 3},
            {"at": "2026-11-20T14:30-05:00", "value": 6},
            {"at": "2026-11-20T20:00-05:00", "value": 7},
        ],
        "lower": None,
        "given": [{"at": "2026-11-20T10:00-05:00", "called": "infusion"}],
        "sentence": "Mood, Fri 20 Nov: 3 before the infusion (10:00), mean 6.5 (2 entries) after it.",
    }
    several = kfit("chart mood bp --day 20 nov --json").json["charts"]
    assert [one["chart"] for one in several] == ["mood", "bp"]
    assert [entry["value"] for entry in several[1]["lower"]] == [74, 91, 78]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("chart mood --day", "2026-11-22"),
        ("chart --day mood", "2026-11-22"),
        ("chart --day thursday mood", "2026-11-19"),
        ("chart mood --day=yesterday", "2026-11-21"),
        ("chart mood thursday --day", "2026-11-19"),
        ("chart mood --day 3 days ago", "2026-11-19"),
    ],
)
def test_the_day_is_today_unless_another_is_named(kfit: Kfit, grown: Grown, line: str, day: str) -> None:
    grown(DIARY)
    said = kfit(f"{line} --json")
    assert (said.code, said.json["day"]) == (0, day)


@pytest.mark.parametrize(
    ("line", "works"),
    [
        ("chart mood --day 20 nov --since monday", 'kfit chart mood --day "20 nov"'),
        ("chart mood last week --day", "kfit chart mood --day yesterday"),
        ("chart mood --day --days 3", "kfit chart mood --day yesterday"),
        ("chart mood --day tomorrow", "kfit chart mood --day today"),
        ("chart sleep --day", "kfit chart sleep"),
    ],
)
def test_what_is_no_day_is_refused_with_a_line_that_works(kfit: Kfit, grown: Grown, line: str, works: str) -> None:
    grown(DIARY)
    said = kfit(line)
    assert (said.out, said.code) == ("", 2)
    assert said.err.strip().endswith(works)
    assert kfit(works.removeprefix("kfit ")).code == 0


def test_entries_without_a_time_are_counted_and_never_placed(kfit: Kfit, grown: Grown) -> None:
    grown(DIARY)
    assert kfit("chart pain --day 20 nov").out == "Pain: no entry with a time on Fri 20 Nov.\nDay by day: kfit chart pain\n"
    assert kfit("chart anxiety --day 20 nov").out.startswith("Anxiety: no entry on Fri 20 Nov.")
    assert kfit("mood 1 --on '20 nov'").code == 0
    told = kfit("chart mood --day 20 nov").out
    assert told.endswith("after it.\nMood: 1 entry without a time.\n")
    assert "mean 6.5" in told


def test_a_saved_day_is_the_picture(kfit: Kfit, grown: Grown, home: Path) -> None:
    grown(DIARY)
    assert kfit("chart mood --day 20 nov --save day.txt").code == 0
    assert (home / "day.txt").read_text(encoding="utf-8") == kfit("chart mood --day 20 nov").out


def test_several_infusions_and_the_hours_after_midnight() -> None:
    times = ["2026-11-20T09:00-05:00", "2026-11-20T12:00-05:00", "2026-11-20T18:00-05:00", "2026-11-21T01:30-05:00"]
    given = [Infusion(day="2026-11-20", at=f"2026-11-20T{hour}:00-05:00") for hour in (10, 15)]
    found = day_chart(MOOD, DAY, [(at, value) for at, value in zip(times, (2, 4, 6, 8), strict=True)], given)
    assert [minute for minute, _ in found.timed] == [540, 720, 1080, 1530]
    told = draw_day([found], DAY, Screen(plain=True)).split("\n")
    assert told[0] == (
        "Mood, Fri 20 Nov: 2 before the first infusion (10:00), 4 between, mean 7.0 (2 entries) after the last infusion (15:00)."
    )
    assert told[1].endswith("8 at 01:30.")
    assert "00:00" in draw_day([found], DAY, Screen())


def test_infusions_without_a_time_tell_no_before_and_after() -> None:
    given = [Infusion(day="2026-11-20"), Infusion(day="2026-11-20", at="2026-11-20T10:00-05:00", route="nasal")]
    found = day_chart(MOOD, DAY, [("2026-11-20T09:00-05:00", 2), ("2026-11-20T12:00-05:00", 4)], given)
    assert draw_day([found], DAY, Screen(plain=True)).split("\n") == [
        "Mood, Fri 20 Nov: 2 at 09:00, 4 at 12:00.",
        "Mood, Fri 20 Nov: 2 at 09:00, 4 at 12:00.",
        "Infusion without a time and dose at 10:00.",
    ]


@pytest.mark.parametrize("columns", [14, 33, 77, 240])
@pytest.mark.parametrize(("first", "hours"), [(0, 6), (480, 6), (480, 17), (60, 27)])
def test_times_on_the_axis_never_touch(columns: int, first: int, hours: int) -> None:
    for fine in (1, 2):
        ticks = sorted(HourLayout(first, hours * 60, columns, fine).ticks().items())
        assert ticks
        assert all(later - place >= 6 * fine for (place, _), (later, _) in itertools.pairwise(ticks))
        assert all(0 <= place < columns * fine for place, _ in ticks)


@pytest.mark.parametrize("width", [20, 27, 40, 80, 163, 250])
@pytest.mark.parametrize("unicode", [True, False])
def test_no_line_of_a_day_is_wider_than_the_screen(width: int, unicode: bool) -> None:  # noqa: FBT001 - drawn by the test, not a switch
    times = [f"2026-11-20T{hour:02}:{minute}-05:00" for hour in range(0, 24, 5) for minute in ("10", "40")]
    given = [Infusion(day="2026-11-20", at="2026-11-20T10:00-05:00")]
    found = day_chart(MOOD, DAY, [(at, number % 11) for number, at in enumerate(times)], given)
    for charts in ([found], [found, found._replace(subject=ChartSubject("measure", "weight", "kg"))]):
        text = draw_day(charts, DAY, Screen(width=width, unicode=unicode))
        assert max(map(len, text.split("\n"))) <= width
        assert unicode or text.isascii()
        assert not re.search("\x1b", text)

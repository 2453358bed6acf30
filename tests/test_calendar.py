"""Calendars of a year: places, heights, words."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kfit.analysis import charts
from kfit.model.charts import ChartSubject, Point
from kfit.model.entries import Exercise, Infusion, Mood, Sleep
from kfit.model.treatments import AdministrationDay, TreatmentHistory
from kfit.render.calendar import ASCII, HOURS, MINUTES, SEVERITY, SIGNS, STYLES, TENTHS, Heights, Year, draw_calendar, height, heights
from kfit.render.screen import Screen
from kfit.store.changes import Change
from kfit.store.data_file import Data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conftest import Kfit
    from kfit.model.fields import Entry

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ESCAPE = "\x1b"
MOOD = ChartSubject("mood", "mood", "0-10")


def log(entries: Iterable[Entry]) -> None:
    with Data.to_write() as data, Change(data.existing(), "test") as change:
        for entry in entries:
            change.add(entry)


def year(values: dict[str, float], infusions: Iterable[str] = (), last: str = "2026-11-22") -> Year:
    found = [Point(day, value, 1) for day, value in sorted(values.items())]
    days = sorted(infusions)
    ends = date.fromisoformat(min([*values, *days])), date.fromisoformat(last)
    return Year(
        MOOD,
        found,
        TreatmentHistory([AdministrationDay(day, "iv") for day in days]),
        charts.months(found, *ends),
        charts.stretch(found, *ends),
    )


def cells(text: str, signs: str) -> list[tuple[str, str]]:
    """Return the weekday and the character of every day in the calendar."""
    names = "|".join(f"{name[:2]}(?:{name[2]})?" for name in WEEKDAYS)
    rows = [(named[1][:2], named[2]) for line in text.split("\n") if (named := re.match(rf"({names})(?![a-z])(.*)", line))]
    return [(next(name for name in WEEKDAYS if name[:2] == row), letter) for row, days in rows for letter in days if letter in signs]


@given(st.sampled_from([2023, 2024, 2026]), st.sampled_from([20, 40, 61, 80, 100]), st.booleans(), st.integers(0, 364))
def test_every_day_is_drawn_once_in_the_row_of_its_weekday(number: int, width: int, unicode: bool, begins: int) -> None:  # noqa: FBT001 - drawn by the test, not a switch
    first, last = date(number, 1, 1) + timedelta(days=begins), date(number, 12, 31)
    text = draw_calendar(year({first.isoformat(): 5.0}, last=last.isoformat()), Screen(width=width, unicode=unicode), every=True)
    days = [first + timedelta(days=days) for days in range((last - first).days + 1)]
    drawn = [weekday for weekday, _ in cells(text, (SIGNS if unicode else ASCII).heights)]
    assert {name: drawn.count(name) for name in WEEKDAYS} == {
        name: sum(day.weekday() == place for day in days) for place, name in enumerate(WEEKDAYS)
    }
    assert max(map(len, text.split("\n"))) <= width
    assert unicode or text.isascii()


def test_five_heights_have_five_shapes_and_no_entry_a_sixth() -> None:
    assert len(set(SIGNS.heights)) == len(set(ASCII.heights)) == len(STYLES) == 6
    text = draw_calendar(
        year({"2026-11-16": 1.0, "2026-11-17": 3.0, "2026-11-18": 6.0, "2026-11-19": 8.0, "2026-11-20": 10.0}), Screen(unicode=False)
    )
    assert cells(text, ASCII.heights) == list(zip(WEEKDAYS, "12345..", strict=True))


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (MOOD, {0: 1, 2.4: 1, 2.5: 2, 4.4: 2, 4.5: 3, 6.5: 4, 8.4: 4, 8.5: 5, 10: 5}),
        (ChartSubject("rating", "pain", "0-10", "low"), {0: 1, 2.5: 2, 4.5: 3, 6.5: 4, 10: 5}),
        (ChartSubject("sleep", "sleep", "hours"), {0.5: 1, 4.99: 1, 5: 2, 6: 3, 7.98: 4, 8: 5, 25: 5}),
        (ChartSubject("exercise", "exercise", "minutes"), {1: 1, 9: 1, 10: 2, 20: 3, 30: 4, 59: 4, 60: 5}),
        (ChartSubject("habit", "meditation", "minutes"), {5: 1, 10: 2, 60: 5}),
        (ChartSubject("habit", "craft", "days"), {1: 5}),
        (ChartSubject("habit", "water", "times"), {1: 1, 2: 2, 3: 3, 4: 4, 5: 5}),
        (ChartSubject("habit", "push-ups", "times"), {1: 1, 4: 1, 5: 2, 8: 2, 9: 3, 16: 4, 17: 5, 20: 5}),
        (ChartSubject("effect", "fog", "0-3"), {0: 1, 1: 2, 2: 4, 3: 5}),
    ],
)
def test_a_height_is_the_one_that_the_legend_names(subject: ChartSubject, expected: dict[float, int]) -> None:
    used = heights(subject, [Point("2026-11-20", value, 1) for value in expected])
    assert {value: height(used, value) for value in expected} == expected
    assert len(used.called) == len(used.tall) == len(used.begin) + 1


def test_an_infusion_is_marked_behind_its_day_whether_it_has_an_entry_or_not() -> None:
    text = draw_calendar(year({"2026-11-19": 8.0}, ["2026-11-19", "2026-11-20"]), Screen(unicode=False))
    lines = dict(line.split(None, 1) for line in text.split("\n") if line[:3] in WEEKDAYS and len(line) > 3)
    assert (lines["Thu"], lines["Fri"]) == ("4*", ".*")
    assert "* infusion" in text
    assert "infusion" not in draw_calendar(year({"2026-11-19": 8.0}), Screen())


def test_days_to_come_and_days_before_the_first_entry_are_blank() -> None:
    text = draw_calendar(year({"2026-11-18": 5.0}, last="2026-11-20"), Screen())
    assert [weekday for weekday, _ in cells(text, SIGNS.heights)] == ["Wed", "Thu", "Fri"]


@pytest.mark.parametrize("width", [20, 40, 61, 80, 100])
def test_each_month_has_its_name_and_the_first_date_of_each_of_its_weeks(width: int) -> None:
    text = draw_calendar(year({"2026-07-01": 5.0}, last="2026-11-22"), Screen(width=width), every=True).split("\n")
    heads = [(line, text[place + 1]) for place, line in enumerate(text) if re.match(r" {2,4}[A-Z][a-z]{2}( |$)", line)]
    assert re.findall(r"\S+", " ".join(names for names, _ in heads)) == ["Jul", "Aug", "Sep", "Oct", "Nov"]
    found: dict[str, list[str]] = {}
    for names, dates in heads:
        starts = [match.start() for match in re.finditer(r"\S+", names)]
        for start, end in zip(starts, [*starts[1:], None], strict=True):
            found[names[start:end].strip()] = dates[start:end].split()
    assert found["Jul"] == ["1", "6", "13", "20", "27"]
    assert found["Aug"] == ["1", "3", "10", "17", "24", "31"]
    assert found["Nov"] == ["1", "2", "9", "16"]


@pytest.mark.parametrize("used", [TENTHS, HOURS, MINUTES, SEVERITY])
def test_a_low_day_is_as_strong_as_a_high_one_and_no_two_neighbours_look_alike(used: Heights) -> None:
    lowest, highest = used.tall[0], used.tall[-1]
    assert STYLES[lowest] == STYLES[highest] != STYLES[0]
    assert SIGNS.heights[lowest] not in "\u2581_.·"  # a line on the ground looks like a day without an entry
    for one, other in pairwise(used.tall):
        apart = ord(SIGNS.heights[other]) - ord(SIGNS.heights[one])
        assert apart >= 2 or (apart == 1 and STYLES[one] != STYLES[other])


def test_a_note_and_an_infusion_of_one_day_are_told_apart(kfit: Kfit) -> None:
    for line in ("mood 5 --on 2026-11-19", "infusion iv --on 2026-11-19", "note slept --on 2026-11-19", "note tired --on 2026-11-20"):
        assert kfit(line).code == 0
    told = kfit("calendar").out
    rows = dict(line.split(None, 1) for line in told.split("\n") if line[:3] in ("Thu", "Fri"))
    assert (rows["Thu"], rows["Fri"]) == ("▅◆n", "·n")
    assert "◆ infusion    n note" in told
    assert "; infusion Thu 19; notes Thu 19, Fri 20." in kfit("calendar", KFIT_PLAIN="1").out


@pytest.mark.parametrize("columns", ["20", "40", "60", "80", "100"])
def test_the_newest_months_fill_a_screen_and_all_are_one_line_away(kfit: Kfit, columns: str) -> None:
    log([Mood(day=(date(2025, 1, 1) + timedelta(days=days)).isoformat(), score=days % 11) for days in range(0, 365, 2)])
    usual = kfit("calendar mood --year 2025", COLUMNS=columns).out
    assert len(usual.splitlines()) <= 40
    every = kfit("calendar mood --year 2025 --all", COLUMNS=columns).out
    assert re.search("^ +Jan", every, re.MULTILINE)
    begins = bool(re.search("^ +Jan", usual, re.MULTILINE))
    assert begins == (int(columns) >= 80)
    shown = " ".join(usual.replace("\\\n", "").split())
    assert ("Earlier months: kfit calendar mood --year 2025 --all" in shown) != begins


def test_colour_is_two_steps_of_one_hue_and_another_for_infusions() -> None:
    days = {f"2026-11-{day}": float(day - 10) for day in range(11, 21)}
    coloured = draw_calendar(year(days, ["2026-11-12"]), Screen(colour=True))
    assert set(re.findall(r"\x1b\[([0-9;]*)m", coloured)) == {"0", "2", "2;35", "35", "36"}
    assert ESCAPE not in draw_calendar(year({"2026-11-18": 5.0}), Screen())


def test_plain_text_says_each_month_in_one_sentence(kfit: Kfit) -> None:
    log([Mood(day="2026-09-30", score=4), Mood(day="2026-11-20", score=6), Infusion(day="2026-10-06"), Infusion(day="2026-11-03")])
    assert kfit("calendar", KFIT_PLAIN="1").out.splitlines() == [
        "Mood 2026 (0 worst, 10 best):",
        "September: mean 4.0, lowest 4.0, highest 4.0; 1 of 1 day with an entry.",
        "October: no entry; infusion Tue 6.",
        "November: mean 6.0, lowest 6.0, highest 6.0; 1 of 22 days with an entry; infusion Tue 3.",
        "30 September to 22 November 2026: mean 5.0, lowest 4.0, highest 6.0; 2 of 54 days with an entry.",
    ]


def test_the_json_object_is_whole(kfit: Kfit) -> None:
    log([Sleep(day="2026-11-20", minutes=400), Sleep(day="2026-11-20", minutes=55), Sleep(day="2025-12-31", minutes=480)])
    assert kfit("calendar sleep --json").json == {"calendar": "sleep", "days": [{"day": "2026-11-20", "value": 7.58}], "goal_weeks": []}
    assert kfit("calendar sleep --year 2025 --json").json == {
        "calendar": "sleep",
        "days": [{"day": "2025-12-31", "value": 8.0}],
        "goal_weeks": [],
    }
    assert kfit("calendar exercise --json").json == {"calendar": "exercise", "days": [], "goal_weeks": []}


def test_weeks_in_which_the_goal_was_met_are_named(kfit: Kfit) -> None:
    """Weeks before the goal cannot meet it; the first week with the goal has a minute too few."""
    kfit("goal exercise 30min/week", now="2026-11-02T08:00")
    for day, minutes in (("2026-10-27", 40), ("2026-11-03", 29), ("2026-11-10", 30), ("2026-11-17", 29), ("2026-11-22", 1)):
        kfit(f"walk {minutes}", now=f"{day}T20:00")
    assert kfit("calendar exercise --json").json["goal_weeks"] == ["2026-W46", "2026-W47"]
    assert kfit("calendar mood --json").json["goal_weeks"] == []
    assert kfit("calendar exercise", KFIT_PLAIN="1").out.splitlines()[-1] == "The goal was met in 2 weeks."


def test_a_year_without_an_entry_names_one_that_has_some(kfit: Kfit) -> None:
    log([Exercise(day="2025-05-05", minutes=10)])
    said = kfit("calendar exercise")
    assert (said.out, said.code) == ("Movement: no entry in 2026.\nAnother year: kfit calendar exercise --year 2025\n", 0)
    assert kfit("calendar exercise --year 2025").out.startswith("Movement 2025 (minutes)\n")


def test_nothing_logged_is_one_kind_sentence(kfit: Kfit) -> None:
    said = kfit("calendar")
    assert (said.out, said.code) == ("Nothing to draw yet. One line is enough: kfit mood 5\n", 0)


@pytest.mark.parametrize(
    "line",
    [
        "calendar panic",
        "calendar weight",
        "calendar phq9",
        "calendar bp",
        "calendar walk",
        "calendar --year 2027",
        "calendar --year 1899",
        "calendar --year -1",
    ],
)
def test_what_cannot_be_shown_is_refused_with_a_line_that_works(kfit: Kfit, line: str) -> None:
    said = kfit(line)
    assert (said.out, said.code) == ("", 2)
    assert kfit(said.err.strip().rsplit("Try: kfit ", 1)[1]).code == 0


def test_a_rating_says_its_direction_and_has_five_heights(kfit: Kfit) -> None:
    for score, day in ((1, 16), (3, 17), (6, 18), (8, 19), (10, 20)):
        assert kfit(f"pain {score} --on 2026-11-{day}").code == 0
    told = kfit("calendar pain", KFIT_PLAIN="").out
    assert told.startswith("Pain 2026 (0 none, 10 worst)\n")
    assert cells(told, SIGNS.heights) == list(zip(WEEKDAYS, "▂▄▅▆█··", strict=True))
    assert "▂ 0-2    ▄ 3-4    ▅ 5-6    ▆ 7-8    █ 9-10    · no entry" in told
    assert kfit("calendar pain --json").json["days"][0] == {"day": "2026-11-16", "value": 1.0}


def test_a_habit_is_done_or_has_heights_of_its_minutes_or_times(kfit: Kfit) -> None:
    for line in (
        "did craft",
        "did meditation 5m",
        "did meditation 20m --on yesterday",
        "did push-ups 20x",
        "did push-ups 3x --on yesterday",
    ):
        assert kfit(line).code == 0
    craft = kfit("calendar craft").out
    assert "█ done    · no entry" in craft
    assert craft.endswith("22 November to 22 November 2026: done on 1 of 1 day.\n")
    assert kfit("calendar craft --json").json == {"calendar": "craft", "days": [{"day": "2026-11-22", "value": 1}], "goal_weeks": []}
    assert "▂ under 10 min    ▄ 10-19    ▅ 20-29" in kfit("calendar meditation").out
    assert "▂ 1-4    ▄ 5-8    ▅ 9-12    ▆ 13-16    █ 17-20" in kfit("calendar push-ups").out


def test_a_side_effect_has_the_words_of_its_severity(kfit: Kfit) -> None:
    kfit("effect fog 3")
    kfit("effect fog 1")
    told = kfit("calendar fog").out
    assert "▂ none    ▄ mild    ▆ moderate    █ severe" in told
    assert cells(told, SIGNS.heights) == [("Sun", "█")]

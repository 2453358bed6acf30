"""Charts: points, layout, picture, words, files."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kfit.analysis import charts
from kfit.model.charts import ChartSubject
from kfit.model.entries import Exercise, Infusion, Mood, Note, Sleep
from kfit.model.treatments import AdministrationDay, Course, TreatmentHistory
from kfit.render import chart
from kfit.render.chart import draw_charts
from kfit.render.chart_text import sentence
from kfit.render.screen import Screen
from kfit.render.text import LONGEST
from kfit.store.changes import Change
from kfit.store.data_file import Data

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from conftest import Kfit
    from kfit.model.charts import Chart
    from kfit.model.fields import Entry

TODAY = date(2026, 11, 22)
ESCAPE = "\x1b"
MOOD, SLEEP, EXERCISE = (
    ChartSubject("mood", "mood", "0-10"),
    ChartSubject("sleep", "sleep", "hours"),
    ChartSubject("exercise", "exercise", "minutes"),
)
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=TODAY)


def draw_chart(chart: Chart, today: date, screen: Screen) -> str:
    """Draw one chart alone."""
    return draw_charts([chart], today, screen)


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def log(entries: Iterable[Entry]) -> None:
    with Data.to_write() as data, Change(data.existing(), "test") as change:
        for entry in entries:
            change.add(entry)


def drawn(subject: ChartSubject, values: dict[int, float], infusions: Iterable[int] = (), length: int = 70) -> Chart:
    """Return a chart of figures in the units of the data file; the keys and the infusions are days ago."""
    found = charts.points(subject, [(ago(back), value, 1) for back, value in values.items()])
    treated = TreatmentHistory([AdministrationDay(ago(back), "iv") for back in infusions])
    return charts.chart(subject, found, (TODAY - timedelta(days=length - 1), TODAY), treated, [])


def moods(values: dict[int, int], infusions: Iterable[int] = (), length: int = 70) -> Chart:
    """Make a chart of moods; the keys and the infusions are days ago."""
    return drawn(MOOD, dict(values), infusions, length)


def rows(text: str) -> dict[int, str]:
    """Return what is to the right of the axis on each row with a value."""
    found = (re.match(r" *(\d+)[┤+](.*)", line) for line in text.split("\n"))
    return {int(match[1]): match[2] for match in found if match}


def test_points_are_the_days_with_an_entry_oldest_first_and_rounded() -> None:
    found = charts.points(MOOD, [("2026-11-21", 5, 1), ("2026-11-20", 4.333333, 3, 2, 7)])
    assert found == [("2026-11-20", 4.33, 3, 2, 7), ("2026-11-21", 5, 1, None, None)]
    assert [point.ends for point in found] == [(2, 7), (5, 5)]
    assert charts.points(MOOD, [("2026-11-21", 5, 2, 5, 5)]) == [("2026-11-21", 5, 2, None, None)]
    assert charts.points(EXERCISE, []) == []


def test_sleep_is_counted_in_hours() -> None:
    assert charts.points(SLEEP, [("2026-11-20", 455, 2)]) == [("2026-11-20", 7.58, 2, None, None)]


def test_the_last_seven_days_are_compared_with_the_seven_before() -> None:
    found = moods({0: 6, 6: 4, 7: 3, 13: 1, 14: 10})
    assert (found.latest.days, found.latest.mean) == (2, 5)
    assert found.before is not None
    assert (found.before.days, found.before.mean) == (2, 2)
    assert (found.whole.days, found.whole.length, found.whole.lowest, found.whole.highest) == (5, 70, 1, 10)


def test_nothing_before_the_chart_is_compared() -> None:
    assert moods({0: 6}, length=13).before is None
    assert moods({0: 6}, length=3).latest.length == 3


def test_months_are_cut_at_their_ends() -> None:
    found = charts.months([], date(2026, 1, 30), date(2026, 3, 1))
    assert [(month.first, month.last) for month in found] == [
        (date(2026, 1, 30), date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 3, 1)),
    ]


@given(DAYS, DAYS, st.integers(14, 98), st.sampled_from([1, 2]))
def test_every_day_has_its_place_in_order_and_inside_the_columns(first: date, last: date, columns: int, fine: int) -> None:
    first, last = sorted((first, last))
    where = chart.layout(first, last, columns, fine)
    span = (last - first).days
    days = [first + timedelta(days=days) for days in sorted({0, 1, span // 3, span // 2, span - 1, span}) if 0 <= days <= span]
    places = [where.place_of(day) for day in days]
    assert places == sorted(places)
    assert all(0 <= place < where.columns * fine for place in places)
    assert where.columns <= columns
    assert where.point(first) == 0
    assert where.point(last) == where.points - 1


@given(DAYS, DAYS, st.integers(34, 98), st.sampled_from([1, 2]))
def test_dates_on_the_axis_never_touch(first: date, last: date, columns: int, fine: int) -> None:
    first, last = sorted((first, last))
    where = chart.layout(first, last, columns, fine)
    ticks = list(chart.date_ticks(where).items())
    for (place, text), (next_place, _) in pairwise(ticks):
        assert next_place - place >= (len(text) + 1) * fine


@given(st.sampled_from([MOOD, SLEEP, EXERCISE, ChartSubject("habit", "push-ups", "times")]), st.floats(0, 1e6))
def test_the_value_axis_begins_at_zero_and_holds_the_highest(subject: ChartSubject, highest: float) -> None:
    ticks = chart.ticks(subject, 10 if subject is MOOD else highest)
    assert ticks[0] == 0
    assert ticks[-1] >= (10 if subject is MOOD else highest)
    assert len(ticks) <= chart.MOST_STEPS + 1
    assert len({later - earlier for earlier, later in pairwise(ticks)}) == 1


def test_a_mood_stands_on_the_row_of_its_number() -> None:
    for screen in (Screen(), Screen(width=40), Screen(unicode=False)):
        found = rows(draw_chart(moods({0: 10, 2: 0, 4: 6}, length=14), TODAY, screen))
        assert sorted(found) == [0, 2, 4, 6, 8, 10]
        for value, row in found.items():
            assert ("•" in row or "o" in row) == (value in (0, 6, 10)), (value, row)


def test_a_gap_is_a_gap_and_no_line_runs_through_it() -> None:
    text = draw_chart(moods({9: 6, 8: 6, 7: 6, 3: 6, 2: 6}, length=10), TODAY, Screen())
    row = rows(text)[6]
    assert re.fullmatch(r" +•⠒{6,7}•⠒{6,7}• {27,31}•⠒{6,7}•", row), row


def test_days_next_to_each_other_are_joined_and_days_apart_are_not() -> None:
    apart = draw_chart(moods({9: 2, 5: 8}, length=10), TODAY, Screen())
    joined = draw_chart(moods({6: 2, 5: 8}, length=10), TODAY, Screen())
    assert not re.search("[⠁-⣿]", apart)
    assert re.search("[⠁-⣿]", joined)


def test_an_infusion_stands_over_its_own_day() -> None:
    for screen, mark, dot in ((Screen(), "▼", "•"), (Screen(unicode=False), "v", "o")):
        for back in (0, 1, 13, 42, 69):
            lines = draw_chart(moods({back: 6}, [back]), TODAY, screen).split("\n")
            marked = lines[1]
            dotted = next(line for line in lines if dot in line and line[:2].strip() == "6")
            assert marked.index(mark) == dotted.index(dot)


def test_infusions_of_a_year_are_all_marked() -> None:
    text = draw_chart(moods(dict.fromkeys(range(365), 5), range(0, 365, 40), length=365), TODAY, Screen())
    assert text.split("\n")[1].count("▼") == 10
    assert "mean of 7 days" in text


def test_a_night_without_an_entry_is_marked_and_never_a_bar() -> None:
    found = rows(draw_chart(drawn(SLEEP, {0: 480, 2: 240}, length=3), TODAY, Screen(unicode=False)))
    assert [found[0][place] for place in (0, 17, 26)] == ["#", ".", "#"]
    assert [found[6][place : place + 1] for place in (0, 17, 26)] == [" ", " ", "#"]
    assert not found[10].strip()


@pytest.mark.parametrize("unicode", [True, False])
@pytest.mark.parametrize(
    ("width", "length", "least"), [(80, 365, 75), (40, 365, 35), (200, 365, 180), (80, 70, 70), (80, 40, 75), (80, 7, 75)]
)
def test_a_chart_uses_the_width_it_has(width: int, length: int, least: int, unicode: bool) -> None:  # noqa: FBT001 - drawn by the test, not a switch
    for subject in (MOOD, EXERCISE):
        text = draw_chart(drawn(subject, dict.fromkeys(range(length), 5.0), length=length), TODAY, Screen(width=width, unicode=unicode))
        axis = next(line for line in text.split("\n") if "└" in line or re.match(r" +\+[-+]", line))
        assert least <= len(axis.strip()) <= width


def test_a_point_of_a_week_has_the_range_of_its_days_as_a_band() -> None:
    values = {back: (2, 8, 5)[back % 3] for back in range(364)}
    found = rows(draw_chart(moods(values, length=364), TODAY, Screen()))
    assert {value for value, row in found.items() if "░" in row} == {2, 4, 6, 8}
    assert found[2].count("░") >= 70
    same = draw_chart(moods(dict.fromkeys(range(364), 5), length=364), TODAY, Screen())
    assert "░" not in same
    sums = draw_chart(drawn(EXERCISE, {back: 10 + back % 20 for back in range(364)}, length=364), TODAY, Screen())
    assert "░" not in sums


def test_on_a_wide_screen_a_year_shows_every_day() -> None:
    told = draw_chart(moods({back: (2, 8)[back % 2] for back in range(365)}, length=365), TODAY, Screen(width=200))
    assert "⠤⠒ mean of a day" in told
    assert "░" not in told


def test_lines_of_infusions_stay_behind_the_values_and_leave_where_they_would_crowd() -> None:
    values = dict.fromkeys(range(70), 6)
    few = draw_chart(moods(values, range(0, 70, 10)), TODAY, Screen())
    assert rows(few)[6].count("•") == 70
    assert rows(few)[8].count("┊") == 7
    assert draw_chart(moods(values, [10, 10, 10]), TODAY, Screen()) == draw_chart(moods(values, [10]), TODAY, Screen())
    many = draw_chart(moods(values, range(0, 70, 2)), TODAY, Screen())
    assert many.split("\n")[1].count("▼") == 35
    assert "┊" not in many


@pytest.mark.parametrize("plain", [True, False])
def test_a_year_of_two_good_ends_says_how_it_was_between_them(plain: bool) -> None:  # noqa: FBT001 - drawn by the test, not a switch
    low = moods({back: 6 if back < 28 or back > 336 else 2 for back in range(365)}, length=365)
    assert "mean 2.6 over all 365 days (365)." in " ".join(draw_chart(low, TODAY, Screen(plain=plain)).split())


def test_minutes_of_a_week_add_up_and_the_shorter_first_one_is_said() -> None:
    text = draw_chart(drawn(EXERCISE, dict.fromkeys(range(365), 20), length=365), TODAY, Screen())
    assert 150 in rows(text)
    assert "minutes in 7 days (in the first: 1)" in text
    said = "Movement: 560 min in the last 4 weeks (28 days with an entry), 560 min in the first 4 weeks (28), "
    assert f"{said}560 min in 4 weeks on average over all 365 days (365)." in " ".join(text.split())


@pytest.mark.parametrize("width", [20, 33, 40, 61, 80, 100, 163, 250])
@pytest.mark.parametrize("unicode", [True, False])
@pytest.mark.parametrize("length", [1, 6, 70, 112, 400, 9000])
def test_no_line_is_wider_than_the_screen(width: int, length: int, unicode: bool) -> None:  # noqa: FBT001 - drawn by the test, not a switch
    text = draw_chart(moods(dict.fromkeys(range(0, length, 2), 7), [0], length=length), TODAY, Screen(width=width, unicode=unicode))
    assert max(map(len, text.split("\n"))) <= width
    assert ESCAPE not in text
    assert unicode or text.isascii()
    assert len(rows(text)) == 6


def test_a_chart_leaves_nothing_behind_for_the_next() -> None:
    once = draw_chart(moods({0: 3, 5: 4}, [2]), TODAY, Screen())
    draw_chart(moods({1: 9, 2: 9, 3: 9}, [1, 4], length=20), TODAY, Screen(width=44, unicode=False))
    assert draw_chart(moods({0: 3, 5: 4}, [2]), TODAY, Screen()) == once


def test_colour_is_one_hue_and_says_nothing_that_shape_does_not() -> None:
    chart = moods({0: 3, 1: 4}, [2])
    coloured = draw_chart(chart, TODAY, Screen(colour=True))
    assert set(re.findall(r"\x1b\[([0-9;]*)m", coloured)) <= {"0", "2", "38;5;5"}
    assert "38;5;5" in coloured
    bare = "\n".join(line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).split("\n"))
    assert bare == draw_chart(chart, TODAY, Screen())


def test_only_values_have_the_hue_and_the_background_is_dim() -> None:
    found = moods({back: (2, 8, 5)[back % 3] for back in range(364)}, range(3, 364, 30), length=364)
    for line in draw_chart(found, TODAY, Screen(colour=True)).split("\n")[1:14]:
        for code, run in re.findall(r"\x1b\[([0-9;]+)m([^\x1b]*)", line):
            assert code == "2" or not set(run) & set("┊░"), line
            assert code != "2" or set(run) <= set("┊░"), line


def test_plain_text_says_the_chart_one_sentence_a_row() -> None:
    assert draw_chart(moods({0: 3, 8: 4}, [2, 9]), TODAY, Screen(plain=True, unicode=False)).split("\n") == [
        "Mood: mean 3.0 in the last 7 days (1 with an entry), mean 4.0 in the 7 before (1).",
        "Mon 14 Sep to Sun 22 Nov: mean 3.5, lowest 3.0, highest 4.0; 2 of 70 days with an entry.",
        "Infusions: Fri 13 Nov, Fri 20 Nov.",
    ]


@pytest.mark.parametrize(
    ("subject", "value", "said"),
    [(MOOD, 3, "Mood: 3"), (MOOD, 3.25, "Mood: 3.3"), (EXERCISE, 20, "Movement: 20 min"), (SLEEP, 455, "Sleep with naps: 7h35")],
)
def test_a_last_entry_of_more_than_a_week_ago_is_said_with_its_day(subject: ChartSubject, value: float, said: str) -> None:
    for back, day in ((7, "Sun 15 Nov"), (27, "Mon 26 Oct")):
        told = draw_chart(drawn(subject, {back: value, 40: value}), TODAY, Screen(plain=True)).split("\n")[0]
        assert told == f"{said} on {day}, the last entry."
    assert "the last 7" in draw_chart(drawn(subject, {6: value}), TODAY, Screen(plain=True)).split("\n")[0]


def test_a_year_is_compared_by_its_first_and_its_last_weeks() -> None:
    values = {back: 3 if back > 300 else 6 for back in range(365)}
    assert sentence(moods(values, length=365), TODAY) == (
        "Mood: mean 6.0 in the last 4 weeks (28 days with an entry), mean 3.0 in the first 4 weeks (28), mean 5.5 over all 365 days (365)."
    )
    later = {back: value for back, value in values.items() if 27 <= back <= 330}
    assert sentence(moods(later, length=365), TODAY) == (
        "Mood: 6 on Mon 26 Oct, the last entry; mean 6.0 in the 4 weeks to Mon 26 Oct (28 days with an entry), "
        "mean 3.0 in the 4 weeks from Sat 27 Dec 2025 (28), mean 5.7 over all 304 days (304)."
    )


def test_a_long_chart_with_a_few_weeks_of_entries_compares_weeks() -> None:
    assert sentence(moods(dict.fromkeys(range(20), 5), length=365), TODAY) == (
        "Mood: mean 5.0 in the last 7 days (7 with an entry), mean 5.0 in the 7 before (7)."
    )


def test_the_json_object_is_whole(kfit: Kfit) -> None:
    log([Mood(day=ago(1), score=4), Mood(day=ago(1), score=5), Mood(day=ago(13), score=7), Infusion(day=ago(3), dose_mg=40, dose="40mg")])
    assert kfit("chart mood --json").json == {
        "chart": "mood",
        "unit": "0-10",
        "points": [
            {"day": ago(13), "value": 7.0, "n": 1, "lowest": None, "highest": None},
            {"day": ago(1), "value": 4.5, "n": 2, "lowest": 4, "highest": 5},
        ],
        "lower": None,
        "bands": None,
        "infusions": [ago(3)],
        "doses": [],
        "courses": [],
        "marks": [],
        "sentence": "Mood: mean 4.5 in the last 7 days (1 with an entry), mean 7.0 in the 7 before (1).",
    }


def test_no_entry_is_an_empty_list_and_exit_0(kfit: Kfit) -> None:
    said = kfit("chart sleep --json")
    assert said.code == 0
    assert (said.json["points"], said.json["infusions"], said.json["unit"]) == ([], [], "hours")


@pytest.mark.parametrize(("unicode", "band", "mark"), [(True, "━", "▼"), (False, "=", "v")])
def test_a_course_is_a_band_in_the_top_row_under_the_marks_of_infusions(unicode: bool, band: str, mark: str) -> None:  # noqa: FBT001 - drawn by the test, not a switch
    course = Course(TODAY - timedelta(days=20), TODAY - timedelta(days=5), 16, 16)
    treated = TreatmentHistory([AdministrationDay(ago(10), "iv"), AdministrationDay(ago(2), "nasal")], [], [course])
    found = charts.points(MOOD, [(ago(back), 5.0, 1) for back in range(30)])
    chart = charts.chart(MOOD, found, (TODAY - timedelta(days=29), TODAY), treated, [])
    lines = draw_chart(chart, TODAY, Screen(unicode=unicode)).split("\n")
    [top] = [line for line in lines if band * 4 in line]
    mark_of_ten, columns_a_day = top.index(mark), 77 / 30
    assert abs(mark_of_ten - top.index(band) - (20 - 10) * columns_a_day) < 1
    assert abs(top.rindex(band) - mark_of_ten - (10 - 5) * columns_a_day) < 1
    assert abs(top.rindex(mark) - mark_of_ten - (10 - 2) * columns_a_day) < 1
    assert f"{mark} infusion or dose, on 2 days    {band} course of doses" in " ".join(lines)


def test_the_dose_is_on_no_chart(kfit: Kfit) -> None:
    log([Mood(day=ago(1), score=4), Infusion(day=ago(3), dose_mg=47, dose="47mg")])
    assert "47" not in kfit("chart mood").out
    assert "47" not in kfit("chart mood --json").out


def test_an_empty_file_gets_one_kind_sentence(kfit: Kfit, db_path: Path) -> None:
    said = kfit("chart exercise")
    assert (said.out, said.code) == ("Nothing to draw yet. One line is enough: kfit walk 10\n", 0)
    assert not db_path.exists()


def test_days_without_an_entry_name_the_way_to_the_others(kfit: Kfit) -> None:
    log([Mood(day=ago(200), score=4)])
    said = kfit("chart --days 30")
    assert said.code == 0
    assert said.out.endswith("kfit chart mood --all\n")


def test_the_usual_chart_begins_with_the_first_entry(kfit: Kfit) -> None:
    log([Mood(day=ago(20), score=4), Mood(day=ago(0), score=5)])
    assert kfit("chart").out.startswith("Mood (0 worst, 10 best), Mon 2 Nov to Sun 22 Nov\n")
    log([Mood(day=ago(100), score=4), Mood(day=ago(5), score=4)])
    assert kfit("chart").out.startswith("Mood (0 worst, 10 best), Mon 14 Sep to Sun 22 Nov\n")
    assert kfit("chart --all").out.startswith("Mood (0 worst, 10 best), Fri 14 Aug to Sun 22 Nov\n")
    assert kfit("chart --since 2026-11-10 --until yesterday").out.startswith("Mood (0 worst, 10 best), Tue 10 Nov to Sat 21 Nov\n")


def test_after_midnight_the_night_that_just_ended_is_on_the_chart(kfit: Kfit) -> None:
    log([Sleep(day="2026-11-23", minutes=300)])
    assert kfit("chart sleep --json", now="2026-11-23T03:10").json["points"] == [
        {"day": "2026-11-23", "value": 5.0, "n": 1, "lowest": None, "highest": None}
    ]


@pytest.mark.parametrize(
    ("line", "works"),
    [
        ("chart panic", "kfit chart pain"),
        ("chart moood", "kfit chart mood"),
        ("chart walk", "kfit chart exercise"),
        ("chart mood --days 0", "kfit chart mood --days 70"),
        ("chart mood --days 7 --all", "kfit chart mood --days 7"),
        ("chart mood --since 2026-11-05 --until 2026-11-03", "kfit chart mood --since 2026-11-03 --until 2026-11-03"),
        ("chart sleep --since tomorrow", "kfit chart sleep --since yesterday"),
        ("chart sleep --since bananas", "kfit chart sleep --since yesterday"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_line_that_works(kfit: Kfit, line: str, works: str) -> None:
    said = kfit(line)
    assert (said.out, said.code) == ("", 2)
    assert said.err.strip().endswith(works)
    assert kfit(works.removeprefix("kfit ")).code == 0


def test_a_saved_chart_is_the_owner_s_alone_and_without_codes(kfit: Kfit, home: Path) -> None:
    log([Mood(day=ago(back), score=5) for back in range(9)])
    said = kfit("chart mood --save mood.txt", FORCE_COLOR="1")
    path = home / "mood.txt"
    assert said.out == f"The chart is in {path}\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text(encoding="utf-8") == kfit("chart mood").out
    assert [entry.name for entry in home.iterdir() if entry.is_file()] == ["mood.txt"]


def test_a_file_that_is_there_stays_unless_forced(kfit: Kfit, home: Path) -> None:
    log([Mood(day=ago(0), score=5)])
    (home / "mood.txt").write_text("mine")
    said = kfit("chart mood --save mood.txt")
    assert (said.code, (home / "mood.txt").read_text()) == (2, "mine")
    assert "--force" in said.err
    assert kfit("chart mood --save mood.txt --force").code == 0
    assert (home / "mood.txt").read_text(encoding="utf-8").startswith("Mood (0 worst")


def test_screens_without_colour_get_no_code(kfit: Kfit) -> None:
    log([Mood(day=ago(0), score=5)])
    assert ESCAPE in kfit("chart", FORCE_COLOR="1").out
    assert ESCAPE not in kfit("chart").out
    assert ESCAPE not in kfit("chart", FORCE_COLOR="1", NO_COLOR="1").out
    plain = kfit("chart", FORCE_COLOR="1", KFIT_PLAIN="1").out
    assert plain.isascii()
    assert ESCAPE not in plain


def test_json_does_not_wait_for_plotext() -> None:
    log([Mood(day=ago(0), score=5)])
    script = (
        "import sys; from kfit.__main__ import main; sys.argv = ['kfit', 'chart', *sys.argv[1:]]; main(); print('plotext' in sys.modules)"
    )
    loaded = [
        subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, check=True).stdout.split()[-1]
        for words in (["--json"], [])
    ]
    assert loaded == ["False", "True"]


def test_a_chart_waits_for_nothing_that_only_others_need() -> None:
    log([Mood(day=ago(0), score=5)])
    script = (
        "import sys; from kfit.__main__ import main; sys.argv = ['kfit', 'chart']; main();"
        "print([name for name in ('rich',) if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "[]"


def test_a_month_with_quiet_days_is_drawn(kfit: Kfit) -> None:
    told = {f"2016-04-{day:02}": 0 if day % 6 == 0 else 11 * day % 97 for day in range(1, 31)}
    log(Exercise(day=day, minutes=minutes) for day, minutes in told.items() if minutes)
    shown = kfit(f"chart exercise --since {min(told)} --until {max(told)} --json").json
    assert {point["day"]: point["value"] for point in shown["points"]} == {day: minutes for day, minutes in told.items() if minutes}
    picture = rows(kfit(f"chart exercise --since {min(told)} --until {max(told)}").out)
    assert max(picture) >= max(told.values())
    assert "▌" in picture[0]


def column_of(line: str, sign: str) -> list[int]:
    return [place for place, letter in enumerate(line) if letter == sign]


@pytest.mark.parametrize("width", [20, 40, 80, 250])
@pytest.mark.parametrize("unicode", [True, False])
def test_a_value_and_its_range_stand_in_front_of_the_line_of_an_infusion(width: int, unicode: bool) -> None:  # noqa: FBT001 - drawn by the test, not a switch
    days = {back: 2.0 + back % 7 for back in range(364)}
    screen = Screen(width=width, unicode=unicode)
    without, given_ = (draw_chart(drawn(MOOD, days, infusions, 364), TODAY, screen).split("\n") for infusions in ([], [30, 100, 180, 250]))
    rows = [place for place, line in enumerate(without) if re.match(r" *\d*[┤│+|]", line)]
    rule, mark = ("┊", "▼") if unicode else (":", "v")
    assert any(rule in given_[row] for row in rows)
    for row in rows:
        drawn_over = zip(without[row].ljust(width), given_[row].ljust(width), strict=True)
        assert all(after in (before, rule, mark) and before in (after, " ") for before, after in drawn_over), row


def test_infusions_of_one_column_share_a_mark_and_the_legend_counts_their_days() -> None:
    days = dict.fromkeys(range(364), 4.0)
    told = draw_chart(drawn(MOOD, days, [30, 101, 102, 180, 246, 247, 248], 364), TODAY, Screen(width=80))
    top = told.split("\n")[1]
    assert 3 < top.count("▼") < 7
    assert not any(sign.isdigit() for sign in top)  # 2 and 2 side by side would read as 22
    assert "▼ infusion, on 7 days (some share a mark)" in told
    assert "▼ infusion, on 2 days    gap" in draw_chart(drawn(MOOD, days, [30, 100], 364), TODAY, Screen(width=80))
    many = draw_chart(drawn(MOOD, dict.fromkeys(range(3000), 4.0), range(1000, 1012), 3000), TODAY, Screen(width=40))
    assert "on 12 days (some share a mark)" in many.replace("\n  ", " ")


@pytest.mark.parametrize(("said", "first"), [("year", "2025-11-23"), ("month", "2026-10-23"), ("week", "2026-11-16")])
def test_a_length_alone_is_the_last_one_up_to_today(kfit: Kfit, said: str, first: str) -> None:
    log([Mood(day=ago(back), score=4) for back in range(500)])
    told = kfit(f"chart mood {said} --json").json
    assert (told["points"][0]["day"], told["points"][-1]["day"]) == (first, ago(0))


def test_a_line_that_names_a_subject_already_is_offered_without_a_second_one(kfit: Kfit) -> None:
    log([Mood(day=ago(1), score=4)])
    offered = kfit("chart mood moods").err.split("Try: ")[1].strip()
    assert offered.split().count("mood") == 1
    assert kfit(offered.removeprefix("kfit ")).code == 0


@pytest.mark.parametrize("columns", ["20", "30", "40", "80"])
@pytest.mark.parametrize("plain", ["", "1"])
def test_a_picture_with_many_marks_and_infusions_is_a_screen_and_says_how_many_it_does_not_name(
    kfit: Kfit, columns: str, plain: str
) -> None:
    log([Mood(day=ago(back), score=back % 11) for back in range(360)])
    log([Infusion(day=ago(back), route="iv") for back in range(0, 360, 6)])
    log([Note(day=ago(back), note="moved", mark=f"a word of mine, number {back}") for back in range(1, 200, 5)])
    told = kfit("chart mood year", COLUMNS=columns, KFIT_PLAIN=plain).out
    assert len(told.splitlines()) <= LONGEST
    assert "a word of mine, number 1 " in " ".join(told.replace(",", " ").replace("(", " ").split()).replace("mine number", "mine, number")
    said = " ".join(told.split())
    if plain:
        assert re.search(r"Marks(, the latest \d+ of 40)?: ", said)
        assert columns == "80" or "Marks, the latest " in said
    else:
        assert re.search(r"and \d+ earlier marks", said)
        assert "on 60 days" in said

"""Charts of ratings, side effects, habits, measures and questionnaires."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from effort import share
from kfit.analysis import charts
from kfit.model.charts import ChartSubject
from kfit.model.questionnaires import INSTRUMENTS, band
from kfit.model.treatments import TreatmentHistory
from kfit.render import chart
from kfit.render.chart import draw_charts
from kfit.render.chart_text import sentence
from kfit.render.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conftest import Kfit
    from kfit.model.charts import Chart

TODAY = date(2026, 11, 22)
WIDTHS = [20, 40, 61, 80, 100]
NO_RANGE = {"lowest": None, "highest": None}
BANDED = sorted(name for name, form in INSTRUMENTS.items() if form.bands)
SUBJECTS = [
    ChartSubject("rating", "pain", "0-10", "low"),
    ChartSubject("effect", "fog", "0-3"),
    ChartSubject("habit", "meditation", "minutes"),
    ChartSubject("habit", "push-ups", "times"),
    ChartSubject("habit", "craft", "days"),
    ChartSubject("measure", "weight", "kg"),
    ChartSubject("measure", "coffee", None),
    *(ChartSubject("score", name, f"0-{form.top}") for name, form in INSTRUMENTS.items()),
]


def draw_chart(chart: Chart, today: date, screen: Screen) -> str:
    """Draw one chart alone."""
    return draw_charts([chart], today, screen)


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def charted(subject: ChartSubject, values: Mapping[int, float], length: int = 70) -> Chart:
    """Return a chart of figures in the units of the data file; the keys are days ago."""
    found = charts.points(subject, [(ago(back), value, 1) for back, value in values.items()])
    return charts.chart(subject, found, (TODAY - timedelta(days=length - 1), TODAY), TreatmentHistory(), [])


def form(name: str, values: Mapping[int, float], length: int = 70) -> Chart:
    return charted(ChartSubject("score", name, f"0-{INSTRUMENTS[name].top}"), values, length)


def rows(text: str) -> list[str]:
    """Return what is to the right of the axis, the top row first."""
    return [line.partition("│")[2] or line.partition("┤")[2] for line in text.split("\n") if "│" in line or "┤" in line]


# Ratings


def test_a_rating_is_drawn_with_its_direction_on_an_axis_from_0_to_10(kfit: Kfit) -> None:
    kfit("pain 4")
    kfit("pain 7")
    kfit("energy 6")
    kfit("rate focus 5 --better high")
    told = kfit("chart pain").out
    assert told.startswith("Pain (0 none, 10 worst), Mon 16 Nov to Sun 22 Nov\n")
    assert "10┤" in told
    assert " 0┤" in told
    assert told.endswith("Pain: mean 5.5 in the last 7 days (1 with an entry).\n")
    assert kfit("chart energy").out.startswith("Energy (0 none, 10 full)")
    assert kfit("chart focus").out.startswith("Focus (0 worst, 10 best)")
    assert kfit("chart pain --json").json["points"] == [{"day": "2026-11-22", "value": 5.5, "n": 2, "lowest": 4, "highest": 7}]


# Side effects


def test_a_side_effect_stands_as_bars_of_the_highest_of_a_day_and_0_is_an_entry(kfit: Kfit) -> None:
    for line in ("effect fog 1", "effect fog 3", "effect fog 0 --on '20 nov'"):
        assert kfit(line).code == 0
    told = kfit("chart fog")
    assert told.out.startswith("Fog (side effect, 0 none, 3 severe), Mon 16 Nov to Sun 22 Nov\n")
    picture = {line[0]: line[2:] for line in told.out.splitlines() if line[1:2] == "┤"}
    assert set(picture) == set("0123")
    assert picture["3"].strip() == "██████████▌"
    assert picture["0"].split() == ["·", "·", "·", "·", "▄▄▄▄▄▄▄▄▄▄▖", "·", "██████████▌"]
    assert told.out.endswith("Fog: at most 3 (severe) in the last 7 days (2 with an entry).\n")


def test_a_side_effect_of_weeks_ago_is_said_with_its_days() -> None:
    found = charted(SUBJECTS[1], {30: 2, 31: 1, 40: 3})
    assert sentence(found, TODAY) == "Fog: 2 (moderate) on Fri 23 Oct, 1 (mild) on Thu 22 Oct."


# Habits


def test_minutes_and_times_of_a_habit_add_up_over_a_day(kfit: Kfit) -> None:
    for line in ("did meditation 5m", "did meditation 10m", "did push-ups 20x", "did push-ups 1x --on yesterday"):
        kfit(line)
    assert kfit("chart meditation --json").json["points"] == [{"day": "2026-11-22", "value": 15, "n": 2, **NO_RANGE}]
    assert kfit("chart meditation").out.endswith("Meditation: 15 min in the last 7 days (1 with an entry).\n")
    assert kfit("chart push-ups").out.endswith("Push-ups: 21 times in the last 7 days (2 with an entry).\n")


def test_a_habit_without_a_figure_is_done_or_has_no_entry(kfit: Kfit) -> None:
    for line in ("did craft", "did craft", "did craft --on '20 nov'", "did craft --on '14 nov'"):
        kfit(line)
    told = kfit("chart craft --json").json
    assert told["points"][-1] == {"day": "2026-11-22", "value": 1, "n": 2, **NO_RANGE}
    assert told["sentence"] == "Craft: done on 2 of the last 7 days."
    assert kfit("chart craft", COLUMNS="40").out == (
        "Craft (days it was done), Sat 14 Nov to\n"
        "Sun 22 Nov\n"
        "    │\n"
        "done┤███                    ███     ███\n"
        "    │███                    ███     ███\n"
        "    ┤███  ·   ·   ·   ·  ·  ███  ·  ███\n"
        "    └─┬──────────────────────────┬──────\n"
        "   14 Nov                     21 Nov\n"
        "▌ done    · no entry\n"
        "Craft: done on 2 of the last 7 days.\n"
    )


def test_days_on_which_a_habit_was_done_are_counted_by_the_week_on_a_long_chart() -> None:
    found = charted(SUBJECTS[4], dict.fromkeys(range(0, 365, 2), 1), length=365)
    assert "days it was done, of 7 days (in the first: 1)" in draw_chart(found, TODAY, Screen())
    assert sentence(found, TODAY) == "Craft: done on 14 days in the last 4 weeks, on 14 in the first 4 weeks, on 183 of all 365 days."


# Measures


def test_a_weight_fills_an_axis_that_does_not_begin_at_0(kfit: Kfit) -> None:
    for line in ("weight 72.4kg --on '10 nov'", "weight 73.1kg --on '11 nov'", "weight 72.0kg --on '17 nov'", "weight 71.6kg"):
        assert kfit(line).code == 0
    assert kfit("chart weight", COLUMNS="40").out == (
        "Weight (kg), Tue 10 Nov to Sun 22 Nov\n"
        "  │\n"
        "75┤\n"
        "  │\n"
        "74┤\n"
        "  │\n"
        "73┤  ⢀•\n"
        "  │ •⠁\n"
        "72┤                    •\n"
        "  │                                   •\n"
        "71┤\n"
        "  │\n"
        "70┤\n"
        "  └─┬──────────────────┬────────────────\n"
        "  10 Nov            17 Nov\n"
        "• mean of a day    gap: no entry\n"
        "Weight: 71.6 kg on Sun 22 Nov, 72.0 kg\n"
        "on Tue 17 Nov.\n"
    )


def test_two_weeks_of_a_measure_are_compared_by_their_means() -> None:
    found = charted(SUBJECTS[5], {0: 71, 3: 73, 8: 74})
    assert sentence(found, TODAY) == "Weight: mean 72.0 kg in the last 7 days (2 with an entry), mean 74.0 kg in the 7 before (1)."


@pytest.mark.parametrize(
    ("setting", "unit", "value", "said"),
    [
        ("weight_unit lb", "lb", 160.0, "160.0 lb"),
        ("weight_unit st", "st", 11.43, "11 st 6 lb"),
        ("weight_unit kg", "kg", 72.57, "72.6 kg"),
    ],
)
def test_a_weight_is_drawn_in_the_person_s_unit(kfit: Kfit, setting: str, unit: str, value: float, said: str) -> None:
    kfit(f"config set {setting}")
    kfit("weight 160lb")
    told = kfit("chart weight --json").json
    assert (told["unit"], told["points"][0]["value"]) == (unit, value)
    assert told["sentence"] == f"Weight: {said} on Sun 22 Nov."
    assert kfit("chart weight").out.startswith(f"Weight ({unit}), ")


def test_laboratory_values_have_the_decimals_of_their_unit(kfit: Kfit) -> None:
    kfit("glucose 5.4mmol/l")
    kfit("hba1c 5.4%")
    assert kfit("chart glucose --json").json["sentence"] == "Glucose: 97 mg/dl on Sun 22 Nov."
    kfit("config set glucose_unit mmol/l")
    kfit("config set hba1c_unit mmol/mol")
    assert kfit("chart glucose --json").json["sentence"] == "Glucose: 5.4 mmol/l on Sun 22 Nov."
    assert kfit("chart hba1c --json").json["sentence"] == "HbA1c: 36 mmol/mol on Sun 22 Nov."


def test_both_values_of_a_blood_pressure_stand_on_one_axis(kfit: Kfit) -> None:
    for line in ("bp 128/82 --on '20 nov'", "bp 134/86 70", "bp 130/80"):
        assert kfit(line).code == 0
    told = kfit("chart bp").out
    assert told.startswith("Blood pressure (mmHg), Mon 16 Nov to Sun 22 Nov\n")
    assert "• upper    ○ lower, mean of a day" in told
    assert (told.count("•"), told.count("○")) == (3, 3)  # two points each, and the legend
    json = kfit("chart bp --json").json
    assert [point["value"] for point in json["points"]] == [128, 132]
    assert json["lower"] == [
        {"day": "2026-11-20", "value": 82, "n": 1, **NO_RANGE},
        {"day": "2026-11-22", "value": 83, "n": 2, "lowest": 80, "highest": 86},
    ]
    assert json["sentence"] == (
        "Blood pressure, upper: mean 132 mmHg (130 to 134 mmHg) on Sun 22 Nov, 128 mmHg on Fri 20 Nov. "
        "Blood pressure, lower: mean 83 mmHg (80 to 86 mmHg) on Sun 22 Nov, 82 mmHg on Fri 20 Nov."
    )
    plain = kfit("chart bp", PYTHONIOENCODING="ascii", KFIT_PLAIN="1").out.splitlines()
    assert plain[1].startswith("Blood pressure, upper, Mon 16 Nov to Sun 22 Nov: mean 130 mmHg, lowest 128 mmHg")


def test_what_is_counted_adds_up_over_a_day(kfit: Kfit) -> None:
    kfit("measure coffee 2")
    kfit("measure coffee 1.5")
    told = kfit("chart coffee")
    assert told.out.startswith("Coffee (a day's sum), ")
    assert told.out.endswith("Coffee: 3.5 in the last 7 days (1 with an entry).\n")


@given(st.floats(0, 1e9), st.floats(0, 1e9))
def test_the_axis_of_a_measure_holds_its_values_between_a_few_even_ticks(one: float, other: float) -> None:
    found = chart.value_scale(SUBJECTS[5], [one, other], wide=True)
    marked = list(found.ticks)
    slack = 1e-9 * max(one, other)
    assert marked[0] <= min(one, other) + slack
    assert marked[-1] >= max(one, other) - slack
    assert 2 <= len(marked) <= chart.MOST_STEPS + 1
    assert len(set(found.ticks.values())) == len(marked)
    assert chart.HEIGHT + 2 <= found.rows <= chart.HEIGHT + 4
    steps = [later - earlier for earlier, later in pairwise(marked)]
    assert max(steps) - min(steps) <= 1e-6 * max(steps)


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("measure coffee 3cups", ["5", "4", "3", "2", "1", "0"]),
        ("measure coffee 0cups", ["5", "4", "3", "2", "1", "0"]),
        ("measure coffee 12cups", ["12", "8", "4", "0"]),
        ("measure coffee 3", ["5", "4", "3", "2", "1", "0"]),
        ("measure coffee 1.5cups", ["1.7", "1.6", "1.5", "1.4", "1.3"]),
        ("measure steps 8000steps", ["9000", "8500", "8000", "7500", "7000"]),
        ("glucose 95mg/dl", ["105", "100", "95", "90", "85"]),
        ("hba1c 5.4%", ["6.0", "5.5", "5.0", "4.5"]),
        ("weight 72.4kg", ["75", "74", "73", "72", "71", "70"]),
    ],
)
def test_the_axis_of_one_value_spans_what_can_be_read_at_a_glance(kfit: Kfit, line: str, marked: list[str]) -> None:
    assert kfit(line).code == 0
    told = kfit(f"chart {line.removeprefix('measure ').split()[0]}").out
    assert re.findall(r"^ *([0-9.]+)┤", told, re.MULTILINE) == marked


def test_a_day_of_several_readings_shows_its_lowest_and_its_highest(kfit: Kfit) -> None:
    for line in ("bp 150/95 --on '22 nov 08:00'", "bp 120/75 --on '22 nov 14:00'", "bp 126/78 --on '20 nov'"):
        assert kfit(line).code == 0
    told = kfit("chart bp").out
    assert "░ lowest to highest of a day" in told
    band = [line.partition("┤")[0].strip() or "-" for line in told.split("\n")[1:-4] if "░" in line]
    assert len(band) >= 4
    [upper, lower] = [kfit("chart bp --json").json[name] for name in ("points", "lower")]
    assert [(point["lowest"], point["highest"]) for point in (upper[-1], lower[-1])] == [(120, 150), (75, 95)]
    plain = kfit("chart bp", KFIT_PLAIN="1").out.split("\n")
    assert plain[0].startswith("Blood pressure, upper: mean 135 mmHg (120 to 150 mmHg) on Sun 22 Nov, 126 mmHg on Fri 20 Nov.")
    assert "lowest 120 mmHg, highest 150 mmHg" in plain[1]


# Questionnaires


def test_the_picture_of_a_form_with_its_bands(kfit: Kfit) -> None:
    for line in ("phq9 --total 19 --on '24 oct'", "phq9 --total 12 --on '5 nov'", "phq9 --total 15", "infusion iv 40mg --on '5 nov'"):
        assert kfit(line).code == 0
    assert kfit("chart phq9").out == (
        "PHQ-9 (0 none, 27 worst), Sat 24 Oct to Sun 22 Nov\n"
        "                    │                        ▼\n"
        "                  27┤                        ┊\n"
        "                    │                        ┊\n"
        "           severe 20┤┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┊ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈\n"
        "                    │•⠤⢄⣀⡀                   ┊\n"
        "moderately severe 15┤┈ ┈ ⠈⠉⠒⠒⠤⠤⣀⡀┈ ┈ ┈ ┈ ┈ ┈ ┊ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ⢀⣀⣀⣀⠤⠤⠤•┈\n"
        "                    │           ⠈⠉⠑⠒⠤⠤⣀⣀     ┊          ⢀⣀⣀⣀⠤⠤⠤⠤⠒⠒⠒⠊⠉⠉⠉⠁\n"
        "         moderate 10┤┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈⠉⠑⠒⠢⠤•⠤⠤⠤⠒⠒⠒⠊⠉⠉⠉⠁┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈\n"
        "                    │                        ┊\n"
        "             mild  5┤┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┊ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈ ┈\n"
        "                    │                        ┊\n"
        "          minimal  0┤                        ┊\n"
        "                    └────┬─────────────┬────────────┬─────────────┬─────────────\n"
        "                      26 Oct         2 Nov        9 Nov        16 Nov\n"
        "• a form    ┈ a range of the form begins    ▼ infusion, on 1 day\n"
        "PHQ-9: 15 of 27 on Sun 22 Nov, 12 on Thu 5 Nov. The form calls 15 moderately\n"
        "severe.\n"
    )


def test_forms_of_a_year_say_how_far_they_went_between_the_first_and_the_last() -> None:
    told = sentence(form("phq9", {364: 15, 200: 24, 100: 19, 20: 3, 0: 7}, 365), TODAY)
    assert told.startswith("PHQ-9: 7 of 27 on Sun 22 Nov, the first 15 on Sun 23 Nov 2025, lowest 3 and highest 24 of 5 forms. ")
    assert "lowest" not in sentence(form("phq9", {364: 15, 0: 7}, 365), TODAY)


def test_a_narrow_form_says_its_words_below() -> None:
    text = draw_chart(form("phq9", {29: 19, 17: 12, 0: 15}, 30), TODAY, Screen(width=40, unicode=False))
    assert text.isascii()
    assert [line[:2].strip() for line in text.split("\n") if line[2:3] == "+" and line[:2].strip()] == ["27", "20", "15", "10", "5", "0"]
    assert "The form's words: from 0 minimal, from\n5 mild, from 10 moderate, from\n15 moderately severe, from 20 severe." in text


@pytest.mark.parametrize("name", BANDED)
def test_a_total_never_stands_on_a_row_of_another_band(name: str) -> None:
    """The rows between two lines belong to one band, whatever the total."""
    where: dict[str, set[int]] = {}
    for total in range(INSTRUMENTS[name].least, INSTRUMENTS[name].top + 1):
        [row] = [number for number, row in enumerate(rows(draw_chart(form(name, {0: total}), TODAY, Screen()))) if "•" in row]
        where.setdefault(str(band(name, total)), set()).add(row)
    for (word, ours), (other, theirs) in pairwise(where.items()):
        assert min(ours) > max(theirs), (word, other)
    labelled = [line.partition("┤")[0].split() for line in draw_chart(form(name, {0: 0}), TODAY, Screen()).split("\n") if "┤" in line]
    assert [" ".join(words[:-1]) for words in labelled if len(words) > 1] == [word for _, word in reversed(INSTRUMENTS[name].bands)]


def test_a_line_joins_forms_a_month_apart_and_none_further() -> None:
    def braille(text: str) -> bool:
        return any("⠁" <= letter <= "⣿" for letter in text)

    assert braille(draw_chart(form("phq9", {0: 10, 28: 12}), TODAY, Screen()))
    assert not braille(draw_chart(form("phq9", {0: 10, 60: 12}), TODAY, Screen()))


def test_the_better_end_of_a_form_is_said(kfit: Kfit) -> None:
    kfit("who5 --total 52")
    kfit("peg --total 6.3")
    assert kfit("chart who5").out.startswith("WHO-5 (0 worst, 100 best), ")
    assert kfit("chart who5").out.endswith("WHO-5: 52 of 100 on Sun 22 Nov.\n")
    assert kfit("chart peg").out.startswith("PEG (0 none, 10 worst), ")


def test_of_two_forms_on_a_day_the_last_one_counts(kfit: Kfit) -> None:
    kfit("phq9 --total 20 --on '2026-11-22 09:00'")
    kfit("phq9 --total 15 --on '2026-11-22 18:00'")
    kfit("phq9 --total 18 --on '2026-11-22 12:00'")
    assert kfit("chart phq9 --json").json["points"] == [{"day": "2026-11-22", "value": 15.0, "n": 3, **NO_RANGE}]


def test_json_of_a_form_is_whole_with_its_bands(kfit: Kfit) -> None:
    kfit("gad7 --total 12")
    assert kfit("chart gad7 --json").json == {
        "chart": "gad7",
        "unit": "0-21",
        "points": [{"day": "2026-11-22", "value": 12.0, "n": 1, **NO_RANGE}],
        "lower": None,
        "bands": [
            {"upto": 4, "band": "minimal"},
            {"upto": 9, "band": "mild"},
            {"upto": 14, "band": "moderate"},
            {"upto": 21, "band": "severe"},
        ],
        "infusions": [],
        "doses": [],
        "courses": [],
        "marks": [],
        "sentence": "GAD-7: 12 of 21 on Sun 22 Nov. The form calls 12 moderate.",
    }
    kfit("who5 --total 52")
    assert kfit("chart who5 --json").json["bands"] == []


def test_hidden_totals_are_on_no_chart_and_in_the_json(kfit: Kfit, tmp_path: object) -> None:
    from pathlib import Path

    kfit("phq9 --total 19")
    kfit("config set show_scores off")
    hidden = "Totals are hidden here (show_scores is off); they go to your page.\n"
    assert kfit("chart phq9") == (hidden, "", 0)
    assert kfit("chart phq9", KFIT_PLAIN="1") == (hidden, "", 0)
    assert kfit("chart phq9 --save phq9.txt") == (hidden, "", 0)
    assert not Path(str(tmp_path), "phq9.txt").exists()
    assert kfit("chart phq9 --json").json["points"][0]["value"] == 19
    assert kfit("chart gad7").out == "Nothing to draw yet. One line is enough: kfit gad7\n"


# All of them


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("unicode", [True, False])
def test_no_line_is_wider_than_the_screen(subject: ChartSubject, width: int, unicode: bool) -> None:  # noqa: FBT001 - drawn by the test, not a switch
    turn = SUBJECTS.index(subject) + WIDTHS.index(width) + unicode  # each subject, width and alphabet meets some lengths, all meet each
    for length in share([1, 7, 70, 400, 3000], turn, 3):
        text = draw_chart(charted(subject, dict.fromkeys(range(0, length, 3), 1), length), TODAY, Screen(width=width, unicode=unicode))
        assert max(map(len, text.split("\n"))) <= width
        assert unicode or text.isascii()


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)
def test_colour_is_one_hue_and_says_nothing_that_shape_does_not(subject: ChartSubject) -> None:
    coloured = draw_chart(charted(subject, {0: 1, 5: 2}), TODAY, Screen(colour=True))
    assert set(re.findall(r"\x1b\[([0-9;]*)m", coloured)) == {"0", "38;5;5"}
    bare = "\n".join(line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).split("\n"))
    assert bare == draw_chart(charted(subject, {0: 1, 5: 2}), TODAY, Screen())


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)
def test_no_word_judges(subject: ChartSubject) -> None:
    text = draw_chart(charted(subject, {0: 1, 5: 2, 9: 3}), TODAY, Screen()) + draw_chart(
        charted(subject, {0: 3, 9: 1}), TODAY, Screen(plain=True)
    )
    assert not [word for word in ("better", "improve", "worsen", "good", "poor", "bad", "progress", "!") if word in text.lower()]


SMALL = (("0.004mIU", "0.004 mIU", 0.004), ("0.0001g", "0.0001 g", 0.0001), ("0.05mg", "0.05 mg", 0.05), ("0.333x", "0.333 x", 0.333))


@pytest.mark.parametrize(("typed", "said", "value"), SMALL)
def test_a_small_value_stays_itself_on_every_screen_and_in_the_chart(kfit: Kfit, typed: str, said: str, value: float) -> None:
    kfit(f"measure tsh {typed}")
    kfit(f"measure tsh {typed} --on yesterday")
    drawn = kfit("chart tsh --json").json
    assert [point["value"] for point in drawn["points"]] == [value, value]
    assert said in drawn["sentence"]
    assert said in kfit("chart tsh").out
    ticks = [float(found) for found in re.findall(r"([0-9.]+)┤", kfit("chart tsh").out)]
    assert min(ticks) <= value <= max(ticks)
    assert len(set(ticks)) == len(ticks) > 1
    for screen in ("list", "today", "history"):
        assert f"tsh {said}" in kfit(screen).out.replace("Tsh         ", "tsh "), screen


def test_the_mean_and_the_sum_of_small_values_stay_themselves(kfit: Kfit) -> None:
    for line in ("tsh 0.004mIU", "tsh 0.0061mIU", "crumbs 0.001", "crumbs 0.002"):
        kfit(f"measure {line}")
    assert [point["value"] for point in kfit("chart tsh --json").json["points"]] == [0.00505]
    assert [point["value"] for point in kfit("chart crumbs --json").json["points"]] == [0.003]
    today = kfit("today").out
    assert "(mean 0.00505 mIU)" in today
    assert "(0.003 in all)" in today
    assert "That day: crumbs 0.006 in all." in kfit("measure crumbs 0.003").out
    assert "█" in kfit("chart crumbs").out


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.004, "0.004"), (0.0041234, "0.00412"), (0.00000004, "0.00000004"), (0.125, "0.125"), (1.005, "1"), (1.125, "1.13"),
     (72.456, "72.46"), (1234.5, "1234.5"), (1e9, "1000000000"), (3e10, "30000000000")],
)  # fmt: skip
def test_a_figure_has_two_decimals_or_three_digits_and_no_exponent(value: float, text: str) -> None:
    from kfit.humanize import rounded
    from kfit.model.measures import number_text

    assert number_text(rounded(value)) == text

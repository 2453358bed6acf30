"""Marks on charts: a letter over its day for a note's mark and for a change of a medicine."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from kfit.analysis import charts
from kfit.analysis.charts import marks
from kfit.model.charts import ChartSubject, Mark
from kfit.model.entries import Medicine, Mood, Note
from kfit.model.treatments import TreatmentHistory
from kfit.render.chart import draw_charts, layout
from kfit.render.chart_text import FURTHER, LETTERS, letter_rows, lettered
from kfit.render.screen import Screen
from kfit.render.text import LONGEST
from kfit.store.changes import Change
from kfit.store.data_file import Data

if TYPE_CHECKING:
    from conftest import Kfit
    from kfit.model.charts import Chart

TODAY = date(2026, 11, 22)
MOOD = ChartSubject("mood", "mood", "0-10")


def draw_chart(chart: Chart, today: date, screen: Screen) -> str:
    """Draw one chart alone."""
    return draw_charts([chart], today, screen)


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def charted(marked: list[Mark], length: int = 70, back: int = 0) -> Chart:
    """Make a chart of one mood so many days ago."""
    found = charts.points(MOOD, [(ago(back), 6, 1)])
    return charts.chart(MOOD, found, (TODAY - timedelta(days=length - 1), TODAY), TreatmentHistory(), marked)


@pytest.fixture
def marked(kfit: Kfit) -> Kfit:
    """A mood, two marks, a medicine that was started, changed and taken."""
    for line in (
        "mood 5 --on '10 nov'",
        "note --mark 'moved house' --on '12 nov' --note 'nobody needs to know'",
        "note --mark 'it fades' --on '17 nov'",
        "med sertraline 100mg started --on '12 nov'",
        "med sertraline 150mg changed --on '19 nov'",
        "med sertraline 150mg taken --on '20 nov'",
        "med sertraline skipped --on '21 nov'",
    ):
        assert kfit(line).code == 0, line
    return kfit


def test_marks_are_notes_with_a_mark_and_changes_of_medicines() -> None:
    day = "2026-11-20"
    told = [Medicine(day=day, name="a", event=event, dose="5mg") for event in ("started", "changed", "stopped", "taken", "skipped")]
    assert [mark.mark for mark in marks([Note(day=day, mark="it fades"), Note(day=day, note="x"), Mood(day=day, score=4), *told])] == [
        "it fades",
        "a 5 mg started",
        "a changed to 5 mg",
        "a 5 mg stopped",
    ]


def test_every_chart_has_a_letter_over_the_day_and_says_what_it_stands_for(marked: Kfit) -> None:
    for line in (
        "pain 4",
        "sleep 7h",
        "walk 10",
        "effect fog 1",
        "did craft",
        "weight 72kg",
        "bp 128/82",
        "measure tea 2",
        "phq9 --total 9",
    ):
        marked(line)
    for name in ("mood", "pain", "sleep", "exercise", "fog", "craft", "weight", "bp", "tea", "phq9"):
        lines = marked(f"chart {name} --since '10 nov'").out.splitlines()
        assert [line.split() for line in lines[1:3]] == [["b"], ["a", "c", "d"]], name  # two marks of one day stand over each other
        said = " ".join(lines)
        assert "a moved house (Thu 12 Nov)    b sertraline 100 mg started (Thu 12 Nov)" in said, name
        assert "c it fades (Tue 17 Nov)    d sertraline changed to 150 mg (Thu 19 Nov)" in said, name
        assert "nobody" not in said


def test_the_picture_of_a_mood_with_its_marks_at_40_columns(marked: Kfit) -> None:
    marked("mood 6 --on '11 nov'")
    marked("infusion iv 40mg --on '16 nov'")
    assert marked("chart mood --since '9 nov'", COLUMNS="40").out == (
        "Mood (0 worst, 10 best), Mon 9 Nov to\n"
        "Sun 22 Nov\n"
        "           b\n"
        "           a             c    d\n"
        "  │                   ▼\n"
        "10┤                   ┊\n"
        "  │                   ┊\n"
        " 8┤                   ┊\n"
        "  │                   ┊\n"
        " 6┤     ⡠•            ┊\n"
        "  │   •⠊              ┊\n"
        " 4┤                   ┊\n"
        "  │                   ┊\n"
        " 2┤                   ┊\n"
        "  │                   ┊\n"
        " 0┤                   ┊\n"
        "  └─┬─────────────────┬─────────────────\n"
        "  9 Nov            16 Nov\n"
        "• mean of a day    ▼ infusion, on 1 day\n"
        "gap: no entry\n"
        "a moved house (Thu 12 Nov)\n"
        "b sertraline 100 mg started (Thu 12 Nov)\n"
        "c it fades (Tue 17 Nov)\n"
        "d sertraline changed to 150 mg\n"
        "  (Thu 19 Nov)\n"
        "Mood: 6 on Wed 11 Nov, the last entry.\n"
    )


def test_a_chart_without_a_mark_has_no_row_for_them(kfit: Kfit) -> None:
    kfit("mood 5")
    assert kfit("chart").out.splitlines()[1] == "  │"


def test_only_marks_of_the_drawn_days_are_shown(marked: Kfit) -> None:
    marked("mood 4")
    out = marked("chart --days 4").out
    assert "a sertraline changed to 150 mg (Thu 19 Nov)" in out
    assert "moved house" not in out


@pytest.mark.parametrize("screen", [Screen(), Screen(width=40), Screen(unicode=False), Screen(width=100)])
@pytest.mark.parametrize("back", [0, 1, 13, 42, 69])
def test_a_letter_stands_over_its_own_day(screen: Screen, back: int) -> None:
    lines = draw_chart(charted([Mark(ago(back), "x")], back=back), TODAY, screen).split("\n")
    letters = next(line for line in lines if line.strip() == "a")
    dotted = next(line for line in lines if ("•" in line or "o" in line) and line[:2].strip() == "6")
    assert letters.index("a") == dotted.index("•" if screen.unicode else "o")


def test_letters_go_on_behind_the_last_one_and_none_looks_like_a_sign_of_the_picture() -> None:
    told = [letter for letter, _ in lettered([Mark(ago(0), "x")] * 60)]
    assert (told[0], told[1], told[22], told[23]) == ("a", "b", "z", "A")
    assert told[-1] == told[len(LETTERS) * 2] == FURTHER
    assert not set(told) & set("lov")


def test_of_many_marks_the_legend_has_the_newest_that_a_screen_has_room_for_and_says_how_many_it_has_not() -> None:
    several = [Mark(ago(70 - number), f"number {number} of quite a few marks, and more") for number in range(70)]
    for width in (20, 40, 80):
        for unicode in (True, False):
            text = draw_chart(charted(several), TODAY, Screen(width=width, unicode=unicode))
            assert max(map(len, text.split("\n"))) <= width
            assert len(text.split("\n")) <= LONGEST
            named = [int(number) for number in re.findall(r"number (\d+) ", " ".join(text.split()))]
            assert named == list(range(70 - len(named), 70))
            assert f"and {70 - len(named)} earlier marks" in " ".join(text.split())
            assert unicode or text.isascii()


def test_a_mark_in_wide_letters_stays_on_the_screen() -> None:
    from kfit.render.text import width

    for columns in (20, 40, 80):
        text = draw_chart(charted([Mark(ago(3), "日本語" * 13)]), TODAY, Screen(width=columns))
        assert max(map(width, text.split("\n"))) <= columns


def test_a_mark_cannot_speak_to_the_terminal(kfit: Kfit) -> None:
    with Data.to_write() as data, Change(data.existing(), "test") as change:
        change.add(Note(day=ago(1), mark="[red]\x1b]52;c;aGk=\x07\x1b[2J\u202e"))
        change.add(Mood(day=ago(1), score=5))
    for env in ({}, {"COLUMNS": "40"}, {"KFIT_PLAIN": "1"}):
        out = kfit("chart", **env).out
        assert not [part for part in ("\x1b", "\x07", "\u202e") if part in out]
        assert "[red]" in out


def test_plain_text_says_the_marks_in_one_sentence(marked: Kfit) -> None:
    assert marked("chart", KFIT_PLAIN="1").out.splitlines()[-1] == (
        "Marks: moved house, Thu 12 Nov; sertraline 100 mg started, Thu 12 Nov; it fades, Tue 17 Nov; "
        "sertraline changed to 150 mg, Thu 19 Nov."
    )


def test_json_holds_day_and_mark(marked: Kfit) -> None:
    assert marked("chart --json").json["marks"] == [
        {"day": "2026-11-12", "mark": "moved house"},
        {"day": "2026-11-12", "mark": "sertraline 100 mg started"},
        {"day": "2026-11-17", "mark": "it fades"},
        {"day": "2026-11-19", "mark": "sertraline changed to 150 mg"},
    ]


def test_the_order_of_a_day_is_that_of_its_instants(kfit: Kfit) -> None:
    for line in ("mood 5", "note --mark later --on '2026-11-20 20:00'", "med b 5mg started --on '2026-11-20 08:00'"):
        assert kfit(line).code == 0
    assert [mark["mark"] for mark in kfit("chart --json").json["marks"]] == ["b 5 mg started", "later"]


def test_a_saved_chart_has_its_marks(marked: Kfit, tmp_path: object) -> None:
    from pathlib import Path

    marked("chart --save mood.txt")
    assert "a moved house (Thu 12 Nov)" in Path(str(tmp_path), "mood.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("screen", [Screen(), Screen(width=20), Screen(unicode=False), Screen(width=250)])
def test_no_letter_is_lost_where_marks_share_a_day_or_a_column(screen: Screen) -> None:
    several = [Mark(ago(back), f"number {back}") for back in (60, 60, 60, 59, 58, 3, 0, 0)]
    for length in (70, 365, 3000):
        lines = draw_chart(charted(several, length), TODAY, screen).split("\n")
        above = lines[: next(number for number, line in enumerate(lines) if "│" in line or "|" in line)]
        assert sorted("".join("".join(line.split()) for line in above if re.fullmatch(r" +[a-h ]+", line))) == list("abcdefgh"), length


def test_the_first_letters_of_a_day_stand_next_to_the_picture() -> None:
    where = layout(TODAY - timedelta(days=69), TODAY, 77, 2)
    above, below = letter_rows([Mark(ago(3), "x"), Mark(ago(3), "y"), Mark(ago(1), "z")], where, 3)
    assert (below.split(), above.split()) == (["a", "c"], ["b"])
    assert below.index("a") == above.index("b")

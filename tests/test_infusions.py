"""The table of infusions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kfit.analysis.treatments import treatments
from kfit.model.entries import Infusion
from kfit.render.infusions import infusion_table
from kfit.render.screen import Screen

if TYPE_CHECKING:
    from conftest import Kfit

EXPECTED = "Infusions are often given when mood is low, so some rise is to be expected anyway."


@pytest.fixture
def maintained(kfit: Kfit) -> Kfit:
    """Six infusions in August and September, one in October, one in November with mood around it."""
    for day in ("2026-08-17", "2026-08-20", "2026-08-24", "2026-08-27", "2026-08-31"):
        kfit(f"infusion iv 35mg --on {day}")
    for day in ("2026-09-03", "2026-10-08", "2026-11-05"):
        kfit(f"infusion iv 40mg --on {day}")
    for number, mood in {2: 4, 3: 4, 4: 3, 5: 7, 7: 7, 8: 7, 20: 4, 21: 4, 22: 4}.items():
        kfit(f"mood {mood} --on 2026-11-{number:02}")
    for mood in (5, 6):
        kfit(f"mood {mood} --on 2026-11-06")
    return kfit


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_the_table_on_the_eve_of_the_visit(maintained: Kfit) -> None:
    assert maintained("infusions").out == (
        "Infusions                               Mood: middle value (days with an entry)\n"
        "Date             Route  Dose            3 days before  days 1-3    latest 3 days\n"
        "17 Aug - 3 Sep   IV     35 to 40 mg     no entries     no entries\n"
        "  6 in 18 days\n"
        "Thu 8 Oct        IV     40 mg           no entries     no entries\n"
        "  35 days after the one before\n"
        "Thu 5 Nov        IV     40 mg           4 (3)          7 (3)       4 (3)\n"
        "  28 days after the one before\n"
        "\n"
        "Day 17 since Thu 5 Nov. Infusions are often given when mood is low, so some rise\n"
        "is to be expected anyway. One table cannot show why.\n"
        "Each infusion by itself: kfit infusions --all\n"
    )


def test_at_40_columns_a_row_is_a_paragraph(maintained: Kfit) -> None:
    assert maintained("infusions", COLUMNS="40").out == (
        "17 Aug - 3 Sep   IV, 35 to 40 mg\n"
        "  6 infusions in 18 days\n"
        "Thu 8 Oct        IV, 40 mg\n"
        "  35 days after the one before\n"
        "Thu 5 Nov        IV, 40 mg\n"
        "  28 days after the one before\n"
        "  mood, 3 days before   4 (3 days)\n"
        "  mood, days 1-3        7 (3 days)\n"
        "  mood, latest 3 days   4 (3 days)\n"
        "\n"
        "Day 17 since Thu 5 Nov.\n"
        "Mood: the middle value of those days\n"
        "(their median), 0 worst, 10 best.\n"
        "Infusions are often given when mood is\n"
        "low, so some rise is to be expected\n"
        "anyway. One table cannot show why.\n"
        "Each infusion by itself:\n"
        "  kfit infusions --all\n"
    )


def test_plain_is_a_sentence_a_row(maintained: Kfit) -> None:
    assert maintained("infusions", KFIT_PLAIN="1").out.splitlines()[2:] == [
        (
            "Thu 5 Nov: IV; 40 mg; 28 days after the one before; "
            "mood: 4 (3 days) on the 3 days before, 7 (3 days) on days 1 to 3, 4 (3 days) on the latest 3 days."
        ),
        "Day 17 since Thu 5 Nov.",
        "Mood is the middle value of those days (their median), 0 worst, 10 best.",
        f"{EXPECTED} One table cannot show why.",
        "Each infusion by itself: kfit infusions --all",
    ]


def test_json_lists_every_infusion_also_those_inside_an_induction(maintained: Kfit) -> None:
    told = maintained("infusions --json").json
    assert [one["gap_days"] for one in told["infusions"]] == [None, 3, 4, 3, 4, 3, 35, 28]
    assert told["infusions"][-1] == {
        "id": 8,
        "day": "2026-11-05",
        "route": "iv",
        "dose_mg": 40.0,
        "dose": "40mg",
        "gap_days": 28,
        "before": {"median": 4.0, "days": 3},
        "after": {"median": 7.0, "days": 3},
        "fades_on": None,
    }
    assert told["infusions"][0]["before"] == {"median": None, "days": 0}
    assert told["series"] == [{"from": "2026-08-17", "to": "2026-11-05", "infusions": 8, "gaps": [35, 28], "trend": None}]
    assert set(told) == {"infusions", "series", "courses"}


def test_below_two_days_there_are_too_few(kfit: Kfit) -> None:
    kfit("infusion iv --on 2026-11-05")
    kfit("mood 4 --on 2026-11-04")
    assert "too few (1)" in kfit("infusions").out
    assert "too few (1 day) on the 3 days before" in kfit("infusions", KFIT_PLAIN="1").out
    assert kfit("infusions --json").json["infusions"][0]["before"] == {"median": None, "days": 1}


def test_on_the_day_itself_the_days_after_are_not_yet(kfit: Kfit) -> None:
    kfit("infusion iv 40mg")
    kfit("mood 8")
    row = kfit("infusions").out.splitlines()[2]
    assert row.endswith("no entries     not yet     not yet")


def test_two_on_one_day_are_one_row(kfit: Kfit) -> None:
    kfit("infusion iv 40mg --on 2026-11-05")
    kfit("infusion nasal 56mg --on 2026-11-05")
    lines = kfit("infusions").out.splitlines()
    assert lines[2].startswith("Thu 5 Nov        IV,    40 mg, 56 mg")
    assert lines[3].strip() == "nasal"
    assert lines[4] == "  2 on one day"
    assert [one["gap_days"] for one in kfit("infusions --json").json["infusions"]] == [None, 0]


@pytest.mark.parametrize("env", [{}, {"COLUMNS": "40"}, {"KFIT_PLAIN": "1"}, {"COLUMNS": "100"}])
def test_a_rise_is_to_be_expected_in_every_form(maintained: Kfit, env: dict[str, str]) -> None:
    assert EXPECTED in one_line(maintained("infusions", **env).out)


def test_the_days_since_can_be_hidden(maintained: Kfit) -> None:
    assert maintained("config set show_days_since off").code == 0
    for env in ({}, {"COLUMNS": "40"}, {"KFIT_PLAIN": "1"}):
        out = maintained("infusions", **env).out
        assert "Day 17" not in out
        assert EXPECTED in one_line(out)


def test_without_an_infusion_one_sentence(kfit: Kfit) -> None:
    said = kfit("infusions")
    assert (said.out, said.code) == ("No infusion is logged yet. After one, this is enough: kfit infusion iv\n", 0)
    assert kfit("infusions --json").json == {"infusions": [], "series": [], "courses": []}


# the next plan


WED = "2026-11-04T22:15"


@pytest.fixture
def before_the_next(kfit: Kfit) -> Kfit:
    """The evening of day 27: an infusion is planned for the morning."""
    for day in ("2026-08-17", "2026-08-20", "2026-08-24", "2026-08-27", "2026-08-31"):
        kfit(f"infusion iv 35mg --on {day}", now=WED)
    for day in ("2026-09-03", "2026-10-08"):
        kfit(f"infusion iv 40mg --on {day}", now=WED)
    for day, mood in (("2026-11-02", 4), ("2026-11-03", 4), ("2026-11-04", 3)):
        kfit(f"mood {mood} --on {day}", now=WED)
    kfit("next 5 nov 10am", now=WED)
    return kfit


def test_the_next_plan_is_the_last_row(before_the_next: Kfit) -> None:
    assert before_the_next("infusions", now=WED).out.splitlines()[2:9] == [
        "17 Aug - 3 Sep   IV     35 to 40 mg     no entries     no entries",
        "  6 in 18 days",
        "Thu 8 Oct        IV     40 mg           no entries     no entries  4 (3)",
        "  35 days after the one before",
        "Thu 5 Nov, 10:00 planned",
        "",
        "Day 27 since Thu 8 Oct. Infusions are often given when mood is low, so some rise",
    ]


def test_at_40_columns_and_in_plain_text_too(before_the_next: Kfit) -> None:
    assert before_the_next("infusions", now=WED, COLUMNS="40").out.splitlines()[:8] == [
        "17 Aug - 3 Sep   IV, 35 to 40 mg",
        "  6 infusions in 18 days",
        "Thu 8 Oct        IV, 40 mg",
        "  35 days after the one before",
        "  mood, latest 3 days   4 (3 days)",
        "Thu 5 Nov        planned, 10:00",
        "",
        "Day 27 since Thu 8 Oct.",
    ]
    assert "\nThu 5 Nov, 10:00: planned.\n" in before_the_next("infusions", now=WED, KFIT_PLAIN="1").out


def test_once_it_is_done_the_plan_is_gone_from_the_table(before_the_next: Kfit) -> None:
    before_the_next("infusion iv 40mg", now="2026-11-05T15:50")
    assert "planned" not in before_the_next("infusions", now="2026-11-05T16:00").out
    before_the_next("next 12 nov 2027 10am", now="2026-11-05T16:00")
    assert "\nFri 12 Nov 2027, 10:00 planned\n" in before_the_next("infusions", now="2026-11-05T16:00").out


def test_a_plan_is_shown_also_before_the_first_infusion(kfit: Kfit) -> None:
    kfit("next 5 dec")
    assert kfit("infusions").out == ("Sat 5 Dec        planned\nNo infusion is logged yet. After one, this is enough: kfit infusion iv\n")


# the person's own word


def test_it_fades_stands_under_its_row(maintained: Kfit) -> None:
    for line in (
        "note --mark 'it fades' --on 2026-09-20",
        "note --mark '  It FADES ' --on 2026-11-18",
        "note --mark 'it fades' --on 2026-11-20",
    ):
        assert maintained(line).code == 0
    maintained("note --mark 'moved house' --on 2026-11-21")
    lines = maintained("infusions").out.splitlines()
    assert lines[3:5] == ["  6 in 18 days", "  it fades: Sun 20 Sep, day 17"]
    assert lines[8:10] == ["  28 days after the one before", "  it fades: Fri 20 Nov, day 15"]
    narrow = maintained("infusions", COLUMNS="40").out.splitlines()
    assert narrow[6:9] == ["  28 days after the one before", "  it fades: Fri 20 Nov, day 15", "  mood, 3 days before   4 (3 days)"]
    assert "; 28 days after the one before; it fades: Fri 20 Nov, day 15; mood: " in maintained("infusions", KFIT_PLAIN="1").out
    assert [one["fades_on"] for one in maintained("infusions --json").json["infusions"]] == [*[None] * 5, "2026-09-20", None, "2026-11-20"]


def test_where_days_are_not_counted_the_word_stands_alone(maintained: Kfit) -> None:
    maintained("config set show_days_since off")
    maintained("note --mark 'it fades' --on 2026-11-20")
    assert "  it fades: Fri 20 Nov\n" in maintained("infusions").out


# the days between


def spaced(kfit: Kfit, *gaps: int) -> Kfit:
    day = date(2026, 11, 19) - timedelta(days=sum(gaps))
    for apart in (0, *gaps):
        day += timedelta(days=apart)
        kfit(f"infusion iv --on {day}")
    return kfit


@pytest.mark.parametrize(
    ("gaps", "sentence"),
    [
        ((21, 28, 35), "Days between the last infusions: 21, 28, 35; each gap is longer than the one before."),
        ((35, 28, 21), "Days between the last infusions: 35, 28, 21; each gap is shorter than the one before."),
        ((28, 29, 27), "Days between the last infusions: 28, 29, 27; all about the same."),
        ((21, 35, 28), "Days between the last infusions: 21, 35, 28; in no one direction."),
        ((60, 21, 28, 35), "Days between the last infusions: 21, 28, 35; each gap is longer than the one before."),
    ],
)
def test_the_last_gaps_are_told_with_their_direction_and_nothing_else(kfit: Kfit, gaps: tuple[int, ...], sentence: str) -> None:
    spaced(kfit, *gaps)
    for env in ({}, {"COLUMNS": "40"}, {"KFIT_PLAIN": "1"}):
        out = one_line(kfit("infusions", **env).out)
        assert sentence in out
        for word in ("next in", "usual", "should", "due", "better", "worse", "improv"):
            assert word not in out.lower()
    assert f"\n{sentence}\n" in kfit("infusions", KFIT_PLAIN="1").out
    assert max(map(len, kfit("infusions", COLUMNS="40").out.splitlines())) <= 40


def test_two_gaps_tell_no_direction(kfit: Kfit) -> None:
    spaced(kfit, 28, 35)
    assert "Days between" not in kfit("infusions").out


def test_the_gaps_of_an_induction_are_no_part_of_it(kfit: Kfit) -> None:
    spaced(kfit, 3, 4, 3, 4, 3, 21, 28)
    assert "Days between" not in kfit("infusions").out
    kfit("undo")
    assert "Days between" not in kfit("infusions").out


def infusion(**fields: Any) -> Infusion:
    return Infusion(**fields)


def drawn(*told: Infusion, width: int = 80) -> list[str]:
    today = date(2026, 11, 22)
    return infusion_table(treatments(told, {}, today), today, Screen(width=width), show_days_since=True).splitlines()


def induction(*doses: str | None, known: bool) -> tuple[Infusion, ...]:
    days = ("2025-12-20", "2025-12-24", "2025-12-29", "2026-01-02")
    return tuple(
        infusion(id=place, day=day, dose=dose, dose_mg=float(dose.removesuffix("mg")) if dose and known else None)
        for place, (day, dose) in enumerate(zip(days, doses, strict=True), 1)
    )


def test_doses_of_an_induction_are_a_range_only_where_all_are_known_in_mg() -> None:
    assert "35 to 52.5 mg" in drawn(*induction("35mg", "40mg", "52.5mg", "40mg", known=True))[2]
    assert "40 mg " in drawn(*induction("40mg", "40mg", "40mg", "40mg", known=True))[2]
    told = " ".join(drawn(*induction("0.5mg/kg", "0.5mg/kg", None, "50mg", known=False)))
    assert "0.5 mg/kg (2 of no entries no entries no entries 4), 50 mg (1 of 4)" in one_line(told)
    assert " to 5" not in told


def test_an_induction_of_another_year_says_so_below() -> None:
    lines = drawn(*induction("40mg", "40mg", "40mg", "40mg", known=True))
    assert lines[2].startswith("20 Dec - 2 Jan ")
    assert lines[3] == "  4 in 14 days, 2025 to 2026"


@pytest.mark.parametrize("width", [40, 79, 80, 100])
def test_long_routes_and_doses_stay_in_their_columns(width: int) -> None:
    told = infusion(id=1, day="2026-11-05", route="sublingual", dose="as much as the nurse told me, I think")
    other = infusion(id=2, day="2026-11-12", route="iv", dose="日本語日本語日本語日本語日本語")
    lines = drawn(told, other, width=width)
    assert max(map(len, lines)) <= width
    assert all(word in " ".join(lines) for word in ("sublingual", "nurse", "think"))


def test_a_dose_cannot_speak_to_the_terminal(kfit: Kfit) -> None:
    kfit(["infusion", "--dose", "40\x1b[31m[/]\u202e"])
    for env in ({}, {"COLUMNS": "40"}, {"KFIT_PLAIN": "1"}):
        out = kfit("infusions", **env).out
        assert "\x1b" not in out
        assert "\u202e" not in out


def test_help_has_its_example(kfit: Kfit) -> None:
    assert "Example: kfit infusions" in kfit("infusions -h").out


@pytest.fixture
def first_weeks(kfit: Kfit) -> Kfit:
    """Four infusions in 18 days, and a mood on most of these days."""
    for day in (2, 6, 13, 19):
        kfit(f"infusion iv 40mg --on 2026-11-{day:02}")
    for day in (1, 3, 4, 5, 7, 8, 12, 14, 15, 16, 18, 20, 21):
        kfit(f"mood {day % 4 + 3} --on 2026-11-{day:02}")
    return kfit


def test_the_running_induction_is_told_infusion_by_infusion(first_weeks: Kfit) -> None:
    rows = [line for line in first_weeks("infusions").out.splitlines() if " IV " in line]
    assert rows == [
        "Mon 2 Nov        IV     40 mg           too few (1)    4 (3)",
        "Fri 6 Nov        IV     40 mg           4 (3)          4.5 (2)",
        "Fri 13 Nov       IV     40 mg           too few (1)    5 (3)",
        "Thu 19 Nov       IV     40 mg           4 (2)          3.5 (2)     3.5 (2)",
    ]
    assert first_weeks("infusions --all").out == first_weeks("infusions").out  # there is nothing else to open


@pytest.mark.parametrize("env", [{}, {"COLUMNS": "40"}, {"KFIT_PLAIN": "1"}])
def test_an_induction_that_is_over_is_one_row_and_opens(first_weeks: Kfit, env: dict[str, str]) -> None:
    later = first_weeks("infusions", now="2026-12-18T12:00", **env).out
    assert ("2 Nov to 19 Nov" if "KFIT_PLAIN" in env else "2 Nov - 19 Nov") in later
    assert "Fri 13 Nov" not in later
    opened = first_weeks("infusions --all", now="2026-12-18T12:00", **env).out
    assert all(day in opened for day in ("Mon 2 Nov", "Fri 6 Nov", "Fri 13 Nov", "Thu 19 Nov"))
    assert one_line(later).endswith("Each infusion by itself: kfit infusions --all")
    assert "kfit infusions --all" not in opened


@pytest.mark.parametrize("env", [{}, {"COLUMNS": "40"}, {"KFIT_PLAIN": "1"}])
def test_of_many_rows_the_newest_fill_a_screen_and_all_are_one_line_away(kfit: Kfit, env: dict[str, str]) -> None:
    first = date(2024, 1, 3)
    days = [first + timedelta(days=23 * number) for number in range(46)]
    for day in days:
        kfit(f"infusion im 60mg --on {day}")
    usual, every = kfit("infusions", **env).out, kfit("infusions --all", **env).out
    assert len(usual.splitlines()) <= 40
    assert "earlier rows: kfit infusions --all" in one_line(usual)
    assert usual.count("60 mg") < every.count("60 mg") == len(days)
    assert f"{days[-1].day} Nov" in usual


def test_a_route_that_not_all_of_an_induction_have_says_how_many_have_it(kfit: Kfit) -> None:
    kfit("infusion iv --on 2026-11-02")
    for day in (5, 9, 12, 16, 19):
        kfit(f"infusion --on 2026-11-{day:02}")
    assert "IV (1 of 6)" in kfit("infusions", now="2027-01-20T12:00").out
    assert "IV (1 of 6)" in kfit("infusions", now="2027-01-20T12:00", COLUMNS="40").out

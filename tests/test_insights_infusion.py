"""`kfit insights infusion`: the days around infusions, how long mood held, each round as a row; and how much of it is said when."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from effort import tried
from kfit.model.entries import Infusion, Mood
from kfit.model.rounds import AlignedDay
from kfit.render import rounds as words
from kfit.render.round_chart import draw_days
from kfit.render.screen import Screen
from kfit.render.text import LONGEST, width
from kfit.store.changes import Change
from kfit.store.data_file import Data

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from conftest import Kfit

TODAY = date(2026, 11, 22)
CODES = re.compile(r"\x1b\[[0-9;]*m")
TROCHE = {"route": "sublingual", "dosage_form": "troche"}


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def diary(infusions: Iterable[int], moods: Mapping[int, int], doses: Iterable[int] = ()) -> None:
    """Write a diary; all days are days ago."""
    with Data.to_write() as data, Change(data.existing(), "test") as change:
        for days in infusions:
            change.add(Infusion(day=ago(days), route="iv", dose_mg=40.0, dose="40mg"))
        for days in doses:
            change.add(Infusion(day=ago(days), dose="100mg", **TROCHE))  # type: ignore[arg-type]  # the names are those of the fields
        for days, score in moods.items():
            change.add(Mood(day=ago(days), score=score))


def shaped(infusions: Iterable[int], *, length: int, held: int = 14, above: int = 7, under: int = 4) -> dict[int, int]:
    """Return a mood for each of the last days: `above` for so many days after an infusion, else `under`."""
    found = dict.fromkeys(range(length, -1, -1), under)
    for days in infusions:
        found |= dict.fromkeys(range(days, max(-1, days - held), -1), above)
    return found


def one_line(text: str) -> str:
    return " ".join(text.split())


BOOSTERS = (110, 82, 55, 20)


@pytest.fixture
def boosted(kfit: Kfit) -> Kfit:
    """Four infusions: mood is 7 on day 0 and the 13 days after each, else 4."""
    diary(BOOSTERS, shaped(BOOSTERS, length=130))
    return kfit


def test_the_page_at_80_columns(boosted: Kfit) -> None:
    lines = boosted("insights infusion").out.splitlines()
    assert lines[0] == "Mood around infusions, 4 rounds"
    assert "⠤⠒ median of the rounds    ○ of 1 or 2 rounds    ▼ infusion" in lines
    place = lines.index("day mood  half   n    day mood  half   n    day mood  half   n")
    assert lines[place + 1 : place + 13] == [
        " -7    4   4-4   4      6    7   7-7   4     18    4   4-4   4",
        " -6    4   4-4   4      7    7   7-7   4     19    4   4-4   4",
        " -5    4   4-4   4      8    7   7-7   4     20    4   4-4   4",
        " -4    4   4-4   4      9    7   7-7   4     21    4         3",
        " -3    4   4-4   4     10    7   7-7   4     22    4         3",
        " -2    4   4-4   4     11    7   7-7   4     23    4         3",
        " -1    4   4-4   4     12    7   7-7   4     24    4         3",
        "  1    7   7-7   4     13    7   7-7   4     25    4         3",
        "  2    7   7-7   4     14    4   4-4   4     26    4         3",
        "  3    7   7-7   4     15    4   4-4   4     27    4         2",
        "  4    7   7-7   4     16    4   4-4   4     28    4         1",
        "  5    7   7-7   4     17    4   4-4   4",
    ]
    assert lines[place + 13 :] == [
        "Mood, median of 3 days: 4 before (4 rounds), 7 on days 1 to 3 (4 rounds).",
        "Apart, on the day of the infusion itself: 7, middle half 7 to 7 (4 rounds).",
        "",
        "            Mood: middle value (days with an entry)",
        "Round       3 days before  days 1-3     to the next",
        "Tue 4 Aug   4 (3)          7 (3)        28 days",
        "Tue 1 Sep   4 (3)          7 (3)        27 days",
        "Mon 28 Sep  4 (3)          7 (3)        35 days",
        "Mon 2 Nov   4 (3)          7 (3)        20 days so far",
        "",
        "Infusions are often given when mood is low, so some rise is to be expected",
        "anyway. One table cannot show why.",
        "How it was made: kfit insights infusion --explain",
    ]
    picture = lines[1 : lines.index("⠤⠒ median of the rounds    ○ of 1 or 2 rounds    ▼ infusion")]
    assert [line.split("┤")[0].strip() for line in picture if "┤" in line] == ["10", "8", "6", "4", "2", "0"]
    assert len(lines) <= LONGEST


def test_the_page_at_40_columns_has_no_picture(boosted: Kfit) -> None:
    lines = boosted("insights infusion", COLUMNS="40").out.splitlines()
    assert lines[:4] == [
        "Mood around infusions, 4 rounds",
        "day mood  half   n  day mood  half   n",
        " -7    4   4-4   4   12    7   7-7   4",
        " -6    4   4-4   4   13    7   7-7   4",
    ]
    assert "Round       before 1-3 to the next" in lines
    assert "Mon 2 Nov   4      7   20 so far" in lines
    assert max(map(width, lines)) <= 40
    assert len(lines) <= LONGEST


def test_plain_is_a_sentence_a_day_and_a_round(boosted: Kfit) -> None:
    lines = boosted("insights infusion", KFIT_PLAIN="1").out.splitlines()
    assert lines[1] == "Day -7: 4, middle half 4 to 4 (4 rounds)."
    assert "Mon 2 Nov: mood 4 (3 days) on the 3 days before, 7 (3 days) on days 1 to 3; to the next: 20 days so far." in lines
    assert "All days: kfit insights infusion --all" in lines
    every = boosted("insights infusion --all", KFIT_PLAIN="1").out
    assert "Day 28: 4 (1 round).\n" in every
    assert every.isascii()


def test_how_long_it_held_stands_behind_its_option_alone(boosted: Kfit) -> None:
    usual, held = boosted("insights infusion").out, boosted("insights infusion --held").out.splitlines()
    assert "or more" not in usual
    assert "estimate" not in usual
    assert held == [
        "How long mood held after infusions",
        "A round counts if the highest of its days 1 to 3 is 5.5 or more.",
        "It held until the first of 3 logged days in a row under 5.5.",
        "5.5 is midway between the medians before (4) and on days 1 to 3 (7).",
        "It moves with new entries. To keep it: kfit config set held_mood 5.5",
        "",
        "            Mood: middle value (days with an entry)",
        "Round       days 1-3     highest  no 3 days under 5.5",
        "Tue 4 Aug   7 (3)        7        until day 14",
        "Tue 1 Sep   7 (3)        7        until day 14",
        "Mon 28 Sep  7 (3)        7        until day 14",
        "Mon 2 Nov   7 (3)        7        until day 14",
        "",
        "4 rounds count: 4 ended under 5.5, and 4 were still followed on day 14.",
        "The estimate reaches half on day 14. It rests on 4 ends, so it can be far off.",
        "Share of the counted rounds without 3 days under 5.5, and rounds followed on:",
        "day   share  followed",
        "  7   100 %         4",
        " 14     0 %         0",
        "An infusion is often booked when mood slides. So a round that ends with one, and",
        "the estimate, can look too long.",
        "These are past rounds of one person. They do not tell what another one will do.",
        "How it was made: kfit insights infusion --held --explain",
    ]


def test_from_5_ends_on_there_is_an_interval(kfit: Kfit) -> None:
    infusions = (190, 160, 130, 100, 70, 40, 10)
    moods = (
        shaped(infusions[:3], length=200, held=10) | shaped(infusions[3:6], length=115, held=20) | shaped(infusions[6:], length=20, held=11)
    )
    diary(infusions, moods)
    out = kfit("insights infusion --held").out
    assert "By day 20, mood was under 5.5 in half of the rounds, by the estimate.\n" in out
    assert "7 rounds count: 6 ended under 5.5, and 3 were still followed on day 20.\n" in out
    assert "The 95 % interval of that day: from day 10, to day 20.\n" in out
    assert " 14    57 %  17 to 84 %            3\n" in out
    clinical = kfit("insights infusion --held --for-clinician").out
    assert "\nday followed ended  share 95 % interval\n 10        7     3   57 % 17 to 84 %\n 20        3     3    0 %\n" in clinical
    assert "Kaplan-Meier with Greenwood's variance." in clinical


def test_half_that_is_not_reached_is_said_so(kfit: Kfit) -> None:
    infusions = (90, 60, 30)
    diary(infusions, shaped(infusions, length=100, held=40) | dict.fromkeys((93, 92, 91), 4))
    diary((), dict.fromkeys((63, 62, 61), 4))  # two moods a day: their mean is 5.5
    out = one_line(kfit("insights infusion --held").out)
    assert "30 days, then the next one" in out
    assert "3 rounds count: 1 ended under 6.3, and none was followed beyond day 30. Half is not reached." in out
    assert "The estimate rests on 1 end, so it can be far off." in out


def test_a_chosen_threshold_is_kept(boosted: Kfit) -> None:
    (offered,) = re.findall(r"To keep it: kfit (.+)", boosted("insights infusion --held").out)
    assert boosted(offered).code == 0
    diary((), dict.fromkeys((17, 18, 19, 52, 53, 54, 79, 80, 81, 107, 108, 109), 9))  # the midpoint would be another now
    lines = boosted("insights infusion --held").out.splitlines()
    assert lines[2] == "It held until the first of 3 logged days in a row under 5.5."
    assert lines[3:5] == ["The threshold 5.5 is your choice. For kfit's own:", "  kfit config set held_mood default"]
    assert boosted("config set held_mood default").code == 0
    assert boosted("insights infusion --held --json").json["threshold"] == {"mood": 6.0, "chosen": False}


@pytest.mark.parametrize(
    ("said", "kept"), [("5", "5"), ("5.5", "5.5"), ("5,5", "5.5"), ("6.0", "6"), ("10", "10"), ("0", "0"), ("05.5", "5.5")]
)
def test_a_threshold_is_a_mood_in_tenths(kfit: Kfit, said: str, kept: str) -> None:
    assert kfit(["config", "set", "held_mood", said]).code == 0
    assert {row["name"]: row["value"] for row in kfit("config --json").json["settings"]}["held_mood"] == kept


@pytest.mark.parametrize("said", ["11", "10.1", "5.55", "five", ".5", "5.", "1e1", "٥"])
def test_what_is_none_is_refused_with_a_line_that_works(kfit: Kfit, said: str) -> None:
    refused = kfit(["config", "set", "held_mood", said])
    assert (refused.code, refused.err) == (2, "held_mood goes from 0 to 10, with one decimal at most. Try: kfit config set held_mood 5\n")
    assert kfit("config set held_mood 5").code == 0


def test_without_an_infusion_it_says_how_one_is_logged(kfit: Kfit) -> None:
    for line in ("insights infusion", "insights infusion --held", "chart rounds"):
        assert kfit(line).out == "No infusion is logged yet. After one, this is enough: kfit infusion iv\n"


def test_without_a_mood_it_says_what_is_missing(kfit: Kfit) -> None:
    diary((40, 12), {})
    for line in ("insights infusion", "insights infusion --held"):
        out = kfit(line).out
        assert "No mood is logged on the days around it. One number a day is enough: kfit mood 6\n" in out
        assert "Sun 13 Oct" not in out
        assert "Tue 13 Oct  no entries     no entries" in out


def test_too_early_says_how_many_more_days(kfit: Kfit) -> None:
    diary((1,), {1: 5, 0: 6})
    out = one_line(kfit("insights infusion").out)
    assert "Too early to compare: no round has a mood on 2 of the 3 days before it or on 2 of its days 1 to 3." in out
    assert "1 more day with a mood will give the figure for days 1 to 3." in out
    for days, mood in ((4, 4), (3, 4)):
        diary((), {days: mood})
    later = one_line(kfit("insights infusion", now="2026-11-24T21:30").out)
    assert "Too early to compare: no round has a mood on 2 of its days 1 to 3." in later
    assert "1 more day with a mood will give the figure for days 1 to 3." in later
    over = one_line(kfit("insights infusion", now="2026-11-25T21:30").out)
    assert "more day" not in over


def test_two_rounds_are_listed_and_not_estimated(kfit: Kfit) -> None:
    diary((60, 20), shaped((60, 20), length=80))
    out = one_line(kfit("insights infusion --held").out)
    assert "Too early for an estimate: it is made over 3 rounds or more, and 2 can be counted so far." in out
    assert "An infusion is often booked when mood slides. So a round that ends with one can look longer than it was." in out
    assert kfit("insights infusion --json").json["held"] is None


def test_where_days_after_are_not_above_there_is_no_threshold(kfit: Kfit) -> None:
    diary((60, 20), dict.fromkeys(range(80), 5))
    out = kfit("insights infusion --held").out
    assert "Days 1 to 3 are not above the days before, so this times no rise.\n" in out
    assert "held_mood" not in out
    assert "some rise is to be expected" not in kfit("insights infusion").out
    assert kfit("config set held_mood 5").code == 0
    chosen = kfit("insights infusion --held").out
    assert "Days 1 to 3 are not above the days before, so this times no rise.\nThe threshold 5 is your choice." in chosen


def test_an_induction_is_one_round_with_its_first_and_last_day(kfit: Kfit) -> None:
    induction, boosters = (200, 197, 193, 190, 186, 183), (155, 120, 85, 50, 15)
    diary((*induction, *boosters), shaped((*induction, *boosters), length=220))
    lines = kfit("insights infusion --all").out.splitlines()
    assert lines[0] == "Mood around infusions, 6 rounds"
    assert "6 May - 23 May  4 (3)          7 (3)        28 days" in lines
    assert len(kfit("insights infusion --json").json["rounds"]) == 6
    chart = kfit("chart rounds").out
    assert "\n23 May ▄▄▄▄▄▄▄▼▆▆▆▆▆▆▆▆▆▆▆▆▆▄▄▄▄▄▄▄▄▄▄▄▄▄▄   4, 7\n" in chart
    assert one_line(chart).endswith("An induction is one row: the days before its first infusion, and those after its last.")


def test_a_course_stands_apart(kfit: Kfit) -> None:
    doses = [days for days in range(60, 120) if days % 7]
    diary((160, 90, 30), shaped((160, 30), length=180), doses)
    out = one_line(kfit("insights infusion").out)
    assert "Doses of a course are in no round, nor 1 infusion within its days. Week by week: kfit infusions" in out
    told = kfit("insights infusion --json").json
    assert [one["from"] for one in told["rounds"]] == [ago(160), ago(30)]
    assert (len(told["courses"]), told["infusions_within_courses"]) == (1, 1)


def test_a_course_alone_leads_to_its_weeks(kfit: Kfit) -> None:
    diary((), {}, [days for days in range(60) if days % 7])
    for line in ("insights infusion", "insights infusion --held", "chart rounds"):
        assert kfit(line).out == "The doses of a course come too often for rounds.\nMood week by week: kfit infusions\n"


def test_single_doses_are_called_so(kfit: Kfit) -> None:
    diary((), shaped((70, 40, 10), length=90), (70, 40, 10))
    usual, held = kfit("insights infusion").out, one_line(kfit("insights infusion --held").out)
    assert usual.startswith("Mood around doses, 3 rounds\n")
    assert "▼ dose\n" in usual
    assert "A dose is often taken when mood slides." in held


def test_a_row_shows_by_which_day_its_round_counts(kfit: Kfit) -> None:
    """One high day among days 1 to 3 makes a round count, though their median is under the threshold."""
    kfit("config set held_mood 5.5")
    diary((60, 20), dict.fromkeys((63, 62, 61, 23, 22, 21), 4) | {59: 5, 58: 7, 57: 5, 19: 5, 18: 5, 17: 5})
    diary((), {19: 6, 18: 6})  # two moods of a day: their mean is 5.5
    lines = kfit("insights infusion --held").out.splitlines()
    assert "A round counts if the highest of its days 1 to 3 is 5.5 or more." in lines
    assert "Wed 23 Sep  5 (3)        7        3 days, then no entries" in lines
    assert (
        "Mon 2 Nov   5.5 (3)      5.5      3 days so far" in lines or "Mon 2 Nov   5.5 (3)      5.5      3 days, then no entries" in lines
    )
    assert "Wed 23 Sep: mood 5 (3 days) on days 1 to 3, 7 on the highest of them; " in kfit("insights infusion --held", KFIT_PLAIN="1").out
    assert [one["highest"] for one in kfit("insights infusion --json").json["rounds"]] == [7.0, 5.5]


def test_a_highest_day_just_under_the_threshold_is_written_so_that_it_can_be_recounted(kfit: Kfit) -> None:
    kfit("config set held_mood 5.5")
    diary((20,), {19: 5})
    diary((), {19: 6})
    for score in (5, 6, 5, 6, 5, 6, 5, 6, 5):
        diary((), {19: score})
    assert "Mon 2 Nov  too few (1)  5.45     not on days 1 to 3" in kfit("insights infusion --held").out


def test_days_of_few_rounds_are_points_and_no_line_goes_over_a_day_without_one() -> None:
    shown = [AlignedDay(day, 1 if day > 20 else 4, 5.0) for day in range(-7, 29) if day not in (4, 5, 9)]
    row = next(line for line in draw_days(shown, "infusion", Screen(width=80)) if line.count("○") == 8)
    begin = row.index("┊")  # day 0; a day has two columns
    assert [row[begin + 2 * day : begin + 2 * day + 2].strip() for day in (4, 5, 9)] == ["", "", ""]
    assert row[begin + 2 * 21 :].split() == ["○"] * 8
    assert "○" not in row[: begin + 2 * 21]
    alone = draw_days([AlignedDay(day, 1, 5.0) for day in (1, 2, 3)], "infusion", Screen(width=80))
    assert alone[-1] == "○ of 1 round    ▼ infusion"
    ascii_row = [line for line in draw_days(shown, "infusion", Screen(width=80, unicode=False)) if "o" in line]
    assert ascii_row[0].count("o") == 24  # the line of a screen without line signs
    assert ascii_row[0].count("x") == 8


def test_a_gap_ends_a_round_and_says_so(kfit: Kfit) -> None:
    moods = {days: mood for days, mood in shaped((80, 40), length=90, held=12).items() if not 20 < days < 36}
    diary((80, 40), moods)
    assert "Tue 13 Oct  7 (3)        7        4 days, then no entries\n" in kfit("insights infusion --held").out


def test_a_half_that_rests_on_one_round_is_not_said_of_all(kfit: Kfit) -> None:
    """Two of three rounds are followed for some days alone: the third ends the whole curve, and is no half of them."""
    moods = shaped((120, 80, 40), length=130)
    diary((120, 80, 40), {days: mood for days, mood in moods.items() if not (55 < days < 75 or 20 < days < 36)})
    out = kfit("insights infusion --held").out
    assert (
        "3 rounds count: 1 ended under 5.5, and 1 was still followed on day 14.\n"
        "The estimate reaches half on day 14. It rests on 1 end, so it can be far off.\n"
    ) in out
    assert "in half of the rounds" not in out
    assert "Share of rounds" not in out


def test_days_since_an_infusion_are_not_counted_for_who_turned_that_off(boosted: Kfit) -> None:
    boosted("config set show_days_since off")
    assert "so far" not in boosted("insights infusion").out
    diary((3,), {2: 7, 1: 7, 0: 7})
    for env in ({}, {"COLUMNS": "40"}, {"KFIT_PLAIN": "1"}):
        out = boosted("insights infusion --held", **env).out
        assert "so far" not in out
        assert "still open" in out


def test_published_figures_come_on_request_alone_and_with_their_source(boosted: Kfit) -> None:
    for line in ("insights infusion", "insights infusion --held", "insights infusion --held --explain --for-clinician"):
        assert "2013" not in boosted(line).out
    assert boosted("insights infusion --json").json["published"] == []
    asked = one_line(boosted("insights infusion --held --context").out)
    assert "They are no yardstick for one person:" in asked
    for text, source in words.STUDIES:
        assert f"{text} Source: {source}" in asked


@pytest.mark.parametrize(("line", "told"), [("infusion", words.EXPLAINED), ("infusion --held", words.HELD_EXPLAINED)])
def test_four_lines_explain_the_figures(boosted: Kfit, line: str, told: tuple[str, ...]) -> None:
    assert len(told) == 4
    for env in ({}, {"KFIT_PLAIN": "1"}):
        assert boosted(f"insights {line} --explain", **env).out.splitlines() == list(told)
    usual, methods = boosted(f"insights {line}").out, boosted(f"insights {line} --for-clinician").out
    assert "How it was made: " in usual
    assert "--explain" not in methods


def test_the_whole_document_as_json(kfit: Kfit) -> None:
    diary((20,), {23: 4, 22: 4, 21: 5, 20: 6, 19: 7, 18: 7, 15: 4, 14: 4, 13: 4})
    told = kfit("insights infusion --json").json
    assert told == {
        "rounds": [
            {
                "from": "2026-11-02",
                "to": "2026-11-02",
                "infusions": 1,
                "induction": False,
                "before": {"median": 4.0, "days": 3},
                "after": {"median": 7.0, "days": 2},
                "highest": 7.0,
                "next": None,
                "days": [
                    {"day": day, "mood": mood}
                    for day, mood in ((-3, 4.0), (-2, 4.0), (-1, 5.0), (0, 6.0), (1, 7.0), (2, 7.0), (5, 4.0), (6, 4.0), (7, 4.0))
                ],
                "held": {"days": 5, "ended": "under"},
            }
        ],
        "days": [
            {"day": day, "rounds": 1, "median": mood, "lower": None, "upper": None}
            for day, mood in ((-3, 4.0), (-2, 4.0), (-1, 5.0), (0, 6.0), (1, 7.0), (2, 7.0), (5, 4.0), (6, 4.0), (7, 4.0))
        ],
        "before": {"median": 4.0, "rounds": 1},
        "after": {"median": 7.0, "rounds": 1},
        "threshold": {"mood": 5.5, "chosen": False},
        "held": None,
        "courses": [],
        "infusions_within_courses": 0,
        "explain": [],
        "methods": [],
        "published": [],
    }
    every = kfit("insights infusion --json --explain --for-clinician --context").json
    assert every["explain"] == [*words.EXPLAINED, *words.HELD_EXPLAINED]
    assert every["methods"] == [*words.METHODS, *words.HELD_METHODS]
    assert every["published"] == [{"figure": text, "source": source} for text, source in words.STUDIES]


def test_the_curve_as_json(boosted: Kfit) -> None:
    assert boosted("insights infusion --json").json["held"] == {
        "subjects": 4,
        "events": 4,
        "steps": [{"day": 14, "at_risk": 4, "events": 4, "share": 0.0, "lower": None, "upper": None}],
        "median": 14,
        "median_lower": None,
        "median_upper": None,
    }


def test_the_figures_before_and_after_are_those_of_the_table_of_infusions(boosted: Kfit) -> None:
    listed = boosted("infusions --json").json["infusions"]
    told = boosted("insights infusion --json").json["rounds"]
    assert [(one["day"], one["before"], one["after"]) for one in listed] == [(one["from"], one["before"], one["after"]) for one in told]


def test_bare_insights_names_that_page_and_another_spelling_is_known(boosted: Kfit) -> None:
    assert boosted("insights infusion").out == boosted("insights infusions").out
    assert boosted("rounds").out == boosted("insights infusion").out
    assert boosted("insight").out == boosted("insights").out
    assert "Did you mean: kfit insights infusion\n" in boosted("insights infuson").err


def test_the_tab_key_knows_the_chart_of_rounds() -> None:
    from kfit.cli import charts

    assert charts._drawn_completed("ro")[-1] == "rounds"
    assert "rounds" not in charts._words_completed("ro")


FORECASTING = re.compile(
    r"\b(?:will last|expected to|next infusion is (?!informative)|due|soon|plan|should|recommend\w*|wears? off|relapse\w*|improve\w*|works?)\b",
    re.IGNORECASE,
)


def test_no_line_forecasts_advises_or_rewards(boosted: Kfit) -> None:
    for option in ("", " --explain", " --held", " --held --explain --for-clinician --context --all"):
        for env in ({}, {"KFIT_PLAIN": "1"}):
            assert not FORECASTING.search(boosted(f"insights infusion{option}", **env).out)
    assert not FORECASTING.search(boosted("chart rounds").out)


def test_the_chart_of_rounds_has_a_row_for_each(boosted: Kfit) -> None:
    assert boosted("chart rounds").out == (
        "Mood from day to day, a round a row; right: before, days 1 to 3\n"
        "       -7     0      7      14     21    28\n"
        "4 Aug  ▄▄▄▄▄▄▄▼▆▆▆▆▆▆▆▆▆▆▆▆▆▄▄▄▄▄▄▄▄▄▄▄▄▄▄   4, 7\n"
        "1 Sep  ▄▄▄▄▄▄▄▼▆▆▆▆▆▆▆▆▆▆▆▆▆▄▄▄▄▄▄▄▄▄▄▄▄▄    4, 7\n"
        "28 Sep ▄▄▄▄▄▄▄▼▆▆▆▆▆▆▆▆▆▆▆▆▆▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄  4, 7\n"
        "2 Nov  ▄▄▄▄▄▄▄▼▆▆▆▆▆▆▆▆▆▆▆▆▆▄▄▄▄▄▄▄          4, 7\n"
        "Mood, median of 3 days: 4 before (4 rounds), 7 on days 1 to 3 (4 rounds).\n"
        "▁ is 0 (worst), █ is 10 (best), · no entry, ▼ infusion\n"
    )


def test_at_40_columns_it_has_the_days_after_alone(boosted: Kfit) -> None:
    lines = boosted("chart rounds", COLUMNS="40").out.splitlines()
    assert lines[:3] == [
        "Mood from day to day, a round a row",
        "       1     7      14     21    28",
        "4 Aug  ▆▆▆▆▆▆▆▆▆▆▆▆▆▄▄▄▄▄▄▄▄▄▄▄▄▄▄",
    ]


def test_a_day_without_an_entry_is_a_dot_and_one_after_the_round_is_blank(kfit: Kfit) -> None:
    diary((30, 26, 3), {32: 0, 29: 10, 27: 5, 24: 1, 2: 9})
    rows = kfit("chart rounds").out.splitlines()[2:5]
    assert rows == [
        "23 Oct ·····▁·▼█·▅                           -, 7.5",
        "27 Oct     █·▅▼·▂····················        7.5, -",
        "19 Nov ·······▼▇··                           -, -",
    ]


def test_in_ascii_a_day_is_a_digit(boosted: Kfit, monkeypatch: pytest.MonkeyPatch) -> None:
    from kfit.cli import charts
    from kfit.render.screen import Screen

    monkeypatch.setattr(charts, "screen", lambda *_: Screen(unicode=False))
    lines = boosted("chart rounds").out.splitlines()
    assert lines[2] == "4 Aug  4444444v777777777777744444444444444   4, 7"
    assert lines[-1] == "0 is worst, X is 10 (best), . no entry, v infusion"


def test_the_plain_chart_is_a_sentence_a_round(boosted: Kfit) -> None:
    lines = boosted("chart rounds", KFIT_PLAIN="1").out.splitlines()
    assert lines[1] == (
        "Tue 4 Aug: 4 (3 days) on the 3 days before; 7 on day 1, 7 on day 7, 4 on day 14, 4 on day 21; the next after 28 days."
    )
    assert lines[4] == "Mon 2 Nov: 4 (3 days) on the 3 days before; 7 on day 1, 7 on day 7, 4 on day 14."


def test_the_chart_as_json_and_in_a_file(boosted: Kfit) -> None:
    told = boosted("chart rounds --json").json
    assert set(told) == {"chart", "rounds", "sentence"}
    assert (told["chart"], told["rounds"]) == ("rounds", boosted("insights infusion --json").json["rounds"])
    assert told["sentence"] == "Mood, median of 3 days: 4 before (4 rounds), 7 on days 1 to 3 (4 rounds)."
    assert boosted("chart rounds --save rounds.txt").out.startswith("The chart is in ")
    with open("rounds.txt", encoding="utf-8") as file:  # noqa: PTH123 - a short look
        assert file.read() == boosted("chart rounds").out


@pytest.mark.parametrize("line", ["chart rounds --days 30", "chart rounds --since monday", "chart rounds last week", "chart rounds --day"])
def test_the_chart_of_rounds_takes_no_days(boosted: Kfit, line: str) -> None:
    said = boosted(line)
    assert (said.code, said.err) == (2, "The chart of rounds has them all, and stands alone. Try: kfit chart rounds\n")


def test_a_persons_own_rounds_come_first(boosted: Kfit) -> None:
    boosted("measure rounds 3")
    assert boosted("chart rounds").out.startswith("Rounds (a day's sum)")


def test_the_page_for_the_visit_has_the_same_estimate_on_its_second_sheet(boosted: Kfit) -> None:
    held, page = boosted("insights infusion --held").out.splitlines(), boosted("report").out
    first, last = (
        held.index("4 rounds count: 4 ended under 5.5, and 4 were still followed on day 14."),
        held.index("The estimate reaches half on day 14. It rests on 4 ends, so it can be far off."),
    )
    assert "\n".join(held[first : last + 1]) in page
    assert "An infusion is often booked when mood slides." in page
    assert "Rounds of this time, at 5.5 or more\nRound       How long\nMon 28 Sep  until day 14\nMon 2 Nov   until day 14\n" in page
    told = boosted("report --json").json["held"]
    assert told == {"rounds": 4, "threshold": {"mood": 5.5, "chosen": False}, **boosted("insights infusion --json").json["held"]}
    early = boosted("report --until 2026-10-20").out  # the days up to then alone
    assert "All rounds up to Tue 20 Oct, at a mood of 5.5 or more." in one_line(early)
    assert "3 rounds count" in early


def test_where_there_is_no_estimate_the_page_says_nothing_of_it(kfit: Kfit) -> None:
    diary((20,), shaped((20,), length=60))
    assert "How long mood held" not in kfit("report").out
    assert kfit("report --json").json["held"] is None


MANY = {
    "none": ((), ()),
    "one today": ((0,), ()),
    "one": ((17,), ()),
    "three": ((90, 50, 20), ()),
    "a dozen": (tuple(range(20, 340, 27)), ()),
    "an induction and boosters over two years": ((700, 697, 693, 690, 686, 683, *range(30, 660, 35)), ()),
    "ten years": (tuple(range(3, 3650, 28)), ()),
    "as needed": ((), tuple(range(1, 400, 3))),
    "a course": ((300, 100), tuple(days for days in range(40, 200) if days % 7)),
}


@pytest.mark.parametrize("name", MANY)
def test_every_page_fits_its_terminal(kfit: Kfit, name: str) -> None:
    infusions, doses = MANY[name]
    days = [*infusions, *doses]
    diary(infusions, {day: mood for day, mood in shaped(days, length=max(days, default=0) + 20).items() if day % 5}, doses)
    for line in ("insights infusion", "insights infusion --held", "chart rounds"):
        for columns in tried([20, 40, 80], [*range(20, 130)]):
            for plain in ("", "1") if columns in (40, 80) else ("",):
                said = kfit(line, COLUMNS=str(columns), KFIT_PLAIN=plain, FORCE_COLOR="" if plain else "1")
                lines = [CODES.sub("", told) for told in said.out.splitlines()]
                assert said.code == 0
                assert max(map(width, lines)) <= columns, (line, columns, plain)
                assert len(lines) <= LONGEST, (line, columns, plain, len(lines))
    assert kfit("insights infusion --held --all --explain --for-clinician --context").code == 0

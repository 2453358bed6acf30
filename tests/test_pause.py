"""Pauses: which days ask for nothing, how a pause is typed and removed, and that its days are neutral everywhere."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kfit.analysis.weeks import last_paused_day, neutral, paused_on
from kfit.model.planning import Pause

if TYPE_CHECKING:
    from conftest import Kfit

SUNDAY = "2026-11-22T21:30"


def pauses(kfit: Kfit, now: str = SUNDAY) -> list[tuple[str, str | None, str | None]]:
    return [(one["from"], one["until"], one["why"]) for one in kfit("pause --list --json", now=now).json["pauses"]]


# the days


def test_the_days_of_pauses_and_the_others_are_neutral() -> None:
    told = [Pause(day="2026-11-02", until="2026-11-03"), Pause(day="2026-11-20")]
    found = neutral(told, {"2026-11-10": ""}, date(2026, 11, 3), date(2026, 11, 21))
    assert set(found) == {"2026-11-03", "2026-11-10", "2026-11-20", "2026-11-21"}
    assert paused_on(told, date(2026, 11, 4)) is None
    assert paused_on(told, date(2027, 1, 1)) is told[1]
    assert last_paused_day(told, date(2026, 11, 19)) == date(2026, 11, 3)
    assert last_paused_day(told, date(2026, 11, 22)) == date(2026, 11, 22)
    assert last_paused_day([], date(2026, 11, 22)) is None


# how it is said


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("pause", ("2026-11-22", None, None)),
        ("pause illness", ("2026-11-22", None, "illness")),
        ("pause sick 3 days", ("2026-11-22", "2026-11-24", "illness")),
        ("pause for a week", ("2026-11-22", "2026-11-28", None)),
        ("pause travel for 2 weeks --from tomorrow", ("2026-11-23", "2026-12-06", "travel")),
        ("pause rest --until friday", ("2026-11-22", "2026-11-27", "rest")),
        ("pause --from last monday --until yesterday", ("2026-11-16", "2026-11-21", None)),
        ("pause illness --from thursday --until=today", ("2026-11-19", "2026-11-22", "illness")),
        ("pause travel --from 24 nov --until 2 dec", ("2026-11-24", "2026-12-02", "travel")),
        ("pause travel --from 20 dec --until 3 jan", ("2026-12-20", "2027-01-03", "travel")),
        ("pause --from 2025-01-01 --until 2025-01-02", ("2025-01-01", "2025-01-02", None)),
        ("pause I am ill", ("2026-11-22", None, "illness")),
        ("pause illness until friday", ("2026-11-22", "2026-11-27", "illness")),
        ("pause since thursday", ("2026-11-19", None, None)),
        ("pause travel from tomorrow until wednesday", ("2026-11-23", "2026-11-25", "travel")),
        ("pause tomorrow", ("2026-11-23", None, None)),
        ("pause --from last monday --until yesterday illness", ("2026-11-16", "2026-11-21", "illness")),
    ],
)
def test_what_is_said_of_a_pause_is_read(kfit: Kfit, line: str, kept: tuple[str, str | None, str | None]) -> None:
    said = kfit(line)
    assert (said.err, said.code) == ("", 0)
    assert said.out.startswith("Kept: a pause")
    assert pauses(kfit) == [kept]


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("pause bananas", "I couldn't read 'bananas'. Try: kfit pause illness 3 days   or: kfit pause travel --until sunday"),
        ("pause 3", "I couldn't read '3'."),
        ("pause stop", "To go on after a pause: kfit resume"),
        ("pause illness 400 days", "A pause has up to 366 days. Try: kfit pause illness 3 days"),
        ("pause illness --until yesterday", "Sat 21 Nov is before Sun 22 Nov. Try: kfit pause illness --until sunday"),
        (
            "pause --from thursday",
            "That can be Thu 19 Nov or Thu 26 Nov. Try: kfit pause --from 2026-11-19   or: kfit pause --from 2026-11-26",
        ),
        (
            "pause from thursday",
            "That can be Thu 19 Nov or Thu 26 Nov. Try: kfit pause --from 2026-11-19   or: kfit pause --from 2026-11-26",
        ),
        ("pause --from friday --until saturday", "That can be Fri 20 Nov to Sat 21 Nov or Fri 27 Nov to Sat 28 Nov."),
        ("pause --until someday", "I couldn't read 'someday'."),
        ("pause --from tomorrow --until yesterday", "Sat 21 Nov is before Mon 23 Nov."),
        ("pause --for ever", "kfit pause has no option --for."),
        ("pause --list illness", "Use --list alone."),
        ("pause --drop yesterday", "Sat 21 Nov is not paused. Your pauses: kfit pause --list"),
        ("pause illness --drop today", "Use --drop alone."),
    ],
)
def test_what_cannot_be_read_is_refused(kfit: Kfit, line: str, refusal: str) -> None:
    said = kfit(line)
    assert (said.err.startswith(refusal), said.out, said.code) == (True, "", 2), said.err
    assert pauses(kfit) == []


def test_the_reason_can_be_told_later_and_a_later_end_added(kfit: Kfit) -> None:
    kfit("pause travel --until tomorrow")
    assert kfit("pause flu").out == "Changed: the pause (illness) is now Sun 22 Nov to Mon 23 Nov. (kfit undo)\n"
    assert (
        kfit("pause illness --from tomorrow --until friday").out
        == "Changed: the pause (illness) is now Sun 22 Nov to Fri 27 Nov. (kfit undo)\n"
    )
    assert kfit("pause").out.startswith("Paused already: Sun 22 Nov to Fri 27 Nov.")


def test_it_says_what_it_is_and_how_to_go_on(kfit: Kfit) -> None:
    assert kfit("pause travel").out == ("Kept: a pause (travel), from Sun 22 Nov on. Its days ask for nothing. To go on: kfit resume\n")
    assert kfit("pause").out == "Paused already: from Sun 22 Nov on. To go on: kfit resume\n"
    assert kfit("pause --until wednesday").out == "Changed: the pause (travel) is now Sun 22 Nov to Wed 25 Nov. (kfit undo)\n"
    assert kfit("pause --list").out == "Pauses\nSun 22 Nov to Wed 25 Nov (travel)\n"
    assert kfit("undo").out.startswith("Took back a change: pause, from Sun 22 Nov on, as before.")
    assert kfit("undo").out == "Took back: pause, from Sun 22 Nov on. (kfit redo)\n"
    assert kfit("pause --list").out == "Nothing is paused. To pause for some days: kfit pause 3 days\n"


def test_resume_ends_it_and_leaves_the_paused_days(kfit: Kfit) -> None:
    assert kfit("resume").out == "Nothing is paused, so nothing was changed.\n"
    kfit("pause travel 3 days --from 'in 20 days'", now="2026-11-16T09:00")
    kfit("pause illness", now="2026-11-16T09:00")
    within = kfit("pause rest 3 days --from 'in 4 days'", now="2026-11-16T09:01").out
    assert within == "Paused already: from Mon 16 Nov on. To go on: kfit resume\n"
    assert kfit("resume").out == "Changed: no pause from Sun 22 Nov on. (kfit undo)\n"
    assert pauses(kfit) == [("2026-11-16", "2026-11-21", "illness"), ("2026-12-06", "2026-12-08", "travel")]
    kfit("undo")
    assert kfit("resume --on thursday").out == "Changed: no pause from Thu 19 Nov on. (kfit undo)\n"
    assert pauses(kfit)[0] == ("2026-11-16", "2026-11-18", "illness")
    kfit("pause")
    kfit("resume")
    assert len(pauses(kfit)) == 2  # one that began today leaves nothing
    assert kfit("resume tomorrow").code == 2
    assert (
        kfit("resume").out
        == "Nothing is paused today. A pause is to come, from Sun 6 Dec on. To take it away: kfit pause --drop 2026-12-06\n"
    )


def test_one_can_be_taken_away_as_if_it_had_never_been(kfit: Kfit) -> None:
    kfit("pause --from last monday --until last wednesday")
    assert kfit("pause --drop tuesday").out == "Took back: the pause, Mon 16 Nov to Wed 18 Nov. (kfit undo)\n"
    assert pauses(kfit) == []
    kfit("undo")
    kfit("pause 3 days --from 'in 5 days'")
    assert kfit("pause --drop 'in 6 days'").code == 0
    assert len(pauses(kfit)) == 1


# neutral everywhere


def test_the_reminder_keeps_quiet_and_does_not_count_paused_days_as_unanswered(kfit: Kfit) -> None:
    kfit("mood 5", now="2026-11-02T20:00")
    kfit("remind 20:30", now="2026-11-02T20:01")
    kfit("pause illness --until 2026-11-12", now="2026-11-03T09:00")
    for day in ("03", "08", "12"):
        assert kfit("remind --now", now=f"2026-11-{day}T20:30").out == ""
    assert kfit("remind --now", now="2026-11-13T20:30").out != ""
    assert "no more" not in kfit("remind --now", now="2026-11-14T20:30").out


def test_the_checkin_asks_for_no_movement_and_no_habit(kfit: Kfit) -> None:
    kfit("did meditation 10m --on yesterday")
    asked = kfit("checkin --list").out
    assert "ovement" in asked
    kfit("pause illness")
    paused = kfit("checkin --list").out
    assert "ovement" not in paused
    assert "meditation" not in paused
    assert "ood" in paused


def test_the_front_page_says_that_it_is_paused_and_never_why(kfit: Kfit) -> None:
    kfit("mood 5")
    kfit("pause illness")
    for env in ({}, {"COLUMNS": "40"}, {"KFIT_PLAIN": "1"}):
        page = kfit("", **env).out
        assert "aused" in page
        assert "illness" not in page
        assert "kfit resume" in page


def test_a_paused_week_is_told_to_scripts(kfit: Kfit) -> None:
    assert kfit("pause travel --until friday --json").json == {
        "pause": {"id": 1, "from": "2026-11-22", "until": "2026-11-27", "why": "travel"},
        "message": "Kept: a pause (travel), Sun 22 Nov to Fri 27 Nov. Its days ask for nothing.",
    }
    assert kfit("resume --json").json == {
        "resumed": "2026-11-22",
        "message": "Changed: no pause from Sun 22 Nov on. (kfit undo)",
    }
    assert kfit("resume --json").json["resumed"] is None


def test_the_page_of_a_day_that_was_paused_says_so_and_asks_for_nothing(kfit: Kfit) -> None:
    kfit("goal exercise 30min/week", now="2026-11-02T09:00")
    kfit("walk 10", now="2026-11-02T09:00")
    kfit("pause illness 3 days", now="2026-11-03T09:00")
    for env in ({}, {"KFIT_PLAIN": "1"}, {"COLUMNS": "40"}):
        page = " ".join(kfit("today 4 nov", **env).out.split())
        assert ["Paused" in page, "Thu 5 Nov" in page, "kfit resume" in page, "Goal" in page] == [True, True, False, False]
    assert "Paused" not in kfit("today 2 nov").out

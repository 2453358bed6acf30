"""Plans: infusions to come, what became of them, and how they are removed. A plan is not an entry."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit, Said

MON = "2026-11-02T20:24"
SETTLE = "To settle it for good: kfit config set date_order mdy   (or dmy)\n"
LAW = "A plan counts once you log it: kfit infusion iv\n"


def plans(kfit: Kfit, now: str = MON) -> list[tuple[str, str | None, str | None]]:
    told = kfit("next --all --json", now=now).json["plans"]
    return [(one["day"], one["at"], one["done_on"]) for one in told]


def days_of(kfit: Kfit) -> list[str]:
    return [day for day, _, _ in plans(kfit)]


# a plan made, moved and dropped, as people type it


def test_a_date_with_two_readings_is_asked_and_nothing_is_saved(kfit: Kfit, db_path: Path) -> None:
    assert kfit("next 11/5", now=MON) == ("", f'11/5 can be 5 Nov or 11 May. Type it in words: kfit next "5 nov"\n{SETTLE}', 2)
    assert not db_path.exists()


def test_a_plan_says_its_day_and_time_and_that_it_counts_later(kfit: Kfit) -> None:
    said = kfit(["next", "5 nov 10am"], now=MON)
    assert said == ("Planned: infusion on Thu 5 Nov at 10:00. It counts once you log it. (kfit undo)\n", "", 0)


# how it is typed


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("next 5 nov 10am", "infusion on Thu 5 Nov at 10:00"),
        ("next '5 nov'", "infusion on Thu 5 Nov"),
        ("next thu", "infusion on Thu 5 Nov"),
        ("next tomorrow 10:30", "infusion on Tue 3 Nov at 10:30"),
        ("next in 2 weeks", "infusion on Mon 16 Nov"),
        ("next today 11pm", "infusion on Mon 2 Nov at 23:00"),
        ("next 1 nov", "infusion on Mon 1 Nov 2027"),
        ("NEXT 2026-12-24", "infusion on Thu 24 Dec"),
        ("next -- 5 nov", "infusion on Thu 5 Nov"),
    ],
)
def test_words_need_no_quotes(kfit: Kfit, line: str, answer: str) -> None:
    said = kfit(line, now=MON)
    assert said.out.startswith(f"Planned: {answer}. It counts once you log it.")
    assert (said.err, said.code) == ("", 0)


def test_the_way_back_is_named_where_there_is_room(kfit: Kfit) -> None:
    assert kfit("next 1 nov 10am", now=MON).out == "Planned: infusion on Mon 1 Nov 2027 at 10:00. It counts once you log it.\n"


def test_the_setting_settles_a_date_in_digits(kfit: Kfit) -> None:
    kfit("config set date_order dmy", now=MON)
    assert "Tue 11 May 2027" in kfit("next 11/5", now=MON).out


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("next yesterday", "That day is past. Done already? kfit infusion --on yesterday"),
        ("next 2 days ago", 'That day is past. Done already? kfit infusion --on "2 days ago"'),
        ("next 2025-11-05", "That day is past. Done already? kfit infusion --on 2025-11-05"),
        ("next today 10am", 'That time is past. Done already? kfit infusion --on "today 10am"'),
        ("next mon", "'mon' can be today or Mon 9 Nov. Try: kfit next today   or: kfit next \"9 nov\""),
        ("next 2 weeks", "'2 weeks': is it in 2 weeks? Try: kfit next \"in 2 weeks\""),
        ("next 5 nov at 9", '\'5 nov at 9\' can be 9am or 9pm. Try: kfit next "5 nov at 9am"   or: kfit next "5 nov at 9pm"'),
        ("next thrusday 10am", "I couldn't read 'thrusday 10am'. Did you mean: kfit next \"thursday 10am\""),
        ("next bananas", "I couldn't read 'bananas'. Try: kfit next \"thu 10am\""),
        ("next thu --evry 7d x2", "kfit next has no option --evry. Its help: kfit next -h"),
        ("next thu --every", "How often, in days or weeks, and how many times? Try: kfit next --every 7d x2"),
        ("next thu --every 7 x2", "How often, in days or weeks, and how many times? Try: kfit next --every 7d x2"),
        ("next thu --every 7d", "How many times? Try: kfit next --every 7d x2"),
        ("next thu --every 2 weeks 3", "How many times? Try: kfit next --every 2 weeks x2"),
        ("next thu --every 7d x0", "How many times? Try: kfit next --every 7d x2"),
        ("next thu --every '7d x2 14d x2'", "Each --every takes how often and how many times. Try: kfit next --every 7d x2 --every 14d x2"),
        ("next thu --every 0d x2", "--every goes from 1 to 366 days. Try: kfit next --every 7d x2"),
        ("next thu --every 99w x2", "--every goes from 1 to 366 days. Try: kfit next --every 7d x2"),
        ("next thu --every 7d x50 --every 14d x50", "That would be 100 infusions; the most at once is 60."),
        ("next 1 jan 2100 --every 366d x2", "That would go on after 2100."),
        ("next --every 7d x2", '--every needs a first day. Try: kfit next "5 nov" --every 7d x2'),
        ("next thu --drop fri", '--drop goes alone. Try: kfit next --drop "5 nov"   or: kfit next --drop all'),
        ("next --drop", '--drop needs a day after it. Try: kfit next --drop "5 nov"   or: kfit next --drop all'),
        ("next --drop thu", "No infusion is planned for Thu 5 Nov. What is planned: kfit next"),
        ("next --drop 11/5", '11/5 can be 5 Nov or 11 May. Type it in words: kfit next --drop "5 nov"'),
        ("next --replace", '--replace needs a day. Try: kfit next "5 nov 2pm" --replace'),
        ("next thu --all", "--all goes with the list of plans. Try: kfit next --all"),
        ("next 11/5 --every 7d 2x", '11/5 can be 5 Nov or 11 May. Type it in words: kfit next "5 nov" --every 7d x2'),
        ("next 11/5 2am", "11/5 can be 5 Nov or 11 May."),
    ],
)
def test_what_cannot_be_read_for_sure_is_refused_with_a_line_that_works(kfit: Kfit, db_path: Path, line: str, refusal: str) -> None:
    said = kfit(line, now=MON)
    assert said.err.startswith(refusal)
    assert (said.out, said.code) == ("", 2)
    assert not db_path.exists()


def test_the_line_that_is_offered_for_a_past_day_logs_it(kfit: Kfit) -> None:
    line = kfit("next 2 days ago", now=MON).err.split("Done already? kfit ")[1].strip()
    assert kfit(line, now=MON).out.startswith("Saved infusion for Sat 31 Oct")


def test_what_was_typed_cannot_speak_to_the_terminal(kfit: Kfit) -> None:
    said = kfit(["next", "thu\x1b[31m\u202e"], now=MON)
    assert said.code == 2
    assert "\x1b" not in said.err
    assert "\u202e" not in said.err


# several at once


def test_several_are_planned_behind_the_latest_infusion_and_one_undo_takes_all_back(kfit: Kfit) -> None:
    kfit("infusion iv --on 2026-11-01", now=MON)
    said = kfit("next --every 7d x2 --every 14d x2 --every 28d x3", now=MON)
    assert said.out == (
        "Planned: 7 infusions, Sun 8 Nov to Sun 7 Mar 2027. They count once you log them.\nOne undo takes back all 7: kfit undo\n"
    )
    begin = date(2026, 11, 1)
    assert days_of(kfit) == [(begin + timedelta(days=on)).isoformat() for on in (7, 14, 28, 42, 70, 98, 126)]
    assert kfit("undo", now=MON).code == 0
    assert plans(kfit) == []
    kfit("redo", now=MON)
    assert len(plans(kfit)) == 7


def test_a_day_that_is_named_is_planned_first_and_gives_all_its_time(kfit: Kfit) -> None:
    kfit(["next", "5 mar 10am", "--every", "week", "x2"], now=MON)
    assert plans(kfit) == [
        ("2027-03-05", "2027-03-05T10:00-05:00", None),
        ("2027-03-12", "2027-03-12T10:00-05:00", None),
        ("2027-03-19", "2027-03-19T10:00-04:00", None),
    ]


@pytest.mark.parametrize(
    "every",
    ["--every 7d x2", "--every=7d x2", "--every 1w 2x", "--every 7 days x 2", "--every '7d x2'", "--every a week 2 times"],
)
def test_every_is_read_in_all_its_forms(kfit: Kfit, every: str) -> None:
    kfit(f"next thu {every}", now=MON)
    assert days_of(kfit) == ["2026-11-05", "2026-11-12", "2026-11-19"]


def test_the_day_may_stand_behind(kfit: Kfit) -> None:
    kfit("next --every 7d x1 5 nov", now=MON)
    assert days_of(kfit) == ["2026-11-05", "2026-11-12"]


def test_the_later_of_plan_and_infusion_is_where_the_next_ones_begin(kfit: Kfit) -> None:
    kfit("infusion iv", now=MON)
    kfit("next 5 nov 10am", now=MON)
    assert kfit("next --every 7d x1", now=MON).out.startswith("Planned: infusion on Thu 12 Nov.")
    kfit("infusion iv", now="2026-11-20T12:00")
    assert kfit("next --every 7d x1", now="2026-11-20T13:00").out.startswith("Planned: infusion on Fri 27 Nov.")


def test_from_an_infusion_long_ago_the_first_day_is_asked_for(kfit: Kfit) -> None:
    kfit("infusion iv --on 2026-08-17", now=MON)
    said = kfit("next --every 7d x2", now=MON)
    assert said.err == "That would begin on Mon 24 Aug, which is past. To name the first day: kfit next tomorrow --every 7d x2\n"
    assert said.code == 2


def test_days_that_are_planned_stay_as_they_are(kfit: Kfit) -> None:
    kfit("next 12 nov 10am", now=MON)
    said = kfit("next 5 nov --every 7d x2", now=MON)
    assert said.out.startswith(
        "Planned: 2 infusions, Thu 5 Nov to Thu 19 Nov. They count once you log them. 1 of these days was planned already."
    )
    assert plans(kfit)[1] == ("2026-11-12", "2026-11-12T10:00-05:00", None)
    assert kfit("next 5 nov --every 7d x2", now=MON).out == "All 3 days are planned already. Nothing was changed.\n"


# the same day twice


def test_the_same_plan_twice_changes_nothing(kfit: Kfit) -> None:
    for _ in range(2):
        said = kfit("next 5 nov 10am", now=MON)
    assert said == ("Planned already: infusion on Thu 5 Nov at 10:00. Nothing was changed.\n", "", 0)
    assert kfit("next 5 nov", now=MON).out == said.out
    assert len(kfit("history --json").json["changes"]) == 1


def test_a_time_is_added_to_a_day_that_had_none(kfit: Kfit) -> None:
    kfit("next 5 nov", now=MON)
    assert kfit("next 5 nov 10am", now=MON).out.startswith("Planned: infusion on Thu 5 Nov at 10:00. It counts")
    assert len(plans(kfit)) == 1
    kfit("undo", now=MON)
    assert plans(kfit) == [("2026-11-05", None, None)]


def test_another_time_is_asked_about_and_replaces_when_told(kfit: Kfit) -> None:
    kfit("next 5 nov 10am", now=MON)
    said = kfit("next 5 nov 2pm", now=MON)
    assert said.err == ('An infusion is planned for Thu 5 Nov at 10:00 already. To have it at 14:00: kfit next "5 nov 2pm" --replace\n')
    assert said.code == 2
    assert kfit("next 5 nov 2pm --replace", now=MON).out.startswith("Planned: infusion on Thu 5 Nov at 14:00, in place of 10:00. It counts")
    assert [at for _, at, _ in plans(kfit)] == ["2026-11-05T14:00-05:00"]
    assert kfit("undo", now=MON).out == "Took back a change: planned infusion, Thu 5 Nov, 10:00, as before. (kfit redo)\n"


# planned and done


@pytest.fixture
def planned(kfit: Kfit) -> Kfit:
    """Four plans of November: one done on its day, one the day after, one not, one to come; and one infusion that nobody planned."""
    kfit("next 5 nov 10am --every 7d x2", now=MON)
    kfit("next 3 dec 10am", now=MON)
    for day in ("2026-11-05", "2026-11-13", "2026-11-23"):
        kfit("infusion iv 40mg", now=f"{day}T15:50")
    return kfit


LATER = "2026-11-25T12:00"


def test_planned_and_done_stand_side_by_side_without_a_countdown(planned: Kfit) -> None:
    assert planned("next --all", now=LATER).out == (
        "Planned infusions\n"
        "Thu 5 Nov, 10:00    done\n"
        "Thu 12 Nov, 10:00   done on Fri 13 Nov\n"
        "Thu 19 Nov, 10:00   no entry\n"
        "Thu 3 Dec, 10:00    planned\n"
        "\n"
        "Infusions without a plan: Mon 23 Nov.\n"
        f"{LAW}"
    )


def test_only_the_running_and_the_last_round_are_shown(planned: Kfit) -> None:
    lines = planned("next", now=LATER).out.splitlines()
    assert lines[1].startswith("Thu 12 Nov, 10:00")
    assert lines[-1] == "Earlier plans: kfit next --all"


def test_where_all_plans_lie_behind_they_are_still_named(planned: Kfit) -> None:
    planned("next --drop 3 dec", now=LATER)
    for day in ("2026-12-10", "2026-12-20"):
        planned("infusion iv", now=f"{day}T15:50")
    assert planned("next", now="2026-12-21T12:00").out == (
        'No infusion is planned here. To plan one: kfit next "thu 10am"\nEarlier plans: kfit next --all\n'
    )


def test_at_40_columns_a_plan_may_take_two_lines(planned: Kfit) -> None:
    planned("next 5 mar 10am", now=LATER)
    out = planned("next", now=LATER, COLUMNS="40").out
    assert "Thu 12 Nov, 10:00\n  done on Fri 13 Nov\nThu 19 Nov, 10:00\n  no entry\n" in out
    assert max(map(len, out.splitlines())) <= 40


def test_plain_is_a_sentence_a_row(planned: Kfit) -> None:
    assert planned("next", now=LATER, KFIT_PLAIN="1").out.splitlines() == [
        "Planned infusions.",
        "Thu 12 Nov, 10:00: done on Fri 13 Nov.",
        "Thu 19 Nov, 10:00: no entry.",
        "Thu 3 Dec, 10:00: planned.",
        "Infusions without a plan: Mon 23 Nov.",
        LAW.strip(),
        "Earlier plans: kfit next --all",
    ]


def test_json_has_stable_keys(planned: Kfit) -> None:
    assert planned("next --json", now=LATER).json == {
        "plans": [
            {"id": 2, "day": "2026-11-12", "at": "2026-11-12T10:00-05:00", "done_on": "2026-11-13"},
            {"id": 3, "day": "2026-11-19", "at": "2026-11-19T10:00-05:00", "done_on": None},
            {"id": 4, "day": "2026-12-03", "at": "2026-12-03T10:00-05:00", "done_on": None},
        ],
        "other_infusions": ["2026-11-23"],
    }
    said = planned("next 10 dec --json", now=LATER).json
    assert said == {
        "planned": [{"id": 5, "day": "2026-12-10", "at": None, "done_on": None}],
        "replaced": [],
        "message": "Planned: infusion on Thu 10 Dec. It counts once you log it. (kfit undo)",
    }
    assert set(planned("next --drop 10 dec --json", now=LATER).json) == {"dropped", "message"}


@pytest.mark.parametrize("env", [{}, {"COLUMNS": "40"}, {"KFIT_PLAIN": "1"}])
def test_nothing_counts_down_blames_or_urges(planned: Kfit, env: dict[str, str]) -> None:
    said = planned("next --all", now=LATER, **env).out.lower()
    for word in ("in 8 days", "days left", "missed", "late", "overdue", "due", "skipped", "cancel", "should", "must", "!"):
        assert word not in said


def test_without_a_plan_one_sentence(kfit: Kfit, db_path: Path) -> None:
    assert kfit("next") == ('No infusion is planned here. To plan one: kfit next "thu 10am"\n', "", 0)
    assert kfit("next --json").json == {"plans": [], "other_infusions": []}
    assert not db_path.exists()


def test_a_plan_is_no_entry(kfit: Kfit) -> None:
    kfit("mood 5", now=MON)
    kfit("next 5 nov 10am", now=MON)
    assert [entry["kind"] for entry in kfit("list --json --all", now=MON).json["entries"]] == ["mood"]
    assert kfit("infusions --json", now=MON).json["infusions"] == []


# taking away


def test_a_plan_is_taken_away_by_its_day_also_one_that_is_past(planned: Kfit) -> None:
    assert planned("next --drop 3 dec", now=LATER).out == "Took back: planned infusion, Thu 3 Dec, 10:00. (kfit undo)\n"
    assert planned("next --drop 19 nov", now=LATER).out == "Took back: planned infusion, Thu 19 Nov, 10:00. (kfit undo)\n"
    assert len(plans(planned)) == 2
    planned("undo", now=LATER)
    assert len(plans(planned)) == 3


def test_all_that_is_to_come_is_taken_away_at_once(planned: Kfit) -> None:
    planned("next 10 dec --every 7d x4", now=LATER)
    said = planned("next --drop all", now=LATER)
    assert said.out == "Took back: 6 planned infusions, Thu 3 Dec to Thu 7 Jan 2027. (kfit undo)\n"
    assert len(plans(planned)) == 3
    assert planned("next --drop all", now=LATER).out == "No infusion is planned from today on, so nothing was changed.\n"
    assert planned("undo", now=LATER).code == 0
    assert len(plans(planned)) == 9


def test_whoever_wants_short_answers_gets_them(kfit: Kfit) -> None:
    kfit("config set answers short", now=MON)
    assert kfit("next 5 nov", now=MON).out == "Planned.\n"


def healthy(kfit: Kfit) -> Said:
    return kfit("doctor --json")


def test_history_tells_every_plan_and_the_file_stays_whole(planned: Kfit) -> None:
    planned("next 3 dec 2pm --replace", now=LATER)
    planned("next --drop 3 dec", now=LATER)
    for _ in range(3):
        planned("undo", now=LATER)
    told = " ".join(planned("history --all", now=LATER).out.split())
    assert "new planned infusion, Thu 5 Nov, 10:00" in told
    assert "was planned infusion, Thu 3 Dec, 10:00 -> now planned infusion, Thu 3 Dec, 14:00" in told
    assert healthy(planned).json["ok"]


def test_one_command_is_one_change(kfit: Kfit, db_path: Path) -> None:
    kfit("next 5 nov --every 7d x9", now=MON)
    with closing(sqlite3.connect(db_path)) as db:
        assert db.execute("select count(*), count(distinct change) from change_kept").fetchone() == (10, 1)
        assert db.execute("select count(*) from change").fetchone() == (1,)


def test_help_has_its_example(kfit: Kfit) -> None:
    assert 'Example: kfit next "5 nov 10am"' in kfit("next -h").out


# the front page


def test_the_front_page_names_the_next_plan_that_is_not_done(kfit: Kfit) -> None:
    kfit("mood 5", now=MON)
    kfit("next 5 nov 10am --every 7d x1", now=MON)
    assert "Planned       Thu 5 Nov, 10:00, infusion\n" in kfit("today", now=MON).out
    assert "Planned\n  Thu 5 Nov, 10:00, infusion\n" in kfit("today", now=MON, COLUMNS="40").out
    assert "Planned: Thu 5 Nov, 10:00, infusion." in kfit("today", now=MON, KFIT_PLAIN="1").out
    kfit("mood 5", now="2026-11-05T07:00")
    assert "Planned       today, 10:00, infusion\n" in kfit("today", now="2026-11-05T08:00").out
    kfit("infusion iv", now="2026-11-05T15:50")
    assert "Planned       Thu 12 Nov, 10:00, infusion\n" in kfit("today", now="2026-11-05T16:00").out
    kfit("mood 5", now="2026-11-20T15:50")
    assert "Planned" not in kfit("today", now="2026-11-20T16:00").out

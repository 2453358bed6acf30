"""One infusion read back: `kfit infusions last`, `kfit infusions 3 oct`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Grown, Kfit

LINES = (
    ("2026-10-08T15:50", "infusion iv 35mg --on 15:30"),
    ("2026-11-01T15:50", "next '5 nov 10am'"),
    ("2026-11-04T08:10", "mood 3"),
    ("2026-11-05T08:15", "mood 4 nervous --on 08:10"),
    ("2026-11-05T10:07", "bp 128/82 70 --on 10:02"),
    ("2026-11-05T10:15", "infusion iv 40mg 40min --clinic 'the clinic' --note 'second chair' --on 10:10"),
    ("2026-11-05T10:55", "bp 141/90 80 --on 10:50"),
    ("2026-11-05T11:25", "effect nausea 1 'after the juice' --on 11:20"),
    ("2026-11-05T20:45", "mood 7 --on 20:40"),
    ("2026-11-05T21:00", "effect headache 1 --on today"),
    ("2026-11-06T09:55", "effect fog 2 --for 2h --on 09:50"),
    ("2026-11-06T09:51", "mood 5"),
    ("2026-11-06T17:51", "mood 6"),
    ("2026-11-08T12:35", "phq9 --total 12 'from the clinic' --on 12:30"),
    ("2026-11-08T20:35", "note --mark 'it fades' --on 20:30"),
    ("2026-11-09T20:30", "note 'a day too late'"),
    ("2026-11-12T12:30", "mood 5"),
    ("2026-11-13T12:30", "mood 9"),
)
PAGE = """\
Thu 5 Nov                                           28 days after the one before

Infusion
  10:10  IV, 40 mg, 40 min, the clinic

Planned
  Thu 5 Nov, 10:00

Mood that day
  08:10  4   before
  20:40  7   after

Mood in the 7 days after
  Fri 6 Nov, day 1   5.5 (mean of 2)
  Thu 12 Nov, day 7  5

In order of time
  no time  headache 1 of 3 (mild)
  10:02    blood pressure 128/82 (pulse 70)
  10:10    infusion: second chair
  10:50    blood pressure 141/90 (pulse 80)
  11:20    nausea 1 of 3 (mild), within a day of treatment: after the juice
  Fri 6 Nov
  09:50    fog 2 of 3 (moderate), within a day of treatment, for 2h00

Notes
  08:10  mood 4: nervous
  Sun 8 Nov
  12:30  PHQ-9: from the clinic
  20:30  mark: it fades

Infusions are often given when mood is low, so some rise is to be expected
anyway.
Mood after day 7: kfit chart mood --since 2026-11-13
Each entry with its number: kfit list --since 2026-11-05
"""


@pytest.fixture
def treated(kfit: Kfit, grown: Grown) -> Kfit:
    """Two infusions with a plan, blood pressures, effects, moods and notes around the second."""
    grown(LINES)
    return kfit


@pytest.mark.parametrize(
    "day", ["last", "the last", "LATEST", "5 nov", "on 5 nov", "thu 5 nov", "2026-11-05", "nov 5", "17 days ago", "5 november 2026"]
)
def test_a_day_as_people_say_it_is_read_back_whole(treated: Kfit, day: str) -> None:
    assert treated(f"infusions {day}") == (PAGE, "", 0)


def test_the_page_says_where_the_days_are_that_it_leaves_out_up_to_the_next_infusion(treated: Kfit) -> None:
    assert "Mood after day 7" not in treated("infusions last", now="2026-11-12T23:00").out
    assert "\nMood after day 7: kfit chart mood --since 2026-11-13\n" in treated("infusions last", now="2026-11-13T23:00").out
    treated("infusion iv", now="2026-11-13T12:00")
    assert "Mood after day 7" not in treated("infusions 5 nov").out  # no day lies between
    treated("undo")
    treated("infusion iv", now="2026-11-20T12:00")
    offered = "kfit chart mood --since 2026-11-13 --until 2026-11-19"
    assert f"\nMood after day 7: {offered}\n" in treated("infusions 5 nov").out
    assert [point["value"] for point in treated(offered.removeprefix("kfit ") + " --json").json["points"]] == [9.0]


def test_a_phone_shows_the_moods_before_all_that_can_be_cut(treated: Kfit) -> None:
    for number in range(12):
        treated(f"effect fog 1 'a long note about the chair, number {number}, and the light in the room' --on 2026-11-05")
    page = treated("infusions last", COLUMNS="40").out
    assert "The page goes on:\n  kfit infusions 2026-11-05 --all" in page
    assert "  Thu 12 Nov, day 7  5\n" in page
    shown = page.split("\n\nThe page goes on:")[0]
    assert shown.split("\n")[-1].startswith("  ")  # no title without its rows


def test_a_weekday_is_the_last_one(treated: Kfit) -> None:
    assert treated("infusions thursday", now="2026-11-06T10:00").out.startswith("Thu 5 Nov ")


def test_it_fits_on_a_phone_and_a_reader_hears_a_sentence_a_row(treated: Kfit) -> None:
    narrow = treated("infusions last --all", COLUMNS="40").out
    assert max(map(len, narrow.splitlines())) <= 40
    assert " ".join(narrow.split()) == " ".join(PAGE.split())
    plain = treated("infusions last", KFIT_PLAIN="1").out.splitlines()
    assert plain[:3] == [
        "Thu 5 Nov, 28 days after the one before.",
        "Infusion, 10:10: IV, 40 mg, 40 min, the clinic.",
        "Planned: Thu 5 Nov, 10:00.",
    ]
    assert "In order of time, Fri 6 Nov, 09:50: fog 2 of 3 (moderate), within a day of treatment, for 2h00." in plain
    assert "Mood that day, 20:40: 7, after." in plain
    assert "Mood in the 7 days after, Fri 6 Nov, day 1: 5.5 (mean of 2)." in plain
    assert all(line.isascii() for line in plain)


def test_the_same_as_json(treated: Kfit) -> None:
    told = treated("infusions last --json").json
    assert list(told) == ["day", "infusions", "gap_days", "following", "planned", "course", "moods", "notes", "later", "nearest"]
    assert (told["day"], told["gap_days"], told["following"], told["nearest"]) == ("2026-11-05", 28, None, [])
    assert told["planned"] == {"day": "2026-11-05", "at": "2026-11-05T10:00-05:00"}
    assert told["infusions"] == [entry for entry in treated("list infusion --all --json").json["entries"] if entry["day"] == "2026-11-05"]
    assert [entry.get("name", entry["kind"]) for entry in told["course"]] == [
        "headache", "systolic", "diastolic", "pulse", "infusion", "systolic", "diastolic", "pulse", "nausea", "fog",
    ]  # fmt: skip
    assert [(mood["score"], mood["when"]) for mood in told["moods"]] == [(4, "before"), (7, "after")]
    assert [entry["kind"] for entry in told["notes"]] == ["mood", "score", "note"]
    assert told["later"] == [
        {"day": "2026-11-06", "days": 1, "mood_mean": 5.5, "moods": 2},
        {"day": "2026-11-12", "days": 7, "mood_mean": 5.0, "moods": 1},
    ]


def test_the_next_infusion_ends_what_is_told(treated: Kfit) -> None:
    treated("infusion iv 40mg", now="2026-11-08T09:00")
    told = treated("infusions 5 nov --json").json
    assert (told["following"], told["notes"][-1]["day"], [one["day"] for one in told["later"]]) == (
        "2026-11-08",
        "2026-11-05",
        ["2026-11-06"],
    )
    page = treated("infusions 5 nov").out
    assert "Mood in the days after, up to the next one on Sun 8 Nov\n" in page
    assert "it fades" not in page
    assert "it fades" in treated("infusions 8 nov").out
    treated("infusion iv 40mg --on 2026-11-09")
    assert "Mood in the days after, up to the next one on Mon 9 Nov\n  no days\n" in treated("infusions 8 nov").out


def test_a_day_without_an_infusion_is_answered_with_the_nearest_ones(treated: Kfit) -> None:
    said = treated("infusions 1 nov")
    assert said == (
        (
            "No infusion is logged for Sun 1 Nov.\n"
            "The nearest, Thu 5 Nov: kfit infusions 2026-11-05\n"
            "or, Thu 8 Oct: kfit infusions 2026-10-08\n"
        ),
        "",
        0,
    )
    assert treated("infusions 2026-11-05").out == PAGE
    assert treated("infusions 2026-10-08").out.startswith("Thu 8 Oct\n\nInfusion\n  15:30  IV, 35 mg\n")
    assert treated("infusions yesterday").out.splitlines()[1:] == ["The nearest, Thu 5 Nov: kfit infusions 2026-11-05"]
    told = treated("infusions 1 nov --json").json
    assert (told["infusions"], told["course"], told["nearest"]) == ([], [], ["2026-11-05", "2026-10-08"])
    assert max(map(len, treated("infusions 1 nov", COLUMNS="40").out.splitlines())) <= 40


def test_a_plan_that_came_to_nothing_is_said(treated: Kfit) -> None:
    treated("next 'fri 20 nov'", now="2026-11-13T12:00")
    assert treated("infusions 20 nov").out.startswith("No infusion is logged for Fri 20 Nov. One was planned for that day.\n")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("infusions tomorrow", "Mon 23 Nov is still to come. Try: kfit infusions today\n"),
        ("infusions yesterdya", "I couldn't read 'yesterdya'. Did you mean: kfit infusions yesterday\n"),
        ("infusions 11/5", '11/5 can be 11 May or 5 Nov. Try: kfit infusions "11 may"   or: kfit infusions "5 nov"\n'),
    ],
)
def test_a_day_that_cannot_be_meant_is_refused_with_a_line(treated: Kfit, line: str, said: str) -> None:
    told = treated(line)
    assert (told.out, told.code) == ("", 2)
    assert told.err.startswith(said)


def test_all_infusions_of_a_day_are_shown_and_a_mood_may_stand_between(kfit: Kfit) -> None:
    for now, line in (
        ("2026-11-05T20:30", "mood 3 --on 8:00"),
        ("2026-11-05T20:30", "infusion troche 2x100mg --on 9:00"),
        ("2026-11-05T20:30", "mood 5 --on 10:00"),
        ("2026-11-05T20:30", "infusion nasal 56mg 'a second one' --on 19:00"),
        ("2026-11-05T20:30", "mood 6 --on 19:00"),
        ("2026-11-05T21:30", "mood 7 --on 21:00"),
        ("2026-11-05T21:30", "mood 8 --on today"),
    ):
        assert kfit(line, now=now).code == 0, line
    page = kfit("infusions 5 nov").out
    assert "Infusions\n  09:00  sublingual, troche, 2x100mg (200 mg)\n  19:00  nasal, 56 mg\n" in page
    assert "In order of time\n  09:00  infusion\n  19:00  infusion: a second one\n" in page
    assert "  no time  8\n  08:00    3   before\n  10:00    5   between the infusions\n  19:00    6\n  21:00    7   after\n" in page
    assert [mood["when"] for mood in kfit("infusions 5 nov --json").json["moods"]] == [None, "before", "between", None, "after"]


def test_without_a_time_of_the_infusion_no_mood_is_before_or_after_it(kfit: Kfit) -> None:
    kfit("mood 3", now="2026-11-05T08:00")
    kfit("infusion iv 0.5mg/kg --on 2026-11-05")
    page = kfit("infusions 5 nov").out
    assert "Infusion\n  no time  IV, 0.5 mg/kg\n\nPlanned\n  not planned in kfit\n\nMood that day\n  typed 08:00  3\n\n" in page
    assert "In order of time" not in page  # the infusion alone is told above
    assert "Mood in the 7 days after\n  no entry\n" in page
    assert "so some rise" not in page  # nothing stands there that could have risen


def test_a_plan_of_another_day_is_told_with_its_day(kfit: Kfit) -> None:
    kfit("next '4 nov 10am'", now="2026-11-02T08:00")
    kfit("infusion iv 40mg", now="2026-11-05T10:10")
    assert "Planned\n  Wed 4 Nov, 10:00\n" in kfit("infusions last").out


def test_of_today_the_days_after_are_not_there_yet(kfit: Kfit) -> None:
    kfit("infusion iv 40mg")
    assert "Mood in the days after\n  not yet\n" in kfit("infusions last").out


def test_what_is_not_to_be_counted_or_shown_stays_so(treated: Kfit) -> None:
    treated("config set show_days_since off")
    treated("config set show_scores off")
    page = treated("infusions last").out
    assert "day 1" not in page
    assert "  Fri 6 Nov   5.5 (mean of 2)\n" in page
    assert "12 of 27" not in page


def test_signs_that_could_harm_a_terminal_are_shown_as_pictures(kfit: Kfit) -> None:
    kfit(["infusion", "iv", "40mg", "--clinic", "a\x1b[31mb", "--note", "x\x1b]52;c;\x07"])
    kfit(["note", "one\ntwo\x1b[2J"])
    for env in ({}, {"KFIT_PLAIN": "1"}, {"COLUMNS": "40"}):
        assert "\x1b" not in kfit("infusions last", **env).out
    assert "\n  typed 21:30  one\n               two" in kfit("infusions last").out


def test_times_of_two_zones_are_named_as_what_they_are(kfit: Kfit) -> None:
    kfit("infusion iv 40mg --on 9:30", now="2026-11-20T10:00")
    kfit("mood 6 --on 23:00", now="2026-11-20T23:10", TZ="Europe/Berlin")
    page = kfit("infusions last").out
    assert "  23:00  6   after\n" in page
    assert "Each time is what the clock showed where it was logged.\n" in page


@pytest.mark.parametrize("day", ["last", "5 nov"])
def test_without_any_infusion_it_says_how_to_begin(kfit: Kfit, day: str) -> None:
    assert kfit(f"infusions {day}").out == "No infusion is logged yet. After one, this is enough: kfit infusion iv\n"
    kfit("mood 5")
    assert kfit(f"infusions {day} --json").json["infusions"] == []
    assert kfit(f"infusions {day}").out == "No infusion is logged yet. After one, this is enough: kfit infusion iv\n"


def test_a_time_of_typing_is_no_time_of_an_event(kfit: Kfit) -> None:
    """Lines typed in the evening stand neither before nor after the infusion, unless their words say it."""
    kfit("infusion iv 40mg", now="2026-11-05T20:30")
    assert kfit("list infusion --json --all").json["entries"][0]["at"] is None
    for line in ("bp 148/90 30 min after", "bp 120/80 before the infusion", "bp 130/85 after dinner", "mood 4", "mood 6 after", "nausea 1"):
        assert kfit(line, now="2026-11-05T20:35").code == 0, line
    page = kfit("infusions 5 nov").out
    assert "Infusion\n  no time  IV, 40 mg\n" in page
    assert "Mood that day\n  typed 20:35  4\n  typed 20:35  6   after\n" in page
    assert "  typed 20:35  nausea 1 of 3 (mild)\n" in page
    found = kfit("report --json").json["infusions"][0]["blood_pressure"]
    assert found == {"before": ["120/80"], "after": ["148/90"], "untimed": ["130/85"]}
    assert "24 hours" not in page


def test_an_effect_is_of_the_first_day_by_the_infusion_that_is_in_the_file_now(kfit: Kfit) -> None:
    """It is worked out when the page is shown, so an infusion that is entered later counts."""
    kfit("rash 2 --on 12:00", now="2026-11-05T20:30")
    kfit("infusion iv --on 10:00", now="2026-11-05T20:40")
    kfit("rash 1 --on 'fri 11:00'", now="2026-11-06T20:40")
    page = kfit("infusions 5 nov").out
    assert (
        "  12:00    rash 2 of 3 (moderate), within a day of treatment\n" in page
        or "  12:00  rash 2 of 3 (moderate), within a day of treatment\n" in page
    )
    assert "11:00  rash 1 of 3 (mild), more than a day after treatment\n" in page
    kfit("edit 2 --on '5 nov 13:00'")
    assert "12:00  rash 2 of 3 (moderate)\n" in kfit("infusions 5 nov").out  # before it now


def test_a_clock_change_is_counted_as_it_was_lived() -> None:
    """1 Nov 2026, New York: the hour from 1 to 2 comes twice."""
    from kfit.analysis.phases import is_of_first_day
    from kfit.model.entries import Effect, Infusion

    given = [Infusion(day="2026-10-31", at="2026-10-31T02:30-04:00")]
    felt = [
        Effect(day="2026-11-01", name="rash", severity=1, at=f"2026-11-01T{time}") for time in ("01:30-05:00", "01:31-05:00", "02:31-04:00")
    ]
    assert [is_of_first_day(one, given) for one in felt] == [True, False, False]


def test_words_of_need_are_not_repeated_on_a_page_about_a_treatment(kfit: Kfit) -> None:
    kfit("infusion iv 'a quiet room'", now="2026-11-05T20:30")
    kfit("mood 0 i want to die", now="2026-11-05T20:31")
    kfit("note 'better off dead'", now="2026-11-05T20:32")
    for line in ("infusions 5 nov", "infusions 5 nov --all"):
        for env in ({}, {"KFIT_PLAIN": "1"}, {"COLUMNS": "40"}):
            page = " ".join(kfit(line, **env).out.split())
            assert ["die" in page, "dead" in page] == [False, False]
            assert "a quiet room" in page
            assert "2 notes not repeated here: kfit list --since 2026-11-05" in page
    assert "i want to die" in kfit("list --since 2026-11-05").out

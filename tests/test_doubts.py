"""Entries that are probably a mistake: kfit asks before it saves them, and `--sure` saves them as typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from test_races import race

if TYPE_CHECKING:
    from conftest import Kfit, Said

NOT_HAD = [
    "missed", "skipped", "cancelled", "canceled", "Cancelled!", "called off", "was called off", "called it off", "postponed", "delayed", "rescheduled",
    "moved", "moved to friday", "moved to next week", "moved from today to friday", "delayed a week", "delayed until tomorrow", "postponed to 3 dec",
    "fell through", "did not go", '"didn\'t go"', '"didn\'t happen"', "didnt happen", "it never happened", "no show", "no-show", "off sick", "not today",
    "not yet", "not this week", "put off", "put off until thursday", "rained off", "none", "missed it", "missed my appointment", "missed today",
    "skipped, felt ill", "sick, \"didn't go\"", "clinic cancelled", "clinic was closed", "cancelled by the clinic", "was cancelled because of snow",
    "had to be postponed", "couldnt make it", "booked for tuesday", "planned", "no infusion today", "tomorrow maybe", "--note cancelled", "-- missed",
    '--clinic "St Mary" cancelled', "40min cancelled", "iv 40mg cancelled", "iv cancelled", "40mg called off", "iv 40mg no show",
    "cancelled bp too high", "cancelled they were closed", "cancelled, bp too high", "called off no driver", "missed couldnt get a lift", "missed the bus",
    "skipped feeling ill", "rescheduled their machine broke", "40mg cancelled bp too high", "didnt go too ill", "cant go flu", "wasnt able to go flu",
    "tomorrow cancelled", "tomorrow postponed to friday", "tomorrow moved to friday 10am", "moved to thursday dr is away", "i cancelled the nurse was ill",
]  # fmt: skip
HAD = [
    "no nausea", "no anxiety at all", "no blood pressure trouble", "missed the vein", "missed breakfast", "delayed an hour", "delayed an hour but fine",
    "delayed by 30 minutes", "delayed because of traffic", "delayed, but fine", "moved to room 3", "moved to another room", "moved to 3pm", "moved rooms",
    '"didn\'t sleep after"', '"didn\'t go well"', "did not go to plan", "went as planned", "as planned", "nausea did not go away", "skipped breakfast",
    "good, skipped dinner", "cancelled dinner after", "cancelled next one", "postponed my lunch", "not cancelled after all", "almost cancelled",
    "forgot my headphones", "put off by the smell", "felt off", "off to bed after", "not great", "not as strong as last time", "never again",
    '"wasn\'t too bad"', "no more", "due to pain", "nurse was late", "went well", "iv 40mg delayed", "iv 40mg missed", "iv delayed", "40mg postponed",
    "iv 40mg no side effects", "cancelled my meeting after", "skipped the music", "skipped lunch after", "didnt go deep",
]  # fmt: skip


def kinds(kfit: Kfit) -> list[str]:
    return [entry["kind"] for entry in kfit("list --all --json").json["entries"]]


def offered(said: Said) -> list[str]:
    """Return the lines that a refusal offers, without the `kfit` before them."""
    return re.findall(r": kfit (.+?)(?=   |\n|$)", said.err)


class TestInfusion:
    @pytest.mark.parametrize("words", NOT_HAD)
    def test_one_that_was_not_had_is_asked_about_and_no_offered_line_makes_one(self, kfit: Kfit, words: str) -> None:
        said = kfit(f"infusion {words}")
        assert (said.out, said.code) == ("", 2)
        assert kinds(kfit) == []
        assert said.err.startswith("Is that an infusion you had? ")
        assert said.err.endswith("If you had it, add --sure.\n")
        assert [kfit(line).code for line in offered(said)].count(0) == len(offered(said))
        assert kinds(kfit) == ["note"]

    @pytest.mark.parametrize("words", HAD)
    def test_with_another_thing_that_was_missed_or_moved_it_was_had(self, kfit: Kfit, words: str) -> None:
        assert kfit(f"infusion {words}").code == 0
        assert kinds(kfit) == ["infusion"]

    @pytest.mark.parametrize("words", ["missed", "iv 40mg cancelled", "moved to friday --on yesterday"])
    def test_sure_keeps_it_as_typed(self, kfit: Kfit, words: str) -> None:
        entry = kfit(f"infusion {words} --sure --json").json["saved"][0]
        assert words.startswith(f"{entry['route'] or ''} {entry['dose'] or ''} {entry['note']}".strip())
        assert entry["day"] == ("2026-11-21" if "yesterday" in words else "2026-11-22")

    def test_all_else_that_was_typed_stays_in_the_line(self, kfit: Kfit) -> None:
        said = kfit("log --on yesterday mood 4, infusion iv cancelled, bp high, walk 20 slow")
        assert offered(said) == ['log --on yesterday mood 4, walk 20 slow, note "infusion iv cancelled, bp high"']
        saved = kfit(offered(said)[0].replace("log", "log --json", 1)).json["saved"]
        assert [(entry["kind"], entry["day"]) for entry in saved] == [(kind, "2026-11-21") for kind in ("mood", "exercise", "note")]

    @pytest.mark.parametrize(
        "line",
        [
            "log mood 4, infusion missed",
            "log infusion missed",
            'log mood 4, infusion iv "cancelled"',
            "log mon: infusion called off, mood 4",
        ],
    )
    def test_a_line_of_several_is_a_door_too(self, kfit: Kfit, line: str) -> None:
        said = kfit(line)
        assert (said.code, kinds(kfit)) == (2, [])
        for one in offered(said):
            assert kfit(one).code == 0, one
            assert "infusion" in kinds(kfit) or "note" in kinds(kfit)
            kfit("undo")

    def test_in_a_file_it_is_asked_about_by_its_line_and_sure_settles_it(self, kfit: Kfit) -> None:
        said = kfit("log -", stdin="mood 5\ninfusion missed\n")
        assert said.err.startswith("line 2: Is that an infusion you had? ")
        assert kinds(kfit) == []
        assert kfit("log -", stdin="mood 5\ninfusion missed --sure\n").code == 0
        assert kinds(kfit) == ["infusion", "mood"]

    def test_first_in_a_line_its_words_are_its_note(self, kfit: Kfit) -> None:
        assert kfit("log infusion no nausea, mood 5").code == 0
        assert kinds(kfit) == ["infusion", "mood"]

    def test_behind_a_comma_bare_words_are_an_infusion_or_a_note(self, kfit: Kfit) -> None:
        said = kfit("log mood 4, infusion went well")
        assert said.err.startswith("Is that an infusion, or a note? ")
        assert [kfit(line).code for line in offered(said)] == [0, 0]
        assert kinds(kfit) == ["infusion", "mood", "mood", "note"]

    def test_a_route_or_dose_among_the_words_of_a_line_is_moved_before_them(self, kfit: Kfit) -> None:
        said = kfit("log mood 4, infusion iv went fine 40mg, walk 20")
        assert offered(said) == ['log mood 4, infusion iv 40mg --note "went fine", walk 20']
        assert kfit(offered(said)[0]).code == 0

    def test_where_it_was_planned_the_plan_is_put_off_in_the_same_breath(self, kfit: Kfit) -> None:
        kfit("next today")
        said = kfit("infusion moved to friday")
        assert offered(said)[:2] == ["next --drop today", "next friday"]
        assert [kfit(line).code for line in offered(said)] == [0, 0, 0]
        assert [plan["day"] for plan in kfit("next --json").json["plans"]] == ["2026-11-27"]

    def test_the_plan_of_a_day_to_come_that_was_named_is_taken_back(self, kfit: Kfit) -> None:
        kfit("next friday")
        assert offered(kfit("infusion cancelled friday no driver"))[0] == "next --drop friday"
        assert "--drop" not in kfit("infusion cancelled thursday no driver").err

    def test_a_plan_of_another_day_is_left_alone(self, kfit: Kfit) -> None:
        kfit("next 'in 7 days'")
        assert "--drop" not in kfit("infusion missed").err
        assert "--drop" in kfit("infusion missed", now="2026-11-29T20:00").err

    @pytest.mark.parametrize("words", ["cancelled 9am", "cancelled yesterday", "moved to next week", "missed"])
    def test_no_day_is_made_up_for_a_plan(self, kfit: Kfit, words: str) -> None:
        assert "To plan it" not in kfit(f"infusion {words}").err

    @pytest.mark.parametrize("words", ["was awful", "went ok", "scary", "--note scary", "--on yesterday went ok"])
    def test_a_remark_on_one_that_is_there_makes_no_second_one_unasked(self, kfit: Kfit, words: str) -> None:
        kfit(f"infusion iv 40mg{' --on yesterday' if 'yesterday' in words else ''}")
        said = kfit(f"infusion {words}")
        assert (said.code, kinds(kfit)) == (2, ["infusion"])
        assert [kfit(line).code for line in offered(said)] == [0, 0]
        assert sorted(kinds(kfit)) == ["infusion", "infusion", "note"]

    @pytest.mark.parametrize("words", ["40mg was awful", "", "went ok --on monday"])
    def test_one_with_a_dose_or_on_another_day_is_a_second_one(self, kfit: Kfit, words: str) -> None:
        kfit("infusion iv 40mg")
        assert kfit(f"infusion {words}").code == 0

    def test_an_edit_says_what_it_likes(self, kfit: Kfit) -> None:
        kfit("infusion iv 40mg")
        assert kfit("edit 1 --note cancelled").code == 0
        assert kfit("edit 1 called off").code == 0


class TestSleep:
    @pytest.mark.parametrize(
        ("before", "line"),
        [
            ("sleep 23-7", "sleep 22:30-6"),
            ("sleep 23-7", "sleep 23-7"),
            ("sleep 23-7", "sleep 8h"),
            ("sleep 8h", "sleep 23-7"),
            ("sleep 3h", "sleep 3h"),
            ("sleep 23:30-2, 4-6:15", "sleep 05:00-08:00"),
            ("sleep 23-2, 3-7", "sleep 7h"),
            ("sleep 13:00-14:00", "sleep 13:30-15:00"),
            ("sleep 9h", "sleep 7h30"),
            ("sleep 8h --on yesterday", "log sleep 8h --on yesterday"),
        ],
    )
    def test_what_is_probably_not_so_is_asked_about(self, kfit: Kfit, before: str, line: str) -> None:
        kfit(before)
        there = kfit("list sleep --all --json").json["entries"]
        said = kfit(line)
        assert (said.out, said.code) == ("", 2)
        assert kfit("list sleep --all --json").json["entries"] == there
        in_place, as_well = offered(said)
        assert kfit(as_well).code == 0
        kfit("undo")
        assert kfit(in_place).code == 0
        assert [entry for entry in kfit("list sleep --all --json").json["entries"] if entry in there] == []

    @pytest.mark.parametrize(
        "lines",
        [
            ["sleep 23:30-2, 4-6:15"],
            ["sleep 23:30-2", "sleep 04:00-06:15"],
            ["sleep 23-2", "sleep 3-6"],
            ["sleep 23-7", "sleep 13:00-14:00", "sleep 17:00-18:00"],
            ["sleep 7h", "sleep 30m", "sleep 30m"],
            ["sleep 8h", "sleep 8h --on yesterday"],
            ["sleep 23-7", "sleep 07:00-08:00"],
            ["sleep 2h30", "sleep 2h30"],
            ["sleep 17h"],
            ["log sleep 6h, sleep 2h"],
        ],
    )
    def test_a_night_in_parts_and_naps_are_fine(self, kfit: Kfit, lines: list[str]) -> None:
        assert [kfit(line).code for line in lines] == [0] * len(lines)

    @pytest.mark.parametrize("lines", [["sleep 8h", "sleep 7h59"], ["slept 3h, up at 3", "slept 11-3"], ["slept 11-3", "log slept 3h30"]])
    def test_a_second_statement_of_3_hours_or_more_about_a_night_is_asked_about(self, kfit: Kfit, lines: list[str]) -> None:
        assert kfit(lines[0]).code == 0
        said = kfit(lines[1])
        assert (said.code, len(kfit("list sleep --json").json["entries"])) == (2, 1)
        in_place, as_well = offered(said)
        assert kfit(as_well).code == 0
        kfit("undo")
        assert kfit(in_place).code == 0
        assert len(kfit("list sleep --json").json["entries"]) == 1

    def test_in_the_place_of_it_nothing_else_is_touched(self, kfit: Kfit) -> None:
        kfit("log mood 3, sleep 8h")
        said = kfit("log mood 5, sleep 8h good one, walk 20")
        assert "To replace it: kfit log --replace sleep 8h good one   and: kfit log mood 5, walk 20   To add it: " in said.err
        for line in ("log --replace sleep 8h good one", "log mood 5, walk 20"):
            assert kfit(line).code == 0
        assert sorted(kinds(kfit)) == ["exercise", "mood", "mood", "sleep"]

    def test_one_line_is_held_against_itself(self, kfit: Kfit) -> None:
        said = kfit("log mood 5, sleep 8h, sleep 8h --on yesterday")
        assert offered(said) == ["log mood 5, sleep 8h --on yesterday", "log mood 5, sleep 8h, sleep 8h --sure --on yesterday"]
        assert kinds(kfit) == []
        assert kfit(offered(said)[0]).code == 0
        kfit("undo")
        assert kfit(offered(said)[1]).code == 0

    def test_a_file_is_held_against_itself_and_against_what_is_there(self, kfit: Kfit) -> None:
        said = kfit("log -", stdin="mon: sleep 8h\nmood 5\nmon: sleep 8h\n")
        assert said.err.startswith("line 3: There is sleep 8h00 for the night to Mon 16 Nov already. ")
        assert said.err.endswith("Nothing of the file is saved.\n")
        assert kinds(kfit) == []
        assert kfit("log -", stdin="mon: sleep 8h\nmood 5\nmon: sleep 8h --sure\n").code == 0
        assert kfit("log -", stdin="mood 4\nwalk 5\nmon: sleep 8h\n").err.startswith("line 3: There is sleep 8h00 ")
        assert kfit("log -", stdin="mon: sleep 8h --replace\n").code == 0
        assert kfit("log - --replace", stdin="mon: sleep 8h\n").code == 0

    def test_the_answers_of_a_checkin_are_asked_about_too(self, kfit: Kfit) -> None:
        kfit("sleep 8h")
        said = kfit("checkin --answers -", stdin="mood: 5\nsleep: 8h\n")
        assert (said.code, said.err.startswith("line 2: There is sleep 8h00 ")) == (2, True)
        assert kfit("checkin --answers -", stdin="mood: 5\nsleep: 8h --sure\n").code == 0

    def test_an_edit_that_makes_nights_overlap_is_asked_about(self, kfit: Kfit) -> None:
        kfit("sleep 23-7")
        kfit("sleep 13:00-14:00")
        said = kfit("edit 2 06:00-07:30")
        assert (said.code, said.out) == (2, "")
        assert offered(said) == ["edit 2 06:00-07:30 --sure", "list sleep"]
        assert kfit("edit 2 13:30-14:30").code == 0
        assert kfit("edit 2 --quality 5").code == 0
        assert kfit("edit 2 06:00-07:30 --sure").code == 0

    def test_undo_and_redo_ask_nothing(self, kfit: Kfit) -> None:
        kfit("sleep 8h")
        kfit("undo")
        kfit("sleep 8h")
        kfit("sleep 8h --sure")
        assert [kfit("undo").code, kfit("redo").code] == [0, 0]

    def test_of_two_terminals_at_once_one_is_asked(self, kfit: Kfit) -> None:
        """The check and the save are one transaction, so two processes never see the same gap."""
        kfit("mood 5")
        ran = race(["sleep 23-7"] * 6)
        assert sorted(one.returncode for one in ran) == [0, 1, 1, 1, 1, 1]
        assert kinds(kfit).count("sleep") == 1


def test_sure_goes_with_what_can_be_doubted(kfit: Kfit) -> None:
    assert kfit("mood 5 --sure").err.startswith("--sure goes with sleep or infusion or measure, not with mood. ")
    assert kfit("weight 500kg --sure").code == 0
    assert kfit("sleep 8h --sure").code == 0
    assert kfit("infusion iv --sure").code == 0

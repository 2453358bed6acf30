"""The check-in on special days, in a real terminal: around an infusion, once a month, when a form is due, in the night."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kfit.render import safety
from kfit.render.checkin import NOTHING_LEFT
from terminal import CTRL_C, CTRL_D, ENTER, Terminal, last_line, logged, walk

if TYPE_CHECKING:
    from conftest import Kfit


def treated(kfit: Kfit, now: str = "2026-11-22T12:00") -> None:
    assert kfit("infusion iv 40mg", now=now).code == 0


def test_an_infusion_day_has_a_shorter_set(kfit: Kfit) -> None:
    for day in (18, 19, 20):
        kfit(f"anxiety 5 --on 2026-11-{day}")
        kfit(f"did meditation 10m --on 2026-11-{day}")
    treated(kfit)
    said = walk("4", "5", "nausea 1, blurred vision 2", "heavy")
    assert said.startswith("4 questions.")
    assert "Movement" not in said
    assert "Meditation" not in said
    assert "Any effect since the infusion, 0 to 3 (such as nausea 1, fog 2, or no): " in said
    assert "nausea 1 of 3 (mild), blurred-vision 2 (moderate), and a note." in " ".join(said.split())
    assert logged(kfit)[7:] == [
        ("mood", None, 4), ("rating", "anxiety", 5), ("effect", "nausea", 1), ("effect", "blurred-vision", 2), ("note", None, "heavy"),
    ]  # fmt: skip
    assert walk() == f"{NOTHING_LEFT}\n"


def test_the_day_after_effects_come_behind_sleep_and_mood(kfit: Kfit) -> None:
    treated(kfit)
    said = walk("6", "4", "nausea 1 fog 2", "dizziness", "headache 1 since noon", ENTER, now="2026-11-23T21:00")
    questions = [said.index(word) for word in ("Sleep last", "Mood, 0", "Any effect", "Movement")]
    assert questions == sorted(questions)
    assert "Put a comma between two effects. Try: nausea 1, fog 2\n" in said
    assert "How strong was it: 0 none, 1 mild, 2 moderate, 3 severe? For example: dizziness 1 " in " ".join(said.split())
    assert logged(kfit)[1:] == [("sleep", None, 360), ("mood", None, 4), ("effect", "headache", 1)]
    assert "Any effect" not in walk(ENTER, ENTER, now="2026-11-23T22:00")
    assert "Any effect" not in walk("q", now="2026-11-24T21:00")


def test_no_effect_is_an_answer_and_enter_leaves_it_open(kfit: Kfit) -> None:
    treated(kfit)
    assert "Any effect" in walk("5", ENTER, ENTER)
    assert "Any effect" in walk("none", ENTER)
    assert walk() == f"{NOTHING_LEFT}\n"
    assert "Any effect" in walk(ENTER, ENTER, "q", now="2026-11-23T10:00")  # the day after asks anew


def test_the_slow_ones_come_once_a_month_one_an_evening(kfit: Kfit) -> None:
    kfit("infusion iv 40mg --on 2026-11-05")
    evenings = [
        walk("7", "5", "no", answer, now=f"2026-11-{day}T21:30") for day, answer in ((22, "0"), (23, ENTER), (24, "1 in the evenings"))
    ]
    for evening, asked in zip(
        evenings,
        (
            "Bladder these weeks (urgency or pain), 0 none to 3 severe: 0\n",
            "Memory trouble these weeks, 0 none to 3 severe: \n",
            "Craving for ketamine these weeks, 0 none to 3 severe: 1 in",
        ),
        strict=True,
    ):
        assert asked in evening
        assert evening.startswith("4 questions.")
    assert [found for found in logged(kfit) if found[0] == "effect"] == [("effect", "urinary-urgency", 0), ("effect", "craving", 1)]
    assert "A note" in walk("7", "5", "no", "q", now="2026-11-25T21:30")
    kfit("config set checkin sleep monthly")
    assert kfit("checkin --list --json", now="2026-12-21T21:30").json["asked"] == ["sleep"]
    assert kfit("checkin --list --json", now="2026-12-24T21:30").json["asked"] == ["sleep", "bladder", "memory", "craving for ketamine"]


def test_a_slow_one_at_which_somebody_stopped_comes_again(kfit: Kfit) -> None:
    kfit("infusion iv 40mg --on 2026-11-05")
    walk("7", "5", "no", CTRL_C)
    assert "Bladder" in walk("q")


def test_in_a_course_of_daily_doses_the_evening_is_like_any_other(kfit: Kfit) -> None:
    for day in range(1, 23):
        kfit(f"infusion sublingual 100mg --on 2026-11-{day:02}")
    kfit("phq9 1 1 1 1 1 1 1 1 0 --on 2026-11-15")
    assert kfit("checkin --list --json").json["asked"] == ["sleep", "mood", "movement", "bladder"]  # the form is a week old
    assert kfit("checkin --list --json", now="2026-11-29T21:30").json["asked"] == ["sleep", "mood", "bladder", "phq9"]  # day 28 of it


def with_form(kfit: Kfit) -> None:
    assert kfit("phq9 1 1 1 1 1 1 1 1 0 --on 2026-11-12").code == 0
    assert kfit("config set region us").code == 0
    assert kfit("config set checkin sleep mood exercise score note").code == 0


def test_a_form_that_is_due_is_asked_and_the_calm_block_comes_at_once(kfit: Kfit) -> None:
    with_form(kfit)
    with Terminal("checkin") as terminal:
        for answer in ("7", "5", "no"):
            terminal.asked()
            terminal.type(answer)
        assert "PHQ-9 (9 answers), now? y, or Enter for another day: " in terminal.asked()
        for answer in ("y", "1", "1", "1", "1", "1", "1", "1", "1", "2"):
            terminal.type(answer)
            terminal.asked()
        terminal.type(ENTER)
        told = terminal.asked()
        assert told.index("Saved PHQ-9") < told.index(safety.OPENINGS["item"]) < told.index("10 of 27")
        assert "A note, if you like: " in told  # and the rest goes on
        terminal.type("still here")
        assert terminal.end() == 0
        assert "Saved for Sun 22 Nov: sleep 7h00, mood 5, PHQ-9, and a note.\nThank you." in terminal.text  # no way back beside it
    assert logged(kfit)[1:] == [("sleep", None, 420), ("mood", None, 5), ("score", "phq9", 10.0), ("note", None, "still here")]
    assert kfit("checkin --list --json").json["asked"] == []


def test_a_form_is_for_another_day_and_three_times_nonsense_too(kfit: Kfit) -> None:
    with_form(kfit)
    said = walk("7", "5", "no", "maybe", ENTER, ENTER)
    assert "y for now, or Enter for another day.\n" in said
    assert "That's all right. On to the next." in walk("5", "6", "7", ENTER)
    assert "phq9" in kfit("checkin --list --json").json["asked"]


@pytest.mark.parametrize("key", ["q", CTRL_C, CTRL_D])
def test_stopping_in_a_form_keeps_the_rest(kfit: Kfit, key: str) -> None:
    with_form(kfit)
    said = walk("7", "5", "no", "y", "1", key)
    assert "Nothing of the form is saved: a part of it has no total. To begin again: kfit phq9 " in " ".join(said.split())
    assert last_line(said) == "Kept what you said: sleep, mood. That's enough for today."
    assert logged(kfit)[1:] == [("sleep", None, 420), ("mood", None, 5)]


def test_back_leads_from_the_last_question_of_a_form_into_it_and_not_over_it(kfit: Kfit) -> None:
    with_form(kfit)
    said = walk(ENTER, ENTER, ENTER, "y", *"111111112", "back", "b", "0", "0", "2", "back", "q")
    assert "How difficult it makes daily life, 0 to 3 (Enter leaves it out): back\n  9 of 9" in said
    assert "9 of 9, thoughts of death or self-harm: b\n  8 of 9" in said
    assert "PHQ-9 stays as you told it. To take it back after the check-in: kfit undo\nA note" in said
    assert logged(kfit)[1:] == [("score", "phq9", 7.0)]
    assert kfit("list phq9 --json").json["entries"][-1]["items"] == [1, 1, 1, 1, 1, 1, 1, 0, 0]


def test_stopping_in_a_form_behind_a_heavy_answer_shows_the_block(kfit: Kfit) -> None:
    kfit("config set weekly_score qids")
    said = walk("7", "5", "no", "y", *["1"] * 6, "-", "1", "1", "1", "1", "2", "q", region="us")
    assert safety.OPENINGS["life"] in said
    assert logged(kfit) == [("sleep", None, 420), ("mood", None, 5)]


def test_before_the_day_ends_it_says_which_day_it_is_for(kfit: Kfit) -> None:
    said = walk("4", "10 stretch", "q", now="2026-11-06T01:30")
    assert said.startswith("For Thu 5 Nov (your day ends at 04:00).\n3 questions.")
    assert "Sleep" not in said  # it is unclear which night a length would mean
    assert {entry["day"] for entry in kfit("list --all --json").json["entries"]} == {"2026-11-05"}


def days_of(kfit: Kfit) -> list[tuple[str, str, str | None]]:
    return [(entry["kind"], entry["day"], entry["at"]) for entry in kfit("list --all --json").json["entries"]]


@pytest.mark.parametrize("words", [("yesterday",), ("--on", "yesterday"), ("--on", "21", "nov")])
def test_an_earlier_day_gets_its_own_answers(kfit: Kfit, words: tuple[str, ...]) -> None:
    kfit("log --on yesterday walk 20")
    kfit("mood 8")
    said = walk("23-7", "5 tired", "pain 7", words=("checkin", *words))
    assert said == (
        "For Sat 21 Nov.\n"
        "3 questions. Enter skips, b goes back, q stops and keeps what you said.\n"
        "Sleep in the night to Sat 21 Nov (such as 7h30, or 23-7): 23-7\n"
        "Mood, 0 worst to 10 best: 5 tired\n"
        "A note, if you like: pain 7\n"
        "\n"
        "Saved for Sat 21 Nov: sleep 8h00 (23:00-07:00), mood 5 (+ note), and a note.\n"
        "Each answer is one change: kfit undo takes back the last.\n"
        "Thank you. That's enough for today.\n"
    )
    assert [(kind, at) for kind, day, at in days_of(kfit) if day == "2026-11-21"] == [
        ("exercise", None), ("mood", None), ("note", None), ("sleep", None),
    ]  # fmt: skip
    assert walk(words=("checkin", *words)) == "Everything you keep is logged for Sat 21 Nov. Nothing more to do.\n"
    assert kfit("checkin --list --json").json["asked"] == ["sleep", "movement", "note"]


def test_what_is_due_now_is_not_asked_of_an_earlier_day_and_its_infusion_counts(kfit: Kfit) -> None:
    with_form(kfit)
    kfit("config set checkin default")
    kfit("infusion iv 40mg --on 2026-11-20")
    assert kfit("checkin --list --json", now="2026-11-27T21:30").json["asked"] == ["sleep", "mood", "bladder", "phq9"]
    asked = {day: kfit(f"checkin --list --json {day} nov", now="2026-11-27T21:30").json["asked"] for day in (19, 20, 21)}
    assert asked == {
        19: ["sleep", "mood", "movement", "note"],
        20: ["mood", "effects", "note"],
        21: ["sleep", "mood", "effects", "movement"],
    }


def test_a_line_that_is_offered_for_an_earlier_day_names_it() -> None:
    said = walk("7", "6 walk 15", "pain 7", ENTER, "q", words=("checkin", "yesterday"))
    assert "'walk 15' stayed in the note. To log it as well: kfit walk 15 --on 2026-11-21\n" in said
    assert "pain has a line of its own. After the check-in: kfit pain 7 --on 2026-11-21\n" in said
    said = walk("6 --on friday", "q", words=("checkin", "yesterday"))
    assert "The check-in is for Sat 21 Nov. For another day: kfit exercise 6 --on friday\n" in said


def test_no_for_an_earlier_day_leaves_the_no_of_today(kfit: Kfit) -> None:
    walk("7", "5", "no", ENTER)
    walk("7", "5", "no", ENTER, words=("checkin", "yesterday"))
    assert kfit("checkin --list --json").json["asked"] == []


def test_answers_of_a_file_get_the_earlier_day(kfit: Kfit) -> None:
    said = kfit("checkin --answers - --on 2026-11-19", stdin="mood: 5\nmovement: walk 10, yoga 20\n")
    assert said.code == 0, said.err
    assert [day for _, day, _ in days_of(kfit)] == ["2026-11-19"] * 3


@pytest.mark.parametrize("words", ["--on tomorrow", "tomorrow", "--list --on 2026-11-24", "--answers - tomorrow"])
def test_a_day_to_come_has_no_checkin(kfit: Kfit, words: str) -> None:
    said = kfit(f"checkin {words}", stdin="mood: 5", typed=None)
    assert (said.out, said.code) == ("", 2)

"""The check-in in a real terminal: what it asks, what it saves, and that it stays calm whatever is typed."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

import pytest

from kfit.model.planning import CustomName
from kfit.render import safety
from kfit.render.checkin import NO_KEYBOARD, NOTHING_LEFT
from kfit.store import queries
from kfit.store.changes import Change
from kfit.store.data_file import Data
from terminal import CTRL_C, CTRL_D, ENTER, PATIENCE, Terminal, last_line, logged, walk

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit


def test_all_is_answered(kfit: Kfit) -> None:
    began = time.monotonic()
    said = walk("7h30", "5 tired", "20 walk", "a quiet day")
    assert time.monotonic() - began < 15  # half a minute with the thinking, on a slow machine
    assert said == (
        "4 questions. Enter skips, b goes back, q stops and keeps what you said.\n"
        "Sleep last night (such as 7h30, or 23-7): 7h30\n"
        "Mood, 0 worst to 10 best: 5 tired\n"
        "Movement (such as walk 20, or no): 20 walk\n"
        "A note, if you like: a quiet day\n"
        "\n"
        "Saved for Sun 22 Nov: sleep 7h30, mood 5 (+ note), 20 min walk, and a note.\n"
        "Each answer is one change: kfit undo takes back the last.\n"
        "Thank you. That's enough for today.\n"
    )
    assert logged(kfit) == [("sleep", None, 450), ("mood", None, 5), ("exercise", None, 20), ("note", None, "a quiet day")]
    assert [entry["note"] for entry in kfit("list mood --json").json["entries"]] == ["tired"]
    assert len(kfit("history --json").json["changes"]) == 4


def test_all_is_skipped_and_nothing_is_written(kfit: Kfit, db_path: Path) -> None:
    said = walk(ENTER, ENTER, ENTER, ENTER)
    assert said.endswith("\n\nNothing to keep. That's enough for today.\n")
    assert not db_path.exists()
    assert kfit().code == 0


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D, "q", "QUIT"])
def test_whoever_stops_half_way_keeps_what_was_said(kfit: Kfit, key: str) -> None:
    said = walk("7", "5", key)
    assert last_line(said) == "Kept what you said: sleep, mood. That's enough for today."
    assert "\n\nKept" in said  # whichever key it was
    assert logged(kfit) == [("sleep", None, 420), ("mood", None, 5)]


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D, "q"])
def test_whoever_stops_at_once_has_nothing_to_keep(key: str) -> None:
    assert last_line(walk(key)) == "Nothing to keep. That's enough for today."


def test_after_nonsense_three_times_the_next_question_comes(kfit: Kfit) -> None:
    said = walk("bla", "45", "7.30", "fine", "66", "6,5", "5 km", "walk", "x", ENTER)
    assert said.count("That's all right. On to the next.") == 3
    assert said.count("Mood, 0 worst") == 3
    assert "I couldn't read 'bla'. Sleep needs a length or two times.\n" in said
    assert "45m? 45 h is not a night. Try: 45m   or: 7h\n" in said
    assert "Mood goes from 0 (worst) to 10 (best). Try: 6\n" in said
    assert "Try: kfit" not in said  # the offered text can be typed here unchanged
    assert last_line(said) == "Nothing to keep. That's enough for today."
    assert logged(kfit) == []


def test_what_is_offered_instead_is_read(kfit: Kfit) -> None:
    walk("45", "45m", "6 yesterday", '6 --note "yesterday"', "no", ENTER)
    assert logged(kfit) == [("sleep", None, 45), ("mood", None, 6)]


def test_it_understands_what_the_diary_understands(kfit: Kfit) -> None:
    said = walk("23:30-2, 4-6:15 --quality 3", '6/10 "7 people came"', "walk 20, yoga 45m", "can't say more")
    assert "Saved for Sun 22 Nov: sleep 4h45 in 2 parts, mood 6 (+ note), 20 min walk" in said
    assert logged(kfit) == [
        ("sleep", None, 150), ("sleep", None, 135), ("mood", None, 6), ("exercise", None, 20), ("exercise", None, 45), ("note", None, "can't say more"),
    ]  # fmt: skip
    assert len(kfit("history --json").json["changes"]) == 6  # a line an entry
    kfit("undo")
    assert "walk" in kfit("undo").out  # both movements were one answer


def test_a_reading_of_bare_hours_is_shown(kfit: Kfit) -> None:
    assert "sleep 8h00 (23:00-07:00)" in walk("11-7", ENTER, ENTER, ENTER)
    assert logged(kfit) == [("sleep", None, 480)]


def test_words_of_the_line_may_stand_there_too(kfit: Kfit) -> None:
    walk("sleep 7", "kfit mood 5", "exercise 20 walk", ENTER)
    assert logged(kfit) == [("sleep", None, 420), ("mood", None, 5), ("exercise", None, 20)]


def test_another_day_is_refused(kfit: Kfit) -> None:
    said = walk("21-23", ENTER, "6 --on yesterday", ENTER, ENTER, ENTER)
    assert "The check-in is for the night to Sun 22 Nov. For another day: kfit sleep 21-23\n" in said
    assert "The check-in is for Sun 22 Nov. For another day: kfit mood 6 --on yesterday\n" in said
    assert logged(kfit) == []


def test_what_is_logged_is_not_asked_again(kfit: Kfit) -> None:
    kfit("log mood 6, walk 20")
    assert walk("7", ENTER).startswith("2 questions.")
    assert walk() == f"{NOTHING_LEFT}\n"  # a note alone is none


def test_no_says_that_there_was_none_and_is_not_asked_again(kfit: Kfit) -> None:
    said = walk(ENTER, "5", "no walk today", ENTER)
    assert last_line(said) == "Thank you. That's enough for today."
    assert "On to the next" not in said
    assert walk(ENTER, ENTER).startswith("2 questions.")
    assert logged(kfit) == [("mood", None, 5)]
    assert len(kfit("history --json").json["changes"]) == 1


@pytest.mark.parametrize("mood", ["0", "5", "10"])
def test_whatever_the_mood_the_same_questions_come(mood: str) -> None:
    said = walk(ENTER, mood, ENTER, ENTER)
    asked = [line.split(":")[0] for line in said.split("\n") if ": " in line and not line.startswith(("Saved", "To take"))]
    assert asked == [
        "Sleep last night (such as 7h30, or 23-7)", "Mood, 0 worst to 10 best", "Movement (such as walk 20, or no)", "A note, if you like",
    ]  # fmt: skip
    assert said.endswith(
        f"\nSaved for Sun 22 Nov: mood {mood}.\nTo take it back: kfit undo\nThank you. That's enough for today.\n"
    )  # the same words for all
    assert not {"why", "sorry", "great", "!", "missed"} & set(said.lower().split())


def test_a_low_mood_is_thanked_for_at_once_and_the_line_comes_once_a_day(kfit: Kfit) -> None:
    with Terminal("checkin") as terminal:
        terminal.asked()
        terminal.type(ENTER)
        terminal.asked()
        terminal.type("1")
        assert f"{safety.THANKS}\n{safety.ROUGH_DAY}\nMovement" in terminal.asked()
        terminal.type("q")
        assert terminal.end() == 0
    kfit("undo")
    said = walk(ENTER, "0", "q")
    assert safety.THANKS in said
    assert safety.ROUGH_DAY not in said


def test_short_answers_stay_short(kfit: Kfit) -> None:
    kfit("config set answers short")
    said = walk("7", "1", ENTER, ENTER)
    assert said.endswith("A note, if you like: \n\nSaved.\nThank you. That's enough for today.\n")
    assert safety.ROUGH_DAY not in said


def on_three_days(kfit: Kfit, *lines: str) -> None:
    for day in (9, 15, 21):
        for line in lines:
            assert kfit(f"{line} --on 2026-11-{day:02}").code == 0


def test_ratings_and_habits_in_use_are_asked(kfit: Kfit) -> None:
    on_three_days(kfit, 'rate "back pain" 4 --better low', "did push-ups 20x", "did meditation 10m", "did craft")
    kfit("config set checkin sleep mood exercise ratings habits note")
    said = walk("7", "5", "no", "6 all day", "nice one", "yes", "12", "y, with Anna", ENTER)
    for asked in (
        "Back pain, 0 none to 10 worst: ", "Craft (yes or no): ", "Meditation (such as 10m, yes, or no): ", "Push-ups (such as 20x, yes, or no): ",
        "I couldn't read 'nice one'. Try: yes   or: no\n",
    ):  # fmt: skip
        assert asked in said, said
    assert logged(kfit)[14:] == [
        ("rating", "back pain", 6),
        ("habit", "craft", None),
        ("habit", "meditation", 12),
        ("habit", "push-ups", "with Anna"),
    ]


def test_what_was_logged_now_and_then_is_not_asked(kfit: Kfit) -> None:
    on_three_days(kfit, "pain 4", "energy 4")
    kfit("craving 3 --on 2026-11-20")
    kfit("delete 2")  # energy of the 9th
    for _ in range(2):
        assert kfit("rate craving 3 --on 2026-11-19").code == 0  # two days, though three entries
    assert kfit("checkin --list --json").json["asked"] == ["sleep", "mood", "movement", "pain"]
    assert kfit("checkin --list --json", now="2026-11-24T21:30").json["asked"] == [
        "sleep",
        "mood",
        "movement",
        "note",
    ]  # 14 days after the 9th
    kfit("config set pace weekly")
    assert kfit("checkin --list --json", now="2026-11-24T21:30").json["asked"] == ["sleep", "mood", "movement", "pain"]


def test_what_is_retired_is_not_asked(kfit: Kfit) -> None:
    on_three_days(kfit, "did craft", "pain 4", "did rest")
    kfit("config set checkin ratings habits")
    assert kfit("checkin --list --json").json["asked"] == ["pain", "craft", "rest"]
    with Data.to_write() as data, Change(data.existing(), "habit") as change:
        craft = next(one for one in queries.list_custom_names(change.db) if one.name == "craft")
        change.turn(craft, craft.but(retired_on="2026-11-21"))
        change.keep(CustomName(name="pain", kind="rating", better="low", retired_on="2026-11-21"))
    assert kfit("checkin --list --json").json["asked"] == ["rest"]


def test_a_step_back_takes_the_answer_back_and_asks_again(kfit: Kfit) -> None:
    said = walk("back", "7", "2", "b", "6", "walk 20", "Back", "back", "7", "no", ENTER)
    assert "This is the first question.\nSleep last night" in said
    assert said.count("Took back: mood.\nMood, 0 worst to 10 best: ") == 2
    assert "Took back: movement.\nMovement (such as walk 20, or no): back\n" in said
    assert logged(kfit) == [("sleep", None, 420), ("mood", None, 7)]
    assert "Saved for Sun 22 Nov: sleep 7h00, mood 7.\n" in said
    assert kfit("undo").out.startswith("Took back: mood 7")


def test_a_step_back_over_what_is_no_longer_the_newest_change_takes_nothing_back(kfit: Kfit) -> None:
    with Terminal("checkin") as terminal:
        for answer in (ENTER, "5"):
            terminal.asked()
            terminal.type(answer)
        terminal.asked()
        kfit("pain 3")
        terminal.type("back")
        assert "mood stays as you told it. To take it back after the check-in: kfit undo\nMovement" in terminal.asked()
        terminal.type("q")
        assert terminal.end() == 0
    assert logged(kfit) == [("mood", None, 5), ("rating", "pain", 3)]


@pytest.mark.parametrize("word", ["skip", "Next", "pass"])
def test_skip_is_no_answer_not_even_a_note(kfit: Kfit, word: str) -> None:
    assert last_line(walk(word, word, word, word)) == "Nothing to keep. That's enough for today."
    assert logged(kfit) == []


@pytest.mark.parametrize("word", ["stop", "exit", "Q"])
def test_stop_is_no_note(kfit: Kfit, word: str) -> None:
    assert last_line(walk(ENTER, ENTER, ENTER, word)) == "Nothing to keep. That's enough for today."
    assert last_line(walk(word, words=("note",))) == "No text, so nothing was saved."
    assert logged(kfit) == []


def test_bytes_that_are_no_text_are_refused_in_words(kfit: Kfit) -> None:
    with Terminal("checkin") as terminal:
        terminal.asked()
        os.write(terminal.here, b"\xff\xfe7\n")
        assert "I couldn't read" in terminal.asked()
        terminal.type("7")
        terminal.asked()
        os.write(terminal.here, b"5 caf\xe9\n")
        assert "not UTF-8" in terminal.asked()
        terminal.type("q")
        assert terminal.end() == 0
    assert logged(kfit) == [("sleep", None, 420)]


def test_what_a_note_took_along_is_said(kfit: Kfit) -> None:
    assert "'walk 15' stayed in the note. To log it as well: kfit walk 15\n" in walk(ENTER, "6 walk 15", "q")
    assert logged(kfit) == [("mood", None, 6)]


def test_kill_in_the_middle_keeps_what_was_said(kfit: Kfit) -> None:
    with Terminal("checkin") as terminal:
        terminal.asked()
        terminal.type("7")
        terminal.asked()
        terminal.type("5")
        terminal.asked()
        terminal.child.send_signal(signal.SIGKILL)
        assert terminal.child.wait(PATIENCE) == -signal.SIGKILL
    assert logged(kfit) == [("sleep", None, 420), ("mood", None, 5)]


def test_two_terminals_at_once_lose_nothing(kfit: Kfit) -> None:
    with Terminal("checkin") as one, Terminal("checkin") as other:
        both = (one, other)
        for answer in ("7", "5", "20 walk", "a day"):
            assert all(terminal.asked() for terminal in both)
            for terminal in both:
                terminal.type(f"{answer} --sure" if answer == "7" else answer)  # the second night of the day is asked about
        assert (one.end(), other.end()) == (0, 0)
    assert len(logged(kfit)) == 8
    assert kfit("doctor").code == 0


def test_a_night_that_another_terminal_has_told_meanwhile_is_asked_about(kfit: Kfit) -> None:
    with Terminal("checkin") as terminal:
        assert terminal.asked()
        kfit("sleep 7h")
        terminal.type("7")
        assert terminal.asked()
        assert "There is sleep 7h00 for the night to Sun 22 Nov already." in terminal.text
        terminal.type("kfit sleep 7 --sure")
        assert terminal.asked()
        terminal.type("q")
        assert terminal.end() == 0
    assert len(logged(kfit)) == 2


def test_a_file_that_cannot_be_used_stops_it_and_names_what_is_kept(kfit: Kfit, db_path: Path) -> None:
    kfit("mood 5 --on 2026-11-20")
    with Terminal("checkin") as terminal:
        terminal.asked()
        terminal.type("7")
        terminal.asked()
        db_path.rename(db_path.with_suffix(".away"))
        terminal.type("5")
        assert terminal.end() == 3
        assert "What you said before is kept: sleep.\n" in terminal.text
        assert "Not saved" in terminal.text


@pytest.mark.parametrize("plain", ["", "1"])
def test_nothing_is_drawn_anew_and_nothing_is_coloured(plain: str) -> None:
    said = walk(ENTER, "1", "bla", ENTER, ENTER, KFIT_PLAIN=plain, FORCE_COLOR="1")
    assert "\x1b" not in said
    assert "\r" not in said


def test_the_set_and_its_order_can_be_chosen(kfit: Kfit) -> None:
    kfit('config set checkin "mood, sleep, note"')
    assert kfit("checkin --list").out == (
        "3 questions today.\n  Mood, 0 worst to 10 best\n  Sleep last night\n  A note, if you like\nTo answer them: kfit checkin\n"
    )
    assert "checkin mood,sleep,note" in " ".join(kfit("checkin -h").out.replace("│", " ").split())


def test_without_a_terminal_it_names_the_line(kfit: Kfit) -> None:
    for stdin in ("", "7\n5\n"):
        said = kfit("checkin", stdin=stdin)
        assert said == ("", f"{NO_KEYBOARD}\n", 2)
    assert kfit(NO_KEYBOARD.split(": ")[1].removeprefix("kfit ")).code == 0
    assert kfit("checkin --json", stdin="").code == 2

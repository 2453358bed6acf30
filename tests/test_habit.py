"""Habits: listed, renamed, retired. What was logged stays."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit


@pytest.fixture
def practised(kfit: Kfit) -> Kfit:
    """Meditation on three days of the last four weeks and one before, craft once, push-ups in times, long ago."""
    for day in ("2026-10-01", "2026-11-05", "2026-11-06", "2026-11-20"):
        kfit(f"did meditation 10m --on {day}")
    kfit("did meditation 5m --on 2026-11-20")
    kfit("did craft --on 2026-11-05")
    kfit("did push-ups 20x --on 2026-03-02")
    return kfit


def names(db_path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(db_path)) as db:
        return dict(db.execute("select name, count(*) from habit group by name").fetchall())


def tracked(db_path: Path) -> list[tuple[str, str | None, str | None]]:
    with closing(sqlite3.connect(db_path)) as db:
        return db.execute("select name, unit, retired_on from tracked where kind = 'habit' order by id").fetchall()


# the list


def test_the_list_says_how_each_is_kept_and_on_how_many_days(practised: Kfit) -> None:
    assert practised("habit").out == (
        "Habit        Kept         Last day     Last 4 weeks\n"
        "meditation   in minutes   Fri 20 Nov   3 of 28 days\n"
        "craft        yes or no    Thu 5 Nov    1 of 28 days\n"
        "push-ups     in times     Mon 2 Mar    no entry\n"
        "\n"
        "Also known: therapy, group, people, rest and period.\n"
    )


def test_the_28_days_end_today(kfit: Kfit) -> None:
    for day in ("2026-10-25", "2026-10-26", "2026-11-22"):
        kfit(f"did rest --on {day}")
    assert kfit("habit --json").json["habits"][0]["days_of_28"] == 2


def test_at_40_columns_a_habit_is_a_paragraph(practised: Kfit) -> None:
    practised("did 'a walk along the river and back again' 1x")
    lines = practised("habit", COLUMNS="40").out.splitlines()
    assert lines[:3] == ["meditation", "  in minutes, last on Fri 20 Nov, 3 of", "  the last 28 days"]
    assert max(map(len, lines)) <= 40


def test_plain_is_a_sentence_a_habit(practised: Kfit) -> None:
    assert practised("habit", KFIT_PLAIN="1").out.splitlines() == [
        "Habits.",
        "meditation: in minutes, last on Fri 20 Nov, 3 of the last 28 days.",
        "craft: yes or no, last on Thu 5 Nov, 1 of the last 28 days.",
        "push-ups: in times, last on Mon 2 Mar, no entry.",
        "Also known: therapy, group, people, rest and period.",
    ]


def test_json_has_stable_keys(practised: Kfit) -> None:
    told = practised("habit --json").json
    assert told["habits"][0] == {
        "name": "meditation",
        "kept": "minutes",
        "entries": 5,
        "last_day": "2026-11-20",
        "days_of_28": 3,
        "retired_on": None,
    }
    assert [one["kept"] for one in told["habits"]] == ["minutes", None, "times"]
    assert told["unused"] == ["therapy", "group", "people", "rest", "period"]


def test_without_a_habit_the_list_shows_how_to_begin(kfit: Kfit, db_path: Path) -> None:
    assert kfit("habit").out == (
        "No habit is kept yet. One line begins one: kfit did meditation 10m\n"
        "Also known: meditation, craft, therapy, group, people, rest and period.\n"
    )
    assert max(map(len, kfit("habit", COLUMNS="40").out.splitlines())) <= 40
    assert kfit("habit --json").json["habits"] == []
    assert not db_path.exists()


def test_no_word_makes_it_a_duty(practised: Kfit) -> None:
    practised("habit retire craft")
    for env in ({}, {"COLUMNS": "40"}, {"KFIT_PLAIN": "1"}):
        said = practised("habit", **env).out.lower()
        for word in ("streak", "missed", "goal", "%", "due", "should", "only", "0 of", "!"):
            assert word not in said


def test_a_habit_that_only_its_entries_name_is_listed_too(practised: Kfit, db_path: Path) -> None:
    with closing(sqlite3.connect(db_path)) as db:
        db.execute("delete from tracked where name = 'push-ups'")
        db.commit()
    assert "push-ups     in times" in practised("habit").out


# renaming


def test_renaming_takes_all_entries_along_in_one_change(practised: Kfit, db_path: Path) -> None:
    assert practised("habit rename meditation sitting").out == "Changed: meditation is now sitting, with its 5 entries. (kfit undo)\n"
    assert names(db_path) == {"sitting": 5, "craft": 1, "push-ups": 1}
    assert tracked(db_path)[0] == ("sitting", "minutes", None)
    assert practised("did sitting 10m").out == "Saved sitting 10 min for Sun 22 Nov. (kfit undo)\n"
    practised("undo")
    assert practised("undo").out == "Took back a change: habit meditation, as before. (kfit redo)\n"
    assert names(db_path) == {"meditation": 5, "craft": 1, "push-ups": 1}
    practised("redo")
    assert names(db_path)["sitting"] == 5
    assert practised("doctor --json").json["ok"]


def test_entries_keep_their_numbers_days_and_notes(practised: Kfit) -> None:
    practised("did craft --on 2026-11-21 --note secret")
    before = practised("list --all --json").json["entries"]
    practised("habit rename craft 'Knitting  Circle'")
    after = practised("list --all --json").json["entries"]
    assert [one | {"name": "craft"} if one["name"] == "knitting circle" else one for one in after] == before
    assert sum(one["name"] == "knitting circle" for one in after) == 2


def test_the_history_tells_a_renaming(practised: Kfit) -> None:
    practised("habit rename craft knitting")
    told = " ".join(practised("history").out.split())
    assert "was habit craft -> now habit knitting" in told
    assert "was 6: craft, Thu 5 Nov -> now 6: knitting, Thu 5 Nov" in told


def test_a_retired_habit_stays_retired_under_its_new_name(practised: Kfit, db_path: Path) -> None:
    practised("habit retire craft")
    practised("habit rename craft knitting")
    assert ("knitting", None, "2026-11-22") in tracked(db_path)


def test_a_habit_that_only_its_entries_name_is_renamed_too(practised: Kfit, db_path: Path) -> None:
    with closing(sqlite3.connect(db_path)) as db:
        db.execute("delete from tracked where name = 'push-ups'")
        db.execute("delete from change_kept where after like '%push-ups%'")
        db.commit()
    assert practised("habit rename push-ups press-ups").code == 0
    assert names(db_path)["press-ups"] == 1
    assert practised("undo").code == 0
    assert names(db_path)["push-ups"] == 1
    assert practised("doctor --json").json["ok"]


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("habit rename crft knitting", "There is no habit 'crft'. Did you mean: kfit habit rename craft knitting"),
        ("habit rename dishes knitting", "There is no habit 'dishes'. Your habits: kfit habit"),
        ("habit rename craft push-ups", "There is a habit 'push-ups' already, and kfit does not merge two."),
        ("habit rename craft craft", "There is a habit 'craft' already, and kfit does not merge two."),
        ("habit rename craft yoga", "'yoga' has a line of its own: kfit yoga. Try another name."),
        ("habit rename craft 7up", "A name begins with a letter and has up to 40 characters."),
        (f"habit rename craft {'x' * 41}", "A name begins with a letter and has up to 40 characters."),
        ("habit rename craft ''", "A name begins with a letter and has up to 40 characters."),
        ("habit rename craft", "kfit habit rename needs the old name and the new one. Quotes keep words together."),
        (
            "habit rename craft long walks",
            'kfit habit rename needs the old name and the new one. Quotes keep words together. Try: kfit habit rename craft "long walks"',
        ),
        ("habit retire crft", "There is no habit 'crft'. Did you mean: kfit habit retire craft"),
        ("habit again dishes", "There is no habit 'dishes'. Your habits: kfit habit"),
        ("habit again therapy", "There is no habit 'therapy'. Your habits: kfit habit"),
    ],
)
def test_what_cannot_be_is_refused_kindly(practised: Kfit, db_path: Path, line: str, refusal: str) -> None:
    before = names(db_path), tracked(db_path)
    said = practised(line)
    assert said.err.startswith(refusal)
    assert (said.out, said.code) == ("", 2)
    assert (names(db_path), tracked(db_path)) == before


def test_a_name_cannot_speak_to_the_terminal(practised: Kfit) -> None:
    assert practised(["habit", "rename", "craft", "a\x1b[31m"]).code == 2
    said = practised(["habit", "retire", "b\u202e\x1b[31m"])
    assert "\x1b" not in said.err
    practised(["habit", "rename", "craft", "[red]x[/]日本語"])
    assert practised("habit rename craft c[/x]").code == 0
    assert "c[/x]" in practised("habit", FORCE_COLOR="1").out


# retiring


def test_a_retired_habit_keeps_its_history_and_says_since_when(practised: Kfit, db_path: Path) -> None:
    assert practised("habit retire craft").out == "Changed: craft is retired; its history stays. (kfit undo)\n"
    assert names(db_path)["craft"] == 1
    assert practised("habit").out.splitlines()[3] == "craft        yes or no    Thu 5 Nov    retired on Sun 22 Nov"
    assert practised("habit retire craft").out == "craft was retired on Sun 22 Nov. Nothing was changed.\n"


def test_it_can_be_taken_up_again(practised: Kfit, db_path: Path) -> None:
    practised("habit retire craft")
    assert practised("habit again craft").out == "Changed: craft is in use again. (kfit undo)\n"
    assert ("craft", None, None) in tracked(db_path)
    assert practised("habit again craft").out == "craft is not retired. Nothing was changed.\n"


def test_undo_and_redo_know_retiring(practised: Kfit, db_path: Path) -> None:
    practised("habit retire push-ups")
    assert practised("undo").out == "Took back a change: habit push-ups, as before. (kfit redo)\n"
    assert all(retired is None for _, _, retired in tracked(db_path))
    practised("redo")
    assert ("push-ups", "times", "2026-11-22") in tracked(db_path)
    assert practised("doctor --json").json["ok"]


def test_what_was_never_used_can_be_retired_and_begins_as_new_again(kfit: Kfit, db_path: Path) -> None:
    assert kfit("habit retire therapy").out == "Changed: therapy is retired. (kfit undo)\n"
    assert tracked(db_path) == [("therapy", None, "2026-11-22")]
    assert kfit("habit").out.splitlines()[1].split() == ["therapy", "retired", "on", "Sun", "22", "Nov"]
    kfit("habit again therapy")
    assert tracked(db_path) == []
    assert "New habit, kept in minutes." in kfit("did therapy 50m").out


def test_a_name_of_several_words_needs_no_quotes_where_it_stands_alone(kfit: Kfit) -> None:
    kfit("did 'morning pages' 1x")
    assert kfit("habit retire Morning  pages").out.startswith("Changed: morning pages is retired;")


def test_json_tells_the_habit_and_the_answer(practised: Kfit) -> None:
    told = practised("habit retire craft --json").json
    assert told == {
        "habit": {
            "name": "craft",
            "kept": None,
            "entries": 1,
            "last_day": "2026-11-05",
            "days_of_28": 1,
            "retired_on": "2026-11-22",
        },
        "message": "Changed: craft is retired; its history stays. (kfit undo)",
    }
    assert practised("habit rename craft knitting --json").json["habit"]["name"] == "knitting"
    assert practised("habit again knitting --json").json["habit"]["retired_on"] is None


def test_whoever_wants_short_answers_gets_them(practised: Kfit) -> None:
    practised("config set answers short")
    assert practised("habit retire craft").out == "Changed.\n"


@pytest.mark.usefixtures("practised")
def test_names_are_completed() -> None:
    from kfit.cli.habits import names as completed

    assert completed("") == ["meditation", "craft", "push-ups"]
    assert completed("cr") == ["craft"]


@pytest.mark.parametrize("command", ["habit", "habit rename", "habit retire", "habit again"])
def test_help_has_its_example(kfit: Kfit, command: str) -> None:
    assert f"Example: kfit {command}" in kfit(f"{command} -h").out

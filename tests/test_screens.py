"""The laws of every screen, on files made by chance: never wider than the terminal, never longer than 40 lines without being asked."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from effort import LONG, tried
from kfit.model.entries import Effect, Exercise, Habit, Infusion, Measure, Medicine, Mood, Note, Rating, Score, Sleep
from kfit.model.planning import CustomName, Goal
from kfit.render.text import LONGEST, width
from kfit.store.changes import Change
from kfit.store.data_file import Data

if TYPE_CHECKING:
    from conftest import Kfit
    from kfit.model.fields import Entry

TODAY = date(2026, 11, 22)
FILES, NARROWEST, BROADEST = 30, 20, 250
SCREENS = (
    "", "today", "yesterday", "week", "month", "month last", "infusions", "infusions last", "insights infusion", "insights infusion --held",
    "chart rounds", "calendar mood", "calendar exercise", "list", "list mood",
    "chart", "chart mood year", "chart mood sleep", "chart mood sleep phq9", "chart weight year", "chart headache", "chart exercise --all",
    "chart pain sleep last week", "chart mood --day", "goal", "goal exercise", "goal plans", "programme", "habit", "med", "next", "ask", "history",
    "pause", "remind", "config", "doctor", "backup list", "setup --list", "checkin --list", "help", "help-now", "demo yesterday",
    "mood 66", "walk twnty", "nosuchword", "list --days 0",
)  # fmt: skip
ASKED = ("goal plans", "config", "doctor", "help-now")  # whole by their nature: no number to call and no finding is left out
CODES = re.compile(r"\x1b\[[0-9;]*m")
WORDS = ("tired", "slept", "a", "long", "walk", "with", "my", "sister", "in", "the", "rain", "unbelievably", "verschlimmbesserung")


def made(chance: random.Random) -> list[Entry]:
    """Return a diary: some months of a person who logs much, or little, with everything that a file can hold."""
    days = chance.choice([1, 5, 30, 120, 400])
    found: list[Entry] = []
    for back in range(days):
        day = (TODAY - timedelta(days=back)).isoformat()
        said = " ".join(chance.choices(WORDS, k=chance.randrange(1, 40))) if chance.random() < 0.2 else None
        kinds: list[Entry] = [
            Mood(day=day, score=chance.randrange(11), note=said),
            Sleep(day=day, minutes=chance.randrange(60, 700)),
            Exercise(day=day, minutes=chance.randrange(1, 200), activity=chance.choice(["walk", "water-aerobics", "yoga"]), note=said),
            Infusion(day=day, route=chance.choice(["iv", "im", "nasal", None]), dose_mg=40.0, dose="40mg"),
            Rating(day=day, name=chance.choice(["pain", "a-name-that-is-quite-long"]), better="low", score=chance.randrange(11)),
            Effect(day=day, name=chance.choice(["fog", "headache", "dissociation"]), severity=chance.randrange(4)),
            Medicine(
                day=day, name=chance.choice(["sertraline", "lamotrigine"]), event=chance.choice(["taken", "taken", "changed"]), dose="100mg"
            ),
            Habit(day=day, name=chance.choice(["meditation", "craft", "stretching-with-friends"]), minutes=chance.choice([None, 20])),
            Measure(day=day, name="weight", value=72.5, unit="kg"),
            Score(day=day, name="phq9", total=float(chance.randrange(28))),
            Note(day=day, note=said or "short", mark=chance.choice([None, None, "it fades", "a long walk with my sister in the rain"])),
        ]
        rare = {"Infusion": 0.12, "Score": 0.07, "Note": 0.3, "Effect": 0.3, "Medicine": 0.3}
        found += [entry for entry in kinds if chance.random() < rare.get(type(entry).__name__, 0.6)]
    return found


def fill(chance: random.Random) -> None:
    """Write a diary into the file, with goals and names beside it."""
    with Data.to_write() as data, Change(data.existing(), "test") as change:
        change.keep(CustomName(name="stretching-with-friends", kind="habit", unit="minutes"))
        goals = [
            Goal(kind="exercise", day="2026-09-07", per="week", minutes=chance.choice([20, 150]), times=chance.choice([None, 3])),
            Goal(kind="sleep", day="2026-09-07", per="day", minutes=420),
        ]
        for goal in goals[: chance.randrange(3)]:
            change.keep(goal)
        for entry in made(chance):
            change.add(entry)


def widths(number: int, chance: random.Random) -> list[int]:
    """Return the widths at which a file's screens are drawn: two, in a long run every thirtieth, so that all files try each of them."""
    every = range(NARROWEST + (number - NARROWEST) % FILES, BROADEST + 1, FILES)
    return tried([chance.randrange(NARROWEST, BROADEST + 1), chance.choice([20, 40, 60, 80])], list(every))


def test_a_long_run_tries_every_width() -> None:
    chance = random.Random(0)
    assert LONG is False or sorted(width for number in range(FILES) for width in widths(number, chance)) == [
        *range(NARROWEST, BROADEST + 1)
    ]


@pytest.mark.parametrize("number", range(FILES))
def test_no_screen_is_wider_than_its_terminal_and_none_is_long_unasked(kfit: Kfit, number: int) -> None:
    chance = random.Random(number)
    fill(chance)
    for line in chance.sample(SCREENS, tried(5, len(SCREENS))):
        for columns in widths(number, chance):
            for plain in ("", "1"):
                said = kfit(line, COLUMNS=str(columns), KFIT_PLAIN=plain, FORCE_COLOR=chance.choice(["", "1"]))
                lines = [CODES.sub("", told) for told in (said.out + said.err).splitlines()]
                assert max(map(width, lines), default=0) <= columns, (line, columns, plain, said)
                assert line in ASKED or len(lines) <= LONGEST, (line, columns, plain, len(lines), said)


@pytest.mark.parametrize("env", [{}, {"COLUMNS": "40"}, {"KFIT_PLAIN": "1"}])
def test_the_page_of_an_infusion_ends_with_a_screen_and_all_of_it_is_one_line_away(kfit: Kfit, env: dict[str, str]) -> None:
    kfit("infusion iv --on 2026-11-20")
    for number in range(30):
        kfit(f"note thought {number} in the chair --on 2026-11-20")
        kfit("effect fog 1 --on 2026-11-20")
    usual, every = kfit("infusions last", **env).out, kfit("infusions last --all", **env).out
    assert len(usual.splitlines()) <= LONGEST < len(every.splitlines())
    assert "The page goes on: kfit infusions 2026-11-20 --all" in " ".join(usual.replace("\\\n", "").split())
    assert "thought 29" in every
    assert kfit("infusions 2026-11-20 --all", **env).out == every

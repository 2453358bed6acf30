"""The demo: a made-up person in a file of its own."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import tried
from kfit import clock
from kfit.model.entries import Exercise, Infusion, Mood, Note, Sleep
from kfit.services.demo_person import DAYS, made_up
from kfit.store import paths

if TYPE_CHECKING:
    from conftest import Kfit
    from kfit.model.fields import Entry

UNTOUCHED = "Your own entries are untouched."


def person(now: str = "2026-11-22T21:30") -> list[Entry]:
    moment = clock.local(datetime.fromisoformat(now))
    return made_up(moment, clock.day_of(moment, "04:00"))


def files(home: Path) -> set[str]:
    return {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()}


def test_the_same_day_makes_the_same_person() -> None:
    assert person() == person()


def test_the_person_is_treated_six_times_in_three_weeks_and_then_more_and_more_rarely() -> None:
    days = [date.fromisoformat(entry.day) for entry in person() if isinstance(entry, Infusion)]
    assert len(days) == 9
    assert (days[5] - days[0]).days <= 21
    gaps = [(later - earlier).days for earlier, later in pairwise(days[5:])]
    assert gaps == sorted(gaps)
    assert gaps[0] > 7


def test_the_person_is_believable() -> None:
    entries = person()
    span = {date(2026, 11, 22) - timedelta(days=days) for days in range(DAYS)}
    days = {date.fromisoformat(entry.day) for entry in entries}
    assert days <= span
    assert max(days) == max(span)
    assert 5 <= len(span - days) <= 25
    moods: dict[str, list[int]] = {}
    for entry in entries:
        if isinstance(entry, Mood):
            moods.setdefault(entry.day, []).append(entry.score)
    means = {date.fromisoformat(day): sum(scores) / len(scores) for day, scores in moods.items()}
    steps = [abs(means[day] - means[day - timedelta(days=1)]) for day in means if day - timedelta(days=1) in means]
    weeks = [abs(means[day] - means[day - timedelta(days=9)]) for day in means if day - timedelta(days=9) in means]
    assert sum(steps) / len(steps) < sum(weeks) / len(weeks)  # a day is nearer to the day before than to one further back
    minutes = [entry.minutes for entry in entries if isinstance(entry, Exercise)]
    assert min(minutes) == 10
    assert sum(minutes[:8]) < sum(minutes[-8:])
    assert any(entry.start_at for entry in entries if isinstance(entry, Sleep))
    assert any(entry.at is None for entry in entries)
    assert any(isinstance(entry, Note) and entry.mark for entry in entries)
    assert len({entry.note for entry in entries if entry.note}) > 8


def test_mood_rises_after_the_induction_and_wears_off_before_the_last_infusion() -> None:
    entries = person()
    treated = [date.fromisoformat(entry.day) for entry in entries if isinstance(entry, Infusion)]

    def mean(first: date, last: date) -> float:
        scores = [entry.score for entry in entries if isinstance(entry, Mood) and first <= date.fromisoformat(entry.day) <= last]
        return sum(scores) / len(scores)

    day = timedelta(days=1)
    before, within = mean(treated[0] - 7 * day, treated[0] - day), mean(treated[3], treated[5] + 5 * day)
    assert within > before + 1
    assert mean(treated[-1] + 12 * day, treated[-1] + 20 * day) < mean(treated[-1] + day, treated[-1] + 7 * day)


@settings(deadline=None, max_examples=tried(15, 100))
@given(st.datetimes(datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2100-01-01")))
def test_nothing_lies_in_the_future_and_the_last_day_is_today(now: datetime) -> None:
    moment = clock.local(now.replace(microsecond=0))
    today = clock.day_of(moment, "04:00").isoformat()
    entries = person(now.replace(microsecond=0).isoformat())
    assert max(entry.day for entry in entries) == today
    stamps = [str(entry.logged_at) for entry in entries]
    assert stamps == sorted(stamps)
    assert stamps[-1] <= clock.stamp(moment)
    for entry in entries:
        times = [entry.at, getattr(entry, "end_at", None)]
        assert all(datetime.fromisoformat(time) <= moment for time in times if time)


def test_it_shows_today_the_weeks_the_mood_and_the_infusions(kfit: Kfit) -> None:
    said = kfit("demo")
    lines = said.out.splitlines()
    assert said.code == 0
    assert "made-up person" in lines[0]
    assert UNTOUCHED in lines[0]
    assert [line for line in lines if line.startswith("$ ")] == [
        "$ kfit demo today",
        "$ kfit demo week",
        "$ kfit demo chart mood --all",
        "$ kfit demo infusions",
    ]
    assert "Sun 22 Nov" in said.out
    assert "▼ infusion" in said.out
    assert "6 in 18 days" in said.out


@pytest.mark.parametrize("named", ["", "elsewhere.db"])
def test_the_real_file_is_neither_read_nor_written(kfit: Kfit, home: Path, named: str) -> None:
    env = {"KFIT_DB": str(home / named)} if named else {}
    kfit("mood 9", **env)
    real = home / named if named else home / "data" / "kfit" / "kfit.db"
    before, seen = real.read_bytes(), kfit("list --json", **env).out
    assert kfit("demo", **env).code == 0
    assert kfit("demo mood 2", **env).code == 0
    assert kfit("demo undo", **env).code == 0
    assert kfit("demo --remove", **env).code == 0
    assert real.read_bytes() == before
    assert kfit("list --json", **env).out == seen
    assert os.environ.get("KFIT_DB") is None


def test_a_damaged_real_file_stays_as_it_is(kfit: Kfit, db_path: Path) -> None:
    db_path.parent.mkdir(parents=True)
    db_path.write_bytes(b"damaged")
    assert kfit("demo").code == 0
    assert db_path.read_bytes() == b"damaged"


def test_any_command_works_on_the_made_up_person(kfit: Kfit) -> None:
    shown = kfit("demo chart mood --json")
    assert len(shown.json["points"]) > 40
    assert UNTOUCHED in shown.err
    assert kfit("demo week").code == 0
    assert kfit("demo help-now").code == 0
    assert kfit("demo chart mood -h").out.split()[:3] == ["Usage:", "kfit", "chart"]
    refused = kfit("demo moood 4")
    assert (refused.out, refused.code) == ("", 2)


def test_what_is_logged_into_the_demo_stays_until_it_is_made_anew(kfit: Kfit) -> None:
    assert kfit(["demo", "mood", "6", "slept", "badly"]).out.startswith("Saved mood 6")
    assert kfit("demo list --json").json["entries"][-1]["note"] == "slept badly"
    kfit("demo")
    assert "slept badly" not in [entry["note"] for entry in kfit("demo list --all --json").json["entries"]]


def test_no_line_is_wider_than_a_narrow_screen(kfit: Kfit) -> None:
    said = kfit("demo", COLUMNS="40")
    assert max(map(len, said.out.splitlines())) <= 40
    assert kfit("demo", COLUMNS="40", KFIT_PLAIN="1").out.isascii()


def test_it_ends_today_whenever_it_is_run(kfit: Kfit) -> None:
    kfit("demo")
    kfit("demo", now="2027-03-01T10:00")
    last = kfit("demo list --json", now="2027-03-01T10:00").json["entries"][-1]
    assert last["day"] == "2027-03-01"


def test_its_words_are_not_read_twice(kfit: Kfit) -> None:
    said = kfit(["demo", "mood", "6", "-not", "great"])
    assert said.code == 2
    assert kfit(["demo", "mood", "6", "--", "-not", "great"]).code == 0
    assert kfit("demo list --json").json["entries"][-1]["note"] == "-not great"


def test_removing_leaves_no_trace(kfit: Kfit, home: Path) -> None:
    kfit("mood 5")
    before, known = files(home), paths.known()
    kfit("demo")
    kfit("demo mood 6")
    assert paths.demo_file() in paths.known()
    assert Path(paths.backups(paths.demo_file())).is_dir()
    said = kfit("demo --remove")
    assert (UNTOUCHED in said.out, said.code) == (True, 0)
    assert files(home) == before
    assert paths.known() == known
    assert not Path(paths.backups(paths.demo_file())).exists()
    assert kfit("demo --remove").code == 0


def test_a_demo_file_that_was_deleted_by_hand_is_made_again(kfit: Kfit) -> None:
    kfit("demo")
    Path(paths.demo_file()).unlink()
    assert len(kfit("demo list --json").json["entries"]) > 10


def test_a_real_file_under_the_demo_s_name_is_not_touched(kfit: Kfit) -> None:
    path = paths.demo_file()
    kfit("mood 5", KFIT_DB=path)
    before = Path(path).read_bytes()
    for line in ("demo", "demo --remove", "demo mood 3"):
        assert kfit(line, KFIT_DB=path).code == 2
    assert Path(path).read_bytes() == before


def test_remove_stands_alone(kfit: Kfit) -> None:
    kfit("demo")
    assert kfit("demo --remove week").code == 2
    assert Path(paths.demo_file()).exists()


def test_its_help_has_an_example(kfit: Kfit) -> None:
    said = kfit("demo -h")
    assert "kfit demo" in said.out
    assert "--remove" in said.out
    assert not Path(paths.demo_file()).exists()


def test_lines_to_copy_act_on_the_demo_and_not_on_ones_own_file(kfit: Kfit) -> None:
    kfit("mood 5")
    assert kfit("demo mood 6").out.endswith("To take it back: kfit demo undo\n")
    assert "Try: kfit demo mood 7" in kfit("demo mood 77").err
    foot = kfit("demo today").out.strip().split("\n\n")[-1]
    assert "kfit demo undo" in foot
    assert "kfit demo week" in foot
    assert kfit("undo").out.startswith("Took back: mood 5")


@pytest.mark.parametrize(
    "line",
    [
        "help",
        "help all",
        "help mood",
        "yesterday",
        "today yesterday",
        "graph mood",
        "mood chart",
        "weeks",
        "my mood was 6",
        "napped 30",
        "goals",
        "-h mood",
    ],
)
def test_a_line_for_the_demo_is_understood_as_one_for_ones_own_file(kfit: Kfit, line: str) -> None:
    own, demo = kfit(line), kfit(f"demo {line}")
    assert (demo.code, UNTOUCHED in demo.err or line.startswith("-")) == (own.code, True)
    if line.startswith(("help", "-h")):
        assert demo.out.replace("kfit demo ", "kfit ").split() == own.out.split() or line.startswith("-")
    assert "I don't know" not in demo.err


def test_remove_takes_what_was_moved_aside_too(kfit: Kfit, home: Path) -> None:
    kfit("demo")
    kfit("demo restore --empty")
    assert list((home / "state" / "kfit").glob("demo.db*"))
    assert "is removed" in kfit("demo --remove").out
    assert not list((home / "state" / "kfit").glob("demo.db*"))
    assert "There is no" in kfit("demo --remove").out

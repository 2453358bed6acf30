"""One net for every kind, and for kinds that the tests declare: a line of each goes through all that kfit does with an entry."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

import trial_kinds
from kfit.model.entries import DRAWN, GOALS, HEADS, KINDS, NAMED, SHOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Kfit, Said


class Case(NamedTuple):
    """One line of a kind, and what the net needs to know of it: `field` is `value` at first, `changed` after `edit`.

    `chart`, `calendar`, `goal` are what is asked for there; where there is none of it, the beginning of what is said instead.
    `cell` is a map of a table's column V, and a cell of it that says the same. `asks` is how the check-in calls it.
    """

    kind: str
    line: str
    field: str
    value: object
    edit: str
    changed: object
    today: str
    chart: str = ""
    calendar: str = ""
    goal: str = ""
    cell: tuple[str, str] | None = None
    asks: tuple[str, str] | None = None
    daily: str = ""


CASES = [
    Case(
        "mood", "mood 6", "score", 6, "5", 5, "Mood", "mood", "mood", "mood daily", ("mood=V", "6"), ("mood", "6"), "mood_mean_10_best",
    ),
    Case(
        "sleep", "sleep 7h30", "minutes", 450, "8h", 480, "Sleep", "sleep", "sleep", "sleep 7h/night", ("sleep=V:h", "7.5"), ("sleep", "7h30"), "sleep_hours",
    ),
    Case(
        "exercise", "walk 20", "minutes", 20, "30", 30, "Movement", "exercise", "exercise", "exercise 60min/week", ("exercise=V:min", "20"),
        ("movement", "20 walk"), "exercise_minutes",
    ),
    Case(
        "infusion", "infusion iv 40mg", "dose", "40mg", "35mg", "35mg", "Infusion", "Infusions and doses are marked", "Infusions and doses are marked", "An infusion or a dose",
        ("infusion.dose=V", "40mg"), daily="infusion",
    ),
    Case(
        "rating", "rate focus 5 --better high", "score", 5, "3", 3, "Focus", "focus", "focus", "focus daily", ("rating.focus=V", "5"), ("focus", "5"),
        "focus_mean_10_best",
    ),
    Case(
        "effect", "effect nausea 2", "severity", 2, "1", 1, "Effect", "nausea", "nausea", "A side effect can't be", ("nausea=V", "2"), ("effects", "nausea 2"),
        "effect_worst_0_to_3",
    ),
    Case(
        "medicine", "med sertraline 100mg started", "dose", "100mg", "150mg changed", "150mg", "Medicine", "Changes of sertraline", "Changes of sertraline",
        "A medicine can't be", daily="medicine_changes",
    ),
    Case(
        "habit", "did meditation 10m", "minutes", 10, "15m", 15, "Habit", "meditation", "meditation", "meditation 5x/week", ("meditation=V:min", "10"),
        ("meditation", "10m"), "meditation_minutes",
    ),
    Case(
        "measure", "measure coffee 2", "value", 2, "3", 3, "Coffee", "coffee", "Measures have no calendar", "A measure can't be", ("measure.coffee=V", "2"),
        ("coffee", "2"), "coffee",
    ),
    Case(
        "score", "phq9 2 1 0 3 2 0 1 2 0", "total", 11, "--total 12", 12, "PHQ-9", "phq9", "Questionnaires have no calendar", "A questionnaire's total",
        ("phq9=V", "11"), ("phq9", "2 1 0 3 2 0 1 2 0"), "phq9_total",
    ),
    Case(
        "note", "note 'a long day' --mark home", "mark", "home", "--mark moved", "moved", "Note", "A note's mark shows", "A note's mark shows",
        "A note can't be", ("note=V", "a long day"), ("note", "a long day"), "notes",
    ),
]  # fmt: skip
TRIAL = [
    Case(
        "meal", "meal 2 --dish soup", "portions", 2, "3 --dish stew", 3, "Meals", "meal", "meal", "meal daily", ("meal=V", "2"), ("meals", "2"), "meal_portions",
    ),
    Case(
        "temperature", "temperature 36.8", "degrees", 36.8, "37.5", 37.5, "Temperature", "temperature", "Temperatures have no calendar",
        "A temperature can't be", ("temperature=V", "36.8"), daily="temperature_mean",
    ),
    Case(
        "symptom", "symptom cough 2", "strength", 2, "3", 3, "Cough", "cough", "Symptoms have no calendar", "A symptom can't be", ("symptom.cough=V", "2"),
        daily="symptom_cough",
    ),
    Case("weather", "weather rain", "sky", "rain", "sun", "sun", "Weather", "Weather has no chart", "Weather has no chart", "Nobody can aim", ("weather=V", "rain")),
]  # fmt: skip
ids = [case.kind for case in CASES]
trial_ids = [case.kind for case in TRIAL]


def entries(kfit: Callable[..., Said], words: str = "--all", **env: str) -> list[dict[str, Any]]:
    said = kfit(f"list {words} --json", **env)
    assert said.code == 0, said.err
    found: list[dict[str, Any]] = said.json["entries"]
    return found


def word_of(case: Case) -> str:
    return case.line.split()[0]


def logged(kfit: Callable[..., Said], case: Case) -> dict[str, Any]:
    said = kfit(f"{case.line} --json")
    assert (said.code, said.err) == (0, ""), said.err
    saved: dict[str, Any] = said.json["saved"][0]
    assert (saved["kind"], saved[case.field]) == (case.kind, case.value)
    return saved


def see(kfit: Callable[..., Said], case: Case) -> None:
    """Today, list by all words, week, chart, calendar, goal."""
    saved = logged(kfit, case)
    assert case.today in kfit("today").out
    for words in ("--all", case.kind, word_of(case), f"{case.kind} --since yesterday"):
        assert entries(kfit, words) == [saved]
    assert kfit("list").code == kfit("week").code == kfit("month").code == 0
    for command, asked in (("chart", case.chart), ("calendar", case.calendar)):
        refused = " " in asked
        said = kfit(f"{command} {case.chart if refused and ' ' not in case.chart else case.kind if refused else asked}")
        if case.kind == "medicine":
            said = kfit(f"{command} sertraline")
        assert said.code == (2 if refused else 0), (command, said)
        assert (said.err if refused else said.out).startswith(asked if refused else ""), (command, said)
        assert refused or len(said.out.splitlines()) > 4
        if not refused:
            assert kfit(f"{command} {asked} --json").json["points" if command == "chart" else "days"][0][
                "value"
            ] == case.value or case.kind in ("sleep", "score")
    said = kfit(f"goal {case.goal if case.goal[0].islower() else f'{word_of(case)} daily'}")
    assert said.code == (0 if case.goal[0].islower() else 2)
    assert (said.err or "Kept: ").startswith(case.goal if said.err else "Kept: ")
    if said.code == 0:
        assert kfit("goal").code == kfit("week").code == kfit("today").code == 0
        assert entries(kfit) == [saved]


def ask(kfit: Callable[..., Said], case: Case) -> None:
    """The check-in takes an answer for it, where it asks."""
    if case.asks is None:
        return
    logged(kfit, case)
    kfit("undo")
    if case.kind in ("rating", "measure"):
        logged(kfit, case)
        kfit("delete 2" if entries(kfit)[0]["id"] == 2 else "delete 1")
    name, answer = case.asks
    said = kfit("checkin --answers - --json", stdin=f"{name}: {answer}\n")
    assert (said.code, said.err) == (0, ""), said.err
    assert said.json["saved"][0][case.field] == case.value or case.kind == "note"


def correct(kfit: Callable[..., Said], case: Case) -> None:
    """Edit, undo, redo, history, delete, doctor, forget."""
    saved = logged(kfit, case)
    said = kfit(f"edit 1 {case.edit}")
    assert (said.code, said.err) == (0, ""), said.err
    edited = entries(kfit)[0]
    assert edited[case.field] == case.changed
    assert kfit("undo").code == 0
    assert entries(kfit) == [saved]
    assert kfit("redo").code == 0
    assert entries(kfit) == [edited]
    assert len(kfit("history 1 --json").json["changes"]) == 4
    assert kfit("history").code == 0
    assert kfit("delete 1").code == 0
    assert entries(kfit) == []
    kfit("undo")
    assert entries(kfit) == [edited]
    assert kfit("doctor --json").json["ok"] is True
    assert kfit("delete 1 --forget").code == 0
    assert kfit("doctor --json").json["ok"] is True


def hand_over(kfit: Callable[..., Said], case: Case, home: Path) -> None:
    """CSV, daily.csv, JSONL, and what comes back from them into an empty file; a table of somebody else's."""
    logged(kfit, case)
    before = entries(kfit)
    assert kfit("export csv --include items,need -o out").code == 0
    with (home / "out" / f"{case.kind}.csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
        assert row[case.field] == f"{case.value:.10g}" if isinstance(case.value, float) else str(case.value)
    with (home / "out" / "daily.csv").open(encoding="utf-8-sig", newline="") as file:
        day = next(csv.DictReader(file))
        assert day["entries"] == "1"
        assert not case.daily or day[case.daily], case.daily
    assert f"{case.kind}.csv" in (home / "out" / "README.txt").read_text()
    assert kfit("export jsonl -o all.jsonl").code == 0
    for number, source in enumerate(("all.jsonl", f"out/{case.kind}.csv")):
        there = {"KFIT_DB": str(home / f"other{number}" / "kfit.db")}
        assert kfit(f"import {source}", **there).code == 0
        assert entries(kfit, **there) == before
        assert kfit("doctor --json", **there).json["ok"] is True
    if case.cell is None:
        return
    column, cell = case.cell
    (home / "table.csv").write_text(f"Date,V\n2026-11-02,{cell}\n")
    said = kfit(["import", "table.csv", "--map", f"day=Date,{column}", "--json"])
    assert said.code == 0, said.err
    came = entries(kfit, "--since 2026-11-02 --until 2026-11-02")
    assert [(entry["kind"], entry[case.field] if case.kind != "note" else entry["note"]) for entry in came] == [
        (case.kind, case.value if case.kind != "note" else "a long day")
    ]


def find(kfit: Callable[..., Said], case: Case) -> None:
    """The help of its word, the list of commands, the Tab key."""
    logged(kfit, case)
    said = kfit(f"{word_of(case)} -h")
    assert said.code == 0
    assert "Example: kfit" in " ".join(said.out.split())
    assert kfit(f"{word_of(case)}").code in (0, 2)
    assert word_of(case) in kfit("help all").out or word_of(case) not in SHOWN
    said = kfit("", _KFIT_COMPLETE="complete_bash", COMP_WORDS=f"kfit {word_of(case)[:3]}", COMP_CWORD="1")
    assert word_of(case) in said.out.split() or word_of(case) not in SHOWN


STEPS = [see, ask, correct]


@pytest.mark.parametrize("case", CASES, ids=ids)
@pytest.mark.parametrize("step", STEPS, ids=[step.__name__ for step in STEPS])
def test_every_kind_goes_through_all_that_kfit_does(kfit: Kfit, step: Callable[[Kfit, Case], None], case: Case) -> None:
    step(kfit, case)


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_every_kind_is_handed_over_and_comes_back(kfit: Kfit, home: Path, case: Case) -> None:
    hand_over(kfit, case, home)


@pytest.fixture(scope="module")
def another() -> Iterator[Callable[..., Said]]:
    with trial_kinds.runner() as run:
        yield run


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_every_kind_is_found(another: Callable[..., Said], case: Case) -> None:
    find(another, case)


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Said]]:
    with trial_kinds.runner(trial_kinds.copy_source(tmp_path_factory.mktemp("trial"))) as run:
        yield run


@pytest.mark.parametrize("case", TRIAL, ids=trial_ids)
def test_a_kind_that_is_only_declared_goes_through_all_that_kfit_does(trial: Callable[..., Said], home: Path, case: Case) -> None:
    for step in (*STEPS, find):
        place = str(home / step.__name__ / "kfit.db")
        step(lambda line, *, there=place, **more: trial(line, **({"KFIT_DB": there} | more)), case)
    hand_over(trial, case, home)


def test_the_net_holds_every_kind() -> None:
    assert [case.kind for case in CASES] == list(KINDS)
    assert {case.kind for case in CASES if " " not in case.chart} == set(DRAWN)
    assert {case.kind for case in CASES if " " not in case.calendar} == {name for name, kind in KINDS.items() if kind.calendar}
    assert {case.kind for case in CASES if case.goal[0].islower()} == set(GOALS)
    assert {name for name, kind in KINDS.items() if kind.question} <= {case.kind for case in CASES if case.asks}
    assert all(HEADS[word_of(case)][0].kind == case.kind for case in CASES)
    assert set(NAMED) < set(KINDS)

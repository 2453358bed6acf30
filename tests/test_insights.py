"""`kfit insights`: what went together, what did not, what it is too early for; in the person's own units, and never why."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from effort import LONG, tried
from kfit.analysis import looks
from kfit.analysis.looks import MOST_QUESTIONS, choose_questions, level, look
from kfit.model.associations import DESCRIBED, EACH_SIDE, EARLY, FADED, MIXED, NONE, TOGETHER, DailySeries, Finding, Question
from kfit.render.associations import EXPLAINED, METHODS
from simulation import Cell, row
from simulation import tried as simulated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conftest import Kfit

TODAY = date(2026, 11, 22)
FIRST = TODAY - timedelta(days=149)
START = FIRST.toordinal()
DAYS = range(150)


def noise(seed: int, size: float = 1.0, days: int = 150) -> list[float]:
    chance = random.Random(seed)
    return [chance.gauss(0, size) for _ in range(days)]


def series(values: Iterable[float | None], kind: str = "exercise", name: str = "movement", **more: object) -> DailySeries:
    told = {START + day: value for day, value in enumerate(values) if value is not None}
    return DailySeries(kind, name, told, **{"cut": 20.0, **more})  # type: ignore[arg-type]


def mood(values: Iterable[float | None]) -> DailySeries:
    return series(values, "mood", "mood", better="high")


def minutes(seed: int = 1) -> list[float]:
    return [round(max(0, 20 + 15 * value)) for value in noise(seed)]


def moved_by(inputs: list[float], share: float, seed: int = 2, lag: int = 0) -> list[float]:
    return [5 + share * (inputs[day - lag] - 20) / 15 + value for day, value in enumerate(noise(seed))]


def found(question: Question, today: date = TODAY, left_out: Iterable[int] = ()) -> Finding:
    return look([question], today.toordinal(), frozenset(left_out)).findings[0]


def read(kfit: Kfit, words: str = "") -> str:
    """Return the page as a person reads it, wherever its lines end."""
    return " ".join(kfit(f"insights {words}").out.split())


def diary(kfit: Kfit, lines: Iterable[str]) -> None:
    said = kfit("log -", stdin="\n".join(lines))
    assert said.code == 0, said.err


def lines_of(days: int, share: float, seed: int = 5) -> list[str]:
    """Return a diary of moods and walks in which the mood of the next day follows the walk."""
    chance, before, lines = random.Random(seed), 0.0, []
    for day in range(days):
        on = (TODAY - timedelta(days=days - 1 - day)).isoformat()
        lines.append(f"mood {min(10, max(0, round(5 + share * before + chance.gauss(0, 1.2))))} --on {on}")
        before = chance.gauss(0, 1)
        lines += [f"walk {round(20 + 12 * before)}m --on {on}"] if before > -1.5 else []
    return lines


def test_what_went_together_is_said_in_the_persons_own_units(kfit: Kfit) -> None:
    diary(kfit, lines_of(150, 1.2))
    said = read(kfit)
    (question,) = kfit("insights --json").json["questions"]
    assert (question["input"], question["outcome"], question["lag_days"], question["status"]) == ("movement", "mood", 1, TOGETHER)
    size, with_days, without = f"{question['difference']:.1f}", question["days_with"], question["days_without"]
    assert (
        f"Mood and movement the day before: {size} higher on days after 20 minutes or more: {with_days} days with, {without} without."
        in said
    )
    assert with_days + without == question["pairs"] == 139
    assert "This can't show why." in said
    assert "A question of your own can be tried by weeks drawn by lot: kfit try" in said
    assert '"' not in said  # no subject is picked by its result
    assert kfit("try").out.startswith("Nothing is being tried.")  # what is offered is a promise
    for word in ("caus", "because", "should", "improv", "help"):
        assert word not in said.lower().replace("kfit help", "")


def test_a_verdict_is_made_every_28_days_and_what_comes_after_it_changes_nothing(kfit: Kfit) -> None:
    lines = lines_of(150, 1.2)
    diary(kfit, lines)
    before = kfit("insights --json").json
    assert before["look"] == (FIRST + timedelta(days=139)).isoformat()
    assert before["next_look"] == (FIRST + timedelta(days=167)).isoformat()
    assert (before["number"], before["level"]) == (4, level(4))  # 139 of 140 days have a day before
    for day in (1, 2, 3):
        kfit(f"mood 0 --on {(TODAY - timedelta(days=day)).isoformat()} --replace")
    after = kfit("insights --json").json
    assert after["questions"] == before["questions"]
    kfit(
        f"mood 0 --on {(FIRST + timedelta(days=5)).isoformat()} --replace"
    )  # an old entry that is changed counts as if it had always been so
    assert kfit("insights --json").json["questions"] != before["questions"]


def test_a_diary_without_an_effect_says_so_kindly_and_what_could_be_seen(kfit: Kfit) -> None:
    diary(kfit, lines_of(150, 0.0))
    said = read(kfit)
    assert "No sign of going together Mood and movement the day before: a difference under " in said
    assert " can stay unseen in 139 days." in said
    assert "Nothing stands out. A small difference, either way, could still be there." in said
    assert "Went together" not in said
    assert "kfit looks at these figures alone, not at what else a habit is for." in said
    assert "kfit try" in said  # whatever was found


@pytest.mark.parametrize(("what", "offered"), [("move 20 minutes", False), ("walk", False), ("craft", True)])
def test_a_trial_is_no_way_on_while_one_runs_nor_for_what_was_tried(kfit: Kfit, what: str, *, offered: bool) -> None:
    diary(kfit, lines_of(150, 1.2))
    kfit(["try", what, "--order", "on off"], now="2026-06-01T10:00")
    assert "kfit try" not in kfit("insights", now="2026-06-10T10:00").out
    assert ("kfit try" in kfit("insights").out) is offered  # it is over


def test_a_diary_of_few_days_says_so(kfit: Kfit) -> None:
    lines = lines_of(150, 1.2)
    diary(kfit, [line for place, line in enumerate(lines) if place % 3 == 0])
    mood = kfit("insights --json").json["mood"]
    assert f"A mood is there on {mood['days']} of {mood['span']} days. The other days may be of another kind." in read(kfit)


def test_moods_that_are_all_alike_are_said_so(kfit: Kfit) -> None:
    diary(
        kfit,
        [
            line
            for day in range(60)
            for line in (f"mood 5 --on {FIRST + timedelta(days=day)}", f"walk {5 + day % 40}m --on {FIRST + timedelta(days=day)}")
        ],
    )
    assert "Mood and movement the day before: one of the two is the same on all days." in read(kfit)


def test_weekdays_are_shown_where_they_differ_by_more_than_chance_alone(kfit: Kfit) -> None:
    chance = random.Random(1)
    lines = [f"mood {chance.randint(3, 6) + 2 * (day % 7 == 0)} --on {FIRST + timedelta(days=day)}" for day in range(150)]
    diary(kfit, [*lines, *(f"walk 20m --on {FIRST + timedelta(days=day)}" for day in range(0, 150, 2))])
    told = kfit("insights --json").json["mood"]
    assert told["weekday_p"] < 0.01
    means = ", ".join(
        f"{name} {one['mean']:.1f}" for name, one in zip(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), told["weekdays"], strict=True)
    )
    assert f"Mean by weekday: {means} (at least 21 days each). Chance alone seldom makes as much: 1 time in 100." in read(kfit)


def test_nine_days_are_too_early_and_each_question_says_what_is_missing(kfit: Kfit) -> None:
    diary(kfit, lines_of(9, 0.5))
    said = read(kfit)
    assert "Figures come from 28 days of both on, verdicts from 56 on." in said
    assert "Mood and movement the day before: 8 of 28 days with both, so 20 more days." in said
    assert "This can't show why" not in said
    assert kfit("insights --json").json["look"] is None


def test_from_28_days_on_there_are_figures_without_a_verdict(kfit: Kfit) -> None:
    diary(kfit, lines_of(43, 1.5, seed=2))
    said = read(kfit)
    assert "So far, without a verdict Mood and movement the day before: " in said
    assert "A verdict takes 14 more days." in said


def test_figures_without_a_verdict_stand_beside_what_chance_alone_can_make(kfit: Kfit) -> None:
    diary(kfit, lines_of(43, 0.1))
    (one,) = kfit("insights --json").json["questions"]
    assert (one["status"], one["p"]) == (DESCRIBED, None)
    assert f"Chance alone can make up to {one['least']:.1f}." in read(kfit)


def test_less_sleep_is_never_something_to_try(kfit: Kfit) -> None:
    chance, lines = random.Random(4), []
    for day in range(120):
        on = (TODAY - timedelta(days=119 - day)).isoformat()
        short = chance.random() < 0.5
        lines += [f"mood {chance.randint(7, 9) if short else chance.randint(3, 5)} --on {on}", f"sleep {'5h' if short else '8h'} --on {on}"]
    diary(kfit, lines)
    (one,) = kfit("insights --json").json["questions"]
    assert (one["status"], one["difference"] < 0) == (TOGETHER, True)
    said = read(kfit)
    assert "lower on days after 7h00 asleep or more" in said
    assert "Less sleep is nothing to try: it can be a part of what goes on. Tell your clinic." in said
    assert "kfit try" not in said


def test_an_empty_file_and_a_mood_alone_have_nothing_to_compare(kfit: Kfit) -> None:
    nothing = "Nothing to compare yet. It takes a mood, and movement, sleep or a habit, on the same days.\n"
    assert kfit("insights").out.replace("\n", " ").strip() == nothing.strip()
    kfit("mood 5")
    assert kfit("insights").out.replace("\n", " ").startswith(nothing.strip())
    assert kfit("insights --json").json["questions"] == []


def test_medicines_doses_and_drinks_are_never_compared(kfit: Kfit) -> None:
    lines = []
    for day in range(120):
        on = (TODAY - timedelta(days=119 - day)).isoformat()
        even = day % 2
        lines.append(f"mood {7 if even else 3} --on {on}")
        if even:
            lines += [f"med lithium 300mg skipped --on {on}", f"drinks 2 --on {on}", f"dose troche 100mg --on {on}"]
            lines += [
                f"did vitamin-d --on {on}",
                f'did "glass of wine" --on {on}',
                f'did "fasting day" --on {on}',
                f"did lithium --on {on}",
            ]
    diary(kfit, lines)
    assert kfit("insights --json").json["questions"] == []
    told = kfit("insights --for-clinician").out
    assert not any(word in told for word in ("lithium", "wine", "troche", "vitamin", "fasting"))


def test_the_day_of_an_infusion_is_left_out_and_what_is_felt_in_its_first_hours(kfit: Kfit) -> None:
    lines = []
    for day in range(100):
        on = (TODAY - timedelta(days=99 - day)).isoformat()
        lines.append(f"mood {4 + day % 3} --on {on}")
        lines.append(f"walk {10 + day % 21}m --on {on}")
        if day % 9 == 0:
            lines += [f'infusion iv 40mg --on "{on} 10:00"', f'effect nausea 1 --on "{on} 11:00"']
        if day % 5 == 1:
            lines.append(f'effect headache 1 --on "{on} 20:00"')
    diary(kfit, lines)
    asked = {one["input"]: one for one in kfit("insights --json").json["questions"]}
    assert set(asked) == {"movement", "effect headache"}
    left_out = {day for day in range(84) if day % 9 == 0}
    pairs = [day for day in range(1, 84) if day not in left_out and day - 1 not in left_out]
    assert asked["movement"]["pairs"] == len(pairs)


def test_what_is_done_before_noon_is_compared_with_the_same_day(kfit: Kfit) -> None:
    lines = []
    for day in range(30):
        on = (TODAY - timedelta(days=29 - day)).isoformat()
        lines += [f"mood {4 + day % 3} --on {on}", f'walk {10 + day % 20}m --on "{on} 9:30"', f'did craft --on "{on} 20:00"']
    diary(kfit, [line for place, line in enumerate(lines) if place % 7])
    asked = {one["input"]: one["lag_days"] for one in kfit("insights --json").json["questions"]}
    assert asked == {"movement": 0, "habit craft": 1}


def test_nights_are_compared_by_length_efficiency_and_hour(kfit: Kfit) -> None:
    lines = []
    chance = random.Random(1)
    for day in range(60):
        on = (TODAY - timedelta(days=59 - day)).isoformat()
        begin = chance.choice(("22:00", "23:00", "23:30", "1:00"))
        lines += [
            f"mood {chance.randint(3, 7)} --on {on}",
            f"sleep {begin}-{chance.choice(('6:00', '7:30', '8:15'))} --in-bed {chance.randint(11, 15)}h --on {on}",
        ]
    diary(kfit, lines)
    told = kfit("insights --json").json
    assert [(one["input"], one["lag_days"]) for one in told["questions"]] == [("sleep", 0), ("efficiency", 0), ("regularity", 0)] or told[
        "questions"
    ][0]["one_question_with"] == ["efficiency"]
    assert told["mood"]["sleep_regularity_index"]["pairs"] == 59
    assert "Sleep regularity index " in kfit("insights").out
    assert "from -100 to 100" in kfit("insights").out


def test_every_way_of_showing_it_works(kfit: Kfit) -> None:
    diary(kfit, lines_of(150, 1.2))
    narrow = kfit("insights --explain --for-clinician", COLUMNS="40").out
    assert max(map(len, narrow.splitlines())) <= 40
    plain = kfit("insights", KFIT_PLAIN="1").out
    assert "\x1b" not in plain
    assert "" not in plain.splitlines()
    for env in ({}, {"KFIT_PLAIN": "1"}):
        assert kfit("insights --explain", **env).out.splitlines() == list(EXPLAINED)
    assert len(EXPLAINED) == 4
    assert "--explain" not in read(kfit, "--for-clinician")
    told = kfit("insights --json --explain --for-clinician").json
    assert (told["explain"], told["methods"]) == (list(EXPLAINED), list(METHODS))
    clinician = read(kfit, "--for-clinician")
    for word in ("rho ", "n effective ", "p adjusted ", "p by shift ", "Bartlett", "Benjamini-Hochberg"):
        assert word in clinician


def test_a_screen_has_40_lines_and_says_how_to_see_the_rest(kfit: Kfit) -> None:
    chance, lines = random.Random(8), []
    for day in range(70):
        on = (TODAY - timedelta(days=69 - day)).isoformat()
        lines += [f"{kind} {chance.randint(2, 8)} --on {on}" for kind in ("mood", "pain", "energy", "anxiety")]
        lines += [f"walk {chance.randint(5, 40)}m --on {on}", f"sleep 23:{chance.randint(10, 50)}-{chance.randint(6, 8)}:00 --on {on}"]
        lines += [f"did craft --on {on}"] if chance.random() < 0.5 else []
    diary(kfit, lines)
    narrow = kfit("insights", COLUMNS="40").out.splitlines()
    assert len(narrow) <= 40
    assert "The rest: kfit insights --all" in narrow
    whole = " ".join(kfit("insights --all", COLUMNS="40").out.split())
    assert "The rest" not in whole
    assert "Sleep regularity index" in whole


# What a look says, without a file.


def test_few_questions_are_asked_and_the_first_outcome_comes_first() -> None:
    inputs = [series(noise(seed), "habit", f"habit {seed}", yes_no=False) for seed in range(9)]
    outcomes = [mood(noise(70)), series(noise(71), "rating", "pain"), series(noise(72), "rating", "energy")]
    asked = choose_questions(inputs, outcomes, ("habit habit 0", "habit habit 1"))
    assert len(asked) == MOST_QUESTIONS
    assert [one.outcome.name for one in asked] == ["mood"] * 9 + ["pain"] * 2 + ["energy"]


def test_inputs_that_rise_and_fall_together_are_one_question() -> None:
    length = minutes()
    near = [value + one for value, one in zip(length, noise(3, 5.0), strict=True)]
    first, second = choose_questions([series(length), series(near, name="other"), series(noise(8), name="third")], [mood(noise(4))])
    assert [one.key for one in first.twins] == ["other"]
    assert second.input.key == "third"


def test_a_verdict_needs_56_days_and_8_on_each_side() -> None:
    inputs = minutes()
    told = moved_by(inputs, 2.0)
    assert found(Question(series(inputs), mood(told[:27]))).status == EARLY
    assert found(Question(series(inputs), mood(told[:28]))).status == DESCRIBED
    assert found(Question(series(inputs), mood(told[:55]))).status == DESCRIBED
    assert found(Question(series(inputs), mood(told[:56]))).status == TOGETHER
    seldom = [float(day < EACH_SIDE - 1) for day in DAYS]
    few = found(Question(series(seldom, "habit", "craft", cut=1.0, yes_no=True), mood(told)))
    assert (few.status, few.with_days) == (EARLY, 7)


def test_the_cut_is_fixed_and_gives_way_to_the_middle_where_a_side_is_bare() -> None:
    inputs = minutes()
    assert found(Question(series(inputs), mood(moved_by(inputs, 1.0)))).cut == 20
    high = [value + 100 for value in inputs]
    told = found(Question(series(high), mood(moved_by(inputs, 1.0))))
    assert told.cut == sorted(high[:140])[70]
    turned = found(Question(series(high), mood([9 - value for value in moved_by(inputs, 1.0)])))
    assert (turned.cut, turned.with_days) == (told.cut, told.with_days)  # whatever the mood was
    assert turned.difference == pytest.approx(-(told.difference or 0.0))


def test_a_shared_trend_and_a_shared_weekday_are_nothing() -> None:
    rising = [20 + day / 3 + 5 * one for day, one in zip(DAYS, noise(1), strict=True)]
    moods = [3 + day / 40 + one for day, one in zip(DAYS, noise(2), strict=True)]
    assert found(Question(series(rising), mood(moods))).status == NONE
    weekly = [20 + 30 * (day % 7 > 4) + 5 * one for day, one in zip(DAYS, noise(3), strict=True)]
    moods = [3 + 3 * (day % 7 > 4) + one for day, one in zip(DAYS, noise(4), strict=True)]
    assert found(Question(series(weekly), mood(moods))).status == NONE


def test_a_small_difference_is_called_small_however_rare_it_is() -> None:
    inputs = minutes()
    moods = [5 + 0.3 * (value >= 20) + one for value, one in zip(inputs, noise(6, 0.15), strict=True)]
    told = found(Question(series(inputs), mood(moods)))
    assert told.status == TOGETHER
    assert told.p is not None
    assert told.p < 1e-9
    assert told.small


def test_where_the_raw_difference_points_the_other_way_nothing_is_shown() -> None:
    inputs = [10 + day / 5 + 6 * one for day, one in zip(DAYS, noise(1), strict=True)]
    moods = [8 - day / 20 + 0.12 * (value - 10 - day / 5) for day, value in zip(DAYS, inputs, strict=True)]
    told = found(Question(series(inputs), mood(moods)))
    assert told.difference is not None
    assert told.raw is not None
    assert told.difference > 0 > told.raw
    assert told.status == MIXED
    assert (told.row()["difference"], told.row()["raw"]) == (None, None)


def test_a_call_is_kept_while_it_stands_and_goes_where_nothing_is_left() -> None:
    inputs = minutes()
    strong = moved_by(inputs, 1.2)
    kept = found(Question(series(inputs), mood([*strong[:90], *moved_by(inputs, 0.6)[90:]])))
    assert kept.status == TOGETHER
    assert kept.called_on is not None
    assert kept.called_on < FIRST + timedelta(days=110)
    turned = [*strong[:84], *moved_by(inputs, -1.6)[84:]]
    gone = found(Question(series(inputs), mood(turned)))
    assert (gone.status, gone.called_on) == (FADED, kept.called_on)


def test_days_that_are_left_out_count_in_no_pair() -> None:
    inputs = minutes()
    question = Question(series(inputs, lag=1), mood(moved_by(inputs, 1.0, lag=1)))
    assert found(question).pairs == 139
    assert found(question, left_out=[START + 50]).pairs == 137  # as the day before and as the day after


def test_a_look_that_could_ask_nothing_spends_nothing() -> None:
    inputs = minutes()
    first = [value if day % 4 else None for day, value in zip(DAYS, moved_by(inputs, 0.0), strict=True)]
    question = Question(series(inputs), mood(first))
    numbers = [look([question], START + 1 + day).number for day in (28, 56, 84, 112, 140)]  # the first day has no mood
    assert numbers == [0, 0, 1, 2, 3]  # 42 and 63 pairs of days by the second and the third
    late = mood([*[None] * 60, *first[60:]])
    assert look([Question(series(inputs), late)], START + 61 + 84).number == 1
    assert look([Question(series(inputs), late)], START + 61 + 83).number == 0  # the day of a look is not over yet


def test_the_error_of_all_looks_is_spent_and_most_of_it_by_the_fourth() -> None:
    levels = [level(number) for number in range(1, 131)]
    assert sum(levels[:13]) < 0.12
    assert max(levels) == levels[3]
    assert levels[4:] == sorted(levels[4:], reverse=True)


@pytest.mark.parametrize("missing", ["none", "bad days"])
def test_diaries_without_an_effect_are_seldom_called_and_those_with_one_are_found(missing: str) -> None:
    """A small size of tests/simulation.py; docs/simulation.md has the whole table."""
    diaries = tried(2, 300)
    quiet = [simulated(Cell(0.5, missing, 0.0), seed) for seed in range(diaries)]
    assert sum(one.any_call is not None for one in quiet) <= max(1, 0.13 * diaries)
    loud = [simulated(Cell(0.5, missing, 0.45), seed) for seed in range(diaries)]
    assert sum(one.true_call is not None for one in loud) >= 0.5 * diaries
    assert row(Cell(0.5, missing, 0.45), loud).startswith(f"| 0.5 | {missing} | {diaries} |")


@pytest.mark.skipif(not LONG, reason="a second of its own: KFIT_TESTS=long")
def test_ten_years_of_days_are_looked_at_in_little_time() -> None:
    """The bar is what the machine needs for a plain sort of as many values: the looks of ten years are at most 400 of them."""
    import time

    chance = random.Random(3)
    days = 3650
    start = TODAY.toordinal() - days + 1
    moods = DailySeries("mood", "mood", {start + day: float(chance.randint(2, 8)) for day in range(days)}, better="high")
    questions = [
        Question(DailySeries("habit", f"{place}", {start + day: float(chance.randint(0, 40)) for day in range(days)}, cut=20.0), moods)
        for place in range(MOST_QUESTIONS)
    ]
    values = [chance.random() for _ in range(days)]
    began = time.process_time()
    for _ in range(100):
        sorted(values)
    yardstick = time.process_time() - began
    began = time.process_time()
    look(questions, TODAY.toordinal())
    assert time.process_time() - began < 40 * yardstick
    assert looks.LOOK_DAYS == 28


def test_the_mood_from_day_to_day_says_its_own_days_and_its_mean_step(kfit: Kfit) -> None:
    scores = [5, 5, 5, 9] * 5
    days = [date(2026, 11, 22) - timedelta(days=ago) for ago in range(len(scores))]
    kfit("log - --sure --quiet", stdin="\n".join(f"mood {score} --on {day}" for score, day in zip(scores, days, strict=True)))
    page = " ".join(kfit("insights --for-clinician", COLUMNS="100").out.split())
    assert "Mood from day to day, Tue 3 Nov to Sun 22 Nov From one day to the next it moves by 1.9 on average (19 pairs of days)." in page
    assert "mood: RMSSD (root of the mean squared step) 2.75; n 19 pairs." in page
    mood = kfit("insights --json").json["mood"]
    assert (mood["from"], mood["to"]) == ("2026-11-03", "2026-11-22")
    assert (mood["mean_step"], mood["rmssd"]) == ({"value": 1.895, "pairs": 19}, {"value": 2.753, "pairs": 19})

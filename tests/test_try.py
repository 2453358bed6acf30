"""`kfit try`: weeks with something and weeks without, drawn by lot, counted from the entries, compared at the end."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from kfit.analysis.trials import LEAST_PAIRS, compare, permutation_p
from kfit.errors import Refused
from kfit.model.planning import ON, Trial
from kfit.parsing.trials import names_treatment, read_order, read_subject
from kfit.render.screen import Screen
from kfit.render.trials import KNOWN, NO_MORE_OFTEN, OF_THESE_WEEKS, trial_page

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit

MONDAY = date(2026, 11, 23)
BEFORE = "2026-11-22T21:30"
CLINIC = "For that, ask your clinic. kfit draws weeks for movement, habits and hours of day."


def at(days: int, hour: str = "21:30") -> str:
    return f"{MONDAY + timedelta(days=days)}T{hour}"


def trial(weeks: str, **more: Any) -> Trial:
    return Trial(**{"words": "walk", "day": MONDAY.isoformat(), "weeks": weeks, "drawn": "yes", "kind": "exercise", "name": "walk", **more})


def moods_of(one: Trial, with_it: float, without: float, slope: float = 0.0) -> dict[str, float]:
    begin = date.fromisoformat(one.day)
    return {
        (begin + timedelta(days=day)).isoformat(): (with_it if one.weeks[day // 7] == ON else without) + slope * day
        for day in range(7 * len(one.weeks))
    }


def test_the_order_is_drawn_within_pairs_and_begins_on_a_monday(kfit: Kfit) -> None:
    told = kfit('try "walk before noon" --pairs 6 --json', now=BEFORE).json
    weeks = told["trial"]["weeks"]
    assert len(weeks) == 12
    assert all(sorted(weeks[place : place + 2]) == ["with", "without"] for place in range(0, 12, 2))
    assert (told["trial"]["from"], told["trial"]["to"], told["trial"]["drawn"]) == ("2026-11-23", "2027-02-14", True)
    assert told["message"].startswith("Planned: walk before noon, 12 weeks drawn by lot, Mon 23 Nov to Sun 14 Feb 2027.\n")
    assert "A week without it is no ban: what is done anyway is counted, and nothing more." in told["message"]


def test_the_lot_falls_both_ways(kfit: Kfit) -> None:
    seen = set()
    for _ in range(8):
        seen |= set(map(tuple, [kfit("try walk --pairs 12 --json", now=BEFORE).json["trial"]["weeks"][:2]]))
        kfit("try stop", now=BEFORE)
        if len(seen) == 2:
            return
    assert len(seen) == 2  # by chance this fails once in 128 runs of eight draws, and there are twelve pairs in each


def test_on_a_monday_it_begins_today_and_the_front_page_says_which_week_it_is(kfit: Kfit) -> None:
    kfit('try walk --order "on off off on"', now=at(0))
    kfit("mood 5", now=at(0))
    assert "Trial         walk: a week with it (1 of 4)\n" in kfit("today", now=at(0)).out
    kfit("mood 5", now=at(10))
    assert "Trial         walk: a week without it (2 of 4)\n" in kfit("", now=at(10)).out
    assert "Trial\n  walk: a week without it (2 of 4)\n" in kfit("today", now=at(10), COLUMNS="40").out
    assert "Trial: walk: a week without it (2 of 4)." in kfit("today", now=at(10), KFIT_PLAIN="1").out
    kfit("mood 5", now=at(30))
    assert "Trial" not in kfit("today", now=at(30)).out


def test_what_was_done_is_counted_and_no_mood_is_compared_before_the_end(kfit: Kfit) -> None:
    kfit('try "walk 15 minutes before noon" --order "on off"', now=BEFORE)
    for line in ("walk 20 --on 11:00", "mood 9"):
        kfit(line, now=at(0))
    for line in ("walk 20 --on 15:00", "mood 2"):  # after noon
        kfit(line, now=at(1))
    for line in ("walk 10 --on 11:00", "run 30 --on 11:00"):  # too short; no walk
        kfit(line, now=at(2))
    kfit("walk 30 --on 9:00", now=at(8))
    told = kfit("try --json", now=at(8)).json["trial"]
    assert (told["done_on"], told["done_off"]) == ({"days": 1, "of": 7}, {"days": 1, "of": 2})
    assert (told["difference"], told["pairs"], told["over"]) == (None, None, False)
    said = " ".join(kfit("try", now=at(8)).out.split())
    assert "This is a week without it, 2 of 2, up to Sun 6 Dec." in said
    assert "What counts: walk of 15 minutes or more by 12:00. It takes a time: kfit walk 15m --on 11:00" in said
    assert "Done on 1 of 7 days in weeks with it, and on 1 of 2 days in weeks without." in said
    assert "How the mood compares is shown at the end" in said
    assert kfit("walk 15m --on 11:00", now=at(9)).code == 0  # what is offered


def test_the_weeks_are_compared_by_the_drawn_order_alone() -> None:
    one = trial("100110010110")
    told = compare(one, moods_of(one, 6.0, 5.0), set(), one.last + timedelta(days=1))
    assert (told.difference, told.compared, told.p, told.stands_out) == (1.0, 6, 2 / 64, True)
    assert told.done_on == (0, 42)  # nothing was done, and the weeks are compared all the same
    alike = compare(one, moods_of(one, 5.0, 5.0, slope=0.01), set(), one.last + timedelta(days=1))
    assert alike.stands_out is False
    assert compare(one, moods_of(one, 6.0, 5.0), set(), one.last).p is None  # its last day is not over


def test_under_six_pairs_a_given_order_and_an_early_end_have_figures_without_a_verdict() -> None:
    after = MONDAY + timedelta(days=400)
    few = trial("1001100110")
    assert compare(few, moods_of(few, 6.0, 5.0), set(), after)[-4:] == (1.0, 5, None, None)
    given = trial("100110011001", drawn="no")
    assert compare(given, moods_of(given, 6.0, 5.0), set(), after)[-4:] == (1.0, 6, None, None)
    ended = trial("100110011001", ended_on=(MONDAY + timedelta(days=80)).isoformat())
    assert compare(ended, moods_of(ended, 6.0, 5.0), set(), after).p is None
    thin = trial("100110011001")
    moods = moods_of(thin, 6.0, 5.0)
    for day in range(5):
        del moods[(MONDAY + timedelta(days=day)).isoformat()]  # two moods are left in the first week
    assert compare(thin, moods, set(), after)[-4:] == (1.0, 5, None, None)
    assert compare(thin, {}, set(), after).difference is None


def test_the_p_counts_every_order_that_could_have_been_drawn() -> None:
    differences = [0.4, -0.2, 1.1, 0.9, 0.3, 0.7]
    means = [abs(sum(sign * one for sign, one in zip(signs, differences, strict=True))) for signs in product((1, -1), repeat=6)]
    assert permutation_p(differences) == sum(one >= sum(differences) - 1e-9 for one in means) / 64
    assert permutation_p([1.0] * LEAST_PAIRS) == 2 / 2**LEAST_PAIRS
    assert permutation_p([0.0] * 6) == 1


def test_the_end_says_what_stands_out_and_what_does_not(kfit: Kfit) -> None:
    kfit("try meditation --json", now=BEFORE)
    weeks = kfit("try --json", now=BEFORE).json["trial"]["weeks"]
    lines = [f"mood {7 if weeks[day // 7] == 'with' else 5} --on {MONDAY + timedelta(days=day)}" for day in range(0, 84, 2)]
    assert kfit("log -", stdin="\n".join(lines), now=at(90)).code == 0
    said = " ".join(kfit("try", now=at(90)).out.split())
    assert "Mood was 2.0 higher in the weeks with it (6 pairs of weeks, 6 planned)." in said
    assert "That stands out. Of the 64 orders that the lot could draw, 2 show as much or more." in said
    assert "In 6 pairs it was higher with it, in 0 lower." in said
    assert "You knew which week it was, and that can move a mood too." in said
    assert "To end it" not in said
    for word in ("caus", "because", "should"):
        assert word not in said.lower()
    narrow = kfit("try", now=at(90), COLUMNS="40").out
    assert max(map(len, narrow.splitlines())) <= 40
    assert "Pair 1: " in kfit("try", now=at(90), KFIT_PLAIN="1").out


def ended(weeks: str, moods: dict[str, float], **more: Any) -> str:
    one = trial(weeks, **more)
    after = one.last + timedelta(days=1)
    return trial_page(one, compare(one, moods, set(), after), after, Screen(width=80))


def test_a_given_order_shows_all_that_a_drawn_one_does_but_the_verdict() -> None:
    moods = moods_of(trial("100110011001"), 6.0, 5.0)
    drawn, given = (ended("100110011001", moods, drawn=drawn).splitlines() for drawn in ("yes", "no"))
    apart = [line for line in drawn if line not in given]
    assert " ".join(apart) == "That stands out. Of the 64 orders that the lot could draw, 2 show as much or more. " + OF_THESE_WEEKS
    assert "   1  Mon 23 Nov 2026 with 6.0 (7), Mon 30 Nov 2026 without 5.0 (7)" in given
    for said in (
        "Mood was 1.0 higher in the weeks with it (6 pairs of weeks, 6 planned).",
        "In 6 pairs it was higher with it, in 0 lower.",
    ):
        assert said in given
    assert {KNOWN, NO_MORE_OFTEN} <= set(given)  # nothing was done in weeks of either kind


def test_weeks_that_are_alike_are_no_error() -> None:
    said = " ".join(ended("100110011001", moods_of(trial("100110011001"), 5.0, 5.0)).split())
    assert said.endswith("What else can be tried: kfit try --help")
    assert "Mood was alike in the weeks with it" in said
    assert "That does not stand out. Of the 64 orders that the lot could draw, all show as much or more." in said
    assert "in 100" not in said


def test_days_after_an_early_end_are_no_days_of_the_trial() -> None:
    one = trial("1001", ended_on=(MONDAY + timedelta(days=14)).isoformat())
    told = compare(one, moods_of(one, 6.0, 5.0), set(), one.last)
    assert [(pair.with_days, pair.without_days) for pair in told.pairs] == [(7, 7), (0, 0)]


def test_the_day_as_json_names_the_trial_and_its_week(kfit: Kfit) -> None:
    kfit('try walk --order "on off off on"', now=at(0))
    kfit("mood 5", now=at(0))
    told = kfit("today --json", now=at(10)).json["trial"]
    assert told == {"id": 1, "words": "walk", "week": 2, "weeks": 4, "this_week": "without"}
    assert kfit("today --json", now=at(30)).json["trial"] is None
    assert kfit("today yesterday --json", now=at(10)).json["trial"] is None


@pytest.mark.parametrize("columns", ["20", "40", "80"])
def test_the_page_of_a_long_trial_keeps_its_screen(kfit: Kfit, columns: str) -> None:
    kfit('try "walk 15 minutes before noon" --pairs 12', now=BEFORE)
    lines = kfit("try", now=at(8), COLUMNS=columns).out.splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= int(columns)


@pytest.mark.parametrize(
    "words",
    [
        "sertraline 50mg", "no lithium", "half a pill", "double dose", "skip my meds", "ketamine at home", "a booster", "troche", "microdosing",
        "vitamin d", "melatonin before bed", "citalopram", "lorazepam at night", "no wine", "two beers", "dry january, no alcohol", "sober",
        "quit weed", "cannabis", "vape less", "fasting", "fast till noon", "skip breakfast", "no dinner", "one meal a day", "eat less", "keto diet",
        "less sleep", "sleep 5 hours", "5h sleep", "stay up late", "all-nighter", "sleep deprivation", "no naps", "bed after 2am", "bed by 3am", "up by 4",
        "going off lexapro", "20 mg of it", "Sertraline", "MELATONIN", "St. John's wort supplement",
    ],
)  # fmt: skip
def test_what_only_a_clinic_can_try_is_refused(kfit: Kfit, words: str) -> None:
    said = kfit(["try", words], now=BEFORE)
    assert (said.code, said.err.strip()) == (2, CLINIC)
    assert kfit("try --json", now=BEFORE).json == {"trial": None}


def test_the_persons_own_medicines_are_refused_by_their_names(kfit: Kfit) -> None:
    kfit("med vortioxan 10mg started", now=BEFORE)
    assert kfit("try vortioxan", now=BEFORE).code == 2
    assert kfit('try "no vortioxan on mondays"', now=BEFORE).err.strip() == CLINIC


def test_words_of_need_are_answered_with_the_way_to_people(kfit: Kfit) -> None:
    said = kfit('try "kill myself"', now=BEFORE)
    assert said.code == 2
    assert "kfit help-now" in said.err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("walk before noon", ("exercise", "walk", None, None, 720)),
        ("a fast walk", ("exercise", "walk", None, None, None)),
        ("move 20 minutes", ("exercise", None, 20, None, None)),
        ("yoga after 5pm", ("exercise", "yoga", None, 1020, None)),
        ("meditation 10 minutes", ("habit", "meditation", 10, None, None)),
        ("meditate", ("habit", "meditation", None, None, None)),
        ("call mum", ("habit", "call-mum", None, None, None)),
        ("drink more water", ("habit", "drink-more-water", None, None, None)),
        ("lights out by 11", ("sleep", "bed", None, None, 1380)),
        ("in bed by 22:30", ("sleep", "bed", None, None, 1350)),
        ("bed by midnight", ("sleep", "bed", None, None, 1440)),
        ("up by 8", ("sleep", "up", None, None, 480)),
        ("out of bed by 9:15", ("sleep", "up", None, None, 555)),
        ("piano", ("habit", "piano", None, None, None)),
    ],
)
def test_words_say_what_counts(words: str, expected: tuple[object, ...]) -> None:
    told = read_subject(words, ["piano"], ())
    assert (told.kind, told.name, told.minutes, told.from_minute, told.until_minute) == expected


@pytest.mark.parametrize(
    "words", ["walk", "read a book", "see a friend", "gardening and weeding", "cold shower", "breakfast outside", "sing"]
)
def test_what_is_harmless_is_no_treatment(words: str) -> None:
    assert not names_treatment(words)


def test_words_that_name_nothing_are_asked_about() -> None:
    with pytest.raises(Refused, match="I couldn't read what to try"):
        read_subject("10 minutes a day", (), ())


def test_nights_count_by_their_hours(kfit: Kfit) -> None:
    kfit('try "in bed by 23:30" --order "on off"', now=BEFORE)
    for day, times in enumerate(("22:00-6:00", "23:30-7:00", "23:45-7:00", "0:30-7:00", "7h")):
        assert kfit(f"sleep {times} --on {MONDAY + timedelta(days=day)}", now=at(5)).code == 0
    assert kfit("try --json", now=at(5)).json["trial"]["done_on"] == {"days": 2, "of": 6}


def test_one_trial_at_a_time_and_stop_ends_it(kfit: Kfit) -> None:
    kfit('try walk --order "on off off on"', now=at(0))
    assert kfit("try craft", now=at(1)).err.startswith("A trial is planned up to Sun 20 Dec already.")
    assert kfit("try stop", now=at(3)).out == "Changed: the trial is over, walk. (kfit undo)\n"
    kfit("mood 5", now=at(3))
    assert "Trial" not in kfit("today", now=at(3)).out
    assert (
        "It was ended before its last week" in " ".join(kfit("try", now=at(40)).out.split())
        or "nothing can be compared" in kfit("try", now=at(40)).out
    )
    kfit("undo", now=at(3))
    kfit("undo", now=at(3))
    assert kfit("try --json", now=at(3)).json["trial"]["this_week"] == "with"
    assert kfit("try stop", now=at(40)).out.startswith("Nothing is being tried.")
    assert kfit("try craft", now=at(40)).code == 0
    assert kfit("try stop", now=at(40)).out.startswith("Took back: the trial, craft.")  # it had not begun


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("try walk --pairs 13", "--pairs goes from 1 to 12. Try: kfit try walk --pairs 6"),
        ("try --pairs 6", "It needs what to try."),
        ('try walk --order "on on off off"', "Each pair of weeks has one on and one off."),
        ('try walk --order "on off" --pairs 3', "--order has 1 pairs"),
        (f"try {'walk ' * 30}", "What to try has up to 80 letters."),
        ("try walk --forget", "Use --forget alone"),
        ("try --forget", "Nothing is being tried."),
    ],
)
def test_what_cannot_be_read_is_said(kfit: Kfit, line: str, error: str) -> None:
    said = kfit(line, now=BEFORE)
    assert (said.code, said.err.startswith(error)) == (2, True), said.err


def test_an_order_reads_as_people_write_it() -> None:
    assert read_order("on off off on") == read_order("1 0 0 1") == read_order("A,B,B,A") == "1001"


def test_export_import_history_and_doctor_know_it(kfit: Kfit, home: Path, tmp_path: Path) -> None:
    kfit('try "walk before noon" --order "on off off on"', now=BEFORE)
    kfit("mood 5", now=BEFORE)
    kfit("export jsonl -o all.jsonl", now=BEFORE)
    header = json.loads((home / "all.jsonl").read_text().splitlines()[0])
    assert [(one["words"], one["weeks"]) for one in header["trials"]] == [("walk before noon", "1001")]
    assert 'trial "walk before noon", 2 pairs of weeks from Mon 23 Nov' in kfit("history", now=BEFORE).out
    assert kfit("doctor", now=BEFORE).code == 0
    other = str(tmp_path / "other" / "kfit.db")
    assert kfit("import all.jsonl", now=BEFORE, KFIT_DB=other).code == 0
    assert kfit("try --json", now=BEFORE, KFIT_DB=other).json["trial"]["words"] == "walk before noon"
    again = kfit("import all.jsonl --json", now=BEFORE, KFIT_DB=other)
    assert again.code == 0
    assert len([one for one in kfit("history --json", now=BEFORE, KFIT_DB=other).json["changes"] if "trial" in (one["after"] or {})]) == 1
    kfit("export jsonl -o some.jsonl --no-notes", now=BEFORE)
    assert "before noon" not in (home / "some.jsonl").read_text()


def test_forgetting_leaves_no_word_of_it_in_the_file(kfit: Kfit, db_path: Path) -> None:
    kfit('try "walk to SECRETPLACE" --pairs 2', now=BEFORE)
    assert b"SECRETPLACE" in db_path.read_bytes()
    assert kfit("try --forget", now=BEFORE).out.startswith("Removed for good: the trial")
    assert b"SECRETPLACE" not in db_path.read_bytes()
    assert kfit("try --json", now=BEFORE).json == {"trial": None}


def test_a_trial_that_was_taken_back_can_be_forgotten_too(kfit: Kfit, db_path: Path) -> None:
    kfit('try "walk to SECRETPLACE" --pairs 2', now=BEFORE)
    kfit("undo", now=BEFORE)
    assert b"SECRETPLACE" in db_path.read_bytes()
    assert kfit("try --forget", now=BEFORE).code == 0
    assert b"SECRETPLACE" not in db_path.read_bytes()


def test_a_habit_takes_its_trial_with_it(kfit: Kfit, db_path: Path) -> None:
    kfit("did SECRETCRAFT", now=BEFORE)
    kfit("try secretcraft --pairs 2", now=BEFORE)
    kfit("habit rename secretcraft hiddencraft", now=BEFORE)
    assert kfit("try --json", now=BEFORE).json["trial"]["counts"]["name"] == "hiddencraft"
    kfit("delete 1 --forget", now=BEFORE)
    assert b"hiddencraft" not in db_path.read_bytes()
    assert b"secretcraft" not in db_path.read_bytes().lower()


def test_an_import_checks_a_trial(kfit: Kfit, home: Path) -> None:
    for change in ({"weeks": "1100"}, {"day": "2026-11-24"}, {"weeks": "1"}, {"kind": "medicine"}):
        row = {**trial("1001").row(), "uid": "u", "made_at": "2026-11-22T21:30:00Z", **change}
        del row["id"]
        (home / "some.jsonl").write_text(json.dumps({"kfit_jsonl": 1, "entries": 0, "settings": [], "trials": [row]}) + "\n")
        said = kfit("import some.jsonl")
        assert said.code == 2, change
        assert "a trial that can't be kept" in said.err

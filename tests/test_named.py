"""Ratings, effects, medicines, habits and measures: what is particular to each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kfit.model.entries import EFFECTS
from kfit.model.measures import QUANTITIES, shown

if TYPE_CHECKING:
    from conftest import Kfit


def saved(kfit: Kfit, line: str, **more: Any) -> Any:
    said = kfit(f"{line} --json", **more)
    assert said.code == 0, said.err
    return said.json["saved"]


class TestRating:
    def test_the_direction_is_said_each_time(self, kfit: Kfit) -> None:
        assert "anxiety 7 (0 none, 10 worst)" in kfit("anxiety 7").out
        assert "energy 1 (0 none, 10 full)" in kfit("energy 1").out
        assert "focus 5 (0 worst, 10 best)" in kfit("rate focus 5 --better high").out
        assert "itch 5 (0 none, 10 worst)" in kfit("rate itch 5 --better low").out

    def test_an_own_rating_is_asked_for_once(self, kfit: Kfit) -> None:
        said = kfit("rate focus 5", typed="high\n")
        assert (said.code, "which end of focus is better" in said.err) == (0, True)
        assert "focus 6 (0 worst, 10 best)" in kfit("rate focus 6").out
        assert kfit("rate focus 6 --better low").err == "focus is kept with high as the better end.\n"

    @pytest.mark.parametrize("typed", ["", "\n", "q\n", "maybe\nperhaps\nwell\n"])
    def test_without_an_answer_nothing_is_saved(self, kfit: Kfit, typed: str) -> None:
        said = kfit("rate focus 5", typed=typed)
        assert (said.code, said.out) == (2, "")
        assert "Nothing is saved. To say it in one line: kfit rate focus 5 --better high" in said.err
        assert kfit("list --json").json["entries"] == []

    def test_several_of_a_day_are_listed_with_their_mean(self, kfit: Kfit) -> None:
        kfit("pain 4")
        assert "Pain that day: 4, 7 (mean 5.5)." in kfit("pain 7").out

    def test_a_line_with_two_new_ratings_asks_for_both(self, kfit: Kfit) -> None:
        said = kfit("log rate focus 5, rate itch 3", typed="high\nlow\n")
        assert said.code == 0
        assert [(one["name"], one["better"]) for one in kfit("list --json").json["entries"]] == [("focus", "high"), ("itch", "low")]


class TestEffect:
    def test_an_unknown_one_is_answered_with_the_nearest_and_added_with_new(self, kfit: Kfit) -> None:
        said = kfit("effect nausia 1 --on yesterday")
        assert said.code == 2
        assert said.err.startswith("I don't know 'nausia'. Did you mean: kfit effect nausea 1 --on yesterday   To add it: ")
        assert kfit("efect nausia 1").err == "I don't know 'efect nausia'. Did you mean: kfit effect nausea 1\n"
        for word, meant in (("blured vision", "blurred-vision"), ("nausia", "nausea")):
            assert f"Did you mean: kfit effect {meant} 2 " in kfit(f"effect {word} 2").err
        assert kfit("log effect sparkles 1, mood 4").err.startswith(
            "I don't know the effect 'sparkles'. To add it: kfit log effect sparkles 1 --new, mood 4"
        )
        assert kfit("effect sparkles 1 --new").code == 0
        assert kfit("effect sparkles 2").code == 0
        assert kfit("mood 5 --new").code == 2

    def test_the_vocabulary_holds_what_the_forms_ask(self) -> None:
        wanted = {"wired", "appetite-loss", "itching", "rash", "confusion", "dry-mouth", "tearful", "dissociation", "urinary-pain", "other"}
        assert wanted <= set(EFFECTS)


class TestMedicine:
    def test_the_list_holds_what_was_started_and_not_stopped(self, kfit: Kfit) -> None:
        for day, line in (
            ("02", "sertraline 100mg started"), ("03", "lithium 300mg taken"), ("04", "sertraline 150mg changed"),
            ("05", "bupropion 150mg started"), ("06", "bupropion stopped"), ("07", "sertraline skipped"), ("08", "melatonin skipped"),
        ):  # fmt: skip
            assert kfit(f"med {line} --on 2026-11-{day}").code == 0
        assert kfit("med").out == (
            "sertraline 150 mg   since Mon 2 Nov, 150 mg since Wed 4 Nov\n\nTaken in the last 30 days\nlithium 300 mg      last on Tue 3 Nov\n"
        )
        assert kfit("med --json").json == {
            "medicines": [{"name": "sertraline", "dose": "150mg", "since": "2026-11-02", "day": "2026-11-07"}],
            "taken": [{"name": "lithium", "dose": "300mg", "day": "2026-11-03"}],
            "dose_since": {"sertraline": "2026-11-04"},
        }
        assert kfit("med", KFIT_PLAIN="1").out.splitlines() == [
            "sertraline 150 mg, since Mon 2 Nov, 150 mg since Wed 4 Nov.",
            "Taken in the last 30 days: lithium 300 mg, last on Tue 3 Nov.",
        ]

    def test_what_was_taken_once_is_no_current_medicine_and_goes_after_30_days(self, kfit: Kfit) -> None:
        kfit("med ibuprofen 400mg taken --on 2026-11-20")
        kfit("med melatonin skipped")
        assert kfit("med").out == ("No current medicine is logged.\n\nTaken in the last 30 days\nibuprofen 400 mg   last on Fri 20 Nov\n")
        assert kfit("med --json", now="2026-12-19T12:00").json["taken"] == [{"name": "ibuprofen", "dose": "400mg", "day": "2026-11-20"}]
        assert kfit("med --json", now="2026-12-20T12:00").json == {"medicines": [], "taken": [], "dose_since": {}}
        assert kfit("took ibuprofen", now="2026-12-20T12:00").code == 0  # it is known for reading all the same

    def test_what_was_taken_goes_with_the_stop_and_comes_back_with_the_next_dose(self, kfit: Kfit) -> None:
        for line in ("started --on 2026-11-10", "taken --on 2026-11-11", "stopped --on 2026-11-12"):
            kfit(f"med lithium {line}")
        assert kfit("med --json").json == {"medicines": [], "taken": [], "dose_since": {}}
        kfit("med lithium 300mg taken --on 2026-11-13")
        assert kfit("med --json").json == {
            "medicines": [],
            "taken": [{"name": "lithium", "dose": "300mg", "day": "2026-11-13"}],
            "dose_since": {},
        }
        kfit("med lithium 450mg changed")
        assert [(one["name"], one["dose"]) for one in kfit("med --json").json["medicines"]] == [("lithium", "450mg")]

    def test_twice_the_dose_once_is_no_change_of_the_dose(self, kfit: Kfit) -> None:
        kfit("med lithium 300mg started --on 2026-11-10")
        kfit("med lithium 600mg taken")
        assert kfit("med").out == "lithium 300 mg   since Tue 10 Nov\n"

    def test_narrow_the_days_stand_below(self, kfit: Kfit) -> None:
        kfit("med 'a medicine with a longer name' 10mg started")
        kfit("med ibuprofen 400mg taken")
        out = kfit("med", COLUMNS="40").out
        assert out.endswith("Taken in the last 30 days\nibuprofen 400 mg\n  last on Sun 22 Nov\n")
        assert max(map(len, out.splitlines())) <= 40

    def test_a_second_start_says_that_it_was_in_the_list_already(self, kfit: Kfit) -> None:
        kfit("med lamotrigine 25mg started --on 2026-11-20")
        said = kfit("med lamotrigine started").out
        assert "lamotrigine was in your list already, since Fri 20 Nov." in said
        said = kfit("med lamotrigine 50mg started").out
        assert "A new dose: kfit med lamotrigine 50mg changed" in said
        kfit("med lamotrigine stopped")
        assert kfit("med").out == "No current medicine is logged.\n"
        assert "already" not in kfit("med lamotrigine 25mg started", now="2026-11-23T10:00").out

    def test_without_one_the_list_says_how_to_begin(self, kfit: Kfit) -> None:
        assert kfit("med").out == "No current medicine is logged. How to log one: kfit med -h\n"

    def test_a_dose_not_taken_is_said_so(self, kfit: Kfit) -> None:
        assert kfit("med sertraline skipped").out.startswith("Saved for Sun 22 Nov: sertraline not taken.")


class TestHabit:
    def test_the_first_use_says_what_it_is_kept_in(self, kfit: Kfit) -> None:
        assert "New habit, kept in minutes." in kfit("did meditation 5m").out
        assert "New habit, kept in times." in kfit("did pushups 20x").out
        assert "New habit, kept as yes or no." in kfit("did craft").out
        assert "New habit" not in kfit("did meditation 10m").out

    def test_a_bare_number_is_read_once_the_habit_says_what_it_counts(self, kfit: Kfit) -> None:
        assert kfit("did meditation 5").err.startswith("'5' can be 5m or 5 times.")
        kfit("did meditation 5m")
        assert saved(kfit, "did meditation 10")[0]["minutes"] == 10
        kfit("did pushups 5x")
        assert saved(kfit, "did pushups 10")[0]["times"] == 10
        assert kfit("did pushups 10m").err.startswith("pushups is kept in times, not in minutes.")
        assert kfit("did meditation").code == 0

    def test_a_day_adds_up(self, kfit: Kfit) -> None:
        kfit("did meditation 5m")
        assert "That day: meditation 15 min in all." in kfit("did meditation 10m").out


class TestMeasure:
    @pytest.mark.parametrize(
        "name", [name for name, known in QUANTITIES.items() if known.units and name not in ("systolic", "diastolic", "pulse")]
    )
    def test_what_was_typed_comes_back_and_one_unit_lies_on_disk(self, kfit: Kfit, name: str) -> None:
        known = QUANTITIES[name]
        for unit in known.units:
            typed = f"{round(shown(name, (known.low * 3 + known.high) / 4, unit), 1)} {unit}"
            row = saved(kfit, f"{name} {typed.replace(' ', '')}")[0]
            assert row["unit"] == known.unit
            assert row["typed"] == typed or unit == "st"  # stones are written with their pounds
            assert shown(name, row["value"], unit) == pytest.approx(float(typed.split(maxsplit=1)[0]))

    def test_lipids_and_glucose_follow_their_factors(self) -> None:
        assert shown("cholesterol", 200, "mmol/l") == pytest.approx(5.172, abs=0.001)  # x 0.02586
        assert shown("triglycerides", 150, "mmol/l") == pytest.approx(1.6935, abs=0.001)  # x 0.01129
        assert shown("glucose", 100, "mmol/l") == pytest.approx(5.551, abs=0.001)
        assert shown("hba1c", 6.5, "mmol/mol") == pytest.approx(47.5, abs=0.1)

    def test_blood_pressure_is_one_change_with_one_time(self, kfit: Kfit) -> None:
        said = kfit("bp 128/82 70 after rest")
        assert said.out.startswith("Saved blood pressure 128/82 (pulse 70) for Sun 22 Nov, with your note.")
        rows = kfit("list --json").json["entries"]
        assert [(row["name"], row["value"], row["unit"], row["note"]) for row in rows] == [
            ("systolic", 128.0, "mmHg", "after rest"), ("diastolic", 82.0, "mmHg", None), ("pulse", 70.0, "bpm", None),
        ]  # fmt: skip
        assert len({row["at"] for row in rows}) == 1
        assert kfit("undo").out.startswith("Took back: blood pressure 128/82 (pulse 70), Sun 22 Nov.")

    @pytest.mark.parametrize(
        "words",
        ["30 min after", "60 minutes after", "2 hours after", "1h after", "1.5 h after", "10-15 min after", "2 days later", "3 times now"],
    )
    def test_a_number_of_minutes_or_times_is_no_pulse(self, kfit: Kfit, words: str) -> None:
        said = kfit(f"bp 148/90 {words}")
        if said.code == 0:
            assert said.out.startswith("Saved blood pressure 148/90 for Sun 22 Nov, with your note.")
        else:
            assert said.err.endswith(f'kfit bp 148/90 --note "{words}"\n')
        assert [one["name"] for one in kfit("list --json").json["entries"]] in (["systolic", "diastolic"], [])
        kfit(f"bp 148/90 72 {words}")
        assert kfit("list pulse --json").json["entries"][-1]["value"] == 72

    @pytest.mark.parametrize(
        "line", ["weight 725kg", "weight 5kg", "bp 400/82", "bp 128/82 300", "glucose 5mg/dl", "hba1c 40%", "drinks 61"]
    )
    def test_what_no_body_can_have_is_a_question(self, kfit: Kfit, line: str) -> None:
        said = kfit(line)
        assert (said.code, "If it is right, add --sure" in said.err) == (2, True)
        assert kfit(f"{line} --sure").code == 0

    def test_a_slip_of_the_point_is_offered(self, kfit: Kfit) -> None:
        assert kfit("weight 72500kg").err == "72500 kg? If it is right, add --sure. Else: kfit weight 72.5kg\n"

    def test_a_bare_number_is_read_once_the_unit_was_set(self, kfit: Kfit) -> None:
        assert kfit("weight 72.5").err == (
            "Weight is in kg, lb or st. Try: kfit weight 72.5kg   or: kfit weight 72.5lb\n"
            "To settle it for good: kfit config set weight_unit kg   (or lb, st)\n"
        )
        kfit("config set weight_unit lb")
        assert saved(kfit, "weight 160")[0]["typed"] == "160 lb"

    def test_an_own_measure_keeps_its_unit(self, kfit: Kfit) -> None:
        assert "New measure, kept in kg." in kfit("measure 'grip strength' 31kg").out
        assert saved(kfit, "measure 'grip strength' 32")[0]["typed"] == "32 kg"
        assert (
            kfit("measure 'grip strength' 68lb").err
            == "grip strength is kept in kg, and kfit does not convert it.   As a note: kfit note measure grip strength 68lb\n"
        )
        assert saved(kfit, "measure coffee 2 strong ones")[0]["note"] == "strong ones"
        assert saved(kfit, "coffee 3")[0]["value"] == 3

    def test_what_is_counted_adds_up(self, kfit: Kfit) -> None:
        kfit("drinks 2")
        assert "That day: drinks 3 in all." in kfit("drinks 1").out


@pytest.mark.parametrize("typed", ["72·5", "1٫5", "1_0", "6)", "6-7", "1,5,0", "5/", "6'", "1'20", "12'", "7½"])
def test_a_number_is_never_cut_at_a_glued_sign(kfit: Kfit, typed: str) -> None:
    """The whole word is refused as it was typed, and nothing of it becomes a note."""
    for head in ("measure steps", "weight"):
        said = kfit([*head.split(), typed])
        assert (said.code, said.out) == (2, ""), (head, typed)
        assert typed in said.err
    assert kfit("list --all --json").json["entries"] == []


@pytest.mark.parametrize(("typed", "value"), [("1'200", 1200), ("12’345’678", 12345678), ("9'000l", 9000), ("72,5", 72.5)])
def test_a_number_whose_thousands_are_parted_is_read_whole(kfit: Kfit, typed: str, value: float) -> None:
    assert kfit(["measure", "water", typed]).code == 0
    entry = kfit("list --all --json").json["entries"][0]
    assert (entry["value"], entry["note"]) == (value, None)

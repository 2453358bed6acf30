"""What is called a dose and what an infusion: in lines, answers, lists, help, and on every screen."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from kfit.model.routes import ROUTES, treatment_word
from kfit.parsing.offers import AN

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit


@pytest.mark.parametrize("route", ROUTES)
def test_what_goes_in_by_a_needle_is_an_infusion_and_all_else_a_dose(kfit: Kfit, route: str) -> None:
    word = "infusion" if route in ("iv", "im", "sc") else "dose"
    shown = route.upper() if word == "infusion" else route
    for head in ("infusion", "dose"):
        assert kfit(f"{head} {route} 40mg").out.startswith(f"Saved {word} ({shown}, 40 mg) for Sun 22 Nov.")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("dose troche 200mg", "Saved dose (troche, 200 mg) for Sun 22 Nov."),
        ("dose", "Saved dose for Sun 22 Nov."),
        ("dose 200", "Saved dose (200 mg) for Sun 22 Nov."),
        ("dose 200mg --form lozenge", "Saved dose (lozenge, 200 mg) for Sun 22 Nov."),
        ("dose 40mg --route iv", "Saved infusion (IV, 40 mg) for Sun 22 Nov."),
        ("infusion", "Saved infusion for Sun 22 Nov."),
        ("infusion --form wafer", "Saved dose (wafer) for Sun 22 Nov."),
        ("spravato 56mg", "Saved dose (spravato, 56 mg) for Sun 22 Nov."),
        ("took my troche 200mg", "Saved dose (troche, 200 mg) for Sun 22 Nov."),
        ("log mood 5, dose 200mg", "Saved for Sun 22 Nov: mood 5, dose (200 mg)."),
    ],
)
def test_the_answer_has_the_word(kfit: Kfit, line: str, said: str) -> None:
    assert kfit(line).out.startswith(said)


def test_the_word_alone_is_kept_in_the_place_of_the_form_and_shown_as_no_form(kfit: Kfit) -> None:
    kfit("dose 200mg")
    [saved] = kfit("list --json").json["entries"]
    assert (saved["kind"], saved["route"], saved["dosage_form"], saved["dose_mg"]) == ("infusion", None, "dose", 200.0)
    kfit("edit 1 sublingual")
    assert "dose (sublingual, 200 mg)" in kfit("list").out


def test_an_edit_of_the_route_can_change_the_word_and_says_so(kfit: Kfit) -> None:
    kfit("dose troche 200mg")
    assert kfit("edit 1 iv").out.startswith("Changed 1: dose (troche, 200 mg) is now infusion (IV, 200 mg), Sun 22 Nov.")


def test_two_on_one_day_are_counted_by_their_word(kfit: Kfit) -> None:
    kfit("infusion iv")
    assert "That day has" not in kfit("troche 100mg").out
    assert "That day has 2 doses." in kfit("dose 100mg").out


def test_the_days_since_the_one_before_name_it_where_it_had_another_word(kfit: Kfit) -> None:
    kfit("infusion iv --on 2026-11-10")
    assert "9 days since the infusion before." in kfit("spravato 56mg --on 2026-11-19").out
    assert "3 days since the one before." in kfit("spravato 56mg").out


def test_words_of_a_note_are_no_dose(kfit: Kfit) -> None:
    for line in ("mood 5 dose raised", "log mood 5, dose was too high", "mood 5, done 20 pushups"):
        assert kfit(line).out.startswith("Saved mood 5 for Sun 22 Nov, with your note.")
    kfit("med sertraline dose 50mg started")
    said = kfit("mood 5 sertraline dose 100mg").out
    assert "To log it as well" not in said
    assert {entry["kind"] for entry in kfit("list --json").json["entries"]} == {"mood", "medicine"}


def test_a_dose_of_another_medicine_is_asked_about(kfit: Kfit) -> None:
    kfit("med sertraline 100mg started")
    said = kfit("dose 100mg of sertraline")
    assert said.code == 2
    assert "Is that a dose of sertraline, or of ketamine?" in said.err
    assert kfit("dose 100mg of sertraline --sure").code == 0
    assert kfit("troche 100mg with sertraline").code == 0


@pytest.mark.parametrize("line", ["dose skipped", "dose missed", "log dose cancelled"])
def test_a_dose_that_was_not_had_is_asked_about_by_its_word(kfit: Kfit, line: str) -> None:
    said = kfit(line)
    assert said.code == 2
    assert "Is that a dose" in said.err
    assert "As a note: kfit note" in said.err


@pytest.mark.parametrize("head", ["dose", "troche", "infusion"])
def test_a_day_to_come_is_offered_as_a_plan_and_as_the_note_that_was_typed(kfit: Kfit, head: str) -> None:
    word = "infusion" if head == "infusion" else "dose"
    assert kfit(f"{head} tomorrow").err.startswith(
        f'That is not {AN[word]} yet. To plan it: kfit next "tomorrow"   As a note: kfit note {head} tomorrow'
    )


def test_it_is_listed_by_its_word_and_by_its_form(kfit: Kfit) -> None:
    for line in ("infusion iv", "troche 100mg", "dose 50mg", "lozenge 100mg"):
        kfit(line)

    def listed(words: str) -> list[int]:
        return [entry["id"] for entry in kfit(f"list {words} --json").json["entries"]]

    assert (listed("dose"), listed("troche"), listed("infusion")) == ([2, 3, 4], [2], [1, 2, 3, 4])


def test_it_has_its_help_which_says_the_rules_of_the_clinic(kfit: Kfit) -> None:
    for line in ("dose -h", "help dose", "infusion -h", "troche -h"):
        told = " ".join(kfit(line).out.split())
        assert "For the ride home and driving, your clinic's rules hold." in told
    assert "kfit dose troche 200mg" in kfit("dose -h").out
    assert "\ndose  " in kfit("help all").out


def test_the_front_page_says_each_by_its_word_with_its_dose(kfit: Kfit) -> None:
    kfit("infusion iv 40mg")
    kfit("troche 200mg")
    assert "\n  Infusion    IV, 40 mg\n  Dose        sublingual, 200 mg\n" in kfit("today").out
    kfit("troche 200mg", now="2026-11-23T09:00")
    assert kfit("today", now="2026-11-24T09:00").out.splitlines()[0].endswith("day 1 since your last dose")


def test_a_week_of_both_says_both_and_keeps_to_the_screen(kfit: Kfit) -> None:
    kfit("mood 5")
    kfit("infusion iv --on mon")
    for day in ("wed", "fri"):
        kfit(f"spravato 56mg --on {day}")
    assert "; infusion Mon 16; doses Wed 18, Fri 20." in kfit("week", KFIT_PLAIN="1").out
    wide = kfit("week", COLUMNS="120").out
    assert "Mon 16, doses Wed 18, Fri 20" in wide
    assert [part.strip() for part in kfit("week", COLUMNS="40").out.splitlines() if "Nov" in part and "-" not in part] == [
        "Infusion  Mon 16 Nov", "Dose      Wed 18 Nov", "Fri 20 Nov",
    ]  # fmt: skip
    [*_, week] = kfit("week --json").json["weeks"]
    assert (week["infusions"], week["doses"]) == (1, 2)


def test_doses_alone_stand_under_their_word(kfit: Kfit) -> None:
    kfit("mood 5")
    kfit("spravato 56mg --on fri")
    assert kfit("week").out.splitlines()[0].endswith("Dose")
    assert kfit("infusions").out.startswith("Doses ")
    assert "▼ dose" in kfit("chart mood").out
    assert "Doses: Fri 20 Nov." in kfit("chart mood", KFIT_PLAIN="1").out
    assert "◆ dose" in kfit("calendar mood").out


def test_the_view_of_the_file_has_the_same_word_as_the_screens(kfit: Kfit, home: Path) -> None:
    rows = ["infusion iv 40mg", "infusion", "dose 50mg", "troche 100mg", "infusion --form wafer", "infusion sc", "infusion rectal"]
    for line in rows:
        kfit(line)
    with sqlite3.connect(next(home.rglob("kfit.db"))) as db:
        told = [row[0] for row in db.execute("select summary from timeline where kind = 'infusion' order by id")]
        kept = db.execute("select route, dosage_form from infusion order by id").fetchall()
    assert [summary.split()[0] for summary in told] == [treatment_word(*row) for row in kept]
    assert told[:4] == ["infusion iv 40mg", "infusion", "dose 50mg", "dose sublingual 100mg"]


def test_after_a_dose_the_check_in_asks_for_effects_since_the_dose() -> None:
    from kfit.render.checkin import prompt

    assert prompt(("effects", "effects", "dose")).startswith("Any effect since the dose, 0 to 3")

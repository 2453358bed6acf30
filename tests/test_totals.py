"""Forms that the clinic scored: kept by their total alone, in everything that a questionnaire takes part in."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest

from kfit.analysis.questionnaires import compare_totals
from kfit.model.questionnaires import INSTRUMENTS, TotalComparison
from kfit.store.schema import statements
from terminal import ENTER, last_line, walk

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit

FORMS = [name for name, form in INSTRUMENTS.items() if not form.labels]
LINES = {
    "madrs": "Saved MADRS total 24 of 60 for Sun 22 Nov.",
    "hamd17": "Saved HAM-D17 total 18 of 52 for Sun 22 Nov.",
    "ybocs": "Saved Y-BOCS total 24 of 40 for Sun 22 Nov. Band: severe.",
    "wsas": "Saved WSAS total 22 of 40 for Sun 22 Nov.",
    "cgis": "Saved CGI-S rating 4 of 7 for Sun 22 Nov.",
    "cgii": "Saved CGI-I rating 3 (1 best, 4 no change, 7 worst) for Sun 22 Nov.",
    "icsi": "Saved ICSI total 8 of 20 for Sun 22 Nov.",
    "icpi": "Saved ICPI total 8 of 16 for Sun 22 Nov.",
    "cadss": "Saved CADSS total 11 of 92 for Sun 22 Nov.",
    "cadss6": "Saved CADSS-6 total 11 of 24 for Sun 22 Nov.",
}


@pytest.mark.parametrize("name", FORMS)
def test_the_number_alone_is_its_total(kfit: Kfit, name: str) -> None:
    form = INSTRUMENTS[name]
    assert kfit(f"{name} {form.example}").out.startswith(LINES[name])
    assert kfit(f"{name} --total {form.example}").out.startswith(LINES[name])
    assert {(entry["name"], entry["total"], entry["items"]) for entry in kfit("list --json").json["entries"]} == {
        (name, float(form.example), None)
    }


@pytest.mark.parametrize("name", FORMS)
def test_a_number_outside_of_its_range_is_refused_with_the_range(kfit: Kfit, name: str) -> None:
    form = INSTRUMENTS[name]
    range_ = f"The {form.title} {form.called} goes from {form.least} to {form.top}. Example: kfit {name} --total {form.example}\n"
    for number in (form.top + 1, *([0] if form.least else [])):
        assert kfit(f"{name} {number}") == ("", range_, 2)
        assert kfit(f"{name} --total {number}").code == 2
    assert kfit(range_.strip().partition("Example: kfit ")[2]).code == 0


def test_a_total_of_another_version_of_the_form_is_no_total_of_this_one(kfit: Kfit) -> None:
    for line in ("hamd 20 of 64", "hamd 20/64", "madrs 20 out of 54"):
        said = kfit(line)
        assert (said.out, said.code) == ("", 2)
        assert "is of another form.   As a note: " in said.err
    assert kfit("list").out.startswith("Nothing logged yet")


def test_a_word_that_begins_two_forms_is_asked_about(kfit: Kfit) -> None:
    assert kfit("cgi 4").err == "I don't know 'cgi'. Try: kfit cgis 4   or: kfit cgii 4\n"
    assert "kfit log cgis 4, mood 5   or: kfit log cgii 4, mood 5" in kfit("log cgi 4, mood 5").err
    assert kfit("cgii 4").code == 0


@pytest.mark.parametrize("line", ["hamd17", "hdrs", "ham d", "log hdrs", "ham-d --on yesterday"])
def test_alone_it_names_its_line(kfit: Kfit, line: str) -> None:
    assert kfit(line) == ("", "HAM-D17 has only its total here (0 none, 52 worst). For example: kfit hamd17 18\n", 2)
    assert kfit("hamd17 18").code == 0


@pytest.mark.parametrize("words", [("phq",), ("phq", "9"), ("PHQ-9",), ("log", "phq9"), ("phq 9",)])
def test_a_form_with_answers_asks_for_them_by_whatever_name_it_is_called(kfit: Kfit, words: tuple[str, ...]) -> None:
    said = walk(*"111111110", ENTER, words=words)
    assert "PHQ-9: use the form your clinic gave you. 9 answers" in said
    assert [(entry["name"], entry["items"]) for entry in kfit("list --json").json["entries"]] == [("phq9", [1] * 8 + [0])]


def test_the_day_of_a_form_that_asks_is_kept(kfit: Kfit) -> None:
    walk("1", "1", words=("phq-2", "--on", "yesterday"))
    assert [(entry["day"], entry["total"]) for entry in kfit("list --json").json["entries"]] == [("2026-11-21", 2.0)]


@pytest.mark.parametrize("name", FORMS)
def test_its_help_tells_both_ends_and_once_who_rates_it(kfit: Kfit, name: str) -> None:
    form = INSTRUMENTS[name]
    told = " ".join(kfit(f"{name} -h").out.replace("│", " ").split())
    assert f"{form.title}: its {form.called} ({form.scale})." in told
    assert f"the {form.called}: {form.least} to {form.top}" in told
    assert told.count("A clinician rates it.") == form.by_clinician
    assert f"Example: kfit {name} " in told


def test_a_total_is_compared_with_the_last_one_and_with_the_time_before_the_first_infusion(kfit: Kfit) -> None:
    kfit("madrs 32 --on 2026-10-01")
    kfit("infusion iv 40mg --on 2026-10-05")
    kfit("cgis 5 --on 2026-10-01")
    said = " ".join(kfit("madrs 16").out.split())
    assert "16 fewer than before your first infusion (32 on Thu 1 Oct). That is half or less, which studies call a response." in said
    assert "10 or less is a range that studies call remission." in kfit("madrs 10").out
    assert "1 lower than before your first infusion (5 on Thu 1 Oct)." in kfit("cgis 4").out


def test_a_change_told_by_the_clinician_is_compared_with_nothing(kfit: Kfit) -> None:
    kfit("cgii 4 --on 2026-10-01")
    kfit("infusion iv 40mg --on 2026-10-05")
    said = kfit("cgii 2").out
    assert said == "Saved CGI-I rating 2 (1 best, 4 no change, 7 worst) for Sun 22 Nov. (kfit undo)\n"
    compared = compare_totals("cgii", ("2026-11-22", 2), ("2026-11-05", 4), ("2026-10-01", 4))
    assert {name: getattr(compared, name) for name in TotalComparison.__slots__} == dict.fromkeys(TotalComparison.__slots__)
    told = kfit("chart cgii --all", KFIT_PLAIN="1").out
    assert "mean" not in told
    assert "CGI-I: 2 (1 best, 4 no change, 7 worst) on Sun 22 Nov, 4 on Thu 1 Oct." in told


@pytest.mark.parametrize(("name", "hinted"), [("madrs", True), ("hamd17", True), ("ybocs", False), ("cgis", False), ("icsi", False)])
def test_a_total_that_can_hide_the_answer_on_harm_names_the_way_to_people(kfit: Kfit, name: str, *, hinted: bool) -> None:
    said = kfit(f"{name} {INSTRUMENTS[name].example}").out
    assert ("If that form held thoughts of harm: kfit help-now" in said) == hinted


@pytest.mark.parametrize("name", FORMS)
def test_it_is_charted_from_its_least_to_its_top(kfit: Kfit, name: str) -> None:
    form = INSTRUMENTS[name]
    assert f"kfit {name} --total {form.example}" in kfit(f"chart {name}").out
    kfit(f"{name} {form.example}")
    told = kfit(f"chart {name} --json").json
    assert (told["unit"], len(told["points"]), len(told["bands"])) == (f"{form.least}-{form.top}", 1, len(form.bands))
    picture = kfit(f"chart {name}").out
    assert picture.startswith(f"{form.title} ({form.scale})")
    ticks = [int(line.split("┤")[0].split()[-1]) for line in picture.splitlines() if "┤" in line]
    assert (min(ticks), max(ticks)) == (form.least, form.top)


@pytest.mark.parametrize(
    ("words", "line"),
    [("ham-d", "hamd17 18"), ("hdrs", "hamd17 18"), ("ham d", "hamd17 18"), ("cgi s", "cgis 4"), ("PHQ-9", "phq9 --total 12")],
)
def test_it_is_listed_and_charted_by_whatever_name_it_is_called(kfit: Kfit, words: str, line: str) -> None:
    kfit("mood 5 ham-d tomorrow")
    kfit(line)
    assert [entry["name"] for entry in kfit(f"list {words} --json").json["entries"]] == [line.split(maxsplit=1)[0]]
    assert kfit(f"chart {words} --json").json["chart"] == line.split(maxsplit=1)[0]


def test_it_goes_out_and_comes_in_again(kfit: Kfit, home: Path) -> None:
    for name in FORMS:
        kfit(f"{name} {INSTRUMENTS[name].example}")
    kfit("export csv -o visit")
    kfit("export jsonl -o all.jsonl")
    rows = list(csv.DictReader(io.StringIO((home / "visit" / "daily.csv").read_text(encoding="utf-8-sig"))))
    assert {name: float(rows[-1][f"{name}_total"]) for name in FORMS} == {name: float(INSTRUMENTS[name].example) for name in FORMS}
    told = (home / "visit" / "README.txt").read_text(encoding="utf-8-sig")
    assert "CGI-I: 1 to 7, lower is better; 4 is no change since treatment began; rated by a clinician; kept by its rating;" in told
    before = kfit("list --json").json
    for source in ("visit", "all.jsonl"):
        kfit(f"import {source}", KFIT_DB=str(home / f"{source}.db"))
        assert kfit("list --json", KFIT_DB=str(home / f"{source}.db")).json == before


def test_another_table_brings_it_in(kfit: Kfit, home: Path) -> None:
    (home / "clinic.csv").write_text("Date,M,C\n2026-11-02,24,3\n2026-11-09,18,2\n")
    assert kfit("import clinic.csv --map day=Date,madrs=M,cgii=C").code == 0
    found = [(entry["day"], entry["name"], entry["total"]) for entry in kfit("list --all --json").json["entries"]]
    assert sorted(found) == [
        ("2026-11-02", "cgii", 3.0),
        ("2026-11-02", "madrs", 24.0),
        ("2026-11-09", "cgii", 2.0),
        ("2026-11-09", "madrs", 18.0),
    ]
    (home / "clinic.csv").write_text("Date,C\n2026-11-02,0\n")
    assert kfit("import clinic.csv --map day=Date,cgii=C").code == 2


def test_the_check_in_asks_for_it_only_where_that_was_chosen(kfit: Kfit) -> None:
    kfit("wsas 22 --on 2026-11-10")
    assert "wsas" not in kfit("checkin --list --json").json["asked"]
    kfit("config set weekly_score wsas")
    assert kfit("checkin --list --json").json["asked"][-2:] == ["movement", "wsas"]
    assert kfit("checkin --list").out.endswith("  Movement\n  WSAS (its total)\nTo answer them: kfit checkin\n")
    kfit("config set weekly_score phq9")
    assert "\nPHQ-9 (9 answers)\n" in kfit("checkin --list", KFIT_PLAIN="1").out
    assert kfit("checkin --list yesterday").out.endswith("\nTo answer them: kfit checkin 2026-11-21\n")


def test_the_check_in_takes_the_total_at_once(kfit: Kfit) -> None:
    kfit("config set weekly_score wsas")
    said = walk("7", "5", "no", "41", "18")
    assert "WSAS, its total now, 0 none, 40 worst, or Enter for another day: " in said
    assert "The WSAS total goes from 0 to 40." in said
    assert last_line(said) == "Thank you. That's enough for today."
    found: list[dict[str, Any]] = kfit("list score --json").json["entries"]
    assert [(entry["name"], entry["total"]) for entry in found] == [("wsas", 18.0)]


def test_the_check_in_leaves_the_total_for_another_day(kfit: Kfit) -> None:
    kfit("config set weekly_score wsas")
    walk("7", "5", "no", ENTER)
    assert kfit("list score --json").json["entries"] == []
    assert "wsas" in kfit("checkin --list --json").json["asked"]


def test_the_file_takes_no_rating_below_the_least() -> None:
    table = next(one for one in statements() if one.startswith("create table score"))
    assert "check(total >= case name when 'cgis' then 1 when 'cgii' then 1 else 0 end)" in table

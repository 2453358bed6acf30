"""One name in two spellings of its letters, `é` in one sign or as `e` and an accent (NFC, NFD): it is one name."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit

WAYS = (("NFC", "NFD"), ("NFD", "NFC"))


def spelled(form: str, text: str) -> str:
    """Return a text in one of the two spellings, and check that it has two."""
    assert normalize("NFC", text) != normalize("NFD", text)
    return normalize(form, text)  # type: ignore[arg-type]  # one of the two


@pytest.fixture(params=WAYS, ids=["composed first", "composed last"])
def one(request: pytest.FixtureRequest) -> tuple[str, str]:
    """The spelling in which a name is typed first, and the one in which it is typed again."""
    return request.param  # type: ignore[no-any-return]  # one of WAYS


def test_a_medicine_is_stopped_in_the_other_spelling(kfit: Kfit, one: tuple[str, str]) -> None:
    first, other = (spelled(form, "Préparation") for form in one)
    kfit(["med", first, "10mg", "started", "--on", "2026-11-20"])
    assert kfit("med --json").json["medicines"] != []
    assert kfit(["med", other, "stopped"]).code == 0
    assert kfit("med --json").json == {"medicines": [], "taken": [], "dose_since": {}}
    assert len(kfit(["list", other, "--json"]).json["entries"]) == 2


def test_a_rating_a_habit_a_measure_and_an_effect_are_one_name_each(kfit: Kfit, one: tuple[str, str]) -> None:
    for kind, name, value, new in (
        ("rate", "Gêne", "4", ["--better", "low"]),
        ("did", "été", "10m", []),
        ("measure", "café", "2", []),
        ("effect", "fièvre", "2", ["--new"]),
    ):
        first, other = (spelled(form, name) for form in one)
        assert kfit([kind, first, value, *new]).code == 0
        assert kfit([kind, other, value]).err == ""
        assert kfit([other, value]).err == ""  # a name begins a line of its own
        assert len(kfit(["list", other, "--json"]).json["entries"]) == 3
        assert [point["n"] for point in kfit(["chart", other, "--json"]).json["points"]] == [3]
    assert [row["name"] for row in kfit("habit --json").json["habits"]] == [spelled("NFC", "été")]


def test_a_habit_is_renamed_retired_and_aimed_at_in_the_other_spelling(kfit: Kfit, one: tuple[str, str]) -> None:
    first, other = (spelled(form, "été") for form in one)
    kfit(["did", first, "10m"])
    assert kfit(["goal", other, "5x/week"]).code == 0
    assert kfit(["goal", first, "4x/week"]).code == 0
    assert [goal["times"] for goal in kfit("goal --json").json["goals"]] == [4]
    assert kfit(["habit", "retire", other]).out.startswith("Changed: ")
    assert kfit(["habit", "again", first]).out.startswith("Changed: ")
    assert kfit(["habit", "rename", other, "summer"]).out.startswith("Changed: ")
    assert "already" in kfit(["habit", "rename", "summer", "summer"]).err
    assert [row["name"] for row in kfit("habit --json").json["habits"]] == ["summer"]


def test_words_of_a_note_are_found_in_either_spelling_and_the_note_stays_as_typed(kfit: Kfit, one: tuple[str, str]) -> None:
    first, other = (spelled(form, "Café am Fluß") for form in one)
    kfit(["note", first])
    for typed in (first, other, spelled(one[1], "CAFÉ")):
        assert [entry["note"] for entry in kfit(["list", "--search", typed, "--all", "--json"]).json["entries"]] == [first]


def test_an_activity_a_companion_and_a_clinic_are_kept_in_one_spelling(kfit: Kfit, one: tuple[str, str]) -> None:
    for form in one:
        kfit(["exercise", "30", "--activity", spelled(form, "Bäumeklettern"), "--with", spelled(form, "André")])
        kfit(["infusion", "iv", "--clinic", spelled(form, "Köln"), "--on", "2026-11-20"])
    entries = kfit("list --all --json").json["entries"]
    assert {entry["activity"] for entry in entries if entry["kind"] == "exercise"} == {spelled("NFC", "Bäumeklettern")}
    assert {entry["company"] for entry in entries if entry["kind"] == "exercise"} == {spelled("NFC", "André")}
    assert {entry["clinic"] for entry in entries if entry["kind"] == "infusion"} == {spelled("NFC", "Köln")}


def test_a_long_name_is_measured_in_letters_not_in_signs(kfit: Kfit) -> None:
    assert kfit(["measure", spelled("NFD", "é" * 40), "2"]).code == 0
    assert kfit(["exercise", "30", "--activity", spelled("NFD", "é" * 40)]).code == 0


def test_an_export_in_the_other_spelling_comes_back_as_what_is_there(kfit: Kfit, home: Path) -> None:
    kfit(["measure", spelled("NFC", "café"), "2"])
    kfit(["note", spelled("NFD", "ein Café")])
    kfit("export jsonl -o all.jsonl")
    path = home / "all.jsonl"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    told = json.dumps(lines[0], ensure_ascii=False)
    lines[0] = json.loads(normalize("NFD", told))
    for row in lines[1:]:
        if row["kind"] == "measure":
            row["name"] = normalize("NFD", row["name"])
    path.write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    assert kfit("import all.jsonl --json").json["duplicate"] == 2
    lines[1]["uid"] = lines[1]["uid"][:-1] + ("0" if lines[1]["uid"][-1] != "0" else "1")
    path.write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    assert kfit("import all.jsonl --json").json["added"] == 1
    assert {entry["name"] for entry in kfit("list measure --json").json["entries"]} == {spelled("NFC", "café")}
    assert [entry["note"] for entry in kfit("list note --json").json["entries"]] == [spelled("NFD", "ein Café")]


def test_a_foreign_file_may_spell_columns_and_cells_either_way(kfit: Kfit, home: Path, one: tuple[str, str]) -> None:
    first, other = one
    kfit(["rate", spelled(first, "gêne"), "4", "--better", "low"])
    told = io.StringIO()
    csv.writer(told).writerows(
        [["Tag", spelled(other, "Gêne"), spelled(other, "Aktivität"), "Min"], ["2026-11-20", 3, spelled(other, "Rad für zwei"), 20]]
    )
    (home / "other.csv").write_text(told.getvalue(), encoding="utf-8")
    line = [
        "import",
        "other.csv",
        "--map",
        f"day=Tag,rating.{spelled(first, 'gêne')}={spelled(first, 'Gêne')},exercise=Min:min,activity={spelled(first, 'Aktivität')}",
    ]
    said = kfit([*line, "--json"])
    assert said.code == 0, said.err
    assert [point["value"] for point in kfit(["chart", spelled(first, "gêne"), "--json"]).json["points"]] == [3, 4]
    assert [entry["activity"] for entry in kfit("list exercise --json").json["entries"]] == [spelled("NFC", "Rad für zwei")]

"""The bundle for a clinic's system: three checkers take it, and what it says of each kind is what the diary holds."""

from __future__ import annotations

import copy
import json
import shutil
import stat
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from systems import EVERYTHING, LINES

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Grown, Kfit

    Bundle = dict[str, Any]

NPM = Path(__file__).parent.parent / ".ci" / "npm" / "node_modules" / "fhir"
# Invariants of R4 for what is in a bundle, and two of its own: every reference is to somebody in it, and only the patient says things.
INVARIANTS = {
    "bdl-7": "Bundle.entry.fullUrl.isDistinct()",
    "ids": "Bundle.entry.all(fullUrl = 'urn:uuid:' & resource.id)",
    "ref": "Bundle.entry.resource.descendants().reference.all($this in %resource.entry.fullUrl)",
    "patient": "Bundle.entry.resource.ofType(Observation).all(performer.reference = %resource.entry.first().fullUrl)",
    "obs-3": "Bundle.entry.resource.ofType(Observation).referenceRange.all(low.exists() or high.exists() or text.exists())",
    "obs-6": "Bundle.entry.resource.ofType(Observation).all(dataAbsentReason.empty() or value.empty())",
    "obs-7": "Bundle.entry.resource.ofType(Observation).all(value.empty() or component.code.coding.intersect(code.coding).empty())",
    "said": "Bundle.entry.resource.ofType(Observation).all(value.exists() or component.exists())",
    "qty-3": "Bundle.entry.resource.descendants().where(code.exists() and unit.exists()).all(system.exists())",
    "per-1": "Bundle.entry.resource.effective.ofType(Period).all(start.empty() or end.empty() or start <= end)",
    "mst": "Bundle.entry.resource.ofType(MedicationStatement).all(medication.exists() and informationSource.exists())",
    "qrs-1": "Bundle.entry.resource.ofType(QuestionnaireResponse).descendants().where(linkId.exists()).all(answer.exists() or item.exists())",
    "texts": "Bundle.entry.resource.descendants().text.all($this.length() > 0)",
}


def by_classes(bundles: list[Bundle]) -> list[list[str]]:
    """What the classes of fhir.resources say against each bundle."""
    from fhir.resources.R4B.bundle import Bundle as Checked
    from pydantic import ValidationError

    told: list[list[str]] = []
    for bundle in bundles:
        try:
            Checked.model_validate(bundle)
            told.append([])
        except ValidationError as error:
            told.append([str(one["loc"]) for one in error.errors()])
    return told


def by_invariants(bundles: list[Bundle]) -> list[list[str]]:
    """Which invariants each bundle breaks."""
    from fhirpathpy import compile as made
    from fhirpathpy.models import models

    checks = {name: made(text, models["r4"]) for name, text in INVARIANTS.items()}
    return [[name for name, check in checks.items() if check(bundle, {"resource": bundle}) not in ([True], [])] for bundle in bundles]


def by_definitions(bundles: list[Bundle]) -> list[list[str]]:
    """What the npm package finds by the definitions of the standard."""
    run = ["node", str(Path(__file__).parent / "fhir_validate.cjs"), str(NPM)]
    told: list[list[str]] = json.loads(subprocess.run(run, input=json.dumps(bundles), capture_output=True, text=True, check=True).stdout)
    return told


CHECKERS: list[Callable[[list[Bundle]], list[list[str]]]] = [by_classes, by_invariants]
if NPM.is_dir() and shutil.which("node"):
    CHECKERS.append(by_definitions)


def of(bundle: Bundle, kind: str, text: str = "") -> list[Bundle]:
    """The resources of a type whose code or medicine begins with a text."""
    found = [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind]
    names = ("code", "medicationCodeableConcept")
    return [one for one in found if not text or any(str(one.get(name, {}).get("text", "")).startswith(text) for name in names)]


@pytest.fixture
def bundle(kfit: Kfit, grown: Grown) -> Callable[..., Bundle]:
    grown(LINES)

    def made(more: str = "") -> Bundle:
        said = kfit(f"export fhir {more}")
        assert said.code == 0, said.err
        told: Bundle = said.json
        return told

    return made


# The faults that each checker must be able to see at least in part: a bundle with one of them is refused by the three together.
def no_status(told: Bundle) -> None:
    del of(told, "Observation", "Daily mood")[0]["status"]


def unknown_status(told: Bundle) -> None:
    of(told, "Observation", "Daily mood")[0]["status"] = "finished"


def unknown_key(told: Bundle) -> None:
    of(told, "Observation", "Daily mood")[0]["mood"] = 6


def two_values(told: Bundle) -> None:
    of(told, "Observation", "Daily mood")[0]["valueInteger"] = 6


def no_day(told: Bundle) -> None:
    of(told, "Observation", "Daily mood")[0]["effectiveDateTime"] = "2026-11-31T21:30:00-05:00"


def nobody(told: Bundle) -> None:
    of(told, "Observation", "Daily mood")[0]["subject"] = {"reference": "urn:uuid:00000000-0000-5000-8000-000000000000"}


def one_url_twice(told: Bundle) -> None:
    told["entry"].append(copy.deepcopy(told["entry"][1]))


def ends_before_it_begins(told: Bundle) -> None:
    night = next(one for one in of(told, "Observation", "Sleep") if "effectivePeriod" in one)
    night["effectivePeriod"] = {"start": night["effectivePeriod"]["end"], "end": night["effectivePeriod"]["start"]}


FAULTS = (no_status, unknown_status, unknown_key, two_values, no_day, nobody, one_url_twice, ends_before_it_begins)


def test_all_checkers_take_the_bundle_of_a_diary_with_every_kind_of_entry(bundle: Callable[..., Bundle]) -> None:
    plain, whole = bundle(), bundle(f"--include {EVERYTHING} --name 'A. Person'")
    for check in CHECKERS:
        assert check([plain, whole]) == [[], []], check.__name__
    assert len(whole["entry"]) > len(plain["entry"]) > 30


def planted(whole: Bundle) -> list[Bundle]:
    """A small bundle once for each fault."""
    few = [
        whole["entry"][0],
        *(one for one in whole["entry"] if one["resource"].get("code", {}).get("text", "").startswith(("Daily", "Sleep"))),
    ]
    made = []
    for fault in FAULTS:
        made.append(copy.deepcopy(whole | {"entry": few}))
        fault(made[-1])
    return made


def test_the_classes_and_the_invariants_see_other_faults(bundle: Callable[..., Bundle]) -> None:
    bundles = planted(bundle())
    seen = [{fault.__name__ for fault, told in zip(FAULTS, check(bundles), strict=True) if told} for check in (by_classes, by_invariants)]
    assert seen == [
        {"no_status", "unknown_key", "two_values", "no_day"},
        {"nobody", "one_url_twice", "ends_before_it_begins"},
    ]


@pytest.mark.skipif(by_definitions not in CHECKERS, reason="the npm package fhir is not in .ci/npm (.ci/run installs it where npm is)")
def test_each_checker_alone_misses_faults_and_together_they_find_all_eight(bundle: Callable[..., Bundle]) -> None:
    bundles = planted(bundle())
    seen = [{fault for fault, told in zip(FAULTS, check(bundles), strict=True) if told} for check in CHECKERS]
    assert all(one < set(FAULTS) for one in seen)
    assert set.union(*seen) == set(FAULTS)


def test_without_include_nothing_private_is_in_it(bundle: Callable[..., Bundle]) -> None:
    told = json.dumps(bundle())
    for private in ("slept badly", "Anna", "Bluebird", "suicid", "hope", "prickling", "push-ups", "coffee", "kintsugi", "moved house"):
        assert private not in told, private
    for private in ("only words", "calm", "QuestionnaireResponse", "44260-8", "what helps", '"name"', "identifier", "difficulty"):
        assert private not in told, private
    whole = json.dumps(bundle(f"--include {EVERYTHING}"))
    for private in ("slept badly", "Anna", "Bluebird", "suicid", "hope", "prickling", "push-ups", "coffee", "kintsugi", "moved house"):
        assert private in whole, private
    assert "only words" in whole
    assert "what helps" not in whole  # questions, goals and plans are in no bundle


@pytest.mark.parametrize(("word", "told"), [
    ("items", "/44260-8"), ("need", "suicidal thoughts"), ("notes", "slept badly"), ("marks", "moved house"),
    ("companions", "Anna"), ("clinics", "Bluebird"), ("names", "kintsugi"),
])  # fmt: skip
def test_a_word_of_include_lets_its_own_in_and_nothing_else(bundle: Callable[..., Bundle], word: str, told: str) -> None:
    found = json.dumps(bundle(f"--include {word}"))
    others = {"/44260-8", "suicidal thoughts", "slept badly", "moved house", "Anna", "Bluebird", "kintsugi"} - {told}
    assert told in found
    assert not [other for other in others if other in found]


def test_the_answers_to_a_form_stand_beside_the_total_that_is_made_from_them(bundle: Callable[..., Bundle]) -> None:
    told = bundle("--include items")
    total = of(told, "Observation", "PHQ-9")[0]
    assert total["code"]["coding"] == [{"system": "http://loinc.org", "code": "44261-6"}]
    assert total["valueQuantity"] == {"value": 11, "unit": "score", "system": "http://unitsofmeasure.org", "code": "{score}"}
    assert total["interpretation"] == [{"text": "moderate"}]
    answers = {one["id"]: one for one in of(told, "QuestionnaireResponse")}[total["derivedFrom"][0]["reference"].removeprefix("urn:uuid:")]
    assert [item["answer"][0]["valueInteger"] for item in answers["item"]] == [2, 1, 0, 3, 1, 0, 2, 1, 1, 2]
    assert answers["item"][8]["linkId"] == "/44260-8"
    assert answers["item"][9]["linkId"] == "difficulty"
    qids = next(one for one in of(told, "QuestionnaireResponse") if one["id"] != answers["id"])
    assert [item["linkId"] for item in qids["item"]] == [str(number) for number in range(1, 17) if number not in (7, 9)]
    assert "coding" not in of(told, "Observation", "QIDS")[0]["code"]
    assert of(told, "Observation", "MADRS")[0]["method"]["text"].startswith("Rated by a clinician")


def test_both_blood_pressures_of_a_reading_are_one_observation(bundle: Callable[..., Bundle]) -> None:
    told = bundle("--include notes")
    values = [[part["valueQuantity"]["value"] for part in one["component"]] for one in of(told, "Observation", "Blood pressure")]
    assert values == [[128, 82], [131, 85]]
    assert of(told, "Observation", "Blood pressure")[0]["note"] == [{"text": "calm"}]
    alone = of(told, "Observation", "Systolic")
    assert [(one["effectiveDateTime"], one["valueQuantity"]["value"]) for one in alone] == [("2026-11-19", 120)]
    assert not of(told, "Observation", "Diastolic")


def test_a_time_keeps_its_offset_and_a_day_without_one_stays_a_day(bundle: Callable[..., Bundle]) -> None:
    told = bundle()
    assert [one["effectiveDateTime"] for one in of(told, "Observation", "Daily mood")] == ["2026-11-20", "2026-11-22T21:30:00-05:00"]
    night = next(one for one in of(told, "Observation", "Sleep") if "effectivePeriod" in one)
    assert night["effectivePeriod"] == {"start": "2026-11-21T22:30:00-05:00", "end": "2026-11-22T06:45:00-05:00"}
    assert night["valueQuantity"] == {"value": 495, "unit": "minutes", "system": "http://unitsofmeasure.org", "code": "min"}
    nap = of(told, "Observation", "Length of a nap")[0]
    assert "coding" not in nap["code"]  # the code of a night's sleep would make it one


def test_a_medicine_is_in_use_from_one_entry_to_the_next_and_the_current_one_has_no_end(bundle: Callable[..., Bundle]) -> None:
    def uses(name: str, more: str = "") -> list[tuple[Any, ...]]:
        found = of(bundle(more), "MedicationStatement", name)
        return [(one["status"], one.get("effectivePeriod") or one["effectiveDateTime"][:10], one.get("dosage")) for one in found]

    first, second = [{"text": "100mg"}], [{"text": "150mg"}]
    assert uses("sertraline") == [
        ("completed", {"start": "2026-11-01", "end": "2026-11-15"}, first),
        ("active", {"start": "2026-11-15"}, second),
    ]
    assert uses("sertraline", "--since 18nov") == [("active", {"start": "2026-11-15"}, second)]  # begun before, and still taken
    assert uses("sertraline", "--until 10nov") == [("active", {"start": "2026-11-01"}, first)]  # as it was on that day
    assert uses("lithium") == [("stopped", {"end": "2026-11-16"}, None)]
    assert uses("ibuprofen") == [("completed", "2026-11-22", [{"text": "400mg"}])]


def test_a_treatment_is_a_statement_that_names_the_drug_as_far_as_it_was_told(bundle: Callable[..., Bundle]) -> None:
    told = bundle("--include clinics")
    drugs = {one["medicationCodeableConcept"]["text"]: one for one in of(told, "MedicationStatement")}
    drip = next(one for one in of(told, "MedicationStatement", "Ketamine") if one["dosage"][0]["text"].startswith("IV"))
    assert drip["dosage"][0]["doseAndRate"] == [
        {"doseQuantity": {"value": 40, "unit": "mg", "system": "http://unitsofmeasure.org", "code": "mg"}}
    ]
    assert drip["dosage"][0]["route"] == {"coding": [{"system": "http://snomed.info/sct", "code": "47625008"}], "text": "IV"}
    assert drip["note"] == [{"text": "Clinic: Bluebird"}]
    assert "coding" not in drip["medicationCodeableConcept"]
    assert drugs["Spravato (esketamine)"]["medicationCodeableConcept"]["coding"][0]["code"] == "2201625"
    assert drugs["Ketamine or esketamine"]["effectiveDateTime"] == "2026-11-13"  # a spray can be of either


def test_a_code_stands_only_where_it_says_what_was_typed(bundle: Callable[..., Bundle]) -> None:
    told = bundle("--include names")
    codes = {one["code"]["text"]: [each["code"] for each in one["code"].get("coding", [])] for one in of(told, "Observation")}
    assert codes["Weight"] == ["29463-7"]
    assert codes["Cholesterol"] == ["2093-3"]
    assert codes["Glucose"] == codes["Drinks"] == codes["coffee"] == codes["hope, 0 (worst) to 10 (best)"] == []
    assert of(told, "Observation", "coffee")[0]["valueQuantity"] == {"value": 2, "unit": "cups"}  # no unit of UCUM
    assert of(told, "Observation", "Drinks")[0]["valueQuantity"]["code"] == "1"
    assert of(told, "Observation", "Weight")[0]["valueQuantity"]["code"] == "kg"


def test_control_characters_and_odd_blanks_of_a_note_do_not_reach_the_bundle(bundle: Callable[..., Bundle]) -> None:
    told = of(bundle("--include notes,marks"), "Observation", "Diary note")
    assert [one["valueString"] for one in told] == ["a thought of  mine", "only words"]
    assert told[0]["component"] == [{"code": {"text": "Mark"}, "valueString": "moved house"}]


def test_the_ids_are_the_same_each_time_and_tell_no_uid(bundle: Callable[..., Bundle], kfit: Kfit) -> None:
    ids = [entry["fullUrl"] for entry in bundle()["entry"]]
    assert ids == [entry["fullUrl"] for entry in bundle()["entry"]]
    assert ids[0] == bundle("--since 22nov")["entry"][0]["fullUrl"]  # it is the same patient, whatever the days
    uids = [json.loads(line)["uid"] for line in kfit("export jsonl").out.splitlines()[1:]]
    assert not [uid for uid in uids if uid in json.dumps(bundle())]


def test_the_file_is_private_and_the_answer_says_what_is_left_out_with_a_line_that_puts_it_in(kfit: Kfit, grown: Grown, home: Path) -> None:
    grown(LINES)
    said = kfit("export fhir --since 20nov -o bundle.json")
    assert said.code == 0
    assert stat.S_IMODE((home / "bundle.json").stat().st_mode) == 0o600
    assert "Goals, plans and questions are not in it." in said.out
    offered = next(line for line in said.out.splitlines() if line.startswith("To put them in: "))
    assert offered.endswith(
        "kfit export fhir --since 20nov -o bundle.json --include items,need,notes,marks,companions,clinics,names --force"
    )
    before = (home / "bundle.json").read_text(encoding="utf-8")
    assert kfit("export fhir -o bundle.json").code != 0
    assert (home / "bundle.json").read_text(encoding="utf-8") == before
    again = kfit(offered.removeprefix("To put them in: kfit "))
    assert (again.code, "Left out" in again.out) == (0, False)
    assert "slept badly" in (home / "bundle.json").read_text(encoding="utf-8")
    told = kfit("export fhir --since 20nov -o bundle.json --force --json").json["files"]
    assert told == [
        {"path": str(home / "bundle.json"), "rows": len(json.loads((home / "bundle.json").read_text(encoding="utf-8"))["entry"])}
    ]


def test_a_preview_writes_nothing_and_says_the_days_the_kinds_and_what_is_left_out(kfit: Kfit, grown: Grown, home: Path) -> None:
    grown(LINES)
    said = kfit("export fhir --preview -o bundle.json --until 12nov", COLUMNS="40")
    assert not (home / "bundle.json").exists()
    assert "2 infusion, 1 medicine" in said.out.replace("\n", " ")
    assert "2 medicine" in kfit("export fhir --preview --since 20nov").out  # one of them began before, and is still taken
    assert kfit("export fhir --preview --json").json["preview"][-1].startswith("To put them in: kfit export fhir --include items,need")


def test_days_that_are_no_span_are_asked_about_with_the_command_that_was_typed(kfit: Kfit, grown: Grown) -> None:
    grown(LINES)
    said = kfit("export fhir --since 20nov --until 10nov")
    assert (said.code, said.out) == (2, "")
    assert "Try: kfit export fhir --since 2026-11-10 --until 10nov" in said.err
    assert (
        'kfit export fhir --until noon --include items --preview --name "A. B"'
        in kfit("export fhir --until soon --name 'A. B' --preview --include items").err
    )
    assert "Try: kfit export fhir --until 10nov -o bundle.json --json" in kfit("export fhir --until 10nov --json").err
    assert "No earlier visit is known yet." in kfit("export fhir --since last-visit").err
    assert kfit("report --visit", now="2026-11-20T09:00").code == 0
    assert "20 Nov" in kfit("export fhir --since last-visit --preview").out


def test_an_empty_diary_makes_no_bundle(kfit: Kfit, home: Path) -> None:
    said = kfit("export fhir -o bundle.json")
    assert (said.code, said.out) == (0, "")
    assert "Nothing logged yet" in said.err
    assert not (home / "bundle.json").exists()

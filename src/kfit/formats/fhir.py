"""Write a FHIR R4 bundle: a patient, and what that patient says of each entry. The mapping is docs/contract.md 6, the codes are docs/facts.md 2.7."""

from __future__ import annotations

import json
from typing import IO, NamedTuple
from uuid import UUID, uuid5

from ..model.entries import (
    Effect,
    Exercise,
    Habit,
    Infusion,
    Measure,
    Medicine,
    Mood,
    Note,
    Rating,
    Score,
    Sleep,
    ends,
    severity_word,
)
from ..model.measures import QUANTITIES
from ..model.questionnaires import HIGH, INSTRUMENTS, TOTAL_CODES
from ..model.routes import NAMED_DRUGS, format_route
from . import fhir_codes as codes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from ..model.fields import Entry

    Resource = dict[str, Any]
NAMESPACE = UUID("3f1f6f0e-6a5c-5d0b-9a0a-6b66697431f2")  # of the ids made here: no other program makes the same ones
ENDED, ONGOING = "completed", "active"


class BundleFacts(NamedTuple):
    """What stands above the entries: when the bundle was made, the patient's seed, and the name, empty if none was given.

    The seed is a uid out of the data file, from which the id of the patient is made; it is in the bundle itself nowhere.
    """

    made_at: str
    patient: str
    name: str


class MedicineUse(NamedTuple):
    """A medicine in one dose, from the day of one entry to that of another. Without `last` it goes on, without `first` the start is unknown."""

    told: Medicine
    dose: str | None
    first: str | None
    last: str | None
    status: str


def write(stream: IO[str], facts: BundleFacts, entries: Sequence[Entry], uses: Iterable[MedicineUse]) -> int:
    """Write the bundle, a resource a line; return the number of resources. Medicines among the entries count only by their uses."""
    maker = BundleMaker(facts)
    stream.write('{"resourceType": "Bundle", "type": "collection", "timestamp": ' + json.dumps(facts.made_at) + ', "entry": [\n')
    count = 0
    for resource in maker.resources(entries, uses):
        wrapped = {"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}
        stream.write((",\n" if count else "") + json.dumps(wrapped, allow_nan=False))
        count += 1
    stream.write("\n]}\n")
    return count


def medicine_uses(medicines: Iterable[Medicine], since: str, until: str) -> list[MedicineUse]:
    """Return what was in use between two days, read out of all medicine entries up to the last one; `medicines` are oldest first.

    A change of the dose ends one use and begins another. A dose that was taken or skipped is a use of its day alone.
    """
    found: list[MedicineUse] = []
    going: dict[str, MedicineUse] = {}
    for one in medicines:
        before = going.get(one.name)
        if one.event in ("taken", "skipped"):
            found.append(MedicineUse(one, one.dose, one.day, one.day, ENDED if one.event == "taken" else "not-taken"))
            if before is not None and before.dose is None:
                going[one.name] = before._replace(dose=one.dose)
            continue
        if before is not None:
            found.append(before._replace(last=one.day, status="stopped" if one.event == "stopped" else ENDED))
            del going[one.name]
        if one.event != "stopped":
            going[one.name] = MedicineUse(one, one.dose or (before.dose if before else None), one.day, None, ONGOING)
        elif before is None:
            found.append(MedicineUse(one, one.dose, None, one.day, "stopped"))
    inside = [one for one in (*found, *going.values()) if (one.first or one.last or "") <= until and (one.last or until) >= since]
    return sorted(inside, key=lambda one: (one.told.day, one.told.id or 0))


class BundleMaker:
    """Makes the resources of a bundle."""

    def __init__(self, facts: BundleFacts) -> None:
        self.name = facts.name
        self.patient_id = _id("patient", facts.patient)
        self.patient = {"reference": f"urn:uuid:{self.patient_id}"}

    def resources(self, entries: Sequence[Entry], uses: Iterable[MedicineUse]) -> Iterator[Resource]:
        """Yield the patient, then what each entry says, oldest first, then the medicines."""
        yield {"resourceType": "Patient", "id": self.patient_id} | ({"name": [{"text": name}]} if (name := _text(self.name)) else {})
        pairs = pressures(entries)
        paired = {one.uid for one in pairs.values()}
        for entry in entries:
            if isinstance(entry, Measure) and entry.uid in pairs:
                yield self.pressure(entry, pairs[entry.uid])
            elif entry.uid not in paired and type(entry) in MADE:
                yield from MADE[type(entry)](self, entry)
        yield from map(self.medicine, uses)

    def observation(self, entry: Entry, category: str, code: Resource, value: Resource, more: Sequence[Resource] = ()) -> Resource:
        """Return an observation that the patient made, final, with a value and the components in `more`."""
        return (
            {
                "resourceType": "Observation",
                "id": _id("entry", entry.uid),
                "status": "final",
                "category": [{"coding": [{"system": codes.CATEGORIES, "code": category}]}],
                "code": code,
                "subject": self.patient,
                **_effective(entry),
                "issued": entry.logged_at,
                "performer": [self.patient],
                **value,
            }
            | ({"component": list(more)} if more else {})
            | _note(entry.note)
        )

    def mood(self, entry: Mood) -> Iterator[Resource]:
        """Yield a mood."""
        yield self.observation(entry, "survey", _concept("Daily mood 0-10 (10 best)"), _quantity(entry.score, "score"))

    def sleep(self, entry: Sleep) -> Iterator[Resource]:
        """Yield a night or a nap: only a night has the code of the sleep of a night."""
        code = _concept("Length of a nap") if entry.is_nap else _concept("Sleep duration", codes.LOINC, codes.SLEEP)
        quality = [_part("Sleep quality, 0 (worst) to 10 (best)", _quantity(entry.quality, "score"))] if entry.quality is not None else []
        bed = [_part("Time in bed", _quantity(entry.in_bed_minutes, "minutes"))] if entry.in_bed_minutes is not None else []
        yield self.observation(entry, "social-history", code, _quantity(entry.minutes, "minutes"), quality + bed)

    def exercise(self, entry: Exercise) -> Iterator[Resource]:
        """Yield a session, with what it was as a component."""
        parts = []
        if activity := _text(entry.activity):
            parts.append({"code": _concept("Exercise activity", codes.LOINC, codes.ACTIVITY), "valueCodeableConcept": {"text": activity}})
        if intensity := _text(entry.intensity):
            parts.append(_part("Intensity", {"valueString": intensity}))
        if entry.effort is not None:
            parts.append(_part("Effort, 0 (none) to 10 (most)", _quantity(entry.effort, "score")))
        if company := _text(entry.company):
            parts.append(_part("In company of", {"valueString": company}))
        code = _concept("Exercise duration", codes.LOINC, codes.EXERCISE)
        yield self.observation(entry, "activity", code, _quantity(entry.minutes, "minutes"), parts)

    def rating(self, entry: Rating) -> Iterator[Resource]:
        """Yield a rating; that of pain has a code."""
        lowest, highest = ends(entry.name, entry.better)
        text = f"{_text(entry.name)}, 0 ({lowest}) to 10 ({highest})"
        code = _concept(text, codes.LOINC, codes.PAIN) if entry.name == "pain" else _concept(text)
        yield self.observation(entry, "survey", code, _quantity(entry.score, "score"))

    def effect(self, entry: Effect) -> Iterator[Resource]:
        """Yield a side effect: an observation of the patient, since an adverse event is what a clinician reports."""
        parts = []
        if entry.minutes is not None:
            parts.append(_part("How long it went on", _quantity(entry.minutes, "minutes")))
        code = _concept(f"Side effect: {_text(entry.name)}, 0 (none) to 3 (severe)")
        word = severity_word(entry.severity)
        made = self.observation(entry, "survey", code, _quantity(entry.severity, "score"), parts)
        yield made | ({"interpretation": [{"text": word}]} if word else {})

    def habit(self, entry: Habit) -> Iterator[Resource]:
        """Yield a habit in minutes, in times, or only that it was done."""
        if entry.minutes is not None:
            value = _quantity(entry.minutes, "minutes")
        else:
            value = {"valueInteger": entry.times} if entry.times is not None else {"valueBoolean": True}
        yield self.observation(entry, "activity", _concept(f"Habit: {_text(entry.name)}"), value)

    def measure(self, entry: Measure) -> Iterator[Resource]:
        """Yield a measure alone."""
        category = codes.CATEGORY_OF.get(entry.name, "laboratory" if entry.name in QUANTITIES else "survey")
        yield self.observation(entry, category, _measured(entry.name), _value(entry))

    def pressure(self, systolic: Measure, diastolic: Measure) -> Resource:
        """Return both blood pressures of one reading, as components of one observation."""
        parts = [{"code": _measured(one.name), **_value(one)} for one in (systolic, diastolic)]
        code = _concept("Blood pressure", codes.LOINC, codes.PRESSURE_PANEL)
        made = self.observation(systolic, "vital-signs", code, {}, parts)
        return made if systolic.note else made | _note(diastolic.note)

    def score(self, entry: Score) -> Iterator[Resource]:
        """Yield the answers to a form, if they are in, and its total, which is made from them."""
        form = INSTRUMENTS[entry.name]
        text = f"{form.title} {form.called}" + (f", {form.least} to {form.top}, {_better(entry.name)}" if form.top else "")
        total = TOTAL_CODES.get(entry.name)
        code = _concept(text, codes.LOINC, total) if total else _concept(text)
        made = self.observation(entry, "survey", code, _quantity(entry.total, "score"))
        if entry.band:
            made["interpretation"] = [{"text": entry.band}]
        if form.by_clinician:
            made["method"] = {"text": "Rated by a clinician, as told by the patient"}
        if entry.items is not None:
            answered = self.answers(entry, entry.items)
            yield answered
            made["derivedFrom"] = [{"reference": f"urn:uuid:{answered['id']}"}]
        yield made

    def answers(self, entry: Score, items: Sequence[int | None]) -> Resource:
        """Return the answers to a form by number, without the wording of its questions."""
        known = codes.ITEMS.get(entry.name, ())
        given = [
            {"linkId": f"/{known[place]}" if place < len(known) else str(place + 1), "answer": [{"valueInteger": value}]}
            for place, value in enumerate(items)
            if value is not None
        ]
        if entry.difficulty is not None:
            given.append({"linkId": "difficulty", "answer": [{"valueInteger": entry.difficulty}]})
        return {
            "resourceType": "QuestionnaireResponse",
            "id": _id("answers", entry.uid),
            "status": "completed",
            "subject": self.patient,
            "authored": _moment(entry.at) or entry.day,
            "author": self.patient,
            "source": self.patient,
            "item": given,
        }

    def infusion(self, entry: Infusion) -> Iterator[Resource]:
        """Yield a treatment as the patient was told it: a statement, since the patient did not give it."""
        dosage: Resource = {"text": _text(entry.short())} if _text(entry.short()) else {}
        if entry.route:
            route = codes.ROUTES.get(entry.route)
            dosage["route"] = _concept(format_route(entry.route), codes.SNOMED, route) if route else _concept(_text(entry.route))
        if entry.dose_mg is not None:
            dosage["doseAndRate"] = [{"doseQuantity": _quantity(entry.dose_mg, "mg")["valueQuantity"]}]
        clinic = [{"text": f"Clinic: {clinic}"}] if (clinic := _text(entry.clinic)) else []
        made = self.statement(entry, ENDED, _drug(entry), _effective(entry), dosage)
        notes = [*clinic, *made.get("note", [])]
        yield made | ({"note": notes} if notes else {})

    def medicine(self, use: MedicineUse) -> Resource:
        """Return a medicine in one dose as a statement."""
        if use.first == use.last and use.told.event in ("taken", "skipped"):
            effective = _effective(use.told)
        else:
            ends_ = {"start": use.first, "end": use.last}
            effective = {"effectivePeriod": {name: day for name, day in ends_.items() if day}}
        dose = _text(use.dose)
        return self.statement(use.told, use.status, _concept(_text(use.told.name)), effective, {"text": dose} if dose else {})

    def statement(self, entry: Entry, status: str, medicine: Resource, effective: Resource, dosage: Resource) -> Resource:
        """Return a statement about a medicine, with the patient as its source."""
        return (
            {
                "resourceType": "MedicationStatement",
                "id": _id("entry", entry.uid),
                "status": status,
                "medicationCodeableConcept": medicine,
                "subject": self.patient,
                **effective,
                "dateAsserted": entry.logged_at,
                "informationSource": self.patient,
            }
            | ({"dosage": [dosage]} if dosage else {})
            | _note(entry.note)
        )

    def diary_note(self, entry: Note) -> Iterator[Resource]:
        """Yield a note, or its mark alone."""
        text, mark = _text(entry.note), _text(entry.mark)
        if not text and not mark:
            return
        parts = [_part("Mark", {"valueString": mark})] if text and mark else []
        code = _concept("Diary note" if text else "Mark in the diary")
        made = self.observation(entry, "survey", code, {"valueString": text or mark}, parts)
        yield {name: value for name, value in made.items() if name != "note"}


MADE: Mapping[type[Entry], Callable[[BundleMaker, Any], Iterator[Resource]]] = {
    Mood: BundleMaker.mood,
    Sleep: BundleMaker.sleep,
    Exercise: BundleMaker.exercise,
    Infusion: BundleMaker.infusion,
    Rating: BundleMaker.rating,
    Effect: BundleMaker.effect,
    Habit: BundleMaker.habit,
    Measure: BundleMaker.measure,
    Score: BundleMaker.score,
    Note: BundleMaker.diary_note,
}  # a medicine is a statement over its days, made from all its entries


def pressures(entries: Iterable[Entry]) -> dict[str | None, Measure]:
    """Return the diastolic pressure of each reading by the uid of the systolic one: both were typed at once, of one moment."""
    found: dict[str | None, Measure] = {}
    waiting: dict[tuple[str, str | None, str | None], list[Measure]] = {}
    measured = [one for one in entries if isinstance(one, Measure) and one.name in ("systolic", "diastolic")]
    for one in sorted(measured, key=lambda one: (one.name == "diastolic", one.id or 0)):
        moment = (one.day, one.at, one.logged_at)
        if one.name == "systolic":
            waiting.setdefault(moment, []).append(one)
        elif waiting.get(moment):
            found[waiting[moment].pop(0).uid] = one
    return found


def _id(part: str, uid: str | None) -> str:
    """Return the id of a resource, always the same for one uid, which cannot be read out of it."""
    return str(uuid5(NAMESPACE, f"{part} {uid}"))


def _text(value: str | None) -> str:
    """Return a text as FHIR takes it: no control characters, no blanks but spaces and line breaks; empty if nothing is left."""
    if not value:
        return ""
    return "".join(
        letter if letter == "\n" or not (letter.isspace() or letter < " ") else " " for letter in value.replace("\r\n", "\n")
    ).strip()


def _moment(at: str | None) -> str | None:
    """Return a local time with seconds, which FHIR wants: `2026-11-22T21:30:00-05:00`."""
    return f"{at[:16]}:00{at[16:]}" if at else None


def _effective(entry: Entry) -> Resource:
    """Return when it was: a period with its offsets, a moment with its offset, or the day alone."""
    if isinstance(entry, Sleep):
        start, end = _moment(entry.start_at), _moment(entry.end_at)
        return {"effectivePeriod": {"start": start, "end": end}} if start and end else {"effectiveDateTime": entry.day}
    return {"effectiveDateTime": _moment(entry.at) or entry.day}


def _note(text: str | None) -> Resource:
    told = _text(text)
    return {"note": [{"text": told}]} if told else {}


def _concept(text: str, system: str = "", code: str = "") -> Resource:
    """Return a concept with its text, and a code if there is one."""
    return ({"coding": [{"system": system, "code": code}]} if code else {}) | {"text": text}


def _part(text: str, value: Resource) -> Resource:
    """Return a component that has no code."""
    return {"code": _concept(text), **value}


def _quantity(value: float | None, unit: str | None) -> Resource:
    """Return a value with its unit in UCUM; a unit that kfit does not know is text."""
    number = value if isinstance(value, int) or value is None else float(f"{value:.10g}")
    whole = int(number) if isinstance(number, float) and number == int(number) else number
    if unit in codes.UNITS:
        return {"valueQuantity": {"value": whole, "unit": unit or "1", "system": codes.UCUM, "code": codes.UNITS[unit]}}
    return {"valueQuantity": {"value": whole, "unit": _text(unit) or "1"}}


def _value(entry: Measure) -> Resource:
    return _quantity(entry.value, entry.unit)


def _measured(name: str) -> Resource:
    """Return the concept of a measure."""
    text = {"systolic": "Systolic blood pressure", "diastolic": "Diastolic blood pressure"}.get(name) or (
        QUANTITIES[name].title if name in QUANTITIES else _text(name)
    )
    code = codes.MEASURES.get(name)
    return _concept(text, codes.LOINC, code) if code else _concept(text)


def _better(name: str) -> str:
    form = INSTRUMENTS[name]
    if form.no_change is not None:
        return f"{form.no_change} is no change"
    if form.ends[1] == "most":
        return "no better end"
    return "higher is better" if form.better == HIGH else "lower is better"


def _drug(entry: Infusion) -> Resource:
    """Return what was given. A nasal spray may be of either drug, so without a word for it, it is named as both."""
    named = NAMED_DRUGS.get(entry.dosage_form or "")
    if named is None:
        return _concept("Ketamine or esketamine" if entry.route in (None, "nasal") else "Ketamine")
    spray = codes.SPRAYS.get(entry.dosage_form or "") if entry.route == "nasal" else None
    return _concept(named, codes.RXNORM, spray) if spray else _concept(named)

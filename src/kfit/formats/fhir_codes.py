"""Codes of LOINC, SNOMED CT, RxNorm and UCUM for a bundle. Each was read at a source (docs/facts.md 2.7); all else is text."""

from __future__ import annotations

LOINC, SNOMED, RXNORM = "http://loinc.org", "http://snomed.info/sct", "http://www.nlm.nih.gov/research/umls/rxnorm"
UCUM = "http://unitsofmeasure.org"
CATEGORIES = "http://terminology.hl7.org/CodeSystem/observation-category"
PHQ9_ITEMS = ("44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2", "44252-5", "44253-3", "44260-8")
# The codes of the answers to a form, in its order. They identify the items of a response.
ITEMS = {
    "phq9": PHQ9_ITEMS,
    "phq2": PHQ9_ITEMS[:2],
    "gad7": ("69725-0", "68509-9", "69733-4", "69734-2", "69735-9", "69689-8", "69736-7"),
}
SLEEP, EXERCISE, ACTIVITY, PAIN = "93832-4", "55411-3", "73985-4", "72514-3"
PRESSURE_PANEL = "85354-9"
# Glucose and LDL have none: a code says of what sample, and how it was found, which nobody typed.
MEASURES = {
    "weight": "29463-7",
    "systolic": "8480-6",
    "diastolic": "8462-4",
    "pulse": "8867-4",
    "hba1c": "4548-4",
    "cholesterol": "2093-3",
    "hdl": "2085-9",
    "triglycerides": "2571-8",
}
# The category of a measure that is no laboratory's.
CATEGORY_OF = {
    **dict.fromkeys(("weight", "systolic", "diastolic", "pulse"), "vital-signs"),
    **dict.fromkeys(("drinks", "cannabis"), "social-history"),
}
UNITS = {
    "kg": "kg",
    "mmHg": "mm[Hg]",
    "bpm": "/min",
    "mg/dl": "mg/dL",
    "%": "%",
    "minutes": "min",
    "mg": "mg",
    "score": "{score}",
    None: "1",
}
ROUTES = {
    "iv": "47625008",
    "im": "78421000",
    "sc": "34206005",
    "nasal": "46713006",
    "sublingual": "37839007",
    "oral": "26643006",
    "buccal": "54471007",
    "rectal": "37161004",
}
# The nasal sprays that name their drug. Ketamine itself has no code that was read at a source.
SPRAYS = {"spravato": "2201625", "esketamine": "2201623"}

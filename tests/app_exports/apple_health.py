"""Exports of Apple Health, made up: a night that a watch and a phone recorded, movement in all its forms, and what phones get wrong.

Every time has the offset of the export, -0500, whatever the clock showed on the day.
"""

from __future__ import annotations

WATCH = 'sourceName="Kim’s Apple\u00a0Watch" sourceVersion="11" device="&lt;&lt;HKDevice: 0x30{0}&gt;, name:Apple Watch&gt;"'
PHONE = 'sourceName="Kim’s iPhone" sourceVersion="18"'
ZONE = '<MetadataEntry key="HKTimeZone" value="{}"/>'
TYPE = """<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 14 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Workout|ActivitySummary)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
]>"""


def record(kind: str, begin: str, end: str, source: str = WATCH, inside: str = "", **more: str) -> str:
    """Return an element as Apple writes it: `record("HKCategoryTypeIdentifierSleepAnalysis", "2025-11-01 22:10:00", ...)`."""
    told = "".join(f' {name}="{value}"' for name, value in more.items())
    times = f'creationDate="{end} -0500" startDate="{begin} -0500" endDate="{end} -0500"'
    return f' <Record type="{kind}" {source}{told} {times}' + (f">\n  {inside}\n </Record>\n" if inside else "/>\n")


def slept(stage: str, begin: str, end: str, source: str = WATCH, zone: str = "America/New_York") -> str:
    """Return a span of sleep."""
    value = f"HKCategoryValueSleepAnalysis{stage}"
    return record("HKCategoryTypeIdentifierSleepAnalysis", begin, end, source, ZONE.format(zone) if zone else "", value=value)


def measured(kind: str, at: str, value: str, unit: str, source: str = 'sourceName="Scale"') -> str:
    """Return a measurement at a moment."""
    return record(f"HKQuantityTypeIdentifier{kind}", at, at, source, unit=unit, value=value)


def workout(activity: str, begin: str, end: str, duration: str, source: str = WATCH) -> str:
    """Return a workout with its statistics."""
    inside = (
        f'<WorkoutStatistics type="HKQuantityTypeIdentifierActiveEnergyBurned" startDate="{begin} -0500" endDate="{end} -0500" sum="12"/>'
    )
    return (
        f' <Workout workoutActivityType="HKWorkoutActivityType{activity}" duration="{duration.partition(" ")[0]}" durationUnit="{duration.partition(" ")[2]}" {source}'
        f' creationDate="{end} -0500" startDate="{begin} -0500" endDate="{end} -0500">\n  {inside}\n </Workout>\n'
    )


def export(*elements: str, doctype: str = TYPE) -> bytes:
    """Return the XML of an export."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}\n<HealthData locale="en_US">\n <ExportDate value="2025-11-10 08:00:00 -0500"/>\n'
        f"{''.join(elements)}</HealthData>\n"
    ).encode()


NIGHT = (
    slept("InBed", "2025-11-01 21:50:00", "2025-11-02 07:00:00", PHONE),
    slept("AsleepUnspecified", "2025-11-01 22:10:00", "2025-11-02 06:40:00", PHONE),
    slept("AsleepCore", "2025-11-01 22:15:00", "2025-11-01 23:15:00"),
    slept("AsleepDeep", "2025-11-01 23:15:00", "2025-11-02 00:30:00"),
    slept("AsleepREM", "2025-11-02 00:30:00", "2025-11-02 01:30:00"),
    slept("Awake", "2025-11-02 01:30:00", "2025-11-02 01:40:00"),
    slept("AsleepCore", "2025-11-02 01:20:00", "2025-11-02 06:40:00"),
)
NAP = slept("AsleepCore", "2025-11-05 14:00:00", "2025-11-05 14:40:00", zone="")
WALK = workout("Walking", "2025-11-03 17:00:00", "2025-11-03 17:30:30", "29.5 min")
SAME_WALK = workout("Walking", "2025-11-03 17:00:02", "2025-11-03 17:30:02", "1800 s", 'sourceName="Strava"')
SUMMARY = ' <ActivitySummary dateComponents="2025-11-03" activeEnergyBurned="410" appleExerciseTime="{}" appleStandHours="10"/>\n'
PRESSURE = "".join(
    measured(f"BloodPressure{name}", "2025-11-03 09:00:00", value, "mmHg", 'sourceName="Cuff"')
    for name, value in (("Systolic", "118"), ("Diastolic", "76"))
)
BODY = (
    measured("BodyMass", "2025-11-03 07:00:00", "176.4", "lb"),
    measured("BodyMass", "2025-11-04 07:00:00", "80", "kg"),
    PRESSURE,
    f'<Correlation type="HKCorrelationTypeIdentifierBloodPressure" sourceName="Cuff" endDate="">\n{PRESSURE} </Correlation>\n',
    measured("BloodGlucose", "2025-11-03 07:15:00", "94", "mg/dL", 'sourceName="Meter"'),
    measured("BloodGlucose", "2025-11-04 07:15:00", "5.2", "mmol&lt;180.1558800000541&gt;/L", 'sourceName="Meter"'),
    record("HKCategoryTypeIdentifierMindfulSession", "2025-11-03 08:00:00", "2025-11-03 08:11:31", 'sourceName="Headspace"'),
    record("HKCategoryTypeIdentifierMindfulSession", "2025-11-03 08:01:00", "2025-11-03 08:10:00", PHONE),
    record("HKQuantityTypeIdentifierStepCount", "2025-11-03 10:00:00", "2025-11-03 10:05:00", PHONE, unit="count", value="400"),
    record("HKQuantityTypeIdentifierStepCount", "2025-11-03 10:00:00", "2025-11-03 10:06:00", unit="count", value="450"),
    record("HKQuantityTypeIdentifierStepCount", "2025-11-03 18:00:00", "2025-11-03 18:05:00", unit="count", value="300"),
    measured("HeartRate", "2025-11-03 10:00:00", "71", "count/min"),
    ' <FutureElement startDate="2025-11-03 20:00:00 -0500" valence="0.4"/>\n',
)
FIRST = (*NIGHT, NAP, WALK, SAME_WALK, SUMMARY.format(31), *BODY)
BROKEN_TYPE = TYPE.replace("]>", "<!ATTLIST VisionPrescription\n  type CDATA #REQUIRED\n<!ELEMENT RightEye EMPTY>\n]>")
EXPORTS = {
    "14": {
        "apple_health_export/export.xml": export(*FIRST),
        "apple_health_export/export_cda.xml": b"<?xml version='1.0'?><ClinicalDocument/>",
    },
    "12, its type broken, renamed": {"apple_health_export/导出.xml": export(*FIRST, doctype=BROKEN_TYPE)},
    "a vertical tab": {"export.xml": export(*FIRST).replace(b"Headspace", b"Head\x0bspace")},
    "an attribute twice": {"export.xml": export(*FIRST).replace(b'sum="12"', b'sum="12" startDate="x"')},
}
LONGER = {
    "apple_health_export/export.xml": export(*FIRST, slept("AsleepCore", "2025-11-05 23:00:00", "2025-11-06 06:00:00")).replace(
        b"0x300", b"0x388"
    )
}
CHANGED = {"apple_health_export/export.xml": export(*(one.replace('Time="31"', 'Time="45"') for one in FIRST))}

"""Prints what an import of Apple Health's XML costs beside pyexpat alone: `python tests/bench/apple_health.py [--megabytes 300]`.

The rows are timed in turn, as processor time, since a noisy machine makes the clock worthless; a ratio is the median of the ratios of the
rounds. healthkit-to-sqlite, which keeps every record as it is, stands beside them where it is installed. It fails where kfit needs
more than 1.6 times pyexpat with an empty start handler, or more than 60 MB of memory, or more for the large file than for a small one.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

BAR, MEMORY, FLAT = 1.6, 60, 1.15  # times pyexpat; MB; times the memory for a fifth of the file
WATCH = (
    'sourceName="Watch" sourceVersion="9.1" device="&lt;&lt;HKDevice: 0x28123abc0&gt;, name:Apple Watch, manufacturer:Apple Inc.,'
    ' model:Watch, hardware:Watch6,1, software:9.1&gt;"'
)
EMPTY = """
import sys
from xml.parsers.expat import ParserCreate
def start(name, attributes): pass
parser = ParserCreate()
parser.StartElementHandler = start
with open(sys.argv[1], "rb") as file:
    while piece := file.read(1 << 18):
        parser.Parse(piece, False)
parser.Parse(b"", True)
"""
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData ANY>\n]>\n<HealthData locale="en_GB">\n'


def main() -> int:
    """Run the benchmark; return 1 if a bar is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kfit-bench-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        place = Path(folder)
        large, small = place / "large.xml", place / "small.xml"
        write(large, asked.megabytes)
        write(small, asked.megabytes // 5)
        kfit = [sys.executable, "-m", "kfit", "import"]
        empty = [sys.executable, "-c", EMPTY]
        rounds = [(spent(place, [*empty, str(large)]), spent(place, [*kfit, str(large)])) for _ in range(asked.rounds)]
        ratio = statistics.median(mine[0] / yardstick[0] for yardstick, mine in rounds)
        most = max(mine[1] for _, mine in rounds)
        less = spent(place, [*kfit, str(small)])[1]
        print(f"pyexpat, empty start handler  {statistics.median(one[0] for one, _ in rounds):6.1f} s")
        print(
            f"kfit import, {asked.megabytes} MB          {statistics.median(one[0] for _, one in rounds):6.1f} s  {ratio:.2f} times, bar {BAR}"
        )
        print(f"its memory                    {most:6.0f} MB, bar {MEMORY}; {less:.0f} MB for {asked.megabytes // 5} MB")
        if other := shutil.which("healthkit-to-sqlite"):
            seconds, memory = spent(place, [other, str(small), str(place / "other.db"), "--xml"])
            mine = spent(place, [*kfit, str(small)])[0]
            print(f"healthkit-to-sqlite           {seconds:6.1f} s  {memory:.0f} MB for {asked.megabytes // 5} MB; kfit {mine:.1f} s")
    return int(ratio > BAR or most > MEMORY or most > less * FLAT)


def spent(place: Path, command: list[str]) -> tuple[float, float]:
    """Run a command in a home of its own; return its processor time in seconds and its most memory in MB."""
    home = Path(tempfile.mkdtemp(dir=place))
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "KFIT_DB", "KFIT_NOW")}
    child = subprocess.Popen(command, env=kept | {"HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_STATE_HOME": str(home)}, stdout=-3)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    shutil.rmtree(home)
    if child.returncode:
        sys.exit(f"{command} ended with {child.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss * resource_unit() / 1e6


def resource_unit() -> int:
    """Return the bytes in one unit of ru_maxrss."""
    return 1 if sys.platform == "darwin" else 1024


def write(path: Path, megabytes: int) -> None:
    """Write years of a phone and a watch: mostly steps and heart rate, some sleep, weights and sessions, in order of time."""
    chance = random.Random(7)
    moment = datetime(2019, 1, 1)  # noqa: DTZ001 - the offset is in the text
    written = 0
    with path.open("w", encoding="utf-8") as file:
        written += file.write(HEAD)
        while written < megabytes << 20:
            moment += timedelta(seconds=chance.randint(60, 400))
            written += file.write(element(chance, moment))
        file.write("</HealthData>\n")


def element(chance: random.Random, begin: datetime) -> str:
    """Return one element that begins at a time."""
    end = begin + timedelta(seconds=chance.randint(5, 600))
    times = " ".join(
        f'{name}="{at:%Y-%m-%d %H:%M:%S} +0000"' for name, at in (("creationDate", end), ("startDate", begin), ("endDate", end))
    )
    which = chance.random()
    if which < 0.40:
        return f' <Record type="HKQuantityTypeIdentifierStepCount" {WATCH} unit="count" {times} value="{chance.randint(1, 900)}"/>\n'
    if which < 0.85:
        inside = '<MetadataEntry key="HKMetadataKeyHeartRateMotionContext" value="1"/>'
        kind = "HKQuantityTypeIdentifierHeartRate"
        return f' <Record type="{kind}" {WATCH} unit="count/min" {times} value="{chance.randint(45, 170)}">\n  {inside}\n </Record>\n'
    if which < 0.96:
        kind = chance.choice(("ActiveEnergyBurned", "BasalEnergyBurned", "DistanceWalkingRunning", "FlightsClimbed"))
        return f' <Record type="HKQuantityTypeIdentifier{kind}" {WATCH} unit="kcal" {times} value="{chance.random() * 20:.4f}"/>\n'
    zone = '<MetadataEntry key="HKTimeZone" value="Europe/London"/>'
    if which < 0.985:
        stage = chance.choice(("InBed", "AsleepCore", "AsleepDeep", "AsleepREM", "Awake"))
        value = f'value="HKCategoryValueSleepAnalysis{stage}"'
        return f' <Record type="HKCategoryTypeIdentifierSleepAnalysis" {WATCH} {times} {value}>\n  {zone}\n </Record>\n'
    if which < 0.993:
        return f' <Record type="HKQuantityTypeIdentifierBodyMass" {WATCH} unit="kg" {times} value="{70 + chance.random() * 5:.1f}"/>\n'
    kind = f'workoutActivityType="HKWorkoutActivityTypeRunning" duration="{chance.random() * 60:.3f}" durationUnit="min"'
    return f" <Workout {kind} {WATCH} {times}>\n  {zone}\n </Workout>\n"


if __name__ == "__main__":
    sys.exit(main())

"""Prints how long kfit takes, as ratios to yardsticks: `python tests/bench/run.py [--rounds 25] [--large]`.

It installs the project by pip into an environment of its own, with its .pyc files. Every row times its commands
in turn (A B, A B, ...) after a warm-up, so that a noisy machine hurts both alike; a ratio is the median of the
ratios of the rounds. `--large` also makes a file of a million entries, by importing it.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
# A line of each kind that has a name; the first ones name what is new, so that no later line does.
FIRST = ("rate focus 5 --better high", "did meditation 10m")
NAMED = (
    "pain 4", "rate focus 6", "effect nausea 1", "med sertraline 100mg taken", "did meditation 10m", "weight 72.5kg", "bp 128/82 70",
    "phq9 1 1 1 1 1 1 1 1 0",
)  # fmt: skip
sys.path.insert(0, str(HERE))
from large import write_jsonl  # noqa: E402 - it lies beside this file


class Row(NamedTuple):
    """One comparison: what, against what, the bar it must stay under, and the two commands."""

    what: str
    against: str
    bar: float
    command: list[str]
    yardstick: list[str]
    home: str = "small"


def main() -> int:
    """Run the benchmark; return 1 if a bar is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--large", action="store_true", help="also a file of a million entries (about 6 minutes, 1 GB)")
    parser.add_argument("--entries", type=int, default=1_000_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kfit-bench-") as folder:
        place = Path(folder)
        python = installed(place)
        say_machine(python, asked.rounds)
        broken = [row for row in small_rows(place, python) if not measured(row, place, asked.rounds)]
        if asked.large:
            broken += large_rows(place, python, asked.rounds, asked.entries)
    if broken:
        print(f"over the bar: {', '.join(row.what for row in broken)}")
    return bool(broken)


def installed(place: Path) -> Path:
    """Install the project as a user would; return its python."""
    venv.create(place / "venv", with_pip=True)
    python = place / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", "--compile", HERE.parents[1]], check=True, env=environment(place, "pip"))
    return python


def environment(place: Path, home: str) -> dict[str, str]:
    """Return the environment of a child: a home of its own, .pyc files as everywhere."""
    kept = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "KFIT_DB", "KFIT_NOW")
    }
    base = place / home
    return kept | {"HOME": str(base), "XDG_DATA_HOME": str(base / "data"), "XDG_STATE_HOME": str(base / "state"), "TZ": afternoon()}


def afternoon() -> str:
    """Return a zone in which it is 2 pm: before the day ends, a bare length of sleep is asked about."""
    ahead = 14 - datetime.now(UTC).hour
    return f"Etc/GMT{-ahead:+d}"  # its signs are those of POSIX: west is positive


def say_machine(python: Path, rounds: int) -> None:
    """Print what the figures hold for."""
    version = subprocess.run([python, "-VV"], capture_output=True, text=True, check=True).stdout.split("(")[0].strip()
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {version}, SQLite {sqlite3.sqlite_version}, {rounds} rounds")
    print(f"{'what':34} {'against':22} {'ratio':>6} {'p25-p75':>11} {'bar':>5} {'ms':>7}")


def small_rows(place: Path, python: Path) -> list[Row]:
    """Return the rows on a person's own file: a year of entries, an infusion a month."""
    kfit = str(python.with_name("kfit"))
    env = environment(place, "small")
    Path(env["HOME"]).mkdir(parents=True)
    year = place / "year.jsonl"
    write_jsonl(year, entries=1500, years=1, infusion_every=25)
    subprocess.run([kfit, "import", str(year)], check=True, env=env, capture_output=True)
    for line in ("mood 6", *FIRST):
        subprocess.run([kfit, *line.split()], check=True, env=env, capture_output=True)
    raw = [str(python), str(HERE / "raw_insert.py"), str(place / "raw.db")]
    hello = [str(python), str(HERE / "hello.py"), "mood", "3"]
    page = [kfit, "report", "--since", "a year ago", "-o", str(place / "page.html"), "--force"]
    log = ["mood 6, sleep 7h30 --sure, walk 20, infusion iv"]
    return [
        Row("kfit mood 6", "raw insert", 1.6, [kfit, "mood", "6"], raw),
        Row("kfit mood 6 slept badly --on yesterday", "raw insert", 1.8, [kfit, "mood", "6", "slept", "badly", "--on", "yesterday"], raw),
        Row("kfit log, four entries", "raw insert", 1.9, [kfit, "log", *log], raw),
        *(Row(f"kfit {line}", "raw insert", 2.0, [kfit, *line.split()], raw) for line in NAMED),
        Row("kfit --help", "Typer hello", 0.9, [kfit, "--help"], hello),
        Row(
            "complete a command's name",
            "Typer hello",
            0.65,
            ["env", "_KFIT_COMPLETE=complete_bash", "COMP_WORDS=kfit mo", "COMP_CWORD=1", kfit],
            hello,
        ),
        Row("kfit today", "Typer hello", 0.3, [kfit, "today"], hello),
        Row("kfit report, a year as HTML", "Typer hello", 3.0, page, hello),
        Row("kfit chart mood, a year", "Typer hello", 1.1, [kfit, "chart", "mood", "--days", "365"], hello),
        Row("kfit chart mood sleep, a year", "Typer hello", 1.3, [kfit, "chart", "mood", "sleep", "--days", "365"], hello),
        *(row for years, bar in ((2, 4.0), (10, 8.0)) for row in daily_rows(place, kfit, years, bar, hello)),
    ]


def daily_rows(place: Path, kfit: str, years: int, bar: float, hello: list[str]) -> list[Row]:
    """Return the rows of a file with an entry of most kinds on every day of some years, and an infusion a month."""
    home = f"daily-{years}"
    env = environment(place, home)
    Path(env["HOME"]).mkdir(parents=True)
    source = place / f"{home}.jsonl"
    write_jsonl(source, entries=5 * 365 * years, years=years, infusion_every=30)
    subprocess.run([kfit, "import", str(source)], check=True, env=env, capture_output=True)
    return [
        Row(f"kfit {' '.join(words)}, {years} years", "Typer hello", bar, [kfit, *words], hello, home)
        for words in (["insights"], ["insights", "infusion"])
    ]


def measured(row: Row, place: Path, rounds: int, other_home: str = "") -> bool:
    """Time a row and print it; tell whether it stays under its bar. `other_home` is where the yardstick runs."""
    env, other = environment(place, row.home), environment(place, other_home or row.home)
    pairs = [(timed(row.command, env), timed(row.yardstick, other)) for _ in range(rounds + 1)][1:]
    ratios = sorted(a / b for a, b in pairs)
    ratio = statistics.median(ratios)
    spread = f"{ratios[len(ratios) // 4]:.2f}-{ratios[len(ratios) * 3 // 4]:.2f}"
    print(
        f"{row.what:34} {row.against:22} {ratio:6.2f} {spread:>11} {row.bar:5.2f} {statistics.median(a for a, _ in pairs) * 1000:7.1f}",
        flush=True,
    )
    return ratio <= row.bar


def timed(command: list[str], env: dict[str, str]) -> float:
    """Return the seconds that a command takes as a whole process. Raises CalledProcessError if it fails."""
    start = time.perf_counter()
    subprocess.run(command, env=env, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return time.perf_counter() - start


def large_rows(place: Path, python: Path, rounds: int, entries: int) -> list[Row]:
    """Time a file of a million entries; return the rows that broke their bar."""
    kfit = str(python.with_name("kfit"))
    env = environment(place, "large")
    Path(env["HOME"]).mkdir(parents=True)
    source = place / "large.jsonl"
    write_jsonl(source, entries=entries, years=20)
    seconds = timed([kfit, "import", str(source)], env)
    raw_seconds = raw_import(source, place / "raw-import.db")
    print(
        f"import of {entries:,} entries from JSONL: {seconds:.1f} s, {entries / seconds:,.0f} a second; executemany of the same: {raw_seconds:.1f} s"
    )
    timed([kfit, "mood", "6"], env)  # the first line of a day makes its backup
    rows = [
        Row("a million: kfit mood 6", "the small file", 1.5, [kfit, "mood", "6"], [kfit, "mood", "6"], "large"),
        Row("a million: kfit today", "the small file", 1.2, [kfit, "today"], [kfit, "today"], "large"),
        Row("a million: kfit week", "the small file", 1.2, [kfit, "week"], [kfit, "week"], "large"),
    ]
    broken = [row for row in rows if not measured(row, place, rounds, "small")]
    timed([kfit, "goal", "exercise", "60min/week", "--from", f"{date.today().year}-01-01"], env)  # noqa: DTZ011 - any goal of the weeks shown
    nothing = environment(place, "empty")
    Path(nothing["HOME"]).mkdir(parents=True)
    for line in ("mood 6", "undo"):
        timed([kfit, *line.split()], nothing)
    year = [kfit, "week", "--weeks", "52"]
    weeks = Row("a million: kfit week --weeks 52", "an empty file", 1.2, year, year, "large")
    broken += [] if measured(weeks, place, rounds, "empty") else [weeks]
    target = place / "mood.csv"
    bare = [str(python), str(HERE / "bare_csv.py"), str(Path(env["XDG_DATA_HOME"]) / "kfit" / "kfit.db"), str(place / "bare.csv")]
    export = Row("a million: kfit export csv", "a bare csv loop", 1.5, [kfit, "export", "csv", "-o", str(target), "--force"], bare, "large")
    return broken + ([] if measured(export, place, 5) else [export])


def raw_import(source: Path, target: Path) -> float:
    """Return the seconds that reading the lines and one executemany take."""
    import json

    start = time.perf_counter()
    db = sqlite3.connect(target)
    db.execute("create table entry(id integer primary key, kind text, day text, at text, value text) strict")
    with source.open(encoding="utf-8") as file:
        rows = (json.loads(line) for line in file if '"kind"' in line)
        db.executemany("insert into entry(kind, day, at, value) values (:kind, :day, :at, :uid)", rows)
    db.commit()
    db.close()
    return time.perf_counter() - start


if __name__ == "__main__":
    csv.field_size_limit(sys.maxsize)
    sys.exit(main())

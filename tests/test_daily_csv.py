"""daily.csv: a row a day, with a column for every name that was ever used, and none for another."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import BESIDE
from kfit.formats import daily_csv
from kfit.formats.daily_csv import NamedFigure
from kfit.model.entries import RATINGS
from kfit.store import export_rows
from kfit.store.data_file import Data

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit

EXAMPLE = BESIDE / "said" / "daily.csv"
# Three weeks of a made-up person, each line with its moment.
FORTNIGHT = """
11-02T20:11 mood 4 tired, did nothing
11-02T20:12 sleep 11-6
11-03T21:40 mood 4
11-03T21:41 sleep 7h30 woke at 4
11-03T21:42 walk 10
11-04T18:05 log mood 3 sleep 5h50 walk 5 "couldnt get going"
11-04T18:06 anxiety 7
11-05T07:30 sleep 6
11-05T08:10 mood 4 nervous
11-05T15:50 infusion iv 40mg
11-05T16:21 effect nausea 1
11-05T20:40 mood 7 lighter. quiet in my head
11-06T01:30 note raw
11-06T09:50 sleep 9h
11-06T09:52 log effect fog 2, effect headache 1
11-06T09:53 mood 5 hungover feeling
11-06T10:05 phq9 --total 12 --on yesterday
11-06T17:20 mood 6
11-07T19:00 mood 7
11-07T19:01 walk 15 round the block
11-07T19:02 sleep 22:45-07:00 --quality 7
11-08T20:30 mood 7
11-08T20:32 walk 20
11-08T20:33 sleep 8h
11-09T21:00 mood 6, slept ok, walk 15
11-17T19:21 mood 3 --on saturday
11-17T19:22 mood 2
11-17T19:22 sleep 4:30
11-18T07:15 sleep 23:30-2, 4-6:15
11-18T13:05 mood 1 cant
11-18T13:06 energy 1
11-18T23:50 mood 2
11-19T20:00 mood 3
11-19T20:01 sleep 6h
11-19T20:02 walk 5
11-19T20:04 med sertraline 150mg changed
11-20T21:10 mood 4
11-20T21:10 sleep 7
11-20T21:11 did meditation 5m
11-21T18:31 mood 4
11-21T18:32 sleep 7h30
11-21T18:40 yoga 10
11-22T20:40 log mood 4, sleep 6:45, walk 20 with my sister
11-22T21:00 phq9 2 2 2 2 1 2 2 1 1
"""
CLINIC = "".join(
    f"2026-{day}: infusion iv {dose}mg\n"
    for day, dose in (("08-17", 35), ("08-20", 35), ("08-24", 40), ("08-27", 40), ("08-31", 40), ("09-03", 40), ("10-08", 40))
)


def daily(home: Path, name: str = "visit") -> list[dict[str, str]]:
    with (home / name / "daily.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def columns_of(kfit: Kfit, home: Path, *more: str) -> list[str]:
    """Return the columns of a fresh export, without those that are always there."""
    assert kfit(["export", "csv", "-o", "visit", "--force", "--no-notes", *more]).code == 0
    names = list(daily(home)[0])
    return [name for name in names if name not in (*export_rows.DAY, "medicine_changes")]


@pytest.fixture
def fortnight(kfit: Kfit) -> None:
    assert kfit("log -", now="2026-11-02T20:20", stdin=CLINIC).code == 0
    for line in FORTNIGHT.strip().splitlines():
        moment, _, words = line.partition(" ")
        said = kfit(words, now=f"2026-{moment}")
        assert said.code == 0, said.err


@pytest.mark.usefixtures("fortnight")
def test_a_fortnight_gives_the_file_of_the_example(kfit: Kfit, home: Path) -> None:
    assert kfit("export csv -o visit --since 2026-11-02 --no-notes").code == 0
    wanted = list(csv.DictReader(EXAMPLE.read_text(encoding="utf-8").splitlines()))
    found = daily(home)
    assert list(found[0]) == list(wanted[0])
    assert found == wanted


@pytest.mark.usefixtures("fortnight")
def test_a_fortnight_has_its_columns_in_order(kfit: Kfit, home: Path) -> None:
    kfit("export csv -o visit --since 2026-11-02")
    found = daily(home)
    assert list(found[0]) == [
        *export_rows.DAY[:14],
        "anxiety_mean_10_worst",
        "energy_mean_10_best",
        "effects",
        "effect_worst_0_to_3",
        "medicine_changes",
        "meditation_minutes",
        "phq9_total",
        "entries",
        "added_later",
        "imported",
        "notes",
    ]
    days = {row["day"]: row for row in found}
    assert days["2026-11-06"]["effects"] == "fog 2; headache 1"
    assert days["2026-11-19"]["medicine_changes"] == "sertraline changed to 150 mg"
    assert (days["2026-11-05"]["phq9_total"], days["2026-11-05"]["added_later"]) == ("12", "1")
    assert days["2026-11-10"]["effects"] == ""


def test_a_name_has_its_column_also_in_a_period_without_it(kfit: Kfit, home: Path) -> None:
    for line in ("pain 4 --on 2026-11-02", "did craft --on 2026-11-02", "weight 72.5kg --on 2026-11-02", "gad7 --total 9 --on 2026-11-02"):
        assert kfit(line).code == 0
    kfit("mood 5")
    found = columns_of(kfit, home, "--since", "2026-11-20")
    assert found == ["pain_mean_10_worst", "craft", "weight_kg", "gad7_total"]
    assert daily(home)[0]["weight_kg"] == ""
    assert [row["day"] for row in daily(home)] == ["2026-11-20", "2026-11-21", "2026-11-22"]


def test_names_of_ones_own_have_columns_that_say_end_and_unit(kfit: Kfit, home: Path) -> None:
    for line in (
        "rate calm 4 --better high",
        "rate calm 7",
        'rate "ringing in the ear" 3 --better low',
        "did push-ups 20x",
        "did push-ups 10x",
        "did craft",
        'did "cold shower" 5m',
        "measure coffee 2",
        "measure coffee 1",
        "measure waist 90cm",
        "measure waist 91cm",
        "glucose 5.5mmol/l",
        "hba1c 5.5%",
        "drinks 2",
        "drinks 1",
    ):
        assert kfit(line).code == 0, line
    assert columns_of(kfit, home) == [
        "calm_mean_10_best",
        "ringing_in_the_ear_mean_10_worst",
        "cold_shower_minutes",
        "craft",
        "push-ups_times",
        "glucose_mg_dl",
        "hba1c_percent",
        "drinks",
        "coffee",
        "waist_cm",
    ]
    (day,) = daily(home)
    assert day["calm_mean_10_best"] == "5.5"
    assert (day["craft"], day["push-ups_times"], day["cold_shower_minutes"]) == ("yes", "30", "5")
    assert (day["coffee"], day["waist_cm"], day["drinks"], day["glucose_mg_dl"]) == ("3", "90.5", "3", "99.09")
    readme = (home / "visit" / "README.txt").read_text()
    assert "mean of the day's calm, 0 (worst) to 10 (best)" in readme
    assert "mean of the day's waist, in cm" in readme


def test_medicines_that_were_only_taken_or_skipped_are_no_change(kfit: Kfit, home: Path) -> None:
    for line in ("med sertraline 50mg started", "med sertraline 50mg taken", "med lithium skipped", "med zolpidem stopped"):
        assert kfit(line).code == 0
    columns_of(kfit, home)
    assert daily(home)[0]["medicine_changes"] == "sertraline 50 mg started; zolpidem stopped"


def test_the_columns_of_known_names_hold_what_the_view_has(kfit: Kfit, home: Path) -> None:
    lines = [
        *(f"{rating} {score}" for rating in RATINGS for score in (3, 4, 10)),
        "weight 160lb", "weight 72.1kg", "bp 128/82 70", "bp 121/80 64", "glucose 5.5mmol/l", "hba1c 38mmol/mol", "cholesterol 200mg/dl",
        "ldl 100mg/dl", "hdl 50mg/dl", "triglycerides 1.7mmol/l", "drinks 1.5", "drinks 2", "cannabis 1", "did meditation 10m",
        "did meditation 5m", "phq9 --total 12", "phq9 --total 9", "who5 --total 52", "peg 7 6 6", "isi --total 9", "cadss6 --total 5",
    ]  # fmt: skip
    for line in lines:
        assert kfit(line).code == 0, line
    columns_of(kfit, home)
    (found,) = daily(home)
    with Data.to_read() as data:
        assert data.db is not None
        cursor = data.db.execute("select * from daily")
        view = dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))
    named = {
        name: value for name, value in view.items() if name not in export_rows.DAY and name != "medicine_changes" and value is not None
    }
    assert len(named) >= len(RATINGS) + 2  # meditation and the PHQ-9 beside them
    assert {name: float(found[name]) for name in named} == {name: round(float(value), 2) for name, value in named.items()}
    others = {name: value for name, value in found.items() if name not in (*export_rows.DAY, *named, "medicine_changes")}
    assert others == {
        "weight_kg": "72.34", "systolic_mmhg": "124.5", "diastolic_mmhg": "81", "pulse_bpm": "67", "glucose_mg_dl": "99.09",
        "hba1c_percent": "5.63", "cholesterol_mg_dl": "200", "ldl_mg_dl": "100", "hdl_mg_dl": "50", "triglycerides_mg_dl": "150.58",
        "drinks": "3.5", "cannabis": "1", "who5_total": "52", "isi_total": "9", "peg_total": "6.33", "cadss6_total": "5",
    }  # fmt: skip


def test_two_names_never_share_a_column_and_a_known_one_keeps_its_own(kfit: Kfit, home: Path) -> None:
    assert kfit("weight 72kg").code == 0
    for name in ("calm down", "calm_down"):
        assert kfit(["rate", name, "4", "--new", "--better", "high"]).code == 0
    for name in ("entries", "notes", "weight kg", "effects"):
        assert kfit(["measure", name, "4"]).code == 0
    found = columns_of(kfit, home)
    assert found == ["calm_down_mean_10_best", "calm_down_mean_10_best_2", "weight_kg", "effects_2", "entries_2", "notes", "weight_kg_2"]
    kfit("export csv -o all")
    assert [name for name in daily(home, "all")[0] if name.startswith("notes")] == ["notes_2", "notes"]


@given(
    st.lists(
        st.builds(
            NamedFigure,
            st.just("rating"),
            st.text(min_size=1, max_size=6) | st.sampled_from(["a b", "a_b", "A B", "=1", "day", "\u202e", "a\nb"]),
            st.sampled_from(["high", "low"]),
            st.just("2026-11-02"),
            st.floats(0, 10),
        )
        | st.builds(
            NamedFigure,
            st.just("measure"),
            st.text(min_size=1, max_size=6) | st.sampled_from(["weight", "weight kg", "day", "mood entries"]),
            st.none() | st.text(min_size=1, max_size=4),
            st.just("2026-11-02"),
            st.floats(0, 1e9),
        ),
        max_size=12,
    )
)
def test_whatever_the_names_are_no_column_is_lost_or_twice(values: list[NamedFigure]) -> None:
    header = [*export_rows.DAY, "notes"]
    row: tuple[Any, ...] = ("2026-11-02", *[None] * (len(header) - 1))
    found = daily_csv.columns(header, [row], [], [], values)
    names = [one.column.name for one in found]
    assert len({name.casefold() for name in names}) == len(names)
    assert len(names) == len(header) + 1 + len({(one.kind, one.name, one.of) for one in values})
    assert not any(letter.isspace() or not letter.isprintable() for name in names for letter in name)
    assert not any(letter in one.column.meaning for one in found for letter in "\n\r\u202e\x1b")
    assert len(daily_csv.table(found).rows[0]) == len(names)


def test_a_small_value_stays_itself(kfit: Kfit, home: Path) -> None:
    for line in ("tsh 0.004mIU", "lead 0.0001g", "lead 0.0004g", "crumbs 0.001", "crumbs 0.002", "half 0.5"):
        kfit(f"measure {line}")
    kfit("export csv -o visit")
    [row] = daily(home)
    assert (row["tsh_miu"], row["lead_g"], row["crumbs"], row["half"]) == ("0.004", "0.00025", "0.003", "0.5")

"""What kfit exported comes back with its days, also where these have not begun yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit

LINES = (
    "mood 5",
    "sleep 7h",
    "walk 20",
    "phq9 1 1 1 1 1 1 1 1 0",
    "infusion iv 40mg",
    "rate hope 3 --better high",
    "weight 70kg",
    "note slept well",
)
PAGES = ("", "today", "list --all", "week", "month", "infusions", "chart mood", "calendar", "history", "goal", "export csv -o again")
ELSEWHERE = (("2026-11-23T02:00", "Asia/Tokyo"), ("2026-11-23T01:00", "Pacific/Honolulu"), ("2026-11-22T20:00", "America/New_York"))


@pytest.mark.parametrize(("now", "zone"), ELSEWHERE)
@pytest.mark.parametrize("export", ["csv --include items,need -o out", "jsonl -o out"])
def test_an_entry_of_today_comes_in_where_that_day_has_not_begun(kfit: Kfit, home: Path, export: str, now: str, zone: str) -> None:
    for line in LINES:
        assert kfit(line, now="2026-11-23T20:00", TZ="Asia/Tokyo").code == 0, line
    assert kfit(f"export {export}", now="2026-11-23T20:00", TZ="Asia/Tokyo").code == 0
    there = kfit("list --all --json", TZ="Asia/Tokyo").json["entries"]
    new = str(home / "new.db")
    said = kfit("import out", now=now, TZ=zone, KFIT_DB=new)
    assert (said.code, said.err) == (0, "")
    came = kfit("list --all --json", now=now, TZ=zone, KFIT_DB=new).json["entries"]
    assert [{**entry, "id": 0} for entry in came] == [{**entry, "id": 0} for entry in there]
    for page in PAGES:
        assert kfit(page, now=now, TZ=zone, KFIT_DB=new).code == 0, page


def test_a_foreign_table_has_no_day_to_come(kfit: Kfit, home: Path) -> None:
    (home / "diary.csv").write_text("Date,Mood\n2026-11-23,5\n")
    said = kfit("import diary.csv --map day=Date,mood=Mood")
    assert said.code == 2
    assert "Mon 23 Nov is still to come" in said.err

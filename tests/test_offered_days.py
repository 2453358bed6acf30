"""Lines that are offered where days, words or files of a command cannot be taken: each is taken as pasted, with all else that was typed."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest

from effort import share

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Grown, Kfit

DIARY = [
    "mood 6 --on 2026-03-11",
    "mood 5 good --on 'nov 1'",
    "mood 7 --on yesterday",
    "phq9 12",
    "sleep 7h",
    "infusion iv 40mg --on 'nov 3'",
]
LINES = [
    "report", "report --include notes -o r.html --force --name 'A. B'",
    "export csv -o visit --no-notes --force", "export csv --kind mood --locale de", "export xlsx -o v.xlsx --include items --force",
    "export jsonl -o e.jsonl --no-notes --force", "export jsonl", "export fhir -o b.json --name 'A. B' --force", "export datasette -o t --include items --force",
    "list mood --full", "list --search 'so good'", "week", "chart mood sleep --save c.txt --force",
]  # fmt: skip
BAD_DAYS = [
    "--since 11/3", "--until 11/3", "--since 11/3 --until 12/3", "--since tomorrow", "--since tomorrow --until 'oct 1'", "--since 'nov 20' --until 'nov 1'",
    "--since noday", "--until noday", "--since noday --until 'oct 1'", "--since 'nov 20' --until 11/3", "--since 11/3 --until 'oct 1'", "--since yesterdy",
    "--since noday --until nodaytoo", "--since today --until noday", "--since ''", "--since tomorrow --until yesterday", "--since 11/3 --until noday",
]  # fmt: skip
OFFER = re.compile(r"(?:Try|or|Did you mean|To put them in):\s+(kfit .*?)(?=   |\n|$)")


def kept(words: list[str], offer: list[str]) -> bool:
    """Tell whether a line has all words of another, its days apart."""
    days = {"--since", "--until"}
    typed = [word for place, word in enumerate(words) if word not in days and (not place or words[place - 1] not in days)]
    return all(word in offer for word in typed)


@pytest.mark.parametrize("line", LINES)
def test_every_line_offered_for_other_days_is_taken_and_keeps_the_rest(kfit: Kfit, grown: Grown, line: str) -> None:
    grown(DIARY)
    for days in share(BAD_DAYS, LINES.index(line), 9):
        said = kfit(f"{line} {days}")
        assert (said.code, said.out) == (2, ""), days
        offers = OFFER.findall(said.err)
        assert offers, (days, said.err)
        for offer in offers:
            words = shlex.split(offer)[1:]
            assert kept(shlex.split(line), words), (days, offer)
            again = kfit(words)
            assert again.code == 0, (days, offer, again.err)


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith(("report", "export"))])
def test_the_last_visit_is_a_first_day_for_all_that_a_visit_takes(kfit: Kfit, grown: Grown, line: str) -> None:
    grown(DIARY)
    for days in ("--since last-visit", "--since 'the last visit' --until 'oct 1'")[: 1 + (LINES.index(line) % 2)]:
        said = kfit(f"{line} {days}")
        assert said.err.startswith("No earlier visit is known yet. kfit report --visit keeps today as one. Try: ")
        (offer,) = OFFER.findall(said.err)
        assert kfit(shlex.split(offer)[1:]).code == 0, offer
    kfit("report --visit", now="2026-11-15T09:00")
    assert kfit(f"{line} --since last-visit").code == 0


def test_tables_of_the_last_visit_hold_what_came_since(kfit: Kfit, grown: Grown) -> None:
    grown(DIARY)
    kfit("report --visit", now="2026-11-15T09:00")
    out = kfit("export csv --kind mood --since last-visit").out
    assert ("2026-11-21" in out, "2026-11-01" in out, "2026-03-11" in out) == (True, False, False)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("export csv --kind moods --no-notes", "kfit export csv --kind mood --no-notes"),
        ("export csv --since 'nov 1' --no-notes", 'kfit export csv -o visit --since "nov 1" --no-notes'),
        ("export csv -o v --locale xx --no-notes --include need", "kfit export csv -o v --include need --no-notes --locale de"),
        ("export csv -o v --include item --no-notes", "kfit export csv -o v --include items --no-notes"),
        ("export xlsx -o v --no-notes", "kfit export xlsx -o v.xlsx --no-notes"),
        ("export xlsx -o v.xlsx --include nede,items", "kfit export xlsx -o v.xlsx --include need,items"),
        ("export jsonl --json --no-notes", "kfit export jsonl -o entries --no-notes --json"),
        ("export fhir --include itms --preview", "kfit export fhir --include items --preview"),
        ("export datasette --include need", "kfit export datasette -o tables --include need"),
        ("report --include nots --pdf --visit", "kfit report --include notes --pdf --visit"),
        ("report --series frst --name A", "kfit report --series last --name A"),
        ("report --series last --since monday --include notes", "kfit report --series last --include notes"),
        ("week --weeks 0 --until 'nov 1'", 'kfit week --weeks 4 --until "nov 1"'),
        ("week --weeks 3 --since monday --json", "kfit week --weeks 3 --json"),
        ("list mood --days 0 --until 'nov 1' --full", 'kfit list mood --days 14 --until "nov 1" --full'),
        ("chart mood --days 0 --save c.txt", "kfit chart mood --days 70 --save c.txt"),
    ],
)
def test_a_word_or_a_number_that_is_refused_is_offered_right_with_all_else(kfit: Kfit, grown: Grown, line: str, offered: str) -> None:
    grown(DIARY)
    said = kfit(line)
    assert said.code == 2
    assert OFFER.findall(said.err)[0] == offered


def test_what_was_left_out_is_put_in_by_the_offered_line_that_keeps_the_notes_out(kfit: Kfit, grown: Grown, home: Path) -> None:
    grown(["phq9 1 1 1 1 1 1 1 1 1 --on yesterday", "mood 5 a word of mine"])
    said = kfit("export csv -o visit --no-notes")
    (offer,) = re.findall(r"To put them in:\n  (kfit .*)", said.out)
    assert offer == "kfit export csv -o visit --include items --no-notes --force"
    assert kfit(shlex.split(offer)[1:]).code == 0
    assert "a word of mine" not in "".join(path.read_text(encoding="utf-8") for path in (home / "visit").iterdir())


def test_an_import_is_offered_again_with_the_day_in_its_place(kfit: Kfit, grown: Grown) -> None:
    grown(DIARY)
    kfit("export jsonl -o e.jsonl")
    for day in ("11/3", "tomorrow", "noday", "yesterdy"):
        offers = OFFER.findall(kfit(["import", "e.jsonl", "--since", day, "--only", "mood", "--dry-run"]).err)
        assert offers, day
        for offer in offers:
            assert "--only mood --dry-run" in offer
            assert offer.count("--since") == 1
            assert kfit(shlex.split(offer)[1:]).code == 0, offer

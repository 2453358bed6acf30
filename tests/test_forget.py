"""Deletion for good: entries, the person's own names that they had, and questions."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit


def beside(db_path: Path) -> tuple[int, int]:
    """Return the number of stored names, and of lines in the journal that hold a name or a question."""
    db = sqlite3.connect(db_path)
    counted = tuple(db.execute(f"select count(*) from {table}").fetchone()[0] for table in ("tracked", "change_kept"))
    db.close()
    return counted


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("rate CANARY 4 --better high", "rate canary 5"),
        ("did CANARY 10m", "did canary 5"),
        ("measure CANARY 4 cups", "measure canary 5"),
    ],
)
def test_a_name_of_ones_own_goes_with_the_last_entry_that_had_it(kfit: Kfit, db_path: Path, first: str, again: str) -> None:
    kfit(first)
    kfit(again)
    kfit("mood 5")
    kfit("delete 1 --forget")
    assert b"canary" in db_path.read_bytes().lower()
    assert beside(db_path)[0] == 1
    kfit("delete 2 --forget")
    assert b"canary" not in db_path.read_bytes().lower()
    assert beside(db_path) == (0, 0)
    assert kfit("undo").out.startswith("Took back: mood 5")
    assert kfit("doctor").code == 0
    assert kfit("rate canary 5 --better low").code == 0  # the name begins anew


def test_a_name_stays_while_the_history_can_bring_an_entry_of_it_back(kfit: Kfit, db_path: Path) -> None:
    kfit("rate calm 4 --better high")
    kfit("rate calm 5")
    kfit("delete 2")
    kfit("delete 1 --forget")
    assert beside(db_path)[0] == 1
    kfit("undo")
    assert "calm 6 (0 worst, 10 best)" in kfit("rate calm 6").out


def test_a_name_whose_beginning_was_taken_back_goes_too(kfit: Kfit, db_path: Path) -> None:
    kfit("rate canary 4 --better high")
    kfit("undo")
    assert b"canary" in db_path.read_bytes()
    kfit("delete 1 --forget")
    assert b"canary" not in db_path.read_bytes()


def test_a_name_that_kfit_knows_stays_retired(kfit: Kfit, db_path: Path) -> None:
    kfit("did craft")
    kfit("habit retire craft")
    kfit("delete 1 --forget")
    assert beside(db_path)[0] == 1


def test_a_question_can_be_taken_away_for_good(kfit: Kfit, db_path: Path) -> None:
    kfit("ask CANARY one")
    kfit("ask another")
    kfit("ask CANARY three")
    kfit("undo")
    kfit("ask --done 1")
    said = kfit("ask --forget 1,3")
    assert said.out.startswith("Removed for good: 2 questions, from the file and from its history. This can't be taken back.\n")
    assert b"CANARY" not in db_path.read_bytes()
    assert [one["words"] for one in kfit("ask --json").json["questions"]] == ["another"]
    assert kfit("doctor").code == 0
    assert kfit("ask --forget 1").err == "There is no question 1. The numbers are in: kfit ask --all\n"
    assert "do not go together" in kfit("ask --done 2 --forget 2").err
    assert [one["id"] for one in kfit("ask --forget 2 --json").json["forgotten"]] == [2]


def test_one_number_that_is_none_forgets_nothing(kfit: Kfit) -> None:
    kfit("ask one")
    assert kfit("ask --forget 1 2").code == 2
    assert kfit("ask --forget").code == 2
    assert len(kfit("ask --json").json["questions"]) == 1


def test_taking_a_question_back_says_once_where_its_words_are(kfit: Kfit) -> None:
    kfit("ask one")
    assert kfit("undo").out == (
        "Took back: a question for your visit. (kfit redo)\nIts words stay in the history until: kfit ask --forget 1\n"
    )
    assert "until" not in kfit("redo").out


def test_on_an_infusion_day_a_question_waits_for_the_typed_word(kfit: Kfit) -> None:
    kfit("ask one")
    kfit("infusion iv")
    assert "Nothing was taken away." in kfit("ask --forget 1", typed="yes\n").err
    assert kfit("ask --forget 1", typed="forget\n").code == 0


def test_a_name_that_an_edit_replaced_goes_with_its_entry(kfit: Kfit, db_path: Path) -> None:
    kfit("rate canary 5 --better low")
    kfit("edit 1 focus 5")
    kfit("delete 1 --forget")
    assert b"canary" not in db_path.read_bytes()
    assert beside(db_path) == (0, 0)


def test_what_the_check_in_remembers_of_a_name_goes_too(kfit: Kfit, db_path: Path) -> None:
    kfit("did canary 5m --on yesterday")
    db = sqlite3.connect(db_path)
    db.execute("insert or replace into said(sentence, day) values ('checkin habits canary', '2026-11-22')")
    db.commit()
    db.close()
    kfit("delete 1 --forget")
    assert b"canary" not in db_path.read_bytes()

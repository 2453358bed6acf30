"""Lists of entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Kfit


@pytest.fixture
def logged(kfit: Kfit) -> Kfit:
    """Nine entries on four days, one of them long ago."""
    for line in (
        "mood 6 --on 2026-03-01 --note 'Der Große Garten'",
        "infusion iv 40mg --on 2026-11-08",
        "mood 3 --on 2026-11-09",
        "mood 4 --on '2026-11-21 20:00' slept badly",
        "mood 7 --on '2026-11-21 08:00'",
        "sleep 7h --on 2026-11-21",
        "walk 20 with my sister",
        "exercise 30 --activity climbing",
        "note --mark 'it fades'",
    ):
        assert kfit(line).code == 0
    return kfit


def numbers(kfit: Kfit, line: str) -> list[int]:
    return [entry["id"] for entry in kfit(f"{line} --json").json["entries"]]


def test_oldest_first_by_day_then_instant_then_number_in_14_days(logged: Kfit) -> None:
    assert numbers(logged, "list") == [3, 6, 5, 4, 7, 8, 9]


def test_the_screen_groups_by_day(logged: Kfit) -> None:
    assert logged("list").out == (
        "Mon 9 Nov\n"
        "  3         mood 3\n"
        "\n"
        "Sat 21 Nov\n"
        "  6         sleep 7h00\n"
        "  5  08:00  mood 7\n"
        "  4  20:00  mood 4                slept badly\n"
        "\n"
        "Sun 22 Nov\n"
        "  7  21:30  20 min walk           with my sister\n"
        "  8  21:30  30 min climbing\n"
        "  9  21:30  note, mark: it fades\n"
    )


def test_at_40_columns_notes_stand_below(logged: Kfit) -> None:
    assert logged("list walk", COLUMNS="40").out == "Sun 22 Nov\n 7 21:30 20 min walk\n   with my sister\n"


def test_plain_is_a_sentence_an_entry(logged: Kfit) -> None:
    assert logged("list --days 1", KFIT_PLAIN="1").out.splitlines() == [
        "Number 7, Sun 22 Nov, 21:30: 20 min walk. Note: with my sister",
        "Number 8, Sun 22 Nov, 21:30: 30 min climbing.",
        "Number 9, Sun 22 Nov, 21:30: note, mark: it fades.",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("list --days 1", [7, 8, 9]),
        ("list --days 2", [6, 5, 4, 7, 8, 9]),
        ("list --since sat", [6, 5, 4, 7, 8, 9]),
        ("list --until sat", [2, 3, 6, 5, 4]),
        ("list --since 2026-11-08 --until 2026-11-09", [2, 3]),
        ("list --all", [1, 2, 3, 6, 5, 4, 7, 8, 9]),
        ("list --all --until 2026-11-08", [1, 2]),
        ("list mood", [3, 5, 4]),
        ("list MOOD --all", [1, 3, 5, 4]),
        ("list move", [7, 8]),
        ("list exercise", [7, 8]),
        ("list walk", [7]),
        ("list infusion --all", [2]),
        ("list note", [9]),
        ("list SISTER", [7]),
        ("list my sister", [7]),
        ("list --search 'SLEPT BAD'", [4]),
        ("list mood badly", [4]),
        ("list exercise badly", []),
        ("list grosse --all", [1]),
        ("list GROSSE --all", [1]),
        ("list garten", []),
    ],
)
def test_what_is_asked_for_is_what_is_listed(logged: Kfit, line: str, expected: list[int]) -> None:
    assert numbers(logged, line) == expected


def test_json_is_the_contracts_entry(logged: Kfit) -> None:
    [entry] = logged("list infusion --all --json").json["entries"]
    assert entry.pop("uid")
    assert entry == {
        "id": 2,
        "kind": "infusion",
        "day": "2026-11-08",
        "at": None,
        "tz": "America/New_York",
        "note": None,
        "source": None,
        "source_id": None,
        "logged_at": "2026-11-23T02:30:00Z",
        "route": "iv",
        "dose_mg": 40.0,
        "dose": "40mg",
        "minutes": None,
        "clinic": None,
    }


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("list --days 0", "--days goes from 1 to 46347. Try: kfit list --days 14, or: kfit list --all\n"),
        ("list --days 3 --all", "--days and --all both say where to begin. Try: kfit list --days 14\n"),
        ("list --since mon --days 3", "--days and --since both say where to begin. Try: kfit list --days 14\n"),
        ("list --since sat --until fri", "Sat 21 Nov is after Fri 20 Nov. Try: kfit list --since 2026-11-20\n"),
        ("list --since tomorrow", "Mon 23 Nov is still to come. Try: kfit list --since yesterday\n"),
    ],
)
def test_nonsense_is_refused_with_a_line_that_works(kfit: Kfit, line: str, says: str) -> None:
    assert kfit(line) == ("", says, 2)


def test_nothing_found_names_what_would_show_more(logged: Kfit) -> None:
    assert logged("list garten") == (
        "No entry with 'garten' in its note since Mon 9 Nov.\nTo look at all days: kfit list --search garten --all\n",
        "",
        0,
    )
    assert logged("list moood").out.splitlines()[1:] == [
        "Did you mean: kfit list mood",
        "To look at all days: kfit list --search moood --all",
    ]
    assert logged("list yoga --all").out == "No entry of yoga.\n"


def test_the_line_that_would_show_more_can_be_typed(logged: Kfit) -> None:
    line = logged("list 'große  garten' x'\"'y").out.splitlines()[1].split("kfit ", 1)[1]
    assert logged(line).code == 0


def test_nothing_logged_yet(kfit: Kfit) -> None:
    assert kfit("list").out.startswith("Nothing logged yet.")
    assert kfit("list --json").json == {"entries": []}


def test_a_night_that_ended_after_midnight_is_listed_before_the_day_ends(kfit: Kfit) -> None:
    kfit("sleep 23:30-03:00", now="2026-11-23T03:10")
    assert "sleep 3h30" in kfit("list", now="2026-11-23T03:20").out


def test_a_long_note_is_cut_and_read_in_full_on_request(kfit: Kfit) -> None:
    words = " ".join(f"word{number}" for number in range(200))
    kfit(["note", words])
    for columns in ("40", "80", "100"):
        cut = kfit("list", COLUMNS=columns).out
        assert "word199" not in cut
        assert "--full" in cut
        full = kfit("list --full", COLUMNS=columns).out
        assert " ".join(full.split()).endswith("word199")
        assert max(map(len, full.splitlines())) <= int(columns)


@pytest.mark.parametrize("env", [{}, {"COLUMNS": "40"}, {"KFIT_PLAIN": "1"}, {"FORCE_COLOR": "1"}])
@pytest.mark.parametrize("option", ["", " --full"])
def test_no_note_can_speak_to_the_terminal(kfit: Kfit, env: dict[str, str], option: str) -> None:
    kfit(["note", "[/] [red]x\x1b]52;c;aGk=\x07 \x1b[2J\u202eabc\x9b31m"])
    out = kfit(f"list{option}", **env).out
    assert not [part for part in ("\x1b]", "\x1b[2J", "\x07", "\u202e", "\x9b") if part in out]
    assert "[/] [red]x" in out


def test_wide_letters_stay_on_the_screen(kfit: Kfit) -> None:
    from kfit.show.lines import width

    kfit(["note", "日本語" * 40])
    kfit(["exercise", "30", "--activity", "日本語" * 10])
    for columns in (20, 40, 60, 80):
        assert max(map(width, kfit("list --full", COLUMNS=str(columns)).out.splitlines())) <= columns


def test_help_has_its_example(kfit: Kfit) -> None:
    assert "Example: kfit list mood --days 30" in kfit("list -h").out

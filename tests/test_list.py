"""Lists of entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Grown, Kfit


NINE = (
    "mood 6 --on 2026-03-01 --note 'Der Große Garten'",
    "infusion iv 40mg --on 2026-11-08",
    "mood 3 --on 2026-11-09",
    "mood 4 --on '2026-11-21 20:00' slept badly",
    "mood 7 --on '2026-11-21 08:00'",
    "sleep 7h --on 2026-11-21",
    "walk 20 with my sister",
    "exercise 30 --activity climbing",
    "note --mark 'it fades'",
)


@pytest.fixture
def logged(kfit: Kfit, grown: Grown) -> Kfit:
    """Nine entries on four days, one of them long ago."""
    grown(NINE)
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
        "dosage_form": None,
        "minutes": None,
        "clinic": None,
    }


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("list --days 0", "--days goes from 1 to 46347. Try: kfit list --days 14, or: kfit list --all\n"),
        ("list --days 3 --all", "--days and --all both set the first day. Try: kfit list --days 14\n"),
        ("list --since mon --days 3", "--days and --since both set the first day. Try: kfit list --days 14\n"),
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
    from kfit.render.text import width

    kfit(["note", "日本語" * 40])
    kfit(["exercise", "30", "--activity", "日本語" * 10])
    for columns in (20, 40, 60, 80):
        assert max(map(width, kfit("list --full", COLUMNS=str(columns)).out.splitlines())) <= columns


def test_help_has_its_example(kfit: Kfit) -> None:
    assert "Example: kfit list mood --days 30" in kfit("list -h").out


NAMED = (
    "pain 4",
    "rate 'thing 1' 2 --better low",
    "effect anxiety 2",
    "effect fog 1 --for 2h with nausea",
    "anxiety 6",
    "med sertraline 100mg started",
    "did meditation 10m",
    "bp 128/82 70",
    "weight 72.5kg",
    "measure coffee 2",
    "phq9 --total 15",
    "who5 --total 52",
    "note nausea and rest",
)


@pytest.fixture
def named(kfit: Kfit, grown: Grown) -> Kfit:
    """An entry of every kind that has a name."""
    grown(NAMED)
    return kfit


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("list rating", [1, 2, 5]),
        ("list rate", [1, 2, 5]),
        ("list effect", [3, 4]),
        ("list medicine", [6]),
        ("list med", [6]),
        ("list habit", [7]),
        ("list did", [7]),
        ("list measure", [8, 9, 10, 11, 12]),
        ("list score", [13, 14]),
        ("list pain", [1]),
        ("list thing 1", [2]),
        ("list rate thing 1", [2]),
        ("list THING 1", [2]),
        ("list fog", [4]),
        ("list anxiety", [3, 5]),
        ("list effect anxiety", [3]),
        ("list rating anxiety", [5]),
        ("list sertraline", [6]),
        ("list med sertraline", [6]),
        ("list meditation", [7]),
        ("list bp", [8, 9, 10]),
        ("list systolic", [8]),
        ("list pulse", [10]),
        ("list weight", [11]),
        ("list glucose", []),
        ("list coffee", [12]),
        ("list measure coffee", [12]),
        ("list phq9", [13]),
        ("list gad7", []),
        ("list energy", []),
        ("list effect nausea", []),
        ("list fog nausea", [4]),
        ("list effect with nausea", [4]),
        ("list nausea", [4, 15]),
        ("list rest", [15]),
    ],
)
def test_a_kind_and_a_name_are_listed(named: Kfit, line: str, expected: list[int]) -> None:
    assert numbers(named, line) == expected


def test_what_is_not_there_is_named_as_it_was_asked_for(named: Kfit) -> None:
    for asked in ("glucose", "gad7", "effect nausea", "score gad7"):
        assert named(f"list {asked}").out == f"No entry of {asked} since Mon 9 Nov.\nTo look at all days: kfit list {asked} --all\n"


def test_every_kind_has_its_line(named: Kfit) -> None:
    assert named("list").out == (
        "Sun 22 Nov\n"
        "   1  21:30  pain 4 (0 none, 10 worst)\n"
        "   2  21:30  thing 1 2 (0 none, 10 worst)\n"
        "   3  21:30  anxiety 2 of 3 (moderate)\n"
        "   4  21:30  fog 1 of 3 (mild), for 2h00\n"
        "                                         with nausea\n"
        "   5  21:30  anxiety 6 (0 none, 10 worst)\n"
        "   6  21:30  sertraline 100 mg started\n"
        "   7  21:30  meditation 10 min\n"
        "   8  21:30  systolic 128 mmHg\n"
        "   9  21:30  diastolic 82 mmHg\n"
        "  10  21:30  pulse 70 bpm\n"
        "  11  21:30  weight 72.5 kg\n"
        "  12  21:30  coffee 2\n"
        "  13  21:30  PHQ-9 15 of 27, moderately severe\n"
        "  14  21:30  WHO-5 52 of 100\n"
        "  15  21:30  note                        nausea and rest\n"
    )


def test_an_effect_says_when_it_was_beside_the_infusion(kfit: Kfit) -> None:
    kfit("infusion iv --on '2026-11-22 20:00'")
    kfit("effect fog 2")
    assert "fog 2 of 3 (moderate), first 24 hours\n" in kfit("list").out


def test_hidden_totals_are_in_no_list_but_in_the_json(named: Kfit) -> None:
    named("config set show_scores off")
    for env in ({}, {"COLUMNS": "40"}, {"KFIT_PLAIN": "1"}):
        out = named("list score", **env).out
        assert "PHQ-9 done" in out
        assert "15" not in out.replace("15:", "")
        assert "moderately" not in out
    assert [(entry["total"], entry["band"]) for entry in named("list score --json").json["entries"]] == [
        (15.0, "moderately severe"),
        (52.0, None),
    ]


def test_a_measure_from_a_file_is_listed_in_the_person_s_unit_and_a_typed_one_as_typed(kfit: Kfit) -> None:
    from kfit.model.entries import Measure
    from kfit.store.changes import Change
    from kfit.store.data_file import Data

    kfit("weight 72.5kg")
    with Data.to_write() as data, Change(data.existing(), "test") as change:
        change.add(Measure(day="2026-11-21", name="weight", value=72.5747792, unit="kg"))
    assert "weight 72.6 kg\n" in kfit("list").out
    kfit("config set weight_unit lb")
    out = kfit("list").out
    assert "weight 160.0 lb\n" in out
    assert "weight 72.5 kg\n" in out


def test_today_and_yesterday_are_days_and_not_words_of_a_note(kfit: Kfit) -> None:
    kfit("mood 5 as bad as yesterday")
    kfit("mood 3 --on yesterday")
    assert [one["score"] for one in kfit("list today --json").json["entries"]] == [5]
    assert [one["score"] for one in kfit("list yesterday --json").json["entries"]] == [3]
    assert [one["score"] for one in kfit("list --search yesterday --json").json["entries"]] == [5]
    assert kfit("list today", now="2026-11-25T12:00").out.startswith("No entry on Wed 25 Nov.")


@pytest.mark.parametrize("words", ["tired", "mood tired", "'call mum'"])
@pytest.mark.parametrize("days", ["--since 1999-13-01", "--days 0", "--since today --until yesterday", "--days 3 --all"])
def test_a_line_that_is_offered_for_other_days_keeps_the_words(kfit: Kfit, words: str, days: str) -> None:
    said = kfit(f"list {words} {days}")
    assert said.code == 2
    line = said.err.split("Try: ", 1)[1].split(", or: ")[0].strip()
    assert line.startswith(f"kfit list {words.replace(chr(39), chr(34))} --")
    assert kfit(line.removeprefix("kfit ")).code == 0

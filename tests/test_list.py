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
        "  3         mood 3 of 10\n"
        "\n"
        "Sat 21 Nov\n"
        "  6         sleep 7h00\n"
        "  5  08:00  mood 7 of 10\n"
        "  4  20:00  mood 4 of 10          slept badly\n"
        "\n"
        "Sun 22 Nov\n"
        "  7  21:30  20 min walk           with my sister\n"
        "  8  21:30  30 min climbing\n"
        "  9  21:30  note, mark: it fades\n"
        "\n"
        "14 days; 2 older entries: kfit list --all\n"
    )


def test_at_40_columns_notes_stand_below(logged: Kfit) -> None:
    assert logged("list walk", COLUMNS="40").out == "Sun 22 Nov\n 7 21:30 20 min walk\n   with my sister\n\nAll days: 1 entry.\n"


def test_plain_is_a_sentence_an_entry(logged: Kfit) -> None:
    assert logged("list --days 1", KFIT_PLAIN="1").out.splitlines() == [
        "Number 7, Sun 22 Nov, 21:30: 20 min walk. Note: with my sister",
        "Number 8, Sun 22 Nov, 21:30: 30 min climbing.",
        "Number 9, Sun 22 Nov, 21:30: note, mark: it fades.",
        "1 day; 6 older entries: kfit list --all",
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
        ("list mood", [1, 3, 5, 4]),
        ("list moods", [1, 3, 5, 4]),
        ("list mood --days 14", [3, 5, 4]),
        ("list MOOD --all", [1, 3, 5, 4]),
        ("list move", [7, 8]),
        ("list exercise", [7, 8]),
        ("list walk", [7]),
        ("list climbing", [8]),
        ("list infusion", [2]),
        ("list infusion --all", [2]),
        ("list note", [9]),
        ("list SISTER", [7]),
        ("list my sister", [7]),
        ("list --search 'SLEPT BAD'", [4]),
        ("list mood badly", [4]),
        ("list exercise badly", []),
        ("list grosse --all", [1]),
        ("list GROSSE --all", [1]),
        ("list garten", [1]),
        ("list garten --days 14", []),
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
        ("list --days 0", "--days goes from 1 to 46347. Try: kfit list --days 14   or: kfit list --all\n"),
        ("list --days 3 --all", "--days and --all both set the first day. Try: kfit list --days 3\n"),
        ("list --since mon --days 3", "--days and --since both set the first day. Try: kfit list --days 3\n"),
        ("list --since sat --until fri", "Sat 21 Nov is after Fri 20 Nov. Try: kfit list --since 2026-11-20 --until fri\n"),
        ("list --since tomorrow", "Mon 23 Nov is still to come. Try: kfit list --since yesterday\n"),
    ],
)
def test_nonsense_is_refused_with_a_line_that_works(kfit: Kfit, line: str, says: str) -> None:
    assert kfit(line) == ("", says, 2)


def test_nothing_found_names_what_would_show_more(logged: Kfit) -> None:
    assert logged("list garten --days 14") == (
        "No entry with 'garten' in its note since Mon 9 Nov.\n1 older entry: kfit list --search garten --all\n",
        "",
        0,
    )
    assert logged("list moood") == ("No entry with 'moood' in its note.\nDid you mean: kfit list mood\n", "", 0)
    assert logged("list satruday").out.splitlines()[1:] == ["Did you mean: kfit list saturday"]
    assert logged("list yoga --all").out == "No entry of yoga.\n"


def test_the_line_that_would_show_more_can_be_typed(logged: Kfit) -> None:
    logged(["note", 'große  garten x"y', "--on", "2026-03-02"])
    line = logged("list 'große  garten' x'\"'y --days 3").out.splitlines()[1].split("kfit ", 1)[1]
    assert logged(line).out.splitlines()[1].startswith("  10 ")


def test_nothing_logged_yet(kfit: Kfit) -> None:
    assert kfit("list").out.startswith("Nothing logged yet.")
    assert kfit("list --json").json == {"entries": [], "from": "2026-11-09", "to": None, "older": 0, "newer": 0}


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
        assert " ".join(full.split()).endswith("word199 14 days: 1 entry.")
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
        assert named(f"list {asked}").out == f"No entry of {asked}.\n"
        assert named(f"list {asked} --days 14").out == f"No entry of {asked} since Mon 9 Nov.\n"


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
        "   8  21:30  blood pressure 128/82 (pulse 70)\n"
        "  11  21:30  weight 72.5 kg\n"
        "  12  21:30  coffee 2\n"
        "  13  21:30  PHQ-9 15, moderately severe (27 worst)\n"
        "  14  21:30  WHO-5 52 (100 best)\n"
        "  15  21:30  note                        nausea and rest\n"
        "\n"
        "14 days: 13 entries.\n"
    )


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
    line = said.err.split("Try: ", 1)[1].split("   or: ")[0].strip()
    assert line.startswith(f"kfit list {words.replace(chr(39), chr(34))} --")
    assert kfit(line.removeprefix("kfit ")).code == 0


def test_a_rare_kind_shows_its_latest_entries_whatever_the_days(kfit: Kfit) -> None:
    for day in ("2026-05-08", "2026-10-08", "2026-11-20"):
        kfit(f"infusion iv 40mg --on {day}")
    assert numbers(kfit, "list infusion") == [1, 2, 3]
    assert kfit("list infusion").out.endswith("\n\nAll days: 3 entries.\n")
    assert numbers(kfit, "list infusion --until 2026-10-31") == [1, 2]
    assert kfit("list infusion --until 2026-10-31").out.endswith("\n\nUp to Sat 31 Oct; 1 newer entry: kfit list infusion --all\n")
    assert numbers(kfit, "list") == [3]
    assert kfit("list").out.endswith("\n\n14 days; 2 older entries: kfit list --all\n")


def test_of_a_frequent_kind_the_latest_twenty_in_whole_days_are_listed_newest_last(kfit: Kfit) -> None:
    for day in range(12):
        kfit(f"log mood 1, mood 2 --on '{day} days ago'" if day else "log mood 1, mood 2")
    kfit("mood 3 --on '10 days ago'")
    found = kfit("list mood --json").json
    assert len(found["entries"]) == 20
    assert (found["entries"][0]["day"], found["entries"][-1]["day"]) == ("2026-11-13", "2026-11-22")
    assert (found["from"], found["to"], found["older"], found["newer"]) == ("2026-11-13", None, 5, 0)
    said = kfit("list mood").out  # no longer than a screen
    assert said.endswith("\n\nSince Sun 15 Nov; 9 older entries: kfit list mood --all\n")
    assert len(said.splitlines()) <= 40 < len(kfit("list mood --all").out.splitlines())
    assert len(kfit("list mood --all --json").json["entries"]) == 25


@pytest.mark.parametrize("env", [{}, {"COLUMNS": "40"}, {"KFIT_PLAIN": "1"}])
@pytest.mark.parametrize("asked", ["", "mood", "mood last week", "october", "--days 3", "--search tired", "bp", "nothing like it"])
def test_every_list_says_its_days_and_the_line_for_more_works(kfit: Kfit, asked: str, env: dict[str, str]) -> None:
    for line in ("mood 4 tired", "bp 120/80 60", "mood 5", "infusion iv"):
        for day in ("2026-11-22", "2026-11-12", "2026-10-04", "2025-12-24"):
            kfit(f"{line} --on {day}")
    said = kfit(f"list {asked}", **env)
    assert said.code == 0
    assert max(map(len, said.out.splitlines())) <= int(env.get("COLUMNS", "80"))
    last = " ".join(said.out.rsplit("\n\n", 1)[-1].split()) if "KFIT_PLAIN" not in env else said.out.splitlines()[-1]
    assert any(word in last for word in ("ays", "ince", "rom", "n its note")), last
    if "kfit list" in last:
        more = kfit(last.rpartition(": kfit ")[2]).out
        assert len(more) > len(said.out)
        assert "All days: " in more


DAYS = (
    ("monday", "2026-11-16", "2026-11-16"),
    ("on monday", "2026-11-16", "2026-11-16"),
    ("last friday", "2026-11-20", "2026-11-20"),
    ("today", "2026-11-22", "2026-11-22"),
    ("yesterday", "2026-11-21", "2026-11-21"),
    ("2 days ago", "2026-11-20", "2026-11-20"),
    ("a week ago", "2026-11-15", "2026-11-15"),
    ("3 oct", "2026-10-03", "2026-10-03"),
    ("oct 3 2025", "2025-10-03", "2025-10-03"),
    ("2026-10-03", "2026-10-03", "2026-10-03"),
    ("10/13", "2026-10-13", "2026-10-13"),
    ("last night", "2026-11-21", "2026-11-22"),
    ("this week", "2026-11-16", None),
    ("last week", "2026-11-09", "2026-11-15"),
    ("the last 7 days", "2026-11-16", None),
    ("past week", "2026-11-16", None),
    ("2 weeks", "2026-11-09", None),
    ("last three months", "2026-08-23", None),
    ("this weekend", "2026-11-21", "2026-11-22"),
    ("last weekend", "2026-11-14", "2026-11-15"),
    ("this month", "2026-11-01", None),
    ("last month", "2026-10-01", "2026-10-31"),
    ("october", "2026-10-01", "2026-10-31"),
    ("in oct", "2026-10-01", "2026-10-31"),
    ("november", "2026-11-01", "2026-11-22"),
    ("december", "2025-12-01", "2025-12-31"),
    ("feb 2024", "2024-02-01", "2024-02-29"),
    ("last november", "2025-11-01", "2025-11-30"),
    ("2025", "2025-01-01", "2025-12-31"),
    ("last year", "2025-01-01", "2025-12-31"),
    ("since october", "2026-10-01", None),
    ("since monday", "2026-11-16", None),
    ("before october", "1900-01-01", "2026-09-30"),
    ("until 3 oct", "1900-01-01", "2026-10-03"),
    ("3 oct to 9 oct", "2026-10-03", "2026-10-09"),
    ("between 3 oct and 9 oct", "2026-10-03", "2026-10-09"),
    ("monday - wednesday", "2026-11-16", "2026-11-18"),
    ("28 dec to 3 jan", "2025-12-28", "2026-01-03"),
    ("thursday to tuesday", "2026-11-12", "2026-11-17"),
)


@pytest.mark.parametrize(("words", "first", "last"), DAYS)
@pytest.mark.parametrize("kind", ["", "mood", "sleep"])
def test_days_as_people_say_them_are_days(kfit: Kfit, kind: str, words: str, first: str, last: str | None) -> None:
    kfit("mood 5 monday in october was long, since 2025, last week, 3 oct")
    for line in (f"list {kind} {words}", f"list {words} {kind}"):
        found = kfit(f"{line} --json").json
        assert (found["from"], found["to"]) == (first, last), line
        assert all(first <= entry["day"] <= (last or "9999") for entry in found["entries"])


@pytest.mark.parametrize(
    "words",
    ["called anna", "3 days in bed", "sister", "may be", "so sun and rain", "mooning", "7am", "to be", "2 weeks in", "last", "until this"],
)
def test_other_words_are_searched_in_notes(kfit: Kfit, words: str) -> None:
    kfit(f"note {words} it was --on 2026-03-01")
    found = kfit(f"list {words} --json").json
    assert [entry["id"] for entry in found["entries"]] == ([1] if words != "may be" else [])


def test_what_people_call_a_kind_is_listed_where_there_is_some_and_searched_in_notes_else(kfit: Kfit) -> None:
    for line in ("sleep 22-6", "nap 20", "walk 10", "run 20", "mood 5 napped a lot"):
        kfit(line)
    expected = {
        "nap": [2],
        "naps": [2],
        "napped": [2],
        "slept": [2, 1],
        "walked": [3],
        "running": [4],
        "swam": [],
        "bed": [],
        "naps today": [2],
    }
    for words, numbers in expected.items():
        assert [entry["id"] for entry in kfit(f"list {words} --json").json["entries"]] == numbers, words
    kfit("undo")
    assert kfit("list nap yesterday").out.startswith("No entry of nap ")
    kfit("delete 2")
    kfit("mood 5 a nap helped")
    assert [entry["id"] for entry in kfit("list nap --json").json["entries"]] == [6]


def test_a_kind_a_day_and_words_work_together(kfit: Kfit) -> None:
    for line in ("mood 4 tired", "mood 5 fine", "walk 10 tired"):
        kfit(f"{line} --on monday")
        kfit(f"{line} --on 2026-10-05")
    assert numbers(kfit, "list mood tired monday") == [1]
    assert numbers(kfit, "list tired on monday") == [1, 5]
    assert numbers(kfit, "list mood tired last month") == [2]
    assert numbers(kfit, "list this week tired") == [1, 5]
    assert numbers(kfit, "list october walk") == [6]
    assert kfit("list mood tired last week").out == (
        "No entry of mood with 'tired' in its note from Mon 9 Nov to Sun 15 Nov.\n2 other entries: kfit list mood --search tired --all\n"
    )


def test_a_list_of_very_many_words_is_answered_at_once(kfit: Kfit) -> None:
    from time import process_time

    kfit("mood 5")
    began = process_time()
    assert kfit(["list", *["word"] * 20_000]).code == 0
    assert process_time() - began < 10


def test_a_name_of_ones_own_comes_before_a_day(kfit: Kfit) -> None:
    kfit("did may 10m --new")
    kfit("mood 5 --on 2026-05-05")
    assert numbers(kfit, "list may") == [1]
    assert numbers(kfit, "list mood may") == [2]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("list 11/5", '11/5 can be 11 May or 5 Nov. Try: kfit list "11 may"   or: kfit list "5 nov"'),
        ("list mood 11/5", 'Try: kfit list mood "11 may"   or: kfit list mood "5 nov"'),
        ("list mood monday --days 3", "'monday' and --days both say which days. Try: kfit list mood monday"),
        ("list last week --all", "'last week' and --all both say which days. Try: kfit list \"last week\""),
        ("list mood tomorrow", "Mon 23 Nov is still to come. Try: kfit list mood yesterday"),
    ],
)
def test_days_that_are_not_clear_are_asked_about(kfit: Kfit, line: str, says: str) -> None:
    said = kfit(line)
    assert said.code == 2
    assert says in said.err
    for offer in said.err.split("Try: ", 1)[1].splitlines()[0].split("   or: "):
        assert kfit(offer.removeprefix("kfit ").strip()).code == 0


def test_a_word_that_is_a_day_can_be_looked_for_in_notes(kfit: Kfit) -> None:
    kfit("note the sun was out --on 2026-11-02")
    assert kfit("list sun").out == (
        "No entry on Sun 22 Nov.\nTo look for it in notes: kfit list --search sun\n1 older entry: kfit list --all\n"
    )
    assert numbers(kfit, "list --search sun") == [1]


def test_a_night_shows_when_it_was_slept_not_when_it_was_typed(kfit: Kfit) -> None:
    kfit("sleep 23:10-06:40", now="2026-11-22T08:05")
    kfit("sleep 7h --on sat", now="2026-11-22T08:06")
    kfit("mood 4", now="2026-11-22T05:00")
    assert kfit("list").out == (
        "Sat 21 Nov\n  2         sleep 7h00\n\nSun 22 Nov\n  3  05:00  mood 4 of 10\n  1         sleep 7h30 (23:10-06:40)\n\n14 days: 3 entries.\n"
    )
    assert "Number 1, Sun 22 Nov: sleep 7h30 (23:10-06:40)." in kfit("list", KFIT_PLAIN="1").out
    assert " 1 sleep 7h30 (23:10-06:40)\n" in kfit("list", COLUMNS="40").out


def test_a_blood_pressure_is_one_row_and_one_entry_of_those_that_are_counted(kfit: Kfit) -> None:
    kfit("bp 120/80 after a walk")
    kfit("bp 130/90 70 --on yesterday")
    kfit("measure pulse 64 --on yesterday")
    kfit("bp 140/95 --on 2026-10-01")
    assert (
        kfit("list bp --days 14").out
        == (
            "Sat 21 Nov\n  3  blood pressure 130/90 (pulse 70)\n  6  pulse 64 bpm\n\n"
            "Sun 22 Nov\n  1  21:30  blood pressure 120/80  after a walk\n"
        )
        .replace("  3  blood", "  3         blood")
        .replace("  6  pulse", "  6         pulse")
        .replace("120/80  after", "120/80       after")
        + "\n14 days; 1 older entry: kfit list bp --all\n"
    )
    assert len(kfit("list bp --json").json["entries"]) == 8
    assert kfit("list systolic --days 14 --json").json["older"] == 1
    assert "systolic 120 mmHg" in kfit("list systolic").out
    assert "Blood pressure  120/80\n" in kfit("today").out


@pytest.mark.parametrize("env", [{}, {"KFIT_PLAIN": "1"}, {"COLUMNS": "40"}])
def test_where_a_day_has_times_of_two_zones_the_list_says_whose_they_are(kfit: Kfit, env: dict[str, str]) -> None:
    said = "Each time is what the clock showed where it was logged."
    kfit("mood 5", now="2026-11-20T10:00")
    assert said not in kfit("list", **env).out
    kfit("mood 6", now="2026-11-20T18:00", TZ="Europe/Berlin")
    told = kfit("list", **env).out
    assert [told.index("10:00"), told.index("18:00")] == sorted([told.index("10:00"), told.index("18:00")])
    assert said in " ".join(told.split())

"""Typos in entries with names: kfit invents nothing, hides nothing in a note, and shows the line that works."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kfit.parsing.nearness import CLOSE, LOOSE, NEAR, VERY_NEAR, nearest

if TYPE_CHECKING:
    from conftest import Kfit

ASKED = [
    ("phq9 111111110", "PHQ-9 needs a space between its answers. Try: kfit phq9 1 1 1 1 1 1 1 1 0"),
    ("weight 7250kg", "7250 kg? If it is right, add --sure. Else: kfit weight 72.5kg"),
    ("log weight 7250kg", "7250 kg? If it is right, add --sure. Else: kfit log weight 72.5kg"),
    (
        "log mood 5, weight 7250kg in the morning",
        "7250 kg? If it is right, add --sure. Else: kfit log mood 5, weight 72.5kg in the morning",
    ),
    ("weight 11st14", "A stone is 14 pounds: after the stones write 0 to 13. For example: kfit weight 11st 13lb"),
    ("measure coffee 1,200", "'1,200' can be 1200 or a decimal comma. Try: kfit measure coffee 1200   or: kfit measure coffee 1.200"),
    ("measure coffee 1 200 ml", "'1 200' can be 1200, or two numbers. Try: kfit measure coffee 1200 ml"),
    (
        "med sertraline changed to 100",
        "'100' needs its unit, as you were told the dose of sertraline. Such as: kfit med sertraline changed to 100mg",
    ),
    ("med sertraline 50 taken", "'50' needs its unit, as you were told the dose of sertraline. Such as: kfit med sertraline 50mg taken"),
    (
        "log med sertraline 100, mood 5",
        (
            "'100' needs a unit. Was sertraline started, changed, stopped, taken or skipped?"
            " Such as: kfit log med sertraline 100mg started, mood 5   or: kfit log med sertraline 100mg taken, mood 5"
        ),
    ),
    ("med took lithium", "The name of the medicine comes first. Try: kfit med lithium taken"),
    ("med did not take lithium", "The name of the medicine comes first. Try: kfit med lithium skipped"),
    ("did nothing", "A day without it needs no line. As a note: kfit note did nothing"),
    (
        "did craft no",
        'A day without craft needs no line. As a note: kfit note no craft   If it was done, with a note: kfit did craft --note "no"',
    ),
    (
        "log did craft not today, mood 4",
        (
            "A day without craft needs no line. As a note: kfit note no craft"
            '   If it was done, with a note: kfit log did craft --note "not today", mood 4'
        ),
    ),
    (
        "did call mum 10m",
        'New habit: is its name \'call\', or something longer? Try: kfit did "call mum" 10m   or: kfit did call --note "mum 10m"',
    ),
    (
        "effect nausea 3 of 10",
        "Severity goes from 0 (none) to 3 (severe). How long it lasted goes after it: --for 2h   As a note: kfit note effect nausea 3 of 10",
    ),
    (
        "effect nausea 2 hours",
        "Severity goes from 0 (none) to 3 (severe). How long it lasted goes after it: --for 2h   As a note: kfit note effect nausea 2 hours",
    ),
    (
        "log effect nausea 2 for 2h in the car, mood 4",
        "How long it lasted goes after --for. Try: kfit log effect nausea 2 --for 2h in the car, mood 4",
    ),
    ("log rate hope 5 --better high, rate hope 4 --better low", "hope is kept with high as the better end."),
    ("log measure tea 2 cups, measure tea 3", "tea is kept in cups."),
    ("log did dishes 10m, did dishes 5x", "dishes is kept in minutes, not in times."),
    (
        "rate inner peace 3",
        "I couldn't read 'peace'. A name of several words needs quotes. Try: kfit rate \"inner peace\" 3   As a note: kfit note rate inner peace 3",
    ),
]


@pytest.mark.parametrize(("line", "answer"), ASKED, ids=[line for line, _ in ASKED])
def test_a_line_that_says_something_else_is_asked_about(kfit: Kfit, line: str, answer: str) -> None:
    said = kfit(line)
    assert (said.out, said.err, said.code) == ("", f"{answer}\n", 2)
    assert kfit("list --json").json["entries"] == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("med sertraline changed 50mg to 100mg", "sertraline changed to 100 mg"),
        ("med sertraline changed from 50mg to 100mg", "sertraline changed to 100 mg"),
        ("med lithium 300mg 2x taken", "lithium 300 mg 2x taken"),
        ("med lithium forgot", "lithium not taken"),
        ("bp 128 82", "blood pressure 128/82"),
        ("bp 128 over 82 pulse 70", "blood pressure 128/82 (pulse 70)"),
        ("weight 11st 13lb", "weight 11 st 13 lb"),
        ("measure hips 30 in", "hips 30 in"),
        ("effect blurred vision 2 of 3", "blurred-vision 2 of 3 (moderate)"),
    ],
)
def test_what_is_plain_is_taken_as_it_is_written(kfit: Kfit, line: str, said: str) -> None:
    assert kfit(line).out.split(" for Sun 22 Nov", 1)[0].removeprefix("Saved ") == said if "med" not in line else said in kfit(line).out


def test_a_word_behind_a_number_that_is_no_unit_is_a_note(kfit: Kfit) -> None:
    kfit("measure waist 30 in the car")
    (entry,) = kfit("list --json").json["entries"]
    assert (entry["value"], entry["unit"], entry["note"]) == (30, None, "in the car")


def test_what_one_command_names_is_known_to_its_next_entry_and_line(kfit: Kfit) -> None:
    assert kfit("log rate hope 5 --better high, rate hope 4").code == 0
    assert kfit("log effect zaps 2 --new, effect zaps 1").code == 0
    said = kfit(
        "log -", stdin="rate joy 4 --better high\nrate joy 5\ndid drumming 10m\ndid drumming 5\nmeasure tea 2 cups\nmeasure tea 1 cups\n"
    )
    assert said.code == 0, said.err
    entries = kfit("list --json").json["entries"]
    assert [one["score"] for one in entries if one["name"] in ("hope", "joy")] == [5, 4, 4, 5]
    assert [one["minutes"] for one in entries if one["name"] == "drumming"] == [10, 5]
    assert kfit("did drumming 20").code == 0  # what it counts was kept


def test_an_answer_about_one_rating_loses_nothing_of_the_others(kfit: Kfit) -> None:
    assert kfit("log rate hope 5 --better high, rate itch 3, rate hope 4", typed="low\n").code == 0
    assert kfit("rate hope 6").code == kfit("rate itch 2").code == 0


def test_an_edit_cannot_turn_a_rating_round(kfit: Kfit) -> None:
    kfit("rate hope 5 --better high")
    assert kfit("edit 1 --better low").err == "hope is kept with high as the better end.\n"
    kfit("rate dread 5 --better low")
    kfit("edit 2 hope 4")
    assert [one["better"] for one in kfit("list --json").json["entries"]] == ["high", "high"]


def test_a_name_of_several_words_needs_its_quotes_once(kfit: Kfit) -> None:
    kfit(["did", "call mum", "10m"])
    assert "call mum 20 min in all" in kfit("did call mum 10m").out
    kfit(["rate", "inner peace", "5", "--better", "high"])
    assert "inner peace 6" in kfit("rate inner peace 6 a good walk").out


def test_a_blood_pressure_is_edited_whole_or_by_its_parts(kfit: Kfit) -> None:
    kfit("bp 128/82")
    assert kfit("edit 1 140/90").out.startswith("Changed 1: blood pressure 128/82 is now 140/90,")
    assert kfit("edit 1 150").code == 0


def test_a_long_text_in_the_place_of_a_name_is_refused_at_once(kfit: Kfit) -> None:
    said = kfit(["med", *["word"] * 20_000])
    assert (said.code, "I can't tell the medicine's name from that" in said.err) == (2, True)


@pytest.mark.parametrize(
    ("line", "edit", "answer"),
    [
        ("rate hope 5 --better high", "edit 2 mood 5", "mood has a line of its own. Try: kfit mood 5"),
        ("did guitar 5m", "edit 2 walk 10m", "walk has a line of its own. Try: kfit walk 10m"),
        (
            "effect nausea 1",
            "edit 2 zzz 3",
            "I don't know the effect 'zzz'. To add it: kfit edit 2 zzz 3 --new   All of them: kfit effect -h",
        ),
        ("did guitar 5m", "edit 2 drumming", "drumming is kept in times, not in minutes."),
    ],
)
def test_an_edit_asks_what_a_new_line_would_be_asked(kfit: Kfit, line: str, edit: str, answer: str) -> None:
    kfit("did drumming 20x")
    kfit(line)
    before = kfit("list --json").json
    said = kfit(edit)
    assert (said.out, said.err, said.code) == ("", f"{answer}\n", 2)
    assert kfit("list --json").json == before


def test_a_name_that_an_edit_brings_is_kept_and_goes_with_undo(kfit: Kfit) -> None:
    kfit("rate dread 5 --better low")
    kfit("edit 1 unease 4")
    assert kfit("rate unease 3 --better high").err == "unease is kept with low as the better end.\n"
    kfit("measure crp 3mg/l")
    kfit("edit 2 zinc 4kg")
    assert kfit("measure zinc 4 kg").code == 0
    kfit("undo")
    assert kfit("undo").out.startswith("Took back the edit of 2: zinc 4 kg is now crp 3 mg/l")
    assert kfit("measure zinc 4").code == 0  # the name was let go: it begins anew, without a unit
    assert kfit("doctor").code == 0


def test_a_number_behind_a_name_of_several_words_is_offered_as_both(kfit: Kfit) -> None:
    said = kfit("did morning pages 3").err
    assert 'Try: kfit did "morning pages" 3m   or: kfit did "morning pages" 3x   or: kfit did morning --note "pages 3"' in said


def test_no_name_holds_what_parts_entries(kfit: Kfit) -> None:
    assert kfit(["effect", "Zap, zap", "2", "--new"]).code == 2
    assert kfit(["rate", "back, pain", "4", "--better", "low"]).code == 2
    assert kfit("log did craft, mood 5").code == 0


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("i want to die", "To reach someone: kfit help-now\nTo keep the words: kfit note i want to die"),
        ("988", "To reach someone: kfit help-now\nTo keep the words: kfit note 988"),
        (
            "infusion tomorrow 10am",
            'That is not an infusion yet. To plan it: kfit next "tomorrow 10am"   As a note: kfit note infusion tomorrow 10am',
        ),
        ("10 min walk", "I don't know '10'. Did you mean: kfit walk 10 min"),
        ("2 nausea", "I don't know '2'. Did you mean: kfit effect nausea 2"),
        ("did not shower", "A day without it needs no line. As a note: kfit note did not shower"),
    ],
)
def test_the_line_that_is_offered_says_what_was_meant(kfit: Kfit, line: str, answer: str) -> None:
    said = kfit(line)
    assert (said.out, said.err, said.code) == ("", f"{answer}\n", 2)


def test_a_side_effect_later_in_a_note_is_spoken_of(kfit: Kfit) -> None:
    assert "To log it as well: kfit effect headache 2" in kfit("effect nausea 1 in the car headache 2").out
    assert "To log it as well: kfit effect nausea 2" in kfit("mood 3 all day nausea 2").out


def test_a_medicine_by_its_name_alone_is_offered_its_line(kfit: Kfit) -> None:
    kfit("med sertraline 50mg started")
    assert kfit("sertraline 50mg taken").out.startswith("Saved for Sun 22 Nov: sertraline 50 mg taken.")
    assert kfit("sertraline").err == "Was sertraline taken? Try: kfit sertraline taken   or: kfit sertraline not taken\n"


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("slept badly", "note slept badly"),
        ("exersise none", "note exersise none"),
        ("mod 4.5", "mood 4"),
        ("mood 4 --nte tired", "mood 4 --note tired"),
        ("walk 20 --intensty light", "walk 20 --intensity light"),
    ],
)
def test_what_is_offered_for_a_slip_is_accepted_as_pasted(kfit: Kfit, line: str, offered: str) -> None:
    said = kfit(line)
    assert said.code == 2
    assert f"kfit {offered}" in said.err
    assert kfit(offered).code == 0


@pytest.mark.parametrize("line", ["mood 4 --qualty 3", "walk 20 --qual 5", "mood 4 --intensty light"])
def test_an_option_of_another_kind_is_not_offered(kfit: Kfit, line: str) -> None:
    said = kfit(line)
    assert (said.code, "Did you mean" in said.err) == (2, False)
    assert f"kfit {' '.join(line.split()[:2])} -- {' '.join(line.split()[2:])}" in said.err


def test_the_nearest_word_is_as_like_as_the_care_asks_for() -> None:
    assert [nearest("moods", ["mood", "move"], care) for care in (LOOSE, CLOSE, NEAR, VERY_NEAR)] == ["mood"] * 4
    assert [nearest("chert", ["chart"], care) for care in (LOOSE, CLOSE, NEAR, VERY_NEAR)] == ["chart", "chart", "chart", ""]
    assert [nearest("walkies", ["walk"], care) for care in (LOOSE, CLOSE, NEAR)] == ["walk", "walk", ""]
    assert nearest("cloud", ["chart", "mood"]) == ""

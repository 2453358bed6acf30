"""Which questions the check-in asks today, and in which words. Only what is logged, in use and due decides."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kfit import clock
from kfit.analysis.checkin import MONTHLY, CheckinFacts, CheckinQuestion, NameInUse, choose_questions
from kfit.cli import checkin_answers
from kfit.errors import Refused
from kfit.model.entries import KINDS
from kfit.model.planning import CustomName
from kfit.parsing.draft import Context
from kfit.parsing.person import PersonNames as Names
from kfit.render import checkin
from kfit.settings import FORMS, QUESTIONS

TODAY = date(2026, 11, 22)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def names(order: tuple[str, ...] = QUESTIONS, **known: Any) -> list[str]:
    return [question.name for question in choose_questions(CheckinFacts(TODAY, order, **known))]


def test_a_new_person_is_asked_four_things() -> None:
    assert names() == ["sleep", "mood", "movement", "note"]


def test_order_and_set_are_the_persons() -> None:
    assert names(("note", "mood")) == ["note", "mood"]
    assert names(("note",)) == ["note"]


def test_what_is_logged_is_left_out_and_a_note_alone_is_no_checkin() -> None:
    assert names(logged=frozenset(("mood", "exercise"))) == ["sleep", "note"]
    assert names(logged=frozenset(("sleep", "mood", "exercise"))) == []
    assert names(logged=frozenset(("note",))) == ["sleep", "mood", "movement"]


def test_before_the_day_ends_no_night_is_asked_for() -> None:
    assert names(day_goes_on=True) == ["mood", "movement", "note"]


def test_four_questions_at_most_those_that_matter_first() -> None:
    ratings = [NameInUse(f"r{number}", "high") for number in range(6)]
    habits = [NameInUse(f"h{number}", "") for number in range(3)]
    many: dict[str, Any] = {"ratings": ratings, "habits": habits}
    assert names(**many) == ["sleep", "mood", "movement", "r0"]
    assert names(logged=frozenset(("sleep", "exercise")), **many) == ["mood", "r0", "r1", "h0"]
    assert names(weekly_score="phq9", infusion=ago(9), **many) == ["sleep", "mood", "bladder", "phq9"]
    assert names(logged=frozenset(("sleep", "mood")), weekly_score="phq9", infusion=ago(9)) == ["movement", "bladder", "memory", "phq9"]
    assert names(infusion=ago(1), weekly_score="phq9", **many) == ["sleep", "mood", "effects", "phq9"]
    ratings[1] = NameInUse("r1", "high", today=True)
    assert names(("ratings",), **many) == ["r0", "r2", "r3", "r4"]


def test_what_the_person_chose_is_not_cut() -> None:
    many: dict[str, Any] = {"ratings": [NameInUse(f"r{number}", "high") for number in range(6)]}
    assert names(("mood", "ratings", "note"), chosen=True, **many) == ["mood", *(f"r{number}" for number in range(6)), "note"]
    assert names(chosen=True, infusion=ago(9), **many)[3:9] == [f"r{number}" for number in range(6)]


def test_an_infusion_day_had_or_planned_is_short() -> None:
    many: dict[str, Any] = {"ratings": [NameInUse("pain", "low")], "habits": [NameInUse("craft", "")], "weekly_score": "phq9"}
    assert names(infusion=TODAY, **many) == ["mood", "pain", "effects", "note"]
    assert names(planned=True, **many) == ["mood", "pain", "note"]


def test_the_day_after_effects_come_behind_sleep_and_mood() -> None:
    pain = [NameInUse("pain", "low")]
    assert names(infusion=ago(1), ratings=pain) == ["sleep", "mood", "effects", "pain"]
    assert names(infusion=ago(1), ratings=pain, chosen=True) == ["sleep", "mood", "effects", "movement", "pain", "note"]
    assert names(("effects", "mood", "note"), infusion=ago(1)) == ["effects", "mood", "note"]
    assert names(("exercise", "mood", "habits", "effects"), infusion=ago(1)) == ["movement", "mood", "effects"]
    assert names(("note", "effects"), infusion=ago(1)) == ["effects", "note"]
    assert names(("mood", "note"), infusion=ago(1)) == ["mood", "note"]
    assert "effects" not in names(infusion=ago(2))
    assert "effects" not in names(infusion=ago(1), logged=frozenset(("effects",)))


@pytest.mark.parametrize(("days", "due"), [(0, False), (1, False), (2, True), (180, True), (181, False)])
def test_the_slow_ones_come_to_who_was_treated_lately_and_not_right_behind_it(days: int, due: bool) -> None:  # noqa: FBT001 - a case's expectation, not a switch
    assert names(("monthly",), infusion=ago(days)) == (list(MONTHLY) if due else [])


def test_each_slow_one_has_its_own_month() -> None:
    assert names(("monthly",)) == []
    assert names(("monthly",), infusion=ago(20), monthly={"bladder": ago(30), "memory": ago(29)}) == ["bladder", "craving for ketamine"]
    assert names(("monthly",), infusion=ago(20), ratings=[NameInUse("craving", "low")]) == ["bladder", "memory"]


@pytest.mark.parametrize(
    ("setting", "forms", "found"),
    [
        ("", {}, []),
        ("off", {"phq9": (7, 7)}, []),
        ("phq9", {}, ["phq9"]),
        ("phq9", {"phq9": (6, None)}, []),
        ("phq9", {"phq9": (7, None)}, ["phq9"]),
        ("gad7", {"phq9": (1, 1)}, ["gad7"]),
        ("", {"phq9": (7, 7)}, ["phq9"]),
        ("", {"phq9": (6, 6)}, []),
        ("", {"phq9": (3, 20)}, []),  # a total from the clinic counts as its last entry
        ("", {"phq9": (8, None)}, []),  # nobody has filled it in here
        ("", {"phq9": (9, 9), "gad7": (8, 8)}, ["gad7"]),
        ("", {"phq9": (9, 9), "gad7": (2, 2)}, []),
        ("", {"phq9": (90, 90)}, []),  # no longer in use
        ("", {"phq9": (89, 89)}, ["phq9"]),
    ],
)
def test_when_a_form_is_due(setting: str, forms: dict[str, tuple[int, int | None]], found: list[str]) -> None:
    told = {name: (ago(last), None if filled is None else ago(filled)) for name, (last, filled) in forms.items()}
    assert names(("score",), weekly_score=setting, forms=told) == found


@pytest.mark.parametrize(
    ("infusion", "course", "last", "due"),
    [
        (7, None, 8, True),  # day 7, though the form came a day before the infusion
        (6, None, 12, False),
        (6, None, 13, False),
        (6, None, 14, True),  # whatever comes between, two weeks are the most
        (7, None, 6, False),  # never within a week of the last time
        (8, None, 7, True),  # day 7 was let pass, and comes a week after the last time
        (14, None, 7, False),  # filled in on day 7: a week later it is not due again
        (20, None, 13, False),
        (21, None, 14, True),
        (21, None, 12, True),  # day 9 was late, and day 21 is its day all the same
        (22, None, 2, False),
        (34, None, 12, False),
        (35, None, 14, True),
        (0, 13, 13, False),  # a course: from its first dose, not from the last one
        (0, 14, 14, True),
        (0, 14, 9, True),
        (1, 20, 6, False),
        (1, 20, 13, True),  # day 14 was let pass
        (0, 28, 8, True),
    ],
)
def test_a_form_follows_the_treatment(infusion: int, course: int | None, last: int, due: bool) -> None:  # noqa: FBT001 - a case's expectation, not a switch
    known: dict[str, Any] = {"infusion": ago(infusion)} if course is None else {"dosed": ago(infusion), "course": ago(course)}
    assert names(("score",), chosen=True, forms={"phq9": (ago(last), ago(last))}, **known) == (["phq9"] if due else [])


def test_the_days_of_a_course_are_days_like_others() -> None:
    assert names(dosed=TODAY, course=ago(40)) == ["sleep", "mood", "movement", "bladder"]
    assert names(dosed=ago(1), course=ago(40), monthly=dict.fromkeys(MONTHLY, ago(3))) == ["sleep", "mood", "movement", "note"]


def test_every_part_that_can_be_chosen_can_be_asked() -> None:
    for part in QUESTIONS:
        known = CheckinFacts(TODAY, (part,), infusion=ago(1) if part == "effects" else ago(9), weekly_score="phq9")
        known = known._replace(ratings=[NameInUse("pain", "low")], habits=[NameInUse("craft", "")])
        found = choose_questions(known)
        assert {question.part for question in found} == {part}
        for question in found:
            said = checkin.prompt((question.part, question.name, question.detail))
            assert said.endswith(": ")
            assert "\n" not in said
            assert len(said) <= 75  # a short answer fits after it


SENTENCES = [value for name, value in vars(checkin).items() if name.isupper() and isinstance(value, str)]
SENTENCES += [*(kind.question for kind in KINDS.values() if kind.question), *checkin.HABITS.values(), *checkin.MONTHLY.values()]


@pytest.mark.parametrize("text", SENTENCES)
def test_the_sentences_are_short_and_judge_nobody(text: str) -> None:
    for sentence in re.split(r"(?<=[.?])\s", text):
        assert len(sentence.split()) <= 16
    assert not re.search(r"!|\b(why|missed|skipped|great|sorry|good|bad|please ensure|invalid|error)\b", text, re.IGNORECASE)


NAMES = [
    CustomName(name="back pain", kind="rating", better="low"), CustomName(name="meditation", kind="habit", unit="minutes"),
    CustomName(name="push-ups", kind="habit", unit="times"), CustomName(name="headache", kind="rating", better="low"), CustomName(name="cold shower", kind="habit"),
]  # fmt: skip
ASKED = {
    "sleep": CheckinQuestion("sleep", "sleep", ("sleep",)),
    "mood": CheckinQuestion("mood", "mood", ("mood",)),
    "movement": CheckinQuestion("exercise", "movement", ("exercise",)),
    "back pain": CheckinQuestion("ratings", "back pain", ("rate", "back pain"), "low"),
    "meditation": CheckinQuestion("habits", "meditation", ("did", "meditation"), "minutes"),
    "push-ups": CheckinQuestion("habits", "push-ups", ("did", "push-ups"), "times"),
    "cold shower": CheckinQuestion("habits", "cold shower", ("did", "cold shower")),
    "effects": CheckinQuestion("effects", "effects", ("effect",)),
    "bladder": CheckinQuestion("monthly", "bladder", ("effect", "urinary-urgency")),
    "note": CheckinQuestion("note", "note", ("note",)),
}


def read(name: str, typed: str) -> str:
    """Read an answer; return its entries in words, `nothing`, or the refusal after a `!`."""
    context = Context(clock.now(), knows=lambda: Names(lambda: NAMES))
    if checkin_answers.is_nothing(ASKED[name], typed):
        return "nothing"
    try:
        entries = checkin_answers.read_answer(ASKED[name], typed, context).entries
    except Refused as error:
        return f"! {error}"
    return ", ".join(entry.phrase() + (f" · {entry.note}" if entry.note else "") for entry in entries)


@pytest.mark.parametrize(
    ("name", "typed", "reading"),
    [
        ("sleep", "7", "sleep 7h00"),
        ("sleep", "2pm-3", "nap 1h00"),
        ("sleep", "-", "nothing"),
        ("sleep", "7h woke twice, then slept", "sleep 7h00 · woke twice, then slept"),
        ("mood", "6, slept badly", "mood 6 · slept badly"),
        ("mood", "6 7", "! There are two numbers. Which one is it? Try: 6   or: 7"),
        ("mood", "6 -not great", "! There is no option -not. As a note: 6 -- -not great"),
        (
            "mood",
            "6 yesterday",
            "! The check-in is for Sun 22 Nov. For another day: kfit mood 6 yesterday",
        ),
        ("mood", "6 --json", "! --json does not go with the check-in. Try it without."),
        ("mood", '6 "a', "! A quote is opened but not closed. Close it, or leave it out."),
        ("movement", "nothing", "nothing"),
        ("movement", "0", "nothing"),
        ("movement", "not today", "nothing"),
        ("movement", "walk 20, with the dog", "20 min walk · with the dog"),
        ("movement", "walk 20, yoga 10", "20 min walk, 10 min yoga"),
        ("movement", "20 walk, 30", "! I can't tell what '30' belongs to. If it is a note: 20 walk --note \"30\""),
        ("back pain", "4", "back pain 4 (0 none, 10 worst)"),
        ("back pain", "12", "! Back pain goes from 0 (none) to 10 (worst). Try: 10"),
        ("back pain", "none", "back pain 0 (0 none, 10 worst)"),
        ("meditation", "yes", "meditation"),
        ("meditation", "12", "meditation 12 min"),
        ("meditation", "Yes, 10m with the cat", "meditation 10 min · with the cat"),
        ("meditation", "half an hour", "meditation 30 min"),
        ("meditation", "n", "nothing"),
        ("meditation", "maybe", "! I couldn't read 'maybe'. Try: yes   or: 10m   or: no"),
        ("push-ups", "20", "push-ups 20 times"),
        ("push-ups", "10m", "! push-ups is kept in times, not in minutes."),
        ("cold shower", "y", "cold shower"),
        ("cold shower", "2", "! '2' can be 2m or 2 times. Try: 2m   or: 2x"),
        ("effects", "nausea 1, fog moderate", "nausea 1 of 3 (mild), fog 2 of 3 (moderate)"),
        ("effects", "blurred vision 1", "blurred-vision 1 of 3 (mild)"),
        ("effects", "nausea 1, worse than last time, fog 2", "nausea 1 of 3 (mild) · worse than last time, fog 2 of 3 (moderate)"),
        ("mood", "5 hours", "! 5 hours is a length of time. A number from 0 to 10 goes here."),
        ("mood", "6 pain", "! pain has a line of its own. After the check-in: kfit pain 6"),
        ("mood", "6 hard day", "mood 6 · hard day"),
        ("movement", "back pain 7", '! back pain has a line of its own. After the check-in: kfit rate "back pain" 7'),
        ("mood", "Push-ups 20", "! push-ups has a line of its own. After the check-in: kfit did push-ups 20"),
        ("back pain", "back pain 5", "back pain 5 (0 none, 10 worst)"),
        ("back pain", "kfit rate Back Pain 5", "back pain 5 (0 none, 10 worst)"),
        ("back pain", "back 5", "back pain 5 (0 none, 10 worst) · back"),
        ("effects", "headache 1", "headache 1 of 3 (mild)"),
        ("movement", "pain 7", "! pain has a line of its own. After the check-in: kfit pain 7"),
        ("note", "pain 7", "a note · pain 7"),
        ("note", "no", "nothing"),
        ("note", "no sleep at all", "a note · no sleep at all"),
        ("effects", "nausea 1 fog 2", "! Put a comma between two effects. Try: nausea 1, fog 2"),
        ("effects", 'nausea 1 "fog as well"', "nausea 1 of 3 (mild) · fog as well"),
        ("effects", "nausea, fog", "! How strong was each: 0 none, 1 mild, 2 moderate, 3 severe? Try: nausea 1, fog 1"),
        ("effects", "nausea 4", "! Severity goes from 0 (none) to 3 (severe)."),
        ("effects", "nausae 1, fog 2", "! I don't know 'nausae'. Did you mean: nausea 1, fog 2   To add it: nausae 1 --new, fog 2"),
        ("effects", "zaps 1, fog 2 --new", "zaps 1 of 3 (mild), fog 2 of 3 (moderate)"),
        ("effects", "none", "nothing"),
        ("bladder", "no", "urinary-urgency 0 of 3 (none)"),
        ("bladder", "1 at night", "urinary-urgency 1 of 3 (mild) · at night"),
        ("bladder", "yes", "! I couldn't read 'yes'. How strong was it: 0 none, 1 mild, 2 moderate, 3 severe? For example: 1"),
        ("note", "yesterday", "a note · yesterday"),
        ("note", "-not great, mood 6", "a note · -not great, mood 6"),
    ],
)
def test_an_answer_is_read_as_the_diary_reads_it(name: str, typed: str, reading: str) -> None:
    assert read(name, typed) == reading


@given(name=st.sampled_from(list(ASKED)), typed=st.text(alphabet="0123456789 ,;:.-+\"'“amnoyesfgwlk/x\ud800é", min_size=1, max_size=24))
def test_no_answer_makes_it_stumble(name: str, typed: str) -> None:
    if typed.strip():
        read(name, typed.strip())


def test_the_forms_that_can_be_chosen_have_answers() -> None:
    for form in FORMS:
        assert "(0 answers)" not in checkin.prompt(("score", form, ""))

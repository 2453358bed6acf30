"""The diary line: what may be typed, line by line."""

from __future__ import annotations

import re
import shlex
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kfit.errors import Refused
from kfit.model.entries import Effect, Exercise, Habit, Infusion, Measure, Medicine, Mood, Note, Rating, Score, Sleep
from kfit.parsing import line as line_
from kfit.parsing.draft import Context, Reading
from kfit.parsing.line import LineParser
from kfit.parsing.tokens import from_text

if TYPE_CHECKING:
    from conftest import Kfit
    from kfit.model.fields import Entry

TODAY = "2026-11-22"
OWN = Path(__file__).parents[1] / "docs" / "diary.md"


def context(date_order: str = "mdy") -> Context:
    return Context(datetime.fromisoformat("2026-11-22T21:30").astimezone(), "04:00", date_order)


def read(line: str) -> Reading:
    """Return the reading of a line of the table: `kfit ...` as a shell passes it on, `| ...` as a line of a file."""
    if line.startswith("|"):
        return LineParser(from_text(line.removeprefix("|").strip()), context(), in_file=True).read()
    words = shlex.split(line.replace("“", "\x01").replace("”", "\x01"), posix=True)[1:]
    words = [word.replace("\x01", '"') for word in words]
    return line_.read(words, context())


def written(reading: Reading) -> str:
    """Write a reading as the table does."""
    entries = reading.entries
    parts: list[str] = []
    night: list[Sleep] = []
    for entry in entries:
        if isinstance(entry, Sleep) and entry.start_at:
            night.append(entry)
            continue
        parts += [of_night(night)] if night else []
        night = []
        parts.append(of_entry(entry))
    parts += [of_night(night)] if night else []
    day = entries[0].day
    return ("" if day == TODAY else f"@{day} ") + " + ".join(parts)


def of_night(parts: list[Sleep]) -> str:
    times = ", ".join(f"{str(part.start_at)[11:16]}-{str(part.end_at)[11:16]}" for part in parts)
    said = f"sleep {sum(part.minutes for part in parts)} {times}"
    return said + (f" quality={parts[0].quality}" if parts[0].quality is not None else "")


def of_entry(entry: Entry) -> str:
    note = f' · "{entry.note}"' if entry.note else ""
    if isinstance(entry, Mood):
        return f"mood {entry.score}{note}"
    if isinstance(entry, Sleep):
        return f"sleep {entry.minutes}{note}"
    if isinstance(entry, Exercise):
        return f"exercise {entry.minutes}" + (f" {entry.activity}" if entry.activity else "") + note
    if isinstance(entry, Infusion):
        return entry.word + (f" {entry.route}" if entry.route else "") + (f" {entry.dose_mg}mg" if entry.dose_mg else "") + note
    if isinstance(entry, Note):
        return f"note{note}"
    return of_named(entry) + note


def of_named(entry: Entry) -> str:
    if isinstance(entry, Rating):
        return f"{entry.name} {entry.score} {entry.better}"
    if isinstance(entry, Effect):
        return f"{entry.name} {entry.severity}" + (f" for {entry.minutes}" if entry.minutes else "")
    if isinstance(entry, Medicine):
        return " ".join(part for part in (entry.name, entry.dose, entry.event) if part)
    if isinstance(entry, Habit):
        return entry.name + (f" {entry.minutes}m" if entry.minutes else f" {entry.times}x" if entry.times else "")
    if isinstance(entry, Measure):
        return f"{entry.name} {round(entry.value, 4):.10g}" + (f" {entry.unit}" if entry.unit else "")
    assert isinstance(entry, Score)
    answers = "" if entry.items is None else " = " + " ".join("-" if item is None else str(item) for item in entry.items)
    return f"{entry.name} {entry.total:g}{answers}" + (f", difficulty {entry.difficulty}" if entry.difficulty is not None else "")


def rows(path: Path) -> list[tuple[str, str]]:
    """Return the lines and readings of a table in a document."""
    if not path.exists():
        return []
    found = re.findall(r"^\| `(.+?)` \| (.+?) \|$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return [(line.replace(r"\|", "|"), reading) for line, reading in found]


@pytest.mark.parametrize(("line", "reading"), rows(OWN))
def test_the_table_of_the_documentation_holds(line: str, reading: str) -> None:
    check(line, reading)


def check(line: str, reading: str) -> None:
    if not reading.startswith("**refused**"):
        assert written(read(line)) == reading
        return
    with pytest.raises(Refused) as refused:
        read(line)
    assert str(refused.value).strip()


# More lines than that table has: what people type when they are tired, and what must not slip through.
MORE = [
    ("kfit mood 0", "mood 0"),
    ("kfit MOOD 10", "mood 10"),
    ("kfit mood 10/10 calm", 'mood 10 · "calm"'),
    ("kfit mood 06", "**refused**"),
    ("kfit mood ６", "**refused**"),
    ("kfit mood 1_0", "**refused**"),
    ("kfit mood six", "mood 6"),
    ("kfit mood", "**refused**"),
    ("kfit mood 6 2nd day", "**refused**"),
    ("kfit mood 6 +1", "**refused**"),
    ("kfit mood 6 .5", "**refused**"),
    ("kfit mood 6 ٣ days", "**refused**"),
    ("kfit mood 6 now", "mood 6"),
    ("kfit mood 6 at 9", "**refused**"),
    ("kfit mood 6 --note yesterday", 'mood 6 · "yesterday"'),
    ("kfit mood 6 --note=-5", 'mood 6 · "-5"'),
    ("kfit mood 6 -n '-5 and falling'", 'mood 6 · "-5 and falling"'),
    ("kfit mood 6 -d yesterday", "@2026-11-21 mood 6"),
    ("kfit mood 6 -dyesterday", "**refused**"),
    ("kfit mood 6 --on=yesterday", "@2026-11-21 mood 6"),
    ("kfit mood 6 --on -1d", "@2026-11-21 mood 6"),
    ("kfit mood --on yesterday 6", "@2026-11-21 mood 6"),
    ("kfit mood 6 --on", "**refused**"),
    ("kfit mood 6 --on tomorrow", "**refused**"),
    ("kfit mood 6 --on last friday", "@2026-11-20 mood 6"),
    ("kfit mood 6 --on 'last friday'", "@2026-11-20 mood 6"),
    ("kfit mood 6 --on mon --on tue", "**refused**"),
    ("kfit mood 6 tired --on mon very", "**refused**"),
    ("kfit mood 6 --note a --note b", "**refused**"),
    ("kfit mood 6 --quality 5", "**refused**"),
    ("kfit mood 6 --replace=yes", "**refused**"),
    ("kfit mood 6 “7 people came”", 'mood 6 · "7 people came"'),
    ("kfit mood 6 “never closed", "**refused**"),
    ("kfit mood 6 ''", "mood 6"),
    ("kfit mood 6 can\\'t", 'mood 6 · "can\'t"'),
    ("kfit mood 6 — tired", 'mood 6 · "— tired"'),
    ("kfit mood 6 :-)", 'mood 6 · ":-)"'),
    ("kfit mood 6 mood of the day", 'mood 6 · "mood of the day"'),
    ("kfit mood 6,slept", 'mood 6 · "slept"'),
    ("kfit sleep 0", "sleep 0"),
    ("kfit sleep 0 terrible", "**refused**"),
    ("kfit sleep 16", "sleep 960"),
    ("kfit sleep 17", "**refused**"),
    ("kfit sleep 59", "**refused**"),
    ("kfit sleep 60", "sleep 60"),
    ("kfit sleep 1080", "sleep 1080"),
    ("kfit sleep 1081", "**refused**"),
    ("kfit sleep 7.75", "**refused**"),
    ("kfit sleep 7.25h", "sleep 435"),
    ("kfit sleep 12:00", "sleep 720"),
    ("kfit sleep 12:30", "**refused**"),
    ("kfit sleep half an hour", "sleep 30"),
    ("kfit sleep an hour on the sofa", 'sleep 60 · "on the sofa"'),
    ("kfit sleep '7h 30m'", "sleep 450"),
    ("kfit sleep 8 to 9 hours", "**refused**"),
    ("kfit sleep 2230-0645", "sleep 495 22:30-06:45"),
    ("kfit sleep 22.30-6.45", "sleep 495 22:30-06:45"),
    ("kfit sleep 22:30–06:45 woke twice", "sleep 495 22:30-06:45"),
    ("kfit sleep 8h --in-bed 7h", "**refused**"),
    ("kfit sleep 8h --quality 11", "**refused**"),
    ("kfit sleep 8h --on 'last night'", "sleep 480"),
    ("kfit sleep 8h --on 'fri night'", "@2026-11-21 sleep 480"),
    ("kfit sleep 23:00-07:00 --on yesterday", "@2026-11-21 sleep 480 23:00-07:00"),
    ("kfit walk", "**refused**"),
    ("kfit walk 0", "**refused**"),
    ("kfit walk 1440", "exercise 1440 walk"),
    ("kfit walk 1441", "**refused**"),
    ("kfit walk 1h30", "exercise 90 walk"),
    ("kfit walk half an hour slowly", 'exercise 30 walk · "slowly"'),
    ("kfit walk 7.5", "**refused**"),
    ("kfit move 20", "exercise 20"),
    ("kfit exercise 30 climbing", 'exercise 30 · "climbing"'),
    ("kfit exercise 30 --activity climbing", "exercise 30 climbing"),
    ("kfit exercise 30 --activity Walk", "exercise 30 walk"),
    ("kfit walk 30 --activity run", "**refused**"),
    ("kfit walk 30 --effort 11", "**refused**"),
    ("kfit walk 30 --intensity hard", "**refused**"),
    ("kfit water-aerobics 45", "exercise 45 water-aerobics"),
    ("kfit infusion", "infusion"),
    ("kfit infusion went well", 'infusion · "went well"'),
    ("kfit infusion 40 mg iv 40 min", "infusion iv 40.0mg"),
    ("kfit infusion 0.5g oral", "dose oral 500.0mg"),
    ("kfit infusion iv nasal", "**refused**"),
    ("kfit infusion 0mg", "**refused**"),
    ("kfit infusion 2001mg", "**refused**"),
    ("kfit infusion --dose 40", "**refused**"),
    ("kfit infusion tomorrow", "**refused**"),
    ("kfit note 7 people came, walk 20", 'note · "7 people came, walk 20"'),
    ("kfit note yesterday", "**refused**"),
    ("kfit note long  day --on yesterday", '@2026-11-21 note · "long day"'),
    ("kfit log mood 6 mood 7", "mood 6 + mood 7"),
    ("kfit log 'mood 6; sleep 7h'", "mood 6 + sleep 420"),
    ("kfit log 'mood 6,, sleep 7h'", "mood 6 + sleep 420"),
    ("kfit log 'mood 6, '", "mood 6"),
    ('kfit log mood 6 "one day" "two days"', "**refused**"),
    ('kfit log mood 6 "one day" walk 5', 'mood 6 · "one day" + exercise 5 walk'),
    ("kfit log mood 6 walk helped", 'mood 6 · "walk helped"'),
    ("kfit log mood 6 did nothing", 'mood 6 · "did nothing"'),
    ("kfit log mood 6 after a walk", 'mood 6 · "after a walk"'),
    ("kfit log mood 6 after walk 20", 'mood 6 · "after walk 20"'),
    ("kfit log mood 6 back pain 4", 'mood 6 · "back pain 4"'),
    ("kfit log mood 6 yesterday", "@2026-11-21 mood 6"),
    ("kfit log infusion mood 4", "infusion + mood 4"),
    ("kfit log infusion iv, mood 4", "infusion iv + mood 4"),
    ("kfit log --on yesterday mood 6, walk 20", "@2026-11-21 mood 6 + exercise 20 walk"),
    ("kfit log yesterday mood 6 --on mon", "**refused**"),
    ("kfit log walk 20 exercise 30", "exercise 20 walk + exercise 30"),
    ("kfit log sleep 23:30-2, 4-6:15, mood 4", "sleep 285 23:30-02:00, 04:00-06:15 + mood 4"),
    ("kfit log sleep 7h --quality 6 walk 20", "sleep 420 + exercise 20 walk"),
    ("kfit log mood 6 note", 'mood 6 · "note"'),
    ("kfit log wlak 20", "**refused**"),
    # a second reader's fortnight: what drowned in a note, or was read as something else
    ("kfit sleep 11 pm", "**refused**"),
    ("kfit sleep 11 pm until 7 am", "sleep 480 23:00-07:00"),
    ("kfit sleep 7 and a half hours", "sleep 450"),
    ("kfit sleep 6 or 7", "**refused**"),
    ("kfit sleep 7h to 8h", "**refused**"),
    ("kfit sleep 3 times", "**refused**"),
    ("kfit sleep 23:30-2 and 4-6", "**refused**"),
    ("kfit sleep none", "sleep 0"),
    ("kfit sleep 7h and woke tired", 'sleep 420 · "and woke tired"'),
    ("kfit sleep 7h --on 'last night 11pm'", "sleep 420"),
    ("kfit sleep 7h --on 'fri night 11pm'", "@2026-11-21 sleep 420"),
    ("kfit walk 2 km", "**refused**"),
    ("kfit run 5 k", "**refused**"),
    ("kfit swim 10 laps", "**refused**"),
    ("kfit walk 20 and felt fine", 'exercise 20 walk · "and felt fine"'),
    ("kfit infusion next week", "**refused**"),
    ("kfit infusion in 2 weeks", "**refused**"),
    ("kfit infusion on thursday", "**refused**"),
    ("kfit infusion cancelled", "**refused**"),
    ("kfit infusion spravato 84mg", "dose nasal 84.0mg"),
    ("kfit infusion 40 mg, iv", "**refused**"),
    ("kfit infusion 0.5 mg/kg", "infusion"),
    ("kfit infusion 3000mg", "**refused**"),
    ("kfit infusion --route nasal", "dose nasal"),
    ("kfit mood 3 on yesterday", "@2026-11-21 mood 3"),
    ("kfit mood 4 yesterday!", "@2026-11-21 mood 4"),
    ("kfit mood 3 — on yesterday", "@2026-11-21 mood 3"),
    ("kfit mood 3 --on 'on monday'", "@2026-11-16 mood 3"),
    ("kfit mood 3!", "mood 3"),
    ("kfit mood 3 / 10", "mood 3"),
    ("kfit mood 3 yesterday --note x", '@2026-11-21 mood 3 · "x"'),
    ("kfit log mood 5 wlak 20", "**refused**"),
    ("kfit log mood 6, slept 7h, walk 20", "mood 6 + sleep 420 + exercise 20 walk"),
    ("kfit log mood 6, sleep 45, walk 20", "**refused**"),
    ("kfit log mood 77, walk 20", "**refused**"),
    ("kfit log mood 6 walk 20 --on satruday", "**refused**"),
    ("kfit log tomorrow mood 6 walk 20", "**refused**"),
    ("kfit log mood 4 --replace, walk 20", "**refused**"),
    ("kfit log mood 6, sleep 7h, 'long day'", 'mood 6 + sleep 420 + note · "long day"'),
    ("kfit mood 11 --on 'last friday' bad", "**refused**"),
    ("kfit mood 3 --onn 'last friday' bad", "**refused**"),
    ("kfit mood 4 can\\'t sleep --on tomorrow", "**refused**"),
    ("| mon: wlak 20", "**refused**"),
    ("| # a remark", "**refused**"),
    ("| 3 nov: mood 6", "@2026-11-03 mood 6"),
    ("| last night: sleep 7h", "sleep 420"),
    ('| mon mood 6, "slept in"', '@2026-11-16 mood 6 · "slept in"'),
    ('| mon mood 6 "slept in"', '@2026-11-16 mood 6 · "slept in"'),
    ("kfit infusion --on mon iv 40mg", "@2026-11-16 infusion iv 40.0mg"),
    ("| mood 6 “long, day”", 'mood 6 · "long, day"'),
    ("| mood 6\u00a0tired", 'mood 6 · "tired"'),
    ("| mood 6 --json", "**refused**"),
    ("| tomorrow mood 6", "**refused**"),
    ('| mood 6 "open', "**refused**"),
    ('| note she said "hi, walk 20', 'note · "she said "hi, walk 20"'),
]  # fmt: skip


@pytest.mark.parametrize(("line", "reading"), MORE)
def test_other_lines_are_read_for_sure_or_not_at_all(line: str, reading: str) -> None:
    if " woke twice" in line:
        assert read(line).entries[0].note == "woke twice"
        return
    check(line, reading)


def test_a_refusal_offers_lines_that_are_read() -> None:
    """Every `kfit ...` that a refusal offers can be sent as it is."""
    offered = 0
    for line, reading in [*MORE, *rows(OWN)]:
        if not reading.startswith("**refused**") or line.startswith("|"):
            continue
        with pytest.raises(Refused) as refused:
            read(line)
        for offer in re.findall(r"(?:Try|or|As a note|The day|An infusion|Did you mean): (kfit .+?)(?=   |\n|$)", str(refused.value)):
            if "config set" in offer:
                continue
            read(offer)
            offered += 1
    assert offered > 60


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("kfit mood 11 --on 'last friday' bad", 'kfit mood 10 --on "last friday" bad'),
        ("kfit mood 3.5 --on yesterday", "kfit mood 3 --on yesterday   or: kfit mood 4 --on yesterday"),
        ("kfit sleep 45 --on 'last night' bad", 'kfit sleep 45m --on "last night" bad'),
        ("kfit log mood 6, sleep 45, walk 20", "kfit log mood 6, sleep 45m, walk 20"),
        ("kfit log mood 6 walk 20 --on satruday", "kfit log mood 6 walk 20 --on saturday"),
        ("kfit log tomorrow mood 6 walk 20", "kfit log mood 6 walk 20"),
        ("kfit log mood 4 walk 20 yesterday", "kfit log mood 4 walk 20 --on yesterday"),
        ("kfit log mood 6, sleep 7h, wlak 20", "kfit log mood 6, sleep 7h, walk 20"),
        ("kfit log mood 4 --replace, walk 20", "kfit log mood 4, walk 20 --replace"),
        ("kfit sleep 23:30-2 and 4-6", "kfit sleep 23:30-2, 4-6"),
    ],
)
def test_an_offered_line_keeps_all_else_that_was_typed(line: str, offered: str) -> None:
    with pytest.raises(Refused) as refused:
        read(line)
    assert offered in str(refused.value)


SIGNED = [
    ("kfit measure coffee 6\\)", "kfit measure coffee 6"),
    ("kfit measure coffee 5/ --on mon", "kfit measure coffee 5 --on mon"),
    ("kfit measure coffee 5.", "kfit measure coffee 5"),
    ("kfit measure coffee 72·5 with milk", "kfit measure coffee 72.5 with milk"),
    ("kfit measure coffee 1٫5", "kfit measure coffee 1.5"),
    ("kfit drinks 2\\)", "kfit drinks 2"),
    ("kfit weight 72·5kg", "kfit weight 72.5kg"),
    ("kfit weight 72·5", "kfit weight 72.5kg   or: kfit weight 72.5lb"),
    ("kfit weight 11st4\\)", "kfit weight 11st4"),
    ("kfit bp 128/82\\)", "kfit bp 128/82"),
    ("kfit bp 128/82 70/ after coffee", "kfit bp 128/82 70 after coffee"),
    ("kfit mood 6\\) tired", "kfit mood 6 tired"),
    ("kfit mood 6/10\\)", "kfit mood 6"),
    ("kfit mood 5-6", "kfit mood 5   or: kfit mood 6"),
    ("kfit pain 4·5", "kfit pain 4   or: kfit pain 5"),
    ('kfit sleep "7h30\'" --quality 6', "kfit sleep 7h30 --quality 6"),
    ("kfit sleep 8\\)", "kfit sleep 8"),
    ("kfit sleep 7٫5h", "kfit sleep 7.5h"),
    ("kfit sleep 22:30-06:45/ restless", "kfit sleep 22:30-06:45 restless"),
    ("kfit sleep 23:30-2, 4-6:15\\)", "kfit sleep 23:30-2, 4-6:15"),
    ('kfit walk "20\'"', "kfit walk 20"),
    ('kfit walk "1\'200m"', "kfit walk 1200m"),
    ("kfit exercise walk 20m_", "kfit exercise walk 20m"),
    ("kfit infusion iv 40mg\\) 40min went well", "kfit infusion iv 40mg 40min went well"),
    ('kfit infusion "1\'200mg"', "kfit infusion 1200mg"),
    ("kfit effect nausea 1/", "kfit effect nausea 1"),
    ("kfit effect nausea 1.5", "kfit effect nausea 1   or: kfit effect nausea 2"),
    ("kfit did pushups 20x\\)", "kfit did pushups 20x"),
    ('kfit did meditation "10m\'"', "kfit did meditation 10m"),
    ("kfit med sertraline 100mg\\) taken", "kfit med sertraline 100mg taken"),
    ("kfit med sertraline changed to 150mg\\)", "kfit med sertraline changed to 150mg"),
    ("kfit phq2 1 2\\)", "kfit phq2 1 2"),
    ("kfit phq9 '2 1 0 3 2 0 1 2 0)'", "kfit phq9 2 1 0 3 2 0 1 2 0"),
    ("kfit log mood 6 sleep 8\\)", "kfit log mood 6 sleep 8"),
    ("kfit log drinks 2\\), mood 6", "kfit log drinks 2, mood 6"),
    ("kfit log mood 6 measure coffee 5/", "kfit log mood 6 measure coffee 5"),
]


@pytest.mark.parametrize(("line", "offered"), SIGNED)
def test_a_number_with_a_sign_glued_to_it_is_refused_whole_and_offered_without_it(line: str, offered: str) -> None:
    typed = [word.rstrip(",") for word in " ".join(shlex.split(line)).split() if word not in offered.split()]
    with pytest.raises(Refused) as refused:
        read(line)
    message = str(refused.value)
    assert message.partition("\n")[0].endswith(f"Try: {offered}")
    assert all(word in message for word in typed)
    for one in offered.split("   or: "):
        assert read(one).entries


@pytest.mark.parametrize(
    "line",
    [
        f"kfit {head} {number}"
        for head in ("measure coffee", "drinks", "weight", "mood", "pain", "sleep", "walk", "infusion", "did pushups", "effect nausea")
        for number in ("1_0", "1,5,0", "1,·5", "5/7/3", "5-6-7", "'6(7)'", "12+3")
    ]
    + ["kfit bp 1_28/82", "kfit bp 128/82 7_0", "kfit bp 128/82-70", "kfit peg 7 6 1_0", "kfit peg 7 6 5.5", "kfit med sertraline 1_00mg taken", "kfit med sertraline 1,5,0mg taken", "kfit weight 72.5.1kg", "kfit hba1c 5,4,1%", "kfit bp 128/82.5"],
)  # fmt: skip
def test_a_number_with_a_sign_within_is_never_cut_and_no_part_of_it_is_offered(line: str) -> None:
    typed = shlex.split(line)[-2 if line.endswith("taken") else -1]
    with pytest.raises(Refused) as refused:
        read(line)
    message, _, offers = str(refused.value).partition(" Try: ")
    assert typed in message
    assert not offers or typed in offers


@pytest.mark.parametrize(
    ("line", "reading"),
    [
        ('kfit measure coffee "1\'200"', "coffee 1200"),
        ("kfit measure coffee 1’200", "coffee 1200"),
        ('kfit measure rowed "1\'200m" slowly', 'rowed 1200 m · "slowly"'),
        ("kfit measure coffee 1,200,300", "coffee 1200300"),
        ("kfit measure coffee 1,200.5", "coffee 1200.5"),
        ("kfit measure coffee 1.200,5", "coffee 1200.5"),
        ("kfit measure coffee 72,5", "coffee 72.5"),
        ("kfit measure coffee 1.200", "coffee 1.2"),
        ("kfit measure steps 3,400 --on yesterday", "@2026-11-21 steps 3400"),
        ("kfit measure steps 3.400", "steps 3400"),
        ("kfit measure steps 1 200 in town", 'steps 1200 · "in town"'),
        ("kfit measure walked 1,200 steps", "walked 1200 steps"),
        ("kfit measure walked 1 200steps", "walked 1200 steps"),
        ('kfit weight "1\'200kg" --sure', "weight 1200 kg"),
        ('kfit med vitamin-d "1\'000iu" taken', "vitamin-d 1'000iu taken"),
        ("kfit med aspirin 1/2 tablet taken", "aspirin 1/2 tablet taken"),
        ("kfit log mood 6 measure steps 3,400, walk 20", "mood 6 + steps 3400 + exercise 20 walk"),
        ("| mood 6 (after drinks 2)", 'mood 6 · "(after drinks 2)"'),
    ],
)
def test_thousands_are_read_where_they_can_be_nothing_else(line: str, reading: str) -> None:
    check(line, reading)


@pytest.mark.parametrize(
    ("line", "reading"),
    [
        ("| note long day --on monday", '@2026-11-16 note · "long day"'),
        ("| note --on monday long day", '@2026-11-16 note · "long day"'),
        ("| note long day -d 'last'", "**refused**"),
        ('| note long day --on "last friday"', '@2026-11-20 note · "long day"'),
        ('| note long day --on="last friday"', '@2026-11-20 note · "long day"'),
        ("| note a, b; mood 7 --on monday", '@2026-11-16 note · "a, b; mood 7"'),
        ("| mood 6 walk 20 note long day --on monday", '@2026-11-16 mood 6 + exercise 20 walk + note · "long day"'),
        ('| note --note "a --on b" --on monday', '@2026-11-16 note · "a --on b"'),
        ('| note "long --on monday day"', 'note · "long --on monday day"'),
        ('| note she said "go --on monday" twice', 'note · "she said "go --on monday" twice"'),
        ('| note she said "go, twice --on monday', '@2026-11-16 note · "she said "go, twice"'),
        ("| note -- -x --on monday", 'note · "-x --on monday"'),
        ("| note yesterday", "**refused**"),
        ("| mon: note long day --on tue", "**refused**"),
        ("| note long --on monday day", "**refused**"),
        ("| note long day --on monday 9pm", '@2026-11-16 note · "long day"'),
        ("| note long day --onn monday", "**refused**"),
        ("| note long day --quality 5", "**refused**"),
        ("| note long day -not great", "**refused**"),
        ("| note long day —on monday", "**refused**"),
        ("| note long day --quiet", "**refused**"),
        ("| note --edit", "**refused**"),
        ("| note --on monday", "**refused**"),
        ("kfit log note long day --on yesterday", '@2026-11-21 note · "long day"'),
        ("kfit log mood 6, note 'long --on mon day'", 'mood 6 + note · "long --on mon day"'),
        ("kfit log mood 6 --edit", "**refused**"),
    ],
)
def test_options_of_a_note_in_a_line_are_read_as_those_of_the_command(line: str, reading: str) -> None:
    check(line, reading)


@pytest.mark.parametrize(
    ("line", "reading"),
    [
        ("| mood 6 -- -not great, walk 20", 'mood 6 · "-not great" + exercise 20 walk'),
        ("| mood 6 -- -not great; walk 20 --on mon", '@2026-11-16 mood 6 · "-not great" + exercise 20 walk'),
        ("| mood 6 -- --on mon, walk 20", 'mood 6 · "--on mon" + exercise 20 walk'),
        ("| mood 6 --, walk 20", "mood 6 + exercise 20 walk"),
        ('| mood 6 -- "a, b" c, walk 20', 'mood 6 · ""a, b" c" + exercise 20 walk'),
        ("| mood 6 -- walk 20", 'mood 6 · "walk 20"'),
        ('| mood 6 "a -- b", walk 20', 'mood 6 · "a -- b" + exercise 20 walk'),
        ("| mood 6 -- bad, really", 'mood 6 · "bad, really"'),
        ("kfit log mood 6 -- -not great, walk 20", 'mood 6 · "-not great" + exercise 20 walk'),
        ("kfit mood 6 -- -not great, walk 20", 'mood 6 · "-not great" + exercise 20 walk'),
        ("kfit log weight 500kg -- odd, walk 20 --sure", "**refused**"),
        ("kfit log weight 500kg --sure -- odd, walk 20", 'weight 500 kg · "odd" + exercise 20 walk'),
    ],
)
def test_text_behind_dashes_ends_at_the_next_separator_of_a_line(line: str, reading: str) -> None:
    check(line, reading)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("kfit log mood 6, note long --on yesterday day", 'kfit log mood 6, note --note "long day" --on yesterday'),
        ("kfit sleep 7h tired --quality 6 --on mon very", 'kfit sleep 7h --note "tired very" --quality 6 --on mon'),
        ("kfit note long day -- -x --on mon", 'kfit note --note "long day -x --on mon"'),
        ("kfit mood 6 tired --on mon -- very", 'kfit mood 6 --note "tired very" --on mon'),
        ("kfit log mood 6 tired -- -not, walk 20", 'kfit log mood 6 --note "tired -not", walk 20'),
        ("kfit log mood 6 tired --edit, walk 20", "kfit log mood 6 tired, walk 20"),
    ],
)
def test_a_note_in_two_parts_is_offered_in_one_with_all_else_that_was_typed(line: str, offered: str) -> None:
    with pytest.raises(Refused) as refused:
        read(line)
    assert str(refused.value).endswith(f": {offered}")
    assert read(offered).entries


def test_a_nap_in_a_note_is_said(kfit: Kfit) -> None:
    said = kfit("sleep 7h woke at 5 nap 1h")
    assert "'nap 1h' stayed in the note" in said.out
    assert "To log it as well: kfit nap 1h\n" in said.out


def test_a_night_typed_after_midnight_is_asked_about() -> None:
    late = Context(datetime.fromisoformat("2026-11-23T01:30").astimezone(), "04:00", "mdy")
    with pytest.raises(Refused, match="the night to Sun 22 Nov or the night to Mon 23 Nov"):
        line_.read(["sleep", "7h30"], late)
    assert line_.read(["sleep", "7h30", "--on", "2026-11-23"], late).entries[0].day == "2026-11-23"
    assert line_.read(["sleep", "22:00-01:00"], late).entries[0].day == "2026-11-23"
    assert line_.read(["mood", "4"], late).entries[0].day == "2026-11-22"


@pytest.mark.parametrize(("now", "minutes"), [("2026-11-01T09:00", 555), ("2026-03-08T09:00", 435)])
def test_a_night_over_a_clock_change_is_as_long_as_it_was(now: str, minutes: int) -> None:
    here = Context(datetime.fromisoformat(now).astimezone())
    entry = line_.read(["sleep", "22:30-06:45"], here).entries[0]
    assert isinstance(entry, Sleep)
    assert entry.minutes == minutes


def test_waking_before_the_day_ends_counts_for_the_calendar_day() -> None:
    here = Context(datetime.fromisoformat("2026-11-23T03:40").astimezone())
    assert line_.read(["sleep", "22:00-03:30"], here).entries[0].day == "2026-11-23"

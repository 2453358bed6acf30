"""Says the settings, and the questions of the setup."""

from __future__ import annotations

from typing import NamedTuple

from rich.table import Table
from rich.text import Text

from ..settings import SETTINGS
from .screen import Screen, drawn
from .text import safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NONE = "not set"


def told(name: str, value: str | None) -> str:
    """Say a setting's value, or what holds without one."""
    setting = SETTINGS[name]
    return safe(setting.told(value or setting.default) or NONE)


def listed(rows: Sequence[tuple[str, str, str]], *, exists: bool, screen: Screen) -> str:
    """Return the settings as (name, value, source); the first row is the data file, which may not exist yet."""
    _, path, source = rows[0]
    shown = f"Data file: {safe(path)}" + (" (from KFIT_DB)" if source == "KFIT_DB" else "") + ("" if exists else "  (not there yet)")
    if screen.plain or screen.narrow:
        lines = [f"{name}: {told(name, value)} ({'your choice' if source == 'file' else 'default'})" for name, value, source in rows[1:]]
        return "\n".join([shown, *lines])
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", max_width=screen.width // 3)
    table.add_column(no_wrap=True)
    table.add_column()
    for name, value, source in rows[1:]:
        table.add_row(
            Text(name),
            Text(told(name, value)),
            Text("your choice" if source == "file" else "default", style="dim"),
            Text(SETTINGS[name].help, style="dim"),
        )
    return f"{shown}\n\n{drawn(table, screen)}\n\nTo change one: kfit config set day_ends 05:00"


class SetupQuestion(NamedTuple):
    """What is asked for a setting, what can be answered, and what is said once it is."""

    setting: str
    text: str
    answers: str
    way_on: str = ""


QUESTIONS = (
    SetupQuestion("region", "Whose numbers to call should kfit help-now show?", "us, ca, gb, eu, fr, es, nz, in, or the country's name"),
    SetupQuestion("help_line", "A number or words of your own, to stand first there?", "such as: Dr Lee 555 0101"),
    SetupQuestion(
        "day_ends", "When does your day end? What you log before it counts for the day before.", "a time before noon, such as 04:00"
    ),
    SetupQuestion("date_order", "How do you read 11/3? As 3 Nov is mdy, as 11 Mar is dmy.", "mdy, dmy, or ymd"),
    SetupQuestion("weight_unit", "What do you weigh in?", "kg, lb, or st"),
    SetupQuestion(
        "reminder", "When may kfit ask you for a minute?", "a time such as 20:30, or 8:30pm", "It comes once you have sent: kfit remind {}"
    ),
)
BEFORE = (
    "Nobody is watching what you enter, and nothing leaves this machine.",
    f"{len(QUESTIONS)} short questions, and none needs an answer. Enter keeps the value in brackets; q stops.",
)
NO_KEYBOARD = "The questions need a keyboard. In single lines, with values of your own:"
ALL = "All settings: kfit config"


def asked(question: SetupQuestion, number: int) -> str:
    """Return the question with its place and what can be answered."""
    return f"{number} of {len(QUESTIONS)}. {question.text} ({question.answers})"


def prompt(question: SetupQuestion, value: str) -> str:
    """Return what stands before the answer: what holds now, and how it goes."""
    way_out = "; 'none' clears it" if value and not SETTINGS[question.setting].default else ""
    return f"[{told(question.setting, value)}{way_out}]: "


def kept(question: SetupQuestion, value: str | None) -> str:
    """Say what an answer did."""
    way_on = f" {question.way_on.format(value)}" if value and question.way_on else ""
    return f"{question.setting} is now {told(question.setting, value)}.{way_on}"


def ended(changed: Mapping[str, str | None], *, stopped: bool) -> list[str]:
    """Say what was kept in all."""
    listed = "; ".join(f"{name} is {told(name, value)}" for name, value in changed.items())
    first = f"Kept: {listed}." if changed else "Nothing is changed."
    last = "That's enough for now." if stopped else "That was all. You can do this again at any time."
    return [first, last, ALL]


def leave(question: SetupQuestion) -> str:
    """Say that the next question comes, and how this one can be answered later."""
    return f"Let's leave that one. Later: kfit config set {question.setting} {SETTINGS[question.setting].example}"


def lines() -> list[str]:
    """Return a line for each question that does what its answer would."""
    return [f"  kfit config set {question.setting} {SETTINGS[question.setting].example}" for question in QUESTIONS]


def overview(chosen: Mapping[str, str]) -> list[str]:
    """Return each question with what holds now."""
    return [f"{question.text} [{told(question.setting, chosen.get(question.setting))}]" for question in QUESTIONS]

"""The help over all commands: a first page that fits a screen, and every command by its family. Neither loads Typer."""

from __future__ import annotations

from ..model.entries import HEADS, QUESTIONNAIRES, SHOWN
from ..model.questionnaires import INSTRUMENTS
from ..render import overview
from .commands import COMMANDS, DATA, FORMS, LOG, about
from .output import screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..render.overview import Row

TITLE = "A short line a day, on your own machine."
HELP_NOW = (("kfit help-now", "numbers to call, now"),)
DAILY = (
    ("kfit mood 6", "0 is worst, 10 is best"),
    ("kfit sleep 7h30", "or its times: 23-6:30"),
    ("kfit walk 20", "minutes; also run, yoga"),
    ("kfit infusion", "you may add: iv 40mg"),
    ("kfit note", "asks for your own words"),
    ("kfit pain 4", "0 is none, 10 is worst"),
)
SCREENS = (
    ("kfit today", "the day so far"),
    ("kfit week", "the last weeks"),
    ("kfit chart mood", "mood over the days"),
    ("kfit undo", "undoes the last change"),
)
ALL = ("kfit help all", "goals, plans and more")
ONE = ("kfit mood -h", "how one command works")
MANUAL = ("kfit guide", "the manual")
VERSION = ("kfit --version", "which kfit this is")


def page(words: list[str]) -> str | None:
    """Return the page that `help`, `-h` or `--help` asks for, alone or with `all` after it; None if the words ask for something else."""
    rest = [word.lower() for word in words[1:]]
    if rest == ["all"]:
        return overview.every_command(families(), (ONE, MANUAL, VERSION, *HELP_NOW), screen())
    return None if rest else first_page()


def first_page() -> str:
    """Return the page for a day: the numbers to call, what is typed daily, and where all else is found."""
    typed = {line.split()[1] for line, _ in DAILY}
    typed |= {shown for word in typed if word not in SHOWN for shown in HEADS[word][0].shown}  # a walk is exercise
    more = [word for word in SHOWN if word not in typed]
    asked = [word for word in QUESTIONNAIRES if INSTRUMENTS[word].labels]
    lists = (
        ("More to log", [*more, "checkin"]),
        ("Forms", [*asked, "and more"]),
        ("Your data", [name for name, row in COMMANDS.items() if row.panel == DATA]),
    )
    return overview.first_page(TITLE, (HELP_NOW, DAILY, SCREENS), lists, (ALL, ONE), screen())


def families() -> list[tuple[str, list[Row]]]:
    """Return every command with what it does, by its family: numbers to call first, then what logs, then the rest of the table."""
    found: dict[str, list[Row]] = {COMMANDS["help-now"].panel: [], LOG: [(word, about(word)) for word in SHOWN]}
    found[FORMS] = [(word, about(word)) for word in QUESTIONNAIRES]
    for name, row in COMMANDS.items():
        found.setdefault(row.panel, []).append((name, row.help))
    return list(found.items())

"""The reminder: set it, end it, show it, and ask when its timer runs kfit."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime
from typing import Annotated

import typer

from .. import clock
from ..analysis.reminders import ASK, STOP, ReminderFacts, turn
from ..analysis.weeks import last_paused_day, paused_on
from ..errors import Refused
from ..parsing.settings import read
from ..parsing.times import on
from ..render import reminders as words
from ..render.reminders import MARKER, SERVICE, TIMER, TimerCall
from ..render.text import paragraph
from ..services.courses import treatment_history
from ..settings import in_a_row
from ..store import paths, queries, timers
from ..store import reminders as stored
from ..store.data_file import Data
from ..store.sentences import keep_sentence, sentence_day
from .base import Command, Json, new_app
from .output import copy_of_the_day, say, say_json, screen
from .setup import choose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..settings import Settings
    from ..store.connection import Database


def ask() -> None:
    """Print the question, or once the sentence that it stops, or nothing."""
    with Data.to_read() as data:
        if data.db is None:
            say(words.QUESTION, whole=True)
            return
        settings = data.settings()
        known = gather_facts(data.db, settings)
        said = turn(known)
        if said == ASK:
            say(words.QUESTION, whole=True)
            keep_sentence(data.db, stored.ASKED, known.today.isoformat())
        # if it can't be remembered, it is not said: it would come every day
        elif said == STOP and known.since and keep_sentence(data.db, stored.STOPPED, known.since.isoformat()):
            say(words.no_more(settings.reminder), whole=True)


def gather_facts(db: Database, settings: Settings) -> ReminderFacts:
    """Return the facts that decide what the reminder does now."""
    moment = clock.now()
    until, today = clock.stamp(moment), clock.day_of(moment, settings.day_ends)
    begun = clock.stamp(on(today, int(settings.day_ends[:2]) * 60 + int(settings.day_ends[3:])))
    logged = _day(stored.last_entry_moment(db, until), settings)
    pauses = queries.pauses(db)
    steps = [
        logged,
        _day(stored.last_change(db, until, "reminder"), settings),
        _remembered(db, stored.SET, today),
        last_paused_day(pauses, today),
    ]
    return ReminderFacts(
        today=today,
        weekly=settings.pace == "weekly",
        off=not settings.reminder and stored.was_ever_set(db),
        paused=paused_on(pauses, today) is not None,
        logged_today=stored.logged_today(db, today.isoformat(), begun, until),
        infusion_today=today in treatment_history(db, today).days or queries.is_planned(db, today.isoformat()),
        last_logged=logged,
        since=max((step for step in steps if step), default=_day(stored.last_change(db, until), settings)),
        asked=_remembered(db, stored.ASKED, today),
        stopped=_remembered(db, stored.STOPPED, today),
    )


def _day(moment: str | None, settings: Settings) -> date | None:
    return clock.day_of(datetime.fromisoformat(moment).astimezone(), settings.day_ends) if moment else None


def _remembered(db: Database, sentence: str, today: date) -> date | None:
    """Return the day on which a sentence was said. A day in the future comes from a wrong clock and is ignored."""
    found = sentence_day(db, sentence)
    day = date.fromisoformat(found) if found else None
    return day if day and day <= today else None


remind_app = new_app()
FILES = (SERVICE, TIMER)
PLACES = ("KFIT_DB", "XDG_DATA_HOME")  # a shell can set these to move the data file, but a timer does not have them
WANTS_A_TIME = "{0} needs a time. Try: kfit remind 20:30 {0}"
RUNS_SYSTEMD = "/run/systemd/system"  # there is such a folder where systemd runs (sd_booted(3))
OTHER_NAMES = {"linux": "systemd", "crontab": "cron", "mac": "launchd", "macos": "launchd", "osx": "launchd", "win": "windows"}
# What people say around the time.
AROUND = frozenset(("me", "at", "daily", "every", "each", "day", "everyday", "please", "in", "the", "to", "log"))
# The parts of a day in which an hour is sure: the hours they have, and the half of the day. At night it can be either.
PARTS = {
    "morning": (range(1, 12), "am"),
    "afternoon": (range(1, 7), "pm"),
    "evening": (range(4, 12), "pm"),
    "tonight": (range(4, 12), "pm"),
}


@remind_app.command(cls=Command)
def remind(
    time: Annotated[list[str] | None, typer.Argument(metavar="[TIME|off]", help="When to ask; 'off' ends it.")] = None,
    install: Annotated[bool, typer.Option("--install", help="Show systemd's two files, and write them.")] = False,
    for_: Annotated[
        str | None,
        typer.Option("--for", metavar="SYSTEM", help=f"Show its timer: {in_a_row(words.SYSTEMS, 'or')}. Without it, this machine's."),
    ] = None,
    now: Annotated[bool, typer.Option("--now", help="For a timer: ask, or keep quiet.")] = False,
    json: Json = False,
) -> None:
    """Set a reminder, and see how it comes; without a time, see what is set."""
    said = time_said(" ".join(time or ()))
    chosen = read("reminder", said, "kfit remind") if said else None
    option = "--install" if install else f"--for {for_}" if for_ else ""
    system = "systemd" if install and not for_ else system_named(for_) if for_ else this_system()
    if now:
        if said or option or json:
            raise Refused("Use --now alone. Try: kfit remind --now")
        ask()
    elif install and for_ and system != "systemd":
        raise Refused(f"--install writes systemd's files, and shows them. Without it: kfit remind {chosen or '20:30'} --for {system}")
    elif said and chosen is None:
        if option:
            raise Refused(WANTS_A_TIME.format(option))
        end(json=json)
    elif chosen or option:
        begin(chosen, system, install=install, json=json)
    else:
        show(json=json)


def time_said(words_: str) -> str:
    """Return the time that was said, without the words around it: `8pm` for `me every evening at 8`."""
    told = [word for word in words_.lower().split() if word not in AROUND]
    parts = [word for word in told if word in PARTS]
    left = " ".join(word for word in told if word not in PARTS)
    hour = left.partition(":")[0]
    if len(parts) == 1 and left[-1:].isdigit() and hour.isdecimal() and int(hour) in PARTS[parts[0]][0]:
        return left + PARTS[parts[0]][1]
    return " ".join(told) or words_


def this_system() -> str:
    """Return the system of this machine that can start a timer."""
    if sys.platform in ("darwin", "win32"):
        return "launchd" if sys.platform == "darwin" else "windows"
    return "systemd" if os.path.isdir(RUNS_SYSTEMD) else "cron"


def system_named(said: str) -> str:
    """Return a system that can start a timer. Raises Refused."""
    name = OTHER_NAMES.get(said.lower(), said.lower())
    if name not in words.SYSTEMS:
        raise Refused(f"--for takes {in_a_row(words.SYSTEMS, 'or')}. Try: kfit remind 20:30 --for {words.SYSTEMS[0]}")
    return name


def begin(time: str | None, system: str, *, install: bool, json: bool) -> None:
    """Set the reminder, and show the way to run it or write systemd's files. Without `time`, the set one stays. Raises Refused."""
    with Data.to_write() as data:
        settings = data.settings()
        time = time or settings.reminder
        if not time:
            raise Refused(WANTS_A_TIME.format("--install" if install else f"--for {system}"))
        call = timer_call(time, settings)
        if install:
            check_installable()
        before = choose(data, "reminder", time, "remind")
        keep_sentence(data.existing(), stored.SET, clock.day_of(clock.now(), settings.day_ends).isoformat())
    at, was = (words.when(one, weekly=call.weekly) for one in (time, before))
    told = f"The reminder stays as it is: {at}." if before == time else f"Changed: the reminder is now {at}; it was {was}. (kfit undo)"
    if not json:
        say(f"{paragraph(told, screen())}\n")
        say(words.files_said(call, timers.shown_path) if install else words.way(call, system, timers.shown_path, screen()), whole=True)
    if install:
        timers.write(words.units(call), MARKER)
    if json:
        tell_json(time, settings.pace, told, words.pieces(call, system, timers.path_of), system)
    elif install:
        say(words.written(screen()))
    copy_of_the_day(data.path)


def timer_call(time: str, settings: Settings) -> TimerCall:
    """Return the call that a timer has to make. Raises Refused if a timer cannot make it."""
    environment = {"KFIT_DB": paths.from_home(paths.data_file())} if any(os.environ.get(name) for name in PLACES) else {}
    call = TimerCall([*program(), "remind", "--now"], environment, time, weekly=settings.pace == "weekly")
    if not call.printable():
        raise Refused("The path of kfit or of your data file has a character that timers can't use.")
    return call


def program() -> list[str]:
    """Return the words that start this kfit from any folder: its own path, else Python with the module."""
    path = os.path.realpath(sys.argv[0])
    name = os.path.basename(path).lower().removesuffix(".exe")
    return [path] if name == "kfit" and os.path.isfile(path) and os.access(path, os.X_OK) else [sys.executable, "-m", "kfit"]


def check_installable() -> None:
    """Raise Refused or another KfitError if systemd's files can't be written here."""
    if on_demo_file():
        raise Refused("The demo writes no timer. Without --install, it shows the ways.")
    if sys.platform != "linux":
        raise Refused("--install writes systemd's files, and this machine has no systemd. Its way: kfit remind 20:30")
    timers.check_free(FILES, MARKER)


def on_demo_file() -> bool:
    """Return whether the data file is the demo's: then nothing outside of it may change."""
    return paths.data_file() == paths.demo_file()


def end(*, json: bool) -> None:
    """End the reminder, remove kfit's own timer files, and print both."""
    with Data.to_write() as data:
        settings = data.settings()
        before = choose(data, "reminder", None, "remind") if data.db else None
    was = words.when(before, weekly=settings.pace == "weekly")
    lines = [f"Changed: the reminder is off; it was {was}. (kfit undo)" if before else "No reminder is set."]
    if not on_demo_file():
        removed = timers.remove(FILES, MARKER)
        lines += [f"Removed: {timers.shown_path(name)}" for name in removed]
        lines += [f"It stays, since kfit did not write it: {timers.shown_path(name)}" for name in FILES if timers.foreign(name, MARKER)]
        lines += [f"To end the timer that runs now: {words.END}"] if removed else []
    tell(None, settings.pace, lines, json=json)
    if before:
        copy_of_the_day(data.path)


def show(*, json: bool) -> None:
    """Print what is set, whether kfit's timer is in place, and why today is quiet."""
    with Data.to_read() as data:
        settings = data.settings()
        time = settings.reminder
        today = turn(gather_facts(data.db, settings)) if data.db and time else ""
    if not time:
        tell(None, settings.pace, [words.NOT_SET], json=json)
        return
    placed = {name: timers.text(name) for name in timers.in_place(FILES, MARKER)}
    call = timer_call(time, settings)
    lines = [f"The reminder is set to {words.when(time, weekly=call.weekly)}.", words.today_said(today, time)]
    lines.append(f"Its timer is in place: {timers.shown_path(TIMER)}" if TIMER in placed else words.NO_TIMER.format(time))
    if not placed.items() <= words.units(call).items():
        lines.append(words.OTHER.format(time))
    if json:
        tell_json(time, settings.pace, lines[0], words.pieces(call, this_system(), timers.path_of))
    else:
        tell(time, settings.pace, [*lines, *words.TURNS], json=json)


def tell(time: str | None, pace: str, lines: list[str], *, json: bool) -> None:
    """Print what was done or is set, as JSON if asked for."""
    if json:
        tell_json(time, pace, lines[0])
    else:
        say("\n".join(paragraph(line, screen()) for line in lines if line))


def tell_json(time: str | None, pace: str, message: str, timer: Sequence[tuple[str | None, str]] = (), system: str = "") -> None:
    """Print the same as JSON; `files` are kfit's timer files that are in place, `timer` is what the system needs."""
    files = [timers.path_of(name) for name in timers.in_place(FILES, MARKER)]
    parts = [{"path": os.path.expanduser(path) if path else None, "content": content} for path, content in timer]
    say_json({"reminder": time, "pace": pace, "files": files, "for": system or this_system(), "timer": parts, "message": message})

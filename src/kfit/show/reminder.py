"""The words of the reminder: what stands on a lock screen, and the ways to have it come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .lines import paragraph
from .timers import SERVICE, TIMER, cron, launchd, schtasks, service, timer
from .ways import folded

if TYPE_CHECKING:
    from collections.abc import Callable

    from .screen import Screen
    from .timers import Call

QUESTION = "kfit: a minute for today?"
USUAL = "20:30"
NOT_SET = f"No reminder is set. To have one: kfit remind {USUAL}"
TURNS = ("To change it: kfit remind 21:00", "To end it: kfit remind off")
BEGIN = f"systemctl --user daemon-reload\nsystemctl --user enable --now {TIMER}"
END = f"systemctl --user disable --now {TIMER}"
PLIST = "~/Library/LaunchAgents/kfit.remind.plist"
OTHER = "kfit would write it otherwise now. To renew it: kfit remind {} --install"
NO_TIMER = "kfit has written no timer. The ways to have one: kfit remind {}"
STOPPED = "It keeps quiet until you log something, or send: kfit remind {}"
# What is said of today, for each reason to keep quiet; an empty one tells nothing that is not said already.
QUIET = {
    "off": "",
    "logged": "Today it keeps quiet: something is logged.",
    "infusion": "Today it keeps quiet: it is an infusion day.",
    "this week": "It keeps quiet: something was logged in the last 7 days.",
    "stopped": STOPPED,
    "asked": "It has asked already.",
}


def no_more(time: str) -> str:
    """Say once that nothing more is asked."""
    return f"kfit: no more reminders for now. To have them again: kfit remind {time or USUAL}"


def when(time: str | None, *, weekly: bool) -> str:
    """Say when it comes: `20:30, every day`."""
    return f"{time}, {'on Sundays' if weekly else 'every day'}" if time else "not set"


def units(call: Call) -> dict[str, str]:
    """Return systemd's two files."""
    return {SERVICE: service(call), TIMER: timer(call)}


def files_said(call: Call, path: Callable[[str], str]) -> str:
    """Show systemd's files, each behind its path. They are never folded or set in: they are there to be copied."""
    return "\n".join(f"{path(name)}:\n\n{content}" for name, content in units(call).items())


def ways(call: Call, path: Callable[[str], str], screen: Screen) -> str:
    """Show every way to have the reminder come."""
    parts = [
        paragraph(
            "For many people an alarm on the phone is the best reminder. kfit itself starts nothing; one of these ways does.", screen
        ),
        folded(f"Linux with systemd: two files. To have kfit write them: kfit remind {call.time} --install", screen),
        files_said(call, path).rstrip("\n"),
        f"Then:\n\n{BEGIN}",
        paragraph("cron: this line, behind crontab -e. While the machine sleeps, it asks nothing.", screen),
        cron(call),
        paragraph(f"macOS (not tried): this file as {PLIST}", screen),
        launchd(call),
        f"Then:\n\nlaunchctl load {PLIST}",
        "Windows (not tried):",
        schtasks(call),
    ]
    return "\n\n".join(parts)


def written(screen: Screen) -> str:
    """Say that the files are in place, and what makes systemd heed them."""
    return paragraph("Both files are written. To begin:", screen) + f"\n\n{BEGIN}"


def today_said(turn: str, time: str) -> str:
    """Say why it keeps quiet today, empty if it does not."""
    return QUIET.get(turn, "").format(time)

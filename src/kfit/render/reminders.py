"""The words of the reminder, and the timers of each system that bring it."""

from __future__ import annotations

from shlex import quote
from typing import NamedTuple
from xml.sax.saxutils import escape

from ..settings import in_a_row
from .text import paragraph

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .screen import Screen

SERVICE, TIMER = "kfit-remind.service", "kfit-remind.timer"
MARKER = "# Written by kfit. `kfit remind off` removes it; without this line kfit leaves it alone."
# What comes out of kfit goes to the screen. Where nothing can be shown there, it stays in the timer's own log.
NOTIFY = 'notify-send "$said"'
ASK = 'said=$("$@") || exit; [ -z "$said" ] || {} || printf "%s\\n" "$said"'
APPLE_ASKS = ("on run said", "display notification (item 1 of said)", "end run")


class TimerCall(NamedTuple):
    """What a timer runs, and when: the words of the command, its environment, the time as `HH:MM`."""

    words: Sequence[str]
    environment: Mapping[str, str]
    time: str
    weekly: bool = False

    def printable(self) -> bool:
        """Tell whether every word can stand on one line of a file: no line break, no control sign."""
        return all(text.isprintable() for text in (*self.words, *self.environment.values()))


def service(call: TimerCall) -> str:
    """Return the unit that asks once."""
    environment = [f'Environment="{_inside(f"{name}={value}")}"' for name, value in call.environment.items()]
    words = ["/bin/sh", "-c", _exec(ASK.replace("{}", f"{NOTIFY} 2>/dev/null")), "kfit-remind", *map(_exec, call.words)]
    return _unit(
        "[Unit]",
        "Description=A minute for kfit",
        "",
        "[Service]",
        "Type=oneshot",
        *environment,
        f"ExecStart={' '.join(words)}",
    )


def timer(call: TimerCall) -> str:
    """Return the unit that starts the other one, every day or on Sundays; after a sleep of the machine it does so once."""
    return _unit(
        "[Unit]",
        "Description=A minute for kfit, at a time of day",
        "",
        "[Timer]",
        f"OnCalendar={'Sun ' if call.weekly else ''}*-*-* {call.time}:00",
        "Persistent=true",
        "",
        "[Install]",
        "WantedBy=timers.target",
    )


def _unit(*lines: str) -> str:
    return "\n".join((MARKER, *lines)) + "\n"


def _inside(text: str) -> str:
    """Write a text so that it may stand between systemd's double quotes."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")


def _exec(word: str) -> str:
    """Write a word of a command for systemd, which would put variables into it."""
    return f'"{_inside(word)}"'.replace("$", "$$")


def cron(call: TimerCall) -> str:
    """Return cron's line. There a `%` would end the command."""
    hour, minute = call.time.split(":")
    environment = "".join(f"{name}={quote(value)} " for name, value in call.environment.items())
    bus = "DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/$(id -u)/bus"
    command = f'said=$({environment}{" ".join(map(quote, call.words))}); [ -z "$said" ] || {bus} {NOTIFY}'
    return f"{int(minute)} {int(hour)} * * {'0' if call.weekly else '*'} {command}".replace("%", "\\%")


def launchd(call: TimerCall) -> str:
    """Return the property list of a LaunchAgent."""
    asks = "osascript " + " ".join(f"-e {quote(line)}" for line in APPLE_ASKS) + ' "$said"'
    words = ["/bin/sh", "-c", ASK.replace("{}", asks), "kfit-remind", *call.words]
    hour, minute = call.time.split(":")
    when = {"Hour": hour, "Minute": minute, **({"Weekday": "0"} if call.weekly else {})}
    environment = "".join(f"<key>{escape(name)}</key><string>{escape(value)}</string>" for name, value in call.environment.items())
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
            '<plist version="1.0"><dict>',
            "<key>Label</key><string>kfit.remind</string>",
            "<key>ProgramArguments</key><array>",
            *(f"  <string>{escape(word)}</string>" for word in words),
            "</array>",
            *([f"<key>EnvironmentVariables</key><dict>{environment}</dict>"] if environment else []),
            "<key>StartCalendarInterval</key><dict>",
            *(f"  <key>{key}</key><integer>{int(value)}</integer>" for key, value in when.items()),
            "</dict>",
            "</dict></plist>",
        )
    )


def schtasks(call: TimerCall) -> str:
    """Return the line that tells Windows' Task Scheduler."""
    environment = "".join(f"$env:{name} = {_powershell(value)}; " for name, value in call.environment.items())
    words = " ".join(map(_powershell, call.words))
    asks = f"{environment}$said = & {words}; if ($said) {{ (New-Object -ComObject WScript.Shell).Popup($said) }}"
    when = "/SC WEEKLY /D SUN" if call.weekly else "/SC DAILY"
    return f'schtasks /Create /TN kfit-remind {when} /ST {call.time} /TR "powershell -NoProfile -WindowStyle Hidden -Command {asks}"'


def _powershell(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


QUESTION = "kfit: a minute for today?"
USUAL = "20:30"
NOT_SET = f"No reminder is set. To have one: kfit remind {USUAL}"
TURNS = ("To change it: kfit remind 21:00", "To end it: kfit remind off")
BEGIN = f"systemctl --user daemon-reload\nsystemctl --user enable --now {TIMER}"
END = f"systemctl --user disable --now {TIMER}"
PLIST = "~/Library/LaunchAgents/kfit.remind.plist"
OTHER = "kfit would write it otherwise now. To renew it: kfit remind {} --install"
NO_TIMER = "kfit has written no timer. The way to have one: kfit remind {}"
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


def units(call: TimerCall) -> dict[str, str]:
    """Return systemd's two files."""
    return {SERVICE: service(call), TIMER: timer(call)}


def files_said(call: TimerCall, path: Callable[[str], str]) -> str:
    """Show systemd's files, each behind its path. They are never folded or set in: they are there to be copied."""
    return "\n".join(f"{path(name)}:\n\n{content}" for name, content in units(call).items())


SYSTEMS = ("systemd", "cron", "launchd", "windows")  # that start a timer


def pieces(call: TimerCall, system: str, path: Callable[[str], str]) -> list[tuple[str | None, str]]:
    """Return what one system needs: the files with their paths, or a line without one."""
    if system == "systemd":
        return [(path(name), content) for name, content in units(call).items()]
    if system == "launchd":
        return [(PLIST, launchd(call))]
    return [(None, cron(call) if system == "cron" else schtasks(call))]


def way(call: TimerCall, system: str, path: Callable[[str], str], screen: Screen) -> str:
    """Show how the reminder comes on one system, and how the other ways are shown."""
    others = [one for one in SYSTEMS if one != system]
    parts = [paragraph("For many people an alarm on the phone is the best reminder. kfit itself starts nothing; this does.", screen)]
    if system == "systemd":
        install = paragraph(f"Linux with systemd: two files. To have kfit write them: kfit remind {call.time} --install", screen)
        parts += [install, files_said(call, path).rstrip("\n"), f"Then:\n\n{BEGIN}"]
    elif system == "cron":
        parts += [paragraph("cron: add this line with crontab -e. While the machine sleeps, it asks nothing.", screen), cron(call)]
    elif system == "launchd":
        told = paragraph(f"macOS (not tried): this file as {PLIST}", screen)
        parts += [told, launchd(call), f"Then:\n\nlaunchctl load {PLIST}"]
    else:
        parts += ["Windows (not tried):", schtasks(call)]
    parts.append(paragraph(f"For {in_a_row(tuple(others), 'or')}: kfit remind {call.time} --for {others[0]}", screen))
    return "\n\n".join(parts)


def written(screen: Screen) -> str:
    """Say that the files are in place, and what makes systemd heed them."""
    return paragraph("Both files are written. To begin:", screen) + f"\n\n{BEGIN}"


def today_said(turn: str, time: str) -> str:
    """Say why it keeps quiet today, empty if it does not."""
    return QUIET.get(turn, "").format(time)

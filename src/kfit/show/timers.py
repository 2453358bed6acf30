"""Writes down the timers that ask for a minute: systemd's two units, cron's line, launchd's list, the Task Scheduler's line."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SERVICE, TIMER = "kfit-remind.service", "kfit-remind.timer"
MARKER = "# Written by kfit. `kfit remind off` removes it; without this line kfit leaves it alone."
# What comes out of kfit goes to the screen. Where nothing can be shown there, it stays in the timer's own log.
NOTIFY = 'notify-send "$said"'
ASK = 'said=$("$@") || exit; [ -z "$said" ] || {} || printf "%s\\n" "$said"'
APPLE_ASKS = ("on run said", "display notification (item 1 of said)", "end run")


class Call(NamedTuple):
    """What a timer runs, and when: the words of the command, its environment, the time as `HH:MM`."""

    words: Sequence[str]
    environment: Mapping[str, str]
    time: str
    weekly: bool = False

    def printable(self) -> bool:
        """Tell whether every word can stand on one line of a file: no line break, no control sign."""
        return all(text.isprintable() for text in (*self.words, *self.environment.values()))


def service(call: Call) -> str:
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


def timer(call: Call) -> str:
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


def cron(call: Call) -> str:
    """Return cron's line. There a `%` would end the command."""
    hour, minute = call.time.split(":")
    environment = "".join(f"{name}={quote(value)} " for name, value in call.environment.items())
    bus = "DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/$(id -u)/bus"
    command = f'said=$({environment}{" ".join(map(quote, call.words))}); [ -z "$said" ] || {bus} {NOTIFY}'
    return f"{int(minute)} {int(hour)} * * {'0' if call.weekly else '*'} {command}".replace("%", "\\%")


def launchd(call: Call) -> str:
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


def schtasks(call: Call) -> str:
    """Return the line that tells Windows' Task Scheduler."""
    environment = "".join(f"$env:{name} = {_powershell(value)}; " for name, value in call.environment.items())
    words = " ".join(map(_powershell, call.words))
    asks = f"{environment}$said = & {words}; if ($said) {{ (New-Object -ComObject WScript.Shell).Popup($said) }}"
    when = "/SC WEEKLY /D SUN" if call.weekly else "/SC DAILY"
    return f'schtasks /Create /TN kfit-remind {when} /ST {call.time} /TR "powershell -NoProfile -WindowStyle Hidden -Command {asks}"'


def _powershell(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"

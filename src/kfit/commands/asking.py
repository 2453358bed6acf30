"""Asks for the text of a note where it does not land in the shell's history: at a prompt, from a pipe, in an editor."""

from __future__ import annotations

import os
import subprocess
import sys

from ..errors import KfitError, Refused
from ..store import folder as folders
from ..store import where
from .output import talk

# Editors of this family keep a swap file and a history of their own, unless they are told not to.
QUIET_VI = ("-n", "-i", "NONE")
VI = ("vi", "vim", "nvim", "view")


def note_text(how: str) -> str:
    """Return the text of a note: `prompt`, `stdin` or `editor`."""
    if how == "editor":
        return from_editor("")
    if how == "prompt" and sys.stdin.isatty():
        sys.stderr.write("Your note (Enter ends it; it is not shown again): ")
        sys.stderr.flush()
        return sys.stdin.readline()
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("The text is not UTF-8. Nothing is saved.") from None


def from_editor(before: str) -> str:
    """Let the person write in `$VISUAL` or `$EDITOR`, in a file that only they can read; it is removed afterwards.

    Raises KfitError if the editor fails; then the file stays and its path is said.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    import shlex

    words = shlex.split(command)
    if os.path.basename(words[0]) in VI:
        words += QUIET_VI
    folder = os.path.join(os.path.dirname(where.demo_file()), "note")
    folders.make(folder)
    path = os.path.join(folder, f"note-{os.getpid()}.txt")
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(before)
    try:
        ended = subprocess.run([*words, path], check=False).returncode  # noqa: S603 - the person's own editor
    except OSError:
        os.remove(path)
        raise KfitError(f"I couldn't start your editor ({words[0]}). Without one: kfit note") from None
    if ended:
        raise KfitError(f"The editor ended with an error, so nothing is saved. What you wrote is kept in {path}")
    with open(path, encoding="utf-8", errors="replace") as file:
        text = file.read()
    os.remove(path)
    os.rmdir(folder)
    if text == before:
        talk("Nothing was changed in the editor.")
        return ""
    return text

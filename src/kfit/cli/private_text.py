"""Asks for the text of a note where it does not land in the shell's history: at a prompt, from a pipe, in an editor."""

from __future__ import annotations

import os
import subprocess
import sys

from ..errors import KfitError, Refused
from ..store import paths
from .output import ask, talk
from .prompts import on_terminal

# Editors of this family keep a swap file and a history of their own, unless they are told not to.
QUIET_VI = ("-n", "-i", "NONE")
VI = ("vi", "vim", "nvim", "view")


class Draft:
    """What somebody wrote, and the file of the editor that still holds it: it is removed once the text is saved."""

    def __init__(self, text: str, path: str = "") -> None:
        self.text, self.path = text, path

    def let_go(self) -> None:
        """Remove the file."""
        if self.path:
            os.remove(self.path)
            self.path = ""

    def kept(self, error: KfitError) -> KfitError:
        """Return the error, with the place where the text is kept."""
        return type(error)(f"{error}\nWhat you wrote is kept in {self.path}") if self.path else error


def note_text(how: str) -> Draft:
    """Return the text of a note: `prompt`, `stdin` or `editor`."""
    if how == "editor":
        return from_editor("")
    return Draft(private_text("Your note") if how == "prompt" else piped_text())


def private_text(what: str) -> str:
    """Return a line that is asked for where somebody can be asked, else all of standard input; it is shown nowhere again."""
    if not on_terminal():
        return piped_text()
    ask(f"{what} (Enter ends it; it is not shown again): ")
    return sys.stdin.readline()


def piped_text() -> str:
    """Return all of standard input. Raises Refused if it is no UTF-8."""
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("The text is not UTF-8. Nothing is saved.") from None


def from_editor(before: str) -> Draft:
    """Let the person write in `$VISUAL` or `$EDITOR`, in a file that only they can read.

    Raises KfitError if the editor fails; then the file stays and its path is said.
    """
    words = _editor()
    folder = os.path.join(os.path.dirname(paths.demo_file()), "note")
    paths.make(folder)
    path = os.path.join(folder, f"note-{os.getpid()}-{os.urandom(3).hex()}.txt")
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(before)
    draft = Draft("", path)
    try:
        ended = subprocess.run([*words, path], check=False).returncode  # noqa: S603 - the person's own editor
    except OSError:
        draft.let_go()
        raise KfitError(f"I couldn't start your editor ({words[0]}). Without one: kfit note") from None
    if ended:
        raise draft.kept(KfitError("The editor did not end as it should, so nothing is saved."))
    try:
        with open(path, encoding="utf-8") as file:
            draft.text = file.read()
    except UnicodeDecodeError:
        raise draft.kept(Refused("The text is not UTF-8, so nothing is saved.")) from None
    if draft.text == before:
        talk("Nothing was changed in the editor.")
        draft.text = ""
    return draft


def _editor() -> list[str]:
    """Return the words that start the person's editor. Raises KfitError if they are none."""
    import shlex

    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        words = shlex.split(command)
    except ValueError:
        words = []
    if not words:
        raise KfitError(f"I couldn't read the name of your editor ('{command}'). Without one: kfit note")
    return [*words, *QUIET_VI] if os.path.basename(words[0]) in VI else words

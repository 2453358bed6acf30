"""Texts that stay out of the shell's history: typed at a prompt, read from a pipe, or written in an editor."""

from __future__ import annotations

import os
import subprocess
import sys

from ..errors import KfitError, LateFailure, Refused
from ..store import paths
from .output import ask, talk
from .prompts import LEADING, on_terminal

# Editors of this family keep a swap file and a history of their own unless these options forbid it.
QUIET_VI = ("-n", "-i", "NONE")
ENDING = ".txt"
KEPT = "What you wrote is kept in "
VI = ("vi", "vim", "nvim", "view")


class TextDraft:
    """A text that the person wrote, and the editor's file that still holds it. The file is removed once the text is saved.

    `before` is the content of the file when the editor was started.
    """

    def __init__(self, text: str, path: str = "", before: str = "") -> None:
        self.text, self.path, self.before = text, path, before

    def let_go(self) -> None:
        """Remove the file, and files that the editor left under a similar name; print what could not be removed."""
        if not self.path:
            return
        folder, name = os.path.split(self.path)
        path, self.path = self.path, ""
        try:
            for left in os.listdir(folder):
                if name.removesuffix(ENDING) in left:
                    os.remove(os.path.join(folder, left))
        except OSError as error:
            talk(f"What you wrote is still kept, since it could not be removed ({error.strerror}): {path}")

    def kept(self, error: KfitError) -> KfitError:
        """Return the error, with the path of the text in its message. A text that is saved, or was never written, has no path."""
        if isinstance(error, LateFailure) or self._unchanged():
            self.let_go()
        return type(error)(f"{error}\n{KEPT}{self.path}") if self.path else error

    def tell(self) -> None:
        """Print where the text is kept. For a command that ends by an exception whose message is printed elsewhere or not at all."""
        if self._unchanged():
            self.let_go()
        if self.path:
            talk(KEPT + self.path)

    def _unchanged(self) -> bool:
        try:
            with open(self.path, "rb") as file:
                return file.read() == self.before.encode()
        except OSError:
            return False


def note_text(how: str) -> TextDraft:
    """Return the text of a note. `how` is `prompt`, `stdin` or `editor`. Raises KfitError if the text cannot be read."""
    if how == "editor":
        return from_editor("")
    return TextDraft(private_text("Your note") if how == "prompt" else piped_text())


def private_text(what: str) -> str:
    """Return the line that is typed at the terminal; without a terminal, all of standard input. It is not shown again.

    Empty for a word alone that leaves a question: `q`, `back`.
    """
    if not on_terminal():
        return piped_text()
    ask(f"{what} (Enter ends it; it is not shown again): ")
    typed = sys.stdin.readline()
    return "" if typed.strip().lower() in LEADING else typed


def piped_text() -> str:
    """Return all of standard input. Raises Refused if it is not UTF-8."""
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("The text is not UTF-8. Nothing is saved.") from None


def from_editor(before: str) -> TextDraft:
    """Return what the person writes in `$VISUAL` or `$EDITOR`, in a file that only they can read.

    Raises KfitError if the editor fails. The file then stays, and the message names its path.
    """
    words = _editor()
    path = os.path.join(paths.notes(), f"note-{os.getpid()}-{os.urandom(3).hex()}{ENDING}")
    draft = TextDraft("", path, before)
    try:
        paths.make(paths.notes())
        paths.refuse_foreign(paths.notes())
        paths.write_new(path, before)
    except OSError as error:
        raise KfitError(f"There is no place to write a note ({error.strerror}): {paths.notes()}\nWithout an editor: kfit note") from None
    try:
        ended = subprocess.run([*words, path], check=False).returncode  # noqa: S603 - the person's own editor
    except OSError:
        draft.let_go()
        raise KfitError(f"I couldn't start your editor ({words[0]}). Without one: kfit note") from None
    except BaseException:
        draft.tell()
        raise
    if ended:
        raise draft.kept(KfitError("The editor did not end as it should, so nothing is saved."))
    try:
        with open(path, encoding="utf-8") as file:
            draft.text = file.read()
    except UnicodeDecodeError:
        raise draft.kept(Refused("The text is not UTF-8, so nothing is saved.")) from None
    except OSError as error:
        raise KfitError(f"What you wrote can't be read ({error.strerror}), so nothing is saved: {path}") from None
    if draft.text == before:
        talk("Nothing was changed in the editor.")
        draft.text = ""
        draft.let_go()
    return draft


def _editor() -> list[str]:
    """Return the words that start the person's editor. Raises KfitError if they cannot be read."""
    import shlex

    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        words = shlex.split(command)
    except ValueError:
        words = []
    if not words:
        raise KfitError(f"I couldn't read the name of your editor ('{command}'). Without one: kfit note")
    return [*words, *QUIET_VI] if os.path.basename(words[0]) in VI else words

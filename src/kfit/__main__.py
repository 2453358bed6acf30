"""The way in: a diary line goes directly to the log command, everything else to the full command line.

Only here does an error become a message, on every way.
"""

from __future__ import annotations

import gc
import os
import sys

from .cli.output import plain, say, settle_size, talk
from .errors import IN_DOUBT, LANDED, KfitError, Saving, Unusable
from .model.entries import HEADS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

STOPPED = 130  # Ctrl-C
SAVED_UNTOLD = 4  # a change is saved, and neither stdout nor stderr could say so
HELP = frozenset(("-h", "--help"))
LOG, DEMO = "log", "demo"
SEE, UNCHANGED = "What was saved: kfit list", "Your entries are as they were."
FULL = "a disk that is full or an output that is closed"


def run() -> NoReturn:
    """Run kfit, and end the process with its exit code as soon as all output is written.

    Garbage collection takes 4 % of the time of a logged line, and Python's cleanup at exit another 11 %. Neither is
    needed: the data file is closed, and the output is flushed.
    """
    gc.disable()
    code = main()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # the reader of the output has gone
            code = code or 1
    os._exit(code)


def main() -> int:
    """Run the words after `kfit`, print a message if that fails, and return the exit code."""
    Saving.begun = Saving.done = False
    _speak_any_alphabet()
    settle_size()
    try:
        code = enter(sys.argv[1:])
        sys.stdout.flush()
    except KfitError as error:
        from .render.safety import beside

        return _end(beside(str(error), " ".join(sys.argv[1:])), error.code)
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:  # the reader of the output needs no more
        _speak_to_nobody()
        return _end(f"{LANDED}\nThe answer reached nobody.", 1) if Saving.done else 1
    except OSError as error:
        told = f"Something outside kfit went wrong ({type(error).__name__}), such as {FULL}."
        ended = _end(f"{LANDED}\n{told}" if Saving.done else f"{told} {SEE if Saving.begun else UNCHANGED}", 1)
        _speak_to_nobody()
        return ended
    except Exception as error:  # noqa: BLE001 - the last guard: no traceback may print what the person wrote
        return _stumbled(error)
    return code


def enter(words: list[str]) -> int:
    """Log a plain diary line directly; pass help, completion and every other command to Typer. Return the exit code."""
    if "_KFIT_COMPLETE" not in os.environ:
        head = _head(words)
        if words in ([], ["today"], ["--json"], ["today", "--json"]):
            from .cli import today

            today.show(json="--json" in words, front=not words)
            return 0
        if head == "help-now" and HELP.isdisjoint(words):
            from .cli import help_now

            return help_now.run(words[1:])
        if (head == "help" or head in HELP) and _tell_page(words):
            return 0
        if head == DEMO and words[1:] and words[1] not in (*HELP, "--remove"):
            return _enter_demo(words[1:])
        if not (head in HEADS or head == LOG) or (len(words) == 2 and words[1].isalpha()):
            words = _meant(words)
            head = _head(words)
        before_text = words[: words.index("--")] if "--" in words else words
        if HELP.isdisjoint(before_text) and (head in HEADS or head == LOG or _is_line(words)):
            from .cli import log

            return log.run(words)
    gc.enable()  # from here on it can be a big job
    if plain():
        os.environ["TYPER_USE_RICH"] = "0"  # for help without boxes; Typer reads it once, when it is imported
    from .cli import app

    return app.run(words)


def _head(words: list[str]) -> str:
    """Return the first word in lower case, an empty text if there is none. A line in quotes is one argument of many words."""
    return words[0].split()[0].lower() if words and words[0].strip() else ""


def _tell_page(words: list[str]) -> bool:
    """Print the page of help over all commands if the words ask for one; return whether they do."""
    from .cli import overview

    page = overview.page(words)
    if page is not None:
        say(page)
    return page is not None


def _enter_demo(words: list[str]) -> int:
    """Run words on the made-up person's file as any others on one's own; return the exit code."""
    from .cli import demo

    with demo.OnDemoFile():
        demo.introduce()
        return enter(words)


def _meant(words: list[str]) -> list[str]:
    from .cli.commands import meant

    return meant(words)


def _is_line(words: list[str]) -> bool:
    """Return whether the words are a diary line: they begin with no command, or with `today` before words that are no day."""
    from .cli.commands import COMMANDS
    from .parsing.options import LINE_FLAGS, SHORT

    first = _head(words) or "-"
    if first.startswith("-"):
        flag = first.partition("=")[0]
        return SHORT.get(flag, flag) in LINE_FLAGS and len(words) > 2
    if first == "help":
        return False
    if first == "today":
        return len(words) > 1 and not words[1].startswith("-") and not _is_day([word for word in words[1:] if word != "--json"])
    return first not in COMMANDS


def _is_day(words: list[str]) -> bool:
    """Return whether the words look like a day, clear or not, or are one word like that of a day: `tusday`."""
    from . import clock
    from .errors import Unreadable
    from .parsing.draft import Context

    here, text = Context(clock.now()), " ".join(words)
    try:
        return here.is_day(text) or bool(here.day(text))
    except Unreadable as error:
        return len(words) == 1 and bool(error.nearest)


def _speak_any_alphabet() -> None:
    """Make the output safe: a letter that the terminal does not know becomes `?`, so that printing an answer never fails.

    A closed stream is replaced, so that stderr never ends up on stdout. A closed stdout gets a file that is open for
    reading only: an answer that nobody can read then fails, like one to a full disk.
    """
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115 - it lives as long as the process
    sys.stdout = sys.stdout or open(os.devnull, encoding="utf-8")  # noqa: SIM115 - as above
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - as above
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _speak_to_nobody() -> None:
    """Redirect stdout to nowhere, so that nothing more is flushed into an output that is full or closed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _end(text: str, code: int) -> int:
    """Print on stderr why kfit ends, and return the exit code; where that reaches nobody, the code alone says that a change is saved."""
    try:
        talk(text)
        sys.stderr.flush()
        heard = getattr(sys.stderr, "name", "") != os.devnull  # the file that stands for a stderr that was closed
    except OSError:
        heard = False
    return SAVED_UNTOLD if Saving.done and not heard else code


def _stumbled(error: Exception) -> int:
    """Print what went wrong, a damaged data file or a bug in kfit; return the exit code."""
    from .store.data_file import damage

    damaged = damage()
    return _end(f"{LANDED}\n{damaged}" if damaged and Saving.done else damaged or _bug(error), Unusable.code if damaged else 1)


def _bug(error: Exception) -> str:
    """Return the message of a bug: the error's type and place, without anything that the person wrote."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else "unknown"
    told = "kfit stumbled, and that is kfit's fault."
    said = f"{LANDED}\n{told}" if Saving.done else f"{told} {IN_DOUBT if Saving.begun else UNCHANGED}"
    return f"{said}\nTo report it: {type(error).__name__} at {place}"


if __name__ == "__main__":
    run()

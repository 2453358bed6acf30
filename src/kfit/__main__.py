"""The front door: a diary line goes to its reader at once, all else to the full command line.

It is the one place where an error becomes a message, whichever way it came.
"""

from __future__ import annotations

import gc
import os
import sys

from .cli.output import plain, talk
from .errors import KfitError, Unusable
from .model.entries import HEADS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

STOPPED = 130  # Ctrl-C
HELP = frozenset(("-h", "--help"))
LOG = "log"
FULL = "a disk that is full or an output that is closed"


def run() -> NoReturn:
    """Be a process of its own, which ends as soon as all is said.

    Looking for garbage takes 4 % of a logged line, and Python's clearing away at the end another 11 %: there is nothing to
    clear, since the file is closed and every word is out.
    """
    gc.disable()
    code = main()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # whoever listened has gone
            code = code or 1
    os._exit(code)


def main() -> int:
    """Run the words behind `kfit`; return the exit code."""
    _speak_any_alphabet()
    try:
        code = enter(sys.argv[1:])
        sys.stdout.flush()
    except KfitError as error:
        from .render.safety import beside

        _tell(beside(str(error), " ".join(sys.argv[1:])))
        return error.code
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:  # whoever read our output has heard enough
        _speak_to_nobody()
        return 1
    except OSError as error:
        _tell(f"Something outside of kfit went wrong ({type(error).__name__}), such as {FULL}. What was saved: kfit list")
        _speak_to_nobody()
        return 1
    except Exception as error:  # noqa: BLE001 - the last door: no traceback may print what somebody wrote
        return _stumbled(error)
    return code


def enter(words: list[str]) -> int:
    """Log what is plainly a diary line; give help, completion and every other command to Typer."""
    if "_KFIT_COMPLETE" not in os.environ:
        before_text = words[: words.index("--")] if "--" in words else words
        head = words[0].split()[0].lower() if words and words[0].strip() else ""
        if (head in HEADS or head == LOG) and HELP.isdisjoint(before_text) and " " not in words[0]:
            from .cli import log

            return log.run(words)
        if words in ([], ["today"], ["--json"], ["today", "--json"]):
            from .cli import today

            today.show(json="--json" in words, front=not words)
            return 0
        if head == "help-now" and HELP.isdisjoint(words):
            from .cli import help_now

            return help_now.run(words[1:])
    gc.enable()  # from here on it can be a big job
    if plain():
        os.environ["TYPER_USE_RICH"] = "0"  # Typer reads it once, when it is imported: help without boxes
    from .cli import app

    return app.run(words)


def _speak_any_alphabet() -> None:
    """Let a terminal that knows few letters show `?` for the others: an answer must never fail on its way out.

    A stream that was closed is nowhere: what goes to stderr must not turn up on stdout, and an answer that nobody can
    hear fails like one to a full disk, since nothing can be written into a file that is opened for reading.
    """
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115 - it lives as long as the process
    sys.stdout = sys.stdout or open(os.devnull, encoding="utf-8")  # noqa: SIM115 - as above
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - as above
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _speak_to_nobody() -> None:
    """Let nothing more be flushed into an output that is full or closed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(text: str) -> None:
    """Say on stderr why it ends here; where that is full as well, the exit code alone tells."""
    try:
        talk(text)
        sys.stderr.flush()
    except OSError:
        pass


def _stumbled(error: Exception) -> int:
    """Say what made kfit stumble, a damaged data file or kfit itself; return the exit code."""
    from .store.data_file import damage

    damaged = damage()
    _tell(damaged or _bug(error))
    return Unusable.code if damaged else 1


def _bug(error: Exception) -> str:
    """Say that kfit stumbled, and where, without a word of what anybody wrote."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else "unknown"
    return (
        "kfit stumbled, and that is kfit's fault. I can't tell whether this was saved. See: kfit list\n"
        f"To report it: {type(error).__name__} at {place}"
    )


if __name__ == "__main__":
    run()

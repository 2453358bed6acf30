"""The demo: every command on a made-up person's file, which is made here and is separate from the real one."""

from __future__ import annotations

import os
import re
import shutil
import sys
from typing import Annotated, Any

import typer

from .. import clock
from ..errors import KfitError, Refused, Saving
from ..model.entries import HEADS
from ..render.text import paragraph
from ..services.demo_person import made_up, planning_records
from ..settings import Settings
from ..store import paths, queries
from ..store.changes import Change
from ..store.data_file import Data
from .base import Command, new_app
from .commands import COMMANDS
from .output import RETELLERS, fit, say, screen, talk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

INTRODUCTION = "A made-up person, in a file of its own. Your own entries are untouched."
VIEWS = (["today"], ["week"], ["chart", "mood", "--all"], ["infusions"])
WAY_ON = (
    "Try any command on it: kfit mood 6",
    "To remove its file: kfit demo --remove",
)
YOUR_OWN = "To begin with your own: kfit mood 5"


NAMES = (*HEADS, *(name for name in COMMANDS if name != "demo"), "help")
OFFERED = re.compile(rf"\bkfit (?=(?:{'|'.join(map(re.escape, NAMES))})\b)")


class OnDemoFile:
    """A context in which kfit uses the demo's file, and every offered line says `kfit demo ...`.

    After it, `KFIT_DB` has its old value again. Raises Refused where `KFIT_DB` names the demo's file itself.
    """

    def __enter__(self) -> None:
        if paths.data_file() == paths.demo_file():
            raise Refused("KFIT_DB names the demo's own file. Unset it, then try: kfit demo")
        self.named = os.environ.get("KFIT_DB")
        os.environ["KFIT_DB"] = paths.demo_file()
        RETELLERS.append(self.retell)

    def retell(self, text: str) -> str:
        """Return a text whose offered lines say `kfit demo ...`; if that makes a line too wide, each gets a line of its own."""
        lines = [OFFERED.sub("kfit demo ", line) for line in text.split("\n")]
        return "\n".join(re.sub(r" {2,}(?=kfit demo)", "\n", line) if len(line) > screen().width else line for line in lines)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        RETELLERS.remove(self.retell)
        if isinstance(error, KfitError):
            error.args = (self.retell(str(error)),)
        if self.named is None:
            del os.environ["KFIT_DB"]
        else:
            os.environ["KFIT_DB"] = self.named


class DemoCommand(Command):
    """The tour, and the file's removal. A line for the made-up person comes in by the front door (`__main__`), as any other."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Return the words unchanged, unless the person asks for the demo's own help or completes a word."""
        if ctx.resilient_parsing or args[:1] in (["-h"], ["--help"]):
            return super().parse_args(ctx, args)
        ctx.args = args
        return args

    def invoke(self, ctx: Any) -> Any:
        """Make a fresh file and show the tour, or remove the file."""
        with OnDemoFile():
            if not ctx.args:
                return look_around(ctx.find_root().command)
        return remove(ctx.args[1:])


def _commands(ctx: typer.Context, incomplete: str) -> list[str]:
    commands = getattr(ctx.find_root().command, "commands", {})
    return [name for name, command in commands.items() if name.startswith(incomplete) and not command.hidden]


demo_app = new_app()


@demo_app.command(cls=DemoCommand)
def demo(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[COMMAND ...]", help="Any command, for the made-up person.", autocompletion=_commands)
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Remove the made-up person's file.")] = False,
) -> None:
    """Carry the parameters for help and completion; the words themselves are run unread."""


def look_around(kfit: Any) -> None:
    """Make a fresh file and print several views of it; `kfit` is the whole command line."""
    say(paragraph(INTRODUCTION, screen()))
    make()
    for words in VIEWS:
        say(f"\n$ kfit {' '.join(words)}\n")
        kfit.main(args=words, prog_name="kfit", standalone_mode=False)
    say("\n" + "\n".join(paragraph(line, screen()) for line in WAY_ON))
    print(fit(YOUR_OWN, sys.stdout))


def introduce() -> None:
    """Say on stderr whose file a line is for, and make that file if it is missing."""
    talk(paragraph(INTRODUCTION, screen()))
    if not demo_exists():
        make()


def demo_exists() -> bool:
    """Return whether the demo's file exists and has entries."""
    path = paths.demo_file()
    if not os.path.exists(path):
        return False
    with Data(path, writes=False) as data:
        return data.db is not None and queries.has_entries(data.db)


def make() -> None:
    """Write the person into a new file, in one change."""
    clear_away()
    now = clock.now()
    today = clock.day_of(now, Settings().day_ends)
    with Data(paths.demo_file(), writes=True) as data, Change(data.existing(), "demo") as change:
        for entry in made_up(now, today):
            change.add(entry)
        for one in planning_records(today):
            change.keep(one)
    Saving.begun = Saving.done = False  # nothing that the person typed is saved yet


def remove(words: list[str]) -> None:
    """Remove the file with all that belongs to it, and print that. Raises Refused if other words are given."""
    if words:
        raise Refused("Use --remove alone. Try: kfit demo --remove")
    say("The made-up person's file is removed. Your own entries are untouched." if clear_away() else "There is no made-up person's file.")


def clear_away() -> bool:
    """Remove the demo's file, what was moved aside from it, its backups, and its place among the known files.

    Return whether any of these existed.
    """
    path = paths.demo_file()
    home, name = os.path.split(path)
    there = [name, *(name + side for side in paths.SIDES)]
    there = [one for one in (os.listdir(home) if os.path.isdir(home) else []) if one in there or one.startswith(f"{name}.aside-")]
    found = bool(there) or os.path.isdir(paths.backups(path))
    paths.forget(path)
    for one in there:
        os.remove(os.path.join(home, one))
    if os.path.isdir(paths.backups(path)):
        shutil.rmtree(paths.backups(path))
    return found

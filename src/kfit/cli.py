"""The full command line: the table of commands, their help and completion. The words of a kind go to the diary unread."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer

from .commands.kinds import words_command
from .commands.shape import Command, Family
from .entries import HEADS, KINDS, PLANNED
from .errors import Refused


class Row(NamedTuple):
    """One command: where it lives, what it does, and a line that shows it."""

    module: str
    help: str
    panel: str
    example: str


LOG, SEE, CORRECT, DATA, SET = "Log", "See", "Correct", "Your data", "Set up"
COMMANDS = {
    "help-now": Row("help_now", "Numbers to call, now. Works offline.", "Reach someone", "kfit help-now"),
    "log": Row("kinds", "Log several things in one line, or a whole file.", LOG, "kfit log mood 6, sleep 7h30, walk 20"),
    "today": Row("today", "Show today.", SEE, "kfit today"),
    "week": Row("week", "Show the last weeks.", SEE, "kfit week --weeks 8"),
    "list": Row("list", "List entries with their numbers.", SEE, "kfit list mood --days 30"),
    "chart": Row("chart", "Draw mood, sleep or exercise, with the infusions on it.", SEE, "kfit chart mood"),
    "calendar": Row("calendar", "Show a year, day by day.", SEE, "kfit calendar mood"),
    "infusions": Row("infusions", "Show the infusions, and mood before and after each.", SEE, "kfit infusions"),
    "undo": Row("undo", "Take back the last change.", CORRECT, "kfit undo"),
    "redo": Row("redo", "Put back what was taken back last.", CORRECT, "kfit redo"),
    "edit": Row("edit", "Change an entry by its number.", CORRECT, "kfit edit 1 7"),
    "delete": Row("delete", "Take away entries by their numbers.", CORRECT, "kfit delete 1"),
    "history": Row("history", "Show what was changed, and when.", CORRECT, "kfit history"),
    "export": Row("export", "Write your entries as CSV or JSONL.", DATA, "kfit export csv -o visit"),
    "import": Row("import_", "Read entries from a file or a folder.", DATA, "kfit import visit --dry-run"),
    "backup": Row("backup", "Make a checked copy of everything.", DATA, "kfit backup"),
    "restore": Row("restore", "Bring a copy back.", DATA, "kfit restore latest"),
    "doctor": Row("doctor", "Check the data file.", DATA, "kfit doctor"),
    "config": Row("config", "Show or change settings.", SET, "kfit config set date_order dmy"),
    "completion": Row("completion", "Print what makes the Tab key complete kfit's words.", SET, "kfit completion bash"),
    "demo": Row("demo", "Try everything on a made-up person's file.", SET, "kfit demo"),
    "guide": Row("guide", "Read the manual.", SET, "kfit guide"),
}


class Kfit(Family):
    """Lists every command from the tables; loads only the one that is called."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self._stub("help-now", COMMANDS["help-now"])
        for word, (kind, _) in HEADS.items():
            summary = (kind.__doc__ or "").split("\n", 1)[0]
            self.commands[word] = Command(word, help=summary, rich_help_panel=LOG, hidden=word not in KINDS)
        for name, row in COMMANDS.items():
            self._stub(name, row)

    def _stub(self, name: str, row: Row) -> None:
        self.commands[name] = Command(name, help=row.help, rich_help_panel=row.panel)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Put the real command in the place of its line in the table."""
        name = args[0].lower()
        if name in HEADS or name == "log":
            self.commands[name] = words_command(name)
        elif name in COMMANDS:
            row = COMMANDS[name]
            command = typer.main.get_command(import_module(f"kfit.commands.{row.module}").app)
            command.name, command.help, command.epilog = name, row.help, f"Example: {row.example}"
            self.commands[name] = command
        elif not ctx.resilient_parsing and not name.startswith("-"):
            raise Refused(unknown(args))
        return super().resolve_command(ctx, [name, *args[1:]])


HELP_WORDS = frozenset(["crisis", "suicidal", "suicide", "help", "emergency", "sos", "hotline", "harm", "hurt", "die", "dying", "kill"])
CAREFUL = frozenset(("undo", "redo", "delete", "restore", "edit", "import"))  # never offered for a word that is not very near
NEAR, VERY_NEAR = 0.72, 0.86


def unknown(args: list[str]) -> str:
    """Say that a command is not known, with the whole line mended if it is near to one."""
    from difflib import get_close_matches
    from shlex import quote

    said = args[0].split() or [""]
    rest = " ".join([*said[1:], *(quote(word) for word in args[1:])])
    word = said[0].lower()
    shown = f"I don't know '{args[0]}'."
    if word in PLANNED:
        return f"{word} is not a kind yet. As a note: kfit note {' '.join(args)}"
    if word in HELP_WORDS:
        return f"{shown} To reach someone: kfit help-now   All commands: kfit -h"
    meant = _kind_and_number(word, rest)
    if meant:
        return f"{shown} Did you mean: kfit {meant}"
    near = [word] if word in HEADS else get_close_matches(word, [*COMMANDS, *HEADS], n=1, cutoff=NEAR)
    if near and (near[0] not in CAREFUL or get_close_matches(word, near, cutoff=VERY_NEAR)):
        return f"{shown} Did you mean: kfit {near[0]} {rest}".rstrip()
    return f"{shown} As a note: kfit note {' '.join(args)}   All commands: kfit -h"


def _kind_and_number(word: str, rest: str) -> str:
    """Return what `mood6`, `3 mood` and a number alone may mean; empty for other words."""
    head = word.rstrip("0123456789/")
    if head != word and head in HEADS:
        return f"{head} {word[len(head) :]} {rest}".rstrip()
    if not (word.isdigit() and len(word) <= 2 and int(word) <= 10):
        return ""
    kind, _, more = rest.partition(" ")
    return f"{kind.lower()} {word} {more}".rstrip() if kind.lower() in HEADS else f"mood {word} {rest}".rstrip()


if "_KFIT_COMPLETE" in os.environ:
    from typer._completion_classes import completion_init

    completion_init()

app = typer.Typer(
    cls=Kfit,
    add_completion=False,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"kfit {version('kfit')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def kfit(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False,  # noqa: ARG001
) -> None:
    """Keep a gentle log of ketamine treatment: one short line a day, on your own machine."""
    if ctx.invoked_subcommand is None:
        from .commands import today

        today.show(json=False)


def run(words: list[str]) -> int:
    """Run the full command line; return the exit code. Raises Refused for words it cannot read."""
    try:
        code = app(words, prog_name="kfit", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except typer.TyperException as error:
        raise Refused(sentence(error)) from None
    return code if isinstance(code, int) else 0


def sentence(error: typer.TyperException) -> str:
    """Say in one sentence what the command line could not read, and where its help is."""
    ctx: Any = getattr(error, "ctx", None)
    path = ctx.command_path if ctx else "kfit"
    option = getattr(error, "option_name", None)
    example = getattr(getattr(ctx, "command", None), "epilog", None) or "Example: kfit mood 6"
    told = error.format_message().rstrip(".")
    if type(error).__name__ == "MissingParameter" or told == "Missing command":
        what = f"{path} wants something behind it"
    elif option and type(error).__name__ == "NoSuchOption":
        what = f"{path} has no option {option}"
    elif told.startswith("Got unexpected extra argument"):
        what = f"{path} takes no {told.partition('(')[2].partition('(')[2].rstrip(')') or 'more words'}"
    elif told.startswith("No such command"):
        what = told.replace("No such command", f"{path} has no").replace(". Did you mean", ". Is it").rstrip("?")
    else:
        what = told
    return f"{what}. {example}   Its help: {path} -h"

"""The full command line: the table of commands, their help and completion. The words of a diary line pass through unread."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer

from ..errors import Refused
from ..model.entries import HEADS, QUESTIONNAIRES, SHOWN, about
from .base import Command, Family
from .log_help import words_command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class CommandRow(NamedTuple):
    """One command: the module that holds its `NAME_app`, its help, its panel in the overview, and an example line."""

    module: str
    help: str
    panel: str
    example: str


LOG, FORMS, SEE, PLAN, CORRECT, DATA, SET = "Log", "Questionnaires", "See", "Plan", "Correct", "Your data", "Set up"
COMMANDS = {
    "help-now": CommandRow("help_now", "Numbers to call, now. Works offline.", "Reach someone", "kfit help-now"),
    "log": CommandRow("log_help", "Log several things in one line, or a whole file.", LOG, "kfit log mood 6, sleep 7h30, walk 20"),
    "checkin": CommandRow("checkin", "Walk through the day, a question a line.", LOG, "kfit checkin --list"),
    "today": CommandRow("today", "Show today.", SEE, "kfit today"),
    "week": CommandRow("reports", "Show the last weeks.", SEE, "kfit week --weeks 8"),
    "month": CommandRow("reports", "Show a month's weeks, and their sums.", SEE, "kfit month"),
    "list": CommandRow("lists", "List entries with their numbers.", SEE, "kfit list mood --days 30"),
    "chart": CommandRow("charts", "Draw mood, a rating, a form or a measure over the days.", SEE, "kfit chart mood"),
    "calendar": CommandRow("charts", "Show a year, day by day.", SEE, "kfit calendar mood"),
    "infusions": CommandRow("reports", "Show the infusions, and mood before and after each.", SEE, "kfit infusions"),
    "goal": CommandRow("goals", "Set a goal, and see how this week stands.", PLAN, "kfit goal exercise 60min/week"),
    "programme": CommandRow(
        "programme", "Begin with a few minutes and let them grow.", PLAN, "kfit programme start --from 5min --to 30min --days mon,wed,fri"
    ),
    "pause": CommandRow("pauses", "Let some days ask for nothing.", PLAN, "kfit pause illness 3 days"),
    "resume": CommandRow("pauses", "End a pause.", PLAN, "kfit resume"),
    "next": CommandRow("plans", "Plan infusions, and see which were done.", PLAN, 'kfit next "5 nov 10am"'),
    "ask": CommandRow("plans", "Keep a question for the next visit.", PLAN, 'kfit ask "what helps on a bad night"'),
    "habit": CommandRow("habits", "List your habits; rename or retire one.", PLAN, "kfit habit"),
    "undo": CommandRow("corrections", "Take back the last change.", CORRECT, "kfit undo"),
    "redo": CommandRow("corrections", "Put back what you took back last.", CORRECT, "kfit redo"),
    "edit": CommandRow("corrections", "Change an entry by its number.", CORRECT, "kfit edit 1 7"),
    "delete": CommandRow("corrections", "Take away entries by their numbers.", CORRECT, "kfit delete 1"),
    "history": CommandRow("corrections", "Show what was changed, and when.", CORRECT, "kfit history"),
    "export": CommandRow("transfer", "Write your entries as CSV or JSONL.", DATA, "kfit export csv -o visit"),
    "import": CommandRow("transfer", "Read entries from a file or a folder.", DATA, "kfit import visit --dry-run"),
    "backup": CommandRow("maintenance", "Make a checked copy of everything.", DATA, "kfit backup"),
    "restore": CommandRow("maintenance", "Bring a copy back.", DATA, "kfit restore latest"),
    "doctor": CommandRow("maintenance", "Check the data file.", DATA, "kfit doctor"),
    "setup": CommandRow("setup", "Answer a few questions; nothing needs an answer.", SET, "kfit setup --list"),
    "remind": CommandRow("reminders", "Get a reminder at a time you choose.", SET, "kfit remind 20:30"),
    "config": CommandRow("setup", "Show or change settings.", SET, "kfit config set date_order dmy"),
    "completion": CommandRow("completion", "Print the script that lets the Tab key complete kfit's words.", SET, "kfit completion bash"),
    "demo": CommandRow("demo", "Try everything on a made-up person's file.", SET, "kfit demo"),
    "guide": CommandRow("setup", "Read the manual.", SET, "kfit guide"),
}


class CommandTable(Family):
    """The group of all commands: it lists them from the tables, and imports only the one that is called."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self._stub("help-now", COMMANDS["help-now"])
        for word in (*SHOWN, *(word for word in HEADS if word not in SHOWN)):
            panel = FORMS if word in QUESTIONNAIRES else LOG
            self.commands[word] = Command(word, help=about(word), rich_help_panel=panel, hidden=word not in (*SHOWN, *QUESTIONNAIRES))
        for name, row in COMMANDS.items():
            self._stub(name, row)

    def _stub(self, name: str, row: CommandRow) -> None:
        self.commands[name] = Command(name, help=row.help, rich_help_panel=row.panel)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the first word names; its module is imported now. Raises Refused for an unknown word."""
        name = args[0].lower()
        if name in HEADS or name == "log":
            self.commands[name] = words_command(name)
        elif name in COMMANDS:
            row = COMMANDS[name]
            made = import_module(f"kfit.cli.{row.module}")
            command = typer.main.get_command(getattr(made, f"{name.replace('-', '_')}_app"))
            command.name, command.help, command.epilog = name, row.help, f"Example: {row.example}"
            self.commands[name] = command
        elif not ctx.resilient_parsing and not name.startswith("-"):
            from .suggestions import unknown

            raise Refused(unknown(args, COMMANDS))
        return super().resolve_command(ctx, [name, *args[1:]])


if "_KFIT_COMPLETE" in os.environ:
    from typer._completion_classes import completion_init

    completion_init()
app = typer.Typer(
    cls=CommandTable,
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
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False,  # noqa: ARG001 - for the help
) -> None:
    """Keep a gentle log of ketamine treatment: one short line a day, on your own machine."""
    if ctx.invoked_subcommand is None:
        from . import today

        today.show(json=False, front=True)


def run(words: list[str]) -> int:
    """Run the full command line; return the exit code. Raises Refused for words it cannot read."""
    try:
        code = app(words, prog_name="kfit", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except typer.TyperException as error:
        in_demo = bool(words) and words[0].lower() == "demo"
        told = sentence(error, words[1:] if in_demo else words)
        if in_demo:
            from .demo import OnDemoFile

            told = OnDemoFile([*HEADS, *COMMANDS]).retell(told)  # a line to copy must not reach the person's own file
        raise Refused(told) from None
    return code if isinstance(code, int) else 0


# What a command needs when a word is missing, with a line that works.
NEEDED = {
    "kfit delete": "the number of an entry: kfit delete 12   The numbers: kfit list",
    "kfit export": "a format, csv or jsonl: kfit export csv -o visit",
    "kfit import": "a file or a folder: kfit import visit --dry-run",
    "kfit completion": "the name of your shell: kfit completion bash",
    "kfit config set": "a setting and its value: kfit config set date_order dmy",
    "kfit habit rename": "the old name and the new one: kfit habit rename craft knitting",
    "kfit habit retire": "the name of a habit: kfit habit retire craft",
    "kfit habit again": "the name of a habit: kfit habit again craft",
}
SAMPLES = {"--days": 30, "--weeks": 8, "--year": 2026}  # whole numbers that the options take


def sentence(error: typer.TyperException, words: Sequence[str]) -> str:
    """Return a sentence on what the command line could not read, with an example and the line that opens the help."""
    ctx: Any = getattr(error, "ctx", None)
    row = COMMANDS.get(words[0].lower()) if words else None
    path = ctx.command_path if ctx else f"kfit {words[0].lower()}" if row else "kfit"
    option = getattr(error, "option_name", None)
    example = getattr(getattr(ctx, "command", None), "epilog", None) or f"Example: {row.example if row else 'kfit mood 6'}"
    told = error.format_message().rstrip(".")
    if path in NEEDED and (type(error).__name__ == "MissingParameter" or told == "Missing command"):
        return f"{path} needs {NEEDED[path]}"
    if option and type(error).__name__ == "NoSuchOption":
        what = f"{path} has no option {option}"
    elif option and told.endswith("requires an argument"):
        what = f"{option} needs a value"
    elif "Input should be" in told:
        name = next(iter(getattr(getattr(error, "param", None), "opts", [])), "")
        what, example = f"{name} needs a whole number", f"Try: {path} {name} {SAMPLES.get(name, 12)}"
    elif told.startswith("Got unexpected extra argument"):
        what = f"{path} does not take '{told.partition('(')[2].partition('(')[2].rstrip(')')}'"
    elif told.startswith("No such command"):
        from .suggestions import unknown_part

        return unknown_part(path, told.split("'")[1], list(getattr(getattr(ctx, "command", None), "commands", ())))
    else:
        what = told
    return f"{what}. {example}   Its help: {path} -h"

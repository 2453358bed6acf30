"""The full command line: the table of commands, their help and completion. The words of a diary line pass through unread."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Annotated, Any

import typer

from ..errors import Refused
from ..model.entries import HEADS, QUESTIONNAIRES, SHOWN
from .base import Command, Family
from .commands import COMMANDS, CommandRow, about
from .log_help import words_command
from .overview import first_page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class CommandTable(Family):
    """The group of all commands: it lists them from the tables, and imports only the one that is called."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self._stub("help-now", COMMANDS["help-now"])
        for word in (*SHOWN, *(word for word in HEADS if word not in SHOWN)):
            self.commands[word] = Command(word, help=about(word), hidden=word not in (*SHOWN, *QUESTIONNAIRES))
        for name, row in COMMANDS.items():
            self._stub(name, row)

    def _stub(self, name: str, row: CommandRow) -> None:
        self.commands[name] = Command(name, help=row.help)

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - Typer passes its context
        """Write the first page of help, for words such as `-h please` that `__main__` leaves to Typer."""
        formatter.write(first_page())

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
    version: Annotated[bool, typer.Option("--version", "-v", callback=_version, is_eager=True, help="Show the version.")] = False,  # noqa: ARG001 - for the help
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
        raise Refused(sentence(error, words)) from None
    return code if isinstance(code, int) else 0


# What a command needs when a word is missing, with a line that works.
NEEDED = {
    "kfit delete": "the number of an entry, such as: kfit delete NUMBER   The numbers: kfit list",
    "kfit export": "a format: csv, jsonl, fhir, datasette or ics. For example: kfit export csv -o visit",
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

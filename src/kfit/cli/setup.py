"""The commands for settings, `setup` and `config`, and the guide."""

from __future__ import annotations

from typing import Annotated

import typer

from ..errors import Refused
from ..formats.apps.catalogue import APPS
from ..model.entries import HEADS
from ..parsing.options import LINE_OPTIONS
from ..parsing.settings import read
from ..render import setup as shown
from ..render.guide import AppExport, man_page, manual
from ..render.text import paragraph, safe
from ..settings import SETTINGS
from ..store import paths
from ..store.changes import Change
from ..store.data_file import Data
from . import prompts
from .base import Command, Family, Json, new_app
from .commands import COMMANDS
from .log_help import example
from .output import copy_of_the_day, say, say_json, screen, talk
from .overview import families

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..render.setup import SetupQuestion

config_app = new_app()


@config_app.callback(cls=Family, invoke_without_command=True)
def config(ctx: typer.Context, json: Json = False) -> None:
    """Show every setting, where its value comes from, and where the data file is."""
    if ctx.invoked_subcommand is not None:
        return
    with Data.to_read() as data:
        chosen = data.settings().chosen
    rows = [("data_file", data.path, paths.told_by())]
    rows += [(name, chosen.get(name, setting.default), "file" if name in chosen else "default") for name, setting in SETTINGS.items()]
    if json:
        say_json({"settings": [{"name": name, "value": value or None, "from": source} for name, value, source in rows]})
    else:
        say(shown.listed(rows, exists=data.db is not None, screen=screen()))


def _names(incomplete: str) -> list[str]:
    return [name for name in SETTINGS if name.startswith(incomplete)]


def _values(ctx: typer.Context, incomplete: str) -> list[str]:
    setting = SETTINGS.get(ctx.params.get("name") or "")
    return [word for word in setting.words if word.startswith(incomplete)] if setting else []


@config_app.command("set", cls=Command, epilog="Example: kfit config set date_order dmy")
def set_(
    name: Annotated[str, typer.Argument(help="the setting", autocompletion=_names)],
    value: Annotated[list[str], typer.Argument(help="its value; 'default' restores its default", autocompletion=_values)],
) -> None:
    """Choose a setting; kfit config lists them."""
    kept = read(name, " ".join(value), f"kfit config set {name}")
    with Data.to_write() as data:
        before = choose(data, name, kept, "config")
    now = shown.told(name, kept)
    say(f"{name} is {now} already." if before == kept else f"Changed: {name} is now {now}; it was {shown.told(name, before)}. (kfit undo)")
    copy_of_the_day(data.path)


def choose(data: Data, name: str, value: str | None, command: str) -> str | None:
    """Save one setting as one change; None restores its default. Return the value that was chosen before, None if it had none."""
    with Change(data.existing(), command) as change:
        before = change.set(name, value)
        if before == value:
            change.give_up()
    return before


setup_app = new_app()


@setup_app.command(cls=Command)
def setup(
    overview: Annotated[bool, typer.Option("--list", help="Show the questions and today's settings; ask nothing.")] = False,
) -> None:
    """Answer a few questions about settings; skip any you like."""
    with Data.to_read() as data:
        chosen = data.settings().chosen
    if overview:
        say("\n".join(paragraph(line, screen()) for line in shown.overview(chosen)))
    elif not prompts.on_terminal():
        raise Refused("\n".join([shown.NO_KEYBOARD, *shown.lines()]))
    else:
        ask_all(chosen)


def ask_all(chosen: dict[str, str]) -> None:
    """Ask one question after the other, and print what was saved. `q`, Ctrl-C and Ctrl-D end it."""
    for line in shown.BEFORE:
        talk(paragraph(line, screen()))
    changed: dict[str, str | None] = {}
    stopped = False
    place = 0
    try:
        while place < len(shown.QUESTIONS):
            question = shown.QUESTIONS[place]
            talk("\n" + paragraph(shown.asked(question, place + 1), screen()))
            try:
                ask(question, changed.get(question.setting, chosen.get(question.setting)) or "", changed)
                place += 1
            except prompts.Back:
                place = max(0, place - 1)
    except (prompts.Stopped, KeyboardInterrupt):  # Ctrl-C can also come between two questions
        stopped = True
    talk("")
    for line in shown.ended(changed, stopped=stopped):
        say(paragraph(line, screen()))
    if changed:
        copy_of_the_day(paths.data_file())


def ask(question: SetupQuestion, value: str, changed: dict[str, str | None]) -> None:
    """Ask one question, three times at most; save the answer and add it to `changed`. Raises prompts.Stopped and prompts.Back."""
    for turn in range(prompts.TRIES):
        said = prompts.line(shown.prompt(question, value), back=True)
        if not said:
            return
        try:
            kept = read(question.setting, said, "")
        except Refused as error:
            last = turn == prompts.TRIES - 1
            for line in [shown.leave(question)] if last else str(error).split("\n"):
                talk(paragraph(safe(line), screen()))
            continue
        if kept != (value or None):
            with Data.to_write() as data:
                choose(data, question.setting, kept, "setup")
            changed[question.setting] = kept
            talk(paragraph(shown.kept(question, kept), screen()))
        return


guide_app = new_app()


@guide_app.command(cls=Command)
def guide(
    man: Annotated[bool, typer.Option("--man", help="Print it for man, with every command: kfit guide --man > kfit.1")] = False,
) -> None:
    """Read the manual, section by section."""
    apps = [AppExport(row.title, row.export, row.real) for row in APPS.values()]
    if not man:
        say(manual(screen(), apps))
        return
    from importlib.metadata import version  # a late import: it takes longer than the page

    examples = {name: row.example for name, row in COMMANDS.items()} | {word: f"kfit {example(word)}" for word in HEADS}
    listed = [(family, [(name, about, examples[name]) for name, about in rows]) for family, rows in families()]
    options = [(", ".join(filter(None, (short, flag))), text) for flag, short, _, text in LINE_OPTIONS]
    say(man_page(listed, options, apps, version("kfit")))

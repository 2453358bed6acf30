"""Shows the settings, and changes them."""

from __future__ import annotations

from typing import Annotated

import typer

from ..settings import SETTINGS
from ..show import settings as shown
from ..spoken import read
from ..store import where
from ..store.change import Change
from ..store.file import Data
from .daily import copy_of_the_day
from .output import say, say_json, screen
from .shape import Command, Family, Json, new_app

app = new_app()


@app.callback(cls=Family, invoke_without_command=True)
def config(ctx: typer.Context, json: Json = False) -> None:
    """Show every setting, where it comes from, and where the data file lies."""
    if ctx.invoked_subcommand is not None:
        return
    with Data.to_read() as data:
        chosen = data.settings().chosen
    rows = [("data_file", data.path, where.told_by())]
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


@app.command("set", cls=Command, epilog="Example: kfit config set date_order dmy")
def set_(
    name: Annotated[str, typer.Argument(help="the setting", autocompletion=_names)],
    value: Annotated[list[str], typer.Argument(help="its value; 'default' gives it back its default", autocompletion=_values)],
) -> None:
    """Choose a setting; kfit config lists them."""
    kept = read(name, " ".join(value), f"kfit config set {name}")
    with Data.to_write() as data:
        before = choose(data, name, kept, "config")
    now = shown.told(name, kept)
    say(f"{name} is {now} already." if before == kept else f"Changed: {name} is now {now}; it was {shown.told(name, before)}. (kfit undo)")
    copy_of_the_day(data.path)


def choose(data: Data, name: str, value: str | None, command: str) -> str | None:
    """Save one setting as one change, or with None let its default hold; return what was chosen before."""
    with Change(data.existing(), command) as change:
        before = change.set(name, value)
        if before == value:
            change.give_up()
    return before

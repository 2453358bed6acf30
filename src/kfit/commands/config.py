"""Shows the settings, and changes them."""

from __future__ import annotations

from typing import Annotated

import typer

from ..settings import SETTINGS, check
from ..show import settings as shown
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


@app.command("set", cls=Command, epilog="Example: kfit config set date_order dmy")
def set_(
    name: Annotated[
        str, typer.Argument(help="the setting", autocompletion=lambda incomplete: [n for n in SETTINGS if n.startswith(incomplete)])
    ],
    value: Annotated[str, typer.Argument(help="its value; 'default' gives it back its default")],
) -> None:
    """Choose a setting: date_order, day_ends, answers, show_days_since."""
    kept = None if value.lower() == "default" and name in SETTINGS else check(name, value)
    with Data.to_write() as data, Change(data.existing(), "config") as change:
        before = change.set(name, kept)
        if before == kept:
            change.give_up()
    now = kept or SETTINGS[name].default or "not set"
    if before == kept:
        say(f"{name} is {now} already.")
    else:
        say(f"Changed: {name} is now {now}; it was {before or SETTINGS[name].default or 'not set'}. (kfit undo)")
    copy_of_the_day(data.path)

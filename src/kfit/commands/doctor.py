"""Checks the data file and all that lies around it; it changes nothing."""

from __future__ import annotations

import typer

from ..show.doctor import findings
from ..store import check, copies, where
from .output import say, say_json, screen
from .shape import Command, Json, new_app

app = new_app()


@app.command(cls=Command)
def doctor(json: Json = False) -> None:
    """Check the data file: is it whole, is it yours alone, does it agree with its own history."""
    path = where.data_file()
    checks = [*check.checked(path), copies.checked(path)]
    ok = all(one.ok for one in checks)
    if json:
        say_json({"ok": ok, "checks": [one._asdict() for one in checks]})
    else:
        say(findings(checks, screen()))
    if not ok:
        raise typer.Exit(1)

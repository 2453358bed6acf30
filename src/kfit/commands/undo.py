"""Takes back the last change."""

from __future__ import annotations

from .shape import Command, Json, new_app
from .turning import turn

app = new_app()


@app.command(cls=Command)
def undo(json: Json = False) -> None:
    """Take back the newest change. Said again, it takes back the one before."""
    turn(back=True, json=json)

"""Takes back the last change."""

from __future__ import annotations

from .shape import Command, Json, new_app
from .turning import turn

app = new_app()


@app.command(cls=Command)
def undo(json: Json = False) -> None:
    """Take back the newest change that is not taken back yet; again and again, it walks backwards."""
    turn(back=True, json=json)

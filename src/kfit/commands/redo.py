"""Puts back what was taken back last."""

from __future__ import annotations

from .shape import Command, Json, new_app
from .turning import turn

app = new_app()


@app.command(cls=Command)
def redo(json: Json = False) -> None:
    """Put back what was taken back last, as long as nothing was changed since."""
    turn(back=False, json=json)

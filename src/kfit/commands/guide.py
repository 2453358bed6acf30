"""Prints the manual."""

from __future__ import annotations

from ..show.guide import manual
from .output import say, screen
from .shape import Command, new_app

app = new_app()


@app.command(cls=Command)
def guide() -> None:
    """Read the manual, section by section."""
    say(manual(screen()))

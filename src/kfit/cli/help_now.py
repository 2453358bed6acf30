"""The numbers to call. `__main__` calls `run` directly: it needs no data file, no clock and no command line."""

from __future__ import annotations

from ..model.helplines import REGIONS, region
from ..render.safety import numbers
from ..render.text import paragraph, safe
from .output import say, say_json, screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typer


def run(words: list[str]) -> int:
    """Print the person's own line, and the numbers of a region: the one in the words, else the chosen one, else of all regions.

    Return the exit code, always 0. A word that is neither a region nor an option is ignored: this command refuses nothing.
    """
    own, chosen = _chosen()
    said = [word for word in words if not word.startswith("-")]
    named = region(said or [chosen])
    if "--json" in words:
        say_json({"help_line": own or None, "region": named, "regions": [_row(code) for code in ([named] if named else REGIONS)]})
    else:
        if own:
            say(paragraph(f"Your own line: {safe(own)}", screen()) + ("" if screen().plain else "\n"))
        say(numbers(named, screen()))
    return 0


def _chosen() -> tuple[str, str]:
    """Return the person's own line and the chosen region, each empty if there is none or it can't be read."""
    try:
        from ..store import settings as kept_settings

        settings = kept_settings.settings_at_once()
    except Exception:  # noqa: BLE001 - whatever is wrong with the data file, the numbers must be shown
        return "", ""
    return settings.help_line, settings.region


def _row(code: str) -> dict[str, object]:
    found = REGIONS[code]
    return {
        "region": code,
        "country": found.country,
        "emergency": found.emergency or None,
        "lines": [{"number": line.number, "how": line.how, "about": line.about} for line in found.lines],
        "checked_on": found.checked_on,
        "source": found.source,
    }


def __getattr__(name: str) -> typer.Typer:
    """Return `help_now_app`, made when the full command line asks for it, so that `run` works without importing Typer."""
    if name != "help_now_app":
        raise AttributeError(name)
    from typing import Annotated

    import typer

    from .base import Command, Json, new_app

    made = new_app()
    shown = ", ".join(code.lower() for code in REGIONS)

    def help_now(region: list[str] | None = None, json: bool = False) -> None:
        """Show numbers to call, now."""
        run([*(region or []), *(["--json"] if json else [])])

    help_now.__annotations__ = {"region": Annotated[list[str] | None, typer.Argument(help=f"Show one region only: {shown}.")], "json": Json}
    made.command(cls=Command)(help_now)
    return made

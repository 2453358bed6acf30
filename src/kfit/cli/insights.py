"""Insights: what goes together, the days around infusions, and how long mood held."""

from __future__ import annotations

from typing import Annotated

import typer

from .. import clock
from ..render import rounds as words
from ..render.rounds import RoundsView, days_page, held_page, no_rounds
from ..services.rounds import find_rounds
from ..store.data_file import Data
from . import associations
from .base import Command, Family, Json, new_app
from .output import say, say_json, screen

insights_app = new_app()
Held = Annotated[bool, typer.Option("--held", help="How long mood stayed up after each, and an estimate over all.")]
Explain = Annotated[bool, typer.Option("--explain", help="Say in four lines how each figure was made.")]
Clinician = Annotated[bool, typer.Option("--for-clinician", help="Add the methods.")]


@insights_app.callback(cls=Family, invoke_without_command=True)
def insights(
    ctx: typer.Context,
    explain: Explain = False,
    clinician: Clinician = False,
    every: Annotated[bool, typer.Option("--all", help="All of it, also where that is more than a screen.")] = False,
    json: Json = False,
) -> None:
    """See what goes together with your mood, and what does not."""
    if ctx.invoked_subcommand is None:
        associations.show(explain=explain, for_clinician=clinician, every=every, json=json)


@insights_app.command("infusion", cls=Command, epilog="Example: kfit insights infusion --held")
@insights_app.command("infusions", cls=Command, hidden=True)
def infusion(  # noqa: PLR0917 - one for each option
    held: Held = False,
    context: Annotated[bool, typer.Option("--context", help="Add published figures of groups, with their sources.")] = False,
    explain: Explain = False,
    clinician: Clinician = False,
    every: Annotated[bool, typer.Option("--all", help="Every day and every round, also where they are more than a screen.")] = False,
    json: Json = False,
) -> None:
    """Show mood on the days around infusions, over all rounds."""
    show_rounds(RoundsView(every, explain, clinician, context), held=held, json=json)


def show_rounds(view: RoundsView, *, held: bool, json: bool) -> None:
    """Print the days around infusions, or how long mood held; with `explain` how the figures are made, and nothing else."""
    if view.explain and not (view.clinician or json):
        say(words.explanation(screen(), view, held=held))
        return
    now = clock.now()
    with Data.to_read() as data:
        settings = data.settings()
        found = find_rounds(data.db, clock.day_of(now, settings.day_ends), settings)
    if json:
        explained = [*words.EXPLAINED, *words.HELD_EXPLAINED] if view.explain else []
        methods = [*words.METHODS, *words.HELD_METHODS] if view.clinician else []
        published = [{"figure": text, "source": source} for text, source in words.STUDIES] if view.context else []
        say_json({**found.row(), "explain": explained, "methods": methods, "published": published})
    elif not found.rounds:
        say(no_rounds(found, screen()))
    else:
        page = held_page if held else days_page
        say(page(found, screen(), view._replace(counts_days=settings.show_days_since)))

"""Insights: what goes together, the days around infusions, and how long mood held."""

from __future__ import annotations

from typing import Annotated

import typer

from .. import clock
from ..render import associations as association_words
from ..render import rounds as words
from ..render.associations import PageView
from ..render.rounds import RoundsView, days_page, held_page, no_rounds
from ..services.associations import gather
from ..services.rounds import find_rounds
from ..store.data_file import Data
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
        show_associations(explain=explain, for_clinician=clinician, every=every, json=json)


def show_associations(*, explain: bool = False, for_clinician: bool = False, every: bool = False, json: bool = False) -> None:
    """Print what goes together, by the latest look; with `explain` how its figures are made, and nothing else."""
    if explain and not (for_clinician or json):
        say(association_words.explanation(screen()))
        return
    now = clock.now()
    with Data.to_read() as data:
        today = clock.day_of(now, data.settings().day_ends)
        found = gather(data.db, today)
    if json:
        explained, methods = (association_words.EXPLAINED if explain else ()), (association_words.METHODS if for_clinician else ())
        say_json({**found.row(), "explain": list(explained), "methods": list(methods)})
        return
    view = PageView(every=every or for_clinician, ways_on=not for_clinician, can_try=found.can_try)
    parts = [association_words.insights_page(found.look, found.pattern, today, screen(), view)]
    if explain:
        parts.append(association_words.explanation(screen()))
    if for_clinician:
        parts.append(association_words.clinician_page(found.look, found.pattern, today, screen()))
    say("\n\n".join(parts))


@insights_app.command("infusion", cls=Command, epilog="Example: kfit insights infusion --held")
@insights_app.command("infusions", cls=Command, hidden=True)
def infusion(  # noqa: PLR0917 - one for each option
    held: Held = False,
    context: Annotated[bool, typer.Option("--context", help="Add published figures of groups, with their sources.")] = False,
    explain: Explain = False,
    clinician: Clinician = False,
    every: Annotated[bool, typer.Option("--all", help="Every day and every round, even where they are more than a screen.")] = False,
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

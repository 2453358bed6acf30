"""Sets goals, drops them, and shows how this week stands. What held in a week that is over stays as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .. import clock
from ..aimed import Goals
from ..errors import Refused
from ..show import starting
from ..show.goals import no_goal
from ..show.standing import page
from ..store.file import Data
from . import aims, options, standing
from .aiming import DROP, FOR, FROM, JSON, LINE, WHO, keep, row, take_away
from .output import say, say_json, screen
from .shape import RawCommand, new_app

if TYPE_CHECKING:
    from ..aimed import Standing

app = new_app()
PLANS = "plans"


def _subjects(incomplete: str) -> list[str]:
    from .completed import used

    known = [word for word in ("exercise", "sleep", "mood", PLANS) if word.startswith(incomplete.lower())]
    return [*known, *used(incomplete, "habit", "rating")]


What = typer.Argument(
    metavar="WHAT TARGET", help="exercise 60min/week, sleep 7h/night, mood daily, meditation 5x/week; or: plans", autocompletion=_subjects
)
Length = typer.Option("--for", metavar="LENGTH", help="How long: '12 weeks'. Without it, until you change it.")


@app.command(cls=RawCommand)
def goal(
    ctx: typer.Context,
    what: Annotated[list[str] | None, What] = None,  # noqa: ARG001 - for the help
    *,
    from_: Annotated[str | None, typer.Option("--from", metavar="DAY", help="From which day on it holds: today if not said.")] = None,  # noqa: ARG001 - for the help
    for_: Annotated[str | None, Length] = None,  # noqa: ARG001 - for the help
    who: Annotated[bool, typer.Option("--who", help="Count minutes as the WHO does: vigorous ones twice, light ones not.")] = False,  # noqa: ARG001 - for the help
    drop: Annotated[bool, typer.Option("--drop", help="Let the goal hold no more.")] = False,  # noqa: ARG001 - for the help
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,  # noqa: ARG001 - for the help
) -> None:
    """Set a goal, or see how this week stands. You can change or drop it any time; the weeks before keep theirs."""
    told = options.read(ctx.args, LINE, (FROM, FOR), (DROP, WHO, JSON))
    told.take_words_behind_options()
    if " ".join(told.words).lower() in (PLANS, "plan"):
        show_plans(json=JSON in told.flags)
    elif not told.words and not (told.options or told.flags - {JSON}):
        show(None, json=JSON in told.flags)
    else:
        act(told)


def act(told: options.Told) -> None:
    """Set, drop or show one goal."""
    now = clock.now()
    with Data.to_read() as data:
        aim = aims.read(told.words, data.db)
    if DROP in told.flags:
        if aim.per or FOR in told.options or WHO in told.flags:
            raise Refused(f"--drop stands behind the subject alone. Try: {LINE} {aim.word} --drop")
        take_away(aim, told, now)
    elif aim.per is None and (told.options or WHO in told.flags):
        raise Refused(f"What is the goal to be? Try: {aim.line(aims.EXAMPLES[aim.kind])}")
    elif aim.per is None:
        show(aim, json=JSON in told.flags)
    else:
        keep(aim, told, now)


def show(aim: aims.Aim | None, *, json: bool) -> None:
    """Print each goal with this week's state, or that of one subject."""
    with Data.to_read() as data:
        now = standing.Moment.of(clock.now(), data.settings())
        told = standing.gathered(data.db, now) if data.db else Goals()
    if aim is not None:
        told = told.of((aim.kind, aim.name))
    if json:
        moved = told.intensities
        movement = {**moved._asdict(), "equivalent": moved.equivalent} if moved else None
        step = told.step
        say_json(
            {
                "goals": [_standing_row(one) for one in told.standings],
                "to_come": [row(one) for one in told.coming],
                "programme": {"minutes": step.minutes, "planned": step.planned, "done": step.done} if step else None,
                "movement": movement,
            }
        )
    elif aim is not None and not (told.standings or told.coming or told.step):
        say(f"{no_goal((aim.kind, aim.name))} To set one: {aim.line(aims.EXAMPLES[aim.kind])}")
    else:
        say(page(told, now.day, screen()))


def show_plans(*, json: bool) -> None:
    """Print the plans to start from."""
    if json:
        say_json({"plans": [one._asdict() for one in starting.TEMPLATES]})
    else:
        say(starting.templates(screen()))


def _standing_row(one: Standing) -> dict[str, object]:
    figures = {"strength": round(one.strength, 2), "days_of_7": one.days, "fits": one.fits}
    return {**row(one.goal), "week": one.week.row(), **figures, "next": row(one.next) if one.next else None}

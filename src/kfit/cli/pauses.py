"""Pauses, whose days ask for nothing: begin one, list them, end one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated

import typer

from .. import clock
from ..analysis.weeks import paused_on
from ..errors import Refused
from ..humanize import in_words
from ..model.planning import Pause
from ..parsing import plans
from ..parsing.plans import LONGEST, day_behind, day_to_come, in_days
from ..parsing.tokens import quoted
from ..render import goals as words
from ..store import queries
from ..store.changes import Change
from ..store.data_file import Data
from .base import Command, Json, RawCommand, new_app
from .output import answer, copy_of_the_day, say, say_json, screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..settings import Settings
    from ..store.connection import Database

pause_app = new_app()
PAUSE, LINE = "pause", "kfit pause"
FROM, UNTIL, DROP, LIST, JSON = "--from", "--until", "--drop", "--list", "--json"
WHYS = {
    "illness": "illness", "ill": "illness", "sick": "illness", "unwell": "illness", "flu": "illness", "cold": "illness", "covid": "illness",
    "travel": "travel", "travelling": "travel", "traveling": "travel", "holiday": "travel", "vacation": "travel", "trip": "travel",
    "holidays": "travel", "rest": "rest", "resting": "rest", "break": "rest", "tired": "rest", "exhausted": "rest",
}  # fmt: skip
NEAR = 120  # days from today; a day further away is meant only if no nearer day is possible
SINCE = "since"
KEYWORDS = {"from": FROM, SINCE: FROM, "until": UNTIL, "till": UNTIL, "til": UNTIL}
FILLERS = ("i", "am", "i'm", "im", "for", "because", "of", "being", "on", "a", "going", "away", "today", "now", "with")
STOPPING = ("stop", "off", "end", "ended", "over", "resume")
Why = typer.Argument(metavar="WHY LENGTH", help="both if you like: illness, travel or rest; 3 days, a week")


@pause_app.command(cls=RawCommand)
def pause(
    ctx: typer.Context,
    why: Annotated[list[str] | None, Why] = None,  # noqa: ARG001 - for the help
    *,
    from_: Annotated[str | None, typer.Option("--from", metavar="DAY", help="Its first day (past ones too). Without it, today.")] = None,  # noqa: ARG001 - for the help
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="Its last day. Without it, until kfit resume.")] = None,  # noqa: ARG001 - for the help
    drop: Annotated[str | None, typer.Option("--drop", metavar="DAY", help="Remove the pause that includes a day.")] = None,  # noqa: ARG001 - for the help
    list_: Annotated[bool, typer.Option("--list", help="Show all pauses.")] = False,  # noqa: ARG001 - for the help
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,  # noqa: ARG001 - for the help
) -> None:
    """Pause for some days: illness, travel, rest. Those days ask for nothing."""
    told = plans.part_options(ctx.args, LINE, (FROM, UNTIL, DROP), (LIST, JSON))
    last = next(reversed(told.options), "")
    if last and told.options[last][-1].lower() in WHYS and len(told.options[last]) > 1:
        told.words.append(told.options[last].pop())  # the reason in `--until sunday illness`
    words_said = " ".join(told.words).lower()
    if words_said in STOPPING:
        raise Refused("To go on after a pause: kfit resume")
    if LIST in told.flags or words_said == "list":
        if told.options or words_said not in ("", "list"):
            raise Refused(f"Use --list alone. Try: {LINE} --list")
        show(json=JSON in told.flags)
    elif DROP in told.options:
        take_away(told)
    else:
        keep(told)


def show(*, json: bool) -> None:
    """Print all pauses."""
    with Data.to_read() as data:
        today = clock.day_of(clock.now(), data.settings().day_ends)
        found = queries.pauses(data.db) if data.db else []
    if json:
        say_json({"pauses": [row(one) for one in found]})
    else:
        say(words.pauses_listed(found, today, screen()))


def keep(told: plans.CommandOptions) -> None:
    """Save a pause and print it; if a pause holds its first day already, change that one's end or reason."""
    now = clock.now()
    with Data.to_write() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        wanted = _wanted(told, now, settings)
        with Change(data.existing(), PAUSE) as change:
            there = paused_on(queries.pauses(change.db), date.fromisoformat(wanted.day))
            if there is None:
                kept = change.keep(wanted)
            elif not _other(there, wanted, told):
                change.give_up()
                answer({"pause": row(there)}, words.paused_already(there, today), json=JSON in told.flags)
                return
            else:
                kept = there.but(until=wanted.until if _other_end(there, wanted, told) else there.until, why=wanted.why or there.why)
                change.turn(there, kept)
    message = words.pause_kept(wanted, today) if there is None else words.pause_longer(kept, today)
    message = message.split()[0].rstrip(":") + "." if settings.answers == "short" else message
    answer({"pause": row(kept)}, message, json=JSON in told.flags)
    copy_of_the_day(data.path)


def _other(there: Pause, wanted: Pause, told: plans.CommandOptions) -> bool:
    """Return whether the typed words change the end or the reason of a pause that is there."""
    return _other_end(there, wanted, told) or (FROM not in told.options and wanted.why not in (None, there.why))


def _other_end(there: Pause, wanted: Pause, told: plans.CommandOptions) -> bool:
    """Return whether the typed words give a pause that is there another end. Words with --from can only make it longer."""
    if wanted.until is None or wanted.until == there.until:
        return False
    return FROM not in told.options or (there.until is not None and wanted.until > there.until)


def take_away(told: plans.CommandOptions) -> None:
    """Remove the pause that holds a day, as if it had never been, and print that. Raises Refused if there is none."""
    if told.words or len(told.options) > 1:
        raise Refused(f"Use --drop alone. Try: {LINE} --drop yesterday")
    now = clock.now()
    with Data.to_write() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        said = told.option(DROP) or ""
        there = queries.pauses(data.db) if data.db else []
        days = _readings(said, DROP, told, now, settings)
        gone = next((one for day in days if (one := paused_on(there, day))), None)
        if gone is None:
            raise Refused(f"{in_words(days[0], today)} is not paused. Your pauses: {LINE} --list")
        with Change(data.existing(), PAUSE) as change:
            change.drop(gone)
    message = f"Took back: the pause, {words.pause_span(gone, today)}. (kfit undo)"
    answer({"dropped": row(gone)}, "Took back." if settings.answers == "short" else message, json=JSON in told.flags)
    copy_of_the_day(data.path)


def _wanted(told: plans.CommandOptions, now: datetime, settings: Settings) -> Pause:
    """Return the pause that the line asks for. Raises Refused for days without one clear meaning."""
    said = told.words
    reason, rest = _why(_keywords(told))
    if any(word.lower() == SINCE for word in said):
        told.options[FROM] = [day_behind(told.option(FROM) or "", lambda text: told.again(LINE, FROM, text), now, settings).isoformat()]
    day, until = _ends(told, now, settings)
    if rest and until is None:
        days = in_days(" ".join(rest))
        if not 0 < days <= LONGEST:
            why = f"A pause has up to {LONGEST} days." if days else f"I couldn't read '{' '.join(rest)}'."
            raise Refused(f"{why} Try: {LINE} {reason or 'illness'} 3 days   or: {LINE} {reason or 'travel'} --until sunday")
        until = day + timedelta(days=days - 1)
    elif rest:
        raise Refused(f"I couldn't read '{' '.join(rest)}'. Try: {LINE} {reason or 'illness'} --until sunday")
    return Pause(day=day.isoformat(), until=None if until is None else until.isoformat(), why=reason)


def _keywords(told: plans.CommandOptions) -> list[str]:
    """Turn `from monday`, `since friday`, `until sunday` and `tomorrow` into options; return the other words."""
    words, rest, here = [word.lower() for word in told.words], [], None
    for word in words:
        option = KEYWORDS.get(word)
        if option and option not in told.options:
            here = told.options.setdefault(option, [])
        elif here is None and word in ("tomorrow", "yesterday") and FROM not in told.options:
            told.options[FROM] = [word]
        elif here is not None:
            here.append(word)
        elif word not in FILLERS:
            rest.append(word)
    for option in (FROM, UNTIL):
        if not told.options.get(option, [""]):
            raise Refused(f"{option} needs a day. Try: {LINE} --until sunday")
    told.words = rest
    return rest


def _ends(told: plans.CommandOptions, now: datetime, settings: Settings) -> tuple[date, date | None]:
    """Return the first and the last day. Each can be read in two ways; the pair that is in order and near is meant.

    Raises Refused, with the whole line for each pair, if several are possible.
    """
    today = clock.day_of(now, settings.day_ends)
    first, last = told.option(FROM), told.option(UNTIL)
    firsts = [today] if first is None else _readings(first, FROM, told, now, settings)
    lasts: list[date | None] = [None] if last is None else [*_readings(last, UNTIL, told, now, settings)]
    pairs = [(day, until) for day in firsts for until in lasts if until is None or day <= until]
    near = [pair for pair in pairs if all(abs((day - today).days) <= NEAR for day in pair if day is not None)] or pairs
    if not near:
        until = in_words(lasts[0], today) if lasts[0] else ""
        raise Refused(f"{until} is before {in_words(firsts[0], today)}. Try: {told.again(LINE, UNTIL, 'sunday')}")
    if last is not None and first is not None:
        shortest = min(near, key=lambda pair: ((pair[1] or today) - pair[0], abs((pair[0] - today).days)))
        same = [pair for pair in near if (pair[1] or today) - pair[0] == (shortest[1] or today) - shortest[0]]
        near = [shortest] if len(same) == 1 else same
    if len(near) > 1:
        said = [f"{in_words(day, today)}{f' to {in_words(until, today)}' if until else ''}" for day, until in near[:2]]
        option, at = (FROM, 0) if first is not None else (UNTIL, 1)
        lines = [told.again(LINE, option, str(pair[at])) for pair in near[:2]]
        raise Refused(f"That can be {said[0]} or {said[1]}. Try: {'   or: '.join(lines)}")
    return near[0]


def _readings(said: str, option: str, told: plans.CommandOptions, now: datetime, settings: Settings) -> list[date]:
    """Return the days that words can mean: one up to today, one in the future. Raises Refused if there is neither."""
    found: list[date] = []
    refusal: Refused | None = None
    for read in (day_behind, _to_come):
        try:
            found.append(read(said, lambda text: told.again(LINE, option, text), now, settings))
        except Refused as error:
            refusal = error
    if refusal is not None and not found:
        raise refusal
    return list(dict.fromkeys(found))


def _to_come(said: str, line: Callable[[str], str], now: datetime, settings: Settings) -> date:
    return day_to_come(said, line, now, settings, "sunday").day


def _why(said: list[str]) -> tuple[str | None, list[str]]:
    """Return the reason, None without one, and the other words: a length."""
    found = next((word for word in said if word in WHYS), None)
    return (WHYS[found] if found else None), [word for word in said if word != found]


def row(one: Pause) -> dict[str, object]:
    """Return a pause in the JSON form of the contract."""
    return {"id": one.id, "from": one.day, "until": one.until, "why": one.why}


resume_app = new_app()


@resume_app.command(cls=Command)
def resume(
    day: Annotated[list[str] | None, typer.Argument(metavar="[DAY]", help="the first day after the pause; without it, today")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DAY", help="The same.")] = None,
    json: Json = False,
) -> None:
    """Go on after a pause; the paused days stay as they are."""
    now = clock.now()
    with Data.to_write() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        said = on or " ".join(day or ())
        first = day_behind(said, lambda text: f"kfit resume {quoted(text)}", now, settings) if said else today
        last = (first - timedelta(days=1)).isoformat()
        pauses = queries.pauses(data.db) if data.db else []
        began = [one for one in pauses if one.day <= today.isoformat() and (one.until is None or one.until >= today.isoformat())]
        if said and began and first.isoformat() < min(one.day for one in began):
            raise Refused(words.began_later(began[0], today))
        ending = _end(data.existing(), last, today.isoformat()) if pauses else []
    message = words.resumed(first, today) if ending else words.nothing_to_resume(pauses, today)
    message = "Changed." if ending and settings.answers == "short" else message
    answer({"resumed": first.isoformat() if ending else None}, message, json=json)
    if ending:
        copy_of_the_day(data.path)


def _end(db: Database, last: str, today: str) -> list[Pause]:
    """End the pauses that go on after the day `last`, or drop those that begin after it; return them as they were."""
    with Change(db, "resume") as change:
        ending = [one for one in queries.pauses(db) if one.day <= today and (one.until is None or one.until > last)]
        for one in ending:
            if one.day > last:
                change.drop(one)  # no day of it is left
            else:
                change.turn(one, one.but(until=last))
        if not ending:
            change.give_up()
    return ending

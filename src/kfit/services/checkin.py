"""The questions of a day's check-in, from the data file."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from .. import clock
from ..analysis.checkin import IN_USE, LATELY, MONTHLY, CheckinFacts, CheckinQuestion, NameInUse, choose_questions
from ..analysis.weeks import paused_on
from ..model.entries import KINDS, RATINGS
from ..model.questionnaires import INSTRUMENTS
from ..model.routes import INFUSION
from ..parsing.draft import Context
from ..parsing.moments import DayMoment
from ..parsing.names import fits, is_elsewhere
from ..parsing.plans import day_behind
from ..parsing.tokens import quoted
from ..store import checkin as stored
from ..store import queries
from ..store.data_file import Data
from .courses import treatment_history
from .person import known

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from ..model.fields import Entry
    from ..settings import Settings
    from ..store.connection import Database


class CheckinDay(NamedTuple):
    """A check-in: when it began, the day that went on then (until `day_ends`), the day it is for, the settings, the questions."""

    began: datetime
    today: date
    day: date
    settings: Settings
    questions: list[CheckinQuestion]

    @property
    def past(self) -> bool:
        """Return whether it is for an earlier day."""
        return self.day != self.today

    @property
    def day_ends(self) -> str:
        """Return when the day ends if the calendar is a day ahead of it, else nothing. An earlier day has ended."""
        return self.settings.day_ends if self.today != self.began.date() and not self.past else ""

    def context(self, data: Data) -> Context:
        """Return the context for reading an answer now. Its time is the beginning of the check-in if another day has begun since."""
        now, settings = clock.now(), self.settings
        same = now.date() == self.began.date() and clock.day_of(now, settings.day_ends) == self.today
        context = Context(now if same else self.began, settings.day_ends, settings.date_order, lambda: known(data, settings))
        context.unsaid = DayMoment(self.day) if self.past else None
        return context


def of_day(said: str = "") -> CheckinDay:
    """Return the check-in of a day in words, today's without any. Raises Refused for a day that is not clear or still to come."""
    began = clock.now()
    with Data.to_read() as data:
        settings = data.settings()
        today = clock.day_of(began, settings.day_ends)
        day = day_behind(said, lambda text: f"kfit checkin --on {quoted(text)}", began, settings) if said else today
        found = CheckinFacts(day, settings.checkin) if data.db is None else gather_facts(data.db, settings, day)
    found = found._replace(day_goes_on=day == today != began.date(), past=day != today)
    return CheckinDay(began, today, day, settings, choose_questions(found))


def gather_facts(db: Database, settings: Settings, day: date) -> CheckinFacts:
    """Return the facts that decide the questions of a day."""
    told, since = day.isoformat(), (day - LATELY[settings.pace]).isoformat()
    without = stored.find_answers(db, told)
    done = {question for question, last in without.items() if last == told}
    tracked = {(one.kind, one.name): one for one in queries.list_custom_names(db)}
    retired = {name for name, one in tracked.items() if one.retired_on}
    treated = treatment_history(db, day)
    given = max(treated.single, key=lambda one: one.day, default=None)
    newest = max((one.day for one in (*treated.single, *treated.in_course)), default="")
    course = next((one.first for one in treated.courses if one.last.isoformat() >= newest), None)

    def used(part: str, kind: str, found: list[tuple[str, str]]) -> list[NameInUse]:
        """Return the names that kfit can ask for, retired ones left out."""
        today = stored.names_of_day(db, kind, told) | {name for of, name in done if of == part}
        names = [(name, better) for name, better in found if can_be_typed(name, KINDS[kind]) and (kind, name) not in retired]
        units = {name: tracked[kind, name].unit or "" for name, _ in names if (kind, name) in tracked}
        return [NameInUse(name, better or units.get(name, ""), name in today) for name, better in names]

    return CheckinFacts(
        day,
        settings.checkin,
        chosen="checkin" in settings.chosen,
        logged=frozenset(stored.parts_logged(db, told) | {part for part, _ in done}),
        infusion=date.fromisoformat(given.day) if given else None,
        infusion_word=given.word if given else INFUSION,
        dosed=max((date.fromisoformat(one.day) for one in treated.in_course), default=None),
        course=course,
        planned=queries.is_planned(db, told),
        paused=paused_on(queries.pauses(db), day) is not None,
        ratings=used(
            "ratings", "rating", [(name, RATINGS.get(name, better)) for name, better in stored.ratings_in_use(db, since, told, IN_USE)]
        ),
        habits=used("habits", "habit", [(name, "") for name in stored.habits_in_use(db, since, told, IN_USE)]),
        monthly=_known_on(db, told, without),
        weekly_score=settings.weekly_score,
        forms={
            name: (date.fromisoformat(last), date.fromisoformat(filled) if filled else None)
            for name, (last, filled) in stored.questionnaire_days(db, told).items()
            if name in INSTRUMENTS
        },
    )


def can_be_typed(name: str, kind: type[Entry]) -> bool:
    """Return whether a diary line accepts a name. It may refuse one from another program or another version of kfit."""
    return fits(name) and name == name.lower() and not is_elsewhere(name, kind)


def _known_on(db: Database, until: str, without: dict[tuple[str, str], str]) -> dict[str, date]:
    """Return the day on which each monthly question was last answered or left out."""
    found = {}
    for name, effects in MONTHLY.items():
        on = [day for day in (stored.last_effect(db, effects, until), without.get(("monthly", name))) if day]
        if on:
            found[name] = date.fromisoformat(max(on))
    return found

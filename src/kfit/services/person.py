"""What the parser of a line may need from the data file: own names, units, plans. Each is read only when it is needed."""

from __future__ import annotations

from datetime import timedelta

from .. import clock
from ..model.entries import Infusion
from ..store import queries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.planning import CustomName
    from ..parsing.person import PersonNames
    from ..settings import Settings
    from ..store.data_file import Data


def known(data: Data, settings: Settings) -> PersonNames:
    """Return the person's names, units and plans for the parser; names and plans are read from the file on first use."""
    from ..parsing.person import PersonNames

    units = {name: getattr(settings, name) for name in ("weight_unit", "glucose_unit", "cholesterol_unit", "hba1c_unit")}
    return PersonNames(
        lambda: _tracked(data),
        lambda kind: _used(data, kind),
        units,
        lambda: _planned(data),
        lambda: _listed(data),
        lambda name: _latest(data, name),
        lambda day: bool(data.db and queries.of_day(data.db, Infusion, day)),
    )


def _tracked(data: Data) -> list[CustomName]:
    return queries.list_custom_names(data.db) if data.db else []


def _used(data: Data, kind: str) -> list[str]:
    return queries.list_names(data.db, kind) if data.db else []


def _planned(data: Data) -> list[str]:
    return [one.day for one in queries.plans(data.db)] if data.db else []


def _listed(data: Data) -> list[tuple[str, str]]:
    """Return every medicine that has entries with its dose of today, empty where none was told."""
    if not data.db:
        return []
    doses: dict[str, str] = {}
    for entry in queries.medicines(data.db):
        if entry.dose and (entry.event in ("started", "changed") or not doses.get(entry.name)):
            doses[entry.name] = entry.dose
        doses.setdefault(entry.name, "")
    return [*doses.items()]


def _latest(data: Data, name: str) -> float | None:
    """Return the last value of a measure within 90 days before today, None if there is none."""
    if not data.db:
        return None
    since = clock.now().date() - timedelta(days=90)
    return queries.latest_value(data.db, name, since.isoformat())

"""What the parser of a line may need from the data file: own names, units, plans. Each is read only when it is needed."""

from __future__ import annotations

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
    return PersonNames(lambda: _tracked(data), lambda kind: _used(data, kind), units, lambda: _planned(data))


def _tracked(data: Data) -> list[CustomName]:
    return queries.list_custom_names(data.db) if data.db else []


def _used(data: Data, kind: str) -> list[str]:
    return queries.list_names(data.db, kind) if data.db else []


def _planned(data: Data) -> list[str]:
    return [one.day for one in queries.plans(data.db)] if data.db else []

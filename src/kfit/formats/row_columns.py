"""The columns of one row of a mapped table: names that stand in the row, the habits of a list, the two values of 118/78."""

from __future__ import annotations

from re import compile as pattern

from ..errors import Refused
from ..model.entries import Habit, Measure
from ..model.measures import PRESSURE, QUANTITIES
from . import cells
from .cells import UnreadableCell
from .map_targets import LISTED, NAME, PAIR
from .mapping import DONE, fit_unit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.fields import Entry
    from .map_targets import Targets
    from .mapping import ColumnMap, MapColumn, What

    Columns = dict[What, list[MapColumn]]
PRESSURES = pattern(r"([0-9]{2,3})\s*[/|]\s*([0-9]{2,3})(?:\s*(?:mm\s?hg)?[\s,/@]+([0-9]{2,3}))?(?:\s*mm\s?hg)?(?:\s*bpm)?", 2)
PARTS = ("|", ";", "\n", ",")  # what parts the habits of one cell: the first of these that it has


class RowColumns:
    """The mapped columns of each row. Where no name, list or pair is mapped, they are the same for all rows."""

    def __init__(self, map_: ColumnMap, targets: Targets) -> None:
        self.map, self.targets = map_, targets
        self.fixed = [column for column in map_.columns if not self._varies(column)]
        self.varying = [column for column in map_.columns if self._varies(column)]
        self.same = _grouped(self.fixed)
        self.found: dict[tuple[MapColumn, str, str], MapColumn] = {}

    def of(self, row: list[str], bad: list[str], empty: list[str]) -> Columns:
        """Return the entries that a row can contain, with the columns of each. Adds to `bad` and `empty` what makes none, with reasons."""
        if not self.varying:
            return self.same
        columns = list(self.fixed)
        for column in self.varying:
            try:
                columns += self._expanded(column, row, empty)
            except (UnreadableCell, Refused) as error:
                if str(error) not in bad:
                    bad.append(str(error))
        return _grouped(columns)

    def _varies(self, column: MapColumn) -> bool:
        return column.target.named_by_column or column.target.reads in (LISTED, PAIR)

    def _expanded(self, column: MapColumn, row: list[str], empty: list[str]) -> list[MapColumn]:
        if column.target.reads == LISTED:
            return self._listed(column, row, empty)
        if column.target.reads == PAIR:
            return self._pressures(column, row)
        if column.target.kind is Measure and column.target.field.name == "unit":
            return []  # it is read with the value
        name = row[self.map.names[column.target.kind]]
        if name.casefold() in cells.NONE:
            if column.target.main and any(cell.casefold() not in cells.NONE for cell in column.said(row)):
                raise UnreadableCell(f"the name of {column.target.kind.called or column.target.kind.kind} is missing")
            return []
        return [self._named(column, name, self._unit(column, row))]

    def _unit(self, column: MapColumn, row: list[str]) -> str:
        """Return the unit of a measure's value: that of its row, where a column has it, else that of the map."""
        if column.target.kind is not Measure or column.target.field.name != "value":
            return column.unit
        own = next((one for one in self.varying if one.target.kind is Measure and one.target.field.name == "unit"), None)
        return row[own.places[0]] if own else column.unit

    def _named(self, column: MapColumn, name: str, unit: str) -> MapColumn:
        """Return a column with the name that its row has. Raises Refused for a name or a unit that cannot be."""
        key = (column, name, unit)
        if key not in self.found:
            kind = column.target.kind
            target = self.targets.named(kind, name)
            if kind is Measure and column.target.field.name == "value":
                unit = fit_unit(target.name, target, column.heading, unit)
            elif kind is Habit or column.target.field.name != target.field.name:
                target = column.target._replace(name=target.name, fixed=target.fixed or ((NAME, target.name),))
            self.found[key] = column._replace(target=target, unit=unit, name=target.name)
        return self.found[key]

    def _listed(self, column: MapColumn, row: list[str], empty: list[str]) -> list[MapColumn]:
        cell = row[column.places[0]]
        if cell.casefold() in cells.NONE:
            return []
        sign = next((sign for sign in PARTS if sign in cell), PARTS[0])
        found: dict[str, MapColumn] = {}
        for part in filter(None, map(str.strip, cell.split(sign))):
            try:
                target = self.targets.listed(part)
            except Refused as error:
                empty.append(str(error).partition(". ")[0])
                continue
            found[target.name] = column._replace(target=target, unit=DONE, name=target.name, part="yes")
        return list(found.values())

    def _pressures(self, column: MapColumn, row: list[str]) -> list[MapColumn]:
        cell = row[column.places[0]]
        if cell.casefold() in cells.NONE:
            return []
        read = PRESSURES.fullmatch(cell)
        if read is None:
            raise UnreadableCell("bp is no blood pressure such as 118/78")
        return [
            column._replace(target=self.targets.named(Measure, name), unit=str(QUANTITIES[name].unit), name=name, part=part)
            for name, part in zip(PRESSURE, read.groups(), strict=True)
            if part is not None
        ]


def _grouped(columns: list[MapColumn]) -> Columns:
    """Return the columns by the entry that they fill."""
    found: Columns = {}
    for column in columns:
        found.setdefault((column.target.kind, column.target.name), []).append(column)
    return found


def key_of(column: MapColumn) -> tuple[type[Entry], str, str, str]:
    """Return what a column fills and where it stands, the same for every row that has the name."""
    return column.target.kind, column.target.name, column.target.field.name, column.heading

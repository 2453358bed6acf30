"""Compute daily.csv: a row for each day, with a column for each name that was ever used."""

from __future__ import annotations

from typing import NamedTuple

from ..humanize import rounded
from ..model.entries import DRAWN, KINDS, NAMED, TRACKED, ends
from ..model.measures import number_text
from ..model.questionnaires import HIGH, INSTRUMENTS
from ..model.routes import format_dose, format_route
from .csv_export import DAILY_MEANINGS
from .export_tables import DATE, NUMBER, TEXT, ExportTable, TableColumn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model.entries import Medicine
    from .csv_export import InfusionRow

YES = "yes"  # the cell of a habit without an amount, and of an infusion without details
# The number formats of columns with decimals; other values are written unchanged.
FORMS = {
    figure.column: (f"{{:.{figure.decimals}f}}" if figure.padded else "{:g}").format
    for kind in KINDS.values()
    for figure in kind.figures
    if figure.decimals
}
BEHIND_RATINGS, LAST = ("effects", "effect_worst_0_to_3"), ("entries", "added_later", "imported", "notes")
LISTED = ("measure", "score")  # columns in the order of kfit's own list of names; other kinds alphabetically
MEDICINES = "medicine_changes"
MEDICINES_MEAN = "medicines started, changed or stopped on that day, as told"
TENS = {"high": "best", "low": "worst"}  # what 10 means, by the better end of a rating
NAMED_DRAWN = tuple(name for name in DRAWN if name in NAMED and name != "effect")  # two columns cover all effects


class NamedFigure(NamedTuple):
    """A day's value under a name. `of` is the better end of a rating, the unit of a measure, `minutes` or `times`; else None."""

    kind: str
    name: str
    of: str | None
    day: str
    value: float


class DailyColumn(NamedTuple):
    """A column of daily.csv: what it is, and its cells by day."""

    column: TableColumn
    cells: Mapping[str, object]


def columns(
    header: Sequence[str],
    rows: Sequence[tuple[object, ...]],
    treated: Iterable[InfusionRow],
    changes: Iterable[Medicine],
    named: Iterable[NamedFigure],
) -> list[DailyColumn]:
    """Return all columns in order. `header` and `rows` are the columns that are always there, `changes` changes of medicines."""
    days = [str(row[0]) for row in rows]
    fixed = {
        name: DailyColumn(_fixed(name), {day: row[place] for day, row in zip(days, rows, strict=True)}) for place, name in enumerate(header)
    }
    fixed["infusion"] = fixed["infusion"]._replace(cells=_joined((one.day, _told(one)) for one in treated))
    fixed[MEDICINES] = DailyColumn(TableColumn(MEDICINES, MEDICINES_MEAN), _joined((one.day, one.phrase()) for one in changes))
    own = _named(named, fixed)
    return [
        *(fixed[name] for name in header if name not in (*BEHIND_RATINGS, *LAST)),
        *own.pop("rating"),
        *(fixed[name] for name in (*BEHIND_RATINGS, MEDICINES)),
        *(column for kind in own for column in own[kind]),
        *(fixed[name] for name in LAST if name in fixed),
    ]


DAILY = "daily"
TEXTS = ("weekday", "infusion", "effects", "notes")  # all other columns that are always there, the day apart, hold numbers


def _fixed(name: str) -> TableColumn:
    of = DATE if name == "day" else TEXT if name in TEXTS else NUMBER
    return TableColumn(name, DAILY_MEANINGS[name], of, FORMS.get(name))


def table(found: Sequence[DailyColumn]) -> ExportTable:
    """Return the table of days. The first column must hold the days."""
    rows = [tuple(one.cells.get(day) for one in found) for day in found[0].cells]
    return ExportTable(DAILY, "one row a day", [one.column for one in found], rows)


def _named(values: Iterable[NamedFigure], fixed: Iterable[str]) -> dict[str, list[DailyColumn]]:
    """Return the columns of names by kind: measures and forms in kfit's own order, others alphabetically.

    No two have one name, whatever the letters: built-in names come first, and another gets a number after it.
    """
    held: dict[tuple[str, str, str | None], dict[str, object]] = {}
    for one in values:
        held.setdefault((one.kind, one.name, one.of), {})[one.day] = YES if one.kind == "habit" and one.of is None else rounded(one.value)
    taken = {name.casefold() for name in fixed}
    called: dict[tuple[str, str, str | None], str] = {}
    for key in sorted(held, key=lambda key: (key[1] not in KINDS[key[0]].names, _order(key))):
        called[key] = _unlike(_column_name(*key), taken)
    found: dict[str, list[DailyColumn]] = {kind: [] for kind in NAMED_DRAWN}
    for key in sorted(held, key=_order):
        of = TEXT if key[0] == "habit" and key[2] is None else NUMBER
        found[key[0]].append(DailyColumn(TableColumn(called[key], _meaning(*key), of, None if of == TEXT else number_text), held[key]))
    return found


def _order(key: tuple[str, str, str | None]) -> tuple[int, str, str]:
    kind, name, of = key
    listed = list(KINDS[kind].names) if kind in LISTED else []
    return (listed.index(name) if name in listed else len(listed)), name, of or ""


def _column_name(kind: str, name: str, of: str | None) -> str:
    said = _one_word(name)
    if kind == "rating":
        return f"{said}_mean_10_{TENS.get(of or '', 'most')}"
    if kind == "score":
        return f"{said}_total"
    if kind not in TRACKED:
        return f"{kind}_{said}"
    unit = of or ""
    if kind == "measure":
        unit = "".join(letter if letter.isalnum() else "_" for letter in unit.lower().replace("%", "percent"))
    return f"{said}_{unit}" if unit else said


def _meaning(kind: str, name: str, of: str | None) -> str:
    said = _one_line(name)
    if kind == "rating":
        lowest, highest = ends(name, of or "")
        return f"mean of the day's {said}, 0 ({lowest}) to 10 ({highest})"
    if kind == "habit":
        return f"{of} of {said} added up" if of else f"'{YES}' where {said} was done and no amount was said"
    if kind == "measure":
        return f"mean of the day's {said}, in {_one_line(of)}" if of else f"{said} of the day added up"
    if kind != "score":
        return f"{KINDS[kind].figures[0].how} of the day's {said}"
    form = INSTRUMENTS[name]
    if not form.top:
        return f"total of {said}; the day's last one"
    better = "higher" if form.better == HIGH else "lower"
    return f"{form.called} of the {form.title}, {form.least} to {form.top}, {better} is better; the day's last one"


def _one_word(name: str) -> str:
    return "".join("_" if letter.isspace() or not letter.isprintable() else letter for letter in name)


def _one_line(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _unlike(name: str, taken: set[str]) -> str:
    """Return a column name that is not in `taken`, with a number added if needed, and add it to `taken`."""
    number, found = 1, name
    while found.casefold() in taken:
        number += 1
        found = f"{name}_{number}"
    taken.add(found.casefold())
    return found


def _joined(told: Iterable[tuple[str, str]]) -> dict[str, object]:
    """Return texts by day, joined with a semicolon if a day has several."""
    found: dict[str, object] = {}
    for day, said in told:
        found[day] = f"{found[day]}; {said}" if day in found else said
    return found


def _told(one: InfusionRow) -> str:
    """Return the route and dose of an infusion: `IV 40 mg` if `40mg` was typed. `yes` if it has neither."""
    return " ".join(part for part in (format_route(one.route), format_dose(one.dose)) if part).strip() or YES

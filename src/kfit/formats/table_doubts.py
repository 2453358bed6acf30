"""Asks about a mapped table whose values are implausible as they are mapped: another scale, another unit, words without numbers."""

from __future__ import annotations

from math import ceil
from statistics import median
from typing import NamedTuple

from ..errors import short
from ..model.entries import Sleep
from .cells import AS_IT_IS, UNITS, AmbiguousTable, TableReading, on_scale
from .word_scales import LONGEST_WORD, MOST_WORDS, USUAL, read_words, word_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .mapped_table import MappedTable
    from .mapping import MapColumn

# kfit asks about a column with at least this many values, all up to 5. A person can check fewer by eye after the import,
# and a few bad days in a row are normal. More values on a scale of 1 to 5 would give many wrong figures.
ENOUGH = 5
SHORT_SCALES = (5, 4, 3)  # the ends of scales that begin with 0 or 1, the likeliest first
# A column that reaches both ends of this scale, in at least so many values, can be on it as well as on 0 to 10.
WHOLE_SCALE, WHOLE_ENOUGH = (1, 7), 20
PARTED = 2  # values between whole numbers: one alone is a slip
LONG_SCALES = (20, 100)  # values above 10, up to one of these, suggest a scale from 0 to it
LONG_SCALE = LONG_SCALES[-1]
BEYOND = 0.1  # the share of values above 10 from which on they are no slips
# Minutes: if all values of a column are below these, the unit is probably wrong. Nights are longer, and not all walks are under 5.
SHORTEST_NIGHT, SHORTEST = 25, 5
SAID = {"h": "hours", "min": "minutes", "s": "seconds", "ms": "milliseconds"}


class UnitDoubt(NamedTuple):
    """A column whose unit is probably wrong: what was found, the likely meanings with their units, and the unit that leaves values unchanged.

    `stays` is None if the values cannot be right as they are, and empty if `--sure` confirms them.
    """

    column: MapColumn
    found: str
    meant: tuple[tuple[str, str], ...]
    stays: str | None


def ask(table: MappedTable) -> None:
    """Raise AmbiguousTable if the values of a column are implausible in the unit or scale of the map, or are unknown words."""
    _ask_words(table)
    columns = [column for column in table.map.columns if column.unit in SAID or (column.target.scaled and not column.unit)]
    values = table.values(columns) if columns else {}
    doubts = [
        doubt for column in columns if (doubt := _of_time(column, values[column]) if column.unit else _of_scale(column, values[column]))
    ]
    if not doubts:
        _ask_sources(table)
        return
    # of one column all its meanings are offered, of several the likeliest one of each
    meanings = [((doubts[0], one),) for one in doubts[0].meant] if len(doubts) == 1 else [[(doubt, doubt.meant[0]) for doubt in doubts]]
    ways = [
        TableReading(
            "If " + " and ".join(said for _, (said, _) in together),
            map={doubt.column.typed: _told(doubt, unit) for doubt, (_, unit) in together},
        )
        for together in meanings
    ]
    if all(doubt.stays is not None for doubt in doubts):
        kept = {doubt.column.typed: _told(doubt, doubt.stays) for doubt in doubts if doubt.stays}
        ways.append(TableReading("If they are right as they stand", {"sure": True} if len(kept) < len(doubts) else {}, kept))
    raise AmbiguousTable("\n".join(doubt.found for doubt in doubts), ways)


def _ask_sources(table: MappedTable) -> None:
    """Raise AmbiguousTable if nights have two long totals of two sources, and none of them is preferred."""
    if table.map.source is None or table.rules.longest_night:
        return
    nights = table.read_nights()
    sources = nights.sources()
    if not sources:
        return
    count = len(nights.doubled())
    many = f"{count:,} {'night adds' if count == 1 else 'nights add'}"
    unknown = nights.unknown_preferred(table.rules.prefer)
    kept = [source for source in table.rules.prefer if source not in unknown]
    ways = [TableReading(f"To take those of {name} where it has them", {"prefer": [*kept, name]}) for name in sources]
    ways.append(TableReading("To take the longer one of each night", {"longest_night": True}))
    ways.append(TableReading("If they are right as they stand", {"sure": True}))
    raise AmbiguousTable("\n".join([*no_nights_of(unknown), f"{many} up to more than 12 hours from several sources."]), ways)


def no_nights_of(sources: Sequence[str]) -> list[str]:
    """Return the line on preferred sources of which a table has no night, none if it has one of each."""
    named = " or ".join(f"'{short(one)}'" for one in sources)
    return [f"No night in there is from {named}."] if named else []


def _ask_words(table: MappedTable) -> None:
    """Raise AmbiguousTable if a column has words whose numbers the map does not say."""
    for column in table.map.columns:
        known = read_words(column.unit)
        if not known and (column.unit or not column.target.scaled):
            continue
        words, numbers = table.words(column)
        strange = [word for key, word in words.items() if key not in known]
        if not strange or (not known and numbers >= len(words)):
            continue
        if len(words) > MOST_WORDS or any(len(word) > LONGEST_WORD or word[0].isdigit() for word in strange):
            continue
        raise _unknown_words(column, strange)


def _unknown_words(column: MapColumn, strange: Sequence[str]) -> AmbiguousTable:
    field = column.target.field
    found = f"'{column.heading}' has words without a number: {', '.join(strange)}."
    closing = (
        f"\nA word's number, {field.low:g} to {field.high:g}, goes after the column, as in {column.typed}={column.heading}:dull=3,fine=7"
    )
    before = f"{column.unit}," if column.unit else ""
    ways = []
    if column.target.scaled and all(word_key(word) in USUAL for word in strange):
        numbers = ",".join(f"{word}={USUAL[word_key(word)]}" for word in sorted(strange, key=lambda word: -USUAL[word_key(word)]))
        ways.append(TableReading("If they are Daylio's five", map={column.typed: f"{column.heading}:{before}{numbers}"}))
    if column.unit and not any("," in word or "=" in word or ":" in word for word in strange):
        none = ",".join(f"{word}=-" for word in strange)
        ways.append(TableReading("To leave them out", map={column.typed: f"{column.heading}:{before}{none}"}))
    return AmbiguousTable(found, ways, closing)


def _told(doubt: UnitDoubt, unit: str) -> str:
    return f"{doubt.column.heading}:{unit}"


def _of_scale(column: MapColumn, values: Sequence[float]) -> UnitDoubt | None:
    """Return a doubt if the values seem to be on a scale of 1 to 5 or 0 to 100 instead of 0 to 10, else None."""
    if not values:
        return None
    lowest, highest = min(values), max(values)
    found = f"The {len(values):,} values in '{column.heading}' lie between {lowest:g} and {highest:g}. {column.name.capitalize()} goes from 0 to 10."
    if sum(value < 0 for value in values) > 1 and max(-lowest, highest) <= LONG_SCALE:
        most = ceil(max(-lowest, highest))
        return UnitDoubt(column, found, ((f"'{column.heading}' is a scale of its own, kept as it stands", f"{-most}..{most}"),), None)
    parted = _of_parts(column, values)
    if len(values) < ENOUGH:
        return parted
    whole = (lowest, highest) == WHOLE_SCALE and len(values) >= WHOLE_ENOUGH
    if whole or (lowest >= 0 and highest <= SHORT_SCALES[0]):
        first = 1 if lowest >= 1 else 0
        ends = WHOLE_SCALE[1:] if whole else [last for last in SHORT_SCALES if highest <= last]
        return UnitDoubt(column, found, tuple(_short_scale(column, first, last) for last in ends), "0-10")
    beyond = sum(value > 10 for value in values)
    if lowest >= 0 and highest <= LONG_SCALE and beyond >= max(2, len(values) * BEYOND):
        most = next(most for most in LONG_SCALES if highest <= most)
        return UnitDoubt(column, found, ((f"'{column.heading}' is a scale of 0 to {most}", f"0-{most}"),), None)
    return parted


def _of_parts(column: MapColumn, values: Sequence[float]) -> UnitDoubt | None:
    """Return a doubt if several values on 0 to 10 are not whole, so that leaving them out would leave out much of the diary."""
    parted = sum(value != int(value) for value in values)
    if parted < PARTED or min(values) < 0 or max(values) > AS_IT_IS[1]:
        return None
    found = f"{parted:,} of the {len(values):,} values in '{column.heading}' are not whole. {column.name.capitalize()} goes from 0 to 10 in whole numbers."
    return UnitDoubt(column, found, ((f"each of '{column.heading}' is to be rounded", "0-10"),), None)


def _short_scale(column: MapColumn, first: int, last: int) -> tuple[str, str]:
    """Return what a scale would be read as, in words and as a unit."""
    told = ", ".join(
        f"{value:g} {'becomes ' * (value == first)}{on_scale(value, (first, last))}" for value in (first, (first + last) / 2, last)
    )
    return f"'{column.heading}' goes from {first} to {last} ({told})", f"{first}-{last}"


def _of_time(column: MapColumn, values: Sequence[float]) -> UnitDoubt | None:
    """Return a doubt if time spans seem to be in another unit than the map says, else None. Zeros are ignored."""
    minutes = [value * UNITS[column.unit] for value in values if value]
    if not minutes:
        return None
    target = column.target
    least = SHORTEST_NIGHT if target.kind is Sleep else SHORTEST
    most, usual = target.field.high, median(minutes)
    if max(minutes) >= least and usual <= most:
        return None
    in_unit = usual / UNITS[column.unit]
    meant = next((unit for unit in SAID if unit != column.unit and least <= in_unit * UNITS[unit] <= most), None)
    if meant is None:
        return None
    said = f"{in_unit:.4g} {SAID[column.unit]}"
    return UnitDoubt(
        column,
        f"'{column.heading}' was mapped as {SAID[column.unit]}: {column.name} would usually be {said} ({len(minutes):,} values).",
        ((f"'{column.heading}' holds {SAID[meant]}", meant),),
        "" if usual <= most else None,
    )

"""Offer a map for a table whose columns kfit does not know: by what its headings mean, and by what its cells look like."""

from __future__ import annotations

from itertools import islice, pairwise, permutations
from re import compile as pattern
from statistics import median

from ..errors import Unclear
from ..model.entries import Infusion, Medicine, Sleep
from ..model.measures import QUANTITIES, UNIT_NAMES
from ..parsing import nights
from . import cells, column_values
from .cells import UNITS, UnreadableCell, comma_fits, is_day, point_fits, time_of_day
from .map_targets import AMOUNT, HAD, LISTED, MEASURED, MOMENT, NAME, PAIR, SHARED, Targets
from .row_columns import PARTS, PRESSURES
from .word_scales import LONGEST_WORD, MOST_WORDS, word_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .map_targets import Target

LOOKED_THROUGH, MOST_COLUMNS = 200, 200  # rows, and columns whose headings are read
ENOUGH = 0.8  # the share of a column's cells that must look like what its heading means
TOKENS = pattern(r"[^\W\d_]+?(?=[A-Z][a-z]|[^\w]|[\d_]|$)|[^\W\d_]+")
TIME_WORDS = {
    "h": "h hr hrs hour hours std stunden heures horas ore uur uren", "min": "m min mins minute minutes minuten minutos minuti", "s": "s sec secs second seconds", "ms": "ms milliseconds millis",
}  # fmt: skip
TIME_UNITS = {word: unit for unit, words in TIME_WORDS.items() for word in words.split()}
MOST_LONG = 12  # columns of a table that has a column of names and one of values
STARTED = frozenset(("start", "started", "begin", "began", "since"))  # in the heading of days on which a medicine began
AMOUNTS = frozenset(("dose", "mg"))  # what any medicine has
MOST_HOURS, MOST_MINUTES, MOST_SECONDS = 24, 1440, 86400  # numbers up to these are usually in that unit
# Words of a heading that is about something else than the word beside them: sleep efficiency, mood count, activity distance.
OTHERS = frozenset((
    "efficiency", "records", "record", "goal", "target", "distance", "latency", "debt", "stage", "stages", "count", "number",
    "percent", "percentage", "deep", "rem", "light", "awake", "max", "min", "maximum", "minimum", "calories", "speed", "heart", "id",
    "name", "type", "change", "trend", "rank", "bmi", "fat", "link", "url",
))  # fmt: skip


class MapOffer:
    """The map that a table's headings and cells suggest: pairs such as `mood=Mood:1-5`, and the headings that have none."""

    def __init__(self, header: list[str], rows: Iterable[list[str]], targets: Targets) -> None:
        self.header, self.targets = header, targets
        whole = [row for row in islice(rows, LOOKED_THROUGH) if len(row) == len(header)]
        self.columns = [
            [cell for row in whole if (cell := row[place].strip()).casefold() not in cells.NONE] for place in range(len(header))
        ]
        found: dict[str, list[tuple[bool, int, int, str]]] = {}
        for place, heading in enumerate(header[:MOST_COLUMNS]):
            if (reading := self._reading(place, heading)) is not None:
                found.setdefault(reading[0], []).append(reading[1])
        taken = {name: max(several) for name, several in found.items()}
        places = {name: -place for name, (_, _, place, _) in taken.items()}
        self._settle(places)
        told = {name: told for name, (_, _, _, told) in taken.items()}
        self.pairs = {name: told.get(name, header[place]) for name, place in places.items()}
        if "medicine" in places and "medicine.event" not in places:
            began = "day" in places and STARTED & set(_tokens(header[places["day"]]))
            self.pairs["medicine"] += ":started" if began else ":taken"
        self.left = [heading for place, heading in enumerate(header) if place not in places.values()]

    def _settle(self, places: dict[str, int]) -> None:
        """Take out of the names with their columns what says nothing without another column, and add the day where none is called so."""
        for one, other in (("start", "end"), ("end", "start")):
            if one in places and other not in places:
                del places[one]
        dose = next((name for name in ("dose", "dose_mg", "infusion.dose") if name in places), "")
        if dose and "medicine" in places:
            places["medicine.dose"] = places.pop(dose)
        targets = {name: self.targets.find(name) for name in places if name not in SHARED}
        infusions = [name for name, target in targets.items() if target.kind is Infusion]
        if not any(self._is_infusion(self.header[places[name]]) for name in infusions):
            targets = {name: target for name, target in targets.items() if name not in infusions}
        mains = {target.kind for target in targets.values() if target.main or target.reads == MOMENT} | {Infusion}
        for name in places.keys() - set(SHARED):
            if name not in targets or targets[name].kind not in mains:
                del places[name]
        if "day" not in places and (day := self._place_of_day(places)) is not None:
            places["day"] = day
            rest = {name: place for name, place in places.items() if name != "day"}
            places.clear()
            places.update({"day": day} | rest)
        if "day" in places and _most(self.columns[places["day"]], lambda cell: ":" in cell):
            places.pop("at", None)  # the days have their times

    def _is_infusion(self, heading: str) -> bool:
        """Return whether a heading says that its column is about infusions. A dose alone can be that of any medicine."""
        meant = [self.targets.meant(token) for token in _tokens(heading) if token not in AMOUNTS]
        return any(name and name not in SHARED and self.targets.find(name).kind is Infusion for name in meant)

    def _place_of_day(self, places: dict[str, int]) -> int | None:
        """Return the column of days of a table in which none is called so: one that holds nothing else, else an end, else infusions."""
        days = [place for place, said in enumerate(self.columns) if said and _most(said, is_day)]
        free = [place for place in days if place not in places.values()]
        if len(free) == 1 or (free and "end" not in places):
            return free[0]
        return next((places[name] for name in ("end", "infusion") if name in places and places[name] in days), None)

    def text(self) -> str:
        """Return the map, empty if no column holds the day, or none holds anything else."""
        found = self.pairs.keys() - set(SHARED) or {"note"} & self.pairs.keys()
        return ",".join(f"{name}={told}" for name, told in self.pairs.items()) if "day" in self.pairs and found else ""

    def text_with(self, heading: str, instead: str) -> str:
        """Return the map with another heading in place of one."""
        pairs = {name: instead + told[len(heading) :] if told.partition(":")[0] == heading else told for name, told in self.pairs.items()}
        return ",".join(f"{name}={told}" for name, told in pairs.items())

    def _reading(self, place: int, heading: str) -> tuple[str, tuple[bool, int, int, str]] | None:
        """Return the first meaning of a column that fits its cells, with its text for the map behind how well it fits."""
        tokens = _tokens(heading)
        if not self.columns[place] or self.header.count(heading) > 1 or any(sign in heading for sign in ",=+:"):
            return None
        if OTHERS & set(tokens) and not self.targets.meant("_".join(tokens)):
            return None
        for name in self._meanings(tokens):
            if told := self._told(name, place, heading):
                with_unit = any(token in TIME_UNITS or token in UNIT_NAMES for token in tokens)
                return name, (with_unit, -len(tokens), -place, told)
        return None

    def _meanings(self, tokens: list[str]) -> list[str]:
        """Return what a heading can mean, the surest first: all of its words, then two, then one, the last first; those of a row last."""
        plain = [token for token in tokens if token not in TIME_UNITS and token not in UNIT_NAMES]
        phrases = ["_".join(tokens), "_".join(plain), *("_".join(pair) for pair in pairwise(plain)), *reversed(plain)]
        found = dict.fromkeys(meant for phrase in phrases if phrase and (meant := self.targets.meant(phrase)))
        if "sleep" in found and "asleep" in tokens:
            found["start"] = None  # 23:10 is when it began
        if "infusion" in found and "mg" in tokens:
            found = {"dose_mg": None} | found
        whole = self.targets.meant("_".join(tokens))
        return sorted(found, key=lambda name: name in SHARED and name != whole)

    def _told(self, name: str, place: int, heading: str) -> str:
        """Return what follows the word in the map, empty if the cells do not fit it."""
        said = self.columns[place]
        if name in SHARED:
            return heading if self._fits_row(name, said) else ""
        target = self.targets.find(name)
        if target.kind is Medicine and target.field.name in (NAME, "event"):
            return heading if _most(said, _is_name) else ""
        if target.named_by_column:
            return ""
        fits = READINGS.get(target.reads)
        if fits is not None:
            return heading + (f":{LISTED}" if target.reads == LISTED else "") if _most(said, fits) else ""
        if target.kind is Infusion and target.field.type == "text":
            return heading if target.field.name == "dose" else ""
        unit = self._unit(target, heading, said)
        return "" if unit is None else f"{heading}:{unit}" if unit else heading

    def _fits_row(self, name: str, said: list[str]) -> bool:
        if name == "day":
            return _most(said, is_day)
        if name == "at":
            return _most(said, _is_time)
        if name == "id":
            return len(set(said)) == len(said)
        return name == "source" or not _most(said, lambda cell: point_fits(cell) or comma_fits(cell))

    def _unit(self, target: Target, heading: str, said: list[str]) -> str | None:
        """Return the unit of a column of numbers, empty if it has none, None if it is no such column or its unit cannot be told."""
        tokens = _tokens(heading)
        numbers = [float(cells.plain(cell, decimal_comma=not point_fits(cell))) for cell in said if point_fits(cell) or comma_fits(cell)]
        if target.field.unit == "minutes" or target.reads == AMOUNT:
            return _unit_of_time(target, tokens, said, numbers)
        if target.field.type not in ("whole", "real"):
            return None
        if len(numbers) < ENOUGH * len(said) and not (target.scaled and (_most(said, column_values.SHARE.fullmatch) or _are_words(said))):
            return None
        if target.reads != MEASURED:
            return ""
        units = {
            UNIT_NAMES[token] for token in [*tokens, *heading.lower().replace("(", " ").replace(")", " ").split()] if token in UNIT_NAMES
        }
        return _unit_of_measure(target, units)


def long_maps(header: list[str], rows: Sequence[list[str]], targets: Targets) -> list[tuple[str, str]]:
    """Return the filter and the map for each word that kfit knows in a column of names: a long table has a row for each value."""
    found: dict[str, str] = {}
    if len(header) > MOST_LONG:
        return []
    whole = [row for row in rows if len(row) == len(header)]
    usable = [place for place, heading in enumerate(header) if header.count(heading) == 1 and not any(sign in heading for sign in ",=+:")]
    for names, values in permutations(usable, 2):
        words = dict.fromkeys(row[names].strip() for row in whole)
        for word in words if len(words) <= MOST_WORDS else ():
            if targets.meant("_".join(_tokens(word))) not in ("", *SHARED):
                named = ["" if place == names else word if place == values else heading for place, heading in enumerate(header)]
                offer = MapOffer(named, [row for row in whole if row[names].strip() == word], targets)
                if offer.text() and word not in offer.left:
                    found.setdefault(f"{header[names]}={word}", offer.text_with(word, header[values]))
    return list(found.items())


def _tokens(heading: str) -> list[str]:
    return [token.lower() for token in TOKENS.findall(heading)]


def _unit_of_measure(target: Target, units: set[str]) -> str | None:
    known = QUANTITIES.get(target.name)
    if known is None or len(known.units) < 2:
        return ""
    fitting = units & known.units.keys()
    return fitting.pop() if len(fitting) == 1 else None


def _unit_of_time(target: Target, tokens: list[str], said: list[str], numbers: list[float]) -> str | None:
    """Return the unit of time spans: that of the heading, where the cells can be in it, else the one that the cells show."""
    if len(numbers) < ENOUGH * len(said):
        most = nights.LONGEST if target.kind is Sleep else UNITS["h"] * MOST_HOURS
        spans = _most(said, lambda cell: not is_day(cell) and (_reads(cell, most) or (target.kind is Sleep and _is_night(cell))))
        done = target.reads == AMOUNT and _most(said, lambda cell: cell.casefold() in column_values.YES | column_values.NO)
        return "hm" if spans else "" if done else None
    named = next((TIME_UNITS[token] for token in tokens if token in TIME_UNITS), "")
    if named or target.reads == AMOUNT:
        return named or None
    usual = median(numbers)
    if target.kind is Sleep and usual <= MOST_HOURS:
        return "h"
    return "min" if usual <= MOST_MINUTES else "s" if usual <= MOST_SECONDS else "ms"


def _are_words(said: list[str]) -> bool:
    """Return whether cells are the words of a scale: a few, short, that come again."""
    words = {word_key(cell) for cell in said}
    return len(words) <= min(MOST_WORDS, len(said)) and all(
        not (cell[0].isascii() and not cell[0].isalpha()) and len(cell) <= LONGEST_WORD for cell in said
    )


def _reads(cell: str, most: float) -> bool:
    try:
        return cells.minutes(cell, "hm", decimal_comma=False) < most
    except UnreadableCell:
        return False


def _is_night(cell: str) -> bool:
    try:
        return (found := nights.find(cell)) is not None and found[1] == len(cell)
    except Unclear:
        return False


def _is_name(cell: str) -> bool:
    return cell[0].isalpha() and cell.casefold() not in column_values.YES | column_values.NO and not is_day(cell)


def _is_time(cell: str) -> bool:
    try:
        time_of_day(cell)
    except UnreadableCell:
        return False
    return True


def _most(said: list[str], fits: Callable[[str], object]) -> bool:
    return sum(bool(fits(cell)) for cell in said) >= ENOUGH * len(said)


READINGS: dict[str, Callable[[str], object]] = {
    HAD: lambda cell: cell.casefold() in column_values.YES | column_values.NO or is_day(cell),
    MOMENT: lambda cell: _is_time(cell) or is_day(cell),
    LISTED: lambda cell: cell[0].isalpha() and (any(part in cell for part in PARTS) or len(cell.split()) < 4),
    PAIR: PRESSURES.fullmatch,
}

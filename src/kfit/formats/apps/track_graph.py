"""Track & Graph: the CSV of all features. What a feature is follows from its name alone, and is asked for where that does not tell."""

from __future__ import annotations

from collections import Counter
from re import compile as pattern

from ...model.entries import ACTIVITIES, ALIASES, HEADS, RATINGS, Habit, Measure, Mood, Rating
from ..cells import UnreadableCell, is_missing, on_scale, sure_number
from ..map_targets import Targets
from ..rows import ImportRow
from .contract import AppSource, instant_of, numbered
from .files import has_columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from typing import Any

    from .contract import OneEntry
    from .files import AppFile, AppFiles

COLUMNS = ("FeatureName", "Timestamp", "Value")
LENGTH = pattern(r"(-?)([0-9]{1,6}):-?([0-9]{1,2}):-?([0-9]{1,2})(?:\.[0-9]+)?")
SCALES = {"10": (0.0, 10.0), "5": (1.0, 5.0), "100": (0.0, 100.0)}
OWN = "own"


class TrackGraph(AppSource):
    """An export of Track & Graph. A value is known by its feature and its moment."""

    name = "track-graph"
    title = "Track & Graph"

    def __init__(self, *told: object) -> None:
        super().__init__(*told)  # type: ignore[arg-type]  # as AppSource has them
        self.targets = Targets()

    @classmethod
    def recognises(cls, files: AppFiles) -> bool:
        """Return whether there is a CSV with features, moments and values."""
        return any(map(_is_table, files))

    def rows(self) -> Iterator[ImportRow]:
        """Yield a row for each value."""
        for file in filter(_is_table, self.files):
            seen: Counter[str] = Counter()
            for line, cells in file.records():
                try:
                    moment = instant_of(cells["Timestamp"].strip())
                    key = numbered(seen, f"{cells['FeatureName'].strip()[:100]}/{moment:.3f}")
                    when = self.rules.at(moment)
                except ValueError:
                    yield ImportRow(line, wrong="its moment can't be read")
                    continue
                try:
                    yield self._row(line, key, when, cells)
                except UnreadableCell:
                    yield ImportRow(line, bad=("its value is not a number",))

    def _row(self, line: int, key: str, when: datetime, cells: Mapping[str, str]) -> ImportRow:
        name = " ".join(cells["FeatureName"].split())
        said, legacy = cells["Value"].strip(), ""
        if is_missing(said):
            return ImportRow(line, empty=("it has no value",))
        if not LENGTH.fullmatch(said):  # an old file has the label behind its value
            said, _, legacy = said.partition(":")
        label = cells.get("Label", "").strip() or legacy.strip()
        note = "\n".join(filter(None, (label, cells.get("Note", "").strip()))) or None
        if length := LENGTH.fullmatch(said):
            minutes = int(length[2]) * 60 + int(length[3]) + (int(length[4]) >= 30)
            if length[1] or not minutes:
                return ImportRow(line, empty=("a length of 0, or below, is no entry",))
            return self._length((line, key, when), name, minutes, label, note)
        return ImportRow(line, (self._number((key, when), name, sure_number(said), note),))

    def _length(self, known: tuple[int, str, datetime], name: str, minutes: int, label: str, note: str | None) -> ImportRow:
        """Return the row of a length of time: sleep, movement, or a habit of the feature's name."""
        meant = self.targets.meant(name)
        if meant == "sleep":
            return self.night(*known[:2], minutes, day=known[2].date(), note=note)
        if meant == "exercise":
            activity = next((word for word in (label.lower(), name.lower()) if word in ACTIVITIES), None)
            return self.movement(*known, minutes, activity, note=note)
        return ImportRow(known[0], (self.entry(Habit, *known[1:], name=name, minutes=minutes, note=note),))

    def _number(self, known: tuple[str, datetime], name: str, number: float, note: str | None) -> OneEntry:
        """Return the entry of a number: a mood or a rating on the scale that the person says, else a measure of the feature's name."""
        meant = self.targets.meant(name)
        if meant == "mood" or meant in RATINGS:
            answer = self.rules.answer(
                f"scale-{name.replace('=', '-')}",
                {
                    "10": f"'{name}' goes from 0 to 10",
                    "5": f"'{name}' goes from 1 to 5 (1 becomes 0, 3 5, 5 10)",
                    "100": f"'{name}' goes from 0 to 100",
                    OWN: f"'{name}' is a count of its own, kept as it stands",
                },
                f"Track & Graph does not say the scale of '{name}'.",
            )
            if answer != OWN:
                score = self._scaled(number, SCALES[answer])
                if meant == "mood":
                    return self.entry(Mood, *known, score=score, note=note)
                return self.entry(Rating, *known, name=meant, score=score, better=RATINGS[meant], note=note)
            name = f"{name} points"
        elif name.lower() in HEADS or name.lower() in ALIASES:
            name = f"{name} value"  # its own name begins a line of another kind
        return self.entry(Measure, *known, name=name, value=number, unit=None, note=note)

    def _scaled(self, number: float, ends: tuple[float, float]) -> Any:
        return on_scale(number, ends) if min(ends) <= number <= max(ends) else number  # the check of ranges names it


def _is_table(file: AppFile) -> bool:
    return has_columns(file, COLUMNS)

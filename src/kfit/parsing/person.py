"""What a line's reading may need to know of the person: their own names, the units they use. Asked for only where it is needed."""

from __future__ import annotations

from ..model.entries import RATINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ..model.planning import CustomName


class PersonNames:
    """The person's own names: `tracked` fetches them, `used` those of a kind that have entries; `units` are their settings.

    `planned` fetches the days for which an infusion is planned, `listed` every medicine that has entries, current or not, with its last dose, `latest` the
    last value of a measure within 90 days, `treated` tells whether a day has an infusion or a dose already. `better` holds what was answered to the question which
    end of a new rating is better.
    """

    __slots__ = ("_found", "_heard", "_listed", "_medicines", "_tracked", "_used", "better", "latest", "planned", "treated", "units")

    def __init__(  # noqa: PLR0913, PLR0917 - a way to fetch each
        self,
        tracked: Callable[[], Iterable[CustomName]] = tuple,
        used: Callable[[str], Iterable[str]] = lambda _: (),
        units: Mapping[str, str] = {},
        planned: Callable[[], Iterable[str]] = tuple,
        listed: Callable[[], Iterable[tuple[str, str]]] = tuple,
        latest: Callable[[str], float | None] = lambda _: None,
        treated: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._tracked, self._used, self.planned = tracked, used, planned
        self._found: dict[tuple[str, str], CustomName] | None = None
        self._heard: list[tuple[str, str]] = []
        self._listed, self.latest, self.treated = listed, latest, treated
        self._medicines: dict[str, str] | None = None
        self.units = units
        self.better: dict[str, str] = {}

    def begin(self) -> None:
        """Forget what was heard: the words are read, or read again, from their beginning."""
        self._found, self._heard = None, []

    def hear(self, kind: str, name: str, new: Iterable[CustomName]) -> None:
        """Take in what an entry says of its name, so that the next entry and the next line know it."""
        self._heard.append((kind, name))
        for one in new:
            self._all()[one.kind, one.name] = one

    def find(self, kind: str, name: str) -> CustomName | None:
        """Return what is kept of a rating, habit or measure; None for a name that is new."""
        return self._all().get((kind, name))

    def better_end(self, name: str) -> str | None:
        """Return which end of a rating is better, high or low; None where it is not known."""
        kept = self.find("rating", name)
        return RATINGS.get(name) or (kept.better if kept else None)

    def names(self, kind: str) -> list[str]:
        """Return the names of a kind that were kept or that have entries."""
        kept = [name for of, name in self._all() if of == kind]
        return list(dict.fromkeys([*kept, *self._used(kind), *self._names_heard(kind)]))

    def effects(self) -> list[str]:
        """Return the side effects that have entries: those that were added are among them."""
        return [*self._used("effect"), *self._names_heard("effect")]

    def event_of_dose(self, name: str, dose: str) -> str:
        """Return what a listed medicine with a dose alone says: taken, where the dose is the current one; empty where it is not sure."""
        current = self.medicines().get(name)
        return "taken" if current is not None and (not current or _bare(current) == _bare(dose)) else ""

    def medicines(self) -> dict[str, str]:
        """Return every medicine that has entries, current or not, each with its last dose, empty where none was told."""
        if self._medicines is None:
            self._medicines = dict(self._listed())
        return self._medicines

    def _all(self) -> dict[tuple[str, str], CustomName]:
        if self._found is None:
            self._found = {(one.kind, one.name): one for one in self._tracked()}
        return self._found

    def _names_heard(self, kind: str) -> list[str]:
        return [name for of, name in self._heard if of == kind]


def _bare(dose: str) -> str:
    return "".join(dose.lower().split())

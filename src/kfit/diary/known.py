"""What a line's reading may need to know of the person: their own names, the units they use. Asked for only where it is needed."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ..kept import Tracked


class Known:
    """The person's own names: `tracked` fetches them, `effects` the side effects they added; `units` are their settings.

    `better` holds what was answered to the question which end of a new rating is better.
    """

    __slots__ = ("_effects", "_found", "_tracked", "better", "units")

    def __init__(
        self,
        tracked: Callable[[], Iterable[Tracked]] = tuple,
        effects: Callable[[], Iterable[str]] = tuple,
        units: Mapping[str, str] = {},
    ) -> None:
        self._tracked, self._effects = tracked, effects
        self._found: dict[tuple[str, str], Tracked] | None = None
        self.units = units
        self.better: dict[str, str] = {}

    def find(self, kind: str, name: str) -> Tracked | None:
        """Return what is kept of a rating, habit or measure; None for a name that is new."""
        if self._found is None:
            self._found = {(one.kind, one.name): one for one in self._tracked()}
        return self._found.get((kind, name))

    def effects(self) -> list[str]:
        """Return the side effects that were added to those that kfit knows."""
        return list(self._effects())

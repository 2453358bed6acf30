"""A table that can be read in more than one way: what was found in it, and the ways, each of which settles it."""

from __future__ import annotations

from typing import NamedTuple

from ..errors import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


class Way(NamedTuple):
    """One way to read a table: what it means, and what has to be said for it.

    `options` holds options of the command with their values, None for one to leave out; `map` what stands behind a name in `--map`.
    """

    said: str
    options: Mapping[str, object] = {}
    map: Mapping[str, str] = {}

    def short(self) -> str:
        """Return what is said for it alone, without the rest of the line."""
        told = [f"--{name.replace('_', '-')}{'' if value is True else f' {value}'}" for name, value in self.options.items()]
        return " ".join([*told, *(f"{name}={column}" for name, column in self.map.items())])


class Unsettled(Refused):
    """Nothing is imported before it is said which way is meant."""

    def __init__(self, found: str, ways: Sequence[Way], closing: str = "") -> None:
        self.found, self.ways, self.closing = found, ways, closing
        super().__init__(self.told(Way.short))

    def told(self, line: Callable[[Way], str]) -> str:
        """Say what was found, and each way with the line that takes it."""
        return "\n".join([self.found, *(f"{way.said}:\n  {line(way)}" for way in self.ways)]) + self.closing

"""A bar on a terminal for what takes longer than a second."""

from __future__ import annotations

import sys
from time import monotonic
from typing import TYPE_CHECKING, Self, TypeVar

from .output import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.progress import Progress

PATIENCE = 1.0  # seconds
STEP = 500  # things between two looks at the clock
Thing = TypeVar("Thing")


class Bar:
    """Shows on stderr how far a loop is: `with Bar("Reading") as bar: for row in bar.over(rows): ...`."""

    def __init__(self, doing: str) -> None:
        self.doing = doing
        self.shown: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.shown is not None:
            self.shown.stop()

    def over(self, things: Iterable[Thing], total: int | None = None) -> Iterator[Thing]:
        """Yield the things; `total` is their number where it is known."""
        begun = monotonic() if sys.stderr.isatty() and not plain() else float("inf")
        for count, thing in enumerate(things):
            if count % STEP == 0 and monotonic() - begun > PATIENCE:
                self._show(count, total)
            yield thing

    def _show(self, count: int, total: int | None) -> None:
        if self.shown is None:
            from rich.console import Console
            from rich.progress import Progress

            self.shown = Progress(console=Console(stderr=True, markup=False), transient=True)
            self.shown.add_task(self.doing, total=total)
            self.shown.start()
        self.shown.update(self.shown.task_ids[0], completed=count)

"""A progress bar for what takes longer than a second."""

from __future__ import annotations

import sys
from time import monotonic
from typing import Self, TypeVar

from .output import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.progress import Progress

PATIENCE = 1.0  # seconds
STEP = 500  # items between two checks of the clock
MEGABYTE = 1_000_000
Thing = TypeVar("Thing")


class ProgressBar:
    """A progress bar on stderr with its rate and the time left: `with ProgressBar("Reading") as bar: for row in bar.over(rows): ...`.

    It appears after a second, at a terminal only.
    """

    def __init__(self, doing: str) -> None:
        self.doing = doing
        self.shown: Progress | None = None
        self.begun = float("inf")

    def __enter__(self) -> Self:
        if sys.stderr.isatty() and not plain():
            self.begun = monotonic()
        return self

    def __exit__(self, *_: object) -> None:
        if self.shown is not None:
            self.shown.stop()

    def over(self, things: Iterable[Thing], total: int | None = None) -> Iterator[Thing]:
        """Yield the items; `total` is their number if it is known."""
        for count, thing in enumerate(things):
            if count % STEP == 0:
                self._show(count, total, "{:,.0f} rows/s")
            yield thing

    def watch(self, read: int, total: int) -> None:
        """Show how many bytes were read of how many."""
        self._show(read / MEGABYTE, total / MEGABYTE, "{:,.0f} MB/s")

    def _show(self, done: float, total: float | None, rate: str) -> None:
        taken = monotonic() - self.begun
        if taken < PATIENCE:
            return
        if self.shown is None:
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

            said = TextColumn("{task.description}"), TextColumn("{task.fields[rate]}")
            columns = (said[0], BarColumn(), TaskProgressColumn(), said[1], TimeRemainingColumn())
            self.shown = Progress(*columns, console=Console(stderr=True, markup=False), transient=True)
            self.shown.add_task(self.doing, total=total, rate="")
            self.shown.start()
        self.shown.update(self.shown.task_ids[0], completed=done, total=total, rate=rate.format(done / taken))

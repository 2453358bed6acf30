"""Ends in good order when a process is told to end: a signal becomes an exception, so that what was begun is cleared away."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    Handler = Callable[[int, FrameType | None], object] | int

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")  # Ctrl-C, kill, a terminal that is closed; Windows does not know the last
TOLD = 128  # what a shell adds to the number of a signal, for the exit code


class Ending:
    """Watches for the first signal between `begin` and `over`; behind it, and behind `ignore`, no other one is heard."""

    def __init__(self) -> None:
        self.before: dict[int, Handler] = {}

    def begin(self) -> None:
        """Let a signal raise an exception; one that is ignored, as behind nohup, stays so."""
        for number in (getattr(signal, name) for name in SIGNALS if hasattr(signal, name)):
            handler = signal.getsignal(number)
            if handler in (signal.SIG_DFL, signal.default_int_handler) and handler is not None:
                self.before[number] = handler
                signal.signal(number, self._stop)

    def ignore(self) -> None:
        """Let nothing come between what must be done as a whole."""
        for number in self.before:
            signal.signal(number, signal.SIG_IGN)

    def over(self) -> None:
        """Let each signal do again what it did before."""
        for number, handler in self.before.items():
            signal.signal(number, handler)

    def _stop(self, number: int, _: FrameType | None) -> NoReturn:
        self.ignore()
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        raise SystemExit(TOLD + number)

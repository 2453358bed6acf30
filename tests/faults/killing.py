"""Starts kfit as a process of its own and kills it with -9 at a chosen moment."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

from effort import tried

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

KILLS = tried(7, 20)
EARLY, LATE = tried((2, 2), (3, 4))  # of them before Python can have begun, and after the answer


class Killed(NamedTuple):
    """One run that was killed: its number, and whether its answer had been heard in full."""

    turn: int
    answered: bool


def kill_often(
    words: Callable[[int], list[str]],
    env: Callable[[int], dict[str, str]] | None = None,
    program: Sequence[str] = ("-m", "kfit"),
) -> Iterator[Killed]:
    """Run `words(turn)` again and again, kill each run later than the one before, and yield each for a check.

    The first die before anything is done, the last ones some milliseconds after their answer; those between are
    spread over the time that the answers took, which is learned as it goes.
    """
    usual = 0.25
    heard = []
    for turn in range(KILLS):
        began = time.monotonic()
        with subprocess.Popen(
            [sys.executable, *program, *words(turn)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **(env(turn) if env else {})},
        ) as running:
            assert running.stdout is not None
            answer = b""
            if turn < EARLY:
                time.sleep(turn * 0.01)
            elif turn == EARLY or turn >= KILLS - LATE:
                answer = running.stdout.readline()
                usual = time.monotonic() - began
                time.sleep((KILLS - turn - 1) * 0.006)
            else:
                time.sleep(usual * (0.3 + 0.9 * (turn - EARLY) / (KILLS - EARLY - LATE)))
            running.kill()
            answer += running.stdout.read()
        heard.append(answer.endswith(b"\n"))
        yield Killed(turn, answered=heard[-1])
    assert True in heard
    assert False in heard

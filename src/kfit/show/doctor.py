"""Says what looking the data file over has found."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from .safe import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .screen import Screen


def findings(checks: Sequence[tuple[str, bool, str]], screen: Screen) -> str:
    """List what was looked at (name, whether it is right, what was seen), then one sentence for all."""
    wrong = sum(not ok for _, ok, _ in checks)
    told = f"{wrong} of {len(checks)} not right. The copies: kfit backup list" if wrong else "Nothing is wrong."
    if screen.plain:
        return "\n".join([*(f"{name}: {'ok' if ok else 'not right'}, {safe(detail)}." for name, ok, detail in checks), told])
    wide = max(len(name) for name, _, _ in checks)
    lines = [line for check in checks for line in _lines(check, wide, screen)]
    return "\n".join([*lines, "", told])


def _lines(check: tuple[str, bool, str], wide: int, screen: Screen) -> list[str]:
    """Write one finding; narrow, with its detail below."""
    name, ok, detail = check
    mark = "ok " if ok else "NO "
    if screen.narrow:
        return [mark + name, *(f"   {line}" for line in wrap(safe(detail), screen.width - 3))]
    rest = wrap(safe(detail), screen.width - wide - 5) or [""]
    return [f"{mark}{name:<{wide}}  {rest[0]}".rstrip(), *(f"{'':{wide + 5}}{line}" for line in rest[1:])]

"""What became of plans: the values that progress finds and the screens show. Values only; no room owns them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from .kept import Plan


class Planned(NamedTuple):
    """A plan and the day of the infusion that it became, None if there is none; `to_come` says that it may still become one."""

    plan: Plan
    done_on: date | None
    to_come: bool

    def row(self) -> dict[str, object]:
        """Return it as the contract's JSON has it."""
        done = None if self.done_on is None else self.done_on.isoformat()
        return {"id": self.plan.id, "day": self.plan.day, "at": self.plan.at, "done_on": done}


class Held(NamedTuple):
    """Plans held against what was done, oldest first, and the days of infusions among them that nobody had planned."""

    plans: list[Planned]
    others: list[date]
    earlier: int = 0  # plans that are left out, because they lie behind

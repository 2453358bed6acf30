"""What is kept beside the entries: names of one's own, planned infusions, questions for the visit. None of them is an entry."""

from __future__ import annotations

from .record import Record, choice, instant, text, whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar, Self

KEPT: dict[str, type[Kept]] = {}


class Kept(Record):
    """One row of a table beside the entries; its class's name is the table's."""

    table: ClassVar[str]
    id: int | None = whole(1, 2**62, title="The number", default=None)
    uid: str | None = text(36, title="The uid", default=None)
    made_at: str | None = text(20, title="The time of making", default=None)

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.table = cls.__name__.lower()
        KEPT[cls.table] = cls

    def __repr__(self) -> str:
        """Name the row without a word of what it says."""
        return f"<{self.table} {self.id}>"

    def but(self, **changes: Any) -> Self:
        """Return a copy in which these fields are other."""
        return type(self)(**(self.__dict__ | changes))

    def row(self) -> dict[str, Any]:
        """Return every field."""
        return dict(self.__dict__)


class Tracked(Kept):
    """A rating, habit or measure by its name: the person's own ones, and known ones that are retired.

    A rating has its better end, a measure its unit (None: it is counted), a habit `minutes` or `times` (None: yes or no).
    """

    name: str = text(40, title="The name")
    kind: str = choice(("rating", "habit", "measure"), title="The kind")
    unit: str | None = text(20, title="The unit", default=None)
    better: str | None = choice(("high", "low"), title="The better end", default=None)
    retired_on: str | None = text(10, title="The day of retiring", default=None)


class Plan(Kept):
    """An infusion that is to come: its day, and its time if that is known. It counts for nothing."""

    day: str = text(10, title="The day")
    at: str | None = instant(title="The time", default=None)
    tz: str | None = text(64, title="The zone", default=None)


class Question(Kept):
    """A question for the next visit; `done_on` is the day on which it was ticked off."""

    words: str = text(1000, title="A question")
    done_on: str | None = text(10, title="The day of ticking off", default=None)

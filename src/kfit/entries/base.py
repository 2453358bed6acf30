"""What every kind of entry shares: the fields that each has, and how it speaks of itself."""

from __future__ import annotations

from ..record import Field, Record, date, instant, stamp, text, whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar


EARLIEST_DAY = "1900-01-01"
LONGEST_NOTE = 10_000
LONGEST_NAME = 40
NEW = {"--new": "a name that is new, though it is like one that is known"}
SURE = "--sure"  # the flag for what is probably not so, and is right all the same


class Entry(Record):
    """One thing logged. Its `kind` names its table; `form` names the way its value is typed (see diary)."""

    kind: ClassVar[str]
    form: ClassVar[str]
    example: ClassVar[str]
    plural: ClassVar[str]
    adds_up: ClassVar[bool] = False
    flags: ClassVar[dict[str, str]] = {}  # what may be said without a word behind it, each with its help
    OWN: ClassVar[dict[str, Field]]

    id: int | None = whole(1, 2**62, title="The number", default=None)
    uid: str | None = text(36, title="The uid", default=None)
    day: str = date(title="The day")
    at: str | None = instant(title="The time", default=None)
    tz: str | None = text(64, title="The zone", default=None)
    note: str | None = text(LONGEST_NOTE, title="A note", default=None)
    source: str | None = text(80, title="The source", default=None)
    source_id: str | None = text(200, title="The source's id", default=None)
    logged_at: str | None = stamp(title="The time of logging", default=None)

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.OWN = {name: field for name, field in cls.FIELDS.items() if name not in Entry.FIELDS}
        cls.kind = cls.__name__.lower()

    def __repr__(self) -> str:
        """Name the entry without a word of what it says: a traceback must not hold a note."""
        return f"<{self.kind} {self.id} {self.day}>"

    def phrase(self) -> str:
        """Say what it holds in a few words, without its day and note: `mood 6`, `20 min walk`."""
        raise NotImplementedError

    def short(self) -> str:
        """Say it beside another of its kind, where the kind's word need not come twice."""
        return self.phrase()

    def details(self) -> list[str]:
        """Say what else is known of it, a few words each, without its note."""
        return []

    def row(self) -> dict[str, Any]:
        """Return every field in the contract's order, `kind` behind `uid`."""
        values = dict(self.__dict__)
        return {"id": values.pop("id"), "uid": values.pop("uid"), "kind": self.kind, **values}

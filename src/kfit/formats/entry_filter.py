"""The part of a file that an import is asked for: from a day on, or only some kinds and names of entries."""

from __future__ import annotations

from ..errors import Refused
from ..model.entries import ALIASES, HEADS, KINDS
from ..model.measures import PRESSURE
from .rows import ImportRow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model.fields import Entry
    from .rows import Values

EARLIER, OTHER = "from before that day", "of other kinds"  # as what is left out is counted
DAY = 2  # the place of the day among the fields that every kind begins with


class EntryFilter:
    """Picks entries from `since` on, a day as `2026-11-22`, and of the kinds and names in `only`; empty ones pick all.

    A word of `only` is what begins a line in kfit (`sleep`, `weight`, `meditation`), or the person's own name of something.
    """

    def __init__(self, since: str, only: Iterable[str]) -> None:
        self.since = since
        self.kinds: set[str] = set()
        self.names: set[str] = set()
        for word in only:
            self._take(word)

    def _take(self, word: str) -> None:
        plain = word.strip().lower()
        if not plain:
            raise Refused("Say what to import, as in: --only sleep,exercise")
        kind, fixed = HEADS[plain] if plain in HEADS else (ALIASES[plain][0], ALIASES[plain][2]) if plain in ALIASES else (None, {})
        if plain in KINDS:
            self.kinds.add(plain)
        elif plain == "bp":
            self.names |= {*PRESSURE}
        elif kind is not None and "name" not in fixed:
            self.kinds.add(kind.kind)
        else:
            self.names.add(fixed.get("name", plain))

    def picked(self, rows: Iterable[ImportRow]) -> Iterator[ImportRow]:
        """Yield the rows with what is picked of them, and at the end how many entries were not."""
        earlier = other = 0
        for row in rows:
            kept = []
            for kind, values in row.entries:
                if str(values[DAY]) < self.since:
                    earlier += 1
                elif not self._wants(kind, values):
                    other += 1
                else:
                    kept.append((kind, values))
            yield row if len(kept) == len(row.entries) else row._replace(entries=tuple(kept))
        counts = tuple((why, count) for why, count in ((EARLIER, earlier), (OTHER, other)) if count)
        if counts:
            yield ImportRow(0, left_out=counts)

    def _wants(self, kind: type[Entry], values: Values) -> bool:
        if not (self.kinds or self.names) or kind.kind in self.kinds:
            return True
        if not self.names or "name" not in kind.FIELDS:
            return False
        return str(values[list(kind.FIELDS).index("name")]).lower() in self.names

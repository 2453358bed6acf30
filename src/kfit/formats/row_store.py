"""Keeps checked rows packed in memory, so that an app's export or a mapped table is read once and not again to be saved."""

from __future__ import annotations

import marshal
import zlib

from ..model.entries import KINDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.fields import Entry
    from .rows import ImportRow, Values

AT_ONCE = 2000  # entries packed together: a tenth of their size, some 50 bytes each


class RowStore:
    """The entries of rows in their order: `store.add(row)`, then `store.entries()`."""

    def __init__(self) -> None:
        self.packed: list[bytes] = []
        self.open: list[tuple[str, Values]] = []

    def add(self, row: ImportRow) -> None:
        """Add the entries of a row."""
        self.open += ((kind.kind, values) for kind, values in row.entries)
        if len(self.open) >= AT_ONCE:
            self._pack()

    def _pack(self) -> None:
        self.packed.append(zlib.compress(marshal.dumps(self.open), 1))
        self.open = []

    def entries(self) -> Iterator[tuple[type[Entry], Values]]:
        """Yield the entries. The numbers and texts in them are equal to those that were added."""
        if self.open:
            self._pack()
        for packed in self.packed:
            for kind, values in marshal.loads(zlib.decompress(packed)):  # noqa: S302 - it was packed here
                yield KINDS[kind], values

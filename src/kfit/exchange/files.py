"""Files that appear together, or not at all: written under other names, read back, then renamed."""

from __future__ import annotations

import io
import os
import zlib
from typing import IO, TYPE_CHECKING, Self

from ..errors import KfitError, Refused

if TYPE_CHECKING:
    from types import TracebackType

    from _typeshed import ReadableBuffer

BUFFER = 1 << 20
DATABASE = b"SQLite format 3\0"


class Checked(io.FileIO):
    """A file that keeps count and checksum of the bytes it was given."""

    def __init__(self, path: str) -> None:
        super().__init__(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb")
        self.length = self.checksum = 0

    def write(self, data: ReadableBuffer, /) -> int:
        """Write bytes."""
        written = super().write(data)
        told = memoryview(data)[:written]
        self.length += written
        self.checksum = zlib.crc32(told, self.checksum)
        return written


class Files:
    """New files of one folder: `with Files(folder, force=False) as files: files.open("mood.csv").write(...)`.

    They are 0600, a folder made for them 0700. Leaving the block checks what reached the disk and gives all of them
    their names; an error in it leaves nothing behind. Without `force` a file that is there stays: Refused. A database
    is never written over.
    """

    def __init__(self, folder: str, *, force: bool) -> None:
        self.folder, self.force = os.path.realpath(folder), force
        self.drafts: dict[str, tuple[str, Checked, IO[str]]] = {}
        self.made = False

    def __enter__(self) -> Self:
        if os.path.exists(self.folder) and not os.path.isdir(self.folder):
            raise Refused(f"{self.folder} is a file. Name a folder: -o visit")
        try:
            self.made = not os.path.isdir(self.folder)
            os.makedirs(self.folder, mode=0o700, exist_ok=True)
        except OSError as error:
            raise failed(error) from error
        return self

    def open(self, name: str) -> IO[str]:
        """Open a new file for text in UTF-8. Raises Refused if that name is taken."""
        self._refuse_taken(name)
        draft = os.path.join(self.folder, f".{name}.{os.getpid()}.part")
        raw = Checked(draft)
        stream = io.TextIOWrapper(io.BufferedWriter(raw, BUFFER), encoding="utf-8", newline="")
        self.drafts[name] = draft, raw, stream
        return stream

    def paths(self) -> list[str]:
        """Return where the files are, in the order in which they were opened."""
        return [os.path.join(self.folder, name) for name in self.drafts]

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if error is None:
                self._finish()
            elif isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
                raise failed(error) from error
        except OSError as mishap:
            raise failed(mishap) from mishap
        finally:
            self._clear_away()

    def _finish(self) -> None:
        for draft, raw, stream in self.drafts.values():
            stream.flush()
            os.fsync(raw.fileno())
            stream.close()
            if read_back(draft) != (raw.length, raw.checksum):
                raise KfitError("The disk gave back other bytes than kfit wrote. Nothing was exported.")
        for name in self.drafts:
            self._refuse_taken(name)
        for name, (draft, _, _) in self.drafts.items():
            os.replace(draft, os.path.join(self.folder, name))
        sync_folder(self.folder)
        self.made = False

    def _clear_away(self) -> None:
        for draft, _, stream in self.drafts.values():
            if not stream.closed:
                stream.detach().detach().close()  # type: ignore[attr-defined]
            if os.path.exists(draft):
                os.remove(draft)
        if self.made:
            os.rmdir(self.folder)

    def _refuse_taken(self, name: str) -> None:
        path = os.path.join(self.folder, name)
        if not os.path.lexists(path):
            return
        if os.path.isdir(path):
            raise Refused(f"{path} is a folder. Name a file: -o {os.path.join(path, 'entries.jsonl')}")
        if is_database(path):
            raise Refused(f"{path} is a database. An export never writes over one. Name another file.")
        if not self.force:
            raise Refused(f"{path} is there already. To write over it: --force")


def is_database(path: str) -> bool:
    """Tell whether a file is a SQLite database, such as the data file or a backup."""
    if not os.path.isfile(path):
        return False
    with open(path, "rb") as file:
        return file.read(len(DATABASE)) == DATABASE


def read_back(path: str) -> tuple[int, int]:
    """Return the length and the checksum of a file as the disk gives it."""
    length = checksum = 0
    with open(path, "rb") as file:
        while part := file.read(BUFFER):
            length += len(part)
            checksum = zlib.crc32(part, checksum)
    return length, checksum


def sync_folder(folder: str) -> None:
    """Make renames in a folder last."""
    if os.name == "nt":
        return
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)


def failed(error: OSError) -> KfitError:
    """Say that the disk did not take an export."""
    return KfitError(f"The export could not be written ({error.strerror or type(error).__name__}). Nothing was left behind.")

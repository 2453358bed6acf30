"""Write a group of files so that all of them appear or none: each gets a temporary name, is read back, then renamed."""

from __future__ import annotations

import io
import os
import signal
import zlib
from contextlib import suppress
from re import DOTALL
from re import compile as pattern
from typing import NoReturn, Self

from ..errors import KfitError, Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType, TracebackType

    from _typeshed import ReadableBuffer

    Handler = Callable[[int, FrameType | None], object] | int
SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")  # Ctrl-C, kill, a closed terminal; Windows has no SIGHUP
TOLD = 128  # a shell adds this to the number of a signal to form the exit code


class SignalWatch:
    """Turns the first signal between `begin` and `over` into an exception. After it, or after `ignore`, signals are ignored."""

    def __init__(self) -> None:
        self.before: dict[int, Handler] = {}

    def begin(self) -> None:
        """Make a signal raise an exception. A signal that is ignored already, as under nohup, stays ignored."""
        for number in (getattr(signal, name) for name in SIGNALS if hasattr(signal, name)):
            handler = signal.getsignal(number)
            if handler in (signal.SIG_DFL, signal.default_int_handler) and handler is not None:
                self.before[number] = handler
                signal.signal(number, self._stop)

    def ignore(self) -> None:
        """Ignore the signals, so that none can interrupt steps that must all be done."""
        for number in self.before:
            signal.signal(number, signal.SIG_IGN)

    def over(self) -> None:
        """Restore the handler that each signal had before `begin`."""
        for number, handler in self.before.items():
            signal.signal(number, handler)

    def _stop(self, number: int, _: FrameType | None) -> NoReturn:
        self.ignore()
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        raise SystemExit(TOLD + number)


BUFFER = 1 << 20
DATABASE = b"SQLite format 3\0"
READING_COPY = 0x6B667264  # the application id of a database that was made for reading (`export datasette`): it holds nothing of its own
ID_AT = 68  # where SQLite keeps that id
DRAFT = pattern(r"\..+\.kfit-([0-9]{1,9})\.part", DOTALL)  # the number is the id of the process that writes the draft


class ChecksumFile(io.FileIO):
    """A new file that counts the bytes written and computes their CRC-32. Raises FileExistsError if the path exists."""

    def __init__(self, path: str) -> None:
        super().__init__(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb")
        self.length = self.checksum = 0

    def write(self, data: ReadableBuffer, /) -> int:
        """Write bytes and return how many were written."""
        written = super().write(data)
        told = memoryview(data)[:written]
        self.length += written
        self.checksum = zlib.crc32(told, self.checksum)
        return written


class Files:
    """New files of one folder: `with Files(folder, force=False) as files: files.open("mood.csv").write(...)`.

    They are 0600, folders made for them 0700. Leaving the block checks what reached the disk and gives all of them
    their names; an error in it, or a signal to end, leaves nothing on the disk. Without `force` a file that is there stays:
    Refused. A database is never written over, unless it is a copy for reading.
    """

    def __init__(self, folder: str, *, force: bool) -> None:
        self.folder, self.force = os.path.realpath(folder), force
        self.drafts: dict[str, tuple[str, ChecksumFile, io.TextIOWrapper]] = {}
        self.begun: list[str] = []
        self.made: list[str] = []
        self.ending = SignalWatch()

    def __enter__(self) -> Self:
        try:
            self._make(self.folder)
        except OSError as error:
            self._clear_away()
            raise write_error(error) from error
        remove_left_over(self.folder)
        self.ending.begin()
        return self

    def _make(self, path: str) -> None:
        """Make a folder and its missing parents, all 0700: os.makedirs gives the parents default modes. Raises Refused."""
        if os.path.isdir(path):
            return
        if os.path.lexists(path):
            raise Refused(f"{path} is no folder, so no file can be put into it. Name another place.")
        self._make(os.path.dirname(path))
        os.mkdir(path, 0o700)
        self.made.append(path)

    def open(self, name: str) -> io.TextIOWrapper:
        """Return a new text file in UTF-8, open for writing; its `buffer` takes bytes. Raises Refused if the name is taken."""
        self._refuse_taken(name)
        draft = os.path.join(self.folder, f".{name}.kfit-{os.getpid()}.part")
        self.begun.append(draft)  # noted before the file exists: a signal can arrive right after
        raw = ChecksumFile(draft)
        stream = io.TextIOWrapper(io.BufferedWriter(raw, BUFFER), encoding="utf-8", newline="")
        self.drafts[name] = draft, raw, stream
        return stream

    def write_bytes(self, name: str, content: bytes) -> None:
        """Write a new file of bytes. Raises Refused if the name is taken."""
        self.open(name)
        self.drafts[name][2].buffer.write(content)

    def paths(self) -> list[str]:
        """Return the final paths of the files, in the order in which they were opened."""
        return [os.path.join(self.folder, name) for name in self.drafts]

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if error is None:
                self._finish()
            elif isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
                raise write_error(error) from error
        except OSError as mishap:
            raise write_error(mishap) from mishap
        finally:
            self.ending.ignore()
            try:
                self._clear_away()
            finally:
                self.ending.over()

    def _finish(self) -> None:
        for draft, raw, stream in self.drafts.values():
            stream.flush()
            os.fsync(raw.fileno())
            stream.close()
            if read_back(draft) != (raw.length, raw.checksum):
                raise KfitError("The disk gave back other bytes than kfit wrote. Nothing was left behind.")
        for name in self.drafts:
            self._refuse_taken(name)
        self.ending.ignore()
        for name, (draft, _, _) in self.drafts.items():
            os.replace(draft, os.path.join(self.folder, name))
        sync_folder(self.folder)
        self.made.clear()

    def _clear_away(self) -> None:
        for _, raw, stream in self.drafts.values():
            with suppress(OSError, ValueError):  # on a full disk, close fails to flush the buffer
                stream.close()
            raw.close()
        for draft in self.begun:
            if os.path.lexists(draft):
                os.remove(draft)
        for folder in reversed(self.made):
            with suppress(OSError):  # somebody else put a file into it
                os.rmdir(folder)

    def _refuse_taken(self, name: str) -> None:
        path = os.path.join(self.folder, name)
        if not os.path.lexists(path):
            return
        if os.path.isdir(path):
            raise Refused(f"{path} is a folder. Name a file in it.")
        if is_database(path) and not _is_reading_copy(path):
            raise Refused(f"{path} is a database. kfit never writes over one. Name another file.")
        if not self.force:
            raise Refused(f"{path} is there already. To write over it: --force")


def remove_left_over(folder: str) -> None:
    """Remove the drafts of processes that were killed: they are hidden files, and can contain private notes."""
    with suppress(OSError):  # the folder cannot be listed, or the draft belongs to another user
        for name in os.listdir(folder):
            found = DRAFT.fullmatch(name)
            if found and not _runs(int(found[1])):
                os.remove(os.path.join(folder, name))


def _runs(process: int) -> bool:
    """Return whether another process has this id. This process has no draft yet, so a draft with its id is an old one."""
    if process == os.getpid():
        return False
    if os.name == "nt":
        return True  # on Windows, os.kill ends the process instead of testing it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # it belongs to another user
    return True


def is_database(path: str) -> bool:
    """Return whether a file is a SQLite database, such as the data file or a backup. Raises OSError if it is unreadable."""
    if not os.path.isfile(path):
        return False
    with open(path, "rb") as file:
        return file.read(len(DATABASE)) == DATABASE


def _is_reading_copy(path: str) -> bool:
    with open(path, "rb") as file:
        return int.from_bytes(file.read(ID_AT + 4)[ID_AT:]) == READING_COPY


def read_back(path: str) -> tuple[int, int]:
    """Return the length in bytes and the CRC-32 of a file, read from the disk."""
    length = checksum = 0
    with open(path, "rb") as file:
        while part := file.read(BUFFER):
            length += len(part)
            checksum = zlib.crc32(part, checksum)
    return length, checksum


def sync_folder(folder: str) -> None:
    """Sync a folder to the disk, so that renames in it survive a power failure. Does nothing on Windows."""
    if os.name == "nt":
        return
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)


def write_error(error: OSError) -> KfitError:
    """Return the error to raise when a file could not be written, with the reason that the system gives."""
    return KfitError(f"It could not be written ({error.strerror or type(error).__name__}). Nothing was left behind.")

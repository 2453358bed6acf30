"""What an app has exported, as one view: a file, the members of a zip, or the files of a folder, each read as a stream within limits."""

from __future__ import annotations

import csv
import io
import json
import os
import struct
import sys
import zipfile
import zlib
from contextlib import contextmanager, suppress
from fnmatch import fnmatch
from functools import cached_property
from itertools import chain
from tempfile import TemporaryDirectory
from typing import IO

from ...errors import Refused
from ..csv_export import delimiter_of
from ..foreign_files import is_utf16

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager, ExitStack
    from typing import Any, Protocol, Self

    class AppTables(Protocol):
        """The tables of another program's database, for reading."""

        def columns(self, table: str) -> Sequence[str]:
            """Return the names of a table's columns, none if there is no such table."""
            ...

        def rows(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
            """Yield the values of a table's columns, row by row, in the order in which they are stored."""
            ...

    OpenTables = Callable[[str], AbstractContextManager[AppTables]]

BEGIN = 4096  # bytes of a file that tell what it is
PIECE = 1 << 18  # bytes to read at a time
ZIP = b"PK\x03\x04"
MOST_FILES = 100_000
MOST_DIRECTORY = 1 << 26  # bytes of the table of contents of a zip
FREE = 1 << 26  # bytes that may be unpacked, however small the zip is
TIMES = 200  # how many times its own size a zip may hold beyond that: an honest export has some 30
LONGEST_LINE = 1 << 24  # characters
MOST_JSON = 1 << 26  # bytes of one JSON file, which is read whole
KILOBYTE = 1024
MOST_MEMORY = 1 << 29  # bytes that reading may need, so that nothing in a file makes the machine stop
TOO_LARGE = "{} needs more memory than an export does. Nothing imported."
DAMAGED = "{} is damaged or cut off. Nothing imported. Export it again, and give that."
LOCKED = "{} is locked with a password. Unpack it first, then import the folder."
BOMB = "{} holds far more than its size, as no export does. Nothing imported."
TOO_MANY = "{} holds more files than an export has. Nothing imported."
NO_UTF8 = "{} is not in UTF-8. Nothing imported."
UNREAD = "I couldn't read {} ({}). Nothing imported."


class AppFile:
    """One file of an export. `name` is its path in the export, with `/` between its parts; `size` counts its bytes unpacked."""

    def __init__(self, of: AppFiles, name: str, size: int, reach: Callable[[], IO[bytes]], path: str = "") -> None:
        self.of, self.name, self.size, self._reach, self._path = of, name, size, reach, path

    @property
    def basename(self) -> str:
        """Return its name without the folders."""
        return self.name.rpartition("/")[2]

    @cached_property
    def begin(self) -> bytes:
        """Return its first 4096 bytes, or all if it is shorter. Raises Refused if it cannot be read."""
        with self.open(counted=False) as stream:
            return stream.read(BEGIN)

    def begins_with(self, *texts: bytes) -> bool:
        """Return whether it begins with one of these, after a byte order mark and blanks."""
        return self.begin.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(texts)

    @contextmanager
    def open(self, *, counted: bool = True) -> Iterator[AppStream]:
        """Open it for reading. Raises Refused, also from the reads within the block, if it is damaged or locked."""
        with self.of.told(self.name):
            raw = self._reach()
        self.of.asked += self.size if counted else 0
        try:
            yield AppStream(self, raw, counted=counted)
        finally:
            if raw is not self.of.raw:
                raw.close()

    @property
    def encoding(self) -> str:
        """Return the encoding of its text: UTF-16 where its first bytes say so, as a spreadsheet writes it, else UTF-8."""
        return "utf-16" if is_utf16(self.begin) else "utf-8-sig"

    def lines(self) -> Iterator[str]:
        """Yield its lines with their ends as they are. Raises Refused for a line without an end, and for text in another encoding."""
        with self.open() as stream, io.TextIOWrapper(io.BufferedReader(stream, PIECE), self.encoding, newline="") as text:
            while line := self._line(text):
                if len(line) == LONGEST_LINE:
                    raise Refused(f"{self.said} has a line of more than {LONGEST_LINE:,} characters. Nothing imported.")
                yield line

    def _line(self, text: io.TextIOWrapper) -> str:
        try:
            return text.readline(LONGEST_LINE)
        except UnicodeDecodeError:
            raise Refused(NO_UTF8.format(self.said)) from None

    def table(self, above: int = 0) -> Iterator[list[str]]:
        """Yield the rows of a CSV file, the header first, below `above` lines of another kind. Raises Refused for broken CSV.

        What parts its cells is what the header has most: a spreadsheet saves an app's commas as semicolons or tabs.
        """
        lines = self.lines()
        for _ in range(above):
            next(lines, None)
        header = next(lines, "")
        reader = csv.reader(chain([header], lines), delimiter=delimiter_of(header))
        try:
            yield from reader
        except csv.Error:
            raise Refused(f"{self.said}: a cell is too long, or its line is broken (line {reader.line_num}). Nothing imported.") from None

    def records(self, above: int = 0) -> Iterator[tuple[int, Mapping[str, str]]]:
        """Yield each row of a CSV file as its number and its cells by the header's names. Blanks around names are no part of them.

        Of columns with one name the first counts. A short row has empty cells, further cells of a long one are left out.
        """
        rows = self.table(above)
        header = [cell.strip() for cell in next(rows, [])]
        places = {name: place for place, name in reversed(list(enumerate(header))) if name}
        for number, row in enumerate(rows, above + 2):
            if row:
                yield number, {name: row[place] if place < len(row) else "" for name, place in places.items()}

    def json(self) -> Any:
        """Return its content as JSON. Raises Refused if it is none, or far too large to be read whole."""
        if self.size > MOST_JSON:
            raise Refused(f"{self.said} is larger than {MOST_JSON >> 20} MB. Nothing imported.")
        with self.open() as stream:
            text = stream.read(MOST_JSON + 1)
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise Refused(DAMAGED.format(self.said)) from None

    @contextmanager
    def database(self) -> Iterator[AppTables]:
        """Open it as a database for reading its tables; nothing in it runs. Raises Refused if it is damaged."""
        if self._path:
            with self.of.open_tables(self._path) as tables:
                yield tables
            return
        with TemporaryDirectory() as folder, self.open() as stream:  # only the person can read it
            path = os.path.join(folder, "copy.db")
            with open(path, "wb") as copy:
                while piece := stream.read(PIECE):
                    copy.write(piece)
            with self.of.open_tables(path) as tables:
                with suppress(OSError):  # once it is open it needs no name, so nothing of it stays whatever happens
                    os.unlink(path)
                yield tables

    @property
    def said(self) -> str:
        """Return its name as a message has it."""
        return self.of.said(self.name)


class AppStream(io.RawIOBase):
    """A file of an export that is being read: it refuses to give more than an honest export holds."""

    def __init__(self, file: AppFile, raw: IO[bytes], *, counted: bool) -> None:
        super().__init__()
        self.file, self.raw, self.counted = file, raw, counted

    def readable(self) -> bool:
        """Return True."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, at most `size`, none at the end. Raises Refused, and what `AppFiles.told` turns into it."""
        with self.file.of.told(self.file.name):
            piece = self.raw.read(size)
        if piece and self.counted:
            self.file.of.count(len(piece))
        return piece

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer; return how many bytes."""
        piece = self.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


class AppFiles:
    """The files of an export. `name` is what the person typed; `watch` is called with the bytes read so far, and those of the opened files.

    Raises Refused for a zip that is damaged, locked, or has more files than an export has.
    """

    def __init__(self, name: str, open_tables: OpenTables) -> None:
        self.name, self.open_tables = name, open_tables
        self.raw: IO[bytes] | None = None
        self.packed = 0  # bytes of the zip
        self.read = 0
        self.memory = _memory()
        self.asked = 0  # bytes of the files that were opened
        self.watch: Callable[[int, int], None] = lambda *_: None
        self.files: tuple[AppFile, ...] = ()

    @classmethod
    def of_folder(cls, path: str, open_tables: OpenTables) -> Self:
        """Return the files below a folder. Links to elsewhere, hidden files and what is no file are passed over."""
        found = cls(path, open_tables)
        files = []
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(one for one in folders if not _is_hidden(one))
            for name in sorted(names):
                inside = os.path.join(folder, name)
                if not _is_hidden(name) and os.path.isfile(inside) and not os.path.islink(inside):
                    files.append(found._on_disk(inside, os.path.relpath(inside, path).replace(os.sep, "/")))
                if len(files) > MOST_FILES:
                    raise Refused(TOO_MANY.format(path))
        found.files = tuple(files)
        return found

    @classmethod
    def of_file(cls, name: str, raw: IO[bytes], open_tables: OpenTables, stack: ExitStack, path: str = "") -> Self:
        """Return the members of a zip, else the one file. `raw` can be read from anywhere; `path` is where it lies, if it has a name.

        Raises Refused where it cannot be read.
        """
        found = cls(name, open_tables)
        found.raw = raw
        with found.told(""):
            raw.seek(0)
            if raw.read(len(ZIP)) == ZIP:
                found.files = tuple(found._members(raw, stack))
            else:
                size = raw.seek(0, os.SEEK_END)
                found.files = (AppFile(found, os.path.basename(name), size, found._from_the_start, path),)
        return found

    def __iter__(self) -> Iterator[AppFile]:
        return iter(self.files)

    def matching(self, *patterns: str) -> list[AppFile]:
        """Return the files whose name without folders fits a pattern such as `sleep-*.json`, whatever its case, in order of their names."""
        return sorted(
            (one for one in self.files if any(fnmatch(one.basename.lower(), pattern.lower()) for pattern in patterns)),
            key=lambda one: one.name,
        )

    def only(self) -> AppFile | None:
        """Return the file, if it is a single one, or the only one in its zip or folder."""
        return self.files[0] if len(self.files) == 1 else None

    def said(self, name: str) -> str:
        """Return the name of one of the files as a message has it: with the zip's."""
        return self.name if self.only() or not name else f"{name} in {self.name}"

    def count(self, size: int) -> None:
        """Add to the bytes read. Raises Refused if they are far more than a zip can honestly hold, or if reading takes too much memory."""
        self.read += size
        if self.packed and self.read > FREE + TIMES * self.packed:
            raise Refused(BOMB.format(self.name))
        if _memory() > self.memory + MOST_MEMORY:
            raise Refused(TOO_LARGE.format(self.name))
        self.watch(self.read, max(self.asked, self.read))

    @contextmanager
    def told(self, name: str) -> Iterator[None]:
        """Turn errors of reading one of the files into Refused."""
        try:
            yield
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, _lzma_error()) as error:
            sentence = LOCKED.format(self.name) if "password" in str(error) else DAMAGED.format(self.said(name))
            raise Refused(sentence) from None
        except OSError as error:
            raise Refused(UNREAD.format(self.said(name), error.strerror or "it is damaged")) from None

    def _on_disk(self, path: str, name: str) -> AppFile:
        return AppFile(self, name, os.path.getsize(path), lambda: open(path, "rb"), path)

    def _from_the_start(self) -> IO[bytes]:
        if self.raw is None:
            raise Refused(DAMAGED.format(self.name))
        self.raw.seek(0)
        return self.raw

    def _members(self, raw: IO[bytes], stack: ExitStack) -> Iterator[AppFile]:
        """Yield the members that are files of the export; what a Mac adds to a zip, and names that lead elsewhere, are passed over."""
        with self.told(""):
            self.packed = raw.seek(0, os.SEEK_END)
            if _directory_size(raw) > MOST_DIRECTORY:
                raise Refused(TOO_MANY.format(self.name))
            packed = stack.enter_context(zipfile.ZipFile(raw))
            members = packed.infolist()
        if len(members) > MOST_FILES:
            raise Refused(TOO_MANY.format(self.name))
        for member in members:
            parts = member.filename.replace("\\", "/").split("/")
            if member.is_dir() or ".." in parts or parts[0] == "__MACOSX" or any(map(_is_hidden, parts)):
                continue
            if member.flag_bits & 1:
                raise Refused(LOCKED.format(self.name))
            yield AppFile(self, "/".join(filter(None, parts)), member.file_size, _opener(packed, member))


def _memory() -> int:
    """Return the most memory that the process has had, in bytes; 0 where the system does not tell."""
    try:
        from resource import RUSAGE_SELF, getrusage
    except ModuleNotFoundError:  # Windows
        return 0
    return getrusage(RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else KILOBYTE)


def _opener(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: packed.open(member)


def _is_hidden(name: str) -> bool:
    return name.startswith(".")


def _lzma_error() -> type[Exception]:
    try:
        from lzma import LZMAError
    except ImportError:
        return zipfile.BadZipFile
    return LZMAError


def _directory_size(raw: IO[bytes]) -> int:
    """Return the bytes of a zip's table of contents as its end says, 0 if there is no end: each member costs memory before it is read."""
    size = raw.seek(0, os.SEEK_END)
    raw.seek(max(0, size - 65_600))
    tail = raw.read()
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) < place + 16:
        return 0
    (found,) = struct.unpack_from("<L", tail, place + 12)
    if found != 0xFFFFFFFF:
        return int(found)
    wide = tail.rfind(b"PK\x06\x06", 0, place)
    return int(struct.unpack_from("<Q", tail, wide + 40)[0]) if wide >= 0 else 0


def header_of(file: AppFile) -> list[str]:
    """Return the names in the first line of a CSV file as its first 4096 bytes have it; none for what is no text."""
    try:
        first = file.begin.decode(file.encoding, "ignore").split("\n", 1)[0].rstrip("\r")
        return [cell.strip() for cell in next(iter(csv.reader([first], delimiter=delimiter_of(first))), [])] if "\0" not in first else []
    except csv.Error:
        return []


def has_columns(file: AppFile, names: Iterable[str]) -> bool:
    """Return whether the first line of a CSV file has all these names."""
    return set(names) <= set(header_of(file))

"""Says what a file is that is no table, by how it begins, and what to do with it. Nothing of what it holds is shown."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from itertools import islice
from re import IGNORECASE
from re import compile as pattern

from .atomic_files import DATABASE
from .cells import is_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

BINARY = b"\0"
OURS = slice(68, 70)  # where a database says whose it is
KFIT = b"kf"  # the first half of that of every kfit, also a trial version
EXPORT = "{} is {}, and kfit reads tables. Look in that program for an export as CSV."
ZIP = "{} is a zip. Unpack it first. A table in it then comes in by: kfit import FILE --map ..."
BACKUP = "{} is a database. A backup comes back by: kfit restore"
SEPARATOR = pattern(r"sep=(.)\s*", IGNORECASE)  # how Excel is told the separator; it does not show the line
LOOKED_THROUGH = 20  # rows


def is_binary(begin: bytes) -> bool:
    """Return whether a file that begins so is no text."""
    return BINARY in begin and not is_utf16(begin)


def is_container(begin: bytes) -> bool:
    """Return whether a file that begins so can hold an app's export although it is no text: a zip or a database."""
    return begin.startswith((b"PK\x03\x04", DATABASE))


def is_workbook(begin: bytes) -> bool:
    """Return whether a file that begins so is a spreadsheet's workbook: xlsx, ods, or the older xls."""
    sheet = b"[Content_Types].xml" in begin or b"xl/" in begin or b"opendocument.spreadsheet" in begin
    return (begin.startswith(b"PK\x03\x04") and sheet) or begin.startswith(b"\xd0\xcf\x11\xe0")


def is_utf16(begin: bytes) -> bool:
    """Return whether a text says by its first bytes that it is in UTF-16, as a spreadsheet's 'Unicode text' is."""
    return begin.startswith((BOM_UTF16_LE, BOM_UTF16_BE))


def find_next_step(name: str, begin: bytes) -> str:
    """Return what a file is and what to do with it, empty if it can be a table or kfit's own."""
    if begin.startswith(DATABASE):
        return (BACKUP if begin[OURS] == KFIT else EXPORT).format(name, "a database of another program")
    if begin.startswith(b"PK\x03\x04"):
        return ZIP.format(name)
    if begin.startswith(b"\x1f\x8b"):
        return ZIP.format(name).replace("a zip", "compressed")
    if begin.startswith(b"%PDF"):
        return EXPORT.format(name, "a PDF")
    return ""


def find_structure(name: str, first: str) -> str:
    """Return what a text is whose first line is this, if it is XML or JSON, and what to do with it; else empty."""
    begin = first.lstrip()[:1]
    if begin == "<":
        return EXPORT.format(name, "XML or a web page")
    return EXPORT.format(name, "JSON") if begin in ("{", "[") else ""


def separator(first: str) -> str:
    """Return the separator that a first line such as `sep=;` names, empty if it names none."""
    found = SEPARATOR.fullmatch(first)
    return found[1] if found else ""


def find_columns(header: list[str], rows: Iterable[list[str]]) -> int:
    """Return how many rows below a title the names of the columns stand, 0 if the first line is no title."""
    if sum(map(bool, header)) != 1:
        return 0
    return next((place for place, row in enumerate(islice(rows, LOOKED_THROUGH), 1) if sum(map(bool, row)) > 1), 0)


def holds_values(header: list[str], rows: Iterable[list[str]]) -> bool:
    """Return whether a first line stands among rows like itself, or is one text, so that it may be private and is not shown."""
    below = list(islice(rows, LOOKED_THROUGH))
    if len(header) < 2:
        return not below or not all(is_day(one.strip()) for row in below for one in row)
    return any(one and one == other.strip() for row in below for one, other in zip(header, row, strict=False))

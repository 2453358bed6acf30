"""Reads the XML of Apple Health element by element: without its DOCTYPE, without entities, and within limits."""

from __future__ import annotations

from re import compile as pattern
from xml.parsers.expat import ExpatError, ParserCreate

from ...errors import Refused
from .files import PIECE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .files import AppFile, AppStream

    Start = Callable[[str, dict[str, str]], None]

LONGEST_PIECE = 1 << 20  # bytes of one element, comment or text
LONGEST_TYPE = 1 << 20  # bytes of the DOCTYPE
CUT_OFF = "{} is cut off. Export it again, with the phone's Auto-Lock set to Never until it is done. Nothing imported."
ENTITIES = "{} declares entities, as no export of Apple Health does. Nothing imported."
TOO_LONG = "{} has an element that is far too long. Nothing imported."
NO_XML = "{} is not the XML that Apple Health writes. Export it again. Nothing imported."
CONTROL = bytes(sorted({*range(32)} - {9, 10, 13}))
CONTROL_REFERENCE = pattern(rb"&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|x0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]));")
UNUSED = pattern(rb"<WorkoutStatistics\b[^<>]*/>")  # iOS 16 wrote an attribute of it twice, and nothing of it is kept
ENDED = frozenset(("no element found", "unclosed token", "unclosed CDATA section", "partial character"))


def parse(file: AppFile, start: Callable[[], Start], lighten: Callable[[bytes], bytes]) -> None:
    """Call a function with the name and attributes of each element. `start` makes the function, anew for each reading.

    `lighten` takes whole elements that need not be parsed out of a piece of the file. A file that breaks the rules of XML is read again without the signs and elements with which phones have broken them. Raises Refused
    for one that is broken otherwise, or declares entities.
    """
    try:
        _parse(file, start(), lighten, mend=False)
    except ExpatError as error:
        if str(error).partition(":")[0] in ENDED:
            raise Refused(CUT_OFF.format(file.said)) from None
        try:
            _parse(file, start(), lighten, mend=True)
        except ExpatError as still:
            sentence = CUT_OFF if str(still).partition(":")[0] in ENDED else NO_XML
            raise Refused(sentence.format(file.said)) from None


def _parse(file: AppFile, start: Start, lighten: Callable[[bytes], bytes], *, mend: bool) -> None:
    parser = ParserCreate()
    parser.StartElementHandler = start

    def refuse(*_: object) -> None:
        raise Refused(ENTITIES.format(file.said))

    parser.EntityDeclHandler = refuse
    given = 0
    with file.open() as stream:
        for whole in _mended(_without_type(stream, file)) if mend else _without_type(stream, file):
            piece = lighten(whole)
            parser.Parse(piece, False)  # noqa: FBT003 - as pyexpat has it
            given += len(piece)
            if given - parser.CurrentByteIndex > LONGEST_PIECE:
                raise Refused(TOO_LONG.format(file.said))
    parser.Parse(b"", True)  # noqa: FBT003 - as pyexpat has it


def _without_type(stream: AppStream, file: AppFile) -> Iterator[bytes]:
    """Yield the bytes of a file without its DOCTYPE, which one version of iOS wrote in a way that no parser reads."""
    head = stream.read(PIECE)
    before, declared, rest = head.partition(b"<!DOCTYPE")
    if declared:
        end = b"]>" if b"[" in rest.partition(b">")[0] else b">"
        while end not in rest and len(rest) < LONGEST_TYPE and (piece := stream.read(PIECE)):
            rest += piece
        inside, _, rest = rest.partition(end)
        if b"<!ENTITY" in inside:
            raise Refused(ENTITIES.format(file.said))
        head = before + b"\n" * inside.count(b"\n") + rest
    yield head
    while piece := stream.read(PIECE):
        yield piece


def _mended(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield bytes without control characters and without what phones have broken. A piece ends where an element does."""
    left = b""
    for piece in pieces:
        left += piece.translate(None, CONTROL)
        end = left.rfind(b">") + 1
        if not end and len(left) > LONGEST_PIECE:
            end = len(left)
        yield UNUSED.sub(b"", CONTROL_REFERENCE.sub(b"", left[:end]))
        left = left[end:]
    yield left

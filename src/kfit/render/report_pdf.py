"""Makes the page for a visit a tagged PDF (PDF/UA-1) with Typst, which is there with the extra kfit[pdf]."""

from __future__ import annotations

import json
import os
from re import compile as pattern

from ..errors import KfitError
from .report import NAME_LINE, UNVERIFIED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from .report_chart import Drawing
    from .report_parts import Page, PageSection

TEMPLATE = os.path.join(os.path.dirname(__file__), "report.typ")
JOINERS = "\u200d\ufe0e\ufe0f"
ATTEMPTS = 5  # each finds the letters of the texts that the one before let it reach
NOT_DRAWN = pattern(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
ESCAPED = pattern(r"\\u\{([0-9a-f]+)\}|\\(.)")


def pdf_page(told: Page, drawing: Drawing | None, paper: str, now: datetime) -> tuple[bytes, str]:
    """Return the PDF, and the letters that no font here draws: in it they stand as their numbers, `[U+6F22]`.

    What only joins letters into one sign is left out with them.

    `paper` is one of Typst's names, `a4` or `us-letter`. All that was typed reaches the template as JSON. Raises ImportError
    without Typst, KfitError if Typst cannot make it.
    """
    import typst

    with open(TEMPLATE, "rb") as file:
        template = file.read()
    data = _data(told, drawing) | {"paper": paper}
    undrawn = ""
    for _ in range(ATTEMPTS):
        try:
            compiler = typst.Compiler(template, sys_inputs={"page": json.dumps(data)})
            made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=int(now.timestamp()))
        except typst.TypstError as error:
            found = "".join(map(_unescaped, NOT_DRAWN.findall(error.diagnostic)))
            new = "".join(dict.fromkeys(letter for letter in found if letter not in undrawn and not letter.isascii()))
            if not new:
                raise KfitError(f"Typst could not make the PDF ({error.message}).") from error
            undrawn += new
            data = _replaced(data, {ord(letter): "" if letter in JOINERS else f"[U+{ord(letter):04X}]" for letter in undrawn})
        else:
            drawn = made if isinstance(made, bytes) else b"".join(made or ())
            return drawn, "".join(letter for letter in undrawn if letter not in JOINERS)
    raise KfitError("Typst could not make the PDF: too many letters are in no font here.")


def _data(told: Page, drawing: Drawing | None) -> dict[str, Any]:
    return {
        "title": told.title,
        "period": told.period,
        "name": told.name,
        "name_line": NAME_LINE,
        "unverified": UNVERIFIED,
        "boxes": [box._asdict() for box in told.boxes],
        "first": [_part(part) for part in told.sections if not part.second],
        "second": [_part(part) for part in told.sections if part.second],
        "drawing": drawing and drawing._asdict() | {"shapes": [shape._asdict() for shape in drawing.shapes]},
    }


def _part(part: PageSection) -> dict[str, object]:
    return part._asdict() | {"grids": [grid._asdict() for grid in part.grids]}


def _replaced(value: Any, letters: dict[int, str]) -> Any:
    """Return data with letters replaced in every text."""
    if isinstance(value, str):
        return value.translate(letters)
    if isinstance(value, dict):
        return {key: _replaced(inner, letters) for key, inner in value.items()}
    return [_replaced(inner, letters) for inner in value] if isinstance(value, list | tuple) else value


def _unescaped(text: str) -> str:
    """Return a text of Typst's diagnostic as it was: there, a quote and what cannot be seen are escaped."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], text)

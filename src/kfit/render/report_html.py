"""Makes the page for a visit one self-contained HTML document: no request, no script, to print in black and white."""

from __future__ import annotations

import os
from itertools import groupby

from .report import NAME_LINE, UNVERIFIED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .report_chart import Drawing
    from .report_parts import Page, PageSection

SHORT, SHORT_TITLE = 18, 11  # a cell, or the heading of a column, with fewer letters stays on one line
TEMPLATE = os.path.join(os.path.dirname(__file__), "report.html.j2")


def html_page(told: Page, drawing: Drawing | None) -> str:
    """Return the document. Every text is escaped; a name that the template knows and nobody gives raises UndefinedError."""
    from jinja2 import Environment, StrictUndefined  # a fifth of the command's time, and only a file needs it

    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    with open(TEMPLATE, encoding="utf-8") as file:
        template = made.from_string(file.read())
    sheets = [_rows(sheet) for _, sheet in groupby(told.sections, lambda part: part.second)]
    lengths = {"short": SHORT, "short_title": SHORT_TITLE}
    return template.render(page=told, drawing=drawing, sheets=sheets, unverified=UNVERIFIED, name_line=NAME_LINE, **lengths)


def _rows(sheet: Iterable[PageSection]) -> list[tuple[bool, list[PageSection]]]:
    """Return the parts of a sheet, those together that have room beside each other."""
    return [(narrow, list(parts)) for narrow, parts in groupby(sheet, lambda part: part.narrow)]

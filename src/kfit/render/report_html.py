"""Makes the page for a visit one self-contained HTML document: no request, no script, to print in black and white."""

from __future__ import annotations

import os

from .report import NAME_LINE, UNVERIFIED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .report import Page
    from .report_chart import Drawing

TEMPLATE = os.path.join(os.path.dirname(__file__), "report.html.j2")


def html_page(told: Page, drawing: Drawing | None) -> str:
    """Return the document. Every text is escaped; a name that the template knows and nobody gives raises UndefinedError."""
    from jinja2 import Environment, StrictUndefined  # a fifth of the command's time, and only a file needs it

    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    with open(TEMPLATE, encoding="utf-8") as file:
        template = made.from_string(file.read())
    second = next((part for part in told.sections if part.second), None)
    return template.render(page=told, drawing=drawing, first_of_second=second, unverified=UNVERIFIED, name_line=NAME_LINE)

"""The page for a visit: on the screen, or as a file to print."""

from __future__ import annotations

import os
import shutil
import sys
from typing import Annotated

import typer

from .. import clock
from ..errors import Refused
from ..humanize import in_words
from ..parsing.plans import SINCE, UNTIL, TypedLine
from ..render.lists import nothing_yet
from ..render.report import left_out_said, page, period_said, preview
from ..render.report_text import text_page
from ..render.text import count, paragraph, safe
from ..services.report import LINE, SERIES, PageRequest, build_report, make_html, make_pdf, read_period
from ..store import queries
from ..store.changes import Change
from ..store.data_file import Data
from .base import Command, Json, new_app
from .export_options import INCLUDE, OUTPUT, IncludePrivate, read_include, read_page_name
from .output import answer, copy_of_the_day, say, say_json, screen, talk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date, datetime

    from ..model.report import Report
    from ..settings import Settings

report_app = new_app()
LAST_VISIT = "last_visit"  # the setting
HTML, PDF = (".html", ".htm"), ".pdf"


@report_app.command(cls=Command)
def report(  # noqa: PLR0917 - one for each option
    since: Annotated[
        str | None,
        typer.Option(
            "--since", "--from", help="The first day, or last-visit. Without it, 8 weeks ago, or your first entry.", metavar="DAY"
        ),
    ] = None,
    until: Annotated[str | None, typer.Option(help="The last day.", metavar="DAY")] = None,
    series: Annotated[str | None, typer.Option(help="The word last: the latest series of infusions.", metavar="last")] = None,
    include: IncludePrivate = None,
    name: Annotated[str | None, typer.Option(help="A name to print at the top. Without it, none.", metavar="NAME")] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", help="Write it to a file for printing: .html or .pdf.", metavar="FILE")
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Write it as a PDF: report.pdf, or the file of -o.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    opened: Annotated[bool, typer.Option("--open", help="Open the file that was written.")] = False,
    show: Annotated[bool, typer.Option("--preview", help="Only say what would be in it.")] = False,
    visit: Annotated[bool, typer.Option("--visit", help="Keep today as your last visit.")] = False,
    json: Json = False,
) -> None:
    """Show one page for the visit."""
    now = clock.now()
    included = ",".join(include or []) or None
    options = {SINCE: since, UNTIL: until, SERIES: series, "--name": name, INCLUDE: included, OUTPUT: output}
    line = TypedLine(
        LINE, {**options, "--pdf": pdf, "--force": force, "--open": opened, "--preview": show, "--visit": visit, "--json": json}
    )
    words = read_include(include, line)
    output = read_output(output, line, pdf=pdf)
    line = line.having(OUTPUT, output)
    if opened and output is None:
        raise Refused(f"--open needs a file to open. Try: {line.having(OUTPUT, 'report.html').typed()}")
    asked = PageRequest(line, words, read_page_name(line))
    with Data.to_read() as data:
        settings = data.settings()
        empty = data.db is None or not (queries.has_entries(data.db) or queries.questions(data.db))
        found = build_report(data.db, read_period(line, data.db, now, settings), settings, asked)
    if show:
        lines = preview(found, line.typed(INCLUDE, "--preview", "--visit", "--open", "--json"))
        answer({"preview": lines}, "\n".join(paragraph(line, screen()) for line in lines), json=json)
        return
    if output is not None:
        path, undrawn = write_page(
            found, output, line.having(OUTPUT, f"{os.path.splitext(output)[0]}{HTML[0]}").typed("--pdf"), settings, now, force=force
        )
        answer({"path": path}, "\n".join(_written(found, path, line, undrawn)), json=json)
        if opened and not open_page(path):
            talk("Nothing on this machine says what opens it. In a browser, its path opens it.")
    elif json:
        say_json(found.row())
    elif empty:
        say(nothing_yet(screen()))
    else:
        say(text_page(page(found, show_totals=settings.show_scores), screen()))
    if visit:
        remember_visit(found, json=json)


def write_page(found: Report, output: str, instead: str, settings: Settings, now: datetime, *, force: bool) -> tuple[str, str]:
    """Write the page as HTML or PDF, completely or not at all, readable by this account alone.

    `instead` is the command that writes HTML, to offer where no PDF can be made. Return the path, and the letters that no font here draws. Raises Refused.
    """
    from ..formats.atomic_files import Files  # what the page on the screen has no use for

    folder, name = os.path.split(os.path.realpath(os.path.expanduser(output)))
    undrawn = ""
    with Files(folder, force=force) as files:
        stream = files.open(name)
        if output.lower().endswith(PDF):
            drawn, undrawn = make_pdf(found, settings, now, instead)
            stream.buffer.write(drawn)
        else:
            stream.write(make_html(found))
    return files.paths()[0], undrawn


def read_output(output: str | None, line: TypedLine, *, pdf: bool) -> str | None:
    """Return the file to write, None for the screen; `pdf` wants a PDF, by itself it is `report.pdf`.

    Raises Refused if the name has another ending.
    """
    if output is None:
        return f"report{PDF}" if pdf else None
    begun, ending = os.path.splitext(output)
    ending = ending.lower()
    if ending == PDF or (ending in HTML and not pdf):
        return output
    if os.path.isdir(os.path.expanduser(output)):
        begun = os.path.join(output, "report")
    elif ending not in HTML:
        begun = output
    said = "A PDF has a name that ends in .pdf." if pdf else "The page is HTML or PDF, so its file ends in .html or .pdf."
    raise Refused(f"{said} Try: {line.having(OUTPUT, begun + (PDF if pdf else HTML[0])).typed('--pdf')}")


def open_page(path: str) -> bool:
    """Hand a file to the program that opens such files here, and do not wait for it; return False where none is known."""
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - the page that was just written
        return True
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is not None:
        silent = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in range(3)]
        os.posix_spawn(opener, [opener, path], os.environ, file_actions=silent, setpgroup=0)
    return opener is not None


def _written(found: Report, path: str, line: TypedLine, undrawn: str) -> list[str]:
    numbers = f"No font here draws {count(len(undrawn), 'letter')} of it, which {'stands' if len(undrawn) == 1 else 'stand'} as a number."
    holds = [f"The page is in {safe(path)}", f"It holds {period_said(found.period)}.", *([numbers] if undrawn else [])]
    return [*holds, *left_out_said(found, line.flagged("--force").typed(INCLUDE, "--open", "--visit", "--json"))]


def remember_visit(found: Report, *, json: bool) -> None:
    """Keep today as the last visit, and say how to tick off the questions that were on the page."""
    today: date = found.period.today
    with Data.to_write() as data:
        db = data.existing()
        with Change(db, "report") as change:
            if data.settings().last_visit == today.isoformat():
                change.give_up()
            else:
                change.set(LAST_VISIT, today.isoformat())
    if not json:
        numbers = " ".join(str(one.id) for one in found.questions)
        lines = [f"Your last visit is kept as {in_words(today, today)}. The next page: {LINE} --since last-visit"]
        lines += [f"To tick off the questions that were on it: kfit ask --done {numbers}"] if numbers else []
        say("\n".join(["", *(paragraph(line, screen()) for line in lines)]))
    copy_of_the_day(data.path)

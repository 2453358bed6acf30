"""Write an export as one workbook (.xlsx): a sheet for the page with charts, then one for each table, with typed cells."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import NamedTuple

import xlsxwriter

from ..errors import KfitError, Refused
from ..model.fields import IN_TABLES
from .csv_export import kind_meanings, kind_summary
from .export_tables import DATE, INSTANT, NUMBER, STAMP, ExportTable, TableColumn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from ..model.fields import Entry

# Texts are written as texts whatever they look like: nothing in a note becomes a formula, a link or a number.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
MOST_ROWS = 1_048_575  # of a sheet, without its header
LONGEST_CELL = 32_767  # characters
CUT = " ... (cut here: a cell holds no more)"
FIRST_SERIAL = 61  # 1 March 1900: of days before it, programs have different numbers
EPOCH = date(1899, 12, 30).toordinal()
DAY_SECONDS = 86_400
NARROWEST, WIDEST = 8, 60  # widths of columns, in characters
LOOKED_AT = 500  # rows that decide on the width of a column
NOT_FOR_READERS = ("uid", "kind", "tz", "source_id")  # columns of a kind that serve its way back, which a workbook is not for
BEHIND = ("note", "id", "source", "logged_at")  # columns of every kind, in this order behind its own
SUMMARY, ABOUT, CHART_DATA = "Summary", "About", "Chart data"
FORMS = {DATE: "yyyy-mm-dd", INSTANT: "yyyy-mm-dd hh:mm", STAMP: "yyyy-mm-dd hh:mm"}


class DrawnColumn(NamedTuple):
    """A column of the days that is drawn: its name, the title of the chart, tops of its axis, a line or bars."""

    name: str
    title: str
    tops: tuple[int, ...]
    line: bool = False


DRAWN = (
    DrawnColumn("mood_mean_10_best", "Mood, 0 worst to 10 best", (10,), line=True),
    DrawnColumn("sleep_hours", "Sleep in hours", (12, 18, 24)),
    DrawnColumn("exercise_minutes", "Movement in minutes", (30, 60, 90, 120, 180, 240, 360, 480, 720, 1440)),
)
MOST_TICKS = 14  # of the axis of days
INK = "#1A1A1A"
BARS = "Grey: a day with an infusion or a dose."
MARK_MEANS = "{top} on a day with an infusion or a dose. That is the top of the chart"
MARKS = "infusion"
SUMMARY_WIDTHS = (26, 24, 18, 22, 22, 22, 26)
LINE_HEIGHT = 15  # points
CHART_ROWS, CHART_SIZE = 11, {"width": 1120, "height": 216}


class Workbook:
    """A workbook in memory: nothing of it is put into a temporary file. Its sheets come in the order in which they are added."""

    def __init__(self, now: datetime) -> None:
        self.out = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.out, OPTIONS)
        self.book.set_properties({"title": "kfit export", "created": now.astimezone(UTC).replace(tzinfo=None)})
        self.header = self.book.add_format({"bold": True, "bg_color": "#E8E8E8", "bottom": 1, "valign": "top"})
        self.text = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.typed = {name: self.book.add_format({"num_format": form, "valign": "top"}) for name, form in FORMS.items()}
        self.number = self.book.add_format({"valign": "top"})
        self.drawn: ExportTable | None = None
        self.described: list[tuple[str, str, Sequence[TableColumn]]] = []

    def add_summary(self, rows: Iterable[tuple[str, tuple[str, ...]]], days: ExportTable) -> None:
        """Add the sheet of the page: each row has the name of its style and its cells; `charts` stands where they are drawn."""
        sheet = self.book.add_worksheet(SUMMARY)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        for place, width in enumerate(SUMMARY_WIDTHS):
            sheet.set_column(place, place, width)
        styles = {
            "title": self.book.add_format({"bold": True, "font_size": 16}),
            "heading": self.book.add_format({"bold": True, "font_size": 13, "bottom": 1}),
            "caption": self.book.add_format({"italic": True, "text_wrap": True, "valign": "top"}),
            "header": self.book.add_format({"bold": True, "text_wrap": True, "bg_color": "#E8E8E8", "valign": "top"}),
        }
        at = 0
        for style, cells in rows:
            if style == "charts":
                at += self._add_charts(sheet, at, days)
                continue
            form = styles.get(style, self.text)
            spread = 0 if len(cells) == 1 else 2 if style == "box" else None
            _write_summary_row(sheet, at, cells, form, spread)
            sheet.set_row(at, 21 if style == "title" else LINE_HEIGHT * _lines(cells, spread))
            at += 1

    def _add_charts(self, sheet: Worksheet, at: int, days: ExportTable) -> int:
        """Draw what there is of the days below a row, and return how many rows that takes.

        Each chart has marks of its own, as high as its axis, on the days of infusions: programs differ on a second axis.
        """
        names = [column.name for column in days.columns]
        infused = [row[names.index(MARKS)] is not None for row in days.rows]
        columns, cells = [days.columns[0]], [[row[0] for row in days.rows]]
        for one in DRAWN:
            values = [row[names.index(one.name)] for row in days.rows]
            highest = max((value for value in values if isinstance(value, int | float)), default=None)
            if highest is None:
                continue
            top = next(top for top in (*one.tops, highest) if top > highest or one.line)  # above bars, the mark behind stays in sight
            place = len(columns)
            columns += [days.columns[names.index(one.name)], TableColumn(f"mark_{one.name}", MARK_MEANS.format(top=top), NUMBER)]
            cells += [values, [top if mark else None for mark in infused]]
            self._add_chart(sheet, at + (place // 2) * CHART_ROWS, one, place, (len(infused), top))
        if len(columns) > 1:
            self.drawn = ExportTable(CHART_DATA, "what the charts on the first sheet show", columns, list(zip(*cells, strict=True)))
        return (len(columns) // 2) * CHART_ROWS

    def _add_chart(self, sheet: Worksheet, at: int, one: DrawnColumn, place: int, axis: tuple[int, float]) -> None:
        """Draw a column of the chart data over the days, with a bar behind it on each day of an infusion. Days without a value are gaps."""
        count, top = axis
        days = [CHART_DATA, 1, 0, count, 0]
        chart = self.book.add_chart({"type": "column"})
        bar = {"fill": {"color": "#C8C8C8"}, "border": {"color": "#8A8A8A", "width": 1}, "gap": 40, "overlap": 100}
        chart.add_series({"name": "Infusion or dose", "categories": days, "values": [CHART_DATA, 1, place + 1, count, place + 1], **bar})
        value = {"name": one.title, "categories": days, "values": [CHART_DATA, 1, place, count, place]}
        if one.line:
            dot = {"type": "circle", "size": 3, "fill": {"color": INK}, "border": {"none": True}}
            line = self.book.add_chart({"type": "line"})
            line.add_series({**value, "line": {"color": INK, "width": 1.25}, "marker": dot})
            chart.combine(line)
        else:
            chart.add_series({**value, "fill": {"color": INK}, "border": {"none": True}})
        chart.set_title({"name": f"{one.title}. {BARS}", "name_font": {"size": 11, "bold": False}})
        ticks = {"major_unit": -(-count // MOST_TICKS), "major_unit_type": "days"}
        chart.set_x_axis({"date_axis": True, "num_format": "d mmm yy", "num_font": {"size": 9}, **ticks})
        chart.set_y_axis(
            {"min": 0, "max": top, "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}, "num_font": {"size": 9}}
        )
        chart.set_legend({"none": True})
        chart.show_blanks_as("gap")
        chart.set_size(CHART_SIZE)
        sheet.insert_chart(at, 0, chart, {"description": f"{one.title}. {BARS} The sheet {CHART_DATA} has its values."})

    def add_table(self, table: ExportTable) -> None:
        """Add a sheet for a computed table."""
        self.described.append((table.name, table.what, table.columns))
        sheet = self._begin(table.name, table.columns, table.rows[:LOOKED_AT])
        _check_rows(table.name, len(table.rows))
        types = [column.type for column in table.columns]
        for place, row in enumerate(table.rows, 1):
            self._write(sheet, place, types, row)
        self._end(sheet, len(table.rows), len(table.columns))

    def add_kind(self, kind: type[Entry], batches: Iterable[Sequence[tuple[object, ...]]]) -> int:
        """Add a sheet for a kind, from rows with the columns `Entry.columns`; return the number of its rows."""
        names = kind.columns()
        shown = [name for name in names if name not in NOT_FOR_READERS and name not in BEHIND] + list(BEHIND)
        places = [names.index(name) for name in shown]
        meanings = kind_meanings(kind)
        columns = [TableColumn(said := IN_TABLES.get(name, name), meanings[said], _type_of(kind, name)) for name in shown]
        types = [column.type for column in columns]
        self.described.append((kind.kind, kind_summary(kind), columns))
        sheet: Worksheet | None = None
        count = 0
        for rows in batches:
            picked = [tuple(map(row.__getitem__, places)) for row in rows]
            sheet = sheet or self._begin(kind.kind, columns, picked[:LOOKED_AT])
            _check_rows(kind.kind, count + len(rows))
            for row in picked:
                count += 1
                self._write(sheet, count, types, row)
        self._end(sheet or self._begin(kind.kind, columns, []), count, len(columns))
        return count

    def content(self) -> bytes:
        """Close the workbook with a sheet that says what each column holds, and return its bytes."""
        if self.drawn is not None:
            self.add_table(self.drawn)
        rows = [(name, column.name, column.meaning) for name, _, columns in self.described for column in columns]
        whats = {name: what for name, what, _ in self.described}
        said = [(name, "", whats[name]) for name in whats]
        about = [TableColumn("sheet", ""), TableColumn("column", ""), TableColumn("holds", "")]
        self.add_table(ExportTable(ABOUT, "what each sheet and column holds", about, [*said, *rows]))
        self.book.close()
        return self.out.getvalue()

    def _begin(self, name: str, columns: Sequence[TableColumn], rows: Sequence[tuple[object, ...]]) -> Worksheet:
        """Return a new sheet with its header, as wide as its first rows need, which stays in sight."""
        sheet = self.book.add_worksheet(name)
        for place, column in enumerate(columns):
            widest = max((len(_shown(row[place], column.type)) for row in rows), default=0)
            sheet.set_column(place, place, min(max(len(column.name) + 3, widest + 2, NARROWEST), WIDEST))
            sheet.write_string(0, place, column.name, self.header)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet

    def _end(self, sheet: Worksheet, count: int, columns: int) -> None:
        sheet.autofilter(0, 0, count, columns - 1)

    def _write(self, sheet: Worksheet, place: int, types: Sequence[str], row: Sequence[object]) -> None:
        """Write a row, each value by its type: a text stays text, a day that has no serial number too."""
        for column, (of, value) in enumerate(zip(types, row, strict=True)):
            if value is None:
                continue
            if of == NUMBER:
                done = sheet.write_number(place, column, value, self.number)
            elif of in self.typed and (serial := _serial(str(value))) is not None:
                done = sheet.write_number(place, column, serial, self.typed[of])
            else:
                done = sheet.write_string(place, column, _text(value), self.text)
            if done:
                raise KfitError(f"A cell could not be written into the sheet {sheet.get_name()}.")


def _write_summary_row(sheet: Worksheet, at: int, cells: Sequence[str], form: Format, spread: int | None) -> None:
    """Write the cells of a row; the one at `spread` goes over the rest of the page."""
    for place, cell in enumerate(cells):
        if place == spread:
            sheet.merge_range(at, place, at, len(SUMMARY_WIDTHS) - 1, "", form)
        sheet.write_string(at, place, _text(cell), form)


def _lines(cells: Sequence[str], spread: int | None) -> int:
    """Return how many lines the cells of a summary row take."""
    widths = [*SUMMARY_WIDTHS, *[SUMMARY_WIDTHS[-1]] * len(cells)]
    if spread is not None:
        widths[spread] = sum(SUMMARY_WIDTHS[spread:])
    return max((-(-len(cell) // width) for cell, width in zip(cells, widths, strict=False)), default=1) or 1


def _check_rows(name: str, count: int) -> None:
    if count > MOST_ROWS:
        raise Refused(f"A sheet holds {MOST_ROWS:,} rows, and {name} has more. A shorter time fits: kfit export xlsx --since '1 year ago'")


def _type_of(kind: type[Entry], name: str) -> str:
    """Return the type of a column of a kind."""
    of = kind.FIELDS[name].type
    return {"whole": NUMBER, "real": NUMBER, "date": DATE, "instant": INSTANT, "stamp": STAMP}.get(of, "text")


def _serial(text: str) -> float | None:
    """Return the number by which a spreadsheet knows a day or a local time; None for one before March 1900."""
    moment = datetime.fromisoformat(text)
    serial = moment.toordinal() - EPOCH
    if serial < FIRST_SERIAL:
        return None
    return serial + (moment.hour * 3600 + moment.minute * 60 + moment.second) / DAY_SECONDS if len(text) > len("2026-11-22") else serial


def _text(value: object) -> str:
    """Return a value as the text of a cell: answers as `2 1 - 3`, a text that is too long with a word that says so."""
    text = " ".join("-" if one is None else str(one) for one in value) if isinstance(value, tuple) else str(value)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT


def _shown(value: object, of: str) -> str:
    """Return what a cell shows, to measure it: of a text its longest line."""
    if value is None:
        return ""
    if of in FORMS:
        return FORMS[of]
    return max(_text(value).split("\n"), key=len)

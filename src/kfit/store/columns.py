"""The columns of a record, and the SQL that reads and writes them. Each answer to a form is one row of a separate table."""

from __future__ import annotations

from .faults import Damaged

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any, TypeVar

    from ..model.fields import DayFigure, Entry, Field, Record

    Row = TypeVar("Row", bound=Record)
ANSWERS = "answers"
NONE = "-"  # the text for an item without an answer


def restore_record(kind: type[Row], values: Mapping[str, Any]) -> Row:
    """Return the record of a row, or of a state in the journal. Raises Damaged if a value cannot be read as its type."""
    try:
        return kind.stored(values)
    except ValueError:
        raise Damaged from None


def own(kind: type[Record], *, but: tuple[str, ...] = ()) -> list[str]:
    """Return the column names of a record's own table, in order. `but` names those to leave out."""
    return [name for name, field in kind.FIELDS.items() if field.type != ANSWERS and name not in but]


def expression(kind: type[Entry], name: str, row: str) -> str:
    """Return the SQL that reads a field. `row` is the SQL of the entry number. Answers are read as text: `2 1 - 3`."""
    if kind.FIELDS[name].type != ANSWERS:
        return name
    listed = f"select value from {kind.kind}_item where {kind.kind}_item.{kind.kind} = {row} order by item"
    return f"(select group_concat(coalesce(value, '{NONE}'), ' ') from ({listed}))"


# The SQL function for each way to aggregate a day's values. The last value of a day needs a query: see daily.
FUNCTIONS = {"mean": "avg({})", "sum": "sum({})", "highest": "max({})", "lowest": "min({})", "count": "count(*)"}


def figure_text(figure: DayFigure, *, exact: bool = False) -> str:
    """Return the SQL of a day's figure. With `exact` it is in the stored unit, else in the unit and rounding of daily.csv."""
    total = FUNCTIONS[figure.how].format(figure.field)
    total += _filter(figure.only)
    if figure.needs is not None:
        total = f"iif(count(*){_filter(figure.needs)}, {total}, null)"
    if exact or not figure.decimals:
        return total
    return f"round({total} / {figure.per}.0, {figure.decimals})" if figure.per != 1 else f"round({total}, {figure.decimals})"


def _filter(only: tuple[str, str | None] | None) -> str:
    """Return the SQL that leaves out of a figure all entries whose field has another value."""
    if only is None:
        return ""
    name, value = only
    return f" filter (where {name} is null)" if value is None else f" filter (where {name} = '{value}')"


def select_text(kind: type[Entry]) -> str:
    """Return the query for a kind's rows, with columns in the order of its fields."""
    rest = ", ".join(expression(kind, name, f"{kind.kind}.id") for name in list(kind.FIELDS)[2:])
    return f"select id, uid, {rest} from {kind.kind} join entry using (id)"


def insert_text(kind: type[Entry]) -> str:
    """Return the SQL that inserts a row of a kind."""
    names = own(kind, but=("uid",))
    return f"insert into {kind.kind}({', '.join(names)}) values ({', '.join('?' * len(names))})"


def row_of(entry: Entry) -> tuple[object, ...]:
    """Return an entry's values in the column order of its table."""
    return tuple(entry.__dict__[name] for name in own(type(entry), but=("uid",)))


def put_answers(db: sqlite3.Connection, kind: type[Entry], rows: Iterable[tuple[object, Sequence[object]]]) -> None:
    """Insert the answers of entries. Each row is an entry number and its answers: `(12, (2, 1, None, 3))`."""
    statement = f"insert into {kind.kind}_item({kind.kind}, item, value) values (?, ?, ?)"
    db.executemany(statement, ((number, place, value) for number, values in rows for place, value in enumerate(values, 1)))


def drop_answers(db: sqlite3.Connection, kind: type[Entry], number: object) -> None:
    """Delete the answers of an entry."""
    db.execute(f"delete from {kind.kind}_item where {kind.kind} = ?", (number,))


def answers_field(kind: type[Entry]) -> str:
    """Return the name of a kind's field for answers; empty if it has none."""
    return next((name for name, field in kind.FIELDS.items() if field.type == ANSWERS), "")


def answers_of(told: str | Sequence[int | None] | None) -> tuple[int | None, ...] | None:
    """Return answers as a tuple, the form of an entry, from a text (`2 1 - 3`) or a list. Raises ValueError for other text."""
    if told is None:
        return None
    if isinstance(told, str):
        return tuple(None if value == NONE else int(value) for value in told.split())
    return tuple(told)


def with_answers(kind: type[Entry], rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[Any, ...]]:
    """Yield rows of a kind with the text of their answers turned into a tuple."""
    name = answers_field(kind)
    if not name:
        yield from rows
        return
    place = list(kind.FIELDS).index(name)
    for row in rows:
        told = row[place]
        yield (*row[:place], answers_of(told if isinstance(told, str) else None), *row[place + 1 :])


def state_text(kind: type[Entry]) -> str:
    """Return the query for an entry's whole state as JSON text. `?1` is the number of the entry."""
    pairs = [
        "'id', id",
        "'uid', uid",
        "'kind', kind",
        *(f"'{name}', {_exactly(kind, name, field)}" for name, field in list(kind.FIELDS.items())[2:]),
    ]
    return f"select json_object({', '.join(pairs)}) from {kind.kind} join entry using (id) where id = ?1"


def _exactly(kind: type[Record], name: str, field: Field) -> str:
    """Return the SQL of a column as JSON. A real number gets 17 digits, since SQLite would round it to 15; answers become a list."""
    if field.type == "real":
        return f"iif({name} is null, null, json(printf('%!.17g', {name})))"
    if field.type == ANSWERS:
        table = kind.__name__.lower()
        listed = f"select value from {table}_item where {table}_item.{table} = ?1 order by item"
        return f"json((select case when count(*) then json_group_array(value) end from ({listed})))"
    return name


def kept_text(kind: type[Record], table: str) -> str:
    """Return the query for a planning record as JSON text, under its table's name. `?1` is its number."""
    pairs = ", ".join(f"'{name}', {name}" for name in own(kind))
    return f"select json_object('{table}', json_object({pairs})) from {table} where id = ?1"

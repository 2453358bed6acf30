"""The tables, indices and views of a data file, built from the fields of its records. The first release fixes them."""

from __future__ import annotations

from ..model.entries import KINDS, RATINGS
from ..model.fields import EARLIEST_DAY, REQUIRED
from ..model.measures import QUANTITIES
from ..model.planning import NAMED_GOALS, PLANNING_TABLES
from ..model.questionnaires import INSTRUMENTS
from ..model.routes import DOSE, INFUSION, INITIALS
from .columns import figure_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model.fields import Entry, Field, Record, Rule

_DAY = "{0} is date({0}, '+0 days')"
_OFFSET = "[-+][0-2][0-9]:[0-5][0-9]"
_MINUTE = "[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]"
TYPES = {"whole": "integer", "real": "real"}  # all other types are text
ALWAYS = frozenset(("uid", "logged_at", "made_at"))  # fields that are empty only before the record is saved
RELATIONS = {
    "both or none": "({0} is null) = ({1} is null)",
    "not both": "{0} is null or {1} is null",
    "one at least": "{0} is not null or {1} is not null",
    "ascending": "{0} <= {1}",
}
ENTRY = """create table entry(
  id integer primary key autoincrement,
  uid text not null unique check(length(uid) between 1 and 36),
  kind text not null
) strict"""
ITEM = """create table {kind}_item(
  {kind} integer not null references {kind}(id),
  item integer not null check(item between 1 and {longest}),
  value integer check(value between {low} and {high}),
  primary key ({kind}, item)
) strict, without rowid"""
JOURNAL = (
    """create table change(
  id integer primary key autoincrement,
  uid text not null unique,
  at text not null,
  command text not null,
  device text not null,
  taken_back_by integer references change(id)
) strict""",
    "create index change_taken_back on change(taken_back_by) where taken_back_by is not null",
    """create table change_entry(
  change integer not null references change(id),
  entry integer not null,
  before text,
  after text,
  primary key (change, entry)
) strict, without rowid""",
    "create index change_entry_entry on change_entry(entry)",
    """create table change_setting(
  change integer not null references change(id),
  name text not null,
  before text,
  after text,
  primary key (change, name)
) strict, without rowid""",
    """create table change_kept(
  change integer not null references change(id),
  kept text not null check(length(kept) between 1 and 40),
  number integer not null,
  before text,
  after text,
  primary key (change, kept, number)
) strict, without rowid""",
    "create index change_kept_row on change_kept(kept, number)",
    "create table setting(name text primary key, value text not null) strict, without rowid",
    "create table said(sentence text primary key, day text not null) strict, without rowid",
)
# Unique indices of planning records; the rest of their schema follows from their fields.
UNIQUE = {
    "tracked": "create unique index tracked_name on tracked(kind, name)",
    "goal": "create unique index goal_subject on goal(kind, ifnull(name, ''), day)",
}


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _cases(values: Mapping[str, object]) -> str:
    return " ".join(f"when '{name}' then {'null' if value is None else repr(value)}" for name, value in values.items())


_FORMS = INSTRUMENTS.items()
# CHECKs beyond single fields and RULES: what follows from a built-in name, and that a goal states one thing. A name that only a
# later kfit knows is in none of them, so that a file stays sound.
FURTHER = {
    "rating": (f"better = case name {_cases(RATINGS)} else better end",),
    "measure": (f"unit is case name {_cases({name: known.unit for name, known in QUANTITIES.items()})} else unit end",),
    "score": (
        f"total <= case name {_cases({name: form.top for name, form in _FORMS})} end",
        f"total >= case name {_cases({name: form.least for name, form in _FORMS if form.least})} else 0 end",
        f"total = cast(total as integer) or name in ({_listed(name for name, form in _FORMS if form.rule == 'mean')})",
        f"cast(total as integer) % 4 = 0 or name not in ({_listed(name for name, form in _FORMS if form.rule == 'times4')})",
        f"difficulty is null or name in ({_listed(name for name, form in _FORMS if form.difficulty)})",
    ),
    "goal": (
        f"(name is not null) = (kind in ({_listed(NAMED_GOALS)}))",
        """case per
    when 'week' then times is not null or minutes is not null
    when 'day' then times is null and (kind <> 'sleep' or minutes is not null)
    else times is null and minutes is null end""",
        "weighting is null or (kind = 'exercise' and per = 'week' and times is null)",
    ),
}


def statements() -> list[str]:
    """Return the SQL statements that create the schema in an empty file."""
    made = [ENTRY]
    for kind in KINDS.values():
        made += [_table(kind, kind.kind, "id integer primary key references entry(id)", but=("id", "uid")), *_indices(kind)]
        made += [
            ITEM.format(kind=kind.kind, longest=field.longest, low=f"{field.low:g}", high=f"{field.high:g}")
            for field in kind.OWN.values()
            if field.type == "answers"
        ]
    for table, row in PLANNING_TABLES.items():
        made.append(_table(row, table, "id integer primary key autoincrement", but=("id",)))
        if table in UNIQUE:
            made.append(UNIQUE[table])
    return [*made, *JOURNAL, _timeline(), _daily()]


def _table(record: type[Record], name: str, first: str, *, but: tuple[str, ...]) -> str:
    columns = [_column(field) for field in record.FIELDS.values() if field.name not in but and field.type != "answers"]
    checks = [*map(_relation, record.RULES), *(f"check({check})" for check in FURTHER.get(name, ()))]
    return f"create table {name}(\n  " + ",\n  ".join([first, *columns, *checks]) + "\n) strict"


def _column(field: Field) -> str:
    """Return the SQL declaration of a column: its type, whether it may be null, and its CHECK."""
    needed = " not null" if field.default is REQUIRED or field.name in ALWAYS else ""
    unique = " unique" if field.name == "uid" else ""
    check = _check(field).format(field.name)
    return f"{field.name} {TYPES.get(field.type, 'text')}{needed}{unique} check({check})"


# The CHECK for each type of field; null passes every CHECK in SQLite.
CHECKS = {
    "date": f"{{0}} is null or ({_DAY} and {{0}} >= '{EARLIEST_DAY}')",
    "instant": f"{{0}} is null or ({{0}} glob '{_MINUTE}{_OFFSET}' and julianday({{0}}) is not null and {_DAY.format('substr({0}, 1, 10)')})",
    "stamp": f"{{0}} glob '{_MINUTE}:[0-5][0-9]Z'",
}


def _check(field: Field) -> str:
    if field.type in CHECKS:
        return CHECKS[field.type]
    if field.type == "whole":
        return f"{{0}} between {field.low:.0f} and {field.high:.0f}"
    if field.type == "real":
        return f"{{0}} {'>' if field.above else '>='} {field.low:.17g} and {{0}} <= {field.high:.17g}"
    if field.words:
        return f"{{0}} in ({_listed(field.words)})"
    return f"length({{0}}) between 1 and {field.longest or 40} and instr({{0}}, char(0)) = 0"


def _relation(rule: Rule) -> str:
    return f"check({RELATIONS[rule.relation].format(*rule.fields)})"


def _indices(kind: type[Entry]) -> list[str]:
    """Return the indices of a kind's table: by day with the fields of its figures' sums, by name, and by source."""
    name = kind.kind
    figures = kind.figures if "name" not in kind.OWN else ()
    summed = [figure.field for figure in figures[:1]] + [figure.only[0] for figure in figures if figure.only is not None]
    return [
        f"create index {name}_day on {name}({', '.join(dict.fromkeys(['day', *summed]))})",
        *([f"create index {name}_name on {name}(name, day)"] if "name" in kind.OWN else []),
        f"create unique index {name}_source on {name}(source, source_id) where source is not null",
    ]


# What `treatment_word` calls an infusion.
NEEDLE = "coalesce(route in ('" + "', '".join(INITIALS) + "'), dosage_form is null)"
# The SQL of the summary in the view `timeline`, for kinds that need more than kind or name and value.
SUMMARIES = {
    "sleep": "printf('%s %dh%02d', iif(nap is null, 'sleep', 'nap'), minutes / 60, minutes % 60)",
    "exercise": "printf('%d min %s', minutes, coalesce(activity, 'exercise'))",
    "infusion": f"trim(case when {NEEDLE} then '{INFUSION}' else '{DOSE}' end || coalesce(' ' || route, '') || coalesce(' ' || dose, ''))",
    "rating": "printf('%s %d (10 %s)', name, score, iif(better = 'high', 'best', 'worst'))",
    "effect": "printf('%s %d of 3', name, severity)",
    "medicine": "name || coalesce(' ' || dose, '') || ' ' || event",
    "habit": "name || coalesce(' ' || minutes || ' min', ' ' || times || ' times', '')",
    "measure": "printf('%s %.10g', name, value) || coalesce(' ' || unit, '')",
    "score": "printf('%s %.3g', name, total)",
    "note": "coalesce('note: ' || mark, 'note')",
}


def _summary(kind: type[Entry]) -> str:
    main = kind.main()
    return SUMMARIES.get(kind.kind) or " || ' ' || ".join(
        ["name" if "name" in kind.OWN else f"'{kind.kind}'", *([main.name] if main is not None else [])]
    )


def _timeline() -> str:
    rows = (
        f"select id, uid, kind, day, at, tz, {_summary(kind)}, note, source, logged_at from {kind.kind} join entry using (id)"
        for kind in KINDS.values()
    )
    names = "id, uid, kind, day, at, tz, summary, note, source, logged_at"
    return f"create view timeline({names}) as\n" + "\nunion all\n".join(rows)


def _daily() -> str:
    """Return the SQL of the view `daily`: figures of kinds without a name, known ratings, and summaries of other kinds."""
    counted = "\n      union all\n".join(
        "      select day, count(*) as entries, sum(source is null and date(logged_at, 'localtime', modifier) > day) as later,"
        f" count(source) as brought from {kind}, ends group by day"
        for kind in KINDS
    )
    plain = [kind for kind in KINDS.values() if kind.figures and "name" not in kind.OWN]
    figures = [figure for kind in plain for figure in kind.figures]
    days = "".join(
        f"  {kind.kind}_figures as (select day, {', '.join(f'{figure_text(figure)} as {figure.column}' for figure in kind.figures)}"
        f" from {kind.kind} group by day),\n"
        for kind in plain
    )
    rated = {name: f"{name}_mean_10_{'best' if better == 'high' else 'worst'}" for name, better in sorted(RATINGS.items())}
    means = ",\n    ".join(f"round(avg(score) filter (where name = '{name}'), 2) as {column}" for name, column in rated.items())
    joins = "\n".join(f"left join {kind.kind}_figures using (day)" for kind in plain)
    return f"""create view daily(
  day, weekday, infusion, days_since_infusion, {", ".join(figure.column for figure in figures)}, {", ".join(rated.values())},
  effects, effect_worst_0_to_3, medicine_changes, meditation_minutes, phq9_total, entries, added_later, imported
) as
with
  ends(modifier) as (select '-' || coalesce((select value from setting where name = 'day_ends'), '04:00')),
  counted(day, entries, added_later, imported) as materialized (
    select day, sum(entries), sum(later), sum(brought) from (
{counted}
    ) group by day
  ),
  ends_of(first, last) as (select min(day), max(day) from counted),
  calendar(day) as (
    select first from ends_of where first is not null
    union all
    select date(day, '+1 day') from calendar where day < (select last from ends_of)
  ),
{days}  treated(day, told) as (
    select day, group_concat(told, '; ') from (
      select day, coalesce(nullif(trim(
        case when route in ('iv', 'im', 'sc') then upper(route) else coalesce(route, '') end || ' ' || coalesce(dose, '')
      ), ''), 'yes') as told from infusion order by day, id
    ) group by day
  ),
  rated as (
    select day,
    {means}
    from rating group by day
  ),
  felt(day, effects, worst) as (
    select day, group_concat(name || ' ' || severity, '; '), max(severity) from (select * from effect order by day, at, id) group by day
  ),
  changed(day, medicines) as (
    select day, group_concat(name || iif(event = 'changed', ' changed' || coalesce(' to ' || dose, ''), coalesce(' ' || dose, '') || ' ' || event), '; ')
    from (select * from medicine where event in ('started', 'changed', 'stopped') order by day, at, id) group by day
  ),
  done(day, meditation_minutes) as (select day, sum(minutes) from habit where name = 'meditation' group by day),
  scored(day, total) as (select day, total from (select day, total, max(id) from score where name = 'phq9' group by day))
select
  calendar.day,
  substr('SunMonTueWedThuFriSat', 1 + 3 * strftime('%w', calendar.day), 3),
  treated.told,
  cast(julianday(calendar.day) - julianday((select max(day) from infusion where infusion.day <= calendar.day)) as integer),
  {", ".join(figure.column for figure in figures)}, {", ".join(f"rated.{column}" for column in rated.values())},
  felt.effects, felt.worst, changed.medicines, done.meditation_minutes, scored.total,
  coalesce(counted.entries, 0), coalesce(counted.added_later, 0), coalesce(counted.imported, 0)
from calendar
left join treated using (day)
{joins}
left join rated using (day)
left join felt using (day)
left join changed using (day)
left join done using (day)
left join scored using (day)
left join counted using (day)"""

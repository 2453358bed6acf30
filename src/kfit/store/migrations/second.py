"""Formats 3 to 5: ratings, effects, medicines, habits, measures, scores, and what is kept beside the entries. Frozen."""

from __future__ import annotations

from .first import COMMON

NAME = "name text not null check(length(name) between 1 and 40 and instr(name, char(0)) = 0)"


def _indices(kind: str) -> str:
    return (
        f"create index {kind}_day on {kind}(day);\n"
        f"create index {kind}_name on {kind}(name, day);\n"
        f"create unique index {kind}_source on {kind}(source, source_id) where source is not null;\n"
    )


ENTRIES = f"""
create table rating({COMMON}
  {NAME},
  score integer not null check(score between 0 and 10),
  better text not null check(better in ('high', 'low')),
  check(better = case
    when name in ('pain', 'anxiety', 'stress', 'irritability', 'craving') then 'low'
    when name = 'energy' then 'high'
    else better end)
) strict;
{_indices("rating")}
create table effect({COMMON}
  {NAME},
  severity integer not null check(severity between 0 and 3),
  phase text check(phase in ('session', '24h', 'later')),
  minutes integer check(minutes between 1 and 10080)
) strict;
{_indices("effect")}
create table medicine({COMMON}
  {NAME},
  event text not null check(event in ('started', 'changed', 'stopped', 'taken', 'skipped')),
  dose text check(length(dose) between 1 and 40 and instr(dose, char(0)) = 0)
) strict;
{_indices("medicine")}
create table habit({COMMON}
  {NAME},
  minutes integer check(minutes between 1 and 1440),
  times integer check(times between 1 and 10000),
  check(minutes is null or times is null)
) strict;
{_indices("habit")}
create table measure({COMMON}
  {NAME},
  value real not null check(value between 0 and 1000000000),
  unit text check(length(unit) between 1 and 20 and instr(unit, char(0)) = 0),
  typed text check(length(typed) between 1 and 40 and instr(typed, char(0)) = 0),
  check(unit is case
    when name = 'weight' then 'kg'
    when name in ('systolic', 'diastolic') then 'mmHg'
    when name = 'pulse' then 'bpm'
    when name in ('glucose', 'cholesterol', 'ldl', 'hdl', 'triglycerides') then 'mg/dl'
    when name = 'hba1c' then '%'
    when name in ('drinks', 'cannabis') then null
    else unit end)
) strict;
{_indices("measure")}
create table score({COMMON}
  name text not null check(name in ('phq9', 'phq2', 'gad7', 'who5', 'qids', 'isi', 'pcl5', 'peg', 'cadss', 'cadss6')),
  total real not null check(total between 0 and case name
    when 'phq9' then 27 when 'phq2' then 6 when 'gad7' then 21 when 'who5' then 100 when 'qids' then 27
    when 'isi' then 28 when 'pcl5' then 80 when 'peg' then 10 when 'cadss' then 92 else 24 end),
  difficulty integer check(difficulty is null or (difficulty between 0 and 3 and name = 'phq9')),
  check(name = 'peg' or total = cast(total as integer)),
  check(name <> 'who5' or cast(total as integer) % 4 = 0)
) strict;
{_indices("score")}
create table score_item(
  score integer not null references score(id),
  item integer not null check(item between 1 and 20),
  value integer check(value between 0 and 10),
  primary key (score, item)
) strict, without rowid;
"""
_KEPT_COMMON = """
  id integer primary key autoincrement,
  uid text not null unique check(length(uid) between 1 and 36),
  made_at text not null check(made_at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
"""
_DAY = "check({0} is date({0}, '+0 days') and {0} >= '1900-01-01')"
_AT = "'[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9][-+][0-2][0-9]:[0-5][0-9]'"
KEPT = f"""
create table tracked({_KEPT_COMMON}
  {NAME},
  kind text not null check(kind in ('rating', 'habit', 'measure')),
  unit text check(length(unit) between 1 and 20 and instr(unit, char(0)) = 0),
  better text check(better in ('high', 'low')),
  retired_on text check(retired_on is null or (retired_on is date(retired_on, '+0 days') and retired_on >= '1900-01-01')),
  unique (kind, name)
) strict;

create table plan({_KEPT_COMMON}
  day text not null {_DAY.format("day")},
  at text check(at is null or (at glob {_AT} and julianday(at) is not null)),
  tz text check(length(tz) between 1 and 64)
) strict;
create index plan_day on plan(day);

create table question({_KEPT_COMMON}
  words text not null check(length(words) between 1 and 1000 and instr(words, char(0)) = 0),
  done_on text check(done_on is null or (done_on is date(done_on, '+0 days') and done_on >= '1900-01-01'))
) strict;

create table change_kept(
  change integer not null references change(id),
  kept text not null check(kept in ('tracked', 'plan', 'question')),
  number integer not null,
  before text,
  after text,
  primary key (change, kept, number)
) strict, without rowid;
"""
_KINDS = ("mood", "sleep", "exercise", "infusion", "rating", "effect", "medicine", "habit", "measure", "score", "note")
_COUNTED = "\n      union all\n".join(
    f"      select day, count(*) as entries, sum(date(logged_at, 'localtime', modifier) > day) as later from {kind}, ends group by day"
    for kind in _KINDS
)
_RATINGS = (
    ("anxiety", "anxiety_mean_10_worst"),
    ("craving", "craving_mean_10_worst"),
    ("energy", "energy_mean_10_best"),
    ("irritability", "irritability_mean_10_worst"),
    ("pain", "pain_mean_10_worst"),
    ("stress", "stress_mean_10_worst"),
)
_RATED = ",\n    ".join(f"round(avg(score) filter (where name = '{name}'), 2) as {column}" for name, column in _RATINGS)
_NAMES = ", ".join(column for _, column in _RATINGS)
_COLUMNS = ", ".join("rated." + column for _, column in _RATINGS)
VIEWS = f"""
drop view timeline;
drop view daily;
create view timeline(id, uid, kind, day, at, tz, summary, note, source, logged_at) as
select id, uid, kind, day, at, tz, 'mood ' || score, note, source, logged_at from mood join entry using (id)
union all
select id, uid, kind, day, at, tz, printf('sleep %dh%02d', minutes / 60, minutes % 60), note, source, logged_at from sleep join entry using (id)
union all
select id, uid, kind, day, at, tz, printf('%d min %s', minutes, coalesce(activity, 'exercise')), note, source, logged_at
  from exercise join entry using (id)
union all
select id, uid, kind, day, at, tz, trim('infusion ' || coalesce(route || ' ', '') || coalesce(dose, '')), note, source, logged_at
  from infusion join entry using (id)
union all
select id, uid, kind, day, at, tz, printf('%s %d (10 %s)', name, score, iif(better = 'high', 'best', 'worst')), note, source, logged_at
  from rating join entry using (id)
union all
select id, uid, kind, day, at, tz, printf('%s %d of 3', name, severity), note, source, logged_at from effect join entry using (id)
union all
select id, uid, kind, day, at, tz, name || coalesce(' ' || dose, '') || ' ' || event, note, source, logged_at from medicine join entry using (id)
union all
select id, uid, kind, day, at, tz, name || coalesce(' ' || minutes || ' min', ' ' || times || ' times', ''), note, source, logged_at
  from habit join entry using (id)
union all
select id, uid, kind, day, at, tz, printf('%s %.10g', name, value) || coalesce(' ' || unit, ''), note, source, logged_at
  from measure join entry using (id)
union all
select id, uid, kind, day, at, tz, printf('%s %.3g', name, total), note, source, logged_at from score join entry using (id)
union all
select id, uid, kind, day, at, tz, coalesce('note: ' || mark, 'note'), note, source, logged_at from note join entry using (id);

create view daily(
  day, weekday, infusion, days_since_infusion, mood_mean_10_best, mood_lowest, mood_highest, mood_entries,
  sleep_hours, sleep_parts, sleep_quality_10_best, exercise_minutes, exercise_sessions,
  {_NAMES},
  effects, effect_worst_0_to_3, medicine_changes, meditation_minutes, phq9_total, entries, added_later
) as
with
  ends(modifier) as (select '-' || coalesce((select value from setting where name = 'day_ends'), '04:00')),
  counted(day, entries, added_later) as materialized (
    select day, sum(entries), sum(later) from (
{_COUNTED}
    ) group by day
  ),
  ends_of(first, last) as (select min(day), max(day) from counted),
  calendar(day) as (
    select first from ends_of where first is not null
    union all
    select date(day, '+1 day') from calendar where day < (select last from ends_of)
  ),
  moods(day, mean, lowest, highest, entries) as (
    select day, round(avg(score), 1), min(score), max(score), count(*) from mood group by day
  ),
  nights(day, hours, parts, quality) as (
    select day, round(sum(minutes) / 60.0, 2), count(*), round(avg(quality), 1) from sleep group by day
  ),
  moved(day, minutes, sessions) as (select day, sum(minutes), count(*) from exercise group by day),
  treated(day, told) as (
    select day, group_concat(told, '; ') from (
      select day, coalesce(nullif(trim(
        case when route in ('iv', 'im', 'sc') then upper(route) else coalesce(route, '') end || ' ' || coalesce(dose, '')
      ), ''), 'yes') as told from infusion order by day, id
    ) group by day
  ),
  rated as (
    select day,
    {_RATED}
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
  moods.mean, moods.lowest, moods.highest, moods.entries,
  nights.hours, nights.parts, nights.quality,
  moved.minutes, moved.sessions,
  {_COLUMNS}, felt.effects, felt.worst, changed.medicines, done.meditation_minutes, scored.total,
  coalesce(counted.entries, 0), coalesce(counted.added_later, 0)
from calendar
left join treated using (day)
left join moods using (day)
left join nights using (day)
left join moved using (day)
left join rated using (day)
left join felt using (day)
left join changed using (day)
left join done using (day)
left join scored using (day)
left join counted using (day);
"""

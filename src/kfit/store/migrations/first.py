"""Formats 1 and 2: mood, sleep, exercise, infusion, note, and the journal. Frozen."""

from __future__ import annotations

# An instant: `2026-11-22T21:30-05:00`.
AT = "'[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9][-+][0-2][0-9]:[0-5][0-9]'"
COMMON = f"""
  id integer primary key references entry(id),
  day text not null check(day is date(day, '+0 days') and day >= '1900-01-01'),
  at text check(at is null or (at glob {AT} and julianday(at) is not null and substr(at, 1, 10) is date(substr(at, 1, 10), '+0 days'))),
  tz text check(length(tz) between 1 and 64),
  note text check(length(note) between 1 and 10000 and instr(note, char(0)) = 0),
  source text check(length(source) between 1 and 80),
  source_id text check(length(source_id) between 1 and 200),
  logged_at text not null check(logged_at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
"""
ENTRIES = f"""
create table entry(
  id integer primary key autoincrement,
  uid text not null unique check(length(uid) between 1 and 36),
  kind text not null
) strict;

create table mood({COMMON}
  score integer not null check(score between 0 and 10)
) strict;
create index mood_day on mood(day);
create unique index mood_source on mood(source, source_id) where source is not null;

create table sleep({COMMON}
  minutes integer not null check(minutes between 1 and 1080),
  start_at text check(start_at is null or (start_at glob {AT} and julianday(start_at) is not null)),
  end_at text check(end_at is null or (end_at glob {AT} and julianday(end_at) is not null)),
  in_bed_minutes integer check(in_bed_minutes between minutes and 1440),
  quality integer check(quality between 0 and 10),
  check((start_at is null) = (end_at is null))
) strict;
create index sleep_day on sleep(day);
create unique index sleep_source on sleep(source, source_id) where source is not null;

create table exercise({COMMON}
  minutes integer not null check(minutes between 1 and 1440),
  activity text check(length(activity) between 1 and 40 and instr(activity, char(0)) = 0),
  intensity text check(intensity in ('light', 'moderate', 'vigorous')),
  effort integer check(effort between 0 and 10),
  company text check(length(company) between 1 and 40 and instr(company, char(0)) = 0)
) strict;
create index exercise_day on exercise(day);
create unique index exercise_source on exercise(source, source_id) where source is not null;

create table infusion({COMMON}
  route text check(route in ('iv', 'im', 'sc', 'nasal', 'sublingual', 'oral')),
  dose_mg real check(dose_mg > 0 and dose_mg <= 2000),
  dose text check(length(dose) between 1 and 40 and instr(dose, char(0)) = 0),
  minutes integer check(minutes between 1 and 480),
  clinic text check(length(clinic) between 1 and 80 and instr(clinic, char(0)) = 0)
) strict;
create index infusion_day on infusion(day);
create unique index infusion_source on infusion(source, source_id) where source is not null;

create table note({COMMON}
  mark text check(length(mark) between 1 and 40 and instr(mark, char(0)) = 0),
  check(note is not null or mark is not null)
) strict;
create index note_day on note(day);
create unique index note_source on note(source, source_id) where source is not null;

create table change(
  id integer primary key autoincrement,
  uid text not null unique,
  at text not null,
  command text not null,
  device text not null,
  taken_back_by integer references change(id)
) strict;
create index change_taken_back on change(taken_back_by) where taken_back_by is not null;
create table change_entry(
  change integer not null references change(id),
  entry integer not null,
  before text,
  after text,
  primary key (change, entry)
) strict, without rowid;
create index change_entry_entry on change_entry(entry);
create table change_setting(
  change integer not null references change(id),
  name text not null,
  before text,
  after text,
  primary key (change, name)
) strict, without rowid;

create table setting(name text primary key, value text not null) strict, without rowid;
create table said(sentence text primary key, day text not null) strict, without rowid;
"""
VIEWS = """
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
select id, uid, kind, day, at, tz, coalesce('note: ' || mark, 'note'), note, source, logged_at from note join entry using (id);

create view daily(
  day, weekday, infusion, days_since_infusion, mood_mean_10_best, mood_lowest, mood_highest, mood_entries,
  sleep_hours, sleep_parts, sleep_quality_10_best, exercise_minutes, exercise_sessions, entries, added_later
) as
with
  ends(modifier) as (select '-' || coalesce((select value from setting where name = 'day_ends'), '04:00')),
  counted(day, entries, added_later) as (
    select day, sum(entries), sum(later) from (
      select day, count(*) as entries, sum(date(logged_at, 'localtime', modifier) > day) as later from mood, ends group by day
      union all
      select day, count(*) as entries, sum(date(logged_at, 'localtime', modifier) > day) as later from sleep, ends group by day
      union all
      select day, count(*) as entries, sum(date(logged_at, 'localtime', modifier) > day) as later from exercise, ends group by day
      union all
      select day, count(*) as entries, sum(date(logged_at, 'localtime', modifier) > day) as later from infusion, ends group by day
      union all
      select day, count(*) as entries, sum(date(logged_at, 'localtime', modifier) > day) as later from note, ends group by day
    ) group by day
  ),
  ends_of(first, last) as (
    select min(first), max(last) from (
      select min(day) as first, max(day) as last from mood
      union all
      select min(day) as first, max(day) as last from sleep
      union all
      select min(day) as first, max(day) as last from exercise
      union all
      select min(day) as first, max(day) as last from infusion
      union all
      select min(day) as first, max(day) as last from note
    )
  ),
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
  )
select
  calendar.day,
  substr('SunMonTueWedThuFriSat', 1 + 3 * strftime('%w', calendar.day), 3),
  treated.told,
  cast(julianday(calendar.day) - julianday((select max(day) from infusion where infusion.day <= calendar.day)) as integer),
  moods.mean, moods.lowest, moods.highest, moods.entries,
  nights.hours, nights.parts, nights.quality,
  moved.minutes, moved.sessions,
  coalesce(counted.entries, 0), coalesce(counted.added_later, 0)
from calendar
left join treated using (day)
left join moods using (day)
left join nights using (day)
left join moved using (day)
left join counted using (day);
"""

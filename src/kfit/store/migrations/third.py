"""Formats 6 and 7: goals, programmes and pauses; indices that hold what a week adds up. Frozen."""

from __future__ import annotations

_COMMON = """
  id integer primary key autoincrement,
  uid text not null unique check(length(uid) between 1 and 36),
  made_at text not null check(made_at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
"""
_DAY = "{0} is date({0}, '+0 days') and {0} >= '1900-01-01'"
# The journal's table names the tables it is about in a check, which SQLite cannot change: it is made anew, row by row, and its
# new check leaves room for what comes later.
GOALS = f"""
create table goal({_COMMON}
  kind text not null check(kind in ('exercise', 'sleep', 'mood', 'rating', 'habit')),
  name text check(length(name) between 1 and 40 and instr(name, char(0)) = 0),
  day text not null check({_DAY.format("day")}),
  per text check(per in ('week', 'day')),
  times integer check(times between 1 and 21),
  minutes integer check(minutes between 1 and 10080),
  weighting text check(weighting = 'who'),
  check((name is not null) = (kind in ('rating', 'habit'))),
  check(case per
    when 'week' then times is not null or minutes is not null
    when 'day' then times is null and (kind <> 'sleep' or minutes is not null)
    else times is null and minutes is null end),
  check(weighting is null or (kind = 'exercise' and per = 'week' and times is null))
) strict;
create unique index goal_subject on goal(kind, ifnull(name, ''), day);

create table programme({_COMMON}
  day text not null check({_DAY.format("day")}),
  from_minutes integer not null check(from_minutes between 1 and 240),
  to_minutes integer not null check(to_minutes between from_minutes and 240),
  days text not null check(length(days) between 3 and 27),
  pace text not null check(pace in ('gentle', 'faster')),
  ended_on text check(ended_on is null or ({_DAY.format("ended_on")}))
) strict;

create table pause({_COMMON}
  day text not null check({_DAY.format("day")}),
  until text check(until is null or ({_DAY.format("until")} and until >= day)),
  why text check(why in ('illness', 'travel', 'rest'))
) strict;

create table change_beside(
  change integer not null references change(id),
  kept text not null check(length(kept) between 1 and 40),
  number integer not null,
  before text,
  after text,
  primary key (change, kept, number)
) strict, without rowid;
insert into change_beside select change, kept, number, before, after from change_kept;
drop table change_kept;
alter table change_beside rename to change_kept;
create index change_kept_row on change_kept(kept, number);
"""
# The sums of a week are read from the indices alone, so that a year of a large file costs little.
INDICES = """
drop index mood_day;
create index mood_day on mood(day, score);
drop index sleep_day;
create index sleep_day on sleep(day, minutes);
drop index exercise_day;
create index exercise_day on exercise(day, minutes);
"""

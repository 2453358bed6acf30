CREATE INDEX change_entry_entry on change_entry(entry);

CREATE INDEX change_kept_row on change_kept(kept, number);

CREATE INDEX change_taken_back on change(taken_back_by) where taken_back_by is not null;

CREATE INDEX effect_day on effect(day);

CREATE INDEX effect_name on effect(name, day);

CREATE UNIQUE INDEX effect_source on effect(source, source_id) where source is not null;

CREATE INDEX exercise_day on exercise(day, minutes);

CREATE UNIQUE INDEX exercise_source on exercise(source, source_id) where source is not null;

CREATE UNIQUE INDEX goal_subject on goal(kind, ifnull(name, ''), day);

CREATE INDEX habit_day on habit(day);

CREATE INDEX habit_name on habit(name, day);

CREATE UNIQUE INDEX habit_source on habit(source, source_id) where source is not null;

CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");

CREATE INDEX infusion_day on infusion(day);

CREATE UNIQUE INDEX infusion_source on infusion(source, source_id) where source is not null;

CREATE INDEX measure_day on measure(day);

CREATE INDEX measure_name on measure(name, day);

CREATE UNIQUE INDEX measure_source on measure(source, source_id) where source is not null;

CREATE INDEX medicine_day on medicine(day);

CREATE INDEX medicine_name on medicine(name, day);

CREATE UNIQUE INDEX medicine_source on medicine(source, source_id) where source is not null;

CREATE INDEX mood_day on mood(day, score);

CREATE UNIQUE INDEX mood_source on mood(source, source_id) where source is not null;

CREATE INDEX note_day on note(day);

CREATE UNIQUE INDEX note_source on note(source, source_id) where source is not null;

CREATE INDEX rating_day on rating(day);

CREATE INDEX rating_name on rating(name, day);

CREATE UNIQUE INDEX rating_source on rating(source, source_id) where source is not null;

CREATE INDEX score_day on score(day);

CREATE INDEX score_name on score(name, day);

CREATE UNIQUE INDEX score_source on score(source, source_id) where source is not null;

CREATE INDEX sleep_day on sleep(day, minutes, nap);

CREATE UNIQUE INDEX sleep_source on sleep(source, source_id) where source is not null;

CREATE UNIQUE INDEX tracked_name on tracked(kind, name);

CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);

CREATE TABLE change(
  id integer primary key autoincrement,
  uid text not null unique,
  at text not null,
  command text not null,
  device text not null,
  taken_back_by integer references change(id)
) strict;

CREATE TABLE change_entry(
  change integer not null references change(id),
  entry integer not null,
  before text,
  after text,
  primary key (change, entry)
) strict, without rowid;

CREATE TABLE change_kept(
  change integer not null references change(id),
  kept text not null check(length(kept) between 1 and 40),
  number integer not null,
  before text,
  after text,
  primary key (change, kept, number)
) strict, without rowid;

CREATE TABLE change_setting(
  change integer not null references change(id),
  name text not null,
  before text,
  after text,
  primary key (change, name)
) strict, without rowid;

CREATE TABLE effect(
  id integer primary key references entry(id),
  day text not null check(day is null or (day is date(day, '+0 days') and day >= '1900-01-01')),
  at text check(at is null or (at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9][-+][0-2][0-9]:[0-5][0-9]' and julianday(at) is not null and substr(at, 1, 10) is date(substr(at, 1, 10), '+0 days'))),
  tz text check(length(tz) between 1 and 64 and instr(tz, char(0)) = 0),
  note text check(length(note) between 1 and 10000 and instr(note, char(0)) = 0),
  source text check(length(source) between 1 and 80 and instr(source, char(0)) = 0),
  source_id text check(length(source_id) between 1 and 200 and instr(source_id, char(0)) = 0),
  logged_at text not null check(logged_at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
  name text not null check(length(name) between 1 and 40 and instr(name, char(0)) = 0),
  severity integer not null check(severity between 0 and 3),
  minutes integer check(minutes between 1 and 10080)
) strict;

CREATE TABLE entry(
  id integer primary key autoincrement,
  uid text not null unique check(length(uid) between 1 and 36),
  kind text not null
) strict;

CREATE TABLE exercise(
  id integer primary key references entry(id),
  day text not null check(day is null or (day is date(day, '+0 days') and day >= '1900-01-01')),
  at text check(at is null or (at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9][-+][0-2][0-9]:[0-5][0-9]' and julianday(at) is not null and substr(at, 1, 10) is date(substr(at, 1, 10), '+0 days'))),
  tz text check(length(tz) between 1 and 64 and instr(tz, char(0)) = 0),
  note text check(length(note) between 1 and 10000 and instr(note, char(0)) = 0),
  source text check(length(source) between 1 and 80 and instr(source, char(0)) = 0),
  source_id text check(length(source_id) between 1 and 200 and instr(source_id, char(0)) = 0),
  logged_at text not null check(logged_at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
  minutes integer not null check(minutes between 1 and 1440),
  activity text check(length(activity) between 1 and 40 and instr(activity, char(0)) = 0),
  intensity text check(intensity in ('light', 'moderate', 'vigorous')),
  effort integer check(effort between 0 and 10),
  company text check(length(company) between 1 and 40 and instr(company, char(0)) = 0)
) strict;

CREATE TABLE goal(
  id integer primary key autoincrement,
  uid text not null unique check(length(uid) between 1 and 36 and instr(uid, char(0)) = 0),
  made_at text not null check(made_at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
  kind text not null check(kind in ('mood', 'sleep', 'exercise', 'rating', 'habit')),
  name text check(length(name) between 1 and 40 and instr(name, char(0)) = 0),
  day text not null check(day is null or (day is date(day, '+0 days') and day >= '1900-01-01')),
  per text check(per in ('week', 'day')),
  times integer check(times between 1 and 21),
  minutes integer check(minutes between 1 and 10080),
  weighting text check(weighting in ('who')),
  check((name is not null) = (kind in ('rating', 'habit'))),
  check(case per
    when 'week' then times is not null or minutes is not null
    when 'day' then times is null and (kind <> 'sleep' or minutes is not null)
    else times is null and minutes is null end),
  check(weighting is null or (kind = 'exercise' and per = 'week' and times is null))
) strict;

CREATE TABLE habit(
  id integer primary key references entry(id),
  day text not null check(day is null or (day is date(day, '+0 days') and day >= '1900-01-01')),
  at text check(at is null or (at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9][-+][0-2][0-9]:[0-5][0-9]' and julianday(at) is not null and substr(at, 1, 10) is date(substr(at, 1, 10), '+0 days'))),
  tz text check(length(tz) between 1 and 64 and instr(tz, char(0)) = 0),
  note text check(length(note) between 1 and 10000 and instr(note, char(0)) = 0),
  source text check(length(source) between 1 and 80 and instr(source, char(0)) = 0),
  source_id text check(length(source_id) between 1 and 200 and instr(source_id, char(0)) = 0),
  logged_at text not null check(logged_at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
  name text not null check(length(name) between 1 and 40 and instr(name, char(0)) = 0),
  minutes integer check(minutes between 1 and 1440),
  times integer check(times between 1 and 10000),
  check(minutes is null or times is null)
) strict;

CREATE TABLE import_map(
  id integer primary key autoincrement,
  uid text not null unique check(length(uid) between 1 and 36 and instr(uid, char(0)) = 0),
  made_at text not null check(made_at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
  name text not null check(length(name) between 1 and 40 and instr(name, char(0)) = 0),
  words text not null check(length(words) between 1 and 4000 and instr(words, char(0)) = 0)
) strict;

CREATE TABLE infusion(
  id integer primary key references entry(id),
  day text not null check(day is null or (day is date(day, '+0 days') and day >= '1900-01-01')),
  at text check(at is null or (at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9][-+][0-2][0-9]:[0-5][0-9]' and julianday(at) is not null and substr(at, 1, 10) is date(substr(at, 1, 10), '+0 days'))),
  tz text check(length(tz) between 1 and 64 and instr(tz, char(0)) = 0),
  note text check(length(note) between 1 and 10000 and instr(note, char(0)) = 0),
  source text check(length(source) between 1 and 80 and instr(source, char(0)) = 0),
  source_id text check(length(source_id) between 1 and 200 and instr(source_id, char(0)) = 0),
  logged_at text not null check(logged_at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
  route text check(route in ('iv', 'im', 'sc', 'nasal', 'sublingual', 'oral', 'buccal', 'rectal')),
  dose_mg real check(dose_mg > 0 and dose_mg <= 2000),
  dose text check(length(dose) between 1 and 40 and instr(dose, char(0)) = 0),
  dosage_form text check(length(dosage_form) between 1 and 20 and instr(dosage_form, char(0)) = 0),
  minutes integer check(minutes between 1 and 480),
  clinic text check(length(clinic) between 1 and 80 and instr(clinic, char(0)) = 0)
) strict;

CREATE TABLE measure(
  id integer primary key references entry(id),
  day text not null check(day is null or (day is date(day, '+0 days') and day >= '1900-01-01')),
  at text check(at is null or (at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9][-+][0-2][0-9]:[0-5][0-9]' and julianday(at) is not null and substr(at, 1, 10) is date(substr(at, 1, 10), '+0 days'))),
  tz text check(length(tz) between 1 and 64 and instr(tz, char(0)) = 0),
  note text check(length(note) between 1 and 10000 and instr(note, char(0)) = 0),
  source text check(length(source) between 1 and 80 and instr(source, char(0)) = 0),
  source_id text check(length(source_id) between 1 and 200 and instr(source_id, char(0)) = 0),
  logged_at text not null check(logged_at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
  name text not null check(length(name) between 1 and 40 and instr(name, char(0)) = 0),
  value real not null check(value >= -1000000000 and value <= 1000000000),
  unit text check(length(unit) between 1 and 20 and instr(unit, char(0)) = 0),
  typed text check(length(typed) between 1 and 40 and instr(typed, char(0)) = 0),
  check(unit is case name when 'weight' then 'kg' when 'systolic' then 'mmHg' when 'diastolic' then 'mmHg' when 'pulse' then 'bpm' when 'glucose' then 'mg/dl' when 'hba1c' then '%' when 'cholesterol' then 'mg/dl' when 'ldl' then 'mg/dl' when 'hdl' then 'mg/dl' when 'triglycerides' then 'mg/dl' when 'drinks' then null when 'cannabis' then null else unit end)
) strict;

CREATE TABLE medicine(
  id integer primary key references entry(id),
  day text not null check(day is null or (day is date(day, '+0 days') and day >= '1900-01-01')),
  at text check(at is null or (at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9][-+][0-2][0-9]:[0-5][0-9]' and julianday(at) is not null and substr(at, 1, 10) is date(substr(at, 1, 10), '+0 days'))),
  tz text check(length(tz) between 1 and 64 and instr(tz, char(0)) = 0),
  note text check(length(note) between 1 and 10000 and instr(note, char(0)) = 0),
  source text check(length(source) between 1 and 80 and instr(source, char(0)) = 0),
  source_id text check(length(source_id) between 1 and 200 and instr(source_id, char(0)) = 0),
  logged_at text not null check(logged_at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
  name text not null check(length(name) between 1 and 40 and instr(name, char(0)) = 0),
  event text not null check(event in ('started', 'changed', 'stopped', 'taken', 'skipped')),
  dose text check(length(dose) between 1 and 40 and instr(dose, char(0)) = 0)
) strict;

CREATE TABLE mood(
  id integer primary key references entry(id),
  day text not null check(day is null or (day is date(day, '+0 days') and day >= '1900-01-01')),
  at text check(at is null or (at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9][-+][0-2][0-9]:[0-5][0-9]' and julianday(at) is not null and substr(at, 1, 10) is date(substr(at, 1, 10), '+0 days'))),
  tz text check(length(tz) between 1 and 64 and instr(tz, char(0)) = 0),
  note text check(length(note) between 1 and 10000 and instr(note, char(0)) = 0),
  source text check(length(source) between 1 and 80 and instr(source, char(0)) = 0),
  source_id text check(length(source_id) between 1 and 200 and instr(source_id, char(0)) = 0),
  logged_at text not null check(logged_at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
  score integer not null check(score between 0 and 10)
) strict;

CREATE TABLE note(
  id integer primary key references entry(id),
  day text not null check(day is null or (day is date(day, '+0 days') and day >= '1900-01-01')),
  at text check(at is null or (at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9][-+][0-2][0-9]:[0-5][0-9]' and julianday(at) is not null and substr(at, 1, 10) is date(substr(at, 1, 10), '+0 days'))),
  tz text check(length(tz) between 1 and 64 and instr(tz, char(0)) = 0),
  note text check(length(note) between 1 and 10000 and instr(note, char(0)) = 0),
  source text check(length(source) between 1 and 80 and instr(source, char(0)) = 0),
  source_id text check(length(source_id) between 1 and 200 and instr(source_id, char(0)) = 0),
  logged_at text not null check(logged_at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
  mark text check(length(mark) between 1 and 40 and instr(mark, char(0)) = 0),
  check(note is not null or mark is not null)
) strict;

CREATE TABLE pause(
  id integer primary key autoincrement,
  uid text not null unique check(length(uid) between 1 and 36 and instr(uid, char(0)) = 0),
  made_at text not null check(made_at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
  day text not null check(day is null or (day is date(day, '+0 days') and day >= '1900-01-01')),
  until text check(until is null or (until is date(until, '+0 days') and until >= '1900-01-01')),
  why text check(why in ('illness', 'travel', 'rest')),
  check(day <= until)
) strict;

CREATE TABLE plan(
  id integer primary key autoincrement,
  uid text not null unique check(length(uid) between 1 and 36 and instr(uid, char(0)) = 0),
  made_at text not null check(made_at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
  day text not null check(day is null or (day is date(day, '+0 days') and day >= '1900-01-01')),
  at text check(at is null or (at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9][-+][0-2][0-9]:[0-5][0-9]' and julianday(at) is not null and substr(at, 1, 10) is date(substr(at, 1, 10), '+0 days'))),
  tz text check(length(tz) between 1 and 64 and instr(tz, char(0)) = 0)
) strict;

CREATE TABLE programme(
  id integer primary key autoincrement,
  uid text not null unique check(length(uid) between 1 and 36 and instr(uid, char(0)) = 0),
  made_at text not null check(made_at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
  day text not null check(day is null or (day is date(day, '+0 days') and day >= '1900-01-01')),
  from_minutes integer not null check(from_minutes between 1 and 240),
  to_minutes integer not null check(to_minutes between 1 and 240),
  days text not null check(length(days) between 1 and 27 and instr(days, char(0)) = 0),
  pace text not null check(pace in ('gentle', 'faster')),
  ended_on text check(ended_on is null or (ended_on is date(ended_on, '+0 days') and ended_on >= '1900-01-01')),
  check(from_minutes <= to_minutes)
) strict;

CREATE TABLE question(
  id integer primary key autoincrement,
  uid text not null unique check(length(uid) between 1 and 36 and instr(uid, char(0)) = 0),
  made_at text not null check(made_at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
  words text not null check(length(words) between 1 and 1000 and instr(words, char(0)) = 0),
  done_on text check(done_on is null or (done_on is date(done_on, '+0 days') and done_on >= '1900-01-01'))
) strict;

CREATE TABLE rating(
  id integer primary key references entry(id),
  day text not null check(day is null or (day is date(day, '+0 days') and day >= '1900-01-01')),
  at text check(at is null or (at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9][-+][0-2][0-9]:[0-5][0-9]' and julianday(at) is not null and substr(at, 1, 10) is date(substr(at, 1, 10), '+0 days'))),
  tz text check(length(tz) between 1 and 64 and instr(tz, char(0)) = 0),
  note text check(length(note) between 1 and 10000 and instr(note, char(0)) = 0),
  source text check(length(source) between 1 and 80 and instr(source, char(0)) = 0),
  source_id text check(length(source_id) between 1 and 200 and instr(source_id, char(0)) = 0),
  logged_at text not null check(logged_at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
  name text not null check(length(name) between 1 and 40 and instr(name, char(0)) = 0),
  score integer not null check(score between 0 and 10),
  better text not null check(better in ('high', 'low')),
  check(better = case name when 'pain' then 'low' when 'anxiety' then 'low' when 'energy' then 'high' when 'stress' then 'low' when 'irritability' then 'low' when 'craving' then 'low' else better end)
) strict;

CREATE TABLE said(sentence text primary key, day text not null) strict, without rowid;

CREATE TABLE score(
  id integer primary key references entry(id),
  day text not null check(day is null or (day is date(day, '+0 days') and day >= '1900-01-01')),
  at text check(at is null or (at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9][-+][0-2][0-9]:[0-5][0-9]' and julianday(at) is not null and substr(at, 1, 10) is date(substr(at, 1, 10), '+0 days'))),
  tz text check(length(tz) between 1 and 64 and instr(tz, char(0)) = 0),
  note text check(length(note) between 1 and 10000 and instr(note, char(0)) = 0),
  source text check(length(source) between 1 and 80 and instr(source, char(0)) = 0),
  source_id text check(length(source_id) between 1 and 200 and instr(source_id, char(0)) = 0),
  logged_at text not null check(logged_at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
  name text not null check(name in ('phq9', 'phq2', 'gad7', 'who5', 'qids', 'isi', 'pcl5', 'peg', 'cadss', 'cadss6', 'madrs', 'hamd17', 'ybocs', 'wsas', 'cgis', 'cgii', 'icsi', 'icpi')),
  total real not null check(total >= 0 and total <= 100),
  difficulty integer check(difficulty between 0 and 3),
  check(total <= case name when 'phq9' then 27 when 'phq2' then 6 when 'gad7' then 21 when 'who5' then 100 when 'qids' then 27 when 'isi' then 28 when 'pcl5' then 80 when 'peg' then 10 when 'cadss' then 92 when 'cadss6' then 24 when 'madrs' then 60 when 'hamd17' then 52 when 'ybocs' then 40 when 'wsas' then 40 when 'cgis' then 7 when 'cgii' then 7 when 'icsi' then 20 when 'icpi' then 16 end),
  check(total >= case name when 'cgis' then 1 when 'cgii' then 1 else 0 end),
  check(total = cast(total as integer) or name in ('peg')),
  check(cast(total as integer) % 4 = 0 or name not in ('who5')),
  check(difficulty is null or name in ('phq9'))
) strict;

CREATE TABLE score_item(
  score integer not null references score(id),
  item integer not null check(item between 1 and 20),
  value integer check(value between 0 and 10),
  primary key (score, item)
) strict, without rowid;

CREATE TABLE setting(name text primary key, value text not null) strict, without rowid;

CREATE TABLE sleep(
  id integer primary key references entry(id),
  day text not null check(day is null or (day is date(day, '+0 days') and day >= '1900-01-01')),
  at text check(at is null or (at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9][-+][0-2][0-9]:[0-5][0-9]' and julianday(at) is not null and substr(at, 1, 10) is date(substr(at, 1, 10), '+0 days'))),
  tz text check(length(tz) between 1 and 64 and instr(tz, char(0)) = 0),
  note text check(length(note) between 1 and 10000 and instr(note, char(0)) = 0),
  source text check(length(source) between 1 and 80 and instr(source, char(0)) = 0),
  source_id text check(length(source_id) between 1 and 200 and instr(source_id, char(0)) = 0),
  logged_at text not null check(logged_at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
  minutes integer not null check(minutes between 0 and 1080),
  start_at text check(start_at is null or (start_at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9][-+][0-2][0-9]:[0-5][0-9]' and julianday(start_at) is not null and substr(start_at, 1, 10) is date(substr(start_at, 1, 10), '+0 days'))),
  end_at text check(end_at is null or (end_at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9][-+][0-2][0-9]:[0-5][0-9]' and julianday(end_at) is not null and substr(end_at, 1, 10) is date(substr(end_at, 1, 10), '+0 days'))),
  in_bed_minutes integer check(in_bed_minutes between 1 and 1440),
  quality integer check(quality between 0 and 10),
  nap text check(nap in ('yes')),
  check(minutes <= in_bed_minutes),
  check((start_at is null) = (end_at is null))
) strict;

CREATE TABLE tracked(
  id integer primary key autoincrement,
  uid text not null unique check(length(uid) between 1 and 36 and instr(uid, char(0)) = 0),
  made_at text not null check(made_at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
  name text not null check(length(name) between 1 and 40 and instr(name, char(0)) = 0),
  kind text not null check(kind in ('rating', 'habit', 'measure')),
  unit text check(length(unit) between 1 and 20 and instr(unit, char(0)) = 0),
  better text check(better in ('high', 'low')),
  retired_on text check(retired_on is null or (retired_on is date(retired_on, '+0 days') and retired_on >= '1900-01-01'))
) strict;

CREATE TABLE trial(
  id integer primary key autoincrement,
  uid text not null unique check(length(uid) between 1 and 36 and instr(uid, char(0)) = 0),
  made_at text not null check(made_at glob '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
  words text not null check(length(words) between 1 and 80 and instr(words, char(0)) = 0),
  day text not null check(day is null or (day is date(day, '+0 days') and day >= '1900-01-01')),
  weeks text not null check(length(weeks) between 1 and 24 and instr(weeks, char(0)) = 0),
  drawn text not null check(drawn in ('yes', 'no')),
  kind text not null check(kind in ('exercise', 'habit', 'sleep')),
  name text check(length(name) between 1 and 40 and instr(name, char(0)) = 0),
  minutes integer check(minutes between 1 and 1440),
  from_minute integer check(from_minute between 0 and 2880),
  until_minute integer check(until_minute between 0 and 2880),
  ended_on text check(ended_on is null or (ended_on is date(ended_on, '+0 days') and ended_on >= '1900-01-01'))
) strict;

CREATE VIEW daily(
  day, weekday, infusion, days_since_infusion, mood_mean_10_best, mood_lowest, mood_highest, mood_entries, sleep_hours, nap_hours, sleep_parts, sleep_quality_10_best, exercise_minutes, exercise_sessions, anxiety_mean_10_worst, craving_mean_10_worst, energy_mean_10_best, irritability_mean_10_worst, pain_mean_10_worst, stress_mean_10_worst,
  effects, effect_worst_0_to_3, medicine_changes, meditation_minutes, phq9_total, entries, added_later, imported
) as
with
  ends(modifier) as (select '-' || coalesce((select value from setting where name = 'day_ends'), '04:00')),
  counted(day, entries, added_later, imported) as materialized (
    select day, sum(entries), sum(later), sum(brought) from (
      select day, count(*) as entries, sum(source is null and date(logged_at, 'localtime', modifier) > day) as later, count(source) as brought from mood, ends group by day
      union all
      select day, count(*) as entries, sum(source is null and date(logged_at, 'localtime', modifier) > day) as later, count(source) as brought from sleep, ends group by day
      union all
      select day, count(*) as entries, sum(source is null and date(logged_at, 'localtime', modifier) > day) as later, count(source) as brought from exercise, ends group by day
      union all
      select day, count(*) as entries, sum(source is null and date(logged_at, 'localtime', modifier) > day) as later, count(source) as brought from infusion, ends group by day
      union all
      select day, count(*) as entries, sum(source is null and date(logged_at, 'localtime', modifier) > day) as later, count(source) as brought from rating, ends group by day
      union all
      select day, count(*) as entries, sum(source is null and date(logged_at, 'localtime', modifier) > day) as later, count(source) as brought from effect, ends group by day
      union all
      select day, count(*) as entries, sum(source is null and date(logged_at, 'localtime', modifier) > day) as later, count(source) as brought from medicine, ends group by day
      union all
      select day, count(*) as entries, sum(source is null and date(logged_at, 'localtime', modifier) > day) as later, count(source) as brought from habit, ends group by day
      union all
      select day, count(*) as entries, sum(source is null and date(logged_at, 'localtime', modifier) > day) as later, count(source) as brought from measure, ends group by day
      union all
      select day, count(*) as entries, sum(source is null and date(logged_at, 'localtime', modifier) > day) as later, count(source) as brought from score, ends group by day
      union all
      select day, count(*) as entries, sum(source is null and date(logged_at, 'localtime', modifier) > day) as later, count(source) as brought from note, ends group by day
    ) group by day
  ),
  ends_of(first, last) as (select min(day), max(day) from counted),
  calendar(day) as (
    select first from ends_of where first is not null
    union all
    select date(day, '+1 day') from calendar where day < (select last from ends_of)
  ),
  mood_figures as (select day, round(avg(score), 1) as mood_mean_10_best, min(score) as mood_lowest, max(score) as mood_highest, count(*) as mood_entries from mood group by day),
  sleep_figures as (select day, round(iif(count(*) filter (where nap is null), sum(minutes), null) / 60.0, 2) as sleep_hours, round(sum(minutes) filter (where nap = 'yes') / 60.0, 2) as nap_hours, count(*) filter (where nap is null) as sleep_parts, round(avg(quality), 1) as sleep_quality_10_best from sleep group by day),
  exercise_figures as (select day, sum(minutes) as exercise_minutes, count(*) as exercise_sessions from exercise group by day),
  treated(day, told) as (
    select day, group_concat(told, '; ') from (
      select day, coalesce(nullif(trim(
        case when route in ('iv', 'im', 'sc') then upper(route) else coalesce(route, '') end || ' ' || coalesce(dose, '')
      ), ''), 'yes') as told from infusion order by day, id
    ) group by day
  ),
  rated as (
    select day,
    round(avg(score) filter (where name = 'anxiety'), 2) as anxiety_mean_10_worst,
    round(avg(score) filter (where name = 'craving'), 2) as craving_mean_10_worst,
    round(avg(score) filter (where name = 'energy'), 2) as energy_mean_10_best,
    round(avg(score) filter (where name = 'irritability'), 2) as irritability_mean_10_worst,
    round(avg(score) filter (where name = 'pain'), 2) as pain_mean_10_worst,
    round(avg(score) filter (where name = 'stress'), 2) as stress_mean_10_worst
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
  mood_mean_10_best, mood_lowest, mood_highest, mood_entries, sleep_hours, nap_hours, sleep_parts, sleep_quality_10_best, exercise_minutes, exercise_sessions, rated.anxiety_mean_10_worst, rated.craving_mean_10_worst, rated.energy_mean_10_best, rated.irritability_mean_10_worst, rated.pain_mean_10_worst, rated.stress_mean_10_worst,
  felt.effects, felt.worst, changed.medicines, done.meditation_minutes, scored.total,
  coalesce(counted.entries, 0), coalesce(counted.added_later, 0), coalesce(counted.imported, 0)
from calendar
left join treated using (day)
left join mood_figures using (day)
left join sleep_figures using (day)
left join exercise_figures using (day)
left join rated using (day)
left join felt using (day)
left join changed using (day)
left join done using (day)
left join scored using (day)
left join counted using (day);

CREATE VIEW timeline(id, uid, kind, day, at, tz, summary, note, source, logged_at) as
select id, uid, kind, day, at, tz, 'mood' || ' ' || score, note, source, logged_at from mood join entry using (id)
union all
select id, uid, kind, day, at, tz, printf('%s %dh%02d', iif(nap is null, 'sleep', 'nap'), minutes / 60, minutes % 60), note, source, logged_at from sleep join entry using (id)
union all
select id, uid, kind, day, at, tz, printf('%d min %s', minutes, coalesce(activity, 'exercise')), note, source, logged_at from exercise join entry using (id)
union all
select id, uid, kind, day, at, tz, trim(case when coalesce(route in ('iv', 'im', 'sc'), dosage_form is null) then 'infusion' else 'dose' end || coalesce(' ' || route, '') || coalesce(' ' || dose, '')), note, source, logged_at from infusion join entry using (id)
union all
select id, uid, kind, day, at, tz, printf('%s %d (10 %s)', name, score, iif(better = 'high', 'best', 'worst')), note, source, logged_at from rating join entry using (id)
union all
select id, uid, kind, day, at, tz, printf('%s %d of 3', name, severity), note, source, logged_at from effect join entry using (id)
union all
select id, uid, kind, day, at, tz, name || coalesce(' ' || dose, '') || ' ' || event, note, source, logged_at from medicine join entry using (id)
union all
select id, uid, kind, day, at, tz, name || coalesce(' ' || minutes || ' min', ' ' || times || ' times', ''), note, source, logged_at from habit join entry using (id)
union all
select id, uid, kind, day, at, tz, printf('%s %.10g', name, value) || coalesce(' ' || unit, ''), note, source, logged_at from measure join entry using (id)
union all
select id, uid, kind, day, at, tz, printf('%s %.3g', name, total), note, source, logged_at from score join entry using (id)
union all
select id, uid, kind, day, at, tz, coalesce('note: ' || mark, 'note'), note, source, logged_at from note join entry using (id);


"""The manual: what kfit does, section by section, each with lines that can be sent as they stand. Also as a page for `man`."""

from __future__ import annotations

from typing import NamedTuple

from rich.text import Text

from .screen import Screen, drawn
from .text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


# Tried with DuckDB 2.0 and pandas 3 on the tables of `kfit export csv -o visit`.
DUCKDB = "duckdb -c \"select day, time, score from 'visit/mood.csv'\""
PANDAS = "python -c \"import pandas; print(pandas.read_csv('visit/daily.csv', index_col='day').mood_mean_10_best.tail())\""


class Section(NamedTuple):
    """A heading, a few sentences, and lines with what each does."""

    heading: str
    text: str
    lines: Sequence[tuple[str, str]] = ()


ELSEWHERE = "From elsewhere"
SECTIONS = (
    Section(
        "kfit",
        "A gentle log for people who have ketamine treatment for depression or pain. One short line a day is enough. "
        "Everything stays in one file on this machine; nobody is watching it. kfit gives no medical advice: what the "
        "figures mean is for you and your clinic.",
        (("kfit help-now", "numbers to call, now; works offline"),),
    ),
    Section(
        "A line a day",
        "A word, a value, and a few words of your own if you like. Without a value, kfit asks for it.",
        (
            ("kfit mood 6 slept badly", "0 is the worst, 10 the best"),
            ("kfit sleep 7h30", "a bare 1 to 16 is hours"),
            ("kfit sleep 22:30-06:45 --quality 6", "times make the length"),
            ("kfit sleep 23:30-2, 4-6:15", "a night in parts adds up"),
            ("kfit sleep 14:00-14:30", "a nap: counts for its day, not as a night"),
            ("kfit walk 20", "also run, yoga, ...: kfit exercise -h"),
            ("kfit exercise 30 --activity climbing", "an activity of your own"),
            ("kfit infusion iv 40mg", "route and dose as you were told them"),
            ("kfit dose troche 200mg", "at home: troche, tablet, spray"),
            ("kfit note", "asks for it: not in the shell's history"),
            ("kfit log mood 6, sleep 7h30, walk 20", "several at once"),
            ("kfit checkin", "asks four things: Enter skips, q stops"),
            ('kfit config set checkin "mood, sleep, note"', "what it asks, all of it, in this order"),
        ),
    ),
    Section(
        "What a treatment asks to be logged",
        "Ratings go from 0 to 10; the answer says which end is better. A side effect goes from 0 (none) to 3 (severe). Medicines are "
        "kept in your words, and no dose is checked. Names of your own are kept from their first use.",
        (
            ("kfit pain 4 lower back", "also stress, irritability, craving"),
            ("kfit anxiety 6", ""),
            ("kfit energy 3", ""),
            ("kfit rate focus 5 --better high", "a rating of your own"),
            ("kfit effect nausea 2 --for 2h", "all names: kfit effect -h"),
            ("kfit med sertraline 100mg started", "changed, stopped, taken, skipped"),
            ("kfit med", "what is current or was taken lately"),
            ("kfit did meditation 10m", "also 20x, or its name alone"),
            ("kfit weight 72.5kg", "lb and st too"),
            ("kfit bp 128/82 70", "upper, lower, pulse"),
            ("kfit measure coffee 2", "also glucose, hba1c, ldl, drinks, ..."),
            ("kfit note --mark 'it fades'", "a letter on every chart"),
        ),
    ),
    Section(
        "Questionnaires",
        "Use the form that your clinic gave you: kfit ships no questionnaire's words. It asks for the answers one by one, and they "
        "stay out of the shell's history. The ranges are the form's words, not kfit's.",
        (
            ("kfit phq9", "also phq2 gad7 who5 qids isi pcl5 peg"),
            ("kfit phq9 --total 11", "the total on the clinic's sheet"),
            ("kfit madrs 24", "also hamd17 ybocs wsas cgis cgii icsi icpi cadss cadss6"),
            ("kfit chart phq9", "with the form's ranges"),
            ("kfit config set show_scores off", "totals stay out of the terminal"),
        ),
    ),
    Section(
        "Another day",
        "Your day ends at 04:00 (kfit config set day_ends 05:00 changes that). Sleep counts for the day you wake up on. A day "
        "that can be read in two ways is asked about. The answer always says which day was understood.",
        (
            ("kfit mood 4 --on yesterday", ""),
            ('kfit mood 4 --on "mon 9pm"', "several words need quotes"),
            ("kfit infusion iv 40mg --on 2026-11-03", ""),
            ("kfit log - < diary.txt", "a file of lines, all or nothing: mon: mood 6, walk 20"),
        ),
    ),
    Section(
        "What goes wrong in a line",
        "Nothing is guessed. What cannot be read for sure is not saved. The answer shows a line that works. In kfit log, a "
        "comma stands between two entries. Quotes stand around a note that holds a comma.",
        (
            ('kfit mood 6 "7 people came"', "quotes: this is a note"),
            ('kfit mood 4 "can\'t be bothered"', "an apostrophe needs quotes, or kfit note"),
            ("kfit mood 6 -- -not great", "all after -- is a note"),
            ("kfit mood 6 --replace", "in place of that day's moods"),
        ),
    ),
    Section(
        "See",
        "Each figure shows how many days it rests on. A day without an entry is no entry: it changes no mean.",
        (
            ("kfit", "today"),
            ("kfit week --weeks 8", "movement, sleep, mood, infusions"),
            ("kfit month", "the weeks of a month, and their sum"),
            ("kfit list mood last week", "entries; also: list october"),
            ("kfit chart mood", "also sleep, exercise, pain, weight, ..."),
            ("kfit chart mood sleep last month", "up to three, and days in words"),
            ("kfit chart bp --day 5 nov", "a day by the hour, around an infusion"),
            ("kfit calendar mood", "a year, day by day"),
            ("kfit infusions", "with mood around them; a course in one row"),
            ("kfit infusions last", "one read back, also 3 oct or monday"),
            ("kfit insights infusion", "days -7 to 28, over all rounds"),
            ("kfit insights infusion --held", "how long mood stayed up, looking back"),
            ("kfit chart rounds", "each round as a row of small bars"),
        ),
    ),
    Section(
        "Plan",
        "A plan is not an entry: it counts once you log it, and nothing is counted down. A question is kept for your visit; kfit answers none.",
        (
            ('kfit next "5 nov 10am"', "an infusion that is to come"),
            ("kfit next --every 7d x2 --every 28d x3", "several, this far apart"),
            ("kfit next", "what was planned, what was done"),
            ('kfit next --drop "5 nov"', "take a plan away"),
            ('kfit ask "what helps on a bad night"', "kept for your visit"),
            ("kfit ask --done 1", "tick it off; kfit ask lists them"),
            ("kfit ask --forget 1", "also out of the history; no undo"),
            ("kfit habit", "your habits"),
            ("kfit habit rename craft knitting", "its entries go with it"),
            ("kfit habit retire craft", "its history stays"),
        ),
    ),
    Section(
        "Goals",
        "A goal holds from its first day. You can change or drop it any time; earlier weeks keep theirs. Strength is what was done, "
        "smoothed over weeks: no single day makes it or breaks it. Without an entry, half of it is left after some weeks. Days of an infusion, a pause or rest ask for nothing. In a course of doses, days are like any other. "
        "Nothing counts days in a row.",
        (
            ("kfit goal exercise 60min/week", "also 3x30min/week, 10min/day"),
            ("kfit goal sleep 7h/night", ""),
            ("kfit goal mood daily", "to note it, whatever it is"),
            ("kfit goal meditation 5x/week", "any habit"),
            ("kfit goal exercise 3x10min/week --from monday", "it holds from then on"),
            ("kfit goal", "this week, strength, minutes by intensity"),
            ("kfit goal plans", "plans to start from, with their source"),
            ("kfit goal exercise --drop", ""),
        ),
    ),
    Section(
        "Programmes and pauses",
        "A programme begins with a few minutes a session. The minutes go up after a week with all sessions but one. "
        "If it felt hard, they stay. "
        "After a quiet week it goes on one step earlier. A session counts on any day of the week.",
        (
            ("kfit programme start --from 5min --to 30min --days mon,wed,fri", ""),
            ("kfit programme start --plan 45 --faster", "to 45 min, 5 more every second week"),
            ("kfit walk 10 --effort 7", "how hard it felt, 0 to 10, if you like"),
            ("kfit programme", "this week's minutes, and why"),
            ("kfit programme stop", "what was done stays"),
            ("kfit pause illness 3 days", "also travel, rest; --from, --until"),
            ("kfit resume", "go on"),
            ("kfit did rest", "a day of rest asks for nothing"),
        ),
    ),
    Section(
        "What goes together",
        "kfit compares movement, sleep, habits and side effects with your mood, on days that have both. Medicines and doses are never compared. "
        "It takes 28 days for figures and 56 for a verdict. A verdict is made every 28 days, from all entries up to that day. "
        "Nothing of it is stored: an old entry that is changed or added counts as if it had always been so. "
        "Going together is no cause. Weeks that are drawn by lot tell more.",
        (
            ("kfit insights", "what went together, what did not, what it is too early for"),
            ("kfit insights --explain", "how each figure is made"),
            ("kfit insights --for-clinician", "with the methods and every figure"),
            ('kfit try "walk before noon" --pairs 6', "twelve weeks, one of each two with it"),
            ('kfit try meditation --order "on off off on"', "your own order: figures, no verdict"),
            ("kfit try", "which week it is, what was done; at the end the moods"),
            ("kfit try stop", "end it; --forget also removes its words"),
        ),
    ),
    Section(
        "Take back and change",
        "Every change can be taken back, one after the other. To delete all of it at once, you delete the files yourself: `kfit delete everything` deletes nothing, and names them.",
        (
            ("kfit undo", ""),
            ("kfit redo", ""),
            ("kfit edit 12 7h30", "12 comes from kfit list; the rest stays"),
            ("kfit delete 12", "kfit undo brings it back"),
            ("kfit delete 12 --forget", "also out of the history; no undo"),
            ("kfit history 12", "all that was changed"),
        ),
    ),
    Section(
        "For the visit",
        "One page for two minutes, of the last 8 weeks, or from your first entry on. Your questions are on it. Notes, marks, answers of forms and names of "
        "your own wait for --include. For more: a folder of tables that any spreadsheet opens, or one workbook. Answers of forms "
        "and entries under words of need wait for --include there too. Where a comma stands before decimals, add your --locale. "
        "The workbook needs one more part: pip install 'kfit[xlsx]'",
        (
            ("kfit report", "here; --since last-visit, --series last"),
            ("kfit report -o report.html", "to print, or to read on a phone"),
            ("kfit report --pdf", "as a PDF; --open shows it at once"),
            ("kfit report --preview", "what would be in it"),
            ("kfit report --include items,notes", "with these too"),
            ("kfit report --visit", "keeps today as your last visit"),
            ("kfit export csv -o visit --since '4 weeks ago'", ""),
            ("kfit export csv -o visit --no-notes", "without your words, companions and clinics"),
            ("kfit export csv -o visit --locale de", "semicolon and decimal comma; also fr, es, it, nl"),
            ("kfit export xlsx -o visit.xlsx", "one workbook, with charts"),
            ("kfit export jsonl -o all.jsonl", "everything, to bring back unchanged"),
        ),
    ),
    Section(
        "For other programs",
        "A bundle is what a clinic's system can take, in the form FHIR R4. Private things are in it only with --include. "
        "A calendar file has the infusions that you planned. Its title does not say what they are. "
        "The tables of an export open in DuckDB and pandas as they are.",
        (
            ("kfit export fhir --preview", "what would be in a bundle"),
            ("kfit export fhir -o bundle.json", "for a clinic's system"),
            ("kfit export ics -o plans.ics --alarm '1 day'", "for your calendar"),
            ("kfit export datasette -o tables", "then: datasette tables/kfit.db -m tables/metadata.json"),
            ("kfit export jsonl --schema", "what a line of JSONL holds"),
            (DUCKDB, "DuckDB, after an export to visit"),
            (PANDAS, "pandas"),
        ),
    ),
    Section(
        ELSEWHERE,
        "Exports of other apps as they are, and any CSV by naming its columns. Without a map, kfit offers one. Sleep and movement need their "
        "unit, a mood from 1 to 5 its scale. Words need their numbers. "
        "With --dry-run it shows what each column holds, and three rows as they would be kept. "
        "A second import of the same file adds nothing. What you deleted stays out; --again brings it back.",
        (
            ("kfit import export.zip --dry-run", "an app's export: a file, a zip or a folder"),
            ("kfit import export.zip --only sleep,exercise --since '3 months ago'", ""),
            ("kfit import export.zip --zone Europe/Berlin", "its times are of that zone"),
            ("kfit import mine.csv --map day=Date,mood=Mood,sleep=Hours:h,exercise=Active:min --dry-run", ""),
            ("kfit import mine.csv --map day=Date,mood=Mood:1-5 --dry-run", "1 becomes 0, 5 becomes 10"),
            ("kfit import mine.csv --map day=Date,mood=Mood:fine=7,flat=4,dark=1 --dry-run", "a mood in words"),
            ("kfit import mine.csv --map day=Date,mood=Points:-3..3 --dry-run", "points of their own, kept as they are"),
            ("kfit import mine.csv --map day=Date,start=Bed,end=Up --dry-run", "nights by their times"),
            ("kfit import mine.csv --map day=Date,infusion=Ketamine,bp=BP --dry-run", ""),
            ("kfit import mine.csv --map day=Date,effect.name=Symptom,effect.severity=Level --dry-run", "a name in each row"),
            ("kfit import mine.csv --map day=Date,mood=Value --where Category=Mood --dry-run", ""),
            ("kfit import mine.csv --map day=Date,mood=Mood --save-map mine", "next time: --map mine"),
            ("kfit import visit", "a folder that kfit has written, also after a spreadsheet saved it"),
        ),
    ),
    Section(
        "Your file",
        "A copy is made after the first line of a day. Another is made before anything that could lose data. Anyone who can use this "
        "account can read the file: kfit does not encrypt it.",
        (
            ("kfit backup", "a checked copy, now"),
            ("kfit backup list", ""),
            ("kfit restore latest", "the present file is kept too"),
            ("kfit doctor", "checks that all is well"),
            ("kfit setup", "a few questions; skip any you like"),
            ("kfit remind 20:30", "a reminder at that time"),
            ("kfit config set region us", "whose numbers kfit help-now shows"),
            ("kfit config", "where the file lies, and all settings"),
            ("kfit config set answers short", "kfit says no more than: Saved."),
            ("kfit completion bash", "for the Tab key; also zsh, fish"),
            ("kfit guide --man", "the page for man: kfit guide --man > kfit.1"),
            ("kfit demo", "everything on a made-up person's file"),
        ),
    ),
    Section(
        "When it is too much", "You can stop at any time; the file will wait. One mood a day is plenty, and a day without one is only that."
    ),
)
WIDEST_LINE = 38
APPS = (
    "These exports are known. Some were tried on parts of real people's exports. Others were only tried on made-up files, built from what is "
    "written of their format. With --dry-run, look at those first. Each can come again every month: only what is new or changed comes in."
)


class AppExport(NamedTuple):
    """An app whose export can be imported: its name, which export that is, and whether it was tried on real ones."""

    title: str
    export: str
    real: bool


def sections(apps: Sequence[AppExport]) -> list[Section]:
    """Return the sections of the manual, with the apps behind what says how something comes in from elsewhere."""
    lines = [(app.title, f"{app.export}; tried on {'parts of real exports' if app.real else 'made-up files'}") for app in apps]
    place = next(place for place, section in enumerate(SECTIONS, 1) if section.heading == ELSEWHERE)
    return [*SECTIONS[:place], Section("Exports of apps", APPS, lines), *SECTIONS[place:]]


def manual(screen: Screen, apps: Sequence[AppExport]) -> str:
    """Return the whole manual for a screen."""
    text = Text()
    for section in sections(apps):
        text.append(f"{section.heading}\n", style="bold")
        text.append("\n".join(fold(section.text, screen.width)) + "\n")
        for line, about in section.lines:
            _append(text, line, about, screen)
        text.append("\n")
    return drawn(text, screen)


def _append(text: Text, line: str, about: str, screen: Screen) -> None:
    beside = len(line) <= WIDEST_LINE and WIDEST_LINE + len(about) + 4 <= screen.width
    if beside:
        text.append(f"  {line:<{WIDEST_LINE}}")
        text.append(f"  {about}\n", style="dim")
        return
    text.append(f"  {line}\n")  # never folded: it is there to be copied
    if about:
        text.append("".join(f"      {part}\n" for part in fold(about, screen.width - 6)), style="dim")


ENVIRONMENT = (
    ("KFIT_DB", "The path of the data file."),
    ("KFIT_PLAIN", "With 1: plain sentences for a screen reader, without boxes and colour."),
    ("NO_COLOR", "No colour."),
    ("COLUMNS", "The width of the screen."),
)
EXIT_CODES = (
    ("0", "Done."),
    ("1", "kfit could not finish, such as on a full disk."),
    ("2", "What was typed, or a file to import, could not be read. Nothing was saved."),
    ("3", "The data file cannot be used. Nothing was touched."),
    ("130", "Ctrl-C."),
)
ROFF = str.maketrans({"\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", '"': "\\(dq", "^": "\\(ha", "~": "\\(ti"})


def man_page(
    families: Sequence[tuple[str, Sequence[tuple[str, str, str]]]],
    options: Sequence[tuple[str, str]],
    apps: Sequence[AppExport],
    version: str,
) -> str:
    """Return the manual as a page for `man` (troff): every command by its family, with what it does and an example; then the sections.

    `options` are those of a line that logs, each with what it does. What is to be typed is never broken into two lines.
    """
    what, *others = sections(apps)
    lines = [f'.TH KFIT 1 "" "kfit {version}" "User commands"', ".nh", ".ad l", ".SH NAME", "kfit \\- a gentle log of ketamine treatment"]
    lines += [".SH SYNOPSIS", ".B kfit", "[\\fIcommand\\fR] [\\fIwords\\fR ...]", ".SH DESCRIPTION", _roff(what.text), ".SH COMMANDS"]
    for heading, rows in families:
        lines.append(f".SS {_roff(heading)}")
        for name, about, example in rows:
            lines += [*_tagged(name, about), *_as_typed(example)]
    lines += [".SH OPTIONS", "Of a line that logs. The others: kfit, the command, \\fB\\-h\\fR."]
    lines += [line for option in options for line in _tagged(*option)]
    lines.append(".SH EXAMPLES")
    for section in others:
        lines += [f".SS {_roff(section.heading)}", _roff(section.text), *(line for row in section.lines for line in _tagged(*row))]
    for heading, told in (("ENVIRONMENT", ENVIRONMENT), ("EXIT STATUS", EXIT_CODES)):
        lines += [f".SH {heading}", *(line for row in told for line in _tagged(*row))]
    return "\n".join(lines)


def _tagged(typed: str, about: str) -> list[str]:
    """Return a paragraph of a page for `man` that begins with what is typed, and has what is said about it beside or below."""
    if len(typed) > WIDEST_LINE:  # a tag that is wider than the page would be broken
        return [".PP", *_as_typed(typed), ".RS", _roff(about) or "\\&", ".RE"]
    whole = _roff(typed).replace(" ", "\\ ")
    return [".TP", f"\\fB{whole}\\fR", _roff(about) or "\\&"]


def _as_typed(line: str) -> list[str]:
    """Return a line for a page for `man` that is never broken."""
    return [".nf", f"\\fB{_roff(line)}\\fR", ".fi"]


def _roff(text: str) -> str:
    """Return a text that means itself in a page for `man`: no letter is taken for a command, and quotes and dashes can be copied."""
    told = text.translate(ROFF)
    return f"\\&{told}" if told.startswith(".") else told

"""The table of commands, and the words that lead to them."""

from __future__ import annotations

from ..model.entries import ALIASES, HEADS, Measure, Rating, Score, ends
from ..model.fields import one_of
from ..model.measures import QUANTITIES
from ..model.routes import DOSE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.questionnaires import Instrument


class CommandRow:
    """One command: the module that holds its `NAME_app`, its help, its panel in the overview, and an example line."""

    __slots__ = ("example", "help", "module", "panel")

    def __init__(self, module: str, help_: str, panel: str, example: str) -> None:
        self.module, self.help, self.panel, self.example = module, help_, panel, example


LOG, FORMS, SEE, PLAN, CORRECT, DATA, SET = "Log", "Questionnaires", "See", "Plan", "Correct", "Your data", "Set up"
COMMANDS = {
    "help-now": CommandRow("help_now", "Numbers to call, now. Works offline.", "Reach someone", "kfit help-now"),
    "log": CommandRow("log_help", "Log several things in one line, or a whole file.", LOG, "kfit log mood 6, sleep 7h30, walk 20"),
    "checkin": CommandRow("checkin", "Answer a few questions about the day, one at a time.", LOG, "kfit checkin --list"),
    "today": CommandRow("today", "Show today, or an earlier day.", SEE, "kfit today yesterday"),
    "week": CommandRow("weeks", "Show the last weeks.", SEE, "kfit week --weeks 8"),
    "month": CommandRow("weeks", "Show a month, week by week, with its totals.", SEE, "kfit month"),
    "list": CommandRow("lists", "List entries with their numbers.", SEE, "kfit list mood --days 30"),
    "chart": CommandRow("charts", "Draw mood, a rating, a form or a measure over the days.", SEE, "kfit chart mood sleep last month"),
    "calendar": CommandRow("charts", "Show a year, day by day.", SEE, "kfit calendar mood"),
    "infusions": CommandRow("weeks", "Show infusions and courses of doses, with mood around them.", SEE, "kfit infusions"),
    "insights": CommandRow("insights", "See what goes together with your mood, and the days around infusions.", SEE, "kfit insights"),
    "report": CommandRow("report", "Show one page for the visit, or write it to print.", SEE, "kfit report"),
    "goal": CommandRow("goals", "Set a goal, and see how this week is going.", PLAN, "kfit goal exercise 60min/week"),
    "programme": CommandRow(
        "programme", "Begin with a few minutes and let them grow.", PLAN, "kfit programme start --from 5min --to 30min --days mon,wed,fri"
    ),
    "pause": CommandRow("pauses", "Have some days off: nothing is asked of them.", PLAN, "kfit pause illness 3 days"),
    "resume": CommandRow("pauses", "End a pause.", PLAN, "kfit resume"),
    "next": CommandRow("plans", "Plan infusions, and see which were done.", PLAN, 'kfit next "5 nov 10am"'),
    "try": CommandRow("trials", "Try something by weeks drawn by lot.", PLAN, 'kfit try "walk before noon" --pairs 6'),
    "ask": CommandRow("plans", "Keep a question for the next visit.", PLAN, 'kfit ask "what helps on a bad night"'),
    "habit": CommandRow("habits", "List your habits; rename or retire one.", PLAN, "kfit habit"),
    "undo": CommandRow("corrections", "Take back the last change.", CORRECT, "kfit undo"),
    "redo": CommandRow("corrections", "Put back what undo took back.", CORRECT, "kfit redo"),
    "edit": CommandRow("edits", "Change an entry by its number.", CORRECT, "kfit edit NUMBER 7"),
    "delete": CommandRow("corrections", "Remove entries by their numbers.", CORRECT, "kfit delete NUMBER"),
    "history": CommandRow("history", "Show what was changed, and when.", CORRECT, "kfit history"),
    "export": CommandRow("exports", "Write your entries for a spreadsheet or another system.", DATA, "kfit export csv -o visit"),
    "import": CommandRow("imports", "Read entries from a file or a folder.", DATA, "kfit import visit --dry-run"),
    "backup": CommandRow("maintenance", "Make a checked copy of everything.", DATA, "kfit backup"),
    "restore": CommandRow("maintenance", "Bring back a copy.", DATA, "kfit restore latest"),
    "doctor": CommandRow("maintenance", "Check the data file.", DATA, "kfit doctor"),
    "setup": CommandRow("setup", "Answer a few questions about settings; skip any you like.", SET, "kfit setup --list"),
    "remind": CommandRow("reminders", "Get a reminder at a time you choose.", SET, "kfit remind 20:30"),
    "config": CommandRow("setup", "Show or change settings.", SET, "kfit config set date_order dmy"),
    "completion": CommandRow("completion", "Print the script that lets the Tab key complete kfit's words.", SET, "kfit completion bash"),
    "demo": CommandRow("demo", "Try everything on a made-up person's file.", SET, "kfit demo"),
    "guide": CommandRow("setup", "Read the manual.", SET, "kfit guide"),
}

# Words that mean a command which only shows something: they are taken at once.
SHOWING = {
    "graph": "chart", "plot": "chart", "charts": "chart", "graphs": "chart", "stats": "week", "statistics": "week", "summary": "report", "visit": "report", "print": "report",
    "weekly": "week", "goals": "goal", "habits": "habit", "search": "list", "find": "list", "show": "list", "entries": "list", "meds": "med", "medicines": "med",
    "medications": "med", "doses": "infusions", "insight": "insights", "rounds": "insights", "weeks": "week", "months": "month", "manual": "guide", "settings": "config",
}  # fmt: skip

DRAWN_BY = {"chart": "chart", "graph": "chart", "plot": "chart", "calendar": "calendar"}  # behind what is to be drawn: `mood chart`


def meant(words: list[str]) -> list[str]:
    """Return the words of the command that other words mean: `help mood` is `mood -h`, `graph mood` is `chart mood`, `yesterday` its page."""
    first = words[0].lower() if words else ""
    about = " ".join(words[1:]).lower()
    if first in ("help", "-h", "--help") and about in {*COMMANDS, *HEADS, *ALIASES}:
        return [ALIASES[about][1] if about in ALIASES else about, "-h"]  # any other `help ...` may be a call for help: the way to people
    if first in ALIASES and first not in COMMANDS and words[1:2] in (["-h"], ["--help"]):
        return [ALIASES[first][1], *words[1:]]
    if first in ("meds", "medicines", "medications") and words[1:]:
        return words
    if first in SHOWING and not any(word[:1].isdigit() for word in words[1:2]):
        rest = (
            [word for word in words[1:] if word not in ("of", "my", "for", "me", "the")]
            if SHOWING[first] in ("chart", "list")
            else words[1:]
        )
        rest = rest[SHOWING[first] == "report" and rest[:1] in (["report"], ["page"], ["summary"]) :]
        rest = ["infusion", *rest] if first == "rounds" else rest
        more = ["--all"] if first in ("search", "find") and rest and "--days" not in rest else []
        return [SHOWING[first], *rest, *more]
    if len(words) == 2 and words[1].lower() in DRAWN_BY:
        return [DRAWN_BY[words[1].lower()], first]
    return ["today", *words] if first in ("yesterday", "yday") and set(words[1:]) <= {"--json"} else words


def about(word: str) -> str:
    """Return a sentence about what a word that begins an entry logs: `Anxiety, from 0 (none) to 10 (worst).`"""
    kind, fixed = HEADS[word]
    if kind is Rating and fixed:
        lowest, highest = ends(word, fixed["better"])
        return f"{word.capitalize()}, from 0 ({lowest}) to 10 ({highest})."
    if word == DOSE:
        return "A dose without a needle: a troche, a tablet or a spray."
    if word == "bp":
        return "Blood pressure, with the pulse if you like."
    if kind is Measure and fixed:
        known = QUANTITIES[word]
        return f"{known.title}, in {one_of(known.units)}." if known.units else f"{known.title}, as a number."
    if kind is Score:
        from ..model import questionnaires

        return _about_form(questionnaires.INSTRUMENTS[word])
    return (kind.__doc__ or "").split("\n", 1)[0]


def _about_form(form: Instrument) -> str:
    if form.labels:
        return f"{form.title}: the answers to the form your clinic gave you, or its total."
    return f"{form.title}: its {form.called} ({form.scale})." + (" A clinician rates it." if form.by_clinician else "")

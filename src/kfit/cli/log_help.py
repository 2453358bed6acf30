"""Help and completion of `log` and of every kind's word, derived from the fields. Nothing is parsed here."""

from __future__ import annotations

from inspect import Parameter, Signature
from typing import Annotated, Any, Literal

import typer

from ..model.entries import ACTIVITIES, EFFECTS, EVENTS, FREELY_NAMED, HABITS, HEADS, KINDS, Infusion, Measure, Rating, Score, Sleep
from ..model.measures import QUANTITIES
from ..model.questionnaires import INSTRUMENTS
from ..model.routes import DOSE, ROUTES
from ..parsing.numbers import ValueSubject
from ..parsing.options import LINE_OPTIONS, NOTE_OPTION
from ..parsing.values import shortest
from .base import RawCommand, new_app
from .commands import about

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..model.fields import Entry, Field

VALUES = {
    "score": "SCORE [NOTE]",
    "night": "LENGTH|TIMES [NOTE]",
    "movement": "MINUTES [ACTIVITY] [NOTE]",
    "treatment": "[ROUTE] [DOSE] [LENGTH] [NOTE]",
    "rating": "SCORE [NOTE]",
    "effect": "EFFECT SEVERITY [NOTE]",
    "medicine": "NAME [DOSE] EVENT [NOTE]",
    "habit": "NAME [LENGTH|TIMES] [NOTE]",
    "measure": "VALUE[UNIT] [NOTE]",
    "answers": "[ANSWER ...] [NOTE]",
    "rest": "[TEXT]",
}
NAMED = {"rate": "NAME SCORE [NOTE]", "measure": "NAME VALUE[UNIT] [NOTE]", "bp": "UPPER/LOWER [PULSE] [NOTE]"}
FORM_TOTAL = "TOTAL [NOTE]"
EXAMPLES = {
    "bp": "bp 128/82 70", "weight": "weight 72.5kg", "glucose": "glucose 95mg/dl", "hba1c": "hba1c 5.4%", "rate": "rate focus 5 --better high",
    "med": "med sertraline 100mg started", "dose": "dose troche 200mg",
}  # fmt: skip
Shown = tuple[str, Any, Any]


class DiaryCommand(RawCommand):
    """A command that logs its words as a diary line."""

    def invoke(self, ctx: Any) -> None:
        """Log the line."""
        from . import log

        log.run([str(self.name), *ctx.args])


def words_command(word: str) -> Any:
    """Return the Typer command of a word that begins a diary line, for its help and completion."""
    if word == "log":
        value = typer.Argument(
            metavar="KIND VALUE ...", help="several entries, with commas between them; a single - reads lines from standard input"
        )
        return _declared("log", [("value", list[str] | None, value)], "Log several things in one line, or a whole file.", _log_example())
    kind, said = HEADS[word]
    shown: list[Shown] = [
        (
            "value",
            list[str] | None,
            typer.Argument(
                metavar=NAMED.get(word) or (FORM_TOTAL if _by_total(word, kind) else VALUES.get(kind.form)) or _metavar(kind),
                help=_value_help(word, kind, said),
                autocompletion=_offered(kind, said),
            ),
        )
    ]
    for name, field in kind.OWN.items():
        if field.option and name not in said:
            type_ = Literal[field.words] | None if field.words else str | None
            help_ = _total_help(word) if name == "total" and word in INSTRUMENTS else _field_help(field)
            shown.append((name, type_, typer.Option(field.option, help=help_, metavar=None if field.words else "TEXT")))
    shown.append(("note_", str | None, typer.Option(*NOTE_OPTION, metavar="TEXT", help="a note, in quotes")))
    shown += [(f"{flag.strip('-')}_", bool, typer.Option(flag, help=text)) for flag, text in kind.flags.items()]
    if kind.form == "rest":
        shown.append(("edit_", bool, typer.Option("--edit", help="write it in your editor")))
    return _declared(word, shown, str(kind.__doc__) if word in (*KINDS, DOSE) else about(word), f"kfit {example(word)}")


def _by_total(word: str, kind: type[Entry]) -> bool:
    """Return whether a word is that of a questionnaire that is kept by its total alone."""
    return kind is Score and not INSTRUMENTS[word].labels


def _metavar(kind: type[Entry]) -> str:
    """Return how the help shows the words after a kind's word, if its value is plain: `PORTIONS [NOTE]`."""
    field = kind.main()
    return " ".join([*(["NAME"] if "name" in kind.OWN else []), *([field.name.upper()] if field else []), "[NOTE]"])


def _declared(word: str, shown: list[Shown], help_: str, example: str) -> Any:
    for flag, short, valued, text in LINE_OPTIONS:
        names = [name for name in (flag, short) if name]
        shown.append(
            (f"{flag.strip('-')}_", str | None if valued else bool, typer.Option(*names, help=text, metavar="DAY" if valued else None))
        )
    parameters = [
        Parameter(name, Parameter.KEYWORD_ONLY, annotation=Annotated[type_, how], default=False if type_ is bool else None)
        for name, type_, how in shown
    ]

    def words(**_: object) -> None:
        """Carry the signature that is built from the fields."""

    words.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # Typer reads it
    words.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    app = new_app()
    app.command(word, cls=DiaryCommand, help=help_, epilog=f"Example: {example}")(words)
    return typer.main.get_command(app)


def example(word: str) -> str:
    """Return an entry that begins with a word, as it is typed after `kfit`: `mood 6 slept badly`."""
    kind = HEADS[word][0]
    if word in KINDS:
        return kind.example
    return EXAMPLES.get(word) or f"{word} {shortest(kind, ValueSubject(kind.kind, word))}"


def _log_example() -> str:
    return "kfit log mood 6, sleep 7h30, walk 20"


def _value_help(word: str, kind: type[Entry], said: Mapping[str, str]) -> str:
    """Return the help of the value: what may follow the kind's word, with the ranges of its fields."""
    if kind is Measure and word in QUANTITIES:
        return about(word)
    if word in TOLD or kind.form in TOLD:
        return TOLD.get(word) or TOLD[kind.form]
    if kind is Score:
        form = INSTRUMENTS[word]
        if not form.labels:
            return f"its {form.called}: {form.scale}"
        return f"{len(form.labels)} answers, each {form.answers}; without any, kfit asks for them"
    if kind is Rating and said:
        return about(word)
    ranges = [f"{field.title.lower()}: {field.range()}" for field in kind.OWN.values() if not field.option and field.range()]
    if kind.form == "movement" and not said:
        ranges.append(f"activities: {', '.join(ACTIVITIES)}; others: --activity climbing")
    return "; ".join(ranges) or "your words; without any, kfit asks for them"


# By a word, or by the form of a kind's value.
TOLD = {
    "night": f"a length or times, {Sleep.OWN['minutes'].range()}: 7h30, 22:30-06:45; a nap: kfit nap 30",
    "bp": "upper and lower value, then the pulse if you like: 128/82 70",
    "treatment": f"route: {Infusion.OWN['route'].range()}; dose: 40mg, 0.5g; length: 40min; in any order, all may be left out",
    "effect": f"effects: {', '.join(EFFECTS)}; severity: 0 (none), 1 (mild), 2 (moderate), 3 (severe)",
    "medicine": f"the dose in your words: 100mg, 2 tablets; the event: {', '.join(EVENTS)}; kfit med alone lists the current ones",
    "habit": f"any name: {', '.join(HABITS)}; then 10m, 20x, or nothing",
    "measure": "the value with its unit: 72.5kg, 95mg/dl, 2; a name of several words needs quotes",
}


def _offered(kind: type[Entry], said: Mapping[str, str]) -> Callable[[str], list[str]]:
    """Return the function that completes the words after a kind's word: its activities, routes, names."""
    words = COMPLETED.get(kind.form, ()) if not said else ()

    def offered(incomplete: str) -> list[str]:
        from .completion import used

        own = used(incomplete, kind.kind) if incomplete and not said and kind.kind in FREELY_NAMED else []
        return list(dict.fromkeys([*(word for word in words if incomplete and word.startswith(incomplete.lower())), *own]))

    return offered


COMPLETED = {"treatment": ROUTES, "movement": tuple(ACTIVITIES), "effect": EFFECTS, "habit": HABITS, "medicine": EVENTS}


def _total_help(word: str) -> str:
    form = INSTRUMENTS[word]
    return f"the {form.called}: {form.least} to {form.top}"


def _field_help(field: Field) -> str:
    return f"{field.title.lower().rstrip(',')}: {field.range()}"

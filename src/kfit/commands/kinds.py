"""The commands of the kinds and of `log`, made from the fields: help and completion. No word is read here."""

from __future__ import annotations

from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ..diary.options import LINE_OPTIONS, NOTE_OPTION
from ..entries import ACTIVITIES, HEADS, KINDS, ROUTES, Entry, Infusion
from .shape import RawCommand, new_app

VALUES = {
    "score": "SCORE [NOTE]",
    "night": "LENGTH|TIMES [NOTE]",
    "movement": "MINUTES [ACTIVITY] [NOTE]",
    "treatment": "[ROUTE] [DOSE] [LENGTH] [NOTE]",
    "rest": "[TEXT]",
}
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..record import Field

Shown = tuple[str, Any, Any]


class DiaryCommand(RawCommand):
    """Hands its words to the diary."""

    def invoke(self, ctx: Any) -> None:
        """Log the line."""
        from . import log

        log.run([str(self.name), *ctx.args])


def words_command(word: str) -> Any:
    """Declare the command of a word that begins a diary line, for Typer to show and to complete."""
    if word == "log":
        value = typer.Argument(
            metavar="KIND VALUE ...", help="several entries, a comma between them; a single - reads lines from standard input"
        )
        return _declared("log", [("value", list[str] | None, value)], "Log several things in one line, or a whole file.", _log_example())
    kind, said = HEADS[word]
    shown: list[Shown] = [
        (
            "value",
            list[str] | None,
            typer.Argument(metavar=VALUES[kind.form], help=_value_help(kind, said), autocompletion=_offered(kind, said)),
        )
    ]
    for name, field in kind.OWN.items():
        if field.option and name not in said:
            type_ = Literal[field.words] | None if field.words else str | None
            shown.append((name, type_, typer.Option(field.option, help=_field_help(field), metavar=None if field.words else "TEXT")))
    shown.append(("note_", str | None, typer.Option(*NOTE_OPTION, metavar="TEXT", help="a note, in quotes")))
    if kind.form == "rest":
        shown.append(("edit_", bool, typer.Option("--edit", help="write it in your editor")))
    return _declared(word, shown, str(kind.__doc__), f"kfit {kind.example if word in KINDS else f'{word} 20'}")


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
        """Stand for the signature that the fields make."""

    words.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    words.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    app = new_app()
    app.command(word, cls=DiaryCommand, help=help_, epilog=f"Example: {example}")(words)
    return typer.main.get_command(app)


def _log_example() -> str:
    return "kfit log mood 6, sleep 7h30, walk 20"


def _value_help(kind: type[Entry], said: dict[str, str]) -> str:
    """Say what may stand behind a kind's word, with the ranges of its fields."""
    if kind.form == "treatment":
        return f"route: {Infusion.OWN['route'].range()}; dose: 40mg, 0.5g; length: 40min; in any order, all may be left out"
    ranges = [f"{field.title.lower()}: {field.range()}" for field in kind.OWN.values() if not field.option and field.range()]
    if kind.form == "movement" and not said:
        ranges.append(f"activities: {', '.join(ACTIVITIES)}; others: --activity climbing")
    return "; ".join(ranges) or "your words; without any, kfit asks for them"


def _offered(kind: type[Entry], said: dict[str, str]) -> Callable[[str], list[str]]:
    """Return what completes the words behind a kind's word: its activities or routes."""
    words = ROUTES if kind.form == "treatment" else tuple(ACTIVITIES) if kind.form == "movement" and not said else ()
    return lambda incomplete: [word for word in words if incomplete and word.startswith(incomplete.lower())]


def _field_help(field: Field) -> str:
    return f"{field.title.lower().rstrip(',')}: {field.range()}"

"""The base classes of every command of the full command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import typer
from typer._coercion import RuntimeParam, TypeDescriptor, build_runtime_param
from typer.core import TyperCommand, TyperGroup

MOST_DIGITS = 9  # of a whole number that is read here
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@dataclass(frozen=True)
class TypedText(RuntimeParam):
    """Returns words as they were typed, and whole numbers. All else is left to Typer's converter, with its errors.

    That imports pydantic: half of the time of `kfit list`, a third of that of `kfit chart --days 365`.
    """

    descriptor: TypeDescriptor

    def _coerce_value(self, value: Any, param: Any, ctx: Any) -> Any:
        if self.annotation in (str, list[str]) and self.parameter_info.parser is None:
            return value
        if self.annotation is int and isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS:
            return int(value)
        return build_runtime_param(self.descriptor).coerce(value, param, ctx)


class FastStart:
    """A mixin that makes commands and their help start fast, and help short.

    Typer's own --help option gets a default: converting its None would import pydantic, half of the time of a help page.
    Flags and arguments show no Python type (`<list[str]>`), which means nothing to the person.
    """

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters; flags and arguments show no type in the help, and what was not given is not converted."""
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]  # a mixin over a Click class
        for param in params:
            told = param.type_descriptor
            param._runtime_param = param._runtime_param or TypedText(told.parameter_info, told.annotation, told)  # noqa: SLF001 - Typer has no other way in
            if param.param_type_name == "argument" or param.is_flag:
                param.display_type_rich = _no_type
        return params

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option that shows the help."""
        option = super().get_help_option(ctx)  # type: ignore[misc]  # a mixin over a Click class
        option.default = False
        return option


def _no_type(ctx: Any) -> None:  # noqa: ARG001 - Typer passes its context
    return None


class Command(FastStart, TyperCommand):
    """One command."""


class RawCommand(Command):
    """A command that has help and completion, but passes every word unread to the parser of diary lines.

    Typer would turn `-not great` into `-n ot`, and move an option away from the entry that it belongs to.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Return the words unchanged, unless the person asks for help or completes a word."""
        before_text = args[: args.index("--")] if "--" in args else args
        if ctx.resilient_parsing or not {"--help", "-h"}.isdisjoint(before_text):
            return super().parse_args(ctx, args)
        ctx.args = args
        return args


class Family(FastStart, TyperGroup):
    """A command with commands of its own."""


def new_app() -> typer.Typer:
    """Return an app for the commands of one module, in which `-h` shows the help everywhere."""
    return typer.Typer(
        cls=Family, add_completion=False, pretty_exceptions_enable=False, context_settings={"help_option_names": ["-h", "--help"]}
    )

"""What every command of the full command line is made of."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


class FastHelp:
    """Makes help quick and quiet.

    Typer's own --help gets a default: coercing its None would load pydantic, half of the time of a help page.
    A flag or an argument shows no Python type (`<list[str]>`), which says nothing to the one who types.
    """

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters, flags and arguments without a type beside them."""
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]  # a mixin over a Click class
        for param in params:
            if param.param_type_name == "argument" or param.is_flag:
                param.display_type_rich = _no_type
        return params

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option that asks for help."""
        option = super().get_help_option(ctx)  # type: ignore[misc]  # a mixin over a Click class
        option.default = False
        return option


def _no_type(ctx: Any) -> None:  # noqa: ARG001 - Typer asks with its context
    return None


class Command(FastHelp, TyperCommand):
    """One command."""


class RawCommand(Command):
    """Shows its help and completes its options, and leaves every word to the diary's reader.

    Typer would turn `-not great` into `-n ot`, and move an option away from the entry it stands in.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Leave the words as they are, unless somebody asks for help or completes a word."""
        before_text = args[: args.index("--")] if "--" in args else args
        if ctx.resilient_parsing or not {"--help", "-h"}.isdisjoint(before_text):
            return super().parse_args(ctx, args)
        ctx.args = args
        return args


class Family(FastHelp, TyperGroup):
    """A command with commands of its own."""


def new_app() -> typer.Typer:
    """Return an app for the commands of one module; `-h` asks for help everywhere."""
    return typer.Typer(
        cls=Family, add_completion=False, pretty_exceptions_enable=False, context_settings={"help_option_names": ["-h", "--help"]}
    )

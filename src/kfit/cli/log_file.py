"""A file of diary lines from standard input, read whole or not at all; and a file that is named in the place of a line."""

from __future__ import annotations

import os
import shlex
import sys

from ..errors import Refused
from ..parsing.line import read_in_file
from ..services.log_file import MOST_SHOWN, NOTHING_OF_FILE, with_way_to_people

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..parsing.draft import Context, Reading


def read_lines(options: list[str], context: Context) -> list[Reading]:
    """Return the readings of all lines of standard input. Raises Refused with the number of each line that cannot be read."""
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("The lines are not UTF-8 text. None of them is saved.") from None
    readings: list[Reading] = []
    refused: dict[str, str] = {}
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), start=1)]
    lines = [(number, line) for number, line in lines if line and not line.startswith("#")]
    for number, line in lines:
        try:
            readings.append(read_in_file(line, options, context))
            readings[-1].of_file, readings[-1].around = True, (f"line {number}: ", NOTHING_OF_FILE)
        except Refused as error:
            refused.setdefault(getattr(error, "new_rating", str(number)), f"line {number}: {error}")  # a new name is asked about once
    if refused:
        raise Refused(with_way_to_people(_refusal(list(refused.values())), [line for _, line in lines]))
    if not readings:
        raise Refused("There is no line to log in this file. A line looks like this: mood 6, sleep 7h30")
    return readings


def _refusal(told: Sequence[str]) -> str:
    more = len(told) - MOST_SHOWN
    shown = [*told[:MOST_SHOWN], *([f"and {more} more {'line' if more == 1 else 'lines'}"] if more > 0 else [])]
    return "\n".join(shown) + NOTHING_OF_FILE


def file_named(content: Sequence[str]) -> str:
    """Return the line that logs a file, if the words of a line are the path of one; else nothing."""
    if len(content) != 1 or not os.path.isfile(content[0]):
        return ""
    return f"To log the lines of a file: kfit log - < {shlex.quote(content[0])}"

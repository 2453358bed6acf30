"""What a screen can show, and how a drawing becomes text for it."""

from __future__ import annotations

from io import StringIO
from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType

NARROW = 60  # columns below which rows become paragraphs
WIDEST = 100
IN_A_PIPE = 80


class Screen(NamedTuple):
    """The place where text is shown: its width in columns, and what it can do."""

    width: int = IN_A_PIPE
    colour: bool = False
    plain: bool = False  # one sentence a row, ASCII, no boxes: for a screen reader
    unicode: bool = True

    @property
    def narrow(self) -> bool:
        """Tell whether it is as narrow as a phone."""
        return self.width < NARROW


def drawn(picture: RenderableType, screen: Screen) -> str:
    """Turn what Rich can draw into text for a screen: no escape code without colour, no blanks at line ends."""
    from rich.console import Console

    out = StringIO()
    console = Console(
        file=out,
        width=screen.width,
        color_system="standard" if screen.colour else None,
        force_terminal=screen.colour,
        no_color=not screen.colour,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    console.print(picture)
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip("\n").split("\n"))

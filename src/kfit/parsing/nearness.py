"""How like a known word a mistyped one must be, and the known word that it is most like."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# The least likeness (2 * letters in common / letters of both): where the choices are few and their list is beside the offer;
# where a word can mean something else; where a line that changes much is offered.
LOOSE, CLOSE, VERY_CLOSE = 0.6, 0.75, 0.86


def nearest(word: str, choices: Iterable[str], likeness: float = LOOSE) -> str:
    """Return the choice that a word is most like, empty if none is as like as that."""
    from difflib import get_close_matches  # 6 ms, and only where somebody mistyped

    return next(iter(get_close_matches(word, list(choices), n=1, cutoff=likeness)), "")

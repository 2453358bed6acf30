"""How like a known word a mistyped one must be, and the known word that it is most like."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# The least likeness (2 * letters in common / letters of both): where the choices are few and their list is beside the offer;
# where a word of the person's own can stand; where a whole line is offered for it; where that line changes much, or the
# word may well be a new name.
LOOSE, CLOSE, NEAR, VERY_NEAR = 0.6, 0.72, 0.8, 0.84
ONE_SLIP = 0.83  # one letter of six is another


def nearest(word: str, choices: Iterable[str], likeness: float = LOOSE) -> str:
    """Return the choice that a word is most like, empty if none is as like as that."""
    from difflib import get_close_matches  # 6 ms, and only where somebody mistyped

    return next(iter(get_close_matches(word, list(choices), n=1, cutoff=likeness)), "")

"""Cuts what was typed into words: what a shell handed over, or a line of a file. Nothing is read here, only found."""

from __future__ import annotations

from ..errors import Refused
from .words import SEPARATORS, Word, Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

QUOTES = frozenset('"“”')


def from_arguments(arguments: Sequence[str], *, separated: bool) -> Words:
    """Find the words in what a shell handed over: an argument with a blank in it was quoted there.

    `separated` says that a comma or semicolon parts entries.
    """
    source = " ".join(arguments)
    words: list[Word] = []
    start = 0
    for argument in arguments:
        end = start + len(argument)
        if not argument or any(blank in argument for blank in " \t\n"):
            words.append(Word(argument, start, end, quoted=not _option_with_value(argument)))
        else:
            words += _unquoted(source, start, end, separated=separated)
        start = end + 1
    return Words(source, _typographic(source, words))


def _option_with_value(argument: str) -> bool:
    """Tell whether it is `--on=3 nov`: a shell has taken the quotes of `--on="3 nov"` away."""
    flag, glued, _ = argument.partition("=")
    return bool(glued) and flag.replace("-", "").isalpha() and Word(flag, 0, len(flag)).is_option


def from_text(source: str, *, separated: bool = True) -> Words:
    """Find the words of a line of text. Raises Refused for a quote that is never closed, but not behind `note`."""
    words: list[Word] = []
    place = 0
    while place < len(source):
        letter = source[place]
        if letter.isspace():
            place += 1
        elif letter in QUOTES:
            close = _closing(source, place + 1)
            words.append(Word(source[place + 1 : close], place, close + 1, quoted=True))
            place = close + 1
        else:
            end = _word_end(source, place)
            if source[end - 1] == "=" and source[end : end + 1] in QUOTES and source.startswith("-", place):
                close = _closing(source, end + 1)
                words.append(Word(source[place:end] + source[end + 1 : close], place, close + 1))
                place = close + 1
                continue
            words += _unquoted(source, place, end, separated=separated)
            if words[-1].text.lower() == "note" and not words[-1].quoted and _takes_the_rest(words):
                words += _unquoted(source, end, len(source), separated=False)
                return Words(source, words)
            place = end
    return Words(source, words)


def _takes_the_rest(words: list[Word]) -> bool:
    """Tell whether the word `note` just found stands where an entry begins, and not behind an option that takes it."""
    return len(words) < 2 or not words[-2].is_option


def _word_end(source: str, place: int) -> int:
    while place < len(source) and not source[place].isspace():
        if source[place] == "=" and source[place + 1 : place + 2] in QUOTES and source[place + 1 : place + 2]:
            return place + 1
        place += 1
    return place


def _unquoted(source: str, start: int, end: int, *, separated: bool) -> list[Word]:
    """Cut a stretch without quotes at blanks, and at separators where they count."""
    words: list[Word] = []
    begin = start
    for place in range(start, end + 1):
        letter = source[place] if place < end else " "
        parts = separated and letter in SEPARATORS and not _decimal(source, place)
        if not letter.isspace() and not parts:
            continue
        if begin < place:
            words.append(Word(source[begin:place], begin, place))
        if parts:
            words.append(Word(letter, place, place + 1, sep=True))
        begin = place + 1
    return words


def _decimal(source: str, place: int) -> bool:
    """Tell whether the comma here stands between two digits."""
    around = source[place - 1 : place] + source[place + 1 : place + 2]
    return source[place] == "," and len(around) == 2 and around.isascii() and around.isdigit()


def _closing(source: str, place: int) -> int:
    """Return where a quoted text ends: at a quote with nothing but a blank or a separator behind it."""
    for end in range(place, len(source)):
        behind = source[end + 1 : end + 2]
        if source[end] in QUOTES and (not behind or behind.isspace() or behind in SEPARATORS):
            return end
    message = "A quote is opened and never closed. Put one at its end, or leave it out."
    raise Refused(message)


def _typographic(source: str, words: list[Word]) -> list[Word]:
    """Join the words between quotes that a shell does not know: a phone types “ ” of its own accord."""
    joined: list[Word] = []
    waiting: list[Word] = []
    for word in words:
        opens = not waiting and not word.quoted and word.text[:1] in QUOTES and bool(word.text)
        if not waiting and not opens:
            joined.append(word)
            continue
        waiting.append(word)
        if word.text[-1:] in QUOTES and word.text and not (opens and len(word.text) == 1):
            first, last = waiting[0], waiting[-1]
            joined.append(Word(source[first.start + 1 : last.end - 1], first.start, last.end, quoted=True))
            waiting = []
    if waiting:
        message = "A quote is opened and never closed. Put one at its end, or leave it out."
        raise Refused(message)
    return joined

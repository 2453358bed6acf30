"""The words of a line as they were typed, and the whole lines that are made of them to show the way."""

from __future__ import annotations

from ..errors import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..readings import Unclear

SEPARATORS = frozenset(",;")
BARE = frozenset("@%+=:,./-_°·%‘’“”–—")  # signs that no shell takes for its own, beside letters and digits
ACTIVE_IN_DOUBLE_QUOTES = frozenset('$`\\"!')


def quoted(text: str, *, always: bool = False) -> str:
    """Write a text so that a shell hands it over as it is; in quotes where it needs them, or `always`.

    Double quotes are the ones people know; single quotes where `$`, a backtick or the `!` of an interactive shell stands.
    """
    bare = bool(text) and text[0] != "=" and all(letter.isalnum() or letter in BARE for letter in text)
    if bare and not always:
        return text
    if ACTIVE_IN_DOUBLE_QUOTES.isdisjoint(text):
        return f'"{text}"'
    return "'" + text.replace("'", "'\\''") + "'"


def phrase(text: str) -> str:
    """Write free words for a shell: bare where each of them may stand so, else in quotes as one."""
    return text if text and all(quoted(word) == word for word in text.split(" ") if word) else quoted(text)


class Word:
    """A word, a quoted text (`quoted`) or a separator (`sep`), and where it stands in the line."""

    __slots__ = ("end", "quoted", "sep", "start", "text")

    def __init__(self, text: str, start: int, end: int, *, quoted: bool = False, sep: bool = False) -> None:
        self.text, self.start, self.end, self.quoted, self.sep = text, start, end, quoted, sep

    @property
    def is_option(self) -> bool:
        """Tell whether it looks like an option: a dash or two and a letter."""
        bare = self.text.lstrip("-")
        return (
            not self.quoted
            and self.text.startswith("-")
            and (self.text == "--" or (bare[:1].isalpha() and len(self.text) - len(bare) <= 2))
        )


class Words:
    """The words of one line, read from left to right; from them, whole lines that would work are made.

    `command` is what stands before them (`kfit mood`), `day` the places of the words that name the day, with the
    option before them; None where the day was not told, or not in these words.
    """

    def __init__(self, source: str, words: list[Word], command: str = "kfit log") -> None:
        self.source, self.words, self.command, self.place = source, words, command, 0
        self.day: tuple[int, int] | None = None

    def peek(self) -> Word | None:
        """Return the next word, without passing it."""
        return self.words[self.place] if self.place < len(self.words) else None

    def take(self) -> Word:
        """Return the next word and pass it."""
        self.place += 1
        return self.words[self.place - 1]

    def rest(self) -> list[Word]:
        """Return the words that are left."""
        return self.words[self.place :]

    def mended(self, first: int, last: int, text: str) -> str:
        """Return the whole line as it is typed into a shell, a text in the place of the words from first to before last."""
        parts = (self.command, retyped(self.words[:first]), text, retyped(self.words[last:]))
        return " ".join(part for part in parts if part).replace(" ,", ",")

    def so_far(self) -> str:
        """Return the line up to the next word."""
        return f"{self.command} {retyped(self.words[: self.place])}".rstrip(" ,")

    def left(self) -> str:
        """Return what is left of the line."""
        return retyped(self.rest())

    def with_day(self, day: str) -> str:
        """Return the whole line for another day; for today if it is empty."""
        first, last = self.day or (0, 0)
        line = self.mended(first, last, "")
        return f"{line} --on {quoted(day)}" if day else line

    def refusal(self, error: Unclear, example: str) -> Refused:
        """Refuse what a value's reader could not read for sure, with the whole line for each of its readings."""
        if not error.readings:
            return Refused(f"{error} Try: {self.command} {example}" if example else str(error))
        first = self.place
        if self.words[first].quoted:
            return Refused(_offered(error, [self.mended(first, first + 1, reading) for reading in error.readings]))
        start = self.source.find(error.said, self.words[first].start)
        end = start + len(error.said)
        while self.words[first].end <= start:
            first += 1
        last = first
        while last < len(self.words) and self.words[last].start < end:
            last += 1
        tail = self.source[end : self.words[last - 1].end]
        return Refused(_offered(error, [self.mended(first, last, reading + tail) for reading in error.readings]))

    def raw(self, first: Word, last: Word) -> str:
        """Return what was typed from one word to another."""
        return self.source[first.start : last.end]

    def region(self) -> str:
        """Return the stretch in which a value may stand: up to the next quoted text or option."""
        words = self.rest()
        if not words:
            return ""
        if words[0].quoted:
            return words[0].text
        last = None
        for word in words:
            if word.quoted or word.is_option:
                break
            last = word
        return self.raw(words[0], last) if last else ""

    def pass_value(self, used: int) -> None:
        """Pass the words of a value that took so many characters of the region; a comma right behind it is dropped."""
        first = self.words[self.place]
        if first.quoted:
            self.place += 1
            return
        end = first.start + used
        while self.place < len(self.words) and self.words[self.place].end <= end:
            self.place += 1
        word = self.peek()
        if word is None or word.start >= end:
            return
        begin = end + 1 if self.source[end] in SEPARATORS else end
        if begin >= word.end:
            self.place += 1
        else:
            self.words[self.place] = Word(self.source[begin : word.end], begin, word.end)


def _offered(error: Unclear, lines: Sequence[str]) -> str:
    return f"{error} {error.label}: {'   or: '.join(lines)}{error.closing}"


def retyped(words: Sequence[Word]) -> str:
    """Write words as a shell wants them: a quoted text in quotes, a separator as a comma behind its word."""
    parts: list[str] = []
    for word in words:
        if word.sep:
            parts.append(",")
        elif word.is_option and "=" in word.text:
            flag, _, value = word.text.partition("=")
            parts.append(f"{quoted(flag)}={quoted(value) if value else ''}")
        else:
            parts.append(quoted(word.text, always=word.quoted))
    return " ".join(parts).replace(" ,", ",")

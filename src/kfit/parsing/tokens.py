"""Cuts what was typed into words and atoms, and writes words again so that a shell passes them on unchanged."""

from __future__ import annotations

from ..errors import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..errors import Unclear

DIGITS, LETTERS, MARK, END = "digits", "letters", "mark", "end"
ASCII_DIGITS = "0123456789"


class Atom:
    """A piece of a text from `start` to `end`: its kind, its word in lower case, and whether space stands before it."""

    __slots__ = ("end", "gap", "kind", "start", "word")

    def __init__(self, kind: str, word: str, start: int, *, gap: bool) -> None:
        self.kind, self.start, self.gap = kind, start, gap
        self.end = start + len(word)
        self.word = word.lower() if word.isascii() else word


class AtomLine:
    """A text and its atoms, cut as far as they are asked for. Behind the last one stands END, without limit."""

    __slots__ = ("_atoms", "_cut_to", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._atoms: list[Atom] = []
        self._cut_to = 0

    def at(self, index: int) -> Atom:
        """Return the atom of that number, counted from 0."""
        while len(self._atoms) <= index:
            atom = _next(self.text, self._cut_to)
            if atom.kind == END:
                return atom
            self._atoms.append(atom)
            self._cut_to = atom.end
        return self._atoms[index]

    def word(self, index: int) -> str:
        """Return the atom's word in lower case, empty behind the end."""
        return self.at(index).word

    def words(self, index: int, *expected: str) -> bool:
        """Tell whether these words stand there, one atom each."""
        return all(self.word(index + place) == word for place, word in enumerate(expected))

    def number(self, index: int, most_digits: int) -> int | None:
        """Return the whole number that stands there, or None if it is none or longer."""
        atom = self.at(index)
        return int(atom.word) if atom.kind == DIGITS and len(atom.word) <= most_digits else None

    def glued(self, index: int, kind: str) -> bool:
        """Tell whether an atom of that kind stands there without space before it."""
        atom = self.at(index)
        return atom.kind == kind and not atom.gap

    def ended(self, index: int) -> bool:
        """Tell whether nothing but space is left from there on."""
        return self.at(index).kind == END

    def ends_at(self, index: int) -> bool:
        """Tell whether a word may end before that atom: space, the end, a semicolon, a comma that is no decimal one."""
        atom = self.at(index)
        if atom.kind == END or atom.gap or atom.word == ";" or (atom.word == "." and (self.ended(index + 1) or self.at(index + 1).gap)):
            return True
        decimal = index > 0 and self.at(index - 1).kind == DIGITS and self.glued(index + 1, DIGITS)
        return atom.word == "," and not decimal

    def upto(self, index: int) -> str:
        """Return the text before that atom as typed, without the space in front of it."""
        return self.text[: self.at(index - 1).end]


def _next(text: str, start: int) -> Atom:
    """Return the atom that begins at or behind `start`."""
    place = start
    while place < len(text) and text[place].isspace():
        place += 1
    gap = place > start
    if place == len(text):
        return Atom(END, "", place, gap=gap)
    kind = _kind(text[place])
    end = place + 1
    while kind != MARK and end < len(text) and _kind(text[end]) == kind:
        end += 1
    return Atom(kind, text[place:end], place, gap=gap)


def _kind(character: str) -> str:
    if character in ASCII_DIGITS:
        return DIGITS
    return LETTERS if character.isalpha() else MARK


SEPARATORS = frozenset(",;")
JOINTS = frozenset(("and", "+", "-", "&", "then", "plus", "but", "/"))
BARE = frozenset("@%+=:,./-_°·%‘’“”–—")  # signs that no shell takes for its own, beside letters and digits
ACTIVE_IN_DOUBLE_QUOTES = frozenset('$`\\"!')


def quoted(text: str, *, always: bool = False) -> str:
    """Write a text so that a shell hands it over as it is; in quotes where it needs them, or `always`.

    Double quotes are the ones people know; single quotes where `$`, a backtick or the `!` of an interactive shell stands. A control
    character, which no answer shows as it is, is written as bash and zsh read it in `$'...'`.
    """
    if any((letter < " " and letter != "\n") or "\x7f" <= letter < "\xa0" for letter in text):
        return "$'" + "".join(_escaped(letter) for letter in text) + "'"
    bare = bool(text) and text[0] != "=" and all(letter.isalnum() or letter in BARE for letter in text)
    if bare and not always:
        return text
    if ACTIVE_IN_DOUBLE_QUOTES.isdisjoint(text):
        return f'"{text}"'
    return "'" + text.replace("'", "'\\''") + "'"


def _escaped(letter: str) -> str:
    if letter in "\\'":
        return f"\\{letter}"
    return letter if " " <= letter < "\x7f" or letter >= "\xa0" else f"\\u{ord(letter):04x}"


def phrase(text: str) -> str:
    """Write free words for a shell: bare where each of them may stand so, else in quotes as one."""
    return text if text and all(quoted(word) == word for word in text.split(" ") if word) else quoted(text)


def noted(text: str) -> str:
    """Write the text of a note for a shell: as free words, in quotes where one of them looks like an option."""
    return quoted(text, always=True) if any(word.startswith("-") for word in text.split()) else phrase(text)


def note_option(text: str) -> str:
    """Write a text for a shell as what it surely is then: a note."""
    return f"--note {quoted(text, always=True)}"


def apart(text: str) -> str:
    """Write words for a shell each by itself, as a value stands: quotes around the whole would make it one word."""
    return " ".join(map(quoted, text.split()))


class Word:
    """A word, a quoted text (`quoted`) or a separator (`sep`), and where it stands in the line."""

    __slots__ = ("end", "quoted", "sep", "start", "text")

    def __init__(self, text: str, start: int, end: int, *, quoted: bool = False, sep: bool = False) -> None:
        self.text, self.start, self.end, self.quoted, self.sep = text, start, end, quoted, sep

    @property
    def parts(self) -> bool:
        """Tell whether it parts entries: a separator, or a word such as `and`."""
        return self.sep or (not self.quoted and self.text.lower() in JOINTS)

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

    def refusal(self, error: Unclear) -> Refused:
        """Refuse what a value's reader could not read for sure, with the whole line for each of its readings."""
        if not error.readings:
            return Refused(str(error))
        first = self.place
        if self.words[first].quoted:
            text = self.words[first].text
            return error.offer(lambda reading: self.mended(first, first + 1, text.replace(error.said, reading, 1).strip()))
        start = self.source.find(error.said, self.words[first].start)
        end = start + len(error.said)
        while self.words[first].end <= start:
            first += 1
        last = first
        while last < len(self.words) and self.words[last].start < end:
            last += 1
        tail = apart(self.source[end : self.words[last - 1].end])
        return error.offer(lambda reading: self.mended(first, last, reading + tail))

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
        stop = next((place for place, word in enumerate(words) if word.quoted or word.is_option), len(words))
        return self.raw(words[0], words[stop - 1]) if stop else ""

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
        begin = end + 1 if self.source[end] in SEPARATORS or self.source[end] == "." else end
        if begin >= word.end:
            self.place += 1
        else:
            self.words[self.place] = Word(self.source[begin : word.end], begin, word.end)


def unbroken(words: Sequence[Word]) -> list[Word]:
    """Return the first of these words, up to a quoted text, a separator or an option."""
    stop = next((place for place, word in enumerate(words) if word.quoted or word.sep or word.is_option), len(words))
    return list(words[:stop])


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


NOT_CLOSED = "A quote is opened but not closed. Close it, or leave it out."
QUOTES = frozenset('"“”')
# Blanks that no shell cuts at and phones type of their own accord: they part words as others do.
WIDE_BLANKS = frozenset("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000")


def from_arguments(arguments: Sequence[str], command: str = "kfit log") -> Words:
    """Find the words in what a shell handed over: an argument with a blank or the end of a line in it was quoted there."""
    source = " ".join(arguments)
    words: list[Word] = []
    start = 0
    option = False  # the argument before is one: what follows it is its value, whatever blanks stand in it
    for argument in arguments:
        end = start + len(argument)
        valued = option or _option_with_value(argument)
        blank = any(letter.isspace() and (valued or letter not in WIDE_BLANKS) for letter in argument)
        option = Word(argument, 0, 0).is_option and "=" not in argument
        if not argument or blank or (valued and not SEPARATORS.isdisjoint(argument[:-1])):
            parted = end < len(source) and argument[-1:] in SEPARATORS  # `"a long day", walk 20`: the shell has glued them
            words.append(Word(argument[:-1] if parted else argument, start, end - parted, quoted=not _option_with_value(argument)))
            words += [Word(argument[-1], end - 1, end, sep=True)] if parted else []
        else:
            words += cut(source, start, end)
        start = end + 1
    return Words(source, _typographic(source, words), command)


def _option_with_value(argument: str) -> bool:
    """Tell whether it is `--on=3 nov`: a shell has taken the quotes of `--on="3 nov"` away."""
    flag, glued, _ = argument.partition("=")
    return bool(glued) and flag.replace("-", "").isalpha() and Word(flag, 0, len(flag)).is_option


def from_text(source: str, command: str = "kfit log") -> Words:
    """Find the words of a line of text. Raises Refused for a quote that is never closed; in a note it is a sign like others."""
    words: list[Word] = []
    place = 0
    in_note = False
    while place < len(source):
        letter = source[place]
        if letter.isspace():
            place += 1
        elif letter in QUOTES and (not in_note or _closing(source, place + 1) is not None):
            close = _closed(source, place + 1)
            words.append(Word(source[place + 1 : close], place, close + 1, quoted=True))
            place = close + 1
        else:
            end = _word_end(source, place)
            if source[end - 1] == "=" and source[end : end + 1] in QUOTES and source.startswith("-", place):
                close = _closed(source, end + 1)
                words.append(Word(source[place:end] + source[end + 1 : close], place, close + 1))
                place = close + 1
                continue
            words += cut(source, place, end, separated=not in_note)
            in_note = in_note or (words[-1].text.lower() == "note" and not (words[1:] and words[-2].is_option))
            place = end
    return Words(source, words, command)


def _word_end(source: str, place: int) -> int:
    """Return where a word ends: at a blank, or before the quote of `--on="3 nov"`."""
    while place < len(source) and not source[place].isspace():
        place += 1
        if source[place - 1] == "=" and source[place : place + 1] in QUOTES:
            break
    return place


def cut(source: str, start: int, end: int, *, separated: bool = True) -> list[Word]:
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


def _closing(source: str, place: int) -> int | None:
    """Return where a quoted text ends: at a quote with nothing but a blank or a separator behind it; None if it never does."""
    for end in range(place, len(source)):
        behind = source[end + 1 : end + 2]
        if source[end] in QUOTES and (not behind or behind.isspace() or behind in SEPARATORS):
            return end
    return None


def _closed(source: str, place: int) -> int:
    end = _closing(source, place)
    if end is None:
        raise Refused(NOT_CLOSED)
    return end


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
        raise Refused(NOT_CLOSED)
    return joined

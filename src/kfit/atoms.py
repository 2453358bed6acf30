"""Cuts a text into atoms, so that readers need no regular expressions: runs of ASCII digits, runs of letters, single marks."""

from __future__ import annotations

DIGITS, LETTERS, MARK, END = "digits", "letters", "mark", "end"
ASCII_DIGITS = "0123456789"


class Atom:
    """A piece of a text from `start` to `end`: its kind, its word in lower case, and whether space stands before it."""

    __slots__ = ("end", "gap", "kind", "start", "word")

    def __init__(self, kind: str, word: str, start: int, *, gap: bool) -> None:
        self.kind, self.start, self.gap = kind, start, gap
        self.end = start + len(word)
        self.word = word.lower() if word.isascii() else word


class Line:
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
        if atom.kind == END or atom.gap or atom.word == ";":
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

"""The errors of kfit. The text of an error is the sentence that the person reads; its class has the exit code."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class KfitError(Exception):
    """Something that kfit could not do; its text is what the person reads. Exit code 1."""

    code = 1


class LateFailure(KfitError):
    """A failure after the change was saved or done."""


LANDED = "It is saved, so it need not be sent again. What went wrong came after that:"
IN_DOUBT = "I can't tell whether this was saved. Before you send it again, see: kfit history"


class Saving:
    """How far this run of kfit has come with saving: a failure after a commit is never told as one before it."""

    begun = False  # a commit, or the replacing of the data file, has begun
    done = False  # a change is committed


class Refused(KfitError):
    """Words, or a file to import, without one clear meaning. Nothing was saved. Exit code 2."""

    code = 2


class Unusable(KfitError):
    """A data file that cannot be used. It was not changed. Exit code 3."""

    code = 3


LONGEST_SAID = 60
SETTLE = "\nTo settle it for good: {}"
DATE_ORDER = "kfit config set date_order mdy   (or dmy)"


class Unclear(Refused):
    """Words with more than one meaning, or with none until a word is added.

    `said` holds the words as typed, `readings` the texts with one meaning that can be typed instead, `label` the word
    before the lines made of these texts, `settle` the command that settles the meaning for good.
    """

    def __init__(self, said: str, readings: tuple[str, ...] = (), sentence: str = "", label: str = "Try", settle: str = "") -> None:
        self.said, self.readings, self.label, self.settle = said, readings, label, settle
        super().__init__(sentence or f"'{short(said)}' can be {' or '.join(readings)}.")

    @property
    def closing(self) -> str:
        """Return the text after the offered lines: how to settle it for good, empty if no setting does that."""
        return SETTLE.format(self.settle) if self.settle else ""

    def offer(self, line: Callable[[str], str]) -> Refused:
        """Return the refusal with the whole line of each reading, if there are any."""
        lines = "   or: ".join(map(line, self.readings))
        return Refused(f"{self} {self.label}: {lines}{self.closing}" if lines else str(self))


class UnknownWord(Refused):
    """A line begins with a word that begins no entry."""


class ValueMissing(Refused):
    """A line ends where a value is due, or only options follow. `before` and `behind` are the line's words around it, for a shell.

    `asked` says in a few words what is due.
    """

    def __init__(self, sentence: str, before: str, behind: str, asked: str) -> None:
        super().__init__(sentence)
        self.before, self.behind, self.asked = before, behind, asked


class Elsewhere(Unclear):
    """Words that another line keeps: `line`, which begins with its own kind."""

    def __init__(self, said: str, line: str, sentence: str) -> None:
        super().__init__(said, (), sentence)
        self.line = line


class DateOrder(Unclear):
    """A date in digits that people read as month first or as day first. The setting `date_order` settles it for good."""

    def __init__(self, said: str, readings: tuple[str, ...] = (), sentence: str = "") -> None:
        super().__init__(said, readings, sentence, settle=DATE_ORDER)


class StillToCome(Unclear):
    """A time without a day, or a date without a year, that is still to come; it may be one before."""


class Unreadable(Refused):
    """Words that are not a day, a time or a length. `nearest` is the phrase with its one typo corrected, or empty."""

    def __init__(self, said: str, nearest: str = "", sentence: str = "") -> None:
        self.said, self.nearest = said, nearest
        super().__init__(sentence or f"I couldn't read '{short(said)}'.")

    def offer(self, line: Callable[[str], str], example: str) -> Refused:
        """Return the refusal with the whole line of the nearest phrase, or of an example."""
        return Refused(f"{self} {f'Did you mean: {line(self.nearest)}' if self.nearest else f'Try: {line(example)}'}")


def short(said: str) -> str:
    """Return typed words as a sentence can quote them: on one line, cut to 60 characters."""
    said = " ".join(said.split())
    return said if len(said) <= LONGEST_SAID else said[: LONGEST_SAID - 3] + "..."

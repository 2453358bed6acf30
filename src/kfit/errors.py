"""What can go wrong: each error says its sentence and owns its exit code."""

from __future__ import annotations


class KfitError(Exception):
    """Something kfit could not do, said in the words that the person will read."""

    code = 1


class LateFailure(KfitError):
    """It was saved, or done; what failed came after that."""


class Refused(KfitError):
    """Words, or a file to import, that cannot be read for sure. Nothing was saved."""

    code = 2


class Unusable(KfitError):
    """The data file cannot be used. It was not touched."""

    code = 3


LONGEST_SAID = 60
SETTLE = "\nTo settle it for good: {}"
DATE_ORDER = "kfit config set date_order mdy   (or dmy)"


class Unclear(Refused):
    """Words that can be read in more than one way, or in none without a word more.

    `said` holds the words as typed, `readings` the texts that can be typed in their place and have one reading,
    `label` the word before the lines that are made of them, `settle` the line that settles it for good.
    """

    def __init__(self, said: str, readings: tuple[str, ...] = (), sentence: str = "", label: str = "Try", settle: str = "") -> None:
        self.said, self.readings, self.label, self.settle = said, readings, label, settle
        super().__init__(sentence or f"'{short(said)}' can be {' or '.join(readings)}.")

    @property
    def closing(self) -> str:
        """Return what stands behind the lines: how it is settled for good, nothing where no setting does that."""
        return SETTLE.format(self.settle) if self.settle else ""


class DateOrder(Unclear):
    """A date in digits that month-first and day-first people read differently. The setting `date_order` settles it for good."""

    def __init__(self, said: str, readings: tuple[str, ...] = (), sentence: str = "") -> None:
        super().__init__(said, readings, sentence, settle=DATE_ORDER)


class Unreadable(Refused):
    """Words that are no day, time or length. `nearest` is the whole phrase with its one typo mended, or empty."""

    def __init__(self, said: str, nearest: str = "", sentence: str = "") -> None:
        self.said, self.nearest = said, nearest
        super().__init__(sentence or f"I couldn't read '{short(said)}'.")


def short(said: str) -> str:
    """Return typed words as a sentence can quote them: on one line, cut where they are long."""
    said = " ".join(said.split())
    return said if len(said) <= LONGEST_SAID else said[: LONGEST_SAID - 3] + "..."

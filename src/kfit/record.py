"""What entries are made of: fields with their ranges, and frozen records of them."""

from __future__ import annotations

from .errors import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar, dataclass_transform
else:

    def dataclass_transform(**_):  # noqa: ANN003, ANN201, D103 - stands for typing's, which costs a log command 10 ms
        return lambda cls: cls


REQUIRED = object()
INSTANT_LENGTH = len("2026-11-22T21:30-05:00")


class Field:
    """One thing said about an entry: its type, its range, its unit and how it is spoken of.

    `type` is one of whole, real, text, choice, instant, answers. A whole or real number lies from `low` to `high`;
    `above` says that `low` itself is outside. `option` is the name it has on the command line when it is not
    part of the value that stands behind the kind's word.
    """

    __slots__ = ("above", "default", "ends", "high", "longest", "low", "name", "option", "title", "type", "unit", "words")

    def __init__(
        self,
        type: str,
        default: object,
        *,
        title: str = "",
        low: float = 0,
        high: float = 0,
        above: bool = False,
        ends: tuple[str, str] = ("", ""),
        unit: str = "",
        words: tuple[str, ...] = (),
        longest: int = 0,
        option: str = "",
    ) -> None:
        self.name = ""
        self.type, self.default, self.title = type, default, title
        self.low, self.high, self.above, self.ends, self.unit = low, high, above, ends, unit
        self.words, self.longest, self.option = words, longest, option

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def range(self) -> str:
        """Say how far it goes: `0 (worst) to 10 (best)`, `1 to 1080 minutes`, `light, moderate or vigorous`."""
        if self.words:
            return f"{', '.join(self.words[:-1])} or {self.words[-1]}"
        if self.longest and self.type == "text":
            return f"up to {self.longest:,} characters"
        if not self.high:
            return ""
        low, high = (f"{end:g}" + (f" ({word})" if word else "") for end, word in zip((self.low, self.high), self.ends, strict=True))
        return f"{'above ' if self.above else ''}{low} to {high}" + (f" {self.unit}" if self.unit else "")

    def allows(self, value: object) -> bool:
        """Tell whether a value is of the type and inside the range."""
        if self.type == "whole":
            return type(value) is int and self.low <= value <= self.high
        if self.type == "real":
            return type(value) in (int, float) and self.low <= value <= self.high and not (self.above and value == self.low)  # type: ignore[operator]  # a number field has both ends
        if self.type == "answers":
            return type(value) is tuple and 0 < len(value) <= self.longest and all(self._answer(one) for one in value)
        return isinstance(value, str) and _storable(value) and self._takes_text(value)

    def _takes_text(self, value: str) -> bool:
        if self.type == "choice":
            return value in self.words
        if self.type == "instant":
            return len(value) == INSTANT_LENGTH and value[10] == "T"
        return bool(value) and (not self.longest or len(value) <= self.longest)

    def _answer(self, value: object) -> bool:
        return value is None or (type(value) is int and self.low <= value <= self.high)

    def refusal(self, value: object = None) -> str:
        """Say in one sentence what it takes: `Mood goes from 0 (worst) to 10 (best).`"""
        if isinstance(value, str) and not _storable(value):
            return f"{self.title} holds a character that can't be kept (a NUL, or one that is not UTF-8)."
        if self.words:
            return f"{self.title} is {self.range()}."
        if self.longest and self.type == "text":
            return f"{self.title} is a text of {self.range()}."
        if self.high:
            return f"{self.title} goes from {self.range()}."
        return f"{self.title} is not right."


def _storable(text: str) -> bool:
    """Tell whether a file can keep a text: no NUL, and no byte that was no UTF-8 when it was typed."""
    return "\0" not in text and (text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text))


def whole(
    low: int, high: int, *, title: str, ends: tuple[str, str] = ("", ""), unit: str = "", option: str = "", default: Any = REQUIRED
) -> Any:
    """Declare a whole number from low to high."""
    return Field("whole", default, title=title, low=low, high=high, ends=ends, unit=unit, option=option)


def real(low: float, high: float, *, title: str, unit: str = "", option: str = "", default: Any = REQUIRED, above: bool = True) -> Any:
    """Declare a number above low, up to high; with `above=False`, low itself is allowed."""
    return Field("real", default, title=title, low=low, high=high, above=above, unit=unit, option=option)


def answers(high: int, longest: int, *, title: str, default: Any = REQUIRED) -> Any:
    """Declare the answers to a form in their order, each from 0 to high, or None where the form leaves one out.

    They lie in a table of their own, a row an answer.
    """
    return Field("answers", default, title=title, high=high, longest=longest)


def choice(words: tuple[str, ...], *, title: str, option: str = "", default: Any = REQUIRED) -> Any:
    """Declare one of a few words."""
    return Field("choice", default, title=title, words=words, option=option)


def text(longest: int = 0, *, title: str, option: str = "", default: Any = REQUIRED) -> Any:
    """Declare a text."""
    return Field("text", default, title=title, longest=longest, option=option)


def instant(*, title: str, default: Any = REQUIRED) -> Any:
    """Declare a local time with its offset, `2026-11-22T21:30-05:00`."""
    return Field("instant", default, title=title)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(whole, real, choice, text, instant, answers))
class Record:
    """A frozen record: its class attributes are its fields, its constructor checks them."""

    FIELDS: ClassVar[dict[str, Field]] = {}

    def __init_subclass__(cls) -> None:
        cls.FIELDS = cls.FIELDS | {name: field for name, field in vars(cls).items() if isinstance(field, Field)}

    def __init__(self, **values: Any) -> None:
        kept = self.__dict__
        for name, field in self.FIELDS.items():
            value = values.pop(name, field.default)
            if value is not None and not field.allows(value):
                if value is REQUIRED:
                    message = f"{type(self).__name__} needs {name}"
                    raise TypeError(message)
                raise Refused(field.refusal(value))
            kept[name] = value
        if values:
            message = f"{type(self).__name__} has no {', '.join(values)}"
            raise TypeError(message)
        self.verify()

    def verify(self) -> None:
        """Check what one field alone cannot. Raises Refused."""

    def __setattr__(self, name: str, value: object) -> None:
        message = f"{type(self).__name__} is frozen"
        raise AttributeError(message)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash(tuple(self.__dict__.values()))

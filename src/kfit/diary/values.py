"""Reads the value behind a kind's word. One reader a form; each knows where its value ends, none takes a note."""

from __future__ import annotations

from ..entries import Mood
from ..readings import Unclear
from .numbers import Value, decimal, first_token, plain_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..entries import Entry

NUMBER_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class Form:
    """A way to type a value: its reader, and the shortest lines that show it."""

    __slots__ = ("read", "wants")

    def __init__(self, read: Callable[[str, str], Value | None], wants: str) -> None:
        self.read, self.wants = read, wants


def score(text: str, head: str) -> Value | None:  # noqa: ARG001 - every form's reader takes the word it stands behind
    """Read `6` or `6/10`. Raises Unclear for another number."""
    token = first_token(text)
    number = plain_number(token.removesuffix("/10"))
    if number is not None and number <= 10:
        return Value({"score": number}, len(token))
    parts = decimal(token)
    if parts is not None and parts[0] <= 10:
        near = [parts[0], parts[0] + 1] if int(parts[1]) and parts[0] < 10 else [parts[0]]
        raise Unclear(token, tuple(map(str, near)), "Mood is a whole number, 0 to 10.")
    if token.lower() in NUMBER_WORDS:
        raise Unclear(token, (str(NUMBER_WORDS.index(token.lower())),), Mood.OWN["score"].refusal())
    bare = token.lstrip("-+")
    count = len(bare) - len(bare.lstrip("0123456789"))
    if not count:
        return None
    kept = bare[:count].lstrip("0") or "0"
    if int(kept) <= 10 and not token.startswith(("-", "+")) and kept == bare[:count]:
        raise Unclear(token, (kept,), f"I couldn't read '{token}' as a mood.")
    near_one = "10" if kept.startswith("1") and len(kept) > 1 else kept[:1]
    raise Unclear(token, (near_one,), Mood.OWN["score"].refusal())


# The other readers are loaded when they are needed: a mood pays nothing for a night.
def _night(text: str, head: str) -> Value | None:
    from .nights import sleep

    return sleep(text, head)


def _movement(text: str, head: str) -> Value | None:
    from .movement import movement

    return movement(text, head)


def _treatment(text: str, head: str) -> Value | None:
    from .treatment import treatment

    return treatment(text, head)


def rest(_text: str, _head: str) -> Value | None:
    """Take nothing: all behind the word of a note is the note."""
    return Value({}, 0)


FORMS = {
    "score": Form(score, "Mood goes from 0 (worst) to 10 (best)."),
    "night": Form(_night, "Sleep wants a length or two times."),
    "movement": Form(_movement, "Movement wants its minutes."),
    "treatment": Form(_treatment, ""),
    "rest": Form(rest, ""),
}
SHORT_LINES = {"score": "6", "night": "7h30", "movement": "20", "treatment": "iv 40mg", "rest": "a long day"}


def value_of(kind: type[Entry], head: str, text: str) -> Value | None:
    """Read the value behind a word that begins an entry; None if what stands there is none."""
    return FORMS[kind.form].read(text, head) if text or kind.form in ("treatment", "rest") else None


def wanted(kind: type[Entry], command: str, said: str = "") -> str:
    """Say what a kind's word wants behind it, with a line that would work."""
    unread = f"I couldn't read '{said}'. " if said else ""
    return f"{unread}{FORMS[kind.form].wants} Try: {command} {SHORT_LINES[kind.form]}"

"""Reads the options of a line: those of the whole line, and those of the entry they stand in."""

from __future__ import annotations

from ..errors import Refused, Unclear
from ..model.entries import ACTIVITIES, KINDS
from . import durations
from .numbers import decimal, length_or_minutes, plain_number
from .tokens import Word, quoted, retyped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..model.fields import Entry, Field
    from .tokens import Words

# Flag, short name, whether a word follows, help.
LINE_OPTIONS = (
    ("--on", "-d", True, 'the day, with a time if you like: yesterday, "mon 9pm", 2026-11-03'),
    ("--replace", "", False, "take the place of that day's entries of this kind"),
    ("--json", "", False, "print one JSON object"),
    ("--quiet", "-q", False, "print nothing"),
)
NOTE_OPTION = ("--note", "-n")
EDITOR_OPTION = "--edit"
# Flags of an entry, which no word follows: each says that what looks odd is right.
ENTRY_FLAGS = {flag: text for kind in KINDS.values() for flag, text in kind.flags.items()}
LONGEST_LENGTH = 3  # words behind an option that could still belong to its length
LONG_DASHES = frozenset("—–―")
SHORT = {short: flag for flag, short, _, _ in LINE_OPTIONS if short} | {NOTE_OPTION[1]: NOTE_OPTION[0]}
SHORT |= dict.fromkeys(("-on", "--date", "--day", "--at", "--when"), "--on")  # what people type for it
LINE_FLAGS = {flag: valued for flag, _, valued, _ in LINE_OPTIONS}


def entry_options(kind: type[Entry]) -> dict[str, str]:
    """Return the options of a kind's further fields, each with the field's name."""
    return {field.option: name for name, field in kind.OWN.items() if field.option}


def owners(flag: str) -> list[str]:
    """Return the kinds that an option belongs to."""
    return [name for name, kind in KINDS.items() if flag in entry_options(kind) or flag in kind.flags]


def flag_of(kind: type[Entry], flag: str, words: Words) -> str:
    """Return a flag that an entry may have. Raises Refused for one that goes with another kind."""
    if flag not in kind.flags:
        line = words.mended(words.place - 1, words.place, "")
        raise Refused(f"{flag} goes with {' or '.join(owners(flag))}, not with {kind.kind}. Try: {line}")
    return flag


def next_option(words: Words, kind: type[Entry] | None = None) -> tuple[str, str | None] | None:
    """Take the option that stands next, with the word that belongs to it; None if there is no option.

    An option that is mistyped is looked for among those of the `kind`, of all kinds if none is given.

    Raises Refused for what looks like an option and is none, and for one whose word is missing.
    """
    word = words.peek()
    if word is None or word.quoted or word.sep:
        return None
    place = words.place
    if word.text[:1] in LONG_DASHES and _known(word.text.lstrip("—–―").split("=", 1)[0]):
        mended = words.mended(place, place + 1, retyped([Word("--" + word.text.lstrip("—–―"), 0, 0)]))
        raise Refused(f"Did the keyboard turn -- into {word.text[0]}? Try: {mended}")
    if not word.is_option or word.text == "--":
        return None
    said, glued, value = word.text.partition("=")
    flag = SHORT.get(said, said)
    if kind is not None and not (flag in LINE_FLAGS or flag == NOTE_OPTION[0] or owners(flag)):
        flag = _only_one(said, kind) or flag
    if flag not in LINE_FLAGS and flag not in (NOTE_OPTION[0], EDITOR_OPTION) and not owners(flag):
        raise Refused(_no_such(said, words, [kind] if kind else list(KINDS.values())))
    words.take()
    if not LINE_FLAGS.get(flag, True) or flag == EDITOR_OPTION or flag in ENTRY_FLAGS:
        if glued:
            raise Refused(f"{flag} takes no value. Try: {words.mended(place, place + 1, flag)}")
        return flag, None
    if glued:
        return flag, value
    follower = words.peek()
    if follower is None or follower.sep:
        example = f"{flag} {SAMPLES.get(flag, 'TEXT')}"
        raise Refused(f"{flag} needs a value after it. For example: {words.mended(place, place + 1, example)}")
    return flag, words.take().text


SAMPLES = {"--on": "yesterday", "--note": '"a long day"'} | {
    field.option: field.sample for kind in KINDS.values() for field in kind.OWN.values() if field.option
}


def _known(name: str) -> bool:
    flag = "--" + name
    return flag in LINE_FLAGS or flag == NOTE_OPTION[0] or bool(owners(flag))


def _only_one(said: str, kind: type[Entry]) -> str:
    """Return the one option of a kind that begins like this: `--q` is --quality; empty if there is none, or several."""
    flags = [flag for flag in (*kind.flags, *entry_options(kind), NOTE_OPTION[0]) if flag.startswith(said)]
    return flags[0] if said.startswith("--") and len(said) > 2 and len(flags) == 1 else ""


def _no_such(flag: str, words: Words, kinds: list[type[Entry]]) -> str:
    from .nearness import CLOSE, nearest

    flags = [
        *LINE_FLAGS,
        NOTE_OPTION[0],
        *(flag for kind in kinds for flag in (*kind.flags, *entry_options(kind))),
    ]
    near = nearest(flag, flags, CLOSE) if flag.startswith("--") else ""
    if near:
        meant = Word(near + words.words[words.place].text.removeprefix(flag), 0, 0)
        return f"There is no option {flag}. Did you mean: {words.mended(words.place, words.place + 1, retyped([meant]))}"
    return f"There is no option {flag}. As a note: {words.so_far()} -- {words.left()}"


def without_option(words: Words, text: str = "") -> str:
    """Return the whole line without the option that was just taken, or with a text in its place."""
    glued = words.place > 0 and words.words[words.place - 1].is_option
    return words.mended(words.place - (1 if glued else 2), words.place, text)


def field_value(kind: type[Entry], flag: str, said: str, words: Words) -> dict[str, Any]:
    """Read the word of an entry's option into the fields it fills. Raises Refused, with the range, for what it cannot be."""
    name = entry_options(kind).get(flag)
    if name is None:
        raise Refused(f"{flag} goes with {' or '.join(owners(flag))}, not with {kind.kind}.")
    field = kind.OWN[name]
    if flag == "--dose":
        from .treatments import dose_fields

        try:
            return dose_fields(said)
        except Unclear as error:
            raise error.offer(lambda reading: without_option(words, f"{flag} {quoted(reading)}")) from None
    if field.type == "whole":
        if field.unit == "minutes":
            _refuse_longer(flag, said, words)
        number = length_or_minutes(said, hours=flag == "--in-bed") if field.unit == "minutes" else plain_number(said)
        if number is None or not field.allows(number):
            raise Refused(f"{field.refusal()} For example: {without_option(words, f'{flag} {field.sample}')}")
        return {name: number}
    if field.type == "real":
        return {name: _real(field, flag, said, words)}
    text = field.kept(said.strip().lower() if field.type == "choice" or said.strip().lower() in ACTIVITIES else said.strip())
    if not field.allows(text):
        raise Refused(f"{field.refusal()} For example: {without_option(words, f'{flag} {field.sample}')}")
    return {name: text}


def _refuse_longer(flag: str, said: str, words: Words) -> None:
    """Refuse `--for 2 hours`: a length of several words wants quotes, or the words behind would drown in a note."""
    behind = [word.text for word in words.rest()[:LONGEST_LENGTH] if not word.quoted and not word.sep]
    for count in range(len(behind), 0, -1):
        longer = " ".join([said, *behind[:count]])
        found = durations.find(longer)
        if found and found[1] == len(longer):
            glued = words.words[words.place - 1].is_option
            line = words.mended(words.place - (1 if glued else 2), words.place + count, f"{flag} {quoted(longer, always=True)}")
            raise Refused(f"A length of several words needs quotes. Try: {line}")


def _real(field: Field, flag: str, said: str, words: Words) -> float:
    """Read a number that need not be whole: `11`, `6.3`, `6,3`."""
    said = said.strip().partition("/")[0] if flag == "--total" else said
    parts = decimal(said.strip())
    number = plain_number(said) if parts is None else float(f"{parts[0]}.{parts[1]}")
    if number is None or not field.allows(number):
        raise Refused(f"{field.refusal()} For example: {without_option(words, f'{flag} {field.sample}')}")
    return float(number)

"""What a free note must not be: text that could as well be a value, a day or another entry."""

from __future__ import annotations

from ..entries import EFFECTS, HEADS
from ..errors import Refused
from ..readings import Unclear
from .numbers import digit
from .words import quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .said import Context
    from .words import Word, Words

SIGNS = "-+.,:/–—"
SHORT_DAYS = frozenset(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
LEADS = frozenset(("on", "for", "at", "next", "the"))
TO_COME = frozenset(
    [
        "week",
        "weeks",
        "month",
        "months",
        "day",
        "days",
        "time",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)
NUMBERS = frozenset(["a", "an", "one", "two", "three", "four", "five", "six"])


def check_free(words: Words, note: list[Word], context: Context) -> None:
    """Refuse a free note that begins like a number or is, as a whole, a day or a time (rules 4 and 5)."""
    text = words.raw(note[0], note[-1])
    first = words.words.index(note[0])
    last = first + len(note)
    as_note = words.mended(first, last, f"--note {quoted(text, always=True)}")
    bare = text.lstrip(SIGNS + " ")
    if bare[:1].isdigit() or bare[:1].isnumeric():
        shown = text.split(maxsplit=1)[0]
        raise Refused(f"I can't tell what '{shown}' belongs to. If it is a note: quotes or --note. Try: {as_note}")
    day = day_within(text, context)
    if day is None:
        return
    line = words.mended(first, last, "")
    the_day = f" The day: {line} --on {quoted(day)}  " if day and words.day is None else ""
    another = any(word.text.partition("=")[0] in ("--note", "-n") for word in words.words if not word.quoted)
    raise Refused(f"Is '{text}' the day (--on) or a note?{the_day}" + ("" if another else f" As a note: {as_note}"))


def day_within(text: str, context: Context) -> str | None:
    """Return the day that a text as a whole is, as it can be typed: `on monday.` is monday.

    Empty for a day that is still to come or that has no sure reading; None if the text is no day.
    """
    parts = text.strip(" .!?,;-–—").lower().split()
    if parts[:1] == ["next"] and parts[1:] and all(part in TO_COME or part[:3] in SHORT_DAYS for part in parts[1:]):
        return ""
    if parts[:1] == ["in"] and len(parts) == 3 and (parts[1].isdigit() or parts[1] in NUMBERS) and parts[2] in TO_COME:
        return ""
    while parts[:1] and parts[0] in LEADS and len(parts) > 1 and not context.is_day(" ".join(parts)):
        parts = parts[1:]
    plain = " ".join(parts)
    if not plain or not context.is_day(plain):
        return None
    try:
        found = context.day(plain)
    except Unclear as error:
        return error.readings[0] if error.readings else ""
    to_come = found.day > context.today or (found.at is not None and found.at > context.now)
    return "" if to_come else plain


def swallowed(words: Words, note: list[Word], context: Context) -> str | None:
    """Return the first stretch of a note that would log on its own (rule 8): `walk 15`."""
    for place, word in enumerate(note):
        head = word.text.lower()
        strength = note[place + 1].text if place + 1 < len(note) else ""
        if head in EFFECTS and head not in HEADS and strength in ("0", "1", "2", "3") and not word.quoted:
            return f"effect {head} {strength}"
        if word.quoted or head not in HEADS or HEADS[head][0].form == "rest" or place + 1 == len(note):
            continue
        from .within import taken

        behind = words.raw(note[place + 1], note[-1])
        try:
            used = taken(head, behind, context)
        except Refused:
            continue
        if used:
            return f"{head} {behind[:used]}"
    return None


def nap_within(words: Words, note: list[Word]) -> str | None:
    """Return a further stretch of sleep that a night's note has swallowed: `nap 1h` is `sleep 1h`, `4-6` as it stands."""
    from .nights import sleep

    for place, word in enumerate(note):
        if word.quoted or not (digit(word.text[:1]) or word.text.lower() in ("nap", "naps")):
            continue
        begin = place if digit(word.text[:1]) else place + 1
        behind = words.raw(note[begin], note[-1]) if begin < len(note) else ""
        try:
            value = sleep(behind)
        except Refused:
            continue
        if value is not None and value.used and (value.parts or begin > place):
            return f"sleep {behind[: value.used]}"
    return None

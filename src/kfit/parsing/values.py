"""Reads the value after a kind's word: a score, minutes, a severity, times, answers. Each reader knows where its value ends."""

from __future__ import annotations

from ..errors import Elsewhere, Unclear
from ..model.entries import ACTIVITIES, ALIASES, KINDS, SEVERITIES, Effect, Exercise, Habit, Medicine, Mood, Rating, ends
from . import durations
from .numbers import (
    Value,
    ValueSubject,
    behind_blanks,
    decimal,
    digit,
    digits,
    ends_word,
    first_token,
    is_cut,
    plain_number,
    respelled,
    token_at,
)
from .tokens import quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..model.fields import Entry
    from .draft import EntryDraft
    from .tokens import Words

    Reader = Callable[[str, ValueSubject], Value | None]
NUMBER_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class ValueForm:
    """A way to type a value: its reader, what it wants, the shortest words that show it, and whether it may be left out."""

    __slots__ = ("may_lack", "read", "shortest", "wants")

    def __init__(self, read: Reader, wants: str, shortest: str, *, may_lack: bool = False) -> None:
        self.read, self.wants, self.shortest, self.may_lack = read, wants, shortest, may_lack


def score(text: str, subject: ValueSubject) -> Value | None:
    """Read `6` or `6/10` of mood or a rating. Raises Unclear for another number."""
    token = first_token(text)
    said = score_said(token)
    if said is not None:
        return Value({"score": said}, len(token) + _of_ten(text[len(token) :]))
    _refuse_share(token, subject)
    plain = respelled(token)
    whole = plain_number(plain.removesuffix("/10"))
    if whole is not None and whole <= 10:
        raise Unclear(token, (str(whole),), _not_read(token, subject))
    parts = decimal(plain)
    if parts is not None and parts[0] <= 10:
        near = [parts[0], parts[0] + 1] if int(parts[1]) and parts[0] < 10 else [parts[0]]
        unread = "" if plain == token else f"{_not_read(token, subject)} "
        raise Unclear(token, tuple(map(str, near)), f"{unread}{_called(subject)} is a whole number, 0 to 10.")
    if token.lower() in NOTHING and subject.kind == Rating.kind:
        return _none_of(token, text, subject)
    bare = token.lstrip("-+")
    count = len(bare) - len(bare.lstrip("0123456789"))
    if not count:
        return None
    if any(letter.isdigit() for letter in bare[count:]):
        raise Unclear(token, _either(plain), _not_read(token, subject))
    kept = bare[:count].lstrip("0") or "0"
    if int(kept) <= 10 and not token.startswith(("-", "+")) and kept == bare[:count]:
        raise Unclear(token, (kept,), _not_read(token, subject))
    near_one = "10" if kept.startswith("1") and len(kept) > 1 else kept[:1]
    raise Unclear(token, () if token.startswith("-") else (near_one,), range_said(subject))


NOTHING = frozenset(("none", "no", "nothing", "zero", "nil"))
AT_ALL = frozenset(("", "at all", "today", "now", "so far", "this time"))
OF_TEN = ("out of ten", "out of 10", "of 10", "of ten", "/ 10", "/10")


def _none_of(token: str, text: str, subject: ValueSubject) -> Value:
    """Return 0 for `pain none` where none of it is its better end. Raises Unclear for another end, and where more follows."""
    behind = text[len(token) :].strip(" .,;").lower()
    if subject.known.better_end(subject.name) == "low" and (behind in AT_ALL or text[len(token) :].lstrip()[:1] in ",;"):
        return Value({"score": 0}, len(token) + (len(text[len(token) :]) if behind == "at all" else 0))
    raise Unclear(token, ("0",), range_said(subject))


def _of_ten(behind: str) -> int:
    """Return how many characters `out of 10` takes behind a score; 0 without it."""
    text = behind.lstrip().lower()
    told = next((one for one in OF_TEN if text.startswith(one) and ends_word(text, len(one))), "")
    return len(behind) - len(text) + len(told) if told else 0


def score_said(token: str) -> int | None:
    """Return the score that `6`, `6/10`, `five`, `~5`, `5ish`, `5.` and `60%` say; None for other words."""
    word = token.lower().lstrip("~≈=:")
    if word in NUMBER_WORDS:
        return NUMBER_WORDS.index(word)
    if word.endswith("%"):
        share = digits(word[:-1])
        return share // 10 if share is not None and share <= 100 and share % 10 == 0 else None
    word = word.removesuffix("ish").removesuffix("-").rstrip(".!")
    number = plain_number(word.removesuffix("/10"))
    return number if number is not None and number <= 10 else None


def _refuse_share(token: str, subject: ValueSubject) -> None:
    """Raise Unclear for `3/5` and `65%`: the same share of 10 is 6, or 6 and 7 are near it."""
    part, _, whole = token.replace("%", "/100").partition("/")
    if digits(part) is None or digits(whole) is None or int(whole) in (0, *range(6, 11)) or int(part) > int(whole):
        return
    share = int(part) * 10 / int(whole)
    near = (int(share),) if share == int(share) else (int(share), int(share) + 1)
    raise Unclear(token, tuple(map(str, near)), f"{_called(subject)} is a whole number out of 10.")


BETWEEN = str.maketrans(dict.fromkeys("–→/", "-"))  # signs between two numbers


def _either(said: str) -> tuple[str, ...]:
    """Return both numbers of `5-6`; of two numbers in another shape, a part would not be what was typed."""
    numbers = [plain_number(part) for part in said.translate(BETWEEN).split("-")]
    both = tuple(str(number) for number in numbers if number is not None and number <= 10)
    return both if len(both) == len(numbers) == 2 else ()


def _not_read(said: str, subject: ValueSubject) -> str:
    called = _called(subject).lower()
    return f"I couldn't read '{said}' as {'an' if called[:1] in 'aeiou' else 'a'} {called}."


def range_said(subject: ValueSubject) -> str:
    """Say how far mood or a rating goes, with what its ends mean: `Anxiety goes from 0 (none) to 10 (worst).`"""
    if subject.kind == Mood.kind:
        return Mood.OWN["score"].refusal()
    better = subject.known.better_end(subject.name)
    if better is None:
        return f"{_called(subject)} goes from 0 to 10."
    lowest, highest = ends(subject.name, better)
    return f"{_called(subject)} goes from 0 ({lowest}) to 10 ({highest})."


def _called(subject: ValueSubject) -> str:
    return "Mood" if subject.kind == Mood.kind else subject.name[:1].upper() + subject.name[1:]


def rest(_text: str, _subject: ValueSubject) -> Value | None:
    """Take nothing: all behind the word of a note is the note."""
    return Value({}, 0)


def plain(text: str, subject: ValueSubject) -> Value | None:
    """Read the value of a kind's first field: a number in its range, a length of time, or one of its words. Raises Unclear."""
    field = KINDS[subject.kind].main()
    if field is None:
        return Value({}, 0)
    if field.unit == "minutes" and (length := durations.find(text)) is not None:
        if not field.allows(length[0]):
            raise Unclear(text[: length[1]], (), field.refusal())
        return Value({field.name: length[0]}, length[1])
    token = first_token(text)
    if field.type not in ("whole", "real"):
        said = token.lower() if field.type == "choice" else token
        return Value({field.name: said}, len(token)) if token and field.allows(said) else None
    parts = decimal(token)
    number = plain_number(token) if parts is None else float(f"{parts[0]}.{parts[1]}")
    if number is None:
        return None
    value = float(number) if field.type == "real" else number
    if field.type == "whole" and parts is not None:
        near = tuple(str(one) for one in (parts[0], parts[0] + 1) if field.allows(one))
        raise Unclear(token, near, f"{field.title} is a whole number, {field.low:g} to {field.high:g}.")
    if not field.allows(value):
        raise Unclear(token, (), field.refusal())
    return Value({field.name: value}, len(token))


# The shortest lines of words whose value the form alone does not show.
BY_HEAD = {
    "nap": "20m", "bp": "128/82 70", "weight": "72.5kg", "glucose": "95mg/dl", "hba1c": "5.4%", "cholesterol": "180mg/dl", "ldl": "100mg/dl",
    "hdl": "55mg/dl", "triglycerides": "120mg/dl", "phq2": "1 2", "cadss": "--total 4", "cadss6": "--total 4", "who5": "--total 52",
    "peg": "7 6 5", "madrs": "24", "hamd17": "18", "ybocs": "24", "wsas": "22", "cgis": "4", "cgii": "3", "icsi": "8", "icpi": "8",
    "rate": "focus 5 --better high", "effect": "nausea 1", "med": "sertraline 100mg started", "did": "meditation 10m", "measure": "coffee 2",
}  # fmt: skip


# What stands in the place of a value where other words were typed there; pasted as it is, it is refused.
PLACES = {"score": "NUMBER", "rating": "NUMBER", "effect": "NUMBER", "night": "HOURS", "movement": "MINUTES"}


def form_of(kind: type[Entry]) -> ValueForm:
    """Return the way in which the value of a kind is typed."""
    if kind.form in FORMS:
        return FORMS[kind.form]
    field = kind.main()
    shown = kind.example.split()[1 + ("name" in kind.OWN) :]
    return ValueForm(plain, field.refusal() if field else "", shown[0] if shown else "", may_lack=field is None)


def value_of(subject: ValueSubject, kind: type[Entry], text: str) -> Value | None:
    """Read the value behind a word that begins an entry; None if what stands there is none, or more is glued to it than was read."""
    form = form_of(kind)
    value = form.read(text, subject) if text or form.may_lack else None
    if (value is None or not value.used) and (skipped := linked(text)) and kind.form != "rest":
        value = value_of(subject, kind, text[skipped:])
        if value is not None and value.used:
            value.used += skipped
            return value
        value = None if not form.may_lack else Value({}, 0)
    if value is None or (
        ends_word(text, value.used + (text[value.used :][:1] == ".")) and not digit(text[value.used :].lstrip(" ,;.")[:1])
    ):
        return value
    return None if is_cut(form.read, text, value.used, subject) else value


def sure_value(subject: ValueSubject, kind: type[Entry], text: str) -> Value | None:
    """Read a value as `value_of` does; None too where it takes nothing, or has no sure reading."""
    try:
        value = value_of(subject, kind, text)
    except Unclear:
        return None
    return value if value is not None and value.used else None


# What may stand between a kind's word and its value without a meaning of its own.
LINKS = (
    "is",
    "was",
    "are",
    "were",
    "=",
    ":",
    "~",
    "about",
    "around",
    "approx",
    "roughly",
    "maybe",
    "like",
    "at",
    "at a",
    "level",
    "score",
    "scored",
    "only",
    "just",
    "for",
)


def linked(text: str) -> int:
    """Return how many characters at the beginning link a value to the word before it: `is`, `= `, `about`; 0 if none do."""
    lower = text.lower()
    if lower[:1] in "=:~" and lower[:1] and lower[1:].lstrip()[:1]:
        return behind_blanks(text, 1)
    said = first_token(lower).rstrip(":")
    if said not in LINKS:
        return 0
    behind = text[len(said) :].lstrip(": ")
    return len(text) - len(behind) if behind else 0


def shortest(kind: type[Entry], subject: ValueSubject) -> str:
    """Return the shortest words that may stand behind a kind's word, and behind its name where that was told."""
    head = "nap" if "nap" in subject.fields else subject.head
    return form_of(kind).shortest if subject.told else BY_HEAD.get(head, form_of(kind).shortest)


def wanted(entry: EntryDraft, subject: ValueSubject, words: Words, said: str) -> str:
    """Say what a kind's word wants behind it, with a line that would work; `said` is the next word, which is no value."""
    kind = entry.kind
    unread = f"I couldn't read '{said}'. " if said else ""
    if said.isalpha() and subject.told and kind.form in ("rating", "measure") and entry.name_place > entry.place:
        name = quoted(f"{subject.name} {said}", always=True)
        behind = words.words[words.place + 1 :]
        if behind and behind[0].text[:1].isdigit():  # the number that was typed stays
            line = words.mended(entry.name_place, words.place + 1, name)
        else:
            line = words.mended(entry.name_place, len(words.words), f"{name} {shortest(kind, subject)}")
            return f"{unread}A name of several words needs quotes, with its number after it. For example: {line}"
        return f"{unread}A name of several words needs quotes. Try: {line}"
    wants = range_said(subject) if kind is Rating and subject.name else form_of(kind).wants
    begun = f"kfit {entry.head}" if kind is Medicine and not subject.told else words.so_far()  # `took my meds` has no name to keep
    example = (
        PLACES.get(kind.form, "") if said and entry.head not in BY_HEAD else ""
    )  # beside what was typed, a figure could be taken for it
    return f"{unread}{wants} For example: {begun} {example or shortest(kind, subject)}"


NO_LINE = "A day without it needs no line."
MULTIPLIED = ("x", "times", "rounds", "reps", "step", "steps")  # `2 x 15 min` is no distance
UNIT_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Words that make a number before them something else than minutes.
COUNTED = frozenset((
    "km", "k", "kms", "kilometers", "kilometres", "mi", "mile", "miles", "lap", "laps", "lengths", "blocks", "step",
    "steps", "reps", "times", "x", "rounds", "sec", "secs", "second", "seconds", "s", "meters", "metres",
))  # fmt: skip


def movement(text: str, subject: ValueSubject) -> Value | None:
    """Read minutes and an activity in either order; behind an activity's own word, the minutes alone."""
    if subject.head in ACTIVITIES:
        minutes, used = _amount(text)
        return Value({"minutes": minutes, "activity": subject.head}, used) if used else None
    token = first_token(text)
    if activity := _activity(token):
        begin = behind_blanks(text, len(token))
        begin += linked(text[begin:])
        minutes, used = _amount(text[begin:])
        return Value({"minutes": minutes, "activity": activity}, begin + used) if used else None
    minutes, used = _amount(text)
    token, end = token_at(text, used)
    if used and text[used : used + 1].isspace() and (activity := _activity(token)):
        return Value({"minutes": minutes, "activity": activity}, end)
    return Value({"minutes": minutes}, used) if used else None


def _activity(word: str) -> str:
    """Return the activity that a word names: `walking` is walk; nothing for another word."""
    word = word.lower()
    kind, head, fields = ALIASES.get(word, (None, "", {}))
    return word if word in ACTIVITIES else fields.get("activity", head if head in ACTIVITIES else "") if kind is Exercise else ""


def _amount(text: str) -> tuple[int, int]:
    """Read a length, or whole minutes; (0, 0) if there is none. Raises Unclear for 0 minutes: a day without it needs no line."""
    found = durations.find(text)
    if found is None:
        token = first_token(text)
        number, used = digits(token.lstrip("~").removesuffix("ish")), len(token)
        if number == 0 or token.lower() in NOTHING:
            raise Unclear(token, (), NO_LINE)
        if end := counted_end(text):
            _refuse_distance_alone(text, end)
            return 0, 0
        if number is None:
            number, used = durations.worded(text)
        if not number:
            _refuse_unclear_minutes(token)
            return 0, 0
        found = number, used
    if not Exercise.OWN["minutes"].allows(found[0]):
        raise Unclear(text[: found[1]], (), Exercise.OWN["minutes"].refusal())
    return found


def counted_end(text: str) -> int:
    """Return how many characters `2 km` or `5k` takes at the beginning; 0 if no number of what is counted stands there."""
    token = first_token(text)
    number = token.rstrip(UNIT_LETTERS)
    unit, end = (token[len(number) :], len(token)) if number != token else token_at(text, len(token))
    return end if unit.lower() in COUNTED and digit(number[:1]) else 0


def _refuse_distance_alone(text: str, end: int) -> None:
    """Raise Unclear for `2 km` without a length of time behind it: it is none itself."""
    behind = text[end:].partition(",")[0]
    if not text[:end].endswith(MULTIPLIED) and any(
        durations.find(behind[place + 1 :]) for place, letter in enumerate(behind) if letter == " "
    ):
        return
    told = f"'{text[:end]}' is not a length of time, and kfit keeps minutes."
    if text[:end].endswith(("step", "steps")):
        raise Elsewhere(text[:end], f"measure steps {text[:end].rstrip(UNIT_LETTERS).strip()}", told)
    raise Unclear(text[:end], (), told)


def _refuse_unclear_minutes(token: str) -> None:
    """Raise Unclear for `7:30` and `7.5`, which can be hours or minutes."""
    first, colon, second = token.partition(":")
    if colon and digits(first) is not None and digits(second) is not None and len(second) == 2 and int(second) < 60:
        whole, minutes = int(first), int(first) + (1 if int(second) >= 30 else 0)
        in_minutes = f"{whole + int(second) / 60:g}m" if int(second) % 3 == 0 else f"{whole} min {second} s"
        hours = (f"{whole}h{second}",) if whole < 24 else ()
        meant = f"'{token}' can be {whole}h{second} or {in_minutes}, and minutes are whole."
        raise Unclear(token, (*hours, f"{max(1, minutes)}m"), meant)
    parts = decimal(token)
    if parts is not None:
        said = token.replace(",", ".")
        hours = (f"{said}h",) if 0 < float(said) <= 24 else ()
        readings = (*hours, f"{max(1, round(float(said)))}m")
        raise Unclear(token, readings, f"'{token}' can be {said} hours or minutes, and minutes are whole.")


def effect(text: str, _: ValueSubject) -> Value | None:
    """Read `2`, `2/3`, `2 of 3` or `moderate`. Raises Unclear for another number."""
    token = first_token(text)
    severity, used = plain_number(token.removesuffix("/3")), len(token)
    if token.lower() in SEVERITIES:
        severity = SEVERITIES.index(token.lower())
    if severity is None:
        if not token[:1].isdigit() and token[:1] not in ("-", "+"):
            return None
        raise Unclear(token, _near(respelled(token).removesuffix("/3")), f"I couldn't read '{token}'. {Effect.OWN['severity'].refusal()}")
    if severity >= len(SEVERITIES):
        raise Unclear(token, (), Effect.OWN["severity"].refusal())
    behind = text[used:].split()
    if behind[:2] == ["of", "3"]:
        used = text.index("3", text.index("of", used)) + 1
    elif (behind[:1] == ["of"] and behind[1:2] and behind[1].isdigit()) or (token.isdigit() and durations.find(text)):
        raise Unclear(token, (), f"{Effect.OWN['severity'].refusal()} How long it lasted goes after it: --for 2h")
    return Value({"severity": severity}, used)


def _near(said: str) -> tuple[str, ...]:
    """Return the severities that a number can be meant as: both sides of `1.5`."""
    whole, parts = plain_number(said), decimal(said)
    if whole is not None and whole < len(SEVERITIES):
        return (said,)
    return (str(parts[0]), str(parts[0] + 1)) if parts is not None and parts[0] + 1 < len(SEVERITIES) else ()


TIMES = frozenset(("x", "times", "time"))
MINUTES_KEPT, TIMES_KEPT = "minutes", "times"


def habit(text: str, subject: ValueSubject) -> Value | None:
    """Read `10m`, `20x`, `20 times`, or a bare number where the habit says what it counts; nothing is a habit that was done."""
    kept = subject.known.find(Habit.kind, subject.name)
    unit = kept.unit if kept else None
    found = durations.find(text)
    if found:
        return _minutes(text, *found, unit, subject)
    token = first_token(text)
    number = token.rstrip("xX×")
    if digits(number) is None:
        return Value({}, 0)
    count, used = digits(number) or 0, len(token)
    behind, end = token_at(text, used)
    if number != token or behind.lower() in TIMES:
        used = used if number != token else end
        return _times(text[:used], count, used, unit, subject)
    if unit == MINUTES_KEPT:
        return _minutes(text, count, used, unit, subject)
    if unit == TIMES_KEPT:
        return _times(text[:used], count, used, unit, subject)
    raise Unclear(token, (f"{token}m", f"{token}x"), f"'{token}' can be {token}m or {token} times.")


def _minutes(text: str, minutes: int, used: int, unit: str | None, subject: ValueSubject) -> Value:
    if unit == TIMES_KEPT:
        raise Unclear(text[:used], (), f"{subject.name} is kept in times, not in minutes.")
    if not Habit.OWN["minutes"].allows(minutes):
        raise Unclear(text[:used], (), Habit.OWN["minutes"].refusal())
    return Value({"minutes": minutes}, used)


def _times(said: str, count: int, used: int, unit: str | None, subject: ValueSubject) -> Value:
    if unit == MINUTES_KEPT:
        raise Unclear(said, (), f"{subject.name} is kept in minutes, not in times.")
    if not Habit.OWN["times"].allows(count):
        raise Unclear(said, (), Habit.OWN["times"].refusal())
    return Value({"times": count}, used)


def _late(form: str) -> Reader:
    """Return a reader that is loaded when it is needed: a mood pays nothing for a night."""

    def read(text: str, subject: ValueSubject) -> Value | None:
        if form == "night":
            from .nights import night as reader
        elif form == "treatment":
            from .treatments import treatment as reader
        elif form == "medicine":
            from .treatments import medicine as reader
        elif form == "measure":
            from .measures import measure as reader
        else:
            from .forms import answers as reader
        return reader(text, subject)

    return read


FORMS = {
    "score": ValueForm(score, "Mood goes from 0 (worst) to 10 (best).", "6"),
    "night": ValueForm(_late("night"), "Sleep needs a length or two times.", "7h30"),
    "movement": ValueForm(movement, "Movement needs minutes.", "20"),
    "treatment": ValueForm(_late("treatment"), "", "iv 40mg", may_lack=True),
    "rating": ValueForm(score, "A rating needs a number, 0 to 10.", "5"),
    "effect": ValueForm(effect, "How strong was it: 0 none, 1 mild, 2 moderate, 3 severe?", "1"),
    "medicine": ValueForm(_late("medicine"), "Say what happened: started, changed, stopped, taken or skipped.", "taken"),
    "habit": ValueForm(habit, "A habit needs a name.", "10m", may_lack=True),
    "measure": ValueForm(_late("measure"), "A measure needs a value.", "2"),
    "answers": ValueForm(_late("answers"), "", "--total 11", may_lack=True),
    "rest": ValueForm(rest, "", "a long day", may_lack=True),
}

"""Reads the value behind a kind's word. One reader a form; each knows where its value ends, none takes a note."""

from __future__ import annotations

from ..entries import Mood, Rating
from ..entries.tracked import RATINGS, ends
from ..readings import Unclear
from .numbers import Subject, Value, decimal, first_token, plain_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..entries import Entry

    Reader = Callable[[str, Subject], Value | None]

NUMBER_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class Form:
    """A way to type a value: its reader, what it wants, the shortest words that show it, and whether it may be left out."""

    __slots__ = ("may_lack", "read", "shortest", "wants")

    def __init__(self, read: Reader, wants: str, shortest: str, *, may_lack: bool = False) -> None:
        self.read, self.wants, self.shortest, self.may_lack = read, wants, shortest, may_lack


def score(text: str, subject: Subject) -> Value | None:
    """Read `6` or `6/10` of mood or a rating. Raises Unclear for another number."""
    token = first_token(text)
    number = plain_number(token.removesuffix("/10"))
    if number is not None and number <= 10:
        return Value({"score": number}, len(token))
    parts = decimal(token)
    if parts is not None and parts[0] <= 10:
        near = [parts[0], parts[0] + 1] if int(parts[1]) and parts[0] < 10 else [parts[0]]
        raise Unclear(token, tuple(map(str, near)), f"{_called(subject)} is a whole number, 0 to 10.")
    if token.lower() in ("none", "no") and subject.kind == Rating.kind:
        raise Unclear(token, ("0",), range_said(subject))
    if token.lower() in NUMBER_WORDS:
        raise Unclear(token, (str(NUMBER_WORDS.index(token.lower())),), range_said(subject))
    bare = token.lstrip("-+")
    count = len(bare) - len(bare.lstrip("0123456789"))
    if not count:
        return None
    kept = bare[:count].lstrip("0") or "0"
    if int(kept) <= 10 and not token.startswith(("-", "+")) and kept == bare[:count]:
        raise Unclear(token, (kept,), f"I couldn't read '{token}' as {_article(_called(subject).lower())}.")
    near_one = "10" if kept.startswith("1") and len(kept) > 1 else kept[:1]
    raise Unclear(token, (near_one,), range_said(subject))


def range_said(subject: Subject) -> str:
    """Say how far mood or a rating goes, with what its ends mean: `Anxiety goes from 0 (none) to 10 (worst).`"""
    if subject.kind == Mood.kind:
        return Mood.OWN["score"].refusal()
    kept = subject.known.find(Rating.kind, subject.name)
    better = RATINGS.get(subject.name) or (kept.better if kept else None)
    if better is None:
        return f"{_called(subject)} goes from 0 to 10."
    lowest, highest = ends(subject.name, better)
    return f"{_called(subject)} goes from 0 ({lowest}) to 10 ({highest})."


def _called(subject: Subject) -> str:
    return "Mood" if subject.kind == Mood.kind else subject.name[:1].upper() + subject.name[1:]


def _article(word: str) -> str:
    return f"{'an' if word[:1] in 'aeiou' else 'a'} {word}"


# The other readers are loaded when they are needed: a mood pays nothing for a night.
def _night(text: str, _: Subject) -> Value | None:
    from .nights import sleep

    return sleep(text)


def _movement(text: str, subject: Subject) -> Value | None:
    from .movement import movement

    return movement(text, subject.head)


def _treatment(text: str, _: Subject) -> Value | None:
    from .treatment import treatment

    return treatment(text)


def _effect(text: str, _: Subject) -> Value | None:
    from .effect import effect

    return effect(text)


def _medicine(text: str, subject: Subject) -> Value | None:
    from .medicine import medicine

    return medicine(text, subject)


def _habit(text: str, subject: Subject) -> Value | None:
    from .habit import habit

    return habit(text, subject)


def _measure(text: str, subject: Subject) -> Value | None:
    from .measure import measure

    return measure(text, subject)


def _answers(text: str, subject: Subject) -> Value | None:
    from .answers import answers

    return answers(text, subject)


def rest(_text: str, _subject: Subject) -> Value | None:
    """Take nothing: all behind the word of a note is the note."""
    return Value({}, 0)


FORMS = {
    "score": Form(score, "Mood goes from 0 (worst) to 10 (best).", "6"),
    "night": Form(_night, "Sleep wants a length or two times.", "7h30"),
    "movement": Form(_movement, "Movement wants its minutes.", "20"),
    "treatment": Form(_treatment, "", "iv 40mg", may_lack=True),
    "rating": Form(score, "A rating wants a number, 0 to 10.", "5"),
    "effect": Form(_effect, "How strong was it: 0 none, 1 mild, 2 moderate, 3 severe?", "1"),
    "medicine": Form(_medicine, "A medicine wants what happened: started, changed, stopped, taken or skipped.", "taken"),
    "habit": Form(_habit, "A habit wants its name.", "10m", may_lack=True),
    "measure": Form(_measure, "A measure wants its value.", "2"),
    "answers": Form(_answers, "", "--total 11", may_lack=True),
    "rest": Form(rest, "", "a long day", may_lack=True),
}
# Forms whose shortest words are nobody's: they are called an example, and never offered in the place of what was typed.
MADE_UP = ("effect", "medicine", "habit", "measure", "answers")
# The shortest lines of words whose value the form alone does not show.
BY_HEAD = {
    "bp": "128/82 70", "weight": "72.5kg", "glucose": "95mg/dl", "hba1c": "5.4%", "cholesterol": "180mg/dl", "ldl": "100mg/dl",
    "hdl": "55mg/dl", "triglycerides": "120mg/dl", "phq2": "1 2", "cadss": "--total 4", "cadss6": "--total 4", "who5": "--total 52",
    "peg": "7 6 5",
    "rate": "focus 5 --better high", "effect": "nausea 1", "med": "sertraline 100mg started", "did": "meditation 10m", "measure": "coffee 2",
}  # fmt: skip


def value_of(subject: Subject, kind: type[Entry], text: str) -> Value | None:
    """Read the value behind a word that begins an entry; None if what stands there is none."""
    form = FORMS[kind.form]
    return form.read(text, subject) if text or form.may_lack else None


def shortest(kind: type[Entry], subject: Subject) -> str:
    """Return the shortest words that may stand behind a kind's word, and behind its name where that was told."""
    return FORMS[kind.form].shortest if subject.told else BY_HEAD.get(subject.head, FORMS[kind.form].shortest)


def wanted(kind: type[Entry], subject: Subject, command: str, said: str = "") -> str:
    """Say what a kind's word wants behind it, with a line that would work; `command` is the line up to there."""
    unread = f"I couldn't read '{said}'. " if said else ""
    if said.isalpha() and subject.told and kind.form in ("rating", "measure"):
        return f'{unread}A name of several words stands in quotes, and its number behind it: {command.rsplit(" ", 1)[0]} "{subject.name} {said}" {shortest(kind, subject)}'
    wants = range_said(subject) if kind is Rating and subject.name else FORMS[kind.form].wants
    label = "For example" if kind.form in MADE_UP else "Try"
    return f"{unread}{wants} {label}: {command} {shortest(kind, subject)}"


def example(kind: type[Entry], subject: Subject) -> str:
    """Return the shortest words for a line that works, nothing where they would be a value that nobody gave."""
    return "" if FORMS[kind.form].may_lack or kind.form in MADE_UP else shortest(kind, subject)

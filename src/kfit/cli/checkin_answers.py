"""Answers of the check-in, typed or from a file. The parser of diary lines reads them."""

from __future__ import annotations

import sys

from ..analysis.checkin import MONTHLY, CheckinQuestion
from ..errors import Refused
from ..humanize import in_words
from ..model.entries import EFFECTS, HABITS, HEADS, KINDS, RATINGS, SEVERITIES, Effect, Exercise, Habit, Measure, Note, Rating, Sleep
from ..parsing import durations
from ..parsing.draft import EntryDraft, Reading, entries_of
from ..parsing.line import LineParser, read_entry
from ..parsing.names import NEW, EffectPair, is_one, plain
from ..parsing.nearness import CLOSE, nearest
from ..parsing.tokens import from_text, quoted, retyped
from ..render import checkin as words
from ..render.safety import beside
from ..services.log import save
from ..store.data_file import Data
from .log import Answer
from .output import copy_of_the_day, retold, say, say_json, talk
from .prompts import LEADING, without_command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from ..parsing.draft import Context
    from ..services.checkin import CheckinDay

NOTHING = frozenset(("-", "no", "n", "none", "nothing", "nope", "not", "0"))  # answers to movement, effects and habits
NO_NOTE = frozenset(("no", "n", "none", "nothing", "nope", "nothing else"))  # the whole answer to the question about a note
NONE = frozenset(("no", "n", "nothing", "nope"))  # answers to the monthly questions: severity 0
YES = frozenset(("yes", "y", "done"))
MORE = frozenset(("an", "half"))  # words that begin a length: an hour, half an hour
EXAMPLES = {"minutes": "yes   or: 10m   or: no", "times": "yes   or: 20x   or: no", "": "yes   or: no"}


def is_nothing(question: CheckinQuestion, typed: str) -> bool:
    """Return whether an answer says that there is nothing to log: `no`, `no walk today`. A dash says so to every question."""
    first, _, rest = typed.partition(" ")
    if question.part == "note" and typed.lower().rstrip(".") in NO_NOTE:
        return True
    says_no = first.lower().rstrip(".,") in NOTHING and not any(letter.isdigit() for letter in rest)
    if typed == "-":
        return True
    kind = KINDS.get(question.part)
    adds_up = kind is not None and kind is not Sleep and kind.adds_up()
    return says_no and (adds_up or question.part in ("effects", "habits"))


def read_answer(question: CheckinQuestion, typed: str, context: Context) -> Reading:
    """Return the reading of an answer. Raises Refused with a sentence that shows what can be typed instead."""
    if question.part == "note":
        return _note(typed, context)
    typed = _without_its_words(question, typed)
    _refuse_another(question, typed, context)
    if question.part == "habits":
        typed = _how_much(question, typed)
    if question.part == "monthly" and typed.lower().rstrip(".") in NONE:
        typed = "none"
    parts = _parts(question, typed, context) if question.part in ("exercise", "effects") else []
    reading = _several(question, parts, context) if len(parts) > 1 else _one(question, typed, context)
    if question.part == "effects" and '"' not in typed and "--note" not in typed:  # words in quotes or after --note are a note
        _refuse_run_together(reading, context)
    _check_day(question, typed, reading, context)
    return reading


def _note(text: str, context: Context) -> Reading:
    """Return the reading of a note: all of the answer, whatever it holds."""
    said = EntryDraft(Note, Note.kind)
    said.add_note(text)
    reading = Reading()
    reading.typed, reading.entries = text, entries_of(said, context.unsaid, context)
    return reading


def _without_its_words(question: CheckinQuestion, typed: str) -> str:
    """Return an answer without the words that begin its line, in case they were typed too: `kfit mood 6`, `mood 6`."""
    for before in ("kfit", *question.words):
        start, rest = typed[: len(before)].lower(), typed[len(before) :]
        if start == before and rest[:1].isspace() and rest.strip():
            typed = rest.strip()
    return typed


def _refuse_another(question: CheckinQuestion, typed: str, context: Context) -> None:
    """Raise Refused for an answer to another question: `pain 7`, asked about movement, would become 7 minutes."""
    own = _own_name(typed, context)
    if own and not (question.words[0] == "effect" and is_one(own[0].replace(" ", "-"), context.known)):
        raise Refused(retold(words.ANOTHER_LINE.format(own[0], with_day(own[1], context))))
    first, _, rest = typed.partition(" ")
    if question.part in ("mood", "ratings") and first.isdigit() and durations.find(typed):
        raise Refused(words.A_LENGTH.format(typed))
    behind = rest.partition(" ")[0].lower()
    if question.part in ("mood", "ratings") and first.isdigit() and rest.lower() == behind and HEADS.get(behind, (None,))[0] is Rating:
        first, rest = behind, first
        typed = f"{first} {rest}"
    kind = HEADS.get(first.lower(), (None, {}))[0]
    asked = HEADS[question.words[0]][0]
    if kind is None or not rest[:1].isdigit() or (kind is asked is Exercise) or (asked is Effect and first.lower() in EFFECTS):
        return
    raise Refused(retold(words.ANOTHER_LINE.format(first.lower(), with_day(f"kfit {_retyped(typed)}", context))))


def with_day(line: str, context: Context) -> str:
    """Return a line that logs for the day of the check-in."""
    return line if context.unsaid is None else f"{line} --on {context.unsaid.day.isoformat()}"


def _own_name(typed: str, context: Context) -> tuple[str, str] | None:
    """Return the person's own name that stands before a number, and the line that logs it; None without one: `back pain 6`."""
    for kind in (Rating, Habit, Measure):
        for name in sorted(context.known.names(kind.kind), key=len, reverse=True):
            start, value = typed[: len(name)].lower(), typed[len(name) :].strip()
            if start == name and typed[len(name) : len(name) + 1].isspace() and value[:1].isdigit() and name not in HEADS:
                return name, f"kfit {next(iter(kind.heads))} {quoted(name)} {_retyped(value)}"
    return None


def _retyped(typed: str) -> str:
    """Return an answer with the quotes that a shell needs."""
    return retyped(from_text(typed).words)


def _one(question: CheckinQuestion, typed: str, context: Context) -> Reading:
    """Return the reading of one entry. The question's name, if it has one, is put before the typed words in quotes."""
    try:
        return read_entry(question.words, typed, context)
    except EffectPair:
        raise Refused(words.TWO_EFFECTS) from None
    except Refused as error:
        head, *name = question.words
        raise Refused(retold(without_command(str(error), " ".join(["kfit", head, *(quoted(one, always=True) for one in name)])))) from None


def _several(question: CheckinQuestion, parts: list[str], context: Context) -> Reading:
    """Return the reading of several movements or effects. Raises Refused with the whole answer corrected."""
    head = question.words[0]
    reading = Reading()
    try:
        for found in [_one(question, part, context) for part in parts]:
            reading.entries += found.entries
            reading.remarks += found.remarks
            for option in ("replace", "json", "quiet"):
                setattr(reading, option, getattr(reading, option) or getattr(found, option))
    except Refused as error:
        told = str(error)
        try:
            LineParser(from_text(", ".join(f"{head} {part}" for part in parts)), context).read()
        except Refused as whole:
            told = without_command(str(whole), f"kfit log {head}").replace(f", {head} ", ", ")
        raise Refused(retold(told)) from None
    return reading


def _parts(question: CheckinQuestion, typed: str, context: Context) -> list[str]:
    """Return the movements or effects of an answer, which is cut at commas outside of numbers and quotes.

    A part that is not an entry belongs to the note before it. Raises Refused for an effect without its severity.
    """
    parts, begin = [], 0
    for word in from_text(typed).words:
        if word.sep:
            parts.append(typed[begin : word.start].strip())
            begin = word.end
    parts = [part for part in [*parts, typed[begin:].strip()] if part]
    if question.part == "exercise":
        return parts if all(_is_movement(part, question, context) for part in parts) else [typed]
    found: list[str] = []
    for part in parts:
        if found and not _has_strength(part) and not is_one(part.split()[0].lower(), context.known):
            found[-1] += f", {part}"
        else:
            found.append(part)
    if found[-1:] and found[-1].endswith(f" {NEW}"):  # kfit offers the flag at the end of the line, where it counts for all parts
        found = [f"{part.removesuffix(NEW).rstrip()} {NEW}" for part in found]
    if len(found) > 1 and not all(map(_has_strength, found)):
        mended = ", ".join(part if _has_strength(part) else f"{part} 1" for part in found)
        raise Refused(words.HOW_STRONG.format(mended))
    return found


def _has_strength(part: str) -> bool:
    """Return whether a part has the severity of a side effect."""
    return any(word[:1].isdigit() or word in SEVERITIES for word in part.lower().split())


def _is_movement(part: str, question: CheckinQuestion, context: Context) -> bool:
    try:
        return all(isinstance(entry, Exercise) and entry.activity for entry in _one(question, part, context).entries)
    except Refused:
        return False


def _how_much(question: CheckinQuestion, typed: str) -> str:
    """Return the words after a yes, or the amount alone. Raises Refused for other words, which could also mean no."""
    first, _, rest = typed.partition(" ")
    said = first.lower().rstrip(".,;")
    if said in YES:
        return rest.strip()
    if not typed[:1].isdigit() and said not in MORE:
        raise Refused(words.WHICH_HABIT.format(typed, EXAMPLES[question.detail]))
    return typed


def _refuse_run_together(reading: Reading, context: Context) -> None:
    """Raise Refused for `nausea 1 fog 2`: the second effect would stay in the note of the first."""
    for entry in reading.entries:
        said = (entry.note or "").lower().split()
        for place, word in enumerate(said):
            behind = said[place + 1 : place + 2]
            if isinstance(entry, Effect) and is_one(word, context.known) and (not place or (behind and behind[0][:1].isdigit())):
                raise Refused(words.TWO_EFFECTS)


def _check_day(question: CheckinQuestion, typed: str, reading: Reading, context: Context) -> None:
    """Raise Refused for an answer for another day, and for options that belong to a command."""
    for said, flag in ((reading.replace, "--replace"), (reading.json, "--json"), (reading.quiet, "--quiet")):
        if said:
            raise Refused(words.NOT_HERE.format(flag))
    for entry in reading.entries:
        asked: date = context.unsaid.day if context.unsaid else context.now.date() if isinstance(entry, Sleep) else context.today
        if entry.day != asked.isoformat():
            line = " ".join(["kfit", *map(quoted, question.words), _retyped(typed)])
            named = in_words(asked, context.now.date())
            raise Refused(retold(words.ANOTHER_DAY.format(f"the night to {named}" if isinstance(entry, Sleep) else named, line)))


STDIN = "-"
FIXED = {
    **{
        name: CheckinQuestion(kind.kind, kind.label.lower(), (kind.kind,))
        for kind in KINDS.values()
        if kind.question
        for name in (kind.kind, kind.label.lower())
    },
    "effects": CheckinQuestion("effects", "effects", ("effect",)),
    "effect": CheckinQuestion("effects", "effects", ("effect",)),
    **{name: CheckinQuestion("monthly", name, ("effect", kept[0])) for name, kept in MONTHLY.items()},
    **{name: CheckinQuestion("ratings", name, ("rate", name)) for name in RATINGS},
    **{name: CheckinQuestion("habits", name, ("did", name)) for name in HABITS},
}


def take(path: str, found: CheckinDay, *, json: bool) -> None:
    """Save the answers of a file as one change, and print the answer. Raises Refused, with the line's number, if one cannot be read."""
    text = _text(path)
    asked = [question.name for question in found.questions]
    with Data.to_write() as data:
        readings = read_answers_file(text, found.context(data))
        answer = Answer(save(data.existing(), readings, "checkin", found.settings, typed=False), found.settings) if readings else None
    if answer is None:
        if json:
            say_json({"saved": [], "asked": asked, "message": words.NOTHING_IN_FILE})
        else:
            say(words.NOTHING_IN_FILE)
        return
    if json:
        help_ = {"help": "kfit help-now"} if answer.block else {}
        say_json({"saved": [entry.row() for entry in answer.saved], "asked": asked, "message": answer.told, **help_})
        if answer.block:
            talk(answer.block)
    else:
        say(answer.text)
    copy_of_the_day(data.path)


def read_answers_file(text: str, context: Context) -> list[Reading]:
    """Return the readings of all lines such as `mood: 5 tired`. Empty answers, blank lines and lines with `#` have none."""
    readings: list[Reading] = []
    seen: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            try:
                reading = _line(line, seen, context)
            except Refused as error:
                raise Refused(beside(f"line {number}: {error}\n{words.NONE_OF_FILE}", line)) from None
            if reading:
                reading.around = f"line {number}: ", f"\n{words.NONE_OF_FILE}"
                readings.append(reading)
    return readings


def _line(line: str, seen: set[str], context: Context) -> Reading | None:
    """Return the reading of one line, None for an empty answer; add its question to `seen`. Raises Refused, also for a second answer."""
    name, colon, typed = (part.strip() for part in line.partition(":"))
    if not colon or not name:
        raise Refused(words.LINE)
    question = find_question(plain(name), context)
    if question.name in seen:
        raise Refused(words.TWICE.format(question.name))
    seen.add(question.name)
    if not typed or typed.lower() in LEADING or is_nothing(question, typed):
        return None
    reading = read_answer(question, typed, context)
    if reading.asks_for_answers:
        raise Refused(words.NO_ANSWERS.format(question.name))
    return reading


def find_question(name: str, context: Context) -> CheckinQuestion:
    """Return the question with a name: a question of the check-in, the person's own name, or a word that begins an entry.

    Raises Refused for any other name.
    """
    if name in FIXED:
        kept = context.known.find(Habit.kind, name)
        return FIXED[name]._replace(detail=kept.unit or "") if kept else FIXED[name]
    for kind, part in ((Rating, "ratings"), (Habit, "habits"), (Measure, "measure")):
        kept = context.known.find(kind.kind, name)
        if kept is not None:
            return CheckinQuestion(part, name, (next(iter(kind.heads)), name), kept.unit or "")
    if name in HEADS:
        return CheckinQuestion("score" if HEADS[name][0].kind == "score" else "", name, (name,))
    near = nearest(name, [*FIXED, *HEADS], CLOSE)
    raise Refused(words.UNKNOWN.format(name, words.MEANT.format(near) if near else words.LINE))


def _text(path: str) -> str:
    """Return the text of a file, or of standard input for `-`. Raises Refused if it cannot be read."""
    try:
        if path == STDIN:
            return sys.stdin.buffer.read().decode("utf-8-sig")
        with open(path, encoding="utf-8-sig") as file:
            return file.read()
    except UnicodeDecodeError:
        raise Refused(f"The answers are not UTF-8 text. {words.NONE_OF_FILE}") from None
    except (OSError, ValueError):
        raise Refused(f"I couldn't read the file '{path}'. Try: kfit checkin --answers -") from None

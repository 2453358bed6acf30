"""The subjects of a chart or a calendar and its days, found from typed words; a subject can have the person's own name."""

from __future__ import annotations

from typing import NamedTuple

from ..errors import Refused, Unclear
from ..model.charts import ChartSubject
from ..model.entries import DRAWN, FREELY_NAMED, HEADS, KINDS, LONGEST_NAME, NAMED, QUESTIONNAIRES, RATINGS, Effect, Exercise, Mood
from ..model.measures import PRESSURE, QUANTITIES
from ..model.questionnaires import INSTRUMENTS
from ..parsing import spans
from ..parsing.names import form_called, plain
from ..parsing.nearness import nearest
from ..parsing.tokens import quoted
from ..render.phrases import listed, unit_shown
from ..store import queries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..parsing.draft import Context
    from ..parsing.spans import DaySpan
    from ..settings import Settings
    from ..store.connection import Database

SIMPLE = tuple(kind for kind in DRAWN if kind not in NAMED)
BP = "bp"
BY_NAME = tuple(kind for kind in DRAWN if kind in NAMED)
# The kinds whose subjects have a name, by the words that may come before the name: `kfit chart effect anxiety`.
KIND_WORDS = {word: kind for kind in BY_NAME for word in (kind, *([next(iter(KINDS[kind].heads))] if kind in FREELY_NAMED else []))}
ALIASES = {"movement": Exercise.kind, "infusions": "infusion", "doses": "infusion", "medicine": "med"}
WORDS = (*SIMPLE, *RATINGS, *(name for name in QUANTITIES if name not in PRESSURE), BP, *PRESSURE, *QUESTIONNAIRES)


class ChartRequest(NamedTuple):
    """Context of the typed words: `line` is the command, `kinds` are the kinds with names that the command can draw."""

    line: str
    db: Database | None
    settings: Settings
    kinds: tuple[str, ...] = DRAWN


class ChartWords(NamedTuple):
    """What the words of a chart mean: its subjects, and the days where they name some; `said` are the words for the days."""

    subjects: list[ChartSubject]
    days: DaySpan | None = None
    said: str = ""


MOST_SUBJECTS = 3  # in one picture
JOINING = ("and", "with", "vs", "&", "+")


def read_words(words: Iterable[str], asked: ChartRequest, context: Context) -> ChartWords:
    """Return the subjects that the words name, and the days before or after them: `mood sleep last week`. Without a subject, mood.

    Raises Refused, with a line that works, for a name that is unknown, for too many, and for a day with two readings.
    """
    said = [word for word in " ".join(words).replace(",", " ").split() if word.lower() not in JOINING] or [Mood.kind]
    found, rest = _known_subjects(said, asked)
    days = _days(rest, found, asked, context) if rest else None
    for place in range(min(len(said) - 1, spans.LONGEST) if rest and days is None and not found else 0, 0, -1):
        found, unread = _known_subjects(said[place:], asked)
        days = _days(said[:place], found, asked, context) if found and not unread else None
        if days is not None:
            rest = said[:place]
            break
    if rest and days is None:
        found, rest = _known_subjects(said, asked)
        find_subject(rest, asked._replace(line=" ".join([asked.line, *(_typed(one) for one in found)])))  # says what it cannot read
    subjects = list(dict.fromkeys(found)) or [find_subject([], asked)]
    if len(subjects) > MOST_SUBJECTS:
        line = " ".join([asked.line, *(_typed(one) for one in subjects[:MOST_SUBJECTS])])
        raise Refused(f"A picture has room for {MOST_SUBJECTS} at most. Try: {line}")
    return ChartWords(subjects, days, " ".join(rest))


def _known_subjects(words: Sequence[str], asked: ChartRequest) -> tuple[list[ChartSubject], list[str]]:
    """Return the subjects that the first words name, the longest name first, and the words from the first that names none."""
    found: list[ChartSubject] = []
    rest = list(words)
    while rest:
        for count in range(min(len(rest), LONGEST_NAME), 0, -1):
            try:
                found.append(find_subject(rest[:count], asked))
            except Refused:
                continue
            del rest[:count]
            break
        else:
            break
    return found, rest


def _days(words: Sequence[str], found: Sequence[ChartSubject], asked: ChartRequest, context: Context) -> DaySpan | None:
    """Return the days that the words name, `from 3 oct` without an end. Raises Refused, with the lines, for two readings.

    A `week`, `month` or `year` alone is the last one, up to today.
    """
    lately = len(words) == 1 and words[0].lower() in spans.LENGTHS
    try:
        return spans.read_from(["past", *words] if lately else list(words), context)
    except Unclear as error:
        line = " ".join([asked.line, *(_typed(one) for one in found)])
        raise error.offer(lambda reading: f"{line} {quoted(reading)}") from None


def _typed(subject: ChartSubject) -> str:
    """Return the words that ask for a subject: its name, with its kind where another kind may have the name too."""
    own = subject.name == subject.kind or _own_kind(subject.name) == subject.kind
    return quoted(subject.name) if own else f"{subject.kind} {quoted(subject.name)}"


def find_subject(words: Iterable[str], asked: ChartRequest) -> ChartSubject:
    """Return the subject that the words name; without words, mood.

    Raises Refused, with a line that works, for a name that is unknown or that two kinds have.
    """
    said = plain(" ".join(words)).split() or [Mood.kind]
    owner, fixed = HEADS.get(ALIASES.get(said[0], said[0]) if len(said) == 1 else "", (None, {}))
    if owner is not None and owner.kind not in BY_NAME:
        if fixed:
            raise Refused(f"Movement is drawn as a whole. Try: {asked.line} {Exercise.kind}")
        if not owner.figures:
            raise Refused(owner.not_drawn or f"A {owner.kind} has no chart. Try: {asked.line} {Mood.kind}")
        if owner.kind not in asked.kinds:
            raise Refused(_no_calendar(owner.kind, owner.kind))
        return ChartSubject(owner.kind, owner.kind, owner.scale or None)

    kind = KIND_WORDS.get(said[0], "")
    if kind and len(said) == 1:
        raise Refused(ask_name(kind, asked))
    return one_of(" ".join(said[1:] if kind else said), kind, asked)


AMOUNTS = ("minutes", "times")  # what a habit can be counted in
MOST_NAMED = 12  # names in one sentence


def one_of(name: str, kind: str, asked: ChartRequest) -> ChartSubject:
    """Return the subject with a name, of one kind if `kind` is not empty.

    If the name begins a line of its own, that kind comes first if it has an entry of the name; then any kind with an
    entry; then stored and built-in names without one. Raises Refused for a name that is unknown or that two kinds have.
    """
    for told in dict.fromkeys((name, name.replace(" ", "-"), name.replace(" ", "").replace("-", ""), form_called(name))):
        there = [one for one in _entered(told, asked) if kind in ("", one)]
        own = _own_kind(told)
        if own and kind in ("", own) and (own in there or not there):
            return _made(own, told, asked)
        kept = [one.kind for one in queries.list_custom_names(asked.db) if one.name == told and kind in ("", one.kind)] if asked.db else []
        known = [one for one in BY_NAME if told in KINDS[one].names and kind in ("", one)]
        found = there or kept or known
        if len(found) > 1:
            lines = "   or: ".join(f"{asked.line} {one} {quoted(told)}" for one in found)
            raise Refused(f"'{told}' is {'both ' if len(found) == 2 else ''}{listed([KINDS[one].called for one in found])}. Try: {lines}")
        if found:
            return _made(found[0], told, asked)
    raise Refused(_unknown(name, kind, asked))


def ask_name(kind: str, asked: ChartRequest) -> str:
    """Return the question for the name that is missing after a kind's word, with a line that works."""
    there = _there(asked, kind)
    example = (there or [*KINDS[kind].names, *KINDS[kind].example.split()[1:2]])[0]
    if kind not in asked.kinds:
        return _no_calendar(kind, example)
    told = f" There are entries of {_first(there)}." if len(there) > 1 else ""
    return f"Which one?{told} Try: {asked.line} {kind} {quoted(example)}"


def _made(kind: str, name: str, asked: ChartRequest) -> ChartSubject:
    """Return the subject with a known name. Raises Refused if the command cannot draw its kind."""
    if kind not in asked.kinds:
        raise Refused(_no_calendar(kind, name))
    db = asked.db
    kept = next((one for one in queries.list_custom_names(db) if (one.kind, one.name) == (kind, name)), None) if db else None
    if kind == "rating":
        told = queries.rating_better(db, name) if db else None  # an entry decides: values with two directions never share an axis
        return ChartSubject(kind, name, "0-10", told or (kept and kept.better) or RATINGS.get(name) or "high")
    if kind == "habit":
        unit = kept.unit if kept and kept.unit in AMOUNTS else None
        return ChartSubject(kind, name, unit or (queries.habit_unit(db, name) if db else None) or "days")
    if kind == "measure" and (name == BP or name in QUANTITIES):
        return ChartSubject(kind, name, _unit(PRESSURE[0] if name == BP else name, asked))
    if kind == "measure":
        return ChartSubject(kind, name, kept.unit if kept else queries.measure_unit(db, name) if db else None)
    if kind not in ("effect", "score"):
        return ChartSubject(kind, name, KINDS[kind].scale or None)
    low, top = _ends(kind, name)
    return ChartSubject(kind, name, f"{low}-{top}" if top else None)


def _unit(name: str, asked: ChartRequest) -> str | None:
    """Return the unit in which a built-in measure is drawn: the person's choice, or the unit of its entries if they have another."""
    known = QUANTITIES[name].unit
    told = queries.measure_unit(asked.db, name) if asked.db and "measure" in queries.kinds_of_name(asked.db, name) else known
    return unit_shown(name, asked.settings) if told == known else told


def _ends(kind: str, name: str) -> tuple[int, int]:
    """Return the lowest and highest value of a side effect or a questionnaire; 0 for both of a questionnaire that this kfit does not know."""
    if kind == "effect":
        return 0, int(Effect.OWN["severity"].high)
    return INSTRUMENTS[name].least, INSTRUMENTS[name].top


def _own_kind(name: str) -> str:
    """Return the kind of a name that begins a line of its own (`pain`, `weight`, `phq9`), empty for other names."""
    if name == BP:
        return "measure"
    owner, fixed = HEADS.get(name, (None, {}))
    return owner.kind if owner is not None and "name" in fixed else ""


def _entered(name: str, asked: ChartRequest) -> list[str]:
    """Return the kinds that have an entry with a name and can be drawn."""
    if asked.db is None:
        return []
    if name == BP:
        return ["measure"] if any(queries.kinds_of_name(asked.db, one) for one in PRESSURE[:2]) else []
    return [kind for kind in queries.kinds_of_name(asked.db, name) if kind in BY_NAME]


def _there(asked: ChartRequest, kind: str = "") -> list[str]:
    """Return the names with an entry that can be drawn, of one kind or of all kinds."""
    if asked.db is None:
        return []
    simple = [one for one in SIMPLE if queries.has_kind(asked.db, one)] if not kind else []
    found = [name for one in asked.kinds if one in BY_NAME and kind in ("", one) for name in queries.list_names(asked.db, one)]
    pressure = [BP] if PRESSURE[0] in found else []
    return list(dict.fromkeys([*simple, *pressure, *(name for name in found if name not in PRESSURE[:2])]))


def _unknown(name: str, kind: str, asked: ChartRequest) -> str:
    """Return the message for an unknown name: which names have entries, and a line with the nearest one."""
    if asked.db and not kind and "medicine" in queries.kinds_of_name(asked.db, name):
        return f"Changes of {name} show on every chart. Try: kfit chart {Mood.kind}"
    there = _there(asked, kind)
    known = KINDS[kind].names if kind else [word for word in WORDS if word in SIMPLE or _own_kind(word) in asked.kinds]
    known = [one for one in [*there, *known, Mood.kind] if quoted(one) not in asked.line.split()]  # a line may name some already
    near = nearest(name, known) or known[0]
    told = f" There are entries of {_first(there)}." if there else ""
    return f"I can't draw '{name}'.{told} Try: {asked.line} {f'{kind} ' if kind else ''}{quoted(near)}"


def _no_calendar(kind: str, name: str) -> str:
    return f"{_several(kind)} have no calendar. Try: kfit chart {quoted(name)}"


def _several(kind: str) -> str:
    return f"{KINDS[kind].called.partition(' ')[2].capitalize()}s"


def _first(there: list[str]) -> str:
    """Return the names joined, at most the first 12 of them."""
    more = len(there) - MOST_NAMED
    return listed([*there[:MOST_NAMED], *([f"{more} more"] if more > 0 else [])])

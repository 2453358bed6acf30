"""The kinds of entry: their fields, ranges, units and words. All else follows from this table."""

from __future__ import annotations

from .base import EARLIEST_DAY, LONGEST_NAME, LONGEST_NOTE, SURE, Entry
from .daily import ACTIVITIES, INTENSITIES, LOW_MOOD, Exercise, Mood, Note, Sleep
from .quantities import PRESSURE, QUANTITIES
from .tracked import HABITS, RATINGS, Habit, Measure, Rating, ends
from .treatment import EFFECTS, EVENTS, NAMES, ROUTES, SEVERITIES, Effect, Infusion, Medicine, Score, dose_said, route_said, severity_said

__all__ = [
    "ACTIVITIES", "EARLIEST_DAY", "EFFECTS", "EVENTS", "HABITS", "HEADS", "INTENSITIES", "KINDS", "LONGEST_NAME", "LONGEST_NOTE", "LOW_MOOD", "NAMES",
    "PRESSURE", "QUANTITIES", "RATINGS", "ROUTES", "SEVERITIES", "SHOWN", "SURE", "Effect", "Entry", "Exercise", "Habit", "Infusion", "Measure", "Medicine",
    "Mood", "Note", "Rating", "Score", "Sleep", "about", "dose_said", "ends", "route_said", "severity_said",
]  # fmt: skip

# In the order in which they are listed, exported and spoken of.
KINDS: dict[str, type[Entry]] = {
    kind.kind: kind for kind in (Mood, Sleep, Exercise, Infusion, Rating, Effect, Medicine, Habit, Measure, Score, Note)
}
# The words that begin an entry, each with the kind and what the word itself says.
HEADS: dict[str, tuple[type[Entry], dict[str, str]]] = {
    "mood": (Mood, {}),
    "sleep": (Sleep, {}),
    "exercise": (Exercise, {}),
    "infusion": (Infusion, {}),
    "note": (Note, {}),
    **{rating: (Rating, {"name": rating, "better": better}) for rating, better in RATINGS.items()},
    "rate": (Rating, {}),
    "effect": (Effect, {}),
    "med": (Medicine, {}),
    "did": (Habit, {}),
    "bp": (Measure, {}),
    **{measure: (Measure, {"name": measure}) for measure in QUANTITIES if measure not in PRESSURE},
    "measure": (Measure, {}),
    **{questionnaire: (Score, {"name": questionnaire}) for questionnaire in NAMES},
    "move": (Exercise, {}),
    **{activity: (Exercise, {"activity": activity}) for activity in ACTIVITIES},
}
# Those that the list of commands names; the others are listed by the help of their family, and completed.
SHOWN = (
    "mood", "sleep", "exercise", "infusion", "pain", "anxiety", "energy", "rate", "effect", "med", "did", "weight", "bp", "measure", "note",
)  # fmt: skip


def about(word: str) -> str:
    """Say in one sentence what a word that begins an entry logs: `Anxiety, from 0 (none) to 10 (worst).`"""
    kind, fixed = HEADS[word]
    if kind is Rating and fixed:
        lowest, highest = ends(word, fixed["better"])
        return f"{word.capitalize()}, from 0 ({lowest}) to 10 ({highest})."
    if word == "bp":
        return "Blood pressure, and the pulse behind it."
    if kind is Measure and fixed:
        known = QUANTITIES[word]
        return f"{known.title}, in {' or '.join(known.units)}." if known.units else f"{known.title}, as a number."
    if kind is Score:
        from .. import instruments

        return f"{instruments.INSTRUMENTS[word].title}: the answers to the form your clinic gave you, or its total."
    return (kind.__doc__ or "").split("\n", 1)[0]

"""What `kfit try` reads: the words of a trial, and whether they name what only a clinic can try."""

from __future__ import annotations

import re

from ..errors import Refused
from ..model.entries import ACTIVITIES, ALIASES, HABITS, Exercise, Habit, Infusion, Medicine
from .names import plain
from .tokens import quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split("|"))


# Words of what kfit never compares with the mood and never draws weeks for. Medicines, doses and other substances, fasting, less sleep.
MEDICINES = _words(
    "medicine|medicines|medication|medications|med|meds|pill|pills|tablet|tablets|capsule|capsules|dose|doses|dosage|dosing|drug|drugs"
    "|prescription|prescribed|microdose|microdosing|taper|tapering|titrate|refill|antidepressant|antidepressants|antipsychotic|ssri|ssris"
    "|snri|snris|maoi|benzo|benzos|benzodiazepine|stimulant|stimulants|sedative|sedatives|opioid|opioids|opiate|opiates|painkiller"
    "|painkillers|hormone|hormones|supplement|supplements|vitamin|vitamins|melatonin|magnesium|omega-3|sjw|ashwagandha|kratom|kava"
    "|lithium|valproate|depakote|lamictal|zoloft|prozac|lexapro|celexa|paxil|cymbalta|effexor|pristiq|wellbutrin|remeron|trazodone"
    "|mirtazapine|bupropion|naltrexone|suboxone|methadone|buprenorphine|gabapentin|pregabalin|lyrica|xanax|klonopin|ativan|valium"
    "|ambien|adderall|ritalin|vyvanse|concerta|modafinil|aspirin|ibuprofen|tylenol|paracetamol|acetaminophen|insulin|ozempic|metformin"
    "|levothyroxine|thyroxine|ketamine|ket|esketamine|spravato|infusion|infusions|booster|boosters|troche|troches|lozenge|lozenges|injection"
    "|injections|shot|shots|patch|spray|psilocybin|mushrooms|shrooms|lsd|mdma|ayahuasca|dmt|cannabis|weed|marijuana|pot|thc|cbd|hash"
    "|joint|joints|edible|edibles|cocaine|coke|nicotine|vape|vaping|cigarette|cigarettes|smoking|smoke|tobacco|heroin"
)
ALCOHOL = _words(
    "alcohol|alcoholic|wine|beer|beers|vodka|whisky|whiskey|gin|rum|tequila|cider|liquor|spirits|cocktail|cocktails|drink|drinks|drinking|drank"
    "|booze|sober|sobriety|drunk|pint|pints|hangover"
)
FASTING = _words(
    "fast|fasts|fasting|fasted|omad|keto|starve|starving|purge|purging|diet|diets|dieting|calorie|calories|caloric|deficit|detox|cleanse"
)
NO_SLEEP = _words("sleepless|all-nighter|all-nighters|allnighter|insomnia|polyphasic")
FORBIDDEN = MEDICINES | ALCOHOL | FASTING | NO_SLEEP
# The endings of the names of many medicines. No word of the language ends so.
ENDINGS = (
    "pram", "oxetine", "traline", "faxine", "zodone", "zapine", "tiapine", "piprazole", "peridone", "azepam", "azolam", "zolam", "triptyline",
    "ipramine", "lafaxine", "trigine", "profen", "codone", "morphone", "barbital", "setron", "olanzapine", "ketamine",
)  # fmt: skip
AMOUNT = re.compile(r"\d\s*(?:mg|mcg|µg|ug|iu|ml|milligrams?)\b")
# Several words that together mean eating or sleeping less, or leaving out what was prescribed.
PHRASES = re.compile(
    r"\b(?:no|less|little|fewer|skip\w*|without|stop\w*|quit\w*|cut\w*|reduc\w*|limit\w*|half|shorter|short)\s(?:\w+\s)?"
    r"(?:sleep\w*|naps?|bed|hours|food|eating|meals?|breakfast|lunch|dinner|supper|carbs)\b"
    r"|\bsleep\w*\s(?:less|deprivation|restriction|shorter|only)\b|\b(?:stay|staying|stayed)\s(?:up|awake)\b|\ball\snight\b|\bdeprivation\b"
    r"|\b(?:one|1)\smeal\b|\bwater\sonly\b|\beat\w*\s(?:less|nothing|only)\b|\bnot\s(?:eat|sleep)\w*\b|\b(?:come|coming|go|going|get|getting)\soff\b"
)
ASK_CLINIC = "For that, ask your clinic. kfit draws weeks for movement, habits and hours of day."
HOURS_OF_SLEEP = re.compile(
    r"\bsleep\w*\s(?:for\s)?\d|\b\d+(?:[.,]\d+)?\s?(?:h|hours?|hrs?)\b.*\bsleep|\bsleep\w*\b.*\b\d+(?:[.,]\d+)?\s?(?:h|hours?|hrs?)\b"
)


# Words that are harmless beside others: a fast walk, weeding the garden, a glass of water.
HARMLESS = (
    (frozenset(("fast",)), frozenset((*ACTIVITIES, "walking", "running", "cycling", "pace"))),
    (frozenset(("weed", "pot", "pots")), frozenset(("garden", "gardening", "plants"))),
    (frozenset(("drink", "drinks", "drinking")), frozenset(("water", "tea"))),
)


def names_treatment(text: str, medicines: Collection[str] = ()) -> bool:
    """Return whether words name a medicine, a dose, alcohol or another substance, fasting, or less sleep.

    `medicines` are the names of the person's own.
    """
    told = text.casefold().replace("_", "-")
    words = re.findall(r"[\w'µ-]+", told)
    parts = {part for word in words for part in (word, *word.split("-"), word.removesuffix("s"))}
    for words_meant, beside in HARMLESS:
        parts -= words_meant if not parts.isdisjoint(beside) else set()
    own = {one.casefold() for one in medicines} | {part for one in medicines for part in one.casefold().split() if len(part) > 3}
    heads = {word.replace("_", "-") for word, (kind, _, _) in ALIASES.items() if kind in (Infusion, Medicine)} | {*Infusion.heads}
    spaced = " ".join(words).replace("-", " ")
    return (
        not parts.isdisjoint(FORBIDDEN | own | heads)
        or any(word.endswith(ENDINGS) for word in parts)
        or any(pattern.search(one) for pattern in (AMOUNT, PHRASES, HOURS_OF_SLEEP) for one in (told, spaced))
    )


class TrialSubject:
    """What a trial counts: movement (of one activity, with least minutes), a habit by its name, or an hour of going to bed or getting up.

    `from_minute` and `until_minute` are minutes of the day between which it counts, None without.
    """

    def __init__(self, kind: str, name: str | None = None, minutes: int | None = None) -> None:
        self.kind, self.name, self.minutes = kind, name, minutes
        self.from_minute: int | None = None
        self.until_minute: int | None = None


NOON = {"noon": 720, "midday": 720, "lunch": 720, "breakfast": 540, "midnight": 1440}
TIME = re.compile(r"\b(before|by|after|until|at) (?:(noon|midday|lunch|breakfast|midnight)|(\d{1,2})(?::(\d{2}))? ?(am|pm)?)(?![\w:])")
MINUTES = re.compile(r"\b(\d{1,3}) ?(?:m|min|mins|minutes?)\b|\bfor (\d{1,3})\b")
BED = re.compile(r"\b(?:bed|lights out|lights off|asleep)\b")
RISING = re.compile(r"\b(?:up|get up|getting up|out of bed|rise|wake|waking)\b")
EARLIEST_BED, LATEST_BED = 20 * 60, 25 * 60  # going to bed is counted from noon on, so that 1:00 is 25:00
EARLIEST_RISING, LATEST_RISING = 6 * 60, 12 * 60
LITTLE = _words("a|an|the|my|some|do|go|for|of|in|on|at|to|every|each|day|daily|before|by|after|until|noon|midday|take|taking|with|and|or")


def read_subject(text: str, habits: Iterable[str], medicines: Collection[str]) -> TrialSubject:
    """Return what a trial's words mean. Raises Refused for what only a clinic can try, and for words that name nothing to count."""
    told = " ".join(text.casefold().split())
    if names_treatment(told, medicines):
        raise Refused(ASK_CLINIC)
    time = _time(told)
    rising = RISING.search(told)
    if time is not None and (BED.search(told) or rising) and not _activity(told):
        return _hours(told, time[1], rising="out of bed" in told or (rising is not None and not BED.search(told)))
    found = _movement(told) or _habit(told, habits)
    if time is not None:
        found.from_minute, found.until_minute = (time[1], None) if time[0] == "after" else (None, time[1])
    return found


def _time(told: str) -> tuple[str, int] | None:
    found = TIME.search(told)
    if found is None:
        return None
    word, named, hour, minute, half = found.groups()
    if named:
        return word, NOON[named]
    at = int(hour) % 12 + 12 * (half == "pm") if half else int(hour)
    return (word, at * 60 + int(minute or 0)) if at <= 24 and int(minute or 0) < 60 else None


def _hours(told: str, minute: int, *, rising: bool) -> TrialSubject:
    """Return an hour of getting up, or of going to bed. Raises Refused for one that could mean less sleep."""
    found = TrialSubject("sleep", "up" if rising else "bed")
    if not rising and not re.search(r"\d ?(?:am|pm)|\d:\d", told) and 8 <= minute // 60 <= 12:
        minute += 720  # in bed by 10 is 22:00
    late = minute + 1440 if minute < 720 else minute
    fits = EARLIEST_RISING <= minute <= LATEST_RISING if rising else EARLIEST_BED <= late <= LATEST_BED
    if not fits or " after " in f" {told} ":
        raise Refused(ASK_CLINIC)
    found.until_minute = minute if rising else late
    return found


def _activity(told: str) -> str | None:
    """Return the activity that words name, empty for movement of any kind, None for neither."""
    words = told.split()
    for size in (3, 2, 1):
        for place in range(len(words) - size + 1):
            said = "_".join(words[place : place + size])
            if said in ACTIVITIES:
                return said
            kind, head, fields = ALIASES.get(said, (None, "", {}))
            if kind is Exercise:
                return fields.get("activity", head if head in ACTIVITIES else "")
            if said in (*Exercise.heads, *Exercise.goal_words):
                return ""
    return None


def _movement(told: str) -> TrialSubject | None:
    activity = _activity(told)
    if activity is None:
        return None
    return TrialSubject("exercise", activity or None, _minutes(told))


def _minutes(told: str) -> int | None:
    found = MINUTES.search(told)
    return max(1, int(found[1] or found[2])) if found else None


def _habit(told: str, habits: Iterable[str]) -> TrialSubject:
    """Return a habit: one that is known, or one of the words' own name."""
    padded = f" {told} "
    for name in sorted({*habits, *HABITS}, key=len, reverse=True):
        if f" {name.casefold().replace('-', ' ')} " in padded.replace("-", " "):
            return TrialSubject("habit", name, _minutes(told))
    for word in told.split():
        kind, _, fields = ALIASES.get(word, (None, "", {}))
        if kind is Habit and "name" in fields:
            return TrialSubject("habit", fields["name"], _minutes(told))
    rest = [word for word in re.findall(r"[^\W\d_][\w'-]*", MINUTES.sub(" ", TIME.sub(" ", told))) if word not in LITTLE]
    if not rest:
        raise Refused('I couldn\'t read what to try. For example: kfit try "walk before noon"')
    return TrialSubject("habit", plain("-".join(rest[:3]))[:40], _minutes(told))


ON, OFF = "1", "0"
ORDER_WORDS = {"on": ON, "off": OFF, "1": ON, "0": OFF, "yes": ON, "no": OFF, "a": ON, "b": OFF, "with": ON, "without": OFF}


def read_order(text: str) -> str:
    """Return a given order of weeks, `on off off on`, as 1 and 0. Raises Refused if its pairs do not have one week of each."""
    words: Sequence[str] = text.casefold().replace(",", " ").replace("/", " ").split()
    weeks = "".join(ORDER_WORDS.get(word, "?") for word in words)
    pairs = [weeks[place : place + 2] for place in range(0, len(weeks), 2)]
    if not pairs or any(sorted(pair) != [OFF, ON] for pair in pairs):
        raise Refused(f"Each pair of weeks has one on and one off. Try: --order {quoted('on off off on')}")
    return weeks

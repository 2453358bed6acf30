"""Words of need: names that speak of suicide or self-harm, and what somebody in need may type in a line. Whole words count."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

SUICIDE = "suicid"  # begins a word: suicide, suicidal
SLIPS = frozenset(("sucide", "sucidal", "suicde", "suiside", "suisidal", "suacide"))
ALONE = frozenset(("si", "ideation", "passive ideation", "active ideation"))  # names as a whole: `si` can be anything in a longer one
HARM = ("kill", "killing", "killed", "harm", "harming", "harmed", "hurt", "hurting", "cut", "cutting", "hang", "hanging", "shoot", "shooting", "drown",
    "drowning", "poison", "poisoning", "injure", "injuring", "injured", "stab", "stabbing", "unalive")  # fmt: skip
BY_ONESELF = ("self harm", "self harming", "self harmed", "self harms", "selfharm", "selfharming", "self injury", "self injuries", "self injuring",
    "self injurious", "selfinjury", "self mutilation", "self cutting", "self hurt", "self hurting")  # fmt: skip
SKIN = ("wrist", "wrists", "arm", "arms", "leg", "legs", "thigh", "thighs", "skin")
# Of a name, and of a line.
PHRASES = (
    *BY_ONESELF, *(f"{harm} {oneself}" for harm in HARM for oneself in ("myself", "self")),
    *(f"{cut} my {part}" for cut in ("cut", "cutting", "slit", "slitting") for part in SKIN),
    "end my life", "ending my life", "end my own life", "ending my own life", "end it", "ending it", "end it all", "ending it all",
    "take my life", "taking my life", "take my own life", "taking my own life", "took my own life",
    *(f"{want} to {die}" for want in ("want", "wants", "wanting", "wanted", "wish", "wishing", "ready", "plan", "planning") for die in ("die", "be dead")),
    *(f"{rather} {dead}" for rather in ("better", "rather") for dead in ("off dead", "dead", "be dead", "die")), "wanna die", "wish i was dead", "wish i were dead", "wishing i was dead", "wishing i were dead", "wish i wasnt here", "wish i wasnt alive",
    "death wish", "thoughts of death", "thoughts of dying", "thinking of dying",
    *(f"{not_} want to {live}" for not_ in ("dont", "not", "no longer") for live in ("live", "be alive", "exist", "be here", "wake up", "go on living", "carry on", "keep going")),
    "no reason to live", "nothing to live for", "not wake up", "never wake up", "kms", "overdose", "overdoses", "overdosed", "overdosing",
)  # fmt: skip
PILLS = ("pills", "tablets", "meds", "medication", "medicine", "medicines")
# Of a line alone.
IN_A_LINE = (
    "unsafe", "not safe", "dont feel safe", "not feeling safe", "do this anymore", "cant do it anymore", "do life anymore", "take it anymore", "take this anymore", "cant take much more", "cope anymore", "go on anymore",
    "cant go on", "cant carry on", "cant keep going", "go on like this", "going on like this", "carry on like this",
    *(f"{point} {of} {going_on}" for point in ("point", "use", "sense") for of in ("of", "in") for going_on in ("going on", "living", "carrying on", "being here", "life", "it all", "anything anymore")),
    "see the point anymore", "point anymore", "worth living", "worth it anymore", "off without me", "happier without me", "easier without me",
    "would miss me", "notice if i was gone", "notice if i were gone", "if i was gone", "if i were gone", "if i wasnt here", "if i werent here",
    "a burden", "burden to everyone", "burden on everyone",
    *(f"{tired} {of} {living}" for tired, of in (("tired", "of"), ("sick", "of"), ("done", "with")) for living in ("living", "life", "being alive", "existing")),
    "give up on life", "giving up on life", "given up on life", "want it to end", "want it all to end", "want it to be over", "want it all to stop", "want to disappear", "want to vanish",
    "want to be gone", "wish i could disappear", "wish i was never born", "wish i had never been born", "wish i was gone", "sleep forever", "sleep and not wake", "no way out", "want out of life",
    *(f"all {whose}{pills}" for whose in ("my ", "the ", "of my ", "of the ", "these ", "of these ", "") for pills in PILLS),
    "bottle of pills", "bottle of tablets", "whole bottle", "handful of pills", "lots of pills",
)  # fmt: skip
# `too many` is of need where it is the end, where it is of pills, or where somebody took them: not `too many people`.
TOO_MANY = ("too", "many")
TAKEN = frozenset(("took", "take", "taken", "taking", "swallowed"))
COUNTED = frozenset((*PILLS, "pill", "tablet", "of", "capsules"))
# Other forms of what stands in the tables.
SPELLINGS = (("any more", "anymore"), ("wanna", "want to"), ("do not", "dont"), ("did not", "didnt"), ("can not", "cant"), ("cannot", "cant"), ("was not", "wasnt"), ("were not", "werent"))  # fmt: skip
# Of a name: what says that the end of it that is high is perhaps the better one.
AGAINST = frozenset(("no", "not", "without", "free", "never", "safe", "safety", "resist", "resisting", "resisted", "coping", "cope", "control", "clean", "since"))  # fmt: skip


KNOWN: dict[str, bool] = {}  # names that were looked at: a page asks of every entry, and a diary has few names


def in_name(name: str) -> bool:
    """Tell whether a name speaks of suicide or self-harm."""
    if name not in KNOWN:
        words = _words(name)
        KNOWN[name] = " ".join(words) in ALONE or _speaks(words, PHRASES)
    return KNOWN[name]


def in_line(text: str) -> bool:
    """Tell whether a line holds what somebody in need may type."""
    words = _words(text)
    return _speaks(words, (*PHRASES, *IN_A_LINE)) or _too_many(words)


def low_is_better(name: str) -> bool:
    """Tell whether a name of need leaves no doubt that the less of it the better: `suicidal thoughts`, not `safe from self-harm`."""
    return in_name(name) and AGAINST.isdisjoint(_words(name))


def _speaks(words: list[str], phrases: Iterable[str]) -> bool:
    text = f" {' '.join(words)} "
    return any(word.startswith(SUICIDE) or word in SLIPS for word in words) or any(f" {phrase} " in text for phrase in phrases)


def _too_many(words: list[str]) -> bool:
    places = [place for place in range(len(words)) if tuple(words[place : place + 2]) == TOO_MANY]
    return any(not words[place + 2 :] or words[place + 2] in COUNTED or not TAKEN.isdisjoint(words[:place]) for place in places)


def _words(text: str) -> list[str]:
    """Return the words of a text in lower case, without apostrophes, in the forms of the tables; every other sign parts them."""
    bare = text.lower().replace("'", "").replace("’", "")
    plain = f" {' '.join(''.join(letter if letter.isalnum() else ' ' for letter in bare).split())} "
    for said, form in SPELLINGS:
        plain = plain.replace(f" {said} ", f" {form} ")
    return plain.split()

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
    *(f"{rather} {dead}" for rather in ("better", "rather") for dead in ("off dead", "off gone", "without me", "dead", "be dead", "die")), "wanna die", "wish i was dead", "wish i were dead", "wishing i was dead", "wishing i were dead", "wish i wasnt here", "wish i wasnt alive",
    "death wish", "thoughts of death", "thoughts of dying", "thinking of dying",
    *(f"{not_} want to {live}" for not_ in ("dont", "not", "no longer") for live in ("live", "be alive", "exist", "be here", "wake up", "go on living", "carry on", "keep going")),
    "no reason to live", "nothing to live for", "not wake up", "never wake up", "kms", "overdose", "overdoses", "overdosed", "overdosing",
)  # fmt: skip
LIVING = ("live", "be alive", "be here", "exist", "wake up", "keep living", "keep going", "go on", "go on living", "carry on", "stay alive")
PILLS = ("pills", "tablets", "meds", "medication", "medicine", "medicines")
# Of a line alone.
IN_A_LINE = (
    "unsafe", "not safe", "dont feel safe", "not feeling safe", "do this anymore", "cant do it anymore", "do life anymore", "take it anymore", "take this anymore", "cant take much more", "cope anymore", "go on anymore",
    "cant go on", "cant carry on", "cant keep going", "go on like this", "going on like this", "carry on like this",
    *(f"{point} {of}{going_on}" for point in ("point", "use", "sense") for of in ("of ", "in ", "to ", "") for going_on in ("going on", "living", "carrying on", "being here", "being alive", "life", "it all", "anything anymore")),
    *(f"{unsure} {i}want to {live}" for unsure in ("not sure", "unsure", "dont know", "not sure if", "dont know if", "dont think", "not sure that") for i in ("i ", "") for live in LIVING),
    "wish i wouldnt wake up", "hope i dont wake up", "hope i wont wake up", "hoping i dont wake up", "wish i could die", "wish i would die", "wish i could just die", "just want to be dead", "hope i die", "hoping to die",
    *(f"{want} i didnt {live}" for want in ("wish", "wishing") for live in LIVING), "wish i hadnt woken up", "wish i hadnt survived", "wish i never woke up",
    "if i died", "if i were dead", "if i was dead", "fine without me", "should be dead", "should just die", "deserve to die", "deserve to live", "feel like dying", "feels like dying", "feel like ending it",
    "stop existing", "cease to exist", "stop being alive", "keep on living", "cant live like this", "cant live anymore", "cant stay alive", "hard to stay alive", "stay alive for", "staying alive for", "enough of life", "enough of living", "over with life",
    "reason to live", "reasons to live", "reason to go on", "reason to be here", "reason to stay alive", "not meant to be here", "shouldnt be here anymore", "shouldnt be alive", "dont deserve to be here", "thinking about dying", "thinking about death",
    "think about dying", "thoughts about dying", "thoughts about death", "thought about dying", "thinking about ending", "thoughts of ending", "thinking of ending", "thought about ending",
    "jump off a bridge", "jump off the bridge", "jump off a building", "jump off the roof", "in front of a train", "in front of the train", "in front of a bus", "in front of a car", "in front of a truck", "walk into traffic",
    "crash my car", "crash the car", "drive off a bridge", "drive off the road", "gun to my head", "noose", "goodbye letter", "goodbye letters", "goodbye note", "goodbye notes", "stash of pills", "saving up pills", "saved up pills", "saving my pills", "stockpiling pills",
    *(f"{unsure} i can {live}" for unsure in ("not sure", "dont know if", "dont think") for live in LIVING), "want 2 die", "kill me now", "hate being alive", "hate living", "want this life", "end my suffering", "end my pain",
    "let me die", "will to live", "done living", "live or die", "care if i die", "scared of what i might do", "afraid of what i might do", "what i might do to myself", "passive si", "active si", "wishing i was gone",
    "about death all", "fantasising about death", "fantasizing about death", "not worth it anymore", "life not worth it", "life isnt worth it", "want to unalive", "i cut again", "i cut last night",
    "burning myself", "hitting myself", "starve myself", "starving myself", "punish myself", "urge to self harm",
    "see the point anymore", "point anymore", "worth living", "worth it anymore", "off without me", "happier without me", "easier without me",
    "would miss me", "notice if i was gone", "notice if i were gone", "if i was gone", "if i were gone", "if i wasnt here", "if i werent here",
    "im a burden", "am a burden", "just a burden", "such a burden", "be a burden", "being a burden", "feel a burden", "like a burden", "burden to everyone", "burden on everyone",
    *(f"{tired} {of} {living}" for tired, of in (("tired", "of"), ("sick", "of"), ("done", "with")) for living in ("living", "life", "being alive", "existing")),
    "give up on life", "giving up on life", "given up on life", "want it to end", "want it all to end", "want it to be over", "want it all to stop", "want to disappear", "want to vanish",
    "want to be gone", "wish i could disappear", "wish i was never born", "wish i had never been born", "wish i was gone", "sleep forever", "sleep and not wake", "no way out", "want out of life",
    *(f"all {whose}{pills}" for whose in ("my ", "the ", "of my ", "of the ", "these ", "of these ", "") for pills in PILLS),
    "bottle of pills", "bottle of tablets", "whole bottle", "handful of pills", "lots of pills",
)  # fmt: skip
# Of a line, where a clause ends with it or the words are all of it: `i give up`, not `i give up coffee`.
AT_THE_END = (
    "kill me", "i cut", "cant keep doing this", "i give up", "im giving up", "i am giving up", "want to give up", "feel like giving up", "ready to give up", "giving up on everything", "given up", "ive had enough", "i have had enough", "cant do this", "cant take it", "cant take this",
    "cant cope", "cant take anymore", "whats the point", "what is the point", "see the point", "see the point in anything", "no point", "see no point", "no point anymore", "whats the use", "no use", "want it to stop", "want this to end", "want this to stop", "want it over", "want out",
    "no hope", "no hope left", "lost all hope", "out of hope", "no future", "nothing left", "nothing left for me", "nothing matters", "life is pointless", "life is meaningless", "urge to cut", "urges to cut", "want to cut", "need to cut", "cutting again",
    "want to sleep and never wake", "done with everything", "tired of everything", "take them all", "took them all", "swallow them all", "rather not be here", "rather not exist", "rather not wake up", "not want to be here", "shouldnt be here", "goodbye everyone",
)  # fmt: skip
# What only looks like it; it is not looked at.
HARMLESS = (
    "cut myself shaving", "cut myself cooking", "cut myself chopping", "cut myself slicing", "cut myself on a", "living in", "living out of", "living with", "living here", "chocolate overdose", "sugar overdose", "hurt myself lifting", "hurt myself running", "hurt myself falling", "hurt myself gardening", "hurt myself at the gym", "not wake up in time", "not wake up early",
    "wake up early", "wake up so early", "wake up at", "reason to go on holiday", "want to go on holiday", "want to go on the", "want to go on a", "given up on", "hitting myself in the foot",
)  # fmt: skip
# `too many` is of need where it is the end, where it is of pills, or where somebody took them: not `too many people`.
TOO_MANY = ("too", "many")
TAKEN = frozenset(("took", "take", "taken", "taking", "swallowed"))
COUNTED = frozenset((*PILLS, "pill", "tablet", "of", "capsules"))
# Other forms of what stands in the tables.
SPELLINGS = (("any more", "anymore"), ("wanna", "want to"), ("do not", "dont"), ("did not", "didnt"), ("can not", "cant"), ("cannot", "cant"), ("was not", "wasnt"), ("were not", "werent"),
    ("any longer", "anymore"), ("gonna", "going to"), ("wnat", "want"), ("wan", "want"), ("wanto", "want to"), ("want to to", "want to"), ("dont even", "dont"), ("dont really", "dont"), ("really want", "want"), ("just want", "want"),
    ("dnt", "dont"), ("dont't", "dont"), ("cnat", "cant"), ("kil", "kill"), ("kll", "kill"), ("myslef", "myself"), ("mysef", "myself"), ("my self", "myself"), ("dei", "die"), ("hre", "here"), ("liv", "live"), ("whats teh", "whats the"), ("piont", "point"),
    ("would not", "wouldnt"), ("should not", "shouldnt"), ("will not", "wont"), ("had not", "hadnt"), ("have not", "havent"), ("waking up", "wake up"), ("i have had", "ive had"))  # fmt: skip
# Of a name: what says that the end of it that is high is perhaps the better one.
AGAINST = frozenset(("no", "not", "without", "free", "never", "safe", "safety", "resist", "resisting", "resisted", "coping", "cope", "control", "clean", "since"))  # fmt: skip


ENDS = tuple(f" {phrase}" for phrase in AT_THE_END)
CLAUSES = str.maketrans(dict.fromkeys(",.;!?:()\n", "|"))
KNOWN: dict[str, bool] = {}  # names that were looked at: a page asks of every entry, and a diary has few names


def in_name(name: str) -> bool:
    """Tell whether a name speaks of suicide or self-harm."""
    if name not in KNOWN:
        words = _words(name)
        KNOWN[name] = " ".join(words) in ALONE or _speaks(words, PHRASES)
    return KNOWN[name]


def in_line(text: str) -> bool:
    """Tell whether a line holds what somebody in need may type."""
    words = _words(text, HARMLESS)
    clauses = (" ".join(["", *_words(clause, HARMLESS)]) for clause in text.translate(CLAUSES).split("|"))
    return _speaks(words, (*PHRASES, *IN_A_LINE)) or _too_many(words) or any(clause.endswith(ENDS) for clause in clauses)


def low_is_better(name: str) -> bool:
    """Tell whether a name of need leaves no doubt that the less of it the better: `suicidal thoughts`, not `safe from self-harm`."""
    return in_name(name) and AGAINST.isdisjoint(_words(name))


def _speaks(words: list[str], phrases: Iterable[str]) -> bool:
    text = f" {' '.join(words)} "
    return any(word.startswith(SUICIDE) or word in SLIPS for word in words) or any(f" {phrase} " in text for phrase in phrases)


def _too_many(words: list[str]) -> bool:
    places = [place for place in range(len(words)) if tuple(words[place : place + 2]) == TOO_MANY]
    return any(not words[place + 2 :] or words[place + 2] in COUNTED or not TAKEN.isdisjoint(words[:place]) for place in places)


def _words(text: str, without: Iterable[str] = ()) -> list[str]:
    """Return the words of a text in lower case, without apostrophes, in the forms of the tables; every other sign parts them.

    Phrases `without` which they are to be looked at, and `kms` behind a number, are not among them.
    """
    bare = text.lower().replace("'", "").replace("’", "")
    plain = f" {' '.join(''.join(letter if letter.isalnum() else ' ' for letter in bare).split())} "
    for said, form in SPELLINGS:
        plain = plain.replace(f" {said} ", f" {form} ")
    for phrase in without:
        plain = plain.replace(f" {phrase} ", " - ")
    words = plain.split()
    return [word for place, word in enumerate(words) if word != "kms" or not words[place - 1 : place] or not words[place - 1][-1].isdigit()]

"""Finds the side effect that was meant: by its name, by its words standing apart, by what people call it, by a slip of the hand."""

from __future__ import annotations

from .. import length
from ..entries import EFFECTS, SEVERITIES
from ..errors import Refused
from .said import NEW
from .words import quoted, retyped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .known import Known
    from .said import Said
    from .words import Word, Words

NEAR = 0.7  # how like a known name a mistyped one must be
LONGEST = 4  # words
SHORTEST = 3  # letters by which a name can be known
STRENGTHS = frozenset(("0", "1", "2", "3", *SEVERITIES))
NONE = ("none", "no", "nothing")
# What people call a side effect: they are asked whether it is that.
CALLED = {
    "tired": "fatigue", "tierd": "fatigue", "exhausted": "fatigue", "wiped-out": "fatigue", "weak": "fatigue", "sleepy": "sedation",
    "drowsy": "sedation", "groggy": "sedation", "sick": "nausea", "queasy": "nausea", "threw-up": "vomiting", "puked": "vomiting",
    "throwing-up": "vomiting", "crying": "tearful", "weepy": "tearful", "forgetful": "memory", "spinning": "vertigo", "floaty": "dissociation",
    "floating": "dissociation", "detached": "dissociation", "spacey": "dissociation", "trippy": "dissociation", "unreal": "dissociation",
    "lightheaded": "dizziness", "light-headed": "dizziness", "woozy": "dizziness", "thirsty": "dry-mouth", "itch": "itching",
    "itchy": "itching", "sleepless": "insomnia", "nightmares": "vivid-dreams", "dreams": "vivid-dreams", "bad-dreams": "vivid-dreams",
    "racing": "wired", "racing-thoughts": "wired", "blurry": "blurred-vision", "blurry-eyes": "blurred-vision",
    "blurry-vision": "blurred-vision", "seeing-double": "double-vision", "high-bp": "bp-high", "high-blood-pressure": "bp-high",
    "brain-fog": "fog", "metallic-taste": "taste", "migraine": "headache", "panic": "anxiety", "anxious": "anxiety",
    "bladder": "urinary-urgency", "bladder-pain": "urinary-pain", "no-appetite": "appetite-loss", "heart-racing": "palpitations",
}  # fmt: skip


class Together(Refused):
    """Two side effects stand side by side, and nothing between them."""


def take(words: Words, known: Known) -> str:
    """Take the name of a side effect: the words before its severity, or the longest ones that name one (`blurred vision`)."""
    there = [word.text.lower().rstrip(",;") for word in words.rest()[:LONGEST] if not word.quoted and not word.sep and not word.is_option]
    named = next((place for place, word in enumerate(there) if word[:1].isdigit() or word in SEVERITIES), 0)
    for count in range(named or len(there), 0, -1):
        if is_one("-".join(there[:count]), known):
            words.place += count
            return "-".join(there[:count])
    count = named or 1
    words.place += count
    return "-".join(there[:count])


def is_one(name: str, known: Known) -> bool:
    """Tell whether a name is a side effect that kfit knows, or one that was added."""
    return name in EFFECTS or name in known.effects()


def near(name: str, known: Known) -> str:
    """Return the side effect that a name means, is most like, or begins like (`dizzy`, `foggy`); nothing if it is none."""
    if name in CALLED:
        return CALLED[name]
    from difflib import get_close_matches

    there = [*EFFECTS, *known.effects()]
    found = get_close_matches(name, there, n=1, cutoff=NEAR)
    found += [one for one in there if len(one) >= SHORTEST and name.startswith(one)]
    found += [one for one in there if len(name) > SHORTEST and one[: SHORTEST + 1] == name[: SHORTEST + 1]]
    return found[0] if found else ""


def refuse_in_note(said: Said, words: Words, note: Sequence[Word], known: Known) -> None:
    """Refuse what would drown in the note of a side effect: how long it went on, and another side effect with its severity."""
    text, place = words.raw(note[0], note[-1]), words.words.index(note[0])
    lower = text.lower()
    found = length.find(text[len("for ") :]) if lower.startswith("for ") else None
    if found and "minutes" not in said.fields:
        lasted = text[len("for ") :][: found[1]]
        line = words.mended(place, place + 1 + len(lasted.split()), f"--for {quoted(lasted)}")
        raise Refused(f"How long it went on has an option of its own. Try: {line}")
    there = [word.text.lower().rstrip(",;") for word in note]
    for count in range(min(len(there) - 1, LONGEST), 0, -1):
        if is_one("-".join(there[:count]), known) and there[count].removesuffix("/3") in STRENGTHS:
            command = words.command if words.command.split()[1:2] != ["effect"] else "kfit log effect"
            line = f"{command} {retyped(words.words[:place]).rstrip(' ,')}, effect {retyped(words.words[place:])}"
            raise Together(f"Two side effects are two entries, in one line if you like. Try: {line}")


def asked(said: Said, words: Words, known: Known) -> Refused:
    """Ask whether another side effect was meant; the whole line is mended at once. A severity that was not said is not made up."""
    name, end = said.fields["name"], said.value_end or words.place
    if name in NONE or name.split("-", 1)[0] == "no":
        one = near(name.removeprefix("no-"), known) or "nausea"
        return Refused(f"Was there none? In a note: kfit note no side effects   Of one: kfit effect {one} 0")
    typed = words.raw(words.words[said.name_place], words.words[end - 1]).lstrip('"')
    value = typed[len(name) :].lstrip('" ').strip() if "severity" in said.fields else ""
    shown = name.replace("-", " ")
    told = quoted(shown)
    meant = near(name, known)
    if not value:
        hint = f"Did you mean {meant}? " if meant else ""
        return Refused(
            f"I don't know the effect '{shown}'. {hint}A severity stands behind it, 0 (none) to 3 (severe): kfit effect {meant or told}"
        )
    new = f"To add it: {words.mended(said.name_place, end, f'{told} {value} {NEW}')}"
    if not meant:
        return Refused(f"I don't know the effect '{shown}'. {new}   All of them: kfit effect -h")
    return Refused(f"I don't know '{shown}'. Did you mean: {words.mended(said.name_place, end, f'{meant} {value}')}   {new}")

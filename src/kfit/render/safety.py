"""What is said when somebody may need help: every sentence of this kind stands here, so that a clinician can read all in one go.

No clinician has read them yet. They are kfit's own words, never a form's (docs/facts.md 6.2). The
numbers come from `helplines`. This module lies on the way of every log command: it brings nothing heavy along.
"""

from __future__ import annotations

from ..model.helplines import DIRECTORY, REGIONS
from .text import fold, safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.helplines import HelpLine, Region
    from .screen import Screen

# The block behind a form, before any figure: its opening for each reason, then whom to reach. It is the same every time.
OPENINGS = {
    # PHQ-9, the ninth answer above 0
    "item": "You noted thoughts of death or of harming yourself.",
    # QIDS-SR16, the twelfth answer above 0: 1 on that form need not mean thoughts of death
    "life": "You noted heavy thoughts about living or dying.",
    # an entry whose name speaks of suicide or self-harm: how it is with that, an act of it, or how well it was kept away
    "name": "You noted something about death or harming yourself.",
    # PHQ-9 of 20 or more, the ninth answer 0 or not known
    "total": "You noted a lot that weighs on you these days.",
}
NOT_ALONE = "You don't have to carry that alone."
UNSAFE_THEM = "If you might act on them, or are not sure you are safe:"  # only behind the thoughts of the first opening
UNSAFE = "If you might act on thoughts of harming yourself, or are not sure you are safe:"
TO_TALK = "To talk to someone:"
OTHERWISE = "Otherwise please tell your clinic, or someone near you, soon; today is good."
NOBODY = "kfit sends this to nobody, and nobody is watching."
ALL_NUMBERS = "All numbers: kfit help-now"
# How numbers are named, in the block and by `kfit help-now`.
OWN_LINE = "your own line: {}"
EMERGENCY = "your emergency number, {}"
LOCAL_EMERGENCY = "your local emergency number"
MORE_COUNTRIES = "Lines in more countries: {}"
OTHER_COUNTRIES = "Lines in other countries: {}"
# One line behind a form where the block is not due.
HINTS = {
    "unknown": "If that form held thoughts of harm: kfit help-now",  # a total alone, which can hide that answer
    "zero": "To reach someone at any time: kfit help-now",  # that answer is 0, which is no all-clear (docs/facts.md 6.2)
}
IN_ONE_OF_THEM = "If one of those forms held thoughts of harm: kfit help-now"  # behind several of a file
# Beside whatever was saved or asked, where words of need were typed.
HELP_NOW = "kfit help-now"
TO_REACH = "To reach someone: kfit help-now"
# Behind a mood of 0 or 1: the thanks every time, the line once a day.
THANKS = "Thank you for noting it."
ROUGH_DAY = "Rough day? kfit help-now"
WIDTH = 79  # the last column stays free
INDENT = "    "
GLUE = "\u00a0"  # a blank where no line may end: a number stands beside what it is


def block(reason: str, region: str | None = None, help_line: str | None = None, *, plain: bool = False, columns: int = WIDTH) -> str:
    """Return the calm block for a reason (a key of OPENINGS), in lines of so many columns at most; `plain`: one sentence a row.

    `region` is the code that the person chose at setup; without one, or without numbers for it here, nothing is guessed.
    `help_line` is the person's own line, in their words.
    """
    code = (region or "").upper()
    found = REGIONS.get(code)
    rows = [
        ("", OPENINGS[reason], NOT_ALONE),
        ("", UNSAFE_THEM if reason == "item" else UNSAFE),
        *((INDENT, OWN_LINE.format(safe(line))) for line in [help_line] if line),
        (INDENT, _urgent(code, found)),
        *_to_talk(found),
        ("", OTHERWISE),
        ("", NOBODY, ALL_NUMBERS),
    ]
    if plain:
        lines = [sentence for _, *sentences in rows for sentence in sentences]
    else:
        lines = [_folded(" ".join(sentences), indent, columns) for indent, *sentences in rows]
    return "\n".join(lines).replace(GLUE, " ")


def beside(told: str, typed: str) -> str:
    """Return what is told, with the way to people before it where words of need were typed and it names none."""
    from ..parsing.need import in_line

    return f"{TO_REACH}\n{told}" if HELP_NOW not in told and in_line(typed) else told


def urgent(region: Region | None) -> list[str]:
    """Say whom to call at once, a line for each: a region's lines and its emergency number, as far as they are known."""
    lines = lines_said(region) if region else []
    return [*(f"{line}," for line in lines), f"{'or ' if lines else ''}call {emergency(region)}."]


def emergency(region: Region | None) -> str:
    """Say the emergency number of a region, as far as it is known."""
    return EMERGENCY.format(region.emergency) if region and region.emergency else LOCAL_EMERGENCY


def lines_said(region: Region) -> list[str]:
    """Say a region's lines: `call or text 9-8-8 (day and night, English and French)`."""
    return [f"{line.how} {line.number} ({line.about})" for line in region.lines]


def _urgent(code: str, region: Region | None) -> str:
    """Say in one sentence whom to call at once: `call or text 988 (US), or your emergency number, 911.`"""
    if region is None or not region.lines:
        return f"call {emergency(region)}."
    return f"{', '.join(_reached(line, code) for line in region.lines)}, {f'or {emergency(region)}.'.replace(' ', GLUE)}"


def _to_talk(region: Region | None) -> list[tuple[str, str]]:
    """Name the lines of every country where no region says which is near; without a line here, the directory."""
    if region is not None:
        return [] if region.lines else [("", f"{TO_TALK} {DIRECTORY}")]
    lines = [(INDENT, f"{each.country}: {', '.join(map(_reached, each.lines))}") for each in REGIONS.values() if each.lines]
    return [("", TO_TALK), *lines, (INDENT, MORE_COUNTRIES.format(DIRECTORY))]


def _reached(line: HelpLine, code: str = "") -> str:
    """Say how a line is reached by phone, and what to choose there: `call or text 988 (US)`."""
    choice = next((f", {part}" for part in line.about.split("; ") if part.startswith("choose")), "")
    return line.how.replace(", text or chat", " or text") + f" {line.number}" + (f" ({code})" if code else "") + choice


def _folded(text: str, indent: str, columns: int) -> str:
    """Break a text between words; further lines stand a little deeper. (`text.fold` would load `typing`.)"""
    lines = [indent]
    for word in text.split(" "):
        if lines[-1].strip() and len(lines[-1]) + 1 + len(word) > columns:
            lines.append(indent + "  " * bool(indent) + word)
        else:
            lines[-1] += f" {word}" if lines[-1].strip() else word
    return "\n".join(lines)


COUNTRY = 18  # columns of a country's name and its indent


def numbers(code: str | None, screen: Screen) -> str:
    """Show the numbers of a region, or without one those of every region behind its country's name."""
    region = REGIONS[code] if code else None
    blocks = [
        [*_numbers_folded(UNSAFE, "", screen), *(line for text in urgent(region) for line in _numbers_folded(text, "    ", screen))],
        [TO_TALK, *(line for each in REGIONS.values() for line in _country(each, screen))] if region is None else [],
        [*_numbers_folded((OTHER_COUNTRIES if region else MORE_COUNTRIES).format(DIRECTORY), "", screen)],
        [*_numbers_folded(OTHERWISE, "", screen), *_numbers_folded(NOBODY, "", screen)],
    ]
    return ("\n" if screen.plain else "\n\n").join("\n".join(block) for block in blocks if block)


def _country(region: Region, screen: Screen) -> list[str]:
    emergency = [f"emergency {region.emergency}"] if region.emergency else []
    said = "; ".join([*lines_said(region), *emergency])
    if screen.plain:
        return [f"{region.country}: {said}."]
    if screen.narrow:
        return [f"  {region.country}", *_numbers_folded(said, "    ", screen)]
    first, *more = _numbers_folded(said, " " * COUNTRY, screen)
    return [f"  {region.country}".ljust(COUNTRY) + first.strip(), *more]


def _numbers_folded(text: str, indent: str, screen: Screen) -> list[str]:
    return [text] if screen.plain else [indent + line for line in fold(text, screen.width - len(indent))]

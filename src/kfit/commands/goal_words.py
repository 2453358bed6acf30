"""Makes the everyday words of a goal plain: numbers as digits, `twice` as `2x`, and words that want a goal to end."""

from __future__ import annotations

import re

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
TARGET = re.compile(r"(?:^| )(?=\d|daily\b|nightly\b|weekly\b|every |each |a day\b|a week\b|per )", re.ASCII)
ENDING = ("none", "no", "off", "stop", "end", "cancel", "remove", "delete", "drop", "clear", "nothing")


def plainly(said: str) -> str:
    """Return words with their numbers as digits, in the order `3x 20 minutes a week`: `20 minutes three times a week`, `twice a week`."""
    text = " ".join(said.lower().replace(",", " ").split())
    text = re.sub(r"\b(once|twice)\b", lambda found: f"{1 if found.group() == 'once' else 2}x", text)
    text = re.sub(rf"\b({'|'.join(NUMBERS)})\b", lambda found: str(NUMBERS.index(found.group()) + 1), text)
    text = re.sub(r"\b(?:an|a) (hour|half|minute)", lambda found: f"1 {found.group(1)}", text).replace("half 1 hour", "30 min")
    text = re.sub(r"\bhalf an hour\b", "30 min", text)
    text = re.sub(r"(?<!\d)(?<!\d )\bx ?(\d+)", r"\1x", text)
    text = re.sub(r"\bfor (?=\d)|\bat least ", "", text)
    return re.sub(r"^(?:of |for |to |log |logging |noting |note my )", "", text)


def without_end(said: str, target: str) -> str | None:
    """Return the subject of words that want a goal to end (`exercise none`, `stop exercise`), empty without one; else None."""
    words = said.split()
    rest = [word for word in words if word not in ENDING]
    zero = target.split("/", maxsplit=1)[0].strip() in ("0", "0min", "0x", "0 min")
    return " ".join(rest) if len(rest) < len(words) or zero else None

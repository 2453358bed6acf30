"""Parts the words of a planning command into its own and those behind its options: `--from next monday` needs no quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diary.words import quoted
from ..errors import Refused

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


class Told:
    """What was told: the command's own words, the words behind each option, the flags."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.options: dict[str, list[str]] = {}
        self.flags: set[str] = set()

    def option(self, name: str) -> str | None:
        """Return the words behind an option, None if it was not said."""
        found = self.options.get(name)
        return None if found is None else " ".join(" ".join(found).split())

    def take_words_behind_options(self) -> None:
        """Where options stand first, let each take one word (or one quoted text), and the rest be the command's own."""
        if self.words or not self.options:
            return
        last = next(reversed(self.options))
        self.words, self.options[last] = self.options[last][1:], self.options[last][:1]

    def again(self, line: str, name: str, value: str) -> str:
        """Return the whole line as it was typed, with another value behind one option."""
        behind = {**{option: self.option(option) or "" for option in self.options}, name: value}
        said = [part for option, text in behind.items() for part in (option, quoted(text))]
        return " ".join([line, *map(quoted, self.words), *said, *sorted(self.flags)])


def read(words: Sequence[str], line: str, valued: Collection[str], flags: Collection[str]) -> Told:
    """Part the words. Raises Refused for an option that there is not, that comes twice, or that has no word behind it."""
    told = Told()
    here = told.words
    for place, word in enumerate(words):
        flag, glued, value = word.partition("=")
        if word == "--":
            here.extend(words[place + 1 :])
            break
        if flag in valued:
            if flag in told.options:
                raise Refused(f"{flag} stands there twice. Its help: {line} -h")
            here = told.options[flag] = [value] if glued else []
        elif word in flags:
            told.flags.add(word)
        elif word.startswith("--") or (word.startswith("-") and word[1:2].isalpha()):
            raise Refused(f"{line} has no option {flag}. Its help: {line} -h")
        else:
            here.append(word)
    for name, behind in told.options.items():
        if not " ".join(behind).strip():
            raise Refused(f"{name} wants something behind it. Its help: {line} -h")
    return told

"""Fits whatever is said to the columns of a screen: it folds at spaces, and an offered command stays one that can be pasted."""

from __future__ import annotations

from re import compile as pattern
from re import split

from .text import BEGIN, END, fold, pieces, width

APART = r" {3,}"  # between parts of a line: what is told, an offered command, what is to know about it
TOOLS = ("systemctl ", "launchctl ")
COMMANDS = ("kfit ", *TOOLS)
OFFERED = pattern(r": (?=(?:kfit|systemctl) )")
SEVERAL = ", kfit "  # commands that are named in a row: none of them is a line to paste
PATHS = ("~", "/")
TOGETHER = pattern(r"\(kfit [^()]*\)|\bkfit [a-z-]+")  # in a sentence, a command is not torn apart
GLUE = "\ue000"  # stands for a space at which no line may end
CODE = pattern(r"\x1b\[[0-9;]*m")
INDENT = "  "
GOES_ON = " \\"  # to a shell, the next line belongs to this one


def fitted(text: str, columns: int) -> str:
    """Return a text of which no line is wider than so many columns (20 or more); lines that fit are left as they are."""
    return "\n".join(part for line in text.split("\n") for part in _line(line, columns))


def _line(line: str, columns: int) -> list[str]:
    bare = CODE.sub("", line) if BEGIN in line else line
    if width(bare) <= columns:
        return [line]
    code = CODE.match(line)
    ends = " " if bare.endswith(" ") else ""  # an answer is typed behind it
    body = bare.strip(" ")
    indent = " " * min(len(bare) - len(bare.lstrip(" ")), columns // 2)
    parts = split(APART, body)
    lines = [told for part in parts for told in _part(part, indent, columns - len(ends), alone=bool(indent) or len(parts) > 1)]
    if code:
        lines = [f"{code[0]}{told}{BEGIN}0{END}" for told in lines]
    return [*lines[:-1], lines[-1] + ends]


def _part(part: str, indent: str, columns: int, *, alone: bool) -> list[str]:
    """Fold what is told, and put the command or the path behind it on lines of its own."""
    found = OFFERED.search(part)
    if found and SEVERAL not in part:
        return [*_sentence(part[: found.start()], ":", indent, columns), *command(part[found.end() :], columns)]
    if part.startswith(COMMANDS if alone else TOOLS):  # a sentence can begin with kfit
        return command(part, columns)
    told, colon, path = part.rpartition(": ")
    if path.startswith(PATHS) and " " not in path:
        return [*_sentence(told, colon.strip(), indent, columns), *_path(path, columns)]
    return _sentence(part, "", indent, columns)


def _path(path: str, columns: int) -> list[str]:
    """Set a path in; one that has no room for that begins at the first column, and only one that is wider still is cut, at a slash."""
    return [INDENT + path] if width(path) + len(INDENT) <= columns else pieces(path, columns)


def _sentence(told: str, end: str, indent: str, columns: int) -> list[str]:
    if not told:
        return []
    room = columns - len(indent)
    glued = TOGETHER.sub(lambda found: found[0].replace(" ", GLUE) if width(found[0]) <= room else found[0], told + end)
    return [indent + line.replace(GLUE, " ") for line in fold(glued, room)]


def command(line: str, columns: int) -> list[str]:
    """Fold a command at its spaces, each line set in by two and all but the last with a sign that it goes on: a shell reads one line.

    A word that is wider than a line goes on at the first column, since there a blank would cut it.
    """
    if width(line) + len(INDENT) <= columns:
        return [INDENT + line]
    lines = [INDENT]
    for word in _words(line):
        first = lines[-1] == INDENT
        together = lines[-1] + ("" if first else " ") + word
        if width(together) + len(GOES_ON) <= columns:
            lines[-1] = together
            continue
        if not first:
            lines[-1] += GOES_ON
            lines.append(INDENT)
        begin, *more = _pieces(word, columns - len(INDENT) - len(GOES_ON))
        lines[-1] += begin
        lines += more
    return lines


def _words(line: str) -> list[str]:
    """Cut a command at the spaces that are outside of quotes; the words keep their quotes."""
    words, quote = [""], ""
    for place, letter in enumerate(line):
        escaped = place > 0 and line[place - 1] == "\\" and quote != "'"
        quote = quote if escaped else _quote(letter, quote)
        if letter == " " and not quote and not escaped:
            words.append("")
        else:
            words[-1] += letter
    return [word for word in words if word]


def _quote(letter: str, quote: str) -> str:
    """Return the quote in which a shell is behind a letter, nothing outside of quotes."""
    if letter == quote:
        return ""
    return letter if letter in "'\"" and not quote else quote


def _pieces(word: str, room: int) -> list[str]:
    """Cut a word that is too wide where a shell joins it again: behind a backslash, which single quotes must not hold."""
    found, quote = [""], ""
    for place, letter in enumerate(word):
        escaped = place > 0 and word[place - 1] == "\\" and quote != "'"
        if width(found[-1] + letter) > room - (2 if quote == "'" else 1) and not escaped and found[-1]:
            found[-1] += "'\\" if quote == "'" else "\\"
            found.append("'" if quote == "'" else "")
        found[-1] += letter
        quote = quote if escaped else _quote(letter, quote)
    return found

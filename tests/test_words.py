"""Every sentence that kfit can say: short, without a word that judges, pushes or scolds (docs/design.md 4)."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

from kfit.cli import app, commands
from kfit.model.entries import HEADS
from kfit.settings import SETTINGS

SOURCE = Path(app.__file__).parents[1]
LONGEST = 16  # words of a sentence
SAFETY = "safety.py"  # its sentences are for the clinician who reads them
SENTENCES = re.compile(r"(?<=[.!?:])\s+|\n(?![a-z(])")
SQL = re.compile(r"\b(?:select|insert into|update|delete from|create|case when|substr|printf|coalesce)\b| = :")
# Words to avoid, each with the phrases in which it is allowed, and why.
AVOIDED: dict[str, tuple[str, ...]] = {
    r"missed|skipped|overdue|late|backfilled": (
        r"taken(?:,| or) skipped",  # what happened to a medicine
        r"missed it",  # what people type of one
    ),
    r"welcome back|you were away|oh no|sorry|hang in there": (),
    r"good|better|improv\w+|low|poor|poorly|worse|worsened": (
        r"Good to see you",
        r"rad good meh",  # what another program calls its moods
        r"for good",  # once and for all
        r"(?:newest|no) good|not good|all good",  # a copy that can be used
        r"better[ -](?:high|low|end|=)|(?:high|low|\w) is better|is the better end|is better: high|is better[,?]|is better, high or low",  # a rating's end
        r"high \(10 is best\) or low|high or low|or low\)|end is better\.|--better",
        r"mood is low|low mood",  # the given sentence on infusions; a label of a form
        r"better without me",  # what people in need type
        r"better by noon",  # words of the made-up person
        r"today is good",  # the calm block
    ),
    r"progress\w*|relapse\w*|setback\w*|because of|thanks to|effect of": (),
    r"dose day|trip|journey|high|hit|wearing off|due|booster\w*": (
        r"better high|high (?:is better|\(10)|high or low|better,? high",  # a rating's end
    ),
    r"workout\w*|crush\w*|push|only five|only 5|to go|short of": (r"to go on|To go on",),
    r"excused|freeze|cheat\w*|safe with us|we are here": (),
    r"commit\w*|failed attempt|at risk|risk score|you have (?:mild|moderate|severe|depression)|diagnos\w*": (),
    r"n/a|insufficient|invalid|illegal|errors?|failed|must|ensure|required|please": (
        r"please tell your clinic",  # the calm block
        r"CHECK constraint failed",  # SQLite's own words, which nobody is shown
    ),
    r"destroy|purge|are you sure|significant\w*|correlat\w*|compliance|adherence|provider": (),
    r"streaks?|badges?|rewards?|congrat\w*|well done|bravo|great|awesome|keep it up|only \d+ more": (
        r"great britain",
        r"-not great",  # a note that begins with a dash
    ),
}


@cache
def sentences_of(path: Path) -> list[tuple[int, str]]:
    """Return the texts of a module with their lines: what fills a gap in a text counts as one word. No docstrings, no SQL."""
    found = []
    tree = ast.parse(path.read_text(encoding="utf-8"))
    shown = {id(node.body[0]) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and _is_command(node)}  # its help
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and id(node) not in shown}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            silent |= {id(part) for part in node.values}
            text = "".join(part.value if isinstance(part, ast.Constant) else "X" for part in node.values)  # type: ignore[misc]  # parts of a text are texts
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            text = node.value
        else:
            continue
        if " " in text.strip() and not (path.parent.name == "store" and SQL.search(text)):
            found.append((node.lineno, text))
    return found


def _is_command(function: ast.FunctionDef) -> bool:
    return any(re.match(r"\w*app\.(?:command|callback)", ast.unparse(decorator)) for decorator in function.decorator_list)


MODULES = [path for path in sorted(SOURCE.rglob("*.py")) if path.parent.name != "migrations"]
SHOWN_ELSEWHERE = [
    *(commands.about(word) for word in HEADS),
    *(row.help for row in commands.COMMANDS.values()),
    *(one.help for one in SETTINGS.values()),
]


def too_long(text: str) -> list[str]:
    return [part for part in SENTENCES.split(text) if len(part.split()) > LONGEST]


def avoided(text: str) -> list[str]:
    return [word for words, senses in AVOIDED.items() for word in _avoided(words, senses, text)]


def _avoided(words: str, senses: tuple[str, ...], text: str) -> list[str]:
    found = list(re.finditer(rf"(?<![\w-])(?:{words})(?![\w-])", text, re.IGNORECASE))
    allowed = [match.span() for sense in senses for match in re.finditer(sense, text)] if found else []
    return [match.group() for match in found if not any(first <= match.start() and match.end() <= last for first, last in allowed)]


def test_no_sentence_is_long() -> None:
    spoken = [path for path in MODULES if path.name != SAFETY]
    assert [(path.name, line, part) for path in spoken for line, text in sentences_of(path) for part in too_long(text)] == []


def test_no_word_judges_or_scolds() -> None:
    every = [(path.name, line, text) for path in MODULES for line, text in sentences_of(path)]
    assert [(word, *one) for one in every for word in avoided(one[2])] == []
    assert [one for one in every if re.search(r"[A-Za-z]!(?:\s|$)", one[2])] == []  # nothing is exclaimed


def test_the_help_is_as_short_and_as_calm() -> None:
    assert [text for text in SHOWN_ELSEWHERE if too_long(text) or avoided(text)] == []


def test_the_scan_finds_what_it_looks_for(tmp_path: Path) -> None:
    """The two tests above could not fail if nothing were read."""
    module = tmp_path / "words.py"
    module.write_text(
        '"""You missed it, said a docstring."""\nA = "You missed 3 days"\nB = f"{A}, and sorry about that"\n'
        'C = "Good to see you. Good."\n' + f'D = "{"word " * 17}"\n'
    )
    texts = [text for _, text in sentences_of(module)]
    assert [word for text in texts for word in avoided(text)] == ["missed", "sorry", "Good"]
    assert sum(len(too_long(text)) for text in texts) == 1
    assert sum(1 for path in MODULES for _ in sentences_of(path)) > 1000

"""Made-up kinds, each declared as a new one would be: a class in `model/entries` and its place in KINDS, nothing else.

The declaration is written into a copy of the source, and lines are sent to a kfit that runs from there.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import kfit
from conftest import OFFLINE, Said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Counted, with a scale of its own and words beside it; averaged, with a unit; by name; one of a few words, on no chart.
DECLARATIONS = '''
class Meal(Entry):
    """A meal, in portions."""

    example = "meal 2 --dish soup"
    plural = "meals"
    label = "Meals"
    calendar = True
    goal = "daily"
    question = "Meals so far, in portions: "
    figures = (DayFigure("meal_portions", SUM, "portions", meaning="portions of the day added up"),)
    portions: int = whole(1, 20, title="Portions", unit="portions")
    dish: str | None = text(40, title="A dish", option="--dish", sample="soup", default=None)
    hunger: int | None = whole(0, 10, title="Hunger", ends=("none", "most"), option="--hunger", default=None)


class Temperature(Entry):
    """The temperature of the body, in degrees."""

    example = "temperature 36.8"
    plural = "temperatures"
    no_goal = "A temperature can't be a goal here. To see it over time: kfit chart temperature"
    figures = (DayFigure("temperature_mean", MEAN, "degrees", meaning="mean of the day's temperatures", decimals=1),)
    degrees: float = real(30, 45, title="Temperature", unit="C", above=False)


class Symptom(Entry):
    """A symptom by its name, from 0 (none) to 4 (worst)."""

    example = "symptom cough 2"
    plural = "symptoms"
    called = "a symptom"
    names = ("cough", "fever")
    no_goal = "A symptom can't be a goal here."
    figures = (DayFigure("", HIGHEST, "strength", meaning=""),)
    name: str = text(LONGEST_NAME, title="The name of a symptom")
    strength: int = whole(0, 4, title="Strength", ends=("none", "worst"))


class Weather(Entry):
    """The weather of a day."""

    example = "weather rain"
    plural = "days of weather"
    not_drawn = "Weather has no chart. Try: kfit chart mood"
    no_goal = "Nobody can aim at weather."
    sky: str = choice(("sun", "clouds", "rain", "snow"), title="The sky")


'''
KINDS = "KINDS: dict[str, type[Entry]] = {"


def copy_source(folder: Path) -> Path:
    """Write the source with the declarations into a folder, and return its path."""
    source = folder / "kfit"
    shutil.copytree(str(Path(kfit.__file__).parent), source)  # with what is compiled of it, which holds for all that is not changed
    entries = source / "model" / "entries.py"
    text = entries.read_text()
    entries.write_text(
        text.replace(KINDS, DECLARATIONS.lstrip("\n") + KINDS).replace("Score, Note)", "Score, Note, Meal, Temperature, Symptom, Weather)")
    )
    assert "class Meal" in entries.read_text()
    assert "Note, Meal" in entries.read_text()
    questions = source / "settings.py"  # the one other place: the parts of the check-in, in their order
    text = questions.read_text()
    questions.write_text(text.replace('QUESTIONS = ("sleep", "mood", "exercise",', 'QUESTIONS = ("sleep", "mood", "exercise", "meal",'))
    assert '"meal"' in questions.read_text()
    return folder


# Answers one line after another: a process that has begun once costs little for each.
DRIVER = """
import contextlib, io, json, os, subprocess, sys, time
from kfit.__main__ import main
for asked in sys.stdin:
    words, stdin, env, place = json.loads(asked)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(place)
    time.tzset()
    if "_KFIT_COMPLETE" in env:  # a shell starts a process for it, and typer counts on that
        ran = subprocess.run([sys.executable, "-m", "kfit"], capture_output=True, text=True)
        print(json.dumps([ran.stdout, ran.stderr, ran.returncode]), flush=True)
        continue
    sys.argv, out, err = ["kfit", *words], io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    given, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main()
        except SystemExit as end:
            code = end.code
    sys.stdin = given
    out.flush(), err.flush()
    print(json.dumps([out.buffer.getvalue().decode(), err.buffer.getvalue().decode(), code]), flush=True)
"""


@contextmanager
def runner(folder: Path | None = None) -> Iterator[Callable[..., Said]]:
    """Yield what sends a line to a process of its own: of a kfit with the trial kinds where their folder is told, else of this one.

    Each line runs in the home of the test that sends it.
    """
    path = {"PYTHONPATH": os.pathsep.join([*([str(folder)] if folder else []), OFFLINE])}
    there = os.environ | path
    with subprocess.Popen([sys.executable, "-c", DRIVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=there) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        asked, heard = running.stdin, running.stdout

        def run(line: str | list[str], *, stdin: str = "", **env: str) -> Said:
            words = shlex.split(line) if isinstance(line, str) else line
            asked.write(json.dumps([words, stdin, os.environ | path | env, str(Path.cwd())]) + "\n")
            asked.flush()
            return Said(*json.loads(heard.readline()))

        yield run
        asked.close()

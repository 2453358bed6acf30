"""Draws the pictures of the README from real commands on the made-up person's file: `python tests/pictures.py` writes them.

Rich writes them, with the two things changed that a page should not have: no font is loaded from elsewhere, and every
letter beyond ASCII has its own place, so that a font with other widths shifts no row of a chart.
"""

from __future__ import annotations

import html
import inspect
import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

PLACE = Path(__file__).parents[1] / "docs" / "pictures"
COMMANDS = {"today": "kfit", "chart": "kfit chart mood"}
NOW = "2026-11-22T21:30"
COLUMNS = 80
BACKGROUND, LETTERS = (30, 30, 34), (216, 216, 216)
# The eight colours of a terminal, light enough to be read on the background.
HUES = [BACKGROUND, (224, 108, 117), (152, 195, 121), (229, 192, 123), (97, 175, 239), (206, 140, 222), (86, 182, 194), LETTERS]
THEME = TerminalTheme(BACKGROUND, LETTERS, HUES)
FONTS = "ui-monospace, Menlo, Consolas, DejaVu Sans Mono, monospace"
RICHS = inspect.signature(Console.export_svg).parameters["code_format"].default
FORMAT = re.sub(r"@font-face \{\{.*?\}\}\n", "", RICHS, flags=re.DOTALL).replace("Fira Code, monospace", FONTS)


def drawn() -> dict[str, str]:
    """Return each picture by the name of its file."""
    with tempfile.TemporaryDirectory(prefix="kfit-pictures-") as home:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("KFIT_", "XDG_")) and name not in ("NO_COLOR", "TERM")
        }
        told = {"HOME": home, "KFIT_NOW": NOW, "TZ": "America/New_York", "COLUMNS": str(COLUMNS), "FORCE_COLOR": "1", "PYTHONUTF8": "1"}
        env = {**kept, **told, "XDG_DATA_HOME": f"{home}/data", "XDG_STATE_HOME": f"{home}/state"}
        _answer("kfit demo", env)
        (demo,) = Path(home).rglob("demo.db")
        return {f"{name}.svg": picture(name, line, _answer(line, env | {"KFIT_DB": str(demo)})) for name, line in COMMANDS.items()}


def _answer(line: str, env: dict[str, str]) -> str:
    words = [sys.executable, "-m", *line.split()]
    return subprocess.run(words, env=env, check=True, capture_output=True, encoding="utf-8").stdout


def picture(name: str, line: str, answer: str) -> str:
    """Return the picture of a terminal in which a line was typed and answered."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), legacy_windows=False, highlight=False)
    console.print(Text.from_ansi(f"$ {line}\n{answer}"))
    drawing = console.export_svg(title="", theme=THEME, code_format=FORMAT, unique_id=f"kfit-{name}")
    return "\n".join(row.rstrip() for row in re.sub(r"<text [^>]*>[^<]*</text>", _placed, drawing).split("\n"))


def _placed(text: re.Match[str]) -> str:
    """Return a text of a drawing, with a place for each of its letters where one of them is beyond ASCII."""
    letters = html.unescape(text[0][text[0].index(">") + 1 : -len("</text>")])
    found = re.search(r' x="([\d.]+)"(.*?) textLength="([\d.]+)"', text[0])
    if found is None or letters.replace("\xa0", " ").isascii():
        return text[0]
    first, whole = float(found[1]), float(found[3])
    places = " ".join(f"{first + whole * place / len(letters):g}" for place in range(len(letters)))
    return text[0].replace(found[0], f' x="{places}"{found[2]}', 1)


if __name__ == "__main__":
    PLACE.mkdir(exist_ok=True)
    for file, drawing in drawn().items():
        (PLACE / file).write_text(drawing, encoding="utf-8")
        print(PLACE / file)

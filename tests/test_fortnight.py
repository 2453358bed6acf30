"""Two weeks and a day of somebody with goals: bad days, an infusion, a gap of eight days, a changed goal, a pause, a slip of the hand.

The answers of kfit are in `said/fortnight.txt`, and each line of it was read and approved. If you change a sentence, read it
again there, as a tired person would.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from test_words import LONGEST, SENTENCES, avoided

if TYPE_CHECKING:
    from conftest import Kfit

TRANSCRIPT = Path(__file__).parent / "said" / "fortnight.txt"
TURN = re.compile(r"^\[(\S+)\] \$ kfit ?(.*)\n((?:(?!^\[\d).*\n?)*)", re.MULTILINE)
ROW = re.compile(r"\S {2,}\S|^ {2}|^Week |[·●]|^From \d|\blowest\b|with an entry\.$")  # of figures, and their sums
SCOLDING = re.compile(r"\b(?:only|still need|left to|not yet|behind|should|must|missing|missed|again)\b|!", re.IGNORECASE)


def test_it_says_what_was_read_and_approved(kfit: Kfit) -> None:
    turns = TURN.findall(TRANSCRIPT.read_text(encoding="utf-8"))
    assert len(turns) > 40
    for now, line, approved in turns:
        said = kfit(shlex.split(line), now=now)
        assert (said.out + said.err).strip("\n") == approved.strip("\n"), f"[{now}] kfit {line}"


def test_nothing_in_it_scolds() -> None:
    for now, line, approved in TURN.findall(TRANSCRIPT.read_text(encoding="utf-8")):
        assert not SCOLDING.search(approved), (now, line)
        assert not avoided(approved), (now, line)
        assert not re.search(r"(?<!\.)\b0 of \d|\b\d+ %", approved), (now, line)  # no count of what was not done


def test_no_sentence_that_was_said_is_long() -> None:
    """The templates are measured elsewhere; these are whole, with all that was put into them. Rows of figures are no sentences."""
    for _, _, approved in TURN.findall(TRANSCRIPT.read_text(encoding="utf-8")):
        for paragraph in approved.split("\n\n"):
            prose = " ".join(re.sub(r": kfit .*$", ".", line.strip()) for line in paragraph.split("\n") if not ROW.search(line))
            for sentence in SENTENCES.split(prose):
                assert len(sentence.split()) <= LONGEST, sentence


def test_the_gap_is_not_spoken_of() -> None:
    """Eight quiet days lie before 18 Nov; the page says so with no word and no number."""
    turns = {now: approved for now, _, approved in TURN.findall(TRANSCRIPT.read_text(encoding="utf-8"))}
    after = turns["2026-11-18T20:00"]
    assert after.split("\n")[2] == "No entries yet today, and one line is plenty:"
    assert "--on" in after  # how to add a day
    assert not re.search(r"\b(?:8|eight|9|nine|days?) (?:days?|without|ago)", after)

"""The sentences for a person who may need help: true, calm, with kfit's own numbers and no others."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from kfit.model.helplines import DIRECTORY, REGIONS
from kfit.model.questionnaires import INSTRUMENTS
from kfit.render import safety
from kfit.render.safety import HINTS, OPENINGS, block

EVERY = [block(reason, region) for reason in OPENINGS for region in (None, *REGIONS)]
US = """\
You noted thoughts of death or of harming yourself. You don't have to carry
that alone.
If you might act on them, or are not sure you are safe:
    call or text 988 (US), or your emergency number, 911.
Otherwise please tell your clinic, or someone near you, soon; today is good.
kfit sends this to nobody, and nobody is watching. All numbers: kfit help-now"""
ANYWHERE = """\
You noted a lot that weighs on you these days. You don't have to carry that
alone.
If you might act on thoughts of harming yourself, or are not sure you are safe:
    your own line: my sister Anna, 555 0100
    call your local emergency number.
To talk to someone:
    United States: call or text 988
    Canada: call or text 9-8-8
    United Kingdom: call the NHS on 111, choose the mental health option, 2 in
      England
    France: call 3114
    Spain: call 024
    New Zealand: call or text 1737
    India: call Tele-MANAS on 14416 or 1800-891-4416
    Lines in more countries: findahelpline.com
Otherwise please tell your clinic, or someone near you, soon; today is good.
kfit sends this to nobody, and nobody is watching. All numbers: kfit help-now"""
# Words that comfort, judge or alarm. None of them may be shown to a person who is low.
AVOIDED = [
    "!", "risk", "commit", "attempt", "suicid", "sorry", "hang in", "we are here", "alert", "monitor", "emergency room", "worse", "better",
    "improv", "relapse", "setback", "severe", "high", "low ", "score", "danger", "warning", "must", "please ensure", "failed", "missed",
    "invalid", "error", "doctor", "patient", "you have ", "you are moderate", "diagnos",
]  # fmt: skip


def one_line(text: str) -> str:
    return " ".join(text.split())


def strings() -> list[str]:
    """Return every string of the module that can be shown: all but its docstrings."""
    tree = ast.parse(Path(safety.__file__).read_text(encoding="utf-8"))
    docs = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, ast.Module | ast.FunctionDef)}
    found = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [text for text in found if text not in docs]


def test_the_block_for_the_united_states() -> None:
    assert block("item", "us") == block("item", "US") == US


def test_without_a_region_nothing_is_guessed_and_every_line_is_named() -> None:
    assert block("total", None, "my sister Anna, 555 0100") == ANYWHERE


@pytest.mark.parametrize("code", ["de", "", "XX", None])
def test_a_region_without_numbers_here_is_none(code: str | None) -> None:
    assert block("item", code) == block("item")


@pytest.mark.parametrize("code", REGIONS)
@pytest.mark.parametrize("reason", OPENINGS)
def test_a_region_has_its_own_numbers_and_no_other(code: str, reason: str) -> None:
    said = block(reason, code.lower())
    numbers = re.findall(r"\d[\d-]*", said)
    region = REGIONS[code]
    assert all(number in said for line in region.lines for number in line.number.split(" or "))
    assert region.emergency in said
    known = " ".join([region.emergency, *(f"{line.number} {line.about}" for line in region.lines)])
    assert set(numbers) <= set(re.findall(r"\d[\d-]*", known))
    assert (f"({code})" in said) == bool(region.lines)
    assert (safety.LOCAL_EMERGENCY in said) == (not region.emergency)
    assert (DIRECTORY in said) == (not region.lines)


def test_without_a_region_there_are_no_numbers_but_the_shipped_ones() -> None:
    known = " ".join(f"{line.number} {line.about}" for region in REGIONS.values() for line in region.lines)
    said = block("item")
    assert set(re.findall(r"\d[\d-]*", said)) <= set(re.findall(r"\d[\d-]*", known))
    for region in REGIONS.values():
        assert all(f"{region.country}: " in said and line.number in said for line in region.lines)
    assert f"call {safety.LOCAL_EMERGENCY}." in said
    assert DIRECTORY in said


def test_every_reason_has_an_opening_that_is_true() -> None:
    assert set(OPENINGS) == {"name", "total", *(form.harm_word for form in INSTRUMENTS.values())}
    assert "death" not in OPENINGS["total"]
    assert "harm" not in OPENINGS["total"]
    assert "harm" not in OPENINGS["life"]
    assert "might act on them" in block("item", "us")
    for reason in ("life", "name", "total"):
        assert "might act on thoughts of harming yourself" in one_line(block(reason, "us"))


def test_but_for_the_reason_the_block_is_the_same_every_time() -> None:
    """From the numbers on, not a word depends on the form."""
    for code in (None, *REGIONS):
        assert len({block(reason, code).split("safe:\n", 1)[1] for reason in OPENINGS}) == 1


@pytest.mark.parametrize("code", [None, *REGIONS])
def test_ones_own_line_stands_first(code: str | None) -> None:
    said = block("item", code, "Dr Kim 555-0100")
    behind = said.split("safe:\n", 1)[1]
    assert behind.startswith("    your own line: Dr Kim 555-0100\n")
    assert said.replace("    your own line: Dr Kim 555-0100\n", "") == block("item", code)


def test_ones_own_line_cannot_attack_the_terminal() -> None:
    said = block("item", "us", "\x1b[2Jcall\n\u202enow {0} {reason} [red]x[/red]" + " very long" * 30)
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "{0} {reason} [red]x[/red]" in one_line(said)
    assert max(map(len, said.splitlines())) < 80


@pytest.mark.parametrize("said", EVERY)
def test_lines_stay_below_80_columns_and_are_ascii(said: str) -> None:
    assert max(map(len, said.splitlines())) < 80
    assert said.isascii()
    assert all(line == line.rstrip() for line in said.splitlines())


@pytest.mark.parametrize("code", [None, *REGIONS])
def test_in_plain_text_each_sentence_has_a_row_and_the_words_are_the_same(code: str | None) -> None:
    for reason in OPENINGS:
        said = block(reason, code, "Anna", plain=True)
        assert one_line(said) == one_line(block(reason, code, "Anna"))
        assert said.isascii()
        assert all(line[0] != " " and ". " not in line.rstrip(".") for line in said.splitlines())


def test_a_number_stands_beside_what_it_is() -> None:
    assert "or\n" not in block("item", "gb")
    assert "or your emergency number, 999." in block("item", "gb")
    assert "or your emergency number, 112." in block("item", "in")


def test_whoever_calls_the_nhs_hears_what_to_choose() -> None:
    assert "choose the mental health option, 2 in England" in one_line(block("item", "gb"))


def test_no_verdict_no_alarm_no_shouting() -> None:
    told = [*EVERY, *strings()]
    assert [(word, text) for word in AVOIDED for text in told if word in text.lower()] == []


def test_nobody_is_watching_stands_in_every_block() -> None:
    assert all("nobody is watching. All numbers: kfit help-now" in one_line(said) for said in EVERY)


def test_the_short_lines() -> None:
    assert HINTS == {
        "unknown": "If that form held thoughts of harm: kfit help-now",
        "zero": "To reach someone at any time: kfit help-now",
    }
    assert (safety.THANKS, safety.ROUGH_DAY) == ("Thank you for noting it.", "Rough day? kfit help-now")

"""What `kfit chart` reads: several subjects, days in words, days behind an option; and pictures of several subjects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kfit.cli.charts import joined_days

if TYPE_CHECKING:
    from conftest import Grown, Kfit

DIARY = [
    "mood 6", "mood 4 --on yesterday", "mood 3 --on '3 oct'", "mood 5 --on '9 oct'", "sleep 7h", "pain 4 --on '9 nov'",
    "infusion iv 40mg --on '9 nov'", "did push-ups 20x", "rate 'low light' 3 --better high", "bp 128/82", "phq9 --total 12",
]  # fmt: skip


def ends(kfit: Kfit, line: str) -> list[str]:
    """Return the first and the last day of a chart, as its plain sentence has them."""
    said = kfit(line, KFIT_PLAIN="1")
    assert said.code == 0, said.err
    found = re.search(r"(\w{3} \d+ \w{3}(?: \d{4})?)(?: to (\w{3} \d+ \w{3}))?: ", said.out.split("\n", 1)[1])
    assert found, said.out
    return [found[1], found[2] or found[1]]


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        ("chart mood this week", "Mon 16 Nov", "Sun 22 Nov"),
        ("chart this week", "Mon 16 Nov", "Sun 22 Nov"),
        ("chart this week mood", "Mon 16 Nov", "Sun 22 Nov"),
        ("chart mood last week", "Mon 9 Nov", "Sun 22 Nov"),
        ("chart mood the last week", "Mon 9 Nov", "Sun 22 Nov"),
        ("chart mood last 30 days", "Sat 24 Oct", "Sun 22 Nov"),
        ("chart mood october", "Thu 1 Oct", "Sat 31 Oct"),
        ("chart mood 3 oct to 9 oct", "Sat 3 Oct", "Fri 9 Oct"),
        ("chart mood from 3 oct to 9 oct", "Sat 3 Oct", "Fri 9 Oct"),
        ("chart mood from 3 oct", "Sat 3 Oct", "Sun 22 Nov"),
        ("chart mood since 3 oct", "Sat 3 Oct", "Sun 22 Nov"),
        ("chart mood until 9 oct", "Sat 3 Oct", "Fri 9 Oct"),
        ("chart mood yesterday", "Sat 21 Nov", "Sat 21 Nov"),
        ("chart mood --from 3 oct", "Sat 3 Oct", "Sun 22 Nov"),
        ("chart --from 3 oct mood", "Sat 3 Oct", "Sun 22 Nov"),
        ("chart mood --from=3 oct", "Sat 3 Oct", "Sun 22 Nov"),
        ("chart mood --from 3 oct --until 9 oct", "Sat 3 Oct", "Fri 9 Oct"),
        ("chart mood --from 3 oct to 9 oct", "Sat 3 Oct", "Fri 9 Oct"),
        ("chart mood --since '3 oct'", "Sat 3 Oct", "Sun 22 Nov"),
        ("chart mood --since last week", "Mon 9 Nov", "Sun 22 Nov"),
        ("chart mood --since october --until october", "Thu 1 Oct", "Sat 31 Oct"),
        ("chart mood --all", "Sat 3 Oct", "Sun 22 Nov"),
    ],
)
def test_days_are_read_as_people_name_them(kfit: Kfit, grown: Grown, line: str, first: str, last: str) -> None:
    grown(DIARY)
    assert ends(kfit, line) == [first, last]


@pytest.mark.parametrize(
    ("line", "subjects"),
    [
        ("chart mood sleep", ["mood", "sleep"]),
        ("chart mood, sleep and pain", ["mood", "sleep", "pain"]),
        ("chart mood and sleep last 30 days", ["mood", "sleep"]),
        ("chart last 30 days mood sleep", ["mood", "sleep"]),
        ("chart low light mood", ["low light", "mood"]),
        ("chart push ups bp", ["push-ups", "bp"]),
        ("chart mood habit push-ups", ["mood", "push-ups"]),
        ("chart mood movement", ["mood", "exercise"]),
        ("graph mood sleep", ["mood", "sleep"]),
    ],
)
def test_several_subjects_are_read_with_names_of_several_words(kfit: Kfit, grown: Grown, line: str, subjects: list[str]) -> None:
    grown(DIARY)
    assert [one["chart"] for one in kfit(f"{line} --json").json["charts"]] == subjects


def test_a_subject_that_is_named_twice_is_drawn_once(kfit: Kfit, grown: Grown) -> None:
    grown(DIARY)
    assert kfit("chart mood mood").out == kfit("chart mood").out


@pytest.mark.parametrize(
    ("line", "works"),
    [
        ("chart mood slep", "kfit chart mood sleep"),
        ("chart mood sleep pain bp", "kfit chart mood sleep pain"),
        ("chart mood last week --since monday", 'kfit chart mood "last week"'),
        ("chart mood --days 3 last week", 'kfit chart mood "last week"'),
        ("chart mood sleep --days 0", "kfit chart mood sleep --days 70"),
        ("chart mood --from 3 oct --days 5", "kfit chart mood --days 5"),
        ("chart mood --from 9 oct --until 3 oct", 'kfit chart mood --since 2026-10-03 --until "3 oct"'),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_line_that_keeps_the_rest(kfit: Kfit, grown: Grown, line: str, works: str) -> None:
    grown(DIARY)
    said = kfit(line)
    assert (said.out, said.code) == ("", 2)
    assert said.err.strip().endswith(works)
    assert kfit(works.removeprefix("kfit ")).code == 0


def test_a_day_with_two_readings_is_asked_about(kfit: Kfit, grown: Grown) -> None:
    grown(DIARY)
    said = kfit("chart mood 3/10")
    assert said.code == 2
    offered = re.findall(r'kfit (chart mood "[^"]+")', said.err)
    assert len(offered) == 2
    assert all(kfit(line).code == 0 for line in offered)


def test_words_of_a_day_behind_an_option_are_joined_and_others_left(kfit: Kfit) -> None:  # noqa: ARG001 - sets the clock
    assert joined_days(["mood", "--from", "3", "oct", "sleep"]) == ["mood", "--from", "3 oct", "sleep"]
    assert joined_days(["--since=2", "weeks", "ago", "mood", "--json"]) == ["--since", "2 weeks ago", "mood", "--json"]
    assert joined_days(["--since", "bananas", "mood"]) == ["--since", "bananas", "mood"]
    assert joined_days(["--since"]) == ["--since"]
    assert joined_days(["--until", "--json"]) == ["--until", "--json"]


def test_panels_stand_on_one_time_axis_with_infusions_through_all(kfit: Kfit, grown: Grown) -> None:
    grown(DIARY)
    for width in ("80", "40"):
        told = kfit("chart mood sleep pain --days 30", COLUMNS=width).out.split("\n")
        drawn = [line for line in told if re.match(r" *\d*[│┤]", line)]
        assert len({line.index(sign) for line in drawn for sign in "┊▼" if sign in line}) == 1
        assert sum("┊" in line or "▼" in line for line in drawn) >= 3 * 6
        assert sum("└" in line for line in told) == 1
        assert sum("▼" in line for line in drawn) == 1
        titles = [place for place, line in enumerate(told) if re.match(r"(Mood|Sleep|Pain) \(", line)]
        assert len(titles) == 3
        assert len(told) <= 41


def test_days_without_an_entry_are_said_once_for_all_panels(kfit: Kfit, grown: Grown) -> None:
    grown(DIARY)
    for line, said in (("mood sleep", "gap or ·: no entry"), ("mood pain", "gap: no entry"), ("sleep exercise", "· no entry")):
        legend = re.findall(r"(?:gap|gap or ·|·):? no entry\b", kfit(f"chart {line} --days 30").out)
        assert legend == [said]


def test_several_subjects_are_said_in_plain_sentences_and_infusions_once(kfit: Kfit, grown: Grown) -> None:
    grown(DIARY)
    assert kfit("chart mood pain --days 30", KFIT_PLAIN="1").out.splitlines() == [
        "Mood: mean 5.0 in the last 7 days (2 with an entry), no entry in the 7 before.",
        "Mood, Sat 24 Oct to Sun 22 Nov: mean 5.0, lowest 4.0, highest 6.0; 2 of 30 days with an entry.",
        "Pain: 4 on Mon 9 Nov, the last entry.",
        "Pain, Sat 24 Oct to Sun 22 Nov: mean 4.0, lowest 4.0, highest 4.0; 1 of 30 days with an entry.",
        "Infusions: Mon 9 Nov.",
    ]


def test_what_has_no_entry_or_is_hidden_is_said_under_the_others(kfit: Kfit, grown: Grown) -> None:
    grown(DIARY)
    told = kfit("chart mood anxiety").out
    assert told.startswith("Mood (0 worst, 10 best)")
    assert told.endswith("Anxiety: nothing to draw yet. One line is enough: kfit anxiety 4\n")
    assert kfit("config set show_scores off").code == 0
    told = kfit("chart mood phq9").out
    assert told.startswith("Mood (0 worst, 10 best)")
    assert "12" not in told.split("\n")[-2]
    assert told.endswith("Totals are hidden here (show_scores is off); they go to your page.\n")


@pytest.mark.parametrize("width", ["20", "27", "40", "80", "137", "250"])
@pytest.mark.parametrize("line", ["chart mood sleep", "chart mood phq9 bp", "chart pain push-ups sleep --days 365"])
def test_panels_are_never_wider_than_the_screen(kfit: Kfit, grown: Grown, width: str, line: str) -> None:
    grown(DIARY)
    said = kfit(line, COLUMNS=width)
    assert said.code == 0
    assert max(map(len, said.out.split("\n"))) <= int(width)

"""The plans to start from, each with where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .lines import dim, fold, joined

if TYPE_CHECKING:
    from .screen import Screen


class Template(NamedTuple):
    """A plan to start from: its line, where it comes from, and what is to know about that."""

    line: str
    what: str
    source: str
    address: str = ""


# Offered as plans, never as proven to work (facts: clinical.md 0, T1 and T2; 1; 4).
TEMPLATES = (
    Template(
        "kfit goal exercise 60min/week",
        "An hour a week.",
        "From a study of 33,908 healthy adults; it is about new depression, not about treatment.",
        "psychiatryonline.org/doi/10.1176/appi.ajp.2017.16111223",
    ),
    Template(
        "kfit goal exercise 3x30min/week",
        "30 minutes, 3 or 4 times a week.",
        "Advice from an article of a ketamine clinic, without a study of its own.",
    ),
    Template(
        "kfit goal exercise 3x45min/week --for 12 weeks",
        "45 minutes, 3 times a week, for 12 weeks.",
        "A thesis of 2019 proposed it for a trial. No results exist.",
        "elischolar.library.yale.edu/ysmpa_theses/65",
    ),
    Template(
        "kfit goal exercise 3x60min/week --for 8 weeks",
        "60 minutes, 3 times a week, for 8 weeks.",
        "A magazine's figure, which the same clinic's article passes on.",
    ),
    Template(
        "kfit goal exercise 150min/week --who",
        "150 to 300 moderate minutes a week. A vigorous minute counts twice, a light one not.",
        "The WHO's guideline of 2020 for all adults.",
        "pmc.ncbi.nlm.nih.gov/articles/PMC7719906",
    ),
    Template(
        "kfit programme start --from 5min --to 30min --days mon,wed,fri",
        "From 5 minutes up, a little more each week.",
        "A rule of kfit's own.",
    ),
    Template(
        "kfit programme start --plan 45",
        "The same, up to 45 minutes 3 times a week.",
        "The thesis named above, with kfit's rule on the way there.",
    ),
)
TEMPLATES_TITLE = "Plans to start from"
TEMPLATES_CLOSING = "These are plans, not treatments: none is shown to work for you. What suits you is a question for your clinic."


def templates(screen: Screen) -> str:
    """List the plans to start from, each with its source."""
    if screen.plain:
        rows = [" ".join(filter(None, [one.what, one.source, one.address, f"To take it: {one.line}"])) for one in TEMPLATES]
        return "\n".join([f"{TEMPLATES_TITLE}.", *rows, TEMPLATES_CLOSING])
    lines = [dim(TEMPLATES_TITLE, screen), ""]
    for one in TEMPLATES:
        lines += [f"  {one.line}", *(f"    {part}" for part in fold(one.what, screen.width - 4))]
        lines += [dim(f"    {part}", screen) for part in fold(one.source, screen.width - 4)]
        lines += [*([dim(f"    {one.address}", screen)] if one.address else []), ""]  # never folded: it is there to be copied
    return joined([*lines, *fold(TEMPLATES_CLOSING, screen.width)])

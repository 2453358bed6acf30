"""How a treatment gets into the body, and what it is called by that: an infusion or a dose."""

from __future__ import annotations

ROUTES = ("iv", "im", "sc", "nasal", "sublingual", "oral", "buccal", "rectal")
INITIALS = ("iv", "im", "sc")  # by a needle
GIVEN = ("iv", "im")  # by somebody else
DOSE, INFUSION = "dose", "infusion"
NAMED_DRUGS = {"spravato": "Spravato (esketamine)", "esketamine": "esketamine"}  # forms that name the drug


def treatment_word(route: str | None, dosage_form: str | None) -> str:
    """Return what a treatment is called: what goes in by a needle is an infusion, all else a dose.

    Without a route it is a dose where a form was told, or the word `dose`, which is kept in the place of the form.
    """
    return DOSE if (dosage_form if route is None else route not in INITIALS) else INFUSION


class Administration:
    """What goes for every infusion and dose, by its route and its form."""

    __slots__ = ()

    route: str | None
    dosage_form: str | None

    @property
    def word(self) -> str:
        """Return what it is called, `infusion` or `dose`."""
        return treatment_word(self.route, self.dosage_form)

    @property
    def at_clinic(self) -> bool:
        """Return whether it was surely given by somebody else, so that it is part of no course."""
        return self.route in GIVEN


def format_route(route: str | None) -> str:
    """Return a route for display: `IV`, `nasal`. Empty if there is none."""
    return (route.upper() if route in INITIALS else route) if route else ""


def format_dose(dose: str | None) -> str:
    """Return a dose as it was typed, with a space between number and unit: `40 mg`, but `2x100mg`. Empty if there is none."""
    if not dose:
        return ""
    for place in range(1, len(dose)):
        number, unit = dose[:place], dose[place:]
        if unit[0].isalpha() and unit[0] != "x" and number[-1].isdigit() and number.replace(".", "").replace(",", "").isdigit():
            return f"{number} {unit}"
    return dose

"""Helplines and emergency numbers by region. Each number has a source that was read (docs/facts.md 6.1)."""

from __future__ import annotations


class HelpLine:
    """A helpline: its number, how to contact it (`call or text`), and its hours or languages."""

    __slots__ = ("about", "how", "number")

    def __init__(self, number: str, how: str, about: str = "") -> None:
        self.number, self.how, self.about = number, how, about


class Region:
    """The helplines of a country. `emergency` is empty if no source for its number was read; `checked_on` is the day of reading."""

    __slots__ = ("checked_on", "country", "emergency", "lines", "names", "source")

    def __init__(  # noqa: PLR0913 - one for each fact
        self,
        country: str,
        *,
        names: tuple[str, ...] = (),
        emergency: str = "",
        lines: tuple[HelpLine, ...] = (),
        source: str,
        checked_on: str,
    ) -> None:
        self.country, self.names = country, names
        self.emergency, self.lines = emergency, lines
        self.source, self.checked_on = source, checked_on


# The day on which a copy of each source was last read. No number was called, and no clinician has reviewed the list yet.
READ_ON = "2026-11-23"
REGIONS = {
    "US": Region(
        "United States",
        names=("usa", "america"),
        emergency="911",
        lines=(HelpLine("988", "call, text or chat", "day and night; 1 for veterans, 2 for Spanish"),),
        source="https://internationalmentalhealth.org/resources/",
        checked_on=READ_ON,
    ),
    "CA": Region(
        "Canada",
        emergency="911",
        lines=(HelpLine("9-8-8", "call or text", "day and night, English and French"),),
        source="https://www.newswire.ca/news-releases/government-of-canada-launches-three-digit-suicide-crisis-helpline-896472116.html",
        checked_on=READ_ON,
    ),
    "GB": Region(
        "United Kingdom",
        names=("uk", "great britain", "britain", "england", "scotland", "wales"),
        emergency="999",
        lines=(HelpLine("111", "call the NHS on", "day and night; choose the mental health option, 2 in England"),),
        source="https://www.norwoodmc.co.uk/2024/08/14/nhs-111-option-2-for-crisis-mental-health-support/",
        checked_on=READ_ON,
    ),
    "EU": Region(
        "European Union",
        names=("europe",),
        emergency="112",
        source="https://euroalert.net/en/news/9357/european-commission-reserves-phone-numbers-for-victims-of-crime-and-non-emergency-medical-hotlines-in-europe",
        checked_on=READ_ON,
    ),
    "FR": Region(
        "France",
        emergency="15 or 112",
        lines=(HelpLine("3114", "call", "day and night"),),
        source="https://cnape.fr/le-3114-numero-national-de-prevention-du-suicide",
        checked_on=READ_ON,
    ),
    "ES": Region(
        "Spain",
        emergency="112",
        lines=(HelpLine("024", "call", "day and night"),),
        source="https://maldita.es/index.php/malditaciencia/20220510/024-numero-telefono-atencion-suicidio-espana-gratuito",
        checked_on=READ_ON,
    ),
    "NZ": Region(
        "New Zealand",
        lines=(HelpLine("1737", "call or text", "day and night"),),
        source="http://www.newshub.co.nz/home/health/2017/06/combined-text-and-call-helpline-to-assist-mental-health-crunch.html",
        checked_on=READ_ON,
    ),
    "IN": Region(
        "India",
        emergency="112",
        lines=(HelpLine("14416 or 1800-891-4416", "call Tele-MANAS on", "day and night, 20 languages"),),
        source="https://theshillongtimes.com/2025/02/07/tele-manas-mental-health-helpline-handles-over-18-1-lakh-calls-centre/",
        checked_on=READ_ON,
    ),
}
DIRECTORY = "findahelpline.com"


def region(words: list[str]) -> str | None:
    """Return the code of the region that these words name, by its code or a name of it. None if no listed region matches."""
    said = " ".join(words).strip().casefold()
    for code, found in REGIONS.items():
        if said in (code.casefold(), found.country.casefold(), *found.names):
            return code
    return None

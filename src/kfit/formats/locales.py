"""How CSV is written in a country: the decimal sign, and the separator that spreadsheets expect beside it."""

from __future__ import annotations

from typing import NamedTuple

from ..errors import Refused, short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class CsvForm(NamedTuple):
    """The separator of cells, and the decimal sign."""

    delimiter: str
    decimal: str

    @property
    def said(self) -> str:
        """Return the form in words: `semicolon between cells, decimal comma`."""
        return f"{NAMES[self.delimiter]} between cells, decimal {NAMES[self.decimal]}"

    def number(self, value: object, form: Callable[[float], str] | None = None) -> object:
        """Return a number as its cell, written by `form` if there is one. Anything but a number stays as it is."""
        if not isinstance(value, int | float) or not (form or isinstance(value, float)):
            return value
        text = form(value) if form else repr(value)
        return text if self.decimal == "." else text.replace(".", self.decimal)


NAMES = {",": "comma", ";": "semicolon", ".": "point"}
PLAIN, WITH_COMMA, SEMICOLON_ALONE = CsvForm(",", "."), CsvForm(";", ","), CsvForm(";", ".")
# Languages, and their countries where these differ, by the decimal sign in the Unicode CLDR (cldr.unicode.org, symbols of numbers).
# Where it is a comma, Excel and LibreOffice put a semicolon between the cells. In Switzerland they do so beside the point.
COMMA = frozenset(
    [
        "af",
        "az",
        "be",
        "bg",
        "bs",
        "ca",
        "cs",
        "da",
        "de",
        "el",
        "es",
        "et",
        "eu",
        "fi",
        "fr",
        "gl",
        "hr",
        "hu",
        "hy",
        "id",
        "is",
        "it",
        "ka",
        "kk",
        "lt",
        "lv",
        "mk",
        "nb",
        "nl",
        "nn",
        "no",
        "pl",
        "pt",
        "ro",
        "ru",
        "sk",
        "sl",
        "sq",
        "sr",
        "sv",
        "tr",
        "uk",
        "vi",
    ]
)
POINT = frozenset(["cy", "en", "ga", "he", "hi", "ja", "ko", "ms", "mt", "th", "zh"])
COUNTRIES = {
    "de-ch": SEMICOLON_ALONE,
    "de-li": SEMICOLON_ALONE,
    "it-ch": SEMICOLON_ALONE,
    "en-za": WITH_COMMA,
    **dict.fromkeys((f"es-{country}" for country in ["bz", "cu", "do", "gt", "hn", "mx", "ni", "pa", "pe", "pr", "sv", "us"]), PLAIN),
}


def read_locale(said: str, line: str) -> CsvForm:
    """Return the form of CSV for a locale as people write it: `de`, `pt_BR`, `de-CH.UTF-8`. Raises Refused, with `line` to try again."""
    code = said.strip().lower().split(".")[0].split("@")[0].replace("_", "-")
    language = code.split("-")[0]
    if code in COUNTRIES:
        return COUNTRIES[code]
    if language in COMMA:
        return WITH_COMMA
    if language in POINT:
        return PLAIN
    raise Refused(
        f"I don't know the locale '{short(said)}'. It is a short code of a language, such as de, fr or en. Try: {line} --locale de"
    )

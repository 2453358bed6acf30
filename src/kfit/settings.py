"""The settings: their names, the values that each one takes, and their defaults."""

from __future__ import annotations

from .errors import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Setting:
    """A setting that takes one of a few words. An empty default means that it has no value until one is chosen."""

    __slots__ = ("default", "help", "words")

    def __init__(self, default: str, help: str, words: tuple[str, ...] = ()) -> None:
        self.default, self.help, self.words = default, help, words

    @property
    def example(self) -> str:
        """Return a value that the setting takes, other than its default."""
        return self.words[-1] if self.default else self.words[0]

    def told(self, value: str) -> str:
        """Return a value as kfit shows it."""
        return value

    def read(self, name: str, value: str, line: str) -> str:
        """Return the value as it is stored. Raises Refused, with a line that works, for a value that the setting cannot take."""
        if value.lower() not in self.words:
            raise self.refusal(f"{name} is {in_a_row(self.words, 'or')}", line)
        return value.lower()

    def refusal(self, takes: str, line: str) -> Refused:
        """Return the error that says what the setting takes, with a line that works; `line` is the command before the value."""
        return Refused(f"{takes}. Try: {f'{line} {self.example}'.strip()}")


class TimeOfDay(Setting):
    """A time of day, stored as `HH:MM`, from 00:00 to `latest`."""

    __slots__ = ("latest", "usual")

    def __init__(self, default: str, help: str, *, latest: str, usual: str) -> None:
        super().__init__(default, help)
        self.latest, self.usual = latest, usual

    @property
    def example(self) -> str:
        """Return a usual time, `HH:MM`."""
        return self.usual

    def read(self, name: str, value: str, line: str) -> str:
        """Return the time as `HH:MM`; an hour alone is accepted. Raises Refused."""
        hour, colon, minute = value.partition(":")
        if not (value.isascii() and hour.isdigit() and len(hour) <= 2 and (not colon or (minute.isdigit() and len(minute) == 2))):
            raise self.refusal(f"{name} is a time of day", line)
        kept = f"{int(hour):02}:{minute or '00'}"
        if not kept <= self.latest or (minute or "00") > "59":
            raise self.refusal(f"{name} goes from 00:00 to {self.latest}", line)
        return kept


class CalendarDay(Setting):
    """A day, stored as `YYYY-MM-DD`."""

    __slots__ = ()

    def __init__(self, help: str) -> None:
        super().__init__("", help)

    @property
    def example(self) -> str:
        """Return a day."""
        return "2026-11-05"

    def read(self, name: str, value: str, line: str) -> str:
        """Return the day. Raises Refused for words that are no day of the calendar in this form."""
        from datetime import date  # only `kfit report` has a use for it

        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
        if day is None or day.isoformat() != value:
            raise self.refusal(f"{name} is a day as YYYY-MM-DD", line)
        return value


class ScaleValue(Setting):
    """A value on the scale of mood, from 0 to 10, with one decimal at most."""

    __slots__ = ("sample",)

    def __init__(self, help: str, *, sample: str) -> None:
        super().__init__("", help)
        self.sample = sample

    @property
    def example(self) -> str:
        """Return a value within the scale."""
        return self.sample

    def read(self, name: str, value: str, line: str) -> str:
        """Return the number with a point; a comma is accepted. Raises Refused for what is no such number."""
        whole, point, tenths = value.replace(",", ".").partition(".")
        digits = value.isascii() and whole.isdigit() and len(whole) <= 2 and (not point or (tenths.isdigit() and len(tenths) == 1))
        if not digits or int(whole) * 10 + int(tenths or 0) > 100:
            raise self.refusal(f"{name} goes from 0 to 10, with one decimal at most", line)
        return f"{int(whole)}.{tenths}".removesuffix(".").removesuffix(".0")


class FreeText(Setting):
    """The person's own words on one line, at most `most` characters."""

    __slots__ = ("most", "sample")
    JOINERS = "\u200c\u200d"  # joiners within words of some alphabets, harmless to a terminal

    def __init__(self, help: str, *, most: int, sample: str) -> None:
        super().__init__("", help)
        self.most, self.sample = most, sample

    @property
    def example(self) -> str:
        """Return the sample in quotes."""
        return f'"{self.sample}"'

    def read(self, name: str, value: str, line: str) -> str:
        """Return the words with single blanks between them. Raises Refused for no words, too many, or signs that cannot be shown."""
        kept = " ".join(value.split())
        if not 0 < len(kept) <= self.most:
            raise self.refusal(f"{name} has 1 to {self.most} characters", line)
        if not all(letter.isprintable() or letter in self.JOINERS for letter in kept):
            raise self.refusal(f"{name} holds a sign that cannot be shown", line)
        return kept


class WordOrder(Setting):
    """Some of a few words, in the chosen order; stored with commas between them. The default is all of them."""

    __slots__ = ()

    def __init__(self, help: str, words: tuple[str, ...]) -> None:
        super().__init__(",".join(words), help, words)

    @property
    def example(self) -> str:
        """Return the first two words."""
        return ",".join(self.words[:2])

    def told(self, value: str) -> str:
        """Return the words with blanks after the commas, so that a screen can fold them."""
        return value.replace(",", ", ")

    def read(self, name: str, value: str, line: str) -> str:
        """Return the words, each once; commas or blanks may separate them. Raises Refused for an unknown word, or no word."""
        chosen = dict.fromkeys(value.lower().replace(",", " ").split())
        if not chosen or not chosen.keys() <= set(self.words):
            raise self.refusal(f"{name} is made of {in_a_row(self.words, 'and')}", line)
        return ",".join(chosen)


ON_OFF = ("on", "off")
REGIONS = ("us", "ca", "gb", "eu", "fr", "es", "nz", "in")  # as in helplines, which a log command need not import
QUESTIONS = ("sleep", "mood", "exercise", "ratings", "habits", "effects", "monthly", "score", "note")
FORMS = (
    "phq9", "phq2", "gad7", "who5", "qids", "isi", "pcl5", "peg", "madrs", "hamd17", "ybocs", "wsas", "cgis", "cgii", "icsi", "icpi",
)  # fmt: skip  # all but those of a session itself
SETTINGS: dict[str, Setting] = {
    "date_order": Setting("", "how 11/3 is read: month first, day first or year first", ("mdy", "dmy", "ymd")),
    "day_ends": TimeOfDay("04:00", "when your day ends; what you log before it counts for the day before", latest="11:59", usual="04:00"),
    "answers": Setting("full", "what a log command says: all of it, or just 'Saved.'", ("full", "short")),
    "show_days_since": Setting("on", "whether screens count the days since the last infusion", ON_OFF),
    "show_scores": Setting("on", "whether the terminal shows the totals of questionnaires", ON_OFF),
    "region": Setting("", "whose numbers kfit help-now shows", REGIONS),
    "help_line": FreeText("your own line, first in kfit help-now", most=80, sample="NAME AND NUMBER"),
    "weight_unit": Setting("", "the unit of a bare weight", ("kg", "lb", "st")),
    "glucose_unit": Setting("", "the same for glucose", ("mg/dl", "mmol/l")),
    "cholesterol_unit": Setting("", "the same for cholesterol", ("mg/dl", "mmol/l")),
    "hba1c_unit": Setting("", "the same for HbA1c", ("%", "mmol/mol")),
    "reminder": TimeOfDay("", "when kfit asks for a minute: kfit remind", latest="23:59", usual="20:30"),
    "pace": Setting("daily", "how often reminder and check-in come", ("daily", "weekly")),
    "checkin": WordOrder("what the check-in asks, in this order", QUESTIONS),
    "last_visit": CalendarDay("the day of your last visit: kfit report --since last-visit"),
    "held_mood": ScaleValue("the mood from which a round counts as held: kfit insights infusion --held", sample="5"),
    "import_answers": FreeText("what you answered to imports, for the next one", most=8000, sample="{}"),
    "weekly_score": Setting("", "the questionnaire of the check-in; else the last one", (*FORMS, "off")),
}


def check(name: str, value: str, line: str | None = None) -> str:
    """Return the value as it is stored. Raises Refused for an unknown name, or a value that the setting cannot take.

    `line` is the text before the value in the line that the error offers: a command, or empty at a prompt.
    """
    if name not in SETTINGS:
        raise Refused(f"I don't know the setting '{name}'. {_meant(name)}All of them: kfit config")
    return SETTINGS[name].read(name, value, f"kfit config set {name}" if line is None else line)


def _meant(name: str) -> str:
    """Return a question with the setting whose name is near, empty if none is."""
    from difflib import get_close_matches

    near = get_close_matches(name.lower().replace("-", "_"), SETTINGS, n=1)
    return f"Did you mean {near[0]}? " if near else ""


def in_a_row(words: tuple[str, ...], last: str) -> str:
    """Return words joined by commas, the last one by a word: `kg, lb or st`."""
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _kept(name: str, value: str) -> str:
    """Return a valid value; empty for an invalid one, which another program may have written into the file."""
    try:
        return check(name, value) if name in SETTINGS else ""
    except Refused:
        return ""


class Settings:
    """The settings in force: each one's chosen value if it is valid, else the default."""

    __slots__ = ("chosen", *SETTINGS)

    def __init__(self, chosen: Mapping[str, str] = {}) -> None:
        self.chosen = {name: kept for name, value in chosen.items() if (kept := _kept(name, value))}
        now = {name: self.chosen.get(name, setting.default) for name, setting in SETTINGS.items()}
        self.date_order = now["date_order"]
        self.day_ends = now["day_ends"]
        self.answers = now["answers"]
        self.show_days_since = now["show_days_since"] == "on"
        self.show_scores = now["show_scores"] == "on"
        self.region = now["region"]
        self.help_line = now["help_line"]
        self.weight_unit = now["weight_unit"]
        self.glucose_unit = now["glucose_unit"]
        self.cholesterol_unit = now["cholesterol_unit"]
        self.hba1c_unit = now["hba1c_unit"]
        self.reminder = now["reminder"]
        self.pace = now["pace"]
        self.checkin = tuple(now["checkin"].split(","))
        self.last_visit = now["last_visit"]
        self.held_mood = now["held_mood"]
        self.import_answers = now["import_answers"]
        self.weekly_score = now["weekly_score"]

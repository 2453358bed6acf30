"""Daylio: moods by name, activities, scales and notes, from its CSV of 2018, 2020 and 2026, and from its backup."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from html import unescape
from re import IGNORECASE
from re import compile as pattern

from ...model.entries import ALIASES, HEADS, RATINGS, Habit, Infusion, Measure, Mood, Note, Rating, Sleep
from ..cells import UnreadableCell, is_missing, minutes, on_scale, time_of_day
from ..rows import ImportRow
from ..word_scales import FIVE, USUAL, word_key
from .contract import AppSource, numbered
from .daylio_backup import DaylioBackup, is_backup
from .files import has_columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .contract import OneEntry
    from .files import AppFile, AppFiles

    Cells = Mapping[str, str]

COLUMNS = ("date", "weekday", "time", "mood", "activities", "note")
BREAK = pattern(r"<br ?/?>|</p>|</div>|</li>", IGNORECASE)
TAG = pattern(r"</?(?:b|i|u|s|p|div|ul|ol|li|span|font|strong|em|small|big|strike|del|h[1-6])(?: [^<>]*)?/?>", IGNORECASE)
POINTS = pattern(r"([0-9]{1,4})(?:[.,]0+)? ?/ ?([0-9]{1,4})(?: .*)?")
POINT_BETWEEN = pattern(r"(?<=[0-9])\.(?=[0-9])")
SLEEP_TIME, SLEEP_QUALITY = "sleep time", "sleep quality"
TREATMENT = "infusion"  # the answer that names the activities which are treatments
WRITTEN = pattern(r"(?:([0-9]{1,2})\.? +([^\W\d]+)\.?|([^\W\d]+)\.? +([0-9]{1,2}))")
# The months in the layout of 2018, which has no other date, as languages of Daylio write them after a day.
MONTHS = {
    word: month
    for language in (
        "january february march april may june july august september october november december",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "januari februari mars april maj juni juli augusti september oktober november december",
        "januar februar marts april maj juni juli august september oktober november december",
        "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
        "ledna února března dubna května června července srpna září října listopadu prosince",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    )
    for month, word in enumerate(language.split(), 1)
}


class Daylio(AppSource):
    """The CSV of Daylio, and its backup. A row is known by its day and minute, so that a changed mood or note replaces what was imported before."""

    name = "daylio"
    title = "Daylio"
    questions = (TREATMENT,)

    def __init__(self, *told: object) -> None:
        super().__init__(*told)  # type: ignore[arg-type]  # as AppSource has them
        self.tables = [file for file in self.files if _is_table(file)]
        self.backups = [file for file in self.files if is_backup(file)]
        self.numbers: dict[str, int | None] = {}
        self.alike: list[str] = []

    @classmethod
    def recognises(cls, files: AppFiles) -> bool:
        """Return whether one of the files is a CSV with Daylio's columns, or the inner file of a backup."""
        return any(_is_table(file) or is_backup(file) for file in files)

    def rows(self) -> Iterator[ImportRow]:
        """Yield a row for each one of the CSV: its mood with the note, its activities as habits, its scales."""
        exports = [list(file.records()) for file in self.tables]
        usual: dict[str, int | None] = dict(USUAL)
        for backup in map(DaylioBackup, self.backups):
            exports.append(list(backup.rows()))
            usual |= backup.numbers
        told = [row for rows in exports for row in rows]
        names = Counter(cells["mood"].strip() for _, cells in told)
        self.numbers = self.rules.moods((name for name in names if name), self.title, usual)
        treatments = self._treatments(activity for _, cells in told for activity in _activities(cells))
        for rows in exports:
            seen: Counter[str] = Counter()
            for line, cells in rows:
                try:
                    yield self._row(line, cells, treatments, seen)
                except UnreadableCell as error:
                    yield ImportRow(line, wrong=str(error))

    def remarks(self) -> list[str]:
        """Return what became of the names of moods, and of an activity that is called like a treatment."""
        said = [f"{name} became {number}" for name, number in self.numbers.items() if number is not None]
        lines = [f"Daylio's moods: {', '.join(said)}."] if said else []
        if self.alike:
            names = ", ".join(self.alike)
            lines.append(f"Activities became habits, also: {names}.")
        return lines

    def guesses(self) -> list[tuple[str, str]]:
        """Return how an activity that is called like a treatment becomes one."""
        return [("If that means a treatment", f"{TREATMENT}={'|'.join(self.alike)}")] if self.alike else []

    def _treatments(self, activities: Iterable[str]) -> frozenset[str]:
        """Return the activities that the person said are treatments, and remember those that are called like one otherwise."""
        told = frozenset(word_key(one) for one in self.rules.told(TREATMENT).split("|"))
        self.alike = [] if told - {""} else list(dict.fromkeys(one for one in activities if _is_called_like_treatment(one)))
        return told

    def _row(self, line: int, cells: Cells, treatments: frozenset[str], seen: Counter[str]) -> ImportRow:
        day, time = _day(cells), "" if is_missing(cells["time"]) else cells["time"].strip()
        bad = []
        when: datetime | date = day
        if time:
            try:
                when = self.rules.local(datetime.combine(day, time_of_day(POINT_BETWEEN.sub(":", time))))
            except UnreadableCell as error:
                bad.append(f"time {error}")
        key = numbered(seen, when.strftime("%Y-%m-%dT%H:%M") if isinstance(when, datetime) else when.isoformat())
        found = [self._feeling(key, when, cells)]
        for activity in dict.fromkeys(_activities(cells)):
            if word_key(activity) in treatments:
                found.append(self.entry(Infusion, f"{key}/{activity}", when))
            else:
                found.append(self.entry(Habit, f"{key}/{activity}", when, name=activity[:40]))
        for one in self._scales(key, when, day, cells):
            if isinstance(one, str):
                bad.append(one)
            else:
                found.append(one)
        return ImportRow(line, tuple(one for one in found if one is not None), bad=tuple(bad))

    def _feeling(self, key: str, when: datetime | date, cells: Cells) -> OneEntry | None:
        """Return the mood of a row with its note; a name without a number is kept as a note."""
        name = cells["mood"].strip()
        note = "\n".join(filter(None, (plain_text(cells.get("note_title", "")), plain_text(cells["note"]))))
        own = "" if word_key(name) in FIVE.split() else name
        text = f"{own}: {note}" if own and note else own or note
        number = self.numbers.get(name)
        if number is not None:
            return self.entry(Mood, key, when, score=number, note=text or None)
        return self.entry(Note, key, when, note=text) if text else None

    def _scales(self, key: str, when: datetime | date, day: date, cells: Cells) -> Iterator[OneEntry | str]:
        """Yield the entries of the column of scales, `Pain: 3/10 points | Sleep Time: 8:00`, and reasons why one cannot be read."""
        told = dict(_scale(one) for one in cells.get("scales", "").split("|") if ":" in one)
        slept, quality = told.pop(SLEEP_TIME, ""), told.get(SLEEP_QUALITY, "")
        if slept:
            points = _points(quality)
            told.pop(SLEEP_QUALITY, "") if points else None
            try:
                length = minutes(slept, "hm", decimal_comma=False)
                yield self.entry(
                    Sleep, f"{key}/sleep", day, minutes=length, quality=on_scale(points[0], (0, points[1])) if points else None
                )
            except UnreadableCell as error:
                yield f"sleep time {error}"
        for name, value in told.items():
            try:
                yield self._scale_entry(f"{key}/{name}", when, name[:40], value)
            except UnreadableCell as error:
                yield f"a scale {error}"

    def _scale_entry(self, key: str, when: datetime | date, name: str, value: str) -> OneEntry:
        """Return points or a length of time: as a rating that kfit knows, else as the person's own measure."""
        points = _points(value)
        if points and name in RATINGS:
            return self.entry(Rating, key, when, name=name, score=on_scale(points[0], (0, points[1])), better=RATINGS[name])
        if points:
            return self.entry(Measure, key, when, name=name, value=float(points[0]), unit=f"of {points[1]}")
        return self.entry(Measure, key, when, name=name, value=float(minutes(value, "hm", decimal_comma=False)), unit="min")


def _is_table(file: AppFile) -> bool:
    return has_columns(file, COLUMNS) and (has_columns(file, ("full_date",)) or has_columns(file, ("year",)))


def _day(cells: Cells) -> date:
    """Return the day of a row: its full date, else its year with the day and month in words. Raises UnreadableCell."""
    try:
        if "full_date" in cells:
            return date.fromisoformat(cells["full_date"].strip())
        told = WRITTEN.fullmatch(cells["date"].strip())
        if told is None:
            raise UnreadableCell("day is not a day")
        number, word = (told[1], told[2]) if told[1] else (told[4], told[3])
        return date(int(cells["year"]), MONTHS[word.casefold()], int(number))
    except (ValueError, KeyError):
        raise UnreadableCell("day is not a day") from None


def _activities(cells: Cells) -> list[str]:
    return [name for one in cells["activities"].split("|") if (name := " ".join(one.split()))]


def _is_called_like_treatment(activity: str) -> bool:
    word = activity.casefold()
    return (HEADS[word] if word in HEADS else ALIASES.get(word, (None,)))[0] is Infusion


def _scale(told: str) -> tuple[str, str]:
    name, _, value = told.partition(":")
    return word_key(name), value.strip()


def _points(value: str) -> tuple[int, int] | None:
    """Return the points of `8/10 points` and their highest number, None for anything else."""
    found = POINTS.fullmatch(value)
    return (int(found[1]), int(found[2])) if found and int(found[2]) else None


def plain_text(text: str) -> str:
    """Return a note without the marks that Daylio writes for bold text and new lines."""
    if "<" in text or "&" in text:
        text = unescape(TAG.sub("", BREAK.sub("\n", text)))
    return text.strip()

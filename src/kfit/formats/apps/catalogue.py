"""The apps whose exports kfit reads. A source is loaded only when an export is looked at that is not kfit's own and has no map."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

from ...errors import Refused
from ..cells import AmbiguousTable, TableReading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .contract import AppSource
    from .files import AppFiles


class AppRow(NamedTuple):
    """An app in the table: its title, the module and class of its source, what is exported, and what it was tried on."""

    title: str
    source: str  # module.Class
    export: str
    real: bool  # whether the source was tried on a real person's export, not only on files made from the documentation


# By the name that `--from` takes, in the order of the guide.
APPS = {
    "apple-health": AppRow("Apple Health", "apple_health.AppleHealth", "export.zip, export.xml or the folder", real=True),
    "daylio": AppRow("Daylio", "daylio.Daylio", "the CSV, or the .daylio backup", real=True),
    "health-connect": AppRow("Health Connect", "health_connect.HealthConnect", "the zip, or the database in it", real=False),
    "fitbit": AppRow("Fitbit", "fitbit.Fitbit", "the Takeout of Google, or the website's old CSV", real=False),
    "bearable": AppRow("Bearable", "bearable.Bearable", "the CSV", real=False),
    "loop": AppRow("Loop Habit Tracker", "loop.Loop", "the zip of CSV files, or the .db of a backup", real=False),
    "samsung-health": AppRow("Samsung Health", "samsung_health.SamsungHealth", "the folder of CSV files", real=False),
    "sleep-as-android": AppRow("Sleep as Android", "sleep_as_android.SleepAsAndroid", "the zip of a backup", real=True),
    "emoods": AppRow("eMoods", "emoods.EMoods", "the .emoods backup", real=False),
    "oura": AppRow("Oura", "oura.Oura", "the app data: sleep", real=False),
    "garmin": AppRow("Garmin", "garmin.Garmin", "Activities.csv, or the account's export: activities and sleep", real=False),
    "google-fit": AppRow("Google Fit", "google_fit.GoogleFit", "the Takeout of Google: daily metrics", real=False),
    "strava": AppRow("Strava", "strava.Strava", "activities.csv of the bulk export", real=True),
    "track-graph": AppRow("Track & Graph", "track_graph.TrackGraph", "the CSV of all features", real=False),
    "jrnl": AppRow("jrnl", "jrnl.Jrnl", "jrnl --format json: notes alone", real=False),
}


def source_of(name: str) -> type[AppSource]:
    """Return the source of an app. Raises Refused for a name that is not in the table."""
    if name not in APPS:
        raise Refused(f"I don't know the app '{name}'. There are: {', '.join(APPS)}.")
    module, _, title = APPS[name].source.partition(".")
    found: type[AppSource] = getattr(import_module(f".{module}", __package__), title)
    return found


def recognise(files: AppFiles) -> type[AppSource] | None:
    """Return the source that an export belongs to, None if it is no app's. Raises AmbiguousTable if several say that it is theirs."""
    yes = [name for name in APPS if source_of(name).recognises(files)]
    if len(yes) > 1:
        raise AmbiguousTable(
            f"{files.name} can be from more than one app.",
            [TableReading(f"If it is from {APPS[name].title}", {"from": name}) for name in yes],
        )
    return source_of(yes[0]) if yes else None

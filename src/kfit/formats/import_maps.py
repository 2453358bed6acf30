"""The maps of columns that are kept by name: how they are looked up, put together and kept."""

from __future__ import annotations

import shlex
from typing import NamedTuple

from ..errors import Refused, short
from ..model.entries import LONGEST_NAME
from ..model.planning import ImportMap
from ..parsing.names import fits, plain
from ..parsing.tokens import quoted
from .map_targets import Targets
from .mapping import read_map

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.planning import CustomName

KEPT = (
    "sheet",
    "where",
    "prefer",
    "date_format",
    "decimal_comma",
    "decimal_point",
    "drop_repeats",
    "longest_night",
)  # besides the map itself


class ImportOptions(NamedTuple):
    """The options of an import beside `--map`, as they were typed; `app` is that of `--from`."""

    where: Sequence[str] = ()
    prefer: Sequence[str] = ()
    sheet: str | None = None
    date_format: str | None = None
    since: str | None = None
    only: str | None = None
    zone: str | None = None
    app: str | None = None
    mood: Sequence[str] = ()
    answer: Sequence[str] = ()
    decimal_comma: bool = False
    decimal_point: bool = False
    sure: bool = False
    dry_run: bool = False
    skip_bad: bool = False
    drop_repeats: bool = False
    longest_night: bool = False
    again: bool = False
    save_map: str | None = None
    json: bool = False

    def by_name(self) -> dict[str, object]:
        """Return the values that were given by the name of the option; several of one are a list."""
        found = {"from" if field == "app" else field: value for field, value in self._asdict().items()}
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in found.items() if value not in (None, False, (), [])
        }


def expanded(said: Sequence[str], options: ImportOptions, maps: Iterable[ImportMap]) -> tuple[list[str], ImportOptions]:
    """Return the values of --map, and the options, with those of the maps that are named. What was typed goes before what was kept.

    Raises Refused for a name that no map has.
    """
    known = {one.name: one for one in maps}
    whole: list[str] = []
    told: dict[str, object] = {}
    for text in said:
        if "=" in text:
            whole.append(text)
            continue
        kept = known.get(plain(text))
        if kept is None:
            there = f" Your maps: {', '.join(known)}." if known else " A map is kept by: --save-map NAME"
            raise Refused(f"There is no map '{text}'.{there}")
        words = read_words(kept.words)
        whole += words.pop("map", [])
        if options.decimal_comma or options.decimal_point or told.keys() & {"decimal_comma", "decimal_point"}:
            words = {name: values for name, values in words.items() if name not in ("decimal_comma", "decimal_point")}
        for name, values in words.items():
            if name not in told and not getattr(options, name):
                told[name] = values if name in ("where", "prefer") else values[0] if values else True
    return whole, options._replace(**told)  # type: ignore[arg-type]  # by name


def read_words(text: str) -> dict[str, list[str]]:
    """Return the options of a kept map with their values: `--map=a=b --decimal-comma`.

    Raises Refused if they cannot be read, or if one of them is none that a map keeps.
    """
    found: dict[str, list[str]] = {}
    try:
        words = shlex.split(text)
    except ValueError:
        raise Refused("A map that was kept can't be read. Keep it anew: --save-map NAME") from None
    for word in words:
        option, equals, value = word.removeprefix("--").partition("=")
        found.setdefault(option.replace("-", "_"), []).extend([value] if equals else [])
    unknown = [f"--{option.replace('_', '-')}" for option in found if option not in ("map", *KEPT)]
    if unknown:
        raise Refused(f"A map that was kept has {short(unknown[0])}, which this kfit does not know. Keep it anew: --save-map NAME")
    return found


def record(name: str, said: Sequence[str], options: ImportOptions) -> ImportMap:
    """Return the map to keep under a name. Raises Refused for what is no name, and if there is no map."""
    if not fits(plain(name)) or "=" in name:
        raise Refused(f"'{name}' is no name. It begins with a letter and has at most {LONGEST_NAME} characters.")
    if not said:
        raise Refused("There is no map to keep. Say what the columns hold: --map day=Date,mood=Mood")
    words = [f"--map={text}" for text in said]
    for option in KEPT:
        value = getattr(options, option)
        values = [value] if isinstance(value, str | bool) else value or ()
        words += [f"--{option.replace('_', '-')}" + ("" if one is True else f"={one}") for one in values if one is not False]
    text = shlex.join(words)
    if not ImportMap.FIELDS["words"].allows(text):
        raise Refused("This map is too long to be kept.")
    return ImportMap(name=plain(name), words=text)


def fitting(header: list[str], maps: Iterable[ImportMap], tracked: Iterable[CustomName]) -> list[str]:
    """Return the names of the maps whose columns are all in a header."""
    targets = Targets(tracked)
    return [one.name for one in maps if _fits(one, header, targets)]


def _fits(one: ImportMap, header: list[str], targets: Targets) -> bool:
    try:
        read_map(read_words(one.words).get("map", []), header, targets)
    except Refused:
        return False
    return True


def said(kept: ImportMap) -> str:
    """Return the line that tells how the next import takes a map."""
    return f"The map is kept. Next time: kfit import FILE --map {quoted(kept.name)}"

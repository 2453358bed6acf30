"""The maps of columns that are kept by name: how they are looked up, put together and kept."""

from __future__ import annotations

import shlex

from ..errors import Refused, short
from ..model.entries import LONGEST_NAME
from ..model.planning import ImportMap
from ..parsing.names import fits, plain
from ..parsing.tokens import quoted
from .map_targets import Targets
from .mapping import read_map

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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


def expanded(said: Sequence[str], options: Mapping[str, object], maps: Iterable[ImportMap]) -> tuple[list[str], dict[str, object]]:
    """Return the values of --map, and the options, with those of the maps that are named. What was typed goes before what was kept.

    Raises Refused for a name that no map has.
    """
    known = {one.name: one for one in maps}
    whole: list[str] = []
    told = dict(options)
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
        if told.get("decimal_comma") or told.get("decimal_point"):
            words = {name: values for name, values in words.items() if name not in ("decimal_comma", "decimal_point")}
        for name, values in words.items():
            if not told.get(name):
                told[name] = values if name in ("where", "prefer") else values[0] if values else True
    return whole, told


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


def record(name: str, said: Sequence[str], options: Mapping[str, object]) -> ImportMap:
    """Return the map to keep under a name. Raises Refused for what is no name, and if there is no map."""
    if not fits(plain(name)) or "=" in name:
        raise Refused(f"'{name}' is no name. It begins with a letter and has at most {LONGEST_NAME} characters.")
    if not said:
        raise Refused("There is no map to keep. Say what the columns hold: --map day=Date,mood=Mood")
    words = [f"--map={text}" for text in said]
    for option in KEPT:
        value = options.get(option)
        values = value if isinstance(value, list) else [] if value in (None, False) else [value]
        words += [f"--{option.replace('_', '-')}" + ("" if one is True else f"={one}") for one in values]
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

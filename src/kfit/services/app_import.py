"""Find the source of an app's export, with what the person answered to earlier imports from that app."""

from __future__ import annotations

import json

from ..errors import Refused
from ..formats import sources
from ..formats.apps.catalogue import recognise, source_of
from ..formats.apps.contract import AppRules, read_moods
from ..formats.jsonl import SettingChoice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..formats.apps.files import AppFiles
    from ..formats.sources import ImportSource
    from ..settings import Settings

ANSWERS = "import_answers"  # the setting: by app the numbers of mood names, and the other answers
MOODS = "moods"
NEWEST = "9999-12-31T23:59:59Z"  # what is answered now is newer than whatever was answered before


class AppAnswers:
    """What the person answers with this import: `moods` as in `fine=7,so so=5`, `others` as in `times=utc`. Raises Refused."""

    def __init__(self, moods: Iterable[str], others: Iterable[str]) -> None:
        try:
            self.moods = read_moods(moods)
        except ValueError:
            raise Refused(
                "Moods are told by their names, each with a number from 0 to 10: --mood 'fine=7,so so=5'   or best first: --mood 'fine>so so>dull'"
            ) from None
        pairs = [one.partition("=") for one in others]
        if not all(name and sign and value for name, sign, value in pairs):
            raise Refused("An answer is told by its name: --answer NAME=VALUE")
        self.others = {name.strip(): value.strip() for name, _, value in pairs}


def open_app(files: AppFiles, name: str | None, settings: Settings, answers: AppAnswers, rules: AppRules) -> ImportSource | None:
    """Return the content of an export, None if it is no app's. `name` is the app that the person says it is from, if any.

    Raises Refused if it is not from that app, AmbiguousTable if it can be from several.
    """
    found = recognise(files) if name is None else source_of(name)
    if found is None:
        return None
    if name is not None and not found.recognises(files):
        raise Refused(f"{files.name} does not look like an export from {found.title}. Nothing imported.")
    remembered = recalled(settings)
    moods, others = remembered.get(found.name, ({}, {}))
    rules.words, rules.answers = moods | answers.moods, others | answers.others
    rules.typed, rules.typed_words = frozenset(answers.others), tuple(answers.moods)
    source = sources.app(found(files, rules))
    if not (answers.moods or answers.others):
        return source
    kept = json.dumps(
        {app: _told(*one) for app, one in (remembered | {found.name: (rules.words, rules.answers)}).items()}, ensure_ascii=False
    )
    return source._replace(settings=(SettingChoice(ANSWERS, kept, NEWEST),))


def recalled(settings: Settings) -> dict[str, tuple[dict[str, int | None], dict[str, str]]]:
    """Return what was answered to earlier imports, by app: the numbers of mood names, and the other answers."""
    try:
        told = json.loads(settings.import_answers or "{}")
        return {str(app): _read(one) for app, one in told.items()}
    except (ValueError, AttributeError, TypeError, RecursionError):
        return {}


def _read(told: Mapping[str, object]) -> tuple[dict[str, int | None], dict[str, str]]:
    moods = told.get(MOODS, {})
    words = {str(word): number if isinstance(number, int) else None for word, number in moods.items()} if isinstance(moods, dict) else {}
    return words, {name: str(value) for name, value in told.items() if name != MOODS}


def _told(moods: Mapping[str, int | None], others: Mapping[str, str]) -> dict[str, object]:
    return {**({MOODS: moods} if moods else {}), **others}

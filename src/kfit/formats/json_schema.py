"""The JSON Schema (2020-12) of a line of JSONL, made from the fields of the kinds and of the records in the header."""

from __future__ import annotations

from typing import Any

from ..model.entries import KINDS
from ..model.fields import REQUIRED, Entry, Record
from . import jsonl

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model.fields import Field, Rule

    Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
DAY_PATTERN = "^[12][0-9]{3}-[01][0-9]-[0-3][0-9]$"
INSTANT_PATTERN = "^[12][0-9]{3}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9][-+][0-2][0-9]:[0-5][0-9]$"
STAMP_PATTERN = "^[12][0-9]{3}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z$"
FORMS: dict[str, Schema] = {
    "date": {"type": "string", "format": "date", "pattern": DAY_PATTERN},
    "instant": {"type": "string", "pattern": INSTANT_PATTERN},
    "stamp": {"type": "string", "format": "date-time", "pattern": STAMP_PATTERN},
}
KEPT = frozenset(("id", "uid", "logged_at", "made_at"))  # always there once a record is kept
NULL, GIVEN = {"type": "null"}, {"not": {"type": "null"}}
# Each relation that a schema can tell, as the cases in which it holds. That one value is at most another one is none of them.
CASES = {
    "both or none": ((NULL, NULL), (GIVEN, GIVEN)),
    "not both": ((NULL, {}), ({}, NULL)),
    "one at least": ((GIVEN, {}), ({}, GIVEN)),
}


def schema() -> Schema:
    """Return the schema of one line: the header, or an entry of any kind."""
    definitions = {"header": _header(), **{name: _record(kind, kind.columns(), name) for name, kind in KINDS.items()}}
    return {
        "$schema": DIALECT,
        "title": f"A line of kfit export jsonl, form {jsonl.VERSION}",
        "description": "The first line is the header, each line after it an entry.",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in definitions],
        "$defs": definitions,
    }


def _header() -> Schema:
    records = {
        key: {"type": "array", "items": _record(kind, [name for name in kind.FIELDS if name != "id"])}
        for key, (kind, _) in jsonl.KEYS.items()
    }
    setting = {"name": {"type": "string"}, "value": {"type": "string"}, "at": _or_null(FORMS["stamp"])}
    return _object({
        jsonl.MARK: {"const": jsonl.VERSION},
        "exported_at": FORMS["stamp"],
        "entries": {"type": "integer", "minimum": 0},
        "settings": {"type": "array", "items": _object(setting)},
        **records,
    })  # fmt: skip


def _record(kind: type[Record], names: Iterable[str], called: str = "") -> Schema:
    """Return the schema of a record with these keys; `called` is the kind of an entry."""
    made = _object({name: {"const": called} if name == "kind" and issubclass(kind, Entry) else _field(kind.FIELDS[name]) for name in names})
    cases = [_cases(rule) for rule in kind.RULES if rule.relation in CASES]
    return made | ({"description": (kind.__doc__ or "").split("\n", 1)[0]}) | ({"allOf": cases} if cases else {})


def _object(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _cases(rule: Rule) -> Schema:
    return {"anyOf": [{"properties": dict(zip(rule.fields, case, strict=True))} for case in CASES[rule.relation]]}


def _field(field: Field) -> Schema:
    """Return the schema of a field: its type and range, null if it can be empty, its title, and what it holds."""
    told = _values(field)
    needed = field.default is REQUIRED or field.name in KEPT
    said = field.meaning or field.range()
    return (told if needed else _or_null(told)) | {"title": field.title.rstrip(",")} | ({"description": said} if said else {})


def _or_null(told: Schema) -> Schema:
    return {"anyOf": [told, NULL]}


def _values(field: Field) -> Schema:
    if field.type in FORMS:
        return FORMS[field.type]
    if field.words:
        return {"enum": list(field.words)}
    if field.type == "text":
        return {"type": "string", "minLength": 1, **({"maxLength": field.longest} if field.longest else {})}
    if field.type == "answers":
        one = {"type": ["integer", "null"], "minimum": int(field.low), "maximum": int(field.high)}
        return {"type": "array", "minItems": 1, "maxItems": field.longest, "items": one}
    least = {"exclusiveMinimum" if field.above else "minimum": field.low}
    return {"type": "integer" if field.type == "whole" else "number", **least, "maximum": field.high}

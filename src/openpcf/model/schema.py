"""The payload as a JSON Schema 2020-12 for one profile (data-model §5).

The models give names, types and meaning; the profile gives what is required, as plain values. A
schema sees one payload only: sums, order of instants, check digits, concealed parts and the content
of supplied declarations are left to the rules, and whatever a schema refuses as missing the rules
refuse too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpcf.model.base import DECIMAL_PATTERN
from openpcf.model.footprint import SPEC_VERSION, Footprint
from openpcf.model.indicators import ALL_PARTS, MEMO
from openpcf.model.inventory import SCOPES

DIALECT = "https://json-schema.org/draft/2020-12/schema"
BASE = "urn:openpcf:schema:"
"""Schemas are named, not located: they ship with the package and are never fetched."""

INSTANT = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$"
)
URI = r"^(urn:[a-z0-9][a-z0-9-]{1,31}:[!-~]+|https://[!-~]+)$"
ASCII_NAME = "^[ -~]+$"
HIDDEN = ("inventory", "components")
"""Paths that are no members of the payload: the payload names them under ``disclosable``."""

_SHARED: Mapping[str, Any] = {
    "decimal": {
        "type": "string",
        "pattern": f"^{DECIMAL_PATTERN}$",
        "not": {"pattern": r"^-0(\.0+)?$"},
        "description": "A decimal in a string: up to 18 digits before and 18 behind the point, "
        "no exponent, no -0.",
    },
    "instant": {"type": "string", "pattern": INSTANT, "description": "RFC 3339 with its zone."},
    "uri": {"type": "string", "pattern": URI, "description": "urn: or https:"},
    "there": {
        "description": "What counts as there; a blank is none, nor is a list of blanks.",
        "not": {"enum": [None, "", {}]},
        "allOf": [
            {"if": {"type": "string"}, "then": {"pattern": "[^ \\t\\r\\n]"}},
            {"if": {"type": "array"}, "then": {"contains": {"$ref": "#/$defs/there"}}},
        ],
    },
    "free": {
        "description": "Any JSON without null and without fractions of numbers.",
        "type": ["string", "boolean", "integer", "array", "object"],
        "items": {"$ref": "#/$defs/free"},
        "propertyNames": {"pattern": ASCII_NAME},
        "additionalProperties": {"$ref": "#/$defs/free"},
    },
}
_WORDS = {"parts": ALL_PARTS, "memo": MEMO, "by_scope": SCOPES}
"""Members whose names are words of the data model; a stage and a gate have them too."""

_STEP = re.compile(r"([^.\[\]]+)|\[([^\[\]=]+)=([^\[\]]*)\]")
_THERE: Mapping[str, Any] = {"$ref": "#/$defs/there"}


@dataclass(frozen=True)
class Asked:
    """One row of a field table that requires a field.

    It has the reasons that excuse an absence and, for a conditional field, its condition (``path``
    exists, or ``path=value``).
    """

    path: str
    absent: tuple[str, ...] = ()
    when: str = ""


def payload_schema(
    profile_id: str, title: str, asked: Iterable[Asked], excused: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """Return the schema of payloads that claim a profile.

    ``asked``: mandatory and conditional fields. ``excused``: reasons allowed for every path of the
    field table; a reason given for a section excuses its members.
    """
    schema = _closed(Footprint.model_json_schema(by_alias=True))
    definitions = schema.pop("$defs")
    spec = ".".join(SPEC_VERSION.split(".")[:2]).replace(".", r"\.")
    definitions["Dataset"]["properties"]["spec_version"]["pattern"] = rf"^{spec}\.[0-9]+$"
    schema["properties"]["extensions"] |= {
        "propertyNames": {"pattern": ASCII_NAME},
        "additionalProperties": {"$ref": "#/$defs/free"},
    }
    schema["properties"]["disclosable"]["propertyNames"] = {"enum": list(HIDDEN)}
    schema["properties"]["_sd"]["items"]["pattern"] = "^[A-Za-z0-9_-]{43}$"
    rows = list(asked)
    simple = [row for row in rows if _always_required(row, excused)]
    conditions = [_all_there([row.path for row in simple])]
    conditions += [_row(row, excused) for row in rows if row not in simple]
    conditions += [_reason(path, excused) for path in excused if path not in HIDDEN]
    known = dict.fromkeys(above for path in excused for above in _sections(path))
    conditions += [
        {"if": _says_absent({path: ()}), "then": {"not": _holds(path)}} for path in known
    ]
    return {
        "$schema": DIALECT,
        "$id": f"{BASE}{profile_id}",
        "title": title,
        "description": f"Payload of an openpcf data set, data model {SPEC_VERSION}, that claims the"
        f" profile {profile_id}: its shape, and the fields the profile asks for.",
        "type": "object",
        "properties": schema["properties"],
        "required": schema["required"],
        "additionalProperties": False,
        "allOf": conditions,
        "$defs": {**definitions, **_SHARED},
    }


def _closed(node: Any, name: str = "") -> Any:
    """Return a schema of the models as documents are written.

    No null, closed objects, shared types by reference; ``name`` is the member it belongs to.
    """
    if isinstance(node, list):
        return [_closed(member) for member in node]
    if not isinstance(node, dict):
        return node
    shared = _reference(node)
    if shared is not None:
        return shared
    if "anyOf" in node:
        others = [choice for choice in node["anyOf"] if choice != {"type": "null"}]
        if len(others) == 1:
            rest = {k: v for k, v in node.items() if k in ("description",)}
            return _closed({**others[0], **rest}, name)
    made = {k: v for k, v in node.items() if k not in ("default", "title")}
    if "properties" in made:
        made["properties"] = {k: _closed(v, k) for k, v in made["properties"].items()}
        made["additionalProperties"] = False
    elif name in _WORDS:
        made["properties"] = dict.fromkeys(_WORDS[name], _closed(made["additionalProperties"]))
        made["additionalProperties"] = False
    elif isinstance(made.get("additionalProperties"), dict):
        made["additionalProperties"] = _closed(made["additionalProperties"])
    for key in ("items", "anyOf"):
        if key in made:
            made[key] = _closed(made[key])
    if "$defs" in made:
        made["$defs"] = {k: _closed(v) for k, v in made["$defs"].items()}
    if "description" in made:
        made["description"] = " ".join(made["description"].replace("``", "").split())
    return made


def _reference(node: Mapping[str, Any]) -> dict[str, Any] | None:
    formats = {"date-time": "instant", "uri": "uri"}
    target = "decimal" if node.get("pattern") == f"^{DECIMAL_PATTERN}$" else None
    target = target or formats.get(str(node.get("format")))
    if target is None:
        return None
    kept = {key: node[key] for key in ("description", "unit") if key in node}
    return {"$ref": f"#/$defs/{target}", **kept}


def _sections(path: str) -> list[str]:
    parts = path.split(".")
    return [".".join(parts[:n]) for n in range(len(parts), 0, -1)]


def _always_required(row: Asked, excused: Mapping[str, Sequence[str]]) -> bool:
    """Return whether a row is always mandatory and its path has names only."""
    excusable = any(excused.get(above) for above in _sections(row.path))
    return not (row.when or excusable or row.path in HIDDEN or "[" in row.path)


def _all_there(paths: Iterable[str]) -> dict[str, Any]:
    """Return one tree of ``required`` for all paths."""
    tree: dict[str, Any] = {}
    for path in paths:
        node = tree
        for name in path.split("."):
            node = node.setdefault(name, {})

    def schema(node: Mapping[str, Any]) -> dict[str, Any]:
        if not node:
            return dict(_THERE)
        members = {name: schema(inner) for name, inner in node.items()}
        return {"type": "object", "required": list(members), "properties": members}

    return schema(tree)


def _allowed(path: str, excused: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return the reasons for which a path may be absent, by the section that declares it."""
    reasons = {above: tuple(excused.get(above, ())) for above in _sections(path)}
    return {above: allowed for above, allowed in reasons.items() if allowed}


def _reason(path: str, excused: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Require an allowed reason for whatever is declared absent, mandatory or not."""
    declared = {"allOf": [_says_absent(dict.fromkeys(_sections(path), ())), {"not": _holds(path)}]}
    allowed = _allowed(path, excused)
    return {"if": declared, "then": _says_absent(allowed) if allowed else False}


def _row(row: Asked, excused: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Require a value, or an absence for an allowed reason; under the row's condition."""
    reasons = _allowed(row.path, excused)
    wanted = _holds(row.path)
    if reasons:
        wanted = {"anyOf": [wanted, _says_absent(reasons)]}
    if row.path in HIDDEN:
        # Before signing, nothing is hidden and nothing is named.
        return {"if": {"required": ["_sd"]}, "then": wanted}
    if not row.when:
        return wanted
    path, _, value = row.when.partition("=")
    return {"if": _at(path, _equal(value) if value else {"not": {"const": None}}), "then": wanted}


def _equal(text: str) -> dict[str, Any]:
    """Return a schema for the value that a condition names, of any JSON type."""
    values: list[Any] = [text]
    if re.fullmatch("0|-?[1-9][0-9]*", text, re.ASCII):
        values.append(int(text))
    elif text in ("True", "False"):
        values.append(text == "True")
    return {"enum": values}


def _holds(path: str) -> dict[str, Any]:
    """Return a schema for an existing path; a hidden one is named."""
    return _at(f"disclosable.{path}" if path in HIDDEN else path, _THERE)


def _at(path: str, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return a schema that holds if a path leads to something ``wanted``."""
    made: dict[str, Any] = dict(wanted)
    for name, key, value in reversed(_STEP.findall(path)):
        if name:
            made = {"type": "object", "properties": {name: made}, "required": [name]}
        else:
            item = {"properties": {key: _equal(value)}, "required": [key], "allOf": [made]}
            made = {"type": "array", "contains": {"type": "object", **item}}
    return made


def _says_absent(reasons: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return a schema for ``absent`` with one of these paths and reasons (default: any)."""
    rows = []
    for path, allowed in reasons.items():
        members: dict[str, Any] = {"path": {"const": path}}
        if allowed:
            members["reason"] = {"enum": list(allowed)}
        rows.append({"properties": members, "required": list(members)})
    inner = rows[0] if len(rows) == 1 else {"anyOf": rows}
    return {
        "properties": {"absent": {"type": "array", "contains": {"type": "object", **inner}}},
        "required": ["absent"],
    }

"""The key/value part of a study: nested members ↔ dotted keys with text values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from openpcf.errors import InputError
from openpcf.formats.study.column import Column
from openpcf.formats.study.keys import (
    FIELDS,
    OPEN_ENDED,
    field_of,
    nearest_field,
    pattern_of,
)
from openpcf.formats.study.values import parse, parse_measure
from openpcf.formats.yaml_text import MAX_DEPTH
from openpcf.model.base import Measure
from openpcf.model.finding import Finding, error, warning
from openpcf.model.study import STUDY_FORMAT, TABLES, Study

EMPTY_LISTS = frozenset(k.partition("[].")[0] for k in FIELDS if "[]." in k)
"""Keys of numbered items; the value ``[]`` states that there are none."""

_WITH_UNIT = re.compile(r"(-?[0-9][0-9.,]*)\s*([^\W\d_].*)", re.DOTALL)
"""An amount and its unit in one text: ``0.096 kg``."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The value of a key in a file: a text (with a unit for measures), a list or a mapping."""

    key: str
    place: str
    text: str = ""
    unit: str = ""
    items: tuple[str, ...] | None = None
    tree: Any = None


def flat(study: Study) -> Iterator[tuple[str, Any]]:
    """Return every value of the key/value part under its dotted key, in model order.

    Raises InputError ``STUDY_NOT_CARRIED`` for a member that has no key.
    """
    for name in Study.model_fields:
        if name not in TABLES:
            yield from _flat(name, getattr(study, name))


def _flat(key: str, value: Any) -> Iterator[tuple[str, Any]]:
    if value is None:
        return
    if isinstance(value, BaseModel):
        if value.model_extra:
            found = ", ".join(sorted(value.model_extra))
            raise InputError("STUDY_NOT_CARRIED", key, found, "extensions")
        if isinstance(value, Measure):
            yield key, value
            return
        for name in type(value).model_fields:
            yield from _flat(f"{key}.{name}", getattr(value, name))
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield f"{key}.{name}", inner
    elif isinstance(value, tuple) and any(isinstance(i, BaseModel) for i in value):
        for number, inner in enumerate(value, 1):
            yield from _flat(f"{key}[{number}]", inner)
    else:
        yield key, value


def extension_text(value: Any, place: str) -> str:
    """Return an extension as JSON text; a text that is not JSON is returned unchanged.

    Raises InputError ``STUDY_EXTENSION`` for what JSON without fractions can't represent.
    """
    if isinstance(value, str) and value.strip() and not _is_json(value):
        return value
    if _depth(value) > MAX_DEPTH:
        raise InputError("YAML_DEPTH", place, f"> {MAX_DEPTH}", str(MAX_DEPTH))
    if _has_fraction(value):
        raise InputError("STUDY_EXTENSION", place, str(value)[:60], '"12.5"')
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError) as e:
        raise InputError("STUDY_EXTENSION", place, str(e)[:60], "JSON") from None


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _depth(value: Any) -> int:
    """Return the nesting depth of lists and objects, up to the limit."""
    level, here = 0, [value]
    while here and level <= MAX_DEPTH:
        here = [
            inner
            for outer in here
            if isinstance(outer, Mapping | list | tuple)
            for inner in (outer.values() if isinstance(outer, Mapping) else outer)
        ]
        level += 1
    return level


def _has_fraction(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_has_fraction(v) for v in value.values())
    if isinstance(value, list | tuple):
        return any(_has_fraction(v) for v in value)
    return isinstance(value, float)


def _extension(text: str, place: str) -> tuple[Any, tuple[Finding, ...]]:
    found: list[str] = []

    def as_text(number: str) -> str:
        found.append(number)
        return number

    deep = error("YAML_DEPTH", place, f"> {MAX_DEPTH}", str(MAX_DEPTH))
    try:
        value = json.loads(text, parse_float=as_text, parse_constant=as_text)
    except ValueError:
        return text, ()
    except RecursionError:
        return None, (deep,)
    if _depth(value) > MAX_DEPTH:
        return None, (deep,)
    reported = (warning("STUDY_EXTENSION_NUMBER", place, ", ".join(found)[:60]),) if found else ()
    return value, reported


def read_fields(entries: Iterable[Entry]) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Return nested members for ``Study(**…)`` and every fault found."""
    root: dict[str, Any] = {}
    findings: list[Finding] = []
    seen: dict[str, str] = {}
    for entry in entries:
        key = _tidy(entry.key)
        if key in seen:
            findings.append(error("STUDY_KEY_TWICE", entry.place, key, seen[key]))
            continue
        seen[key] = entry.place
        value, reported = _value(key, entry)
        findings += reported
        if value is not None:
            _put(root, key, value)
    return {k: _listed(v) if k not in OPEN_ENDED else v for k, v in root.items()}, tuple(findings)


def _tidy(key: str) -> str:
    head = key.partition(".")[0]
    return key if head in OPEN_ENDED else re.sub(r"\s+", "", key)


def _value(key: str, entry: Entry) -> tuple[Any, tuple[Finding, ...]]:
    place = entry.place
    if key in EMPTY_LISTS:
        if entry.items == () or entry.text.strip() == "[]":
            return (), ()
        return None, (error("STUDY_SHAPE", place, (entry.text or "…")[:60], f"{key}[1]"),)
    field = field_of(key)
    if field is None or "[]" in key or key.endswith(".*"):
        near = nearest_field(pattern_of(key)).replace("[]", "[1]")
        return None, (error("STUDY_KEY_UNKNOWN", place, key[:60], near),)
    if field.kind == "json":
        if entry.tree is not None:
            return entry.tree, ()
        return _extension(entry.text, place) if entry.text.strip() else (None, ())
    if entry.tree is not None:
        return None, (error("STUDY_SHAPE", place, "{…}", _example(field)),)
    if entry.items is not None:
        if field.kind == "list":
            return entry.items, ()
        return None, (error("STUDY_SHAPE", place, "[…]", _example(field)),)
    if field.kind == "measure":
        written = None if entry.unit.strip() else _WITH_UNIT.fullmatch(entry.text.strip())
        amount, unit = written.groups() if written else (entry.text, entry.unit)
        return parse_measure(field, amount, unit, place)
    value, reported = parse(field, entry.text, place)
    if key == "format" and value is not None and value != STUDY_FORMAT:
        return None, (error("STUDY_FORMAT", place, str(value)[:60], STUDY_FORMAT),)
    if entry.unit.strip():
        reported = (*reported, error("STUDY_UNIT_STRAY", place, entry.unit.strip()[:60]))
    return value, reported


def _example(field: Column) -> str:
    return field.choices[0] if field.choices else field.kind


def _put(root: dict[str, Any], key: str, value: Any) -> None:
    """Set a member by its dotted key; items are stored under their numbers."""
    head, _, rest = key.partition(".")
    if head in OPEN_ENDED:
        root.setdefault(head, {})[rest] = value
        return
    here: Any = root
    for step in key.split(".")[:-1]:
        name, _, number = step.rstrip("]").partition("[")
        here = here.setdefault(name, {})
        if number:
            here = here.setdefault(int(number), {})
    here[key.rpartition(".")[2]] = value


def _listed(tree: Any) -> Any:
    """Return numbered items as tuples in the order of their numbers."""
    if not isinstance(tree, dict) or not tree:
        return tree
    if all(isinstance(k, int) for k in tree):
        return tuple(_listed(tree[k]) for k in sorted(tree))
    return {k: _listed(v) for k, v in tree.items()}

"""The key/value part of a study as a tree of texts, the content of ``study.yaml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from openpcf.formats.study.keys import FIELDS, OPEN_ENDED, field_of, pattern_of
from openpcf.formats.study.keys_read import EMPTY_LISTS, Entry, extension_text, flat
from openpcf.formats.study.values import check_text, shown
from openpcf.model.base import Measure, decimal_text
from openpcf.model.study import Study

MEASURE_KEYS = ("amount", "unit")
DEEPEST = 8
"""Levels of an extension that are written as YAML; deeper ones as JSON text."""


def entries_of(tree: Any, name: str) -> Iterator[Entry]:
    """Return the entries of a tree, key by key; ``name`` is the file in places."""
    if isinstance(tree, Mapping):
        yield from _members(tree, "", name)


def _members(tree: Mapping[str, Any], prefix: str, name: str) -> Iterator[Entry]:
    for key, value in tree.items():
        yield from _entry(f"{prefix}{key}", value, name)


def _entry(key: str, value: Any, name: str) -> Iterator[Entry]:
    place = f"{name}#{key}"
    field = field_of(key)
    if field is not None and field.kind == "json" and not isinstance(value, str):
        yield Entry(key, place, tree=value)
    elif isinstance(value, str):
        yield Entry(key, place, text=value)
    elif isinstance(value, Mapping):
        if field is not None and field.kind == "measure":
            yield from _measure(key, value, name)
        elif field is None and _leads_on(key):
            yield from _members(value, f"{key}.", name)
        else:
            yield Entry(key, place, tree=value)
    elif isinstance(value, list | tuple):
        if key in EMPTY_LISTS and value:
            for number, item in enumerate(value, 1):
                yield from _entry(f"{key}[{number}]", item, name)
        elif all(isinstance(item, str) for item in value):
            yield Entry(key, place, items=tuple(value))
        else:
            yield Entry(key, place, tree=value)


def _measure(key: str, value: Mapping[str, Any], name: str) -> Iterator[Entry]:
    for inner in value:
        if inner not in MEASURE_KEYS:
            yield Entry(f"{key}.{inner}", f"{name}#{key}.{inner}", text=str(value[inner]))
    amount, unit = (value.get(k, "") for k in MEASURE_KEYS)
    if isinstance(amount, str) and isinstance(unit, str):
        yield Entry(key, f"{name}#{key}", text=amount, unit=unit)
    else:
        yield Entry(key, f"{name}#{key}", tree=value)


def _leads_on(key: str) -> bool:
    """Return whether any key begins with this one."""
    stem = pattern_of(key)
    return key in OPEN_ENDED or any(k.startswith(f"{stem}.") for k in FIELDS)


def tree_of(study: Study) -> dict[str, Any]:
    """Return the key/value part of a study as mappings, lists and texts.

    Raises InputError for texts that no cell can hold and members without key.
    """
    root: dict[str, Any] = {}
    for key, value in flat(study):
        head, dot, rest = key.partition(".")
        if head in OPEN_ENDED and dot:
            member = _extension(value, key) if head == "extensions" else value
            root.setdefault(head, {})[rest] = member
        else:
            _put(root, key, _text_tree(key, value))
    return root


def _text_tree(key: str, value: Any) -> Any:
    if isinstance(value, Measure):
        check_text(value.unit, key)
        return {"amount": decimal_text(value.amount), "unit": value.unit}
    if isinstance(value, tuple):
        for item in value:
            check_text(item, key)
        return list(value)
    field = field_of(key)
    text = shown(field, value) if field else str(value)
    check_text(text, key)
    return text


def _extension(value: Any, key: str) -> Any:
    """Return an extension as a tree of texts if possible, else as JSON text."""
    text = extension_text(value, key)
    check_text(text, key)
    return value if isinstance(value, dict) and _is_texts(value, DEEPEST) else text


def _is_texts(value: Any, depth: int) -> bool:
    """Return whether a tree has only texts, no empty nodes and a limited depth."""
    if not value or depth == 0:
        return False
    if isinstance(value, dict):
        return all(isinstance(k, str) and _is_texts(v, depth - 1) for k, v in value.items())
    if isinstance(value, list):
        return all(_is_texts(v, depth - 1) for v in value)
    return isinstance(value, str)


def _put(root: dict[str, Any], key: str, value: Any) -> None:
    here: Any = root
    for step in key.split(".")[:-1]:
        name, _, number = step.rstrip("]").partition("[")
        if number:
            here = here.setdefault(name, [])
            while len(here) < int(number):
                here.append({})
            here = here[int(number) - 1]
        else:
            here = here.setdefault(name, {})
    here[key.rpartition(".")[2]] = value

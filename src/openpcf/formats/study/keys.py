"""Keys of the key/value part of a study: sheet ``Study`` of the workbook, ``study.yaml``.

Keys are dotted; ``[]`` is a numbered item (``method.allocation[1].process``) and ``*`` a free name
(``absent.<path>``, ``extensions.<uri>``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from openpcf.formats.study import key_fields
from openpcf.formats.study.column import Column, Section, bare, normal, typed_by
from openpcf.model.base import Measure
from openpcf.model.study import TABLES, Study

OPEN_ENDED = ("absent", "extensions")
"""Members of Study whose own names are free."""


def _leaves(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, field in model.model_fields.items():
        if model is Study and name in TABLES:
            continue
        key = f"{prefix}{name}"
        plain = bare(field.annotation)
        if get_origin(plain) is dict:
            yield f"{key}.*", get_args(plain)[1]
        elif isinstance(plain, type) and issubclass(plain, BaseModel) and plain is not Measure:
            yield from _leaves(plain, f"{key}.")
        elif (
            get_origin(plain) is tuple
            and isinstance(get_args(plain)[0], type)
            and issubclass(get_args(plain)[0], BaseModel)
        ):
            yield from _leaves(get_args(plain)[0], f"{key}[].")
        else:
            yield key, field.rebuild_annotation()


@cache
def leaves() -> dict[str, Any]:
    """Return every key of the key/value part with the model's annotation, in model order."""
    return dict(_leaves(Study))


def _typed(field: Column) -> Column:
    return field if field.kind == "json" else typed_by(leaves()[field.key], field)


SECTIONS: tuple[Section, ...] = tuple(
    Section(key, tuple(_typed(field) for field in fields))
    for key, fields in key_fields.SECTIONS.items()
)
"""The key/value part in the order it is shown."""

FIELDS: dict[str, Column] = {f.key: f for section in SECTIONS for f in section.fields}
"""All keys in the order they are shown."""

_NUMBER = re.compile(r"\[\s*([0-9]{1,4})\s*\]")


def pattern_of(key: str) -> str:
    """Return the key of FIELDS for a key: item numbers and free names become placeholders."""
    head, dot, rest = key.partition(".")
    if head in OPEN_ENDED and dot and rest:
        return f"{head}.*"
    return _NUMBER.sub("[]", key)


def field_of(key: str) -> Column | None:
    """Return the field of a dotted key."""
    return FIELDS.get(pattern_of(key))


@cache
def _titles() -> dict[str, Column]:
    found: dict[str, Column] = {}
    for field in FIELDS.values():
        for name in field.titles():
            if found.setdefault(normal(name), field) is not field:
                raise ValueError(f"two keys have the title {name}")
    return found


def field_titled(title: str) -> Column | None:
    """Return the field of a label in any language (items and free names need their key)."""
    field = _titles().get(normal(title))
    return field if field and not set(field.key) & set("[*") else None


def nearest_field(key: str) -> str:
    """Return the most similar key of the same depth, or a general hint.

    For the name of a table, the hint is its file.
    """
    if key in TABLES:
        return f"{key}.csv"
    depth = key.count(".") + 1
    stems = {".".join(k.split(".")[:depth]): None for k in FIELDS}
    near = get_close_matches(key, stems, n=1, cutoff=0.6)
    return near[0] if near else "extensions.*"

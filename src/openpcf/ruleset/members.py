"""Members that this version of the data model does not know (design law 7).

The data are walked along the models, so that a wrong shape elsewhere hides nothing. ``extensions``
may have any content, in the payload and on a line.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from openpcf.model.document import Document
from openpcf.model.finding import Finding
from openpcf.model.footprint import SPEC_VERSION, Footprint
from openpcf.model.indicators import ALL_PARTS, MEMO
from openpcf.model.inventory import SCOPES, Component, Line
from openpcf.ruleset.engine import Subject, fail, inconclusive, rule

FREE = "extensions"
CLOSED = {"parts": ALL_PARTS, "memo": MEMO, "by_scope": SCOPES}
"""Members whose keys are words of the data model (data-model §2, §3)."""

_GROUP = {"id", "stage", "scope", "class", "subtotal", "lines"}
_SUBTOTAL = {"excl", "parts", "memo"}


def _model(annotation: Any) -> type[BaseModel] | None:
    """Return the model inside ``X | None``, ``tuple[X, ...]`` or ``Annotated[X, …]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Union, types.UnionType, tuple, list, Annotated):
        for inner in get_args(annotation):
            found = _model(inner)
            if found is not None:
                return found
    return None


@cache
def _members(model: type[BaseModel]) -> dict[str, type[BaseModel] | None]:
    """Return members by their name in a document, with the model of their values."""
    return {
        field.alias or name: _model(field.annotation) for name, field in model.model_fields.items()
    }


def _under(value: Any, model: type[BaseModel] | None, path: str) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for number, member in enumerate(value):
            yield from _under(member, model, f"{path}[{number}]")
    elif model is not None:
        yield from unknown(value, model, f"{path}.")


def unknown(data: Any, model: type[BaseModel], path: str = "") -> Iterator[str]:
    """Return paths of members that ``model`` does not know."""
    if not isinstance(data, (dict, Mapping)):
        return
    known = _members(model)
    for name, value in data.items():
        if name == FREE and model in (Footprint, Line):
            continue
        if name not in known:
            yield f"{path}{name}"
        elif name in CLOSED and isinstance(value, Mapping):
            yield from (f"{path}{name}.{key}" for key in value if key not in CLOSED[name])
        elif isinstance(value, (dict, list, tuple, Mapping)):
            yield from _under(value, known[name], f"{path}{name}")


def _closed(data: Any, names: set[str], path: str) -> Iterator[str]:
    if isinstance(data, Mapping):
        yield from (f"{path}{name}" for name in data if name not in names)


def of_document(document: Document) -> Iterator[str]:
    """Return unknown members of payload, groups, lines and component items."""
    yield from unknown(document.payload, Footprint)
    yield from _closed(document.inventory, {"groups"}, "inventory.")
    for group in (document.inventory or {}).get("groups", ()):
        place = f"inventory[id={group.get('id', '?')}]."
        yield from _closed(group, _GROUP, place)
        yield from _closed(group.get("subtotal"), _SUBTOTAL, f"{place}subtotal.")
    for line in document.lines():
        yield from unknown(line, Line, f"inventory[id={line.get('id', '?')}].")
    yield from _closed(document.components, {"items"}, "components.")
    for item in document.items():
        yield from unknown(item, Component, f"components[id={item.get('id', '?')}].")


def _version(text: Any) -> tuple[int, int] | None:
    parts = str(text).split(".")
    if len(parts) != 3 or not all(p.isascii() and p.isdigit() for p in parts):
        return None
    return int(parts[0]), int(parts[1])


@rule(
    "data-model.unknown-members",
    covers=("F63782-001",),
    needs=("dataset.spec_version",),
)
def unknown_members(subject: Subject) -> Iterator[Finding]:
    """A member that this version does not know is refused.

    One of a newer minor version is kept and makes the document inconclusive; a newer major version
    is refused.
    """
    text = subject.document.get("dataset.spec_version")
    theirs, ours = _version(text), _version(SPEC_VERSION) or (0, 0)
    if theirs is None or theirs[0] > ours[0]:
        yield fail("SPEC_VERSION", "dataset.spec_version", str(text), SPEC_VERSION)
        return
    newer = theirs > ours
    for path in of_document(subject.document):
        name = path.rsplit(".", 1)[-1]
        yield (inconclusive if newer else fail)("UNKNOWN_FIELD", path, name)

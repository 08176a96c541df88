"""A document as its reader has it: clear payload, disclosed parts, concealed parts.

Paths are dotted; list items are named by a key value (``result.by_stage[stage=use]``), lines by id
(data-model §5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from openpcf.model.base import Frozen, dump
from openpcf.model.message import ITEM_TEXTS, LINE_TEXTS, as_signed, with_texts

PROSE = "0.1."
"""Versions of the data model whose lines hold prose."""

_STEP = re.compile(r"([^.\[\]]+)|\[([^\[\]=]+)=([^\[\]]*)\]|\[(\d+)\]")


class State(StrEnum):
    """State of a path (data-model §5)."""

    PRESENT = "present"
    PARTLY = "partly"
    HIDDEN = "hidden"
    ABSENT = "absent"
    MISSING = "missing"


def _member(data: Any, path: str) -> Any:
    """Return the value at a path of plain members, or None."""
    value = data
    for name in path.split("."):
        if not name:
            continue
        if not isinstance(value, (dict, Mapping)) or name not in value:
            return None
        value = value[name]
    return value


def get_path(data: Any, path: str) -> Any:
    """Return the value at a path, or None."""
    if "[" not in path and "]" not in path:
        return _member(data, path)
    value = data
    for name, key, wanted, index in _STEP.findall(path):
        if name:
            value = _member(value, name)
        elif not isinstance(value, Sequence) or isinstance(value, str):
            return None
        elif key:
            value = next(
                (v for v in value if isinstance(v, Mapping) and str(v.get(key)) == wanted), None
            )
        else:
            value = value[int(index)] if int(index) < len(value) else None
        if value is None:
            return None
    return value


def _blank(value: Any) -> bool:
    """Return whether a value is empty: nothing, white space, or a list of such (law 1)."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, (list, tuple)):
        return all(_blank(item) for item in value)
    return value is None or value == {}


class Document(Frozen):
    """Payload (JSON data), disclosed inventory and components, and what is concealed.

    ``inventory`` is ``{"groups": [{…, "lines": [{…}]}]}``, ``components`` is ``{"items": [{…}]}``,
    both without the placeholders of undisclosed elements; ``partly`` names those of the two that
    have undisclosed elements.
    """

    payload: dict[str, Any]
    inventory: dict[str, Any] | None = None
    components: dict[str, Any] | None = None
    hidden: frozenset[str] = frozenset()
    partly: frozenset[str] = frozenset()
    digest: str | None = None

    def get(self, path: str) -> Any:
        """Return the value at a path of payload, ``inventory`` or ``components``."""
        if path.startswith(("inventory", "components")):
            return get_path({"inventory": self.inventory, "components": self.components}, path)
        return get_path(self.payload, path)

    def shown(self) -> dict[str, Any]:
        """Return the payload and the disclosed inventory and components as one JSON object."""
        data = {
            "payload": self.payload,
            "inventory": self.inventory,
            "components": self.components,
        }
        return {name: value for name, value in data.items() if value is not None}

    def absent_reason(self, path: str) -> str | None:
        """Return the reason given under ``absent`` for a path."""
        for entry in self.payload.get("absent") or ():
            if isinstance(entry, Mapping) and entry.get("path") == path:
                return str(entry.get("reason"))
        return None

    def state(self, path: str) -> State:
        """Return the state of a path: present, partly, hidden, absent (with reason) or missing."""
        head = path.split(".", 1)[0].split("[", 1)[0]
        if head in self.hidden:
            return State.HIDDEN
        if not _blank(self.get(path)):
            return State.PARTLY if head in self.partly else State.PRESENT
        return State.MISSING if self.absent_reason(path) is None else State.ABSENT

    def signed_lines(self) -> Iterator[dict[str, Any]]:
        """Return the disclosed lines in document order, exactly as signed."""
        for group in (self.inventory or {}).get("groups", ()):
            yield from group.get("lines", ())

    def signed_items(self) -> Iterator[dict[str, Any]]:
        """Return the disclosed component items in document order, exactly as signed."""
        yield from (self.components or {}).get("items", ())

    @property
    def holds_prose(self) -> bool:
        """Return whether its data model version has prose in place of codes."""
        return str(get_path(self.payload, "dataset.spec_version")).startswith(PROSE)

    def lines(self) -> Iterator[dict[str, Any]]:
        """Return the disclosed lines for a reader; prose is marked with its language."""
        yield from self._read(self.signed_lines(), LINE_TEXTS)

    def items(self) -> Iterator[dict[str, Any]]:
        """Return the disclosed component items for a reader, in document order."""
        yield from self._read(self.signed_items(), ITEM_TEXTS)

    def _read(
        self, rows: Iterator[dict[str, Any]], paths: Sequence[Sequence[str]]
    ) -> Iterator[dict[str, Any]]:
        if not self.holds_prose:
            yield from rows
            return
        language = str(get_path(self.payload, "dataset.language") or "en")
        for row in rows:
            yield with_texts(
                row,
                paths,
                lambda t: dump(as_signed(t, language)) if isinstance(t, str) and t else t,
            )

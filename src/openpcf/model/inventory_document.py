"""Inventory ↔ its form in a document: groups of stage x scope x class (data-model §2)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from openpcf.model.base import decimal_text, dump
from openpcf.model.indicators import add, excl
from openpcf.model.inventory import STAGES, Component, Inventory, Line

_ORDER: dict[str, int] = {stage: position for position, stage in enumerate(STAGES)}


def grouped(inventory: Inventory) -> dict[tuple[str, str, str], list[Line]]:
    """Return lines by stage, scope and class."""
    groups: dict[tuple[str, str, str], list[Line]] = {}
    for line in inventory.lines:
        groups.setdefault((line.stage, line.scope, line.part_class or "other"), []).append(line)
    return groups


def inventory_document(inventory: Inventory) -> dict[str, Any]:
    """Return groups by life cycle, then first appearance; lines in study order."""
    ordered = sorted(grouped(inventory).items(), key=lambda item: _ORDER[item[0][0]])
    return {
        "groups": [
            {
                "id": f"g-{number:03d}",
                "stage": stage,
                "scope": scope,
                "class": part_class,
                **({} if (made := subtotal(lines)) is None else {"subtotal": made}),
                "lines": [dump(line) for line in lines],
            }
            for number, ((stage, scope, part_class), lines) in enumerate(ordered, 1)
        ]
    }


def subtotal(lines: Iterable[Line]) -> dict[str, Any] | None:
    """Return the sum of the results of lines; None if none has one."""
    results = [line.result for line in lines if line.result is not None]
    if not results:
        return None
    parts = add(r.parts for r in results)
    return {
        "excl": decimal_text(excl(parts)),
        "parts": {name: decimal_text(value) for name, value in parts.items()},
    }


def components_document(inventory: Inventory) -> dict[str, Any]:
    """Return component items in study order."""
    return {"items": [dump(item) for item in inventory.components]}


def inventory_of(inventory: dict[str, Any] | None, components: dict[str, Any] | None) -> Inventory:
    """Return the inventory a document discloses.

    Raises pydantic ValidationError for another shape.
    """
    groups, items = (inventory or {}).get("groups", ()), (components or {}).get("items", ())
    return in_study_order(
        (Line.model_validate(line) for group in groups for line in group.get("lines", ())),
        (Component.model_validate(item) for item in items),
    )


def in_study_order(lines: Iterable[Line], components: Iterable[Component]) -> Inventory:
    """Return the inventory with lines sorted by their number in the study."""
    return Inventory(
        lines=tuple(sorted(lines, key=lambda line: line.id)), components=tuple(components)
    )

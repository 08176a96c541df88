"""Every figure follows from inventory and components (data-model §3, Recompute)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openpcf.calculation.calculate import calculate
from openpcf.model.base import dump, parse_decimal
from openpcf.model.finding import Finding
from openpcf.model.inventory_document import inventory_document, inventory_of
from openpcf.rules.engine import Subject, fail, rule
from openpcf.rules.granularity import place, share

_FIGURES = (
    "quantum", "parts", "memo", "total_excl_biogenic_uptake", "total_incl_biogenic_uptake",
    "gate", "by_stage", "by_scope", "gwp",
)  # fmt: skip


def _again(subject: Subject) -> Any:
    return calculate(inventory_of(subject.document.inventory, subject.document.components))


def _differences(stated: Any, made: Any, path: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(stated, dict) and isinstance(made, dict):
        for key in [*stated, *(k for k in made if k not in stated)]:
            yield from _differences(stated.get(key), made.get(key), f"{path}.{key}")
    elif isinstance(stated, list) and isinstance(made, list) and len(stated) == len(made):
        for number, (one, other) in enumerate(zip(stated, made, strict=True)):
            yield from _differences(one, other, f"{path}[{number}]")
    elif stated != made:
        yield path, str(stated), str(made)


def _needs_components(subject: Subject) -> bool:
    lines = list(subject.document.lines())
    named = {line.get("component") for line in lines} - {None}
    return named <= {item.get("id") for item in subject.document.items()}


@rule("recompute.lines", covers=("011", "028"), needs=("inventory",), applies=_needs_components)
def lines(subject: Subject) -> Iterator[Finding]:
    """Factor times quantity, over its divisors, is the result of the line, to the digit."""
    made = {line.id: line for line in _again(subject).inventory.lines}
    for line in subject.document.lines():
        again = made[line["id"]]
        result = dump(again.result) if again.result is not None else None
        for path, stated, expected in _differences(line.get("result"), result, "result"):
            yield fail(
                "LINE_RESULT", place(line, path), stated, expected, what=str(line.get("what", ""))
            ).model_copy(update={"share_percent": share(subject, line)})


@rule(
    "recompute.result",
    covers=("004", "005", "050"),
    needs=("inventory", "result.total_excl_biogenic_uptake"),
    applies=_needs_components,
)
def result(subject: Subject) -> Iterator[Finding]:
    """Totals, gate, stages, scopes and GWP shares are the sums of the lines, as text."""
    made = dump(_again(subject).result.result)
    stated = subject.document.get("result") or {}
    for name in _FIGURES:
        found = _differences(stated.get(name), made.get(name), f"result.{name}")
        for path, one, other in found:
            yield fail("RESULT_DIFFERS", path, one, other)


@rule("recompute.groups", covers=("011",), needs=("inventory",), applies=_needs_components)
def groups(subject: Subject) -> Iterator[Finding]:
    """Sub-totals of groups are the sums of their lines."""
    made = inventory_document(_again(subject).inventory)
    again = {(g["stage"], g["scope"], g["class"]): g.get("subtotal") for g in made["groups"]}
    for group in (subject.document.inventory or {}).get("groups", ()):
        key = (group.get("stage"), group.get("scope"), group.get("class"))
        for path, one, other in _differences(group.get("subtotal"), again.get(key), "subtotal"):
            yield fail("RESULT_DIFFERS", f"inventory[id={group.get('id')}].{path}", one, other)


@rule(
    "recompute.quality",
    covers=("051",),
    needs=("inventory", "quality"),
    applies=_needs_components,
)
def quality(subject: Subject) -> Iterator[Finding]:
    """Primary, estimated and supplied shares equal those weighted from lines and children."""
    again = _again(subject).result
    for section, made in (("quality", dump(again.quality)), ("supplied", dump(again.supplied))):
        stated = subject.document.get(section) or {}
        for name, expected in made.items():
            if not name.endswith("percent") and name != "declarations":
                continue
            if stated.get(name) != expected:
                yield fail(
                    "QUALITY_SHARE", f"{section}.{name}", str(stated.get(name)), str(expected)
                )


@rule("recompute.share-range", covers=("051",), needs=("quality.primary_data_share_percent",))
def share_range(subject: Subject) -> Iterator[Finding]:
    """A share lies between 0 and 100 percent."""
    for name in ("primary_data_share_percent", "estimated_share_percent", "unrated_percent"):
        text = subject.document.get(f"quality.{name}")
        if text is not None and not 0 <= parse_decimal(text) <= 100:
            yield fail("SHARE_RANGE", f"quality.{name}", text, "0 - 100")


@rule("recompute.supply-chain", covers=("050",), needs=("inventory",))
def supply_chain(subject: Subject) -> Iterator[Finding]:
    """Scope 3 category 1 and 4 are built from the same references: a child is wholly 3.1."""
    for line in subject.document.lines():
        if "component" in line and line.get("scope") != "3.1":
            yield fail("CHILD_SCOPE", place(line, "scope"), str(line.get("scope")), "3.1")
        if line.get("stage") == "inbound-transport" and line.get("scope") not in ("3.4", "1"):
            yield fail("LEG_SCOPE", place(line, "scope"), str(line.get("scope")), "3.4, 1")

"""Every figure follows from inventory and components (data-model §3, Recompute)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from openpcf.calculation.calculate import Calculated, calculate
from openpcf.calculation.lines import unrounded
from openpcf.calculation.rounding import to_quantum
from openpcf.model.base import decimal_text, dump, parse_decimal
from openpcf.model.finding import Finding
from openpcf.model.indicators import excl
from openpcf.model.inventory import Component, Line
from openpcf.model.inventory_document import grouped, in_study_order, subtotal
from openpcf.ruleset.engine import Subject, fail, rule, with_share
from openpcf.ruleset.granularity import own_lines, place, share, what

_FIGURES = (
    "unit",
    "quantum",
    "parts",
    "memo",
    "total_excl_biogenic_uptake",
    "total_incl_biogenic_uptake",
    "gate",
    "by_stage",
    "by_scope",
    "gwp",
    "coverage",
)
"""All of ``result`` but the range, which is compared by digest."""

_SHARES = {
    "quality": ("primary_data_share_percent", "estimated_share_percent", "unrated_percent"),
    "supplied": ("declarations", "share_percent", "signed_percent", "verified_percent"),
}


def needed(subject: Subject) -> tuple[str, ...]:
    """Return the needed paths: components too if a disclosed line is one."""
    named = any("component" in line for line in subject.document.lines())
    return ("inventory", "components") if named else ("inventory",)


def _lines(subject: Subject) -> tuple[Line, ...]:
    """Return disclosed lines in document order."""
    lines = subject.document.lines()
    return subject.cached("lines", lambda: tuple(map(Line.model_validate, lines)))


def _components(subject: Subject) -> tuple[Component, ...]:
    items = subject.document.items()
    return subject.cached("components", lambda: tuple(map(Component.model_validate, items)))


def _again(subject: Subject) -> Calculated:
    def made() -> Calculated:
        inventory = in_study_order(_lines(subject), _components(subject))
        return calculate(inventory, ranged=False)

    return subject.cached("recompute", made)


def _differences(stated: Any, made: Any, path: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(stated, dict) and isinstance(made, dict):
        for key in [*stated, *(k for k in made if k not in stated)]:
            yield from _differences(stated.get(key), made.get(key), f"{path}.{key}")
    elif isinstance(stated, list) and isinstance(made, list) and len(stated) == len(made):
        for number, (one, other) in enumerate(zip(stated, made, strict=True)):
            yield from _differences(one, other, f"{path}[{number}]")
    elif stated != made:
        yield path, _shown(stated), _shown(made)


def _shown(value: Any) -> str:
    return "–" if value is None else str(value)


def _line_result(
    line: Line, components: Mapping[str, Component], quantum: Decimal
) -> dict[str, Any] | None:
    raw = unrounded(line, components)
    if raw is None:
        return None
    parts = {name: to_quantum(value, quantum) for name, value in raw.parts.items()}
    made: dict[str, Any] = {
        "excl": decimal_text(excl(parts)),
        "parts": {name: decimal_text(value) for name, value in parts.items()},
    }
    if raw.memo:
        made["memo"] = {n: decimal_text(to_quantum(v, quantum)) for n, v in raw.memo.items()}
    return made


@rule(
    "recompute.lines",
    covers=("F63782-011", "F63782-028"),
    needs=lambda s: (*needed(s), "result.quantum"),
    shown_parts=True,
)
def lines(subject: Subject) -> Iterator[Finding]:
    """Quantity times factor, or child value, over the divisors is the exact result of the line."""
    components = {item.id: item for item in _components(subject)}
    quantum = parse_decimal(subject.document.get("result.quantum"))
    for line, read in zip(subject.document.lines(), _lines(subject), strict=True):
        if "component" in line and line["component"] not in components:
            continue
        made = _line_result(read, components, quantum)
        for path, stated, expected in _differences(line.get("result"), made, "result"):
            found = fail("LINE_RESULT", place(line, path), stated, expected, what=what(line))
            yield with_share(found, share(subject, line))


@rule("recompute.units", covers=("F63782-011",), needs=("inventory",), shown_parts=True)
def units(subject: Subject) -> Iterator[Finding]:
    """Units of quantity and factor match, and the factor is in kg CO2e."""
    for line in own_lines(subject):
        factor, quantity = line.get("factor"), line.get("quantity")
        if not factor or not quantity:
            continue
        numerator, _, per = str(factor.get("unit")).partition("/")
        if numerator != "kg CO2e" or per != quantity.get("unit"):
            found = fail(
                "LINE_UNIT",
                place(line, "quantity.unit"),
                str(quantity.get("unit")),
                str(factor.get("unit")),
                what=what(line),
            )
            yield with_share(found, share(subject, line))


@rule(
    "recompute.result",
    covers=("F63782-004", "F63782-005", "F63782-050"),
    needs=lambda s: (*needed(s), "result.total_excl_biogenic_uptake"),
)
def result(subject: Subject) -> Iterator[Finding]:
    """Totals, gate, stages, GWP shares and coverage follow from the lines, compared as text.

    So do scopes if they are given.
    """
    made = dump(_again(subject).result.result)
    stated = subject.document.get("result")
    for name in _FIGURES:
        if name == "by_scope" and name not in stated:
            continue
        for path, one, other in _differences(stated.get(name), made.get(name), f"result.{name}"):
            yield fail("RESULT_DIFFERS", path, one, other)


@rule("recompute.groups", covers=("F63782-011",), needs=needed)
def groups(subject: Subject) -> Iterator[Finding]:
    """Sub-totals of groups are the sums of their lines; a group is one stage, scope and class."""
    again = grouped(_again(subject).inventory)
    for group in (subject.document.inventory or {}).get("groups", ()):
        place = f"inventory[id={group.get('id')}]"
        key = (group.get("stage"), group.get("scope"), group.get("class"))
        found = again.get(key, [])
        for path, one, other in _differences(group.get("subtotal"), subtotal(found), "subtotal"):
            yield fail("RESULT_DIFFERS", f"{place}.{path}", one, other)
        ids = {line.get("id") for line in group.get("lines", ())}
        if ids != {line.id for line in found}:
            yield fail("GROUP_MIXED", place, " / ".join(map(str, key)))


@rule("recompute.quality", covers=("F63782-051",), needs=lambda s: (*needed(s), "quality"))
def quality(subject: Subject) -> Iterator[Finding]:
    """Primary, estimated and supplied shares equal those weighted from lines and children."""
    again = _again(subject).result
    for section, made in (("quality", dump(again.quality)), ("supplied", dump(again.supplied))):
        stated = subject.document.get(section) or {}
        for name in _SHARES[section]:
            one, other = stated.get(name), made.get(name)
            if one != other:
                yield fail("QUALITY_SHARE", f"{section}.{name}", _shown(one), _shown(other))


@rule(
    "recompute.share-range",
    covers=("F63782-051",),
    needs=("quality.primary_data_share_percent",),
)
def share_range(subject: Subject) -> Iterator[Finding]:
    """A share of the gross result lies between 0 and 100 percent."""
    for name in _SHARES["quality"]:
        text = subject.document.get(f"quality.{name}")
        if text is not None and not 0 <= parse_decimal(text) <= 100:
            yield fail("SHARE_RANGE", f"quality.{name}", text, "0 – 100")


_INBOUND = ("1", "2", "2+3.3 unsplit", "3.3", "3.4")
"""Own vehicles: their fuel, or their electricity; others' vehicles: 3.4 (method.md, Scopes)."""


@rule("recompute.supply-chain", covers=("F63782-050",), needs=("inventory",), shown_parts=True)
def supply_chain(subject: Subject) -> Iterator[Finding]:
    """Scope 3 categories 1 and 4 are built from the same references.

    A child is wholly 3.1; an inbound leg is 3.4 or the issuer's own vehicle.
    """
    for line in subject.document.lines():
        scope = str(line.get("scope"))
        if "component" in line:
            if scope != "3.1":
                yield fail("CHILD_SCOPE", place(line, "scope"), scope, "3.1")
        elif line.get("stage") == "inbound-transport" and scope not in _INBOUND:
            yield fail("LEG_SCOPE", place(line, "scope"), scope, "3.4")

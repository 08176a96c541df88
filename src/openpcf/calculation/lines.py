"""Inventory lines → results of the lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from openpcf.calculation.rounding import quantum_of, quotient, to_quantum
from openpcf.model.base import exact_sum
from openpcf.model.indicators import ALL_PARTS, MEMO, excl
from openpcf.model.inventory import Component, Inventory, Line, LineResult

_ORDER = (*ALL_PARTS, *MEMO)


@dataclass(frozen=True, slots=True)
class Unrounded:
    """Parts and memo of one line before the one rounding."""

    parts: Mapping[str, Decimal]
    memo: Mapping[str, Decimal]


def _in_order(parts: Mapping[str, Decimal]) -> list[tuple[str, Decimal]]:
    return [(name, parts[name]) for name in _ORDER if name in parts]


def unrounded(line: Line, components: Mapping[str, Component]) -> Unrounded | None:
    """Return what a line contributes; None for a gap.

    The numerators of a line are its quantity and each part of its factor; those of a component line
    are the component's quantity and the child's printed gate parts.

    Raises KeyError for a missing component and ZeroDivisionError for a zero denominator.
    """
    if line.component is not None:
        item = components[line.component]
        amount, per = item.quantity.amount, item.per
        parts: Mapping[str, Decimal] = item.child_result.parts
        memo: Mapping[str, Decimal] = item.child_result.memo or {}
    elif line.factor is not None and line.quantity is not None:
        amount, per = line.quantity.amount, line.quantity.per
        parts, memo = line.factor.parts, line.factor.memo or {}
    else:
        return None
    divisors = [p.amount for p in per]
    return Unrounded(
        {name: quotient((amount, value), divisors) for name, value in _in_order(parts)},
        {name: quotient((amount, value), divisors) for name, value in _in_order(memo)},
    )


def _result(raw: Unrounded, quantum: Decimal) -> LineResult:
    parts = {name: to_quantum(value, quantum) for name, value in raw.parts.items()}
    memo = {name: to_quantum(value, quantum) for name, value in raw.memo.items()}
    return LineResult(excl=excl(parts), parts=parts, memo=memo or None)


def line_results(inventory: Inventory) -> tuple[tuple[Line, ...], Decimal]:
    """Return all lines with their results, and the quantum they are printed to."""
    components = {item.id: item for item in inventory.components}
    raw = [unrounded(line, components) for line in inventory.lines]
    quantum = quantum_of(value for r in raw if r is not None for value in r.parts.values())
    lines = tuple(
        line.model_copy(update={"result": None if r is None else _result(r, quantum)})
        for line, r in zip(inventory.lines, raw, strict=True)
    )
    return lines, quantum


def gross(lines: Iterable[Line]) -> Decimal:
    """Return the sum of |excl| over lines with a result."""
    return exact_sum(line.result.excl.copy_abs() for line in lines if line.result)

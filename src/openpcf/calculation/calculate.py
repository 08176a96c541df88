"""Inventory → result: every figure of a product is a plain sum of printed line parts."""

from __future__ import annotations

from dataclasses import dataclass

from openpcf.calculation.lines import line_results
from openpcf.calculation.quality import coverage, quality, supplied
from openpcf.calculation.rollup import by_scope, by_stage, gate, gwp_shares, sums
from openpcf.calculation.uncertainty import uncertainty
from openpcf.model.footprint import FootprintResult, Result
from openpcf.model.indicators import excl, incl
from openpcf.model.inventory import Inventory

UNIT = "kg CO2e"


@dataclass(frozen=True, slots=True)
class Calculated:
    """The inventory with the result of each line, and the figures of the product."""

    inventory: Inventory
    result: Result


def calculate(inventory: Inventory, *, ranged: bool = True) -> Calculated:
    """Return figures per declared unit, kg CO2e.

    Source: data-model §3 and method.md. ``ranged`` False leaves out the range, which no
    recomputation compares.

    Raises KeyError if a line names a missing component and ZeroDivisionError if a denominator is
    zero.
    """
    lines, quantum = line_results(inventory)
    components = {item.id: item for item in inventory.components}
    parts, memo = sums(lines)
    total = excl(parts)
    result = FootprintResult(
        unit=UNIT,
        quantum=quantum,
        parts=parts,
        memo=memo or None,
        total_excl_biogenic_uptake=total,
        total_incl_biogenic_uptake=incl(parts),
        gate=gate(lines),
        by_stage=by_stage(lines),
        by_scope=by_scope(lines),
        gwp=gwp_shares(lines, components),
        uncertainty=uncertainty(lines, components) if ranged else None,
        coverage=coverage(lines, total),
    )
    return Calculated(
        Inventory(lines=lines, components=inventory.components),
        Result(
            result=result,
            supplied=supplied(inventory, lines, total),
            quality=quality(lines, components),
        ),
    )

"""Line results → totals, stages, scopes, gate, GWP sets: plain sums of the printed figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from openpcf.calculation.lines import gross
from openpcf.calculation.rounding import percent
from openpcf.model.base import EXACT, exact_sum, hundredth
from openpcf.model.footprint import GateResult, StageResult
from openpcf.model.indicators import REMOVALS, add, excl
from openpcf.model.inventory import GATE_STAGES, SCOPES, STAGES, Component, GwpShare, Line

_HUNDRED = Decimal(100)


def sums(lines: Iterable[Line]) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """Return the sums of parts and memo items over lines."""
    results = [line.result for line in lines if line.result is not None]
    return add(r.parts for r in results), add(r.memo or {} for r in results)


def by_stage(lines: Sequence[Line]) -> tuple[StageResult, ...]:
    """Return stages with at least one line that has a result, in life-cycle order."""
    found = []
    for stage in STAGES:
        of_stage = [line for line in lines if line.stage == stage and line.result is not None]
        if not of_stage:
            continue
        parts, memo = sums(of_stage)
        found.append(StageResult(stage=stage, excl=excl(parts), parts=parts, memo=memo or None))
    return tuple(found)


def gate(lines: Sequence[Line]) -> GateResult:
    """Return raw-materials + inbound-transport + production + packaging (method.md, Gate)."""
    parts, memo = sums(line for line in lines if line.stage in GATE_STAGES)
    return GateResult(excl=excl(parts), parts=parts, memo=memo or None)


def by_scope(lines: Sequence[Line]) -> dict[str, Decimal]:
    """Return scopes from the issuer's side; their sum is total_excl less removals and ccs."""
    totals: dict[str, Decimal] = {}
    for line in lines:
        if line.result is None:
            continue
        removals = exact_sum(line.result.parts.get(name, Decimal(0)) for name in REMOVALS)
        share = EXACT.subtract(line.result.excl, removals)
        totals[line.scope] = EXACT.add(totals.get(line.scope, Decimal(0)), share)
    known = [scope for scope in SCOPES if scope in totals]
    unknown = sorted(set(totals) - set(known))
    return {scope: totals[scope] or Decimal(0) for scope in (*known, *unknown)}


def gwp_shares(
    lines: Sequence[Line], components: Mapping[str, Component]
) -> tuple[GwpShare, ...] | None:
    """Return GWP sets weighted by |excl|; an unstated set of a child is ``unstated``."""
    whole = gross(lines)
    weights: dict[str, Decimal] = {}

    def weigh(name: str, value: Decimal) -> None:
        weights[name] = EXACT.add(weights.get(name, Decimal(0)), value)

    for line in lines:
        if line.result is None:
            continue
        size = line.result.excl.copy_abs()
        if line.component is None:
            weigh(line.factor.gwp if line.factor else "unstated", size)
            continue
        rest = _HUNDRED
        for share in components[line.component].child_gwp or ():
            weigh(share.set, hundredth(EXACT.multiply(size, share.share_percent)))
            rest = EXACT.subtract(rest, share.share_percent)
        if rest > 0:
            weigh("unstated", hundredth(EXACT.multiply(size, rest)))
    if whole <= 0:
        return None
    ordered = sorted(weights.items(), key=lambda item: (item[0] == "unstated", item[0]))
    shares = ((name, percent(value, whole)) for name, value in ordered)
    return tuple(GwpShare(set=name, share_percent=share) for name, share in shares if share)

"""Shares that show how reliable a result is (method.md: Data quality, Estimates)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from openpcf.calculation.lines import gross
from openpcf.calculation.rounding import DIVISION, percent
from openpcf.model.base import EXACT, exact_sum, hundredth
from openpcf.model.footprint import Coverage, Dqr, Quality, Supplied
from openpcf.model.inventory import Component, Inventory, Line

_TENTH = Decimal("0.1")


def _primary(line: Line, components: Mapping[str, Component]) -> Decimal:
    """Return p of method.md.

    It is a child's own share; 1 for a measured own activity with a supplier- or site-specific
    factor; otherwise 0.
    """
    if line.component is not None:
        return hundredth(components[line.component].child_primary_percent or Decimal(0))
    measured = line.quantity is not None and line.quantity.origin == "measured"
    specific = line.factor is not None and line.factor.specificity != "average"
    return Decimal(1) if measured and specific else Decimal(0)


def _estimated(line: Line, components: Mapping[str, Component]) -> Decimal:
    """Return a child's own estimated share; an unstated share counts as estimated."""
    if line.component is not None:
        share = components[line.component].child_estimated_percent
        return Decimal(1) if share is None else hundredth(share)
    return Decimal(0) if line.estimated is False else Decimal(1)


def _rating(line: Line, components: Mapping[str, Component]) -> tuple[Decimal, ...] | None:
    return components[line.component].child_dqr if line.component is not None else line.dqr


def quality(lines: Sequence[Line], components: Mapping[str, Component]) -> Quality:
    """Return primary and estimated share, weighted ratings and the share without a rating.

    The weights are |excl|.
    """
    whole = gross(lines)
    primary = estimated = unrated = Decimal(0)
    rated = [Decimal(0)] * 3
    for line in lines:
        if line.result is None:
            continue
        size = line.result.excl.copy_abs()
        primary = EXACT.fma(size, _primary(line, components), primary)
        estimated = EXACT.fma(size, _estimated(line, components), estimated)
        ratings = _rating(line, components)
        if ratings is None:
            unrated = EXACT.add(unrated, size)
        else:
            rated = [EXACT.fma(size, r, total) for total, r in zip(rated, ratings, strict=True)]
    basis = EXACT.subtract(whole, unrated)
    dqr = None
    if basis > 0:
        t, y, g = (DIVISION.divide(r, basis).quantize(_TENTH, context=DIVISION) for r in rated)
        dqr = Dqr(technology=t, time=y, geography=g)
    return Quality(
        scale="1-5, 1 best",
        primary_data_share_percent=percent(primary, whole),
        estimated_share_percent=percent(estimated, whole),
        dqr=dqr,
        unrated_percent=percent(unrated, whole),
    )


def supplied(inventory: Inventory, lines: Sequence[Line], total_excl: Decimal) -> Supplied:
    """Return the shares of the total that rest on supplied declarations (data-model §3)."""
    share = signed = verified = Decimal(0)
    components = {item.id: item for item in inventory.components}
    for line in lines:
        if line.component is None or line.result is None:
            continue
        item = components[line.component]
        share = EXACT.add(share, line.result.excl)
        if item.signature_at_build == "checked":
            signed = EXACT.add(signed, line.result.excl)
        if item.statement is not None:
            verified = EXACT.add(verified, line.result.excl)
    return Supplied(
        declarations=len({item.child.digest for item in inventory.components}),
        share_percent=percent(share, total_excl),
        signed_percent=percent(signed, total_excl),
        verified_percent=percent(verified, total_excl),
    )


def coverage(lines: Sequence[Line], total_excl: Decimal) -> Coverage:
    """Return the lines with a result and the coverage of the total (method.md, Coverage).

    Coverage is total ÷ (total + high screening values of all gaps); it is absent if a gap has no
    screening value.
    """
    gaps = [line for line in lines if line.is_gap]
    screened = None
    if all(line.screening is not None for line in gaps):
        high = exact_sum(line.screening or Decimal(0) for line in gaps)
        screened = percent(total_excl, EXACT.add(total_excl, high))
    return Coverage(
        lines_percent=percent(Decimal(len(lines) - len(gaps)), Decimal(len(lines))),
        result_percent_screened=screened,
        gaps=len(gaps),
    )

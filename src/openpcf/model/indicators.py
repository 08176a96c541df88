"""Indicators of a line and which total they belong to (method.md, data-model §3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from openpcf.model.base import EXACT

EXCL_PARTS = (
    "fossil",
    "unsplit",
    "biogenic_non_co2",
    "land_use_change",
    "land_management_emission",
    "land_management_removal",
    "ccs",
    "technological_removal",
)
"""Parts of ``total_excl_biogenic_uptake``."""

BIOGENIC_CO2_PARTS = ("biogenic_uptake", "biogenic_co2_release")
"""What ``total_incl_biogenic_uptake`` adds."""

ALL_PARTS = (*EXCL_PARTS, *BIOGENIC_CO2_PARTS)

MEMO = ("aircraft", "land_management_fossil", "beyond_boundary")
"""Memo items within fossil or outside every total: never added."""

NOT_POSITIVE = frozenset(
    {"land_management_removal", "ccs", "technological_removal", "biogenic_uptake"}
)
"""Parts that are never above zero; all others are never below."""

REMOVALS = ("land_management_removal", "ccs", "technological_removal")

Parts = Mapping[str, Decimal]


def excl(parts: Parts) -> Decimal:
    """Return the sum of the parts without biogenic CO2."""
    total = Decimal(0)
    for name in EXCL_PARTS:
        if name in parts:
            total = EXACT.add(total, parts[name])
    return total if total else Decimal(0)


def incl(parts: Parts) -> Decimal:
    """Return ``excl`` plus biogenic uptake and release."""
    total = excl(parts)
    for name in BIOGENIC_CO2_PARTS:
        if name in parts:
            total = EXACT.add(total, parts[name])
    return total if total else Decimal(0)


def add(many: Iterable[Parts]) -> dict[str, Decimal]:
    """Add part by part, in the order of ALL_PARTS then memo; absent stays absent."""
    totals: dict[str, Decimal] = {}
    for parts in many:
        for name, value in parts.items():
            totals[name] = EXACT.add(totals.get(name, Decimal(0)), value)
    order = [*ALL_PARTS, *MEMO]
    return {name: totals[name] or Decimal(0) for name in order if name in totals}

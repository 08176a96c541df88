"""Contracts for electricity: their coverage, and the line of the other approach.

MWh of contracts never exceed the consumption; the rest takes the grid mix with a finding; the
location-based result is given beside the market-based one (method.md; ISO 14067, 6.4.9.4). Any
factor that is not a grid factor is a contract's factor.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from openpcf.errors import InputError
from openpcf.model.base import exact_sum, trimmed_decimal
from openpcf.model.factor import Factor
from openpcf.model.finding import Finding, error
from openpcf.model.study import Activity, Study
from openpcf.model.units import convert

_PARTS_OF_A_GRID = ("losses", "upstream")


def is_contract(activity: Activity, factor: Factor | None, specificity: str = "average") -> bool:
    """Return whether a named electricity factor is not a grid factor.

    Contracts, residual mixes and unknown factors are not; own generation is a grid factor here:
    site-specific, with evidence.
    """
    if factor is None or not activity.factor or specificity == "site":
        return False
    words = " ".join((factor.category, factor.technology, factor.basis, factor.name)).casefold()
    if activity.factor_specificity == "supplier" or "residual" in words:
        return True
    return factor.category != "electricity_grid" and factor.kind not in _PARTS_OF_A_GRID


def approach_of(study: Study) -> str:
    """Return ``location`` if the study states it; otherwise a named contract makes it market."""
    stated = study.method.electricity if study.method is not None else None
    return (stated.approach if stated is not None else None) or "market"


def contracted_mwh(study: Study) -> Decimal | None:
    """Return the MWh of all contracts; None if no contract states them."""
    stated = study.method.electricity if study.method is not None else None
    stated_mwh = [i.mwh for i in (stated.instruments or () if stated else ()) if i.mwh is not None]
    return exact_sum(stated_mwh) if stated_mwh else None


def mwh_of(activity: Activity, place: str) -> Decimal | None:
    """Return the whole consumption of a row before sharing; None if it is not energy."""
    if activity.quantity is None or not activity.unit:
        return None
    try:
        return convert(activity.quantity, activity.unit, "MWh", place)
    except InputError:
        return None


def contract_findings(study: Study, electric: Iterable[Activity]) -> tuple[Finding, ...]:
    """Report contracts above the consumption as ``CONTRACT_ABOVE_CONSUMPTION``."""
    covered = contracted_mwh(study)
    used = exact_sum(mwh_of(a, a.source or a.id) or Decimal(0) for a in electric)
    if covered is None or covered <= used:
        return ()
    place = "method.electricity.instruments"
    return (
        error("CONTRACT_ABOVE_CONSUMPTION", place, trimmed_decimal(covered), trimmed_decimal(used)),
    )


class Cover:
    """MWh of contracts, used up row by row in the order of the table."""

    def __init__(self, study: Study) -> None:
        self.left = contracted_mwh(study)

    def of(self, wanted: Decimal | None) -> tuple[Decimal, Decimal] | None:
        """Return MWh covered and not covered; None if no contract states its MWh."""
        if self.left is None or wanted is None:
            return None
        covered = min(self.left, wanted)
        self.left -= covered
        return covered, wanted - covered

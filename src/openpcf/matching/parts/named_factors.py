"""Checks of a factor named for a part or a board against the factors of its class.

A factor below the mass floor of the materials is refused unless evidence is named; one that differs
fifty times from its class is a finding (method.md, Boards).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Context, Decimal, localcontext

from openpcf.factor_library.library import Library
from openpcf.matching.tables.tables import MaterialShare
from openpcf.model.factor import Factor
from openpcf.model.finding import Finding, error, warning
from openpcf.model.inventory import Line
from openpcf.model.message import message
from openpcf.model.study import BomLine

FIFTY = Decimal(50)
RESIN_SHARE = Decimal("0.4")
"""Of FR-4 laminate by mass, the rest glass: usual, own estimate."""
LAMINATE_KG_PER_MM3 = Decimal("0.00000175")
"""The light end of the table of masses: 1.75 kg/m2 for each mm."""
_DIVIDE = Context(prec=12)
ALUMINIUM = frozenset(
    ("aluminium", "aluminum", "alu", "aluminium profile", "aluminiumprofil", "铝", "铝材", "铝合金")
)


def emissions(lines: Iterable[Line]) -> Decimal:
    """Return kg CO2e of lines with a factor to twelve digits, for comparison only."""
    total = Decimal(0)
    with localcontext(_DIVIDE):
        for line in lines:
            if line.factor is None or line.quantity is None:
                continue
            amount = line.quantity.amount * line.factor.value
            for per in line.quantity.per:
                amount /= per.amount
            total += amount
    return total


def _lowest(factor: Factor) -> Decimal:
    return factor.low if factor.low is not None else factor.value


def part_floor(
    shares: tuple[MaterialShare, ...], mass_kg: Decimal | None, library: Library
) -> Decimal:
    """Return the least kg CO2e of a piece: low mass, low shares, low material factors.

    Materials without a factor are left out.
    """
    if mass_kg is None:
        return Decimal(0)
    total = Decimal(0)
    with localcontext(_DIVIDE):
        for share in shares:
            factor = library.find(share.factor) if share.reference_mg is None else None
            if factor is not None and factor.per == "kg":
                total += mass_kg * share.low * _lowest(factor)
    return total


def board_floor(volume_mm3: Decimal, library: Library) -> Decimal:
    """Return the least kg CO2e of bare laminate: resin and glass by mass, no processing."""
    resin, glass = library.find("ice2-epoxy"), library.find("mem-eglass")
    if resin is None or glass is None:
        return Decimal(0)
    with localcontext(_DIVIDE):
        by_mass = RESIN_SHARE * _lowest(resin) + (1 - RESIN_SHARE) * _lowest(glass)
        return volume_mm3 * LAMINATE_KG_PER_MM3 * by_mass


def _short(value: Decimal) -> str:
    with localcontext(Context(prec=3)):
        return f"{+value:f}"


def floor_finding(found: Decimal, floor: Decimal, place: str, *, proven: bool) -> Finding | None:
    """Return an error below the floor, a warning if evidence is named, else nothing."""
    if floor <= 0 or found >= floor:
        return None
    if proven:
        return warning("FACTOR_BELOW_FLOOR_PROVEN", place, _short(found), _short(floor))
    return error("FACTOR_BELOW_FLOOR", place, _short(found), _short(floor))


def class_finding(found: Decimal, usual: Decimal, place: str) -> Iterator[Finding]:
    """Report a factor fifty times above or below its class as ``FACTOR_OFF_CLASS``."""
    if found > 0 and usual > 0 and not usual / FIFTY < found < usual * FIFTY:
        yield warning("FACTOR_OFF_CLASS", place, _short(found), _short(usual))


def aluminium_finding(row: BomLine, part_class: str, place: str) -> Iterator[Finding]:
    """Report a blank recycled share or region as ``ALUMINIUM_UNSTATED``."""
    material = " ".join((row.material or "").casefold().split())
    if material not in ALUMINIUM and not (part_class == "heat-sink" and not material):
        return
    missing = [
        word
        for word, value in (
            ("recycled-share", row.recycled_content_percent),
            ("region", row.region),
        )
        if value is None
    ]
    if missing:
        words = message("data", words=missing)
        yield warning("ALUMINIUM_UNSTATED", place, ", ".join(missing), missing=words)

"""Compare amounts with the product: energy, legs, packaging and boards far beyond its mass.

Also reports parts of a board without the board. Each finding is a question; nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Context, Decimal
from fractions import Fraction

from openpcf.errors import InputError
from openpcf.matching.parts.named_factors import LAMINATE_KG_PER_MM3
from openpcf.matching.parts.parser import PartRecord
from openpcf.matching.tables.tables import MatchingTables
from openpcf.model.base import trimmed_decimal
from openpcf.model.finding import Finding, warning
from openpcf.model.inventory import Line
from openpcf.model.message import Message
from openpcf.model.study import Study, place_of
from openpcf.model.units import conversion, is_unit, same_dimension

KWH_PER_KG, KWH_AT_LEAST = 250, 10
"""Source: our own, 2026-11. Assembly takes a few kWh for each kg of product, bare boards up to a
hundred; chips take more, but below 10 kWh for a piece."""
MASS_TIMES = 5
"""Source: our own, 2026-11: mass of a leg or of packaging over the mass of the product."""
_THREE = Context(prec=3)


def _short(value: Fraction) -> str:
    """Return three digits, for comparison only."""
    rounded = _THREE.divide(Decimal(value.numerator), Decimal(value.denominator))
    return trimmed_decimal(rounded)


def _in(amount: Decimal | None, given: str | None, wanted: str) -> Fraction:
    """Return an amount in another unit; 0 if another finding covers it (blank, unknown unit)."""
    try:
        times, over = conversion(given or wanted, wanted)
    except InputError:
        return Fraction(0)
    return Fraction(amount or 0) * Fraction(times) / Fraction(over)


def product_kg(study: Study) -> Fraction | None:
    """Return the mass of one declared unit in kg; None if not stated."""
    weighed = study.mass_weighed or (study.product.mass if study.product is not None else None)
    kilograms = _in(weighed.amount, weighed.unit, "kg") if weighed is not None else Fraction(0)
    return kilograms if kilograms > 0 else None


def _energy(lines: Iterable[Line], product: Fraction) -> Iterator[Finding]:
    """Check production energy per declared unit; rows of one place count together."""
    by_place: dict[str, tuple[Message, Fraction]] = {}
    for made in lines:
        used = made.quantity
        if used is None or made.stage != "production" or not is_unit(used.unit):
            continue
        if not same_dimension(used.unit, "kWh"):
            continue
        kwh = _in(used.amount, used.unit, "kWh")
        for per in used.per:
            kwh /= Fraction(per.amount)
        place = made.source or made.id
        what, before = by_place.get(place, (made.what, Fraction(0)))
        by_place[place] = what, before + kwh
    for place, (what, kwh) in by_place.items():
        if kwh > max(KWH_PER_KG * product, Fraction(KWH_AT_LEAST)):
            yield warning(
                "ENERGY_ABOVE_PRODUCT",
                place,
                f"{_short(kwh)} kWh",
                f"{_short(product)} kg",
                what=what,
            )


def _masses(study: Study, product: Fraction) -> Iterator[Finding]:
    """Check packaging against the product, and legs against both together."""
    packed = product
    for item in study.packaging:
        if not item.is_in:
            continue
        mass = _in(item.mass, item.mass_unit, "kg")
        each = mass / Fraction(item.uses) if item.uses else mass
        if each > MASS_TIMES * product:
            yield warning(
                "PACKAGING_ABOVE_PRODUCT",
                place_of(item, "packaging"),
                f"{_short(each)} kg",
                f"{_short(product)} kg",
                what=item.what or item.id,
            )
        else:
            packed += mass
    for leg in study.transport:
        mass = _in(leg.mass, leg.mass_unit, "kg")
        if leg.is_in and mass > MASS_TIMES * packed:
            yield warning(
                "LEG_ABOVE_PRODUCT",
                place_of(leg, "transport"),
                f"{_short(mass)} kg",
                f"{_short(packed)} kg",
                what=leg.what or leg.id,
            )


def _boards(study: Study, product: Fraction) -> Iterator[Finding]:
    """Check bare laminate, low estimate, against the whole product."""
    total, places = Fraction(0), []
    for board in study.boards:
        if not board.is_in or not board.thickness_mm:
            continue
        area = _in(board.area, board.area_unit or "mm2", "mm2")
        number = Fraction(board.quantity if board.quantity is not None else 1)
        mass = number * area * Fraction(board.thickness_mm) * Fraction(LAMINATE_KG_PER_MM3)
        if mass > 0:
            total += mass
            places.append(place_of(board, "boards"))
    if total > product:
        yield warning(
            "BOARD_ABOVE_PRODUCT", "; ".join(places), f"{_short(total)} kg", f"{_short(product)} kg"
        )


def _board_missing(
    study: Study, lines: Iterable[Line], records: Sequence[PartRecord], tables: MatchingTables
) -> Iterator[Finding]:
    """Report circuits, semiconductors or chip parts in a study without a board.

    A component bought in, or a row with a factor of its own, may include a board.
    """
    fitted = [
        record
        for record in records
        if record.die_mm2 is not None or (record.part_class, record.package) in tables.chips
    ]
    names = {record.bom_line for record in fitted}
    may_bring = any(row.is_in for row in study.boards) or any(
        row.factor or row.declaration
        for row in study.bom
        if row.kind == "part" and row.is_in and row.id not in names
    )
    if not fitted or may_bring:
        return
    if any(made.part_class == "board" or made.component for made in lines):
        return
    yield warning("BOARD_MISSING", fitted[0].source, str(len(fitted)))


def proportion_findings(
    study: Study, lines: Sequence[Line], records: Sequence[PartRecord], tables: MatchingTables
) -> tuple[Finding, ...]:
    """Check amounts against the mass of the product, if it is stated.

    ``ENERGY_ABOVE_PRODUCT`` for a production row beyond 250 kWh per kg (and 10 kWh),
    ``PACKAGING_ABOVE_PRODUCT`` and, including packaging, ``LEG_ABOVE_PRODUCT`` beyond five times,
    ``BOARD_ABOVE_PRODUCT`` for bare laminate above it. ``BOARD_MISSING`` for parts of a board
    without any.
    """
    found = list(_board_missing(study, lines, records, tables))
    product = product_kg(study)
    if product is not None:
        found += [*_energy(lines, product), *_masses(study, product), *_boards(study, product)]
    return tuple(found)

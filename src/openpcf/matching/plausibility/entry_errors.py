"""Slips of the hand in masses people enter: ounces for grams, a decimal comma in the wrong place,
grams for milligrams (method.md; the band is the class's own range)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from openpcf.errors import InputError
from openpcf.matching.parts.parser import PartRecord
from openpcf.model.base import trimmed_decimal
from openpcf.model.finding import Finding, warning
from openpcf.model.study import BomLine
from openpcf.model.units import convert

SLACK = Decimal(3)
_SLIPS = (
    (Decimal("28.349523125"), "ounce / gram"),
    (Decimal(10), "decimal point by one place"),
    (Decimal(100), "decimal point by two places"),
    (Decimal(1000), "gram / milligram or kilogram / gram"),
)


def mass_slips(row: BomLine, record: PartRecord, place: str) -> Iterator[Finding]:
    """``MASS_SLIP`` where a mass is out of its class's band and a usual slip would bring it in:
    the slip that brings it nearest to the typical mass is named."""
    band = record.mass_mg
    if row.mass is None or band is None or not row.mass_unit:
        return
    try:
        entered = convert(row.mass, row.mass_unit, "mg", place)
    except InputError:
        return
    low, high = band[1] / SLACK, band[2] * SLACK
    if low <= entered <= high or entered <= 0:
        return
    corrected = [
        (max(value, band[0]) / min(value, band[0]), name)
        for times, name in _SLIPS
        for value in (entered / times, entered * times)
        if low <= value <= high
    ]
    if corrected:
        yield warning(
            "MASS_SLIP",
            place,
            f"{trimmed_decimal(row.mass)} {row.mass_unit}",
            f"{trimmed_decimal(band[1])} - {trimmed_decimal(band[2])} mg",
            slip=min(corrected)[1],
        )
        return
    yield warning(
        "MASS_OUT_OF_BAND",
        place,
        f"{trimmed_decimal(row.mass)} {row.mass_unit}",
        f"{trimmed_decimal(band[1])} - {trimmed_decimal(band[2])} mg",
    )

"""Entry errors in masses: ounces for grams, a misplaced decimal comma, grams for milligrams.

The plausible band is the class's own range (method.md).
"""

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
_ENTRY_ERRORS = (
    (Decimal("28.349523125"), "ounce-gram"),
    (Decimal(10), "one-place"),
    (Decimal(100), "two-places"),
    (Decimal(1000), "thousandfold"),
)


def mass_entry_errors(row: BomLine, record: PartRecord, place: str) -> Iterator[Finding]:
    """Report a mass outside of its class's band that an entry error explains.

    ``MASS_SLIP`` names the entry error (a word of ``entry-error``) that brings the mass nearest to
    the typical one.
    """
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
        for times, name in _ENTRY_ERRORS
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

"""Compare the masses of the parts with the weighed product (method.md, Yields; Coverage).

The input of a product is its mass plus scrap, so parts can't weigh more than the product. A lower
mass is the share of the mass that the study covers.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from openpcf.errors import InputError
from openpcf.model.base import exact_product, exact_sum, trimmed_decimal
from openpcf.model.finding import Finding, info, warning
from openpcf.model.inventory import Line
from openpcf.model.study import Study
from openpcf.model.units import convert

TOLERANCE = Decimal("1.02")
_PLACE = "mass_weighed"


def _in_product(lines: Iterable[Line]) -> Decimal:
    """Return kg of the parts of one declared unit, each row of the BOM once."""
    rows = {
        made.source or made.id: convert(made.mass.amount, made.mass.unit, "kg", _PLACE)
        for made in lines
        if made.mass is not None and made.stage == "raw-materials"
    }
    return exact_sum(rows.values())


def mass_findings(study: Study, lines: Iterable[Line]) -> tuple[Finding, ...]:
    """Compare the parts with the product; nothing if the product was not weighed.

    ``MASS_ABOVE_PRODUCT`` if the parts weigh more than the product by more than 2 %, else
    ``MASS_KNOWN`` with both masses.
    """
    weighed = study.mass_weighed or (study.product.mass if study.product is not None else None)
    if weighed is None:
        return ()
    try:
        product = convert(weighed.amount, weighed.unit, "kg", _PLACE)
    except InputError:
        return ()
    parts = _in_product(lines)
    make = warning if parts > exact_product((product, TOLERANCE)) else info
    code = "MASS_KNOWN" if make is info else "MASS_ABOVE_PRODUCT"
    return (make(code, _PLACE, f"{trimmed_decimal(parts)} kg", f"{trimmed_decimal(product)} kg"),)

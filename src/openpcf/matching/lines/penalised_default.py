"""A penalised default in the place of a declaration that can't be used (F63782-036).

The mark-up is the profile's; it multiplies the quantity and stands as numerator and divisor in
the line, so that anybody can take it out again.
"""

from __future__ import annotations

from decimal import Decimal

from openpcf.matching.lines.builder import Built, Ground
from openpcf.model.base import EXACT, exact_product, hundredth, trimmed_decimal
from openpcf.model.inventory import Per

_HUNDRED = Decimal(100)


def penalise(ground: Ground, built: Built, start: int, markup_percent: Decimal) -> None:
    """Mark the lines from ``start`` on: quantity x (100 + mark-up) / 100, origin ``default``,
    estimated. A gap stays a gap; its screening value takes the mark-up too."""
    times = EXACT.add(_HUNDRED, markup_percent)
    for number in range(start, len(built.lines)):
        made = built.lines[number]
        if made.quantity is None:
            if made.screening is not None:
                high = hundredth(exact_product((made.screening, times)))
                built.lines[number] = made.model_copy(update={"screening": high})
            continue
        why = ground.say(
            "penalised default: {markup} % on the quantity, {times}/100",
            markup=trimmed_decimal(markup_percent),
            times=trimmed_decimal(times),
        )
        quantity = made.quantity.model_copy(
            update={
                "amount": exact_product((made.quantity.amount, times)),
                "per": (*made.quantity.per, Per(amount=_HUNDRED, why=why)),
                "origin": "default",
            }
        )
        built.lines[number] = made.model_copy(update={"quantity": quantity, "estimated": True})

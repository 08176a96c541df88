"""A penalised default in place of a declaration that can't be used (F63782-036).

The mark-up is set by the profile; it multiplies the quantity and is a numerator and a divisor of
the line, so that it can be taken out again.
"""

from __future__ import annotations

from decimal import Decimal

from openpcf.matching.lines.builder import LineBuilder
from openpcf.model.base import EXACT, exact_product, hundredth, trimmed_decimal
from openpcf.model.inventory import Per
from openpcf.model.message import message

_HUNDRED = Decimal(100)


def penalise(builder: LineBuilder, start: int, markup_percent: Decimal) -> None:
    """Mark up the lines from ``start`` on.

    Quantity x (100 + mark-up) / 100, origin ``default``, estimated. A gap stays a gap; its
    screening value is marked up too.
    """
    times = EXACT.add(_HUNDRED, markup_percent)
    why = message(
        "penalised-default", markup=trimmed_decimal(markup_percent), times=trimmed_decimal(times)
    )
    for number in range(start, len(builder.lines)):
        made = builder.lines[number]
        if made.quantity is None:
            if made.screening is not None:
                high = hundredth(exact_product((made.screening, times)))
                builder.lines[number] = made.model_copy(update={"screening": high})
            continue
        quantity = made.quantity.model_copy(
            update={
                "amount": exact_product((made.quantity.amount, times)),
                "per": (*made.quantity.per, Per(amount=_HUNDRED, why=why)),
                "origin": "default",
            }
        )
        builder.lines[number] = made.model_copy(update={"quantity": quantity, "estimated": True})

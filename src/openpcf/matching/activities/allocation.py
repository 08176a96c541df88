"""The share of an activity in one declared unit (method.md, Site totals; Recycling).

The share of one product in a site total is total x product key / key total / pieces, including
overhead (ISO 14067, 6.4.6.2). Use is power x hours x duty. Treatment shares of one waste add up to
1. Nothing is allocated without an allocation key.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from openpcf.matching.lines.builder import Amounts, LineBuilder, in_unit, text_of, unit_in
from openpcf.model.base import EXACT, Measure, exact_product, exact_sum, hundredth, trimmed_decimal
from openpcf.model.finding import Finding, error
from openpcf.model.inventory import Per
from openpcf.model.message import Message, message
from openpcf.model.study import Activity, place_of
from openpcf.model.units import conversion, is_unit, same_dimension

_HUNDRED = Decimal(100)


TABLE = "activities"


def _what(activity: Activity) -> str:
    return activity.what or activity.id


def shared(builder: LineBuilder, activity: Activity) -> Amounts | None:
    """Return the share of one product; None, with a finding, if data for it is missing."""
    place = place_of(activity, TABLE)
    if activity.quantity is None or not activity.unit:
        builder.findings.append(error("ACTIVITY_NO_QUANTITY", place, what=_what(activity)))
        return None
    found = _powered(builder, activity)
    if found is None:
        return None
    (numerators, labels, unit), per = found, []
    keys = _keys(builder, activity)
    if keys is None:
        return None
    for key, divisor in keys:
        numerators.append(key)
        labels.append(
            message(
                "times-key-unit" if activity.key_unit else "times-key",
                unit=activity.key_unit or None,
                key=activity.allocation_key or "",
            )
        )
        per.append(divisor)
    if activity.pieces is not None:
        per.append(Per(amount=activity.pieces, unit="piece", why=message("pieces-made")))
    if activity.overhead_percent:
        numerators.append(EXACT.add(Decimal(1), hundredth(activity.overhead_percent)))
        labels.append(message("times-overhead"))
    if activity.share_percent is not None:
        numerators.append(hundredth(activity.share_percent))
        labels.append(message("times-treatment-share", what=activity.share_of or _what(activity)))
    stated = Measure(amount=activity.quantity, unit=activity.unit)
    return Amounts(
        tuple(numerators),
        unit,
        tuple(per),
        tuple(labels),
        origin=activity.origin,
        stated=stated,
    )


def _powered(
    builder: LineBuilder, activity: Activity
) -> tuple[list[Decimal], list[Message], str] | None:
    """Return energy as power x hours x duty; any other amount is returned unchanged."""
    amount, unit = activity.quantity or Decimal(0), activity.unit or ""
    power = is_unit(unit) and same_dimension(unit, "W")
    if power != (activity.hours is not None) or (activity.duty_percent is not None and not power):
        builder.findings.append(
            error("ACTIVITY_POWER", place_of(activity, TABLE), unit, "kW, h", what=_what(activity))
        )
        return None
    if not power or activity.hours is None:
        return [amount], [in_unit(unit)], unit
    times, _ = conversion(unit, "kW")
    numerators, labels = [amount, activity.hours], [in_unit(unit), in_unit("h")]
    if activity.duty_percent is not None:
        numerators.append(hundredth(activity.duty_percent))
        labels.append(message("times-duty"))
    if times != 1:
        numerators.append(times)
        labels.append(unit_in(unit, "kW"))
    return numerators, labels, "kWh"


def _keys(builder: LineBuilder, activity: Activity) -> list[tuple[Decimal, Per]] | None:
    """Return the product's key with the total as its divisor; None if either is invalid."""
    place = place_of(activity, TABLE)
    key: dict[str, object] = {
        "allocation_key": activity.allocation_key,
        "product_key": activity.product_key,
        "key_total": activity.key_total,
    }
    stated = [name for name, part in key.items() if part is not None]
    missing = [name for name in key if name not in stated] if stated else []
    if not stated and activity.granularity not in (None, "item"):
        stated = [f"granularity {activity.granularity}"]
    if stated and activity.pieces is None:  # An amount for all pieces must not pass for one piece.
        missing.append("pieces")
    if missing:
        builder.findings.append(
            error("ACTIVITY_ALLOCATION", place, ", ".join(stated), ", ".join(missing))
        )
        return None
    if activity.product_key is None or activity.key_total is None:
        return []
    if activity.product_key > activity.key_total or activity.key_total <= 0:
        builder.findings.append(
            error(
                "ALLOCATION_ABOVE_ONE",
                place,
                text_of(activity.product_key),
                text_of(activity.key_total),
            )
        )
        return None
    why = message("key-of-all", key=activity.allocation_key or "")
    return [
        (
            activity.product_key,
            Per(amount=activity.key_total, unit=activity.key_unit, why=why),
        )
    ]


def share_findings(activities: Iterable[Activity]) -> tuple[Finding, ...]:
    """Check the treatment routes of each waste.

    ``TREATMENT_SHARES`` if the shares do not add up to 100 %, ``TREATMENT_AMOUNTS`` if they are
    shares of different amounts.
    """
    ways: dict[tuple[str, str], list[Activity]] = {}
    for activity in activities:
        if activity.share_percent is not None:
            waste = " ".join((activity.share_of or _what(activity)).casefold().split())
            ways.setdefault((activity.stage, waste), []).append(activity)
    found = []
    for many in ways.values():
        total = exact_sum(a.share_percent or Decimal(0) for a in many)
        place, waste = (
            "; ".join(place_of(a, TABLE) for a in many),
            many[0].share_of or _what(many[0]),
        )
        if total != _HUNDRED:
            found.append(
                error("TREATMENT_SHARES", place, trimmed_decimal(total), "100", what=waste)
            )
        stated = {_of_one(a): f"{trimmed_decimal(a.quantity)} {a.unit}" for a in many if a.quantity}
        if len(stated) > 1:
            shown = ", ".join(stated.values())
            found.append(error("TREATMENT_AMOUNTS", place, shown, what=waste))
    return tuple(found)


def _of_one(activity: Activity) -> tuple[object, ...]:
    """Return the amount of a waste and what it is divided by, masses in kg."""
    amount, unit = activity.quantity or Decimal(0), activity.unit or ""
    if is_unit(unit) and same_dimension(unit, "kg"):
        times, over = conversion(unit, "kg")
        amount, unit = EXACT.divide(exact_product((amount, times)), over), "kg"
    return amount, unit, activity.pieces, activity.product_key, activity.key_total

"""Figures for display: as many digits as the range supports, blank as a dash."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

from openpcf.calculation.rounding import percent
from openpcf.messages import text as text_of
from openpcf.messages.catalogue import Language
from openpcf.model.base import decimal_text, parse_decimal

DASH = "–"
_ROUND = Context(prec=60, rounding=ROUND_HALF_EVEN)


def significant(value: Decimal, digits: int) -> str:
    """Round half-even to significant digits, without exponent."""
    if value == 0:
        return "0"
    return _to_place(value, min(value.adjusted() - digits + 1, 0))


def _to_place(value: Decimal, place: int) -> str:
    return decimal_text(value.quantize(Decimal(1).scaleb(place), context=_ROUND))


def digits_of_range(value: Decimal, low: Decimal, high: Decimal) -> int:
    """Return two digits if the range is wider than a tenth of the value, else three."""
    if value == 0:
        return 2
    return 2 if (high - low) > abs(value) / 10 else 3


def headline(result: dict[str, Any]) -> tuple[str, str, str]:
    """Return total, low and high of a result with the digits its range supports.

    These may be tens or thousands; unknown values are dashes.
    """
    text = result.get("total_excl_biogenic_uptake")
    if text is None:
        return DASH, DASH, DASH
    total, bounds = parse_decimal(text), result.get("uncertainty") or {}
    if "low" not in bounds or "high" not in bounds:
        return significant(total, 2), DASH, DASH
    low, high = parse_decimal(bounds["low"]), parse_decimal(bounds["high"])
    digits = digits_of_range(total, low, high)
    shown = _to_place(total, total.adjusted() - digits + 1) if total else "0"
    return shown, bounds["low"], bounds["high"]


def shown(text: str | None, digits: int = 2, whole: Decimal | None = None) -> str:
    """Return one figure for a table; a dash if it is missing.

    With a ``whole``, less than about a thousandth of it is shown as ``<0.001``.
    """
    if text is None:
        return DASH
    value = parse_decimal(text)
    if whole and value:
        least = Decimal(1).scaleb(abs(whole).adjusted() - 3)
        if abs(value) < least:
            return f"{'<' if value > 0 else '>−'}{decimal_text(least)}"
    return significant(value, digits)


def float_shown(value: float) -> str:
    """Return an end of a range for a table, however many digits the float has."""
    return significant(Decimal(repr(value)), 2)


def share_text(value: Decimal | None, total: Decimal | None) -> str:
    """Return a share of a total in percent, one decimal, without sign; a dash if unknown."""
    found = None if value is None or total is None else percent(value, total)
    if found is None:
        return DASH
    if value and not found:
        return "<0.1" if value > 0 else ">−0.1"
    return decimal_text(found)


def signed(value: Decimal, digits: int = 3) -> str:
    """Return a change for a table: rounded, with sign, without exponent; no change is ``0``."""
    text = significant(value, digits)
    return f"+{text}" if value > 0 else text


def percent_text(value: str | None, language: Language = "en") -> str:
    """Return a share with the percent sign of the language; a dash if it is missing."""
    return DASH if value in (None, DASH) else text_of("meta.percent", language, value=value)


def typeset(unit: str) -> str:
    """Return a unit as typeset: ``kg CO₂e``."""
    return unit.replace("CO2e", "CO₂e")

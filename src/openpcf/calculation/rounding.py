"""Exact arithmetic with one rounding (data-model §3).

A part of a line is the exact product of its numerators, divided once, at 50 digits, by the exact
product of its denominators, and rounded once, half-even, to the quantum. Everything else is a plain
sum.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Context, Decimal

from openpcf.model.base import EXACT, exact_product

DIVISION = Context(prec=50, rounding=ROUND_HALF_EVEN)
DIGITS = 11
SMALLEST_QUANTUM = Decimal("1e-18")
QUANTUM_OF_ZERO = Decimal("1e-11")
_ROUND = Context(prec=200, rounding=ROUND_HALF_EVEN)
_ONE = Decimal(1)


def quotient(numerators: Iterable[Decimal], denominators: Iterable[Decimal]) -> Decimal:
    """Return the exact product of numerators, divided once at 50 digits.

    Raises ZeroDivisionError.
    """
    divisor = exact_product(denominators)
    product = exact_product(numerators)
    if divisor == _ONE:
        return product
    if divisor == 0:
        raise ZeroDivisionError("a denominator of a line is zero")
    return DIVISION.divide(product, divisor)


def to_quantum(value: Decimal, quantum: Decimal) -> Decimal:
    """Round half-even to the quantum; zero is plain ``0``."""
    rounded = value.quantize(quantum, context=_ROUND)
    return Decimal(0) if rounded == 0 else rounded


def quantum_of(unrounded: Iterable[Decimal]) -> Decimal:
    """Return 10^(exponent of the leading digit of the gross sum - 11), at least 1e-18.

    ``unrounded`` are the parts of all lines including uptake and release, without memo items.
    """
    gross = Decimal(0)
    for value in unrounded:
        gross = EXACT.add(gross, value.copy_abs())
    if gross == 0:
        return QUANTUM_OF_ZERO
    return max(_ONE.scaleb(gross.adjusted() - DIGITS), SMALLEST_QUANTUM)


def percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """Return a share in percent, one decimal, half-even; None for a whole of zero or less."""
    if whole <= 0:
        return None
    share = DIVISION.divide(EXACT.multiply(part, Decimal(100)), whole)
    return share.quantize(Decimal("0.1"), context=_ROUND)

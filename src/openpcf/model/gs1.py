"""Check digits of GS1 keys (GS1 General Specifications §7.9)."""

from __future__ import annotations


def check_digit(digits: str) -> int:
    """Return the last digit of a key (GTIN, GLN) for its other digits.

    Weights 3 and 1 in turn from the right; raises ValueError for a character that is not a digit.
    """
    weighted = sum(
        int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(digits))
    )
    return -weighted % 10

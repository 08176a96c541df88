"""Check digits of GS1 keys (GS1 General Specifications §7.9)."""

from __future__ import annotations


def check_digit(digits: str) -> int:
    """Give the last digit of a key (GTIN, GLN) whose other digits are these.

    Weights 3 and 1 in turn from the right; raises ValueError for what is not a digit.
    """
    weighted = sum(
        int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(digits))
    )
    return -weighted % 10

"""Figures people read: no more digits than the range supports."""

from __future__ import annotations

import pytest

from openpcf.reporting.figures import float_shown, headline


@pytest.mark.parametrize(
    ("total", "low", "high", "shown"),
    [
        ("219530.123", "180000", "270000", "220000"),
        ("219530.123", "215000", "225000", "220000"),
        ("214530.123", "210000", "219000", "215000"),
        ("4.269", "2.6", "7.5", "4.3"),
        ("4.269", "4.2", "4.4", "4.27"),
        ("-1234", "-1500", "-1000", "-1200"),
        ("99.6", "60", "150", "100"),
        ("0", "0", "0", "0"),
    ],
)
def test_the_total_is_rounded_to_what_its_range_supports(
    total: str, low: str, high: str, shown: str
) -> None:
    result = {"total_excl_biogenic_uptake": total, "uncertainty": {"low": low, "high": high}}
    assert headline(result) == (shown, low, high)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.0025079272784157805, "0.0025"), (1.2e-7, "0.00000012"), (340.26, "340"), (0.0, "0")],
)
def test_an_end_of_a_range_is_shown_however_long_its_float(value: float, shown: str) -> None:
    assert float_shown(value) == shown

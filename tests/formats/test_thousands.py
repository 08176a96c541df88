"""A point before three digits in the total of a site: asked, never taken without a word."""

from __future__ import annotations

import pytest

from openpcf.formats.study.columns import column_of
from openpcf.formats.study.values import parse


@pytest.mark.parametrize("key", ["quantity", "product_key", "key_total", "pieces"])
@pytest.mark.parametrize(
    ("text", "severity", "whole"),
    [("310.000", "error", "310000"), ("1.250", "warning", "1250"), ("38.125", "warning", "38125")],
)
def test_totals_of_a_site(key: str, text: str, severity: str, whole: str) -> None:
    value, (reported,) = parse(column_of("activities", key), text, "a.csv#row=2")
    assert value is not None
    assert (reported.code, reported.severity, reported.expected) == (
        "STUDY_THOUSANDS",
        severity,
        whole,
    )


@pytest.mark.parametrize("text", ["310000", "0.310", "310.5", "1200.000", "38.25", "310.0000"])
def test_what_can_be_one_thing_only(text: str) -> None:
    assert parse(column_of("activities", "quantity"), text, "a.csv#row=2")[1] == ()


@pytest.mark.parametrize(("table", "key"), [("bom", "mass"), ("packaging", "mass")])
def test_masses_of_a_piece_are_no_totals(table: str, key: str) -> None:
    assert parse(column_of(table, key), "1.250", "b.csv#row=2")[1] == ()

"""A package that no rule recognises is told with the nearest known ones; others are not."""

from __future__ import annotations

import pytest

from openpcf.factor_library.library import Library
from openpcf.matching.plausibility.unknown_package import packages_of
from openpcf.matching.tables.tables import MatchingTables
from openpcf.messages import LANGUAGES, fix, say

from .build import matched


@pytest.mark.parametrize(
    ("part_class", "package", "near"),
    [
        ("ic", "TQFP-64", "TQFP-44"),
        ("resistor", "0604", "0603"),
        ("transistor-power", "TO-221", "TO-220"),
    ],
)
def test_an_unknown_package_is_reported(
    library: Library, tables: MatchingTables, part_class: str, package: str, near: str
) -> None:
    row = {"quantity": "2", "part_class": part_class, "package": package}
    (reported,) = (
        f for f in matched(library, tables, bom=[row]).findings if f.code == "PACKAGE_UNKNOWN"
    )
    assert near in reported.expected.split(", ")
    assert set(reported.expected.split(", ")) <= set(packages_of(part_class, tables))
    assert all(package in say(reported, each) and fix(reported, each) for each in LANGUAGES)


@pytest.mark.parametrize(
    "row",
    [
        {"part_class": "ic", "package": "Package_QFP:TQFP-64_10x10mm_P0.5mm"},
        {"part_class": "ic", "package": "LQFP64"},
        {"part_class": "resistor", "package": "R_0603_1608"},
        {"part_class": "ic", "package": "TQFP-64", "mass": "350", "mass_unit": "mg"},
        {"part_class": "ic"},
        {"package": "no such thing"},
    ],
)
def test_a_package_that_is_used_or_not_needed_is_not(
    library: Library, tables: MatchingTables, row: dict[str, str]
) -> None:
    findings = matched(library, tables, bom=[{"quantity": "1", **row}]).findings
    assert "PACKAGE_UNKNOWN" not in {f.code for f in findings}

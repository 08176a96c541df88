"""Slips of the hand and factors that can't be: each is one finding."""

from __future__ import annotations

from typing import Any

import pytest

from openpcf.factor_library.library import Library
from openpcf.matching.tables.tables import MatchingTables

from .build import codes, matched, with_own

SMC = {"quantity": "1", "designators": ["D1"], "package": "D_SMC"}


@pytest.mark.parametrize(
    ("mass", "unit", "slip"),
    [
        ("0.21", "g", None),
        ("210", "mg", None),
        ("250", "g", "thousandfold"),
        ("0.21", "oz", "ounce-gram"),
        ("21", "g", "two-places"),
        ("2.1", "g", "one-place"),
    ],
)
def test_entry_errors_in_masses(
    library: Library, tables: MatchingTables, mass: str, unit: str, slip: str | None
) -> None:
    found = matched(library, tables, bom=[{**SMC, "mass": mass, "mass_unit": unit}])
    reported = [f.params["slip"] for f in found.findings if f.code == "MASS_SLIP"]
    assert reported == ([slip] if slip else [])


def _named(
    library: Library, tables: MatchingTables, value: str, row: dict[str, Any], **study: Any
) -> Any:
    own = with_own(library, [{"id": "mine", "value": value, "unit": "kg CO2e/piece"}])
    return matched(own, tables, bom=[{**row, "factor": "mine"}], **study)


LUG = {"quantity": "4", "part_class": "cable-lug", "mass": "10", "mass_unit": "g"}


def test_a_factor_below_its_materials_is_refused(library: Library, tables: MatchingTables) -> None:
    """10 g of copper at 2.2 kg/kg, 0.97 of it, are 21 g: 5 g can't be."""
    found = _named(library, tables, "0.005", LUG)
    assert "FACTOR_BELOW_FLOOR" in codes(found)
    assert [line.is_gap for line in found.inventory.lines] == [True]
    fine = _named(library, tables, "0.022", LUG)
    assert not fine.inventory.lines[0].is_gap
    assert "FACTOR_BELOW_FLOOR" not in codes(fine)


def test_with_evidence_it_is_taken_and_reported(library: Library, tables: MatchingTables) -> None:
    named = {**LUG, "evidence": "r1"}
    report = {"path": "report.pdf", "digest": "sha-256:" + "0" * 64}
    found = _named(library, tables, "0.005", named, evidence=[report])
    assert not found.inventory.lines[0].is_gap
    assert found.inventory.lines[0].estimated is False
    assert "FACTOR_BELOW_FLOOR_PROVEN" in codes(found)
    for nothing in ([], [{"path": "report.pdf"}]):
        refused = _named(library, tables, "0.005", named, evidence=nothing)
        assert refused.inventory.lines[0].is_gap
        fine = _named(library, tables, "0.022", named, evidence=nothing)
        assert fine.inventory.lines[0].estimated is True


@pytest.mark.parametrize(("value", "off"), [("0.0001", False), ("0.007", True), ("0.000002", True)])
def test_fifty_times_off_its_class(
    library: Library, tables: MatchingTables, value: str, off: bool
) -> None:
    """A chip resistor 0603 is 0.12 g."""
    chip = {"quantity": "10", "designators": ["R1"], "package": "R_0603"}
    assert ("FACTOR_OFF_CLASS" in codes(_named(library, tables, value, chip))) is off


def test_a_board_below_its_laminate_is_refused(library: Library, tables: MatchingTables) -> None:
    """0.43 kg/m2 for four layers: less than resin and glass."""
    board = {"quantity": "1", "area": "1", "area_unit": "m2", "layers": "4", "thickness_mm": "1.6"}
    found = matched(library, tables, boards=[{**board, "factor": "pcb4-act"}])
    assert [line.is_gap for line in found.inventory.lines] == [True]
    assert {"FACTOR_BELOW_FLOOR", "FACTOR_INCOMPLETE"} <= codes(found)
    fine = matched(library, tables, boards=[{**board, "factor": "pcb4-delta"}])
    assert not fine.inventory.lines[0].is_gap


@pytest.mark.parametrize(
    ("row", "missing"),
    [
        ({}, "recycled-share, region"),
        ({"region": "CN"}, "recycled-share"),
        ({"recycled_content_percent": "0"}, "region"),
        ({"recycled_content_percent": "75", "region": "NO"}, None),
    ],
)
@pytest.mark.parametrize("material", ["Aluminium", "aluminum", "铝"])
def test_aluminium_without_recycled_share_or_region(
    library: Library,
    tables: MatchingTables,
    row: dict[str, str],
    missing: str | None,
    material: str,
) -> None:
    line = {"quantity": "1", "description": "plate", "material": material, **row}
    found = matched(library, tables, bom=[line])
    reported = [f.found for f in found.findings if f.code == "ALUMINIUM_UNSTATED"]
    assert reported == ([missing] if missing else [])


def test_footprint_and_part_number_that_differ(library: Library, tables: MatchingTables) -> None:
    """A 1206 by its maker's scheme on a 1210 footprint: the part bought is believed."""
    row = {
        "quantity": "1",
        "designators": ["C1"],
        "package": "C_1210",
        "part_number": "CL31X999YYY",
    }
    found = matched(library, tables, bom=[row])
    assert found.parts[0].package == "1206"
    assert "PACKAGE_CONFLICT" in codes(found)


@pytest.mark.parametrize(
    ("weighed", "unit", "code"),
    [("1", "kg", "MASS_KNOWN"), ("600", "g", "MASS_KNOWN"), ("589", "g", "MASS_KNOWN"),
     ("588", "g", "MASS_ABOVE_PRODUCT"), ("0.1", "kg", "MASS_ABOVE_PRODUCT")],
)  # fmt: skip
def test_parts_weigh_no_more_than_the_product(
    library: Library, tables: MatchingTables, weighed: str, unit: str, code: str
) -> None:
    """2 x 250 g and 100 g: 600 g; 2 % are left to the scales."""
    rows = [{"quantity": "2", "mass": "250", "mass_unit": "g", "factor": "ne14-cu"},
            {"quantity": "1", "mass": "0.1", "mass_unit": "kg", "factor": "ne14-cu"}]  # fmt: skip
    found = matched(
        library, tables, bom=rows, mass_weighed={"amount": weighed, "unit": unit},
        processes=[{"id": "p", "yield_percent": "50"}],
    )  # fmt: skip
    reported = next(f for f in found.findings if f.code.startswith("MASS_"))
    assert (reported.code, reported.found) == (code, "0.6 kg")


def test_a_product_nobody_weighed_has_no_balance(library: Library, tables: MatchingTables) -> None:
    rows = [{"quantity": "2", "mass": "250", "mass_unit": "g", "factor": "ne14-cu"}]
    found = matched(library, tables, bom=rows)
    assert not [f for f in found.findings if f.code.startswith("MASS_")]

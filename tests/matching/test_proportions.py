"""Amounts against the mass of the product, and parts of a board without one."""

from __future__ import annotations

from typing import Any

import pytest

from openpcf.factor_library.library import Library
from openpcf.matching.tables.tables import MatchingTables
from openpcf.model.finding import NEEDS_CONFIRMATION

from .build import by_what, codes, matched, with_own

PLANT = {
    "what": "plant", "material": "electricity", "quantity": "120000", "unit": "kWh",
    "allocation_key": "hours", "key_total": "100", "product_key": "10", "pieces": "5000",
}  # fmt: skip
"""120000 kWh x 10 / 100 / 5000: 2.4 kWh a piece."""
LEG = {"what": "leg", "mode": "truck", "mass_unit": "kg", "distance": "9"}
BOX = {"what": "box", "material": "corrugated board", "mass_unit": "g", "uses": "1"}
BOARD = {"quantity": "1", "area": "24", "area_unit": "cm2", "layers": "2", "thickness_mm": "1.6"}
CHIP = {"quantity": "4", "designators": ["R1"], "package": "R_0603"}
CIRCUIT = {"quantity": "1", "designators": ["U1"], "package": "QFN-32_5x5mm"}


@pytest.mark.parametrize(
    ("code", "mass", "table", "row", "fine", "odd"),
    [
        ("ENERGY_ABOVE_PRODUCT", "114", "activities", PLANT, {}, {"unit": "MWh"}),
        # 28.5 kWh are 250 kWh/kg x 0.114 kg: 24 and 30 kWh
        ("ENERGY_ABOVE_PRODUCT", "114", "activities", PLANT, {"pieces": "500"}, {"pieces": "400"}),
        # a chip of 1 g: below 10 kWh nothing is asked
        ("ENERGY_ABOVE_PRODUCT", "1", "activities", PLANT, {"pieces": "1200"}, {"pieces": "1199"}),
        ("ENERGY_ABOVE_PRODUCT", "114", "activities", {**PLANT, "unit": "MWh"},
         {"stage": "use"}, {"stage": "production"}),
        ("LEG_ABOVE_PRODUCT", "100", "transport", LEG, {"mass": "0.5"}, {"mass": "0.501"}),
        ("LEG_ABOVE_PRODUCT", "100", "transport", {**LEG, "mass": "30"}, {"option": "out"}, {}),
        ("PACKAGING_ABOVE_PRODUCT", "100", "packaging", BOX, {"mass": "500"}, {"mass": "501"}),
        ("PACKAGING_ABOVE_PRODUCT", "100", "packaging", {**BOX, "mass": "5010"},
         {"uses": "20"}, {"uses": "10"}),
        # 24 cm2 x 1.6 mm x 1.75 g/cm3: 6.72 g
        ("BOARD_ABOVE_PRODUCT", "6.72", "boards", BOARD, {}, {"area": "24.01"}),
        ("BOARD_ABOVE_PRODUCT", "114", "boards", BOARD, {}, {"area": "2400"}),
    ],
)  # fmt: skip
def test_far_above_the_product_is_asked(
    library: Library, tables: MatchingTables, code: str, mass: str, table: str,
    row: dict[str, Any], fine: dict[str, Any], odd: dict[str, Any],
) -> None:  # fmt: skip
    weighed = {"mass_weighed": {"amount": mass, "unit": "g"}}
    good = matched(library, tables, **{table: [{**row, **fine}]}, **weighed)
    assert code not in codes(good)
    found = matched(library, tables, **{table: [{**row, **odd}]}, **weighed)
    assert [f.severity for f in found.findings if f.code == code] == ["warning"]
    assert code in NEEDS_CONFIRMATION
    unweighed = matched(library, tables, **{table: [{**row, **odd}]})
    assert code not in codes(unweighed)


def test_a_leg_is_held_against_the_product_as_packed(
    library: Library, tables: MatchingTables
) -> None:
    """5 x (100 g + 40 g) are 0.7 kg."""
    study = {"mass_weighed": {"amount": "100", "unit": "g"}, "packaging": [{**BOX, "mass": "40"}]}
    fine = matched(library, tables, transport=[{**LEG, "mass": "0.7"}], **study)
    assert "LEG_ABOVE_PRODUCT" not in codes(fine)
    odd = matched(library, tables, transport=[{**LEG, "mass": "0.8"}], **study)
    (reported,) = (f for f in odd.findings if f.code == "LEG_ABOVE_PRODUCT")
    assert (reported.place, reported.found, reported.expected) == (
        "transport#r1",
        "0.8 kg",
        "0.14 kg",
    )


def test_packaging_that_is_asked_hides_no_leg(library: Library, tables: MatchingTables) -> None:
    found = matched(
        library, tables, mass_weighed={"amount": "100", "unit": "g"},
        packaging=[{**BOX, "mass": "30000"}], transport=[{**LEG, "mass": "30"}],
    )  # fmt: skip
    assert {"PACKAGING_ABOVE_PRODUCT", "LEG_ABOVE_PRODUCT"} <= codes(found)


def test_what_is_asked_counts_all_the_same(library: Library, tables: MatchingTables) -> None:
    study = {"mass_weighed": {"amount": "114", "unit": "g"}}
    found = matched(library, tables, activities=[{**PLANT, "unit": "MWh"}], **study)
    (reported,) = (f for f in found.findings if f.code == "ENERGY_ABOVE_PRODUCT")
    assert (reported.found, reported.expected) == ("2400 kWh", "0.114 kg")
    assert not by_what(found, "plant").is_gap


@pytest.mark.parametrize("part", [CHIP, CIRCUIT])
def test_parts_of_a_board_without_one(
    library: Library, tables: MatchingTables, part: dict[str, Any]
) -> None:
    bare = matched(library, tables, bom=[part])
    reported = [f.severity for f in bare.findings if f.code == "BOARD_MISSING"]
    assert reported == ["warning"]
    assert "BOARD_MISSING" not in codes(matched(library, tables, bom=[part], boards=[BOARD]))
    out = matched(library, tables, bom=[part], boards=[{**BOARD, "option": "out"}])
    assert "BOARD_MISSING" in codes(out)


def test_what_may_bring_a_board_or_needs_none(library: Library, tables: MatchingTables) -> None:
    own = with_own(library, [{"id": "mine", "value": "2", "unit": "kg CO2e/piece"}])
    bought = {"quantity": "1", "description": "assembled main unit", "factor": "mine"}
    assert "BOARD_MISSING" not in codes(matched(own, tables, bom=[CHIP, bought]))
    housing = {"quantity": "1", "description": "Housing", "material": "ABS", "mass": "45",
               "mass_unit": "g"}  # fmt: skip
    assert "BOARD_MISSING" not in codes(matched(library, tables, bom=[housing]))
    assert "BOARD_MISSING" in codes(matched(library, tables, bom=[CHIP, housing]))

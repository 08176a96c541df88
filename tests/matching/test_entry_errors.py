"""Slips in activities, boards, packaging and processes: each is said, its fair neighbour is not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from openpcf.factor_library.library import Library
from openpcf.matching.tables.tables import MatchingTables

from .build import by_what, codes, matched

TOTAL = {
    "what": "power", "material": "electricity", "quantity": "380", "unit": "MWh",
    "allocation_key": "machine time", "key_total": "7600", "key_unit": "h", "pieces": "100",
}  # fmt: skip
SOLDER = {"what": "solder", "material": "SAC305 solder", "quantity": "3", "unit": "kg"}
LEG = {"what": "leg", "mode": "truck", "mass": "1", "mass_unit": "t", "distance": "9"}
WASTE = {"stage": "end-of-life", "share_of": "board", "material": "electronic waste to recycling",
         "unit": "kg", "pieces": "1"}  # fmt: skip
BOARD = {"quantity": "1", "area": "50", "area_unit": "cm2", "layers": "2", "thickness_mm": "1.6",
         "copper_um": "35", "panel_utilisation_percent": "85"}  # fmt: skip
BOX = {"material": "corrugated board", "mass": "40", "mass_unit": "g"}
STEP = {"what": "reflow"}


def _rows(row: dict[str, Any], *changes: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**row, **change} for change in changes]


@pytest.mark.parametrize(
    ("code", "severity", "table", "fine", "odd"),
    [
        ("PIECES_DIFFER", "warning", "activities",
         _rows(SOLDER, {"pieces": "100"}, {"pieces": "1", "what": "for one"}),
         _rows(SOLDER, {"pieces": "100"}, {"pieces": "10000", "what": "other"})),
        ("ALLOCATION_ABOVE_ONE", "error", "activities",
         _rows(TOTAL, {"product_key": "150"}, {"product_key": "7450", "what": "rest"}),
         _rows(TOTAL, {"product_key": "150"}, {"product_key": "7600", "what": "rest"})),
        ("ROW_AGAIN", "warning", "activities",
         _rows(SOLDER, {}, {"what": "solder of line 2"}), _rows(SOLDER, {}, {"note": "x"})),
        ("ROW_AGAIN", "warning", "activities",
         _rows(SOLDER, {}, {"option": "out"}), _rows(SOLDER, {}, {"what": " Solder "})),
        ("ROW_AGAIN", "warning", "transport", _rows(LEG, {}, {"distance": "10"}),
         _rows(LEG, {}, {})),
        ("ROW_AGAIN", "warning", "packaging", _rows(BOX, {}, {"mass": "41"}), _rows(BOX, {}, {})),
        ("TREATMENT_AMOUNTS", "error", "activities",
         _rows(WASTE, {"share_percent": "85", "quantity": "2"},
               {"share_percent": "15", "quantity": "2000", "unit": "g"}),
         _rows(WASTE, {"share_percent": "85", "quantity": "2"},
               {"share_percent": "15", "quantity": "0.2"})),
        ("TREATMENT_SHARES", "error", "activities",
         _rows(WASTE, {"share_percent": "85", "quantity": "2"},
               {"share_percent": "15", "quantity": "2", "share_of": " Board"}),
         _rows(WASTE, {"share_percent": "100", "quantity": "2"},
               {"share_percent": "100", "quantity": "2", "share_of": "Board "})),
        ("BOARD_QUANTITY_BLANK", "warning", "boards", [BOARD], [{**BOARD, "quantity": None}]),
        ("BOARD_PANEL_BLANK", "warning", "boards", [BOARD],
         [{**BOARD, "panel_utilisation_percent": None}]),
        ("BOARD_COPPER_BLANK", "warning", "boards", [BOARD], [{**BOARD, "copper_um": None}]),
        ("BIOGENIC_ABOVE_MASS", "error", "packaging",
         _rows(BOX, {"biogenic_carbon_kg": "0.018"}), _rows(BOX, {"biogenic_carbon_kg": "18"})),
        ("BIOGENIC_HIGH", "warning", "packaging",
         _rows(BOX, {"biogenic_carbon_kg": "0.024"}), _rows(BOX, {"biogenic_carbon_kg": "0.025"})),
        ("YIELD_LOW", "warning", "processes", _rows(STEP, {"yield_percent": "50"}),
         _rows(STEP, {"yield_percent": "9.85"})),
        ("YIELD_FRACTION", "error", "processes", _rows(STEP, {"yield_percent": "98.5"}),
         _rows(STEP, {"yield_percent": "0.985"})),
        ("YIELD_FRACTION", "error", "processes",
         _rows(STEP, {"yield_percent": "0.985", "evidence": "proof"}),
         _rows(STEP, {"yield_percent": "0.985", "evidence": "paper"})),
    ],
)  # fmt: skip
def test_an_entry_error_is_reported_once_and_plausible_values_are_not(
    library: Library, tables: MatchingTables, code: str, severity: str, table: str,
    fine: list[dict[str, Any]], odd: list[dict[str, Any]],
) -> None:  # fmt: skip
    evidence = [{"id": "proof", "digest": "sha-256:00"}, {"id": "paper"}]
    good = matched(library, tables, evidence=evidence, **{table: fine})
    assert code not in codes(good)
    found = matched(library, tables, evidence=evidence, **{table: odd})
    assert [f.severity for f in found.findings if f.code == code] == [severity]


def test_carbon_above_the_mass_is_not_taken_up(library: Library, tables: MatchingTables) -> None:
    found = matched(library, tables, packaging=[{**BOX, "biogenic_carbon_kg": "18"}])
    assert len(found.inventory.lines) == 1
    fair = matched(library, tables, packaging=[{**BOX, "biogenic_carbon_kg": "0.018"}])
    carbon = by_what(fair, "biogenic carbon").carbon
    assert carbon is not None
    assert carbon.amount == Decimal("0.018")

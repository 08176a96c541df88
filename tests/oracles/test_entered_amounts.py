"""What entering the oracles showed: an amount counts in the unit of its row, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

import openpcf
from tests.oracles.bench import STUDY, Row, table_file

OWN: list[Row] = [
    {"id": "own:steel", "value": "2", "unit": "kg CO2e", "per": "kg", "year": "2024"},
    {"id": "own:thing", "value": "3", "unit": "kg CO2e", "per": "piece", "year": "2024"},
    {"id": "own:sheet", "value": "4", "unit": "kg CO2e", "per": "m2", "year": "2024"},
    {"id": "own:energy", "value": "5", "unit": "kWh", "per": "kg", "year": "2024"},
]


def entered(folder: Path, table: str, row: Row, year: str = "2024") -> openpcf.Calculation:
    base = folder / "study"
    (base / "factors").mkdir(parents=True)
    (base / "study.yaml").write_text(STUDY.format(name="x", year=year), encoding="utf-8")
    table_file(base / "factors" / "own.csv", OWN)
    table_file(base / f"{table}.csv", [{"id": "a", **row}])
    return openpcf.calculate(base, home=folder / "home")


def codes(made: openpcf.Calculation) -> set[str]:
    return {f.code for f in made.findings}


@pytest.mark.parametrize(
    ("table", "row", "expected"),
    [
        ("bom", {"quantity": "1641", "unit": "kg", "factor": "own:steel"}, "3282"),
        ("bom", {"quantity": "500", "unit": "g", "factor": "own:steel"}, "1"),
        ("bom", {"quantity": "2", "mass": "500", "mass_unit": "g", "factor": "own:steel"}, "2"),
        ("bom", {"quantity": "2", "unit": "pair", "factor": "own:thing"}, "12"),
        ("bom", {"quantity": "7", "factor": "own:thing"}, "21"),
        ("boards", {"quantity": "2", "area": "50", "area_unit": "cm2", "factor": "own:sheet"},
         "0.04"),
    ],
)  # fmt: skip
def test_the_unit_of_the_row_counts(table: str, row: Row, expected: str, tmp_path: Path) -> None:
    made = entered(tmp_path, table, row)
    assert made.total is not None
    assert openpcf_number(made.total) == openpcf_number(expected)


def openpcf_number(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


@pytest.mark.parametrize(
    ("table", "row", "code"),
    [
        ("bom", {"quantity": "5", "unit": "g", "factor": "own:thing"}, "FACTOR_UNIT_DIFFERS"),
        ("bom", {"quantity": "5", "unit": "kg", "description": "10k", "designators": "R1",
                 "package": "R_0603"}, "FACTOR_UNIT_DIFFERS"),
        ("bom", {"quantity": "5", "factor": "own:energy", "mass": "1", "mass_unit": "kg"},
         "FACTOR_NOT_CO2E"),
        ("activities", {"quantity": "5", "unit": "kg", "factor": "own:energy"},
         "FACTOR_NOT_CO2E"),
        ("activities", {"quantity": "5", "unit": "kWh", "factor": "own:steel"},
         "FACTOR_UNIT_DIFFERS"),
        ("packaging", {"mass": "5", "mass_unit": "kg", "factor": "own:energy"},
         "FACTOR_NOT_CO2E"),
        ("boards", {"quantity": "1", "area": "50", "area_unit": "cm2", "factor": "own:steel",
                    "layers": "2", "thickness_mm": "1"}, "FACTOR_UNIT_DIFFERS"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_a_gap_with_its_finding(
    table: str, row: Row, code: str, tmp_path: Path
) -> None:
    made = entered(tmp_path, table, row)
    assert code in codes(made)
    assert len(made.lines) == 1
    assert "result" not in made.lines[0]
    assert made.document.get("result.coverage.gaps") == 1


def test_a_period_before_the_profile_is_calculated(tmp_path: Path) -> None:
    row: Row = {"quantity": "1", "unit": "kg", "factor": "own:steel"}
    made = entered(tmp_path, "activities", row, year="2021")
    assert made.total is not None

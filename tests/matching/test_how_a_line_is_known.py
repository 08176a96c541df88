"""What a line says of itself: confidence by way of matching, the element a gap is of, packages."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import openpcf
from openpcf.factor_library.library import Library
from openpcf.matching.match import Confirmed
from openpcf.matching.parts.parser import parse_part
from openpcf.matching.plausibility.unknown_package import packages_of
from openpcf.matching.tables.tables import MatchingTables
from openpcf.model.inventory import Line
from openpcf.model.study import BomLine
from openpcf.workflow.issue.factor_updates import known_terms, terms_rows
from openpcf.workflow.study.library import MATCHING_TABLES

from .build import matched

STEEL = "ne14-fe"
KEY = "part:Maker/ABC-1"


def confidence(lines: tuple[Line, ...], how: str) -> set[Decimal | None]:
    return {line.match.confidence for line in lines if line.match and line.match.how == how}


@pytest.mark.parametrize(
    ("how", "row", "expected"),
    [
        ("user", {"quantity": "1", "mass": "2", "mass_unit": "g", "factor": STEEL}, "0.9"),
        ("class", {"quantity": "1", "mass": "2", "mass_unit": "g", "material": "steel"}, "0.6"),
        ("package", {"quantity": "1", "part_class": "resistor", "package": "0603"}, "0.8"),
        (
            "part-number",
            {"quantity": "1", "mass": "2", "mass_unit": "g", "manufacturer": "Maker",
             "part_number": "ABC-1"},
            "0.95",
        ),
    ],
)  # fmt: skip
def test_confidence_follows_from_the_way_of_matching(
    library: Library, tables: MatchingTables, how: str, row: dict[str, Any], expected: str
) -> None:
    confirmed = {KEY: Confirmed(STEEL, "Kim", "2026-01-01")}
    made = matched(library, tables, bom=[row], confirmed=confirmed)
    assert confidence(made.inventory.lines, how) == {Decimal(expected)}


def test_a_die_nobody_knows_is_a_gap_of_silicon(library: Library, tables: MatchingTables) -> None:
    made = matched(library, tables, bom=[{"quantity": "1", "part_class": "ic"}])
    gaps = [line for line in made.inventory.lines if line.is_gap]
    of = {line.note.code: line.what.params.get("element") for line in gaps if line.note}
    assert of["no-die"] == "silicon"


def test_packages_known_for_a_class_are_its_own(tables: MatchingTables) -> None:
    resistors = packages_of("resistor", tables)
    assert "0603" in resistors
    assert not {name for name in resistors if not name.strip("*") or "{" in name}
    circuits = {p.package for p in tables.packages if p.families == ("ic",)}
    assert not circuits & set(resistors)


def test_every_table_of_matching_is_pinned() -> None:
    names = [name for _, name in MATCHING_TABLES]
    shipped = Path(openpcf.__file__).parent / "data/matching"
    assert sorted(names) == sorted({*(p.name for p in shipped.glob("*.csv")), "part_masses.csv"})


def test_known_terms_are_listed_with_column_words_and_factor() -> None:
    (row, *_) = terms_rows(known_terms("solder"), "en")
    assert list(row) == ["column", "words", "factor"]
    assert "solder" in row["words"]


@pytest.mark.parametrize(("names", "shown"), [({"what": "Crate"}, "Crate"), ({}, "r1")])
def test_packaging_far_too_heavy_is_named_by_what_it_is_else_by_its_id(
    library: Library, tables: MatchingTables, names: dict[str, str], shown: str
) -> None:
    crate = {"material": "corrugated board", "mass": "900", "mass_unit": "kg", **names}
    product = {"name": "P", "mass": {"amount": "0.1", "unit": "kg"}}
    made = matched(library, tables, packaging=[crate], product=product)
    (found,) = (f for f in made.findings if f.code == "PACKAGING_ABOVE_PRODUCT")
    assert found.params["what"] == shown


@pytest.mark.parametrize(("diameter", "grams"), [("20", "15"), ("10", "1.95"), ("40", "120")])
def test_a_toroid_is_scaled_by_volume_from_the_one_of_20_mm(
    tables: MatchingTables, diameter: str, grams: str
) -> None:
    """15 g x (d / 20 mm)^3; the ratio has two places."""
    choke = BomLine(id="L1", designators=("L1",), package=f"L_CommonMode_Toroid_D{diameter}mm")
    record = parse_part(choke, tables)
    assert record.mass_mg is not None
    assert abs(record.mass_mg[0] - Decimal(grams) * 1000) <= Decimal("150")

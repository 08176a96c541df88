"""Parts and boards by hand: what a line must come to from its mass, die, area and factor."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction as F
from typing import Any

import pytest

from openpcf.factor_library.library import Library
from openpcf.matching.parts.silicon import die_factor
from openpcf.matching.tables.tables import MatchingTables
from openpcf.model.message import message

from .build import amount, by_what, codes, kg, matched, reason


def _bom(library: Library, tables: MatchingTables, **row: Any) -> Any:
    return matched(library, tables, bom=[{"quantity": "1", **row}])


def _value(library: Library, name: str) -> F:
    return F(library.get(name).value)


@pytest.mark.parametrize("package", ["R_0603_1608Metric", "0603", "Resistor_SMD:R_0603_1608Metric"])
def test_a_chip_resistor_counts_pieces_and_knows_its_mass(
    library: Library, tables: MatchingTables, package: str
) -> None:
    found = _bom(library, tables, designators=["R1", "R2"], package=package, quantity="2")
    line = found.inventory.lines[0]
    assert (line.factor.id, amount(line), line.match.how) == (
        "deltalca:resistor:0603",
        2,
        "package",
    )
    assert F(line.mass.amount) == F(tables.masses["chip resistor 0603"].typical) * 2 / 1_000_000


@pytest.mark.parametrize(("size", "milligram"), [("2010", 27), ("2512", 45), ("1210", 16)])
def test_a_size_without_factor_goes_by_mass_from_the_next(
    library: Library, tables: MatchingTables, size: str, milligram: int
) -> None:
    """27 mg of a 2010 over 10 mg of a 1206 is 2.7 pieces of a 1206."""
    line = _bom(library, tables, designators=["R1"], package=f"R_{size}").inventory.lines[0]
    assert line.factor.id == "deltalca:resistor:1206"
    assert amount(line) == F(milligram, 10)


def test_logic_die_area_over_yield_and_wafer_use(library: Library, tables: MatchingTables) -> None:
    """12.25 mm2 / 0.875 / 0.9 of processed wafer for each 7 x 7 QFP."""
    found = _bom(library, tables, designators=["U1"], package="LQFP-48_7x7mm_P0.5mm", quantity="4")
    line = by_what(found, "silicon")
    wafer = die_factor(library, 2024)
    assert wafer is not None
    per_mm2 = F(wafer.value) / {"cm2": 100, "mm2": 1}[wafer.per]
    assert kg(line) == 4 * F("12.25") / F("0.875") / F("0.9") * per_mm2
    assert line.dqr[0] == 5
    assert line.quantity.origin == "assumed"
    assert {p.why.code for p in line.quantity.per} >= {"die-yield", "wafer-use"}


def test_the_wafer_is_its_three_parts(library: Library) -> None:
    """Electricity x grid + gases between two abatements + materials, per cm2."""
    wafer = die_factor(library, 2024)
    assert wafer is not None
    grid = library.get(wafer.id.split(":", 3)[3])
    gases = [_value(library, f"act:logic/gpa_{n}:28nm") for n in ("95", "99")]
    low = _value(library, "act:logic/epa:28nm") * F(grid.value) + _value(
        library, "act:logic/materials:28nm"
    )
    assert low + min(gases) <= F(wafer.value) <= low + max(gases)


@pytest.mark.parametrize(
    ("package", "mass", "designator"),
    [("SOT-23-5", "SOT-23-5 / -6", "U1"), ("SC-70-6", "SOT-363 / SC-70-6", "U1"),
     ("SOIC-8_3.9x4.9mm_P1.27mm", "SOIC-8", "U1"), ("LQFP-100_14x14mm", "LQFP-100 14x14x1.4", "U1")],
)  # fmt: skip
def test_packaging_and_test_scale_with_the_mass_of_the_package(
    library: Library, tables: MatchingTables, package: str, mass: str, designator: str
) -> None:
    """ACT's one figure for a package of 220 mg; a 14 mg package takes 14/220 of it."""
    line = by_what(_bom(library, tables, designators=[designator], package=package), "packaging")
    figure = _value(library, "act:common:CARBON_PER_IC_PACKAGE")
    assert kg(line) == figure * F(tables.masses[mass].typical) / 220
    assert (line.quantity.origin, line.dqr[0]) == ("assumed", 5)


def test_a_circuit_of_unknown_package_does_not_get_a_default(
    library: Library, tables: MatchingTables
) -> None:
    found = _bom(library, tables, designators=["U1"], package="XYZ_special")
    assert all(line.is_gap for line in found.inventory.lines)


@pytest.mark.parametrize("package", ["SOT-23", "SOT-323_SC-70", "SOT-223-3_TabPin2"])
def test_transistors_carry_their_materials_not_a_package_figure(
    library: Library, tables: MatchingTables, package: str
) -> None:
    found = _bom(library, tables, designators=["Q1"], package=package)
    lines = [line for line in found.inventory.lines if not line.is_gap]
    assert "act:common:CARBON_PER_IC_PACKAGE" not in {line.factor.id for line in lines}
    frame = by_what(found, "lead frame")
    mass = F(frame.mass.amount)
    assert amount(frame) == mass * F("0.4")
    gap = next(line for line in found.inventory.lines if line.is_gap)
    assert gap.screening > 0


def test_a_gap_is_no_zero(library: Library, tables: MatchingTables) -> None:
    found = _bom(library, tables, description="mystery of the trade", quantity="7")
    (line,) = found.inventory.lines
    assert line.is_gap
    assert (line.quantity, line.result, line.factor) == (None, None, None)
    assert "PART_UNKNOWN" in codes(found)


def test_a_blank_quantity_is_a_gap(library: Library, tables: MatchingTables) -> None:
    found = matched(library, tables, bom=[{"designators": ["R1"], "package": "R_0603"}])
    assert [line.is_gap for line in found.inventory.lines] == [True]
    assert "BOM_LINE_NO_QUANTITY" in codes(found)


def test_yields_after_the_step_where_a_part_is_fitted(
    library: Library, tables: MatchingTables
) -> None:
    """Fitted at smt with 90 % and 80 % to come: 1 / 0.9 / 0.8 pieces."""
    processes = [
        {"id": "print", "yield_percent": "50"},
        {"id": "smt", "yield_percent": "90"},
        {"id": "test", "yield_percent": "80"},
    ]
    row = {"quantity": "1", "designators": ["R1"], "package": "R_0603", "fitted_at": "smt"}
    found = matched(library, tables, bom=[row], processes=processes)
    assert amount(found.inventory.lines[0]) == 1 / F("0.9") / F("0.8")


BOARD = {"quantity": "1", "area": "100", "area_unit": "cm2", "layers": "4", "thickness_mm": "1.6"}


def test_a_board_is_area_by_layers_by_thickness_over_panel_use(
    library: Library, tables: MatchingTables
) -> None:
    """10 000 mm2 x 4 x 1.6 mm / 0.8 = 80 000 mm2.layer.mm."""
    found = matched(library, tables, boards=[{**BOARD, "panel_utilisation_percent": "80"}])
    (line,) = found.inventory.lines
    assert amount(line) == 80_000
    assert line.factor.id == "deltalca:fr4-area"


@pytest.mark.parametrize(("layers", "outer"), [("1", 1), ("2", 2), ("6", 2)])
def test_copper_beyond_35_um_is_area_by_layers_by_copper(
    library: Library, tables: MatchingTables, layers: str, outer: int
) -> None:
    """100 cm2 x outer layers x 70 um x 8.96 g/cm3, the usual 35 um off."""
    board = {**BOARD, "layers": layers, "copper_um": "105"}
    found = matched(library, tables, boards=[board])
    line = by_what(found, "copper beyond")
    assert amount(line) == F(100) * outer * F("0.0070") * F("8.96") / 1000
    assert "BOARD_COPPER" in codes(found)
    assert len(matched(library, tables, boards=[{**BOARD, "copper_um": "35"}]).inventory.lines) == 1


@pytest.mark.parametrize("blank", ["area", "layers", "thickness_mm"])
def test_a_board_without_a_measure_is_a_gap(
    library: Library, tables: MatchingTables, blank: str
) -> None:
    found = matched(library, tables, boards=[{k: v for k, v in BOARD.items() if k != blank}])
    assert [line.is_gap for line in found.inventory.lines] == [True]
    assert "BOARD_INCOMPLETE" in codes(found)


DECLARED = {"id": "d", "supplier": "S", "if_not_usable": "penalised-default"}


def test_a_penalised_board_carries_mark_up_and_origin(
    library: Library, tables: MatchingTables
) -> None:
    """30 % on the quantity: 130 over 100 stands in the line."""
    board = {**BOARD, "declaration": "d", "copper_um": "70"}
    plain = matched(library, tables, boards=[{**BOARD, "copper_um": "70"}])
    found = matched(library, tables, boards=[board], declarations=[DECLARED], markup="30")
    pairs = list(zip(plain.inventory.lines, found.inventory.lines, strict=True))
    assert len(pairs) == 2
    for before, after in pairs:
        assert kg(after) == kg(before) * F(13, 10)
        assert after.quantity.origin == "default"
        assert after.estimated is True
        assert after.quantity.per[-1].amount == 100
        assert after.quantity.source_quantity == before.quantity.source_quantity
    assert "PENALISED_DEFAULT_TAKEN" in codes(found)


def test_a_penalised_part_keeps_its_mass(library: Library, tables: MatchingTables) -> None:
    row = {"quantity": "3", "designators": ["C1"], "package": "C_0603"}
    plain = matched(library, tables, bom=[row])
    found = matched(
        library, tables, bom=[{**row, "declaration": "d"}], declarations=[DECLARED], markup="30"
    )
    before, after = plain.inventory.lines[0], found.inventory.lines[0]
    assert kg(after) == kg(before) * F(13, 10)
    assert (after.mass, after.quantity.origin) == (before.mass, "default")


@pytest.mark.parametrize("table", ["bom", "boards"])
def test_a_declaration_that_is_not_here_is_reported(
    library: Library, tables: MatchingTables, table: str
) -> None:
    row = {"quantity": "1", "designators": ["C1"], "package": "C_0603"} if table == "bom" else BOARD
    found = matched(library, tables, **{table: [{**row, "declaration": "d"}]})
    assert "DECLARATION_NOT_HERE" in codes(found)


def test_a_proxy_mass_is_wider_on_both_sides(library: Library, tables: MatchingTables) -> None:
    found = _bom(library, tables, designators=["J1"], package="RJ25_6P6C_TabUp")
    (record,) = found.parts
    row = tables.masses["RJ45 jack without magnetics"]
    assert record.proxy
    assert record.mass_mg == (row.typical, row.low / 2, row.high * 2)
    assert reason(by_what(found, "contacts")) == "share-mass-proxy"


def test_a_can_between_two_rows_is_scaled_by_volume(tables: MatchingTables) -> None:
    """16 x 31.5 from 16 x 25: 31.5/25 = 1.26."""
    from openpcf.matching.parts.parser import parse_part
    from openpcf.model.study import BomLine

    line = BomLine(
        id="r", designators=("C1",), package="CP_Radial_D16.0mm_P7.50mm", remarks="63V, 16x31.5"
    )
    record = parse_part(line, tables)
    assert (record.mass_key, record.scale) == ("Al electrolytic radial 16x25", Decimal("1.26"))
    assert record.mass_mg[0] == tables.masses[record.mass_key].typical * Decimal("1.26")


def test_the_range_and_its_mark_go_through_to_the_line(
    library: Library, tables: MatchingTables
) -> None:
    """Two of 780 mg (650 to 950, estimated) with 58 % (45 to 68) copper, in kg."""
    found = _bom(library, tables, designators=["Q1"], package="PG-HSOF-8", quantity="2")
    mass = tables.masses["TOLL / PG-HSOF-8"]
    frame = by_what(found, "lead frame")
    assert frame.quantity.range.low == 2 * mass.low * Decimal("0.45") / 1_000_000
    assert frame.quantity.range.high == 2 * mass.high * Decimal("0.68") / 1_000_000
    assert frame.quantity.range.means == message("range-class", seen=mass.seen)
    die = by_what(found, "silicon").quantity
    assert die.range.low < die.amount < die.range.high
    assert die.range.means == message("range-estimated")


def test_a_mass_somebody_weighed_has_no_range_of_its_class(
    library: Library, tables: MatchingTables
) -> None:
    found = _bom(library, tables, designators=["P1"], package="POWERONE", mass="4", mass_unit="g")
    block = by_what(found, "block")
    assert block.quantity.range.means.code == "range-mass-entered"


def test_publishers_who_disagree_are_the_alternatives_of_a_material(
    library: Library, tables: MatchingTables
) -> None:
    found = _bom(library, tables, designators=["Q1"], package="PG-HSOF-8")
    frame = by_what(found, "lead frame")
    others = {a.factor: a.value for a in found.details[frame.id].alternatives}
    assert others["cu-ica-2018"] == library.get("cu-ica-2018").value
    assert frame.match.alternatives == len(others)
    assert frame.factor.id not in others

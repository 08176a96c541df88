"""What a line carries besides its figure: the factor's year and place, ratings, specificity, and
what becomes of rows that lack something."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction as F
from math import log, sqrt
from typing import Any

import pytest

from openpcf.factor_library.library import Library
from openpcf.matching.match import ChildFact, Confirmed
from openpcf.matching.tables.tables import MatchingTables
from openpcf.model.inventory import Component

from .build import amount, codes, matched, with_own


@pytest.mark.parametrize(("year", "taken"), [(2024, "2024"), (2019, "2019")])
def test_silicon_is_of_the_year_and_place_of_its_grid(
    library: Library, tables: MatchingTables, year: int, taken: str
) -> None:
    """Wafers are made in Taiwan where nobody says otherwise."""
    row = {"quantity": "1", "designators": ["Q1"], "package": "SOT-23"}
    found = matched(library, tables, bom=[row], year=year)
    dies = [x for x in found.inventory.lines if x.factor and x.factor.dataset.startswith("openpcf")]
    assert len(dies) == 2
    for die in dies:
        assert (die.factor.geography, die.factor.year) == ("TW", taken)
        assert die.factor.gwp == "unstated"
        assert die.factor.id.endswith(f":{taken}")
        assert tuple(die.dqr)[1:] == (1, 3)


@pytest.mark.parametrize(
    ("row", "factor", "row_of_factor", "own"),
    [
        ({"designators": ["R1"], "package": "R_2512"}, "resistor:1206", "chip resistor 1206",
         "chip resistor 2512"),
        ({"designators": ["C1"], "package": "C_1210"}, "capacitor:0805", "MLCC 0805", "MLCC 1210"),
        ({"designators": ["L1"], "package": "L_1206"}, "inductor:0805", "chip inductor 0805",
         "chip inductor 1206"),
    ],
)  # fmt: skip
def test_a_chip_of_another_size_counts_by_its_mass(
    library: Library, tables: MatchingTables, row: dict[str, Any], factor: str, row_of_factor: str,
    own: str,
) -> None:  # fmt: skip
    (line,) = matched(library, tables, bom=[{"quantity": "3", **row}]).inventory.lines
    masses = tables.masses
    assert line.factor.id == f"deltalca:{factor}"
    per = F(masses[row_of_factor].typical)
    assert amount(line) == 3 * F(masses[own].typical) / per
    assert line.quantity is not None
    limits = line.quantity.range
    if masses[own].low == masses[own].high:
        assert limits is None
    else:
        assert limits is not None
        assert (limits.low, limits.high) == (3 * masses[own].low, 3 * masses[own].high)
    assert tuple(line.dqr)[:1] == (Decimal(4),)


def test_carbon_taken_up_is_sure(library: Library, tables: MatchingTables) -> None:
    """Its factor is a ratio of molar masses: rated best for technology, without a spread."""
    box = {"material": "wood", "mass": "1", "mass_unit": "kg", "biogenic_carbon_kg": "0.3"}
    _, carbon = matched(library, tables, packaging=[box]).inventory.lines
    assert tuple(carbon.dqr)[:1] == (Decimal(1),)
    assert carbon.sigma_ln is not None
    assert carbon.sigma_ln.factor == 0
    assert carbon.factor.gwp == "not-applicable"
    assert amount(carbon) == F(3, 10) / 12


def test_uptake_a_factor_has_is_not_counted_twice(library: Library, tables: MatchingTables) -> None:
    own = with_own(library, [
        {"id": "mine", "value": "0.5", "unit": "kg CO2e/kg", "fossil": "0.5",
         "biogenic_uptake": "-1.1"},
    ])  # fmt: skip
    box = {"factor": "mine", "mass": "1", "mass_unit": "kg", "biogenic_carbon_kg": "0.3"}
    assert len(matched(own, tables, packaging=[box]).inventory.lines) == 1


@pytest.mark.parametrize(
    ("stated", "evidence", "taken"),
    [
        (None, False, "average"),
        ("average", False, "average"),
        ("supplier", False, "average"),
        ("site", False, "average"),
        ("supplier", True, "supplier"),
        ("site", True, "site"),
    ],
)
def test_a_factor_is_specific_by_evidence_alone(
    library: Library, tables: MatchingTables, stated: str | None, evidence: bool, taken: str
) -> None:
    row = {"material": "copper", "quantity": "1", "unit": "kg", "factor_specificity": stated,
           "evidence": "letter"}  # fmt: skip
    paper = {"evidence": [{"id": "letter", "digest": "sha-256:00"}]} if evidence else {}
    found = matched(library, tables, activities=[row], **paper)
    assert found.inventory.lines[0].factor.specificity == taken
    asked = stated in ("supplier", "site") and not evidence
    assert ("FACTOR_SPECIFIC_WITHOUT_EVIDENCE" in codes(found)) is asked


def test_gases_measured_at_a_plant_are_of_the_site(
    library: Library, tables: MatchingTables
) -> None:
    row = {"material": "process gases", "quantity": "1", "unit": "kg CO2e", "origin": "measured"}
    (line,) = matched(library, tables, activities=[row]).inventory.lines
    assert (line.factor.specificity, line.estimated) == ("site", False)


@pytest.mark.parametrize(("origin", "estimated"), [("measured", False), ("calculated", True)])
def test_what_is_not_measured_is_estimated(
    library: Library, tables: MatchingTables, origin: str, estimated: bool
) -> None:
    row = {"material": "electricity", "quantity": "1", "unit": "kWh", "origin": origin}
    (line,) = matched(library, tables, activities=[row]).inventory.lines
    assert line.estimated is estimated


def test_a_part_without_quantity_is_a_gap(library: Library, tables: MatchingTables) -> None:
    chip = {"designators": ["R1"], "package": "R_0603"}
    found = matched(library, tables, bom=[chip])
    assert [line.is_gap for line in found.inventory.lines] == [True]
    assert "BOM_LINE_NO_QUANTITY" in codes(found)
    none = matched(library, tables, bom=[{**chip, "quantity": "0"}])
    assert "BOM_LINE_NO_QUANTITY" not in codes(none)
    assert [amount(line) for line in none.inventory.lines] == [0]


def test_a_confirmed_factor_that_is_gone_is_reported(
    library: Library, tables: MatchingTables
) -> None:
    row = {"quantity": "1", "designators": ["R1"], "package": "R_0603", "own_number": "7"}
    known = {"own:7": Confirmed("nobody:has-it", "Li Wei", "2026-01-01T00:00:00Z")}
    found = matched(library, tables, bom=[row], confirmed=known)
    assert "CONFIRMED_FACTOR_MISSING" in codes(found)
    assert found.inventory.lines[0].factor.id == "deltalca:resistor:0603"


@pytest.mark.parametrize("unit", ["kWh", "stones"])
def test_a_product_weighed_in_no_mass_has_no_balance(
    library: Library, tables: MatchingTables, unit: str
) -> None:
    rows = [{"quantity": "2", "mass": "250", "mass_unit": "g", "factor": "ne14-cu"}]
    found = matched(library, tables, bom=rows, mass_weighed={"amount": "1", "unit": unit})
    assert not [f for f in found.findings if f.code.startswith("MASS_")]
    assert len(found.inventory.lines) == 1


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"mode": "donkey", "mass": "1", "distance": "1"}, "ACTIVITY_NO_FACTOR"),
        ({"mode": "truck", "distance": "1"}, "LEG_INCOMPLETE"),
        ({"mode": "truck", "mass": "1"}, "LEG_INCOMPLETE"),
    ],
)
def test_a_leg_that_can_not_be_counted_is_a_gap(
    library: Library, tables: MatchingTables, row: dict[str, str], code: str
) -> None:
    found = matched(library, tables, transport=[row])
    assert [line.is_gap for line in found.inventory.lines] == [True]
    assert code in codes(found)


@pytest.mark.parametrize(("unit", "kg"), [(None, F(1)), ("kg", F(1)), ("g", F(1, 1000))])
def test_a_mass_without_a_unit_is_in_kg(
    library: Library, tables: MatchingTables, unit: str | None, kg: F
) -> None:
    leg = {"mode": "truck", "mass": "1", "distance": "1000", "mass_unit": unit}
    box = {"material": "wood", "mass": "1", "mass_unit": unit}
    found = matched(library, tables, transport=[leg], packaging=[box])
    by_stage = {line.stage: amount(line) for line in found.inventory.lines}
    assert by_stage["inbound-transport"] == kg  # 0.001 t x 1000 km
    assert by_stage["packaging"] == kg / 1000  # the factor is per tonne


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("transport", {"mode": "truck", "mass": "1", "distance": "1"}),
        ("packaging", {"material": "wood", "mass": "1"}),
        ("activities", {"material": "copper", "quantity": "1", "unit": "kg"}),
        ("bom", {"quantity": "1", "designators": ["R1"], "package": "R_0603"}),
        ("boards", {"area": "1", "layers": "1", "thickness_mm": "1"}),
    ],
)
@pytest.mark.parametrize(("option", "lines"), [("in", 1), ("out", 0), ("scenario", 0)])
def test_only_what_is_in_makes_a_line(
    library: Library, tables: MatchingTables, table: str, row: dict[str, str], option: str,
    lines: int,
) -> None:  # fmt: skip
    rows: dict[str, Any] = {table: [{**row, "option": option}]}
    found = matched(library, tables, **rows)
    assert len(found.inventory.lines) == lines
    assert [line.source for line in found.inventory.lines] == [f"{table}#r1"] * lines


def test_a_wafer_is_electricity_gases_and_materials(
    library: Library, tables: MatchingTables
) -> None:
    """28 nm for a cm2: 0.9 kWh on Taiwan's grid of 2024, 0.175 and 0.1 kg of gases of which the
    mean counts, 0.5 kg of materials."""
    row = {"quantity": "1", "designators": ["Q1"], "package": "SOT-23"}
    found = matched(library, tables, bom=[row])
    die = next(x for x in found.inventory.lines if x.factor and x.factor.kind == "process")
    assert F(die.factor.value) == F("0.9") * F("0.63519") + F("0.1375") + F("0.5")


@pytest.mark.parametrize(
    ("unit", "code"), [("kWh", "FACTOR_UNIT_DIFFERS"), ("stones", "UNIT_UNKNOWN")]
)
def test_an_amount_in_another_unit_than_its_factor_is_a_gap(
    library: Library, tables: MatchingTables, unit: str, code: str
) -> None:
    row = {"material": "copper", "quantity": "1", "unit": unit}
    found = matched(library, tables, activities=[row])
    assert [line.is_gap for line in found.inventory.lines] == [True]
    assert {f.code for f in found.findings if f.is_error} == {code}


@pytest.mark.parametrize(
    ("words", "part_class"),
    [
        ("LED red", "led"),
        ("LEDs red", "led"),
        ("ledger red", "diode"),
        ("sealed red", "diode"),
    ],
)
def test_a_word_stands_alone_or_in_the_plural(
    library: Library, tables: MatchingTables, words: str, part_class: str
) -> None:
    row = {"quantity": "1", "designators": ["D1"], "description": words}
    (record,) = matched(library, tables, bom=[row]).parts
    assert record.part_class == part_class


@pytest.mark.parametrize(
    ("quantity", "pieces", "asked"), [(None, 1, True), ("1", 1, False), ("2", 2, False)]
)
def test_a_supplied_board_without_quantity_is_one(
    library: Library, tables: MatchingTables, quantity: str | None, pieces: int, asked: bool
) -> None:
    component = Component.model_validate(
        {
            "id": "d",
            "child": {
                "series": "s",
                "id": "i",
                "version": 1,
                "digest": "sha-256:" + "a" * 64,
                "issuer": "x",
            },
            "quantity": {"amount": "1", "unit": "piece"},
            "child_result": {"excl": "2", "parts": {"fossil": "2"}},
        }
    )
    found = matched(
        library, tables, boards=[{"quantity": quantity, "declaration": "d"}],
        declarations=[{"id": "d", "path": "d.json"}], children={"d": ChildFact(component)},
    )  # fmt: skip
    (item,) = found.inventory.components
    assert item.quantity.amount == pieces
    assert ("BOARD_QUANTITY_BLANK" in codes(found)) is asked


def test_the_spread_of_a_quantity_is_that_of_its_range(
    library: Library, tables: MatchingTables
) -> None:
    """Ranges are 95 %: ln(high / low) / 3.92. A die of 0.2 to 0.8 mm2; its test a share of 1.01 to
    49.25 % besides, the two independent."""
    row = {"quantity": "1", "designators": ["Q1"], "package": "SOT-23"}
    found = matched(library, tables, bom=[row])
    die, test = [x for x in found.inventory.lines if x.factor and x.factor.kind == "process"]
    of_die = log(0.8 / 0.2) / 3.92
    of_both = sqrt(of_die**2 + (log(0.4925 / 0.0101) / 3.92) ** 2)
    assert die.sigma_ln is not None
    assert test.sigma_ln is not None
    assert float(die.sigma_ln.quantity) == pytest.approx(of_die, abs=1e-4)
    assert float(test.sigma_ln.quantity) == pytest.approx(of_both, abs=1e-4)
    for line, low, high in ((die, 0.2, 0.8), (test, 0.2 * 0.0101, 0.8 * 0.4925)):
        assert line.quantity is not None
        limits = line.quantity.range
        assert limits is not None
        assert float(limits.high / limits.low) == pytest.approx(high / low, rel=1e-9)
        assert limits.low < line.quantity.amount < limits.high


@pytest.mark.parametrize(
    ("row", "lines"),
    [
        ({"designators": ["Q1"], "package": "SOT-23"}, 2),
        ({"designators": ["Q1"], "package": "SOT-23", "part_class": "transistor-power"}, 2),
        ({"designators": ["D1"], "package": "D_SMC"}, 2),
        ({"designators": ["D1"], "package": "D_SOD-123", "part_class": "diode"}, 2),
        ({"designators": ["U1"], "package": "QFN-32_5x5mm"}, 1),
    ],
)
def test_a_discrete_device_has_a_line_of_its_assembly_and_test(
    library: Library, tables: MatchingTables, row: dict[str, Any], lines: int
) -> None:
    found = matched(library, tables, bom=[{"quantity": "1", **row}])
    of_wafers = [x for x in found.inventory.lines if x.factor and "wafer" in x.factor.id]
    assert len(of_wafers) == lines


@pytest.mark.parametrize(
    ("package", "key", "proxy"),
    [
        ("CP_Radial_D8.0mm_P3.50mm", "Al electrolytic radial 8x12", True),
        ("CP_Radial_D10.0mm_P5.00mm", "Al electrolytic radial 10x20", True),
        ("CP_Elec_8x10", "Al electrolytic SMD 8x10.2", False),
    ],
)
def test_a_can_whose_length_nobody_states_is_a_proxy(
    library: Library, tables: MatchingTables, package: str, key: str, proxy: bool
) -> None:
    row = {
        "quantity": "1",
        "designators": ["C1"],
        "package": package,
        "description": "electrolytic",
    }
    (record,) = matched(library, tables, bom=[row]).parts
    assert (record.mass_key, record.proxy) == (key, proxy)


def test_a_mass_entered_has_a_small_spread_of_its_own(
    library: Library, tables: MatchingTables
) -> None:
    """40 mg, weighed: no range of the class is left, 5 % stand for the scales."""
    row = {"quantity": "2", "designators": ["R1"], "package": "R_2512", "mass_unit": "mg"}
    (entered,) = matched(library, tables, bom=[{**row, "mass": "40"}]).inventory.lines
    assert entered.sigma_ln is not None
    assert entered.sigma_ln.quantity == Decimal("0.05")
    assert entered.quantity is not None
    assert entered.quantity.range is None
    assert amount(entered) == 2 * F(40) / F(tables.masses["chip resistor 1206"].typical)

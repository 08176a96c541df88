"""Thresholds of matching: just below, at and just above each of them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction as F
from typing import Any

import pytest

from openpcf.factor_library.library import Library
from openpcf.matching.tables.tables import MatchingTables
from openpcf.model.finding import NEEDS_CONFIRMATION

from .build import amount, codes, matched, with_own

BOARD = {"quantity": "2", "area": "1", "area_unit": "dm2", "layers": "2", "thickness_mm": "1.6",
         "copper_um": "35", "panel_utilisation_percent": "80"}  # fmt: skip


@pytest.mark.parametrize(
    ("copper", "layers", "beyond"),
    [
        # 2 x 10^4 mm2 / 0.8 x outer layers x um beyond 35 x 8.96e-9 kg/(mm2.um)
        ("0", "2", None),
        ("34.9", "2", None),
        ("35", "2", None),
        ("35.1", "2", F("0.0000448")),
        ("36", "1", F("0.000224")),
        ("70", "1", F("0.00784")),
        ("70", "2", F("0.01568")),
        ("70", "3", F("0.01568")),
        ("70", "8", F("0.01568")),
    ],
)
def test_copper_beyond_the_usual(
    library: Library, tables: MatchingTables, copper: str, layers: str, beyond: F | None
) -> None:
    board = {**BOARD, "copper_um": copper, "layers": layers}
    found = matched(library, tables, boards=[board])
    made, *more = found.inventory.lines
    assert [amount(line) for line in more] == ([] if beyond is None else [beyond])
    assert ("BOARD_COPPER" in codes(found)) is (beyond is not None)
    assert made.dqr is not None
    assert next(iter(made.dqr)) == (3 if beyond is None else 4)
    assert made.sigma_ln is not None
    assert made.sigma_ln.factor == Decimal("0.35" if beyond is None else "0.5")
    assert amount(made) == 2 * F(10_000) * int(layers) * F("1.6") / F("0.8")


def test_a_blank_is_no_thick_copper(library: Library, tables: MatchingTables) -> None:
    found = matched(library, tables, boards=[{**BOARD, "copper_um": None}])
    assert len(found.inventory.lines) == 1
    assert {"BOARD_COPPER_BLANK"} == codes(found) & {"BOARD_COPPER_BLANK", "BOARD_COPPER"}


@pytest.mark.parametrize("blank", ["area", "layers", "thickness_mm"])
def test_a_board_needs_area_layers_and_thickness(
    library: Library, tables: MatchingTables, blank: str
) -> None:
    found = matched(library, tables, boards=[{**BOARD, blank: None}])
    assert [line.is_gap for line in found.inventory.lines] == [True]
    assert "BOARD_INCOMPLETE" in codes(found)


PER_AREA = {"id": "mine", "unit": "kg CO2e/m2"}


@pytest.mark.parametrize(
    ("blank", "gap"), [("area", True), ("layers", False), ("thickness_mm", False)]
)
def test_a_factor_for_an_area_needs_the_area_alone(
    library: Library, tables: MatchingTables, blank: str, gap: bool
) -> None:
    own = with_own(library, [{**PER_AREA, "value": "60"}])
    found = matched(own, tables, boards=[{**BOARD, "factor": "mine", blank: None}])
    assert [line.is_gap for line in found.inventory.lines] == [gap]
    assert ("BOARD_INCOMPLETE" in codes(found)) is gap
    if not gap:
        assert amount(found.inventory.lines[0]) == F(2, 100) / F("0.8")


SQUARE = {"quantity": "1", "area": "1", "area_unit": "m2", "thickness_mm": "1", "copper_um": "35",
          "panel_utilisation_percent": "100", "factor": "mine"}  # fmt: skip


@pytest.mark.parametrize(
    ("layers", "value", "code"),
    [
        # 1.75 kg of laminate, 0.4 epoxy at 5.7 and 0.6 glass at its low 1.4: 5.46
        ("2", "5.459999", "FACTOR_BELOW_FLOOR"),
        ("2", "5.46", None),
        ("2", "5.460001", None),
        # the usual factor gives 12.25 for 2 layers, 612.5 for 100
        ("2", "612.49", None),
        ("2", "612.5", "FACTOR_OFF_CLASS"),
        ("2", "612.51", "FACTOR_OFF_CLASS"),
        ("100", "12.24", "FACTOR_OFF_CLASS"),
        ("100", "12.25", "FACTOR_OFF_CLASS"),
        ("100", "12.26", None),
    ],
)
def test_a_named_factor_against_laminate_and_class(
    library: Library, tables: MatchingTables, layers: str, value: str, code: str | None
) -> None:
    own = with_own(library, [{**PER_AREA, "value": value}])
    found = matched(own, tables, boards=[{**SQUARE, "layers": layers}])
    reported = codes(found) & {"FACTOR_BELOW_FLOOR", "FACTOR_OFF_CLASS"}
    assert reported == ({code} if code else set())
    assert found.inventory.lines[0].is_gap is (code == "FACTOR_BELOW_FLOOR")


@pytest.mark.parametrize(
    ("stated", "reported"),
    [
        ("0.01", {"YIELD_FRACTION"}),
        ("0.985", {"YIELD_FRACTION"}),
        ("1", {"YIELD_FRACTION"}),
        ("1.01", {"YIELD_LOW"}),
        ("49.99", {"YIELD_LOW"}),
        ("50", set()),
        ("50.01", set()),
        ("99.99", set()),
        ("100", set()),
        (None, {"YIELD_UNKNOWN"}),
    ],
)
def test_yields(
    library: Library, tables: MatchingTables, stated: str | None, reported: set[str]
) -> None:
    step = {"what": "reflow", "yield_percent": stated}
    found = matched(library, tables, processes=[step])
    lost = {"SCRAP_WITHOUT_TREATMENT"} if stated not in (None, "100") else set()
    assert {c for c in codes(found) if c.startswith(("YIELD", "SCRAP"))} == reported | lost
    waste = {"material": "waste to landfill", "quantity": "1", "unit": "kg"}
    treated = matched(library, tables, processes=[step], activities=[waste])
    assert {c for c in codes(treated) if c.startswith(("YIELD", "SCRAP"))} == reported
    elsewhere = matched(
        library, tables, processes=[step], activities=[{**waste, "stage": "end-of-life"}]
    )
    assert {c for c in codes(elsewhere) if c.startswith("SCRAP")} == lost


@pytest.mark.parametrize("share", ["1", "0.985"])
def test_a_yield_of_a_fraction_counts_where_it_is_proven(
    library: Library, tables: MatchingTables, share: str
) -> None:
    step = {"what": "reflow", "yield_percent": share, "evidence": "proof"}
    paper = [{"id": "proof", "digest": "sha-256:00"}]
    assert "YIELD_FRACTION" not in codes(matched(library, tables, processes=[step], evidence=paper))
    assert "YIELD_FRACTION" in codes(matched(library, tables, processes=[step]))


@pytest.mark.parametrize(
    ("mg", "code"),
    [
        # an SMC is 200 to 250 mg: a third of the low end, three times the high end
        ("66.67", None),
        ("66.66", "MASS_SLIP"),
        ("210", None),
        ("750", None),
        ("750.01", "MASS_SLIP"),
        # a thousand times off is the largest slip there is
        ("0.06667", "MASS_SLIP"),
        ("0.06666", "MASS_OUT_OF_BAND"),
        ("750000", "MASS_SLIP"),
        ("750001", "MASS_OUT_OF_BAND"),
    ],
)
def test_the_band_of_a_mass(
    library: Library, tables: MatchingTables, mg: str, code: str | None
) -> None:
    row = {"quantity": "1", "designators": ["D1"], "package": "D_SMC", "mass": mg}
    found = matched(library, tables, bom=[{**row, "mass_unit": "mg"}])
    assert codes(found) & {"MASS_SLIP", "MASS_OUT_OF_BAND"} == ({code} if code else set())


@pytest.mark.parametrize(
    ("carbon", "code"),
    [
        ("0.023999", None),
        ("0.024", None),
        ("0.024001", "BIOGENIC_HIGH"),
        ("0.04", "BIOGENIC_HIGH"),
        ("0.040001", "BIOGENIC_ABOVE_MASS"),
    ],
)
def test_biogenic_carbon_of_40_g(
    library: Library, tables: MatchingTables, carbon: str, code: str | None
) -> None:
    box = {"material": "wood", "mass": "40", "mass_unit": "g", "biogenic_carbon_kg": carbon}
    found = matched(library, tables, packaging=[box])
    reported = codes(found) & {"BIOGENIC_HIGH", "BIOGENIC_ABOVE_MASS"}
    assert reported == ({code} if code else set())
    taken_up = len(found.inventory.lines) == 2
    assert taken_up is (code != "BIOGENIC_ABOVE_MASS")


METER = {"material": "electricity", "unit": "kWh", "quantity": "1"}
LEG = {"mode": "truck", "mass_unit": "kg", "distance": "9"}
BOX = {"material": "wood", "mass_unit": "g"}
LAMINATE = {**BOARD, "quantity": "1", "area_unit": "cm2"}
COPPER = {"quantity": "1", "mass_unit": "g", "factor": "ne14-cu"}


@pytest.mark.parametrize(
    ("code", "grams", "table", "row", "name", "at", "above"),
    [
        ("ENERGY_ABOVE_PRODUCT", "100", "activities", METER, "quantity", "25", "25.0001"),
        ("ENERGY_ABOVE_PRODUCT", "40", "activities", METER, "quantity", "10", "10.0001"),
        ("ENERGY_ABOVE_PRODUCT", "1", "activities", METER, "quantity", "10", "10.0001"),
        ("ENERGY_ABOVE_PRODUCT", "41", "activities", METER, "quantity", "10.25", "10.2501"),
        ("LEG_ABOVE_PRODUCT", "100", "transport", LEG, "mass", "0.5", "0.5001"),
        ("PACKAGING_ABOVE_PRODUCT", "100", "packaging", BOX, "mass", "500", "500.01"),
        ("PACKAGING_ABOVE_PRODUCT", "100", "packaging", {**BOX, "uses": "4"}, "mass", "2000",
         "2000.1"),
        # 24 cm2 x 1.6 mm x 1.75 g/cm3: 6.72 g
        ("BOARD_ABOVE_PRODUCT", "6.72", "boards", LAMINATE, "area", "24", "24.001"),
        ("BOARD_ABOVE_PRODUCT", "6.72", "boards", {**LAMINATE, "area": "24"}, "thickness_mm",
         "1.6", "1.601"),
        ("MASS_ABOVE_PRODUCT", "500", "bom", COPPER, "mass", "510", "510.001"),
    ],
)  # fmt: skip
def test_proportions_to_the_product(
    library: Library, tables: MatchingTables, code: str, grams: str, table: str,
    row: dict[str, Any], name: str, at: str, above: str,
) -> None:  # fmt: skip
    def reported(value: str) -> set[str]:
        rows: dict[str, Any] = {table: [{**row, name: value}]}
        weighed = {"amount": grams, "unit": "g"}
        return codes(matched(library, tables, mass_weighed=weighed, **rows)) & {code}

    assert reported(at) == set()
    assert reported(above) == {code}
    assert code in NEEDS_CONFIRMATION


@pytest.mark.parametrize("stage", ["raw-materials", "packaging", "distribution", "use"])
def test_energy_of_production_alone_is_held_against_the_product(
    library: Library, tables: MatchingTables, stage: str
) -> None:
    weighed = {"mass_weighed": {"amount": "100", "unit": "g"}}
    row = {**METER, "quantity": "2000", "stage": stage}
    assert "ENERGY_ABOVE_PRODUCT" not in codes(
        matched(library, tables, activities=[row], **weighed)
    )


@pytest.mark.parametrize(
    ("year", "taken", "reported"),
    [
        (2021, "2023", True),
        (2022, "2023", True),
        (2023, "2023", False),
        (2024, "2024", False),
        (2025, "2024", False),
        (2027, "2024", False),
        (2028, "2024", True),
    ],
)
def test_a_grid_factor_is_of_the_year_or_three_before(
    library: Library, tables: MatchingTables, year: int, taken: str, reported: bool
) -> None:
    found = matched(library, tables, year=year, activities=[METER])
    (line,) = found.inventory.lines
    assert (line.factor.geography, line.factor.year) == ("CN", taken)
    assert ("ELECTRICITY_YEAR" in codes(found)) is reported


@pytest.mark.parametrize(
    ("key", "total", "gap"),
    [("0", "100", False), ("99.9", "100", False), ("100", "100", False), ("100.1", "100", True),
     ("0", "0", True)],
)  # fmt: skip
def test_no_more_than_all_of_a_site_total(
    library: Library, tables: MatchingTables, key: str, total: str, gap: bool
) -> None:
    row = {**METER, "allocation_key": "area", "product_key": key, "key_total": total, "pieces": "1"}
    found = matched(library, tables, activities=[row])
    assert ("ALLOCATION_ABOVE_ONE" in codes(found)) is gap
    assert found.inventory.lines[0].is_gap is gap


@pytest.mark.parametrize(
    ("shares", "reported"),
    [
        (("100",), False),
        (("60", "40"), False),
        (("60", "39.9"), True),
        (("60", "40.1"), True),
        (("0.6", "0.4"), True),
    ],
)
def test_the_ways_of_one_waste_are_all_of_it(
    library: Library, tables: MatchingTables, shares: tuple[str, ...], reported: bool
) -> None:
    waste = {"material": "waste to landfill", "quantity": "1", "unit": "kg", "share_of": "board"}
    rows = [{**waste, "share_percent": share, "what": share} for share in shares]
    found = matched(library, tables, activities=rows)
    assert ("TREATMENT_SHARES" in codes(found)) is reported
    tonnes = [F(share) / 100 / 1000 for share in shares]
    assert [amount(line) for line in found.inventory.lines] == tonnes


@pytest.mark.parametrize(
    ("mwh", "reported", "covered"),
    [
        ("299.9", {"CONTRACT_REMAINDER"}, 2),
        ("300", set(), 1),
        ("300.1", {"CONTRACT_ABOVE_CONSUMPTION"}, 1),
    ],
)
def test_contracts_cover_no_more_than_is_used(
    library: Library, tables: MatchingTables, mwh: str, reported: set[str], covered: int
) -> None:
    sun = {"id": "sun", "value": "0.04", "unit": "kg CO2e/kWh"}
    row = {**METER, "quantity": "300", "unit": "MWh", "factor": "sun", "pieces": "1000"}
    found = matched(
        with_own(library, [sun]), tables, activities=[row],
        method={"electricity": {"approach": "market", "instruments": [{"mwh": mwh}]}},
    )  # fmt: skip
    known = {"CONTRACT_REMAINDER", "CONTRACT_ABOVE_CONSUMPTION", "CONTRACT_NOT_STATED"}
    assert codes(found) & known == reported
    assert len(found.inventory.lines) == covered
    assert sum(amount(line) for line in found.inventory.lines) == 300


@pytest.mark.parametrize(
    ("study", "code"),
    [
        ({}, None),
        ({"product": {"name": "P"}}, None),
        ({"product": {"mass": {"amount": "510", "unit": "g"}}}, "MASS_KNOWN"),
        ({"product": {"mass": {"amount": "100", "unit": "g"}}}, "MASS_ABOVE_PRODUCT"),
        (
            {
                "product": {"mass": {"amount": "100", "unit": "g"}},
                "mass_weighed": {"amount": "510", "unit": "g"},
            },
            "MASS_KNOWN",
        ),
    ],
)
def test_the_mass_weighed_counts_before_the_mass_stated(
    library: Library, tables: MatchingTables, study: dict[str, Any], code: str | None
) -> None:
    found = matched(library, tables, bom=[{**COPPER, "mass": "510"}], **study)
    assert codes(found) & {"MASS_KNOWN", "MASS_ABOVE_PRODUCT"} == ({code} if code else set())


@pytest.mark.parametrize(
    ("unit", "at", "above"),
    [("MJ", "90", "90.001"), ("kJ", "90000", "90001"), ("kWh", "25", "25.001")],
)
def test_energy_is_compared_in_kwh(
    library: Library, tables: MatchingTables, unit: str, at: str, above: str
) -> None:
    """100 g take 25 kWh, which are 90 MJ."""
    own = with_own(library, [{"id": "heat", "value": "0.1", "unit": f"kg CO2e/{unit}"}])

    def reported(quantity: str) -> bool:
        row = {"what": "heat", "factor": "heat", "quantity": quantity, "unit": unit}
        weighed = {"amount": "100", "unit": "g"}
        found = matched(own, tables, activities=[row], mass_weighed=weighed)
        assert not found.inventory.lines[0].is_gap
        return "ENERGY_ABOVE_PRODUCT" in codes(found)

    assert (reported(at), reported(above)) == (False, True)

"""Energy of use, screening values of gaps, residual mixes, and units that do not fit: the ways the
other tables do not go."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction as F
from typing import Any

import pytest

from openpcf.factor_library.library import Library
from openpcf.matching.match import ChildFact, Matching
from openpcf.matching.tables.tables import MatchingTables
from openpcf.model.inventory import Component

from .build import amount, codes, matched, with_own

POWER = {"material": "electricity", "stage": "use", "region": "CN"}


@pytest.mark.parametrize(
    ("row", "kwh"),
    [
        ({"quantity": "5", "unit": "W", "hours": "1000"}, F(5)),
        ({"quantity": "5", "unit": "W", "hours": "1000", "duty_percent": "50"}, F("2.5")),
        ({"quantity": "2", "unit": "kW", "hours": "3"}, F(6)),
        ({"quantity": "2", "unit": "kW", "hours": "3", "duty_percent": "0"}, F(0)),
        ({"quantity": "2", "unit": "kW", "hours": "3", "overhead_percent": "10"}, F("6.6")),
        ({"quantity": "7", "unit": "kWh"}, F(7)),
        ({"quantity": "0.001", "unit": "MWh"}, F(1)),
    ],
)
def test_use_is_power_by_hours_by_duty(
    library: Library, tables: MatchingTables, row: dict[str, str], kwh: F
) -> None:
    found = matched(library, tables, activities=[{**POWER, **row}])
    (line,) = found.inventory.lines
    assert (amount(line), line.quantity.unit) == (kwh, "kWh")
    assert "ACTIVITY_POWER" not in codes(found)


@pytest.mark.parametrize(
    "row",
    [
        {"quantity": "5", "unit": "W"},
        {"quantity": "5", "unit": "kWh", "hours": "3"},
        {"quantity": "5", "unit": "kWh", "duty_percent": "50"},
        {"quantity": "5", "unit": "kWh", "hours": "3", "duty_percent": "50"},
        {"quantity": "5", "unit": "stones", "hours": "3"},
    ],
)
def test_power_needs_hours_and_energy_takes_none(
    library: Library, tables: MatchingTables, row: dict[str, str]
) -> None:
    found = matched(library, tables, activities=[{**POWER, **row}])
    assert [line.is_gap for line in found.inventory.lines] == [True]
    assert "ACTIVITY_POWER" in codes(found)


@pytest.mark.parametrize(
    ("row", "screening"),
    [
        # at most 6 kg CO2e/kg for moulding compound, 30 for what nobody names
        ({"material": "moulding compound", "quantity": "2", "unit": "g"}, "0.012"),
        ({"material": "moulding compound", "quantity": "2", "unit": "kg", "pieces": "4"}, "3"),
        ({"material": "other materials", "quantity": "0.1", "unit": "kg"}, "3"),
        ({"material": "other materials", "quantity": "0", "unit": "kg"}, "0"),
        ({"material": "moulding compound", "quantity": "2", "unit": "m2"}, None),
        ({"material": "moulding compound", "quantity": "2", "unit": "stones"}, None),
    ],
)
def test_a_gap_has_a_screening_value_by_its_mass(
    library: Library, tables: MatchingTables, row: dict[str, str], screening: str | None
) -> None:
    found = matched(library, tables, activities=[row])
    (line,) = found.inventory.lines
    assert line.is_gap
    assert "ACTIVITY_GAP_SCREENED" in codes(found)
    assert line.screening == (None if screening is None else Decimal(screening))


def test_what_has_a_factor_has_no_screening_value(library: Library, tables: MatchingTables) -> None:
    row = {"material": "copper", "quantity": "2", "unit": "kg"}
    (line,) = matched(library, tables, activities=[row]).inventory.lines
    assert (line.is_gap, line.screening) == (False, None)


SUN = {"id": "sun", "value": "0.04", "unit": "kg CO2e/kWh"}
RESIDUAL = {"id": "rest", "value": "0.9", "unit": "kg CO2e/kWh", "geography": "CN",
            "category": "electricity_residual"}  # fmt: skip


@pytest.mark.parametrize(
    ("geography", "region", "rest"),
    [("CN", "CN", True), ("CN", "CN-GD", True), ("DE", "CN", False), ("CN", "FR", False)],
)
def test_what_contracts_do_not_cover_takes_the_residual_mix(
    library: Library, tables: MatchingTables, geography: str, region: str, rest: bool
) -> None:
    """3 of 10 kWh by the contract, 7 by the residual mix of the place, where there is one."""
    own = with_own(library, [SUN, {**RESIDUAL, "geography": geography}])
    row = {"material": "electricity", "quantity": "10", "unit": "MWh", "pieces": "1000",
           "factor": "sun", "region": region}  # fmt: skip
    method = {"electricity": {"approach": "market", "instruments": [{"mwh": "1"}, {"mwh": "2"}]}}
    found = matched(own, tables, activities=[row], method=method)
    covered, other = found.inventory.lines
    assert (covered.factor.id, amount(covered), amount(other)) == ("sun", 3, 7)
    assert (other.factor.id == "rest") is rest
    assert ("CONTRACT_REMAINDER" in codes(found)) is not rest


@pytest.mark.parametrize(
    ("region", "code"), [(None, "ELECTRICITY_REGION"), ("AQ", "ELECTRICITY_NO_FACTOR")]
)
def test_electricity_of_nowhere_is_a_gap(
    library: Library, tables: MatchingTables, region: str | None, code: str
) -> None:
    row = {"material": "electricity", "quantity": "1", "unit": "kWh"}
    found = matched(library, tables, activities=[row], region=region)
    assert [line.is_gap for line in found.inventory.lines] == [True]
    assert code in codes(found)


@pytest.mark.parametrize(
    ("start", "end", "stated"),
    [
        ("2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z", True),
        ("2024-02-01T00:00:00Z", None, False),
        (None, "2024-03-01T00:00:00Z", False),
    ],
)
def test_a_row_with_a_period_of_its_own_keeps_it(
    library: Library, tables: MatchingTables, start: str | None, end: str | None, stated: bool
) -> None:
    row = {"material": "copper", "quantity": "1", "unit": "kg", "period_start": start,
           "period_end": end}  # fmt: skip
    (line,) = matched(library, tables, activities=[row]).inventory.lines
    assert (line.period is not None) is stated
    if line.period is not None:
        assert (line.period.start, line.period.end) == (start, end)


def _only_gap(found: Matching) -> set[str]:
    assert [line.is_gap for line in found.inventory.lines] == [True]
    return {f.code for f in found.findings}


@pytest.mark.parametrize(
    ("table", "row", "code"),
    [
        ("activities", {"quantity": "1", "unit": "kg", "factor": "nobody:has-it"}, "FACTOR_UNKNOWN"),
        ("activities", {"quantity": "1", "unit": "cm2", "factor": "act:logic/epa:28nm"},
         "FACTOR_NOT_CO2E"),
        ("packaging", {"material": "moon dust", "mass": "1"}, "ACTIVITY_NO_FACTOR"),
        ("packaging", {"material": "wood"}, "PACKAGING_INCOMPLETE"),
        ("packaging", {"material": "wood", "mass": "1", "mass_unit": "m2"}, "FACTOR_UNIT_DIFFERS"),
        ("packaging", {"material": "wood", "mass": "1", "uses": "0"}, "DIVISOR_ZERO"),
        ("transport", {"factor": "ne14-cu", "mass": "1", "distance": "1"}, "FACTOR_UNIT_DIFFERS"),
        ("bom", {"quantity": "1", "factor": "ne14-cu"}, "MASS_NEEDED"),
        ("bom", {"quantity": "1", "material": "copper"}, "MASS_NEEDED"),
        ("bom", {"quantity": "1", "factor": "pcb4-delta"}, "FACTOR_UNIT_DIFFERS"),
        ("bom", {"quantity": "1", "unit": "kg", "description": "thing"}, "FACTOR_UNIT_DIFFERS"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_a_gap_with_its_code(
    library: Library, tables: MatchingTables, table: str, row: dict[str, str], code: str
) -> None:
    rows: dict[str, Any] = {table: [row]}
    assert code in _only_gap(matched(library, tables, **rows))


@pytest.mark.parametrize(
    ("row", "pieces"),
    [({"quantity": "3"}, 3), ({"quantity": "3", "unit": "1000 pieces"}, 3000)],
)
def test_a_bom_counts_in_thousands_too(
    library: Library, tables: MatchingTables, row: dict[str, str], pieces: int
) -> None:
    chip = {"designators": ["R1"], "package": "R_0603", **row}
    (line,) = matched(library, tables, bom=[chip]).inventory.lines
    assert amount(line) == pieces


def test_a_bom_in_kg_takes_the_factor_of_its_material(
    library: Library, tables: MatchingTables
) -> None:
    row = {"quantity": "3", "unit": "g", "material": "copper", "description": "wire"}
    (line,) = matched(library, tables, bom=[row]).inventory.lines
    assert (line.factor.id, amount(line)) == ("ne14-cu", F(3, 1000))


@pytest.mark.parametrize(
    ("unit", "asked"),
    [
        (None, False),
        ({"measure": "piece", "amount": "1"}, False),
        ({"measure": "piece", "amount": "1000"}, True),
        ({"measure": "kilogram", "amount": "1"}, True),
        ({"measure": "piece"}, True),
    ],
)
def test_a_declared_unit_that_is_not_one_piece_is_reported(
    library: Library, tables: MatchingTables, unit: dict[str, str] | None, asked: bool
) -> None:
    found = matched(library, tables, unit=unit)
    assert ("DECLARED_UNIT_NOT_ONE" in codes(found)) is asked
    assert "NOTHING_TO_MATCH" in codes(found)


@pytest.mark.parametrize(
    ("basis", "asked"), [("bounding-box", True), ("outline", False), (None, False)]
)
def test_a_box_around_a_board_is_not_its_area(
    library: Library, tables: MatchingTables, basis: str | None, asked: bool
) -> None:
    board = {"quantity": "1", "area": "1", "layers": "2", "thickness_mm": "1.6",
             "area_basis": basis}  # fmt: skip
    found = matched(library, tables, boards=[board])
    assert ("BOARD_BOX" in codes(found)) is asked


@pytest.mark.parametrize(("markup", "times"), [("0", F(1)), ("30", F("1.3")), ("100", F(2))])
def test_a_penalised_default_marks_up_lines_and_screening_values(
    library: Library, tables: MatchingTables, markup: str, times: F
) -> None:
    row = {"quantity": "2", "designators": ["Q1"], "package": "SOT-23"}
    plain = matched(library, tables, bom=[row])
    given = {"id": "d", "path": "d.json", "if_not_usable": "penalised-default"}
    marked = matched(
        library, tables, bom=[{**row, "declaration": "d"}], declarations=[given], markup=markup
    )
    pairs = list(zip(plain.inventory.lines, marked.inventory.lines, strict=True))
    assert any(one.is_gap and one.screening for one, _ in pairs)
    for one, other in pairs:
        if one.is_gap:
            assert F(other.screening or 0) == F(one.screening or 0) * times
        else:
            assert amount(other) == amount(one) * times
            assert (other.quantity.origin, other.estimated) == ("default", True)


def _child(unit: str) -> ChildFact:
    component = Component.model_validate(
        {
            "id": "d",
            "child": {"series": "s", "id": "i", "version": 1, "digest": "sha-256:" + "a" * 64,
                      "issuer": "x"},
            "quantity": {"amount": "1", "unit": unit},
            "child_result": {"excl": "2", "parts": {"fossil": "2"}},
        }
    )  # fmt: skip
    return ChildFact(component, unit=unit)


@pytest.mark.parametrize(
    ("table", "row", "unit", "taken"),
    [
        ("bom", {"quantity": "3"}, "piece", 3),
        ("bom", {"quantity": "3", "unit": "1000 pieces"}, "piece", 3000),
        ("bom", {"quantity": "3", "unit": "kg"}, "kilogram", 3),
        ("bom", {"quantity": "3"}, "kilogram", None),
        ("bom", {"quantity": "3", "unit": "kg"}, "piece", None),
        ("boards", {"quantity": "3"}, "piece", 3),
        ("boards", {"quantity": "3"}, "kilogram", None),
        ("packaging", {}, "piece", 1),
        ("packaging", {}, "kilogram", None),
    ],
)
def test_a_declaration_counts_in_its_own_unit(
    library: Library, tables: MatchingTables, table: str, row: dict[str, str], unit: str,
    taken: int | None,
) -> None:  # fmt: skip
    rows: dict[str, Any] = {table: [{**row, "declaration": "d"}]}
    found = matched(
        library, tables, children={"d": _child(unit)},
        declarations=[{"id": "d", "path": "d.json"}], **rows,
    )  # fmt: skip
    assert ("BILL_UNIT_DIFFERS" in codes(found)) is (taken is None)
    assert [item.quantity.amount for item in found.inventory.components] == (
        [] if taken is None else [taken]
    )


def test_a_default_of_one_declaration_is_none_of_another(
    library: Library, tables: MatchingTables
) -> None:
    """Of two that are not here, the study takes a default for one alone."""
    chip = {"quantity": "1", "designators": ["R1"], "package": "R_0603"}
    found = matched(
        library, tables,
        bom=[{**chip, "declaration": "a"}, {**chip, "declaration": "b"}],
        declarations=[
            {"id": "a", "path": "a.json", "if_not_usable": "penalised-default"},
            {"id": "b", "path": "b.json"},
        ],
        markup="30",
    )  # fmt: skip
    origins = [line.quantity.origin for line in found.inventory.lines if line.quantity]
    assert origins.count("default") == 1
    by_code = {f.code: f.place for f in found.findings}
    assert by_code["PENALISED_DEFAULT_TAKEN"] == "bom#r1"
    assert by_code["DECLARATION_NOT_HERE"] == "bom#r2"

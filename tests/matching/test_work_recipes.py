"""Transport, electricity, packaging by hand: the kind of quantity and its arithmetic."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction as F
from typing import Any

import pytest

from openpcf.factor_library.library import Library
from openpcf.matching.parts.yields import fitted_together
from openpcf.matching.tables.tables import MatchingTables
from openpcf.model.study import Study

from .build import amount, by_what, codes, kg, matched, with_own

ROAD = {"what": "leg", "mode": "truck"}


@pytest.mark.parametrize(
    ("leg", "tkm"),
    [
        ({"mass": "250", "mass_unit": "kg", "distance": "400", "distance_unit": "km"}, F(100)),
        ({"mass": "250", "mass_unit": "g", "distance": "400", "distance_unit": "km"}, F(1, 10)),
        ({"mass": "2", "mass_unit": "t", "distance": "100", "distance_unit": "km",
          "distance_adjustment_percent": "15"}, F(230)),
        ({"mass": "1", "mass_unit": "t", "distance": "10", "distance_unit": "mile"}, F("16.09344")),
    ],
)  # fmt: skip
def test_a_leg_is_tonnes_by_kilometres(
    library: Library, tables: MatchingTables, leg: dict[str, str], tkm: F
) -> None:
    (line,) = matched(library, tables, transport=[{**ROAD, **leg}]).inventory.lines
    assert (amount(line), line.quantity.unit, line.scope) == (tkm, "t.km", "3.4")
    assert line.factor.kind == "transport-wtw"


@pytest.mark.parametrize("word", ["truck", "LKW", "卡车", "road freight"])
def test_words_in_three_languages_are_one_factor(
    library: Library, tables: MatchingTables, word: str
) -> None:
    leg = {"mode": word, "mass": "1", "mass_unit": "t", "distance": "1", "distance_unit": "km"}
    (line,) = matched(library, tables, transport=[leg]).inventory.lines
    assert line.factor.id.endswith("27_304_3140_14")


@pytest.mark.parametrize(
    ("leg", "scope"),
    [
        ({"stage": "distribution"}, "3.9"),
        ({"stage": "distribution", "paid_by_issuer": True}, "3.4"),
        ({"stage": "inbound-transport"}, "3.4"),
        ({"own_vehicle": True}, "1"),
    ],
)
def test_scope_of_a_leg(
    library: Library, tables: MatchingTables, leg: dict[str, Any], scope: str
) -> None:
    row = {**ROAD, "mass": "1", "mass_unit": "t", "distance": "1", "distance_unit": "km", **leg}
    (line,) = matched(library, tables, transport=[row]).inventory.lines
    assert line.scope == scope


@pytest.mark.parametrize("blank", ["mass", "distance"])
def test_a_leg_without_mass_or_distance_is_a_gap(
    library: Library, tables: MatchingTables, blank: str
) -> None:
    leg = {**ROAD, "mass": "1", "mass_unit": "t", "distance": "1", "distance_unit": "km"}
    leg.pop(blank)
    found = matched(library, tables, transport=[leg])
    assert found.inventory.lines[0].is_gap
    assert "LEG_INCOMPLETE" in codes(found)


METER = {
    "what": "power", "material": "Strom", "quantity": "300", "unit": "MWh", "site": "s",
    "allocation_key": "machine time", "product_key": "20", "key_total": "600", "key_unit": "h",
    "pieces": "1000",
}  # fmt: skip
SITES = [{"id": "s", "country": "CN", "controlled_by_issuer": True}]


def test_a_site_total_is_shared_by_key_and_pieces(library: Library, tables: MatchingTables) -> None:
    """300 MWh x 20 h / 600 h / 1000 boards = 10 kWh."""
    (line,) = matched(library, tables, activities=[METER], sites=SITES).inventory.lines
    assert (amount(line), line.quantity.unit, line.scope) == (10, "kWh", "2+3.3 unsplit")
    assert line.factor.geography == "CN"
    assert line.factor.kind == "life-cycle"


def test_overhead_and_grid_losses(library: Library, tables: MatchingTables) -> None:
    """10 kWh x 1.1; with 5 % lost on the way a factor per generated kWh needs 0.05/0.95 more."""
    row = {**METER, "overhead_percent": "10", "loss_percent": "5", "region": "FR"}
    lines = matched(library, tables, activities=[row], sites=SITES).inventory.lines
    assert amount(lines[0]) == 11
    grid = library.get(lines[0].factor.id)
    if grid.losses == "included":
        assert len(lines) == 1
    else:
        assert amount(lines[1]) == 11 * F(5, 95)
        assert lines[1].scope == "3.3"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"key_total": None}, "ACTIVITY_ALLOCATION"),
        ({"pieces": None}, "ACTIVITY_ALLOCATION"),
        (
            {
                "granularity": "site",
                "allocation_key": None,
                "product_key": None,
                "key_total": None,
                "key_unit": None,
                "pieces": None,
            },
            "ACTIVITY_ALLOCATION",
        ),
        ({"product_key": "601"}, "ALLOCATION_ABOVE_ONE"),
        ({"quantity": None}, "ACTIVITY_NO_QUANTITY"),
        ({"unit": None}, "ACTIVITY_NO_QUANTITY"),
    ],
)
def test_a_broken_key_is_a_gap(
    library: Library, tables: MatchingTables, change: dict[str, Any], code: str
) -> None:
    found = matched(library, tables, activities=[{**METER, **change}], sites=SITES)
    assert found.inventory.lines[0].is_gap
    assert code in codes(found)


def test_a_province_takes_the_country_and_says_so(library: Library, tables: MatchingTables) -> None:
    sites = [{"id": "s", "country": "CN", "subdivision": "CN-GD", "controlled_by_issuer": True}]
    found = matched(library, tables, activities=[METER], sites=sites)
    assert found.inventory.lines[0].factor.geography == "CN"
    assert "ELECTRICITY_PROVINCE" in codes(found)


def test_a_word_nobody_knows_is_a_gap_with_words_that_come_near(
    library: Library, tables: MatchingTables
) -> None:
    row = {**METER, "material": "natural gas of the neighbour", "unit": "kWh"}
    found = matched(library, tables, activities=[row], sites=SITES)
    assert found.inventory.lines[0].is_gap
    (reported,) = [f for f in found.findings if f.code == "ACTIVITY_NO_FACTOR"]
    assert "natural gas" in reported.expected


def test_packaging_is_mass_over_uses_and_its_carbon(
    library: Library, tables: MatchingTables
) -> None:
    """600 g used three times is 0.2 kg; 0.3 kg of carbon over three uses takes up 44/12 x 0.1."""
    item = {
        "what": "box", "material": "Wellpappe", "mass": "600", "mass_unit": "g", "uses": "3",
        "biogenic_carbon_kg": "0.3",
    }  # fmt: skip
    found = matched(library, tables, packaging=[item])
    box, carbon = found.inventory.lines
    assert (box.quantity.unit, box.stage) == ("t", "packaging")
    assert amount(box) == F(1, 5) / 1000
    assert kg(carbon) == -F(44, 12) * F(1, 10)
    assert set(carbon.factor.parts) == {"biogenic_uptake"}


def test_packaging_without_mass_is_a_gap(library: Library, tables: MatchingTables) -> None:
    found = matched(library, tables, packaging=[{"material": "paper"}])
    assert found.inventory.lines[0].is_gap
    assert "PACKAGING_INCOMPLETE" in codes(found)


SUN = {"id": "sun-ppa", "name": "Contract, solar", "value": "0.04", "unit": "kg CO2e/kWh"}


def _with_contract(
    library: Library, tables: MatchingTables, approach: str | None, mwh: str | None, **row: Any
) -> Any:
    electricity: dict[str, Any] = {"approach": approach}
    if mwh is not None:
        electricity["instruments"] = [{"kind": "PPA", "mwh": mwh, "evidence": "e"}]
    meter = {**METER, "factor": "sun-ppa", "factor_specificity": "supplier", "evidence": "e", **row}
    return matched(
        with_own(library, [SUN]),
        tables,
        activities=[meter],
        sites=SITES,
        method={"electricity": electricity},
    )


@pytest.mark.parametrize(
    ("approach", "counts", "beside"), [("market", "sun", "grid"), ("location", "grid", "sun")]
)
def test_the_other_approach_stands_beside(
    library: Library, tables: MatchingTables, approach: str, counts: str, beside: str
) -> None:
    found = _with_contract(library, tables, approach, "300")
    other = found.other_approach
    assert other is not None
    (main,), (second,) = found.inventory.lines, other.lines
    factors = {"sun" if x.factor.id == "sun-ppa" else "grid" for x in (main,)}
    assert factors == {counts}
    assert (second.factor.id == "sun-ppa") == (beside == "sun")
    assert amount(main) == amount(second) == 10
    assert main.id == second.id
    contract = main if counts == "sun" else second
    assert kg(contract) == 10 * F("0.04")
    assert "CONTRACT_REMAINDER" not in codes(found)


def test_what_a_contract_does_not_cover_takes_the_grid(
    library: Library, tables: MatchingTables
) -> None:
    """120 of 300 MWh: 4 of the 10 kWh by the contract, 6 by the grid."""
    found = _with_contract(library, tables, "market", "120")
    covered, rest = found.inventory.lines
    assert (covered.factor.id, amount(covered)) == ("sun-ppa", 4)
    assert (rest.factor.geography, amount(rest)) == ("CN", 6)
    assert by_what(found, "not covered by contracts") == rest
    assert "CONTRACT_REMAINDER" in codes(found)
    other = found.other_approach
    assert other is not None
    assert sum(amount(x) for x in other.lines) == 10
    assert {x.factor.geography for x in other.lines} == {"CN"}


def test_more_certificates_than_electricity_is_an_error(
    library: Library, tables: MatchingTables
) -> None:
    found = _with_contract(library, tables, "market", "301")
    assert "CONTRACT_ABOVE_CONSUMPTION" in codes(found)


def test_a_contract_without_its_mwh_is_reported(library: Library, tables: MatchingTables) -> None:
    assert "CONTRACT_NOT_STATED" in codes(_with_contract(library, tables, "market", None))


@pytest.mark.parametrize("stated", [None, "average"])
@pytest.mark.parametrize(("approach", "sun", "mwh"), [("location", 0, "300"), ("market", 4, "120")])
def test_a_factor_that_is_no_grid_is_a_contract_whatever_the_row_says(
    library: Library, tables: MatchingTables, stated: str | None, approach: str, sun: int, mwh: str
) -> None:
    """By location the grid counts, by market what the instruments cover: 120 of 300 MWh."""
    found = _with_contract(library, tables, approach, mwh, factor_specificity=stated)
    lines = found.inventory.lines
    assert sum(amount(x) for x in lines if x.factor.id == "sun-ppa") == sun
    assert sum(amount(x) for x in lines if x.factor.geography == "CN") == 10 - sun
    assert {x.factor.specificity for x in lines} <= {None, "average"}


@pytest.mark.parametrize("row", [{"factor": "mine:grid", "factor_specificity": None},
                                 {"factor_specificity": "site"}])  # fmt: skip
def test_a_named_grid_and_proven_own_generation_are_no_contracts(
    library: Library, tables: MatchingTables, row: dict[str, Any]
) -> None:
    grid = {"id": "mine:grid", "value": "0.3", "unit": "kg CO2e", "per": "kWh", "geography": "CN",
            "category": "electricity_grid", "losses": "included"}  # fmt: skip
    found = matched(
        with_own(library, [SUN, grid]), tables,
        activities=[{**METER, "factor": "sun-ppa", "evidence": "e", **row}], sites=SITES,
        method={"electricity": {"approach": "location"}},
        evidence=[{"id": "e", "digest": "sha-256:00"}],
    )  # fmt: skip
    (line,) = found.inventory.lines
    assert line.factor.id == (row.get("factor") or "sun-ppa")
    assert found.other_approach is None


@pytest.mark.parametrize(
    ("approach", "mwh", "losses", "counts", "beside"),
    [
        # 10 kWh used in France, whose grid is per kWh generated: 10 x 0.2 / 0.8 are lost.
        ("location", "300", "included", F(5, 2), 0),
        ("market", "300", "included", 0, F(5, 2)),
        ("market", "300", "missing", F(5, 2), F(5, 2)),
        ("market", "120", "included", F(3, 2), F(5, 2)),
    ],
)
def test_losses_follow_the_factor_that_counts(
    library: Library, tables: MatchingTables, approach: str, mwh: str, losses: str,
    counts: F, beside: F,
) -> None:  # fmt: skip
    found = matched(
        with_own(library, [{**SUN, "losses": losses}]), tables,
        activities=[{**METER, "factor": "sun-ppa", "loss_percent": "20", "region": "FR"}],
        sites=SITES,
        method={"electricity": {"approach": approach, "instruments": [{"mwh": mwh}]}},
    )  # fmt: skip
    other = found.other_approach
    assert other is not None
    lost = [
        sum(amount(x) for x in lines if x.what.code == "grid-losses")
        for lines in (found.inventory.lines, other.lines)
    ]
    assert lost == [counts, beside]
    assert len({x.id for x in other.lines}) == len(other.lines)


def test_a_loss_that_is_not_counted_is_reported(library: Library, tables: MatchingTables) -> None:
    found = matched(library, tables, activities=[{**METER, "loss_percent": "5"}], sites=SITES)
    assert [f.severity for f in found.findings if f.code == "LOSS_INCLUDED"] == ["warning"]
    solder = {"material": "SAC305 solder", "quantity": "1", "unit": "kg", "loss_percent": "5"}
    found = matched(library, tables, activities=[solder])
    assert [f.severity for f in found.findings if f.code == "LOSS_NOT_ELECTRICITY"] == ["error"]
    assert len(found.inventory.lines) == 1


def test_an_own_grid_row_is_never_taken_unseen(library: Library, tables: MatchingTables) -> None:
    """Beside the library's it has to be named; where the library has none, it is said."""
    row = {"id": "mine:grid", "value": "0.01", "unit": "kg CO2e", "per": "kWh",
           "category": "electricity_grid", "losses": "included"}  # fmt: skip
    meter = {"material": "electricity", "quantity": "1", "unit": "kWh"}
    usual = matched(library, tables, activities=[meter]).inventory.lines[0]
    found = matched(with_own(library, [{**row, "geography": "CN"}]), tables, activities=[meter])
    assert found.inventory.lines[0].factor == usual.factor
    assert "ELECTRICITY_OWN_NOT_NAMED" in codes(found)
    other = {**meter, "factor": "mine:grid", "region": "FR"}
    known = with_own(library, [{**row, "geography": "CN"}])
    found = matched(known, tables, activities=[meter, other])
    assert found.inventory.lines[0].factor.id == "mine:grid"
    assert "ELECTRICITY_OWN" in codes(found)
    known = with_own(library, [{**row, "geography": "AQ"}])
    found = matched(known, tables, activities=[{**meter, "region": "AQ"}])
    assert found.inventory.lines[0].factor.id == "mine:grid"
    assert "ELECTRICITY_OWN" in codes(found)


def test_without_contract_both_approaches_are_one(library: Library, tables: MatchingTables) -> None:
    found = matched(library, tables, activities=[METER], sites=SITES)
    assert found.other_approach is None


@pytest.mark.parametrize(
    ("change", "why"),
    [({"pieces": "0"}, "pieces-made"), ({"loss_percent": "100", "region": "FR"}, "share-arriving")],
)
def test_nothing_is_divided_by_zero(
    library: Library, tables: MatchingTables, change: dict[str, str], why: str
) -> None:
    found = matched(library, tables, activities=[{**METER, **change}], sites=SITES)
    reported = [f for f in found.findings if f.code == "DIVISOR_ZERO"]
    assert reported
    assert reported[0].params["why"].code == why
    assert any(line.is_gap for line in found.inventory.lines)


@pytest.mark.parametrize(
    ("mass", "per"),
    [
        ("0.123456789012345678", [1000]),  # 21 decimals as t.km: three of them divide
        ("123.5", []),
    ],
)
def test_an_amount_keeps_its_digits(
    library: Library, tables: MatchingTables, mass: str, per: list[int]
) -> None:
    leg = {**ROAD, "mass": mass, "mass_unit": "kg", "distance": "7", "distance_unit": "km"}
    (line,) = matched(library, tables, transport=[leg]).inventory.lines
    assert amount(line) == F(mass) * 7 / 1000
    assert [int(p.amount) for p in line.quantity.per] == per
    text = line.model_dump(mode="json")["quantity"]["amount"]
    assert len(text.partition(".")[2]) <= 18


def test_more_digits_than_a_document_carries_are_a_gap(
    library: Library, tables: MatchingTables
) -> None:
    long = "0.123456789012345678"
    leg = {**ROAD, "mass": long, "mass_unit": "kg", "distance": long, "distance_unit": "km"}
    found = matched(library, tables, transport=[leg])
    assert "AMOUNT_DIGITS" in codes(found)
    assert found.inventory.lines[0].is_gap


def test_positions_at_different_steps_are_one_component(
    library: Library, tables: MatchingTables
) -> None:
    """2 fitted before a step of 80 % and 1 after it, all through one of 50 %:
    2 / 0.8 / 0.5 + 1 / 0.5 = 7."""
    study = Study.model_validate(
        {"processes": [{"id": "a", "yield_percent": "80"}, {"id": "b", "yield_percent": "50"}]}
    )
    total, per = fitted_together(study, [(Decimal(1), "b"), (Decimal(2), "a")])
    value = F(total)
    for each in per:
        value /= F(each.amount)
    assert value == 7

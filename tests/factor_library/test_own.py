"""A user's own factors: all faults in one go."""

from __future__ import annotations

from decimal import Decimal

import pytest

from openpcf import messages
from openpcf.factor_library.own import gwp_set, read_own_factors
from openpcf.model.finding import Finding

GOOD = {
    "id": "acme:housing", "name": "Housing", "value": "1234.5", "unit": "g CO2e", "per": "Stk",
    "geography": "DE", "year": "2024", "publisher": "Acme", "licence": "internal",
    "source": "supplier letter", "gwp": "AR6 GWP100", "kind": "life-cycle", "low": "1000", "high": "1500",
}  # fmt: skip


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [f.code for f in findings]


def test_a_good_row() -> None:
    dataset, findings = read_own_factors([GOOD])
    assert findings == ()
    (factor,) = dataset
    assert (factor.value, factor.unit) == (Decimal("1.2345"), "kg CO2e/piece")
    assert factor.parts == {"unsplit": Decimal("1.2345")}
    assert (factor.low, factor.high, factor.gwp) == (1, Decimal("1.5"), "AR6-GWP100")
    assert factor.original is not None
    assert factor.original.value == "1234.5"
    assert dataset.key == "own/1"
    assert dataset.digest == read_own_factors([GOOD])[0].digest


def test_one_column_for_both_units() -> None:
    dataset, findings = read_own_factors([{**GOOD, "unit": "kg CO2e/kWh", "per": ""}])
    assert findings == ()
    assert dataset.factor(0).unit == "kg CO2e/kWh"


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"year": ""}, "FACTOR_YEAR", "f.csv row 2 year"),
        ({"year": "last"}, "FACTOR_YEAR", "f.csv row 2 year"),
        ({"value": "12,5"}, "DECIMAL_FORM", "f.csv row 2 value"),
        ({"value": "1e3"}, "DECIMAL_FORM", "f.csv row 2 value"),
        ({"value": ""}, "FACTOR_INCOMPLETE_ROW", "f.csv row 2"),
        ({"id": ""}, "FACTOR_INCOMPLETE_ROW", "f.csv row 2"),
        ({"per": "bucket"}, "UNIT_UNKNOWN", "f.csv row 2 per"),
        ({"per": "ton"}, "UNIT_AMBIGUOUS", "f.csv row 2 per"),
        ({"per": "", "unit": "kg CO2e"}, "FACTOR_UNIT", "f.csv row 2 unit"),
        ({"kind": "magic"}, "FACTOR_KIND", "f.csv row 2 kind"),
        ({"kind": ""}, "FACTOR_KIND_BLANK", "f.csv row 2 kind"),
        ({"source": "", "publisher": ""}, "FACTOR_SOURCE", "f.csv row 2 source"),
        ({"high": "1200"}, "FACTOR_RANGE", "f.csv row 2"),
        ({"fossil": "1000"}, "FACTOR_PARTS", "f.csv row 2"),
        ({"biogenic_uptake": "5", "fossil": "1234.5"}, "FACTOR_SIGN", "f.csv row 2 biogenic_uptake"),
        ({"colour": "red"}, "FACTOR_COLUMN", "f.csv"),
        ({"value": "-2", "low": "", "high": ""}, "FACTOR_NEGATIVE", "f.csv row 2 value"),
        ({"value": "0", "low": "", "high": ""}, "FACTOR_ZERO", "f.csv row 2 value"),
        ({"unit": "g CO2e/kg", "per": "g"}, "FACTOR_PER_DIFFERS", "f.csv row 2 per"),
        ({"unit": "g CO2e/kg", "per": "t"}, "FACTOR_PER_DIFFERS", "f.csv row 2 per"),
        ({"unit": "g CO2e/bucket", "per": "kg"}, "UNIT_UNKNOWN", "f.csv row 2 unit"),
        ({"kind": "parameter"}, "FACTOR_KIND_PARAMETER", "f.csv row 2 kind"),
        ({"year": "2031"}, "FACTOR_YEAR_AHEAD", "f.csv row 2 year"),
        ({"year": "2025-2031"}, "FACTOR_YEAR_AHEAD", "f.csv row 2 year"),
    ],
)  # fmt: skip
def test_faults(change: dict[str, str], code: str, place: str) -> None:
    dataset, findings = read_own_factors([{**GOOD, **change}], place="f.csv", this_year=2026)
    assert codes(findings) == [code]
    assert findings[0].place == place
    assert len(dataset) == (0 if findings[0].is_error else 1)
    for language in ("en", "zh"):
        assert "–" not in messages.say(findings[0], language) or code == "FACTOR_RANGE"
        assert messages.fix(findings[0], language)


def test_all_faults_in_one_go() -> None:
    rows = [
        GOOD,
        GOOD,
        {**GOOD, "id": "b", "value": "12,5", "per": "bucket", "year": ""},
        {"id": ""},
    ]
    dataset, findings = read_own_factors(rows)
    assert codes(findings) == ["FACTOR_TWICE", "DECIMAL_FORM", "UNIT_UNKNOWN", "FACTOR_YEAR"]
    assert len(dataset) == 1


@pytest.mark.parametrize(
    "fine",
    [
        {"unit": "g CO2e/kg", "per": "kg"},
        {"unit": "g CO2e per piece", "per": "Stk"},
        {"value": "-2", "low": "", "high": "", "fossil": "3", "ccs": "-5"},
        {"value": "0.15", "unit": "kWh/kg", "per": "", "kind": "parameter", "low": "", "high": ""},
        {"year": "2026"},
    ],
)
def test_what_only_looks_odd_is_fine(fine: dict[str, str]) -> None:
    dataset, findings = read_own_factors([{**GOOD, **fine}], this_year=2026)
    assert (findings, len(dataset)) == ((), 1)


def test_parts_that_sum() -> None:
    row = {**GOOD, "fossil": "1000", "land_use_change": "234.5", "biogenic_uptake": "-20"}
    dataset, findings = read_own_factors([row])
    assert findings == ()
    assert dataset.factor(0).parts == {
        "fossil": Decimal(1), "land_use_change": Decimal("0.2345"), "biogenic_uptake": Decimal("-0.02"),
    }  # fmt: skip


def test_free_columns_pass_and_co2_alone_is_reported() -> None:
    dataset, findings = read_own_factors([{**GOOD, "unit": "kg CO2", "x-our-code": "7"}])
    assert findings == ()
    assert dataset.factor(0).incomplete == "CO2 only"


@pytest.mark.parametrize(
    ("text", "name"),
    [("", "unstated"), ("AR5", "AR5-GWP100"), ("ar6 gwp20", "AR6-GWP20"), ("AR5CCF GWP100", "AR5CCF-GWP100"),
     ("AR6-GTP100", "AR6-GTP100"), ("EF 3.1", "EF 3.1")],
)  # fmt: skip
def test_gwp_sets(text: str, name: str) -> None:
    assert gwp_set(text) == name

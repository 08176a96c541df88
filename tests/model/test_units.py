"""The closed unit table: words, dimensions, exact conversion."""

from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpcf.errors import InputError
from openpcf.model.units import (
    CO2E,
    conversion,
    convert,
    factor_unit,
    is_unit,
    same_dimension,
    unit,
    units,
)


@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        ("pcs", "piece"), ("Stk.", "piece"), ("Stück", "piece"), ("个", "piece"), ("片", "piece"),
        ("EA", "piece"), ("C62", "piece"), ("kpcs", "1000 pieces"), ("套", "set"),
        ("千克", "kg"), ("公斤", "kg"), ("KG", "kg"), ("㎏", "kg"), ("KGM", "kg"), ("吨", "t"),
        ("tonnes", "t"), ("mg", "mg"), ("oz", "oz"), ("µg", "ug"), ("斤", "jin"),
        ("kWh", "kWh"), ("度", "kWh"), ("KWH", "kWh"), ("mW", "mW"), ("MJ", "MJ"),
        ("mm²", "mm2"), ("m^2", "m2"), ("平方米", "m2"), ("qm", "m2"),
        ("tkm", "t.km"), ("t·km", "t.km"), ("t*km", "t.km"), ("tonne.km", "t.km"),
        ("吨公里", "t.km"), ("Personenkilometer", "passenger.km"), ("ton kilometer", "t.km"),
        ("ml", "ml"), ("ML", "million litres"), ("cubic metres", "m3"), ("Ｋｇ", "kg"),
        ("per FTE Working Hour", "FTE working hour"), ("kWh (Net CV)", "kWh (net CV)"),
        ("kg CO2-eq", "kg CO2e"), ("tCO2e", "t CO2e"), ("  kg ", "kg"), ("mm2*layer*mm", "mm2.layer.mm"),
    ],
)  # fmt: skip
def test_people_write_units_in_many_ways(written: str, symbol: str) -> None:
    assert unit(written).symbol == symbol


@pytest.mark.parametrize("written", ["Mg", "kg of steel", "", "furlong", "kg foo"])
def test_unknown_units_are_refused_with_a_suggestion(written: str) -> None:
    assert not is_unit(written)
    with pytest.raises(InputError) as e:
        unit(written, "bom.csv row 3")
    assert e.value.code == "UNIT_UNKNOWN"
    assert e.value.place == "bom.csv row 3"
    assert is_unit(e.value.expected)


@pytest.mark.parametrize("written", ["ton", "Tons", "¥"])
def test_a_word_of_several_meanings_is_refused(written: str) -> None:
    with pytest.raises(InputError) as e:
        unit(written)
    assert e.value.code == "UNIT_AMBIGUOUS"


def test_a_mass_of_a_gas_keeps_its_substance() -> None:
    gas = unit("g CF4")
    assert (gas.dimension, gas.substance, gas.kind) == ("mass", "CF4", "mass of CF4")
    assert convert(Decimal(5), "g CF4", "kg CF4") == Decimal("0.005")
    assert convert(Decimal(5), "g", "kg CF4") == Decimal("0.005")
    with pytest.raises(InputError) as e:
        convert(Decimal(5), "g CF4", "kg NF3")
    assert e.value.code == "UNIT_DIMENSION"


def test_co2e_is_not_a_mass() -> None:
    assert unit("kg CO2e").dimension == CO2E
    for mass in ("kg", "kg CO2"):
        assert not same_dimension("kg CO2e", mass)


@pytest.mark.parametrize(
    ("amount", "source", "target", "expected"),
    [
        ("1", "lb", "kg", "0.45359237"),
        ("13.2", "g", "kg", "0.0132"),
        ("1", "short ton", "lb", "2000"),
        ("2.5", "cm2", "mm2", "250"),
        ("7200", "MJ", "kWh", "2000"),
        ("1", "mile", "km", "1.609344"),
        ("1", "mmBtu", "MJ", "1055.05585262"),
        ("3", "kpcs", "piece", "3000"),
        ("1", "m2.layer.mm", "mm2.layer.mm", "1000000"),
        ("1", "MWh", "GJ", "3.6"),
        ("0", "g", "t", "0"),
    ],
)
def test_exact_conversions(amount: str, source: str, target: str, expected: str) -> None:
    result = convert(Decimal(amount), source, target)
    assert result == Decimal(expected)
    assert "E" not in str(result)


def test_what_does_not_end_is_a_multiplier_and_a_divisor() -> None:
    assert conversion("kWh", "MJ") == (Decimal("3.6"), Decimal(1))
    assert conversion("MJ", "kWh") == (Decimal(1), Decimal("3.6"))
    assert conversion("kWh", "mmBtu") == (Decimal("3.6"), Decimal("1055.05585262"))
    with pytest.raises(InputError) as e:
        convert(Decimal(1), "MJ", "kWh")
    assert e.value.code == "UNIT_INEXACT"


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("kg", "kWh"), ("kWh (net CV)", "kWh (gross CV)"), ("kWh", "kWh (net CV)"), ("km", "t.km"),
        ("set", "piece"), ("USD", "USD2022"), ("year", "h"), ("scf", "m3"), ("Nm3", "m3"),
        ("vehicle.km", "km"), ("m2", "m2.layer"), ("kg CO2", "kg CO2e"),
    ],
)  # fmt: skip
def test_different_dimensions_do_not_convert(source: str, target: str) -> None:
    with pytest.raises(InputError) as e:
        conversion(source, target)
    assert e.value.code == "UNIT_DIMENSION"
    assert e.value.params["found_kind"] != e.value.params["expected_kind"]


def test_units_of_factors() -> None:
    assert [str(u) for u in factor_unit("g CO2e/kWh")] == ["g CO2e", "kWh"]
    assert [str(u) for u in factor_unit("kg CO2e per short ton-mile")] == [
        "kg CO2e", "short ton-mile"
    ]  # fmt: skip
    with pytest.raises(InputError):
        factor_unit("kg CO2e")


@given(
    st.sampled_from(units()),
    st.sampled_from(units()),
    st.decimals(0, 10**6, places=3, allow_nan=False),
)
def test_there_and_back(one: object, other: object, amount: Decimal) -> None:
    a, b = unit(one), unit(other)
    if not same_dimension(a, b):
        return
    m, d = (Fraction(x) for x in conversion(a, b))
    back_m, back_d = (Fraction(x) for x in conversion(b, a))
    assert Fraction(amount) * m / d * back_m / back_d == Fraction(amount)


PINT = {
    "kg": "kilogram", "g": "gram", "mg": "milligram", "t": "metric_ton", "lb": "pound",
    "oz": "ounce", "ozt": "troy_ounce", "short ton": "short_ton", "long ton": "long_ton",
    "MJ": "megajoule", "kWh": "kilowatt_hour", "MWh": "megawatt_hour", "GJ": "gigajoule",
    "Btu": "Btu_it", "m": "metre", "km": "kilometre", "mile": "mile",
    "nmi": "nautical_mile", "in": "inch", "ft": "foot", "m2": "metre**2", "cm2": "centimetre**2",
    "mm2": "millimetre**2", "in2": "inch**2", "ft2": "foot**2", "l": "litre", "m3": "metre**3",
    "gallon": "gallon", "imperial gallon": "imperial_gallon", "s": "second", "min": "minute",
    "h": "hour", "d": "day", "month": "month", "year": "year", "kg.km": "kilogram*kilometre",
    "t.km": "metric_ton*kilometre", "short ton-mile": "short_ton*mile",
    "t.nmi": "metric_ton*nautical_mile", "GB": "gigabyte", "GiB": "gibibyte", "W": "watt",
}  # fmt: skip


def test_pint_agrees() -> None:
    registry = pint.UnitRegistry(non_int_type=Decimal)
    seen = 0
    for a in PINT:
        for b in PINT:
            if a >= b or not same_dimension(a, b):
                continue
            theirs = registry.Quantity(Decimal(1), PINT[a]).to(PINT[b]).magnitude
            m, d = conversion(a, b)
            assert abs(m / d / theirs - 1) < Decimal("1e-20"), (a, b)
            seen += 1
    assert seen > 60


def test_every_unit_of_the_publishers_is_known(shared: Path) -> None:
    pairs = set()
    for path in sorted((shared / "data" / "factors").glob("*.csv")):
        if path.name != "DISAGREEMENTS.csv":
            with path.open(encoding="utf-8", newline="") as file:
                pairs |= {(r["unit_out"], r["unit_in"]) for r in csv.DictReader(file)}
    assert len(pairs) == 244
    for numerator, per in pairs:
        assert unit(numerator).symbol
        assert unit(per).symbol

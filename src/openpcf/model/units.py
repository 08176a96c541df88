"""The closed table of units: dimension, exact decimal scale, and accepted spellings.

Scales are exact by definition: the pound of 0.45359237 kg, the mile of 1609.344 m and the US gallon
of 3.785411784 l (NIST SP 811, appendix B), the British thermal unit of the International Table of
1055.05585262 J (ISO 31-4), the kilowatt hour of 3.6 MJ. Spellings include codes of UN/ECE
Recommendation 20 and the units of PACT. Different quantities do not convert: heat by net and by
gross calorific value, a set and its pieces, dollars of two years, a year and hours.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from functools import cache

from openpcf.errors import InputError
from openpcf.model.base import DECIMAL_PATTERN, EXACT, decimal_text

MASS_UNITS = ("g", "kg", "mg", "t")
"""Units a mass may be entered in, as lists offer them."""
CO2E = "greenhouse gas"
"""Dimension of ``kg CO2e``, which is not a mass that can be weighed."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its ``symbol``, ``dimension``, and how many of the dimension's base it is.

    ``substance`` is set for a mass of something (``kg CF4``).
    """

    symbol: str
    dimension: str
    scale: Decimal
    substance: str = ""

    def __str__(self) -> str:
        return self.symbol

    @property
    def kind(self) -> str:
        """Return the name of the dimension, with the substance."""
        return f"{self.dimension} of {self.substance}" if self.substance else self.dimension


_TABLE = """
mass|kg|1|kgm,kgs,kilogram,kilogramm,kilo,千克,公斤
mass|g|0.001|grm,gr,gram,gramm,gm,grams,克
mass|mg|0.000001|mgm,milligram,milligramm,毫克
mass|ug|0.000000001|μg,mcg,microgram,mikrogramm,微克
mass|t|1000|tne,tonne,tonnes,metric ton,metric tons,metric tonne,tonnen,mt,吨,公吨,t product
mass|kt|1000000|kilotonne,千吨
mass|lb|0.45359237|lbs,pound,pounds,lbm,磅
mass|oz|0.028349523125|ounce,ounces,oz av,盎司
mass|ozt|0.0311034768|oz t,troy ounce,troy ounces,oz troy,金衡盎司
mass|short ton|907.18474|short tons,us ton,us tons,短吨
mass|long ton|1016.0469088|long tons,imperial ton,长吨
mass|jin|0.5|斤,市斤
energy|MJ|1|megajoule,兆焦
energy|kJ|0.001|kilojoule,千焦
energy|J|0.000001|joule,焦耳
energy|GJ|1000|gigajoule,吉焦
energy|TJ|1000000|terajoule,太焦
energy|kWh|3.6|kw.h,kilowatt hour,kilowatt hours,kilowattstunde,kilowattstunden,度,千瓦时,千瓦.时
energy|Wh|0.0036|w.h,watt hour,wattstunde,瓦时
energy|MWh|3600|mw.h,megawatt hour,megawattstunde,兆瓦时
energy|GWh|3600000|gw.h,gigawatt hour,gigawattstunde,吉瓦时
energy|Btu|0.00105505585262|
energy|mmBtu|1055.05585262|million btu,百万英热单位
energy|therm|105.505585262|therms
fuel energy (net CV)|kWh (net CV)|3.6|kwh (net),kwh net,kwh net cv,kwh hi,kwh lhv,kwh (lhv),\
kwh (hi)
fuel energy (net CV)|MJ (net CV)|1|mj (net),mj lhv,mj (lhv)
fuel energy (net CV)|GJ (net CV)|1000|gj (net),gj lhv,gj (lhv)
fuel energy (gross CV)|kWh (gross CV)|3.6|kwh (gross),kwh gross,kwh gross cv,kwh hs,kwh hhv,\
kwh (hhv),kwh (hs)
fuel energy (gross CV)|MJ (gross CV)|1|mj (gross),mj hhv,mj (hhv)
fuel energy (gross CV)|GJ (gross CV)|1000|gj (gross),gj hhv,gj (hhv)
power|W|1|watt,瓦
power|mW|0.001|milliwatt,毫瓦
power|kW|1000|kilowatt,千瓦
length|m|1|mtr,metre,meter,metres,meters,米
length|km|1000|kilometre,kilometer,kilometres,kilometers,公里,千米
length|dm|0.1|
length|cm|0.01|cmt,centimetre,centimeter,zentimeter,厘米,公分
length|mm|0.001|mmt,millimetre,millimeter,毫米
length|um|0.000001|μm,micron,micrometre,mikrometer,微米
length|mile|1609.344|miles,mi,meile,meilen,英里
length|nmi|1852|nautical mile,nautical miles,seemeile,seemeilen,海里
length|in|0.0254|inch,inches,zoll,英寸
length|ft|0.3048|foot,feet,英尺
area|m2|1|mtk,sqm,sq m,qm,square metre,square meter,square metres,quadratmeter,平方米,㎡,平米
area|dm2|0.01|平方分米
area|cm2|0.0001|cmk,sqcm,sq cm,qcm,square centimetre,quadratzentimeter,平方厘米
area|mm2|0.000001|mmk,sqmm,sq mm,qmm,square millimetre,quadratmillimeter,平方毫米
area|in2|0.00064516|sq in,square inch,sqin,平方英寸
area|ft2|0.09290304|sq ft,square foot,square feet,sqft,平方英尺
volume|l|1|ltr,litre,liter,litres,liters,升,公升
volume|ml|0.001|millilitre,milliliter,毫升,cm3,ccm
volume|m3|1000|mtq,cubic metre,cubic meter,cubic metres,cubic meters,kubikmeter,cbm,立方米,方,立方
volume|dm3|1|
volume|mm3|0.000001|
volume|million litres|1000000|ML,megalitre,megalitres
volume|gallon|3.785411784|gal,gallons,us gallon,us gallons,us gal,加仑
volume|imperial gallon|4.54609|imp gal,uk gallon,imperial gallons,英制加仑
standard gas volume (US)|scf|1|standard cubic foot,standard cubic feet
normal gas volume|Nm3|1|m3(n),标准立方米,标方
time|s|1|sec,second,seconds,sekunde,sekunden,秒
time|min|60|minute,minutes,minuten,分钟,分
time|h|3600|hur,hr,hrs,hour,hours,std,stunde,stunden,小时,时
time|d|86400|day,days,tag,tage,天
calendar time|month|1|months,monat,monate,月,个月
calendar time|year|12|years,yr,a,jahr,jahre,年
working time|FTE working hour|1|fte working hours,per fte working hour,工时
lodging|room night|1|room nights,room per night,hotel night,间夜
mass distance|kg.km|1|kgkm,kilogram kilometre,千克公里
mass distance|t.km|1000|tkm,ton kilometer,ton kilometre,ton-km,ton km,tonne.km,tonne-km,tonne km,\
tonne-kilometre,tonne kilometre,tonnenkilometer,吨公里,吨千米
mass distance|short ton-mile|1459.97231821056|ton-mile,short ton mile,ton mile,short ton-miles,\
ton-miles
mass distance|t.nmi|1852|tonne nautical mile,吨海里
passenger distance|passenger.km|1|pkm,passenger km,passenger-km,passenger kilometre,\
personenkilometer,人公里
passenger distance|passenger-mile|1.609344|passenger mile,passenger-miles,passenger miles
vehicle distance|vehicle.km|1|vkm,vehicle km,vehicle-km,fahrzeugkilometer,车公里
vehicle distance|vehicle-mile|1.609344|vehicle mile,vehicle-miles,vehicle miles
piece|piece|1|pieces,pc,pcs,pce,ea,each,item,items,unit,units,no,nos,stk,stck,stück,stueck,st,\
pièce,ic,board,boards,part,parts,个,件,片,只,颗,粒,块,枚,支,根,台,条,张,pcs/个,c62,h87
piece|1000 pieces|1000|kpcs,k pcs,1000 pcs,1000pcs,tsd stk,千个,千只,kstk
piece|100 pieces|100|100 pcs,100pcs,100 stk,百个
piece|pair|2|pairs,paar,双,对
piece|dozen|12|dozens,dutzend,dz,打
set|set|1|sets,kit,satz,套,组
information|GB|1|gigabyte,gigabytes
information|MB|0.001|megabyte
information|TB|1000|terabyte
information|GiB|1.073741824|gibibyte
board volume|mm2.layer.mm|1|
board volume|cm2.layer.mm|100|
board volume|m2.layer.mm|1000000|
board layers|m2.layer|1|
board layers|cm2.layer|0.0001|
board layers|mm2.layer|0.000001|
dollars of 2022|USD2022|1|2022 usd,usd (2022),2022 us dollar
dollars|USD|1|us dollar,us$,$,美元
euros|EUR|1|euro,euros,€,欧元
yuan|CNY|1|rmb,yuan,元,人民币,元人民币
pounds sterling|GBP|1|£,英镑
yen|JPY|1|yen,日元
share|share|1|fraction,ratio
share|%|0.01|percent,percentage,prozent,百分比
greenhouse gas|kg CO2e|1|kgco2e,kg co2eq,kg co2-eq,kg co2 eq,kg co2-eq.,kgco2eq,kgco2 e
greenhouse gas|g CO2e|0.001|gco2e,g co2eq,g co2-eq,g co2 eq,gco2eq,克二氧化碳当量
greenhouse gas|t CO2e|1000|tco2e,t co2eq,t co2-eq,t co2 eq,tco2eq,吨二氧化碳当量
greenhouse gas|mg CO2e|0.000001|mgco2e
greenhouse gas|lb CO2e|0.45359237|lbco2e,lb co2eq
"""

_AMBIGUOUS = {
    "ton": "t, short ton, long ton",
    "tons": "t, short ton, long ton",
    "¥": "CNY, JPY",
}
_CASED = frozenset({"mg", "Mg", "mW", "MW", "Gg", "K", "k", "A"})

_SUBSTANCE = re.compile(
    r"R-?\d{3,4}[A-Za-z]{0,2}|(?:HFC|HFE|HCFC|HCFE|CFC|PFC|HFO)-?\d[0-9a-z-]*"
    r"|Halon-?\d{4}|HG\d\d|HGalden\d+x|PFPMIE"
    r"|-?(?:c-?)?(?:\(|\)|(?:Cl|Br|C|H|F|I|N|O|S)\d{0,2}|\)\d{0,2})+-?"
)


def _rows() -> list[tuple[Unit, tuple[str, ...]]]:
    rows = []
    for line in _TABLE.strip().splitlines():
        dimension, symbol, scale, words = line.split("|")
        rows.append(
            (Unit(symbol, dimension, Decimal(scale)), tuple(filter(None, words.split(","))))
        )
    return rows


def _normal(text: str) -> str:
    """Normalise a spelling: NFKC, without ``^``, products as ``.``, single spaces."""
    text = unicodedata.normalize("NFKC", text).strip()
    text = re.sub(r"(?<=[a-zA-Z])\^(?=\d)", "", text).replace("CO₂", "CO2")
    text = re.sub(r"\s*[*·×⋅∙]\s*", ".", text)
    return re.sub(r"\s+", " ", text)


@cache
def _names() -> tuple[dict[str, Unit], dict[str, Unit]]:
    exact: dict[str, Unit] = {}
    folded: dict[str, Unit] = {}
    for unit_, words in _rows():
        for word in (unit_.symbol, *words):
            name = _normal(word)
            if exact.setdefault(name, unit_) != unit_:
                raise ValueError(f"two units have the spelling {word}")
    for name, unit_ in exact.items():
        folded.setdefault(name.casefold(), unit_)
    return exact, folded


def units() -> tuple[Unit, ...]:
    """Return all units of the table in its order (masses of a substance are not listed)."""
    return tuple(unit_ for unit_, _ in _rows())


def _lookup(text: str) -> Unit | None:
    exact, folded = _names()
    if found := exact.get(text):
        return found
    if text in _CASED:
        return None
    low = text.casefold()
    return folded.get(low) or folded.get(low.removeprefix("per ").rstrip(".").strip())


@cache
def _find(text: str) -> Unit | None:
    name = _normal(text)
    if found := _lookup(name):
        return found
    head, _, substance = name.partition(" ")
    mass = _lookup(head)
    if mass and mass.dimension == "mass" and _SUBSTANCE.fullmatch(substance):
        return Unit(f"{mass.symbol} {substance}", "mass", mass.scale, substance)
    return None


def is_unit(text: str) -> bool:
    """Return whether ``unit`` accepts the text."""
    return _find(text) is not None


def unit(text: str | Unit, place: str = "") -> Unit:
    """Return the unit a text means; raises InputError ``UNIT_UNKNOWN`` or ``UNIT_AMBIGUOUS``.

    Accepts symbols and the words used in English, German and Chinese BOMs. A bare ``ton`` is
    refused because it is three different masses.
    """
    if isinstance(text, Unit):
        return text
    if found := _find(text):
        return found
    name = _normal(text)
    if name.casefold() in _AMBIGUOUS:
        raise InputError("UNIT_AMBIGUOUS", place, text, _AMBIGUOUS[name.casefold()])
    _, folded = _names()
    near = get_close_matches(name.casefold(), folded, n=1, cutoff=0.5)
    raise InputError("UNIT_UNKNOWN", place, text[:60], folded[near[0]].symbol if near else "kg")


def factor_unit(text: str, place: str = "") -> tuple[Unit, Unit]:
    """Return numerator and denominator of ``kg CO2e/kWh`` or ``g CO2e per piece``.

    Raises InputError ``FACTOR_UNIT`` if there are not exactly two, else as ``unit``.
    """
    halves = re.split(r"\s*/\s*|\s+per\s+", text.strip())
    if len(halves) != 2:
        raise InputError("FACTOR_UNIT", place, text[:60], "kg CO2e/kg")
    return unit(halves[0], place), unit(halves[1], place)


def same_dimension(one: str | Unit, other: str | Unit) -> bool:
    """Return whether amounts in one unit can be given in the other."""
    a, b = unit(one), unit(other)
    substances = {s for s in (a.substance, b.substance) if s}
    return a.dimension == b.dimension and len(substances) < 2


def _ends(value: Fraction) -> Decimal | None:
    """Return the decimal of a fraction; None if it does not end within 18 decimals."""
    scaled = value * 10**18
    if scaled.denominator != 1:
        return None
    return EXACT.normalize(EXACT.scaleb(Decimal(scaled.numerator), -18))


def conversion(source: str | Unit, target: str | Unit, place: str = "") -> tuple[Decimal, Decimal]:
    """Return the exact multiplier and divisor that convert ``source`` to ``target``.

    The divisor is 1 if the multiplier has a finite decimal form; otherwise it belongs into a line's
    ``per``. Raises InputError ``UNIT_DIMENSION`` for units of different dimensions.
    """
    a, b = unit(source, place), unit(target, place)
    if not same_dimension(a, b):
        raise InputError(
            "UNIT_DIMENSION", place, a.symbol, b.symbol, found_kind=a.kind, expected_kind=b.kind
        )
    return _ratio(a.scale, b.scale)


@cache
def _ratio(source: Decimal, target: Decimal) -> tuple[Decimal, Decimal]:
    ratio = Fraction(source) / Fraction(target)
    if (multiplier := _ends(ratio)) is not None:
        return _flat(multiplier), Decimal(1)
    if (divisor := _ends(1 / ratio)) is not None:
        return Decimal(1), _flat(divisor)
    return source, target


def _flat(value: Decimal) -> Decimal:
    return Decimal(decimal_text(value))


def convert(amount: Decimal, source: str | Unit, target: str | Unit, place: str = "") -> Decimal:
    """Return the same amount in another unit, exactly.

    Raises InputError ``UNIT_DIMENSION``, and ``UNIT_INEXACT`` if the exact result has no decimal
    form of at most 18 places (use ``conversion`` then).
    """
    multiplier, divisor = conversion(source, target, place)
    result = _ends(Fraction(amount) * Fraction(multiplier) / Fraction(divisor))
    if result is None or not re.fullmatch(DECIMAL_PATTERN, decimal_text(result)):
        raise InputError(
            "UNIT_INEXACT", place, f"{decimal_text(amount)} {unit(source)}", unit(target).symbol
        )
    return _flat(result)

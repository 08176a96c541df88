"""Transport legs → lines: gross mass x planned distance x well-to-wheel (method.md; ISO 14083)."""

from __future__ import annotations

from decimal import Decimal

from openpcf.errors import InputError
from openpcf.matching.lines.builder import (
    UNIT_IN,
    Built,
    Choice,
    Ground,
    line,
    named_factor,
    term_factor,
    unknown_word,
)
from openpcf.model.base import EXACT, hundredth
from openpcf.model.finding import error
from openpcf.model.inventory import Per
from openpcf.model.study import Leg, Study
from openpcf.model.units import conversion

_SCOPE_OF_STAGE = {"installation": "3.12", "use": "3.11", "end-of-life": "3.12"}
"""Packaging waste leaves at installation."""


def _scope(leg: Leg) -> str:
    if leg.own_vehicle:
        return "1"
    if leg.stage in _SCOPE_OF_STAGE:
        return _SCOPE_OF_STAGE[leg.stage]
    if leg.stage == "inbound-transport" or leg.paid_by_issuer:
        return "3.4"
    return "3.9"


def _choose(ground: Ground, leg: Leg, place: str, built: Built) -> Choice:
    if leg.factor:
        return named_factor(ground, leg.factor, place, built)
    term = ground.terms.find(leg.mode, "transport")
    if term is None:
        built.findings.append(unknown_word(ground, leg.mode or "", ("transport",), place))
        return Choice(None)
    return term_factor(ground, term, place)


def lines_of_transport(study: Study, ground: Ground) -> Built:
    """One line for each leg that is in; mass in kg and distance in km multiply to t.km."""
    built = Built()
    for leg in study.transport:
        if leg.option != "in":
            continue
        place = leg.source or f"transport#{leg.id}"
        choice = _choose(ground, leg, place, built)
        missing = [
            name
            for name, value in (("mass", leg.mass), ("distance", leg.distance))
            if value is None
        ]
        if missing:
            built.findings.append(error("LEG_INCOMPLETE", place, ", ".join(missing)))
            choice = Choice(None)
        try:
            numerators, per, said = _work(ground, leg, place)
            line(
                ground,
                built,
                name=f"leg:{leg.id}",
                what=leg.what or leg.id,
                stage=leg.stage,
                scope=_scope(leg),
                source=place,
                part_class="transport",
                choice=choice,
                numerators=numerators,
                unit="t.km",
                per=per,
                said=said,
                origin="calculated",
                region=leg.region,
                sigma_quantity=Decimal("0.10"),
                granularity="item",
                route=" - ".join(p for p in (leg.origin, leg.destination) if p) or None,
                controlled_by_issuer=bool(leg.own_vehicle),
            )
        except InputError as e:
            built.findings.append(error(e.code, e.place, e.found, e.expected, **e.params))
    return built


def _work(
    ground: Ground, leg: Leg, place: str
) -> tuple[tuple[Decimal, ...], tuple[Per, ...], tuple[str, ...]]:
    """Numerators and divisors of t.km with a word for each numerator, the stated adjustment of the
    distance inside."""
    if leg.mass is None or leg.distance is None:
        return (), (), ()
    mass_unit, distance_unit = leg.mass_unit or "kg", leg.distance_unit or "km"
    mass_times, mass_over = conversion(mass_unit, "t", place)
    km_times, km_over = conversion(distance_unit, "km", place)
    numerators, said = [leg.mass, leg.distance], [mass_unit, distance_unit]
    for times, word in (
        (mass_times, ground.say(f"({UNIT_IN})", unit=mass_unit, other="t")),
        (km_times, ground.say(f"({UNIT_IN})", unit=distance_unit, other="km")),
    ):
        if times != 1:
            numerators.append(times)
            said.append(word)
    if leg.distance_adjustment_percent:
        numerators.append(EXACT.add(Decimal(1), hundredth(leg.distance_adjustment_percent)))
        said.append("(adjustment of the distance)")
    per = tuple(
        Per(amount=over, why=why)
        for over, why in (
            (mass_over, ground.say(UNIT_IN, unit=mass_unit, other="t")),
            (km_over, ground.say(UNIT_IN, unit=distance_unit, other="km")),
        )
        if over != 1
    )
    return tuple(numerators), per, tuple(said)

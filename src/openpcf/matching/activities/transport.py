"""Transport legs → lines: gross mass x planned distance x well-to-wheel (method.md; ISO 14083)."""

from __future__ import annotations

from decimal import Decimal

from openpcf.errors import InputError
from openpcf.matching.lines.builder import (
    Amounts,
    FactorChoice,
    LineBuilder,
    MatchContext,
    converted,
    in_unit,
    incomplete,
    unit_in,
)
from openpcf.model.base import EXACT, hundredth
from openpcf.model.finding import finding_of
from openpcf.model.message import message, verbatim
from openpcf.model.study import Leg, Study, place_of
from openpcf.model.units import conversion

_SCOPE_OF_STAGE = {"installation": "3.12", "use": "3.11", "end-of-life": "3.12"}
"""Stage of packaging waste: installation."""


def _scope(leg: Leg) -> str:
    if leg.own_vehicle:
        return "1"
    if leg.stage in _SCOPE_OF_STAGE:
        return _SCOPE_OF_STAGE[leg.stage]
    if leg.stage == "inbound-transport" or leg.paid_by_issuer:
        return "3.4"
    return "3.9"


def _choose(builder: LineBuilder, leg: Leg, place: str) -> FactorChoice:
    if leg.factor:
        return builder.named_factor(leg.factor, place)
    term = builder.context.terms.find(leg.mode, "transport")
    if term is None:
        builder.findings.append(builder.context.unknown_word(leg.mode or "", ("transport",), place))
        return FactorChoice(None)
    return builder.context.term_factor(term, place)


def lines_of_transport(study: Study, context: MatchContext) -> LineBuilder:
    """Add one line for each included leg: mass in kg x distance in km, in t.km."""
    builder = LineBuilder(context)
    for leg in study.transport:
        if not leg.is_in:
            continue
        place = place_of(leg, "transport")
        choice = _choose(builder, leg, place)
        missing = [
            name
            for name, value in (("mass", leg.mass), ("distance", leg.distance))
            if value is None
        ]
        if missing:
            builder.findings.append(incomplete("LEG_INCOMPLETE", place, missing))
            choice = FactorChoice(None)
        try:
            builder.add(
                f"leg:{leg.id}",
                verbatim(leg.what or leg.id),
                stage=leg.stage,
                scope=_scope(leg),
                source=place,
                part_class="transport",
                choice=choice,
                amounts=_amounts(leg, place),
                region=leg.region,
                granularity="item",
                route=" - ".join(p for p in (leg.origin, leg.destination) if p) or None,
                controlled_by_issuer=bool(leg.own_vehicle),
            )
        except InputError as e:
            builder.findings.append(finding_of(e))
    return builder


def _amounts(leg: Leg, place: str) -> Amounts:
    """Return numerators and divisors of t.km, including the stated distance adjustment."""
    if leg.mass is None or leg.distance is None:
        return Amounts(unit="t.km")
    mass_unit, distance_unit = leg.mass_unit or "kg", leg.distance_unit or "km"
    numerators = [leg.mass, leg.distance]
    labels = [in_unit(mass_unit), in_unit(distance_unit)]
    per = []
    for unit, other in ((mass_unit, "t"), (distance_unit, "km")):
        times, over = conversion(unit, other, place)
        if times != 1:
            numerators.append(times)
            labels.append(unit_in(unit, other))
        if over != 1:
            per.append(converted(over, unit, other))
    if leg.distance_adjustment_percent:
        numerators.append(EXACT.add(Decimal(1), hundredth(leg.distance_adjustment_percent)))
        labels.append(message("times-distance-adjustment"))
    return Amounts(
        numerators=tuple(numerators),
        unit="t.km",
        per=tuple(per),
        labels=tuple(labels),
        origin="calculated",
        sigma=Decimal("0.10"),
    )

"""Packaging of one declared unit → lines, with the biogenic carbon that leaves the gate in it."""

from __future__ import annotations

from decimal import Decimal

from openpcf.errors import InputError
from openpcf.matching.lines.builder import (
    Built,
    Choice,
    Ground,
    line,
    named_factor,
    term_factor,
    unknown_word,
)
from openpcf.model.base import Measure, exact_product, trimmed_decimal
from openpcf.model.factor import Factor
from openpcf.model.finding import Finding, error, errors_of, warning
from openpcf.model.inventory import Per
from openpcf.model.study import Packaging
from openpcf.model.units import convert

HIGH_CARBON = Decimal("0.6")
UPTAKE = Factor(
    id="stoichiometry:co2-of-carbon",
    name="CO2 taken up for each kg of biogenic carbon, 44/12",
    dataset="openpcf-derived",
    version="0.1",
    value=Decimal(-44),
    per="kg C",
    parts={"biogenic_uptake": Decimal(-44)},
    gwp="not-applicable",
    kind="process",
    boundary="uptake",
    publisher="molar masses of CO2 and C (ISO 14067, 6.4.9.2)",
    licence="fact",
    seen="calculated",
)
"""Per 12 kg C: the divisor of 12 stands in the line, since 44/12 does not end."""


def _choose(ground: Ground, item: Packaging, place: str, built: Built) -> Choice:
    if item.factor:
        return named_factor(ground, item.factor, place, built)
    term = ground.terms.find(item.material, "packaging", "auxiliary")
    if term is None:
        text = item.material or item.what or item.id
        built.findings.append(unknown_word(ground, text, ("packaging",), place))
        return Choice(None)
    return term_factor(ground, term, place)


def packaging_lines(ground: Ground, built: Built, item: Packaging) -> None:
    """The line of an item, divided by its uses, and one for its biogenic carbon."""
    place = item.source or f"packaging#{item.id}"
    choice = _choose(ground, item, place, built)
    numerators: tuple[Decimal, ...] = ()
    if item.mass is None:
        built.findings.append(error("PACKAGING_INCOMPLETE", place, "mass"))
        choice = Choice(None)
    else:
        numerators = (item.mass,)
    per = (
        (Per(amount=item.uses, why="uses of the packaging"),)
        if item.uses is not None and item.uses != 1
        else ()
    )
    try:
        line(
            ground,
            built,
            name=f"packaging:{item.id}",
            what=item.what or item.id,
            stage="packaging",
            scope="3.1",
            source=place,
            part_class=item.material or "packaging",
            choice=choice,
            numerators=numerators,
            unit=item.mass_unit or "kg",
            per=per,
            origin="calculated",
            region=item.region,
            granularity="item",
        )
    except InputError as e:
        built.findings.append(error(e.code, e.place, e.found, e.expected, **e.params))
        return
    said = _carbon(item, place)
    built.findings.extend(said)
    if errors_of(said):
        return
    if item.biogenic_carbon_kg and not _has_uptake(choice.factor):
        _uptake(ground, built, item, place, per)


def _carbon(item: Packaging, place: str) -> tuple[Finding, ...]:
    """``BIOGENIC_ABOVE_MASS`` for more carbon than there is mass, ``BIOGENIC_HIGH`` for more than
    60 % of it: cellulose has 44, wood 50."""
    if item.biogenic_carbon_kg is None or item.mass is None:
        return ()
    try:
        mass = convert(item.mass, item.mass_unit or "kg", "kg", place)
    except InputError:
        return ()
    stated = f"{trimmed_decimal(item.biogenic_carbon_kg)} kg C", f"{trimmed_decimal(mass)} kg"
    if item.biogenic_carbon_kg > mass:
        return (error("BIOGENIC_ABOVE_MASS", place, *stated),)
    if item.biogenic_carbon_kg > exact_product((mass, HIGH_CARBON)):
        return (warning("BIOGENIC_HIGH", place, *stated),)
    return ()


def _has_uptake(factor: Factor | None) -> bool:
    """Whether the factor counts the uptake itself: it is never counted twice."""
    return factor is not None and "biogenic_uptake" in factor.parts


def _uptake(
    ground: Ground, built: Built, item: Packaging, place: str, per: tuple[Per, ...]
) -> None:
    carbon = item.biogenic_carbon_kg or Decimal(0)
    line(
        ground,
        built,
        name=f"packaging:{item.id}:carbon",
        what=ground.say(
            "{name}: {what}", name=item.what or item.id, what=ground.say("biogenic carbon in it")
        ),
        stage="packaging",
        scope="3.1",
        source=place,
        part_class=item.material or "packaging",
        choice=Choice(
            UPTAKE,
            "class",
            "carbon in the packaging x 44/12",
            technology=Decimal(1),
            sigma=Decimal(0),
        ),
        numerators=(carbon,),
        unit="kg C",
        per=(*per, Per(amount=Decimal(12), why="mass of C in 44 of CO2")),
        origin="calculated",
        region=item.region,
        granularity="item",
        carbon=Measure(amount=carbon, unit="kg C"),
    )

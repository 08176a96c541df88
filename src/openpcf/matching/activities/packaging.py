"""Packaging of one declared unit → lines, including its biogenic carbon at the gate."""

from __future__ import annotations

from decimal import Decimal

from openpcf.errors import InputError
from openpcf.matching.lines.builder import Amounts, FactorChoice, LineBuilder, incomplete
from openpcf.model.base import Measure, exact_product, trimmed_decimal
from openpcf.model.factor import Factor
from openpcf.model.finding import Finding, error, errors_of, finding_of, warning
from openpcf.model.inventory import Per
from openpcf.model.message import message, verbatim
from openpcf.model.study import Packaging, place_of
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
"""Per 12 kg C: the line has the divisor 12, since 44/12 does not end."""


def _choose(builder: LineBuilder, item: Packaging, place: str) -> FactorChoice:
    if item.factor:
        return builder.named_factor(item.factor, place)
    term = builder.context.terms.find(item.material, "packaging", "auxiliary")
    if term is None:
        text = item.material or item.what or item.id
        builder.findings.append(builder.context.unknown_word(text, ("packaging",), place))
        return FactorChoice(None)
    return builder.context.term_factor(term, place)


def packaging_lines(builder: LineBuilder, item: Packaging) -> None:
    """Add the line of an item, divided by its uses, and one for its biogenic carbon."""
    place = place_of(item, "packaging")
    choice = _choose(builder, item, place)
    numerators: tuple[Decimal, ...] = ()
    if item.mass is None:
        builder.findings.append(incomplete("PACKAGING_INCOMPLETE", place, ["mass"]))
        choice = FactorChoice(None)
    else:
        numerators = (item.mass,)
    per = (
        (Per(amount=item.uses, why=message("packaging-uses")),)
        if item.uses is not None and item.uses != 1
        else ()
    )
    try:
        builder.add(
            f"packaging:{item.id}",
            verbatim(item.what or item.id),
            stage="packaging",
            scope="3.1",
            source=place,
            part_class=item.material or "packaging",
            choice=choice,
            amounts=Amounts(numerators, item.mass_unit or "kg", per, origin="calculated"),
            region=item.region,
            granularity="item",
        )
    except InputError as e:
        builder.findings.append(finding_of(e))
        return
    findings = _carbon(item, place)
    builder.findings.extend(findings)
    if errors_of(findings):
        return
    if item.biogenic_carbon_kg and not _has_uptake(choice.factor):
        _uptake(builder, item, place, per)


def _carbon(item: Packaging, place: str) -> tuple[Finding, ...]:
    """Check the biogenic carbon of packaging against its mass.

    ``BIOGENIC_ABOVE_MASS`` for more carbon than mass, ``BIOGENIC_HIGH`` above 60 %: cellulose has
    44 %, wood 50 %.
    """
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
    """Return whether the factor includes the uptake, which must not be counted twice."""
    return factor is not None and "biogenic_uptake" in factor.parts


def _uptake(builder: LineBuilder, item: Packaging, place: str, per: tuple[Per, ...]) -> None:
    carbon = item.biogenic_carbon_kg or Decimal(0)
    builder.add(
        f"packaging:{item.id}:carbon",
        message("biogenic-carbon", of=verbatim(item.what or item.id)),
        stage="packaging",
        scope="3.1",
        source=place,
        part_class=item.material or "packaging",
        choice=FactorChoice(
            UPTAKE,
            "class",
            message("carbon-uptake"),
            technology=Decimal(1),
            sigma=Decimal(0),
        ),
        amounts=Amounts(
            (carbon,),
            "kg C",
            (*per, Per(amount=Decimal(12), why=message("carbon-in-co2"))),
            origin="calculated",
        ),
        region=item.region,
        granularity="item",
        carbon=Measure(amount=carbon, unit="kg C"),
    )

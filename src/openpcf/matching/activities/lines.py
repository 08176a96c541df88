"""Activities of a study → lines: energy, auxiliaries, waste, use, end of life."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from openpcf.calculation.rounding import quotient, to_quantum
from openpcf.matching.activities.allocation import TABLE, share_findings, shared
from openpcf.matching.activities.contracts import (
    Cover,
    approach_of,
    contract_findings,
    is_contract,
    mwh_of,
)
from openpcf.matching.lines.builder import (
    NO_AMOUNTS,
    Amounts,
    FactorChoice,
    LineBuilder,
    MatchContext,
    term_reason,
    text_of,
)
from openpcf.matching.lines.electricity import grid_factor, residual_mix
from openpcf.model.base import EXACT, hundredth, trimmed_decimal
from openpcf.model.factor import Factor
from openpcf.model.finding import error, warning
from openpcf.model.inventory import Per
from openpcf.model.message import message, verbatim
from openpcf.model.study import Activity, Site, Study, place_of
from openpcf.model.units import conversion, is_unit, same_dimension

KINDS = ("electricity", "fuel", "input", "auxiliary", "waste", "packaging", "direct")

DIRECT = Factor(
    id="direct:co2e",
    name="Direct emissions, stated as CO2 equivalent",
    dataset="openpcf-derived",
    version="0.1",
    value=Decimal(1),
    per="kg CO2e",
    parts={"fossil": Decimal(1)},
    kind="process",
    boundary="direct emissions",
    publisher="identity",
    licence="fact",
    seen="calculated",
)
"""One kg CO2e emitted is one kg CO2e: the amount carries the gases' own GWP set."""

SCREENED = Decimal("1e-12")
"""What screening values are rounded to, kg CO2e."""

_SCOPE_OF_STAGE = {
    "distribution": "3.9",
    "installation": "3.11",
    "use": "3.11",
    "end-of-life": "3.12",
}
_SCOPE_OF_KIND = {"electricity": "2+3.3 unsplit", "fuel": "1", "direct": "1", "waste": "3.5"}
_AFTER_SALE = ("installation", "use", "end-of-life")


def _site(study: Study, activity: Activity) -> Site | None:
    return next((s for s in study.sites if s.id == activity.site), None)


def _region(study: Study, activity: Activity) -> str | None:
    site = _site(study, activity)
    if activity.region:
        return activity.region
    if site is not None:
        return site.subdivision or site.country
    return study.region


def _scope(activity: Activity, site: Site | None, factor: Factor | None, kind: str) -> str:
    """Return the stated scope, else by stage, site control and kind (method.md, Scopes)."""
    if activity.scope:
        unsplit = factor is not None and "unsplit" in (factor.parts or ("unsplit",))
        if kind == "electricity" and activity.scope == "2" and unsplit:
            return "2+3.3 unsplit"
        return activity.scope
    if activity.stage == "installation" and kind == "waste":
        return "3.12"
    if site is not None and site.controlled_by_issuer and activity.stage not in _AFTER_SALE:
        return _SCOPE_OF_KIND.get(kind, "3.1")
    return _SCOPE_OF_STAGE.get(activity.stage, "3.1")


def _choose(builder: LineBuilder, study: Study, activity: Activity) -> tuple[FactorChoice, str]:
    """Return the factor and the kind of activity: a kind of the table of terms, or blank."""
    place = place_of(activity, TABLE)
    term = builder.context.terms.find(activity.material, *KINDS)
    kind = term.kind if term is not None else ""
    if activity.factor:
        choice = builder.named_factor(activity.factor, place)
        if choice.factor is not None:
            electric = choice.factor.category.startswith("electricity")
            burnt = choice.factor.kind == "combustion"
            kind = kind or ("electricity" if electric else "fuel" if burnt else "")
        return choice, kind
    if term is None:
        text = activity.material or activity.what or activity.id
        builder.findings.append(builder.context.unknown_word(text, KINDS, place))
        return FactorChoice(None), kind
    if kind == "direct":
        return FactorChoice(DIRECT, "class", term_reason(term), technology=term.technology), kind
    if kind == "electricity":
        return _grid(builder, study, activity), kind
    if not term.factor:
        text = activity.material or activity.id
        builder.findings.append(warning("ACTIVITY_GAP_SCREENED", place, text, why=term.note))
        return FactorChoice(None), kind
    return builder.context.term_factor(term, place), kind


def _screening(context: MatchContext, activity: Activity, amounts: Amounts) -> dict[str, Decimal]:
    """Return mass x the high value of the table for the gap of a material without factor."""
    term = context.terms.find(activity.material, *KINDS)
    if term is None or term.screening is None or not is_unit(amounts.unit):
        return {}
    if not same_dimension(amounts.unit, "kg"):
        return {}
    times, over = conversion(amounts.unit, "kg", place_of(activity, TABLE))
    high = quotient(
        (*amounts.numerators, times, term.screening), (*(p.amount for p in amounts.per), over)
    )
    return {"screening": to_quantum(high, SCREENED)}


def _losses(
    builder: LineBuilder,
    study: Study,
    activity: Activity,
    choice: FactorChoice,
    *,
    kind: str,
    amounts: Amounts,
    suffix: str = "",
) -> None:
    """Return grid losses as a separate line: used kWh x loss / (1 - loss).

    None for electricity whose factor includes them.
    """
    if not activity.loss_percent or choice.factor is None:
        return
    place = place_of(activity, TABLE)
    if kind != "electricity":
        builder.findings.append(
            error("LOSS_NOT_ELECTRICITY", place, trimmed_decimal(activity.loss_percent))
        )
        return
    if choice.factor.losses == "included":
        stated = trimmed_decimal(activity.loss_percent)
        builder.findings.append(warning("LOSS_INCLUDED", place, stated, choice.factor.id))
        return
    loss = hundredth(activity.loss_percent)
    arriving = Per(amount=EXACT.subtract(Decimal(1), loss), why=message("share-arriving"))
    scope = _scope(activity, _site(study, activity), choice.factor, "electricity")
    builder.add(
        f"activity:{activity.id}{suffix}:losses",
        message("grid-losses", of=verbatim(activity.what or activity.id)),
        stage=activity.stage,
        scope="3.3" if scope.startswith("2") else scope,
        source=place,
        part_class="electricity",
        choice=choice,
        amounts=replace(
            amounts,
            numerators=(*amounts.numerators, loss),
            per=(*amounts.per, arriving),
            labels=(*amounts.labels, message("times-loss")),
            origin="calculated",
        ),
        region=_region(study, activity),
        granularity=activity.granularity,
    )


def _grid(builder: LineBuilder, study: Study, activity: Activity) -> FactorChoice:
    """Return the grid factor of the place, with findings."""
    named = {row.factor for row in study.activities if row.factor}
    region, place = _region(study, activity), place_of(activity, TABLE)
    context = builder.context
    grid = grid_factor(context.library, region, context.year, place, named)
    builder.findings.extend(grid.findings)
    term = context.terms.find("electricity", "electricity")
    technology, sigma = (term.technology, term.sigma_factor) if term else (Decimal(2), Decimal(0))
    return FactorChoice(grid.factor, "class", grid.why, grid.alternatives, technology, sigma)


def _residual(context: MatchContext, study: Study, activity: Activity) -> FactorChoice | None:
    """Return the residual mix of the place, if one is published."""
    factor = residual_mix(context.library, _region(study, activity), context.year)
    if factor is None:
        return None
    return FactorChoice(factor, "class", message("residual-mix"), technology=Decimal(2))


def _add(
    builder: LineBuilder,
    study: Study,
    activity: Activity,
    choice: FactorChoice,
    *,
    kind: str,
    amounts: Amounts,
    suffix: str = "",
    specificity: str = "average",
) -> None:
    site = _site(study, activity)
    members: dict[str, Any] = {}
    if choice.factor is None:
        members |= _screening(builder.context, activity, amounts)
    if activity.period_start and activity.period_end:
        members["period"] = {"start": activity.period_start, "end": activity.period_end}
    what = verbatim(activity.what or activity.id)
    builder.add(
        f"activity:{activity.id}{suffix}",
        message("not-covered", of=what) if suffix else what,
        stage=activity.stage,
        scope=_scope(activity, site, choice.factor, kind),
        source=place_of(activity, TABLE),
        part_class="electricity" if kind == "electricity" else (activity.material or "activity"),
        choice=choice,
        amounts=amounts,
        region=_region(study, activity),
        specificity=specificity,
        granularity=activity.granularity,
        controlled_by_issuer=bool(site and site.controlled_by_issuer),
        **members,
    )


def _contract(
    builder: LineBuilder,
    study: Study,
    activity: Activity,
    choice: FactorChoice,
    cover: Cover,
    amounts: Amounts,
    specificity: str,
) -> None:
    """Add the lines of the study's approach and those of the other approach.

    What contracts do not cover takes the grid factor in both. Losses follow the factor of each
    line.
    """
    grid, place = _grid(builder, study, activity), place_of(activity, TABLE)
    market = approach_of(study) == "market"
    split = cover.of(mwh_of(activity, place))
    if split is None:
        builder.findings.append(warning("CONTRACT_NOT_STATED", place))
    shares: list[tuple[str, Decimal | None, FactorChoice]]
    shares = [("", split[0] if split else None, choice)]
    if split is not None and split[1] > 0:
        rest = _residual(builder.context, study, activity)
        if rest is None:
            used = text_of(split[0] + split[1])
            builder.findings.append(warning("CONTRACT_REMAINDER", place, text_of(split[1]), used))
        shares.append((":remainder", split[1], rest or grid))
    whole = split[0] + split[1] if split else None
    for suffix, mwh, of_market in shares:
        part = amounts
        if mwh is not None and whole is not None and mwh != whole:
            part = replace(
                amounts,
                numerators=(*amounts.numerators, mwh),
                labels=(*amounts.labels, message("times-contract-mwh")),
                per=(*amounts.per, Per(amount=whole, unit="MWh", why=message("contract-mwh"))),
            )
        counts, other = builder.another(), builder.another()
        for target, chosen in (
            (counts if market else other, of_market),
            (other if market else counts, grid),
        ):
            _add(
                target,
                study,
                activity,
                chosen,
                kind="electricity",
                amounts=part,
                suffix=suffix,
                specificity=specificity if chosen is choice else "average",
            )
            _losses(
                target,
                study,
                activity,
                chosen,
                kind="electricity",
                amounts=part,
                suffix=suffix,
            )
        builder.take(counts)
        builder.beside |= dict.fromkeys((made.id for made in counts.lines), None)
        builder.beside |= {made.id: made for made in other.lines}


def lines_of_activities(study: Study, context: MatchContext) -> LineBuilder:
    """Add one line for each included activity, and one for stated grid losses."""
    builder, cover = LineBuilder(context), Cover(study)
    counted = [activity for activity in study.activities if activity.is_in]
    electricity: list[Activity] = []
    for activity in counted:
        amounts = shared(builder, activity)
        choice, kind = _choose(builder, study, activity)
        if kind == "electricity":
            electricity.append(activity)
        if amounts is None:
            choice, amounts = FactorChoice(None, alternatives=choice.alternatives), NO_AMOUNTS
        specificity = activity.factor_specificity or "average"
        if specificity != "average" and not context.proven(activity.evidence):
            builder.findings.append(
                warning("FACTOR_SPECIFIC_WITHOUT_EVIDENCE", place_of(activity, TABLE))
            )
            specificity = "average"
        if kind == "electricity" and is_contract(activity, choice.factor, specificity):
            _contract(builder, study, activity, choice, cover, amounts, specificity)
        else:
            _add(
                builder,
                study,
                activity,
                choice,
                kind=kind,
                amounts=amounts,
                specificity="site" if choice.factor is DIRECT else specificity,
            )
            _losses(builder, study, activity, choice, kind=kind, amounts=amounts)
    builder.findings.extend(contract_findings(study, electricity))
    builder.findings.extend(share_findings(counted))
    return builder

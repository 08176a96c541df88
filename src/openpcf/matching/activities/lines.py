"""Activities of a study → lines: energy, auxiliaries, waste, use, end of life."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from openpcf.calculation.rounding import quotient, to_quantum
from openpcf.matching.activities.allocation import Amounts, place_of, share_findings, shared
from openpcf.matching.activities.contracts import (
    Cover,
    approach_of,
    contract_findings,
    is_contract,
    mwh_of,
)
from openpcf.matching.lines.builder import (
    Built,
    Choice,
    Ground,
    line,
    named_factor,
    term_factor,
    text_of,
    unknown_word,
)
from openpcf.matching.lines.electricity import grid_factor, residual_mix
from openpcf.model.base import EXACT, hundredth, trimmed_decimal
from openpcf.model.factor import Factor
from openpcf.model.finding import error, warning
from openpcf.model.inventory import Per
from openpcf.model.study import Activity, Site, Study
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
    """The scope stated, else by stage, control of the site and kind (method.md, Scopes)."""
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


def _choose(ground: Ground, study: Study, activity: Activity, built: Built) -> tuple[Choice, str]:
    """The factor and the kind of activity: a kind of the table of words, or blank."""
    place = place_of(activity)
    term = ground.terms.find(activity.material, *KINDS)
    kind = term.kind if term is not None else ""
    if activity.factor:
        choice = named_factor(ground, activity.factor, place, built)
        if choice.factor is not None:
            electric = choice.factor.category.startswith("electricity")
            burnt = choice.factor.kind == "combustion"
            kind = kind or ("electricity" if electric else "fuel" if burnt else "")
        return choice, kind
    if term is None:
        text = activity.material or activity.what or activity.id
        built.findings.append(unknown_word(ground, text, KINDS, place))
        return Choice(None), kind
    if kind == "direct":
        return Choice(DIRECT, "class", term.note, technology=term.technology), kind
    if kind == "electricity":
        return _grid(ground, study, activity, built), kind
    if not term.factor:
        text = activity.material or activity.id
        built.findings.append(warning("ACTIVITY_GAP_SCREENED", place, text, why=term.note))
        return Choice(None), kind
    return term_factor(ground, term, place), kind


def _screening(ground: Ground, activity: Activity, amounts: Amounts) -> dict[str, Decimal]:
    """For the gap of a material without open factor: mass x the high value of the table."""
    term = ground.terms.find(activity.material, *KINDS)
    if term is None or term.screening is None or not is_unit(amounts.unit):
        return {}
    if not same_dimension(amounts.unit, "kg"):
        return {}
    times, over = conversion(amounts.unit, "kg", place_of(activity))
    high = quotient(
        (*amounts.numerators, times, term.screening), (*(p.amount for p in amounts.per), over)
    )
    return {"screening": to_quantum(high, SCREENED)}


def _losses(
    study: Study,
    ground: Ground,
    built: Built,
    activity: Activity,
    choice: Choice,
    *,
    kind: str,
    amounts: Amounts,
    suffix: str = "",
) -> None:
    """Grid losses as a line of their own: used kWh x loss / (1 - loss); none for electricity whose
    factor has them inside."""
    if not activity.loss_percent or choice.factor is None:
        return
    place = place_of(activity)
    if kind != "electricity":
        built.findings.append(
            error("LOSS_NOT_ELECTRICITY", place, trimmed_decimal(activity.loss_percent))
        )
        return
    if choice.factor.losses == "included":
        stated = trimmed_decimal(activity.loss_percent)
        built.findings.append(warning("LOSS_INCLUDED", place, stated, choice.factor.id))
        return
    loss = hundredth(activity.loss_percent)
    scope = _scope(activity, _site(study, activity), choice.factor, "electricity")
    line(
        ground,
        built,
        name=f"activity:{activity.id}{suffix}:losses",
        what=ground.say(
            "{name}: {what}",
            name=activity.what or activity.id,
            what=ground.say("losses of the grid"),
        ),
        stage=activity.stage,
        scope="3.3" if scope.startswith("2") else scope,
        source=place,
        part_class="electricity",
        choice=choice,
        numerators=(*amounts.numerators, loss),
        unit=amounts.unit,
        per=(*amounts.per, Per(amount=EXACT.subtract(Decimal(1), loss), why="share that arrives")),
        said=(*amounts.said, "(lost on the way)"),
        stated=amounts.stated,
        origin="calculated",
        region=_region(study, activity),
        granularity=activity.granularity,
    )


def _grid(ground: Ground, study: Study, activity: Activity, built: Built) -> Choice:
    """The grid of the place, with what is to be said of it."""
    named = {row.factor for row in study.activities if row.factor}
    region, place = _region(study, activity), place_of(activity)
    grid = grid_factor(ground.library, region, ground.year, place, named, ground.language)
    built.findings.extend(grid.findings)
    term = ground.terms.find("electricity", "electricity")
    technology, sigma = (term.technology, term.sigma_factor) if term else (Decimal(2), Decimal(0))
    return Choice(grid.factor, "class", grid.why, grid.alternatives, technology, sigma)


def _residual(study: Study, ground: Ground, activity: Activity) -> Choice | None:
    """The residual mix of the place, where one is published."""
    factor = residual_mix(ground.library, _region(study, activity), ground.year)
    if factor is None:
        return None
    return Choice(factor, "class", "residual mix of the place", technology=Decimal(2))


def _add(
    study: Study,
    ground: Ground,
    built: Built,
    activity: Activity,
    choice: Choice,
    *,
    kind: str,
    amounts: Amounts,
    suffix: str = "",
    specificity: str = "average",
) -> None:
    site = _site(study, activity)
    more: dict[str, Any] = {} if choice.factor else dict(_screening(ground, activity, amounts))
    if activity.period_start and activity.period_end:
        more["period"] = {"start": activity.period_start, "end": activity.period_end}
    line(
        ground,
        built,
        name=f"activity:{activity.id}{suffix}",
        what=ground.say(
            "{name}: {what}" if suffix else "{name}",
            name=activity.what or activity.id,
            what=ground.say("not covered by contracts"),
        ),
        stage=activity.stage,
        scope=_scope(activity, site, choice.factor, kind),
        source=place_of(activity),
        part_class="electricity" if kind == "electricity" else (activity.material or "activity"),
        choice=choice,
        numerators=amounts.numerators,
        unit=amounts.unit,
        per=amounts.per,
        said=amounts.said,
        stated=amounts.stated,
        origin=activity.origin,
        region=_region(study, activity),
        specificity=specificity,
        granularity=activity.granularity,
        controlled_by_issuer=bool(site and site.controlled_by_issuer),
        **more,
    )


def _contract(
    study: Study,
    ground: Ground,
    built: Built,
    activity: Activity,
    choice: Choice,
    cover: Cover,
    amounts: Amounts,
    specificity: str,
) -> None:
    """The lines of the study's approach, the other approach's beside them; what contracts do not
    cover takes the grid in both. Losses follow the factor that each of them takes."""
    grid, place = _grid(ground, study, activity, built), place_of(activity)
    market = approach_of(study) == "market"
    split = cover.of(mwh_of(activity, place))
    if split is None:
        built.findings.append(warning("CONTRACT_NOT_STATED", place))
    shares: list[tuple[str, Decimal | None, Choice]]
    shares = [("", split[0] if split else None, choice)]
    if split is not None and split[1] > 0:
        rest = _residual(study, ground, activity)
        if rest is None:
            used = text_of(split[0] + split[1])
            built.findings.append(warning("CONTRACT_REMAINDER", place, text_of(split[1]), used))
        shares.append((":remainder", split[1], rest or grid))
    whole = split[0] + split[1] if split else None
    for suffix, mwh, of_market in shares:
        part = amounts
        if mwh is not None and whole is not None and mwh != whole:
            part = replace(
                amounts,
                numerators=(*amounts.numerators, mwh),
                said=(*amounts.said, "MWh (of this)"),
                per=(
                    *amounts.per,
                    Per(amount=whole, unit="MWh", why="MWh used, of which the contracts"),
                ),
            )
        counts, other = Built(), Built()
        for target, chosen in (
            (counts if market else other, of_market),
            (other if market else counts, grid),
        ):
            _add(
                study,
                ground,
                target,
                activity,
                chosen,
                kind="electricity",
                amounts=part,
                suffix=suffix,
                specificity=specificity if chosen is choice else "average",
            )
            _losses(
                study,
                ground,
                target,
                activity,
                chosen,
                kind="electricity",
                amounts=part,
                suffix=suffix,
            )
        built.take(counts)
        built.beside |= dict.fromkeys((made.id for made in counts.lines), None)
        built.beside |= {made.id: made for made in other.lines}


def lines_of_activities(study: Study, ground: Ground) -> Built:
    """One line for each activity that is in (and one for stated grid losses)."""
    built, cover = Built(), Cover(study)
    counted = [activity for activity in study.activities if activity.option == "in"]
    electricity: list[Activity] = []
    for activity in counted:
        amounts = shared(ground, activity, built)
        choice, kind = _choose(ground, study, activity, built)
        if kind == "electricity":
            electricity.append(activity)
        if amounts is None:
            choice, amounts = Choice(None, alternatives=choice.alternatives), Amounts()
        specificity = activity.factor_specificity or "average"
        if specificity != "average" and not ground.proven(activity.evidence):
            built.findings.append(warning("FACTOR_SPECIFIC_WITHOUT_EVIDENCE", place_of(activity)))
            specificity = "average"
        if kind == "electricity" and is_contract(activity, choice.factor, specificity):
            _contract(study, ground, built, activity, choice, cover, amounts, specificity)
        else:
            _add(
                study,
                ground,
                built,
                activity,
                choice,
                kind=kind,
                amounts=amounts,
                specificity="site" if choice.factor is DIRECT else specificity,
            )
            _losses(study, ground, built, activity, choice, kind=kind, amounts=amounts)
    built.findings.extend(contract_findings(study, electricity))
    built.findings.extend(share_findings(counted))
    return built

"""Activities of a study → lines: energy, auxiliaries, waste, use, end of life.

A site total becomes one product's share by total x product key / key total / pieces, overhead
added (ISO 14067, 6.4.6.2; method.md, Site totals). Nothing is shared without its key.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from openpcf.matching.contracts import (
    Cover,
    approach_of,
    contract_findings,
    is_contract,
    mwh_of,
)
from openpcf.matching.electricity import grid_factor
from openpcf.matching.work_lines import (
    Built,
    Choice,
    Ground,
    line,
    named_factor,
    term_factor,
    text_of,
    unknown_word,
)
from openpcf.model.base import EXACT, hundredth
from openpcf.model.factor import Factor
from openpcf.model.finding import error, warning
from openpcf.model.inventory import Per
from openpcf.model.study import Activity, Site, Study

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

_HUNDRED = Decimal(100)
_SCOPE_OF_STAGE = {
    "distribution": "3.9",
    "installation": "3.11",
    "use": "3.11",
    "end-of-life": "3.12",
}


def _place(activity: Activity) -> str:
    return activity.source or f"activities#{activity.id}"


def _site(study: Study, activity: Activity) -> Site | None:
    return next((s for s in study.sites if s.id == activity.site), None)


def _region(study: Study, activity: Activity) -> str | None:
    site = _site(study, activity)
    if activity.region:
        return activity.region
    if site is not None:
        return site.subdivision or site.country
    return study.region


def shared(activity: Activity, built: Built) -> tuple[tuple[Decimal, ...], tuple[Per, ...]] | None:
    """Numerators and divisors of one product's share; None (with its finding) where a part of
    the key is missing."""
    place = _place(activity)
    if activity.quantity is None or not activity.unit:
        built.findings.append(
            error("ACTIVITY_NO_QUANTITY", place, what=activity.what or activity.id)
        )
        return None
    numerators: list[Decimal] = [activity.quantity]
    per: list[Per] = []
    key: dict[str, object] = {
        "allocation_key": activity.allocation_key,
        "product_key": activity.product_key,
        "key_total": activity.key_total,
    }
    if any(part is not None for part in key.values()):
        # Without the pieces made, the share of all pieces would pass for that of one.
        missing = [n for n, part in {**key, "pieces": activity.pieces}.items() if part is None]
        if missing:
            stated = ", ".join(n for n, part in key.items() if part is not None)
            built.findings.append(error("ACTIVITY_ALLOCATION", place, stated, ", ".join(missing)))
            return None
    if activity.product_key is not None and activity.key_total is not None:
        if activity.product_key > activity.key_total or activity.key_total <= 0:
            built.findings.append(
                error(
                    "ALLOCATION_ABOVE_ONE",
                    place,
                    text_of(activity.product_key),
                    text_of(activity.key_total),
                )
            )
            return None
        numerators.append(activity.product_key)
        per.append(
            Per(
                amount=activity.key_total,
                unit=activity.key_unit,
                why=f"{activity.allocation_key} of all products",
            )
        )
    if activity.pieces is not None:
        per.append(Per(amount=activity.pieces, unit="piece", why="pieces made in the period"))
    if activity.overhead_percent:
        numerators.append(EXACT.add(Decimal(1), hundredth(activity.overhead_percent)))
    return tuple(numerators), tuple(per)


def _scope(activity: Activity, site: Site | None, factor: Factor | None, electric: bool) -> str:
    if activity.scope:
        if (
            electric
            and activity.scope == "2"
            and factor is not None
            and "unsplit" in (factor.parts or ("unsplit",))
        ):
            return "2+3.3 unsplit"
        return activity.scope
    if activity.stage in _SCOPE_OF_STAGE:
        return _SCOPE_OF_STAGE[activity.stage]
    controlled = site is not None and site.controlled_by_issuer
    return "2+3.3 unsplit" if electric and controlled else "3.1"


def _choose(ground: Ground, study: Study, activity: Activity, built: Built) -> tuple[Choice, bool]:
    place = _place(activity)
    term = ground.terms.find(activity.material, *KINDS)
    electric = term is not None and term.kind == "electricity"
    if activity.factor:
        choice = named_factor(ground, activity.factor, place, built)
        factor = choice.factor
        return choice, electric or (factor is not None and factor.category == "electricity_grid")
    if term is None:
        text = activity.material or activity.what or activity.id
        built.findings.append(unknown_word(ground, text, KINDS, place))
        return Choice(None), False
    if term.kind == "direct":
        return Choice(DIRECT, "class", term.note, technology=term.technology), False
    if not electric:
        return term_factor(ground, term, place), False
    return _grid(ground, study, activity, built), True


def _losses(
    ground: Ground, activity: Activity, choice: Choice, numerators: tuple[Decimal, ...],
    per: tuple[Per, ...], built: Built, region: str | None,
) -> None:  # fmt: skip
    """Grid losses as a line of their own: used kWh x loss / (1 - loss)."""
    if not activity.loss_percent or choice.factor is None or choice.factor.losses == "included":
        return
    loss = hundredth(activity.loss_percent)
    line(
        ground,
        built,
        name=f"activity:{activity.id}:losses",
        what=f"{activity.what or activity.id}: losses of the grid",
        stage=activity.stage,
        scope="3.3",
        source=_place(activity),
        part_class="electricity",
        choice=choice,
        numerators=(*numerators, loss),
        unit=activity.unit or "",
        per=(*per, Per(amount=EXACT.subtract(Decimal(1), loss), why="share that arrives")),
        origin="calculated",
        region=region,
        granularity=activity.granularity,
    )


def _grid(ground: Ground, study: Study, activity: Activity, built: Built) -> Choice:
    """The grid of the place, with what is to be said of it."""
    grid = grid_factor(ground.library, _region(study, activity), ground.year, _place(activity))
    built.findings.extend(grid.findings)
    term = ground.terms.find("electricity", "electricity")
    technology, sigma = (term.technology, term.sigma_factor) if term else (Decimal(2), Decimal(0))
    return Choice(grid.factor, "class", grid.why, grid.alternatives, technology, sigma)


def _add(
    study: Study, ground: Ground, built: Built, activity: Activity, choice: Choice, *,
    electric: bool, numerators: tuple[Decimal, ...], per: tuple[Per, ...], suffix: str = "",
    specificity: Literal["average", "supplier", "site"] = "average",
) -> None:  # fmt: skip
    site = _site(study, activity)
    more: dict[str, Any] = {}
    if activity.period_start and activity.period_end:
        more["period"] = {"start": activity.period_start, "end": activity.period_end}
    line(
        ground,
        built,
        name=f"activity:{activity.id}{suffix}",
        what=f"{activity.what or activity.id}{': not covered by contracts' if suffix else ''}",
        stage=activity.stage,
        scope=_scope(activity, site, choice.factor, electric),
        source=_place(activity),
        part_class="electricity" if electric else (activity.material or "activity"),
        choice=choice,
        numerators=numerators,
        unit=activity.unit or "",
        per=per,
        origin=activity.origin,
        region=_region(study, activity),
        specificity=specificity,
        granularity=activity.granularity,
        controlled_by_issuer=bool(site and site.controlled_by_issuer),
        **more,
    )


def _contract(
    study: Study, ground: Ground, built: Built, activity: Activity, choice: Choice, cover: Cover,
    numerators: tuple[Decimal, ...], per: tuple[Per, ...],
) -> None:  # fmt: skip
    """The line of the study's approach, the other approach's beside it; what contracts do not
    cover takes the grid in both."""
    grid, place = _grid(ground, study, activity, built), _place(activity)
    market = approach_of(study) == "market"
    split = cover.of(mwh_of(activity, place))
    if split is None:
        built.findings.append(warning("CONTRACT_NOT_STATED", place))
    shares: list[tuple[str, Decimal | None, Choice]]
    shares = [("", split[0] if split else None, choice)]
    if split is not None and split[1] > 0:
        built.findings.append(
            warning("CONTRACT_REMAINDER", place, text_of(split[1]), text_of(split[0] + split[1]))
        )
        shares.append((":remainder", split[1], grid))
    whole = split[0] + split[1] if split else None
    for suffix, mwh, of_market in shares:
        amounts, divisors = numerators, per
        if mwh is not None and whole is not None and mwh != whole:
            amounts = (*numerators, mwh)
            divisors = (*per, Per(amount=whole, unit="MWh", why="MWh used, of which the contracts"))
        scratch = Built()
        for target, chosen in ((built if market else scratch, of_market),
                               (scratch if market else built, grid)):  # fmt: skip
            _add(
                study, ground, target, activity, chosen, electric=True, numerators=amounts,
                per=divisors, suffix=suffix,
                specificity="supplier" if chosen is choice else "average",
            )  # fmt: skip
        if not suffix:
            built.beside[built.lines[-1].id] = scratch.lines[-1]


def lines_of_activities(study: Study, ground: Ground) -> Built:
    """One line for each activity that is in (and one for stated grid losses)."""
    built, cover = Built(), Cover(study)
    electricity: list[Activity] = []
    for activity in study.activities:
        if activity.option != "in":
            continue
        amounts = shared(activity, built)
        choice, electric = _choose(ground, study, activity, built)
        if electric:
            electricity.append(activity)
        if amounts is None:
            choice = Choice(None, alternatives=choice.alternatives)
        numerators, per = amounts or ((), ())
        if activity.factor_specificity in ("site", "supplier") and activity.evidence is None:
            built.findings.append(warning("FACTOR_SPECIFIC_WITHOUT_EVIDENCE", _place(activity)))
        if electric and is_contract(activity, choice.factor):
            _contract(study, ground, built, activity, choice, cover, numerators, per)
        else:
            _add(
                study, ground, built, activity, choice, electric=electric, numerators=numerators,
                per=per,
                specificity=activity.factor_specificity
                or ("site" if choice.factor is DIRECT else "average"),
            )  # fmt: skip
        _losses(
            ground, activity, choice, numerators, per, built, _region(study, activity)
        )  # fmt: skip
    built.findings.extend(contract_findings(study, electricity))
    return built

"""Activities of a study → lines: energy, auxiliaries, waste, use, end of life.

A site total becomes one product's share by total x product key / key total / pieces, overhead
added (ISO 14067, 6.4.6.2; method.md, Site totals). Nothing is shared without its key.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from openpcf.errors import InputError
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
from openpcf.model.base import EXACT
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
    key = (activity.allocation_key, activity.product_key, activity.key_total)
    if any(key) and not all(part is not None for part in key):
        stated = ", ".join(
            name
            for name, part in zip(("key", "product key", "key total"), key, strict=True)
            if part is not None
        )
        built.findings.append(error("ACTIVITY_ALLOCATION", place, stated))
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
        numerators.append(EXACT.add(Decimal(1), activity.overhead_percent.scaleb(-2)))
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
    grid = grid_factor(ground.library, _region(study, activity), ground.year, place)
    built.findings.extend(grid.findings)
    return (
        Choice(
            grid.factor, "class", grid.why, grid.alternatives, term.technology, term.sigma_factor
        ),
        True,
    )


def _losses(
    ground: Ground, activity: Activity, choice: Choice, numerators: tuple[Decimal, ...],
    per: tuple[Per, ...], built: Built, region: str | None,
) -> None:  # fmt: skip
    """Grid losses as a line of their own: used kWh x loss / (1 - loss)."""
    if not activity.loss_percent or choice.factor is None or choice.factor.losses == "included":
        return
    loss = activity.loss_percent.scaleb(-2)
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


def lines_of_activities(study: Study, ground: Ground) -> Built:
    """One line for each activity that is in (and one for stated grid losses)."""
    built = Built()
    for activity in study.activities:
        if activity.option != "in":
            continue
        amounts = shared(activity, built)
        choice, electric = _choose(ground, study, activity, built)
        if amounts is None:
            choice = Choice(None, alternatives=choice.alternatives)
        numerators, per = amounts or ((), ())
        site, region = _site(study, activity), _region(study, activity)
        if activity.factor_specificity in ("site", "supplier") and activity.evidence is None:
            built.findings.append(warning("FACTOR_SPECIFIC_WITHOUT_EVIDENCE", _place(activity)))
        more: dict[str, Any] = {}
        if activity.period_start and activity.period_end:
            more["period"] = {"start": activity.period_start, "end": activity.period_end}
        try:
            line(
                ground,
                built,
                name=f"activity:{activity.id}",
                what=activity.what or activity.id,
                stage=activity.stage,
                scope=_scope(activity, site, choice.factor, electric),
                source=_place(activity),
                part_class="electricity" if electric else (activity.material or "activity"),
                choice=choice,
                numerators=numerators,
                unit=activity.unit or "",
                per=per,
                origin=activity.origin,
                region=region,
                specificity=activity.factor_specificity
                or ("site" if choice.factor is DIRECT else "average"),
                granularity=activity.granularity,
                controlled_by_issuer=bool(site and site.controlled_by_issuer),
                **more,
            )
        except InputError as e:
            built.findings.append(error(e.code, e.place, e.found, e.expected, **e.params))
            continue
        _losses(ground, activity, choice, numerators, per, built, region)
    return built

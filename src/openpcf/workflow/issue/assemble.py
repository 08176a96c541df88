"""Study, result, clock and ids → footprint: the payload before it is concealed or signed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from openpcf.calculation.calculate import Calculated
from openpcf.calculation.rounding import DIVISION, to_quantum
from openpcf.model.base import Frozen, Measure, dump, trimmed_decimal
from openpcf.model.document import Document
from openpcf.model.footprint import (
    SPEC_VERSION,
    Absent,
    Allocation,
    Boundary,
    CarbonContent,
    Dataset,
    Electricity,
    Engine,
    Footprint,
    Method,
    Previous,
    SiteRef,
)
from openpcf.model.inventory import STAGES, Inventory
from openpcf.model.inventory_document import components_document, inventory_document
from openpcf.model.study import Study

ENGINE = "openpcf"


class Identity(Frozen):
    """Identity of a version; set by workflow, never by calculation."""

    id: str
    version: int
    created_at: str
    previous: Previous | None = None


class Pins(Frozen):
    """What the figures were calculated with, by digest."""

    engine_version: str
    library: dict[str, str]
    profile_digests: dict[str, str]


def _boundary(study: Study, inventory: Inventory) -> Boundary | None:
    if study.boundary is None:
        return None
    stages = {line.stage for line in inventory.lines}
    stated = list(study.boundary.includes or ())
    more = [s for s in STAGES if s in stages and s not in stated]
    includes = tuple(stated) if stated else tuple(more)
    return study.boundary.model_copy(update={"includes": includes})


def _allocations(study: Study) -> tuple[Allocation, ...] | None:
    """Return one entry for each activity that is shared between products."""
    found = tuple(
        Allocation(process=activity.what or activity.id, basis=activity.allocation_key)
        for activity in study.activities
        if activity.allocation_key and activity.is_in
    )
    return found or None


def _method(study: Study, electricity: Electricity | None) -> Method:
    method = study.method or Method()
    changes: dict[str, Any] = {}
    if method.allocation is None:
        changes["allocation"] = _allocations(study)
    if electricity is not None:
        stated = method.electricity or Electricity()
        changes["electricity"] = stated.model_copy(
            update={k: v for k, v in electricity if v is not None}
        )
    return method.model_copy(update=changes)


def _of_one_use(carbon: Decimal, uses: Decimal | None) -> Decimal:
    """Return kg C of one use, to twelve decimals; zero uses are refused earlier."""
    if not uses or uses == 1:
        return carbon
    return Decimal(trimmed_decimal(to_quantum(DIVISION.divide(carbon, uses), Decimal("1e-12"))))


def _carbon_content(study: Study) -> CarbonContent | None:
    content = study.carbon_content
    carbon = [
        _of_one_use(p.biogenic_carbon_kg, p.uses)
        for p in study.packaging
        if p.is_in and p.biogenic_carbon_kg is not None
    ]
    if not carbon:
        return content
    total = Measure(amount=sum(carbon, Decimal(0)), unit="kg C")
    return (content or CarbonContent()).model_copy(update={"packaging_biogenic": total})


def footprint(
    study: Study,
    calculated: Calculated,
    identity: Identity,
    pins: Pins,
    electricity: Electricity | None = None,
) -> Footprint:
    """Return the footprint (design §2), with the figures exactly as calculated."""
    product = study.product
    if product is not None and study.configuration is not None and product.configuration is None:
        product = product.model_copy(update={"configuration": study.configuration.name})
    if product is not None and product.mass is None and study.mass_weighed is not None:
        product = product.model_copy(update={"mass": study.mass_weighed})
    sites = tuple(
        SiteRef(id=s.id, role=s.role, country=s.country, subdivision=s.subdivision)
        for s in study.sites
    )
    absent = tuple(Absent.model_validate({"path": p, "reason": r}) for p, r in study.absent.items())
    return Footprint(
        dataset=Dataset.model_validate(
            {
                "spec_version": SPEC_VERSION,
                "payload": "cfp",
                "kind": study.kind or "retrospective",
                "purpose": study.purpose or "draft",
                "id": identity.id,
                "series": study.series,
                "version": identity.version,
                "previous": identity.previous,
                "profiles": (study.profile,) if study.profile else tuple(pins.profile_digests)[-1:],
                "profile_digests": pins.profile_digests,
                "engine": Engine(name=ENGINE, version=pins.engine_version),
                "library": pins.library,
                "created_at": identity.created_at,
                "language": study.language or "en",
            }
        ),
        issuer=study.issuer,
        product=product,
        sites=sites or None,
        unit=study.unit,
        period=study.period,
        boundary=_boundary(study, calculated.inventory),
        result=calculated.result.result,
        supplied=calculated.result.supplied,
        quality=calculated.result.quality,
        method=_method(study, electricity),
        carbon_content=_carbon_content(study),
        absent=absent or None,
        extensions=dict(study.extensions) or None,
    )


def document(made: Footprint, inventory: Inventory) -> Document:
    """Return the document as its issuer has it: everything disclosed, nothing signed."""
    payload: Mapping[str, Any] = dump(made)
    return Document(
        payload=dict(payload),
        inventory=inventory_document(inventory),
        components=components_document(inventory) if inventory.components else None,
    )

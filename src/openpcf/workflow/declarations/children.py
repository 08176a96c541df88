"""The suppliers' declarations of a study: opened, judged, with the share of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from openpcf.calculation.calculate import Calculated
from openpcf.calculation.rounding import percent
from openpcf.errors import InputError
from openpcf.matching.match import ChildFact
from openpcf.model.base import decimal_text, exact_product, exact_sum, parse_decimal
from openpcf.model.document import Document
from openpcf.model.evidence import ChildEvidence
from openpcf.model.finding import Finding, error, finding_of
from openpcf.model.inventory import Component, Per
from openpcf.model.message import message
from openpcf.model.study import Study, SuppliedDeclaration, place_of
from openpcf.model.units import conversion, is_unit, same_dimension
from openpcf.proof.bundle import Bundle, verify_bundle
from openpcf.proof.trust_list import TrustList
from openpcf.ruleset.child_status import share_text
from openpcf.store import Store
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.declarations.judge import (
    gate_component,
    judge_below,
    judge_child,
    load_bundle,
    not_usable,
    status_of,
    worst_status,
)
from openpcf.workflow.study.files import LoadedStudy

__all__ = ["Suppliers", "resting_on", "share_text", "suppliers_of", "without_declarations"]

TABLES_WITH_DECLARATIONS = ("bom", "boards", "packaging")


@dataclass
class Suppliers:
    """The declarations of a study.

    Holds evidence, facts for matching, bundles by digest, digests by path, errors in files, and the
    declarations (by id) that do not verify.
    """

    children: tuple[ChildEvidence, ...] = ()
    facts: dict[str, ChildFact] = field(default_factory=dict)
    bundles: dict[str, Bundle] = field(default_factory=dict)
    pins: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    broken: dict[str, Finding] = field(default_factory=dict)


def _declared_unit(document: Document, supplier: str) -> tuple[str, Decimal]:
    """Return the declared unit of a declaration; raises InputError ``CHILD_DECLARED_UNIT``."""
    measure, amount = document.get("unit.measure"), document.get("unit.amount")
    stated = parse_decimal(amount) if isinstance(amount, str) else Decimal(0)
    if not isinstance(measure, str) or not is_unit(measure) or stated <= 0:
        reported = f"{amount or '–'} {measure or '–'}"
        raise InputError("CHILD_DECLARED_UNIT", "unit", reported, "1 piece", supplier=supplier)
    return measure, stated


def _fact(row: SuppliedDeclaration, document: Document, child: ChildEvidence) -> ChildFact:
    """Return the component for one unit of the BOM.

    The unit is a piece if the row states the amount per piece; otherwise it is the declared unit,
    to which the amounts of the BOM are converted.

    Raises InputError ``CHILD_UNIT_DIFFERS`` for a unit of another dimension.
    """
    supplier, place = row.supplier or row.id, place_of(row, "declarations")
    measure, of = _declared_unit(document, supplier)
    item = gate_component(document, row.id, child)
    each, amount, per = measure, Decimal(1), list[Per]()
    if row.quantity is not None or row.unit:
        stated = row.unit or measure
        if not is_unit(stated) or not same_dimension(stated, measure):
            raise InputError("CHILD_UNIT_DIFFERS", place, stated, measure, supplier=supplier)
        times, over = conversion(stated, measure, place)
        if row.quantity is not None:
            each, amount = "piece", exact_product((row.quantity, times))
            per.append(Per(amount=over, why=message("unit-in", unit=stated, other=measure)))
        elif times != over:
            raise InputError("CHILD_UNIT_DIFFERS", place, stated, measure, supplier=supplier)
    item["quantity"] = {"amount": decimal_text(amount), "unit": measure}
    per.append(Per(amount=of, why=message("child-unit")))
    item["per"] = [p for p in per if p.amount != 1]
    valued = (s for s in document.get("result.by_stage") or () if "excl" in s)
    return ChildFact(
        component=Component.model_validate(item),
        unit=each,
        includes=tuple(str(s.get("stage")) for s in valued),
    )


def _read(
    made: Suppliers,
    row: SuppliedDeclaration,
    loaded: LoadedStudy,
    trust: TrustList,
    as_of: str,
    store: Store,
) -> None:
    supplier, place = row.supplier or row.id, str(row.path)
    path = loaded.base / place
    if not path.is_file():
        made.findings.append(error("CHILD_MISSING_FILE", place, supplier=supplier))
        return
    bundle = load_bundle(path)
    verified = verify_bundle(bundle, trust, as_of)
    opening = verified.own
    document = opening.document
    if document is None:
        if opening.problem is not None:
            made.broken[row.id] = not_usable(supplier, place, opening.problem)
        return
    digest = document.digest or ""
    if row.digest and row.digest != digest:
        made.findings.append(error("CHILD_DIGEST_DIFFERS", place, digest, row.digest))
        return
    status = worst_status(row.status, status_of(document, store))
    child = judge_child(
        opening, digest, as_of, status, trust, judge_below(verified, as_of, trust, store)
    )
    fact = _fact(row, document, child)
    made.children = (*made.children, child)
    made.bundles[digest] = Bundle(
        bundle.footprint, bundle.statements, bundle.timestamps, bundle.batch
    )
    made.pins[place] = digest
    made.facts[row.id] = fact


def suppliers_of(
    loaded: LoadedStudy, trust: TrustList | None, as_of: str, environment: Environment
) -> Suppliers:
    """Open and judge every declaration of the study.

    Faults of all declarations are collected as findings. Raises InputError ``TRUST_LIST_NEEDED``.
    """
    made = Suppliers()
    wanted = [d for d in loaded.study.declarations if d.path]
    if not wanted:
        return made
    if trust is None:
        raise InputError("TRUST_LIST_NEEDED", place=str(loaded.path))
    store = environment.store()
    try:
        for row in wanted:
            if row.if_not_usable == "penalised-default":
                continue
            try:
                _read(made, row, loaded, trust, as_of, store)
            except InputError as problem:
                reported = [f for f in problem.findings if isinstance(f, Finding)]
                place = problem.place or str(row.path)
                made.findings += reported or [
                    finding_of(problem).model_copy(update={"place": place})
                ]
    finally:
        store.close()
    return made


def without_declarations(loaded: LoadedStudy, names: set[str]) -> LoadedStudy:
    """Return the study as if these declarations had not been received."""

    def bare(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(
            r.model_copy(update={"declaration": None}) if r.declaration in names else r
            for r in rows
        )

    study = loaded.study
    changes: Mapping[str, Any] = {
        **{name: bare(getattr(study, name)) for name in TABLES_WITH_DECLARATIONS},
        "declarations": tuple(d for d in study.declarations if d.id not in names),
    }
    return replace(loaded, study=study.model_copy(update=dict(changes)))


def resting_on(study: Study, name: str, calculated: Calculated) -> Decimal | None:
    """Return the share of a result, in percent, of the lines a declaration replaces."""
    sources = {
        place_of(row, table)
        for table in TABLES_WITH_DECLARATIONS
        for row in getattr(study, table)
        if row.declaration == name
    }
    total = calculated.result.result.total_excl_biogenic_uptake
    found = [
        line.result.excl
        for line in calculated.inventory.lines
        if line.source in sources and line.result is not None
    ]
    return percent(exact_sum(found), total) if found and total is not None else None

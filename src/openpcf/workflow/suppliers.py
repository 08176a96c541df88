"""The suppliers' declarations of a study: opened, judged, and what rests on each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from openpcf.calculation.calculate import Calculated
from openpcf.calculation.rounding import percent
from openpcf.errors import InputError
from openpcf.matching.match import ChildFact
from openpcf.model.base import decimal_text, exact_sum
from openpcf.model.document import Document
from openpcf.model.evidence import ChildEvidence
from openpcf.model.finding import Finding, error
from openpcf.model.inventory import Component
from openpcf.model.study import Study, SuppliedDeclaration
from openpcf.rules.invalidation import share_texts
from openpcf.store import Store
from openpcf.trust.bundle import Bundle, verify_bundle
from openpcf.trust.trust_list import TrustList
from openpcf.workflow.declarations import (
    gate_component,
    judge_below,
    judge_child,
    load_bundle,
    not_usable,
    status_of,
)
from openpcf.workflow.study_files import LoadedStudy
from openpcf.workflow.surroundings import Surroundings

__all__ = ["Suppliers", "resting_on", "share_texts", "suppliers_of", "without_declarations"]

TABLES_WITH_DECLARATIONS = ("bom", "boards", "packaging")


@dataclass
class Suppliers:
    """The declarations of a study: evidence, facts for matching, bundles by digest, digests by
    path, what is wrong with files, and the declarations (by id) that do not hold."""

    children: tuple[ChildEvidence, ...] = ()
    facts: dict[str, ChildFact] = field(default_factory=dict)
    bundles: dict[str, Bundle] = field(default_factory=dict)
    pins: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    broken: dict[str, Finding] = field(default_factory=dict)


def _item(row: SuppliedDeclaration, document: Document, child: ChildEvidence) -> dict[str, Any]:
    item = gate_component(document, row.id, child)
    item["quantity"] = {
        "amount": decimal_text(row.quantity) if row.quantity is not None else "1",
        "unit": row.unit or document.get("unit.measure") or "piece",
    }
    per_unit = document.get("unit.amount")
    if per_unit not in (None, "1"):
        item["per"] = [{"amount": per_unit, "why": "declared unit of the child"}]
    return item


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
    status = row.status or status_of(document, store)
    child = judge_child(
        opening, digest, as_of, status, trust, judge_below(verified, as_of, trust, store)
    )
    item = _item(row, document, child)
    made.children = (*made.children, child)
    made.bundles[digest] = Bundle(
        bundle.footprint, bundle.statements, bundle.timestamps, bundle.batch
    )
    made.pins[place] = digest
    made.facts[row.id] = ChildFact(
        component=Component.model_validate(item),
        includes=tuple(document.get("boundary.includes") or ()),
    )


def suppliers_of(
    loaded: LoadedStudy, trust: TrustList | None, as_of: str, surroundings: Surroundings
) -> Suppliers:
    """Every declaration of the study opened and judged; whatever can't be used is a finding, all
    of them at once. Raises InputError ``TRUST_LIST_NEEDED``."""
    made = Suppliers()
    wanted = [d for d in loaded.study.declarations if d.path]
    if not wanted:
        return made
    if trust is None:
        raise InputError("TRUST_LIST_NEEDED", place=str(loaded.path))
    store = surroundings.store()
    try:
        for row in wanted:
            if row.if_not_usable == "penalised-default":
                continue
            try:
                _read(made, row, loaded, trust, as_of, store)
            except InputError as problem:
                said = [f for f in problem.findings if isinstance(f, Finding)]
                place = problem.place or str(row.path)
                made.findings += said or [
                    error(problem.code, place, problem.found, problem.expected, **problem.params)
                ]
    finally:
        store.close()
    return made


def without_declarations(loaded: LoadedStudy, names: set[str]) -> LoadedStudy:
    """The study as if these declarations had never come."""

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
    """Share of a result, percent, that the lines a declaration stands for have."""
    sources = {
        row.source or f"{table}#{row.id}"
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

"""``calculate``: study → matched inventory → result → footprint, with all its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from openpcf.calculation.calculate import Calculated
from openpcf.calculation.calculate import calculate as figures
from openpcf.errors import InputError, TrustError
from openpcf.factors.library import Library
from openpcf.matching.match import (
    ChildFact,
    Confirmed,
    Context,
    Matching,
    match,
)
from openpcf.model.base import decimal_text
from openpcf.model.document import Document
from openpcf.model.evidence import ChildEvidence, Evidence, PredecessorEvidence
from openpcf.model.finding import Finding, error, errors_of
from openpcf.model.footprint import Footprint, Previous
from openpcf.model.inventory import Component
from openpcf.model.study import Study
from openpcf.rules import resolve
from openpcf.store import Issued
from openpcf.trust.bundle import Bundle, verify_bundle
from openpcf.trust.trust_list import TrustList
from openpcf.workflow.assemble import Identity, Pins, document, footprint
from openpcf.workflow.declarations import (
    gate_component,
    judge_child,
    load_bundle,
    not_usable,
    status_of,
)
from openpcf.workflow.lock import Lock, differences, read_lock, write_lock
from openpcf.workflow.resources import engine_version, profiles
from openpcf.workflow.study_files import LoadedStudy, load
from openpcf.workflow.study_library import (
    MATCHING,
    StudyLibrary,
    matching_key,
    matching_tables,
    shipped_pins,
    study_library,
)
from openpcf.workflow.surroundings import Surroundings

DEFAULT_PROFILE = "cfp-base/0.1"
PENALTY = "penalised-default-markup-percent"


@dataclass(frozen=True)
class Suppliers:
    """The declarations of a study: evidence, facts for matching, their bundles by digest."""

    children: tuple[ChildEvidence, ...] = ()
    facts: Mapping[str, ChildFact] | None = None
    bundles: Mapping[str, Bundle] | None = None
    pins: Mapping[str, str] | None = None
    findings: tuple[Finding, ...] = ()
    problem: TrustError | None = None


@dataclass(frozen=True)
class Prepared:
    """Everything of one calculation."""

    loaded: LoadedStudy
    matching: Matching
    calculated: Calculated
    footprint: Footprint
    document: Document
    evidence: Evidence
    suppliers: Suppliers
    lock: Lock
    library: Library
    findings: tuple[Finding, ...]


def suppliers_of(
    loaded: LoadedStudy, trust: TrustList | None, as_of: str, surroundings: Surroundings
) -> Suppliers:
    """Every declaration of the study opened and judged; one that can't be used is a finding."""
    study = loaded.study
    children: list[ChildEvidence] = []
    facts: dict[str, ChildFact] = {}
    bundles: dict[str, Bundle] = {}
    pins: dict[str, str] = {}
    findings: list[Finding] = []
    problem: TrustError | None = None
    wanted = [d for d in study.declarations if d.path]
    if not wanted:
        return Suppliers(facts={}, bundles={}, pins={})
    if trust is None:
        raise InputError("TRUST_LIST_NEEDED", place=str(loaded.path))
    store = surroundings.store()
    for row in wanted:
        supplier = row.supplier or row.id
        path = loaded.base / str(row.path)
        if row.if_not_usable == "penalised-default":
            continue
        if not path.is_file():
            findings.append(error("CHILD_MISSING_FILE", str(row.path), supplier=supplier))
            continue
        bundle = load_bundle(path)
        opening = verify_bundle(bundle, trust, as_of).own
        if opening.document is None:
            problem = opening.problem or problem
            if opening.problem is not None:
                findings.append(not_usable(supplier, str(row.path), opening.problem))
            continue
        digest = opening.document.digest or ""
        if row.digest and row.digest != digest:
            findings.append(error("CHILD_DIGEST_DIFFERS", str(row.path), digest, row.digest))
            continue
        status = row.status or status_of(opening.document, store)
        child = judge_child(opening, digest, as_of, status, statement=bool(bundle.statements))
        children.append(child)
        bundles[digest] = Bundle(
            bundle.footprint, bundle.statements, bundle.timestamps, bundle.batch
        )
        pins[str(row.path)] = digest
        item = gate_component(opening.document, row.id, child)
        item["quantity"] = {
            "amount": decimal_text(row.quantity) if row.quantity is not None else "1",
            "unit": row.unit or opening.document.get("unit.measure") or "piece",
        }
        per_unit = opening.document.get("unit.amount")
        if per_unit not in (None, "1"):
            item["per"] = [{"amount": per_unit, "why": "declared unit of the child"}]
        facts[row.id] = ChildFact(
            component=Component.model_validate(item),
            includes=tuple(opening.document.get("boundary.includes") or ()),
        )
    store.close()
    return Suppliers(tuple(children), facts, bundles, pins, tuple(findings), problem)


def _previous(latest: Issued | None, reason: str | None) -> Previous | None:
    if latest is None:
        return None
    return Previous(
        id=latest.id, digest=latest.digest, reason=reason, change_class="result" if reason else None
    )


def _confirmed(surroundings: Surroundings) -> dict[str, Confirmed]:
    store = surroundings.store()
    found = {
        m.key: Confirmed(value=m.value, who=m.confirmed_by, when=m.at) for m in store.mappings()
    }
    store.close()
    return found


def _markup(study: Study, date: str) -> Decimal:
    """Mark-up of a penalised default, from the profile, at the end of the period; asked for only
    where a supplier's row takes one."""
    if not any(row.if_not_usable == "penalised-default" for row in study.declarations):
        return Decimal(0)
    profile = resolve(profiles(), study.profile or DEFAULT_PROFILE)
    if PENALTY not in profile.parameters:
        return Decimal(0)
    return profile.number(PENALTY, date)


def _context(
    loaded: LoadedStudy,
    known: StudyLibrary,
    suppliers: Suppliers,
    confirmed: Mapping[str, Confirmed],
) -> Context:
    study = loaded.study
    period = study.period
    start = period.reference_start if period else None
    end = period.reference_end if period else None
    if not start or not end:
        missing = "period.reference_end" if start else "period.reference_start"
        raise InputError("STUDY_FIELD_NEEDED", place=missing)
    return Context(
        study=study,
        library=known.library,
        tables=matching_tables(),
        year=int(end[:4]),
        region=study.region,
        period=(start, end),
        children=suppliers.facts or {},
        confirmed=confirmed,
        named=known.named,
        default_markup_percent=_markup(study, end),
    )


def prepare(
    path: Path,
    surroundings: Surroundings,
    *,
    trust: TrustList | None = None,
    as_of: str | None = None,
    update_lock: bool = False,
    reason: str | None = None,
) -> Prepared:
    """Calculate the study at a path; see ``prepare_loaded``."""
    surroundings.progress("reading the study")
    return prepare_loaded(
        load(path),
        surroundings,
        trust=trust,
        as_of=as_of,
        update_lock=update_lock,
        reason=reason,
    )


def prepare_loaded(
    loaded: LoadedStudy,
    surroundings: Surroundings,
    *,
    trust: TrustList | None = None,
    as_of: str | None = None,
    update_lock: bool = False,
    keep_lock: bool = True,
    reason: str | None = None,
    sets: Sequence[str] | None = None,
) -> Prepared:
    """Calculate a study; ``sets`` are data sets to use instead of those its lock pins.

    Raises InputError for faults of the study, for a lock that differs (unless told to update)
    and for a supplier's file that is missing; TrustError where a supplier's signature fails.
    """
    now = surroundings.now()
    pinned = read_lock(loaded.lock)
    confirmed = _confirmed(surroundings)
    remembered = [c.value for c in confirmed.values()]
    known = study_library(loaded.base, loaded.study, pinned, remembered, sets)
    suppliers = suppliers_of(loaded, trust, as_of or now, surroundings)
    if suppliers.problem is not None:
        found = suppliers.findings[0]
        raise TrustError(found.code, found.place, found.found, **found.params)
    surroundings.progress("matching")
    matching = match(_context(loaded, known, suppliers, confirmed))
    findings = (*loaded.findings, *known.findings, *suppliers.findings, *matching.findings)
    stopping = errors_of((*known.findings, *suppliers.findings))
    if stopping:
        raise InputError("STUDY_FAULTS", str(loaded.path), str(len(stopping)), findings=stopping)
    surroundings.progress("calculating")
    calculated = figures(matching.inventory)
    profile = resolve(profiles(), loaded.study.profile or DEFAULT_PROFILE)
    digests = {name: resolve(profiles(), name).digest for name in profile.chain}
    here = known.pins()
    used = {*matching.datasets, matching_key()}
    pins = {key: digest for key, digest in here.items() if key in used}
    lock = Lock(
        engine=engine_version(),
        library=here,
        profiles=digests,
        declarations=dict(suppliers.pins or {}),
    )
    if keep_lock:
        _keep_lock(loaded, pinned, lock, update_lock)
    store = surroundings.store()
    latest = store.latest(loaded.study.series) if loaded.study.series else None
    store.close()
    identity = Identity(
        id=surroundings.new_id(),
        version=1 if latest is None else latest.version + 1,
        created_at=now,
        previous=_previous(latest, reason),
    )
    made = footprint(
        loaded.study,
        calculated,
        identity,
        Pins(engine_version=engine_version(), library=pins, profile_digests=digests),
    )
    evidence = Evidence(
        as_of=as_of or now,
        direction="issue",
        predecessor=None
        if latest is None
        else PredecessorEvidence(
            id=latest.id, version=latest.version, series=latest.series, digest=latest.digest
        ),
        children=suppliers.children,
        factors=_register(known, calculated),
    )
    return Prepared(
        loaded,
        matching,
        calculated,
        made,
        document(made, calculated.inventory),
        evidence,
        suppliers,
        lock,
        known.library,
        tuple(findings),
    )


def _register(known: StudyLibrary, calculated: Calculated) -> dict[str, str]:
    """Values of the factors used, as the library has them; derived ones are made again by
    matching from the library and stand for themselves."""
    register: dict[str, str] = {}
    for line in calculated.inventory.lines:
        if line.factor is None:
            continue
        factor = known.named.get(line.factor.id) or known.library.find(
            line.factor.id, line.factor.version
        )
        key = f"{line.factor.id}@{line.factor.version}"
        if factor is not None:
            register[key] = decimal_text(factor.value)
        elif line.factor.dataset == "openpcf-derived":
            register[key] = decimal_text(line.factor.value)
    return register


def _keep_lock(loaded: LoadedStudy, pinned: Lock | None, lock: Lock, update: bool) -> None:
    if pinned is not None and not update:
        here = {**shipped_pins(), **lock.library}
        if pinned.engine != lock.engine:
            here |= {k: v for k, v in pinned.library.items() if k.startswith(f"{MATCHING}/")}
        changed = differences(pinned, lock.model_copy(update={"library": here}))
        if changed:
            first = changed[0]
            raise InputError(first.code, first.place, first.found, first.expected, findings=changed)
    if pinned != lock:
        write_lock(loaded.lock, lock)

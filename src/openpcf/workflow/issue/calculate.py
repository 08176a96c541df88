"""``calculate``: study → matched inventory → result → footprint, with all its evidence."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from openpcf.calculation.calculate import Calculated
from openpcf.calculation.calculate import calculate as figures
from openpcf.errors import InputError, OpenpcfError, TrustError
from openpcf.factor_library.library import Library
from openpcf.matching.activities.contracts import approach_of
from openpcf.matching.match import (
    Confirmed,
    Matching,
    MatchInput,
    match,
)
from openpcf.model.assemblies import flattened
from openpcf.model.document import Document
from openpcf.model.evidence import Evidence, PredecessorEvidence
from openpcf.model.finding import Finding, error, errors_of
from openpcf.model.footprint import Electricity, Footprint, Previous
from openpcf.model.instants import last_day
from openpcf.model.study import Study
from openpcf.proof.bundle import read_bundle
from openpcf.proof.container import kept_document
from openpcf.proof.trust_list import TrustList
from openpcf.ruleset import Report, check, resolve
from openpcf.store import Issued
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.base.resources import engine_version, profiles
from openpcf.workflow.base.site_days import with_instants
from openpcf.workflow.declarations.children import (
    Suppliers,
    resting_on,
    share_text,
    suppliers_of,
    without_declarations,
)
from openpcf.workflow.issue.assemble import Identity, Pins, document, footprint
from openpcf.workflow.study.evidence import evidence_findings
from openpcf.workflow.study.factor_register import factor_register
from openpcf.workflow.study.files import LoadedStudy, load
from openpcf.workflow.study.library import (
    MATCHING,
    StudyLibrary,
    matching_key,
    matching_tables,
    shipped_pins,
    study_library,
)
from openpcf.workflow.study.lock import Lock, differences, read_lock, write_lock

DEFAULT_PROFILE = "cfp-base/0.1"
PENALTY = "penalised-default-markup-percent"


@dataclass(frozen=True)
class CalculatedStudy:
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

    def report_of(self, profile: str) -> Report:
        """Run the rules of a profile; raises as :func:`openpcf.ruleset.resolve`."""
        return check(self.document, self.evidence, resolve(profiles(), profile))

    @cached_property
    def report(self) -> Report:
        """The report of the study's own profile."""
        return self.report_of(self.loaded.study.profile or DEFAULT_PROFILE)


def _previous(latest: Issued | None, reason: str | None) -> Previous | None:
    if latest is None:
        return None
    return Previous(
        id=latest.id, digest=latest.digest, reason=reason, change_class="result" if reason else None
    )


def _confirmed(environment: Environment) -> dict[str, Confirmed]:
    store = environment.store()
    found = {
        m.key: Confirmed(value=m.value, who=m.confirmed_by, when=m.at) for m in store.mappings()
    }
    store.close()
    return found


def _markup(study: Study, date: str) -> Decimal:
    """Return the mark-up of a penalised default from the profile, at the end of the period.

    It is needed only if a supplier's row takes a penalised default.
    """
    if not any(row.if_not_usable == "penalised-default" for row in study.declarations):
        return Decimal(0)
    profile = resolve(profiles(), study.profile or DEFAULT_PROFILE)
    if PENALTY not in profile.values_on(date):
        return Decimal(0)
    return profile.number(PENALTY, date)


def _match_input(
    loaded: LoadedStudy,
    known: StudyLibrary,
    suppliers: Suppliers,
    confirmed: Mapping[str, Confirmed],
) -> MatchInput:
    study = with_instants(loaded.study)
    period = study.period
    start = period.reference_start if period else None
    end = period.reference_end if period else None
    if not start or not end:
        given = {"reference_start": start, "reference_end": end}
        missing = [f"{loaded.keys}period.{name}" for name, value in given.items() if not value]
        reported = [error("STUDY_FIELD_NEEDED", place) for place in missing]
        raise InputError("STUDY_FIELD_NEEDED", missing[0], findings=reported)
    last = last_day(end)
    if last is None:
        place = f"{loaded.keys}period.reference_end"
        raise InputError("STUDY_FIELD_NEEDED", place=place, found=end)
    return MatchInput(
        study=study.model_copy(update={"bom": flattened(study.bom)}),
        library=known.library,
        tables=matching_tables(),
        year=int(last[:4]),
        region=study.region,
        period=(start, end),
        children=suppliers.facts,
        confirmed=confirmed,
        named=known.named,
        default_markup_percent=_markup(study, last),
    )


def calculate_at(
    path: Path,
    environment: Environment,
    *,
    trust: TrustList | None = None,
    as_of: str | None = None,
    update_lock: bool = False,
    reason: str | None = None,
) -> CalculatedStudy:
    """Calculate the study at a path; see ``calculate_study``."""
    environment.progress("reading the study")
    return calculate_study(
        load(path),
        environment,
        trust=trust,
        as_of=as_of,
        update_lock=update_lock,
        reason=reason,
    )


def calculate_study(
    loaded: LoadedStudy,
    environment: Environment,
    *,
    trust: TrustList | None = None,
    as_of: str | None = None,
    update_lock: bool = False,
    keep_lock: bool = True,
    reason: str | None = None,
    sets: Sequence[str] | None = None,
) -> CalculatedStudy:
    """Calculate a study; ``sets`` are used in place of the data sets its lock pins.

    Raises InputError for faults of the study, for a lock that differs (unless an update is
    requested) and for a missing supplier's file; TrustError if a supplier's signature fails.
    """
    now = environment.now()
    pinned = read_lock(loaded.lock)
    confirmed = _confirmed(environment)
    remembered = [c.value for c in confirmed.values()]
    known = study_library(loaded.base, loaded.study, pinned, remembered, sets, int(now[:4]))
    suppliers = suppliers_of(loaded, trust, as_of or now, environment)
    if suppliers.broken:
        raise _not_holding(loaded, known, suppliers, confirmed)
    of_files = (*known.findings, *suppliers.findings, *evidence_findings(loaded))
    stopping = errors_of(of_files)
    if stopping:
        raise InputError("STUDY_FAULTS", str(loaded.path), str(len(stopping)), findings=stopping)
    environment.progress("matching")
    matching = match(_match_input(loaded, known, suppliers, confirmed))
    findings = (*loaded.findings, *of_files, *matching.findings)
    environment.progress("calculating")
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
        declarations=dict(suppliers.pins),
    )
    if keep_lock:
        _keep_lock(loaded, pinned, lock, update_lock, matching.datasets)
    store = environment.store()
    latest = store.latest(loaded.study.series) if loaded.study.series else None
    store.close()
    identity = Identity(
        id=environment.new_id(),
        version=1 if latest is None else latest.version + 1,
        created_at=now,
        previous=_previous(latest, reason),
    )
    made = footprint(
        with_instants(loaded.study),
        calculated,
        identity,
        Pins(engine_version=engine_version(), library=pins, profile_digests=digests),
        _both_approaches(loaded.study, matching, calculated),
    )
    whole = document(made, calculated.inventory)
    kept = None if latest is None else _kept(latest)
    evidence = Evidence(
        as_of=as_of or now,
        direction="issue",
        predecessor=None
        if latest is None or kept is None
        else PredecessorEvidence(
            id=latest.id,
            version=latest.version,
            series=latest.series,
            digest=latest.digest,
            unchanged=_says(whole) == _says(kept),
            total=kept.get(RESULT),
        ),
        children=suppliers.children,
        factors=factor_register(
            known.library,
            ((f.id, f.version) for line in calculated.inventory.lines if (f := line.factor)),
            known.named,
        ),
        study=tuple(findings),
    )
    return CalculatedStudy(
        loaded,
        matching,
        calculated,
        made,
        whole,
        evidence,
        suppliers,
        lock,
        known.library,
        tuple(findings),
    )


RESULT = "result.total_excl_biogenic_uptake"
_OF_A_VERSION = frozenset({"id", "version", "previous", "created_at"})
"""Members of ``dataset`` that differ in every version."""


def _kept(version: Issued) -> Document:
    return kept_document(read_bundle(version.bundle, version.series).footprint)


def _says(whole: Document) -> tuple[Any, ...]:
    """Return the content of a document without what identifies its version."""
    dataset = whole.payload.get("dataset") or {}
    kept = {k: v for k, v in dataset.items() if k not in _OF_A_VERSION}
    lines, components = list(whole.lines()), whole.components
    payload = {k: v for k, v in whole.payload.items() if k != "disclosable"}
    return {**payload, "dataset": kept}, lines, components


def _both_approaches(
    study: Study, matching: Matching, calculated: Calculated
) -> Electricity | None:
    """Return the location-based and market-based results; None if they are the same."""
    if matching.other_approach is None:
        return None
    other = figures(matching.other_approach, ranged=False).result.result
    totals = (other.total_excl_biogenic_uptake, calculated.result.result.total_excl_biogenic_uptake)
    approach = approach_of(study)
    location, market = totals if approach == "market" else totals[::-1]
    return Electricity(approach=approach, location_excl=location, market_excl=market)


def _not_holding(
    loaded: LoadedStudy, known: StudyLibrary, suppliers: Suppliers, confirmed: dict[str, Confirmed]
) -> TrustError:
    """Return declarations that do not verify, each with its share of the result.

    The share is that of its lines by the library's own estimates.
    """
    bare = without_declarations(loaded, set(suppliers.broken))
    try:
        made = figures(match(_match_input(bare, known, suppliers, confirmed)).inventory)
    except OpenpcfError:
        made = None
    findings = []
    for name, finding in suppliers.broken.items():
        share = None if made is None else resting_on(loaded.study, name, made)
        params = {**finding.params, "share": share_text(share)}
        findings.append(finding.model_copy(update={"share_percent": share, "params": params}))
    first = findings[0]
    shown: dict[str, Any] = dict(first.params)
    return TrustError(
        first.code,
        first.place,
        first.found,
        findings=(*findings, *suppliers.findings),
        **shown,
    )


def _keep_lock(
    loaded: LoadedStudy, pinned: Lock | None, lock: Lock, update: bool, used: Collection[str]
) -> None:
    """Write the lock if nothing it pins has changed.

    It is not written either if a figure uses own factors that the lock does not pin.
    """
    if pinned is not None and not update:
        here = {**shipped_pins(), **lock.library}
        if pinned.engine != lock.engine:
            here |= {k: v for k, v in pinned.library.items() if k.startswith(f"{MATCHING}/")}
        changed = differences(pinned, lock.model_copy(update={"library": here}), used)
        if changed:
            first = changed[0]
            raise InputError(first.code, first.place, first.found, first.expected, findings=changed)
    if pinned != lock:
        write_lock(loaded.lock, lock)

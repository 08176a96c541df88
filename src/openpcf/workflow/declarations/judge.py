"""Read, verify and judge declarations: a supplier's for a study, or any for a reader."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpcf.clearance import claimed_profiles
from openpcf.errors import InputError, TrustError
from openpcf.messages import coded
from openpcf.model.document import Document, get_path
from openpcf.model.evidence import (
    ChildEvidence,
    Evidence,
    PredecessorEvidence,
    SignatureEvidence,
    Status,
)
from openpcf.model.finding import Finding, Verdict, error
from openpcf.model.message import message
from openpcf.proof.bundle import Bundle, Verified, read_bundle, remarks, verify_bundle
from openpcf.proof.container import OpenedContainer
from openpcf.proof.trust_list import TrustList, read_trust_list
from openpcf.ruleset import Report, check
from openpcf.store import Store
from openpcf.workflow.base.files import read_bytes
from openpcf.workflow.base.resources import profiles, resolved

_NOT_LISTED = ("KEY_", "ENTITY_")
"""Codes of keys and key owners that a trust list does not have or no longer accepts."""
STATUS_EVENTS = ("withdrawn", "suspended", "superseded")


def load_trust_list(path: Path | None) -> TrustList | None:
    """Read the trust list of a file; None if no file is given."""
    if path is None:
        return None
    return read_trust_list(read_bytes(path), path.name)


def load_bundle(path: Path) -> Bundle:
    """Read the bundle of a file without verifying it."""
    return read_bundle(read_bytes(path), path.name)


def signature_evidence(opening: OpenedContainer) -> SignatureEvidence:
    """Return the evidence about a signature from an opened container."""
    if opening.problem is None:
        return SignatureEvidence(state="good", kid=opening.kid, bound=True)
    code = opening.problem.code
    return SignatureEvidence(state="bad", code=code, kid=opening.kid)


def worst_status(stated: Status | None, known: Status) -> Status:
    """Return the worst of the status a row states and the known status.

    A statement never turns a withdrawn, suspended or superseded declaration into a good one, nor a
    withdrawn one into a suspended one.
    """
    if stated is None or known == "withdrawn" or (known == "suspended" and stated != "withdrawn"):
        return known
    return known if known == "superseded" and stated == "good" else stated


def status_of(document: Document, store: Store | None) -> Status:
    """Return the status from the events in a store; a withdrawal is final.

    A document that offers a status list which was not passed in is unknown (data-model §5).
    """
    events = store.events(document.digest or "") if store is not None else ()
    if any(event.kind == "withdrawn" for event in events):
        return "withdrawn"
    for event in reversed(events):
        if event.kind in STATUS_EVENTS:
            return event.kind
        if event.kind == "good":
            return "good"
    return "unknown" if document.get("dataset.status_ref") else "not-offered"


def profiles_claimed(document: Document, among: Collection[str] | None = None) -> tuple[str, ...]:
    """Return the profiles a document claims that are installed (and in ``among``).

    Profiles that another of them extends are left out: passing the extension implies passing them.
    """
    installed = profiles()
    names = [p for p in claimed_profiles(document) if p in installed]
    names = [p for p in dict.fromkeys(names) if among is None or p in among]
    below = {parent for p in names for parent in resolved(p).chain if parent != p}
    return tuple(p for p in names if p not in below)


def judge_child(
    opening: OpenedContainer,
    digest: str,
    as_of: str,
    status: Status,
    trust: TrustList | None = None,
    below: tuple[ChildEvidence, ...] | None = None,
) -> ChildEvidence:
    """Judge a child on its clear part by the profiles it claims.

    ``below`` are the declarations of its own suppliers that came with it. For a child that does not
    open, the trust list gives only the owner of the key it names.
    """
    signature = signature_evidence(opening)
    document = opening.document
    if document is None:
        code = opening.problem.code if opening.problem is not None else "SIG"
        key = trust.keys.get(opening.kid) if trust is not None else None
        return ChildEvidence(
            digest=digest,
            issuer=key.entity.name if key is not None else "",
            signature=signature,
            verdict=Verdict.FAIL,
            findings=(error(code, "signature"),),
            status=status,
        )
    claimed = [resolved(name) for name in profiles_claimed(document)]
    evidence = Evidence(
        as_of=as_of, direction="import", signature=signature, status=status, children=below
    )
    reports = [check(document, evidence, each, clear_part=True) for each in claimed]
    return ChildEvidence(
        digest=digest,
        issuer=str(document.get("issuer.name") or ""),
        product=str(document.get("product.name") or ""),
        payload=document.payload,
        signature=signature,
        verdict=Verdict.worst(r.verdict for r in reports) if reports else Verdict.INCONCLUSIVE,
        findings=tuple(f for r in reports for f in r.findings),
        profiles=tuple(dict.fromkeys(name for each in claimed for name in each.chain)),
        status=status,
        series_below=_series_below(document),
    )


def judge_below(
    verified: Verified, as_of: str, trust: TrustList, store: Store | None
) -> tuple[ChildEvidence, ...]:
    """Judge the suppliers of a supplier whose declarations came in the bundle.

    A key that this reader's list does not contain is the supplier's responsibility; a declaration
    that fails makes everything built on it fail.
    """
    found = []
    for digest, opening in verified.children.items():
        problem = opening.problem
        if problem is None or not problem.code.startswith(_NOT_LISTED):
            document = opening.document
            status = "not-offered" if document is None else status_of(document, store)
            found.append(judge_child(opening, digest, as_of, status, trust))
    return tuple(found)


def _series_below(document: Document) -> tuple[str, ...]:
    return tuple(str(get_path(item, "child.series")) for item in document.items())


@dataclass(frozen=True)
class VerifiedDeclaration:
    """A declaration as its reader has it: verified, judged, with all findings."""

    bundle: Bundle
    verified: Verified
    document: Document | None
    reports: tuple[Report, ...]
    children: tuple[ChildEvidence, ...]
    evidence: Evidence | None
    status: Status
    trust: TrustList
    as_of: str

    @property
    def report(self) -> Report | None:
        """The report of the claimed profile; of several, the first that does not pass."""
        return next((r for r in self.reports if r.verdict is not Verdict.PASS), None) or next(
            iter(self.reports), None
        )

    @property
    def problems(self) -> tuple[TrustError, ...]:
        return self.verified.problems

    @property
    def remarks(self) -> tuple[Finding, ...]:
        """Warnings on texts and salts of documents that verify."""
        return remarks(self.bundle, self.verified)


def _others(
    document: Document, store: Store | None, given: Document | None
) -> tuple[PredecessorEvidence | None, tuple[str, ...]]:
    """Return the previous version and the digests of conflicting documents.

    The previous version is the given one, else the one in the store; conflicting documents have the
    same series and version.
    """
    named = document.get("dataset.previous.digest")
    series, version = document.get("dataset.series"), document.get("dataset.version")
    known: list[PredecessorEvidence] = []
    if store is not None and isinstance(series, str):
        known = [
            PredecessorEvidence(id=v.id, version=v.version, series=v.series, digest=v.digest)
            for v in store.history(series)
        ]
    before = next((v for v in known if v.digest == named), None)
    if given is not None:
        stated = PredecessorEvidence.model_validate(
            {
                "id": str(given.get("dataset.id")),
                "version": given.get("dataset.version"),
                "series": str(given.get("dataset.series")),
                "digest": given.digest,
            }
        )
        known.append(stated)
        if (stated.series, stated.version) != (series, version):
            before = stated
    forks = {v.digest for v in known if (v.series, v.version) == (series, version)}
    return before, tuple(sorted(forks - {document.digest or ""}))


def read_declaration(
    bundle: Bundle,
    trust: TrustList,
    as_of: str,
    *,
    store: Store | None = None,
    factors: Callable[[Document], dict[str, str] | None] = lambda _: None,
    among: Collection[str] | None = None,
    before: Document | None = None,
) -> VerifiedDeclaration:
    """Verify a bundle, judge its children, run the rules of the claimed profiles.

    ``among`` limits the profiles; ``factors`` returns the factor register for the lines a document
    discloses; ``before`` is the previous version if the reader has it.
    """
    verified = verify_bundle(bundle, trust, as_of)
    children = []
    for digest, opening in verified.children.items():
        state: Status = (
            "not-offered" if opening.document is None else status_of(opening.document, store)
        )
        children.append(judge_child(opening, digest, as_of, state, trust))
    document = verified.own.document
    if document is None:
        return VerifiedDeclaration(
            bundle, verified, None, (), tuple(children), None, "not-offered", trust, as_of
        )
    status = status_of(document, store)
    predecessor, forks = _others(document, store, before)
    evidence = Evidence(
        as_of=as_of,
        direction="import",
        signature=signature_evidence(verified.own),
        predecessor=predecessor,
        forks=forks,
        children=tuple(children),
        status=status,
        factors=factors(document),
    )
    reports = tuple(
        check(document, evidence, resolved(name)) for name in profiles_claimed(document, among)
    )
    return VerifiedDeclaration(
        bundle, verified, document, reports, tuple(children), evidence, status, trust, as_of
    )


def gate_component(document: Document, item_id: str, child: ChildEvidence) -> dict[str, Any]:
    """Return the component item of a child: its gate figures and shares as printed.

    Raises InputError ``CHILD_NO_GATE`` if the child does not print what a parent needs.
    """
    gate = document.get("result.gate")
    if not isinstance(gate, Mapping) or "parts" not in gate:
        raise InputError("CHILD_NO_GATE", "result.gate", supplier=child.issuer or "?")
    uncertainty = document.get("result.uncertainty") or {}
    total = document.get("result.total_excl_biogenic_uptake")
    item: dict[str, Any] = {
        "id": item_id,
        "child": {
            "series": document.get("dataset.series"),
            "id": document.get("dataset.id"),
            "version": document.get("dataset.version"),
            "digest": document.digest,
            "issuer": (document.get("issuer.ids") or [""])[0],
        },
        "child_result": {
            "excl": gate["excl"],
            "parts": gate["parts"],
            **({"memo": gate["memo"]} if gate.get("memo") else {}),
        },
        "signature_at_build": "checked" if child.signature.state == "good" else "bad",
        "verdict_at_build": str(child.verdict),
        "status_at_build": child.status,
    }
    quality = document.get("quality") or {}
    for member, name in (
        ("primary_data_share_percent", "child_primary_percent"),
        ("estimated_share_percent", "child_estimated_percent"),
    ):
        if member in quality:
            item[name] = quality[member]
    dqr = quality.get("dqr") or {}
    if {"technology", "time", "geography"} <= set(dqr):
        item["child_dqr"] = [dqr["technology"], dqr["time"], dqr["geography"]]
    if document.get("result.gwp"):
        item["child_gwp"] = document.get("result.gwp")
    if {"low", "high"} <= set(uncertainty) and total == gate["excl"]:
        item["child_range"] = {
            "low": uncertainty["low"],
            "high": uncertainty["high"],
            "means": message(
                "range-coverage", percent=str(uncertainty.get("coverage_percent", "95"))
            ),
        }
    start, end = document.get("period.valid_from"), document.get("period.valid_until")
    if start and end:
        item["child_valid"] = {"start": start, "end": end}
    return item


def not_usable(supplier: str, place: str, problem: TrustError) -> Finding:
    """Return whether a supplier's signature is invalid or its key is on no list."""
    code = "CHILD_KEY_NOT_LISTED" if problem.code == "KEY_UNKNOWN" else "CHILD_NOT_USABLE"
    broken = error(
        code,
        place,
        problem.code,
        supplier=supplier,
        why=coded(problem),
        field="signature",
    )
    return broken.model_copy(update={"rule": "signature.issuer", "requirements": ("F63782-024",)})

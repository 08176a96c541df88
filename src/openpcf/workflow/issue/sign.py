"""``sign``: a footprint that passes its profile becomes a declaration, stored and written."""

from __future__ import annotations

from dataclasses import dataclass

from openpcf.errors import FindingsError, TrustError
from openpcf.model.finding import Verdict
from openpcf.proof.bundle import Bundle, read_bundle, write_bundle
from openpcf.proof.container import issue, payload_digest, salts, without_hidden_parts
from openpcf.proof.jws import Signer
from openpcf.ruleset import Report
from openpcf.store import Event, Issued
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.declarations.present import presentation
from openpcf.workflow.issue.calculate import CalculatedStudy
from openpcf.workflow.issue.check import check


@dataclass(frozen=True)
class Signed:
    """An issued declaration in two presentations with the same digest.

    ``full`` shows everything and stays with the issuer; ``public`` conceals inventory and
    components.
    """

    digest: str
    version: int
    series: str
    full: bytes
    public: bytes
    report: Report


def issuable(calculated_study: CalculatedStudy) -> Report:
    """Return the report of a footprint that may be signed.

    Raises FindingsError ``NOT_ISSUABLE`` with the findings if the verdict is not pass,
    ``SIGN_UNCHANGED`` if nothing changed since the previous version.
    """
    before = calculated_study.evidence.predecessor
    if before is not None and before.unchanged:
        raise FindingsError("SIGN_UNCHANGED", before.series, f"v{before.version}")
    report = check(calculated_study)
    if report.verdict is not Verdict.PASS:
        raise FindingsError(
            "NOT_ISSUABLE",
            str(calculated_study.loaded.path),
            str(report.verdict),
            findings=[f for f in report.findings if str(f.outcome) != "note"],
        )
    return report


def sign(calculated_study: CalculatedStudy, signer: Signer, environment: Environment) -> Signed:
    """Check, sign and store a footprint.

    Raises as :func:`issuable`, and TrustError ``SD_SALT_AGAIN`` for salts of the previous version;
    nothing is stored then.
    """
    report = issuable(calculated_study)
    compact = issue(calculated_study.document, signer, environment.entropy)
    children = {
        digest: Bundle(without_hidden_parts(child.footprint), child.statements, child.timestamps)
        for digest, child in calculated_study.suppliers.bundles.items()
    }
    full = write_bundle(Bundle(compact, children=children))
    public = write_bundle(presentation(Bundle(compact, children=children)))
    digest = payload_digest(compact)
    dataset = calculated_study.footprint.dataset
    series, version = dataset.series or "", dataset.version or 1
    now = dataset.created_at or environment.now()
    event = None
    if dataset.previous is not None and dataset.previous.digest:
        event = Event(dataset.previous.digest, "superseded", now, f"v{version}")
    store = environment.store()
    try:
        latest = store.latest(series)
        before = read_bundle(latest.bundle, series).footprint if latest is not None else None
        if before is not None and salts(compact) & salts(before):
            raise TrustError("SD_SALT_AGAIN", series)
        store.issue(Issued(series, version, dataset.id or "", digest, now, full), event)
    finally:
        store.close()
    return Signed(digest, version, series, full, public, report)

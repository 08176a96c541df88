"""``verify`` and ``decide``: offline, for a reader who trusts only a list of keys."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from openpcf.clearance import MATCHING_STEP, Facts, read_policy
from openpcf.clearance import decide as decide_facts
from openpcf.errors import InputError, OpenpcfError, TrustError, UsageError
from openpcf.model.document import Document
from openpcf.model.finding import Finding, Verdict, finding_of
from openpcf.model.policy import Clearance, Decision, Reason
from openpcf.proof.bundle import verify_bundle
from openpcf.proof.trust_list import TrustList
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.base.files import read_bytes
from openpcf.workflow.declarations.judge import (
    VerifiedDeclaration,
    load_bundle,
    load_trust_list,
    read_declaration,
)
from openpcf.workflow.study.factor_register import shipped_register


def needed_trust_list(path: Path | None) -> TrustList:
    """Read the list of a file; raises UsageError ``TRUST_LIST_NEEDED`` without one."""
    found = load_trust_list(path)
    if found is None:
        raise UsageError("TRUST_LIST_NEEDED")
    return found


def verify(
    path: Path,
    trust: Path | None,
    environment: Environment,
    as_of: str | None = None,
    *,
    before: Path | None = None,
    among: Collection[str] | None = None,
) -> VerifiedDeclaration:
    """Run every step of verification and the rules; problems are returned, not raised.

    ``before`` is the file of the previous version; errors in that file are raised. ``among`` limits
    the profiles.
    """
    moment = as_of or environment.now()
    listed = needed_trust_list(trust)
    bundle = load_bundle(path)
    earlier = None if before is None else opened(before, listed, moment)
    store = environment.store()
    try:
        store.see_trust_list(listed.list_id, listed.sequence, listed.digest, moment)
        return read_declaration(
            bundle,
            listed,
            moment,
            store=store,
            factors=shipped_register,
            among=among,
            before=earlier,
        )
    finally:
        store.close()


def opened(path: Path, trust: TrustList | None, as_of: str) -> Document:
    """Return what a declaration discloses, opened with a trust list.

    Raises UsageError ``TRUST_LIST_NEEDED`` without a list, TrustError if the declaration does not
    verify.
    """
    if trust is None:
        raise UsageError("TRUST_LIST_NEEDED")
    opening = verify_bundle(load_bundle(path), trust, as_of).own
    if opening.document is None:
        raise opening.problem or TrustError("SIG", path.name)
    return opening.document


def decide(
    path: Path, trust: Path | None, policy: Path, environment: Environment, as_of: str
) -> tuple[Clearance, VerifiedDeclaration]:
    """Return the decision of a policy on a declaration at a date, with its basis.

    The basis are the rules of those claimed profiles that the policy lists.
    """
    from openpcf.formats.yaml_text import read_yaml_text

    asked = read_policy(read_yaml_text(read_bytes(policy), policy.name), policy.name)
    read = verify(path, trust, environment, as_of, among=asked.profiles)
    verdicts = {report.verdict for report in read.reports}
    facts = Facts(
        as_of=as_of,
        document=read.document,
        trust=_trust_findings(read),
        rule_verdict=Verdict.worst(verdicts) if verdicts else None,
        rule_findings=tuple(f for report in read.reports for f in report.findings),
        trust_list_next_update=read.trust.next_update,
        # The envelope is unsigned and nothing in this release verifies what it holds under
        # timestamps and statements: unverified is missing.
        has_timestamp=False,
        has_statement=False,
        status=read.status,
        not_understood=tuple(f for f in read.remarks if f.code == "BUNDLE_NEWER"),
    )
    return decide_facts(facts, asked), read


class Decided(NamedTuple):
    """The decision and its basis; ``problem`` is what could not be read."""

    clearance: Clearance
    read: VerifiedDeclaration | None
    problem: OpenpcfError | None = None


def decided(
    path: Path, trust: Path | None, policy: Path, environment: Environment, as_of: str
) -> Decided:
    """Return a decision in every case; otherwise as :func:`decide`.

    A file that is not a declaration is refused; if list or policy can't be used, the decision is
    referred to a person. Raises UsageError only.
    """
    try:
        load_bundle(path)
    except InputError as e:
        return Decided(_unread(Decision.REFUSE, e, policy, as_of), None, e)
    try:
        return Decided(*decide(path, trust, policy, environment, as_of))
    except (InputError, TrustError) as e:
        return Decided(_unread(Decision.REFER, e, policy, as_of), None, e)


def _unread(decision: Decision, problem: OpenpcfError, policy: Path, as_of: str) -> Clearance:
    alone = finding_of(problem)
    reported = [f for f in getattr(problem, "findings", ()) if isinstance(f, Finding)] or [alone]
    return Clearance(
        decision=decision,
        reasons=tuple(Reason(decision=decision, finding=finding) for finding in reported),
        not_applicable=(MATCHING_STEP,),
        policy=policy.name,
        as_of=as_of,
    )


def _trust_findings(read: VerifiedDeclaration) -> tuple[Finding, ...]:
    return tuple(finding_of(p) for p in read.problems)

"""Facts of one declaration + policy → decision with all its reasons (data-model §6).

An invalid signature, expiry and a failing rule refuse. Concealed or missing proofs are treated as
the policy states. Unknown facts (status, time, rules, list) are referred to a person; warnings
accept.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from openpcf.model.base import Frozen
from openpcf.model.document import Document
from openpcf.model.evidence import Status
from openpcf.model.finding import Finding, Outcome, Verdict, info
from openpcf.model.instants import instant, required_instant
from openpcf.model.policy import DECISIONS, Clearance, Decision, Policy, Reason

_LEVELS = {None: 0, "limited": 1, "reasonable": 2}
MATCHING_STEP = "consignment-match"
"""Steps that need a consignment; without one they are reported as not applicable."""


class Facts(Frozen):
    """The facts established about one declaration; the decision depends on nothing else.

    ``trust``: every problem of a signature, own or a child's. ``rule_verdict`` None: no rules of a
    profile that the policy lists were available. ``level``: of the verified statement.
    ``not_understood``: content written by a newer release.
    """

    as_of: str
    document: Document | None = None
    trust: tuple[Finding, ...] = ()
    rule_verdict: Verdict | None = None
    rule_findings: tuple[Finding, ...] = ()
    trust_list_next_update: str | None = None
    has_timestamp: bool = False
    has_statement: bool = False
    level: Literal["limited", "reasonable"] | None = None
    status: Status = "not-offered"
    not_understood: tuple[Finding, ...] = ()


def _months_between(earlier: datetime, later: datetime) -> int:
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - 1 if later.day < earlier.day else months


def _time(document: Document, facts: Facts, policy: Policy) -> Iterator[Reason]:
    as_of = required_instant(facts.as_of, "as_of")
    for path, expired in (("period.valid_until", True), ("period.valid_from", False)):
        text = document.get(path)
        moment = instant(text)
        if moment is None:
            yield Reason(
                decision=Decision.REFER,
                finding=info("CLEAR_TIME_UNKNOWN", path, str(text or ""), "RFC 3339"),
            )
            continue
        if expired and moment <= as_of:
            yield Reason(
                decision=Decision.REFUSE,
                finding=info("CLEAR_EXPIRED", path, text, f"> {facts.as_of}"),
            )
        if not expired and moment > as_of:
            yield Reason(
                decision=Decision.REFUSE,
                finding=info("CLEAR_NOT_YET_VALID", path, text, f"<= {facts.as_of}"),
            )
    end = document.get("period.reference_end")
    if policy.max_age_months is not None:
        until = instant(end)
        if until is None:
            yield Reason(
                decision=Decision.REFER,
                finding=info(
                    "CLEAR_TIME_UNKNOWN", "period.reference_end", str(end or ""), "RFC 3339"
                ),
            )
            return
        age = _months_between(until, as_of)
        if age > policy.max_age_months:
            yield Reason(
                decision=Decision.REFUSE,
                finding=info(
                    "CLEAR_TOO_OLD", "period.reference_end", str(age), str(policy.max_age_months)
                ),
            )


def _status(facts: Facts, policy: Policy) -> Iterator[Reason]:
    if facts.status in ("withdrawn", "suspended", "superseded"):
        yield Reason(decision=Decision.REFUSE, finding=info("CLEAR_STATUS", found=facts.status))
    elif facts.status == "unknown":
        yield Reason(
            decision=Decision(policy.unknown_status),
            finding=info("CLEAR_STATUS_UNKNOWN", "dataset.status_ref"),
        )
    if facts.status in ("unknown", "not-offered") and policy.require.status == "yes":
        yield Reason(
            decision=Decision.SUPPLEMENT,
            finding=info("CLEAR_STATUS_MISSING", "dataset.status_ref"),
        )


def _proofs(facts: Facts, policy: Policy) -> Iterator[Reason]:
    for wanted, present, code in (
        (policy.require.timestamp, facts.has_timestamp, "CLEAR_TIMESTAMP_MISSING"),
        (policy.require.statement, facts.has_statement, "CLEAR_STATEMENT_MISSING"),
    ):
        if wanted == "yes" and not present:
            yield Reason(decision=Decision.SUPPLEMENT, finding=info(code, expected=policy.policy))
    if policy.level_min is not None and _LEVELS[facts.level] < _LEVELS[policy.level_min]:
        yield Reason(
            decision=Decision.SUPPLEMENT,
            finding=info("CLEAR_LEVEL", found=facts.level or "–", expected=policy.level_min),
        )


def claimed_profiles(document: Document) -> tuple[str, ...]:
    """Return the profiles a document claims; entries that are not text are ignored."""
    stated = document.get("dataset.profiles")
    return tuple(p for p in stated if isinstance(p, str)) if isinstance(stated, list) else ()


def _rules(facts: Facts, document: Document, policy: Policy) -> Iterator[Reason]:
    claimed = claimed_profiles(document)
    if facts.rule_verdict is None or not set(claimed) & set(policy.profiles):
        found, wanted = ", ".join(claimed), ", ".join(policy.profiles)
        yield Reason(
            decision=Decision.REFER,
            finding=info("CLEAR_RULES_UNKNOWN", "dataset.profiles", found, wanted),
        )
        return
    failing = [f for f in facts.rule_findings if f.outcome is Outcome.FAIL]
    if facts.rule_verdict is Verdict.FAIL:
        for finding in failing or [info("CLEAR_RULE_FAILED")]:
            yield Reason(decision=Decision.REFUSE, finding=finding)
    open_ones = [f for f in facts.rule_findings if f.outcome is Outcome.INCONCLUSIVE]
    if facts.rule_verdict not in (Verdict.PASS, Verdict.FAIL) and not open_ones:
        open_ones = [info("CLEAR_RULES_OPEN")]
    for finding in open_ones:
        by_hiding = finding.code == "NOT_EVALUATED" and finding.found == "hidden"
        yield Reason(
            decision=Decision(policy.hidden) if by_hiding else Decision.REFER, finding=finding
        )


def _purpose(document: Document, policy: Policy) -> Iterator[Reason]:
    purpose = document.get("dataset.purpose")
    if purpose in policy.purposes:
        return
    if purpose == "demonstration":
        code = "DEMONSTRATION_ONLY"
    elif policy.purposes:
        code = "CLEAR_PURPOSE"
    else:
        return
    yield Reason(
        decision=Decision.REFUSE,
        finding=info(code, "dataset.purpose", str(purpose or "–"), ", ".join(policy.purposes)),
    )


def decide(facts: Facts, policy: Policy) -> Clearance:
    """Return the decision with all reasons, gravest first.

    The gravest reason is the decision; without a document it is refuse.
    """
    reasons = [Reason(decision=Decision.REFUSE, finding=finding) for finding in facts.trust]
    document = facts.document
    if document is None:
        if not reasons:
            reasons.append(Reason(decision=Decision.REFUSE, finding=info("CLEAR_NOTHING_PROVEN")))
    else:
        reasons += [Reason(decision=Decision.REFER, finding=f) for f in facts.not_understood]
        reasons += _purpose(document, policy)
        reasons += _time(document, facts, policy)
        reasons += _rules(facts, document, policy)
        reasons += _status(facts, policy)
        reasons += _proofs(facts, policy)
        for name in sorted(document.hidden | document.partly):
            reasons.append(
                Reason(decision=Decision(policy.hidden), finding=info("CLEAR_HIDDEN", name))
            )
    due = facts.trust_list_next_update
    as_of = required_instant(facts.as_of, "as_of")
    if due is not None and required_instant(due, "next_update") < as_of:
        reasons.append(
            Reason(
                decision=Decision.REFER,
                finding=info("TL_STALE", found=due),
            )
        )
    ordered = sorted(reasons, key=lambda reason: DECISIONS.index(reason.decision))
    return Clearance(
        decision=ordered[0].decision if ordered else Decision.ACCEPT,
        reasons=tuple(ordered),
        not_applicable=(MATCHING_STEP,),
        policy=f"{policy.policy}/{policy.version}",
        as_of=facts.as_of,
        digest=None if document is None else document.digest,
    )

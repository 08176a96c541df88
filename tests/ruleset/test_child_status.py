"""What a child's state does to its parent."""

from __future__ import annotations

from openpcf.model.finding import Finding, Outcome, Severity, Verdict

from .cases import (
    Row,
    all_of,
    child,
    fails,
    from_child,
    hide,
    holds,
    idle,
    in_child,
    in_item,
    in_line,
    inconclusive,
    part_of,
    passes,
    put,
    table,
    take,
    without_components,
)
from .example import CHILD_DIGEST, Case, Change, figure

C = "components[id=c-board]"
ALONG = f"children[{CHILD_DIGEST}]"


def signature(state: str, bound: bool = True) -> Change:
    return child(signature={"state": state, "kid": "k1", "bound": bound, "code": ""})


def judged(verdict: Verdict, *findings: Finding) -> Change:
    return child(verdict=verdict, findings=findings)


def missing(place: str) -> Finding:
    return Finding(code="FIELD_MISSING", place=place, rule="data-model.fields")


HIDDEN = Finding(
    code="NOT_EVALUATED",
    place="result.gate",
    outcome=Outcome.INCONCLUSIVE,
    severity=Severity.WARNING,
)
NOTE = Finding(code="GWP_MIX", outcome=Outcome.NOTE, severity=Severity.WARNING)

CHILD = (
    passes("invalidation.child"),
    passes("invalidation.child", "status not offered", child(status="not-offered")),
    passes("invalidation.child", "newer version", child(status="superseded"), ("CHILD_SUPERSEDED", C)),
    passes("invalidation.child", "remarks stay with the child", judged(Verdict.PASS, NOTE)),
    idle("invalidation.child", "no components", without_components),
    fails("invalidation.child", "signature bad", signature("bad"), ("CHILD_SIGNATURE", C)),
    fails("invalidation.child", "not signed", signature("absent"), ("CHILD_SIGNATURE", C)),
    fails("invalidation.child", "signed by another", signature("good", bound=False), ("CHILD_SIGNATURE", C)),
    fails("invalidation.child", "field missing", judged(Verdict.FAIL, missing("product.name"), NOTE), ("CHILD_FAILS", C)),
    fails(
        "invalidation.child", "two fields missing",
        judged(Verdict.FAIL, missing("product.name"), missing("unit.amount")), ("CHILD_FAILS", C), ("CHILD_FAILS", C),
    ),
    fails("invalidation.child", "fails and nobody said why", judged(Verdict.FAIL), ("CHILD_FAILS", C)),
    fails("invalidation.child", "withdrawn", child(status="withdrawn"), ("CHILD_WITHDRAWN", C)),
    fails(
        "invalidation.child", "in what is shown", all_of(part_of("components"), child(status="withdrawn")),
        ("CHILD_WITHDRAWN", C),
    ),
    inconclusive("invalidation.child", "key of nobody known", signature("key-unknown"), ("CHILD_KEY_UNKNOWN", C)),
    inconclusive("invalidation.child", "child inconclusive", judged(Verdict.INCONCLUSIVE, HIDDEN), ("CHILD_INCONCLUSIVE", C)),
    inconclusive("invalidation.child", "nothing applied to it", judged(Verdict.NOT_APPLICABLE), ("CHILD_INCONCLUSIVE", C)),
    inconclusive("invalidation.child", "status unknown", child(status="unknown"), ("CHILD_STATUS_UNKNOWN", C)),
    inconclusive("invalidation.child", "suspended", child(status="suspended"), ("CHILD_STATUS_UNKNOWN", C)),
    inconclusive("invalidation.child", "components hidden", hide("components"), ("NOT_EVALUATED", "components")),
    fails(
        "invalidation.child", "came along while components are hidden",
        all_of(hide("components"), judged(Verdict.FAIL, missing("product.name"))), ("CHILD_FAILS", ALONG),
    ),
    inconclusive(
        "invalidation.child", "came along, status unknown", all_of(hide("components"), child(status="unknown")),
        ("NOT_EVALUATED", "components"), ("CHILD_STATUS_UNKNOWN", ALONG),
    ),
)  # fmt: skip

VALIDITY = (
    passes("invalidation.validity"),
    passes("invalidation.validity", "from the very instant", in_child("period/valid_from", "2026-02-01T08:00:00Z")),
    passes("invalidation.validity", "expired since", in_child("period/valid_until", "2026-06-01T00:00:00Z"), ("CHILD_EXPIRED_SINCE", C)),
    passes("invalidation.validity", "expires in a second", in_child("period/valid_until", "2026-06-01T00:00:01Z")),
    idle("invalidation.validity", "no components", without_components),
    inconclusive("invalidation.validity", "expired before", in_child("period/valid_until", "2026-01-31T00:00:00Z"), ("CHILD_NOT_VALID_AT_BUILD", C)),
    inconclusive("invalidation.validity", "expired at the instant", in_child("period/valid_until", "2026-02-01T08:00:00Z"), ("CHILD_NOT_VALID_AT_BUILD", C)),
    inconclusive("invalidation.validity", "not yet valid", in_child("period/valid_from", "2026-02-01T08:00:01Z"), ("CHILD_NOT_VALID_AT_BUILD", C)),
    inconclusive("invalidation.validity", "no end stated", from_child("period/valid_until"), ("CHILD_VALIDITY_UNKNOWN", C)),
    inconclusive("invalidation.validity", "components hidden", hide("components"), ("NOT_EVALUATED", "components")),
    inconclusive(
        "invalidation.validity", "came along, expired before",
        all_of(hide("components"), in_child("period/valid_until", "2026-01-31T00:00:00Z")),
        ("NOT_EVALUATED", "components"), ("CHILD_NOT_VALID_AT_BUILD", ALONG),
    ),
    inconclusive("invalidation.validity", "time of making unknown", take("dataset/created_at"), ("NOT_EVALUATED", "dataset.created_at")),
    inconclusive("invalidation.validity", "time of making no instant", put("dataset/created_at", "2026"), ("RULE_ERROR", "invalidation.validity")),
)  # fmt: skip


def default(line: int, excl: str | None = None) -> Change:
    """A line whose quantity is a penalised default."""
    changes = [in_line(line, "quantity/origin", "default")]
    if excl is not None:
        changes.append(in_line(line, "result/excl", figure(excl)))
    return all_of(*changes)


def _default_without_result(case: Case) -> None:
    case.line(1)["quantity"]["origin"] = "default"
    del case.line(1)["result"]


RULE = "invalidation.penalised-default"
REPORTED = ("PENALISED_DEFAULT", "inventory")

PENALISED = (
    passes(RULE),
    passes(RULE, "a line of 1.7 %", default(5), REPORTED),
    passes(RULE, "15.0 %, the limit", default(4, "0.9"), REPORTED),
    passes(RULE, "default that is in no result", _default_without_result),
    fails(RULE, "15.1 %", default(4, "0.906"), REPORTED),
    fails(RULE, "16.7 %", default(4), REPORTED),
    fails(RULE, "component of 25 %", in_item("penalised_default", True), REPORTED),
    fails(RULE, "small ones together", all_of(default(5), default(3), default(4, "0.5")), REPORTED),
    fails(RULE, "share that can't be told", all_of(default(5), put("result/total_excl_biogenic_uptake", "0")), REPORTED),
    inconclusive(RULE, "lines hidden", hide("inventory"), ("NOT_EVALUATED", "inventory")),
    inconclusive(RULE, "components hidden", hide("components"), ("NOT_EVALUATED", "components")),
)  # fmt: skip

CASES = (*CHILD, *VALIDITY, *PENALISED)


@table(CASES)
def test_case(row: Row) -> None:
    holds(row)

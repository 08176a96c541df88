"""A decision follows from the facts and the policy alone."""

from __future__ import annotations

from typing import Any

import pytest

from openpcf.clearance import Facts, decide, read_policy
from openpcf.errors import InputError
from openpcf.messages import fix, known, say
from openpcf.model.document import Document
from openpcf.model.finding import Finding, Outcome, Severity, Verdict
from openpcf.model.policy import Decision, Policy

AS_OF = "2026-06-01T00:00:00Z"


def document(hidden: frozenset[str] = frozenset(), **changes: dict[str, Any]) -> Document:
    payload: dict[str, Any] = {
        "dataset": {"spec_version": "0.1.0", "purpose": "customer", "profiles": ["cfp-base/0.1"]},
        "period": {
            "reference_end": "2026-01-01T00:00:00Z",
            "valid_from": "2026-01-01T00:00:00Z",
            "valid_until": "2027-01-01T00:00:00Z",
        },
    }
    for section, values in changes.items():
        payload[section] = {**payload[section], **values}
    return Document(payload=payload, hidden=hidden)


def policy(**changes: Any) -> Policy:
    base = {"policy": "p", "version": "1", "profiles": ["cfp-base/0.1"]}
    return read_policy({**base, **changes}, "p.yaml")


def facts(**changes: Any) -> Facts:
    base: dict[str, Any] = {
        "as_of": AS_OF,
        "document": document(),
        "rule_verdict": Verdict.PASS,
        "trust_list_next_update": "2026-07-01T00:00:00Z",
    }
    return Facts(**{**base, **changes})


BAD = Finding(code="SIG", outcome=Outcome.FAIL)
FAILED = Finding(code="STAGE_SUM", outcome=Outcome.FAIL)
OPEN = Finding(code="NOT_EVALUATED", found="missing", outcome=Outcome.INCONCLUSIVE)
HIDDEN = Finding(code="NOT_EVALUATED", found="hidden", outcome=Outcome.INCONCLUSIVE)
NOTHING_SHOWN = document(frozenset({"inventory"}))
WARNED = Finding(code="W", outcome=Outcome.NOTE, severity=Severity.WARNING)

CASES = [
    ("all in order", facts(), policy(), "accept", None),
    ("a warning accepts", facts(rule_findings=(WARNED,)), policy(), "accept", None),
    ("bad signature", facts(trust=(BAD,)), policy(), "refuse", "SIG"),
    ("nothing opened", facts(document=None, rule_verdict=None), policy(), "refuse",
     "CLEAR_NOTHING_PROVEN"),
    ("a failing rule", facts(rule_verdict=Verdict.FAIL, rule_findings=(FAILED,)), policy(),
     "refuse", "STAGE_SUM"),
    ("a failing rule without finding", facts(rule_verdict=Verdict.FAIL), policy(), "refuse",
     "CLEAR_RULE_FAILED"),
    ("an open rule", facts(rule_verdict=Verdict.INCONCLUSIVE, rule_findings=(OPEN,)), policy(),
     "refer", "NOT_EVALUATED"),
    ("an open rule without finding", facts(rule_verdict=Verdict.INCONCLUSIVE), policy(), "refer",
     "CLEAR_RULES_OPEN"),
    ("rules at hand for another profile", facts(), policy(profiles=["other/1"]), "refer",
     "CLEAR_RULES_UNKNOWN"),
    ("no rules at hand", facts(rule_verdict=None), policy(), "refer", "CLEAR_RULES_UNKNOWN"),
    ("expired", facts(document=document(period={"valid_until": AS_OF})), policy(), "refuse",
     "CLEAR_EXPIRED"),
    ("not yet valid", facts(document=document(period={"valid_from": "2026-06-01T00:00:01Z"})),
     policy(), "refuse", "CLEAR_NOT_YET_VALID"),
    ("time without zone", facts(document=document(period={"valid_until": "2027-01-01T00:00:00"})),
     policy(), "refer", "CLEAR_TIME_UNKNOWN"),
    ("five months old, five allowed", facts(), policy(max_age_months="5"), "accept", None),
    ("five months old, four allowed", facts(), policy(max_age_months="4"), "refuse",
     "CLEAR_TOO_OLD"),
    ("demonstration elsewhere", facts(document=document(dataset={"purpose": "demonstration"})),
     policy(), "refuse", "DEMONSTRATION_ONLY"),
    ("demonstration where asked", facts(document=document(dataset={"purpose": "demonstration"})),
     policy(purposes=["demonstration"]), "accept", None),
    ("withdrawn", facts(status="withdrawn"), policy(), "refuse", "CLEAR_STATUS"),
    ("status unknown", facts(status="unknown"), policy(), "refer", "CLEAR_STATUS_UNKNOWN"),
    ("status unknown, policy accepts", facts(status="unknown"), policy(unknown_status="accept"),
     "accept", "CLEAR_STATUS_UNKNOWN"),
    ("status required", facts(), policy(require={"status": "yes"}), "supplement",
     "CLEAR_STATUS_MISSING"),
    ("stamp required", facts(), policy(require={"timestamp": "yes"}), "supplement",
     "CLEAR_TIMESTAMP_MISSING"),
    ("stamp there", facts(has_timestamp=True), policy(require={"timestamp": "yes"}), "accept",
     None),
    ("statement required", facts(), policy(require={"statement": "yes"}), "supplement",
     "CLEAR_STATEMENT_MISSING"),
    ("hidden, policy refers", facts(document=document(frozenset({"inventory"}))), policy(),
     "refer", "CLEAR_HIDDEN"),
    ("hidden, policy accepts", facts(document=document(frozenset({"inventory"}))),
     policy(hidden="accept"), "accept", "CLEAR_HIDDEN"),
    ("a rule open for what is missing, not for what is hidden",
     facts(document=document(), rule_verdict=Verdict.INCONCLUSIVE, rule_findings=(OPEN,)),
     policy(hidden="accept"), "refer", "NOT_EVALUATED"),
    *[(f"a rule open for what is hidden, policy {word}",
       facts(rule_verdict=Verdict.INCONCLUSIVE, rule_findings=(HIDDEN,)), policy(hidden=word),
       word, "NOT_EVALUATED") for word in ("accept", "supplement", "refer")],
    ("hidden, policy asks for it", facts(document=NOTHING_SHOWN), policy(hidden="supplement"),
     "supplement", "CLEAR_HIDDEN"),
    ("age not to be known, none asked", facts(document=document(period={"reference_end": "x"})),
     policy(), "accept", None),
    ("age not to be known", facts(document=document(period={"reference_end": "x"})),
     policy(max_age_months="5"), "refer", "CLEAR_TIME_UNKNOWN"),
    ("no end of the period", facts(document=document(period={"reference_end": None})),
     policy(max_age_months="5"), "refer", "CLEAR_TIME_UNKNOWN"),
    ("the very last instant", facts(document=document(period={"valid_until": "2026-06-01T00:00:01Z"})),
     policy(), "accept", None),
    ("an instant in another zone",
     facts(document=document(period={"valid_until": "2026-06-01T02:00:00+02:00"})), policy(),
     "refuse", "CLEAR_EXPIRED"),
    ("for another purpose", facts(), policy(purposes=["tender", "regulatory"]), "refuse",
     "CLEAR_PURPOSE"),
    ("for this purpose", facts(), policy(purposes=["tender", "customer"]), "accept", None),
    ("no purpose stated", facts(document=document(dataset={"purpose": None})),
     policy(purposes=["customer"]), "refuse", "CLEAR_PURPOSE"),
    ("a demonstration where others are asked",
     facts(document=document(dataset={"purpose": "demonstration"})), policy(purposes=["tender"]),
     "refuse", "DEMONSTRATION_ONLY"),
    ("suspended", facts(status="suspended"), policy(), "refuse", "CLEAR_STATUS"),
    ("superseded", facts(status="superseded"), policy(), "refuse", "CLEAR_STATUS"),
    ("status good", facts(status="good"), policy(require={"status": "yes"}), "accept", None),
    ("a level of assurance asked, nothing proven", facts(), policy(level_min="limited"),
     "supplement", "CLEAR_LEVEL"),
    ("a higher level asked", facts(has_statement=True, level="limited"),
     policy(level_min="reasonable"), "supplement", "CLEAR_LEVEL"),
    ("the level asked", facts(has_statement=True, level="reasonable"),
     policy(level_min="limited", require={"statement": "yes"}), "accept", None),
    ("claims that are no texts",
     facts(document=document(dataset={"profiles": [{"a": "b"}, ["x"], "cfp-base/0.1"]})), policy(),
     "accept", None),
    ("a claim that is no list", facts(document=document(dataset={"profiles": "cfp-base/0.1"})),
     policy(), "refer", "CLEAR_RULES_UNKNOWN"),
    ("the list ends this very instant", facts(trust_list_next_update=AS_OF), policy(), "accept", None),
    ("stale list", facts(trust_list_next_update="2026-05-31T00:00:00Z"), policy(), "refer",
     "TL_STALE"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "asked", "decision", "code"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_decision(given: Facts, asked: Policy, decision: str, code: str | None) -> None:
    answer = decide(given, asked)
    assert answer.decision == decision
    assert [r.finding.code for r in answer.reasons] == ([code] if code else [])


def test_all_reasons_are_listed_gravest_first() -> None:
    answer = decide(facts(trust=(BAD,), status="unknown"), policy(require={"statement": "yes"}))
    assert [(r.decision, r.finding.code) for r in answer.reasons] == [
        (Decision.REFUSE, "SIG"),
        (Decision.REFER, "CLEAR_STATUS_UNKNOWN"),
        (Decision.SUPPLEMENT, "CLEAR_STATEMENT_MISSING"),
    ]
    assert answer.decision is Decision.REFUSE


def test_a_status_that_must_be_known_and_is_not_is_asked_for_whatever_else_is_accepted() -> None:
    asked = policy(unknown_status="accept", require={"status": "yes"})
    answer = decide(facts(status="unknown"), asked)
    assert answer.decision is Decision.SUPPLEMENT
    assert {r.finding.code for r in answer.reasons} == {
        "CLEAR_STATUS_MISSING", "CLEAR_STATUS_UNKNOWN",
    }  # fmt: skip


def test_what_fails_and_what_stays_open_are_both_reported() -> None:
    answer = decide(
        facts(rule_verdict=Verdict.FAIL, rule_findings=(FAILED, OPEN, HIDDEN)),
        policy(hidden="supplement"),
    )
    assert [(r.decision, r.finding.code) for r in answer.reasons] == [
        (Decision.REFUSE, "STAGE_SUM"),
        (Decision.REFER, "NOT_EVALUATED"),
        (Decision.SUPPLEMENT, "NOT_EVALUATED"),
    ]


def test_without_a_consignment_matching_is_reported_as_not_applicable() -> None:
    assert decide(facts(), policy()).not_applicable == ("consignment-match",)


@pytest.mark.parametrize("case", CASES, ids=[c[0] for c in CASES])
def test_every_own_reason_has_a_text_in_both_languages(case: Any) -> None:
    for reason in decide(case[1], case[2]).reasons:
        if reason.finding.code.startswith(("CLEAR_", "TL_", "DEMO")):
            assert known(reason.finding.code)
            assert say(reason.finding, "zh") != say(reason.finding, "en")
            assert fix(reason.finding, "en")


GOOD = {"policy": "p", "version": "1", "profiles": ["x"]}
FAULTS = [
    ({"policy": "p", "version": "1"}, "POLICY_MISSING", "profiles"),
    ({**GOOD, "hiden": "accept"}, "POLICY_FORM", "hiden"),
    ({**GOOD, "hidden": "no"}, "POLICY_FORM", "hidden"),
    ({**GOOD, "policy": ""}, "POLICY_FORM", "policy"),
    ({**GOOD, "profiles": []}, "POLICY_FORM", "profiles"),
    ({**GOOD, "profiles": "cfp-base/0.1"}, "POLICY_FORM", "profiles"),
    ({**GOOD, "require": "yes"}, "POLICY_FORM", "require"),
    ({**GOOD, "require": {"stamp": "yes"}}, "POLICY_FORM", "require.stamp"),
    ({**GOOD, "require": {"timestamp": "maybe"}}, "POLICY_FORM", "require.timestamp"),
    ({**GOOD, "unknown_status": "ignore"}, "POLICY_FORM", "unknown_status"),
    ({**GOOD, "max_age_months": "two years"}, "POLICY_FORM", "max_age_months"),
    ({**GOOD, "max_age_months": "-1"}, "POLICY_FORM", "max_age_months"),
    ({**GOOD, "max_age_months": "1.5"}, "POLICY_FORM", "max_age_months"),
    ({**GOOD, "level_min": "high"}, "POLICY_FORM", "level_min"),
    ({**GOOD, "purposes": ["customs"]}, "POLICY_FORM", "purposes.0"),
]


@pytest.mark.parametrize(("data", "code", "place"), FAULTS, ids=[f[2] + "-" + f[1] for f in FAULTS])
def test_a_fault_of_a_policy_is_one_clear_finding(data: Any, code: str, place: str) -> None:
    with pytest.raises(InputError) as caught:
        read_policy(data, "p.yaml")
    assert [(f.code, f.place) for f in caught.value.findings] == [(code, f"p.yaml: {place}")]
    found = caught.value.findings[0]
    for language in ("en", "zh"):
        reported = say(found, language)
        assert place in reported and fix(found, language)
        assert "Input should" not in reported


def test_all_faults_of_a_policy_are_reported_at_once() -> None:
    with pytest.raises(InputError) as caught:
        read_policy({"policy": "p", "hidden": "no", "extra": "x"}, "p.yaml")
    assert {f.place for f in caught.value.findings} == {
        f"p.yaml: {name}" for name in ("version", "profiles", "hidden", "extra")
    }


def test_what_is_no_mapping_is_no_policy() -> None:
    with pytest.raises(InputError) as caught:
        read_policy(["a list"], "p.yaml")
    assert (caught.value.code, caught.value.place) == ("POLICY_FORM", "p.yaml")

"""Laws of the engine: nothing unseen passes, children decide, limits bind to the tenth."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example as shown
from hypothesis import given
from hypothesis import strategies as st

from openpcf.calculation.calculate import calculate
from openpcf.model.base import decimal_text, dump
from openpcf.model.document import Document
from openpcf.model.evidence import Evidence
from openpcf.model.finding import Finding, Outcome, Severity, Verdict
from openpcf.model.inventory_document import inventory_document, inventory_of
from openpcf.ruleset import check, registry

from . import example
from .cases import (
    all_of,
    child,
    evidence,
    hide,
    in_child,
    in_item,
    in_line,
    judge,
    part_of,
    put,
    reported_by,
    set_in,
    take,
)
from .example import Case, Change, figure

ESTIMATED = "quality/estimated_share_percent"
C = "components[id=c-board]"
ESTIMATED_PATH = ESTIMATED.replace("/", ".")


# What can't be seen is no pass


@pytest.mark.parametrize("name", sorted(example.profile_data()))
@pytest.mark.parametrize("direction", ["issue", "import"])
@pytest.mark.parametrize("clear_part", [False, True])
def test_an_empty_document_fails_and_no_figure_of_it_passes(
    name: str, direction: str, clear_part: bool
) -> None:
    facts = Evidence.model_validate({"as_of": example.AS_OF, "direction": direction})
    report = check(Document(payload={}), facts, example.profile(name), clear_part=clear_part)
    assert report.verdict is Verdict.FAIL
    missing = {f.place for f in report.failing() if f.code == "FIELD_MISSING"}
    wanted = {f.path for f in example.profile(name).fields if f.level == "mandatory"}
    assert missing == wanted
    passed = {o.id for o in report.rules if o.verdict is Verdict.PASS}
    assert not {p for p in passed if p.startswith(("sums", "recompute", "issuable", "prov"))}


def test_hidden_lines_are_not_evaluated_and_no_pass() -> None:
    report = judge(hide("inventory", "components"))
    assert report.verdict is Verdict.INCONCLUSIVE
    assert not report.failing()
    needing = {o.id for o in report.rules if o.verdict is Verdict.INCONCLUSIVE}
    assert needing - {"data-model.fields"} == set(report.not_evaluated)
    for name in ("recompute.result", "granularity.quantity", "components.figure"):
        assert name in report.not_evaluated
        assert [code for code, _ in reported_by(report, name)] == ["NOT_EVALUATED"]
    for name in ("sums.total", "sums.stages", "issuable.estimated-share", "data-model.digits"):
        assert report.outcome(name).verdict is Verdict.PASS


def test_missing_lines_fail_where_hidden_ones_are_open() -> None:
    def none(case: Case) -> None:
        case.inventory = None

    report = judge(none)
    assert report.verdict is Verdict.FAIL
    assert ("FIELD_MISSING", "inventory") in reported_by(report, "data-model.fields")


def test_a_statement_that_all_lines_were_seen_stands_for_hidden_lines() -> None:
    seen = all_of(hide("inventory", "components"), evidence(lines_seen_by_statement=True))
    report = judge(seen)
    assert report.verdict is Verdict.PASS
    assert "recompute.result" in report.not_evaluated
    assert report.outcome("recompute.result").verdict is Verdict.NOT_APPLICABLE


def test_a_statement_does_not_excuse_what_is_shown() -> None:
    def seen(*changes: Change) -> Change:
        return all_of(evidence(lines_seen_by_statement=True), part_of("components"), *changes)

    assert judge(seen()).verdict is Verdict.PASS
    assert judge(seen(child(status="unknown"))).verdict is Verdict.INCONCLUSIVE
    assert judge(seen(child(status="withdrawn"))).verdict is Verdict.FAIL


def test_a_fault_in_what_is_shown_fails_while_the_rest_is_hidden() -> None:
    report = judge(all_of(part_of("inventory"), in_line(1, "quantity/unit", "g")))
    assert report.verdict is Verdict.FAIL
    assert report.outcome("recompute.units").verdict is Verdict.FAIL
    assert report.outcome("recompute.groups").verdict is Verdict.INCONCLUSIVE


# A child is judged on its clear part


def _clear_part(case: Case) -> None:
    case.hide("inventory", "components")
    case.clear_part = True


def test_a_child_is_judged_on_its_clear_part() -> None:
    report = judge(_clear_part)
    assert report.verdict is Verdict.PASS
    assert report.findings == ()
    assert set(report.not_evaluated) == set(judge(hide("inventory", "components")).not_evaluated)
    for name in report.not_evaluated:
        assert report.outcome(name).verdict is Verdict.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (take("product/name"), "FIELD_MISSING"),
        (put("result/total_excl_biogenic_uptake", figure("5.9")), "TOTAL_PARTS"),
        (put("result/gate/excl", figure("5.9")), "GATE_SUM"),
    ],
)
def test_the_clear_part_of_a_child_must_hold(change: Change, code: str) -> None:
    report = judge(all_of(_clear_part, change))
    assert report.verdict is Verdict.FAIL
    assert code in {f.code for f in report.failing()}


def test_the_estimates_of_a_child_are_reported_and_counted_in_its_parent() -> None:
    report = judge(all_of(_clear_part, put(ESTIMATED, "100.0")))
    assert report.verdict is Verdict.PASS
    assert [f.code for f in report.findings] == ["ESTIMATED_SHARE_ABOVE_LIMIT"]
    assert judge(put(ESTIMATED, "100.0")).verdict is Verdict.FAIL


def test_a_clear_part_with_nothing_behind_it_fails() -> None:
    """Hidden is named in ``disclosable``; lines that are simply not there are missing."""

    def bare(case: Case) -> None:
        case.inventory = case.components = None
        case.clear_part = True

    assert judge(bare).verdict is Verdict.FAIL


# The limit of the estimated share


@pytest.mark.parametrize(
    ("share", "verdict"),
    [("74.9", Verdict.PASS), ("75.0", Verdict.PASS), ("75.1", Verdict.FAIL)],
)
def test_the_limit_of_estimates_binds_to_the_tenth(share: str, verdict: Verdict) -> None:
    report = judge(put(ESTIMATED, share))
    assert report.outcome("issuable.estimated-share").verdict is verdict


@pytest.mark.parametrize("change", [put(ESTIMATED, ""), put(ESTIMATED, " "), take(ESTIMATED)])
def test_a_blank_estimated_share_is_not_zero(change: Change) -> None:
    report = judge(change)
    assert report.outcome("issuable.estimated-share").verdict is Verdict.INCONCLUSIVE
    assert report.verdict is Verdict.FAIL
    assert ("FIELD_MISSING", ESTIMATED_PATH) in reported_by(report, "data-model.fields")


def recalculated(case: Case) -> None:
    """The figures of the case as its lines and components now give them."""
    made = calculate(inventory_of(case.inventory, case.components))
    again = dump(made.result)
    case.inventory = inventory_document(made.inventory)
    again["result"]["uncertainty"] = case.payload["result"]["uncertainty"]
    for name in ("result", "supplied", "quality"):
        case.payload[name] = again[name]


def _steel_supplied(case: Case, estimated: str) -> None:
    """The steel, an estimate of 3 kg, becomes a signed child of the same 3 kg."""
    line = case.line(1)
    for name in ("factor", "quantity", "estimated", "period", "granularity"):
        del line[name]
    line["component"] = "c-steel"
    parts = {"excl": "3.00000000000", "parts": {"fossil": "3.00000000000"}}
    reference = {
        "series": "urn:openpcf:steel.example:s1", "id": "another", "version": 1,
        "digest": example.OTHER_DIGEST, "issuer": "urn:pact:steel.example:company-id:1",
    }  # fmt: skip
    case.components["items"].append(
        {
            "id": "c-steel", "child": reference, "quantity": {"amount": "1", "unit": "piece"},
            "child_result": parts, "child_primary_percent": "0.0",
            "child_estimated_percent": estimated,
            "child_gwp": [{"set": "AR6-GWP100", "share_percent": "100.0"}],
            "signature_at_build": "checked",
        }
    )  # fmt: skip
    payload = example.child_payload()
    payload["dataset"].update(series=reference["series"], id=reference["id"], version=1)
    payload["issuer"] = {"name": "Steel (fictitious)", "ids": [reference["issuer"]]}
    payload["unit"]["amount"] = "1"
    payload["result"]["gate"] = parts
    payload["quality"] = {
        "primary_data_share_percent": "0.0", "estimated_share_percent": estimated,
    }  # fmt: skip
    case.more_children.append(
        {**case.child, "digest": example.OTHER_DIGEST, "issuer": "Steel", "payload": payload}
    )
    recalculated(case)


def _all_estimated(case: Case) -> None:
    for number in (3, 4, 5):
        case.line(number)["estimated"] = True
    recalculated(case)


def test_recalculating_the_example_changes_nothing() -> None:
    assert judge(recalculated).findings == ()


def test_a_signed_child_that_is_all_estimate_leaves_the_verdict_as_it_was() -> None:
    before = judge(_all_estimated)
    after = judge(all_of(_all_estimated, lambda case: _steel_supplied(case, "100.0")))
    assert before.verdict is after.verdict is Verdict.FAIL
    shares = []
    for report in (before, after):
        assert [f.code for f in report.failing()] == ["ESTIMATED_SHARE_ABOVE_LIMIT"]
        shares.append(report.failing()[0].found)
    # steel 3.0, lorry 0.4, electricity 1.0, carton 0.1 and 20 % of the board's 1.5 of 6.0
    assert shares == ["80.0", "80.0"]


def test_a_child_that_was_measured_mends_what_an_estimate_broke() -> None:
    after = judge(all_of(_all_estimated, lambda case: _steel_supplied(case, "0.0")))
    assert after.failing() == ()
    assert after.verdict is Verdict.PASS


def test_a_measured_child_must_really_say_so() -> None:
    """Typing a smaller share into the item does not help: the child's own is compared."""

    def typed(case: Case) -> None:
        _all_estimated(case)
        _steel_supplied(case, "100.0")
        case.components["items"][1]["child_estimated_percent"] = "0.0"
        recalculated(case)

    report = judge(typed)
    assert report.verdict is Verdict.FAIL
    assert [(f.code, f.place) for f in report.failing()] == [
        ("CHILD_SHARE", "components[id=c-steel].child_estimated_percent")
    ]


# What a child does to its parent


def test_a_failing_child_fails_its_parent_and_the_finding_says_where() -> None:
    cause = Finding(
        code="FIELD_MISSING", place="result.gate", rule="data-model.fields",
        requirements=("F63782-028",),
    )  # fmt: skip
    report = judge(child(verdict=Verdict.FAIL, findings=(cause,)))
    assert report.verdict is Verdict.FAIL
    (found,) = report.failing()
    assert found.rule == "invalidation.child"
    assert "F63782-032" in found.requirements
    assert "F63782-033" in found.requirements
    assert found.share_percent == Decimal("25.0")
    reported = dict(found.params)
    assert reported["supplier"] == "Boards (fictitious)"
    assert reported["field"] == "result.gate"
    assert reported["share"] == {"code": "share.of-result", "params": {"percent": "25.0"}}
    assert reported["rule_id"] == "data-model.fields"
    assert reported["path"] == "Product P1 › Board B7 › result.gate"


@pytest.mark.parametrize(
    ("change", "verdict", "code"),
    [
        (child(status="unknown"), Verdict.INCONCLUSIVE, "CHILD_STATUS_UNKNOWN"),
        (child(status="suspended"), Verdict.INCONCLUSIVE, "CHILD_STATUS_UNKNOWN"),
        (child(status="withdrawn"), Verdict.FAIL, "CHILD_WITHDRAWN"),
        (child(status="superseded"), Verdict.PASS, "CHILD_SUPERSEDED"),
        (evidence(children=()), Verdict.INCONCLUSIVE, "CHILD_NOT_AT_HAND"),
        (child(verdict=Verdict.INCONCLUSIVE), Verdict.INCONCLUSIVE, "CHILD_INCONCLUSIVE"),
        (
            in_child("period/valid_until", "2026-01-31T00:00:00Z"),
            Verdict.INCONCLUSIVE, "CHILD_NOT_VALID_AT_BUILD",
        ),
        (
            in_child("period/valid_until", "2026-03-01T00:00:00Z"),
            Verdict.PASS, "CHILD_EXPIRED_SINCE",
        ),
    ],
)  # fmt: skip
def test_the_state_of_a_child_decides_over_its_parent(
    change: Change, verdict: Verdict, code: str
) -> None:
    report = judge(change)
    assert report.verdict is verdict
    assert [f.code for f in report.findings] == [code]


def test_every_child_is_reported_at_once() -> None:
    def both(case: Case) -> None:
        _steel_supplied(case, "100.0")
        case.child["status"] = "withdrawn"
        case.more_children[0]["verdict"] = Verdict.FAIL

    found = judge(both).failing()
    # the steel, half of the result, before the board, a quarter of it
    assert [(f.code, f.place, str(f.share_percent)) for f in found] == [
        ("CHILD_FAILS", "components[id=c-steel]", "50.0"),
        ("CHILD_WITHDRAWN", C, "25.0"),
    ]


def test_a_penalised_default_passes_within_its_share_and_fails_beyond() -> None:
    within = judge(in_line(5, "quantity/origin", "default"))
    assert within.verdict is Verdict.PASS
    assert [(f.code, f.outcome) for f in within.findings] == [("PENALISED_DEFAULT", Outcome.NOTE)]
    beyond = judge(in_item("penalised_default", True))
    assert beyond.verdict is Verdict.FAIL
    assert [(f.code, f.found, f.expected) for f in beyond.failing()] == [
        ("PENALISED_DEFAULT", "25.0", "15")
    ]


# How verdicts and findings come about


def test_a_rule_that_is_a_warning_remarks_and_never_fails() -> None:
    change = in_line(1, "granularity", "industry")
    report = judge(change)
    assert example.profile().rules["granularity.coarse-share"] is Severity.WARNING
    assert report.verdict is Verdict.PASS
    (found,) = report.findings
    assert (found.code, found.outcome, found.severity) == (
        "GRANULARITY_SHARE", Outcome.NOTE, Severity.WARNING,
    )  # fmt: skip


def test_a_rule_the_program_does_not_have_is_inconclusive() -> None:
    rules = {**example.profile().rules, "weather.fair": Severity.ERROR}
    report = judge(None, example.profile().model_copy(update={"rules": rules}))
    assert report.verdict is Verdict.INCONCLUSIVE
    assert reported_by(report, "weather.fair") == [("RULE_UNKNOWN", "weather.fair")]


def test_findings_come_at_once_failing_and_heavy_ones_first() -> None:
    report = judge(
        all_of(
            take("product/name"),
            in_line(3, "granularity", "plant"),
            in_line(1, "granularity", "plant"),
            put("dataset/purpose", "demonstration"),
            child(status="unknown"),
        )
    )
    weights = [(f.outcome, f.share_percent or Decimal(0)) for f in report.findings]
    order = [Outcome.FAIL, Outcome.INCONCLUSIVE, Outcome.NOTE]
    assert weights == sorted(weights, key=lambda w: (order.index(w[0]), -abs(w[1])))
    assert [f.place for f in report.findings if f.code == "LINE_GRANULARITY"] == [
        "inventory[id=l-0001].granularity", "inventory[id=l-0003].granularity",
    ]  # fmt: skip
    assert {"FIELD_MISSING", "CHILD_STATUS_UNKNOWN", "DEMONSTRATION"} <= {
        f.code for f in report.findings
    }


def test_every_finding_names_its_rule_and_the_rows_of_it() -> None:
    report = judge(all_of(take("product/name"), in_line(1, "quantity/unit", "g")))
    for found in report.findings:
        assert found.rule in registry()
        assert found.requirements == registry()[found.rule].covers or (
            found.rule == "data-model.fields"
        )


def test_the_date_of_the_parameters_is_the_end_of_the_period_never_today() -> None:
    one = judge(evidence(as_of="2026-06-01T00:00:00Z"))
    other = judge(evidence(as_of="2031-06-01T00:00:00Z"))
    assert one.date == other.date == "2025-12-31"
    assert one.parameters_digest == other.parameters_digest
    assert judge(put("period/reference_end", "2023-12-31T16:00:00Z")).parameters_digest != (
        one.parameters_digest
    )


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.sampled_from(["", "x", "-1", "1e9", "2025"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["id", "parts", "excl", "x"]), inner, max_size=2)
    ),
    max_leaves=4,
)
PLACES = st.sampled_from(
    [
        "dataset", "dataset/version", "dataset/profiles", "dataset/profile_digests", "issuer/ids",
        "product", "product/ids", "unit", "period", "period/reference_end", "period/valid_until",
        "boundary", "boundary/type", "boundary/cutoff", "result", "result/quantum",
        "result/parts", "result/gate", "result/by_stage", "result/by_stage/0", "result/by_scope",
        "result/gwp", "result/coverage", "quality", "supplied", "method", "carbon_content",
        "absent",
    ]
)  # fmt: skip


@given(PLACES, JUNK)
@shown("dataset/profiles", [""])
def test_a_malformed_document_gives_findings_and_never_a_better_verdict(
    path: str, junk: Any
) -> None:
    report = judge(put(path, junk))
    assert report.verdict in (Verdict.PASS, Verdict.FAIL, Verdict.INCONCLUSIVE)
    if report.verdict is Verdict.PASS:  # Pins alone, or a claim with its pins, are enough.
        other = path == "dataset/profiles" and any(isinstance(j, str) and j for j in junk)
        assert other or (path, junk) == ("dataset/profile_digests", {})


@given(
    st.sampled_from(["groups", "groups/0", "groups/0/lines", "groups/0/lines/0"])
    | st.sampled_from(["quantity", "factor", "result", "period", "component", "id"]).map(
        lambda name: f"groups/0/lines/0/{name}"
    ),
    JUNK,
)
def test_malformed_lines_never_pass(path: str, junk: object) -> None:
    report = judge(lambda case: set_in(case.inventory, path, junk))
    assert report.verdict in (Verdict.FAIL, Verdict.INCONCLUSIVE) or path.endswith("/id")


@given(st.integers(0, 1000))
def test_shares_pass_up_to_the_limit_alone(tenths: int) -> None:
    share = decimal_text(Decimal(tenths) / 10)
    verdict = judge(put(ESTIMATED, share)).outcome("issuable.estimated-share").verdict
    assert verdict is (Verdict.PASS if tenths <= 750 else Verdict.FAIL)

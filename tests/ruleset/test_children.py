"""What a child must be to be taken: its profile, its purpose and kind, whole up to its gate."""

from __future__ import annotations

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
    inconclusive,
    part_of,
    passes,
    put,
    table,
    without_components,
)
from .example import Case, Change

C = "components[id=c-board]"
GATE_ABSENT = "result/by_stage"


def _always(rule: str) -> tuple[Row, ...]:
    return (
        passes(rule),
        idle(rule, "no components", without_components),
        inconclusive(rule, "some hidden", part_of("components"), ("NOT_EVALUATED", "components")),
    )


PROFILE = (
    *_always("children.profile"),
    passes("children.profile", "one that extends it", child(profiles=("overlay/1", "cfp-base/0.1", "core/0.1"))),
    inconclusive("children.profile", "the core alone", child(profiles=("core/0.1",)), ("CHILD_PROFILE", C)),
    inconclusive("children.profile", "none that is known here", child(profiles=()), ("CHILD_PROFILE", C)),
    inconclusive(
        "children.profile", "items hidden, the child came along", all_of(hide("components"), child(profiles=())),
        ("CHILD_PROFILE", "children[sha-256:" + "c" * 64 + "]"), ("NOT_EVALUATED", "components"),
    ),
)  # fmt: skip


def _both(own: str, of_child: str) -> Change:
    return all_of(put("dataset/purpose", own), in_child("dataset/purpose", of_child))


PURPOSE = (
    *_always("children.purpose"),
    passes("children.purpose", "demonstration in a demonstration", _both("demonstration", "demonstration")),
    passes("children.purpose", "draft in a draft", _both("draft", "draft")),
    *(
        fails("children.purpose", f"{inner} in {outer}", _both(outer, inner), ("CHILD_PURPOSE", C))
        for inner in ("demonstration", "draft")
        for outer in ("customer", "tender", "regulatory")
    ),
    fails("children.purpose", "demonstration in a draft", _both("draft", "demonstration"), ("CHILD_PURPOSE", C)),
    inconclusive("children.purpose", "a forecast", in_child("dataset/kind", "prospective"), ("CHILD_KIND", C)),
    passes("children.purpose", "a forecast in a forecast", all_of(
        put("dataset/kind", "prospective"), in_child("dataset/kind", "prospective"))),
)  # fmt: skip


def _without_stage(stage: str, reason: str) -> Change:
    def change(case: Case) -> None:
        payload = case.child["payload"]
        stages = payload["result"]["by_stage"]
        payload["result"]["by_stage"] = [s for s in stages if s["stage"] != stage]
        payload["absent"] = [{"path": f"result.by_stage[stage={stage}]", "reason": reason}]

    return change


WHOLE = (
    *_always("children.whole"),
    passes("children.whole", "a stage that has nothing in it", _without_stage("packaging", "not-relevant")),
    passes("children.whole", "a stage it does not know", _without_stage("packaging", "unknown-to-issuer"), ("CHILD_STAGE_ABSENT", C)),
    passes("children.whole", "gaps", in_child("result/coverage/gaps", 2), ("CHILD_GAPS", C)),
    passes(
        "children.whole", "gaps without a screening value",
        all_of(in_child("result/coverage/gaps", 500), from_child("result/coverage/result_percent_screened")),
        ("CHILD_GAPS", C),
    ),
    inconclusive("children.whole", "from gate to gate", in_child("boundary/type", "gate-to-gate"), ("CHILD_BOUNDARY", C)),
    passes("children.whole", "both from gate to gate", all_of(
        put("boundary/type", "gate-to-gate"), in_child("boundary/type", "gate-to-gate"))),
)  # fmt: skip

CASES = (*PROFILE, *PURPOSE, *WHOLE)


@table(CASES)
def test_case(row: Row) -> None:
    holds(row)

"""Sub-assemblies: reference, type, figure, shares, one count each, lines, cycle, at hand."""

from __future__ import annotations

import copy

from .cases import (
    Row,
    all_of,
    child,
    evidence,
    fails,
    from_child,
    from_item,
    hide,
    holds,
    idle,
    in_child,
    in_item,
    in_line,
    inconclusive,
    judge,
    part_of,
    passes,
    strict,
    table,
    take,
    without_components,
)
from .example import OTHER_DIGEST, Case, Change

C = "components[id=c-board]"
OWN = "urn:openpcf:maker.example:p1"


def _second_item(case: Case, digest: str | None = None) -> None:
    item = copy.deepcopy(case.item)
    item["id"] = "c-again"
    if digest is not None:
        item["child"]["digest"] = digest
    (case.components or {})["items"].append(item)


def _another_item(case: Case) -> None:
    _second_item(case, OTHER_DIGEST)


def _second_line(case: Case) -> None:
    line = copy.deepcopy(case.line(2))
    line["id"] = "l-0007"
    (case.inventory or {})["groups"][0]["lines"].append(line)


def _no_items(case: Case) -> None:
    case.components = None


def _gate(excl: str, fossil: str) -> Change:
    """A gate both the child and its item print."""
    printed = {"excl": excl, "parts": {"fossil": fossil}}
    return all_of(in_child("result/gate", printed), in_item("child_result", printed))


def _always(rule: str) -> tuple[Row, ...]:
    """Every rule of components passes the example, sleeps without, waits for hidden ones."""
    return (
        passes(rule),
        idle(rule, "no components", without_components),
        inconclusive(
            rule, "components hidden", hide("components"), ("NOT_EVALUATED", "components")
        ),
        inconclusive(rule, "components missing", _no_items, ("NOT_EVALUATED", "components")),
        inconclusive(rule, "some hidden", part_of("components"), ("NOT_EVALUATED", "components")),
    )


REFERENCE = (
    *_always("components.reference"),
    *(
        fails("components.reference", f"no {name}", from_item(f"child/{name}"), ("CHILD_REFERENCE", f"{C}.child.{name}"))
        for name in ("series", "id", "version", "issuer", "digest")
    ),
    fails("components.reference", "digest that is none", in_item("child/digest", "sha-256:abc"), ("CHILD_REFERENCE", f"{C}.child.digest")),
    fails("components.reference", "other version", in_item("child/version", 4), ("CHILD_REFERENCE", f"{C}.child.version")),
    fails("components.reference", "other series", in_item("child/series", "urn:x:y"), ("CHILD_REFERENCE", f"{C}.child.series")),
    fails("components.reference", "other issuer", in_child("issuer/ids", ["urn:x:y"]), ("CHILD_REFERENCE", f"{C}.child.issuer")),
    fails("components.reference", "other digest", in_item("child/digest", OTHER_DIGEST), ("CHILD_REFERENCE", f"{C}.child.digest")),
    fails(
        "components.reference", "in what is shown", all_of(part_of("components"), in_item("child/version", 4)),
        ("CHILD_REFERENCE", f"{C}.child.version"),
    ),
)  # fmt: skip

TYPE = (
    *_always("components.type"),
    fails("components.type", "other kind of claim", in_child("dataset/payload", "cbam-embedded-emissions"), ("CHILD_TYPE", C)),
    fails("components.type", "kind not stated", from_child("dataset/payload"), ("CHILD_TYPE", C)),
)  # fmt: skip

FIGURE = (
    *_always("components.figure"),
    passes("components.figure", "divisor of one need not stand", all_of(in_child("unit/amount", "1"), from_item("per"))),
    passes("components.figure", "4.0 divides by 4", in_child("unit/amount", "4.0")),
    fails(
        "components.figure", "other total", in_item("child_result/excl", "1.9"),
        ("CHILD_FIGURE", f"{C}.child_result.excl"), ("GATE_SUM", f"{C}.child_result.excl"),
    ),
    fails(
        "components.figure", "a gate that is not the sum of its parts", _gate("2.00000000000", "0.00000100000"),
        ("GATE_SUM", f"{C}.child_result.excl"),
    ),
    fails(
        "components.figure", "a gate below nothing", _gate("-0.05000000000", "-0.05000000000"),
        ("PART_SIGN", f"{C}.child_result.parts.fossil"),
    ),
    fails(
        "components.figure", "of a child nobody has, below nothing",
        all_of(evidence(children=()), _gate("-0.05000000000", "-0.05000000000")),
        ("PART_SIGN", f"{C}.child_result.parts.fossil"),
    ),
    fails("components.figure", "a declared unit of nothing", in_child("unit/amount", "0"), ("CHILD_UNIT", f"{C}.per")),
    fails("components.figure", "a declared unit below nothing", in_child("unit/amount", "-1"), ("CHILD_UNIT", f"{C}.per")),
    fails("components.figure", "same total, other digits", in_item("child_result/excl", "2.0"), ("CHILD_FIGURE", f"{C}.child_result.excl")),
    fails("components.figure", "other parts", in_item("child_result/parts", {"unsplit": "2.00000000000"}), ("CHILD_FIGURE", f"{C}.child_result.parts")),
    fails("components.figure", "memo left out", in_child("result/gate/memo", {"aircraft": "0.1"}), ("CHILD_FIGURE", f"{C}.child_result.memo")),
    fails("components.figure", "other unit", in_item("quantity/unit", "kg"), ("CHILD_UNIT", f"{C}.quantity.unit")),
    fails("components.figure", "none of it", in_item("quantity/amount", "0"), ("CHILD_UNIT", f"{C}.quantity.amount")),
    fails("components.figure", "less than none", in_item("quantity/amount", "-3"), ("CHILD_UNIT", f"{C}.quantity.amount")),
    fails("components.figure", "nothing divides", from_item("per"), ("CHILD_DIVISOR", f"{C}.per")),
    fails("components.figure", "divided by another", in_item("per/0/amount", "5"), ("CHILD_DIVISOR", f"{C}.per")),
)  # fmt: skip

SHARES = (
    *_always("components.shares"),
    passes(
        "components.shares", "neither states it",
        all_of(from_child("quality/primary_data_share_percent"), from_item("child_primary_percent")),
    ),
    fails("components.shares", "estimate made a measurement", in_item("child_estimated_percent", "0.0"), ("CHILD_SHARE", f"{C}.child_estimated_percent")),
    fails("components.shares", "more primary data", in_item("child_primary_percent", "90.0"), ("CHILD_SHARE", f"{C}.child_primary_percent")),
    fails("components.shares", "share left out", from_item("child_estimated_percent"), ("CHILD_SHARE", f"{C}.child_estimated_percent")),
    fails("components.shares", "share the child does not state", from_child("quality/primary_data_share_percent"), ("CHILD_SHARE", f"{C}.child_primary_percent")),
    fails("components.shares", "other GWP set", in_item("child_gwp/0/set", "AR5-GWP100"), ("CHILD_SHARE", f"{C}.child_gwp")),
)  # fmt: skip

ONCE = (
    *_always("components.once"),
    passes("components.once", "two declarations", _another_item),
    fails("components.once", "one declaration in two items", _second_item, ("CHILD_TWICE", "components")),
    fails("components.once", "in what is shown", all_of(part_of("components"), _second_item), ("CHILD_TWICE", "components")),
)  # fmt: skip

LINES = (
    *_always("components.lines"),
    fails(
        "components.lines", "line of no item", in_line(2, "component", "c-x"),
        ("COMPONENT_UNKNOWN", "inventory"), ("COMPONENT_UNUSED", C),
    ),
    fails("components.lines", "item without a line", _another_item, ("COMPONENT_UNUSED", "components[id=c-again]")),
    fails("components.lines", "two lines of one item", _second_line, ("CHILD_TWICE", C)),
    inconclusive("components.lines", "lines hidden", hide("inventory"), ("NOT_EVALUATED", "inventory")),
)  # fmt: skip

CYCLE = (
    *_always("components.cycle"),
    passes("components.cycle", "others below", child(series_below=("urn:openpcf:resin.example:r1",))),
    passes("components.cycle", "no series of its own", take("dataset/series")),
    fails("components.cycle", "the product in itself", in_item("child/series", OWN), ("CHILD_CYCLE", C)),
    fails("components.cycle", "one level further down", child(series_below=("urn:openpcf:resin.example:r1", OWN)), ("CHILD_CYCLE", C)),
)  # fmt: skip

KNOWN = (
    *_always("components.known"),
    inconclusive("components.known", "declaration not at hand", evidence(children=()), ("CHILD_NOT_AT_HAND", C)),
    inconclusive("components.known", "nobody has looked for children", evidence(children=None), ("CHILD_NOT_AT_HAND", C)),
    inconclusive("components.known", "one of two", _another_item, ("CHILD_NOT_AT_HAND", "components[id=c-again]")),
)  # fmt: skip

CASES = (*REFERENCE, *TYPE, *FIGURE, *SHARES, *ONCE, *LINES, *CYCLE, *KNOWN)


@table(CASES)
def test_case(row: Row) -> None:
    holds(row)


def test_an_unused_item_is_named_by_its_id() -> None:
    found = [f for f in judge(_another_item, strict()).findings if f.code == "COMPONENT_UNUSED"]
    assert [f.found for f in found] == ["c-again"]

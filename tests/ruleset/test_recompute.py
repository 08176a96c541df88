"""Every figure follows from inventory and components."""

from __future__ import annotations

from .cases import (
    Row,
    all_of,
    fails,
    from_line,
    hide,
    holds,
    in_item,
    in_line,
    inconclusive,
    part_of,
    passes,
    put,
    set_in,
    table,
    take,
)
from .example import Case, Change, figure

L = "inventory[id=l-{:04d}].{}"


def _hidden(rule: str, *more: str) -> tuple[Row, ...]:
    return (
        passes(rule),
        *(
            inconclusive(rule, f"{name} hidden", hide(name), ("NOT_EVALUATED", name))
            for name in ("inventory", *more)
        ),
    )


def _part_of_components(case: Case) -> None:
    (case.components or {})["items"] = []
    case.partly.add("components")


def _gap_with_a_result(case: Case) -> None:
    del case.line(3)["factor"]
    del case.line(3)["quantity"]


LINES = (
    *_hidden("recompute.lines", "components"),
    passes("recompute.lines", "2.0 kg is 2 kg", in_line(1, "quantity/amount", "2.0")),
    fails(
        "recompute.lines", "more of it", in_line(1, "quantity/amount", "3"),
        ("LINE_RESULT", L.format(1, "result.excl")), ("LINE_RESULT", L.format(1, "result.parts.fossil")),
    ),
    fails(
        "recompute.lines", "another factor", in_line(1, "factor/parts/fossil", "1.6"),
        ("LINE_RESULT", L.format(1, "result.excl")), ("LINE_RESULT", L.format(1, "result.parts.fossil")),
    ),
    fails(
        "recompute.lines", "another divisor", in_line(6, "quantity/per/0/amount", "11"),
        ("LINE_RESULT", L.format(6, "result.parts.biogenic_uptake")),
    ),
    fails("recompute.lines", "last digit", in_line(1, "result/excl", "3.00000000001"), ("LINE_RESULT", L.format(1, "result.excl"))),
    fails(
        "recompute.lines", "more of the child", in_item("quantity/amount", "4"),
        ("LINE_RESULT", L.format(2, "result.excl")), ("LINE_RESULT", L.format(2, "result.parts.fossil")),
    ),
    fails("recompute.lines", "no result", from_line(1, "result"), ("LINE_RESULT", L.format(1, "result"))),
    fails("recompute.lines", "result of a gap", _gap_with_a_result, ("LINE_RESULT", L.format(3, "result"))),
    fails(
        "recompute.lines", "in what is shown", all_of(_part_of_components, in_line(1, "result/excl", figure("2.9"))),
        ("LINE_RESULT", L.format(1, "result.excl")),
    ),
    inconclusive("recompute.lines", "component of a line hidden", _part_of_components, ("NOT_EVALUATED", "components")),
    inconclusive("recompute.lines", "divided by zero", in_line(6, "quantity/per/0/amount", "0"), ("RULE_ERROR", "recompute.lines")),
)  # fmt: skip

UNITS = (
    *_hidden("recompute.units"),
    fails("recompute.units", "grams times a factor per kilogram", in_line(1, "quantity/unit", "g"), ("LINE_UNIT", L.format(1, "quantity.unit"))),
    fails("recompute.units", "factor of CO2 alone", in_line(1, "factor/unit", "kg CO2/kg"), ("LINE_UNIT", L.format(1, "quantity.unit"))),
    fails("recompute.units", "factor per nothing", in_line(1, "factor/unit", "kg CO2e"), ("LINE_UNIT", L.format(1, "quantity.unit"))),
    fails(
        "recompute.units", "in what is shown", all_of(part_of("inventory"), in_line(1, "quantity/unit", "g")),
        ("LINE_UNIT", L.format(1, "quantity.unit")),
    ),
)  # fmt: skip


def differs(name: str, path: str, value: object, place: str = "") -> Row:
    return fails(
        "recompute.result",
        name,
        put(path, value),
        ("RESULT_DIFFERS", place or path.replace("/", ".")),
    )


RESULT = (
    *_hidden("recompute.result", "components"),
    passes("recompute.result", "range is compared by digest", put("result/uncertainty/low", "1")),
    passes("recompute.result", "scopes need not be given", take("result/by_scope")),
    differs("total", "result/total_excl_biogenic_uptake", figure("5.9")),
    differs("total with uptake", "result/total_incl_biogenic_uptake", figure("6.0")),
    differs("gate", "result/gate/excl", figure("5.9")),
    differs("scope", "result/by_scope/3.1", figure("4.7")),
    differs("stage", "result/by_stage/2/excl", figure("1.1"), "result.by_stage[2].excl"),
    differs("GWP set", "result/gwp/0/set", "AR5-GWP100", "result.gwp[0].set"),
    differs("gaps", "result/coverage/gaps", 1),
    differs("unit", "result/unit", "t CO2e"),
    differs("memo of no line", "result/memo", {"aircraft": figure("0.1")}),
    fails("recompute.result", "gate left out", take("result/gate"), ("RESULT_DIFFERS", "result.gate")),
    inconclusive("recompute.result", "no total", take("result/total_excl_biogenic_uptake"), ("NOT_EVALUATED", "result.total_excl_biogenic_uptake")),
)  # fmt: skip


def _subtotal(path: str, value: object) -> Change:
    return lambda case: set_in(case.inventory, f"groups/0/subtotal/{path}", value)


G4 = "inventory[id=g-004]"

GROUPS = (
    *_hidden("recompute.groups", "components"),
    fails("recompute.groups", "sub-total", _subtotal("excl", figure("4.4")), ("RESULT_DIFFERS", "inventory[id=g-001].subtotal.excl")),
    fails("recompute.groups", "part of a sub-total", _subtotal("parts/unsplit", figure("0.1")), ("RESULT_DIFFERS", "inventory[id=g-001].subtotal.parts.unsplit")),
    fails(
        "recompute.groups", "carton in the group of another scope", in_line(5, "scope", "3.5"),
        ("GROUP_MIXED", G4),
        ("RESULT_DIFFERS", f"{G4}.subtotal.excl"), ("RESULT_DIFFERS", f"{G4}.subtotal.parts.fossil"),
    ),
    inconclusive("recompute.groups", "some lines hidden", part_of("inventory"), ("NOT_EVALUATED", "inventory")),
)  # fmt: skip

QUALITY = (
    *_hidden("recompute.quality", "components"),
    passes("recompute.quality", "ratings are no share", put("quality/unrated_percent", "100.0")),
    *(
        fails("recompute.quality", name, put(f"{section}/{name}", value), ("QUALITY_SHARE", f"{section}.{name}"))
        for section, name, value in (
            ("quality", "primary_data_share_percent", "90.0"),
            ("quality", "estimated_share_percent", "0.0"),
            ("quality", "unrated_percent", "0.0"),
            ("supplied", "share_percent", "50.0"),
            ("supplied", "signed_percent", "0.0"),
            ("supplied", "verified_percent", "25.0"),
            ("supplied", "declarations", 2),
        )
    ),
    fails("recompute.quality", "share left out", take("quality/estimated_share_percent"), ("QUALITY_SHARE", "quality.estimated_share_percent")),
    inconclusive("recompute.quality", "no quality", take("quality"), ("NOT_EVALUATED", "quality")),
)  # fmt: skip

PRIMARY, ESTIMATED = "quality.primary_data_share_percent", "quality.estimated_share_percent"

RANGE = (
    passes("recompute.share-range"),
    passes("recompute.share-range", "all and nothing", all_of(put("quality/primary_data_share_percent", "100.0"), put("quality/estimated_share_percent", "0"))),
    fails("recompute.share-range", "above 100", put("quality/primary_data_share_percent", "100.1"), ("SHARE_RANGE", PRIMARY)),
    fails("recompute.share-range", "below 0", put("quality/estimated_share_percent", "-0.1"), ("SHARE_RANGE", ESTIMATED)),
    inconclusive("recompute.share-range", "no share", take("quality/primary_data_share_percent"), ("NOT_EVALUATED", PRIMARY)),
)  # fmt: skip

CHAIN = (
    *_hidden("recompute.supply-chain"),
    *(
        passes("recompute.supply-chain", f"leg in scope {scope}", in_line(3, "scope", scope))
        for scope in ("1", "2", "2+3.3 unsplit", "3.3")
    ),
    fails("recompute.supply-chain", "component outside 3.1", in_line(2, "scope", "1"), ("CHILD_SCOPE", L.format(2, "scope"))),
    fails("recompute.supply-chain", "leg as a purchased good", in_line(3, "scope", "3.1"), ("LEG_SCOPE", L.format(3, "scope"))),
    fails("recompute.supply-chain", "leg without scope", from_line(3, "scope"), ("LEG_SCOPE", L.format(3, "scope"))),
    fails(
        "recompute.supply-chain", "in what is shown", all_of(part_of("inventory"), in_line(3, "scope", "3.1")),
        ("LEG_SCOPE", L.format(3, "scope")),
    ),
)  # fmt: skip

CASES = (*LINES, *UNITS, *RESULT, *GROUPS, *QUALITY, *RANGE, *CHAIN)


@table(CASES)
def test_case(row: Row) -> None:
    holds(row)

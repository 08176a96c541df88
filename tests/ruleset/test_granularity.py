"""Activity lines: granularity, one count each, quantity, coarse share."""

from __future__ import annotations

from .cases import (
    Row,
    all_of,
    fails,
    from_line,
    hide,
    holds,
    in_line,
    inconclusive,
    part_of,
    passes,
    put,
    table,
)
from .example import Case, Change, figure

L = "inventory[id=l-{:04d}].{}"


def _gap(case: Case) -> None:
    """Nobody found a factor for the lorry."""
    for name in ("factor", "result", "quantity"):
        del case.line(3)[name]


def _no_lines(case: Case) -> None:
    case.inventory = {"groups": []}


def _no_results(case: Case) -> None:
    for line in case.lines():
        line.pop("result", None)


def _no_inventory(case: Case) -> None:
    case.inventory = None


def _steel_twice(case: Case) -> None:
    lines = (case.inventory or {})["groups"][0]["lines"]
    lines.append(dict(lines[0]))


STATED = (
    passes("granularity.stated"),
    passes("granularity.stated", "a gap is not asked", all_of(_gap, from_line(3, "granularity"))),
    fails("granularity.stated", "not stated", from_line(1, "granularity"), ("LINE_GRANULARITY", L.format(1, "granularity"))),
    fails("granularity.stated", "unknown word", in_line(1, "granularity", "plant"), ("LINE_GRANULARITY", L.format(1, "granularity"))),
    fails(
        "granularity.stated", "in what is shown of the inventory",
        all_of(part_of("inventory"), from_line(1, "granularity")),
        ("LINE_GRANULARITY", L.format(1, "granularity")),
    ),
    inconclusive("granularity.stated", "lines hidden", hide("inventory"), ("NOT_EVALUATED", "inventory")),
)  # fmt: skip

ACTIVITIES = (
    passes("granularity.activities"),
    fails("granularity.activities", "no line", _no_lines, ("INVENTORY_EMPTY", "inventory")),
    fails("granularity.activities", "no line with a result", _no_results, ("INVENTORY_EMPTY", "inventory")),
    fails("granularity.activities", "line twice", _steel_twice, ("LINE_TWICE", "inventory[id=l-0001]")),
    inconclusive("granularity.activities", "lines hidden", hide("inventory"), ("NOT_EVALUATED", "inventory")),
    inconclusive("granularity.activities", "no inventory", _no_inventory, ("NOT_EVALUATED", "inventory")),
)  # fmt: skip

QUANTITY = (
    passes("granularity.quantity"),
    passes("granularity.quantity", "zero is a value", in_line(1, "quantity/amount", "0")),
    passes("granularity.quantity", "gap is named", _gap, ("LINE_GAP", "inventory[id=l-0003]")),
    fails("granularity.quantity", "amount blank", in_line(1, "quantity/amount", ""), ("LINE_QUANTITY", L.format(1, "quantity.amount"))),
    fails("granularity.quantity", "unit missing", from_line(1, "quantity/unit"), ("LINE_QUANTITY", L.format(1, "quantity.unit"))),
    fails(
        "granularity.quantity", "quantity missing", from_line(3, "quantity"),
        ("LINE_QUANTITY", L.format(3, "quantity.amount")), ("LINE_QUANTITY", L.format(3, "quantity.unit")),
    ),
    fails("granularity.quantity", "process not named", from_line(4, "what"), ("LINE_QUANTITY", L.format(4, "what"))),
    fails("granularity.quantity", "stage not named", from_line(4, "stage"), ("LINE_QUANTITY", L.format(4, "stage"))),
    inconclusive("granularity.quantity", "lines hidden", hide("inventory"), ("NOT_EVALUATED", "inventory")),
)  # fmt: skip


def _electricity(total: str) -> Change:
    """Company data of a share of 5 + total kg."""
    return all_of(in_line(4, "granularity", "company"), in_line(4, "result/excl", figure(total)))


COARSE = (
    passes("granularity.coarse-share"),
    passes("granularity.coarse-share", "16.7 % company data", in_line(4, "granularity", "company")),
    passes("granularity.coarse-share", "19.9 %", _electricity("1.24")),
    passes("granularity.coarse-share", "half of region data", in_line(1, "granularity", "region")),
    fails("granularity.coarse-share", "20.0 %, which is not below", _electricity("1.25"), ("GRANULARITY_SHARE", "inventory")),
    fails("granularity.coarse-share", "half of industry data", in_line(1, "granularity", "industry"), ("GRANULARITY_SHARE", "inventory")),
    inconclusive("granularity.coarse-share", "some lines hidden", part_of("inventory"), ("NOT_EVALUATED", "inventory")),
    inconclusive(
        "granularity.coarse-share", "before any value of the limit",
        put("period/reference_end", "2023-12-31T16:00:00Z"),
        ("NOT_EVALUATED", "coarse-granularity-share-percent"),
    ),
)  # fmt: skip

CASES = (*STATED, *ACTIVITIES, *QUANTITY, *COARSE)


@table(CASES)
def test_case(row: Row) -> None:
    holds(row)

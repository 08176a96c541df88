"""Each formula of the method with numbers to be done again on paper.

A case is an inventory, the path of a figure and what it must be; the comment is the sum.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from openpcf.calculation.calculate import calculate
from openpcf.model.base import dump, trimmed_decimal
from openpcf.model.inventory import Inventory, Line
from tests.calculation.build import component, inventory, line

FOSSIL = {"fossil": "1"}


def factor(made: Line, **changes: Any) -> Line:
    assert made.factor is not None
    return made.model_copy(update={"factor": made.factor.model_copy(update=changes)})


def found(made: Inventory, path: str) -> Any:
    """A figure of the result as text; list items by position."""
    value: Any = dump(calculate(made).result)
    for step in path.split("."):
        value = value[int(step)] if step.isdigit() else value.get(step)
        if value is None:
            return None
    return (
        trimmed_decimal(Decimal(value)) if isinstance(value, str) and value[-1].isdigit() else value
    )


USE = {"stage": "use", "scope": "3.11"}
MIXED = inventory(
    line("steel", "2", {"fossil": "3", "land_use_change": "0.5"}),  # 6 + 1
    line("wood", "4", {"fossil": "0.25", "biogenic_uptake": "-1.5"}, stage="packaging"),  # 1, -6
    line("flight", "10", {"fossil": "0.2"}, stage="inbound-transport", scope="3.4"),  # 2
    line("power", "5", {"unsplit": "0.4"}, stage="production", scope="2+3.3 unsplit"),  # 2
    line("capture", "1", {"ccs": "-0.5"}, stage="production", scope="1"),  # -0.5
    line("rotting", "2", {"biogenic_non_co2": "0.25", "biogenic_co2_release": "3"}, **USE),
)
TOTALS = [
    ("parts.fossil", "9"),  # 6 + 1 + 2
    ("parts.unsplit", "2"),
    ("parts.land_use_change", "1"),
    ("parts.ccs", "-0.5"),
    ("parts.biogenic_non_co2", "0.5"),
    ("parts.biogenic_uptake", "-6"),
    ("parts.biogenic_co2_release", "6"),
    ("total_excl_biogenic_uptake", "12"),  # 9 + 2 + 1 + 0.5 - 0.5
    ("total_incl_biogenic_uptake", "12"),  # 12 - 6 + 6
    ("gate.excl", "11.5"),  # all but the use stage's 0.5
    ("gate.parts.biogenic_uptake", "-6"),
    ("gate.parts.biogenic_co2_release", None),  # released in use, not at the gate
    ("by_stage.0.excl", "7"),
    ("by_stage.1.excl", "2"),
    ("by_stage.2.excl", "1.5"),  # 2 - 0.5
    ("by_stage.3.excl", "1"),
    ("by_stage.3.parts.biogenic_uptake", "-6"),
    ("by_stage.4.excl", "0.5"),
    ("by_stage.4.parts.biogenic_co2_release", "6"),
]


@pytest.mark.parametrize(("path", "figure"), TOTALS, ids=[path for path, _ in TOTALS])
def test_totals_parts_stages_and_gate(path: str, figure: str | None) -> None:
    assert found(MIXED, f"result.{path}") == figure


def test_scopes_are_the_total_less_removals_and_captured_co2() -> None:
    scopes = calculate(MIXED).result.result.by_scope
    assert scopes == {
        "1": Decimal(0), "2+3.3 unsplit": Decimal(2), "3.1": Decimal(8), "3.4": Decimal(2),
        "3.11": Decimal("0.5"),
    }  # fmt: skip
    assert sum(scopes.values()) == Decimal("12.5")


def test_a_scope_the_method_does_not_know_still_counts() -> None:
    made = inventory(line("a", "1", FOSSIL, scope="3.13"), line("b", "1", FOSSIL))
    assert calculate(made).result.result.by_scope == {"3.1": Decimal(1), "3.13": Decimal(1)}


@pytest.mark.parametrize(
    ("amount", "value", "per", "figure"),
    [
        ("3", "2", (), "6"),
        ("3", "2", ("4",), "1.5"),
        ("2", "8.75", ("0.8", "0.5"), "43.75"),  # two yields after the part: 17.5 / 0.4
        ("10000", "0.4", ("500",), "8"),  # kWh of a plant, over its pieces
        ("1", "1", ("3",), "0.333333333333"),
        ("2", "1", ("3",), "0.666666666667"),
        ("0", "5", (), "0"),
        ("1", "0.000000000000000001", ("2",), "0"),  # half a smallest quantum goes to the even zero
        ("3", "0.000000000000000001", ("2",), "0.000000000000000002"),  # 1.5 goes to the even two
        ("123456789012345678", "1", (), "123456789012000000"),  # twelve digits
        ("1", "0.123456789012345678", (), "0.123456789012"),
    ],
)
def test_a_line(amount: str, value: str, per: tuple[str, ...], figure: str) -> None:
    made = calculate(inventory(line("l", amount, {"fossil": value}, per=per)))
    result = made.inventory.lines[0].result
    assert result is not None
    assert trimmed_decimal(result.excl) == figure


MEMO = factor(
    line("air", "100", {"fossil": "0.9"}),
    memo={"aircraft": Decimal("0.8"), "beyond_boundary": Decimal(-2)},
)


def test_memo_is_multiplied_and_never_added() -> None:
    result = calculate(inventory(MEMO, line("b", "1", FOSSIL))).result.result
    assert result.total_excl_biogenic_uptake == Decimal(91)
    assert result.memo == {"aircraft": Decimal(80), "beyond_boundary": Decimal(-200)}
    assert result.gate is not None and result.gate.memo == result.memo
    assert result.by_stage is not None and result.by_stage[0].memo == result.memo


CHILD = {
    "child_primary_percent": "40.0",
    "child_estimated_percent": "10.0",
    "child_dqr": ("1", "2", "5"),
    "child_gwp": ({"set": "AR5-GWP100", "share_percent": "30.0"},
                  {"set": "AR6-GWP100", "share_percent": "60.0"}),
}  # fmt: skip
OWN = line("own", "3", FOSSIL, dqr=("3", "2", "1"), estimated=True)
ON_CHILD = inventory(
    OWN,
    line("bought", None, component="c"),
    components=(component("c", "2", {"fossil": "1.5"}, per=("3",), **CHILD),),
)  # 3 own and 2 x 1.5 / 3 = 1 of the child


@pytest.mark.parametrize(
    ("path", "figure"),
    [
        ("supplied.share_percent", "25"),  # 1 of 4
        ("supplied.signed_percent", "0"),
        ("quality.primary_data_share_percent", "10"),  # 0.4 x 1 of 4
        ("quality.estimated_share_percent", "77.5"),  # (3 + 0.1 x 1) of 4
        ("quality.dqr.technology", "2.5"),  # (3 x 3 + 1 x 1) / 4
        ("quality.dqr.time", "2"),
        ("quality.dqr.geography", "2"),  # (3 x 1 + 1 x 5) / 4
        ("quality.unrated_percent", "0"),
        ("result.gwp.0.share_percent", "7.5"),  # AR5: 0.3 x 1 of 4
        ("result.gwp.1.share_percent", "90"),  # AR6: 3 + 0.6 of 4
        ("result.gwp.2.share_percent", "2.5"),  # what the child leaves open
    ],
)
def test_shares_of_a_child_propagate(path: str, figure: str) -> None:
    assert found(ON_CHILD, path) == figure


@pytest.mark.parametrize(
    ("stated", "shares"),
    [
        ({}, [("unstated", "100.0")]),
        ({"child_gwp": ({"set": "AR6-GWP100", "share_percent": "100.0"},)},
         [("AR6-GWP100", "100.0")]),
        ({"child_gwp": ({"set": "AR5-GWP100", "share_percent": "0.0"},)},
         [("unstated", "100.0")]),
    ],
)  # fmt: skip
def test_sets_of_a_child(stated: dict[str, Any], shares: list[tuple[str, str]]) -> None:
    made = inventory(
        line("a", None, component="c"), components=(component("c", "1", FOSSIL, **stated),)
    )
    gwp = calculate(made).result.result.gwp
    assert [(g.set, str(g.share_percent)) for g in gwp or ()] == shares


CREDIT = inventory(line("a", "1", FOSSIL), line("b", "3", {"technological_removal": "-1"}))
NOTHING = inventory(line("gap", None, screening="2"))


@pytest.mark.parametrize(
    ("made", "path", "figure"),
    [
        (CREDIT, "result.total_excl_biogenic_uptake", "-2"),
        (CREDIT, "supplied.share_percent", None),  # of a total below zero there is no share
        (CREDIT, "result.coverage.result_percent_screened", None),
        (CREDIT, "quality.estimated_share_percent", "0"),  # of |1| + |-3|
        (CREDIT, "result.coverage.lines_percent", "100"),
        (NOTHING, "result.total_excl_biogenic_uptake", "0"),
        (NOTHING, "result.by_stage", []),
        (NOTHING, "result.gwp", None),
        (NOTHING, "result.uncertainty", None),
        (NOTHING, "result.coverage.lines_percent", "0"),
        (NOTHING, "result.coverage.result_percent_screened", "0"),  # 0 of 0 + 2
        (NOTHING, "quality.dqr", None),
        (NOTHING, "quality.estimated_share_percent", None),
        (inventory(), "result.coverage.lines_percent", None),
        (inventory(), "result.coverage.result_percent_screened", None),
    ],
)
def test_totals_of_zero_and_below(made: Inventory, path: str, figure: Any) -> None:
    assert found(made, path) == figure


def test_one_gap_without_screening_leaves_the_share_open() -> None:
    made = inventory(line("a", "6", FOSSIL), line("g1", None, screening="2"), line("g2", None))
    coverage = calculate(made).result.result.coverage
    assert coverage is not None
    assert coverage.result_percent_screened is None
    assert (coverage.gaps, coverage.lines_percent) == (2, Decimal("33.3"))


def test_without_range_on_request() -> None:
    made = inventory(line("a", "1", FOSSIL, sigma_ln={"factor": "0.3"}))
    assert calculate(made).result.result.uncertainty is not None
    assert calculate(made, ranged=False).result.result.uncertainty is None


def test_uptake_and_release_of_equal_size_leave_nothing() -> None:
    made = calculate(
        inventory(
            line("up", "1", {"biogenic_uptake": "-1.65"}),
            line("down", "1", {"biogenic_co2_release": "1.65", "fossil": "0.5"}),
        )
    ).result.result
    assert made.total_incl_biogenic_uptake == made.total_excl_biogenic_uptake == Decimal("0.5")

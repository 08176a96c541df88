"""The range against closed forms and against seeded draws."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest

from openpcf.calculation.calculate import calculate
from openpcf.calculation.uncertainty import Term, sample, sigma_of_range, terms, two_digits
from openpcf.model.inventory import Inventory
from tests.calculation.build import component, inventory, line

SIGMA = {"factor": "0.30", "quantity": "0.10"}


@pytest.mark.parametrize(
    ("value", "text"),
    [("4.123", "4.1"), ("0.0849", "0.085"), ("123.4", "120"), ("0", "0"), ("9.96", "10")],
)
def test_two_digits(value: str, text: str) -> None:
    assert format(two_digits(Decimal(value)).normalize(), "f") == text


def test_a_range_of_minus_and_plus_a_factor_two() -> None:
    # ln(2 / 0.5) / 3.92 = 0.35364
    assert round(sigma_of_range(Decimal("0.5"), Decimal(2)), 5) == Decimal("0.35365")
    with pytest.raises(ValueError, match="range"):
        sigma_of_range(Decimal(0), Decimal(1))


def test_one_line_has_the_lognormal_range_of_its_sigmas() -> None:
    made = calculate(inventory(line("a", "1", {"fossil": "1"}, sigma_ln=SIGMA)))
    found = made.result.result.uncertainty
    assert found is not None
    assert found.low is not None and found.high is not None
    sigma = math.sqrt(0.1)
    assert float(found.low) == pytest.approx(math.exp(-1.96 * sigma), abs=0.005)
    assert float(found.high) == pytest.approx(math.exp(1.96 * sigma), abs=0.05)
    assert found.label == "parameters only"


def lines_of(count: int, shared: bool) -> Inventory:
    return inventory(
        *(
            line(f"l{n}", "1", {"fossil": "1"}, sigma_ln={"factor": "0.5"},
                 factor="f:one" if shared else None)
            for n in range(count)
        )
    )  # fmt: skip


def width(made: Inventory) -> float:
    found = calculate(made).result.result.uncertainty
    assert found is not None
    assert found.low is not None and found.high is not None
    return float(found.high / found.low)


def test_lines_that_share_a_factor_do_not_average_out() -> None:
    assert width(lines_of(16, shared=True)) == pytest.approx(math.exp(3.92 * 0.5), rel=0.05)
    assert width(lines_of(16, shared=False)) < 2


@pytest.mark.parametrize("shared", [True, False])
def test_fenton_wilkinson_within_ten_percent_of_a_hundred_thousand_draws(shared: bool) -> None:
    made = inventory(
        *(
            line(f"l{n}", str(n + 1), {"fossil": "0.5"}, sigma_ln=SIGMA,
                 factor=f"f:{n % 2}" if shared else None)
            for n in range(5)
        )
    )  # fmt: skip
    calculated = calculate(made)
    low, high = sample(terms(calculated.inventory.lines, {}), draws=100_000, seed=7)
    found = calculated.result.result.uncertainty
    assert found is not None
    assert found.low is not None and found.high is not None
    assert float(found.low) == pytest.approx(low, rel=0.1)
    assert float(found.high) == pytest.approx(high, rel=0.1)


def test_a_negative_contribution_is_sampled_and_says_so() -> None:
    made = calculate(
        inventory(
            line("a", "2", {"fossil": "1"}, sigma_ln=SIGMA),
            line("credit", "1", {"ccs": "-1"}, sigma_ln=SIGMA),
        )
    ).result.result.uncertainty
    assert made is not None
    assert made.basis is not None and "seed" in made.basis
    assert (
        made
        == calculate(
            inventory(
                line("a", "2", {"fossil": "1"}, sigma_ln=SIGMA),
                line("credit", "1", {"ccs": "-1"}, sigma_ln=SIGMA),
            )
        ).result.result.uncertainty
    )


def test_without_any_sigma_there_is_no_range() -> None:
    assert calculate(inventory(line("a", "1", {"fossil": "1"}))).result.result.uncertainty is None


def test_a_childs_range_stands_on_its_declaration() -> None:
    item = component(
        "c", "2", {"fossil": "1"}, child_range={"low": "0.5", "high": "2", "means": "95 %"}
    )
    calculated = calculate(inventory(line("a", None, component="c"), components=(item,)))
    found = terms(calculated.inventory.lines, {"c": item})
    assert found == (Term(Decimal(2), Decimal(0), found[0].sigma_factor, "sha-256:c"),)
    assert float(found[0].sigma_factor) == pytest.approx(0.35365, abs=1e-4)

"""The range against closed forms and against seeded draws."""

from __future__ import annotations

import math
import random
from decimal import Decimal

import pytest

from openpcf.calculation import normals
from openpcf.calculation.calculate import calculate
from openpcf.calculation.uncertainty import (
    DRAWS,
    SEED,
    Term,
    fenton_wilkinson,
    range_of,
    sample,
    sigma_of_range,
    terms,
    two_digits,
)
from openpcf.model.inventory import Inventory
from tests.calculation.build import child_digest, component, inventory, line

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


def draws(many: tuple[Term, ...], count: int = 100_000, seed: int = 7) -> tuple[float, float]:
    """The plain way: every quantity and every factor drawn, nothing merged."""
    source = random.Random(seed)
    totals = []
    for _ in range(count):
        shared = {name: source.gauss(0, 1) for name in sorted({t.factor for t in many})}
        totals.append(
            math.fsum(
                float(t.median)
                * math.exp(float(t.sigma_quantity) * source.gauss(0, 1))
                * math.exp(float(t.sigma_factor) * shared[t.factor])
                for t in many
            )
        )
    totals.sort()
    return totals[round(0.025 * count)], totals[round(0.975 * count)]


def term(median: str, quantity: str, factor: str, name: str) -> Term:
    return Term(Decimal(median), Decimal(quantity), Decimal(factor), name)


ALIKE = tuple(term(str(n + 1), "0.1", "0.3", f"f:{n}") for n in range(5))
SHARED = tuple(term(str(n + 1), "0.1", "0.3", f"f:{n % 2}") for n in range(5))
WIDE = (term("3", "0", "0.05", "f:metal"), term("2", "0.5", "0.6", "f:wafer"),
        term("0.4", "0.3", "0.6", "f:wafer"), term("0.1", "0.1", "0.6", "f:wafer"))  # fmt: skip
CREDIT = (term("5", "0.1", "0.3", "f:a"), term("-1", "0.3", "0.2", "f:b"))
FENTON, SAMPLED = "lognormal, Fenton-Wilkinson", f"sampled, {DRAWS} draws, seed {SEED}"


@pytest.mark.parametrize(
    ("many", "basis"),
    [(ALIKE, FENTON), (SHARED, FENTON), (WIDE, SAMPLED), (CREDIT, SAMPLED)],
    ids=["alike", "shared", "wide beside narrow", "credit"],
)
def test_the_range_is_within_ten_percent_of_a_hundred_thousand_draws(
    many: tuple[Term, ...], basis: str
) -> None:
    expected = draws(many)
    found = range_of(many)
    assert found.basis == basis
    assert found.low is not None and found.high is not None
    assert (float(found.low), float(found.high)) == pytest.approx(expected, rel=0.1)
    assert sample(many) == pytest.approx(expected, rel=0.05)
    if many is WIDE:
        off = [float(f) / e - 1 for f, e in zip(fenton_wilkinson(many), expected, strict=True)]
        assert max(abs(each) for each in off) > 0.1


def test_fenton_wilkinson_by_hand() -> None:
    """Two independent contributions of median 1 and σ 0.5: mean 2 e^0.125, variance
    2 e^0.25 (e^0.25 - 1), so σ² = ln(1 + (e^0.25 - 1) / 2) of the sum."""
    low, high = fenton_wilkinson((term("1", "0", "0.5", "a"), term("1", "0", "0.5", "b")))
    square = math.log(1 + (math.exp(0.25) - 1) / 2)
    centre = math.log(2) + 0.125 - square / 2
    assert float(low) == pytest.approx(math.exp(centre - 1.959964 * math.sqrt(square)), rel=1e-6)
    assert float(high) == pytest.approx(math.exp(centre + 1.959964 * math.sqrt(square)), rel=1e-6)


def test_one_factor_under_two_spreads_is_one_error() -> None:
    """With one id the two move together: the sum's σ is between both, not smaller."""
    low, high = fenton_wilkinson((term("1", "0", "0.4", "a"), term("1", "0", "0.6", "a")))
    assert 0.4 < math.log(float(high / low)) / 3.92 < 0.6


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
    assert found == (Term(Decimal(2), Decimal(0), found[0].sigma_factor, child_digest("c")),)
    assert float(found[0].sigma_factor) == pytest.approx(0.35365, abs=1e-4)


def test_compiled_numbers_are_those_of_the_seed() -> None:
    gauss = random.Random(SEED).gauss
    kept = normals.normals(10, SEED)
    assert normals.SEED == SEED
    assert len(kept) == normals.COMPILED
    assert all(number == gauss(0, 1) for number in kept)


def test_numbers_that_are_not_compiled_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = normals.normals(10, SEED)
    beyond = normals.normals(normals.COMPILED + 2, SEED)
    assert beyond[: normals.COMPILED] == kept and len(beyond) == normals.COMPILED + 2
    assert normals.normals(10, SEED + 1) != kept[:10]
    monkeypatch.setattr(normals, "FILE", "data/none.bin")
    assert normals.normals(10, SEED) == kept[:10]

"""Arithmetic to the digit: data-model §3, by hand and by fractions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpcf.calculation.calculate import calculate
from openpcf.calculation.rounding import percent, quantum_of, quotient, to_quantum
from openpcf.model.base import decimal_text
from openpcf.model.indicators import excl
from tests.calculation.build import child_digest, component, inventory, line


@pytest.mark.parametrize(
    ("gross", "quantum"),
    [
        ("4.5", "0.00000000001"),
        ("45", "0.0000000001"),
        ("0.45", "0.000000000001"),
        ("9.99", "0.00000000001"),
        ("123456789012", "1"),
        ("0.0000001", "0.000000000000000001"),
        ("0.0000000000001", "0.000000000000000001"),
        ("0", "0.00000000001"),
    ],
)
def test_quantum_has_eleven_digits_behind_the_leading_one(gross: str, quantum: str) -> None:
    assert decimal_text(quantum_of([Decimal(gross)])) == quantum


def test_the_gross_sum_counts_uptake_by_its_size() -> None:
    assert quantum_of([Decimal("6"), Decimal("-6")]) == quantum_of([Decimal("12")])


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("0.125", "0.12"), ("0.135", "0.14"), ("-0.125", "-0.12"), ("0.004", "0"), ("-0.004", "0")],
)
def test_one_rounding_half_even_and_zero_is_plain(value: str, rounded: str) -> None:
    assert decimal_text(to_quantum(Decimal(value), Decimal("0.01"))) == rounded


@pytest.mark.parametrize(
    ("part", "whole", "answer"),
    [("1", "3", "33.3"), ("0.05", "100", "0.0"), ("0.15", "100", "0.2"), ("1", "0", None),
     ("1", "-1", None)],
)  # fmt: skip
def test_percentages_have_one_decimal_and_need_a_positive_whole(
    part: str, whole: str, answer: str | None
) -> None:
    found = percent(Decimal(part), Decimal(whole))
    assert (None if found is None else decimal_text(found)) == answer


def test_a_line_is_quantity_times_factor_over_all_divisors() -> None:
    # 0.0132 kg x 6.305 kg/kg / 0.97 = 0.0858 kg
    made = calculate(inventory(line("l", "0.0132", {"unsplit": "6.305"}, per=("0.97",))))
    result = made.inventory.lines[0].result
    assert result is not None
    expected = Fraction("0.0132") * Fraction("6.305") / Fraction("0.97")
    assert abs(Fraction(result.excl) - expected) <= Fraction(1, 2 * 10**13)
    assert made.result.result.quantum == Decimal("0.0000000000001")


def test_a_zero_divisor_is_an_error_not_a_result() -> None:
    with pytest.raises(ZeroDivisionError):
        quotient([Decimal(1)], [Decimal(0)])


def test_parts_and_totals() -> None:
    made = calculate(
        inventory(
            line("a", "2", {"fossil": "1.5", "biogenic_uptake": "-0.5"}),
            line("b", "1", {"fossil": "1", "land_use_change": "0.25", "ccs": "-0.25"}),
        )
    ).result.result
    assert made.parts is not None
    assert {k: Decimal(v) for k, v in made.parts.items()} == {
        "fossil": Decimal(4),
        "land_use_change": Decimal("0.25"),
        "ccs": Decimal("-0.25"),
        "biogenic_uptake": Decimal(-1),
    }
    assert made.total_excl_biogenic_uptake == Decimal(4)
    assert made.total_incl_biogenic_uptake == Decimal(3)
    # scopes are total_excl less removals and ccs
    assert made.by_scope == {"3.1": Decimal("4.25")}


def test_memo_stands_beside_every_total() -> None:
    flight = line("flight", "2", {"fossil": "1"})
    assert flight.factor is not None
    with_memo = flight.model_copy(
        update={"factor": flight.factor.model_copy(update={"memo": {"aircraft": Decimal("0.6")}})}
    )
    made = calculate(inventory(with_memo)).result.result
    assert made.total_excl_biogenic_uptake == Decimal(2)
    assert made.memo == {"aircraft": Decimal("1.2")}


def test_a_gap_is_no_zero() -> None:
    made = calculate(inventory(line("a", "1", {"fossil": "1"}), line("gap", "5")))
    assert made.inventory.lines[1].result is None
    assert made.result.result.coverage is not None
    assert made.result.result.coverage.gaps == 1
    assert made.result.result.coverage.lines_percent == Decimal("50.0")
    assert made.result.result.coverage.result_percent_screened is None


def test_screened_gaps_say_how_much_is_covered() -> None:
    made = calculate(
        inventory(line("a", "9", {"fossil": "1"}), line("gap", None, screening="1"))
    ).result.result
    assert made.coverage is not None
    assert made.coverage.result_percent_screened == Decimal("90.0")


def test_gate_leaves_out_what_lies_beyond_it() -> None:
    made = calculate(
        inventory(
            line("part", "1", {"fossil": "1"}),
            line("leg", "1", {"fossil": "2"}, stage="inbound-transport", scope="3.4"),
            line("smt", "1", {"fossil": "4"}, stage="production", scope="2"),
            line("box", "1", {"fossil": "8"}, stage="packaging"),
            line("use", "1", {"fossil": "16"}, stage="use", scope="3.11"),
        )
    ).result.result
    assert made.gate is not None
    assert made.gate.excl == Decimal(15)
    assert made.total_excl_biogenic_uptake == Decimal(31)
    assert made.by_stage is not None
    assert [(s.stage, s.excl) for s in made.by_stage] == [
        ("raw-materials", Decimal(1)),
        ("inbound-transport", Decimal(2)),
        ("production", Decimal(4)),
        ("packaging", Decimal(8)),
        ("use", Decimal(16)),
    ]
    assert made.by_scope == {
        "2": Decimal(4), "3.1": Decimal(9), "3.4": Decimal(2), "3.11": Decimal(16)
    }  # fmt: skip


def test_a_component_is_its_printed_gate_figure_times_quantity() -> None:
    made = calculate(
        inventory(
            line("pcb", None, component="c-1"),
            components=(component("c-1", "3", {"fossil": "1.1", "unsplit": "0.1"}, per=("2",)),),
        )
    )
    result = made.inventory.lines[0].result
    assert result is not None
    assert (result.excl, result.parts["fossil"]) == (Decimal("1.8"), Decimal("1.65"))
    assert made.result.supplied.declarations == 1
    assert made.result.supplied.share_percent == Decimal("100.0")


@pytest.mark.parametrize(
    ("signature", "statement", "signed", "verified"),
    [("checked", None, "75.0", "0.0"), ("not-checked", None, "0.0", "0.0"),
     ("checked", child_digest("s"), "75.0", "75.0")],
)  # fmt: skip
def test_supplied_shares(signature: str, statement: str | None, signed: str, verified: str) -> None:
    item = component(
        "c", "1", {"fossil": "3"}, signature_at_build=signature,
        **({"statement": statement} if statement else {}),
    )  # fmt: skip
    supplied = calculate(
        inventory(
            line("a", "1", {"fossil": "1"}), line("b", None, component="c"), components=(item,)
        )
    ).result.supplied
    assert supplied.share_percent == Decimal("75.0")
    assert (supplied.signed_percent, supplied.verified_percent) == (
        Decimal(signed),
        Decimal(verified),
    )


ESTIMATES = [
    ("read factor", {"estimated": False}, "0.0"),
    ("estimated", {"estimated": True}, "100.0"),
    ("not stated counts as estimated", {"estimated": None}, "100.0"),
]


@pytest.mark.parametrize(
    ("more", "share"), [e[1:] for e in ESTIMATES], ids=[e[0] for e in ESTIMATES]
)
def test_estimated_share_of_a_line(more: dict[str, bool | None], share: str) -> None:
    made = calculate(inventory(line("a", "1", {"fossil": "1"}, **more))).result.quality
    assert made.estimated_share_percent == Decimal(share)


@pytest.mark.parametrize(
    ("stated", "share"), [({"child_estimated_percent": "10.0"}, "10.0"), ({}, "100.0")]
)
def test_a_signature_does_not_launder_an_estimate(stated: dict[str, str], share: str) -> None:
    made = calculate(
        inventory(
            line("a", None, component="c"),
            components=(component("c", "1", {"fossil": "1"}, **stated),),
        )
    ).result.quality
    assert made.estimated_share_percent == Decimal(share)


def measured(specificity: str, origin: str = "measured") -> object:
    made = line("a", "1", {"fossil": "1"})
    assert made.factor is not None
    assert made.quantity is not None
    return made.model_copy(
        update={
            "factor": made.factor.model_copy(update={"specificity": specificity}),
            "quantity": made.quantity.model_copy(update={"origin": origin}),
        }
    )


@pytest.mark.parametrize(
    ("specificity", "origin", "share"),
    [("site", "measured", "100.0"), ("supplier", "measured", "100.0"),
     ("average", "measured", "0.0"), ("site", "calculated", "0.0")],
)  # fmt: skip
def test_primary_share(specificity: str, origin: str, share: str) -> None:
    made = calculate(inventory(measured(specificity, origin)))
    assert made.result.quality.primary_data_share_percent == Decimal(share)


def test_ratings_are_weighted_and_the_unrated_share_is_reported() -> None:
    made = calculate(
        inventory(
            line("a", "3", {"fossil": "1"}, dqr=("1", "2", "3")),
            line("b", "1", {"fossil": "1"}, dqr=("5", "2", "3")),
            line("c", "4", {"fossil": "1"}),
        )
    ).result.quality
    assert made.dqr is not None
    assert (made.dqr.technology, made.dqr.time, made.dqr.geography) == (
        Decimal("2.0"),
        Decimal("2.0"),
        Decimal("3.0"),
    )
    assert made.unrated_percent == Decimal("50.0")


def test_gwp_sets_are_shares_and_unstated_is_never_another_set() -> None:
    known = line("a", "1", {"fossil": "1"})
    unknown = line("b", "3", {"fossil": "1"})
    assert unknown.factor is not None
    unknown = unknown.model_copy(
        update={"factor": unknown.factor.model_copy(update={"gwp": "unstated"})}
    )
    made = calculate(inventory(known, unknown)).result.result.gwp
    assert made is not None
    assert [(g.set, g.share_percent) for g in made] == [
        ("AR6-GWP100", Decimal("25.0")),
        ("unstated", Decimal("75.0")),
    ]


amounts = st.decimals("0", "1000000", places=6, allow_nan=False)
factors = st.decimals("0", "5000", places=9, allow_nan=False)
divisors = st.decimals("0.001", "1000", places=4, allow_nan=False)


@given(st.lists(st.tuples(amounts, factors, factors, divisors), min_size=1, max_size=12))
def test_all_partitions_add_up_to_the_digit(
    rows: list[tuple[Decimal, Decimal, Decimal, Decimal]],
) -> None:
    stages = ("raw-materials", "production", "use")
    made = calculate(
        inventory(
            *(
                line(
                    f"l{n}",
                    format(amount, "f"),
                    {"fossil": format(a, "f"), "unsplit": format(b, "f")},
                    per=(format(divisor, "f"),),
                    stage=stages[n % 3],
                    scope=("3.1", "2", "3.11")[n % 3],
                )
                for n, (amount, a, b, divisor) in enumerate(rows)
            )
        )
    )
    result = made.result.result
    total = result.total_excl_biogenic_uptake
    assert result.parts is not None and result.by_stage is not None and result.by_scope is not None
    assert total == excl(result.parts)
    assert total == sum(stage.excl or 0 for stage in result.by_stage)
    assert total == sum(result.by_scope.values())
    assert total == sum(item.result.excl for item in made.inventory.lines if item.result)


@given(amounts, factors, divisors)
def test_a_line_equals_the_fraction_rounded_once(
    amount: Decimal, factor: Decimal, divisor: Decimal
) -> None:
    made = calculate(
        inventory(line("l", format(amount, "f"), {"fossil": format(factor, "f")},
                       per=(format(divisor, "f"),)))
    )  # fmt: skip
    result, quantum = made.inventory.lines[0].result, made.result.result.quantum
    assert result is not None
    assert quantum is not None
    exact = Fraction(amount) * Fraction(factor) / Fraction(divisor)
    assert Fraction(result.excl) == round(exact / Fraction(quantum)) * Fraction(quantum)

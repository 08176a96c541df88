"""Laws of the arithmetic (design §4, data-model §3) on inventories at random."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from openpcf.calculation.calculate import Calculated, calculate
from openpcf.model.base import decimal_text, dump, exact_sum
from openpcf.model.indicators import ALL_PARTS, EXCL_PARTS, NOT_POSITIVE, REMOVALS
from openpcf.model.inventory import GATE_STAGES, STAGES, Inventory, Line
from openpcf.model.inventory_document import inventory_document
from tests.calculation.build import component, inventory, line

SCOPES = ("1", "2", "3.1", "3.4", "3.11")
amounts = st.decimals(0, 10**17, places=18, allow_nan=False) | st.decimals(0, 50, places=3)
values = st.decimals(0, 10**6, places=12, allow_nan=False) | st.decimals(0, 9, places=2)
divisors = st.decimals("0.000001", 10**6, places=6, allow_nan=False)


def _text(value: Decimal) -> str:
    return decimal_text(value)


@st.composite
def parts(draw: st.DrawFn) -> dict[str, str]:
    names = draw(st.lists(st.sampled_from(ALL_PARTS), min_size=1, max_size=4, unique=True))
    return {
        name: _text(-value if name in NOT_POSITIVE and value else value)
        for name in names
        for value in [draw(values)]
    }


@st.composite
def inventories(draw: st.DrawFn) -> Inventory:
    lines: list[Line] = []
    components = []
    for n in range(draw(st.integers(1, 9))):
        more: dict[str, Any] = {
            "stage": draw(st.sampled_from(STAGES)),
            "scope": draw(st.sampled_from(SCOPES)),
            "class": draw(st.sampled_from(["metal", "board"])),
            "estimated": draw(st.booleans()),
        }
        per = tuple(_text(d) for d in draw(st.lists(divisors, max_size=3)))
        kind = draw(st.sampled_from(["own", "own", "own", "child", "gap"]))
        if kind == "gap":
            lines.append(line(f"l{n}", None, **more))
        elif kind == "child":
            lines.append(line(f"l{n}", None, component=f"c{n}", **more))
            components.append(component(f"c{n}", _text(draw(amounts)), draw(parts()), per=per))
        else:
            if draw(st.booleans()):
                more["sigma_ln"] = {"quantity": "0.1", "factor": "0.4"}
            shared = draw(st.sampled_from([None, "f:shared"]))
            amount = _text(draw(amounts))
            lines.append(line(f"l{n}", amount, draw(parts()), per=per, factor=shared, **more))
    return inventory(*lines, components=tuple(components))


def leaves(made: Calculated) -> list[tuple[Line, dict[str, Decimal]]]:
    return [(li, dict(li.result.parts)) for li in made.inventory.lines if li.result is not None]


def whole(parts_of: list[dict[str, Decimal]]) -> dict[str, Decimal]:
    return {
        name: exact_sum(p[name] for p in parts_of if name in p)
        for name in ALL_PARTS
        if any(name in p for p in parts_of)
    }


@given(inventories())
def test_every_partition_adds_up_part_by_part(given_: Inventory) -> None:
    made = calculate(given_, ranged=False)
    result, rows = made.result.result, leaves(made)
    assert result.parts == whole([p for _, p in rows])
    stages = result.by_stage or ()
    assert whole([dict(s.parts or {}) for s in stages]) == result.parts
    assert [s.stage for s in stages] == [s for s in STAGES if any(li.stage == s for li, _ in rows)]
    assert result.gate is not None
    assert result.gate.parts == whole([p for li, p in rows if li.stage in GATE_STAGES])
    groups = inventory_document(made.inventory)["groups"]
    subtotals = [g["subtotal"]["parts"] for g in groups if "subtotal" in g]
    assert whole([{k: Decimal(v) for k, v in p.items()} for p in subtotals]) == result.parts
    excl = exact_sum(result.parts[n] for n in EXCL_PARTS if n in result.parts)
    assert result.total_excl_biogenic_uptake == excl
    assert result.total_incl_biogenic_uptake == exact_sum(result.parts.values())
    assert excl == exact_sum(s.excl or Decimal(0) for s in stages)
    removed = exact_sum(result.parts[n] for n in REMOVALS if n in result.parts)
    assert exact_sum((result.by_scope or {}).values()) == exact_sum((excl, -removed))


@given(inventories())
def test_each_leaf_is_its_fraction_rounded_once_to_the_quantum(given_: Inventory) -> None:
    made = calculate(given_, ranged=False)
    items = {c.id: c for c in given_.components}
    gross, raw = Fraction(0), {}
    for li in given_.lines:
        item = items.get(li.component or "")
        amount, per, of = (
            (item.quantity.amount, item.per, item.child_result.parts) if item
            else (li.quantity.amount, li.quantity.per, li.factor.parts)
            if li.quantity and li.factor else (Decimal(0), (), {})
        )  # fmt: skip
        over = Fraction(1)
        for p in per:
            over *= Fraction(p.amount)
        raw[li.id] = {k: Fraction(amount) * Fraction(v) / over for k, v in of.items()}
        gross += sum(abs(v) for v in raw[li.id].values())
    quantum = Fraction(made.result.result.quantum or 0)
    if gross:
        assert quantum == Fraction(1, 10**18) or 10**11 * quantum <= gross < 10**12 * quantum
    for li, got in leaves(made):
        assert {k: Fraction(v) for k, v in got.items()} == {
            k: round(v / quantum) * quantum for k, v in raw[li.id].items()
        }


@given(inventories())
def test_no_figure_is_minus_zero_or_has_other_decimals_than_the_quantum(given_: Inventory) -> None:
    made = calculate(given_, ranged=False)
    decimals = -int((made.result.result.quantum or Decimal(1)).as_tuple().exponent)
    printed = dump(made.result)["result"]
    figures = [v for li in dump(made.inventory)["lines"] for v in _figures(li.get("result"))]
    for text in [*figures, *_figures(printed["parts"]), *_figures(printed["by_stage"])]:
        assert not text.startswith("-0.0") or text.strip("-0.") != ""
        assert text == "0" or len(text.partition(".")[2]) == max(decimals, 0)


def _figures(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [t for k, v in value.items() if k != "stage" for t in _figures(v)]
    if isinstance(value, list):
        return [t for v in value for t in _figures(v)]
    return [value] if isinstance(value, str) else []


@settings(deadline=None, max_examples=30)
@given(inventories(), st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_no_figure(given_: Inventory, random: Any) -> None:
    shuffled = list(given_.lines)
    random.shuffle(shuffled)
    other = given_.model_copy(update={"lines": tuple(shuffled)})
    assert dump(calculate(given_).result) == dump(calculate(other).result)


@given(inventories(), st.data())
def test_doubling_a_quantity_doubles_its_line_and_moves_no_other(
    given_: Inventory, data: st.DataObject
) -> None:
    own = [n for n, li in enumerate(given_.lines) if li.quantity is not None]
    if not own:
        return
    number = data.draw(st.sampled_from(own))
    doubled = list(given_.lines)
    quantity = doubled[number].quantity
    assert quantity is not None
    twice = quantity.model_copy(update={"amount": exact_sum((quantity.amount, quantity.amount))})
    doubled[number] = doubled[number].model_copy(update={"quantity": twice})
    first = calculate(given_, ranged=False)
    second = calculate(given_.model_copy(update={"lines": tuple(doubled)}), ranged=False)
    quantum = max(r.result.result.quantum or Decimal(0) for r in (first, second))
    for n, (a, b) in enumerate(zip(first.inventory.lines, second.inventory.lines, strict=True)):
        if a.result is None or b.result is None:
            assert a.result is b.result
            continue
        times = 2 if n == number else 1
        for name, value in a.result.parts.items():
            assert abs(Fraction(b.result.parts[name]) - times * Fraction(value)) <= (
                Fraction(quantum) * times
            )


@settings(deadline=None, max_examples=30)
@given(inventories())
def test_the_callers_decimal_context_changes_no_digit(given_: Inventory) -> None:
    expected = dump(calculate(given_).result)
    with localcontext(Context(prec=3, rounding="ROUND_UP")):
        assert dump(calculate(given_).result) == expected


@given(st.lists(st.tuples(amounts, values), min_size=1, max_size=6), st.integers(1, 40))
def test_a_factor_split_in_parts_gives_the_same_total_within_a_quantum(
    rows: list[tuple[Decimal, Decimal]], pieces: int
) -> None:
    one = calculate(inventory(*(line(f"l{n}", _text(a), {"fossil": _text(f)})
                                for n, (a, f) in enumerate(rows))), ranged=False)  # fmt: skip
    two = calculate(inventory(*(
        line(f"l{n}", _text(a), {"fossil": _text(f), "ccs": "0"}, per=(str(pieces), "0.5"))
        for n, (a, f) in enumerate(rows)
    )), ranged=False)  # fmt: skip
    quantum = max(r.result.result.quantum or Decimal(0) for r in (one, two))
    totals = [Fraction(r.result.result.total_excl_biogenic_uptake or 0) for r in (one, two)]
    assert abs(totals[1] * pieces - totals[0] * 2) <= Fraction(quantum) * len(rows) * (pieces + 2)

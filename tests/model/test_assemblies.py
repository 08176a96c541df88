"""Sub-assemblies: quantities multiply down every way, cycles are named as paths."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpcf.errors import InputError
from openpcf.model.assemblies import cycles, flattened, path_text
from openpcf.model.study import BomLine


def line(name: str, part_of: str = "", quantity: str | None = "1", **more: object) -> BomLine:
    amount = None if quantity is None else Decimal(quantity)
    return BomLine.model_validate({"id": name, "part_of": part_of or None, "quantity": amount, **more})  # fmt: skip


def counted(*lines: BomLine) -> dict[str, str | None]:
    return {r.id: None if r.quantity is None else str(r.quantity) for r in flattened(lines)}


def test_quantities_multiply_down() -> None:
    lines = (line("box", quantity="2"), line("board", "box", "3"), line("r", "board", "4"),
             line("screw", "box", "5"), line("lid", quantity="1.5", unit="kg"))  # fmt: skip
    assert counted(*lines) == {"r": "24", "screw": "10", "lid": "1.5"}


@pytest.mark.parametrize("key", ["own_number", "part_number"])
def test_an_assembly_used_in_two_places_counts_in_both(key: str) -> None:
    lines = (line("a", quantity="2"), line("b", quantity="3"), line("x", "a", "5", **{key: "PSU"}),
             line("y", "b", "7", **{key: "PSU"}), line("r", "PSU", "1"))  # fmt: skip
    assert counted(*lines) == {"r": str(2 * 5 + 3 * 7)}


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ({"declaration": "d"}, {"a": "2"}),
        ({"factor": "f"}, {"a": "2"}),
        ({"option": "out"}, {}),
        ({"kind": "dnp"}, {}),
        ({"quantity": None}, {"r": None}),
        ({"unit": "1000 pieces"}, {"r": "6000"}),
        ({"unit": "kg"}, {"r": None}),
    ],
)
def test_what_stands_above_decides(above: dict[str, object], expected: dict[str, str]) -> None:
    made = line("a", quantity="2").model_copy(update=above)
    assert counted(made, line("r", "a", "3")) == expected


def test_an_assembly_whose_parts_are_all_out_is_a_part_itself() -> None:
    assert counted(line("a"), line("r", "a", option="out"))["a"] == "1"


def test_cycles_are_found_shortest_first_and_named() -> None:
    lines = (line("a", "b"), line("b", "c"), line("c", "a"), line("x", "y"), line("y", "x"),
             line("s", "s"), line("below", "a"), line("free"))  # fmt: skip
    found = [path_text(lines, path) for path in cycles(lines)]
    assert found == ["s → s", "x → y → x", "a → b → c → a"]
    with pytest.raises(InputError) as refusal:
        flattened(lines)
    assert (refusal.value.code, refusal.value.found) == ("ASSEMBLY_CYCLE", "s → s")


def test_an_assembly_that_no_line_is() -> None:
    with pytest.raises(InputError) as refusal:
        flattened((line("a", "nobody"),))
    assert (refusal.value.code, refusal.value.found) == ("STUDY_REFERENCE", "nobody")


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(1, 5)), min_size=1, max_size=8))
def test_a_tree_is_the_sum_over_all_ways_up(shape: list[tuple[int, int]]) -> None:
    lines, weight, leaf = [], {}, set()
    for position, (above, quantity) in enumerate(shape):
        parent = above % position if position and above < 6 else None
        lines.append(line(f"n{position}", "" if parent is None else f"n{parent}", str(quantity)))
        weight[position] = quantity * (1 if parent is None else weight[parent])
        leaf.add(position)
        leaf.discard(parent if parent is not None else -1)
    assert counted(*lines) == {f"n{p}": str(weight[p]) for p in sorted(leaf)}

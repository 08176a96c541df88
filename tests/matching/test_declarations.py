"""Suppliers' declarations on the bill: what each stands for, and what none stands for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from openpcf.factor_library.library import Library
from openpcf.matching.match import ChildFact
from openpcf.matching.tables.tables import MatchingTables
from openpcf.model.inventory import Component

from .build import matched

BOX = {"id": "box", "material": "corrugated board", "mass": "42", "mass_unit": "g"}
PART = {"id": "part", "quantity": "3", "declaration": "d"}
NOT_HERE = {"id": "d", "path": "d.json", "if_not_usable": "penalised-default"}


def _child(*includes: str) -> dict[str, ChildFact]:
    """2 kg CO2e of one piece."""
    component = Component.model_validate(
        {
            "id": "d",
            "child": {
                "series": "s", "id": "i", "version": 1, "digest": "sha-256:" + "a" * 64, "issuer": "x",
            },
            "quantity": {"amount": "1", "unit": "piece"},
            "child_result": {"excl": "2", "parts": {"fossil": "2"}},
        }
    )  # fmt: skip
    return {"d": ChildFact(component, includes=includes)}


def test_packaging_has_a_declaration_of_its_own(library: Library, tables: MatchingTables) -> None:
    """1 box used 2 times and 1 used 5 times: (5 + 2) / 2 / 5 of it."""
    boxes = [{**BOX, "declaration": "d", "uses": "2"}, {**BOX, "id": "b", "declaration": "d", "uses": "5"}]  # fmt: skip
    found = matched(library, tables, packaging=boxes, declarations=[NOT_HERE], children=_child())
    (line,), (item,) = found.inventory.lines, found.inventory.components
    assert (line.component, line.stage) == (item.id, "packaging")
    assert item.quantity.amount == 7
    assert [p.amount for p in item.per] == [2, 5]
    assert found.findings == ()


@pytest.mark.parametrize(
    ("includes", "code", "is_error"),
    [
        (("raw-materials", "packaging"), "GATE_OVERLAP", False),
        (("raw-materials",), "PACKAGING_NOT_INSIDE", True),
    ],
)
def test_packaging_with_the_declaration_of_a_part(
    library: Library, tables: MatchingTables, includes: Any, code: str, is_error: bool
) -> None:
    found = matched(
        library, tables, bom=[PART], packaging=[{**BOX, "declaration": "d"}],
        declarations=[NOT_HERE], children=_child(*includes),
    )  # fmt: skip
    assert len(found.inventory.lines) == 1
    assert [(f.code, f.is_error) for f in found.findings] == [(code, is_error)]


def test_packaging_whose_declaration_is_not_here_takes_the_default(
    library: Library, tables: MatchingTables
) -> None:
    boxes = [{**BOX, "declaration": "d"}]
    found = matched(library, tables, packaging=boxes, declarations=[NOT_HERE], markup="30")
    (line,) = found.inventory.lines
    assert line.quantity is not None
    assert line.quantity.origin == "default"
    assert [f.code for f in found.findings] == ["PENALISED_DEFAULT_TAKEN"]
    lost = matched(library, tables, packaging=boxes)
    assert [f.code for f in lost.findings if f.is_error] == ["DECLARATION_NOT_HERE"]


def test_a_default_that_is_nothing_but_a_gap_is_an_error(
    library: Library, tables: MatchingTables
) -> None:
    row = {"id": "part", "quantity": "3", "description": "mystery", "declaration": "d"}
    found = matched(library, tables, bom=[row], declarations=[NOT_HERE], markup="30")
    assert "PENALISED_DEFAULT_EMPTY" in {f.code for f in found.findings if f.is_error}


@pytest.mark.parametrize("option", ["in", "out"])
def test_a_declaration_no_row_uses_is_reported(
    library: Library, tables: MatchingTables, option: str
) -> None:
    found = matched(
        library, tables, bom=[{**PART, "option": option}], declarations=[NOT_HERE],
        children=_child(),
    )  # fmt: skip
    reported = {f.code for f in found.findings}
    assert ("DECLARATION_UNUSED" in reported) is (option == "out")


def test_positions_on_one_bom_are_one_item(library: Library, tables: MatchingTables) -> None:
    more = {"id": "other", "quantity": "2", "unit": "1000 pieces", "declaration": "d"}
    found = matched(library, tables, bom=[PART, more], declarations=[NOT_HERE], children=_child())
    (item,) = found.inventory.components
    assert item.quantity.amount == Decimal(2003)

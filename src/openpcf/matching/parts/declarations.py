"""Suppliers' declarations on the BOM → one component and one line for each (data-model §2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from openpcf.errors import InputError
from openpcf.matching.parts.yields import fitted_together
from openpcf.model.base import Measure, exact_product, exact_sum
from openpcf.model.finding import Finding, error, warning
from openpcf.model.inventory import Component, Line, Per
from openpcf.model.message import message
from openpcf.model.study import Study, place_of
from openpcf.model.units import convert


@dataclass(frozen=True)
class ChildFact:
    """A judged supplier's declaration: the component of one ``unit`` of the BOM.

    ``includes`` are the stages it covers.
    """

    component: Component
    unit: str = "piece"
    includes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Position:
    """Where the BOM names a declaration: amount in its unit, step at which it is fitted.

    For packaging, also the number of uses.
    """

    amount: Decimal
    place: str
    fitted_at: str | None = None
    packaging: bool = False
    uses: Decimal = Decimal(1)


Positions = dict[str, list[Position]]
"""By the declaration's id."""


def _boards(
    study: Study, children: Mapping[str, ChildFact], rows: Positions, findings: list[Finding]
) -> None:
    for board in study.boards:
        name = board.declaration or ""
        if not board.is_in or name not in children:
            continue
        place, wanted = place_of(board, "boards"), children[name].unit
        if board.quantity is None:
            findings.append(warning("BOARD_QUANTITY_BLANK", place))
        count = board.quantity if board.quantity is not None else Decimal(1)
        try:
            count = convert(count, "piece", wanted, place)
        except InputError:
            findings.append(error("BILL_UNIT_DIFFERS", place, "piece", wanted, name=name))
            continue
        rows.setdefault(name, []).append(Position(count, place, board.fitted_at))


def _packaging(
    study: Study, children: Mapping[str, ChildFact], rows: Positions, findings: list[Finding]
) -> None:
    """Return positions of packaging, unless the declaration of a part includes it.

    If that declaration has no packaging, the packaging would be missing, so it is added. A
    declaration that no part uses is that of the packaging itself.
    """
    of_parts = set(rows)
    for item in study.packaging:
        name = item.declaration or ""
        if not item.is_in or name not in children:
            continue
        place, fact = place_of(item, "packaging"), children[name]
        if name in of_parts:
            inside = "packaging" in fact.includes
            code, make = ("GATE_OVERLAP", warning) if inside else ("PACKAGING_NOT_INSIDE", error)
            findings.append(make(code, place, name))
            continue
        try:
            one = convert(Decimal(1), "piece", fact.unit, place)
        except InputError:
            findings.append(error("BILL_UNIT_DIFFERS", place, "piece", fact.unit, name=name))
            continue
        uses = item.uses if item.uses is not None else Decimal(1)
        rows.setdefault(name, []).append(Position(one, place, packaging=True, uses=uses))


def _together(study: Study, many: list[Position]) -> tuple[Decimal, tuple[Per, ...]]:
    """Return amount and divisors of all positions of a declaration.

    Packaging: 1 used twice and 1 used five times are (1 x 5 + 1 x 2) / 2 / 5.
    """
    if not many[0].packaging:
        return fitted_together(study, [(p.amount, p.fitted_at) for p in many])
    amounts = (exact_product((one.amount, *(p.uses for p in many if p is not one))) for one in many)
    per = (Per(amount=p.uses, why=message("packaging-uses")) for p in many if p.uses != 1)
    return exact_sum(amounts), tuple(per)


def lines_of_declarations(
    study: Study, children: Mapping[str, ChildFact], parts: Positions, findings: list[Finding]
) -> tuple[list[Line], list[Component]]:
    """Return one item for each declaration, its positions added up, and its line.

    Findings are added to ``findings``.
    """
    rows = {name: list(many) for name, many in parts.items()}
    _boards(study, children, rows, findings)
    _packaging(study, children, rows, findings)
    lines, items = [], []
    for number, (name, positions) in enumerate(rows.items(), 1):
        component = children[name].component
        total, per = _together(study, positions)
        amount = exact_product((total, component.quantity.amount))
        item = component.model_copy(
            update={
                "id": f"c-{number:02d}",
                "quantity": Measure(amount=amount, unit=component.quantity.unit),
                "per": (*per, *component.per),
            }
        )
        items.append(item)
        supplier = next((d.supplier for d in study.declarations if d.id == name), name)
        lines.append(
            Line.model_validate(
                {
                    "id": f"component:{name}",
                    "what": message("supplied", supplier=supplier or name),
                    "stage": "packaging" if positions[0].packaging else "raw-materials",
                    "scope": "3.1",
                    "source": "; ".join(p.place for p in positions),
                    "class": "supplied",
                    "component": item.id,
                    "controlled_by_issuer": False,
                }
            )
        )
    return lines, items


def unused(study: Study) -> Iterator[Finding]:
    """Report declarations that no counted row names; they are not in the result."""
    named = {
        row.declaration
        for table in (study.bom, study.boards, study.packaging)
        for row in table
        if row.is_in
    }
    for row in study.declarations:
        if row.id not in named:
            yield warning("DECLARATION_UNUSED", place_of(row, "declarations"), row.id)

"""``request``: ask the suppliers of the largest contributors for the missing data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpcf.calculation.rounding import percent
from openpcf.formats.forms.request import questions_of, write_request
from openpcf.model.assemblies import flattened
from openpcf.model.base import decimal_text, exact_sum
from openpcf.model.request import Request
from openpcf.model.study import Board, BomLine, Packaging, place_of
from openpcf.model.units import convert
from openpcf.workflow.base.resources import questions
from openpcf.workflow.issue.calculate import CalculatedStudy

BOARD = "board"
PACKAGING = "packaging"


@dataclass(frozen=True)
class Contribution:
    """What one part contributes, over all its rows, while it is estimated or a gap.

    ``excl`` includes the screening value of gaps, kg CO2e.
    """

    rows: tuple[str, ...]
    what: str
    part_class: str
    excl: Decimal
    quantity: Decimal
    designators: tuple[str, ...]
    known: Mapping[str, str]


def _known(row: BomLine | Board | Packaging) -> dict[str, str]:
    """Return what the study already states of a part, as answers."""
    found = {}
    if isinstance(row, BomLine) and row.part_number:
        found["product.name"] = " ".join(filter(None, (row.manufacturer, row.part_number)))
        found["product.id"] = row.gtin or row.part_number
    if not isinstance(row, Board) and row.mass is not None and row.mass_unit:
        found["product.mass"] = decimal_text(convert(row.mass, row.mass_unit, "g"))
    return found


def _what(row: BomLine | Board | Packaging) -> str:
    if isinstance(row, BomLine):
        return row.description or row.value or row.part_number or row.id
    return row.what or row.id


def _same_part(row: BomLine | Board | Packaging) -> tuple[str, ...]:
    """Return whether rows are the same part: same manufacturer and part number."""
    if isinstance(row, BomLine) and row.part_number:
        return (row.manufacturer or "").casefold(), row.part_number.casefold()
    return (row.id,)


@dataclass
class _Adds:
    """Contribution of the inventory lines of one row of the study."""

    excl: Decimal = Decimal(0)
    part_class: str = ""
    unsure: bool = False


def _by_source(calculated_study: CalculatedStudy) -> dict[str, _Adds]:
    found: dict[str, _Adds] = {}
    for line in calculated_study.calculated.inventory.lines:
        if line.component is not None or not line.source:
            continue
        adds = found.setdefault(line.source, _Adds())
        counted = line.result.excl if line.result is not None else None
        if counted is None and line.screening is not None:
            counted = line.screening
        adds.excl += counted or Decimal(0)
        adds.part_class = line.part_class or adds.part_class
        adds.unsure |= bool(line.estimated) or line.is_gap
    return found


def contributions(calculated_study: CalculatedStudy) -> tuple[Contribution, ...]:
    """Parts, boards and packaging that rest on estimates, by what they add, largest first; those
    with a declaration and rows that are not parts are left out."""
    study = calculated_study.loaded.study
    adds = _by_source(calculated_study)
    parts: dict[tuple[str, ...], list[tuple[BomLine | Board | Packaging, _Adds]]] = {}
    tables = (
        ("bom", tuple(row for row in flattened(study.bom) if row.kind == "part")),
        ("boards", study.boards),
        ("packaging", study.packaging),
    )
    for table, many in tables:
        for row in many:
            found = adds.get(place_of(row, table))
            if found is not None and found.unsure and not row.declaration:
                parts.setdefault((table, *_same_part(row)), []).append((row, found))
    made = []
    for (table, *_), rows in parts.items():
        first = rows[0][0]
        counts = [r.quantity for r, _ in rows if isinstance(r, BomLine | Board)]
        made.append(
            Contribution(
                tuple(r.id for r, _ in rows),
                _what(first),
                {"boards": BOARD, "packaging": PACKAGING}.get(table, rows[0][1].part_class),
                exact_sum(a.excl for _, a in rows),
                exact_sum(c for c in counts if c is not None) or Decimal(1),
                tuple(d for r, _ in rows if isinstance(r, BomLine) for d in r.designators),
                _known(first),
            )
        )
    return tuple(sorted(made, key=lambda c: c.excl, reverse=True))


def requests(calculated_study: CalculatedStudy, top: int = 5) -> tuple[Request, ...]:
    """Return one request for each of the top contributors."""
    study = calculated_study.loaded.study
    total = calculated_study.calculated.result.result.total_excl_biogenic_uptake or Decimal(0)
    made = []
    for found in contributions(calculated_study)[:top]:
        made.append(
            Request(
                id=f"{study.series or 'study'}#{found.rows[0]}",
                requester=(study.issuer.name if study.issuer else None) or "",
                product=(study.product.name if study.product else None) or "",
                subject=f"{' '.join(found.designators)} {found.what}".strip(),
                part_class=found.part_class,
                bom_lines=found.rows,
                designators=found.designators,
                quantity=found.quantity,
                share_percent=percent(found.excl, total),
                questions=questions_of(questions(), found.part_class),
                known=dict(found.known),
            )
        )
    return tuple(made)


def request_files(asked: Sequence[Request]) -> dict[str, bytes]:
    """The workbooks by file name: that of the first row, and the class where an id is in two
    tables."""
    files: dict[str, bytes] = {}
    for request in asked:
        name = f"request-{request.bom_lines[0]}"
        if f"{name}.xlsx" in files:
            name = f"{name}-{request.part_class}"
        files[f"{name}.xlsx"] = write_request(request)
    return files

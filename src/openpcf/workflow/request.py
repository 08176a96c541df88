"""``request``: ask the suppliers that matter for exactly what is missing; read what they answer.

The answers become a small study of the supplier's own product, calculated by the same
arithmetic and signed with the supplier's own key (docs/adr/0007).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpcf.calculation.rounding import percent
from openpcf.errors import InputError
from openpcf.formats.request_form import questions_of, write_request
from openpcf.formats.request_reply import read_reply, reply_class
from openpcf.model.assemblies import flattened
from openpcf.model.base import Measure, decimal_text, exact_sum, parse_decimal
from openpcf.model.finding import errors_of
from openpcf.model.footprint import Issuer, Product
from openpcf.model.request import Answer, Reply, Request
from openpcf.model.study import Activity, Board, BomLine, Packaging, Site, Study
from openpcf.model.units import convert
from openpcf.workflow.calculate import Prepared, prepare_loaded
from openpcf.workflow.files import read_bytes
from openpcf.workflow.init import Basics, slug, starter
from openpcf.workflow.resources import questions
from openpcf.workflow.sign import Signed, sign
from openpcf.workflow.study_files import LoadedStudy
from openpcf.workflow.surroundings import Surroundings

BOARD = "board"
ENERGY = ("electricity", "natural gas", "process gases")


@dataclass(frozen=True)
class Contribution:
    """What one part, on however many rows of the study, adds while it is estimated or a gap.
    ``excl`` counts the screening value of gaps too, kg CO2e."""

    rows: tuple[str, ...]
    what: str
    part_class: str
    excl: Decimal
    quantity: Decimal
    designators: tuple[str, ...]
    known: Mapping[str, str]


def _known(row: BomLine | Board | Packaging) -> dict[str, str]:
    """What the study says of a part already, as answers."""
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
    """Rows of one maker's part number are one part; any other row is a part of its own."""
    if isinstance(row, BomLine) and row.part_number:
        return (row.manufacturer or "").casefold(), row.part_number.casefold()
    return (row.id,)


@dataclass
class _Adds:
    """What the inventory lines of one row of the study add."""

    excl: Decimal = Decimal(0)
    part_class: str = ""
    unsure: bool = False


def _by_source(prepared: Prepared) -> dict[str, _Adds]:
    found: dict[str, _Adds] = {}
    for line in prepared.calculated.inventory.lines:
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


def contributions(prepared: Prepared) -> tuple[Contribution, ...]:
    """Parts, boards and packaging that rest on estimates, by what they add, largest first; those
    with a declaration are left out."""
    study = prepared.loaded.study
    adds = _by_source(prepared)
    parts: dict[tuple[str, ...], list[tuple[BomLine | Board | Packaging, _Adds]]] = {}
    tables = (
        ("bom", flattened(study.bom)), ("boards", study.boards), ("packaging", study.packaging),
    )  # fmt: skip
    for table, many in tables:
        for row in many:
            found = adds.get(row.source or f"{table}#{row.id}")
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
                BOARD if table == "boards" else rows[0][1].part_class,
                exact_sum(a.excl for _, a in rows),
                exact_sum(c for c in counts if c is not None) or Decimal(1),
                tuple(d for r, _ in rows if isinstance(r, BomLine) for d in r.designators),
                _known(first),
            )
        )
    return tuple(sorted(made, key=lambda c: c.excl, reverse=True))


def requests(prepared: Prepared, top: int = 5) -> tuple[Request, ...]:
    """One request for each of the top contributors."""
    study = prepared.loaded.study
    total = prepared.calculated.result.result.total_excl_biogenic_uptake or Decimal(0)
    made = []
    for found in contributions(prepared)[:top]:
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
    """The workbooks by file name."""
    return {f"request-{request.bom_lines[0]}.xlsx": write_request(request) for request in asked}


def read_answers(path: Path) -> Reply:
    """A filled reply; raises InputError ``REPLY_FAULTS`` with every fault at once."""
    data = read_bytes(path)
    asked = questions_of(questions(), reply_class(data, path.name))
    reply, findings = read_reply(data, path.name, asked)
    faults = errors_of(findings)
    if faults:
        raise InputError("REPLY_FAULTS", str(path), str(len(faults)), findings=faults)
    return reply


def _text(reply: Reply, key: str) -> str | None:
    answer = reply.get(key)
    return answer.text if answer is not None else None


def _day_after(text: str) -> str:
    return (date.fromisoformat(text) + timedelta(days=1)).isoformat()


def _activity(reply: Reply, answer: Answer, country: str | None, origin: Any) -> Activity:
    """An amount of one piece, or the whole plant's with its share and the pieces made; what has
    no name of its own is a gap, never left out."""
    kind, _, material = answer.key.partition(":")
    shared: dict[str, Any] = {}
    if kind == "site":
        shared = {
            "allocation_key": _text(reply, "site.key"),
            "product_key": parse_decimal(_text(reply, "site.share_percent") or "100"),
            "key_total": Decimal(100),
            "key_unit": "%",
            "pieces": parse_decimal(_text(reply, "site.pieces") or "1"),
            "allocation_step": "physical",
        }
    shared.setdefault("pieces", Decimal(1))  # the form asks for materials of one piece
    return Activity(
        id=material.replace(" ", "-"),
        source=answer.place,
        what=material,
        stage="production" if material in ENERGY else "raw-materials",
        site="plant",
        scope="1" if material in ("natural gas", "process gases") else None,
        granularity="site",
        quantity=parse_decimal(answer.text),
        unit=answer.unit,
        origin=origin,
        material=material,
        region=country,
        **shared,
    )


def _series(issuer_id: str | None, product_id: str | None) -> str | None:
    """All versions of one product share it: issuer's domain and the product's own identifier."""
    if not product_id:
        return None
    parts = (issuer_id or "").split(":")
    domain = parts[2] if len(parts) > 3 and parts[1] == "pact" else "example"
    return f"urn:openpcf:{domain}:{slug(product_id.rstrip('/').replace('/', ':').split(':')[-1])}"


def study_of(reply: Reply) -> Study:
    """The supplier's own study: one piece of the product, its inputs as activities."""
    country = _text(reply, "site.country")
    start, end = _text(reply, "period.reference_start"), _text(reply, "period.reference_end")
    issuer_id, product_id = _text(reply, "issuer.id"), _text(reply, "product.id")
    name = _text(reply, "product.name") or reply.subject
    base = starter(
        Basics(
            product=name,
            product_id=product_id,
            issuer=_text(reply, "issuer.name"),
            issuer_id=issuer_id,
            country=country,
            year=int(end[:4]) if end else None,
        )
    )
    origin: Any = "measured" if _text(reply, "quality.source") == "measured" else "assumed"
    period = base.period
    if period is not None and start and end:
        period = period.model_copy(
            update={
                "reference_start": f"{start}T00:00:00Z",
                "reference_end": f"{_day_after(end)}T00:00:00Z",
                "valid_from": f"{_day_after(end)}T00:00:00Z",
                "valid_until": f"{int(end[:4]) + 3}-01-01T00:00:00Z",
            }
        )
    activities = [
        _activity(reply, answer, country, origin)
        for answer in reply.answers
        if answer.key.startswith(("input:", "site:")) and answer.text
    ]
    mass = _text(reply, "product.mass")
    product = base.product or Product()
    return base.model_copy(
        update={
            "purpose": "customer",
            "series": _series(issuer_id, product_id),
            "issuer": Issuer(
                name=_text(reply, "issuer.name"),
                ids=(issuer_id,) if issuer_id else None,
                country=_text(reply, "issuer.country"),
            ),
            "product": product.model_copy(
                update={
                    "level": "component",
                    "mass": Measure(amount=parse_decimal(mass), unit="g") if mass else None,
                }
            ),
            "sites": (
                Site(id="plant", role="production", country=country, controlled_by_issuer=True),
            ),
            "period": period,
            "absent": {
                "result.by_stage[stage=inbound-transport]": "unknown-to-issuer",
                "result.by_stage[stage=packaging]": "unknown-to-issuer",
            },
            "activities": tuple(activities),
        }
    )


def declare(
    reply_path: Path,
    key: Any,
    surroundings: Surroundings,
    *,
    purpose: str | None = None,
    reason: str | None = None,
) -> Signed:
    """The supplier's signed declaration made of a filled reply; from the second version on with
    the reason of the correction."""
    study = study_of(read_answers(reply_path))
    if purpose:
        study = study.model_copy(update={"purpose": purpose})
    loaded = LoadedStudy(study, reply_path, reply_path.parent, "workbook", ())
    prepared = prepare_loaded(loaded, surroundings, keep_lock=False, reason=reason)
    return sign(prepared, key, surroundings)
